/* 我的待办: what waits, what was done, what was sent; the routes of the desk and of the closing of months.
 *
 * Three lists under three addresses: what waits for the reader (worked out in desk_turn.c), what he did (the steps that bear his name), what he brought in
 * and where it is. Whoever has nothing to do finds an almost empty page that says so and where to go.
 * Not here: 抄送我的, since nothing is sent for information yet; leave and delegation. */
#include <string.h>
#include "report/handover.h"
#include "rooms/desk.h"
#include "rooms/desk.sql.h"
#include "rooms/rooms.tpl.h"

enum { SENT_HERE = 5, SENT_MOST = 100 };

static struct desk_tab *tabs_of(struct ctx *c, const char *here, int64_t turns, size_t *ret_n)
{
	static const struct { const char *title, *path; } TABS[] = { { N_("待办"), "/" }, { N_("已办"), "/done" }, { N_("我发起的"), "/mine" } };
	struct desk_tab *tabs = arena_get(c->mem, COUNT(TABS) * sizeof *tabs);
	for (size_t i = 0; i < COUNT(TABS); i++)
		tabs[i] = (struct desk_tab){ _(TABS[i].title), { str_of(TABS[i].path) }, strcmp(TABS[i].path, here) == 0, i == 0 && turns > 0, false,
			turns };
	*ret_n = COUNT(TABS);
	return tabs;
}

static struct str today_line(struct ctx *c)
{
	static const char *const WEEK[] = { N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日") };
	struct day today = desk_today(c->db);
	return str_fmt(c->mem, "%.*s %s", PSTR(day_zh(c->mem, today)), _(WEEK[day_weekday(today) - 1]));
}

/* --- what was brought in --------------------------------------------------------------------------------------------------------------------------- */

/* Where it is: nobody writes that down, it is what its rows wait for. */
static fault sent_state(struct ctx *c, const struct desk_sent_row *row, const char **ret_shape, const char **ret_word)
{
	const struct entity *e = desk_entity(desk_of(c), row->kind);
	struct waiting_row *waits;
	size_t n = 0;
	*ret_shape = "approved", *ret_word = e && e->put ? _("已入库") : _("已审");
	if (str_is(row->state, "undone")) {
		*ret_shape = "none", *ret_word = _("已撤销");
		return NULL;
	}
	if (!e || e->put || row->approved_at != INT_NONE)
		return NULL;
	TRY(db_many(c->db, &e->table->waiting, NULL, (void **)&waits, &n));
	for (size_t i = 0; i < n; i++)
		if (str_is(waits[i].state, "submitted") && waits[i].mine)
			*ret_shape = "submitted", *ret_word = _("已报，等审核");
	return NULL;
}

static struct str sheet_title(struct ctx *c, struct str kind)
{
	const struct entity *e = desk_entity(desk_of(c), kind);
	return e ? str_of(_(e->title)) : kind;
}

static fault sent_fill(struct ctx *c, struct desk_page *p)
{
	struct desk_sent_row *rows;
	size_t n;
	TRY(desk_sent(c->db, (struct desk_sent_in){ .most = SENT_HERE }, &rows, &n));
	p->sent = arena_get(c->mem, (n + 1) * sizeof *p->sent);
	for (size_t i = 0; i < n; i++) {
		struct desk_sent *s = &p->sent[p->n_sent++];
		*s = (struct desk_sent){ .what = str_fmt(c->mem, "%.*s%.*s", PSTR(month_zh(c->mem, (int)rows[i].month)), PSTR(sheet_title(c,
			rows[i].kind))),
			.where = str_fmt(c->mem, _("%.*s导入"), PSTR(minute_zh(c->mem, rows[i].at))), .path = path_of(c->mem, "/imports/%d", rows[i].id) };
		TRY(sent_state(c, &rows[i], &s->shape, &s->word));
	}
	return NULL;
}

static fault mine_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct desk_mine_page p = { .brings = viewer_may(c->who, "import.bring") };
	struct desk_sent_row *rows;
	size_t n;
	p.tabs = tabs_of(c, "/mine", 0, &p.n_tabs);
	TRY(desk_sent(c->db, (struct desk_sent_in){ .most = SENT_MOST }, &rows, &n));
	p.rows = arena_get(c->mem, (n + 1) * sizeof *p.rows);
	for (size_t i = 0; i < n; i++) {
		struct desk_mine_row *r = &p.rows[p.n_rows++];
		*r = (struct desk_mine_row){ .file = import_file_name(rows[i].file), .sheet = sheet_title(c, rows[i].kind), .month = month_zh(c->mem,
			(int)rows[i].month),
			.when = minute_zh(c->mem, rows[i].at), .path = path_of(c->mem, "/imports/%d", rows[i].id),
			.counts = str_fmt(c->mem, _("新增%lld，更改%lld，作废%lld"), (long long)rows[i].added, (long long)rows[i].changed,
				(long long)rows[i].gone) };
		TRY(desk_unit_name(c->db, rows[i].org, NULL, &r->unit));
		TRY(sent_state(c, &rows[i], &r->shape, &r->word));
	}
	page_desk_mine(&o, &p);
	reply_page(c, &(struct page){ .title = _("我发起的"), .scope = str_fmt(c->mem, _("我导入的表，最近%d次"), SENT_MOST), .now = "/", .body = out_html(&o) });
	return NULL;
}

