/* 报送情况: who has reported what for a month, on time, late, nil, not at all; and a reminder with one press.
 *
 * The rows are the units that owe something for the month, in protocol order, never by rank; the columns of the second table are the reports. Everything is
 * derived from obligations and filings, so nobody keeps it up. A reminder is a step of the unit's month (desk_month.c): it stands on the desk of whoever
 * brings in for that unit until the month is sent up, and here with its day; one a day, since the second says nothing new.
 * Rates count what has fallen due: a report that may still come is in neither. Cost: two short statements for each unit and report, some ten milliseconds.
 * Not taken: mail and messages (a later matter); a board of the whole year. */
#include <string.h>
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "rooms/desk.h"
#include "rooms/desk.sql.h"
#include "rooms/rooms.tpl.h"

enum { UNITS_MOST = 400, REPORTS_MOST = 100 };
static const struct { const char *shape; } DUTY_SHAPES[] = { [DUTY_ON_TIME] = { "approved" }, [DUTY_LATE] = { "soon" }, [DUTY_NIL] = { "approved" },
	[DUTY_NIL_LATE] = { "soon" }, [DUTY_MISSING] = { "late" }, [DUTY_NOT_DUE] = { "draft" }, [DUTY_NONE] = { "none" } };

struct board {
	struct ctx *c; int month; struct day today;
	struct str reports[REPORTS_MOST]; size_t n_reports;
	int64_t units[UNITS_MOST]; size_t n_units;
	struct duty_row (*cells)[REPORTS_MOST];              /* by unit and report; org 0: not owed */
};

static bool report_known(const struct board *b, const char *report)
{
	for (size_t i = 0; i < b->n_reports; i++)
		if (str_is(b->reports[i], report))
			return true;
	return false;
}

static size_t unit_at(struct board *b, int64_t org)
{
	size_t i = 0;
	while (i < b->n_units && b->units[i] != org)
		i++;
	if (i == b->n_units && i < UNITS_MOST)
		b->units[b->n_units++] = org;
	return i;
}

static fault board_read(struct ctx *c, int month, struct board *b)
{
	const struct report_desk *desk = desk_of(c);
	int64_t *counties;
	size_t n;
	b->c = c, b->month = month, b->today = desk_today(c->db);
	b->cells = arena_get(c->mem, UNITS_MOST * sizeof *b->cells);
	TRY(org_units(c->db, month_first(month), month_last(month), &counties, &n));
	for (size_t i = 0; i < n; i++)
		unit_at(b, counties[i]);
	for (size_t i = 0; i < desk->n_entities; i++) {
		const char *report = desk->entities[i]->report;
		struct duty_row *rows;
		if (!report || report_known(b, report) || b->n_reports == REPORTS_MOST)
			continue;
		TRY(obligation_board(c->db, report, month, &rows, &n));
		for (size_t k = 0; k < n; k++) {
			size_t at = unit_at(b, rows[k].org);
			if (at < UNITS_MOST)
				b->cells[at][b->n_reports] = rows[k];
		}
		if (n)
			b->reports[b->n_reports++] = str_of(report);
	}
	return NULL;
}

struct unit_tally { int64_t owed, filed, on_time, missing; };        /* of what has fallen due or has come */

static struct unit_tally tally_unit(const struct board *b, size_t unit)
{
	struct unit_tally t = { 0 };
	for (size_t i = 0; i < b->n_reports; i++) {
		const struct duty_row *d = &b->cells[unit][i];
		if (!d->org || d->duty == DUTY_NOT_DUE)
			continue;
		t.owed++;
		t.filed += d->duty != DUTY_MISSING;
		t.on_time += d->duty == DUTY_ON_TIME || d->duty == DUTY_NIL;
		t.missing += d->duty == DUTY_MISSING;
	}
	return t;
}

static bool owes(const struct board *b, size_t unit)
{
	for (size_t i = 0; i < b->n_reports; i++)
		if (b->cells[unit][i].org)
			return true;
	return false;
}

