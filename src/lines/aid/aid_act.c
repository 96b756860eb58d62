/* What was done: aid, visits to persons, visits to enterprises.
 *
 * One person on one occasion is one row and one 人次, whatever the kinds and forms; so person and day are the key, and a second row of the same day is
 * a slip to be put into the first. A row names a real person whose status was in force on the day (or who is of a named front-line group), gives an
 * amount, and says how it was paid. The same person helped again in the same campaign with the same kind needs a reason (aid_rules.c). A receipt
 * that lacks is no fault of form: the approver returns the row.
 * Enterprises are known by their union when they have one, else by social credit code; offices, schools and hospitals are no enterprises.
 * Not taken: a column "人次" for the clerk to fill in; a figure of persons that looks at the money. */
#include <string.h>
#include "base/id.h"
#include "kernel/org.h"
#include "lines/aid.sql.h"
#include "lines/aid/aid.h"

enum { CASH_MOST = 1000 * 100, ROW_MOST = 50000 * 100 };         /* fen: cash in hand a time; a row above it is 元 taken for 万元 */

const struct code AID_KINDS[] = { { "living", N_("生活救助") }, { "medical", N_("医疗救助") }, { "schooling", N_("助学救助") }, { "legal", N_("法律援助") },
	{ "job", N_("就业援助") }, { "training", N_("技能培训") }, { "several", N_("综合帮扶") }, { NULL, NULL } };
static const struct code CHANNELS[]  = { { "bank", N_("银行发放") }, { "cash", N_("现金签收") }, { "goods", N_("实物签收") }, { NULL, NULL } };
static const struct code CAMPAIGNS[] = { { "warmth", N_("送温暖") }, { "cool", N_("送清凉") }, { "autumn", N_("金秋助学") }, { "daily", N_("日常帮扶") }, { NULL, NULL } };
static const struct code FRONTS[]    = { { "heat", N_("高温岗位") }, { "hazard", N_("高危岗位") }, { "festival", N_("节日坚守岗位") }, { NULL, NULL } };
const struct code AID_TARGETS[] = { { "hardship", N_("困难职工") }, { "model", N_("困难劳模") }, { NULL, NULL } };
const struct code AID_LEADERS[] = { { "city", N_("市领导") }, { "county", N_("县市区领导") }, { "union", N_("工会领导") }, { "cadre", N_("工会干部") }, { NULL, NULL } };

/* Money and goods of one row: an empty one beside a filled one was not given; both empty is a row that says nothing. */
static void amounts_check(struct filling *f, struct money *cash, struct money *goods, size_t at)
{
	if ((!money_known(*cash) || cash->fen == 0) && (!money_known(*goods) || goods->fen == 0))
		filling_wrong(f, at, "aid.no_amount", _("慰问金和物资都没有金额。请填发放的金额，物资按购置价折算。"));
	if (!money_known(*cash))
		cash->fen = 0;
	if (!money_known(*goods))
		goods->fen = 0;
}

static void no_status(struct filling *f, size_t at, enum aid_status status, struct day until, const char *what)
{
	if (status == AID_ENDED)
		filling_wrong(f, at, "aid.ended", _("这个人的%s已于%.*s退出，这一天不在档。请核对日期；重新困难的先办建档。"), what, PSTR(day_zh(f->mem, until)));
	else if (status == AID_NONE)
		filling_wrong(f, at, "aid.no_file", _("这个人这一天没有在档的%s。请核对姓名和身份证号，或先报%s并审核通过。"), what, what);
}

/* --- 帮扶救助 ----------------------------------------------------------------------------------------------------------------------------- */

static void channel_check(struct filling *f, const struct aid_event *e)
{
	size_t at = offsetof(struct aid_event, channel);
	if (str_is(e->channel, "cash") && e->cash.fen > CASH_MOST)
		filling_wrong(f, at, "aid.cash_limit", _("现金每次不超过%d元，这一行超过了。请改由银行发放，或核对金额。"), CASH_MOST / 100);
	if (str_is(e->channel, "goods") && e->cash.fen > 0)
		filling_wrong(f, at, "aid.channel", _("发放方式是实物签收，却填了救助金。请把发放方式改为银行发放或现金签收，或核对金额。"));
	if (!str_is(e->channel, "goods") && e->cash.fen == 0)
		filling_wrong(f, at, "aid.channel", _("只发了物资，发放方式应是实物签收。请改正，或补填救助金。"));
}

