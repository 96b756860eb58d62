/* 01-单位名册.xlsx: every body of the federation, dated. A unit with a history has one row for each time, oldest first, under one 统计编码; the last
 * day in force stands in 终止日期. Numbers of former rows are empty: nobody knows them any more. */
#include "sample.h"

static const struct kit_column COLUMNS[] = {
	{ "单位全称",             .width = 44 }, { "简称",     .width = 24 }, { "单位类型",             .width = 16 },
	{ "上级单位",             .width = 26 }, { "用人单位", .width = 36 }, { "用人单位统一社会信用代码", .kind = KIT_ID, .width = 26 },
	{ "工会统一社会信用代码", .kind = KIT_ID, .width = 24 }, { "统计编码", .kind = KIT_ID, .width = 16 }, { "行政区划代码", .kind = KIT_ID, .width = 14 },
	{ "职工人数", .kind = KIT_INT }, { "会员人数", .kind = KIT_INT }, { "女会员", .kind = KIT_INT }, { "农民工会员", .kind = KIT_INT },
	{ "所属产业工会", .width = 20 }, { "顺序", .kind = KIT_NUMBER }, { "起始日期", .kind = KIT_DAY, .width = 12 }, { "终止日期", .kind = KIT_DAY, .width = 12 },
};

static void org_write(struct kit_sheet *s, const struct kit_org *org)
{
	if (org->former)
		org_write(s, org->former);
	kit_row(s);
	kit_put(s, org->full);
	kit_put(s, org->shorter);
	kit_puts(s, kit_kind_word(org->kind));
	kit_put(s, org->parent ? org->parent->full : STR_NONE);
	kit_put(s, org->employer);
	kit_put(s, org->employer_uscc);
	kit_put(s, org->uscc);
	kit_put(s, org->stat_code);
	kit_put(s, org->division);
	kit_put_int(s, org->workers);
	kit_put_int(s, org->members);
	kit_put_int(s, org->women);
	kit_put_int(s, org->migrants);
	kit_put(s, org->industry ? org->industry->full : STR_NONE);
	kit_put_int(s, org->order);
	kit_put_day(s, org->from);
	kit_put_day(s, org->to.n == DAY_LAST.n ? DAY_NONE : org->to);
}

void sample_orgs(struct kit *kit)
{
	struct kit_org *by = kit_org_named(kit, "组织部");
	struct day on;
	if (!day_parse(STR("2019-01-02"), &on))
		return;
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "01-单位名册.xlsx", KIT_XLSX, "单位名册", COLUMNS, COUNT(COLUMNS));
	kit_title(s, "江州市工会组织单位名册");
	kit_lines(s, by, on, "人");
	for (size_t i = 0; i < kit->orgs.n; i++)
		org_write(s, kit->orgs.at[i]);
	kit_total(s, "合计");
	kit_blank(s, 3);
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on);
	kit_sheet_hand(s, "org.unit", by, on, KIT_PASSED, NULL);
}
