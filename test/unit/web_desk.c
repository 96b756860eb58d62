/* The desk, the import and the closing of a month on trial: made-up requests go through gate(), a county's month from its sheet to the receipt. */
#include "kernel_kit.h"
#include "app/app.h"
#include "db/writer.h"
#include "kernel/account.h"
#include "kernel/kept.h"
#include "rooms/rooms.h"

static const struct route *const ROUTES[] = { WEB_ROUTES, DESK_ROUTES, IMPORT_ROUTES, NULL };
static const struct notice *const NOTICES[] = { IMPORT_NOTICES, NULL };
enum { CLERK, OFFICER, STRANGER, DEPARTMENT, LEADER, ADMIN, NOBODY, PEOPLE };
static const struct { const char *name, *login, *role, *org; } PERSONS[NOBODY] = {
	{ "李红", "lihong",   "clerk",          "沙洲区" },       { "王强", "wangqiang", "county_officer", "沙洲区" },
	{ "孙一", "sunyi",    "county_officer", "石陂市" },       { "赵敏", "zhaomin",   "department",     "江州市总工会" },
	{ "钱进", "qianjin",  "leader",         "江州市总工会" }, { "周全", "zhouquan",  "system_admin",   "江州市总工会" },
};
struct world { struct kit *k; struct site site; struct str cookie[PEOPLE], csrf[PEOPLE]; int64_t shazhou; };

static struct db *now(struct world *w, enum mode mode)
{
	struct db *db;
	assert_good(db_as(w->k->mem, w->k->store, (struct scope){ .city = 1, .org = w->k->city }, mode, &db));
	return db;
}

static void account(struct world *w, size_t who)
{
	struct db *db = now(w, WRITING);
	int64_t person, id, org = strcmp(PERSONS[who].org, "江州市总工会") ? kit_org(w->k, PERSONS[who].org, "2019-01-01") : w->k->city;
	assert_good(person_officer(db, str_of(PERSONS[who].name), 0, &person, NULL));
	assert_good(account_add(db, str_of(PERSONS[who].login), person, org, STR("kite-harbor-93-willow"), &id));
	assert_good(account_grant(db, id, PERSONS[who].role, org, STR_NONE));
	assert_good(db_script(db, "UPDATE account SET must_change = 0"));
	assert_good(db_commit(db));
	db = now(w, WRITING);
	assert_good(session_open(db, id, STR("10.1.2.3"), str_of(PERSONS[who].login), &w->cookie[who]));
	assert_good(db_commit(db));
}

/* --- requests -------------------------------------------------------------------------------------------------------------------------------------- */

struct ask { const char *method, *path, *query; struct pair fields[8]; struct upload file; };

static size_t counted(const struct pair *pairs, size_t most)
{
	size_t n = 0;
	while (n < most && pairs[n].name.p)
		n++;
	return n;
}

static struct reply answer(struct world *w, int who, struct ask a)
{
	struct arena *mem = w->k->mem;
	struct request *r = arena_get(mem, sizeof *r);
	struct reply reply = { 0 };
	struct pair *cookies = arena_get(mem, sizeof *cookies), *fields = arena_get(mem, sizeof a.fields + sizeof *fields), *params = arena_get(mem, 2 * sizeof *params);
	struct upload *file = arena_get(mem, sizeof *file);
	size_t n = counted(a.fields, COUNT(a.fields)), n_params = 0;
	memcpy(fields, a.fields, sizeof a.fields);
	if (strcmp(a.method, "POST") == 0)
		fields[n++] = (struct pair){ STR("csrf"), w->csrf[who] };
	if (a.query) {
		struct str rest = str_of(a.query), name = str_cut(&rest, '=');
		params[n_params++] = (struct pair){ name, rest };
	}
	*file = a.file;
	*r = (struct request){ .mem = mem, .method = str_of(a.method), .path = str_of(a.path), .host = STR("nuan.test"), .agent = who == NOBODY ? STR("x") :
		str_of(PERSONS[who].login), .peer = STR("10.1.2.3"), .fields = fields, .n_fields = n, .params = params, .n_params = n_params, .cookies = cookies,
		.files = file, .n_files = a.file.bytes.n > 0 };
	if (who != NOBODY) {
		cookies[0] = (struct pair){ STR("nuan"), w->cookie[who] };
		r->n_cookies = 1;
	}
	gate(&w->site, r, &reply);
	return reply;
}

