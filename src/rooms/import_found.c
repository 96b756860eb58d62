/* What a look at a file found, and what its owner changed in it, as texts: a look is undone, so what it saw is kept beside the file until the next one.
 *
 * A text is rows of words: the unit separator between words, the record separator between rows, the first word says what the row is. What is kept has an
 * end: the first some hundred wrong cells and remarks, since nobody reads more before mending these; the counts are of all.
 * Refuses nothing: a text of an older program is read as far as it goes, and the next look writes it anew.
 * Not taken: a table for each (a draft would leave rows in five tables); the page's markup (it would be believed). */
#include <string.h>
#include "base/text.h"
#include "rooms/import_room.h"

enum { WRONGS_KEPT = 600, NOTES_KEPT = 300, SKIPS_KEPT = 200, WORDS = 9 };
static const char WORD_END = '\x1f', ROW_END = '\x1e';

static void word_put(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_c(b, s.p[i] == WORD_END || s.p[i] == ROW_END ? ' ' : s.p[i]);
	buf_c(b, WORD_END);
}

static void number_put(struct buf *b, int64_t n)
{
	buf_fmt(b, "%lld", (long long)n);
	buf_c(b, WORD_END);
}

static void row_begin(struct buf *b, const char *kind)
{
	if (b->n)
		buf_c(b, ROW_END);
	buf_puts(b, kind);
	buf_c(b, WORD_END);
}

struct words { struct str w[WORDS]; };

static bool row_take(struct str *rest, struct words *ret)
{
	struct words w = { 0 };
	if (!rest->p)
		return false;
	struct str row = str_cut(rest, ROW_END);
	for (size_t i = 0; i < WORDS && row.p; i++) {
		w.w[i] = str_cut(&row, WORD_END);
		if (!w.w[i].n)
			w.w[i] = STR_NONE;
	}
	*ret = w;
	return true;
}

static int64_t number_of(struct str s)
{
	int64_t n = 0;
	return str_int(s, &n) ? n : 0;
}

static size_t rows_in(struct str text)
{
	size_t n = 1;
	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == ROW_END;
	return n;
}

/* --- what was found -------------------------------------------------------------------------------------------------------------------------------- */

static int64_t *counts_of(struct found *f, size_t i)
{
	int64_t *const all[] = { &f->id, &f->rows, &f->added, &f->same, &f->changed, &f->gone, &f->duplicates, &f->kept, &f->n_wrongs, &f->n_asks,
		&f->n_skips, &f->bad_rows };
	return i < COUNT(all) ? all[i] : NULL;
}

struct str found_text(struct arena *mem, const struct found *f)
{
	struct buf b = { .mem = mem };
	struct found copy = *f;
	for (size_t i = 0; counts_of(&copy, i); i++) {
		row_begin(&b, "count");
		number_put(&b, *counts_of(&copy, i));
	}
	row_begin(&b, "is"), number_put(&b, f->repeat), number_put(&b, f->estimate), word_put(&b, f->unmatched), word_put(&b, f->stopped);
	row_begin(&b, "closed"), number_put(&b, f->wants_why), word_put(&b, f->late), word_put(&b, f->settled);
	if (f->code.n)
		row_begin(&b, "fault"), word_put(&b, f->code), word_put(&b, f->say);
	for (size_t i = 0; i < f->wrongs_kept; i++) {
		const struct found_wrong *w = &f->wrongs[i];
		row_begin(&b, "wrong"), word_put(&b, w->sheet), number_put(&b, w->row), number_put(&b, w->column == SIZE_MAX ? -1 : (int64_t)w->column);
		word_put(&b, w->label), word_put(&b, w->value), word_put(&b, w->code), word_put(&b, w->say);
	}
	for (size_t i = 0; i < f->notes_kept; i++)
		row_begin(&b, "note"), word_put(&b, f->notes[i].sheet), number_put(&b, f->notes[i].row), word_put(&b, f->notes[i].what), word_put(&b,
			f->notes[i].say);
	for (size_t i = 0; i < f->skips_kept; i++)
		row_begin(&b, "skip"), number_put(&b, f->skips[i].row), word_put(&b, f->skips[i].say);
	for (size_t i = 0; i < f->n_moves; i++) {
		const struct found_move *m = &f->moves[i];
		row_begin(&b, "move"), word_put(&b, m->indicator), number_put(&b, m->month), number_put(&b, m->org), word_put(&b, m->was), word_put(&b, m->now),
			word_put(&b, m->differ);
	}
	return buf_str(&b);
}

