/* What the tests of the paper share: a document in a line, and where words stand on its sheets. */
#ifndef DOC_PAPER_KIT_H
#define DOC_PAPER_KIT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/text.h"
#include "doc/paper_part.h"

#define PARA "为切实做好防暑降温和职工劳动安全健康工作，维护广大职工特别是户外劳动者的合法权益，根据《防暑降温措施管理办法》和省总工会有关通知精神，结合我市实际，现就有关事项通知如下。"

static inline int open_arena(void **state) { *state = arena_open(0); return 0; }
static inline int close_arena(void **state) { arena_close(*state); return 0; }

static inline struct part *add(struct doc *d, enum block kind, int level, const char *one, const char *two)
{
	struct part *p = doc_add(d, kind);

	p->level = level;
	doc_text_span(d, p, str_of(one));
	doc_text_span(d, p, two ? str_of(two) : STR_NONE);
	return p;
}

static inline struct doc *doc_of(struct arena *mem, enum form form)
{
	struct doc *d = doc_new(mem, STR("江州市总工会2019年1月工作完成情况"));

	d->form = form;
	d->author = STR("江州市总工会");
	return d;
}

static inline struct paper lay(struct arena *mem, const struct doc *d)
{
	struct paper p;
	fault f = paper_lay(mem, d, &p);

	if (f)
		fail_msg("%s: %s", f->code, f->say);
	return p;
}

struct spot { const struct run *run; const struct glyph *glyph; uint32_t sheet; um middle; };

static inline struct str run_text(struct arena *mem, const struct run *r)
{
	struct buf b = { .mem = mem };

	for (size_t i = 0; i < r->n; i++)
		text_add(&b, r->glyphs[i].code);
	return buf_str(&b);
}

static inline bool holds(const struct paper *p, const struct run *r, const char *words, size_t *ret_at)
{
	struct str text = run_text(p->mem, r);
	size_t at = str_find(text, str_of(words));

	if (at != SIZE_MAX)
		*ret_at = text_length(str_sub(text, 0, at));
	return at != SIZE_MAX;
}

/* The nth time that these words stand in one run, from 0. */
static inline struct spot spot_nth(const struct paper *p, const char *words, int nth)
{
	size_t at;

	for (uint32_t s = 0; s < p->n_sheets; s++)
		for (size_t i = 0; i < p->sheets[s].n_runs; i++) {
			const struct run *r = &p->sheets[s].runs[i];
			if (holds(p, r, words, &at) && !nth--)
				return (struct spot){ r, &r->glyphs[at], s, r->y - (um)((int64_t)r->face->middle * r->size / 1000) };
		}
	fail_msg("“%s” is not on the paper", words);
	return (struct spot){ 0 };
}

static inline struct spot spot(const struct paper *p, const char *words)
{
	return spot_nth(p, words, 0);
}

static inline int times(const struct paper *p, const char *words)
{
	int n = 0;
	size_t at;

	for (uint32_t s = 0; s < p->n_sheets; s++)
		for (size_t i = 0; i < p->sheets[s].n_runs; i++)
			n += holds(p, &p->sheets[s].runs[i], words, &at);
	return n;
}

static inline um right_of(const struct spot *s)
{
	const struct glyph *last = &s->run->glyphs[s->run->n - 1];

	return last->x + last->advance;
}

static inline int row_of(const struct spot *s)
{
	return (s->middle - (37000 - HALF_LEADING) - ROW / 2 + 10) / ROW;
}

static inline void near(int64_t got, int64_t want, int64_t off)
{
	if (got < want - off || got > want + off)
		fail_msg("%lld is not within %lld of %lld", (long long)got, (long long)off, (long long)want);
}

static inline struct doc *pages(struct arena *mem, int paragraphs)
{
	struct doc *d = doc_of(mem, FORM_BULLETIN);

	for (int i = 0; i < paragraphs; i++)
		add(d, B_PARA, 0, PARA, NULL);
	return d;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)
#endif