static struct str header_of(const struct reply *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++)
		if (str_is(r->headers[i].name, name))
			return r->headers[i].value;
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

static struct reply get(struct world *w, int who, const char *path)
{
	return answer(w, who, (struct ask){ "GET", path });
}

static void gone_to(struct world *w, struct reply r, const char *path)
{
	if (r.status != 303)
		fail_msg("%d: %.*s", r.status, PSTR(r.body));
	assert_text(header_of(&r, "Location"), path);
}
#define F(name, value) { STR(name), STR(value) }
#define POSTED(path_, ...) (struct ask){ "POST", path_, .fields = { __VA_ARGS__ } }

/* --- the world ------------------------------------------------------------------------------------------------------------------------------------- */

static struct world world_open(bool writer)
{
	struct world w = { .k = kit_open() };
	size_t n;
	const struct schema *schemas = app_schemas(w.k->mem, &n);
	assert_good(store_migrate(w.k->mem, w.k->store, schemas, n));
	row_rules(w.k->store, app_rules(w.k->mem));
	kit_federation(w.k);
	kit_bring(w.k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务\n李红,沙洲区总工会,干事\n王强,沙洲区总工会,部长\n孙一,石陂市总工会,部长\n"
		"赵敏,江州市总工会,干事\n钱进,江州市总工会,主席\n周全,江州市总工会,干事\n" });
	kit_bring(w.k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = "单位,报表,周期,期满后几日内报\n沙洲区总工会,aid.month,月,5\n沙洲区总工会,petition.month,月,5\n"
		"石陂市总工会,aid.month,月,5\n" });
	for (size_t i = 0; i < NOBODY; i++)
		account(&w, i);
	w.shazhou = kit_org(w.k, "沙洲区", "2019-01-01");
	w.site = (struct site){ .store = w.k->store, .routes = ROUTES, .notices = NOTICES, .name = "江州市总工会", .lines = LINES, .desk = app_desk(w.k->mem),
		.waiting = desk_waiting };
	assert_good(kept_open(w.k->mem, 4 << 20, &w.site.kept));
	if (writer)
		assert_good(writer_open(w.k->mem, w.k->store, &w.site.writer));
	for (int i = 0; i < NOBODY; i++) {
		struct reply r = get(&w, i, "/");
		assert_int_equal(r.status, 200);
		w.csrf[i] = between(r.body, "name=\"csrf\" value=\"", "\"");
		assert_int_equal(w.csrf[i].n, 64);
	}
	return w;
}

static void world_close(struct world *w)
{
	if (w->site.writer)
		writer_close(w->site.writer);
	kit_close(w->k);
}
#define WORLD(writer) struct world whole = world_open(writer), *w = &whole
static int64_t count(struct world *w, const char *sql)
{
	return kit_count(w->k, sql);
}

static const char SHEET[] = "沙洲区2019年1月帮扶救助台账\n填报单位：沙洲区总工会\n姓名,身份证号,工作单位,发放日期,帮扶类别,救助金,物资折价,发放方式,签收或回单号,一线岗位\n"
	"徐金冬,11010519491231002X,江州甲厂工会委员会,2019-01-32,生活救助,1000,,银行发放,HD1,高危岗位\n"
	"杜林林,421002197001010010,江州甲厂工会,2019-01-09,医疗救助,600,,银行发放,HD2,高危岗位\n"
	"贺英丽,421023198506150023,江州甲厂工会委员会,2019-01-10,生活救助,200,,银行发放,HD3,高危岗位\n";

static struct str handed_over(struct world *w, int who, const char *csv)
{
	struct reply r = answer(w, who, (struct ask){ "POST", "/import", .file = { STR("file"), STR("沙洲区1月.csv"), str_of(csv) } });
	if (r.status != 303)
		fail_msg("%d: %.*s", r.status, PSTR(r.body));
	struct str to = header_of(&r, "Location");
	assert_true(str_starts(to, STR("/import/")));
	return to;
}

/* --- the tests ------------------------------------------------------------------------------------------------------------------------------------- */

