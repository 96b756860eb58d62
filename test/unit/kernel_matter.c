/* Matters, events, points, documents, issues and the three registers; and what a line writes its draft with. */
#include "kernel_kit.h"

#define MATTER_HEAD "标题,开始日期,结束日期,内容,进展,条线,顺序,说明\n"
#define DOCUMENT_HEAD "条线,用途,文号,标题,发文单位,成文日期,文种,公开属性\n"

static void passed(struct kit *k, struct sent s)
{
	struct import_result r = kit_bring(k, s);
	struct db *db = kit_begin(k, WRITING, 2);
	int64_t n;
	assert_good(import_approve(db, s.of, r.id, 2, &n));
	assert_good(db_commit(db));
}

static const char *wrong(struct kit *k, const struct entity *of, const char *csv)
{
	return kit_wrong(k, (struct sent){ .of = of, .csv = csv }, NULL);
}

static struct draft draft_of(struct kit *k, struct db *db, int month)
{
	return (struct draft){ .db = db, .mem = k->mem, .month = month, .heading = { .mem = k->mem }, .body = { .mem = k->mem } };
}

static void a_matter_says_what_it_is(void **state)
{
	struct kit *k = kit_open();
	assert_string_equal(wrong(k, &MATTER_MATTER, MATTER_HEAD ",,,,计划,,1,\n"), "matter.heading");
	assert_string_equal(wrong(k, &MATTER_MATTER, MATTER_HEAD "培训,2019-01-08,,,完成,,1,\n"), "matter.body");
	assert_string_equal(wrong(k, &MATTER_MATTER, MATTER_HEAD "茶话会,2019-01-08,,,取消,,1,\n"), "matter.why");
	assert_string_equal(wrong(k, &MATTER_MATTER, MATTER_HEAD "培训,2019-01-08,2019-01-07,内容,完成,,1,\n"), "matter.until");
	assert_string_equal(wrong(k, &MATTER_MATTER, MATTER_HEAD ",,,,完成,送温暖,1,\n,,,,完成,aid,2,\n"), "row.twice");
	assert_null(wrong(k, &MATTER_MATTER, MATTER_HEAD ",,,,完成,送温暖,1,\n,,,,完成,信访稳定,2,\n培训,2019-02-20,,,计划,,3,\n"));
	kit_close(k);
}

/* Planned in January, done in February: one matter that changed, not two. */
static void a_plan_becomes_a_deed(void **state)
{
	struct kit *k = kit_open();
	passed(k, (struct sent){ .of = &MATTER_MATTER, .csv = MATTER_HEAD ",,,,完成,送温暖,1,\n培训,2019-02-20,,,计划,,2,\n" });
	struct import_result r = kit_bring(k, (struct sent){ .of = &MATTER_MATTER, .month = 201902, .csv = MATTER_HEAD ",,,,完成,送温暖,1,\n培训,2019-02-20,,办了,完成,,2,\n" });
	assert_int_equal(r.added, 1);
	assert_int_equal(r.changed, 1);
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM matter WHERE month = 201902"), 2);
	kit_close(k);
}

static void a_number_has_one_form(void **state)
{
	static const char *const GOOD[] = { "江工办发〔2018〕16号", "江工办发[2018]16号", "江工办发【2018】16号", "江工办发（2018）16号", "江工办发(２０１８)１６号", "江工办发〔2018〕 16 号" };
	static const char *const BAD[] = { "江工办发〔2018〕016号", "江工办发〔2018〕第16号", "江工办发〔18〕16号", "江工办发2018-16号", "A〔2018〕16号", "江〔2018〕16号", "江工办发〔2018〕16" };
	struct kit *k = kit_open();
	for (size_t i = 0; i < COUNT(GOOD); i++) {
		struct str csv = str_fmt(k->mem, DOCUMENT_HEAD "经费治理,意见%zu,%s,意见,市总工会,2018-06-12,意见,主动公开\n", i, GOOD[i]);
		kit_bring(k, (struct sent){ .of = &MATTER_DOCUMENT, .csv = csv.p, .part = csv.p });
	}
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM document WHERE number = '江工办发〔2018〕16号'"), (int64_t)COUNT(GOOD));
	for (size_t i = 0; i < COUNT(BAD); i++)
		assert_string_equal(wrong(k, &MATTER_DOCUMENT, str_fmt(k->mem, DOCUMENT_HEAD "经费治理,意见,%s,意见,市总工会,2018-06-12,意见,主动公开\n", BAD[i]).p), "document.number");
	assert_null(wrong(k, &MATTER_DOCUMENT, DOCUMENT_HEAD "经费治理,意见,,没有文号的意见,市总工会,2018-06-12,意见,主动公开\n"));
	kit_close(k);
}

