/* What the records behind the report are still waiting for: sheets that nobody has approved, records sent back, counties that have not reported; and
 * what came late from months that were closed.
 *
 * A record counts while it is approved, so a report printed over waiting ones is short of them without a trace in its text. Waiting are records of
 * sheets without an approval, and those that were edited after theirs; both are read from the sheets and steps that can have left one, never by going
 * through all records. A county's silence is asked about once for each report that it owes, in the sentence that the paper would print; of a closed month,
 * whose figures hold what had come by then, nobody is pressed who has reported since.
 * Late records (补报) are counted by the month that is open when they come; readers compare months, so the text has to say that they are in it.
 * Cost: the rows of unapproved sheets, one row a moved record; boards as many as there are reports owed.
 * Not taken: blocking. A month has to be issued even when one county is silent, by somebody who answers for it. */
#include <string.h>
#include "kernel/entity.h"
#include "kernel/import.h"
#include "kernel/obligation.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "report/checklist.sql.h"
#include "report/checklist_in.h"

/* --- waiting, sent back ------------------------------------------------------------------------------------------------------------------ */

struct left { const struct entity *of; int64_t org, n; bool returned; };        /* records of one sheet and one union */
struct lefts { struct left *list; size_t n, cap; };

static void left_add(struct checking *k, struct lefts *all, const struct entity *of, const struct head *h)
{
	bool returned = str_is(h->state, "returned");
	if (h->month != k->c.month || (!returned && !str_is(h->state, "submitted")))
		return;
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i].of == of && all->list[i].org == h->org && all->list[i].returned == returned) {
			all->list[i].n++;
			return;
		}
	if (all->n == all->cap) {
		struct left *more = arena_get(k->c.mem, 2 * (all->cap + 8) * sizeof *more);
		if (all->n)
			memcpy(more, all->list, all->n * sizeof *more);
		all->list = more;
		all->cap = 2 * (all->cap + 8);
	}
	all->list[all->n++] = (struct left){ of, h->org, 1, returned };
}

static const struct entity *entity_of(struct checking *k, struct str kind, struct str table)
{
	for (size_t i = 0; i < k->c.desk->n_entities; i++) {
		const struct entity *e = k->c.desk->entities[i];
		if (!e->put && e->table->record && (kind.p ? str_is(kind, e->name) : str_is(table, e->table->name)))
			return e;
	}
	return NULL;
}

struct sheets { struct checklist_unapproved_row *list; size_t n; };

static fault lefts_of_sheets(struct checking *k, const struct sheets *sheets, struct lefts *all)
{
	for (size_t i = 0; i < sheets->n; i++) {
		const struct entity *e = entity_of(k, sheets->list[i].kind, STR_NONE);
		void *rows;
		size_t n;
		if (!e)
			continue;
		struct head *key = arena_get(k->c.mem, e->table->size);
		key->city = db_scope(k->c.db).city;
		key->source = sheets->list[i].id;
		TRY(db_many(k->c.db, &e->table->by_source, key, &rows, &n));
		for (size_t r = 0; r < n; r++)
			left_add(k, all, e, (const struct head *)((const char *)rows + r * e->table->size));
	}
	return NULL;
}

/* A record of a sheet without an approval is counted with its sheet. */
static bool sheet_unapproved(const struct sheets *sheets, int64_t id)
{
	for (size_t i = 0; i < sheets->n; i++)
		if (sheets->list[i].id == id)
			return true;
	return false;
}

static fault lefts_of_steps(struct checking *k, const struct sheets *sheets, struct lefts *all)
{
	struct checklist_moved_back_row *steps;
	size_t n;
	bool found;
	TRY(checklist_moved_back(k->c.db, &steps, &n));
	for (size_t i = 0; i < n; i++) {
		const struct entity *e = entity_of(k, STR_NONE, steps[i].relation);
		if (!e)
			continue;
		struct head *h = arena_get(k->c.mem, e->table->size);
		TRY(row_read(k->c.db, e->table, steps[i].record, h, &found));
		if (found && !sheet_unapproved(sheets, h->source))
			left_add(k, all, e, h);
	}
	return NULL;
}

static fault lefts_said(struct checking *k, const struct lefts *all, bool returned)
{
	struct buf out = { .mem = k->c.mem };
	int64_t total = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct left *l = &all->list[i];
		struct str name;
		if (l->returned != returned)
			continue;
		TRY(org_name_on(k->c.db, l->org, month_last(k->c.month), &name, NULL));
		buf_fmt(&out, _("%s%.*s“%s”%lld条"), out.n ? _("、") : "", PSTR(name), _(l->of->title), (long long)l->n);
		total += l->n;
	}
	if (!total)
		return NULL;
	const char *say = returned ? _("本月有%lld条记录退回后还没有改好再报：%.*s。请催办，或说明不等。") : _("本月有%lld条记录已报未审，没有计入：%.*s。请先审核，或说明不等。");
	check_ask(k, 0, false, str_fmt(k->c.mem, say, (long long)total, PSTR(buf_str(&out))));
	return NULL;
}

