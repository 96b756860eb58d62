/* Any bytes as a workbook, as one sheet's XML, and as the parts of an otherwise sound package (a zip's checksums would keep a fuzzer out).
 * Beyond not falling over: what is read keeps the promises of sheet.h, and what is refused has a code and a sentence. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include "base/text.h"
#include "doc/sheet_part.h"

static const struct sheet_limits limits = { 1 << 20, 4 << 20, 200, 5000, 64, 50000 };

static void must(bool good)
{
	if (!good)
		abort();
}

static void check_grid(const struct grid *g)
{
	int64_t last = 0;

	for (size_t r = 0; r < g->n; r++) {
		const struct grid_row *row = &g->rows[r];
		must(row->number > last && row->n > 0 && row->n <= limits.columns);
		last = row->number;
		for (size_t c = 0; c < row->n; c++) {
			const struct cell *cell = &row->cells[c];
			must((cell->kind == CELL_BLANK) == (cell->text.p == NULL) && (cell->kind == CELL_BLANK || cell->text.n > 0));
			must(cell->kind != CELL_DAY || day_known(cell->day));
		}
		must(row->cells[row->n - 1].kind != CELL_BLANK);
	}
}

static void check(fault f, const struct workbook *w)
{
	must(!f || (f->code && f->say && f->say[0] && !strncmp(f->code, "sheet.", 6)));
	for (size_t i = 0; !f && i < w->n; i++)
		check_grid(&w->grids[i]);
}

static void as_file(struct arena *mem, struct str bytes)
{
	struct workbook w = {0};

	check(sheet_read_bytes(mem, bytes, &limits, &w), &w);
}

static void as_sheet(struct arena *mem, struct str bytes)
{
	static unsigned char formats[] = { FORMAT_NUMBER, FORMAT_DAY, FORMAT_TIME, FORMAT_DAY | FORMAT_TIME };
	static const struct str strings[] = { { "一", 3 }, { NULL, 0 }, { "二", 3 } };
	static const struct sheet_source source = { { formats, sizeof(formats) }, strings, COUNT(strings), false };
	struct reading r = { .mem = mem, .limits = limits };
	struct grid_reading *g = grid_begin(&r, &source, STR("a"));
	struct grid grid = {0};
	fault f = xml_read(&r, bytes, "sheet.xml", &grid_handler, g);

	if (!f)
		f = grid_end(g, &grid);
	must(!f || !strncmp(f->code, "sheet.", 6));
	if (!f)
		check_grid(&grid);
}

/* Parts are cut at 0xFF, a byte that no XML holds. */
static void as_package(struct arena *mem, struct str bytes)
{
	static const char *const names[] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/s.xml", "xl/t.xml", "xl/u.xml", "_rels/.rels" };
	zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_stat_t about;

	zip_source_keep(out);
	zip_t *zip = zip_open_from_source(out, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	for (size_t i = 0; i < COUNT(names) && bytes.p; i++) {
		struct str part = str_cut(&bytes, '\xFF');
		zip_int64_t at = zip_file_add(zip, names[i], zip_source_buffer(zip, part.p, part.n, 0), 0);
		zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
	}
	must(zip_close(zip) == 0 && zip_source_stat(out, &about) == 0 && zip_source_open(out) == 0);
	char *file = arena_get(mem, about.size);
	must(zip_source_read(out, file, about.size) == (zip_int64_t)about.size);
	zip_source_close(out);
	zip_source_free(out);
	as_file(mem, (struct str){ file, about.size });
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct arena *mem = arena_open(0);
	struct str bytes = { (const char *)data + 1, size - 1 };
	if (data[0] == 'P' || data[0] % 3 == 0)
		as_file(mem, data[0] == 'P' ? (struct str){ (const char *)data, size } : bytes);
	else if (data[0] % 3 == 1)
		as_sheet(mem, bytes);
	else
		as_package(mem, bytes);
	arena_close(mem);
	return 0;
}
