/* What waits for the reader, worked out from the states of things: nobody keeps a list of tasks, so none can be stale.
 *
 * Four sources: records under way that the reader may approve, or that came back to him; parts of the report that are his department's to write or his to
 * approve, check, countersign, sign or issue; what his unit owes for the months behind; files that he has handed over and not finished. Each is one entry
 * for one verb, whatever its count, since an officer goes through a sheet and not through a row.
 * Promises: an entry is shown only to who could do the act by right, and what he entered himself waits for another. The count in the bar is the length of
 * the first list. Not counted: what falls due later.
 * Cost: a short statement for each kind of record, over an index of what is under way only; some forty, about a millisecond together.
 * Not taken: a table of tasks (two truths); questions put to a person, which are a later matter. */
#include <stdlib.h>
#include <string.h>
#include "kernel/kernel.schema.h"
#include "kernel/line.h"
#include "kernel/org.h"
#include "kernel/period.h"
#include "kernel/person.h"
#include "rooms/desk.h"
#include "rooms/desk.sql.h"

enum { TURNS_MOST = 200, SOON_DAYS = 45 };
struct gather { struct ctx *c; struct arena *mem; struct db *db; struct turns *to; struct day today; int64_t own, city; struct desk_returned_row *back;
	size_t n_back; };

static void add_now(struct gather *g, struct turn t)
{
	if (g->to->n_now < TURNS_MOST)
		g->to->now[g->to->n_now++] = t;
}

static void add_soon(struct gather *g, struct turn t)
{
	if (g->to->n_soon < TURNS_MOST)
		g->to->soon[g->to->n_soon++] = t;
}

/* --- records --------------------------------------------------------------------------------------------------------------------------------------- */

struct heap { int64_t n, orgs, org, least, most; };          /* least, most: month */

static void heap_add(struct heap *h, const struct waiting_row *w)
{
	h->n += w->n;
	h->orgs += h->org != w->org;                         /* rows come by unit */
	h->org = w->org;
	h->least = h->least == 0 || w->month < h->least ? w->month : h->least;
	h->most = w->month > h->most ? w->month : h->most;
}

static struct str months_zh(struct arena *mem, const struct heap *h)
{
	struct str first = month_zh(mem, (int)h->least);
	return h->least == h->most ? first : str_fmt(mem, _("%.*s至%.*s"), PSTR(first), PSTR(month_zh(mem, (int)h->most)));
}

static fault from_whom(struct gather *g, const struct heap *h, struct str *ret)
{
	struct str name;
	TRY(desk_unit_name(g->db, h->org, NULL, &name));
	*ret = h->orgs > 1 ? str_fmt(g->mem, _("%.*s等%lld个单位报来"), PSTR(name), (long long)h->orgs) : str_fmt(g->mem, _("%.*s报来"), PSTR(name));
	return NULL;
}

static struct path records_path(struct arena *mem, const struct entity *e, const char *state, const struct heap *h)
{
	struct path p = path_with(mem, path_with(mem, path_of(mem, "/records/%s", e->name), "month", STR("all")), "state", str_of(state));
	return h->orgs == 1 ? path_with(mem, p, "unit", str_fmt(mem, "%lld", (long long)h->org)) : p;
}

/* Who sent it back last, and why. */
static fault sent_back(struct gather *g, const char *relation, struct str *ret)
{
	*ret = STR_NONE;
	for (size_t i = 0; i < g->n_back; i++) {
		struct str name = STR_NONE, why = g->back[i].words;
		if (!str_is(g->back[i].relation, relation))
			continue;
		if (g->back[i].actor != INT_NONE)
			TRY(person_name(g->db, g->back[i].actor, &name));
		for (size_t k = 0; !why.n && k < RETURN_REASONS_N; k++)
			if (str_is(g->back[i].reason, RETURN_REASONS[k].code))
				why = str_of(_(RETURN_REASONS[k].word));
		*ret = str_fmt(g->mem, _("%.*s %.*s退回：“%.*s”"), PSTR(name), PSTR(minute_zh(g->mem, g->back[i].at)), PSTR(why));
		return NULL;
	}
	return NULL;
}

