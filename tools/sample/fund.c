/* 经费治理 of January and February 2019: the campaign and its two papers, the limits of welfare, self-checks by the counties, the city's spot check,
 * what it found and what was put right.
 *
 * In January six counties hand in self-checks, 江岭县 a day after the last, which 春节 had moved to 11 February; 监河县 reports nil and 洪波市 is
 * silent, which are two things. Five findings of 86,400.00 元; 33,000.00 元 paid back, two findings closed. The numbers of the papers are typed as offices type them, with square or round brackets. */
#include "sample.h"

enum { SHAZHOU, GUCHENG, ANSHUI, JIANGLING, JIANHE, SHIPO, HONGBO, SONGTAN, CITY };
#define FOLDER "19-经费治理/"

static struct day day_of(const char *text)
{
	struct day day = DAY_NONE;
	if (text)
		(void)!day_parse(str_of(text), &day);
	return day;
}

/* The city's sheets are filled in by the finance department and checked by its head. */
static void hand(struct kit *kit, struct kit_sheet *s, int month, const char *file, const char *kind, const char *day)
{
	struct kit_org *finance = kit_org_named(kit, "财务部");
	kit_sheet_close(s);
	kit_list(kit, month, (struct kit_handover){ .file = file, .kind = kind, .org = kit_city(kit), .filler = kit_filler(kit, finance),
		.checker = kit_checker(kit, finance), .day = day_of(day), .verdict = KIT_PASSED });
}

/* ---- Campaign, papers, limits ---- */

static const struct kit_column CAMPAIGN_COLUMNS[] = { { "代码", .width = 16 }, { "名称", .width = 28 }, { "开始日期", .kind = KIT_DAY, .width = 12 }, { "结束日期", .kind = KIT_DAY, .width = 12 } };
static const struct kit_column DOCUMENT_COLUMNS[] = { { "条线", .width = 12 }, { "用途", .width = 12 }, { "文号", .width = 24 }, { "标题", .width = 64 },
	{ "发文单位", .width = 26 }, { "成文日期", .kind = KIT_DAY, .width = 12 }, { "文种" }, { "公开属性", .width = 12 } };
static const struct kit_column LIMIT_COLUMNS[] = { { "适用地区" }, { "福利类别", .width = 14 }, { "计算口径", .width = 12 }, { "限额", .kind = KIT_MONEY, .width = 12 },
	{ "允许形式", .width = 30 }, { "起始日期", .kind = KIT_DAY, .width = 12 }, { "终止日期", .kind = KIT_DAY, .width = 12 }, { "依据", .width = 40 } };
static const struct { const char *role, *number, *title, *issuer, *day, *form, *open; } PAPERS[] = {
	{ "治理方案", "江纪办[2018]5号", "关于开展违规发放工会福利、“一桌餐”、私车公养问题专项治理的实施方案", "市纪委办公室", "2018-03-19", "通知", "依申请公开" },
	{ "管理意见", "江工办发（２０１８）１６号", "关于进一步加强工会经费管理和审计监督工作的意见", "江州市总工会办公室", "2018-06-12", "意见", "主动公开" },
};
static const struct { const char *kind, *per; int64_t fen; const char *form; } LIMITS[] = {
	{ "法定节日",   "每人每年", 150000, "实物或指定商户提货凭证" },
	{ "生日",       "每人每次", 30000,  "蛋糕或蛋糕券" },
	{ "婚育病丧退", "每人每次", 100000, "慰问品或慰问金" },
	{ "会员困难",   "每人每次", 200000, "慰问金" },
};

