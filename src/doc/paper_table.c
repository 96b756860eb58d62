/* A table on the grid: 小四, three rules and hairlines, figures at the right, its head again on every sheet, with （续） over it.
 *
 * The columns share the width of the type area by what stands in them: each gets what it needs on one line where that fits, and what is
 * left in proportion. Where it does not, figures and words stay whole, and of the ways to share the rest (the narrow columns whole, the
 * wide ones by what they want) the one with the fewest lines is taken. If words do not fit, the type becomes smaller (12, 10.5, 9 pt),
 * then words narrower; a table whose figures would be parted even so is refused. A row of one line is one row of the grid; more
 * lines are set closer. A row is one strip, so no page parts it, unless it is higher than a page: then it goes on line by line.
 *
 * Costs a step a character, twice: once for the widths, once for the lines. A table of a thousand pages is a long list.
 * A table of mostly empty cells is a form, to be filled in by hand: it has upright rules too.
 * Not taken: upright rules elsewhere, and centred figures (a column is read down its right edge). */
#include <string.h>
#include "doc/doc_part.h"
#include "doc/paper_part.h"

enum { PAD = 1300, AFTER_FIGURES = 1500, HEAVY = 350, THIN = 250, HAIR = 100, WORDS_LEAST = 4 * CELL, WORDS_TIGHT = 2 * CELL, MANY = 8, AGAIN_QUARTERS = 3 };

/* natural, least: thousandths of a cell, of the widest cell and of what must not be parted in it; a head wider than its column may take two lines. line: of
 * the widest cell, head or not. tight: least, if words take more lines still. */
struct column { int natural, least, tight, line; bool numeric; um edge, left, pad, width, best; };
struct grid { struct lay *lay; const struct part *table; struct type type; um pitch; size_t n, n_rows; struct column *columns; int *natural; struct text text;
	struct table *head; uint32_t block; bool body, form; };       /* form: most cells are empty, to be filled in by hand */
struct cell_lines { struct text text; struct line *lines; size_t n; bool right; const struct column *column; uint32_t block; };

static const um sizes[] = { 4233, 3704, 3175 };                             /* 小四 五号 小五 */

static void cell_text(struct grid *g, const struct part *cell, bool head, struct text *text)
{
	text->n = 0;
	for (const struct span *s = cell->spans; s; s = s->next)
		letters_add(g->lay, text, head ? ROLE_HEI : ROLE_FANG, s->text);
}

/* --- the columns --- */

static int longest_word(const struct text *t)
{
	int most = 0, width = 0;

	for (size_t i = 0; i < t->n; i++) {
		width = i && break_allowed(t->cells[i - 1].code, t->cells[i].code) ? t->cells[i].advance : width + t->cells[i].advance;
		most = width > most ? width : most;
	}
	return most;
}

static int most_of(int a, int b)
{
	return a > b ? a : b;
}

static void cell_measure(struct grid *g, const struct part *cell, bool head, struct column *c, int *ret_natural)
{
	cell_text(g, cell, head, &g->text);
	*ret_natural = letters_width(&g->text, 0, g->text.n);
	int word = longest_word(&g->text), words = *ret_natural < WORDS_LEAST ? *ret_natural : WORDS_LEAST;
	c->least = most_of(c->least, c->numeric && !head ? *ret_natural : most_of(word, words));
	c->tight = most_of(c->tight, c->numeric && !head ? *ret_natural : most_of(word, words < WORDS_TIGHT ? words : WORDS_TIGHT));
	c->natural = most_of(c->natural, head ? most_of(word, *ret_natural / 2 + CELL) : *ret_natural);
	c->natural = most_of(c->natural, c->least);
	c->line = most_of(c->line, *ret_natural);
}

static void columns_measure(struct grid *g)
{
	bool *numeric = arena_get(g->lay->mem, g->n + 1);

	table_numeric(g->lay->mem, g->table, numeric);
	for (const struct part *r = g->table->rows; r; r = r->next)
		g->n_rows++;
	g->natural = arena_get(g->lay->mem, g->n_rows * g->n * sizeof(*g->natural));
	for (size_t i = 0; i < g->n; i++) {
		g->columns[i].numeric = numeric[i];
		g->columns[i].pad = (g->n > MANY ? PAD : 2 * PAD) + (i && numeric[i - 1] && !numeric[i] ? AFTER_FIGURES : 0);
	}
	int *natural = g->natural;
	for (const struct part *r = g->table->rows; r; r = r->next, natural += g->n) {
		size_t i = 0;
		for (const struct part *cell = r->cells; cell; cell = cell->next, i++)
			cell_measure(g, cell, r->head, &g->columns[i], &natural[i]);
	}
	g->form = table_form(g->lay->mem, g->table);
}

