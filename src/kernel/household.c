/* Households: one thing for aid and for pairing. The number is independent of the head, so a household listed once under the husband and once under the
 * wife is one household; a head who dies or moves away is followed by the next, and aid and pairings stay with the number.
 * Membership ends, it is never deleted; two days of one act are half-open spans, so "on that day" has one answer.
 * Not taken: the head's name or ID number as the key, which is how a widow's household is lost. */
#include "kernel/household.h"
#include "kernel/kernel.schema.h"
#include "kernel/person.sql.h"
#include "kernel/row.h"

fault household_get(struct db *db, struct str code, struct day known, int64_t *ret)
{
	struct household_by_code_row row;
	bool found;
	TRY(household_by_code(db, (struct household_by_code_in){ .code = code }, &row, &found));
	if (found) {
		*ret = row.id;
		return NULL;
	}
	struct household h = { .code = code, .place = STR_NONE, .known = known };
	TRY(row_add(db, &household_table, &h));
	*ret = h.id;
	return NULL;
}

fault household_of(struct db *db, int64_t person, struct day on, int64_t *ret)
{
	struct household_membership_row *rows;
	size_t n;
	TRY(household_membership(db, (struct household_membership_in){ .person = person, .on = on }, &rows, &n));
	*ret = n ? rows[0].household : 0;
	return NULL;
}

fault household_head(struct db *db, int64_t household, struct day on, int64_t *ret_person)
{
	struct household_heads_row *rows;
	size_t n;
	TRY(household_heads(db, (struct household_heads_in){ .household = household, .on = on }, &rows, &n));
	*ret_person = n ? rows[0].person : 0;
	return NULL;
}

fault household_join(struct db *db, int64_t household, int64_t person, const char *relation, struct day since)
{
	struct household_membership_row *rows;
	size_t n;
	int64_t head;
	TRY(household_membership(db, (struct household_membership_in){ .person = person, .on = since }, &rows, &n));
	if (n && rows[0].household != household)
		return fault_make(db_mem(db), BLAME_INPUT, "household.other", _("这个人这一天已在另一户里。请先把他从那一户迁出，或核对户编号。"));
	if (n)
		return NULL;
	TRY(household_head(db, household, since, &head));
	if (str_is(str_of(relation), "head") && head && head != person)
		return fault_make(db_mem(db), BLAME_INPUT, "household.head", _("这一户这一天已有户主。请核对户主，或把这个人登记为家庭成员。"));
	struct household_member m = { .household = household, .person = person, .relation = str_of(relation), .since = since, .until = DAY_LAST };
	return row_add(db, &household_member_table, &m);
}

static fault member_end(struct db *db, int64_t id, struct day until)
{
	struct household_member m;
	bool found;
	TRY(row_read(db, &household_member_table, id, &m, &found));
	m.until = until;
	return row_change(db, &household_member_table, &m);
}

fault household_leave(struct db *db, int64_t person, struct day until, int64_t next_head)
{
	struct household_membership_row *rows, *next;
	size_t n, n_next;
	TRY(household_membership(db, (struct household_membership_in){ .person = person, .on = until }, &rows, &n));
	if (!n)
		return NULL;
	TRY(household_membership(db, (struct household_membership_in){ .person = next_head, .on = until }, &next, &n_next));
	bool was_head = str_is(rows[0].relation, "head");
	if (was_head && (!n_next || next_head == person || next[0].household != rows[0].household))
		return fault_make(db_mem(db), BLAME_INPUT, "household.headless", _("他是户主。请同时指明这一户里由谁接任户主。"));
	TRY(member_end(db, rows[0].id, until));
	if (!was_head)
		return NULL;
	TRY(member_end(db, next[0].id, until));
	struct household_member m = { .household = rows[0].household, .person = next_head, .relation = STR("head"), .since = until, .until = DAY_LAST };
	return row_add(db, &household_member_table, &m);
}
