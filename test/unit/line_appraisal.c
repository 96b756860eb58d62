/* The rules of the appraisal: a scheme that adds up, points within an item's weight, a reason for each cut; and what is counted of it. */
#define LINE appraisal_line
#include "line_kit.h"

#define SCHEME entity("appraisal.scheme")
#define SCORE entity("appraisal.score")
#define DEBRIEF entity("appraisal.debrief")
#define SCHEME_HEAD "考评年度,项目编号,考评项目,分值,总分,责任部室,计分办法,印发日期\n"
#define SCORE_HEAD "单位,考评年度,项目编号,自评分,核定分,核减理由,日期\n"

static struct kit *office(void)
{
	struct kit *k = line_open();
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,简称,单位类型,上级单位,顺序\n江州市总工会组织部,组织部,机关部室,江州市总工会,3\n" });
	kit_bring(k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务,起始日期\n明怀远,沙洲区总工会,常务副主席,2016-01-01\n阮仲谋,石陂市总工会,常务副主席,2016-01-01\n" });
	return k;
}

static void scheme(struct kit *k)
{
	passed(k, (struct sent){ .of = SCHEME, .csv = SCHEME_HEAD "2018,1,组织建设,60,100,组织部,按比例,2018-03-20\n2018,2,帮扶,40,100,组织部,分档,2018-03-20\n"
		"2018,3,经验推广,5,100,组织部,加分,2018-03-20\n2018,4,责任事故,0,100,组织部,一票否决,2018-03-20\n" });
}

static void a_scheme_has_weights(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, SCHEME, SCHEME_HEAD "2018,1,组织建设,60,120,组织部,按比例,2018-03-20\n"), "appraisal.total");
	assert_string_equal(wrong(k, SCHEME, SCHEME_HEAD "2018,1,组织建设,0,100,组织部,按比例,2018-03-20\n"), "appraisal.weight");
	assert_string_equal(wrong(k, SCHEME, SCHEME_HEAD "2018,1,组织建设,160,100,组织部,按比例,2018-03-20\n"), "appraisal.weight");
	assert_string_equal(wrong(k, SCHEME, SCHEME_HEAD "2018,4,责任事故,10,100,组织部,一票否决,2018-03-20\n"), "appraisal.veto");
	kit_close(k);
}

static void weights_add_up_to_the_total(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = SCHEME, .csv = SCHEME_HEAD "2018,1,组织建设,60,100,组织部,按比例,2018-03-20\n2018,2,帮扶,39,100,组织部,分档,2018-03-20\n" });
	assert_string_equal(wrong_from(k, SCORE, "沙洲区", SCORE_HEAD "沙洲区,2018,1,55,,,2019-01-08\n"), "appraisal.weights");
	scheme(k);
	assert_null(wrong_from(k, SCORE, "沙洲区", SCORE_HEAD "沙洲区,2018,1,55,,,2019-01-08\n"));
	kit_close(k);
}

static void a_score_keeps_to_its_item(void **state)
{
	struct kit *k = office();
	scheme(k);
	assert_string_equal(wrong_from(k, SCORE, "沙洲区", SCORE_HEAD "沙洲区,2018,9,55,,,2019-01-08\n"), "appraisal.no_item");
	assert_string_equal(wrong_from(k, SCORE, "沙洲区", SCORE_HEAD "沙洲区,2017,1,55,,,2019-01-08\n"), "appraisal.no_item");
	assert_string_equal(wrong_from(k, SCORE, "沙洲区", SCORE_HEAD "沙洲区,2018,1,61,,,2019-01-08\n"), "appraisal.over");
	assert_string_equal(wrong(k, SCORE, SCORE_HEAD "沙洲区,2018,1,55,61,,2019-01-14\n"), "appraisal.over");
	assert_string_equal(wrong(k, SCORE, SCORE_HEAD "沙洲区,2018,1,55,54,,2019-01-14\n"), "appraisal.reason");
	assert_null(wrong(k, SCORE, SCORE_HEAD "沙洲区,2018,1,55,54,台账不全,2019-01-14\n"));
	assert_string_equal(wrong_from(k, SCORE, "沙洲区", SCORE_HEAD "石陂市,2018,1,55,,,2019-01-08\n"), "cell.outside");
	kit_close(k);
}

