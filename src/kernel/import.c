/* Bringing a spreadsheet in.
 *
 * One transaction: read every row, name every wrong cell, and only when there is none write. Whoever calls rolls back when there are wrong cells, or
 * when only a preview was wanted: the figures that would move are computed inside the transaction, so a preview is true by construction.
 * A record is matched by its natural key (an HMAC over the fields that make two rows the same thing): new, same, changed; what an earlier file of the
 * same series held and this one lacks is gone, and is voided, not deleted. A later file of the series therefore mends the earlier ones, whatever
 * their number, and the same file twice adds nothing. A change takes an approval away.
 * Not taken: staging tables (two truths about one row); position in the file as identity (a row inserted above would change all below). */
#include <string.h>
#include "base/text.h"
#include "kernel/fill.h"
#include "kernel/import.h"
#include "kernel/import.sql.h"
#include "kernel/kernel.schema.h"
#include "kernel/obligation.h"
#include "kernel/row.h"

enum { NOTES_MOST = 1000 };

struct seen { uint64_t hash; struct str natural, digest; int64_t line; };
struct run {
	struct db *db; struct arena *mem;
	const struct import_order *order; const struct entity *e;
	struct head_found head;
	struct import_result *result;
	struct wrong **wrong_tail; struct import_skip **skip_tail; struct import_note **note_tail;
	struct seen *seen; size_t seen_cap, n_seen;          /* open addressing by natural key */
	void **rows; size_t n_rows;
};

static void skip(struct run *r, int64_t row, const char *why)
{
	struct import_skip *s = arena_get(r->mem, sizeof *s);
	*s = (struct import_skip){ .sheet = r->head.grid->name, .row = row, .why = why };
	*r->skip_tail = s;
	r->skip_tail = &s->next;
	r->result->n_skips++;
}

static void note(struct run *r, int64_t row, const char *what, struct str say)
{
	if (r->result->n_notes++ >= NOTES_MOST)
		return;
	struct import_note *n = arena_get(r->mem, sizeof *n);
	*n = (struct import_note){ .sheet = r->head.grid ? r->head.grid->name : STR_NONE, .row = row, .what = str_of(what), .say = say };
	*r->note_tail = n;
	r->note_tail = &n->next;
}

/* --- which rows are rows ---------------------------------------------------------------------------------------------------------------- */

static const char *const TOTALS[] = { "合计", "小计", "总计", "累计", "本页合计", "本页小计" };
static const char *const FEET[] = { "填表人", "填报人", "制表人", "制表", "审核人", "单位负责人", "负责人", "统计负责人", "填表日期", "填报日期", "备注", "注", "说明" };

/* One text merged over the whole row is a remark, not a record. */
static bool one_text(const struct grid_row *row)
{
	struct str first = STR_NONE;
	size_t n = 0;
	for (size_t c = 0; c < row->n; c++) {
		if (!str_trim(row->cells[c].text).n)
			continue;
		if (n && !(row->cells[c].filled && str_eq(row->cells[c].text, first)))
			return false;
		first = row->cells[c].text;
		n++;
	}
	return n > 2;
}

static const char *row_kind(struct run *r, const struct grid_row *row)
{
	size_t filled = 0, served = 0;
	struct str first = STR_NONE;
	for (size_t c = 0; c < row->n; c++) {
		if (!str_trim(row->cells[c].text).n)
			continue;
		filled++;
		if (!first.n)
			first = text_fold(r->mem, row->cells[c].text);
		for (size_t i = 0; i < r->e->n; i++)
			served += r->head.columns[i] == c;
	}
	if (row->hidden)
		return N_("隐藏行");
	if (!filled || !served)
		return N_("空行");
	struct str plain = STR_NONE;
	for (size_t c = 0; c < row->n && !plain.n; c++)      /* 合计 may stand behind an empty or a 序号 cell */
		if (row->cells[c].kind == CELL_TEXT && str_trim(row->cells[c].text).n)
			plain = text_fold(r->mem, row->cells[c].text);
	for (size_t i = 0; i < COUNT(TOTALS); i++)
		if (str_is(plain, TOTALS[i]) || (str_starts(plain, str_of(TOTALS[i])) && text_length(plain) <= 8))
			return N_("合计行");
	if (one_text(row))
		return N_("通栏说明");
	for (size_t i = 0; i < COUNT(FEET); i++)
		if (str_starts(first, str_of(FEET[i])) && (str_find(first, STR(":")) != SIZE_MAX || filled == 1))
			return N_("表尾");
	return NULL;
}