static fault entity_turns(struct gather *g, const struct entity *e)
{
	struct heap submitted = { 0 }, returned = { 0 };
	struct waiting_row *rows;
	struct str line = line_of(str_of(e->name)), who, back;
	size_t n;
	bool approves = line.n ? viewer_may_line(g->c->who, "record.approve", line) : viewer_may(g->c->who, "record.approve");
	TRY(db_many(g->db, &e->table->waiting, NULL, (void **)&rows, &n));
	for (size_t i = 0; i < n; i++) {
		bool may = false;
		if (rows[i].mine && str_is(rows[i].state, "returned"))
			heap_add(&returned, &rows[i]);
		if (!approves || rows[i].mine || !str_is(rows[i].state, "submitted"))
			continue;
		TRY(viewer_may_for(g->db, g->c->who, "record.approve", line, rows[i].org, &may));
		if (may)
			heap_add(&submitted, &rows[i]);
	}
	if (returned.n) {
		TRY(sent_back(g, e->table->name, &back));
		add_now(g, (struct turn){ .shape = "returned", .when = str_of(_("退回")), .what = str_fmt(g->mem, _("改“%s”%lld条"), _(e->title),
			(long long)returned.n),
			.why = back.n ? back : months_zh(g->mem, &returned), .path = records_path(g->mem, e, "returned", &returned), .verb = _("修改") });
	}
	if (!submitted.n)
		return NULL;
	TRY(from_whom(g, &submitted, &who));
	add_now(g, (struct turn){ .shape = "submitted", .when = str_of(_("已报")), .what = str_fmt(g->mem, _("审核“%s”%lld条"), _(e->title),
		(long long)submitted.n),
		.why = str_fmt(g->mem, _("%.*s，计入%.*s"), PSTR(who), PSTR(months_zh(g->mem, &submitted))), .path = records_path(g->mem, e, "submitted",
			&submitted),
		.verb = _("审核") });
	return NULL;
}

static fault record_turns(struct gather *g)
{
	const struct report_desk *desk = desk_of(g->c);
	for (size_t i = 0; i < desk->n_entities; i++) {
		bool again = false;                          /* two sheets of one table would count it twice */
		for (size_t k = 0; k < i; k++)
			again |= desk->entities[k]->table == desk->entities[i]->table;
		if (desk->entities[i]->table->record && !desk->entities[i]->put && !again)
			TRY(entity_turns(g, desk->entities[i]));
	}
	return NULL;
}

/* --- the report ------------------------------------------------------------------------------------------------------------------------------------ */

/* What a state asks for, of whom. last: not of who edited it last. */
static const struct wants { const char *state, *right, *what, *verb, *shape; bool last; } SECTIONS[] = {
	{ "returned",  "report.edit",    N_("改“%.*s”"),   N_("修改"), "returned",  false },
	{ "drafting",  "report.edit",    N_("起草“%.*s”"), N_("起草"), "draft",     false },
	{ "submitted", "report.approve", N_("审定“%.*s”"), N_("审定"), "submitted", true },
}, EDITIONS[] = {
	{ "checked",   "report.sign",    N_("签发%.*s月报"), N_("签发"), "verified",  false },
	{ "cosigned",  "report.sign",    N_("签发%.*s月报"), N_("签发"), "verified",  false },
	{ "signed",    "report.issue",   N_("印发%.*s月报"), N_("印发"), "approved",  false },
};

/* Whose desk it is on: his whose account stands in its department, or at the city itself, and who has the right for it. */
static fault section_mine(struct gather *g, const struct desk_sections_row *s, const char *right, bool *ret)
{
	int64_t department = s->department == INT_NONE ? g->city : s->department;
	*ret = false;
	if (department != g->city && department != g->own && g->own != g->city)
		return NULL;
	return viewer_may_for(g->db, g->c->who, right, s->line, department, ret);
}

