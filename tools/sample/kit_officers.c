/* The officers, by name: the federation's leaders, the twelve heads, the cadres and contract assistants of the office, and three of every county,
 * the zone and (two) of every resident industrial union. A sheet is filled in by one and checked by another. A + before a name marks a woman. */
#include "kit_inside.h"

static const struct { const char *name, *post; int since; } LEADERS[KIT_LEADERS] = {
	{ "沈崇晖",   "主席",                           201702 },
	{ "欧阳霁",   "党组书记、常务副主席",           201609 },
	{ "覃𬭎毅",   "党组成员、副主席",               201503 },
	{ "+闻静姝",  "党组成员、副主席、女职工委员会主任", 201606 },
	{ "骆翀",     "党组成员、副主席",               201711 },
	{ "谭𠮷安",   "党组成员、经费审查委员会主任",   201408 },
};
static const struct { const char *name, *post; int since; } HEADS[KIT_DEPARTMENTS] = {
	{ "向维桢", "主任", 201604 }, { "+晏清越", "部长", 201705 }, { "喻镕",   "部长", 201311 }, { "+邬晓岚",       "部长", 201506 },
	{ "+尹㛃",  "部长", 201803 }, { "祁怀谦",  "主任", 201209 }, { "+舒婉莹", "部长", 201607 }, { "阚景行",       "部长", 201410 },
	{ "桂兆丰", "部长", 201601 }, { "詹守正",  "专职副书记", 201510 }, { "卓一喆", "部长", 201704 }, { "+阿依古丽·买买提", "主任", 201702 },
};
static const char *const DEPUTY[KIT_DEPARTMENTS] = { "副主任", "副部长", "副部长", "副部长", "副部长", "副主任", "副部长", "副部长", "副部长", "副书记",
	"副部长", "副主任" };
/* Two a department in its order: the first fills in its sheets. The last four belong to the first four departments. */
static const char *const CADRES[KIT_CADRES] = {
	"+余知微", "郜文舟",   "霍长青", "+栗晓棠",   "+俞采薇", "邱立诚",   "+章雨桐", "鄢学礼",   "+费明慧", "简从周",   "庞守拙", "+韦素心",
	"+娄思齐", "+池映月",  "左秉文", "+戚安澜",   "柯永年", "+甄可人",   "景行舟", "+滕书仪",  "米子昂", "+桑若谷",  "+古丽米热·吐尔地", "荣启明",
	"诸葛望",  "+单玉润",  "翟伯言", "+佴秋实",
};
static const char *const ASSISTANTS[KIT_ASSISTANTS] = { "+冉小满", "葛喆", "+喻冬青", "步云程", "+桂子衿", "盖志远" };
/* Who speaks, who checks, who fills in. */
static const char *const COUNTY_HAS[KIT_COUNTIES + 1][3] = {
	{ "明怀远",  "+谷令仪", "+苗春晓" }, { "+计芷兰", "冷松涛",  "应小楼" },   { "尉迟广", "+雍和玉", "郝镕" },   { "连静川", "+卜云英", "+宿晚晴" },
	{ "充国栋",  "+尚如冰", "+巫小荻" }, { "阮仲谋",  "+於若兰", "解万里" },   { "+居敬敏", "危思远", "+查翀妍" }, { "蒲存义", "+鞠秋水", "仇𠮷庆" },
	{ "+慎知行", "宓一帆",  "+井然" },
};
static const char *const RESIDENT_HAS[][2] = { { "+钮淑贤", "饶学文" }, { "扈建中", "+车晓筠" }, { "+贡素琴", "乌子谦" }, { "麻长路", "+蔚小蓝" }, { "冀铁成", "+晁玉洁" } };

enum { MOST = 128 };

static struct kit_officer *officer_add(struct kit *kit, struct kit_org *org, const char *name, const char *post, int since)
{
	if (kit->officers_n == MOST)
		kit_end("more officers than the table holds", "kit_officers.c");
	bool woman = *name == '+';
	struct kit_officer *officer = &kit->officers[kit->officers_n++];
	int youngest = since - 2300, oldest = woman ? 196406 : 195906;  /* not above the age of retirement, and 23 at least when the post began */
	bool junior = str_starts(str_of(post), STR("科员")) || str_ends(str_of(post), STR("干事")) || str_starts(str_of(post), STR("协理员"));
	if (!junior && youngest > 197912)
		youngest = 197912;
	*officer = (struct kit_officer){ kit_person_born(kit, org, name + woman, woman, oldest, youngest), org, str_of(post), month_first(since) };
	return officer;
}

