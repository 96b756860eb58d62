/* A sheet is collected as rows of cells and written when it closes, because a total knows its rows only at the end and a CSV has no merges.
 *
 * Above the head stand merged titles and the line 填报单位 填报日期 单位, below the body the foot; that is how offices keep them. XLSX gets merged
 * heads and bodies, text formats, true dates, hidden rows and rows of bare formats. CSV gets one head row, where a head under another is written
 * as a path (费用/劳务), repeats what XLSX merges, and leaves hidden rows visible, as a spreadsheet would. */
#include "base/text.h"
#include "kit_inside.h"
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

enum row_kind { TITLE, LINES, BODY, BLANK, SUBTOTAL, TOTAL, FOOT, NOTE };
struct kept { enum { NOTHING, TEXT, INT, MONEY, WAN, DAY } is; struct str text; int64_t n; bool same; };
struct kept_row { enum row_kind kind; bool hidden; struct kept *cells; size_t n; struct kept_row *next; };
struct file { struct kit *kit; int month; const char *path; enum kit_form form; struct kit_sheet *first, **tail; };
struct kit_sheet {
	struct file *file;
	const char *name;
	const struct kit_column *columns;
	size_t n;
	struct kept_row *rows, **tail, *last;
	struct kit_sheet *next;
};

/* ---- Collecting ---- */

struct kit_sheet *kit_sheet_next(struct kit_sheet *before, const char *name, const struct kit_column *columns, size_t n)
{
	struct file *file = before->file;
	struct kit_sheet *sheet = arena_get(file->kit->mem, sizeof(*sheet));
	*sheet = (struct kit_sheet){ .file = file, .name = name, .columns = columns, .n = n };
	sheet->tail = &sheet->rows;
	*file->tail = sheet;
	file->tail = &sheet->next;
	return sheet;
}

struct kit_sheet *kit_sheet_open(struct kit *kit, int month, const char *path, enum kit_form form, const char *name, const struct kit_column *columns, size_t n)
{
	struct file *file = arena_get(kit->mem, sizeof(*file));
	*file = (struct file){ .kit = kit, .month = month, .path = str_c(kit->mem, str_of(path)), .form = form };
	file->tail = &file->first;
	return kit_sheet_next(&(struct kit_sheet){ .file = file }, name, columns, n);
}

static struct kept_row *row_add(struct kit_sheet *s, enum row_kind kind)
{
	struct arena *mem = s->file->kit->mem;
	struct kept_row *row = arena_get(mem, sizeof(*row));
	row->kind = kind;
	row->cells = arena_get(mem, (s->n < 3 ? 3 : s->n) * sizeof(row->cells[0]));
	*s->tail = row;
	s->tail = &row->next;
	return s->last = row;
}

static struct kept *cell_next(struct kit_sheet *s)
{
	if (!s->last || s->last->kind != BODY)
		kit_end("a cell is put before kit_row", s->file->path);
	if (s->last->n == s->n)
		kit_end("a row has more cells than columns", s->file->path);
	return &s->last->cells[s->last->n++];
}

static void text_row(struct kit_sheet *s, enum row_kind kind, const char *fmt, va_list more)
{
	char text[2048];
	vsnprintf(text, sizeof(text), fmt, more);
	row_add(s, kind)->cells[0] = (struct kept){ TEXT, .text = str_copy(s->file->kit->mem, str_of(text)) };
}

void kit_title(struct kit_sheet *s, const char *fmt, ...)
{
	va_list more;
	va_start(more, fmt);
	text_row(s, TITLE, fmt, more);
	va_end(more);
}

void kit_foot_note(struct kit_sheet *s, const char *fmt, ...)
{
	va_list more;
	va_start(more, fmt);
	text_row(s, NOTE, fmt, more);
	va_end(more);
}

static void three_add(struct kit_sheet *s, enum row_kind kind, struct str left, struct str middle, struct str right)
{
	struct kept_row *row = row_add(s, kind);
	row->cells[0] = (struct kept){ TEXT, .text = left };
	row->cells[1] = (struct kept){ TEXT, .text = middle };
	row->cells[2] = (struct kept){ TEXT, .text = right };
}

void kit_lines(struct kit_sheet *s, struct kit_org *by, struct day on, const char *unit)
{
	struct arena *mem = s->file->kit->mem;
	three_add(s, LINES, by ? str_fmt(mem, "填报单位：%.*s", PSTR(by->full)) : STR_NONE,
		day_known(on) ? str_fmt(mem, "填报日期：%.*s", PSTR(day_zh(mem, on))) : STR_NONE, unit ? str_fmt(mem, "单位：%s", unit) : STR_NONE);
}

