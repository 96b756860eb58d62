/* The rules of aid: who may be helped on which day, one row an occasion, and no account below nought. */
#include "kernel_kit.h"
#include "kernel/line.h"

extern const struct line aid_line;

static const struct entity *entity(const char *name)
{
	for (size_t i = 0; aid_line.entities[i]; i++)
		if (!strcmp(aid_line.entities[i]->name, name))
			return aid_line.entities[i];
	fail_msg("no entity %s", name);
	return NULL;
}
#define HARDSHIP entity("aid.hardship")
#define MODEL entity("aid.model")
#define EVENT entity("aid.event")
#define VISIT entity("aid.visit")
#define FIRM entity("aid.enterprise_visit")
#define SOURCE entity("aid.source")
#define TRANSFER entity("aid.transfer")
#define SHARE entity("aid.allocation")
#define HARDSHIP_HEAD "档案编号,姓名,身份证号,档案类型,档案级别,建档日期,退出日期,退出原因,家庭编号\n"
#define MODEL_HEAD "姓名,身份证号,荣誉称号,劳模级别,困难情形,认定日期\n"
#define EVENT_HEAD "姓名,身份证号,发放日期,帮扶类别,救助金,物资折价,活动,发放方式,再次帮扶说明\n"
#define VISIT_HEAD "姓名,身份证号,慰问日期,对象类别,慰问金,物资\n"
#define FIRM_HEAD "企业名称,统一社会信用代码,走访日期\n"
#define SOURCE_HEAD "凭证号,到账日期,资金来源,提供单位,指定用途,金额\n"
#define TRANSFER_HEAD "拨付凭证号,拨付日期,拨往单位,来源凭证号,拨付金额\n"
#define SHARE_HEAD "姓名,身份证号,发放日期,收款单位,来源凭证号,分摊金额\n"
#define ZHANG "张三,11010519491231002X"
#define LI "李四,421002197001010010"
#define WANG "王五,421023198506150023"

static struct kit *office(void)
{
	struct kit *k = kit_open();
	const struct schema schemas[] = { kernel_schema, *aid_line.schema };
	assert_good(store_migrate(k->mem, k->store, schemas, COUNT(schemas)));
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\nwarmth,送温暖,2018-12-15,2019-02-03\n" });
	return k;
}

static int64_t county(struct kit *k, const char *name)
{
	return kit_org(k, name, "2019-01-10");
}

static void passed(struct kit *k, struct sent s)
{
	struct import_result r = kit_bring(k, s);
	struct db *db = kit_begin(k, WRITING, 2);
	int64_t n;
	assert_good(import_approve(db, s.of, r.id, 2, &n));
	assert_good(db_commit(db));
}

/* 张三 of 沙洲区 has a file, 李四 had one until the summer, 王五 is a model worker in difficulty. */
static void registers(struct kit *k)
{
	passed(k, (struct sent){ .of = HARDSHIP, .sender = county(k, "沙洲区"), .csv = HARDSHIP_HEAD "K1," ZHANG ",常规,区县级,2017-05-01,,,\n"
		"K2," LI ",常规,区县级,2017-05-01,2018-06-01,脱困,\n" });
	passed(k, (struct sent){ .of = MODEL, .sender = county(k, "沙洲区"), .csv = MODEL_HEAD WANG ",江州市劳动模范,市级,低收入,2018-03-01\n" });
}

static const char *wrong(struct kit *k, const struct entity *of, const char *sender, const char *csv)
{
	return kit_wrong(k, (struct sent){ .of = of, .csv = csv, .sender = county(k, sender) }, NULL);
}

static struct figure figure(struct kit *k, const char *id, int64_t org)
{
	struct db *db = kit_begin(k, READING, 0);
	struct span_of span;
	struct figure f = { .value = -1 };
	for (size_t i = 0; aid_line.indicators[i]; i++)
		if (!strcmp(aid_line.indicators[i]->id, id)) {
			assert_good(span_make(db, aid_line.indicators[i], aid_line.indicators[i]->span, 201901, &span));
			assert_good(figure_of(db, aid_line.indicators[i], span, org, &f));
		}
	db_rollback(db);
	return f;
}

