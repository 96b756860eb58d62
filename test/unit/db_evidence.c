/* An indicator is the tally of its own rows: the queries of one text agree, in a tree where a union changes hands in mid-month.
 *
 *   100 city ─┬─ 200 county ─┬─ 300
 *             │              └─ 302 until 14 January 2019
 *             └─ 201 county ─┬─ 301
 *                            └─ 302 from 15 January 2019 */
#include "db_store.h"

enum { CITY_UNION = 100, EAST = 200, WEST = 201, MOVED = 302 };
static struct arena *mem;
static struct store *store;
static struct db *d;

static struct day jan(int of)
{
	struct day day;
	assert_true(day_make(2019, 1, of, &day));
	return day;
}

static void put_above(int64_t above, int64_t below, struct day since, struct day until, const char *kind, int64_t level,
	int64_t distance)
{
	good(tree_add(d, (struct tree_add_in){ above, below, since, until, str_of(kind), level, distance }));
}

static void put_visit(int64_t id, int64_t org, int of, int64_t person, int64_t yuan, const char *kind, const char *state)
{
	struct visit v = { { .city = CITY, .id = id, .org = org, .day = jan(of), .month = 201901, .state = str_of(state),
		.natural = str_fmt(mem, "n%d", (int)id),
		.digest = STR("d"), .source = 4, .sheet_row = INT_NONE, .client_id = STR("c"), .recorded_by = 1, .entered_by = 1,
			.editor = 1 } };
	v.person = person;
	v.cash.fen = yuan * 100;
	v.kind = str_of(kind);
	good(db_exec(d, &visit_table.insert, &v));
}

static int set_up(void **state)
{
	struct day first = DAY_FIRST, last = DAY_LAST;
	good(db_as(mem, store, everybody, WRITING, &d));
	const int64_t orgs[] = { CITY_UNION, EAST, WEST, 300, 301, MOVED };
	for (size_t i = 0; i < COUNT(orgs); i++) {
		int64_t level = i == 0 ? 1 : i < 3 ? 2 : 4;
		put_above(orgs[i], orgs[i], first, last, i == 0 ? "city" : i < 3 ? "county" : "unit", level, 0);
		if (i)
			put_above(CITY_UNION, orgs[i], first, last, "city", level, i < 3 ? 1 : 2);
	}
	put_above(EAST, 300, first, last, "county", 4, 1);
	put_above(WEST, 301, first, last, "county", 4, 1);
	put_above(EAST, MOVED, first, jan(15), "county", 4, 1);
	put_above(WEST, MOVED, jan(15), last, "county", 4, 1);
	put_visit(1, 300, 8, 51, 100, "home", "approved");
	put_visit(2, 300, 9, 51, 200, "home", "approved");   /* the same person again */
	put_visit(3, 301, 8, 52, 300, "site", "approved");
	put_visit(4, MOVED, 14, 53, 400, NULL, "approved");  /* still of the east */
	put_visit(5, MOVED, 15, 54, 500, "site", "approved");/* of the west */
	put_visit(6, CITY_UNION, 20, 55, -50, "home", "approved");
	put_visit(7, 300, 8, 56, 700, "home", "draft");
	put_visit(8, 300, 9, 57, 800, "home", "submitted");
	good(item_add(d, (struct item_add_in){ 52, STR("王五") }));
	return 0;
}

static int tear_down(void **state)
{
	db_rollback(d);
	return 0;
}

static struct tally_in january(int64_t org)
{
	return (struct tally_in){ .org = org, .month_from = 201901, .month_to = 201901, .day_from = jan(1), .day_to = jan(31),
		.limit = 100 };
}

static struct tally_row tally(int64_t org)
{
	struct tally_in in = january(org);
	struct tally_row row;
	bool found = false;
	good(db_one(d, &visited.tally, &in, &row, &found));
	assert_true(found);
	return row;
}

static void tallies(void **state)
{
	struct tally_row city = tally(CITY_UNION), east = tally(EAST), west = tally(WEST), none = tally(999);
	assert_int_equal(city.n, 6);
	assert_int_equal(city.keys, 5);
	assert_int_equal(city.amount, 145000);
	assert_int_equal(city.least, -5000);
	assert_int_equal(city.most, 50000);
	assert_int_equal(east.n, 3);                         /* as of each row's day */
	assert_int_equal(west.n, 2);
	assert_true(none.n == 0 && none.keys == 0 && none.amount == 0 && none.least == 0 && none.most == 0);
}

static void units_and_parts(void **state)
{
	struct tally_in in = january(CITY_UNION);
	struct tally_unit_row *units;
	struct tally_part_row *parts;
	size_t n;
	good(db_many(d, &visited.units, &in, (void **)&units, &n));
	assert_int_equal(n, 3);
	assert_true(units[0].unit == INT_NONE && units[0].n == 1 && units[0].amount == -5000);
	assert_true(units[1].unit == EAST && units[1].n == 3 && units[1].keys == 2);
	assert_true(units[2].unit == WEST && units[2].n == 2 && units[2].amount == 80000);
	good(db_many(d, &visited.parts, &in, (void **)&parts, &n));
	assert_int_equal(n, 3);
	assert_true(!parts[0].part.p && parts[0].n == 1);
	assert_true(str_is(parts[1].part, "home") && parts[1].n == 3 && parts[1].keys == 2);
	assert_true(str_is(parts[2].part, "site") && parts[2].amount == 80000);
}

