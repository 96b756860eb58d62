/* What is owed and what came of it; both sides of every rate are pairs of unit and period. */
#include "kernel_kit.h"

enum { FIRST, SECOND, MANY };
struct owing { struct kit *k; int64_t county[MANY]; };

#define HEAD "单位,报表,周期,期满后几日内报,起始日期,终止日期\n"

static struct owing owing(const char *rows)
{
	struct owing o = { kit_open() };
	kit_federation(o.k);
	if (*rows)
		kit_bring(o.k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = str_fmt(o.k->mem, "%s%s", HEAD, rows).p });
	o.county[FIRST] = kit_org(o.k, "沙洲区", "2019-01-01");
	o.county[SECOND] = kit_org(o.k, "石陂市", "2019-01-01");
	return o;
}

static void file(struct owing *o, int who, int month, bool nil, const char *day)
{
	struct db *db = kit_begin(o->k, WRITING, 0);
	assert_good(obligation_file(db, o->county[who], "test.month", month, nil, on(day), 7, 0));
	assert_good(db_commit(db));
}

static enum duty state_of(struct owing *o, int who, int month)
{
	struct db *db = kit_begin(o->k, READING, 0);
	enum duty duty;
	assert_good(obligation_state(db, "test.month", o->county[who], month, &duty));
	db_rollback(db);
	return duty;
}

static struct duty_rates rates(struct owing *o, int from, int to)
{
	struct db *db = kit_begin(o->k, READING, 0);
	struct duty_rates r;
	assert_good(obligation_rates(db, "test.month", 0, from, to, &r));
	db_rollback(db);
	assert_true(r.filed <= r.owed && r.on_time <= r.filed);
	return r;
}

static size_t board(struct owing *o, int month)
{
	struct db *db = kit_begin(o->k, READING, 0);
	struct duty_row *rows;
	size_t n;
	assert_good(obligation_board(db, "test.month", month, &rows, &n));
	if (n == 2)
		assert_true(rows[0].org == o->county[FIRST] && rows[1].org == o->county[SECOND]);
	db_rollback(db);
	return n;
}

static const char BOTH[] = "沙洲区总工会,test.month,月,5,,\n石陂市总工会,test.month,月,5,,\n";

static void what_came(void **state)
{
	struct owing o = owing(BOTH);
	file(&o, FIRST, 201901, false, "2019-02-11");          /* on the last day: the 5th and the days after it are off */
	file(&o, SECOND, 201901, false, "2019-02-12");
	file(&o, FIRST, 201902, true, "2019-03-01");
	file(&o, SECOND, 201902, true, "2019-03-06");
	assert_int_equal(state_of(&o, FIRST, 201901), DUTY_ON_TIME);
	assert_int_equal(state_of(&o, SECOND, 201901), DUTY_LATE);
	assert_int_equal(state_of(&o, FIRST, 201902), DUTY_NIL);
	assert_int_equal(state_of(&o, SECOND, 201902), DUTY_NIL_LATE);
	struct duty_rates r = rates(&o, 201901, 201902);
	assert_true(r.owed == 4 && r.filed == 4 && r.on_time == 2);
	assert_int_equal(board(&o, 201901), 2);
	kit_close(o.k);
}

/* Silence is missing on the day after the last, and not yet due until then. */
static void silence(void **state)
{
	struct owing o = owing(BOTH);
	o.k->today = on("2019-02-11");
	assert_int_equal(state_of(&o, FIRST, 201901), DUTY_NOT_DUE);
	assert_int_equal(rates(&o, 201901, 201901).owed, 0);
	o.k->today = on("2019-02-12");
	assert_int_equal(state_of(&o, FIRST, 201901), DUTY_MISSING);
	struct duty_rates r = rates(&o, 201901, 201902);     /* February is not due, so it is in neither side */
	assert_true(r.owed == 2 && r.filed == 0 && r.on_time == 0);
	file(&o, FIRST, 201902, false, "2019-02-12");          /* early */
	assert_int_equal(state_of(&o, FIRST, 201902), DUTY_ON_TIME);
	kit_close(o.k);
}

