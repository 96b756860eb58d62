/* Who is one person and who are two; forgetting; that two entries are one, and that they are not after all. */
#include "kernel_kit.h"
#include "base/id.h"

static struct str idno(struct kit *k, const char *first17)
{
	return str_fmt(k->mem, "%s%c", first17, idno_digit(first17));
}

static int64_t known(struct kit *k, struct db *db, const char *name, struct str number, int64_t employer)
{
	int64_t id = 0;
	struct who who = { .name = str_of(name), .idno = number, .employer = employer };
	assert_good(person_get(db, &who, k->today, &id));
	return id;
}

static void one_number_one_person(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, WRITING, 0);
	struct str number = idno(k, "42910119750101003"), wide = str_fmt(k->mem, " 4２9101 19750101 003%c", number.p[17]);
	int64_t first = known(k, db, "张三", number, 0);
	assert_int_equal(known(k, db, "张三", wide, 0), first);
	assert_int_equal(known(k, db, "张 三", number, 0), first);           /* blanks in a name are no other name */
	assert_int_not_equal(known(k, db, "张三", idno(k, "42910119750101005"), 0), first);
	assert_good(db_commit(db));
	assert_int_equal(kit_count(k, "SELECT count(*) FROM person"), 2);
	assert_whole(k);
	kit_close(k);
}

static void another_name_is_said(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, WRITING, 0);
	struct str number = idno(k, "42910119750101003");
	int64_t id = 0;
	known(k, db, "张三", number, 0);
	struct who who = { .name = STR("李四"), .idno = number };
	assert_fault(person_get(db, &who, k->today, &id), "person.name_differs");
	assert_int_equal(id, 0);
	db_rollback(db);
	kit_close(k);
}

static void fifteen_are_eighteen(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, WRITING, 0);
	int64_t first = known(k, db, "张三", STR("429101750101003"), 0), found;
	struct who who;
	bool forgotten;
	assert_int_equal(known(k, db, "张三", idno(k, "42910119750101003"), 0), first);
	assert_good(person_find(db, &(struct who){ .idno = idno(k, "42910119750101003") }, &found));
	assert_int_equal(found, first);
	assert_good(person_open(db, first, &who, &forgotten));
	assert_text(who.idno, "429101750101003");                          /* shown as it was given */
	db_rollback(db);
	kit_close(k);
}

static void without_a_number(void **state)
{
	struct kit *k = kit_open();
	kit_federation(k);
	int64_t one = kit_org(k, "江州甲厂工会委员会", "2019-01-01"), two = kit_org(k, "石陂乙厂工会委员会", "2019-01-01");
	struct db *db = kit_begin(k, WRITING, 0);
	int64_t first = known(k, db, "张三", STR_NONE, one);
	assert_int_equal(known(k, db, "张三", STR_NONE, one), first);
	assert_int_not_equal(known(k, db, "张三", STR_NONE, two), first);
	assert_int_not_equal(known(k, db, "张三三", STR_NONE, one), first);
	db_rollback(db);
	kit_close(k);
}

static void nothing_in_the_clear(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, WRITING, 0);
	int64_t id = known(k, db, "张三", idno(k, "42910119750101003"), 0);
	struct person row;
	struct str name;
	bool found;
	assert_good(row_read(db, &person_table, id, &row, &found));
	struct str bytes = row_bytes(k->mem, &person_table, &row);
	assert_true(str_find(bytes, STR("张三")) == SIZE_MAX && str_find(bytes, STR("19750101")) == SIZE_MAX);
	assert_good(person_name(db, id, &name));
	assert_text(name, "张三");
	db_rollback(db);
	kit_close(k);
}

static void forgotten_still_verifies(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, WRITING, 0);
	struct str number = idno(k, "42910119750101003"), name;
	struct who who;
	bool forgotten;
	int64_t id = known(k, db, "张三", number, 0), found;
	assert_good(db_commit(db));
	db = kit_begin(k, WRITING, 7);
	assert_good(person_forget(db, id, STR("本人要求")));
	assert_good(db_commit(db));
	assert_whole(k);
	db = kit_begin(k, WRITING, 0);
	assert_good(person_name(db, id, &name));
	assert_text(name, "已遗忘");
	assert_good(person_open(db, id, &who, &forgotten));
	assert_true(forgotten && !who.name.p && !who.idno.p);
	assert_good(person_find(db, &(struct who){ .idno = number }, &found));
	assert_int_equal(found, 0);
	assert_good(person_find(db, &(struct who){ .name = STR("张三") }, &found));
	assert_int_equal(found, 0);
	assert_fault(person_forget(db, id, STR("again")), "person.forgotten");
	assert_fault(person_forget(db, 999999, STR("nobody")), "person.absent");
	struct who again = { .name = STR("张三"), .idno = number };
	assert_fault(person_get(db, &again, k->today, &found), "person.forgotten");       /* nor comes he back with the next file */
	again.idno = STR("429101750101003");
	assert_fault(person_get(db, &again, k->today, &found), "person.forgotten");
	again.idno = idno(k, "42910119750101005");
	assert_good(person_get(db, &again, k->today, &found));
	db_rollback(db);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM person_key WHERE wrapped IS NULL"), 1);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM trail_row WHERE relation = 'person' AND before IS NOT NULL"), 0);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM trail WHERE act = 'forget' AND why = '本人要求'"), 1);
	kit_close(k);
}