/* --- one row ---------------------------------------------------------------------------------------------------------------------------- */

static struct str natural_of(struct run *r, const void *row, int64_t occurrence)
{
	struct buf text = { .mem = r->mem };
	unsigned char mac[SM3_BYTES];
	buf_fmt(&text, "%s\x1f%lld\x1f", r->e->name, (long long)(r->e->table->record ? ((const struct head *)row)->org : 0));
	for (size_t i = 0; i < r->e->n; i++)
		if (r->e->fields[i].key || r->e->many)
			fill_put_value(r->mem, &text, &r->e->fields[i], row);
	if (r->e->many)
		buf_fmt(&text, "%lld", (long long)occurrence);
	hmac_sm3(row_keys_of(r->db)->search, text.p, text.n, mac);
	return str_hex(r->mem, mac, SM3_BYTES);
}

static struct str digest_of(struct run *r, const void *row)
{
	struct buf text = { .mem = r->mem };
	unsigned char digest[SM3_BYTES];
	for (size_t i = 0; i < r->e->n; i++)
		fill_put_value(r->mem, &text, &r->e->fields[i], row);
	hmac_sm3(row_keys_of(r->db)->search, text.p, text.n, digest);
	return str_hex(r->mem, digest, SM3_BYTES);
}

static struct seen *seen_at(struct run *r, struct str natural)
{
	uint64_t hash = 1469598103934665603u;
	for (size_t i = 0; i < natural.n; i++)
		hash = (hash ^ (unsigned char)natural.p[i]) * 1099511628211u;
	size_t at = hash % r->seen_cap;
	while (r->seen[at].natural.p && !str_eq(r->seen[at].natural, natural))
		at = (at + 1) % r->seen_cap;
	return &r->seen[at];
}

