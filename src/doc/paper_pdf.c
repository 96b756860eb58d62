/* A paper as PDF, through Cairo.
 *
 * The paper is laid out; what is left is to say it in Cairo's words: each run one text at its places, each rule a line, the blocks
 * as tags (paper_pdf_tag.c), the bookmarks as an outline. Each glyph goes with its character, so that text can be searched and
 * copied: 〓 in place of a character that no font has still copies as that character.
 * Promises: the same paper gives the same bytes, since no clock is asked: the file's date is noon in Beijing of the day the document
 * bears, and a document without a day has none. Fonts are the small ones of paper_subset alone; no hints, no font by name.
 * Refuses: a font that may only be embedded whole, for Cairo always cuts down once more (the OFD can be had).
 * Costs: about 6 ms a page. Cairo keeps the sizes of a font that it used last (256 of them, all documents together) and with them
 * the small fonts; so FreeType's face owns its bytes and its library, and goes when Cairo lets it go, not with the arena. And since
 * an arena that is full leaves by longjmp, which must not happen inside Cairo, the pages are written into a memory file.
 * Not taken: a writer of our own, half the time and a fifth of the size less, but five hundred lines; it is the way to /Lang and to
 * PDF/A, which Cairo 1.16 does not write. */
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <errno.h>
#include <hb.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "base/text.h"
#include "doc/paper_pdf_part.h"

static double pt(int64_t length)
{
	return (double)length * 72 / 25400;
}

/* --- What outlives an arena: closed in the end, however it ends --- */

static void pdf_drop(void *data)
{
	struct pdf *f = data;

	if (f->draw)
		cairo_destroy(f->draw);
	if (f->surface)
		cairo_surface_destroy(f->surface);
	for (size_t i = 0; i < f->n_fonts; i++)
		if (f->fonts[i])
			cairo_font_face_destroy(f->fonts[i]);
	if (f->file >= 0)
		close(f->file);
	f->draw = NULL;
	f->surface = NULL;
	f->file = -1;
	memset(f->fonts, 0, f->n_fonts * sizeof(*f->fonts));
}

static cairo_status_t file_write(void *data, const unsigned char *bytes, unsigned n)
{
	const struct pdf *f = data;

	while (n) {
		ssize_t done = write(f->file, bytes, n);
		if (done < 0 && errno != EINTR)
			return CAIRO_STATUS_WRITE_ERROR;
		bytes += done > 0 ? done : 0;
		n -= done > 0 ? (unsigned)done : 0;
	}
	return CAIRO_STATUS_SUCCESS;
}

static fault pdf_fault(const struct pdf *f, const char *note)
{
	return fault_note(f->mem, BLAME_US, "paper.pdf", note, _("PDF没有生成，可能是内存不够。请再导出一次；仍不成功的，请联系系统管理员。"));
}

static fault file_read(const struct pdf *f, struct buf *out)
{
	off_t size = lseek(f->file, 0, SEEK_END);

	if (size <= 0)
		return pdf_fault(f, strerror(errno));
	char *bytes = arena_get(f->mem, (size_t)size);
	for (off_t at = 0; at < size; ) {
		ssize_t n = pread(f->file, bytes + at, (size_t)(size - at), at);
		if (n <= 0)
			return pdf_fault(f, strerror(n ? errno : EIO));
		at += n;
	}
	if (out->n)
		buf_add(out, (struct str){ bytes, (size_t)size });
	else
		*out = (struct buf){ f->mem, bytes, (size_t)size, (size_t)size };       /* nothing is copied */
	return NULL;
}

/* --- Fonts --- */

static void font_drop(void *data)
{
	FT_Face face = data;
	FT_Library library = face->glyph->library;
	hb_blob_t *bytes = face->generic.data;

	FT_Done_Face(face);
	FT_Done_FreeType(library);
	hb_blob_destroy(bytes);
}

static FT_Face font_open(const struct face *face)
{
	hb_blob_t *blob = hb_face_reference_blob(hb_font_get_face(face->small));
	FT_Library library;
	FT_Face font;
	unsigned n;
	const char *bytes = hb_blob_get_data(blob, &n);

	if (FT_Init_FreeType(&library))
		library = NULL;
	if (library && !FT_New_Memory_Face(library, (const FT_Byte *)bytes, (FT_Long)n, 0, &font)) {
		font->generic.data = blob;
		return font;
	}
	if (library)
		FT_Done_FreeType(library);
	hb_blob_destroy(blob);
	return NULL;
}

