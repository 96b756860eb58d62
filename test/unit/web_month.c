/* The room of the month: who may open it and whose figures they see; that the rows a reader may not see are said and not shown; that the workbook has the
 * page's own numbers. A federation of two counties with petitions of a January. */
#define LINE petition_line
#include "line_kit.h"
#include <time.h>
#include "app/app.h"
#include "kernel/account.h"
#include "kernel/kept.h"
#include "kernel/account.schema.h"
#include "report/report.schema.h"
#include "rooms/rooms.h"

#define PASSWORD "kite-harbor-93-willow"
#define CASE entity("petition.case")
#define CASE_HEAD "信访编号,渠道,收到日期,代表人数,涉及人数,诉求类别,信访目的,办理状态,受理日期,延期天数,延期批准日期,办结日期,办理结果,说明\n"
#define CITY_FIGURE "/figure/petition.demands/2019-01"

static const struct route *const ROUTES[] = { WEB_ROUTES, HOME_ROUTES, MONTH_ROUTES, NULL };
static const struct line *const ONE_LINE[] = { &petition_line, NULL };
struct world { struct kit *k; struct site site; int64_t near, far; };

static struct str enter(struct world *w, const char *name, const char *role, int64_t org, const char *line)
{
	struct db *db = kit_begin(w->k, WRITING, 0);
	int64_t person, account;
	struct str cookie;
	assert_good(person_officer(db, str_of(name), 0, &person, NULL));
	assert_good(account_add(db, str_fmt(w->k->mem, "u%lld%s", (long long)person, role), person, org, STR(PASSWORD), &account));
	assert_good(account_grant(db, account, role, org, str_of(line)));
	assert_good(db_script(db, "UPDATE account SET must_change = 0"));
	db_set_now(db, (int64_t)time(NULL));
	assert_good(session_open(db, account, STR("10.1.2.3"), STR("Firefox/115"), &cookie));
	assert_good(db_commit(db));
	return cookie;
}

static struct world world_open(void)
{
	struct world w = { .k = line_open() };
	const struct schema schemas[] = { kernel_schema, account_schema, report_schema };
	assert_good(store_migrate(w.k->mem, w.k->store, schemas, COUNT(schemas)));
	kit_federation(w.k);
	w.near = kit_org(w.k, "沙洲区", "2019-01-01"), w.far = kit_org(w.k, "石陂市", "2019-01-01");
	kit_bring(w.k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务\n周敏,江州市总工会,干事\n吴芳,江州市总工会,干事\n"
		"郑洁,江州市总工会,干事\n冯涛,江州市总工会,干事\n陈静,江州市总工会,干事\n褚军,江州市总工会,干事\n卫华,江州市总工会,干事\n"
		"李红,沙洲区总工会,干事\n沈丽,沙洲区总工会,干事\n" });
	kit_bring(w.k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = "单位,报表,周期,期满后几日内报\n沙洲区总工会,petition.month,月,5\n石陂市总工会,petition.month,月,5\n" });
	passed(w.k, (struct sent){ .of = CASE, .csv = CASE_HEAD "S-1,来访,2019-01-08,,,其他,申诉求决,已受理,2019-01-08,,,,,\n"
		"S-2,来信,2019-01-09,,,其他,申诉求决,已受理,2019-01-10,,,,,\n", .sender = w.near });
	passed(w.k, (struct sent){ .of = CASE, .csv = CASE_HEAD "P-1,来访,2019-01-08,,,其他,申诉求决,已受理,2019-01-08,,,,,\n"
		"P-2,来访,2019-01-11,,,其他,申诉求决,已受理,2019-01-11,,,,,\nP-3,网上,2019-01-12,,,其他,申诉求决,已受理,2019-01-14,,,,,\n", .sender = w.far });
	passed(w.k, (struct sent){ .of = CASE, .csv = CASE_HEAD "C-1,来访,2019-01-15,,,其他,申诉求决,已受理,2019-01-15,,,,,\n" });
	w.site = (struct site){ .store = w.k->store, .routes = ROUTES, .lines = ONE_LINE, .desk = app_desk(w.k->mem), .name = "江州市总工会" };
	assert_good(kept_open(w.k->mem, 4 << 20, &w.site.kept));
	assert_good(site_check(w.k->mem, &w.site));
	return w;
}

static struct reply get(struct world *w, struct str cookie, const char *path, const char *name, struct str value)
{
	struct request *r = arena_get(w->k->mem, sizeof *r);
	struct pair *cookies = arena_get(w->k->mem, sizeof *cookies), *params = arena_get(w->k->mem, sizeof *params);
	struct reply reply = { 0 };
	*cookies = (struct pair){ STR("nuan"), cookie };
	*params = (struct pair){ str_of(name), value };
	*r = (struct request){ .mem = w->k->mem, .method = STR("GET"), .path = str_of(path), .host = STR("nuan.test"), .agent = STR("Firefox/115"),
		.peer = STR("10.1.2.3"), .cookies = cookies, .n_cookies = cookie.n != 0, .params = params, .n_params = name != NULL };
	gate(&w->site, r, &reply);
	return reply;
}