static fault head_fill(struct run *r, struct head *h, int64_t line)
{
	const struct import_order *o = r->order;
	unsigned char random[12];
	if (!day_known(h->day))
		h->day = month_last(o->month);
	TRY(period_for(r->db, h->day, &h->month));
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
	struct str natural = natural_of(r, row, occurrence), digest = digest_of(r, row);
	struct seen *s = seen_at(r, natural);
	while (s->natural.p && r->e->many)
		s = seen_at(r, natural = natural_of(r, row, ++occurrence));
	if (r->e->table->record) {
		((struct head *)row)->natural = natural;
		((struct head *)row)->digest = digest;
	}
	if (!s->natural.p) {
		*s = (struct seen){ .natural = natural, .digest = digest, .line = f->line };
		return false;
	}
	if (str_eq(s->digest, digest)) {
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

static fault take_row(struct run *r, const struct grid_row *row)
{
	const struct entity *e = r->e;
	struct filling f = { .db = r->db, .mem = r->mem, .of = e, .row = arena_get(r->mem, e->table->size), .sender = r->order->sender,
		.month = r->order->month,
		.sheet = r->head.grid->name, .line = row->number, .columns = r->head.columns };
	bool *numeric = arena_get(r->mem, e->n + 1);
	f.texts = arena_get(r->mem, (e->n + 1) * sizeof *f.texts);
	f.tail = &f.wrongs;
	for (size_t i = 0; i < e->n; i++) {
		size_t c = r->head.columns[i];
		struct str text = c < row->n ? str_trim(row->cells[c].text) : STR_NONE;
		f.texts[i] = text.n ? text : STR_NONE;
		numeric[i] = c < row->n && row->cells[c].kind == CELL_NUMBER;
		if (c < row->n && row->cells[c].kind == CELL_ERROR)
			f.texts[i] = text;
	}
	if (e->table->record)
		((struct head *)f.row)->org = r->order->sender, ((struct head *)f.row)->day = DAY_NONE;
	r->result->rows++;
	TRY(fill_row(&f, numeric));
	bool again = f.n_wrongs || duplicate(r, &f);
	if (!again && e->table->record)
		TRY(head_fill(r, f.row, row->number));
	if (!again && e->put) {
		int what = 0;
		TRY(e->put(&f, &what));
		*(what == 1 ? &r->result->added : what == 3 ? &r->result->changed : &r->result->same) += what && !f.n_wrongs;
	}
	if (!again && !e->put)
		r->rows[r->n_rows++] = f.row;
	*r->wrong_tail = f.wrongs;
	while (*r->wrong_tail)
		r->wrong_tail = &(*r->wrong_tail)->next;
	r->result->n_wrongs += f.n_wrongs;
	return NULL;
}

/* --- records against what stands ----------------------------------------------------------------------------------------------------------- */

/* Members of the struct that the file does not decide keep what they had. */
static void keep_members(const struct entity *e, void *now, const void *old)
{
	struct head *h = now;
	const struct head *was = old;
	h->id = was->id;
	h->client_id = was->client_id;
	h->recorded_by = was->recorded_by;
	h->recorded_at = was->recorded_at;
	h->version = was->version;
	h->month = h->day.n == was->day.n ? was->month : h->month;
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
	if (!back && str_eq(old->digest, h->digest)) {
		r->result->same++;
		return str_is(old->state, "submitted") ? wait_with(r, old, h) : NULL;
	}
	keep_members(r->e, row, old);
	r->result->changed++;
	note(r, h->sheet_row, "changed", back ? str_of(_("原先作废的记录，按新表恢复，待重新审核。")) : str_of(_("与库里的记录不同，按新表更改，待重新审核。")));
	return row_change(r->db, t, row);
}

static fault void_record(struct run *r, struct head *h)
{
	r->result->gone++;
	note(r, h->sheet_row, "gone", str_fmt(r->mem, _("原表第%lld行在新表里没有了，作废。"), (long long)h->sheet_row));
	h->state = STR("void");
	h->editor = r->order->actor;
	return row_change(r->db, r->e->table, h);
}

static fault void_gone(struct run *r)
{
	const struct import_order *o = r->order;
	const struct table *t = r->e->table;
	struct import_of_series_row *earlier;
	size_t n;
	TRY(import_of_series(r->db, (struct import_of_series_in){ .kind = str_of(r->e->name), .org = o->sender, .month = o->month, .part = o->part },
		&earlier, &n));
	for (size_t i = 0; i < n; i++) {
		struct head *key = arena_get(r->mem, t->size);
		void *rows;
		size_t n_rows;
		if (earlier[i].id == r->result->id)
			continue;
		key->city = db_scope(r->db).city;
		key->source = earlier[i].id;
		TRY(db_many(r->db, &t->by_source, key, &rows, &n_rows));
		for (size_t k = 0; k < n_rows; k++) {
			struct head *h = (struct head *)((char *)rows + k * t->size);
			if (!str_is(h->state, "void") && !seen_at(r, h->natural)->natural.p)
				TRY(void_record(r, h));
		}
	}
	return NULL;
}

static fault store_records(struct run *r)
{
	for (size_t i = 0; i < r->n_rows; i++) {
		if (r->order->progress && i % 64 == 0)
			TRY(r->order->progress(r->order->ctx, r->n_rows + i, 2 * r->n_rows));
		TRY(put_record(r, r->rows[i]));
	}
	return void_gone(r);
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
	row_act(db, "import", o->file);
	TRY(import_row_add(&r, &row));
	const struct grid *g = r.head.grid;
	r.seen_cap = 2 * g->n + 17;
	r.seen = arena_get(r.mem, r.seen_cap * sizeof *r.seen);
	r.rows = arena_get(r.mem, (g->n + 1) * sizeof *r.rows);
	for (size_t i = r.head.first_row; i < g->n; i++) {
		const char *why = row_kind(&r, &g->rows[i]);
		if (o->progress && i % 64 == 0)
			TRY(o->progress(o->ctx, i, 2 * g->n));
		if (why)
			skip(&r, g->rows[i].number, why);
		else
			TRY(take_row(&r, &g->rows[i]));
	}
	if (result.rows == 0)
		return fault_make(r.mem, BLAME_INPUT, "import.empty", _("表头下面没有数据行。没有内容时请报零报告，或检查数据是否在别的工作表。"));
	if (!result.n_wrongs) {
		if (!o->of->put)
			TRY(store_records(&r));
		row.added = result.added, row.same = result.same, row.changed = result.changed, row.gone = result.gone;
		TRY(row_add(db, &import_table, &row));
		if (o->of->report && o->month)
			TRY(obligation_file(db, o->sender, o->of->report, o->month, false, o->day, o->actor, row.id));
	}
	*ret = result;
	return NULL;
}
