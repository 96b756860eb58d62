/* Inside the room of the report: what its files share, and what its templates are made of. */
#ifndef NUAN_REPORT_ROOM_H
#define NUAN_REPORT_ROOM_H
#include "report/edition.sql.h"
#include "rooms/rooms.h"

/* What a path names: a month with its latest edition (found: somebody has opened it) or the one the path says, its sections, and one of them. */
struct month_of { int month; struct edition e; bool found; struct section_view *parts; size_t n; struct section_view *part;
	struct step_view *steps; size_t n_steps; };

/* --- what templates are made of --- */
struct shape { const char *class, *word; };                  /* of a state: submitted, 已提交 */
struct report_deed { struct str verb; struct path path; bool posts, first; struct html csrf; };      /* a button: a link, or a form that sends nothing but itself */
struct report_head {
	struct str title, month; struct shape state; struct report_fact { struct str say; } *facts; size_t n_facts; struct path before, after, here, home;
	bool stands, files, inner;         /* stands: it has a state; inner: a page below the month's own */
	struct report_file { const char *word; struct path path; } *main, *more; size_t n_main, n_more;
};
struct report_item { struct str numeral, name, note; struct path path; struct shape state; };
struct report_tick { bool done; struct str say; struct path path; };
struct report_edition { struct str say; struct path path; bool here; };
struct report_seal { bool closed, stands, broken; struct str when, print, say; struct path check; };
struct report_box { bool turn; const char *title; struct report_tick *ticks; struct report_deed *deeds; size_t n_ticks, n_deeds; struct str note; };
struct report_step { struct str when, who, what, words; };
struct report_faults { struct report_said { struct str say, code; const char *at; } *says; size_t n_says; };
struct report_month_page {
	struct report_head head; struct report_faults faults; struct html paper; struct report_edition readers; bool correcting;
	struct report_item *items; size_t n_items;
	struct report_box box; struct report_seal seal; struct report_edition *editions; size_t n_editions; bool late, issued; struct path moved;
	struct report_step *steps; size_t n_steps;
};
struct report_number { struct str reference, name, shown, computed, why; struct path path; bool typed; };
struct report_comment { struct str who, when, words, by; bool done, closes; struct path path; struct html csrf; };
struct report_part_page {
	struct report_head head; struct report_faults faults; struct html paper, csrf; struct path action, fresh;
	struct str heading, body, why, version; bool edits, moved, first, submits; struct str by, theirs_heading, theirs, unable;
	const char *wrong_heading, *wrong_body, *wrong_why;
	struct report_number *numbers; size_t n_numbers; struct report_box box; struct report_step *steps; size_t n_steps;
	struct report_comment *comments; size_t n_comments;
	struct report_remark { bool writes; struct path path; struct str words; const char *wrong; } comment;
};
struct report_choice { const char *code, *word; bool chosen; };
struct report_return_page {
	struct report_head head; struct report_faults faults; struct html csrf; struct path action; struct str what, verb, words, effect;
	struct report_choice *reasons; size_t n_reasons; bool must;
};
struct report_ask { struct str place, say, code, answer, answered, id; bool blocks; struct path path; bool linked; };
struct report_check_page {
	struct report_head head; struct report_faults faults; struct html csrf; struct path action; struct report_ask *asks; size_t n_asks;
	struct report_ask *lost; size_t n_lost; int64_t blocking, asking; bool may, ready; struct str unable, why;         /* lost: answers to what is no longer asked */
};
struct report_stage {
	const char *title, *class; struct str when, say; struct report_line { struct str say; struct path path; } *lines; size_t n_lines;
	struct report_deed *deeds; size_t n_deeds; bool cosigns, signs, issues; struct html csrf; struct path action; struct str verb, day, words; bool first;
};
struct report_whole_page { struct report_head head; struct report_faults faults; struct report_stage *stages; size_t n_stages; struct report_step *steps;
	size_t n_steps; };
struct report_figure_row { struct str name, was, now; struct path path; };
struct report_sentence_row { struct str place, was, now; };
struct report_moved_page {
	struct report_head head; struct report_faults faults; struct str say; struct report_figure_row *figures; size_t n_figures;
	struct report_sentence_row *sentences; size_t n_sentences; bool corrects, nothing; struct html csrf; struct path action; struct str why;
};
struct report_finding { struct shape state; struct str say; };
struct report_verify_page { struct report_head head; struct str say, lines; struct report_finding *findings; size_t n_findings; struct report_line *print;
	size_t n_print; bool clean; };
struct report_month_row { struct str month, number, parts, issued, editions; struct path path; struct shape state; };
struct report_index_page { struct report_month_row *rows; size_t n_rows; bool matters; };

