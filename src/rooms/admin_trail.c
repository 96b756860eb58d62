/* The trail read by people: who did what, when, from where; and one entry with the rows it wrote.
 *
 * Two kinds of reader open these pages. The audit administrator sees the table, the row and the names of the fields that moved, and no value: the program
 * compares the two images for him and keeps them to itself; of what stands beside an act he sees only what is nobody's business (a login, a page, a file's
 * name). The audit committee, which may read records, sees the values with personal data masked, of records within its scope. Which of the two it is, is one
 * right (record.read), not a second set of pages.
 * An entry is told by report/trail_tell.c, as nuan verify --entry tells it; here is only how much of it this reader sees.
 * Cost: a page is 50 entries; a row costs one more look-up in the index of the trail. An act of thousands of rows is paged too.
 * Not taken: a search in values (it would need them in the clear); an export (the trail leaves the house only with its chain, by nuan verify). */
#include <string.h>
#include "base/id.h"
#include "base/text.h"
#include "kernel/account.schema.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"
#include "rooms/admin.h"
#include "rooms/admin.sql.h"
#include "rooms/rooms.tpl.h"

enum { ENTRIES = 50, ROWS_MOST = 25 };
static const char HERE[] = "/trail";
static const struct { const char *code, *word; } VIEWS[] = {
	{ "", N_("全部") }, { "sign_in", N_("登录") }, { "sign_in_refused", N_("登录失败") }, { "look", N_("查看个人信息") }, { "refused", N_("被拒绝的") },
	{ "account", N_("账号和授权") }, { "import", N_("导入") }, { "approve", N_("审核通过") }, { "return", N_("退回") }, { "report.issue", N_("印发") },
};

/* Acts beside which stands nothing of anybody's business: a login, a page, a file's name. */
static const char *const OPEN[] = { "init", "sign_in", "sign_in_refused", "refused", "look", "account_add", "account_lock", "account_unlock", "password_change",
	"password_reset", "role_grant", "role_revoke", "setting", "verify", "import", "nil" };

/* --- the list ---------------------------------------------------------------------------------------------------------------------------------------- */

struct asked { int64_t actor, from, to; struct str who, from_text, to_text, kind, wrong; };

static fault who_asked(struct ctx *c, struct asked *a)
{
	int64_t account;
	fault f = account_find(c->db, a->who, &account);
	if (!f) {
		struct account row;
		bool found;
		TRY(row_read(c->db, &account_table, account, &row, &found));
		a->actor = found ? row.person : 0;
		return NULL;
	}
	if (f->blame == BLAME_US)
		return f;
	f = person_officer(c->db, a->who, 0, &a->actor, NULL);
	if (f && f->blame == BLAME_US)
		return f;
	if (f || !a->actor)
		a->wrong = f ? str_of(f->say) : str_fmt(c->mem, _("没有叫“%.*s”的干部，也没有这个登录名。请核对后再查。"), PSTR(text_clip(a->who, 20)));
	return NULL;
}

/* A day the reader typed, as the moment it begins in Beijing; later: the day after. */
static int64_t moment(struct ctx *c, struct str text, int later, int64_t usual, struct str *wrong)
{
	struct day d;
	if (!text.n)
		return usual;
	if (!day_parse(text, &d)) {
		*wrong = str_fmt(c->mem, _("“%.*s”不是一个存在的日期。请写成例如 2019-01-08。"), PSTR(text_clip(text, 20)));
		return usual;
	}
	return ((int64_t)d.n + later) * 86400 - 8 * 3600;
}

static fault asked_read(struct ctx *c, struct asked *a)
{
	*a = (struct asked){ .who = str_trim(request_param(c->request, "who")), .from_text = str_trim(request_param(c->request, "from")),
		.to_text = str_trim(request_param(c->request, "to")), .kind = STR_NONE };
	struct str kind = request_param(c->request, "kind");
	for (size_t i = 1; i < COUNT(VIEWS); i++)
		if (str_is(kind, VIEWS[i].code))
			a->kind = kind;
	a->from = moment(c, a->from_text, 0, 0, &a->wrong);
	a->to = moment(c, a->to_text, 1, INT64_MAX / 2, &a->wrong);
	return a->who.n ? who_asked(c, a) : NULL;
}

static struct path asked_path(struct ctx *c, const struct asked *a, struct str kind)
{
	struct path p = path_of(c->mem, HERE);
	const struct { const char *name; struct str value; } parts[] = { { "kind", kind }, { "who", a->who }, { "from", a->from_text }, { "to", a->to_text } };
	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i].value.n)
			p = path_with(c->mem, p, parts[i].name, parts[i].value);
	return p;
}

static bool sees_values(struct ctx *c)
{
	return viewer_may(c->who, "record.read");
}

/* What stands beside an act, as far as this reader may see it. */
static struct str why_shown(struct ctx *c, struct str act, struct str why)
{
	bool open = sees_values(c);
	for (size_t i = 0; i < COUNT(OPEN); i++)
		open |= str_is(act, OPEN[i]);
	if (!why.p || !open)
		return STR_NONE;
	struct str masked = mask_numbers(c->mem, why);
	return text_length(masked) > 80 ? str_fmt(c->mem, "%.*s…", PSTR(text_clip(masked, 80))) : masked;
}

