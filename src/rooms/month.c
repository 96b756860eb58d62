/* The room of the month: /month/2019-01, what the nine lines did; /cross/2019-01, unit by unit; /figure/aid.relief_times/2019-01, what a number is made of.
 *
 * A page has one scope: whoever may see the city reads the city's figures, everybody else those of the own union. A figure is counted for the page, over the
 * span that the report counts it over, and never stored; every number opens to its evidence. A line has one leading figure with its change against last
 * month and last year, its others beside it, thirteen months as bars, and how far its section of the report is; who has reported stands at the right. A
 * month in which nothing was handed over is another page: why it is empty and the ways to begin.
 * Cost: one tally a figure, thirteen for the bars of the one that leads, from which it is compared too: some 200 short statements, all by an index.
 * Not taken: tiles of big numbers; a choice of columns (who wants others has the table of units and the workbook). */
#include <string.h>
#include "kernel/org.h"
#include "rooms/month.h"
#include "rooms/month.sql.h"
#include "rooms/rooms.tpl.h"

enum { TURNS_SHOWN = 3 };                                   /* of what waits, beside the figures */

struct day month_today(struct db *db)
{
	return (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) };
}

/* --- which month, whose figures -------------------------------------------------------------------------------------------------------------------- */

static fault absent(struct ctx *c)
{
	return fault_make(c->mem, BLAME_ABSENT, "month.absent", _("没有这个月的数据页。请从“本月数据”一栏进入。"));
}

fault month_named(struct ctx *c, struct str month, struct month_scope *ret)
{
	struct month_scope s = { .own = c->who->org };
	if (!month_parse(month, &s.month) || !str_eq(month_iso(c->mem, s.month), month) || s.month < 200001 || s.month > 209912)
		return absent(c);
	TRY(org_city(c->db, &s.city));
	s.whole = s.own == s.city;
	s.org = s.own;
	TRY(org_name_on(c->db, s.org, month_last(s.month), &s.name, &s.shorter));
	if (s.whole)
		s.name = s.shorter = str_of(_("全市"));
	*ret = s;
	return s.org ? NULL : absent(c);
}

fault month_load(struct ctx *c)
{
	struct month_scope *s = arena_get(c->mem, sizeof *s);
	TRY(month_named(c, c->word[0], s));
	c->subject = s;
	return NULL;
}

fault month_short(struct db *db, int64_t org, int month, struct str *ret)
{
	*ret = str_of(_("市本级"));
	return org ? org_name_on(db, org, month_last(month), NULL, ret) : NULL;
}

struct path month_path(struct ctx *c, const char *room, int month)
{
	return path_of(c->mem, "/%s/%S", room, month_iso(c->mem, month));
}

struct path month_figure_path(struct ctx *c, const struct month_scope *s, const struct indicator *of, int month, int64_t org)
{
	struct path path = path_of(c->mem, "/figure/%s/%S", of->id, month_iso(c->mem, month));
	return org == s->own ? path : path_with(c->mem, path, "org", str_fmt(c->mem, "%lld", (long long)org));
}

const struct line *month_line_of(const struct ctx *c, const struct indicator *of)
{
	for (size_t i = 0; c->site->lines && c->site->lines[i]; i++)
		if (indicator_named(c->site->lines[i]->indicators, of->id))
			return c->site->lines[i];
	return NULL;
}

struct month_head month_head(struct ctx *c, const struct month_scope *s, const char *room)
{
	const bool cross = strcmp(room, "cross") == 0;
	int first = s->month % 100;
	struct month_head h = { .month = month_zh(c->mem, s->month), .before = month_path(c, room, month_add(s->month, -1)),
		.after = month_path(c, room, month_add(s->month, 1)), .here = month_path(c, room, s->month), .other_word = cross ? _("看九项数据") : _("各单位对照"),
		.other = month_path(c, cross ? "month" : "cross", s->month),
		.sheet = path_of(c->mem, "/cross/%S", str_fmt(c->mem, "%.*s.xlsx", PSTR(month_iso(c->mem, s->month)))) };
	h.title = str_fmt(c->mem, cross ? _("%.*s各单位数据") : _("%.*s工作数据"), PSTR(h.month));
	h.scope = str_fmt(c->mem, _("%.*s　%d月1日至%d日　数据截至%.*s"), PSTR(s->name), first, day_of_month(month_last(s->month)),
		PSTR(minute_zh(c->mem, db_now(c->db))));
	return h;
}

