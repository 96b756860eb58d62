/* The rules of petitions: days of the law, what a state demands, what a link must find; and that 件, 批, 人次 and 通 are four figures from two tables. */
#define LINE petition_line
#include "line_kit.h"

#define CONTACT entity("petition.contact")
#define CASE entity("petition.case")
#define LINK entity("petition.link")
#define RECOVERED entity("petition.recovered")
#define RISK entity("petition.risk")
#define CONTACT_HEAD "接待编号,方式,日期,人数,当场答复\n"
#define CASE_HEAD "信访编号,渠道,收到日期,代表人数,涉及人数,诉求类别,信访目的,办理状态,受理日期,延期天数,延期批准日期,办结日期,办理结果,说明\n"
#define LINK_HEAD "接待编号,信访编号\n"
#define RECOVERED_HEAD "信访编号,到账日期,金额,方式\n"
#define RISK_HEAD "风险编号,状态日期,化解状态,发现日期,用人单位,风险类别,等级,化解措施\n"

static struct kit *office(void)
{
	struct kit *k = line_open();
	kit_federation(k);
	return k;
}

/* 2019-01-17 + 15 = 02-01, accepted that very day: in time; + 60 = 03-18 from the day of acceptance. */
static void days_are_counted_from_day_nought(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = CASE, .csv = CASE_HEAD "A-1,来访,2019-01-17,,,拖欠工资,申诉求决,已受理,2019-02-01,,,,,\n"
		"A-2,来访,2019-01-17,,,拖欠工资,申诉求决,已受理,2019-02-02,,,,,\nA-3,来信,2019-01-17,,,其他,申诉求决,办理中,2019-01-17,30,2019-03-18,,,\n"
		"A-4,网上,2019-01-17,,,其他,建议意见,已受理,2019-01-17,,,,,\n" });
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM petition_case WHERE accept_due = '2019-02-01'"), 4);
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM petition_case WHERE number = 'A-3' AND reply_due = '2019-04-17'"), 1);
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM petition_case WHERE number = 'A-4' AND reply_due IS NULL"), 1);
	assert_int_equal(figure(k, "petition.accept_due", 201901).value, 4);
	assert_int_equal(figure(k, "petition.accepted_in_time", 201901).value, 3);
	assert_int_equal(figure(k, "petition.accept_rate", 201901).value, 750);
	assert_int_equal(figure(k, "petition.reply_rate", 201901).status, FIGURE_NOT_APPLICABLE);
	kit_close(k);
}

/* Registered and not accepted: no demand; due only when its term ends within the span. */
static void one_that_has_time_counts_nowhere(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = CASE, .csv = CASE_HEAD "A-1,来访,2019-01-30,,,其他,申诉求决,已登记,,,,,,\nA-2,来访,2019-01-02,,,其他,申诉求决,已登记,,,,,,\n"
		"A-3,来访,2019-01-03,,,其他,申诉求决,引导其他程序,,,,,,去仲裁\n" });
	assert_int_equal(figure(k, "petition.demands", 201901).value, 0);
	assert_int_equal(figure(k, "petition.accept_due", 201901).value, 1);
	assert_int_equal(figure(k, "petition.accept_rate", 201901).value, 0);
	kit_close(k);
}

static void a_state_demands_its_days(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,6,9,其他,申诉求决,已登记,,,,,,\n"), "petition.representatives");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,5,4,其他,申诉求决,已登记,,,,,,\n"), "petition.people");
	assert_null(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,5,9,其他,申诉求决,已登记,,,,,,\n"));
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,办理中,,,,,,\n"), "petition.accepted");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,已登记,2019-01-09,,,,,\n"), "petition.stage");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,已受理,2019-01-07,,,,,\n"), "petition.order");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,已办结,2019-01-08,,,,调解化解,\n"), "petition.concluded");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,已办结,2019-01-08,,,2019-01-20,,\n"), "petition.outcome");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,不予受理,,,,,,\n"), "petition.why");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,已受理,2019-01-08,31,2019-02-08,,,\n"), "petition.extended");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,已受理,2019-01-08,30,,,,\n"), "petition.extended_on");
	assert_string_equal(wrong(k, CASE, CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,已受理,2019-01-08,30,2019-03-10,,,\n"), "petition.extended_on");
	kit_close(k);
}

/* A group of nine that comes twice is one petition, two 批 and the sum of those present; a call that asks is a 通 and nothing else. */
static void four_figures_from_two_tables(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = CONTACT, .csv = CONTACT_HEAD "J-1,来访,2019-01-08,9,否\nJ-2,来访,2019-01-15,3,否\nJ-3,12351热线,2019-01-16,1,是\nJ-4,12351热线,2019-01-17,1,否\n"
		"J-5,来访,2018-12-28,4,否\n" });
	passed(k, (struct sent){ .of = CASE, .csv = CASE_HEAD "A-1,来访,2019-01-08,5,28,拖欠工资,申诉求决,已受理,2019-01-08,,,,,\nA-2,12351热线,2019-01-17,,,社会保险,申诉求决,已受理,2019-01-18,,,,,\n"
		"A-0,来访,2018-12-28,,,其他,申诉求决,已受理,2019-01-04,,,,,\n" });
	passed(k, (struct sent){ .of = LINK, .csv = LINK_HEAD "J-1,A-1\nJ-2,A-1\nJ-4,A-2\n" });
	assert_int_equal(figure(k, "petition.demands", 201901).value, 2);
	assert_int_equal(figure(k, "petition.visit_cases", 201901).value + figure(k, "petition.hotline_cases", 201901).value + figure(k, "petition.letter_cases", 201901).value
		+ figure(k, "petition.web_cases", 201901).value, 2);
	assert_int_equal(figure(k, "petition.visitors", 201901).value, 12);
	assert_int_equal(figure(k, "petition.visit_batches", 201901).value, 2);
	assert_int_equal(figure(k, "petition.group_visits", 201901).value, 1);
	assert_int_equal(figure(k, "petition.calls", 201901).value, 2);
	assert_int_equal(figure(k, "petition.demands", 201812).value, 1);
	kit_close(k);
}

