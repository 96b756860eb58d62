/* Days, months, money. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "base/day.h"
#include "base/money.h"

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

static struct day the(int year, int month, int day)
{
	struct day d = DAY_NONE;

	assert_true(day_make(year, month, day, &d));
	return d;
}

static void days_exist_or_not(void **state)
{
	static const struct { int year, month, day; bool good; } cases[] = {
		{ 2019,  2, 29, false },
		{ 2019,  2, 28, true  },
		{ 2020,  2, 29, true  },
		{ 2000,  2, 29, true  },
		{ 1900,  2, 29, false },
		{ 2100,  2, 29, false },
		{ 2019,  4, 31, false },
		{ 2019,  1, 32, false },
		{ 2019,  0,  1, false },
		{ 2019, 13,  1, false },
		{ 2019,  1,  0, false },
		{    0,  1,  1, false },
		{    1,  1,  1, true  },
		{ 9999, 12, 31, true  },
		{ 10000, 1,  1, false },
		{ -1, -1, -1, false },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct day d = { 77 };
		assert_int_equal(day_make(cases[i].year, cases[i].month, cases[i].day, &d), cases[i].good);
		assert_true(cases[i].good || d.n == 77);
	}
	assert_int_equal(the(1970, 1, 1).n, 0);
	assert_int_equal(the(2019, 1, 8).n, 17904);
	assert_int_equal(the(1, 1, 1).n, DAY_FIRST.n);
	assert_int_equal(the(9999, 12, 31).n, DAY_LAST.n);
}

/* Every day from 0001 to 9999, one after the other, against a calendar that counts by hand. */
static void days_follow_each_other(void **state)
{
	static const int months[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int32_t n = DAY_FIRST.n;
	int weekday = 1;                                         /* 0001-01-01 was a Monday */

	for (int year = 1; year <= 9999; year++) {
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= months[month - 1] + (month == 2 && leap); day++, n++) {
				int y, m, d;
				struct day made = { 0 };
				day_split((struct day){ n }, &y, &m, &d);
				if (y != year || m != month || d != day || !day_make(year, month, day, &made) || made.n != n
					|| day_weekday(made) != weekday)
					fail_msg("%d-%d-%d", year, month, day);
				weekday = weekday % 7 + 1;
			}
	}
	assert_int_equal(n, DAY_LAST.n + 1);
}

