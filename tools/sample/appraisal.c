/* 工作考评: the scheme of 2018, what eight counties gave themselves, what the departments verified, the meeting of 16 January with its six and five
 * points; in February the feedback and the scheme of 2019. The counties' sheets are as different as counties are. */
#include "sample.h"

struct item { const char *code, *title, *owner, *method, *evidence; int weight; };
static const struct item ITEMS[] = {
	{ "1",  "组织建设和发展会员",   "组织部",       "按比例",   "建会入会台账、批复文件",       120 },
	{ "2",  "思想引领和宣传教育",   "宣传教育部",   "分档",     "活动通知、信息采用登记",       90  },
	{ "3",  "劳动和技能竞赛",       "经济工作部",   "分档",     "竞赛方案、成绩册",             100 },
	{ "4",  "集体协商和民主管理",   "法律工作部",   "按比例",   "集体合同备案表、职代会记录",   100 },
	{ "5",  "困难职工帮扶",         "权益保障部",   "按比例",   "帮扶台账、档案",               110 },
	{ "6",  "劳动争议调解和信访",   "权益保障部",   "扣分",     "信访登记、办结回执",           80  },
	{ "7",  "女职工工作",           "女职工部",     "分档",     "专项合同、活动记录",           70  },
	{ "8",  "经费收缴和管理",       "财务部",       "按比例",   "收缴报表、决算",               110 },
	{ "9",  "经费审查审计",         "经审办",       "扣分",     "审计报告、整改回执",           70  },
	{ "10", "网上工作和数据报送",   "网络工作部",   "按比例",   "平台数据、报送清单",           60  },
	{ "11", "职工服务阵地",         "职工服务中心", "分档",     "阵地清单、服务登记",           50  },
	{ "12", "机关党建和作风",       "机关党委",     "扣分",     "学习记录、检查通报",           40  },
	{ "13", "经验被上级推广",       "办公室",       "加分",     "正式文件",                     20  },
	{ "14", "发生责任事故或违纪",   "办公室",       "一票否决", "认定文件",                     0   },
};
static const struct item ADDED_2019 = { "15", "乡镇街道工会规范化建设", "组织部", "按比例", "达标验收表", 50 };
enum { SCORED = 12 };

static struct day on(const char *iso)
{
	struct day day = DAY_NONE;
	if (!day_parse(str_of(iso), &day))
		return DAY_NONE;
	return day;
}

/* ---- The scheme ---- */

static const struct kit_column SCHEME[] = { { "序号", .kind = KIT_NUMBER }, { "编号", "考评项目", KIT_TEXT }, { "考评项目", "考评项目", KIT_TEXT, 26 },
	{ "分值", "计分", KIT_INT }, { "计分办法", "计分", KIT_TEXT }, { "总分", .kind = KIT_NUMBER }, { "责任部室", .width = 16 }, { "佐证材料", .width = 30 },
	{ "考评年度", .kind = KIT_NUMBER }, { "印发日期", .kind = KIT_DAY } };

static void scheme_row(struct kit_sheet *s, int number, const struct item *item, int weight, int year, struct day day)
{
	kit_row(s);
	kit_put_int(s, number), kit_puts(s, item->code), kit_puts(s, item->title), kit_put_int(s, weight), kit_puts(s, item->method);
	kit_put_int(s, 1000), kit_puts(s, item->owner), kit_puts(s, item->evidence), kit_put_int(s, year), kit_put_day(s, day);
}

static void scheme_write(struct kit *kit, int month, int year, struct day day, struct day handed)
{
	struct kit_org *by = kit_org_named(kit, "组织部");
	const char *file = str_c(kit->mem, str_fmt(kit->mem, "12-工作考评/%d年度考评办法项目表.xlsx", year));
	struct kit_sheet *s = kit_sheet_open(kit, month, file, KIT_XLSX, "项目表", SCHEME, COUNT(SCHEME));
	kit_title(s, "%d年度县市区总工会工作考评项目及分值", year);
	kit_lines(s, by, handed, "分");
	for (size_t i = 0; i < COUNT(ITEMS); i++)        /* in 2019 the first two give up the points of the new item */
		scheme_row(s, (int)i + 1, &ITEMS[i], ITEMS[i].weight - (year == 2019 && i == 0 ? 30 : year == 2019 && i == 1 ? 20 : 0), year, day);
	if (year == 2019)
		scheme_row(s, (int)COUNT(ITEMS) + 1, &ADDED_2019, ADDED_2019.weight, year, day);
	kit_total(s, "合计"), kit_blank(s, 2);
	kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), handed);
	kit_foot_note(s, "说明：计分项目合计1000分，加分项另计，一票否决项不计分。");
	kit_sheet_hand(s, "appraisal.scheme", by, handed, KIT_PASSED, NULL);
}

