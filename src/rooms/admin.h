/* Inside the room of the administrators, the auditor, the matters and the help: what its files share, and what its templates are made of. */
#ifndef NUAN_ADMIN_H
#define NUAN_ADMIN_H
#include "kernel/enter.h"
#include "kernel/kernel.schema.h"
#include "kernel/line.h"
#include "report/trail_words.h"
#include "rooms/rooms.h"

/* --- of all pages --- */
struct admin_act { const char *verb; struct path path; bool first; };
struct admin_head { struct str title, scope; struct path back; const char *back_word; struct admin_act acts[4]; size_t n_acts; };
struct admin_choice { struct str code, word; bool chosen; };
struct admin_state { const char *class, *word; };            /* a word with its shape */
struct admin_pager { bool any; int64_t from, to, all, page, pages; struct path before, after; bool has_before, has_after; };
struct day admin_today(struct ctx *);
MUST_USE fault admin_who(struct ctx *, int64_t person, struct str *ret);     /* none: STR_NONE */
MUST_USE fault admin_unit(struct ctx *, int64_t org, struct str *ret);
void admin_answer(struct ctx *, const char *title, const char *now, struct out *);
fault admin_at(struct ctx *, fault, const char *label);      /* as a fault of the form, at that field (NULL: at the top); what is no person's fault stays as it is */
struct admin_pager admin_pager(struct ctx *, struct path, int64_t page, int64_t size, int64_t all);
int64_t admin_page_wanted(struct ctx *);                     /* 1 … */

/* --- accounts --- */
struct admin_role_view { const char *title; struct str code, org, line, where; int64_t org_id; };     /* where: 沙洲区总工会　送温暖 */
struct admin_account_row { int64_t id; struct str name, login, org, seen; struct admin_role_view *roles; size_t n_roles; struct admin_state state; bool group;
	};    /* group: first of its union */
struct admin_accounts_page { struct admin_head head; struct admin_account_row *rows; size_t n_rows; };
struct admin_account_page {
	struct admin_head head; struct admin_account_row account; struct html csrf; struct str until;
	bool manages, grants, own, locked; struct admin_role_view *roles; size_t n_roles;
};
struct admin_secret_page { struct admin_head head; struct str name, login, password; int64_t id; };
struct admin_form_page { struct admin_head head; struct html form; struct str note; };
struct admin_cell { bool has; };
struct admin_right_row { const char *code, *title; struct admin_cell *cells; size_t n_cells; };
struct admin_role_head { const char *title, *code; int64_t held; };
struct admin_pair { struct str pair; const char *why; };
struct admin_roles_page { struct admin_head head; struct admin_role_head *roles; size_t n_roles; struct admin_right_row *rights; size_t n_rights;
	struct admin_pair *pairs; size_t n_pairs; bool counted; };

/* --- the trail --- */
struct admin_view { struct str code; const char *word; struct path path; bool here; };
struct admin_trail_row { int64_t entry, rows; struct str at, actor, act, why, peer; };
struct admin_trail_page {
	struct admin_head head; struct admin_view *views; size_t n_views; struct str who, from, to, kind, filter, wrong;
	struct admin_trail_row *rows; size_t n_rows; struct admin_pager pager; bool verifies;
};
struct admin_entry_page {
	struct admin_head head; struct str at, actor, act, why, peer, mac; bool values; int64_t n; struct told_row *rows; size_t n_rows;
	struct admin_pager pager; struct path before, after; bool has_before, has_after;
};

/* --- verifying --- */
struct admin_finding { struct str say; };
struct admin_verify_page {
	struct admin_head head; struct html csrf; int64_t entries, rows, seconds; bool too_large, done, good, again, silent; struct str last, last_by, last_say;
	struct str trail, seals, head_mac; int64_t head_entry, n_more, n_changed; struct admin_finding *tampers, *moved; size_t n_tampers, n_moved;
};

/* --- matters --- */
struct admin_matter_row { int64_t id, ordinal; struct str heading, department, when, why; const char *line; struct admin_state state, progress; bool drafted,
	first, last; };
struct admin_matter_part { const char *title, *none, *id; struct admin_matter_row *rows; size_t n_rows; bool orders, reasons; struct html csrf;
	struct str department; };
