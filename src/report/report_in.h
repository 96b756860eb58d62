/* Inside the report's room. */
#ifndef NUAN_REPORT_IN_H
#define NUAN_REPORT_IN_H
#include "report/report.h"

struct compile {
	struct db *db; struct arena *mem; const struct report_desk *desk; int month;
	struct doc *doc;
	const char *said[32]; size_t n_said;         /* obligations whose missing unions this section has named already */
	struct report_check **checks_tail;
	struct str place;                            /* the section at hand, for checks */
};
MUST_USE fault report_setting(struct db *, const char *name, int month, const char *otherwise, struct str *ret);
MUST_USE fault report_body(struct compile *, struct part *first, struct str body);     /* writes text with {references}; further paragraphs become parts */
MUST_USE fault report_check_figure(struct compile *, const struct figure *);
MUST_USE fault report_check_all(struct compile *);
void report_ask(struct compile *, bool blocks, struct str say);

#endif
