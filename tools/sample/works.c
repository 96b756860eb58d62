/* 14-作品征集: two calls (pictures of the province, essays of the city), the register of pictures, ten registers of essays, the awards.
 *
 * January's numbers: 131 pictures of which 97 were sent up on the 10th; provincial awards of the 25th to five of them; 232 essays. Among the essays stand
 * what a count must not take: nine that were taken back or returned, one title twice by an author with and without a blank in his name, a hidden row.
 * February has the city's nineteen prizes for essays, to authors of January's files. */
#include "sample.h"
#include "base/text.h"

#define FOLDER "14-作品征集/"
enum { ESSAYS = 232, PICTURES = 131 };
struct work { struct kit_person *author; struct str title; const char *category; struct kit_org *by; };
static struct work essays[ESSAYS];                       /* January's that count, for February's prizes */

static struct day on(int month, int day) { return (struct day){ month_first(month).n + day - 1 }; }

static void hand_city(struct kit *kit, struct kit_sheet *s, int month, const char *file, const char *kind, struct day day)
{
	struct kit_org *department = kit_org_named(kit, "宣传教育部");
	kit_sheet_close(s);
	kit_list(kit, month, (struct kit_handover){ .file = file, .kind = kind, .org = kit_city(kit), .filler = kit_filler(kit, department),
		.checker = kit_checker(kit, department), .day = day, .verdict = KIT_PASSED });
}

static void campaigns_write(struct kit *kit)
{
	static const struct kit_column columns[] = { { "代码" }, { "名称", .width = 40 }, { "开始日期", .kind = KIT_DAY }, { "结束日期", .kind = KIT_DAY } };
	struct kit_org *by = kit_org_named(kit, "宣传教育部");
	struct kit_sheet *s = kit_sheet_open(kit, 201901, FOLDER "活动表.xlsx", KIT_XLSX, "活动", columns, COUNT(columns));
	kit_title(s, "作品征集活动起止日期");
	kit_row(s), kit_puts(s, "pictures"), kit_puts(s, "全省职工书法美术摄影作品展"), kit_put_day(s, on(201810, 15)), kit_put_day(s, on(201903, 31));
	kit_row(s), kit_puts(s, "essays"), kit_puts(s, "“我与改革开放同行”职工征文"), kit_put_day(s, on(201811, 12)), kit_put_day(s, on(201903, 31));
	kit_sheet_hand(s, "matter.campaign", by, on(201901, 3), KIT_PASSED, NULL);
}

static void calls_write(struct kit *kit)
{
	static const struct kit_column columns[] = { { "活动代码" }, { "征集活动", .width = 36 }, { "主办单位", .width = 18 }, { "级别" },
		{ "征集类别", .width = 20 }, { "主题", .width = 30 }, { "纪念事项", "主题内容" }, { "纪念周年", "主题内容", KIT_NUMBER },
		{ "党的全国代表大会届次", "主题内容", KIT_NUMBER }, { "中国工会全国代表大会届次", "主题内容", KIT_NUMBER },
		{ "开始日期", .kind = KIT_DAY_DOT }, { "截止日期", .kind = KIT_DAY_DOT } };
	struct kit_sheet *s = kit_sheet_open(kit, 201901, FOLDER "征集活动.xlsx", KIT_XLSX, "征集活动", columns, COUNT(columns));
	kit_title(s, "2018—2019年作品征集活动一览表");
	kit_row(s), kit_puts(s, "pictures"), kit_puts(s, "全省职工书法美术摄影作品展"), kit_puts(s, "省总工会"), kit_puts(s, "全省"), kit_puts(s, "书法、美术、摄影"),
		kit_puts(s, "劳动创造幸福"), kit_skip(s), kit_skip(s), kit_skip(s), kit_skip(s), kit_put_day(s, on(201810, 15)), kit_put_day(s, on(201901, 7));
	kit_row(s), kit_puts(s, "essays"), kit_puts(s, "“我与改革开放同行”职工征文"), kit_puts(s, "江州市总工会"), kit_puts(s, "全市"), kit_puts(s, "征文"),
		kit_puts(s, "我与改革开放同行"), kit_puts(s, "改革开放"), kit_put_int(s, 40), kit_put_int(s, 19), kit_put_int(s, 17), kit_put_day(s, on(201811, 12)),
		kit_put_day(s, on(201901, 20));
	kit_blank(s, 2);
	hand_city(kit, s, 201901, FOLDER "征集活动.xlsx", "works.call", on(201901, 3));
}

/* ---- pictures ---- */

