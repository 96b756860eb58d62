/* UTF-8, match keys, numerals, encodings. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "base/text.h"

#define assert_str(got, want) do { struct str got_ = (got); assert_int_equal(got_.n, strlen(want)); \
	assert_memory_equal(got_.n ? got_.p : "", want, got_.n); } while (0)

static struct arena *mem;

static int up(void **state)
{
	mem = arena_open(0);
	return 0;
}

static int down(void **state)
{
	arena_close(mem);
	return 0;
}

static const struct { struct str bytes; size_t bad; } malformed[] = {      /* bad: how many U+FFFD it reads as */
	{ { "\x80",                         1 }, 1 },
	{ { "\xC0\x80",                     2 }, 2 },      /* NUL overlong */
	{ { "\xC1\xBF",                     2 }, 2 },
	{ { "\xE0\x9F\xBF",                 3 }, 3 },      /* overlong */
	{ { "\xED\xA0\x80",                 3 }, 3 },      /* a surrogate */
	{ { "\xF0\x8F\xBF\xBF",             4 }, 4 },
	{ { "\xF4\x90\x80\x80",             4 }, 4 },      /* past U+10FFFF */
	{ { "\xF5\x80\x80\x80",             4 }, 4 },
	{ { "\xFF",                         1 }, 1 },
	{ { "\xE6\x9A",                     2 }, 2 },      /* cut */
	{ { "\xF0\xA0\xAE",                 3 }, 3 },
	{ { "\xE6\x9A" "A",                 3 }, 2 },
	{ { "\0",                           1 }, 1 },
	{ { "a\0b",                         3 }, 1 },
	{ { "\xE6\x9A\x96\xE6",             4 }, 1 },
};

static void malformed_reads_as_fffd(void **state)
{
	for (size_t i = 0; i < COUNT(malformed); i++) {
		struct str rest = malformed[i].bytes;
		size_t bad = 0, steps = 0;
		assert_false(text_valid(rest));
		for (uint32_t c; (c = text_next(&rest)); steps++)
			bad += c == 0xFFFD;
		assert_int_equal(bad, malformed[i].bad);
		assert_int_equal(rest.n, 0);
		assert_true(steps <= malformed[i].bytes.n);
		text_fold(mem, malformed[i].bytes);
		text_width(malformed[i].bytes);
	}
	assert_true(text_valid(STR_NONE));
	assert_true(text_valid(STR("暖 é 𠮷 \xF4\x8F\xBF\xBF \xED\x9F\xBF \xEE\x80\x80")));
	assert_str(text_fold(mem, STR("a\xFF\xE6\x9A\x96")), "A\xEF\xBF\xBD暖");
}

static void code_points_and_cells(void **state)
{
	struct str rest = STR("é暖𠮷");
	assert_int_equal(text_next(&rest), 0xE9);
	assert_int_equal(text_next(&rest), 0x6696);
	assert_int_equal(text_next(&rest), 0x20BB7);
	assert_int_equal(text_next(&rest), 0);
	assert_int_equal(text_next(&rest), 0);
	assert_int_equal(text_length(STR("陶喆朱镕㛃𠮷")), 6);
	assert_int_equal(text_length(STR_NONE), 0);
	assert_int_equal(text_width(STR("abc")), 3);
	assert_int_equal(text_width(STR("工会（2019）")), 12);
	assert_int_equal(text_width(STR("㛃𠮷　")), 6);
	assert_int_equal(text_width(STR("e\xCC\x81\xE2\x80\x8B·")), 2);       /* neither accent nor zero-width blank take a cell */
	assert_int_equal(text_width(STR("ﾆ")), 1);
	assert_str(text_clip(STR("松滋市总工会"), 3), "松滋市");
	assert_str(text_clip(STR("松"), 3), "松");
	assert_null(text_clip(STR("松"), 0).p);
	assert_true(text_blank(0x3000) && text_blank(' ') && text_blank('\t'));
	assert_true(text_blank(0xA0) && text_blank(0x200B) && text_blank(0x202D));
	assert_false(text_blank('a') || text_blank(U'暖') || text_blank(0));
}

static void half_width_leaves_punctuation(void **state)
{
	assert_str(text_half(mem, STR("２０１９年　Ａｂ（张三），５０％：＋－．～！？；")), "2019年 Ab（张三），50%：+-.～！？；");
	assert_str(text_half(mem, STR("。、“”《》")), "。、“”《》");
	assert_null(text_half(mem, STR_NONE).p);
	struct str rest = STR("（，９　𠮷");
	assert_int_equal(text_next_half(&rest), '(');
	assert_int_equal(text_next_half(&rest), ',');
	assert_int_equal(text_next_half(&rest), '9');
	assert_int_equal(text_next_half(&rest), ' ');
	assert_int_equal(text_next_half(&rest), 0x20BB7);
}

