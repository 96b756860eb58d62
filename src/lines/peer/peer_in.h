/* Inside the line's room: what its draft looks at. */
#ifndef NUAN_PEER_IN_H
#define NUAN_PEER_IN_H
#include "kernel/line.h"

extern const struct code PEER_LEVELS[];
extern const struct indicator PEER_DAY_DEBRIEF, PEER_HEADS, PEER_DAY_COMMENDATION, PEER_DEPARTMENTS, PEER_PERSONS, PEER_ASSISTANTS, PEER_SPEAKERS,
	PEER_HIGHLIGHTS, PEER_NEXT_YEAR, PEER_ORIENTATIONS;
MUST_USE fault peer_draft(struct draft *);

#endif
