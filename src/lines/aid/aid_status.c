/* Who may be helped: the registers of workers and of model workers in difficulty, asked for one day.
 *
 * Status is not a mark on a person but a file with a first and a last day, so a visit of January still counts in June when the family has come out of
 * difficulty in March. One household has one file; whoever belongs to the household that day is covered by it. A person entered twice is found through
 * the link that says which entry stays.
 * Refused: a file that ends before it begins; a title won in childhood; a second file of a person while the first is in force (aid_rules.c). Only
 * approved files open the door to aid.
 * Left out on purpose: cause, illness, income, address. The paper file keeps them; a register that shows them to every county would be a harm of its own.
 * Not taken: the status typed into each visit and believed ("困难职工" in a column), which is how the helped and the comfortable are counted together. */
#include "base/id.h"
#include "kernel/household.h"
#include "kernel/org.h"
#include "lines/aid.sql.h"
#include "lines/aid/aid.h"

fault aid_known_by(struct db *db, int64_t person, struct day on, struct aid_known *ret)
{
	struct aid_known known = { .person = person, .root = person };
	struct aid_person_root_row link;
	bool found;
	TRY(aid_person_root(db, (struct aid_person_root_in){ .person = person }, &link, &found));
	if (found)
		known.root = link.same_as;
	TRY(household_of(db, person, on, &known.household));
	*ret = known;
	return NULL;
}

static enum aid_status status_on(bool found, struct day until, struct day on)
{
	return !found ? AID_NONE : until.n > on.n ? AID_IN_FORCE : AID_ENDED;
}

fault aid_hardship_on(struct db *db, struct aid_known k, struct day on, enum aid_status *ret, struct day *ret_until)
{
	struct aid_file_latest_row file;
	bool found;
	TRY(aid_file_latest(db, (struct aid_file_latest_in){ .day = on, .person = k.person, .root = k.root, .household = k.household }, &file, &found));
	*ret = status_on(found, found ? file.until : DAY_NONE, on);
	*ret_until = found ? file.until : DAY_NONE;
	return NULL;
}

fault aid_model_on(struct db *db, struct aid_known k, struct day on, enum aid_status *ret, struct day *ret_until)
{
	struct aid_model_latest_row model;
	bool found;
	TRY(aid_model_latest(db, (struct aid_model_latest_in){ .day = on, .person = k.person, .root = k.root }, &model, &found));
	*ret = status_on(found, found ? model.until : DAY_NONE, on);
	*ret_until = found ? model.until : DAY_NONE;
	return NULL;
}

fault aid_account(struct db *db, int64_t org, struct day on, int64_t *ret)
{
	int64_t county;
	TRY(org_county(db, org, on, &county));
	if (!county)
		TRY(org_city(db, &county));
	*ret = county;
	return NULL;
}

/* --- 困难职工档案 ------------------------------------------------------------------------------------------------------------------------- */

/* The household is known by a code that never comes from its head: the one the sheet gives, else that of the household the person is in already,
 * else the number of this first file. */
static fault hardship_household(struct filling *f, struct aid_hardship *h)
{
	if (!h->house.p)
		TRY(household_of(f->db, h->person, h->head.day, &h->household));
	if (h->household)
		return NULL;
	TRY(household_get(f->db, h->house.p ? h->house : h->number, h->head.day, &h->household));
	fault why = household_join(f->db, h->household, h->person, "worker", h->head.day);
	if (!why || why->blame != BLAME_INPUT)
		return why;
	filling_wrong(f, offsetof(struct aid_hardship, house), why->code, "%s", why->say);
	return NULL;
}

static fault hardship_check(struct filling *f)
{
	struct aid_hardship *h = f->row;
	bool ended = day_known(h->until);
	if (ended != (h->ending.p != NULL))
		filling_wrong(f, ended ? offsetof(struct aid_hardship, ending) : offsetof(struct aid_hardship, until), "aid.ending",
			_("退出日期和退出原因要一起填。仍在档的，两栏都留空。"));
	if (ended && h->until.n < h->head.day.n)
		filling_wrong(f, offsetof(struct aid_hardship, until), "aid.ending", _("退出日期早于建档日期。请核对这两个日期。"));
	if (!ended)
		h->until = DAY_LAST;
	return hardship_household(f, h);
}

static const struct code SORTS[]      = { { "regular", N_("常规") }, { "temporary", N_("临时救助") }, { NULL, NULL } };
const struct code AID_GRADES[] = { { "national", N_("全国级") }, { "provincial", N_("省级") }, { "city", N_("地市级") }, { "county", N_("区县级") },
	{ "grassroots", N_("基层") }, { NULL, NULL } };
static const struct code CATEGORIES[] = { { "low", N_("低保户") }, { "edge", N_("低保边缘户") }, { "mishap", N_("意外致困户") }, { "deep", N_("深度困难") },
	{ "relative", N_("相对困难") }, { NULL, NULL } };
static const struct code ENDINGS[]    = { { "out", N_("脱困") }, { "moved", N_("迁出") }, { "died", N_("死亡") }, { "false", N_("不实") }, { NULL, NULL } };

