/* PostgreSQL 15 and what speaks its protocol and its SQL, by libpq.
 *
 * Every transaction is serializable, and READ ONLY when it reads: a conflict (40001, 40P01) is BLAME_BUSY, and the caller runs
 * again. Values go both ways in binary: eight bytes are a number, a text and bytea are themselves, and nothing is quoted or
 * unfolded. db_each reads through a cursor, some hundred rows at a time, so that the callback may ask other questions
 * meanwhile. Prepared statements live in the link, found by their text. Refused at the door: a server older than 15, one that
 * calls itself otherwise (openGauss, Kingbase in another mode), a database that is not UTF-8.
 * Writes that wait go by COPY, a table at a time.
 * A link that is cut while COMMIT is under way leaves it open whether it stands; that is said (db.unknown), and nobody runs it again by himself.
 * Not taken: asking pg_xact_status afterwards (a number that was lost in a crash is given again, and its new owner's yes would be taken for ours).
 * The road not taken: single-row mode, which forbids a second statement until the last row is read. */
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include "db/driver.h"

enum { MANY_SLOTS = 1024, BATCH = 500, MANY_PARAMS = 256, LEAST_VERSION = 150000 };
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_NAME = 19, OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_UNKNOWN = 705,
	OID_BPCHAR = 1042, OID_VARCHAR = 1043, OID_NUMERIC = 1700 };

struct prepared { struct prepared *next; uint64_t hash; const char *sql; char name[24]; unsigned used, again; };
struct run {                                             /* a result being read, or a cursor and its last batch */
	struct run *next;
	bool busy;
	PGresult *result;
	int at;
	int cursor;                                      /* 0: none */
	unsigned gives;
};

struct link {
	struct arena *mem;
	PGconn *pg;
	struct prepared *prepared[MANY_SLOTS];
	struct run *runs;
	int names, cursors;
	bool lost;                                       /* the server is gone, or has said that it goes */
};

/* Sentences. */
static fault fault_lost(struct arena *mem, const char *note)
{
	return fault_note(mem, BLAME_US, "db.lost", note, _("与数据库服务器的连接断开了，这次没有写入任何内容。"
		"请检查网络和数据库服务，再试一次。"));
}

/* What the server answers has a state. What has none is libpq's own word: the wire is cut, though PQstatus may not know it yet. */
static bool wire_cut(const struct link *l, const char *state)
{
	return PQstatus(l->pg) != CONNECTION_OK || !state || !*state || !strncmp(state, "08", 2) || !strncmp(state, "57P", 3);
}

static fault fault_of_state(struct arena *mem, struct link *l, const char *state, const char *message)
{
	l->lost |= wire_cut(l, state);
	const char *note = str_c(mem, str_fmt(mem, "postgres %s: %s", state && *state ? state : "-", message));
	static const struct { const char *state; fault (*say)(struct arena *, const char *); } sentences[] = {
		{ "40001", fault_busy },    { "40P01", fault_busy },    { "55P03", fault_busy },    { "53300", fault_busy },
		{ "53100", fault_full },    { "25006", fault_reading }, { "23505", fault_same },    { "23",    fault_refused },
		{ "XX001", fault_broken },  { "XX002", fault_broken },  { "08",    fault_lost },    { "57P",   fault_lost },
	};
	for (size_t i = 0; state && i < COUNT(sentences); i++)
		if (!strncmp(state, sentences[i].state, strlen(sentences[i].state)))
			return sentences[i].say(mem, note);
	if (l->lost)
		return fault_lost(mem, note);
	if (state && !strcmp(state, "42501"))
		return fault_note(mem, BLAME_INPUT, "db.readonly", note,
			_("数据库账号没有足够的权限。请让数据库管理员授予这个账号建表和读写的权限。"));
	return fault_statement(mem, note);
}

/* NULL when the result is good; else the fault, and the result is given back. */
static fault check(struct arena *mem, struct link *l, PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);
	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
		return NULL;
	fault f = fault_of_state(mem, l, r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL, r ? PQresultErrorMessage(r)
		: PQerrorMessage(l->pg));
	PQclear(r);
	return f;
}

static fault script(struct arena *mem, void *link, const char *sql)
{
	struct link *l = link;
	PGresult *r = PQexec(l->pg, sql);
	TRY(check(mem, l, r));
	PQclear(r);
	return NULL;
}

/* Links. */
static void close_link(void *link)
{
	struct link *l = link;
	for (struct run *r = l->runs; r; r = r->next)
		PQclear(r->result);
	PQfinish(l->pg);
	arena_close(l->mem);
}

