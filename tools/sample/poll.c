/* 17-职工说了算: the province platform's daily counts, the survey's summaries by employer, the paper that ordered both.
 *
 * The platform's file runs to the end of January; the month's cut-off is the 27th, so four days of it wait for February. Until the cut-off 7218 voted,
 * 7043 ballots came and 6734 were valid. 324 employers had a valid return by the 27th; each file also has one that answered later, and some where
 * nothing came back, which are no employers that took part. */
#include "sample.h"

#define FOLDER "17-职工说了算/"

static struct day on(int month, int day) { return (struct day){ month_first(month).n + day - 1 }; }

static void hand_city(struct kit *kit, struct kit_sheet *s, int month, const char *file, const char *kind, struct day day)
{
	struct kit_org *department = kit_org_named(kit, "网络工作部");
	kit_sheet_close(s);
	kit_list(kit, month, (struct kit_handover){ .file = file, .kind = kind, .org = kit_city(kit), .filler = kit_filler(kit, department),
		.checker = kit_checker(kit, department), .day = day, .verdict = KIT_PASSED });
}

/* ---- campaigns and cut-off days ---- */

static void campaigns_write(struct kit *kit)
{
	static const struct kit_column columns[] = { { "代码" }, { "名称", .width = 30 }, { "开始日期", .kind = KIT_DAY }, { "结束日期", .kind = KIT_DAY } };
	struct kit_sheet *s = kit_sheet_open(kit, 201901, FOLDER "活动表.xlsx", KIT_XLSX, "活动", columns, COUNT(columns));
	kit_row(s), kit_puts(s, "poll"), kit_puts(s, "“职工说了算”网上投票"), kit_put_day(s, on(201901, 8)), kit_put_day(s, on(201902, 20));
	kit_row(s), kit_puts(s, "survey"), kit_puts(s, "职代会测评"), kit_put_day(s, on(201812, 17)), kit_put_day(s, on(201902, 20));
	kit_sheet_hand(s, "matter.campaign", kit_org_named(kit, "网络工作部"), on(201901, 4), KIT_PASSED, NULL);
}

static void cutoffs_write(struct kit *kit, int month, int day)
{
	static const struct kit_column columns[] = { { "活动代码" }, { "月份" }, { "截止日期", .kind = KIT_DAY_DOT } };
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "统计截止日.csv", KIT_CSV, "", columns, COUNT(columns));
	kit_row(s), kit_puts(s, "poll"), kit_put(s, month_iso(kit->mem, month)), kit_put_day(s, on(month, day));
	kit_row(s), kit_puts(s, "survey"), kit_put(s, month_iso(kit->mem, month)), kit_put_day(s, on(month, day));
	kit_sheet_hand(s, "matter.cutoff", kit_org_named(kit, "网络工作部"), on(month, day), KIT_PASSED, NULL);
}

/* ---- votes ---- */

enum { UNITS = KIT_COUNTIES + 2 };
struct block { struct day from, to; int64_t voters, ballots, valid; };  /* sums over the block, exact */

static struct kit_org *unit_at(struct kit *kit, size_t i)
{
	return i < KIT_COUNTIES ? kit_county(kit, i) : i == KIT_COUNTIES ? kit_zone(kit) : kit_city(kit);
}

/* The weights' running sum shares out the totals, so that every part is whole, the sums are exact and valid <= ballots <= voters in each row. */
static void block_write(struct kit *kit, struct kit_sheet *s, const struct block *b, int month)
{
	static const int size[UNITS] = { 14, 12, 10, 6, 9, 8, 9, 10, 5, 13 };
	int64_t weight = 0, at = 0, before[3] = { 0 };
	for (int turn = 0; turn < 2; turn++) {
		struct kit_rng rng = kit_rng("poll/%d/%d", month, b->from.n);
		for (struct day d = b->from; d.n <= b->to.n; d.n++)
			for (size_t i = 0; i < UNITS; i++) {
				int64_t w = size[i] * kit_between(&rng, 40, 160) * (day_weekday(d) > 5 ? 4 : 10);
				if (!turn) {
					weight += w;
					continue;
				}
				at += w;
				int64_t voters = b->voters * at / weight, ballots = b->ballots * voters / b->voters, valid = b->valid * ballots / b->ballots;
				kit_row(s), kit_put_day(s, d), kit_put(s, unit_at(kit, i)->shorter), kit_put_int(s, voters - before[0]);
				kit_put_int(s, ballots - before[1]), kit_put_int(s, valid - before[2]);
				before[0] = voters, before[1] = ballots, before[2] = valid;
			}
	}
}

