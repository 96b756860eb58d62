/* Some four hundred invented unions, each of one employer. A county has fixed institutions (schools, hospitals, bureaus, named after the county)
 * and firms (named after a drawn pair of characters that no other firm of the sample has). Firms of a county stand partly under its towns;
 * city-direct employers under the resident or other industrial union of their trade, or straight under the city.
 *
 * Three units have a history, written by hand at the end: one moved from one district to another, one was renamed, one was closed. */
#include "kit_inside.h"
#include <string.h>

enum trade_of { EDUCATION = 1, BUILDING, COMMERCE, TRANSPORT, MACHINES, HEALTH, MONEY_TRADE, POWER, WATER };       /* 0: none */
static const char *const INDUSTRY_OF[] = { NULL, "市教育工会", "市建设工会", "市财贸工会", "市交通工会", "市机冶轻化工会", "市卫生工会", "市金融工会",
	"市电力工会", "市农林水利工会" };

static const struct trade { const char *name, *tail; enum trade_of of; int workers, women, migrants; } TRADES[] = {    /* typical workers; percent of members */
	{ "机械",     "有限公司",     MACHINES,  180, 22, 38 }, { "纺织",     "有限公司",     MACHINES,  420, 71, 52 },
	{ "服饰",     "有限公司",     MACHINES,  260, 82, 58 }, { "化工",     "股份有限公司", MACHINES,  310, 24, 30 },
	{ "建材",     "有限公司",     BUILDING,  140, 18, 47 }, { "食品",     "有限公司",     COMMERCE,  230, 62, 44 },
	{ "米业",     "有限责任公司", WATER,     90,  31, 49 }, { "水产",     "有限公司",     WATER,     120, 46, 55 },
	{ "物流",     "有限公司",     TRANSPORT, 110, 19, 51 }, { "商贸",     "有限公司",     COMMERCE,  150, 66, 29 },
	{ "建筑安装", "有限公司",     BUILDING,  380, 9,  68 }, { "电子科技", "有限公司",     MACHINES,  340, 58, 41 },
	{ "汽车部件", "股份有限公司", MACHINES,  520, 27, 35 }, { "包装",     "有限公司",     MACHINES,  95,  41, 46 },
	{ "药业",     "股份有限公司", HEALTH,    280, 52, 21 }, { "塑业",     "有限公司",     MACHINES,  130, 38, 50 },
	{ "家具",     "有限公司",     MACHINES,  160, 29, 54 }, { "酒店管理", "有限公司",     COMMERCE,  120, 68, 43 },
	{ "物业服务", "有限公司",     BUILDING,  170, 47, 57 }, { "园林绿化", "有限公司",     BUILDING,  85,  36, 61 },
	{ "客运",     "有限责任公司", TRANSPORT, 240, 26, 18 }, { "油脂",     "有限公司",     WATER,     105, 33, 42 },
	{ "印务",     "有限公司",     MACHINES,  70,  44, 33 }, { "生物科技", "有限公司",     0,         115, 49, 22 },
	{ "环保科技", "有限公司",     0,         75,  31, 24 }, { "船舶修造", "有限公司",     MACHINES,  210, 12, 45 },
};
static const struct institution { const char *name, *registrar; enum trade_of of; int workers, women; } COUNTY_HAS[] = {
	{ "实验小学",   "12", EDUCATION, 120, 74 }, { "第一中学",     "12", EDUCATION, 210, 52 }, { "第二初级中学", "12", EDUCATION, 150, 58 },
	{ "机关幼儿园", "12", EDUCATION, 60,  93 }, { "职业教育中心", "12", EDUCATION, 130, 49 }, { "人民医院",     "12", HEALTH,    640, 71 },
	{ "中医医院",   "12", HEALTH,    310, 69 }, { "妇幼保健院",   "12", HEALTH,    190, 86 }, { "水利局",       "11", WATER,     95,  29 },
	{ "教育局",     "11", EDUCATION, 80,  38 }, { "交通运输局",   "11", TRANSPORT, 110, 26 }, { "财政局",       "11", 0,         105, 41 },
	{ "民政局",     "11", 0,         60,  44 }, { "文化馆",       "12", 0,         45,  56 },
};
static const struct institution CITY_HAS[] = {
	{ "江州职业技术学院",               "12", EDUCATION,   620, 51 }, { "江州市第一中学",                 "12", EDUCATION, 240, 54 },
	{ "江州市实验小学",                 "12", EDUCATION,   160, 78 }, { "江州市第一幼儿园",               "12", EDUCATION, 75,  94 },
	{ "江州市特殊教育学校",             "12", EDUCATION,   68,  76 }, { "江州市中心医院",                 "12", HEALTH,    1860, 72 },
	{ "江州市第二人民医院",             "12", HEALTH,      930, 70 }, { "江州市中医医院",                 "12", HEALTH,    720, 68 },
	{ "江州市疾病预防控制中心",         "12", HEALTH,      170, 57 }, { "江州市公共交通集团有限公司",     "91", TRANSPORT, 1450, 34 },
	{ "江州市长途客运有限责任公司",     "91", TRANSPORT,   680, 29 }, { "江州市港务集团有限公司",         "91", TRANSPORT, 860, 21 },
	{ "江州市城市建设投资集团有限公司", "91", BUILDING,    390, 33 }, { "江州市自来水有限责任公司",       "91", BUILDING,  430, 36 },
	{ "江州市燃气热力有限公司",         "91", BUILDING,    310, 30 }, { "江州市住房公积金管理中心",       "12", BUILDING,  70,  49 },
	{ "江州市城郊农村信用联社",         "91", MONEY_TRADE, 350, 55 }, { "江州市融资担保有限公司",         "91", MONEY_TRADE, 48, 46 },
	{ "江州市电力检修有限公司",         "91", POWER,       520, 17 }, { "江州市热电有限责任公司",         "91", POWER,     610, 23 },
	{ "江州市水利工程处",               "12", WATER,       180, 24 }, { "江州市农业科学研究所",           "12", WATER,     95,  39 },
	{ "江州市粮食储备库",               "12", COMMERCE,    120, 28 }, { "江州市百货大楼有限责任公司",     "91", COMMERCE,  540, 73 },
	{ "江州市图书馆",                   "12", 0,           62,  63 }, { "江州市博物馆",                   "12", 0,         71,  52 },
	{ "江州市审计局",                   "11", 0,           88,  37 }, { "江州市统计局",                   "11", 0,         64,  45 },
};
static const char *const FRONT[] = { "恒", "瑞", "沛", "沁", "茂", "隆", "淳", "泓", "璟", "翊", "颂", "崇", "霖", "衡", "楠", "锦", "铭", "韵", "骏", "晟" };
static const char *const BACK[]  = { "昌", "裕", "禾", "宁", "晖", "岚", "硕", "翔", "舟", "泰", "川", "澜", "羽", "栎" };
static const char *const NOT_OURS[] = { "恒泰", "瑞泰", "锦泰", "隆泰", "骏泰", "锦川", "锦禾", "瑞昌", "隆昌", "崇川", "衡昌", "恒翔", "恒裕" };    /* well-known firms and real places, or too near to them */

