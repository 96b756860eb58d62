/* Lines of Chinese text on the grid of GB/T 9704-2012: 28 cells of 1000 a line, chosen over the whole paragraph. Knows widths and characters, no font. */
#ifndef NUAN_BREAK_H
#define NUAN_BREAK_H
#include "base/str.h"

enum { CELL = 1000 };                                        /* a full-width character; a line of the type area is 28 * CELL */
struct cell { uint32_t code; int advance, left, right; };    /* advance: natural width; left, right: blank beside the ink that may be given up where it stands, 0: none */
struct line { size_t from, to; int start, *x; bool ragged; };/* cells [from, to); start: indent; x: to - from + 1 positions from the line's left edge, the last is the right edge of the last cell */

/* first: indent of the first line, rest: of the others. Never fails: a paragraph always has a solution. A line is justified unless it is the last or no
 * allowed stretch fills it (ragged). What a line may not end or start with, and what may not be parted: break.c */
void break_lines(struct arena *, const struct cell *, size_t n, int first, int rest, int width, struct line **ret, size_t *ret_n);
bool break_allowed(uint32_t before, uint32_t after);         /* whether a line may end between these two at all */
bool break_full(uint32_t code);                              /* takes a whole cell whatever the font says: Han, and “ ” ‘ ’ — … · */

#endif
