/* Strips on sheets: where a page ends.
 *
 * A sheet is 88 quarters of a row. Strips come in order; one that does not fit begins a sheet, together with those that must stay with
 * it (a heading with the line below, the end of the text with the signature). Text stands on whole rows again after a table or a note.
 * Rows of a table that go on are headed again by the table's head, under （续）; it is no content there, so whoever hears the page hears it once.
 * The block of rules (版记) goes to the last lines of the last page, else on a page of its own, which then bears no number.
 *
 * A first page without body text is forbidden (7.3.3): blank lines of the head give way until a line of it fits.
 * Costs a step a strip and a copy of each run. Nothing is measured here.
 * Not taken: keeping two lines of a paragraph together at a page's end, which the standard does not ask and 22 full rows forbid. */
#include "doc/paper_part.h"

enum { HEAVY = 350 };

struct place { const struct strip *strip; um y; uint32_t sheet; bool again; };      /* again: a head that stands already */
struct pager { struct lay *lay; struct place *places; size_t n, cap, sheets; const struct area **areas; size_t cap_areas;
	const struct area *area; int q; const struct strip *before; };

static um row_y(const struct area *area, int q)
{
	return area->top + q * ROW / QUARTERS;
}

static void put(struct pager *p, const struct strip *s, um y, bool again)
{
	if (!s)
		return;
	if (p->n == p->cap) {
		size_t cap = p->cap ? 2 * p->cap : 64;
		p->places = arena_more(p->lay->mem, p->places, p->n * sizeof(*p->places), cap * sizeof(*p->places));
		p->cap = cap;
	}
	p->places[p->n++] = (struct place){ s, y, (uint32_t)p->sheets - 1, again };
}

static void sheet_add(struct pager *p, const struct area *area)
{
	if (p->sheets == p->cap_areas) {
		size_t cap = p->cap_areas ? 2 * p->cap_areas : 16;
		p->areas = arena_more(p->lay->mem, p->areas, p->sheets * sizeof(*p->areas), cap * sizeof(*p->areas));
		p->cap_areas = cap;
	}
	p->areas[p->sheets++] = p->area = area;
	p->q = 0;
}

static void sheet_end(struct pager *p)
{
	if (p->sheets)
		put(p, folio_lay(p->lay, p->area, (uint32_t)p->sheets), 0, false);
}

/* A table that goes on is closed by a heavy rule, and opened by one where no head does it. */
static void table_edge(struct pager *p, const struct table *t)
{
	struct strip *s = strip_loose(p->lay, 0);

	strip_rule(p->lay, s, t->left, t->right, 0, HEAVY, BLACK);
	put(p, s, row_y(p->area, p->q), false);
}

static void table_again(struct pager *p, const struct table *t)
{
	const struct strip *s = t->head;

	if (t->n_head) {
		put(p, t->again, row_y(p->area, p->q), true);
		p->q += t->again->quarters;
	} else {
		table_edge(p, t);
	}
	for (size_t i = 0; i < t->n_head; i++, s = s->next) {
		put(p, s, row_y(p->area, p->q), true);
		p->q += s->quarters;
	}
}

static int snapped(int q, const struct strip *s)
{
	return s->snap ? (q + QUARTERS - 1) / QUARTERS * QUARTERS : q;
}

/* Where a strip and all that stays with it would end. */
static int end_of(const struct strip *s, int q)
{
	for (; ; s = s->next) {
		q = snapped(q, s) + s->quarters;
		if (!s->keep || !s->next || s->next->fresh || q > s->area->quarters)
			return q;
	}
}

static bool fits(const struct pager *p, const struct strip *s)
{
	if (!p->q || end_of(s, p->q) <= p->area->quarters)
		return true;
	return end_of(s, 0) > p->area->quarters && snapped(p->q, s) + s->quarters <= p->area->quarters;       /* what no page holds is not kept together */
}

