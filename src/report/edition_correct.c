/* 更正 and 撤销: a correction is another edition of what was issued, begun for a reason that is printed on it; what was begun and is not to be goes back
 * into the drawer.
 *
 * A correction takes over what hands have written and follows the records in all else. An edition that was not issued may be withdrawn, for a reason: it
 * stays on record with all its steps, under a number below 0, and a number of the series that it had been given is void. Then the edition before it is
 * the month's again, or nobody has opened the month; so the editions that were issued are numbered without a gap.
 * Refused: a correction of what was not issued, a withdrawal of what was.
 * Not taken: rows taken out; who began it and why it was let go is asked sooner or later. */
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/row.h"

static fault typed_copy(struct db *db, const struct section *from, const struct section *to)
{
	struct override_of_section_row *rows;
	size_t n;
	bool found;
	TRY(override_of_section(db, (struct override_of_section_in){ .edition = from->edition, .section = from->id }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct override row;
		if (rows[i].dropped)
			continue;
		TRY(row_read(db, &override_table, rows[i].id, &row, &found));
		row.id = 0, row.edition = to->edition, row.section = to->id;
		TRY(row_add(db, &override_table, &row));
	}
	return NULL;
}

/* What a hand has written is taken over as it was issued; what the records said, they say again. */
static fault section_copy(struct db *db, const struct act *act, const struct edition *e, const struct section *s)
{
	static const struct move opens = { "none", "correct", "drafting", "", "", ANYBODY, false };
	struct section copy = *s;
	copy.id = 0, copy.edition = e->id, copy.state = STR("drafting");
	if (!(s->edited & SECTION_HEADING))
		copy.heading = STR_NONE;
	if (!(s->edited & SECTION_BODY))
		copy.body = STR_NONE;
	TRY(row_add(db, &section_table, &copy));
	TRY(typed_copy(db, s, &copy));
	return step_add(db, "section", copy.id, &opens, act, NULL, 0);
}

fault edition_correct(struct db *db, const struct act *act, struct edition *ret)
{
	static const struct move opens = { "none", "correct", "drafting", "", "", ANYBODY, false };
	struct desk_month d;
	row_act(db, "report.correct", str_of(act->why));
	TRY(edition_open(db, act, &d));
	if (!str_is(d.edition.state, "issued"))
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.not_issued",
			_("这份月报现在是“%s”，还没有印发，用不着更正。直接修改（nuan report edit），或退回后修改。"),
			edition_state_word(d.edition.state));
	if (!act->why || !*act->why)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.why", _("更正要写明原因，原因会印在更正版上。请用 --why 写明。"));
	const struct edition *was = &d.edition;
	struct edition e = { .series = was->series, .month = was->month, .number = was->number + 1, .state = STR("drafting"), .why = str_of(act->why),
		.title = was->title, .editor = INT_NONE, .year = was->year, .serial = was->serial, .signer = INT_NONE, .signed_on = DAY_NONE,
		.issued_on = DAY_NONE, .overrides = was->overrides, .entry = INT_NONE, .opened_by = act->actor, .opened_at = db_now(db) };
	TRY(row_add(db, &edition_table, &e));
	for (size_t i = 0; i < d.n; i++)
		TRY(section_copy(db, act, &e, &d.sections[i]));
	TRY(step_add(db, "edition", e.id, &opens, act, NULL, 0));
	*ret = e;
	return NULL;
}

fault edition_withdraw(struct db *db, const struct act *act)
{
	struct desk_month d;
	struct edition_of_month_row *rows;
	const struct move *m;
	int64_t number = -1;
	size_t n;
	bool found;
	row_act(db, "report.withdraw", str_of(act->why));
	TRY(edition_latest(db, act->month, &d.edition, &found));
	if (!found)
		return fault_make(db_mem(db), BLAME_ABSENT, "edition.absent", _("%.*s的月报还没有开始编辑，没有可以撤销的。用 nuan report show 看有哪几版。"),
			PSTR(month_zh(db_mem(db), act->month)));
	TRY(edition_open(db, act, &d));
	TRY(edition_move(db, d.edition.state, "withdraw", &m));
	if (!act->why || !*act->why)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.why", _("撤销要写明原因，原因记录在案。请用 --why 写明。"));
	if (d.edition.number == 1 && d.edition.serial != INT_NONE)   /* a correction has the number of what it corrects */
		TRY(number_void(db, &d.edition, str_of(act->why)));
	TRY(edition_of_month(db, (struct edition_of_month_in){ .month = act->month }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		number -= rows[i].number < 0;
	d.edition.number = number;
	d.edition.signer = INT_NONE;
	d.edition.signed_on = DAY_NONE;
	d.edition.state = str_of(m->to);
	TRY(row_change(db, &edition_table, &d.edition));
	return step_add(db, "edition", d.edition.id, m, act, NULL, 0);
}
