/* 工作事项 and 刊物期次: what each month's report is made of, in the office's order, and the issues of the bulletin that print it.
 *
 * January: nine matters that the lines draft, one dropped, one under way, and two planned for February. February: five matters of lines and the two
 * that belong to none, with their own text. 工会要情 numbers through the year: the second issue reports on January, the third on no month, the fourth
 * on February. Called last: what it says rests on all the other files. */
#include "sample.h"

static const struct kit_column MATTER_COLUMNS[] = { { "标题", .width = 30 }, { "牵头部门", .width = 14 }, { "开始日期", .kind = KIT_DAY, .width = 12 }, { "结束日期", .kind = KIT_DAY, .width = 12 },
	{ "地点", .width = 24 }, { "参加人员", .width = 40 }, { "内容", .width = 80 }, { "进展" }, { "计划内" }, { "条线", .width = 12 }, { "顺序", .kind = KIT_NUMBER }, { "说明", .width = 34 } };
static const struct { int month; const char *heading, *department, *from, *to, *place, *people, *body, *progress; bool planned; const char *line, *why; } MATTERS[] = {
	{ 201901, NULL, "权益保障部", NULL, NULL, NULL, NULL, NULL, "完成", true, "送温暖",     NULL },
	{ 201901, NULL, "组织部",     NULL, NULL, NULL, NULL, NULL, "完成", true, "工作考评",   NULL },
	{ 201901, NULL, "办公室",     NULL, NULL, NULL, NULL, NULL, "完成", true, "述职测评",   NULL },
	{ 201901, NULL, "宣传教育部", NULL, NULL, NULL, NULL, NULL, "完成", true, "作品征集",   NULL },
	{ 201901, NULL, "经济工作部", NULL, NULL, NULL, NULL, NULL, "完成", true, "推荐评选",   NULL },
	{ 201901, NULL, "机关党委",   NULL, NULL, NULL, NULL, NULL, "完成", true, "结对帮扶",   NULL },
	{ 201901, NULL, "网络工作部", NULL, NULL, NULL, NULL, NULL, "完成", true, "职工说了算", NULL },
	{ 201901, NULL, "法律工作部", NULL, NULL, NULL, NULL, NULL, "完成", true, "信访稳定",   NULL },
	{ 201901, NULL, "财务部",     NULL, NULL, NULL, NULL, NULL, "完成", true, "经费治理",   NULL },
	{ 201901, "退休职工新春茶话会", "办公室",     "2019-01-29", NULL, "市工人文化宫", "市总工会机关退休职工", NULL, "取消", true, NULL, "雨雪天气，改为逐户上门走访" },
	{ 201901, "职工服务网上平台升级", "网络工作部", "2019-01-21", NULL, NULL, NULL, "完成需求调研，进入开发阶段。", "进行中", true, NULL, NULL },
	{ 201901, "工会干部培训班如期举办", "组织部", "2019-02-20", "2019-02-22", "市工人文化宫", "各县市区总工会、驻会产业工会、机关各部室干部", NULL, "计划", true, NULL, NULL },
	{ 201901, "职工技能竞赛顺利举行", "经济工作部", "2019-02-26", NULL, "市高级技工学校", "各县市区和驻会产业工会代表队", NULL, "计划", true, NULL, NULL },
	{ 201902, NULL, "权益保障部", NULL, NULL, NULL, NULL, NULL, "完成", true, "送温暖",     NULL },
	{ 201902, NULL, "机关党委",   NULL, NULL, NULL, NULL, NULL, "完成", true, "结对帮扶",   NULL },
	{ 201902, NULL, "网络工作部", NULL, NULL, NULL, NULL, NULL, "完成", true, "职工说了算", NULL },
	{ 201902, NULL, "法律工作部", NULL, NULL, NULL, NULL, NULL, "完成", true, "信访稳定",   NULL },
	{ 201902, NULL, "财务部",     NULL, NULL, NULL, NULL, NULL, "完成", true, "经费治理",   NULL },
	{ 201902, "工会干部培训班如期举办", "组织部", "2019-02-20", "2019-02-22", "市工人文化宫", "各县市区总工会、驻会产业工会、机关各部室干部86人",
		"20日至22日，全市工会干部培训班在市工人文化宫举办，各县市区总工会、驻会产业工会和机关各部室的86名干部参加。培训安排了集体协商、经费管理、信访接待等6门课程，"
		"并以本月受理的{petition.demands}职工诉求为例讲解接待和答复的要求。22日进行了结业测试，86人全部合格。", "完成", true, NULL, NULL },
	{ 201902, "职工技能竞赛顺利举行", "经济工作部", "2019-02-26", NULL, "市高级技工学校", "各县市区和驻会产业工会13支代表队，选手52名",
		"26日，全市职工焊工、电工技能竞赛在市高级技工学校举行，各县市区和驻会产业工会的13支代表队52名选手参加。经过理论考试和实际操作，焊工、电工各评出一等奖1名、"
		"二等奖2名、三等奖3名，两个工种的第一名将代表江州市参加全省比赛。", "完成", true, NULL, NULL },
	{ 201902, "职工服务网上平台升级", "网络工作部", "2019-01-21", NULL, NULL, NULL, "完成主要功能开发，进入内部测试。", "进行中", true, NULL, NULL },
	{ 201902, "“三八”维权周活动", "女职工部", "2019-03-04", "2019-03-08", NULL, NULL, NULL, "计划", true, NULL, NULL },
};
static const struct kit_column ISSUE_COLUMNS[] = { { "刊名", .width = 14 }, { "期号", .kind = KIT_NUMBER }, { "所属月份", .width = 12 }, { "标题", .width = 44 },
	{ "印发日期", .kind = KIT_DAY, .width = 12 } };
