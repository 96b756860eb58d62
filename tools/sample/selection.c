/* 15-推荐评选: public notices, candidates, results.
 *
 * January: the twelfth double top ten. Everything in order by the working-day clock, and nothing before a notice has ended: in the units from 2 to 9
 * January, the review on the 10th, in the city from 11 to 18, sent up on the 21st, in the province from 22 to 29, decided on the 30th. One unit got two titles, so it is one unit honoured. A notice without proof stands
 * among them, of a candidate that was therefore not sent up. February: the May Day awards are recommended, decided later. */
#include "sample.h"

#define FOLDER "15-推荐评选/"
#define ETHICS "全省职工职业道德建设“双十佳”评选"
#define MAYDAY "2019年省五一劳动奖和省工人先锋号"

static struct day on(int month, int day) { return (struct day){ month_first(month).n + day - 1 }; }

static void hand_city(struct kit *kit, struct kit_sheet *s, int month, const char *file, const char *kind, struct day day)
{
	struct kit_org *department = kit_org_named(kit, "经济工作部");
	kit_sheet_close(s);
	kit_list(kit, month, (struct kit_handover){ .file = file, .kind = kind, .org = kit_city(kit), .filler = kit_filler(kit, department),
		.checker = kit_checker(kit, department), .day = day, .verdict = KIT_PASSED });
}

/* nth: of a county's unions where no employer is named. team: for 工人先锋号. */
struct candidate { const char *employer; int county; size_t nth; const char *title, *team; bool person, sent, proof; };
static const struct candidate ETHICS_OF[] = {
	{ "江州市公共交通集团有限公司", -1, 0,  "标兵单位", NULL, false, true,  true  }, { "江州市中心医院",     -1, 0,  "先进个人", NULL, true, true,  true  },
	{ "安水县人民医院",             2,  0,  "标兵单位", NULL, false, true,  true  }, { "江州市第一中学",     -1, 0,  "先进个人", NULL, true, true,  true  },
	{ NULL,                         0,  20, "标兵单位", NULL, false, false, true  }, { "石陂市交通运输局",   5,  0,  "先进个人", NULL, true, false, true  },
	{ NULL,                         7,  18, "标兵单位", NULL, false, false, false }, { "监河县实验小学",     4,  0,  "先进个人", NULL, true, false, true  },
};
static const struct candidate MAYDAY_OF[] = {
	{ "江州市自来水有限责任公司", -1, 0,  "省五一劳动奖状", NULL,               false, true,  true }, { NULL, 6, 22, "省五一劳动奖状", NULL, false, false, true },
	{ "江州市电力检修有限公司",   -1, 0,  "省工人先锋号",   "输电运检班",       false, true,  true }, { NULL, 1, 36, "省工人先锋号", "总装二班", false, true, true },
	{ "江州市热电有限责任公司",   -1, 0,  "省五一劳动奖章", NULL,               true,  true,  true }, { NULL, 0, 25, "省五一劳动奖章", NULL, true, true, true },
	{ "洪波市中医医院",           6,  0,  "省五一劳动奖章", NULL,               true,  true,  true }, { NULL, 3, 19, "省五一劳动奖章", NULL, true, false, true },
};

static struct kit_org *unit_of(struct kit *kit, const struct candidate *c)
{
	if (c->employer)
		return kit_org_named(kit, str_c(kit->mem, str_fmt(kit->mem, "%s工会委员会", c->employer)));
	struct kit_orgs all = kit_grassroots(kit, kit_county(kit, (size_t)c->county));
	return all.at[c->nth % all.n];
}

static struct kit_org *by_of(struct kit *kit, const struct candidate *c)
{
	return c->county < 0 ? kit_city(kit) : kit_county(kit, (size_t)c->county);
}

static struct kit_person *person_of(struct kit *kit, const struct candidate *c)
{
	return kit_person_at(kit, "selection", unit_of(kit, c), 0);
}

/* ---- notices ---- */

static void notice_row(struct kit_sheet *s, int64_t number, const char *name, const char *level, struct str unit, const char *channel, struct day day,
	const char *proof, struct day ends)
{
	kit_row(s), kit_put_int(s, number), kit_puts(s, name), kit_puts(s, level), kit_put(s, unit), kit_puts(s, channel), kit_put_day(s, day);
	kit_puts(s, proof), kit_put_int(s, 5), kit_put_day(s, ends), kit_put_int(s, 0), kit_put_int(s, 0), kit_puts(s, day_known(ends) ? "公示无异议" : NULL);
}

struct posting { struct day unit, unit_ends, city, city_ends, province, province_ends; };