/* Columns up to the width `whole` get what they want, the others share the rest, none below what must not be parted. False: not to be had. */
static bool columns_try(struct grid *g, int whole, int64_t cells)
{
	int64_t rest = cells, wish = 0;

	for (size_t i = 0; i < g->n; i++) {
		struct column *c = &g->columns[i];
		rest -= c->natural <= whole ? c->natural : c->least;
		wish += c->natural <= whole ? 0 : c->natural - c->least;
	}
	for (size_t i = 0; i < g->n; i++) {
		struct column *c = &g->columns[i];
		c->width = c->natural <= whole ? c->natural : c->least + (um)((c->natural - c->least) * rest / (wish ? wish : 1));
		c->width += wish ? 0 : (um)(rest / (int64_t)g->n);       /* all fit, if heads take two lines */
	}
	return rest >= 0;
}

/* In lines, about. A head counts more: it stands on every page. */
static int64_t height_of(const struct grid *g)
{
	const struct part *row = g->table->rows;
	int64_t lines = 0;

	for (size_t r = 0; r < g->n_rows; r++, row = row->next) {
		int most = 1;
		for (size_t i = 0; i < g->n; i++) {
			int width = g->columns[i].width, natural = g->natural[r * g->n + i];
			most = most_of(most, width > 0 ? (natural + width - 1) / width : 1);
		}
		lines += row->head ? 4 * most : most;
	}
	return lines;
}

/* The widths, in thousandths of a cell, with which the table is lowest. False: not even the least fits. */
static bool columns_choose(struct grid *g, int64_t cells)
{
	int64_t best = INT64_MAX, all = 0;

	for (size_t i = 0; i < g->n; i++)
		all += g->columns[i].line;
	for (size_t i = 0; i < g->n && all <= cells; i++)        /* each cell on one line, heads too */
		g->columns[i].best = g->columns[i].line + (um)(all ? (cells - all) * g->columns[i].line / all : cells / (int64_t)g->n);
	for (size_t i = 0; i <= g->n && all > cells; i++) {
		if (!columns_try(g, i < g->n ? g->columns[i].natural : 0, cells))
			continue;
		int64_t height = height_of(g);
		if (height < best) {
			best = height;
			for (size_t k = 0; k < g->n; k++)
				g->columns[k].best = g->columns[k].width;
		}
	}
	return all <= cells || best != INT64_MAX;
}

static void columns_place(struct grid *g)
{
	const struct area *area = g->lay->area;
	int64_t room = area->measure, at = 0, least = 0;
	bool fits = false;

	for (size_t i = 0; i < g->n; i++)
		room -= g->columns[i].pad, least += g->columns[i].least;
	room = room > 0 ? room : 1;
	for (size_t i = 0; i < 2 * COUNT(sizes) && !fits; i++) {         /* smaller type first, then narrower words */
		for (size_t k = 0; k < g->n && i == COUNT(sizes); k++)
			g->columns[k].least = g->columns[k].tight;
		g->type = type_of(sizes[i % COUNT(sizes)]);
		fits = columns_choose(g, type_cells(g->type, (um)room));
	}
	g->lay->too_wide = fits ? g->lay->too_wide : g->n;
	g->pitch = g->type.size * 3 / 2;
	for (size_t i = 0; i < g->n; i++) {
		struct column *c = &g->columns[i];
		c->width = fits ? type_um(g->type, c->best) : (um)(c->least * room / (least ? least : 1));
		c->edge = area->left + (um)at;
		c->left = c->edge + c->pad - (g->n > MANY ? PAD / 2 : PAD);
		at += c->pad + c->width;
	}
}

/* --- rows --- */

static void cell_set(struct grid *g, const struct part *cell, bool head, struct column *column, struct cell_lines *ret)
{
	int width = type_cells(g->type, column->width) + 1;

	cell_text(g, cell, head, &ret->text);
	ret->column = column;
	ret->right = column->numeric || (!head && cell_numeric(g->lay->mem, cell));
	if (letters_width(&ret->text, 0, ret->text.n) > width) {
		break_lines(g->lay->mem, ret->text.cells, ret->text.n, 0, 0, width, &ret->lines, &ret->n);
	} else {
		ret->lines = arena_get(g->lay->mem, sizeof(*ret->lines));
		*ret->lines = letters_line(g->lay, &ret->text, 0, ret->text.n);
		ret->n = ret->text.n ? 1 : 0;
	}
}

/* Lines [from, from + n) of a cell, in the middle of a row of so many lines. */
static void cell_put(struct grid *g, struct strip *strip, const struct cell_lines *c, size_t from, size_t n, um middle)
{
	for (size_t i = from; i < from + n && i < c->n; i++) {
		const struct line *l = &c->lines[i];
		size_t here = c->n - from < n ? c->n - from : n;
		um y = middle + (um)(2 * (int64_t)(i - from) - (int64_t)here + 1) * g->pitch / 2;
		um x = c->column->left;
		if (c->right)
			x += c->column->width - type_um(g->type, l->x[l->to - l->from]);
		letters_put(g->lay, strip, &c->text, l, g->type, x, y, BLACK, c->block);
	}
}