void kit_foot(struct kit_sheet *s, const struct kit_officer *filler, const struct kit_officer *checker, struct day on)
{
	struct arena *mem = s->file->kit->mem;
	three_add(s, FOOT, filler ? str_fmt(mem, "填表人：%.*s", PSTR(filler->person->name)) : STR_NONE,
		checker ? str_fmt(mem, "审核人：%.*s", PSTR(checker->person->name)) : STR_NONE,
		day_known(on) ? str_fmt(mem, "日期：%.*s", PSTR(day_zh(mem, on))) : STR_NONE);
}

void kit_row(struct kit_sheet *s) { row_add(s, BODY); }
void kit_skip(struct kit_sheet *s) { cell_next(s); }
void kit_puts(struct kit_sheet *s, const char *text) { kit_put(s, str_of(text)); }
void kit_put(struct kit_sheet *s, struct str text) { *cell_next(s) = text.n ? (struct kept){ TEXT, .text = text } : (struct kept){ NOTHING }; }
void kit_put_int(struct kit_sheet *s, int64_t n) { *cell_next(s) = (struct kept){ n == INT_NONE ? NOTHING : INT, .n = n }; }
void kit_put_money(struct kit_sheet *s, int64_t fen) { *cell_next(s) = (struct kept){ fen == INT64_MIN ? NOTHING : MONEY, .n = fen }; }
void kit_put_wan(struct kit_sheet *s, int64_t fen) { *cell_next(s) = (struct kept){ fen == INT64_MIN ? NOTHING : WAN, .n = fen }; }

void kit_put_day(struct kit_sheet *s, struct day day)
{
	struct arena *mem = s->file->kit->mem;
	struct kept *cell = cell_next(s);
	enum kit_cell kind = s->columns[s->last->n - 1].kind;
	int y, m, d;
	if (!day_known(day))
		return;
	day_split(day, &y, &m, &d);
	cell->is = kind == KIT_DAY ? DAY : TEXT;
	cell->n = day.n;
	cell->text = kind == KIT_DAY_DOT ? str_fmt(mem, "%d.%d.%d", y, m, d) : day_iso(mem, day);
}

void kit_same(struct kit_sheet *s)
{
	struct kept_row *above = NULL;
	for (struct kept_row *row = s->rows; row != s->last; row = row->next)
		above = row;
	if (!above || above->kind != BODY)
		kit_end("kit_same has no row above", s->file->path);
	struct kept *cell = cell_next(s);
	*cell = above->cells[s->last->n - 1];
	cell->same = true;
}

void kit_hide(struct kit_sheet *s)
{
	if (!s->last || s->last->kind != BODY)
		kit_end("kit_hide has no row", s->file->path);
	s->last->hidden = true;
}

void kit_blank(struct kit_sheet *s, size_t rows)
{
	while (rows--)
		row_add(s, BLANK);
}

/* A merged cell counts once in a sum. */
static void sums_add(struct kit_sheet *s, enum row_kind kind, const char *label)
{
	struct kept_row *sum = row_add(s, kind), *from = s->rows;
	for (struct kept_row *row = s->rows; row != sum; row = row->next)
		if (kind == SUBTOTAL && row->kind == SUBTOTAL)
			from = row;
	for (struct kept_row *row = from; row != sum; row = row->next)
		for (size_t c = 0; row->kind == BODY && !row->hidden && c < s->n; c++) {
			struct kept *cell = &row->cells[c];
			bool counts = s->columns[c].kind == KIT_INT || s->columns[c].kind == KIT_MONEY;
			if (!counts || cell->same || (cell->is != INT && cell->is != MONEY && cell->is != WAN))
				continue;
			sum->cells[c].is = cell->is;
			sum->cells[c].n += cell->n;
		}
	sum->cells[0] = (struct kept){ TEXT, .text = str_of(label) };
	sum->n = s->n;
}

void kit_subtotal(struct kit_sheet *s, const char *label) { sums_add(s, SUBTOTAL, label); }
void kit_total(struct kit_sheet *s, const char *label) { sums_add(s, TOTAL, label); }

/* ---- XLSX ---- */

static const enum out_style STYLE_OF[] = { [KIT_TEXT] = OUT_PLAIN, [KIT_ID] = OUT_TEXT, [KIT_NUMBER] = OUT_INT, [KIT_INT] = OUT_INT,
	[KIT_MONEY] = OUT_MONEY, [KIT_DAY] = OUT_DAY, [KIT_DAY_TEXT] = OUT_PLAIN, [KIT_DAY_DOT] = OUT_PLAIN };

static struct str cell_text(struct arena *mem, const struct kept *cell)
{
	switch (cell->is) {
	case NOTHING: return STR_NONE;
	case TEXT:    return cell->text;
	case INT:     return str_fmt(mem, "%lld", (long long)cell->n);
	case MONEY:   return str_fmt(mem, "%s%lld.%02lld", cell->n < 0 ? "-" : "", llabs(cell->n) / 100, llabs(cell->n) % 100);
	case WAN:     return money_wan(mem, (struct money){ cell->n });
	case DAY:     return day_iso(mem, (struct day){ (int32_t)cell->n });
	}
	return STR_NONE;
}

