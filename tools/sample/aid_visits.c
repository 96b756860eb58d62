/* Visits of the aid part, to persons and to enterprises, and the sheet that says two entries are one person. */
#include "aid.h"
#include "kit_inside.h"

static const struct kit_column VISIT_OVER[] = { { "序号", .kind = KIT_NUMBER }, { "姓名" }, { "身份证号", .kind = KIT_ID }, { "单位", .width = 38 },
	{ "慰问日期", .kind = KIT_DAY, .width = 12 },
	{ "对象类别" }, { "慰问金", "金额", KIT_MONEY }, { "物资", "金额", KIT_MONEY }, { "带队领导", .width = 14 } };
static const struct kit_column VISIT_DOT[] = { { "序号", .kind = KIT_NUMBER }, { "慰问对象" }, { "身份证号码", .kind = KIT_ID }, { "所在单位", .width = 38 },
	{ "走访日期", .kind = KIT_DAY_DOT, .width = 12 },
	{ "慰问对象类别" }, { "慰问款", .kind = KIT_MONEY }, { "慰问物资", .kind = KIT_MONEY }, { "走访领导", .width = 14 } };
static const struct kit_column VISIT_TEXT[] = { { "序号", .kind = KIT_NUMBER }, { "职工姓名" }, { "公民身份号码", .kind = KIT_ID }, { "工作单位", .width = 38 },
	{ "慰问时间", .kind = KIT_DAY_TEXT, .width = 12 }, { "对象类别" }, { "慰问金", .kind = KIT_MONEY }, { "物资折价", .kind = KIT_MONEY }, { "带队", .width = 14 } };

/* Workers of a neighbour who were visited by both: in all seven. */
static const struct { int unit, of, n; } NEIGHBOURS[] = { { GUCHENG, SHAZHOU, 3 }, { JIANHE, ANSHUI, 2 }, { SONGTAN, HONGBO, 2 } };

enum { MENDED_OUT = 1, MENDED_IN = 2 };          /* the first file of 石陂市 lacks one row and has one that is not true */
struct list { struct kit *kit; struct kit_sheet *s; int unit, number, mended; };

static struct str old_number(struct kit *kit, struct str idno)       /* fifteen digits, as on cards of the first series */
{
	return str_fmt(kit->mem, "%.6s%.9s", idno.p, idno.p + 8);
}

static void visit_put(struct list *l, struct kit_person *p, struct day on, bool model, const char *leader, int64_t cash, int64_t goods)
{
	struct str idno = p->idno;
	int number = ++l->number;
	if (l->unit == ANSHUI && (number == 41 || number == 97))
		idno = STR_NONE;                 /* known by name and employer */
	if (l->unit == JIANGLING && number == 12)
		idno = old_number(l->kit, idno);
	kit_row(l->s), kit_put_int(l->s, number), kit_put(l->s, p->name), kit_put(l->s, idno), kit_put(l->s, p->employer->employer), kit_put_day(l->s, on);
	kit_puts(l->s, model ? "困难劳模" : "困难职工");
	if (l->unit == SONGTAN && number % 60 == 9)
		kit_put(l->s, str_fmt(l->kit->mem, "%lld元", (long long)(cash / 100)));
	else
		kit_put_money(l->s, cash);
	kit_put_money(l->s, goods ? goods : INT64_MIN), kit_puts(l->s, leader);
}

static void hardship_put(struct list *l, struct kit_person *p, int of, int i, struct day on)
{
	struct kit_rng rng = kit_rng("aid/visit/%d/%d/%d/%d", l->unit, of, i, on.n);
	const char *leader = l->unit == AID_OFFICE && day_of_month(on) == 27 ? "市领导" : kit_chance(&rng, 12) && l->unit < AID_ZONE ? "县市区领导"
		: kit_chance(&rng, 30) ? "工会领导" : "工会干部";
	int64_t cash = kit_between(&rng, 5, 10) * 10000, goods = kit_chance(&rng, 70) ? kit_between(&rng, 12, 26) * 1000 : 0;
	if (l->mended == MENDED_IN && of == SHIPO && i == 20)
		cash = 200000;                   /* what the second file mends: 2000 was typed for 200 … */
	visit_put(l, p, on, false, leader, cash, goods);
}

