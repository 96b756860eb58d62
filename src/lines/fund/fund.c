/* The clean-up of union spending: plan, self-check by each unit, spot check, finding, rectification.
 *
 * A unit that found nothing says so (nil is an act); a unit that says nothing has not reported. A finding names the rule it breaks, F1 to F19, the
 * same rules that a program runs over a ledger, so that what was found by hand and by machine stands in one matrix of rules and units. Findings about
 * welfare keep the limit they were judged by: the one in force on the event's day, which the federation enters; without one there is no verdict.
 * What became of a finding is a dated row of its own, so that a repayment of February does not change January's figures.
 * Refused: a finding from nothing, a repayment above the amount, a nil self-check with findings, a term of less than a month or more than two.
 * Not taken: a state column on the finding, which somebody would have to keep true. */
#include "lines/fund.schema.h"
#include "lines/fund.sql.h"
#include "lines/fund/fund_in.h"

const struct code FUND_RULE_WORDS[] = {
	{ "F1",  N_("节日慰问超限额")         },
	{ "F2",  N_("发放现金或购物卡")       },
	{ "F3",  N_("生日慰问超限额")         },
	{ "F4",  N_("向非会员发放福利")       },
	{ "F5",  N_("列支退休人员福利或体检") },
	{ "F6",  N_("发放奖金津补贴")         },
	{ "F7",  N_("列支宴请礼品烟酒")       },
	{ "F8",  N_("列支高消费娱乐或旅游")   },
	{ "F9",  N_("春秋游不合规定")         },
	{ "F10", N_("私车公养")               },
	{ "F11", N_("无预算或未经集体研究")   },
	{ "F12", N_("缺实名签领表")           },
	{ "F13", N_("账户混用或小金库")       },
	{ "F14", N_("违规出借担保投资")       },
	{ "F15", N_("活动奖励面过宽")         },
	{ "F16", N_("化整为零")               },
	{ "F17", N_("票据时间或来源异常")     },
	{ "F18", N_("发票重复列支")           },
	{ "F19", N_("票据或附件缺失")         },
	{ NULL, NULL },
};

/* How a rule weighs: 'B' is a violation as it stands; 'W' is a clue, which a person has looked into. limit: the kind of limit it is judged by. */
static const struct finding_rule { const char *code; char weight; const char *limit; } RULES[] = {
	{ "F1", 'B', "festival" }, { "F2", 'B', NULL }, { "F3", 'B', "birthday" }, { "F4", 'B', NULL }, { "F5", 'B', NULL },
	{ "F6", 'B', NULL }, { "F7", 'B', NULL }, { "F8", 'B', NULL }, { "F9", 'B', NULL }, { "F10", 'B', NULL },
	{ "F11", 'B', NULL }, { "F12", 'B', NULL }, { "F13", 'B', NULL }, { "F14", 'B', NULL }, { "F15", 'W', NULL },
	{ "F16", 'W', NULL }, { "F17", 'W', NULL }, { "F18", 'B', NULL }, { "F19", 'W', NULL },
};

static const struct finding_rule *rule_of(struct str code)
{
	for (size_t i = 0; i < COUNT(RULES); i++)
		if (str_is(code, RULES[i].code))
			return &RULES[i];
	return NULL;
}

/* --- limits ------------------------------------------------------------------------------------------------------------------------------- */

static const struct code LIMIT_KINDS[] = { { "festival", N_("法定节日") }, { "birthday", N_("生日") }, { "event", N_("婚育病丧退") },
	{ "hardship", N_("会员困难") }, { NULL, NULL } };
static const struct code PERS[] = { { "year", N_("每人每年") }, { "festival", N_("每人每节") }, { "event", N_("每人每次") }, { NULL, NULL } };

static fault limit_check(struct filling *f)
{
	const struct fund_limit *l = f->row;
	if (day_known(l->until) && l->until.n < l->head.day.n)
		filling_wrong(f, offsetof(struct fund_limit, until), "fund.until", _("终止日期早于起始日期。请核对这两栏。"));
	if (l->amount.fen == 0)
		filling_wrong(f, offsetof(struct fund_limit, amount), "fund.limit", _("限额是0元，等于一律不许发。请核对；没有规定的不要登记。"));
	return NULL;
}

