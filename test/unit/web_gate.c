/* The gate on trial: made-up requests go through gate() as the server hands them over, on both engines, with the writer that shares commits. */
#include "kernel_kit.h"
#include "db/writer.h"
#include "kernel/account.h"
#include "kernel/account.schema.h"
#include "kernel/kept.h"
#include "web/web.h"

#define PASSWORD "kite-harbor-93-willow"
#define FRESH "copper#lantern 7 moss"

/* --- a small site ---------------------------------------------------------------------------------------------------------------------------------- */

struct slip { struct str word, kind; struct money sum; struct day on; int64_t n; };
static const struct code KINDS[] = { { "a", "甲类" }, { "b", "乙类" }, { NULL, NULL } };
static const struct field SLIP_FIELDS[] = {
	FIELD(slip, word, "事由", FIELD_TEXT, .must = true, .most = 20),
	FIELD(slip, kind, "类别", FIELD_CODE, .codes = KINDS),
	FIELD(slip, sum,  "金额", FIELD_MONEY, .most = 10000000),
	FIELD(slip, on,   "日期", FIELD_DAY),
	FIELD(slip, n,    "人数", FIELD_INT, .least = 1, .most = 99),
};
static fault slip_check(struct ctx *c, void *filled)
{
	struct slip *s = filled;
	return str_is(s->word, "不行") ? fault_field(c->mem, "事由", "slip.never", _("这个事由不行。请换一个。")) : NULL;
}
static const struct form_of SLIP = { SLIP_FIELDS, COUNT(SLIP_FIELDS), sizeof(struct slip), slip_check };
static int runs, conflicts;

static fault show(struct ctx *c)
{
	reply_page(c, &(struct page){ .title = "页", .scope = str_fmt(c->mem, "viewer %lld org %lld", (long long)db_scope(c->db).viewer, (long long)db_scope(c->db).org) });
	return NULL;
}

static fault slip_show(struct ctx *c)
{
	struct slip s = { .word = STR("<script>"), .sum = { 120050 }, .on = DAY_NONE, .n = INT_NONE };
	reply_page(c, &(struct page){ .title = "单子", .body = form_html(c, &(struct form_view){ .of = &SLIP, .filled = &s,
		.action = path_of(c->mem, "/slip"), .verb = "报给总工会审核" }) });
	return NULL;
}

static fault grant(struct ctx *c, struct str word)
{
	struct granted g = { .record = 1, .person = 1, .role = word };
	row_act(c->db, "slip", STR_NONE);
	return row_add(c->db, &granted_table, &g);
}

static fault slip_add(struct ctx *c)
{
	const struct slip *s = c->form;
	runs++;
	TRY(grant(c, s->word));
	if (conflicts-- > 0)
		return fault_make(c->mem, BLAME_BUSY, "db.busy", "忙。");
	reply_notice(c, "session.ended");
	reply_go(c, path_of(c->mem, "/slip"));
	return NULL;
}

static fault get_writes(struct ctx *c)
{
	TRY(grant(c, STR("by GET")));
	return show(c);
}

static fault thing_load(struct ctx *c)
{
	if (c->id == 7)
		return NULL;
	if (c->id == 8)
		return fault_make(c->mem, BLAME_DENIED, "thing.denied", "别人的。");
	return fault_make(c->mem, BLAME_ABSENT, "thing.absent", "没有。");
}

static fault broken(struct ctx *c)
{
	TRY(grant(c, STR("half")));
	return fault_note(c->mem, BLAME_US, "thing.broken", "SECRET NOTE", "坏了。请报修。");
}

static fault go_back(struct ctx *c)
{
	reply_go(c, path_back(c));
	return NULL;
}

static fault header_split(struct ctx *c)
{
	reply_header(c->reply, "X-Said", request_field(c->request, "said"));
	reply_bytes(c, STR("1"), "text/csv", STR("名单\r\nX-Evil: 1.csv"));
	return NULL;
}

static fault full(struct ctx *c)
{
	TRY(grant(c, STR("full")));
	for (;;)
		arena_get(c->mem, 1 << 20);
}

