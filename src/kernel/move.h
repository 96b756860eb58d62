/* A move of the workflow is a row. */
#ifndef NUAN_MOVE_H
#define NUAN_MOVE_H
#include "db/db.h"

enum move_who { ANYBODY, NOT_LAST_EDITOR, ONLY_SENDER };
struct move {
	const char *from, *act, *to, *word;          /* "submitted", "approve", "approved", 审核通过 */
	const char *may;                             /* right */
	enum move_who who;
	bool reason;                                 /* names a reason from RETURN_REASONS */
};
extern const struct move RECORD_MOVES[];  extern const size_t RECORD_MOVES_N;
struct return_reason { const char *code, *word; };
extern const struct return_reason RETURN_REASONS[];  extern const size_t RETURN_REASONS_N;

/* Makes a move on one record (its struct is read, changed, written; a step row is added). words: the reason of a voiding or restoring of what has counted
 * in a closed month ("period.why"). */
MUST_USE fault move_make(struct db *, const struct table *, int64_t record, const char *act, int64_t actor, const char *reason, struct str words);
const char *state_word(struct str state);            /* approved 已审 … */

#endif