static void votes_write(struct kit *kit, int month, const struct block *blocks, size_t n)
{
	static const struct kit_column columns[] = { { "统计日期", .kind = KIT_DAY }, { "县市区" }, { "投票人数", .kind = KIT_INT }, { "收到票数", .kind = KIT_INT },
		{ "有效票数", .kind = KIT_INT } };
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "省平台每日投票统计.csv", KIT_CSV_GB, "", columns, COUNT(columns));
	kit_title(s, "“职工说了算”网上投票每日统计（省平台导出）");
	for (size_t i = 0; i < n; i++)
		block_write(kit, s, &blocks[i], month);
	kit_total(s, "合计");
	hand_city(kit, s, month, FOLDER "省平台每日投票统计.csv", "poll.daily", month_last(month));
}

static void standing_write(struct kit *kit, int month, int day, int64_t place)
{
	static const struct kit_column columns[] = { { "排名项目" }, { "名次", .kind = KIT_NUMBER }, { "参评市州数", .kind = KIT_NUMBER }, { "通报日期", .kind = KIT_DAY },
		{ "通报单位", .width = 18 } };
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "全省排名通报.xlsx", KIT_XLSX, "通报", columns, COUNT(columns));
	kit_title(s, "“职工说了算”活动全省排名通报登记");
	kit_row(s), kit_puts(s, "参与率"), kit_put_int(s, place), kit_put_int(s, 17), kit_put_day(s, on(month, day)), kit_puts(s, "省总工会");
	hand_city(kit, s, month, FOLDER "全省排名通报.xlsx", "poll.standing", month_last(month));
}

/* ---- survey ---- */

static const struct kit_column TWO_ROWS[] = { { "序号", .kind = KIT_NUMBER }, { "问卷名称", .width = 24 }, { "企业名称", .width = 36 }, { "测评方式" },
	{ "发放日期", .kind = KIT_DAY }, { "回收日期", .kind = KIT_DAY }, { "发出", "问卷", KIT_INT }, { "收回", "问卷", KIT_INT }, { "有效", "问卷", KIT_INT },
	{ "满意", "测评结果", KIT_INT }, { "基本满意", "测评结果", KIT_INT }, { "不满意", "测评结果", KIT_INT }, { "不了解", "测评结果", KIT_INT } };
static const struct kit_column ONE_ROW[] = { { "序号", .kind = KIT_NUMBER }, { "测评问卷", .width = 24 }, { "参评单位", .width = 36 }, { "方式" },
	{ "发出日期", .kind = KIT_DAY_DOT }, { "收回日期", .kind = KIT_DAY_DOT }, { "发出份数", .kind = KIT_INT }, { "收回份数", .kind = KIT_INT },
	{ "有效份数", .kind = KIT_INT }, { "满意", .kind = KIT_INT }, { "基本满意", .kind = KIT_INT }, { "不满意", .kind = KIT_INT }, { "不了解", .kind = KIT_INT } };
static const struct { const char *file; size_t counted, silent; enum kit_form form; bool one_row; } FILED[UNITS] = {
	{ "沙洲区职代会测评汇总表.xlsx", 37, 2, KIT_XLSX,    false }, { "古城区职代会测评汇总表.xlsx", 35, 1, KIT_XLSX,    true  },
	{ "安水县职代会测评.csv",        32, 2, KIT_CSV_GB,  true  }, { "江岭县职代会测评汇总表.xlsx", 24, 2, KIT_XLSX,    false },
	{ "监河县职代会测评汇总.csv",    33, 1, KIT_CSV_BOM, false }, { "石陂市职代会测评汇总表.xlsx", 28, 2, KIT_XLSX,    true  },
	{ "洪波市职代会测评.csv",        30, 2, KIT_CSV_GB,  false }, { "松滩市职代会测评汇总表.xlsx", 31, 2, KIT_XLSX,    false },
	{ "江州经济开发区职代会测评.xlsx", 22, 2, KIT_XLSX,  true  }, { "市直单位职代会测评汇总表.xlsx", 52, 3, KIT_XLSX,  false },
};

enum answer { IN_TIME, LATE, NOTHING };

