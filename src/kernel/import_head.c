/* Finding the head of a sheet as offices keep it: below title rows, one or two rows deep, its labels written in several ways.
 *
 * Each of the first rows is tried as a head, alone and with the row below it; the try that serves most fields wins, the upper one at a tie. In a head
 * of two rows a label is a path (费用/劳务): the whole path, the lower word and, when the lower cell only repeats the merged upper one, the upper word
 * are tried in that order. Labels are compared folded, without what stands in brackets (单位：元) when the whole does not fit.
 * Refused: a sheet that lacks a required column, with the names of what lacks and of what was found.
 * Not taken: position ("column C is the day"), which breaks silently when somebody inserts a column. */
#include <string.h>
#include "base/text.h"
#include "kernel/import.h"

enum { HEAD_ROWS = 10 };

static struct str no_brackets(struct str folded)
{
	size_t open = str_find(folded, STR("("));
	return open == SIZE_MAX || open == 0 ? folded : str_sub(folded, 0, open);
}

static bool label_is(struct arena *mem, const struct field *d, struct str folded)
{
	if (!folded.n)
		return false;
	if (str_eq(folded, text_fold(mem, str_of(d->label))))
		return true;
	struct str also = str_of(d->also);
	while (also.n) {
		struct str one = str_cut(&also, '|');
		if (str_eq(folded, text_fold(mem, one)))
			return true;
	}
	return false;
}

/* What a column may be called, best first. */
static size_t names_of(struct arena *mem, const struct grid_row *upper, const struct grid_row *lower, size_t column, struct str ret[4])
{
	size_t n = 0;
	struct str up = upper && column < upper->n ? text_fold(mem, upper->cells[column].text) : STR_NONE;
	struct str low = lower && column < lower->n ? text_fold(mem, lower->cells[column].text) : STR_NONE;
	if (lower && up.n && low.n && !str_eq(up, low))
		ret[n++] = str_fmt(mem, "%.*s/%.*s", PSTR(up), PSTR(low));
	if (lower && low.n)
		ret[n++] = low;
	if (up.n && (!lower || !low.n || str_eq(up, low)))
		ret[n++] = up;
	return n;
}

static size_t match(struct arena *mem, const struct entity *e, const struct grid_row *upper, const struct grid_row *lower, size_t *columns)
{
	size_t served = 0, width = lower && lower->n > upper->n ? lower->n : upper->n;
	for (size_t i = 0; i < e->n; i++)
		columns[i] = SIZE_MAX;
	for (int loose = 0; loose < 2; loose++)
		for (size_t c = 0; c < width; c++) {
			struct str names[4];
			size_t n = names_of(mem, upper, lower, c, names);
			bool taken = false;
			for (size_t i = 0; i < e->n; i++)
				taken |= columns[i] == c;
			for (size_t k = 0; k < n && !taken; k++)
				for (size_t i = 0; i < e->n && !taken; i++)
					if (columns[i] == SIZE_MAX && label_is(mem, &e->fields[i], loose ? no_brackets(names[k]) : names[k])) {
						columns[i] = c;
						served++;
						taken = true;
					}
		}
	return served;
}

static struct str lacking(struct arena *mem, const struct entity *e, const size_t *columns)
{
	struct buf out = { .mem = mem };
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].must && columns[i] == SIZE_MAX)
			buf_fmt(&out, "%s%s", out.n ? "、" : "", _(e->fields[i].label));
	return buf_str(&out);
}

static struct str left_over(struct arena *mem, const struct entity *e, const struct grid_row *upper, const struct grid_row *lower, const size_t *columns)
{
	struct buf out = { .mem = mem };
	const struct grid_row *row = lower ? lower : upper;
	for (size_t c = 0; c < row->n; c++) {
		bool taken = !row->cells[c].text.n || str_is(row->cells[c].text, "序号");
		for (size_t i = 0; i < e->n; i++)
			taken |= columns[i] == c;
		if (!taken)
			buf_fmt(&out, "%s%.*s", out.n ? "、" : "", PSTR(row->cells[c].text));
	}
	return buf_str(&out);
}

fault import_head(struct arena *mem, const struct workbook *book, const struct entity *e, struct head_found *ret)
{
	size_t best = 0, *columns = arena_get(mem, (e->n + 1) * sizeof *columns), *try = arena_get(mem, (e->n + 1) * sizeof *try);
	const struct grid *grid = NULL;
	size_t at = 0, deep = 1;
	for (size_t g = 0; g < book->n; g++) {
		if (book->grids[g].hidden)
			continue;
		for (size_t r = 0; r < book->grids[g].n && r < HEAD_ROWS; r++)
			for (size_t two = 0; two < 2; two++) {
				const struct grid_row *upper = &book->grids[g].rows[r], *lower = two ? upper + 1 : NULL;
				if (two && r + 1 >= book->grids[g].n)
					continue;
				size_t served = match(mem, e, upper, lower, try);
				if (served <= best)
					continue;
				best = served;
				memcpy(columns, try, e->n * sizeof *columns);
				grid = &book->grids[g], at = r, deep = 1 + two;
			}
	}
	struct str lack = lacking(mem, e, columns);
	if (!grid || (best < 2 && e->n > 1))
		return fault_make(mem, BLAME_INPUT, "import.head", _("没有找到“%s”的表头。前%d行里应有这些列名：%.*s。请对照模板（nuan template %s）检查。"), _(e->title),
			HEAD_ROWS, PSTR(lack), e->name);
	const struct grid_row *upper = &grid->rows[at], *lower = deep == 2 ? upper + 1 : NULL;
	struct str over = left_over(mem, e, upper, lower, columns);
	if (lack.n)
		return fault_make(mem, BLAME_INPUT, "import.head", _("表头（第%lld行）缺少必填的列：%.*s。%s%.*s%s请对照模板（nuan template %s）补上列名。"),
			(long long)upper->number, PSTR(lack), over.n ? _("没有认出的列：") : "", PSTR(over), over.n ? "。" : "", e->name);
	*ret = (struct head_found){ .grid = grid, .first_row = at + deep, .columns = columns, .unmatched = over };
	return NULL;
}
