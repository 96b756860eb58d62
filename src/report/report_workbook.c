/* The workbook of figures: one row a figure with its rule, its county parts, its status. A spreadsheet is where an office checks a report, so the sheet
 * gives numbers as numbers, says of each total what it holds, and prints no total under a column that does not add up: for distinct persons the
 * difference is a column of its own (各地相加 beside 全市). */
#include "doc/sheet.h"
#include "kernel/org.h"
#include "report/report_in.h"

struct writer { struct compile *c; struct out_sheet *sheet; size_t row; int64_t city; int64_t *counties; size_t n_counties; };

static void number_at(struct writer *w, size_t column, const struct figure *f)
{
	struct arena *mem = w->c->mem;
	struct str value = figure_value(mem, f);
	if (!value.p)
		out_text_at(w->sheet, w->row, column, str_of(figure_status_word(f->status)), OUT_TEXT);
	else if (f->of->unit == UNIT_YUAN)
		out_money_at(w->sheet, w->row, column, f->value, OUT_MONEY);
	else if (f->of->unit == UNIT_DATE || f->of->unit == UNIT_MONTH || f->of->unit == UNIT_DOC_NUMBER || f->of->unit == UNIT_PERCENT)
		out_text_at(w->sheet, w->row, column, value, OUT_TEXT);
	else
		out_int_at(w->sheet, w->row, column, f->value, OUT_INT);
}

static void heads(struct writer *w, const char *const *words, const double *widths, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out_text_at(w->sheet, w->row, i, str_of(_(words[i])), OUT_HEAD);
		out_width(w->sheet, i, widths[i]);
	}
	w->row++;
}

static void change_at(struct writer *w, size_t column, const struct compared *c)
{
	int64_t change = c->now.value - c->before.value;
	if (!c->has_before)
		out_text_at(w->sheet, w->row, column, STR("—"), OUT_TEXT);
	else if (c->now.of->unit == UNIT_YUAN)
		out_money_at(w->sheet, w->row, column, change, OUT_MONEY);
	else
		out_int_at(w->sheet, w->row, column, change, OUT_INT);
}

static fault figure_row(struct writer *w, const struct indicator *of)
{
	struct arena *mem = w->c->mem;
	struct compared c;
	int64_t target;
	TRY(report_compared(w->c->db, of, w->c->month, w->city, &c));
	TRY(report_target(w->c->db, of, w->c->month, w->city, &target));
	out_text_at(w->sheet, w->row, 0, str_of(of->id), OUT_TEXT);
	out_text_at(w->sheet, w->row, 1, str_of(_(of->name)), OUT_TEXT);
	number_at(w, 2, &c.now);
	out_text_at(w->sheet, w->row, 3, str_of(unit_word(of->unit)), OUT_TEXT);
	out_text_at(w->sheet, w->row, 4, str_of(figure_status_word(c.now.status)), OUT_TEXT);
	out_text_at(w->sheet, w->row, 5, figure_say(mem, &c.now, of->wording, of->step), OUT_TEXT);
	out_text_at(w->sheet, w->row, 6, span_zh(mem, &c.now.in), OUT_TEXT);
	if (c.has_year)
		number_at(w, 7, &c.year);
	else
		out_text_at(w->sheet, w->row, 7, STR("—"), OUT_TEXT);
	if (c.has_before)
		number_at(w, 8, &c.before);
	else
		out_text_at(w->sheet, w->row, 8, STR("—"), OUT_TEXT);
	change_at(w, 9, &c);
	if (target != INT_NONE) {
		struct figure goal = c.now;
		goal.value = target;
		number_at(w, 10, &goal);
		int64_t tenths = target > 0 ? (c.now.value * 2000 + target) / (2 * target) : 0;
		out_text_at(w->sheet, w->row, 11, str_fmt(mem, "%lld.%lld%%", (long long)tenths / 10, (long long)tenths % 10), OUT_TEXT);
	}
	if (c.now.owed)
		out_text_at(w->sheet, w->row, 12, str_fmt(mem, _("%lld家已报%lld家"), (long long)c.now.owed, (long long)c.now.filed), OUT_TEXT);
	out_int_at(w->sheet, w->row, 13, c.now.n, OUT_INT);
	out_text_at(w->sheet, w->row, 14, str_of(_(of->meaning)), OUT_TEXT);
	out_int_at(w->sheet, w->row, 15, of->version, OUT_INT);
	w->row++;
	return NULL;
}

static fault figures_sheet(struct writer *w)
{
	static const char *const words[] = { N_("指标编号"), N_("指标"), N_("本期"), N_("单位"), N_("状态"), N_("文中写法"), N_("统计时段"), N_("本年累计"),
		N_("上年同期"), N_("增减"), N_("目标"), N_("完成率"), N_("已报单位"), N_("记录行数"), N_("统计规则"), N_("规则版本") };
	static const double widths[] = { 26, 30, 14, 8, 10, 18, 30, 14, 14, 12, 14, 10, 14, 10, 80, 10 };
	heads(w, words, widths, COUNT(words));
	out_freeze(w->sheet, 1, 2);
	for (size_t i = 0; i < w->c->desk->n; i++)
		TRY(figure_row(w, w->c->desk->indicators[i]));
	return NULL;
}

static bool splits(const struct indicator *of)
{
	return of->tally != ONE;
}

