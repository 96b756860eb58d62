/* From the texts of a row to its struct: shared by sheets and forms. Inside the kernel. */
#ifndef NUAN_FILL_H
#define NUAN_FILL_H
#include "kernel/entity.h"

/* f->texts holds the trimmed cells by field (STR_NONE: empty), numeric[i] says that the cell was a number to the spreadsheet; f->row is a zeroed struct. */
MUST_USE fault fill_row(struct filling *f, const bool *numeric);
void fill_put_value(struct arena *, struct buf *, const struct field *, const void *row, bool fold);       /* a field's value as text: folded for keys, as it stands for digests */

#endif
