/* What the writers of DOCX share (doc_docx.c, docx_*.c); nobody outside src/doc includes it. Lengths are twips, 1/20 pt, unless said otherwise. */
#ifndef NUAN_DOCX_PART_H
#define NUAN_DOCX_PART_H
#include "doc/doc_part.h"
#include "doc/pack.h"
#include "doc/paper.h"

/* The page: 22 rows of 28 cells. A row is 10.39 mm, and 22 of them leave 8 twips: a 23rd line of whatever height is on the next page. Characters of 16 pt stand
 * 0.2 pt closer than their width: 28 of them are 8848 twips. */
enum { DOCX_ROW = 589, DOCX_WIDTH = 8849, DOCX_WIDE = 12756, DOCX_GAP = -4 };
enum { DOCX_BLACK = 0x000000, DOCX_RED = 0xE60012, DOCX_GREY = 0x404040 };
int docx_cells(int64_t thousandths, int half_points);        /* so many thousandths of a cell in this size; 3号, 32 half points, stands on the grid */
struct str docx_words(struct arena *, struct str);            /* what of a text is written: no controls, no marks of direction */
int64_t docx_measure(struct str);                            /* thousandths of a cell, as the writer of PDF counts them */

enum docx_look { LOOK_BASE,
	LOOK_URGENT, LOOK_MARK, LOOK_NUMBER, LOOK_ISSUER, LOOK_TITLE, LOOK_TO, LOOK_BODY, LOOK_HEAD_1, LOOK_HEAD_2, LOOK_HEAD_3, LOOK_HEAD_4,
	LOOK_OPEN_1, LOOK_OPEN_2, LOOK_OPEN_3, LOOK_OPEN_4, LOOK_ATTACHED, LOOK_SIGN, LOOK_REMARK, LOOK_ANNEX, LOOK_ANNEX_TITLE,
	LOOK_NOTE, LOOK_CELL, LOOK_CELL_HEAD,
	LOOK_IMPRINT, LOOK_RULE, LOOK_FOOT, LOOK_FOLIO, LOOK_END, LOOKS };
struct docx_look_row {                                       /* a paragraph style; one row of the table in docx_style.c */
	const char *id, *name;  enum role role;
	int half_points, line;                               /* exact pitch */
	int first, before;                                   /* first line's indent, in cells; blank above, in rows */
	const char *align;  bool keep;  int outline;         /* -1: none */
};
extern const struct docx_look_row docx_looks[LOOKS];
extern const char *const docx_fonts[ROLE_COUNT];

struct docx_rule { int eighths, space, rgb; };               /* a border: eighths of a point thick (0: none), points away from the text */
enum docx_frame { FRAME_NONE, FRAME_BOTTOM, FRAME_UNDER };   /* in the text; on the last line of the type area; below it, beside the page number */
struct docx_para {                                           /* what one paragraph has over its style */
	enum docx_look look;  bool keep, fresh, ends, bar;   /* fresh: begins a page; ends: the section; bar: black */
	bool placed;  int before, line, after;               /* placed: these three count */
	bool indented;  int left, right, first;              /* first < 0: hanging */
	int stop;  const char *align;                        /* a right tab; NULL: the style's */
	struct docx_rule under;  enum docx_frame frame;
};
struct docx_font { int half_points, width, gap; };           /* what one run has over its paragraph; 0: nothing; width in percent */

struct docx { struct arena *mem; const struct doc *doc; struct xml *x; bool wide; };
void docx_value(struct xml *, const char *element, const char *value);                  /* an element with w:val alone */
void docx_int(struct xml *, const char *element, int value);
void docx_fonts_of(struct xml *, enum role, bool hint);                                 /* w:rFonts */
void docx_para_open(struct docx *, const struct docx_para *);
void docx_run(struct docx *, enum role, struct str, const struct docx_font *);          /* font: NULL: the paragraph's */
void docx_tab(struct docx *, enum role);
void docx_break(struct docx *, enum role);
void docx_table(struct docx *, const struct part *, bool keep);                           /* keep: its last row, with what follows */
void docx_bare_open(struct docx *, const int *widths, size_t n);                        /* a table without borders, in the middle: what stands side by side; */
void docx_bare_row(struct docx *, int height);                                          /* table, row and cell are closed by xml_end */
void docx_bare_cell(struct docx *, int width, const char *align);                       /* top, bottom */
void docx_section(struct docx *, bool wide);                                            /* w:sectPr */

/* The writer of the text. debt: what a rule took of the next row; above: what a line over the mark took of its place; ends: this part closes its section; closed: a paragraph of it did; text: a paragraph was the
 * last thing written. */
enum { CELL_BODY = 316 };
struct docx_writer { struct docx d; const struct part *part; int debt, above; bool ends, closed, begun, text; };
void docx_para_begin(struct docx_writer *, const struct docx_para *);
void docx_para_end(struct docx_writer *);
void docx_urgent(struct docx_writer *), docx_mark(struct docx_writer *), docx_number(struct docx_writer *), docx_issuer(struct docx_writer *);
void docx_title(struct docx_writer *, bool annex);
void docx_sign(struct docx_writer *);

/* The parts beside the text. */
MUST_USE fault docx_styles(const struct doc *, struct str *ret);
MUST_USE fault docx_settings(const struct doc *, struct str *ret);
MUST_USE fault docx_font_table(const struct doc *, struct str *ret);
MUST_USE fault docx_footer(const struct doc *, bool wide, bool even, struct str *ret);
MUST_USE fault docx_pack(const struct doc *, struct str text, struct buf *ret);         /* all of it in one file */

#endif