static const char *const PLACES[] = { "江堤", "码头", "塔吊", "车间", "老街", "站台", "水闸", "巷口", "田埂", "炉前", "讲台", "病房", "渡口", "窗口" };
static const char *const SCENES[] = { "晨曲", "秋韵", "夜色", "新绿", "回望", "春早", "初雪", "守望", "笑脸", "薄雾" };
static const char *const SAYINGS[] = { "劳动赞歌", "匠心筑梦", "江城春早", "清风正气", "同心颂", "四十年颂", "劳动者之歌", "安全箴言" };
static const char *const SCRIPTS[] = { "楷书", "行书", "草书", "隶书", "篆书" };
static const char *const BRUSHES[] = { "国画", "油画", "水彩", "版画", "剪纸" };
static const struct { const char *category, *title, *employer, *grade; } AWARDED[] = {
	{ "摄影", "江上晨曲",     "江州市港务集团有限公司",       "十佳作品" }, { "摄影", "钢花绽放",     "江州市热电有限责任公司",   "十佳作品" },
	{ "书法", "行书·工匠颂", "江州市电力检修有限公司",       "优秀作品" }, { "美术", "水彩·老码头", "江州职业技术学院",         "优秀作品" },
	{ "美术", "国画·春到江堤", "江州市水利工程处",           "优秀作品" },
};
static struct kit_person *awarded[COUNT(AWARDED)];

static struct kit_org *union_of(struct kit *kit, const char *employer)
{
	return kit_org_named(kit, str_c(kit->mem, str_fmt(kit->mem, "%s工会委员会", employer)));
}

static struct work picture_draw(struct kit *kit, struct kit_rng *rng, size_t i)
{
	struct work w = { .category = i % 3 == 0 ? "书法" : i % 3 == 1 ? "美术" : "摄影" };
	struct kit_orgs direct = kit_city_direct(kit), below = kit_grassroots(kit, kit_county(kit, i % KIT_COUNTIES));
	bool of_city = kit_chance(rng, 30);
	struct kit_orgs from = of_city ? direct : below;
	w.by = of_city ? kit_city(kit) : kit_county(kit, i % KIT_COUNTIES);
	if (i < COUNT(AWARDED)) {
		w.author = awarded[i] = kit_person_make(kit, union_of(kit, AWARDED[i].employer));
		w.category = AWARDED[i].category, w.title = str_of(AWARDED[i].title), w.by = kit_city(kit);
		return w;
	}
	w.author = kit_person_make(kit, from.at[kit_between(rng, 0, (int64_t)from.n - 1)]);
	const char *place = PLACES[i % COUNT(PLACES)], *scene = SCENES[i / COUNT(PLACES) % COUNT(SCENES)];
	if (i % 3 == 0) {
		const char *script = kit_pick(rng, SCRIPTS);
		w.title = str_fmt(kit->mem, "%s·%s", script, kit_pick(rng, SAYINGS));
	} else
		w.title = str_fmt(kit->mem, "%s%s%s%s", i % 3 == 1 ? kit_pick(rng, BRUSHES) : "", i % 3 == 1 ? "·" : "", place, scene);
	return w;
}

static void pictures_write(struct kit *kit)
{
	static const struct kit_column columns[] = { { "序号", .kind = KIT_NUMBER }, { "作品编号", .kind = KIT_ID, .width = 14 }, { "活动代码" }, { "类别" },
		{ "作品名称", .width = 24 }, { "姓名", "作者" }, { "联系电话", "作者", KIT_ID, 14 }, { "单位", "作者", .width = 36 }, { "推荐单位", .width = 20 },
		{ "收稿日期", .kind = KIT_DAY }, { "原创承诺" }, { "状态" }, { "报送日期", .kind = KIT_DAY } };
	struct kit_rng rng = kit_rng("works/pictures");
	struct kit_sheet *s = kit_sheet_open(kit, 201901, FOLDER "书法美术摄影作品登记表.xlsx", KIT_XLSX, "作品", columns, COUNT(columns));
	kit_title(s, "全省职工书法美术摄影作品展江州市作品登记表");
	kit_lines(s, kit_org_named(kit, "宣传教育部"), on(201901, 11), "幅");
	for (size_t i = 0; i < PICTURES; i++) {
		struct work w = picture_draw(kit, &rng, i);
		bool sent = i < 97;
		kit_row(s), kit_put_int(s, (int64_t)i + 1), kit_put(s, str_fmt(kit->mem, "ZP%03zu", i + 1)), kit_puts(s, "pictures"), kit_puts(s, w.category);
		kit_put(s, i % 4 ? w.title : str_fmt(kit->mem, "《%.*s》", PSTR(w.title))), kit_put(s, w.author->name), kit_put(s, w.author->phone);
		kit_put(s, w.author->employer->employer), kit_put(s, w.by->full), kit_put_day(s, kit_day_between(&rng, on(201811, 1), on(201901, 7)));
		kit_puts(s, "是"), kit_puts(s, sent ? "已报送" : i == 100 || i == 117 ? "作者撤回" : i == 108 ? "退回" : "未入选");
		kit_put_day(s, sent ? on(201901, 10) : DAY_NONE);
	}
	kit_total(s, "合计"), kit_blank(s, 3);
	kit_foot(s, kit_filler(kit, kit_org_named(kit, "宣传教育部")), kit_checker(kit, kit_org_named(kit, "宣传教育部")), on(201901, 11));
	hand_city(kit, s, 201901, FOLDER "书法美术摄影作品登记表.xlsx", "works.work", on(201901, 11));
}