static fault section_turn(struct gather *g, const struct desk_editions_row *e, const struct desk_sections_row *s)
{
	struct str line = s->line, heading = s->heading, back = STR_NONE;
	struct path path = path_of(g->mem, "/report/%S", month_iso(g->mem, (int)e->month));
	for (size_t i = 0; g->c->site->lines && g->c->site->lines[i] && !heading.n; i++)
		if (str_is(line, g->c->site->lines[i]->name))
			heading = str_of(_(g->c->site->lines[i]->title));
	for (size_t i = 0; i < COUNT(SECTIONS); i++) {
		const struct wants *w = &SECTIONS[i];
		bool may;
		if (!str_is(s->state, w->state) || (w->last && s->editor == g->c->who->person))
			continue;
		TRY(section_mine(g, s, w->right, &may));
		if (!may)
			continue;
		if (str_is(s->state, "returned"))
			TRY(sent_back(g, "section", &back));
		add_now(g, (struct turn){ .shape = w->shape, .when = str_of(section_state_word(s->state)), .what = str_fmt(g->mem, _(w->what),
			PSTR(heading)),
			.why = back.n ? back : str_fmt(g->mem, _("%.*s月报"), PSTR(month_zh(g->mem, (int)e->month))), .path = path, .verb = _(w->verb) });
	}
	return NULL;
}

static fault may_sign(struct gather *g, const struct desk_editions_row *e, bool *ret)
{
	*ret = viewer_may(g->c->who, "report.sign");
	fault f = *ret ? edition_signer(g->db, &(struct act){ .month = (int)e->month, .actor = g->c->who->person }) : NULL;
	if (f && f->blame != BLAME_DENIED)
		return f;
	*ret = *ret && !f;
	return NULL;
}

static fault edition_turn(struct gather *g, const struct desk_editions_row *e)
{
	struct str month = month_zh(g->mem, (int)e->month);
	struct path path = path_of(g->mem, "/report/%S", month_iso(g->mem, (int)e->month));
	struct desk_cosign_row asked;
	struct desk_sections_row *sections;
	size_t n;
	bool found, all = true;
	TRY(desk_sections(g->db, (struct desk_sections_in){ .edition = e->id }, &sections, &n));
	for (size_t i = 0; i < n; i++) {
		all = all && str_is(sections[i].state, "approved");
		if (str_is(e->state, "drafting"))
			TRY(section_turn(g, e, &sections[i]));
	}
	if (str_is(e->state, "drafting") && n && all && viewer_may(g->c->who, "report.check") && e->editor != g->c->who->person)
		add_now(g, (struct turn){ .shape = "verified", .when = str_of(_("已审定")), .what = str_fmt(g->mem, _("核稿：%.*s月报"), PSTR(month)),
			.why = str_fmt(g->mem, _("%zu个部分都已审定"), n), .path = path, .verb = _("核稿") });
	TRY(desk_cosign(g->db, (struct desk_cosign_in){ .edition = e->id }, &asked, &found));
	if (found && str_is(e->state, "checked"))
		add_now(g, (struct turn){ .shape = "verified", .when = str_of(_("已核稿")), .what = str_fmt(g->mem, _("会签%.*s月报"), PSTR(month)),
			.why = str_of(_("等您会签")), .path = path, .verb = _("会签") });
	bool waits = found && str_is(e->state, "checked"), signs = true;
	if (!waits && (str_is(e->state, "checked") || str_is(e->state, "cosigned")))
		TRY(may_sign(g, e, &signs));
	for (size_t i = 0; i < COUNT(EDITIONS); i++)
		if (str_is(e->state, EDITIONS[i].state) && viewer_may(g->c->who, EDITIONS[i].right) && !waits && signs)
			add_now(g, (struct turn){ .shape = EDITIONS[i].shape, .when = str_of(edition_state_word(e->state)),
				.what = str_fmt(g->mem, _(EDITIONS[i].what), PSTR(month)), .why = STR_NONE, .path = path, .verb = _(EDITIONS[i].verb) });
	return NULL;
}

/* A month whose matters are done and whose report nobody has begun: else nobody's list would ever name it. */
static fault unopened_turn(struct gather *g)
{
	struct desk_unopened_row row;
	bool found;
	if (!viewer_may(g->c->who, "report.edit"))
		return NULL;
	TRY(desk_unopened(g->db, &row, &found));
	if (found && !row.opened)
		add_now(g, (struct turn){ .shape = "draft", .when = str_of(_("起草")),
			.what = str_fmt(g->mem, _("编%.*s月报"), PSTR(month_zh(g->mem, (int)row.month))),
			.why = str_fmt(g->mem, _("%lld节已由记录起草，请核对修改后提交"), (long long)row.n), .verb = _("起草"),
			.path = path_of(g->mem, "/report/%S", month_iso(g->mem, (int)row.month)) });
	return NULL;
}

