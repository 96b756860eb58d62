/* Transactions: what is undone is gone, what is read-only stays so, what conflicts is told. */
#include <pthread.h>
#include "db_store.h"

static struct arena *mem;
static struct store *store;

static struct db *open_db(enum mode mode)
{
	struct db *d;
	good(db_as(mem, store, everybody, mode, &d));
	return d;
}

static fault add(struct db *d, int64_t id)
{
	return item_add(d, (struct item_add_in){ id, STR("word") });
}

static int64_t count(struct db *d)
{
	struct item_count_row row = { 0 };
	bool found;
	good(item_count(d, &row, &found));
	return row.n;
}

static int64_t count_now(void)
{
	struct db *d = open_db(READING);
	int64_t n = count(d);
	good(db_commit(d));
	return n;
}

static void rolled_back(void **state)
{
	struct db *d = open_db(WRITING);
	good(add(d, 1));
	assert_int_equal(count(d), 1);
	db_rollback(d);
	db_rollback(d);                                      /* twice is nothing */
	assert_int_equal(count_now(), 0);
	bad(add(d, 2), BLAME_US, "db.statement");            /* it has ended */
	bad(db_commit(d), BLAME_US, "db.statement");
}

static void committed(void **state)
{
	struct db *d = open_db(WRITING);
	good(add(d, 1));
	good(db_commit(d));
	assert_int_equal(count_now(), 1);
}

static void forgotten(void **state)
{
	struct arena *own = arena_open(0);
	struct db *d;
	good(db_as(own, store, everybody, WRITING, &d));
	good(add(d, 1));
	arena_close(own);
	assert_int_equal(count_now(), 0);
	d = open_db(WRITING);                                /* and the lock is free */
	db_rollback(d);
}

static void savepoints(void **state)
{
	struct db *d = open_db(WRITING);
	good(add(d, 1));
	good(db_point(d));
	good(add(d, 2));
	bad(db_point(d), BLAME_US, "db.statement");          /* one at a time */
	good(db_point_back(d));
	good(db_point(d));
	good(add(d, 3));
	good(db_point_keep(d));
	bad(db_point_keep(d), BLAME_US, "db.statement");
	bad(db_point_back(d), BLAME_US, "db.statement");
	good(db_commit(d));
	assert_int_equal(count_now(), 2);
}

static void failed_statement(void **state)
{
	struct db *d = open_db(WRITING);
	good(add(d, 1));
	good(db_point(d));
	bad(add(d, 1), BLAME_CONFLICT, "db.same");
	bad(add(d, 2), BLAME_CONFLICT, "db.same");           /* nothing goes on behind a fault ... */
	good(db_point_back(d));
	good(add(d, 2));                                     /* ... but back at the savepoint */
	bad(add(d, 1), BLAME_CONFLICT, "db.same");
	bad(db_commit(d), BLAME_CONFLICT, "db.same");        /* half a transaction is never kept */
	assert_int_equal(count_now(), 0);
}

/* Writes that are done behind the writer: whoever reads sees all of them, and a fault comes with a later call. */
static void late(void **state)
{
	struct db *d = open_db(WRITING);
	good(db_late(d));
	good(item_many(d, (struct item_many_in){ 10 }));     /* an insert that no batch can take */
	for (int64_t i = 11; i <= 9000; i++)
		good(add(d, i));
	assert_int_equal(count(d), 9000);
	good(add(d, 9001));
	good(db_settled(d));
	good(add(d, 9002));
	good(db_commit(d));
	assert_int_equal(count_now(), 9002);

	d = open_db(WRITING);
	good(db_late(d));
	for (int64_t i = 1; i < 40; i++)
		good(add(d, 9000 + i));                      /* the first of them is there already */
	bad(db_settled(d), BLAME_CONFLICT, "db.same");
	bad(add(d, 9999), BLAME_CONFLICT, "db.same");
	bad(db_commit(d), BLAME_CONFLICT, "db.same");
	d = open_db(WRITING);
	good(db_late(d));
	good(add(d, 9001));
	bad(db_commit(d), BLAME_CONFLICT, "db.same");        /* nobody has asked before */
	d = open_db(WRITING);
	good(db_late(d));
	good(add(d, 9999));
	db_rollback(d);
	assert_int_equal(count_now(), 9002);
}

static void refused(void **state)
{
	struct db *d = open_db(WRITING);
	struct visit v = { { .city = CITY, .id = 1, .org = 2, .day = { 17904 }, .month = 201901, .state = STR("draft"),
		.natural = STR("n"),
		.digest = STR("d"), .source = INT_NONE, .sheet_row = INT_NONE, .client_id = STR("c"), .recorded_by = 1,
			.entered_by = 1, .editor = 1 } };
	v.person = 5;
	v.kind = STR("never");
	bad(db_exec(d, &visit_table.insert, &v), BLAME_US, "db.refused");
	db_rollback(d);
	d = open_db(WRITING);
	v.kind = STR("once");
	v.head.state = STR_NONE;
	bad(db_exec(d, &visit_table.insert, &v), BLAME_US, "db.refused");
	db_rollback(d);
	d = open_db(WRITING);
	bad(db_script(d, "SELECT * FROM nowhere"), BLAME_US, "db.statement");
	db_rollback(d);
}