/* Pairs in a drawn order, none twice. */
static struct str brand_next(struct kit *kit, size_t *drawn, size_t *at)
{
	for (;;) {
		if (*at == COUNT(FRONT) * COUNT(BACK))
			kit_end("the pairs of characters for firms are used up", "kit_grassroots.c");
		size_t i = drawn[(*at)++];
		struct str brand = str_fmt(kit->mem, "%s%s", FRONT[i / COUNT(BACK)], BACK[i % COUNT(BACK)]);
		bool ours = true;
		for (size_t k = 0; k < COUNT(NOT_OURS); k++)
			if (str_is(brand, NOT_OURS[k]))
				ours = false;
		if (ours)
			return brand;
	}
}

static struct kit_org *union_add(struct kit *kit, struct kit_org *county, struct kit_org *parent, struct str employer, struct str shorter,
	const char *registrar, enum trade_of of, int workers, int women, int migrants)
{
	struct arena *mem = kit->mem;
	struct kit_rng rng = kit_rng("org/%.*s", PSTR(employer));
	int serial = (int)kit->orgs.n + 1;
	struct kit_org org = { .full = str_fmt(mem, "%.*s工会委员会", PSTR(employer)), .shorter = str_fmt(mem, "%.*s工会", PSTR(shorter)),
		.kind = STR("grassroots"), .division = county->division, .employer = employer, .parent = parent };
	org.stat_code = str_fmt(mem, "%.*s%06d", PSTR(org.division), serial);
	org.uscc = kit_uscc_union(kit, org.division, serial);
	org.employer_uscc = kit_uscc(kit, registrar, org.division, str_c(mem, !strcmp(registrar, "91")
		? str_fmt(mem, "MA4%05d", (int)kit_between(&rng, 0, 89) * 1000 + serial) : str_fmt(mem, "%05d%03d", (int)kit_between(&rng, 42000, 44999), serial)));
	if (INDUSTRY_OF[of])
		org.industry = kit_org_named(kit, INDUSTRY_OF[of]);
	org.workers = workers * kit_between(&rng, 45, 190) / 100;
	if (org.workers < 26)
		org.workers = 26;        /* from 25 members on a union must be founded */
	org.members  = org.workers * kit_between(&rng, 86, 100) / 100;
	org.women    = org.members * (women + kit_between(&rng, -5, 5)) / 100;
	org.migrants = !migrants ? 0 : org.members * (migrants + kit_between(&rng, -8, 8)) / 100;
	if (kit_chance(&rng, 2))
		org.migrants = INT_NONE;         /* the office does not know: an empty cell, not 0 */
	org.from = kit_day_between(&rng, month_first(199901), month_last(201612));
	return kit_org_add(kit, org);
}

