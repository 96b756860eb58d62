/* The rules of pairing: a household is its code, one helper a day, five households a helper; and 户 counted once, whoever stands in the row. */
#define LINE pairing_line
#include "line_kit.h"

#define HOUSEHOLD entity("pairing.household")
#define LINK entity("pairing.link")
#define VISIT entity("pairing.visit")
#define SUPPORT entity("pairing.support")
#define HOUSEHOLD_HEAD "户编号,村,村代码,类别,姓名,身份证号,与户主关系,登记日期\n"
#define LINK_HEAD "部室,帮扶干部,户编号,结对日期,终止日期,终止原因\n"
#define VISIT_HEAD "部室,走访干部,户编号,走访日期,走访方式,走访情况\n"
#define SUPPORT_HEAD "户编号,发放日期,慰问金,物资名称,数量,计量单位,单价\n"

static struct kit *office(void)
{
	struct kit *k = line_open();
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,简称,单位类型,上级单位,顺序\n江州市总工会办公室,办公室,机关部室,江州市总工会,2\n" });
	kit_bring(k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务,起始日期\n余知微,办公室,科员,2017-01-01\n郜文舟,办公室,副主任,2017-02-01\n" });
	return k;
}

/* A husband and his wife, listed both under one code; a needy household; a veteran. */
static void households(struct kit *k)
{
	passed(k, (struct sent){ .of = HOUSEHOLD, .csv = HOUSEHOLD_HEAD "A-1,云蔸村,429124103201,贫困户,张三,11010519491231002X,户主,2018-05-10\n"
		"A-1,云蔸村,429124103201,贫困户,李四,421002197001010010,配偶,2018-05-10\nA-2,云蔸村,429124103201,困难群众,王五,421023198506150023,,2018-05-10\n" });
}

static void a_household_is_its_code(void **state)
{
	struct kit *k = office();
	households(k);
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM household"), 2);
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM household_member"), 3);
	assert_string_equal(wrong(k, HOUSEHOLD, HOUSEHOLD_HEAD "A-3,云蔸村,42912410320,贫困户,赵六,510107198506150046,户主,2018-05-10\n"), "pairing.village");
	assert_string_equal(wrong(k, HOUSEHOLD, HOUSEHOLD_HEAD "A-1,云蔸村,,贫困户,张三,11010519491231002X,户主,2018-05-10\n"
		"A-1,云蔸村,,老党员,李四,421002197001010010,配偶,2018-05-10\n"), "pairing.kind");
	assert_string_equal(wrong(k, HOUSEHOLD, HOUSEHOLD_HEAD "A-3,云蔸村,,老党员,赵六,510107198506150046,户主,2018-05-10\n"
		"A-3,云蔸村,,贫困户,赵七,429124196001010017,配偶,2018-05-10\n"), "pairing.kind");
	assert_null(wrong(k, HOUSEHOLD, HOUSEHOLD_HEAD "A-1,云蔸村,,老党员,张三,11010519491231002X,户主,2018-05-10\n"
		"A-1,云蔸村,,老党员,李四,421002197001010010,配偶,2018-05-10\n"));           /* mended in both rows */
	assert_string_equal(wrong(k, HOUSEHOLD, HOUSEHOLD_HEAD "A-2,云蔸村,,困难群众,李四,421002197001010010,,2019-01-10\n"), "household.other");
	kit_close(k);
}

static void one_helper_a_day(void **state)
{
	struct kit *k = office();
	struct str say;
	households(k);
	assert_string_equal(wrong(k, LINK, LINK_HEAD "办公室,余知微,A-9,2018-06-01,,\n"), "pairing.no_household");
	assert_string_equal(wrong(k, LINK, LINK_HEAD "办公室,余知威,A-1,2018-06-01,,\n"), "pairing.no_officer");
	assert_string_equal(wrong(k, LINK, LINK_HEAD "办公室,余知微,A-1,2018-06-01,2018-05-01,调整\n"), "pairing.until");
	assert_string_equal(wrong(k, LINK, LINK_HEAD "办公室,余知微,A-1,2018-06-01,2018-12-31,\n"), "pairing.reason");
	assert_string_equal(wrong(k, LINK, LINK_HEAD "办公室,余知微,A-1,2018-06-01,,\n办公室,郜文舟,A-1,2018-06-01,,\n"), "row.twice");
	passed(k, (struct sent){ .of = LINK, .csv = LINK_HEAD "办公室,余知微,A-1,2018-06-01,,\n" });
	assert_string_equal(kit_wrong(k, (struct sent){ .of = LINK, .csv = LINK_HEAD "办公室,郜文舟,A-1,2019-01-10,,\n", .part = "2" }, &say), "pairing.two_helpers");
	assert_holds(say, "2018年6月1日");
	/* one file ends the one and begins the other, the day after */
	assert_string_equal(wrong(k, LINK, LINK_HEAD "办公室,余知微,A-1,2018-06-01,,\n办公室,郜文舟,A-1,2019-01-10,,\n"), "pairing.two_helpers");
	assert_string_equal(wrong(k, LINK, LINK_HEAD "办公室,郜文舟,A-1,2019-01-09,,\n办公室,余知微,A-1,2018-06-01,2019-01-09,工作调整\n"), "pairing.two_helpers");
	struct sent both = { .of = LINK, .csv = LINK_HEAD "办公室,郜文舟,A-1,2019-01-10,,\n办公室,余知微,A-1,2018-06-01,2019-01-09,工作调整\n" };
	assert_null(kit_wrong(k, both, NULL));
	passed(k, both);
	/* the link that began later stands in another file: it is named */
	struct import_result r;
	struct db *db = kit_begin(k, WRITING, 1);
	assert_good(kit_import(k, db, (struct sent){ .of = LINK, .csv = LINK_HEAD "办公室,余知微,A-2,2018-06-01,,\n" , .part = "2" }, &r));
	assert_good(db_commit(db));
	assert_string_equal(wrong(k, LINK, LINK_HEAD "办公室,郜文舟,A-1,2019-01-10,,\n办公室,余知微,A-1,2018-06-01,2019-01-09,工作调整\n办公室,郜文舟,A-2,2018-01-10,,\n"),
		"pairing.two_helpers");
	kit_close(k);
}

static void five_households_a_helper(void **state)
{
	static const char *const IDS[] = {
		"429124196001010017", "429124196001010033", "42912419600101005X", "429124196001010076", "429124196001010092", "429124196001010113",
	};
	struct kit *k = office();
	struct buf households_csv = { .mem = k->mem }, links = { .mem = k->mem };
	buf_puts(&households_csv, HOUSEHOLD_HEAD);
	buf_puts(&links, LINK_HEAD);
	for (size_t i = 0; i < COUNT(IDS); i++) {
		buf_fmt(&households_csv, "B-%zu,云蔸村,,贫困户,户主甲,%s,,2018-05-10\n", i, IDS[i]);
		if (i < 5)
			buf_fmt(&links, "办公室,余知微,B-%zu,2018-06-01,,\n", i);
	}
	passed(k, (struct sent){ .of = HOUSEHOLD, .csv = str_c(k->mem, buf_str(&households_csv)) });
	const char *five = str_c(k->mem, buf_str(&links)), *sixth = "办公室,余知微,B-5,2019-01-10,,\n";
	struct import_result r;
	struct db *db = kit_begin(k, WRITING, 1);
	assert_good(kit_import(k, db, (struct sent){ .of = LINK, .csv = str_fmt(k->mem, "%s%s", five, sixth).p }, &r));
	db_rollback(db);
	assert_true(r.n_wrongs == 1 && r.wrongs->row == 7 && r.wrongs->column == 1);     /* six in one file: the last of them, 帮扶干部 */
	assert_string_equal(r.wrongs->code, "pairing.too_many");
	passed(k, (struct sent){ .of = LINK, .csv = five });
	assert_string_equal(kit_wrong(k, (struct sent){ .of = LINK, .csv = str_fmt(k->mem, "%s%s", LINK_HEAD, sixth).p, .part = "2" }, NULL), "pairing.too_many");
	assert_string_equal(kit_wrong(k, (struct sent){ .of = LINK, .csv = LINK_HEAD "办公室,余知微,B-5,2017-01-10,,\n", .part = "2" }, NULL), "pairing.too_many");
	assert_null(kit_wrong(k, (struct sent){ .of = LINK, .csv = LINK_HEAD "办公室,余知微,B-5,2017-01-10,2018-05-31,搬迁\n", .part = "2" }, NULL));
	assert_null(kit_wrong(k, (struct sent){ .of = LINK, .csv = LINK_HEAD "办公室,郜文舟,B-5,2019-01-10,,\n", .part = "2" }, NULL));
	assert_null(wrong(k, LINK, str_fmt(k->mem, "%s%s", LINK_HEAD, sixth).p));        /* instead of the five */
	kit_close(k);
}

static void a_household_counts_once(void **state)
{
	struct kit *k = office();
	households(k);
	passed(k, (struct sent){ .of = VISIT, .csv = VISIT_HEAD "办公室,余知微,A-1,2019-01-17,走访慰问,\n办公室,郜文舟,A-1,2019-01-17,入户走访,\n"
		"办公室,余知微,A-2,2019-01-17,走访慰问,\n办公室,余知微,A-2,2019-01-24,电话联系,\n" });
	assert_int_equal(figure(k, "pairing.poor_households", 201901).value, 1);
	assert_int_equal(figure(k, "pairing.other_households", 201901).value, 1);
	assert_int_equal(figure(k, "pairing.needy_households", 201901).value, 1);
	assert_int_equal(figure(k, "pairing.veteran_households", 201901).value, 0);
	assert_int_equal(figure(k, "pairing.cadres", 201901).value, 2);
	assert_int_equal(figure(k, "pairing.unlinked_households", 201901).value, 2);
	kit_close(k);
}

/* What a household is taken for is asked as of the day of the visit. */
static void a_household_changes_sides(void **state)
{
	struct kit *k = office();
	households(k);
	passed(k, (struct sent){ .of = HOUSEHOLD, .csv = HOUSEHOLD_HEAD "A-1,云蔸村,,困难群众,张三,11010519491231002X,户主,2019-01-20\n", .part = "2" });
	passed(k, (struct sent){ .of = VISIT, .csv = VISIT_HEAD "办公室,余知微,A-1,2019-01-17,走访慰问,\n" });
	assert_int_equal(figure(k, "pairing.poor_households", 201901).value, 1);
	assert_int_equal(figure(k, "pairing.other_households", 201901).value, 0);
	passed(k, (struct sent){ .of = VISIT, .csv = VISIT_HEAD "办公室,余知微,A-1,2019-01-21,走访慰问,\n" });
	assert_int_equal(figure(k, "pairing.poor_households", 201901).value, 0);
	assert_int_equal(figure(k, "pairing.other_households", 201901).value, 1);
	kit_close(k);
}

static void goods_at_cost(void **state)
{
	struct kit *k = office();
	households(k);
	assert_string_equal(wrong(k, SUPPORT, SUPPORT_HEAD "A-1,2019-01-17,,,,,\n"), "pairing.nothing");
	assert_string_equal(wrong(k, SUPPORT, SUPPORT_HEAD "A-1,2019-01-17,,大米,1,袋,\n"), "pairing.goods");
	assert_string_equal(wrong(k, SUPPORT, SUPPORT_HEAD "A-1,2019-01-17,400,,1,袋,59.80\n"), "pairing.goods");
	assert_string_equal(wrong(k, SUPPORT, SUPPORT_HEAD "A-9,2019-01-17,400,,,,\n"), "pairing.no_household");
	passed(k, (struct sent){ .of = SUPPORT, .csv = SUPPORT_HEAD "A-1,2019-01-17,400,大米,2,袋,59.80\nA-2,2019-01-17,200,,,,\n" });
	assert_int_equal(figure(k, "pairing.support_value", 201901).value, 71960);
	assert_int_equal(figure(k, "pairing.cash", 201901).value, 60000);
	assert_int_equal(figure(k, "pairing.goods", 201901).value, 11960);
	kit_close(k);
}

static void the_draft_says_what_is_there(void **state)
{
	struct kit *k = office();
	struct draft d = drafted(k, 201901);
	assert_int_equal(d.body.n + d.heading.n, 0);
	households(k);
	passed(k, (struct sent){ .of = VISIT, .csv = VISIT_HEAD "办公室,余知微,A-2,2019-01-17,走访慰问,\n" });
	passed(k, (struct sent){ .of = SUPPORT, .csv = SUPPORT_HEAD "A-2,2019-01-17,,大米,1,袋,59.80\n" });
	d = drafted(k, 201901);
	assert_text(buf_str(&d.body), "{pairing.cadres}机关干部到云蔸村走访困难群众{pairing.needy_households}，送去大米，价值{pairing.support_value}。");
	kit_close(k);
}

SUITE(TEST(a_household_is_its_code), TEST(one_helper_a_day), TEST(five_households_a_helper), TEST(a_household_counts_once), TEST(a_household_changes_sides),
	TEST(goods_at_cost), TEST(the_draft_says_what_is_there))
