/* What stands where a county has no number: silence, time left, a nil report, records that await approval; and what a closed county leaves behind. */
#define LINE fund_line
#include "line_kit.h"

extern const struct line aid_line, appraisal_line, peer_line, works_line, selection_line, pairing_line, poll_line, petition_line, fund_line;
static const struct line *const LINES[] = { &aid_line, &appraisal_line, &peer_line, &works_line, &selection_line, &pairing_line, &poll_line, &petition_line,
	&fund_line };

#define SELF_CHECK entity("fund.self_check")
#define SELF_HEAD "单位,自查日期,自查结果,问题个数,涉及金额\n"
#define CHECKED "fund.units_self_checked"

struct office { struct kit *k; int64_t first, second; };

static struct office office(void)
{
	struct office o = { line_open() };
	kit_federation(o.k);
	kit_bring(o.k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = "单位,报表,周期,期满后几日内报\n沙洲区总工会,fund.month,月,5\n石陂市总工会,fund.month,月,5\n" });
	o.first = kit_org(o.k, "沙洲区", "2019-01-01"), o.second = kit_org(o.k, "石陂市", "2019-01-01");
	return o;
}

static int64_t sent_in(struct office *o, int64_t sender, int month, const char *csv)
{
	return kit_bring(o->k, (struct sent){ .of = SELF_CHECK, .csv = csv, .sender = sender, .month = month, .actor = 1 }).id;
}

static struct figure figure_over(struct office *o, const char *id, enum span_kind kind, int month, int64_t org)
{
	struct db *db = kit_begin(o->k, READING, 0);
	struct span_of span;
	struct figure f;
	assert_good(span_make(db, indicator(id), kind, month, &span));
	assert_good(figure_of(db, indicator(id), span, org, &f));
	db_rollback(db);
	return f;
}

/* The figure of one unit in the split; status -1: it has no place there. sum: of all. */
static struct figure split(struct office *o, enum span_kind kind, int month, int64_t org, int64_t *ret_sum)
{
	struct db *db = kit_begin(o->k, READING, 0);
	struct figure found = { .status = (enum figure_status)-1 };
	struct figure_unit *units;
	struct span_of span;
	size_t n;
	assert_good(span_make(db, indicator(CHECKED), kind, month, &span));
	assert_good(figure_units(db, indicator(CHECKED), span, &units, &n));
	db_rollback(db);
	if (ret_sum)
		*ret_sum = 0;
	for (size_t i = 0; i < n; i++) {
		if (ret_sum)
			*ret_sum += units[i].figure.value;
		if (units[i].org == org)
			found = units[i].figure;
	}
	return found;
}

/* Reported, not approved: nobody knows yet whether it is nought. */
static void waiting_is_not_nought(void **state)
{
	struct office o = office();
	int64_t id = sent_in(&o, o.first, 201901, SELF_HEAD "沙洲区,2019-01-08,未发现问题,0,0\n");
	struct figure f = figure_over(&o, CHECKED, MONTH, 201901, o.first);
	assert_int_equal(f.status, FIGURE_PROVISIONAL);
	assert_text(figure_say(o.k->mem, &f, EXACTLY, 0), "待审");
	assert_null(figure_value(o.k->mem, &f).p);
	assert_int_equal(figure_over(&o, CHECKED, MONTH, 201901, o.k->city).status, FIGURE_PROVISIONAL);
	assert_int_equal(split(&o, MONTH, 201901, o.first, NULL).status, FIGURE_PROVISIONAL);
	assert_int_equal(split(&o, MONTH, 201901, o.second, NULL).status, FIGURE_NOT_REPORTED);
	assert_int_equal(figure_over(&o, "fund.findings", MONTH, 201901, o.first).status, FIGURE_VALUE);      /* reported, and none awaits approval: 0 */
	approved(o.k, SELF_CHECK, id);
	f = figure_over(&o, CHECKED, MONTH, 201901, o.first);
	assert_true(f.status == FIGURE_VALUE && f.value == 1);
	assert_int_equal(figure_over(&o, CHECKED, MONTH, 201901, o.k->city).status, FIGURE_VALUE);
	kit_close(o.k);
}

