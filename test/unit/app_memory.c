/* Memory that ends: the acts of a month, from the import to the issue, each run again and again in an arena that is a little larger every time, until it goes
 * through. Before that it leaves by the way that its owner gave it, never by a crash, and nothing of it stands; the door of the site likewise, which answers.
 * NUAN_ROUNDS: how finely the limit grows (script/faults: 200). */
#include "test/harness.h"
#include <fcntl.h>
#include <stdatomic.h>
#include "app/app.h"
#include "db/writer.h"
#include "kernel/account.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "rooms/rooms.h"

/* A command that runs out ends with its process, so what libraries held then is nobody's leak; here the process goes on. */
#ifdef __SANITIZE_ADDRESS__
#	include <sanitizer/lsan_interface.h>
#	define PARDON() __lsan_disable()
#	define PARDON_ENDS() __lsan_enable()
#else
#	define PARDON() ((void)0)
#	define PARDON_ENDS() ((void)0)
#endif

enum { FEW_ROUNDS = 5, ARGUMENTS_MOST = 24, LEAST_LIMIT = 2 << 10 };
static struct arena *mem;
static const char *folder, *where, *key;

static int rounds(void)
{
	const char *said = getenv("NUAN_ROUNDS");
	int n = said ? atoi(said) : 0;
	return n > 0 ? n : str_starts(str_of(where), STR("postgresql:")) ? 1 : FEW_ROUNDS;
}

static size_t larger(size_t limit)
{
	return limit + limit / (size_t)(rounds() * 4) + 16;
}

/* What a step says is not the test's; it goes nowhere while `off`. */
static void hush(bool off)
{
	static int kept[2] = { -1, -1 };
	fflush(NULL);
	for (int i = 0; i < 2; i++) {
		if (off) {
			int nowhere = open("/dev/null", O_WRONLY);
			kept[i] = dup(i + 1);
			dup2(nowhere, i + 1);
			close(nowhere);
		} else if (kept[i] >= 0) {
			dup2(kept[i], i + 1);
			close(kept[i]);
			kept[i] = -1;
		}
	}
}

static const char *path_in(const char *name)
{
	return str_c(mem, str_fmt(mem, "%s/%s", folder, name));
}

