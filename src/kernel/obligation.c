/* Who owes what for which period, and what came of it.
 *
 * An obligation says that a unit owes a report each month, quarter and so on from a day to a day. Board, reminders and rates count pairs (unit,
 * period), so a unit that was closed in May leaves June's denominator as well as its numerator, and no rate can pass 100 %: what is filed without being
 * owed is kept, but counts in neither. A nil report is an act with a day and an author; silence is DUTY_MISSING once the day has passed.
 * Rows after a nil report set it aside until they are taken back; a nil report after rows is refused, since it would say that they are not there.
 * A cycle longer than a month falls due with its last month: a quarterly report for January to March is the report of the month of March.
 * A due day on a day off moves to the next working day, by the holiday table.
 * Of a closed month the board says two things: what came until today, for whoever presses for it, and what had come when it was closed, for its figures.
 * Not taken: a status column that somebody must keep up to date; "late" is derived from the two days. */
#include <stdlib.h>
#include <string.h>
#include "kernel/clock.h"
#include "kernel/kernel.schema.h"
#include "kernel/obligation.h"
#include "kernel/obligation.sql.h"
#include "kernel/row.h"

static const struct { const char *code; enum cycle cycle; int months,
	last; } CYCLES[] = {     /* last: month of the year in which a period ends, modulo months */
	{ "month",     CYCLE_MONTH,     1,  0 },
	{ "quarter",   CYCLE_QUARTER,   3,  0 },
	{ "half_year", CYCLE_HALF_YEAR, 6,  0 },
	{ "year",      CYCLE_YEAR,      12, 0 },
	{ "stat_year", CYCLE_STAT_YEAR, 12, 9 },
};

static const char *const DUTY_WORDS[] = { [DUTY_ON_TIME] = N_("按时"), [DUTY_LATE] = N_("逾期报"), [DUTY_NIL] = N_("零报告"), [DUTY_NIL_LATE] = N_("零报告（逾期）"),
	[DUTY_MISSING] = N_("未报"), [DUTY_NOT_DUE] = N_("未到期"), [DUTY_NONE] = N_("无报送任务") };
const char *duty_word(enum duty d) { return _(DUTY_WORDS[d]); }

/* Whether a period of this cycle ends in that month. */
static bool cycle_ends(struct str cycle, int month)
{
	for (size_t i = 0; i < COUNT(CYCLES); i++)
		if (str_is(cycle, CYCLES[i].code))
			return (month % 100) % CYCLES[i].months == CYCLES[i].last;
	return false;
}

struct terms { struct str cycle; int64_t due; struct day since, until; };

/* It is owed when it holds on the last day of the period: who is closed before the period ends owes nothing for it. */
static bool owed(const struct terms *t, int month)
{
	struct day last = month_last(month);
	return cycle_ends(t->cycle, month) && t->since.n <= last.n && last.n < t->until.n;
}

/* A due day that falls on a day off moves to the next working day; of a year without a holiday table it stays as it is. */
static fault due_day(struct db *db, int month, int64_t days, struct day *ret)
{
	struct day due = { month_last(month).n + (int32_t)days };
	for (bool working = false; !working; due.n++) {
		fault f = clock_working(db, due, &working);
		if (f && strcmp(f->code, "clock.no_table") != 0)
			return f;
		if (f || working)
			break;
	}
	*ret = due;
	return NULL;
}

/* A board asks the same day of every unit, and each would walk the calendar. */
struct due_known { int64_t due; struct day day; bool known; };

static fault due_of(struct db *db, int month, int64_t days, struct due_known *known, struct day *ret)
{
	if (!known->known || known->due != days) {
		TRY(due_day(db, month, days, &known->day));
		known->due = days, known->known = true;
	}
	*ret = known->day;
	return NULL;
}

static struct duty_row duty_made(struct db *db, int64_t org, struct day due, bool found, bool nil, struct day filed)
{
	struct day today = { (int32_t)((db_now(db) + 8 * 3600) / 86400) };
	struct duty_row row = { .org = org, .due = due, .filed = found ? filed : DAY_NONE };
	if (found)
		row.duty = filed.n <= due.n ? (nil ? DUTY_NIL : DUTY_ON_TIME) : (nil ? DUTY_NIL_LATE : DUTY_LATE);
	else
		row.duty = today.n > due.n ? DUTY_MISSING : DUTY_NOT_DUE;
	return row;
}