static const struct field LIMIT_FIELDS[] = {
	FIELD(fund_limit, province, N_("适用地区"), FIELD_TEXT,  .also = "省份|地区", .must = true, .key = true, .least = 1, .most = 20),
	FIELD(fund_limit, kind,     N_("福利类别"), FIELD_CODE,  .also = "类别", .must = true, .key = true, .codes = LIMIT_KINDS),
	FIELD(fund_limit, per,      N_("计算口径"), FIELD_CODE,  .also = "口径", .must = true, .key = true, .codes = PERS),
	FIELD(fund_limit, amount,   N_("限额"),     FIELD_MONEY, .also = "标准|上限", .must = true, .most = 10000000),
	FIELD(fund_limit, form,     N_("允许形式"), FIELD_TEXT,  .also = "形式", .most = 60),
	FIELD(fund_limit, head.day, N_("起始日期"), FIELD_DAY,   .also = "施行日期", .must = true, .key = true),
	FIELD(fund_limit, until,    N_("终止日期"), FIELD_DAY),
	FIELD(fund_limit, basis,    N_("依据"),     FIELD_TEXT,  .also = "文件依据", .most = 100),
};
static const struct entity LIMIT = { .name = "fund.limit", .title = N_("工会福利限额表"), .table = &fund_limit_table, .fields = LIMIT_FIELDS,
	.n = COUNT(LIMIT_FIELDS), .check = limit_check };

/* --- checks ------------------------------------------------------------------------------------------------------------------------------- */

const struct code FUND_RESULTS[] = { { "nil", N_("未发现问题") }, { "found", N_("发现问题") }, { NULL, NULL } };

static fault self_check_check(struct filling *f)
{
	const struct fund_self_check *s = f->row;
	bool nil = str_is(s->result, "nil");
	if (nil && s->findings != INT_NONE && s->findings > 0)
		filling_wrong(f, offsetof(struct fund_self_check, findings), "fund.nil", _("自查结果是未发现问题，问题个数却不是0。请改正其中一栏。"));
	if (nil && money_known(s->amount) && s->amount.fen > 0)
		filling_wrong(f, offsetof(struct fund_self_check, amount), "fund.nil", _("自查结果是未发现问题，却填了涉及金额。请改正其中一栏。"));
	if (!nil && (s->findings == INT_NONE || s->findings == 0))
		filling_wrong(f, offsetof(struct fund_self_check, findings), "fund.findings", _("自查发现问题的，要填问题个数。请补上；问题逐个填入问题清单。"));
	return NULL;
}

static const struct field SELF_CHECK_FIELDS[] = {
	FIELD(fund_self_check, head.org, N_("单位"),     FIELD_ORG,   .also = "自查单位|单位名称|工会名称", .must = true, .within = true),
	FIELD(fund_self_check, head.day, N_("自查日期"), FIELD_DAY,   .also = "日期", .must = true, .key = true),
	FIELD(fund_self_check, result,   N_("自查结果"), FIELD_CODE,  .also = "结果", .must = true, .codes = FUND_RESULTS),
	FIELD(fund_self_check, findings, N_("问题个数"), FIELD_INT,   .also = "问题数", .least = 0, .most = 1000),
	FIELD(fund_self_check, amount,   N_("涉及金额"), FIELD_MONEY),
	FIELD(fund_self_check, period,   N_("自查期间"), FIELD_TEXT,  .also = "账目期间", .most = 30),
	FIELD(fund_self_check, note,     N_("备注"),     FIELD_TEXT,  .also = "说明", .most = 200),
};
static const struct entity SELF_CHECK = { .name = "fund.self_check", .title = N_("工会经费自查表"), .table = &fund_self_check_table,
	.fields = SELF_CHECK_FIELDS, .n = COUNT(SELF_CHECK_FIELDS), .report = "fund.month", .check = self_check_check };