struct admin_matter_sum { struct str name; struct path path; int64_t done, under, next; bool here; };
struct admin_matters_page {
	struct admin_head head; struct str month, month_iso, department; struct path before, after, all; struct admin_matter_part *parts; size_t n_parts;
	struct admin_matter_sum *sums; size_t n_sums; bool may, imports, empty; int64_t n_waits;
};
struct admin_step { struct str when, who, what, words; };
struct admin_matter_page {
	struct admin_head head; struct html csrf; int64_t id; struct str heading, department, when, place, people, why, from; const char *line; bool planned,
		unplanned;
	struct admin_finding *paras; size_t n_paras; bool drafted; struct path report; struct admin_state state, progress; struct admin_step *steps;
		size_t n_steps;
	bool may, approves, own_edit, returns, begins, done, reports; struct str month, next;
};
extern const struct form_of ADMIN_MATTER_FORM, ADMIN_REASON_FORM, ADMIN_RETURN_FORM;
struct admin_reason { struct str why; };
struct admin_return { struct str reason, words; };
struct admin_matter { struct matter row; bool may; };        /* the subject of a matter's page */
MUST_USE fault admin_matter_load(struct ctx *), admin_matter_edits(struct ctx *);     /* the second: who may not change it gets the one 404 */
MUST_USE fault admin_matter_may(struct ctx *, struct str line, int64_t org, bool *ret);
struct str admin_matter_heading(struct ctx *, const struct matter *);
struct path admin_month_path(struct ctx *, int64_t month);
MUST_USE fault admin_month_load(struct ctx *);               /* ctx->subject: const int64_t *, the month */
struct admin_state admin_progress(struct str), admin_state_of(struct str);

/* --- help --- */
struct admin_run { struct str text; bool strong, code; };
struct admin_line { struct admin_run *runs; size_t n_runs; };
struct admin_table_line { struct admin_line *cells; size_t n_cells; };
struct admin_block { bool head2, head3, para, list, table; struct str anchor; struct admin_line line; struct admin_line *items; size_t n_items;
	struct admin_line *heads; size_t n_heads; struct admin_table_line *rows; size_t n_rows; };
void admin_text(struct arena *, struct str markdown, struct str *ret_title, struct admin_block **ret, size_t *ret_n);
struct admin_topic { struct str title, what; struct path path; };
struct admin_help_page { struct admin_head head; struct admin_topic *lines, *books; size_t n_lines, n_books; };
struct admin_handbook_page { struct admin_head head; struct admin_block *blocks; size_t n_blocks; struct admin_topic *inside, *others; size_t n_inside,
	n_others; };
struct admin_indicator_row { struct str id, name, meaning; const char *unit, *tally, *span; };
struct admin_indicator_part { struct str title, anchor; struct admin_indicator_row *rows; size_t n_rows; };
struct admin_indicators_page { struct admin_head head; struct admin_indicator_part *parts; size_t n_parts; };
struct admin_sheet_row { struct str name, title; struct path path; int64_t n; bool report; };
struct admin_sheet_part { struct str title; struct admin_sheet_row *rows; size_t n_rows; };
struct admin_sheets_page { struct admin_head head; struct admin_sheet_part *parts; size_t n_parts; };
struct admin_field_row { const char *label, *hint; struct str also, what; bool must, key; };
struct admin_sheet_page { struct admin_head head; struct admin_field_row *rows; size_t n_rows; bool many, report; };
struct admin_text_file { const char *name, *text; };
extern const struct admin_text_file ADMIN_HANDBOOKS[];       /* made of src/lines/NAME/HANDBOOK.md and docs/faults.md; ends with name NULL */

/* --- the handlers --- */
MUST_USE fault admin_accounts_show(struct ctx *), admin_account_show(struct ctx *), admin_account_load(struct ctx *), admin_account_new(struct ctx *),
	admin_account_add(struct ctx *), admin_account_reset(struct ctx *), admin_grant_show(struct ctx *), admin_grant(struct ctx *),
		admin_revoke(struct ctx *),
	admin_lock_show(struct ctx *), admin_lock(struct ctx *);
MUST_USE fault admin_roles_show(struct ctx *), admin_settings_show(struct ctx *), admin_settings_set(struct ctx *);
MUST_USE fault admin_trail_show(struct ctx *), admin_entry_show(struct ctx *), admin_verify_show(struct ctx *), admin_verify_try(struct ctx *),
	admin_verify(struct ctx *);
MUST_USE fault admin_matters_now(struct ctx *), admin_matters_show(struct ctx *), admin_matter_new(struct ctx *), admin_matter_add(struct ctx *),
	admin_matter_show(struct ctx *), admin_matter_edit(struct ctx *), admin_matter_change(struct ctx *), admin_matter_done(struct ctx *),
	admin_matter_under(struct ctx *), admin_matter_approve(struct ctx *), admin_matter_return_show(struct ctx *), admin_matter_return(struct ctx *),
	admin_matter_later_show(struct ctx *), admin_matter_later(struct ctx *), admin_matter_drop_show(struct ctx *), admin_matter_drop(struct ctx *),
	admin_matter_up(struct ctx *), admin_matter_down(struct ctx *);
MUST_USE fault admin_help_show(struct ctx *), admin_handbook_show(struct ctx *), admin_indicators_show(struct ctx *), admin_sheets_show(struct ctx *),
	admin_sheet_show(struct ctx *), admin_faults_show(struct ctx *);
extern const struct form_of ADMIN_ACCOUNT_FORM, ADMIN_GRANT_FORM, ADMIN_LOCK_FORM, ADMIN_SETTINGS_FORM;

#endif