static void basis_files(struct kit *kit, int month)
{
	struct kit_org *finance = kit_org_named(kit, "财务部");
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "专项治理活动.csv", KIT_CSV_BOM, "活动", CAMPAIGN_COLUMNS, COUNT(CAMPAIGN_COLUMNS));
	kit_row(s);
	kit_puts(s, "fund_cleanup"), kit_puts(s, "工会经费专项治理"), kit_put_day(s, day_of("2018-03-01")), kit_put_day(s, day_of("2019-12-31"));
	kit_sheet_hand(s, "matter.campaign", finance, day_of("2019-01-04"), KIT_PASSED, NULL);
	s = kit_sheet_open(kit, month, FOLDER "财务部-文件登记.xlsx", KIT_XLSX, "文件", DOCUMENT_COLUMNS, COUNT(DOCUMENT_COLUMNS));
	kit_title(s, "工会经费专项治理文件登记表");
	for (size_t i = 0; i < COUNT(PAPERS); i++) {
		kit_row(s);
		kit_puts(s, "经费治理"), kit_puts(s, PAPERS[i].role), kit_puts(s, PAPERS[i].number), kit_puts(s, PAPERS[i].title);
		kit_puts(s, PAPERS[i].issuer), kit_put_day(s, day_of(PAPERS[i].day)), kit_puts(s, PAPERS[i].form), kit_puts(s, PAPERS[i].open);
	}
	kit_sheet_hand(s, "matter.document", finance, day_of("2019-01-04"), KIT_PASSED, NULL);
	s = kit_sheet_open(kit, month, FOLDER "福利限额.xlsx", KIT_XLSX, "限额", LIMIT_COLUMNS, COUNT(LIMIT_COLUMNS));
	kit_title(s, "基层工会福利限额表");
	kit_lines(s, finance, day_of("2019-01-04"), "元");
	for (size_t i = 0; i < COUNT(LIMITS); i++) {
		kit_row(s);
		i ? kit_same(s) : kit_puts(s, "本省");
		kit_puts(s, LIMITS[i].kind), kit_puts(s, LIMITS[i].per), kit_put_money(s, LIMITS[i].fen), kit_puts(s, LIMITS[i].form);
		kit_put_day(s, day_of("2018-01-01")), kit_skip(s);
		i ? kit_same(s) : kit_puts(s, "省总工会基层工会经费收支管理实施办法");
	}
	kit_blank(s, 2);
	kit_sheet_hand(s, "fund.limit", finance, day_of("2019-01-04"), KIT_PASSED, NULL);
}

/* ---- Checks ---- */

/* nth: in the county's order of unions, where fourteen schools, hospitals and bureaus come before the firms; what was found was found in firms. */
static const struct { int month, unit; size_t nth; const char *number, *rule, *origin, *day; int64_t fen; int persons; const char *voucher, *answer, *notice, *due; } FINDINGS[] = {
	{ 201901, SHAZHOU, 19, "治-2019-001", "节日慰问超限额", "自查", "2019-01-15", 1860000, 62, "记-0214", "中秋、国庆、春节三次合计超过全年限额", "2019-01-29", "2019-03-15" },
	{ 201901, SHIPO,   16, "治-2019-002", "F12",            "自查", "2019-01-17", 3120000, 104, "记-0088", "发放时未逐人签领", "2019-01-29", "2019-03-15" },
	{ 201901, GUCHENG, 16, "治-2019-003", "F2",             "抽查", "2019-01-22", 2400000, 80, "记-0131", "购买超市购物卡", "2019-01-29", "2019-03-15" },
	{ 201901, ANSHUI,  14, "治-2019-004", "发放奖金津补贴", "抽查", "2019-01-23", 900000, 6, "记-0045", "以值班补贴名义发放", "2019-01-29", "2019-03-15" },
	{ 201901, SONGTAN, 16, "治-2019-005", "F19",            "抽查", "2019-01-24", 360000, INT32_MIN, "记-0172", "两张发票附件未入账，已核实为漏附", "2019-01-29", "2019-03-15" },
	{ 201902, JIANHE,  16, "治-2019-006", "活动奖励面过宽", "自查", "2019-02-20", 240000, 48, "记-0019", "趣味运动会奖励面达参加人数的八成", "2019-02-26", "2019-04-12" },
};
static const struct { int month, unit; size_t nth; const char *number, *day; int64_t repaid; int rules, persons, finished; const char *note; } RECTIFICATIONS[] = {
	{ 201901, ANSHUI,  14, "治-2019-004", "2019-01-30", 900000,    0, 1, 1, "款项退回工会账户，批评教育1人" },
	{ 201901, GUCHENG, 16, "治-2019-003", "2019-01-31", 2400000,   0, 0, 0, "购物卡款项已退回，制度修订中" },
	{ 201901, SHIPO,   16, "治-2019-002", "2019-01-31", INT64_MIN, 1, 0, 1, "补齐实名签领表，修订物资发放办法" },
	{ 201902, SHAZHOU, 19, "治-2019-001", "2019-02-22", 1860000,   0, 0, 1, "超限额部分已退回" },
	{ 201902, GUCHENG, 16, "治-2019-003", "2019-02-25", INT64_MIN, 1, 0, 1, "福利发放制度已印发" },
	{ 201902, SONGTAN, 16, "治-2019-005", "2019-02-21", INT64_MIN, 0, 0, 1, "附件已补入账" },
};

