/* The rules of the clean-up: nil is nil, a verdict needs its limit, nothing is paid back that was not found; and the papers count as long as it runs. */
#define LINE fund_line
#include "line_kit.h"

#define LIMIT entity("fund.limit")
#define SELF_CHECK entity("fund.self_check")
#define FINDING entity("fund.finding")
#define RECTIFICATION entity("fund.rectification")
#define LIMIT_HEAD "适用地区,福利类别,计算口径,限额,起始日期,终止日期\n"
#define SELF_HEAD "单位,自查日期,自查结果,问题个数,涉及金额\n"
#define FINDING_HEAD "单位,问题编号,违反规则,来源,发现日期,涉及金额,单位说明,整改通知日期,整改期限\n"
#define RECTIFICATION_HEAD "单位,问题编号,整改日期,退回金额,是否销号\n"

static struct kit *office(void)
{
	struct kit *k = line_open();
	kit_federation(k);
	return k;
}

static void nil_is_nil(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, SELF_CHECK, SELF_HEAD "沙洲区,2019-01-08,未发现问题,1,\n"), "fund.nil");
	assert_string_equal(wrong(k, SELF_CHECK, SELF_HEAD "沙洲区,2019-01-08,未发现问题,0,100\n"), "fund.nil");
	assert_string_equal(wrong(k, SELF_CHECK, SELF_HEAD "沙洲区,2019-01-08,发现问题,,100\n"), "fund.findings");
	passed(k, (struct sent){ .of = SELF_CHECK, .csv = SELF_HEAD "沙洲区,2019-01-08,未发现问题,0,0\n江州甲厂工会委员会,2019-01-09,发现问题,1,500\n江州甲厂工会委员会,2019-01-20,未发现问题,,\n" });
	assert_int_equal(figure(k, "fund.units_self_checked", 201901).value, 2);
	kit_close(k);
}

static void a_verdict_keeps_its_limit(void **state)
{
	struct kit *k = office();
	const char *finding = FINDING_HEAD "江州甲厂工会委员会,1,节日慰问超限额,抽查,2019-01-15,500,,,\n";
	assert_string_equal(wrong(k, FINDING, finding), "fund.no_limit");
	passed(k, (struct sent){ .of = LIMIT, .csv = LIMIT_HEAD "本省,法定节日,每人每年,1500,2018-01-01,2018-12-31\n本省,生日,每人每次,300,2018-01-01,\n" });
	assert_string_equal(wrong(k, FINDING, finding), "fund.no_limit");
	passed(k, (struct sent){ .of = LIMIT, .csv = LIMIT_HEAD "本省,法定节日,每人每年,1500,2018-01-01,2018-12-31\n本省,法定节日,每人每年,2000,2019-01-01,\n本省,生日,每人每次,300,2018-01-01,\n" });
	passed(k, (struct sent){ .of = FINDING, .csv = finding });
	assert_int_equal(kit_count(k, "SELECT count(*) AS n FROM fund_finding f JOIN fund_limit l ON l.id = f.limit_row WHERE l.amount = 200000"), 1);
	assert_string_equal(wrong(k, LIMIT, LIMIT_HEAD "本省,生日,每人每次,300,2018-01-01,2017-01-01\n"), "fund.until");
	assert_string_equal(wrong(k, LIMIT, LIMIT_HEAD "本省,生日,每人每次,0,2018-01-01,\n"), "fund.limit");
	kit_close(k);
}

static void a_finding_has_its_term(void **state)
{
	struct kit *k = office();
	assert_string_equal(wrong(k, FINDING, FINDING_HEAD "江州甲厂工会委员会,1,F2,抽查,2019-01-15,500,,2019-01-14,\n"), "fund.notice");
	assert_string_equal(wrong(k, FINDING, FINDING_HEAD "江州甲厂工会委员会,1,F2,抽查,2019-01-15,500,,,2019-03-15\n"), "fund.notice");
	assert_string_equal(wrong(k, FINDING, FINDING_HEAD "江州甲厂工会委员会,1,F2,抽查,2019-01-15,500,,2019-01-16,2019-02-14\n"), "fund.due");
	assert_null(wrong(k, FINDING, FINDING_HEAD "江州甲厂工会委员会,1,F2,抽查,2019-01-15,500,,2019-01-16,2019-02-15\n"));
	assert_null(wrong(k, FINDING, FINDING_HEAD "江州甲厂工会委员会,1,F2,抽查,2019-01-15,500,,2019-01-16,2019-03-17\n"));
	assert_string_equal(wrong(k, FINDING, FINDING_HEAD "江州甲厂工会委员会,1,F2,抽查,2019-01-15,500,,2019-01-16,2019-03-18\n"), "fund.due");
	assert_string_equal(wrong(k, FINDING, FINDING_HEAD "江州甲厂工会委员会,1,化整为零,抽查,2019-01-15,500,,,\n"), "fund.answer");
	kit_close(k);
}

