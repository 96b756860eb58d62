/* Who writes much waits for the engine at every row, and the engine waits for him.
 *
 * A transaction may say that its writes need not be done when db_exec returns: they are copied into a batch, and when the batch is full a thread does them,
 * while the writer fills another. Whatever reads, and the commit, waits for all of them first; so nobody sees a state that the order of the calls did not
 * make, and the link is used by one thread at a time. What gains by it is a writer that does not read: an import computes digests and seals while the engine
 * sorts its rows into indexes.
 * An engine may do a batch better than write by write (PostgreSQL: COPY); it is given the whole.
 * Promises: order; a fault stops what follows, and is told by the next call.
 * Costs: a copy of what is bound, two batches of 512 KiB at most, a thread for the time being.
 * Not taken: a queue without a bound (memory); more threads (an engine takes one writer). */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "db/late.h"

enum { BATCH_BYTES = 512 << 10 };

struct batch { struct arena *mem; struct arena_mark empty; struct late_write *first, **tail; size_t bytes; };
struct late {
	const struct driver *driver;
	void *link;
	struct arena *mem;                               /* the transaction's, for faults; by the writer only */
	struct batch batches[2];
	int filling;                                     /* the writer's; the other one is the thread's while it is full */
	pthread_t thread;
	pthread_mutex_t lock;  pthread_cond_t changed;
	bool full, stop, failed;                         /* under the lock, as what follows */
	struct fault fault;  char say[1024], note[1024];
};

static void batch_clear(struct batch *b)
{
	arena_back(b->mem, b->empty);
	b->first = NULL;
	b->tail = &b->first;
	b->bytes = 0;
}

static void fault_keep(struct late *l, fault f)
{
	l->failed = true;
	l->fault = (struct fault){ .blame = f->blame, .code = f->code, .say = l->say, .note = f->note ? l->note : NULL };
	snprintf(l->say, sizeof l->say, "%s", f->say);
	snprintf(l->note, sizeof l->note, "%s", f->note ? f->note : "");
}

static void *late_thread(void *late)
{
	struct late *l = late;
	pthread_mutex_lock(&l->lock);
	for (;;) {
		while (!l->full && !l->stop)
			pthread_cond_wait(&l->changed, &l->lock);
		if (!l->full || l->stop)
			break;
		struct batch *b = &l->batches[!l->filling];
		bool skip = l->failed;
		pthread_mutex_unlock(&l->lock);
		fault f = skip ? NULL : l->driver->many(b->mem, l->link, b->first);
		pthread_mutex_lock(&l->lock);
		if (f)
			fault_keep(l, f);
		batch_clear(b);
		l->full = false;
		pthread_cond_broadcast(&l->changed);
	}
	pthread_mutex_unlock(&l->lock);
	return NULL;
}

fault late_open(struct arena *mem, const struct driver *driver, void *link, struct late **ret)
{
	struct late *l = arena_get(mem, sizeof *l);
	sigset_t all, before;
	*l = (struct late){ .driver = driver, .link = link, .mem = mem };
	for (size_t i = 0; i < COUNT(l->batches); i++) {
		l->batches[i].mem = arena_open(0);
		l->batches[i].empty = arena_mark(l->batches[i].mem);
		batch_clear(&l->batches[i]);
	}
	pthread_mutex_init(&l->lock, NULL);
	pthread_cond_init(&l->changed, NULL);
	sigfillset(&all);                                /* signals are the writer's */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int bad = pthread_create(&l->thread, NULL, late_thread, l);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	*ret = bad ? NULL : l;                           /* without a thread the writer does it himself */
	return NULL;
}

static fault late_failed(struct late *l)
{
	return l->failed ? fault_note(l->mem, l->fault.blame, l->fault.code, l->fault.note, "%s", l->fault.say) : NULL;
}

/* The batch that was filled becomes the thread's, once that has done the one before. */
static fault batch_pass(struct late *l)
{
	pthread_mutex_lock(&l->lock);
	while (l->full)
		pthread_cond_wait(&l->changed, &l->lock);
	l->filling = !l->filling;
	l->full = true;
	pthread_cond_broadcast(&l->changed);
	fault f = late_failed(l);
	pthread_mutex_unlock(&l->lock);
	return f;
}

static struct str bytes_keep(struct arena *mem, struct str s)
{
	char *p = arena_get(mem, s.n);
	memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

fault late_add(struct late *l, const struct query *q, const struct value *values)
{
	struct batch *b = &l->batches[l->filling];
	struct late_write *p = arena_get(b->mem, sizeof *p);
	struct value *kept = arena_get(b->mem, q->n_takes * sizeof *kept);
	memcpy(kept, values, q->n_takes * sizeof *kept);
	b->bytes += sizeof *p + q->n_takes * sizeof *kept;
	for (unsigned i = 0; i < q->n_takes; i++)
		if (kept[i].kind == V_TEXT || kept[i].kind == V_BLOB) {
			kept[i].s = bytes_keep(b->mem, kept[i].s);
			b->bytes += kept[i].s.n + 16;
		}
	*p = (struct late_write){ .of = q, .values = kept };
	*b->tail = p;
	b->tail = &p->next;
	return b->bytes < BATCH_BYTES ? NULL : batch_pass(l);
}

fault late_wait(struct late *l)
{
	fault f = l->batches[l->filling].first ? batch_pass(l) : NULL;
	pthread_mutex_lock(&l->lock);
	while (l->full)
		pthread_cond_wait(&l->changed, &l->lock);
	if (!f)
		f = late_failed(l);
	pthread_mutex_unlock(&l->lock);
	return f;
}

void late_close(struct late *l)
{
	pthread_mutex_lock(&l->lock);
	l->stop = true;
	pthread_cond_broadcast(&l->changed);
	pthread_mutex_unlock(&l->lock);
	pthread_join(l->thread, NULL);
	pthread_mutex_destroy(&l->lock);
	pthread_cond_destroy(&l->changed);
	for (size_t i = 0; i < COUNT(l->batches); i++)
		arena_close(l->batches[i].mem);
}
