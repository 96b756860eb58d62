/* The rules of selections: a public notice runs five working days at least, and nobody is sent up before it has ended. */
#define LINE selection_line
#include "line_kit.h"

#define AWARD entity("selection.award")
#define CANDIDATE entity("selection.candidate")
#define NOTICE entity("selection.notice")
#define NOTICE_HEAD "评选名称,公示级别,公示单位,公示渠道,张贴日期,公示证明,公示工作日,公示截止日期,异议件数,未办结异议,处理结果\n"
#define CANDIDATE_HEAD "评选系列,评选名称,届次,类型,申报称号,单位名称,姓名,推荐日期,职代会通过日期,征求意见,一票否决情形,状态,上报日期\n"
#define AWARD_HEAD "评选系列,评选名称,届次,类型,称号,单位名称,姓名,决定日期,决定单位\n"
#define UNIT_NOTICE(day) "全省“双十佳”评选,候选人所在单位,江州甲厂工会委员会,公告栏," day ",照片1,5,,0,0,\n"
#define CITY_NOTICE(channel, day, proof, pending) "全省“双十佳”评选,全市,," channel "," day "," proof ",5,," pending "," pending ",\n"
#define UNIT_SENT(name, veto, day) "职工职业道德建设双十佳," name ",12,单位,标兵单位,江州甲厂工会委员会,,2019-01-02,2018-12-27,\"已征求，均同意\"," veto ",已上报," day "\n"

static struct kit *office(void)
{
	struct kit *k = line_open();
	kit_federation(k);
	return k;
}

static void a_notice_runs_working_days(void **state)
{
	struct kit *k = office();
	struct str say;
	assert_string_equal(wrong(k, NOTICE, NOTICE_HEAD "全省“双十佳”评选,全市,,网站,2019-01-30,截图1,4,,0,0,\n"), "selection.short");
	assert_string_equal(kit_wrong(k, (struct sent){ .of = NOTICE, .csv = NOTICE_HEAD "全省“双十佳”评选,全市,,网站,2019-01-30,截图1,5,2019-02-04,0,0,\n" }, &say), "selection.calendar_days");
	assert_holds(say, "2019年2月11日");
	assert_null(wrong(k, NOTICE, NOTICE_HEAD "全省“双十佳”评选,全市,,网站,2019-01-30,截图1,5,2019-02-11,0,0,\n"));
	assert_string_equal(wrong(k, NOTICE, NOTICE_HEAD "全省“双十佳”评选,候选人所在单位,,公告栏,2019-01-30,照片,5,,0,0,\n"), "selection.whose_unit");
	assert_string_equal(wrong(k, NOTICE, NOTICE_HEAD "全省“双十佳”评选,全市,,网站,2019-01-30,截图1,5,,1,2,\n"), "selection.pending");
	assert_string_equal(wrong(k, NOTICE, NOTICE_HEAD "全省“双十佳”评选,全市,,网站,2019-01-30,截图1,5,,1,0,\n"), "selection.verdict");
	kit_close(k);
}

static void nobody_is_sent_up_before_the_end(void **state)
{
	struct kit *k = office();
	struct str say;
	assert_string_equal(wrong(k, CANDIDATE, CANDIDATE_HEAD UNIT_SENT("全省“双十佳”评选", "无", "2019-01-18")), "selection.no_notice");
	passed(k, (struct sent){ .of = NOTICE, .csv = NOTICE_HEAD UNIT_NOTICE("2019-01-02") CITY_NOTICE("网站", "2019-01-10", "截图1", "0")
		CITY_NOTICE("日报", "2019-01-11", "报样1", "0") });
	assert_string_equal(kit_wrong(k, (struct sent){ .of = CANDIDATE, .csv = CANDIDATE_HEAD UNIT_SENT("全省“双十佳”评选", "无", "2019-01-17") }, &say), "selection.early");
	assert_holds(say, "2019年1月18日");             /* of the later channel */
	assert_null(wrong(k, CANDIDATE, CANDIDATE_HEAD UNIT_SENT("全省\"\"双十佳\"\"评选", "无", "2019-01-18")));
	passed(k, (struct sent){ .of = CANDIDATE, .csv = CANDIDATE_HEAD UNIT_SENT("全省“双十佳”评选", "无", "2019-01-18") });
	assert_string_equal(wrong(k, NOTICE, NOTICE_HEAD CITY_NOTICE("电视台", "2019-01-14", "截图9", "0")), "selection.sent_already");
	assert_string_equal(wrong(k, CANDIDATE, CANDIDATE_HEAD UNIT_SENT("全省“双十佳”评选", "有", "2019-01-18")), "selection.veto");
	assert_string_equal(wrong(k, CANDIDATE, CANDIDATE_HEAD UNIT_SENT("全省“双十佳”评选", "无", "")), "selection.sent_day");
	assert_string_equal(wrong(k, CANDIDATE, CANDIDATE_HEAD "职工职业道德建设双十佳,全省“双十佳”评选,12,单位,标兵单位,江州甲厂工会委员会,,2019-01-02,2019-01-03,"
		"不需征求,无,已推荐,\n"), "selection.passed");
	assert_string_equal(wrong(k, CANDIDATE, CANDIDATE_HEAD "职工职业道德建设双十佳,全省“双十佳”评选,12,单位,标兵单位,江州甲厂工会委员会,,2019-01-02,2018-12-27,"
		"未征求,无,已上报,2019-01-18\n"), "selection.opinions");
	kit_close(k);
}