static void workers_put(struct list *l, int month)
{
	const struct aid_unit *u = &AID_UNIT[l->unit];
	bool january = month == 201901;
	int from = january ? 0 : u->own, to = january ? u->own : u->own + u->later_visits;
	for (int i = from; i < to; i++) {
		struct kit_rng rng = kit_rng("aid/visit/day/%d/%d", l->unit, i);
		struct day on = !january ? aid_workday(&rng, month, 1, 3) : l->unit == AID_OFFICE && i < 6 ? aid_day(20190127)
			: aid_workday(&rng, month, 10, 21);
		if (l->mended == MENDED_OUT && i == 33)
			continue;                /* forgotten at first */
		hardship_put(l, aid_worker(l->kit, l->unit, i), l->unit, i, on);
	}
	for (size_t k = 0; january && k < COUNT(NEIGHBOURS); k++)
		for (int i = 0; NEIGHBOURS[k].unit == l->unit && i < NEIGHBOURS[k].n; i++)
			hardship_put(l, aid_worker(l->kit, NEIGHBOURS[k].of, 40 + i), NEIGHBOURS[k].of, 40 + i, aid_day(20190117 + i));
	int again = january ? u->again - (l->unit == JIANHE) : 0;
	for (int i = 0; i < again; i++)
		hardship_put(l, aid_worker(l->kit, l->unit, 50 + i), l->unit, 50 + i, aid_day(20190122 + i % 4));
	if (january && l->unit == JIANHE)
		hardship_put(l, aid_twin(l->kit), l->unit, 5, aid_day(20190125));        /* the second visit of one person, under the other entry */
	if (l->mended == MENDED_OUT)
		hardship_put(l, aid_worker(l->kit, l->unit, 170), l->unit, 170, aid_day(20190118));      /* was not visited after all */
}

static void models_put(struct list *l, int month)
{
	const struct aid_unit *u = &AID_UNIT[l->unit];
	int visits = month == 201901 ? u->model_visits : u->later_visits / 4;
	for (int i = 0; i < visits; i++) {
		struct kit_rng rng = kit_rng("aid/visit/model/%d/%d/%d", month, l->unit, i);
		bool second = i >= u->models;
		struct day on = month != 201901 ? aid_workday(&rng, month, 1, 3) : second ? aid_day(20190129 + i % 3)
			: l->unit == AID_OFFICE && i < 8 ? aid_day(20190128) : aid_workday(&rng, month, 14, 28);
		const char *leader = l->unit == AID_OFFICE && i < 8 && month == 201901 ? "市领导" : kit_chance(&rng, 40) ? "工会领导" : "工会干部";
		visit_put(l, aid_model_worker(l->kit, l->unit, second ? i - u->models : i), on, true, leader, kit_between(&rng, 8, 15) * 10000,
			kit_between(&rng, 0, 3) * 10000);
	}
}

static void visits_write(struct kit *kit, int month, int unit, int mended, const char *path, struct day on)
{
	struct kit_org *by = aid_sender(kit, unit);
	bool csv = unit == JIANGLING || unit == SONGTAN;
	const struct kit_column *layout = csv ? VISIT_TEXT : unit % 2 ? VISIT_OVER : VISIT_DOT;
	struct list l = { .kit = kit, .unit = unit, .mended = mended };
	l.s = kit_sheet_open(kit, month, path, unit == JIANGLING ? KIT_CSV_GB : csv ? KIT_CSV : KIT_XLSX, "慰问走访", layout, COUNT(VISIT_OVER));
	kit_title(l.s, "%s%s走访慰问登记表%s", AID_UNIT[unit].name, str_c(kit->mem, month_zh(kit->mem, month)), mended == MENDED_IN ? "（更正）" : "");
	kit_lines(l.s, by, on, "元");
	workers_put(&l, month);
	if (!csv)
		kit_subtotal(l.s, "小计");
	models_put(&l, month);
	if (unit == HONGBO && month == 201901)       /* who asked not to be listed any more */
		hardship_put(&l, aid_worker(kit, unit, 185), unit, 185, aid_day(20190118)), kit_hide(l.s);
	kit_total(l.s, "合计");
	kit_blank(l.s, 3);
	kit_foot(l.s, kit_filler(kit, by), kit_checker(kit, by), on);
	if (!csv)
		kit_foot_note(l.s, "说明：慰问物资按购置价折算。");
	kit_sheet_hand(l.s, "aid.visit", by, on, KIT_PASSED, mended == MENDED_IN ? "更正：补1人，删1人，改1人金额" : NULL);
}

