/* Lines of Chinese text: what may never happen, on some hundred thousand lines of shuffled official text, and the odd paragraphs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include "base/text.h"
#include "doc/break.h"

enum { WIDTH = 28 * CELL };

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

static const char text[] =
	"各县市区总工会，市直各产业工会、各直属基层工会：为深入贯彻落实党的十九大精神和中国工会十七大精神，进一步加强工会经费收支管理和审计监督工作，根据《中华人民共和国工会法》《基层工会经费收支管理办法》（总工办发〔2017〕32号）等规定，结合我市实际，提出如下意见。"
	"一、提高思想认识。工会经费是工会组织履行职能、开展工作的物质基础。2018年1—8月，全市共收缴工会经费1,284.36万元，同比增长8.6%，占全年任务的72.4％；其中税务代收959.20万元，占74.7%。"
	"（一）严格预算管理。坚持“统筹兼顾、保证重点、量入为出、收支平衡”的原则，做到“先有预算、后有支出”……凡未列入预算的，一律不得开支——确需开支的，按程序报批。"
	"二、送温暖活动扎实开展。1月8日至2月3日，市总工会班子成员带队走访慰问困难企业14家、困难职工1796人，发放慰问金和物品折合近595万元；第2批“金秋助学”资助学生236名，人均3000元。"
	"三、12351热线（网址：www.jzgh.example，附PPT）受理职工来电来访318件次，办结率98.7%，满意率100%。喆、镕、𠮷等字的姓名，以身份证为准；卡尔·马克思的著作，列宁·斯大林的论述，一并列入“书香三八”读书活动书目。"
	"四、《工会法》修改后，“三方机制”如何运行？“谁来管、怎么管！”——与会代表提出了意见建议127条，其中：涉及经费的48条，涉及维权的39条，涉及组建的22条，其他18条。气温在-3℃～12℃之间，请注意防寒保暖。";

static uint32_t at(const struct cell *cells, size_t i)
{
	return cells[i].code;
}

static bool among(uint32_t c, const char *set)
{
	struct str rest = str_of(set);

	for (uint32_t one; (one = text_next(&rest)) != 0;)
		if (one == c)
			return true;
	return false;
}

static bool opening(uint32_t c) { return among(c, "（《“‘〈〔【「『"); }
static bool closing(uint32_t c) { return among(c, "、，。：；！？）》”’〉〕】」』％‰℃·～…"); }
static bool latin(uint32_t c) { return c > ' ' && c < 127; }

static struct cell cell_of(uint32_t c)
{
	struct cell cell = { c, break_full(c) ? CELL : 500, 0, 0 };

	if (opening(c))
		cell.left = 480;
	else if (among(c, "？！"))
		cell.right = 280;
	else if (among(c, "、，。：；）》”’〉〕"))
		cell.right = 500;
	return cell;
}

static size_t cells_of(struct arena *mem, struct str s, struct cell **ret)
{
	size_t n = 0;

	*ret = arena_get(mem, (text_length(s) + 1) * sizeof(**ret));
	for (uint32_t c; (c = text_next(&s)) != 0;)
		(*ret)[n++] = cell_of(c);
	return n;
}

static int64_t natural(const struct cell *cells, size_t from, size_t to)
{
	int64_t sum = 0;

	for (size_t i = from; i < to; i++)
		sum += cells[i].advance;
	return sum;
}

struct tally { size_t lines, exact, stretched, squeezed, ragged; };

/* Positions grow, no gap is too wide, nothing is squeezed beyond its blank. */
static void check_positions(const struct cell *cells, const struct line *l, int width)
{
	size_t n = l->to - l->from;

	assert_int_equal(l->x[0], l->start);
	assert_true(l->ragged || l->x[n] == width);
	for (size_t i = 0; i < n; i++) {
		const struct cell *c = &cells[l->from + i];
		int wide = l->x[i + 1] - l->x[i], blank = c->right + (i + 1 < n ? c[1].left : 0);
		assert_true(wide >= 0);
		assert_true(wide <= c->advance + 90 || (i + 1 == n && !l->ragged && c->code == ' '));
		assert_true(wide >= c->advance - blank || c->code == ' ');
		if (i + 1 < n && latin(c->code) && latin(c[1].code))
			assert_int_equal(wide, c->advance);
		if (i + 1 < n && among(c->code, "—…") && c->code == c[1].code)
			assert_int_equal(wide, c->advance);
	}
}