static void found_row(struct found *f, const struct words *w, size_t *counted)
{
	const struct str *s = w->w;
	if (str_is(s[0], "count")) {
		int64_t *at = counts_of(f, (*counted)++);
		if (at)
			*at = number_of(s[1]);
	} else if (str_is(s[0], "is")) {
		f->repeat = number_of(s[1]), f->estimate = number_of(s[2]), f->unmatched = s[3], f->stopped = s[4];
	} else if (str_is(s[0], "closed")) {
		f->wants_why = number_of(s[1]), f->late = s[2], f->settled = s[3];
	} else if (str_is(s[0], "fault")) {
		f->code = s[1], f->say = s[2];
	} else if (str_is(s[0], "wrong")) {
		int64_t column = number_of(s[3]);
		f->wrongs[f->wrongs_kept++] = (struct found_wrong){ s[1], number_of(s[2]), column < 0 ? SIZE_MAX : (size_t)column, s[4], s[5], s[6], s[7] };
	} else if (str_is(s[0], "note")) {
		f->notes[f->notes_kept++] = (struct found_note){ s[1], number_of(s[2]), s[3], s[4] };
	} else if (str_is(s[0], "skip")) {
		f->skips[f->skips_kept++] = (struct found_note){ .row = number_of(s[1]), .say = s[2] };
	} else if (str_is(s[0], "move")) {
		f->moves[f->n_moves++] = (struct found_move){ s[1], (int)number_of(s[2]), number_of(s[3]), s[4], s[5], s[6] };
	}
}

struct found *found_read(struct arena *mem, struct str text)
{
	struct found *f = arena_get(mem, sizeof *f);
	struct words w;
	size_t n = rows_in(text) + 1, counted = 0;
	f->wrongs = arena_get(mem, n * sizeof *f->wrongs), f->notes = arena_get(mem, n * sizeof *f->notes);
	f->skips = arena_get(mem, n * sizeof *f->skips), f->moves = arena_get(mem, n * sizeof *f->moves);
	while (row_take(&text, &w))
		found_row(f, &w, &counted);
	return f;
}

void found_take(struct arena *mem, const struct brought *b, struct found *f)
{
	const struct import_result *r = &b->result;
	struct closed_said said = handover_closed(mem, b);
	int64_t last = -1;
	f->wants_why = handover_wants_why(b), f->late = said.late, f->settled = said.settled;
	f->repeat = r->repeat, f->id = r->id, f->rows = r->rows, f->added = r->added, f->same = r->same, f->changed = r->changed, f->gone = r->gone;
	f->duplicates = r->duplicates, f->kept = r->kept, f->n_wrongs = (int64_t)r->n_wrongs, f->n_skips = (int64_t)r->n_skips, f->unmatched = r->unmatched;
	f->wrongs = arena_get(mem, WRONGS_KEPT * sizeof *f->wrongs), f->notes = arena_get(mem, NOTES_KEPT * sizeof *f->notes);
	f->skips = arena_get(mem, SKIPS_KEPT * sizeof *f->skips);
	for (const struct wrong *w = r->wrongs; w; w = w->next) {
		f->bad_rows += w->row != last;
		last = w->row;
		if (f->wrongs_kept < WRONGS_KEPT)
			f->wrongs[f->wrongs_kept++] = (struct found_wrong){ w->sheet, w->row, w->column, w->label, w->value, str_of(w->code),
				str_of(w->say) };
	}
	for (const struct import_note *n = r->notes; n; n = n->next) {
		f->n_asks += str_is(n->what, "ask");
		if (f->notes_kept < NOTES_KEPT)
			f->notes[f->notes_kept++] = (struct found_note){ n->sheet, n->row, n->what, n->say };
	}
	for (const struct import_skip *s = r->skips; s && f->skips_kept < SKIPS_KEPT; s = s->next)
		f->skips[f->skips_kept++] = (struct found_note){ .row = s->row, .say = str_of(_(s->why)) };
	found_moved(mem, b->moved, b->n_moved, f);
}

static bool told(enum figure_status s)
{
	return s == FIGURE_VALUE || s == FIGURE_CORRECTED || s == FIGURE_NIL;
}

/* 2163240.50 as 2,163,240.50 */
static struct str grouped(struct arena *mem, struct str digits)
{
	struct buf b = { .mem = mem };
	size_t whole = str_find(digits, STR("."));
	whole = whole == SIZE_MAX ? digits.n : whole;
	for (size_t i = 0; i < digits.n; i++) {
		if (i && i < whole && (whole - i) % 3 == 0 && digits.p[i - 1] != '-')
			buf_c(&b, ',');
		buf_c(&b, digits.p[i]);
	}
	return buf_str(&b);
}

