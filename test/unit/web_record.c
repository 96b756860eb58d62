/* The room of the records: who sees which list and which record, that counts, pages and exports are one set, that acts on one and on many are the moves and
 * nothing else, that nobody is seen whole without a reason in the trail. Two counties with petitions of a January. */
#include "admin_kit.h"
#include "doc/sheet.h"
#include "kernel/line.h"

enum { CLERK = 0, COUNTY = 1, DEPARTMENT = 2, LEADER = 4 };
#define HEAD "信访编号,渠道,收到日期,信访人,身份证号,诉求类别,信访目的,办理状态,受理日期,说明\n"
#define LIST "/records/petition.case"
extern const struct line petition_line;

static const struct entity *cases(void)
{
	for (size_t i = 0; petition_line.entities[i]; i++)
		if (!strcmp(petition_line.entities[i]->name, "petition.case"))
			return petition_line.entities[i];
	fail_msg("no petition.case");
	return NULL;
}

struct room { struct house h; int64_t near, far; };

/* Three of the near county, entered by its clerk; two of the far one. Nothing is approved yet. */
static struct room room_open(void)
{
	struct room r = { .h = house_open() };
	r.near = kit_org(r.h.k, "沙洲区", "2019-01-01"), r.far = kit_org(r.h.k, "石陂市", "2019-01-01");
	kit_bring(r.h.k, (struct sent){ .of = cases(), .sender = r.near, .actor = r.h.callers[CLERK].person, .csv = HEAD
		"沙信-1,来访,2019-01-08,张三丰,11010519491231002X,拖欠工资,申诉求决,已受理,2019-01-08,带工资条来\n"
		"沙信-2,来信,2019-01-05,李小四,,社会保险,申诉求决,已受理,2019-01-06,\n"
		"沙信-3,来信,2019-01-09,王五,,其他,申诉求决,已受理,2019-01-10,=1+2\n" });
	kit_bring(r.h.k, (struct sent){ .of = cases(), .sender = r.far, .actor = r.h.callers[FAR_CLERK].person, .csv = HEAD
		"石信-1,来访,2019-01-08,赵六,,其他,申诉求决,已受理,2019-01-08,\n石信-2,来访,2019-01-11,钱七,,其他,申诉求决,已受理,2019-01-11,\n" });
	return r;
}

static int64_t numbered(struct room *r, const char *number)
{
	return kit_count(r->h.k, str_c(r->h.k->mem, str_fmt(r->h.k->mem, "SELECT id FROM petition_case WHERE number = '%s'", number)));
}

static struct str state_of(struct room *r, const char *number)
{
	static const char *const STATES[] = { "draft", "submitted", "returned", "approved", "void" };
	for (size_t i = 0; i < COUNT(STATES); i++)
		if (kit_count(r->h.k, str_c(r->h.k->mem, str_fmt(r->h.k->mem, "SELECT count(*) FROM petition_case WHERE number = '%s' AND state = '%s'", number, STATES[i]))))
			return str_of(STATES[i]);
	return STR_NONE;
}

static struct reply list(struct room *r, size_t by, const char *path, const char *name, const char *value)
{
	return answer_of(&r->h.site, r->h.k->mem, (struct ask){ "GET", str_of(path), &r->h.callers[by], .params = { { STR("month"), STR("all") },
		{ str_of(name), str_of(value) } } });
}

static const char *at(struct room *r, const char *number, const char *tail)
{
	return str_c(r->h.k->mem, str_fmt(r->h.k->mem, "/record/%lld%s", (long long)numbered(r, number), tail));
}

static const char *pick(struct room *r, const char *number, int version)
{
	return str_c(r->h.k->mem, str_fmt(r->h.k->mem, "%lld.%d", (long long)numbered(r, number), version));
}

static bool holds(const struct reply *r, const char *what)
{
	return str_find(r->body, str_of(what)) != SIZE_MAX;
}

#define P(name, value) { STR(name), str_of(value) }

/* --- who sees what --------------------------------------------------------------------------------------------------------------------------------- */

