/* What the files of the workbook's writer share; nobody outside src/doc includes it. */
#ifndef NUAN_SHEET_OUT_H
#define NUAN_SHEET_OUT_H
#include <xlsxwriter.h>
#include "doc/sheet.h"

enum number_kind { AS_TEXT, AS_PLAIN, AS_INT, AS_MONEY, AS_PERCENT, AS_DAY, NUMBER_KINDS };
enum shape {
	SHAPE_CELL,
	SHAPE_COLUMN,                /* of a whole column, for cells still to be typed: no rules */
	SHAPE_MERGED,
	SHAPE_RULED,                 /* a note right under the table carries its last rule; a second row of heads has no heavy one above */
	SHAPE_MERGED_RULED,
	SHAPES
};
enum { STYLES = OUT_TOTAL + 1 };
struct out_formats { lxw_workbook *book; lxw_format *all[STYLES][NUMBER_KINDS][SHAPES], *rule; };

struct column { double width; size_t longest; enum out_style style; bool wide, styled; };
struct choices { const struct str *all; size_t n; struct choices *next; };

struct out_sheet {
	struct out_book *book;
	lxw_worksheet *sheet;
	struct str name;
	struct column *columns;
	size_t n_columns;
	bool fits;                     /* rows get a height: lines[row] */
	uint16_t *lines;
	size_t n_lines;
	bool has_head, has_body, has_note;
	size_t head_row, head_end, last_row, first_column, last_column;           /* of the table: where its rules go */
	size_t note_first, note_last;  /* columns of the row under the table that a note has taken */
	struct out_sheet *next;
};

struct out_book {
	struct arena *mem;
	const char *path;
	int descriptor;                                                 /* of the file in memory */
	lxw_workbook *book;
	struct out_formats formats;
	struct out_sheet *sheets;
	struct choices *choices, **choices_tail;
	size_t n_choices;
	fault first;                                                    /* what went wrong first; told when the book is closed */
};

bool out_allowed(struct out_sheet *, size_t row, size_t column);     /* within a spreadsheet's bounds; otherwise noted in the book */
const char *out_text_safe(struct arena *, struct str);
struct column *out_column(struct out_sheet *, size_t column);        /* until the next call */
void out_lines_note(struct out_sheet *, size_t row, size_t column, struct str text);                 /* for out_fit_rows */
void out_sheet_finish(struct out_sheet *);                           /* widths, heights, styles of columns, the table's last rule */
void out_lists_write(struct out_book *);                             /* the hidden sheet of long choices */
extern const char out_lists_name[];

lxw_format *out_format(struct out_formats *, enum out_style, enum number_kind, enum shape);      /* made once, then the same */
lxw_format *out_rule(struct out_formats *);                         /* the table's last rule, over an empty cell */

fault io_fault(struct arena *, int number, const char *path);       /* number: an errno */
fault out_save(struct arena *, int memory, const char *path);       /* checks the workbook that stands in a memory file and puts it in its place */
fault out_take(struct arena *, int memory, const char *name, struct str *ret);      /* checks it likewise; its bytes, in the arena */

#endif
