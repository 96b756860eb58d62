/* Petitions and stability: contacts, petitions, what links them, money won back, and the sweep for risks.
 *
 * A contact is a visit or a call, with the people present; a petition is a matter to be dealt with. Twenty-eight people at the window are not twenty-
 * eight petitions, and a call that asks for a telephone number is none: so 件 is counted over petitions, 批, 人次 and 通 over contacts.
 * The days of the law stand in a table with the day from which they hold. The check works out the two due days of each petition by the law of the
 * day it was received, counting calendar days with that day as day 0, no roll-over past a holiday. Late is a comparison, never a column.
 * A risk is a row for each step, dated: nothing that was true in January is overwritten in February.
 * Refused: six representatives of a joint visit; an end before a beginning; an extension that nobody approved in time; a step backwards without 反弹.
 * Not taken: facts of a case in the row (they are full of what is nobody's business): a summary of one line, without names, is enough for figures. */
#include "base/text.h"
#include "lines/petition.schema.h"
#include "lines/petition.sql.h"
#include "lines/petition/petition_in.h"

const struct code PETITION_CONTACTS[] = { { "visit", N_("来访") }, { "hotline", N_("12351热线") }, { "phone", N_("其他来电") }, { NULL, NULL } };
const struct code PETITION_CHANNELS[] = { { "visit", N_("来访") }, { "hotline", N_("12351热线") }, { "letter", N_("来信") }, { "web", N_("网上") }, { NULL, NULL } };
const struct code PETITION_SUBJECTS[] = {
	{ "arrears",   N_("拖欠工资") },
	{ "insurance", N_("社会保险") },
	{ "injury",    N_("工伤待遇") },
	{ "contract",  N_("劳动合同") },
	{ "layoff",    N_("裁员安置") },
	{ "hours",     N_("工时休假") },
	{ "safety",    N_("劳动保护") },
	{ "union",     N_("建会入会") },
	{ "hardship",  N_("困难救助") },
	{ "other",     N_("其他")     },
	{ NULL, NULL },
};
static const struct code PURPOSES[] = { { "suggestion", N_("建议意见") }, { "accusation", N_("检举控告") }, { "appeal", N_("申诉求决") }, { NULL, NULL } };
static const struct code STAGES[] = {
	{ "registered",    N_("已登记")       },
	{ "accepted",      N_("已受理")       },
	{ "investigating", N_("办理中")       },
	{ "concluded",     N_("已办结")       },
	{ "closed",        N_("已归档")       },
	{ "forwarded",     N_("已转送")       },
	{ "refused",       N_("不予受理")     },
	{ "led",           N_("引导其他程序") },
	{ NULL, NULL },
};
const struct code PETITION_OUTCOMES[] = {
	{ "settled",   N_("调解化解") }, { "supported", N_("予以支持") }, { "explained", N_("解释说明") }, { "unsupported", N_("不予支持") },
	{ "led",       N_("引导其他程序") }, { "withdrawn", N_("撤回") }, { NULL, NULL },
};
const struct code PETITION_RISKS[] = {
	{ "arrears", N_("拖欠工资") }, { "closure", N_("停产关闭") }, { "layoff", N_("裁员安置") }, { "insurance", N_("社会保险") }, { "injury", N_("工伤待遇") },
	{ "strike",  N_("停工")     }, { "other",   N_("其他")     }, { NULL, NULL },
};
static const struct code GRADES[] = { { "common", N_("一般") }, { "serious", N_("较大") }, { "grave", N_("重大") }, { NULL, NULL } };
static const struct code RISK_STAGES[] = {       /* in the order of the work; recalled may follow any of the last three */
	{ "found", N_("排查发现") }, { "graded", N_("已定级") }, { "resolving", N_("化解中") }, { "resolved", N_("已化解") }, { "cancelled", N_("已销号") },
	{ "recalled", N_("反弹") }, { NULL, NULL },
};

/* The spans of the law, by the day from which they hold. */
static const struct term { const char *since, *law; int accept, reply, extend; } TERMS[] = {
	{ "2005-05-01", N_("信访条例"),     15, 60, 30 },        /* 国务院令第431号，第二十二条、第三十三条 */
	{ "2022-05-01", N_("信访工作条例"), 15, 60, 30 },        /* 第二十三条、第三十四条 */
};

static const struct term *term_on(struct day on)
{
	size_t i = COUNT(TERMS);
	struct day since;
	while (--i > 0)
		if (day_parse(str_of(TERMS[i].since), &since) && since.n <= on.n)
			break;
	return &TERMS[i];
}

