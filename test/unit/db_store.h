/* A store of its own for each test program, on the engine that NUAN_TEST_DB names (a path or a postgresql:// URI; a temporary file when
 * it is not set). Programs run side by side: on PostgreSQL each has a schema, on SQLite a file. */
#ifndef NUAN_DB_STORE_H
#define NUAN_DB_STORE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "db/driver.h"
#include "dbtest.sql.h"
#include "dbtest.schema.h"

#define CITY 1
static const struct scope everybody __attribute__((unused)) = { CITY, 7, 100 };

static inline void good(fault f)
{
	if (f)
		fail_msg("%s: %s (%s)", f->code, f->say, f->note ? f->note : "");
}

static inline void bad(fault f, enum blame blame, const char *code)
{
	assert_non_null(f);
	if (f->blame != blame || strcmp(f->code, code))
		fail_msg("wanted %s (%d), got %s (%d): %s", code, blame, f->code, f->blame, f->note ? f->note : "");
	assert_true(strlen(f->say) > 0);
	assert_true(str_ends(str_of(f->say), STR("。")));
}

static inline void run_script(struct arena *mem, struct store *s, const char *sql)
{
	struct db *d;
	good(db_as(mem, s, everybody, WRITING, &d));
	good(db_script(d, sql));
	good(db_commit(d));
}

/* Where the program's own store is, emptied. On SQLite it is a file, and store_file() names it. */
static char store_path[4096];

static inline void store_gone(void)
{
	const char *ends[] = { "", "-wal", "-shm" };
	for (size_t i = 0; store_path[0] && i < COUNT(ends); i++) {
		char path[4100];
		snprintf(path, sizeof path, "%.4090s%s", store_path, ends[i]);
		unlink(path);
	}
}

static inline struct str store_where(struct arena *mem, const char *name)
{
	const char *where = getenv("NUAN_TEST_DB");
	struct str at = str_of(where);
	if (at.p && str_starts(at, STR("postgres"))) {
		struct store *s;
		good(store_open(mem, at, &s));
		run_script(mem, s, str_c(mem, str_fmt(mem, "DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s", name, name)));
		return str_fmt(mem, "%s%soptions=-csearch_path%%3D%s", where, str_find(at, STR("?")) == SIZE_MAX ? "?" : "&", name);
	}
	snprintf(store_path, sizeof store_path, "%s.%s.%ld", where ? where : "/tmp/nuan_test", name, (long)getpid());
	store_gone();
	return str_of(store_path);
}

#endif