static void who_may_open_what(void **state)
{
	WORLD(true);
	static const struct { const char *path; int status[PEOPLE]; } PATHS[] = {
		/*                                       clerk officer stranger department leader admin nobody */
		{ "/",                                  { 200, 200, 200, 200, 200, 200, 303 } },
		{ "/done",                              { 200, 200, 200, 200, 200, 200, 303 } },
		{ "/mine",                              { 200, 200, 200, 200, 200, 200, 303 } },
		{ "/import",                            { 200, 200, 200, 200, 404, 404, 303 } },
		{ "/imports",                           { 200, 200, 200, 200, 200, 404, 303 } },
		{ "/template/aid.event",                { 200, 200, 200, 200, 404, 404, 303 } },
		{ "/template/none",                     { 404, 404, 404, 404, 404, 404, 303 } },
		{ "/board",                             { 303, 303, 303, 303, 303, 404, 303 } },
		{ "/board/2019-01",                     { 200, 200, 200, 200, 200, 404, 303 } },
		{ "/board/2019-13",                     { 404, 404, 404, 404, 404, 404, 303 } },
		{ "/close/2019-01",                     { 200, 200, 200, 303, 303, 404, 303 } },
		{ "/import/999999",                     { 404, 404, 404, 404, 404, 404, 303 } },
		{ "/imports/999999",                    { 404, 404, 404, 404, 404, 404, 303 } },
	};
	for (size_t i = 0; i < COUNT(PATHS); i++)
		for (int who = 0; who < PEOPLE; who++) {
			struct reply r = get(w, who, PATHS[i].path);
			if (r.status != PATHS[i].status[who])
				fail_msg("%s as %s: %d, not %d", PATHS[i].path, who == NOBODY ? "nobody" : PERSONS[who].role, r.status, PATHS[i].status[who]);
		}
	assert_good(site_check(w->k->mem, &w->site));
	world_close(w);
}

static void nothing_in(struct world *w)
{
	assert_int_equal(count(w, "SELECT count(*) FROM aid_event"), 0);
	assert_int_equal(count(w, "SELECT count(*) FROM import WHERE kind = 'aid.event'"), 0);
}

static void month_of_a_county(struct world *w)
{
	struct arena *mem = w->k->mem;
	struct str at = handed_over(w, CLERK, SHEET);
	const char *path = str_c(mem, at);
	struct reply r = get(w, CLERK, path);
	assert_int_equal(r.status, 200);
	assert_holds(r.body, "D4");                          /* no 32nd of January: row 4, column D */
	assert_holds(r.body, "name=\"m.4.3\"");
	assert_holds(r.body, "name=\"put.5.2\"");            /* a nearest name, as a button */
	assert_holds(r.body, "还没有入库，一行也没有");
	assert_true(str_find(r.body, STR("11010519491231002X")) == SIZE_MAX);
	nothing_in(w);
	assert_int_equal(count(w, "SELECT count(*) FROM person WHERE idno_blind IS NOT NULL"), 0);       /* the look was undone */
	for (int who = OFFICER; who <= ADMIN; who++)         /* nobody else's */
		assert_int_equal(get(w, who, path).status, 404);

	gone_to(w, answer(w, CLERK, POSTED(path, F("do", "store"), F("m.4.3", "2019-01-31"))), path);
	nothing_in(w);                                       /* one is mended, one is still wrong */
	r = get(w, CLERK, path);
	assert_true(str_find(r.body, STR("name=\"m.4.3\"")) == SIZE_MAX);
	assert_holds(r.body, "name=\"m.5.2\"");
	gone_to(w, answer(w, CLERK, POSTED(path, F("put.5.2", "江州甲厂工会委员会"))), path);
	r = get(w, CLERK, path);
	assert_holds(r.body, "入库3行");
	assert_holds(r.body, "沙洲区当月帮扶救助");          /* what would move */
	gone_to(w, answer(w, CLERK, POSTED(path, F("leave.6", "1"))), path);
	assert_holds(get(w, CLERK, path).body, "第6行还是要导入");
	nothing_in(w);

	r = answer(w, CLERK, POSTED(path, F("do", "store")));
	assert_int_equal(r.status, 303);
	const char *one = str_c(mem, header_of(&r, "Location"));
	assert_true(str_starts(str_of(one), STR("/imports/")));
	assert_int_equal(count(w, "SELECT count(*) FROM aid_event WHERE state = 'submitted'"), 2);
	assert_int_equal(get(w, CLERK, path).status, 404);   /* the file is gone */
	assert_int_equal(count(w, "SELECT count(*) FROM handed"), 0);
	r = get(w, CLERK, one);
	assert_holds(r.body, "改过的格：D4、C5");
	assert_holds(r.body, "没有入库的行：6");
	assert_int_equal(get(w, STRANGER, one).status, 404);
	assert_int_equal(get(w, LEADER, one).status, 200);
}

