/* The checklist before issue, rule by rule: a text or a record that trips it beside one that does not; and what comes late. */
#include "kernel_kit.h"
#include "app/app.h"
#include "report/checklist.h"
#include "report/report.schema.h"

static struct kit *office(void)
{
	struct kit *k = kit_open();
	size_t n;
	const struct schema *schemas = app_schemas(k->mem, &n);
	assert_good(store_migrate(k->mem, k->store, schemas, n));
	row_rules(k->store, app_rules(k->mem));
	kit_federation(k);
	return k;
}

static const struct entity *sheet(const char *name)
{
	const struct entity *e = app_entity(str_of(name));
	if (!e)
		fail_msg("no sheet %s", name);
	return e;
}

static void approve(struct kit *k, const struct entity *of, int64_t import)
{
	struct db *db = kit_begin(k, WRITING, 2);
	int64_t n;
	assert_good(import_approve(db, of, import, 2, &n));
	assert_good(db_commit(db));
}

/* Brought in by officer 1, approved by officer 2. */
static int64_t passed(struct kit *k, const char *name, int month, const char *csv)
{
	int64_t id = kit_bring(k, (struct sent){ .of = sheet(name), .csv = csv, .month = month, .actor = 1 }).id;
	approve(k, sheet(name), id);
	return id;
}

/* --- a document -------------------------------------------------------------------------------------------------------------------------- */

static struct doc *paper(struct kit *k, const char *text)
{
	struct doc *doc = doc_new(k->mem, STR("江州市总工会工作完成情况"));
	struct part *para = doc_add(doc, B_PARA);
	struct str rest = str_of(text);
	doc_heading_span(doc, para, STR("一、工作有序开展。"));
	while (rest.n) {
		doc_text_span(doc, para, str_cut(&rest, '\n'));
		para = rest.n ? doc_add(doc, B_PARA) : para;
	}
	return doc;
}

static void number(struct kit *k, struct doc *doc, const char *id, int month, const char *typed)
{
	struct db *db = kit_begin(k, READING, 0);
	const struct indicator *of = report_indicator(app_desk(k->mem), str_of(id));
	struct part *last = doc->first;
	struct span_of span;
	struct figure f;
	while (last->next)
		last = last->next;
	assert_non_null(of);
	assert_good(span_make(db, of, of->span, month, &span));
	assert_good(figure_of(db, of, span, k->city, &f));
	struct number n = figure_number(db, &f);
	db_rollback(db);
	if (typed)
		n.shown = str_of(typed), n.status = STR("overridden");
	doc_number_span(doc, last, n);
}

static struct str asked(struct kit *k, int month, const struct doc *doc)
{
	struct buf out = { .mem = k->mem };
	struct report_check *checks = NULL, **tail = &checks;
	struct db *db = kit_begin(k, READING, 0);
	assert_good(report_checklist(db, app_desk(k->mem), month, doc, &tail));
	db_rollback(db);
	for (; checks; checks = checks->next)
		buf_fmt(&out, "%s%.*s：%.*s\n", checks->blocks ? "! " : "? ", PSTR(checks->place), PSTR(checks->say));
	return out.n ? buf_str(&out) : STR("");
}

#define asks(k, month, text, want) assert_text(asked((k), (month), paper((k), (text))), (want))
#define PLACE "一、工作有序开展："

/* --- text -------------------------------------------------------------------------------------------------------------------------------- */

static void days(void **state)
{
	struct kit *k = office();
	asks(k, 201902, "截至28日，2日至9日公示5个工作日。1月29日至31日、2018年12月20日至31日，30日内办结，每月30日报送，为期30日，第30日，"
		"上月31日，2020年2月29日，60日内，12351热线，3.15活动，10日，99日游。2018年12月，31日收到。", "");
	asks(k, 201902, "2月30日召开会议。", "! " PLACE "文中的“2月30日”：2019年2月没有这一天。请核对日期。\n");
	asks(k, 201902, "2019年2月29日召开会议。", "! " PLACE "文中的“2019年2月29日”：2019年2月没有这一天。请核对日期。\n");
	asks(k, 201902, "１３月５日召开会议。", "! " PLACE "文中的“１３月５日”：2019年没有这一天。请核对日期。\n");
	asks(k, 201902, "截至31日，共收到5件。", "? " PLACE "文中的“31日”：2019年2月没有这一天。请核对日期；说的是别的月份的，请写明月份。\n");
	asks(k, 201901, "1月收到5件。截至31日，共收到5件，0日。", "? " PLACE "文中的“0日”：2019年1月没有这一天。请核对日期；说的是别的月份的，请写明月份。\n");
	kit_close(k);
}