/* ---- essays ---- */

static const char *const WHERE[] = { "车间里的", "讲台上的", "父亲的", "码头边的", "病房里的", "塔吊下的", "师傅的", "灯下的", "老厂房的", "我家的", "站台上的", "流水线上的",
	"江堤上的", "图纸上的", "工具箱里的", "窗口后的", "邮路上的", "粮仓里的", "水闸旁的", "焊花里的" };
static const char *const WHAT[] = { "四十年", "变迁", "春天", "足迹", "记忆", "守望", "回声", "年轮", "光阴", "坚守", "故事", "新篇", "答卷" };
static const struct kit_column PLAIN[] = { { "序号", .kind = KIT_NUMBER }, { "活动代码" }, { "类别" }, { "征文题目", .width = 24 }, { "作者姓名" },
	{ "工作单位", .width = 36 }, { "联系电话", .kind = KIT_ID }, { "字数", .kind = KIT_INT }, { "投稿日期", .kind = KIT_DAY }, { "是否原创" }, { "评审状态", .width = 14 } };
static const struct kit_column DOTTED[] = { { "序号", .kind = KIT_NUMBER }, { "活动代码" }, { "体裁" }, { "题目", "作品", .width = 24 }, { "字数", "作品", KIT_INT },
	{ "姓名", "作者" }, { "所在单位", "作者", .width = 36 }, { "手机", "作者", KIT_ID }, { "来稿日期", .kind = KIT_DAY_DOT }, { "原创" }, { "状态", .width = 14 } };
enum form { XLSX_PLAIN, XLSX_DOTTED, CSV_GB, CSV_BOM };
static const struct { const char *file; int n; enum form form; } FILED[] = {      /* the eight counties, the zone, the city's own */
	{ "沙洲区征文登记表.xlsx",     38, XLSX_PLAIN  }, { "古城区征文登记表.xlsx", 31, XLSX_DOTTED }, { "安水县征文.csv",         26, CSV_GB      },
	{ "江岭县征文登记表.xlsx",     18, XLSX_PLAIN  }, { "监河县征文.xlsx",       24, XLSX_DOTTED }, { "石陂市征文登记.csv",     20, CSV_BOM     },
	{ "洪波市征文登记表.xlsx",     22, XLSX_PLAIN  }, { "松滩市征文登记表.xlsx", 27, XLSX_DOTTED }, { "江州经济开发区征文.csv", 9,  CSV_GB      },
	{ "市直单位征文登记表.xlsx",   17, XLSX_PLAIN  },
};

static struct str full_width(struct arena *mem, struct str digits)
{
	struct buf out = { .mem = mem };
	for (size_t i = 0; i < digits.n; i++) {
		char wide[4] = { '\xEF', '\xBC', (char)(0x90 + digits.p[i] - '0'), 0 };
		buf_puts(&out, wide);
	}
	return buf_str(&out);
}

/* one: an author of two characters with the blank that printers put between them */
static void essay_row(struct kit *kit, struct kit_sheet *s, bool dotted, int64_t number, const struct work *w, struct str name, int64_t words,
	struct day day, const char *stage)
{
	struct str phone = number % 9 ? w->author->phone : full_width(kit->mem, w->author->phone);
	struct str title = number % 3 ? str_fmt(kit->mem, "《%.*s》", PSTR(w->title)) : w->title;
	kit_row(s), kit_put_int(s, number), kit_puts(s, "essays"), kit_puts(s, "征文"), kit_put(s, title);
	if (dotted)
		kit_put_int(s, words), kit_put(s, name), kit_put(s, w->author->employer->employer), kit_put(s, phone);
	else
		kit_put(s, name), kit_put(s, w->author->employer->employer), kit_put(s, phone), kit_put_int(s, words);
	kit_put_day(s, day), kit_puts(s, "是"), kit_puts(s, stage);
}