static void who_may(void **state)
{
	struct room r = room_open();
	static const struct { size_t by; int list, export, approve, unmask; } WHO[] = {
		/*            list export approve unmask */
		{ CLERK,      200, 404,   404,    404 },
		{ COUNTY,     200, 200,   303,    200 },
		{ DEPARTMENT, 200, 200,   303,    200 },
		{ OFFICE,     200, 200,   404,    404 },
		{ LEADER,     200, 404,   404,    404 },
		{ AUDITOR,    200, 200,   404,    200 },
		{ SYSTEM,     404, 404,   404,    404 },
		{ SECURITY,   404, 404,   404,    404 },
		{ AUDIT,      404, 404,   404,    404 },
	};
	for (size_t i = 0; i < COUNT(WHO); i++) {
		struct reply page = list(&r, WHO[i].by, LIST, "state", "submitted"), one = got(&r.h, WHO[i].by, at(&r, "沙信-1", ""));
		assert_status(page, WHO[i].list);
		assert_status(one, WHO[i].list);
		assert_status(got(&r.h, WHO[i].by, "/records"), WHO[i].list);
		assert_status(got(&r.h, WHO[i].by, "/records/petition"), WHO[i].list);
		assert_status(list(&r, WHO[i].by, LIST "/export", NULL, NULL), WHO[i].export);
		assert_status(got(&r.h, WHO[i].by, at(&r, "沙信-1", "/unmask")), WHO[i].unmask);
		/* the buttons say what the gate says */
		assert_int_equal(holds(&page, "formaction="), WHO[i].approve == 303);
		assert_int_equal(holds(&page, "/export?"), WHO[i].export == 200);
		assert_int_equal(holds(&one, "/approve\""), WHO[i].approve == 303);
		assert_int_equal(holds(&one, "/unmask\""), WHO[i].unmask == 200);
	}
	for (size_t i = 0; i < COUNT(WHO); i++) {
		struct reply reply = POSTED(&r.h, WHO[i].by, at(&r, "沙信-1", "/approve"), { { NULL, 0 }, { NULL, 0 } });
		if (reply.status == 409 && WHO[i].approve == 303)
			continue;                            /* another of them was quicker */
		assert_status(reply, WHO[i].approve);
	}
	assert_text(state_of(&r, "沙信-1"), "approved");
	house_close(&r.h);
}

static void each_sees_the_own(void **state)
{
	struct room r = room_open();
	struct reply page = list(&r, DEPARTMENT, LIST, NULL, NULL);
	assert_status(page, 200);
	assert_true(holds(&page, "沙信-1") && holds(&page, "石信-2") && holds(&page, "导出5条") && holds(&page, "共5条"));
	page = list(&r, COUNTY, LIST, NULL, NULL);
	assert_true(holds(&page, "沙信-1") && holds(&page, "导出3条"));
	assert_lacks(page.body, "石信");
	struct str far = str_fmt(r.h.k->mem, "%lld", (long long)r.far);
	page = list(&r, COUNTY, LIST, "unit", str_c(r.h.k->mem, far));       /* an address widens nothing */
	assert_true(holds(&page, "导出3条"));
	assert_lacks(page.body, "石信");
	page = list(&r, DEPARTMENT, LIST, "unit", str_c(r.h.k->mem, far));
	assert_true(holds(&page, "导出2条"));
	assert_lacks(page.body, "沙信");
	/* foreign and absent are one page */
	struct reply foreign = got(&r.h, COUNTY, at(&r, "石信-1", "")), absent = got(&r.h, COUNTY, "/record/999999999");
	assert_status(foreign, 404);
	assert_status(absent, 404);
	assert_true(foreign.body.n == absent.body.n);
	assert_status(got(&r.h, COUNTY, "/records/petition.nothing"), 404);
	assert_status(POSTED(&r.h, COUNTY, at(&r, "石信-1", "/approve"), { { NULL, 0 }, { NULL, 0 } }), 404);
	assert_text(state_of(&r, "石信-1"), "submitted");
	house_close(&r.h);
}

