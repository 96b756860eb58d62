/* Answers kept: what was read from the database holds until somebody writes what it was read from, and the trail says who wrote what.
 *
 * The idea: every write of a business row stands in the trail with its table's name, and entries of a city come one after the other; so the trail's head, read
 * at the beginning of a transaction, says which tables have changed since any earlier head, whoever wrote: this process, another before the same database, the
 * command line. A statement knows the tables it reads (sqlc has it from SQLite's authorizer). An answer is kept with the head it was read under and the bits
 * of its tables; it is given again when no entry since has touched one of them. So a page of 250 statements costs one, and a piece of text that was made from
 * many answers (a whole page, src/web/gate.c) is kept in the same way.
 *
 * Promises: what is given is what the engine would answer in this transaction, for all that goes through row_add and row_change. Tables that are written
 * without the trail are listed in NEVER: what is read from them is not kept; those that are written along with others are listed in FOLLOWS. An answer that
 * depends on the second (:now) is not kept; nothing is kept or given in a writing transaction. Memory is bounded: the pot is SHARDS arenas, and one that is
 * full is emptied as a whole.
 * Refuses: a head that lies before one that was seen. A transaction that began just before the last commit reads from the engine; a database that
 * was put back to an earlier state behind the running program has one that stays behind, so there the memory gives nothing until the trail has passed it.
 * Does not see: what is changed behind the door with the database's own tools. Nothing here outlives the process; `nuan verify` keeps nothing.
 * Cost: one short statement a transaction, another when somebody has written; a lock held while rows are copied. What is out of date keeps its room until
 * its shard is emptied, so for a while the memory of the process holds (never its disk) what has been changed or forgotten.
 * Not taken: a time to live (wrong for that time, and cold after it); triggers and LISTEN (one engine's); a list by hand of what each page depends on (it
 * would be wrong within the month); least recently used first (a list to keep under the lock, for a pot that seldom runs over). */
#include <pthread.h>
#include <string.h>
#include "kernel/kept.h"
#include "kernel/row.sql.h"

enum { SHARDS = 4, SLOTS = 4096, TABLES = 512, PIECE_MOST = 2 << 20, KEY_MOST = 4096 };

static const char *const NEVER[] = { "session", "attempt", "credential", "handed", "serial", "content" };
static const struct { const char *table, *when; } FOLLOWS[] = {
	{ "org_tree", "org" }, { "org_tree", "org_parent" }, { "org_tree", "grouping_member" },      /* made anew from them */
	{ "person_key", "person" },                                                                  /* destroyed with what it locks */
	{ "trail", NULL }, { "trail_row", NULL },                                                    /* by every entry */
};

struct piece { struct piece *next; uint64_t hash; int64_t head; struct reads reads; struct str key, bytes; size_t n; };
struct shard { pthread_mutex_t lock; struct arena *mem; size_t held; struct piece *slots[SLOTS / SHARDS]; };
struct kept {
	size_t most;                                         /* of a shard */
	pthread_mutex_t lock;                                /* of what follows */
	int64_t seen;                                        /* the latest head; -1: none yet */
	int64_t wrote[TABLES];                               /* by bit: the last entry that wrote such a table, as far as was watched */
	struct reads never;
	struct shard shards[SHARDS];
};
struct kept_view { struct memory memory; struct kept *kept; int64_t head; };

/* --- the pot --------------------------------------------------------------------------------------------------------------------------------------- */

static void shard_open(struct shard *s)
{
	memset(s->slots, 0, sizeof s->slots);
	s->mem = arena_open(0);
	s->held = 0;
}

static void kept_close(void *kept)
{
	struct kept *k = kept;
	for (size_t i = 0; i < SHARDS; i++) {
		arena_close(k->shards[i].mem);
		pthread_mutex_destroy(&k->shards[i].lock);
	}
	pthread_mutex_destroy(&k->lock);
}

fault kept_open(struct arena *mem, size_t most, struct kept **ret)
{
	struct kept *k = arena_get(mem, sizeof *k);
	k->most = most / SHARDS;
	k->seen = -1;
	for (size_t i = 0; i < COUNT(NEVER); i++)
		reads_add(&k->never, str_of(NEVER[i]));
	pthread_mutex_init(&k->lock, NULL);
	for (size_t i = 0; i < SHARDS; i++) {
		pthread_mutex_init(&k->shards[i].lock, NULL);
		shard_open(&k->shards[i]);
	}
	arena_later(mem, kept_close, k);
	*ret = k;
	return NULL;
}

void kept_stop(struct db *db)
{
	db_remember(db, NULL);
	reads_add(db_reads(db), str_of(NEVER[0]));
}

bool kept_never(struct str table)
{
	for (size_t i = 0; i < COUNT(NEVER); i++)
		if (str_is(table, NEVER[i]))
			return true;
	for (size_t i = 0; i < COUNT(FOLLOWS); i++)
		if (str_is(table, FOLLOWS[i].table))
			return true;
	return false;
}

