/* The rules of aid: who may be helped on which day, one row an occasion, and no account below nought. */
#include <pthread.h>
#define LINE aid_line
#include "line_kit.h"
#include "lines/aid.schema.h"

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
	struct kit *k = line_open();
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\nwarmth,送温暖,2018-12-15,2019-02-03\n" });
	return k;
}

static int64_t county(struct kit *k, const char *name)
{
	return kit_org(k, name, "2019-01-10");
}

/* The whole act, as far as its commit; NULL when that was good. */
static const char *refused(struct kit *k, struct sent s, struct str *ret_say)
{
	struct import_result r = { 0 };
	struct db *db = kit_begin(k, WRITING, s.actor);
	fault f = kit_import(k, db, s, &r);
	if (f || r.n_wrongs)
		db_rollback(db);
	else
		f = db_commit(db);
	if (f && ret_say)
		*ret_say = str_of(f->say);
	if (f)
		assert_int_equal(f->blame, BLAME_CONFLICT);
	return f ? f->code : r.n_wrongs ? r.wrongs->code : NULL;
}

static const char *moved(struct kit *k, const struct table *t, const char *sql, const char *act)
{
	int64_t record = kit_count(k, sql);
	struct db *db = kit_begin(k, WRITING, 2);
	assert_good(move_make(db, t, record, act, 2, "wrong_amount", STR("核对")));
	fault f = db_commit(db);
	return f ? f->code : NULL;
}

static const char *undone(struct kit *k, const struct entity *of, int64_t import)
{
	struct import_result r;
	struct db *db = kit_begin(k, WRITING, 2);
	fault f = import_undo(db, of, import, 2, STR("传错了"), &r);
	if (f)
		db_rollback(db);
	else
		f = db_commit(db);
	return f ? f->code : NULL;
}

/* 张三 of 沙洲区 has a file, 李四 had one until the summer, 王五 is a model worker in difficulty. */
static void registers(struct kit *k)
{
	passed(k, (struct sent){ .of = HARDSHIP, .sender = county(k, "沙洲区"), .csv = HARDSHIP_HEAD "K1," ZHANG ",常规,区县级,2017-05-01,,,\n"
		"K2," LI ",常规,区县级,2017-05-01,2018-06-01,脱困,\n" });
	passed(k, (struct sent){ .of = MODEL, .sender = county(k, "沙洲区"), .csv = MODEL_HEAD WANG ",江州市劳动模范,市级,低收入,2018-03-01\n" });
}

/* Taken in, but asked about. */
static bool asked(struct kit *k, const char *csv, const char *words)
{
	struct import_result r = { 0 };
	struct db *db = kit_begin(k, WRITING, 0);
	bool found = false;
	assert_good(kit_import(k, db, (struct sent){ .of = EVENT, .csv = csv, .sender = county(k, "沙洲区") }, &r));
	assert_int_equal(r.n_wrongs, 0);
	for (const struct import_note *n = r.notes; n; n = n->next)
		found |= str_is(n->what, "ask") && str_find(n->say, str_of(words)) != SIZE_MAX;
	db_rollback(db);
	return found;
}

static void status_is_asked_for_the_day(void **state)
{
	struct kit *k = office();
	registers(k);
	assert_null(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,800,,送温暖,银行发放,\n"));
	assert_string_equal(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD LI ",2019-01-11,生活救助,800,,送温暖,银行发放,\n"), "aid.ended");
	assert_null(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD LI ",2018-05-31,生活救助,800,,,银行发放,\n"));
	assert_null(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD WANG ",2019-01-11,生活救助,800,,送温暖,银行发放,\n"));
	assert_string_equal(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2017-04-30,生活救助,800,,,银行发放,\n"), "aid.no_file");
	assert_string_equal(wrong_from(k, VISIT, "沙洲区", VISIT_HEAD ZHANG ",2019-01-11,困难劳模,800,\n"), "aid.no_file");
	assert_string_equal(wrong_from(k, VISIT, "沙洲区", VISIT_HEAD WANG ",2019-01-11,困难职工,800,\n"), "aid.no_file");
	assert_string_equal(wrong_from(k, HARDSHIP, "石陂市", HARDSHIP_HEAD "S1," ZHANG ",常规,区县级,2019-01-03,,,\n"), "aid.two_files");
	assert_null(wrong_from(k, HARDSHIP, "石陂市", HARDSHIP_HEAD "S1," LI ",常规,区县级,2019-01-03,,,\n"));
	assert_string_equal(wrong_from(k, HARDSHIP, "石陂市", HARDSHIP_HEAD "S1," LI ",常规,区县级,2019-01-03,,,K1\n"), "household.other");
	assert_string_equal(wrong_from(k, HARDSHIP, "沙洲区", HARDSHIP_HEAD "K1," ZHANG ",常规,区县级,2017-05-01,2018-01-01,,\n"), "aid.ending");
	kit_close(k);
}