static fault report_turns(struct gather *g)
{
	struct desk_editions_row *rows;
	size_t n;
	if (!viewer_may(g->c->who, "report.read"))
		return NULL;
	TRY(desk_editions(g->db, &rows, &n));
	for (size_t i = 0; i < n; i++)
		TRY(edition_turn(g, &rows[i]));
	return unopened_turn(g);
}

/* --- what the unit owes ---------------------------------------------------------------------------------------------------------------------------- */

static struct str names_of_missing(struct gather *g, const struct unit_month *u, struct day *ret_due)
{
	struct buf b = { .mem = g->mem };
	size_t n = 0;
	*ret_due = DAY_NONE;
	for (size_t i = 0; i < u->n_owed; i++) {
		const struct owed_report *o = &u->owed[i];
		if (o->duty != DUTY_MISSING && o->duty != DUTY_NOT_DUE)
			continue;
		if (!day_known(*ret_due) || o->due.n < ret_due->n)
			*ret_due = o->due;
		if (n++ < 4)
			buf_fmt(&b, "%s%.*s", b.n ? "、" : "", PSTR(desk_sheet_title(desk_of(g->c), o->report)));
	}
	if (n > 4)
		buf_puts(&b, _("等"));
	return buf_str(&b);
}

/* 沙洲区 was told to: by whom, when. */
static fault told(struct gather *g, const struct unit_month *u, struct str *why)
{
	const struct month_step *s = u->returned ? &u->last : &u->reminded;
	struct str name = STR_NONE;
	if (!s->id || s->actor == INT_NONE)
		return NULL;
	TRY(person_name(g->db, s->actor, &name));
	*why = str_fmt(g->mem, u->returned ? _("%.*s %.*s退回：“%.*s”") : _("%.*s %.*s催报。%.*s"), PSTR(name), PSTR(minute_zh(g->mem, s->at)),
		PSTR(u->returned ? s->words : *why));
	return NULL;
}

/* issued: what is still missing counts in the next month, and there is nothing left to close. */
static fault month_turn(struct gather *g, const struct unit_month *u, bool issued)
{
	struct day due;
	struct str names = names_of_missing(g, u, &due), month = month_zh(g->mem, u->month);
	size_t lacks = u->n_missing + u->n_not_due;
	struct turn t = { .path = path_of(g->mem, "/close/%S", month_iso(g->mem, u->month)), .verb = _("上报"), .due = due, .why = names };
	if (!u->n_owed || u->closed || (!lacks && (issued || !viewer_may(g->c->who, "period.close"))))
		return NULL;
	if (lacks)
		t.what = str_fmt(g->mem, _("报%.*s的表，还差%zu张"), PSTR(month), lacks);
	else
		t.what = str_fmt(g->mem, _("%.*s的表已齐，请报结"), PSTR(month)), t.verb = _("报结");
	if (issued)
		t.path = path_of(g->mem, "/import"), t.verb = _("补报");
	TRY(told(g, u, &t.why));
	if (u->returned && !issued) {
		t.shape = "returned", t.when = str_of(_("退回")), t.what = str_fmt(g->mem, _("改%.*s的上报"), PSTR(month)), t.verb = _("修改");
	} else if (u->n_missing) {
		t.shape = "late", t.when = str_fmt(g->mem, _("逾期%d天"), g->today.n - due.n);
		g->to->n_late++;
	} else if (lacks) {
		int left = due.n - g->today.n;
		if (left > SOON_DAYS)
			return NULL;
		if (left > 0) {
			t.when = day_short(g->mem, due, g->today), t.left = str_fmt(g->mem, _("还有%d天"), left);
			add_soon(g, t);
			return NULL;
		}
		t.shape = "soon", t.when = str_of(_("今天"));
	} else {
		t.shape = "verified", t.when = str_of(_("已报齐"));
	}
	add_now(g, t);
	return NULL;
}