static void days_read(void **state)
{
	static const struct { const char *text; int month, day; } cases[] = {     /* 0: refused */
		{ "2019-01-08",       201901,  8 },
		{ "2019-1-8",         201901,  8 },
		{ "2019/1/8",         201901,  8 },
		{ "2019.1.8",         201901,  8 },
		{ "20190108",         201901,  8 },
		{ "2019年1月8日",     201901,  8 },
		{ "2019年01月08日",   201901,  8 },
		{ "2019年1月8号",     201901,  8 },
		{ "2019年 1月 8日",   201901,  8 },
		{ "２０１９年１月８日", 201901, 8 },
		{ "２０１９－０１－０８", 201901, 8 },
		{ "　2019-12-31 ",    201912, 31 },
		{ "2000-02-29",       200002, 29 },
		{ "2999-12-31",       299912, 31 },
		{ "1900.1.1",         190001,  1 },
		{ "2019-02-29",       0, 0 },
		{ "9999-12-31",       0, 0 },                      /* typed years end at 2999 */
		{ "1899-12-31",       0, 0 },
		{ "2019-1/8",         0, 0 },
		{ "2019年1-8",        0, 0 },
		{ "2019年1月8",       0, 0 },
		{ "2019-1",           0, 0 },
		{ "19-1-8",           0, 0 },
		{ "2019-001-8",       0, 0 },
		{ "2019- 1-8",        0, 0 },
		{ "201918",           0, 0 },
		{ "2019010",          0, 0 },
		{ "201901080",        0, 0 },
		{ "2019-01-08x",      0, 0 },
		{ "2019-01-08 10:24", 0, 0 },
		{ "一九年一月",       0, 0 },
		{ "",                 0, 0 },
		{ "-",                0, 0 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct day d = DAY_NONE;
		assert_int_equal(day_parse(str_of(cases[i].text), &d), cases[i].month != 0);
		if (day_month(d) != cases[i].month || day_of_month(d) != cases[i].day)
			fail_msg("%s", cases[i].text);
	}
}

static void days_print(void **state)
{
	assert_str(day_iso(mem, the(2019, 1, 8)), "2019-01-08");
	assert_str(day_zh(mem, the(2019, 1, 8)), "2019年1月8日");
	assert_str(day_iso(mem, DAY_FIRST), "0001-01-01");
	assert_str(day_iso(mem, DAY_LAST), "9999-12-31");
	assert_null(day_iso(mem, DAY_NONE).p);
	assert_null(day_zh(mem, DAY_NONE).p);
	assert_false(day_known(DAY_NONE));
	assert_true(day_known(DAY_FIRST) && day_known(DAY_LAST));
	assert_int_equal(day_month(DAY_NONE), 0);
	assert_int_equal(day_weekday(DAY_NONE), 0);
	assert_int_equal(day_weekday(the(2019, 1, 30)), 3);      /* Wed 2019-01-30 */
	assert_int_equal(day_weekday(the(2019, 2, 10)), 7);
	assert_int_equal(day_weekday(the(1970, 1, 1)), 4);
	assert_int_equal(day_weekday(the(1969, 12, 31)), 3);
}

static void months(void **state)
{
	static const char *const bad[] = { "2019", "2019-13", "2019-00", "2019.1", "2019/1", "2019年1", "201913", "1899-12",
		"3000-01", "20191", "" };
	int month = 7;

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(month_parse(str_of(bad[i]), &month));
	assert_int_equal(month, 7);
	assert_true(month_parse(STR("2019-01"), &month) && month == 201901);
	assert_true(month_parse(STR(" 201912 "), &month) && month == 201912);
	assert_true(month_parse(STR("２０１９年１月"), &month) && month == 201901);
	assert_true(month_parse(STR("2019-7"), &month) && month == 201907);
	assert_str(month_iso(mem, 201901), "2019-01");
	assert_str(month_zh(mem, 201901), "2019年1月");
	assert_null(month_iso(mem, 0).p);
	assert_null(month_zh(mem, 201913).p);
	assert_str(day_iso(mem, month_first(201902)), "2019-02-01");
	assert_str(day_iso(mem, month_last(201902)), "2019-02-28");
	assert_str(day_iso(mem, month_last(200002)), "2000-02-29");
	assert_str(day_iso(mem, month_last(999912)), "9999-12-31");
	assert_false(day_known(month_first(0)) || day_known(month_last(201900)));
}

static void months_add(void **state)
{
	static const struct { int month, add, want; } cases[] = {
		{ 201901,   0, 201901 },
		{ 201912,   1, 202001 },
		{ 201901,  -1, 201812 },
		{ 201901,  12, 202001 },
		{ 201901, -13, 201712 },
		{ 201906, 100, 202710 },
		{ 201906, -25, 201705 },
		{ 199911,   2, 200001 },
		{    101,  -1,      0 },
		{ 999912,   1,      0 },
		{ 201900,   1,      0 },
		{ 201901, INT32_MAX, 0 },
		{ 201901, INT32_MIN, 0 },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(month_add(cases[i].month, cases[i].add), cases[i].want);
	for (int month = 190001, n = 0; n < 1300; n++) {
		int next = month_add(month, 1);
		assert_int_equal(month_last(month).n + 1, month_first(next).n);
		assert_int_equal(month_add(next, -1), month);
		month = next;
	}
}

/* --- money --- */

static void money_reads(void **state)
{
	static const struct { const char *text; int64_t unit, fen; } cases[] = {
		{ "0",                  100,     0 },
		{ "-0",                 100,     0 },
		{ "1200",               100,     120000 },
		{ "1,234.50",           100,     123450 },
		{ "１２００",           100,     120000 },
		{ "１，２３４．５０",   100,     123450 },
		{ "12,345,678",         100,     1234567800 },
		{ "3.2万",              100,     3200000 },
		{ "3.2万元",            100,     3200000 },
		{ "3.2万",              1000000, 3200000 },
		{ "594.6",              1000000, 594600000 },
		{ "594.600000",         1000000, 594600000 },
		{ "0.000001",           1000000, 1 },
		{ "5000元",             1000000, 500000 },
		{ "5000 元",            100,     500000 },
		{ "1.5亿",              100,     15000000000 },
		{ "1.5亿元",            1000000, 15000000000 },
		{ "0.0000000001亿",     100,     1 },
		{ "-12.34",             100,     -1234 },
		{ "−12.34",             100,     -1234 },
		{ "－１２．３４元",     100,     -1234 },
		{ "¥1,000",             100,     100000 },
		{ "￥-5",               100,     -500 },
		{ "-￥5",               100,     -500 },
		{ "　88.8　",           100,     8880 },
		{ "1.50000000000000000000000000000000000000", 100, 150 },
		{ "00012",              100,     1200 },
		{ "92233720368547758.07", 100,   INT64_MAX },
		{ "-92233720368547758.07", 100,  -INT64_MAX },
		{ "7",                  1,       7 },
		{ "0.5",                2,       1 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct money m = MONEY_NONE;
		if (!money_parse(str_of(cases[i].text), cases[i].unit, &m) || m.fen != cases[i].fen)
			fail_msg("%s: %lld", cases[i].text, (long long)m.fen);
	}
}

static void money_refuses(void **state)
{
	static const struct { const char *text; int64_t unit; } cases[] = {
		{ "",                     100 },
		{ "-",                    100 },
		{ "元",                   100 },
		{ "万",                   100 },
		{ "不详",                 100 },
		{ "1.234",                100 },          /* finer than a fen */
		{ "0.0000001",            1000000 },
		{ "0.00000000001亿",      100 },
		{ "0.0000000000000000000000000000000000000000000000000000000000000000000000000000001", 100 },
		{ "1.",                   100 },
		{ ".5",                   100 },
		{ "1,5",                  100 },
		{ "1234,567",             100 },
		{ "1,2345",               100 },
		{ ",123",                 100 },
		{ "1,234,",               100 },
		{ "1.2.3",                100 },
		{ "1 000",                100 },
		{ "1e5",                  100 },
		{ "(500)",                100 },
		{ "--5",                  100 },
		{ "5元整",                100 },
		{ "5美元",                100 },
		{ "3万2",                 100 },
		{ "三万",                 100 },
		{ "廿",                   100 },
		{ "92233720368547758.08", 100 },
		{ "-92233720368547758.08", 100 },         /* would be INT64_MIN, unknown */
		{ "922337203685477581",   100 },
		{ "99999999999999999999", 100 },
		{ "9999999999亿",         100 },
		{ "0.5",                  1 },
	};
	struct money m = { 42 };

	for (size_t i = 0; i < COUNT(cases); i++)
		if (money_parse(str_of(cases[i].text), cases[i].unit, &m))
			fail_msg("%s: %lld", cases[i].text, (long long)m.fen);
	assert_false(money_parse(STR_NONE, 100, &m));
	assert_int_equal(m.fen, 42);
}

static void money_prints(void **state)
{
	static const struct { int64_t fen; const char *yuan, *wan; } cases[] = {
		{ 0,          "0",                      "0" },
		{ 1,          "0.01",                   "0.000001" },
		{ -1,         "-0.01",                  "-0.000001" },
		{ 10,         "0.10",                   "0.00001" },
		{ 123450,     "1234.50",                "0.12345" },
		{ 123400,     "1234",                   "0.1234" },
		{ 594600000,  "5946000",                "594.6" },
		{ -32000000,  "-320000",                "-32" },
		{ 1020304050, "10203040.50",            "1020.30405" },
		{ INT64_MAX,  "92233720368547758.07",   "9223372036854.775807" },
		{ -INT64_MAX, "-92233720368547758.07",  "-9223372036854.775807" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct money m = { cases[i].fen }, back;
		assert_str(money_yuan(mem, m), cases[i].yuan);
		assert_str(money_wan(mem, m), cases[i].wan);
		assert_true(money_parse(money_yuan(mem, m), 100, &back) && back.fen == m.fen);
		assert_true(money_parse(money_wan(mem, m), 1000000, &back) && back.fen == m.fen);
	}
	assert_false(money_known(MONEY_NONE));
	assert_true(money_known((struct money){ 0 }));
	assert_null(money_yuan(mem, MONEY_NONE).p);
	assert_null(money_wan(mem, MONEY_NONE).p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_exist_or_not),
		cmocka_unit_test(days_follow_each_other),
		cmocka_unit_test(days_read),
		cmocka_unit_test_setup_teardown(days_print, up, down),
		cmocka_unit_test_setup_teardown(months, up, down),
		cmocka_unit_test(months_add),
		cmocka_unit_test(money_reads),
		cmocka_unit_test(money_refuses),
		cmocka_unit_test_setup_teardown(money_prints, up, down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
