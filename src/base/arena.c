/* Memory that goes all at once.
 *
 * A request or a command takes what it needs from one arena and gives everything back at its end, so no function below it
 * frees, and none can free twice. Inside, blocks stand in a row; the last one is bumped. Blocks grow from 32 KiB to 1 MiB, a
 * piece larger than that gets a block of its own size, so a page costs one malloc and a file of a million cells costs a few
 * hundred.
 *
 * Promises: what arena_get returns is zeroed and aligned to 16; it never returns NULL. The limit counts whole blocks, so it is
 * a bound on what the process really holds. Loops over many rows take a mark and go back to it; one spare block is kept, so
 * that such a loop does not ask malloc at every turn.
 * Refuses: to go past its limit. It leaves by longjmp where the owner asked for that (the gate answers and lives on), else the
 * process ends with a sentence and exit 4, for an answer built on a missing piece would be wrong.
 * Costs: nothing is given back early; the tail of a block is lost when the next piece does not fit.
 * With the address sanitizer, what was not handed out is poisoned and pieces stand apart by 16 bytes, so an overrun inside a
 * block is caught like one of malloc's.
 *
 * Road not taken: malloc for each piece and a list of them. It is what the sanitizers like best, and a page has ten thousand
 * pieces.
 */
#include "base/arena.h"
#include "base/fault.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#	if __has_feature(address_sanitizer)
#		define WATCHED 1
#	endif
#elif defined(__SANITIZE_ADDRESS__)
#	define WATCHED 1
#endif
#ifdef WATCHED
#	include <sanitizer/asan_interface.h>
#	define HIDE(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#	define SHOW(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
enum { APART = 16 };
#else
#	define HIDE(p, n) ((void)(p), (void)(n))
#	define SHOW(p, n) ((void)(p), (void)(n))
enum { APART = 0 };
#endif

enum { ALIGN = 16, BLOCK_FIRST = 32 << 10, BLOCK_MOST = 1 << 20 };
static const size_t limit_default = (size_t)1 << 30;

struct block {
	struct block *before;
	size_t number;                           /* 0 for the first: what a mark names */
	size_t size, used;                       /* bytes behind this head */
	size_t dirty;                            /* bytes that were handed out once; above it calloc's zeros still stand */
	size_t pad;                              /* keeps the head a multiple of ALIGN */
};
_Static_assert(sizeof(struct block) % ALIGN == 0, "pieces must start aligned");

struct later {
	struct later *before;
	struct arena_mark at;                    /* where the arena stood before this note */
	void (*undo)(void *);
	void *what;
};

struct arena {
	size_t limit, held;                      /* bytes, heads of blocks included */
	size_t next;                             /* size of the next ordinary block */
	struct block *last, *spare;
	struct later *later;
	jmp_buf *full;
};

static char *block_bytes(struct block *b)
{
	return (char *)(b + 1);
}

