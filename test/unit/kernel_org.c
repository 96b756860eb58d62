/* Units have a history: names and parents are dated, a unit that moves leaves last year's where it was. */
#include "kernel_kit.h"

#define HEAD "单位全称,简称,单位类型,上级单位,用人单位,统计编码,起始日期,终止日期\n"

static fault find(struct kit *k, const char *name, const char *day, int64_t *ret, fault *ret_why)
{
	struct db *db = kit_begin(k, READING, 0);
	fault f = org_find(db, str_of(name), on(day), ret, ret_why);
	db_rollback(db);
	return f;
}

static int64_t county_on(struct kit *k, int64_t org, const char *day)
{
	struct db *db = kit_begin(k, READING, 0);
	int64_t county;
	assert_good(org_county(db, org, on(day), &county));
	db_rollback(db);
	return county;
}

static struct str name_on(struct kit *k, int64_t org, const char *day)
{
	struct db *db = kit_begin(k, READING, 0);
	struct str full;
	assert_good(org_name_on(db, org, on(day), &full, NULL));
	db_rollback(db);
	return full;
}

static void moved_county(void **state)
{
	struct kit *k = kit_open();
	kit_federation(k);
	struct import_result r = kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD
		"江州甲厂工会委员会,,基层工会,石陂市总工会,,42910001,2018-07-01,\n" });
	assert_int_equal(r.changed, 1);
	int64_t union_of = kit_org(k, "42910001", "2019-01-01"), old = kit_org(k, "沙洲区", "2019-01-01"), now = kit_org(k, "石陂市", "2019-01-01");
	assert_int_equal(county_on(k, union_of, "2018-06-30"), old);
	assert_int_equal(county_on(k, union_of, "2018-07-01"), now);
	assert_int_equal(county_on(k, now, "2019-01-01"), now);
	assert_int_equal(county_on(k, k->city, "2019-01-01"), 0);
	struct db *db = kit_begin(k, READING, 0);
	bool inside;
	assert_good(org_within(db, union_of, old, on("2018-06-30"), &inside));
	assert_true(inside);
	assert_good(org_within(db, union_of, old, on("2018-07-01"), &inside));
	assert_false(inside);
	assert_good(org_within(db, union_of, k->city, on("2018-07-01"), &inside));
	assert_true(inside);
	db_rollback(db);
	r = kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "江州甲厂工会委员会,,基层工会,石陂市总工会,,42910001,2018-07-01,\n\n" });
	assert_int_equal(r.same, 1);                         /* said again in another file */
	assert_whole(k);
	kit_close(k);
}

static void renamed(void **state)
{
	struct kit *k = kit_open();
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "江州丙厂工会委员会,,基层工会,沙洲区总工会,,42910001,2018-10-01,\n" });
	int64_t id = kit_org(k, "江州丙厂工会委员会", "2019-01-01");
	assert_int_equal(kit_org(k, "江州甲厂工会委员会", "2018-09-30"), id);
	assert_int_equal(kit_org(k, "江州甲厂工会委员会", "2019-01-01"), id);       /* an old name that only one bore still tells who is meant */
	assert_text(name_on(k, id, "2018-09-30"), "江州甲厂工会委员会");
	assert_text(name_on(k, id, "2018-10-01"), "江州丙厂工会委员会");
	assert_whole(k);
	kit_close(k);
}

static void nearest_name(void **state)
{
	struct kit *k = kit_open();
	int64_t id;
	fault why = NULL;
	kit_federation(k);
	assert_good(find(k, "沙州区总工会", "2019-01-01", &id, &why));
	assert_int_equal(id, 0);
	assert_fault(why, "org.unknown");
	assert_holds(str_of(why->say), "最接近的是“沙洲区总工会”");
	why = NULL;
	assert_good(find(k, "完全不相干的一个名字", "2019-01-01", &id, &why));
	assert_fault(why, "org.unknown");
	assert_true(str_find(str_of(why->say), STR("最接近")) == SIZE_MAX);
	assert_int_equal(kit_org(k, "  沙洲区 总工会", "2019-01-01"), kit_org(k, "沙洲区", "2019-01-01"));
	kit_close(k);
}

static void two_hits_ask(void **state)
{
	struct kit *k = kit_open();
	int64_t id;
	fault why = NULL;
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "江州丁厂工会委员会,甲厂,基层工会,沙洲区总工会,,42910002,,\n"
		"石陂丁厂工会委员会,甲厂,基层工会,石陂市总工会,,42920002,,\n江州戊厂工会委员会,戊厂,基层工会,沙洲区总工会,,42910003,,2017-12-31\n"
		"石陂戊厂工会委员会,戊厂,基层工会,石陂市总工会,,42920003,2018-01-01,\n" });
	assert_good(find(k, "甲厂", "2019-01-01", &id, &why));
	assert_int_equal(id, 0);
	assert_fault(why, "org.two");
	assert_int_equal(kit_org(k, "戊厂", "2017-06-01"), kit_org(k, "42910003", "2017-06-01"));    /* one that day, another that day */
	assert_int_equal(kit_org(k, "戊厂", "2018-06-01"), kit_org(k, "42920003", "2018-06-01"));
	kit_close(k);
}