static void quiet(void *ctx, const char *message)
{
}

static fault refuse_engine(struct arena *mem, struct link *l)
{
	PGresult *r = PQexec(l->pg, "SELECT version()");
	TRY(check(mem, l, r));
	const char *version = str_c(l->mem, str_of(PQgetvalue(r, 0, 0)));
	PQclear(r);
	if (PQserverVersion(l->pg) < LEAST_VERSION || strncmp(version, "PostgreSQL ", 11) || strstr(version, "openGauss"))
		return fault_note(mem, BLAME_INPUT, "db.engine", version,
			_("数据库服务器不是 PostgreSQL 15 或更新的版本（它自称：%.60s）。请换用 PostgreSQL 15 以上，或者使用 "
				"SQLite 文件。"), version);
	const char *encoding = PQparameterStatus(l->pg, "server_encoding");
	if (!encoding || strcmp(encoding, "UTF8"))
		return fault_make(mem, BLAME_INPUT, "db.encoding", _("数据库的编码是 %s，不是 UTF8。请用 createdb -E UTF8 "
			"新建一个数据库。"), encoding ? encoding : "?");
	return NULL;
}

static fault set_up(struct arena *mem, struct link *l)
{
	if (PQstatus(l->pg) != CONNECTION_OK)
		return fault_note(mem, BLAME_INPUT, "db.open", PQerrorMessage(l->pg),
			_("连不上数据库服务器。请检查地址、端口、账号和密码，以及数据库服务是否已启动。"));
	PQsetNoticeProcessor(l->pg, quiet, NULL);
	PQsetErrorContextVisibility(l->pg, PQSHOW_CONTEXT_NEVER);
	TRY(refuse_engine(mem, l));
	const char *sql = "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET cursor_tuple_fraction = 1.0;"
		" SET TimeZone = 'UTC'; SET jit = off; SET lock_timeout = %d;"     /* jit: it takes seconds to compile what runs for one */
		/* what is acknowledged is on disk; a server that was told to be quicker than that is told otherwise */
		" SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
	return script(mem, l, str_c(l->mem, str_fmt(l->mem, sql, db_patience)));
}

static fault open_link(struct arena *mem, struct str where, void **ret)
{
	struct arena *own = arena_open(0);
	struct link *l = arena_get(own, sizeof *l);
	*l = (struct link){ .mem = own, .pg = PQconnectdb(str_c(own, where)) };
	fault f = set_up(mem, l);
	if (f) {
		close_link(l);
		return f;
	}
	*ret = l;
	return NULL;
}

static bool usable(void *link)
{
	struct link *l = link;
	return !l->lost && PQstatus(l->pg) == CONNECTION_OK && PQtransactionStatus(l->pg) == PQTRANS_IDLE;
}

/* Transactions. */
static void stop_all(struct link *l)
{
	for (struct run *r = l->runs; r; r = r->next) {
		PQclear(r->result);
		r->result = NULL;
		r->busy = false;
	}
}

static fault begin(struct arena *mem, void *link, enum mode mode)
{
	return script(mem, link, mode == READING ? "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
		: "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE");
}

static fault commit(struct arena *mem, void *link)
{
	struct link *l = link;
	stop_all(l);
	if (PQtransactionStatus(l->pg) != PQTRANS_INTRANS)   /* COMMIT would say yes and roll back */
		return fault_statement(mem, "the transaction was aborted");
	PGresult *r = PQexec(l->pg, "COMMIT");
	bool said = PQresultStatus(r) == PGRES_COMMAND_OK;
	if (!said && wire_cut(l, PQresultErrorField(r, PG_DIAG_SQLSTATE))) {     /* the server may have done it and died before it could say so */
		l->lost = true;
		PQclear(r);
		return fault_unknown(mem, PQerrorMessage(l->pg));
	}
	TRY(check(mem, l, r));
	PQclear(r);
	return NULL;
}

static void rollback(void *link)
{
	struct link *l = link;
	stop_all(l);
	if (PQtransactionStatus(l->pg) != PQTRANS_IDLE)
		PQclear(PQexec(l->pg, "ROLLBACK"));
}

/* Statements. */
/* A statement planned while its table was empty would be run by that plan for a whole import. So it is planned anew after 16 uses, 64, 256 and so on. */
static fault prepare_again(struct arena *mem, struct link *l, struct prepared *p)
{
	char sql[64];
	snprintf(sql, sizeof sql, "DEALLOCATE %s", p->name);
	TRY(script(mem, l, sql));
	PGresult *r = PQprepare(l->pg, p->name, p->sql, 0, NULL);
	TRY(check(mem, l, r));
	PQclear(r);
	p->again *= 4;
	return NULL;
}