/* One line: a row of the grid (a head a quarter more); more lines: their pitch and a little air, in quarters. */
static int quarters_of(const struct grid *g, size_t lines, bool head)
{
	int quarters = ((int)lines * g->pitch + 2 * 1440 + ROW / QUARTERS - 1) / (ROW / QUARTERS);

	return head ? (quarters < QUARTERS ? QUARTERS + 1 : quarters + 1) : quarters < QUARTERS ? QUARTERS : quarters;
}

static void strip_upright(struct lay *lay, struct strip *s, um x, um height, um width)
{
	strip_rule(lay, s, x, x, 0, width, BLACK);
	s->rules[s->n_rules - 1].y1 = height;
}

static struct strip *row_strip(struct grid *g, const struct part *row, struct cell_lines *cells, size_t from, size_t n)
{
	int quarters = quarters_of(g, n, row->head);
	struct strip *s = strip_add(g->lay, quarters);
	um height = quarters * ROW / QUARTERS, left = g->lay->area->left, right = left + g->lay->area->measure;
	bool first = row == g->table->rows && !from, under_head = row->head && !(row->next && row->next->head);

	s->snap = false;
	s->keep = row->head && row->next;
	s->table = g->body && g->head->head_quarters <= g->lay->area->quarters / 2 ? g->head : NULL;      /* a head that fills the page stands once */
	for (size_t i = 0; i < g->n; i++)
		cell_put(g, s, &cells[i], from, n, height / 2);
	if (first)
		strip_rule(g->lay, s, left, right, 0, HEAVY, BLACK);
	for (size_t i = 0; i <= g->n && g->form; i++) {
		um x = i < g->n ? g->columns[i].edge : right;
		strip_upright(g->lay, s, x, height, i == 0 || i == g->n ? THIN : HAIR);
	}
	strip_rule(g->lay, s, left, right, height, !row->next ? HEAVY : under_head ? THIN : HAIR, BLACK);
	return s;
}

static void row_lay(struct grid *g, const struct part *row, struct cell_lines *cells)
{
	uint32_t block = block_add(g->lay, TAG_ROW, g->block);
	size_t lines = 1, i = 0, most;

	g->body |= !row->head;
	for (const struct part *cell = row->cells; cell; cell = cell->next, i++) {
		cells[i].block = block_add(g->lay, row->head ? TAG_HEAD : TAG_CELL, block);
		cell_set(g, cell, row->head, &g->columns[i], &cells[i]);
		lines = cells[i].n > lines ? cells[i].n : lines;
	}
	for (; i < g->n; i++)
		cells[i].n = 0;
	for (most = lines; most > 1 && quarters_of(g, most, row->head) > g->lay->area->quarters - g->head->head_quarters; most--)
		;
	for (size_t from = 0; from < lines; from += most) {
		struct strip *s = row_strip(g, row, cells, from, most < lines - from ? most : lines - from);
		if (g->body)
			continue;
		g->head->head = g->head->head ? g->head->head : s;
		g->head->n_head++;
		g->head->head_quarters += s->quarters;
	}
}

/* （续）, at the right over a head that is repeated: the one word that paper adds, and no content. */
static struct strip *again_strip(struct lay *lay)
{
	struct strip *s = strip_loose(lay, AGAIN_QUARTERS);
	um left = lay->area->left, right = left + lay->area->measure;
	struct text t = { 0 };

	letters_add(lay, &t, ROLE_FANG, STR("（续）"));
	letters_within(lay, s, &t, type_small, left, right, SIDE_RIGHT, AGAIN_QUARTERS * ROW / QUARTERS / 2, BLACK, 0);
	return s;
}

void table_lay(struct lay *lay, const struct part *table)
{
	struct grid g = { .lay = lay, .table = table, .n = table_columns(table) };

	if (!g.n)
		return;
	g.columns = arena_get(lay->mem, g.n * sizeof(*g.columns));
	g.head = arena_get(lay->mem, sizeof(*g.head));
	g.block = block_add(lay, TAG_TABLE, 1);
	g.head->again = again_strip(lay), g.head->head_quarters = AGAIN_QUARTERS;
	g.head->left = lay->area->left, g.head->right = lay->area->left + lay->area->measure;
	columns_measure(&g);
	columns_place(&g);
	struct strip *air = strip_add(lay, 1);
	air->blank = air->keep = true;
	struct cell_lines *cells = arena_get(lay->mem, g.n * sizeof(*cells));
	for (const struct part *r = table->rows; r; r = r->next)
		row_lay(&g, r, cells);
}
