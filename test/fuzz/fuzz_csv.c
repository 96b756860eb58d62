/* Any bytes as CSV. Beyond not falling over: values are well-formed text, rows ascend, and a faulty encoding names its place. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "doc/sheet.h"

static void must(bool good)
{
	if (!good)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct sheet_limits limits = { 1 << 20, 1 << 20, 200, 5000, 64, 50000 };
	struct arena *mem = arena_open(0);
	struct workbook w = {0};
	int64_t last = 0;
	fault f = sheet_read_bytes(mem, size ? (struct str){ (const char *)data, size } : STR_NONE, &limits, &w);

	must(!f || (!strncmp(f->code, "sheet.", 6) && text_valid((struct str){ f->say, strlen(f->say) })));
	must(!f || strcmp(f->code, "sheet.encoding") || strstr(f->say, "行"));
	for (size_t r = 0; !f && r < w.grids[0].n; r++) {
		const struct grid_row *row = &w.grids[0].rows[r];
		must(row->number > last && row->n > 0 && row->n <= limits.columns && row->cells[row->n - 1].kind == CELL_TEXT);
		last = row->number;
		for (size_t c = 0; c < row->n; c++)
			must(row->cells[c].kind == CELL_BLANK ? !row->cells[c].text.p : text_valid(row->cells[c].text));
	}
	arena_close(mem);
	return 0;
}
