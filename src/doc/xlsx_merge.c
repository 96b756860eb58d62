/* Merged ranges: every cell of one takes the value of its first.
 *
 * A spreadsheet shows the first cell's value over the whole area, and the office means it for every row of it, so each cell
 * takes that value and is marked `filled`; what lies hidden beneath is gone, as on the screen. Rows that were not there
 * come to be.
 *
 * Ranges of more than LARGE cells (whole rows and columns, merged by a careless click) are filled only as far as the sheet
 * is used. Filling is counted like reading: a hundred thousand ranges laid over each other end at the limit of cells. */
#include "doc/sheet_grid.h"

enum { LARGE = 4096 };

void grid_merge(struct grid_reading *g, struct str range)
{
	struct merge m;
	struct str from = str_cut(&range, ':');

	if (!place_parse(from, &m.row, &m.column) || !place_parse(range, &m.to_row, &m.to_column))
		return;                                          /* one cell, or nonsense: nothing is merged */
	if (m.to_row < m.row || m.to_column < m.column)
		return;
	if (g->n_merges == g->cap_merges) {
		size_t cap = g->cap_merges ? 2 * g->cap_merges : 32;
		g->merges = arena_more(g->r->mem, g->merges, g->cap_merges * sizeof(m), cap * sizeof(m));
		g->cap_merges = cap;
	}
	g->merges[g->n_merges++] = m;
}

/* Rows by their number while ranges are filled: at[number] is the place in rows, plus one. */
struct row_index { uint32_t *at; int64_t last; };

static struct row_index index_make(struct grid_reading *g)
{
	struct row_index x = { .last = g->n ? g->rows[g->n - 1].number : 0 };

	for (size_t i = 0; i < g->n_merges; i++) {
		const struct merge *m = &g->merges[i];
		if (m->to_row > x.last && (m->to_row - m->row + 1) * (int64_t)(m->to_column - m->column + 1) <= LARGE)
			x.last = m->to_row;
	}
	x.at = arena_get(g->r->mem, ((size_t)x.last + 1) * sizeof(*x.at));
	for (size_t i = 0; i < g->n; i++)
		x.at[g->rows[i].number] = (uint32_t)i + 1;
	return x;
}

static struct grid_row *index_row(struct grid_reading *g, struct row_index *x, int64_t number)
{
	if (!x->at[number]) {
		grid_row_new(g, (struct grid_row){ .number = number });
		x->at[number] = (uint32_t)g->n;
	}
	return &g->rows[x->at[number] - 1];
}

static fault row_fill(struct grid_reading *g, struct grid_row *row, const struct merge *m, const struct cell *value, bool first)
{
	size_t n = m->to_column + 1;

	if (value->kind == CELL_BLANK && n > row->n)             /* nothing to spread: only hide what lies beneath */
		n = row->n;
	TRY(reading_cells(g->r, g->name, n > row->n ? n : n > m->column ? n - m->column : 0));
	if (n > row->n) {
		row->cells = arena_more(g->r->mem, row->cells, row->n * sizeof(*row->cells), n * sizeof(*row->cells));
		row->n = n;
	}
	for (size_t c = m->column + first; c < n; c++) {
		row->cells[c] = *value;
		row->cells[c].filled = true;
	}
	return NULL;
}

static fault merge_fill(struct grid_reading *g, struct row_index *x, struct merge m)
{
	bool large = (m.to_row - m.row + 1) * (int64_t)(m.to_column - m.column + 1) > LARGE;
	struct cell value = {0};

	if (m.row > x->last || m.column >= g->r->limits.columns)
		return NULL;
	if (m.to_row > x->last)
		m.to_row = x->last;
	if (large && m.to_column >= g->width)
		m.to_column = g->width ? g->width - 1 : 0;
	if (m.to_column >= g->r->limits.columns)
		m.to_column = g->r->limits.columns - 1;
	if (x->at[m.row] && m.column < g->rows[x->at[m.row] - 1].n)
		value = g->rows[x->at[m.row] - 1].cells[m.column];
	TRY(reading_cells(g->r, g->name, (size_t)(m.to_row - m.row)));
	for (int64_t number = m.row; number <= m.to_row; number++)
		if (x->at[number] || value.kind != CELL_BLANK)
			TRY(row_fill(g, index_row(g, x, number), &m, &value, number == m.row));
	return NULL;
}

fault grid_fill(struct grid_reading *g)
{
	struct row_index x;
	size_t n = 0;

	if (!g->n_merges)
		return NULL;
	x = index_make(g);
	for (size_t i = 0; i < g->n_merges; i++)
		TRY(merge_fill(g, &x, g->merges[i]));
	struct grid_row *rows = arena_get(g->r->mem, (g->n + 1) * sizeof(*rows));
	for (int64_t number = 1; number <= x.last; number++)    /* back into their order */
		if (x.at[number])
			rows[n++] = g->rows[x.at[number] - 1];
	g->rows = rows;
	return NULL;
}