static void write_text(const char *name, const char *text)
{
	FILE *f = fopen(path_in(name), "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* --- one step ----------------------------------------------------------------------------------------------------------------------------------------- */

struct step { const char *title; enum status (*run)(struct app *); const char *words[ARGUMENTS_MOST]; bool quietly; };

/* False: the arena was full. limit 0: as much as a command has. */
static bool step_run(const struct step *s, size_t limit, enum status *ret)
{
	char *words[ARGUMENTS_MOST + 1] = { NULL };
	struct app app = { .mem = arena_open(limit), .where = where, .key = key, .usage = "", .argv = words };
	jmp_buf full;
	volatile bool through = false;
	while (s->words[app.argc])
		words[app.argc] = (char *)s->words[app.argc], app.argc++;
	arena_on_full(app.mem, &full);
	PARDON();
	if (setjmp(full) == 0) {
		*ret = s->run(&app);
		through = true;
	}
	arena_on_full(app.mem, NULL);
	arena_close(app.mem);
	PARDON_ENDS();
	return through;
}

static void must(const struct step *s)
{
	enum status status = STATUS_FAILED;
	hush(true);
	bool through = step_run(s, 0, &status);
	hush(false);
	if (!through || status != STATUS_DONE)
		fail_msg("%s: status %d", s->title, (int)status);
}

/* How much the trail holds, and everything that could stand by half. */
static int64_t written(void)
{
	static const struct member gives[] = { { "n", T_INT, 0 } };
	static const char sql[] = "SELECT (SELECT count(*) FROM trail) + (SELECT count(*) FROM trail_row) + (SELECT count(*) FROM aid_event)"
		" + (SELECT count(*) FROM import) + (SELECT count(*) FROM step) + (SELECT count(*) FROM edition_file) + (SELECT count(*) FROM frozen)"
		" + (SELECT count(*) FROM numbering) + (SELECT count(*) FROM section)";
	static const struct query q = { .name = "written", .sqlite = sql, .postgres = sql, .gives = gives, .n_gives = 1, .size = sizeof(int64_t) };
	struct arena *own = arena_open(0);
	struct store *store;
	struct db *db;
	int64_t n = 0;
	bool found;
	assert_good(store_open(own, str_of(where), &store));
	assert_good(db_as(own, store, (struct scope){ .city = 1 }, READING, &db));
	assert_good(db_one(db, &q, NULL, &n, &found));
	arena_close(own);
	return n;
}

static void verified(void)
{
	must(&(struct step){ "verify", run_verify, { NULL } });
}

/* Every limit from too little on; how often it did not go through. */
static int sweep(const struct step *s)
{
	int64_t before = written();
	int failed = 0;
	for (size_t limit = LEAST_LIMIT;; limit = larger(limit), failed++) {
		enum status status = STATUS_DONE;
		hush(true);
		bool through = step_run(s, limit, &status);
		hush(false);
		if (through) {
			if (status != STATUS_DONE)
				fail_msg("%s in %zu bytes: status %d", s->title, limit, (int)status);
			break;
		}
		int64_t stands = written();
		if (stands == before)
			continue;
		for (int again = 0; again < 2; again++) {    /* what was committed before the room ended stands whole; the same again does what is left, and then nothing */
			stands = written();
			hush(true);
			through = step_run(s, 0, &status);
			hush(false);
		}
		if (!through || written() != stands)
			fail_msg("%s in %zu bytes: half of it stands", s->title, limit);
		break;
	}
	verified();
	return failed;
}

/* --- a federation and its month -------------------------------------------------------------------------------------------------------------------------- */

#define CITY_ORG "江州市总工会"
#define OFFICE "江州市总工会办公室"
#define IMPORT(file, sheet, org) "--sheet", sheet, "--org", org, "--month", "2019-01"
static const char *aid_file, *report_file;

static void bring(const char *name, const char *sheet, const char *org, const char *text)
{
	write_text(name, text);
	must(&(struct step){ name, run_import, { path_in(name), "--sheet", sheet, "--org", org, "--month", "2019-01" } });
}

static void federation(void)
{
	struct buf aid = { .mem = mem };
	must(&(struct step){ "init", run_init, { "--city", CITY_ORG, "--division", "429100" } });
	bring("units.csv", "org.unit", CITY_ORG, "单位全称,简称,单位类型,上级单位,用人单位,统计编码,顺序\n" OFFICE ",办公室,机关部室," CITY_ORG ",,,1\n"
		"沙洲区总工会,沙洲区,县市区总工会," CITY_ORG ",,4291,10\n江州甲厂工会委员会,,基层工会,沙洲区总工会,江州甲厂有限公司,42910001,\n");
	bring("officers.csv", "person.officer", CITY_ORG, "姓名,单位,职务\n丁报,沙洲区总工会,干事\n申核,沙洲区总工会,部长\n余办," OFFICE ",干事\n向办," OFFICE ",主任\n");
	bring("campaigns.csv", "matter.campaign", CITY_ORG, "代码,名称,开始日期,结束日期\nwarmth,送温暖,2018-12-20,2019-02-28\n");
	write_text("matters.csv", "标题,开始日期,内容,进展,条线,顺序\n,2019-01-10,,完成,送温暖,1\n学习传达工作会议精神,2019-01-15,15日，召开会议传达学习。,完成,,2\n");
	must(&(struct step){ "matters", run_import, { path_in("matters.csv"), "--sheet", "matter.matter", "--org", OFFICE, "--month", "2019-01", "--by", "余办",
		"--approve", "向办" } });
	buf_add(&aid, STR("姓名,身份证号,工作单位,发放日期,帮扶类别,救助金,物资折价,活动,发放方式,一线岗位\n"));
	for (int i = 0; i < 60; i++)
		buf_add(&aid, str_fmt(mem, "第%d号,,江州甲厂有限公司,2019-01-08,生活救助,500,,送温暖,银行发放,节日坚守岗位\n", i));
	write_text("aid.csv", str_c(mem, buf_str(&aid)));
	aid_file = path_in("aid.csv");
	report_file = path_in("report");
}

static void the_acts_of_a_month(void **state)
{
	federation();
	const struct step steps[] = {
		{ "a preview",      run_import,  { aid_file, "--sheet", "aid.event", "--org", "沙洲区总工会", "--month", "2019-01", "--preview" } },
		{ "an import",      run_import,  { aid_file, "--sheet", "aid.event", "--org", "沙洲区总工会", "--month", "2019-01", "--by", "丁报", "--approve", "申核" } },
		{ "figures",        run_figures, { "2019-01" } },
		{ "explained",      run_explain, { "aid.relief_times", "2019-01" } },
		{ "an export",      run_export,  { "aid.event", "--to", report_file } },
		{ "a workbook",     run_report,  { "2019-01", "--as", "xlsx", "--to", report_file } },
		{ "a page",         run_report,  { "2019-01", "--as", "html", "--to", report_file } },
		{ "a letter",       run_report,  { "2019-01", "--as", "docx", "--to", report_file } },
		{ "a PDF",          run_report,  { "2019-01", "--as", "pdf", "--to", report_file } },
		{ "an OFD",         run_report,  { "2019-01", "--as", "ofd", "--to", report_file } },
		{ "submitted",      run_report,  { "submit", "2019-01", "--by", "余办" } },
		{ "approved",       run_report,  { "approve", "2019-01", "--by", "向办" } },
		{ "a verification", run_verify,  { NULL } },
	};
	int failed = 0;
	for (size_t i = 0; i < COUNT(steps); i++) {
		int n = sweep(&steps[i]);
		print_message("# %s: %d times too little\n", steps[i].title, n);
		failed += n;
	}
	assert_true(failed > (int)COUNT(steps));
}

/* --- the door of the site ------------------------------------------------------------------------------------------------------------------------------- */

static struct str between(struct str in, const char *from, const char *to)
{
	size_t at = str_find(in, str_of(from));
	if (at == SIZE_MAX)
		return STR_NONE;
	in = str_sub(in, at + strlen(from), SIZE_MAX);
	return str_sub(in, 0, str_find(in, str_of(to)));
}

static struct str cookie_of(const struct reply *r, const char *name)
{
	for (size_t i = 0; i < r->n_headers; i++) {
		struct str value = r->headers[i].value, first = str_cut(&value, ';');
		if (str_is(r->headers[i].name, "Set-Cookie") && str_is(str_cut(&first, '='), name))
			return str_copy(mem, first);
	}
	return STR_NONE;
}

/* As the server hands a request over, in an arena of its own; its status, 0 when the server had to answer for it. What is kept is copied. */
struct asked { const char *method, *path; struct str visitor, cookie; struct pair fields[4]; size_t n; };
static int ask(const struct site *site, const struct asked *a, size_t limit, struct reply *ret, struct arena *own)
{
	struct pair cookies[2], fields[4];
	struct request r = { .mem = own, .method = str_of(a->method), .path = str_of(a->path), .host = STR("nuan.test"), .agent = STR("Firefox/115"),
		.peer = STR("10.1.2.3"), .fields = fields, .n_fields = a->n, .cookies = cookies };
	jmp_buf full;
	memcpy(fields, a->fields, sizeof fields);
	if (a->visitor.n)
		cookies[r.n_cookies++] = (struct pair){ STR("nuan_form"), a->visitor };
	if (a->cookie.n)
		cookies[r.n_cookies++] = (struct pair){ STR("nuan"), a->cookie };
	*ret = (struct reply){ 0 };
	arena_on_full(own, &full);
	if (setjmp(full) == 0)
		gate((void *)site, &r, ret);
	else
		*ret = (struct reply){ 0 };
	arena_on_full(own, NULL);
	return ret->status;
}

static void sweep_door(const struct site *site, const struct asked *a, int wanted, struct reply *ret, struct arena **ret_own)
{
	int failed = 0;
	for (size_t limit = 1 << 10;; limit = larger(limit), failed++) {
		struct arena *own = arena_open(limit);
		hush(true);
		int status = ask(site, a, limit, ret, own);
		hush(false);
		*ret_own = own;
		if (status == wanted)
			break;
		if (status != 0 && status != 500 && status != 503)
			fail_msg("%s %s in %zu bytes: %d %.*s", a->method, a->path, limit, status, PSTR(ret->body));
		arena_close(own);
	}
	print_message("# %s %s: %d times too little\n", a->method, a->path, failed);
}

static void the_door_of_the_site(void **state)
{
	struct app app = { .mem = arena_open(0), .where = where, .key = key };
	struct site site = { .routes = SITE_ROUTES, .lines = LINES, .name = CITY_ORG };
	struct asked a = { "GET", "/sign-in" };
	struct arena *own;
	struct reply r;
	write_text("password", "kite-harbor-93-willow\n");
	must(&(struct step){ "account", run_account, { "add", "yuban", "--person", "余办", "--role", "office", "--password-file", path_in("password") } });
	assert_good(app_open(&app));
	site.store = app.store, site.desk = app_desk(app.mem);
	assert_good(site_check(app.mem, &site));
	assert_good(writer_open(app.mem, app.store, &site.writer));
	sweep_door(&site, &a, 200, &r, &own);
	a = (struct asked){ "POST", "/sign-in", .visitor = cookie_of(&r, "nuan_form"), .n = 3, .fields = {
		{ STR("csrf"), str_copy(mem, between(r.body, "name=\"csrf\" value=\"", "\"")) }, { STR("login"), STR("yuban") },
		{ STR("password"), STR("kite-harbor-93-willow") } } };
	arena_close(own);
	sweep_door(&site, &a, 303, &r, &own);
	a = (struct asked){ "GET", "/password", .cookie = cookie_of(&r, "nuan") };
	arena_close(own);
	sweep_door(&site, &a, 200, &r, &own);
	a = (struct asked){ "POST", "/password", .cookie = a.cookie, .n = 4, .fields = {
		{ STR("csrf"), str_copy(mem, between(r.body, "name=\"csrf\" value=\"", "\"")) }, { STR("old"), STR("kite-harbor-93-willow") },
		{ STR("fresh"), STR("copper#lantern 7 moss") }, { STR("again"), STR("copper#lantern 7 moss") } } };
	arena_close(own);
	sweep_door(&site, &a, 303, &r, &own);
	a = (struct asked){ "GET", "/", .cookie = cookie_of(&r, "nuan").n ? cookie_of(&r, "nuan") : a.cookie };
	arena_close(own);
	sweep_door(&site, &a, 200, &r, &own);
	arena_close(own);
	writer_close(site.writer);
	arena_close(app.mem);
	verified();
}

static int set_up(void **state)
{
	mem = arena_open(0);
	folder = str_c(mem, str_of(harness_folder(mem)));
	where = str_c(mem, harness_where(mem));
	key = path_in("keys");
	return 0;
}

static int tear_down(void **state)
{
	hush(false);
	arena_close(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_acts_of_a_month), cmocka_unit_test(the_door_of_the_site) };
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
