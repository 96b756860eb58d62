/* The web's own pages: signing in and out, the password, where one is signed in, large type.
 *
 * A try at a password is three steps, as kernel/account.h wants them: looked up and hashed in `prepare`, where nobody waits for it, and counted in the
 * transaction. Its page is an answer and no fault, so that the count of failures stands. Whoever signs in gets a new session; what the browser held before,
 * or what somebody planted there, ends. Where the reader wanted to go is opened afterwards, when it is an address of ours.
 * Not taken: staying signed in (desks are shared); questions about pets. */
#include "web/gate_in.h"
#include "web/web_pages.tpl.h"

/* --- signing in ------------------------------------------------------------------------------------------------------------------------------------ */

struct attempt { fault refused; int64_t account; bool good; };

static fault sign_in_page(struct ctx *c, fault wrong)
{
	struct out o = { { .mem = c->mem } };
	struct path next = { STR_NONE };
	struct str wanted = request_field(c->request, "next");
	if (!path_own(c->mem, wanted.n ? wanted : request_param(c->request, "next"), &next))
		next.text = STR_NONE;
	page_sign_in(&o, &(struct sign_in_page){ .site = c->site->name, .login = request_field(c->request, "login"), .wrong = str_of(wrong ? wrong->say : NULL),
		.next = next.text, .csrf = csrf_field(c) });
	if (wrong)
		c->reply->status = 422;
	reply_page(c, &(struct page){ .title = _("登录"), .body = out_html(&o) });
	return NULL;
}

static fault sign_in_show(struct ctx *c)
{
	if (!c->who->account)
		return sign_in_page(c, NULL);
	reply_go(c, (struct path){ STR("/") });
	return NULL;
}

static fault sign_in_try(struct ctx *c)
{
	struct attempt *a = arena_get(c->mem, sizeof *a);
	struct str hash = STR_NONE;
	c->prepared = a;
	fault f = account_try_begin(c->db, request_field(c->request, "login"), c->request->peer, &hash, &a->account);
	if (f && f->blame != BLAME_DENIED)
		return f;
	a->refused = f;
	a->good = !f && account_matches(hash, request_field(c->request, "password"));
	return NULL;
}

static fault sign_in(struct ctx *c)
{
	struct attempt *a = c->prepared;
	struct str held = request_cookie(c->request, "nuan"), cookie = STR_NONE;
	struct path to = { STR("/") };
	if (a->refused)
		return sign_in_page(c, a->refused);
	fault f = account_try_end(c->db, request_field(c->request, "login"), a->account, a->good, c->request->peer);
	if (!f && !a->good)
		f = fault_make(c->mem, BLAME_DENIED, "account.wrong", _("账号或密码不对。请核对后再试；连错几次，要等一会儿才能再试。"));
	if (!f && held.n && held.n <= COOKIE_MOST)
		TRY(session_close(c->db, held));
	if (!f)
		f = session_open(c->db, a->account, c->request->peer, c->request->agent, &cookie);
	if (f && f->blame != BLAME_DENIED)
		return f;
	if (f)
		return sign_in_page(c, f);
	if (!path_own(c->mem, request_field(c->request, "next"), &to))
		to = (struct path){ STR("/") };
	reply_cookie(c, "nuan", cookie, false);
	reply_go(c, to);
	return NULL;
}

static fault sign_out(struct ctx *c)
{
	TRY(session_close(c->db, request_cookie(c->request, "nuan")));
	reply_cookie(c, "nuan", STR_NONE, false);
	reply_notice(c, "signed.out");
	reply_go(c, (struct path){ STR("/sign-in") });
	return NULL;
}

/* --- the password ---------------------------------------------------------------------------------------------------------------------------------- */

static fault password_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	page_password(&o, &(struct password_page){ .must = c->who->must_change, .login = c->who->login,
		.wrong = str_of(c->faults ? c->faults->say : NULL), .csrf = csrf_field(c) });
	reply_page(c, &(struct page){ .title = _("改密码"), .body = out_html(&o) });
	return NULL;
}

