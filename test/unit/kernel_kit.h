/* A small federation for the tests of the kernel: a fresh store with its keys, units and officers brought in as CSV, a clock that stands still.
 * Every test opens a kit of its own, so none depends on what another has written. */
#ifndef NUAN_KERNEL_KIT_H
#define NUAN_KERNEL_KIT_H
#include "test/harness.h"
#include "base/sm.h"
#include "db/driver.h"
#include "kernel/clock.h"
#include "kernel/household.h"
#include "kernel/import.h"
#include "kernel/kernel.schema.h"
#include "kernel/matter.h"
#include "kernel/obligation.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"
#include "kernel/trail.h"

static const struct table *const kit_tables[] = { &setting_table, &org_table, &org_name_table, &org_parent_table, &grouping_member_table, &person_table,
	&forgotten_table, &person_link_table, &post_table, &household_table, &household_member_table, &import_table, &step_table, &granted_table, &period_table,
	&campaign_table, &cutoff_table, &target_table, &obligation_table, &filing_table, &matter_table, &event_table, &point_table, &document_table,
	&issue_table };

struct kit { struct arena *mem; struct store *store; struct str where; struct keys keys; int64_t city; struct day today; };

static inline struct day on(const char *text)
{
	struct day d;
	if (!day_parse(str_of(text), &d))
		fail_msg("no day: %s", text);
	return d;
}

/* A transaction whose clock stands at ten in the morning in Beijing. */
static inline struct db *kit_begin(struct kit *k, enum mode mode, int64_t viewer)
{
	struct db *db;
	assert_good(db_as(k->mem, k->store, (struct scope){ .city = 1, .viewer = viewer, .org = k->city }, mode, &db));
	db_set_now(db, (int64_t)k->today.n * 86400 + 2 * 3600);
	return db;
}

/* As issuing its report does it: from now on what comes for it counts later. */
static inline void kit_month_closed(struct kit *k, int month)
{
	struct db *db = kit_begin(k, WRITING, 0);
	assert_good(row_add(db, &period_table, &(struct period){ .month = month, .state = STR("closed"), .closed = k->today }));
	assert_good(db_commit(db));
}

static inline void kit_city(struct kit *k)
{
	struct db *db = kit_begin(k, WRITING, 0);
	struct str name = STR("江州市总工会");
	struct org org = { .kind = STR("city"), .workers = INT_NONE, .members = INT_NONE, .women_members = INT_NONE, .migrant_members = INT_NONE, .protocol = 1,
		.since = DAY_FIRST, .until = DAY_LAST };
	row_act(db, "init", name);
	assert_good(row_add(db, &org_table, &org));
	struct org_name names = { .org = org.id, .role = STR("full"), .name = name, .folded = name, .since = DAY_FIRST, .until = DAY_LAST };
	assert_good(row_add(db, &org_name_table, &names));
	assert_good(org_tree_build(db));
	assert_good(clock_seed(db));
	assert_good(db_commit(db));
	k->city = org.id;
}

static inline struct kit *kit_open(void)
{
	struct arena *mem = arena_open(0);
	struct kit *k = arena_get(mem, sizeof *k);
	k->mem = mem;
	k->today = on("2019-03-20");
	k->where = harness_where(mem);
	assert_good(store_open(mem, k->where, &k->store));
	assert_good(store_migrate(mem, k->store, &kernel_schema, 1));
	assert_good(keys_make(mem, harness_path(mem, harness_folder(mem), "keys"), &k->keys));
	row_keys(k->store, &k->keys);
	kit_city(k);
	return k;
}

static inline void kit_close(struct kit *k)
{
	arena_close(k->mem);
}

/* --- bringing in ------------------------------------------------------------------------------------------------------------------------- */

/* What a file hands over; the text is CSV, of: whose columns. */
struct sent { const struct entity *of; const char *csv; int64_t sender; int month; const char *part; int64_t actor; const char *day; };

