/* Numbers of a series: given in the moment of signing and at no other.
 *
 * Behind the city's lock, the next of its series and year, or the one that the office's own register of issues has for the month already. A number that
 * was given and not used is void, with its reason, and is never given again; so the series has no gap that nobody can explain. A number belongs to the
 * year in which it was given, though the paper may be printed in the next; the register's row of such a paper is not counted among the next year's.
 * What the register has is typed by hand: where it is not the next number it is asked about before the check, and where another month has it the check
 * is refused.
 * Not taken: numbers reserved ahead (a reserved number is a gap that has not happened yet). */
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/row.h"

static fault year_last_number(struct db *db, const struct edition *e, int64_t year, int64_t *ret)
{
	struct numbering_most_row given;
	struct issue_most_row printed;
	struct day first = month_first((int)year * 100 + 1), last = month_last((int)year * 100 + 12);
	bool found;
	TRY(numbering_most(db, (struct numbering_most_in){ .series = e->series, .year = year }, &given, &found));
	TRY(issue_most(db, (struct issue_most_in){ .series = e->series, .first = first, .last = last, .period = e->month, .year = year }, &printed, &found));
	*ret = given.serial > printed.number ? given.serial : printed.number;
	return NULL;
}

/* The number that the office's register has for this month; serial 0: none, or one of its own that is void. */
struct registered { int64_t year, serial; bool taken; };

static fault registered_number(struct db *db, const struct edition *e, struct registered *ret)
{
	struct issue_of_period_row row;
	struct numbering_at_row at;
	int year, month, day;
	bool found;
	*ret = (struct registered){ 0 };
	TRY(issue_of_period(db, (struct issue_of_period_in){ .series = e->series, .period = e->month }, &row, &found));
	if (!found || row.number == INT_NONE)
		return NULL;
	day_split(row.issued, &year, &month, &day);
	TRY(numbering_at(db, (struct numbering_at_in){ .series = e->series, .year = year, .serial = row.number }, &at, &found));
	if (!found || at.edition != e->id)
		*ret = (struct registered){ year, row.number, found };
	return NULL;
}

static fault number_taken(struct db *db, const struct registered *r)
{
	return fault_make(db_mem(db), BLAME_CONFLICT, "edition.number_taken", _("刊物期次登记本月是%lld年第%lld期，但这个期号已经给了另一期月报。请先改正刊物期次表，再签发。"),
		(long long)r->year, (long long)r->serial);
}

fault number_check(struct compile *c, const struct edition *e)
{
	struct registered r;
	int64_t last;
	if (e->number != 1 || e->serial != INT_NONE)
		return NULL;
	TRY(registered_number(c->db, e, &r));
	if (r.taken)
		report_ask(c, true, str_of(number_taken(c->db, &r)->say));
	if (!r.serial || r.taken)
		return NULL;
	TRY(year_last_number(c->db, e, r.year, &last));
	if (r.serial != last + 1)
		report_ask(c, false, str_fmt(c->mem,
			_("刊物期次登记本月是%lld年第%lld期，按顺序应是第%lld期。请核对刊物期次表，登记错的先改正；确实是这一期的，请说明缘由。"),
			(long long)r.year, (long long)r.serial, (long long)last + 1));
	return NULL;
}

fault number_give(struct db *db, struct edition *e, struct day on)
{
	struct registered kept;
	struct numbering row = { .series = e->series, .kind = STR("issue"), .edition = e->id, .state = STR("given"), .at = db_now(db) };
	int year, month, day;
	day_split(on, &year, &month, &day);
	TRY(registered_number(db, e, &kept));
	if (kept.taken)
		return number_taken(db, &kept);
	row.year = kept.serial ? kept.year : year;
	row.serial = kept.serial;
	if (!kept.serial) {
		TRY(year_last_number(db, e, row.year, &row.serial));
		row.serial++;
	}
	e->year = row.year;
	e->serial = row.serial;
	return row_add(db, &numbering_table, &row);
}

fault number_void(struct db *db, struct edition *e, struct str why)
{
	struct numbering_at_row at;
	struct numbering row;
	bool found;
	TRY(numbering_at(db, (struct numbering_at_in){ .series = e->series, .year = e->year, .serial = e->serial }, &at, &found));
	if (found) {
		TRY(row_read(db, &numbering_table, at.id, &row, &found));
		row.state = STR("void");
		row.why = why;
		TRY(row_change(db, &numbering_table, &row));
	}
	e->year = e->serial = INT_NONE;
	return NULL;
}

fault edition_voids(struct db *db, const struct edition *e, struct void_number **ret, size_t *ret_n)
{
	struct numbering_void_row *rows;
	TRY(numbering_void(db, (struct numbering_void_in){ .series = e->series, .first = e->month / 100, .last = e->month / 100 + 1 }, &rows, ret_n));
	*ret = arena_get(db_mem(db), (*ret_n + 1) * sizeof **ret);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct void_number){ rows[i].year, rows[i].serial, rows[i].why };
	return NULL;
}
