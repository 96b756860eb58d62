/* Guards against what other sites, other people and other bytes try: where a request came from, cookies, addresses, what goes into the log.
 *
 * Forgery of requests has three answers, each sufficient where the others are missing: cookies are SameSite=Lax; the browser tells where the request was
 * made (Sec-Fetch-Site, Origin); every form carries a secret that only a page of ours can know. Who is not signed in gets a cookie of their own for it, so that
 * nobody can be signed in as somebody else. Secrets are compared in a time that depends on nothing.
 * An address that leads back is taken only when it is one of ours: it begins with one slash, holds plain ASCII, and is written into the page as it is.
 * Not taken: a list of forms that were given out (state, and two tabs fight over it); checking the Referer (some proxies cut it). */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "base/sm.h"
#include "kernel/row.h"
#include "web/gate_in.h"

static struct str authority(struct str url)
{
	size_t at = str_find(url, STR("://"));
	struct str rest = at == SIZE_MAX ? STR_NONE : str_sub(url, at + 3, SIZE_MAX);
	return rest.p ? str_cut(&rest, '/') : STR_NONE;
}

bool same_site(const struct request *r)
{
	if (r->fetch_site.n && !str_is(r->fetch_site, "same-origin") && !str_is(r->fetch_site, "none"))
		return false;
	return !r->origin.n || (r->host.n && str_eq(authority(r->origin), r->host));
}

bool same_secret(struct str a, struct str b)
{
	unsigned char different = a.n != b.n || !a.n;
	for (size_t i = 0; i < a.n && i < b.n; i++)
		different |= (unsigned char)(a.p[i] ^ b.p[i]);
	return !different;
}

void visitor_csrf(struct pass *p, struct db *db)
{
	enum { BYTES = 16 };
	struct arena *mem = p->ctx.mem;
	struct str visitor = request_cookie(p->request, "nuan_form"), bytes = STR_NONE;
	unsigned char made[BYTES], mac[SM3_BYTES];
	if (!str_unhex(mem, visitor, &bytes) || bytes.n != BYTES) {
		random_bytes(made, sizeof made);
		visitor = str_hex(mem, made, sizeof made);
		reply_cookie(&p->ctx, "nuan_form", visitor, false);
	}
	struct str text = str_fmt(mem, "form|%.*s", PSTR(visitor));
	hmac_sm3(row_keys_of(db)->search, text.p, text.n, mac);
	p->ctx.csrf = str_hex(mem, mac, sizeof mac);
}

void reply_cookie(struct ctx *c, const char *name, struct str value, bool keep)
{
	const char *age = !value.n ? "; Max-Age=0" : keep ? "; Max-Age=31536000" : "";
	for (size_t i = 0; i < value.n; i++)                 /* a value of ours is made of these; another is none */
		if (!strchr("0123456789abcdefghijklmnopqrstuvwxyz._-", value.p[i]) || !value.p[i])
			value.n = 0;
	reply_header(c->reply, "Set-Cookie", str_fmt(c->mem, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s", name, PSTR(value),
		c->site->secure ? "; Secure" : "", age));
}

bool path_own(struct arena *mem, struct str text, struct path *ret)
{
	if (!text.n || text.n > 2000 || text.p[0] != '/' || (text.n > 1 && (text.p[1] == '/' || text.p[1] == '\\')))
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] <= ' ' || text.p[i] > '~' || strchr("\"'<>\\^`{|}", text.p[i]))
			return false;
	ret->text = str_copy(mem, text);
	return true;
}

struct path path_back(struct ctx *c)
{
	struct path home = { STR("/") }, back = home;
	struct str from = c->request->referer, host = authority(from);
	size_t at = str_find(from, STR("://"));
	if (!host.n || !str_eq(host, c->request->host))
		return home;
	from = str_sub(from, at + 3 + host.n, SIZE_MAX);
	from = str_cut(&from, '#');
	return path_own(c->mem, from, &back) ? back : home;
}

struct str request_number(struct arena *mem)
{
	unsigned char some[2];
	time_t local = time(NULL) + 8 * 3600;
	struct tm t;
	gmtime_r(&local, &t);
	random_bytes(some, sizeof some);
	return str_fmt(mem, "%02d%02d-%02d%02d-%02X%02X", t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, some[0], some[1]);
}

static const char *one_line(struct arena *mem, struct str s)
{
	char *line = (char *)str_c(mem, str_sub(s, 0, 500));
	for (char *p = line; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 127)
			*p = '?';
	return line;
}

/* One line a fault: nothing that came with the request may begin another. The query stays out, people search for names. */
void log_fault(const struct pass *p, fault f)
{
	struct arena *mem = p->ctx.mem;
	fprintf(stderr, "nuan: %.*s %.*s %s [%s] %s\n", PSTR(p->ctx.number), PSTR(p->request->method), one_line(mem, p->request->path), f->code,
		one_line(mem, str_of(f->note ? f->note : f->say)));
}
