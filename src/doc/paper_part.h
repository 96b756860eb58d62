/* What the parts of the layout share (paper_*.c); nobody outside src/doc includes it.
 * Text becomes lines, lines become strips (one line, one title, one row of a table: what no page parts), strips are put on sheets. */
#ifndef NUAN_PAPER_PART_H
#define NUAN_PAPER_PART_H
#include "doc/break.h"
#include "doc/paper.h"

/* Behind the roles: what stands in for characters they lack, whatever a federation's own fonts are. */
enum stand { STAND_SANS = ROLE_COUNT, STAND_SERIF, STAND_BOLD, FACE_COUNT };

/* As paper_faces(), but looks only below these folders (a colon-separated list, first one first): for tests. */
MUST_USE fault faces_below(struct arena *, const char *folders, struct face **ret, size_t *ret_n);
void face_rest(const struct face *);                          /* gives back the pages of its file; they come again when asked for */
bool face_measure(struct face *);                            /* sets middle and ink; false: it lacks the common characters */

/* The grid, GB/T 9704-2012 5.2: 22 rows of 28 cells on 156 mm x 225 mm. The rows are 10.39 mm high and begin 2.42 mm above the type area, so that the
 * ink of the first line stands at its upper edge and that of the last at its lower one. A quarter of a row is the unit of height. */
enum { ROW = 10390, QUARTERS = 4, INK = 5540, HALF_LEADING = (ROW - INK) / 2, BLACK = 0x000000, RED = 0xE60012 };
struct area { um width, height, left, top, measure, bottom; int quarters; };            /* top: of the first row; bottom: of the type area */

/* A size and the pitch on which its cells stand: pitch micrometres for per thousandths of a cell. */
struct type { um size; int64_t pitch, per; int hscale; };
extern const struct type type_body, type_title, type_small, type_imprint, type_foot;    /* 3号 2号 小四 4号 6.5 pt */
struct type type_of(um size);
um type_um(struct type, int64_t position);                                              /* thousandths of a cell to micrometres, rounded */
int type_cells(struct type, um width);                                                  /* the other way, rounded down */

/* A character as a role's face shows it, or what stands in for it: thousandths of the cell, or of the size. */
struct letter { struct cell cell; struct face *face; uint32_t shown; int scale, hscale, shift, rise; bool known; };
struct text { struct cell *cells; const struct letter **letters; size_t n, cap; };

struct missing { uint32_t code; struct str where; struct missing *next; };
struct strip {
	int quarters;                                        /* height */
	bool snap, keep, fresh, blank, body;                 /* begins on a whole row; stays with the next strip; begins a sheet; only air; body text */
	const struct area *area;
	const struct table *table;                           /* a row below the head of this table */
	struct run *runs; size_t n_runs, cap_runs;           /* y from the strip's top */
	struct rule *rules; size_t n_rules, cap_rules;
	struct missing *missing;
	struct str mark; uint32_t mark_level;                /* a bookmark */
	struct strip *next;
};
/* Its head's strips, as they stand in the list; again: what stands over them where they are repeated; head_quarters: the height of it all. */
struct table { struct strip *head, *again; size_t n_head; int head_quarters; um left, right; };

struct lay { struct arena *mem; const struct doc *doc; struct paper *paper; struct face *faces; const struct area *area;
	struct strip *first, **tail, *last, *before_last; size_t cap_blocks;
	struct strip *imprint; um imprint_height;
	struct letter **known[ROLE_COUNT]; bool annex;
	size_t too_wide; };                                  /* columns of a table that does not fit; 0: none */

/* paper_text.c */
void letters_add(struct lay *, struct text *, enum role, struct str);
struct text letters_of(struct lay *, const struct span *from, const struct span *end, enum role);
int  letters_width(const struct text *, size_t from, size_t to);                         /* width */
struct line letters_line(struct lay *, const struct text *, size_t from, size_t to);       /* as it is, from 0 */
void letters_put(struct lay *, struct strip *, const struct text *, const struct line *, struct type, um left, um middle, uint32_t rgb, uint32_t block);
enum side { SIDE_LEFT, SIDE_MIDDLE, SIDE_RIGHT };
/* One line between two edges; what is wider is set narrow, so that none of it is lost. */
void letters_within(struct lay *, struct strip *, const struct text *, struct type, um from, um to, enum side, um middle, uint32_t rgb, uint32_t block);

/* paper_strip.c */
struct strip *strip_loose(struct lay *, int quarters);                                  /* in no list */
struct strip *strip_add(struct lay *, int quarters);
struct strip *strip_after(struct lay *, struct strip *before);                          /* the first, when before is NULL */
void strip_blanks(struct lay *, int rows);                                              /* none at the very top */
void strip_line(struct lay *, struct strip *, const struct text *, enum side, um in, uint32_t block);    /* in: from that edge of the type area */
void strip_rule(struct lay *, struct strip *, um x0, um x1, um y, um width, uint32_t rgb);
void strip_bookmark(struct strip *, struct str title, uint32_t level);                  /* its first one counts; strip may be NULL */
uint32_t block_add(struct lay *, enum tag, uint32_t parent);

/* paper_head.c */
void urgent_lay(struct lay *, const struct part *);
void mark_lay(struct lay *, const struct part *);
void number_lay(struct lay *, const struct part *);
void issuer_lay(struct lay *, const struct part *);
void title_lay(struct lay *, const struct part *);

/* paper_title.c: lines of a title by sense; ret_from: where each begins */
size_t title_lines(struct lay *, const struct text *, int width, size_t **ret_from);

/* paper_table.c */
void table_lay(struct lay *, const struct part *);

/* paper_imprint.c: foot and page number stand in absolute places; a sheet of its own for the imprint is for paper_page.c to say */
void imprint_lay(struct lay *);                                                         /* to lay->imprint, NULL: none */
struct strip *foot_lay(struct lay *, const struct area *);                              /* NULL: none */
struct strip *folio_lay(struct lay *, const struct area *, uint32_t number);             /* lay->area: the upright sheet */

/* paper_page.c: the strips on sheets, page numbers, imprint, foot */
void page_all(struct lay *);

#endif