static void half_width_marks(void **state)
{
	struct kit *k = office();
	asks(k, 201901, "各级工会要认真,抓好落实。\n时间8:30，共1,796人。", "? " PLACE "有1处半角标点夹在汉字之间：“会要认真,抓好落实”。一般应改为全角标点，请核对。\n");
	asks(k, 201901, "各级工会(含基层)要认真，抓好落实。", "? " PLACE "有2处半角标点夹在汉字之间：“各级工会(含基层)”、“含基层)要认真，”。一般应改为全角标点，请核对。\n");
	asks(k, 201901, "各级工会（含基层）要认真，抓好落实。", "");
	kit_close(k);
}

static void document_numbers(void **state)
{
	struct kit *k = office();
	passed(k, "matter.document", 201901, "条线,文号,标题,发文单位,成文日期,文种,公开属性\n"
		"送温暖,江工发〔2018〕41号,关于开展送温暖活动的通知,江州市总工会,2018-12-20,通知,主动公开\n");
	asks(k, 201901, "根据江工发〔2018〕41号和（2019）鄂01民初1号、公告2019年第3号、（2018）要求，江工发〔2018〕41号、〔2018〕42号。", "");
	asks(k, 201901, "按照《通知》（江工发[2018]第041号）要求。",
		"! " PLACE "文号“江工发[2018]第041号”写法不规范，应写成“江工发〔2018〕41号”：年份用六角括号〔〕，序号不加“第”、不补零。请改正。\n");
	asks(k, 201901, "按照江工发（2018）41号要求。",
		"! " PLACE "文号“按照江工发（2018）41号”写法不规范，应写成“按照江工发〔2018〕41号”：年份用六角括号〔〕，序号不加“第”、不补零。请改正。\n");
	asks(k, 201901, "（鄂工发〔2018〕7号）\n（鄂工发〔2018〕7号）", "? " PLACE "文号“鄂工发〔2018〕7号”不在文件登记里。请核对文号，或补登这份文件（matter.document）。\n");
	kit_close(k);
}

static void enumerations(void **state)
{
	struct kit *k = office();
	asks(k, 201901, "要求：一是抓紧；二是抓实；三是抓好。工作中一是宣讲；二是走访。唯一是、目标之一是、第二是、统一是。", "");
	asks(k, 201901, "一是抓紧；\n二是抓实；\n三是抓好。", "");
	asks(k, 201901, "（一）抓紧。1.宣讲；2.走访。（二）抓实。1.宣讲；2.走访。第三条第（五）项。增长1.5万元。", "");
	asks(k, 201901, "一是抓紧；二是抓实；四是抓好。", "? " PLACE "“二是”之后是“四是”，缺“三是”。请核对各项的序号。\n");
	asks(k, 201901, "一是抓紧；二是抓实；二是抓好。", "? " PLACE "“二是”出现了两次。请核对各项的序号。\n");
	asks(k, 201901, "一是抓紧；一是抓实；二是抓好。", "? " PLACE "只有“一是”，没有“二是”。请补全，或改写这一句。\n");
	asks(k, 201901, "会议要求：二是抓实。", "? " PLACE "有“二是”，前面没有“一是”。请核对各项的序号。\n");
	asks(k, 201901, "一是甲；二是乙；三是丙；四是丁；五是戊；六是己；七是庚；八是辛；九是壬；十是癸；十二是子。",
		"? " PLACE "“十是”之后是“十二是”，缺“十一是”。请核对各项的序号。\n");
	asks(k, 201901, "（一）抓紧。\n（三）抓实。", "? " PLACE "“（一）”之后是“（三）”，缺“（二）”。请核对各项的序号。\n");
	asks(k, 201901, "1.抓紧。\n3.抓实。", "? " PLACE "“1.”之后是“3.”，缺“2.”。请核对各项的序号。\n");
	kit_close(k);
}

