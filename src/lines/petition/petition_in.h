/* What the two files of the line share. */
#ifndef NUAN_PETITION_IN_H
#define NUAN_PETITION_IN_H
#include "kernel/line.h"

extern const struct code PETITION_SUBJECTS[], PETITION_RISKS[];
extern const struct indicator PETITION_DEMANDS, PETITION_VISIT_CASES, PETITION_HOTLINE_CASES, PETITION_LETTER_CASES, PETITION_WEB_CASES, PETITION_VISITORS,
	PETITION_CALLS, PETITION_CONCLUDED, PETITION_RECOVERED, PETITION_RISKS_FOUND, PETITION_RISKS_RESOLVED, PETITION_RISKS_CANCELLED;
extern const struct indicator *const PETITION_INDICATORS[];
fault petition_draft(struct draft *);

#endif
