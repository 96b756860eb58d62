/* How a figure is said, at the edges: the words round, the value beside them never does. */
#include "test/harness.h"
#include "kernel/figure.h"

static struct arena *mem;

static struct str say(enum unit unit, int64_t value, enum wording wording, int64_t step)
{
	struct indicator of = { .id = "test", .name = "数", .unit = unit };
	struct figure f = { .of = &of, .value = value, .n = 1 };
	return str_copy(mem, figure_say(mem, &f, wording, step));
}

#define YUAN(n) ((int64_t)((n) * 100 + 0.5))
enum { WAN = 10000 * 100 };

static void nearly(void **state)
{
	assert_text(say(UNIT_PERSON, 1000, NEARLY, 100), "1000人");            /* is N */
	assert_text(say(UNIT_PERSON, 999, NEARLY, 100), "近1000人");
	assert_text(say(UNIT_PERSON, 950, NEARLY, 100), "近1000人");           /* the gap is 5 % of N */
	assert_text(say(UNIT_PERSON, 949, NEARLY, 100), "949人");
	assert_text(say(UNIT_PERSON, 1001, NEARLY, 100), "1001人");            /* 近1100 would be 9 % away */
	assert_text(say(UNIT_PERSON, 95, NEARLY, 100), "近100人");             /* below the first step */
	assert_text(say(UNIT_PERSON, 94, NEARLY, 100), "94人");
	assert_text(say(UNIT_PERSON, 0, NEARLY, 100), "0人");
	assert_text(say(UNIT_PERSON, 999, NEARLY, 0), "999人");
	assert_text(say(UNIT_PERSON, -5, NEARLY, 100), "-5人");
	assert_text(say(UNIT_PERSON, 29600, NEARLY, 10000), "近3万人");
	assert_text(say(UNIT_PERSON, 11900, NEARLY, 1000), "近1.2万人");
	assert_text(say(UNIT_PERSON, 9900, NEARLY, 1000), "近1万人");
	assert_text(say(UNIT_PERSON, 30000, NEARLY, 10000), "30000人");        /* is N: exact values stay in digits */
	assert_text(say(UNIT_PERSON, 10499, NEARLY, 100), "近10500人");        /* no whole thousands */
	assert_text(say(UNIT_YUAN, YUAN(5946230), NEARLY, WAN), "近595万元");
	assert_text(say(UNIT_YUAN, YUAN(5950000), NEARLY, WAN), "595万元");
	assert_text(say(UNIT_YUAN, YUAN(5949999.99), NEARLY, WAN), "近595万元");
}

static void over(void **state)
{
	assert_text(say(UNIT_PERSON, 7000, OVER, 1000), "7000人");
	assert_text(say(UNIT_PERSON, 7001, OVER, 1000), "7000余人");
	assert_text(say(UNIT_PERSON, 7999, OVER, 1000), "7000余人");
	assert_text(say(UNIT_PERSON, 9999, OVER, 1000), "9000余人");
	assert_text(say(UNIT_PERSON, 10000, OVER, 1000), "10000人");
	assert_text(say(UNIT_PERSON, 10271, OVER, 1000), "1万余人");
	assert_text(say(UNIT_PERSON, 12001, OVER, 1000), "1.2万余人");
	assert_text(say(UNIT_PERSON, 123456, OVER, 10000), "12万余人");
	assert_text(say(UNIT_PERSON, 12345, OVER, 100), "12300余人");
	assert_text(say(UNIT_PERSON, 20001, OVER_MANY, 10000), "2万多人");
	assert_text(say(UNIT_PERSON, 999, OVER, 1000), "999人");               /* no 0余人 */
	assert_text(say(UNIT_PERSON, 1000, OVER, 1000), "1000人");
	assert_text(say(UNIT_PERSON, 0, OVER, 1000), "0人");
	assert_text(say(UNIT_PERSON, -7001, OVER, 1000), "-7001人");
	assert_text(say(UNIT_YUAN, YUAN(35000), OVER_MANY, WAN), "3万多元");
	assert_text(say(UNIT_YUAN, YUAN(30000), OVER_MANY, WAN), "3万元");
	assert_text(say(UNIT_YUAN, YUAN(30000.01), OVER_MANY, WAN), "3万多元");
	assert_text(say(UNIT_YUAN, YUAN(9999.99), OVER_MANY, WAN), "9999.99元");
	assert_text(say(UNIT_YUAN, YUAN(2300), OVER_MANY, YUAN(1000)), "2000多元");
}

