/* The rules of works: calls open and close, a title is one work however it is written, awards name works that are there. */
#define LINE works_line
#include "line_kit.h"

#define AWARD entity("works.award")
#define CALL entity("works.call")
#define WORK entity("works.work")
#define CALL_HEAD "活动代码,征集活动,主办单位,级别,征集类别,纪念事项,纪念周年,党的全国代表大会届次,中国工会全国代表大会届次,开始日期,截止日期\n"
#define WORK_HEAD "活动代码,类别,作品名称,作者,作者单位,收稿日期,原创承诺,状态,报送日期\n"
#define AWARD_HEAD "活动代码,类别,作品名称,作者,作者单位,级别,等次,公布单位,公布日期\n"
#define ESSAY(title, author, day, stage) "essays,征文," title "," author ",江州甲厂工会委员会," day ",是," stage ",\n"

static struct kit *calls(void)
{
	struct kit *k = line_open();
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\nessays,征文,2018-11-12,2019-03-31\npictures,书画,2018-10-15,2019-03-31\n" });
	passed(k, (struct sent){ .of = CALL, .csv = CALL_HEAD "essays,同行,江州市总工会,全市,征文,改革开放,40,19,17,2018-11-12,2019-01-20\n"
		"pictures,作品展,省总工会,全省,书法、美术、摄影,,,,,2018-10-15,2019-01-07\n" });
	return k;
}

static void calls_open_and_close(void **state)
{
	struct kit *k = calls();
	assert_string_equal(wrong(k, CALL, CALL_HEAD "x,同行,江州市总工会,全市,散文,,,,,2018-11-12,2019-01-20\n"), "works.categories");
	assert_string_equal(wrong(k, CALL, CALL_HEAD "x,同行,江州市总工会,全市,征文,,,,,2018-11-12,2018-01-20\n"), "works.call_days");
	assert_string_equal(wrong(k, WORK, WORK_HEAD "none,征文,甲,张三丰,江州甲厂工会委员会,2019-01-02,是,已收稿,\n"), "works.no_call");
	assert_string_equal(wrong(k, WORK, WORK_HEAD ESSAY("甲", "张三丰", "2018-11-11", "已收稿")), "works.before_open");
	assert_string_equal(wrong(k, WORK, WORK_HEAD ESSAY("甲", "张三丰", "2019-01-21", "已收稿")), "works.closed");
	assert_null(wrong(k, WORK, WORK_HEAD ESSAY("甲", "张三丰", "2019-01-20", "已收稿")));
	assert_string_equal(wrong(k, WORK, WORK_HEAD "essays,摄影,甲,张三丰,江州甲厂工会委员会,2019-01-02,是,已收稿,\n"), "works.category");
	kit_close(k);
}

static void a_work_says_how_far_it_came(void **state)
{
	struct kit *k = calls();
	assert_string_equal(wrong(k, WORK, WORK_HEAD "pictures,摄影,甲,张三丰,江州甲厂工会委员会,2019-01-02,是,已报送,\n"), "works.sent_day");
	assert_string_equal(wrong(k, WORK, WORK_HEAD "pictures,摄影,甲,张三丰,江州甲厂工会委员会,2019-01-02,是,已收稿,2019-01-10\n"), "works.sent_stage");
	assert_string_equal(wrong(k, WORK, WORK_HEAD "pictures,摄影,甲,张三丰,江州甲厂工会委员会,2019-01-02,是,已报送,2019-01-01\n"), "works.sent_early");
	assert_string_equal(wrong(k, WORK, WORK_HEAD "pictures,摄影,甲,张三丰,江州甲厂工会委员会,2019-01-02,否,已收稿,\n"), "works.original");
	assert_string_equal(wrong(k, WORK, WORK_HEAD "pictures,摄影,《　》,张三丰,江州甲厂工会委员会,2019-01-02,是,已收稿,\n"), "works.title");
	passed(k, (struct sent){ .of = WORK, .csv = WORK_HEAD "pictures,摄影,甲,张三丰,江州甲厂工会委员会,2019-01-02,是,已报送,2019-02-10\n"
		"pictures,书法,乙,张三丰,江州甲厂工会委员会,2019-01-02,是,已报送,2019-01-10\npictures,书法,丙,张三丰,江州甲厂工会委员会,2019-01-02,是,未入选,\n" });
	assert_int_equal(figure(k, "works.sent_up", 201901).value, 1);        /* the other was sent up in February */
	assert_int_equal(figure(k, "works.sent_up", 201902).value, 2);
	assert_int_equal(figure(k, "works.pictures_received", 201901).value, 3);
	kit_close(k);
}

