/* What the line's sheets hold: households, links, visits, support, and the rules by which a row is taken.
 *
 * The household is found by its code, never by a name: listed under the husband in one row and under the wife in another it is one household, and both
 * are its members. What it is taken for is dated, one thing a day. Only a household in the register can be linked, visited or supported.
 * On each day a household is one thing and has one helper, and a helper has five households at most (pairing_rules.c). Goods are booked at quantity
 * times cost; a row without money and goods says nothing.
 * Refused: a cadre who is in no register of officers, since a name misspelt would count as one cadre more.
 * Not taken: the name of whom the cadre met, which would be a person without a number in a table of visits. */
#include "kernel/household.h"
#include "lines/pairing.schema.h"
#include "lines/pairing.sql.h"
#include "lines/pairing/pairing_in.h"

enum { CODE_MOST = 30, CASH_MOST = 20000 * 100, COST_MOST = 5000 * 100, QUANTITY_MOST = 1000 };

static const struct code KINDS[] = { { "poor", N_("贫困户") }, { "needy", N_("困难群众") }, { "veteran", N_("老党员") }, { NULL, NULL } };
static const struct code RELATIONS[] = { { "head", N_("户主") }, { "spouse", N_("配偶") }, { "child", N_("子女") }, { "parent", N_("父母") },
	{ "other", N_("其他") }, { NULL, NULL } };
const struct code PAIRING_VISITS[] = { { "condolence", N_("走访慰问") }, { "home", N_("入户走访") }, { "phone", N_("电话联系") }, { NULL, NULL } };

/* The household of a code; a code that is in no register is told, and *ret stays 0. */
static fault household_known(struct filling *f, struct str code, size_t at, int64_t *ret)
{
	struct pairing_known_row row;
	bool found;
	*ret = 0;
	TRY(pairing_known(f->db, (struct pairing_known_in){ .code = code }, &row, &found));
	if (found)
		*ret = row.household;
	else
		filling_wrong(f, at, "pairing.no_household", _("户编号“%.*s”没有登记。请核对编号，或先导入结对户名册。"), PSTR(code));
	return NULL;
}

static fault cadre_known(struct filling *f, int64_t person, struct day on, size_t at)
{
	struct pairing_posts_row posts;
	bool found;
	TRY(pairing_posts(f->db, (struct pairing_posts_in){ .person = person, .on = on }, &posts, &found));
	if (!posts.n)
		filling_wrong(f, at, "pairing.no_officer", _("干部名册里这个部室没有这位干部。请核对姓名和部室，或先补登干部名册。"));
	return NULL;
}

/* --- households --------------------------------------------------------------------------------------------------------------------------- */

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

/* Whom the row names joins the household: as its head when it says so or nobody else is, else as a member. */
static fault member_join(struct filling *f, struct pairing_household *h)
{
	int64_t head;
	TRY(household_head(f->db, h->household, h->head.day, &head));
	if (!h->relation.p)
		h->relation = !head || head == h->person ? STR("head") : STR("other");
	fault why = household_join(f->db, h->household, h->person, str_c(f->mem, h->relation), h->head.day);
	if (!why || why->blame != BLAME_INPUT)
		return why;
	filling_wrong(f, offsetof(struct pairing_household, person), why->code, "%s", why->say);
	return NULL;
}

static fault household_check(struct filling *f)
{
	struct pairing_household *h = f->row;
	if (h->village_code.p && (h->village_code.n != 12 || !all_digits(h->village_code)))
		filling_wrong(f, offsetof(struct pairing_household, village_code), "pairing.village", _("村代码是12位数字。请对照统计用区划代码核对，单元格设为文本格式。"));
	TRY(household_get(f->db, h->code, h->head.day, &h->household));
	return member_join(f, h);
}

