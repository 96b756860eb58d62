/* The signature in a Word file: names and day where GB/T 9704-2012 7.3.5 puts them, several seals beside each other as on the PDF's paper.
 *
 * One issuer's lines are paragraphs with right indents counted from the words. Several seals need places side by side, and Word knows only one thing for
 * that which stays where it is put when a line above changes: a table without borders. Its cells share the width of the text, each name in the middle of
 * its own, the day below the last; between two rows of names there is room for a seal.
 * Not taken: tabs between the names. A name changed by one character would leave its seal. */
#include "doc/break.h"
#include "doc/docx_part.h"

enum { SEAL_ROWS = 5, MANY = 3, LINE = 28 * CELL };          /* a seal of 42 mm and some air; seals in a row */

/* Right indents, in thousandths of a cell. Sealed: the date 4 cells from the edge, names centred on it. Unsealed: the name 2 cells from the edge, the date
 * begins 2 cells right of the name; a date longer than the name is 2 cells from the edge itself, and the name moves. GB/T 9704-2012 7.3.5. */
static void sign_indents(bool sealed, int64_t name, int64_t date, int64_t *ret_name, int64_t *ret_date)
{
	*ret_date = sealed ? 4 * CELL : date > name ? 2 * CELL : name - date;
	*ret_name = sealed ? *ret_date + (date - name) / 2 : date > name ? 4 * CELL + date - name : 2 * CELL;
	*ret_name = *ret_name < 0 ? 0 : *ret_name;
}

/* --- several seals --- */

struct seals { struct docx *d; const struct span *day; size_t n, in_row; int width; };

static void seal_cell(struct seals *s, const struct span *words)
{
	docx_bare_cell(s->d, s->width, "bottom");
	docx_para_open(s->d, &(struct docx_para){ .look = LOOK_SIGN, .align = "center", .keep = words != s->day });
	if (words)
		docx_run(s->d, ROLE_FANG, words->text, NULL);
	xml_end(s->d->x);
	xml_end(s->d->x);
}

/* `here` names, or the day: a short row stands at the right. */
static const struct span *seal_row(struct seals *s, const struct span *words, size_t here, int rows)
{
	docx_bare_row(s->d, rows * DOCX_ROW);
	for (size_t i = here; i < s->in_row; i++)
		seal_cell(s, NULL);
	for (size_t i = 0; i < here; i++, words = words->next)
		seal_cell(s, words);
	xml_end(s->d->x);
	return words;
}

static void seals_out(struct docx_writer *w, const struct span *day, size_t n, int64_t longest)
{
	struct seals s = { .d = &w->d, .day = day, .n = n };
	int widths[MANY];

	for (s.in_row = MANY; s.in_row > 1 && (int64_t)s.in_row * (longest + CELL) > LINE; s.in_row--)
		;
	s.width = DOCX_WIDTH / (int)s.in_row;
	for (size_t i = 0; i < s.in_row; i++)
		widths[i] = s.width;
	docx_bare_open(&w->d, widths, s.in_row);
	const struct span *at = w->part->spans;
	for (size_t i = 0, here; i < n; i += here) {
		here = n - i < s.in_row ? n - i : s.in_row;
		at = seal_row(&s, at, here, i ? SEAL_ROWS : 3);  /* above the first: two blank lines */
	}
	seal_row(&s, day, 1, 1);
	xml_end(w->d.x);
	w->begun = true, w->text = false;
}

/* --- all of it --- */

void docx_sign(struct docx_writer *w)
{
	const struct span *last = w->part->spans;
	bool sealed = w->part->level == 1;
	int64_t longest = 0, date, right_name, right_date;
	size_t n = 0;

	if (!last)
		return;
	for (; last->next; last = last->next, n++)
		longest = docx_measure(last->text) > longest ? docx_measure(last->text) : longest;
	if (sealed && n > 1) {
		seals_out(w, last, n, longest);
		return;
	}
	date = docx_measure(last->text);
	for (const struct span *s = w->part->spans; s; s = s->next) {
		sign_indents(sealed, sealed ? docx_measure(s->text) : longest, date, &right_name, &right_date);
		right_name += sealed ? 0 : longest - docx_measure(s->text);             /* several names begin below one another */
		docx_para_begin(w, &(struct docx_para){ .look = LOOK_SIGN, .keep = s->next, .ends = w->ends && !s->next, .placed = s == w->part->spans,
			.before = (sealed ? 2 : 1) * DOCX_ROW, .indented = true, .right = docx_cells(s->next ? right_name : right_date, 32) });
		docx_run(&w->d, ROLE_FANG, s->text, NULL);
		docx_para_end(w);
	}
}