static uint64_t hash_of(struct str s)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h ^ h >> 29;
}

static struct shard *shard_of(struct kept *k, uint64_t hash)
{
	return &k->shards[hash % SHARDS];
}

static struct piece **slot_of(struct shard *s, uint64_t hash)
{
	return &s->slots[hash / SHARDS % COUNT(s->slots)];
}

static bool overlap(const struct reads *a, const struct reads *b)
{
	for (size_t i = 0; i < COUNT(a->of); i++)
		if (a->of[i] & b->of[i])
			return true;
	return false;
}

/* Nothing that it was read from has been written since, up to the head of this transaction. */
static bool holds(const struct kept_view *v, const struct piece *p)
{
	if (p->head > v->head)
		return false;
	for (size_t i = 0; i < COUNT(p->reads.of); i++)
		for (uint64_t left = p->reads.of[i]; left; left &= left - 1)
			if (__atomic_load_n(&v->kept->wrote[i * 64 + (size_t)__builtin_ctzll(left)], __ATOMIC_ACQUIRE) > p->head)
				return false;
	return true;
}

static struct piece *piece_of(struct shard *s, uint64_t hash, struct str key)
{
	for (struct piece *p = *slot_of(s, hash); p; p = p->next)
		if (p->hash == hash && str_eq(p->key, key))
			return p;
	return NULL;
}

/* The lock of the shard is held. NULL: not to be kept. */
static struct piece *piece_new(struct kept_view *v, struct shard *s, uint64_t hash, struct str key, size_t room, const struct reads *reads)
{
	struct piece *p = piece_of(s, hash, key);
	size_t needs = sizeof *p + key.n + room + 64;
	if (needs > PIECE_MOST || needs > v->kept->most || overlap(reads, &v->kept->never) || (p && p->head > v->head))
		return NULL;
	if (s->held + needs > v->kept->most) {
		arena_close(s->mem);
		shard_open(s);
		p = NULL;
	}
	s->held += needs;
	if (!p) {
		p = arena_get(s->mem, sizeof *p);
		*p = (struct piece){ .next = *slot_of(s, hash), .hash = hash, .key = str_copy(s->mem, key) };
		*slot_of(s, hash) = p;
	}
	p->head = v->head;
	p->reads = *reads;
	return p;
}

void kept_put(struct kept_view *v, struct str key, struct str bytes, const struct reads *reads)
{
	if (!v || key.n > KEY_MOST)
		return;
	uint64_t hash = hash_of(key);
	struct shard *s = shard_of(v->kept, hash);
	pthread_mutex_lock(&s->lock);
	struct piece *p = piece_new(v, s, hash, key, bytes.n, reads);
	if (p)
		p->bytes = str_copy(s->mem, bytes);
	pthread_mutex_unlock(&s->lock);
}

/* Its length, SIZE_MAX: not there; copied when room has just that. */
static size_t piece_copy(struct kept_view *v, struct str key, char *room, size_t n)
{
	uint64_t hash = hash_of(key);
	struct shard *s = shard_of(v->kept, hash);
	size_t found = SIZE_MAX;
	pthread_mutex_lock(&s->lock);
	struct piece *p = piece_of(s, hash, key);
	if (p && holds(v, p)) {
		found = p->bytes.n;
		if (room && n == found && n)
			memcpy(room, p->bytes.p, n);
	}
	pthread_mutex_unlock(&s->lock);
	return found;
}

/* Looked at twice, since a request's arena that is full is left by a jump, and not under a lock. */
bool kept_find(struct kept_view *v, struct arena *mem, struct str key, struct str *ret)
{
	size_t n = v && key.n <= KEY_MOST ? piece_copy(v, key, NULL, 0) : SIZE_MAX;
	if (n == SIZE_MAX)
		return false;
	char *room = arena_get(mem, n + 1);
	if (piece_copy(v, key, room, n) != n)
		return false;
	*ret = (struct str){ room, n };
	return true;
}

/* --- answers of statements ------------------------------------------------------------------------------------------------------------------------- */

/* The statement, how it was asked, and every value that was bound. */
static bool key_of(struct db *db, const struct query *q, const struct value *in, bool one, struct str *ret)
{
	struct buf b = { .mem = db_mem(db) };
	buf_add(&b, (struct str){ (const char *)&q, sizeof q });
	buf_c(&b, one ? '1' : 'm');
	for (unsigned i = 0; i < q->n_takes; i++) {
		if (q->door && q->door[i] == DB_NOW)
			return false;
		size_t n = in[i].kind == V_INT ? sizeof in[i].i : in[i].kind == V_NULL ? 0 : in[i].s.n;
		buf_c(&b, (char)('0' + (int)in[i].kind));
		buf_add(&b, (struct str){ (const char *)&n, sizeof n });
		buf_add(&b, (struct str){ in[i].kind == V_INT ? (const char *)&in[i].i : in[i].s.p, n });
	}
	*ret = buf_str(&b);
	return true;
}