static void notices_write(struct kit *kit, int month, const char *name, const struct candidate *list, size_t n, const struct posting *p)
{
	static const struct kit_column columns[] = { { "序号", .kind = KIT_NUMBER }, { "评选名称", .width = 36 }, { "公示级别", .width = 16 }, { "公示单位", .width = 34 },
		{ "公示渠道（地点）", .width = 24 }, { "张贴日期", .kind = KIT_DAY }, { "公示证明", .width = 18 }, { "公示工作日", .kind = KIT_NUMBER },
		{ "公示截止日期", .kind = KIT_DAY }, { "收到异议", "异议办理", KIT_NUMBER }, { "未办结", "异议办理", KIT_NUMBER }, { "处理结果", "异议办理", .width = 16 } };
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "公示登记表.xlsx", KIT_XLSX, "公示", columns, COUNT(columns));
	int64_t number = 0;
	kit_title(s, "推荐评选公示登记表");
	kit_lines(s, kit_org_named(kit, "经济工作部"), month_last(month), NULL);
	for (size_t i = 0; i < n; i++)
		notice_row(s, ++number, name, "候选人所在单位", unit_of(kit, &list[i])->employer, i % 2 ? "厂务公开栏" : "单位公告栏", p->unit,
			list[i].proof ? str_c(kit->mem, str_fmt(kit->mem, "照片%02zu号", i + 1)) : NULL, list[i].proof ? p->unit_ends : DAY_NONE);
	notice_row(s, ++number, name, "全市", STR_NONE, "市总工会门户网站", p->city, "网页截图01号", p->city_ends);
	notice_row(s, ++number, name, "全市", STR_NONE, "江州日报", p->city, "报样01号", DAY_NONE);
	if (day_known(p->province))
		notice_row(s, ++number, name, "全省", STR_NONE, "省总工会门户网站", p->province, "网页截图02号", p->province_ends);
	kit_blank(s, 2);
	kit_foot(s, kit_filler(kit, kit_org_named(kit, "经济工作部")), kit_checker(kit, kit_org_named(kit, "经济工作部")), month_last(month));
	hand_city(kit, s, month, FOLDER "公示登记表.xlsx", "selection.notice", month_last(month));
}

/* ---- candidates, results ---- */

static void candidates_write(struct kit *kit, int month, const char *series, const char *name, int64_t edition, const struct candidate *list, size_t n,
	struct day day, struct day passed, struct day sent)
{
	static const struct kit_column columns[] = { { "序号", .kind = KIT_NUMBER }, { "评选系列", .width = 24 }, { "评选名称", .width = 36 },
		{ "届次", .kind = KIT_NUMBER }, { "类型" }, { "申报称号", .width = 16 }, { "单位", "候选对象", .width = 34 }, { "班组", "候选对象", .width = 14 }, { "姓名", "候选对象" },
		{ "身份证号", "候选对象", KIT_ID }, { "推荐单位", .width = 20 }, { "推荐日期", .kind = KIT_DAY }, { "职代会通过日期", .kind = KIT_DAY },
		{ "征求意见", .width = 16 }, { "一票否决情形" }, { "状态" }, { "上报日期", .kind = KIT_DAY_DOT } };
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "推荐对象登记表.xlsx", KIT_XLSX, "推荐对象", columns, COUNT(columns));
	kit_title(s, "%s推荐对象登记表", name);
	for (size_t i = 0; i < n; i++) {
		const struct candidate *c = &list[i];
		const struct kit_person *person = c->person ? person_of(kit, c) : NULL;
		kit_row(s), kit_put_int(s, (int64_t)i + 1), kit_puts(s, series), kit_puts(s, name), kit_put_int(s, edition);
		kit_puts(s, c->person ? "个人" : "单位"), kit_puts(s, c->title);
		kit_put(s, unit_of(kit, c)->employer), kit_puts(s, c->team), kit_put(s, person ? person->name : STR_NONE);
		kit_put(s, person ? person->idno : STR_NONE), kit_put(s, by_of(kit, c)->full), kit_put_day(s, day), kit_put_day(s, passed);
		kit_puts(s, c->sent ? "已征求，均同意" : c->proof ? "不需征求" : "未征求"), kit_puts(s, "无"), kit_puts(s, c->sent ? "已上报" : "未入选");
		kit_put_day(s, c->sent ? sent : DAY_NONE);
	}
	kit_blank(s, 2);
	kit_foot(s, kit_filler(kit, kit_org_named(kit, "经济工作部")), kit_checker(kit, kit_org_named(kit, "经济工作部")), month_last(month));
	hand_city(kit, s, month, FOLDER "推荐对象登记表.xlsx", "selection.candidate", month_last(month));
}

