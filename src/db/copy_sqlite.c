/* SQLite's part of copying: its own online backup, all pages in one step, and its own check of a file before that is believed.
 * Costs about what cp costs.
 * Not taken: VACUUM INTO (copy.c says why). */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "db/copy_engine.h"

static fault lite_fault(struct arena *mem, sqlite3 *db, int code, const char *from, const char *to)
{
	const char *note = str_c(mem, str_fmt(mem, "sqlite %d, errno %d: %s", code, db ? sqlite3_system_errno(db) : 0, sqlite3_errstr(code)));
	switch (code & 0xff) {
	case SQLITE_BUSY: case SQLITE_LOCKED:
		return fault_busy(mem, note);
	case SQLITE_FULL:
		return fault_full(mem, note);
	case SQLITE_NOTADB: case SQLITE_CORRUPT:
		return copy_broken(mem, from, note);
	default:
		return fault_note(mem, BLAME_US, "copy.failed", note, _("从 %s 复制到 %s 没有成功，没有留下半份文件。请检查磁盘和权限后再试。"), from, to);
	}
}

static fault lite_copy(struct arena *mem, const char *from, const char *to)
{
	sqlite3 *source = NULL, *target = NULL;
	int code = sqlite3_open_v2(from, &source, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);      /* not READONLY: a WAL left by a crash is read too */
	if (code != SQLITE_OK)
		code = sqlite3_open_v2(from, &source, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_open_v2(to, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK) {
		sqlite3_busy_timeout(source, db_patience);
		sqlite3_exec(target, "PRAGMA synchronous=OFF", NULL, NULL, NULL);        /* flushed once, by copy_name */
		sqlite3_backup *b = sqlite3_backup_init(target, "main", source, "main");
		while (b && ((code = sqlite3_backup_step(b, -1)) == SQLITE_BUSY || code == SQLITE_LOCKED))
			sqlite3_sleep(50);
		code = b ? sqlite3_backup_finish(b) : sqlite3_errcode(target);
	}
	fault f = code == SQLITE_OK ? NULL : lite_fault(mem, target ? target : source, code, from, to);
	sqlite3_close(target);
	sqlite3_close(source);
	return f;
}

static int first_text(void *ctx, int n, char **cells, char **names)
{
	(void)n, (void)names;
	snprintf(ctx, 200, "%s", cells[0] ? cells[0] : "");
	return 1;                                        /* the first line says enough */
}

/* Every page, every index against its table: a torn copy is found here and not in three months. */
static fault lite_whole(struct arena *mem, const char *path, const char *said)
{
	char first[200] = "";
	sqlite3 *db = NULL;
	int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_exec(db, "PRAGMA integrity_check(1)", first_text, first, NULL);
	sqlite3_close(db);
	if (strcmp(first, "ok") == 0)
		return NULL;
	return copy_broken(mem, said, first[0] ? str_c(mem, str_of(first)) : sqlite3_errstr(code));
}

fault lite_to(struct arena *mem, const char *from, const char *to, bool check)
{
	const char *part = copy_with(mem, to, ".part");
	if (access(to, F_OK) == 0)
		return copy_exists(mem, to);
	TRY(copy_part(mem, part));
	fault f = lite_copy(mem, from, part);
	if (!f && check)
		f = lite_whole(mem, part, from);
	if (!f)
		f = copy_name(mem, part, to);
	copy_part_drop(mem, part);
	return f;
}

static fault counts(struct arena *mem, sqlite3 *db, struct copy_count **ret, size_t *ret_n)
{
	sqlite3_stmt *names, *one;
	size_t n = 0, room = 0;
	*ret = NULL;
	const char *sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
	if (sqlite3_prepare_v2(db, sql, -1, &names, NULL) != SQLITE_OK)
		return fault_broken(mem, sqlite3_errmsg(db));
	fault f = NULL;
	while (!f && sqlite3_step(names) == SQLITE_ROW) {
		const char *table = str_c(mem, str_of((const char *)sqlite3_column_text(names, 0)));
		char *count = sqlite3_mprintf("SELECT count(*) FROM \"%w\"", table);
		if (sqlite3_prepare_v2(db, count, -1, &one, NULL) != SQLITE_OK || sqlite3_step(one) != SQLITE_ROW)
			f = fault_broken(mem, str_c(mem, str_of(sqlite3_errmsg(db))));
		if (n == room) {
			size_t more = room ? room * 2 : 64;
			*ret = arena_more(mem, *ret, room * sizeof **ret, more * sizeof **ret);
			room = more;
		}
		if (!f)
			(*ret)[n++] = (struct copy_count){ str_of(table), sqlite3_column_int64(one, 0) };
		sqlite3_finalize(one);
		sqlite3_free(count);
	}
	sqlite3_finalize(names);
	*ret_n = n;
	return f;
}

fault lite_counts(struct arena *mem, const char *where, struct copy_count **ret, size_t *ret_n)
{
	sqlite3 *db = NULL;
	int code = sqlite3_open_v2(where, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	fault f = code == SQLITE_OK ? counts(mem, db, ret, ret_n) : lite_fault(mem, db, code, where, where);
	sqlite3_close(db);
	return f;
}
