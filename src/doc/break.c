/* Where the lines of a paragraph end, chosen over the whole paragraph.
 *
 * Idea: every place between two characters has a price (nothing, something, never), every line that could be set has one by how far it must be stretched
 * or squeezed, and the cheapest way through is found from left to right: best[to] = min over from of best[from] + line(from, to) + place(to). Prefix sums
 * of advances, blanks and gaps make each candidate a handful of additions.
 *
 * Promises: a line neither ends with an opening mark nor starts with a closing one; numbers, Latin words, —— and …… stay whole; a justified line ends
 * exactly at the width and opens no gap above 90/1000 of a cell, since from there on readers of the file see blanks between Han. Squeezing takes only the
 * blank that the font leaves beside a mark's ink, in proportion. What cannot be had (a line of closing marks alone) is broken at a price above all others,
 * so that every paragraph has a solution; a word wider than the line is broken anywhere.
 *
 * Cost: n times the characters of a line, at most window_of(); 100,000 characters in some hundredths of a second. Integers only, no clock, no font.
 * The prices are those of a trial on invented official texts (set by eye; a ragged line costs more than any three stretched ones).
 *
 * Not taken: first fit, which leaves eight times as many wide gaps; ICU's line breaker, which knows none of these prices; marks hanging in the margin. */
#include "doc/break.h"

enum class { HAN, OPEN, CLOSE, MID, DASH, ALNUM, BLANK };
enum { GAP_MOST = 90, MARK_HALF = 500, PRICE_RAGGED = 5000, PRICE_WORD = 5000, PRICE_ORPHAN = 300 };
static const int64_t never = 1000000000000;                  /* above all lines of any paragraph together; times 100,000 still a number */

/* Sorted by code; what is not listed is HAN. */
static const struct range { uint32_t from, to; enum class class; } ranges[] = {
	{ 0x0020, 0x0020, BLANK },  { 0x0021, 0x007E, ALNUM },  { 0x00B7, 0x00B7, MID   },  /* · */
	{ 0x00C0, 0x024F, ALNUM },                              /* é, ü: letters of a name */
	{ 0x2014, 0x2014, DASH  },  { 0x2018, 0x2018, OPEN  },  { 0x2019, 0x2019, CLOSE },  /* — ‘ ’ */
	{ 0x201C, 0x201C, OPEN  },  { 0x201D, 0x201D, CLOSE },  { 0x2026, 0x2026, DASH  },  /* “ ” … */
	{ 0x2030, 0x2030, CLOSE },  { 0x2103, 0x2103, CLOSE },                              /* ‰ ℃ */
	{ 0x3001, 0x3002, CLOSE },  { 0x3008, 0x3008, OPEN  },  { 0x3009, 0x3009, CLOSE },  /* 、。〈〉 */
	{ 0x300A, 0x300A, OPEN  },  { 0x300B, 0x300B, CLOSE },  { 0x300C, 0x300C, OPEN  },  /* 《》「 */
	{ 0x300D, 0x300D, CLOSE },  { 0x300E, 0x300E, OPEN  },  { 0x300F, 0x300F, CLOSE },  /* 」『』 */
	{ 0x3010, 0x3010, OPEN  },  { 0x3011, 0x3011, CLOSE },  { 0x3014, 0x3014, OPEN  },  /* 【】〔 */
	{ 0x3015, 0x3015, CLOSE },  { 0x3016, 0x3016, OPEN  },  { 0x3017, 0x3017, CLOSE },  /* 〕〖〗 */
	{ 0xFF01, 0xFF01, CLOSE },  { 0xFF05, 0xFF05, CLOSE },  { 0xFF08, 0xFF08, OPEN  },  /* ！％（ */
	{ 0xFF09, 0xFF09, CLOSE },  { 0xFF0C, 0xFF0C, CLOSE },  { 0xFF0E, 0xFF0E, CLOSE },  /* ），． */
	{ 0xFF1A, 0xFF1B, CLOSE },  { 0xFF1F, 0xFF1F, CLOSE },  { 0xFF3B, 0xFF3B, OPEN  },  /* ：；？［ */
	{ 0xFF3D, 0xFF3D, CLOSE },  { 0xFF5B, 0xFF5B, OPEN  },  { 0xFF5D, 0xFF5D, CLOSE },  /* ］｛｝ */
	{ 0xFF5E, 0xFF5E, MID   },                                                          /* ～ */
};

static enum class class_of(uint32_t c)
{
	for (size_t low = 0, high = COUNT(ranges); low < high;) {
		size_t middle = (low + high) / 2;
		if (c > ranges[middle].to)
			low = middle + 1;
		else if (c < ranges[middle].from)
			high = middle;
		else
			return ranges[middle].class;
	}
	return HAN;
}

