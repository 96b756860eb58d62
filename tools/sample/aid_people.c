/* The registers of the aid part and the rows about persons: files, aid given, visits. Layouts differ by county as their clerks' habits do. */
#include "aid.h"
#include <string.h>

/* ---- 困难职工档案, 困难劳模名册: two sheets of one workbook ---- */

static const struct kit_column FILES[] = { { "序号", .kind = KIT_NUMBER }, { "档案编号", .kind = KIT_ID }, { "姓名" }, { "身份证号", .kind = KIT_ID },
	{ "联系电话", .kind = KIT_ID },
	{ "工作单位", .width = 38 }, { "档案类型" }, { "档案级别" }, { "困难类别", .width = 12 }, { "家庭人口", .kind = KIT_NUMBER }, { "最近核查日期", .kind = KIT_DAY, .width = 13 },
	{ "建档日期", .kind = KIT_DAY, .width = 12 }, { "退出日期", .kind = KIT_DAY, .width = 12 }, { "退出原因" } };
static const struct kit_column MODELS[] = { { "序号", .kind = KIT_NUMBER }, { "劳模姓名" }, { "身份证号码", .kind = KIT_ID }, { "单位", .width = 38 },
	{ "劳模称号", .width = 24 },
	{ "劳模级别" }, { "授予年份", .kind = KIT_NUMBER }, { "困难情形" }, { "认定日期", .kind = KIT_DAY, .width = 12 } };

static void file_put(struct kit *kit, struct kit_sheet *s, int unit, int i, struct kit_person *p, struct day out)
{
	static const char *const grades[] = { "区县级", "区县级", "地市级", "地市级", "省级", "全国级" };
	static const char *const categories[] = { "低保户", "低保边缘户", "低保边缘户", "意外致困户" };
	struct kit_rng rng = kit_rng("aid/file/%d/%d", unit, i);
	struct kit_org *body = unit == AID_OFFICE ? kit_city(kit) : aid_sender(kit, unit);
	kit_row(s), kit_put_int(s, i + 1), kit_put(s, str_fmt(kit->mem, "KN%.*s%05d", PSTR(body->division), i + 1));
	kit_put(s, p->name), kit_put(s, p->idno), kit_put(s, kit_chance(&rng, 85) ? p->phone : STR_NONE), kit_put(s, p->employer->employer);
	kit_puts(s, kit_chance(&rng, 4) ? "临时救助" : "常规"), kit_puts(s, kit_pick(&rng, grades)), kit_puts(s, kit_pick(&rng, categories));
	kit_put_int(s, kit_chance(&rng, 3) ? INT_NONE : kit_between(&rng, 1, 6));
	bool fresh = i >= AID_UNIT[unit].files + 10;     /* February's */
	kit_put_day(s, fresh ? aid_workday(&rng, 201902, 20, 25) : kit_day_between(&rng, aid_day(20181105), aid_day(20181214)));
	kit_put_day(s, fresh ? aid_workday(&rng, 201902, 11, 19) : kit_day_between(&rng, aid_day(20160301), aid_day(20180930)));
	kit_put_day(s, out), kit_puts(s, day_known(out) ? "脱困" : NULL);
}

/* From the age of 24 on and before the files that name the person as one in difficulty; national titles are given every fifth year. */
static int64_t title_year(struct kit_rng *rng, const struct kit_person *p, bool national)
{
	static const int congresses[] = { 1989, 1995, 2000, 2005, 2010, 2015 };
	int grown = day_month(p->born) / 100 + 24, first = grown > 1986 ? grown : 1986;
	int year = (int)kit_between(rng, first, 2016);
	for (size_t i = 0; national && i < COUNT(congresses); i++)
		if (congresses[i] >= year || i + 1 == COUNT(congresses))
			return congresses[i];
	return year;
}