static const struct route TEST_ROUTES[] = {
	{ "GET",  "/open",              MAY_ANYONE,       show },
	{ "GET",  "/mine",              MAY_SIGNED_IN,    show },
	{ "GET",  "/accounts",          "account.manage", show },
	{ "GET",  "/thing/:id",         "record.read",    show, .load = thing_load },
	{ "GET",  "/thing/:id/:name/x", "record.read",    show },
	{ "GET",  "/secret",            "record.read",    show, .leaves = LEAVES_LOOK },
	{ "GET",  "/writes",            "record.read",    get_writes },
	{ "GET",  "/slip",              "record.enter",   slip_show },
	{ "POST", "/slip",              "record.enter",   slip_add, .form = &SLIP },
	{ "POST", "/broken",            "record.enter",   broken },
	{ "POST", "/back",              "record.enter",   go_back },
	{ "POST", "/split",             "record.enter",   header_split },
	{ "POST", "/full",              "record.enter",   full },
	{ NULL }
};
static const struct route *const ROUTES[] = { WEB_ROUTES, HOME_ROUTES, TEST_ROUTES, NULL };

struct world { struct kit *k; struct site site; struct str cookie, csrf, visitor, visitor_csrf; };

static struct db *now(struct world *w, enum mode mode)
{
	struct db *db;
	assert_good(db_as(w->k->mem, w->k->store, (struct scope){ .city = 1, .org = w->k->city }, mode, &db));
	return db;
}

static void account(struct world *w, const char *name, const char *login, const char *role, int64_t org)
{
	struct db *db = now(w, WRITING);
	int64_t person, account;
	assert_good(person_officer(db, str_of(name), 0, &person, NULL));
	assert_good(account_add(db, str_of(login), person, org, STR(PASSWORD), &account));
	assert_good(account_grant(db, account, role, org, STR_NONE));
	assert_good(db_script(db, "UPDATE account SET must_change = 0"));
	assert_good(db_commit(db));
}

static struct world world_open(void)
{
	struct world w = { .k = kit_open() };
	const struct schema schemas[] = { kernel_schema, account_schema };
	assert_good(store_migrate(w.k->mem, w.k->store, schemas, COUNT(schemas)));
	kit_federation(w.k);
	kit_bring(w.k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务\n李红,沙洲区总工会,干事\n王强,石陂市总工会,干事\n" });
	account(&w, "李红", "lihong", "clerk", kit_org(w.k, "沙洲区", "2019-01-01"));
	w.site = (struct site){ .store = w.k->store, .routes = ROUTES, .name = "江州市总工会" };
	assert_good(kept_open(w.k->mem, 4 << 20, &w.site.kept));
	assert_good(writer_open(w.k->mem, w.k->store, &w.site.writer));
	return w;
}

static void world_close(struct world *w)
{
	if (w->site.writer)
		writer_close(w->site.writer);
	kit_close(w->k);
}

/* --- requests -------------------------------------------------------------------------------------------------------------------------------------- */

struct ask { const char *method, *path, *referer, *origin, *fetch_site, *host; struct str cookie; struct pair fields[8], params[2]; const char *agent; };

static size_t counted(const struct pair *pairs, size_t most)
{
	size_t n = 0;
	while (n < most && pairs[n].name.p)
		n++;
	return n;
}

static struct reply answer_in(struct world *w, struct ask a, struct arena *mem)
{
	struct request *r = arena_get(mem, sizeof *r);
	struct reply reply = { 0 };
	struct pair *cookies = arena_get(mem, 4 * sizeof *cookies), *fields = arena_get(mem, sizeof a.fields), *params = arena_get(mem, sizeof a.params);
	memcpy(fields, a.fields, sizeof a.fields);
	memcpy(params, a.params, sizeof a.params);
	*r = (struct request){ .mem = mem, .method = str_of(a.method), .path = str_of(a.path), .host = str_of(a.host ? a.host : "nuan.test"),
		.referer = str_of(a.referer), .origin = str_of(a.origin), .fetch_site = str_of(a.fetch_site), .agent = str_of(a.agent ? a.agent : "Firefox/115"),
		.peer = STR("10.1.2.3"), .fields = fields, .n_fields = counted(fields, COUNT(a.fields)), .params = params, .n_params = counted(params, COUNT(a.params)),
		.cookies = cookies };
	if (a.cookie.n)
		cookies[r->n_cookies++] = (struct pair){ STR("nuan"), a.cookie };
	if (w->visitor.n)
		cookies[r->n_cookies++] = (struct pair){ STR("nuan_form"), w->visitor };
	gate(&w->site, r, &reply);
	return reply;
}

static struct reply answer(struct world *w, struct ask a)
{
	return answer_in(w, a, w->k->mem);
}

static struct str header_of(const struct reply *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++)
		if (str_is(r->headers[i].name, name))
			return r->headers[i].value;
	return STR_NONE;
}

static struct str cookie_of(const struct reply *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++) {
		struct str value = r->headers[i].value, first = str_cut(&value, ';');
		if (str_is(r->headers[i].name, "Set-Cookie") && str_is(str_cut(&first, '='), name))
			return first;
	}
	return STR_NONE;
}

