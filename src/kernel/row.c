/* The one door for writing business rows.
 *
 * Every insert and every change of a row, of whatever table, is one of two calls. Each call leaves a trail_row with the digest of the row as it now
 * stands and, for a change, the bytes of the row as it stood before: so nothing that was true is overwritten, an import can be taken back, and an
 * auditor can read what a record said on any day. The entry that binds the rows of a transaction together is written by the hook that the database
 * calls before it commits: who writes cannot forget it.
 * The first number taken in a transaction locks the city's row in `serial`; that puts a city's writers in line on PostgreSQL as SQLite does by
 * itself, so the chain has no forks and numbers have no gaps that a reader must explain.
 * Cost: one trail_row a row; the digest is over the bytes as bound, so nothing is read back.
 * Not taken: triggers (two dialects, and they see no reason); a journal of SQL text (nobody can verify it row by row). */
#include <string.h>
#include "base/text.h"
#include "kernel/row.h"
#include "kernel/rule.h"
#include "kernel/trail.h"
#include "kernel/row.sql.h"

struct row_state {                   /* what the kernel knows of one transaction */
	int64_t next;                /* 0: the series is not locked yet */
	int64_t seq;
	int64_t entry;
	struct str act, why;
	struct sm3 *digest;          /* over the trail_rows, in order */
	bool *due;                   /* by rule */
};
struct house { const struct keys *keys; const struct rule *const *rules; const struct catalogue *catalogue; };      /* what the kernel knows of a store */

static struct house *house_of(struct store *s)
{
	if (!store_note(s))
		store_set_note(s, arena_get(store_mem(s), sizeof(struct house)));
	return store_note(s);
}

void row_keys(struct store *s, const struct keys *keys)
{
	house_of(s)->keys = keys;
}

const struct keys *row_keys_of(struct db *db)
{
	return house_of(db_store(db))->keys;
}

void row_rules(struct store *s, const struct rule *const *rules)
{
	house_of(s)->rules = rules;
}

const struct rule *const *row_rules_of(struct db *db)
{
	return house_of(db_store(db))->rules;
}

void row_catalogue(struct store *s, const struct catalogue *catalogue)
{
	house_of(s)->catalogue = catalogue;
}

const struct catalogue *row_catalogue_of(struct db *db)
{
	return house_of(db_store(db))->catalogue;
}

bool catalogue_has(const char *const *codes, struct str code, const char **ret_nearest)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; codes && codes[i]; i++) {
		size_t distance = text_distance(code, str_of(codes[i]));
		if (distance < best)
			best = distance, *ret_nearest = codes[i];
	}
	return best == SIZE_MAX || best == 0;
}

static fault row_entry(struct db *db, void *note);

static struct row_state *row_state(struct db *db)
{
	struct row_state *state = db_note(db);
	if (!state) {
		state = arena_get(db_mem(db), sizeof *state);
		state->digest = sm3_open(db_mem(db));
		const struct rule *const *rules = row_rules_of(db);
		size_t n = 0;
		while (rules && rules[n])
			n++;
		state->due = arena_get(db_mem(db), n + 1);
		db_set_note(db, state, row_entry);
	}
	return state;
}

bool *row_due(struct db *db)
{
	return row_state(db)->due;
}

static void row_touched(struct db *db, const struct table *t)
{
	const struct rule *const *rules = row_rules_of(db);
	for (size_t i = 0; rules && rules[i]; i++)
		for (const struct table *const *each = rules[i]->tables; *each; each++)
			row_state(db)->due[i] |= *each == t;
}

void row_act(struct db *db, const char *act, struct str why)
{
	struct row_state *state = row_state(db);
	if (!state->act.p) {
		state->act = str_copy(db_mem(db), str_of(act));
		state->why = why.p ? str_copy(db_mem(db), why) : STR_NONE;
	}
}

fault row_next(struct db *db, int64_t *ret_id)
{
	struct row_state *state = row_state(db);
	if (!state->next) {
		struct serial_lock_row row;
		bool found;
		TRY(serial_lock(db, &row, &found));
		if (!found)
			TRY(serial_add(db, (struct serial_add_in){ .next = 1 }));
		state->next = found ? row.next : 1;
		struct trail_last_row last;
		TRY(trail_last(db, &last, &found));
		state->entry = found ? last.entry + 1 : 1;
	}
	*ret_id = state->next++;
	return NULL;
}

