/* 信访稳定 of January and February 2019: contacts, petitions, what links them, money won back, the sweep before Spring Festival.
 *
 * January: 15 petitions accepted, 10 by visit and 5 by 12351; 13 visits of 28 people, among them one group of five that came again as three, one visit
 * and several calls that only asked; one petition of December that came late, one received on the 30th and not yet accepted, one led to arbitration,
 * one accepted a day after its term. 松滩市 took two calls and had no petition: a nil report. */
#include "sample.h"
#include "petition_data.h"

static struct day day_of(const char *text)
{
	struct day day = DAY_NONE;
	if (text)
		(void)!day_parse(str_of(text), &day);
	return day;
}

static struct kit_org *sender(struct kit *kit, int unit)
{
	return unit == CENTRE ? kit_org_named(kit, "职工服务中心") : kit_county(kit, (size_t)unit);
}

static const char *sign(int unit) { return unit == CENTRE ? "市" : SIGNS[unit]; }

static struct str number(struct kit *kit, int unit, const char *kind, int year, int serial)
{
	return str_fmt(kit->mem, "%s%s%d-%03d", sign(unit), kind, year, serial);
}

/* The first enterprise of a trade in the unit that has as many workers; NULL: `of` is the name of a firm without a union. */
static struct kit_org *firm(struct kit *kit, int unit, const char *of, int people)
{
	struct kit_orgs unions = unit == CENTRE ? kit_city_direct(kit) : kit_grassroots(kit, kit_county(kit, (size_t)unit));
	if (str_ends(str_of(of), STR("公司")))
		return NULL;
	for (size_t i = 0; i < unions.n; i++)
		if (unions.at[i]->employer_uscc.p[0] == '9' && str_find(unions.at[i]->employer, str_of(of)) != SIZE_MAX && unions.at[i]->workers >= people)
			return unions.at[i];
	kit_must(fault_make(kit->mem, BLAME_INPUT, "sample.firm", "%s has no firm of %d workers in the trade %s", sign(unit), people, of));
	return NULL;
}

static struct str firm_name(struct kit *kit, int unit, const char *of, int people)
{
	const struct kit_org *org = firm(kit, unit, of, people);
	return org ? org->employer : str_of(of);
}

/* Who brings it works there; of a firm without a union only the place is known. */
static struct kit_person *petitioner(struct kit *kit, const struct petition *p)
{
	struct kit_org *of = firm(kit, p->unit, p->of, p->people);
	return kit_person_at(kit, p->year == 2018 ? "petition/2018" : "petition/2019", of ? of : firm(kit, p->unit, "物业服务", 0), (size_t)p->serial);
}

/* ---- Sheets. Each office has its own habits. ---- */

static const struct kit_column CONTACT_COLUMNS[] = { { "接待编号", .width = 16 }, { "方式", .width = 12 }, { "日期", .kind = KIT_DAY, .width = 12 }, { "时间" },
	{ "人数", .kind = KIT_INT }, { "当场答复" }, { "接待席位", .width = 14 }, { "时长（分钟）", .kind = KIT_NUMBER }, { "事由", .width = 34 } };
static const struct kit_column CONTACT_DOTTED[] = { { "登记编号", .width = 16 }, { "来访来电", .width = 12 }, { "接待日期", .kind = KIT_DAY_DOT, .width = 12 }, { "时间" },
	{ "到场人数", .kind = KIT_INT }, { "是否当场答复" }, { "窗口", .width = 14 }, { "时长", .kind = KIT_NUMBER }, { "咨询事项", .width = 34 } };
static const struct kit_column CASE_COLUMNS[] = { { "信访编号", .width = 16 }, { "渠道", .width = 12 }, { "收到日期", .kind = KIT_DAY, .width = 12 }, { "信访人" },
	{ "身份证号", .kind = KIT_ID }, { "联系电话", .kind = KIT_ID, .width = 14 }, { "代表人数", .kind = KIT_NUMBER }, { "诉求类别", .width = 12 },
	{ "信访目的", .width = 12 }, { "用人单位", .width = 34 }, { "涉及人数", .kind = KIT_INT }, { "涉及金额", .kind = KIT_MONEY, .width = 14 }, { "是否紧急" },
	{ "是否重复" }, { "诉求概要", .width = 30 }, { "办理状态", .width = 14 }, { "受理日期", .kind = KIT_DAY, .width = 12 },
	{ "办结日期", .kind = KIT_DAY, .width = 12 }, { "办理结果", .width = 12 }, { "说明", .width = 30 } };
