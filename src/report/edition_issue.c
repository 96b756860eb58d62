/* 印发: the moment after which nothing of an edition moves. In one transaction the text is held against the one that was checked and signed and the
 * checklist is gone through again, what settings say of the paper is fixed in the edition, the register of issues gets its row, the figures are frozen and
 * sealed with the text, every file is made and stored, and the month is closed; a machine that stops on the way has issued nothing, and the same command
 * goes through afterwards.
 *
 * Refused: a text that has moved since the check, with what moved; a day before the signing, or before the issue of what it corrects.
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

/* The day and number under which the month was issued, as the office's register has them: those of the first edition, which a correction leaves alone. */
static fault register_put(struct db *db, const struct act *act, const struct edition *e, struct str title)
{
	struct issue_of_period_row at;
	struct edition first = *e;
	struct issue row;
	bool found;
	TRY(issue_of_period(db, (struct issue_of_period_in){ .series = e->series, .period = e->month }, &at, &found));
	if (e->number > 1)
		TRY(edition_numbered(db, (int)e->month, 1, &first));
	if (!found)
		return register_add(db, act, &first, title);
	TRY(row_read(db, &issue_table, at.id, &row, &found));
	if (row.number == e->serial && str_is(row.head.state, "approved") && (row.issued.n == e->issued_on.n || e->number > 1))
		return NULL;
	row.number = e->serial, row.issued = first.issued_on, row.head.state = STR("approved"), row.head.editor = act->actor;
	return row_change(db, &issue_table, &row);
}

/* --- the day, the settings, the month -------------------------------------------------------------------------------------------------------------- */

static fault issue_day(struct db *db, const struct edition *e, struct day on, struct day *ret)
{
	struct issue_of_period_row row;
	struct edition before = { .issued_on = DAY_NONE };
	bool found = false;
	struct day day = on;
	if (e->number > 1)                                   /* a correction is not issued on the day of what it corrects */
		TRY(edition_numbered(db, (int)e->month, e->number - 1, &before));
	else if (!day_known(day))
		TRY(issue_of_period(db, (struct issue_of_period_in){ .series = e->series, .period = e->month }, &row, &found));
	if (!day_known(day))
		day = found ? row.issued : edition_today(db);
	if (day.n < month_first((int)e->month).n || day.n < e->signed_on.n || day.n > edition_today(db).n)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.day",
			_("印发日期%.*s%s早于所属月份或签发的那天（%.*s），或者还没有到。请核对 --on 后面的日期，或改正刊物期次表里的印发日期。"),
			PSTR(day_iso(db_mem(db), day)), found ? _("（刊物期次登记的）") : "", PSTR(day_iso(db_mem(db), e->signed_on)));
	if (day_known(before.issued_on) && day.n < before.issued_on.n)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.day", _("印发日期%.*s早于所更正的那一版印发的日期%.*s。请核对 --on 后面的日期。"),
			PSTR(day_iso(db_mem(db), day)), PSTR(day_iso(db_mem(db), before.issued_on)));
	*ret = day;
	return NULL;
}

static fault settings_fix(struct db *db, struct edition *e)
{
	for (size_t i = 0; i < FIXED_N; i++)
		TRY(report_setting(db, FIXED[i].setting, (int)e->month, NULL, (struct str *)((char *)e + FIXED[i].at)));
	return NULL;
}

static fault title_fix(struct db *db, const struct report_desk *desk, struct edition *e)
{
	struct compile c = { .db = db, .mem = db_mem(db), .desk = desk, .month = (int)e->month, .edition = e };
	TRY(report_head(&c));
	e->title = c.doc->title;
	return NULL;
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
	TRY(passages_steady(db, act->desk, e));
	TRY(issue_day(db, e, on, &on));
	TRY(settings_fix(db, e));
	e->issued_on = on;
	TRY(typed_settle(db, act, e));
	TRY(title_fix(db, act->desk, e));
	TRY(register_put(db, act, e, e->title));
	TRY(questions_answered(db, act, e, _("印发"), &doc));
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
