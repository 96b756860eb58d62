/* What the files of the spreadsheet reader share; nobody outside src/doc includes it. */
#ifndef NUAN_SHEET_PART_H
#define NUAN_SHEET_PART_H
#include "doc/sheet.h"

/* One reading: where memory comes from, what is allowed, what has been used of it. */
struct reading { struct arena *mem; struct sheet_limits limits; size_t unpacked, cells; struct cell *scratch; };

fault reading_cells(struct reading *, struct str grid, size_t more);        /* counts cells; past the limit: sheet.too_large */
fault magic_refuse(struct arena *, struct str bytes);            /* by the first bytes: a file of another program */
fault csv_open(struct arena *, int file, const struct sheet_limits *, bool *ret_opened, struct workbook *ret);      /* a long text in UTF-8; not opened: read it whole */
fault csv_read(struct reading *, struct str bytes, struct workbook *ret);
fault xlsx_read(struct reading *, struct str bytes, struct workbook *ret);
bool  cell_blank(struct str);                                   /* nothing but blanks: no value */

/* A package is the zip round an office file; a part is one file in it. */
struct package;
struct xml_attributes { const unsigned char **list; int n; };   /* as libxml2 hands them over */
struct xml_handler {
	fault (*open)(void *self, const char *name, const struct xml_attributes *);     /* local names; namespaces are not looked at */
	fault (*close)(void *self, const char *name);
	void  (*text)(void *self, struct str);
};
struct str xml_attribute(const struct xml_attributes *, const char *name);         /* borrowed until the handler returns; STR_NONE: not there */
bool       xml_true(struct str);                                                    /* 1, true */

fault package_open(struct reading *, struct str bytes, struct package **ret);
void  package_close(struct package *);
bool  package_has(const struct package *, const char *part);
fault package_read(struct package *, struct str part, const struct xml_handler *, void *self);      /* sheet.broken when the part is not there */
fault xml_read(struct reading *, struct str xml, const char *part, const struct xml_handler *, void *self);   /* the same, from memory */
fault part_broken(struct reading *, const char *part, long line, const char *note);

/* Number formats and what the numbers under them mean. */
enum format { FORMAT_NUMBER = 0, FORMAT_DAY = 1, FORMAT_TIME = 2 };                 /* bits: 3 is day with time */
struct styles { unsigned char *formats; size_t n; };                                /* by index of cellXfs */
unsigned char format_of_id(int64_t);
unsigned char format_of_code(struct str);
bool number_text(struct arena *, struct str raw, struct str *ret);                  /* plain decimal; false: no number */
void cell_number(struct arena *, struct str raw, unsigned char format, bool since_1904, struct cell *ret);

struct sheet_source { struct styles styles; const struct str *strings; size_t n_strings; bool since_1904; };
struct str text_unescape(struct arena *, struct str);                                 /* a copy, _x000D_ decoded */
extern const struct xml_handler grid_handler;
struct grid_reading;
struct grid_reading *grid_begin(struct reading *, const struct sheet_source *, struct str name);
fault grid_end(struct grid_reading *, struct grid *ret);                            /* merged ranges filled, blank rows left out */

#endif