static void return_row(struct kit *kit, struct kit_sheet *s, int64_t number, const struct kit_org *of, enum answer answer, int month)
{
	struct kit_rng rng = kit_rng("survey/%d/%.*s", month, PSTR(of->full));
	int64_t most = of->workers > 150 ? 150 : of->workers, given = kit_between(&rng, most / 2 + 1, most);
	int64_t returned = answer == NOTHING ? 0 : given * kit_between(&rng, 88, 100) / 100, valid = returned * kit_between(&rng, 94, 100) / 100;
	int64_t unsatisfied = valid * kit_between(&rng, 0, 5) / 100, unsure = valid * kit_between(&rng, 0, 7) / 100;
	int64_t fairly = valid * kit_between(&rng, 11, 26) / 100;
	struct day from = month == 201901 ? on(201812, 17) : on(201902, 11), sent = kit_day_between(&rng, from, (struct day){ from.n + 3 });
	struct day back = answer == LATE ? on(month, (int)kit_between(&rng, 28, 31)) : answer == NOTHING ? on(month, month == 201901 ? 25 : 20)
		: month == 201901 ? kit_day_between(&rng, on(201812, 24), on(201901, 27)) : kit_day_between(&rng, on(201902, 15), on(201902, 20));
	kit_row(s), kit_put_int(s, number), kit_puts(s, "2018年度职代会测评表"), kit_put(s, of->employer), kit_puts(s, kit_chance(&rng, 35) ? "网络" : "纸质");
	kit_put_day(s, sent), kit_put_day(s, back), kit_put_int(s, given), kit_put_int(s, returned), kit_put_int(s, valid);
	kit_put_int(s, valid - fairly - unsatisfied - unsure), kit_put_int(s, fairly), kit_put_int(s, unsatisfied), kit_put_int(s, unsure);
}

static struct kit_orgs unions_at(struct kit *kit, size_t i)
{
	return i > KIT_COUNTIES ? kit_city_direct(kit) : kit_grassroots(kit, unit_at(kit, i));
}

static struct kit_sheet *survey_open(struct kit *kit, int month, size_t i, const char *file)
{
	const struct kit_column *columns = FILED[i].one_row ? ONE_ROW : TWO_ROWS;
	struct kit_sheet *s = kit_sheet_open(kit, month, file, FILED[i].form, "汇总", columns, COUNT(TWO_ROWS));
	if (FILED[i].form != KIT_CSV_GB)
		kit_title(s, "%.*s2018年度职代会测评汇总表", PSTR(i > KIT_COUNTIES ? STR("市直单位") : unit_at(kit, i)->shorter));
	if (FILED[i].form == KIT_XLSX)
		kit_lines(s, unit_at(kit, i), month_last(month), "份");
	return s;
}

static void survey_hand(struct kit *kit, struct kit_sheet *s, int month, size_t i, const char *file)
{
	struct kit_org *by = unit_at(kit, i);
	kit_total(s, "合计");
	if (FILED[i].form == KIT_XLSX)
		kit_blank(s, 2), kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), month_last(month));
	if (i > KIT_COUNTIES)
		hand_city(kit, s, month, file, "survey.return", month_last(month));
	else
		kit_sheet_hand(s, "survey.return", by, month_last(month), KIT_PASSED, NULL);
}

static void surveys_write(struct kit *kit)
{
	for (size_t i = 0; i < UNITS; i++) {
		const char *file = str_c(kit->mem, str_fmt(kit->mem, FOLDER "职代会测评/%s", FILED[i].file));
		struct kit_orgs unions = unions_at(kit, i);
		struct kit_sheet *s = survey_open(kit, 201901, i, file);
		size_t n = FILED[i].counted + 1 + FILED[i].silent;       /* one that answered after the cut-off, then those where nothing came back */
		for (size_t k = 0; k < n; k++)
			return_row(kit, s, (int64_t)k + 1, unions.at[k], k < FILED[i].counted ? IN_TIME : k == FILED[i].counted ? LATE : NOTHING, 201901);
		survey_hand(kit, s, 201901, i, file);
	}
}

/* February: three counties send what came later, of employers not heard of before. */
static void later_surveys_write(struct kit *kit)
{
	static const size_t counties[] = { 1, 5, 7 };
	for (size_t c = 0; c < COUNT(counties); c++) {
		size_t i = counties[c], first = FILED[i].counted + 1 + FILED[i].silent;
		const char *file = str_c(kit->mem, str_fmt(kit->mem, FOLDER "职代会测评/%s", FILED[i].file));
		struct kit_orgs unions = unions_at(kit, i);
		struct kit_sheet *s = survey_open(kit, 201902, i, file);
		for (size_t k = first; k < first + 3 && k < unions.n; k++)
			return_row(kit, s, (int64_t)(k - first) + 1, unions.at[k], IN_TIME, 201902);
		survey_hand(kit, s, 201902, i, file);
	}
}