static void fold_makes_one_key(void **state)
{
	assert_str(text_fold(mem, STR(" 松滋 市\t总工会　")), "松滋市总工会");
	assert_str(text_fold(mem, STR("荆州（ab）公司")), "荆州(AB)公司");
	assert_true(str_eq(text_fold(mem, STR("荆州（ＡＢ）公司")), text_fold(mem, STR("荆州(ab) 公司"))));
	assert_str(text_fold(mem, STR("①㈱ﬁ")), "1(株)FI");
	assert_str(text_fold(mem, STR("⼯会")), "工会");                       /* U+2F2F, a radical */
	assert_str(text_fold(mem, STR("e\xCC\x81")), "é");
	assert_str(text_fold(mem, STR("陶喆㛃𠮷")), "陶喆㛃𠮷");
	assert_str(text_fold(mem, STR("\xEF\xBB\xBF王\xE2\x80\x8B五\xC2\xA0")), "王五");
	assert_null(text_fold(mem, STR_NONE).p);
	assert_null(text_fold(mem, STR(" 　\xE2\x80\x8B")).p);
	struct buf b = { .mem = mem };
	for (int i = 0; i < 1000; i++)
		buf_puts(&b, "ﷺ");                                             /* grows eighteenfold */
	assert_true(text_length(text_fold(mem, buf_str(&b))) == 15000);
}

