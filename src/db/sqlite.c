/* SQLite: a file, for one machine.
 *
 * WAL, so that readers never wait for the writer; synchronous=FULL, so that what was acknowledged survives a power cut; foreign
 * keys on; LIKE case-sensitive and "word" never a text, as in PostgreSQL. READING is query_only on the link, by the engine's
 * own hand; WRITING is BEGIN IMMEDIATE, so that two writers meet at the beginning, where nothing is lost yet.
 * A link keeps its prepared statements, found by where their text stands and by their text. A statement in use is not taken twice: its twin is
 * prepared beside it. Writes that wait go sixteen rows to a statement: opening a table and its indexes costs as much as a row.
 * Each result code becomes one sentence that says what to do; SQLite's own words go into the note. */
#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <string.h>
#include "db/driver.h"
#include "db/plans.h"

enum { MANY_SLOTS = 1024 };                              /* a power of two */
enum { WIDE = 16, LANES = 8, MANY_WIDES = 256 };         /* WIDE: rows of one insert; LANES: tables at a time */
int db_patience = 10000;

struct run {
	struct run *next;                                /* the same slot */
	const char *sql;                                 /* where its text stood when it was prepared */
	sqlite3_stmt *stmt;
	bool busy;
	unsigned gives;
};

struct wide { const struct query *of; const char *sql; };        /* an insert of many rows; sql NULL: it is none */

struct link {
	struct arena *mem;                               /* as long as the link */
	const char *path;
	sqlite3 *db;
	bool reading;                                    /* query_only is on */
	bool spoiled;                                    /* not to be used again */
	struct run *runs[MANY_SLOTS];
	struct wide *wides[MANY_WIDES];
};