static void check_lines(const struct cell *cells, size_t n, const struct line *lines, size_t n_lines, int first, int rest, int width, struct tally *t)
{
	assert_true(n_lines > 0 && lines[0].from == 0 && lines[n_lines - 1].to == n);
	for (size_t i = 0; i < n_lines; i++) {
		const struct line *l = &lines[i];
		assert_true(l->from < l->to && (i + 1 == n_lines || lines[i + 1].from == l->to));
		assert_int_equal(l->start, i ? rest : first);
		check_positions(cells, l, width);
		if (i + 1 == n_lines)
			continue;
		int64_t r = width - l->start - natural(cells, l->from, l->to);
		t->lines++;
		t->exact += r == 0;
		t->stretched += r > 0 && !l->ragged;
		t->squeezed += r < 0;
		t->ragged += l->ragged;
	}
}

static void check_ends(const struct cell *cells, const struct line *lines, size_t n_lines)
{
	for (size_t i = 1; i < n_lines; i++) {
		uint32_t before = at(cells, lines[i].from - 1), after = at(cells, lines[i].from);
		assert_false(opening(before));
		assert_false(closing(after));
		assert_false(latin(before) && latin(after));
		assert_false(among(before, "—…") && before == after);
		assert_true(break_allowed(before, after));
	}
}

static unsigned seed = 20190212;

static unsigned dice(unsigned sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % sides;
}

/* Pieces between marks, thrown about: credible rhythm, no order; now and then single characters, which gives pairs that no text has. */
static size_t shuffled(struct arena *mem, const struct cell *all, size_t n_all, bool wild, struct cell **ret)
{
	size_t want = 40 + dice(300), n = 0;

	*ret = arena_get(mem, (want + n_all) * sizeof(**ret));
	while (n < want) {
		size_t from = dice((unsigned)n_all), least = wild ? 1 : 4 + dice(20), to = from;
		while (from && !closing(at(all, from - 1)) && !wild)
			from--;
		for (to = from; to < n_all && (to < from + least || (latin(at(all, to)) && to && latin(at(all, to - 1)))); to++)
			(*ret)[n++] = all[to];
	}
	return n;
}

/* What may not be parted anywhere must fit a line, or nothing can be promised. */
static bool settable(const struct cell *cells, size_t n)
{
	int wide = 0;

	for (size_t i = 0; i < n; i++) {
		wide = i && !break_allowed(at(cells, i - 1), at(cells, i)) ? wide + cells[i].advance : cells[i].advance;
		if (wide > WIDTH - 4 * CELL)
			return false;
	}
	return true;
}

static void shuffles(void **state, bool wild, size_t paragraphs, struct tally *t)
{
	struct cell *all;
	size_t n_all = cells_of(*state, STR(text), &all);

	for (size_t i = 0; i < paragraphs; i++) {
		struct arena *mem = arena_open(0);
		struct cell *cells;
		struct line *lines;
		size_t n = shuffled(mem, all, n_all, wild, &cells), n_lines;
		int first = i % 7 == 3 ? 0 : 2 * CELL, rest = i % 7 == 5 ? 4 * CELL : 0;
		if (settable(cells, n)) {
			break_lines(mem, cells, n, first, rest, WIDTH, &lines, &n_lines);
			check_lines(cells, n, lines, n_lines, first, rest, WIDTH, t);
			check_ends(cells, lines, n_lines);
		}
		arena_close(mem);
	}
}

static void shuffled_text(void **state)
{
	struct tally t = { 0 };

	shuffles(state, false, 6000, &t);
	print_message("# text: %zu inner lines, %zu exact, %zu stretched, %zu squeezed, %zu ragged\n", t.lines, t.exact, t.stretched, t.squeezed, t.ragged);
	assert_true(t.lines > 30000);
	assert_true(t.ragged * 100 < t.lines);                       /* before an address; else both edges are true */
	assert_true(t.exact * 3 > t.lines);
}

static void shuffled_characters(void **state)
{
	struct tally t = { 0 };

	shuffles(state, true, 3000, &t);
	print_message("# characters: %zu inner lines, %zu ragged\n", t.lines, t.ragged);
	assert_true(t.lines > 10000);
}

static size_t set(void *mem, struct str s, int first, struct cell **ret_cells, struct line **ret)
{
	struct tally t = { 0 };
	size_t n = cells_of(mem, s, ret_cells), n_lines;

	break_lines(mem, *ret_cells, n, first, 0, WIDTH, ret, &n_lines);
	if (n)
		check_lines(*ret_cells, n, *ret, n_lines, first, 0, WIDTH, &t);
	else
		assert_int_equal(n_lines, 0);
	return n_lines;
}

