/* What a sheet says besides its rows: titles, totals, feet. Inside the kernel. */
#ifndef NUAN_IMPORT_ROWS_H
#define NUAN_IMPORT_ROWS_H
#include "kernel/import.h"

/* NULL: a row of data; else why it is skipped (合计行 空行 …), for the person. */
const char *import_row_kind(struct arena *, const struct entity *, const size_t *columns, const struct grid_row *);
bool import_row_is_total(struct arena *, const struct grid_row *);       /* 合计 or 总计, of the whole sheet */

/* The titles above the head name a unit (填报单位：…) or a month: another one than the sender's or the period's is refused ("import.other_unit",
 * "import.other_month"), since a sheet under the wrong name would void somebody else's month. */
MUST_USE fault import_titles(struct db *, const struct import_order *, const struct head_found *);
/* A second sheet of the workbook with a whole head of the same kind would be left out unseen ("import.two_sheets"). */
MUST_USE fault import_one_sheet(struct arena *, const struct import_order *, const struct head_found *);

struct str import_title_unit(struct arena *, struct str title);          /* folded; STR_NONE: it names none */
int import_title_month(struct arena *, struct str title);                /* 0: none, or more than one */

struct import_sums { int64_t *sums; bool *known; };      /* by field; money in fen */
struct import_sums import_sums_open(struct arena *, const struct entity *);
void import_sums_add(struct import_sums *, const struct entity *, const void *row);
/* What is wrong with a total row, or STR_NONE: 合计行写239000，明细相加238400。 */
struct str import_sums_differ(struct arena *, const struct import_sums *, const struct entity *, const size_t *columns, const struct grid_row *);

struct str import_differs(struct arena *, const struct entity *, const void *old, const void *now);     /* 慰问款800→1800，走访日期有变 */

#endif