/* A blank in the name, marks around the title, full-width forms: one work. Taken back or returned: no work. */
static void one_title_is_one_essay(void **state)
{
	struct kit *k = calls();
	struct sent s = { .of = WORK, .csv = WORK_HEAD ESSAY("父亲的工具箱", "王芳", "2019-01-02", "已初评") ESSAY("《父亲的工具箱》", "王　芳", "2019-01-02", "已初评")
		ESSAY("父亲的 工具箱", "王 芳", "2019-01-02", "已初评") ESSAY("灯下", "王芳", "2019-01-03", "作者撤回") ESSAY("炉前", "王芳", "2019-01-03", "退回")
		ESSAY("江堤", "李江", "2019-01-03", "已收稿") };
	struct import_result r = kit_bring(k, s);
	struct db *db = kit_begin(k, WRITING, 2);
	int64_t n;
	assert_int_equal(r.added, 4);
	assert_int_equal(r.duplicates, 2);
	assert_good(import_approve(db, s.of, r.id, 2, &n));
	assert_good(db_commit(db));
	assert_int_equal(figure(k, "works.essays_received", 201901).value, 2);
	assert_int_equal(figure(k, "works.essays_judged", 201901).value, 1);
	assert_int_equal(figure(k, "works.essay_authors", 201901).value, 2);
	assert_int_equal(figure(k, "works.anniversary", 201901).value, 40);
	assert_int_equal(figure(k, "works.party_congress", 201901).value, 19);
	assert_int_equal(figure(k, "works.union_congress", 201901).value, 17);
	s.sender = kit_org(k, "沙洲区总工会", "2019-01-31");            /* the county sends what the city already has */
	s.csv = WORK_HEAD ESSAY("《父亲的工具箱》", "王芳", "2019-01-05", "已收稿");
	assert_string_equal(kit_wrong(k, s, NULL), "works.twice");
	kit_close(k);
}

static void awards_name_works_that_are_there(void **state)
{
	struct kit *k = calls();
	passed(k, (struct sent){ .of = WORK, .csv = WORK_HEAD "pictures,摄影,江上,张三丰,江州甲厂工会委员会,2019-01-02,是,已报送,2019-01-10\n"
		"pictures,摄影,钢花,张三丰,江州甲厂工会委员会,2019-01-02,是,未入选,\npictures,摄影,渡口,张三丰,江州甲厂工会委员会,2019-01-02,是,作者撤回,\n" });
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "pictures,摄影,钢花,张三丰,江州甲厂工会委员会,全省,十佳作品,省总工会,2019-01-25\n"), "works.not_sent");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "pictures,摄影,渡口,张三丰,江州甲厂工会委员会,全市,一等奖,江州市总工会,2019-01-25\n"), "works.gone");
	passed(k, (struct sent){ .of = AWARD, .csv = AWARD_HEAD "pictures,摄影,《江上》,张三丰,江州甲厂工会委员会,全省,十佳作品,省总工会,2019-01-25\n"
		"pictures,书法,无名,张三丰,江州甲厂工会委员会,全省,优秀作品,省总工会,2019-01-25\n" });
	assert_int_equal(figure(k, "works.top_ten_photo", 201901).value, 1);
	assert_int_equal(figure(k, "works.excellent_calligraphy", 201901).value, 1);
	assert_int_equal(figure(k, "works.awards", 201901).value, 2);
	assert_int_equal(figure(k, "works.awards", 201902).value, 0);
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "pictures,美术,三,张三丰,江州甲厂工会委员会,全省,优秀作品,省总工会,2019-01-26\n"), "works.limit");
	kit_close(k);
}

static void the_draft_says_what_is_there(void **state)
{
	struct kit *k = calls();
	struct draft d = drafted(k, 201901);
	assert_int_equal(d.body.n + d.heading.n, 0);
	passed(k, (struct sent){ .of = WORK, .csv = WORK_HEAD ESSAY("父亲的{工具箱}", "王芳", "2019-01-02", "已初评") });
	d = drafted(k, 201901);
	assert_text(buf_str(&d.heading), "职工作品征集有序推进");
	assert_text(buf_str(&d.body), "以纪念改革开放{works.anniversary}、学习宣传贯彻党的{works.party_congress}和中国工会{works.union_congress}精神为主题，在全市各级工会组织开展“同行”活动。"
		"20日截稿，共收到征文{works.essays_received}。目前，已完成初评。");
	passed(k, (struct sent){ .of = AWARD, .month = 201902,
		.csv = AWARD_HEAD "essays,征文,父亲的{工具箱},王芳,江州甲厂工会委员会,全市,一等奖,江州市总工会,2019-02-27\n" });
	d = drafted(k, 201902);
	assert_text(buf_str(&d.heading), "职工征文评选完成");
	assert_holds(buf_str(&d.body), "27日，江州市总工会公布评选结果，评出获奖征文{works.essays_awarded}，其中");
	assert_holds(buf_str(&d.body), "王芳的《父亲的{{工具箱}}》获一等奖。");
	kit_close(k);
}

SUITE(TEST(calls_open_and_close), TEST(a_work_says_how_far_it_came), TEST(one_title_is_one_essay), TEST(awards_name_works_that_are_there),
	TEST(the_draft_says_what_is_there))
