/* The parts of all figures as officers read them: every list of words is whole, and no word is a code. */
#include "test/harness.h"
#include "app/app.h"

static bool is_code(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] < 'a' || s.p[i] > 'z') && s.p[i] != '_' && s.p[i] != '/')
			return false;
	return s.n > 0;
}

static void words(void **state)
{
	struct arena *mem = arena_open(0);
	const struct report_desk *desk = app_desk(mem);
	size_t lists = 0;
	for (size_t i = 0; i < desk->n; i++) {
		const struct indicator *of = desk->indicators[i];
		for (const struct code *c = of->part_words; c && c->code; c++) {
			struct str word = figure_part_word(of, str_of(c->code));
			if (!word.n || is_code(word) || str_is(word, c->code))
				fail_msg("%s: the part %s has no word", of->id, c->code);
			for (const struct code *d = of->part_words; d < c; d++)
				if (str_is(word, d->word) || strcmp(d->code, c->code) == 0)
					fail_msg("%s: %s and %s are one part", of->id, d->code, c->code);
		}
		lists += of->part_words != NULL;
		if (of->tally == RATIO)
			assert_null(of->part_words);
	}
	assert_true(lists > 50);
	arena_close(mem);
}

static const struct indicator *indicator(struct arena *mem, const char *id)
{
	const struct indicator *of = report_indicator(app_desk(mem), str_of(id));
	if (!of)
		fail_msg("no indicator %s", id);
	return of;
}

static void one_by_one(void **state)
{
	struct arena *mem = arena_open(0);
	assert_text(figure_part_word(indicator(mem, "aid.fund_raised"), STR("central")), "中央财政");
	assert_text(figure_part_word(indicator(mem, "aid.relief_times"), STR("several")), "综合帮扶");
	assert_text(figure_part_word(indicator(mem, "fund.findings"), STR("F12")), "缺实名签领表");
	assert_text(figure_part_word(indicator(mem, "works.awards"), STR("province/top_ten")), "全省十佳作品");
	assert_text(figure_part_word(indicator(mem, "petition.reply_due"), STR("late")), "逾期");
	assert_text(figure_part_word(indicator(mem, "pairing.goods"), STR("大米")), "大米");           /* words already */
	assert_text(figure_part_word(indicator(mem, "aid.fund_raised"), STR("lottery")), "lottery");     /* unknown: itself, so that it is seen */
	assert_text(figure_part_word(indicator(mem, "aid.fund_raised"), STR_NONE), "未分");
	arena_close(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words), cmocka_unit_test(one_by_one) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
