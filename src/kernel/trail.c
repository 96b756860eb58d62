/* The trail verified: first the chain, then every table against it.
 *
 * The chain finds a cut (an entry missing, the numbers not running on), a change (a mac that does not follow from its fields) and rows of an entry
 * that were removed or altered (their digest is under the mac). A table is then compared row by row with the newest digest that the trail holds of
 * each row: a row changed behind the door, removed, or slipped in is named by table and number.
 * It does not need the personal keys: digests cover the stored bytes, so a person who was forgotten leaves everything verifiable. What forgetting takes
 * away (the wrapped key, former contents of the person's row) may be gone only of somebody whom an act of forgetting in the chain names.
 * What has no trail is compared with what it is made from: the closure of units with the registers, the holiday tables with those of the program, the
 * series of numbers with the numbers given away.
 * What it cannot see: entries cut off at the very end, together with their rows; for that the head is printed with what is published.
 * Cost: one pass over the trail and one over each table, about the speed of SM3. */
#include <stdlib.h>
#include <string.h>
#include "kernel/clock.h"
#include "kernel/org.h"
#include "kernel/person.sql.h"
#include "kernel/trail.h"
#include "kernel/row.sql.h"

static void put64(struct sm3 *d, int64_t n)
{
	unsigned char bytes[8];
	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)((uint64_t)n >> (56 - 8 * i));
	sm3_add(d, bytes, 8);
}

static void put_text(struct sm3 *d, struct str s)
{
	put64(d, s.p ? (int64_t)s.n : -1);
	if (s.p)
		sm3_add(d, s.p, s.n);
}

void trail_digest_row(struct sm3 *d, struct str relation, int64_t row, const unsigned char digest[SM3_BYTES])
{
	put_text(d, relation);
	put64(d, row);
	sm3_add(d, digest, SM3_BYTES);
}

void trail_mac(struct arena *mem, const struct keys *keys, struct str previous, const struct trail_fields *f, const unsigned char digest[SM3_BYTES],
	unsigned char ret[SM3_BYTES])
{
	unsigned char whole[SM3_BYTES];
	struct sm3 *d = sm3_open(mem);
	put_text(d, previous);
	put64(d, f->city);
	put64(d, f->entry);
	put64(d, f->at);
	put64(d, f->actor);
	put_text(d, f->act);
	put_text(d, f->why);
	put64(d, f->rows);
	sm3_add(d, digest, SM3_BYTES);
	sm3_done(d, whole);
	hmac_sm3(keys->trail, whole, SM3_BYTES, ret);
}

struct walk {
	struct db *db; struct trail_report *report; struct tamper **tail;
	struct trail_forgotten_row *forgotten; size_t n_forgotten;       /* by person */
};

static void tamper_add(struct walk *w, struct str relation, int64_t row, int64_t entry, struct str what)
{
	struct tamper *t = arena_get(db_mem(w->db), sizeof *t);
	*t = (struct tamper){ .what = what, .relation = relation, .row = row, .entry = entry };
	*w->tail = t;
	w->tail = &t->next;
	w->report->n_tampers++;
}

/* A digest that somebody has shortened stands for none: it can only be wrong, and nothing is read past its end. */
static const unsigned char *digest_whole(struct str stored)
{
	static const unsigned char none[SM3_BYTES];
	return stored.n == SM3_BYTES ? (const unsigned char *)stored.p : none;
}