static void amounts_and_channels(void **state)
{
	struct kit *k = office();
	registers(k);
	assert_string_equal(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,,,送温暖,银行发放,\n"), "aid.no_amount");
	assert_string_equal(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,1000.01,,送温暖,现金签收,\n"), "aid.cash_limit");
	assert_null(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,1000,,送温暖,现金签收,\n"));
	assert_string_equal(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,100,200,送温暖,实物签收,\n"), "aid.channel");
	assert_string_equal(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,,200,送温暖,银行发放,\n"), "aid.channel");
	assert_string_equal(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,800,,送温暖,银行发放,\n" ZHANG ",2019-01-11,医疗救助,800,,送温暖,银行发放,\n"),
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
	assert_null(wrong_from(k, EVENT, "石陂市", EVENT_HEAD ZHANG ",2019-01-20,生活救助,600,,送温暖,银行发放,分期\n"));
	assert_null(wrong_from(k, EVENT, "石陂市", EVENT_HEAD ZHANG ",2019-01-20,医疗救助,600,,送温暖,银行发放,\n"));
	passed(k, (struct sent){ .of = EVENT, .sender = county(k, "石陂市"), .csv = EVENT_HEAD ZHANG ",2019-01-20,生活救助,600,,送温暖,银行发放,分期\n" });
	assert_int_equal(figure(k, "aid.relief_times", 201901).value, 2);
	assert_int_equal(figure(k, "aid.persons", 201901).value, 1);
	assert_int_equal(figure(k, "aid.paid", 201901).value, 140000);
	kit_close(k);
}

#define FIRST ZHANG ",2019-01-11,生活救助,800,,送温暖,银行发放,\n"
#define MORE  ZHANG ",2019-01-20,生活救助,600,,送温暖,银行发放,"
#define OTHER WANG ",2019-01-15,生活救助,500,,送温暖,银行发放,\n"

static void helped_again_within_one_file(void **state)
{
	struct kit *k = office();
	struct import_result r;
	registers(k);
	int64_t shazhou = county(k, "沙洲区");
	struct db *db = kit_begin(k, WRITING, 1);
	assert_good(kit_import(k, db, (struct sent){ .of = EVENT, .sender = shazhou, .csv = EVENT_HEAD MORE "\n" OTHER FIRST }, &r));
	db_rollback(db);
	assert_int_equal(r.n_wrongs, 1);                                 /* the later day, wherever it stands in the file */
	assert_true(r.wrongs->row == 2 && r.wrongs->column == 0);
	assert_string_equal(r.wrongs->code, "aid.again");
	assert_text(r.wrongs->value, "张三");
	assert_text(r.wrongs->label, "姓名");
	assert_holds(str_of(r.wrongs->say), "2019年1月11日");
	assert_null(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD MORE "分期\n" OTHER FIRST));
	/* a run of the campaign that begins between the two is another campaign */
	assert_null(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2018-12-10,生活救助,800,,送温暖,银行发放,\n" MORE "\n"));
	kit_close(k);
}

/* What the file has always said may be said again, with a row less, a row changed, or the reason mended. */
static void the_file_comes_again(void **state)
{
	struct kit *k = office();
	registers(k);
	int64_t shazhou = county(k, "沙洲区");
	passed(k, (struct sent){ .of = EVENT, .sender = shazhou, .csv = EVENT_HEAD FIRST MORE "分期\n" OTHER });
	struct import_result less = kit_bring(k, (struct sent){ .of = EVENT, .sender = shazhou, .csv = EVENT_HEAD FIRST MORE "分期\n" });
	assert_true(less.same == 2 && less.gone == 1);
	assert_null(undone(k, EVENT, less.id));
	assert_string_equal(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD FIRST MORE "\n" OTHER), "aid.again");
	assert_null(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD MORE "\n" OTHER));      /* without the first, it is no repeat */
	/* the first day comes with a file of its own: the row to be mended stands in another one */
	kit_bring(k, (struct sent){ .of = EVENT, .sender = shazhou, .csv = EVENT_HEAD MORE "\n" OTHER });
	struct str say;
	assert_string_equal(refused(k, (struct sent){ .of = EVENT, .sender = shazhou, .csv = EVENT_HEAD FIRST, .part = "2" }, &say), "aid.again");
	assert_holds(say, "“file.csv”第2行");
	assert_null(refused(k, (struct sent){ .of = EVENT, .sender = shazhou, .csv = EVENT_HEAD WANG ",2019-01-21,医疗救助,500,,送温暖,银行发放,\n", .part = "2" }, NULL));
	kit_close(k);
}

/* Between two unions whoever writes gives the reason, and nobody is asked for another's row. */
static void helped_again_elsewhere(void **state)
{
	struct kit *k = office();
	registers(k);
	struct sent late = { .of = EVENT, .sender = county(k, "沙洲区"), .csv = EVENT_HEAD MORE "\n" };
	struct import_result r = kit_bring(k, late);
	assert_string_equal(wrong_from(k, EVENT, "石陂市", EVENT_HEAD FIRST), "aid.again");
	assert_null(undone(k, EVENT, r.id));
	kit_bring(k, (struct sent){ .of = EVENT, .sender = county(k, "石陂市"), .csv = EVENT_HEAD FIRST });
	late.part = "2";                                                 /* and what was taken back does not come back unasked */
	assert_string_equal(refused(k, late, NULL), "aid.again");
	assert_string_equal(moved(k, &aid_event_table, "SELECT id FROM aid_event WHERE state = 'void'", "restore"), "aid.again");
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
	assert_int_equal(figure(k, "aid.visited_hardship", 201901).value, 2);
	assert_int_equal(figure(k, "aid.visited_model_times", 201901).value, 2);
	assert_int_equal(figure(k, "aid.visited_models", 201901).value, 1);
	kit_bring(k, (struct sent){ .of = &PERSON_MERGE, .csv = "重复登记的姓名,重复登记的身份证号,保留的姓名,保留的身份证号,认定日期,理由\n"
		"张三,421002194912310037," ZHANG ",2019-02-01,录错\n" });
	assert_int_equal(figure(k, "aid.visited_hardship", 201901).value, 1);
	assert_int_equal(figure_at(k, "aid.visited_hardship", 201901, county(k, "沙洲区")).value, 1);
	assert_int_equal(figure_at(k, "aid.visited_hardship", 201901, county(k, "石陂市")).value, 1);
	assert_int_equal(figure(k, "aid.visited_hardship_times", 201901).value, 2);
	kit_close(k);
}

static void enterprises_by_union_or_code(void **state)
{
	struct kit *k = office();
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,单位类型,上级单位,用人单位,用人单位统一社会信用代码,统计编码\n"
		"江州丙厂工会委员会,基层工会,沙洲区总工会,江州丙厂,91429100MA4800001Y,42910003\n沙洲区小学工会委员会,基层工会,沙洲区总工会,沙洲区小学,124291004200000015,42910004\n" });
	assert_string_equal(wrong_from(k, FIRM, "沙洲区", FIRM_HEAD "沙洲区小学,,2019-01-11\n"), "aid.not_enterprise");
	assert_string_equal(wrong_from(k, FIRM, "沙洲区", FIRM_HEAD "没有建会的小店,,2019-01-11\n"), "aid.enterprise");
	assert_string_equal(wrong_from(k, FIRM, "沙洲区", FIRM_HEAD "没有建会的小店,91350211M000100Y42,2019-01-11\n"), "aid.uscc");
	passed(k, (struct sent){ .of = FIRM, .sender = county(k, "沙洲区"), .csv = FIRM_HEAD "江州丙厂,,2019-01-11\n江州丙厂,,2019-01-21\n"
		"没有建会的小店,91350211M000100Y46,2019-01-11\n" });
	passed(k, (struct sent){ .of = FIRM, .sender = county(k, "石陂市"), .csv = FIRM_HEAD "江州丙厂工会委员会,,2019-01-12\n" });
	assert_int_equal(figure(k, "aid.enterprises_visited", 201901).value, 2);
	assert_int_equal(figure(k, "aid.enterprises_visited", 201901).n, 4);
	kit_close(k);
}

#define CENTRAL "C-1,2019-01-03,中央财政,中央财政,,1000\n"
#define GIFT "C-2,2019-01-03,社会捐赠,商会,助学救助,500\n"
#define PASSED "T-1,2019-01-04,沙洲区,C-1,600\n"
#define HELPED ZHANG ",2019-01-11,生活救助,800,100,送温暖,银行发放,\n"
#define OWN ZHANG ",2019-01-11,,S-1,300\n"
#define CITYS ZHANG ",2019-01-11,江州市总工会,C-1,550\n"

/* The city received 1000 and 500 and passed 600 to 沙洲区, which received 300 itself and gave 900 of aid: 300 and 550 of it are borne. */
static struct kit *money(void)
{
	struct kit *k = office();
	registers(k);
	passed(k, (struct sent){ .of = SOURCE, .csv = SOURCE_HEAD CENTRAL GIFT });
	passed(k, (struct sent){ .of = SOURCE, .sender = county(k, "沙洲区"), .csv = SOURCE_HEAD "S-1,2019-01-03,县级财政,财政局,,300\n" });
	passed(k, (struct sent){ .of = TRANSFER, .csv = TRANSFER_HEAD PASSED });
	passed(k, (struct sent){ .of = EVENT, .sender = county(k, "沙洲区"), .csv = EVENT_HEAD HELPED });
	passed(k, (struct sent){ .of = SHARE, .sender = county(k, "沙洲区"), .csv = SHARE_HEAD OWN CITYS });
	return k;
}

static void no_account_below_nought(void **state)
{
	struct kit *k = money();
	struct sent more = { .of = TRANSFER, .csv = TRANSFER_HEAD "T-2,2019-01-04,石陂市,C-1,300\nT-3,2019-01-04,石陂市,C-1,100.01\n", .part = "2" };
	assert_string_equal(wrong_from(k, SOURCE, "沙洲区", SOURCE_HEAD "S-2,2019-01-03,上级拨入,江州市总工会,,1000\n"), "aid.not_income");
	assert_string_equal(kit_wrong(k, more, NULL), "aid.overdrawn");
	more.csv = TRANSFER_HEAD "T-2,2019-01-04,石陂市,C-1,300\nT-3,2019-01-04,石陂市,C-1,100\n";
	assert_null(kit_wrong(k, more, NULL));
	assert_string_equal(kit_wrong(k, (struct sent){ .of = SOURCE, .csv = SOURCE_HEAD "C-1,2019-01-03,中央财政,中央财政,,599.99\n" }, NULL), "aid.overdrawn");
	assert_int_equal(figure(k, "aid.fund_raised", 201901).value, 180000);   /* what went on to the county counts once */
	assert_int_equal(figure(k, "aid.relief_times", 201901).value, 1);       /* borne by two sources, one 人次 */
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM aid_allocation WHERE state = 'approved'"), 2);

	assert_string_equal(wrong_from(k, SHARE, "沙洲区", SHARE_HEAD OWN ZHANG ",2019-01-11,江州市总工会,C-1,600.01\n"), "aid.more_than_event");
	assert_string_equal(wrong_from(k, SHARE, "沙洲区", SHARE_HEAD CITYS ZHANG ",2019-01-11,,S-1,300.01\n"), "aid.overdrawn");
	assert_string_equal(wrong_from(k, SHARE, "沙洲区", SHARE_HEAD ZHANG ",2019-01-11,江州市总工会,C-2,10\n"), "aid.purpose");
	assert_string_equal(wrong_from(k, SHARE, "沙洲区", SHARE_HEAD ZHANG ",2019-01-11,,X-9,10\n"), "aid.no_source");
	assert_string_equal(wrong_from(k, SHARE, "沙洲区", SHARE_HEAD WANG ",2019-01-11,,S-1,10\n"), "aid.no_event");
	assert_true(asked(k, EVENT_HEAD ZHANG ",2019-01-11,生活救助,700,100,送温暖,银行发放,\n", "请接着改分摊表"));
	assert_true(asked(k, EVENT_HEAD WANG ",2019-01-11,生活救助,10,,送温暖,银行发放,\n", "不再计入"));      /* the row is gone, its shares are not */

	passed(k, (struct sent){ .of = SHARE, .sender = county(k, "沙洲区"), .csv = SHARE_HEAD CITYS });     /* a share is taken back by leaving it out, */
	assert_null(wrong_from(k, EVENT, "沙洲区", EVENT_HEAD ZHANG ",2019-01-11,生活救助,450,100,送温暖,银行发放,\n"));
	passed(k, (struct sent){ .of = SHARE, .sender = county(k, "沙洲区"), .csv = SHARE_HEAD ZHANG ",2019-01-11,江州市总工会,C-1,0\n" });     /* or by nought */
	assert_null(moved(k, &aid_event_table, "SELECT id FROM aid_event", "return"));
	kit_close(k);
}

static void what_was_drawn_on_stays(void **state)
{
	struct kit *k = money();
	struct str say;
	int64_t sources = kit_count(k, "SELECT min(id) FROM import WHERE kind = 'aid.source'"), own = kit_count(k, "SELECT max(id) FROM import WHERE kind = 'aid.source'");
	int64_t transfers = kit_count(k, "SELECT id FROM import WHERE kind = 'aid.transfer'"), shares = kit_count(k, "SELECT id FROM import WHERE kind = 'aid.allocation'");
	assert_string_equal(undone(k, SOURCE, sources), "aid.overdrawn");
	assert_string_equal(undone(k, SOURCE, own), "aid.overdrawn");
	assert_string_equal(undone(k, TRANSFER, transfers), "aid.overdrawn");    /* the county has used it */
	assert_string_equal(moved(k, &aid_source_table, "SELECT id FROM aid_source WHERE voucher = 'S-1'", "return"), "aid.overdrawn");
	assert_string_equal(moved(k, &aid_source_table, "SELECT id FROM aid_source WHERE voucher = 'S-1'", "void"), "aid.overdrawn");
	assert_string_equal(moved(k, &aid_transfer_table, "SELECT id FROM aid_transfer", "void"), "aid.overdrawn");
	assert_null(moved(k, &aid_source_table, "SELECT id FROM aid_source WHERE voucher = 'C-2'", "return"));
	assert_string_equal(refused(k, (struct sent){ .of = SOURCE, .csv = SOURCE_HEAD GIFT }, &say), "aid.overdrawn");
	assert_holds(say, "600元");
	assert_holds(say, "“file.csv”第2行");
	assert_string_equal(refused(k, (struct sent){ .of = TRANSFER, .csv = TRANSFER_HEAD "T-1,2019-01-04,沙洲区,C-1,549.99\n" }, NULL), "aid.overdrawn");
	assert_string_equal(refused(k, (struct sent){ .of = TRANSFER, .csv = TRANSFER_HEAD "T-1,2019-01-04,石陂市,C-1,600\n" }, NULL), "aid.overdrawn");
	assert_int_equal(kit_count(k, "SELECT count(*) FROM import WHERE state = 'done' AND kind IN ('aid.source', 'aid.transfer', 'aid.allocation')"), 4);

	assert_null(moved(k, &aid_allocation_table, "SELECT id FROM aid_allocation WHERE source_voucher = 'S-1'", "void"));
	assert_null(moved(k, &aid_source_table, "SELECT id FROM aid_source WHERE voucher = 'S-1'", "return"));
	assert_string_equal(moved(k, &aid_allocation_table, "SELECT id FROM aid_allocation WHERE source_voucher = 'S-1'", "restore"), "aid.overdrawn");
	assert_null(undone(k, SHARE, shares));
	assert_null(undone(k, TRANSFER, transfers));
	assert_null(undone(k, SOURCE, sources));
	assert_whole(k);
	kit_close(k);
}

/* Two files at one moment, each of which the account would bear alone: one goes in. */
struct payer { struct kit *k; const char *csv, *part, *end; };

static void *pay(void *from)
{
	struct payer *p = from;
	p->end = "test.busy";
	for (int tries = 0; !strcmp(p->end, "test.busy") && tries < 500; tries++) {
		struct kit own = *p->k;
		own.mem = arena_open(0);
		struct import_result r = { 0 };
		struct db *db;
		fault f = db_as(own.mem, own.store, (struct scope){ 1, 0, own.city }, WRITING, &db);
		if (!f && !(f = kit_import(&own, db, (struct sent){ .of = TRANSFER, .csv = p->csv, .part = p->part }, &r)) && !r.n_wrongs)
			f = db_commit(db);
		if (!f || f->blame != BLAME_BUSY)
			p->end = f ? "fault" : r.n_wrongs ? "aid.overdrawn" : "good";
		if (r.n_wrongs && strcmp(r.wrongs->code, "aid.overdrawn"))
			p->end = "wrong";
		arena_close(own.mem);
	}
	return NULL;
}

static void two_payers_at_once(void **state)
{
	struct kit *k = money();
	struct payer payers[2] = { { k, TRANSFER_HEAD "T-8,2019-01-04,石陂市,C-1,300\n", "8", NULL }, { k, TRANSFER_HEAD "T-9,2019-01-04,沙洲区,C-1,300\n", "9", NULL } };
	pthread_t threads[2];
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, pay, &payers[i]), 0);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	bool first = !strcmp(payers[0].end, "good");
	assert_string_equal(payers[first ? 0 : 1].end, "good");
	assert_string_equal(payers[first ? 1 : 0].end, "aid.overdrawn");
	assert_int_equal(kit_count(k, "SELECT CAST(sum(amount) AS BIGINT) FROM aid_transfer"), 90000);
	assert_whole(k);
	kit_close(k);
}

