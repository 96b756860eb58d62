/* One sheet's XML into rows of cells.
 *
 * A cell says where it stands, how it looks and what kind of text its value is; together these give a value a person would
 * recognise: the text of a shared string, a date, 是. A formula gives the value that was last computed; one that was never
 * computed is an error cell, not an empty one, since an empty cell would be read as "unknown".
 *
 * Rows must come in ascending order, as the standard has it; Excel calls anything else damaged, and so do we. Blank cells
 * behind the last value of a row and rows of nothing but blanks and formats are left out, so a sheet formatted to its last
 * row costs nothing. */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "doc/sheet_grid.h"

enum { COLUMNS = 16384, ROWS = 1048576 };               /* what the format itself allows */

/* --- places --- */

bool place_parse(struct str s, int64_t *ret_row, size_t *ret_column)
{
	size_t column = 0, i = 0;
	int64_t row;

	for (; i < s.n && i < 4 && ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z'); i++)
		column = column * 26 + (size_t)((s.p[i] | 32) - 'a') + 1;
	if (!column || column > COLUMNS || !str_int(str_sub(s, i, s.n), &row) || row < 1 || row > ROWS)
		return false;
	*ret_row = row;
	*ret_column = column - 1;
	return true;
}

static fault too_wide(struct grid_reading *g)
{
	return fault_make(g->r->mem, BLAME_INPUT, "sheet.too_large",
		_("表格%.*s第%ld行用到了第%zu列以后，一次读不下。请删去多余的列再选。"),
		PSTR(g->name), (long)g->row, g->r->limits.columns);
}

static fault too_long(struct grid_reading *g)
{
	return fault_make(g->r->mem, BLAME_INPUT, "sheet.too_large", _("表格%.*s超过%zu行，一次读不下。请分成几个文件再选。"),
		PSTR(g->name), g->r->limits.rows);
}

static fault odd(struct grid_reading *g, const char *note)
{
	return fault_note(g->r->mem, BLAME_INPUT, "sheet.broken", note,
		_("表格%.*s第%ld行读不懂，文件可能坏了。请用WPS或Excel打开，另存为xlsx后再选。"), PSTR(g->name), (long)g->row);
}

/* --- cells --- */

static bool hex4(const char *p, uint32_t *ret)
{
	*ret = 0;
	for (int i = 0; i < 4; i++) {
		char c = p[i];
		int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
		if (digit < 0)
			return false;
		*ret = *ret << 4 | (uint32_t)digit;
	}
	return true;
}

/* _x000D_ stands for a character that XML cannot hold, _x005F_ for the _ of a text that looks like this (ECMA-376 22.9.2.19). */
struct str text_unescape(struct arena *mem, struct str s)
{
	if (str_find(s, STR("_x")) == SIZE_MAX)
		return s.n ? str_copy(mem, s) : STR_NONE;
	struct buf b = { .mem = mem };
	for (size_t i = 0; i < s.n; i++) {
		uint32_t c;
		if (i + 7 <= s.n && s.p[i] == '_' && s.p[i + 1] == 'x' && s.p[i + 6] == '_' && hex4(s.p + i + 2, &c) && c < 128) {
			if (c)
				buf_c(&b, (char)c);
			i += 6;
		} else {
			buf_c(&b, s.p[i]);
		}
	}
	return b.n ? buf_str(&b) : STR_NONE;
}

static void cell_text(struct grid_reading *g, struct str s, struct cell *c)
{
	if (!cell_blank(s))
		*c = (struct cell){ .kind = CELL_TEXT, .text = s };
}

static void cell_iso(struct grid_reading *g, struct str s, struct cell *c)
{
	struct day day;

	if (day_parse(str_sub(s, 0, 10), &day))
		*c = (struct cell){ .kind = CELL_DAY, .text = day_iso(g->r->mem, day), .day = day };
	else
		cell_text(g, str_copy(g->r->mem, s), c);
}

static fault cell_value(struct grid_reading *g, struct str s, struct cell *c)
{
	struct arena *mem = g->r->mem;
	const char *t = g->type;
	int64_t index;

	if (!strcmp(t, "s")) {
		if (!str_int(str_trim(s), &index) || index < 0 || (uint64_t)index >= g->source->n_strings)
			return odd(g, "shared string out of range");
		cell_text(g, g->source->strings[index], c);
	} else if (!strcmp(t, "str") || !strcmp(t, "inlineStr")) {
		cell_text(g, text_unescape(mem, s), c);
	} else if (!strcmp(t, "b")) {
		*c = (struct cell){ .kind = CELL_FLAG, .text = xml_true(str_trim(s)) ? STR("是") : STR("否") };
	} else if (!strcmp(t, "e")) {
		*c = (struct cell){ .kind = CELL_ERROR, .text = str_copy(mem, s) };
	} else if (!strcmp(t, "d")) {
		cell_iso(g, str_trim(s), c);
	} else {
		cell_number(mem, s, g->format, g->source->since_1904, c);
	}
	return NULL;
}

static fault cell_end(struct grid_reading *g)
{
	struct cell c = {0};
	struct str s = buf_str(&g->text);

	g->in_cell = false;
	if (g->has_value && s.n)
		TRY(cell_value(g, s, &c));
	else if (g->has_formula && !g->has_value)
		c = (struct cell){ .kind = CELL_ERROR, .text = STR("公式未计算") };
	if (c.kind != CELL_BLANK) {
		if (g->column >= g->r->limits.columns)
			return too_wide(g);
		while (g->scratch_n <= g->column)
			g->scratch[g->scratch_n++] = (struct cell){0};
		g->scratch[g->column] = c;
	}
	g->column++;
	return NULL;
}

static fault cell_begin(struct grid_reading *g, const struct xml_attributes *a)
{
	struct str place = xml_attribute(a, "r"), style = xml_attribute(a, "s"), type = xml_attribute(a, "t");
	int64_t row, index;

	if (place.p) {
		if (!place_parse(place, &row, &g->column))
			return odd(g, "cell reference");
		if (row != g->row)
			return odd(g, "cell in another row");
	}
	g->format = str_int(style, &index) && index >= 0 && (uint64_t)index < g->source->styles.n ? g->source->styles.formats[index]
		: FORMAT_NUMBER;
	memset(g->type, 0, sizeof(g->type));
	if (type.n && type.n < sizeof(g->type))
		memcpy(g->type, type.p, type.n);
	g->in_cell = true;
	g->has_value = g->has_formula = g->in_value = false;
	g->phonetic = 0;
	g->text.n = 0;
	return NULL;
}

/* --- rows --- */

struct grid_row *grid_row_new(struct grid_reading *g, struct grid_row row)
{
	if (g->n == g->cap) {
		size_t cap = g->cap ? 2 * g->cap : 64;
		g->rows = arena_more(g->r->mem, g->rows, g->cap * sizeof(*g->rows), cap * sizeof(*g->rows));
		g->cap = cap;
	}
	g->rows[g->n] = row;
	return &g->rows[g->n++];
}

static fault row_begin(struct grid_reading *g, const struct xml_attributes *a)
{
	struct str number = xml_attribute(a, "r");
	int64_t last = g->row;

	g->row = last + 1;
	if (number.p && !str_int(number, &g->row))
		return odd(g, "row number");
	if (g->row <= last || g->row > ROWS)
		return odd(g, "rows out of order");
	if ((uint64_t)g->row > g->r->limits.rows)
		return too_long(g);
	g->hidden = xml_true(xml_attribute(a, "hidden"));
	g->in_row = true;
	g->column = g->scratch_n = 0;
	return NULL;
}

static fault row_end(struct grid_reading *g)
{
	size_t n = g->scratch_n;                                 /* its last cell has a value */
	struct cell *cells = NULL;

	g->in_row = false;
	TRY(reading_cells(g->r, g->name, n));
	if (n) {
		cells = arena_get(g->r->mem, n * sizeof(*cells));
		memcpy(cells, g->scratch, n * sizeof(*cells));
	}
	g->width = n > g->width ? n : g->width;
	grid_row_new(g, (struct grid_row){ g->row, g->hidden, cells, n });
	return NULL;
}

/* --- the sheet --- */

static fault on_open(void *self, const char *name, const struct xml_attributes *a)
{
	struct grid_reading *g = self;

	if (g->in_cell) {
		if (!strcmp(name, "rPh"))
			g->phonetic++;
		else if (!strcmp(name, "f"))
			g->has_formula = true;
		else if (!strcmp(name, "v") || (!strcmp(name, "t") && !g->phonetic))
			g->in_value = g->has_value = true;
		return NULL;
	}
	if (g->in_row)
		return !strcmp(name, "c") ? cell_begin(g, a) : NULL;
	if (g->in_data)
		return !strcmp(name, "row") ? row_begin(g, a) : NULL;
	if (!strcmp(name, "sheetData"))
		g->in_data = true;
	else if (!strcmp(name, "mergeCell"))
		grid_merge(g, xml_attribute(a, "ref"));
	return NULL;
}

static fault on_close(void *self, const char *name)
{
	struct grid_reading *g = self;

	if (g->in_cell) {
		if (!strcmp(name, "rPh"))
			g->phonetic--;
		else if (!strcmp(name, "v") || !strcmp(name, "t"))
			g->in_value = false;
		return !strcmp(name, "c") ? cell_end(g) : NULL;
	}
	if (g->in_row)
		return !strcmp(name, "row") ? row_end(g) : NULL;
	if (g->in_data && !strcmp(name, "sheetData"))
		g->in_data = false;
	return NULL;
}

static void on_text(void *self, struct str text)
{
	struct grid_reading *g = self;

	if (g->in_value)
		buf_add(&g->text, text);
}

const struct xml_handler grid_handler = { on_open, on_close, on_text };

struct grid_reading *grid_begin(struct reading *r, const struct sheet_source *source, struct str name)
{
	struct grid_reading *g = arena_get(r->mem, sizeof(*g));

	*g = (struct grid_reading){ .r = r, .source = source, .name = name, .text.mem = r->mem };
	if (!r->scratch)
		r->scratch = arena_get(r->mem, r->limits.columns * sizeof(*r->scratch));
	g->scratch = r->scratch;
	return g;
}

fault grid_end(struct grid_reading *g, struct grid *ret)
{
	size_t n = 0;

	TRY(grid_fill(g));
	for (size_t i = 0; i < g->n; i++) {
		struct grid_row row = g->rows[i];
		while (row.n && row.cells[row.n - 1].kind == CELL_BLANK)
			row.n--;
		if (row.n)
			g->rows[n++] = row;
	}
	ret->name = g->name;
	ret->rows = g->rows;
	ret->n = n;
	return NULL;
}
