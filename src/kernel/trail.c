/* The trail verified: first the chain, then every table against it.
 *
 * The chain finds a cut (an entry missing, the numbers not running on), a change (a mac that does not follow from its fields) and rows of an entry
 * that were removed or altered (their digest is under the mac). A table is then compared row by row with the newest digest that the trail holds of
 * each row: a row changed behind the door, removed, or slipped in is named by table and number.
 * It does not need the personal keys: digests cover the stored bytes, so a person who was forgotten leaves everything verifiable. What forgetting takes
 * away (the wrapped key, former contents of the person's row) may be gone only of somebody whom an act of forgetting in the chain names.
 * What has no trail is compared with what it is made from: the closure of units with the registers, the holiday tables with those of the program, the
 * series of numbers with the numbers given away.
 * A value that its column cannot have (a day that is none) is a finding like another, never the end of the walk; a key that is not this database's is
 * said first, since by it everything seems touched.
 * A clock that was set back shows in the times of entries; that is told, and is no finding, since the numbers hold the order.
 * What it cannot see: entries cut off at the very end, together with their rows; for that the head is printed with what is published.
 * Cost: one pass over the trail and one over each table, about the speed of SM3. */
#include <stdlib.h>
#include <string.h>
#include "kernel/clock.h"
#include "kernel/kept.h"
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
	struct db *db; struct trail_report *report; struct tamper **tail, **back_tail;
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

static struct str moment(struct arena *mem, int64_t at)
{
	int64_t local = at + 8 * 3600, day = local / 86400, second = local % 86400;
	if (at < 0 || day > DAY_LAST.n)
		return str_fmt(mem, "%lld", (long long)at);
	return str_fmt(mem, "%.*s%02d:%02d", PSTR(day_zh(mem, (struct day){ (int32_t)day })), (int)(second / 3600), (int)(second / 60 % 60));
}

/* An entry has the time at which its act began, so one that took long may lie a little behind its predecessor's. */
static void back_note(struct walk *w, const struct trail_every_row *before, const struct trail_every_row *e)
{
	enum { LITTLE = 600 };
	struct arena *mem = db_mem(w->db);
	if (e->at >= before->at - LITTLE)
		return;
	struct tamper *t = arena_get(mem, sizeof *t);
	*t = (struct tamper){ .relation = STR("trail"), .entry = e->entry, .what = str_fmt(mem, _("留痕第%lld条的时间（%.*s）早于它前面的一条（%.*s）：其间系统时钟"
		"被拨回过。留痕完整，先后以号为准，这一段的时间请勿单独采信。"), (long long)e->entry, PSTR(moment(mem, e->at)), PSTR(moment(mem, before->at))) };
	*w->back_tail = t;
	w->back_tail = &t->next;
	w->report->n_backs++;
}

/* A digest that somebody has shortened stands for none: it can only be wrong, and nothing is read past its end. */
static const unsigned char *digest_whole(struct str stored)
{
	static const unsigned char none[SM3_BYTES];
	return stored.n == SM3_BYTES ? (const unsigned char *)stored.p : none;
}

/* What an entry says of itself, held against the list of its rows and against the mac of the entry before it. */
static fault entry_check(struct db *db, const struct trail_every_row *e, struct str previous, bool *ret_rows, bool *ret_mac)
{
	struct arena *mem = db_mem(db);
	struct arena_mark mark = arena_mark(mem);
	struct trail_rows_of_row *rows;
	unsigned char digest[SM3_BYTES], mac[SM3_BYTES];
	size_t n;
	TRY(trail_rows_of(db, (struct trail_rows_of_in){ .entry = e->entry }, &rows, &n));
	struct sm3 *d = sm3_open(mem);
	for (size_t k = 0; k < n; k++)
		trail_digest_row(d, rows[k].relation, rows[k].row, digest_whole(rows[k].digest));
	sm3_done(d, digest);
	struct trail_fields fields = { db_scope(db).city, e->entry, e->at, e->actor == INT_NONE ? 0 : e->actor, e->act, e->why, e->rows };
	trail_mac(mem, row_keys_of(db), previous, &fields, digest_whole(e->digest), mac);
	*ret_rows = e->digest.n == SM3_BYTES && memcmp(digest, e->digest.p, SM3_BYTES) == 0 && e->rows == (int64_t)n;
	*ret_mac = e->mac.n == SM3_BYTES && memcmp(mac, e->mac.p, SM3_BYTES) == 0;
	arena_back(mem, mark);
	return NULL;
}

fault trail_entry_holds(struct db *db, int64_t entry, bool *ret)
{
	struct trail_every_row *e;
	size_t n;
	bool rows, mac;
	*ret = false;
	kept_stop(db);
	if (entry < 1)
		return NULL;
	TRY(trail_every(db, (struct trail_every_in){ .first = entry - 1, .last = entry }, &e, &n));
	bool follows = n == 2 && e[0].entry == entry - 1 && e[1].entry == entry, first = n == 1 && entry == 1 && e[0].entry == 1;
	if (!follows && !first)
		return NULL;
	TRY(entry_check(db, &e[n - 1], follows ? e[0].mac : STR_NONE, &rows, &mac));
	*ret = rows && mac;
	return NULL;
}

