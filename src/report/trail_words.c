/* The trail in words: acts, tables, columns, and a value as far as it may be shown.
 *
 * A table that is an entity has its title and its columns' labels from the entity, the rest from the lists below; what is in no list shows the word of the
 * database, so that nothing is left out. What stands sealed, search keys, digests and passwords are never shown to anybody, persons by masked name, officers
 * by name, numbers of identity cards masked wherever they strayed; so whoever may read the trail may read these.
 * Not taken: values through the forms (a form draws what can be typed, a trail what was stored). */
#include <string.h>
#include "base/id.h"
#include "base/text.h"
#include "kernel/account.h"
#include "kernel/clock.h"
#include "kernel/matter.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "report/edition.h"
#include "report/trail_words.h"

static const struct { const char *code, *word; } ACTS[] = {
	{ "init",            N_("建立平台") },
	{ "sign_in",         N_("登录") },
	{ "sign_in_refused", N_("登录失败") },
	{ "refused",         N_("操作被拒绝") },
	{ "look",            N_("查看个人信息") },
	{ "account_add",     N_("建立账号") },
	{ "account_lock",    N_("锁定账号") },
	{ "account_unlock",  N_("解锁账号") },
	{ "password_change", N_("本人改密码") },
	{ "password_reset",  N_("重置密码") },
	{ "role_grant",      N_("授权") },
	{ "role_revoke",     N_("撤销角色") },
	{ "setting",         N_("改设置") },
	{ "verify",          N_("核验留痕和封存") },
	{ "import",          N_("导入表格") },
	{ "undo",            N_("撤销导入") },
	{ "nil",             N_("报零报告") },
	{ "enter",           N_("登记") },
	{ "edit",            N_("修改") },
	{ "submit",          N_("报出") },
	{ "take_back",       N_("撤回") },
	{ "approve",         N_("审核通过") },
	{ "return",          N_("退回") },
	{ "void",            N_("作废") },
	{ "restore",         N_("恢复") },
	{ "order",           N_("调整顺序") },
	{ "later",           N_("移到下月") },
	{ "remind",          N_("催报") },
	{ "merge",           N_("合并人员") },
	{ "unmerge",         N_("撤销人员合并") },
	{ "forget",          N_("遗忘个人信息") },
	{ "report.edit",     N_("修改月报") },
	{ "report.submit",   N_("月报送审") },
	{ "report.approve",  N_("审定月报") },
	{ "report.return",   N_("退回月报") },
	{ "report.check",    N_("月报核稿") },
	{ "report.cosign",   N_("月报会签") },
	{ "report.sign",     N_("月报签发") },
	{ "report.issue",    N_("月报印发") },
	{ "report.correct",  N_("更正月报") },
	{ "report.withdraw", N_("撤销月报") },
	{ "report.comment",  N_("批注月报") },
	{ "report.comment_done", N_("办结批注") },
	/* and of the steps of a report, of a unit's month, of a file */
	{ "check",           N_("核稿") },
	{ "cosign",          N_("会签") },
	{ "refuse",          N_("会签不同意") },
	{ "sign",            N_("签发") },
	{ "issue",           N_("印发") },
	{ "correct",         N_("更正") },
	{ "withdraw",        N_("撤销") },
	{ "join",            N_("列入") },
	{ "leave",           N_("撤出") },
	{ "close",           N_("报结") },
	{ "explain",         N_("说明变动") },
	{ "mend",            N_("导入时改过的格") },
	{ "write",           N_("写入") },
};

