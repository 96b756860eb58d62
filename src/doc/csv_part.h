/* What reads comma-separated text whole and what reads it as it goes share; seen by nobody else. */
#ifndef NUAN_CSV_PART_H
#define NUAN_CSV_PART_H
#include "doc/sheet_part.h"

/* bytes ≥ 0x80; those in good UTF-8; in sequences of 3 or 4; place of the first bad one */
struct census { size_t high, good, three, bad; };
void utf8_count(struct census *, struct str);            /* adds what it finds; bad counts from the start of this text */

struct scan { struct reading *r; struct str text; size_t at, line; char separator; struct buf field; };
enum end { END_FIELD, END_RECORD, END_TEXT };
fault record_read(struct scan *, struct grid_row *, enum end *ret_end);      /* cells in the reading's memory; its scratch is limits.columns wide */
char  separator_find(struct str *text);                  /* a first line "sep=;" is taken off */
bool  text_bytes(struct str);                            /* no control characters that no text has; the end mark of DOS may be the last */
fault rows_too_many(struct reading *);

#endif