static void sheet_is_mended_and_brought_in(void **state)
{
	WORLD(true);
	month_of_a_county(w);
	struct reply r = get(w, OFFICER, "/");
	assert_holds(r.body, "审核“帮扶救助台账”2条");
	assert_true(str_find(get(w, CLERK, "/").body, STR("审核“帮扶")) == SIZE_MAX);        /* what one has brought in waits for another */
	assert_true(str_find(get(w, STRANGER, "/").body, STR("帮扶救助台账”2条")) == SIZE_MAX);
	assert_holds(get(w, DEPARTMENT, "/").body, "审核“帮扶救助台账”2条");
	assert_whole(w->k);
	world_close(w);
}

static void without_a_writer_too(void **state)
{
	WORLD(false);
	month_of_a_county(w);
	world_close(w);
}

static const char *brought(struct world *w)
{
	return str_c(w->k->mem, str_fmt(w->k->mem, "/imports/%lld", (long long)count(w, "SELECT max(id) FROM import WHERE kind = 'aid.event' AND state = 'done'")));
}

static void import_is_approved_and_undone(void **state)
{
	WORLD(true);
	month_of_a_county(w);
	struct arena *mem = w->k->mem;
	const char *one = brought(w), *approve = str_c(mem, str_fmt(mem, "%s/approve", one)), *undo = str_c(mem, str_fmt(mem, "%s/undo", one));
	assert_int_equal(answer(w, CLERK, POSTED(approve, F("x", "1"))).status, 404);
	assert_int_equal(answer(w, STRANGER, POSTED(approve, F("x", "1"))).status, 404);
	gone_to(w, answer(w, OFFICER, POSTED(approve, F("x", "1"))), one);
	assert_int_equal(count(w, "SELECT count(*) FROM aid_event WHERE state = 'approved'"), 2);

	assert_int_equal(answer(w, STRANGER, POSTED(undo, F("do", "look"))).status, 404);
	struct reply r = answer(w, OFFICER, POSTED(undo, F("do", "look")));
	assert_int_equal(r.status, 200);
	assert_holds(r.body, "作废2行");
	assert_holds(r.body, "沙洲区当月帮扶救助");
	assert_int_equal(count(w, "SELECT count(*) FROM aid_event WHERE state = 'approved'"), 2);
	r = answer(w, OFFICER, POSTED(undo, F("do", "undo")));
	assert_holds(r.body, "撤销要写明理由");
	gone_to(w, answer(w, OFFICER, POSTED(undo, F("do", "undo"), F("why", "报错了月份"))), one);
	assert_int_equal(count(w, "SELECT count(*) FROM aid_event WHERE state = 'void'"), 2);
	assert_int_equal(answer(w, OFFICER, POSTED(undo, F("do", "look"))).status, 409);     /* once */
	assert_whole(w->k);
	world_close(w);
}

static void another_units_sheet_is_refused(void **state)
{
	WORLD(true);
	struct str at = handed_over(w, STRANGER, SHEET);     /* the title says 沙洲区, the reader is 石陂市's */
	struct reply r = get(w, STRANGER, str_c(w->k->mem, at));
	assert_holds(r.body, "import.other_unit");
	gone_to(w, answer(w, STRANGER, POSTED(str_c(w->k->mem, at), F("do", "settle"), F("kind", "aid.event"), F("unit", "沙洲区总工会"), F("month", "2019-01"))),
		str_c(w->k->mem, at));
	assert_holds(get(w, STRANGER, str_c(w->k->mem, at)).body, "import.right");
	gone_to(w, answer(w, STRANGER, POSTED(str_c(w->k->mem, at), F("do", "store"))), str_c(w->k->mem, at));
	nothing_in(w);
	at = handed_over(w, OFFICER, "单位全称,简称,单位类型,上级单位\n乙区总工会,乙区,县市区总工会,江州市总工会\n");   /* a register is the city's */
	gone_to(w, answer(w, OFFICER, POSTED(str_c(w->k->mem, at), F("do", "settle"), F("kind", "org.unit"), F("month", "2019-01"))), str_c(w->k->mem, at));
	assert_holds(get(w, OFFICER, str_c(w->k->mem, at)).body, "import.right");
	gone_to(w, answer(w, OFFICER, POSTED(str_c(w->k->mem, at), F("do", "store"))), str_c(w->k->mem, at));
	assert_int_equal(count(w, "SELECT count(*) FROM org WHERE kind = 'county'"), 2);
	world_close(w);
}

