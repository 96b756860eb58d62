/* Workbooks that a shell cannot make, through the program: an ID number that a spreadsheet took for a number, a zip bomb, a workbook cut off, one with
 * broken parts inside. Each is refused with its code, exit 1, and nothing is kept. NUAN names the program. */
#include "test/harness.h"
#include "test/unit/doc_fixture.h"
#include "base/id.h"

static struct arena *mem;
static const char *folder, *nuan;

static int run(struct str *ret_said, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static int run(struct str *ret_said, const char *fmt, ...)
{
	va_list args;
	char arguments[1024];
	va_start(args, fmt);
	vsnprintf(arguments, sizeof arguments, fmt, args);
	va_end(args);
	return harness_run(mem, ret_said, "%s %s", nuan, arguments);
}

static void must(const char *arguments)
{
	struct str said;
	int status = run(&said, "%s", arguments);
	if (status)
		fail_msg("nuan %s: exit %d\n%.*s", arguments, status, PSTR(said));
}

static const char *written(const char *name, struct str bytes)
{
	return harness_write(mem, folder, name, bytes);
}

static void refused(const char *path, const char *code)
{
	struct str before, said, after;
	assert_int_equal(run(&before, "verify --head"), 0);
	int status = run(&said, "import %s --sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报 --approve 申核", path);
	if (status != 1)
		fail_msg("%s: exit %d, expected 1\n%.*s", path, status, PSTR(said));
	assert_holds(said, str_fmt(mem, "[%s]", code).p);
	assert_int_equal(run(&after, "verify --head"), 0);
	assert_true(str_eq(before, after));
	assert_int_equal(run(&said, "verify"), 0);
}

/* One row as the clerk typed it, the ID number as this cell. */
static const char *ledger(const char *name, const char *idno_cell)
{
	static const char *const HEAD[] = { "姓名", "身份证号", "工作单位", "发放日期", "帮扶类别", "救助金", "活动", "发放方式", "一线岗位" };
	static const char *const ROW[] = { "张三", NULL, "江州甲厂有限公司", "2019-01-08", "生活救助", "500", "送温暖", "银行发放", "节日坚守岗位" };
	struct buf sheet = { .mem = mem };
	buf_puts(&sheet, "<worksheet xmlns='" MAIN_NS "'><sheetData><row r='1'>");
	for (size_t c = 0; c < COUNT(HEAD); c++)
		buf_fmt(&sheet, "<c r='%c1' t='inlineStr'><is><t>%s</t></is></c>", (char)('A' + c), HEAD[c]);
	buf_puts(&sheet, "</row><row r='2'>");
	for (size_t c = 0; c < COUNT(ROW); c++)
		if (ROW[c])
			buf_fmt(&sheet, "<c r='%c2' t='inlineStr'><is><t>%s</t></is></c>", (char)('A' + c), ROW[c]);
		else
			buf_puts(&sheet, idno_cell);
	buf_puts(&sheet, "</row></sheetData></worksheet>");
	return written(name, xlsx_make(mem, (struct fixture){ .sheet = str_c(mem, buf_str(&sheet)) }));
}

static void number_of_a_person(void **state)
{
	char good[19] = "42910119750101003";
	good[17] = idno_digit(good);
	refused(ledger("rounded.xlsx", "<c r='B2'><v>429101197501010000</v></c>"), "idno.rounded");
	refused(ledger("exponent.xlsx", "<c r='B2'><v>4.2910119750101E17</v></c>"), "idno.rounded");
	refused(ledger("fifteen.xlsx", "<c r='B2'><v>429101750101003</v></c>"), "idno.rounded");       /* whole by luck: still no text */
	must(str_fmt(mem, "import %s --sheet aid.event --org 沙洲区总工会 --month 2019-01 --by 丁报 --approve 申核",
		ledger("text.xlsx", str_fmt(mem, "<c r='B2' t='inlineStr'><is><t>%s</t></is></c>", good).p)).p);
}

static void bomb(void **state)
{
	size_t n = 64u << 20;
	char *blanks = arena_get(mem, n + 1);
	memset(blanks, ' ', n);
	memcpy(blanks, "<worksheet>", 11);
	struct fixture_part parts[] = { { "_rels/.rels", STR(ROOT_RELS) }, { "xl/worksheets/sheet1.xml", { blanks, n } } };
	struct str zip = xlsx_make(mem, (struct fixture){ .sheet = "<worksheet/>", .extra_name = "xl/worksheets/sheet2.xml", .extra = "x" });
	refused(written("good.xlsx", zip), "import.head");
	zip = xlsx_make(mem, (struct fixture){ .sheet = str_c(mem, parts[1].bytes) });
	assert_true(zip.n < n / 200);
	refused(written("bomb.xlsx", zip), "sheet.bomb");
}

static void cut_off(void **state)
{
	struct str whole = harness_read(mem, ledger("whole.xlsx", ""));
	for (size_t tenths = 1; tenths < 10; tenths += 2)
		refused(written("cut.xlsx", str_sub(whole, 0, whole.n * tenths / 10)), "sheet.truncated");
}

static void broken_inside(void **state)
{
	struct str zip = xlsx_make(mem, (struct fixture){ .sheet = "<worksheet><sheetData><row r='1'><c r='A1'>" });
	refused(written("broken.xlsx", zip), "sheet.broken");
	zip = xlsx_make(mem, (struct fixture){ .sheet = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" SHEET("<row r='1'><c r='A1'><v>&b;</v></c></row>") });
	refused(written("entity.xlsx", zip), "sheet.entity");
}

static int set_up(void **state)
{
	static const char UNITS[] = "单位全称,单位类型,上级单位,用人单位,统计编码\n沙洲区总工会,县市区总工会,江州市总工会,,4291\n"
		"江州甲厂工会委员会,基层工会,沙洲区总工会,江州甲厂有限公司,42910001\n";
	static const char OFFICERS[] = "姓名,单位,职务\n丁报,沙洲区总工会,干事\n申核,沙洲区总工会,部长\n";
	const char *program = getenv("NUAN");
	mem = arena_open(0);
	folder = harness_folder(mem);
	nuan = str_fmt(mem, "'%s' --db '%.*s' --key %s/key", program ? program : "build/src/app/nuan", PSTR(harness_where(mem)), folder).p;
	must("init --city 江州市总工会 --division 429100");
	must(str_fmt(mem, "import %s --sheet org.unit --org 江州市总工会 --month 2019-01", written("units.csv", STR(UNITS))).p);
	must(str_fmt(mem, "import %s --sheet person.officer --org 江州市总工会 --month 2019-01", written("officers.csv", STR(OFFICERS))).p);
	must(str_fmt(mem, "import %s --sheet matter.campaign --org 江州市总工会 --month 2019-01", written("campaigns.csv",
		STR("代码,名称,开始日期\nwarmth,送温暖,2018-12-20\n"))).p);
	return 0;
}

static int tear_down(void **state)
{
	arena_close(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(number_of_a_person), cmocka_unit_test(bomb), cmocka_unit_test(cut_off), cmocka_unit_test(broken_inside) };
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
