/* PostgreSQL's part of copying: pg_dump and pg_restore, the programs of the server's own people, and what libpq must ask around them.
 * A program that is not there is said by its package.
 * Not taken: rows by COPY of our own, which would have to know types, sequences and indexes. */
#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "db/copy_engine.h"

extern char **environ;

/* Runs one of PostgreSQL's own programs; what it says on stderr goes into the note. */
static fault tool_run(struct arena *mem, const char *const *argv, fault (*failed)(struct arena *, const char *, const char *), const char *what)
{
	int ends[2], status = 0;
	char said[2000];
	size_t n = 0;
	pid_t child;
	posix_spawn_file_actions_t files;
	if (pipe(ends) != 0)
		return copy_unwritten(mem, what, errno);
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

fault pg_out(struct arena *mem, const char *where, const char *to)
{
	const char *part = copy_with(mem, to, ".part");
	if (access(to, F_OK) == 0)
		return copy_exists(mem, to);
	TRY(copy_part(mem, part));
	const char *argv[] = { "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", part, "--dbname", where, NULL };
	fault f = tool_run(mem, argv, dump_failed, to);
	if (!f)
		return copy_name(mem, part, to);
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

fault pg_in(struct arena *mem, const char *file, const char *where)
{
	TRY(pg_empty(mem, where));
	const char *argv[] = { "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--dbname", where, file, NULL };
	return tool_run(mem, argv, copy_broken, file);
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

static fault counts(struct arena *mem, PGconn *pg, struct copy_count **ret, size_t *ret_n)
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

fault pg_counts(struct arena *mem, const char *where, struct copy_count **ret, size_t *ret_n)
{
	PGconn *pg;
	TRY(pg_open(mem, where, &pg));
	fault f = counts(mem, pg, ret, ret_n);
	PQfinish(pg);
	return f;
}

static const char *beside_name(struct arena *mem)
{
	return str_c(mem, str_fmt(mem, "nuan_try_%d", (int)getpid()));
}

fault pg_beside(struct arena *mem, const char *where, const char **ret)
{
	PGconn *pg;
	const char *name = beside_name(mem), *archive = str_c(mem, str_fmt(mem, "/tmp/%s.dump", name));
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
		pg_drop(mem, *ret);
	return f;
}

void pg_drop(struct arena *mem, const char *beside)
{
	PGconn *pg = PQconnectdb(renamed(mem, beside, "postgres"));
	if (PQstatus(pg) == CONNECTION_OK)
		PQclear(PQexec(pg, str_c(mem, str_fmt(mem, "DROP DATABASE IF EXISTS %s WITH (FORCE)", beside_name(mem)))));
	PQfinish(pg);
}
