/* 设置表: how the office words its monthly report. February's second style of heads (1、) stands here too, since wording is the office's setting. */
#include "sample.h"

static const struct kit_column COLUMNS[] = { { "名称", .width = 20 }, { "值", .width = 90 } };

static void setting(struct kit_sheet *s, const char *name, const char *value)
{
	kit_row(s);
	kit_puts(s, name);
	kit_puts(s, value);
}

void sample_settings(struct kit *kit, int month)
{
	struct kit_org *office = kit_department(kit, 0);
	struct kit_sheet *s = kit_sheet_open(kit, month, "04-月报设置.xlsx", KIT_XLSX, "设置", COLUMNS, COUNT(COLUMNS));
	kit_title(s, "月报设置表");
	if (month == 201901) {
		setting(s, "月报发文单位", "江州市总工会");
		setting(s, "月报承办部门", "办公室");
		setting(s, "月报标题", "江州市总工会{month}工作完成情况");
		setting(s, "报", "省总工会，市委办公室、市人大常委会办公室、市政府办公室、市政协办公室。");
		setting(s, "发", "各县市区总工会，江州经济开发区总工会，驻会产业工会，机关各部室。");
	}
	setting(s, "月报标题序号", month == 201901 ? "一、" : "1、");
	kit_sheet_hand(s, "report.setting", office, month_last(month), KIT_PASSED, NULL);
}
