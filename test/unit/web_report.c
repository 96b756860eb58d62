/* The report in the browser: who reads it and who may act; a text that typing cannot break and two authors who lose nothing; the month from the first edit
 * to issue, correction and withdrawal, by the people whose turn it is; and what was issued, unmoved. */
#include "admin_kit.h"
#include "kernel/import.h"
#include "kernel/matter.h"
#include "web/gate_in.h"

#define MONTH "/report/2019-01"
#define PART(n) MONTH "/section/" n
#define MATTERS "标题,开始日期,内容,进展,条线,顺序\n" \
	"信访接待平稳有序,2019-01-20,\"本月受理诉求{petition.demands}，逐件办理。\",完成,信访稳定,1\n" \
	"表彰会如期召开,2019-01-25,25日，召开总结表彰会。,完成,,2\n"
enum { COUNTY = 1, DEPARTMENT = 2, LEADER = 4 };

struct room { struct house h; struct caller second, lined; };

static void approved(struct house *h, struct sent s)
{
	struct import_result r = kit_bring(h->k, s);
	struct db *db = kit_begin(h->k, WRITING, 2);
	int64_t n;
	assert_good(import_approve(db, s.of, r.id, 2, &n));
	assert_good(db_commit(db));
}

static void enter(struct house *h, struct caller *c, const char *name, const char *login, const char *line)
{
	*c = (struct caller){ "department", name, login, "江州市总工会" };
	caller_open(h, c);
	if (!line)
		return;
	struct db *db = real_begin(h, WRITING);
	assert_good(account_revoke(db, c->account, "department", h->k->city, STR_NONE));
	assert_good(account_grant(db, c->account, "department", h->k->city, str_of(line)));
	assert_good(db_commit(db));
}

