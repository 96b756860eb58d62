/* Several writers at once, each running again when it is told so: all end, no number is given twice, the trail has no fork. */
#include <pthread.h>
#include "kernel_kit.h"

enum { WRITERS = 3, FILES = 4, LINES = 15, PATIENCE = 500 };
struct writer { struct kit *k; int number; const char *failed; };

static fault file_in(struct kit *k, struct sent s)
{
	struct import_result r = { 0 };
	struct db *db;
	TRY(db_as(k->mem, k->store, (struct scope){ 1, s.actor, k->city }, WRITING, &db));
	fault f = kit_import(k, db, s, &r);
	if (!f && r.n_wrongs)
		f = fault_make(k->mem, BLAME_US, "test.wrong", "%s", r.wrongs->say);
	if (!f)
		return db_commit(db);
	db_rollback(db);
	return f;
}

static void *write_files(void *from)
{
	struct writer *w = from;
	for (int i = 0; i < FILES && !w->failed; i++) {
		bool done = false;
		for (int tries = 0; !done && !w->failed; tries++) {
			struct kit own = *w->k;
			own.mem = arena_open(0);
			struct buf csv = { .mem = own.mem };
			buf_puts(&csv, "条线,类别,事项,日期\n");
			for (int line = 0; line < LINES; line++)
				buf_fmt(&csv, "送温暖,会议,第%d人第%d份第%d行,2019-01-08\n", w->number, i, line);
			buf_c(&csv, '\0');
			fault f = file_in(&own, (struct sent){ .of = &MATTER_EVENT, .csv = csv.p, .actor = 7 + w->number, .part = str_fmt(own.mem, "%d/%d", w->number, i).p });
			done = !f;
			if (f && (f->blame != BLAME_BUSY || tries == PATIENCE))
				w->failed = f->code;
			arena_close(own.mem);
		}
	}
	return NULL;
}

static void at_once(void **state)
{
	struct kit *k = kit_open();
	struct writer writers[WRITERS];
	pthread_t threads[WRITERS];
	int64_t entries = kit_verify(k).entries;
	for (int i = 0; i < WRITERS; i++) {
		writers[i] = (struct writer){ k, i, NULL };
		assert_int_equal(pthread_create(&threads[i], NULL, write_files, &writers[i]), 0);
	}
	for (int i = 0; i < WRITERS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < WRITERS; i++)
		if (writers[i].failed)
			fail_msg("writer %d: %s", i, writers[i].failed);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event"), WRITERS * FILES * LINES);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM import"), WRITERS * FILES);
	assert_int_equal(kit_count(k, "SELECT count(DISTINCT i) FROM (SELECT id AS i FROM event UNION ALL SELECT id FROM import UNION ALL SELECT id FROM org "
		"UNION ALL SELECT id FROM org_name) x"), WRITERS * FILES * (LINES + 1) + 2);
	assert_int_equal(kit_verify(k).entries, entries + WRITERS * FILES);
	assert_whole(k);
	kit_close(k);
}

/* The same file from two people at one moment: one brings it in, for the other it is a repeat or the same rows. */
static void *write_same(void *from)
{
	struct writer *w = from;
	bool done = false;
	for (int tries = 0; !done && !w->failed; tries++) {
		struct kit own = *w->k;
		own.mem = arena_open(0);
		fault f = file_in(&own, (struct sent){ .of = &MATTER_EVENT, .csv = "条线,类别,事项,日期\n送温暖,会议,一,2019-01-08\n送温暖,会议,二,2019-01-08\n",
			.actor = 7 + w->number });
		done = !f;
		if (f && (f->blame != BLAME_BUSY || tries == PATIENCE))
			w->failed = f->code;
		arena_close(own.mem);
	}
	return NULL;
}

static void the_same_file(void **state)
{
	struct kit *k = kit_open();
	struct writer writers[2] = { { k, 0, NULL }, { k, 1, NULL } };
	pthread_t threads[2];
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, write_same, &writers[i]), 0);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert_null(writers[0].failed);
	assert_null(writers[1].failed);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM event"), 2);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM import WHERE state = 'done'"), 1);
	assert_whole(k);
	kit_close(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(at_once), cmocka_unit_test(the_same_file) };
	db_patience = 2000;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
