/* Households: the number never comes from the head; membership is dated; one head a day for a household, one household a day for a person. */
#ifndef NUAN_HOUSEHOLD_H
#define NUAN_HOUSEHOLD_H
#include "db/db.h"

MUST_USE fault household_get(struct db *, struct str code, struct day known, int64_t *ret);             /* finds or adds by its code (file number, 户编号) */
MUST_USE fault household_of(struct db *, int64_t person, struct day on, int64_t *ret);                  /* 0: none known that day */
MUST_USE fault household_head(struct db *, int64_t household, struct day on, int64_t *ret_person);      /* 0: none */
MUST_USE fault household_join(struct db *, int64_t household, int64_t person, const char *relation, struct day since);   /* relation "head" for 户主. Known already: nothing.
	"household.other": the person belongs to another household that day; "household.head": there is another head */
MUST_USE fault household_leave(struct db *, int64_t person, struct day until, int64_t next_head);       /* a head who leaves names the next (a member), or "household.headless" */

#endif
