/* 述职测评: the office's own debrief of 7 January and its commendation meeting of the 30th, as the office's clerk keeps them; in February only what was
 * fed back. Marks and ballots are in no file: they never leave the box. */
#include "sample.h"

static struct day on(const char *iso)
{
	struct day day = DAY_NONE;
	if (!day_parse(str_of(iso), &day))
		return DAY_NONE;
	return day;
}

/* ---- Debriefs ---- */

static const struct kit_column DEBRIEF[] = { { "顺序", .kind = KIT_NUMBER }, { "部室", "述职人", KIT_TEXT, 16 }, { "姓名", "述职人", KIT_TEXT, 22 }, { "职务" },
	{ "述职形式" }, { "年度", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY_DOT } };

static void debrief_write(struct kit *kit)
{
	static const size_t order[KIT_DEPARTMENTS] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
	struct kit_org *city = kit_city(kit);
	struct day day = on("2019-01-07");
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "13-述职测评/机关述职登记表.xlsx", KIT_XLSX, "述职", DEBRIEF, COUNT(DEBRIEF));
	kit_title(s, "2018年度机关部室负责人述职登记表");
	kit_lines(s, city, day, NULL);
	for (size_t i = 0; i < COUNT(order); i++) {
		struct kit_officer *head = kit_head(kit, order[i]);
		kit_row(s), kit_put_int(s, (int64_t)i + 1), kit_put(s, head->org->shorter), kit_put(s, head->person->name), kit_put(s, head->post);
		kit_puts(s, order[i] == 9 || order[i] == 5 ? "文字材料" : "PPT"), kit_put_int(s, 2018), kit_put_day(s, day);
	}
	kit_blank(s, 2), kit_foot(s, kit_filler(kit, city), kit_checker(kit, city), day);
	kit_sheet_hand(s, "peer.debrief", city, day, KIT_PASSED, NULL);
}

/* ---- Commendations ---- */

static const struct kit_column AWARD[] = { { "类别" }, { "荣誉称号", .width = 16 }, { "部室", .width = 18 }, { "姓名", .width = 22 }, { "证书编号", .kind = KIT_ID },
	{ "表彰年度", .kind = KIT_NUMBER }, { "表彰日期", .kind = KIT_DAY } };

static void award_row(struct kit *kit, struct kit_sheet *s, const char *track, const char *honour, const struct kit_org *org, const struct kit_officer *who,
	int serial)
{
	kit_row(s);
	if (serial > 1)
		kit_same(s), kit_same(s);
	else
		kit_puts(s, track), kit_puts(s, honour);
	kit_put(s, org->full), kit_put(s, who ? who->person->name : STR_NONE), kit_put(s, str_fmt(kit->mem, "2018-%s-%d", track, serial));
	kit_put_int(s, 2018), kit_put_day(s, on("2019-01-30"));
}

static void award_write(struct kit *kit)
{
	static const size_t departments[] = { 0, 3, 4, 8, 11 }, cadres[] = { 3, 7, 8, 13, 17, 22 }, assistants[] = { 0, 2, 5 };
	struct kit_org *city = kit_city(kit);
	struct day day = on("2019-01-30");
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "13-述职测评/机关表彰登记表.xlsx", KIT_XLSX, "表彰", AWARD, COUNT(AWARD));
	kit_title(s, "2018年度机关文明部室、先进个人、优秀协理员登记表");
	kit_lines(s, city, day, NULL);
	for (size_t i = 0; i < COUNT(departments); i++)
		award_row(kit, s, "部室", "文明部室", kit_department(kit, departments[i]), NULL, (int)i + 1);
	for (size_t i = 0; i < COUNT(cadres); i++)
		award_row(kit, s, "干部", "先进个人", kit_cadre(kit, cadres[i])->org, kit_cadre(kit, cadres[i]), (int)i + 1);
	for (size_t i = 0; i < COUNT(assistants); i++)
		award_row(kit, s, "协理员", "优秀协理员", kit_assistant(kit, assistants[i])->org, kit_assistant(kit, assistants[i]), (int)i + 1);
	kit_foot(s, kit_filler(kit, city), kit_checker(kit, city), day);
	kit_foot_note(s, "说明：证书按类别分别编号，编号不重复使用。");
	kit_sheet_hand(s, "peer.award", city, day, KIT_PASSED, NULL);
}

static const struct kit_column SPEECH[] = { { "序号", .kind = KIT_NUMBER }, { "部门", .width = 16 }, { "发言人", .width = 22 }, { "层次" },
	{ "发言题目", .width = 36 }, { "日期", .kind = KIT_DAY_TEXT } };