static void once(void **state)
{
	struct owing o = owing(BOTH);
	file(&o, FIRST, 201901, true, "2019-02-01");
	file(&o, FIRST, 201901, false, "2019-02-20");          /* rows after a nil replace it, late as they are */
	assert_int_equal(state_of(&o, FIRST, 201901), DUTY_LATE);
	file(&o, FIRST, 201901, false, "2019-02-01");          /* nothing more */
	struct db *db = kit_begin(o.k, WRITING, 0);
	assert_fault(obligation_file(db, o.county[FIRST], "test.month", 201901, true, on("2019-02-01"), 7, 0), "nil.rows");
	db_rollback(db);
	assert_int_equal(state_of(&o, FIRST, 201901), DUTY_LATE);
	assert_int_equal(kit_count(o.k, "SELECT count(*) FROM filing"), 2);
	struct duty_rates r = rates(&o, 201901, 201901);
	assert_true(r.owed == 2 && r.filed == 1 && r.on_time == 0);
	assert_whole(o.k);
	kit_close(o.k);
}

static void rows_by(struct owing *o, int64_t import_id, bool take_back)
{
	struct db *db = kit_begin(o->k, WRITING, 0);
	assert_good(take_back ? obligation_withdraw(db, o->county[FIRST], 201901, import_id)
		: obligation_file(db, o->county[FIRST], "test.month", 201901, false, on("2019-02-20"), 7, import_id));
	assert_good(db_commit(db));
}

/* Rows set a nil report aside; taken back, they leave it standing again, as often as that happens. */
static void nil_stands_again(void **state)
{
	struct owing o = owing(BOTH);
	file(&o, FIRST, 201901, true, "2019-02-01");
	for (int64_t id = 1001; id <= 1002; id++) {
		rows_by(&o, id, false);
		assert_int_equal(state_of(&o, FIRST, 201901), DUTY_LATE);
		rows_by(&o, id, true);
		assert_int_equal(state_of(&o, FIRST, 201901), DUTY_NIL);
	}
	rows_by(&o, 1003, false);
	struct db *db = kit_begin(o.k, WRITING, 0);
	assert_fault(obligation_file(db, o.county[FIRST], "test.month", 201901, true, on("2019-02-21"), 7, 0), "nil.rows");
	db_rollback(db);
	assert_whole(o.k);
	kit_close(o.k);
}

/* Which reports there are is told by whoever opens the store; a duty of another one could never be met. */
static void reports_that_are_known(void **state)
{
	static const char *const REPORTS[] = { "test.month", "test.year", NULL };
	static const struct catalogue KNOWN = { .reports = REPORTS };
	struct owing o = owing("");
	struct sent s = { .of = &OBLIGATION_DUTY, .csv = HEAD "沙洲区总工会,test.mouth,月,5,,\n" };
	struct str say;
	assert_null(kit_wrong(o.k, s, NULL));                /* nobody told */
	row_catalogue(o.k->store, &KNOWN);
	assert_string_equal(kit_wrong(o.k, s, &say), "report.unknown");
	assert_holds(say, "test.month");
	s.csv = HEAD "沙洲区总工会,test.year,年,5,,\n";
	assert_null(kit_wrong(o.k, s, NULL));
	kit_close(o.k);
}

