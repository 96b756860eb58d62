/* What the files of the line share. */
#ifndef NUAN_FUND_IN_H
#define NUAN_FUND_IN_H
#include "kernel/line.h"

extern const struct code FUND_RULE_WORDS[];               /* F1 to F19, the rules over a ledger of union spending */
extern const struct code FUND_RESULTS[];
extern const struct indicator FUND_BASIS, FUND_OPINION, FUND_SELF_CHECKED, FUND_SPOT_CHECKED, FUND_FINDINGS, FUND_AMOUNT, FUND_RECTIFIED, FUND_REPAID;
extern const struct indicator *const FUND_INDICATORS[];
fault fund_draft(struct draft *);

#endif