/* A petition of December that is closed in January is closed in January, whatever month it was received in; one still open is closed in none. */
static void closed_by_the_day_of_closing(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = CASE, .csv = CASE_HEAD "A-0,来访,2018-12-28,,,拖欠工资,申诉求决,已办结,2019-01-04,,,2019-01-18,予以支持,\n"
		"A-1,来访,2019-01-08,,,拖欠工资,申诉求决,已办结,2019-01-08,,,2019-01-31,调解化解,\nA-2,来信,2019-01-09,,,其他,申诉求决,已办结,2019-01-09,,,2019-02-01,解释说明,\n"
		"A-3,来信,2019-01-10,,,其他,申诉求决,办理中,2019-01-10,,,,,\n" });
	assert_int_equal(figure(k, "petition.demands", 201901).value, 3);
	assert_int_equal(figure(k, "petition.concluded", 201812).value, 0);
	assert_int_equal(figure(k, "petition.concluded", 201901).value, 2);
	assert_int_equal(figure(k, "petition.concluded", 201902).value, 1);
	kit_close(k);
}

static void a_link_finds_both_ends(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = CONTACT, .csv = CONTACT_HEAD "J-1,来访,2019-01-08,2,否\nJ-2,12351热线,2019-01-08,1,否\n" });
	passed(k, (struct sent){ .of = CASE, .csv = CASE_HEAD "A-1,来访,2019-01-08,,,其他,申诉求决,已登记,,,,,,\n" });
	assert_string_equal(wrong(k, LINK, LINK_HEAD "J-9,A-1\n"), "petition.no_contact");
	assert_string_equal(wrong(k, LINK, LINK_HEAD "J-1,A-9\n"), "petition.no_case");
	assert_string_equal(wrong(k, LINK, LINK_HEAD "J-2,A-1\n"), "petition.channel");
	assert_null(wrong(k, LINK, LINK_HEAD "J-1,A-1\n"));
	assert_string_equal(wrong(k, RECOVERED, RECOVERED_HEAD "A-9,2019-01-20,100,调解\n"), "petition.no_case");
	assert_string_equal(wrong(k, RECOVERED, RECOVERED_HEAD "A-1,2019-01-07,100,调解\n"), "petition.paid");
	assert_null(wrong(k, RECOVERED, RECOVERED_HEAD "A-1,2019-01-20,100,调解\n"));
	kit_close(k);
}

/* Each step is a row: what was resolved in February leaves January's figures alone. */
static void a_risk_goes_forward(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, RISK, RISK_HEAD "F-1,2019-01-08,排查发现,2019-01-09,某厂,拖欠工资,,\n"), "petition.found");
	assert_string_equal(wrong(k, RISK, RISK_HEAD "F-1,2019-01-10,已定级,2019-01-09,某厂,拖欠工资,,\n"), "petition.grade");
	assert_string_equal(wrong(k, RISK, RISK_HEAD "F-1,2019-01-10,已化解,2019-01-09,某厂,拖欠工资,一般,\n"), "petition.measures");
	passed(k, (struct sent){ .of = RISK, .csv = RISK_HEAD "F-1,2019-01-09,排查发现,2019-01-09,某厂,拖欠工资,,\nF-1,2019-01-12,化解中,2019-01-09,某厂,拖欠工资,一般,约谈\n" });
	assert_int_equal(figure(k, "petition.risks_found", 201901).value, 1);
	assert_int_equal(figure(k, "petition.risks_resolved", 201901).value, 0);
	assert_string_equal(wrong(k, RISK, RISK_HEAD "F-1,2019-01-20,已定级,2019-01-09,某厂,拖欠工资,一般,\n"), "petition.backwards");
	passed(k, (struct sent){ .of = RISK, .month = 201902, .csv = RISK_HEAD "F-1,2019-02-12,已化解,2019-01-09,某厂,拖欠工资,一般,付清\n" });
	assert_int_equal(figure(k, "petition.risks_resolved", 201901).value, 0);
	assert_int_equal(figure(k, "petition.risks_resolved", 201902).value, 1);
	assert_null(wrong(k, RISK, RISK_HEAD "F-1,2019-02-20,反弹,2019-01-09,某厂,拖欠工资,一般,\n"));
	assert_whole(k);
	kit_close(k);
}

SUITE(TEST(days_are_counted_from_day_nought), TEST(one_that_has_time_counts_nowhere), TEST(a_state_demands_its_days), TEST(four_figures_from_two_tables),
	TEST(closed_by_the_day_of_closing), TEST(a_link_finds_both_ends), TEST(a_risk_goes_forward))