static void results_write(struct kit *kit)
{
	static const struct kit_column columns[] = { { "序号", .kind = KIT_NUMBER }, { "评选系列", .width = 24 }, { "评选名称", .width = 36 },
		{ "届次", .kind = KIT_NUMBER }, { "类型" }, { "荣誉称号", .width = 18 }, { "获奖单位", .width = 34 }, { "姓名" }, { "推荐单位", .width = 20 },
		{ "决定日期", .kind = KIT_DAY }, { "决定单位", .width = 18 } };
	static const struct { size_t of; const char *title; } won[] = { { 0, "标兵单位" }, { 0, "省五一劳动奖状" }, { 1, "先进个人" } };
	struct kit_sheet *s = kit_sheet_open(kit, 201901, FOLDER "双十佳评选结果.xlsx", KIT_XLSX, "结果", columns, COUNT(columns));
	kit_title(s, "第１２届全省职工职业道德建设“双十佳”江州市获奖名单");
	for (size_t i = 0; i < COUNT(won); i++) {
		const struct candidate *c = &ETHICS_OF[won[i].of];
		kit_row(s), kit_put_int(s, (int64_t)i + 1), kit_puts(s, "职工职业道德建设双十佳"), kit_puts(s, ETHICS), kit_put_int(s, 12);
		kit_puts(s, c->person ? "个人" : "单位"), kit_puts(s, won[i].title);
		kit_put(s, unit_of(kit, c)->employer), kit_put(s, c->person ? person_of(kit, c)->name : STR_NONE);
		kit_put(s, by_of(kit, c)->full), kit_put_day(s, on(201901, 30)), kit_puts(s, "省总工会");
	}
	hand_city(kit, s, 201901, FOLDER "双十佳评选结果.xlsx", "selection.award", on(201901, 31));
}

/* ---- events, points ---- */

static void event_write(struct kit *kit, int month, struct day day, const char *title, const char *people, const char *content)
{
	static const struct kit_column columns[] = { { "条线" }, { "类别" }, { "事项", .width = 30 }, { "日期", .kind = KIT_DAY }, { "地点", .width = 18 },
		{ "参加人员", .width = 40 }, { "内容", .width = 50 }, { "数量", .kind = KIT_NUMBER } };
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "活动登记.xlsx", KIT_XLSX, "活动登记", columns, COUNT(columns));
	kit_row(s), kit_puts(s, "推荐评选"), kit_puts(s, "审核"), kit_puts(s, title), kit_put_day(s, day), kit_skip(s), kit_puts(s, people), kit_puts(s, content);
	kit_sheet_hand(s, "matter.event", kit_org_named(kit, "经济工作部"), month_last(month), KIT_PASSED, NULL);
}

static void points_write(struct kit *kit, int month, const char *const *list, size_t n)
{
	static const struct kit_column columns[] = { { "条线" }, { "类别" }, { "序号", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY }, { "内容", .width = 60 } };
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "要点.csv", KIT_CSV_GB, "", columns, COUNT(columns));
	for (size_t i = 0; i < n; i++)
		kit_row(s), kit_puts(s, "推荐评选"), kit_puts(s, "推荐要求"), kit_put_int(s, (int64_t)i + 1), kit_put_day(s, month_last(month)), kit_puts(s, list[i]);
	kit_sheet_hand(s, "matter.point", kit_org_named(kit, "经济工作部"), month_last(month), KIT_PASSED, NULL);
}

void sample_selection(struct kit *kit, int month)
{
	static const char *const january[] = { "坚持自下而上、逐级推荐，候选对象都经本单位职代会讨论通过；", "坚持面向基层、面向一线，以日常表现和群众口碑为主要依据；",
		"坚持公开透明，在候选对象所在单位和全市分别公示。" };
	static const char *const february[] = { "推荐名额向一线职工和班组倾斜", "企业和企业负责人须征求税务、人社、应急、生态环境等部门意见" };
	if (month == 201901) {
		struct posting p = { on(month, 2), on(month, 9), on(month, 11), on(month, 18), on(month, 22), on(month, 29) };
		notices_write(kit, month, ETHICS, ETHICS_OF, COUNT(ETHICS_OF), &p);
		candidates_write(kit, month, "职工职业道德建设双十佳", ETHICS, 12, ETHICS_OF, COUNT(ETHICS_OF), on(month, 2), on(201812, 27), on(month, 21));
		results_write(kit);
		event_write(kit, month, on(month, 10), "召开推荐对象联审会", "市总工会、市人社局、市税务局、市生态环境局有关负责人", "对推荐对象逐一审核，确定全市公示名单");
		points_write(kit, month, january, COUNT(january));
		return;
	}
	struct posting p = { on(month, 11), on(month, 18), on(month, 20), on(month, 27), DAY_NONE, DAY_NONE };
	notices_write(kit, month, MAYDAY, MAYDAY_OF, COUNT(MAYDAY_OF), &p);
	candidates_write(kit, month, "五一劳动奖和工人先锋号", MAYDAY, INT_NONE, MAYDAY_OF, COUNT(MAYDAY_OF), on(month, 11), on(month, 2), on(month, 28));
	event_write(kit, month, on(month, 19), "召开推荐对象联审会", "市总工会、市人社局、市应急管理局、市税务局有关负责人", "对推荐对象逐一审核，确定全市公示名单");
	points_write(kit, month, february, COUNT(february));
}