static struct str told(struct world *w, struct reply *r)
{
	struct buf to = { .mem = w->k->mem };
	assert_int_equal(r->status, 200);
	assert_non_null(r->more);
	for (int i = 0; i < 300 && r->more(r->ctx, w->k->mem, &to); i++)
		;
	return buf_str(&to);
}

/* The word to stop may come before the file; it is heard by the errand of whoever gave it, and by no other. */
static void import_is_watched_and_stopped(void **state)
{
	static const char KEY[] = "errand=00112233445566778899aabbccddeeff";
	struct str key = STR("00112233445566778899aabbccddeeff");
	WORLD(true);
	struct ask file = { "POST", "/import", .fields = { { STR("errand"), key } }, .file = { STR("file"), STR("沙洲区1月.csv"), str_of(SHEET) } };
	assert_int_equal(answer(w, OFFICER, POSTED("/import/stop", { STR("errand"), key })).status, 303);
	struct reply r = answer(w, CLERK, file);             /* not theirs to stop */
	assert_holds(get(w, CLERK, str_c(w->k->mem, header_of(&r, "Location"))).body, "要改的");
	r = answer(w, CLERK, (struct ask){ "GET", "/import/progress", .query = KEY });
	assert_text(r.mime ? str_of(r.mime) : STR_NONE, "text/event-stream; charset=utf-8");
	assert_holds(told(w, &r), "event: end");             /* nothing under way: after a while it says so */
	assert_int_equal(answer(w, CLERK, (struct ask){ "GET", "/import/progress", .query = "errand=../../x" }).status, 404);
	assert_int_equal(answer(w, CLERK, POSTED("/import/stop", { STR("errand"), key })).status, 303);
	r = answer(w, CLERK, file);
	const char *path = str_c(w->k->mem, header_of(&r, "Location"));
	r = get(w, CLERK, path);
	assert_holds(r.body, "import.cancelled");
	assert_true(str_find(r.body, STR("入库3行")) == SIZE_MAX);
	nothing_in(w);
	gone_to(w, answer(w, CLERK, POSTED(path, F("do", "check"))), path);      /* the file is still there */
	assert_holds(get(w, CLERK, path).body, "要改的");
	world_close(w);
}

static void what_is_no_sheet_is_said(void **state)
{
	WORLD(true);
	struct reply r = answer(w, CLERK, (struct ask){ "POST", "/import", .file = { STR("file"), STR("a.xlsx"), STR("PK\x03\x04 and no more") } });
	assert_int_equal(r.status, 422);
	r = answer(w, CLERK, POSTED("/import", F("kind", "")));
	assert_int_equal(r.status, 422);
	assert_holds(r.body, "import.no_file");
	struct str at = handed_over(w, CLERK, "甲,乙\n1,2\n");
	r = get(w, CLERK, str_c(w->k->mem, at));
	assert_holds(r.body, "还不知道是哪一类表");
	gone_to(w, answer(w, CLERK, (struct ask){ "POST", str_c(w->k->mem, str_fmt(w->k->mem, "%.*s/drop", PSTR(at))) }), "/import");
	assert_int_equal(count(w, "SELECT count(*) FROM handed"), 0);
	world_close(w);
}

static void marked_workbook_has_the_remarks(void **state)
{
	WORLD(true);
	struct str at = handed_over(w, CLERK, SHEET);
	const char *path = str_c(w->k->mem, str_fmt(w->k->mem, "%.*s/marked", PSTR(at)));
	struct reply r = get(w, CLERK, path);
	struct workbook book;
	assert_int_equal(r.status, 200);
	assert_good(sheet_read_bytes(w->k->mem, r.body, NULL, &book));
	assert_text(book.grids[0].rows[3].cells[3].text, "2019-01-32");
	assert_true(str_find(r.body, STR("xl/comments1.xml")) != SIZE_MAX);
	assert_int_equal(get(w, OFFICER, path).status, 404);
	assert_int_equal(count(w, "SELECT count(*) FROM trail WHERE act = 'look'"), 1);
	world_close(w);
}

