/* The door: transactions, and the way between structs and the values of an engine.
 *
 * A store keeps a few links; a transaction takes one, or opens one more, and gives it back at its end. Structs are read and
 * filled by offset, as the query's members say, so that a generated call is three lines and no row is ever touched by hand.
 * Promises: a transaction that met a fault of the engine cannot commit (unless it went back to its savepoint): what half
 * happened never stands, on either engine. db_commit ends the transaction whatever happens; nobody forgets a rollback, since
 * the arena makes it.
 * What is stored is well-formed UTF-8 without NUL, and never an empty text: that is NULL.
 * Who writes much and reads little may let his writes be done behind him (late.c): every way to read or to end waits for them first.
 * Refuses: a second savepoint inside the first, a column that is not of the declared type.
 * Costs: one copy of each text into the arena; db_each copies nothing.
 * The road not taken: one link a thread: threads come and go with libraries, transactions do not. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "db/late.h"

enum { MANY_IDLE = 16, MANY_MEMBERS = 256 };

struct store {
	const struct driver *driver;
	struct arena *mem;
	struct str where;
	pthread_mutex_t lock;                                /* of the idle links */
	void *idle[MANY_IDLE];  int n_idle;
	bool served;                                         /* it has been reached once: what fails to open from here on is no wrong address */
	void *note;
};

struct db {
	struct arena *mem;
	struct store *store;
	void *link;                                          /* NULL: ended */
	struct group *group;                                 /* NULL: the link is its own; else the link is the group's and this is a savepoint of it */
	struct scope scope;
	enum mode mode;
	int64_t now;
	bool point;
	struct late *late;                                   /* NULL: what is written is done at once */
	int reading;                                         /* rows are being read: nothing may be late */
	fault failed;                                        /* the first fault since the savepoint, or since the beginning ... */
	struct fault first;  char first_say[1024], first_note[1024]; /* ... by copy: the caller may have wound the arena back */
	void *note;
	fault (*before_commit)(struct db *, void *);
	struct reads reads;
	struct memory *memory;                               /* NULL: every statement goes to the engine */
};

/* Stores. */
void store_forget(struct store *s)
{
	pthread_mutex_lock(&s->lock);
	while (s->n_idle)
		s->driver->close(s->idle[--s->n_idle]);
	pthread_mutex_unlock(&s->lock);
}

static void store_close(void *store)
{
	struct store *s = store;
	store_forget(s);
	pthread_mutex_destroy(&s->lock);
}

/* The server is down, or this process has no descriptor left: to whoever asks it is the same. */
static fault fault_away(struct arena *mem, fault f)
{
	return f->blame == BLAME_BUSY ? f : fault_note(mem, BLAME_US, "db.away", f->note, _("现在连不上数据库，这次没有写入任何内容。"
		"请稍后再试；一直这样，请系统管理员检查数据库服务和本机能打开的文件数。"));
}

static fault link_take(struct arena *mem, struct store *s, void **ret, bool *ret_idle)
{
	void *link = NULL;
	fault f = NULL;
	pthread_mutex_lock(&s->lock);
	if (s->n_idle)
		link = s->idle[--s->n_idle];
	pthread_mutex_unlock(&s->lock);
	*ret_idle = link != NULL;
	if (!link)
		f = s->driver->open(mem, s->where, &link);
	if (f)
		return s->served ? fault_away(mem, f) : f;
	*ret = link;
	return NULL;
}

static void link_give(struct store *s, void *link)
{
	bool kept = false;
	if (s->driver->usable(link)) {
		pthread_mutex_lock(&s->lock);
		kept = s->n_idle < MANY_IDLE;
		if (kept)
			s->idle[s->n_idle++] = link;
		pthread_mutex_unlock(&s->lock);
	}
	if (!kept)
		s->driver->close(link);
}

/* A link on which a transaction has begun; *at is set as soon as one is taken, so that whoever gives it back can. One that lay idle may have died
 * meanwhile (the server was restarted): nothing has begun on it, so the next is tried, and a new one at last. */
static fault link_begin(struct arena *mem, struct store *s, enum mode mode, void **at)
{
	for (;;) {
		bool idle;
		TRY(link_take(mem, s, at, &idle));
		fault f = s->driver->begin(mem, *at, mode);
		if (!f)
			return NULL;
		s->driver->rollback(*at);
		bool dead = !s->driver->usable(*at);
		link_give(s, *at);
		*at = NULL;
		if (!idle || !dead)
			return f;
	}
}