static fault duty_of(struct db *db, const char *report, int64_t org, int month, const struct terms *t, struct due_known *known, struct duty_row *ret)
{
	struct filing_find_row filing;
	struct day due;
	bool found;
	TRY(due_of(db, month, t->due, known, &due));
	TRY(filing_find(db, (struct filing_find_in){ .report = str_of(report), .month = month, .org = org }, &filing, &found));
	*ret = duty_made(db, org, due, found, found && filing.nil, found ? filing.day : DAY_NONE);
	return NULL;
}

/* A unit that was not there on the last day of the period owes nothing for it, whatever the duty says. */
static fault unit_on(struct db *db, int64_t org, struct day last, bool *ret_there, int64_t *ret_protocol)
{
	struct obligation_protocol_row row;
	bool found;
	TRY(obligation_protocol(db, (struct obligation_protocol_in){ .org = org }, &row, &found));
	*ret_there = found && row.since.n <= last.n && last.n < row.until.n;
	*ret_protocol = found ? row.protocol : 0;
	return NULL;
}

fault obligation_state(struct db *db, const char *report, int64_t org, int month, enum duty *ret)
{
	struct obligation_of_org_row *rows;
	size_t n;
	TRY(obligation_of_org(db, (struct obligation_of_org_in){ .report = str_of(report), .org = org }, &rows, &n));
	int64_t protocol;
	bool there;
	TRY(unit_on(db, org, month_last(month), &there, &protocol));
	*ret = DUTY_NONE;
	for (size_t i = 0; i < n && there; i++) {
		struct terms t = { rows[i].cycle, rows[i].due, rows[i].since, rows[i].until };
		struct duty_row row;
		if (!owed(&t, month))
			continue;
		TRY(duty_of(db, report, org, month, &t, &(struct due_known){ 0 }, &row));
		*ret = row.duty;
		return NULL;
	}
	return NULL;
}

struct ordered { struct duty_row row; int64_t protocol; };
static int by_protocol(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	return x->protocol != y->protocol ? (x->protocol < y->protocol ? -1 : 1) : x->row.org < y->row.org ? -1 : x->row.org > y->row.org;
}

/* A closed month's figures know nothing of what came later: of a nil report that was set aside since, they still know that. */
static fault board_counted(struct db *db, const char *report, int month, int64_t closing, struct duty_row *rows, size_t n)
{
	struct filing_before_row *before;
	size_t n_before;
	for (size_t i = 0; i < n; i++)
		rows[i].counted = rows[i].duty;
	if (closing == INT_NONE)
		return NULL;
	TRY(filing_before(db, (struct filing_before_in){ .report = str_of(report), .month = month, .closing = closing }, &before, &n_before));
	for (size_t i = 0; i < n; i++) {
		bool nil = rows[i].duty == DUTY_NIL || rows[i].duty == DUTY_NIL_LATE;
		size_t k = 0;
		while (k < n_before && before[k].org != rows[i].org)
			k++;
		if (duty_filed(rows[i].duty) && (k == n_before || (before[k].nil && !nil)))
			rows[i].counted = k == n_before ? DUTY_MISSING : DUTY_NIL;
	}
	return NULL;
}

fault obligation_board(struct db *db, const char *report, int month, struct duty_row **ret, size_t *ret_n)
{
	struct obligation_board_of_row *rows;
	size_t n, count = 0;
	struct day last = month_last(month);
	TRY(obligation_board_of(db, (struct obligation_board_of_in){ .report = str_of(report), .month = month, .last = last }, &rows, &n));
	struct ordered *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	struct due_known known = { 0 };
	for (size_t i = 0; i < n; i++) {
		const struct obligation_board_of_row *r = &rows[i];
		struct terms t = { r->cycle, r->due, r->since, r->until };
		struct day due;
		bool there = r->founded.n <= last.n && last.n < r->closed.n;
		if (!there || !owed(&t, month) || (count && list[count - 1].row.org == r->org))
			continue;
		TRY(due_of(db, month, t.due, &known, &due));
		list[count].protocol = r->protocol;
		list[count].row = duty_made(db, r->org, due, r->filing != INT_NONE, r->nil == 1, r->filed);
		count++;
	}
	qsort(list, count, sizeof *list, by_protocol);
	struct duty_row *out = arena_get(db_mem(db), (count + 1) * sizeof *out);
	for (size_t i = 0; i < count; i++)
		out[i] = list[i].row;
	TRY(board_counted(db, report, month, n ? rows[0].closing : INT_NONE, out, count));
	*ret = out;
	*ret_n = count;
	return NULL;
}

