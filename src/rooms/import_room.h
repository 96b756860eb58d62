/* Bringing a spreadsheet in, on pages: what its files share, and what its templates are made of. */
#ifndef NUAN_IMPORT_ROOM_H
#define NUAN_IMPORT_ROOM_H
#include "report/handover.h"
#include "rooms/rooms.h"

/* A file handed over, as its owner left it. */
struct mend { struct str sheet; int64_t row; size_t column; struct str text; };      /* a cell typed over; column SIZE_MAX: the row is left out */
struct found;  struct import_choice;
struct draft_in {
	int64_t id, at, seen_at;
	struct str name, part, bytes;
	struct str why;                                      /* of a change in a closed month, as it was sent with the last button */
	const struct entity *of; int64_t sender; int month; bool whole;      /* of NULL, sender 0, month 0: not known yet */
	struct mend *mends; size_t n_mends;
	struct found *seen;
	struct import_watch *watch;                          /* NULL: nobody looks on */
	struct workbook *book;                               /* as read, the mends in it */
};
/* What the last look at it found; a text between requests, since a look is undone. */
struct found_wrong { struct str sheet; int64_t row; size_t column; struct str label, value, code, say; };
struct found_note { struct str sheet; int64_t row; struct str what, say; };
struct found_move { struct str indicator; int month; int64_t org; struct str was, now, differ; };
struct found {
	struct str code, say;                                /* a fault of the whole file; then nothing else */
	bool repeat, estimate;                               /* estimate: the figures without the rows that are wrong */
	bool wants_why; struct str late, settled;            /* what its month's being closed makes of it (report/handover.h) */
	int64_t id, rows, added, same, changed, gone, duplicates, kept, n_wrongs, n_asks, n_skips, bad_rows;
	struct str unmatched, stopped;                       /* stopped: why an approval would be refused now */
	struct found_wrong *wrongs; struct found_note *notes, *skips; struct found_move *moves;
	size_t wrongs_kept, notes_kept, skips_kept, n_moves;
};
struct str found_text(struct arena *, const struct found *);
struct found *found_read(struct arena *, struct str);
struct str mends_text(struct arena *, const struct mend *, size_t n);
void mends_read(struct arena *, struct str, struct mend **ret, size_t *ret_n);
void mends_apply(struct arena *, const struct draft_in *);   /* to its workbook */
void found_take(struct arena *, const struct brought *, struct found *);
void found_moved(struct arena *, const struct moved *, size_t n, struct found *);

/* How far it is, and the word to stop it (import_watch.c). A watch NULL is none and costs nothing. */
enum watch_stage { WATCH_CHECK, WATCH_FIGURES, WATCH_STORE };
struct import_watch *watch_begin(struct ctx *, enum watch_stage);    /* by the errand that the form names; NULL: none, or the list is full */
void watch_end(struct import_watch *);
MUST_USE fault watch_stage(struct import_watch *, enum watch_stage); /* "import.cancelled" */
MUST_USE fault watch_progress(void *watch, size_t done, size_t total);       /* for import_order.progress */
MUST_USE fault watch_show(struct ctx *);  MUST_USE fault watch_stop(struct ctx *);  MUST_USE fault watch_stopped(struct ctx *);

/* The draft: kept under a key, looked at, brought in. */
MUST_USE fault draft_open(struct ctx *, int64_t id, struct draft_in *ret);   /* BLAME_ABSENT: none of this reader's */
MUST_USE fault draft_add(struct ctx *, struct draft_in *);
MUST_USE fault draft_save(struct ctx *, const struct draft_in *);
MUST_USE fault draft_may(struct ctx *, const struct draft_in *);             /* "import.right", "import.closed" */
MUST_USE fault draft_guess(struct ctx *, struct draft_in *);                 /* kind, unit and month, as far as they are not given */
MUST_USE fault draft_kinds(struct ctx *, const struct entity *chosen, struct import_choice **ret, size_t *ret_n);       /* what the reader may bring in */
struct handover draft_order(struct ctx *, const struct draft_in *);
MUST_USE fault draft_look(struct ctx *, struct draft_in *);                  /* the act, undone: fills seen. In prepare only: it waits for the writer */
MUST_USE fault rehearse(struct ctx *, fault (*run)(void *ctx, struct db *, struct str *ret), void *ctx, struct str *ret);    /* runs it in a transaction that is undone; ret: the text that it leaves */

