/* The room of the month: what its pages share, and what their templates are made of. */
#ifndef NUAN_MONTH_H
#define NUAN_MONTH_H
#include "kernel/line.h"
#include "kernel/obligation.h"
#include "rooms/desk.h"

/* Whose figures a page shows: the city's for who may see the city, else those of the viewer's own union. */
struct month_scope { int month; int64_t city, org, own; bool whole; struct str name, shorter; };     /* own: the viewer's union; whole: that is the city */
MUST_USE fault month_load(struct ctx *);                             /* c->subject: the month that the path names, with its scope */
MUST_USE fault month_named(struct ctx *, struct str month, struct month_scope *ret);
struct path month_path(struct ctx *, const char *room, int month);   /* /month/2019-01, /cross/2019-01 */
struct path month_figure_path(struct ctx *, const struct month_scope *, const struct indicator *, int month, int64_t org);   /* org: left out where it is the page's own */
MUST_USE fault month_short(struct db *, int64_t org, int month, struct str *ret);       /* 沙洲区; 0: 市本级 */
struct day month_today(struct db *);

/* --- month_words.c: how a figure is printed in a table --- */
struct str month_number(struct arena *, const struct figure *, const char **ret_unit);   /* 2348 人次, 594.62 万元; STR_NONE: it has no value, its status is its word */
struct str month_change(struct arena *, const struct figure *now, const struct figure *then);        /* +1506, −4, 持平, +1.2个百分点; — when it cannot be compared */
struct str month_rate(struct arena *, const struct figure *now, const struct figure *then);          /* +178.9% of then; STR_NONE: not said */
struct str month_percent(struct arena *, int64_t tenths, bool sign);
bool month_has(const struct figure *);                               /* it has a value */
bool month_counted(const struct figure *);                           /* … and somebody counted it: rows, or a report. Else its 0 is silence, and no 0 is printed */
struct month_mark { const char *word, *why; };                       /* 暂, 更, 补: raised beside a number; word NULL: none */
struct month_mark month_mark(const struct figure *, bool late);
MUST_USE fault month_figure(struct db *, const struct indicator *, int month, int64_t org, struct figure *ret, bool *ret_found);     /* over its own span; false: no campaign */
bool month_comparable(const struct figure *now, bool found, const struct figure *then);

/* --- month_choice.c: which figures stand for a line --- */
size_t month_choice(struct arena *, const struct line *, const struct indicator *const **ret);       /* the leading one first */

/* --- month_chart.c: figures over months, and what is drawn of them --- */
enum { MONTHS = 13 };
struct month_point { int month; bool known, here, then; struct figure figure; };         /* known: counted, 0 included; here: the page's month; then: a year before */
MUST_USE fault month_history(struct db *, const struct indicator *, int month, int64_t org, struct month_point ret[MONTHS]);

/* What templates are made of. Places and sizes in SVG are texts: 12.5% or 20. */
struct month_bar { struct str x, y, width, height, middle, above, below, value, month, year; const char *class; bool known, outer; };       /* outer: its value is said on a phone too */
struct month_spark { struct month_bar *bars; size_t n_bars; struct str label, words; bool drawn; };
struct month_spark month_spark(struct arena *, const struct month_point points[MONTHS]);
struct month_table_row { struct str month, number, change; struct path path; const char *word; bool here; };
struct month_columns { struct str title, unit; struct month_bar *bars; size_t n_bars; struct month_table_row *rows; size_t n_rows;
	bool drawn, total; struct path path; };
MUST_USE fault month_columns(struct ctx *, const struct month_scope *, const struct indicator *, int64_t org, const struct month_point points[MONTHS],
	struct month_columns *ret);
struct month_place { struct str name, width, tick, number, then; struct path path; const char *word, *class; bool has_tick, linked; };
struct month_places { struct str title, unit; struct month_place *rows; size_t n_rows; bool drawn, then; struct path path; };
MUST_USE fault month_places(struct ctx *, const struct month_scope *, const struct indicator *, struct month_places *ret);