static const struct kit_column SELF_COLUMNS[] = { { "序号", .kind = KIT_NUMBER }, { "单位", .width = 40 }, { "自查日期", .kind = KIT_DAY, .width = 12 }, { "自查结果", .width = 14 },
	{ "问题个数", .kind = KIT_INT }, { "涉及金额", .kind = KIT_MONEY, .width = 14 }, { "自查期间", .width = 24 }, { "备注", .width = 20 } };
static const struct kit_column SELF_TWO_ROWS[] = { { "序号", .kind = KIT_NUMBER }, { "工会名称", .width = 40 }, { "自查日期", .kind = KIT_DAY_DOT, .width = 12 }, { "自查结果", "自查情况", .width = 14 },
	{ "问题个数", "自查情况", KIT_INT }, { "涉及金额", "自查情况", KIT_MONEY, 14 }, { "账目期间", .width = 24 }, { "备注", .width = 20 } };
static const struct kit_column SPOT_COLUMNS[] = { { "抽查组", .width = 14 }, { "被抽查单位", .width = 40 }, { "抽查日期", .kind = KIT_DAY, .width = 12 },
	{ "抽查凭证数", .kind = KIT_INT }, { "账目期间", .width = 24 } };
static const struct kit_column FINDING_COLUMNS[] = { { "问题编号", .width = 16 }, { "单位", .width = 40 }, { "违反规则", .width = 22 }, { "来源" },
	{ "发现日期", .kind = KIT_DAY, .width = 12 }, { "涉及金额", .kind = KIT_MONEY, .width = 14 }, { "涉及人数", .kind = KIT_INT }, { "凭证号", .kind = KIT_ID, .width = 12 },
	{ "单位说明", .width = 44 }, { "整改通知日期", .kind = KIT_DAY, .width = 13 }, { "整改期限", .kind = KIT_DAY, .width = 12 } };
static const struct kit_column RECTIFICATION_COLUMNS[] = { { "问题编号", .width = 16 }, { "单位", .width = 40 }, { "整改日期", .kind = KIT_DAY, .width = 12 },
	{ "退回金额", .kind = KIT_MONEY, .width = 14 }, { "建立制度数", .kind = KIT_INT }, { "处理人数", .kind = KIT_INT }, { "是否销号" }, { "整改情况", .width = 40 } };

static struct kit_org *above(struct kit *kit, int unit) { return unit == CITY ? kit_city(kit) : kit_county(kit, (size_t)unit); }
static struct kit_orgs below(struct kit *kit, int unit) { return unit == CITY ? kit_city_direct(kit) : kit_grassroots(kit, kit_county(kit, (size_t)unit)); }

static void self_row(struct kit *kit, struct kit_sheet *s, struct kit_rng *rng, int month, int unit, size_t nth, struct kit_org *org, int *serial)
{
	int64_t fen = 0;
	for (size_t i = 0; i < COUNT(FINDINGS); i++)
		if (FINDINGS[i].month == month && FINDINGS[i].unit == unit && FINDINGS[i].nth == nth && str_is(str_of(FINDINGS[i].origin), "自查"))
			fen = FINDINGS[i].fen;
	kit_row(s);
	kit_put_int(s, ++*serial);
	kit_put(s, org->full);
	kit_put_day(s, kit_workday(rng, month));
	kit_puts(s, fen ? "发现问题" : "未发现问题");
	kit_put_int(s, fen > 0);
	kit_put_money(s, fen);
	kit_puts(s, month == 201901 ? "2018年度" : "2018年度及2019年1月");
}

static void self_check(struct kit *kit, int month, int unit, const char *handed)
{
	static const enum kit_form FORMS[] = { [SHAZHOU] = KIT_XLSX, [GUCHENG] = KIT_XLSX, [ANSHUI] = KIT_CSV_GB, [JIANGLING] = KIT_XLSX, [JIANHE] = KIT_XLSX,
		[SHIPO] = KIT_CSV_BOM, [HONGBO] = KIT_XLSX, [SONGTAN] = KIT_XLSX, [CITY] = KIT_XLSX };
	struct kit_org *by = above(kit, unit);
	struct kit_orgs units = below(kit, unit), towns = kit_kind(kit, unit == CITY ? "industry_resident" : "town");
	struct kit_rng rng = kit_rng("fund/self/%d/%d", month, unit);
	bool two_rows = unit == GUCHENG || unit == SONGTAN, csv = FORMS[unit] != KIT_XLSX;
	const char *file = str_c(kit->mem, str_fmt(kit->mem, FOLDER "%.*s-经费自查表.%s", PSTR(by->shorter), csv ? "csv" : "xlsx"));
	int serial = 0;
	struct kit_sheet *s = kit_sheet_open(kit, month, file, FORMS[unit], "自查", two_rows ? SELF_TWO_ROWS : SELF_COLUMNS, COUNT(SELF_COLUMNS));
	if (!csv) {
		kit_title(s, "%.*s工会经费自查情况表", PSTR(by->shorter));
		kit_lines(s, by, day_of(handed), "元");
	}
	if (unit != CITY)
		self_row(kit, s, &rng, month, unit, SIZE_MAX, by, &serial);
	for (size_t i = 0; i < towns.n; i++)
		if (unit == CITY || towns.at[i]->parent == by)
			self_row(kit, s, &rng, month, unit, SIZE_MAX, towns.at[i], &serial);
	for (size_t i = 0; i < units.n; i++)
		if (i < 4 || kit_chance(&rng, 62))
			self_row(kit, s, &rng, month, unit, i, units.at[i], &serial);
	kit_total(s, "合计"), kit_blank(s, 2);
	if (!csv)
		kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), day_of(handed));
	if (unit == CITY)
		hand(kit, s, month, file, "fund.self_check", handed);
	else
		kit_sheet_hand(s, "fund.self_check", by, day_of(handed), KIT_PASSED, NULL);
}