static const struct { const char *name, *title; } TABLES[] = {
	{ "setting", N_("设置") }, { "org", N_("单位") }, { "org_name", N_("单位名称") }, { "org_parent", N_("单位隶属") }, { "grouping_member", N_("单位分组") },
	{ "person", N_("人员") }, { "forgotten", N_("已遗忘的证件号") }, { "person_link", N_("人员合并") }, { "post", N_("职务") }, { "household", N_("家庭") },
	{ "household_member", N_("家庭成员") }, { "import", N_("导入") }, { "step", N_("办理过程") }, { "granted", N_("交办") }, { "period", N_("月份") },
	{ "campaign", N_("活动") }, { "cutoff", N_("统计截止日") }, { "target", N_("目标任务") }, { "obligation", N_("报送任务") }, { "filing", N_("报送") },
	{ "account", N_("账号") }, { "account_role", N_("账号的角色") }, { "sign_in", N_("登录") }, { "look", N_("查看") }, { "edition", N_("月报的一版") },
	{ "section", N_("月报的一节") }, { "override", N_("改写的数") }, { "cosign", N_("会签") }, { "agreed", N_("核稿说明") }, { "numbering", N_("编号") },
	{ "frozen", N_("封存的数") }, { "frozen_evidence", N_("封存的依据") }, { "edition_file", N_("月报文件") }, { "comment", N_("批注") }, { "handed", N_("待导入的文件") },
};

static const struct { const char *name, *title; } COLUMNS[] = {
	{ "org", N_("单位") }, { "day", N_("日期") }, { "month", N_("月份") }, { "state", N_("状态") }, { "natural", N_("关键栏指纹") }, { "digest", N_("内容指纹") },
	{ "source", N_("来自哪次导入") }, { "sheet", N_("工作表") }, { "sheet_row", N_("行") }, { "client_id", N_("填报编号") }, { "recorded_by", N_("填报人") },
	{ "recorded_at", N_("填报时间") }, { "entered_by", N_("录入人") }, { "editor", N_("最后修改人") }, { "version", N_("修改次数") }, { "name", N_("名称") },
	{ "login", N_("登录名") }, { "person", N_("人员") }, { "password", N_("密码") }, { "must_change", N_("须改密码") }, { "locked", N_("锁定") },
	{ "changed_at", N_("修改时间") }, { "account", N_("账号") }, { "role", N_("角色") }, { "line", N_("业务线") }, { "since", N_("从") }, { "until", N_("到") },
	{ "peer", N_("地址") }, { "result", N_("结果") }, { "at", N_("时间") }, { "value", N_("值") }, { "kind", N_("种类") }, { "relation", N_("表") },
	{ "record", N_("记录") }, { "act", N_("办理") }, { "was", N_("原状态") }, { "became", N_("新状态") }, { "reason", N_("原因") }, { "words", N_("说明") },
	{ "recipient", N_("退给谁") }, { "actor", N_("经办人") }, { "file", N_("文件") }, { "part", N_("批次") }, { "sm3", N_("文件指纹") }, { "added", N_("新增") },
	{ "same", N_("相同") }, { "changed", N_("改动") }, { "gone", N_("消失") }, { "entry", N_("留痕条号") }, { "reverses", N_("撤销哪次") }, { "report", N_("报送任务") },
	{ "nil", N_("零报告") }, { "withdrawn", N_("撤回") }, { "import", N_("导入") }, { "idno", N_("证件号") }, { "phone", N_("电话") }, { "employer", N_("工作单位") },
	{ "known", N_("登记日期") }, { "idno_blind", N_("证件号检索值") }, { "name_blind", N_("姓名检索值") }, { "place", N_("地点") }, { "title", N_("标题") },
	{ "heading", N_("标题") }, { "body", N_("内容") }, { "why", N_("说明") }, { "ordinal", N_("顺序") }, { "progress", N_("进展") }, { "edition", N_("月报的一版") },
	{ "matter", N_("事项") }, { "series", N_("刊名") }, { "number", N_("号") }, { "year", N_("年") }, { "serial", N_("期号") }, { "signer", N_("签发人") },
	{ "signed_on", N_("签发日期") }, { "issued_on", N_("印发日期") }, { "seal", N_("封存") }, { "signature", N_("签名") }, { "verifier", N_("公钥") },
	{ "indicator", N_("指标") }, { "shown", N_("写法") }, { "computed", N_("算出的数") }, { "status", N_("状态") }, { "parent", N_("上级") }, { "folded", N_("检索名") },
	{ "protocol", N_("次序") }, { "stat_code", N_("统计编码") }, { "uscc", N_("统一社会信用代码") }, { "place_sealed", N_("住址") }, { "department", N_("牵头部门") },
	{ "opened_by", N_("开稿人") }, { "opened_at", N_("开稿时间") }, { "edited", N_("改过") }, { "edited_at", N_("修改时间") }, { "closed", N_("结账日期") },
	{ "say", N_("问题") }, { "checked", N_("核稿的文字") }, { "cycle", N_("周期") }, { "due", N_("截止") },
	{ "done_by", N_("办结人") }, { "done_at", N_("办结时间") },
};