static struct str between(struct str in, const char *from, const char *to)
{
	size_t at = str_find(in, str_of(from));
	if (at == SIZE_MAX)
		return STR_NONE;
	in = str_sub(in, at + strlen(from), SIZE_MAX);
	return str_sub(in, 0, str_find(in, str_of(to)));
}

static struct str csrf_in(const struct reply *r)
{
	return between(r->body, "name=\"csrf\" value=\"", "\"");
}

#define F(name, value) { STR(name), value }
static struct ask try_in(struct world *w, const char *login, const char *password, const char *next, struct str held)
{
	return (struct ask){ "POST", "/sign-in", .cookie = held, .fields = { F("csrf", w->visitor_csrf), F("login", str_of(login)), F("password", str_of(password)),
		F("next", str_of(next)) } };
}

static void door(struct world *w)                            /* the sign-in page: a visitor's cookie, and what its form carries */
{
	struct reply r = answer(w, (struct ask){ "GET", "/sign-in" });
	assert_int_equal(r.status, 200);
	if (!w->visitor.n)
		w->visitor = cookie_of(&r, "nuan_form");
	w->visitor_csrf = csrf_in(&r);
	assert_true(w->visitor.n == 32 && w->visitor_csrf.n == 64);
}

static void signed_in(struct world *w)
{
	door(w);
	struct reply r = answer(w, try_in(w, "lihong", PASSWORD, "/slip", STR_NONE));
	assert_int_equal(r.status, 303);
	assert_text(header_of(&r, "Location"), "/slip");
	w->cookie = cookie_of(&r, "nuan");
	assert_true(w->cookie.n == 64);
	r = answer(w, (struct ask){ "GET", "/slip", .cookie = w->cookie });
	assert_int_equal(r.status, 200);
	w->csrf = csrf_in(&r);
	assert_true(w->csrf.n == 64);
}

static int64_t entries(struct world *w, const char *act)
{
	return kit_count(w->k, str_c(w->k->mem, str_fmt(w->k->mem, "SELECT count(*) FROM trail WHERE act = '%s'", act)));
}
static int64_t slips(struct world *w)
{
	return kit_count(w->k, "SELECT count(*) FROM granted");
}
#define WORLD struct world whole = world_open(), *w = &whole
#define POSTED(path_, ...) (struct ask){ "POST", path_, .cookie = w->cookie, .fields = { F("csrf", w->csrf), __VA_ARGS__ } }

/* --- the tests ------------------------------------------------------------------------------------------------------------------------------------- */

static void rows_are_believed_late(void **state)
{
	WORLD;
	static const struct { struct route row[3]; const char *names; } BAD[] = {
		{ { { "GET", "/a", NULL, show } },                                                         "GET /a" },
		{ { { "GET", "/b", "record.fly", show } },                                                 "GET /b" },
		{ { { "GET", "/c", MAY_ANYONE, NULL } },                                                   "GET /c" },
		{ { { "PUT", "/d", MAY_ANYONE, show } },                                                   "PUT /d" },
		{ { { "GET", "e", MAY_ANYONE, show } },                                                    "GET e" },
		{ { { "GET", "/f", MAY_ANYONE, show, .form = &SLIP } },                                    "GET /f" },
		{ { { "GET", "/g/:id", MAY_ANYONE, show }, { "GET", "/g/:id", "record.read", show } },     "GET /g/:id" },
		{ { { "GET", "/h/:a", MAY_ANYONE, show }, { "GET", "/h/:b", "record.read", show } },       "GET /h/:b" },
		{ { { "GET", "/sign-in", MAY_ANYONE, show } },                                             "GET /sign-in" },
		{ { { "GET", "/i/:a/:b/:c/:d/:e", MAY_ANYONE, show } },                                    "GET /i/:a" },
	};
	assert_good(site_check(w->k->mem, &w->site));
	for (size_t i = 0; i < COUNT(BAD); i++) {
		const struct route *const lists[] = { WEB_ROUTES, BAD[i].row, NULL };
		struct site site = w->site;
		site.routes = lists;
		fault f = site_check(w->k->mem, &site);
		assert_fault(f, "route.row");
		assert_holds(str_of(f->say), BAD[i].names);
	}
	world_close(w);
}

