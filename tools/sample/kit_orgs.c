/* The invented federation above its grassroots: 江州市总工会 with its departments, industrial unions, counties, zone and towns, and the bodies
 * outside that its papers name. Tables, since these names are fixed; the unions of employers are drawn in kit_grassroots.c.
 *
 * Protocol order is the order of the registry, and every list follows it. The zone stands under the city and is counted at the city's own
 * level, so that "8个县市区" holds. Departments are no unions: they have neither a social credit code nor a statistical one. */
#include "base/id.h"
#include "kit_inside.h"
#include <string.h>

enum { FOUNDED = 1996 };

static const struct { const char *full, *shorter, *division; } COUNTIES[KIT_COUNTIES] = {
	{ "沙洲区总工会", "沙洲区", "429102" },
	{ "古城区总工会", "古城区", "429103" },
	{ "安水县总工会", "安水县", "429122" },
	{ "江岭县总工会", "江岭县", "429124" },
	{ "监河县总工会", "监河县", "429123" },          /* a city, 429188, only from 2020 */
	{ "石陂市总工会", "石陂市", "429181" },
	{ "洪波市总工会", "洪波市", "429183" },
	{ "松滩市总工会", "松滩市", "429187" },
};
static const char *const DEPARTMENTS[KIT_DEPARTMENTS] = { "办公室", "组织部", "宣传教育部", "权益保障部", "财务部", "经审办", "女职工部", "法律工作部",
	"经济工作部", "机关党委", "网络工作部", "职工服务中心" };
static const char *const RESIDENT[] = { "教育工会", "建设工会", "财贸工会", "交通工会", "机冶轻化工会" };
static const char *const INDUSTRY[] = { "卫生工会", "金融工会", "电力工会", "农林水利工会" };
static const char *const TOWNS[KIT_COUNTIES][3] = {
	{ "鹭沙街道", "柳汀街道", "岑渡镇" }, { "东垣街道", "曲桥街道", "桐坪镇" }, { "藕汀镇", "斗堰镇", "雁塘镇" }, { "霁岭镇", "苇湾镇", "桑坞镇" },
	{ "鹳河镇",   "梓堤镇",   "朱陂镇" }, { "陂阳镇",   "绣岩镇",   "砚桥镇" }, { "莲沚镇", "湖曲镇", "螺汊镇" }, { "松汀镇", "沧坪镇", "汊湾镇" },
};
static const char *const EXTERNAL[] = { "省总工会", "市委办公室", "市人大常委会办公室", "市政府办公室", "市政协办公室", "市纪委办公室" };
static const struct { const char *kind, *word; } WORDS[] = {
	{ "city",              "市总工会"       },
	{ "county",            "县市区总工会"   },
	{ "zone",              "开发区工会"     },
	{ "department",        "机关部室"       },
	{ "industry_resident", "驻会产业工会"   },
	{ "industry",          "产业工会"       },
	{ "town",              "乡镇街道总工会" },
	{ "grassroots",        "基层工会"       },
	{ "external",          "上级单位"       },
};

