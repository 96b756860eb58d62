/* Rows and their trail: what goes through the door verifies; what goes past it is named by table, row and entry. */
#include "kernel_kit.h"

/* Two settings, the first one changed, in three entries behind that of the city. */
static struct kit *with_rows(int64_t ids[2])
{
	struct kit *k = kit_open();
	for (int i = 0; i < 2; i++) {
		struct setting row = { .name = i ? STR("second") : STR("first"), .value = STR("1") };
		struct db *db = kit_begin(k, WRITING, 7);
		row_act(db, "set", STR("because"));
		assert_good(row_add(db, &setting_table, &row));
		assert_good(db_commit(db));
		ids[i] = row.id;
	}
	struct setting row = { .id = ids[0], .name = STR("first"), .value = STR("2") };
	struct db *db = kit_begin(k, WRITING, 7);
	assert_good(row_change(db, &setting_table, &row));
	assert_good(db_commit(db));
	return k;
}

static bool names(const struct trail_report *r, const char *relation, int64_t row, int64_t entry)
{
	for (const struct tamper *t = r->tampers; t; t = t->next)
		if (str_is(t->relation, relation) && t->row == row && t->entry == entry)
			return true;
	return false;
}

static void whole(void **state)
{
	int64_t ids[2];
	struct kit *k = with_rows(ids);
	struct trail_report r = kit_verify(k);
	assert_int_equal(r.n_tampers, 0);
	assert_int_equal(r.entries, 4);
	assert_int_equal(r.rows, 4);                         /* a unit, its name, two settings */
	struct db *db = kit_begin(k, READING, 0);
	struct setting row;
	bool found;
	assert_good(row_read(db, &setting_table, ids[0], &row, &found));
	assert_true(found && str_is(row.value, "2"));
	db_rollback(db);
	kit_close(k);
}

static void numbers_are_one_series(void **state)
{
	int64_t ids[2];
	struct kit *k = with_rows(ids);
	struct db *db = kit_begin(k, WRITING, 0);
	int64_t next, after;
	assert_good(row_next(db, &next));
	assert_good(row_next(db, &after));
	assert_true(ids[1] > ids[0] && next > ids[1] && after == next + 1);
	db_rollback(db);
	db = kit_begin(k, WRITING, 0);                       /* what was rolled back gave none away */
	assert_good(row_next(db, &after));
	assert_int_equal(after, next);
	db_rollback(db);
	assert_whole(k);
	kit_close(k);
}

static void absent_is_refused(void **state)
{
	int64_t ids[2];
	struct kit *k = with_rows(ids);
	struct setting row = { .id = 999999, .name = STR("none") };
	struct db *db = kit_begin(k, WRITING, 0);
	assert_fault(row_change(db, &setting_table, &row), "row.absent");
	db_rollback(db);
	kit_close(k);
}

static void bytes_there_and_back(void **state)
{
	struct arena *mem = arena_open(0);
	struct event now = { .head = { .city = 1, .id = 5, .day = on("2019-01-08"), .source = INT_NONE, .version = -3 }, .line = STR("aid"), .title = STR("一\0二"),
		.until = DAY_NONE, .amount = INT64_MAX }, back;
	struct str bytes = row_bytes(mem, &event_table, &now);
	assert_good(row_from_bytes(mem, &event_table, bytes, &back));
	assert_true(str_eq(row_bytes(mem, &event_table, &back), bytes));
	assert_int_equal(back.head.day.n, now.head.day.n);
	assert_true(back.head.source == INT_NONE && !back.kind.p && str_eq(back.title, now.title) && back.amount == INT64_MAX);
	struct post still = { .title = STR("干事"), .since = DAY_FIRST, .until = DAY_LAST }, again;
	assert_good(row_from_bytes(mem, &post_table, row_bytes(mem, &post_table, &still), &again));
	assert_true(again.since.n == DAY_FIRST.n && again.until.n == DAY_LAST.n);
	for (size_t n = 0; n < bytes.n; n++)                 /* cut anywhere: refused, never read past the end */
		assert_fault(row_from_bytes(mem, &event_table, str_copy(mem, str_sub(bytes, 0, n)), &back), "row.bytes");
	arena_close(mem);
}

/* One act behind the door, and whether verify names it. row: 0 first, 1 second setting, -1 none. */
static void seen(const char *sql, const char *relation, int row, int64_t entry)
{
	int64_t ids[2];
	struct kit *k = with_rows(ids);
	kit_tamper(k, sql);
	struct trail_report r = kit_verify(k);
	if (!names(&r, relation, row < 0 ? 0 : ids[row], entry))
		fail_msg("not named: %s (%lld others)", sql, (long long)r.n_tampers);
	kit_close(k);
}