static void every_answer_is_dressed(void **state)
{
	WORLD;
	const char *paths[] = { "/open", "/mine", "/nothing", "/static/nothing", "/sign-in" };
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct reply r = answer(w, (struct ask){ "GET", paths[i] });
		assert_holds(header_of(&r, "Content-Security-Policy"), "default-src 'none'; script-src 'self'; style-src 'self';");
		assert_true(str_find(header_of(&r, "Content-Security-Policy"), STR("unsafe")) == SIZE_MAX);
		assert_text(header_of(&r, "X-Content-Type-Options"), "nosniff");
		assert_text(header_of(&r, "Referrer-Policy"), "same-origin");
		assert_text(header_of(&r, "Cache-Control"), "no-store");
		assert_true(str_find(r.body, STR("style=\"")) == SIZE_MAX && str_find(r.body, STR("<style")) == SIZE_MAX && str_find(r.body, STR("<script>")) == SIZE_MAX);
	}
	world_close(w);
}

static void methods_and_paths(void **state)
{
	WORLD;
	signed_in(w);
	struct reply r = answer(w, POSTED("/open", F("x", STR("1"))));
	assert_int_equal(r.status, 405);
	assert_text(header_of(&r, "Allow"), "GET, HEAD");
	r = answer(w, (struct ask){ "GET", "/broken", .cookie = w->cookie });
	assert_int_equal(r.status, 405);
	assert_text(header_of(&r, "Allow"), "POST");
	static const struct { const char *path; int status; } PATHS[] = { { "/thing/7", 200 }, { "/thing/007", 404 }, { "/thing/-7", 404 }, { "/thing/+7", 404 },
		{ "/thing/7x", 404 }, { "/thing/", 404 }, { "/thing", 404 }, { "/thing/99999999999999999999", 404 }, { "/thing/7/", 404 }, { "/thing/7/a/x", 200 },
		{ "/thing/7//x", 404 }, { "//open", 404 }, { "/open/", 404 }, { "open", 404 }, { "", 404 } };
	for (size_t i = 0; i < COUNT(PATHS); i++) {
		r = answer(w, (struct ask){ "GET", PATHS[i].path, .cookie = w->cookie });
		if (r.status != PATHS[i].status)
			fail_msg("%s: %d", PATHS[i].path, r.status);
	}
	r = answer(w, (struct ask){ "HEAD", "/mine", .cookie = w->cookie });
	assert_int_equal(r.status, 200);
	world_close(w);
}

static void who_is_not_signed_in(void **state)
{
	WORLD;
	struct reply r = answer(w, (struct ask){ "GET", "/mine", .params = { F("q", STR("a b")) } });
	assert_int_equal(r.status, 303);
	assert_text(header_of(&r, "Location"), "/sign-in?next=%2Fmine");      /* the shell writes query; a made-up request has none */
	r = answer(w, (struct ask){ "GET", "/mine", .cookie = STR("0000000000000000000000000000000000000000000000000000000000000000") });
	assert_int_equal(r.status, 303);
	r = answer(w, (struct ask){ "GET", "/mine", .cookie = STR("' OR 1=1 --") });
	assert_int_equal(r.status, 303);
	door(w);
	r = answer(w, (struct ask){ "POST", "/slip", .fields = { F("csrf", w->visitor_csrf), F("事由", STR("x")) } });
	assert_int_equal(r.status, 303);
	assert_int_equal(slips(w), 0);
	assert_int_equal(entries(w, "refused"), 0);                  /* strangers cannot fill the trail */
	world_close(w);
}

static void forgery(void **state)
{
	WORLD;
	signed_in(w);
	struct ask good = POSTED("/slip", F("事由", STR("走访")));
	const struct { struct ask ask; const char *what; } FORGED[] = {
		{ { "POST", "/slip", .cookie = w->cookie, .fields = { F("事由", STR("走访")) } },                                   "no secret" },
		{ { "POST", "/slip", .cookie = w->cookie, .fields = { F("csrf", STR("")), F("事由", STR("走访")) } },                "an empty secret" },
		{ { "POST", "/slip", .cookie = w->cookie, .fields = { F("csrf", w->visitor_csrf), F("事由", STR("走访")) } },        "a visitor's secret" },
		{ { "POST", "/slip", .cookie = w->cookie, .fields = { F("csrf", str_sub(w->csrf, 0, 63)), F("事由", STR("走访")) } }, "a part of it" },
		{ { "POST", "/slip", .cookie = w->cookie, .origin = "http://evil.test", .fields = { F("csrf", w->csrf), F("事由", STR("走访")) } },      "Origin" },
		{ { "POST", "/slip", .cookie = w->cookie, .origin = "null", .fields = { F("csrf", w->csrf), F("事由", STR("走访")) } },                  "Origin null" },
		{ { "POST", "/slip", .cookie = w->cookie, .origin = "http://nuan.test.evil.test", .fields = { F("csrf", w->csrf) } },                    "Origin alike" },
		{ { "POST", "/slip", .cookie = w->cookie, .fetch_site = "cross-site", .fields = { F("csrf", w->csrf), F("事由", STR("走访")) } },        "cross-site" },
		{ { "POST", "/slip", .cookie = w->cookie, .fetch_site = "same-site", .fields = { F("csrf", w->csrf), F("事由", STR("走访")) } },         "same-site" },
	};
	for (size_t i = 0; i < COUNT(FORGED); i++) {
		struct reply r = answer(w, FORGED[i].ask);
		if (r.status != 403 || slips(w) != 0 || entries(w, "refused") != (int64_t)i + 1)
			fail_msg("%s: %d, %d slips, %d remembered", FORGED[i].what, r.status, (int)slips(w), (int)entries(w, "refused"));
	}
	good.origin = "https://nuan.test", good.fetch_site = "same-origin";
	assert_int_equal(answer(w, good).status, 303);
	assert_int_equal(slips(w), 1);
	assert_whole(w->k);
	world_close(w);
}

