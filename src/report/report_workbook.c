/* The workbook of figures: one row a figure with its rule, its county parts, its status. A spreadsheet is where an office checks a report, so the sheet
 * gives numbers as numbers, says of each total what it holds, and prints no total under a column that does not add up: for distinct persons the
 * difference is a column of its own (各地相加 beside 全市), and parts that overlap say so under the last of them.
 * It is printed too: each sheet has a title and says whom it counts, lies across A4 on one page's width, and repeats its head on every page. */
#include "doc/sheet.h"
#include "kernel/entity.h"
#include "kernel/org.h"
#include "report/report_in.h"

enum { TITLE, NOTE, HEAD, BODY };                        /* the rows of every sheet */
struct writer { struct compile *c; struct out_sheet *sheet; size_t row; int64_t city; int64_t *counties; size_t n_counties; struct str title, note; };
struct heading { const char *words; double width; };

/* --- cells ------------------------------------------------------------------------------------------------------------------------------- */

static void text_at(struct writer *w, size_t column, struct str s)
{
	out_text_at(w->sheet, w->row, column, s, OUT_TEXT);
}

/* A word where a number would be: at the right. */
static void word_at(struct writer *w, size_t column, struct str s)
{
	out_text_at(w->sheet, w->row, column, s, OUT_INT);
}

static void number_at(struct writer *w, size_t column, const struct figure *f)
{
	struct arena *mem = w->c->mem;
	struct str value = figure_value(mem, f);
	if (!value.p)
		word_at(w, column, str_of(figure_status_word(f->status)));
	else if (f->of->unit == UNIT_YUAN)
		out_money_at(w->sheet, w->row, column, f->value, OUT_MONEY);
	else if (f->of->unit == UNIT_PERCENT)
		out_percent_at(w->sheet, w->row, column, f->value, OUT_PERCENT);
	else if (f->of->unit == UNIT_DATE || f->of->unit == UNIT_MONTH || f->of->unit == UNIT_DOC_NUMBER)
		word_at(w, column, value);
	else
		out_int_at(w->sheet, w->row, column, f->value, OUT_INT);
}

static void number_or_dash(struct writer *w, size_t column, bool has, const struct figure *f)
{
	if (has)
		number_at(w, column, f);
	else
		word_at(w, column, STR("—"));
}

static void change_at(struct writer *w, size_t column, const struct compared *c)
{
	struct arena *mem = w->c->mem;
	int64_t change = c->now.value - c->before.value;
	if (!c->has_before || !figure_value(mem, &c->now).p || !figure_value(mem, &c->before).p)
		word_at(w, column, STR("—"));
	else if (c->now.of->unit == UNIT_YUAN)
		out_money_at(w->sheet, w->row, column, change, OUT_MONEY);
	else if (c->now.of->unit == UNIT_PERCENT)
		word_at(w, column, str_fmt(mem, _("%+.1f个百分点"), (double)change / 10));
	else
		out_int_at(w->sheet, w->row, column, change, OUT_INT);
}

static void figure_names(struct writer *w, const struct indicator *of)
{
	out_text_at(w->sheet, w->row, 0, str_of(of->id), OUT_CODE);
	text_at(w, 1, str_of(_(of->name)));
}

/* Title, whom the sheet counts, the head. name: of the sheet, NULL for the first; heads of counties stand between the first ones and the last. */
static void sheet_begin(struct writer *w, const char *name, const struct heading *heads, size_t n)
{
	struct arena *mem = w->c->mem;
	out_merge(w->sheet, TITLE, 0, TITLE, n - 1, name ? str_fmt(mem, "%.*s · %s", PSTR(w->title), _(name)) : w->title, OUT_TITLE);
	out_merge(w->sheet, NOTE, 0, NOTE, n - 1, w->note, OUT_NOTE);
	for (size_t i = 0; i < n; i++)
		out_width(w->sheet, i, heads[i].width);
	out_fit_rows(w->sheet);
	for (size_t i = 0; i < n; i++)
		out_text_at(w->sheet, HEAD, i, str_of(heads[i].words), OUT_HEAD);
	out_freeze(w->sheet, BODY, 2);
	out_repeat_rows(w->sheet, HEAD, HEAD);
	out_landscape(w->sheet);
	w->row = BODY;
}

/* --- figures ----------------------------------------------------------------------------------------------------------------------------- */