static fault font_add(struct pdf *f, size_t at)
{
	static const cairo_user_data_key_t key;
	const struct face *face = &f->paper->faces[at];
	FT_Face font;

	if (face->whole)
		return fault_make(f->mem, BLAME_INPUT, "font.licence",
			_("字体“%.*s”只允许整个嵌入（%.*s），PDF只嵌入用到的字。请换成允许嵌入子集的字体后再导出，或改为导出OFD。"),
			PSTR(face->family), PSTR(face->file));
	font = font_open(face);
	if (!font)
		return pdf_fault(f, "FT_New_Memory_Face");
	f->fonts[at] = cairo_ft_font_face_create_for_ft_face(font, FT_LOAD_NO_HINTING);
	if (cairo_font_face_set_user_data(f->fonts[at], &key, font, font_drop)) {
		font_drop(font);
		return pdf_fault(f, "cairo_font_face_set_user_data");
	}
	return NULL;
}

/* --- Text --- */

/* What Cairo takes for a fault in a text is read as U+FFFD. */
static uint32_t code_safe(uint32_t c)
{
	bool bad = !c || c > 0x10FFFF || (c & 0xFFFFF800) == 0xD800 || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);

	return bad ? 0xFFFD : c;
}

static const char *text_safe(struct arena *mem, struct str text)
{
	struct buf safe = { .mem = mem };

	while (text.n)
		text_add(&safe, code_safe(text_next(&text)));
	return str_c(mem, buf_str(&safe));
}