static bool among(uint32_t c, const char *ascii)
{
	for (; *ascii; ascii++)
		if (c == (unsigned char)*ascii)
			return true;
	return false;
}

static bool digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

bool break_full(uint32_t c)
{
	switch (c) {
	case 0x00B7: case 0x2014: case 0x2018: case 0x2019: case 0x201C: case 0x201D: case 0x2026:
		return true;
	default:
		return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF01 && c <= 0xFF60)
			|| (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFF);
	}
}

bool break_allowed(uint32_t before, uint32_t after)
{
	enum class b = class_of(before), a = class_of(after);

	if (b == OPEN || a == CLOSE || a == MID || a == BLANK || after == 0x2026)
		return false;
	if (among(before, "([{") || among(after, ")]}%,.;:!?"))
		return false;
	if (b == BLANK)
		return a != ALNUM || !digit(after);              /* GB/T 9704 stays together */
	return !(b == ALNUM && a == ALNUM) && !(b == DASH && before == after);
}

/* What a line's end between these two costs; they may be parted. */
static int64_t place_price(uint32_t before, uint32_t after)
{
	if (before == 0x3015)                                    /* 〔2020〕|9号 */
		return digit(after) ? 400 : 0;
	if (before == 0x7B2C && digit(after))                    /* 第|2 */
		return 300;
	if (before == 0x00B7)
		return 300;
	if (!digit(before) || class_of(after) != HAN)
		return 0;
	return after == 0x5E74 || after == 0x6708 || after == 0x65E5 || after == 0x53F7 ? 400 : 60;     /* 年月日号, or 14|期 */
}

static bool gap_between(uint32_t before, uint32_t after)
{
	enum class b = class_of(before), a = class_of(after);

	return !(b == ALNUM && (a == ALNUM || a == BLANK)) && !(b == DASH && a == DASH);
}

/* Prefix sums: natural[i], blank[i], gaps[i] are of the cells before i. blank counts what may be given up between a line's first ink and the cell i's ink. */
struct setting { const struct cell *cells; size_t n; int first, rest, width; int64_t *natural, *blank, *place, *best; uint32_t *gaps; size_t *from; };

struct fit { int64_t natural, rest, blank, last; int64_t gaps; };      /* rest: of the line's room; blank: inner; last: of the last mark */

static int at_least_0(int n)
{
	return n > 0 ? n : 0;
}

static int right_of(const struct cell *c)
{
	return at_least_0(c->right < c->advance ? c->right : c->advance);
}

static void sums(struct setting *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct cell *c = &s->cells[i], *next = i + 1 < s->n ? c + 1 : NULL;
		int left = next ? at_least_0(next->left) : 0, room = at_least_0(c->advance) - right_of(c);
		s->natural[i + 1] = s->natural[i] + at_least_0(c->advance);
		s->blank[i + 1] = s->blank[i] + right_of(c) + (left < room ? left : room);      /* positions never run backwards */
		s->gaps[i + 1] = s->gaps[i] + (next && gap_between(c->code, next->code));
	}
}

/* A run of Latin and digits wider than a line may be parted anywhere in it. */
static void places(struct setting *s)
{
	for (size_t i = 0, end; i < s->n; i = end) {
		for (end = i + 1; end < s->n && class_of(s->cells[end - 1].code) == ALNUM && class_of(s->cells[end].code) == ALNUM; end++)
			;
		bool wide = s->natural[end] - s->natural[i] > s->width - s->rest;
		for (size_t k = i + 1; k < end; k++)
			s->place[k] = wide ? PRICE_WORD : never;
		if (end < s->n)
			s->place[end] = break_allowed(s->cells[end - 1].code, s->cells[end].code)
				? place_price(s->cells[end - 1].code, s->cells[end].code) : never;
	}
}

static struct fit fit_of(const struct setting *s, size_t from, size_t to)
{
	const struct cell *last = &s->cells[to - 1];
	bool blank = last->code == ' ' && to - from > 1;         /* a blank at the line's end takes no room */
	int right = right_of(last) < MARK_HALF ? right_of(last) : MARK_HALF;
	struct fit f = { .natural = s->natural[to - blank] - s->natural[from], .blank = s->blank[to - 1] - s->blank[from],
		.last = blank ? 0 : right, .gaps = s->gaps[to - 1 - blank] - s->gaps[from] };

	if (blank)
		f.blank = s->blank[to - 2] - s->blank[from];
	f.rest = s->width - (from ? s->rest : s->first) - f.natural;
	return f;
}

