/* Bringing a spreadsheet in.
 *
 * One transaction: read every row, name every wrong cell, and only when there is none write. Whoever calls rolls back when there are wrong cells, or
 * when only a preview was wanted: the figures that would move are computed inside the transaction, so a preview is true by construction.
 * A record is matched by its natural key (an HMAC over the fields that make two rows the same thing): new, same, changed; what an earlier file of the
 * same series held and this one lacks is gone, and is voided, not deleted. A later file of the series therefore mends the earlier ones, whatever
 * their number, and the same file twice adds nothing. A change takes an approval away.
 * A file may have a million rows. A row that was looked at becomes bytes and waits aside (spool.c); memory keeps 16 bytes of it. What a row would ask of the
 * database and most rows ask in vain (is this person known, does this record stand) a long file asks beforehand, of all (absent.c); units and periods it
 * asks once. So nothing is read while rows are written, and the writing is done behind the row that is being looked at (db_late).
 * Not taken: staging tables (two truths about one row); position in the file as identity (a row inserted above would change all below); writing while
 * later rows are still unseen (their checks would meet half of a file). */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "kernel/absent.h"
#include "kernel/enter.h"
#include "kernel/fill.h"
#include "kernel/import_rows.h"
#include "kernel/import.sql.h"
#include "kernel/kernel.schema.h"
#include "kernel/obligation.h"
#include "kernel/row.h"
#include "kernel/rule.h"
#include "kernel/spool.h"

enum { NOTES_MOST = 1000, FEW = 500, ASKED_AT_ONCE = 2 };       /* the last two: as of persons (person.c) */

/* A row of this file by its natural key. 64 bits of an HMAC stand for the key: of a million rows, two that differ are alike in them once in forty million
 * such files, and then the file is refused with both lines named. */
struct seen { uint64_t natural, digest : 40, line : 24; };
struct run {
	struct db *db;
	struct arena *mem;           /* of the transaction; wound back after each row */
	struct arena *kept;          /* what is told of the file */
	const struct import_order *order; const struct entity *e;
	struct head_found head;
	struct import_result *result;
	struct wrong **wrong_tail; struct import_skip **skip_tail; struct import_note **note_tail;
	struct seen *seen; size_t seen_cap;                  /* open addressing by natural key; line 0: nobody */
	struct absent *standing;     /* natural keys that stood before; NULL: not known */
	struct spool *rows; size_t n_rows;                   /* what was looked at and is good, as bytes */
	struct bulk *bulk;
	struct import_sums sums;
	struct period_known period;
	int month_of; int64_t counted_in;                    /* the month that counts what happened in month_of */
	size_t taken_over;           /* rows of an earlier file that are this file's now */
};

static void skip(struct run *r, int64_t row, const char *why)
{
	struct import_skip *s = arena_get(r->kept, sizeof *s);
	*s = (struct import_skip){ .sheet = r->head.grid->name, .row = row, .why = why };
	*r->skip_tail = s;
	r->skip_tail = &s->next;
	r->result->n_skips++;
}

static void note(struct run *r, int64_t row, const char *what, struct str say)
{
	if (r->result->n_notes++ >= NOTES_MOST)
		return;
	struct import_note *n = arena_get(r->kept, sizeof *n);
	*n = (struct import_note){ .sheet = r->head.grid ? r->head.grid->name : STR_NONE, .row = row, .what = str_of(what), .say = str_copy(r->kept, say) };
	*r->note_tail = n;
	r->note_tail = &n->next;
}

/* --- one row ---------------------------------------------------------------------------------------------------------------------------- */

static uint64_t bits_of(struct str hex)
{
	uint64_t bits = 0;
	for (size_t i = 0; i < 16 && i < hex.n; i++)
		bits = bits << 4 | (uint64_t)(hex.p[i] <= '9' ? hex.p[i] - '0' : hex.p[i] - 'a' + 10);
	return bits;
}

static struct seen *seen_at(struct run *r, struct str natural)
{
	uint64_t bits = bits_of(natural);
	size_t at = bits % r->seen_cap;
	while (r->seen[at].line && r->seen[at].natural != bits)
		at = (at + 1) % r->seen_cap;
	return &r->seen[at];
}