static void unions(void **state)
{
	struct kit *k = office();
	asks(k, 201901, "各县市区总工会、省总工会、市总工会、中华全国总工会，全市各级工会、基层工会和企业工会，由沙洲区总工会牵头，江州甲厂工会委员会参加。", "");
	asks(k, 201901, "由沙州区总工会牵头，沙州区总工会参加。", "? " PLACE "“沙州区总工会”不在单位名册里，最接近的是“沙洲区总工会”。请核对名称。\n");
	asks(k, 201901, "与江州丙厂工会委员会座谈。", "? " PLACE "“江州丙厂工会委员会”不在单位名册里，最接近的是“江州甲厂工会委员会”。请核对名称。\n");
	asks(k, 201901, "会上，东山县总工会发言。", "? " PLACE "“东山县总工会”不在单位名册里。请核对名称；是外地单位的，可以不改。\n");
	kit_close(k);
}

/* Asked by the compiling itself, of the lists as they are printed. */
static void receivers(void **state)
{
	struct kit *k = office();
	struct report_check *checks;
	struct doc *doc;
	passed(k, "matter.matter", 201901, "标题,开始日期,内容,进展,顺序\n学习传达会议精神,2019-01-15,15日召开会议传达学习。,完成,1\n");
	kit_bring(k, (struct sent){ .of = &REPORT_SETTING, .csv = "名称,值\n发,各县市区总工会，沙洲区总工会、沙州区总工会，机关各部室。\n" });
	struct db *db = kit_begin(k, READING, 0);
	assert_good(report_compile(db, app_desk(k->mem), 201901, &doc, &checks));
	db_rollback(db);
	assert_non_null(checks);
	assert_text(checks->say, "报、送、发名单里的“沙州区总工会”不在单位名册里。请照名册改正名称。");
	assert_null(checks->next);
	assert_text(asked(k, 201901, doc), "");
	kit_close(k);
}

/* --- figures ----------------------------------------------------------------------------------------------------------------------------- */

#define VISITS "接待编号,方式,日期,人数\n"

static void polls(struct kit *k)
{
	kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\npoll,投票,2019-01-08,2019-02-20\nwarmth,送温暖,2018-12-20,2019-02-03\n" });
	passed(k, "poll.daily", 201901, "统计日期,县市区,投票人数,收到票数,有效票数\n2019-01-08,沙洲区,30,29,28\n");
}

/* Records cannot say so; a number typed over one can. */
static void at_most(void **state)
{
	struct kit *k = office();
	struct doc *doc = paper(k, "有效票");
	polls(k);
	number(k, doc, "poll.valid_ballots", 201901, NULL);
	assert_text(asked(k, 201901, doc), "");
	doc = paper(k, "有效票");
	number(k, doc, "poll.valid_ballots", 201901, "30张");
	assert_text(asked(k, 201901, doc), "! " PLACE "“有效票”30张，多于“收到的票”29张，不会有这样的数。请核对这两个数。\n");
	doc = paper(k, "慰问困难劳模");
	number(k, doc, "aid.visited_model_times", 201901, NULL);
	number(k, doc, "aid.visited_models", 201901, NULL);
	assert_text(asked(k, 201901, doc), "");
	doc = paper(k, "慰问困难劳模");
	number(k, doc, "aid.visited_model_times", 201901, "3人次");
	number(k, doc, "aid.visited_models", 201901, "4人");
	assert_text(asked(k, 201901, doc), "! " PLACE "“受到慰问的困难劳模”4人，多于“慰问困难劳模”3人次，不会有这样的数。请核对这两个数。\n");
	kit_close(k);
}

static struct str visits(struct kit *k, const char *month, int from, int to)
{
	struct buf csv = { .mem = k->mem };
	buf_puts(&csv, VISITS);
	for (int i = from; i < to; i++)
		buf_fmt(&csv, "接%s第%d号,来访,%s-%02d,2\n", month, i, month, i % 28 + 1);
	return buf_str(&csv);
}

static struct doc *visits_paper(struct kit *k, int month, const char *text)
{
	struct doc *doc = paper(k, text);
	number(k, doc, "petition.visit_batches", month, NULL);
	return doc;
}

