/* What the two files of this line share. */
#ifndef NUAN_SELECTION_H
#define NUAN_SELECTION_H
#include "kernel/line.h"

extern const struct code SELECTION_TITLES[], SELECTION_LEVELS[];
extern const struct line selection_line;
MUST_USE fault selection_draft(struct draft *);

#endif
