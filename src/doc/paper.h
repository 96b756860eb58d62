/* A document on paper: laid out once, in integers, after GB/T 9704-2012, and written by two writers that know no rule of layout, PDF and OFD. */
#ifndef NUAN_PAPER_H
#define NUAN_PAPER_H
#include "doc/doc.h"

typedef int32_t um;                                          /* micrometre; A4 is 210000 x 297000, y down; no float leaves layout */
enum role { ROLE_FANG, ROLE_KAI, ROLE_HEI, ROLE_TITLE, ROLE_FOLIO, ROLE_RARE, ROLE_COUNT };      /* 仿宋 楷体 黑体 小标宋 宋体(page numbers); rare Han */

struct hb_font_t;
struct face {                                                /* one font file and index, opened for one document, closed with its arena */
	struct str file;  unsigned index;
	const char *ofd_name;                                /* what Chinese readers substitute by: 仿宋, 楷体, 黑体, 方正小标宋_GBK, 宋体 */
	struct str family;                                   /* the font's own name */
	int middle, ink;                                     /* optical middle above the baseline, and size of the ink (mean of width and height), 1/1000 em, of common Han */
	bool may_embed, whole;                               /* OS/2 fsType: bit 1 forbids embedding, bit 8 subsetting */
	struct hb_font_t *font;                              /* scale 1000 */
	void *map;  size_t map_size;                         /* the file in memory, read-only; NULL: not ours to rest */
	struct str subset;  struct hb_font_t *small;         /* after paper_subset: the font file that is embedded, and its glyphs (scale 1000); NULL: no run uses the face */
};
struct glyph { uint32_t code, shown; um x, advance; };       /* shown: what is drawn, unlike code only for a character that no face has (〓); x absolute; advance = next x - x, so sums are exact */
struct run {                                                 /* one line, one face, one size, one colour: one OFD TextObject, one PDF string */
	struct face *face;  um x, y, size;                   /* y is the baseline */
	int hscale;  uint32_t rgb, block;                    /* hscale 1000 = 1; block: index into blocks, 0 = not content (page numbers) */
	size_t n;  struct glyph *glyphs;
	bool turned;                                         /* x and y are those of the sheet held upright, before it was turned clockwise: (x, y) is at (width - y, x) */
};
struct rule { um x0, y0, x1, y1, width; uint32_t rgb; };     /* a straight line; never content */
struct sheet { um width, height; struct run *runs; struct rule *rules; size_t n_runs, n_rules; };      /* runs in reading order */
enum tag { TAG_NONE, TAG_DOCUMENT, TAG_TITLE, TAG_H1, TAG_H2, TAG_H3, TAG_P, TAG_TABLE, TAG_ROW, TAG_HEAD, TAG_CELL };
struct node { enum tag tag; uint32_t parent; };              /* blocks[0] is TAG_NONE, blocks[1] TAG_DOCUMENT; a parent stands before its children */
struct bookmark { struct str title; uint32_t sheet, level; um y; };
struct lack { uint32_t code, sheet; struct str where; };     /* a character that no face has: printed as 〓, reported, never silent; where: the words around it */
struct paper { struct arena *mem; struct str title, author, subject, lang; struct day when;
	struct face *faces; struct sheet *sheets; struct node *blocks; struct bookmark *marks; struct lack *lacks;
	size_t n_faces, n_sheets, n_blocks, n_marks, n_lacks; };

MUST_USE fault paper_lay(struct arena *, const struct doc *, struct paper *ret);      /* knows all rules, no file format; "font.missing" */
MUST_USE fault paper_subset(struct paper *);                                          /* once, before either writer; "font.licence", "font.broken" */
MUST_USE fault paper_pdf(const struct paper *, struct buf *);                         /* "font.licence" also for a face that is `whole`; "paper.empty", "paper.pdf" */
MUST_USE fault paper_ofd(const struct paper *, struct buf *);

/* Faces (paper_face.c). Roles first, in order, then what stands in for what they lack. Folders: $NUAN_FONTS, the build's own (fonts/), the system's; a
 * federation's own 仿宋_GB2312, 楷体_GB2312, 黑体, 方正小标宋 go before ours when they lie there and may be embedded. */
MUST_USE fault paper_faces(struct arena *, struct face **ret, size_t *ret_n);
bool face_has(const struct face *, uint32_t code);
int  face_advance(const struct face *, uint32_t code);                                /* 1/1000 em */
bool face_box(const struct face *, uint32_t code, int *ret_left, int *ret_right, int *ret_bottom, int *ret_top);     /* ink, 1/1000 em, y up; false: no ink */

#endif