/* Why the last write failed: the file that failed knows it, the database itself or its WAL. */
static int errno_of(struct link *l)
{
	int files[2] = { 0, 0 };
	sqlite3_file *wal = NULL;
	sqlite3_file_control(l->db, "main", SQLITE_FCNTL_LAST_ERRNO, &files[0]);
	sqlite3_file_control(l->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
	if (wal && wal->pMethods)
		wal->pMethods->xFileControl(wal, SQLITE_FCNTL_LAST_ERRNO, &files[1]);
	return files[1] ? files[1] : files[0] ? files[0] : sqlite3_system_errno(l->db);
}

static bool no_room(int system)
{
	return system == ENOSPC || system == EDQUOT || system == EFBIG;
}

static fault fault_open(struct arena *mem, const char *path, const char *note)
{
	return fault_note(mem, BLAME_INPUT, "db.open", note, _("打不开数据库文件 %s。请检查路径是否存在、目录是否允许写入。"),
		path);
}

static fault fault_of(struct arena *mem, struct link *l, int code)
{
	int system = (code & 0xff) == SQLITE_IOERR ? errno_of(l) : 0, whole = sqlite3_extended_errcode(l->db);
	const char *note = str_c(mem, str_fmt(mem, "sqlite %d, errno %d: %s", whole, system, sqlite3_errmsg(l->db)));
	switch (code & 0xff) {
	case SQLITE_BUSY: case SQLITE_LOCKED:
		return fault_busy(mem, note);
	case SQLITE_FULL:
		return fault_full(mem, note);
	case SQLITE_NOMEM:
		return fault_note(mem, BLAME_US, "memory.full", note, _("本机内存不足，这次没有写入任何内容。请关闭不用的程序，或分几次办理，再试一次。"));
	case SQLITE_IOERR:
		if (no_room(system))
			return fault_full(mem, note);
		return fault_note(mem, BLAME_US, "db.io", note, _("读写数据库文件 %s 时出错。请检查磁盘和挂载，再试一次。"),
			l->path);
	case SQLITE_READONLY:
		if (l->reading)
			return fault_reading(mem, note);
		return fault_note(mem, BLAME_INPUT, "db.readonly", note,
			_("数据库文件 %s 不允许写入。请检查文件和目录的权限，或换一个位置。"), l->path);
	case SQLITE_NOTADB:
		return fault_note(mem, BLAME_INPUT, "db.not_a_database", note,
			_("文件 %s 不是本系统的数据库。请检查路径，或从备份恢复。"), l->path);
	case SQLITE_CORRUPT:
		return fault_broken(mem, note);
	case SQLITE_CANTOPEN: case SQLITE_PERM: case SQLITE_AUTH:
		return fault_open(mem, l->path, note);
	case SQLITE_CONSTRAINT:
		if (whole == SQLITE_CONSTRAINT_UNIQUE || whole == SQLITE_CONSTRAINT_PRIMARYKEY || whole == SQLITE_CONSTRAINT_ROWID)
			return fault_same(mem, note);
		return fault_refused(mem, note);
	default:
		return fault_statement(mem, note);
	}
}

static fault script(struct arena *mem, void *link, const char *sql)
{
	struct link *l = link;
	int code = sqlite3_exec(l->db, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? NULL : fault_of(mem, l, code);
}

static void close_link(void *link)
{
	struct link *l = link;
	for (int i = 0; i < MANY_SLOTS; i++)
		for (struct run *r = l->runs[i]; r; r = r->next)
			sqlite3_finalize(r->stmt);
	sqlite3_close(l->db);
	arena_close(l->mem);
}

static fault set_up(struct arena *mem, struct link *l)
{
	sqlite3_extended_result_codes(l->db, 1);
	sqlite3_busy_timeout(l->db, db_patience);
	sqlite3_db_config(l->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(l->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	TRY(script(mem, l, "PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON; PRAGMA case_sensitive_like=ON; PRAGMA "
		"cache_size=-32768"));
	return script(mem, l, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
}

/* Before the first link: SQLite counts each piece of its memory under one lock, and nobody asks for the sum. */
static void no_statistics(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static fault open_link(struct arena *mem, struct str where, void **ret)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, no_statistics);
	struct arena *own = arena_open(0);
	struct link *l = arena_get(own, sizeof *l);
	*l = (struct link){ .mem = own, .path = str_c(own, where) };
	int code = sqlite3_open_v2(l->path, &l->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	fault f = code == SQLITE_OK ? set_up(mem, l) : fault_of(mem, l, code);
	if (f) {
		close_link(l);
		return f;
	}
	*ret = l;
	return NULL;
}

static fault begin(struct arena *mem, void *link, enum mode mode)
{
	struct link *l = link;
	bool reading = mode == READING;
	if (reading != l->reading)
		TRY(script(mem, l, reading ? "PRAGMA query_only=ON" : "PRAGMA query_only=OFF"));
	l->reading = reading;
	return script(mem, l, reading ? "BEGIN" : "BEGIN IMMEDIATE");
}

static void stop_all(struct link *l)
{
	for (int i = 0; i < MANY_SLOTS; i++)
		for (struct run *r = l->runs[i]; r; r = r->next)
			if (r->busy) {
				sqlite3_reset(r->stmt);
				sqlite3_clear_bindings(r->stmt);
				r->busy = false;
			}
}

static fault commit(struct arena *mem, void *link)
{
	struct link *l = link;
	stop_all(l);
	if (sqlite3_get_autocommit(l->db))
		return fault_statement(mem, "SQLite rolled the transaction back by itself");
	return script(mem, l, "COMMIT");
}

static void rollback(void *link)
{
	struct link *l = link;
	stop_all(l);
	if (!sqlite3_get_autocommit(l->db) && sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
		l->spoiled = true;
}

static bool usable(void *link)
{
	return !((struct link *)link)->spoiled;
}

static fault prepare(struct arena *mem, struct link *l, const char *sql, struct run **ret)
{
	uintptr_t at = (uintptr_t)sql;
	struct run **slot = &l->runs[(at ^ at >> 10) & (MANY_SLOTS - 1)];
	sqlite3_stmt *stmt;
	for (struct run *r = *slot; r; r = r->next)
		if (!r->busy && r->sql == sql && !strcmp(sqlite3_sql(r->stmt), sql))
			return *ret = r, NULL;
	int code = sqlite3_prepare_v3(l->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
	if (code != SQLITE_OK)
		return fault_of(mem, l, code);
	struct run *r = arena_get(l->mem, sizeof *r);
	*r = (struct run){ .next = *slot, .sql = sql, .stmt = stmt };
	*ret = *slot = r;
	return NULL;
}

/* By copy, where rows are read: a day's text and the caller's struct may be gone before the last of them. */
static int bind(sqlite3_stmt *s, int i, const struct value *v, bool copy)
{
	switch (v->kind) {
	case V_INT:
		return sqlite3_bind_int64(s, i, v->i);
	case V_TEXT:
		return sqlite3_bind_text64(s, i, v->s.p, v->s.n, copy ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8);
	case V_BLOB:
		return sqlite3_bind_blob64(s, i, v->s.p, v->s.n, copy ? SQLITE_TRANSIENT : SQLITE_STATIC);
	case V_NULL:
		break;
	}
	return sqlite3_bind_null(s, i);
}

static fault start(struct arena *mem, void *link, const struct query *q, const struct value *in, bool stream, struct run **ret)
{
	struct link *l = link;
	struct run *r = NULL;
	TRY(prepare(mem, l, q->sqlite, &r));
	for (unsigned i = 0; i < q->n_takes; i++) {
		int code = bind(r->stmt, (int)i + 1, &in[i], true);
		if (code != SQLITE_OK)
			return fault_of(mem, l, code);
	}
	r->busy = true;
	r->gives = q->n_gives;
	*ret = r;
	return NULL;
}

static void stop(void *link, struct run *r)
{
	sqlite3_reset(r->stmt);
	sqlite3_clear_bindings(r->stmt);
	r->busy = false;
}

static fault exec(struct arena *mem, void *link, const struct query *q, const struct value *in)
{
	struct link *l = link;
	struct run *r = NULL;
	int code = SQLITE_OK;
	TRY(prepare(mem, l, q->sqlite, &r));
	for (unsigned i = 0; i < q->n_takes && code == SQLITE_OK; i++)
		code = bind(r->stmt, (int)i + 1, &in[i], false);
	while (code == SQLITE_OK || code == SQLITE_ROW)
		code = sqlite3_step(r->stmt);
	fault f = code == SQLITE_DONE ? NULL : fault_of(mem, l, code);
	stop(l, r);
	return f;
}

/* INSERT INTO t (…) VALUES (…): the same for so many rows; NULL: it says something else. OR FAIL, since a row that is refused ends the transaction anyway,
 * and SQLite need not keep each page for the case that it does not. */
static const char *wide_sql(struct link *l, const struct query *q)
{
	struct wide **slot = &l->wides[(uintptr_t)q / sizeof *q % MANY_WIDES];
	if (*slot && (*slot)->of == q)
		return (*slot)->sql;
	struct str sql = str_of(q->sqlite), insert = STR("INSERT INTO ");
	size_t values = str_find(sql, STR("VALUES ("));
	struct buf b = { .mem = l->mem };
	*slot = arena_get(l->mem, sizeof **slot);
	(*slot)->of = q;
	if (q->n_gives || !str_starts(sql, insert) || values == SIZE_MAX || str_find(str_sub(sql, 0, values), STR("SELECT")) != SIZE_MAX)
		return NULL;
	buf_fmt(&b, "INSERT OR FAIL INTO %.*sVALUES ", (int)(values - insert.n), sql.p + insert.n);
	for (unsigned k = 0; k < WIDE; k++)
		for (unsigned i = 0; i < q->n_takes; i++)
			buf_fmt(&b, "%s?%s", i ? ", " : k ? ", (" : "(", i + 1 < q->n_takes ? "" : ")");
	return (*slot)->sql = b.p;
}

static fault exec_wide(struct arena *mem, struct link *l, const char *sql, const struct late_write *const *rows)
{
	unsigned n = rows[0]->of->n_takes;
	struct run *r = NULL;
	int code = SQLITE_OK;
	TRY(prepare(mem, l, sql, &r));
	for (unsigned k = 0; k < WIDE; k++)
		for (unsigned i = 0; i < n && code == SQLITE_OK; i++)
			code = bind(r->stmt, (int)(k * n + i) + 1, &rows[k]->values[i], false);
	if (code == SQLITE_OK)
		code = sqlite3_step(r->stmt);
	fault f = code == SQLITE_DONE ? NULL : fault_of(mem, l, code);
	stop(l, r);
	return f;
}

/* Inserts go by their table, so many at a time; anything else keeps its place behind them. */
struct lane { const struct query *of; const char *sql; size_t n; const struct late_write *rows[WIDE]; };

static fault lanes_empty(struct arena *mem, struct link *l, struct lane *lanes)
{
	for (size_t i = 0; i < LANES; i++) {
		for (size_t k = 0; k < lanes[i].n; k++)
			TRY(exec(mem, l, lanes[i].of, lanes[i].rows[k]->values));
		lanes[i].n = 0;
	}
	return NULL;
}

static fault many(struct arena *mem, void *link, const struct late_write *first)
{
	struct link *l = link;
	struct lane lanes[LANES] = { 0 };
	for (const struct late_write *p = first; p; p = p->next) {
		size_t i = 0;
		while (i < LANES && lanes[i].of && lanes[i].of != p->of)
			i++;
		if (i < LANES && !lanes[i].of)
			lanes[i].of = p->of, lanes[i].sql = wide_sql(l, p->of);
		if (i == LANES || !lanes[i].sql) {
			TRY(lanes_empty(mem, l, lanes));
			TRY(exec(mem, l, p->of, p->values));
			continue;
		}
		lanes[i].rows[lanes[i].n++] = p;
		if (lanes[i].n == WIDE) {
			TRY(exec_wide(mem, l, lanes[i].sql, lanes[i].rows));
			lanes[i].n = 0;
		}
	}
	return lanes_empty(mem, l, lanes);
}

static void value_read(sqlite3_stmt *s, int i, struct value *ret)
{
	switch (sqlite3_column_type(s, i)) {
	case SQLITE_INTEGER:
		*ret = (struct value){ .kind = V_INT, .i = sqlite3_column_int64(s, i) };
		return;
	case SQLITE_BLOB:
		*ret = (struct value){ .kind = V_BLOB, .s = { sqlite3_column_blob(s, i), (size_t)sqlite3_column_bytes(s, i) } };
		return;
	case SQLITE_NULL:
		*ret = (struct value){ .kind = V_NULL };
		return;
	default:
		ret->kind = V_TEXT;                              /* a fraction too: the door says that it is none of our types */
		ret->s.p = (const char *)sqlite3_column_text(s, i);
		ret->s.n = (size_t)sqlite3_column_bytes(s, i);
	}
}

static fault step(struct arena *mem, void *link, struct run *r, struct value *out, bool *ret_row)
{
	int code = sqlite3_step(r->stmt);
	if (code != SQLITE_ROW && code != SQLITE_DONE) {
		fault f = fault_of(mem, link, code);
		stop(link, r);
		return f;
	}
	*ret_row = code == SQLITE_ROW;
	for (unsigned i = 0; *ret_row && i < r->gives; i++)
		value_read(r->stmt, (int)i, &out[i]);
	return NULL;
}

/* An index that lost half a page leaves rows whole and finds too few of them: nobody who reads by number would notice. */
static fault sound(struct arena *mem, void *link)
{
	struct link *l = link;
	sqlite3_stmt *stmt;
	fault f = NULL;
	int code = sqlite3_prepare_v2(l->db, "PRAGMA integrity_check(1)", -1, &stmt, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	if (code != SQLITE_ROW)
		f = fault_of(mem, l, code);
	else if (strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") != 0)
		f = fault_broken(mem, (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	return f;
}

const struct driver sqlite_driver = {
	.name = "SQLite",
	.open = open_link, .close = close_link, .begin = begin, .commit = commit, .rollback = rollback, .usable = usable,
		.script = script,
	.exec = exec, .many = many, .start = start, .step = step, .stop = stop, .sound = sound,
	.has_table = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migration'",
	.make_table = "CREATE TABLE migration (name TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY "
		"(name, version))"
		" STRICT, WITHOUT ROWID",
	.settle = SQLITE_PLANS,
	.scrub = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)",
	.lock_table = "",
};