static void status_is_asked_for_the_day(void **state)
{
	struct kit *k = office();
	registers(k);
	assert_null(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,800,,送温暖,银行发放,\n"));
	assert_string_equal(wrong(k, EVENT, "沙洲区", EVENT_HEAD LI ",2019-01-11,生活救助,800,,送温暖,银行发放,\n"), "aid.ended");
	assert_null(wrong(k, EVENT, "沙洲区", EVENT_HEAD LI ",2018-05-31,生活救助,800,,,银行发放,\n"));
	assert_null(wrong(k, EVENT, "沙洲区", EVENT_HEAD WANG ",2019-01-11,生活救助,800,,送温暖,银行发放,\n"));
	assert_string_equal(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2017-04-30,生活救助,800,,,银行发放,\n"), "aid.no_file");
	assert_string_equal(wrong(k, VISIT, "沙洲区", VISIT_HEAD ZHANG ",2019-01-11,困难劳模,800,\n"), "aid.no_file");
	assert_string_equal(wrong(k, VISIT, "沙洲区", VISIT_HEAD WANG ",2019-01-11,困难职工,800,\n"), "aid.no_file");
	assert_string_equal(wrong(k, HARDSHIP, "石陂市", HARDSHIP_HEAD "S1," ZHANG ",常规,区县级,2019-01-03,,,\n"), "aid.two_files");
	assert_null(wrong(k, HARDSHIP, "石陂市", HARDSHIP_HEAD "S1," LI ",常规,区县级,2019-01-03,,,\n"));
	assert_string_equal(wrong(k, HARDSHIP, "石陂市", HARDSHIP_HEAD "S1," LI ",常规,区县级,2019-01-03,,,K1\n"), "household.other");
	assert_string_equal(wrong(k, HARDSHIP, "沙洲区", HARDSHIP_HEAD "K1," ZHANG ",常规,区县级,2017-05-01,2018-01-01,,\n"), "aid.ending");
	kit_close(k);
}

static void amounts_and_channels(void **state)
{
	struct kit *k = office();
	registers(k);
	assert_string_equal(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,,,送温暖,银行发放,\n"), "aid.no_amount");
	assert_string_equal(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,1000.01,,送温暖,现金签收,\n"), "aid.cash_limit");
	assert_null(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,1000,,送温暖,现金签收,\n"));
	assert_string_equal(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,100,200,送温暖,实物签收,\n"), "aid.channel");
	assert_string_equal(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,,200,送温暖,银行发放,\n"), "aid.channel");
	assert_string_equal(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,800,,送温暖,银行发放,\n" ZHANG ",2019-01-11,医疗救助,800,,送温暖,银行发放,\n"),
		"row.twice");
	kit_close(k);
}

static void helped_again_needs_a_reason(void **state)
{
	struct kit *k = office();
	struct str say;
	registers(k);
	passed(k, (struct sent){ .of = EVENT, .sender = county(k, "沙洲区"), .csv = EVENT_HEAD ZHANG ",2019-01-11,生活救助,800,,送温暖,银行发放,\n" });
	assert_string_equal(kit_wrong(k, (struct sent){ .of = EVENT, .sender = county(k, "石陂市"),
		.csv = EVENT_HEAD ZHANG ",2019-01-20,生活救助,600,,送温暖,银行发放,\n" }, &say), "aid.again");
	assert_holds(say, "2019年1月11日");
	assert_int_equal(str_find(say, STR("沙洲")), SIZE_MAX);          /* who helped before is not told */
	assert_int_equal(str_find(say, STR("800")), SIZE_MAX);
	assert_null(wrong(k, EVENT, "石陂市", EVENT_HEAD ZHANG ",2019-01-20,生活救助,600,,送温暖,银行发放,分期\n"));
	assert_null(wrong(k, EVENT, "石陂市", EVENT_HEAD ZHANG ",2019-01-20,医疗救助,600,,送温暖,银行发放,\n"));
	passed(k, (struct sent){ .of = EVENT, .sender = county(k, "石陂市"), .csv = EVENT_HEAD ZHANG ",2019-01-20,生活救助,600,,送温暖,银行发放,分期\n" });
	assert_int_equal(figure(k, "aid.relief_times", k->city).value, 2);
	assert_int_equal(figure(k, "aid.persons", k->city).value, 1);
	assert_int_equal(figure(k, "aid.paid", k->city).value, 140000);
	kit_close(k);
}

static void one_person_two_counties(void **state)
{
	struct kit *k = office();
	registers(k);
	passed(k, (struct sent){ .of = HARDSHIP, .sender = county(k, "石陂市"), .csv = HARDSHIP_HEAD "S1,张三,421002194912310037,常规,区县级,2018-05-01,,,\n" });
	passed(k, (struct sent){ .of = VISIT, .sender = county(k, "沙洲区"), .csv = VISIT_HEAD ZHANG ",2019-01-11,困难职工,800,\n" WANG ",2019-01-12,困难劳模,800,\n"
		WANG ",2019-01-22,困难劳模,800,\n" });
	passed(k, (struct sent){ .of = VISIT, .sender = county(k, "石陂市"), .csv = VISIT_HEAD "张三,421002194912310037,2019-01-18,困难职工,,150\n" });
	assert_int_equal(figure(k, "aid.visited_hardship", k->city).value, 2);
	assert_int_equal(figure(k, "aid.visited_model_times", k->city).value, 2);
	assert_int_equal(figure(k, "aid.visited_models", k->city).value, 1);
	kit_bring(k, (struct sent){ .of = &PERSON_MERGE, .csv = "重复登记的姓名,重复登记的身份证号,保留的姓名,保留的身份证号,认定日期,理由\n"
		"张三,421002194912310037," ZHANG ",2019-02-01,录错\n" });
	assert_int_equal(figure(k, "aid.visited_hardship", k->city).value, 1);
	assert_int_equal(figure(k, "aid.visited_hardship", county(k, "沙洲区")).value, 1);
	assert_int_equal(figure(k, "aid.visited_hardship", county(k, "石陂市")).value, 1);
	assert_int_equal(figure(k, "aid.visited_hardship_times", k->city).value, 2);
	kit_close(k);
}

static void enterprises_by_union_or_code(void **state)
{
	struct kit *k = office();
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,上级单位,用人单位,用人单位统一社会信用代码,统计编码\n"
		"江州丙厂工会委员会,基层工会,沙洲区总工会,江州丙厂,91429100MA4800001Y,42910003\n沙洲区小学工会委员会,基层工会,沙洲区总工会,沙洲区小学,124291004200000015,42910004\n" });
	assert_string_equal(wrong(k, FIRM, "沙洲区", FIRM_HEAD "沙洲区小学,,2019-01-11\n"), "aid.not_enterprise");
	assert_string_equal(wrong(k, FIRM, "沙洲区", FIRM_HEAD "没有建会的小店,,2019-01-11\n"), "aid.enterprise");
	assert_string_equal(wrong(k, FIRM, "沙洲区", FIRM_HEAD "没有建会的小店,91350211M000100Y42,2019-01-11\n"), "aid.uscc");
	passed(k, (struct sent){ .of = FIRM, .sender = county(k, "沙洲区"), .csv = FIRM_HEAD "江州丙厂,,2019-01-11\n江州丙厂,,2019-01-21\n"
		"没有建会的小店,91350211M000100Y46,2019-01-11\n" });
	passed(k, (struct sent){ .of = FIRM, .sender = county(k, "石陂市"), .csv = FIRM_HEAD "江州丙厂工会委员会,,2019-01-12\n" });
	assert_int_equal(figure(k, "aid.enterprises_visited", k->city).value, 2);
	assert_int_equal(figure(k, "aid.enterprises_visited", k->city).n, 4);
	kit_close(k);
}

static void no_account_below_nought(void **state)
{
	struct kit *k = office();
	registers(k);
	assert_string_equal(wrong(k, SOURCE, "沙洲区", SOURCE_HEAD "S-1,2019-01-03,上级拨入,江州市总工会,,1000\n"), "aid.not_income");
	passed(k, (struct sent){ .of = SOURCE, .csv = SOURCE_HEAD "C-1,2019-01-03,中央财政,中央财政,,1000\nC-2,2019-01-03,社会捐赠,商会,助学救助,500\n" });
	passed(k, (struct sent){ .of = SOURCE, .sender = county(k, "沙洲区"), .csv = SOURCE_HEAD "S-1,2019-01-03,县级财政,财政局,,300\n" });
	kit_bring(k, (struct sent){ .of = TRANSFER, .csv = TRANSFER_HEAD "T-1,2019-01-04,沙洲区,C-1,600\n" });
	assert_string_equal(kit_wrong(k, (struct sent){ .of = TRANSFER, .csv = TRANSFER_HEAD "T-2,2019-01-04,石陂市,C-1,300\n"
		"T-3,2019-01-04,石陂市,C-1,100.01\n" }, NULL), "aid.overdrawn");
	assert_null(kit_wrong(k, (struct sent){ .of = TRANSFER, .csv = TRANSFER_HEAD "T-2,2019-01-04,石陂市,C-1,300\nT-3,2019-01-04,石陂市,C-1,100\n" }, NULL));
	assert_string_equal(kit_wrong(k, (struct sent){ .of = SOURCE, .csv = SOURCE_HEAD "C-1,2019-01-03,中央财政,中央财政,,599.99\n" }, NULL), "aid.overdrawn");
	assert_int_equal(figure(k, "aid.fund_raised", k->city).value, 180000);   /* what went on to the county counts once */

	passed(k, (struct sent){ .of = EVENT, .sender = county(k, "沙洲区"), .csv = EVENT_HEAD ZHANG ",2019-01-11,生活救助,800,100,送温暖,银行发放,\n" });
	kit_bring(k, (struct sent){ .of = SHARE, .sender = county(k, "沙洲区"), .csv = SHARE_HEAD ZHANG ",2019-01-11,,S-1,300\n"
		ZHANG ",2019-01-11,江州市总工会,C-1,550\n" });
	assert_string_equal(wrong(k, SHARE, "沙洲区", SHARE_HEAD ZHANG ",2019-01-11,江州市总工会,C-1,600.01\n"), "aid.more_than_event");
	assert_string_equal(wrong(k, SHARE, "沙洲区", SHARE_HEAD ZHANG ",2019-01-11,,S-1,300.01\n"), "aid.overdrawn");
	assert_string_equal(wrong(k, SHARE, "沙洲区", SHARE_HEAD ZHANG ",2019-01-11,江州市总工会,C-2,10\n"), "aid.purpose");
	assert_string_equal(wrong(k, SHARE, "沙洲区", SHARE_HEAD ZHANG ",2019-01-11,,X-9,10\n"), "aid.no_source");
	assert_string_equal(wrong(k, SHARE, "沙洲区", SHARE_HEAD WANG ",2019-01-11,,S-1,10\n"), "aid.no_event");
	assert_string_equal(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,700,100,送温暖,银行发放,\n"), "aid.below_allocated");
	assert_int_equal(figure(k, "aid.relief_times", k->city).value, 1);       /* borne by two sources, one 人次 */
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM aid_allocation"), 2);

	kit_bring(k, (struct sent){ .of = SHARE, .sender = county(k, "沙洲区"), .csv = SHARE_HEAD ZHANG ",2019-01-11,,S-1,0\n" });
	assert_null(wrong(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,450,100,送温暖,银行发放,\n"));
	kit_close(k);
}

SUITE(TEST(status_is_asked_for_the_day), TEST(amounts_and_channels), TEST(helped_again_needs_a_reason), TEST(one_person_two_counties),
	TEST(enterprises_by_union_or_code), TEST(no_account_below_nought))