static fault row_note(struct db *db, const struct table *t, int64_t id, struct str now, struct str before)
{
	struct row_state *state = row_state(db);
	unsigned char digest[SM3_BYTES];
	row_touched(db, t);
	sm3(now.p, now.n, digest);
	trail_digest_row(state->digest, str_of(t->name), id, digest);
	return trail_row_add(db, (struct trail_row_add_in){ .entry = state->entry, .seq = ++state->seq, .relation = str_of(t->name), .row = id,
		.digest = { (char *)digest, SM3_BYTES }, .before = before });
}

static int64_t *row_id_of(const struct table *t, void *row, size_t column)
{
	return (int64_t *)((char *)row + t->columns[column].at);
}

fault row_add(struct db *db, const struct table *t, void *row)
{
	int64_t *id = row_id_of(t, row, 1), number;
	TRY(row_next(db, &number));
	*row_id_of(t, row, 0) = db_scope(db).city;
	if (*id == 0)
		*id = number;
	if (t->record)
		((struct head *)row)->version = 1;
	TRY(db_exec(db, &t->insert, row));
	struct arena_mark mark = arena_mark(db_mem(db));
	fault f = row_note(db, t, *id, row_bytes(db_mem(db), t, row), STR_NONE);
	if (!f)
		arena_back(db_mem(db), mark);
	return f;
}

fault row_change(struct db *db, const struct table *t, void *row)
{
	int64_t id = *row_id_of(t, row, 1), number;
	struct arena *mem = db_mem(db);
	void *old = arena_get(mem, t->size);
	bool found;
	TRY(row_read(db, t, id, old, &found));
	if (!found)
		return fault_note(mem, BLAME_ABSENT, "row.absent", t->name, _("这条记录不存在或已不在您的范围内。请重新打开列表再试。"));
	if (!row_state(db)->next)
		TRY(row_next(db, &number));
	*row_id_of(t, row, 0) = db_scope(db).city;
	if (t->record)
		((struct head *)row)->version = ((struct head *)old)->version + 1;
	TRY(db_exec(db, &t->update, row));
	return row_note(db, t, id, row_bytes(mem, t, row), row_bytes(mem, t, old));
}

fault row_read(struct db *db, const struct table *t, int64_t id, void *ret_row, bool *ret_found)
{
	/* the select of a table takes (city, id) by the offsets of its own row */
	char *key = arena_get(db_mem(db), t->size);
	*(int64_t *)(key + t->columns[0].at) = db_scope(db).city;
	*(int64_t *)(key + t->columns[1].at) = id;
	return db_one(db, &t->select, key, ret_row, ret_found);
}

fault row_every(struct db *db, const struct table *t, void **ret_rows, size_t *ret_n)
{
	char *key = arena_get(db_mem(db), t->size);
	*(int64_t *)(key + t->columns[0].at) = db_scope(db).city;
	return db_many(db, &t->all, key, ret_rows, ret_n);
}

/* Before the engine commits: what must hold between rows, then the entry that binds this transaction's rows, and the series as it now stands. */
static fault row_entry(struct db *db, void *note)
{
	struct row_state *state = note;
	if (!state->next)
		return NULL;
	TRY(rules_hold(db));
	TRY(serial_set(db, (struct serial_set_in){ .next = state->next }));
	if (state->seq == 0)
		return NULL;
	struct trail_fields fields = { .city = db_scope(db).city, .entry = state->entry, .at = db_now(db), .actor = db_scope(db).viewer,
		.act = state->act.p ? state->act : STR("write"), .why = state->why, .rows = state->seq };
	unsigned char mac[SM3_BYTES], digest[SM3_BYTES];
	struct trail_last_row last;
	bool found;
	TRY(trail_last(db, &last, &found));
	sm3_done(state->digest, digest);
	trail_mac(db_mem(db), row_keys_of(db), found ? last.mac : STR_NONE, &fields, digest, mac);
	return trail_add(db, (struct trail_add_in){ .entry = fields.entry, .at = fields.at, .actor = fields.actor ? fields.actor : INT_NONE, .act = fields.act,
		.why = fields.why, .rows = fields.rows, .digest = { (char *)digest, SM3_BYTES }, .mac = { (char *)mac, SM3_BYTES } });
}

