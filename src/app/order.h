/* One command about a report, read (cmd_edition.c) and done (edition_act.c). */
#ifndef NUAN_ORDER_H
#define NUAN_ORDER_H
#include "app/paper.h"

struct order {
	int month;  int64_t edition;  struct day on;
	const char *section, *by, *why, *reason, *heading, *body, *as, *to;
	bool drafted, refuse, draft;
	const struct agreement *agreements;         /* of --agree, in order */
	struct act act;
	struct str text;                     /* of --body */
	struct report_check *open;           /* what a check was refused for */
	struct str said;                     /* when it is done and committed */
};
struct verb { const char *name; bool writes; int least, most; fault (*run)(struct app *, struct db *, struct order *); const char *usage, *purpose; };
extern const struct verb VERBS[];  extern const size_t VERBS_N;

fault act_edit(struct app *, struct db *, struct order *), look_slip(struct app *, struct db *, struct order *);
MUST_USE fault section_print(struct app *, struct db *, struct order *);     /* edit with nothing to put in */
MUST_USE fault order_next(struct app *, struct db *, const struct order *, struct str *ret);     /* 下一步：…; STR_NONE: nothing */

#endif