static void merge_or_text(struct out_sheet *to, size_t row, size_t column, size_t to_row, size_t to_column, struct str text, enum out_style style)
{
	if (row == to_row && column == to_column)
		out_text_at(to, row, column, text, style);
	else
		out_merge(to, row, column, to_row, to_column, text, style);
}

static void cell_write(struct arena *mem, struct out_sheet *to, size_t row, size_t column, const struct kept *cell, enum out_style style)
{
	bool total = style == OUT_TOTAL;
	switch (cell->is) {
	case NOTHING: out_text_at(to, row, column, STR_NONE, style); break;     /* a format without a value */
	case TEXT:    out_text_at(to, row, column, cell->text, style == OUT_INT || style == OUT_MONEY || style == OUT_DAY ? OUT_PLAIN : style); break;
	case INT:     out_int_at(to, row, column, cell->n, total ? OUT_TOTAL : OUT_INT); break;
	case MONEY:   out_money_at(to, row, column, cell->n, total ? OUT_TOTAL : OUT_MONEY); break;
	case WAN:
		if (cell->n % 10000)
			out_text_at(to, row, column, cell_text(mem, cell), total ? OUT_TOTAL : OUT_PLAIN);
		else
			out_money_at(to, row, column, cell->n / 10000, total ? OUT_TOTAL : OUT_MONEY);
		break;
	case DAY:     out_day_at(to, row, column, (struct day){ (int32_t)cell->n }); break;
	}
}

static bool two_rows(const struct kit_sheet *s)
{
	for (size_t c = 0; c < s->n; c++)
		if (s->columns[c].over)
			return true;
	return false;
}

static size_t head_write(const struct kit_sheet *s, struct out_sheet *to, size_t row)
{
	size_t rows = two_rows(s) ? 2 : 1;
	for (size_t c = 0; c < s->n; c++) {
		const struct kit_column *column = &s->columns[c];
		double width = column->width;
		if (width <= 0)
			width = column->kind == KIT_ID ? 21 : (double)text_width(str_of(column->head)) + 4;
		out_width(to, c, width < 9 ? 9 : width);
		if (column->kind == KIT_ID)
			out_column_style(to, c, OUT_TEXT);
		if (rows == 1 || !column->over) {
			merge_or_text(to, row, c, row + rows - 1, c, str_of(column->head), OUT_HEAD);
			continue;
		}
		size_t last = c;
		while (last + 1 < s->n && s->columns[last + 1].over && str_is(str_of(column->over), s->columns[last + 1].over))
			last++;
		if (!c || !s->columns[c - 1].over || !str_is(str_of(column->over), s->columns[c - 1].over))
			merge_or_text(to, row, c, row, last, str_of(column->over), OUT_HEAD);
		out_text_at(to, row + 1, c, str_of(column->head), OUT_HEAD);
	}
	out_freeze(to, row + rows, 0);
	return row + rows;
}

static void body_merge(struct arena *mem, struct out_sheet *to, const struct kept_row *first, size_t row, size_t column, enum out_style style)
{
	size_t last = row;
	for (const struct kept_row *below = first->next; below && below->kind == BODY && below->cells[column].same; below = below->next)
		last++;
	const struct kept *cell = &first->cells[column];
	if (last > row)
		out_merge(to, row, column, last, column, cell_text(mem, cell), style);
	if (last == row || (cell->is != TEXT && cell->is != NOTHING))
		cell_write(mem, to, row, column, cell, style);  /* over the merge's text: the true number */
}

static void three_write(const struct kit_sheet *s, struct out_sheet *to, size_t row, const struct kept_row *line)
{
	size_t left = s->n / 3, right = s->n - s->n / 3;
	if (s->n < 3) {
		struct buf all = { .mem = s->file->kit->mem };
		for (size_t i = 0; i < 3; i++)
			buf_fmt(&all, "%s%.*s", i ? "  " : "", PSTR(line->cells[i].text));
		out_text_at(to, row, 0, buf_str(&all), OUT_NOTE);
		return;
	}
	merge_or_text(to, row, 0, row, left - 1, line->cells[0].text, OUT_NOTE);
	merge_or_text(to, row, left, row, right - 1, line->cells[1].text, OUT_NOTE);
	merge_or_text(to, row, right, row, s->n - 1, line->cells[2].text, OUT_NOTE);
}