static const struct kit_column CASE_TWO_ROWS[] = { { "编号", .width = 16 }, { "信访渠道", .width = 12 }, { "登记日期", .kind = KIT_DAY_TEXT, .width = 12 },
	{ "姓名", "信访人" }, { "身份证号", "信访人", KIT_ID }, { "联系电话", "信访人", KIT_ID, 14 }, { "代表人数", .kind = KIT_NUMBER },
	{ "诉求类别", "诉求", .width = 12 }, { "信访目的", "诉求", .width = 12 }, { "用人单位", "诉求", .width = 34 }, { "涉及人数", "诉求", KIT_INT },
	{ "涉及金额", "诉求", KIT_MONEY, 14 }, { "是否紧急" }, { "是否重复" }, { "诉求概要", .width = 30 }, { "办理状态", "办理", .width = 14 },
	{ "受理日期", "办理", KIT_DAY_TEXT, 12 }, { "办结日期", "办理", KIT_DAY_TEXT, 12 }, { "办理结果", "办理", .width = 12 }, { "备注", .width = 30 } };
static const struct kit_column LINK_COLUMNS[] = { { "接待编号", .width = 18 }, { "信访编号", .width = 18 } };
static const struct kit_column RECOVERED_COLUMNS[] = { { "信访编号", .width = 16 }, { "到账日期", .kind = KIT_DAY, .width = 12 }, { "追回金额", .kind = KIT_MONEY, .width = 14 },
	{ "受益人数", .kind = KIT_INT }, { "方式", .width = 12 } };
static const struct kit_column RISK_COLUMNS[] = { { "风险编号", .width = 14 }, { "状态日期", .kind = KIT_DAY, .width = 12 }, { "化解状态", .width = 12 },
	{ "发现日期", .kind = KIT_DAY, .width = 12 }, { "用人单位", .width = 36 }, { "风险类别", .width = 12 }, { "涉及人数", .kind = KIT_NUMBER },
	{ "涉及金额", .kind = KIT_MONEY, .width = 14 }, { "等级" }, { "包案领导", .width = 12 }, { "化解措施", .width = 50 } };

enum { SHAZHOU, GUCHENG, ANSHUI, JIANGLING, JIANHE, SHIPO, HONGBO, SONGTAN };
static enum kit_form form_of(int unit)
{
	return unit == ANSHUI ? KIT_CSV_GB : unit == JIANHE ? KIT_CSV_BOM : unit == HONGBO ? KIT_CSV : KIT_XLSX;
}

static const char *file_of(struct kit *kit, int unit, const char *what)
{
	struct kit_org *by = sender(kit, unit);
	return str_c(kit->mem, str_fmt(kit->mem, "18-信访稳定/%.*s-%s.%s", PSTR(by->shorter), what, form_of(unit) == KIT_XLSX ? "xlsx" : "csv"));
}

static void title(struct kit *kit, struct kit_sheet *s, int month, int unit, const char *what, const char *unit_word)
{
	struct kit_org *by = sender(kit, unit);
	if (form_of(unit) != KIT_XLSX)
		return;
	kit_title(s, "%.*s%s（%.*s）", PSTR(by->full), what, PSTR(month_zh(kit->mem, month)));
	kit_lines(s, by, month_last(month), unit_word);
}

static void contact_row(struct kit *kit, struct kit_sheet *s, const struct contact *c)
{
	static const char *const WIDE[] = { "０", "１", "２", "３", "４", "５" };
	kit_row(s);
	kit_put(s, number(kit, c->unit, "接", c->petition && c->year == 2018 ? 2018 : 2019, c->serial));
	kit_puts(s, c->channel);
	kit_put_day(s, day_of(c->day));
	kit_puts(s, c->clock);
	if (c->unit == GUCHENG)
		kit_puts(s, WIDE[c->people]);
	else
		kit_put_int(s, c->people);
	kit_puts(s, c->answered ? "是" : "否");
	kit_puts(s, str_is(str_of(c->channel), "来访") ? "信访接待室" : "1号坐席");
	kit_put_int(s, c->minutes);
	kit_puts(s, c->topic);
}