static void rows_in_order(void **state)
{
	struct tally_in in = january(CITY_UNION);
	struct evidence_row *rows;
	const int64_t order[] = { 1, 3, 2, 4, 5, 6 };
	size_t n;
	good(db_many(d, &visited.rows, &in, (void **)&rows, &n));
	assert_int_equal(n, 6);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(rows[i].record, order[i]);
	assert_true(str_is(rows[1].label, "王五") && str_is(rows[1].key, "52") && rows[1].day.n == jan(8).n && rows[1].org == 301);
	in.day_from = jan(9);
	in.day_to = jan(14);
	good(db_many(d, &visited.rows, &in, (void **)&rows, &n));
	assert_int_equal(n, 2);
}

/* What is seen and the rest are the tally, whoever reads. */
static void seen_and_rest(void **state)
{
	const int64_t readers[] = { CITY_UNION, EAST, WEST, 300, MOVED, 999 };
	const size_t sees[] = { 6, 2, 3, 2, 2, 0 }, orgs[] = { 0, 3, 2, 3, 3, 4 };
	for (size_t i = 0; i < COUNT(readers); i++) {
		struct tally_in in = january(CITY_UNION);
		struct evidence_row *rows;
		struct rest_row rest;
		size_t n;
		bool found;
		db_set_viewer(d, 7, readers[i]);
		good(db_many(d, &visited.seen, &in, (void **)&rows, &n));
		good(db_one(d, &visited.rest, &in, &rest, &found));
		assert_int_equal(n, sees[i]);
		assert_int_equal(n + (size_t)rest.n, 6);
		assert_int_equal(rest.orgs, orgs[i]);
	}
	struct tally_in page = january(CITY_UNION);
	struct evidence_row *rows;
	size_t n;
	db_set_viewer(d, 7, CITY_UNION);
	page.limit = 2;
	page.offset = 3;
	good(db_many(d, &visited.seen, &page, (void **)&rows, &n));
	assert_true(n == 2 && rows[0].record == 4 && rows[1].record == 5);
}

/* What awaits approval is counted by nothing else, and in its own scope. */
static void waiting(void **state)
{
	const int64_t orgs[] = { CITY_UNION, EAST, WEST }, waits[] = { 1, 1, 0 };
	for (size_t i = 0; i < COUNT(orgs); i++) {
		struct tally_in in = january(orgs[i]);
		struct rest_row row;
		bool found;
		good(db_one(d, &visited.waiting, &in, &row, &found));
		assert_int_equal(row.n, waits[i]);
	}
	struct tally_in late = january(CITY_UNION);
	struct rest_row row;
	bool found;
	late.day_from = jan(10);
	good(db_one(d, &visited.waiting, &late, &row, &found));
	assert_int_equal(row.n, 0);
}

static void levels(void **state)
{
	struct visit_counties_row row;
	bool found;
	struct visit_counties_in in = { .month_from = 201901, .month_to = 201901, .day_from = jan(1), .day_to = jan(31),
		.org = CITY_UNION };
	good(visit_counties(d, in, &row, &found));
	assert_int_equal(row.n, 1);                          /* the city's own: no county has a visit of its own */
}

static void visible_and_granted(void **state)
{
	struct visit_seen_row *seen;
	struct visit_mine_row *mine;
	size_t n;
	db_set_viewer(d, 7, EAST);
	good(visit_seen(d, &seen, &n));
	assert_int_equal(n, 4);                              /* 1, 2, the draft 7 and 8; 302 has gone */
	good(visit_mine(d, &mine, &n));
	assert_int_equal(n, 0);
	good(db_exec(d, &granted_table.insert, &(struct granted){ CITY, 90, 5, 7 }));
	good(visit_mine(d, &mine, &n));
	assert_true(n == 1 && mine[0].id == 5);
}

static void by_natural_and_source(void **state)
{
	struct visit key = { { .city = CITY, .natural = STR("n2"), .source = 4 } }, *rows;
	size_t n;
	good(db_many(d, &visit_table.by_natural, &key, (void **)&rows, &n));
	assert_true(n == 1 && rows[0].head.id == 2 && rows[0].cash.fen == 20000);
	good(db_many(d, &visit_table.by_source, &key, (void **)&rows, &n));
	assert_int_equal(n, 8);
}

int main(void)
{
	mem = arena_open(0);
	good(store_open(mem, store_where(mem, "db_evidence"), &store));
	good(store_migrate(mem, store, &dbtest_schema, 1));
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = { TEST(tallies), TEST(units_and_parts), TEST(rows_in_order), TEST(seen_and_rest),
		TEST(waiting), TEST(levels),
		TEST(visible_and_granted), TEST(by_natural_and_source) };
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(mem);
	store_gone();
	return failed;
}