/* ---- Scores ---- */

static const char *const REASONS[] = { "佐证材料缺一季度", "台账与平台数据不一致", "迟报两次", "整改回执未附", "达标数按验收表核减" };

static int self_of(const struct kit_org *county, size_t i)
{
	struct kit_rng rng = kit_rng("appraisal/self/%.*s/%zu", PSTR(county->full), i);
	return ITEMS[i].weight - (int)kit_between(&rng, 0, ITEMS[i].weight / 12);
}

/* The verified score; *ret_reason NULL when nothing was cut. */
static int verified_of(const struct kit_org *county, size_t i, const char **ret_reason)
{
	struct kit_rng rng = kit_rng("appraisal/verified/%.*s/%zu", PSTR(county->full), i);
	int self = self_of(county, i);
	bool cut = kit_chance(&rng, 10);
	*ret_reason = cut ? kit_pick(&rng, REASONS) : NULL;
	return cut ? self - (int)kit_between(&rng, 2, 6) : self;
}

/* １２: some offices type full-width digits. */
static struct str full_width(struct arena *mem, int n)
{
	struct buf wide = { .mem = mem };
	struct str plain = str_fmt(mem, "%d", n);
	for (size_t i = 0; i < plain.n; i++)
		buf_fmt(&wide, "\xef\xbc%c", 0x90 + plain.p[i] - '0');
	return buf_str(&wide);
}

static const struct kit_column SELF_PLAIN[] = { { "考评年度", .kind = KIT_NUMBER }, { "项目编号" }, { "考评项目", .width = 26 },
	{ "自评分", .kind = KIT_INT }, { "自评日期", .kind = KIT_DAY } };
static const struct kit_column SELF_DOT[] = { { "年度", .kind = KIT_NUMBER }, { "编号" }, { "考评项目", .width = 26 }, { "自评得分", .kind = KIT_INT },
	{ "日期", .kind = KIT_DAY_DOT } };
static const struct kit_column SELF_TEXT[] = { { "考评年度" }, { "项目序号" }, { "考评内容", .width = 26 }, { "自评", .kind = KIT_TEXT },
	{ "自评日期", .kind = KIT_DAY_TEXT } };

static void self_write(struct kit *kit, size_t i)
{
	static const enum kit_form forms[] = { KIT_XLSX, KIT_CSV_GB, KIT_XLSX, KIT_CSV_BOM };
	static const struct kit_column *const columns[] = { SELF_PLAIN, SELF_DOT, SELF_TEXT };
	struct kit_org *county = kit_county(kit, i);
	enum kit_form form = forms[i % COUNT(forms)];
	struct day day = { on("2019-01-08").n + (int)i % 3 };
	const char *file = str_c(kit->mem, str_fmt(kit->mem, "12-工作考评/自评-%.*s.%s", PSTR(county->shorter), form == KIT_XLSX ? "xlsx" : "csv"));
	struct kit_sheet *s = kit_sheet_open(kit, 201901, file, form, "自评", columns[i % 3], COUNT(SELF_PLAIN));
	kit_title(s, "%.*s2018年度工作考评自评表", PSTR(county->full));
	kit_lines(s, county, day, "分");
	for (size_t k = 0; k < SCORED; k++) {
		int self = self_of(county, k);
		kit_row(s), kit_put_int(s, 2018), kit_puts(s, ITEMS[k].code), kit_puts(s, ITEMS[k].title);
		if (i % 3 == 2)
			kit_put(s, full_width(kit->mem, self));
		else
			kit_put_int(s, self);
		kit_put_day(s, day);
	}
	if (i % 3 != 2)
		kit_total(s, "合计");
	kit_blank(s, i % 3);
	kit_foot(s, kit_filler(kit, county), kit_checker(kit, county), day);
	kit_sheet_hand(s, "appraisal.score", county, day, KIT_PASSED, NULL);
}