static const struct field HOUSEHOLD_FIELDS[] = {
	FIELD(pairing_household, code,         N_("户编号"),     FIELD_TEXT, .also = "户号|编号", .must = true, .key = true, .least = 1, .most = CODE_MOST),
	FIELD(pairing_household, village,      N_("村"),         FIELD_TEXT, .also = "村名|所在村|行政村", .must = true, .least = 1, .most = 30),
	FIELD(pairing_household, village_code, N_("村代码"),     FIELD_TEXT, .also = "行政村代码", .least = 1, .most = 20, .hint = N_("12位统计用区划代码")),
	FIELD(pairing_household, kind,         N_("类别"),       FIELD_CODE, .also = "户类别|户类型", .must = true, .codes = KINDS),
	FIELD(pairing_household, person,       N_("姓名"),       FIELD_NAME, .also = "户主姓名|户主|成员姓名", .must = true, .key = true),
	FIELD(pairing_household, person,       N_("身份证号"),   FIELD_IDNO, .also = "身份证号码|公民身份号码|证件号码", .must = true),
	FIELD(pairing_household, relation,     N_("与户主关系"), FIELD_CODE, .also = "关系", .codes = RELATIONS, .hint = N_("不填的，没有户主时作户主，已有户主时作其他成员")),
	FIELD(pairing_household, head.day,     N_("登记日期"),   FIELD_DAY,  .also = "认定日期|日期", .must = true, .key = true),
};
const struct entity PAIRING_HOUSEHOLD = { .name = "pairing.household", .title = N_("结对户名册"), .table = &pairing_household_table,
	.fields = HOUSEHOLD_FIELDS, .n = COUNT(HOUSEHOLD_FIELDS), .check = household_check };

/* --- links -------------------------------------------------------------------------------------------------------------------------------- */

static fault link_check(struct filling *f)
{
	struct pairing_link *l = f->row;
	if (day_known(l->until) && l->until.n < l->head.day.n)
		filling_wrong(f, offsetof(struct pairing_link, until), "pairing.until", _("终止日期早于结对日期。请核对这两栏。"));
	if (day_known(l->until) && !l->reason.p)
		filling_wrong(f, offsetof(struct pairing_link, reason), "pairing.reason", _("填了终止日期，要写明终止原因。请补上。"));
	TRY(cadre_known(f, l->person, l->head.day, offsetof(struct pairing_link, person)));
	return household_known(f, l->code, offsetof(struct pairing_link, code), &l->household);
}

static const struct field LINK_FIELDS[] = {
	FIELD(pairing_link, department, N_("部室"),     FIELD_ORG,  .also = "部门|所在部室", .must = true),
	FIELD(pairing_link, person,     N_("帮扶干部"), FIELD_NAME, .also = "干部姓名|帮扶人|结对干部|姓名", .must = true),
	FIELD(pairing_link, code,       N_("户编号"),   FIELD_TEXT, .also = "户号", .must = true, .key = true, .least = 1, .most = CODE_MOST),
	FIELD(pairing_link, head.day,   N_("结对日期"), FIELD_DAY,  .also = "起始日期|日期", .must = true, .key = true),
	FIELD(pairing_link, until,      N_("终止日期"), FIELD_DAY,  .also = "结束日期", .hint = N_("最后一天；仍在结对的留空")),
	FIELD(pairing_link, reason,     N_("终止原因"), FIELD_TEXT, .also = "原因|调整原因", .least = 1, .most = 100),
};
const struct entity PAIRING_LINK = { .name = "pairing.link", .title = N_("结对关系表"), .table = &pairing_link_table, .fields = LINK_FIELDS,
	.n = COUNT(LINK_FIELDS), .check = link_check };

/* --- visits ------------------------------------------------------------------------------------------------------------------------------- */

static fault visit_check(struct filling *f)
{
	struct pairing_visit *v = f->row;
	TRY(cadre_known(f, v->person, v->head.day, offsetof(struct pairing_visit, person)));
	return household_known(f, v->code, offsetof(struct pairing_visit, code), &v->household);
}

