/* A table: three rules and hairlines, figures at the right, its head again on every page.
 *
 * Layout is fixed and the widths are said twice, in w:gridCol and in each w:tcW, since WPS reads the one and Word the other; a row is at least a row of
 * the grid and grows with its lines, which have a pitch of their own (a fixed height cuts the second line off); no page parts a row.
 * The columns share the width as on the writer of PDF's paper: each gets what it needs on one line where that fits, and what is left in proportion; where
 * it does not fit, words give way and figures stay whole; if not even that fits, the type becomes smaller (小四, 五号, 小五).
 * A row that is short of cells gets empty ones: Word repairs such a table by itself, and says that the file was damaged.
 * Costs a step a character, once for the widths. Not taken: auto-fit, which Word and WPS each do in their own way, and LibreOffice does not. */
#include "base/text.h"
#include "doc/break.h"
#include "doc/docx_part.h"

enum { PAD = 62, AIR = 80, WORDS_LEAST = 4 * CELL, HEAVY = 8, THIN = 6, HAIR = 2 };

struct column { int64_t natural, least; bool numeric; int width; };
struct grid { struct docx *d; const struct part *table; size_t n; struct column *columns; int width, half_points; bool keep; };

/* --- the columns --- */

static int64_t longest_word(struct str text)
{
	int64_t most = 0, width = 0;
	uint32_t before = 0;

	while (text.n) {
		uint32_t c = text_next(&text);
		int advance = break_full(c) ? CELL : CELL / 2;
		width = before && break_allowed(before, c) ? advance : width + advance;
		most = width > most ? width : most;
		before = c;
	}
	return most;
}

/* Readers put a quarter of a blank between Han and figures, some even when told not to. */
static int64_t blanks_of(struct str text)
{
	int64_t width = 0;
	uint32_t before = 0;

	for (uint32_t c; (c = text_next(&text)) != 0; before = c)
		width += before && break_full(before) != break_full(c) ? CELL / 4 : 0;
	return width;
}

static void column_measure(struct column *c, struct str text, bool head)
{
	int64_t natural = docx_measure(text) + blanks_of(text), words = natural < WORDS_LEAST ? natural : WORDS_LEAST;
	int64_t least = c->numeric && !head ? natural : longest_word(text);

	least = least > words ? least : words;
	c->natural = natural > c->natural ? natural : c->natural;
	c->least = least > c->least ? least : c->least;
}

static void columns_measure(struct grid *g)
{
	struct arena *mem = g->d->mem;
	bool *numeric = arena_get(mem, g->n + 1);

	table_numeric(mem, g->table, numeric);
	for (size_t i = 0; i < g->n; i++)
		g->columns[i].numeric = numeric[i];
	for (const struct part *r = g->table->rows; r; r = r->next) {
		struct column *c = g->columns;
		for (const struct part *cell = r->cells; cell; cell = cell->next, c++)
			column_measure(c, part_text(mem, cell), r->head);
	}
}

static int64_t sum_of(const struct grid *g, bool least)
{
	int64_t sum = 0;

	for (size_t i = 0; i < g->n; i++)
		sum += least ? g->columns[i].least : g->columns[i].natural;
	return sum ? sum : 1;
}

static void columns_place(struct grid *g)
{
	static const int sizes[] = { 24, 21, 18 };
	int64_t room = g->width - 2 * PAD * (int64_t)g->n, least = sum_of(g, true), natural = sum_of(g, false), cells = 0;
	int left = g->width;

	room = room > 0 ? room : 1;
	for (size_t i = 0; i < COUNT(sizes) && (!i || least > cells); i++) {
		g->half_points = sizes[i];
		cells = room * 100 / sizes[i];                   /* a cell is as wide as the type, and the grid's rest is in PAD */
	}
	for (size_t i = 0; i < g->n; i++) {
		struct column *c = &g->columns[i];
		int64_t part = natural <= cells ? c->natural * room / natural
			: least >= cells ? c->least * room / least
			: (c->least + (c->natural - c->least) * (cells - least) / (natural - least)) * room / cells;
		c->width = i + 1 < g->n ? (int)part + 2 * PAD : left;
		left -= c->width;
	}
}

/* --- what is written --- */

static void border_out(struct xml *x, const char *side, int eighths)
{
	xml_start(x, side);
	xml_attr(x, "w:val", STR("single"));
	xml_attr_fmt(x, "w:sz", "%d", eighths);
	xml_attr(x, "w:space", STR("0"));
	xml_attr(x, "w:color", STR("000000"));
	xml_end(x);
}

static void width_out(struct xml *x, const char *element, int width)
{
	xml_start(x, element);
	xml_attr_fmt(x, "w:w", "%d", width);
	xml_attr(x, "w:type", STR("dxa"));
	xml_end(x);
}