static const struct kit_column VERIFIED[] = { { "单位", .width = 16 }, { "考评年度", .kind = KIT_NUMBER }, { "编号", "项目", KIT_TEXT },
	{ "名称", "项目", KIT_TEXT, 26 }, { "自评分", "得分", KIT_INT }, { "核定分", "得分", KIT_INT }, { "核减理由", .width = 26 }, { "核定日期", .kind = KIT_DAY } };

static void verified_write(struct kit *kit)
{
	struct kit_org *city = kit_city(kit);
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "12-工作考评/核定计分表.xlsx", KIT_XLSX, "核定", VERIFIED, COUNT(VERIFIED));
	struct day day = on("2019-01-14");
	kit_title(s, "2018年度县市区总工会工作考评核定计分表");
	kit_lines(s, city, day, "分");
	for (size_t i = 0; i < KIT_COUNTIES; i++) {
		for (size_t k = 0; k < SCORED; k++) {
			const char *reason;
			int verified = verified_of(kit_county(kit, i), k, &reason);
			kit_row(s);
			if (k)
				kit_same(s);
			else
				kit_put(s, kit_county(kit, i)->full);
			kit_put_int(s, 2018), kit_puts(s, ITEMS[k].code), kit_puts(s, ITEMS[k].title), kit_put_int(s, self_of(kit_county(kit, i), k));
			kit_put_int(s, verified), kit_puts(s, reason), kit_put_day(s, day);
		}
		kit_subtotal(s, "小计");
	}
	kit_foot(s, kit_filler(kit, city), kit_checker(kit, city), day);
	kit_sheet_hand(s, "appraisal.score", city, day, KIT_PASSED, NULL);
}

/* ---- The meeting ---- */

static const struct kit_column DEBRIEF[] = { { "顺序", .kind = KIT_NUMBER }, { "述职单位", .width = 18 }, { "述职人" }, { "职务", .width = 24 }, { "形式" },
	{ "考评年度", .kind = KIT_NUMBER }, { "述职日期", .kind = KIT_DAY_TEXT }, { "点评", .width = 30 } };

static void debrief_write(struct kit *kit)
{
	static const char *const forms[] = { "专题片", "PPT", "PPT", "专题片", "PPT", "PPT", "专题片", "PPT" };
	static const char *const comments[] = { "阵地建设有特色", "协商工作走在前列", NULL, "帮扶台账规范", "数据报送要再及时", NULL, "竞赛面要扩大", "基层力量要加强" };
	struct kit_org *city = kit_city(kit);
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "12-工作考评/述职登记表.xlsx", KIT_XLSX, "述职", DEBRIEF, COUNT(DEBRIEF));
	struct day day = on("2019-01-16");
	kit_title(s, "县市区总工会述职登记表");
	kit_lines(s, city, day, NULL);
	for (size_t i = 0; i < KIT_COUNTIES; i++) {
		struct kit_officer *chief = kit_chief(kit, kit_county(kit, i));
		kit_row(s), kit_put_int(s, (int64_t)i + 1), kit_put(s, kit_county(kit, i)->full), kit_put(s, chief->person->name), kit_put(s, chief->post);
		kit_puts(s, forms[i]), kit_put_int(s, 2018), kit_put_day(s, day), kit_puts(s, comments[i]);
	}
	kit_blank(s, 2), kit_foot(s, kit_filler(kit, city), kit_checker(kit, city), day);
	kit_sheet_hand(s, "appraisal.debrief", city, day, KIT_PASSED, NULL);
}

/* ---- Events, points, documents ---- */

static const struct kit_column EVENT[] = { { "条线" }, { "类别" }, { "事项", .width = 36 }, { "日期", .kind = KIT_DAY }, { "地点", .width = 20 },
	{ "参加人员", .width = 36 }, { "内容", .width = 36 }, { "数量", .kind = KIT_NUMBER } };
static const struct kit_column POINT[] = { { "条线" }, { "类别" }, { "序号", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY }, { "内容", .width = 48 } };
static const struct kit_column DOCUMENT[] = { { "条线" }, { "用途" }, { "文号", .width = 20 }, { "标题", .width = 36 }, { "发文单位", .width = 16 },
	{ "成文日期", .kind = KIT_DAY }, { "文种" }, { "公开属性" } };