static void spot_check(struct kit *kit, int month)
{
	static const char *const TEAMS[] = { "第一抽查组", "第二抽查组", "第三抽查组" };
	static const size_t spots[] = { 14, 16, 0, 5 };          /* two firms, a school, a hospital */
	struct kit_rng rng = kit_rng("fund/spot/%d", month);
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "市总工会-专项抽查表.xlsx", KIT_XLSX, "抽查", SPOT_COLUMNS, COUNT(SPOT_COLUMNS));
	kit_title(s, "工会经费专项抽查情况表");
	kit_lines(s, kit_city(kit), day_of("2019-01-28"), NULL);
	for (int unit = SHAZHOU; unit <= CITY; unit++) {
		struct kit_orgs units = below(kit, unit);
		for (size_t i = 0; i < COUNT(spots); i++) {
			if (unit == HONGBO && i > 1)
				continue;
			kit_row(s);
			i == 0 ? kit_puts(s, TEAMS[unit / 3]) : kit_same(s);
			kit_put(s, units.at[spots[i]]->full), kit_put_day(s, day_of(i < 2 ? "2019-01-22" : "2019-01-24"));
			kit_put_int(s, kit_between(&rng, 40, 260)), kit_puts(s, "2018年度");
		}
		kit_subtotal(s, "小计");
	}
	kit_total(s, "合计");
	hand(kit, s, month, FOLDER "市总工会-专项抽查表.xlsx", "fund.spot_check", "2019-01-28");
}

static void findings(struct kit *kit, int month)
{
	const char *handed = month == 201901 ? "2019-01-31" : "2019-02-28";
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "市总工会-问题清单.xlsx", KIT_XLSX, "问题", FINDING_COLUMNS, COUNT(FINDING_COLUMNS));
	kit_title(s, "工会经费专项治理问题清单");
	for (size_t i = 0; i < COUNT(FINDINGS); i++) {
		if (FINDINGS[i].month != month)
			continue;
		kit_row(s);
		kit_puts(s, FINDINGS[i].number), kit_put(s, below(kit, FINDINGS[i].unit).at[FINDINGS[i].nth]->full), kit_puts(s, FINDINGS[i].rule);
		kit_puts(s, FINDINGS[i].origin), kit_put_day(s, day_of(FINDINGS[i].day)), kit_put_money(s, FINDINGS[i].fen);
		kit_put_int(s, FINDINGS[i].persons < 0 ? INT_NONE : FINDINGS[i].persons), kit_puts(s, FINDINGS[i].voucher), kit_puts(s, FINDINGS[i].answer);
		kit_put_day(s, day_of(FINDINGS[i].notice)), kit_put_day(s, day_of(FINDINGS[i].due));
	}
	kit_total(s, "合计");
	hand(kit, s, month, FOLDER "市总工会-问题清单.xlsx", "fund.finding", handed);
	s = kit_sheet_open(kit, month, FOLDER "市总工会-整改销号表.xlsx", KIT_XLSX, "整改", RECTIFICATION_COLUMNS, COUNT(RECTIFICATION_COLUMNS));
	kit_title(s, "工会经费专项治理整改销号表");
	for (size_t i = 0; i < COUNT(RECTIFICATIONS); i++) {
		if (RECTIFICATIONS[i].month != month)
			continue;
		kit_row(s);
		kit_puts(s, RECTIFICATIONS[i].number), kit_put(s, below(kit, RECTIFICATIONS[i].unit).at[RECTIFICATIONS[i].nth]->full);
		kit_put_day(s, day_of(RECTIFICATIONS[i].day)), kit_put_money(s, RECTIFICATIONS[i].repaid), kit_put_int(s, RECTIFICATIONS[i].rules);
		kit_put_int(s, RECTIFICATIONS[i].persons), kit_puts(s, RECTIFICATIONS[i].finished ? "是" : "否"), kit_puts(s, RECTIFICATIONS[i].note);
	}
	kit_total(s, "合计");
	hand(kit, s, month, FOLDER "市总工会-整改销号表.xlsx", "fund.rectification", handed);
}

