/* The trail told to a person: the words for what it says, and one entry with the rows that it wrote. */
#ifndef NUAN_TRAIL_WORDS_H
#define NUAN_TRAIL_WORDS_H
#include "report/report.h"

struct str trail_act_word(struct str code);                          /* report.check 月报核稿; the code itself where there is no word */
struct str trail_table_title(const struct report_desk *, struct str relation);          /* aid_event 帮扶救助台账 */
struct str trail_column_title(const struct report_desk *, const struct table *, size_t column);
MUST_USE fault trail_column_value(struct db *, const struct report_desk *, const struct table *, size_t column, const void *row, struct str *ret);       /* masked; STR_NONE: empty */

struct told_change { struct str name, was, now; };                   /* STR_NONE: empty */
struct told_row {
	struct str table;  int64_t row;      /* title */
	bool fresh, looked, altered;         /* written for the first time; only looked at; what stands there now was not written by any entry */
	bool unseen;                         /* names only: it belongs to a unit outside `within` */
	struct told_change *changes;  size_t n_changes;
};
struct told { int64_t at;  struct str actor, act, why;  int64_t n_all;  struct told_row *rows;  size_t n_rows; };        /* n_all: rows of the entry */
struct telling {                             /* what of it is told, to whom */
	const struct report_desk *desk;
	int64_t skip, most;                  /* rows of the entry: passed over, told */
	bool names_only;                     /* which fields moved, and no value */
	int64_t within;                      /* values of records of this unit and those below it only; 0: of all */
};
MUST_USE fault trail_tell(struct db *, const struct telling *, int64_t entry, struct told *ret);       /* "trail.absent" */

#endif