struct month_fig { const char *name, *unit, *word, *mark, *mark_why; struct str number, filed; struct path path; bool known; };
MUST_USE fault month_fig(struct ctx *, const struct month_scope *, const struct figure *, struct month_fig *ret);
struct month_row {
	const char *title; struct str anchor; struct month_fig lead; struct month_fig *others; size_t n_others;
	struct str since_month, rate_month, since_year, rate_year; struct month_spark spark;
	const char *state, *state_word;
};
struct month_duty { const char *title, *class, *word, *shape; };      /* class: of its square; shape: of its state in words */
struct month_unit { struct str name, when, words; struct month_duty *duties; size_t n_duties; const char *class; struct str word; };
struct month_board { struct month_unit *units; size_t n_units, n_reports; struct str sum; bool own; struct month_duty *reports;
	size_t n_own; int64_t lacking; bool acts; struct path path; };
MUST_USE fault month_board(struct ctx *, const struct month_scope *, struct month_board *ret);       /* month_board.c */
struct month_goal { const char *name, *unit; struct str target, number, rate; struct path path; };
struct month_paper { bool shown; const char *state, *word; struct str parts; struct path path; };
struct month_head { struct str title, scope, month; struct path before, after, here, other, sheet; const char *other_word; };
struct month_head month_head(struct ctx *, const struct month_scope *, const char *room);
struct month_page {
	struct month_head head; struct month_row *rows; size_t n_rows; bool reported, sections;     /* sections: the last column says how far the report's section is */
	int64_t waiting; struct turn *turns; size_t n_turns; struct month_board board; struct month_goal *goals; size_t n_goals; struct month_paper paper;
	struct month_columns columns; struct month_places places;
};
struct month_empty_page { struct month_head head; struct month_board board; struct str month, why, last; bool brings, closes, lacks;
	struct path last_path, close; struct month_fig *figs; size_t n_figs; };

/* --- month_cross.c --- */
struct month_cross_cell { struct str number; const char *word; struct path path; bool linked; };
struct month_cross_row { const char *name, *unit; struct path path; struct month_cross_cell *cells; size_t n_cells;
	struct month_cross_cell sum, whole; struct str note; };
struct month_cross_group { const char *title; struct str anchor; struct month_cross_row *rows; size_t n_rows; int64_t span; };
struct month_cross_head { struct str name; };
struct month_cross_page { struct month_head head; struct month_cross_head *heads; size_t n_heads; struct month_cross_group *groups; size_t n_groups;
	bool whole; struct str own; };
MUST_USE fault month_cross(struct ctx *);                            /* /cross/2019-01 and /cross/2019-01.xlsx */

/* --- month_evidence.c, month_rows.c --- */
struct month_part { struct str word, number; };
struct month_parts { struct month_part *rows; size_t n_rows; struct str note; };
struct month_evidence_row { struct str name, part, org, day, amount; struct path path; bool late; };
struct month_evidence { struct month_evidence_row *rows; size_t n_rows; struct str all, rest, page; struct path before, after, whole;
	bool has_before, has_after, more, allowed, amounts, parts; };
struct month_sealed { bool known, frozen, same, stands; struct str when, print, say, then; struct path path; };
struct month_figure_page {
	struct path back, report; bool reported; const char *name, *unit, *word, *mark, *mark_why, *status;
	struct str number, scope, year, total, wording, meaning, filed, target; int64_t version; bool known, part, foreign;
	struct month_fig *terms; size_t n_terms;             /* of a ratio: what is divided by what */
	struct month_parts parts; struct month_places places; struct str places_note, elsewhere;
	struct month_evidence rows; struct month_columns history; struct month_sealed seal; struct str override, override_why; struct path self;
};
MUST_USE fault month_figure_show(struct ctx *);
MUST_USE fault month_evidence(struct ctx *, const struct month_scope *, const struct figure *, bool part, struct month_evidence *ret);
MUST_USE fault month_sealed(struct ctx *, const struct figure *, struct month_sealed *ret);
const struct line *month_line_of(const struct ctx *, const struct indicator *);          /* NULL: of none */

#endif
