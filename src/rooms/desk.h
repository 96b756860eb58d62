/* The desk and the closing of months: what their files share, and what their templates are made of. */
#ifndef NUAN_DESK_H
#define NUAN_DESK_H
#include "kernel/entity.h"
#include "kernel/obligation.h"
#include "rooms/rooms.h"

/* One thing that waits. shape: the class of its state, late, soon or NULL; when: 逾期3天, 2月13日 */
struct turn { const char *shape; struct str when, left, what, why; struct path path; const char *verb; struct day due; bool first; };
struct turns { struct turn *now, *soon; size_t n_now, n_soon, n_late; };
MUST_USE fault desk_turns(struct ctx *, struct turns *ret);

/* How far one unit's month is: 报结 is an act of the unit, told by the steps of its months. */
enum { RETURNS_MOST = 16 };
struct month_step { int64_t id; struct str act, reason, words; int64_t actor, at; };
struct unit_month {
	int64_t org; int month;
	struct owed_report *owed; size_t n_owed, n_missing, n_late, n_not_due;     /* missing: the day has passed; not due: nothing has come, and it may still */
	bool closed, returned; struct month_step last;       /* last: of closing, returning, taking back; act STR_NONE: none */
	struct month_step reminded;                          /* id 0: not since it was last closed */
	struct month_step *steps; size_t n_steps;
};
MUST_USE fault unit_month(struct db *, int64_t org, int month, struct unit_month *ret);
MUST_USE fault unit_closed(struct db *, int64_t org, int month, struct str *ret_receipt);     /* STR_NONE: the month is not reported as a whole, so its sheets may still come */
struct str receipt_number(struct arena *, int month, int64_t step);          /* 201901-20713: read out on the telephone, found again by anybody */

/* Words that both use. */
struct str desk_sheet_title(const struct report_desk *, struct str report);      /* of the sheets that answer an obligation: 帮扶救助台账 */
struct str day_short(struct arena *, struct day, struct day today);          /* 2月13日; another year's with the year */
struct day desk_today(const struct db *);
MUST_USE fault desk_unit_name(struct db *, int64_t org, struct str *ret_full, struct str *ret_short);
MUST_USE fault desk_own_unit(struct ctx *, int64_t *ret);    /* where the reader's account is; 0: not signed in */
struct str line_of(struct str entity);                       /* the line of aid.event is aid; of what is the kernel's own none */
struct desk_months { int first, last, now; };                /* first to last: the desk looks at them (first > last: none yet); now: the one that is being reported */
MUST_USE fault desk_months(struct db *, struct desk_months *ret);

/* --- templates --- */
struct desk_tab { const char *title; struct path path; bool here, counted, turn; int64_t n; };
struct desk_sent { struct str what, where; struct path path; const char *shape, *word; };
struct desk_page { struct desk_tab *tabs; size_t n_tabs; struct turn *now, *soon; size_t n_now, n_soon; struct desk_sent *sent; size_t n_sent;
	bool brings, none, reads, counts; struct path board; const char *board_word; };
struct desk_deed { struct str when, what, became, words; struct path path; bool opens; };
struct desk_done_page { struct desk_tab *tabs; size_t n_tabs; struct desk_deed *deeds; size_t n_deeds; };
struct desk_mine_row { struct str file, sheet, month, unit, when, counts; struct path path; const char *shape, *word; };
struct desk_mine_page { struct desk_tab *tabs; size_t n_tabs; struct desk_mine_row *rows; size_t n_rows; bool brings; };

struct board_cell { const char *shape, *word; struct str day; bool owed; struct str title; };
struct board_row { struct str unit; struct path path; struct board_cell *cells; size_t n_cells; const char *shape, *word; struct str told;
	bool remind, opens; struct path act; struct str verb; struct html csrf; };
struct board_head { struct str title; };
struct board_page { struct str month; struct path before, after, here; struct board_head *heads; size_t n_heads; struct board_row *rows; size_t n_rows;
	int64_t n_units, n_filed, n_owed, n_on_time, n_missing, n_closed; struct str rate, timely; bool reminds; struct path all; struct str all_verb;
		struct html csrf; bool nothing, brings; };
struct close_row { struct str title, due, filed, note; const char *shape, *word; struct path bring, nil, rows; bool missing, may_nil; struct html csrf;
	struct str name; struct str answers; };
struct close_waits { struct str title, unit; int64_t n; const char *shape, *word; struct path path; };
struct close_jump { struct str name, was, now, change, words, code; bool said, open; struct path path, action; struct html csrf; };
struct close_step { struct str when, who, what, words; };
struct close_reason { const char *code, *word; };
struct close_page {
	struct str month, unit, unit_short, receipt, when; struct path before, after, here, close, back, send_back, board; struct html csrf;
		struct str wrong;
	struct close_row *rows; size_t n_rows; struct close_waits *waits; size_t n_waits; struct close_jump *jumps; size_t n_jumps;
		struct close_step *steps; size_t n_steps;
	int64_t n_missing, n_waiting, n_unsaid; bool closed, returned, may_close, may_return, may_bring, may_back, frozen, whole; struct str returned_why;
	struct close_reason *reasons; size_t n_reasons; struct str lacks, org;
};

/* The pages of the closing of months (desk_board.c, desk_close.c). */
MUST_USE fault board_show(struct ctx *);  MUST_USE fault board_remind(struct ctx *);  MUST_USE fault board_now(struct ctx *);
MUST_USE fault close_now(struct ctx *);   MUST_USE fault close_show(struct ctx *);     MUST_USE fault close_act(struct ctx *);
	MUST_USE fault close_nil(struct ctx *);
MUST_USE fault close_back(struct ctx *);  MUST_USE fault close_return(struct ctx *);   MUST_USE fault close_explain(struct ctx *);

#endif
