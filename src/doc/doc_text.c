/* A document as plain text, like the paper's: for mail, for a terminal, for comparing two editions with diff, for a golden
 * file.
 *
 * One paragraph is one line, indented by two ideographic blanks; nothing is wrapped, since whoever reads it wraps it
 * better. A table is aligned by the width of its characters (a Han character is two cells wide), figures to the right.
 *
 * Text is data, and this writer is the one place where a line break in it could forge a line of ours: breaks become blanks. */
#include "base/text.h"
#include "doc/doc_part.h"

struct str part_text(struct arena *mem, const struct part *p)
{
	struct buf b = { .mem = mem };

	for (const struct span *s = p->spans; s; s = s->next)
		for (size_t i = 0; i < s->text.n; i++) {
			unsigned char c = (unsigned char)s->text.p[i];
			if (c == '\r' && i + 1 < s->text.n && s->text.p[i + 1] == '\n')
				continue;
			buf_c(&b, c < ' ' || c == 127 ? ' ' : (char)c);
		}
	return b.n ? buf_str(&b) : STR_NONE;
}

size_t mark_names(const struct part *p, const struct span **ret_word)
{
	size_t n = 0;

	*ret_word = NULL;
	for (const struct span *s = p->spans; s; s = s->next)
		if (n && str_is(s->text, "文件"))
			*ret_word = s;
		else
			n += s->text.n != 0;
	return n;
}

bool cell_numeric(struct arena *mem, const struct part *cell)
{
	bool digit = false;

	if (cell->spans && !cell->spans->next && cell->spans->number)
		return true;
	struct str text = str_trim(part_text(mem, cell));
	for (uint32_t c; (c = text_next(&text)) != 0;) {
		if (c >= '0' && c <= '9')
			digit = true;
		else if (c != ',' && c != '.' && c != '%' && c != '+' && c != '-' && c != 0x2212)
			return false;
	}
	return digit;
}

size_t table_columns(const struct part *table)
{
	size_t most = 0;

	for (const struct part *r = table->rows; r; r = r->next) {
		size_t n = 0;
		for (const struct part *c = r->cells; c; c = c->next)
			n++;
		most = n > most ? n : most;
	}
	return most;
}

bool table_form(struct arena *mem, const struct part *table)
{
	size_t cells = 0, empty = 0;

	for (const struct part *r = table->rows; r; r = r->next)
		for (const struct part *c = r->cells; c && !r->head; c = c->next, cells++)
			empty += str_trim(part_text(mem, c)).n == 0;
	return 2 * empty > cells;
}

void table_numeric(struct arena *mem, const struct part *table, bool *ret_columns)
{
	size_t n = table_columns(table);
	bool *words = arena_get(mem, n + 1);

	for (const struct part *r = table->rows; r; r = r->next) {
		size_t i = 0;
		for (const struct part *c = r->cells; c && !r->head; c = c->next, i++) {
			bool numeric = cell_numeric(mem, c);
			ret_columns[i] |= numeric;
			words[i] |= !numeric && c->spans && !c->spans->number;
		}
	}
	for (size_t i = 0; i < n; i++)
		ret_columns[i] = ret_columns[i] && !words[i];
}

static void blanks(struct buf *out, const char *blank, size_t n)
{
	while (n--)
		buf_puts(out, blank);
}

static void row_text(struct arena *mem, const struct part *row, const size_t *widths, const bool *numeric, struct buf *out)
{
	size_t i = 0, start = out->n;

	for (const struct part *c = row->cells; c; c = c->next, i++) {
		struct str text = part_text(mem, c);
		size_t gap = widths[i] - text_width(text);
		bool right = numeric[i] || (!row->head && cell_numeric(mem, c));
		if (i)
			buf_puts(out, "  ");
		blanks(out, " ", right ? gap : 0);
		buf_add(out, text);
		blanks(out, " ", right ? 0 : gap);
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		out->n--;
	buf_c(out, '\n');
}

static void table_text(struct arena *mem, const struct part *table, struct buf *out)
{
	size_t n = table_columns(table), *widths = arena_get(mem, (n + 1) * sizeof(*widths));
	bool *numeric = arena_get(mem, n + 1);

	table_numeric(mem, table, numeric);
	for (const struct part *r = table->rows; r; r = r->next) {
		size_t i = 0;
		for (const struct part *c = r->cells; c; c = c->next, i++) {
			size_t width = text_width(part_text(mem, c));
			widths[i] = width > widths[i] ? width : widths[i];
		}
	}
	for (const struct part *r = table->rows; r; r = r->next) {
		row_text(mem, r, widths, numeric, out);
		if (!r->head || (r->next && r->next->head))
			continue;
		for (size_t i = 0; i < n; i++) {                 /* the thin rule under the head */
			if (i)
				buf_puts(out, "  ");
			blanks(out, "-", widths[i]);
		}
		buf_c(out, '\n');
	}
}

static void span_text(struct arena *mem, const struct span *s, struct buf *out)
{
	struct part alone = { .spans = &(struct span){ .text = s->text } };

	buf_add(out, part_text(mem, &alone));
}

/* What stands apart on one line of the paper: issuer and day, number and signer, printer and day of printing. */
static void apart_text(struct arena *mem, const struct part *p, struct buf *out)
{
	size_t start = out->n;

	for (const struct span *s = p->spans; s; s = s->next) {
		if (out->n > start)
			buf_puts(out, "\u3000");
		span_text(mem, s, out);
	}
	buf_c(out, '\n');
}

/* Each span a line; behind the first, as much blank as the word 附件： takes. */
static void lines_text(struct arena *mem, const struct part *p, const char *first, const char *rest, struct buf *out)
{
	for (const struct span *s = p->spans; s; s = s->next) {
		buf_puts(out, s == p->spans ? first : rest);
		span_text(mem, s, out);
		buf_c(out, '\n');
	}
}

static void mark_text(struct arena *mem, const struct part *p, struct buf *out)
{
	const struct span *word;

	if (mark_names(p, &word) > 1) {
		lines_text(mem, p, "", "", out);
		return;
	}
	buf_add(out, part_text(mem, p));
	buf_c(out, '\n');
}

static void line_text(struct arena *mem, const struct part *p, const char *indent, struct buf *out)
{
	buf_puts(out, indent);
	buf_add(out, part_text(mem, p));
	buf_c(out, '\n');
}

void doc_text(const struct doc *d, struct buf *out)
{
	for (const struct part *p = d->first; p; p = p->next)
		switch (p->kind) {
		case B_ISSUER: case B_NUMBER: case B_IMPRINT:
			apart_text(d->mem, p, out); break;
		case B_TABLE:
			table_text(d->mem, p, out); break;
		case B_HEADING: case B_PARA: case B_NOTE: case B_REMARK:
			line_text(d->mem, p, "\u3000\u3000", out); break;
		case B_ATTACHED:
			lines_text(d->mem, p, "\u3000\u3000", "\u3000\u3000\u3000\u3000\u3000", out); break;
		case B_SIGN: case B_FOOT:
			lines_text(d->mem, p, "", "", out); break;
		case B_MARK:
			mark_text(d->mem, p, out); break;
		case B_URGENT: case B_TITLE: case B_TO: case B_ANNEX: case B_SEND:
			line_text(d->mem, p, "", out); break;
		}
}