static void answer(struct ctx *c, const struct month_head *h, struct out *o)
{
	reply_page(c, &(struct page){ .title = str_c(c->mem, h->title), .now = "/month", .body = out_html(o) });
}

/* --- the lines ------------------------------------------------------------------------------------------------------------------------------------- */

fault month_fig(struct ctx *c, const struct month_scope *s, const struct figure *f, struct month_fig *ret)
{
	struct evidence_row *late;
	size_t n = 0;
	struct month_fig g = { .name = _(f->of->name), .word = figure_status_word(f->status), .path = month_figure_path(c, s, f->of, s->month, f->org) };
	g.number = month_number(c->mem, f, &g.unit);
	g.known = g.number.p != NULL;
	if (g.known && !month_counted(f)) {
		g.known = false;
		g.word = f->org == s->city ? _("没有记录") : _("无此项");
	}
	if (g.known && f->n && f->in.month)
		TRY(figure_late(c->db, f, &late, &n));
	struct month_mark mark = month_mark(f, n > 0);
	g.mark = mark.word, g.mark_why = mark.why;
	if (f->owed > 1 && f->filed < f->owed)
		g.filed = str_fmt(c->mem, _("%lld家已报%lld家"), (long long)f->owed, (long long)f->filed);
	*ret = g;
	return NULL;
}

static void changes_of(struct arena *mem, const struct figure *now, const struct month_point points[MONTHS], struct month_row *row)
{
	const struct month_point *month = &points[MONTHS - 2], *year = &points[0];
	row->since_month = row->since_year = STR("—");
	if (month_comparable(now, month->known, &month->figure)) {
		row->since_month = month_change(mem, now, &month->figure);
		row->rate_month = month_rate(mem, now, &month->figure);
	}
	if (month_comparable(now, year->known, &year->figure)) {
		row->since_year = month_change(mem, now, &year->figure);
		row->rate_year = month_rate(mem, now, &year->figure);
	}
}

/* What the page finds out on its way: whether anything was handed over, and which figure has most to draw. */
struct finding { bool any; const struct indicator *drawn; int worth; struct month_point points[MONTHS]; const struct indicator *places; };

static int months_known(const struct month_point points[MONTHS])
{
	int n = 0;
	for (int i = 0; i < MONTHS; i++)
		n += points[i].known;
	return n;
}

static fault line_row(struct ctx *c, const struct month_scope *s, const struct line *line, struct finding *found, struct month_row *row)
{
	const struct indicator *const *list;
	struct month_point points[MONTHS];
	size_t n = month_choice(c->mem, line, &list);
	*row = (struct month_row){ .title = _(line->title), .anchor = str_of(line->name) };
	row->others = arena_get(c->mem, (n + 1) * sizeof *row->others);
	for (size_t i = 0; i < n; i++) {
		struct figure f;
		bool has;
		TRY(month_figure(c->db, list[i], s->month, s->org, &f, &has));
		found->any |= f.filed > 0 || (f.n > 0 && list[i]->span != TO_DATE);
		TRY(month_fig(c, s, &f, i ? &row->others[row->n_others++] : &row->lead));
		if (!found->places && list[i]->tally != RATIO && list[i]->tally != ONE && list[i]->report && f.n > 1)
			found->places = list[i];
		if (i)
			continue;
		TRY(month_history(c->db, list[i], s->month, s->org, points));
		changes_of(c->mem, &f, points, row);
		row->spark = month_spark(c->mem, points);
		found->any |= points[MONTHS - 1].known && points[MONTHS - 1].figure.n != points[MONTHS - 2].figure.n;  /* of a campaign: this month's */
		int worth = months_known(points) + (list[i]->span == TO_DATE ? 0 : MONTHS);      /* a campaign only grows: less to see */
		if (points[MONTHS - 1].known && months_known(points) > 1 && worth > found->worth) {
			found->worth = worth, found->drawn = list[i];
			memcpy(found->points, points, sizeof points);
		}
	}
	return NULL;
}

