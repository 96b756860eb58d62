/* Who owes what for which period, and what came: on time, late, nil, not at all, not due. Rates count pairs (organisation, period), so none passes 100 %. */
#ifndef NUAN_OBLIGATION_H
#define NUAN_OBLIGATION_H
#include "db/db.h"
#include "kernel/entity.h"
#include "kernel/period.h"

enum cycle { CYCLE_MONTH, CYCLE_QUARTER, CYCLE_HALF_YEAR, CYCLE_YEAR, CYCLE_STAT_YEAR };
enum duty { DUTY_ON_TIME, DUTY_LATE, DUTY_NIL, DUTY_NIL_LATE, DUTY_MISSING, DUTY_NOT_DUE, DUTY_NONE };
const char *duty_word(enum duty);
static inline bool duty_filed(enum duty d) { return d == DUTY_ON_TIME || d == DUTY_LATE || d == DUTY_NIL || d == DUTY_NIL_LATE; }
struct duty_row { int64_t org; enum duty duty, counted; struct day due, filed; };        /* duty: what came until today; counted: of it what a closed month's figures rest on, since what came after the closing counts in a later month. The same while it is open */
MUST_USE fault obligation_state(struct db *, const char *report, int64_t org, int month, enum duty *ret);     /* DUTY_NONE: owes nothing for that period. Today is db_now's day */
MUST_USE fault obligation_board(struct db *, const char *report, int month, struct duty_row **ret, size_t *ret_n);    /* all that owe it for that period, protocol order */
struct owed_report { int64_t id; struct str report; int64_t month; enum duty duty; struct day due, filed; };        /* id: of the obligation */
MUST_USE fault obligation_owing(struct db *, int64_t org, int month, struct owed_report **ret, size_t *ret_n);     /* all reports that one unit owes for that period, by the report's code */
struct duty_rates { int64_t owed, filed, on_time; };         /* reporting rate = filed / owed (not-yet-due pairs are in neither), timeliness = on_time / owed */
MUST_USE fault obligation_rates(struct db *, const char *report, int64_t org, int month_from, int month_to, struct duty_rates *ret);
MUST_USE fault obligation_file(struct db *, int64_t org, const char *report, int month, bool nil, struct day, int64_t actor, int64_t import_id);   /* once: a second filing changes nothing; a value after a nil sets the nil aside; "nil.rows": a nil after values */
MUST_USE fault obligation_withdraw(struct db *, int64_t org, int month, int64_t import_id);     /* the filing that an undone import made; a nil report that it had set aside stands again */
extern const struct entity OBLIGATION_DUTY;                  /* 报送任务: 单位, 报表, 周期, 期满后几日内报, 起始日期, 终止日期 */

#endif
