/* 印发: the moment after which nothing of an edition moves. In one transaction the checklist is gone through again, the receivers are fixed, the register
 * of issues gets its row, the figures are frozen and sealed with the text, every file is made and stored, and the month is closed; a machine that stops
 * on the way has issued nothing, and the same command goes through afterwards.
 *
 * The register goes first, since the report's own day and month are figures like the others and are frozen with them. The foot of the files says by what
 * the issue can be checked; it is no part of the sealed text, being made of its seal. What comes late now counts in the next open month.
 * Not taken: files made again when somebody asks; an issued file is what was issued, not what a later program would print. */
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "report/seal.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/row.h"

/* --- the register of issues ------------------------------------------------------------------------------------------------------------------------ */

static fault register_add(struct db *db, const struct act *act, const struct edition *e, struct str title)
{
	unsigned char random[SM3_BYTES];
	struct issue row = { .head = { .day = month_last((int)e->month), .month = e->month, .state = STR("approved"), .source = INT_NONE, .sheet_row = INT_NONE,
		.recorded_by = act->actor, .recorded_at = db_now(db), .entered_by = act->actor, .editor = act->actor },
		.series = e->series, .number = e->serial, .period = e->month, .title = title, .issued = e->issued_on };
	TRY(org_city(db, &row.head.org));
	random_bytes(random, sizeof random);
	row.head.natural = row.head.digest = str_hex(db_mem(db), random, SM3_BYTES);         /* no sheet has this row */
	row.head.client_id = str_hex(db_mem(db), random, 12);
	return row_add(db, &issue_table, &row);
}

/* The day and number under which the month was issued, as the office's register has them. */
static fault register_put(struct db *db, const struct act *act, const struct edition *e, struct str title)
{
	struct issue_of_period_row at;
	struct issue row;
	bool found;
	TRY(issue_of_period(db, (struct issue_of_period_in){ .series = e->series, .period = e->month }, &at, &found));
	if (!found)
		return register_add(db, act, e, title);
	TRY(row_read(db, &issue_table, at.id, &row, &found));
	if (row.number == e->serial && row.issued.n == e->issued_on.n && str_is(row.head.state, "approved"))
		return NULL;
	row.number = e->serial, row.issued = e->issued_on, row.head.state = STR("approved"), row.head.editor = act->actor;
	return row_change(db, &issue_table, &row);
}

/* --- the day, the receivers, the month -------------------------------------------------------------------------------------------------------------- */

static fault issue_day(struct db *db, const struct edition *e, struct day on, struct day *ret)
{
	struct issue_of_period_row row;
	bool found = false;
	struct day day = on;
	if (!day_known(day) && e->number == 1)               /* a correction is not issued on the day of what it corrects */
		TRY(issue_of_period(db, (struct issue_of_period_in){ .series = e->series, .period = e->month }, &row, &found));
	if (!day_known(day))
		day = found ? row.issued : edition_today(db);
	if (day.n < month_first((int)e->month).n || (day_known(on) && day.n < e->signed_on.n) || day.n > edition_today(db).n)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.day", _("印发日期%.*s早于所属月份或签发的那天，或者还没有到。请核对 --on 后面的日期。"),
			PSTR(day_iso(db_mem(db), day)));
	*ret = day;
	return NULL;
}

static fault receivers_fix(struct db *db, struct edition *e)
{
	TRY(report_setting(db, "report.up", (int)e->month, NULL, &e->up));
	TRY(report_setting(db, "report.peer", (int)e->month, NULL, &e->peer));
	return report_setting(db, "report.down", (int)e->month, NULL, &e->down);
}

static fault month_close(struct db *db, const struct edition *e)
{
	struct period row = { .month = e->month, .state = STR("closed"), .closed = e->issued_on };
	struct period_at_row at;
	bool found;
	TRY(period_at(db, (struct period_at_in){ .month = e->month }, &at, &found));
	if (!found)
		return row_add(db, &period_table, &row);
	TRY(row_read(db, &period_table, at.id, &row, &found));
	if (str_is(row.state, "closed"))
		return NULL;
	row.state = STR("closed"), row.closed = e->issued_on;
	return row_change(db, &period_table, &row);
}

