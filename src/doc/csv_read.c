/* Comma-separated text, as it really comes.
 *
 * No file says how it is encoded. One with a mark (BOM) does; else what is well-formed UTF-8 is UTF-8, and what is not is
 * GB18030, if it decodes. Two traps: a UTF-8 file with one damaged byte may decode as GB18030 too, into nonsense, so a file
 * whose non-ASCII bytes are nearly all good UTF-8 is held to be UTF-8 and its bad byte is named; and a short GBK text
 * (联通) may happen to be UTF-8 with two-byte letters only, which no Chinese text in UTF-8 ever is.
 *
 * The separator is the one of , ; tab that cuts most of the first records into the same number of fields; a first line
 * "sep=;" decides. Quotes as in RFC 4180, and the spreadsheet's trick ="0716" for text that must not become a number. Every
 * value is text: what is a number or a day is for the importer to say, which knows the column. A record's number is the row
 * a spreadsheet would show. */
#include <string.h>
#include "base/text.h"
#include "doc/csv_part.h"

/* --- encoding --- */

static size_t utf8_length(const unsigned char *p, size_t n)      /* of the well-formed character that begins here; 0: none does */
{
	struct str rest = { (const char *)p, n < 4 ? n : 4 };
	size_t before = rest.n;
	uint32_t c = text_next(&rest);
	size_t used = before - rest.n;

	return c == 0 || (c == 0xFFFD && !(used == 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] == 0xBD)) ? 0 : used;
}

static size_t gb_length(const unsigned char *p, size_t n)        /* the same for GB18030, by its structure */
{
	if (p[0] < 0x80)
		return 1;
	if (p[0] == 0x80 || p[0] == 0xFF || n < 2)
		return 0;
	if (p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF)
		return 2;
	bool four = n >= 4 && p[1] >= '0' && p[1] <= '9' && p[2] >= 0x81 && p[2] <= 0xFE && p[3] >= '0' && p[3] <= '9';
	return four ? 4 : 0;
}

void utf8_count(struct census *c, struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	for (size_t i = 0; i < s.n;) {
		if (p[i] < 0x80) {
			i++;
			continue;
		}
		size_t n = utf8_length(p + i, s.n - i);
		c->high += n ? n : 1;
		c->good += n;
		c->three += n >= 3 ? n : 0;
		if (!n && c->bad == SIZE_MAX)
			c->bad = i;
		i += n ? n : 1;
	}
}

static fault encoding_fault(struct reading *r, struct str s, size_t at)
{
	size_t line = 1, start = 0;

	for (size_t i = 0; i < at && i < s.n; i++)
		if (s.p[i] == '\n' || (s.p[i] == '\r' && !(i + 1 < s.n && s.p[i + 1] == '\n'))) {
			line++;
			start = i + 1;
		}
	return fault_make(r->mem, BLAME_INPUT, "sheet.encoding",
		_("第%zu行第%zu个字节（0x%02X）既不是UTF-8，也不是GBK，文字读不出来。请用WPS或Excel打开，另存为xlsx后再选。"),
		line, at - start + 1, at < s.n ? (unsigned)(unsigned char)s.p[at] : 0u);
}

static bool gb_decodes(struct reading *r, struct str s)
{
	struct arena_mark mark = arena_mark(r->mem);
	struct str out;
	bool good = text_utf8_from(r->mem, "GB18030", s, &out);

	arena_back(r->mem, mark);
	return good;
}

/* The first byte that is no GB18030: by structure; if that is sound, by decoding line by line, then character by character. */
static size_t gb_bad(struct reading *r, struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n;

	for (size_t i = 0; i < s.n; i += n)
		if (!(n = gb_length(p + i, s.n - i)))
			return i;
	for (struct str rest = s; rest.n;) {
		struct str line = str_cut(&rest, '\n');
		if (gb_decodes(r, line))
			continue;
		for (size_t i = 0; i < line.n; i += gb_length((const unsigned char *)line.p + i, line.n - i))
			if (!gb_decodes(r, str_sub(line, i, gb_length((const unsigned char *)line.p + i, line.n - i))))
				return (size_t)(line.p - s.p) + i;
	}
	return s.n;
}

static bool has_han(struct str s)
{
	for (uint32_t c; (c = text_next(&s));)
		if (c >= 0x4E00 && c <= 0x9FFF)
			return true;
	return false;
}

/* UTF-16 goes wrong at half a pair of surrogates, or when a byte is missing at the end. */
static fault wide_fault(struct reading *r, struct str s, bool little)
{
	size_t line = 1, start = 0, i = 0;
	bool waiting = false;

	for (; i + 1 < s.n; i += 2) {
		unsigned high = (unsigned char)s.p[i + little], low = (unsigned char)s.p[i + !little], unit = high << 8 | low;
		bool second = unit >= 0xDC00 && unit <= 0xDFFF;
		if (second != waiting)
			break;
		waiting = unit >= 0xD800 && unit <= 0xDBFF;
		if (unit == '\n') {
			line++;
			start = i + 2;
		}
	}
	return fault_make(r->mem, BLAME_INPUT, "sheet.encoding",
		_("这个文件用的是UTF-16，可是第%zu行第%zu个字节起读不出来，像是没有存完整。请用WPS或Excel打开，另存为xlsx后再选。"),
		line, i - start + 1);
}

