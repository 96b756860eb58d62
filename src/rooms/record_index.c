/* What there is: each line's kinds of records, with what waits in each.
 *
 * The counts are of what is under way, taken from an index that holds nothing else; how many records there are at all is the list's to say. A line's own
 * page (/records/aid) is the same table cut down to it, so the strip of the lines has somewhere to lead.
 * Not taken: counting everything (a table of millions for a number nobody asked for). */
#include <string.h>
#include "kernel/org.h"
#include "rooms/record.h"
#include "rooms/rooms.tpl.h"

static struct record_count count_of(struct ctx *c, const struct entity *e, const char *state, int64_t n)
{
	struct path p = path_with(c->mem, path_of(c->mem, "/records/%s", e->name), "month", STR("all"));
	return (struct record_count){ n, path_with(c->mem, p, "state", str_of(state)) };
}

static fault kind_row(struct ctx *c, const struct entity *e, int64_t top, struct record_kind_row *ret)
{
	struct waiting_row *waits;
	int64_t submitted = 0, returned = 0, draft = 0;
	size_t n;
	TRY(db_many(c->db, &e->table->waiting, NULL, (void **)&waits, &n));
	for (size_t i = 0; i < n; i++) {
		bool within = top == c->who->org;
		if (!within)
			TRY(org_within(c->db, waits[i].org, top, record_today(c->db), &within));
		int64_t add = within ? waits[i].n : 0;
		submitted += str_is(waits[i].state, "submitted") ? add : 0;
		returned += str_is(waits[i].state, "returned") ? add : 0;
		draft += str_is(waits[i].state, "draft") ? add : 0;
	}
	*ret = (struct record_kind_row){ _(e->title), path_of(c->mem, "/records/%s", e->name), count_of(c, e, "submitted", submitted),
		count_of(c, e, "returned", returned), count_of(c, e, "draft", draft) };
	return NULL;
}

/* line STR_NONE: the kernel's own. */
static fault group_of(struct ctx *c, struct str line, const char *title, struct record_group *ret, bool *ret_any)
{
	const struct report_desk *desk = desk_of(c);
	struct record_group g = { .title = title, .kinds = arena_get(c->mem, (desk->n_entities + 1) * sizeof *g.kinds) };
	for (size_t i = 0; i < desk->n_entities; i++) {
		const struct entity *e = desk->entities[i];
		struct str own = record_line_of(c, e);
		int64_t top;
		if (!e->table->record || !own.p != !line.p || !str_eq(own, line))
			continue;
		TRY(record_line_top(c, own, &top));
		if (top)
			TRY(kind_row(c, e, top, &g.kinds[g.n_kinds++]));
	}
	*ret_any = g.n_kinds > 0;
	*ret = g;
	return NULL;
}

/* only: NULL, all lines. */
static fault index_fill(struct ctx *c, const struct record_kind *only, struct record_index_page *p)
{
	size_t n = 0;
	bool any;
	while (c->site->lines && c->site->lines[n])
		n++;
	p->groups = arena_get(c->mem, (n + 1) * sizeof *p->groups);
	for (size_t i = 0; i <= n; i++) {
		const struct line *line = i < n ? c->site->lines[i] : NULL;
		if (only && (!line || !str_is(only->line, line->name)))
			continue;
		TRY(group_of(c, line ? str_of(line->name) : STR_NONE, line ? _(line->title) : _("工作事项和公文"), &p->groups[p->n_groups], &any));
		p->n_groups += any;
	}
	return NULL;
}

static fault index_show(struct ctx *c, const struct record_kind *only)
{
	struct out o = { { .mem = c->mem } };
	struct record_index_page p = { 0 };
	struct str unit;
	TRY(index_fill(c, only, &p));
	if (c->who->org)
		TRY(org_name_on(c->db, c->who->org, record_today(c->db), &unit, NULL));
	page_record_index(&o, &p);
	if (!p.n_groups)
		o = (struct out){ { .mem = c->mem } };
	reply_page(c, &(struct page){ .title = only ? only->line_title : _("记录"), .now = record_now(c, only ? only->line : STR_NONE),
		.scope = c->who->org ? str_fmt(c->mem, _("%.*s及以下单位的记录，正在办理的条数"), PSTR(unit)) : STR_NONE,
		.body = p.n_groups ? out_html(&o) : empty_html(c, &(struct empty){ .title = _("没有可以查看的记录"),
			.why = str_of(_("您的账号没有查看任何条线记录的授权。请安全管理员按您的岗位授权。")) }) });
	return NULL;
}

fault record_index_show(struct ctx *c)
{
	return index_show(c, NULL);
}

fault record_line_show(struct ctx *c)
{
	return index_show(c, c->subject);
}