static fault target_at(struct writer *w, size_t column, const struct figure *now)
{
	struct figure goal = *now;
	int64_t target;
	TRY(report_target(w->c->db, now->of, w->c->month, w->city, &target));
	if (target == INT_NONE) {
		text_at(w, column, STR_NONE);
		text_at(w, column + 1, STR_NONE);
		return NULL;
	}
	goal.value = target;
	goal.status = FIGURE_VALUE;
	number_at(w, column, &goal);
	out_percent_at(w->sheet, w->row, column + 1, target > 0 ? (now->value * 2000 + target) / (2 * target) : INT_NONE, OUT_PERCENT);
	return NULL;
}

/* 已报, or 已报（含补报3条）. */
static fault status_at(struct writer *w, size_t column, const struct figure *f)
{
	const char *word = figure_status_word(f->status);
	struct evidence_row *late;
	size_t n = 0;
	if (f->status == FIGURE_VALUE)
		TRY(figure_late(w->c->db, f, &late, &n));
	text_at(w, column, n ? str_fmt(w->c->mem, _("%s（含补报%zu条）"), word, n) : str_of(word));
	return NULL;
}

static fault figure_row(struct writer *w, const struct indicator *of)
{
	struct arena *mem = w->c->mem;
	struct compared c;
	TRY(report_compared(w->c->db, of, w->c->month, w->city, &c));
	figure_names(w, of);
	number_at(w, 2, &c.now);
	text_at(w, 3, str_of(unit_word(of->unit)));
	TRY(status_at(w, 4, &c.now));
	text_at(w, 5, figure_say(mem, &c.now, of->wording, of->step));
	text_at(w, 6, span_zh(mem, &c.now.in));
	number_or_dash(w, 7, c.has_year, &c.year);
	number_or_dash(w, 8, c.has_before, &c.before);
	change_at(w, 9, &c);
	TRY(target_at(w, 10, &c.now));
	text_at(w, 12, c.now.owed ? str_fmt(mem, _("%lld家已报%lld家"), (long long)c.now.owed, (long long)c.now.filed) : STR_NONE);
	out_int_at(w->sheet, w->row, 13, c.now.n, OUT_INT);
	text_at(w, 14, str_of(_(of->meaning)));
	out_int_at(w->sheet, w->row, 15, of->version, OUT_INT);
	w->row++;
	return NULL;
}

static fault figures_sheet(struct writer *w)
{
	const struct heading heads[] = {
		{ _("指标编号"), 25 }, { _("指标"),     20 }, { _("本期"),     15 }, { _("单位"), 8 },  { _("状态"), 8 },  { _("文中写法"), 13 },
		{ _("统计时段"), 17 }, { _("本年累计"), 15 }, { _("上年同期"), 15 }, { _("增减"), 14 }, { _("目标"), 14 }, { _("完成率"),   9 },
		{ _("已报单位"), 13 }, { _("记录行数"), 7 },  { _("统计规则"), 44 }, { _("规则版本"), 7 },
	};
	sheet_begin(w, NULL, heads, COUNT(heads));
	for (size_t i = 0; i < w->c->desk->n; i++)
		TRY(figure_row(w, w->c->desk->indicators[i]));
	return NULL;
}

/* --- counties ---------------------------------------------------------------------------------------------------------------------------- */

enum { COUNTY_FIRST = 3 };                               /* after number, name, unit: the city's own level, then the counties */

/* Says why the parts of a row are not its total; nothing when they are. */
static struct str sum_note(struct writer *w, const struct indicator *of, int64_t sum, int64_t whole)
{
	if (of->tally == RATIO)
		return str_of(_("比率按全市两个合计重新计算，各地不相加。"));
	return of->tally != KEYS || sum <= whole ? STR_NONE : str_fmt(w->c->mem, _("各地相加比全市多%lld：同一对象在不止一地出现，全市只计一次。"), (long long)(sum - whole));
}