static void proof_and_objections_hold_it_up(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = NOTICE, .csv = NOTICE_HEAD UNIT_NOTICE("2019-01-02") CITY_NOTICE("网站", "2019-01-10", "", "0") });
	assert_string_equal(wrong(k, CANDIDATE, CANDIDATE_HEAD UNIT_SENT("全省“双十佳”评选", "无", "2019-01-30")), "selection.no_proof");
	passed(k, (struct sent){ .of = NOTICE, .csv = NOTICE_HEAD UNIT_NOTICE("2019-01-02") CITY_NOTICE("网站", "2019-01-10", "截图1", "1") });
	assert_string_equal(wrong(k, CANDIDATE, CANDIDATE_HEAD UNIT_SENT("全省“双十佳”评选", "无", "2019-01-30")), "selection.objection");
	kit_close(k);
}

/* A year without a holiday table is refused, not guessed. */
static void no_table_no_notice(void **state)
{
	struct kit *k = office();
	struct import_result r;
	struct db *db = kit_begin(k, WRITING, 0);
	assert_fault(kit_import(k, db, (struct sent){ .of = NOTICE, .csv = NOTICE_HEAD UNIT_NOTICE("2017-01-02") }, &r), "clock.no_table");
	db_rollback(db);
	kit_close(k);
}

static void titles_are_listed_not_added(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "劳动模范,评选表彰,,个人,标兵单位,江州甲厂工会委员会,王芳,2019-01-29,省总工会\n"), "selection.title_kind");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "劳动模范,评选表彰,,个人,先进个人,江州甲厂工会委员会,,2019-01-29,省总工会\n"), "selection.no_person");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "劳动模范,评选表彰,,单位,标兵单位,江州甲厂工会委员会,王芳,2019-01-29,省总工会\n"), "selection.unit_person");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "职工职业道德建设双十佳,评选表彰,,单位,标兵单位,江州甲厂工会委员会,,2019-01-29,省总工会\n"),
		"selection.edition");
	passed(k, (struct sent){ .of = AWARD, .csv = AWARD_HEAD "职工职业道德建设双十佳,全省“双十佳”评选,12,单位,标兵单位,江州甲厂工会委员会,,2019-01-29,省总工会\n"
		"职工职业道德建设双十佳,全省“双十佳”评选,12,单位,省五一劳动奖状,江州甲厂工会委员会,,2019-01-29,省总工会\n"
		"职工职业道德建设双十佳,全省“双十佳”评选,12,个人,先进个人,石陂乙厂工会委员会,王芳,2019-01-29,省总工会\n" });
	assert_int_equal(figure(k, "selection.edition", 201901).value, 12);
	assert_int_equal(figure(k, "selection.pacesetter_units", 201901).value, 1);
	assert_int_equal(figure(k, "selection.mayday_certificates", 201901).value, 1);
	assert_int_equal(figure(k, "selection.honoured_units", 201901).value, 1);
	assert_int_equal(figure(k, "selection.advanced_persons", 201901).value, 1);
	kit_close(k);
}

static void the_draft_goes_by_days(void **state)
{
	struct kit *k = office();
	struct draft d = drafted(k, 201901);
	assert_int_equal(d.body.n + d.heading.n, 0);
	passed(k, (struct sent){ .of = NOTICE, .csv = NOTICE_HEAD UNIT_NOTICE("2019-01-02") CITY_NOTICE("网站", "2019-01-28", "截图1", "0") });
	passed(k, (struct sent){ .of = &MATTER_EVENT, .csv = "条线,类别,事项,日期\n推荐评选,审核,召开联审会,2019-01-09\n" });
	d = drafted(k, 201901);
	assert_text(buf_str(&d.heading), "推荐评选工作有序开展");
	assert_text(buf_str(&d.body), "2日至9日，在候选对象所在单位公示5个工作日，未收到异议。9日，召开联审会。28日起，在全市公示5个工作日。");
	kit_close(k);
}

SUITE(TEST(a_notice_runs_working_days), TEST(nobody_is_sent_up_before_the_end), TEST(proof_and_objections_hold_it_up), TEST(no_table_no_notice),
	TEST(titles_are_listed_not_added), TEST(the_draft_goes_by_days))
