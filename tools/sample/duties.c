/* 09-报送任务/报送任务.xlsx: who owes which monthly report since when, and by which day. The eight county unions owe three; the zone owed one until the
 * middle of 2018, when its accounts went over to the city: it stands in no denominator since. */
#include "sample.h"

static const struct kit_column COLUMNS[] = { { "序号", .kind = KIT_NUMBER }, { "单位", .width = 26 }, { "报表", .width = 18 }, { "报表名称", .width = 24 }, { "周期" },
	{ "期满后几日内报", .kind = KIT_NUMBER }, { "起始日期", .kind = KIT_DAY, .width = 12 }, { "终止日期", .kind = KIT_DAY, .width = 12 } };
static const struct { const char *report, *name; int due; } REPORTS[] = {
	{ "aid.month",      "送温暖月报",   5 },
	{ "petition.month", "信访稳定月报", 5 },
	{ "fund.month",     "经费治理月报", 8 },
};

static void duty(struct kit_sheet *s, int *serial, const struct kit_org *org, size_t report, int from, int to)
{
	kit_row(s);
	kit_put_int(s, ++*serial);
	kit_put(s, org->full);
	kit_puts(s, REPORTS[report].report);
	kit_puts(s, REPORTS[report].name);
	kit_puts(s, "月");
	kit_put_int(s, REPORTS[report].due);
	kit_put_day(s, month_first(from));
	kit_put_day(s, to ? month_last(to) : DAY_NONE);
}

void sample_duties(struct kit *kit, int month)
{
	struct kit_org *office = kit_department(kit, 0);
	struct day on = { month_first(month).n + 3 };
	int serial = 0;
	struct kit_sheet *s = kit_sheet_open(kit, month, "09-报送任务/报送任务.xlsx", KIT_XLSX, "报送任务", COLUMNS, COUNT(COLUMNS));
	kit_title(s, "江州市工会系统月报报送任务表");
	kit_lines(s, office, on, NULL);
	for (size_t report = 0; report < COUNT(REPORTS); report++)
		for (size_t i = 0; i < KIT_COUNTIES; i++)
			duty(s, &serial, kit_county(kit, i), report, 201801, 0);
	duty(s, &serial, kit_zone(kit), 2, 201801, 201806);
	kit_blank(s, 2);
	kit_foot(s, kit_filler(kit, office), kit_checker(kit, office), on);
	kit_foot_note(s, "说明：江州经济开发区总工会的经费自2018年7月起由市总工会统一核算，不再单独报送经费治理月报。");
	kit_sheet_hand(s, "obligation.duty", office, on, KIT_PASSED, NULL);
}