static fault county_row(struct writer *w, const struct indicator *of)
{
	struct span_of span;
	struct figure_unit *units;
	struct figure whole;
	size_t n;
	int64_t sum = 0;
	fault f = span_make(w->c->db, of, of->span, w->c->month, &span);
	if (f)
		return str_is(str_of(f->code), "campaign.none") ? NULL : f;
	TRY(figure_of(w->c->db, of, span, w->city, &whole));
	TRY(figure_units(w->c->db, of, span, &units, &n));
	out_text_at(w->sheet, w->row, 0, str_of(of->id), OUT_TEXT);
	out_text_at(w->sheet, w->row, 1, str_of(_(of->name)), OUT_TEXT);
	out_text_at(w->sheet, w->row, 2, str_of(unit_word(of->unit)), OUT_TEXT);
	for (size_t i = 0; i < n; i++) {
		number_at(w, 3 + i, &units[i].figure);
		sum += units[i].figure.value;
	}
	struct figure added = whole;
	added.value = sum;
	if (of->tally != RATIO)
		number_at(w, 3 + n, &added);
	number_at(w, 4 + n, &whole);
	if (of->tally == RATIO)
		out_text_at(w->sheet, w->row, 5 + n, str_of(_("比率按全市两个合计重新计算，各地不相加。")), OUT_NOTE);
	else if (sum != whole.value)
		out_text_at(w->sheet, w->row, 5 + n, str_fmt(w->c->mem, _("各地相加比全市多%lld：同一对象在不止一地出现，全市只计一次。"),
			(long long)(sum - whole.value)), OUT_NOTE);
	w->row++;
	return NULL;
}

static fault counties_sheet(struct writer *w)
{
	static const char *const words[] = { N_("指标编号"), N_("指标"), N_("单位"), N_("市本级") };
	static const double widths[] = { 26, 30, 8, 12 };
	heads(w, words, widths, COUNT(words));
	for (size_t i = 0; i < w->n_counties; i++) {
		struct str name;
		TRY(org_name_on(w->c->db, w->counties[i], month_last(w->c->month), NULL, &name));
		out_text_at(w->sheet, 0, 4 + i, name, OUT_HEAD);
		out_width(w->sheet, 4 + i, 12);
	}
	out_text_at(w->sheet, 0, 4 + w->n_counties, str_of(_("各地相加")), OUT_HEAD);
	out_text_at(w->sheet, 0, 5 + w->n_counties, str_of(_("全市")), OUT_HEAD);
	out_text_at(w->sheet, 0, 6 + w->n_counties, str_of(_("说明")), OUT_HEAD);
	out_width(w->sheet, 4 + w->n_counties, 12);
	out_width(w->sheet, 5 + w->n_counties, 12);
	out_width(w->sheet, 6 + w->n_counties, 60);
	out_freeze(w->sheet, 1, 2);
	for (size_t i = 0; i < w->c->desk->n; i++)
		if (splits(w->c->desk->indicators[i]))
			TRY(county_row(w, w->c->desk->indicators[i]));
	return NULL;
}

static fault parts_sheet(struct writer *w)
{
	static const char *const words[] = { N_("指标编号"), N_("指标"), N_("分项"), N_("数"), N_("单位") };
	static const double widths[] = { 26, 30, 24, 14, 8 };
	heads(w, words, widths, COUNT(words));
	for (size_t i = 0; i < w->c->desk->n; i++) {
		const struct indicator *of = w->c->desk->indicators[i];
		struct tally_part_row *parts;
		struct span_of span;
		size_t n;
		if (!of->parts || of->tally == RATIO)
			continue;
		fault f = span_make(w->c->db, of, of->span, w->c->month, &span);
		if (f && str_is(str_of(f->code), "campaign.none"))
			continue;
		TRY(f);
		TRY(figure_parts(w->c->db, of, span, w->city, &parts, &n));
		for (size_t k = 0; k < n; k++) {
			struct figure f_ = { .of = of, .in = span, .n = parts[k].n,
				.value = of->tally == ROWS ? parts[k].n : of->tally == KEYS ? parts[k].keys : parts[k].amount };
			out_text_at(w->sheet, w->row, 0, str_of(of->id), OUT_TEXT);
			out_text_at(w->sheet, w->row, 1, str_of(_(of->name)), OUT_TEXT);
			out_text_at(w->sheet, w->row, 2, parts[k].part.p ? parts[k].part : str_of(_("未分")), OUT_TEXT);
			number_at(w, 3, &f_);
			out_text_at(w->sheet, w->row, 4, str_of(unit_word(of->unit)), OUT_TEXT);
			w->row++;
		}
	}
	return NULL;
}

fault report_workbook(struct db *db, const struct report_desk *desk, int month, const char *path)
{
	struct compile c = { .db = db, .mem = db_mem(db), .desk = desk, .month = month };
	struct writer w = { .c = &c };
	struct out_book *book;
	TRY(org_city(db, &w.city));
	TRY(org_counties(db, month_last(month), &w.counties, &w.n_counties));
	TRY(out_book_open(c.mem, path, &book));
	static const struct { const char *name; fault (*write)(struct writer *); } SHEETS[] = {
		{ N_("数据"), figures_sheet }, { N_("分县市区"), counties_sheet }, { N_("构成"), parts_sheet },
	};
	for (size_t i = 0; i < COUNT(SHEETS); i++) {
		w.sheet = out_sheet_add(book, _(SHEETS[i].name));
		w.row = 0;
		TRY(SHEETS[i].write(&w));
	}
	return out_book_close(book);
}
