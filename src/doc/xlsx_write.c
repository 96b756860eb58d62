/* Workbooks out.
 *
 * What leaves the house opens in WPS and Excel as a table in print. The heavy rule below a table belongs to the row after
 * the last one, since nobody says which row is the last; that row has no value, so a reader of the file does not see it.
 *
 * Text is always written as a string: "=cmd|…", "+1", "@x" stay what they are, and ID numbers and phones keep every digit
 * (format @ where the caller asks for it). Whole numbers beyond 15 digits, which a spreadsheet would round, are written as
 * text too. Money is a true number, fen over 100, which is exact to 15 digits; unknown money, days and numbers leave their
 * cell blank, never 0.
 *
 * What does not fit (a row too many, a cell too long) is never cut: the first such thing is remembered and told when the
 * book is closed. The same input gives the same bytes: the day of creation is fixed, zip times are 1980, nothing asks the
 * clock or the locale.
 *
 * The road not taken is the library's constant_memory, which wants rows in order and cannot merge downwards: a cell costs
 * about 100 bytes. */
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/text.h"
#include "doc/sheet_out.h"

enum { LONGEST_CELL = 32767, EXACT_INT = 15, TITLE_HEIGHT = 30 };        /* points */

/* --- books and sheets --- */

static void book_drop(void *data)
{
	struct out_book *b = data;

	if (b->book)
		lxw_workbook_free(b->book);
	if (b->descriptor >= 0)
		close(b->descriptor);
	b->book = NULL;
	b->descriptor = -1;
}

fault out_book_open(struct arena *mem, const char *path, struct out_book **ret)
{
	struct out_book *b = arena_get(mem, sizeof(*b));
	struct stat about;
	char memory[64];

	*b = (struct out_book){ .mem = mem, .path = str_c(mem, str_of(path)), .descriptor = -1 };
	b->choices_tail = &b->choices;
	if (!stat(path, &about) && S_ISDIR(about.st_mode))
		return io_fault(mem, EISDIR, path);
	arena_later(mem, book_drop, b);
	b->descriptor = memfd_create("nuan-sheet", MFD_CLOEXEC);
	if (b->descriptor < 0)
		return io_fault(mem, errno, path);
	snprintf(memory, sizeof(memory), "/proc/self/fd/%d", b->descriptor);
	b->book = workbook_new(memory);
	if (!b->book)
		return io_fault(mem, ENOMEM, path);
	b->formats.book = b->book;
	lxw_doc_properties properties = { .created = 946684800 };       /* 2000-01-01: no clock in the file */
	workbook_set_properties(b->book, &properties);
	*ret = b;
	return NULL;
}

static bool name_taken(const struct out_book *b, struct str name)
{
	for (const struct out_sheet *s = b->sheets; s; s = s->next)
		if (s->name.n == name.n && !strncasecmp(s->name.p, name.p, name.n))
			return true;
	return str_is(name, out_lists_name);
}

/* Spreadsheets want 1 to 31 characters, none of []:*?/\ and no apostrophe at an end, and no name twice. */
static struct str name_allowed(struct out_book *b, struct str wish)
{
	static const char bad[] = "[]:*?/\\'";
	static const char *const good[] = { "（", "）", "：", "＊", "？", "／", "＼", "’" };
	struct buf clean = { .mem = b->mem };
	uint32_t c;

	for (struct str rest = wish, from = rest; (c = text_next(&rest)) != 0; from = rest) {
		const char *at = c < 128 ? strchr(bad, (int)c) : NULL;
		if (at)
			buf_puts(&clean, good[at - bad]);
		else if (c >= ' ' && c != 0xFFFD)
			buf_add(&clean, str_sub(from, 0, from.n - rest.n));
	}
	struct str base = str_trim(buf_str(&clean)), name = text_clip(base.n ? base : STR("表"), 31);
	for (int i = 2; name_taken(b, name); i++)
		name = str_fmt(b->mem, "%.*s(%d)", PSTR(text_clip(base.n ? base : STR("表"), 24)), i);
	return name;
}

