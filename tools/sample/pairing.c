/* 结对帮扶: two villages, 41 poor households, 18 needy ones and 12 of veteran party members, paired with 23 cadres of the office. On 17 January everybody
 * went; each department keeps its own sheet of visits, so that some households stand in two of them, once under the husband and once under the wife.
 * Money and goods of January: 41 × 400 + 30 × 200 + 71 × (59.80 + 68.00) = 31 473.80 元. In February nine cadres went again. */
#include "sample.h"

enum { POOR = 41, NEEDY = 18, VETERAN = 12, ALL = POOR + NEEDY + VETERAN, CADRES = 23, COUPLES = 6, AGAIN_CADRES = 9, AGAIN_POOR = 12, AGAIN_OTHER = 4 };

struct household { struct str code; const char *village, *village_code, *kind; struct kit_person *head, *wife; size_t cadre; };

static struct day on(const char *iso)
{
	struct day day = DAY_NONE;
	if (!day_parse(str_of(iso), &day))
		return DAY_NONE;
	return day;
}

/* The households, the same on every call: couples are the first poor ones, the cadres take them in turn. */
static struct household *households_make(struct kit *kit)
{
	static const struct { const char *name, *code; } villages[] = { { "云蔸村", "429124103201" }, { "石笋垭村", "429124103202" } };
	struct household *all = arena_get(kit->mem, ALL * sizeof *all);
	struct kit_org *town = kit_org_named(kit, "桑坞镇");
	for (size_t i = 0; i < ALL; i++) {
		struct kit_rng rng = kit_rng("pairing/household/%zu", i);
		bool veteran = i >= POOR + NEEDY, first = i % 5 < 3;
		struct household *h = &all[i];
		h->village = villages[first ? 0 : 1].name;
		h->village_code = villages[first ? 0 : 1].code;
		h->code = str_fmt(kit->mem, "SW%s-%03zu", first ? "01" : "02", i + 1);
		h->kind = i < POOR ? "贫困户" : veteran ? "老党员" : "困难群众";
		h->head = veteran ? kit_person_born(kit, town, str_c(kit->mem, kit_name(kit, &rng, false)), false, 193603, 195012)
			: i < COUPLES ? kit_person_born(kit, town, str_c(kit->mem, kit_name(kit, &rng, false)), false, 195503, 197012)
			: kit_person_at(kit, "pairing", town, i);
		h->wife = i < COUPLES ? kit_person_born(kit, town, str_c(kit->mem, kit_name(kit, &rng, true)), true, 195703, 197212) : NULL;
		h->cadre = i % CADRES;
	}
	return all;
}

/* ---- The register and the links ---- */

static const struct kit_column REGISTER[] = { { "序号", .kind = KIT_NUMBER }, { "村名", .width = 14 }, { "村代码", .kind = KIT_ID }, { "户编号", .width = 14 },
	{ "姓名", "家庭成员", KIT_TEXT, 18 }, { "身份证号", "家庭成员", KIT_ID, 22 }, { "与户主关系", "家庭成员", KIT_TEXT }, { "户类别" },
	{ "认定日期", .kind = KIT_DAY } };

static void register_row(struct kit_sheet *s, int64_t number, const struct household *h, const struct kit_person *person, const char *relation)
{
	kit_row(s), kit_put_int(s, number), kit_puts(s, h->village), kit_puts(s, h->village_code), kit_put(s, h->code), kit_put(s, person->name);
	kit_put(s, person->idno), kit_puts(s, relation), kit_puts(s, h->kind), kit_put_day(s, on("2018-05-10"));
}

static void register_write(struct kit *kit, const struct household *all)
{
	struct kit_org *by = kit_org_named(kit, "机关党委");
	struct day day = on("2019-01-09");
	int64_t number = 0;
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "16-结对帮扶/结对户名册.xlsx", KIT_XLSX, "名册", REGISTER, COUNT(REGISTER));
	kit_title(s, "市总工会机关结对户名册");
	kit_lines(s, by, day, NULL);
	for (size_t i = 0; i < ALL; i++) {
		register_row(s, ++number, &all[i], all[i].head, "户主");
		if (all[i].wife)
			register_row(s, ++number, &all[i], all[i].wife, "配偶");
	}
	kit_blank(s, 3), kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), day);
	kit_sheet_hand(s, "pairing.household", by, day, KIT_PASSED, NULL);
}

