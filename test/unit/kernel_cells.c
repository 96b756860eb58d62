/* Cells on their way in: sums, persons and units, each wrong one named by its code, good ones read as people write them. */
#include "kernel_kit.h"
#include "base/id.h"

static const struct field MONEY_FIELDS[] = {
	FIELD(event, line,     "条线", FIELD_CODE,  .must = true, .codes = LINE_CODES),
	FIELD(event, kind,     "类别", FIELD_TEXT,  .must = true, .most = 4),
	FIELD(event, title,    "事项", FIELD_TEXT,  .must = true, .key = true),
	FIELD(event, head.org, "单位", FIELD_ORG,   .within = true),
	FIELD(event, amount,   "金额", FIELD_MONEY, .most = 5000000),
};
static const struct entity MONEY = { .name = "test.money", .title = "金额表", .table = &event_table, .fields = MONEY_FIELDS, .n = COUNT(MONEY_FIELDS) };
static const struct field PERSON_FIELDS[] = {
	FIELD(event, line,   "条线",     FIELD_CODE,  .must = true, .codes = LINE_CODES),
	FIELD(event, kind,   "类别",     FIELD_TEXT,  .must = true),
	FIELD(event, title,  "事项",     FIELD_TEXT,  .must = true, .key = true),
	FIELD(event, amount, "姓名",     FIELD_NAME,  .must = true, .key = true),
	FIELD(event, amount, "身份证号", FIELD_IDNO),
	FIELD(event, amount, "电话",     FIELD_PHONE),
};
static const struct entity PERSON = { .name = "test.person", .title = "人员表", .table = &event_table, .fields = PERSON_FIELDS, .n = COUNT(PERSON_FIELDS) };

struct cell_case { const char *text, *code; int64_t fen; };

static void money(void **state)
{
	static const struct cell_case CASES[] = {
		{ "1200", NULL, 120000 }, { "1200.50", NULL, 120050 }, { "１２００", NULL, 120000 }, { "\"1,200.5\"", NULL, 120050 }, { "0", NULL, 0 },
		{ "0.2万元", NULL, 200000 }, { "50000", NULL, 5000000 }, { "", NULL, INT_NONE }, { "-1", "cell.negative", 0 }, { "-0.01", "cell.negative", 0 },
		{ "50000.01", "cell.range", 0 }, { "5万元多", "cell.money", 0 }, { "一千", "cell.money", 0 }, { "1.005", "cell.money", 0 }, { "1,2", "cell.money", 0 } };
	struct kit *k = kit_open();
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct sent s = { .of = &MONEY, .csv = str_fmt(k->mem, "条线,类别,事项,单位,金额\n送温暖,会议,第%zu件,,%s\n", i, CASES[i].text[0] == '1' && CASES[i].text[1] == ','
			? "\"1,2\"" : CASES[i].text).p, .part = str_fmt(k->mem, "%zu", i).p };
		const char *code = kit_wrong(k, s, NULL);
		if (CASES[i].code ? !code || strcmp(code, CASES[i].code) : code != NULL)
			fail_msg("%s: %s, expected %s", CASES[i].text, code ? code : "good", CASES[i].code ? CASES[i].code : "good");
		if (code)
			continue;
		kit_bring(k, s);
		int64_t fen = kit_count(k, str_fmt(k->mem, "SELECT amount FROM event WHERE title = '第%zu件'", i).p);
		if (fen != CASES[i].fen)                     /* an empty cell is unknown, not nought */
			fail_msg("%s: %lld fen", CASES[i].text, (long long)fen);
	}
	kit_close(k);
}

static void texts(void **state)
{
	static const struct { const char *row, *code; } CASES[] = {
		{ "送温情,会议,一,,1", "cell.code" }, { ",会议,一,,1", "cell.missing" }, { "送温暖,,一,,1", "cell.missing" },
		{ "送温暖,一二三四,一,,1", NULL }, { "送温暖,一二三四五,一,,1", "cell.length" }, { "aid,会议,一,,1", NULL } };
	struct kit *k = kit_open();
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const char *code = kit_wrong(k, (struct sent){ .of = &MONEY, .csv = str_fmt(k->mem, "条线,类别,事项,单位,金额\n%s\n", CASES[i].row).p }, NULL);
		if (CASES[i].code ? !code || strcmp(code, CASES[i].code) : code != NULL)
			fail_msg("%s: %s", CASES[i].row, code ? code : "good");
	}
	kit_close(k);
}

