/* A hand-over: a sheet or a nil report of one unit for one month, brought in, approved, taken back; and what each of these moves in the figures. */
#ifndef NUAN_HANDOVER_H
#define NUAN_HANDOVER_H
#include "kernel/import.h"
#include "report/report.h"

struct handover { struct import_order import;  int64_t checker; struct str verdict, words; };        /* import.file STR_NONE: a nil report. verdict 通过: the checker approves; words: 第37行退回：缺签收或银行回单 */
struct brought { struct import_result result; int64_t approved,
	returned; bool nil; struct moved *moved; size_t n_moved; const struct entity *of; int64_t unit; int month;
	int counts_in; int64_t edition; };     /* counts_in: the month that counts what is new in it, since its own is closed; 0: that is open. edition: the latest that its month was issued as; 0: none */

/* What the month's being closed makes of it, in sentences: what is new counts later, what had counted is changed, and neither moves what was issued. STR_NONE: it does not. */
struct closed_said { struct str late, settled; };
struct closed_said handover_closed(struct arena *, const struct brought *);
bool handover_wants_why(const struct brought *);             /* it changes what had counted by then */

/* Each is part of the caller's one transaction. With wrong cells, or when only a look was wanted, the caller rolls back. */
MUST_USE fault handover_look(struct db *, const struct handover *, struct brought *);         /* the rows, without asking a reason; for a transaction that is rolled back */
MUST_USE fault handover_rows(struct db *, const struct handover *, struct brought *);         /* "import.why": it comes for a closed month and changes what has counted by then, and import.why says no reason */
MUST_USE fault handover_approve(struct db *, const struct handover *, struct brought *);      /* once: a file that was approved stays so; what its words return is returned first */
MUST_USE fault handover_preview(struct db *, const struct report_desk *, const struct handover *, struct brought *);     /* both, and the figures before and after; for a transaction that is rolled back */
MUST_USE fault handover_told(struct db *, const struct report_desk *, const struct handover *, struct brought *);        /* handover_rows, and the figures before and after */

/* The figures of a month, and of the one that counts what comes for it once it is closed; and what differs between two such looks. */
struct stands { struct snapshot own, later; };
MUST_USE fault handover_stands(struct db *, const struct report_desk *, const struct entity *, int month, int64_t unit, struct stands *ret);
MUST_USE fault handover_moved(struct arena *, const struct stands *was, const struct stands *now, struct moved **ret, size_t *ret_n);

struct undone { struct import_result result; int month; struct moved *moved; size_t n_moved; };
MUST_USE fault handover_undo(struct db *, const struct report_desk *, int64_t import_id, struct str why, int64_t actor, struct undone *ret);
const struct entity *desk_entity(const struct report_desk *, struct str name_or_title);      /* NULL: none */

#endif
