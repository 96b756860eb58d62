/* The rooms of the site: each a table of routes, its handlers, its templates. What they all stand on is the gate (web/web.h). */
#ifndef NUAN_ROOMS_H
#define NUAN_ROOMS_H
#include "report/edition.h"
#include "web/web.h"

extern const struct route DESK_ROUTES[];     /* / : what waits for me, what I sent; 县区上报: closing a month, the board, reminders */
extern const struct route MONTH_ROUTES[];    /* /month/2019-01: figures; /cross; /figure: what a number is made of */
extern const struct route REPORT_ROUTES[];   /* /report/2019-01: read, edit, approve, check, sign, issue, correct, download */
extern const struct route RECORD_ROUTES[];   /* /records/aid.event: lists; /record/12: one, its provenance and trail */
extern const struct route IMPORT_ROUTES[];   /* /import: a spreadsheet brought in */
extern const struct route ADMIN_ROUTES[];    /* /accounts, /trail: the three administrators and the auditor; /help; /matters */
extern const struct route *const SITE_ROUTES[];      /* all of these with the web's own, ended by NULL (site.c) */
extern const struct notice IMPORT_NOTICES[], REPORT_NOTICES[], RECORD_NOTICES[], ADMIN_NOTICES[], *const SITE_NOTICES[];
MUST_USE fault desk_waiting(struct ctx *, int64_t *ret);     /* how many things wait for the reader; for the bar */
MUST_USE fault desk_stamp(struct ctx *, struct str *ret);    /* the files that the reader has not brought in yet */
void site_rooms(struct site *);              /* puts the rooms' routes, notices and the count into the site */

static inline const struct report_desk *desk_of(const struct ctx *c)
{
	return c->site->desk;
}

#endif