/* What a row says, spacing and width of letters aside: held against its twin in the same file, and nowhere kept. */
static uint64_t said(struct run *r, const void *row)
{
	struct buf text = { .mem = r->mem };
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < r->e->n; i++)
		fill_put_value(r->mem, &text, &r->e->fields[i], row, true);
	for (size_t i = 0; i < text.n; i++)
		hash = (hash ^ (unsigned char)text.p[i]) * 1099511628211u;
	return hash & 0xffffffffffu;
}

static fault counted_in(struct run *r, struct day day, int64_t *ret)
{
	if (r->month_of != day_month(day))
		TRY(period_for(r->db, day, &r->counted_in));
	r->month_of = day_month(day);
	*ret = r->counted_in;
	return NULL;
}

static fault head_fill(struct run *r, struct head *h, int64_t line)
{
	const struct import_order *o = r->order;
	unsigned char random[12];
	if (!day_known(h->day))
		h->day = month_last(o->month);
	TRY(counted_in(r, h->day, &h->month));
	random_bytes(random, sizeof random);
	h->state = STR("submitted");
	h->sheet = r->head.grid->name.n ? r->head.grid->name : STR_NONE;
	h->sheet_row = line;
	h->client_id = str_hex(r->mem, random, sizeof random);
	h->recorded_by = o->author;
	h->recorded_at = (int64_t)o->day.n * 86400 - 8 * 3600 + 9 * 3600;        /* nine o'clock in Beijing on the day it was handed in */
	h->entered_by = h->editor = o->actor;
	return NULL;
}

static bool duplicate(struct run *r, struct filling *f)
{
	void *row = f->row;
	int64_t occurrence = 0;
	struct str natural = enter_natural(r->db, r->e, row, occurrence);
	uint64_t digest = said(r, row);
	struct seen *s = seen_at(r, natural);
	while (s->line && r->e->many)
		s = seen_at(r, natural = enter_natural(r->db, r->e, row, ++occurrence));
	if (r->e->table->record)
		((struct head *)row)->natural = natural;
	if (!s->line) {
		*s = (struct seen){ .natural = bits_of(natural), .digest = digest, .line = (uint64_t)f->line & 0xffffff };
		return false;
	}
	if (s->digest == digest) {
		r->result->duplicates++;
		note(r, f->line, "duplicate", str_fmt(r->mem, _("与第%lld行完全相同，只计一次。"), (long long)s->line));
		return true;
	}
	for (size_t i = 0; i < r->e->n; i++)
		if (r->e->fields[i].key) {
			filling_wrong(f, r->e->fields[i].at, "row.twice", _("与第%lld行是同一条（关键栏目相同），但其他栏目不一样。请核对后只留一行。"), (long long)s->line);
			break;
		}
	return true;
}

/* f->tail is the caller's to set: it points into the struct. */
static struct filling filling_of(struct run *r, const struct grid_row *row, void *into)
{
	const struct entity *e = r->e;
	struct filling f = { .db = r->db, .mem = r->mem, .of = e, .row = into, .sender = r->order->sender, .month = r->order->month,
		.sheet = r->head.grid->name, .line = row->number, .columns = r->head.columns, .bulk = r->bulk };
	f.texts = arena_get(r->mem, (e->n + 1) * sizeof *f.texts);
	for (size_t i = 0; i < e->n; i++) {
		size_t c = r->head.columns[i];
		struct str text = c < row->n ? str_trim(row->cells[c].text) : STR_NONE;
		f.texts[i] = text.n || (c < row->n && row->cells[c].kind == CELL_ERROR) ? text : STR_NONE;
	}
	return f;
}

static void take_wrongs(struct run *r, const struct filling *f)
{
	for (const struct wrong *w = f->wrongs; w; w = w->next) {
		struct wrong *kept = arena_get(r->kept, sizeof *kept);
		*kept = *w;
		kept->next = NULL;
		kept->label = str_copy(r->kept, w->label);
		kept->value = str_copy(r->kept, w->value);
		kept->say = str_c(r->kept, str_of(w->say));
		*r->wrong_tail = kept;
		r->wrong_tail = &kept->next;
	}
	r->result->n_wrongs += f->n_wrongs;
}