static size_t contact_rows(struct kit *kit, struct kit_sheet *s, int month, int unit)
{
	size_t n = 0;
	for (size_t i = 0; i < COUNT(CONTACTS); i++) {
		if (CONTACTS[i].month != month || CONTACTS[i].unit != unit)
			continue;
		n++;
		if (s)
			contact_row(kit, s, &CONTACTS[i]);
		if (s && unit == GUCHENG && CONTACTS[i].serial == 3)     /* the same line typed twice */
			contact_row(kit, s, &CONTACTS[i]);
	}
	return n;
}

static void case_row(struct kit *kit, struct kit_sheet *s, const struct petition *p)
{
	const struct kit_person *who = petitioner(kit, p);
	bool came = str_is(str_of(p->channel), "来访");  /* who calls leaves a telephone number */
	kit_row(s);
	kit_put(s, number(kit, p->unit, "信", p->year, p->serial));
	kit_puts(s, p->channel);
	kit_put_day(s, day_of(p->day));
	kit_put(s, who->name);
	kit_put(s, came ? who->idno : STR_NONE);
	kit_put(s, who->phone);
	kit_put_int(s, p->representatives);
	kit_puts(s, p->subject);
	kit_puts(s, p->purpose);
	kit_put(s, firm_name(kit, p->unit, p->of, p->people));
	kit_put_int(s, p->people);
	kit_put_money(s, p->claimed < 0 ? INT64_MIN : p->claimed);
	kit_puts(s, p->urgent ? "是" : "否");
	kit_puts(s, p->repeated ? "是" : "否");
	kit_puts(s, p->summary);
	kit_puts(s, p->stage);
	kit_put_day(s, day_of(p->accepted));
	kit_put_day(s, day_of(p->concluded));
	kit_puts(s, p->outcome);
	kit_puts(s, p->why);
}

static size_t case_rows(struct kit *kit, struct kit_sheet *s, int month, int unit)
{
	size_t n = 0;
	for (size_t i = 0; i < COUNT(PETITIONS); i++)
		if (PETITIONS[i].month == month && PETITIONS[i].unit == unit && ++n && s)
			case_row(kit, s, &PETITIONS[i]);
	return n;
}

static size_t link_rows(struct kit *kit, struct kit_sheet *s, int month, int unit)
{
	size_t n = 0;
	for (size_t i = 0; i < COUNT(CONTACTS); i++) {
		const struct contact *c = &CONTACTS[i];
		if (c->month != month || c->unit != unit || !c->petition || !++n || !s)
			continue;
		kit_row(s);
		kit_put(s, number(kit, unit, "接", c->year == 2018 ? 2018 : 2019, c->serial));
		kit_put(s, number(kit, unit, "信", c->year, c->petition));
	}
	return n;
}

static void ends(struct kit *kit, struct kit_sheet *s, int month, int unit, bool total)
{
	struct kit_org *by = sender(kit, unit);
	if (total)
		kit_total(s, "合计");
	kit_blank(s, form_of(unit) == KIT_XLSX ? 2 : 1);
	if (form_of(unit) == KIT_XLSX)
		kit_foot(s, kit_filler(kit, by), kit_checker(kit, by), month_last(month));
}

static void listed(struct kit *kit, int month, const char *file, const char *kind, int unit)
{
	kit_list(kit, month, (struct kit_handover){ .file = file, .kind = kind, .org = sender(kit, unit), .day = month_last(month), .verdict = KIT_PASSED });
}

/* 沙洲区 keeps one workbook of three sheets; the others a file for each. */
static void one_book(struct kit *kit, int month, int unit)
{
	const char *file = file_of(kit, unit, "信访月报");
	struct kit_sheet *s = kit_sheet_open(kit, month, file, KIT_XLSX, "接待登记", CONTACT_COLUMNS, COUNT(CONTACT_COLUMNS));
	title(kit, s, month, unit, "接待来访来电登记表", NULL);
	kit_row(s), kit_puts(s, "填表示例"), kit_puts(s, "来访"), kit_skip(s), kit_puts(s, "09:00"), kit_put_int(s, 2), kit_hide(s);
	contact_rows(kit, s, month, unit);
	ends(kit, s, month, unit, true);
	s = kit_sheet_next(s, "信访件", CASE_COLUMNS, COUNT(CASE_COLUMNS));
	title(kit, s, month, unit, "信访件登记表", "元");
	size_t cases = case_rows(kit, s, month, unit);
	ends(kit, s, month, unit, true);
	s = kit_sheet_next(s, "对应关系", LINK_COLUMNS, COUNT(LINK_COLUMNS));
	link_rows(kit, s, month, unit);
	kit_sheet_close(s);
	listed(kit, month, file, "petition.contact", unit);
	if (cases)
		listed(kit, month, file, "petition.case", unit), listed(kit, month, file, "petition.link", unit);
}