static fault verify_chain(struct walk *w)
{
	struct arena *mem = db_mem(w->db);
	struct trail_every_row *entries;
	size_t n;
	TRY(trail_every(w->db, &entries, &n));
	struct str previous = STR_NONE;
	int64_t expected = 1;
	for (size_t i = 0; i < n; i++) {
		struct trail_every_row *e = &entries[i];
		if (e->entry != expected)
			tamper_add(w, STR("trail"), 0, expected, str_fmt(mem, _("留痕被截断：第%lld条之后应是第%lld条，实际是第%lld条，中间的被删去了。"),
				(long long)(expected - 1), (long long)expected, (long long)e->entry));
		struct trail_rows_of_row *rows;
		size_t n_rows;
		struct arena_mark mark = arena_mark(mem);
		TRY(trail_rows_of(w->db, (struct trail_rows_of_in){ .entry = e->entry }, &rows, &n_rows));
		struct sm3 *d = sm3_open(mem);
		for (size_t k = 0; k < n_rows; k++)
			trail_digest_row(d, rows[k].relation, rows[k].row, digest_whole(rows[k].digest));
		unsigned char digest[SM3_BYTES], mac[SM3_BYTES];
		sm3_done(d, digest);
		struct trail_fields fields = { db_scope(w->db).city, e->entry, e->at, e->actor == INT_NONE ? 0 : e->actor, e->act, e->why, e->rows };
		bool same_rows = e->digest.n == SM3_BYTES && memcmp(digest, e->digest.p, SM3_BYTES) == 0 && e->rows == (int64_t)n_rows;
		trail_mac(mem, row_keys_of(w->db), previous, &fields, digest_whole(e->digest), mac);
		bool same_mac = e->mac.n == SM3_BYTES && memcmp(mac, e->mac.p, SM3_BYTES) == 0;
		arena_back(mem, mark);
		if (!same_rows)
			tamper_add(w, STR("trail_row"), 0, e->entry, str_fmt(mem, _("留痕第%lld条所附的记录清单被改动过（应有%lld行）。"), (long long)e->entry, (long long)e->rows));
		if (!same_mac)
			tamper_add(w, STR("trail"), 0, e->entry, str_fmt(mem, _("留痕第%lld条对不上校验：它或它前面的一条被改动或删去了。"), (long long)e->entry));
		previous = e->mac;
		expected = e->entry + 1;
	}
	w->report->entries = (int64_t)n;
	struct trail_stray_row *groups;
	size_t n_groups;
	TRY(trail_stray(w->db, &groups, &n_groups));
	for (size_t i = 0, k = 0; i < n_groups; i++) {
		while (k < n && entries[k].entry < groups[i].entry)
			k++;
		if (k == n || entries[k].entry != groups[i].entry)
			tamper_add(w, STR("trail"), 0, groups[i].entry, str_fmt(mem, _("留痕第%lld条被删去了，它的%lld行清单还在。"), (long long)groups[i].entry,
				(long long)groups[i].n));
	}
	return NULL;
}

static int by_person(const void *a, const void *b)
{
	const struct trail_forgotten_row *x = a, *y = b;
	return (x->person > y->person) - (x->person < y->person);
}

/* The entry in which a person was forgotten; 0: never. */
static int64_t forgotten_in(const struct walk *w, int64_t person)
{
	const struct trail_forgotten_row key = { .person = person }, *found = w->n_forgotten
		? bsearch(&key, w->forgotten, w->n_forgotten, sizeof key, by_person) : NULL;
	return found ? found->entry : 0;
}

/* The former contents: an undo gives them back, so they must be what the trail saw. */
static fault verify_past(void *ctx, const void *row)
{
	struct walk *w = ctx;
	const struct trail_pasts_row *past = row;
	unsigned char digest[SM3_BYTES];
	if (!past->before.p && !past->digest.p)              /* the first writing */
		return NULL;
	if (!past->before.p && str_is(past->relation, "person") && forgotten_in(w, past->row) >= past->entry)
		return NULL;
	sm3(past->before.p, past->before.n, digest);
	if (past->digest.n != SM3_BYTES || memcmp(digest, past->digest.p, SM3_BYTES) != 0)
		tamper_add(w, str_copy(db_mem(w->db), past->relation), past->row, past->entry, str_fmt(db_mem(w->db),
			_("表 %.*s 的第%lld号记录在留痕第%lld条里存的旧内容被改动过。"), PSTR(past->relation), (long long)past->row, (long long)past->entry));
	return NULL;
}

static int64_t id_of(const struct table *t, const void *row)
{
	return *(const int64_t *)((const char *)row + t->columns[1].at);
}

static fault verify_table(struct walk *w, const struct table *t)
{
	struct arena *mem = db_mem(w->db);
	struct trail_newest_row *said;
	size_t n_said, n;
	void *rows;
	struct str name = str_of(t->name);
	TRY(trail_newest(w->db, (struct trail_newest_in){ .relation = name }, &said, &n_said));
	TRY(row_every(w->db, t, &rows, &n));
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		const void *row = (const char *)rows + i * t->size;
		int64_t id = id_of(t, row);
		for (; k < n_said && said[k].row < id; k++)
			if (k + 1 == n_said || said[k + 1].row != said[k].row)
				tamper_add(w, name, said[k].row, said[k].entry, str_fmt(mem, _("表 %s 的第%lld号记录不见了：留痕第%lld条写过它。"), t->name,
					(long long)said[k].row, (long long)said[k].entry));
		if (k == n_said || said[k].row != id) {
			tamper_add(w, name, id, 0, str_fmt(mem, _("表 %s 的第%lld号记录没有留痕：它是绕过系统加进来的。"), t->name, (long long)id));
			continue;
		}
		while (k + 1 < n_said && said[k + 1].row == id)
			k++;
		unsigned char digest[SM3_BYTES];
		struct arena_mark mark = arena_mark(mem);
		struct str bytes = row_bytes(mem, t, row);
		sm3(bytes.p, bytes.n, digest);
		arena_back(mem, mark);
		if (said[k].digest.n != SM3_BYTES || memcmp(digest, said[k].digest.p, SM3_BYTES) != 0)
			tamper_add(w, name, id, said[k].entry, str_fmt(mem, _("表 %s 的第%lld号记录被改动过：与留痕第%lld条写下的不一样。"), t->name, (long long)id,
				(long long)said[k].entry));
		k++;
	}
	for (; k < n_said; k++)
		if (k + 1 == n_said || said[k + 1].row != said[k].row)
			tamper_add(w, name, said[k].row, said[k].entry, str_fmt(mem, _("表 %s 的第%lld号记录不见了：留痕第%lld条写过它。"), t->name,
				(long long)said[k].row, (long long)said[k].entry));
	w->report->rows += (int64_t)n;
	return NULL;
}