static const struct kit_column LINK[] = { { "部门", .width = 16 }, { "结对干部", .width = 20 }, { "户号" }, { "结对日期", .kind = KIT_DAY_DOT },
	{ "终止日期", .kind = KIT_DAY_DOT }, { "终止原因" } };

static void links_write(struct kit *kit, const struct household *all)
{
	struct kit_org *by = kit_org_named(kit, "机关党委");
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "16-结对帮扶/结对关系表.csv", KIT_CSV_GB, "", LINK, COUNT(LINK));
	for (size_t c = 0; c < CADRES; c++)
		for (size_t i = c; i < ALL; i += CADRES) {
			const struct kit_officer *cadre = kit_cadre(kit, all[i].cadre);
			kit_row(s), kit_put(s, cadre->org->shorter), kit_put(s, cadre->person->name), kit_put(s, all[i].code), kit_put_day(s, on("2018-06-01"));
		}
	kit_blank(s, 2);
	kit_sheet_hand(s, "pairing.link", by, on("2019-01-09"), KIT_PASSED, NULL);
}

/* ---- Visits ---- */

static const struct kit_column VISIT_PLAIN[] = { { "序号", .kind = KIT_NUMBER }, { "走访干部", .width = 20 }, { "户编号" }, { "受访人", .width = 18 },
	{ "走访日期", .kind = KIT_DAY }, { "走访方式" }, { "走访情况", .width = 36 } };
static const struct kit_column VISIT_TEXT[] = { { "序号", .kind = KIT_NUMBER }, { "帮扶干部", .width = 20 }, { "户号" }, { "受访人", .width = 18 },
	{ "日期", .kind = KIT_DAY_TEXT }, { "方式" }, { "走访内容", .width = 36 } };
static const struct kit_column VISIT_DOT[] = { { "序号", .kind = KIT_NUMBER }, { "干部姓名", .width = 20 }, { "户号" }, { "受访人", .width = 18 },
	{ "走访时间", .kind = KIT_DAY_DOT }, { "走访类别" }, { "情况", .width = 36 } };

static void visit_row(struct kit_sheet *s, int64_t number, const struct kit_officer *cadre, const struct household *h, const struct kit_person *met,
	struct day day, const char *kind)
{
	static const char *const said[] = { "年货已备齐，房屋安全", "子女春节前返乡，想学焊工", "养鸡二十余只，愿扩大", "希望修门前排水沟", "医保已缴，生活平稳", "盼开春有零工可做" };
	struct kit_rng rng = kit_rng("pairing/said/%.*s/%d", PSTR(h->code), day.n);
	kit_row(s), kit_put_int(s, number), kit_put(s, cadre->person->name), kit_put(s, h->code), kit_put(s, met->name), kit_put_day(s, day);
	kit_puts(s, kind), kit_puts(s, kit_pick(&rng, said));
}

/* One department's sheet: its own cadres' households, and those where it went along with others and met the wife. */
static void visits_write(struct kit *kit, const struct household *all, size_t department)
{
	static const enum kit_form forms[] = { KIT_XLSX, KIT_CSV_GB, KIT_CSV_BOM, KIT_CSV };
	static const struct kit_column *const columns[] = { VISIT_PLAIN, VISIT_TEXT, VISIT_DOT };
	struct kit_org *org = kit_department(kit, department);
	enum kit_form form = forms[department % COUNT(forms)];
	const char *file = str_c(kit->mem, str_fmt(kit->mem, "16-结对帮扶/走访记录-%.*s.%s", PSTR(org->shorter), form == KIT_XLSX ? "xlsx" : "csv"));
	struct kit_sheet *s = kit_sheet_open(kit, 201901, file, form, "走访", columns[department % 3], COUNT(VISIT_PLAIN));
	struct day day = on("2019-01-17");
	int64_t number = 0;
	kit_title(s, "%.*s结对走访记录", PSTR(org->shorter));
	for (size_t i = 0; i < ALL; i++)
		if (kit_cadre(kit, all[i].cadre)->org == org)
			visit_row(s, ++number, kit_cadre(kit, all[i].cadre), &all[i], all[i].head, day, "走访慰问");
	for (size_t c = 0; c < CADRES; c++)
		if (kit_cadre(kit, c)->org == org && c >= 2 && c < 2 + COUPLES)
			visit_row(s, ++number, kit_cadre(kit, c), &all[c - 2], all[c - 2].wife, day, "入户走访");
	if (department == 3)                                 /* a call a week later is no visit */
		visit_row(s, ++number, kit_cadre(kit, 6), &all[6], all[6].head, on("2019-01-24"), "电话联系");
	kit_blank(s, department % 4), kit_foot(s, kit_filler(kit, org), kit_checker(kit, org), on("2019-01-18"));
	kit_sheet_hand(s, "pairing.visit", org, on("2019-01-18"), KIT_PASSED, NULL);
}