static void changed_row(void **state)  { seen("UPDATE setting SET value = '9' WHERE name = 'first'", "setting", 0, 4); }
static void emptied_cell(void **state) { seen("UPDATE setting SET value = NULL WHERE name = 'second'", "setting", 1, 3); }
static void deleted_row(void **state)  { seen("DELETE FROM setting WHERE name = 'first'", "setting", 0, 4); }
static void deleted_last(void **state) { seen("DELETE FROM setting WHERE name = 'second'", "setting", 1, 3); }
static void cut_entry(void **state)    { seen("DELETE FROM trail WHERE entry = 3", "trail", -1, 3); }
static void cut_first(void **state)    { seen("DELETE FROM trail WHERE entry = 1", "trail", -1, 1); }
static void cut_last(void **state)     { seen("DELETE FROM trail WHERE entry = 4", "trail", -1, 4); }
static void other_reason(void **state) { seen("UPDATE trail SET why = 'for another' WHERE entry = 2", "trail", -1, 2); }
static void no_reason(void **state)    { seen("UPDATE trail SET why = NULL WHERE entry = 2", "trail", -1, 2); }
static void other_actor(void **state)  { seen("UPDATE trail SET actor = 8 WHERE entry = 3", "trail", -1, 3); }
static void other_time(void **state)   { seen("UPDATE trail SET at = at + 1 WHERE entry = 3", "trail", -1, 3); }
static void other_act(void **state)    { seen("UPDATE trail SET act = 'import' WHERE entry = 3", "trail", -1, 3); }
static void cut_list(void **state)     { seen("DELETE FROM trail_row WHERE entry = 3", "trail_row", -1, 3); }
static void cut_with_list(void **state) { seen("DELETE FROM trail WHERE entry = 3; DELETE FROM trail_row WHERE entry = 3", "trail", -1, 3); }
static void moved_list(void **state)   { seen("UPDATE trail_row SET row = row + 1 WHERE entry = 3", "trail_row", -1, 3); }

static void inserted_row(void **state)
{
	int64_t ids[2];
	struct kit *k = with_rows(ids);
	kit_tamper(k, "INSERT INTO setting (city, id, name, since, value) VALUES (1, 424242, 'sneaked', '2019-01-01', '1')");
	struct trail_report r = kit_verify(k);
	assert_true(names(&r, "setting", 424242, 0));
	assert_int_equal(r.n_tampers, 1);
	assert_holds(r.tampers->what, "没有留痕");
	kit_close(k);
}

/* A row put back to what it said before has a digest that the trail knows, only not the newest. */
static void row_put_back(void **state)
{
	seen("UPDATE setting SET value = '1' WHERE name = 'first'", "setting", 0, 4);
}

static void shortened_digests(void **state)
{
	static const char *const ACTS[] = {
		"UPDATE trail SET digest = %s WHERE entry = 2", "UPDATE trail SET mac = %s WHERE entry = 2", "UPDATE trail_row SET digest = %s WHERE entry = 2" };
	for (size_t i = 0; i < COUNT(ACTS); i++) {
		int64_t ids[2];
		struct kit *k = with_rows(ids);
		char sql[200];
		snprintf(sql, sizeof sql, ACTS[i], store_is_postgres(k->store) ? "'\\x00'::bytea" : "x'00'");
		kit_tamper(k, sql);
		struct trail_report r = kit_verify(k);
		assert_true(names(&r, i == 2 ? "trail_row" : "trail", 0, 2));
		kit_close(k);
	}
}

/* The former content is what an undo gives back: it must be what the trail saw. */
static void altered_past(void **state)
{
	int64_t ids[2];
	struct kit *k = with_rows(ids);
	kit_tamper(k, str_fmt(k->mem, "UPDATE trail_row SET before = %s WHERE entry = 4", store_is_postgres(k->store) ? "'\\x00'::bytea" : "x'00'").p);
	struct trail_report r = kit_verify(k);
	assert_int_equal(r.n_tampers, 1);
	assert_true(names(&r, "setting", ids[0], 4));
	kit_close(k);
}

/* --- what has no trail of its own ---------------------------------------------------------------------------------------------------------- */

static bool told(const struct trail_report *r, const char *relation, const char *words)
{
	for (const struct tamper *t = r->tampers; t; t = t->next)
		if (str_is(t->relation, relation) && str_find(t->what, str_of(words)) != SIZE_MAX)
			return true;
	return false;
}

static void altered(const char *sql, const char *relation, const char *words)
{
	struct kit *k = kit_open();
	kit_federation(k);
	assert_whole(k);
	kit_tamper(k, sql);
	struct trail_report r = kit_verify(k);
	if (!told(&r, relation, words))
		fail_msg("not named: %s (%lld others)", sql, (long long)r.n_tampers);
	kit_close(k);
}

static void closure_of_units(void **state)
{
	static const char *const ACTS[] = { "DELETE FROM org_tree WHERE above_kind = 'county' AND distance = 1", "UPDATE org_tree SET until = '2019-01-01' WHERE distance = 1",
		"UPDATE org_tree SET above_kind = 'zone' WHERE above_kind = 'county'", "UPDATE org_tree SET level = 2 WHERE level = 4",
		"INSERT INTO org_tree (city, above, below, since, until, above_kind, level, distance) VALUES (1, 424242, 1, '2019-01-01', '9999-12-31', 'county', 1, 1)" };
	for (size_t i = 0; i < COUNT(ACTS); i++)
		altered(ACTS[i], "org_tree", "与单位名册推算的不一样");
	struct kit *k = kit_open();                          /* a ring in the register: told, and the rest is still looked at */
	kit_federation(k);
	kit_tamper(k, "UPDATE org_parent SET parent = org WHERE id = (SELECT max(id) FROM org_parent)");
	struct trail_report r = kit_verify(k);
	assert_true(told(&r, "org_tree", "成了一个圈") && told(&r, "org_parent", "被改动过"));
	kit_close(k);
}