static void speech_write(struct kit *kit)
{
	const struct { const struct kit_officer *who; const char *level, *topic; } rows[] = {
		{ kit_head(kit, 3),      "部室负责人", "把帮扶台账做成明白账"   },
		{ kit_cadre(kit, 13),    "机关干部",   "在窗口岗位上学会听"     },
		{ kit_cadre(kit, 22),    "机关干部",   "服务中心的三百六十五天" },
		{ kit_assistant(kit, 0), "协理员",     "小岗位也有责任"         },
	};
	struct kit_org *city = kit_city(kit);
	struct day day = on("2019-01-30");
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "13-述职测评/交流发言登记.csv", KIT_CSV_GB, "", SPEECH, COUNT(SPEECH));
	for (size_t i = 0; i < COUNT(rows); i++) {
		kit_row(s), kit_put_int(s, (int64_t)i + 1), kit_put(s, rows[i].who->org->shorter), kit_put(s, rows[i].who->person->name);
		kit_puts(s, rows[i].level), kit_puts(s, rows[i].topic), kit_put_day(s, day);
	}
	kit_blank(s, 1);
	kit_sheet_hand(s, "peer.speech", city, day, KIT_PASSED, NULL);
}

/* ---- Events and points ---- */

static const struct kit_column EVENT[] = { { "条线" }, { "类别" }, { "事项", .width = 36 }, { "日期", .kind = KIT_DAY }, { "地点", .width = 20 },
	{ "参加人员", .width = 36 }, { "内容", .width = 40 }, { "数量", .kind = KIT_NUMBER } };
static const struct kit_column POINT[] = { { "条线" }, { "类别" }, { "序号", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY_TEXT }, { "内容", .width = 48 } };

static void event_row(struct kit_sheet *s, const char *kind, const char *title, struct day day, const char *place, const char *people, const char *content)
{
	kit_row(s), kit_puts(s, "述职测评"), kit_puts(s, kind), kit_puts(s, title), kit_put_day(s, day), kit_puts(s, place), kit_puts(s, people);
	kit_puts(s, content), kit_skip(s);
}

static void events_write(struct kit *kit, int month)
{
	struct kit_org *by = kit_org_named(kit, "办公室");
	struct kit_sheet *s = kit_sheet_open(kit, month, "13-述职测评/会议登记.xlsx", KIT_XLSX, "会议", EVENT, COUNT(EVENT));
	kit_title(s, "机关会议登记");
	if (month == 201902)
		event_row(s, "会议", "机关述职测评结果反馈会", on("2019-02-14"), "市总工会二楼会议室", "各部室负责人", "逐个部室反馈测评意见");
	if (month == 201901) {
		event_row(s, "述职测评", "机关述职测评大会", on("2019-01-07"), "市总工会三楼会议室", "机关全体人员", "当场进行民主测评，测评票密封后交组织部统计");
		event_row(s, "总结表彰", "2018年度机关总结表彰会议", on("2019-01-30"), "市总工会三楼会议室", "机关全体人员", NULL);
	}
	kit_blank(s, 2);
	kit_sheet_hand(s, "matter.event", by, month_last(month), KIT_PASSED, NULL);
}

static void points_add(struct kit_sheet *s, const char *kind, const char *const *bodies, size_t n)
{
	for (size_t i = 0; i < n; i++)
		kit_row(s), kit_puts(s, "述职测评"), kit_puts(s, kind), kit_put_int(s, (int64_t)i + 1), kit_put_day(s, on("2019-01-30")), kit_puts(s, bodies[i]);
}

static void points_write(struct kit *kit)
{
	static const char *const highlights[] = { "货车司机等群体集中入会", "职工服务中心标准化改造", "劳模创新工作室结对共建", "工资集体协商要约行动", "困难职工一户一策解困",
		"12351热线与网上平台并线运行", "职工书屋提标扩面", "爱心托管班试点", "基层经费网上审计", "机关干部包联基层工会" };
	static const char *const next[] = { "紧扣思想引领，办好职工讲堂和读书活动", "紧扣主责主业，抓实建会入会和集体协商", "紧扣职工需求，做细帮扶救助和普惠服务",
		"紧扣基层基础，推动人员和经费向一线倾斜", "紧扣作风建设，提高机关执行力" };
	static const char *const orientations[] = { "政治导向", "职工导向", "基层导向", "问题导向", "目标导向", "实干导向", "创新导向", "效率导向", "法治导向", "廉洁导向" };
	struct kit_org *by = kit_org_named(kit, "办公室");
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "13-述职测评/会议要点.xlsx", KIT_XLSX, "要点", POINT, COUNT(POINT));
	kit_title(s, "2018年度机关总结表彰会议要点");
	points_add(s, "亮点工作", highlights, COUNT(highlights));
	points_add(s, "工作要求", next, COUNT(next));
	points_add(s, "工作导向", orientations, COUNT(orientations));
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), on("2019-01-31"));
	kit_sheet_hand(s, "matter.point", by, on("2019-01-31"), KIT_PASSED, NULL);
}

void sample_peer(struct kit *kit, int month)
{
	events_write(kit, month);
	if (month != 201901)
		return;
	debrief_write(kit);
	award_write(kit);
	speech_write(kit);
	points_write(kit);
}
