/* The money of the aid part: what the unions received (5,946,230.00 元 from 15 December to 31 January), what the city passed on, and which source bore
 * how much of the aid of two of them. One gift came in November, before the campaign: it stands in the list and does not count. */
#include "aid.h"
#include <string.h>

enum { CITY = AID_OFFICE, MOST_SOURCES = 16 };
struct source { int month, unit; const char *voucher; int day; const char *kind, *giver, *purpose; int64_t yuan; };

static const struct source SOURCES[] = {
	{ 201901, CITY,      "收-2018-1218", 20181218, "中央财政",     "中央财政专项帮扶资金",         NULL,       1260000 },
	{ 201901, CITY,      "收-2018-1220", 20181220, "省级财政",     "省财政配套帮扶资金",           NULL,       680000  },
	{ 201901, CITY,      "收-2018-1225", 20181225, "省总工会经费", "省总工会",                     NULL,       450000  },
	{ 201901, CITY,      "收-2018-1231", 20181231, "上年结余",     "江州市总工会送温暖资金专户",   NULL,       118450  },
	{ 201901, CITY,      "收-2019-0007", 20190103, "市总工会经费", "江州市总工会",                 NULL,       520000  },
	{ 201901, CITY,      "收-2019-0009", 20190104, "市级财政",     "江州市财政局",                 NULL,       600000  },
	{ 201901, CITY,      "收-2019-0015", 20190110, "社会捐赠",     "江州市港务集团有限公司",       "生活救助", 60000   },
	{ 201901, CITY,      "收-2019-0016", 20190110, "社会捐赠",     "江州市燃气热力有限公司",       "助学救助", 40000   },
	{ 201901, CITY,      "收-2019-0021", 20190121, "利息",         "送温暖资金专户开户银行",       NULL,       3180    },
	{ 201901, SHAZHOU,   "SZ2018-121",   20181228, "县级财政",     "沙洲区财政局",                 NULL,       150000  },
	{ 201901, SHAZHOU,   "SZ2019-003",   20190107, "县级工会经费", "沙洲区总工会",                 NULL,       88000   },
	{ 201901, SHAZHOU,   "SZ2019-008",   20190111, "社会捐赠",     "沙洲区商会",                   "生活救助", 42600   },
	{ 201901, GUCHENG,   "GC2018-095",   20181227, "县级财政",     "古城区财政局",                 NULL,       140000  },
	{ 201901, GUCHENG,   "GC2019-002",   20190108, "县级工会经费", "古城区总工会",                 NULL,       82000   },
	{ 201901, GUCHENG,   "GC2019-006",   20190114, "社会捐赠",     "古城区工商业联合会",           "走访慰问", 36000   },
	{ 201901, ANSHUI,    "AS2018-088",   20181128, "社会捐赠",     "安水县青年商会",               "助学救助", 15000   },
	{ 201901, ANSHUI,    "AS2018-102",   20181226, "县级财政",     "安水县财政局",                 NULL,       160000  },
	{ 201901, ANSHUI,    "AS2019-001",   20190104, "县级工会经费", "安水县总工会",                 NULL,       78000   },
	{ 201901, ANSHUI,    "AS2019-011",   20190116, "行政支持",     "安水县水利局",                 NULL,       31500   },
	{ 201901, JIANGLING, "JL2018-071",   20181229, "县级财政",     "江岭县财政局",                 NULL,       110000  },
	{ 201901, JIANGLING, "JL2019-004",   20190109, "县级工会经费", "江岭县总工会",                 NULL,       60000   },
	{ 201901, JIANGLING, "JL2019-005",   20190118, "社会捐赠",     "江岭县餐饮行业协会",           NULL,       22000   },
	{ 201901, JIANHE,    "JH2018-133",   20181224, "县级财政",     "监河县财政局",                 NULL,       170000  },
	{ 201901, JIANHE,    "JH2019-006",   20190108, "县级工会经费", "监河县总工会",                 NULL,       86000   },
	{ 201901, JIANHE,    "JH2019-009",   20190115, "社会捐赠",     "监河县水产行业协会",           "慰问劳模", 38500   },
	{ 201901, SHIPO,     "SP2018-110",   20181228, "县级财政",     "石陂市财政局",                 NULL,       145000  },
	{ 201901, SHIPO,     "SP2019-005",   20190110, "县级工会经费", "石陂市总工会",                 NULL,       90000   },
	{ 201901, SHIPO,     "SP2019-007",   20190117, "基层工会经费", "石陂市人民医院工会委员会",     NULL,       45000   },
	{ 201901, HONGBO,    "HB2018-099",   20181227, "县级财政",     "洪波市财政局",                 NULL,       150000  },
	{ 201901, HONGBO,    "HB2019-004",   20190111, "县级工会经费", "洪波市总工会",                 NULL,       92000   },
	{ 201901, HONGBO,    "HB2019-010",   20190122, "社会捐赠",     "洪波市慈善会",                 NULL,       48000   },
	{ 201901, SONGTAN,   "ST2018-140",   20181225, "县级财政",     "松滩市财政局",                 NULL,       180000  },
	{ 201901, SONGTAN,   "ST2019-002",   20190104, "县级工会经费", "松滩市总工会",                 NULL,       104000  },
	{ 201901, SONGTAN,   "ST2019-013",   20190123, "社会捐赠",     "松滩市个体私营经济协会",       NULL,       66000   },
	{ 201902, SONGTAN,   "ST2019-019",   20190202, "社会捐赠",     "松滩市纺织行业协会",           NULL,       20000   },
	{ 201902, CITY,      "收-2019-0047", 20190215, "社会捐赠",     "江州市融资担保有限公司",       "助学救助", 30000   },
};

