/* The monthly report: the month's finished matters in the office's order, each a section, with live references to figures. It never hears the word "line":
 * app hands it the drafts and the indicators. */
#ifndef NUAN_REPORT_H
#define NUAN_REPORT_H
#include "kernel/figure.h"
#include "kernel/matter.h"

struct report_desk {                         /* what app hands over */
	fault (*draft)(struct str line, struct draft *);             /* leaves heading and body empty when there is no such line */
	const struct indicator *const *indicators; size_t n;         /* all, in the report's order */
	const struct entity *const *entities; size_t n_entities;     /* what its sheets are; may be none, then nothing is said of sheets */
	const struct table *const *tables; size_t n_tables;          /* all that the trail is held against; may be none, then it is not */
	bool bare;                                   /* leaves out what only a page shows: the evidence under each number */
};
struct report_check { struct str place, say, code; bool blocks; struct report_check *next; };     /* what a careful reader would ask; code: by which it is answered (edition_answer.c), STR_NONE: not yet */

MUST_USE fault report_compile(struct db *, const struct report_desk *, int month, struct doc **ret, struct report_check **ret_checks);
MUST_USE fault report_workbook(struct db *, const struct report_desk *, int month, const char *path);
const struct indicator *report_indicator(const struct report_desk *, struct str id);        /* NULL: none of that id */
const char *report_nearest(const struct report_desk *, struct str id);      /* the id that is most like it */

/* This month beside the year so far and the same month of last year; what may not be compared stays unknown. */
struct compared { struct figure now, year, before; bool has_year, has_before; };
MUST_USE fault report_compared(struct db *, const struct indicator *, int month, int64_t org, struct compared *ret);
MUST_USE fault report_target(struct db *, const struct indicator *, int month, int64_t org, int64_t *ret_value);      /* INT_NONE: none was set */

/* What an act would move: figures before and after, of the city and of one unit. */
struct moved { const struct indicator *of; int month; int64_t org; struct figure was, now; };
struct snapshot { int month; struct figure *figures; size_t n; int64_t city, unit; };
MUST_USE fault report_snapshot(struct db *, const struct report_desk *, int month, int64_t unit, struct snapshot *ret);
MUST_USE fault report_moved(struct arena *, const struct snapshot *was, const struct snapshot *now, struct moved **ret, size_t *ret_n);

extern const struct entity REPORT_SETTING;   /* 设置表: 名称, 值 */

#endif