static fault county_row(struct writer *w, const struct indicator *of)
{
	struct span_of span;
	struct figure_unit *units;
	struct figure whole;
	size_t n, last = COUNTY_FIRST + w->n_counties + 1;
	int64_t sum = 0;
	fault f = span_make(w->c->db, of, of->span, w->c->month, &span);
	if (f)
		return str_is(str_of(f->code), "campaign.none") ? NULL : f;
	TRY(figure_of(w->c->db, of, span, w->city, &whole));
	TRY(figure_units(w->c->db, of, span, &units, &n));
	figure_names(w, of);
	text_at(w, 2, str_of(unit_word(of->unit)));
	for (size_t k = 0; k <= w->n_counties; k++)
		word_at(w, COUNTY_FIRST + k, STR("—"));          /* a county that was none in the span keeps it */
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (i && k < w->n_counties && w->counties[k] != units[i].org)
			k++;
		number_at(w, COUNTY_FIRST + (i ? k + 1 : 0), &units[i].figure);
		sum += units[i].figure.value;
	}
	struct figure added = whole;
	added.value = sum;
	number_or_dash(w, last, of->tally != RATIO, &added);
	number_at(w, last + 1, &whole);
	text_at(w, last + 2, sum_note(w, of, sum, whole.value));
	w->row++;
	return NULL;
}

static void county_add(struct writer *w, int64_t org)
{
	for (size_t i = 0; i < w->n_counties; i++)
		if (w->counties[i] == org)
			return;
	w->counties = arena_more(w->c->mem, w->counties, w->n_counties * sizeof *w->counties, (w->n_counties + 1) * sizeof *w->counties);
	w->counties[w->n_counties++] = org;
}

/* The columns: the month's counties and zones, and after them whatever else a figure of a longer span or a late record is split by. */
static fault counties_find(struct writer *w)
{
	for (size_t i = 0; i < w->c->desk->n; i++) {
		const struct indicator *of = w->c->desk->indicators[i];
		struct figure_unit *units;
		struct span_of span;
		size_t n;
		fault f = of->tally == ONE ? NULL : span_make(w->c->db, of, of->span, w->c->month, &span);
		if (of->tally == ONE || (f && str_is(str_of(f->code), "campaign.none")))
			continue;
		TRY(f);
		TRY(figure_units(w->c->db, of, span, &units, &n));
		for (size_t k = 1; k < n; k++)
			county_add(w, units[k].org);
	}
	return NULL;
}

static fault counties_sheet(struct writer *w)
{
	size_t n = COUNTY_FIRST + 1 + w->n_counties, all = n + 3;
	struct heading *heads = arena_get(w->c->mem, all * sizeof *heads);
	heads[0] = (struct heading){ _("指标编号"), 25 };
	heads[1] = (struct heading){ _("指标"), 22 };
	heads[2] = (struct heading){ _("单位"), 8 };
	heads[COUNTY_FIRST] = (struct heading){ _("市本级"), 15 };
	for (size_t i = 0; i < w->n_counties; i++) {
		struct str name;
		TRY(org_name_on(w->c->db, w->counties[i], month_last(w->c->month), NULL, &name));
		heads[COUNTY_FIRST + 1 + i] = (struct heading){ str_c(w->c->mem, name), 14 };
	}
	heads[n] = (struct heading){ _("各地相加"), 15 };
	heads[n + 1] = (struct heading){ _("全市"), 15 };
	heads[n + 2] = (struct heading){ _("说明"), 30 };
	sheet_begin(w, N_("分县市区"), heads, all);
	for (size_t i = 0; i < w->c->desk->n; i++)
		if (w->c->desk->indicators[i]->tally != ONE)
			TRY(county_row(w, w->c->desk->indicators[i]));
	return NULL;
}

/* --- parts ------------------------------------------------------------------------------------------------------------------------------- */

/* Where a part stands in the indicator's list; codes that are in none, and rows without a part, come last. */
static size_t part_rank(const struct indicator *of, struct str part)
{
	size_t i = 0;
	while (of->part_words && of->part_words[i].code && !str_is(part, of->part_words[i].code))
		i++;
	return part.p ? i : SIZE_MAX;
}

static int64_t number_taken(struct str *rest)
{
	int64_t n = 0;
	for (; rest->n && rest->p[0] >= '0' && rest->p[0] <= '9' && n < INT64_MAX / 16; *rest = str_sub(*rest, 1, SIZE_MAX))
		n = n * 10 + (rest->p[0] - '0');
	return n;
}

/* 2 before 10: what begins alike is ordered by the numbers in it. */
static bool part_before(const struct indicator *of, struct str a, struct str b)
{
	size_t rank = part_rank(of, a), other = part_rank(of, b);
	if (rank != other || !a.p)
		return rank < other;
	while (a.n && b.n) {
		int64_t m = number_taken(&a), n = number_taken(&b);
		if (m != n)
			return m < n;
		if (!a.n || !b.n || a.p[0] != b.p[0])
			break;
		a = str_sub(a, 1, SIZE_MAX), b = str_sub(b, 1, SIZE_MAX);
	}
	return a.n && b.n ? (unsigned char)a.p[0] < (unsigned char)b.p[0] : a.n < b.n;
}

