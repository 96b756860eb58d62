/* The checklist before issue (DOMAIN 2.10), and what changed between two texts. */
#ifndef NUAN_CHECKLIST_H
#define NUAN_CHECKLIST_H
#include "report/report.h"

/* All that must hold or be answered for before the month's report is issued; appended behind the checks of the compiling. doc: the report as it would be printed. */
MUST_USE fault report_checklist(struct db *, const struct report_desk *, int month, const struct doc *, struct report_check ***tail);

/* Sentence by sentence (。！？；), by the longest common run: gone has now empty, new has was empty. place: the paragraph's heading. */
struct sentence_moved { struct str place, was, now; };
void sentences_moved(struct arena *, const struct doc *was, const struct doc *now, struct sentence_moved **ret, size_t *ret_n);

#endif
