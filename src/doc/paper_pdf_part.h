/* What the two files of the PDF writer share; nobody outside src/doc includes it. */
#ifndef NUAN_PAPER_PDF_PART_H
#define NUAN_PAPER_PDF_PART_H
#include <cairo.h>
#include "doc/paper.h"

struct pdf {
	struct arena *mem;
	const struct paper *paper;
	int file;                                            /* in memory */
	cairo_surface_t *surface;
	cairo_t *draw;
	cairo_font_face_t **fonts;  size_t n_fonts;          /* by the face's number; NULL: no run uses it */
	cairo_glyph_t *glyphs;  cairo_text_cluster_t *clusters;  struct buf text;      /* of the run at hand; room for the longest */
	struct reach { uint32_t first, last, end; bool parted; } *reach;        /* by block, see paper_pdf_tag.c */
	uint32_t *open, n_open, opened;                      /* the tags that are open, outermost first; the last block that was opened */
	bool piece;                                          /* the innermost is open for a part of its content that stands on one page */
};

void pdf_tag_open(struct pdf *);                             /* before all; needs paper and mem */
void pdf_tag_to(struct pdf *, uint32_t block);               /* what is drawn now is content of this block (0: of none) */
void pdf_tag_page(struct pdf *, size_t sheet);               /* at the end of each; at the end of the last one all are closed */

#endif