/* A mistyped number of a file is mended by the whole register; two files of one person in one register are not. */
static void one_file_a_person(void **state)
{
	struct kit *k = office();
	registers(k);
	assert_null(wrong_from(k, HARDSHIP, "沙洲区", HARDSHIP_HEAD "K9," ZHANG ",常规,区县级,2017-05-01,,,\nK2," LI ",常规,区县级,2017-05-01,2018-06-01,脱困,\n"));
	assert_string_equal(wrong_from(k, HARDSHIP, "沙洲区", HARDSHIP_HEAD "K1," ZHANG ",常规,区县级,2017-05-01,,,\nK9," ZHANG ",常规,区县级,2018-05-01,,,\n"),
		"aid.two_files");
	assert_null(wrong_from(k, HARDSHIP, "沙洲区", HARDSHIP_HEAD "K1," ZHANG ",常规,区县级,2017-05-01,2018-05-01,脱困,\nK9," ZHANG ",常规,区县级,2018-05-01,,,\n"));
	kit_close(k);
}

static void a_title_is_no_childs(void **state)
{
	struct kit *k = office();
	const char *head = "姓名,身份证号,荣誉称号,劳模级别,授予年份,困难情形,认定日期\n";
	assert_string_equal(wrong_from(k, MODEL, "沙洲区", str_c(k->mem, str_fmt(k->mem, "%s%s", head, WANG ",省劳动模范,省部级,2000,低收入,2018-03-01\n"))), "aid.model_year");
	assert_null(wrong_from(k, MODEL, "沙洲区", str_c(k->mem, str_fmt(k->mem, "%s%s", head, WANG ",省劳动模范,省部级,2001,低收入,2018-03-01\n"))));
	assert_null(wrong_from(k, MODEL, "沙洲区", str_c(k->mem, str_fmt(k->mem, "%s%s", head, WANG ",省劳动模范,省部级,,低收入,2018-03-01\n"))));
	kit_close(k);
}

SUITE(TEST(a_title_is_no_childs), TEST(status_is_asked_for_the_day), TEST(amounts_and_channels), TEST(helped_again_needs_a_reason), TEST(helped_again_within_one_file),
	TEST(the_file_comes_again), TEST(helped_again_elsewhere), TEST(one_person_two_counties), TEST(enterprises_by_union_or_code),
	TEST(no_account_below_nought), TEST(what_was_drawn_on_stays), TEST(two_payers_at_once), TEST(one_file_a_person))
