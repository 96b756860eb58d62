/* The rules of the vote and the survey: valid is never more than what came, the grades add up, the cut-off cuts off. */
#define LINE poll_line
#include "line_kit.h"

#define DAILY entity("poll.daily")
#define STANDING entity("poll.standing")
#define RETURN entity("survey.return")
#define DAILY_HEAD "统计日期,县市区,投票人数,收到票数,有效票数\n"
#define RETURN_HEAD "问卷名称,单位名称,收回日期,发出,收回,有效,满意,基本满意,不满意,不了解\n"

static struct kit *office(void)
{
	struct kit *k = line_open();
	kit_federation(k);
	kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\npoll,投票,2019-01-08,2019-02-20\nsurvey,测评,2018-12-17,2019-02-20\n" });
	kit_bring(k, (struct sent){ .of = &MATTER_CUTOFF, .csv = "活动代码,月份,截止日期\npoll,2019-01,2019-01-27\nsurvey,2019-01,2019-01-27\n" });
	return k;
}

static void valid_is_never_more(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, DAILY, DAILY_HEAD "2019-01-08,沙洲区,30,20,21\n"), "poll.valid_over_cast");
	assert_string_equal(wrong(k, DAILY, DAILY_HEAD "2019-01-08,沙洲区,30,40,31\n"), "poll.valid_over_voters");
	assert_string_equal(wrong(k, RETURN, RETURN_HEAD "测评表,沙洲区总工会,2019-01-20,10,9,9,9,0,0,0\n"), "survey.employer");
	assert_string_equal(wrong(k, RETURN, RETURN_HEAD "测评表,江州甲厂工会委员会,2019-01-20,10,11,9,9,0,0,0\n"), "survey.returned_over_given");
	assert_string_equal(wrong(k, RETURN, RETURN_HEAD "测评表,江州甲厂工会委员会,2019-01-20,10,8,9,9,0,0,0\n"), "survey.valid_over_returned");
	assert_string_equal(wrong(k, RETURN, RETURN_HEAD "测评表,江州甲厂工会委员会,2019-01-20,10,9,9,8,0,0,0\n"), "survey.sum");
	kit_close(k);
}

static void the_cutoff_cuts_off(void **state)
{
	struct kit *k = office();
	int64_t county;
	passed(k, (struct sent){ .of = DAILY, .csv = DAILY_HEAD "2019-01-08,沙洲区,30,29,28\n2019-01-27,沙洲区,20,20,19\n2019-01-27,江州市总工会,5,5,5\n"
		"2019-01-28,沙洲区,40,40,40\n合计,,95,94,92\n" });
	assert_int_equal(figure(k, "poll.cutoff_day", 201901).value, 27);
	assert_int_equal(figure(k, "poll.cutoff_day", 201901).differ, 0);
	assert_int_equal(figure(k, "poll.voters", 201901).value, 55);
	assert_int_equal(figure(k, "poll.valid_ballots", 201901).value, 52);
	assert_int_equal(figure(k, "poll.valid_rate", 201901).value, 963);
	county = kit_org(k, "沙洲区总工会", "2019-01-31");
	assert_int_equal(figure_at(k, "poll.voters", 201901, county).value, 50);
	passed(k, (struct sent){ .of = DAILY, .month = 201902, .csv = DAILY_HEAD "2019-02-20,沙洲区,1,1,1\n2019-02-21,沙洲区,7,7,7\n" });
	assert_int_equal(figure(k, "poll.voters", 201902).value, 96);        /* January's last days count now; nothing after the end */
	assert_int_equal(figure(k, "poll.voters", 201901).value, 55);
	kit_close(k);
}

static void employers_are_counted_once(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = RETURN, .csv = RETURN_HEAD "测评表甲,江州甲厂工会委员会,2019-01-20,12,11,10,6,2,0,2\n"
		"测评表乙,江州甲厂工会委员会,2019-01-21,10,10,10,8,1,1,0\n测评表甲,石陂乙厂工会委员会,2019-01-22,10,3,0,0,0,0,0\n" });
	assert_int_equal(figure(k, "survey.enterprises", 201901).value, 1);
	assert_int_equal(figure(k, "survey.satisfaction", 201901).value, 778);        /* 14 of 18: 不了解 is no judgement */
	assert_int_equal(figure(k, "survey.overall_satisfaction", 201901).value, 944);
	assert_int_equal(figure(k, "survey.return_rate", 201901).value, 750);
	passed(k, (struct sent){ .of = RETURN, .part = "2", .csv = RETURN_HEAD "测评表乙,石陂乙厂工会委员会,2019-01-28,10,9,9,9,0,0,0\n" });
	assert_int_equal(figure(k, "survey.enterprises", 201901).value, 1);
	assert_int_equal(figure(k, "survey.enterprises", 201902).value, 2);
	kit_close(k);
}

static void ranks_come_from_above(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, STANDING, "排名项目,名次,参评市州数,通报日期,通报单位\n参与率,18,17,2019-01-29,省总工会\n"), "poll.place");
	assert_int_equal(figure(k, "poll.rank_in_province", 201901).status, FIGURE_NOT_APPLICABLE);
	passed(k, (struct sent){ .of = STANDING, .csv = "排名项目,名次,参评市州数,通报日期,通报单位\n参与率,5,17,2019-01-29,省总工会\n投票数,9,17,2019-01-29,省总工会\n" });
	assert_int_equal(figure(k, "poll.rank_in_province", 201901).value, 5);
	kit_close(k);
}

static void the_draft_says_what_is_there(void **state)
{
	struct kit *k = office();
	struct draft d = drafted(k, 201901);
	assert_int_equal(d.body.n + d.heading.n, 0);
	passed(k, (struct sent){ .of = DAILY, .csv = DAILY_HEAD "2019-01-27,沙洲区,20,20,19\n" });
	d = drafted(k, 201901);
	assert_text(buf_str(&d.heading), "“职工说了算”活动稳步推进");
	assert_text(buf_str(&d.body), "截至{poll.cutoff_day}，全市参与投票职工{poll.voters}，有效票{poll.valid_ballots}。");
	kit_close(k);
}

SUITE(TEST(valid_is_never_more), TEST(the_cutoff_cuts_off), TEST(employers_are_counted_once), TEST(ranks_come_from_above), TEST(the_draft_says_what_is_there))