/* What was found counts in its month, what was put right in its own. */
static void rectification_is_a_row_of_its_own(void **state)
{
	struct kit *k = office();
	passed(k, (struct sent){ .of = FINDING, .csv = FINDING_HEAD "江州甲厂工会委员会,1,F2,抽查,2019-01-15,500.00,,,\n石陂乙厂工会委员会,1,F12,自查,2019-01-16,700.00,,,\n" });
	assert_string_equal(wrong(k, RECTIFICATION, RECTIFICATION_HEAD "江州甲厂工会委员会,2,2019-01-20,,是\n"), "fund.no_finding");
	assert_string_equal(wrong(k, RECTIFICATION, RECTIFICATION_HEAD "江州甲厂工会委员会,1,2019-01-14,,是\n"), "fund.order");
	assert_string_equal(wrong(k, RECTIFICATION, RECTIFICATION_HEAD "江州甲厂工会委员会,1,2019-01-20,500.01,是\n"), "fund.repaid");
	passed(k, (struct sent){ .of = RECTIFICATION, .csv = RECTIFICATION_HEAD "江州甲厂工会委员会,1,2019-01-20,300,否\n" });
	passed(k, (struct sent){ .of = RECTIFICATION, .month = 201902, .csv = RECTIFICATION_HEAD "江州甲厂工会委员会,1,2019-02-20,200,是\n" });
	assert_int_equal(figure(k, "fund.findings", 201901).value, 2);
	assert_int_equal(figure(k, "fund.amount", 201901).value, 120000);
	assert_int_equal(figure(k, "fund.repaid", 201901).value, 30000);
	assert_int_equal(figure(k, "fund.rectified", 201901).value, 0);
	assert_int_equal(figure(k, "fund.repaid", 201902).value, 20000);
	assert_int_equal(figure(k, "fund.rectified", 201902).value, 1);
	assert_whole(k);
	kit_close(k);
}

/* A paper of March 2018 counts in January 2019, because the clean-up that it orders still runs; after its end it does not. */
static void papers_hold_as_long_as_it_runs(void **state)
{
	struct kit *k = office();
	struct figure f;
	assert_fault(figure_try(k, "fund.basis_document", 201901, k->city, &f), "campaign.none");
	kit_bring(k, (struct sent){ .of = &MATTER_CAMPAIGN, .csv = "代码,名称,开始日期,结束日期\nfund_cleanup,专项治理,2018-03-01,2019-12-31\n" });
	assert_int_equal(figure(k, "fund.basis_document", 201901).status, FIGURE_NOT_APPLICABLE);
	passed(k, (struct sent){ .of = &MATTER_DOCUMENT, .csv = "条线,用途,文号,标题,发文单位,成文日期,文种,公开属性\n经费治理,治理方案,江纪办[2018]5号,方案,市纪委办公室,2018-03-19,通知,依申请公开\n"
		"经费治理,管理意见,江工办发（２０１８）１６号,意见,市总工会办公室,2018-06-12,意见,主动公开\n" });
	assert_text(figure(k, "fund.basis_document", 201901).text, "江纪办〔2018〕5号");
	assert_text(figure(k, "fund.opinion_document", 201901).text, "江工办发〔2018〕16号");
	assert_int_equal(figure(k, "fund.opinion_document", 201805).status, FIGURE_NOT_APPLICABLE);
	kit_close(k);
}

SUITE(TEST(nil_is_nil), TEST(a_verdict_keeps_its_limit), TEST(a_finding_has_its_term), TEST(rectification_is_a_row_of_its_own), TEST(papers_hold_as_long_as_it_runs))