static void ten_thousand_yuan(void **state)
{
	assert_text(say(UNIT_YUAN, YUAN(9999), EXACTLY, 0), "9999元");
	assert_text(say(UNIT_YUAN, YUAN(9999.99), EXACTLY, 0), "9999.99元");
	assert_text(say(UNIT_YUAN, YUAN(10000), EXACTLY, 0), "1万元");
	assert_text(say(UNIT_YUAN, YUAN(10000.01), EXACTLY, 0), "1.000001万元");
	assert_text(say(UNIT_YUAN, YUAN(12500), EXACTLY, 0), "1.25万元");
	assert_text(say(UNIT_YUAN, -YUAN(12500), EXACTLY, 0), "-1.25万元");
	assert_text(say(UNIT_YUAN, -YUAN(9999), EXACTLY, 0), "-9999元");
	assert_text(say(UNIT_YUAN, 0, EXACTLY, 0), "0元");
	assert_text(say(UNIT_YUAN, YUAN(9500), NEARLY, WAN), "近1万元");
	assert_text(say(UNIT_YUAN, YUAN(9499.99), NEARLY, WAN), "9499.99元");
	assert_text(say(UNIT_YUAN, YUAN(10000), NEARLY, WAN), "1万元");
}

static void bare(enum unit unit, int64_t value, const char *want)
{
	struct indicator of = { .unit = unit };
	struct figure f = { .of = &of, .value = value, .n = 1, .text = STR("江办〔2019〕1号") };
	assert_text(figure_value(mem, &f), want);
}

static void exact_beside(void **state)
{
	bare(UNIT_YUAN, YUAN(5946230), "5946230.00");
	bare(UNIT_YUAN, 5, "0.05");
	bare(UNIT_YUAN, -5, "-0.05");
	bare(UNIT_PERSON, 1796, "1796");
	bare(UNIT_PERCENT, 1000, "100.0");
	bare(UNIT_PERCENT, 7, "0.7");
	bare(UNIT_DATE, 20190212, "2019-02-12");
	bare(UNIT_MONTH, 201901, "2019-01");
	bare(UNIT_DOC_NUMBER, 0, "江办〔2019〕1号");
	assert_text(say(UNIT_PERCENT, 7, EXACTLY, 0), "0.7%");
	assert_text(say(UNIT_DATE, 20190212, EXACTLY, 0), "2019年2月12日");
	assert_text(say(UNIT_MONTH, 201901, EXACTLY, 0), "2019年1月");
}

/* A status that is no value is said as its word, and has no bare value. */
static void no_value(void **state)
{
	static const struct { enum figure_status status; const char *word; } WORDS[] = { { FIGURE_NOT_REPORTED, "未报" }, { FIGURE_NOT_DUE, "未到期" },
		{ FIGURE_PROVISIONAL, "待审" }, { FIGURE_SUPPRESSED, "隐去" }, { FIGURE_NOT_APPLICABLE, "不适用" } };
	struct indicator of = { .unit = UNIT_PERSON };
	for (size_t i = 0; i < COUNT(WORDS); i++) {
		struct figure f = { .of = &of, .status = WORDS[i].status, .value = 999 };
		assert_text(figure_say(mem, &f, NEARLY, 1000), WORDS[i].word);
		assert_null(figure_value(mem, &f).p);
	}
	struct figure nil = { .of = &of, .status = FIGURE_NIL };
	assert_text(figure_say(mem, &nil, EXACTLY, 0), "0人");
	assert_text(figure_value(mem, &nil), "0");
}

static void units_have_words(void **state)
{
	for (enum unit u = UNIT_PERSON; u <= UNIT_PERCENT; u++)
		if (u != UNIT_DATE && u != UNIT_MONTH && u != UNIT_DOC_NUMBER)
			assert_true(strlen(unit_word(u)) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(nearly), cmocka_unit_test(over), cmocka_unit_test(ten_thousand_yuan),
		cmocka_unit_test(exact_beside), cmocka_unit_test(no_value), cmocka_unit_test(units_have_words) };
	mem = arena_open(0);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(mem);
	return failed;
}