static void a_line_is_a_line(void **state)
{
	struct room r = room_open();
	struct db *db = real_begin(&r.h, WRITING);
	assert_good(account_revoke(db, r.h.callers[DEPARTMENT].account, "department", r.h.k->city, STR_NONE));
	assert_good(account_grant(db, r.h.callers[DEPARTMENT].account, "department", r.h.k->city, STR("aid")));
	assert_good(db_commit(db));
	assert_status(list(&r, DEPARTMENT, "/records/aid.event", NULL, NULL), 200);
	assert_status(list(&r, DEPARTMENT, LIST, NULL, NULL), 404);
	assert_status(list(&r, DEPARTMENT, LIST "/export", NULL, NULL), 404);
	assert_status(got(&r.h, DEPARTMENT, at(&r, "沙信-1", "")), 404);
	struct reply all = got(&r.h, DEPARTMENT, "/records");
	assert_lacks(all.body, "/records/petition.case");
	house_close(&r.h);
}

/* --- one set --------------------------------------------------------------------------------------------------------------------------------------- */

static size_t found(struct room *r, const char *words)
{
	struct reply page = list(r, DEPARTMENT, LIST, "text", words);
	size_t n = 0;
	assert_status(page, 200);
	for (struct str rest = page.body; ; n++) {
		size_t k = str_find(rest, STR("class=\"c-name\"><a"));
		if (k == SIZE_MAX)
			return n;
		rest = str_sub(rest, k + 1, SIZE_MAX);
	}
}

static void words_find(void **state)
{
	struct room r = room_open();
	assert_int_equal(found(&r, "沙信"), 3);
	assert_int_equal(found(&r, "工资条"), 1);                /* a text */
	assert_int_equal(found(&r, "社会保险"), 1);              /* a code's word */
	assert_int_equal(found(&r, "石陂"), 2);                  /* a unit */
	assert_int_equal(found(&r, "张三丰"), 1);                /* a person, by the whole name … */
	assert_int_equal(found(&r, "11010519491231002x"), 1);
	assert_int_equal(found(&r, "张三"), 0);                  /* … and by no part of it */
	assert_int_equal(found(&r, "0002X"), 0);
	assert_int_equal(found(&r, "%"), 0);
	house_close(&r.h);
}

static void masked_everywhere(void **state)
{
	struct room r = room_open();
	struct reply pages[] = { list(&r, DEPARTMENT, LIST, NULL, NULL), list(&r, DEPARTMENT, LIST, "text", "张三丰"), got(&r.h, DEPARTMENT, at(&r, "沙信-1", "")),
		got(&r.h, DEPARTMENT, at(&r, "沙信-1", "/return")), got(&r.h, DEPARTMENT, at(&r, "沙信-1", "/unmask")) };
	for (size_t i = 0; i < COUNT(pages); i++) {
		assert_status(pages[i], 200);
		assert_true(holds(&pages[i], "张**"));
		assert_lacks(pages[i].body, "11010519491231002X");
		if (i != 1)                                      /* there it stands in the field of the search, as it was typed */
			assert_lacks(pages[i].body, "张三丰");
	}
	house_close(&r.h);
}

static size_t place(struct str body, const char *what)
{
	return str_find(body, str_of(what));
}

static void sorted_and_paged(void **state)
{
	struct room r = room_open();
	struct reply page = list(&r, COUNTY, LIST, NULL, NULL);
	assert_true(place(page.body, "沙信-2") < place(page.body, "沙信-1") && place(page.body, "沙信-1") < place(page.body, "沙信-3"));
	size_t number = 0;
	while (strcmp(cases()->fields[number].label, "信访编号") != 0)
		number++;
	page = list(&r, COUNTY, LIST, "sort", str_c(r.h.k->mem, str_fmt(r.h.k->mem, "%zu", number)));
	assert_true(place(page.body, "沙信-1") < place(page.body, "沙信-2") && place(page.body, "沙信-2") < place(page.body, "沙信-3"));
	page = list(&r, COUNTY, LIST, "down", "1");
	assert_true(place(page.body, "沙信-3") < place(page.body, "沙信-1") && place(page.body, "沙信-1") < place(page.body, "沙信-2"));
	page = list(&r, COUNTY, LIST, "per", "2");
	assert_true(holds(&page, "第1至2条，共3条") && !holds(&page, "沙信-3"));
	page = answer_of(&r.h.site, r.h.k->mem, (struct ask){ "GET", STR(LIST), &r.h.callers[COUNTY], .params = { F("month", "all"), F("per", "2"), F("page", "2") } });
	assert_true(holds(&page, "第3至3条，共3条") && holds(&page, "沙信-3") && !holds(&page, "沙信-1"));
	static const struct { const char *name, *value; } ODD[] = { { "sort", "-5" }, { "sort", "60" }, { "sort", "999" }, { "page", "0" }, { "page", "99999" }, { "per", "0" },
		{ "per", "x" }, { "state", "'; DROP" }, { "unit", "99999999999999999999" }, { "month", "2019-13" }, { "source", "-1" }, { "col", "64" }, { "col", "-1" } };
	for (size_t i = 0; i < COUNT(ODD); i++)
		assert_status(list(&r, COUNTY, LIST, ODD[i].name, ODD[i].value), 200);
	house_close(&r.h);
}