static void strip_place(struct pager *p, const struct strip *s)
{
	bool fresh = !p->sheets || s->fresh || s->area != p->area;

	if (fresh || !fits(p, s)) {
		bool goes_on = !fresh && s->table && p->before;
		if (goes_on)
			table_edge(p, s->table);
		sheet_end(p);
		sheet_add(p, s->area);
		if (goes_on)
			table_again(p, s->table);
	}
	if (s->blank && !p->q)
		return;
	p->q = snapped(p->q, s);
	put(p, s, row_y(p->area, p->q), false);
	p->q += s->quarters;
	p->before = s;
}

/* --- the head gives way --- */

static void head_fit(struct lay *lay)
{
	int q = 0;

	if (lay->doc->form != FORM_RED_HEAD)
		return;
	for (const struct strip *s = lay->first; s; s = s->next) {
		q = snapped(q, s) + s->quarters;
		if (s->body || s->fresh)
			break;
	}
	for (struct strip *s = lay->first; s && !s->body && q > lay->area->quarters; s = s->next)
		if (s->blank) {
			q -= s->quarters;
			s->quarters = 0;
		}
}

/* --- sheets --- */

static void last_page(struct pager *p)
{
	struct lay *lay = p->lay;
	um y = lay->area->bottom - lay->imprint_height;
	bool alone = false;

	if (!p->sheets)
		sheet_add(p, lay->area);
	if (lay->imprint && (p->area != lay->area || row_y(p->area, p->q) > y)) {
		sheet_end(p);
		sheet_add(p, lay->area);
		alone = true;
	}
	put(p, lay->imprint, y, false);
	put(p, foot_lay(lay, p->area), 0, false);
	if (!alone)
		sheet_end(p);
}

static void sheets_open(struct pager *p)
{
	struct paper *paper = p->lay->paper;
	size_t marks = 0, lacks = 0;

	paper->n_sheets = p->sheets;
	paper->sheets = arena_get(paper->mem, p->sheets * sizeof(*paper->sheets));
	for (size_t i = 0; i < p->n; i++) {
		struct sheet *sheet = &paper->sheets[p->places[i].sheet];
		const struct strip *s = p->places[i].strip;
		sheet->n_runs += s->n_runs, sheet->n_rules += s->n_rules;
		marks += s->mark.n != 0;
		for (const struct missing *m = s->missing; m; m = m->next)
			lacks++;
	}
	for (size_t i = 0; i < p->sheets; i++) {
		struct sheet *s = &paper->sheets[i];
		*s = (struct sheet){ p->areas[i]->width, p->areas[i]->height, arena_get(paper->mem, s->n_runs * sizeof(*s->runs) + 1),
			arena_get(paper->mem, s->n_rules * sizeof(*s->rules) + 1), 0, 0 };
	}
	paper->marks = arena_get(paper->mem, marks * sizeof(*paper->marks) + 1);
	paper->lacks = arena_get(paper->mem, lacks * sizeof(*paper->lacks) + 1);
}

static void sheet_copy(struct paper *paper, const struct place *at)
{
	struct sheet *sheet = &paper->sheets[at->sheet];
	const struct strip *s = at->strip;

	for (size_t i = 0; i < s->n_runs; i++) {
		struct run *r = &sheet->runs[sheet->n_runs++];
		*r = s->runs[i];
		r->y += at->y;
		r->block = at->again ? 0 : r->block;
	}
	for (size_t i = 0; i < s->n_rules; i++) {
		struct rule *r = &sheet->rules[sheet->n_rules++];
		*r = s->rules[i];
		r->y0 += at->y, r->y1 += at->y;
	}
	if (at->again)
		return;
	if (s->mark.n)
		paper->marks[paper->n_marks++] = (struct bookmark){ s->mark, at->sheet, s->mark_level, at->y };
	for (const struct missing *m = s->missing; m; m = m->next)
		paper->lacks[paper->n_lacks++] = (struct lack){ m->code, at->sheet, m->where };
}

void page_all(struct lay *lay)
{
	struct pager p = { .lay = lay };

	head_fit(lay);
	for (const struct strip *s = lay->first; s; s = s->next)
		strip_place(&p, s);
	last_page(&p);
	sheets_open(&p);
	for (size_t i = 0; i < p.n; i++)
		sheet_copy(lay->paper, &p.places[i]);
}
