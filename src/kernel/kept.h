/* Answers that are kept as long as nobody has written what they were read from. One for the process, before one store. */
#ifndef NUAN_KEPT_H
#define NUAN_KEPT_H
#include "db/db.h"

struct kept;
MUST_USE fault kept_open(struct arena *, size_t most, struct kept **ret);       /* most: bytes held; lives as long as the arena */

/* Of one READING transaction: asks for the trail's head, once, and puts the memory before the engine. kept NULL: nothing happens. */
struct kept_view;
MUST_USE fault kept_begin(struct db *, struct kept *, struct kept_view **ret);  /* NULL: this transaction keeps and is given nothing */
/* A piece under a name of one's own, made from what the transaction has read. key: all else that it depends on. */
bool kept_find(struct kept_view *, struct arena *, struct str key, struct str *ret);
void kept_put(struct kept_view *, struct str key, struct str piece, const struct reads *);
void kept_stop(struct db *);                         /* for who verifies: what follows is the engine's own word, and nothing made of it is kept */
bool kept_never(struct str table);                   /* written without the trail: what was read from it is not kept (for the tests) */

#endif