static void colour_set(struct pdf *f, uint32_t rgb)
{
	cairo_set_source_rgb(f->draw, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* Letters set wide (a mark) are one word, and would be read as many: a reader takes a gap of a tenth of the size for a blank. As one cluster they carry
 * their text with them. */
static bool set_wide(const struct run *r)
{
	int64_t width = (int64_t)r->size * r->hscale / 1000;
	size_t wide = 0;

	for (size_t i = 0; i + 1 < r->n; i++)
		wide += (int64_t)r->glyphs[i].advance * 100 > width * 109;
	return wide > 0 && wide + 1 >= r->n;
}

static void run_draw(struct pdf *f, const struct run *r)
{
	cairo_matrix_t size;
	bool wide = set_wide(r);

	f->text.n = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct glyph *g = &r->glyphs[i];
		hb_codepoint_t number = 0;
		size_t before = f->text.n;
		hb_font_get_nominal_glyph(r->face->small, g->shown, &number);
		f->glyphs[i] = (cairo_glyph_t){ number, pt(g->x), pt(r->y) };
		text_add(&f->text, code_safe(g->code));
		f->clusters[i] = (cairo_text_cluster_t){ (int)(f->text.n - before), 1 };
	}
	cairo_matrix_init_scale(&size, pt(r->size) * r->hscale / 1000, pt(r->size));
	cairo_set_font_face(f->draw, f->fonts[r->face - f->paper->faces]);
	cairo_set_font_matrix(f->draw, &size);
	colour_set(f, r->rgb);
	if (wide)
		f->clusters[0] = (cairo_text_cluster_t){ (int)f->text.n, (int)r->n };
	cairo_show_text_glyphs(f->draw, f->text.p, (int)f->text.n, f->glyphs, (int)r->n, f->clusters, wide ? 1 : (int)r->n, 0);
}

static void rule_draw(struct pdf *f, const struct rule *r)
{
	colour_set(f, r->rgb);
	cairo_set_line_width(f->draw, pt(r->width));
	cairo_move_to(f->draw, pt(r->x0), pt(r->y0));
	cairo_line_to(f->draw, pt(r->x1), pt(r->y1));
	cairo_stroke(f->draw);
}

/* What follows stands on the upright sheet. */
static void turn(struct pdf *f, const struct sheet *s)
{
	cairo_matrix_t upright;

	cairo_matrix_init(&upright, 0, 1, -1, 0, pt(s->width), 0);
	cairo_set_matrix(f->draw, &upright);
}

static void sheet_draw(struct pdf *f, size_t number)
{
	const struct sheet *s = &f->paper->sheets[number];

	cairo_pdf_surface_set_size(f->surface, pt(s->width), pt(s->height));
	for (size_t i = 0; i < s->n_rules; i++)
		rule_draw(f, &s->rules[i]);
	for (size_t i = 0; i < s->n_runs; i++) {
		pdf_tag_to(f, s->runs[i].block);
		if (s->runs[i].turned)
			turn(f, s);
		run_draw(f, &s->runs[i]);
		cairo_identity_matrix(f->draw);
	}
	pdf_tag_page(f, number);
	cairo_show_page(f->draw);
}

/* --- The file --- */

static void properties_set(struct pdf *f)
{
	const struct paper *p = f->paper;
	const struct { cairo_pdf_metadata_t what; struct str text; } properties[] = {
		{ CAIRO_PDF_METADATA_TITLE, p->title }, { CAIRO_PDF_METADATA_AUTHOR, p->author }, { CAIRO_PDF_METADATA_SUBJECT, p->subject },
	};
	struct str day = day_known(p->when) ? str_fmt(f->mem, "%sT12:00:00+08:00", str_c(f->mem, day_iso(f->mem, p->when))) : STR_NONE;

	for (size_t i = 0; i < COUNT(properties); i++)
		if (properties[i].text.n)
			cairo_pdf_surface_set_metadata(f->surface, properties[i].what, text_safe(f->mem, properties[i].text));
	cairo_pdf_surface_set_metadata(f->surface, CAIRO_PDF_METADATA_CREATE_DATE, day.p);      /* NULL takes Cairo's own away, which is now */
}

/* A bookmark stands under the last one before it of a lesser level. */
static void bookmarks_set(struct pdf *f)
{
	const struct paper *p = f->paper;
	int *ids = arena_get(f->mem, p->n_marks * sizeof(*ids));
	size_t *parents = arena_get(f->mem, p->n_marks * sizeof(*parents));     /* 0: none, else index + 1 */

	for (size_t i = 0; i < p->n_marks; i++) {
		const struct bookmark *m = &p->marks[i];
		size_t parent = i;
		while (parent && p->marks[parent - 1].level >= m->level)
			parent = parents[parent - 1];
		parents[i] = parent;
		int64_t y = (int64_t)m->y * 7200 / 25400;
		struct str place = str_fmt(f->mem, "page=%u pos=[0 %d.%02d]", m->sheet + 1, (int)(y / 100), (int)(y % 100));
		ids[i] = cairo_pdf_surface_add_outline(f->surface, parent ? ids[parent - 1] : CAIRO_PDF_OUTLINE_ROOT, text_safe(f->mem, m->title), place.p,
			CAIRO_PDF_OUTLINE_FLAG_OPEN);
	}
}

static fault pdf_open(struct arena *mem, const struct paper *p, struct pdf *f)
{
	size_t longest = 1;
	cairo_font_options_t *options;

	*f = (struct pdf){ .mem = mem, .paper = p, .text = { .mem = mem }, .file = -1, .n_fonts = p->n_faces };
	f->fonts = arena_get(mem, p->n_faces * sizeof(*f->fonts));
	for (size_t i = 0; i < p->n_sheets; i++)
		for (size_t j = 0; j < p->sheets[i].n_runs; j++)
			longest = p->sheets[i].runs[j].n > longest ? p->sheets[i].runs[j].n : longest;
	f->glyphs = arena_get(mem, longest * sizeof(*f->glyphs));
	f->clusters = arena_get(mem, longest * sizeof(*f->clusters));
	pdf_tag_open(f);
	arena_later(mem, pdf_drop, f);
	f->file = memfd_create("nuan-pdf", MFD_CLOEXEC);
	if (f->file < 0)
		return pdf_fault(f, strerror(errno));
	for (size_t i = 0; i < p->n_faces; i++)
		if (p->faces[i].small)
			TRY(font_add(f, i));
	f->surface = cairo_pdf_surface_create_for_stream(file_write, f, 1, 1);
	f->draw = cairo_create(f->surface);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_set_font_options(f->draw, options);
	cairo_font_options_destroy(options);
	return NULL;
}

static fault pdf_write(struct pdf *f, struct buf *out)
{
	properties_set(f);
	for (size_t i = 0; i < f->paper->n_sheets; i++)
		sheet_draw(f, i);
	bookmarks_set(f);
	cairo_surface_finish(f->surface);
	if (cairo_status(f->draw) || cairo_surface_status(f->surface))
		return pdf_fault(f, cairo_status_to_string(cairo_status(f->draw) ? cairo_status(f->draw) : cairo_surface_status(f->surface)));
	return file_read(f, out);
}

fault paper_pdf(const struct paper *p, struct buf *out)
{
	struct pdf *f = arena_get(out->mem, sizeof(*f));
	fault wrong;

	if (!p->n_sheets)
		return fault_make(out->mem, BLAME_US, "paper.empty", _("文件没有一页，没有生成。请先写上内容再试。"));
	wrong = pdf_open(out->mem, p, f);

	if (!wrong)
		wrong = pdf_write(f, out);
	pdf_drop(f);
	return wrong;
}
