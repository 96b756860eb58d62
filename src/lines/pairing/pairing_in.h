/* Inside the line's room: what its entities and its draft share. */
#ifndef NUAN_PAIRING_IN_H
#define NUAN_PAIRING_IN_H
#include "kernel/line.h"

enum { PAIRING_HOUSEHOLDS_MOST = 5 };                    /* households that one cadre may answer for */

extern const struct code PAIRING_VISITS[];
extern const struct entity PAIRING_HOUSEHOLD, PAIRING_LINK, PAIRING_VISIT, PAIRING_SUPPORT;
extern const struct indicator PAIRING_VALUE, PAIRING_CASH, PAIRING_GOODS, PAIRING_DAY, PAIRING_CADRES, PAIRING_POOR, PAIRING_OTHER, PAIRING_NEEDY,
	PAIRING_VETERAN, PAIRING_UNLINKED;
extern const struct rule *const PAIRING_RULES[];
MUST_USE fault pairing_draft(struct draft *);

#endif
