/* XLSX out, and back in. */
#include "doc_fixture.h"
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

static struct day day_of(int year, int month, int day)
{
	struct day d;
	assert_true(day_make(year, month, day, &d));
	return d;
}

static void book_write(void *mem, const char *path)
{
	struct out_book *b;
	struct str few[] = { STR("男"), STR("女") }, many[60];
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = str_fmt(mem, "某某县第%d小学工会,委员会", (int)i);
	assert_null(out_book_open(mem, path, &b));
	struct out_sheet *s = out_sheet_add(b, "名单"), *t = out_sheet_add(b, "名单");
	out_merge(s, 0, 0, 0, 4, STR("送温暖名单"), OUT_TITLE);
	out_text_at(s, 1, 0, STR("姓名"), OUT_HEAD);
	out_text_at(s, 1, 1, STR("身份证号"), OUT_HEAD);
	out_text_at(s, 1, 2, STR("日期"), OUT_HEAD);
	out_text_at(s, 1, 3, STR("金额"), OUT_HEAD);
	out_text_at(s, 1, 4, STR("次数"), OUT_HEAD);
	out_text_at(s, 2, 0, STR("覃𬭎毅"), OUT_PLAIN);
	out_text_at(s, 2, 1, STR("421002197001010010"), OUT_TEXT);
	out_day_at(s, 2, 2, day_of(2019, 1, 8));
	out_money_at(s, 2, 3, 594623007, OUT_MONEY);
	out_int_at(s, 2, 4, 3, OUT_INT);
	out_text_at(s, 3, 0, STR("=HYPERLINK(\"http://x\",\"y\")"), OUT_PLAIN);
	out_text_at(s, 3, 1, STR("+86 _x0041_ \x01<&>\"\xFF"), OUT_TEXT);
	out_day_at(s, 3, 2, DAY_NONE);
	out_money_at(s, 3, 3, INT64_MIN, OUT_MONEY);
	out_int_at(s, 3, 4, 421002197001010010, OUT_INT);
	out_day_at(s, 4, 2, day_of(1900, 2, 28));
	out_money_at(s, 4, 3, -7, OUT_MONEY);
	out_money_at(s, 5, 3, INT64_MAX, OUT_TOTAL);
	out_hide_row(s, 4);
	out_width(s, 0, 12);
	out_column_style(s, 1, OUT_TEXT);
	out_list(s, 10, 99, 0, few, COUNT(few));
	out_list(s, 10, 99, 1, many, COUNT(many));
	out_freeze(s, 2, 1);
	out_text_at(t, 0, 0, STR("第二张\n表"), OUT_NOTE);
	out_width(t, 0, 12);
	out_fit_rows(t);
	out_landscape(t);
	out_freeze(t, 2, 1);
	out_repeat_rows(t, 1, 1);
	out_text_at(t, 1, 0, STR("比率"), OUT_HEAD);
	out_percent_at(t, 2, 0, 987, OUT_PERCENT);
	out_text_at(t, 3, 0, STR("未报"), OUT_PERCENT);
	out_percent_at(t, 4, 0, INT64_MIN, OUT_PERCENT);
	out_text_at(t, 5, 0, STR("survey.overall_satisfaction"), OUT_CODE);
	out_text_at(t, 6, 0, STR("一格里放不下的一长句话要折成几行"), OUT_TEXT);
	assert_null(out_book_close(b));
}

static struct str file_of(void *mem, const char *path)
{
	int d = open(path, O_RDONLY);
	struct stat about;
	assert_true(d >= 0 && fstat(d, &about) == 0);
	char *bytes = arena_get(mem, (size_t)about.st_size + 1);
	assert_int_equal(read(d, bytes, (size_t)about.st_size), about.st_size);
	close(d);
	return (struct str){ bytes, (size_t)about.st_size };
}

/* How the second sheet prints, and how high its rows are: read from the parts themselves. */
static void prints(const char *path)
{
	char sheet[20000] = "", book[4000] = "";
	int error;
	zip_t *zip = zip_open(path, ZIP_RDONLY, &error);
	assert_non_null(zip);
	zip_file_t *one = zip_fopen(zip, "xl/worksheets/sheet2.xml", 0), *two = zip_fopen(zip, "xl/workbook.xml", 0);
	assert_true(one && two && zip_fread(one, sheet, sizeof sheet - 1) > 0 && zip_fread(two, book, sizeof book - 1) > 0);
	assert_non_null(strstr(sheet, "paperSize=\"9\""));
	assert_non_null(strstr(sheet, "orientation=\"landscape\""));
	assert_non_null(strstr(sheet, "fitToHeight=\"0\""));
	assert_non_null(strstr(sheet, "<row r=\"7\" spans=\"1:1\" ht=\"64\""));
	assert_null(strstr(sheet, "<row r=\"3\" spans=\"1:1\" ht="));
	assert_non_null(strstr(book, "$2:$2</definedName>"));        /* the head, not the title above it */
	zip_fclose(one);
	zip_fclose(two);
	zip_discard(zip);
}