struct str trail_act_word(struct str code)
{
	for (size_t i = 0; i < COUNT(ACTS); i++)
		if (str_is(code, ACTS[i].code))
			return str_of(_(ACTS[i].word));
	return code;
}

/* An entity whose rows are the table's own; a register fills a shape that is none. */
static const struct entity *entity_of(const struct report_desk *desk, struct str relation)
{
	for (size_t i = 0; i < desk->n_entities; i++)
		if (str_is(relation, desk->entities[i]->table->name) && !desk->entities[i]->put)
			return desk->entities[i];
	return NULL;
}

struct str trail_table_title(const struct report_desk *desk, struct str relation)
{
	const struct entity *e = entity_of(desk, relation);
	for (size_t i = 0; i < COUNT(TABLES); i++)
		if (str_is(relation, TABLES[i].name))
			return str_of(_(TABLES[i].title));
	return e ? str_of(_(e->title)) : relation;
}

static const struct field *field_of(const struct report_desk *desk, const struct table *t, size_t column)
{
	const struct entity *e = entity_of(desk, str_of(t->name));
	for (size_t i = 0; e && i < e->n; i++)
		if (e->fields[i].at == t->columns[column].at)
			return &e->fields[i];
	return NULL;
}

struct str trail_column_title(const struct report_desk *desk, const struct table *t, size_t column)
{
	const struct field *f = field_of(desk, t, column);
	if (f)
		return str_of(_(f->label));
	for (size_t i = 0; i < COUNT(COLUMNS); i++)
		if (strcmp(t->columns[column].name, COLUMNS[i].name) == 0)
			return str_of(_(COLUMNS[i].title));
	return str_of(t->columns[column].name);
}

static bool is_one_of(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

static bool column_secret(const struct table *t, size_t column)
{
	static const char *const SECRET[] = { "password", "natural", "digest", "client_id", "idno_blind", "name_blind", "blind", "folded", "sm3",
		"file_sm3", NULL };
	const struct column *k = &t->columns[column];
	return k->sealed || k->type == T_BYTES || is_one_of(k->name, SECRET);
}

/* --- values ------------------------------------------------------------------------------------------------------------------------------------------ */

struct saying { struct db *db; struct arena *mem; const struct report_desk *desk; };

static struct day today_of(const struct db *db)
{
	return (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) };
}

/* Of a record or a section, else of an edition and what belongs to it. */
static const char *any_state_word(struct str s)
{
	static const struct code OTHERS[] = { { "checked", N_("已核稿") }, { "cosigned", N_("已会签") }, { "signed", N_("已签发") }, { "issued", N_("已印发") },
		{ "waiting", N_("待会签") }, { "agreed", N_("同意") }, { "refused", N_("不同意") }, { "dropped", N_("不再请会签") }, { "given", N_("已给出") },
		{ "none", N_("还没有") }, { NULL, NULL } };
	const char *word = state_word(s);
	if (*word == '?')
		word = section_state_word(s);
	return *word == '?' ? code_word(OTHERS, s) : word;
}

static fault id_say(const struct saying *c, const struct field *f, const char *name, int64_t n, struct str *ret)
{
	static const char *const OFFICERS[] = { "recorded_by", "entered_by", "editor", "actor", "recipient", "signer", "opened_by", "leader", "done_by", NULL };
	static const char *const UNITS[] = { "org", "department", "parent", "employer", "sender", "on_behalf", NULL };
	struct str said = STR_NONE;
	if (n <= 0) {
		*ret = STR_NONE;
		return NULL;
	}
	if (is_one_of(name, OFFICERS)) {
		TRY(person_name(c->db, n, &said));
	} else if ((f && f->kind == FIELD_NAME) || strcmp(name, "person") == 0) {
		TRY(person_name(c->db, n, &said));
		said = mask_name(c->mem, said);
	} else if ((f && f->kind == FIELD_ORG) || is_one_of(name, UNITS)) {
		TRY(org_name_on(c->db, n, today_of(c->db), &said, NULL));
	} else {
		said = str_fmt(c->mem, _("第%lld号"), (long long)n);
	}
	*ret = said;
	return NULL;
}