static struct str number(struct world *w, int64_t n)
{
	return str_fmt(w->k->mem, "%lld", (long long)n);
}

static bool holds(const struct reply *r, const char *what)
{
	return str_find(r->body, str_of(what)) != SIZE_MAX;
}

static void assert_page(const struct reply *r)
{
	assert_int_equal(r->status, 200);
	assert_false(holds(r, "style=\"") || holds(r, "<style") || holds(r, "onclick") || holds(r, "<script>"));
}

#define GET(cookie, path) get(&w, cookie, path, NULL, STR_NONE)

static void who_may(void **state)
{
	struct world w = world_open();
	static const char *const PATHS[] = { "/month/2019-01", "/cross/2019-01", "/cross/2019-01.xlsx", CITY_FIGURE };
	static const struct { const char *name, *role; bool may; } ROLES_HERE[] = { { "周敏", "office", true }, { "吴芳", "leader", true }, { "郑洁", "auditor", true },
		{ "冯涛", "department", true }, { "李红", "clerk", true }, { "沈丽", "county_officer", true }, { "陈静", "system_admin", false },
		{ "褚军", "security_admin", false }, { "卫华", "audit_admin", false } };
	for (size_t k = 0; k < COUNT(PATHS); k++)
		assert_int_equal(GET(STR_NONE, PATHS[k]).status, 303);
	for (size_t i = 0; i < COUNT(ROLES_HERE); i++) {
		struct str cookie = enter(&w, ROLES_HERE[i].name, ROLES_HERE[i].role, i == 4 || i == 5 ? w.near : w.k->city, NULL);
		for (size_t k = 0; k < COUNT(PATHS); k++) {
			struct reply r = GET(cookie, PATHS[k]);
			if (r.status != (ROLES_HERE[i].may ? 200 : 404))
				fail_msg("%s %s: %d", ROLES_HERE[i].role, PATHS[k], r.status);
		}
	}
	kit_close(w.k);
}

static void the_latest_month(void **state)
{
	struct world w = world_open();
	struct str cookie = enter(&w, "周敏", "office", w.k->city, NULL);
	struct reply r = GET(cookie, "/month");
	assert_int_equal(r.status, 303);
	for (size_t i = 0; i < r.n_headers; i++)
		if (str_is(r.headers[i].name, "Location"))
			assert_text(r.headers[i].value, "/month/2019-01");
	static const char *const NONE[] = { "/month/2019-13", "/month/201901", "/month/2019-1", "/month/x", "/cross/2019-00", "/cross/2019-01.csv", "/cross/.xlsx",
		"/figure/petition.demands/2019-00", "/figure/petition.nothing/2019-01" };
	for (size_t i = 0; i < COUNT(NONE); i++)
		if (GET(cookie, NONE[i]).status != 404)
			fail_msg("%s", NONE[i]);
	kit_close(w.k);
}

static void each_sees_the_own(void **state)
{
	struct world w = world_open();
	struct str city = enter(&w, "周敏", "office", w.k->city, NULL), county = enter(&w, "李红", "county_officer", w.near, NULL);
	struct reply r = GET(city, "/month/2019-01");
	assert_page(&r);
	assert_true(holds(&r, "全市") && holds(&r, "<b>6</b>") && holds(&r, "县市区上报") && holds(&r, "石陂市"));
	r = GET(county, "/month/2019-01");
	assert_page(&r);
	assert_true(holds(&r, "沙洲区总工会") && holds(&r, "<b>2</b>") && holds(&r, "本单位报送"));
	assert_false(holds(&r, "<b>6</b>") || holds(&r, "石陂市"));
	r = GET(county, "/cross/2019-01");
	assert_page(&r);
	assert_true(holds(&r, "沙洲区") && !holds(&r, "石陂市") && holds(&r, "不在您的查看范围"));
	kit_close(w.k);
}

static void what_is_not_shown_is_said(void **state)
{
	struct world w = world_open();
	struct str city = enter(&w, "周敏", "office", w.k->city, NULL), county = enter(&w, "李红", "county_officer", w.near, NULL);
	struct reply r = GET(city, CITY_FIGURE);
	assert_page(&r);
	assert_true(holds(&r, "<b>6</b>") && holds(&r, "/record/") && holds(&r, "P-1") && holds(&r, "C-1") && holds(&r, "共6条。") && holds(&r, "各地相加6件"));
	assert_true(holds(&r, "2家应报，都已报来") && holds(&r, "尚未封存"));
	r = GET(county, CITY_FIGURE);                            /* without a word of whose: the own */
	assert_true(holds(&r, "<b>2</b>") && holds(&r, "S-1") && !holds(&r, "P-1") && holds(&r, "共2条。"));
	r = get(&w, county, CITY_FIGURE, "org", number(&w, w.k->city));
	assert_page(&r);
	assert_true(holds(&r, "<b>6</b>") && holds(&r, "S-2") && holds(&r, "共6条。另有4条，属2个单位，不在您的查看范围。") && holds(&r, "其中沙洲区2件"));
	assert_false(holds(&r, "P-1") || holds(&r, "C-1") || holds(&r, "石陂市"));
	assert_int_equal(get(&w, county, CITY_FIGURE, "org", number(&w, w.far)).status, 404);
	assert_int_equal(get(&w, county, CITY_FIGURE, "org", STR("99999999")).status, 404);
	assert_int_equal(get(&w, county, CITY_FIGURE, "org", STR("1 OR 1=1")).status, 404);
	r = get(&w, city, CITY_FIGURE, "org", number(&w, w.far));
	assert_true(r.status == 200 && holds(&r, "<b>3</b>") && holds(&r, "P-1") && !holds(&r, "S-1"));
	kit_close(w.k);
}