static void distance_in_code_points(void **state)
{
	static const struct { const char *a, *b; size_t want; } cases[] = {
		{ "",               "",               0 },
		{ "",               "总工会",         3 },
		{ "总工会",         "总工会",         0 },
		{ "公安县总工会",   "公安总工会",     1 },
		{ "江陵县",         "江北县",         1 },
		{ "kitten",         "sitting",        3 },
		{ "ab",             "ba",             2 },
		{ "𠮷林",           "吉林",           1 },
		{ "石首",           "首石市",         2 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(text_distance(str_of(cases[i].a), str_of(cases[i].b)), cases[i].want);
		assert_int_equal(text_distance(str_of(cases[i].b), str_of(cases[i].a)), cases[i].want);
	}
	struct buf a = { .mem = mem }, b = { .mem = mem };
	for (int i = 0; i < 600; i++) {
		buf_puts(&a, "甲");
		buf_puts(&b, "乙");
	}
	assert_int_equal(text_distance(buf_str(&a), buf_str(&b)), 600);
	buf_puts(&b, "丙");
	assert_int_equal(text_distance(buf_str(&a), buf_str(&b)), 601);
	assert_int_equal(text_distance(buf_str(&a), STR("甲乙")), 599);
}

static void numerals(void **state)
{
	static const char *const ones[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	assert_str(text_number_zh(mem, 0), "零");
	for (int n = 1; n <= 110; n++) {
		struct buf b = { .mem = mem };
		if (n >= 100)
			buf_puts(&b, "一百");
		if (n > 100 && n < 110)
			buf_puts(&b, "零");
		if (n % 100 >= 10) {
			buf_puts(&b, n < 20 ? "" : ones[n % 100 / 10]);
			buf_puts(&b, "十");
		}
		buf_puts(&b, ones[n % 10]);
		assert_true(str_eq(text_number_zh(mem, n), buf_str(&b)));
	}
	assert_str(text_number_zh(mem, 12), "十二");
	assert_str(text_number_zh(mem, 105), "一百零五");
	assert_str(text_number_zh(mem, 110), "一百一十");
	assert_str(text_number_zh(mem, 112), "一百一十二");
	assert_str(text_number_zh(mem, 1001), "一千零一");
	assert_str(text_number_zh(mem, 1010), "一千零一十");
	assert_str(text_number_zh(mem, 10012), "一万零一十二");
	assert_str(text_number_zh(mem, 120000), "十二万");
	assert_str(text_number_zh(mem, 101000), "十万一千");
	assert_str(text_number_zh(mem, 100000005), "一亿零五");
	assert_str(text_number_zh(mem, 120000000), "一亿二千万");
	assert_str(text_number_zh(mem, -20), "负二十");
	assert_str(text_number_zh(mem, INT64_MAX), "九百二十二亿三千三百七十二万零三百六十八亿五千四百七十七万五千八百零七");
	assert_true(text_number_zh(mem, INT64_MIN).n > 0);
}

static void decodes(void **state)
{
	struct str s = STR_NONE;

	assert_true(text_utf8_from(mem, "GB18030", STR("\x86\xB4\xE9\x46\x82\x30\xB7\x31\x95\x34\xB2\x35"), &s));
	assert_str(s, "喆镕㛃𠮷");
	assert_true(text_utf8_from(mem, "GBK", STR("\xB9\xA4\xBB\xE1,2019\r\n"), &s));
	assert_str(s, "工会,2019\r\n");
	assert_true(text_utf8_from(mem, "UTF-16LE", STR("\xFF\xFE\x96\x66\x42\xD8\xB7\xDF"), &s));
	assert_str(s, "暖𠮷");
	assert_true(text_utf8_from(mem, "utf-8", STR("\xEF\xBB\xBF暖"), &s));
	assert_str(s, "暖");
	assert_true(text_utf8_from(mem, "GB18030", STR("\x84\x31\x95\x33\xB9\xA4"), &s));
	assert_str(s, "工");

	struct str before = s;
	assert_false(text_utf8_from(mem, "GB18030", STR("\xB9\xA4\xBB"), &s));         /* cut */
	assert_false(text_utf8_from(mem, "GB18030", STR("\xB9\xA4\xFF\xFF"), &s));
	assert_false(text_utf8_from(mem, "UTF-16LE", STR("\x00\xD8\x41\x00"), &s));    /* half a pair */
	assert_false(text_utf8_from(mem, "UTF-16LE", STR("\x00\x00"), &s));            /* NUL */
	assert_false(text_utf8_from(mem, "UTF-8", STR("\xB9\xA4"), &s));
	assert_false(text_utf8_from(mem, "UTF-8", STR("a\0"), &s));
	assert_false(text_utf8_from(mem, "NO-SUCH-THING", STR("a"), &s));
	assert_ptr_equal(s.p, before.p);
	assert_true(text_utf8_from(mem, "GB18030", STR_NONE, &s));
	assert_null(s.p);
	assert_true(text_utf8_from(mem, "UTF-8", STR("\xEF\xBB\xBF"), &s));
	assert_null(s.p);
}

static void decodes_long_text(void **state)
{
	struct buf b = { .mem = mem };
	struct str s = STR_NONE;

	for (int i = 0; i < 30000; i++)
		buf_puts(&b, i % 7 ? "\xB9\xA4" : "\x95\x34\xB2\x35");
	assert_true(text_utf8_from(mem, "GB18030", buf_str(&b), &s));
	assert_int_equal(text_length(s), 30000);
	assert_true(text_valid(s));
	assert_true(str_starts(s, STR("𠮷工工工工工工𠮷")));
	buf_c(&b, '\xB9');
	assert_false(text_utf8_from(mem, "GB18030", buf_str(&b), &s));
	for (size_t n = 2040; n < 2060; n++) {                                          /* about the size of the window */
		assert_true(text_utf8_from(mem, "GB18030", str_sub(buf_str(&b), 4, n / 2 * 2 - n / 2 * 2 % 16), &s));
		assert_true(text_valid(s));
	}
}

static void harm(void **state)
{
	static const struct { const char *text; uint32_t harm; } cases[] = {
		{ "一行\n二行\r\n\t三行，㊙️👍", 0 }, { "", 0 },
		{ "5\xE2\x80\xAE" "0人", 0x202E }, { "\x07", 7 }, { "a\x7F", 0x7F }, { "\xC2\x85", 0x85 }, { "\xE2\x81\xA6", 0x2066 }, { "\xEF\xBF\xBF", 0xFFFF },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(text_harm(str_of(cases[i].text)), cases[i].harm);
}

static void half_marks(void **state)
{
	static const struct { const char *text, *where[3]; } cases[] = {
		{ "各单位要认真,抓好落实;定期检查", { "位要认真,抓好落实", "抓好落实;定期检查" } },
		{ "时间8:30，共1,796人(abc)，见http://a.b?c", { NULL } },
		{ "完成了吗?", { "完成了吗?" } }, { "甲(乙)丙", { "甲(乙)丙", "乙)丙" } }, { "全角，标点；（对）。", { NULL } }, { "", { NULL } },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str rest = str_of(cases[i].text), where;
		size_t n = 0;
		while (text_half_mark(&rest, &where)) {
			if (!cases[i].where[n] || !str_is(where, cases[i].where[n]))
				fail_msg("%s: %.*s", cases[i].text, PSTR(where));
			n++;
		}
		assert_null(cases[i].where[n]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(harm),
		cmocka_unit_test(half_marks),
		cmocka_unit_test_setup_teardown(malformed_reads_as_fffd, up, down),
		cmocka_unit_test(code_points_and_cells),
		cmocka_unit_test_setup_teardown(half_width_leaves_punctuation, up, down),
		cmocka_unit_test_setup_teardown(fold_makes_one_key, up, down),
		cmocka_unit_test_setup_teardown(distance_in_code_points, up, down),
		cmocka_unit_test_setup_teardown(numerals, up, down),
		cmocka_unit_test_setup_teardown(decodes, up, down),
		cmocka_unit_test_setup_teardown(decodes_long_text, up, down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
