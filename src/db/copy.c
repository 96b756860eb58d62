/* Copies of a whole database. SQLite's own online backup takes all pages in one step, which is one snapshot: in WAL nobody waits for it, and it never
 * begins again because somebody wrote. PostgreSQL's is pg_dump's archive and pg_restore in one transaction, the programs of the server's own people.
 * A copy is written beside its name, flushed, and only then named, so that a file with that name is always whole.
 * Costs: SQLite about what cp costs; PostgreSQL what pg_dump costs.
 * Not taken: VACUUM INTO, which is smaller and many times slower; cp, which tears under a writer; an own dump of rows that both engines could read,
 * because a backup must bring back what was there and not what a program understood of it. */
#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "db/copy.h"
#include "db/driver.h"

extern char **environ;

static bool is_uri(const char *where)
{
	return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
}

static const char *with(struct arena *mem, const char *path, const char *tail)
{
	return str_c(mem, str_fmt(mem, "%s%s", path, tail));
}

static fault fault_exists(struct arena *mem, const char *path)
{
	return fault_make(mem, BLAME_CONFLICT, "copy.exists", _("%s 已经存在，没有动它。请换一个名字，或先把它移走。"), path);
}

static fault fault_write(struct arena *mem, const char *path, int code)
{
	const char *note = strerror(code);
	if (code == ENOSPC || code == EDQUOT || code == EFBIG)
		return fault_full(mem, note);
	return fault_note(mem, BLAME_INPUT, "copy.write", note, _("写不了 %s。请检查目录是否存在、是否允许写入。"), path);
}

static fault fault_backup(struct arena *mem, const char *file, const char *note)
{
	return fault_note(mem, BLAME_INPUT, "copy.broken", note, _("%s 不是完好的备份：内容残缺或不是本系统的备份文件。请换另一份备份。"), file);
}

/* --- a name that is always whole --------------------------------------------------------------------------------------------------------- */

static bool flush(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;
	int code = errno;
	if (fd >= 0)
		close(fd);
	errno = code;
	return good;
}

static const char *folder_of(struct arena *mem, const char *path)
{
	const char *slash = strrchr(path, '/');
	return !slash ? "." : slash == path ? "/" : str_c(mem, str_sub(str_of(path), 0, (size_t)(slash - path)));
}

/* link and not rename: a file that somebody has made meanwhile is not written over. */
static fault name_it(struct arena *mem, const char *part, const char *path)
{
	fault f = NULL;
	if (!flush(part))
		f = fault_write(mem, path, errno);
	else if (link(part, path) != 0)
		f = errno == EEXIST ? fault_exists(mem, path) : fault_write(mem, path, errno);
	unlink(part);
	if (!f && !flush(folder_of(mem, path)))
		f = fault_write(mem, path, errno);
	return f;
}

/* An empty file of our own, for its owner alone. */
static fault part_make(struct arena *mem, const char *part)
{
	unlink(part);
	int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return fault_write(mem, part, errno);
	close(fd);
	return NULL;
}

/* --- SQLite ------------------------------------------------------------------------------------------------------------------------------ */