/* --- templates --- */
struct import_working { const char *watch, *stop; };         /* the addresses that a script asks while it runs */
#define WORKING { "/import/progress", "/import/stop" }
struct import_choice { struct str code; const char *word; bool chosen; };
struct import_waiting { struct str name, when; struct path path; };
struct import_sheet { struct str title, name; struct path path; };
struct import_start_page { struct str wrong, code, month; struct html csrf; struct import_working working; struct import_choice *kinds; size_t n_kinds;
	struct import_waiting *waiting;
	size_t n_waiting;
	struct import_sheet *sheets; size_t n_sheets; struct str most, unit; bool undoes; };
struct import_cell { struct str text, name, label; bool wrong, typed, number, brief; };
struct import_fault { struct str at, say, put_name, put_value; };
struct import_row { int64_t row; struct import_cell *cells; size_t n_cells; struct import_fault *faults; size_t n_faults; int64_t width;
	struct str leave, who; };
struct import_column { struct str label; bool number; };
struct import_match { struct str label, column, head; bool must, found; };
struct import_say { struct str at, word, say; };
struct import_move { struct str name, was, now, differ; };
struct import_other { struct str title, code; };
struct import_draft_page {
	struct str name, sub, kind, unit, month, part, wrong, wrong_code, note, month_zh, at; struct path here, drop, marked, template; struct html csrf;
	struct import_working working;
	bool settled, faulty, repeat, clean, whole, estimate, more; struct path repeated;
	int64_t n_wrongs, n_asks, rows, good, added, same, changed, gone, duplicates, skipped, n_more;
	struct import_choice *kinds; size_t n_kinds; struct import_column *columns; size_t n_columns; struct import_row *table; size_t n_table;
	struct import_say *notes; size_t n_notes; struct import_say *skips; size_t n_skips; struct import_match *matches; size_t n_matches;
		struct str unmatched;
	bool wants_why; struct str late, settled_say;
	struct import_move *moves; size_t n_moves; struct import_other *others; size_t n_others; struct str stopped; struct import_say *left;
		size_t n_left; struct str verb;
};
struct imports_row { int64_t id; struct str file, sheet, unit, month, counts, when, who; struct path path; const char *shape, *word; };
struct imports_page { struct imports_row *rows; size_t n_rows; int64_t n, page, pages; struct path before, after; bool has_before, has_after, brings;
	struct str month;
	struct import_choice *kinds; size_t n_kinds; };
struct imports_step { struct str when, who, what, words; };
struct imports_one_page {
	struct str file, sheet, unit, month, when, who, sm3, counts, wrong; const char *shape, *word; struct path records, undo, approve; struct html csrf;
	struct imports_step *steps; size_t n_steps; bool may_undo, may_approve, previewed; int64_t n_waiting; struct str undone, why;
	int64_t gone, changed, added, kept; struct import_move *moves; size_t n_moves; struct import_say *notes; size_t n_notes;
};
struct import_move *moves_shown(struct ctx *, const struct found *, int month, size_t *ret_n);      /* figures of another month are named with theirs */
const char *page_fault(struct ctx *, const struct found *);  /* what a page says of a fault that speaks of the command line */

MUST_USE fault draft_load(struct ctx *);   MUST_USE fault draft_show(struct ctx *);
MUST_USE fault draft_marked(struct ctx *); MUST_USE fault template_show(struct ctx *);
MUST_USE fault imports_show(struct ctx *); MUST_USE fault imports_one(struct ctx *); MUST_USE fault imports_undo_look(struct ctx *);
MUST_USE fault imports_undo(struct ctx *); MUST_USE fault imports_approve(struct ctx *);

#endif