static fault decode_wide(struct reading *r, struct str bytes, bool little, struct str *ret)
{
	if (bytes.n % 2 || !text_utf8_from(r->mem, little ? "UTF-16LE" : "UTF-16BE", bytes, ret))
		return wide_fault(r, bytes, little);
	return NULL;
}

static fault decode(struct reading *r, struct str s, struct str *ret, struct str *ret_encoding)
{
	if (str_starts(s, STR("\xFF\xFE")) || str_starts(s, STR("\xFE\xFF"))) {
		*ret_encoding = STR("UTF-16");
		return decode_wide(r, str_sub(s, 2, s.n), s.p[0] == '\xFF', ret);
	}
	bool marked = str_starts(s, STR("\xEF\xBB\xBF"));
	struct str body = marked ? str_sub(s, 3, s.n) : s, gb;
	struct census c = { .bad = SIZE_MAX };
	utf8_count(&c, body);
	bool nearly = c.bad != SIZE_MAX && c.good * 10 >= c.high * 9;
	bool doubtful = c.bad == SIZE_MAX && c.high && !c.three;

	if (marked || nearly || (c.bad == SIZE_MAX && !doubtful)) {
		if (c.bad != SIZE_MAX)
			return encoding_fault(r, s, c.bad + (marked ? 3 : 0));
		*ret = body;
		*ret_encoding = STR("UTF-8");
		return NULL;
	}
	bool good = text_utf8_from(r->mem, "GB18030", body, &gb);
	if (!good && !doubtful)
		return encoding_fault(r, s, gb_bad(r, body));
	bool use_gb = good && (!doubtful || has_han(gb));
	*ret = use_gb ? gb : body;
	*ret_encoding = use_gb ? STR("GB18030") : STR("UTF-8");
	return NULL;
}

/* --- records --- */

static bool at_line_end(const struct scan *s)
{
	return s->text.p[s->at] == '\n' || s->text.p[s->at] == '\r';
}

static void line_end(struct scan *s)
{
	s->at += s->text.p[s->at] == '\r' && s->at + 1 < s->text.n && s->text.p[s->at + 1] == '\n' ? 2 : 1;
	s->line++;
}

static fault quoted(struct scan *s)
{
	size_t opened = s->line;

	for (s->at++; s->at < s->text.n;) {
		char c = s->text.p[s->at];
		if (c == '"' && s->at + 1 < s->text.n && s->text.p[s->at + 1] == '"') {
			buf_c(&s->field, '"');
			s->at += 2;
		} else if (c == '"') {
			s->at++;
			return NULL;
		} else if (at_line_end(s)) {
			buf_c(&s->field, '\n');
			line_end(s);
		} else {
			buf_c(&s->field, c);
			s->at++;
		}
	}
	return fault_make(s->r->mem, BLAME_INPUT, "sheet.broken",
		_("第%zu行有一个双引号没有成对，从这里往后都读不下去。请补上引号，或用WPS、Excel打开，另存为xlsx后再选。"), opened);
}

/* One field; unquoted text is borrowed from the file, quoted text is built anew. */
static fault field_read(struct scan *s, struct str *ret, enum end *ret_end)
{
	size_t from = s->at;
	bool built = false;

	s->field = (struct buf){ .mem = s->r->mem };
	if (s->at + 1 < s->text.n && s->text.p[s->at] == '=' && s->text.p[s->at + 1] == '"')
		s->at++;
	if (s->at < s->text.n && s->text.p[s->at] == '"') {
		TRY(quoted(s));
		built = true;
		from = s->at;
	}
	while (s->at < s->text.n && s->text.p[s->at] != s->separator && !at_line_end(s))
		s->at++;
	*ret = (struct str){ s->text.p + from, s->at - from };
	if (built) {
		buf_add(&s->field, *ret);
		*ret = buf_str(&s->field);
	}
	*ret_end = s->at >= s->text.n ? END_TEXT : at_line_end(s) ? END_RECORD : END_FIELD;
	if (*ret_end == END_FIELD)
		s->at++;
	else if (*ret_end == END_RECORD)
		line_end(s);
	return NULL;
}

/* --- separator --- */

enum { TRIED = 32 };