static void cycle_is_refused(void **state)
{
	struct kit *k = kit_open();
	struct import_result r;
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "东镇总工会,,乡镇街道总工会,沙洲区总工会,,429101,,\n西镇总工会,,乡镇街道总工会,东镇总工会,,429102,,\n" });
	struct db *db = kit_begin(k, WRITING, 0);
	assert_good(kit_import(k, db, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "东镇总工会,,乡镇街道总工会,西镇总工会,,429101,2019-01-01,\n" }, &r));
	assert_int_equal(r.n_wrongs, 0);
	assert_fault(org_tree_build(db), "org.cycle");
	db_rollback(db);
	assert_int_equal(county_on(k, kit_org(k, "西镇总工会", "2019-01-01"), "2019-01-01"), kit_org(k, "沙洲区", "2019-01-01"));
	kit_close(k);
}

static void refused_in_the_register(void **state)
{
	struct kit *k = kit_open();
	kit_federation(k);
	static const struct { const char *row, *code; } REFUSED[] = {
		{ "东镇总工会,,乡镇街道总工会,没有的总工会,,,,\n",                          "org.unknown" },
		{ "东镇总工会,,乡镇街道总工会,,,,,\n",                                      "org.no_parent" },
		{ "东镇总工会,,宗教团体,沙洲区总工会,,,,\n",                                "cell.code" },
		{ "江州甲厂工会委员会,,基层工会,石陂市总工会,,42910001,,\n",                "org.two_parents" },
		{ "东镇总工会,,乡镇街道总工会,沙洲区总工会,,,2019-02-30,\n",                "cell.day" },
	};
	for (size_t i = 0; i < COUNT(REFUSED); i++) {
		const char *code = kit_wrong(k, (struct sent){ .of = &ORG_UNIT, .csv = str_fmt(k->mem, "%s%s", HEAD, REFUSED[i].row).p }, NULL);
		assert_non_null(code);
		assert_string_equal(code, REFUSED[i].code);
	}
	kit_close(k);
}

static void closed(void **state)
{
	struct kit *k = kit_open();
	int64_t *counties;
	size_t n;
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "石陂市总工会,,县市区总工会,江州市总工会,,4292,2019-01-01,2019-05-31\n" });
	struct db *db = kit_begin(k, READING, 0);
	assert_good(org_counties(db, on("2019-05-31"), &counties, &n));
	assert_int_equal(n, 2);
	assert_good(org_counties(db, on("2019-06-01"), &counties, &n));
	assert_int_equal(n, 1);
	db_rollback(db);
	assert_whole(k);
	kit_close(k);
}

/* A unit is closed by filling in the last day in its row, whether or not the row says since when it has stood. */
static void closed_in_its_row(void **state)
{
	struct kit *k = kit_open();
	int64_t *counties;
	size_t n;
	kit_federation(k);
	struct import_result r = kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "石陂市总工会,石陂市,县市区总工会,江州市总工会,,4292,,2019-05-31\n" });
	assert_int_equal(r.changed, 1);
	struct db *db = kit_begin(k, READING, 0);
	assert_good(org_counties(db, on("2019-06-01"), &counties, &n));
	assert_int_equal(n, 1);
	db_rollback(db);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "石陂市总工会,石陂市,县市区总工会,江州市总工会,,4292,,\n" });    /* by mistake: it goes on */
	db = kit_begin(k, READING, 0);
	assert_good(org_counties(db, on("2019-06-01"), &counties, &n));
	assert_int_equal(n, 2);
	db_rollback(db);
	assert_whole(k);
	kit_close(k);
}

/* A register that tells a unit's history in several rows says nothing new when it comes again. */
static void history_again(void **state)
{
#define HISTORY "单位全称,简称,单位类型,上级单位,统计编码,职工人数,起始日期,终止日期\n" \
	"江州己厂工会委员会,,基层工会,沙洲区总工会,42910009,100,2010-01-01,2018-06-30\n江州己厂工会委员会,己厂,基层工会,石陂市总工会,42910009,120,2018-07-01,\n" \
	"江州庚厂工会委员会,,基层工会,沙洲区总工会,42910010,50,2010-01-01,2018-09-30\n江州辛厂工会委员会,,基层工会,沙洲区总工会,42910010,60,2018-10-01,\n"
	struct kit *k = kit_open();
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HISTORY });
	int64_t id = kit_org(k, "42910009", "2019-01-01");
	assert_int_equal(county_on(k, id, "2018-06-30"), kit_org(k, "沙洲区", "2019-01-01"));
	assert_int_equal(county_on(k, id, "2018-07-01"), kit_org(k, "石陂市", "2019-01-01"));
	struct import_result r = kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HISTORY, .month = 201902 });
	assert_int_equal(r.same, 4);
	assert_int_equal(kit_count(k, "SELECT sum(workers) FROM org WHERE stat_code IN ('42910009', '42910010')"), 180);
	assert_int_equal(r.changed, 0);
	assert_whole(k);
	kit_close(k);
}