static void exported_as_shown(void **state)
{
	struct room r = room_open();
	static const struct { const char *name, *value; size_t n; } ASKED[] = { { NULL, NULL, 3 }, { "state", "approved", 0 }, { "text", "工资条", 1 }, { "state", "submitted", 3 } };
	for (size_t i = 0; i < COUNT(ASKED); i++) {
		struct reply file = list(&r, COUNTY, LIST "/export", ASKED[i].name, ASKED[i].value);
		struct workbook book;
		assert_status(file, 200);
		assert_good(sheet_read_bytes(r.h.k->mem, file.body, NULL, &book));
		const struct grid *g = &book.grids[0];
		assert_int_equal(g->n, ASKED[i].n + 2);          /* the head, the rows, what was asked */
		struct str last = g->rows[g->n - 1].cells[0].text, all = STR_NONE;
		assert_holds(last, "谷令仪");
		assert_holds(last, str_c(r.h.k->mem, str_fmt(r.h.k->mem, "共%zu条", ASKED[i].n)));
		for (size_t k = 0; k < g->n; k++)
			for (size_t c = 0; c < g->rows[k].n; c++)
				all = str_fmt(r.h.k->mem, "%.*s|%.*s", PSTR(all), PSTR(g->rows[k].cells[c].text));
		assert_lacks(all, "张三丰");
		assert_lacks(all, "11010519491231002X");
	}
	house_close(&r.h);
}

/* --- acts ------------------------------------------------------------------------------------------------------------------------------------------ */

static void approved_and_back(void **state)
{
	struct room r = room_open();
	struct reply page = got(&r.h, COUNTY, at(&r, "沙信-1", ""));
	assert_status(page, 200);
	assert_true(holds(&page, "审核通过后才计入"));
	assert_status(POSTED(&r.h, COUNTY, at(&r, "沙信-1", "/approve"), P("version", "7")), 409);          /* not the one that was seen */
	assert_text(state_of(&r, "沙信-1"), "submitted");
	assert_status(POSTED(&r.h, COUNTY, at(&r, "沙信-1", "/approve"), P("version", "1")), 303);
	assert_text(state_of(&r, "沙信-1"), "approved");
	page = got(&r.h, COUNTY, at(&r, "沙信-1", ""));
	assert_true(holds(&page, "/figure/petition.demands/2019-01") && holds(&page, "<del>已报</del>") && holds(&page, "李红"));
	/* back, with a reason only; the page says what it will do to the figures */
	page = got(&r.h, COUNTY, at(&r, "沙信-1", "/return"));
	assert_true(holds(&page, "不再计入"));
	page = POSTED(&r.h, COUNTY, at(&r, "沙信-1", "/return"), P("version", "2"));
	assert_status(page, 422);
	assert_true(holds(&page, "退回要写明原因"));
	assert_status(POSTED(&r.h, COUNTY, at(&r, "沙信-1", "/return"), P("version", "2"), P("reason", "wrong_day"), P("words", "请核对来访那天")), 303);
	assert_text(state_of(&r, "沙信-1"), "returned");
	page = list(&r, CLERK, LIST, "state", "returned");
	assert_true(holds(&page, "退回：日期不符") && holds(&page, "请核对来访那天"));
	/* its clerk reports again, takes back, voids, restores */
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-1", "/submit"), P("version", "3")), 303);
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-1", "/take-back"), P("version", "4")), 303);
	assert_text(state_of(&r, "沙信-1"), "draft");
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-1", "/void"), P("version", "5")), 422);
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-1", "/void"), P("version", "5"), P("理由", "登记重了")), 303);
	assert_text(state_of(&r, "沙信-1"), "void");
	page = list(&r, CLERK, LIST, NULL, NULL);
	assert_lacks(page.body, "沙信-1");
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-1", "/restore"), P("version", "6")), 303);
	assert_text(state_of(&r, "沙信-1"), "submitted");
	house_close(&r.h);
}