/* What stays of the forgotten equals no column that a backup has. */
static void tombstone_joins_nothing(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, WRITING, 0);
	struct person before;
	bool found;
	int64_t id = known(k, db, "张三", idno(k, "42910119750101003"), 0);
	assert_good(row_read(db, &person_table, id, &before, &found));
	assert_good(db_commit(db));
	db = kit_begin(k, WRITING, 7);
	assert_good(person_forget(db, id, STR("本人要求")));
	assert_good(db_commit(db));
	assert_int_equal(kit_count(k, "SELECT count(*) FROM forgotten"), 1);
	assert_int_equal(kit_count(k, str_fmt(k->mem, "SELECT count(*) FROM forgotten WHERE blind IN ('%.*s', '%.*s')", PSTR(before.idno_blind),
		PSTR(before.name_blind)).p), 0);
	assert_whole(k);
	kit_close(k);
}

static bool in_file(struct kit *k, const char *behind, struct str bytes)
{
	const char *path = str_fmt(k->mem, "%.*s%s", PSTR(k->where), behind).p;
	if (access(path, F_OK) != 0)
		return false;
	struct str all = harness_read(k->mem, path);
	return all.n && memmem(all.p, all.n, bytes.p, bytes.n) != NULL;
}

/* The wrapped key leaves the database's files too, not only its rows. */
static void scrubbed_from_the_files(void **state)
{
	static const struct member gives[] = { { "wrapped", T_BYTES, 0 } };
	const char *sql = "SELECT wrapped FROM person_key";
	struct query q = { .name = "wrapped", .sqlite = sql, .postgres = sql, .gives = gives, .n_gives = 1, .size = sizeof(struct str) };
	struct kit *k = kit_open();
	struct str wrapped;
	bool found, files = !store_is_postgres(k->store);
	struct db *db = kit_begin(k, WRITING, 0);
	int64_t id = known(k, db, "张三", idno(k, "42910119750101003"), 0);
	assert_good(db_commit(db));
	db = kit_begin(k, READING, 0);
	assert_good(db_one(db, &q, NULL, &wrapped, &found));
	wrapped = str_copy(k->mem, wrapped);
	db_rollback(db);
	assert_true(!files || in_file(k, "", wrapped) || in_file(k, "-wal", wrapped));
	db = kit_begin(k, WRITING, 7);
	assert_good(person_forget(db, id, STR("本人要求")));
	assert_good(db_commit(db));
	assert_good(store_scrub(k->mem, k->store, PERSON_TABLES));
	assert_false(files && (in_file(k, "", wrapped) || in_file(k, "-wal", wrapped)));
	assert_whole(k);
	kit_close(k);
}

static int64_t with_phone(struct kit *k, struct db *db, const char *phone, int64_t employer)
{
	struct who who = { .name = STR("张三"), .phone = str_of(phone), .employer = employer };
	int64_t id = 0;
	assert_good(person_get(db, &who, k->today, &id));
	return id;
}

/* Two of one name at one employer are told apart by their phones, and nobody is merged on a guess. */
static void same_name_same_employer(void **state)
{
	struct kit *k = kit_open();
	struct who who;
	bool forgotten;
	kit_federation(k);
	int64_t at = kit_org(k, "江州甲厂工会委员会", "2019-01-01");
	struct db *db = kit_begin(k, WRITING, 0);
	int64_t first = known(k, db, "张三", STR_NONE, at);
	assert_int_equal(with_phone(k, db, "13800000001", at), first);       /* the only one, and nothing speaks against it */
	assert_good(person_open(db, first, &who, &forgotten));
	assert_text(who.phone, "13800000001");                               /* kept */
	int64_t second = with_phone(k, db, "13800000002", at);
	assert_int_not_equal(second, first);
	assert_int_equal(with_phone(k, db, "13800000001", at), first);
	assert_int_equal(with_phone(k, db, "13800000002", at), second);
	int64_t third = known(k, db, "张三", STR_NONE, at);                   /* which of the two? */
	assert_true(third != first && third != second);
	assert_int_equal(known(k, db, "张三", STR_NONE, at), third);          /* the file comes again */
	assert_good(person_open(db, second, &who, &forgotten));
	assert_text(who.phone, "13800000002");
	assert_good(db_commit(db));
	assert_whole(k);
	kit_close(k);
}

static void officer_by_name(void **state)
{
	struct kit *k = kit_open();
	int64_t id, org;
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务,起始日期,终止日期\n钱一,沙洲区总工会,干事,2018-01-01,\n"
		"钱一,石陂市总工会,干事,2018-01-01,\n孙二,沙洲区总工会,主席,2015-01-01,2017-12-31\n周三,沙洲区总工会,干事,2018-01-01,\n" });
	int64_t county = kit_org(k, "沙洲区", "2019-01-01");
	struct db *db = kit_begin(k, READING, 0);
	assert_good(person_officer(db, STR("周三"), 0, &id, &org));
	assert_true(id && org == county);
	assert_good(person_officer(db, STR("孙二"), 0, &id, &org));          /* his post has ended */
	assert_int_equal(id, 0);
	assert_fault(person_officer(db, STR("钱一"), 0, &id, &org), "person.two");
	assert_good(person_officer(db, STR("钱一"), county, &id, &org));      /* one of them is here */
	assert_true(id && org == county);
	db_rollback(db);
	kit_close(k);
}

SUITE(TEST(one_number_one_person), TEST(another_name_is_said), TEST(fifteen_are_eighteen), TEST(without_a_number), TEST(nothing_in_the_clear),
	TEST(forgotten_still_verifies), TEST(tombstone_joins_nothing), TEST(scrubbed_from_the_files), TEST(same_name_same_employer), TEST(officer_by_name))