static fault prepare(struct arena *mem, struct link *l, const char *sql, const char **ret_name)
{
	uint64_t hash = text_hash(sql);
	struct prepared **slot = &l->prepared[hash & (MANY_SLOTS - 1)];
	for (struct prepared *p = *slot; p; p = p->next)
		if (p->hash == hash && !strcmp(p->sql, sql)) {
			*ret_name = p->name;
			return ++p->used == p->again ? prepare_again(mem, l, p) : NULL;
		}
	struct prepared *p = arena_get(l->mem, sizeof *p);
	*p = (struct prepared){ .next = *slot, .hash = hash, .sql = str_c(l->mem, str_of(sql)), .again = 16 };
	snprintf(p->name, sizeof p->name, "nuan_%d", ++l->names);
	PGresult *r = PQprepare(l->pg, p->name, sql, 0, NULL);
	TRY(check(mem, l, r));
	PQclear(r);
	*slot = p;
	*ret_name = p->name;
	return NULL;
}

/* Every parameter has its type from the cast in the text ($1::bigint), so that all can go binary: no copy, no quoting, no NUL. */
struct params { const char *values[MANY_PARAMS]; int lengths[MANY_PARAMS], formats[MANY_PARAMS],
	n; unsigned char numbers[MANY_PARAMS][8]; };

static void params_fill(struct params *p, const struct query *q, const struct value *in)
{
	p->n = (int)q->n_takes;
	for (unsigned i = 0; i < q->n_takes; i++) {
		p->formats[i] = 1;
		p->lengths[i] = in[i].kind == V_INT ? 8 : (int)in[i].s.n;
		p->values[i] = in[i].kind == V_NULL ? NULL : in[i].s.p;
		if (in[i].kind == V_INT) {
			for (int k = 0; k < 8; k++)
				p->numbers[i][k] = (unsigned char)((uint64_t)in[i].i >> (56 - 8 * k));
			p->values[i] = (const char *)p->numbers[i];
		}
	}
}

static struct run *run_free(struct link *l)
{
	for (struct run *r = l->runs; r; r = r->next)
		if (!r->busy)
			return r;
	struct run *r = arena_get(l->mem, sizeof *r);
	r->next = l->runs;
	return l->runs = r;
}

static fault fetch(struct arena *mem, struct link *l, struct run *r)
{
	char sql[64];
	PQclear(r->result);
	r->result = NULL;
	r->at = 0;
	snprintf(sql, sizeof sql, "FETCH FORWARD %d FROM nuan_cursor_%d", BATCH, r->cursor);
	PGresult *result = PQexecParams(l->pg, sql, 0, NULL, NULL, NULL, NULL, 1);
	TRY(check(mem, l, result));
	r->result = result;
	return NULL;
}

static fault start_cursor(struct arena *mem, struct link *l, struct run *r, const struct query *q, struct params *p)
{
	int number = ++l->cursors;
	const char *sql = str_c(mem, str_fmt(mem, "DECLARE nuan_cursor_%d NO SCROLL CURSOR FOR %s", number, q->postgres));
	PGresult *result = PQexecParams(l->pg, sql, p->n, NULL, p->values, p->lengths, p->formats, 1);
	TRY(check(mem, l, result));
	PQclear(result);
	r->cursor = number;
	return fetch(mem, l, r);
}

static fault start_whole(struct arena *mem, struct link *l, struct run *r, const struct query *q, struct params *p)
{
	const char *name = NULL;
	TRY(prepare(mem, l, q->postgres, &name));
	PGresult *result = PQexecPrepared(l->pg, name, p->n, p->values, p->lengths, p->formats, 1);
	TRY(check(mem, l, result));
	r->result = result;
	return NULL;
}

static fault start(struct arena *mem, void *link, const struct query *q, const struct value *in, bool stream, struct run **ret)
{
	struct link *l = link;
	struct params p;
	params_fill(&p, q, in);
	struct run *r = run_free(l);
	r->at = r->cursor = 0;
	r->gives = q->n_gives;
	TRY(stream ? start_cursor(mem, l, r, q, &p) : start_whole(mem, l, r, q, &p));
	r->busy = true;
	*ret = r;
	return NULL;
}

static fault exec(struct arena *mem, void *link, const struct query *q, const struct value *in)
{
	struct run r = { 0 };
	struct params p;
	params_fill(&p, q, in);
	TRY(start_whole(mem, link, &r, q, &p));
	PQclear(r.result);
	return NULL;
}

