/* What a file says of itself: which sheet of which kind it holds, whose it is, and of which month.
 *
 * A kind is known by its head: every kind whose required columns are all there is tried, and of those that fit the one that leaves the fewest columns over
 * wins; a workbook with two sheets holds two kinds, so each sheet has its own best. The month is the one that a title names alone, else the one that most
 * days of the sheet fall into; the unit the one that a title names. A file that has come before is known by its name: by the whole path of that time, else
 * by its last word, if only one sender's one sheet bore it.
 * Promises: it proposes. Whoever brings the file in confirms, and the import holds titles and rows against what was confirmed.
 * Cost: some forty heads tried against the first rows of each sheet, milliseconds.
 * Not taken: the words of a file's name beyond those that came before; a kind by the look of its values. */
#include <stdlib.h>
#include <string.h>
#include "kernel/import.sql.h"
#include "kernel/import_rows.h"

static size_t words_in(struct str list)
{
	size_t n = list.n > 0;
	for (size_t at = 0; (at = str_find(list, STR("、"))) != SIZE_MAX; n++)
		list = str_sub(list, at + strlen("、"), SIZE_MAX);
	return n;
}

static int better(const struct import_guess *a, const struct import_guess *b)
{
	if (a->left != b->left)
		return a->left < b->left ? -1 : 1;
	if (a->served != b->served)
		return a->served > b->served ? -1 : 1;
	return a->of->n != b->of->n ? (a->of->n < b->of->n ? -1 : 1) : 0;
}

static int by_worth(const void *a, const void *b)
{
	const struct import_guess *x = a, *y = b;
	int worth = better(x, y);
	return worth ? worth : x->grid < y->grid ? -1 : x->grid > y->grid;
}

static bool fits(struct arena *mem, const struct grid *grid, const struct entity *e, struct import_guess *ret)
{
	const struct workbook one = { .grids = (struct grid *)grid, .n = 1 };
	struct head_found head;
	struct import_guess g = { .of = e, .grid = grid };
	if (import_head(mem, &one, e, &head))
		return false;
	for (size_t i = 0; i < e->n; i++)
		g.served += head.columns[i] != SIZE_MAX;
	g.left = words_in(head.unmatched);
	*ret = g;
	return true;
}

void import_kinds(struct arena *mem, const struct workbook *book, const struct entity *const *entities, size_t n, struct import_guess **ret, size_t *ret_n)
{
	struct import_guess *list = arena_get(mem, (book->n + 1) * sizeof *list), one;
	size_t count = 0;
	for (size_t g = 0; g < book->n; g++) {
		struct import_guess best = { 0 };
		for (size_t i = 0; i < n && !book->grids[g].hidden; i++)
			if (fits(mem, &book->grids[g], entities[i], &one) && (!best.of || better(&one, &best) < 0))
				best = one;
		if (best.of)
			list[count++] = best;
	}
	qsort(list, count, sizeof *list, by_worth);
	*ret = list;
	*ret_n = count;
}

struct tally_month { int month; size_t n; };

static int month_of_most(struct tally_month *months, size_t n)
{
	size_t best = 0;
	for (size_t i = 1; i < n; i++)
		if (months[i].n > months[best].n)
			best = i;
	return n ? months[best].month : 0;
}

static int month_of_days(const struct head_found *head, size_t column)
{
	struct tally_month months[64];
	size_t n = 0;
	for (size_t r = head->first_row; r < head->grid->n; r++) {
		const struct grid_row *row = &head->grid->rows[r];
		struct day day;
		if (column >= row->n || !day_parse(str_trim(row->cells[column].text), &day))
			continue;
		size_t i = 0;
		while (i < n && months[i].month != day_month(day))
			i++;
		if (i == COUNT(months))
			continue;
		if (i == n)
			months[n++] = (struct tally_month){ .month = day_month(day) };
		months[i].n++;
	}
	return month_of_most(months, n);
}

int import_month_said(struct arena *mem, const struct workbook *book, const struct entity *e, bool *ret_title)
{
	struct head_found head;
	*ret_title = false;
	if (import_head(mem, book, e, &head))
		return 0;
	for (size_t r = 0; r < head.first_row; r++)
		for (size_t c = 0; c < head.grid->rows[r].n; c++) {
			const struct cell *cell = &head.grid->rows[r].cells[c];
			int month = cell->filled || cell->kind != CELL_TEXT ? 0 : import_title_month(mem, cell->text);
			if (month) {
				*ret_title = true;
				return month;
			}
		}
	for (size_t i = 0; i < e->n; i++)
		if (e->table->record && e->fields[i].kind == FIELD_DAY && e->fields[i].at == offsetof(struct head, day) && head.columns[i] != SIZE_MAX)
			return month_of_days(&head, head.columns[i]);
	return 0;
}

struct str import_unit_said(struct arena *mem, const struct workbook *book, const struct entity *e)
{
	struct head_found head;
	struct str name = STR_NONE;
	if (import_head(mem, book, e, &head))
		return name;
	for (size_t r = 0; r < head.first_row && !name.n; r++)
		for (size_t c = 0; c < head.grid->rows[r].n && !name.n; c++)
			if (!head.grid->rows[r].cells[c].filled && head.grid->rows[r].cells[c].kind == CELL_TEXT)
				name = import_title_unit(mem, head.grid->rows[r].cells[c].text);
	return name.n ? name : STR_NONE;
}

/* --- came before --------------------------------------------------------------------------------------------------------------------------- */

struct str import_file_name(struct str path)
{
	const char *slash = memrchr(path.p, '/', path.n);
	return slash ? str_sub(path, (size_t)(slash - path.p) + 1, SIZE_MAX) : path;
}

static const struct import_by_name_row *history_find(const struct import_by_name_row *rows, size_t n, struct str path)
{
	const struct import_by_name_row *found = NULL;
	for (size_t i = 0; i < n; i++)
		if (str_eq(path, rows[i].file) || (path.n > rows[i].file.n && str_ends(path, rows[i].file) && path.p[path.n - rows[i].file.n - 1] == '/'))
			return &rows[i];
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(import_file_name(rows[i].file), import_file_name(path)))
			continue;
		if (found && !(str_eq(found->kind, rows[i].kind) && found->org == rows[i].org && found->month == rows[i].month))
			return NULL;
		found = found ? found : &rows[i];
	}
	return found;
}

/* A corrected copy may lie anywhere; its name says which file it corrects. Who fills it in and who checks it nobody can tell from a name. */
fault import_before(struct db *db, struct str path, struct import_before *ret)
{
	struct import_by_name_row *rows;
	size_t n;
	TRY(import_by_name(db, &rows, &n));
	const struct import_by_name_row *last = history_find(rows, n, path);
	*ret = (struct import_before){ 0 };
	if (last)
		*ret = (struct import_before){ .kind = last->kind, .part = last->part, .file = last->file, .org = last->org, .month = (int)last->month };
	return NULL;
}