static const struct { int month, number; const char *period, *title, *day; } ISSUES[] = {
	{ 201901, 1, "2018-12", "江州市总工会2018年12月工作完成情况", "2019-01-10" },
	{ 201901, 2, "2019-01", "江州市总工会2019年1月工作完成情况",  "2019-02-12" },
	{ 201902, 3, NULL,      "全市“职工说了算”活动情况专刊",       "2019-02-25" },
	{ 201902, 4, "2019年2月", "江州市总工会2019年2月工作完成情况", "2019-03-05" },
};

static struct day day_of(const char *text)
{
	struct day day = DAY_NONE;
	if (text)
		(void)!day_parse(str_of(text), &day);
	return day;
}

void sample_matter(struct kit *kit, int month)
{
	struct kit_org *office = kit_department(kit, 0);
	struct day on = day_of(month == 201901 ? "2019-02-11" : "2019-03-04");
	int ordinal = 0;
	struct kit_sheet *s = kit_sheet_open(kit, month, "90-工作事项/工作事项.xlsx", KIT_XLSX, "事项", MATTER_COLUMNS, COUNT(MATTER_COLUMNS));
	kit_title(s, "%.*s工作事项表", PSTR(month_zh(kit->mem, month)));
	kit_lines(s, office, on, NULL);
	for (size_t i = 0; i < COUNT(MATTERS); i++) {
		if (MATTERS[i].month != month)
			continue;
		kit_row(s);
		kit_puts(s, MATTERS[i].heading), kit_puts(s, MATTERS[i].department), kit_put_day(s, day_of(MATTERS[i].from)), kit_put_day(s, day_of(MATTERS[i].to));
		kit_puts(s, MATTERS[i].place), kit_puts(s, MATTERS[i].people), kit_puts(s, MATTERS[i].body), kit_puts(s, MATTERS[i].progress);
		kit_puts(s, MATTERS[i].planned ? "是" : "否"), kit_puts(s, MATTERS[i].line), kit_put_int(s, ++ordinal), kit_puts(s, MATTERS[i].why);
	}
	kit_blank(s, 2);
	kit_foot(s, kit_filler(kit, office), kit_checker(kit, office), on);
	kit_sheet_hand(s, "matter.matter", office, on, KIT_PASSED, NULL);
	s = kit_sheet_open(kit, month, "90-工作事项/工会要情期次.csv", KIT_CSV_BOM, "期次", ISSUE_COLUMNS, COUNT(ISSUE_COLUMNS));
	for (size_t i = 0; i < COUNT(ISSUES); i++) {
		if (ISSUES[i].month != month)
			continue;
		kit_row(s);
		kit_puts(s, "工会要情"), kit_put_int(s, ISSUES[i].number), kit_puts(s, ISSUES[i].period), kit_puts(s, ISSUES[i].title), kit_put_day(s, day_of(ISSUES[i].day));
	}
	kit_sheet_hand(s, "matter.issue", office, on, KIT_PASSED, NULL);
}