static struct str int_say(const struct saying *c, const struct field *f, const char *name, int64_t n)
{
	static const char *const MOMENTS[] = { "at", "recorded_at", "changed_at", "opened_at", "edited_at", "done_at", NULL };
	if (n == INT_NONE)
		return STR_NONE;
	if (is_one_of(name, MOMENTS))
		return minute_zh(c->mem, n);
	if (f && f->kind == FIELD_YES)
		return str_of(n ? _("是") : _("否"));
	if ((f && f->kind == FIELD_MONTH) || (strcmp(name, "month") == 0 && n > 190000 && n < 300000))
		return month_zh(c->mem, (int)n);
	return str_fmt(c->mem, "%lld", (long long)n);
}

/* The word for a code of the workflow; NULL: it is none. */
static const char *code_say(const struct saying *c, const struct field *f, const char *name, struct str s)
{
	static const char *const STATES[] = { "state", "was", "became", NULL };
	static const struct code RESULTS[] = { { "good", N_("登录成功") }, { "wrong", N_("密码不对") }, { "locked", N_("账号已锁定") }, { NULL, NULL } };
	const char *word = f && f->kind == FIELD_CODE ? code_word(f->codes, s) : is_one_of(name, STATES) ? any_state_word(s)
		: strcmp(name, "result") == 0 ? code_word(RESULTS, s) : strcmp(name, "line") == 0 ? code_word(LINE_CODES, s) : "";
	if (strcmp(name, "relation") == 0)
		return str_c(c->mem, trail_table_title(c->desk, s));
	if (strcmp(name, "act") == 0)
		return str_c(c->mem, trail_act_word(s));
	if (strcmp(name, "role") == 0 && role_named(s))
		return _(role_named(s)->title);
	for (size_t i = 0; strcmp(name, "reason") == 0 && i < RETURN_REASONS_N; i++)
		if (str_is(s, RETURN_REASONS[i].code))
			return _(RETURN_REASONS[i].word);
	return *word && *word != '?' ? word : NULL;
}

static struct str text_say(const struct saying *c, const struct field *f, const char *name, struct str s)
{
	enum { MOST = 120 };
	const char *word = s.p ? code_say(c, f, name, s) : NULL;
	if (word)
		return str_of(word);
	struct str masked = mask_numbers(c->mem, s);
	return text_length(masked) > MOST ? str_fmt(c->mem, "%.*s…", PSTR(text_clip(masked, MOST))) : masked;
}

fault trail_column_value(struct db *db, const struct report_desk *desk, const struct table *t, size_t column, const void *row, struct str *ret)
{
	const struct saying say = { db, db_mem(db), desk }, *c = &say;
	const struct column *k = &t->columns[column];
	const struct field *f = field_of(c->desk, t, column);
	const char *at = (const char *)row + k->at;
	*ret = STR_NONE;
	if (column_secret(t, column)) {
		*ret = ((const struct str *)at)->p ? str_of(_("已隐去")) : STR_NONE;
		return NULL;
	}
	switch (k->type) {
	case T_ID:    return id_say(c, f, k->name, *(const int64_t *)at, ret);
	case T_INT:   *ret = int_say(c, f, k->name, *(const int64_t *)at); break;
	case T_MONEY: *ret = money_known(*(const struct money *)at) ? str_fmt(c->mem, _("%.*s元"), PSTR(money_yuan(c->mem, *(const struct money *)at)))
		: STR_NONE; break;
	case T_DAY: {
		struct day d = *(const struct day *)at;
		*ret = !day_known(d) ? STR_NONE : d.n == DAY_LAST.n ? str_of(_("至今")) : d.n == DAY_FIRST.n ? str_of(_("一直")) : day_zh(c->mem, d);
		break;
	}
	case T_TEXT: case T_BYTES: *ret = text_say(c, f, k->name, *(const struct str *)at); break;
	}
	return NULL;
}