static void reading(void **state)
{
	struct db *d = open_db(READING);
	bad(add(d, 1), BLAME_US, "db.reading");
	db_rollback(d);
	d = open_db(READING);
	bad(db_script(d, "CREATE TABLE sneaked (x INTEGER)"), BLAME_US, "db.reading");
	db_rollback(d);
	d = open_db(READING);
	bad(db_script(d, "DELETE FROM item"), BLAME_US, "db.reading");
	bad(db_commit(d), BLAME_US, "db.reading");
	d = open_db(WRITING);                                /* the same link writes again */
	good(add(d, 1));
	good(db_commit(d));
}

static void snapshot(void **state)
{
	struct db *reader = open_db(READING), *writer = open_db(WRITING);
	assert_int_equal(count(reader), 0);
	good(add(writer, 1));
	good(db_commit(writer));
	assert_int_equal(count(reader), 0);
	good(db_commit(reader));
	assert_int_equal(count_now(), 1);
}

/* Two writers: SQLite says so at the beginning, PostgreSQL at the row or at the end. */
static void conflict(void **state)
{
	struct db *one = open_db(WRITING), *two = NULL;
	fault f = NULL;
	good(add(one, count(one) + 1));
	f = db_as(mem, store, everybody, WRITING, &two);
	if (!f)
		f = add(two, count(two) + 2);
	good(db_commit(one));
	if (!f)
		f = db_commit(two);
	bad(f, BLAME_BUSY, "db.busy");
	if (two)
		db_rollback(two);
	assert_int_equal(count_now(), 1);
	two = open_db(WRITING);                              /* run again: it goes through */
	good(add(two, 2));
	good(db_commit(two));
}

static void lock_wait(void **state)
{
	struct db *one = open_db(WRITING), *two = NULL;
	struct item_rename_row *rows;
	size_t n;
	good(add(one, 1));
	good(db_commit(one));
	one = open_db(WRITING);
	good(item_rename(one, (struct item_rename_in){ STR("x"), 1 }, &rows, &n));
	fault f = db_as(mem, store, everybody, WRITING, &two);
	if (!f)
		f = item_rename(two, (struct item_rename_in){ STR("y"), 1 }, &rows, &n);
	bad(f, BLAME_BUSY, "db.busy");
	if (two)
		db_rollback(two);
	db_rollback(one);
}

/* The hook before the commit. */
static fault hook_add(struct db *d, void *note)
{
	++*(int *)note;
	return add(d, 50);
}

static fault hook_refuse(struct db *d, void *note)
{
	return fault_make(db_mem(d), BLAME_CONFLICT, "test.hook", "不行。");
}

static void hooks(void **state)
{
	int calls = 0;
	struct db *d = open_db(WRITING);
	assert_null(db_note(d));
	db_set_note(d, &calls, hook_add);
	assert_ptr_equal(db_note(d), &calls);
	good(add(d, 1));
	good(db_commit(d));
	assert_int_equal(calls, 1);
	assert_int_equal(count_now(), 2);
	d = open_db(WRITING);
	db_set_note(d, &calls, hook_refuse);
	good(add(d, 2));
	bad(db_commit(d), BLAME_CONFLICT, "test.hook");
	d = open_db(WRITING);
	db_set_note(d, &calls, hook_add);
	db_rollback(d);                                      /* no commit, no hook */
	assert_int_equal(calls, 1);
	assert_int_equal(count_now(), 2);
	store_set_note(store, &calls);
	assert_ptr_equal(store_note(store), &calls);
}

/* Several threads, one store; each runs again when it is told so. */
enum { THREADS = 4, TURNS = 10 };

static void *thread(void *from)
{
	for (int64_t i = 0; i < TURNS; ) {
		struct arena *own = arena_open(0);
		struct db *d;
		fault f = db_as(own, store, everybody, WRITING, &d);
		if (!f)
			f = add(d, (int64_t)(intptr_t)from * 100 + i);
		if (!f)
			f = db_commit(d);
		if (f && f->blame != BLAME_BUSY)
			abort();
		i += !f;
		arena_close(own);
	}
	return NULL;
}

static void threads(void **state)
{
	pthread_t id[THREADS];
	for (intptr_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&id[i], NULL, thread, (void *)(i + 1)), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(id[i], NULL);
	assert_int_equal(count_now(), THREADS * TURNS);
}

static int empty(void **state)
{
	run_script(mem, store, "DELETE FROM item; DELETE FROM visit");
	return 0;
}

int main(void)
{
	db_patience = 300;
	mem = arena_open(0);
	good(store_open(mem, store_where(mem, "db_transaction"), &store));
	good(store_migrate(mem, store, &dbtest_schema, 1));
#define TEST(f) cmocka_unit_test_setup(f, empty)
	const struct CMUnitTest tests[] = { TEST(rolled_back), TEST(committed), TEST(forgotten), TEST(savepoints),
		TEST(failed_statement), TEST(late),
		TEST(refused), TEST(reading), TEST(snapshot), TEST(conflict), TEST(lock_wait), TEST(hooks), TEST(threads) };
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_close(mem);
	store_gone();
	return failed;
}