static struct str rate(struct arena *mem, int64_t part, int64_t whole)
{
	if (!whole)
		return str_of(_("不适用"));
	int64_t tenths = (part * 2000 + whole) / (2 * whole);
	return str_fmt(mem, "%lld.%lld%%", (long long)(tenths / 10), (long long)(tenths % 10));
}

static fault row_fill(struct board *b, size_t unit, bool reminds, struct board_row *r, struct unit_month *u)
{
	struct arena *mem = b->c->mem;
	struct unit_tally t = tally_unit(b, unit);
	struct str month = month_iso(mem, b->month);
	struct desk_unit_row seen;
	bool may = false;
	TRY(desk_unit(b->c->db, (struct desk_unit_in){ .org = b->units[unit] }, &seen, &r->opens));
	TRY(desk_unit_name(b->c->db, b->units[unit], NULL, &r->unit));
	TRY(unit_month(b->c->db, b->units[unit], b->month, u));
	r->path = path_with(mem, path_of(mem, "/close/%S", month), "org", str_fmt(mem, "%lld", (long long)b->units[unit]));
	r->cells = arena_get(mem, (b->n_reports + 1) * sizeof *r->cells);
	for (size_t i = 0; i < b->n_reports; i++) {
		const struct duty_row *d = &b->cells[unit][i];
		enum duty duty = d->org ? d->duty : DUTY_NONE;
		r->cells[r->n_cells++] = (struct board_cell){ DUTY_SHAPES[duty].shape, d->org ? duty_word(duty) : "", day_short(mem, d->filed,
			b->today), d->org != 0, desk_sheet_title(desk_of(b->c), b->reports[i]) };
	}
	r->shape = u->closed ? "verified" : u->returned ? "returned" : t.missing ? "late" : u->n_not_due ? "draft" : "submitted";
	r->word = u->closed ? _("已报结") : u->returned ? _("已退回") : t.missing ? str_c(mem, str_fmt(mem, _("缺%lld张"), (long long)t.missing))
		: u->n_not_due ? _("未到期") : _("已报齐，未报结");
	if (u->closed)
		r->told = str_fmt(mem, _("%.*s　回执%.*s"), PSTR(minute_zh(mem, u->last.at)), PSTR(receipt_number(mem, b->month, u->last.id)));
	else if (u->reminded.id)
		r->told = str_fmt(mem, _("%.*s催报过"), PSTR(minute_zh(mem, u->reminded.at)));
	TRY(viewer_may_for(b->c->db, b->c->who, "period.return", STR_NONE, b->units[unit], &may));
	r->remind = reminds && may && t.missing && !u->closed;
	r->csrf = csrf_field(b->c);
	r->act = path_of(mem, "/board/%S/remind", month);
	r->verb = str_fmt(mem, "%lld", (long long)b->units[unit]);
	return NULL;
}

static void totals(const struct board *b, struct board_page *p)
{
	for (size_t i = 0; i < b->n_units; i++) {
		struct unit_tally t = tally_unit(b, i);
		p->n_owed += t.owed, p->n_filed += t.filed, p->n_on_time += t.on_time, p->n_missing += t.missing > 0;
		p->n_units += owes(b, i);
	}
	p->rate = rate(b->c->mem, p->n_filed, p->n_owed);
	p->timely = rate(b->c->mem, p->n_on_time, p->n_owed);
}

static fault month_of_path(struct ctx *c, int *ret)
{
	if (!month_parse(c->word[0], ret) || c->word[0].n != 7)
		return fault_make(c->mem, BLAME_ABSENT, "month.absent", _("没有这个月份。请从页面上的链接打开。"));
	return NULL;
}

fault board_now(struct ctx *c)
{
	struct desk_months months;
	TRY(desk_months(c->db, &months));
	reply_go(c, path_of(c->mem, "/board/%S", month_iso(c->mem, months.now)));
	return NULL;
}