static void three_files(struct kit *kit, int month, int unit)
{
	enum kit_form form = form_of(unit);
	bool dotted = unit == JIANGLING || unit == SONGTAN, two_rows = unit == GUCHENG || unit == SHIPO;
	if (contact_rows(kit, NULL, month, unit)) {
		struct kit_sheet *s = kit_sheet_open(kit, month, file_of(kit, unit, "接待登记"), form, "接待登记", dotted ? CONTACT_DOTTED : CONTACT_COLUMNS, COUNT(CONTACT_COLUMNS));
		title(kit, s, month, unit, "接待来访来电登记表", NULL);
		contact_rows(kit, s, month, unit);
		ends(kit, s, month, unit, unit != GUCHENG);
		kit_sheet_hand(s, "petition.contact", sender(kit, unit), month_last(month), KIT_PASSED, NULL);
	}
	if (case_rows(kit, NULL, month, unit)) {
		struct kit_sheet *s = kit_sheet_open(kit, month, file_of(kit, unit, "信访件登记"), form, "信访件", two_rows ? CASE_TWO_ROWS : CASE_COLUMNS, COUNT(CASE_COLUMNS));
		title(kit, s, month, unit, "信访件登记表", "元");
		case_rows(kit, s, month, unit);
		ends(kit, s, month, unit, true);
		kit_sheet_hand(s, "petition.case", sender(kit, unit), month_last(month), KIT_PASSED, NULL);
	}
	if (link_rows(kit, NULL, month, unit)) {
		struct kit_sheet *s = kit_sheet_open(kit, month, file_of(kit, unit, "接待与信访件对应表"), form, "对应关系", LINK_COLUMNS, COUNT(LINK_COLUMNS));
		link_rows(kit, s, month, unit);
		kit_sheet_hand(s, "petition.link", sender(kit, unit), month_last(month), KIT_PASSED, NULL);
	}
}

static void recovered_file(struct kit *kit, int month, int unit)
{
	struct kit_sheet *s = NULL;
	for (size_t i = 0; i < COUNT(RECOVERED); i++) {
		const struct recovered *r = &RECOVERED[i];
		if (r->month != month || r->unit != unit)
			continue;
		if (!s) {
			s = kit_sheet_open(kit, month, file_of(kit, unit, "追回款项"), form_of(unit), "追回款项", RECOVERED_COLUMNS, COUNT(RECOVERED_COLUMNS));
			title(kit, s, month, unit, "追回工资及其他款项登记表", "元");
		}
		kit_row(s);
		kit_put(s, number(kit, unit, "信", r->year, r->serial));
		kit_put_day(s, day_of(r->day));
		kit_put_money(s, r->fen);
		kit_put_int(s, r->people);
		kit_puts(s, r->way);
	}
	if (!s)
		return;
	ends(kit, s, month, unit, true);
	kit_sheet_hand(s, "petition.recovered", sender(kit, unit), month_last(month), KIT_PASSED, NULL);
}

static void risk_file(struct kit *kit, int month, int unit)
{
	struct kit_sheet *s = NULL;
	for (size_t i = 0; i < COUNT(RISKS); i++) {
		const struct risk *r = &RISKS[i];
		if (r->month != month || r->unit != unit)
			continue;
		if (!s) {
			s = kit_sheet_open(kit, month, file_of(kit, unit, "稳定风险台账"), form_of(unit), "台账", RISK_COLUMNS, COUNT(RISK_COLUMNS));
			title(kit, s, month, unit, "职工队伍稳定风险排查化解台账", "元");
		}
		kit_row(s);
		kit_put(s, number(kit, unit, "险", 2019, r->serial));
		kit_put_day(s, day_of(r->day));
		kit_puts(s, r->stage);
		kit_put_day(s, day_of(r->found));
		kit_put(s, firm_name(kit, unit, r->of, r->people));
		kit_puts(s, r->kind);
		kit_put_int(s, r->people);
		kit_put_money(s, r->fen < 0 ? INT64_MIN : r->fen);
		kit_puts(s, r->grade);
		kit_put(s, kit_chief(kit, sender(kit, unit))->person->name);
		kit_puts(s, r->measures);
	}
	if (!s)
		return;
	ends(kit, s, month, unit, false);
	kit_sheet_hand(s, "petition.risk", sender(kit, unit), month_last(month), KIT_PASSED, NULL);
}