/* The very same page but for the number that is read out, and the secret of the session's form. */
static struct str same_but_number(struct world *w, struct str body)
{
	struct str number = between(body, "<span class=\"code\">", "</span>");
	assert_true(number.n == 14);
	size_t at = (size_t)(number.p - body.p);
	return str_fmt(w->k->mem, "%.*s%.*s", (int)at, body.p, (int)(body.n - at - number.n), body.p + at + number.n);
}

static void absent_is_forbidden(void **state)
{
	WORLD;
	signed_in(w);
	struct reply none = answer(w, (struct ask){ "GET", "/nothing", .cookie = w->cookie }), absent = answer(w, (struct ask){ "GET", "/thing/9", .cookie = w->cookie }),
		denied = answer(w, (struct ask){ "GET", "/thing/8", .cookie = w->cookie }), right = answer(w, (struct ask){ "GET", "/accounts", .cookie = w->cookie });
	assert_int_equal(none.status, 404);
	assert_int_equal(absent.status, 404);
	assert_int_equal(denied.status, 404);
	assert_int_equal(right.status, 404);
	const char *want = str_c(w->k->mem, same_but_number(w, none.body));
	assert_text(same_but_number(w, absent.body), want);
	assert_text(same_but_number(w, denied.body), want);
	assert_text(same_but_number(w, right.body), want);
	assert_int_equal(entries(w, "refused"), 3);
	assert_int_equal(kit_count(w->k, "SELECT count(*) FROM trail WHERE act = 'refused' AND why = 'GET /thing/:id id=8'"), 1);
	assert_whole(w->k);
	world_close(w);
}

static void a_get_cannot_write(void **state)
{
	WORLD;
	signed_in(w);
	struct reply r = answer(w, (struct ask){ "GET", "/writes", .cookie = w->cookie });
	assert_int_equal(r.status, 500);
	assert_holds(r.body, "db.reading");
	assert_int_equal(slips(w), 0);
	world_close(w);
}

static void notes_stay_inside(void **state)
{
	WORLD;
	signed_in(w);
	struct reply r = answer(w, POSTED("/broken", F("x", STR("1"))));
	assert_int_equal(r.status, 500);
	assert_holds(r.body, "thing.broken");
	assert_holds(r.body, "坏了。请报修。");
	assert_true(str_find(r.body, STR("SECRET")) == SIZE_MAX);
	assert_int_equal(slips(w), 0);
	world_close(w);
}