static void row_write(const struct kit_sheet *s, struct out_sheet *to, size_t row, const struct kept_row *line)
{
	struct arena *mem = s->file->kit->mem;
	bool total = line->kind == SUBTOTAL || line->kind == TOTAL;
	for (size_t c = 0; c < s->n; c++) {
		enum out_style style = total ? OUT_TOTAL : STYLE_OF[s->columns[c].kind];
		if (line->kind == BODY && line->cells[c].same)
			continue;
		if (line->kind == BODY)
			body_merge(mem, to, line, row, c, style);
		else
			cell_write(mem, to, row, c, &line->cells[c], style);
	}
	if (line->hidden)
		out_hide_row(to, row);
}

static void sheet_write(const struct kit_sheet *s, struct out_sheet *to)
{
	size_t row = 0;
	bool head = false;
	for (const struct kept_row *line = s->rows; line || !head; line = line ? line->next : NULL) {
		if (!head && (!line || (line->kind != TITLE && line->kind != LINES))) {
			row = head_write(s, to, row);
			head = true;
		}
		if (!line)
			break;
		if (line->kind == TITLE || line->kind == NOTE)
			merge_or_text(to, row, 0, row, s->n - 1, line->cells[0].text, line->kind == TITLE ? OUT_TITLE : OUT_NOTE);
		else if (line->kind == LINES || line->kind == FOOT)
			three_write(s, to, row, line);
		else
			row_write(s, to, row, line);
		row++;
	}
}

/* ---- CSV ---- */

static void csv_cell(struct buf *to, struct str text, bool last)
{
	bool quoted = str_find(text, STR(",")) != SIZE_MAX || str_find(text, STR("\"")) != SIZE_MAX || str_find(text, STR("\n")) != SIZE_MAX;
	if (quoted)
		buf_c(to, '"');
	for (size_t i = 0; quoted && i < text.n; i++)
		buf_fmt(to, text.p[i] == '"' ? "\"\"" : "%c", text.p[i]);
	if (quoted)
		buf_c(to, '"');
	else if (text.n)
		buf_add(to, text);
	buf_puts(to, last ? "\r\n" : ",");
}

static void csv_head(const struct kit_sheet *s, struct buf *to)
{
	for (size_t c = 0; c < s->n; c++) {
		const struct kit_column *column = &s->columns[c];
		csv_cell(to, column->over ? str_fmt(to->mem, "%s/%s", column->over, column->head) : str_of(column->head), c + 1 == s->n);
	}
}

static struct str csv_bytes(const struct kit_sheet *s)
{
	struct buf to = { .mem = s->file->kit->mem };
	bool head = false;
	for (const struct kept_row *line = s->rows; line || !head; line = line ? line->next : NULL) {
		if (!head && (!line || (line->kind != TITLE && line->kind != LINES))) {
			csv_head(s, &to);
			head = true;
		}
		for (size_t c = 0; line && c < s->n; c++)
			csv_cell(&to, cell_text(to.mem, &line->cells[c]), c + 1 == s->n);
	}
	return buf_str(&to);
}

static struct str gb18030_of(struct arena *mem, struct str in)
{
	iconv_t way = iconv_open("GB18030", "UTF-8");
	if (way == (iconv_t)-1)
		kit_end("this system cannot write GB18030", "iconv");
	size_t cap = in.n * 2 + 16, left = cap, rest = in.n;
	char *bytes = arena_get(mem, cap), *to = bytes, *from = (char *)(uintptr_t)in.p;
	if (iconv(way, &from, &rest, &to, &left) == (size_t)-1)
		kit_end("a text does not fit into GB18030", "iconv");
	iconv_close(way);
	return (struct str){ bytes, cap - left };
}

/* ---- Closing ---- */

void kit_sheet_close(struct kit_sheet *any)
{
	struct file *file = any->file;
	struct kit *kit = file->kit;
	if (file->form == KIT_XLSX) {
		struct out_book *book;
		kit_must(out_book_open(kit->mem, kit_path(kit, file->month, file->path), &book));
		for (struct kit_sheet *s = file->first; s; s = s->next)
			sheet_write(s, out_sheet_add(book, s->name));
		kit_must(out_book_close(book));
		return;
	}
	if (file->first->next)
		kit_end("a CSV file holds one sheet", file->path);
	struct str bytes = csv_bytes(file->first);
	if (file->form == KIT_CSV_BOM)
		bytes = str_fmt(kit->mem, "\xEF\xBB\xBF%.*s", PSTR(bytes));
	kit_write(kit, file->month, file->path, file->form == KIT_CSV_GB ? gb18030_of(kit->mem, bytes) : bytes);
}

void kit_sheet_hand(struct kit_sheet *sheet, const char *kind, struct kit_org *org, struct day day, enum kit_verdict verdict, const char *note)
{
	kit_sheet_close(sheet);
	kit_list(sheet->file->kit, sheet->file->month, (struct kit_handover){ .file = sheet->file->path, .kind = kind, .org = org, .day = day,
		.verdict = verdict, .note = note });
}