static inline fault kit_import(struct kit *k, struct db *db, struct sent s, struct import_result *ret)
{
	struct workbook *book = arena_get(k->mem, sizeof *book);
	unsigned char digest[SM3_BYTES];
	sm3(s.csv, strlen(s.csv), digest);
	TRY(sheet_read_bytes(k->mem, str_of(s.csv), NULL, book));
	struct import_order o = { .of = s.of, .file = STR("file.csv"), .book = book, .sm3 = str_hex(k->mem, digest, sizeof digest),
		.sender = s.sender ? s.sender : k->city, .month = s.month ? s.month : 201901, .part = str_of(s.part), .author = s.actor, .actor = s.actor,
		.day = s.day ? on(s.day) : k->today };
	return import_run(db, &o, ret);
}

/* In a transaction of its own, with no wrong cell. */
static inline struct import_result kit_bring(struct kit *k, struct sent s)
{
	struct import_result r = { 0 };
	struct db *db = kit_begin(k, WRITING, s.actor);
	assert_good(kit_import(k, db, s, &r));
	if (r.n_wrongs)
		fail_msg("row %lld: %s [%s]", (long long)r.wrongs->row, r.wrongs->say, r.wrongs->code);
	if (s.of == &ORG_UNIT)
		assert_good(org_tree_build(db));
	if (r.repeat)
		db_rollback(db);
	else
		assert_good(db_commit(db));
	return r;
}

/* The code of the first wrong cell; NULL when all are good. Nothing is kept. */
static inline const char *kit_wrong(struct kit *k, struct sent s, struct str *ret_say)
{
	struct import_result r = { 0 };
	struct db *db = kit_begin(k, WRITING, s.actor);
	assert_good(kit_import(k, db, s, &r));
	db_rollback(db);
	if (r.n_wrongs && ret_say)
		*ret_say = str_of(r.wrongs->say);
	return r.n_wrongs ? r.wrongs->code : NULL;
}

static inline int64_t kit_org(struct kit *k, const char *name, const char *day)
{
	struct db *db = kit_begin(k, READING, 0);
	int64_t id;
	fault why = NULL;
	assert_good(org_find(db, str_of(name), on(day), &id, &why));
	db_rollback(db);
	if (!id)
		fail_msg("%s: %s", name, why ? why->say : "?");
	return id;
}

/* Two counties and a union of an employer in each. */
static inline void kit_federation(struct kit *k)
{
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,简称,单位类型,上级单位,统计编码,顺序\n"
		"沙洲区总工会,沙洲区,县市区总工会,江州市总工会,4291,10\n石陂市总工会,石陂市,县市区总工会,江州市总工会,4292,20\n"
		"江州甲厂工会委员会,,基层工会,沙洲区总工会,42910001,\n石陂乙厂工会委员会,,基层工会,石陂市总工会,42920001,\n" });
}

/* --- looking ----------------------------------------------------------------------------------------------------------------------------- */

static inline struct trail_report kit_verify(struct kit *k)
{
	struct trail_report r;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(trail_verify(db, kit_tables, COUNT(kit_tables), &r));
	db_rollback(db);
	return r;
}

#define assert_whole(k) do { struct trail_report whole_ = kit_verify(k); if (whole_.n_tampers) fail_msg("%.*s", PSTR(whole_.tampers->what)); } while (0)

static inline int64_t kit_count(struct kit *k, const char *sql)
{
	static const struct member gives[] = { { "n", T_INT, 0 } };
	struct query q = { .name = "kit_count", .sqlite = sql, .postgres = sql, .gives = gives, .n_gives = 1, .size = sizeof(int64_t) };
	struct db *db = kit_begin(k, READING, 0);
	int64_t n = 0;
	bool found;
	assert_good(db_one(db, &q, NULL, &n, &found));
	db_rollback(db);
	return n;
}

/* Behind the door: what somebody with the database's password could do. */
static inline void kit_tamper(struct kit *k, const char *sql)
{
	struct db *db = kit_begin(k, WRITING, 0);
	assert_good(db_script(db, sql));
	assert_good(db_commit(db));
}

#define SUITE(...) int main(void) { const struct CMUnitTest tests[] = { __VA_ARGS__ }; return cmocka_run_group_tests(tests, NULL, NULL); }
#define TEST(f) cmocka_unit_test(f)

#endif