static struct kit_org *town_of(struct kit *kit, struct kit_org *county, size_t nth)
{
	for (size_t i = 0; i < kit->orgs.n; i++)
		if (str_is(kit->orgs.at[i]->kind, "town") && kit->orgs.at[i]->parent == county && !nth--)
			return kit->orgs.at[i];
	return county;           /* the zone has no towns */
}

static void firms_add(struct kit *kit, struct kit_org *county, size_t n, size_t *drawn, size_t *at)
{
	bool direct = county == kit_city(kit);
	struct kit_rng rng = kit_rng("firms/%.*s", PSTR(county->full));
	size_t order[COUNT(TRADES)];
	kit_shuffle(&rng, order, COUNT(TRADES));
	for (size_t i = 0; i < n; i++) {
		const struct trade *trade = &TRADES[order[i % COUNT(TRADES)]];
		struct str brand = brand_next(kit, drawn, at);
		bool district = str_ends(county->shorter, STR("区"));
		struct str place = direct ? STR("江州市") : district ? STR("江州") : county->shorter;
		struct kit_org *parent = direct && trade->of ? kit_org_named(kit, INDUSTRY_OF[trade->of])
			: !direct && kit_chance(&rng, 45) ? town_of(kit, county, i % 3) : county;
		union_add(kit, county, parent, str_fmt(kit->mem, "%.*s%.*s%s%s", PSTR(place), PSTR(brand), trade->name, trade->tail),
			str_fmt(kit->mem, "%.*s%s", PSTR(brand), trade->name), "91", trade->of, trade->workers, trade->women, trade->migrants);
	}
}

/* Former rows hang at their unit; the numbers of those days are not known any more. */
static struct kit_org *row_before(struct kit *kit, struct kit_org *now, struct day until)
{
	struct kit_org *former = arena_get(kit->mem, sizeof(*former));
	*former = *now;
	former->to = until;
	former->workers = former->members = former->women = former->migrants = INT_NONE;
	now->former = former;
	now->from = (struct day){ until.n + 1 };
	return former;
}

static void histories_write(struct kit *kit)
{
	struct arena *mem = kit->mem;
	struct kit_org *old = kit_county(kit, 0), *new = kit_county(kit, 1);

	struct kit_org *moved = union_add(kit, old, old, STR("江州翊栎服饰有限公司"), STR("翊栎服饰"), "91", MACHINES, 260, 80, 55);
	row_before(kit, moved, month_last(201806));      /* the codes of the days of 沙洲区 stay: they are permanent */
	moved->parent = new;
	moved->division = new->division;

	struct kit_org *renamed = union_add(kit, kit_county(kit, 5), kit_county(kit, 5), STR("石陂市璟栎新材料股份有限公司"), STR("璟栎新材料"), "91",
		BUILDING, 180, 25, 40);
	struct kit_org *named = row_before(kit, renamed, month_last(201809));
	named->employer = STR("石陂市璟栎水泥有限公司");
	named->full = str_fmt(mem, "%.*s工会委员会", PSTR(named->employer));
	named->shorter = STR("璟栎水泥工会");

	struct kit_org *closed = union_add(kit, kit_county(kit, 7), kit_county(kit, 7), STR("松滩市颂栎造纸有限责任公司"), STR("颂栎造纸"), "91",
		MACHINES, 150, 30, 35);
	closed->to = month_last(201812);
	closed->workers = closed->members = closed->women = closed->migrants = INT_NONE;
}

void kit_grassroots_make(struct kit *kit)
{
	static const size_t firms[KIT_COUNTIES] = { 30, 27, 25, 17, 26, 20, 23, 24 };
	size_t drawn[COUNT(FRONT) * COUNT(BACK)], at = 0;
	struct kit_rng rng = kit_rng("brands");
	kit_shuffle(&rng, drawn, COUNT(drawn));
	for (size_t i = 0; i < KIT_COUNTIES; i++) {
		struct kit_org *county = kit_county(kit, i);
		for (size_t k = 0; k < COUNT(COUNTY_HAS); k++) {
			const struct institution *has = &COUNTY_HAS[k];
			struct str name = str_fmt(kit->mem, "%.*s%s", PSTR(county->shorter), has->name);
			union_add(kit, county, county, name, name, has->registrar, has->of, has->workers, has->women, 0);
		}
		firms_add(kit, county, firms[i], drawn, &at);
	}
	firms_add(kit, kit_zone(kit), 28, drawn, &at);
	for (size_t k = 0; k < COUNT(CITY_HAS); k++) {
		const struct institution *has = &CITY_HAS[k];
		struct kit_org *parent = INDUSTRY_OF[has->of] ? kit_org_named(kit, INDUSTRY_OF[has->of]) : kit_city(kit);
		struct str name = str_of(has->name);
		union_add(kit, kit_city(kit), parent, name, name, has->registrar, has->of, has->workers, has->women, strcmp(has->registrar, "91") ? 0 : 12);
	}
	firms_add(kit, kit_city(kit), 34, drawn, &at);
	histories_write(kit);
}
