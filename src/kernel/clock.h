/* Working days from a versioned holiday table (State Council notices). A year without a table is refused, never guessed. And moments in words. */
#ifndef NUAN_CLOCK_H
#define NUAN_CLOCK_H
#include "db/db.h"

MUST_USE fault clock_seed(struct db *);                  /* the tables that come with the program; adds what is not there yet */
MUST_USE fault clock_altered(struct db *, struct day **ret, size_t *ret_n);             /* days of those tables that are not what the program brought */
MUST_USE fault clock_working(struct db *, struct day, bool *ret);                       /* "clock.no_table" */
MUST_USE fault clock_add(struct db *, struct day from, int days, struct day *ret);      /* `from` is day 0; 2019-01-30 + 5 = 2019-02-11 */
MUST_USE fault clock_between(struct db *, struct day after, struct day to, int *ret);   /* working days after `after`, up to and with `to` */

/* In Beijing; at: seconds since 1970, INT_NONE: STR_NONE. */
struct str minute_zh(struct arena *, int64_t at);        /* 2019年1月8日10:24 */
struct str minute_iso(struct arena *, int64_t at);       /* 2019-01-08 10:24 */

#endif
