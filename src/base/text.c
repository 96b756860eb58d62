/* Chinese text: code points, widths, match keys, numerals, encodings.
 *
 * Everything inside is UTF-8. What people are shown is what they typed; what is compared is a key. text_fold makes that key
 * (NFKC, no blanks, ASCII upper case) and it must never be stored as text or shown, because NFKC changes characters that a
 * person chose. text_half is the mild one: digits and letters typed in full width become half width, while ，（）：；！？～
 * stay, for they are the punctuation of Chinese text though Unicode files them under full-width ASCII.
 *
 * Promises: any byte can be fed in. A malformed byte reads as U+FFFD, one at a time, so loops end.
 * Refuses: text with NUL (C and both databases would cut it there); text_utf8_from decodes all or nothing.
 * Costs: text_fold asks ICU only when a character outside ASCII and the common ideographs is there; names and units hardly ever
 * have one. text_distance is O(n·m) with a fixed row: two texts both longer than 512 code points count as wholly different.
 *
 * Road not taken: keeping text in UTF-16 as ICU likes it. Files, databases and pages all speak UTF-8.
 */
#include "base/text.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

enum { BAD = 0xFFFD };

/* --- code points --- */

/* Bytes of the well-formed sequence at p, 0 if there is none (Unicode 15, table 3-7). NUL counts as malformed. */
static size_t sequence(const unsigned char *p, size_t n, uint32_t *ret)
{
	static const struct { unsigned char from, to, low, high; } leads[] = {          /* low, high: of the second byte */
		{ 0xC2, 0xDF, 0x80, 0xBF },
		{ 0xE0, 0xE0, 0xA0, 0xBF },
		{ 0xE1, 0xEC, 0x80, 0xBF },
		{ 0xED, 0xED, 0x80, 0x9F },
		{ 0xEE, 0xEF, 0x80, 0xBF },
		{ 0xF0, 0xF0, 0x90, 0xBF },
		{ 0xF1, 0xF3, 0x80, 0xBF },
		{ 0xF4, 0xF4, 0x80, 0x8F },
	};

	if (p[0] < 0x80) {
		*ret = p[0];
		return p[0] != 0;
	}
	size_t bytes = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4, i = 0;
	while (i < COUNT(leads) && (p[0] < leads[i].from || p[0] > leads[i].to))
		i++;
	if (i == COUNT(leads) || n < bytes || p[1] < leads[i].low || p[1] > leads[i].high)
		return 0;
	uint32_t c = p[0] & (0x7FU >> bytes);
	for (size_t k = 1; k < bytes; k++) {
		if ((p[k] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (p[k] & 0x3F);
	}
	*ret = c;
	return bytes;
}

bool text_valid(struct str s)
{
	uint32_t c;

	for (size_t n; s.n; s.p += n, s.n -= n)
		if (*s.p && (unsigned char)*s.p < 0x80)
			n = 1;
		else if (!(n = sequence((const unsigned char *)s.p, s.n, &c)))
			return false;
	return true;
}

uint32_t text_next(struct str *rest)
{
	uint32_t c = BAD;

	if (!rest->n)
		return 0;
	size_t n = sequence((const unsigned char *)rest->p, rest->n, &c);
	if (!n) {
		n = 1;
		c = BAD;
	}
	rest->p += n;
	rest->n -= n;
	return c;
}

static uint32_t half(uint32_t c)
{
	return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 ? ' ' : c;
}

uint32_t text_next_half(struct str *rest)
{
	return half(text_next(rest));
}

size_t text_length(struct str s)
{
	size_t n = 0;

	while (text_next(&s))
		n++;
	return n;
}

static size_t width(uint32_t c)
{
	if (c >= ' ' && c < 0x7F)
		return 1;
	if ((c >= 0x4E00 && c <= 0x9FFF) || c == 0x3000)
		return 2;
	int8_t kind = u_charType((UChar32)c);
	if (kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK || kind == U_FORMAT_CHAR || kind == U_CONTROL_CHAR)
		return 0;
	int wide = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
	return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

size_t text_width(struct str s)
{
	size_t n = 0;

	for (uint32_t c; (c = text_next(&s)); )
		n += width(c);
	return n;
}

struct str text_clip(struct str s, size_t code_points)
{
	struct str rest = s;

	while (code_points && text_next(&rest))
		code_points--;
	return str_sub(s, 0, s.n - rest.n);
}

void text_add(struct buf *b, uint32_t c)
{
	char p[4];
	size_t n = 0;

	if (c < 0x80) {
		p[n++] = (char)c;
	} else if (c < 0x800) {
		p[n++] = (char)(0xC0 | c >> 6);
		p[n++] = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		p[n++] = (char)(0xE0 | c >> 12);
		p[n++] = (char)(0x80 | (c >> 6 & 0x3F));
		p[n++] = (char)(0x80 | (c & 0x3F));
	} else {
		p[n++] = (char)(0xF0 | c >> 18);
		p[n++] = (char)(0x80 | (c >> 12 & 0x3F));
		p[n++] = (char)(0x80 | (c >> 6 & 0x3F));
		p[n++] = (char)(0x80 | (c & 0x3F));
	}
	buf_add(b, (struct str){ p, n });
}

struct str text_half(struct arena *mem, struct str s)
{
	static const uint32_t stay[] = { U'！', U'（', U'）', U'，', U'：', U'；', U'？', U'～' };
	struct buf b = { .mem = mem };

	for (uint32_t c; (c = text_next(&s)); ) {
		size_t i = 0;
		while (i < COUNT(stay) && stay[i] != c)
			i++;
		text_add(&b, i < COUNT(stay) ? c : half(c));
	}
	return buf_str(&b);
}

/* --- match keys --- */

/* NFKC leaves these alone: nothing to compose, nothing to map. */
static bool plain(uint32_t c)
{
	return c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

bool text_blank(uint32_t c)
{
	if (c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF))
		return c == ' ' || (c >= '\t' && c <= '\r');
	return u_isUWhiteSpace((UChar32)c) || u_charType((UChar32)c) == U_FORMAT_CHAR;
}

bool text_harmful(uint32_t c)
{
	return (c < ' ' && c != '\n' && c != '\r' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x61C || (c >= 0x200C && c <= 0x200F)
		|| (c >= 0x2028 && c <= 0x202E) || (c >= 0x2061 && c <= 0x206F) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

uint32_t text_harm(struct str s)
{
	while (s.n) {
		uint32_t c = text_next(&s);
		if (text_harmful(c))
			return c;
	}
	return 0;
}

static bool chinese(uint32_t c)
{
	return (c >= 0x3001 && c <= 0x303F) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xFF01 && c <= 0xFF60)
		|| (c >= 0x2014 && c <= 0x2026);
}

bool text_half_mark(struct str *rest, struct str *ret_where)
{
	enum { AROUND = 4 };
	const char *before[AROUND] = { rest->p, rest->p, rest->p, rest->p };   /* where the last characters begin */
	uint32_t last = 0;

	for (size_t i = 0; rest->n; i++) {
		const char *at = rest->p;
		uint32_t c = text_next(rest), next;
		struct str behind = *rest;
		bool mark = c == ',' || c == ';' || c == ':' || c == '?' || c == '!' || c == '(' || c == ')';
		if (mark && chinese(last) && ((next = text_next(&behind)) == 0 || chinese(next))) {
			behind = text_clip(*rest, AROUND);
			*ret_where = (struct str){ before[i % AROUND], (size_t)(rest->p - before[i % AROUND]) + behind.n };
			return true;
		}
		before[i % AROUND] = at;
		last = c;
	}
	return false;
}

static void fold_add(struct buf *b, uint32_t c)
{
	if (!text_blank(c))
		text_add(b, c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
}

static bool fold_plain(struct arena *mem, struct str s, struct str *ret)
{
	struct buf b = { .mem = mem };

	for (struct str rest = s; rest.n; )
		if (!plain(text_next(&rest)))
			return false;
	for (uint32_t c; (c = text_next(&s)); )
		fold_add(&b, c);
	*ret = buf_str(&b);
	return true;
}

/* UTF-16 of s, in the caller's stack when it fits. ICU counts in int32_t: a text past 256 MiB is clipped, none such has a key. */
static UChar *utf16_from(struct arena *mem, struct str s, UChar *small, size_t room, int32_t *ret_n)
{
	UErrorCode error = U_ZERO_ERROR;

	if (s.n > (size_t)1 << 28)
		s.n = (size_t)1 << 28;
	UChar *p = s.n < room ? small : arena_get(mem, (s.n + 1) * sizeof *p);
	u_strFromUTF8WithSub(p, (int32_t)s.n + 1, ret_n, s.p, (int32_t)s.n, BAD, NULL, &error);
	return p;
}

static UChar *nfkc(struct arena *mem, const UChar *from, int32_t n, UChar *small, int32_t room, int32_t *ret_n)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *to = unorm2_getNFKCInstance(&error);

	*ret_n = unorm2_normalize(to, from, n, small, room, &error);
	if (error != U_BUFFER_OVERFLOW_ERROR)
		return U_SUCCESS(error) ? small : NULL;
	UChar *p = arena_get(mem, ((size_t)*ret_n + 1) * sizeof *p);
	error = U_ZERO_ERROR;
	*ret_n = unorm2_normalize(to, from, n, p, *ret_n + 1, &error);
	return U_SUCCESS(error) ? p : NULL;
}

struct str text_fold(struct arena *mem, struct str s)
{
	UChar small[256], folded[256];
	struct str ret = STR_NONE;
	int32_t n = 0, m = 0;

	if (!s.n || fold_plain(mem, s, &ret))
		return ret;
	const UChar *from = utf16_from(mem, s, small, COUNT(small), &n);
	const UChar *to = nfkc(mem, from, n, folded, (int32_t)COUNT(folded), &m);
	if (!to) {
		to = from;
		m = n;
	}
	struct buf b = { .mem = mem };
	for (int32_t i = 0; i < m; ) {
		UChar32 c;
		U16_NEXT(to, i, m, c);
		fold_add(&b, c == 0 || U_IS_SURROGATE(c) ? BAD : (uint32_t)c);
	}
	return buf_str(&b);
}

enum { NEAR_MOST = 512 };

/* One row of the table of edits; b lies in the row, a passes by. */
static size_t edits(struct str a, const uint32_t *b, size_t n)
{
	size_t row[NEAR_MOST + 1], at = 0;

	for (size_t i = 0; i <= n; i++)
		row[i] = i;
	for (uint32_t c; (c = text_next(&a)); ) {
		size_t corner = at++;
		row[0] = at;
		for (size_t i = 1; i <= n; i++) {
			size_t change = corner + (b[i - 1] != c);
			size_t least = row[i] < row[i - 1] ? row[i] + 1 : row[i - 1] + 1;
			corner = row[i];
			row[i] = change < least ? change : least;
		}
	}
	return row[n];
}

size_t text_distance(struct str a, struct str b)
{
	uint32_t points[NEAR_MOST];
	size_t n = 0;

	for (struct str x = a, y = b; text_next(&x) == text_next(&y) && (a.n || b.n); a = x, b = y)
		;
	size_t long_a = text_length(a), long_b = text_length(b);
	if (long_a < long_b) {
		struct str other = a;
		a = b;
		b = other;
	}
	if (!b.n || text_length(b) > NEAR_MOST)
		return long_a > long_b ? long_a : long_b;
	for (uint32_t c; (c = text_next(&b)); )
		points[n++] = c;
	return edits(a, points, n);
}

/* --- numerals --- */

static const char *const figures[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

static void number_add(struct buf *b, uint64_t n, bool leads);

/* high times unit, then the rest; a gap between them is read 零. */
static void number_split(struct buf *b, uint64_t n, uint64_t unit, const char *word, bool leads)
{
	if (!(leads && unit == 10 && n / unit == 1))             /* 十二, but 一百一十二 */
		number_add(b, n / unit, leads);
	buf_puts(b, word);
	if (n % unit) {
		if (unit > 10 && n % unit < unit / 10)
			buf_puts(b, "零");
		number_add(b, n % unit, false);
	}
}

static void number_add(struct buf *b, uint64_t n, bool leads)
{
	if (n < 10)
		buf_puts(b, figures[n]);
	else if (n < 100)
		number_split(b, n, 10, "十", leads);
	else if (n < 1000)
		number_split(b, n, 100, "百", leads);
	else if (n < 10000)
		number_split(b, n, 1000, "千", leads);
	else if (n < 100000000)
		number_split(b, n, 10000, "万", leads);
	else
		number_split(b, n, 100000000, "亿", leads);
}

struct str text_number_zh(struct arena *mem, int64_t n)
{
	struct buf b = { .mem = mem };

	if (n < 0)
		buf_puts(&b, "负");
	number_add(&b, n < 0 ? 0 - (uint64_t)n : (uint64_t)n, true);
	return buf_str(&b);
}

/* --- encodings of office files --- */

/* Decodes in, to out (room bytes, the whole answer) or through a window that is used again and again. False: a byte that does
 * not decode, or an encoding that nobody knows. */
static bool decode(const char *encoding, struct str in, char *window, size_t room, char *out, size_t *ret_n)
{
	iconv_t cd = iconv_open("UTF-8", encoding);
	char *from = (char *)in.p;                               /* iconv's signature; it does not write there */
	size_t left = in.n, n = 0;
	bool good = cd != (iconv_t)-1, flush = false;

	while (good) {
		char *start = out ? out + n : window, *to = start;
		size_t space = out ? room - n : room;
		size_t result = iconv(cd, flush ? NULL : &from, flush ? NULL : &left, &to, &space);
		n += (size_t)(to - start);
		if (result != (size_t)-1) {
			if (flush)
				break;
			flush = true;
		} else if (errno != E2BIG || to == start) {
			good = false;
		}
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	*ret_n = n;
	return good;
}

static bool finish(struct str s, struct str *ret)
{
	struct str mark = STR("\xEF\xBB\xBF");                   /* a byte order mark is no text */

	if (str_starts(s, mark))
		s = str_sub(s, mark.n, s.n);
	if (s.n && memchr(s.p, 0, s.n))
		return false;
	*ret = s.n ? s : STR_NONE;
	return true;
}

bool text_utf8_from(struct arena *mem, const char *encoding, struct str in, struct str *ret)
{
	char window[8192];
	size_t n = 0, again;

	if (!in.n) {
		*ret = STR_NONE;
		return true;
	}
	if (!strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "UTF8"))
		return text_valid(in) && finish(str_copy(mem, in), ret);
	if (!decode(encoding, in, window, sizeof window, NULL, &n))
		return false;
	if (n <= sizeof window && in.n <= sizeof window / 4)     /* it all stands in the window: at most 4 bytes come of one */
		return finish(str_copy(mem, (struct str){ window, n }), ret);
	char *out = arena_get(mem, n + 1);                       /* no memory is asked for while iconv is open */
	return decode(encoding, in, window, n, out, &again) && again == n && finish((struct str){ out, n }, ret);
}
