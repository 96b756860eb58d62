/* What the records say otherwise by now, figure by figure, and what moved it.
 *
 * An issued figure stays what it was; records go on. So beside "nobody touched it" there is "it would come out differently today", which is information:
 * a late record, a return, a correction, two persons merged. Looked at only when something was written behind the issue that a figure could rest on.
 * The evidence of today is streamed and made into the very pieces that were frozen; where a digest differs, old lines and new are walked side by side (both
 * stand by day, record, key) and the records that differ are named with the last entry of the trail that wrote them. A merge changes whom a record counts
 * for and leaves the record alone: then the link between the two persons is named.
 * Promises: nothing here is called tampering; a figure that was tampered with is not compared.
 * Costs: one pass over the evidence of each figure, and one over the trail behind the issue when something differs; the records of a figure are named up to
 * five and counted up to two hundred. */
#include <stdlib.h>
#include <string.h>
#include "report/seal_in.h"
#include "kernel/kernel.schema.h"
#include "kernel/row.h"

enum { NAMED = 5, COUNTED = 200, MANY_LINKS = 1000 };

/* A record whose line differs; was, now: whom it counted for. table, entry, act: what wrote it last since the issue (entry 0: nothing did). */
struct differing { int64_t record; bool gone, came; struct str was, now, relation, act; int64_t entry; };
struct change {
	const struct frozen *frozen; const struct indicator *of;
	struct str was, now; bool same_value;
	struct differing *records; size_t n; bool more;      /* more: than are counted */
	struct change *next;
};

/* --- was and now ------------------------------------------------------------------------------------------------------------------------- */

static struct figure figure_frozen(const struct indicator *of, const struct frozen *row)
{
	struct figure f = { .of = of, .in = { .kind = of->span, .from = row->day_from, .to = row->day_to, .month = day_month(row->day_to) }, .org = row->org,
		.value = row->value == INT_NONE ? 0 : row->value, .text = row->text, .n = row->n, .owed = row->owed, .filed = row->filed };
	for (int s = FIGURE_VALUE; s <= FIGURE_NOT_APPLICABLE; s++)
		if (str_is(row->status, figure_status_code((enum figure_status)s)))
			f.status = (enum figure_status)s;
	return f;
}

static bool figure_same(const struct figure *a, const struct figure *b)
{
	return a->status == b->status && str_eq(a->text, b->text) && (!seal_has_value(a) || a->value == b->value);
}

/* As prose says both; exactly, when prose says the same. */
static void figures_said(struct arena *mem, const struct figure *was, const struct figure *now, struct str *ret_was, struct str *ret_now)
{
	*ret_was = figure_say(mem, was, was->of->wording, was->of->step);
	*ret_now = figure_say(mem, now, now->of->wording, now->of->step);
	if (str_eq(*ret_was, *ret_now)) {
		*ret_was = figure_say(mem, was, EXACTLY, 0);
		*ret_now = figure_say(mem, now, EXACTLY, 0);
	}
}

static const struct indicator *indicator_by(const struct indicator **list, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(id, list[i]->id))
			return list[i];
	return NULL;
}

static fault moved_to_now(struct db *db, const struct indicator *of, const struct frozen *row, struct figure_moved *ret, bool *ret_moved)
{
	struct figure now, was = figure_frozen(of, row);
	bool there;
	int month = was.in.month;
	*ret = (struct figure_moved){ .of = of, .was = row->shown };
	TRY(seal_figure_now(db, of, month, &now, &there));
	*ret_moved = !there || !figure_same(&was, &now);
	if (there && *ret_moved)
		figures_said(db_mem(db), &was, &now, &ret->was, &ret->now);
	return NULL;
}

