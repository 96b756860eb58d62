/* One entry of the trail, told: who, when, which act, and of each row what it was before and what the act made of it.
 *
 * What a row said after an act is what it said before the next change of it, else what it says now; nothing is stored twice for this. What it says now is
 * held against the digest of the entry, so that who comes here from a finding of verify sees which row was altered behind the door.
 * Promises: who may not see values is told by the same comparison which fields moved; what is empty before and after is not told to anybody.
 * Refused: an entry that is not there, with how many there are. Cost: one look-up in the trail a row; the caller says how many at most.
 * Not taken: a list of all entries at the command line; verify names the one to look at. */
#include <string.h>
#include "report/seal.sql.h"
#include "report/trail_words.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/trail.h"

static const struct table *table_named(const struct report_desk *desk, struct str relation)
{
	for (size_t i = 0; i < desk->n_tables; i++)
		if (str_is(relation, desk->tables[i]->name))
			return desk->tables[i];
	return NULL;
}

static bool str_same(const struct str *a, const struct str *b)
{
	return (a->p != NULL) == (b->p != NULL) && str_eq(*a, *b);
}

static bool column_same(const struct column *k, const void *a, const void *b)
{
	const char *x = (const char *)a + k->at, *y = (const char *)b + k->at;
	switch (k->type) {
	case T_ID: case T_INT:    return *(const int64_t *)x == *(const int64_t *)y;
	case T_MONEY:             return ((const struct money *)x)->fen == ((const struct money *)y)->fen;
	case T_DAY:               return ((const struct day *)x)->n == ((const struct day *)y)->n;
	case T_TEXT: case T_BYTES: return str_same((const struct str *)x, (const struct str *)y);
	}
	return true;
}

/* What the program makes of the rest of a record; it moves when that moves. */
static bool is_derived(const struct table *t, size_t column)
{
	static const char *const DERIVED[] = { "natural", "digest", "client_id", "version" };
	for (size_t i = 0; t->record && i < COUNT(DERIVED); i++)
		if (strcmp(t->columns[column].name, DERIVED[i]) == 0)
			return true;
	return false;
}

/* Whether values of this row lie in what may be seen: of a record below that unit; what belongs to no unit, for who sees the whole city. */
static fault row_unseen(struct db *db, const struct telling *o, const struct table *t, const struct head *row, bool *ret)
{
	struct day today = { (int32_t)((db_now(db) + 8 * 3600) / 86400) };
	bool within = false;
	if (o->within && t->record)
		TRY(org_within(db, row->org, o->within, today, &within));
	*ret = o->within && !within;
	return NULL;
}

static fault changes_tell(struct db *db, const struct telling *o, const struct table *t, const void *was, const void *now, struct told_row *ret)
{
	const struct report_desk *desk = o->desk;
	if (!was && !now)
		return NULL;
	if (!o->names_only)
		TRY(row_unseen(db, o, t, now ? now : was, &ret->unseen));
	ret->changes = arena_get(db_mem(db), (t->n + 1) * sizeof *ret->changes);
	for (unsigned i = 2; i < t->n; i++) {                /* behind city and id */
		struct told_change change = { .name = trail_column_title(desk, t, i) };
		if (is_derived(t, i) || (was && now && column_same(&t->columns[i], was, now)))
			continue;
		if (was)
			TRY(trail_column_value(db, desk, t, i, was, &change.was));
		if (now)
			TRY(trail_column_value(db, desk, t, i, now, &change.now));
		if (!change.was.p && !change.now.p)
			continue;
		if (o->names_only || ret->unseen)
			change.was = change.now = STR_NONE;
		ret->changes[ret->n_changes++] = change;
	}
	return NULL;
}

/* The row as it stands; *ret_altered when it is not what the entry wrote: gone, unreadable, or another. */
static fault row_now(struct db *db, const struct table *t, const struct trail_told_rows_row *r, void **ret, bool *ret_altered)
{
	void *row = arena_get(db_mem(db), t->size);
	unsigned char digest[SM3_BYTES];
	bool found;
	*ret = NULL;
	*ret_altered = true;
	fault f = row_read(db, t, r->row, row, &found);
	if (f && strcmp(f->code, "db.type") != 0)
		return f;
	if (f || !found)
		return NULL;
	struct str bytes = row_bytes(db_mem(db), t, row);
	sm3(bytes.p, bytes.n, digest);
	*ret_altered = r->digest.n != SM3_BYTES || memcmp(digest, r->digest.p, SM3_BYTES) != 0;
	*ret = row;
	return NULL;
}

static fault row_tell(struct db *db, const struct telling *o, const struct trail_told_rows_row *r, struct told_row *ret)
{
	const struct table *t = table_named(o->desk, r->relation);
	void *was = NULL, *now = NULL;
	*ret = (struct told_row){ .table = trail_table_title(o->desk, r->relation), .row = r->row, .fresh = !r->earlier,
		.looked = str_is(r->relation, "look") };
	if (ret->looked || !t || (r->earlier && !r->before.p) || (r->since && !r->later.p))          /* forgotten: nothing to tell */
		return NULL;
	if (r->before.p) {
		was = arena_get(db_mem(db), t->size);
		TRY(row_from_bytes(db_mem(db), t, r->before, was));
	}
	if (r->later.p) {
		now = arena_get(db_mem(db), t->size);
		TRY(row_from_bytes(db_mem(db), t, r->later, now));
	} else {
		TRY(row_now(db, t, r, &now, &ret->altered));
	}
	return changes_tell(db, o, t, was, now, ret);
}

fault trail_tell(struct db *db, const struct telling *o, int64_t entry, struct told *ret)
{
	struct arena *mem = db_mem(db);
	struct trail_told_rows_row *rows;
	struct trail_told_row e;
	struct told told = { 0 };
	struct str mac;
	int64_t head;
	bool found;
	TRY(trail_told(db, (struct trail_told_in){ .entry = entry }, &e, &found));
	if (!found) {
		TRY(trail_head(db, &head, &mac));
		return fault_make(mem, BLAME_ABSENT, "trail.absent", _("没有留痕第%lld条，现在最后一条是第%lld条。请核对条号。"), (long long)entry, (long long)head);
	}
	told.at = e.at, told.act = trail_act_word(e.act), told.why = e.why, told.n_all = e.rows;
	if (e.actor > 0)
		TRY(person_name(db, e.actor, &told.actor));
	TRY(trail_told_rows(db, (struct trail_told_rows_in){ .entry = entry, .limit = o->most, .offset = o->skip }, &rows, &told.n_rows));
	told.rows = arena_get(mem, (told.n_rows + 1) * sizeof *told.rows);
	for (size_t i = 0; i < told.n_rows; i++)
		TRY(row_tell(db, o, &rows[i], &told.rows[i]));
	*ret = told;
	return NULL;
}
