/* Chance that is none: a subject's text is folded into a seed, and the seed walks by splitmix64. Two subjects share nothing, so that a line
 * which draws one number more leaves every other file as it was. The road not taken: one stream for all, where each edit changes every file. */
#include "kit.h"
#include <stdio.h>
#include <string.h>

struct kit_rng kit_rng(const char *fmt, ...)
{
	char subject[512];
	va_list more;
	va_start(more, fmt);
	vsnprintf(subject, sizeof(subject), fmt, more);
	va_end(more);
	uint64_t h = 0xcbf29ce484222325u;
	for (const char *p = subject; *p; p++)
		h = (h ^ (unsigned char)*p) * 0x100000001b3u;
	return (struct kit_rng){ h };
}

uint64_t kit_next(struct kit_rng *rng)
{
	uint64_t z = rng->state += 0x9e3779b97f4a7c15u;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

int64_t kit_between(struct kit_rng *rng, int64_t least, int64_t most)
{
	return least + (int64_t)(kit_next(rng) % (uint64_t)(most - least + 1));
}

bool kit_chance(struct kit_rng *rng, int percent)
{
	return kit_between(rng, 0, 99) < percent;
}

struct day kit_day_between(struct kit_rng *rng, struct day from, struct day to)
{
	return (struct day){ (int32_t)kit_between(rng, from.n, to.n) };
}

/* The State Council's notice on the holidays of 2019, as far as the sample's days go. */
static bool works(struct day day)
{
	static const char *const off[]  = { "20181231", "20190101", "20190204", "20190205", "20190206", "20190207", "20190208" };
	static const char *const work[] = { "20181229", "20190202", "20190203" };
	char text[16];
	int y, m, d;
	day_split(day, &y, &m, &d);
	snprintf(text, sizeof(text), "%04d%02d%02d", y % 10000, m, d);
	for (size_t i = 0; i < COUNT(off); i++)
		if (!strcmp(text, off[i]))
			return false;
	for (size_t i = 0; i < COUNT(work); i++)
		if (!strcmp(text, work[i]))
			return true;
	return day_weekday(day) <= 5;
}

struct day kit_workday(struct kit_rng *rng, int month)
{
	for (;;) {
		struct day day = kit_day_between(rng, month_first(month), month_last(month));
		if (works(day))
			return day;
	}
}

void kit_shuffle(struct kit_rng *rng, size_t *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		numbers[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)kit_between(rng, 0, (int64_t)i - 1), held = numbers[i - 1];
		numbers[i - 1] = numbers[j];
		numbers[j] = held;
	}
}
