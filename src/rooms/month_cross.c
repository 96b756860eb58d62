/* The table of units: each figure of each line, unit by unit, with a total that knows what may be added; and the same table as a workbook.
 *
 * Counts of rows and sums of money add up; distinct people and firms do not, since one may stand in two counties: the total is the city's own count, beside it
 * what the units add up to, and where the two differ that is said. A rate is recomputed from its two counts. Dates and numbers of documents have no units and
 * are left out. The page and the workbook are written from one table in memory, so that they cannot disagree.
 * Who may see one union only gets its column and the city's; the other unions' are not the reader's.
 * Cost: two statements a figure and two more for each unit's report.
 * Not taken: sorting by a column (units stand in protocol order); a total under a column of different units. */
#include "doc/sheet.h"
#include "kernel/org.h"
#include "rooms/month.h"
#include "rooms/rooms.tpl.h"

struct table_of { int64_t *orgs; size_t n; };                /* the columns: 0 for the city's own level, then its units */

static const char XLSX[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/* --- the table ------------------------------------------------------------------------------------------------------------------------------------- */

static bool shown(const struct indicator *of)
{
	return of->tally != ONE;
}

static void column_add(struct table_of *t, int64_t org)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->orgs[i] == org)
			return;
	t->orgs[t->n++] = org;
}

static fault span_or_none(struct ctx *c, const struct indicator *of, int month, struct span_of *ret, bool *ret_found)
{
	fault f = span_make(c->db, of, of->span, month, ret);
	*ret_found = !f;
	return f && !str_is(str_of(f->code), "campaign.none") ? f : NULL;
}

/* 3,731,630.50: from five digits on. */
static struct str grouped(struct arena *mem, struct str yuan)
{
	struct buf b = { .mem = mem };
	size_t start = yuan.n && yuan.p[0] == '-', whole = str_find(yuan, STR("."));
	whole = whole == SIZE_MAX ? yuan.n : whole;
	for (size_t i = 0; i < yuan.n; i++) {
		if (i > start && i < whole && (whole - i) % 3 == 0 && whole - start > 4)
			buf_c(&b, ',');
		buf_c(&b, yuan.p[i]);
	}
	return buf_str(&b);
}

static void cell_set(struct ctx *c, const struct month_scope *s, const struct figure *f, bool linked, struct month_cross_cell *cell)
{
	const char *unit;
	struct str number = month_has(f) && !month_counted(f) ? STR_NONE : month_number(c->mem, f, &unit);
	if (number.p && f->of->unit == UNIT_YUAN)
		number = grouped(c->mem, money_yuan(c->mem, (struct money){ f->value }));
	*cell = (struct month_cross_cell){ .number = number, .word = month_has(f) ? "—" : figure_status_word(f->status), .linked = linked,
		.path = month_figure_path(c, s, f->of, s->month, f->org) };
}

struct filled { struct figure *cells; bool *has; struct figure sum, whole; bool adds; };     /* one row as data: page and workbook are written from it */
struct row_of { const struct indicator *of; struct filled data; };

static struct str note_of(struct ctx *c, const struct indicator *of, const struct figure *whole, int64_t sum)
{
	if (of->tally == RATIO)
		return str_of(_("按两个合计重新计算，不相加"));
	if (of->tally == KEYS && month_has(whole) && sum > whole->value)
		return str_fmt(c->mem, _("各地相加多%lld：同一对象在不止一地，全市只计一次"), (long long)(sum - whole->value));
	return STR_NONE;
}

static fault row_whole(struct ctx *c, const struct month_scope *s, const struct indicator *of, struct table_of *t, size_t most, struct filled *ret)
{
	struct figure_unit *units;
	struct span_of span;
	bool found;
	size_t n;
	int64_t sum = 0;
	ret->cells = arena_get(c->mem, most * sizeof *ret->cells);
	ret->has = arena_get(c->mem, most * sizeof *ret->has);
	ret->adds = of->tally != RATIO;
	TRY(month_figure(c->db, of, s->month, s->city, &ret->whole, &found));
	TRY(span_or_none(c, of, s->month, &span, &found));
	if (!found)
		return NULL;
	TRY(figure_units(c->db, of, span, &units, &n));
	for (size_t i = 0; i < n; i++) {
		if (t->n < most)
			column_add(t, units[i].org);
		for (size_t k = 0; k < t->n; k++)
			if (t->orgs[k] == units[i].org) {
				ret->cells[k] = units[i].figure;
				ret->has[k] = true;
			}
		sum += month_has(&units[i].figure) ? units[i].figure.value : 0;
	}
	ret->sum = ret->whole;
	ret->sum.value = sum;
	return NULL;
}