static void office_make(struct kit *kit)
{
	struct kit_org *city = kit_city(kit);
	kit->leader = kit->officers + kit->officers_n;
	for (size_t i = 0; i < KIT_LEADERS; i++)
		officer_add(kit, city, LEADERS[i].name, LEADERS[i].post, LEADERS[i].since);
	kit->head = kit->officers + kit->officers_n;
	for (size_t i = 0; i < KIT_DEPARTMENTS; i++) {
		struct kit_org *department = kit_department(kit, i);
		department->chief = department->checker = officer_add(kit, department, HEADS[i].name, HEADS[i].post, HEADS[i].since);
	}
	kit->cadre = kit->officers + kit->officers_n;
	for (size_t i = 0; i < KIT_CADRES; i++) {
		struct kit_org *department = kit_department(kit, i / 2 < KIT_DEPARTMENTS ? i / 2 : i - 2 * KIT_DEPARTMENTS);
		bool first = i < 2 * KIT_DEPARTMENTS && i % 2 == 0;
		struct kit_officer *cadre = officer_add(kit, department, CADRES[i], first ? "科员" : i < 2 * KIT_DEPARTMENTS ? DEPUTY[i / 2] : "主任科员", 201701 + (int)(i % 12));
		if (first)
			department->filler = cadre;
	}
	kit->assistant = kit->officers + kit->officers_n;
	for (size_t i = 0; i < KIT_ASSISTANTS; i++)
		officer_add(kit, kit_department(kit, i < 2 ? 0 : KIT_DEPARTMENTS - 1), ASSISTANTS[i], "协理员（聘用）", 201803);
	city->chief = kit->leader + 1;
	city->filler = kit_department(kit, 0)->filler;
	city->checker = kit->head;
}

void kit_officers_make(struct kit *kit)
{
	kit->officers = arena_get(kit->mem, MOST * sizeof(kit->officers[0]));
	kit_subject(kit, "officers");
	office_make(kit);
	struct kit_orgs resident = kit_kind(kit, "industry_resident");
	for (size_t i = 0; i < resident.n; i++) {
		struct kit_org *org = resident.at[i];
		org->chief = org->checker = officer_add(kit, org, RESIDENT_HAS[i][0], "主席", 201601);
		org->filler = officer_add(kit, org, RESIDENT_HAS[i][1], "干事", 201703);
	}
	for (size_t i = 0; i <= KIT_COUNTIES; i++) {
		struct kit_org *org = i < KIT_COUNTIES ? kit_county(kit, i) : kit_zone(kit);
		org->chief = officer_add(kit, org, COUNTY_HAS[i][0], "党组书记、常务副主席", 201601 + (int)i);
		org->checker = officer_add(kit, org, COUNTY_HAS[i][1], "副主席", 201504 + (int)i);
		org->filler = officer_add(kit, org, COUNTY_HAS[i][2], "办公室干事", 201701 + (int)i);
	}
}

struct kit_officer *kit_filler(struct kit *kit, struct kit_org *org)
{
	while (!org->filler && org->parent)
		org = org->parent;
	return org->filler ? org->filler : kit_city(kit)->filler;
}

struct kit_officer *kit_checker(struct kit *kit, struct kit_org *org)
{
	while (!org->checker && org->parent)
		org = org->parent;
	return org->checker ? org->checker : kit_city(kit)->checker;
}

struct kit_officer *kit_chief(struct kit *kit, struct kit_org *org)
{
	while (!org->chief && org->parent)
		org = org->parent;
	return org->chief ? org->chief : kit_city(kit)->chief;
}

static struct kit_officer *officer_at(struct kit_officer *row, size_t i, size_t n, const char *what)
{
	if (i >= n)
		kit_end("there are not so many", what);
	return row + i;
}

struct kit_officer *kit_leader(struct kit *kit, size_t i)    { return officer_at(kit->leader, i, KIT_LEADERS, "kit_leader"); }
struct kit_officer *kit_head(struct kit *kit, size_t i)      { return officer_at(kit->head, i, KIT_DEPARTMENTS, "kit_head"); }
struct kit_officer *kit_cadre(struct kit *kit, size_t i)     { return officer_at(kit->cadre, i, KIT_CADRES, "kit_cadre"); }
struct kit_officer *kit_assistant(struct kit *kit, size_t i) { return officer_at(kit->assistant, i, KIT_ASSISTANTS, "kit_assistant"); }