/* ---- documents, events, points ---- */

static void document_write(struct kit *kit)
{
	static const struct kit_column columns[] = { { "条线" }, { "用途" }, { "文号", .width = 22 }, { "标题", .width = 60 }, { "发文单位", .width = 20 },
		{ "成文日期", .kind = KIT_DAY }, { "文种" }, { "公开属性" } };
	struct kit_sheet *s = kit_sheet_open(kit, 201901, FOLDER "文件登记.xlsx", KIT_XLSX, "文件", columns, COUNT(columns));
	kit_row(s), kit_puts(s, "职工说了算"), kit_puts(s, "部署"), kit_puts(s, "江工办发〔2018〕21号"), kit_puts(s, "关于开展“职工说了算”活动和职代会测评工作的通知");
	kit_puts(s, "江州市总工会办公室"), kit_put_day(s, on(201812, 14)), kit_puts(s, "通知"), kit_puts(s, "主动公开");
	kit_sheet_hand(s, "matter.document", kit_org_named(kit, "网络工作部"), on(201901, 4), KIT_PASSED, NULL);
}

struct happened { int day; const char *kind, *title, *place, *people, *content; };

static void events_write(struct kit *kit, int month, const struct happened *list, size_t n)
{
	static const struct kit_column columns[] = { { "条线" }, { "类别" }, { "事项", .width = 30 }, { "日期", .kind = KIT_DAY_DOT }, { "地点", .width = 18 },
		{ "参加人员", .width = 40 }, { "内容", .width = 50 }, { "数量", .kind = KIT_NUMBER } };
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "活动登记.csv", KIT_CSV_BOM, "", columns, COUNT(columns));
	for (size_t i = 0; i < n; i++) {
		kit_row(s), kit_puts(s, "职工说了算"), kit_puts(s, list[i].kind), kit_puts(s, list[i].title), kit_put_day(s, on(month, list[i].day));
		kit_puts(s, list[i].place), kit_puts(s, list[i].people), kit_puts(s, list[i].content);
	}
	kit_sheet_hand(s, "matter.event", kit_org_named(kit, "网络工作部"), month_last(month), KIT_PASSED, NULL);
}

static void points_write(struct kit *kit)
{
	static const struct kit_column columns[] = { { "条线" }, { "类别" }, { "序号", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY }, { "内容", .width = 60 } };
	static const char *const points[] = { "广泛宣传发动，通过工会网站、微信公众号和厂务公开栏公布投票办法和起止时间", "落实工作责任，由县市区总工会确定专人，把投票通知送到基层工会和车间班组",
		"同步开展职代会测评，由企事业单位工会向职工代表发放问卷，汇总后按时上报" };
	struct kit_sheet *s = kit_sheet_open(kit, 201901, FOLDER "要点.xlsx", KIT_XLSX, "要点", columns, COUNT(columns));
	for (size_t i = 0; i < COUNT(points); i++)
		kit_row(s), kit_puts(s, "职工说了算"), kit_puts(s, "做法"), kit_put_int(s, (int64_t)i + 1), kit_put_day(s, on(201901, 31)), kit_puts(s, points[i]);
	kit_sheet_hand(s, "matter.point", kit_org_named(kit, "网络工作部"), on(201901, 31), KIT_PASSED, NULL);
}

void sample_poll(struct kit *kit, int month)
{
	static const struct happened january[] = { { 8, "会议", "召开“职工说了算”活动动员会", NULL, "各县市区总工会、江州经济开发区总工会和驻会产业工会负责人", "部署网上投票和职代会测评工作" } };
	static const struct happened february[] = { { 20, "投票", "“职工说了算”网上投票截止", NULL, NULL, "各县市区总工会与省平台核对投票数据" } };
	if (month == 201901) {
		struct block blocks[] = { { on(month, 8), on(month, 27), 7218, 7043, 6734 }, { on(month, 28), on(month, 31), 1106, 1081, 1034 } };
		campaigns_write(kit);
		cutoffs_write(kit, month, 27);
		votes_write(kit, month, blocks, COUNT(blocks));
		surveys_write(kit);
		standing_write(kit, month, 29, 5);
		document_write(kit);
		events_write(kit, month, january, COUNT(january));
		points_write(kit);
		return;
	}
	struct block block = { on(month, 1), on(month, 20), 1947, 1902, 1833 };
	cutoffs_write(kit, month, 20);
	votes_write(kit, month, &block, 1);
	later_surveys_write(kit);
	standing_write(kit, month, 26, 4);
	events_write(kit, month, february, COUNT(february));
}