static fault row_own(struct ctx *c, const struct month_scope *s, const struct indicator *of, struct filled *ret)
{
	bool found;
	ret->cells = arena_get(c->mem, sizeof *ret->cells);
	ret->has = arena_get(c->mem, sizeof *ret->has);
	ret->has[0] = true;
	TRY(month_figure(c->db, of, s->month, s->own, &ret->cells[0], &found));
	return month_figure(c->db, of, s->month, s->city, &ret->whole, &found);
}

struct line_rows { const struct line *line; struct row_of *rows; size_t n; };
struct whole_table { struct line_rows *lines; size_t n; struct table_of columns; };

static fault table_fill(struct ctx *c, const struct month_scope *s, struct whole_table *t)
{
	enum { SPARE = 64 };                                     /* units beyond the month's own: closed ones, with late records */
	int64_t *units;
	size_t n_units, lines = 0;
	TRY(org_units(c->db, month_first(s->month), month_last(s->month), &units, &n_units));
	const size_t most = n_units + 1 + SPARE;
	t->columns.orgs = arena_get(c->mem, most * sizeof *t->columns.orgs);
	column_add(&t->columns, s->whole ? 0 : s->own);
	for (size_t i = 0; s->whole && i < n_units; i++)
		column_add(&t->columns, units[i]);
	while (c->site->lines && c->site->lines[lines])
		lines++;
	t->lines = arena_get(c->mem, (lines + 1) * sizeof *t->lines);
	for (; t->n < lines; t->n++) {
		struct line_rows *l = &t->lines[t->n];
		size_t all = 0;
		l->line = c->site->lines[t->n];
		while (l->line->indicators[all])
			all++;
		l->rows = arena_get(c->mem, (all + 1) * sizeof *l->rows);
		for (size_t i = 0; i < all; i++) {
			const struct indicator *of = l->line->indicators[i];
			if (!shown(of))
				continue;
			l->rows[l->n].of = of;
			TRY(s->whole ? row_whole(c, s, of, &t->columns, most, &l->rows[l->n].data) : row_own(c, s, of, &l->rows[l->n].data));
			l->n++;
		}
	}
	return NULL;
}

/* --- the page -------------------------------------------------------------------------------------------------------------------------------------- */

static void row_draw(struct ctx *c, const struct month_scope *s, const struct table_of *t, const struct row_of *r, struct month_cross_row *row)
{
	*row = (struct month_cross_row){ .name = _(r->of->name), .unit = unit_word(r->of->unit), .path = month_figure_path(c, s, r->of, s->month, s->org),
		.n_cells = t->n };
	row->cells = arena_get(c->mem, t->n * sizeof *row->cells);
	for (size_t k = 0; k < t->n; k++)
		if (r->data.has[k])
			cell_set(c, s, &r->data.cells[k], t->orgs[k] != 0, &row->cells[k]);
		else
			row->cells[k].word = "—";
	if (s->whole && r->data.adds && month_has(&r->data.whole))
		cell_set(c, s, &r->data.sum, false, &row->sum);
	else
		row->sum.word = "—";
	cell_set(c, s, &r->data.whole, true, &row->whole);
	row->note = s->whole ? note_of(c, r->of, &r->data.whole, r->data.sum.value) : STR_NONE;
}

static fault page_show(struct ctx *c, const struct month_scope *s, const struct whole_table *t)
{
	struct out o = { { .mem = c->mem } };
	struct month_cross_page p = { .head = month_head(c, s, "cross"), .whole = s->whole, .own = s->shorter };
	p.heads = arena_get(c->mem, t->columns.n * sizeof *p.heads);
	for (size_t i = 0; i < t->columns.n; i++)
		TRY(month_short(c->db, t->columns.orgs[i], s->month, &p.heads[p.n_heads++].name));
	p.groups = arena_get(c->mem, (t->n + 1) * sizeof *p.groups);
	for (size_t i = 0; i < t->n; i++) {
		const struct line_rows *l = &t->lines[i];
		struct month_cross_group *g = &p.groups[p.n_groups++];
		*g = (struct month_cross_group){ .title = _(l->line->title), .anchor = str_of(l->line->name),
			.span = (int64_t)t->columns.n + (s->whole ? 5 : 3) };
		g->rows = arena_get(c->mem, (l->n + 1) * sizeof *g->rows);
		for (size_t k = 0; k < l->n; k++)
			row_draw(c, s, &t->columns, &l->rows[k], &g->rows[g->n_rows++]);
	}
	page_month_cross(&o, &p);
	reply_page(c, &(struct page){ .title = str_c(c->mem, p.head.title), .now = "/month", .body = out_html(&o), .wide = true });
	return NULL;
}

