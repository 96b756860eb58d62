/* One record typed into a form: the same row as a sheet would have brought, after the same checks, under the same key. */
#ifndef NUAN_ENTER_H
#define NUAN_ENTER_H
#include "kernel/entity.h"

/* The entity's rules over a whole row whose cells are good; what is wrong comes back as faults, each at its field's label. It may set derived members. */
MUST_USE fault enter_check(struct db *, const struct entity *, void *row, int64_t sender, int month);
/* Adds the row as the union's, waiting for approval; what stood voided under the same key comes back. "enter.twice" when a live one has the key. */
MUST_USE fault enter_add(struct db *, const struct entity *, void *row, int64_t org, int64_t actor);
/* Changes the record with the row's id: its head is kept but for the day, an approval is taken away, what was returned is sent again. Nothing is written
 * when nothing differs. why: STR_NONE, unless it has counted in a closed month ("period.why"). */
MUST_USE fault enter_change(struct db *, const struct entity *, void *row, int64_t actor, struct str why);

/* What makes two rows the same thing, and what makes them equal; inside the kernel, and for who writes a member that is part of neither a form nor a move. */
struct str enter_natural(struct db *, const struct entity *, const void *row, int64_t occurrence);
struct str enter_digest(struct db *, const struct entity *, const void *row, bool fold);

#endif