/* Two sections: one of a line, with a live figure; one of the office. A second officer of the departments, and one who holds one line only. */
static struct room room_open(void)
{
	struct room r = { .h = house_open() };
	kit_bring(r.h.k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务\n沈丽,江州市总工会,干事\n卫华,江州市总工会,干事\n" });
	enter(&r.h, &r.second, "沈丽", "shenli", NULL);
	enter(&r.h, &r.lined, "卫华", "weihua", "petition");
	approved(&r.h, (struct sent){ .of = &MATTER_MATTER, .csv = MATTERS });
	return r;
}

#define ROOM struct room whole = room_open(), *r = &whole; struct house *h = &r->h
#define AS(caller, path_, ...) answer_of(&h->site, h->k->mem, (struct ask){ "POST", str_of(path_), caller, .fields = { __VA_ARGS__ } })
#define SEEN(caller, path_) answer_of(&h->site, h->k->mem, (struct ask){ "GET", str_of(path_), caller })
#define assert_has(s, what) do { if (str_find(s, str_of(what)) == SIZE_MAX) fail_msg("no %s in %.*s", what, PSTR(between(s, "<main", "</main>"))); } while (0)
#define PRESS(caller, path_) AS(caller, path_, F("pressed", "1"))
#define assert_done(asked) do { struct reply done_ = asked; assert_status(done_, 303); } while (0)

static int64_t count(struct house *h, const char *sql)
{
	return kit_count(h->k, sql);
}

static struct str version_in(const struct reply *r)
{
	return between(r->body, "name=\"version\" value=\"", "\"");
}

static struct str heading_in(const struct reply *r)
{
	return between(r->body, "name=\"heading\" value=\"", "\"");
}

/* No page may tell its reader to type a command. */
static void assert_page(const struct reply *r)
{
	struct str body = between(r->body, "<main", "</main>");
	assert_lacks(body, "nuan ");
	assert_lacks(body, "--");
	assert_lacks(body, "style=\"");
	assert_lacks(body, "<script");
}

/* --- reading ---------------------------------------------------------------------------------------------------------------------------------------- */

static void nothing_yet(void **state)
{
	struct house whole = house_open(), *h = &whole;
	struct reply a = got(h, OFFICE, "/report"), b = got(h, OFFICE, MONTH), c = got(h, LEADER, MONTH);
	assert_status(a, 200);
	assert_has(a.body, "还没有月报");
	assert_status(b, 200);
	assert_has(b.body, "还没有可报的事");
	assert_has(b.body, "href=\"/import\"");
	assert_lacks(c.body, "href=\"/import\"");            /* whoever may not bring in is not sent there */
	static const char *const NONE[] = { "/report/2019-13", "/report/201901", "/report/x", MONTH "/section/1", MONTH "/edition/1", MONTH "/edition/1/pdf", MONTH "/file/pdf",
		MONTH "/slip/pdf" };
	for (size_t i = 0; i < COUNT(NONE); i++)
		assert_status(got(h, OFFICE, NONE[i]), 404);
	house_close(h);
}

static void it_is_read(void **state)
{
	ROOM;
	struct reply a = got(h, OFFICE, MONTH);
	assert_status(a, 200);
	assert_page(&a);
	assert_has(a.body, "<article class=\"paper\">");
	assert_has(a.body, "href=\"/figure/petition.demands/2019-01\"");
	assert_has(a.body, "一、信访接待平稳有序。");
	assert_has(a.body, "尚未封存");
	a = got(h, OFFICE, "/report");
	assert_has(a.body, "href=\"" MONTH "\"");
	assert_status(got(h, OFFICE, PART("petition")), 200);
	assert_status(got(h, OFFICE, PART("9")), 404);
	assert_status(got(h, OFFICE, MONTH "/check"), 200);
	assert_status(got(h, OFFICE, MONTH "/issue"), 200);
	assert_int_equal(count(h, "SELECT count(*) FROM edition"), 0);       /* looking opens nothing */
	a = got(h, COUNTY, PART("petition"));
	assert_status(a, 200);
	assert_lacks(a.body, "<textarea");
	assert_status(got(h, 0, MONTH), 404);                /* a clerk */
	assert_status(got(h, SYSTEM, MONTH), 404);
	assert_status(got(h, AUDIT, MONTH), 404);
	house_close(h);
}

static void files_now(void **state)
{
	ROOM;
	static const struct { const char *path, *begins; } FILES[] = { { MONTH "/file/pdf", "%PDF-" }, { MONTH "/file/docx", "PK" }, { MONTH "/file/ofd", "PK" },
		{ MONTH "/file/html", "<!DOCTYPE" }, { MONTH "/file/xlsx", "PK" }, { MONTH "/slip/pdf", "%PDF-" } };
	for (size_t i = 0; i < COUNT(FILES); i++) {
		struct reply a = got(h, OFFICE, FILES[i].path);
		assert_status(a, 200);
		assert_true(str_starts(a.body, str_of(FILES[i].begins)));
		assert_has(header_of(&a, "Content-Disposition"), "attachment");
	}
	assert_status(got(h, OFFICE, MONTH "/file/exe"), 404);
	assert_status(got(h, OFFICE, MONTH "/slip/xlsx"), 404);
	assert_status(got(h, COUNTY, MONTH "/file/pdf"), 200);
	assert_status(got(h, COUNTY, MONTH "/file/xlsx"), 404);              /* the figures of every county */
	house_close(h);
}

/* --- a section --------------------------------------------------------------------------------------------------------------------------------------- */

static void typing_cannot_break_it(void **state)
{
	ROOM;
	struct caller *by = &h->callers[DEPARTMENT];
	struct reply a = SEEN(by, PART("petition"));
	struct pair version = { STR("version"), version_in(&a) }, heading = { STR("heading"), heading_in(&a) };
	assert_true(version.value.n == 16);
	a = AS(by, PART("petition"), version, heading, F("body", "受理{petition.nothing}，已写好的不能丢。"));
	assert_status(a, 422);
	assert_page(&a);
	assert_has(a.body, "受理{petition.nothing}，已写好的不能丢。</textarea>");
	assert_has(a.body, "id=\"wrong-body\"");
	a = AS(by, PART("petition"), version, heading, F("body", "受理{petition.demands=99件}。"));
	assert_status(a, 422);
	assert_page(&a);
	assert_has(a.body, "id=\"wrong-why\"");
	assert_has(a.body, "{petition.demands=99件}");
	a = AS(by, PART("petition"), version, heading, F("body", " \r\n "));
	assert_status(a, 422);
	a = AS(by, PART("petition"), version, F("heading", ""), F("body", "受理{petition.demands}。"));
	assert_status(a, 422);
	assert_has(a.body, "id=\"wrong-heading\"");
	assert_int_equal(count(h, "SELECT count(*) FROM section"), 0);
	assert_done(AS(by, PART("petition"), version, heading, F("body", "受理{petition.demands=99件}。\r\n第二段。"), F("why", "两件回单晚到")));
	assert_int_equal(count(h, "SELECT count(*) FROM override WHERE dropped = 0"), 1);
	a = SEEN(by, PART("petition"));
	assert_has(a.body, "受理{petition.demands=99件}。\n第二段。</textarea>");
	assert_has(a.body, "两件回单晚到");
	assert_has(a.body, "data-status=\"overridden\"");
	assert_done(PRESS(by, PART("petition") "/drafted"));
	assert_int_equal(count(h, "SELECT count(*) FROM override WHERE dropped = 0"), 0);
	house_close(h);
}

static void two_authors(void **state)
{
	ROOM;
	struct caller *one = &h->callers[DEPARTMENT], *two = &r->second;
	struct reply a = SEEN(one, PART("2")), b = SEEN(two, PART("2"));
	struct pair old = { STR("version"), version_in(&b) }, heading = { STR("heading"), heading_in(&b) };
	assert_done(AS(one, PART("2"), { STR("version"), version_in(&a) }, heading, F("body", "25日，召开表彰会，表彰先进。")));
	int64_t steps = count(h, "SELECT count(*) FROM step");
	b = AS(two, PART("2"), old, heading, F("body", "25日，总结表彰会召开。"), F("then", "submit"));
	assert_status(b, 409);
	assert_page(&b);
	assert_has(b.body, "25日，召开表彰会，表彰先进。");         /* theirs */
	assert_has(b.body, "25日，总结表彰会召开。</textarea>");     /* one's own */
	assert_has(b.body, "章雨桐");
	assert_int_equal(count(h, "SELECT count(*) FROM step"), steps);
	assert_int_equal(count(h, "SELECT count(*) FROM section WHERE state = 'submitted'"), 0);
	struct pair fresh = { STR("version"), version_in(&b) };
	assert_false(str_eq(fresh.value, old.value));
	assert_done(AS(two, PART("2"), fresh, heading, F("body", "25日，总结表彰会召开。")));
	assert_done(AS(one, PART("2"), old, heading, F("body", "25日，总结表彰会召开。")));       /* both wrote the same: nobody is asked */
	house_close(h);
}

static void whose_it_is(void **state)
{
	ROOM;
	struct reply a = SEEN(&r->lined, PART("2"));
	struct pair version = { STR("version"), version_in(&a) };
	assert_status(a, 200);
	assert_lacks(a.body, "<textarea");                   /* his line is another one */
	a = AS(&r->lined, PART("2"), version, F("heading", "题"), F("body", "文。"));
	assert_status(a, 403);
	assert_status(PRESS(&r->lined, PART("2") "/submit"), 403);
	assert_status(PRESS(&r->lined, PART("2") "/approve"), 403);
	assert_int_equal(count(h, "SELECT count(*) FROM section"), 0);
	a = SEEN(&r->lined, PART("petition"));
	assert_has(a.body, "<textarea");
	assert_done(PRESS(&r->lined, MONTH "/submit"));          /* all that is his */
	assert_int_equal(count(h, "SELECT count(*) FROM section WHERE state = 'submitted'"), 1);
	a = PRESS(&r->lined, PART("petition") "/approve");
	assert_status(a, 422);
	assert_has(a.body, "请交另一位同志审定");
	assert_status(PRESS(&h->callers[COUNTY], PART("petition") "/approve"), 404);
	assert_status(PRESS(&h->callers[LEADER], PART("petition")), 404);
	assert_status(PRESS(&h->callers[LEADER], MONTH "/issue"), 404);
	house_close(h);
}

/* Every address that a page offers is a row, and one that its reader may take. */
static void offers(struct house *h, const struct caller *by, const char *page, const char *mark, const char *verb)
{
	struct reply a = SEEN(by, page);
	assert_status(a, 200);
	for (size_t at; (at = str_find(a.body, str_of(mark))) != SIZE_MAX;) {
		struct str rest = str_sub(a.body, at + strlen(mark), SIZE_MAX), address = str_sub(rest, 0, str_find(rest, STR("\"")));
		struct viewer who;
		struct ctx ignored = { .mem = h->k->mem };
		const char *allow;
		a.body = rest;
		address = str_sub(str_sub(address, 0, str_find(address, STR("#"))), 0, str_find(address, STR("?")));
		if (!address.n || str_starts(address, STR("/static/")))
			continue;
		struct db *db = real_begin(h, READING);
		assert_good(account_viewer(db, by->account, &who));
		db_rollback(db);
		const struct route *to = route_find(&h->site, verb, address, &ignored, &allow);
		if (!to || !route_open(&who, to->may))
			fail_msg("%s as %s offers %s %.*s", page, by->role, verb, PSTR(address));
	}
}

static void offered(struct house *h)
{
	static const size_t READERS[] = { COUNTY, DEPARTMENT, OFFICE, LEADER, AUDITOR };
	static const char *const PAGES[] = { "/report", MONTH, PART("petition"), PART("2"), MONTH "/check", MONTH "/issue" };
	for (size_t i = 0; i < COUNT(READERS); i++)
		for (size_t k = 0; k < COUNT(PAGES); k++) {
			offers(h, &h->callers[READERS[i]], PAGES[k], "href=\"", "GET");
			offers(h, &h->callers[READERS[i]], PAGES[k], "method=\"post\" action=\"", "POST");
		}
}

/* --- the whole --------------------------------------------------------------------------------------------------------------------------------------- */

static struct str answers[8];
static size_t n_answers;

/* The fields that the page of the check has for answers. */
static void answers_of(struct str body)
{
	for (n_answers = 0; n_answers < COUNT(answers);) {
		size_t at = str_find(body, STR("<textarea class=\"form-control\" id=\"a"));
		if (at == SIZE_MAX)
			return;
		body = str_sub(body, at, SIZE_MAX);
		answers[n_answers++] = between(body, "name=\"", "\"");
		body = str_sub(body, 40, SIZE_MAX);
	}
}

static void checked(struct house *h, const struct caller *by)
{
	struct reply a = SEEN(by, MONTH "/check");
	struct ask ask = { "POST", STR(MONTH "/check"), by };
	assert_status(a, 200);
	answers_of(a.body);
	for (size_t i = 0; i < n_answers; i++)
		ask.fields[i] = (struct pair){ answers[i], STR("逐条看过，属实") };
	a = answer_of(&h->site, h->k->mem, ask);
	assert_status(a, 303);
}

static void handed_in(struct room *r)
{
	struct house *h = &r->h;
	assert_done(PRESS(&h->callers[DEPARTMENT], MONTH "/submit"));
	assert_done(PRESS(&r->second, MONTH "/approve"));
}

static void a_remark(void **state)
{
	ROOM;
	struct caller *leader = &h->callers[LEADER], *author = &h->callers[DEPARTMENT];
	struct reply a = SEEN(leader, PART("2"));
	assert_has(a.body, "还没有批注");
	assert_has(a.body, "action=\"" PART("2") "/comment\"");
	assert_lacks(SEEN(&h->callers[COUNTY], PART("2")).body, "/comment\"");        /* another unit's reader */
	a = AS(leader, PART("2") "/comment", F("words", " "));
	assert_status(a, 422);
	assert_page(&a);
	assert_has(a.body, "id=\"wrong-words\"");
	assert_status(AS(&h->callers[COUNTY], PART("2") "/comment", F("words", "看看")), 403);
	assert_int_equal(count(h, "SELECT count(*) FROM comment"), 0);
	assert_done(AS(leader, PART("2") "/comment", F("words", "日期<再核>一遍")));
	assert_has(SEEN(author, MONTH).body, "批注1条待处理");
	a = SEEN(author, PART("2"));
	assert_has(a.body, "日期&lt;再核&gt;一遍");
	long long id = count(h, "SELECT id FROM comment");
	const char *path = str_c(h->k->mem, str_fmt(h->k->mem, PART("2") "/comment/%lld", id));
	const char *elsewhere = str_c(h->k->mem, str_fmt(h->k->mem, PART("1") "/comment/%lld", id));
	assert_has(a.body, path);
	assert_lacks(SEEN(leader, PART("2")).body, path);    /* he does not edit it */
	assert_status(PRESS(leader, path), 404);
	assert_status(PRESS(author, elsewhere), 422);
	assert_done(PRESS(author, path));
	assert_done(PRESS(&r->second, path));                /* at once with the first: the first stands */
	assert_int_equal(count(h, "SELECT count(*) FROM comment WHERE done_by IS NOT NULL"), 1);
	assert_lacks(SEEN(author, MONTH).body, "待处理");
	assert_has(SEEN(leader, PART("2")).body, "已处理");
	assert_int_equal(count(h, "SELECT count(*) FROM trail WHERE act = 'report.comment_done'"), 1);
	handed_in(r);
	checked(h, &h->callers[OFFICE]);
	assert_lacks(SEEN(leader, PART("2")).body, "/comment\"");
	assert_status(AS(leader, PART("2") "/comment", F("words", "再看")), 422);
	house_close(h);
}

/* A month that is done and not begun is named on the desk of whoever may write it, and no longer once it is begun. */
static void the_desk_names_it(void **state)
{
	ROOM;
	assert_has(SEEN(&h->callers[DEPARTMENT], "/").body, "编2019年1月月报");
	assert_has(SEEN(&h->callers[OFFICE], "/").body, "编2019年1月月报");
	assert_lacks(SEEN(&h->callers[LEADER], "/").body, "编2019年1月月报");
	assert_lacks(SEEN(&h->callers[COUNTY], "/").body, "编2019年1月月报");
	assert_done(PRESS(&h->callers[DEPARTMENT], MONTH "/submit"));
	assert_lacks(SEEN(&h->callers[OFFICE], "/").body, "编2019年1月月报");
	house_close(h);
}

static void the_month(void **state)
{
	ROOM;
	struct caller *office = &h->callers[OFFICE], *leader = &h->callers[LEADER];
	struct reply a = PRESS(office, MONTH "/issue");
	assert_status(a, 422);                               /* may always be pressed, and says what lacks */
	assert_page(&a);
	assert_has(a.body, "还有2节没有审定");
	handed_in(r);
	a = PRESS(&r->second, PART("2") "/return");
	assert_status(a, 422);
	assert_page(&a);
	assert_has(a.body, "退回要写明原因");
	assert_done(AS(&r->second, PART("2") "/return", F("reason", "unclear"), F("words", "日期再核")));
	a = SEEN(&h->callers[DEPARTMENT], PART("2"));
	assert_has(a.body, "内容不清，日期再核");
	a = PRESS(office, MONTH "/check");
	assert_status(a, 422);
	assert_has(a.body, "第2部分已退回");
	handed_in(r);
	a = PRESS(&h->callers[DEPARTMENT], MONTH "/check");
	assert_status(a, 404);                               /* a department does not check */
	kit_bring(h->k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = "单位,报表,周期,期满后几日内报\n沙洲区总工会,petition.month,月,5\n" });        /* a county is missing */
	a = AS(office, MONTH "/check", F("agree.0000", "逐条看过"));
	assert_status(a, 422);                               /* of a question that nobody asks: what was typed stays */
	assert_page(&a);
	assert_has(a.body, "没有待答的“问0000”");
	assert_has(a.body, "问0000</span> 逐条看过");
	a = PRESS(office, MONTH "/check");
	assert_status(a, 422);
	assert_page(&a);
	assert_has(a.body, "逐条写明答复后再核稿");
	assert_int_equal(count(h, "SELECT count(*) FROM agreed"), 0);
	checked(h, office);
	assert_lacks(SEEN(office, MONTH "/issue").body, "action=\"" MONTH "/sign\"");
	assert_has(SEEN(leader, MONTH "/issue").body, "action=\"" MONTH "/sign\"");
	assert_int_equal(count(h, "SELECT count(*) FROM agreed"), (int64_t)n_answers);
	a = AS(&h->callers[DEPARTMENT], PART("2"), F("heading", "题"), F("body", "文。"));
	assert_true(a.status == 409 || a.status == 422);     /* what was checked is not edited; what was typed stays */
	assert_status(AS(leader, MONTH "/sign", F("on", "2019-13-01")), 422);
	assert_done(AS(leader, MONTH "/sign", F("on", "2019-02-12")));
	a = SEEN(office, MONTH "/issue");
	assert_has(a.body, "印发后不能收回");
	assert_done(AS(office, MONTH "/issue", F("on", "2019-02-12")));
	assert_int_equal(count(h, "SELECT count(*) FROM edition WHERE state = 'issued'"), 1);
	a = SEEN(office, MONTH);
	assert_status(a, 200);
	assert_has(a.body, "签名和留痕核对一致");
	assert_has(a.body, "href=\"" MONTH "/edition/1/pdf\"");
	house_close(h);
}