/* A key that is gone is a person forgotten, or taken away unseen. */
static fault verify_keys(struct walk *w)
{
	struct person_keyless_row *rows;
	size_t n;
	TRY(person_keyless(w->db, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (!forgotten_in(w, rows[i].id))
			tamper_add(w, STR("person_key"), rows[i].id, 0, str_fmt(db_mem(w->db),
				_("第%lld号人员的密钥被清除了，但留痕里没有遗忘他的记录：他的姓名和证件号已读不出来。"), (long long)rows[i].id));
	return NULL;
}

static fault verify_series(struct walk *w)
{
	struct trail_most_row most;
	struct serial_read_row serial = { 0 };
	bool found, any;
	TRY(trail_most(w->db, &most, &any));
	TRY(serial_read(w->db, &serial, &found));
	if (any && most.row && (!found || serial.next <= most.row))
		tamper_add(w, STR("serial"), 0, 0, str_fmt(db_mem(w->db), _("编号序列被改动过：下一个编号是%lld，而%lld号已经用过，新的记录会与旧的重号。"),
			(long long)(found ? serial.next : 0), (long long)most.row));
	return NULL;
}

static fault verify_tree(struct walk *w)
{
	struct org_pair *pairs;
	size_t n;
	fault f = org_tree_altered(w->db, &pairs, &n);
	if (f && f->blame == BLAME_INPUT) {                  /* a ring: the registers give no closure */
		tamper_add(w, STR("org_tree"), 0, 0, str_of(f->say));
		return NULL;
	}
	TRY(f);
	for (size_t i = 0; i < n; i++)
		if (!i || pairs[i].below != pairs[i - 1].below || pairs[i].above != pairs[i - 1].above)
			tamper_add(w, STR("org_tree"), pairs[i].below, 0, str_fmt(db_mem(w->db),
				_("单位层级表 org_tree 被改动过：第%lld号单位与它上面的第%lld号单位之间，与单位名册推算的不一样。"), (long long)pairs[i].below,
				(long long)pairs[i].above));
	return NULL;
}

static fault verify_holidays(struct walk *w)
{
	struct day *days;
	size_t n;
	TRY(clock_altered(w->db, &days, &n));
	for (size_t i = 0; i < n; i++)
		tamper_add(w, STR("holiday"), 0, 0, str_fmt(db_mem(w->db), _("节假日表被改动过：%.*s的安排与系统自带的国务院办公厅通知不一样。"),
			PSTR(day_zh(db_mem(w->db), days[i]))));
	return NULL;
}

fault trail_verify(struct db *db, const struct table *const *tables, size_t n, struct trail_report *ret)
{
	struct trail_report report = { 0 };
	struct walk w = { .db = db, .report = &report, .tail = &report.tampers };
	TRY(verify_chain(&w));
	TRY(trail_forgotten(db, &w.forgotten, &w.n_forgotten));
	TRY(db_each(db, &trail_pasts_query, NULL, verify_past, &w));
	for (size_t i = 0; i < n; i++)
		TRY(verify_table(&w, tables[i]));
	TRY(verify_keys(&w));
	TRY(verify_series(&w));
	TRY(verify_tree(&w));
	TRY(verify_holidays(&w));
	*ret = report;
	return NULL;
}

fault trail_head(struct db *db, int64_t *ret_entry, struct str *ret_mac)
{
	struct trail_last_row last;
	bool found;
	TRY(trail_last(db, &last, &found));
	*ret_entry = found ? last.entry : 0;
	*ret_mac = found ? last.mac : STR_NONE;
	return NULL;
}
