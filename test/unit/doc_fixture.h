/* Office files made in memory, part by part, so that a test shows what is in them. */
#ifndef DOC_FIXTURE_H
#define DOC_FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <zip.h>
#include "base/text.h"
#include "doc/sheet.h"

struct fixture_part { const char *name; struct str bytes; };

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define ROOT_RELS "<Relationships><Relationship Id='rId1' Type='" RELATION "/officeDocument' Target='xl/workbook.xml'/>" \
	"</Relationships>"

static inline struct str zip_make(struct arena *mem, const struct fixture_part *parts, size_t n)
{
	zip_error_t e;
	zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, &e);
	zip_source_keep(out);
	zip_t *zip = zip_open_from_source(out, ZIP_CREATE | ZIP_TRUNCATE, &e);
	assert_non_null(zip);
	for (size_t i = 0; i < n; i++)
		assert_true(zip_file_add(zip, parts[i].name, zip_source_buffer(zip, parts[i].bytes.p, parts[i].bytes.n, 0),
		ZIP_FL_ENC_UTF_8) >= 0);
	assert_int_equal(zip_close(zip), 0);
	zip_stat_t about;
	assert_int_equal(zip_source_stat(out, &about), 0);
	char *bytes = arena_get(mem, about.size + 1);
	assert_int_equal(zip_source_open(out), 0);
	assert_int_equal(zip_source_read(out, bytes, about.size), about.size);
	zip_source_close(out);
	zip_source_free(out);
	return (struct str){ bytes, about.size };
}

struct fixture { const char *book, *relations, *styles, *strings, *sheet, *extra_name, *extra; };     /* NULL: the usual */

static inline struct str xlsx_make(struct arena *mem, struct fixture f)
{
	const char *book = f.book ? f.book
		: "<workbook xmlns='" MAIN_NS "' xmlns:r='" RELATION "'><sheets><sheet name='名单' sheetId='1' r:id='rId1'/>"
			"</sheets></workbook>";
	const char *relations = f.relations ? f.relations
		: "<Relationships><Relationship Id='rId1' Type='" RELATION "/worksheet' Target='worksheets/sheet1.xml'/>"
		"<Relationship Id='rId2' Type='" RELATION "/styles' Target='styles.xml'/>"
		"<Relationship Id='rId3' Type='" RELATION "/sharedStrings' Target='/xl/sharedStrings.xml'/></Relationships>";
	struct fixture_part parts[7] = {
		{ "_rels/.rels", STR(ROOT_RELS) },
		{ "xl/workbook.xml", str_of(book) },
		{ "xl/_rels/workbook.xml.rels", str_of(relations) },
		{ "xl/styles.xml", str_of(f.styles ? f.styles
		: "<styleSheet><cellXfs><xf numFmtId='0'/></cellXfs></styleSheet>") },
		{ "xl/sharedStrings.xml", str_of(f.strings ? f.strings : "<sst/>") },
		{ "xl/worksheets/sheet1.xml", str_of(f.sheet) },
		{ f.extra_name, str_of(f.extra) },
	};
	return zip_make(mem, parts, f.extra_name ? 7 : 6);
}

#define SHEET(rows) "<worksheet xmlns='" MAIN_NS "'><sheetData>" rows "</sheetData></worksheet>"

static inline struct workbook read_good(struct arena *mem, struct str bytes)
{
	struct workbook w = {0};
	fault f = sheet_read_bytes(mem, bytes, NULL, &w);
	if (f)
		fail_msg("%s: %s (%s)", f->code, f->say, f->note ? f->note : "");
	return w;
}

static inline fault read_bad(struct arena *mem, struct str bytes, const struct sheet_limits *limits, const char *code)
{
	struct workbook w = { .n = 4711 };
	fault f = sheet_read_bytes(mem, bytes, limits, &w);
	assert_non_null(f);
	assert_string_equal(f->code, code);
	assert_int_equal(f->blame, BLAME_INPUT);
	assert_int_equal(w.n, 4711);                     /* outputs stay untouched */
	return f;
}

static inline void says(fault f, const char *word)
{
	if (!strstr(f->say, word))
		fail_msg("\"%s\" does not say \"%s\"", f->say, word);
}

static inline const struct grid_row *row_of(const struct grid *g, int64_t number)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->rows[i].number == number)
			return &g->rows[i];
	return NULL;
}

static inline const struct cell *cell_of(const struct grid *g, int64_t number, size_t column)
{
	static const struct cell blank;
	const struct grid_row *r = row_of(g, number);
	return r && column < r->n ? &r->cells[column] : &blank;
}

static inline void cell_is(const struct grid *g, int64_t number, size_t column, enum cell_kind kind, const char *text)
{
	const struct cell *c = cell_of(g, number, column);
	if (c->kind != kind || !(text ? str_is(c->text, text) : !c->text.p))
		fail_msg("row %d column %d: kind %d \"%.*s\", wanted %d \"%s\"", (int)number, (int)column, c->kind, PSTR(c->text),
		kind, text ? text : "");
}

#endif