static void a_form_says_all(void **state)
{
	WORLD;
	signed_in(w);
	struct reply r = answer(w, (struct ask){ "GET", "/slip", .cookie = w->cookie });
	assert_holds(r.body, "value=\"&lt;script&gt;\"");
	assert_holds(r.body, "value=\"1200.50\"");
	r = answer(w, POSTED("/slip", F("事由", STR("  ")), F("类别", STR("丙类")), F("金额", STR("\"><b>三百")), F("日期", STR("2019-02-30")), F("人数", STR("100"))));
	assert_int_equal(r.status, 422);
	assert_holds(r.body, "有5处需要改，改好后再报");
	assert_holds(r.body, "“事由”没有填。这一栏是必填的，请补上。");
	assert_holds(r.body, "这里只能填：甲类、乙类。");
	assert_holds(r.body, "这里要填金额，精确到分。请改成例如 1200 或 1200.50。");
	assert_holds(r.body, "“2019-02-30”不是一个存在的日期。请填实际的那一天，例如2019-01-23。");
	assert_holds(r.body, "这个数应在1到99之间。请核对后重填。");
	assert_holds(r.body, "value=\"&quot;&gt;&lt;b&gt;三百\"");        /* what was typed stays, and is text */
	assert_holds(r.body, "<a href=\"#f2\">金额：");
	assert_holds(r.body, "aria-describedby=\"w3\"");
	r = answer(w, POSTED("/slip", F("事由", STR("不行"))));
	assert_int_equal(r.status, 422);
	assert_holds(r.body, "这个事由不行。请换一个。");
	assert_int_equal(slips(w), 0);
	r = answer(w, POSTED("/slip", F("事由", STR(" 走访 ")), F("类别", STR("a")), F("金额", STR("１２００元")), F("日期", STR("2019年1月8日")), F("人数", STR("3"))));
	assert_int_equal(r.status, 303);
	assert_int_equal(kit_count(w->k, "SELECT count(*) FROM granted WHERE role = '走访'"), 1);
	assert_int_equal(kit_count(w->k, "SELECT count(*) FROM trail WHERE act = 'slip' AND actor IS NOT NULL"), 1);
	world_close(w);
}

static void a_conflict_runs_again(void **state)
{
	WORLD;
	signed_in(w);
	runs = 0, conflicts = 2;
	assert_int_equal(answer(w, POSTED("/slip", F("事由", STR("走访")))).status, 303);
	assert_int_equal(runs, 3);
	assert_int_equal(slips(w), 1);
	kit_tamper(w->k, "DELETE FROM granted");
	struct writer *writer = w->site.writer;
	w->site.writer = NULL;                               /* by the request's own thread */
	runs = 0, conflicts = 2;
	struct reply r = answer(w, POSTED("/slip", F("事由", STR("走访"))));
	assert_int_equal(r.status, 303);
	assert_int_equal(runs, 3);
	assert_int_equal(slips(w), 1);
	size_t locations = 0;
	for (size_t i = 0; i < r.n_headers; i++)
		locations += str_is(r.headers[i].name, "Location");
	assert_int_equal(locations, 1);
	runs = 0, conflicts = 3;
	r = answer(w, POSTED("/slip", F("事由", STR("走访"))));
	assert_int_equal(r.status, 503);
	assert_int_equal(runs, 3);
	assert_int_equal(slips(w), 1);
	conflicts = 0;
	w->site.writer = writer;
	world_close(w);
}

static void a_look_is_remembered(void **state)
{
	WORLD;
	signed_in(w);
	assert_int_equal(answer(w, (struct ask){ "GET", "/secret", .cookie = w->cookie }).status, 200);
	assert_int_equal(kit_count(w->k, "SELECT count(*) FROM trail WHERE act = 'look' AND why = 'GET /secret' AND actor IS NOT NULL"), 1);
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = w->cookie }).status, 200);
	assert_int_equal(entries(w, "look"), 1);
	kit_tamper(w->k, "UPDATE session SET seen_at = seen_at - 61");
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = w->cookie }).status, 200);
	assert_int_equal(kit_count(w->k, "SELECT count(*) FROM session WHERE seen_at >= made_at"), 1);
	kit_tamper(w->k, "ALTER TABLE trail RENAME TO trail_gone");      /* what cannot be remembered is not shown */
	struct reply r = answer(w, (struct ask){ "GET", "/secret", .cookie = w->cookie });
	assert_int_equal(r.status, 500);
	assert_true(str_find(r.body, STR("viewer")) == SIZE_MAX);
	world_close(w);
}

static void the_scope_is_the_viewers(void **state)
{
	WORLD;
	signed_in(w);
	struct reply r = answer(w, (struct ask){ "GET", "/mine", .cookie = w->cookie });
	assert_holds(r.body, str_c(w->k->mem, str_fmt(w->k->mem, "org %lld<", (long long)kit_org(w->k, "沙洲区", "2019-01-01"))));
	r = answer(w, (struct ask){ "GET", "/open" });
	assert_holds(r.body, "viewer 0 org 0<");
	world_close(w);
}