/* 王芳 as 王　芳; longer names keep their form */
static struct str spaced(struct arena *mem, struct str name)
{
	struct str rest = name;
	text_next(&rest);
	return str_fmt(mem, "%.*s　%.*s", (int)(name.n - rest.n), name.p, PSTR(rest));
}

static struct work essay_draw(struct kit *kit, struct kit_rng *rng, struct kit_orgs from, size_t at, const struct work *before)
{
	struct work w = { .category = "征文", .title = str_fmt(kit->mem, "%s%s", WHERE[at % COUNT(WHERE)], WHAT[at / COUNT(WHERE) % COUNT(WHAT)]) };
	w.author = before && kit_chance(rng, 5) ? before->author : kit_person_make(kit, from.at[kit_between(rng, 0, (int64_t)from.n - 1)]);
	return w;
}

static void essays_write(struct kit *kit, size_t c, size_t *at)
{
	static const enum kit_form forms[] = { [XLSX_PLAIN] = KIT_XLSX, [XLSX_DOTTED] = KIT_XLSX, [CSV_GB] = KIT_CSV_GB, [CSV_BOM] = KIT_CSV_BOM };
	struct kit_org *by = c < KIT_COUNTIES ? kit_county(kit, c) : c == KIT_COUNTIES ? kit_zone(kit) : kit_city(kit);
	struct kit_orgs from = c > KIT_COUNTIES ? kit_city_direct(kit) : kit_grassroots(kit, by);
	struct kit_rng rng = kit_rng("works/essays/%.*s", PSTR(by->full));
	const char *file = str_c(kit->mem, str_fmt(kit->mem, FOLDER "征文/%s", FILED[c].file));
	bool dotted = FILED[c].form == XLSX_DOTTED;
	struct kit_sheet *s = kit_sheet_open(kit, 201901, file, forms[FILED[c].form], "征文", dotted ? DOTTED : PLAIN, dotted ? COUNT(DOTTED) : COUNT(PLAIN));
	int64_t number = 0;
	if (FILED[c].form != CSV_GB)
		kit_title(s, "%.*s“我与改革开放同行”职工征文登记表", PSTR(c > KIT_COUNTIES ? STR("市直单位") : by->shorter));
	if (dotted)
		kit_lines(s, by, on(201901, 21), "篇");
	for (int i = 0; i < FILED[c].n; i++) {
		struct work w = essay_draw(kit, &rng, from, *at, i ? &essays[*at - 1] : NULL);
		struct day day = kit_day_between(&rng, on(201811, 13), on(201901, 20));
		const char *stage = kit_chance(&rng, 26) ? "已复评" : "已初评";
		int64_t words = kit_between(&rng, 1500, 2990);
		essays[(*at)++] = w;
		essay_row(kit, s, dotted, ++number, &w, w.author->name, words, day, stage);
		if (c == 1 && i == 11)           /* the same essay again, with a blank in the author's name */
			essay_row(kit, s, dotted, ++number, &w, spaced(kit->mem, w.author->name), words, day, stage);
		if ((c + (size_t)i) % 29 == 7) { /* taken back or returned: nine in all, none counts */
			struct work lost = essay_draw(kit, &rng, from, 240 + c, NULL);
			essay_row(kit, s, dotted, ++number, &lost, lost.author->name, 1620, day, c % 2 ? "作者撤回" : "退回");
		}
	}
	if (c == 6) {
		struct work hidden = essay_draw(kit, &rng, from, 255, NULL);
		essay_row(kit, s, dotted, ++number, &hidden, hidden.author->name, 1580, on(201901, 9), "已收稿"), kit_hide(s);
	}
	if (forms[FILED[c].form] == KIT_XLSX)
		kit_total(s, "合计"), kit_blank(s, 2), kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on(201901, 25));
	kit_sheet_hand(s, "works.work", c > KIT_COUNTIES ? kit_org_named(kit, "宣传教育部") : by, on(201901, 24), KIT_PASSED, NULL);
}

/* ---- awards, events ---- */

static const struct kit_column AWARDS[] = { { "序号", .kind = KIT_NUMBER }, { "活动代码" }, { "类别" }, { "作品名称", .width = 24 }, { "作者" }, { "作者单位", .width = 36 },
	{ "推荐单位", .width = 20 }, { "级别" }, { "等次" }, { "公布单位", .width = 18 }, { "公布日期", .kind = KIT_DAY } };