static void change(void **state)
{
	struct kit *k = office();
	k->today = on("2019-07-10");
	passed(k, "petition.contact", 201901, visits(k, "2019-01", 0, 10).p);
	passed(k, "petition.contact", 201902, visits(k, "2019-02", 0, 5).p);
	passed(k, "petition.contact", 201903, visits(k, "2019-03", 0, 8).p);
	passed(k, "petition.contact", 201904, visits(k, "2019-04", 0, 1).p);
	assert_text(asked(k, 201901, visits_paper(k, 201901, "接待来访")), "");       /* no month before it */
	assert_text(asked(k, 201902, visits_paper(k, 201902, "接待来访")), "");       /* half is not more than half */
	assert_text(asked(k, 201903, visits_paper(k, 201903, "接待来访")), "");       /* from 5 */
	assert_text(asked(k, 201904, visits_paper(k, 201904, "接待来访")), "");       /* from 8 */
	passed(k, "petition.contact", 201905, visits(k, "2019-05", 0, 30).p);
	passed(k, "petition.contact", 201906, visits(k, "2019-06", 0, 12).p);
	assert_text(asked(k, 201906, visits_paper(k, 201906, "接待来访")),
		"? " PLACE "比上月变动超过50%：“来访批次”由30批变为12批（减少60%）。请核对；属实的，请在文中写明比上月变动的原因。\n");
	assert_text(asked(k, 201906, visits_paper(k, 201906, "比上月减少，主要是农忙。接待来访")), "");
	kit_bring(k, (struct sent){ .of = &REPORT_SETTING, .month = 201906, .csv = "名称,值\n变动需说明的幅度,60%\n" });
	assert_text(asked(k, 201906, visits_paper(k, 201906, "接待来访")), "");
	kit_close(k);
}

static int64_t issued(struct kit *k, int month, const char *indicator, int64_t value)
{
	struct db *db = kit_begin(k, WRITING, 1);
	struct edition e = { .series = STR("工会要情"), .month = month, .number = 1, .state = STR("issued"), .editor = INT_NONE, .year = 2019, .serial = 1,
		.signer = INT_NONE, .signed_on = k->today, .issued_on = k->today, .entry = INT_NONE, .opened_by = INT_NONE };
	assert_good(row_add(db, &edition_table, &e));
	struct frozen f = { .edition = e.id, .indicator = str_of(indicator), .org = k->city, .span = STR("month"), .day_from = month_first(month),
		.day_to = month_last(month), .status = STR("value"), .value = value, .shown = STR("?"), .rule = 1, .n = value, .seal = STR("?") };
	assert_good(row_add(db, &frozen_table, &f));
	assert_good(db_commit(db));
	return e.id;
}

static void months_and_year(void **state)
{
	struct kit *k = office();
	passed(k, "petition.contact", 201901, visits(k, "2019-01", 0, 3).p);
	passed(k, "petition.contact", 201902, visits(k, "2019-02", 0, 4).p);
	assert_text(asked(k, 201902, visits_paper(k, 201902, "接待来访")), "");
	issued(k, 201901, "petition.visit_batches", 3);
	assert_text(asked(k, 201902, visits_paper(k, 201902, "接待来访")), "");
	kit_bring(k, (struct sent){ .of = sheet("petition.contact"), .csv = visits(k, "2019-01", 0, 2).p, .month = 201901, .actor = 1 });      /* a mended file: one is gone */
	assert_text(asked(k, 201902, visits_paper(k, 201902, "接待来访")), "? " PLACE "与已印发的月报对不上：“来访批次”1月3批、2月4批，相加7批，累计却是6批。"
		"以前月份的记录在印发以后有改动，请核对；属实的，请在文中说明或更正已印发的月报。\n");
	kit_close(k);
}

