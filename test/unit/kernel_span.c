/* Over which days a figure is counted, for every kind of span. */
#include "kernel_kit.h"

static const struct indicator OF_MONTH = { .id = "test.month", .name = "当月数", .unit = UNIT_PERSON };
static const struct indicator OF_CAMPAIGN = { .id = "test.campaign", .name = "活动数", .unit = UNIT_PERSON, .span = TO_DATE, .campaign = "warmth" };

static void span(struct kit *k, const struct indicator *of, enum span_kind kind, int month, const char *from, const char *to)
{
	struct db *db = kit_begin(k, READING, 0);
	struct span_of s;
	assert_good(span_make(db, of, kind, month, &s));
	db_rollback(db);
	assert_text(day_iso(k->mem, s.from), from);
	assert_text(day_iso(k->mem, s.to), to);
	assert_int_equal(s.kind, kind);
	assert_int_equal(s.month, month);
}

static void calendar(void **state)
{
	struct kit *k = kit_open();
	span(k, &OF_MONTH, MONTH, 201902, "2019-02-01", "2019-02-28");
	span(k, &OF_MONTH, MONTH, 202002, "2020-02-01", "2020-02-29");
	span(k, &OF_MONTH, MONTH, 201912, "2019-12-01", "2019-12-31");
	span(k, &OF_MONTH, QUARTER, 201901, "2019-01-01", "2019-03-31");
	span(k, &OF_MONTH, QUARTER, 201903, "2019-01-01", "2019-03-31");
	span(k, &OF_MONTH, QUARTER, 201904, "2019-04-01", "2019-06-30");
	span(k, &OF_MONTH, QUARTER, 201912, "2019-10-01", "2019-12-31");
	span(k, &OF_MONTH, HALF_YEAR, 201906, "2019-01-01", "2019-06-30");
	span(k, &OF_MONTH, HALF_YEAR, 201907, "2019-07-01", "2019-12-31");
	span(k, &OF_MONTH, YEAR, 201905, "2019-01-01", "2019-12-31");
	span(k, &OF_MONTH, STAT_YEAR, 201909, "2018-10-01", "2019-09-30");   /* the union's statistical year begins in October */
	span(k, &OF_MONTH, STAT_YEAR, 201910, "2019-10-01", "2020-09-30");
	span(k, &OF_MONTH, STAT_YEAR, 201901, "2018-10-01", "2019-09-30");
	span(k, &OF_MONTH, TO_DATE, 201901, "2019-01-01", "2019-01-31");
	span(k, &OF_MONTH, TO_DATE, 201905, "2019-01-01", "2019-05-31");
	kit_close(k);
}

static void no_campaign(struct kit *k, int month)
{
	struct db *db = kit_begin(k, READING, 0);
	struct span_of s = { .month = 42 };
	assert_fault(span_make(db, &OF_CAMPAIGN, TO_DATE, month, &s), "campaign.none");
	assert_int_equal(s.month, 42);
	db_rollback(db);
}

static void campaign(void **state)
{
	struct kit *k = kit_open();
	no_campaign(k, 201901);
	kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\nwarmth,送温暖,2017-12-01,2018-02-28\n"
		"warmth,送温暖,2018-12-20,2019-02-28\ncool,送清凉,2019-06-01,2019-08-31\n" });
	no_campaign(k, 201711);                              /* the first has not begun */
	span(k, &OF_CAMPAIGN, TO_DATE, 201812, "2018-12-20", "2018-12-31");
	span(k, &OF_CAMPAIGN, TO_DATE, 201901, "2018-12-20", "2019-01-31");
	span(k, &OF_CAMPAIGN, TO_DATE, 201902, "2018-12-20", "2019-02-28");
	span(k, &OF_CAMPAIGN, TO_DATE, 201903, "2018-12-20", "2019-02-28");  /* ended: whole */
	span(k, &OF_CAMPAIGN, TO_DATE, 201801, "2017-12-01", "2018-01-31");
	span(k, &OF_CAMPAIGN, MONTH, 201901, "2019-01-01", "2019-01-31");    /* any other span of it is the calendar's */
	kit_bring(k, (struct sent){ .of = &MATTER_CUTOFF, .csv = "活动,月份,截止日期\n送温暖,2019-01,2019-01-28\nwarmth,2019-02,2019-03-31\n" });
	span(k, &OF_CAMPAIGN, TO_DATE, 201901, "2018-12-20", "2019-01-28");
	span(k, &OF_CAMPAIGN, TO_DATE, 201902, "2018-12-20", "2019-02-28");  /* a cut-off behind its end changes nothing */
	assert_whole(k);
	kit_close(k);
}

static void codes(void **state)
{
	enum span_kind back;
	for (enum span_kind kind = MONTH; kind <= TO_DATE; kind++) {
		assert_true(span_from_code(str_of(span_code(kind)), &back));
		assert_int_equal(back, kind);
	}
	assert_false(span_from_code(STR("week"), &back));
}

SUITE(TEST(calendar), TEST(campaign), TEST(codes))