/* Asked of three entries: who has changed one of them has not the wrong key. */
fault trail_key_fits(struct db *db, bool *ret)
{
	struct trail_last_row last;
	bool any, fits = false;
	TRY(trail_last(db, &last, &any));
	const int64_t asked[] = { 1, any ? last.entry / 2 : 0, any ? last.entry : 0 };
	for (size_t i = 0; i < COUNT(asked) && any && !fits; i++)
		TRY(trail_entry_holds(db, asked[i], &fits));
	*ret = fits || !any;
	return NULL;
}

/* Not one mac in the whole trail comes out: then rather the key is another one. Said before all else, and once. */
static void macs_tell(struct walk *w, const int64_t *loose, size_t n_loose, size_t n)
{
	struct arena *mem = db_mem(w->db);
	if (n_loose < n || !n) {
		for (size_t i = 0; i < n_loose; i++)
			tamper_add(w, STR("trail"), 0, loose[i], str_fmt(mem, _("留痕第%lld条对不上校验：它或它前面的一条被改动或删去了。"), (long long)loose[i]));
		return;
	}
	struct tamper *t = arena_get(mem, sizeof *t);
	*t = (struct tamper){ .relation = STR("trail"), .next = w->report->tampers, .what = str_fmt(mem,
		_("留痕%zu条没有一条对得上校验：所用的密钥文件可能不是这个数据库的。请先核对 --key 所指的文件；密钥无误，就是整个留痕被重写过。"), n) };
	if (w->tail == &w->report->tampers)
		w->tail = &t->next;
	w->report->tampers = t;
	w->report->n_tampers++;
}

static fault verify_strays(struct walk *w, const struct trail_every_row *entries, size_t n)
{
	struct trail_stray_row *groups;
	size_t n_groups;
	TRY(trail_stray(w->db, &groups, &n_groups));
	for (size_t i = 0, k = 0; i < n_groups; i++) {
		while (k < n && entries[k].entry < groups[i].entry)
			k++;
		if (k == n || entries[k].entry != groups[i].entry)
			tamper_add(w, STR("trail"), 0, groups[i].entry, str_fmt(db_mem(w->db), _("留痕第%lld条被删去了，它的%lld行清单还在。"),
				(long long)groups[i].entry, (long long)groups[i].n));
	}
	return NULL;
}

