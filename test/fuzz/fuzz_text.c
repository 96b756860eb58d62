/* Any bytes through everything that reads text. Beyond not falling over, some laws must hold:
 * walking ends and counts alike, what comes out is well-formed, a key of a key is the key, decoding is all or nothing. */
#include <stdint.h>
#include <stdlib.h>
#include "base/text.h"

static void must(bool good)
{
	if (!good)
		abort();
}

static void walk(struct str s)
{
	size_t points = 0, bad = 0;

	for (struct str rest = s; rest.n; points++)
		bad += text_next(&rest) == 0xFFFD;
	must(points == text_length(s) && text_width(s) <= 2 * points);
	must(bad > 0 || text_valid(s));
	must(text_clip(s, points).n == s.n && text_clip(s, points / 2).n <= s.n);
	must(str_trim(s).n <= s.n);
}

static void keys(struct arena *mem, struct str s)
{
	struct str key = text_fold(mem, s), half = text_half(mem, s);

	must(text_valid(key) && text_valid(half));
	must(str_eq(text_half(mem, half), half));
	must(text_length(half) == text_length(s));
	for (struct str rest = key; rest.n; )
		must(!text_blank(text_next(&rest)));
}

static void distances(struct str s)
{
	struct str a = str_sub(s, 0, s.n / 2), b = str_sub(s, s.n / 2, s.n);
	size_t d = text_distance(a, b), la = text_length(a), lb = text_length(b);

	must(d == text_distance(b, a) && d <= (la > lb ? la : lb) && d >= (la > lb ? la - lb : lb - la));
	must(text_distance(s, s) == 0);
}

static void encodings(struct arena *mem, struct str s)
{
	static const char *const names[] = { "UTF-8", "GB18030", "GBK", "UTF-16LE", "UTF-16BE", "BIG5" };

	for (size_t i = 0; i < COUNT(names); i++) {
		struct str ret = STR("untouched"), before = ret;
		if (text_utf8_from(mem, names[i], s, &ret))
			must(text_valid(ret) && !(ret.p && !ret.n));
		else
			must(ret.p == before.p);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = size ? (struct str){ (const char *)data, size } : STR_NONE, plain;
	struct arena *mem = arena_open(0);
	int64_t n = 0;

	walk(s);
	keys(mem, s);
	if (size <= 2000)
		distances(s);
	encodings(mem, s);
	must(str_unhex(mem, str_hex(mem, data, size), &plain) && str_eq(plain, s));
	if (str_int(s, &n))
		must(n != INT64_MIN && text_valid(text_number_zh(mem, n)));
	for (struct str rest = s; rest.p; )
		must(str_cut(&rest, ',').n <= size);
	arena_close(mem);
	return 0;
}
