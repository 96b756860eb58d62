/* Working days by the State Council's notices; a year without a notice is refused. */
#include "kernel_kit.h"

static struct day after(struct db *db, const char *from, int days)
{
	struct day d = DAY_NONE;
	assert_good(clock_add(db, on(from), days, &d));
	return d;
}

static bool working(struct db *db, const char *day)
{
	bool ret = false;
	assert_good(clock_working(db, on(day), &ret));
	return ret;
}

static void days(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, READING, 0);
	assert_true(working(db, "2019-01-02"));
	assert_false(working(db, "2019-01-01"));             /* New Year's Day */
	assert_false(working(db, "2019-01-05"));             /* Saturday */
	assert_true(working(db, "2019-02-02"));              /* a Saturday that is worked */
	assert_true(working(db, "2019-02-03"));
	assert_false(working(db, "2019-02-04"));             /* a Monday that is not */
	assert_false(working(db, "2019-05-03"));             /* by the notice as changed */
	assert_true(working(db, "2019-05-05"));
	assert_true(working(db, "2019-12-31"));
	db_rollback(db);
	kit_close(k);
}

static void adding(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, READING, 0);
	int n = 0;
	assert_int_equal(after(db, "2019-01-30", 5).n, on("2019-02-11").n);
	assert_int_equal(after(db, "2019-01-30", 0).n, on("2019-01-30").n);
	assert_int_equal(after(db, "2019-02-03", 1).n, on("2019-02-11").n);
	assert_int_equal(after(db, "2019-02-05", 1).n, on("2019-02-11").n);
	assert_good(clock_between(db, on("2019-01-30"), on("2019-02-11"), &n));
	assert_int_equal(n, 5);
	assert_good(clock_between(db, on("2019-02-03"), on("2019-02-10"), &n));
	assert_int_equal(n, 0);
	assert_good(clock_between(db, on("2019-02-11"), on("2019-02-11"), &n));
	assert_int_equal(n, 0);
	db_rollback(db);
	kit_close(k);
}

static void no_table(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, READING, 0);
	struct day d = on("2001-01-01");
	bool ret;
	int n;
	assert_fault(clock_working(db, on("2020-01-02"), &ret), "clock.no_table");
	assert_fault(clock_add(db, on("2019-12-31"), 1, &d), "clock.no_table");
	assert_int_equal(d.n, on("2001-01-01").n);
	assert_fault(clock_between(db, on("2019-12-30"), on("2020-01-02"), &n), "clock.no_table");
	assert_true(working(db, "2026-02-14"));
	db_rollback(db);
	kit_close(k);
}

static void seeded_once(void **state)
{
	struct kit *k = kit_open();
	int64_t n = kit_count(k, "SELECT count(*) FROM holiday");
	struct db *db = kit_begin(k, WRITING, 0);
	assert_good(clock_seed(db));
	assert_good(db_commit(db));
	assert_int_equal(kit_count(k, "SELECT count(*) FROM holiday"), n);
	kit_close(k);
}

SUITE(TEST(days), TEST(adding), TEST(no_table), TEST(seeded_once))