static const struct kit_column SOURCE[] = { { "序号", .kind = KIT_NUMBER }, { "凭证号", .kind = KIT_ID, .width = 16 },
	{ "到账日期", .kind = KIT_DAY, .width = 12 }, { "资金来源", .width = 14 },
	{ "提供单位", .width = 34 }, { "指定用途" }, { "金额", .kind = KIT_MONEY } };
static const struct kit_column PASSED[] = { { "序号", .kind = KIT_NUMBER }, { "拨付凭证号", .kind = KIT_ID, .width = 16 },
	{ "拨付日期", .kind = KIT_DAY_DOT, .width = 12 }, { "拨往单位", .width = 20 },
	{ "来源凭证号", .kind = KIT_ID, .width = 16 }, { "拨付金额", .kind = KIT_MONEY } };
static const struct kit_column SHARE[] = { { "序号", .kind = KIT_NUMBER }, { "姓名" }, { "身份证号", .kind = KIT_ID },
	{ "发放日期", .kind = KIT_DAY, .width = 12 }, { "收款单位", .width = 20 },
	{ "来源凭证号", .kind = KIT_ID, .width = 16 }, { "分摊金额", .kind = KIT_MONEY } };

/* The city's money sheets are filled in and checked in its finance department. */
static void money_hand(struct kit *kit, struct kit_sheet *s, int month, const char *file, const char *kind, struct kit_org *by, struct day on)
{
	struct kit_org *cashier = by == kit_city(kit) ? kit_org_named(kit, "财务部") : by;
	kit_total(s, "合　计");
	kit_foot(s, kit_filler(kit, cashier), kit_checker(kit, cashier), on);
	kit_sheet_close(s);
	kit_list(kit, month, (struct kit_handover){ .file = file, .kind = kind, .org = by, .filler = kit_filler(kit, cashier),
		.checker = kit_checker(kit, cashier), .day = on, .verdict = KIT_PASSED });
}

static void sources_write(struct kit *kit, int month, int unit)
{
	struct kit_org *by = unit == CITY ? kit_city(kit) : aid_sender(kit, unit);
	const char *name = unit == CITY ? "市总工会" : AID_UNIT[unit].name;
	const char *file = aid_path(kit, "02-资金", name, "筹集表.xlsx");
	struct day on = month_last(month);
	struct kit_sheet *s = NULL;
	int number = 0;
	for (size_t i = 0; i < COUNT(SOURCES); i++) {
		const struct source *of = &SOURCES[i];
		if (of->month != month || of->unit != unit)
			continue;
		if (!s) {
			s = kit_sheet_open(kit, month, file, KIT_XLSX, "筹集", SOURCE, COUNT(SOURCE));
			kit_title(s, "%s送温暖慰问款筹集表", name);
			kit_lines(s, by, on, "元");
		}
		kit_row(s), kit_put_int(s, ++number), kit_puts(s, of->voucher), kit_put_day(s, aid_day(of->day)), kit_puts(s, of->kind), kit_puts(s, of->giver);
		kit_puts(s, of->purpose);
		if (unit == HONGBO && !strcmp(of->kind, "社会捐赠"))
			kit_put(s, str_fmt(kit->mem, "%lld.%lld万元", (long long)of->yuan / 10000, (long long)of->yuan / 1000 % 10));
		else
			kit_put_money(s, of->yuan * 100);
	}
	if (!s)
		return;
	money_hand(kit, s, month, file, "aid.source", by, on);
}