struct out_sheet *out_sheet_add(struct out_book *b, const char *name)
{
	struct out_sheet *s = arena_get(b->mem, sizeof(*s));

	*s = (struct out_sheet){ .book = b, .name = str_copy(b->mem, name_allowed(b, str_of(name))), .next = b->sheets };
	b->sheets = s;
	s->sheet = workbook_add_worksheet(b->book, s->name.p);
	if (!s->sheet) {
		b->first = b->first ? b->first : io_fault(b->mem, ENOMEM, b->path);
		s->sheet = workbook_add_worksheet(b->book, NULL);
	}
	worksheet_set_paper(s->sheet, 9);                               /* A4 */
	worksheet_fit_to_pages(s->sheet, 1, 0);
	worksheet_set_footer(s->sheet, "&C第&P页，共&N页");
	worksheet_ignore_errors(s->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
	return s;
}

void out_landscape(struct out_sheet *s)
{
	worksheet_set_landscape(s->sheet);
	worksheet_set_margins(s->sheet, 0.4, 0.4, 0.5, 0.6);            /* inches */
}

/* --- cells --- */

bool out_allowed(struct out_sheet *s, size_t row, size_t column)
{
	if (row < LXW_ROW_MAX && column < LXW_COL_MAX)
		return true;
	if (!s->book->first)
		s->book->first = fault_make(s->book->mem, BLAME_INPUT, "io.write",
			_("表格%.*s放不下：一张表最多1048576行、16384列。请缩小查询范围，分几次导出。"), PSTR(s->name));
	return false;
}

static bool in_table(enum out_style style)
{
	return style != OUT_TITLE && style != OUT_NOTE;
}

/* Notes what the rules and the widths need to know, and says which shape the cell has. */
static enum shape cell_note(struct out_sheet *s, size_t row, size_t column, size_t to_column, enum out_style style, size_t width)
{
	if (style == OUT_NOTE && s->has_body && row == s->last_row + 1) {
		s->note_first = s->has_note && s->note_first < column ? s->note_first : column;
		s->note_last = s->has_note && s->note_last > to_column ? s->note_last : to_column;
		s->has_note = true;
		return SHAPE_RULED;
	}
	if (!in_table(style))
		return SHAPE_CELL;
	bool first = !s->has_head && !s->has_body;
	s->first_column = first || column < s->first_column ? column : s->first_column;
	s->last_column = first || to_column > s->last_column ? to_column : s->last_column;
	if (!s->has_body || row > s->last_row) {
		s->last_row = row;
		s->has_note = false;
	}
	s->has_body = true;
	if (column == to_column) {
		struct column *c = out_column(s, column);
		c->longest = width > c->longest ? width : c->longest;
	}
	if (style != OUT_HEAD)
		return SHAPE_CELL;
	bool again = s->has_head && row > s->head_row && row <= s->head_end + 1;
	s->head_row = again ? s->head_row : row;
	s->head_end = row;
	s->has_head = true;
	return again ? SHAPE_RULED : SHAPE_CELL;
}

/* Well-formed UTF-8, and "_x000D_" as text escaped so that it does not come back as a carriage return. */
const char *out_text_safe(struct arena *mem, struct str text)
{
	if (text_valid(text) && str_find(text, STR("_x")) == SIZE_MAX)
		return str_c(mem, text);
	struct buf b = { .mem = mem };
	uint32_t c;
	for (struct str rest = text, from = rest; rest.n; from = rest) {
		c = text_next(&rest);
		if (c == '_' && rest.n >= 6 && rest.p[0] == 'x' && rest.p[5] == '_')
			buf_puts(&b, "_x005F_");
		else if (c == 0xFFFD || c == 0)
			buf_puts(&b, "\xEF\xBF\xBD");
		else
			buf_add(&b, str_sub(from, 0, from.n - rest.n));
		if (c == 0 && rest.n == from.n)
			rest = str_sub(rest, 1, rest.n);
	}
	return str_c(mem, buf_str(&b));
}

static bool length_allowed(struct out_sheet *s, size_t row, size_t column, struct str text)
{
	if (text.n <= LONGEST_CELL || text_length(text) <= LONGEST_CELL)
		return true;
	if (!s->book->first)
		s->book->first = fault_make(s->book->mem, BLAME_INPUT, "io.write",
			_("表格%.*s的%.*s%zu格有%zu个字，一格最多32767个字，放不下。请把这一条的文字改短后再导出。"),
			PSTR(s->name), PSTR(sheet_column(s->book->mem, column)), row + 1, text_length(text));
	return false;
}

static size_t line_width(struct str text)                        /* of the widest line */
{
	size_t widest = 0;

	while (text.p) {
		size_t n = text_width(str_cut(&text, '\n'));
		widest = n > widest ? n : widest;
	}
	return widest;
}

static enum number_kind words_kind(enum out_style style)
{
	return style == OUT_TEXT || style == OUT_CODE ? AS_TEXT : AS_PLAIN;
}

void out_text_at(struct out_sheet *s, size_t row, size_t column, struct str text, enum out_style style)
{
	struct out_book *b = s->book;

	if (!out_allowed(s, row, column) || !length_allowed(s, row, column, text))
		return;
	enum shape shape = cell_note(s, row, column, column, style, line_width(text));
	if (in_table(style) && style != OUT_CODE)
		out_lines_note(s, row, column, text);
	lxw_format *f = out_format(&b->formats, style, words_kind(style), shape);
	struct arena_mark mark = arena_mark(b->mem);
	if (text.n)
		worksheet_write_string(s->sheet, (lxw_row_t)row, (lxw_col_t)column, out_text_safe(b->mem, text), f);
	else
		worksheet_write_blank(s->sheet, (lxw_row_t)row, (lxw_col_t)column, f);
	arena_back(b->mem, mark);
}

static void number_at(struct out_sheet *s, size_t row, size_t column, double number, size_t width, enum out_style style,
	enum number_kind kind)
{
	if (!out_allowed(s, row, column))
		return;
	lxw_format *f = out_format(&s->book->formats, style, kind, cell_note(s, row, column, column, style, width));
	if (isnan(number))
		worksheet_write_blank(s->sheet, (lxw_row_t)row, (lxw_col_t)column, f);
	else
		worksheet_write_number(s->sheet, (lxw_row_t)row, (lxw_col_t)column, number, f);
}

void out_int_at(struct out_sheet *s, size_t row, size_t column, int64_t n, enum out_style style)
{
	char text[32];
	int width = snprintf(text, sizeof(text), "%lld", (long long)n);

	if (n == INT64_MIN)
		number_at(s, row, column, NAN, 0, style, AS_INT);
	else if (width > EXACT_INT)
		out_text_at(s, row, column, str_of(text), style);
	else
		number_at(s, row, column, (double)n, (size_t)width, style, AS_INT);
}

void out_comment_at(struct out_sheet *s, size_t row, size_t column, struct str text)
{
	lxw_comment_options size = { .x_scale = 2, .y_scale = 1.5 };
	if (!out_allowed(s, row, column) || !text.n)
		return;
	struct arena_mark mark = arena_mark(s->book->mem);
	worksheet_write_comment_opt(s->sheet, (lxw_row_t)row, (lxw_col_t)column, out_text_safe(s->book->mem, text), &size);
	arena_back(s->book->mem, mark);
}

void out_money_at(struct out_sheet *s, size_t row, size_t column, int64_t fen, enum out_style style)
{
	char text[48];
	uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
	int width = snprintf(text, sizeof(text), "%s%llu.%02u", fen < 0 ? "-" : "", (unsigned long long)(size / 100),
		(unsigned)(size % 100));

	if (fen == INT64_MIN)
		number_at(s, row, column, NAN, 0, style, AS_MONEY);
	else if (width > EXACT_INT + 1)
		out_text_at(s, row, column, str_of(text), style);
	else
		number_at(s, row, column, (double)fen / 100.0, (size_t)(width + width / 3), style, AS_MONEY);
}

void out_percent_at(struct out_sheet *s, size_t row, size_t column, int64_t tenths, enum out_style style)
{
	number_at(s, row, column, tenths == INT64_MIN ? NAN : (double)tenths / 1000.0, sizeof("100.0%"), style, AS_PERCENT);
}

void out_day_at(struct out_sheet *s, size_t row, size_t column, struct day day)
{
	if (!day_known(day))
		number_at(s, row, column, NAN, 0, OUT_DAY, AS_DAY);
	else if (day.n < -25508)                                        /* before 1 March 1900 a spreadsheet's calendar is wrong */
		out_text_at(s, row, column, day_iso(s->book->mem, day), OUT_DAY);
	else
		number_at(s, row, column, (double)day.n + 25569, 10, OUT_DAY, AS_DAY);
}

void out_merge(struct out_sheet *s, size_t row, size_t column, size_t to_row, size_t to_column, struct str text,
	enum out_style style)
{
	struct out_book *b = s->book;