static void round_trip(void **state)
{
	char folder[] = "/tmp/nuan-write-XXXXXX";
	struct workbook w;
	assert_non_null(mkdtemp(folder));
	const char *path = str_fmt(*state, "%s/名单.xlsx", folder).p;
	book_write(*state, path);
	struct str first = file_of(*state, path);
	usleep(1100 * 1000);
	book_write(*state, path);
	assert_true(str_eq(first, file_of(*state, path)));           /* same input, same bytes */
	assert_null(sheet_read(*state, path, NULL, &w));
	const struct grid *g = &w.grids[0];
	assert_int_equal(w.n, 3);
	assert_true(str_is(g->name, "名单") && str_is(w.grids[1].name, "名单(2)") && w.grids[2].hidden);
	cell_is(g, 1, 4, CELL_TEXT, "送温暖名单");
	cell_is(g, 3, 0, CELL_TEXT, "覃𬭎毅");
	cell_is(g, 3, 1, CELL_TEXT, "421002197001010010");
	cell_is(g, 3, 2, CELL_DAY, "2019-01-08");
	cell_is(g, 3, 3, CELL_NUMBER, "5946230.07");
	cell_is(g, 3, 4, CELL_NUMBER, "3");
	cell_is(g, 4, 0, CELL_TEXT, "=HYPERLINK(\"http://x\",\"y\")");
	cell_is(g, 4, 1, CELL_TEXT, "+86 _x0041_ \x01<&>\"\xEF\xBF\xBD");
	cell_is(g, 4, 2, CELL_BLANK, NULL);
	cell_is(g, 4, 3, CELL_BLANK, NULL);
	cell_is(g, 4, 4, CELL_TEXT, "421002197001010010");           /* a number would lose its last digits */
	cell_is(g, 5, 2, CELL_TEXT, "1900-02-28");
	cell_is(g, 5, 3, CELL_NUMBER, "-0.07");
	assert_true(row_of(g, 5)->hidden);
	cell_is(g, 6, 3, CELL_TEXT, "92233720368547758.07");
	assert_null(row_of(g, 7));                                   /* the table's last rule has no value */
	cell_is(&w.grids[1], 1, 0, CELL_TEXT, "第二张\n表");
	cell_is(&w.grids[1], 3, 0, CELL_NUMBER, "0.987");
	cell_is(&w.grids[1], 4, 0, CELL_TEXT, "未报");
	cell_is(&w.grids[1], 5, 0, CELL_BLANK, NULL);
	cell_is(&w.grids[1], 6, 0, CELL_TEXT, "survey.overall_satisfaction");
	prints(path);
	unlink(path);
	assert_int_equal(rmdir(folder), 0);                          /* no part file is left */
}

static void faults(void **state)
{
	struct out_book *b;
	fault f = out_book_open(*state, "/tmp", &b);
	assert_string_equal(f->code, "io.write");
	says(f, "文件夹");
	assert_null(out_book_open(*state, "/dev/full", &b));
	out_text_at(out_sheet_add(b, "a"), 0, 0, STR("x"), OUT_PLAIN);
	f = out_book_close(b);
	assert_string_equal(f->code, "io.full");
	says(f, "磁盘满了");
	assert_null(out_book_open(*state, "/nonexistent/a.xlsx", &b));
	f = out_book_close(b);
	assert_string_equal(f->code, "io.write");
	says(f, "不存在");
	assert_null(out_book_open(*state, "/dev/null", &b));
	struct out_sheet *s = out_sheet_add(b, "a:b/c");
	out_int_at(s, 1048576, 0, 1, OUT_INT);
	out_int_at(s, 0, 20000, 1, OUT_INT);
	says(out_book_close(b), "1048576");
	assert_null(out_book_open(*state, "/dev/null", &b));
	char *text = arena_get(*state, 40000);
	memset(text, 'x', 40000);
	out_text_at(out_sheet_add(b, ""), 2, 27, (struct str){ text, 40000 }, OUT_PLAIN);
	says(out_book_close(b), "AB3");
	assert_null(out_book_open(*state, "/dev/null", &b));         /* never closed: the arena cleans up */
	out_sheet_add(b, "一个超过三十一个字的工作表名称一个超过三十一个字的工作表名称一个超过");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(round_trip, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(faults, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
