/* Months that are closed, and what has counted in them. */
#ifndef NUAN_PERIOD_H
#define NUAN_PERIOD_H
#include "db/db.h"

MUST_USE fault period_for(struct db *, struct day, int64_t *ret_month);     /* the month that counts a record of that day: its own, or the next open one (late, 补报) */
MUST_USE fault period_closed(struct db *, int month, bool *ret);       /* its report is issued: nothing in it moves any more */
struct period_known { int64_t month, closing; bool known; };     /* of the month asked last; begin with zeroes. closing: the entry of the trail that closed it; INT_NONE: it is open, or no entry says */
MUST_USE fault period_counted(struct db *, struct period_known *, const struct table *, const struct head *, bool *ret);        /* whether the record was approved in its month when that was closed; false of an open one */
MUST_USE fault period_settle(struct db *, struct period_known *, const struct table *, struct head *);  /* a record that its month closed without counts in the next open one: sets month */
MUST_USE fault period_reason(struct db *, const struct table *, const struct head *, struct str why);    /* "period.why": it has counted in a month that is closed, and no reason is given */

#endif