static void month_is_closed_returned_and_closed(void **state)
{
	WORLD(true);
	month_of_a_county(w);
	struct arena *mem = w->k->mem;
	const char *approve = str_c(mem, str_fmt(mem, "%s/approve", brought(w))), *page = str_c(mem, str_fmt(mem, "/close/2019-01?org=%lld", (long long)w->shazhou));
	struct str org = str_fmt(mem, "%lld", (long long)w->shazhou);
	struct reply r = answer(w, OFFICER, POSTED("/close/2019-01", F("x", "1")));
	assert_int_equal(r.status, 409);
	assert_holds(r.body, "还差1张表，还有2条记录没有审完");
	assert_int_equal(answer(w, CLERK, POSTED("/close/2019-01", F("x", "1"))).status, 404);
	r = answer(w, DEPARTMENT, (struct ask){ "POST", "/board/2019-01/remind", .fields = { { STR("org"), org } } });
	gone_to(w, r, "/board/2019-01");
	assert_int_equal(count(w, "SELECT count(*) FROM step WHERE relation = 'month' AND act = 'remind'"), 1);
	gone_to(w, answer(w, DEPARTMENT, (struct ask){ "POST", "/board/2019-01/remind", .fields = { { STR("org"), org } } }), "/board/2019-01");
	assert_int_equal(count(w, "SELECT count(*) FROM step WHERE relation = 'month' AND act = 'remind'"), 1);  /* one a day */
	assert_int_equal(answer(w, OFFICER, POSTED("/board/2019-01/remind", F("x", "1"))).status, 404);

	gone_to(w, answer(w, OFFICER, POSTED(approve, F("x", "1"))), brought(w));
	gone_to(w, answer(w, CLERK, POSTED("/close/2019-01/nil", F("report", "petition.month"))), page);
	assert_int_equal(answer(w, CLERK, POSTED("/close/2019-01/nil", F("report", "aid.month"))).status, 409);  /* rows came */
	gone_to(w, answer(w, OFFICER, POSTED("/close/2019-01", F("x", "1"))), page);
	assert_holds(get(w, OFFICER, "/close/2019-01").body, "回执201901-");
	assert_int_equal(answer(w, OFFICER, POSTED("/close/2019-01", F("x", "1"))).status, 409);
	struct str at = handed_over(w, CLERK, SHEET);        /* locked while the level above reads */
	assert_holds(get(w, CLERK, str_c(mem, at)).body, "import.closed");

	r = answer(w, DEPARTMENT, (struct ask){ "POST", "/close/2019-01/return", .fields = { { STR("org"), org }, F("reason", "wrong_amount") } });
	assert_int_equal(r.status, 409);
	assert_holds(r.body, "还没有写说明");
	r = answer(w, DEPARTMENT, (struct ask){ "POST", "/close/2019-01/return", .fields = { { STR("org"), org }, F("reason", "wrong_amount"), F("words", "第4行少了一个零") } });
	gone_to(w, r, page);
	assert_int_equal(count(w, "SELECT count(*) FROM step WHERE relation = 'month' AND act = 'return' AND recipient IS NOT NULL"), 1);
	assert_holds(get(w, OFFICER, "/close/2019-01").body, "第4行少了一个零");
	gone_to(w, answer(w, OFFICER, POSTED("/close/2019-01", F("x", "1"))), page);
	gone_to(w, answer(w, OFFICER, POSTED("/close/2019-01/back", F("x", "1"))), page);
	assert_int_equal(answer(w, OFFICER, POSTED("/close/2019-01/back", F("x", "1"))).status, 409);
	assert_int_equal(answer(w, STRANGER, (struct ask){ "GET", "/close/2019-01", .query = str_c(mem, str_fmt(mem, "org=%.*s", PSTR(org))) }).status, 404);
	assert_int_equal(answer(w, STRANGER, (struct ask){ "POST", "/close/2019-01", .fields = { { STR("org"), org } } }).status, 404);
	assert_whole(w->k);
	world_close(w);
}

#define JANUARY "沙洲区2019年1月帮扶救助台账\n填报单位：沙洲区总工会\n姓名,身份证号,工作单位,发放日期,帮扶类别,救助金,物资折价,发放方式,签收或回单号,一线岗位\n"
#define ONE(name, yuan, slip) name ",," "江州甲厂工会委员会,2019-01-09,医疗救助," yuan ",,银行发放," slip ",高危岗位\n"

