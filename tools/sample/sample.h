/* The parts of the sample: each writes its files for a month and appends them to the month's list. A part that is not there writes nothing. */
#ifndef NUAN_SAMPLE_H
#define NUAN_SAMPLE_H
#include "kit.h"

void sample_orgs(struct kit *);                 /* 01-单位名册.xlsx, in the first month */
void sample_people(struct kit *);               /* 02-干部名册.xlsx, in the first month */
void sample_duties(struct kit *, int month);    /* 09-报送任务/报送任务.xlsx: who owes which report; before the lines, whose files answer it */

void sample_settings(struct kit *, int month);   /* 04-月报设置.xlsx */

/* Called for 201901, then 201902, with kit_subject set to the line's name. */
void sample_aid(struct kit *, int month);
void sample_appraisal(struct kit *, int month);
void sample_peer(struct kit *, int month);
void sample_works(struct kit *, int month);
void sample_selection(struct kit *, int month);
void sample_pairing(struct kit *, int month);
void sample_poll(struct kit *, int month);
void sample_petition(struct kit *, int month);
void sample_fund(struct kit *, int month);
void sample_matter(struct kit *, int month);

#endif