static void sessions_are_not_planted(void **state)
{
	WORLD;
	signed_in(w);
	struct str planted = w->cookie;                      /* somebody's own session, put into another's browser */
	struct ask again = try_in(w, "lihong", PASSWORD, NULL, planted);
	assert_int_equal(answer(w, again).status, 403);      /* the form was a visitor's, the cookie is somebody's */
	again.fields[0].value = w->csrf;
	struct reply r = answer(w, again);
	assert_int_equal(r.status, 303);
	struct str own = cookie_of(&r, "nuan");
	assert_true(own.n == 64 && !str_eq(own, planted));
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = planted }).status, 303);
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = own }).status, 200);
	r = answer(w, try_in(w, "lihong", PASSWORD, NULL, STR("1111111111111111111111111111111111111111111111111111111111111111")));
	assert_true(!str_is(cookie_of(&r, "nuan"), "1111111111111111111111111111111111111111111111111111111111111111"));
	for (size_t i = 0; i < r.n_headers; i++)
		if (str_starts(r.headers[i].value, STR("nuan="))) {
			assert_holds(r.headers[i].value, "; HttpOnly; SameSite=Lax");
			assert_true(str_find(r.headers[i].value, STR("Secure")) == SIZE_MAX);
		}
	w->site.secure = true;
	r = answer(w, try_in(w, "lihong", PASSWORD, NULL, STR_NONE));
	assert_holds(header_of(&r, "Set-Cookie"), "; Secure");
	own = cookie_of(&r, "nuan");
	r = answer(w, (struct ask){ "GET", "/slip", .cookie = own });
	r = answer(w, (struct ask){ "POST", "/sign-out", .cookie = own, .fields = { F("csrf", csrf_in(&r)) } });
	assert_int_equal(r.status, 303);
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = own }).status, 303);
	world_close(w);
}

static void wrong_passwords(void **state)
{
	WORLD;
	door(w);
	struct reply known = answer(w, try_in(w, "lihong", "wrong", NULL, STR_NONE)), unknown = answer(w, try_in(w, "nobody", "wrong", NULL, STR_NONE));
	assert_int_equal(known.status, 422);
	assert_int_equal(unknown.status, 422);
	assert_holds(known.body, "账号或密码不对。");
	assert_text(between(unknown.body, "id=\"wrong\">", "</div>"), str_c(w->k->mem, between(known.body, "id=\"wrong\">", "</div>")));
	assert_int_equal(cookie_of(&known, "nuan").n, 0);
	assert_int_equal(entries(w, "sign_in_refused"), 2);          /* the failure stands although nobody was let in */
	for (int i = 0; i < 4; i++)
		known = answer(w, try_in(w, "lihong", "wrong", NULL, STR_NONE));
	known = answer(w, try_in(w, "lihong", PASSWORD, NULL, STR_NONE));
	assert_int_equal(known.status, 422);
	assert_holds(known.body, "登录失败的次数太多");
	struct ask forged = try_in(w, "lihong", PASSWORD, NULL, STR_NONE);
	forged.fields[0].value = STR("0");
	assert_int_equal(answer(w, forged).status, 403);             /* nobody is signed in from another site */
	world_close(w);
}

static void where_one_is_sent(void **state)
{
	WORLD;
	door(w);
	static const char *const ELSEWHERE[] = { "//evil.test/", "/\\evil.test", "https://evil.test/", "javascript:alert(1)", "", "\\\\evil.test", "/a\r\nSet-Cookie: x=1",
		"/a b", "/a\"><script>", " /mine" };
	for (size_t i = 0; i < COUNT(ELSEWHERE); i++) {
		struct reply r = answer(w, try_in(w, "lihong", PASSWORD, ELSEWHERE[i], STR_NONE));
		assert_int_equal(r.status, 303);
		assert_text(header_of(&r, "Location"), "/");
	}
	struct reply shown = answer(w, (struct ask){ "GET", "/sign-in", .params = { F("next", STR("//evil.test")) } });
	assert_true(str_find(shown.body, STR("evil")) == SIZE_MAX);
	signed_in(w);
	static const struct { const char *from, *to; } BACK[] = { { "http://nuan.test/slip?a=1#x", "/slip?a=1" }, { "https://nuan.test/", "/" },
		{ "http://evil.test/slip", "/" }, { "http://nuan.test@evil.test/slip", "/" }, { "http://nuan.test//evil.test/", "/" }, { "http://nuan.test/\\evil.test", "/" },
		{ "http://nuan.test.evil.test/x", "/" }, { NULL, "/" }, { "/slip", "/" } };
	for (size_t i = 0; i < COUNT(BACK); i++) {
		struct ask a = POSTED("/back", F("x", STR("1")));
		a.referer = BACK[i].from;
		struct reply r = answer(w, a);
		assert_text(header_of(&r, "Location"), BACK[i].to);
	}
	world_close(w);
}