/* A wrong old password is a failed code like one at the door: it is counted, so the answer is a page and the count stands. */
static fault password_change(struct ctx *c)
{
	struct str old = request_field(c->request, "old"), fresh = request_field(c->request, "fresh"), cookie;
	if (!str_eq(fresh, request_field(c->request, "again")))
		return fault_field(c->mem, "again", "account.again", _("两次输入的新密码不一样。请重新输入。"));
	fault f = account_password(c->db, c->who->account, old, fresh);
	if (f && str_is(str_of(f->code), "account.old_wrong")) {
		TRY(account_try_end(c->db, c->who->login, c->who->account, false, c->request->peer));
		c->faults = f;
		return password_show(c);
	}
	TRY(f);
	TRY(session_open(c->db, c->who->account, c->request->peer, c->request->agent, &cookie));
	reply_cookie(c, "nuan", cookie, false);
	reply_notice(c, "password.changed");
	reply_go(c, (struct path){ STR("/") });
	return NULL;
}

/* --- sessions -------------------------------------------------------------------------------------------------------------------------------------- */

static struct str who_and_where(struct ctx *c)
{
	return str_fmt(c->mem, "%.*s　%.*s", PSTR(c->who->name), PSTR(c->who->org_name));
}

static fault sessions_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct session_view *list;
	struct sessions_page p = { .csrf = csrf_field(c) };
	TRY(session_list(c->db, c->who->account, request_cookie(c->request, "nuan"), &list, &p.n_items));
	p.items = arena_get(c->mem, (p.n_items + 1) * sizeof *p.items);
	for (size_t i = 0; i < p.n_items; i++) {
		p.items[i] = (struct session_item){ list[i].id, minute_zh(c->mem, list[i].made_at), minute_zh(c->mem, list[i].seen_at), list[i].peer,
			list[i].agent, list[i].own };
		p.others = p.others || !list[i].own;
	}
	page_sessions(&o, &p);
	reply_page(c, &(struct page){ .title = _("我的登录"), .scope = who_and_where(c), .body = out_html(&o) });
	return NULL;
}

static fault session_end_one(struct ctx *c)
{
	TRY(session_end(c->db, c->who->account, c->id));
	reply_notice(c, "session.ended");
	reply_go(c, (struct path){ STR("/sessions") });
	return NULL;
}

static fault sessions_end(struct ctx *c)
{
	TRY(session_close_all(c->db, c->who->account, request_cookie(c->request, "nuan")));
	reply_notice(c, "sessions.ended");
	reply_go(c, (struct path){ STR("/sessions") });
	return NULL;
}

static fault big_switch(struct ctx *c)
{
	bool big = str_is(request_cookie(c->request, "nuan_big"), "1");
	reply_cookie(c, "nuan_big", big ? STR_NONE : STR("1"), true);
	reply_go(c, path_back(c));
	return NULL;
}

const struct route WEB_ROUTES[] = {
	{ "GET",  "/sign-in",          MAY_ANYONE,    sign_in_show },
	{ "POST", "/sign-in",          MAY_ANYONE,    sign_in, .prepare = sign_in_try },
	{ "POST", "/sign-out",         MAY_ANYONE,    sign_out },
	{ "GET",  "/password",         MAY_SIGNED_IN, password_show },
	{ "POST", "/password",         MAY_SIGNED_IN, password_change },
	{ "GET",  "/sessions",         MAY_SIGNED_IN, sessions_show },
	{ "POST", "/sessions/:id/end", MAY_SIGNED_IN, session_end_one },
	{ "POST", "/sessions/end",     MAY_SIGNED_IN, sessions_end },
	{ "POST", "/big",              MAY_ANYONE,    big_switch },
	{ NULL }
};

static fault home_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct home_page h = { 0 };
	h.ways = menu_of(c, &h.n_ways);
	page_home(&o, &h);
	reply_page(c, &(struct page){ .title = _("首页"), .scope = who_and_where(c), .body = out_html(&o) });
	return NULL;
}

const struct route HOME_ROUTES[] = {
	{ "GET", "/", MAY_SIGNED_IN, home_show },
	{ NULL }
};