static void table_head(struct grid *g)
{
	struct xml *x = g->d->x;

	xml_start(x, "w:tblPr");
	width_out(x, "w:tblW", g->width);
	width_out(x, "w:tblInd", 0);
	xml_start(x, "w:tblBorders");
	bool form = table_form(g->d->mem, g->table);
	border_out(x, "w:top", HEAVY);
	if (form)
		border_out(x, "w:left", THIN);
	border_out(x, "w:bottom", HEAVY);
	if (form)
		border_out(x, "w:right", THIN);
	border_out(x, "w:insideH", HAIR);
	if (form)
		border_out(x, "w:insideV", HAIR);
	xml_end(x);
	xml_start(x, "w:tblLayout");
	xml_attr(x, "w:type", STR("fixed"));
	xml_end(x);
	xml_start(x, "w:tblCellMar");
	width_out(x, "w:top", AIR);
	width_out(x, "w:left", PAD);
	width_out(x, "w:bottom", AIR);
	width_out(x, "w:right", PAD);
	xml_end(x);
	xml_end(x);
	xml_start(x, "w:tblGrid");
	for (size_t i = 0; i < g->n; i++) {
		xml_start(x, "w:gridCol");
		xml_attr_fmt(x, "w:w", "%d", g->columns[i].width);
		xml_end(x);
	}
	xml_end(x);
}

static void cell_out(struct grid *g, const struct part *row, const struct part *cell, const struct column *column, bool under_head)
{
	bool right = column->numeric || (cell && !row->head && cell_numeric(g->d->mem, cell));
	enum docx_look look = row->head ? LOOK_CELL_HEAD : LOOK_CELL;
	struct docx_font font = { .half_points = g->half_points == docx_looks[look].half_points ? 0 : g->half_points };
	struct docx_para para = { .look = look, .align = right ? "right" : NULL, .keep = g->keep && !row->next };

	if (font.half_points)
		para.placed = true, para.line = font.half_points * 15;
	xml_start(g->d->x, "w:tc");
	xml_start(g->d->x, "w:tcPr");
	width_out(g->d->x, "w:tcW", column->width);
	if (under_head) {
		xml_start(g->d->x, "w:tcBorders");
		border_out(g->d->x, "w:bottom", THIN);
		xml_end(g->d->x);
	}
	docx_value(g->d->x, "w:vAlign", "center");
	xml_end(g->d->x);
	docx_para_open(g->d, &para);
	for (const struct span *s = cell ? cell->spans : NULL; s; s = s->next)
		docx_run(g->d, docx_looks[look].role, s->text, &font);
	xml_end(g->d->x);
	xml_end(g->d->x);
}

static void row_out(struct grid *g, const struct part *row, bool repeats)
{
	bool under_head = row->head && row->next && !row->next->head;
	const struct part *cell = row->cells;

	xml_start(g->d->x, "w:tr");
	xml_start(g->d->x, "w:trPr");
	xml_leaf(g->d->x, "w:cantSplit", STR_NONE);
	xml_start(g->d->x, "w:trHeight");
	xml_attr_fmt(g->d->x, "w:val", "%d", row->head ? DOCX_ROW * 5 / 4 : DOCX_ROW);
	xml_attr(g->d->x, "w:hRule", STR("atLeast"));
	xml_end(g->d->x);
	if (repeats)
		xml_leaf(g->d->x, "w:tblHeader", STR_NONE);
	xml_end(g->d->x);
	for (size_t i = 0; i < g->n; i++, cell = cell ? cell->next : NULL)
		cell_out(g, row, cell, &g->columns[i], under_head);
	xml_end(g->d->x);
}

void docx_table(struct docx *d, const struct part *table, bool keep)
{
	struct grid g = { .d = d, .table = table, .n = table_columns(table), .width = d->wide ? DOCX_WIDE : DOCX_WIDTH, .keep = keep };
	bool repeats = true;

	if (!g.n)
		return;
	g.columns = arena_get(d->mem, g.n * sizeof(*g.columns));
	columns_measure(&g);
	columns_place(&g);
	xml_start(d->x, "w:tbl");
	table_head(&g);
	for (const struct part *r = table->rows; r; r = r->next) {
		repeats &= r->head;                              /* only the rows at the top can */
		row_out(&g, r, repeats);
	}
	xml_end(d->x);
}

/* --- without borders --- */

void docx_bare_open(struct docx *d, const int *widths, size_t n)
{
	int all = 0;

	for (size_t i = 0; i < n; i++)
		all += widths[i];
	xml_start(d->x, "w:tbl");
	xml_start(d->x, "w:tblPr");
	width_out(d->x, "w:tblW", all);
	docx_value(d->x, "w:jc", "center");
	xml_start(d->x, "w:tblLayout");
	xml_attr(d->x, "w:type", STR("fixed"));
	xml_end(d->x);
	xml_start(d->x, "w:tblCellMar");
	width_out(d->x, "w:left", 0);
	width_out(d->x, "w:right", 0);
	xml_end(d->x);
	xml_end(d->x);
	xml_start(d->x, "w:tblGrid");
	for (size_t i = 0; i < n; i++) {
		xml_start(d->x, "w:gridCol");
		xml_attr_fmt(d->x, "w:w", "%d", widths[i]);
		xml_end(d->x);
	}
	xml_end(d->x);
}

void docx_bare_row(struct docx *d, int height)
{
	xml_start(d->x, "w:tr");
	xml_start(d->x, "w:trPr");
	xml_leaf(d->x, "w:cantSplit", STR_NONE);
	xml_start(d->x, "w:trHeight");
	xml_attr_fmt(d->x, "w:val", "%d", height);
	xml_attr(d->x, "w:hRule", STR("exact"));
	xml_end(d->x);
	xml_end(d->x);
}

void docx_bare_cell(struct docx *d, int width, const char *align)
{
	xml_start(d->x, "w:tc");
	xml_start(d->x, "w:tcPr");
	width_out(d->x, "w:tcW", width);
	docx_value(d->x, "w:vAlign", align);
	xml_end(d->x);
}
