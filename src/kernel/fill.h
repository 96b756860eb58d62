/* From the texts of a row to its struct: shared by sheets and forms. Inside the kernel. */
#ifndef NUAN_FILL_H
#define NUAN_FILL_H
#include "kernel/entity.h"
#include "kernel/person.h"

/* What a file asks again and again. A unit's name is good or bad for a field and a day, whoever's row it stands in; only good ones are remembered. */
enum { UNITS_MOST = 1024 };
struct bulk { struct arena *mem; struct persons persons; struct unit_known { size_t field; struct str text; struct day on; int64_t id; } units[UNITS_MOST]; };

/* f->texts holds the trimmed cells by field (STR_NONE: empty), numeric[i] says that the cell was a number to the spreadsheet; f->row is a zeroed struct. */
MUST_USE fault fill_row(struct filling *f, const bool *numeric);
void fill_put_value(struct arena *, struct buf *, const struct field *, const void *row, bool fold);       /* a field's value as text: folded for keys, as it stands for digests */

#endif