static struct str *text_at(const struct query *q, void *row, unsigned i)
{
	bool text = q->gives[i].type == T_TEXT || q->gives[i].type == T_BYTES;
	return text ? (struct str *)(void *)((char *)row + q->gives[i].at) : NULL;
}

/* An answer as bytes: how many rows, the rows, and behind them their texts in order. */
static void answer_keep(struct memory *memory, struct db *db, const struct query *q, const struct value *in, bool one, const void *rows, size_t n)
{
	struct kept_view *v = (struct kept_view *)memory;
	struct buf b = { .mem = db_mem(db) };
	struct str key;
	if (overlap(&q->reads, &v->kept->never) || n * q->size > PIECE_MOST || !key_of(db, q, in, one, &key))
		return;
	buf_add(&b, (struct str){ (const char *)&n, sizeof n });
	if (n)
		buf_add(&b, (struct str){ rows, n * q->size });
	for (size_t r = 0; r < n; r++)
		for (unsigned i = 0; i < q->n_gives; i++) {
			const struct str *text = text_at(q, (char *)(uintptr_t)rows + r * q->size, i);
			if (text && text->n)
				buf_add(&b, *text);
		}
	kept_put(v, key, buf_str(&b), &q->reads);
}

static bool answer_recall(struct memory *memory, struct db *db, const struct query *q, const struct value *in, bool one, void **ret_rows, size_t *ret_n)
{
	struct kept_view *v = (struct kept_view *)memory;
	struct str key, bytes;
	size_t n;
	if (overlap(&q->reads, &v->kept->never) || !key_of(db, q, in, one, &key) || !kept_find(v, db_mem(db), key, &bytes))
		return false;
	memcpy(&n, bytes.p, sizeof n);
	char *rows = arena_get(db_mem(db), n * q->size + 1);
	memcpy(rows, bytes.p + sizeof n, n * q->size);
	const char *texts = bytes.p + sizeof n + n * q->size;
	for (size_t r = 0; r < n; r++)
		for (unsigned i = 0; i < q->n_gives; i++) {
			struct str *text = text_at(q, rows + r * q->size, i);
			if (text && text->n) {
				text->p = texts;
				texts += text->n;
			}
		}
	*ret_rows = rows;
	*ret_n = n;
	return true;
}

/* --- what has been written -------------------------------------------------------------------------------------------------------------------------- */

static void wrote(struct kept *k, struct str table, int64_t entry)
{
	int64_t *at = &k->wrote[reads_bit(table)];
	if (entry > *at)
		__atomic_store_n(at, entry, __ATOMIC_RELEASE);
}

static void learn(struct kept *k, const struct trail_since_row *rows, size_t n, int64_t head)
{
	for (size_t i = 0; i < n; i++) {
		wrote(k, rows[i].relation, rows[i].entry);
		for (size_t f = 0; f < COUNT(FOLLOWS); f++)
			if (FOLLOWS[f].when && str_is(rows[i].relation, FOLLOWS[f].when))
				wrote(k, str_of(FOLLOWS[f].table), rows[i].entry);
	}
	for (size_t f = 0; f < COUNT(FOLLOWS); f++)
		if (!FOLLOWS[f].when)
			wrote(k, str_of(FOLLOWS[f].table), head);
	if (head > k->seen)
		k->seen = head;
}

/* What lies between the head seen last and this one is read without the lock: two may read the same, and the later entry stands. */
fault kept_begin(struct db *db, struct kept *k, struct kept_view **ret)
{
	struct trail_last_row last;
	struct trail_since_row *rows = NULL;
	size_t n = 0;
	bool found;
	*ret = NULL;
	if (!k)
		return NULL;
	TRY(trail_last(db, &last, &found));
	int64_t head = found ? last.entry : 0, seen;
	pthread_mutex_lock(&k->lock);
	seen = k->seen;
	pthread_mutex_unlock(&k->lock);
	if (seen >= 0 && head > seen)
		TRY(trail_since(db, (struct trail_since_in){ .entry = seen }, &rows, &n));
	pthread_mutex_lock(&k->lock);
	if (head > seen)
		learn(k, rows, n, head);
	bool behind = head < k->seen;
	pthread_mutex_unlock(&k->lock);
	if (behind)
		return NULL;
	struct kept_view *v = arena_get(db_mem(db), sizeof *v);
	*v = (struct kept_view){ .memory = { answer_recall, answer_keep }, .kept = k, .head = head };
	*ret = db_remember(db, &v->memory) ? v : NULL;
	return NULL;
}