static struct day days_after(struct day from, int64_t n)
{
	return (struct day){ from.n + (int32_t)n };
}

static size_t code_rank(const struct code *codes, struct str code)
{
	size_t i = 0;
	while (codes[i].code && !str_is(code, codes[i].code))
		i++;
	return i;
}

/* --- contacts ----------------------------------------------------------------------------------------------------------------------------- */

static const struct field CONTACT_FIELDS[] = {
	FIELD(petition_contact, head.org, N_("接待单位"), FIELD_ORG,  .also = "单位", .within = true),
	FIELD(petition_contact, number,   N_("接待编号"), FIELD_TEXT, .also = "编号|登记编号", .must = true, .key = true, .least = 1, .most = 30),
	FIELD(petition_contact, channel,  N_("方式"),     FIELD_CODE, .also = "渠道|接待方式|来访来电", .must = true, .codes = PETITION_CONTACTS),
	FIELD(petition_contact, head.day, N_("日期"),     FIELD_DAY,  .also = "接待日期|来访日期", .must = true),
	FIELD(petition_contact, clock,    N_("时间"),     FIELD_TEXT, .also = "时刻", .most = 5, .hint = N_("例如 09:30")),
	FIELD(petition_contact, people,   N_("人数"),     FIELD_INT,  .also = "到场人数|来访人数", .must = true, .least = 1, .most = 10000, .hint = N_("在场的人数，来电填1")),
	FIELD(petition_contact, answered, N_("当场答复"), FIELD_YES,  .also = "是否当场答复"),
	FIELD(petition_contact, seat,     N_("接待席位"), FIELD_TEXT, .also = "席位|窗口|坐席", .most = 20),
	FIELD(petition_contact, minutes,  N_("时长"),     FIELD_INT,  .also = "时长（分钟）", .least = 0, .most = 1440),
	FIELD(petition_contact, topic,    N_("事由"),     FIELD_TEXT, .also = "咨询事项|主要事由", .most = 40, .hint = N_("一句话，不写姓名、住址和病情")),
};
static const struct entity CONTACT = { .name = "petition.contact", .title = N_("接待来访来电登记"), .table = &petition_contact_table,
	.fields = CONTACT_FIELDS, .n = COUNT(CONTACT_FIELDS) };

/* --- petitions ---------------------------------------------------------------------------------------------------------------------------- */

static bool is_taken(struct str stage)
{
	return str_is(stage, "accepted") || str_is(stage, "investigating") || str_is(stage, "concluded") || str_is(stage, "closed");
}

static void case_stage(struct filling *f, const struct petition_case *c)
{
	bool ended = str_is(c->stage, "concluded") || str_is(c->stage, "closed");
	bool aside = str_is(c->stage, "forwarded") || str_is(c->stage, "refused") || str_is(c->stage, "led");
	if (is_taken(c->stage) && !day_known(c->accepted))
		filling_wrong(f, offsetof(struct petition_case, accepted), "petition.accepted", _("办理状态已过受理，却没有受理日期。请补上受理日期，或改正办理状态。"));
	if (!is_taken(c->stage) && day_known(c->accepted))
		filling_wrong(f, offsetof(struct petition_case, stage), "petition.stage", _("填了受理日期，办理状态却不是已受理。请改正其中一栏。"));
	if (ended != day_known(c->concluded))
		filling_wrong(f, offsetof(struct petition_case, concluded), "petition.concluded", _("办结日期和办理状态不符：已办结的要填办结日期，没有办结的不填。"));
	if (ended && !c->outcome.p)
		filling_wrong(f, offsetof(struct petition_case, outcome), "petition.outcome", _("已办结的信访件没有填办理结果。办结不等于解决，请写明结果。"));
	if (aside && !c->why.p)
		filling_wrong(f, offsetof(struct petition_case, why), "petition.why", _("转送、不予受理或引导其他程序的，要在“说明”一栏写明去向或理由。"));
}

