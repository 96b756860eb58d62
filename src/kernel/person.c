/* Persons: who somebody is stands sealed under that person's own key, and the key wrapped by the master key in a file outside the database.
 *
 * Event rows name a person by number; name, ID number and phone stand here once, as SM4-CTR then HMAC-SM3. A person is found by the keyed HMAC-SM3 of
 * the whole ID number, or of name and employer where a file gives no ID number; neither can be turned round without the search key. By name alone
 * nobody is merged on a guess: where several fit, or the phones differ, it is somebody new, and two entries can be merged when it is known.
 * To forget a person is to destroy the wrapped key and the two search columns: every row about them still counts and still verifies, since trail and
 * seals cover the stored bytes, but nobody can say any more who it was. A keyed digest of the ID number stays, under a word of its own so that no
 * backup's column equals it, and keeps a later file from registering the person anew.
 * That two entries are one person is a dated link, known since a day, that can be ended; figures count the one they point to from then on, and what
 * was issued before keeps the keys of its day. Links are one step deep: merging into somebody who was merged points to the last, and a link keeps whom
 * its merge named, so that who was taken along by another merge goes back with it and nobody else does.
 * Not taken: one key for all (forgetting would mean rewriting every row and its seals); names in the clear for sorting. */
#include <string.h>
#include "base/id.h"
#include "base/text.h"
#include "kernel/absent.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/person.sql.h"
#include "kernel/row.h"

/* FEW: rows of a file that are asked about one by one; ASKED_AT_ONCE: so many persons to a row of a longer one it pays to read them all beforehand. */
enum { FEW = 500, ASKED_AT_ONCE = 2 };

static struct str blind(struct db *db, const char *what, struct str a, struct str b)
{
	struct arena *mem = db_mem(db);
	unsigned char mac[SM3_BYTES];
	struct str text = str_fmt(mem, "%s|%.*s|%.*s", what, PSTR(a), PSTR(b));
	hmac_sm3(row_keys_of(db)->search, text.p, text.n, mac);
	return str_hex(mem, mac, SM3_BYTES);
}

static struct str blind_idno(struct db *db, struct str idno)
{
	struct arena *mem = db_mem(db);
	return blind(db, "idno", idno_full(mem, idno_clean(mem, idno)), STR_NONE);
}

/* No column of a backup holds this: from who is found today nobody can tell who was forgotten. */
static struct str blind_forgotten(struct db *db, struct str idno)
{
	struct arena *mem = db_mem(db);
	return blind(db, "forgotten", idno_full(mem, idno_clean(mem, idno)), STR_NONE);
}

static struct str blind_name(struct db *db, struct str name)
{
	return blind(db, "name", text_fold(db_mem(db), name), STR_NONE);
}

static fault person_key(struct db *db, int64_t person, struct str *ret)
{
	struct person_key_of_row row;
	bool found;
	TRY(person_key_of(db, (struct person_key_of_in){ .person = person }, &row, &found));
	*ret = STR_NONE;
	return found && row.wrapped.p ? seal_open(db_mem(db), row_keys_of(db)->master, row.wrapped, ret) : NULL;
}

static fault person_numbered(struct db *db, struct str idno, struct person_by_idno_row *ret, bool *ret_found)
{
	return person_by_idno(db, (struct person_by_idno_in){ .blind = blind_idno(db, idno) }, ret, ret_found);
}

/* Among those of one name (and employer, when it is known): the one with this phone; else the only one, unless both have a phone; else, at a known
 * employer, the only one of whom no more is known than of this one. Otherwise nobody. */