static const struct kit_column VISIT_AGAIN[] = { { "部室", .width = 16 }, { "走访干部", .width = 20 }, { "户编号" }, { "受访人", .width = 18 },
	{ "走访日期", .kind = KIT_DAY }, { "走访方式" }, { "走访情况", .width = 36 } };

/* The households of February: the first twelve poor ones and four others, whose cadres are the first nine. */
static size_t again_at(size_t i)
{
	return i < AGAIN_POOR ? i / AGAIN_CADRES * CADRES + i % AGAIN_CADRES : 2 * CADRES + 3 + (i - AGAIN_POOR);
}

static void again_write(struct kit *kit, const struct household *all)
{
	static const char *const said[] = { "春耕种子已备", "子女已返校", "报名参加焊工培训", "排水沟已列入村里计划" };
	struct kit_org *city = kit_city(kit);
	struct day day = on("2019-02-20");
	struct kit_sheet *s = kit_sheet_open(kit, 201902, "16-结对帮扶/回访记录.xlsx", KIT_XLSX, "回访", VISIT_AGAIN, COUNT(VISIT_AGAIN));
	kit_title(s, "机关干部结对帮扶回访记录");
	kit_lines(s, city, day, NULL);
	for (size_t i = 0; i < AGAIN_POOR + AGAIN_OTHER; i++) {
		const struct household *h = &all[again_at(i)];
		const struct kit_officer *cadre = kit_cadre(kit, h->cadre);
		struct kit_rng rng = kit_rng("pairing/again/%zu", i);
		kit_row(s), kit_put(s, cadre->org->shorter), kit_put(s, cadre->person->name), kit_put(s, h->code), kit_put(s, h->head->name);
		kit_put_day(s, day), kit_puts(s, "入户走访"), kit_puts(s, kit_pick(&rng, said));
	}
	kit_foot(s, kit_filler(kit, city), kit_checker(kit, city), day);
	kit_sheet_hand(s, "pairing.visit", city, on("2019-02-21"), KIT_PASSED, NULL);
}

/* ---- Money and goods ---- */

static const struct kit_column SUPPORT[] = { { "序号", .kind = KIT_NUMBER }, { "户编号" }, { "发放日期", .kind = KIT_DAY }, { "慰问金", .kind = KIT_MONEY },
	{ "名称", "物资", KIT_TEXT }, { "数量", "物资", KIT_INT }, { "单位", "物资", KIT_TEXT }, { "单价", "物资", KIT_TEXT }, { "签收编号", .kind = KIT_ID } };

static void support_row(struct kit *kit, struct kit_sheet *s, const struct household *h, struct day day, int64_t cash, const char *goods, const char *measure,
	const char *cost, int64_t number)
{
	kit_row(s), kit_put_int(s, number), kit_put(s, h->code), kit_put_day(s, day), kit_put_money(s, cash ? cash : INT64_MIN);
	kit_puts(s, goods), kit_put_int(s, goods ? 1 : INT_NONE), kit_puts(s, measure), kit_puts(s, cost);
	kit_put(s, str_fmt(kit->mem, "QS%03lld", (long long)number));
}

