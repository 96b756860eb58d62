/* Money in fen, never in floating point. */
#ifndef NUAN_MONEY_H
#define NUAN_MONEY_H
#include "base/str.h"

struct money { int64_t fen; };
#define MONEY_NONE ((struct money){ INT64_MIN })         /* unknown 不详: not 0 */
#define INT_NONE   INT64_MIN                             /* likewise for whole numbers */

bool money_known(struct money);
bool money_parse(struct str, int64_t unit_fen, struct money *ret);   /* "1,234.50" "１２００" "3.2万" with 元 or 万元 behind; unit_fen 100: the bare number is 元, 1000000: 万元. false: no amount, or finer than a fen */
struct str money_yuan(struct arena *, struct money);     /* 1234.50, or 1234 when whole; - before negatives */
struct str money_wan(struct arena *, struct money);      /* in 万元 with as many decimals as needed, at most 6 */

#endif