/* A role held for another line: the city's number, none of its rows. */
static void a_line_of_its_own(void **state)
{
	struct world w = world_open();
	struct reply r = GET(enter(&w, "周敏", "department", w.k->city, "aid"), CITY_FIGURE);
	assert_page(&r);
	assert_true(holds(&r, "<b>6</b>") && holds(&r, "共6条。这条业务线的记录不在您的工作范围。") && !holds(&r, "S-1") && !holds(&r, "/record/"));
	kit_close(w.k);
}

static void the_inside_alone(void **state)
{
	struct world w = world_open();
	struct reply r = get(&w, enter(&w, "周敏", "office", w.k->city, NULL), CITY_FIGURE, "part", STR("1"));
	assert_page(&r);
	assert_true(str_starts(str_trim(r.body), STR("<section")) && !holds(&r, "<html") && holds(&r, "<b>6</b>") && holds(&r, "打开6条记录"));
	kit_close(w.k);
}

static void an_empty_month(void **state)
{
	struct world w = world_open();
	struct reply r = GET(enter(&w, "周敏", "office", w.k->city, NULL), "/month/2019-05");
	assert_page(&r);
	assert_true(holds(&r, "2019年5月还没有数据") && holds(&r, "导入表格") && holds(&r, "未报"));
	kit_close(w.k);
}

/* The workbook is the page: the row of the demands, cell by cell. */
static void the_workbook(void **state)
{
	struct world w = world_open();
	struct str city = enter(&w, "周敏", "office", w.k->city, NULL), county = enter(&w, "李红", "county_officer", w.near, NULL);
	struct workbook book;
	struct reply r = GET(city, "/cross/2019-01.xlsx"), page = GET(city, "/cross/2019-01");
	assert_int_equal(r.status, 200);
	assert_good(sheet_read_bytes(w.k->mem, r.body, NULL, &book));
	bool found = false;
	for (size_t i = 0; i < book.grids[0].n; i++) {
		const struct grid_row *row = &book.grids[0].rows[i];
		if (row->n < 8 || !str_is(row->cells[1].text, "受理各类诉求"))
			continue;
		found = true;
		static const char *const WANT[] = { "6", "6", "1", "2", "3" };         /* the city, added up, its own level, the two counties */
		for (size_t k = 0; k < COUNT(WANT); k++)
			assert_text(row->cells[3 + k].text, WANT[k]);
	}
	assert_true(found && holds(&page, "受理各类诉求") && holds(&page, "石陂市") && holds(&page, "比率按合计重新计算"));
	r = GET(county, "/cross/2019-01.xlsx");
	assert_good(sheet_read_bytes(w.k->mem, r.body, NULL, &book));
	for (size_t i = 0; i < book.grids[0].n; i++)
		for (size_t k = 0; k < book.grids[0].rows[i].n; k++)
			assert_false(str_is(book.grids[0].rows[i].cells[k].text, "石陂市"));
	kit_close(w.k);
}

/* A month that nobody counted is not 0: without a report and a row the page has a word. */
static void silence_is_not_nought(void **state)
{
	struct world w = world_open();
	struct str city = enter(&w, "周敏", "office", w.k->city, NULL);
	struct reply r = GET(city, "/figure/petition.demands/2019-03");
	assert_page(&r);
	assert_true(holds(&r, "未报") && !holds(&r, "<b>0</b>") && holds(&r, "没有记录。"));
	struct db *db = kit_begin(w.k, WRITING, 0);
	for (int i = 0; i < 2; i++)
		assert_good(obligation_file(db, i ? w.far : w.near, "petition.month", 201903, true, on("2019-04-02"), 0, 0));
	assert_good(db_commit(db));
	r = GET(city, "/figure/petition.demands/2019-03");
	assert_true(holds(&r, "<b>0</b>") && holds(&r, "2家应报，都已报来"));
	kit_close(w.k);
}

SUITE(TEST(who_may), TEST(the_latest_month), TEST(each_sees_the_own), TEST(what_is_not_shown_is_said), TEST(a_line_of_its_own), TEST(the_inside_alone),
	TEST(an_empty_month), TEST(the_workbook), TEST(silence_is_not_nought))
