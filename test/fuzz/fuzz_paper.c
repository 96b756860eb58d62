/* Any bytes as the text of an official document. What is refused has a code and a sentence; what is accepted goes through every writer, and all of them
 * hold the same words in the same order: those of the spans. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "doc/paper.h"

enum { LAID_MOST = 6000 };                                   /* bytes of a text that is laid out too: fonts are opened for each */

static void must(bool good)
{
	if (!good)
		abort();
}

static void bare(struct buf *out, struct str text)           /* without blanks */
{
	for (struct str rest = text, from = text; rest.n; from = rest)
		if (!text_blank(text_next(&rest)))
			buf_add(out, str_sub(from, 0, from.n - rest.n));
}

static void words_of(struct buf *out, const struct part *p)
{
	for (const struct span *s = p->spans; s; s = s->next)
		bare(out, s->text);
	for (const struct part *r = p->rows; r; r = r->next)
		for (const struct part *c = r->cells; c; c = c->next)
			words_of(out, c);
}

static uint32_t entity(struct str *rest)
{
	static const struct { const char *name; char c; } all[] = { { "amp;", '&' }, { "lt;", '<' }, { "gt;", '>' }, { "quot;", '"' }, { "#39;", '\'' } };

	for (size_t i = 0; i < COUNT(all); i++)
		if (str_starts(*rest, str_of(all[i].name))) {
			*rest = str_sub(*rest, strlen(all[i].name), SIZE_MAX);
			return (unsigned char)all[i].c;
		}
	abort();
}

static void seen(struct arena *mem, struct buf *out, struct str page)
{
	struct buf text = { .mem = mem };
	struct str rest = str_sub(page, str_find(page, STR("<body>")), SIZE_MAX);

	while (rest.n) {
		struct str piece = str_cut(&rest, '<');
		while (piece.n) {
			buf_add(&text, str_cut(&piece, '&'));
			if (piece.p)
				buf_c(&text, (char)entity(&piece));
		}
		str_cut(&rest, '>');
	}
	bare(out, buf_str(&text));
}

static bool words(struct buf *out, const struct doc *d)       /* false: there is a table among them */
{
	bool table = false;

	for (const struct part *p = d->first; p; p = p->next) {
		words_of(out, p);
		table |= p->kind == B_TABLE;
	}
	return !table;
}

static void same(struct arena *mem, const struct doc *d)
{
	struct buf spans = { .mem = mem }, page = { .mem = mem }, text = { .mem = mem }, on_page = { .mem = mem }, in_text = { .mem = mem };
	bool table = !words(&spans, d);

	doc_html(d, &page);
	doc_text(d, &text);
	must(text_valid(buf_str(&page)) && text_valid(buf_str(&text)));
	seen(mem, &on_page, buf_str(&page));
	must(str_eq(buf_str(&spans), buf_str(&on_page)));
	bare(&in_text, buf_str(&text));
	must(table || str_eq(buf_str(&spans), buf_str(&in_text)));       /* a table's rule is drawn with - */
}

static void lines_checked(const struct sheet *s)
{
	for (size_t i = 0; i < s->n_runs; i++) {
		const struct run *r = &s->runs[i];
		must(r->n > 0 && r->face && r->size > 0 && r->y > 0 && r->y <= (r->turned ? s->width : s->height) && r->x >= 0);
		for (size_t k = 0; k + 1 < r->n; k++)
			must(r->glyphs[k].x + r->glyphs[k].advance == r->glyphs[k + 1].x);
	}
}

/* Walks along what is to be said; page numbers are no content. */
static void said(const struct paper *p, struct str spans)
{
	for (size_t i = 0; i < p->n_sheets; i++)
		for (size_t k = 0; k < p->sheets[i].n_runs; k++) {
			const struct run *r = &p->sheets[i].runs[k];
			for (size_t g = 0; r->block && g < r->n; g++)
				must(text_blank(r->glyphs[g].code) || r->glyphs[g].code == text_next(&spans));
		}
	must(!spans.n);
}

static void laid(struct arena *mem, const struct doc *d)
{
	struct paper paper;
	struct buf pdf = { .mem = mem }, ofd = { .mem = mem }, docx = { .mem = mem }, spans = { .mem = mem };

	must(!doc_docx(d, &docx) && docx.n > 0);
	fault f = paper_lay(mem, d, &paper);
	if (f) {
		must(!strcmp(f->code, "font.missing") || !strcmp(f->code, "paper.table") || !strcmp(f->code, "paper.imprint"));       /* refused with a sentence */
		return;
	}
	must(paper.n_sheets > 0);
	for (size_t i = 0; i < paper.n_sheets; i++)
		lines_checked(&paper.sheets[i]);
	if (words(&spans, d))                                    /* a table's head is repeated, and its cells stand beside one another */
		said(&paper, buf_str(&spans));
	must(!paper_subset(&paper) && !paper_pdf(&paper, &pdf) && !paper_ofd(&paper, &ofd));
	must(str_starts(buf_str(&pdf), STR("%PDF-")) && str_starts(buf_str(&ofd), STR("PK")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = size ? (struct str){ (const char *)data, size } : STR_NONE;
	struct arena *mem = arena_open(0);
	struct doc *d = NULL;
	fault f = doc_read(mem, text, &d);

	must(!f || (!d && !strncmp(f->code, "paper.", 6) && f->say && text_valid(str_of(f->say))));
	if (!f)
		same(mem, d);
	if (!f && size <= LAID_MOST)
		laid(mem, d);
	arena_close(mem);
	return 0;
}