static void event_write(struct kit *kit, int month, const char *kind, const char *title, struct day day, const char *place, const char *people,
	const char *content)
{
	struct kit_org *by = kit_city(kit);
	struct kit_sheet *s = kit_sheet_open(kit, month, "12-工作考评/活动登记.xlsx", KIT_XLSX, "活动", EVENT, COUNT(EVENT));
	kit_row(s), kit_puts(s, "工作考评"), kit_puts(s, kind), kit_puts(s, title), kit_put_day(s, day), kit_puts(s, place), kit_puts(s, people);
	kit_puts(s, content), kit_skip(s);
	kit_sheet_hand(s, "matter.event", by, month_last(month), KIT_PASSED, NULL);
}

static void points_write(struct kit *kit)
{
	static const char *const summary[] = { "工会组织体系更加健全", "思想引领更加有力", "建功立业更加活跃", "维权机制更加完善", "帮扶服务更加精准", "自身建设更加扎实" };
	static const char *const next[] = { "服务中心大局，组织职工开展劳动和技能竞赛", "深化工会改革，推进乡镇街道工会规范化建设", "回应职工关切，落实集体协商和劳动保护",
		"抓好解困脱困，做到帮扶对象一户不漏", "压实管理责任，严格经费管理和审计监督" };
	struct kit_org *by = kit_city(kit);
	struct kit_sheet *s = kit_sheet_open(kit, 201901, "12-工作考评/会议要点.csv", KIT_CSV_GB, "", POINT, COUNT(POINT));
	struct day day = on("2019-01-16");
	for (size_t i = 0; i < COUNT(summary); i++)
		kit_row(s), kit_puts(s, "工作考评"), kit_puts(s, "工作总结"), kit_put_int(s, (int64_t)i + 1), kit_put_day(s, day), kit_puts(s, summary[i]);
	for (size_t i = 0; i < COUNT(next); i++)
		kit_row(s), kit_puts(s, "工作考评"), kit_puts(s, "工作要求"), kit_put_int(s, (int64_t)i + 1), kit_put_day(s, day), kit_puts(s, next[i]);
	kit_blank(s, 3);
	kit_sheet_hand(s, "matter.point", by, month_last(201901), KIT_PASSED, NULL);
}

static void document_write(struct kit *kit, int month, const char *number, const char *title, struct day day)
{
	struct kit_org *by = kit_city(kit);
	struct kit_sheet *s = kit_sheet_open(kit, month, "12-工作考评/文件登记.csv", KIT_CSV_BOM, "", DOCUMENT, COUNT(DOCUMENT));
	kit_row(s), kit_puts(s, "工作考评"), kit_puts(s, "依据"), kit_puts(s, number), kit_puts(s, title), kit_puts(s, "市总工会"), kit_put_day(s, day);
	kit_puts(s, "办法"), kit_puts(s, "依申请公开");
	kit_sheet_hand(s, "matter.document", by, month_last(month), KIT_PASSED, NULL);
}

void sample_appraisal(struct kit *kit, int month)
{
	if (month == 201902) {
		event_write(kit, month, "会议", "2018年度考评结果反馈会", on("2019-02-15"), "市总工会二楼会议室", "各县市区总工会负责人", "逐家反馈核定情况和改进意见");
		scheme_write(kit, month, 2019, on("2019-02-22"), on("2019-02-25"));
		document_write(kit, month, "江工发〔2019〕5号", "2019年度县市区总工会工作考评办法", on("2019-02-22"));
		return;
	}
	scheme_write(kit, month, 2018, on("2018-03-20"), on("2019-01-04"));
	document_write(kit, month, "江工发〔2018〕9号", "2018年度县市区总工会工作考评办法", on("2018-03-20"));
	for (size_t i = 0; i < KIT_COUNTIES; i++)
		self_write(kit, i);
	verified_write(kit);
	debrief_write(kit);
	event_write(kit, month, "考评会议", "县市区总工会工作考评暨述职报告会", on("2019-01-16"), "市总工会三楼会议室", "市总工会领导班子成员、各部室负责人和各县市区总工会负责人",
		"对述职情况逐一点评");
	points_write(kit);
}