	if (!out_allowed(s, to_row, to_column) || to_row < row || to_column < column || !length_allowed(s, row, column, text))
		return;
	if (row == to_row && column == to_column) {
		out_text_at(s, row, column, text, style);
		return;
	}
	enum shape shape = cell_note(s, row, column, to_column, style, 0);
	if (to_row > row && in_table(style))
		cell_note(s, to_row, column, to_column, style, 0);
	shape = shape == SHAPE_RULED ? SHAPE_MERGED_RULED : SHAPE_MERGED;
	lxw_format *f = out_format(&b->formats, style, words_kind(style), shape);
	struct arena_mark mark = arena_mark(b->mem);
	if (style == OUT_TITLE)                                         /* a spreadsheet does not fit a row to a merged cell */
		worksheet_set_row(s->sheet, (lxw_row_t)row, TITLE_HEIGHT, NULL);
	lxw_error error = worksheet_merge_range(s->sheet, (lxw_row_t)row, (lxw_col_t)column, (lxw_row_t)to_row,
		(lxw_col_t)to_column,
		text.n ? out_text_safe(b->mem, text) : "", f);
	arena_back(b->mem, mark);
	if (error && !b->first)
		b->first = fault_note(b->mem, BLAME_US, "io.write", lxw_strerror(error),
			_("表格%.*s第%zu行的合并单元格没有写成，文件没有导出。请把这句话告诉管理员。"),
			PSTR(s->name), row + 1);
}

/* --- writing --- */

static fault book_assemble(struct out_book *b)
{
	locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0), before = plain ? uselocale(plain) : (locale_t)0;
	lxw_error error = workbook_close(b->book);                      /* frees the book */

