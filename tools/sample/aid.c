/* 送温暖 of January and February 2019, as eight counties, the zone and 权益保障部 would hand it in.
 *
 * The figures of January to the 31st: 5,946,230.00 元 raised, 2348 times of aid, 1796 workers in difficulty visited (the units add up to 1803, since
 * seven of them were visited by two counties), 407 visits to model workers, 285 enterprises. What makes such files awkward stands in them: a person
 * entered twice and merged later, a record of December that comes late, a row twice, a row returned for want of a receipt, full-width digits, rare
 * names, two-row heads, sums, hidden and blank rows, a mended second file, a GB18030 table, a firm that moved county, a gift that came too early. */
#include "aid.h"
#include "base/id.h"
#include <string.h>

const struct aid_unit AID_UNIT[AID_UNITS] = {
	/*             files own  again models visits events firms unbuilt  Feb: visits events firms */
	{ "沙洲区",     264, 236, 17,   42,    48,    308,   28,   10,           12,    18,    3 },
	{ "古城区",     240, 211, 16,   39,    44,    276,   27,   8,            9,     15,    2 },
	{ "安水县",     247, 221, 16,   41,    47,    289,   24,   8,            10,    16,    2 },
	{ "江岭县",     184, 163, 12,   31,    35,    213,   16,   6,            0,     0,     0 },
	{ "监河县",     247, 217, 16,   44,    50,    287,   25,   9,            0,     -1,    0 },
	{ "石陂市",     178, 158, 11,   34,    38,    206,   19,   8,            8,     11,    2 },
	{ "洪波市",     199, 177, 12,   36,    41,    232,   22,   8,            7,     13,    2 },
	{ "松滩市",     277, 245, 18,   46,    52,    322,   23,   8,            11,    17,    3 },
	{ "开发区",     52,  46,  0,    5,     6,     59,    24,   0,            0,     3,     0 },
	{ "权益保障部", 137, 122, 0,    40,    46,    156,   12,   0,            6,     9,     4 },
};

struct kit_org *aid_sender(struct kit *kit, int unit)
{
	return unit < AID_ZONE ? kit_county(kit, (size_t)unit) : unit == AID_ZONE ? kit_zone(kit) : kit_org_named(kit, "权益保障部");
}

/* Enterprises only: schools, hospitals and bureaus are employers, but no enterprises. */
struct kit_orgs aid_firms(struct kit *kit, int unit)
{
	struct kit_orgs all = unit == AID_OFFICE ? kit_city_direct(kit) : kit_grassroots(kit, aid_sender(kit, unit)), ret = { all.at, 0 };
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i]->employer_uscc.p[0] == '9')
			ret.at[ret.n++] = all.at[i];
	return ret;
}

struct kit_person *aid_worker(struct kit *kit, int unit, int i)
{
	struct kit_orgs firms = aid_firms(kit, unit);
	return kit_person_at(kit, "aid/困难职工", firms.at[(size_t)i % firms.n], (size_t)i / firms.n);
}

/* Old enough for the title: those born after 1988 are passed over. */
struct kit_person *aid_model_worker(struct kit *kit, int unit, int i)
{
	struct kit_orgs firms = aid_firms(kit, unit);
	struct kit_org *firm = firms.at[((size_t)i + 7) % firms.n];
	struct kit_person *person = NULL;
	for (size_t n = 0, passed = 0; passed <= (size_t)i / firms.n; n++) {
		person = kit_person_at(kit, "aid/困难劳模", firm, n);
		passed += day_month(person->born) <= 198812;
	}
	return person;
}

/* Two digits of the day's order exchanged by the typist, and a check character that fits by ill luck. */
struct kit_person *aid_twin(struct kit *kit)
{
	const struct kit_person *person = aid_worker(kit, JIANHE, 5);
	struct kit_person *twin = arena_get(kit->mem, sizeof *twin);
	char idno[19] = { 0 };
	memcpy(idno, person->idno.p, 17);
	idno[14] = (char)(idno[14] == '9' ? '8' : idno[14] + 1);
	idno[17] = idno_digit(idno);
	*twin = *person;
	twin->idno = str_copy(kit->mem, str_of(idno));
	return twin;
}

struct day aid_day(int yyyymmdd)
{
	struct day day = DAY_NONE;
	return day_make(yyyymmdd / 10000, yyyymmdd / 100 % 100, yyyymmdd % 100, &day) ? day : DAY_NONE;
}

struct day aid_workday(struct kit_rng *rng, int month, int from, int to)
{
	struct day day = kit_workday(rng, month);
	while (day_of_month(day) < from || day_of_month(day) > to)
		day = kit_workday(rng, month);
	return day;
}