fault board_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct board *b = arena_get(c->mem, sizeof *b);
	struct board_page p = { .csrf = csrf_field(c), .brings = viewer_may(c->who, "import.bring") && viewer_may(c->who, "period.return") };
	int month;
	TRY(month_of_path(c, &month));
	TRY(board_read(c, month, b));
	totals(b, &p);
	p.month = month_zh(c->mem, month);
	p.before = path_of(c->mem, "/board/%S", month_iso(c->mem, month_add(month, -1)));
	p.after = path_of(c->mem, "/board/%S", month_iso(c->mem, month_add(month, 1)));
	p.here = path_of(c->mem, "/board/%S", month_iso(c->mem, month));
	p.heads = arena_get(c->mem, (b->n_reports + 1) * sizeof *p.heads);
	p.rows = arena_get(c->mem, (b->n_units + 1) * sizeof *p.rows);
	for (size_t i = 0; i < b->n_units; i++) {
		struct unit_month u;
		if (!owes(b, i))
			continue;
		TRY(row_fill(b, i, viewer_may(c->who, "period.return"), &p.rows[p.n_rows], &u));
		p.reminds = p.reminds || p.rows[p.n_rows].remind;
		p.n_closed += u.closed;
		p.n_rows++;
	}
	for (size_t i = 0; i < b->n_reports; i++)
		p.heads[p.n_heads++] = (struct board_head){ desk_sheet_title(desk_of(c), b->reports[i]) };
	p.nothing = !p.n_rows;
	p.all = path_of(c->mem, "/board/%S/remind", month_iso(c->mem, month));
	p.all_verb = str_fmt(c->mem, _("催报未报齐的%lld家"), (long long)p.n_missing);
	page_board(&o, &p);
	reply_page(c, &(struct page){ .title = _("报送情况"), .now = "/month", .body = out_html(&o) });
	return NULL;
}

/* --- a reminder ------------------------------------------------------------------------------------------------------------------------------------ */

static fault remind_one(struct board *b, size_t unit, int64_t *n)
{
	struct unit_month u;
	bool may = false;
	TRY(viewer_may_for(b->c->db, b->c->who, "period.return", STR_NONE, b->units[unit], &may));
	if (!may || !tally_unit(b, unit).missing)
		return NULL;
	TRY(unit_month(b->c->db, b->units[unit], b->month, &u));
	if (u.closed || (u.reminded.id && (u.reminded.at + 8 * 3600) / 86400 == b->today.n))
		return NULL;
	struct step step = { .relation = STR("month"), .record = b->units[unit], .act = STR("remind"), .was = month_iso(b->c->mem, b->month),
		.became = STR("open"), .words = str_fmt(b->c->mem, _("还差%lld张表"), (long long)tally_unit(b, unit).missing), .recipient = INT_NONE,
		.actor = b->c->who->person, .at = db_now(b->c->db) };
	(*n)++;
	return row_add(b->c->db, &step_table, &step);
}

fault board_remind(struct ctx *c)
{
	struct board *b = arena_get(c->mem, sizeof *b);
	struct str given = request_field(c->request, "org");
	int64_t n = 0, org = 0;
	int month;
	TRY(month_of_path(c, &month));
	if (given.n && !str_int(given, &org))
		return fault_make(c->mem, BLAME_INPUT, "board.unit", _("没有看懂要催报哪个单位。请回到报送情况，再按一次催报。"));
	TRY(board_read(c, month, b));
	row_act(c->db, "remind", month_iso(c->mem, month));
	for (size_t i = 0; i < b->n_units; i++)
		if (!org || b->units[i] == org)
			TRY(remind_one(b, i, &n));
	reply_notice(c, n ? "board.reminded" : "board.nobody");
	reply_go(c, path_of(c->mem, "/board/%S", month_iso(c->mem, month)));
	return NULL;
}