/* INSERT INTO t (columns) VALUES ($1…, $2…, …), each column its own: as COPY. STR_NONE: it says something else. */
static struct str copy_of(struct arena *mem, const struct query *q)
{
	struct str sql = str_of(q->postgres), into = STR("INSERT INTO ");
	size_t close = str_find(sql, STR(")"));
	if (q->n_gives || !str_starts(sql, into) || close == SIZE_MAX)
		return STR_NONE;
	struct str head = str_sub(sql, into.n, close + 1 - into.n), rest = str_trim(str_sub(sql, close + 1, SIZE_MAX));
	if (!str_starts(rest, STR("VALUES (")))
		return STR_NONE;
	rest = str_sub(rest, strlen("VALUES ("), SIZE_MAX);
	for (unsigned i = 1; i <= q->n_takes; i++) {
		struct str one = str_cut(&rest, i < q->n_takes ? ',' : ')');
		if (!str_starts(str_trim(one), str_fmt(mem, "$%u::", i)))
			return STR_NONE;
	}
	return str_trim(rest).n ? STR_NONE : str_fmt(mem, "COPY %.*s FROM STDIN (FORMAT binary)", PSTR(head));
}

static void copy_number(struct buf *b, uint64_t n, int bytes)
{
	char digits[8];
	for (int i = 0; i < bytes; i++)
		digits[i] = (char)(n >> 8 * (bytes - 1 - i));
	buf_add(b, (struct str){ digits, (size_t)bytes });
}

/* A row in the binary form of COPY: how many columns, then of each its length and its bytes. */
static void copy_row(struct buf *b, const struct late_write *p)
{
	copy_number(b, p->of->n_takes, 2);
	for (unsigned i = 0; i < p->of->n_takes; i++) {
		const struct value *v = &p->values[i];
		copy_number(b, v->kind == V_NULL ? UINT32_MAX : v->kind == V_INT ? 8 : v->s.n, 4);
		if (v->kind == V_INT)
			copy_number(b, (uint64_t)v->i, 8);
		else if (v->kind != V_NULL)
			buf_add(b, v->s);
	}
}

static fault copy(struct arena *mem, struct link *l, const char *sql, struct str rows)
{
	PGresult *r = PQexec(l->pg, sql);
	if (PQresultStatus(r) != PGRES_COPY_IN)
		return check(mem, l, r);
	PQclear(r);
	if (PQputCopyData(l->pg, rows.p, (int)rows.n) != 1 || PQputCopyEnd(l->pg, NULL) != 1)
		return fault_lost(mem, PQerrorMessage(l->pg));
	fault f = NULL;
	while ((r = PQgetResult(l->pg))) {
		fault one = check(mem, l, r);
		if (!one)
			PQclear(r);
		f = f ? f : one;
	}
	return f;
}

struct kind { const struct query *of; struct str copy; };        /* of a run of writes; copy STR_NONE: one by one */
enum { KINDS = 16 };