static void secrets_are_refused(void **state)
{
	struct kit *k = kit_open();
	assert_string_equal(wrong(k, &MATTER_DOCUMENT, DOCUMENT_HEAD "经费治理,意见,,（机密）某某意见,市总工会,2018-06-12,意见,不予公开\n"), "document.secret");
	assert_string_equal(wrong(k, &MATTER_DOCUMENT, DOCUMENT_HEAD "经费治理,意见,,秘密★1年 某某意见,市总工会,2018-06-12,意见,不予公开\n"), "document.secret");
	assert_null(wrong(k, &MATTER_DOCUMENT, DOCUMENT_HEAD "经费治理,意见,,关于加强保守国家秘密工作的意见,市总工会,2018-06-12,意见,主动公开\n"));
	assert_string_equal(wrong(k, &MATTER_DOCUMENT, "标题,发文单位,成文日期,文种,公开属性,密级\n意见,市总工会,2018-06-12,意见,不予公开,秘密★1年\n"), "document.secret");
	assert_null(wrong(k, &MATTER_DOCUMENT, "标题,发文单位,成文日期,文种,公开属性,密级\n意见,市总工会,2018-06-12,意见,不予公开,无\n"));
	kit_close(k);
}

/* Issued in February, it reports on January and is counted there; a special issue is counted nowhere. */
static void an_issue_counts_in_its_month(void **state)
{
	struct kit *k = kit_open();
	passed(k, (struct sent){ .of = &MATTER_ISSUE, .csv = "刊名,期号,所属月份,标题,印发日期\n工会要情,2,2019-01,一月,2019-02-12\n工会要情,3,,专刊,2019-01-25\n" });
	for (size_t i = 0; REPORT_INDICATORS[i]; i++) {
		struct db *db = kit_begin(k, READING, 0);
		struct span_of span;
		struct figure f;
		assert_good(span_make(db, REPORT_INDICATORS[i], MONTH, 201901, &span));
		assert_good(figure_of(db, REPORT_INDICATORS[i], span, k->city, &f));
		assert_text(figure_value(k->mem, &f), i == 0 ? "2019-02-12" : "2019-01");
		db_rollback(db);
	}
	assert_string_equal(wrong(k, &MATTER_ISSUE, "刊名,期号,所属月份,标题,印发日期\n工会要情,2,2019-03,一月,2019-02-12\n"), "issue.issued");
	kit_close(k);
}

static void registers_know_what_they_hold(void **state)
{
	struct kit *k = kit_open();
	kit_federation(k);
	const char *campaign = "代码,名称,开始日期,结束日期\nwarmth,送温暖,2018-12-01,2019-02-28\n";
	assert_int_equal(kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = campaign }).added, 1);
	assert_int_equal(kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\nwarmth,送温暖,2018-12-01,2019-02-20\n" }).changed, 1);
	assert_int_equal(kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "名称,代码,开始日期,结束日期\n送温暖,warmth,2018-12-01,2019-02-20\n" }).same, 1);
	assert_string_equal(wrong(k, &MATTER_CAMPAIGN, "代码,名称,开始日期,结束日期\nx,乙,2018-12-01,2018-11-30\n"), "campaign.until");
	assert_string_equal(wrong(k, &MATTER_CUTOFF, "活动,月份,截止日期\n没有的,2019-01,2019-01-27\n"), "campaign.unknown");
	assert_int_equal(kit_bring(k, (struct sent){ .of = &MATTER_CUTOFF, .csv = "活动,月份,截止日期\n送温暖,2019-01,2019-01-27\nwarmth,2019-02,2019-02-20\n" }).added, 2);
	assert_int_equal(kit_bring(k, (struct sent){ .of = &MATTER_CUTOFF, .csv = "活动,月份,截止日期\nwarmth,2019-01,2019-01-28\n" }).changed, 1);
	assert_int_equal(kit_bring(k, (struct sent){ .of = &MATTER_TARGET, .csv = "指标,单位,目标值,起始日期\naid.fund_raised,江州市总工会,600万元,2019-01-01\naid.visits,沙洲区,300,2019-01-01\n" }).added, 2);
	assert_int_equal(kit_count(k, "SELECT sum(value) AS n FROM target"), 600000000 + 300);
	assert_string_equal(wrong(k, &MATTER_TARGET, "指标,单位,目标值,起始日期\nx,沙洲区,很多,2019-01-01\n"), "target.value");
	static const char *const INDICATORS[] = { "aid.fund_raised", "aid.relief_times", NULL };
	static const struct catalogue KNOWN = { .indicators = INDICATORS };
	row_catalogue(k->store, &KNOWN);
	assert_string_equal(wrong(k, &MATTER_TARGET, "指标,单位,目标值,起始日期\naid.fund_rised,沙洲区,300,2019-01-01\n"), "indicator.unknown");
	assert_null(wrong(k, &MATTER_TARGET, "指标,单位,目标值,起始日期\naid.fund_raised,沙洲区,300,2019-01-01\n"));
	kit_close(k);
}