/* Central and provincial money that the city received goes on to the counties: no income there. */
static void passed_write(struct kit *kit, int month)
{
	static const struct { const char *voucher; int64_t yuan; } parts[] = { { "收-2018-1218", 130000 }, { "收-2018-1220", 50000 } };
	struct kit_org *by = kit_city(kit);
	const char *file = aid_path(kit, "02-资金", "市总工会", "拨付表.xlsx");
	struct kit_sheet *s = kit_sheet_open(kit, month, file, KIT_XLSX, "拨付", PASSED, COUNT(PASSED));
	int number = 0;
	kit_title(s, "江州市总工会送温暖慰问款拨付表");
	kit_lines(s, by, aid_day(20190131), "元");
	for (size_t k = 0; k < COUNT(parts); k++)
		for (int unit = 0; unit < AID_ZONE; unit++) {
			kit_row(s), kit_put_int(s, ++number), kit_put(s, str_fmt(kit->mem, "付-2019-%04d", 100 + number));
			kit_put_day(s, aid_day(k ? 20190109 : 20190104));
			kit_put(s, aid_sender(kit, unit)->full), kit_puts(s, parts[k].voucher), kit_put_money(s, parts[k].yuan * 100);
		}
	money_hand(kit, s, month, file, "aid.transfer", by, aid_day(20190131));
}

void aid_money(struct kit *kit, int month)
{
	sources_write(kit, month, CITY);
	for (int unit = 0; unit < AID_ZONE; unit++)
		sources_write(kit, month, unit);
	if (month == 201901)
		passed_write(kit, month);
}

/* ---- Shares: the sources of a unit are used up one after another, so that some events are borne by two; one is borne by three. ---- */

struct purse { const char *receiver, *voucher; int64_t fen; };

static void share_put(struct kit_sheet *s, int *number, const struct aid_done *d, struct purse *from, int64_t fen)
{
	kit_row(s), kit_put_int(s, ++*number), kit_put(s, d->person->name), kit_put(s, d->person->idno), kit_put_day(s, d->day), kit_puts(s, from->receiver);
	kit_puts(s, from->voucher), kit_put_money(s, fen);
	from->fen -= fen;
}

static void shares_put(struct kit_sheet *s, const struct aid_book *book, struct purse *purses, size_t n, struct purse *gift)
{
	int number = 0;
	bool three = false;
	size_t at = 0;
	for (size_t i = 0; i < book->n; i++) {
		const struct aid_done *d = &book->at[i];
		int64_t left = d->cash + d->goods;
		if (!three && !strcmp(d->kind, "生活救助") && left >= 90000) {
			share_put(s, &number, d, gift, 30000), share_put(s, &number, d, &purses[0], 30000), share_put(s, &number, d, &purses[1], left - 60000);
			three = true;
			continue;
		}
		for (; left > 0 && at < n; at += left > 0) {
			int64_t part = left < purses[at].fen ? left : purses[at].fen;
			if (part > 0)
				share_put(s, &number, d, &purses[at], part), left -= part;
		}
	}
}

void aid_shares(struct kit *kit, int month, int unit, const struct aid_book *book)
{
	struct kit_org *by = aid_sender(kit, unit);
	struct day on = aid_day(20190201);
	struct purse own[] = { { "江州市总工会", "收-2018-1218", 13000000 }, { NULL, "SZ2018-121", 15000000 }, { NULL, "SZ2019-003", 8800000 },
		{ "江州市总工会", "收-2018-1220", 5000000 } };
	struct purse city[] = { { NULL, "收-2019-0009", 6000000 }, { NULL, "收-2019-0007", 52000000 } };
	struct purse gift = { NULL, unit == SHAZHOU ? "SZ2019-008" : "收-2019-0015", 4000000 };
	if (month != 201901 || !book->n)
		return;
	struct kit_sheet *s = kit_sheet_open(kit, month, aid_path(kit, "02-资金", AID_UNIT[unit].name, "分摊表.xlsx"), KIT_XLSX, "分摊", SHARE, COUNT(SHARE));
	kit_title(s, "%s帮扶资金分摊表", AID_UNIT[unit].name);
	kit_lines(s, by, on, "元");
	shares_put(s, book, unit == SHAZHOU ? own : city, unit == SHAZHOU ? COUNT(own) : COUNT(city), &gift);
	kit_total(s, "合计");
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on);
	kit_sheet_hand(s, "aid.allocation", by, on, KIT_PASSED, NULL);
}