/* The day of the last check stands first: names of units hold as of that day, not of a file opened years ago. */
static const struct field HARDSHIP_FIELDS[] = {
	FIELD(aid_hardship, number,   N_("档案编号"), FIELD_TEXT,  .also = "困难档案编号|档案号", .must = true, .key = true, .least = 1, .most = 40,
		.hint = N_("全国工会帮扶系统里的编号，一户一号，终身不变")),
	FIELD(aid_hardship, person,   N_("姓名"),     FIELD_NAME,  .also = "职工姓名|困难职工姓名", .must = true),
	FIELD(aid_hardship, person,   N_("身份证号"), FIELD_IDNO,  .also = "身份证号码|公民身份号码|证件号码", .must = true),
	FIELD(aid_hardship, person,   N_("联系电话"), FIELD_PHONE, .also = "手机|手机号|手机号码|电话"),
	FIELD(aid_hardship, employer, N_("工作单位"), FIELD_ORG,   .also = "单位|所在单位|用人单位", .hint = N_("按单位名册写全称；原单位已注销的留空")),
	FIELD(aid_hardship, house,    N_("家庭编号"), FIELD_TEXT,  .also = "户编号", .most = 40, .hint = N_("同一家庭换过档案的填原家庭编号；空着即按档案编号")),
	FIELD(aid_hardship, sort,     N_("档案类型"), FIELD_CODE,  .also = "类型", .must = true, .codes = SORTS),
	FIELD(aid_hardship, grade,    N_("档案级别"), FIELD_CODE,  .also = "级别|建档级别", .must = true, .codes = AID_GRADES),
	FIELD(aid_hardship, category, N_("困难类别"), FIELD_CODE,  .also = "类别", .codes = CATEGORIES, .hint = N_("按建档那年的标准填，以后不改写；病种和致困原因不填")),
	FIELD(aid_hardship, members,  N_("家庭人口"), FIELD_INT,   .also = "家庭人数", .least = 1, .most = 20),
	FIELD(aid_hardship, checked,  N_("最近核查日期"), FIELD_DAY, .also = "核查日期|年度复核日期"),
	FIELD(aid_hardship, head.day, N_("建档日期"), FIELD_DAY,   .also = "建档时间", .must = true),
	FIELD(aid_hardship, until,    N_("退出日期"), FIELD_DAY,   .also = "脱困日期|注销日期", .hint = N_("脱困或注销那一天；当天起不再是困难职工")),
	FIELD(aid_hardship, ending,   N_("退出原因"), FIELD_CODE,  .codes = ENDINGS),
};
const struct entity AID_HARDSHIP = { .name = "aid.hardship", .title = N_("困难职工档案"), .table = &aid_hardship_table, .fields = HARDSHIP_FIELDS,
	.n = COUNT(HARDSHIP_FIELDS), .check = hardship_check };

/* --- 困难劳模 ----------------------------------------------------------------------------------------------------------------------------- */

/* A title before the age of sixteen is a slip in the year or in the ID number. */
enum { MODEL_LEAST = 16 };
static void model_year(struct filling *f, const struct aid_model *m)
{
	struct day born = DAY_NONE;
	for (size_t i = 0; f->texts && i < f->of->n; i++)
		if (f->of->fields[i].kind == FIELD_IDNO)
			born = idno_born(idno_clean(f->mem, f->texts[i]));
	if (m->awarded != INT_NONE && day_known(born) && m->awarded < day_month(born) / 100 + MODEL_LEAST)
		filling_wrong(f, offsetof(struct aid_model, awarded), "aid.model_year",
			_("%lld年授予劳模称号时，这个人按身份证号还不满%d岁。请核对授予年份和身份证号。"), (long long)m->awarded, MODEL_LEAST);
}

static fault model_check(struct filling *f)
{
	struct aid_model *m = f->row;
	if (day_known(m->until) && m->until.n < m->head.day.n)
		filling_wrong(f, offsetof(struct aid_model, until), "aid.ending", _("退出日期早于认定日期。请核对这两个日期。"));
	if (!day_known(m->until))
		m->until = DAY_LAST;
	model_year(f, m);
	return NULL;
}

static const struct code HONOURS[] = { { "national", N_("全国") }, { "provincial", N_("省部级") }, { "city", N_("市级") }, { NULL, NULL } };
static const struct code BASES[]   = { { "low_income", N_("低收入") }, { "special", N_("特殊困难") }, { NULL, NULL } };

static const struct field MODEL_FIELDS[] = {
	FIELD(aid_model, person,   N_("姓名"),     FIELD_NAME,  .also = "劳模姓名", .must = true, .key = true),
	FIELD(aid_model, person,   N_("身份证号"), FIELD_IDNO,  .also = "身份证号码|公民身份号码|证件号码", .must = true),
	FIELD(aid_model, person,   N_("联系电话"), FIELD_PHONE, .also = "手机|手机号|手机号码|电话"),
	FIELD(aid_model, employer, N_("工作单位"), FIELD_ORG,   .also = "单位|所在单位|用人单位|原工作单位"),
	FIELD(aid_model, honour,   N_("荣誉称号"), FIELD_TEXT,  .also = "劳模称号|称号", .must = true, .most = 60),
	FIELD(aid_model, grade,    N_("劳模级别"), FIELD_CODE,  .also = "级别", .must = true, .codes = HONOURS),
	FIELD(aid_model, awarded,  N_("授予年份"), FIELD_INT,   .also = "授予年度|获奖年份", .least = 1949, .most = 2100),
	FIELD(aid_model, basis,    N_("困难情形"), FIELD_CODE,  .also = "困难类型", .must = true, .codes = BASES, .hint = N_("只填情形，不写病种；生活宽裕的劳模不列入本表")),
	FIELD(aid_model, head.day, N_("认定日期"), FIELD_DAY,   .must = true, .key = true),
	FIELD(aid_model, until,    N_("退出日期"), FIELD_DAY),
};
const struct entity AID_MODEL = { .name = "aid.model", .title = N_("困难劳模名册"), .table = &aid_model_table, .fields = MODEL_FIELDS,
	.n = COUNT(MODEL_FIELDS), .check = model_check };