static void case_days(struct filling *f, struct petition_case *c)
{
	const struct term *t = term_on(c->head.day);
	c->law = str_of(t->law);
	c->accept_due = days_after(c->head.day, t->accept);
	c->reply_due = DAY_NONE;
	if (day_known(c->accepted) && c->accepted.n < c->head.day.n)
		filling_wrong(f, offsetof(struct petition_case, accepted), "petition.order", _("受理日期早于收到日期。请核对这两栏。"));
	if (day_known(c->concluded) && day_known(c->accepted) && c->concluded.n < c->accepted.n)
		filling_wrong(f, offsetof(struct petition_case, concluded), "petition.order", _("办结日期早于受理日期。请核对这两栏。"));
	if (!day_known(c->accepted))
		return;
	struct day due = days_after(c->accepted, t->reply);
	if (c->extended != INT_NONE && c->extended > t->extend)
		filling_wrong(f, offsetof(struct petition_case, extended), "petition.extended", _("延期最多%d天。请核对延期天数。"), t->extend);
	if (c->extended != INT_NONE && (!day_known(c->extended_on) || c->extended_on.n > due.n))
		filling_wrong(f, offsetof(struct petition_case, extended_on), "petition.extended_on",
			_("延期须在办理期限届满前（%.*s以前）由负责人批准。请填批准日期，没有批准的不算延期。"), PSTR(day_zh(f->mem, due)));
	if (str_is(c->purpose, "appeal"))
		c->reply_due = days_after(due, c->extended == INT_NONE ? 0 : c->extended);
}

static fault case_check(struct filling *f)
{
	struct petition_case *c = f->row;
	if (c->representatives != INT_NONE && c->representatives > 5)
		filling_wrong(f, offsetof(struct petition_case, representatives), "petition.representatives",
			_("多人提出共同诉求的，推选的代表不得超过5人。请核对代表人数；到场人数记在接待登记里。"));
	if (c->representatives != INT_NONE && c->people != INT_NONE && c->representatives > c->people)
		filling_wrong(f, offsetof(struct petition_case, people), "petition.people", _("涉及人数少于代表人数。请核对这两栏。"));
	case_stage(f, c);
	case_days(f, c);
	return NULL;
}

static const struct field CASE_FIELDS[] = {
	FIELD(petition_case, head.org,        N_("承办单位"),     FIELD_ORG,   .also = "单位|受理单位", .within = true),
	FIELD(petition_case, number,          N_("信访编号"),     FIELD_TEXT,  .also = "编号|信访件编号", .must = true, .key = true, .least = 1, .most = 30),
	FIELD(petition_case, channel,         N_("渠道"),         FIELD_CODE,  .also = "信访渠道|来源", .must = true, .codes = PETITION_CHANNELS,
		.hint = N_("首次提出的渠道")),
	FIELD(petition_case, head.day,        N_("收到日期"),     FIELD_DAY,   .also = "登记日期|来访日期|信访日期", .must = true),
	FIELD(petition_case, petitioner,      N_("信访人"),       FIELD_NAME,  .also = "信访人姓名|姓名"),
	FIELD(petition_case, petitioner,      N_("身份证号"),     FIELD_IDNO,  .also = "身份证号码|公民身份号码"),
	FIELD(petition_case, petitioner,      N_("联系电话"),     FIELD_PHONE, .also = "手机|电话"),
	FIELD(petition_case, representatives, N_("代表人数"),     FIELD_INT,   .least = 1, .most = 1000, .hint = N_("共同来访推选的代表，不超过5人")),
	FIELD(petition_case, subject,         N_("诉求类别"),     FIELD_CODE,  .also = "内容分类|类别", .must = true, .codes = PETITION_SUBJECTS),
	FIELD(petition_case, purpose,         N_("信访目的"),     FIELD_CODE,  .also = "目的", .must = true, .codes = PURPOSES),
	FIELD(petition_case, employer,        N_("用人单位"),     FIELD_TEXT,  .also = "涉及单位|所在单位", .most = 60),
	FIELD(petition_case, people,          N_("涉及人数"),     FIELD_INT,   .least = 1, .most = 100000),
	FIELD(petition_case, claimed,         N_("涉及金额"),     FIELD_MONEY),
	FIELD(petition_case, urgent,          N_("是否紧急"),     FIELD_YES,   .also = "紧急"),
	FIELD(petition_case, repeated,        N_("是否重复"),     FIELD_YES,   .also = "重复信访"),
	FIELD(petition_case, summary,         N_("诉求概要"),     FIELD_TEXT,  .also = "主要诉求|事由", .most = 60, .hint = N_("一句话，不写姓名、住址和病情")),
	FIELD(petition_case, stage,           N_("办理状态"),     FIELD_CODE,  .also = "状态|办理情况", .must = true, .codes = STAGES),
	FIELD(petition_case, accepted,        N_("受理日期"),     FIELD_DAY),
	FIELD(petition_case, extended,        N_("延期天数"),     FIELD_INT,   .least = 1, .most = 365),
	FIELD(petition_case, extended_on,     N_("延期批准日期"), FIELD_DAY),
	FIELD(petition_case, concluded,       N_("办结日期"),     FIELD_DAY),
	FIELD(petition_case, outcome,         N_("办理结果"),     FIELD_CODE,  .also = "结果", .codes = PETITION_OUTCOMES),
	FIELD(petition_case, why,             N_("说明"),         FIELD_TEXT,  .also = "备注", .most = 200),
};
static const struct entity CASE = { .name = "petition.case", .title = N_("信访件登记"), .table = &petition_case_table, .fields = CASE_FIELDS,
	.n = COUNT(CASE_FIELDS), .report = "petition.month", .check = case_check };

