/* What strangers write into addresses and fields: no path of theirs is another site's, no text of theirs is markup, no number of theirs is another. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "page/page.h"
#include "web/gate_in.h"

static void must(int holds)
{
	if (!holds)
		abort();
}

static void as_address(struct arena *mem, struct str s)
{
	struct path p;
	if (!path_own(mem, s, &p))
		return;
	must(p.text.n && p.text.p[0] == '/' && (p.text.n == 1 || (p.text.p[1] != '/' && p.text.p[1] != '\\')));
	for (size_t i = 0; i < p.text.n; i++)
		must(p.text.p[i] > ' ' && p.text.p[i] < 127 && p.text.p[i] != '"' && p.text.p[i] != '<');
}

static void as_text(struct arena *mem, struct str s)
{
	struct out text = { { .mem = mem } }, word = { { .mem = mem } };
	put_attr(&text, s);
	put_url(&word, s);
	for (size_t i = 0; i < text.to.n; i++)
		must(!strchr("<>\"'", text.to.p[i] ? text.to.p[i] : '<'));
	for (size_t i = 0; i < word.to.n; i++)
		must(word.to.p[i] == '%' || strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.~", word.to.p[i]));
}

static void as_route(struct str s)
{
	static const struct route ROUTES[] = { { "GET", "/" }, { "GET", "/a/:id" }, { "GET", "/a/:word/b/:id/:x" }, { "GET", "/:a/:b/:c/:d" } };
	for (size_t i = 0; i < COUNT(ROUTES); i++) {
		struct ctx c = { 0 };
		if (!route_match(&ROUTES[i], s, &c))
			continue;
		must(c.id >= 0);
		for (size_t k = 0; k < COUNT(c.word); k++)
			must(!c.word[k].n || !memchr(c.word[k].p, '/', c.word[k].n));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_open(64 << 20);
	struct str s = { (const char *)data, n };
	struct request r = { .mem = mem, .referer = s, .host = STR("nuan.test"), .origin = s, .path = s };
	struct site site = { 0 };
	struct reply reply = { 0 };
	struct ctx c = { .mem = mem, .request = &r, .reply = &reply, .site = &site };
	as_address(mem, s);
	as_address(mem, path_back(&c).text);
	as_text(mem, s);
	as_route(s);
	reply_cookie(&c, "nuan", s, false);
	must(reply.n_headers == 1 && !memchr(reply.headers[0].value.p, '\n', reply.headers[0].value.n));
	if (same_site(&r))
		must(!n || (n > 9 && !memcmp(data + n - 9, "nuan.test", 9)) || memmem(data, n, "://nuan.test/", 13));
	arena_close(mem);
	return 0;
}