static struct str cell_of(struct arena *mem, const struct figure *f)
{
	if (f->status != FIGURE_VALUE && f->status != FIGURE_CORRECTED)
		return str_of(figure_status_word(f->status));
	if (f->of->unit == UNIT_YUAN && f->of->tally != RATIO)
		return grouped(mem, money_yuan(mem, (struct money){ f->value }));
	return f->of->tally == RATIO ? str_fmt(mem, "%.*s%%", PSTR(figure_value(mem, f))) : figure_value(mem, f);
}

/* Ink with a sign; what is no value has no difference to another. */
static struct str differ_of(struct arena *mem, const struct moved *m)
{
	int64_t was = m->was.status == FIGURE_VALUE ? m->was.value : 0, differ = m->now.value - was;
	if (!told(m->now.status) || m->of->tally == ONE || m->now.text.p || (m->was.status != FIGURE_VALUE && m->was.status != FIGURE_NOT_REPORTED
		&& m->was.status != FIGURE_NIL && m->was.status != FIGURE_PROVISIONAL))
		return STR("—");
	const char *sign = differ < 0 ? "−" : "+";
	uint64_t size = differ < 0 ? 0 - (uint64_t)differ : (uint64_t)differ;
	if (!differ)
		return str_of(_("持平"));
	if (m->of->tally == RATIO)
		return str_fmt(mem, _("%s%llu.%llu个百分点"), sign, (unsigned long long)(size / 10), (unsigned long long)(size % 10));
	if (m->of->unit == UNIT_YUAN)
		return str_fmt(mem, "%s%.*s", sign, PSTR(grouped(mem, money_yuan(mem, (struct money){ (int64_t)size }))));
	return str_fmt(mem, "%s%llu", sign, (unsigned long long)size);
}

void found_moved(struct arena *mem, const struct moved *list, size_t n, struct found *f)
{
	f->moves = arena_get(mem, (n + 1) * sizeof *f->moves);
	for (size_t i = 0; i < n; i++) {
		const struct moved *m = &list[i];
		if (m->was.value == m->now.value && m->was.status == m->now.status && str_eq(m->was.text, m->now.text))
			continue;                            /* only the number of units that have reported */
		f->moves[f->n_moves++] = (struct found_move){ str_of(m->of->id), m->month, m->org, cell_of(mem, &m->was), cell_of(mem, &m->now),
			differ_of(mem, m) };
	}
}

/* --- what was changed by hand ---------------------------------------------------------------------------------------------------------------------- */

struct str mends_text(struct arena *mem, const struct mend *mends, size_t n)
{
	struct buf b = { .mem = mem };
	for (size_t i = 0; i < n; i++) {
		row_begin(&b, "mend"), word_put(&b, mends[i].sheet), number_put(&b, mends[i].row);
		number_put(&b, mends[i].column == SIZE_MAX ? -1 : (int64_t)mends[i].column), word_put(&b, mends[i].text);
	}
	return buf_str(&b);
}

void mends_read(struct arena *mem, struct str text, struct mend **ret, size_t *ret_n)
{
	struct mend *list = arena_get(mem, (rows_in(text) + 1) * sizeof *list);
	struct words w;
	size_t n = 0;
	while (text.n && row_take(&text, &w))
		if (str_is(w.w[0], "mend")) {
			int64_t column = number_of(w.w[3]);
			list[n++] = (struct mend){ w.w[1], number_of(w.w[2]), column < 0 ? SIZE_MAX : (size_t)column, w.w[4] };
		}
	*ret = list;
	*ret_n = n;
}

static void mend_row(struct arena *mem, struct grid_row *row, const struct mend *m)
{
	if (m->column == SIZE_MAX) {
		row->n = 0;                                  /* an empty row is skipped */
		return;
	}
	if (m->column >= row->n) {
		struct cell *wider = arena_get(mem, (m->column + 1) * sizeof *wider);
		if (row->n)
			memcpy(wider, row->cells, row->n * sizeof *wider);
		row->cells = wider, row->n = m->column + 1;
	}
	row->cells[m->column] = (struct cell){ .kind = m->text.n ? CELL_TEXT : CELL_BLANK, .text = m->text };
}

void mends_apply(struct arena *mem, const struct draft_in *d)
{
	for (size_t i = 0; i < d->n_mends; i++)
		for (size_t g = 0; g < d->book->n; g++) {
			struct grid *grid = &d->book->grids[g];
			for (size_t r = 0; r < grid->n && (str_eq(grid->name, d->mends[i].sheet) || d->book->n == 1); r++)
				if (grid->rows[r].number == d->mends[i].row)
					mend_row(mem, &grid->rows[r], &d->mends[i]);
		}
}