static void headers_are_not_split(void **state)
{
	WORLD;
	signed_in(w);
	struct reply r = answer(w, POSTED("/split", F("said", STR("good\r\nSet-Cookie: evil=1"))));
	assert_text(header_of(&r, "X-Said"), "good");
	assert_text(header_of(&r, "Content-Disposition"), "attachment; filename*=UTF-8''%E5%90%8D%E5%8D%95%0D%0AX-Evil%3A%201.csv");
	for (size_t i = 0; i < r.n_headers; i++)
		assert_true(!memchr(r.headers[i].value.p, '\n', r.headers[i].value.n) && !memchr(r.headers[i].value.p, '\r', r.headers[i].value.n));
	world_close(w);
}

static void the_password_first(void **state)
{
	WORLD;
	signed_in(w);
	kit_tamper(w->k, "UPDATE account SET must_change = 1");
	w->site.kept = NULL;                                 /* done behind the trail's back */
	struct reply r = answer(w, (struct ask){ "GET", "/mine", .cookie = w->cookie });
	assert_int_equal(r.status, 303);
	assert_text(header_of(&r, "Location"), "/password");
	assert_int_equal(answer(w, POSTED("/slip", F("事由", STR("走访")))).status, 303);
	assert_int_equal(slips(w), 0);
	r = answer(w, (struct ask){ "GET", "/password", .cookie = w->cookie });
	assert_int_equal(r.status, 200);
	assert_true(str_find(r.body, STR("nav-main")) == SIZE_MAX);
	r = answer(w, POSTED("/password", F("old", STR(PASSWORD)), F("fresh", STR(FRESH)), F("again", STR(PASSWORD))));
	assert_int_equal(r.status, 422);
	r = answer(w, POSTED("/password", F("old", STR("wrong")), F("fresh", STR(FRESH)), F("again", STR(FRESH))));
	assert_int_equal(r.status, 422);
	assert_int_equal(entries(w, "sign_in_refused"), 1);          /* counted like a failure at the door */
	r = answer(w, POSTED("/password", F("old", STR(PASSWORD)), F("fresh", STR(FRESH)), F("again", STR(FRESH))));
	assert_int_equal(r.status, 303);
	struct str fresh = cookie_of(&r, "nuan");
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = w->cookie }).status, 303);
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = fresh }).status, 200);
	world_close(w);
}

static void own_sessions(void **state)
{
	WORLD;
	signed_in(w);
	struct ask elsewhere = try_in(w, "lihong", PASSWORD, NULL, STR_NONE);
	elsewhere.agent = "<b>Chrome/86</b>";
	struct reply r = answer(w, elsewhere);
	struct str other = cookie_of(&r, "nuan");
	r = answer(w, (struct ask){ "GET", "/sessions", .cookie = w->cookie });
	assert_int_equal(r.status, 200);
	assert_holds(r.body, "&lt;b&gt;Chrome/86&lt;/b&gt;");
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = other }).status, 200);
	struct str end = between(r.body, "action=\"/sessions/", "/end\"");
	assert_true(end.n > 0);
	const char *path = str_c(w->k->mem, str_fmt(w->k->mem, "/sessions/%.*s/end", PSTR(end)));
	assert_int_equal(answer(w, POSTED(path, F("x", STR("1")))).status, 303);
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = other }).status, 303);
	assert_int_equal(answer(w, (struct ask){ "GET", "/mine", .cookie = w->cookie }).status, 200);
	world_close(w);
}

/* A request that asks for too much is refused alone: the writer goes on, and nothing of it stands. */
static void too_much(void **state)
{
	WORLD;
	signed_in(w);
	struct arena *small = arena_open(16 << 20);
	struct reply r = answer_in(w, POSTED("/full", F("x", STR("1"))), small);
	assert_int_equal(r.status, 500);
	assert_int_equal(slips(w), 0);
	arena_close(small);
	assert_int_equal(answer(w, POSTED("/slip", F("事由", STR("走访")))).status, 303);
	assert_int_equal(slips(w), 1);
	world_close(w);
}

SUITE(TEST(rows_are_believed_late), TEST(every_answer_is_dressed), TEST(methods_and_paths), TEST(who_is_not_signed_in), TEST(forgery), TEST(absent_is_forbidden),
	TEST(a_get_cannot_write), TEST(notes_stay_inside), TEST(a_form_says_all), TEST(a_conflict_runs_again), TEST(a_look_is_remembered), TEST(the_scope_is_the_viewers),
	TEST(sessions_are_not_planted), TEST(wrong_passwords), TEST(where_one_is_sent), TEST(headers_are_not_split), TEST(the_password_first), TEST(own_sessions),
	TEST(too_much))