/* Canonical bytes: for each column in order a tag (0 nothing, 1 number, 2 text or bytes), then 8 bytes big-endian, or a length of 4 and the bytes. */
struct str row_bytes(struct arena *mem, const struct table *t, const void *row)
{
	struct buf out = { .mem = mem };
	for (unsigned i = 0; i < t->n; i++) {
		const char *at = (const char *)row + t->columns[i].at;
		int64_t number = INT_NONE;
		struct str text = STR_NONE;
		char day[16];
		switch (t->columns[i].type) {
		case T_ID: case T_INT: number = *(const int64_t *)at; break;
		case T_MONEY: number = ((const struct money *)at)->fen; break;
		case T_TEXT: case T_BYTES: text = *(const struct str *)at; break;
		case T_DAY:
			if (day_known(*(const struct day *)at)) {
				text = day_iso(mem, *(const struct day *)at);
				memcpy(day, text.p, text.n);
				text.p = day;
			}
			break;
		}
		if (number != INT_NONE) {
			char nine[9] = { 1 };
			for (int k = 0; k < 8; k++)
				nine[1 + k] = (char)((uint64_t)number >> (56 - 8 * k));
			buf_add(&out, (struct str){ nine, sizeof nine });
		} else if (text.p) {
			const char five[5] = { 2, (char)(text.n >> 24), (char)(text.n >> 16), (char)(text.n >> 8), (char)text.n };
			buf_add(&out, (struct str){ five, sizeof five });
			buf_add(&out, text);
		} else {
			buf_c(&out, 0);
		}
	}
	return buf_str(&out);
}

static fault row_bytes_broken(struct arena *mem, const struct table *t)
{
	return fault_note(mem, BLAME_US, "row.bytes", t->name, _("一条记录的旧内容读不出来。请运行 nuan verify 查明是哪一行。"));
}

/* As row_bytes writes it; "always" and "still" too, which no form would take. */
static bool day_stored(struct str s, struct day *ret)
{
	int64_t year, month, day;
	return s.n == 10 && str_int(str_sub(s, 0, 4), &year) && str_int(str_sub(s, 5, 2), &month) && str_int(str_sub(s, 8, 2), &day)
		&& day_make((int)year, (int)month, (int)day, ret);
}

fault row_from_bytes(struct arena *mem, const struct table *t, struct str bytes, void *ret_row)
{
	const unsigned char *p = (const unsigned char *)bytes.p, *end = bytes.n ? p + bytes.n : p;
	for (unsigned i = 0; i < t->n; i++) {
		char *at = (char *)ret_row + t->columns[i].at;
		if (p >= end)
			return row_bytes_broken(mem, t);
		int tag = *p++;
		int64_t number = INT_NONE;
		struct str text = STR_NONE;
		if (tag == 1 && end - p >= 8) {
			uint64_t whole = 0;
			for (int k = 0; k < 8; k++)
				whole = whole << 8 | *p++;
			number = (int64_t)whole;
		} else if (tag == 2 && end - p >= 4) {
			size_t n = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
			p += 4;
			if ((size_t)(end - p) < n)
				return row_bytes_broken(mem, t);
			text = str_copy(mem, (struct str){ (const char *)p, n });
			p += n;
		} else if (tag != 0) {
			return row_bytes_broken(mem, t);
		}
		switch (t->columns[i].type) {
		case T_ID: case T_INT: *(int64_t *)at = number; break;
		case T_MONEY: ((struct money *)at)->fen = number; break;
		case T_TEXT: case T_BYTES: *(struct str *)at = text; break;
		case T_DAY:
			*(struct day *)at = DAY_NONE;
			if (text.p && !day_stored(text, (struct day *)at))
				return row_bytes_broken(mem, t);
			break;
		}
	}
	return p == end ? NULL : row_bytes_broken(mem, t);
}

int64_t row_written(struct db *db)
{
	return row_state(db)->seq;
}

int64_t row_entry_number(struct db *db)
{
	return row_state(db)->entry;
}

/* A look at personal data: nothing is written but the entry that says so. It stands as a trail_row of the table without a row. */
fault row_look(struct db *db, const struct table *t, struct str why)
{
	int64_t number;
	struct str now = str_fmt(db_mem(db), "look %s", t->name);
	row_act(db, "look", why);
	TRY(row_next(db, &number));
	return row_note(db, &(struct table){ .name = "look" }, number, now, now);
}
