/* Lists of records and the page of one: what their files share, and what their templates are made of. */
#ifndef NUAN_RECORD_H
#define NUAN_RECORD_H
#include "kernel/entity.h"
#include "kernel/line.h"
#include "kernel/move.h"
#include "kernel/person.h"
#include "rooms/rooms.h"

/* One kind of record, as far as the viewer may read it. top: the highest union whose records of this line they may read; of NULL: a whole line. */
struct record_kind { const struct entity *of; struct str line; const char *line_title; int64_t top; };
MUST_USE fault record_kind_load(struct ctx *);                       /* c->subject: the kind that the path names, "record.absent" */
MUST_USE fault record_line_top(struct ctx *, struct str line, int64_t *ret);         /* 0: reads none of it */
struct str record_line_of(struct ctx *, const struct entity *);      /* STR_NONE: the kernel's own */
struct day record_today(const struct db *);
struct record_one { const struct entity *of; struct str line; struct head *row; };
MUST_USE fault record_load(struct ctx *);                            /* c->subject: the record of the path's number, within the viewer's scope */
MUST_USE fault record_may(struct ctx *, const struct record_one *, const char *right, bool *ret);
fault record_absent(struct ctx *);                                   /* the one 404 */

/* --- record_words.c: a value as it is read --- */
struct record_words;
struct record_words *record_words_of(struct ctx *, bool whole);         /* whole: persons unmasked; the caller answers for the look */
MUST_USE fault record_word(struct record_words *, const struct field *, const void *row, struct str *ret);   /* STR_NONE: nothing was filled in. Money in 元 */
MUST_USE fault record_unit_name(struct record_words *, int64_t org, struct day on, struct str *ret);
struct str record_day(struct arena *, struct day, int year);         /* 1月8日 of that year, else 2018年1月8日 */
struct str record_money(struct arena *, struct money);                /* in 元, with commas from five digits on */
bool record_is_person(const struct field *);
const char *record_shape(struct str state);                          /* the class of its sign */
struct str record_source_word(struct arena *, const struct head *);  /* 表格第12行, 填写 */
MUST_USE fault record_person_name(struct ctx *, int64_t person, struct str *ret);    /* an officer's; 未写明 */

/* --- record_filter.c: what is asked for --- */
enum { COLUMN_SOURCE = 61, COLUMN_ORG = 62, COLUMN_STATE = 63 };     /* behind the fields of an entity, which are at most 60 */
enum { SORT_DAY = -1, WHOLE_MOST = 20000, TOTAL_MOST = 5000, ACT_MOST = 2000, EXPORT_MOST = 50000 };
struct record_filter { int month; struct str state, text; int64_t unit, source; int sort; bool down; int64_t page, per; uint64_t columns; bool dense; };  /* month 0: all; state STR_NONE: all but void; unit 0: top */
MUST_USE fault record_filter_read(struct ctx *, const struct record_kind *, struct record_filter *ret);      /* of the query; what cannot be read is left out */
struct path record_filter_path(struct ctx *, const struct record_kind *, const struct record_filter *, const char *tail);    /* tail "": the list itself, "/export" … */
MUST_USE fault record_filter_words(struct ctx *, const struct record_kind *, const struct record_filter *, struct str *ret);
uint64_t record_columns_usual(const struct entity *);
struct record_column { int at; const struct field *field; const char *title; };      /* field NULL: one of COLUMN_… */
size_t record_columns(struct arena *, const struct entity *, uint64_t wanted, struct record_column **ret);      /* in the order of the list: what names the record first, its state last */

/* --- record_set.c: the records of a filter --- */
struct record_counts { int64_t draft, submitted, own, returned, approved, void_, all; };     /* own: of submitted, those that the viewer may not approve; all: all but void */
MUST_USE fault record_counts(struct ctx *, const struct record_kind *, const struct record_filter *, struct record_counts *ret);
struct record_set { const struct head **rows; size_t n, first; int64_t total; bool too_many, whole; const struct head **all; };      /* rows: the page, from `first` on; whole: all holds every one of total */
MUST_USE fault record_set(struct ctx *, const struct record_kind *, const struct record_filter *, bool whole, int64_t most, struct record_set *ret); /* too_many: more than can be sorted or searched */

/* --- the acts (record_act.c, record_many.c) --- */
MUST_USE fault record_act(struct ctx *, const struct record_one *, const char *act, const char *reason, struct str words);     /* right, state, move_make */
MUST_USE fault record_approve(struct ctx *);  MUST_USE fault record_submit(struct ctx *);  MUST_USE fault record_take_back(struct ctx *);
MUST_USE fault record_restore(struct ctx *);  MUST_USE fault record_restore_show(struct ctx *);
MUST_USE fault record_return_show(struct ctx *);  MUST_USE fault record_return(struct ctx *);
MUST_USE fault record_void_show(struct ctx *);  MUST_USE fault record_void(struct ctx *);
MUST_USE fault record_many_approve(struct ctx *);  MUST_USE fault record_many_return(struct ctx *);
MUST_USE fault record_said(struct ctx *, struct str *ret);          /* the words beside a reason; STR_NONE: none */
struct record_return_page;
void record_return_page(struct ctx *, struct str line, struct record_return_page *);
const char *record_now(struct ctx *, struct str line);               /* where the strip of the lines stands */
extern const struct form_of RECORD_WHY;  struct record_why { struct str why; };
MUST_USE fault record_lead(struct record_words *, const struct entity *, const struct head *, struct str *ret);      /* what names it: 张*，帮扶救助台账 */

