/* One sheet while it is read: shared by the two files that read it, seen by nobody else. */
#ifndef NUAN_SHEET_GRID_H
#define NUAN_SHEET_GRID_H
#include "doc/sheet_part.h"

struct merge { int64_t row, to_row; size_t column, to_column; };

struct grid_reading {
	struct reading *r;
	const struct sheet_source *source;
	struct str name;
	struct grid_row *rows;
	size_t n, cap, width;                                    /* width: the widest row */
	struct cell *scratch;                                    /* the row being read, limits.columns wide */
	size_t scratch_n, column;
	int64_t row;
	bool hidden, in_data, in_row, in_cell, in_value, has_value, has_formula;
	int phonetic;
	char type[16];
	unsigned char format;
	struct buf text;
	struct merge *merges;
	size_t n_merges, cap_merges;
};

bool place_parse(struct str, int64_t *ret_row, size_t *ret_column);              /* "AB12": row 12, column 27 */
struct grid_row *grid_row_new(struct grid_reading *, struct grid_row);           /* at the end; the pointer holds until the next */
void  grid_merge(struct grid_reading *, struct str range);                       /* notes a merged range */
fault grid_fill(struct grid_reading *);                                          /* fills them all and puts the rows in order */

#endif