static void support_write(struct kit *kit, const struct household *all, int month)
{
	struct kit_org *by = kit_org_named(kit, "机关党委");
	bool again = month == 201902;
	struct day day = on(again ? "2019-02-20" : "2019-01-17");
	int64_t number = 0;
	struct kit_sheet *s = kit_sheet_open(kit, month, "16-结对帮扶/慰问发放表.xlsx", KIT_XLSX, "发放", SUPPORT, COUNT(SUPPORT));
	kit_title(s, "结对帮扶慰问金和物资发放表");
	kit_lines(s, by, day, "元");
	for (size_t i = 0; i < (again ? AGAIN_POOR + AGAIN_OTHER : ALL); i++) {
		const struct household *h = &all[again ? again_at(i) : i];
		bool poor = str_is(str_of(h->kind), "贫困户");
		if (!again)
			support_row(kit, s, h, day, poor ? 40000 : 20000, "大米", "袋", "59.80", ++number);
		support_row(kit, s, h, day, again && poor ? 20000 : 0, "食用油", "桶", again ? "６８" : "68.00", ++number);
	}
	kit_total(s, "合计"), kit_blank(s, 2), kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), day);
	kit_foot_note(s, "说明：大米每袋10公斤，食用油每桶5升，单价为含税购置价。");
	kit_sheet_hand(s, "pairing.support", by, day, KIT_PASSED, NULL);
}

/* ---- Events and points ---- */

static const struct kit_column EVENT[] = { { "条线" }, { "类别" }, { "事项", .width = 30 }, { "日期", .kind = KIT_DAY_TEXT }, { "地点", .width = 20 },
	{ "参加人员", .width = 20 }, { "内容", .width = 40 }, { "数量", .kind = KIT_NUMBER } };
static const struct kit_column POINT[] = { { "条线" }, { "类别" }, { "序号", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY }, { "内容", .width = 48 } };

static void matters_write(struct kit *kit, int month)
{
	static const char *const january[] = { "宣讲产业、教育、医疗等惠农政策，把政策明白纸送到户", "逐户了解住房、就医、子女上学和春节生活情况",
		"对户里提出的困难当场登记，交村里逐件落实", "把有外出务工意愿的登记下来，节后介绍参加职业培训" };
	static const char *const february[] = { "逐户核对春耕备耕和子女返校情况", "向有务工意愿的介绍职业培训报名办法" };
	struct kit_org *by = kit_org_named(kit, "机关党委");
	bool again = month == 201902;
	struct day day = on(again ? "2019-02-20" : "2019-01-17");
	struct kit_sheet *s = kit_sheet_open(kit, month, "16-结对帮扶/活动登记.csv", KIT_CSV_BOM, "", EVENT, COUNT(EVENT));
	if (!again) {
		kit_row(s), kit_puts(s, "结对帮扶"), kit_puts(s, "会议"), kit_puts(s, "机关结对帮扶工作会"), kit_put_day(s, on("2019-01-09"));
		kit_puts(s, "市总工会二楼会议室"), kit_puts(s, "各部室负责人"), kit_puts(s, "核对结对户名册，逐户明确主帮扶人"), kit_skip(s);
	}
	kit_row(s), kit_puts(s, "结对帮扶"), kit_puts(s, "结对走访");
	kit_puts(s, again ? "机关干部结对帮扶回访" : "机关干部结对帮扶走访慰问"), kit_put_day(s, day);
	kit_puts(s, "江岭县桑坞镇"), kit_skip(s), kit_puts(s, again ? NULL : "与村“两委”座谈，商定春季帮扶安排"), kit_skip(s);
	kit_sheet_hand(s, "matter.event", by, month_last(month), KIT_PASSED, NULL);
	s = kit_sheet_open(kit, month, "16-结对帮扶/走访要点.xlsx", KIT_XLSX, "要点", POINT, COUNT(POINT));
	for (size_t i = 0; i < (again ? COUNT(february) : COUNT(january)); i++) {
		kit_row(s), kit_puts(s, "结对帮扶"), kit_puts(s, "走访做法"), kit_put_int(s, (int64_t)i + 1), kit_put_day(s, day);
		kit_puts(s, again ? february[i] : january[i]);
	}
	kit_sheet_hand(s, "matter.point", by, month_last(month), KIT_PASSED, NULL);
}

void sample_pairing(struct kit *kit, int month)
{
	const struct household *all = households_make(kit);
	if (month == 201901) {
		register_write(kit, all);
		links_write(kit, all);
		for (size_t i = 0; i < KIT_DEPARTMENTS; i++)
			visits_write(kit, all, i);
	} else {
		again_write(kit, all);
	}
	support_write(kit, all, month);
	matters_write(kit, month);
}