/* ---- What the report says besides figures ---- */

static const struct kit_column EVENT_COLUMNS[] = { { "条线", .width = 12 }, { "类别" }, { "事项", .width = 36 }, { "日期", .kind = KIT_DAY, .width = 12 },
	{ "地点", .width = 24 }, { "参加人员", .width = 36 }, { "内容", .width = 50 }, { "数量", .kind = KIT_NUMBER } };
static const struct kit_column POINT_COLUMNS[] = { { "条线", .width = 12 }, { "类别" }, { "序号", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY, .width = 12 }, { "内容", .width = 70 } };
static const struct { int month; const char *title, *day, *people, *content; } EVENTS[] = {
	{ 201901, "工会经费专项治理推进会", "2019-01-11", "各县市区总工会财务和经审工作负责人", "部署2018年度账目自查和专项抽查" },
	{ 201902, "专项治理整改调度会",     "2019-02-19", "有问题单位所属的县市区总工会负责人",       "逐件核对整改进度，明确销号时限" },
};
static const struct { int month, ordinal; const char *body; } POINTS[] = {
	{ 201901, 1, "督促问题单位在期限内整改到位，实行销号管理" },
	{ 201901, 2, "修订完善基层工会经费收支制度；" },
	{ 201901, 3, "对自查零问题的单位按比例开展复核。" },
	{ 201902, 1, "对已销号的问题开展回头看" },
	{ 201902, 2, "把自查结果列入年度经费审查重点" },
};

static void prose_files(struct kit *kit, int month)
{
	struct kit_org *finance = kit_org_named(kit, "财务部");
	struct kit_sheet *s = kit_sheet_open(kit, month, FOLDER "财务部-活动登记.xlsx", KIT_XLSX, "活动", EVENT_COLUMNS, COUNT(EVENT_COLUMNS));
	for (size_t i = 0; i < COUNT(EVENTS); i++)
		if (EVENTS[i].month == month) {
			kit_row(s);
			kit_puts(s, "经费治理"), kit_puts(s, "会议"), kit_puts(s, EVENTS[i].title), kit_put_day(s, day_of(EVENTS[i].day)), kit_skip(s);
			kit_puts(s, EVENTS[i].people), kit_puts(s, EVENTS[i].content);
		}
	kit_sheet_hand(s, "matter.event", finance, month_last(month), KIT_PASSED, NULL);
	s = kit_sheet_open(kit, month, FOLDER "财务部-要点.csv", KIT_CSV_GB, "要点", POINT_COLUMNS, COUNT(POINT_COLUMNS));
	for (size_t i = 0; i < COUNT(POINTS); i++)
		if (POINTS[i].month == month) {
			kit_row(s);
			kit_puts(s, "经费治理"), kit_puts(s, "下一步"), kit_put_int(s, POINTS[i].ordinal), kit_put_day(s, month_last(month)), kit_puts(s, POINTS[i].body);
		}
	kit_sheet_hand(s, "matter.point", finance, month_last(month), KIT_PASSED, NULL);
}

void sample_fund(struct kit *kit, int month)
{
	if (month == 201901) {
		basis_files(kit, month);
		for (int unit = SHAZHOU; unit <= CITY; unit++)
			if (unit == JIANHE)
				kit_list_nil(kit, month, "fund.self_check", kit_county(kit, JIANHE), day_of("2019-02-01"));
			else if (unit != HONGBO)
				self_check(kit, month, unit, unit == JIANGLING ? "2019-02-12" : unit % 2 ? "2019-02-01" : "2019-01-31");
		spot_check(kit, month);
	} else {
		for (int unit = SHAZHOU; unit < CITY; unit++)
			if (unit == JIANHE || unit == HONGBO)
				self_check(kit, month, unit, "2019-02-28");
			else
				kit_list_nil(kit, month, "fund.self_check", kit_county(kit, (size_t)unit), day_of("2019-02-28"));
	}
	findings(kit, month);
	prose_files(kit, month);
}
