/* A record that a person types into a form, and the two digests by which a form and a sheet know that they speak of the same thing.
 *
 * A form's cells are filled by fill_row like those of a sheet (web/form.c); here are the entity's rules between them, and the writing. The natural key is
 * made as the import makes it: a sheet that comes later finds the row and says same or changed, and what a form enters twice is refused with its reason.
 * An edit takes an approval away, as everywhere; what was returned is sent again by being mended. Provenance says that it came from no file.
 * Refuses: a day that has not come, where the entity is no plan; a second row under the key of a live one.
 * Not taken: a workbook of one line pushed through the import (a form would void its neighbours, or need a series of its own); drafts (a form keeps them). */
#include "base/sm.h"
#include "kernel/enter.h"
#include "kernel/fill.h"
#include "kernel/kernel.schema.h"
#include "kernel/obligation.h"
#include "kernel/row.h"

struct str enter_natural(struct db *db, const struct entity *e, const void *row, int64_t occurrence)
{
	struct arena *mem = db_mem(db);
	struct buf text = { .mem = mem };
	unsigned char mac[SM3_BYTES];
	buf_fmt(&text, "%s\x1f%lld\x1f", e->name, (long long)(e->table->record ? ((const struct head *)row)->org : 0));
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].key || e->many)
			fill_put_value(mem, &text, &e->fields[i], row, true);
	if (e->many)
		buf_fmt(&text, "%lld", (long long)occurrence);
	hmac_sm3(row_keys_of(db)->search, text.p, text.n, mac);
	return str_hex(mem, mac, SM3_BYTES);
}

struct str enter_digest(struct db *db, const struct entity *e, const void *row, bool fold)
{
	struct arena *mem = db_mem(db);
	struct buf text = { .mem = mem };
	unsigned char digest[SM3_BYTES];
	for (size_t i = 0; i < e->n; i++)
		fill_put_value(mem, &text, &e->fields[i], row, fold);
	hmac_sm3(row_keys_of(db)->search, text.p, text.n, digest);
	return str_hex(mem, digest, SM3_BYTES);
}

/* --- checks ------------------------------------------------------------------------------------------------------------------------------ */

/* In the order in which they were found: the list is made from behind. */
static fault faults_of(struct arena *mem, const struct entity *e, const struct wrong *w)
{
	fault rest = w->next ? faults_of(mem, e, w->next) : NULL;
	struct fault *f = arena_get(mem, sizeof *f);
	*f = (struct fault){ .blame = BLAME_INPUT, .code = w->code, .say = w->say, .next = rest };
	for (size_t i = 0; i < e->n; i++)
		if (str_is(w->label, _(e->fields[i].label)))
			f->field = e->fields[i].label;
	return f;
}

fault enter_check(struct db *db, const struct entity *e, void *row, int64_t sender, int month)
{
	struct filling f = { .db = db, .mem = db_mem(db), .of = e, .row = row, .sender = sender, .month = month };
	const struct head *h = row;
	f.tail = &f.wrongs;
	if (e->check)
		TRY(e->check(&f));
	if (e->table->record && !e->ahead && h->day.n > (int32_t)((db_now(db) + 8 * 3600) / 86400))
		filling_wrong(&f, offsetof(struct head, day), "cell.future", _("这一天还没有到。请填实际发生的那一天。"));
	return f.wrongs ? faults_of(f.mem, e, f.wrongs) : NULL;
}

/* --- writing ----------------------------------------------------------------------------------------------------------------------------- */

/* The row that stands under the key: a live one, else a voided one; none: id 0. */
static fault standing(struct db *db, const struct entity *e, struct head *h, struct head *ret)
{
	void *found;
	size_t n;
	h->city = db_scope(db).city;
	TRY(db_many(db, &e->table->by_natural, h, &found, &n));
	*ret = (struct head){ 0 };
	for (size_t i = 0; i < n; i++) {
		const struct head *one = (const struct head *)((const char *)found + i * e->table->size);
		if (!ret->id || str_is(ret->state, "void"))
			*ret = *one;
	}
	return NULL;
}

static fault twice(struct db *db, const struct entity *e)
{
	struct buf keys = { .mem = db_mem(db) };
	const char *first = NULL;
	for (size_t i = 0; i < e->n; i++) {
		if (!e->fields[i].key)
			continue;
		buf_fmt(&keys, "%s%s", first ? "、" : "", _(e->fields[i].label));
		first = first ? first : e->fields[i].label;
	}
	return fault_field(db_mem(db), first, "enter.twice", _("已经登记过一条%s，%.*s都相同。请打开那一条修改；确是另一件的，请改动这几栏。"), _(e->title), PSTR(buf_str(&keys)));
}

static struct str random_name(struct arena *mem)
{
	unsigned char bytes[12];
	random_bytes(bytes, sizeof bytes);
	return str_hex(mem, bytes, sizeof bytes);
}

fault enter_add(struct db *db, const struct entity *e, void *row, int64_t org, int64_t actor)
{
	struct head *h = row, old;
	h->org = org;
	h->natural = enter_natural(db, e, row, 0);
	h->digest = enter_digest(db, e, row, false);
	TRY(standing(db, e, h, &old));
	if (old.id && !str_is(old.state, "void"))
		return twice(db, e);
	TRY(period_for(db, h->day, &h->month));
	h->id = old.id;
	h->state = STR("submitted");
	h->source = h->sheet_row = INT_NONE;
	h->sheet = STR_NONE;
	h->client_id = old.id ? old.client_id : random_name(db_mem(db));
	h->recorded_by = h->entered_by = h->editor = actor;
	h->recorded_at = db_now(db);
	h->version = old.version;
	row_act(db, "enter", STR_NONE);
	return old.id ? row_change(db, e->table, row) : row_add(db, e->table, row);
}

/* What the workflow says of an edit: an approval falls, what was returned goes back to who checks. */
static fault edit_move(struct db *db, const struct entity *e, const struct head *old, int64_t actor)
{
	if (str_is(old->state, "approved"))
		return move_make(db, e->table, old->id, "edit", actor, NULL, STR_NONE);
	if (str_is(old->state, "returned"))
		return move_make(db, e->table, old->id, "submit", actor, NULL, STR_NONE);
	return NULL;
}

fault enter_change(struct db *db, const struct entity *e, void *row, int64_t actor, struct str why)
{
	struct head *h = row, *old = arena_get(db_mem(db), e->table->size), other;
	struct day day = h->day;
	bool found;
	TRY(row_read(db, e->table, h->id, old, &found));
	if (!found || str_is(old->state, "void"))
		return fault_make(db_mem(db), BLAME_ABSENT, "row.absent", _("这条记录不存在或已不在您的范围内。请重新打开列表再试。"));
	h->org = old->org;
	if (str_eq(enter_digest(db, e, row, false), enter_digest(db, e, old, false)))
		return NULL;
	TRY(period_reason(db, e->table, old, why));
	row_act(db, "edit", why);
	TRY(edit_move(db, e, old, actor));
	TRY(row_read(db, e->table, h->id, old, &found));
	*h = *old;
	h->day = day;
	h->editor = actor;
	if (day_month(day) != day_month(old->day))           /* another day of the month leaves it where it has counted */
		TRY(period_for(db, day, &h->month));
	h->natural = enter_natural(db, e, row, 0);
	h->digest = enter_digest(db, e, row, false);
	TRY(standing(db, e, h, &other));
	if (other.id && other.id != h->id && !str_is(other.state, "void"))
		return twice(db, e);
	return row_change(db, e->table, row);
}
