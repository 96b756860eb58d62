/* A document as data: a list of blocks, each a list of spans, each text or a number that knows where it comes from.
 *
 * Whoever drafts says what a thing is (a title, a run-in heading, a number) and never what it looks like; text, HTML and
 * the paper are functions of the same list, so they cannot disagree. Nothing is ever taken out again: a draft that changes
 * is drafted anew.
 *
 * The road not taken is a tree of markup, which every writer would have to walk, interpret and escape. */
#include "doc/doc.h"

struct doc *doc_new(struct arena *mem, struct str title)
{
	struct doc *d = arena_get(mem, sizeof(*d));

	*d = (struct doc){ .mem = mem, .title = str_copy(mem, title), .lang = STR("zh-CN") };
	d->tail = &d->first;
	return d;
}

static struct part *part_new(struct doc *d, enum block kind)
{
	struct part *p = arena_get(d->mem, sizeof(*p));

	*p = (struct part){ .kind = kind };
	p->tail = &p->spans;
	return p;
}

struct part *doc_add(struct doc *d, enum block kind)
{
	struct part *p = part_new(d, kind);

	*d->tail = p;
	d->tail = &p->next;
	return p;
}

static void span_add(struct doc *d, struct part *p, struct span span)
{
	struct span *s = arena_get(d->mem, sizeof(*s));

	*s = span;
	*p->tail = s;
	p->tail = &s->next;
}

void doc_text_span(struct doc *d, struct part *p, struct str text)
{
	if (text.n)
		span_add(d, p, (struct span){ .text = text });
}

void doc_heading_span(struct doc *d, struct part *p, struct str text)
{
	if (text.n)
		span_add(d, p, (struct span){ .text = text, .heading = true });
}

void doc_number_span(struct doc *d, struct part *p, struct number number)
{
	struct number *n = arena_get(d->mem, sizeof(*n));

	*n = number;
	span_add(d, p, (struct span){ .text = number.shown, .number = n });
}

struct appendix *doc_evidence(struct doc *d, struct number number, struct str name, struct str rule)
{
	struct appendix *a = arena_get(d->mem, sizeof(*a)), **tail = &d->evidence;

	*a = (struct appendix){ .number = number, .name = name, .rule = rule };
	while (*tail)                                            /* a report has dozens of figures, not thousands */
		tail = &(*tail)->next;
	*tail = a;
	return a;
}

static struct part *child_add(struct doc *d, struct part *parent, struct part **first)
{
	struct part *p = part_new(d, parent->kind);

	if (parent->last)
		parent->last->next = p;
	else
		*first = p;
	parent->last = p;
	return p;
}

struct part *doc_row(struct doc *d, struct part *table, bool head)
{
	struct part *row = child_add(d, table, &table->rows);

	row->head = head;
	return row;
}

struct part *doc_cell(struct doc *d, struct part *row)
{
	return child_add(d, row, &row->cells);
}
