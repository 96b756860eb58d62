/* A handbook's text taken apart: headings, paragraphs, lists and tables, with strong words and code in a line. It is the part of Markdown that the handbooks
 * are written in, and no more: what is not known stands as it was written, so nothing can be lost or do harm. A template writes the markup.
 * Not taken: a Markdown library (links, raw markup and images are what a handbook must not have). */
#include <string.h>
#include "rooms/admin.h"

static struct admin_line line_of(struct arena *mem, struct str text)
{
	struct admin_line l = { 0 };
	size_t most = 1;
	for (size_t i = 0; i < text.n; i++)
		most += text.p[i] == '*' || text.p[i] == '`';
	l.runs = arena_get(mem, most * sizeof *l.runs);
	while (text.n) {
		size_t at = 0, mark = 0, end = SIZE_MAX;
		for (; at < text.n; at++) {
			mark = text.p[at] == '`' ? 1 : at + 1 < text.n && text.p[at] == '*' && text.p[at + 1] == '*' ? 2 : 0;
			if (!mark)
				continue;
			struct str rest = str_sub(text, at + mark, SIZE_MAX);
			end = str_find(rest, mark == 1 ? STR("`") : STR("**"));
			if (end != SIZE_MAX && end)
				break;
		}
		if (at)
			l.runs[l.n_runs++] = (struct admin_run){ .text = str_sub(text, 0, at) };
		if (at == text.n)
			break;
		l.runs[l.n_runs++] = (struct admin_run){ .text = str_sub(text, at + mark, end), .code = mark == 1, .strong = mark == 2 };
		text = str_sub(text, at + 2 * mark + end, SIZE_MAX);
	}
	return l;
}

/* A cell of a row, which it is cut from; a bar behind a backslash is one to read. */
static struct str cell_cut(struct arena *mem, struct str *row)
{
	struct buf out = { .mem = mem };
	size_t i = 0;
	for (; i < row->n && row->p[i] != '|'; i++) {
		i += row->p[i] == '\\' && i + 1 < row->n && row->p[i + 1] == '|';
		buf_c(&out, row->p[i]);
	}
	*row = str_sub(*row, i + 1, SIZE_MAX);
	return str_trim(buf_str(&out));
}

static size_t cells_of(struct arena *mem, struct str row, struct admin_line **ret)
{
	size_t most = 1, n = 0;
	for (size_t i = 0; i < row.n; i++)
		most += row.p[i] == '|';
	struct admin_line *cells = arena_get(mem, most * sizeof *cells);
	row = str_sub(row, 1, SIZE_MAX);                     /* behind the first bar */
	while (row.n)
		cells[n++] = line_of(mem, cell_cut(mem, &row));
	*ret = cells;
	return n;
}

static bool is_rule(struct str row)
{
	for (size_t i = 0; i < row.n; i++)
		if (!strchr("|-: ", row.p[i]))
			return false;
	return row.n > 0;
}

struct reading { struct arena *mem; struct admin_block *blocks; size_t n, room; };

static struct admin_block *block_add(struct reading *r)
{
	if (r->n == r->room) {
		size_t room = r->room ? 2 * r->room : 32;
		r->blocks = arena_more(r->mem, r->blocks, r->n * sizeof *r->blocks, room * sizeof *r->blocks);
		r->room = room;
	}
	r->blocks[r->n] = (struct admin_block){ 0 };
	return &r->blocks[r->n++];
}

static void table_add(struct reading *r, struct str line)
{
	struct admin_block *b = r->n && r->blocks[r->n - 1].table ? &r->blocks[r->n - 1] : NULL;
	if (!b) {
		b = block_add(r);
		b->table = true;
		b->n_heads = cells_of(r->mem, line, &b->heads);
	} else if (!is_rule(line)) {
		b->rows = arena_more(r->mem, b->rows, b->n_rows * sizeof *b->rows, (b->n_rows + 1) * sizeof *b->rows);
		struct admin_table_line *row = &b->rows[b->n_rows++];
		row->n_cells = cells_of(r->mem, line, &row->cells);
	}
}

static void item_add(struct reading *r, struct str text)
{
	struct admin_block *b = r->n && r->blocks[r->n - 1].list ? &r->blocks[r->n - 1] : NULL;
	if (!b) {
		b = block_add(r);
		b->list = true;
	}
	b->items = arena_more(r->mem, b->items, b->n_items * sizeof *b->items, (b->n_items + 1) * sizeof *b->items);
	b->items[b->n_items++] = line_of(r->mem, text);
}

void admin_text(struct arena *mem, struct str text, struct str *ret_title, struct admin_block **ret, size_t *ret_n)
{
	struct reading r = { .mem = mem };
	int heads = 0;
	*ret_title = STR_NONE;
	while (text.p && text.n) {
		struct str line = str_trim(str_cut(&text, '\n'));
		if (str_starts(line, STR("# ")) && !ret_title->p) {
			*ret_title = str_sub(line, 2, SIZE_MAX);
		} else if (str_starts(line, STR("## ")) || str_starts(line, STR("### "))) {
			struct admin_block *b = block_add(&r);
			b->head2 = line.p[2] == ' ', b->head3 = !b->head2;
			b->line = line_of(mem, str_sub(line, b->head2 ? 3 : 4, SIZE_MAX));
			b->anchor = str_fmt(mem, "s%d", ++heads);
		} else if (str_starts(line, STR("|"))) {
			table_add(&r, line);
		} else if (str_starts(line, STR("- "))) {
			item_add(&r, str_sub(line, 2, SIZE_MAX));
		} else if (line.n) {
			struct admin_block *b = block_add(&r);
			b->para = true;
			b->line = line_of(mem, line);
		}
	}
	*ret = r.blocks;
	*ret_n = r.n;
}