/* --- the pages --- */
MUST_USE fault record_index_show(struct ctx *);  MUST_USE fault record_line_show(struct ctx *);  MUST_USE fault record_list_show(struct ctx *);
MUST_USE fault record_export(struct ctx *);
MUST_USE fault record_show(struct ctx *);  MUST_USE fault record_unmask_show(struct ctx *);  MUST_USE fault record_unmask(struct ctx *);

/* --- templates --- */
struct record_link { const char *title; struct path path; bool here; };
struct record_count { int64_t n; struct path path; };
struct record_kind_row { const char *title; struct path path; struct record_count submitted, returned, draft; };
struct record_group { const char *title; struct record_kind_row *kinds; size_t n_kinds; };
struct record_index_page { struct record_group *groups; size_t n_groups; };

struct record_tab { const char *title; struct path path; bool here, turn; int64_t n; };
struct record_option { struct str value, word; bool chosen; };
struct record_box { int64_t value; const char *title; bool chosen; };
struct record_ask {                                                  /* the form of the filter */
	struct path action, reset; struct record_option *months, *units, *states, *pers; size_t n_months, n_units, n_states, n_pers;
	struct record_box *boxes; size_t n_boxes; struct str text, source; bool persons, has_source, sorted, down, dense; int64_t sort;
};
struct record_head { const char *title, *unit, *class, *mark; struct path path; bool sorts; };
struct record_cell { struct str text; const char *class, *shape, *unit; struct path path; bool name, state, plain, code, none, brief; };
struct record_row { struct str pick, remark; struct record_cell *cells; size_t n_cells; bool may_pick, many; int64_t span; };
struct record_page_link { int64_t n; struct path path; bool here, gap; };
struct record_list_page {
	const char *title; struct str scope, sum, printed, source_words; struct record_link *crumbs; size_t n_crumbs; struct record_tab *tabs; size_t n_tabs;
	struct record_ask ask; struct path edit, bring, export, approve, send_back;
	bool may_bring, may_export, many, own, every, too_many, edits; struct html csrf, empty;
	struct record_head *heads; size_t n_heads; struct record_row *rows; size_t n_rows; struct record_cell *totals; size_t n_totals;
	int64_t total, from, to, most, lead; struct path before, after; bool has_before, has_after; struct record_page_link *pages, *pers;
	size_t n_pages, n_pers; bool dense; struct record_link spacing;
};
struct record_fact { const char *label; struct str value; bool code; };
struct record_deed { const char *verb; struct path path; bool post, first; };
struct record_step { struct str when, who, what, words; const char *class; int64_t at; };
struct record_change { const char *label; struct str was, now; };
struct record_entry { int64_t entry; struct str when, who, what, why; struct record_change *changes; size_t n_changes; bool first; };
struct record_figure { const char *name; struct path path; };
struct record_show_page {
	struct record_link *crumbs; size_t n_crumbs; struct str title, scope, why_not; const char *shape, *word;
	struct record_fact *facts, *origin; size_t n_facts, n_origin; struct record_deed *deeds; size_t n_deeds; struct html csrf; int64_t version;
	struct record_step *steps; size_t n_steps; struct record_entry *entries; size_t n_entries; struct record_figure *figures; size_t n_figures;
	bool approved, persons, may_unmask; struct path unmask;
};
struct record_mark { struct str words; };
struct record_whole_page { struct str title, scope, why; struct record_fact *facts; size_t n_facts; struct record_mark *marks; size_t n_marks;
	struct path back; };
struct record_reason { const char *code, *word; bool chosen; };
struct record_line { struct str lead, unit, day, pick, say, code; struct path path; };
struct record_return_page {
	struct path action, back; struct html csrf; struct str wrong, words; struct record_reason *reasons; size_t n_reasons;
	struct record_line *lines; size_t n_lines; int64_t n, every; bool many; struct record_figure *figures; size_t n_figures;
};
struct record_why_page { struct html form; struct path back; struct str what; struct record_figure *figures; size_t n_figures; };
struct record_done_page { struct record_line *refused; size_t n_refused; int64_t n_done; const char *verb; struct path back; };
MUST_USE fault record_steps_fill(struct ctx *, const struct record_one *, struct record_show_page *);        /* record_trail.c */
MUST_USE fault record_returned_why(struct ctx *, const struct entity *, const struct head *, struct str *ret);      /* of the last return: 缺签收或银行回单 */
MUST_USE fault record_entries_fill(struct ctx *, const struct record_one *, struct record_words *, struct record_show_page *);
MUST_USE fault record_figures(struct ctx *, const struct record_one *, struct record_figure **ret, size_t *ret_n);       /* what counts it now */

#endif