fault store_open(struct arena *mem, struct str where, struct store **ret)
{
	bool postgres = str_starts(where, STR("postgresql://")) || str_starts(where, STR("postgres://"));
	struct store *s = arena_get(mem, sizeof *s);
	void *link;
	bool idle;
	if (!where.n)
		return fault_make(mem, BLAME_INPUT, "db.open", _("没有说明数据库在哪里。请给出数据库文件的路径，或 postgresql:// "
			"开头的地址。"));
	*s = (struct store){ .driver = postgres ? &postgres_driver : &sqlite_driver, .mem = mem, .where = str_copy(mem, where) };
	pthread_mutex_init(&s->lock, NULL);
	arena_later(mem, store_close, s);
	TRY(link_take(mem, s, &link, &idle));                /* so that a wrong address is told here */
	link_give(s, link);
	s->served = true;
	*ret = s;
	return NULL;
}

bool  store_is_postgres(const struct store *s)                { return s->driver == &postgres_driver; }
const struct driver *store_driver(const struct store *s)      { return s->driver; }
void *store_note(struct store *s)                             { return s->note; }
void  store_set_note(struct store *s, void *note)             { s->note = note; }
struct arena *store_mem(struct store *s)                      { return s->mem; }

/* Transactions. */
static void late_end(struct db *d)
{
	if (d->late)
		late_close(d->late);
	d->late = NULL;
}

static void point_drop(struct db *d)
{
	if (d->store->driver->script(d->mem, d->link, "ROLLBACK TO SAVEPOINT request; RELEASE SAVEPOINT request") != NULL)
		d->group->broken = true;                         /* the engine has given the whole transaction up */
	d->link = NULL;
}

void db_rollback(struct db *d)
{
	if (!d->link)
		return;
	late_end(d);
	if (d->group) {
		point_drop(d);
		return;
	}
	d->store->driver->rollback(d->link);
	link_give(d->store, d->link);
	d->link = NULL;
}

static void db_undo(void *d)
{
	db_rollback(d);
}

fault db_as(struct arena *mem, struct store *s, struct scope scope, enum mode mode, struct db **ret)
{
	struct db *d = arena_get(mem, sizeof *d);
	*d = (struct db){ .mem = mem, .store = s, .scope = scope, .mode = mode };
	arena_later(mem, db_undo, d);                        /* before there is anything to undo: it may be what finds no room */
	TRY(link_begin(mem, s, mode, &d->link));
	d->now = (int64_t)time(NULL);                        /* behind the wait for another writer, so that times follow the order of entries */
	*ret = d;
	return NULL;
}

/* Many transactions that become one. */
fault group_begin(struct arena *mem, struct store *s, struct group *ret)
{
	*ret = (struct group){ .mem = mem, .store = s };
	return link_begin(mem, s, WRITING, &ret->link);
}

fault group_db(struct group *g, struct arena *mem, struct scope scope, struct db **ret)
{
	struct db *d = arena_get(mem, sizeof *d);
	*d = (struct db){ .mem = mem, .store = g->store, .scope = scope, .mode = WRITING, .now = (int64_t)time(NULL), .group = g };
	arena_later(mem, db_undo, d);
	fault f = g->store->driver->script(mem, g->link, "SAVEPOINT request");
	if (f) {
		g->broken = true;
		return f;
	}
	d->link = g->link;
	*ret = d;
	return NULL;
}

fault group_commit(struct group *g)
{
	fault f = g->broken ? fault_statement(g->mem, "the engine gave the transaction up") : g->store->driver->commit(g->mem, g->link);
	group_rollback(g);
	return f;
}

void group_rollback(struct group *g)
{
	if (!g->link)
		return;
	g->store->driver->rollback(g->link);
	link_give(g->store, g->link);
	g->link = NULL;
}

static fault db_ended(struct db *d)
{
	return fault_statement(d->mem, "the transaction has ended");
}

fault db_commit(struct db *d)
{
	if (!d->link)
		return db_ended(d);
	fault f = db_settled(d), (*hook)(struct db *, void *) = d->before_commit;
	f = d->failed ? d->failed : f;
	d->before_commit = NULL;
	if (!f && hook)
		f = hook(d, d->note);
	if (!f)
		f = d->failed;
	if (!f && d->group) {
		f = d->store->driver->script(d->mem, d->link, "RELEASE SAVEPOINT request");
		if (!f)
			d->link = NULL;                          /* what it wrote stands when the group commits */
	} else if (!f) {
		f = d->store->driver->commit(d->mem, d->link);
	}
	db_rollback(d);                                      /* after a commit there is nothing left to undo */
	return f;
}

static fault db_keep(struct db *d, fault f)
{
	if (f && !d->failed) {
		snprintf(d->first_say, sizeof d->first_say, "%s", f->say);
		snprintf(d->first_note, sizeof d->first_note, "%s", f->note ? f->note : "");
		d->first = (struct fault){ .blame = f->blame, .code = f->code, .say = d->first_say,
			.note = f->note ? d->first_note : NULL };
		d->failed = &d->first;
	}
	return f;
}