static void issued(struct room *r)
{
	struct house *h = &r->h;
	offered(h);
	handed_in(r);
	offered(h);
	checked(h, &h->callers[OFFICE]);
	offered(h);
	assert_done(AS(&h->callers[LEADER], MONTH "/sign", F("on", "2019-02-12")));
	offered(h);
	assert_done(AS(&h->callers[OFFICE], MONTH "/issue", F("on", "2019-02-12")));
	offered(h);
}

static void what_was_issued_stays(void **state)
{
	ROOM;
	struct caller *office = &h->callers[OFFICE];
	issued(r);
	struct reply a = SEEN(office, MONTH "/edition/1");
	struct str paper = between(a.body, "<article class=\"paper\">", "</article>");
	assert_status(a, 200);
	assert_has(paper, "href=\"/figure/petition.demands/2019-01\"");
	assert_lacks(paper, "href=\"#");
	assert_has(paper, "封存 ");
	a = SEEN(&h->callers[COUNTY], MONTH "/edition/1/txt");
	assert_status(a, 200);
	assert_has(a.body, "信访接待平稳有序");
	assert_status(SEEN(office, MONTH "/edition/1/exe"), 404);
	assert_status(SEEN(office, MONTH "/edition/2"), 404);
	a = SEEN(office, MONTH "/edition/1/seal");
	assert_status(a, 200);
	assert_has(a.body, "封存的内容没有被改动过");
	approved(h, (struct sent){ .of = &MATTER_MATTER, .csv = MATTERS "新的一件,2019-01-26,26日，补记一件。,完成,,3\n" });
	a = SEEN(office, MONTH "/edition/1");
	assert_true(str_eq(paper, between(a.body, "<article class=\"paper\">", "</article>")));
	a = PRESS(office, MONTH "/correct");
	assert_status(a, 422);
	assert_has(a.body, "更正要写明原因");
	assert_done(AS(office, MONTH "/correct", F("why", "漏了一件")));
	a = SEEN(office, MONTH);
	assert_has(a.body, "现在有效的是<a href=\"" MONTH "/edition/1\">");
	assert_status(SEEN(office, MONTH "/edition/2"), 404);                /* not issued: it has no page of its own */
	assert_status(AS(&h->callers[LEADER], MONTH "/withdraw", F("words", "不用更正")), 404);
	assert_status(PRESS(office, MONTH "/withdraw"), 422);
	assert_done(AS(office, MONTH "/withdraw", F("words", "不用更正")));
	a = SEEN(office, MONTH);
	assert_true(str_eq(paper, between(a.body, "<article class=\"paper\">", "</article>")));
	assert_page(&a);
	house_close(h);
}

/* Every matter of the month was taken back while a correction is under way: what was issued is still one press away, and so is the way out. */
static void nothing_left(void **state)
{
	ROOM;
	struct caller *office = &h->callers[OFFICE];
	issued(r);
	assert_done(AS(office, MONTH "/correct", F("why", "重新核对")));
	approved(h, (struct sent){ .of = &MATTER_MATTER, .csv = "标题,开始日期,内容,进展,条线,顺序,说明\n表彰会如期召开,2019-01-25,改为二月召开。,取消,,2,改期\n" });
	struct reply a = SEEN(office, MONTH);
	assert_status(a, 200);
	assert_has(a.body, "href=\"" MONTH "/edition/1\"");
	assert_has(a.body, "href=\"" MONTH "/withdraw\"");
	house_close(h);
}

SUITE(TEST(nothing_left), TEST(nothing_yet), TEST(it_is_read), TEST(files_now), TEST(typing_cannot_break_it), TEST(two_authors), TEST(whose_it_is), TEST(a_remark), TEST(the_desk_names_it), TEST(the_month),
	TEST(what_was_issued_stays))
