/* A filter of Bloom's over digests.
 *
 * Of a file's rows most are new, and to find that out of each costs a search in an index that is larger than memory. Two bytes a key say it beforehand: what
 * the filter does not know is not there; of what it knows one in some hundred is not there either, and is asked for as before. So it decides nothing but
 * whether to ask.
 * The keys are HMACs: four slices of one are four hashes as good as any.
 * Not taken: the keys themselves in a table (eight times the memory for what the database answers anyway). */
#include <stdint.h>
#include "kernel/absent.h"

enum { BITS_A_KEY = 16, SLICES = 4, SLICE = 10 };        /* SLICE: hexadecimal digits, 40 bits */

struct absent { uint64_t *words; uint64_t bits; };

struct absent *absent_open(struct arena *mem, size_t most)
{
	struct absent *a = arena_get(mem, sizeof *a);
	a->bits = (uint64_t)(most + 64) * BITS_A_KEY / 64 * 64;
	a->words = arena_get(mem, a->bits / 8);
	return a;
}

static uint64_t slice(struct str key, size_t at)
{
	uint64_t n = 0;
	for (size_t i = at; i < at + SLICE && i < key.n; i++)
		n = n << 4 | (uint64_t)(key.p[i] <= '9' ? key.p[i] - '0' : key.p[i] - 'a' + 10);
	return n;
}

void absent_add(struct absent *a, struct str key)
{
	for (size_t i = 0; a && i < SLICES; i++) {
		uint64_t bit = slice(key, i * SLICE) % a->bits;
		a->words[bit / 64] |= (uint64_t)1 << bit % 64;
	}
}

bool absent_sure(const struct absent *a, struct str key)
{
	for (size_t i = 0; a && i < SLICES; i++) {
		uint64_t bit = slice(key, i * SLICE) % a->bits;
		if (!(a->words[bit / 64] >> bit % 64 & 1))
			return true;
	}
	return false;
}
