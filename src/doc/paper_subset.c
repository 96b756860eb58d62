/* Fonts cut down to what a document draws.
 *
 * A Chinese font has twenty thousand outlines and a bulletin draws six hundred of them. HarfBuzz makes of each face that a run
 * uses a small font that has these alone, with its cmap (by which the writers find the glyphs again, and OFD readers theirs)
 * and its names, without hints and without the tables of a shaper: nothing is shaped on this paper. What is not cut down is
 * copied as a face of its own, never as a collection, since OFD refuses those.
 * Promises: the same faces and characters give the same bytes; a face that is cut once is not cut again; the small fonts are
 * closed with the arena and no byte of them is copied into it.
 * Refuses: a font whose OS/2 table forbids embedding (fsType, bit 1). Its name stands in the sentence; printing with another font
 * behind the back of whoever installed it would be the worse surprise. Bit 8 (no subsets) is obeyed: the face goes whole.
 * Costs: 1 to 6 ms a face, whatever the number of pages; one look at every glyph of the document.
 * Not taken: the fonts as they are. Cairo would copy 24 MB for one of them and the process would need 127 MB. */
#include <hb-ot.h>
#include <hb-subset.h>
#include "doc/paper_part.h"

enum { PER_EM = 1000 };
static const hb_tag_t dropped[] = {
	HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'),
	HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('m', 'o', 'r', 't'),
};

static void set_drop(void *set)
{
	hb_set_destroy(*(hb_set_t **)set);
}

static void face_drop(void *face)
{
	struct face *f = face;

	hb_font_destroy(f->small);                               /* its hb_face goes with it, and the bytes with that */
	f->small = NULL;
	f->subset = STR_NONE;
}

/* Per face the characters that its runs draw. */
static hb_set_t **codes_of(const struct paper *p)
{
	hb_set_t **codes = arena_get(p->mem, p->n_faces * sizeof(*codes));

	for (size_t i = 0; i < p->n_faces; i++) {
		arena_later(p->mem, set_drop, &codes[i]);
		codes[i] = hb_set_create();
	}
	for (size_t i = 0; i < p->n_sheets; i++)
		for (size_t j = 0; j < p->sheets[i].n_runs; j++) {
			const struct run *r = &p->sheets[i].runs[j];
			for (size_t k = 0; k < r->n; k++)
				hb_set_add(codes[r->face - p->faces], r->glyphs[k].shown);
		}
	return codes;
}

/* A new face, NULL when HarfBuzz cannot. */
static hb_face_t *face_cut(hb_face_t *face, const hb_set_t *codes)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_face_t *cut;

	if (!input)
		return NULL;
	hb_set_union(hb_subset_input_unicode_set(input), codes);
	for (size_t i = 0; i < COUNT(dropped); i++)
		hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), dropped[i]);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NO_HINTING);
	cut = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return cut;
}

static hb_face_t *face_copy(hb_face_t *face)
{
	hb_face_t *copy = hb_face_builder_create();
	hb_tag_t tags[64];
	unsigned n = COUNT(tags);

	hb_face_get_table_tags(face, 0, &n, tags);
	for (unsigned i = 0; i < n; i++) {
		hb_blob_t *table = hb_face_reference_table(face, tags[i]);
		hb_face_builder_add_table(copy, tags[i], table);
		hb_blob_destroy(table);
	}
	return copy;
}

/* What HarfBuzz made is a list of tables; the file is what has glyph numbers that can be asked for. */
static bool face_small(struct face *f, const hb_set_t *codes)
{
	hb_face_t *whole = hb_font_get_face(f->font), *made = f->whole ? face_copy(whole) : face_cut(whole, codes), *small;
	hb_blob_t *file = made ? hb_face_reference_blob(made) : hb_blob_get_empty();
	unsigned n;
	const char *bytes = hb_blob_get_data(file, &n);

	hb_face_destroy(made);
	if (n) {
		small = hb_face_create(file, 0);
		f->small = hb_font_create(small);
		f->subset = (struct str){ bytes, n };
		hb_face_destroy(small);
		hb_font_set_scale(f->small, PER_EM, PER_EM);
	}
	hb_blob_destroy(file);
	return n;
}

fault paper_subset(struct paper *p)
{
	hb_set_t **codes = codes_of(p);

	for (size_t i = 0; i < p->n_faces; i++) {
		struct face *f = &p->faces[i];
		if (f->small || hb_set_is_empty(codes[i]))
			continue;
		if (!f->may_embed)
			return fault_make(p->mem, BLAME_INPUT, "font.licence",
				_("字体“%.*s”不允许嵌入文件（%.*s），没有导出。请移走这个字体，或换成允许嵌入的字体后再导出。"),
				PSTR(f->family), PSTR(f->file));
		arena_later(p->mem, face_drop, f);
		if (!face_small(f, codes[i]))
			return fault_note(p->mem, BLAME_US, "font.broken", "hb_subset",
				_("字体“%.*s”读不出字形（%.*s），文件可能坏了。请重新安装这个字体后再导出。"),
				PSTR(f->family), PSTR(f->file));
		face_rest(f);
	}
	return NULL;
}