const char *aid_path(struct kit *kit, const char *folder, const char *name, const char *ending)
{
	return str_c(kit->mem, str_fmt(kit->mem, "11-送温暖/%s/%s%s", folder, name, ending));
}

bool aid_never_helped(int i)
{
	return i % 13 == 12;
}

/* ---- What every line gives its draft ---- */

static const struct kit_column CAMPAIGN[] = { { "代码", .width = 12 }, { "名称", .width = 40 }, { "开始日期", .kind = KIT_DAY_TEXT },
	{ "结束日期", .kind = KIT_DAY_TEXT } };
static const struct kit_column TARGET[] = { { "指标", .width = 28 }, { "单位", .width = 20 }, { "目标值", .width = 12 }, { "起始日期", .kind = KIT_DAY },
	{ "终止日期", .kind = KIT_DAY } };
static const struct kit_column EVENT[] = { { "条线" }, { "类别", .width = 22 }, { "事项", .width = 40 }, { "日期", .kind = KIT_DAY, .width = 12 },
	{ "地点", .width = 22 },
	{ "参加人员", .width = 44 }, { "内容", .width = 60 }, { "数量", .kind = KIT_INT } };
static const struct kit_column POINT[] = { { "条线" }, { "类别" }, { "序号", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY, .width = 12 },
	{ "内容", .width = 80 } };
static const struct kit_column DOCUMENT[] = { { "条线" }, { "用途" }, { "文号", .width = 22 }, { "标题", .width = 50 }, { "发文单位", .width = 20 },
	{ "成文日期", .kind = KIT_DAY, .width = 12 }, { "文种" }, { "公开属性" } };

static const struct { const char *indicator, *value; } TARGETS[] = { { "aid.fund_raised", "580万元" }, { "aid.relief_times", "2200" },
	{ "aid.visited_hardship", "1700" }, { "aid.visited_model_times", "400" }, { "aid.enterprises_visited", "280" } };
static const struct said { int month; const char *kind, *title; int day; const char *place, *people, *content; } EVENTS[] = {
	{ 201901, "启动仪式", "2019年春节送温暖活动启动仪式", 20190110, "市职工服务中心", "市总工会领导、各县市区总工会和爱心企业代表", "现场向困难职工代表发放慰问金和米面油" },
	{ 201901, "市领导慰问困难职工", "走访慰问市直特困职工", 20190127, NULL, "市领导", "送去慰问金和新春祝福，了解家庭生活和子女就学情况" },
	{ 201901, "市领导慰问困难劳模", "走访慰问市直困难劳模", 20190128, NULL, "市领导", "听取劳模对工会工作的意见建议" },
	{ 201902, "一线慰问", "看望春节期间坚守岗位的职工", 20190202, "公交、港务生产一线", "市总工会领导", "送去慰问物资" },
	{ 201902, "培训", "困难职工档案年度复核培训", 20190221, "市职工服务中心", "各县市区总工会帮扶干部", "讲解建档标准、核查程序和数据更新要求" },
};
static const struct { int month; const char *kind; int day; const char *body; } POINTS[] = {
	{ 201901, "五大", 20190110, "大宣传，深入车间班组、建筑工地和社区宣讲帮扶政策，公开救助项目、申报条件和12351热线" },
	{ 201901, "五大", 20190110, "大走访，两级工会干部分片包户，逐户走访困难职工、困难劳模和农民工家庭" },
	{ 201901, "五大", 20190110, "大调研，围绕企业节前生产经营、工资发放和职工诉求开展调研，逐条建立台账" },
	{ 201901, "五大", 20190110, "大帮扶，统筹财政资金、工会经费和社会捐赠，分类实施生活、医疗、助学救助" },
	{ 201901, "五大", 20190110, "大服务，开展平安返乡、岗位推荐、法律咨询和心理关爱服务" },
	{ 201902, "工作措施", 20190221, "启动困难职工档案年度复核，对已脱困家庭逐户回访" },
	{ 201902, "工作措施", 20190225, "对节日期间临时遇困的职工及时建档、及时救助" },
};

static void events_write(struct kit *kit, int month, struct kit_org *by, struct day on)
{
	struct kit_sheet *s = kit_sheet_open(kit, month, "11-送温暖/07-活动登记.xlsx", KIT_XLSX, "活动登记", EVENT, COUNT(EVENT));
	kit_title(s, "%s送温暖活动登记表", str_c(kit->mem, month_zh(kit->mem, month)));
	kit_lines(s, by, on, NULL);
	for (size_t i = 0; i < COUNT(EVENTS); i++) {
		const struct said *e = &EVENTS[i];
		if (e->month != month)
			continue;
		kit_row(s), kit_puts(s, "送温暖"), kit_puts(s, e->kind), kit_puts(s, e->title), kit_put_day(s, aid_day(e->day));
		kit_puts(s, e->place), kit_puts(s, e->people), kit_puts(s, e->content), kit_skip(s);
	}
	kit_blank(s, 2);
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on);
	kit_sheet_hand(s, "matter.event", by, on, KIT_PASSED, NULL);
}

