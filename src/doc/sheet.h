/* Spreadsheets in and out: XLSX (libzip + libxml2), CSV; XLSX written by libxlsxwriter. Knows cells, nothing of unions. */
#ifndef NUAN_SHEET_H
#define NUAN_SHEET_H
#include "base/day.h"
#include "base/fault.h"

enum cell_kind { CELL_BLANK, CELL_TEXT, CELL_NUMBER, CELL_DAY, CELL_FLAG, CELL_ERROR };
struct cell {
	enum cell_kind kind;
	struct str text;             /* as a person reads it: "12.5", "2019-01-08" ("2019-01-08 09:30" when the cell shows a time), 是/否; whole numbers digit by digit,
	                              * fractions with the 15 digits that a spreadsheet keeps (0.1+0.2 is 0.3), never an exponent; blanks alone are CELL_BLANK */
	struct day day;              /* CELL_DAY: a number whose format is a date (1900 and 1904 epochs) */
	bool filled;                 /* took its value from the merged range it lies in */
};
struct grid_row { int64_t number; bool hidden; struct cell *cells; size_t n; };      /* number: as the office sees it, from 1; cells from column A, n may differ by row */
struct grid {                /* one sheet; rows without any cell are left out */
	struct str name; bool hidden; struct grid_row *rows; size_t n;
	struct grid_rest *rest;  size_t lines;           /* sheet_open: NULL, or these n are the first rows of a long text of about so many lines */
};
struct workbook { struct grid *grids; size_t n; struct str encoding; };              /* CSV: one grid named after nothing; encoding "UTF-8", "UTF-16", "GB18030" or "XLSX" */
struct sheet_limits { size_t bytes, unpacked, ratio, rows, columns, cells; };         /* zeroed: the defaults 64 MiB, 512 MiB, 200:1, 1,048,576, 1,024, 20 M */

/* Reads a file. Faults (BLAME_INPUT): sheet.missing sheet.empty sheet.kind (neither XLSX nor text) sheet.old_xls sheet.password sheet.truncated
 * sheet.bomb sheet.entity sheet.too_large sheet.broken sheet.encoding (line and byte named). Hidden columns are read like others.
 * sheet.memory is BLAME_US. CSV: every cell is CELL_TEXT or CELL_BLANK. A formula that was never computed is CELL_ERROR, like #N/A. */
MUST_USE fault sheet_read(struct arena *, const char *path, const struct sheet_limits *, struct workbook *ret);
MUST_USE fault sheet_read_bytes(struct arena *, struct str bytes, const struct sheet_limits *, struct workbook *ret);   /* the same from memory, e.g. an upload; texts may borrow from bytes */
/* The same, but of a long CSV (up to 512 MiB) only the first rows are read: for who walks. The file stays open as long as the arena. */
MUST_USE fault sheet_open(struct arena *, const char *path, const struct sheet_limits *, struct workbook *ret);
struct grid_walk;
MUST_USE fault grid_walk(struct arena *, const struct grid *, size_t first, struct grid_walk **ret);    /* over all rows from that index on, in memory or not */
MUST_USE fault grid_next(struct grid_walk *, const struct grid_row **ret);          /* NULL: that was the last. The row is there until the next */
size_t grid_lines(const struct grid *);                             /* about so many rows */
struct str sheet_column(struct arena *, size_t column);             /* 0 A, 26 AA */

/* Writes a workbook; same input, same bytes (no clock). */
struct out_sheet;  struct out_book;
enum out_style { OUT_PLAIN, OUT_HEAD, OUT_TITLE, OUT_TEXT, OUT_CODE, OUT_INT, OUT_MONEY, OUT_PERCENT, OUT_DAY, OUT_NOTE, OUT_TOTAL };
/* OUT_TEXT: format @. OUT_CODE: the same, small and in one line. Words in OUT_INT, OUT_MONEY, OUT_PERCENT stand where the number would, right */
MUST_USE fault out_book_open(struct arena *, const char *path, struct out_book **ret);
struct out_sheet *out_sheet_add(struct out_book *, const char *name);
void out_text_at(struct out_sheet *, size_t row, size_t column, struct str, enum out_style);     /* rows and columns from 0 */
void out_int_at(struct out_sheet *, size_t row, size_t column, int64_t, enum out_style);
void out_money_at(struct out_sheet *, size_t row, size_t column, int64_t fen, enum out_style);   /* shown in 元 with two decimals, a true number; unknown: a blank cell */
void out_percent_at(struct out_sheet *, size_t row, size_t column, int64_t tenths, enum out_style); /* tenths of a percent: 987 is shown 98.7%, the number is 0.987; unknown: blank */
void out_day_at(struct out_sheet *, size_t row, size_t column, struct day);                      /* a true date cell */
void out_merge(struct out_sheet *, size_t row, size_t column, size_t to_row, size_t to_column, struct str, enum out_style);
void out_comment_at(struct out_sheet *, size_t row, size_t column, struct str);                   /* a remark at a cell that has been written or will be */
void out_width(struct out_sheet *, size_t column, double characters);
void out_hide_row(struct out_sheet *, size_t row);
void out_column_style(struct out_sheet *, size_t column, enum out_style);                        /* for cells still to be typed: text format for IDs */
void out_list(struct out_sheet *, size_t row, size_t to_row, size_t column, const struct str *choices, size_t n);     /* long lists: a hidden sheet _选项 */
void out_freeze(struct out_sheet *, size_t rows, size_t columns);                                /* and repeats these rows in print */
void out_repeat_rows(struct out_sheet *, size_t row, size_t to_row);                             /* after out_freeze: only these stand again on each page */
void out_fit_rows(struct out_sheet *);                                                           /* rows written from here on are as high as their words need at the widths given so far */
void out_landscape(struct out_sheet *);                                                          /* A4 across, narrow margins; a sheet is one page wide anyway */
MUST_USE fault out_book_close(struct out_book *);                    /* writes beside path and renames; io.full, io.write; what did not fit (rows, 32,767 characters a cell) is told here */
MUST_USE fault out_book_bytes(struct out_book *, struct str *ret);   /* the same, but the bytes, in the arena; its path was only a name. For an answer over HTTP */

#endif