/* A day still to come has not happened; one behind the period is asked about, since it is commonly a slip of the month. */
static void day_asked(struct run *r, struct filling *f)
{
	const struct head *h = f->row;
	int32_t today = (int32_t)((db_now(r->db) + 8 * 3600) / 86400);
	bool given = false;
	for (size_t i = 0; i < r->e->n; i++)
		given |= r->e->fields[i].at == offsetof(struct head, day) && f->texts[i].p;
	if (!given)
		return;
	if (h->day.n > today && !r->e->ahead)
		filling_wrong(f, offsetof(struct head, day), "cell.future", _("这一天还没有到。请填实际发生的那一天。"));
	else if (r->order->month && h->day.n > month_last(r->order->month).n && !r->e->ahead)
		note(r, f->line, "ask", str_fmt(r->mem, _("日期%.*s在所属期之后，将计入%.*s。请核对月份。"), PSTR(day_iso(r->mem, h->day)), PSTR(month_zh(r->mem,
			day_month(h->day)))));
}

static fault take_row(struct run *r, const struct grid_row *row)
{
	const struct entity *e = r->e;
	struct filling f = filling_of(r, row, arena_get(r->mem, e->table->size));
	bool *numeric = arena_get(r->mem, e->n + 1);
	f.tail = &f.wrongs;
	for (size_t i = 0; i < e->n; i++)
		numeric[i] = r->head.columns[i] < row->n && row->cells[r->head.columns[i]].kind == CELL_NUMBER;
	if (e->table->record)
		((struct head *)f.row)->org = r->order->sender, ((struct head *)f.row)->day = DAY_NONE;
	r->result->rows++;
	TRY(fill_row(&f, numeric));
	if (e->table->record && !f.n_wrongs)
		day_asked(r, &f);
	bool again = f.n_wrongs || duplicate(r, &f);
	if (!again && e->table->record)
		((struct head *)f.row)->sheet_row = row->number;
	if (!again && e->put) {
		int what = 0;
		TRY(e->put(&f, &what));
		*(what == 1 ? &r->result->added : what == 3 ? &r->result->changed : &r->result->same) += what && !f.n_wrongs;
	}
	if (!f.n_wrongs)
		import_sums_add(&r->sums, e, f.row);
	if (!again && !e->put) {
		r->n_rows++;
		TRY(spool_add(r->rows, row_bytes(r->mem, e->table, f.row)));
	}
	take_wrongs(r, &f);
	return NULL;
}

/* One line of the sheet below its head. */
static fault take_line(struct run *r, const struct grid_row *row)
{
	const char *why = import_row_kind(r->mem, r->e, r->head.columns, row);
	if (!why)
		return take_row(r, row);
	if (!row->hidden && import_row_is_total(r->mem, row)) {
		struct str differ = import_sums_differ(r->mem, &r->sums, r->e, r->head.columns, row);
		if (differ.n)
			note(r, row->number, "ask", differ);
	}
	skip(r, row->number, why);
	return NULL;
}

/* --- records against what stands ----------------------------------------------------------------------------------------------------------- */

/* A row that has counted in a month that is closed: it stays in that month, and is told. */
static fault settled(struct run *r, const struct head *old, bool *ret)
{
	TRY(period_counted(r->db, &r->period, r->e->table, old, ret));
	if (*ret && !r->result->settled++)
		r->result->settled_month = old->month;
	return NULL;
}

/* Members of the struct that the file does not decide keep what they had; the month too, unless the row is of another one or came too late for its own. */
static void keep_members(void *now, const void *old, bool stays)
{
	struct head *h = now;
	const struct head *was = old;
	h->id = was->id;
	h->client_id = was->client_id;
	h->recorded_by = was->recorded_by;
	h->recorded_at = was->recorded_at;
	h->version = was->version;
	h->month = stays && day_month(h->day) == day_month(was->day) ? was->month : h->month;
}

/* A row that still waits for approval now waits with the later file, so that who approves that file approves all of it. */
static fault wait_with(struct run *r, struct head *old, const struct head *now)
{
	old->source = now->source;
	old->sheet = now->sheet;
	old->sheet_row = now->sheet_row;
	old->entered_by = old->editor = now->editor;
	return row_change(r->db, r->e->table, old);
}