static size_t separator_score(struct str text, char separator)
{
	size_t counts[TRIED] = {0}, n = 0, best = 0, most = 0;
	bool inside = false, seen = false;

	for (size_t i = 0; i < text.n && n < TRIED; i++) {
		char c = text.p[i];
		inside ^= c == '"';
		if (!inside && (c == '\n' || c == '\r')) {
			n += seen;
			seen = false;
			continue;
		}
		seen = true;
		counts[n] += !inside && c == separator;
	}
	n += seen && n < TRIED;
	for (size_t i = 0; i < n; i++) {
		size_t same = 0;
		for (size_t j = 0; j < n; j++)
			same += counts[j] == counts[i];
		if (counts[i] && (same > best || (same == best && counts[i] > most))) {
			best = same;
			most = counts[i];
		}
	}
	return best * 4096 + (most < 4096 ? most : 4095);
}

char separator_find(struct str *text)
{
	static const char candidates[] = { ',', '\t', ';' };
	char found = ',';
	size_t best = 0;

	if (text->n > 5 && !memcmp(text->p, "sep=", 4) && (text->p[5] == '\r' || text->p[5] == '\n')) {
		found = text->p[4];
		size_t skip = text->p[5] == '\r' && text->n > 6 && text->p[6] == '\n' ? 7 : 6;
		*text = str_sub(*text, skip, text->n);
		return found;
	}
	for (size_t i = 0; i < COUNT(candidates); i++) {
		size_t score = separator_score(*text, candidates[i]);
		if (score > best) {
			best = score;
			found = candidates[i];
		}
	}
	return found;
}

/* --- the grid --- */

struct rows { struct grid_row *all; size_t n, cap; };

static void row_add_to(struct arena *mem, struct rows *rows, struct grid_row row)
{
	if (rows->n == rows->cap) {
		size_t cap = rows->cap ? 2 * rows->cap : 64;
		rows->all = arena_more(mem, rows->all, rows->cap * sizeof(*rows->all), cap * sizeof(*rows->all));
		rows->cap = cap;
	}
	rows->all[rows->n++] = row;
}

fault record_read(struct scan *s, struct grid_row *row, enum end *ret_end)
{
	struct reading *r = s->r;
	size_t column = 0, n = 0;
	struct str text;

	do {
		TRY(field_read(s, &text, ret_end));
		if (!cell_blank(text)) {
			if (column >= r->limits.columns)
				return fault_make(r->mem, BLAME_INPUT, "sheet.too_large",
					_("第%zu行的格子超过%zu个，一次读不下。请删去多余的列再选。"),
					s->line, r->limits.columns);
			while (n < column)
				r->scratch[n++] = (struct cell){0};
			r->scratch[n++] = (struct cell){ .kind = CELL_TEXT, .text = text };
		}
		column++;
	} while (*ret_end == END_FIELD);
	TRY(reading_cells(r, STR_NONE, n));
	row->n = n;
	row->cells = n ? arena_get(r->mem, n * sizeof(*row->cells)) : NULL;
	if (n)
		memcpy(row->cells, r->scratch, n * sizeof(*row->cells));
	return NULL;
}

bool text_bytes(struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];
		if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && !(c == 0x1A && i + 1 == text.n))
			return false;
	}
	return true;
}

static fault binary_refuse(struct reading *r, struct str text)
{
	return text_bytes(text) ? NULL : fault_make(r->mem, BLAME_INPUT, "sheet.kind",
		_("这个文件既不是xlsx，也不是文字，读不成表格。请选xlsx或CSV文件。"));
}

fault rows_too_many(struct reading *r)
{
	return fault_make(r->mem, BLAME_INPUT, "sheet.too_large", _("这个文件超过%zu行，一次读不下。请分成几个文件再选。"), r->limits.rows);
}

fault csv_read(struct reading *r, struct str bytes, struct workbook *ret)
{
	struct scan s = { .r = r, .line = 1 };
	struct rows rows = {0};
	struct str encoding = STR_NONE;
	enum end end = END_RECORD;

	if (!str_starts(bytes, STR("\xFF\xFE")) && !str_starts(bytes, STR("\xFE\xFF")))
		TRY(binary_refuse(r, bytes));
	TRY(decode(r, bytes, &s.text, &encoding));
	TRY(binary_refuse(r, s.text));
	if (s.text.n && s.text.p[s.text.n - 1] == 0x1A)          /* the end mark of DOS */
		s.text.n--;
	if (cell_blank(s.text))
		return fault_make(r->mem, BLAME_INPUT, "sheet.empty",
			_("这个文件是空的，里面什么也没有。请重新保存表格，再选一次。"));
	s.separator = separator_find(&s.text);
	r->scratch = arena_get(r->mem, r->limits.columns * sizeof(*r->scratch));
	for (int64_t number = 1; end != END_TEXT && s.at < s.text.n; number++) {
		struct grid_row row = { .number = number };
		TRY(record_read(&s, &row, &end));
		if ((uint64_t)number > r->limits.rows && row.n)
			return rows_too_many(r);
		if (row.n)
			row_add_to(r->mem, &rows, row);
	}
	struct grid *grid = arena_get(r->mem, sizeof(*grid));
	*grid = (struct grid){ .rows = rows.all, .n = rows.n };
	*ret = (struct workbook){ grid, 1, encoding };
	return NULL;
}