static size_t round_up(size_t n)
{
	return (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

static struct block *block_new(size_t size)
{
	struct block *b = calloc(1, sizeof *b + size);

	if (b) {
		b->size = size;
		HIDE(block_bytes(b), size);
	}
	return b;
}

static void block_free(struct block *b)
{
	if (b) {
		SHOW(block_bytes(b), b->size);
		free(b);
	}
}

_Noreturn static void end_without_memory(size_t limit)
{
	fprintf(stderr, _("内存不足：这次处理需要的内存超过了上限（%zu兆字节），没有做完。请把文件或范围分成几份再做。\n"),
		limit >> 20);
	exit(4);
}

_Noreturn static void arena_full(struct arena *a)
{
	if (a->full)
		longjmp(*a->full, 1);
	end_without_memory(a->limit);
}

struct arena *arena_open(size_t limit)
{
	size_t most = limit ? limit : limit_default;
	size_t least = round_up(sizeof(struct arena)) + APART;
	size_t size = BLOCK_FIRST - sizeof(struct block);

	if (most < sizeof(struct block) + size)
		size = most > sizeof(struct block) + least ? (most - sizeof(struct block)) & ~(size_t)(ALIGN - 1) : least;
	struct block *b = block_new(size);
	if (!b)
		end_without_memory(most);
	struct arena *a = (struct arena *)block_bytes(b);
	SHOW(a, sizeof *a);
	b->used = b->dirty = least;
	*a = (struct arena){ .limit = most, .held = sizeof *b + size, .next = 2 * BLOCK_FIRST, .last = b };
	return a;
}

static void later_run(struct arena *a)
{
	struct later *l = a->later;

	a->later = l->before;
	l->undo(l->what);
}

void arena_close(struct arena *a)
{
	if (!a)
		return;
	while (a->later)
		later_run(a);
	block_free(a->spare);
	for (struct block *b = a->last, *before; b; b = before) {       /* the first block, last to go, holds *a */
		before = b->before;
		block_free(b);
	}
}

static void block_push(struct arena *a, struct block *b)
{
	b->before = a->last;
	b->number = a->last->number + 1;
	a->last = b;
}

/* A block with at least need bytes free becomes the last one. */
static void block_add(struct arena *a, size_t need)
{
	if (a->spare && a->spare->size >= need) {
		block_push(a, a->spare);
		a->spare = NULL;
		return;
	}
	if (a->spare) {
		a->held -= sizeof *a->spare + a->spare->size;
		block_free(a->spare);
		a->spare = NULL;
	}
	size_t room = a->limit > a->held ? a->limit - a->held : 0;
	if (room < sizeof(struct block) || need > room - sizeof(struct block))
		arena_full(a);
	size_t size = a->next - sizeof(struct block);
	if (need > size / 2)
		size = need + need / 8;                                 /* its own block, with room for small things behind it */
	if (size > room - sizeof(struct block))
		size = need;
	struct block *b = block_new(round_up(size));
	if (!b)
		arena_full(a);
	a->held += sizeof *b + b->size;
	if (a->next < BLOCK_MOST)
		a->next *= 2;
	block_push(a, b);
}

/* n bytes from the last block, which has them; zeroed. */
static void *block_take(struct block *b, size_t n, size_t whole)
{
	char *p = block_bytes(b) + b->used;

	SHOW(p, n);
	if (b->used < b->dirty)
		memset(p, 0, b->dirty - b->used < n ? b->dirty - b->used : n);
	b->used += whole;
	if (b->dirty < b->used)
		b->dirty = b->used;
	return p;
}

void *arena_get(struct arena *a, size_t n)
{
	if (n > a->limit)
		arena_full(a);
	size_t whole = round_up(n ? n : 1) + APART;

	if (whole > a->last->size - a->last->used)
		block_add(a, whole);
	return block_take(a->last, n, whole);
}

/* The last piece of the last block grows where it stands: a buffer that is filled in one go copies nothing. */
static bool grow_in_place(struct arena *a, void *old, size_t old_size, size_t size)
{
	struct block *b = a->last;
	size_t whole = round_up(old_size ? old_size : 1) + APART;

	if (b->used < whole || (char *)old != block_bytes(b) + b->used - whole)
		return false;
	if (round_up(size) + APART > b->size - (b->used - whole))
		return false;
	b->used -= whole;
	SHOW(old, size);
	size_t end = b->used + size, stale = b->dirty < end ? b->dirty : end;
	if (stale > b->used + old_size)
		memset((char *)old + old_size, 0, stale - b->used - old_size);
	b->used += round_up(size) + APART;
	if (b->dirty < b->used)
		b->dirty = b->used;
	return true;
}

void *arena_more(struct arena *a, void *old, size_t old_size, size_t size)
{
	if (!old)
		return arena_get(a, size);
	if (size <= old_size)
		return old;
	if (size <= a->limit && grow_in_place(a, old, old_size, size))
		return old;
	void *p = arena_get(a, size);
	memcpy(p, old, old_size);
	return p;
}

void arena_later(struct arena *a, void (*undo)(void *), void *what)
{
	struct arena_mark at = arena_mark(a);
	struct later *l = arena_get(a, sizeof *l);

	*l = (struct later){ .before = a->later, .at = at, .undo = undo, .what = what };
	a->later = l;
}

jmp_buf *arena_on_full(struct arena *a, jmp_buf *full)
{
	jmp_buf *before = a->full;

	a->full = full;
	return before;
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){ a->last->number, a->last->used };
}

static bool mark_before(struct arena_mark m, struct arena_mark at)
{
	return m.block < at.block || (m.block == at.block && m.used <= at.used);
}

static void block_drop(struct arena *a)
{
	struct block *b = a->last;

	a->last = b->before;
	if (!a->spare && b->size < BLOCK_MOST) {
		b->used = 0;
		HIDE(block_bytes(b), b->size);
		a->spare = b;
		return;
	}
	a->held -= sizeof *b + b->size;
	block_free(b);
}

void arena_back(struct arena *a, struct arena_mark m)
{
	while (a->later && mark_before(m, a->later->at))
		later_run(a);
	while (a->last->number > m.block)
		block_drop(a);
	if (a->last->number == m.block && a->last->used > m.used) {
		HIDE(block_bytes(a->last) + m.used, a->last->used - m.used);
		a->last->used = m.used;
	}
}