static const char *stored(struct world *w, const char *path, struct str why)
{
	struct reply r = answer(w, CLERK, (struct ask){ "POST", path, .fields = { F("do", "store"), { STR("why"), why } } });
	assert_int_equal(r.status, 303);
	return str_c(w->k->mem, header_of(&r, "Location"));
}

/* A sheet for a month that is closed: where it counts is said, and what had counted is changed for a reason only. */
static void a_closed_month_wants_a_reason(void **state)
{
	WORLD(true);
	struct arena *mem = w->k->mem;
	const char *path = str_c(mem, handed_over(w, CLERK, JANUARY ONE("甲一", "600", "HD1") ONE("甲二", "700", "HD2")));
	stored(w, path, STR_NONE);
	gone_to(w, answer(w, OFFICER, POSTED(str_c(mem, str_fmt(mem, "%s/approve", brought(w))), F("x", "1"))), brought(w));
	kit_month_closed(w->k, 201901);
	path = str_c(mem, handed_over(w, CLERK, JANUARY ONE("甲一", "900", "HD1") ONE("甲二", "700", "HD2") ONE("甲三", "300", "HD3")));
	struct reply r = get(w, CLERK, path);
	assert_holds(r.body, "2019年1月已报结，这份表逾期补报，计入2019年2月。");
	assert_holds(r.body, "有1条2019年1月报结前已审的记录更改或作废");
	assert_holds(r.body, "到月报页发更正版");
	assert_true(str_find(r.body, STR("nuan report")) == SIZE_MAX);
	assert_holds(r.body, "2019年2月沙洲区当月帮扶救助");                          /* the new one counts there */
	assert_holds(r.body, "name=\"why\"");
	assert_true(str_eq(str_of(stored(w, path, STR(" 　"))), str_of(path)));       /* nothing is stored without, and the file waits */
	assert_int_equal(count(w, "SELECT count(*) FROM aid_event"), 2);
	assert_holds(get(w, CLERK, path).body, "name=\"why\"");
	assert_true(str_starts(str_of(stored(w, path, STR("金额录错"))), STR("/imports/")));
	assert_int_equal(count(w, "SELECT count(*) FROM aid_event WHERE month = 201902"), 1);
	assert_int_equal(count(w, "SELECT count(*) FROM trail WHERE act = 'import' AND why = '沙洲区1月.csv：金额录错'"), 1);
	assert_whole(w->k);
	world_close(w);
}

/* Years after the last sheet the desk still looks at the months that there are. */
static void old_months_are_looked_at(void **state)
{
	WORLD(true);
	struct db *db = now(w, READING);
	bool later = day_month((struct day){ (int32_t)(db_now(db) / 86400) }) > 201905;
	db_rollback(db);
	assert_true(later);
	assert_true(str_find(get(w, OFFICER, "/").body, STR("2019年1月")) == SIZE_MAX);        /* nobody has reported: none is late */
	month_of_a_county(w);
	assert_holds(get(w, OFFICER, "/").body, "报2019年1月的表，还差1张");
	assert_holds(get(w, STRANGER, "/").body, "报2019年1月的表，还差1张");
	assert_int_equal(answer(w, CLERK, POSTED("/close/2019-01/nil", F("report", "petition.month"))).status, 303);
	assert_holds(get(w, OFFICER, "/").body, "2019年1月的表已齐，请报结");
	kit_month_closed(w->k, 201901);                      /* issued: nothing is left to close; who has not come is late, and brings it in */
	assert_true(str_find(get(w, OFFICER, "/").body, STR("请报结")) == SIZE_MAX);
	assert_holds(get(w, STRANGER, "/").body, "补报");
	assert_true(str_find(get(w, OFFICER, "/").body, STR("2018年12月的表")) == SIZE_MAX);
	gone_to(w, get(w, LEADER, "/board"), "/board/2019-01");
	gone_to(w, get(w, CLERK, "/close"), "/close/2019-01");
	world_close(w);
}

SUITE(TEST(who_may_open_what), TEST(sheet_is_mended_and_brought_in), TEST(without_a_writer_too), TEST(import_is_approved_and_undone),
	TEST(another_units_sheet_is_refused), TEST(import_is_watched_and_stopped), TEST(what_is_no_sheet_is_said),
	TEST(marked_workbook_has_the_remarks), TEST(month_is_closed_returned_and_closed),
	TEST(a_closed_month_wants_a_reason), TEST(old_months_are_looked_at))
