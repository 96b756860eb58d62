/* The outside fails: a full disk, a file that is no database, a path that is none, a server that is not there. */
#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "db_store.h"

static struct arena *mem;
static char folder[] = "/tmp/nuan_disk_XXXXXX";

static struct str in_folder(const char *name)
{
	return str_fmt(mem, "%s/%s", folder, name);
}

static int64_t count_in(struct store *s)
{
	struct db *d;
	struct item_count_row row = { 0 };
	bool found;
	good(db_as(mem, s, everybody, READING, &d));
	good(item_count(d, &row, &found));
	db_rollback(d);
	return row.n;
}

static struct store *store_with_one(const char *name)
{
	struct store *s;
	good(store_open(mem, in_folder(name), &s));
	good(store_migrate(mem, s, &dbtest_schema, 1));
	run_script(mem, s, "INSERT INTO item (city, id, word) VALUES (1, 1000000, 'first')");
	return s;
}

/* The file may not grow any more: every write answers EFBIG, as a full disk answers ENOSPC. */
static void disk_full(void **state)
{
	struct store *s = store_with_one("full.db");
	struct rlimit before, small;
	struct stat wal;
	struct db *d;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(stat(str_c(mem, in_folder("full.db-wal")), &wal), 0);
	getrlimit(RLIMIT_FSIZE, &before);
	small = before;
	small.rlim_cur = (rlim_t)wal.st_size + 65536;
	setrlimit(RLIMIT_FSIZE, &small);
	good(db_as(mem, s, everybody, WRITING, &d));
	fault f = item_many(d, (struct item_many_in){ 20000 });
	if (!f)
		f = db_commit(d);
	db_rollback(d);
	bad(f, BLAME_US, "io.full");
	assert_int_equal(count_in(s), 1);                    /* nothing of it stands, and reading goes on */
	setrlimit(RLIMIT_FSIZE, &before);
	good(db_as(mem, s, everybody, WRITING, &d));
	good(item_many(d, (struct item_many_in){ 20000 }));
	good(db_commit(d));
	assert_int_equal(count_in(s), 20001);
}

static void pages_full(void **state)
{
	struct store *s = store_with_one("pages.db");
	struct db *d;
	good(db_as(mem, s, everybody, WRITING, &d));
	good(db_script(d, "PRAGMA max_page_count = 30"));
	bad(item_many(d, (struct item_many_in){ 100000 }), BLAME_US, "io.full");
	bad(db_commit(d), BLAME_US, "io.full");
	assert_int_equal(count_in(s), 1);
}

static void write_file(struct str path, const char *text, size_t n)
{
	FILE *f = fopen(str_c(mem, path), "w");
	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	fclose(f);
}

static void not_a_database(void **state)
{
	struct store *s = NULL;
	char text[4096];
	memset(text, 'x', sizeof text);
	write_file(in_folder("notes.txt"), text, sizeof text);
	bad(store_open(mem, in_folder("notes.txt"), &s), BLAME_INPUT, "db.not_a_database");
	assert_null(s);
}

static void damaged(void **state)
{
	struct arena *own = arena_open(0);
	struct store *s;
	char noise[4096];
	good(store_open(own, in_folder("damaged.db"), &s));
	good(store_migrate(own, s, &dbtest_schema, 1));
	struct db *d;
	good(db_as(own, s, everybody, WRITING, &d));
	good(item_many(d, (struct item_many_in){ 20000 }));
	good(db_commit(d));
	arena_close(own);                                    /* the last link writes everything into the one file */
	memset(noise, 0x5a, sizeof noise);
	FILE *f = fopen(str_c(mem, in_folder("damaged.db")), "r+");
	for (long at = 4096 * 4; fseek(f, at, SEEK_SET) == 0 && at < 4096 * 60; at += 4096)
		assert_int_equal(fwrite(noise, 1, sizeof noise, f), sizeof noise);
	fclose(f);
	struct item_words_row *rows;
	size_t n;
	good(store_open(mem, in_folder("damaged.db"), &s));
	good(db_as(mem, s, everybody, READING, &d));
	bad(item_words(d, &rows, &n), BLAME_US, "db.broken");
	db_rollback(d);
}

static void no_such_place(void **state)
{
	struct store *s = NULL;
	bad(store_open(mem, in_folder("no/such/place.db"), &s), BLAME_INPUT, "db.open");
	bad(store_open(mem, str_of(folder), &s), BLAME_INPUT, "db.open");
	bad(store_open(mem, STR_NONE, &s), BLAME_INPUT, "db.open");
	bad(store_open(mem, str_fmt(mem, "postgresql:///none?host=%s", folder), &s), BLAME_INPUT, "db.open");
	bad(store_open(mem, STR("postgresql://["), &s), BLAME_INPUT, "db.open");
	assert_null(s);
}

/* A file that may not be written. The superuser may write everything, so it becomes somebody else for a while. */
static void read_only_file(void **state)
{
	struct arena *own = arena_open(0);
	struct store *s;
	struct db *d;
	good(store_open(own, in_folder("fixed.db"), &s));
	good(store_migrate(own, s, &dbtest_schema, 1));
	arena_close(own);
	bool super = geteuid() == 0;
	chmod(folder, 0777);
	chmod(str_c(mem, in_folder("fixed.db")), 0444);
	if (super)
		assert_int_equal(seteuid(65534), 0);
	fault f = store_open(mem, in_folder("fixed.db"), &s);
	if (!f)
		f = db_as(mem, s, everybody, WRITING, &d);
	if (!f)
		f = item_many(d, (struct item_many_in){ 1 });
	if (super)
		assert_int_equal(seteuid(0), 0);
	bad(f, BLAME_INPUT, "db.readonly");
}

static int tear_down(void **state)
{
	char sweep[100];
	snprintf(sweep, sizeof sweep, "rm -r %s", folder);
	return system(sweep);
}

int main(void)
{
	db_patience = 300;
	mem = arena_open(0);
	if (!mkdtemp(folder))
		return 1;
	const struct CMUnitTest tests[] = { cmocka_unit_test(disk_full), cmocka_unit_test(pages_full),
		cmocka_unit_test(not_a_database),
		cmocka_unit_test(damaged), cmocka_unit_test(no_such_place), cmocka_unit_test(read_only_file) };
	int failed = cmocka_run_group_tests(tests, NULL, tear_down);
	arena_close(mem);
	return failed;
}