static void models_put(struct kit *kit, struct kit_sheet *s, int unit)
{
	static const struct { const char *grade, *honour; } honours[] = { { "市级", "江州市劳动模范" }, { "市级", "江州市先进工作者" }, { "省部级", "省劳动模范" },
		{ "省部级", "省先进生产者" }, { "全国", "全国劳动模范" } };
	kit_title(s, "%s困难劳模名册", AID_UNIT[unit].name);
	for (int i = 0; i < AID_UNIT[unit].models; i++) {
		struct kit_rng rng = kit_rng("aid/model/%d/%d", unit, i);
		struct kit_person *p = aid_model_worker(kit, unit, i);
		size_t k = kit_chance(&rng, 75) ? (size_t)kit_between(&rng, 0, 1) : (size_t)kit_between(&rng, 2, 4);
		kit_row(s), kit_put_int(s, i + 1), kit_put(s, p->name), kit_put(s, p->idno), kit_put(s, p->employer->employer), kit_puts(s, honours[k].honour);
		kit_puts(s, honours[k].grade), kit_put_int(s, title_year(&rng, p, k == 4)), kit_puts(s, kit_chance(&rng, 70) ? "低收入" : "特殊困难");
		kit_put_day(s, kit_day_between(&rng, aid_day(20170301), aid_day(20181130)));
	}
}

/* In February only what changed: two files that came out of difficulty, two new ones. */
static void files_change(struct kit *kit, int month, int unit)
{
	struct kit_org *by = aid_sender(kit, unit);
	struct kit_sheet *s = kit_sheet_open(kit, month, aid_path(kit, "01-档案", AID_UNIT[unit].name, "变更.xlsx"), KIT_XLSX, "档案变更", FILES, COUNT(FILES));
	int files = AID_UNIT[unit].files;
	kit_title(s, "%s困难职工档案变更表", AID_UNIT[unit].name);
	kit_lines(s, by, aid_day(20190226), NULL);
	for (int i = 0; i < 2; i++)
		file_put(kit, s, unit, 30 + i, aid_worker(kit, unit, 30 + i), aid_day(20190222 + i));
	for (int i = 0; i < 2; i++)
		file_put(kit, s, unit, files + 10 + i, aid_worker(kit, unit, files + 10 + i), DAY_NONE);
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), aid_day(20190226));
	kit_sheet_hand(s, "aid.hardship", by, aid_day(20190226), KIT_PASSED, NULL);
}

void aid_registers(struct kit *kit, int month, int unit)
{
	struct kit_org *by = aid_sender(kit, unit);
	struct day on = aid_day(20190104);
	int files = AID_UNIT[unit].files;
	if (month != 201901) {
		if (unit == SHAZHOU || unit == ANSHUI)
			files_change(kit, month, unit);
		return;
	}
	const char *path = aid_path(kit, "01-档案", AID_UNIT[unit].name, ".xlsx");
	struct kit_sheet *s = kit_sheet_open(kit, month, path, KIT_XLSX, "困难职工档案", FILES, COUNT(FILES));
	kit_title(s, "%s困难职工档案登记表", AID_UNIT[unit].name);
	kit_lines(s, by, on, "人");
	for (int i = 0; i < files; i++)
		file_put(kit, s, unit, i, aid_worker(kit, unit, i), DAY_NONE);
	for (int i = files; i < files + 3; i++)
		file_put(kit, s, unit, i, aid_worker(kit, unit, i), aid_day(20181015 + i % 9));
	if (unit == JIANHE)
		file_put(kit, s, unit, files + 3, aid_twin(kit), DAY_NONE);
	kit_blank(s, 4);
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on);
	struct kit_sheet *models = kit_sheet_next(s, "困难劳模", MODELS, COUNT(MODELS));
	models_put(kit, models, unit);
	kit_foot(models, kit_filler(kit, by), kit_checker(kit, by), on);
	kit_sheet_close(s);
	kit_list(kit, month, (struct kit_handover){ .file = path, .kind = "aid.hardship", .org = by, .day = on, .verdict = KIT_PASSED });
	kit_list(kit, month, (struct kit_handover){ .file = path, .kind = "aid.model", .org = by, .day = on, .verdict = KIT_PASSED });
}

/* ---- 帮扶救助台账 ---- */

static const struct kit_column AID_PLAIN[] = { { "序号", .kind = KIT_NUMBER }, { "姓名" }, { "身份证号", .kind = KIT_ID }, { "工作单位", .width = 38 },
	{ "发放日期", .kind = KIT_DAY, .width = 12 },
	{ "帮扶类别" }, { "救助金", .kind = KIT_MONEY }, { "物资折价", .kind = KIT_MONEY }, { "活动" }, { "发放方式" }, { "签收或回单号", .width = 18 }, { "再次帮扶说明", .width = 34 } };
