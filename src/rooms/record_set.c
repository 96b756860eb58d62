/* The records of a filter: counted, searched, sorted, paged.
 *
 * Counting and paging by day are the table's own queries (db.h: states, page), so a list of millions costs a page. Words and other orders are worked out here
 * over the whole of what month, union and state leave, as far as that is bounded; beyond the bound the list says so and asks to narrow, it never searches a
 * part in silence. The total is the count of exactly the rows that the pages and the export hold.
 * A search by words reads texts, codes and units; persons are found by their whole name or number under a keyed digest, so a search opens nobody.
 * Cost: a month of 2,000 records is read and sorted in some milliseconds; 20,000, the bound, in some hundred.
 * Not taken: SQL put together at run time (nobody can check it); LIKE over names (they are sealed). */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "rooms/record.h"

enum { MONTH_FIRST = 0, MONTH_LAST = 999912 };
struct sorted { const struct head *row; struct str text; int64_t number; };

static struct page_in page_of(const struct record_kind *k, const struct record_filter *f)
{
	return (struct page_in){ .month_from = f->month ? f->month : MONTH_FIRST, .month_to = f->month ? f->month : MONTH_LAST,
		.unit = f->unit ? f->unit : k->top, .source = f->source, .state = f->state };
}

fault record_counts(struct ctx *c, const struct record_kind *k, const struct record_filter *f, struct record_counts *ret)
{
	struct page_in in = page_of(k, f);
	const int64_t reader = db_scope(c->db).viewer;
	struct record_counts counts = { 0 };
	struct states_row *rows;
	size_t n;
	TRY(db_many(c->db, &k->of->table->states, &in, (void **)&rows, &n));
	for (size_t i = 0; i < n; i++) {
		int64_t *at = str_is(rows[i].state, "draft") ? &counts.draft : str_is(rows[i].state, "submitted") ? &counts.submitted :
			str_is(rows[i].state, "returned") ? &counts.returned : str_is(rows[i].state, "approved") ? &counts.approved : &counts.void_;
		*at += rows[i].n;
		counts.all += at == &counts.void_ ? 0 : rows[i].n;
		counts.own += at == &counts.submitted && (rows[i].editor == reader || rows[i].recorded_by == reader) ? rows[i].n : 0;
	}
	*ret = counts;
	return NULL;
}

static int64_t counted(const struct record_counts *n, struct str state)
{
	return !state.p ? n->all : str_is(state, "draft") ? n->draft : str_is(state, "submitted") ? n->submitted : str_is(state, "returned") ? n->returned :
		str_is(state, "approved") ? n->approved : n->void_;
}

/* --- search ---------------------------------------------------------------------------------------------------------------------------------------- */

struct search { struct record_words *words; const struct entity *of; struct str folded; const int64_t *persons; size_t n_persons; struct arena *mem; };

static bool is_sought(const struct search *s, int64_t person)
{
	for (size_t i = 0; i < s->n_persons; i++)
		if (s->persons[i] == person)
			return true;
	return false;
}

static bool holds(const struct search *s, struct str word)
{
	return word.n && str_find(text_fold(s->mem, word), s->folded) != SIZE_MAX;
}

static fault search_row(struct search *s, const struct head *h, bool *ret)
{
	struct str word;
	TRY(record_unit_name(s->words, h->org, h->day, &word));
	*ret = holds(s, word);
	for (size_t i = 0; i < s->of->n && !*ret; i++) {
		const struct field *d = &s->of->fields[i];
		if (record_is_person(d)) {
			*ret = is_sought(s, *(const int64_t *)((const char *)h + d->at));
		} else if (d->kind == FIELD_TEXT || d->kind == FIELD_CODE || d->kind == FIELD_ORG) {
			TRY(record_word(s->words, d, h, &word));
			*ret = holds(s, word);
		}
	}
	return NULL;
}

static fault search_rows(struct ctx *c, const struct record_kind *k, struct str text, const struct head **rows, size_t *n)
{
	struct search s = { .words = record_words_of(c, false), .of = k->of, .folded = text_fold(c->mem, text), .mem = c->mem };
	int64_t *persons;
	size_t kept = 0;
	TRY(person_alike(c->db, text, &persons, &s.n_persons));
	s.persons = persons;
	for (size_t i = 0; i < *n; i++) {
		bool found;
		TRY(search_row(&s, rows[i], &found));
		if (found)
			rows[kept++] = rows[i];
	}
	*n = kept;
	return NULL;
}

/* --- order ----------------------------------------------------------------------------------------------------------------------------------------- */

static int64_t state_rank(struct str state)
{
	static const char *const ORDER[] = { "draft", "submitted", "returned", "approved", "void" };
	int64_t i = 0;
	while (i < (int64_t)COUNT(ORDER) && !str_is(state, ORDER[i]))
		i++;
	return i;
}