static void campaign_so_far(void **state)
{
	struct kit *k = office();
	struct doc *doc;
	polls(k);
	passed(k, "poll.daily", 201902, "统计日期,县市区,投票人数,收到票数,有效票数\n2019-02-08,沙洲区,10,10,10\n");
	doc = paper(k, "有效票");
	number(k, doc, "poll.valid_ballots", 201902, NULL);
	int64_t edition = issued(k, 201901, "poll.valid_ballots", 27);
	kit_tamper(k, str_fmt(k->mem, "UPDATE frozen SET day_from = '2019-01-08' WHERE edition = %lld", (long long)edition).p);
	assert_text(asked(k, 201902, doc), "? " PLACE "与已印发的月报对不上：“有效票”1月印发累计27张、本月新增10张，相加37张，累计却是38张。"
		"以前月份的记录在印发以后有改动，请核对；属实的，请在文中说明或更正已印发的月报。\n");
	kit_tamper(k, "UPDATE frozen SET value = 28");
	assert_text(asked(k, 201902, doc), "");
	kit_close(k);
}

/* --- records ----------------------------------------------------------------------------------------------------------------------------- */

static void waiting_and_returned(void **state)
{
	struct kit *k = office();
	const struct entity *of = sheet("petition.contact");
	int64_t id = kit_bring(k, (struct sent){ .of = of, .csv = visits(k, "2019-01", 0, 3).p, .actor = 1 }).id;
	asks(k, 201901, "接待来访。", "? 全文：本月有3条记录已报未审，没有计入：江州市总工会“接待来访来电登记”3条。请先审核，或说明不等。\n");
	asks(k, 201902, "接待来访。", "");
	struct db *db = kit_begin(k, WRITING, 2);
	assert_good(import_return_row(db, of, id, 3, 2, STR("日期不符")));
	assert_good(db_commit(db));
	approve(k, of, id);
	asks(k, 201901, "接待来访。", "? 全文：本月有1条记录退回后还没有改好再报：江州市总工会“接待来访来电登记”1条。请催办，或说明不等。\n");
	int64_t record = kit_count(k, "SELECT id FROM petition_contact WHERE state = 'returned'");
	db = kit_begin(k, WRITING, 1);
	assert_good(move_make(db, of->table, record, "submit", 1, NULL, STR_NONE));
	assert_good(db_commit(db));
	asks(k, 201901, "接待来访。", "? 全文：本月有1条记录已报未审，没有计入：江州市总工会“接待来访来电登记”1条。请先审核，或说明不等。\n");
	db = kit_begin(k, WRITING, 2);
	assert_good(move_make(db, of->table, record, "approve", 2, NULL, STR_NONE));
	assert_good(db_commit(db));
	asks(k, 201901, "接待来访。", "");
	kit_close(k);
}

static void silent_counties(void **state)
{
	struct kit *k = office();
	kit_bring(k, (struct sent){ .of = &OBLIGATION_DUTY, .csv = "单位,报表,周期,期满后几日内报\n沙洲区总工会,fund.month,月,5\n石陂市总工会,fund.month,月,5\n" });
	for (int i = 0; i < 2; i++) {
		struct doc *doc = paper(k, "开展自查的工会");
		number(k, doc, "fund.units_self_checked", 201901, NULL);
		assert_text(asked(k, 201901, doc), i ? "? " PLACE "“工会经费自查表”2个县市区中1个已报，石陂市未报。请催报；不等的，请说明理由。\n"
			: "? " PLACE "“工会经费自查表”2个县市区中0个已报，沙洲区、石陂市未报。请催报；不等的，请说明理由。\n");
		struct db *db = kit_begin(k, WRITING, 1);
		assert_good(obligation_file(db, kit_org(k, i ? "石陂市" : "沙洲区", "2019-01-01"), "fund.month", 201901, true, k->today, 1, 0));
		assert_good(db_commit(db));
	}
	asks(k, 201901, "开展自查。", "");
	kit_close(k);
}

/* --- late -------------------------------------------------------------------------------------------------------------------------------- */

static void close_month(struct kit *k, int month)
{
	struct db *db = kit_begin(k, WRITING, 1);
	struct period p = { .month = month, .state = STR("closed"), .closed = k->today };
	assert_good(row_add(db, &period_table, &p));
	assert_good(db_commit(db));
}

