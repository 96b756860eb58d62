/* Many writers, one commit: requests hand their work to one thread, which commits it together. */
#ifndef NUAN_WRITER_H
#define NUAN_WRITER_H
#include "db/db.h"

struct write {                                           /* one transaction to be; in the caller's hands again when done is called */
	struct arena *mem;                               /* nobody else touches it meanwhile */
	struct scope scope;
	fault (*run)(void *ctx, struct db *);            /* does not commit; a fault undoes this one alone. Called again, the arena wound back, when a commit failed */
	void (*done)(void *ctx, fault);                  /* NULL: it stands, on disk; by the writer's thread, so be quick */
	void *ctx;
	struct write *next;  struct arena_mark mark;  fault said;      /* the writer's own */
};
struct writer;
MUST_USE fault writer_open(struct arena *, struct store *, struct writer **ret);         /* lives as long as the arena, or until writer_close */
void writer_add(struct writer *, struct write *);        /* returns at once; from any thread; not after writer_close */
MUST_USE fault writer_run(struct writer *, struct write *);     /* adds and waits; run and done of the write are the caller's, done may be NULL */
void writer_close(struct writer *);                      /* what was added is done first */
struct writer_count { int64_t writes, commits; };
struct writer_count writer_count(struct writer *);

#endif