static void silence_of_the_city(void **state)
{
	struct office o = office();
	o.k->today = on("2019-02-01");
	assert_int_equal(figure_over(&o, CHECKED, MONTH, 201901, o.k->city).status, FIGURE_NOT_DUE);
	o.k->today = on("2019-02-20");
	assert_int_equal(figure_over(&o, CHECKED, MONTH, 201901, o.k->city).status, FIGURE_NOT_REPORTED);
	for (int i = 0; i < 2; i++) {
		struct db *db = kit_begin(o.k, WRITING, 1);
		assert_good(obligation_file(db, i ? o.second : o.first, "fund.month", 201901, true, o.k->today, 1, 0));
		assert_good(db_commit(db));
		assert_int_equal(figure_over(&o, CHECKED, MONTH, 201901, o.k->city).status, i ? FIGURE_NIL : FIGURE_VALUE);
	}
	kit_close(o.k);
}

/* A county that was closed within the span keeps its place and its number; one that was closed before has one for what came in late. */
static void closed_within_the_span(void **state)
{
	struct office o = office();
	int64_t sum;
	approved(o.k, SELF_CHECK, sent_in(&o, o.second, 201901, SELF_HEAD "石陂乙厂工会委员会,2019-01-08,未发现问题,0,0\n"));
	approved(o.k, SELF_CHECK, sent_in(&o, o.first, 201901, SELF_HEAD "江州甲厂工会委员会,2019-01-08,未发现问题,0,0\n"));
	kit_bring(o.k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,统计编码,终止日期\n石陂市总工会,县市区总工会,4292,2019-01-20\n" });
	assert_int_equal(split(&o, MONTH, 201901, o.second, &sum).value, 1);
	assert_int_equal(sum, 2);
	assert_int_equal(split(&o, YEAR, 201901, o.second, &sum).value, 1);
	assert_int_equal(sum, figure_over(&o, CHECKED, YEAR, 201901, o.k->city).value);
	assert_true(split(&o, MONTH, 201902, o.second, &sum).status == (enum figure_status)-1);
	struct period closed = { .month = 201901, .state = STR("closed"), .closed = on("2019-02-10") };
	struct db *db = kit_begin(o.k, WRITING, 1);
	assert_good(row_add(db, &period_table, &closed));
	assert_good(db_commit(db));
	approved(o.k, SELF_CHECK, sent_in(&o, o.k->city, 201902, SELF_HEAD "石陂市总工会,2019-01-15,未发现问题,0,0\n"));
	assert_int_equal(split(&o, MONTH, 201902, o.second, &sum).value, 1);
	assert_int_equal(sum, figure_over(&o, CHECKED, MONTH, 201902, o.k->city).value);
	kit_close(o.k);
}

/* The table that the rows of an indicator are of: not one of a query within. */
static bool rows_are_of(const struct indicator *of, const struct table *t)
{
	int depth = 0;
	for (const char *at = of->rows->rows.sqlite; *at; at++) {
		char name[80];
		depth += (*at == '(') - (*at == ')');
		if (depth == 1 && sscanf(at, "FROM %79s", name) == 1)        /* within the one bracket around the rows */
			return !strcmp(name, t->name);
	}
	return false;
}

/* Whoever counts the records of a sheet that is owed asks that duty who has spoken. */
static void records_that_are_owed(void **state)
{
	size_t met = 0;
	for (size_t i = 0; i < COUNT(LINES); i++)
		for (size_t e = 0; LINES[i]->entities[e]; e++)
			for (size_t k = 0; LINES[i]->entities[e]->report && LINES[i]->indicators[k]; k++) {
				const struct indicator *of = LINES[i]->indicators[k];
				const struct entity *by = LINES[i]->entities[e];
				if (!of->rows || !rows_are_of(of, by->table))
					continue;
				if (!of->report || strcmp(of->report, by->report))
					fail_msg("%s counts %s and does not ask %s", of->id, by->table->name, by->report);
				met++;
			}
	assert_true(met >= 18);
}

SUITE(TEST(waiting_is_not_nought), TEST(silence_of_the_city), TEST(closed_within_the_span), TEST(records_that_are_owed))