static fault duty_turns(struct gather *g)
{
	struct desk_months months;
	if (!g->own || !viewer_may(g->c->who, "import.bring"))
		return NULL;
	TRY(desk_months(g->db, &months));
	for (int month = months.first; month <= months.last; month = month_add(month, 1)) {
		struct unit_month u;
		bool closed;
		TRY(period_closed(g->db, month, &closed));
		TRY(unit_month(g->db, g->own, month, &u));
		TRY(month_turn(g, &u, closed));
	}
	return NULL;
}

/* --- files not finished ---------------------------------------------------------------------------------------------------------------------------- */

struct uploads { struct desk_uploads_row *rows; size_t n; };

/* They are no business rows and leave no trail, so what of them a page shows is its stamp (web.h). */
static fault uploads_of(struct ctx *c, const struct uploads **ret)
{
	struct uploads *u = c->stamp;
	if (!u) {
		c->stamp = u = arena_get(c->mem, sizeof *u);
		if (viewer_may(c->who, "import.bring"))
			TRY(desk_uploads(c->db, &u->rows, &u->n));
	}
	*ret = u;
	return NULL;
}

fault desk_stamp(struct ctx *c, struct str *ret)
{
	const struct uploads *u;
	struct buf b = { .mem = c->mem };
	TRY(uploads_of(c, &u));
	for (size_t i = 0; i < u->n; i++)
		buf_fmt(&b, "%lld ", (long long)u->rows[i].id);
	*ret = buf_str(&b);
	return NULL;
}

static fault upload_turns(struct gather *g)
{
	const struct uploads *u;
	TRY(uploads_of(g->c, &u));
	for (size_t i = 0; i < u->n; i++) {
		const struct desk_uploads_row *rows = u->rows;
		add_now(g, (struct turn){ .shape = "draft", .when = str_of(_("没有导完")), .what = str_fmt(g->mem, _("接着导入“%.*s”"), PSTR(rows[i].name)),
			.why = str_fmt(g->mem, _("%.*s上传，还没有入库"), PSTR(minute_zh(g->mem, rows[i].at))), .path = path_of(g->mem, "/import/%d", rows[i].id),
			.verb = _("接着导") });
	}
	return NULL;
}

/* --- together -------------------------------------------------------------------------------------------------------------------------------------- */

static int urgency(const struct turn *t)
{
	static const char *const ORDER[] = { "late", "returned", "soon", "submitted", "verified", "approved", "draft" };
	int i = 0;
	while (i < (int)COUNT(ORDER) && !(t->shape && strcmp(t->shape, ORDER[i]) == 0))
		i++;
	return i;
}

/* The more urgent first, else as they came: the sort must not change it. */
static void by_urgency(struct turn *t, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k && urgency(&t[k]) < urgency(&t[k - 1]); k--) {
			struct turn other = t[k];
			t[k] = t[k - 1], t[k - 1] = other;
		}
}

static int by_due(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;
	return x->due.n < y->due.n ? -1 : x->due.n > y->due.n;
}

fault desk_turns(struct ctx *c, struct turns *ret)
{
	struct turns t = { .now = arena_get(c->mem, TURNS_MOST * sizeof *t.now), .soon = arena_get(c->mem, TURNS_MOST * sizeof *t.soon) };
	struct gather g = { .c = c, .mem = c->mem, .db = c->db, .to = &t, .today = desk_today(c->db) };
	if (!c->who->account || !c->who->org || !desk_of(c)) {
		*ret = t;
		return NULL;
	}
	TRY(desk_own_unit(c, &g.own));
	TRY(org_city(c->db, &g.city));
	TRY(desk_returned(c->db, &g.back, &g.n_back));
	TRY(duty_turns(&g));
	TRY(report_turns(&g));
	TRY(record_turns(&g));
	TRY(upload_turns(&g));
	by_urgency(t.now, t.n_now);
	qsort(t.soon, t.n_soon, sizeof *t.soon, by_due);
	if (t.n_now)
		t.now[0].first = true;
	*ret = t;
	return NULL;
}

fault desk_waiting(struct ctx *c, int64_t *ret)
{
	struct turns t;
	TRY(desk_turns(c, &t));
	*ret = (int64_t)t.n_now;
	return NULL;
}
