/* Inside the line's room: what its draft looks at. */
#ifndef NUAN_APPRAISAL_IN_H
#define NUAN_APPRAISAL_IN_H
#include "kernel/line.h"

extern const struct indicator APPRAISAL_DAY_MEETING, APPRAISAL_SUMMARY, APPRAISAL_NEXT_YEAR, APPRAISAL_REPORTING, APPRAISAL_BY_FILM, APPRAISAL_BY_SLIDES,
	APPRAISAL_BY_TEXT, APPRAISAL_VERIFIED, APPRAISAL_LOWERED, APPRAISAL_ITEMS, APPRAISAL_YEAR;
MUST_USE fault appraisal_draft(struct draft *);

#endif
