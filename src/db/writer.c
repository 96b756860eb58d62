/* Group commit: one thread writes, many requests share its commit.
 *
 * What makes a write slow is not the writing but the wait until the disk has it. So the thread takes what is waiting, runs each in a savepoint of its own
 * inside one transaction, commits once, and only then says to each that it stands. Under load the work that comes during one commit is the next group, so
 * nothing has to be tuned; alone, a write costs what it costs without us.
 * Promises: done with NULL is called after the engine's commit, never before; a fault of one undoes that one alone; when a commit fails, or another process
 * was quicker (PostgreSQL), every write of the group is run again in a commit of its own, so that each gets its own answer; but none is when nobody can know
 * whether the commit stands (a link cut on the way): then each is told so. Order is that of arrival.
 * Both engines: on SQLite one may write at a time anyway; on PostgreSQL the writers of a city stand in line for its trail, and who waited in a transaction of
 * his own would be turned away for it (measured: of 8 at once, 3 tries each, a third were). Between processes it is tries, with a pause that differs.
 * Refuses: to let one group grow without end: MANY writes or MILLISECONDS of work close it.
 * Cost: a savepoint a write (microseconds); a long write makes those behind it wait, as the line for the trail does too.
 * Not taken: PRAGMA synchronous=NORMAL (loses what was acknowledged); a thread a write with a lock (as many commits as writes); an advisory lock. */
#include <pthread.h>
#include <string.h>
#include <time.h>
#include "base/sm.h"
#include "db/driver.h"
#include "db/writer.h"

enum { MANY = 256, MILLISECONDS = 20, TRIES = 8 };

struct writer {
	struct store *store;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct write *first, **tail;                         /* waiting */
	bool closing, closed;
	struct writer_count count;
};

static struct write *take(struct writer *w, bool wait)
{
	pthread_mutex_lock(&w->lock);
	while (wait && !w->first && !w->closing)
		pthread_cond_wait(&w->more, &w->lock);
	struct write *one = w->first;
	if (one) {
		w->first = one->next;
		if (!w->first)
			w->tail = &w->first;
		one->next = NULL;
	}
	pthread_mutex_unlock(&w->lock);
	return one;
}

static int64_t milliseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static fault run_in(struct group *g, struct write *one)
{
	struct db *db;
	TRY(group_db(g, one->mem, one->scope, &db));
	fault f = one->run(one->ctx, db);
	if (!f)
		f = db_commit(db);
	else
		db_rollback(db);
	return f;
}

/* A write that fills its arena is undone and told so; those beside it know nothing of it. */
static fault run_within(struct group *g, struct write *one)
{
	static struct fault full = { .blame = BLAME_US, .code = "memory.full" };
	jmp_buf out;
	fault f;
	arena_on_full(one->mem, &out);
	if (setjmp(out) == 0) {
		f = run_in(g, one);
	} else {
		full.say = _("这一步需要的内存超出了限度，没有写入任何内容。请缩小范围，分几次办理。");
		f = &full;
		arena_back(one->mem, one->mark);             /* takes the savepoint back with it */
	}
	arena_on_full(one->mem, NULL);
	return f;
}

static void count(struct writer *w, int64_t writes)
{
	pthread_mutex_lock(&w->lock);
	w->count.writes += writes;
	w->count.commits++;
	pthread_mutex_unlock(&w->lock);
}

static bool unknown(fault f)
{
	return f && strcmp(f->code, "db.unknown") == 0;
}

static bool busy(fault f)
{
	return f && f->blame == BLAME_BUSY;
}

/* Another process was quicker: longer each time, and never as long as it. */
static void pause_before(int again)
{
	unsigned char some;
	random_bytes(&some, 1);
	struct timespec t = { .tv_nsec = (1 + some % 8) * (1 << again) * 1000000L / 2 };
	nanosleep(&t, NULL);
}

static void alone(struct writer *w, struct write *one)
{
	fault f = NULL;
	for (int i = 0; i < TRIES; i++) {
		struct group g;
		arena_back(one->mem, one->mark);
		f = group_begin(one->mem, w->store, &g);
		if (f)
			break;                               /* it has waited at the door, with the engine's own patience */
		f = run_within(&g, one);
		fault end = busy(f) ? NULL : group_commit(&g);
		group_rollback(&g);
		if (!f)
			f = end;
		if (!busy(f))
			break;
		pause_before(i);
	}
	count(w, 1);
	one->done(one->ctx, f);
}