static fault put_record(struct run *r, void *row)
{
	const struct table *t = r->e->table;
	struct head *h = row;
	void *found;
	size_t n;
	struct head *old = NULL;
	h->source = r->result->id;
	h->city = db_scope(r->db).city;
	if (absent_sure(r->standing, h->natural)) {
		r->result->added++;
		return row_add(r->db, t, row);
	}
	TRY(db_many(r->db, &t->by_natural, h, &found, &n));
	for (size_t i = 0; i < n; i++) {
		struct head *one = (struct head *)((char *)found + i * t->size);
		if (!old || str_is(old->state, "void"))
			old = one;
	}
	if (!old) {
		r->result->added++;
		return row_add(r->db, t, row);
	}
	bool back = str_is(old->state, "void");
	h->id = old->id;                                     /* the same row too: a rule may name it */
	if (!back && str_eq(old->digest, h->digest)) {
		r->result->same++;
		r->taken_over += str_is(old->state, "submitted");
		return str_is(old->state, "submitted") ? wait_with(r, old, h) : NULL;
	}
	bool counted;
	TRY(settled(r, old, &counted));
	keep_members(row, old, counted || r->period.closing == INT_NONE);
	r->result->changed++;
	r->taken_over += !back;
	note(r, h->sheet_row, "changed", back ? str_of(_("原先作废的记录，按新表恢复，审核前不计入。")) :
		str_fmt(r->mem, _("%.*s；重新审核前不计入。"), PSTR(import_differs(r->mem, r->e, old, row))));
	return row_change(r->db, t, row);
}

static fault void_record(struct run *r, struct head *h)
{
	bool counted;
	TRY(settled(r, h, &counted));
	r->result->gone++;
	note(r, h->sheet_row, "gone", str_fmt(r->mem, _("原表第%lld行在新表里没有了，作废。"), (long long)h->sheet_row));
	h->state = STR("void");
	h->editor = r->order->actor;
	return row_change(r->db, r->e->table, h);
}

/* A sheet that would void most of what stood is more often the wrong sheet than a correction. */
static fault not_most(struct run *r, size_t stood)
{
	if (r->order->replace || r->result->gone <= 5 || (size_t)r->result->gone * 2 <= stood)
		return NULL;
	return fault_make(r->mem, BLAME_CONFLICT, "import.mass_void", _("这份表会让原表%zu行里的%lld行作废，多半是拿错了表或报错了单位、月份，没有导入。确要整表更换，请加 --replace。"),
		stood, (long long)r->result->gone);
}

struct gone { struct run *run; size_t stood, n, cap; int64_t *ids; };

static fault gone_find(void *ctx, const void *row)
{
	struct gone *g = ctx;
	const struct head *h = row;
	if (str_is(h->state, "void"))
		return NULL;
	g->stood++;
	if (seen_at(g->run, h->natural)->line)
		return NULL;
	if (g->n == g->cap) {
		g->ids = arena_more(g->run->kept, g->ids, g->cap * sizeof *g->ids, (g->cap ? 2 * g->cap : 64) * sizeof *g->ids);
		g->cap = g->cap ? 2 * g->cap : 64;
	}
	g->ids[g->n++] = h->id;
	return NULL;
}

static fault void_gone(struct run *r)
{
	struct gone gone = { .run = r };
	const struct import_order *o = r->order;
	const struct table *t = r->e->table;
	struct import_of_series_row *earlier;
	size_t n;
	TRY(import_of_series(r->db, (struct import_of_series_in){ .kind = str_of(r->e->name), .org = o->sender, .month = o->month, .part = o->part },
		&earlier, &n));
	for (size_t i = 0; i < n; i++) {
		struct head *key = arena_get(r->mem, t->size);
		if (earlier[i].id == r->result->id)
			continue;
		key->city = db_scope(r->db).city;
		key->source = earlier[i].id;
		TRY(db_each(r->db, &t->by_source, key, gone_find, &gone));
	}
	for (size_t i = 0; i < gone.n; i++) {
		struct arena_mark mark = arena_mark(r->mem);
		struct head *h = arena_get(r->mem, t->size);
		bool found;
		TRY(row_read(r->db, t, gone.ids[i], h, &found));
		if (found)
			TRY(void_record(r, h));
		arena_back(r->mem, mark);
	}
	return not_most(r, gone.stood + r->taken_over);
}