	b->book = NULL;
	if (plain) {
		uselocale(before);
		freelocale(plain);
	}
	if (error == LXW_ERROR_CREATING_TMPFILE || error == LXW_ERROR_READING_TMPFILE || error == LXW_ERROR_ZIP_FILE_OPERATION)
		return fault_note(b->mem, BLAME_BUSY, "io.full", lxw_strerror(error),
			_("临时文件夹的空间不够，%s没有写成。请清出空间后再导出一次。"), b->path);
	return error ? fault_note(b->mem, BLAME_US, "io.write", lxw_strerror(error), _("%s没有写成。请把这句话告诉管理员。"),
		b->path) : NULL;
}

static fault book_finish(struct out_book *b)
{
	if (b->first)
		return b->first;
	for (struct out_sheet *s = b->sheets; s; s = s->next)
		out_sheet_finish(s);
	if (!b->sheets)
		out_sheet_add(b, "表");
	out_lists_write(b);
	return book_assemble(b);
}

fault out_book_close(struct out_book *b)
{
	fault f = book_finish(b);

	if (!f)
		f = out_save(b->mem, b->descriptor, b->path);
	book_drop(b);
	return f;
}

fault out_book_bytes(struct out_book *b, struct str *ret)
{
	fault f = book_finish(b);

	if (!f)
		f = out_take(b->mem, b->descriptor, b->path, ret);
	book_drop(b);
	return f;
}