/* --- the report, the goals ------------------------------------------------------------------------------------------------------------------------- */

static const struct { const char *state, *class, *word; } SECTIONS[] = {
	{ "drafting", "draft", N_("草稿") }, { "submitted", "submitted", N_("已报") }, { "returned", "returned", N_("退回") }, { "approved", "approved", N_("已审") },
};

static void section_word(const struct edition *e, struct str state, const char **ret_class, const char **ret_word)
{
	size_t i = 0;
	while (i + 1 < COUNT(SECTIONS) && !str_is(state, SECTIONS[i].state))
		i++;
	i = state.p && str_is(state, SECTIONS[i].state) ? i : 0;
	const bool issued = str_is(e->state, "issued");
	*ret_class = issued ? "frozen" : SECTIONS[i].class;
	*ret_word = issued ? _("已锁") : _(SECTIONS[i].word);
}

static fault paper_fill(struct ctx *c, const struct month_scope *s, struct month_page *p)
{
	struct edition e;
	struct month_sections_row *rows;
	size_t n, approved = 0, submitted = 0, done = 0;
	bool found;
	p->paper.shown = viewer_may(c->who, "report.read");
	p->sections = p->paper.shown && s->whole;
	if (!p->paper.shown)
		return NULL;
	for (size_t k = 0; p->sections && k < p->n_rows; k++)
		p->rows[k].state = "none", p->rows[k].state_word = _("无事项");
	TRY(edition_latest(c->db, s->month, &e, &found));
	TRY(month_sections(c->db, (struct month_sections_in){ .edition = e.id, .month = s->month }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		if (!str_is(rows[i].progress, "done"))
			continue;
		done++;
		approved += str_is(rows[i].state, "approved"), submitted += str_is(rows[i].state, "submitted");
		for (size_t k = 0; k < p->n_rows; k++)
			if (p->sections && str_eq(p->rows[k].anchor, rows[i].line))
				section_word(&e, rows[i].state, &p->rows[k].state, &p->rows[k].state_word);
	}
	p->paper.state = !found ? "draft" : str_is(e.state, "issued") ? "frozen" : str_is(e.state, "drafting") ? "submitted" : "verified";
	p->paper.word = found ? edition_state_word(e.state) : _("还没有开始编");
	p->paper.parts = !done ? str_of(_("本月还没有办完的事项"))
		: !approved && !submitted ? str_fmt(c->mem, _("九项业务中%zu项已列入，都是草稿"), done)
		: str_fmt(c->mem, _("九项业务中%zu项已列入，%zu项已审，%zu项待审"), done, approved, submitted);
	p->paper.path = month_path(c, "report", s->month);
	if (day_known(e.issued_on))
		p->paper.parts = str_fmt(c->mem, _("%.*s印发"), PSTR(day_zh(c->mem, e.issued_on)));
	return NULL;
}

static fault goals_fill(struct ctx *c, const struct month_scope *s, struct month_page *p)
{
	struct month_targets_row *rows;
	size_t n;
	TRY(month_targets(c->db, (struct month_targets_in){ .org = s->org, .on = month_last(s->month) }, &rows, &n));
	p->goals = arena_get(c->mem, (n + 1) * sizeof *p->goals);
	for (size_t i = 0; i < n; i++) {
		const struct indicator *of = report_indicator(desk_of(c), rows[i].indicator);
		struct figure now, goal;
		bool found;
		const char *unit;
		if (!of)
			continue;
		TRY(month_figure(c->db, of, s->month, s->org, &now, &found));
		goal = now;
		goal.value = rows[i].value, goal.status = FIGURE_VALUE;
		struct month_goal *g = &p->goals[p->n_goals++];
		*g = (struct month_goal){ .name = _(of->name), .path = month_figure_path(c, s, of, s->month, s->org) };
		g->target = month_number(c->mem, &goal, &g->unit);
		g->number = month_number(c->mem, &now, &unit);
		g->rate = g->number.p && goal.value > 0 ? month_percent(c->mem, (now.value * 2000 + goal.value) / (2 * goal.value), false)
			: str_of(figure_status_word(now.status));
	}
	return NULL;
}

/* --- the page -------------------------------------------------------------------------------------------------------------------------------------- */

/* Nothing was handed over: why, until when, and how it was a month ago. */
static fault empty_show(struct ctx *c, const struct month_scope *s, const struct month_head *h, const struct month_board *board)
{
	struct out o = { { .mem = c->mem } };
	struct month_empty_page p = { .head = *h, .month = h->month,
		.brings = viewer_may(c->who, "import.bring"), .closes = !s->whole && viewer_may(c->who, "import.bring") };
	const int last = month_add(s->month, -1);
	size_t n_lines = 0;
	bool ahead = month_first(s->month).n > month_today(c->db).n;
	p.board = *board, p.lacks = !ahead;
	p.why = str_of(ahead ? _("这个月还没有到，没有什么可报。") : _("这个月一条记录也没有报来，也没有零报告。可以这样开始："));
	while (c->site->lines && c->site->lines[n_lines])
		n_lines++;
	p.last = month_zh(c->mem, last);
	p.last_path = month_path(c, "month", last);
	p.close = month_path(c, "close", s->month);
	p.figs = arena_get(c->mem, (n_lines + 1) * sizeof *p.figs);
	struct month_scope then = *s;
	then.month = last;
	for (size_t i = 0; i < n_lines; i++) {
		const struct indicator *const *list;
		struct figure f;
		bool found;
		if (!month_choice(c->mem, c->site->lines[i], &list))
			continue;
		TRY(month_figure(c->db, list[0], last, s->org, &f, &found));
		if (f.n)
			TRY(month_fig(c, &then, &f, &p.figs[p.n_figs++]));
	}
	page_month_empty(&o, &p);
	answer(c, h, &o);
	return NULL;
}

/* The first of what waits for the reader; the rest is on the desk. */
static fault turns_fill(struct ctx *c, struct month_page *p)
{
	struct turns t;
	TRY(desk_turns(c, &t));
	p->waiting = (int64_t)t.n_now;
	p->turns = t.now, p->n_turns = t.n_now < TURNS_SHOWN ? t.n_now : TURNS_SHOWN;
	return NULL;
}

static fault month_show(struct ctx *c)
{
	const struct month_scope *s = c->subject;
	struct out o = { { .mem = c->mem } };
	struct month_page p = { .head = month_head(c, s, "month") };
	struct finding *found = arena_get(c->mem, sizeof *found);
	size_t n = 0;
	while (c->site->lines && c->site->lines[n])
		n++;
	p.rows = arena_get(c->mem, (n + 1) * sizeof *p.rows);
	for (size_t i = 0; i < n; i++)
		TRY(line_row(c, s, c->site->lines[i], found, &p.rows[p.n_rows++]));
	TRY(month_board(c, s, &p.board));
	if (!found->any)
		return empty_show(c, s, &p.head, &p.board);
	TRY(paper_fill(c, s, &p));
	TRY(goals_fill(c, s, &p));
	if (c->site->waiting)
		TRY(turns_fill(c, &p));
	if (found->drawn)
		TRY(month_columns(c, s, found->drawn, s->org, found->points, &p.columns));
	if (found->places && s->whole)
		TRY(month_places(c, s, found->places, &p.places));
	page_month_main(&o, &p);
	answer(c, &p.head, &o);
	return NULL;
}

static fault latest_show(struct ctx *c)
{
	struct month_latest_row row;
	struct month_latest_brought_row brought;
	bool found;
	int64_t month;
	TRY(month_latest(c->db, &row, &found));
	month = found ? row.month : INT_NONE;
	if (month == INT_NONE) {
		TRY(month_latest_brought(c->db, &brought, &found));
		month = found ? brought.month : INT_NONE;
	}
	reply_go(c, month_path(c, "month", month == INT_NONE ? day_month(month_today(c->db)) : (int)month));
	return NULL;
}

const struct route MONTH_ROUTES[] = {
	{ "GET", "/month",                    "month.read", latest_show },
	{ "GET", "/month/:month",             "month.read", month_show,  .load = month_load },
	{ "GET", "/cross/:month",             "month.read", month_cross },
	{ "GET", "/figure/:indicator/:month", "month.read", month_figure_show },
	{ NULL }
};