static fault person_named(struct db *db, const struct who *w, int64_t *ret)
{
	struct person_by_name_row *rows;
	int64_t same_phone = 0, only = 0, bare = 0;
	size_t n, n_all = 0, n_same = 0, n_bare = 0;
	bool only_phone = false;
	TRY(person_by_name(db, (struct person_by_name_in){ .blind = blind_name(db, w->name) }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct who known;
		bool forgotten;
		if (w->employer && rows[i].employer != w->employer)
			continue;
		TRY(person_open(db, rows[i].id, &known, &forgotten));
		n_all++, only = rows[i].id, only_phone = known.phone.p != NULL;
		if (w->phone.p && known.phone.p && str_eq(w->phone, known.phone))
			n_same++, same_phone = rows[i].id;
		if (!known.phone.p && !known.idno.p)
			n_bare++, bare = rows[i].id;
	}
	bool differ = w->phone.p && only_phone;
	*ret = n_same == 1 ? same_phone : n_all == 1 && !differ ? only : w->employer && !w->phone.p && n_bare == 1 ? bare : 0;
	return NULL;
}

fault person_find(struct db *db, const struct who *w, int64_t *ret)
{
	struct person_by_idno_row row;
	bool found;
	if (!w->idno.p)
		return person_named(db, w, ret);
	TRY(person_numbered(db, w->idno, &row, &found));
	*ret = found ? row.id : 0;
	return NULL;
}

fault person_alike(struct db *db, struct str text, int64_t **ret, size_t *ret_n)
{
	struct arena *mem = db_mem(db);
	struct person_by_idno_row one;
	struct person_by_name_row *rows;
	bool found;
	size_t n;
	TRY(person_numbered(db, text, &one, &found));
	TRY(person_by_name(db, (struct person_by_name_in){ .blind = blind_name(db, text) }, &rows, &n));
	int64_t *list = arena_get(mem, (n + 1) * sizeof *list);
	size_t k = 0;
	if (found)
		list[k++] = one.id;
	for (size_t i = 0; i < n; i++)
		list[k++] = rows[i].id;
	*ret = list;
	*ret_n = k;
	return NULL;
}

static fault person_new(struct db *db, const struct who *w, struct str idno_blind, struct day known, int64_t *ret)
{
	struct arena *mem = db_mem(db);
	const struct keys *keys = row_keys_of(db);
	unsigned char key[KEY_BYTES];
	random_bytes(key, sizeof key);
	struct str wrapped = seal_close(mem, keys->master, (struct str){ (char *)key, sizeof key });
	struct person row = {
		.name  = w->name.p  ? seal_close(mem, key, w->name)  : STR_NONE,
		.idno  = w->idno.p  ? seal_close(mem, key, idno_clean(mem, w->idno)) : STR_NONE,
		.phone = w->phone.p ? seal_close(mem, key, w->phone) : STR_NONE,
		.idno_blind = idno_blind, .name_blind = blind_name(db, w->name),
		.employer = w->employer ? w->employer : INT_NONE, .known = known };
	wipe(key, sizeof key);
	TRY(row_add(db, &person_table, &row));
	*ret = row.id;
	return person_key_add(db, (struct person_key_add_in){ .person = row.id, .wrapped = wrapped });
}

/* A person under an ID number whom this file calls by another name: said, not overwritten. */
static fault person_blind(struct db *db, const struct who *w, struct str blind, int64_t *ret)
{
	struct person_by_idno_row row;
	bool found;
	TRY(person_by_idno(db, (struct person_by_idno_in){ .blind = blind }, &row, &found));
	if (found && w->name.p && !str_eq(row.name_blind, blind_name(db, w->name)))
		return fault_make(db_mem(db), BLAME_INPUT, "person.name_differs",
			_("这个身份证号在系统里登记的是另一个姓名。请核对姓名和身份证号，两者必有一个录错了。"));
	*ret = found ? row.id : 0;
	return NULL;
}

fault person_known(struct db *db, const struct who *w, int64_t *ret)
{
	return w->idno.p ? person_blind(db, w, blind_idno(db, w->idno), ret) : person_named(db, w, ret);
}

/* A phone that comes later is kept; one that is there already stays. */
static fault person_phone(struct db *db, int64_t person, struct str phone)
{
	struct person row;
	struct str key;
	bool found;
	if (!phone.p)
		return NULL;
	TRY(row_read(db, &person_table, person, &row, &found));
	if (!found || row.phone.p)
		return NULL;
	TRY(person_key(db, person, &key));
	if (!key.p)
		return NULL;
	row.phone = seal_close(db_mem(db), (const unsigned char *)key.p, phone);
	return row_change(db, &person_table, &row);
}

static fault not_forgotten(struct db *db, const struct who *w)
{
	struct forgotten_number_row row;
	bool gone;
	if (w->among && w->among->none_forgotten)
		return NULL;
	TRY(forgotten_number(db, (struct forgotten_number_in){ .blind = blind_forgotten(db, w->idno) }, &row, &gone));
	return gone ? fault_make(db_mem(db), BLAME_INPUT, "person.forgotten", _("此人的信息已按申请销毁，不能再登记。请从表中去掉这一行。")) : NULL;
}

fault person_get(struct db *db, const struct who *w, struct day known, int64_t *ret)
{
	struct str blind = w->idno.p ? blind_idno(db, w->idno) : STR_NONE;
	int64_t id = 0;
	if (!blind.p)
		TRY(person_named(db, w, &id));
	else if (!w->among || !absent_sure(w->among->absent, blind))
		TRY(person_blind(db, w, blind, &id));
	if (!id && blind.p)
		TRY(not_forgotten(db, w));
	if (!id && blind.p && w->among)
		absent_add(w->among->absent, blind);
	if (!id)
		return person_new(db, w, blind, known, ret);
	TRY(person_phone(db, id, w->phone));
	*ret = id;
	return NULL;
}

static fault idno_stands(void *ctx, const void *row)
{
	absent_add(ctx, ((const struct person_idnos_row *)row)->blind);
	return NULL;
}

fault persons_open(struct db *db, size_t rows, struct persons *ret)
{
	struct person_idnos_in in = { .most = (int64_t)(rows * ASKED_AT_ONCE) };
	struct person_idno_most_row beyond;
	struct forgotten_any_row forgotten;
	bool many, any;
	*ret = (struct persons){ 0 };
	if (rows < FEW)
		return NULL;
	TRY(person_idno_most(db, (struct person_idno_most_in){ .most = in.most }, &beyond, &many));
	TRY(forgotten_any(db, &forgotten, &any));
	ret->none_forgotten = !any;
	if (many)
		return NULL;
	ret->absent = absent_open(db_mem(db), rows * (1 + ASKED_AT_ONCE));
	return db_each(db, &person_idnos_query, &in, idno_stands, ret->absent);
}

fault person_open(struct db *db, int64_t person, struct who *ret, bool *ret_forgotten)
{
	struct arena *mem = db_mem(db);
	struct person row;
	struct str key;
	struct who who = { 0 };
	bool found;
	TRY(row_read(db, &person_table, person, &row, &found));
	if (!found)
		return fault_make(mem, BLAME_ABSENT, "person.absent", _("没有编号为%lld的人员。请核对编号。"), (long long)person);
	TRY(person_key(db, person, &key));
	*ret_forgotten = key.p == NULL;
	if (key.p) {
		const struct { struct str sealed; struct str *open; } fields[] = { { row.name, &who.name }, { row.idno, &who.idno }, { row.phone,
			&who.phone } };
		for (size_t i = 0; i < COUNT(fields); i++)
			if (fields[i].sealed.p)
				TRY(seal_open(mem, (const unsigned char *)key.p, fields[i].sealed, fields[i].open));
		who.employer = row.employer == INT_NONE ? 0 : row.employer;
	}
	*ret = who;
	return NULL;
}

fault person_name(struct db *db, int64_t person, struct str *ret)
{
	struct who who;
	bool forgotten;
	TRY(person_open(db, person, &who, &forgotten));
	*ret = forgotten ? str_of(_("已遗忘")) : who.name;
	return NULL;
}

fault person_forget(struct db *db, int64_t person, struct str why)
{
	struct who who;
	struct person row;
	bool found, gone;
	TRY(person_open(db, person, &who, &gone));
	if (gone)
		return fault_make(db_mem(db), BLAME_CONFLICT, "person.forgotten", _("这个人员已经遗忘过了，没有可再销毁的密钥。"));
	row_act(db, "forget", why);
	if (who.idno.p) {
		struct forgotten mark = { .blind = blind_forgotten(db, who.idno) };
		TRY(row_add(db, &forgotten_table, &mark));
	}
	TRY(row_read(db, &person_table, person, &row, &found));
	row.idno_blind = STR_NONE;
	row.name_blind = STR("forgotten");
	TRY(row_change(db, &person_table, &row));
	TRY(person_past_blank(db, (struct person_past_blank_in){ .person = person }));
	return person_key_destroy(db, (struct person_key_destroy_in){ .person = person });
}

const char *const PERSON_TABLES[] = { "person_key", "person", "trail_row", NULL };

static fault person_there(struct db *db, int64_t person)
{
	struct person row;
	bool found;
	TRY(row_read(db, &person_table, person, &row, &found));
	return found ? NULL : fault_make(db_mem(db), BLAME_ABSENT, "person.absent", _("没有编号为%lld的人员。请核对编号。"), (long long)person);
}

/* Ends a link on a day; a link on the day it began never held, but still stands as a row. */
static fault link_end(struct db *db, int64_t link, struct day until)
{
	struct person_link row;
	bool found;
	TRY(row_read(db, &person_link_table, link, &row, &found));
	row.until = until;
	return row_change(db, &person_link_table, &row);
}

/* From a day on a link points elsewhere; whom its merge named stays. */
static fault link_turn(struct db *db, const struct person_links_to_row *link, int64_t same_as, struct day since, struct str why)
{
	struct person_link row = { .person = link->person, .named = link->named, .same_as = same_as, .since = since, .until = DAY_LAST, .why = why };
	TRY(link_end(db, link->id, since));
	return row_add(db, &person_link_table, &row);
}

fault person_merge(struct db *db, int64_t person, int64_t same_as, struct day since, struct str why)
{
	struct arena *mem = db_mem(db);
	struct person_links_row *links;
	struct person_links_to_row *followers;
	size_t n;
	TRY(person_there(db, person));
	TRY(person_there(db, same_as));
	TRY(person_links(db, (struct person_links_in){ .person = same_as }, &links, &n));
	if (n)
		same_as = links[0].same_as;
	if (person == same_as)
		return fault_make(mem, BLAME_CONFLICT, "person.same", _("这两条已经是同一个人，不用再合并。"));
	TRY(person_links(db, (struct person_links_in){ .person = person }, &links, &n));
	if (n && links[0].same_as == same_as)
		return fault_make(mem, BLAME_CONFLICT, "person.same", _("这两条已经是同一个人，不用再合并。"));
	if (n)
		return fault_make(mem, BLAME_CONFLICT, "person.merged", _("这个人已经合并到另一个人。请先撤销那次合并。"));
	row_act(db, "merge", why);
	TRY(person_links_to(db, (struct person_links_to_in){ .same_as = person }, &followers, &n));
	for (size_t i = 0; i < n; i++)              /* one step deep: who pointed here now points there */
		TRY(link_turn(db, &followers[i], same_as, since, why));
	struct person_link row = { .person = person, .named = same_as, .same_as = same_as, .since = since, .until = DAY_LAST, .why = why };
	return row_add(db, &person_link_table, &row);
}

/* Whether a link leads to `person` by what merges have named: only then that person's own merge has taken it along. */
static bool follows(const struct person_links_to_row *links, size_t n, size_t at, int64_t person)
{
	int64_t named = links[at].named;
	for (size_t steps = 0; steps < n && named != person; steps++) {
		size_t i = 0;
		while (i < n && links[i].person != named)
			i++;
		if (i == n)
			return false;
		named = links[i].named;
	}
	return named == person;
}

/* Who was taken along when this person was merged comes back to him. */
static fault followers_back(struct db *db, const struct person_link *ended, struct day until, struct str why)
{
	struct person_links_to_row *links;
	size_t n;
	TRY(person_links_to(db, (struct person_links_to_in){ .same_as = ended->same_as }, &links, &n));
	for (size_t i = 0; i < n; i++)
		if (follows(links, n, i, ended->person))
			TRY(link_turn(db, &links[i], ended->person, until, why));
	return NULL;
}

fault person_merge_undo(struct db *db, int64_t person, struct day until, struct str why)
{
	struct person_links_row *links;
	struct person_link link;
	size_t n;
	bool found;
	TRY(person_links(db, (struct person_links_in){ .person = person }, &links, &n));
	if (!n)
		return fault_make(db_mem(db), BLAME_CONFLICT, "person.not_merged", _("这个人没有合并到别人，不用撤销。"));
	row_act(db, "unmerge", why);
	TRY(row_read(db, &person_link_table, links[0].id, &link, &found));
	TRY(link_end(db, link.id, until));
	return followers_back(db, &link, until, why);
}

fault person_officer(struct db *db, struct str name, int64_t org, int64_t *ret, int64_t *ret_org)
{
	struct person_by_name_row *rows;
	size_t n;
	int64_t found = 0, at = 0;
	TRY(person_by_name(db, (struct person_by_name_in){ .blind = blind_name(db, name) }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct person_posts_row *posts;
		size_t n_posts;
		TRY(person_posts(db, (struct person_posts_in){ .person = rows[i].id }, &posts, &n_posts));
		for (size_t k = 0; k < n_posts; k++) {
			bool here = true;
			if (org)
				TRY(org_within(db, posts[k].org, org, posts[k].since, &here));
			if (!here || posts[k].until.n < DAY_LAST.n)
				continue;
			if (found && found != rows[i].id)
				return fault_make(db_mem(db), BLAME_INPUT, "person.two", _("有不止一位干部叫“%.*s”。请用身份证号指明是哪一位。"), PSTR(name));
			if (!found)
				found = rows[i].id, at = posts[k].org;
		}
	}
	*ret = found;
	if (ret_org)
		*ret_org = at;
	return NULL;
}

/* --- registers -------------------------------------------------------------------------------------------------------------------------- */

struct officer { int64_t person, org; struct str title; struct day since, until; };

static fault officer_put(struct filling *f, int *ret_what)
{
	struct officer *o = f->row;
	struct person_posts_row *posts;
	size_t n;
	if (!day_known(o->since))
		o->since = DAY_FIRST;
	o->until = day_known(o->until) ? (struct day){ o->until.n + 1 } : DAY_LAST;
	TRY(person_posts(f->db, (struct person_posts_in){ .person = o->person }, &posts, &n));
	*ret_what = 2;
	for (size_t i = 0; i < n; i++)
		if (posts[i].org == o->org && str_eq(posts[i].title, o->title) && posts[i].since.n == o->since.n) {
			if (posts[i].until.n == o->until.n)
				return NULL;
			struct post row;
			bool found;
			TRY(row_read(f->db, &post_table, posts[i].id, &row, &found));
			row.until = o->until;
			*ret_what = 3;
			return row_change(f->db, &post_table, &row);
		}
	struct post row = { .person = o->person, .org = o->org, .title = o->title, .since = o->since, .until = o->until };
	*ret_what = 1;
	return row_add(f->db, &post_table, &row);
}

static const struct field OFFICER_FIELDS[] = {
	FIELD(officer, person, N_("姓名"),     FIELD_NAME,  .must = true, .key = true),
	FIELD(officer, person, N_("身份证号"), FIELD_IDNO,  .also = "身份证号码|公民身份号码|证件号码"),
	FIELD(officer, person, N_("手机"),     FIELD_PHONE, .also = "手机号|手机号码|联系电话|电话"),
	FIELD(officer, org,    N_("单位"),     FIELD_ORG,   .also = "所在单位|工作单位", .must = true, .key = true),
	FIELD(officer, title,  N_("职务"),     FIELD_TEXT,  .must = true, .key = true),
	FIELD(officer, since,  N_("起始日期"), FIELD_DAY,   .also = "任职日期"),
	FIELD(officer, until,  N_("终止日期"), FIELD_DAY,   .also = "免职日期"),
};
static const struct table OFFICER_SHAPE = { .name = "officer", .size = sizeof(struct officer) };
const struct entity PERSON_OFFICER = { .name = "person.officer", .title = N_("干部名册"), .table = &OFFICER_SHAPE,
	.fields = OFFICER_FIELDS, .n = COUNT(OFFICER_FIELDS), .put = officer_put };

struct merging { int64_t person, same_as; struct day since; struct str why; };

static fault merging_put(struct filling *f, int *ret_what)
{
	const struct merging *m = f->row;
	fault why = person_merge(f->db, m->person, m->same_as, m->since, m->why);
	*ret_what = 1;
	if (why && strcmp(why->code, "person.same") == 0) {
		*ret_what = 2;
		return NULL;
	}
	if (why && why->blame == BLAME_CONFLICT) {
		filling_wrong(f, offsetof(struct merging, person), why->code, "%s", why->say);
		return NULL;
	}
	return why;
}

static const struct field MERGING_FIELDS[] = {
	FIELD(merging, person,  N_("重复登记的姓名"),     FIELD_NAME, .also = "重复记录姓名", .must = true, .key = true, .known = true),
	FIELD(merging, person,  N_("重复登记的身份证号"), FIELD_IDNO, .also = "重复记录身份证号"),
	FIELD(merging, same_as, N_("保留的姓名"),         FIELD_NAME, .also = "姓名", .must = true, .key = true, .known = true),
	FIELD(merging, same_as, N_("保留的身份证号"),     FIELD_IDNO, .also = "身份证号"),
	FIELD(merging, since,   N_("认定日期"),           FIELD_DAY,  .must = true),
	FIELD(merging, why,     N_("理由"),               FIELD_TEXT, .also = "原因|说明", .must = true),
};
static const struct table MERGING_SHAPE = { .name = "merging", .size = sizeof(struct merging) };
const struct entity PERSON_MERGE = { .name = "person.merge", .title = N_("人员合并"), .table = &MERGING_SHAPE,
	.fields = MERGING_FIELDS, .n = COUNT(MERGING_FIELDS), .put = merging_put };