static fault moved_to_edition(struct db *db, const struct indicator *of, const struct frozen *row, const struct frozen *later, size_t n,
	struct figure_moved *ret, bool *ret_moved)
{
	const struct frozen *found = NULL;
	for (size_t i = 0; i < n && !found; i++)
		if (str_eq(later[i].indicator, row->indicator))
			found = &later[i];
	*ret = (struct figure_moved){ .of = of, .was = row->shown };
	*ret_moved = !found;
	if (found) {
		struct figure was = figure_frozen(of, row), now = figure_frozen(of, found);
		*ret_moved = !figure_same(&was, &now);
		if (*ret_moved)
			figures_said(db_mem(db), &was, &now, &ret->was, &ret->now);
	}
	return NULL;
}

static bool frozen_has(const struct frozen *rows, size_t n, struct str id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].indicator, id))
			return true;
	return false;
}

fault seal_moved(struct db *db, const struct report_desk *desk, const struct edition *e, const struct edition *later, struct figure_moved **ret, size_t *ret_n)
{
	struct frozen *rows, *others = NULL;
	size_t n, n_others = 0, n_all, count = 0;
	const struct indicator **all = seal_indicators(db_mem(db), desk, &n_all);
	TRY(seal_frozen_of(db, e->id, &rows, &n));
	if (later)
		TRY(seal_frozen_of(db, later->id, &others, &n_others));
	struct figure_moved *list = arena_get(db_mem(db), (n + n_others + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++) {
		const struct indicator *of = indicator_by(all, n_all, rows[i].indicator);
		bool moved = false;
		if (of && later)
			TRY(moved_to_edition(db, of, &rows[i], others, n_others, &list[count], &moved));
		else if (of)
			TRY(moved_to_now(db, of, &rows[i], &list[count], &moved));
		count += moved;
	}
	for (size_t i = 0; i < n_others; i++) {              /* what only the later edition counts */
		const struct indicator *of = indicator_by(all, n_all, others[i].indicator);
		if (of && !frozen_has(rows, n, others[i].indicator))
			list[count++] = (struct figure_moved){ .of = of, .now = others[i].shown };
	}
	*ret = list;
	*ret_n = count;
	return NULL;
}

/* --- the evidence of then and of today --------------------------------------------------------------------------------------------------- */

struct beside {
	struct db *db; struct arena *mem;
	const struct seal_pieces_row *pieces; size_t n;
	bool differs;
	char *room; size_t at; struct str rest;              /* then: the piece that is read, the next one, what is left of it */
	struct str line; struct evidence_said then;          /* the line that comes next; line.p NULL: no more */
	struct buf now;
	struct change *change; size_t cap;
};

static fault piece_compare(void *ctx, const struct piece *p)
{
	struct beside *c = ctx;
	unsigned char digest[SM3_BYTES];
	if (c->differs)
		return NULL;
	sm3(p->text.p, p->text.n, digest);
	c->differs = p->seq > (int64_t)c->n || !str_eq(c->pieces[p->seq - 1].sm3, (struct str){ (char *)digest, SM3_BYTES });
	return NULL;
}

static fault piece_keep(void *ctx, const void *row)
{
	struct beside *c = ctx;
	const struct content_of_row *r = row;
	if (r->bytes.n && r->bytes.n <= PIECE_BYTES) {
		memcpy(c->room, r->bytes.p, r->bytes.n);
		c->rest = (struct str){ c->room, r->bytes.n };
	} else {
		c->rest = str_copy(c->mem, r->bytes);
	}
	return NULL;
}

static fault then_next(struct beside *c)
{
	while (!c->rest.n && c->at < c->n) {
		struct content_of_in in = { .sm3 = c->pieces[c->at++].sm3 };
		TRY(db_each(c->db, &content_of_query, &in, piece_keep, c));
	}
	c->line = c->rest.n ? str_cut(&c->rest, '\n') : STR_NONE;
	if (c->line.p && !evidence_read(c->line, &c->then))
		c->then = (struct evidence_said){ .record = INT64_MAX };
	return NULL;
}

static int said_cmp(const struct evidence_said *a, const struct evidence_said *b)
{
	int d = str_cmp(a->day, b->day);
	if (!d)
		d = (a->record > b->record) - (a->record < b->record);
	return d ? d : str_cmp(a->key, b->key);
}

static struct differing *differing_of(struct beside *c, int64_t record)
{
	struct change *g = c->change;
	for (size_t i = g->n; i--;)
		if (g->records[i].record == record)
			return &g->records[i];
	if (g->n == COUNTED) {
		g->more = true;
		return NULL;
	}
	if (g->n == c->cap) {
		size_t cap = c->cap ? 2 * c->cap : 8;
		g->records = arena_more(c->mem, g->records, g->n * sizeof *g->records, cap * sizeof *g->records);
		c->cap = cap;
	}
	g->records[g->n] = (struct differing){ .record = record };
	return &g->records[g->n++];
}

static void gone(struct beside *c, const struct evidence_said *s)
{
	struct differing *d = differing_of(c, s->record);
	if (d)
		d->gone = true, d->was = str_copy(c->mem, s->key);
}

static void came(struct beside *c, const struct evidence_said *s)
{
	struct differing *d = differing_of(c, s->record);
	if (d)
		d->came = true, d->now = str_copy(c->mem, s->key);
}

static fault row_compare(void *ctx, const struct evidence_row *row)
{
	struct beside *c = ctx;
	struct evidence_said now;
	c->now.n = 0;
	evidence_line(&c->now, row);
	struct str line = { c->now.p, c->now.n - 1 };
	if (!evidence_read(line, &now))
		return NULL;
	while (c->line.p && said_cmp(&c->then, &now) < 0) {
		gone(c, &c->then);
		TRY(then_next(c));
	}
	if (!c->line.p || said_cmp(&c->then, &now) > 0) {
		came(c, &now);
		return NULL;
	}
	if (!str_eq(c->line, line))
		gone(c, &c->then), came(c, &now);
	return then_next(c);
}

static fault lines_compare(struct beside *c, const struct indicator *of, const struct figure *f)
{
	TRY(then_next(c));
	if (f->n)
		TRY(figure_rows_each(c->db, of, f->in, f->org, row_compare, c));
	while (c->line.p) {
		gone(c, &c->then);
		TRY(then_next(c));
	}
	return NULL;
}

struct today {
	struct seal_walk *w; struct arena *mem; const struct indicator **all; size_t n_all;
	struct pieces pieces; struct beside compare;
	struct change *first, **tail;
};

static fault figure_changed(struct today *t, const struct frozen *row, const struct indicator *of)
{
	struct figure now, was = figure_frozen(of, row);
	struct change *g = arena_get(t->mem, sizeof *g);
	struct seal_pieces_row *pieces;
	struct beside *c = &t->compare;
	size_t n;
	bool there;
	*g = (struct change){ .frozen = row, .of = of, .was = row->shown };
	TRY(seal_figure_now(t->w->db, of, (int)t->w->edition->month, &now, &there));
	TRY(seal_pieces(t->w->db, (struct seal_pieces_in){ .figure = row->id }, &pieces, &n));
	*c = (struct beside){ .db = t->w->db, .mem = t->mem, .pieces = pieces, .n = n, .room = c->room, .now = c->now, .change = g };
	if (there) {
		pieces_again(&t->pieces);
		if (now.n)
			TRY(figure_rows_each(c->db, of, now.in, now.org, pieces_add, &t->pieces));
		TRY(pieces_close(&t->pieces));
		c->differs |= t->pieces.seq != (int64_t)n;
		if (c->differs)
			TRY(lines_compare(c, of, &now));
		g->same_value = figure_same(&was, &now);
		figures_said(t->mem, &was, &now, &g->was, &g->now);
	}
	if (there && g->same_value && !g->n)
		return NULL;
	*t->tail = g;
	t->tail = &g->next;
	return NULL;
}

/* --- what moved them --------------------------------------------------------------------------------------------------------------------- */

struct link { int64_t row, entry; struct str act; };
struct movers { struct arena *mem; struct differing **wanted; size_t n; struct link *links; size_t n_links; int64_t entry; struct str relation, act; };

static int by_record(const void *a, const void *b)
{
	const struct differing *x = *(struct differing *const *)a, *y = *(struct differing *const *)b;
	return (x->record > y->record) - (x->record < y->record);
}

/* What a register says, and no record: whom or which unit a record counts for. */
static bool is_register(struct str relation)
{
	static const char *const REGISTERS[] = { "person_link", "org", "org_name", "org_parent", "grouping_member", "household", "household_member",
		"campaign", "cutoff", "obligation", "filing", "setting" };
	for (size_t i = 0; i < COUNT(REGISTERS); i++)
		if (str_is(relation, REGISTERS[i]))
			return true;
	return false;
}

static fault mover(void *ctx, const void *row)
{
	struct movers *m = ctx;
	const struct seal_moves_row *r = row;
	struct differing key = { .record = r->row }, *one = &key;
	struct differing **found = m->n ? bsearch(&one, m->wanted, m->n, sizeof *m->wanted, by_record) : NULL;
	size_t i = found ? (size_t)(found - m->wanted) : m->n;
	while (found && i > 0 && m->wanted[i - 1]->record == r->row)
		i--;
	for (; i < m->n && m->wanted[i]->record == r->row; i++) {        /* one record, in several figures */
		m->wanted[i]->entry = r->entry;
		m->wanted[i]->relation = str_copy(m->mem, r->relation);
		m->wanted[i]->act = str_copy(m->mem, r->act);
	}
	if (str_is(r->relation, "person_link") && m->n_links < MANY_LINKS)
		m->links[m->n_links++] = (struct link){ r->row, r->entry, str_copy(m->mem, r->act) };
	if (is_register(r->relation)) {
		m->entry = r->entry;
		m->relation = str_copy(m->mem, r->relation);
		m->act = str_copy(m->mem, r->act);
	}
	return NULL;
}

/* The record was left alone, but counts for another: the link of those two. */
static fault linked(struct db *db, const struct movers *m, struct differing *d)
{
	for (size_t i = m->n_links; i-- && !d->entry;) {
		struct person_link row;
		bool found;
		TRY(row_read(db, &person_link_table, m->links[i].row, &row, &found));
		if (!found)
			continue;
		struct str person = str_fmt(m->mem, "%lld", (long long)row.person), same_as = str_fmt(m->mem, "%lld", (long long)row.same_as);
		if ((str_eq(person, d->was) && str_eq(same_as, d->now)) || (str_eq(person, d->now) && str_eq(same_as, d->was)))
			*d = (struct differing){ d->record, d->gone, d->came, d->was, d->now, STR("person_link"), m->links[i].act, m->links[i].entry };
	}
	return NULL;
}

static fault movers_find(struct today *t, struct movers *m)
{
	size_t n = 0;
	for (struct change *g = t->first; g; g = g->next)
		n += g->n < NAMED ? g->n : NAMED;
	m->wanted = arena_get(t->mem, (n + 1) * sizeof(struct differing *));
	m->links = arena_get(t->mem, MANY_LINKS * sizeof *m->links);
	for (struct change *g = t->first; g; g = g->next)
		for (size_t i = 0; i < g->n && i < NAMED; i++)
			m->wanted[m->n++] = &g->records[i];
	qsort(m->wanted, m->n, sizeof(struct differing *), by_record);
	struct seal_moves_in in = { .entry = t->w->edition->entry + 1 };
	TRY(db_each(t->w->db, &seal_moves_query, &in, mover, m));
	for (size_t i = 0; i < m->n; i++) {
		struct differing *d = m->wanted[i];
		if (!d->entry && d->gone && d->came && !str_eq(d->was, d->now))
			TRY(linked(t->w->db, m, d));
	}
	return NULL;
}

/* --- said -------------------------------------------------------------------------------------------------------------------------------- */

static const struct { const char *act, *word; } ACTS[] = {
	{ "import", N_("导入") },      { "undo", N_("撤销导入") },   { "approve", N_("审核通过") }, { "return", N_("退回") },     { "take_back", N_("撤回") },
	{ "submit", N_("报出") },      { "edit", N_("修改") },       { "void", N_("作废") },        { "restore", N_("恢复") },    { "merge", N_("人员合并") },
	{ "unmerge", N_("撤销人员合并") }, { "forget", N_("遗忘") }, { "nil", N_("零报告") },
};

static struct str entry_act(struct str act)
{
	for (size_t i = 0; i < COUNT(ACTS); i++)
		if (str_is(act, ACTS[i].act))
			return str_of(_(ACTS[i].word));
	return act;
}

static void record_say(struct buf *out, const struct differing *d, const struct movers *m)
{
	const char *how = d->gone && !d->came ? _("不再计入") : d->came && !d->gone ? _("新计入") : str_eq(d->was, d->now) ? _("内容变了") : _("计到另一个对象");
	if (d->relation.p && !str_is(d->relation, "person_link"))
		buf_fmt(out, "%.*s", PSTR(d->relation));
	buf_fmt(out, _("第%lld号记录%s"), (long long)d->record, how);
	if (d->gone && d->came && !str_eq(d->was, d->now))
		buf_fmt(out, _("（由%.*s变为%.*s）"), PSTR(d->was), PSTR(d->now));
	if (d->entry)
		buf_fmt(out, _("，见留痕第%lld条（%.*s）"), (long long)d->entry, PSTR(entry_act(d->act)));
	else if (m->entry)
		buf_fmt(out, _("，记录本身没有动，见此后登记的变动，最近是留痕第%lld条（%.*s，表 %.*s）"), (long long)m->entry, PSTR(entry_act(m->act)), PSTR(m->relation));
}

static struct str change_say(struct today *t, const struct change *g, const struct movers *m)
{
	struct buf out = { .mem = t->mem };
	buf_fmt(&out, _("%.*s印发后，“%s”（%s）"), PSTR(t->w->title), _(g->of->name), g->of->id);
	if (!g->now.p)
		buf_fmt(&out, _("印发时是%.*s，现在没有这项活动，数不出来"), PSTR(g->was));
	else if (g->same_value)
		buf_fmt(&out, _("印发时和现在都是%.*s，但所依据的记录变了"), PSTR(g->now));
	else
		buf_fmt(&out, _("印发时是%.*s，现在是%.*s"), PSTR(g->was), PSTR(g->now));
	if (g->frozen->rule != g->of->version)
		buf_fmt(&out, _("（计数规则由第%lld版改为第%d版）"), (long long)g->frozen->rule, g->of->version);
	for (size_t i = 0; i < g->n && i < NAMED; i++) {
		buf_puts(&out, i ? _("；") : _("："));
		record_say(&out, &g->records[i], m);
	}
	if (g->more)
		buf_fmt(&out, _("；等%d条以上"), COUNTED);
	else if (g->n > NAMED)
		buf_fmt(&out, _("；等%zu条"), g->n);
	buf_puts(&out, _("。"));
	return buf_str(&out);
}

fault seal_changed(struct seal_walk *w)
{
	struct seal_since_row since;
	bool any;
	TRY(seal_since(w->db, (struct seal_since_in){ .entry = w->edition->entry + 1 }, &since, &any));
	if (!any || w->edition->entry == INT_NONE)
		return NULL;
	struct today t = { .w = w, .mem = db_mem(w->db), .tail = &t.first };
	struct movers m = { .mem = t.mem };
	t.all = seal_indicators(t.mem, w->desk, &t.n_all);
	t.pieces = pieces_open(t.mem, piece_compare, &t.compare);
	t.compare = (struct beside){ .room = arena_get(t.mem, PIECE_BYTES), .now = { .mem = t.mem } };
	for (size_t i = 0; i < w->n; i++) {
		const struct indicator *of = indicator_by(t.all, t.n_all, w->figures[i].indicator);
		if (of && !w->broken[i])
			TRY(figure_changed(&t, &w->figures[i], of));
	}
	if (t.first)
		TRY(movers_find(&t, &m));
	for (struct change *g = t.first; g; g = g->next)
		seal_found(w, SEAL_CHANGED, "frozen", g->frozen->id, change_say(&t, g, &m));
	return NULL;
}