static bool orphan(const struct setting *s, size_t from, size_t to)
{
	return from && (to - from == 1 || (to - from <= 3 && class_of(s->cells[from + 1].code) == CLOSE && class_of(s->cells[to - 1].code) == CLOSE));
}

/* INT64_MAX: does not fit. */
static int64_t line_price(const struct setting *s, struct fit f, size_t from, size_t to)
{
	int64_t need = -f.rest - f.last, gap;

	if (f.rest >= 0 && to == s->n)
		return orphan(s, from, to) ? PRICE_ORPHAN : 0;
	if (f.rest == 0)
		return 0;
	if (f.rest > 0) {
		gap = f.rest / (f.gaps ? f.gaps : 1);
		return 20 + gap * gap / 16 + (f.rest > GAP_MOST * f.gaps ? PRICE_RAGGED : 0);   /* 20 + 100 (g/40)² */
	}
	if (need <= 0)
		return 15 + 30 * -f.rest / MARK_HALF;
	if (need <= f.blank)
		return 40 + 600 * need * need / (f.blank * f.blank);
	return to - from == 1 ? never : INT64_MAX;               /* one character wider than the line: there is no other way */
}

static size_t window_of(const struct setting *s)
{
	return (size_t)at_least_0(s->width) / 100 + 64;          /* no character of a type is narrower; marks without width do not count without end */
}

static void choose(struct setting *s)
{
	int room = s->width - (s->first < s->rest ? s->first : s->rest);

	for (size_t to = 1; to <= s->n; to++) {
		size_t least = to > window_of(s) ? to - window_of(s) : 0;
		s->best[to] = INT64_MAX;
		for (size_t from = to; from-- > least;) {
			struct fit f = fit_of(s, from, to);
			int64_t price = line_price(s, f, from, to);
			if (price != INT64_MAX && s->best[from] + price < s->best[to]) {
				s->best[to] = s->best[from] + price;
				s->from[to] = from;
			}
			if (f.natural - f.blank - f.last > room)
				break;
		}
		s->best[to] += to < s->n ? s->place[to] : 0;
	}
}

/* Stretched by equal gaps, squeezed in proportion to the blanks; each position rounded by itself, so that nothing adds up. */
static void line_set(const struct setting *s, struct line *l)
{
	struct fit f = fit_of(s, l->from, l->to);
	size_t n = l->to - l->from;
	bool stretch = f.rest > 0 && l->to < s->n && f.rest <= GAP_MOST * f.gaps, squeeze = f.rest < 0 && -f.rest <= f.blank + f.last;
	int64_t need = squeeze && -f.rest > f.last ? -f.rest - f.last : 0;

	l->start = l->from ? s->rest : s->first;
	l->ragged = f.rest && !stretch && !squeeze;
	for (size_t i = 0; i < n; i++) {
		int64_t x = l->start + s->natural[l->from + i] - s->natural[l->from];
		int64_t gaps = s->gaps[l->from + i] - s->gaps[l->from], blank = s->blank[l->from + i] - s->blank[l->from];
		x += stretch ? f.rest * (gaps < f.gaps ? gaps : f.gaps) / f.gaps : 0;
		x -= need ? need * (blank < f.blank ? blank : f.blank) / f.blank : 0;
		l->x[i] = (int)x;
	}
	l->x[n] = l->ragged ? l->start + (int)f.natural : s->width;
}

void break_lines(struct arena *mem, const struct cell *cells, size_t n, int first, int rest, int width, struct line **ret, size_t *ret_n)
{
	struct setting s = { cells, n, first, rest, width };
	size_t lines = 0, at;
	int *x;

	s.natural = arena_get(mem, (n + 1) * sizeof(*s.natural));
	s.blank = arena_get(mem, (n + 1) * sizeof(*s.blank));
	s.place = arena_get(mem, (n + 1) * sizeof(*s.place));
	s.best = arena_get(mem, (n + 1) * sizeof(*s.best));
	s.gaps = arena_get(mem, (n + 1) * sizeof(*s.gaps));
	s.from = arena_get(mem, (n + 1) * sizeof(*s.from));
	sums(&s);
	places(&s);
	choose(&s);
	for (at = n; at; at = s.from[at])
		lines++;
	*ret = arena_get(mem, (lines + 1) * sizeof(**ret));
	*ret_n = lines;
	x = arena_get(mem, (n + lines + 1) * sizeof(*x));
	for (at = n; at; at = s.from[at]) {
		struct line *l = &(*ret)[--lines];
		*l = (struct line){ .from = s.from[at], .to = at, .x = x + s.from[at] + lines };
		line_set(&s, l);
	}
}