static fault status_check(struct filling *f, const struct aid_event *e)
{
	enum aid_status hardship, model = AID_NONE;
	struct aid_known who;
	struct day until, model_until;
	if (e->front.p)
		return NULL;
	TRY(aid_known_by(f->db, e->person, e->head.day, &who));
	TRY(aid_hardship_on(f->db, who, e->head.day, &hardship, &until));
	if (hardship != AID_IN_FORCE)
		TRY(aid_model_on(f->db, who, e->head.day, &model, &model_until));
	if (hardship != AID_IN_FORCE && model != AID_IN_FORCE)
		no_status(f, offsetof(struct aid_event, person), hardship, until, _("困难职工档案"));
	return NULL;
}

static fault event_check(struct filling *f)
{
	struct aid_event *e = f->row;
	amounts_check(f, &e->cash, &e->goods, offsetof(struct aid_event, cash));
	channel_check(f, e);
	return status_check(f, e);
}

static const struct field EVENT_FIELDS[] = {
	FIELD(aid_event, person,   N_("姓名"),         FIELD_NAME,  .also = "职工姓名|受助人|受助人姓名", .must = true, .key = true),
	FIELD(aid_event, person,   N_("身份证号"),     FIELD_IDNO,  .also = "身份证号码|公民身份号码|证件号码"),
	FIELD(aid_event, employer, N_("工作单位"),     FIELD_ORG,   .also = "单位|所在单位|用人单位"),
	FIELD(aid_event, head.day, N_("发放日期"),     FIELD_DAY,   .also = "日期|帮扶日期|救助日期|发放时间", .must = true, .key = true),
	FIELD(aid_event, kind,     N_("帮扶类别"),     FIELD_CODE,  .also = "救助类别|类别|帮扶项目", .must = true, .codes = AID_KINDS,
		.hint = N_("同一天同一人给了几样，只填一行，类别填综合帮扶")),
	FIELD(aid_event, cash,     N_("救助金"),       FIELD_MONEY, .also = "金额|发放金额|金额/现金|现金", .most = ROW_MOST),
	FIELD(aid_event, goods,    N_("物资折价"),     FIELD_MONEY, .also = "物资|金额/物资|实物折价", .most = ROW_MOST, .hint = N_("按购置价折算成元")),
	FIELD(aid_event, campaign, N_("活动"),         FIELD_CODE,  .also = "活动名称|所属活动", .codes = CAMPAIGNS),
	FIELD(aid_event, channel,  N_("发放方式"),     FIELD_CODE,  .also = "方式", .must = true, .codes = CHANNELS),
	FIELD(aid_event, receipt,  N_("签收或回单号"), FIELD_TEXT,  .also = "回单号|签收号|签收编号", .most = 40),
	FIELD(aid_event, front,    N_("一线岗位"),     FIELD_CODE,  .codes = FRONTS, .hint = N_("没有困难职工档案的一线职工才填")),
	FIELD(aid_event, again,    N_("再次帮扶说明"), FIELD_TEXT,  .also = "重复帮扶说明|备注", .most = 100),
};
const struct entity AID_EVENT = { .name = "aid.event", .title = N_("帮扶救助台账"), .table = &aid_event_table, .fields = EVENT_FIELDS,
	.n = COUNT(EVENT_FIELDS), .report = "aid.month", .check = event_check };

/* --- 慰问走访 ----------------------------------------------------------------------------------------------------------------------------- */

static fault visit_check(struct filling *f)
{
	struct aid_visit *v = f->row;
	struct aid_known who;
	enum aid_status status;
	struct day until;
	bool model = str_is(v->target, "model");
	amounts_check(f, &v->cash, &v->goods, offsetof(struct aid_visit, cash));
	TRY(aid_known_by(f->db, v->person, v->head.day, &who));
	if (model)
		TRY(aid_model_on(f->db, who, v->head.day, &status, &until));
	else
		TRY(aid_hardship_on(f->db, who, v->head.day, &status, &until));
	no_status(f, offsetof(struct aid_visit, person), status, until, model ? _("困难劳模认定") : _("困难职工档案"));
	return NULL;
}