static const struct kit_column AID_OVER[] = { { "序号", .kind = KIT_NUMBER }, { "受助人" }, { "身份证号码", .kind = KIT_ID }, { "单位", .width = 38 },
	{ "救助日期", .kind = KIT_DAY_DOT, .width = 12 },
	{ "救助类别" }, { "现金", "金额", KIT_MONEY }, { "物资", "金额", KIT_MONEY }, { "活动名称" }, { "发放方式" }, { "回单号", .width = 18 }, { "备注", .width = 34 } };
static const struct kit_column AID_TEXT[] = { { "序号", .kind = KIT_NUMBER }, { "职工姓名" }, { "公民身份号码", .kind = KIT_ID }, { "所在单位", .width = 38 },
	{ "发放时间", .kind = KIT_DAY_TEXT, .width = 12 },
	{ "帮扶项目" }, { "发放金额", .kind = KIT_MONEY }, { "实物折价", .kind = KIT_MONEY }, { "所属活动" }, { "方式" }, { "签收编号", .width = 18 }, { "重复帮扶说明", .width = 34 } };

/* What one event gives: most of it living aid, cash in hand never above 1000 元. */
static struct aid_done given(struct kit_rng *rng, struct kit_person *p, struct day on)
{
	struct aid_done d = { .person = p, .day = on, .kind = "生活救助" };
	int64_t lot = kit_between(rng, 0, 99);
	if (lot < 64)
		d.cash = kit_between(rng, 6, 10) * 10000;
	else if (lot < 70)
		d.goods = kit_between(rng, 20, 40) * 1000;
	else if (lot < 82)
		d.kind = "医疗救助", d.cash = kit_between(rng, 15, 30) * 10000;
	else if (lot < 92)
		d.kind = "助学救助", d.cash = kit_between(rng, 10, 20) * 10000;
	else
		d.kind = "综合帮扶", d.cash = kit_between(rng, 4, 7) * 10000, d.goods = kit_between(rng, 15, 25) * 1000;
	return d;
}

static void aid_put(struct kit *kit, struct kit_sheet *s, int unit, int number, const struct aid_done *d, const char *campaign, const char *again, bool wide)
{
	bool by_hand = d->cash && d->cash <= 100000 && number % 4 == 0;
	kit_row(s), kit_put_int(s, number), kit_put(s, d->person->name), kit_put(s, d->person->idno), kit_put(s, d->person->employer->employer);
	if (wide) {                              /* full-width digits, as some input methods leave them */
		struct buf day = { .mem = kit->mem };
		for (struct str iso = day_iso(kit->mem, d->day); iso.n; iso = str_sub(iso, 1, SIZE_MAX))
			buf_fmt(&day, iso.p[0] == '-' ? "." : "%c%c%c", 0xEF, 0xBC, 0x90 + (iso.p[0] - '0'));
		kit_put(s, buf_str(&day));
	} else {
		kit_put_day(s, d->day);
	}
	kit_puts(s, d->kind);
	if (wide && d->cash == 80000)
		kit_puts(s, "８００");
	else
		kit_put_money(s, d->cash ? d->cash : INT64_MIN);
	kit_put_money(s, d->goods ? d->goods : INT64_MIN), kit_puts(s, campaign);
	kit_puts(s, !d->cash ? "实物签收" : by_hand ? "现金签收" : "银行发放");
	kit_put(s, str_fmt(kit->mem, "%s%d%02d%04d", !d->cash || by_hand ? "QS" : "HD", unit + 1, day_of_month(d->day), number)), kit_puts(s, again);
}

/* First a row for each who is helped, then further ones for some: another kind, or the same in two parts with a reason. */
static void aid_january(struct kit *kit, struct kit_sheet *s, int unit, struct aid_book *book)
{
	const struct aid_unit *u = &AID_UNIT[unit];
	int n = 0, first = 0;
	for (int i = 0; i < u->files && n < u->events; i++) {
		struct kit_rng rng = kit_rng("aid/event/%d/%d", unit, i);
		if (aid_never_helped(i))
			continue;
		struct aid_done d = given(&rng, aid_worker(kit, unit, i), aid_workday(&rng, 201901, 3, 22));
		if (unit == ANSHUI && !n)
			d.day = aid_day(20181221);       /* paid in December, brought in late */
		book->at[n] = d;
		aid_put(kit, s, unit, n + 1, &d, "送温暖", NULL, unit == SONGTAN && n % 40 == 7);
		n++;
	}
	first = n;
	for (int i = 0; n < u->events; i++) {
		struct kit_rng rng = kit_rng("aid/again/%d/%d", unit, i);
		const struct aid_done *before = &book->at[i * 3 % first];
		struct aid_done d = { .person = before->person, .day = aid_workday(&rng, 201901, 23, 31), .kind = before->kind,
			.cash = kit_between(&rng, 4, 8) * 10000 };
		bool part = i % 5 == 0;
		if (!part)
			d.kind = strcmp(before->kind, "助学救助") ? "助学救助" : "生活救助";
		book->at[n] = d;
		aid_put(kit, s, unit, n + 1, &d, "送温暖", part ? "分两次发放，经分管领导同意" : NULL, false);
		n++;
	}
	book->n = (size_t)n;
}

