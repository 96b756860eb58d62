/* What the two files of this line share. */
#ifndef NUAN_WORKS_H
#define NUAN_WORKS_H
#include "kernel/line.h"

extern const struct code WORKS_CATEGORIES[], WORKS_LEVELS[], WORKS_GRADES[];
extern const struct line works_line;
MUST_USE fault works_draft(struct draft *);

#endif
