/* What the acts on an edition share; nobody outside src/report includes it. */
#ifndef NUAN_EDITION_IN_H
#define NUAN_EDITION_IN_H
#include "report/edition.h"
#include "report/report_in.h"

/* The month as it lies on the desk: its matters, and beside each the section that a department has (id 0: none yet). */
struct desk_month {
	struct edition edition;
	struct report_matters_row *matters;  struct section *sections;  size_t n;
	int64_t moved;                       /* sections that joined or left just now */
};
MUST_USE fault edition_read(struct db *, const struct edition *, struct desk_month *ret);        /* without writing; of an issued one the sections it was issued with */
MUST_USE fault edition_open(struct db *, const struct act *, struct desk_month *ret);            /* for an act: opens the first, lets sections join and leave; "edition.no_actor" */
MUST_USE fault edition_drafting(struct db *, const struct desk_month *, const char *act);        /* "edition.state" unless sections may still be worked at */
MUST_USE fault section_find(struct db *, const struct desk_month *, const char *name, size_t *ret);      /* "section.absent" */
MUST_USE fault section_return(struct db *, const struct act *, const char *section, const char *reason);
struct str section_name(struct arena *, const struct desk_month *, size_t);

MUST_USE fault edition_move(struct db *, struct str from, const char *act, const struct move **ret);     /* "edition.state" */
MUST_USE fault section_move(struct db *, struct str from, const char *act, struct str place, const struct move **ret);
MUST_USE fault step_add(struct db *, const char *relation, int64_t record, const struct move *, const struct act *, const char *reason, int64_t recipient);
MUST_USE fault reason_given(struct db *, const struct act *, const char *reason);        /* a code of RETURN_REASONS or words */
MUST_USE fault edition_actor(struct db *, int64_t edition, const char *act, int64_t *ret);       /* who did it last; 0: nobody */
struct day edition_today(const struct db *);

/* Numbers (edition_number.c). */
MUST_USE fault number_check(struct compile *, const struct edition *);           /* asks where the register's number is not the next one */
MUST_USE fault number_give(struct db *, struct edition *, struct day on);        /* "edition.number_taken" */
MUST_USE fault number_void(struct db *, struct edition *, struct str why);

/* What was checked, kept word for word without number and day (edition_passages.c). */
MUST_USE fault passages_now(struct db *, const struct report_desk *, const struct edition *, bool correction, struct doc **ret);     /* correction: with its note and table (edition_text.c) */
MUST_USE fault passages_keep(struct db *, const struct doc *, struct str *ret_digest);
MUST_USE fault passages_kept(struct db *, const struct edition *, struct doc **ret);                     /* "edition.not_checked" */
MUST_USE fault passages_steady(struct db *, const struct report_desk *, const struct edition *);         /* "edition.moved", with what moved, unless the text is the one that was checked */
struct doc *passages_body(const struct doc *);                                                            /* without what a correction says about itself */
struct str passages_text(const struct doc *);  struct doc *passages_doc(struct arena *, struct str);     /* as it is stored, and back */

MUST_USE fault words_good(struct db *, struct str);                              /* "edition.words": what is printed or stands on the slip has no control characters */
MUST_USE fault sections_approved(struct db *, const struct desk_month *);         /* "edition.sections" */
MUST_USE fault sections_steady(struct db *, const struct desk_month *);          /* and none has joined or left behind the check: "edition.moved" */

/* Questions and their answers (edition_answer.c). */
void questions_coded(struct arena *, struct report_check **);                    /* each once, with its code */
MUST_USE fault edition_unanswered(struct db *, int64_t edition, const struct report_check *, struct report_check **ret_open, bool *ret_blocks);
MUST_USE fault agreements_take(struct db *, const struct act *, const struct edition *, const struct report_check *open, const struct agreement *);        /* "edition.question" */
MUST_USE fault questions_answered(struct db *, const struct act *, const struct edition *, const char *word, struct doc **ret);     /* "edition.asked": something is asked that nobody was asked at the check; word: 签发, 印发 */

/* What the office's hands share (edition_hand.c, edition_sign.c). */
MUST_USE fault not_ones_own(struct db *, const struct desk_month *, const struct act *, bool ever, const char *word);        /* "move.own_edit": a part is his who acts, edited last or handed in; ever: or edited at all */
MUST_USE fault edition_step(struct db *, const struct act *, struct edition *, const struct move *, const char *reason, int64_t recipient);
MUST_USE fault cosign_open(struct db *, int64_t edition, size_t *ret_open, struct buf *names);           /* who has not agreed yet */

/* All forms of one document; laid out once. */
struct made { const char *form; struct str bytes; };
MUST_USE fault document_made(const struct doc *, struct made *, size_t n, struct report_check **ret_lacks);

#endif
