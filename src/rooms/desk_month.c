/* How far a unit's month is.
 *
 * A month of a unit has no row of its own: what is owed is in the obligations, what came in the filings, and that the unit has looked at it as a whole and
 * sent it up is a step (relation "month", record: the unit, was: 2019-01), as is its return, its taking back and a reminder. The latest of closing,
 * returning and taking back is where it stands; the step's number is the receipt that the unit holds in its hand.
 * Months are looked at three back from this one. Where nothing has come for any of these, as in a federation that brings in last year's sheets, it is the
 * three up to the latest for which something has: else nobody's desk would ever name them.
 * Promises: nothing here is a second truth about a filing. Cost: one short statement for the steps of a unit, one a report that it owes.
 * Not taken: a table of months by unit, which somebody would have to make rows in for every unit and every month. */
#include <string.h>
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "rooms/desk.h"
#include "rooms/desk.sql.h"

struct day desk_today(const struct db *db)
{
	return (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) };
}

enum { MONTHS_BACK = 3 };

fault desk_months(struct db *db, struct desk_months *ret)
{
	struct desk_reach_row row;
	int this_month = day_month(desk_today(db));
	int64_t latest = INT_NONE;
	bool found;
	TRY(desk_reach(db, &row, &found));
	const int64_t came[] = { row.filed, row.done, row.edition };
	for (size_t i = 0; i < COUNT(came); i++)
		latest = came[i] != INT_NONE && (latest == INT_NONE || came[i] > latest) ? came[i] : latest;
	bool before = latest != INT_NONE && latest < month_add(this_month, -MONTHS_BACK);
	struct desk_months m = { .last = before ? (int)latest : this_month, .now = before ? (int)latest : month_add(this_month, -1) };
	m.first = row.first == INT_NONE ? month_add(m.last, 1) : month_add(m.last, -MONTHS_BACK);
	m.first = row.first != INT_NONE && m.first < row.first ? (int)row.first : m.first;          /* before the platform was there */
	*ret = m;
	return NULL;
}

struct str day_short(struct arena *mem, struct day day, struct day today)
{
	int year, month, d, this_year;
	if (!day_known(day))
		return STR_NONE;
	day_split(day, &year, &month, &d);
	day_split(today, &this_year, &(int){ 0 }, &(int){ 0 });
	return year == this_year ? str_fmt(mem, _("%d月%d日"), month, d) : day_zh(mem, day);
}

fault desk_unit_name(struct db *db, int64_t org, struct str *ret_full, struct str *ret_short)
{
	struct str full = STR_NONE, shorter = STR_NONE;
	TRY(org_name_on(db, org, desk_today(db), &full, &shorter));
	if (ret_full)
		*ret_full = full;
	if (ret_short)
		*ret_short = shorter.n ? shorter : full;
	return NULL;
}

fault desk_own_unit(struct ctx *c, int64_t *ret)
{
	struct desk_account_row row;
	bool found = false;
	if (c->who->account)
		TRY(desk_account(c->db, (struct desk_account_in){ .account = c->who->account }, &row, &found));
	*ret = found ? row.org : 0;
	return NULL;
}

struct str line_of(struct str entity)
{
	static const char *const kernel[] = { "org", "person", "obligation", "report", "matter" };
	struct str rest = entity, line = str_cut(&rest, '.');
	for (size_t i = 0; i < COUNT(kernel); i++)
		if (str_is(line, kernel[i]))
			return STR_NONE;
	return line;
}

struct str desk_sheet_title(const struct report_desk *desk, struct str report)
{
	for (size_t i = 0; i < desk->n_entities; i++)
		if (desk->entities[i]->report && str_is(report, desk->entities[i]->report))
			return str_of(_(desk->entities[i]->title));
	return report;
}

struct str receipt_number(struct arena *mem, int month, int64_t step)
{
	return str_fmt(mem, "%d-%lld", month, (long long)step);
}

static bool moves_it(struct str act)
{
	return str_is(act, "close") || str_is(act, "return") || str_is(act, "take_back");
}

static fault steps_read(struct db *db, struct unit_month *u)
{
	struct desk_month_row *rows;
	struct str month = month_iso(db_mem(db), u->month);
	size_t n;
	TRY(desk_month(db, (struct desk_month_in){ .org = u->org }, &rows, &n));
	u->steps = arena_get(db_mem(db), (n + 1) * sizeof *u->steps);
	for (size_t i = 0; i < n; i++) {
		struct month_step s = { rows[i].id, rows[i].act, rows[i].reason, rows[i].words, rows[i].actor, rows[i].at };
		if (!str_eq(rows[i].was, month))
			continue;
		u->steps[u->n_steps++] = s;
		if (moves_it(s.act))
			u->last = s, u->reminded = (struct month_step){ 0 };
		else if (str_is(s.act, "remind"))
			u->reminded = s;
	}
	u->closed = str_is(u->last.act, "close");
	u->returned = str_is(u->last.act, "return");
	return NULL;
}

fault unit_month(struct db *db, int64_t org, int month, struct unit_month *ret)
{
	struct unit_month u = { .org = org, .month = month };
	TRY(obligation_owing(db, org, month, &u.owed, &u.n_owed));
	for (size_t i = 0; i < u.n_owed; i++) {
		u.n_missing += u.owed[i].duty == DUTY_MISSING;
		u.n_not_due += u.owed[i].duty == DUTY_NOT_DUE;
		u.n_late += u.owed[i].duty == DUTY_LATE || u.owed[i].duty == DUTY_NIL_LATE;
	}
	TRY(steps_read(db, &u));
	*ret = u;
	return NULL;
}

fault unit_closed(struct db *db, int64_t org, int month, struct str *ret_receipt)
{
	struct unit_month u = { .org = org, .month = month };
	TRY(steps_read(db, &u));
	*ret_receipt = u.closed ? receipt_number(db_mem(db), month, u.last.id) : STR_NONE;
	return NULL;
}