static const struct field VISIT_FIELDS[] = {
	FIELD(pairing_visit, head.org, N_("部室"),     FIELD_ORG,  .also = "部门|所在部室", .within = true),
	FIELD(pairing_visit, person,   N_("走访干部"), FIELD_NAME, .also = "干部姓名|帮扶干部|走访人", .must = true, .key = true),
	FIELD(pairing_visit, code,     N_("户编号"),   FIELD_TEXT, .also = "户号", .must = true, .key = true, .least = 1, .most = CODE_MOST),
	FIELD(pairing_visit, head.day, N_("走访日期"), FIELD_DAY,  .also = "日期|走访时间", .must = true, .key = true),
	FIELD(pairing_visit, kind,     N_("走访方式"), FIELD_CODE, .also = "方式|走访类别", .must = true, .key = true, .codes = PAIRING_VISITS),
	FIELD(pairing_visit, content,  N_("走访情况"), FIELD_TEXT, .also = "情况|走访内容|内容", .least = 1, .most = 300,
		.hint = N_("不写病情和其他个人隐私")),
};
const struct entity PAIRING_VISIT = { .name = "pairing.visit", .title = N_("结对走访记录"), .table = &pairing_visit_table, .fields = VISIT_FIELDS,
	.n = COUNT(VISIT_FIELDS), .check = visit_check };

/* --- money and goods ---------------------------------------------------------------------------------------------------------------------- */

static fault support_check(struct filling *f)
{
	struct pairing_support *s = f->row;
	bool counted = s->quantity != INT_NONE, priced = money_known(s->unit_cost);
	if (s->goods.p && (!counted || !priced))
		filling_wrong(f, counted ? offsetof(struct pairing_support, unit_cost) : offsetof(struct pairing_support, quantity), "pairing.goods",
			_("填了物资名称，数量和单价都要填。单价按含税的购置价。"));
	if (!s->goods.p && (counted || priced))
		filling_wrong(f, offsetof(struct pairing_support, goods), "pairing.goods", _("填了数量或单价，却没有物资名称。请补上，或删去数量和单价。"));
	if (!s->goods.p && (!money_known(s->cash) || s->cash.fen == 0))
		filling_wrong(f, offsetof(struct pairing_support, cash), "pairing.nothing", _("这一行既没有慰问金，也没有物资。请补填，或删去这一行。"));
	s->goods_value = s->goods.p && counted && priced ? (struct money){ s->quantity * s->unit_cost.fen } : MONEY_NONE;
	return household_known(f, s->code, offsetof(struct pairing_support, code), &s->household);
}

static const struct field SUPPORT_FIELDS[] = {
	FIELD(pairing_support, code,      N_("户编号"),   FIELD_TEXT,  .also = "户号", .must = true, .key = true, .least = 1, .most = CODE_MOST),
	FIELD(pairing_support, head.day,  N_("发放日期"), FIELD_DAY,   .also = "慰问日期|日期", .must = true, .key = true),
	FIELD(pairing_support, cash,      N_("慰问金"),   FIELD_MONEY, .also = "慰问款|现金", .most = CASH_MOST),
	FIELD(pairing_support, goods,     N_("物资名称"), FIELD_TEXT,  .also = "慰问物资|物资|物资/名称", .key = true, .least = 1, .most = 30),
	FIELD(pairing_support, quantity,  N_("数量"),     FIELD_INT,   .also = "物资/数量", .least = 1, .most = QUANTITY_MOST),
	FIELD(pairing_support, measure,   N_("计量单位"), FIELD_TEXT,  .also = "单位|物资/单位", .least = 1, .most = 10),
	FIELD(pairing_support, unit_cost, N_("单价"),     FIELD_MONEY, .also = "物资/单价", .most = COST_MOST, .hint = N_("含税购置价，元")),
	FIELD(pairing_support, voucher,   N_("凭证号"),   FIELD_TEXT,  .also = "签收编号|签收单号", .least = 1, .most = 40),
};
const struct entity PAIRING_SUPPORT = { .name = "pairing.support", .title = N_("结对慰问发放表"), .table = &pairing_support_table,
	.fields = SUPPORT_FIELDS, .n = COUNT(SUPPORT_FIELDS), .check = support_check };