fault obligation_owing(struct db *db, int64_t org, int month, struct owed_report **ret, size_t *ret_n)
{
	struct obligation_all_of_row *rows;
	struct due_known known = { 0 };
	size_t n, count = 0;
	int64_t protocol;
	bool there;
	TRY(obligation_all_of(db, (struct obligation_all_of_in){ .org = org, .last = month_last(month) }, &rows, &n));
	TRY(unit_on(db, org, month_last(month), &there, &protocol));
	struct owed_report *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	for (size_t i = 0; i < n && there; i++) {
		struct terms t = { rows[i].cycle, rows[i].due, rows[i].since, rows[i].until };
		struct duty_row row;
		if (!owed(&t, month) || (count && str_eq(list[count - 1].report, rows[i].report)))
			continue;
		TRY(duty_of(db, str_c(db_mem(db), rows[i].report), org, month, &t, &known, &row));
		list[count++] = (struct owed_report){ rows[i].id, rows[i].report, month, row.duty, row.due, row.filed };
	}
	*ret = list;
	*ret_n = count;
	return NULL;
}

fault obligation_rates(struct db *db, const char *report, int64_t org, int month_from, int month_to, struct duty_rates *ret)
{
	struct duty_rates rates = { 0 };
	for (int month = month_from; month <= month_to; month = month_add(month, 1)) {
		struct duty_row *rows;
		size_t n;
		TRY(obligation_board(db, report, month, &rows, &n));
		for (size_t i = 0; i < n; i++) {
			if ((org && rows[i].org != org) || rows[i].duty == DUTY_NOT_DUE)
				continue;
			rates.owed++;
			rates.filed += rows[i].duty != DUTY_MISSING;
			rates.on_time += rows[i].duty == DUTY_ON_TIME || rows[i].duty == DUTY_NIL;
		}
	}
	*ret = rates;
	return NULL;
}

fault obligation_file(struct db *db, int64_t org, const char *report, int month, bool nil, struct day day, int64_t actor, int64_t import_id)
{
	struct filing_find_row old;
	bool found;
	TRY(filing_find(db, (struct filing_find_in){ .report = str_of(report), .month = month, .org = org }, &old, &found));
	if (found && nil && !old.nil)
		return fault_make(db_mem(db), BLAME_CONFLICT, "nil.rows", _("本期已报过数据，不能再报零报告。确实没有发生的，请先撤销报过的表，再报零报告。"));
	if (found && (nil || !old.nil))
		return NULL;
	if (found) {                                         /* rows after a nil report: the nil no longer stands */
		struct filing row;
		TRY(row_read(db, &filing_table, old.id, &row, &found));
		row.withdrawn = 1;
		TRY(row_change(db, &filing_table, &row));
	}
	struct filing row = { .org = org, .report = str_of(report), .month = month, .nil = nil, .day = day, .actor = actor ? actor : INT_NONE,
		.import = import_id ? import_id : INT_NONE };
	return row_add(db, &filing_table, &row);
}

/* The nil report that rows had set aside stands again. */
static fault nil_back(struct db *db, const struct filing *withdrawn)
{
	struct filing_nil_aside_row old;
	struct filing row;
	bool found;
	TRY(filing_nil_aside(db, (struct filing_nil_aside_in){ .report = withdrawn->report, .month = withdrawn->month, .org = withdrawn->org }, &old, &found));
	if (!found)
		return NULL;
	TRY(row_read(db, &filing_table, old.id, &row, &found));
	row.withdrawn = 0;
	return row_change(db, &filing_table, &row);
}