/* Runs what is waiting; the list of it, and whether it must all be run again, each alone. */
static bool group_run(struct writer *w, struct group *g, struct write *list, int64_t *ret_n)
{
	struct write *one = list;
	int64_t n = 0, began = milliseconds();
	for (;;) {
		one->said = run_within(g, one);
		n++;
		if (g->broken || busy(one->said))
			return false;
		if (n == MANY || milliseconds() - began >= MILLISECONDS || !(one->next = take(w, false)))
			break;
		one = one->next;
	}
	*ret_n = n;
	return true;
}

/* Who stands behind it has waited as long, and is told the same. */
static void nobody_may(struct writer *w, struct write *one, fault f)
{
	for (; one; one = take(w, false))
		one->done(one->ctx, fault_busy(one->mem, f->note));
}

static void together(struct writer *w, struct write *list, struct arena *mem)
{
	struct group g;
	int64_t n = 0;
	fault f = group_begin(mem, w->store, &g);
	if (busy(f)) {
		nobody_may(w, list, f);
		return;
	}
	fault end = NULL;
	bool stands = !f && group_run(w, &g, list, &n) && !(end = group_commit(&g));
	if (!f)
		group_rollback(&g);
	if (stands)
		count(w, n);
	for (struct write *one = list, *next; one; one = next) {
		next = one->next;
		if (stands)
			one->done(one->ctx, one->said);
		else if (unknown(end))                       /* run again, it could have its effect twice */
			one->done(one->ctx, one->said ? one->said : fault_unknown(one->mem, end->note));
		else
			alone(w, one);
	}
}

static void *writer_thread(void *writer)
{
	struct writer *w = writer;
	for (struct write *one; (one = take(w, true));) {
		struct arena *mem = arena_open(0);
		together(w, one, mem);
		arena_close(mem);
	}
	return NULL;
}

static void close_later(void *writer)
{
	writer_close(writer);
}

fault writer_open(struct arena *mem, struct store *s, struct writer **ret)
{
	struct writer *w = arena_get(mem, sizeof *w);
	*w = (struct writer){ .store = s, .tail = &w->first };
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->more, NULL);
	if (pthread_create(&w->thread, NULL, writer_thread, w) != 0)
		return fault_make(mem, BLAME_US, "writer.thread", _("系统不允许再开线程，写入程序没有启动。请检查本机的线程数限制后重新启动。"));
	arena_later(mem, close_later, w);
	*ret = w;
	return NULL;
}

void writer_add(struct writer *w, struct write *one)
{
	one->mark = arena_mark(one->mem);
	one->next = NULL, one->said = NULL;
	pthread_mutex_lock(&w->lock);
	*w->tail = one;
	w->tail = &one->next;
	pthread_cond_signal(&w->more);
	pthread_mutex_unlock(&w->lock);
}

struct waiting { fault (*run)(void *, struct db *); void (*done)(void *, fault); void *ctx; fault said; bool over;
	pthread_mutex_t lock; pthread_cond_t ended; };

static fault waiting_run(void *waiting, struct db *db)
{
	struct waiting *w = waiting;
	return w->run(w->ctx, db);
}

static void waiting_done(void *waiting, fault f)
{
	struct waiting *w = waiting;
	if (w->done)
		w->done(w->ctx, f);
	pthread_mutex_lock(&w->lock);
	w->said = f;
	w->over = true;
	pthread_cond_signal(&w->ended);
	pthread_mutex_unlock(&w->lock);
}

fault writer_run(struct writer *w, struct write *one)
{
	struct waiting wait = { .run = one->run, .done = one->done, .ctx = one->ctx };
	struct write mine = *one;
	pthread_mutex_init(&wait.lock, NULL);
	pthread_cond_init(&wait.ended, NULL);
	mine.run = waiting_run, mine.done = waiting_done, mine.ctx = &wait;
	jmp_buf *way_out = arena_on_full(mine.mem, NULL);        /* it leads into this thread, which sleeps */
	writer_add(w, &mine);
	pthread_mutex_lock(&wait.lock);
	while (!wait.over)
		pthread_cond_wait(&wait.ended, &wait.lock);
	pthread_mutex_unlock(&wait.lock);
	pthread_mutex_destroy(&wait.lock);
	pthread_cond_destroy(&wait.ended);
	arena_on_full(mine.mem, way_out);
	return wait.said;
}

void writer_close(struct writer *w)
{
	pthread_mutex_lock(&w->lock);
	bool closed = w->closed;
	w->closing = w->closed = true;
	pthread_cond_signal(&w->more);
	pthread_mutex_unlock(&w->lock);
	if (!closed)
		pthread_join(w->thread, NULL);
}

struct writer_count writer_count(struct writer *w)
{
	pthread_mutex_lock(&w->lock);
	struct writer_count c = w->count;
	pthread_mutex_unlock(&w->lock);
	return c;
}
