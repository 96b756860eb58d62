/* 02-干部名册.xlsx: the officers of the federation's office, its resident industrial unions, the counties and the zone. */
#include "sample.h"

static const struct kit_column COLUMNS[] = {
	{ "姓名", .width = 20 }, { "身份证号", .kind = KIT_ID, .width = 22 }, { "手机", .kind = KIT_ID, .width = 14 }, { "单位", .width = 28 },
	{ "职务", .width = 34 }, { "起始日期", .kind = KIT_DAY, .width = 12 },
};

void sample_people(struct kit *kit)
{
	struct kit_org *by = kit_org_named(kit, "组织部");
	struct day on;
	if (!day_parse(STR("2019-01-03"), &on))
		return;
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "02-干部名册.xlsx", KIT_XLSX, "干部名册", COLUMNS, COUNT(COLUMNS));
	kit_title(s, "江州市工会系统干部名册");
	kit_lines(s, by, on, NULL);
	for (size_t i = 0; i < kit->officers_n; i++) {
		const struct kit_officer *officer = &kit->officers[i];
		kit_row(s);
		kit_put(s, officer->person->name);
		kit_put(s, officer->person->idno);
		kit_put(s, officer->person->phone);
		kit_put(s, officer->org->full);
		kit_put(s, officer->post);
		kit_put_day(s, officer->from);
	}
	kit_blank(s, 2);
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on);
	kit_sheet_hand(s, "person.officer", by, on, KIT_PASSED, NULL);
}
