/* Which month counts a record, and whether it has: the month of its day while that is open, else the next open one.
 *
 * A month is closed by the act that issues its report. What was approved by then has counted in it and belongs to it whatever is done with it later; what
 * came, or was approved, only afterwards never moves it, and counts in the next open month as 补报. Which of the two a record is, says the trail: the row
 * as it was before the first entry behind the closing one. Nobody keeps a flag, and a day that somebody typed decides nothing.
 * A month that was closed behind the program's back has no such entry: then nothing in it is known to have counted, and records keep the month they have.
 * What has counted is changed, voided or brought back for a reason only, whoever does it and wherever.
 * Costs: one look-up for a record of a closed month; none for the others.
 * Not taken: ids in place of entries (a month may be closed a second time, under the id that it has). */
#include "kernel/kernel.schema.h"
#include "kernel/obligation.sql.h"
#include "kernel/period.h"
#include "kernel/row.h"

fault period_for(struct db *db, struct day day, int64_t *ret_month)
{
	struct period_open_from_row *closed;
	size_t n;
	int month = day_month(day);
	TRY(period_open_from(db, (struct period_open_from_in){ .month = month }, &closed, &n));
	for (size_t i = 0; i < n && closed[i].month == month; i++)
		month = month_add(month, 1);
	*ret_month = month;
	return NULL;
}

fault period_closed(struct db *db, int month, bool *ret)
{
	struct period_open_from_row *closed;
	size_t n;
	TRY(period_open_from(db, (struct period_open_from_in){ .month = month }, &closed, &n));
	*ret = n && closed[0].month == month;
	return NULL;
}

static fault closing_of(struct db *db, struct period_known *known, int64_t month)
{
	struct period_closed_by_row row;
	bool found;
	if (known->known && known->month == month)
		return NULL;
	TRY(period_closed_by(db, (struct period_closed_by_in){ .month = month }, &row, &found));
	*known = (struct period_known){ month, found ? row.entry : INT_NONE, true };
	return NULL;
}

fault period_counted(struct db *db, struct period_known *known, const struct table *t, const struct head *now, bool *ret)
{
	struct period_row_since_row since;
	const struct head *then = now;
	bool found;
	*ret = false;
	TRY(closing_of(db, known, now->month));
	if (known->closing == INT_NONE)
		return NULL;
	TRY(period_row_since(db, (struct period_row_since_in){ .relation = str_of(t->name), .row = now->id, .entry = known->closing }, &since, &found));
	if (found && !since.before.p)                        /* it came later */
		return NULL;
	if (found) {
		struct head *before = arena_get(db_mem(db), t->size);
		TRY(row_from_bytes(db_mem(db), t, since.before, before));
		then = before;
	}
	*ret = str_is(then->state, "approved") && then->month == now->month;
	return NULL;
}

fault period_settle(struct db *db, struct period_known *known, const struct table *t, struct head *h)
{
	bool counted;
	TRY(period_counted(db, known, t, h, &counted));
	return counted || known->closing == INT_NONE ? NULL : period_for(db, h->day, &h->month);
}

fault period_reason(struct db *db, const struct table *t, const struct head *h, struct str why)
{
	bool counted;
	if (str_trim(why).n)
		return NULL;
	TRY(period_counted(db, &(struct period_known){ 0 }, t, h, &counted));
	if (!counted)
		return NULL;
	return fault_make(db_mem(db), BLAME_INPUT, "period.why", _("这条记录已计入%.*s，而这个月已报结。请写明更改的原因，原因记入留痕；已印发的月报不变，要改印发的数，请另发更正版。"),
		PSTR(month_zh(db_mem(db), (int)h->month)));
}
