/* What the two files of this line share. */
#ifndef NUAN_POLL_H
#define NUAN_POLL_H
#include "kernel/line.h"

extern const struct line poll_line;
MUST_USE fault poll_draft(struct draft *);

#endif
