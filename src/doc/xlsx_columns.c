/* What a sheet has beside its cells: widths, heights, styles for cells still to be typed, lists to choose from, the part that stays
 * in view.
 *
 * A column that nobody gave a width is as wide as its longest line in the table, within reason; titles and notes do not
 * count, since they run over their neighbours. A list of choices stands in the cell's own rule while it is short; a longer
 * one (255 characters is the format's limit) goes into a hidden sheet.
 *
 * Heights are estimated from the widths, in half-width cells of 宋体 at 11 points: some programs fit a row to its words when
 * they open a file and some do not, and a row cut off in print loses words. A font to measure by is on no server. */
#include <string.h>
#include "base/text.h"
#include "doc/sheet_out.h"

enum { LONGEST_LIST = 255, LINE_HEIGHT = 16, LINES_MOST = 25 };  /* a line in points; a row has 409 points at most */
const char out_lists_name[] = "_选项";

struct column *out_column(struct out_sheet *s, size_t column)
{
	if (column >= s->n_columns) {
		size_t n = column + 16;
		s->columns = arena_more(s->book->mem, s->columns, s->n_columns * sizeof(*s->columns), n * sizeof(*s->columns));
		s->n_columns = n;
	}
	return &s->columns[column];
}

void out_width(struct out_sheet *s, size_t column, double characters)
{
	if (!out_allowed(s, 0, column))
		return;
	out_column(s, column)->width = characters > 255 ? 255 : characters;
	out_column(s, column)->wide = true;
}

void out_column_style(struct out_sheet *s, size_t column, enum out_style style)
{
	if (!out_allowed(s, 0, column))
		return;
	out_column(s, column)->style = style;
	out_column(s, column)->styled = true;
}

void out_fit_rows(struct out_sheet *s)
{
	s->fits = true;
}

void out_lines_note(struct out_sheet *s, size_t row, size_t column, struct str text)
{
	struct column *c = out_column(s, column);
	double room = (c->width * 7 - 9) / 7.4 - 1;                     /* pixels of a character, of the indent, of half a Han */
	size_t lines = 0;

	if (!s->fits || !c->wide)
		return;
	while (text.p) {
		size_t width = text_width(str_cut(&text, '\n')), one = room > 2 ? (size_t)((double)width / room) + 1 : 1;
		lines += one;
	}
	if (row >= s->n_lines) {
		size_t n = row + row / 2 + 64;
		s->lines = arena_more(s->book->mem, s->lines, s->n_lines * sizeof(*s->lines), n * sizeof(*s->lines));
		memset(s->lines + s->n_lines, 0, (n - s->n_lines) * sizeof(*s->lines));
		s->n_lines = n;
	}
	if (lines > s->lines[row])
		s->lines[row] = lines > LINES_MOST ? LINES_MOST : (uint16_t)lines;
}

void out_hide_row(struct out_sheet *s, size_t row)
{
	lxw_row_col_options options = { .hidden = LXW_TRUE };

	if (out_allowed(s, row, 0))
		worksheet_set_row_opt(s->sheet, (lxw_row_t)row, LXW_DEF_ROW_HEIGHT, NULL, &options);
}

void out_freeze(struct out_sheet *s, size_t rows, size_t columns)
{
	if (!out_allowed(s, rows, columns))
		return;
	worksheet_freeze_panes(s->sheet, (lxw_row_t)rows, (lxw_col_t)columns);
	if (rows)
		worksheet_repeat_rows(s->sheet, 0, (lxw_row_t)rows - 1);
}

void out_repeat_rows(struct out_sheet *s, size_t row, size_t to_row)
{
	if (out_allowed(s, to_row, 0) && row <= to_row)
		worksheet_repeat_rows(s->sheet, (lxw_row_t)row, (lxw_row_t)to_row);
}

static const char *list_formula(struct out_book *b, const struct str *choices, size_t n)
{
	struct choices *list = arena_get(b->mem, sizeof(*list));
	struct str *copy = arena_get(b->mem, (n + 1) * sizeof(*copy)), column = sheet_column(b->mem, b->n_choices++);

	for (size_t i = 0; i < n; i++)
		copy[i] = str_copy(b->mem, choices[i]);
	*list = (struct choices){ copy, n, NULL };
	*b->choices_tail = list;
	b->choices_tail = &list->next;
	return str_fmt(b->mem, "='%s'!$%.*s$1:$%.*s$%zu", out_lists_name, PSTR(column), PSTR(column), n).p;
}