fault db_script(struct db *d, const char *sql)
{
	if (!d->link)
		return db_ended(d);
	if (d->late)
		TRY(db_keep(d, late_wait(d->late)));
	return db_keep(d, d->store->driver->script(d->mem, d->link, sql));
}

fault db_late(struct db *d)
{
	return d->link && !d->late && !d->failed ? late_open(d->mem, d->store->driver, d->link, &d->late) : NULL;
}

fault db_settled(struct db *d)
{
	if (!d->late)
		return NULL;
	fault f = db_keep(d, late_wait(d->late));
	late_end(d);
	return f;
}

fault db_learn(struct db *d, const char *table)
{
	const char *learn = store_driver(d->store)->learn;
	return learn ? db_script(d, str_c(d->mem, str_fmt(d->mem, "%s%s", learn, table))) : NULL;
}

fault db_point(struct db *d)
{
	if (d->point || d->failed)
		return d->failed ? d->failed : fault_statement(d->mem, "a savepoint inside a savepoint");
	TRY(db_script(d, "SAVEPOINT point"));
	d->point = true;
	return NULL;
}

fault db_point_back(struct db *d)
{
	if (!d->point)
		return fault_statement(d->mem, "no savepoint to go back to");
	d->point = false;
	d->failed = NULL;
	return db_script(d, "ROLLBACK TO SAVEPOINT point; RELEASE SAVEPOINT point");
}

fault db_point_keep(struct db *d)
{
	if (!d->point || d->failed)
		return d->failed ? d->failed : fault_statement(d->mem, "no savepoint to keep");
	d->point = false;
	return db_script(d, "RELEASE SAVEPOINT point");
}

fault db_sound(struct db *d)
{
	const struct driver *driver = d->store->driver;
	if (!d->link)
		return db_ended(d);
	return driver->sound ? driver->sound(d->mem, d->link) : NULL;
}

static fault scrub(struct arena *mem, const struct driver *driver, void *link, const char *const *tables)
{
	TRY(driver->begin(mem, link, WRITING));              /* a link that was reading may write again */
	driver->rollback(link);
	if (driver->scrub)
		return driver->script(mem, link, driver->scrub);
	for (; *tables; tables++)
		TRY(driver->script(mem, link, str_c(mem, str_fmt(mem, "%s%s", driver->scrub_table, *tables))));
	return NULL;
}

fault store_scrub(struct arena *mem, struct store *s, const char *const *tables)
{
	void *link = NULL;
	bool idle;
	TRY(link_take(mem, s, &link, &idle));
	fault f = scrub(mem, s->driver, link, tables);
	link_give(s, link);
	return f;
}

struct arena *db_mem(struct db *d)                            { return d->mem; }
struct scope  db_scope(const struct db *d)                    { return d->scope; }
int64_t       db_now(const struct db *d)                      { return d->now; }
void          db_set_now(struct db *d, int64_t now)           { d->now = now; }
void         *db_note(struct db *d)                           { return d->note; }
struct store *db_store(struct db *d)                          { return d->store; }
struct reads *db_reads(struct db *d)                          { return &d->reads; }

bool db_remember(struct db *d, struct memory *memory)
{
	d->memory = d->mode == READING ? memory : NULL;      /* what a writer sees may never stand */
	return d->mode == READING;
}

void db_set_viewer(struct db *d, int64_t person, int64_t org)
{
	d->scope.viewer = person;
	d->scope.org = org;
}

void db_set_note(struct db *d, void *note, fault (*before_commit)(struct db *, void *))
{
	d->note = note;
	d->before_commit = before_commit;
}


/* Statements. */
struct bound { struct value values[MANY_MEMBERS]; char days[MANY_MEMBERS][11]; };

static fault bind(struct db *d, const struct query *q, const void *in, struct bound *ret)
{
	if (!d->link)
		return db_ended(d);
	if (d->failed)
		return d->failed;
	if (q->n_takes > MANY_MEMBERS || q->n_gives > MANY_MEMBERS)
		return fault_statement(d->mem, "more members than the door carries");
	for (unsigned i = 0; i < q->n_takes; i++)
		if (q->door && q->door[i])
			ret->values[i] = door_value(d, q->door[i]);
		else
			TRY(value_of(d, q, &q->takes[i], in, ret->days[i], &ret->values[i]));
	for (size_t i = 0; i < COUNT(d->reads.of); i++)
		d->reads.of[i] |= q->reads.of[i];
	return NULL;
}