static fault records_left(struct checking *k)
{
	struct lefts all = { 0 };
	struct sheets sheets;
	TRY(checklist_unapproved(k->c.db, &sheets.list, &sheets.n));
	TRY(lefts_of_sheets(k, &sheets, &all));
	TRY(lefts_of_steps(k, &sheets, &all));
	TRY(lefts_said(k, &all, false));
	return lefts_said(k, &all, true);
}

/* --- counties that have not reported ----------------------------------------------------------------------------------------------------- */

static size_t chapter_of_report(const struct checking *k, const char *report)
{
	for (size_t at = 1; at < k->n; at++)
		for (size_t i = 0; i < k->c.desk->n; i++) {
			const char *asks = k->c.desk->indicators[i]->report;
			if (k->counted[i].chapter == at && asks && strcmp(asks, report) == 0)
				return at;
		}
	return 0;
}

static fault silent(struct checking *k, const char *report, const char *title)
{
	struct buf names = { .mem = k->c.mem }, since = { .mem = k->c.mem };
	struct duty_row *rows;
	size_t n, missing = 0;
	TRY(obligation_board(k->c.db, report, k->c.month, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct buf *out = duty_filed(rows[i].duty) ? &since : &names;
		struct str full, shorter;
		if (duty_filed(rows[i].counted))
			continue;
		TRY(org_name_on(k->c.db, rows[i].org, month_last(k->c.month), &full, &shorter));
		buf_fmt(out, "%s%.*s", out->n ? _("、") : "", PSTR(shorter.n ? shorter : full));
		missing++;
	}
	if (since.n)
		check_ask(k, chapter_of_report(k, report), false, str_fmt(k->c.mem, _("“%s”%zu个县市区中%zu个在报结前已报；%.*s报结后才报，不计入本月。请核对文中的说法，或说明理由。"), title, n,
			n - missing, PSTR(buf_str(&since))));
	if (names.n)
		check_ask(k, chapter_of_report(k, report), false, str_fmt(k->c.mem, _("“%s”%zu个县市区中%zu个已报，%.*s未报。请催报；不等的，请说明理由。"), title, n, n - missing,
			PSTR(buf_str(&names))));
	return NULL;
}

/* Each report once, though several sheets may answer it. */
static fault counties_silent(struct checking *k)
{
	const struct report_desk *desk = k->c.desk;
	for (size_t i = 0; i < desk->n_entities; i++) {
		const char *report = desk->entities[i]->report;
		bool told = false;
		for (size_t j = 0; report && j < i && !told; j++)
			told = desk->entities[j]->report && strcmp(desk->entities[j]->report, report) == 0;
		if (report && !told)
			TRY(silent(k, report, _(desk->entities[i]->title)));
	}
	return NULL;
}

/* --- late records ------------------------------------------------------------------------------------------------------------------------ */

/* 1月, or 2018年12月、1月; months of this year without it. */
static struct str months_of(struct checking *k, const struct evidence_row *rows, size_t n)
{
	struct buf out = { .mem = k->c.mem };
	int last = 0;
	for (size_t i = 0; i < n; i++) {                 /* rows stand by day */
		int month = day_month(rows[i].day);
		if (month == last)
			continue;
		if (month / 100 == k->c.month / 100)
			buf_fmt(&out, _("%s%d月"), last ? _("、") : "", month % 100);
		else
			buf_fmt(&out, "%s%.*s", last ? _("、") : "", PSTR(month_zh(k->c.mem, month)));
		last = month;
	}
	return buf_str(&out);
}

/* Figures over the same rows share them, so each set of rows is told once. */
static fault late_in(struct checking *k, size_t chapter)
{
	static const char *const SAID[] = { "补报", NULL };
	const struct report_desk *desk = k->c.desk;
	struct buf out = { .mem = k->c.mem };
	if (chapter_says(&k->chapters[chapter], SAID))
		return NULL;
	for (size_t i = 0; i < desk->n; i++) {
		struct evidence_row *rows;
		size_t n;
		bool told = k->counted[i].chapter != chapter || !desk->indicators[i]->rows;
		for (size_t j = 0; j < i && !told; j++)
			told = k->counted[j].chapter == chapter && desk->indicators[j]->rows == desk->indicators[i]->rows
				&& desk->indicators[j]->span == desk->indicators[i]->span;
		if (told)
			continue;
		TRY(figure_late(k->c.db, &k->counted[i].now, &rows, &n));
		if (n)
			buf_fmt(&out, _("%s“%s”含补报%.*s的%zu条"), out.n ? _("，") : "", _(desk->indicators[i]->name), PSTR(months_of(k, rows, n)), n);
	}
	if (out.n)
		check_ask(k, chapter, false, str_fmt(k->c.mem, _("%.*s，请在文中说明。"), PSTR(buf_str(&out))));
	return NULL;
}

fault check_records(struct checking *k)
{
	TRY(records_left(k));
	TRY(counties_silent(k));
	for (size_t at = 1; at < k->n; at++)
		TRY(late_in(k, at));
	return NULL;
}