static const struct field SPOT_CHECK_FIELDS[] = {
	FIELD(fund_spot_check, head.org, N_("被抽查单位"), FIELD_ORG,  .also = "单位", .must = true, .within = true),
	FIELD(fund_spot_check, head.day, N_("抽查日期"),   FIELD_DAY,  .also = "日期", .must = true, .key = true),
	FIELD(fund_spot_check, team,     N_("抽查组"),     FIELD_TEXT, .also = "检查组", .must = true, .least = 1, .most = 20),
	FIELD(fund_spot_check, vouchers, N_("抽查凭证数"), FIELD_INT,  .also = "凭证数", .least = 0, .most = 1000000),
	FIELD(fund_spot_check, period,   N_("账目期间"),   FIELD_TEXT, .most = 30),
	FIELD(fund_spot_check, note,     N_("备注"),       FIELD_TEXT, .also = "说明", .most = 200),
};
static const struct entity SPOT_CHECK = { .name = "fund.spot_check", .title = N_("工会经费专项抽查表"), .table = &fund_spot_check_table,
	.fields = SPOT_CHECK_FIELDS, .n = COUNT(SPOT_CHECK_FIELDS) };

/* --- findings and their rectification ----------------------------------------------------------------------------------------------------- */

enum { TERM_LEAST = 30, TERM_MOST = 60 };                /* days from the notice */
static const struct code ORIGINS[] = { { "self", N_("自查") }, { "spot", N_("抽查") }, { "report", N_("举报") }, { "audit", N_("审计") }, { NULL, NULL } };

static fault finding_limit(struct filling *f, struct fund_finding *x)
{
	const struct finding_rule *rule = rule_of(x->rule);
	struct fund_limit_on_row limit;
	bool found;
	x->limit_row = INT_NONE;
	if (!rule || !rule->limit)
		return NULL;
	TRY(fund_limit_on(f->db, (struct fund_limit_on_in){ .kind = str_of(rule->limit), .on = x->head.day }, &limit, &found));
	if (found)
		x->limit_row = limit.id;
	else
		filling_wrong(f, offsetof(struct fund_finding, rule), "fund.no_limit", _("%.*s没有可用的福利限额，无法认定超标。请先报工会福利限额表。"),
			PSTR(day_zh(f->mem, x->head.day)));
	return NULL;
}

static fault finding_check(struct filling *f)
{
	struct fund_finding *x = f->row;
	const struct finding_rule *rule = rule_of(x->rule);
	if (rule && rule->weight == 'W' && !x->answer.p)
		filling_wrong(f, offsetof(struct fund_finding, answer), "fund.answer", _("这一类只是线索，要核实后才算问题。请在“单位说明”一栏写明核实情况。"));
	if (day_known(x->notice) && x->notice.n < x->head.day.n)
		filling_wrong(f, offsetof(struct fund_finding, notice), "fund.notice", _("整改通知日期早于问题发现日期。请核对这两栏。"));
	if (day_known(x->due) && !day_known(x->notice))
		filling_wrong(f, offsetof(struct fund_finding, notice), "fund.notice", _("有整改期限却没有整改通知日期。请补上通知日期。"));
	if (day_known(x->due) && day_known(x->notice) && (x->due.n < x->notice.n + TERM_LEAST || x->due.n > x->notice.n + TERM_MOST))
		filling_wrong(f, offsetof(struct fund_finding, due), "fund.due", _("整改期限应在通知之日起%d至%d日之间。请核对。"), TERM_LEAST, TERM_MOST);
	return finding_limit(f, x);
}