static fault store_records(struct run *r)
{
	for (size_t i = 0; i < r->n_rows; i++) {
		struct arena_mark mark = arena_mark(r->mem);
		void *row = arena_get(r->mem, r->e->table->size);
		struct str bytes;
		bool more;
		if (r->order->progress && i % 64 == 0)
			TRY(r->order->progress(r->order->ctx, r->n_rows + i, 2 * r->n_rows));
		TRY(spool_next(r->rows, r->mem, &bytes, &more));
		TRY(row_from_bytes(r->mem, r->e->table, bytes, row));
		TRY(head_fill(r, row, ((struct head *)row)->sheet_row));
		((struct head *)row)->digest = enter_digest(r->db, r->e, row, false);
		TRY(put_record(r, row));
		arena_back(r->mem, mark);
	}
	return void_gone(r);
}

/* --- what must hold between rows ----------------------------------------------------------------------------------------------------------- */

struct breached { const struct breach *of; int64_t line; size_t nth; };

/* The lines of this file that broke a rule, as they stand in it: line 0 where the record is none of this file's. */
static fault breached_lines(struct run *r, const struct breaches *found, struct breached **ret)
{
	struct breached *list = arena_get(r->kept, (found->n + 1) * sizeof *list);
	size_t i = 0;
	for (const struct breach *b = found->first; b; b = b->next, i++) {
		struct arena_mark mark = arena_mark(r->mem);
		struct head *h = arena_get(r->mem, b->table->size);
		bool there = false;
		list[i].of = b, list[i].nth = i;
		if (b->table == r->e->table)
			TRY(row_read(r->db, b->table, b->record, h, &there));
		if (there)
			list[i].line = (int64_t)seen_at(r, h->natural)->line;
		arena_back(r->mem, mark);
	}
	*ret = list;
	return NULL;
}

static int by_line(const void *a, const void *b)
{
	const struct breached *one = a, *other = b;
	return one->line != other->line ? (one->line < other->line ? -1 : 1) : (one->nth > other->nth) - (one->nth < other->nth);
}

/* One more walk over the sheet, in its order: each breach at the cell that a person would mend. */
static fault breaches_show(struct run *r, struct breached *list, size_t n)
{
	struct grid_walk *walk;
	const struct grid_row *row = NULL;
	size_t i = 0;
	qsort(list, n, sizeof *list, by_line);
	while (i < n && !list[i].line)
		i++;
	TRY(grid_walk(r->mem, r->head.grid, r->head.first_row, &walk));
	while (i < n) {
		TRY(grid_next(walk, &row));
		if (!row)
			break;
		for (; i < n && list[i].line == row->number; i++) {
			struct filling f = filling_of(r, row, NULL);
			f.tail = &f.wrongs;
			filling_wrong(&f, list[i].of->at, list[i].of->code, "%s", list[i].of->say);
			take_wrongs(r, &f);
		}
	}
	return NULL;
}

/* A breach of a row of this file is a wrong cell of it; what lies elsewhere alone is a fault that names where. */
static fault keep_rules(struct run *r)
{
	struct breaches found;
	struct breached *list;
	TRY(rules_find(r->db, &found));
	for (const struct breach *b = found.asks; b; b = b->next) {
		struct head *h = arena_get(r->mem, b->table->size);
		bool there;
		TRY(row_read(r->db, b->table, b->record, h, &there));
		note(r, there ? h->sheet_row : 0, "ask", str_of(b->say));
	}
	if (!found.n)
		return NULL;
	TRY(breached_lines(r, &found, &list));
	TRY(breaches_show(r, list, found.n));
	return r->result->n_wrongs ? NULL : rules_fault(&found);
}

static fault import_row_add(struct run *r, struct import *row)
{
	const struct import_order *o = r->order;
	*row = (struct import){ .kind = str_of(r->e->name), .org = o->sender, .month = o->month, .part = o->part, .file = o->file, .sm3 = o->sm3,
		.state = STR("done"), .at = db_now(r->db), .actor = o->actor, .reverses = INT_NONE };
	TRY(row_next(r->db, &row->id));
	row->entry = row_entry_number(r->db);
	r->result->id = row->id;
	return NULL;
}

static void kept_close(void *kept)
{
	arena_close(kept);
}

struct standing { struct absent *absent; int64_t n; };