/* What is unknown stands last. */
static void sort_key(const struct entity *e, int column, struct sorted *s)
{
	const struct field *d = column >= 0 && column < COLUMN_SOURCE ? &e->fields[column] : NULL;
	const char *at = d ? (const char *)s->row + d->at : NULL;
	s->number = INT_NONE;
	if (column == COLUMN_ORG)
		s->number = s->row->org;
	else if (column == COLUMN_STATE)
		s->number = state_rank(s->row->state);
	else if (column == COLUMN_SOURCE)
		s->number = s->row->source == INT_NONE ? INT_NONE : s->row->sheet_row;
	else if (!d)
		s->number = day_known(s->row->day) ? s->row->day.n : INT_NONE;
	else if (d->kind == FIELD_TEXT || d->kind == FIELD_CODE)
		s->text = *(const struct str *)at;
	else if (d->kind == FIELD_MONEY)
		s->number = ((const struct money *)at)->fen;
	else if (d->kind == FIELD_DAY)
		s->number = day_known(*(const struct day *)at) ? ((const struct day *)at)->n : INT_NONE;
	else
		s->number = *(const int64_t *)at;
}

static int unknown(const struct sorted *s)
{
	return !s->text.p && s->number == INT_NONE;
}

static int by_value(const struct sorted *a, const struct sorted *b)
{
	int order = a->text.p && b->text.p ? str_cmp(a->text, b->text) : (a->number > b->number) - (a->number < b->number);
	return order;
}

static int by_place(const struct sorted *a, const struct sorted *b)
{
	int order = (a->row->day.n > b->row->day.n) - (a->row->day.n < b->row->day.n);
	return order ? order : (a->row->id > b->row->id) - (a->row->id < b->row->id);
}

static int upward(const void *a, const void *b)
{
	int order = unknown(a) - unknown(b);
	order = order ? order : by_value(a, b);
	return order ? order : by_place(a, b);
}

static int downward(const void *a, const void *b)
{
	int order = unknown(a) - unknown(b);
	order = order ? order : by_value(b, a);
	return order ? order : by_place(a, b);
}

static void sort_rows(struct ctx *c, const struct record_kind *k, const struct record_filter *f, const struct head **rows, size_t n)
{
	struct sorted *list = arena_get(c->mem, (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++) {
		list[i].row = rows[i];
		sort_key(k->of, f->sort, &list[i]);
	}
	qsort(list, n, sizeof *list, f->down ? downward : upward);
	for (size_t i = 0; i < n; i++)
		rows[i] = list[i].row;
}

/* --- the set --------------------------------------------------------------------------------------------------------------------------------------- */

static fault rows_read(struct ctx *c, const struct record_kind *k, struct page_in in, const struct head ***ret, size_t *ret_n)
{
	const struct table *t = k->of->table;
	void *rows;
	size_t n;
	TRY(db_many(c->db, &t->page, &in, &rows, &n));
	const struct head **list = arena_get(c->mem, (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = (const struct head *)((const char *)rows + i * t->size);
	*ret = list;
	*ret_n = n;
	return NULL;
}

static void take_page(const struct record_filter *f, bool whole, struct record_set *s)
{
	size_t from = whole ? 0 : (size_t)((f->page - 1) * f->per);
	s->first = from < s->n ? from : s->n;
	s->rows = s->all + s->first;
	s->n = whole || s->n - s->first < (size_t)f->per ? s->n - s->first : (size_t)f->per;
}

fault record_set(struct ctx *c, const struct record_kind *k, const struct record_filter *f, bool whole, int64_t most, struct record_set *ret)
{
	struct record_counts counts;
	struct record_set s = { 0 };
	struct page_in in = page_of(k, f);
	bool worked_out = f->text.p || f->sort != SORT_DAY || f->down;
	TRY(record_counts(c, k, f, &counts));
	s.total = counted(&counts, f->state);
	s.too_many = (whole && s.total > most) || (worked_out && s.total > WHOLE_MOST);
	s.whole = !s.too_many && (whole || worked_out || s.total <= TOTAL_MOST);
	in.limit = s.whole ? (s.total > 0 ? s.total : 1) : f->per;
	in.offset = s.whole ? 0 : (f->page - 1) * f->per;
	if (s.too_many) {
		*ret = s;
		return NULL;
	}
	TRY(rows_read(c, k, in, &s.all, &s.n));
	if (f->text.p) {
		TRY(search_rows(c, k, f->text, s.all, &s.n));
		s.total = (int64_t)s.n;
	}
	if (worked_out)
		sort_rows(c, k, f, s.all, s.n);
	if (s.whole)
		take_page(f, whole, &s);
	else
		s.rows = s.all, s.first = (size_t)in.offset;
	*ret = s;
	return NULL;
}