/* --- what was done --------------------------------------------------------------------------------------------------------------------------------- */

static const struct { const char *relation, *act, *word; } OWN_ACTS[] = {
	{ "month", "close",     N_("报结")     }, { "month", "return",  N_("退回上报") }, { "month",  "take_back", N_("撤回上报") },
	{ "month", "remind",    N_("催报")     }, { "month", "explain", N_("说明变动") }, { "import", "approve",   N_("审核整表") },
	{ "sheet",  "leave",    N_("导入时留下没入库的行") }, { "sheet",  "mend",  N_("导入时改过的格") },
};

static const char *act_word(struct str relation, struct str act)
{
	const struct move *lists[] = { RECORD_MOVES, SECTION_MOVES, EDITION_MOVES };
	const size_t sizes[] = { RECORD_MOVES_N, SECTION_MOVES_N, EDITION_MOVES_N };
	size_t which = str_is(relation, "section") ? 1 : str_is(relation, "edition") ? 2 : 0;
	for (size_t i = 0; i < COUNT(OWN_ACTS); i++)
		if (str_is(relation, OWN_ACTS[i].relation) && str_is(act, OWN_ACTS[i].act))
			return _(OWN_ACTS[i].word);
	for (size_t i = 0; i < sizes[which]; i++)
		if (str_is(act, lists[which][i].act))
			return _(lists[which][i].word);
	return _("办理");
}

static fault deed_fill(struct ctx *c, const struct desk_done_row *row, struct desk_deed *d)
{
	const struct report_desk *desk = desk_of(c);
	struct str what = STR_NONE;
	*d = (struct desk_deed){ .when = minute_zh(c->mem, row->at), .words = row->words };
	for (size_t i = 0; i < desk->n_entities && !what.p; i++)
		if (desk->entities[i]->table->record && str_is(row->relation, desk->entities[i]->table->name)) {
			what = str_of(_(desk->entities[i]->title));
			d->path = path_of(c->mem, "/record/%d", row->record), d->opens = true;
		}
	if (str_is(row->relation, "import") || str_is(row->relation, "sheet"))
		what = str_of(_("导入的表")), d->path = path_of(c->mem, "/imports/%d", row->record), d->opens = true;
	if (str_is(row->relation, "month")) {
		TRY(desk_unit_name(c->db, row->record, NULL, &what));
		d->path = path_with(c->mem, path_of(c->mem, "/close/%S", row->was), "org", str_fmt(c->mem, "%lld", (long long)row->record)),
			d->opens = true;
		what = str_fmt(c->mem, _("%.*s %.*s"), PSTR(what), PSTR(row->was));
	}
	if (str_is(row->relation, "section") || str_is(row->relation, "edition"))
		what = str_of(str_is(row->relation, "section") ? _("月报的一部分") : _("月报"));
	d->what = str_fmt(c->mem, _("%s：%.*s"), act_word(row->relation, row->act), PSTR(what.p ? what : row->relation));
	return NULL;
}