/* --- report_room.c: which month, which part, and what this viewer may do to it --- */
MUST_USE fault report_month_load(struct ctx *), report_part_load(struct ctx *), report_edition_load(struct ctx *);
MUST_USE fault report_may_part(struct ctx *, const char *right, const struct section_view *, bool *ret);
MUST_USE fault report_may_whole(struct ctx *, const char *right, bool *ret);
MUST_USE fault report_may_sign(struct ctx *, bool *ret, struct str *ret_why);         /* by the rule of the act itself; why: what stands against a viewer who has the right */
MUST_USE fault report_whole_city(struct ctx *, bool *ret);    /* the viewer sees every county's figures */
struct act report_act(struct ctx *, struct str why);         /* by the viewer */
fault report_at_page(struct ctx *, fault);                   /* shown on the page it was sent from, which keeps what was typed */
bool report_open_move(const struct move *, size_t n, struct str from, const char *act);
bool report_own_part(struct ctx *, const struct month_of *, const struct section_view *);        /* edited last or handed in by the viewer: not his to approve */
bool report_own_whole(struct ctx *, const struct month_of *);        /* one of its sections is */
const struct step_view *report_last(const struct month_of *, const char *act);       /* of the whole, since it was last sent back; NULL: none */
struct day report_today(struct ctx *);

/* --- report_words.c: what is said --- */
struct shape report_shape(struct str state, bool issued), report_part_shape(struct str state, bool issued);
struct str report_part_title(struct ctx *, const struct section_view *);         /* 第一节“送温暖” */
struct str report_part_name(struct ctx *, const struct section_view *);          /* 送温暖 */
struct str report_numeral(struct ctx *, int64_t);            /* 一、 */
MUST_USE fault report_who(struct ctx *, int64_t person, struct str *ret);
MUST_USE fault report_unit(struct ctx *, int64_t org, struct str *ret);
struct str report_here(struct arena *, struct str say);      /* without the command line's own words */
struct report_faults report_faults(struct ctx *, const char *(*at)(fault));      /* at: the id of the field, or NULL */
MUST_USE fault report_steps(struct ctx *, const struct month_of *, int64_t section, size_t most, struct report_step **ret, size_t *ret_n);      /* section 0: all; the latest first */

/* --- report_paper.c: the pages that show it --- */
MUST_USE fault report_compiled(struct ctx *, const struct month_of *, struct doc **ret, struct report_check **ret_checks);
struct report_head report_page_head(struct ctx *, const struct month_of *, const char *below);        /* below: what an inner page is called; NULL: the month's own */
MUST_USE fault report_month_show(struct ctx *), report_edition_show(struct ctx *);
struct paper_view report_view(struct ctx *, int month);
struct path report_path(struct ctx *, int month, const char *below);      /* /report/2019-01, and /below when it is not NULL */
struct path report_part_path(struct ctx *, int month, const struct section_view *, const char *below);
void report_facts(struct ctx *, struct report_head *, struct str facts);      /* separated by full-width blanks; none of them is broken */
void report_answer(struct ctx *, const struct report_head *, struct out *);
MUST_USE fault report_turns(struct ctx *, const struct month_of *, int64_t open, struct report_box *);   /* the box 印发 */

/* --- report_comment.c: the remarks beside a section --- */
MUST_USE fault report_comments(struct ctx *, const struct month_of *, bool edits, struct report_part_page *);
MUST_USE fault report_comment_add(struct ctx *), report_comment_done(struct ctx *);
MUST_USE fault report_part_right(struct ctx *, const char *right);       /* for this section; "report.not_yours" */

/* --- the pages that do something: report_part.c, report_hand.c, report_correct.c, report_file.c --- */
MUST_USE fault report_part_show(struct ctx *), report_part_edit(struct ctx *), report_part_drafted(struct ctx *), report_part_submit(struct ctx *),
	report_part_approve(struct ctx *), report_part_return_show(struct ctx *), report_part_return(struct ctx *);
MUST_USE fault report_return_page(struct ctx *, const char *title, struct report_return_page *);
const char *report_reason(struct ctx *);                     /* the code that was chosen; NULL: none */
MUST_USE fault report_submit_all(struct ctx *), report_approve_all(struct ctx *), report_check_show(struct ctx *), report_check_do(struct ctx *),
	report_whole_show(struct ctx *), report_cosign_do(struct ctx *), report_sign_do(struct ctx *), report_issue_do(struct ctx *),
	report_return_show(struct ctx *), report_return_do(struct ctx *), report_withdraw_show(struct ctx *), report_withdraw_do(struct ctx *);
MUST_USE fault report_correct_show(struct ctx *), report_correct_do(struct ctx *), report_moved_show(struct ctx *), report_verify_show(struct ctx *);
MUST_USE fault report_file_send(struct ctx *), report_draft_send(struct ctx *), report_slip_send(struct ctx *);
MUST_USE fault report_index_show(struct ctx *);

#endif