static void parts_sort(const struct indicator *of, struct tally_part_row *parts, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k && part_before(of, parts[k].part, parts[k - 1].part); k--) {
			struct tally_part_row one = parts[k];
			parts[k] = parts[k - 1];
			parts[k - 1] = one;
		}
}

static void part_row(struct writer *w, const struct figure *f, struct str part)
{
	figure_names(w, f->of);
	text_at(w, 2, figure_part_word(f->of, part));
	number_at(w, 3, f);
	text_at(w, 4, str_of(unit_word(f->of->unit)));
	w->row++;
}

static void overlap_row(struct writer *w, const struct figure *whole)
{
	text_at(w, 0, STR_NONE);
	text_at(w, 1, STR_NONE);
	out_merge(w->sheet, w->row, 2, w->row, 4, str_fmt(w->c->mem, _("分项有重叠，不相加；合计%.*s。"), PSTR(figure_say(w->c->mem, whole, EXACTLY, 0))), OUT_TEXT);
	w->row++;
}

static fault parts_of(struct writer *w, const struct indicator *of)
{
	struct tally_part_row *parts;
	struct span_of span;
	struct figure whole;
	int64_t sum = 0;
	size_t n;
	fault f = span_make(w->c->db, of, of->span, w->c->month, &span);
	if (f)
		return str_is(str_of(f->code), "campaign.none") ? NULL : f;
	TRY(figure_of(w->c->db, of, span, w->city, &whole));
	TRY(figure_parts(w->c->db, of, span, w->city, &parts, &n));
	parts_sort(of, parts, n);
	for (size_t i = 0; i < n; i++) {
		struct figure one = { .of = of, .in = span, .n = parts[i].n,
			.value = of->tally == ROWS ? parts[i].n : of->tally == KEYS ? parts[i].keys : parts[i].amount };
		part_row(w, &one, parts[i].part);
		sum += one.value;
	}
	if (of->tally == KEYS && sum > whole.value)
		overlap_row(w, &whole);
	return NULL;
}

static fault parts_sheet(struct writer *w)
{
	const struct heading heads[] = { { _("指标编号"), 30 }, { _("指标"), 34 }, { _("分项"), 44 }, { _("数"), 18 }, { _("单位"), 10 } };
	sheet_begin(w, N_("构成"), heads, COUNT(heads));
	for (size_t i = 0; i < w->c->desk->n; i++)
		if (w->c->desk->indicators[i]->parts && w->c->desk->indicators[i]->tally != RATIO)
			TRY(parts_of(w, w->c->desk->indicators[i]));
	return NULL;
}

/* --- the book ---------------------------------------------------------------------------------------------------------------------------- */

fault report_workbook(struct db *db, const struct report_desk *desk, int month, const char *path)
{
	struct compile c = { .db = db, .mem = db_mem(db), .desk = desk, .month = month };
	struct writer w = { .c = &c };
	struct out_book *book;
	struct str city;
	TRY(org_city(db, &w.city));
	TRY(org_name_on(db, w.city, month_last(month), &city, NULL));
	TRY(org_units(db, month_last(month), month_last(month), &w.counties, &w.n_counties));
	w.title = str_fmt(c.mem, _("%.*s%.*s数据表"), PSTR(city), PSTR(month_zh(c.mem, month)));
	w.note = str_fmt(c.mem, _("统计范围：%.*s本级和%zu个县市区（含开发区），只计审核通过的记录。金额单位为元，各指标的统计时段和规则见“数据”表。"), PSTR(city), w.n_counties);
	TRY(counties_find(&w));
	TRY(out_book_open(c.mem, path, &book));
	static const struct { const char *name; fault (*write)(struct writer *); } SHEETS[] = {
		{ N_("数据"), figures_sheet }, { N_("分县市区"), counties_sheet }, { N_("构成"), parts_sheet },
	};
	for (size_t i = 0; i < COUNT(SHEETS); i++) {
		w.sheet = out_sheet_add(book, _(SHEETS[i].name));
		TRY(SHEETS[i].write(&w));
	}
	return out_book_close(book);
}