static void series_of_numbers(void **state)
{
	altered("UPDATE serial SET next = 3", "serial", "已经用过");
	altered("DELETE FROM serial", "serial", "下一个编号是0");
}

static void holidays(void **state)
{
	altered("UPDATE holiday SET work = 1 WHERE day = '2019-02-05'", "holiday", "2019年2月5日");
	altered("DELETE FROM holiday WHERE day = '2019-10-01'", "holiday", "2019年10月1日");
	altered("INSERT INTO holiday (version, day, year, work, name, notice) VALUES (1, '2019-03-08', 2019, 0, '妇女节', '2019')", "holiday", "2019年3月8日");
}

/* The key and the former contents of somebody may be gone when an act of forgetting says so, and only then. */
static void taken_away_unseen(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, WRITING, 7);
	int64_t ids[2];
	for (int i = 0; i < 2; i++)
		assert_good(person_get(db, &(struct who){ .name = i ? STR("李四") : STR("张三") }, k->today, &ids[i]));
	assert_good(db_commit(db));
	for (int i = 0; i < 2; i++) {
		struct person row;
		bool found;
		db = kit_begin(k, WRITING, 7);
		assert_good(row_read(db, &person_table, ids[i], &row, &found));
		row.employer = k->city;
		assert_good(row_change(db, &person_table, &row));
		assert_good(db_commit(db));
	}
	db = kit_begin(k, WRITING, 7);
	assert_good(person_forget(db, ids[0], STR("本人要求")));
	assert_good(db_commit(db));
	assert_whole(k);
	kit_tamper(k, str_fmt(k->mem, "UPDATE person_key SET wrapped = NULL WHERE person = %lld", (long long)ids[1]).p);
	struct trail_report r = kit_verify(k);
	assert_true(r.n_tampers == 1 && names(&r, "person_key", ids[1], 0));
	kit_tamper(k, str_fmt(k->mem, "DELETE FROM person_key WHERE person = %lld; UPDATE trail_row SET before = NULL", (long long)ids[1]).p);
	r = kit_verify(k);
	assert_int_equal(r.n_tampers, 2);
	assert_true(told(&r, "person", "旧内容被改动过") && names(&r, "person_key", ids[1], 0));
	kit_close(k);
}

/* Who owns the database but not the keys cannot write an entry that verifies. */
static void other_keys(void **state)
{
	int64_t ids[2];
	struct kit *k = with_rows(ids);
	struct keys other = k->keys;
	random_bytes(other.trail, sizeof other.trail);
	row_keys(k->store, &other);
	struct setting row = { .name = STR("third"), .value = STR("3") };
	struct db *db = kit_begin(k, WRITING, 7);
	assert_good(row_add(db, &setting_table, &row));
	assert_good(db_commit(db));
	row_keys(k->store, &k->keys);
	struct trail_report r = kit_verify(k);
	assert_int_equal(r.n_tampers, 1);
	assert_true(names(&r, "trail", 0, 5));
	kit_close(k);
}

static void head_runs_on(void **state)
{
	int64_t ids[2], entry;
	struct kit *k = with_rows(ids);
	struct str mac;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(trail_head(db, &entry, &mac));
	assert_int_equal(entry, 4);
	assert_int_equal(mac.n, SM3_BYTES);
	db_rollback(db);
	db = kit_begin(k, WRITING, 7);                       /* a look at personal data is an entry too */
	assert_good(row_look(db, &person_table, STR("asked")));
	assert_good(db_commit(db));
	db = kit_begin(k, READING, 0);
	assert_good(trail_head(db, &entry, &mac));
	assert_int_equal(entry, 5);
	db_rollback(db);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM trail WHERE act = 'look' AND why = 'asked' AND actor = 7"), 1);
	assert_whole(k);
	kit_close(k);
}

SUITE(TEST(whole), TEST(numbers_are_one_series), TEST(absent_is_refused), TEST(bytes_there_and_back), TEST(changed_row), TEST(emptied_cell), TEST(deleted_row),
	TEST(deleted_last), TEST(cut_entry), TEST(cut_first), TEST(cut_last), TEST(other_reason), TEST(no_reason), TEST(other_actor), TEST(other_time),
	TEST(other_act), TEST(cut_list), TEST(cut_with_list), TEST(moved_list), TEST(inserted_row), TEST(row_put_back), TEST(shortened_digests), TEST(altered_past), TEST(closure_of_units), TEST(series_of_numbers), TEST(holidays),
	TEST(taken_away_unseen), TEST(other_keys), TEST(head_runs_on))
