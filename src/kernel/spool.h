/* Pieces of bytes in order, kept aside until they are taken again: in memory while they are few, else in a file that has no name. Inside the kernel. */
#ifndef NUAN_SPOOL_H
#define NUAN_SPOOL_H
#include "base/fault.h"

struct spool;
struct spool *spool_open(struct arena *);                /* gone with the arena */
MUST_USE fault spool_add(struct spool *, struct str);
MUST_USE fault spool_next(struct spool *, struct arena *, struct str *ret, bool *ret_more);      /* in the order in which they came; after the first of these nothing is added */

#endif