static struct duty_row row_of(struct owing *o, int who, int month)
{
	struct db *db = kit_begin(o->k, READING, 0);
	struct duty_row *rows, row = { 0 };
	size_t n;
	assert_good(obligation_board(db, "test.month", month, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (rows[i].org == o->county[who])
			row = rows[i];
	db_rollback(db);
	return row;
}

static void month_closes(struct owing *o, int month)
{
	struct db *db = kit_begin(o->k, WRITING, 0);
	struct period closed = { .month = month, .state = STR("closed"), .closed = o->k->today };
	assert_good(row_add(db, &period_table, &closed));
	assert_good(db_commit(db));
}

/* What a closed month's figures rest on is what the trail has before the closing, whatever day is written on what came after. */
static void after_the_closing(void **state)
{
	struct owing o = owing(BOTH);
	file(&o, FIRST, 201901, true, "2019-02-01");
	month_closes(&o, 201901);
	assert_int_equal(row_of(&o, FIRST, 201901).counted, DUTY_NIL);
	assert_int_equal(row_of(&o, SECOND, 201901).counted, DUTY_MISSING);
	file(&o, FIRST, 201901, false, "2019-03-01");        /* sets the nil aside, which had counted */
	file(&o, SECOND, 201901, false, "2019-02-01");
	assert_int_equal(row_of(&o, FIRST, 201901).duty, DUTY_LATE);
	assert_int_equal(row_of(&o, FIRST, 201901).counted, DUTY_NIL);
	assert_int_equal(row_of(&o, SECOND, 201901).duty, DUTY_ON_TIME);
	assert_int_equal(row_of(&o, SECOND, 201901).counted, DUTY_MISSING);
	file(&o, SECOND, 201902, false, "2019-03-01");
	assert_int_equal(row_of(&o, SECOND, 201902).counted, DUTY_ON_TIME);
	kit_close(o.k);
}

/* A unit closed in May leaves June's denominator as well as its numerator; what it files all the same counts in neither. */
static void closed_in_may(void **state)
{
	struct owing o = owing(BOTH);
	kit_bring(o.k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,上级单位,统计编码,起始日期,终止日期\n"
		"石陂市总工会,县市区总工会,江州市总工会,4292,2019-01-01,2019-05-31\n" });
	o.k->today = on("2019-12-31");
	for (int month = 201905; month <= 201906; month++)
		for (int who = FIRST; who <= SECOND; who++)
			file(&o, who, month, false, "2019-06-30");
	assert_int_equal(board(&o, 201904), 2);
	assert_int_equal(board(&o, 201905), 2);
	assert_int_equal(board(&o, 201906), 1);
	assert_int_equal(state_of(&o, SECOND, 201905), DUTY_LATE);
	assert_int_equal(state_of(&o, SECOND, 201906), DUTY_NONE);
	assert_int_equal(state_of(&o, SECOND, 201907), DUTY_NONE);
	struct duty_rates r = rates(&o, 201906, 201906);
	assert_true(r.owed == 1 && r.filed == 1 && r.on_time == 1);
	kit_close(o.k);
}

/* Nor does a unit owe anything for the time before it began. */
static void founded_later(void **state)
{
	struct kit *k = kit_open();
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,上级单位,统计编码,起始日期\n新区总工会,县市区总工会,江州市总工会,4293,2019-02-15\n" });
	kit_bring(k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = HEAD "新区总工会,test.month,月,5,,\n" });
	struct owing o = { k, { kit_org(k, "新区总工会", "2019-03-01") } };
	assert_int_equal(board(&o, 201901), 0);
	assert_int_equal(board(&o, 201902), 1);
	assert_int_equal(state_of(&o, FIRST, 201901), DUTY_NONE);
	assert_int_equal(state_of(&o, FIRST, 201902), DUTY_MISSING);
	kit_close(k);
}

static void cycles(void **state)
{
	static const struct { const char *word; int ends[13], n; } CYCLES[] = {
		{ "月",       { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, 12 }, { "季", { 3, 6, 9, 12 }, 4 }, { "半年", { 6, 12 }, 2 },
		{ "年",       { 12 }, 1 }, { "统计年度", { 9 }, 1 } };
	for (size_t i = 0; i < COUNT(CYCLES); i++) {
		struct owing o = owing("");
		o.k->today = on("2021-01-01");
		kit_bring(o.k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = str_fmt(o.k->mem, "%s沙洲区总工会,test.month,%s,5,2018-01-01,2020-12-31\n", HEAD,
			CYCLES[i].word).p });
		int found = 0;
		for (int m = 1; m <= 12; m++)
			if (state_of(&o, FIRST, 201900 + m) != DUTY_NONE)
				assert_int_equal(CYCLES[i].ends[found++], m);
		assert_int_equal(found, CYCLES[i].n);
		assert_int_equal(state_of(&o, FIRST, 201712), DUTY_NONE);
		assert_int_equal(state_of(&o, FIRST, 202112), DUTY_NONE);
		kit_close(o.k);
	}
}

/* A duty written twice, once for a span that ends and once for the next, is one pair a month. */
static void terms_changed(void **state)
{
	struct owing o = owing("沙洲区总工会,test.month,月,5,,2018-12-31\n沙洲区总工会,test.month,月,10,2019-01-01,\n");
	file(&o, FIRST, 201812, false, "2019-01-08");          /* the 5th was a Saturday */
	file(&o, FIRST, 201901, false, "2019-02-10");
	assert_int_equal(state_of(&o, FIRST, 201812), DUTY_LATE);
	assert_int_equal(state_of(&o, FIRST, 201901), DUTY_ON_TIME);
	struct duty_rates r = rates(&o, 201812, 201901);
	assert_true(r.owed == 2 && r.filed == 2 && r.on_time == 1);
	kit_close(o.k);
}

SUITE(TEST(what_came), TEST(silence), TEST(once), TEST(nil_stands_again), TEST(after_the_closing), TEST(reports_that_are_known), TEST(closed_in_may), TEST(founded_later), TEST(cycles), TEST(terms_changed))