static struct figure figure(struct kit *k, const char *id, int month, size_t *ret_late)
{
	struct db *db = kit_begin(k, READING, 0);
	const struct indicator *of = report_indicator(app_desk(k->mem), str_of(id));
	struct evidence_row *late;
	struct span_of span;
	struct figure f;
	assert_good(span_make(db, of, of->span, month, &span));
	assert_good(figure_of(db, of, span, k->city, &f));
	assert_good(figure_late(db, &f, &late, ret_late));
	for (size_t i = 0; i < *ret_late; i++)
		assert_true(day_month(late[i].day) < month);
	db_rollback(db);
	return f;
}

/* Counted once, by the month that was open when it came; the closed one keeps its figure. */
static void late_is_counted_once(void **state)
{
	struct kit *k = office();
	size_t late;
	passed(k, "petition.contact", 201901, visits(k, "2019-01", 0, 3).p);
	close_month(k, 201901);
	passed(k, "petition.contact", 201902, visits(k, "2019-02", 0, 4).p);
	assert_int_equal(figure(k, "petition.visit_batches", 201902, &late).value, 4);
	assert_int_equal(late, 0);
	assert_text(asked(k, 201902, visits_paper(k, 201902, "接待来访")), "");
	kit_bring(k, (struct sent){ .of = sheet("petition.contact"), .csv = visits(k, "2019-01", 3, 5).p, .part = "补报", .actor = 1 });
	assert_int_equal(figure(k, "petition.visit_batches", 201902, &late).value, 4);         /* not approved yet */
	assert_int_equal(late, 0);
	approve(k, sheet("petition.contact"), kit_count(k, "SELECT max(id) FROM import"));
	assert_int_equal(figure(k, "petition.visit_batches", 201901, &late).value, 3);
	assert_int_equal(late, 0);
	assert_int_equal(figure(k, "petition.visit_batches", 201902, &late).value, 6);
	assert_int_equal(late, 2);
	assert_int_equal(figure(k, "petition.visit_batches", 201903, &late).value, 0);
	assert_int_equal(late, 0);
	assert_text(asked(k, 201902, visits_paper(k, 201902, "接待来访")), "? " PLACE "“来访批次”含补报1月的2条，请在文中说明。\n");
	assert_text(asked(k, 201902, visits_paper(k, 201902, "接待来访（含补报1月的2批）")), "");
	assert_whole(k);
	kit_close(k);
}

/* A campaign counts by day: the closed month's total stands, the next one's takes in what came late. */
static void late_of_a_campaign(void **state)
{
	struct kit *k = office();
	struct doc *doc = paper(k, "有效票");
	size_t late;
	polls(k);
	close_month(k, 201901);
	passed(k, "poll.daily", 201902, "统计日期,县市区,投票人数,收到票数,有效票数\n2019-01-09,沙洲区,5,5,5\n2019-02-08,沙洲区,10,10,10\n");
	assert_int_equal(figure(k, "poll.valid_ballots", 201901, &late).value, 28);
	assert_int_equal(late, 0);
	assert_int_equal(figure(k, "poll.valid_ballots", 201902, &late).value, 43);
	assert_int_equal(late, 1);
	number(k, doc, "poll.valid_ballots", 201902, NULL);
	assert_text(asked(k, 201902, doc), "? " PLACE "“有效票”含补报1月的1条，请在文中说明。\n");
	struct span_of january = { .kind = MONTH, .month = 201901, .from = on("2019-01-01"), .to = on("2019-01-31") };
	struct span_of so_far = { .kind = TO_DATE, .month = 201902, .from = on("2019-01-08"), .to = on("2019-02-20"), .campaign = "poll" };
	assert_true(figure_row_late(&january, on("2018-12-31"), 201901) && !figure_row_late(&january, on("2019-01-01"), 201901));
	assert_true(figure_row_late(&so_far, on("2019-01-31"), 201902) && !figure_row_late(&so_far, on("2019-01-31"), 201901));
	assert_false(figure_row_late(&so_far, on("2019-02-01"), 201902));
	kit_close(k);
}

SUITE(TEST(days), TEST(half_width_marks), TEST(document_numbers), TEST(enumerations), TEST(unions), TEST(receivers), TEST(at_most), TEST(change), TEST(months_and_year), TEST(campaign_so_far),
	TEST(waiting_and_returned), TEST(silent_counties), TEST(late_is_counted_once), TEST(late_of_a_campaign))