static const struct field FINDING_FIELDS[] = {
	FIELD(fund_finding, head.org, N_("单位"),         FIELD_ORG,   .also = "问题单位|单位名称", .must = true, .within = true),
	FIELD(fund_finding, number,   N_("问题编号"),     FIELD_TEXT,  .also = "编号", .must = true, .key = true, .least = 1, .most = 30),
	FIELD(fund_finding, rule,     N_("违反规则"),     FIELD_CODE,  .also = "问题类别|规则", .must = true, .codes = FUND_RULE_WORDS, .hint = N_("填F1至F19或其名称")),
	FIELD(fund_finding, origin,   N_("来源"),         FIELD_CODE,  .also = "发现方式", .must = true, .codes = ORIGINS),
	FIELD(fund_finding, head.day, N_("发现日期"),     FIELD_DAY,   .also = "日期", .must = true),
	FIELD(fund_finding, amount,   N_("涉及金额"),     FIELD_MONEY, .also = "金额", .must = true),
	FIELD(fund_finding, persons,  N_("涉及人数"),     FIELD_INT,   .least = 0, .most = 1000000),
	FIELD(fund_finding, voucher,  N_("凭证号"),       FIELD_TEXT,  .also = "凭证", .most = 40),
	FIELD(fund_finding, answer,   N_("单位说明"),     FIELD_TEXT,  .also = "说明", .most = 200),
	FIELD(fund_finding, notice,   N_("整改通知日期"), FIELD_DAY,   .also = "通知日期"),
	FIELD(fund_finding, due,      N_("整改期限"),     FIELD_DAY),
};
static const struct entity FINDING = { .name = "fund.finding", .title = N_("工会经费问题清单"), .table = &fund_finding_table, .fields = FINDING_FIELDS,
	.n = COUNT(FINDING_FIELDS), .check = finding_check };

static fault rectification_check(struct filling *f)
{
	struct fund_rectification *r = f->row;
	struct fund_finding_of_row finding;
	bool found;
	TRY(fund_finding_of(f->db, (struct fund_finding_of_in){ .number = r->number, .org = r->head.org }, &finding, &found));
	if (!found) {
		filling_wrong(f, offsetof(struct fund_rectification, number), "fund.no_finding", _("问题清单里这个单位没有编号“%.*s”的问题。请核对编号，或先报问题清单。"), PSTR(r->number));
		return NULL;
	}
	r->finding = finding.id;
	if (r->head.day.n < finding.day.n)
		filling_wrong(f, offsetof(struct fund_rectification, head.day), "fund.order", _("整改日期早于问题发现日期。请核对日期和编号。"));
	if (money_known(r->repaid) && r->repaid.fen > finding.amount.fen)
		filling_wrong(f, offsetof(struct fund_rectification, repaid), "fund.repaid", _("退回金额超过了问题涉及的%.*s元。请核对金额和编号。"),
			PSTR(money_yuan(f->mem, finding.amount)));
	return NULL;
}

static const struct field RECTIFICATION_FIELDS[] = {
	FIELD(fund_rectification, head.org,        N_("单位"),       FIELD_ORG,   .also = "整改单位|单位名称", .must = true, .within = true),
	FIELD(fund_rectification, number,          N_("问题编号"),   FIELD_TEXT,  .also = "编号", .must = true, .key = true, .least = 1, .most = 30),
	FIELD(fund_rectification, head.day,        N_("整改日期"),   FIELD_DAY,   .also = "日期", .must = true, .key = true),
	FIELD(fund_rectification, repaid,          N_("退回金额"),   FIELD_MONEY, .also = "已退回"),
	FIELD(fund_rectification, rules_made,      N_("建立制度数"), FIELD_INT,   .also = "建章立制", .least = 0, .most = 1000),
	FIELD(fund_rectification, persons_handled, N_("处理人数"),   FIELD_INT,   .least = 0, .most = 10000),
	FIELD(fund_rectification, finished,        N_("是否销号"),   FIELD_YES,   .also = "销号", .must = true),
	FIELD(fund_rectification, note,            N_("备注"),       FIELD_TEXT,  .also = "说明|整改情况", .most = 200),
};
static const struct entity RECTIFICATION = { .name = "fund.rectification", .title = N_("工会经费问题整改表"), .table = &fund_rectification_table,
	.fields = RECTIFICATION_FIELDS, .n = COUNT(RECTIFICATION_FIELDS), .check = rectification_check };

/* --- the line ----------------------------------------------------------------------------------------------------------------------------- */

static const struct entity *const ENTITIES[] = { &LIMIT, &SELF_CHECK, &SPOT_CHECK, &FINDING, &RECTIFICATION, NULL };
static const struct table *const TABLES[] = { &fund_limit_table, &fund_self_check_table, &fund_spot_check_table, &fund_finding_table,
	&fund_rectification_table, NULL };
const struct line fund_line = { .name = "fund", .title = N_("经费治理"), .schema = &fund_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = FUND_INDICATORS, .draft = fund_draft };
