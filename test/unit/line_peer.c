/* The rules of the office's commendations: three tracks, numbers given once, officers who are in the register; and what is counted. */
#define LINE peer_line
#include "line_kit.h"

#define AWARD entity("peer.award")
#define DEBRIEF entity("peer.debrief")
#define SPEECH entity("peer.speech")
#define DEBRIEF_HEAD "部室,述职年度,述职顺序,述职人,述职形式,述职日期\n"
#define AWARD_HEAD "部室,表彰年度,类别,姓名,荣誉名称,证书编号,表彰日期\n"
#define SPEECH_HEAD "部室,发言顺序,发言人,层次,发言题目,发言日期\n"

static struct kit *office(void)
{
	struct kit *k = line_open();
	kit_bring(k, (struct sent){ .of = &ORG_UNIT, .csv = "单位全称,简称,单位类型,上级单位,顺序\n江州市总工会办公室,办公室,机关部室,江州市总工会,2\n"
		"江州市总工会组织部,组织部,机关部室,江州市总工会,3\n" });
	kit_bring(k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务,起始日期\n向维桢,办公室,主任,2016-04-01\n晏清越,组织部,部长,2017-05-01\n"
		"余知微,办公室,科员,2017-01-01\n冉小满,办公室,协理员（聘用）,2018-03-01\n" });
	return k;
}

static void heads_are_officers(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, DEBRIEF, DEBRIEF_HEAD "办公室,2018,1,向维祯,PPT,2019-01-07\n"), "peer.no_officer");
	assert_string_equal(wrong(k, DEBRIEF, DEBRIEF_HEAD "组织部,2018,1,向维桢,PPT,2019-01-07\n"), "peer.no_officer");
	assert_string_equal(wrong(k, DEBRIEF, DEBRIEF_HEAD "办公室,2018,1,冉小满,PPT,2019-01-07\n"), "peer.not_head");
	assert_string_equal(wrong(k, DEBRIEF, DEBRIEF_HEAD "办公室,2019,1,向维桢,PPT,2018-12-29\n"), "peer.year");
	passed(k, (struct sent){ .of = DEBRIEF, .csv = DEBRIEF_HEAD "办公室,2018,1,向维桢,PPT,2019-01-07\n组织部,2018,2,晏清越,文字材料,2019-01-07\n"
		"办公室,2018,1,向维桢,PPT,2019-01-07\n" });
	assert_int_equal(figure(k, "peer.heads_reporting", 201901).value, 2);
	kit_close(k);
}

static void tracks_are_apart(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "办公室,2018,部室,向维桢,文明部室,2018-部室-1,2019-01-30\n"), "peer.person");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "办公室,2018,干部,,先进个人,2018-干部-1,2019-01-30\n"), "peer.person");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "办公室,2018,干部,冉小满,先进个人,2018-干部-1,2019-01-30\n"), "peer.track");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "办公室,2018,协理员,余知微,优秀协理员,2018-协理员-1,2019-01-30\n"), "peer.track");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "办公室,2018,干部,余知薇,先进个人,2018-干部-1,2019-01-30\n"), "peer.no_officer");
	kit_close(k);
}

static void numbers_are_given_once(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "办公室,2018,干部,余知微,先进个人,2018-干部-01,2019-01-30\n"), "peer.number");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "办公室,2018,干部,余知微,先进个人,2018-部室-1,2019-01-30\n"), "peer.number");
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "办公室,2018,干部,余知微,先进个人,2017-干部-1,2019-01-30\n"), "peer.number");
	passed(k, (struct sent){ .of = AWARD, .csv = AWARD_HEAD "办公室,2018,干部,余知微,先进个人,2018-干部-1,2019-01-30\n"
		"办公室,2018,部室,,文明部室,2018-部室-1,2019-01-30\n办公室,2018,协理员,冉小满,优秀协理员,2018-协理员-1,2019-01-30\n" });
	assert_string_equal(wrong(k, AWARD, AWARD_HEAD "组织部,2018,干部,晏清越,先进个人,2018-干部-1,2019-01-30\n"), "peer.number_taken");
	assert_null(wrong(k, AWARD, AWARD_HEAD "办公室,2018,干部,余知微,先进个人,2018-干部-1,2019-01-31\n"));
	assert_int_equal(figure(k, "peer.departments_honoured", 201901).value, 1);
	assert_int_equal(figure(k, "peer.persons_honoured", 201901).value, 1);
	assert_int_equal(figure(k, "peer.assistants_honoured", 201901).value, 1);
	kit_close(k);
}

/* Two speakers of one level are one level. */
static void speakers_count_by_level(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, SPEECH, SPEECH_HEAD "办公室,1,冉小满,机关干部,题目,2019-01-30\n"), "peer.level");
	passed(k, (struct sent){ .of = SPEECH, .csv = SPEECH_HEAD "办公室,1,向维桢,部室负责人,甲,2019-01-30\n组织部,2,晏清越,部室负责人,乙,2019-01-30\n"
		"办公室,3,冉小满,协理员,丙,2019-01-30\n" });
	assert_int_equal(figure(k, "peer.speakers", 201901).value, 2);
	kit_close(k);
}

static void the_draft_says_what_is_there(void **state)
{
	struct kit *k = office();
	struct draft d = drafted(k, 201901);
	assert_int_equal(d.body.n + d.heading.n, 0);
	passed(k, (struct sent){ .of = &MATTER_EVENT, .csv = "条线,类别,事项,日期,地点,参加人员,内容,数量\n述职测评,总结表彰,机关总结表彰会议,2019-01-30,,,,\n" });
	passed(k, (struct sent){ .of = AWARD, .csv = AWARD_HEAD "组织部,2018,部室,,文明部室,2018-部室-1,2019-01-30\n" });
	d = drafted(k, 201901);
	assert_text(buf_str(&d.body), "{peer.day_commendation}，召开机关总结表彰会议。会议表彰文明部室{peer.departments_honoured}（组织部）。");
	kit_close(k);
}

SUITE(TEST(heads_are_officers), TEST(tracks_are_apart), TEST(numbers_are_given_once), TEST(speakers_count_by_level), TEST(the_draft_says_what_is_there))