static fault lite_fault(struct arena *mem, sqlite3 *db, int code, const char *from, const char *to)
{
	const char *note = str_c(mem, str_fmt(mem, "sqlite %d, errno %d: %s", code, db ? sqlite3_system_errno(db) : 0, sqlite3_errstr(code)));
	switch (code & 0xff) {
	case SQLITE_BUSY: case SQLITE_LOCKED:
		return fault_busy(mem, note);
	case SQLITE_FULL:
		return fault_full(mem, note);
	case SQLITE_NOTADB: case SQLITE_CORRUPT:
		return fault_backup(mem, from, note);
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
		sqlite3_exec(target, "PRAGMA synchronous=OFF", NULL, NULL, NULL);        /* flushed once, by name_it */
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
	return fault_backup(mem, said, first[0] ? str_c(mem, str_of(first)) : sqlite3_errstr(code));
}

static void part_drop(struct arena *mem, const char *part)
{
	static const char *const TAILS[] = { "", "-wal", "-shm", "-journal" };
	for (size_t i = 0; i < COUNT(TAILS); i++)
		unlink(with(mem, part, TAILS[i]));
}

static fault lite_to(struct arena *mem, const char *from, const char *to, bool check)
{
	const char *part = with(mem, to, ".part");
	if (access(to, F_OK) == 0)
		return fault_exists(mem, to);
	TRY(part_make(mem, part));
	fault f = lite_copy(mem, from, part);
	if (!f && check)
		f = lite_whole(mem, part, from);
	if (!f)
		f = name_it(mem, part, to);
	part_drop(mem, part);
	return f;
}

static fault lite_counts(struct arena *mem, sqlite3 *db, struct copy_count **ret, size_t *ret_n)
{
	sqlite3_stmt *names, *one;
	size_t n = 0, room = 0;
	*ret = NULL;
	if (sqlite3_prepare_v2(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", -1, &names, NULL) != SQLITE_OK)
		return fault_broken(mem, sqlite3_errmsg(db));
	fault f = NULL;
	while (!f && sqlite3_step(names) == SQLITE_ROW) {
		const char *table = str_c(mem, str_of((const char *)sqlite3_column_text(names, 0)));
		char *sql = sqlite3_mprintf("SELECT count(*) FROM \"%w\"", table);
		if (sqlite3_prepare_v2(db, sql, -1, &one, NULL) != SQLITE_OK || sqlite3_step(one) != SQLITE_ROW)
			f = fault_broken(mem, str_c(mem, str_of(sqlite3_errmsg(db))));
		if (n == room) {
			size_t more = room ? room * 2 : 64;
			*ret = arena_more(mem, *ret, room * sizeof **ret, more * sizeof **ret);
			room = more;
		}
		if (!f)
			(*ret)[n++] = (struct copy_count){ str_of(table), sqlite3_column_int64(one, 0) };
		sqlite3_finalize(one);
		sqlite3_free(sql);
	}
	sqlite3_finalize(names);
	*ret_n = n;
	return f;
}

/* --- PostgreSQL -------------------------------------------------------------------------------------------------------------------------- */

/* Runs one of PostgreSQL's own programs; what it says on stderr goes into the note. */
static fault tool_run(struct arena *mem, const char *const *argv, fault (*failed)(struct arena *, const char *, const char *), const char *what)
{
	int ends[2], status = 0;
	char said[2000];
	size_t n = 0;
	pid_t child;
	posix_spawn_file_actions_t files;
	if (pipe(ends) != 0)
		return fault_write(mem, what, errno);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, ends[1], 1);
	posix_spawn_file_actions_adddup2(&files, ends[1], 2);
	posix_spawn_file_actions_addclose(&files, ends[0]);
	posix_spawn_file_actions_addclose(&files, ends[1]);
	int code = posix_spawnp(&child, argv[0], &files, NULL, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&files);
	close(ends[1]);
	if (code == 0) {
		for (ssize_t got; (got = read(ends[0], said + n, sizeof said - 1 - n)) > 0; )
			n = n + (size_t)got < sizeof said - 1 ? n + (size_t)got : 0;        /* the end of a long complaint says most */
		said[n] = 0;
		waitpid(child, &status, 0);
	}
	close(ends[0]);
	if (code != 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 127))
		return fault_make(mem, BLAME_INPUT, "copy.tool", _("找不到 %s。请先安装 PostgreSQL 的客户端（Debian：apt install postgresql-client）。"), argv[0]);
	return status == 0 ? NULL : failed(mem, what, str_c(mem, str_of(said)));
}

static fault dump_failed(struct arena *mem, const char *file, const char *note)
{
	return fault_note(mem, BLAME_US, "copy.failed", note, _("pg_dump 没有做完备份 %s，没有留下半份文件。请看服务器日志，排除后再试。"), file);
}

static fault pg_out(struct arena *mem, const char *where, const char *to)
{
	const char *part = with(mem, to, ".part");
	if (access(to, F_OK) == 0)
		return fault_exists(mem, to);
	TRY(part_make(mem, part));
	const char *argv[] = { "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", part, "--dbname", where, NULL };
	fault f = tool_run(mem, argv, dump_failed, to);
	if (!f)
		return name_it(mem, part, to);
	unlink(part);
	return f;
}

static fault pg_open(struct arena *mem, const char *where, PGconn **ret)
{
	*ret = PQconnectdb(where);
	if (PQstatus(*ret) == CONNECTION_OK)
		return NULL;
	const char *note = str_c(mem, str_of(PQerrorMessage(*ret)));
	PQfinish(*ret);
	return fault_note(mem, BLAME_INPUT, "db.open", note, _("连不上数据库 %s。请检查地址、账号和数据库服务是否在运行。"), where);
}

static fault pg_empty(struct arena *mem, const char *where)
{
	PGconn *pg;
	TRY(pg_open(mem, where, &pg));
	PGresult *r = PQexec(pg, "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1");
	bool empty = PQresultStatus(r) == PGRES_TUPLES_OK && PQntuples(r) == 0;
	PQclear(r);
	PQfinish(pg);
	return empty ? NULL : fault_make(mem, BLAME_CONFLICT, "copy.exists", _("数据库 %s 里已经有内容，没有动它。请先用 createdb -E UTF8 建一个空的。"), where);
}

static fault pg_in(struct arena *mem, const char *file, const char *where)
{
	TRY(pg_empty(mem, where));
	const char *argv[] = { "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--dbname", where, file, NULL };
	return tool_run(mem, argv, fault_backup, file);
}

static fault pg_say(struct arena *mem, PGconn *pg, const char *sql)
{
	PGresult *r = PQexec(pg, sql);
	bool good = PQresultStatus(r) == PGRES_COMMAND_OK;
	const char *note = good ? NULL : str_c(mem, str_of(PQresultErrorMessage(r)));
	PQclear(r);
	return good ? NULL : fault_note(mem, BLAME_INPUT, "copy.beside", note, _("在数据库服务器上建不了试升级用的临时库。请让数据库管理员授予这个账号建库的权限（CREATEDB）。"));
}

/* The same address with another database's name: between the last '/' of the path and '?'. */
static const char *renamed(struct arena *mem, const char *where, const char *name)
{
	struct str all = str_of(where);
	size_t query = str_find(all, STR("?")), end = query == SIZE_MAX ? all.n : query, begin = str_find(all, STR("://")) + 3;
	size_t slash = str_find(str_sub(all, begin, end - begin), STR("/"));
	size_t head = slash == SIZE_MAX ? end : begin + slash;
	return str_c(mem, str_fmt(mem, "%.*s/%s%.*s", PSTR(str_sub(all, 0, head)), name, PSTR(str_sub(all, end, SIZE_MAX))));
}

static fault pg_counts(struct arena *mem, PGconn *pg, struct copy_count **ret, size_t *ret_n)
{
	PGresult *names = PQexec(pg, "SELECT quote_ident(tablename), tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename COLLATE \"C\"");
	if (PQresultStatus(names) != PGRES_TUPLES_OK) {
		fault f = fault_broken(mem, str_c(mem, str_of(PQresultErrorMessage(names))));
		PQclear(names);
		return f;
	}
	fault f = NULL;
	size_t n = (size_t)PQntuples(names);
	*ret = arena_get(mem, (n + 1) * sizeof **ret);
	for (size_t i = 0; !f && i < n; i++) {
		PGresult *one = PQexec(pg, str_c(mem, str_fmt(mem, "SELECT count(*) FROM %s", PQgetvalue(names, (int)i, 0))));
		(*ret)[i].table = str_copy(mem, str_of(PQgetvalue(names, (int)i, 1)));
		if (PQresultStatus(one) != PGRES_TUPLES_OK || !str_int(str_of(PQgetvalue(one, 0, 0)), &(*ret)[i].n))
			f = fault_broken(mem, str_c(mem, str_of(PQresultErrorMessage(one))));
		PQclear(one);
	}
	PQclear(names);
	*ret_n = n;
	return f;
}

/* --- both -------------------------------------------------------------------------------------------------------------------------------- */

fault copy_out(struct arena *mem, const char *where, const char *file)
{
	if (is_uri(file))
		return fault_make(mem, BLAME_INPUT, "copy.file", _("备份要写成文件，“%s”是数据库的地址。"), file);
	if (is_uri(where))
		return pg_out(mem, where, file);
	return access(where, R_OK) == 0 ? lite_to(mem, where, file, false)
		: fault_make(mem, BLAME_INPUT, "db.missing", _("找不到数据库文件 %s。请核对路径。"), where);
}

enum kind { OF_NOTHING, OF_SQLITE, OF_POSTGRES };
static fault kind_of(struct arena *mem, const char *file, enum kind *ret)
{
	char head[16] = "";
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_note(mem, BLAME_INPUT, "copy.missing", strerror(errno), _("读不了备份文件 %s。请核对路径和权限。"), file);
	ssize_t n = read(fd, head, sizeof head);
	close(fd);
	*ret = n == 16 && memcmp(head, "SQLite format 3", 16) == 0 ? OF_SQLITE : n >= 5 && memcmp(head, "PGDMP", 5) == 0 ? OF_POSTGRES : OF_NOTHING;
	return *ret ? NULL : fault_backup(mem, file, "neither a SQLite database nor an archive of pg_dump");
}

fault copy_in(struct arena *mem, const char *file, const char *where)
{
	enum kind kind;
	TRY(kind_of(mem, file, &kind));
	if (kind == OF_POSTGRES && !is_uri(where))
		return fault_make(mem, BLAME_INPUT, "copy.engine", _("%s 是 PostgreSQL 的备份，要恢复到 postgresql:// 的空数据库。"), file);
	if (kind == OF_SQLITE && is_uri(where))
		return fault_make(mem, BLAME_INPUT, "copy.engine", _("%s 是 SQLite 的备份，要恢复成一个文件，不能放进 PostgreSQL。"), file);
	return kind == OF_POSTGRES ? pg_in(mem, file, where) : lite_to(mem, file, where, true);
}

fault copy_beside(struct arena *mem, const char *where, const char **ret)
{
	if (!is_uri(where)) {
		*ret = str_c(mem, str_fmt(mem, "%s.try-%d", where, (int)getpid()));
		return lite_to(mem, where, *ret, false);
	}
	PGconn *pg;
	const char *name = str_c(mem, str_fmt(mem, "nuan_try_%d", (int)getpid())), *archive = str_c(mem, str_fmt(mem, "/tmp/%s.dump", name));
	*ret = renamed(mem, where, name);
	TRY(pg_open(mem, where, &pg));
	fault f = pg_say(mem, pg, str_c(mem, str_fmt(mem, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'", name)));
	PQfinish(pg);
	TRY(f);
	f = pg_out(mem, where, archive);
	if (!f)
		f = pg_in(mem, archive, *ret);
	unlink(archive);
	if (f)
		copy_drop(mem, *ret);
	return f;
}

void copy_drop(struct arena *mem, const char *beside)
{
	if (!is_uri(beside)) {
		part_drop(mem, beside);
		return;
	}
	PGconn *pg = PQconnectdb(renamed(mem, beside, "postgres"));
	const char *name = str_c(mem, str_fmt(mem, "nuan_try_%d", (int)getpid()));
	if (PQstatus(pg) == CONNECTION_OK)
		PQclear(PQexec(pg, str_c(mem, str_fmt(mem, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name))));
	PQfinish(pg);
}

fault copy_counts(struct arena *mem, const char *where, struct copy_count **ret, size_t *ret_n)
{
	if (is_uri(where)) {
		PGconn *pg;
		TRY(pg_open(mem, where, &pg));
		fault f = pg_counts(mem, pg, ret, ret_n);
		PQfinish(pg);
		return f;
	}
	sqlite3 *db = NULL;
	int code = sqlite3_open_v2(where, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	fault f = code == SQLITE_OK ? lite_counts(mem, db, ret, ret_n) : lite_fault(mem, db, code, where, where);
	sqlite3_close(db);
	return f;
}
