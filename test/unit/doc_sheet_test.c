/* XLSX in: what offices send, and what somebody sends to do harm. */
#include "doc_fixture.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

/* --- values --- */

static void texts(void **state)
{
	struct workbook w = read_good(*state, xlsx_make(*state, (struct fixture){
		.strings = "<sst><si><t>江颖喆</t></si><si><r><t>朱</t></r><r><rPr><b/></rPr><t>镕</t></r><rPh sb='0' eb='1'>"
			"<t>zhu</t></rPh></si>"
			"<si><t>㛃𠮷覃𬭎毅</t></si><si><t xml:space='preserve'>  </t></si><si><t>一_x000D_二_x005F_x0041_</t></si>"
			"<si/></sst>",
		.sheet = SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c>"
			"<c r='D1' t='s'><v>3</v></c>"
			"<c r='E1' t='s'><v>4</v></c><c r='F1' t='s'><v>5</v></c><c r='G1' t='inlineStr'><is><r><t>行</t></r><r>"
			"<t>内</t></r></is></c></row>"
			"<row r='3'><c r='A3' t='str'><f>A1&amp;B1</f><v>合&lt;成&gt;</v></c><c r='B3' t='b'><v>1</v></c>"
			"<c r='C3' t='b'><v>0</v></c>"
			"<c r='D3' t='e'><v>#N/A</v></c><c r='E3'><f>SUM(A1:A2)</f></c><c r='F3'><f>1+1</f><v>2</v></c><c t='d'>"
			"<v>2019-01-08T00:00:00</v></c></row>"
			"<row r='4'><c r='A4' s='0'/><c r='B4'><v></v></c></row>") }));
	const struct grid *g = &w.grids[0];
	assert_int_equal(w.n, 1);
	assert_true(str_is(w.encoding, "XLSX") && str_is(g->name, "名单"));
	cell_is(g, 1, 0, CELL_TEXT, "江颖喆");
	cell_is(g, 1, 1, CELL_TEXT, "朱镕");
	cell_is(g, 1, 2, CELL_TEXT, "㛃𠮷覃𬭎毅");
	cell_is(g, 1, 3, CELL_BLANK, NULL);
	cell_is(g, 1, 4, CELL_TEXT, "一\r二_x0041_");
	cell_is(g, 1, 5, CELL_BLANK, NULL);
	cell_is(g, 1, 6, CELL_TEXT, "行内");
	cell_is(g, 3, 0, CELL_TEXT, "合<成>");
	cell_is(g, 3, 1, CELL_FLAG, "是");
	cell_is(g, 3, 2, CELL_FLAG, "否");
	cell_is(g, 3, 3, CELL_ERROR, "#N/A");
	assert_int_equal(cell_of(g, 3, 4)->kind, CELL_ERROR);        /* never computed: not blank */
	cell_is(g, 3, 5, CELL_NUMBER, "2");
	cell_is(g, 3, 6, CELL_DAY, "2019-01-08");                    /* without a reference: the next place */
	assert_int_equal(g->n, 2);                                   /* row 2 is not there, row 4 is blank */
	assert_int_equal(row_of(g, 1)->n, 7);
}