static struct str many(void *mem, const char *piece, size_t times)
{
	struct buf b = { .mem = mem };

	while (times--)
		buf_puts(&b, piece);
	return buf_str(&b);
}

static void odd_paragraphs(void **state)
{
	struct cell *cells;
	struct line *l;
	char address[81];

	assert_int_equal(set(*state, STR_NONE, 2 * CELL, &cells, &l), 0);
	assert_int_equal(set(*state, STR("工"), 2 * CELL, &cells, &l), 1);
	assert_true(l[0].x[0] == 2000 && l[0].x[1] == 3000 && l[0].ragged);
	assert_int_equal(set(*state, STR("。"), 0, &cells, &l), 1);
	assert_true(set(*state, many(*state, "、。！？）》”", 20), 2 * CELL, &cells, &l) >= 3);
	assert_true(set(*state, many(*state, "（《“", 40), 2 * CELL, &cells, &l) >= 3);
	assert_true(set(*state, many(*state, "…", 100), 2 * CELL, &cells, &l) >= 4);
	assert_true(set(*state, many(*state, "—", 100), 2 * CELL, &cells, &l) >= 4);
	assert_true(set(*state, many(*state, " ", 200), 2 * CELL, &cells, &l) >= 2);
	assert_true(set(*state, many(*state, "\u200B", 1000), 2 * CELL, &cells, &l) >= 2);
	for (size_t i = 0; i < 80; i++)
		address[i] = (char)('a' + i % 26);
	address[80] = '\0';
	assert_int_equal(set(*state, str_fmt(*state, "网址：%s。", address), 2 * CELL, &cells, &l), 2);
	assert_int_equal(set(*state, many(*state, "0123456789", 6), 2 * CELL, &cells, &l), 2);
	assert_true(l[0].to <= 52);
}

static void known_places(void **state)
{
	struct cell *cells;
	struct line *l;
	struct str filler = many(*state, "工", 25);

	/* 2 + 25 cells, then a mark in the last cell, then one too many: the mark gives up its half */
	assert_int_equal(set(*state, str_fmt(*state, "%.*s“会”会会", PSTR(filler)), 2 * CELL, &cells, &l), 2);
	assert_true(at(cells, l[1].from) != 0x201D && at(cells, l[1].from - 1) != 0x201C);
	/* a number stays with its Han where little stretching pays for it */
	assert_int_equal(set(*state, str_fmt(*state, "%.*s38年，全市各级工会", PSTR(filler)), 2 * CELL, &cells, &l), 2);
	assert_true(at(cells, l[1].from) == '3');
	/* one character and its mark do not make a last line where the line before can give way */
	assert_int_equal(set(*state, str_fmt(*state, "会，%.*s，会。", PSTR(many(*state, "工", 23))), 0, &cells, &l), 1);
	/* a blank in Latin text is a place, and takes no room at a line's end */
	size_t n = set(*state, many(*state, "federation of trade unions ", 6), 2 * CELL, &cells, &l);
	for (size_t i = 1; i < n; i++)
		assert_int_equal(at(cells, l[i].from - 1), ' ');
	assert_false(break_allowed('T', ' '));
	assert_false(break_allowed(' ', '9'));
	assert_false(break_allowed(0x5DE5, ')'));
	assert_true(break_allowed(0x5DE5, 0x2014));
}

static void narrow(void **state)
{
	struct cell *cells;
	struct line *l;
	size_t n, n_lines = cells_of(*state, STR("责任部门（2018年）"), &cells);

	n = n_lines;
	for (int width = -CELL; width <= 3 * CELL; width += 250) {
		break_lines(*state, cells, n, 0, 0, width, &l, &n_lines);
		assert_true(n_lines >= 1 && l[0].from == 0 && l[n_lines - 1].to == n);
	}
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void long_runs(void **state)
{
	static const char *const pieces[] = { "工", "a", "，", "（", "…", "\u200B", "工会，2019年" };

	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct arena *mem = arena_open(0);
		struct cell *cells;
		struct line *l;
		double since = seconds();
		size_t n = set(mem, many(mem, pieces[i], 100000 / text_length(str_of(pieces[i]))), 2 * CELL, &cells, &l);
		print_message("# 100000 characters of %s: %zu lines, %.3f s\n", pieces[i], n, seconds() - since);
		assert_true(n > 100 && seconds() - since < 10);      /* under a sanitizer too */
		arena_close(mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shuffled_text, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(shuffled_characters, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(odd_paragraphs, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(known_places, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(narrow, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(long_runs, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