/* What the records said in the end beside what was typed over it. */
static fault typed_settle(struct db *db, const struct act *act, const struct edition *e)
{
	struct override_standing_row *rows;
	size_t n;
	bool found;
	int64_t city;
	TRY(org_city(db, &city));
	TRY(override_standing(db, (struct override_standing_in){ .edition = e->id }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		const struct indicator *of = report_indicator(act->desk, rows[i].indicator);
		struct override row;
		struct span_of span;
		struct figure f;
		if (!of)
			continue;
		TRY(span_make(db, of, of->span, act->month, &span));
		TRY(figure_of(db, of, span, city, &f));
		if (str_eq(rows[i].computed, figure_number(db, &f).shown))
			continue;
		TRY(row_read(db, &override_table, rows[i].id, &row, &found));
		row.computed = figure_number(db, &f).shown;
		TRY(row_change(db, &override_table, &row));
	}
	return NULL;
}

/* --- files -------------------------------------------------------------------------------------------------------------------------------------------- */

static void foot_add(struct doc *doc, const struct edition *e)
{
	struct part *foot = NULL;
	for (int i = 0;; i++) {
		struct str line = seal_line(doc->mem, e, i);
		if (!line.p)
			return;
		if (!foot)
			foot = doc_add(doc, B_FOOT);
		doc_text_span(doc, foot, line);
	}
}

static fault files_store(struct db *db, const struct edition *e, const struct doc *doc)
{
	struct made made[8];
	size_t n = 0;
	for (; DOCUMENT_FORMS[n]; n++)
		made[n].form = DOCUMENT_FORMS[n];
	TRY(document_made(doc, made, n, NULL));
	for (size_t i = 0; i < n; i++) {
		unsigned char digest[SM3_BYTES];
		TRY(content_put(db, made[i].bytes, digest));
		struct edition_file row = { .edition = e->id, .form = str_of(made[i].form), .size = (int64_t)made[i].bytes.n,
			.sm3 = str_copy(db_mem(db), (struct str){ (char *)digest, SM3_BYTES }) };
		TRY(row_add(db, &edition_file_table, &row));
	}
	return NULL;
}

fault edition_file_of(struct db *db, const struct edition *e, const char *form, struct str *ret)
{
	struct edition_file_at_row row;
	bool found;
	TRY(edition_file_at(db, (struct edition_file_at_in){ .edition = e->id, .form = str_of(form) }, &row, &found));
	if (!found)
		return fault_make(db_mem(db), BLAME_ABSENT, "edition.file",
			_("第%lld版没有%s文件。印发时存下的有 pdf、ofd、docx、html、txt；还没有印发的没有存档文件。"),
			(long long)e->number, form);
	return content_get(db, row.sm3, ret);
}

/* --- the issue ---------------------------------------------------------------------------------------------------------------------------------------- */

static fault questions_answered(struct db *db, const struct act *act, const struct edition *e, struct doc **ret)
{
	struct report_check *checks, *open;
	bool blocks;
	TRY(edition_questions(db, act->desk, e, ret, &checks));
	TRY(edition_unanswered(db, e->id, checks, &open, &blocks));
	if (!open)
		return NULL;
	return fault_make(db_mem(db), BLAME_CONFLICT, "edition.asked", _("核稿以后情况有了变化，不能印发：%.*s 请退回（nuan report return）后重新核稿。"),
		PSTR(question_of(db_mem(db), open)));
}

fault edition_issue(struct db *db, const struct act *act, struct day on, struct edition *ret)
{
	struct desk_month d;
	struct edition *e = &d.edition;
	struct buf text = { .mem = db_mem(db) };
	const struct move *m;
	struct doc *doc;
	row_act(db, "report.issue", str_of(act->why));
	TRY(edition_open(db, act, &d));
	TRY(edition_move(db, e->state, "issue", &m));
	TRY(sections_steady(db, &d));
	TRY(issue_day(db, e, on, &e->issued_on));
	TRY(receivers_fix(db, e));
	TRY(typed_settle(db, act, e));
	TRY(edition_compile(db, act->desk, e, &doc, NULL));
	e->title = doc->title;
	TRY(register_put(db, act, e, e->title));
	TRY(questions_answered(db, act, e, &doc));
	doc_text(doc, &text);
	TRY(seal_close_edition(db, act->desk, e, buf_str(&text)));
	foot_add(doc, e);
	TRY(files_store(db, e, doc));
	TRY(month_close(db, e));
	e->state = str_of(m->to);
	TRY(row_change(db, &edition_table, e));
	TRY(step_add(db, "edition", e->id, m, act, NULL, 0));
	*ret = *e;
	return NULL;
}