static void not_by_its_own(void **state)
{
	struct room r = room_open();
	kit_bring(r.h.k, (struct sent){ .of = cases(), .sender = r.near, .actor = r.h.callers[COUNTY].person, .part = "2", .csv = HEAD
		"沙信-9,来访,2019-01-20,孙九,,其他,申诉求决,已受理,2019-01-20,\n" });
	struct reply page = got(&r.h, COUNTY, at(&r, "沙信-9", ""));
	assert_true(holds(&page, "要由另一位审核") && !holds(&page, "/approve\""));
	page = list(&r, COUNTY, LIST, "state", "submitted");
	assert_lacks(page.body, pick(&r, "沙信-9", 1));
	assert_status(POSTED(&r.h, COUNTY, at(&r, "沙信-9", "/approve"), P("version", "1")), 403);
	assert_text(state_of(&r, "沙信-9"), "submitted");
	/* a clerk may not void what is approved, not even by the other address */
	assert_status(POSTED(&r.h, DEPARTMENT, at(&r, "沙信-9", "/approve"), P("version", "1")), 303);
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-9", "/void"), P("version", "2"), P("理由", "登记重了")), 403);
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-9", "/annul"), P("version", "2"), P("理由", "登记重了")), 404);
	assert_text(state_of(&r, "沙信-9"), "approved");
	house_close(&r.h);
}

/* What has counted in a month that is closed comes back for a reason only; what has not, by its button. */
static void a_closed_month_wants_a_reason(void **state)
{
	struct room r = room_open();
	assert_status(POSTED(&r.h, COUNTY, at(&r, "沙信-1", "/approve"), P("version", "1")), 303);
	kit_month_closed(r.h.k, 201901);
	assert_status(POSTED(&r.h, COUNTY, at(&r, "沙信-1", "/annul"), P("version", "2"), P("理由", "登记重了")), 303);
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-2", "/void"), P("version", "1"), P("理由", "登记重了")), 303);
	struct reply page = got(&r.h, CLERK, at(&r, "沙信-1", ""));
	assert_true(holds(&page, "href=\"/record/") && holds(&page, "/restore\""));
	assert_true(!holds(&page, "/restore\" class") && !holds(&page, "action=\"" "/record/"));
	assert_status(got(&r.h, CLERK, at(&r, "沙信-1", "/restore")), 200);
	page = POSTED(&r.h, CLERK, at(&r, "沙信-1", "/restore"), P("x", "y"));
	assert_status(page, 422);
	assert_true(holds(&page, "已计入2019年1月，而这个月已报结") && holds(&page, "name=\"理由\""));
	assert_text(state_of(&r, "沙信-1"), "void");
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-1", "/restore"), P("理由", "并非重复")), 303);
	assert_text(state_of(&r, "沙信-1"), "submitted");
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-2", "/restore"), P("version", "2")), 303);
	assert_whole(r.h.k);
	house_close(&r.h);
}