static void aid_february(struct kit *kit, struct kit_sheet *s, int unit, struct aid_book *book)
{
	int n = 0, events = AID_UNIT[unit].later_events;
	for (int i = 0; n < events; i++) {
		struct kit_rng rng = kit_rng("aid/event/february/%d/%d", unit, i);
		bool warm = n < events / 3;
		if (!aid_never_helped(i))
			continue;
		struct aid_done d = given(&rng, aid_worker(kit, unit, i), warm ? aid_workday(&rng, 201902, 1, 3) : aid_workday(&rng, 201902, 11, 28));
		book->at[n] = d;
		aid_put(kit, s, unit, n + 1, &d, warm ? "送温暖" : "日常帮扶", NULL, false);
		n++;
	}
	book->n = (size_t)n;
}

/* What goes wrong in January's ledgers; none of these rows counts. */
static const char *aid_slips(struct kit *kit, struct kit_sheet *s, int unit, const struct aid_book *book)
{
	struct aid_done d = book->at[3];
	int n = (int)book->n;
	if (unit == JIANGLING)
		aid_put(kit, s, unit, 4, &d, "送温暖", NULL, false);     /* the fourth row a second time */
	if (unit == ANSHUI)
		d = book->at[1], d.day = aid_day(20181210), aid_put(kit, s, unit, n + 1, &d, "送温暖", NULL, false);     /* before the campaign began */
	if (unit != HONGBO)
		return NULL;
	d = book->at[8], d.day = aid_day(20190130), d.kind = "就业援助", d.cash = 60000, d.goods = 0;
	aid_put(kit, s, unit, n + 1, &d, "送温暖", NULL, false);         /* to be returned: under two rows of title and one of head */
	d.day = aid_day(20180131), aid_put(kit, s, unit, n + 2, &d, "送温暖", NULL, false), kit_hide(s);         /* last year's, hidden */
	return str_c(kit->mem, str_fmt(kit->mem, "第%d行退回：缺签收或银行回单", 2 + 1 + n + 1));
}

void aid_events(struct kit *kit, int month, int unit, struct aid_book *ret)
{
	static const struct kit_column *const layouts[] = { AID_PLAIN, AID_OVER, AID_TEXT };
	struct kit_org *by = aid_sender(kit, unit);
	bool january = month == 201901, csv = unit == JIANGLING || unit == SONGTAN;
	struct day on = january ? aid_day(20190131) : unit == SHIPO ? aid_day(20190304) : aid_day(20190228);
	int events = january ? AID_UNIT[unit].events : AID_UNIT[unit].later_events;
	*ret = (struct aid_book){ arena_get(kit->mem, 400 * sizeof(struct aid_done)), 0 };
	if (events == 0)
		kit_list_nil(kit, month, "aid.event", by, on);
	if (events <= 0)
		return;
	const char *path = aid_path(kit, "03-帮扶", AID_UNIT[unit].name, csv ? ".csv" : ".xlsx");
	struct kit_sheet *s = kit_sheet_open(kit, month, path, unit == JIANGLING ? KIT_CSV_GB : csv ? KIT_CSV_BOM : KIT_XLSX, "帮扶救助",
		csv ? AID_TEXT : layouts[unit % 2], COUNT(AID_PLAIN));
	kit_title(s, "%s%s帮扶救助台账", AID_UNIT[unit].name, str_c(kit->mem, month_zh(kit->mem, month)));
	kit_lines(s, by, on, "元");
	if (january)
		aid_january(kit, s, unit, ret);
	else
		aid_february(kit, s, unit, ret);
	const char *note = january ? aid_slips(kit, s, unit, ret) : NULL;
	kit_total(s, "合计");
	kit_blank(s, unit == GUCHENG ? 5 : 1);
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on);
	kit_sheet_hand(s, "aid.event", by, on, KIT_PASSED, note);
}
