/* What the commands that print documents share (cmd_paper.c). */
#ifndef NUAN_APP_PAPER_H
#define NUAN_APP_PAPER_H
#include "app/app.h"
#include "report/edition.h"

const char *form_named(struct app *, const char *as, const char *to, const char *otherwise);     /* --as, else the ending of --to, else otherwise */
bool form_known(const char *as, const char *to);     /* says what is wrong: no such form, or bytes for a terminal */
MUST_USE fault document_write(struct app *, const struct doc *, const char *as, const char *to);         /* to NULL: stdout; what no font has is said */
void checks_say(const struct report_check *);        /* on stderr, one a line; with its code where it can be answered */

enum status edition_do(struct app *, const char *verb);      /* report show, edit, submit … (cmd_edition.c) */
bool edition_verb(const char *word);
bool edition_help(const char *verb);                        /* its usage and purpose; NULL: all verbs, a line each. false: no such verb */
MUST_USE fault edition_show(struct app *, struct db *, int month);                       /* cmd_show.c: where it stands */
MUST_USE fault edition_moves(struct app *, struct db *, int month, int64_t number);      /* what moved; number 0: the last issued against the records */

#endif