static void many_at_once(void **state)
{
	struct room r = room_open();
	assert_status(POSTED(&r.h, DEPARTMENT, LIST "/approve", P("x", "y")), 422);          /* none picked */
	/* what can be done is done, what cannot is named */
	struct reply page = POSTED(&r.h, DEPARTMENT, LIST "/approve", P("pick", pick(&r, "沙信-1", 1)), P("pick", pick(&r, "沙信-2", 9)), P("pick", pick(&r, "石信-1", 1)));
	assert_status(page, 200);
	assert_true(holds(&page, "办成2条") && holds(&page, "record.changed") && holds(&page, "李**"));
	assert_text(state_of(&r, "沙信-1"), "approved");
	assert_text(state_of(&r, "沙信-2"), "submitted");
	assert_text(state_of(&r, "石信-1"), "approved");
	/* nobody reaches beyond the own subtree; nothing of it is done then */
	assert_status(POSTED(&r.h, COUNTY, LIST "/approve", P("pick", pick(&r, "沙信-2", 1)), P("pick", pick(&r, "石信-2", 1))), 404);
	assert_text(state_of(&r, "沙信-2"), "submitted");
	/* all that the filter leaves, when it is still as many */
	page = answer_of(&r.h.site, r.h.k->mem, (struct ask){ "POST", STR(LIST "/approve"), &r.h.callers[COUNTY], .params = { F("month", "all"), F("state", "submitted") },
		.fields = { F("every", "3") } });
	assert_status(page, 409);
	page = answer_of(&r.h.site, r.h.k->mem, (struct ask){ "POST", STR(LIST "/approve"), &r.h.callers[COUNTY], .params = { F("month", "all"), F("state", "submitted") },
		.fields = { F("every", "2") } });
	assert_status(page, 303);
	assert_text(state_of(&r, "沙信-2"), "approved");
	assert_text(state_of(&r, "沙信-3"), "approved");
	assert_text(state_of(&r, "石信-2"), "submitted");
	/* sent back together: first the page that asks why */
	page = POSTED(&r.h, COUNTY, LIST "/return", P("pick", pick(&r, "沙信-2", 2)), P("pick", pick(&r, "沙信-3", 2)));
	assert_status(page, 200);
	assert_true(holds(&page, "退回2条") && holds(&page, "name=\"reason\"") && holds(&page, pick(&r, "沙信-3", 2)));
	assert_text(state_of(&r, "沙信-2"), "approved");
	assert_status(POSTED(&r.h, COUNTY, LIST "/return", P("pick", pick(&r, "沙信-2", 2)), P("pick", pick(&r, "沙信-3", 2)), P("reason", "unclear")), 303);
	assert_text(state_of(&r, "沙信-2"), "returned");
	assert_text(state_of(&r, "沙信-3"), "returned");
	assert_status(POSTED(&r.h, CLERK, LIST "/approve", P("pick", pick(&r, "石信-2", 1))), 404);
	house_close(&r.h);
}

/* --- whole ----------------------------------------------------------------------------------------------------------------------------------------- */

static int64_t looks(struct room *r)
{
	return kit_count(r->h.k, "SELECT count(*) FROM trail WHERE act = 'look'");
}

static void whole_for_a_reason(void **state)
{
	struct room r = room_open();
	int64_t before = looks(&r);
	struct reply page = POSTED(&r.h, COUNTY, at(&r, "沙信-1", "/unmask"), P("理由", ""));
	assert_status(page, 422);
	assert_lacks(page.body, "张三丰");
	assert_int_equal(looks(&r), before);
	page = POSTED(&r.h, COUNTY, at(&r, "沙信-1", "/unmask"), P("理由", "电话回访"));
	assert_status(page, 200);
	assert_true(holds(&page, "张三丰") && holds(&page, "11010519491231002X") && holds(&page, "record-marks") && holds(&page, "谷令仪"));
	assert_true(looks(&r) > before);
	assert_int_equal(kit_count(r.h.k, "SELECT count(*) FROM trail WHERE act = 'look' AND why LIKE '电话回访%'"), 1);
	assert_status(POSTED(&r.h, CLERK, at(&r, "沙信-1", "/unmask"), P("理由", "看看")), 404);
	assert_status(POSTED(&r.h, COUNTY, at(&r, "石信-1", "/unmask"), P("理由", "看看")), 404);
	assert_status(POSTED(&r.h, OFFICE, at(&r, "沙信-1", "/unmask"), P("理由", "看看")), 404);
	house_close(&r.h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_may), cmocka_unit_test(each_sees_the_own), cmocka_unit_test(a_line_is_a_line), cmocka_unit_test(words_find),
		cmocka_unit_test(masked_everywhere), cmocka_unit_test(sorted_and_paged), cmocka_unit_test(exported_as_shown), cmocka_unit_test(approved_and_back),
		cmocka_unit_test(not_by_its_own), cmocka_unit_test(many_at_once), cmocka_unit_test(whole_for_a_reason), cmocka_unit_test(a_closed_month_wants_a_reason),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