/* The county's sheet and the city's meet in one record, and the city's may not change what the county gave itself. */
static void two_sheets_one_record(void **state)
{
	struct kit *k = office();
	scheme(k);
	passed(k, (struct sent){ .of = SCORE, .csv = SCORE_HEAD "沙洲区,2018,1,55,,,2019-01-08\n沙洲区,2018,2,40,,,2019-01-08\n",
		.sender = kit_org(k, "沙洲区", "2019-01-01") });
	assert_int_equal(figure(k, "appraisal.items_verified", 201901).value, 0);
	assert_string_equal(wrong(k, SCORE, SCORE_HEAD "沙洲区,2018,1,50,50,,2019-01-14\n"), "appraisal.self_changed");
	passed(k, (struct sent){ .of = SCORE, .csv = SCORE_HEAD "沙洲区,2018,1,55,50,台账不全,2019-01-14\n沙洲区,2018,2,40,40,,2019-01-14\n" });
	assert_int_equal(figure(k, "appraisal.items_verified", 201901).value, 2);
	assert_int_equal(figure(k, "appraisal.items_lowered", 201901).value, 1);
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM appraisal_score"), 2);
	kit_close(k);
}

static void debriefs_count_unions(void **state)
{
	struct kit *k = office();
	const char *head = "单位,考评年度,述职顺序,述职人,述职形式,述职日期\n";
	assert_string_equal(wrong(k, DEBRIEF, str_fmt(k->mem, "%s沙洲区,2018,1,明怀元,PPT,2019-01-16\n", head).p), "appraisal.no_officer");
	assert_string_equal(wrong(k, DEBRIEF, str_fmt(k->mem, "%s沙洲区,2020,1,明怀远,PPT,2019-01-16\n", head).p), "appraisal.year");
	passed(k, (struct sent){ .of = DEBRIEF, .csv = str_fmt(k->mem, "%s沙洲区,2018,1,明怀远,专题片,2019-01-16\n石陂市,2018,2,阮仲谋,PPT,2019-01-16\n", head).p });
	assert_int_equal(figure(k, "appraisal.counties_reporting", 201901).value, 2);
	assert_int_equal(figure(k, "appraisal.by_film", 201901).value, 1);
	assert_int_equal(figure(k, "appraisal.year", 201901).value, 2018);
	assert_int_equal(figure(k, "appraisal.counties_reporting", 201902).value, 0);
	kit_close(k);
}

/* No records, no sentence; a document of the month is told with its title inside a title. */
static void the_draft_says_what_is_there(void **state)
{
	struct kit *k = office();
	struct draft d = drafted(k, 201901);
	assert_int_equal(d.body.n + d.heading.n, 0);
	passed(k, (struct sent){ .of = &MATTER_DOCUMENT, .csv = "条线,用途,文号,标题,发文单位,成文日期,文种,公开属性\n"
		"工作考评,依据,江工发〔2019〕5号,关于印发《2019年度工作考评办法》的通知,市总工会,2019-01-22,通知,主动公开\n" });
	d = drafted(k, 201901);
	assert_holds(buf_str(&d.body), "22日，市总工会印发《关于印发〈2019年度工作考评办法〉的通知》（江工发〔2019〕5号）。");
	d = drafted(k, 201902);
	assert_int_equal(d.body.n + d.heading.n, 0);
	kit_close(k);
}

SUITE(TEST(a_scheme_has_weights), TEST(weights_add_up_to_the_total), TEST(a_score_keeps_to_its_item), TEST(two_sheets_one_record), TEST(debriefs_count_unions),
	TEST(the_draft_says_what_is_there))