static void own_subtree(void **state)
{
	struct kit *k = kit_open();
	struct str say;
	kit_federation(k);
	struct sent s = { .of = &MONEY, .csv = "条线,类别,事项,单位,金额\n送温暖,会议,一,石陂乙厂工会委员会,1\n", .sender = kit_org(k, "沙洲区", "2019-01-01") };
	assert_string_equal(kit_wrong(k, s, &say), "cell.outside");
	assert_holds(say, "石陂市总工会");
	s.sender = kit_org(k, "石陂市", "2019-01-01");
	assert_null(kit_wrong(k, s, NULL));
	s.sender = k->city;
	assert_null(kit_wrong(k, s, NULL));
	s.csv = "条线,类别,事项,单位,金额\n送温暖,会议,一,石坡乙厂工会委员会,1\n";
	assert_string_equal(kit_wrong(k, s, &say), "org.unknown");
	assert_holds(say, "石陂乙厂工会委员会");
	kit_close(k);
}

static const char *person(struct kit *k, const char *name, struct str idno, const char *phone, struct str *ret_say)
{
	return kit_wrong(k, (struct sent){ .of = &PERSON, .csv = str_fmt(k->mem, "条线,类别,事项,姓名,身份证号,电话\n送温暖,走访,一,%s,%.*s,%s\n", name, PSTR(idno), phone).p },
		ret_say);
}

static void persons(void **state)
{
	static const char FIRST[] = "42910119750101003";
	struct kit *k = kit_open();
	char good = idno_digit(FIRST), bad = good == '1' ? '2' : '1';
	struct str right = str_fmt(k->mem, "%s%c", FIRST, good), say = STR_NONE;
	assert_null(person(k, "张三", right, "13800005678", NULL));
	assert_null(person(k, "张三", STR_NONE, "", NULL));
	assert_null(person(k, "张三", STR("429101750101003"), "", NULL));
	assert_string_equal(person(k, "张三", str_fmt(k->mem, "%s%c", FIRST, bad), "", &say), "idno.check");
	assert_true(str_find(say, STR("19750101")) == SIZE_MAX);              /* the sentence does not repeat it */
	assert_string_equal(person(k, "张三", STR("42910119750101"), "", NULL), "idno.form");
	assert_string_equal(person(k, "张三", STR("42910119750230003X"), "", NULL), "idno.day");
	assert_string_equal(person(k, "张三", STR("429101197501010000"), "", NULL), "idno.rounded");
	assert_string_equal(person(k, "张", right, "", NULL), "cell.name");
	assert_string_equal(person(k, "张三", right, "12345", NULL), "cell.phone");
	kit_bring(k, (struct sent){ .of = &PERSON, .csv = str_fmt(k->mem, "条线,类别,事项,姓名,身份证号\n送温暖,走访,一,张三,%.*s\n", PSTR(right)).p });
	assert_string_equal(person(k, "李四", right, "", NULL), "person.name_differs");
	kit_close(k);
}

/* What is shown of a wrong cell never shows a whole number of a person. */
static void masked(void **state)
{
	struct kit *k = kit_open();
	struct import_result r;
	struct db *db = kit_begin(k, WRITING, 0);
	assert_good(kit_import(k, db, (struct sent){ .of = &PERSON, .csv = "条线,类别,事项,姓名,身份证号,电话\n送温暖,走访,一,张三,429101197501010031,1380000567\n" }, &r));
	for (const struct wrong *w = r.wrongs; w; w = w->next) {
		assert_true(str_find(w->value, STR("19750101")) == SIZE_MAX);
		assert_true(str_find(w->value, STR("1380000567")) == SIZE_MAX);
	}
	assert_true(r.n_wrongs >= 1);
	db_rollback(db);
	kit_close(k);
}

/* Nor when it stands in another column than its own, or is spoken of in the sentence. */
static void masked_anywhere(void **state)
{
	static const char *const CELLS[] = { "42910119750101003X", "张三 429101 19750101 0031", "４２９１０１１９７５０１０１００３１", "429101197501010" };
	struct kit *k = kit_open();
	for (size_t i = 0; i < COUNT(CELLS); i++) {
		struct import_result r;
		struct db *db = kit_begin(k, WRITING, 0);
		assert_good(kit_import(k, db, (struct sent){ .of = &MONEY, .csv = str_fmt(k->mem, "条线,类别,事项,单位,金额\n%s,%s,一,%s,%s元多\n", CELLS[i], CELLS[i],
			CELLS[i], CELLS[i]).p }, &r));
		assert_true(r.n_wrongs >= 4);
		for (const struct wrong *w = r.wrongs; w; w = w->next)
			if (str_find(w->value, STR("750101")) != SIZE_MAX || strstr(w->say, "750101") || str_find(w->value, STR("７５０１")) != SIZE_MAX)
				fail_msg("shown: %.*s, %s", PSTR(w->value), w->say);
		db_rollback(db);
	}
	kit_close(k);
}

SUITE(TEST(money), TEST(texts), TEST(own_subtree), TEST(persons), TEST(masked), TEST(masked_anywhere))