static void points_write(struct kit *kit, int month, struct kit_org *by, struct day on)
{
	struct kit_sheet *s = kit_sheet_open(kit, month, "11-送温暖/08-要点.xlsx", KIT_XLSX, "要点", POINT, COUNT(POINT));
	int ordinal = 0;
	for (size_t i = 0; i < COUNT(POINTS); i++) {
		if (POINTS[i].month != month)
			continue;
		kit_row(s), kit_puts(s, "送温暖"), kit_puts(s, POINTS[i].kind), kit_put_int(s, ++ordinal), kit_put_day(s, aid_day(POINTS[i].day));
		kit_puts(s, POINTS[i].body);
	}
	kit_sheet_hand(s, "matter.point", by, on, KIT_PASSED, NULL);
}

static void document_write(struct kit *kit, int month, struct kit_org *by, struct day on)
{
	struct kit_sheet *s = kit_sheet_open(kit, month, "11-送温暖/09-文件.csv", KIT_CSV_BOM, "文件", DOCUMENT, COUNT(DOCUMENT));
	kit_row(s), kit_puts(s, "送温暖"), kit_puts(s, "活动依据"), kit_puts(s, "江工发[2018]41号"), kit_puts(s, "关于开展2019年元旦春节期间送温暖活动的通知");
	kit_puts(s, "江州市总工会"), kit_put_day(s, aid_day(20181212)), kit_puts(s, "通知"), kit_puts(s, "主动公开");
	kit_sheet_hand(s, "matter.document", by, on, KIT_PASSED, NULL);
}

static void campaign_write(struct kit *kit, int month, struct kit_org *by, struct day on)
{
	struct day from = aid_day(20181215), to = aid_day(20190203);
	struct kit_sheet *s = kit_sheet_open(kit, month, "11-送温暖/00-活动.csv", KIT_CSV_BOM, "活动", CAMPAIGN, COUNT(CAMPAIGN));
	kit_row(s), kit_puts(s, "warmth"), kit_puts(s, "2019年元旦春节送温暖活动"), kit_put_day(s, from), kit_put_day(s, to);
	kit_sheet_hand(s, "matter.campaign", by, on, KIT_PASSED, NULL);
	s = kit_sheet_open(kit, month, "11-送温暖/00-目标任务.xlsx", KIT_XLSX, "目标任务", TARGET, COUNT(TARGET));
	kit_title(s, "2019年元旦春节送温暖活动目标任务");
	for (size_t i = 0; i < COUNT(TARGETS); i++) {
		kit_row(s), kit_puts(s, TARGETS[i].indicator), kit_put(s, kit_city(kit)->full), kit_puts(s, TARGETS[i].value);
		kit_put_day(s, from), kit_put_day(s, to);
	}
	kit_sheet_hand(s, "matter.target", by, on, KIT_PASSED, NULL);
}

void aid_papers(struct kit *kit, int month)
{
	struct kit_org *by = aid_sender(kit, AID_OFFICE);
	struct day on = month == 201901 ? aid_day(20190131) : aid_day(20190228);
	if (month == 201901)
		campaign_write(kit, month, by, aid_day(20190103)), document_write(kit, month, by, on);
	events_write(kit, month, by, on);
	points_write(kit, month, by, on);
}

void sample_aid(struct kit *kit, int month)
{
	struct aid_book book = { 0 }, office = { 0 }, shazhou = { 0 };
	aid_papers(kit, month);
	for (int u = 0; u < AID_UNITS; u++)
		aid_registers(kit, month, u);
	aid_money(kit, month);
	for (int u = 0; u < AID_UNITS; u++) {
		aid_events(kit, month, u, &book);
		if (u == SHAZHOU)
			shazhou = book;
		office = book;                   /* the last of them */
	}
	for (int u = 0; u < AID_UNITS; u++)
		aid_visits(kit, month, u);
	for (int u = 0; u < AID_UNITS; u++)
		aid_enterprises(kit, month, u);
	aid_merge(kit, month);
	aid_shares(kit, month, SHAZHOU, &shazhou);
	aid_shares(kit, month, AID_OFFICE, &office);
}