static void award_row(struct kit_sheet *s, int64_t number, const char *call, const struct work *w, struct kit_org *by, const char *level, const char *grade,
	const char *issuer, struct day day)
{
	kit_row(s), kit_put_int(s, number), kit_puts(s, call), kit_puts(s, w->category), kit_put(s, w->title), kit_put(s, w->author->name);
	kit_put(s, w->author->employer->employer), kit_put(s, by->full), kit_puts(s, level), kit_puts(s, grade), kit_puts(s, issuer), kit_put_day(s, day);
}

static void provincial_awards(struct kit *kit)
{
	struct kit_sheet *s = kit_sheet_open(kit, 201901, FOLDER "全省获奖作品.xlsx", KIT_XLSX, "获奖作品", AWARDS, COUNT(AWARDS));
	kit_title(s, "全省职工书法美术摄影作品展江州市获奖作品");
	for (size_t i = 0; i < COUNT(AWARDED); i++)
		award_row(s, (int64_t)i + 1, "pictures", &(struct work){ awarded[i], str_of(AWARDED[i].title), AWARDED[i].category, NULL }, kit_city(kit),
			"全省", AWARDED[i].grade, "省总工会", on(201901, 25));
	hand_city(kit, s, 201901, FOLDER "全省获奖作品.xlsx", "works.award", on(201901, 28));
}

static void city_awards(struct kit *kit)
{
	struct kit_rng rng = kit_rng("works/prizes");
	size_t order[ESSAYS];
	struct kit_sheet *s = kit_sheet_open(kit, 201902, FOLDER "职工征文获奖名单.xlsx", KIT_XLSX, "获奖征文", AWARDS, COUNT(AWARDS));
	kit_title(s, "“我与改革开放同行”职工征文获奖名单");
	kit_shuffle(&rng, order, ESSAYS);
	for (size_t i = 0; i < 19; i++) {
		const struct work *w = &essays[order[i]];
		award_row(s, (int64_t)i + 1, "essays", w, kit_county_of(kit, w->author->employer), "全市", i < 3 ? "一等奖" : i < 9 ? "二等奖" : "三等奖", "江州市总工会",
			on(201902, 27));
	}
	hand_city(kit, s, 201902, FOLDER "职工征文获奖名单.xlsx", "works.award", on(201902, 28));
}

struct happened { int day; const char *kind, *title, *place, *people, *content; int64_t amount; };

static void events_write(struct kit *kit, int month, const struct happened *list, size_t n)
{
	static const struct kit_column columns[] = { { "条线" }, { "类别" }, { "事项", .width = 30 }, { "日期", .kind = KIT_DAY }, { "地点", .width = 18 },
		{ "参加人员", .width = 40 }, { "内容", .width = 50 }, { "数量", .kind = KIT_NUMBER } };
	struct kit_org *by = kit_org_named(kit, "宣传教育部");
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "活动登记.xlsx", KIT_XLSX, "活动登记", columns, COUNT(columns));
	kit_title(s, "%.*s作品征集活动登记表", PSTR(month_zh(kit->mem, month)));
	for (size_t i = 0; i < n; i++) {
		kit_row(s), kit_puts(s, "作品征集"), kit_puts(s, list[i].kind), kit_puts(s, list[i].title), kit_put_day(s, on(month, list[i].day));
		kit_puts(s, list[i].place), kit_puts(s, list[i].people), kit_puts(s, list[i].content);
		kit_put_int(s, list[i].amount ? list[i].amount : INT_NONE);
	}
	kit_sheet_hand(s, "matter.event", by, month_last(month), KIT_PASSED, NULL);
}

void sample_works(struct kit *kit, int month)
{
	static const struct happened january[] = {
		{ 8,  "书画摄影", "召开选送作品评审会", "市工人文化宫", "市书法家协会、市美术家协会、市摄影家协会评委", "对应征作品逐幅评议，确定选送名单", 0 },
		{ 23, "征文",     "召开职工征文初评会", "市工人文化宫", "9名专家评委", "按主题、内容、文字三项逐篇评阅", 9 },
	};
	static const struct happened february[] = {
		{ 26, "征文", "召开职工征文终评会", "市工人文化宫", "7名专家评委", "对复评入围的征文集中评议，确定获奖等次", 7 },
	};
	size_t at = 0;
	if (month != 201901) {
		city_awards(kit);
		events_write(kit, month, february, COUNT(february));
		return;
	}
	campaigns_write(kit);
	calls_write(kit);
	pictures_write(kit);
	for (size_t c = 0; c < COUNT(FILED); c++)
		essays_write(kit, c, &at);
	provincial_awards(kit);
	events_write(kit, month, january, COUNT(january));
}
