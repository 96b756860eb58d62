/* CSV in: encodings, separators, quotes. */
#include "doc_fixture.h"
#include <iconv.h>
#include <unistd.h>

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

static struct str encoded(void *mem, const char *to, const char *mark, struct str text)
{
	size_t room = text.n * 4 + 16, left = text.n;
	char *bytes = arena_get(mem, room), *in = (char *)(uintptr_t)text.p, *out = bytes + strlen(mark);
	iconv_t c = iconv_open(to, "UTF-8");
	memcpy(bytes, mark, strlen(mark));
	room -= strlen(mark);
	assert_int_equal(iconv(c, &in, &left, &out, &room), 0);
	iconv_close(c);
	return (struct str){ bytes, (size_t)(out - bytes) };
}

static void encodings(void **state)
{
	struct str text = STR("姓名,单位\r\n江颖喆,朱镕㛃\r\n𠮷田,覃𬭎毅\r\n");
	const struct { struct str bytes; const char *encoding; } cases[] = {
		{ text, "UTF-8" },
		{ str_fmt(*state, "\xEF\xBB\xBF%s", text.p), "UTF-8" },
		{ encoded(*state, "GB18030", "", text), "GB18030" },
		{ encoded(*state, "UTF-16LE", "\xFF\xFE", text), "UTF-16" },
		{ encoded(*state, "UTF-16BE", "\xFE\xFF", text), "UTF-16" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct workbook w = read_good(*state, cases[i].bytes);
		const struct grid *g = &w.grids[0];
		assert_true(str_is(w.encoding, cases[i].encoding) && w.n == 1 && !g->name.p && g->n == 3);
		cell_is(g, 1, 0, CELL_TEXT, "姓名");
		cell_is(g, 2, 1, CELL_TEXT, "朱镕㛃");
		cell_is(g, 3, 1, CELL_TEXT, "覃𬭎毅");
	}
	struct workbook w = read_good(*state, encoded(*state, "GBK", "", STR("联通\n")));     /* well-formed UTF-8 by chance */
	cell_is(&w.grids[0], 1, 0, CELL_TEXT, "联通");
	w = read_good(*state, STR("caf\xC3\xA9,1\n"));
	assert_int_equal(w.grids[0].n, 1);
}

static void encoding_faults(void **state)
{
	fault f = read_bad(*state, STR("姓名,单位\n甲,乙\n丙,\xFF丁\n"), NULL, "sheet.encoding");
	says(f, "第3行第5个字节（0xFF）");
	f = read_bad(*state, STR("\xEF\xBB\xBF甲\r\n\x80\n"), NULL, "sheet.encoding");
	says(f, "第2行第1个字节（0x80）");
	struct str gb = encoded(*state, "GBK", "", STR("姓名\r单位\r江州市"));
	char *bent = arena_get(*state, gb.n + 1);
	memcpy(bent, gb.p, gb.n);
	bent[gb.n] = '\xFF';
	says(read_bad(*state, (struct str){ bent, gb.n + 1 }, NULL, "sheet.encoding"), "第3行第7个字节（0xFF）");
	says(read_bad(*state, STR("\xFF\xFE" "a\0\n\0\0\xD8" "b\0"), NULL, "sheet.encoding"), "第2行第3个字节");
	read_bad(*state, STR("\xFF\xFE" "a\0b"), NULL, "sheet.encoding");
}

static void quotes(void **state)
{
	struct workbook w = read_good(*state, STR("a,\"b,\"\"c\"\"\",d\r\"两\r\n行\",=\"0716\",\"x\"y\n\n  ,,\n最后,"));
	const struct grid *g = &w.grids[0];
	cell_is(g, 1, 1, CELL_TEXT, "b,\"c\"");
	cell_is(g, 1, 2, CELL_TEXT, "d");
	cell_is(g, 2, 0, CELL_TEXT, "两\n行");
	cell_is(g, 2, 1, CELL_TEXT, "0716");
	cell_is(g, 2, 2, CELL_TEXT, "xy");
	assert_null(row_of(g, 3));
	assert_null(row_of(g, 4));                                   /* blanks only */
	cell_is(g, 5, 0, CELL_TEXT, "最后");
	assert_int_equal(row_of(g, 5)->n, 1);
	says(read_bad(*state, STR("a\nb,\"c\nd\n"), NULL, "sheet.broken"), "第2行");
}

static void separators(void **state)
{
	const struct { struct str text; const char *second; } cases[] = {
		{ STR("a;b\n1,5;2,5\n3;4,0\n"), "b" },
		{ STR("a\tb\n1,2\t2\n"), "b" },
		{ STR("2019年名单，共3人\na,b;c\nd,e\n"), NULL },
		{ STR("sep=|\r\na|b\n"), "b" },
		{ STR("a,b\n\"x;y;z\",1\n"), "b" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct workbook w = read_good(*state, cases[i].text);
		cell_is(&w.grids[0], 1, 1, cases[i].second ? CELL_TEXT : CELL_BLANK, cases[i].second);
	}
}

static void limits(void **state)
{
	read_bad(*state, STR("a,b,c\n"), &(struct sheet_limits){ .columns = 2 }, "sheet.too_large");
	read_bad(*state, STR("a\nb\nc\n"), &(struct sheet_limits){ .rows = 2 }, "sheet.too_large");
	read_bad(*state, STR("a\nb\nc\n"), &(struct sheet_limits){ .cells = 2 }, "sheet.too_large");
	struct workbook w;
	assert_null(sheet_read_bytes(*state, STR("a,b,,,,\nc,d\n\x1A"), &(struct sheet_limits){ .columns = 2, .rows = 2 }, &w));
	read_bad(*state, STR(" \r\n\t\n"), NULL, "sheet.empty");
	read_bad(*state, STR("\xEF\xBB\xBF"), NULL, "sheet.empty");
	read_bad(*state, STR("\xFF\xFE"), NULL, "sheet.empty");
}

/* A long text read as it goes gives the rows of the whole reading, wherever a piece ends. */
static const char *text_file(void *mem, struct str text)
{
	char *path = (char *)(uintptr_t)str_fmt(mem, "%s/nuan_csv.XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp").p;
	int file = mkstemp(path);
	FILE *f = fdopen(file, "w");
	assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
	assert_int_equal(fclose(f), 0);
	return path;
}

static struct str long_text(void *mem, const char *line_end, const char *start, const char *end)
{
	struct buf b = { .mem = mem };
	buf_fmt(&b, "%s姓名,单位,说明%s", start, line_end);
	for (int i = 0; i < 60000; i++) {
		if (i % 997 == 0)
			buf_puts(&b, line_end);              /* a row without a cell counts, and is left out */
		buf_fmt(&b, "第%d人,\"甲厂,\"\"%d\"\"%s乙厂\",%.*s%s", i, i, i % 5 ? "" : line_end, 3 * (i % 25), "很长的说明很长的说明很长的说明很长的说明很长的说明很长", line_end);
	}
	buf_puts(&b, end);
	return buf_str(&b);
}

static void walk_is(void *mem, struct str text)
{
	const char *path = text_file(mem, text);
	struct workbook whole = read_good(mem, text), as_it_goes;
	const struct grid *g = &whole.grids[0];
	const struct grid_row *row;
	struct grid_walk *walk;
	assert_null(sheet_open(mem, path, NULL, &as_it_goes));
	assert_true(as_it_goes.grids[0].rest && as_it_goes.grids[0].n < g->n && grid_lines(&as_it_goes.grids[0]) >= g->n);
	assert_null(grid_walk(mem, &as_it_goes.grids[0], 3, &walk));
	for (size_t i = 3; i < g->n; i++) {
		assert_null(grid_next(walk, &row));
		assert_non_null(row);
		assert_int_equal(row->number, g->rows[i].number);
		assert_int_equal(row->n, g->rows[i].n);
		for (size_t c = 0; c < row->n; c++)
			assert_true(str_eq(row->cells[c].text, g->rows[i].cells[c].text));
	}
	assert_null(grid_next(walk, &row));
	assert_null(row);
	unlink(path);
}

static void long_texts(void **state)
{
	walk_is(*state, long_text(*state, "\n", "", ""));
	walk_is(*state, long_text(*state, "\r\n", "\xEF\xBB\xBF", "\x1A"));
	walk_is(*state, long_text(*state, "\r", "", "末,行"));
	walk_is(*state, long_text(*state, "\n", "sep=,\n", ""));
}

/* What is broken far behind the head is found by who walks there; what is not UTF-8 is read whole. */
static void long_faults(void **state)
{
	const char *path = text_file(*state, long_text(*state, "\n", "", "甲,\"没有成对"));
	const struct grid_row *row;
	struct grid_walk *walk;
	struct workbook w;
	fault f = NULL;
	assert_null(sheet_open(*state, path, NULL, &w));
	assert_null(grid_walk(*state, &w.grids[0], 0, &walk));
	do
		f = grid_next(walk, &row);
	while (!f && row);
	assert_non_null(f);
	assert_string_equal(f->code, "sheet.broken");
	unlink(path);
	path = text_file(*state, encoded(*state, "GB18030", "", long_text(*state, "\n", "", "")));
	assert_null(sheet_open(*state, path, NULL, &w));
	assert_true(!w.grids[0].rest && str_is(w.encoding, "GB18030"));
	unlink(path);
	path = text_file(*state, long_text(*state, "\n", "", "\xFF\xFF"));
	f = sheet_open(*state, path, NULL, &w);
	assert_non_null(f);
	assert_string_equal(f->code, "sheet.encoding");
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(encodings, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(encoding_faults, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(quotes, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(separators, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(limits, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(long_texts, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(long_faults, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
