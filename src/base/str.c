/* Borrowed text and growing bytes.
 *
 * A str is a pointer and a length. It owns nothing, so a part of a text costs no copy and a parser walks its input without
 * touching it. Two kinds of nothing are kept apart where it matters: p == NULL is "not there", p with n == 0 is a text that
 * happens to be empty (the last field of "a,"). Comparison does not care; storage never sees the second, since what is made
 * here to be kept (str_trim, buf_str, str_sub) gives STR_NONE when no byte is left.
 *
 * Promises: copies end with a NUL that n does not count, so they can be handed to C.
 * Refuses: to guess. str_int takes a whole decimal or nothing, and not INT64_MIN, which means "unknown" in this house.
 * Costs: a buf doubles; where it stands last in its arena it grows in place, else the smaller copies stay until the arena goes.
 *
 * Road not taken: NUL-terminated strings throughout: every part would be a copy and every length a walk.
 */
#include "base/str.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct str str_of(const char *s)
{
	return s ? (struct str){ s, strlen(s) } : STR_NONE;
}

struct str str_copy(struct arena *mem, struct str s)
{
	return s.p ? (struct str){ str_c(mem, s), s.n } : STR_NONE;
}

const char *str_c(struct arena *mem, struct str s)
{
	char *p = arena_get(mem, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

struct str str_fmt(struct arena *mem, const char *fmt, ...)
{
	char small[256];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(small, sizeof small, fmt, ap);
	va_end(ap);
	if (n < 0)
		return STR_NONE;
	if ((size_t)n < sizeof small)
		return str_copy(mem, (struct str){ small, (size_t)n });
	char *p = arena_get(mem, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){ p, (size_t)n };
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (!a.n || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? (c < 0 ? -1 : 1) : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str head)
{
	return s.n >= head.n && (!head.n || memcmp(s.p, head.p, head.n) == 0);
}

bool str_ends(struct str s, struct str tail)
{
	return s.n >= tail.n && (!tail.n || memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0);
}

size_t str_find(struct str in, struct str what)
{
	if (!what.n)
		return 0;
	if (what.n > in.n)
		return SIZE_MAX;
	const char *at = memmem(in.p, in.n, what.p, what.n);
	return at ? (size_t)(at - in.p) : SIZE_MAX;
}

struct str str_sub(struct str s, size_t from, size_t n)
{
	if (from >= s.n || !n)
		return STR_NONE;
	return (struct str){ s.p + from, n < s.n - from ? n : s.n - from };
}

/* U+00A0, U+3000, U+FEFF, U+200B, U+2060, U+180E: blanks that are not ASCII, as bytes. */
static const struct { unsigned char n; char bytes[4]; } wide_blanks[] = {
	{ 2, "\xC2\xA0"     },
	{ 3, "\xE3\x80\x80" },
	{ 3, "\xEF\xBB\xBF" },
	{ 3, "\xE2\x80\x8B" },
	{ 3, "\xE2\x81\xA0" },
	{ 3, "\xE1\xA0\x8E" },
};

static bool blank_byte(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t blank_at_start(struct str s)
{
	if (s.n && blank_byte(s.p[0]))
		return 1;
	if (!s.n || !(s.p[0] & 0x80) || (unsigned char)s.p[0] - 0xE4u < 6)       /* most Han begin with E4 to E9 */
		return 0;
	for (size_t i = 0; i < COUNT(wide_blanks); i++)
		if (str_starts(s, (struct str){ wide_blanks[i].bytes, wide_blanks[i].n }))
			return wide_blanks[i].n;
	return 0;
}

static size_t blank_at_end(struct str s)
{
	if (s.n && blank_byte(s.p[s.n - 1]))
		return 1;
	if (!s.n || !(s.p[s.n - 1] & 0x80) || (s.n >= 3 && (unsigned char)s.p[s.n - 3] - 0xE4u < 6))
		return 0;
	for (size_t i = 0; i < COUNT(wide_blanks); i++)
		if (str_ends(s, (struct str){ wide_blanks[i].bytes, wide_blanks[i].n }))
			return wide_blanks[i].n;
	return 0;
}

struct str str_trim(struct str s)
{
	for (size_t n; (n = blank_at_start(s)); s.p += n, s.n -= n)
		;
	for (size_t n; (n = blank_at_end(s)); s.n -= n)
		;
	return s.n ? s : STR_NONE;
}

struct str str_cut(struct str *rest, char at)
{
	struct str s = *rest;
	const char *p = s.n ? memchr(s.p, at, s.n) : NULL;

	if (!p) {
		*rest = STR_NONE;
		return s;
	}
	size_t n = (size_t)(p - s.p);
	*rest = (struct str){ p + 1, s.n - n - 1 };
	return (struct str){ s.p, n };
}

bool str_int(struct str s, int64_t *ret)
{
	bool minus = s.n && s.p[0] == '-';
	size_t i = minus || (s.n && s.p[0] == '+');
	int64_t n = 0;

	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, s.p[i] - '0', &n))
			return false;
	}
	*ret = minus ? -n : n;
	return true;
}

/* Room for n more bytes and a NUL. */
static void buf_room(struct buf *b, size_t n)
{
	size_t need = b->n + n + 1, cap = b->cap ? b->cap : 64;

	if (need <= b->cap)
		return;
	while (cap < need)
		cap *= 2;
	b->p = arena_more(b->mem, b->p, b->cap, cap);
	b->cap = cap;
}

void buf_add(struct buf *b, struct str s)
{
	if (!s.n)
		return;
	buf_room(b, s.n);
	memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n] = 0;
}

void buf_c(struct buf *b, char c)
{
	if (b->n + 2 > b->cap)
		buf_room(b, 1);
	b->p[b->n++] = c;
	b->p[b->n] = 0;
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, str_of(s));
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	buf_room(b, 64);
	va_start(ap, fmt);
	int n = vsnprintf(b->p + b->n, b->cap - b->n, fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n >= b->cap - b->n) {
		buf_room(b, (size_t)n);
		va_start(ap, fmt);
		n = vsnprintf(b->p + b->n, b->cap - b->n, fmt, ap);
		va_end(ap);
	}
	if (n > 0)
		b->n += (size_t)n;
	b->p[b->n] = 0;
}

struct str buf_str(const struct buf *b)
{
	return b->n ? (struct str){ b->p, b->n } : STR_NONE;
}

struct str str_hex(struct arena *mem, const void *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *from = bytes;

	if (!n)
		return STR_NONE;
	char *p = arena_get(mem, 2 * n + 1);
	for (size_t i = 0; i < n; i++) {
		p[2 * i] = digits[from[i] >> 4];
		p[2 * i + 1] = digits[from[i] & 15];
	}
	return (struct str){ p, 2 * n };
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool str_unhex(struct arena *mem, struct str s, struct str *ret)
{
	if (s.n % 2)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (hex_digit(s.p[i]) < 0)
			return false;
	char *p = arena_get(mem, s.n / 2 + 1);
	for (size_t i = 0; i < s.n / 2; i++)
		p[i] = (char)(hex_digit(s.p[2 * i]) << 4 | hex_digit(s.p[2 * i + 1]));
	*ret = s.n ? (struct str){ p, s.n / 2 } : STR_NONE;
	return true;
}