/* Whoever reads waits until what is written late is done. */
static fault run_start(struct db *d, const struct query *q, const struct bound *b, bool stream, struct run **ret)
{
	if (d->late)
		TRY(db_keep(d, late_wait(d->late)));
	return db_keep(d, d->store->driver->start(d->mem, d->link, q, b->values, stream, ret));
}

static fault start(struct db *d, const struct query *q, const void *in, bool stream, struct run **ret)
{
	struct bound b;
	TRY(bind(d, q, in, &b));
	return run_start(d, q, &b, stream, ret);
}

static bool recalled(struct db *d, const struct query *q, const struct bound *b, bool one, void **ret_rows, size_t *ret_n)
{
	return d->memory && d->memory->recall(d->memory, d, q, b->values, one, ret_rows, ret_n);
}

static void remembered(struct db *d, const struct query *q, const struct bound *b, bool one, const void *rows, size_t n)
{
	if (d->memory && d->link)
		d->memory->keep(d->memory, d, q, b->values, one, rows, n);
}

/* Calls back for each row until there are no more, a fault, or the callback ended the transaction (and the run with it). */
static fault each_row(struct db *d, const struct query *q, struct run *run, void *row, struct arena *keep,
	fault (*each)(void *ctx, const void *row), void *ctx)
{
	struct value values[MANY_MEMBERS];
	bool more = true;
	fault f = NULL;
	d->reading++;
	while (!f && d->link) {
		f = db_keep(d, d->store->driver->step(d->mem, d->link, run, values, &more));
		if (f || !more)
			break;
		if (q->n_gives)
			f = row_fill(d, q, values, row, keep);
		if (!f && q->n_gives)
			f = each(ctx, row);
	}
	d->reading--;
	if (d->link)
		d->store->driver->stop(d->link, run);
	return f;
}

struct list { struct arena *mem; char *rows; size_t n, cap, size; };

static fault list_add(void *ctx, const void *row)
{
	struct list *l = ctx;
	if (l->n == l->cap) {
		size_t wider = l->cap ? l->cap * 2 : 16;
		l->rows = arena_more(l->mem, l->rows, l->cap * l->size, wider * l->size);
		l->cap = wider;
	}
	memcpy(l->rows + l->n++ * l->size, row, l->size);
	return NULL;
}

fault db_many(struct db *d, const struct query *q, const void *in, void **ret_rows, size_t *ret_n)
{
	struct list l = { .mem = d->mem, .size = q->size };
	struct run *run = NULL;
	struct bound b;
	TRY(bind(d, q, in, &b));
	if (recalled(d, q, &b, false, ret_rows, ret_n))
		return NULL;
	void *row = arena_get(d->mem, q->size + 1);
	TRY(run_start(d, q, &b, false, &run));
	TRY(each_row(d, q, run, row, d->mem, list_add, &l));
	*ret_rows = l.rows ? l.rows : row;
	*ret_n = l.n;
	remembered(d, q, &b, false, *ret_rows, l.n);
	return NULL;
}

fault db_one(struct db *d, const struct query *q, const void *in, void *ret_row, bool *ret_found)
{
	struct value values[MANY_MEMBERS];
	struct run *run = NULL;
	struct bound b;
	bool found = false;
	void *row = NULL;
	size_t n;
	TRY(bind(d, q, in, &b));
	if (recalled(d, q, &b, true, &row, &n)) {
		if (n)
			memcpy(ret_row, row, q->size);
		*ret_found = n > 0;
		return NULL;
	}
	TRY(run_start(d, q, &b, false, &run));
	fault f = db_keep(d, d->store->driver->step(d->mem, d->link, run, values, &found));
	if (!f && found) {
		row = arena_get(d->mem, q->size);
		f = row_fill(d, q, values, row, d->mem);
		if (!f)
			memcpy(ret_row, row, q->size);
	}
	d->store->driver->stop(d->link, run);
	if (!f) {
		*ret_found = found;
		remembered(d, q, &b, true, row, found);
	}
	return f;
}

fault db_exec(struct db *d, const struct query *q, const void *in)
{
	struct bound b;
	TRY(bind(d, q, in, &b));
	if (d->late && !d->reading)
		return db_keep(d, late_add(d->late, q, b.values));
	return db_keep(d, d->store->driver->exec(d->mem, d->link, q, b.values));
}

fault db_each(struct db *d, const struct query *q, const void *in, fault (*each)(void *ctx, const void *row), void *ctx)
{
	struct run *run = NULL;
	void *row = arena_get(d->mem, q->size + 1);
	TRY(start(d, q, in, true, &run));
	return each_row(d, q, run, row, NULL, each, ctx);
}