/* --- links and money ---------------------------------------------------------------------------------------------------------------------- */

static fault case_of(struct filling *f, int64_t org, size_t at, struct str number, struct petition_case_of_row *ret, bool *ret_found)
{
	TRY(petition_case_of(f->db, (struct petition_case_of_in){ .number = number, .org = org }, ret, ret_found));
	if (!*ret_found)
		filling_wrong(f, at, "petition.no_case", _("信访件登记里没有编号“%.*s”。请核对编号，或先报信访件登记。"), PSTR(number));
	return NULL;
}

static fault link_check(struct filling *f)
{
	struct petition_link *l = f->row;
	struct petition_contact_of_row contact;
	struct petition_case_of_row petition;
	bool has_contact, has_case;
	TRY(petition_contact_of(f->db, (struct petition_contact_of_in){ .number = l->contact_number, .org = l->head.org }, &contact, &has_contact));
	if (!has_contact)
		filling_wrong(f, offsetof(struct petition_link, contact_number), "petition.no_contact",
			_("接待登记里没有编号“%.*s”。请核对编号，或先报接待登记。"), PSTR(l->contact_number));
	TRY(case_of(f, l->head.org, offsetof(struct petition_link, case_number), l->case_number, &petition, &has_case));
	if (!has_contact || !has_case)
		return NULL;
	if (contact.day.n == petition.day.n && !str_eq(contact.channel, petition.channel))
		filling_wrong(f, offsetof(struct petition_link, case_number), "petition.channel", _("信访件的渠道与当日首次接待的方式不同。渠道按首次提出的方式填，请改正其中一处。"));
	l->contact = contact.id, l->petition = petition.id;
	l->head.day = contact.day;
	return NULL;
}

static const struct field LINK_FIELDS[] = {
	FIELD(petition_link, head.org,       N_("承办单位"), FIELD_ORG,  .also = "单位", .within = true),
	FIELD(petition_link, contact_number, N_("接待编号"), FIELD_TEXT, .must = true, .key = true, .least = 1, .most = 30),
	FIELD(petition_link, case_number,    N_("信访编号"), FIELD_TEXT, .also = "信访件编号", .must = true, .key = true, .least = 1, .most = 30),
};
static const struct entity LINK = { .name = "petition.link", .title = N_("接待与信访件对应表"), .table = &petition_link_table, .fields = LINK_FIELDS,
	.n = COUNT(LINK_FIELDS), .check = link_check };

static fault recovered_check(struct filling *f)
{
	struct petition_recovered *r = f->row;
	struct petition_case_of_row petition;
	bool found;
	TRY(case_of(f, r->head.org, offsetof(struct petition_recovered, number), r->number, &petition, &found));
	if (found && r->head.day.n < petition.day.n)
		filling_wrong(f, offsetof(struct petition_recovered, head.day), "petition.paid", _("到账日期早于信访件的收到日期。请核对日期和编号。"));
	r->petition = found ? petition.id : 0;
	return NULL;
}

const struct code PETITION_WAYS[] = { { "mediation", N_("调解") }, { "arbitration", N_("仲裁") }, { "court", N_("诉讼") }, { "supervision", N_("劳动监察") },
	{ "paid", N_("主动支付") }, { NULL, NULL } };
static const struct field RECOVERED_FIELDS[] = {
	FIELD(petition_recovered, head.org, N_("承办单位"), FIELD_ORG,   .also = "单位", .within = true),
	FIELD(petition_recovered, number,   N_("信访编号"), FIELD_TEXT,  .also = "信访件编号|编号", .must = true, .key = true, .least = 1, .most = 30),
	FIELD(petition_recovered, head.day, N_("到账日期"), FIELD_DAY,   .also = "支付日期|日期", .must = true, .key = true),
	FIELD(petition_recovered, amount,   N_("金额"),     FIELD_MONEY, .also = "追回金额", .must = true),
	FIELD(petition_recovered, people,   N_("受益人数"), FIELD_INT,   .also = "人数", .least = 1, .most = 100000),
	FIELD(petition_recovered, way,      N_("方式"),     FIELD_CODE,  .also = "追回方式", .codes = PETITION_WAYS),
};
static const struct entity RECOVERED = { .name = "petition.recovered", .title = N_("追回工资及其他款项"), .table = &petition_recovered_table,
	.fields = RECOVERED_FIELDS, .n = COUNT(RECOVERED_FIELDS), .check = recovered_check };