void aid_visits(struct kit *kit, int month, int unit)
{
	bool january = month == 201901;
	struct day on = january ? aid_day(20190131) : aid_day(20190215);
	const char *ending = unit == JIANGLING || unit == SONGTAN ? ".csv" : ".xlsx";
	if (!january && !AID_UNIT[unit].later_visits)
		return;
	bool twice = january && unit == SHIPO;
	visits_write(kit, month, unit, twice ? MENDED_OUT : 0, aid_path(kit, "04-走访慰问", AID_UNIT[unit].name, ending), on);
	if (twice)
		visits_write(kit, month, unit, MENDED_IN, aid_path(kit, "04-走访慰问", AID_UNIT[unit].name, "（更正）.xlsx"), aid_day(20190202));
}

/* ---- 走访企业 ---- */

static const struct kit_column FIRMS[] = { { "序号", .kind = KIT_NUMBER }, { "企业名称", .width = 38 }, { "统一社会信用代码", .kind = KIT_ID, .width = 22 },
	{ "走访日期", .kind = KIT_DAY, .width = 12 },
	{ "带队领导", .width = 14 }, { "走访内容", .width = 44 }, { "慰问金及物资", .kind = KIT_MONEY } };

static void firm_put(struct kit *kit, struct kit_sheet *s, int number, struct str name, struct str uscc, struct day on, const char *leader)
{
	static const char *const contents[] = { "了解节前工资发放情况", "慰问春节留岗职工", "了解生产经营和用工情况", "宣讲帮扶政策，征求对工会工作的意见", "检查安全生产，看望一线职工" };
	struct kit_rng rng = kit_rng("aid/firm/%.*s/%d", PSTR(name), on.n);
	kit_row(s), kit_put_int(s, number), kit_put(s, name), kit_put(s, uscc), kit_put_day(s, on), kit_puts(s, leader), kit_puts(s, kit_pick(&rng, contents));
	kit_put_money(s, kit_chance(&rng, 35) ? kit_between(&rng, 10, 50) * 10000 : INT64_MIN);
}

/* Small firms without a union of their own. */
static void unbuilt_put(struct kit *kit, struct kit_sheet *s, int unit, int i, int *number)
{
	static const char *const front[] = { "隽", "煦", "皓", "悦", "翰", "朗", "蔚", "笙", "怡", "沅" };
	static const char *const back[] = { "禾", "味", "园", "坊", "程", "居", "丰", "工", "品", "和" };
	static const char *const trades[] = { "餐饮管理", "家政服务", "汽车维修", "广告传媒", "电子商务", "装饰工程", "农机服务", "五金加工", "快递服务", "养老服务" };
	struct kit_org *county = aid_sender(kit, unit);
	struct kit_rng rng = kit_rng("aid/unbuilt/%d/%d", unit, i);
	struct str name = str_fmt(kit->mem, "%.*s%s%s%s有限公司", PSTR(county->shorter), front[(i + unit) % 10], back[(i * 3 + unit) % 10], trades[i % 10]);
	struct str uscc = kit_uscc(kit, "91", county->division, str_c(kit->mem, str_fmt(kit->mem, "MA49%04d", 100 * unit + i)));
	firm_put(kit, s, ++*number, name, uscc, aid_workday(&rng, 201901, 10, 31), "工会干部");
}