static fault trail_rows(struct ctx *c, const struct asked *a, int64_t page, struct admin_trail_page *p)
{
	struct trail_page_count_row count = { 0 };
	struct trail_page_row *rows;
	bool found;
	size_t n;
	TRY(trail_page_count(c->db, (struct trail_page_count_in){ .from = a->from, .to = a->to, .actor = a->actor, .kind = a->kind }, &count, &found));
	int64_t pages = (count.n + ENTRIES - 1) / ENTRIES;
	page = page > pages ? (pages ? pages : 1) : page;
	TRY(trail_page(c->db, (struct trail_page_in){ .from = a->from, .to = a->to, .actor = a->actor, .kind = a->kind, .limit = ENTRIES,
		.offset = (page - 1) * ENTRIES }, &rows, &n));
	p->rows = arena_get(c->mem, (n + 1) * sizeof *p->rows);
	for (size_t i = 0; i < n; i++) {
		struct admin_trail_row *r = &p->rows[p->n_rows++];
		*r = (struct admin_trail_row){ .entry = rows[i].entry, .rows = rows[i].rows, .at = minute_zh(c->mem, rows[i].at),
			.act = trail_act_word(rows[i].act),
			.why = why_shown(c, rows[i].act, rows[i].why), .peer = rows[i].peer };
		TRY(admin_who(c, rows[i].actor, &r->actor));
	}
	p->pager = admin_pager(c, asked_path(c, a, a->kind), page, ENTRIES, count.n);
	p->head.scope = str_fmt(c->mem, _("全市　%lld条，最近的在前"), (long long)count.n);
	return NULL;
}

static struct str filter_said(struct ctx *c, const struct asked *a)
{
	struct str by, at = minute_zh(c->mem, db_now(c->db));
	by = a->who.n ? str_fmt(c->mem, _("，只看%.*s"), PSTR(a->who)) : STR_NONE;
	return str_fmt(c->mem, _("留痕%.*s%s%.*s%s%.*s。%.*s由%.*s打印。"), PSTR(by), a->from_text.n ? _("，从") : "", PSTR(a->from_text), a->to_text.n ? _("，到") : "",
		PSTR(a->to_text), PSTR(at), PSTR(c->who->name));
}

fault admin_trail_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct asked a;
	TRY(asked_read(c, &a));
	struct admin_trail_page p = { .head = { .title = str_of(_("留痕")), .scope = str_of(_("全市")) }, .who = a.who, .from = a.from_text, .to = a.to_text,
		.kind = a.kind,
		.wrong = a.wrong, .filter = filter_said(c, &a) };
	p.views = arena_get(c->mem, COUNT(VIEWS) * sizeof *p.views);
	for (size_t i = 0; i < COUNT(VIEWS); i++)
		p.views[p.n_views++] = (struct admin_view){ str_of(VIEWS[i].code), _(VIEWS[i].word), asked_path(c, &a, str_of(VIEWS[i].code)), i
			? str_is(a.kind, VIEWS[i].code) : !a.kind.n };
	if (viewer_may(c->who, "trail.verify"))
		p.head.acts[p.head.n_acts++] = (struct admin_act){ _("核验留痕和封存"), path_of(c->mem, "/verify"), false };
	if (!a.wrong.n)
		TRY(trail_rows(c, &a, admin_page_wanted(c), &p));
	page_admin_trail(&o, &p);
	reply_page(c, &(struct page){ .title = _("留痕"), .now = HERE, .wide = true, .body = out_html(&o) });
	return NULL;
}

/* --- one entry --------------------------------------------------------------------------------------------------------------------------------------- */

static struct str fours(struct arena *mem, struct str bytes)
{
	struct str hex = str_hex(mem, bytes.p, bytes.n);
	struct buf b = { .mem = mem };
	for (size_t i = 0; i < hex.n; i += 4)
		buf_fmt(&b, "%s%.*s", i ? " " : "", PSTR(str_sub(hex, i, 4)));
	return buf_str(&b);
}

fault admin_entry_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct trail_entry_of_row e;
	struct told told;
	int64_t page = admin_page_wanted(c), city;
	bool found;
	TRY(trail_entry_of(c->db, (struct trail_entry_of_in){ .entry = c->id }, &e, &found));
	if (!found)
		return fault_make(c->mem, BLAME_ABSENT, "trail.absent", _("没有这一条留痕。请从列表里打开。"));
	struct admin_entry_page p = { .at = minute_zh(c->mem, e.at), .act = trail_act_word(e.act), .why = why_shown(c, e.act, e.why), .peer = e.peer,
		.n = e.rows,
		.mac = fours(c->mem, e.mac), .values = sees_values(c), .has_before = e.before != INT_NONE, .has_after = e.after != INT_NONE };
	TRY(admin_who(c, e.actor, &p.actor));
	TRY(org_city(c->db, &city));
	TRY(trail_tell(c->db, &(struct telling){ .desk = desk_of(c), .skip = (page - 1) * ROWS_MOST, .most = ROWS_MOST, .names_only = !p.values || !c->who->org,
		.within = c->who->org == city ? 0 : c->who->org }, c->id, &told));
	p.rows = told.rows, p.n_rows = told.n_rows;
	p.before = path_of(c->mem, "/trail/%d", e.before), p.after = path_of(c->mem, "/trail/%d", e.after);
	p.pager = admin_pager(c, path_of(c->mem, "/trail/%d", c->id), page, ROWS_MOST, e.rows);
	p.head = (struct admin_head){ .title = str_fmt(c->mem, _("留痕第%lld条：%.*s"), (long long)c->id, PSTR(p.act)),
		.scope = p.actor.n ? str_fmt(c->mem, _("%.*s　%.*s"), PSTR(p.at), PSTR(p.actor)) : p.at, .back = path_of(c->mem, HERE), .back_word = _("回到留痕") };
	page_admin_entry(&o, &p);
	admin_answer(c, str_c(c->mem, p.head.title), HERE, &o);
	return NULL;
}