static fault natural_stands(void *ctx, const void *row)
{
	struct standing *s = ctx;
	s->n++;
	absent_add(s->absent, ((const struct naturals_row *)row)->natural);
	return NULL;
}

/* Of a long file beside a table that is not much longer: the natural keys that stand. */
static fault standing_find(struct run *r, size_t rows)
{
	const struct naturals_in in = { .most = (int64_t)(rows * ASKED_AT_ONCE) };
	struct standing s = { 0 };
	if (rows < FEW || !r->e->table->record)
		return NULL;
	s.absent = absent_open(r->mem, (size_t)in.most);
	TRY(db_each(r->db, &r->e->table->naturals, &in, natural_stands, &s));
	r->standing = s.n < in.most ? s.absent : NULL;
	return NULL;
}

static fault run_open(struct run *r)
{
	size_t rows = grid_lines(r->head.grid);
	r->kept = arena_open(0);
	arena_later(r->mem, kept_close, r->kept);
	r->sums = import_sums_open(r->mem, r->e);
	r->seen_cap = rows + rows / 4 + 17;
	r->seen = arena_get(r->mem, r->seen_cap * sizeof *r->seen);
	r->rows = spool_open(r->mem);
	r->bulk = arena_get(r->mem, sizeof *r->bulk);
	r->bulk->mem = r->kept;
	TRY(persons_open(r->db, rows, &r->bulk->persons));
	if (!r->e->put)
		TRY(standing_find(r, rows));
	return rows < FEW ? NULL : db_late(r->db);
}

static fault take_lines(struct run *r)
{
	struct grid_walk *walk;
	const struct grid_row *row;
	size_t total = 2 * grid_lines(r->head.grid);
	TRY(grid_walk(r->mem, r->head.grid, r->head.first_row, &walk));
	for (size_t i = r->head.first_row;; i++) {
		struct arena_mark mark = arena_mark(r->mem);
		if (r->order->progress && i % 64 == 0)
			TRY(r->order->progress(r->order->ctx, i, total));
		TRY(grid_next(walk, &row));
		if (!row)
			return NULL;
		if (i + 2 > r->seen_cap)
			return fault_make(r->mem, BLAME_CONFLICT, "import.moving", _("这个文件在读的时候还有别的程序在改，没有导入。请等它存完，再导入一次。"));
		TRY(take_line(r, row));
		arena_back(r->mem, mark);
	}
}

fault import_run(struct db *db, const struct import_order *o, struct import_result *ret)
{
	struct import_result result = { 0 };
	struct run r = { .db = db, .mem = db_mem(db), .order = o, .e = o->of, .result = &result, .wrong_tail = &result.wrongs, .skip_tail = &result.skips,
		.note_tail = &result.notes };
	struct import_same_file_row again;
	struct import row;
	bool found;
	TRY(import_same_file(db, (struct import_same_file_in){ .sm3 = o->sm3, .kind = str_of(o->of->name), .org = o->sender, .month = o->month },
		&again, &found));
	TRY(import_head(r.mem, o->book, o->of, &r.head));
	result.unmatched = r.head.unmatched;
	if (found) {
		result.repeat = true;
		result.id = again.id;
		*ret = result;
		return NULL;
	}
	TRY(import_titles(db, o, &r.head));
	TRY(import_one_sheet(r.mem, o, &r.head));
	TRY(run_open(&r));
	row_act(db, "import", o->why.n ? str_fmt(r.mem, "%.*s：%.*s", PSTR(o->file), PSTR(o->why)) : o->file);
	TRY(import_row_add(&r, &row));
	TRY(take_lines(&r));
	if (result.rows == 0)
		return fault_make(r.mem, BLAME_INPUT, "import.empty", _("表头下面没有数据行。没有内容时请报零报告，或检查数据是否在别的工作表。"));
	if (!result.n_wrongs) {
		if (!o->of->put)
			TRY(store_records(&r));
		row.added = result.added, row.same = result.same, row.changed = result.changed, row.gone = result.gone;
		TRY(row_add(db, &import_table, &row));
		if (o->of->report && o->month)
			TRY(obligation_file(db, o->sender, o->of->report, o->month, false, o->day, o->actor, row.id));
		TRY(keep_rules(&r));
	}
	TRY(db_settled(db));
	*ret = result;
	return NULL;
}
