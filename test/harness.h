/* What the cmocka programs share: a fresh store, folders and files that go away, shell commands, comparing text.
 * A test that needs memory opens an arena and closes it; everything here hangs on that arena. Include this first. */
#ifndef NUAN_TEST_HARNESS_H
#define NUAN_TEST_HARNESS_H
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "db/db.h"

/* A fault that should not be, with its code and both sentences; and one that should. */
#define assert_good(e) do { fault good_ = (e); if (good_) fail_msg("%s: %s: %s [%s]", #e, good_->code ? good_->code : "?", \
	good_->say ? good_->say : "", good_->note ? good_->note : ""); } while (0)
#define assert_fault(e, want) do { fault bad_ = (e); if (!bad_) fail_msg("%s: no fault, expected %s", #e, want); \
	else if (!bad_->code || strcmp(bad_->code, want)) fail_msg("%s: %s: %s, expected %s", #e, bad_->code ? bad_->code : "?", \
	bad_->say ? bad_->say : "", want); } while (0)

/* Text is `want`; when not, both are shown, and the line where they part. */
#define assert_text(got, want) harness_text((got), (want), __FILE__, __LINE__)
/* Text has `part` in it. */
#define assert_holds(got, part) harness_holds((got), (part), __FILE__, __LINE__)

static inline void harness_text(struct str got, const char *want, const char *file, int line)
{
	size_t n = strlen(want), same = 0, at = 1;

	if (got.n == n && (!n || !memcmp(got.p, want, n)))
		return;
	for (; same < n && same < got.n && got.p[same] == want[same]; same++)
		at += want[same] == '\n';
	print_error("text differs in its line %zu, byte %zu\n--- expected\n%s\n--- got\n%.*s\n---\n", at, same, want, PSTR(got));
	_fail(file, line);
}

static inline void harness_holds(struct str got, const char *part, const char *file, int line)
{
	if (got.p && memmem(got.p, got.n, part, strlen(part)))
		return;
	print_error("text does not hold: %s\n--- got\n%.*s\n---\n", part, PSTR(got));
	_fail(file, line);
}

static inline int harness_remove_one(const char *path, const struct stat *s, int kind, struct FTW *w)
{
	return remove(path);
}

static inline void harness_remove(void *path)
{
	nftw(path, harness_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A new empty folder, removed with the arena. */
static inline const char *harness_folder(struct arena *a)
{
	const char *tmp = getenv("TMPDIR");
	char *path = (char *)str_fmt(a, "%s/nuan-XXXXXX", tmp && *tmp ? tmp : "/tmp").p;

	if (!mkdtemp(path))
		fail_msg("cannot make %s", path);
	arena_later(a, harness_remove, path);
	return path;
}

/* "folder/name", NUL-terminated; and the same written with these bytes. */
static inline const char *harness_path(struct arena *a, const char *folder, const char *name)
{
	return str_fmt(a, "%s/%s", folder, name).p;
}

static inline const char *harness_write(struct arena *a, const char *folder, const char *name, struct str bytes)
{
	const char *path = harness_path(a, folder, name);
	FILE *f = fopen(path, "wb");

	if (!f || fwrite(bytes.p, 1, bytes.n, f) != bytes.n || fclose(f))
		fail_msg("cannot write %s", path);
	return path;
}

static inline struct str harness_drain(struct arena *a, FILE *f)
{
	struct buf b = { .mem = a };
	char piece[4096];
	size_t n;

	while ((n = fread(piece, 1, sizeof piece, f)))
		buf_add(&b, (struct str){ piece, n });
	return buf_str(&b);
}

static inline struct str harness_read(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct str s = STR_NONE;

	if (!f)
		fail_msg("cannot read %s", path);
	else {
		s = harness_drain(a, f);
		fclose(f);
	}
	return s;
}

/* Runs a shell command; what it printed on both streams, and its exit status (128 + n when signal n ended it). */
static inline int harness_run(struct arena *a, struct str *ret_printed, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static inline int harness_run(struct arena *a, struct str *ret_printed, const char *fmt, ...)
{
	char *command = NULL;
	struct str printed;
	va_list args;
	FILE *f;
	int status;

	va_start(args, fmt);
	status = vasprintf(&command, fmt, args);
	va_end(args);
	f = status < 0 ? NULL : popen(str_fmt(a, "exec 2>&1 </dev/null; %s", command).p, "r");
	free(command);
	if (!f)
		fail_msg("cannot run a shell");
	printed = harness_drain(a, f);
	status = pclose(f);
	if (ret_printed)
		*ret_printed = printed;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Where a fresh, empty store may be opened; another place at every call. NUAN_TEST_DB names the engine: a path (SQLite) or a
 * postgresql:// URI of an empty database, beside which further ones NAME_1, NAME_2 are made. Unset: SQLite in a folder of the arena. */
static inline struct str harness_where(struct arena *a)
{
	static int calls;
	const char *where = getenv("NUAN_TEST_DB");
	struct str name, printed;
	size_t slash, asks;

	if (!where || !*where)
		return str_fmt(a, "%s/store.db", harness_folder(a));
	calls++;
	if (strncmp(where, "postgresql://", 13))
		return str_fmt(a, "%s_%d", where, calls);
	slash = 13 + strcspn(where + 13, "/") + 1;
	asks = slash + strcspn(where + slash, "?");
	name = str_fmt(a, "%.*s_%d", (int)(asks - slash), where + slash, calls);
	if (harness_run(a, &printed, "psql -qX '%s' -c 'drop database if exists %s' -c \"create database %s template template0 "
		"encoding 'UTF8' locale 'C.UTF-8'\"", where, name.p, name.p))
		fail_msg("cannot make database %s: %.*s", name.p, PSTR(printed));
	return str_fmt(a, "%.*s%s%s", (int)slash, where, name.p, where + asks);
}

static inline struct store *harness_store(struct arena *a)
{
	struct store *store = NULL;

	assert_good(store_open(a, harness_where(a), &store));
	return store;
}

#endif