/* The check character of GB 11714 inside, that of GB 32100 at the end. */
struct str kit_uscc(struct kit *kit, const char *registrar, struct str division, const char *code8)
{
	static const int weight[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;
	for (size_t i = 0; i < 8; i++)
		sum += weight[i] * (code8[i] <= '9' ? code8[i] - '0' : code8[i] - 'A' + 10);
	int rest = 11 - sum % 11;
	char inner = rest == 10 ? 'X' : rest == 11 ? '0' : (char)('0' + rest);
	struct str first17 = str_fmt(kit->mem, "%s%.*s%.8s%c", registrar, PSTR(division), code8, inner);
	return str_fmt(kit->mem, "%.*s%c", PSTR(first17), uscc_digit(first17.p));
}

struct str kit_uscc_union(struct kit *kit, struct str division, int serial)
{
	return kit_uscc(kit, "81", division, str_c(kit->mem, str_fmt(kit->mem, "MC%06d", serial)));
}

struct kit_org *kit_org_add(struct kit *kit, struct kit_org org)
{
	struct kit_org *kept = arena_get(kit->mem, sizeof(*kept));
	*kept = org;
	kept->order = (int)kit->orgs.n + 1;
	if (!kept->to.n)
		kept->to = DAY_LAST;
	kit->orgs.at[kit->orgs.n++] = kept;
	return kept;
}

static struct kit_org *body_add(struct kit *kit, const char *kind, struct str full, struct str shorter, const char *division, int founded)
{
	struct kit_org org = { .full = full, .shorter = shorter, .kind = str_of(kind), .division = str_of(division), .workers = INT_NONE,
		.members = INT_NONE, .women = INT_NONE, .migrants = INT_NONE };
	int serial = (int)kit->orgs.n + 1;
	bool is_union = strcmp(kind, "department") && strcmp(kind, "external");
	org.parent = kit->orgs.n && strcmp(kind, "external") ? kit->orgs.at[0] : NULL;
	org.from = month_first(founded * 100 + 1);
	if (is_union) {
		org.stat_code = str_fmt(kit->mem, "%s%06d", division, serial);
		org.uscc = kit_uscc_union(kit, org.division, serial);
	}
	return kit_org_add(kit, org);
}

void kit_orgs_make(struct kit *kit)
{
	struct arena *mem = kit->mem;
	kit->orgs.at = arena_get(mem, 1024 * sizeof(kit->orgs.at[0]));
	body_add(kit, "city", STR("江州市总工会"), STR("市总工会"), "429100", FOUNDED);
	kit->department.at = kit->orgs.at + kit->orgs.n;
	kit->department.n = KIT_DEPARTMENTS;
	for (size_t i = 0; i < KIT_DEPARTMENTS; i++)
		body_add(kit, "department", str_fmt(mem, "江州市总工会%s", DEPARTMENTS[i]), str_of(DEPARTMENTS[i]), "429100",
			i == 10 ? 2017 : i == 11 ? 2008 : FOUNDED);
	for (size_t i = 0; i < COUNT(RESIDENT); i++)
		body_add(kit, "industry_resident", str_fmt(mem, "江州市%s", RESIDENT[i]), str_fmt(mem, "市%s", RESIDENT[i]), "429100", FOUNDED);
	for (size_t i = 0; i < COUNT(INDUSTRY); i++)
		body_add(kit, "industry", str_fmt(mem, "江州市%s", INDUSTRY[i]), str_fmt(mem, "市%s", INDUSTRY[i]), "429100", FOUNDED);
	kit->county.at = kit->orgs.at + kit->orgs.n;
	kit->county.n = KIT_COUNTIES;
	for (size_t i = 0; i < KIT_COUNTIES; i++)
		body_add(kit, "county", str_of(COUNTIES[i].full), str_of(COUNTIES[i].shorter), COUNTIES[i].division, FOUNDED);
	body_add(kit, "zone", STR("江州经济开发区总工会"), STR("江州经济开发区"), "429171", 1998);
	for (size_t i = 0; i < KIT_COUNTIES; i++)
		for (size_t t = 0; t < 3; t++) {
			struct kit_org *county = kit->county.at[i];
			struct kit_org *town = body_add(kit, "town", str_fmt(mem, "%s%s总工会", COUNTIES[i].shorter, TOWNS[i][t]),
				str_of(TOWNS[i][t]), COUNTIES[i].division, FOUNDED + 2);
			town->parent = county;
		}
	kit_grassroots_make(kit);
	for (size_t i = 0; i < COUNT(EXTERNAL); i++)
		body_add(kit, "external", str_of(EXTERNAL[i]), str_of(EXTERNAL[i]), i ? "429100" : "420000", FOUNDED);
}

/* ---- Finding ---- */

struct kit_org *kit_city(struct kit *kit) { return kit->orgs.at[0]; }
struct kit_org *kit_zone(struct kit *kit) { return kit->county.at[KIT_COUNTIES]; }

struct kit_org *kit_county(struct kit *kit, size_t i)
{
	if (i >= KIT_COUNTIES)
		kit_end("there are eight counties, from 0 to 7", "kit_county");
	return kit->county.at[i];
}

struct kit_org *kit_department(struct kit *kit, size_t i)
{
	if (i >= KIT_DEPARTMENTS)
		kit_end("there are twelve departments, from 0 to 11", "kit_department");
	return kit->department.at[i];
}

struct kit_org *kit_org_named(struct kit *kit, const char *name)
{
	for (size_t i = 0; i < kit->orgs.n; i++)
		if (str_is(kit->orgs.at[i]->full, name) || str_is(kit->orgs.at[i]->shorter, name))
			return kit->orgs.at[i];
	kit_end("no body of the sample has this name", name);
}

static bool lies_below(const struct kit_org *org, const struct kit_org *above)
{
	for (const struct kit_org *at = org->parent; at; at = at->parent)
		if (at == above)
			return true;
	return false;
}

static bool of_kind_in_force(const struct kit_org *org, const char *kind)
{
	return str_is(org->kind, kind) && org->to.n >= month_first(201901).n;
}

struct kit_orgs kit_kind(struct kit *kit, const char *kind)
{
	struct kit_orgs ret = { arena_get(kit->mem, kit->orgs.n * sizeof(ret.at[0])), 0 };
	for (size_t i = 0; i < kit->orgs.n; i++)
		if (of_kind_in_force(kit->orgs.at[i], kind))
			ret.at[ret.n++] = kit->orgs.at[i];
	return ret;
}

struct kit_orgs kit_grassroots(struct kit *kit, const struct kit_org *above)
{
	struct kit_orgs all = kit_kind(kit, "grassroots"), ret = { all.at, 0 };
	for (size_t i = 0; i < all.n; i++)
		if (lies_below(all.at[i], above))
			ret.at[ret.n++] = all.at[i];
	return ret;
}

struct kit_orgs kit_city_direct(struct kit *kit)
{
	struct kit_orgs all = kit_kind(kit, "grassroots"), ret = { all.at, 0 };
	for (size_t i = 0; i < all.n; i++)
		if (kit_county_of(kit, all.at[i]) == kit_city(kit))
			ret.at[ret.n++] = all.at[i];
	return ret;
}

struct kit_org *kit_county_of(struct kit *kit, struct kit_org *org)
{
	while (org->parent && !str_is(org->kind, "county") && !str_is(org->kind, "zone"))
		org = org->parent;
	return str_is(org->kind, "external") ? kit_city(kit) : org;
}

const char *kit_kind_word(struct str kind)
{
	for (size_t i = 0; i < COUNT(WORDS); i++)
		if (str_is(kind, WORDS[i].kind))
			return WORDS[i].word;
	kit_end("no such kind of body", "kit_kind_word");
}