static void numbers(void **state)
{
	static const struct { const char *stored, *text; } cases[] = {
		{ "0", "0" }, { "-0", "0" }, { "12.50", "12.5" }, { "12.300000000000001", "12.3" },
		{ "0.30000000000000004", "0.3" }, { "1.1000000000000001", "1.1" },
		{ "421002197001010010", "421002197001010010" },      /* 18 digits as stored */
		{ "4.21002197001010E+17", "421002197001010000" }, { "4.2100219700101002E+17", "421002197001010000" },
		{ "1E3", "1000" }, { "1.5e-3", "0.0015" }, { "-12.5", "-12.5" }, { ".5", "0.5" }, { "99.9999999999999999", "100" },
		{ "1234567890123456", "1234567890123456" },
		{ "5946230.000000001", "5946230" }, { "9007199254740993", "9007199254740993" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str sheet = str_fmt(*state, SHEET("<row r='1'><c r='A1'><v>%s</v></c></row>"), cases[i].stored);
		struct workbook w = read_good(*state, xlsx_make(*state, (struct fixture){ .sheet = sheet.p }));
		cell_is(&w.grids[0], 1, 0, CELL_NUMBER, cases[i].text);
	}
	static const char *const odd[] = { "abc", "1e", "1E999999", "--1", "1.2.3", "", "." };
	for (size_t i = 0; i < COUNT(odd); i++) {
		struct str sheet = str_fmt(*state, SHEET("<row r='1'><c r='A1'><v>%s</v></c></row>"), odd[i]);
		struct workbook w = read_good(*state, xlsx_make(*state, (struct fixture){ .sheet = sheet.p }));
		cell_is(&w.grids[0], 1, 0, odd[i][0] ? CELL_TEXT : CELL_BLANK, odd[i][0] ? odd[i] : NULL);
	}
}

static struct cell dated(void *mem, const char *stored, const char *style, bool since_1904)
{
	struct str sheet = str_fmt(mem, SHEET("<row r='1'><c r='A1' s='1'><v>%s</v></c></row>"), stored);
	struct str styles = str_fmt(mem, "<styleSheet>%s</styleSheet>", style);
	struct workbook w = read_good(mem, xlsx_make(mem, (struct fixture){ .styles = styles.p, .sheet = sheet.p,
		.book = since_1904
		? "<workbook xmlns:r='" RELATION "'><workbookPr date1904='1'/><sheets><sheet name='a' r:id='rId1'/></sheets>"
			"</workbook>" : NULL }));
	return *cell_of(&w.grids[0], 1, 0);
}

#define BUILT_IN(id) "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='" #id "'/></cellXfs>"
#define CUSTOM(code) "<numFmts><numFmt numFmtId='176' formatCode='" code "'/></numFmts><cellXfs><xf numFmtId='0'/>" \
	"<xf numFmtId='176'/></cellXfs>"

static void days(void **state)
{
	static const struct { const char *stored, *style; bool since_1904; enum cell_kind kind; const char *text; } cases[] = {
		{ "43473",       BUILT_IN(14), false, CELL_DAY, "2019-01-08" },
		{ "43473",       BUILT_IN(31), false, CELL_DAY, "2019-01-08" },
		{ "43473",       BUILT_IN(58), false, CELL_DAY, "2019-01-08" },
		{ "42011",       BUILT_IN(14), true,  CELL_DAY, "2019-01-08" },
		{ "0",           BUILT_IN(14), true,  CELL_DAY, "1904-01-01" },
		{ "43473",       BUILT_IN(49), false, CELL_NUMBER, "43473" },    /* @ */
		{ "43473",       BUILT_IN(48), false, CELL_NUMBER, "43473" },    /* ##0.0E+0 */
		{ "43473.395833333336", BUILT_IN(22), false, CELL_DAY, "2019-01-08 09:30" },
		{ "43473.395833333336", BUILT_IN(14), false, CELL_DAY, "2019-01-08" },
		{ "43473.999999999", BUILT_IN(22), false, CELL_DAY, "2019-01-09" },     /* the last second rounds up */
		{ "0.395833333333333", BUILT_IN(20), false, CELL_TEXT, "09:30" },
		{ "1",           BUILT_IN(14), false, CELL_DAY, "1900-01-01" },
		{ "59",          BUILT_IN(14), false, CELL_DAY, "1900-02-28" },
		{ "60",          BUILT_IN(14), false, CELL_TEXT, "1900-02-29" },
		{ "61",          BUILT_IN(14), false, CELL_DAY, "1900-03-01" },
		{ "2958465",     BUILT_IN(14), false, CELL_DAY, "9999-12-31" },
		{ "2958466",     BUILT_IN(14), false, CELL_NUMBER, "2958466" },
		{ "-1",          BUILT_IN(14), false, CELL_NUMBER, "-1" },
		{ "0",           BUILT_IN(14), false, CELL_NUMBER, "0" },
		{ "43473",       CUSTOM("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"), false, CELL_DAY, "2019-01-08" },
		{ "43473",       CUSTOM("[$-804]yyyy/m/d"), false, CELL_DAY, "2019-01-08" },
		{ "43473",       CUSTOM("[DBNum1][$-804]m&quot;月&quot;"), false, CELL_DAY, "2019-01-08" },
		{ "43473",       CUSTOM("0.00&quot;yd&quot;"), false, CELL_NUMBER, "43473" },
		{ "43473",       CUSTOM("#,##0.00_);[Red]\\(#,##0.00\\)"), false, CELL_NUMBER, "43473" },
		{ "43473",       CUSTOM("General"), false, CELL_NUMBER, "43473" },
		{ "43473",       CUSTOM("0\\d"), false, CELL_NUMBER, "43473" },
		{ "1.5",         CUSTOM("[h]:mm"), false, CELL_NUMBER, "1.5" },
		{ "43473.5",     CUSTOM("yyyy-mm-dd hh:mm:ss.00"), false, CELL_DAY, "2019-01-08 12:00" },
		{ "12",          CUSTOM("0.00E+00"), false, CELL_NUMBER, "12" },
		/* the file's own 14 */
		{ "43473",       "<numFmts><numFmt numFmtId='14' formatCode='0.0'/></numFmts>" BUILT_IN(14), false, CELL_NUMBER,
			"43473" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct cell c = dated(*state, cases[i].stored, cases[i].style, cases[i].since_1904);
		if (c.kind != cases[i].kind || !str_is(c.text, cases[i].text))
			fail_msg("case %d: %d %.*s", (int)i, c.kind, PSTR(c.text));
		if (c.kind == CELL_DAY)
			assert_true(str_starts(c.text, day_iso(*state, c.day)));
	}
}

/* --- layout --- */

static void merged(void **state)
{
	struct workbook w = read_good(*state, xlsx_make(*state, (struct fixture){ .sheet =
		"<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>费用</v></c><c r='B1' t='str'><v>被盖住</v></c></row>"
		"<row r='3' hidden='1'><c r='A3' t='str'><v>沙洲区</v></c><c r='B3'><v>1</v></c></row>"
		"<row r='4'><c r='B4'><v>2</v></c></row>"
		"<row r='9'><c r='A9' t='str'><v>整列</v></c></row></sheetData>"
		"<mergeCells><mergeCell ref='A1:C2'/><mergeCell ref='A3:A5'/><mergeCell ref='A9:XFD1048576'/>"
		"<mergeCell ref='Q1:R2'/><mergeCell ref='D1'/></mergeCells></worksheet>" }));
	const struct grid *g = &w.grids[0];
	cell_is(g, 1, 0, CELL_TEXT, "费用");
	assert_false(cell_of(g, 1, 0)->filled);
	for (int64_t r = 1; r <= 2; r++)
		for (size_t c = 0; c < 3; c++)
			cell_is(g, r, c, CELL_TEXT, "费用");
	assert_true(cell_of(g, 1, 1)->filled && cell_of(g, 2, 0)->filled);
	cell_is(g, 4, 0, CELL_TEXT, "沙洲区");
	cell_is(g, 4, 1, CELL_NUMBER, "2");
	cell_is(g, 5, 0, CELL_TEXT, "沙洲区");
	assert_true(row_of(g, 3)->hidden && !row_of(g, 4)->hidden);
	cell_is(g, 9, 1, CELL_TEXT, "整列");                         /* whole columns: only as far as the sheet is used */
	assert_int_equal(row_of(g, 9)->n, 2);
	assert_int_equal(g->n, 6);                                   /* 1 2 3 4 5 9, in order */
	for (size_t i = 1; i < g->n; i++)
		assert_true(g->rows[i - 1].number < g->rows[i].number);
}

#define STRICT "http://purl.oclc.org/ooxml/"

static void sheets(void **state)
{
	struct workbook w = read_good(*state, xlsx_make(*state, (struct fixture){
		.book = "<x:workbook xmlns:x='" STRICT "spreadsheetml/main' xmlns:q='" STRICT "officeDocument/relationships'>"
			"<x:sheets>"
			"<x:sheet name='图' q:id='c'/><x:sheet name='一' state='hidden' q:id='a'/>"
			"<x:sheet name='二' state='veryHidden' q:id='b'/></x:sheets></x:workbook>",
		.relations = "<Relationships>"
			"<Relationship Id='a' Type='" STRICT "officeDocument/relationships/worksheet'"
			" Target='./worksheets/../worksheets/sheet1.xml'/>"
			"<Relationship Id='b' Type='x/worksheet' Target='/XL/Worksheets/Sheet1.xml'/>"
			"<Relationship Id='c' Type='x/chartsheet' Target='chart.xml'/></Relationships>",
		.sheet = SHEET("<row><c><v>7</v></c></row><row><c><v>8</v></c></row>") }));
	assert_int_equal(w.n, 2);
	assert_true(w.grids[0].hidden && w.grids[1].hidden && str_is(w.grids[1].name, "二"));
	cell_is(&w.grids[1], 2, 0, CELL_NUMBER, "8");
}

static void limits(void **state)
{
	struct str wide = xlsx_make(*state,
		(struct fixture){ .sheet = SHEET("<row r='1'><c r='D1'><v>1</v></c></row><row r='900'><c r='A900'><v>1</v></c>"
			"</row>") });
	read_bad(*state, wide, &(struct sheet_limits){ .columns = 3 }, "sheet.too_large");
	read_bad(*state, wide, &(struct sheet_limits){ .rows = 899 }, "sheet.too_large");
	read_bad(*state, wide, &(struct sheet_limits){ .cells = 4 }, "sheet.too_large");
	read_bad(*state, wide, &(struct sheet_limits){ .bytes = 100 }, "sheet.too_large");
	read_good(*state, wide);
	struct buf b = { .mem = *state };                            /* ten thousand ranges over everything: stopped, not slow */
	buf_puts(&b,
		"<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='ALJ1'><v>1</v></c></row><row r='9000'><c r='A9000'>"
		"<v>1</v></c></row></sheetData><mergeCells>");
	for (int i = 0; i < 10000; i++)
		buf_puts(&b, "<mergeCell ref='A1:XFD1048576'/>");
	buf_puts(&b, "</mergeCells></worksheet>");
	read_bad(*state, xlsx_make(*state, (struct fixture){ .sheet = b.p }), &(struct sheet_limits){ .cells = 100000 },
		"sheet.too_large");
}

/* --- harm --- */

static void bombs(void **state)
{
	enum { SIZE = 8 << 20 };
	char *zeros = arena_get(*state, SIZE + 1);
	memset(zeros, ' ', SIZE);
	memcpy(zeros, "<worksheet>", 11);
	struct str bomb = xlsx_make(*state, (struct fixture){ .sheet = zeros });
	read_bad(*state, bomb, NULL, "sheet.bomb");                          /* by its declared ratio */
	read_bad(*state, bomb, &(struct sheet_limits){ .ratio = 100000, .unpacked = 1 << 20 }, "sheet.bomb");
	char *lying = arena_get(*state, bomb.n);                             /* declares a thousand bytes, inflates to 8 MiB */
	memcpy(lying, bomb.p, bomb.n);
	for (size_t i = 0; i + 4 <= bomb.n; i++)
		if (!memcmp(lying + i, "\0\0\x80\0", 4))
			memcpy(lying + i, "\xE8\3\0\0", 4);
	read_bad(*state, (struct str){ lying, bomb.n }, NULL, "sheet.bomb");
}

static void entities(void **state)
{
	static const char *const tricks[] = {
		"<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData><row>"
		"<c t='str'><v>&b;</v></c></row></sheetData></worksheet>",
		"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row>"
		"<c t='str'><v>&x;</v></c></row></sheetData></worksheet>",
		"<!DOCTYPE w SYSTEM \"http://127.0.0.1:1/x.dtd\"><worksheet/>",
	};
	for (size_t i = 0; i < COUNT(tricks); i++)
		says(read_bad(*state, xlsx_make(*state, (struct fixture){ .sheet = tricks[i] }), NULL, "sheet.entity"), "DTD");
	read_bad(*state, xlsx_make(*state, (struct fixture){ .sheet = SHEET("<row><c t='str'><v>&nosuch;</v></c></row>") }), NULL,
		"sheet.broken");
	read_bad(*state, xlsx_make(*state, (struct fixture){ .strings = tricks[0], .sheet = "<worksheet/>" }), NULL,
		"sheet.entity");
}

static void damage(void **state)
{
	struct str good = xlsx_make(*state, (struct fixture){ .sheet = SHEET("<row><c><v>1</v></c></row>") });
	for (size_t n = 5; n < good.n; n += good.n / 13)
		read_bad(*state, str_sub(good, 0, n), NULL, "sheet.truncated");
	for (size_t i = 0; i < good.n; i++) {  /* any one byte changed: a fault or a workbook, never a crash */
		char *bent = arena_get(*state, good.n);
		struct workbook w;
		memcpy(bent, good.p, good.n);
		bent[i] ^= 0x55;
		fault f = sheet_read_bytes(*state, (struct str){ bent, good.n }, NULL, &w);
		(void)f;
	}
	static const char *const broken[] = {
		"<worksheet><sheetData><row r='2'/><row r='1'/></sheetData></worksheet>",
		"<worksheet><sheetData><row r='1'/><row r='1'/></sheetData></worksheet>",
		"<worksheet><sheetData><row r='1048577'/></sheetData></worksheet>",
		"<worksheet><sheetData><row r='x'/></sheetData></worksheet>",
		"<worksheet><sheetData><row r='1'><c r='A2'><v>1</v></c></row></sheetData></worksheet>",
		"<worksheet><sheetData><row r='1'><c r='ZZZZZZ1'><v>1</v></c></row></sheetData></worksheet>",
		"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row></sheetData></worksheet>",
		"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>-1</v></c></row></sheetData></worksheet>",
		"<worksheet><sheetData><row r='1'>",
		"not xml", "",
	};
	for (size_t i = 0; i < COUNT(broken); i++)
		read_bad(*state, xlsx_make(*state, (struct fixture){ .sheet = broken[i] }), NULL, "sheet.broken");
}

static struct str ole(void *mem, const char *stream)
{
	char *b = arena_get(mem, 1536);
	memcpy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	for (size_t i = 0; stream[i]; i++)
		b[1024 + 2 * i] = stream[i];
	return (struct str){ b, 1536 };
}

static void kinds(void **state)
{
	says(read_bad(*state, ole(*state, "EncryptedPackage"), NULL, "sheet.password"), "密码");
	says(read_bad(*state, ole(*state, "Workbook"), NULL, "sheet.old_xls"), "另存为xlsx或CSV");
	says(read_bad(*state, ole(*state, "WordDocument"), NULL, "sheet.kind"), "Word");
	read_bad(*state, ole(*state, ""), NULL, "sheet.kind");
	says(read_bad(*state, STR_NONE, NULL, "sheet.empty"), "空的");
	says(read_bad(*state, STR("%PDF-1.7 ..."), NULL, "sheet.kind"), "PDF");
	says(read_bad(*state, STR("\x89PNG\r\n\x1a\n"), NULL, "sheet.kind"), "图片");
	says(read_bad(*state, STR("\xFF\xD8\xFF\xE0..."), NULL, "sheet.kind"), "图片");
	says(read_bad(*state, STR(" <HTML><body><table>"), NULL, "sheet.kind"), "网页");
	says(read_bad(*state, STR("\xEF\xBB\xBF<?xml version='1.0'?>"), NULL, "sheet.kind"), "XML");
	says(read_bad(*state, STR("a\0b,c"), NULL, "sheet.kind"), "既不是xlsx");
	struct fixture_part word = { "word/document.xml", STR("<w/>") }, note = { "说明.txt", STR("x") };
	says(read_bad(*state, zip_make(*state, &word, 1), NULL, "sheet.kind"), "Word");
	says(read_bad(*state, zip_make(*state, &note, 1), NULL, "sheet.kind"), "压缩包");
}

static void paths(void **state)
{
	struct workbook w;
	char empty[] = "/tmp/nuan-sheet-XXXXXX";
	fault f = sheet_read(*state, "/nonexistent/名单.xlsx", NULL, &w);
	assert_string_equal(f->code, "sheet.missing");
	says(f, "找不到");
	f = sheet_read(*state, "/tmp", NULL, &w);
	assert_string_equal(f->code, "sheet.kind");
	says(f, "文件夹");
	f = sheet_read(*state, "/dev/null", NULL, &w);
	assert_string_equal(f->code, "sheet.kind");
	close(mkstemp(empty));
	f = sheet_read(*state, empty, NULL, &w);
	assert_string_equal(f->code, "sheet.empty");
	unlink(empty);
	assert_true(str_is(sheet_column(*state, 0), "A") && str_is(sheet_column(*state, 25), "Z")
		&& str_is(sheet_column(*state, 26), "AA"));
	assert_true(str_is(sheet_column(*state, 701), "ZZ") && str_is(sheet_column(*state, 702), "AAA"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(texts, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(numbers, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(days, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(merged, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(sheets, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(limits, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(bombs, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(entities, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(damage, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(kinds, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(paths, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
