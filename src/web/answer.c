/* Answers: what a handler can say, and what the gate says when something is wrong.
 *
 * A page is whole before a byte is sent. Every answer carries the same guards (the policy allows scripts and styles from our own files only, no frame, no
 * guessing of types, nothing kept by caches); headers are cut at a line break, so no value can write another. A fault's blame picks the status, its sentence
 * and code are the page; its note goes to the log and never to a page.
 * The page for what is absent is the page for what is forbidden, so that nobody learns from the difference that a record exists; a number stands on it to be
 * read out on the telephone, and the log has that number.
 * Not taken: a page a status with the number in large type (404 tells an officer nothing); partial pages for scripts (a handler may send one itself). */
#include <stdio.h>
#include <string.h>
#include "web/gate_in.h"
#include "web/web_pages.tpl.h"

static const char POLICY[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const char HTML[] = "text/html; charset=utf-8";

static bool has_header(const struct reply *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++)
		if (str_is(r->headers[i].name, name))
			return true;
	return false;
}

void gate_dress(struct reply *r)
{
	static const struct { const char *name, *value; } GUARDS[] = {
		{ "Content-Security-Policy", POLICY }, { "X-Content-Type-Options", "nosniff" }, { "Referrer-Policy", "same-origin" },
		{ "X-Frame-Options", "DENY" }, { "Cross-Origin-Opener-Policy", "same-origin" }, { "Cache-Control", "no-store" },
	};
	for (size_t i = 0; i < COUNT(GUARDS); i++)
		if (!has_header(r, GUARDS[i].name))
			reply_header(r, GUARDS[i].name, str_of(GUARDS[i].value));
}

void answer_page(struct ctx *c, int status, const struct page *p)
{
	c->reply->status = status;
	c->reply->mime = HTML;
	c->reply->body = layout_html(c, p).markup;
}

void reply_page(struct ctx *c, const struct page *p)
{
	answer_page(c, c->faults ? 422 : c->reply->status ? c->reply->status : 200, p);
}

void reply_go(struct ctx *c, struct path to)
{
	c->reply->status = 303;
	c->reply->mime = NULL;
	c->reply->body = STR_NONE;
	reply_header(c->reply, c->request->htmx ? "HX-Redirect" : "Location", to.text);
	if (c->request->htmx)
		c->reply->status = 200;                      /* a browser would follow a 303 by itself, and htmx put the page into the page */
}

void reply_bytes(struct ctx *c, struct str bytes, const char *mime, struct str file_name)
{
	struct out name = { { .mem = c->mem } };
	out_url_str(&name, file_name);
	c->reply->status = 200;
	c->reply->mime = mime;
	c->reply->body = bytes;
	reply_header(c->reply, "Content-Disposition", str_fmt(c->mem, "attachment; filename*=UTF-8''%.*s", PSTR(buf_str(&name.to))));
}

void reply_notice(struct ctx *c, const char *code)
{
	reply_cookie(c, "nuan_notice", str_of(code), false);
}

struct html csrf_field(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	page_csrf(&o, &(struct csrf_page){ c->csrf });
	return out_html(&o);
}

struct html empty_html(struct ctx *c, const struct empty *e)
{
	struct out o = { { .mem = c->mem } };
	page_empty(&o, e);
	return out_html(&o);
}

/* --- what is wrong --------------------------------------------------------------------------------------------------------------------------------- */

static void answer_wrong(struct pass *p, int status, struct wrong_page *w)
{
	struct out o = { { .mem = p->ctx.mem } };
	w->number = p->ctx.number, w->signed_in = p->who.account != 0, w->org_name = p->who.org_name, w->back = path_back(&p->ctx);
	page_wrong(&o, w);
	answer_page(&p->ctx, status, &(struct page){ .title = w->title, .body = out_html(&o) });
}

static int status_of(enum blame blame)
{
	switch (blame) {
	case BLAME_INPUT:    return 422;
	case BLAME_DENIED:   return 403;
	case BLAME_ABSENT:   return 404;
	case BLAME_CONFLICT: return 409;
	case BLAME_BUSY:     return 503;
	case BLAME_US:       break;
	}
	return 500;
}

void answer_absent(struct pass *p)
{
	answer_wrong(p, 404, &(struct wrong_page){ .title = _("没有找到这一页"), .absent = true });
}

void answer_fault(struct pass *p, fault f)
{
	struct wrong_page w = { .title = f->blame == BLAME_US ? _("这一步没有办成") : _("这一步没有办") };
	size_t n = 0;
	if (f->blame == BLAME_US || f->blame == BLAME_BUSY)
		log_fault(p, f);
	if (f->blame == BLAME_ABSENT || (f->blame == BLAME_DENIED && p->stage == AT_LOAD)) {
		answer_absent(p);
		return;
	}
	for (fault each = f; each; each = each->next)
		n++;
	struct wrong_say *says = arena_get(p->ctx.mem, n * sizeof *says);
	for (fault each = f; each; each = each->next)
		says[w.n_says++] = (struct wrong_say){ str_of(each->say), str_of(each->code) };
	w.says = says;
	w.broken = f->blame == BLAME_US;
	answer_wrong(p, status_of(f->blame), &w);
}

void answer_method(struct pass *p, const char *allow)
{
	reply_header(p->reply, "Allow", str_of(strcmp(allow, "GET") == 0 ? "GET, HEAD" : allow));
	struct wrong_say say = { str_of(_("这个地址不能这样打开。请从页面上的按钮或链接进入。")), STR("web.method") };
	answer_wrong(p, 405, &(struct wrong_page){ .title = _("这一步没有办"), .says = &say, .n_says = 1 });
}

/* What was asked for is opened after signing in; what was sent is not sent again by itself. */
void answer_sign_in(struct pass *p)
{
	bool get = strcmp(p->route->verb, "GET") == 0;
	struct str wanted = p->request->query.n ? str_fmt(p->ctx.mem, "%.*s?%.*s", PSTR(p->request->path), PSTR(p->request->query)) : p->request->path;
	struct path to = { STR("/sign-in") }, next;
	if (get && path_own(p->ctx.mem, wanted, &next) && !str_is(wanted, "/"))
		to = path_with(p->ctx.mem, to, "next", wanted);
	if (p->cookie.n)
		reply_notice(&p->ctx, "session.over");
	reply_go(&p->ctx, to);
}

void answer_full(struct pass *p)
{
	*p->reply = p->fresh;
	p->reply->status = 503;
	p->reply->mime = "text/plain; charset=utf-8";
	p->reply->body = str_of(_("这一步需要的内存超出了限度，没有办成。请缩小范围再试。"));
}
