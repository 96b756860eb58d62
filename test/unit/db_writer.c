/* Many writes, one commit: what one does wrong does not touch the others, and nobody is told before it stands. */
#include <pthread.h>
#include "db_store.h"
#include "db/writer.h"

enum { MANY_WRITES = 200 };
static struct arena *mem;
static struct store *store;

struct job { struct write write; int64_t id; bool fails, fills; int runs; bool done; fault said; struct arena *own; };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ended = PTHREAD_COND_INITIALIZER;
static int left;

static int64_t count_now(void)
{
	struct item_count_row row = { 0 };
	struct db *d;
	bool found;
	good(db_as(mem, store, everybody, READING, &d));
	good(item_count(d, &row, &found));
	db_rollback(d);
	return row.n;
}

static fault job_run(void *ctx, struct db *d)
{
	struct job *j = ctx;
	j->runs++;
	TRY(item_add(d, (struct item_add_in){ j->id, STR("word") }));
	while (j->fills)
		arena_get(j->own, 1 << 20);
	return j->fails ? fault_make(j->own, BLAME_INPUT, "job.fails", "不行。") : NULL;
}

static void job_done(void *ctx, fault f)
{
	struct job *j = ctx;
	pthread_mutex_lock(&lock);
	assert_false(j->done);
	j->done = true;
	j->said = f;
	left--;
	pthread_cond_signal(&ended);
	pthread_mutex_unlock(&lock);
}

static struct job *jobs_new(int n)
{
	struct job *jobs = arena_get(mem, (size_t)n * sizeof *jobs);
	for (int i = 0; i < n; i++) {
		jobs[i].own = arena_open(8 << 20);
		arena_later(mem, (void (*)(void *))arena_close, jobs[i].own);
		jobs[i].id = i + 1;
		jobs[i].write = (struct write){ .mem = jobs[i].own, .scope = everybody, .run = job_run, .done = job_done, .ctx = &jobs[i] };
	}
	left = n;
	return jobs;
}

static void wait_all(void)
{
	pthread_mutex_lock(&lock);
	while (left)
		pthread_cond_wait(&ended, &lock);
	pthread_mutex_unlock(&lock);
}

static struct writer *writer_new(void)
{
	struct writer *w;
	good(writer_open(mem, store, &w));
	return w;
}

static void one_alone(void **state)
{
	struct writer *w = writer_new();
	struct job *j = jobs_new(1);
	j->write.done = NULL;
	good(writer_run(w, &j->write));
	assert_int_equal(count_now(), 1);
	assert_int_equal(writer_count(w).commits, 1);
	writer_close(w);
	writer_close(w);                                     /* twice is nothing */
}

/* While the first is held up, the others queue; then they share commits. Every third fails and leaves nothing. */
static void many_together(void **state)
{
	struct writer *w = writer_new();
	struct job *jobs = jobs_new(MANY_WRITES);
	struct db *holder;
	int64_t stand = 0;
	good(db_as(mem, store, everybody, WRITING, &holder));
	if (store_is_postgres(store))
		good(db_script(holder, "LOCK TABLE item IN EXCLUSIVE MODE"));
	for (int i = 0; i < MANY_WRITES; i++) {
		jobs[i].fails = i % 3 == 2;
		jobs[i].fills = i == 100;
		stand += !jobs[i].fails && !jobs[i].fills;
		writer_add(w, &jobs[i].write);
	}
	db_rollback(holder);
	wait_all();
	assert_int_equal(count_now(), stand);
	for (int i = 0; i < MANY_WRITES; i++) {
		assert_int_equal(jobs[i].runs, 1);
		if (jobs[i].fills)
			bad(jobs[i].said, BLAME_US, "memory.full");
		else if (jobs[i].fails)
			bad(jobs[i].said, BLAME_INPUT, "job.fails");
		else
			good(jobs[i].said);
	}
	assert_int_equal(writer_count(w).writes, MANY_WRITES);
	assert_true(writer_count(w).commits < MANY_WRITES / 4);
	writer_close(w);
}

/* What the engine itself refuses undoes one. */
static void the_same_twice(void **state)
{
	struct writer *w = writer_new();
	struct job *jobs = jobs_new(3);
	jobs[1].id = 1;
	for (int i = 0; i < 3; i++)
		writer_add(w, &jobs[i].write);
	wait_all();
	good(jobs[0].said);
	bad(jobs[1].said, BLAME_CONFLICT, "db.same");
	good(jobs[2].said);
	assert_int_equal(count_now(), 2);
	writer_close(w);
}

/* A commit that fails tells each of its writes, after each was tried alone. */
static fault spoil(void *ctx, struct db *d)
{
	struct job *j = ctx;
	TRY(job_run(ctx, d));
	return db_script(d, j->id == 1 ? "RELEASE SAVEPOINT request; ROLLBACK" : "SELECT 1");
}

static void a_broken_group(void **state)
{
	if (store_is_postgres(store))
		skip();                                      /* the writer is SQLite's; there the engine groups */
	struct writer *w = writer_new();
	struct job *jobs = jobs_new(3);
	struct db *holder;
	good(db_as(mem, store, everybody, WRITING, &holder));
	for (int i = 0; i < 3; i++) {
		jobs[i].write.run = spoil;
		writer_add(w, &jobs[i].write);
	}
	db_rollback(holder);
	wait_all();
	assert_non_null(jobs[0].said);
	good(jobs[1].said);
	good(jobs[2].said);
	assert_int_equal(count_now(), 2);
	writer_close(w);
}

/* Who writes from elsewhere for too long: everybody who waits is told, once, and nobody waits his own ten seconds. */
static void somebody_else_writes(void **state)
{
	if (store_is_postgres(store))
		skip();
	struct writer *w = writer_new();
	struct job *jobs = jobs_new(20);
	struct db *holder;
	db_patience = 100;
	store_forget(store);
	good(db_as(mem, store, everybody, WRITING, &holder));
	for (int i = 0; i < 20; i++)
		writer_add(w, &jobs[i].write);
	wait_all();
	db_rollback(holder);
	db_patience = 10000;
	for (int i = 0; i < 20; i++)
		bad(jobs[i].said, BLAME_BUSY, "db.busy");
	assert_int_equal(count_now(), 0);
	writer_close(w);
}

static void closing_does_what_was_added(void **state)
{
	struct writer *w = writer_new();
	struct job *jobs = jobs_new(50);
	for (int i = 0; i < 50; i++)
		writer_add(w, &jobs[i].write);
	writer_close(w);
	assert_int_equal(left, 0);
	assert_int_equal(count_now(), 50);
}

static int set_up(void **state)
{
	mem = arena_open(0);
	good(store_open(mem, store_where(mem, "db_writer"), &store));
	good(store_migrate(mem, store, &dbtest_schema, 1));
	return 0;
}

static int tear_down(void **state)
{
	arena_close(mem);
	store_gone();
	return 0;
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
	const struct CMUnitTest tests[] = { T(one_alone), T(many_together), T(the_same_twice), T(a_broken_group), T(somebody_else_writes),
		T(closing_does_what_was_added) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