/* ---- What the report says besides figures ---- */

static const struct kit_column EVENT_COLUMNS[] = { { "条线", .width = 12 }, { "类别" }, { "事项", .width = 36 }, { "日期", .kind = KIT_DAY, .width = 12 },
	{ "地点", .width = 24 }, { "参加人员", .width = 36 }, { "内容", .width = 50 }, { "数量", .kind = KIT_NUMBER } };
static const struct kit_column POINT_COLUMNS[] = { { "条线", .width = 12 }, { "类别" }, { "序号", .kind = KIT_NUMBER }, { "日期", .kind = KIT_DAY, .width = 12 }, { "内容", .width = 70 } };
static const struct { int month; const char *kind, *title, *day, *place, *people, *content; int64_t amount; } EVENTS[] = {
	{ 201901, "会议", "全市工会信访稳定工作会", "2019-01-04", "市总工会三楼会议室", "各县市区总工会分管副主席、机关有关部室负责人", "安排春节前职工队伍稳定排查和信访接待工作", INT_NONE },
	{ 201901, "督查", "春节前农民工工资支付督查", "2019-01-14", NULL, NULL, "督促在建工地和劳动密集型企业按时足额发放工资", 9 },
	{ 201901, "活动", "“法律服务进工地”活动", "2019-01-23", NULL, NULL, "现场解答劳动报酬、工伤待遇等方面的咨询", 3 },
	{ 201902, "会议", "节后职工队伍稳定形势分析会", "2019-02-15", NULL, "各县市区总工会信访工作负责人", "研判复工阶段的劳动关系风险", INT_NONE },
};
static const struct { int month; int64_t ordinal; const char *body; } POINTS[] = {
	{ 201901, 1, "实行领导包案，对欠薪线索逐件明确责任人和办结时限" },
	{ 201901, 2, "畅通来访、来信、网上和12351热线渠道，首接首办、一办到底；" },
	{ 201901, 3, "加强与人社、住建、法院等部门的联动，引导职工依法理性表达诉求。" },
	{ 201902, 1, "对已化解的风险逐一回访" },
	{ 201902, 2, "对复工企业的工资支付和劳动合同签订情况开展摸排" },
};

static void prose_files(struct kit *kit, int month)
{
	struct kit_org *by = kit_org_named(kit, "法律工作部");
	struct kit_sheet *s = kit_sheet_open(kit, month, "18-信访稳定/法律工作部-活动登记.xlsx", KIT_XLSX, "活动", EVENT_COLUMNS, COUNT(EVENT_COLUMNS));
	for (size_t i = 0; i < COUNT(EVENTS); i++)
		if (EVENTS[i].month == month) {
			kit_row(s);
			kit_puts(s, "信访稳定"), kit_puts(s, EVENTS[i].kind), kit_puts(s, EVENTS[i].title), kit_put_day(s, day_of(EVENTS[i].day));
			kit_puts(s, EVENTS[i].place), kit_puts(s, EVENTS[i].people), kit_puts(s, EVENTS[i].content), kit_put_int(s, EVENTS[i].amount);
		}
	kit_sheet_hand(s, "matter.event", by, month_last(month), KIT_PASSED, NULL);
	s = kit_sheet_open(kit, month, "18-信访稳定/法律工作部-要点.csv", KIT_CSV_BOM, "要点", POINT_COLUMNS, COUNT(POINT_COLUMNS));
	for (size_t i = 0; i < COUNT(POINTS); i++)
		if (POINTS[i].month == month) {
			kit_row(s);
			kit_puts(s, "信访稳定"), kit_puts(s, "做法"), kit_put_int(s, POINTS[i].ordinal), kit_put_day(s, month_last(month)), kit_puts(s, POINTS[i].body);
		}
	kit_sheet_hand(s, "matter.point", by, month_last(month), KIT_PASSED, NULL);
}

void sample_petition(struct kit *kit, int month)
{
	for (int unit = CENTRE; unit < KIT_COUNTIES; unit++) {
		if (unit == SHAZHOU)
			one_book(kit, month, unit);
		else
			three_files(kit, month, unit);
		if (unit != CENTRE && !case_rows(kit, NULL, month, unit))
			kit_list_nil(kit, month, "petition.case", sender(kit, unit), month_last(month));
		recovered_file(kit, month, unit);
		risk_file(kit, month, unit);
	}
	prose_files(kit, month);
}
