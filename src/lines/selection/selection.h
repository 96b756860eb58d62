/* What the two files of this line share. */
#ifndef NUAN_SELECTION_H
#define NUAN_SELECTION_H
#include "kernel/line.h"

extern const struct code SELECTION_TITLES[], SELECTION_LEVELS[];
const char *selection_word(const struct code *, struct str code);        /* the code's word; "" for a code that is none */
extern const struct line selection_line;
MUST_USE fault selection_draft(struct draft *);

#endif