static fault done_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct desk_done_page p = { 0 };
	struct desk_done_row *rows;
	size_t n;
	p.tabs = tabs_of(c, "/done", 0, &p.n_tabs);
	TRY(desk_done(c->db, &rows, &n));
	p.deeds = arena_get(c->mem, (n + 1) * sizeof *p.deeds);
	for (size_t i = 0; i < n; i++)
		TRY(deed_fill(c, &rows[i], &p.deeds[p.n_deeds++]));
	page_desk_done(&o, &p);
	reply_page(c, &(struct page){ .title = _("已办"), .scope = str_of(_("我办过的，最近100件")), .now = "/", .body = out_html(&o) });
	return NULL;
}

/* --- the first page -------------------------------------------------------------------------------------------------------------------------------- */

static struct str desk_scope(struct ctx *c, const struct turns *t)
{
	struct str today = today_line(c);
	if (!t->n_now)
		return str_fmt(c->mem, _("%.*s　没有要办的事"), PSTR(today));
	if (!t->n_late)
		return str_fmt(c->mem, _("%.*s　%zu件"), PSTR(today), t->n_now);
	return str_fmt(c->mem, _("%.*s　%zu件，其中%zu件逾期"), PSTR(today), t->n_now, t->n_late);
}

static fault desk_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct turns t;
	TRY(desk_turns(c, &t));
	struct desk_page p = { .now = t.now, .n_now = t.n_now, .soon = t.soon, .n_soon = t.n_soon, .brings = viewer_may(c->who, "import.bring"),
		.none = !t.n_now && !t.n_soon, .reads = viewer_may(c->who, "report.read"), .counts = viewer_may(c->who, "month.read") };
	p.tabs = tabs_of(c, "/", (int64_t)t.n_now, &p.n_tabs);
	if (viewer_may(c->who, "month.read")) {
		struct desk_months months;
		TRY(desk_months(c->db, &months));
		p.board = path_of(c->mem, "/board/%S", month_iso(c->mem, months.now));
		p.board_word = str_c(c->mem, str_fmt(c->mem, _("%.*s各单位报送情况"), PSTR(month_zh(c->mem, months.now))));
	}
	if (p.brings)
		TRY(sent_fill(c, &p));
	page_desk(&o, &p);
	reply_page(c, &(struct page){ .title = _("我的待办"), .scope = desk_scope(c, &t), .body = out_html(&o) });
	return NULL;
}

const struct route DESK_ROUTES[] = {
	{ "GET",  "/",                      MAY_SIGNED_IN,   desk_show },
	{ "GET",  "/done",                  MAY_SIGNED_IN,   done_show },
	{ "GET",  "/mine",                  MAY_SIGNED_IN,   mine_show },
	{ "GET",  "/board",                 "month.read",    board_now },
	{ "GET",  "/board/:month",          "month.read",    board_show },
	{ "POST", "/board/:month/remind",   "period.return", board_remind },
	{ "GET",  "/close",                 "import.bring",  close_now },
	{ "GET",  "/close/:month",          "month.read",    close_show },
	{ "POST", "/close/:month",          "period.close",  close_act },
	{ "POST", "/close/:month/nil",      "import.bring",  close_nil },
	{ "POST", "/close/:month/explain",  "import.bring",  close_explain },
	{ "POST", "/close/:month/back",     "period.close",  close_back },
	{ "POST", "/close/:month/return",   "period.return", close_return },
	{ NULL }
};