/* A column that a sheet has not says nothing: what was known stays, the days too. An empty cell of a column that is there empties. */
static void absent_columns(void **state)
{
	struct kit *k = kit_open();
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,上级单位,统计编码,职工人数,会员人数,行政区划代码,顺序,起始日期,终止日期\n"
		"石陂市总工会,县市区总工会,江州市总工会,4292,500,400,429102,20,2010-03-01,2019-05-31\n" });
	struct import_result r = kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,会员人数\n石陂市总工会,县市区总工会,450\n" });
	assert_int_equal(r.changed, 1);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM org WHERE stat_code = '4292' AND workers = 500 AND members = 450 AND division = '429102'"
		" AND protocol = 20 AND until = '2019-06-01'"), 1);
	assert_int_equal(kit_count(k, "SELECT count(*) FROM org_name WHERE name = '石陂市总工会'"), 1);
	int64_t id = kit_org(k, "4292", "2019-01-01");
	assert_int_equal(county_on(k, id, "2019-01-01"), id);
	assert_string_equal(kit_wrong(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,会员人数\n石陂市总工会,县市区总工会,501\n" }, NULL), "org.members");
	assert_string_equal(kit_wrong(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型\n新区总工会,县市区总工会\n" }, NULL), "org.no_parent");
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,职工人数\n石陂市总工会,县市区总工会,\n" });
	assert_int_equal(kit_count(k, "SELECT count(*) FROM org WHERE stat_code = '4292' AND workers IS NULL AND members = 450"), 1);
	assert_whole(k);
	kit_close(k);
}

static void one_city(void **state)
{
	struct kit *k = kit_open();
	int64_t city;
	kit_federation(k);
	assert_string_equal(kit_wrong(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,顺序\n河州市总工会,市总工会,0\n" }, NULL), "org.second_city");
	assert_string_equal(kit_wrong(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,上级单位\n江州市总工会,县市区总工会,沙洲区总工会\n" }, NULL), "org.city");
	assert_null(kit_wrong(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,顺序\n江州市总工会,市总工会,5\n" }, NULL));
	kit_tamper(k, "UPDATE org SET protocol = 99999, since = '1950-01-01' WHERE kind = 'city'; UPDATE org SET kind = 'city', protocol = 0 WHERE stat_code = '4292'");
	struct db *db = kit_begin(k, READING, 0);
	assert_good(org_city(db, &city));                    /* the first there was, whatever stands beside it */
	assert_int_equal(city, k->city);
	db_rollback(db);
	kit_close(k);
}

/* Two codes are two units, whatever they are called. */
static void same_name_other_code(void **state)
{
	struct kit *k = kit_open();
	kit_federation(k);
	int64_t first = kit_org(k, "42910001", "2019-01-01");
	struct import_result r = kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,上级单位,统计编码\n"
		"江州甲厂工会委员会,基层工会,石陂市总工会,42920009\n" });
	assert_int_equal(r.added, 1);
	int64_t second = kit_org(k, "42920009", "2019-01-01");
	assert_int_not_equal(second, first);
	assert_int_equal(county_on(k, first, "2019-01-01"), kit_org(k, "沙洲区", "2019-01-01"));
	assert_int_equal(county_on(k, second, "2019-01-01"), kit_org(k, "石陂市", "2019-01-01"));
	assert_string_equal(kit_wrong(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,职工人数\n江州甲厂工会委员会,基层工会,9\n" }, NULL), "org.two");
	assert_int_equal(kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,统计编码,职工人数\n江州甲厂工会委员会,基层工会,42910001,9\n" }).changed, 1);
	assert_whole(k);
	kit_close(k);
}

/* What a figure is split by: whoever was there on any day, counties before zones. */
static void units_of_a_span(void **state)
{
	struct kit *k = kit_open();
	int64_t *units;
	size_t n;
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = HEAD "石陂市总工会,石陂市,县市区总工会,江州市总工会,,4292,,2019-05-31\n"
		"高新区总工会,高新区,开发区工会,江州市总工会,,4299,2019-03-10,\n" });
	struct db *db = kit_begin(k, READING, 0);
	assert_good(org_units(db, on("2019-01-01"), on("2019-03-09"), &units, &n));
	assert_int_equal(n, 2);
	assert_good(org_units(db, on("2019-05-31"), on("2019-12-31"), &units, &n));
	assert_int_equal(n, 3);
	assert_int_equal(units[1], kit_org(k, "石陂市", "2019-01-01"));
	assert_good(org_units(db, on("2019-06-01"), on("2019-12-31"), &units, &n));
	assert_int_equal(n, 2);
	db_rollback(db);
	kit_close(k);
}

SUITE(TEST(moved_county), TEST(renamed), TEST(nearest_name), TEST(two_hits_ask), TEST(cycle_is_refused), TEST(refused_in_the_register), TEST(closed), TEST(closed_in_its_row), TEST(history_again), TEST(absent_columns), TEST(one_city),
	TEST(same_name_other_code), TEST(units_of_a_span))
