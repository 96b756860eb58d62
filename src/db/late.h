/* Writes that are done behind the writer's back, in their order, by a thread of their own. Private to src/db. */
#ifndef NUAN_LATE_H
#define NUAN_LATE_H
#include "db/driver.h"

struct late;
fault late_open(struct arena *, const struct driver *, void *link, struct late **ret);       /* the link is the thread's until late_wait */
fault late_add(struct late *, const struct query *, const struct value *);      /* copies; a fault of an earlier one comes out here, or ... */
fault late_wait(struct late *);                          /* ... here: all are done, and the link is the caller's until the next late_add */
void  late_close(struct late *);                         /* what is not begun yet is dropped */

#endif