/* --- risks -------------------------------------------------------------------------------------------------------------------------------- */

static fault risk_check(struct filling *f)
{
	struct petition_risk *r = f->row;
	struct petition_risk_before_row before;
	bool found;
	if (r->found.n > r->head.day.n)
		filling_wrong(f, offsetof(struct petition_risk, found), "petition.found", _("发现日期晚于状态日期。请核对这两栏。"));
	if (!str_is(r->stage, "found") && !r->grade.p)
		filling_wrong(f, offsetof(struct petition_risk, grade), "petition.grade", _("排查发现之后的各步都要有等级。请填一般、较大或重大。"));
	if ((str_is(r->stage, "resolving") || str_is(r->stage, "resolved")) && !r->measures.p)
		filling_wrong(f, offsetof(struct petition_risk, measures), "petition.measures", _("化解中、已化解的风险要写明措施。请在“化解措施”一栏补上。"));
	TRY(petition_risk_before(f->db, (struct petition_risk_before_in){ .number = r->number, .org = r->head.org, .on = r->head.day }, &before, &found));
	if (found && !str_is(before.stage, "recalled") && code_rank(RISK_STAGES, r->stage) < code_rank(RISK_STAGES, before.stage))
		filling_wrong(f, offsetof(struct petition_risk, stage), "petition.backwards", _("这个风险在%.*s已是“%s”，不能再填“%s”。如有反复，请填“反弹”。"),
			PSTR(day_zh(f->mem, before.day)), _(RISK_STAGES[code_rank(RISK_STAGES, before.stage)].word),
			_(RISK_STAGES[code_rank(RISK_STAGES, r->stage)].word));
	return NULL;
}

static const struct field RISK_FIELDS[] = {
	FIELD(petition_risk, head.org, N_("排查单位"), FIELD_ORG,   .also = "单位|填报单位", .within = true),
	FIELD(petition_risk, number,   N_("风险编号"), FIELD_TEXT,  .also = "编号", .must = true, .key = true, .least = 1, .most = 30),
	FIELD(petition_risk, head.day, N_("状态日期"), FIELD_DAY,   .also = "日期", .must = true, .key = true, .hint = N_("到这一状态的那一天；每到一个状态另填一行")),
	FIELD(petition_risk, stage,    N_("化解状态"), FIELD_CODE,  .also = "状态", .must = true, .key = true, .codes = RISK_STAGES),
	FIELD(petition_risk, found,    N_("发现日期"), FIELD_DAY,   .also = "排查日期", .must = true),
	FIELD(petition_risk, employer, N_("用人单位"), FIELD_TEXT,  .also = "涉及单位|企业名称", .must = true, .least = 1, .most = 60),
	FIELD(petition_risk, kind,     N_("风险类别"), FIELD_CODE,  .also = "类别", .must = true, .codes = PETITION_RISKS),
	FIELD(petition_risk, people,   N_("涉及人数"), FIELD_INT,   .least = 0, .most = 1000000),
	FIELD(petition_risk, amount,   N_("涉及金额"), FIELD_MONEY),
	FIELD(petition_risk, grade,    N_("等级"),     FIELD_CODE,  .also = "风险等级", .codes = GRADES),
	FIELD(petition_risk, leader,   N_("包案领导"), FIELD_NAME,  .also = "责任领导|责任人"),
	FIELD(petition_risk, measures, N_("化解措施"), FIELD_TEXT,  .also = "措施", .most = 200),
};
static const struct entity RISK = { .name = "petition.risk", .title = N_("稳定风险排查化解台账"), .table = &petition_risk_table, .fields = RISK_FIELDS,
	.n = COUNT(RISK_FIELDS), .check = risk_check };

static const struct entity *const ENTITIES[] = { &CONTACT, &CASE, &LINK, &RECOVERED, &RISK, NULL };
static const struct table *const TABLES[] = { &petition_contact_table, &petition_case_table, &petition_link_table, &petition_recovered_table,
	&petition_risk_table, NULL };
const struct line petition_line = { .name = "petition", .title = N_("信访稳定"), .schema = &petition_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = PETITION_INDICATORS, .draft = petition_draft };