static void firms_put(struct kit *kit, struct kit_sheet *s, int month, int unit, struct kit_orgs firms, int n, int *number)
{
	for (int i = 0; i < n; i++) {                    /* from the end: the firm that moved to 古城区 is the last of its list */
		size_t nth = (size_t)i + (month == 201901 ? 0 : (size_t)AID_UNIT[unit].firms);
		struct kit_org *firm = firms.at[firms.n - 1 - nth % firms.n];
		struct kit_rng rng = kit_rng("aid/firm/day/%d/%d/%.*s", month, unit, PSTR(firm->full));
		struct day on = month == 201901 ? aid_workday(&rng, month, 10, 31) : aid_workday(&rng, month, 1, 3);
		const char *leader = unit == AID_OFFICE ? "市领导" : unit < AID_ZONE && kit_chance(&rng, 25) ? "县市区领导" : "工会领导";
		firm_put(kit, s, ++*number, firm->employer, kit_chance(&rng, 40) ? firm->employer_uscc : STR_NONE, on, leader);
		if (month == 201901 && i == 4)           /* and once more: two visits, one enterprise */
			firm_put(kit, s, ++*number, firm->employer, STR_NONE, (struct day){ on.n + (day_of_month(on) > 20 ? -7 : 7) }, "工会干部");
	}
}

void aid_enterprises(struct kit *kit, int month, int unit)
{
	const struct aid_unit *u = &AID_UNIT[unit];
	struct kit_org *by = aid_sender(kit, unit);
	bool january = month == 201901;
	struct day on = january ? aid_day(20190131) : aid_day(20190215);
	int n = january ? u->firms : u->later_firms, number = 0;
	if (!n)
		return;
	bool csv = unit == JIANGLING;
	const char *path = aid_path(kit, "05-走访企业", u->name, csv ? ".csv" : ".xlsx");
	struct kit_sheet *s = kit_sheet_open(kit, month, path, csv ? KIT_CSV_GB : KIT_XLSX, "走访企业", FIRMS, COUNT(FIRMS));
	kit_title(s, "%s%s走访企业登记表", u->name, str_c(kit->mem, month_zh(kit->mem, month)));
	kit_lines(s, by, on, "元");
	firms_put(kit, s, month, unit, aid_firms(kit, unit), n, &number);
	for (int i = 0; january && i < u->unbuilt; i++)
		unbuilt_put(kit, s, unit, i, &number);
	if (january && unit == AID_OFFICE)               /* the city's leaders went to enterprises that their counties visited too */
		for (int county = 0; county < 6; county++)
			firms_put(kit, s, month, unit, aid_firms(kit, county), 1, &number);
	kit_total(s, "合计");
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on);
	kit_sheet_hand(s, "aid.enterprise_visit", by, on, KIT_PASSED, NULL);
}

/* ---- 人员合并 ---- */

static const struct kit_column MERGE[] = { { "重复登记的姓名", .width = 16 }, { "重复登记的身份证号", .kind = KIT_ID }, { "保留的姓名", .width = 12 },
	{ "保留的身份证号", .kind = KIT_ID },
	{ "认定日期", .kind = KIT_DAY, .width = 12 }, { "理由", .width = 50 } };

void aid_merge(struct kit *kit, int month)
{
	struct kit_org *by = aid_sender(kit, AID_OFFICE);
	struct kit_person *twin = aid_twin(kit), *kept = aid_worker(kit, JIANHE, 5);
	if (month != 201901)
		return;
	struct kit_sheet *s = kit_sheet_open(kit, month, "11-送温暖/06-人员合并.xlsx", KIT_XLSX, "人员合并", MERGE, COUNT(MERGE));
	kit_title(s, "人员重复登记认定表");
	kit_row(s), kit_put(s, twin->name), kit_put(s, twin->idno), kit_put(s, kept->name), kit_put(s, kept->idno), kit_put_day(s, aid_day(20190201));
	kit_puts(s, "同一人，建档时身份证号录错一位，已与身份证原件核对");
	kit_sheet_hand(s, "person.merge", by, aid_day(20190201), KIT_PASSED, NULL);
}