/* libxlsxwriter 1.1.5 loses the memory of a formula when it is told that a list follows; so it is told so afterwards. */
static void list_mark(lxw_worksheet *sheet)
{
	lxw_data_val_obj *last = NULL, *one;

	STAILQ_FOREACH(one, sheet->data_validations, list_pointers)
		last = one;
	if (last)
		last->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
}

/* Few short choices stand in the cell's own rule; more of them, or ones with a comma, in a hidden sheet. */
void out_list(struct out_sheet *s, size_t row, size_t to_row, size_t column, const struct str *choices, size_t n)
{
	struct out_book *b = s->book;
	const char **list = arena_get(b->mem, (n + 1) * sizeof(*list));
	size_t length = 0;
	bool comma = false;
	lxw_data_validation rule = {
		.validate = LXW_VALIDATION_TYPE_LIST, .error_type = LXW_VALIDATION_ERROR_TYPE_STOP,
		.error_title = "请从列表中选", .error_message = "这一格只能填列表中的一项。请点右边的箭头选一项。",
	};

	if (!n || !out_allowed(s, to_row, column) || to_row < row)
		return;
	for (size_t i = 0; i < n; i++) {
		list[i] = str_c(b->mem, choices[i]);
		length += choices[i].n + 1;                  /* bytes: libxlsxwriter 1.1.4 has room for that many, and writes on behind them */
		comma |= str_find(choices[i], STR(",")) != SIZE_MAX;
	}
	if (length > LONGEST_LIST || comma) {
		rule.validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
		rule.value_formula = (char *)(uintptr_t)list_formula(b, choices, n);
	} else {
		rule.value_list = (char **)(uintptr_t)list;
	}
	worksheet_data_validation_range(s->sheet, (lxw_row_t)row, (lxw_col_t)column, (lxw_row_t)to_row, (lxw_col_t)column, &rule);
	if (rule.value_formula)
		list_mark(s->sheet);
}

/* How a cell of that style is written that is still to be typed. */
static enum number_kind out_kind(enum out_style style)
{
	switch (style) {
	case OUT_TEXT: case OUT_CODE: return AS_TEXT;
	case OUT_INT:                 return AS_INT;
	case OUT_MONEY:               return AS_MONEY;
	case OUT_PERCENT:             return AS_PERCENT;
	case OUT_DAY:                 return AS_DAY;
	case OUT_PLAIN: case OUT_HEAD: case OUT_TITLE: case OUT_NOTE: case OUT_TOTAL: return AS_PLAIN;
	}
	return AS_PLAIN;
}

void out_sheet_finish(struct out_sheet *s)
{
	struct out_book *b = s->book;
	size_t row = s->last_row + 1;

	for (size_t i = 0; i < s->n_columns; i++) {
		const struct column *c = &s->columns[i];
		size_t fit = c->longest + 3 < 8 ? 8 : c->longest + 3 > 42 ? 42 : c->longest + 3;
		enum number_kind kind = out_kind(c->style);
		if (c->wide || c->styled || c->longest)
			worksheet_set_column(s->sheet, (lxw_col_t)i, (lxw_col_t)i, c->wide ? c->width : (double)fit,
				c->styled ? out_format(&b->formats, c->style, kind, SHAPE_COLUMN) : NULL);
	}
	for (size_t i = 0; i < s->n_lines; i++)
		if (s->lines[i] > 1)
			worksheet_set_row(s->sheet, (lxw_row_t)i, s->lines[i] * LINE_HEIGHT, NULL);
	if (!s->has_head || row >= LXW_ROW_MAX || s->last_row == s->head_end)
		return;
	for (size_t i = s->first_column; i <= s->last_column; i++)
		if (!s->has_note || i < s->note_first || i > s->note_last)
			worksheet_write_blank(s->sheet, (lxw_row_t)row, (lxw_col_t)i, out_rule(&b->formats));
}

void out_lists_write(struct out_book *b)
{
	lxw_col_t column = 0;

	if (!b->choices)
		return;
	lxw_worksheet *sheet = workbook_add_worksheet(b->book, out_lists_name);
	for (const struct choices *c = b->choices; sheet && c; c = c->next, column++)
		for (size_t i = 0; i < c->n; i++)
			worksheet_write_string(sheet, (lxw_row_t)i, column, out_text_safe(b->mem, c->all[i]), NULL);
	if (sheet)
		worksheet_hide(sheet);
}
