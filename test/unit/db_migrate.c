/* Migrations: run once, in order, all or nothing, and never on a database that knows more than the program. */
#include "db_store.h"

static struct arena *mem;
static struct str where;
static struct store *store;

/* The test's schema at an earlier version, and with a third part. */
static struct schema at_version(int version)
{
	struct schema s = dbtest_schema;
	s.version = version;
	return s;
}

static struct schema with_third(const char *third)
{
	struct schema s = at_version(3);
	s.sqlite = str_c(mem, str_fmt(mem, "%s-- migration: 3\n%s\n", s.sqlite, third));
	s.postgres = str_c(mem, str_fmt(mem, "%s-- migration: 3\n%s\n", s.postgres, third));
	return s;
}

static void fresh_is_empty(void **state)
{
	bad(store_check(mem, store, &dbtest_schema, 1), BLAME_INPUT, "db.empty");
}

static void step_by_step(void **state)
{
	struct schema one = at_version(1);
	good(store_migrate(mem, store, &one, 1));
	good(store_check(mem, store, &one, 1));
	bad(store_check(mem, store, &dbtest_schema, 1), BLAME_INPUT, "db.older");
	run_script(mem, store, "INSERT INTO item (city, id, word) VALUES (1, 1, 'kept')");
	good(store_migrate(mem, store, &dbtest_schema, 1));
	good(store_migrate(mem, store, &dbtest_schema, 1));  /* again: nothing to do */
	good(store_check(mem, store, &dbtest_schema, 1));
	struct item key = { CITY, 1 }, row;
	struct db *d;
	bool found = false;
	good(db_as(mem, store, everybody, READING, &d));
	good(db_one(d, &item_table.select, &key, &row, &found));
	assert_true(found && str_is(row.word, "kept") && !row.remark.p);
	db_rollback(d);
}

static void newer(void **state)
{
	struct schema one = at_version(1), both[] = { dbtest_schema, one };
	both[0].name = "other";
	bad(store_check(mem, store, &one, 1), BLAME_INPUT, "db.newer");
	bad(store_migrate(mem, store, &one, 1), BLAME_INPUT, "db.newer");
	bad(store_migrate(mem, store, both, 2), BLAME_INPUT, "db.newer");
	struct db *d;                                        /* the first schema was not begun either */
	struct item_count_row row;
	bool found;
	good(db_as(mem, store, everybody, READING, &d));
	good(item_count(d, &row, &found));
	db_rollback(d);
	both[1].version = 2;
	bad(store_check(mem, store, both, 2), BLAME_INPUT, "db.older");
}

static void broken_part(void **state)
{
	struct schema s = with_third("CREATE TABLE half (x INTEGER); CREATE TABLE item (x INTEGER);");
	bad(store_migrate(mem, store, &s, 1), BLAME_US, "db.statement");
	bad(store_check(mem, store, &s, 1), BLAME_INPUT, "db.older");
	s = with_third("CREATE TABLE half (x INTEGER);");    /* nothing of it stayed */
	good(store_migrate(mem, store, &s, 1));
	good(store_check(mem, store, &s, 1));
	s.version = 4;
	bad(store_migrate(mem, store, &s, 1), BLAME_US, "db.statement");    /* a part that is not there */
}

static void another_name(void **state)
{
	struct schema s = { .name = "line", .version = 1, .sqlite = "-- migration: 1\nCREATE TABLE line_thing (x INTEGER);\n",
		.postgres = "-- migration: 1\nCREATE TABLE line_thing (x BIGINT);\n" };
	good(store_migrate(mem, store, &s, 1));
	good(store_check(mem, store, &s, 1));
}

int main(void)
{
	mem = arena_open(0);
	where = store_where(mem, "db_migrate");
	good(store_open(mem, where, &store));
	const struct CMUnitTest tests[] = { cmocka_unit_test(fresh_is_empty), cmocka_unit_test(step_by_step),
		cmocka_unit_test(newer),
		cmocka_unit_test(broken_part), cmocka_unit_test(another_name) };
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(mem);
	store_gone();
	return failed;
}