static fault verify_chain(struct walk *w)
{
	struct arena *mem = db_mem(w->db);
	struct trail_every_row *entries;
	size_t n, n_loose = 0;
	TRY(trail_every(w->db, (struct trail_every_in){ .first = -INT64_MAX, .last = INT64_MAX }, &entries, &n));
	int64_t expected = 1, *loose = arena_get(mem, (n + 1) * sizeof *loose);
	struct str previous = STR_NONE;
	for (size_t i = 0; i < n; i++) {
		struct trail_every_row *e = &entries[i];
		bool same_rows, same_mac;
		if (e->entry != expected)
			tamper_add(w, STR("trail"), 0, expected, str_fmt(mem, _("留痕被截断：第%lld条之后应是第%lld条，实际是第%lld条，中间的被删去了。"),
				(long long)(expected - 1), (long long)expected, (long long)e->entry));
		TRY(entry_check(w->db, e, previous, &same_rows, &same_mac));
		if (!same_rows)
			tamper_add(w, STR("trail_row"), 0, e->entry, str_fmt(mem, _("留痕第%lld条所附的记录清单被改动过（应有%lld行）。"), (long long)e->entry,
				(long long)e->rows));
		if (!same_mac)
			loose[n_loose++] = e->entry;
		if (i)
			back_note(w, &entries[i - 1], e);
		previous = e->mac;
		expected = e->entry + 1;
	}
	macs_tell(w, loose, n_loose, n);
	w->report->entries = (int64_t)n;
	return verify_strays(w, entries, n);
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

static bool of_type(fault f)
{
	return !f || strcmp(f->code, "db.type") != 0;
}

/* The column in which a value was not of its type; the door says statement.column. */
static const char *column_of(fault f)
{
	const char *dot = f->note ? strrchr(f->note, '.') : NULL;
	return dot ? dot + 1 : "?";
}

/* The rows of a table by id. unread, of a table that cannot be read at once: by row, the column that cannot be read; of that row only the number is there. */
struct shelf { const struct table *table; char *rows; size_t n; const char **unread; };

static const void *shelf_row(const struct shelf *s, size_t i)
{
	return s->rows + i * s->table->size;
}

/* A value behind the door that no column of ours can have must not end the walk: numbers first, then row by row. */
static fault shelf_slowly(struct walk *w, struct shelf *s)
{
	struct query numbers = s->table->all;
	char *key = arena_get(db_mem(w->db), s->table->size);
	void *rows;
	*(int64_t *)(key + s->table->columns[0].at) = db_scope(w->db).city;
	numbers.n_gives = 2;                                 /* city and id */
	TRY(db_many(w->db, &numbers, key, &rows, &s->n));
	s->rows = rows;
	s->unread = arena_get(db_mem(w->db), (s->n + 1) * sizeof *s->unread);
	for (size_t i = 0; i < s->n; i++) {
		bool found;
		fault f = row_read(w->db, s->table, id_of(s->table, shelf_row(s, i)), s->rows + i * s->table->size, &found);
		if (of_type(f))
			TRY(f);
		else
			s->unread[i] = column_of(f);
	}
	return NULL;
}

static fault shelf_read(struct walk *w, struct shelf *s)
{
	void *rows;
	fault f = row_every(w->db, s->table, &rows, &s->n);
	if (!of_type(f))
		return shelf_slowly(w, s);
	TRY(f);
	s->rows = rows;
	return NULL;
}

static void row_gone(struct walk *w, const struct table *t, const struct trail_newest_row *said)
{
	tamper_add(w, str_of(t->name), said->row, said->entry, str_fmt(db_mem(w->db), _("表 %s 的第%lld号记录不见了：留痕第%lld条写过它。"), t->name,
		(long long)said->row, (long long)said->entry));
}

static void row_compare(struct walk *w, const struct shelf *s, size_t i, const struct trail_newest_row *said)
{
	struct arena *mem = db_mem(w->db);
	struct arena_mark mark = arena_mark(mem);
	unsigned char digest[SM3_BYTES];
	if (s->unread && s->unread[i]) {
		tamper_add(w, str_of(s->table->name), said->row, said->entry, str_fmt(mem,
			_("表 %s 的第%lld号记录被改动过：%s 一栏的值读不出来，留痕第%lld条写下的不是这样。"), s->table->name, (long long)said->row, s->unread[i],
			(long long)said->entry));
		return;
	}
	struct str bytes = row_bytes(mem, s->table, shelf_row(s, i));
	sm3(bytes.p, bytes.n, digest);
	arena_back(mem, mark);
	if (said->digest.n != SM3_BYTES || memcmp(digest, said->digest.p, SM3_BYTES) != 0)
		tamper_add(w, str_of(s->table->name), said->row, said->entry, str_fmt(mem, _("表 %s 的第%lld号记录被改动过：与留痕第%lld条写下的不一样。"),
			s->table->name, (long long)said->row, (long long)said->entry));
}

static fault verify_table(struct walk *w, const struct table *t)
{
	struct shelf shelf = { .table = t };
	struct trail_newest_row *said;
	size_t n_said, k = 0;
	TRY(trail_newest(w->db, (struct trail_newest_in){ .relation = str_of(t->name) }, &said, &n_said));
	TRY(shelf_read(w, &shelf));
	for (size_t i = 0; i < shelf.n; i++) {
		int64_t id = id_of(t, shelf_row(&shelf, i));
		for (; k < n_said && said[k].row < id; k++)
			if (k + 1 == n_said || said[k + 1].row != said[k].row)
				row_gone(w, t, &said[k]);
		if (k == n_said || said[k].row != id) {
			tamper_add(w, str_of(t->name), id, 0, str_fmt(db_mem(w->db), _("表 %s 的第%lld号记录没有留痕：它是绕过系统加进来的。"), t->name, (long long)id));
			continue;
		}
		while (k + 1 < n_said && said[k + 1].row == id)
			k++;
		row_compare(w, &shelf, i, &said[k++]);
	}
	for (; k < n_said; k++)
		if (k + 1 == n_said || said[k + 1].row != said[k].row)
			row_gone(w, t, &said[k]);
	w->report->rows += (int64_t)shelf.n;
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
	if (!of_type(f)) {
		tamper_add(w, STR("org_tree"), 0, 0, str_fmt(db_mem(w->db), _("单位名册或单位层级表 org_tree 被改动过：%s 一栏有一个值读不出来，层级没有核对。"),
			column_of(f)));
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
	fault f = clock_altered(w->db, &days, &n);
	if (!of_type(f)) {
		tamper_add(w, STR("holiday"), 0, 0, str_fmt(db_mem(w->db), _("节假日表被改动过：%s 一栏有一个值读不出来。"), column_of(f)));
		return NULL;
	}
	TRY(f);
	for (size_t i = 0; i < n; i++)
		tamper_add(w, STR("holiday"), 0, 0, str_fmt(db_mem(w->db), _("节假日表被改动过：%.*s的安排与系统自带的国务院办公厅通知不一样。"),
			PSTR(day_zh(db_mem(w->db), days[i]))));
	return NULL;
}

fault trail_verify(struct db *db, const struct table *const *tables, size_t n, struct trail_report *ret)
{
	struct trail_report report = { 0 };
	struct walk w = { .db = db, .report = &report, .tail = &report.tampers, .back_tail = &report.backs };
	kept_stop(db);
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