/* Braces of records are text, braces of ours are references. */
static void records_cannot_refer(void **state)
{
	struct kit *k = kit_open();
	struct db *db = kit_begin(k, READING, 0);
	struct draft d = draft_of(k, db, 201901);
	draft_text(&d, STR("题为{x}的会"));
	draft_fmt(&d, "受理%s{petition.demands}", "诉求");
	assert_text(buf_str(&d.body), "题为{{x}}的会受理诉求{petition.demands}");
	db_rollback(db);
	kit_close(k);
}

static void points_are_enumerated(void **state)
{
	struct kit *k = kit_open();
	passed(k, (struct sent){ .of = &MATTER_POINT, .csv = "条线,类别,序号,日期,内容\n信访稳定,做法,2,2019-01-31,乙；\n信访稳定,做法,1,,甲。\n信访稳定,做法,3,2019-02-01,丙\n经费治理,做法,1,,丁\n" });
	struct db *db = kit_begin(k, READING, 0);
	struct draft d = draft_of(k, db, 201901);
	struct point_view *points;
	size_t n;
	assert_good(draft_points(&d, "petition", "做法", &points, &n));
	assert_good(draft_enumerate(&d, points, n));
	assert_text(buf_str(&d.body), "一是甲；二是乙。");
	d = draft_of(k, db, 201902);
	assert_good(draft_points(&d, "petition", NULL, &points, &n));
	assert_good(draft_enumerate(&d, points, n));
	assert_text(buf_str(&d.body), "丙。");
	db_rollback(db);
	kit_close(k);
}

static void events_are_told_by_day(void **state)
{
	struct kit *k = kit_open();
	passed(k, (struct sent){ .of = &MATTER_EVENT, .csv = "条线,类别,事项,日期,结束日期,地点,参加人员,内容\n信访稳定,督查,工资支付督查,2019-01-14,2019-01-18,,,督促发放工资。\n"
		"信访稳定,会议,工作会,2019-01-04,,市总工会,各单位负责人,\n信访稳定,其他,开展咨询,2019-02-04,,,,\n" });
	passed(k, (struct sent){ .of = &MATTER_DOCUMENT, .csv = DOCUMENT_HEAD "信访稳定,依据,,旧件,市总工会,2018-06-12,意见,主动公开\n信访稳定,依据,,新件,市总工会,2019-02-01,意见,主动公开\n" });
	struct db *db = kit_begin(k, READING, 0);
	struct draft d = draft_of(k, db, 201901);
	struct event_view *events;
	struct document_view *documents;
	size_t n;
	assert_good(draft_events(&d, "petition", NULL, &events, &n));
	assert_int_equal(n, 2);
	for (size_t i = 0; i < n; i++)
		draft_event(&d, &events[i]);
	assert_text(buf_str(&d.body), "4日，在市总工会召开工作会，各单位负责人参加。14日至18日，开展工资支付督查，督促发放工资。");
	assert_good(draft_events(&d, "petition", "会议", &events, &n));
	assert_int_equal(n, 1);
	assert_good(draft_documents(&d, "petition", &documents, &n));
	assert_int_equal(n, 1);
	assert_text(documents[0].title, "旧件");
	db_rollback(db);
	kit_close(k);
}

SUITE(TEST(a_matter_says_what_it_is), TEST(a_plan_becomes_a_deed), TEST(a_number_has_one_form), TEST(secrets_are_refused), TEST(an_issue_counts_in_its_month),
	TEST(registers_know_what_they_hold), TEST(records_cannot_refer), TEST(points_are_enumerated), TEST(events_are_told_by_day))
