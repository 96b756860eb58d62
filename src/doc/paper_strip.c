/* Strips: what no page parts, a line of text or a title or a row of a table, with the rules in it, in the order of the document.
 *
 * A strip knows its height, not its place; its runs count from its top. Lists grow by doubling in the arena, so a table of a thousand
 * pages is as cheap a row as one of ten rows. Here too is what every element does with strips: a line with an edge to stand at, blank
 * lines, a bookmark.
 * Not taken: one array of strips. A head that is repeated, and a line that must stay with the next, are held by address. */
#include "doc/paper_part.h"

struct strip *strip_loose(struct lay *lay, int quarters)
{
	struct strip *s = arena_get(lay->mem, sizeof(*s));

	*s = (struct strip){ .quarters = quarters, .area = lay->area, .snap = true };
	return s;
}

struct strip *strip_add(struct lay *lay, int quarters)
{
	struct strip *s = strip_loose(lay, quarters);

	*lay->tail = s;
	lay->tail = &s->next;
	lay->before_last = lay->last;
	lay->last = s;
	return s;
}

void strip_rule(struct lay *lay, struct strip *strip, um x0, um x1, um y, um width, uint32_t rgb)
{
	if (strip->n_rules == strip->cap_rules) {
		size_t cap = strip->cap_rules ? 2 * strip->cap_rules : 2;
		strip->rules = arena_more(lay->mem, strip->rules, strip->n_rules * sizeof(*strip->rules), cap * sizeof(*strip->rules));
		strip->cap_rules = cap;
	}
	strip->rules[strip->n_rules++] = (struct rule){ x0, y, x1, y, width, rgb };
}

uint32_t block_add(struct lay *lay, enum tag tag, uint32_t parent)
{
	struct paper *p = lay->paper;

	if (p->n_blocks == lay->cap_blocks) {
		size_t cap = lay->cap_blocks ? 2 * lay->cap_blocks : 64;
		p->blocks = arena_more(lay->mem, p->blocks, p->n_blocks * sizeof(*p->blocks), cap * sizeof(*p->blocks));
		lay->cap_blocks = cap;
	}
	p->blocks[p->n_blocks] = (struct node){ tag, parent };
	return (uint32_t)p->n_blocks++;
}

void strip_blanks(struct lay *lay, int rows)
{
	for (; rows > 0 && lay->first; rows--)
		strip_add(lay, QUARTERS)->blank = true;
}

/* One line in the middle of a row, `in` micrometres in from the edges. */
void strip_line(struct lay *lay, struct strip *s, const struct text *t, enum side side, um in, uint32_t block)
{
	um left = lay->area->left, right = left + lay->area->measure;

	letters_within(lay, s, t, type_body, left + (side == SIDE_LEFT ? in : 0), right - (side == SIDE_RIGHT ? in : 0), side, ROW / 2, BLACK, block);
}

void strip_bookmark(struct strip *s, struct str title, uint32_t level)
{
	if (s && title.n && !s->mark.n)
		s->mark = title, s->mark_level = level;
}

struct strip *strip_after(struct lay *lay, struct strip *before)
{
	return before ? before->next : lay->first;
}
