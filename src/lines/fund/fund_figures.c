/* What is counted of the clean-up. The two papers that order it stand for as long as it runs; units are counted once a month however often they were
 * checked; what was found counts in the month it was found, what was put right in the month it was put right.
 * Not taken: a rate of rectification by month, which would divide February's repayments by February's findings. */
#include "lines/fund.sql.h"
#include "lines/fund/fund_in.h"

#define CAMPAIGN .span = TO_DATE, .campaign = "fund_cleanup", .version = 1
#define MONTHLY  .span = MONTH, .version = 1
const struct indicator FUND_BASIS = { "fund.basis_document", N_("专项治理实施方案"),
	N_("专项治理活动期间登记的、用途为“治理方案”的文件的文号。"), UNIT_DOC_NUMBER, ONE, &fund_basis_document_rows, CAMPAIGN };
const struct indicator FUND_OPINION = { "fund.opinion_document", N_("经费管理和审计监督意见"),
	N_("专项治理活动期间登记的、用途为“管理意见”的文件的文号。"), UNIT_DOC_NUMBER, ONE, &fund_opinion_document_rows, CAMPAIGN };
const struct indicator FUND_SELF_CHECKED = { "fund.units_self_checked", N_("开展自查的单位"),
	N_("本月开展工会经费自查的单位，查出问题和未发现问题的都计，同一单位只计一次。"), UNIT_ENTERPRISE, KEYS, &fund_units_self_checked_rows, .part_words = FUND_RESULTS, .parts = true,
	.report = "fund.month", MONTHLY };
const struct indicator FUND_SPOT_CHECKED = { "fund.units_spot_checked", N_("专项抽查的单位"),
	N_("本月由抽查组专项抽查的单位，同一单位只计一次。"), UNIT_ENTERPRISE, KEYS, &fund_units_spot_checked_rows, .parts = true, MONTHLY };
const struct indicator FUND_FINDINGS = { "fund.findings", N_("发现问题"),
	N_("本月自查、抽查、举报或审计发现的问题，一个编号计一个。"), UNIT_ITEM, KEYS, &fund_findings_rows, .part_words = FUND_RULE_WORDS, .parts = true,
	.report = "fund.month", MONTHLY };
const struct indicator FUND_AMOUNT = { "fund.amount", N_("问题涉及金额"),
	N_("本月发现的问题所涉金额之和。"), UNIT_YUAN, AMOUNT, &fund_findings_rows, .part_words = FUND_RULE_WORDS, .parts = true,
	.report = "fund.month", MONTHLY };
const struct indicator FUND_RECTIFIED = { "fund.rectified", N_("整改销号问题"),
	N_("本月整改完毕并销号的问题，无论哪月发现，一个编号计一个。"), UNIT_ITEM, KEYS, &fund_rectified_rows, .part_words = FUND_RULE_WORDS, .parts = true, MONTHLY };
const struct indicator FUND_REPAID = { "fund.repaid", N_("退回金额"),
	N_("本月退回的违规款项之和，按退回日期计。"), UNIT_YUAN, AMOUNT, &fund_repaid_rows, .part_words = FUND_RULE_WORDS, .parts = true, MONTHLY };
static const struct indicator RULES_MADE = { "fund.rules_made", N_("建立制度"),
	N_("本月整改中建立或修订的制度数之和。"), UNIT_KIND, AMOUNT, &fund_rules_made_rows, .part_words = FUND_RULE_WORDS, MONTHLY };
static const struct indicator PERSONS_HANDLED = { "fund.persons_handled", N_("处理人员"),
	N_("本月整改中受到处理的人数之和，按问题逐个计。"), UNIT_PERSON_TIME, AMOUNT, &fund_persons_handled_rows, .part_words = FUND_RULE_WORDS, MONTHLY };

const struct indicator *const FUND_INDICATORS[] = { &FUND_BASIS, &FUND_OPINION, &FUND_SELF_CHECKED, &FUND_SPOT_CHECKED, &FUND_FINDINGS, &FUND_AMOUNT,
	&FUND_RECTIFIED, &FUND_REPAID, &RULES_MADE, &PERSONS_HANDLED, NULL };
