/* The report's life: compiled, edited by its departments, approved, checked, countersigned, signed and numbered, issued under seal, corrected in the open. */
#ifndef NUAN_EDITION_H
#define NUAN_EDITION_H
#include "kernel/move.h"
#include "report/report.h"
#include "report/report.schema.h"

extern const struct move SECTION_MOVES[], EDITION_MOVES[];  extern const size_t SECTION_MOVES_N, EDITION_MOVES_N;
const char *section_state_word(struct str), *edition_state_word(struct str);

struct act { const struct report_desk *desk; int month; int64_t actor; const char *why; };      /* who does it, to which month, for what reason (NULL: none given) */

/* Each is part of the caller's one transaction. The latest edition of the month is meant, one that was withdrawn being none; the first act opens edition 1. */
MUST_USE fault edition_latest(struct db *, int month, struct edition *ret, bool *ret_found);             /* not found: *ret is what the first act would open, id 0 */
MUST_USE fault edition_issued(struct db *, int month, struct edition *ret, bool *ret_found);             /* the latest that was issued: what readers have, whatever correction is under way */
MUST_USE fault edition_every(struct db *, int month, struct edition **ret, size_t *ret_n);               /* in the order in which they were begun; those withdrawn too, number below 0, state void */
MUST_USE fault edition_numbered(struct db *, int month, int64_t number, struct edition *ret);            /* "edition.absent" */
MUST_USE fault edition_compile(struct db *, const struct report_desk *, const struct edition *, struct doc **ret, struct report_check **ret_checks);   /* as its text stands now; checks: the whole checklist before issue (report_checklist) */
struct section_view { int64_t ordinal, matter, section; struct str name, heading, body, state; bool edited; int64_t overrides;      /* name: what --section may say: aid, or 10 */
	struct str line;  int64_t department, editor, edited_at; };     /* line: STR_NONE, department, editor, edited_at: INT_NONE when there is none */
MUST_USE fault edition_sections(struct db *, const struct report_desk *, const struct edition *, struct section_view **ret, size_t *ret_n);
MUST_USE fault edition_section(struct db *, const struct report_desk *, const struct edition *, const char *name, struct section_view *ret);         /* 1, 一, aid, 送温暖; "section.absent" */
MUST_USE fault edition_edit(struct db *, const struct act *, const char *section, const struct str *heading, const struct str *body);     /* NULL: stays; both NULL: back to what the records say. "section.text", "section.invisible", "section.long" */
MUST_USE fault edition_submit(struct db *, const struct act *, const char *section, int64_t *ret_n);     /* section NULL: all that can be; ret_n: how many */
MUST_USE fault edition_approve(struct db *, const struct act *, const char *section, int64_t *ret_n);
MUST_USE fault edition_return(struct db *, const struct act *, const char *section, const char *reason); /* section NULL: the whole goes back to its departments; a number already given becomes void */
struct agreement { struct str code, words; const struct agreement *next; };      /* --agree 3f2a=words; code STR_NONE: to the only question that is open */
MUST_USE fault edition_check(struct db *, const struct act *, const struct agreement *, struct report_check **ret_open);      /* 核稿; what the list asks is answered for by the agreements, else nothing of them is kept. Refused ("edition.blocked", "edition.check", "edition.question") while it blocks or asks: ret_open says what */
MUST_USE fault edition_questions(struct db *, const struct report_desk *, const struct edition *, struct doc **ret, struct report_check **ret_checks);     /* what the check asks, with codes: of the text, of the records, of the paper it is printed on */
struct str question_of(struct arena *, const struct report_check *);       /* under which words an answer to it stands in `agreed` */
MUST_USE fault edition_cosign(struct db *, const struct act *, bool agrees);      /* 会签, by one of the list */
MUST_USE fault edition_sign(struct db *, const struct act *, struct day on, struct edition *ret);        /* 签发: numbered in that moment. on DAY_NONE: the register's day, else today. "edition.moved" when the text is not the one that was checked, "edition.asked" when something more is asked, "edition.signer" when he is none who may */
MUST_USE fault edition_signer(struct db *, const struct act *);            /* whether he could sign it today, by himself; else why not, BLAME_DENIED: "edition.signer", "edition.own_check", "move.own_edit" */
MUST_USE fault edition_issue(struct db *, const struct act *, struct day on, struct edition *ret);       /* 印发: frozen, sealed, filed; the month is closed. Refused as signing is */
MUST_USE fault edition_correct(struct db *, const struct act *, struct edition *ret);                    /* 更正: a new edition, for a reason */
MUST_USE fault edition_withdraw(struct db *, const struct act *);        /* 撤销 what was not issued, for a reason: on record, and no edition any more; the one before is the latest again */
MUST_USE fault edition_slip(struct db *, const struct report_desk *, const struct edition *, struct doc **ret);           /* 发文稿纸: the cover that goes with it, with its hands and its typed-over numbers counted */
MUST_USE fault edition_file_of(struct db *, const struct edition *, const char *form, struct str *ret);  /* the stored bytes of an issued edition */
struct figure_moved;  struct sentence_moved;                 /* report/seal.h, report/checklist.h */
struct changes { struct figure_moved *figures; struct sentence_moved *sentences; size_t n_figures, n_sentences; };
MUST_USE fault edition_changes(struct db *, const struct report_desk *, const struct edition *was, const struct edition *later, struct changes *ret);      /* was: issued; later: as issued, or as it stands now. was checked and not issued: what moved in its text since the check */
struct step_view { int64_t section, actor, at; struct str act, became, reason, words; };     /* section 0: of the whole */
MUST_USE fault edition_steps(struct db *, int64_t edition, struct step_view **ret, size_t *ret_n);       /* in order */
struct void_number { int64_t year, serial; struct str why; };
MUST_USE fault edition_voids(struct db *, const struct edition *, struct void_number **ret, size_t *ret_n);      /* numbers of its series, given in the month's year or the next and not used */
struct cosign_view { int64_t person, at; struct str state, words; };                          /* waiting, agreed, refused */
MUST_USE fault edition_cosigns(struct db *, int64_t edition, struct cosign_view **ret, size_t *ret_n);
struct comment_view { int64_t id, section, person, at, done_by, done_at; struct str words; };      /* done_by, done_at: INT_NONE while it is open */
MUST_USE fault edition_comment(struct db *, const struct act *, const char *section, struct str words);  /* 批注, while it is drafted. "comment.empty", "comment.long" */
MUST_USE fault edition_comment_done(struct db *, const struct act *, const char *section, int64_t id);   /* dealt with; once. "comment.absent" */
MUST_USE fault edition_comments(struct db *, int64_t edition, struct comment_view **ret, size_t *ret_n); /* of all its sections, as they came */
struct answer { struct str question, words; int64_t actor, at; };
MUST_USE fault edition_answers(struct db *, int64_t edition, struct answer **ret, size_t *ret_n);        /* given since it was last sent back; older ones no longer count */

/* The files of a document, all forms (edition_paper.c): pdf, ofd, docx, html, txt. lacks: characters without a glyph */
MUST_USE fault document_as(const struct doc *, const char *form, struct buf *, struct report_check **ret_lacks);
extern const char *const DOCUMENT_FORMS[];                  /* ends with NULL */

#endif