fault obligation_withdraw(struct db *db, int64_t org, int month, int64_t import_id)
{
	struct filing_of_import_row *rows;
	struct import_left_row left;
	size_t n;
	bool found;
	TRY(filing_of_import(db, (struct filing_of_import_in){ .month = month, .org = org, .import = import_id }, &rows, &n));
	TRY(import_left(db, (struct import_left_in){ .import = import_id, .org = org, .month = month }, &left, &found));
	for (size_t i = 0; i < n; i++) {
		struct filing row;
		TRY(row_read(db, &filing_table, rows[i].id, &row, &found));
		if (left.id != INT_NONE)
			row.import = left.id;                /* an earlier file still answers the obligation */
		else
			row.withdrawn = 1;
		TRY(row_change(db, &filing_table, &row));
		if (row.withdrawn)
			TRY(nil_back(db, &row));
	}
	return NULL;
}

/* --- the register ----------------------------------------------------------------------------------------------------------------------- */

struct duty_line { int64_t org; struct str report, cycle; int64_t due; struct day since, until; };

static fault duty_put(struct filling *f, int *ret_what)
{
	struct duty_line *d = f->row;
	const struct catalogue *known = row_catalogue_of(f->db);
	struct obligation_of_org_row *rows;
	const char *near = "";
	size_t n;
	if (!catalogue_has(known ? known->reports : NULL, d->report, &near)) {
		filling_wrong(f, offsetof(struct duty_line, report), "report.unknown", _("没有代码为“%.*s”的报表，最接近的是“%s”。请填报表的代码。"), PSTR(d->report), near);
		return NULL;
	}
	if (!day_known(d->since))
		d->since = DAY_FIRST;
	struct day until = day_known(d->until) ? (struct day){ d->until.n + 1 } : DAY_LAST;
	TRY(obligation_of_org(f->db, (struct obligation_of_org_in){ .report = d->report, .org = d->org }, &rows, &n));
	*ret_what = 2;
	for (size_t i = 0; i < n; i++)
		if (rows[i].since.n == d->since.n) {
			if (rows[i].until.n == until.n && rows[i].due == d->due && str_eq(rows[i].cycle, d->cycle))
				return NULL;
			struct obligation row;
			bool found;
			TRY(row_read(f->db, &obligation_table, rows[i].id, &row, &found));
			row.until = until, row.due = d->due, row.cycle = d->cycle;
			*ret_what = 3;
			return row_change(f->db, &obligation_table, &row);
		}
	struct obligation row = { .org = d->org, .report = d->report, .cycle = d->cycle, .due = d->due, .since = d->since, .until = until,
		.on_behalf = INT_NONE };
	*ret_what = 1;
	return row_add(f->db, &obligation_table, &row);
}

static const struct code CYCLE_CODES[] = { { "month", N_("月") }, { "quarter", N_("季") }, { "half_year", N_("半年") }, { "year", N_("年") },
	{ "stat_year", N_("统计年度") }, { NULL, NULL } };
static const struct field DUTY_FIELDS[] = {
	FIELD(duty_line, org,    N_("单位"),           FIELD_ORG,  .also = "报送单位", .must = true, .key = true),
	FIELD(duty_line, report, N_("报表"),           FIELD_TEXT, .also = "报表代码", .must = true, .key = true),
	FIELD(duty_line, cycle,  N_("周期"),           FIELD_CODE, .must = true, .codes = CYCLE_CODES),
	FIELD(duty_line, due,    N_("期满后几日内报"), FIELD_INT,  .also = "报送期限", .must = true, .least = 0, .most = 366),
	FIELD(duty_line, since,  N_("起始日期"),       FIELD_DAY,  .key = true),
	FIELD(duty_line, until,  N_("终止日期"),       FIELD_DAY),
};
static const struct table DUTY_SHAPE = { .name = "duty", .size = sizeof(struct duty_line) };
const struct entity OBLIGATION_DUTY = { .name = "obligation.duty", .title = N_("报送任务"), .table = &DUTY_SHAPE, .fields = DUTY_FIELDS,
	.n = COUNT(DUTY_FIELDS), .put = duty_put };