/* All of one statement from here to the end; none of them reads, so their order among other inserts does not matter. */
static fault copy_all(struct arena *mem, struct link *l, const struct late_write *from, const struct late_write *to, const struct kind *kind)
{
	struct buf rows = { .mem = mem };
	buf_add(&rows, (struct str){ "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19 });
	for (const struct late_write *p = from; p != to; p = p->next)
		if (p->of == kind->of)
			copy_row(&rows, p);
	copy_number(&rows, UINT16_MAX, 2);
	return copy(mem, l, str_c(mem, kind->copy), buf_str(&rows));
}

static struct kind *kind_of(struct arena *mem, struct kind *kinds, size_t *n, const struct query *q)
{
	for (size_t i = 0; i < *n; i++)
		if (kinds[i].of == q)
			return &kinds[i];
	if (*n == KINDS)
		return NULL;
	kinds[*n] = (struct kind){ q, copy_of(mem, q) };
	return &kinds[(*n)++];
}

/* Inserts that follow each other go by their table; anything else keeps its place. */
static fault many(struct arena *mem, void *link, const struct late_write *first)
{
	while (first) {
		struct kind kinds[KINDS], *kind = NULL;
		const struct late_write *to = first;
		size_t n = 0;
		while (to && (kind = kind_of(mem, kinds, &n, to->of)) && kind->copy.p)
			to = to->next;
		for (size_t i = 0; i < n; i++)
			if (kinds[i].copy.p)
				TRY(copy_all(mem, link, first, to, &kinds[i]));
		first = to;
		if (first && (!kind || !kind->copy.p)) {
			TRY(exec(mem, link, first->of, first->values));
			first = first->next;
		}
	}
	return NULL;
}

static void stop(void *link, struct run *r)
{
	struct link *l = link;
	char sql[48];
	PQclear(r->result);
	r->result = NULL;
	if (r->cursor && PQtransactionStatus(l->pg) == PQTRANS_INTRANS) {
		snprintf(sql, sizeof sql, "CLOSE nuan_cursor_%d", r->cursor);
		PQclear(PQexec(l->pg, sql));
	}
	r->busy = false;
}

static uint64_t big_endian(const char *p, int n)
{
	uint64_t sum = 0;
	for (int i = 0; i < n; i++)
		sum = sum << 8 | (unsigned char)p[i];
	return sum;
}

/* numeric: digits of base 10000, the first one worth 10000^weight. False: a fraction, no number, or too large. */
static bool numeric_read(const char *p, int length, int64_t *ret)
{
	enum { POSITIVE = 0, NEGATIVE = 0x4000 };
	if (length < 8)
		return false;
	int n = (int)big_endian(p, 2), weight = (int16_t)big_endian(p + 2, 2), sign = (int)big_endian(p + 4, 2);
	int64_t sum = 0;
	if ((sign != POSITIVE && sign != NEGATIVE) || weight > 4 || length < 8 + 2 * n)
		return false;
	for (int i = 0; i < n || i <= weight; i++) {
		int64_t digit = i < n ? (int64_t)big_endian(p + 8 + 2 * i, 2) : 0;
		if (i > weight && digit)
			return false;
		if (i <= weight && (__builtin_mul_overflow(sum, 10000, &sum) || __builtin_add_overflow(sum, digit, &sum)))
			return false;
	}
	*ret = sign == NEGATIVE ? -sum : sum;
	return true;
}

static fault value_read(struct arena *mem, const PGresult *result, int row, int i, struct value *ret)
{
	const char *p = PQgetvalue(result, row, i);
	int n = PQgetlength(result, row, i);
	*ret = (struct value){ .kind = V_NULL };
	if (PQgetisnull(result, row, i))
		return NULL;
	ret->s = (struct str){ p, (size_t)n };
	ret->kind = V_INT;
	switch (PQftype(result, i)) {
	case OID_INT8: ret->i = (int64_t)big_endian(p, 8); return NULL;
	case OID_INT4: ret->i = (int32_t)big_endian(p, 4); return NULL;
	case OID_INT2: ret->i = (int16_t)big_endian(p, 2); return NULL;
	case OID_BOOL: ret->i = *p != 0; return NULL;
	case OID_NUMERIC:
		if (numeric_read(p, n, &ret->i))
			return NULL;
		break;
	case OID_BYTEA:
		ret->kind = V_BLOB;
		return NULL;
	case OID_TEXT: case OID_VARCHAR: case OID_BPCHAR: case OID_NAME: case OID_UNKNOWN:
		ret->kind = V_TEXT;
		return NULL;
	default:
		break;
	}
	return fault_statement(mem, str_c(mem, str_fmt(mem, "column %s has a type that the door does not know (oid %u)",
		PQfname(result, i), PQftype(result, i))));
}

static fault step(struct arena *mem, void *link, struct run *r, struct value *out, bool *ret_row)
{
	if (r->cursor && r->result && r->at == PQntuples(r->result) && r->at == BATCH) {
		fault f = fetch(mem, link, r);
		if (f)
			return f;
	}
	*ret_row = r->result && r->at < PQntuples(r->result);
	if (!*ret_row)
		return NULL;
	if ((int)r->gives > PQnfields(r->result))
		return fault_statement(mem, "fewer columns than the statement gives");
	for (unsigned i = 0; i < r->gives; i++)
		TRY(value_read(mem, r->result, r->at, (int)i, &out[i]));
	r->at++;
	return NULL;
}

const struct driver postgres_driver = {
	.name = "PostgreSQL",
	.open = open_link, .close = close_link, .begin = begin, .commit = commit, .rollback = rollback, .usable = usable,
		.script = script,
	.exec = exec, .many = many, .start = start, .step = step, .stop = stop,
	.has_table = "SELECT CASE WHEN to_regclass('migration') IS NULL THEN 0 ELSE 1 END",
	.make_table = "CREATE TABLE migration (name TEXT COLLATE \"C\" NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL, "
		"PRIMARY KEY (name, version))",
	.lock_table = "LOCK TABLE migration IN SHARE ROW EXCLUSIVE MODE",
	.learn = "ANALYZE ",
	.scrub_table = "VACUUM FULL ",
};