static const struct field VISIT_FIELDS[] = {
	FIELD(aid_visit, person,   N_("姓名"),     FIELD_NAME,  .also = "职工姓名|慰问对象|被慰问人", .must = true, .key = true),
	FIELD(aid_visit, person,   N_("身份证号"), FIELD_IDNO,  .also = "身份证号码|公民身份号码|证件号码"),
	FIELD(aid_visit, employer, N_("工作单位"), FIELD_ORG,   .also = "单位|所在单位|用人单位"),
	FIELD(aid_visit, head.day, N_("慰问日期"), FIELD_DAY,   .also = "日期|走访日期|慰问时间", .must = true, .key = true),
	FIELD(aid_visit, target,   N_("对象类别"), FIELD_CODE,  .also = "慰问对象类别|类别", .must = true, .codes = AID_TARGETS),
	FIELD(aid_visit, cash,     N_("慰问金"),   FIELD_MONEY, .also = "慰问款|金额/慰问金|现金", .most = ROW_MOST),
	FIELD(aid_visit, goods,    N_("物资折价"), FIELD_MONEY, .also = "物资|慰问物资|金额/物资|金额/慰问物资", .most = ROW_MOST, .hint = N_("按购置价折算成元")),
	FIELD(aid_visit, leader,   N_("带队领导"), FIELD_CODE,  .also = "带队|走访领导", .codes = AID_LEADERS),
};
const struct entity AID_VISIT = { .name = "aid.visit", .title = N_("慰问走访登记表"), .table = &aid_visit_table, .fields = VISIT_FIELDS,
	.n = COUNT(VISIT_FIELDS), .check = visit_check };

/* --- 走访企业 ----------------------------------------------------------------------------------------------------------------------------- */

static fault firm_check(struct filling *f, const struct aid_enterprise_visit *v)
{
	struct aid_employer_uscc_row org;
	bool found;
	TRY(aid_employer_uscc(f->db, (struct aid_employer_uscc_in){ .org = v->enterprise }, &org, &found));
	if (!found || !org.uscc.p || org.uscc.p[0] != '9')
		filling_wrong(f, offsetof(struct aid_enterprise_visit, name), "aid.not_enterprise", _("“%.*s”在名册里不是企业，不计入走访企业。请从本表删去。"),
			PSTR(v->name));
	return NULL;
}

static fault enterprise_check(struct filling *f)
{
	struct aid_enterprise_visit *v = f->row;
	size_t at = offsetof(struct aid_enterprise_visit, uscc);
	fault why = NULL;
	v->enterprise = 0;
	if (v->uscc.p) {
		v->uscc = idno_clean(f->mem, v->uscc);
		if (uscc_check(v->uscc) != ID_GOOD) {
			filling_wrong(f, at, "aid.uscc", _("统一社会信用代码不对：应是18位，校验码也要相符。请照营业执照核对。"));
			return NULL;
		}
		TRY(org_find(f->db, v->uscc, v->head.day, &v->enterprise, &why));
	}
	if (!v->enterprise)
		TRY(org_find(f->db, v->name, v->head.day, &v->enterprise, &why));
	if (v->enterprise)
		return firm_check(f, v);
	v->enterprise = INT_NONE;
	if (!v->uscc.p)
		filling_wrong(f, offsetof(struct aid_enterprise_visit, name), "aid.enterprise", _("%s没有建会的企业，请补填统一社会信用代码。"), why ? why->say : "");
	else if (v->uscc.p[0] != '9')
		filling_wrong(f, at, "aid.not_enterprise", _("这个代码不是企业的。机关、事业单位和社会团体不计入走访企业，请从本表删去。"));
	return NULL;
}

static const struct field ENTERPRISE_FIELDS[] = {
	FIELD(aid_enterprise_visit, name,     N_("企业名称"),           FIELD_TEXT,  .also = "走访企业|单位名称", .must = true, .key = true, .least = 4, .most = 80),
	FIELD(aid_enterprise_visit, uscc,     N_("统一社会信用代码"),   FIELD_TEXT,  .also = "信用代码|社会信用代码", .hint = N_("没有建会的企业必填")),
	FIELD(aid_enterprise_visit, head.day, N_("走访日期"),           FIELD_DAY,   .also = "日期|走访时间", .must = true, .key = true),
	FIELD(aid_enterprise_visit, leader,   N_("带队领导"),           FIELD_CODE,  .also = "带队|走访领导", .codes = AID_LEADERS),
	FIELD(aid_enterprise_visit, content,  N_("走访内容"),           FIELD_TEXT,  .also = "内容|了解情况", .most = 200),
	FIELD(aid_enterprise_visit, goods,    N_("慰问金及物资"),       FIELD_MONEY, .also = "慰问金额|物资折价", .most = ROW_MOST),
};
const struct entity AID_ENTERPRISE_VISIT = { .name = "aid.enterprise_visit", .title = N_("走访企业登记表"), .table = &aid_enterprise_visit_table,
	.fields = ENTERPRISE_FIELDS, .n = COUNT(ENTERPRISE_FIELDS), .check = enterprise_check };
