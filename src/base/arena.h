/* One arena a request or command: memory that is never freed alone, only all at once. */
#ifndef NUAN_ARENA_H
#define NUAN_ARENA_H
#include <setjmp.h>
#include <stddef.h>

#define MUST_USE __attribute__((warn_unused_result))
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct arena;
struct arena_mark { size_t block, used; };

struct arena *arena_open(size_t limit);                 /* limit in bytes; 0: 1 GiB. Ends the process when not even the first block can be had */
void  arena_close(struct arena *);                      /* runs what arena_later noted, last first; NULL is fine */
void *arena_get(struct arena *, size_t);                /* zeroed, aligned to 16, never NULL: past the limit it leaves by arena_on_full */
void *arena_more(struct arena *, void *old, size_t old_size, size_t size);  /* a larger copy; the old bytes stay */
void  arena_later(struct arena *, void (*undo)(void *), void *);            /* undo outside things (files), last first */
jmp_buf *arena_on_full(struct arena *, jmp_buf *);      /* where arena_get goes when the limit is reached; NULL (default): a sentence and exit 4. Returns where it went before */
struct arena_mark arena_mark(const struct arena *);     /* for loops over many rows: what was got since the mark ... */
void  arena_back(struct arena *, struct arena_mark);    /* ... is given back (arena_later notes made since run first) */

#endif