/* --- the workbook ---------------------------------------------------------------------------------------------------------------------------------- */

static void number_at(struct out_sheet *sheet, size_t row, size_t column, const struct figure *f)
{
	if (!month_counted(f))
		out_text_at(sheet, row, column, month_has(f) ? STR("—") : str_of(figure_status_word(f->status)), OUT_INT);
	else if (f->of->unit == UNIT_YUAN)
		out_money_at(sheet, row, column, f->value, OUT_MONEY);
	else if (f->of->unit == UNIT_PERCENT)
		out_percent_at(sheet, row, column, f->value, OUT_PERCENT);
	else
		out_int_at(sheet, row, column, f->value, OUT_INT);
}

static void row_write(struct ctx *c, const struct month_scope *s, const struct whole_table *t, const struct line *line, const struct row_of *r,
	struct out_sheet *sheet, size_t row)
{
	size_t column = 0;
	out_text_at(sheet, row, column++, str_of(_(line->title)), OUT_TEXT);
	out_text_at(sheet, row, column++, str_of(_(r->of->name)), OUT_TEXT);
	out_text_at(sheet, row, column++, str_of(unit_word(r->of->unit)), OUT_TEXT);
	number_at(sheet, row, column++, &r->data.whole);
	if (s->whole && r->data.adds && month_has(&r->data.whole))
		number_at(sheet, row, column++, &r->data.sum);
	else if (s->whole)
		out_text_at(sheet, row, column++, STR("—"), OUT_INT);
	for (size_t k = 0; k < t->columns.n; k++, column++)
		if (r->data.has[k])
			number_at(sheet, row, column, &r->data.cells[k]);
		else
			out_text_at(sheet, row, column, STR("—"), OUT_INT);
	if (s->whole)
		out_text_at(sheet, row, column, note_of(c, r->of, &r->data.whole, r->data.sum.value), OUT_TEXT);
}

static fault book_send(struct ctx *c, const struct month_scope *s, const struct whole_table *t)
{
	struct month_head h = month_head(c, s, "cross");
	struct str name = str_fmt(c->mem, "%.*s.xlsx", PSTR(h.title)), bytes;
	struct out_book *book;
	enum { TITLE, SCOPE, HEAD, BODY };
	const size_t columns = 3 + t->columns.n + (s->whole ? 3 : 1);
	size_t row = BODY, column = 0;
	TRY(out_book_open(c->mem, str_c(c->mem, name), &book));
	struct out_sheet *sheet = out_sheet_add(book, _("各单位"));
	struct str *heads = arena_get(c->mem, columns * sizeof *heads);
	heads[column++] = str_of(_("业务")), heads[column++] = str_of(_("指标")), heads[column++] = str_of(_("单位"));
	heads[column++] = str_of(_("全市"));
	if (s->whole)
		heads[column++] = str_of(_("各地相加"));
	for (size_t i = 0; i < t->columns.n; i++)
		TRY(month_short(c->db, t->columns.orgs[i], s->month, &heads[column++]));
	if (s->whole)
		heads[column++] = str_of(_("说明"));
	out_merge(sheet, TITLE, 0, TITLE, columns - 1, h.title, OUT_TITLE);
	out_merge(sheet, SCOPE, 0, SCOPE, columns - 1, h.scope, OUT_NOTE);
	for (size_t i = 0; i < columns; i++)
		out_width(sheet, i, i == 1 ? 24 : i < 3 ? 10 : s->whole && i == columns - 1 ? 34 : 13);
	out_fit_rows(sheet);
	for (size_t i = 0; i < columns; i++)
		out_text_at(sheet, HEAD, i, heads[i], OUT_HEAD);
	out_freeze(sheet, BODY, 2);
	out_repeat_rows(sheet, HEAD, HEAD);
	out_landscape(sheet);
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->lines[i].n; k++)
			row_write(c, s, t, t->lines[i].line, &t->lines[i].rows[k], sheet, row++);
	TRY(out_book_bytes(book, &bytes));
	reply_bytes(c, bytes, XLSX, name);
	return NULL;
}

fault month_cross(struct ctx *c)
{
	struct month_scope s;
	struct whole_table t = { 0 };
	const bool book = str_ends(c->word[0], STR(".xlsx"));
	TRY(month_named(c, book ? str_sub(c->word[0], 0, c->word[0].n - 5) : c->word[0], &s));
	TRY(table_fill(c, &s, &t));
	return book ? book_send(c, &s, &t) : page_show(c, &s, &t);
}
