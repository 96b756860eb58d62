/* How a figure is said. Rounding is a choice of words, never of data: the exact value goes along beside the wording.
 *
 * 近N stands when the value is below N, N is the next multiple of the step and the gap is at most 5 % of N (DOMAIN 5.6); otherwise the exact value
 * is said. N余 and N多 stand when the value is above N, N being the multiple of the step below it, and N is not 0; a value that is N says N. Order:
 * number, 余, unit (7000余人); number, 万, 多, unit (3万多元). Money is said in 万元 from 10,000 元 on, else in 元. */
#include <string.h>
#include "base/text.h"
#include "kernel/entity.h"
#include "kernel/figure.h"

static const struct { enum unit unit; const char *word; } UNITS[] = {
	{ UNIT_PERSON, N_("人") }, { UNIT_NAMED, N_("名") }, { UNIT_PERSON_TIME, N_("人次") }, { UNIT_HOUSEHOLD, N_("户") }, { UNIT_ENTERPRISE, N_("家") },
	{ UNIT_CASE, N_("件") }, { UNIT_BATCH, N_("批") }, { UNIT_CALL, N_("通") }, { UNIT_ISSUE, N_("期") }, { UNIT_BALLOT, N_("张") },
	{ UNIT_ESSAY, N_("篇") }, { UNIT_PICTURE, N_("幅") }, { UNIT_WORK, N_("件") }, { UNIT_EVENT, N_("场次") }, { UNIT_YUAN, N_("元") },
	{ UNIT_ITEM, N_("个") }, { UNIT_KIND, N_("项") }, { UNIT_LEVEL, N_("个层次") }, { UNIT_YEAR, N_("年") }, { UNIT_EDITION, N_("届") },
	{ UNIT_CONGRESS, N_("大") }, { UNIT_ANNIVERSARY, N_("周年") }, { UNIT_DAY, N_("日") }, { UNIT_DATE, "" }, { UNIT_MONTH, "" },
	{ UNIT_DOC_NUMBER, "" }, { UNIT_PERCENT, "%" }, { UNIT_RANK, N_("位") }, { UNIT_COPY, N_("份") },
};

const char *unit_word(enum unit u)
{
	for (size_t i = 0; i < COUNT(UNITS); i++)
		if (UNITS[i].unit == u)
			return UNITS[i].word[0] ? _(UNITS[i].word) : "";
	return "";
}

static const struct { const char *code, *word; } STATUSES[] = {
	[FIGURE_VALUE] = { "value", N_("已报") }, [FIGURE_NIL] = { "nil", N_("零报告") }, [FIGURE_NOT_REPORTED] = { "not_reported", N_("未报") },
	[FIGURE_NOT_DUE] = { "not_due", N_("未到期") }, [FIGURE_PROVISIONAL] = { "provisional", N_("待审") }, [FIGURE_CORRECTED] = { "corrected", N_("更") },
	[FIGURE_SUPPRESSED] = { "suppressed", N_("隐去") }, [FIGURE_NOT_APPLICABLE] = { "not_applicable", N_("不适用") },
};
const char *figure_status_word(enum figure_status s) { return _(STATUSES[s].word); }
const char *figure_status_code(enum figure_status s) { return STATUSES[s].code; }

const struct indicator *indicator_named(const struct indicator *const *list, const char *id)
{
	for (; *list; list++)
		if (strcmp((*list)->id, id) == 0)
			return *list;
	return NULL;
}

struct str figure_part_word(const struct indicator *of, struct str part)
{
	if (!part.p)
		return str_of(_("未分"));
	for (const struct code *c = of->part_words; c && c->code; c++)
		if (str_is(part, c->code))
			return str_of(_(c->word));
	return part;
}

static const char *const TALLIES[] = { [ROWS] = "rows", [KEYS] = "keys", [AMOUNT] = "amount", [RATIO] = "ratio", [ONE] = "one" };
const char *tally_code(enum tally t) { return TALLIES[t]; }

static const char *const SPANS[] = { [MONTH] = "month", [QUARTER] = "quarter", [HALF_YEAR] = "half-year", [YEAR] = "year", [STAT_YEAR] = "stat-year",
	[TO_DATE] = "to-date" };
const char *span_code(enum span_kind k) { return SPANS[k]; }

bool span_from_code(struct str s, enum span_kind *ret)
{
	for (size_t i = 0; i < COUNT(SPANS); i++)
		if (str_is(s, SPANS[i])) {
			*ret = (enum span_kind)i;
			return true;
		}
	return false;
}

struct str span_zh(struct arena *mem, const struct span_of *s)
{
	int from = day_month(s->from), to = day_month(s->to);
	if (s->kind == MONTH)
		return month_zh(mem, s->month);
	if (s->kind == YEAR)
		return str_fmt(mem, _("%d年"), s->month / 100);
	if (s->kind == TO_DATE)
		return str_fmt(mem, _("%.*s至%.*s"), PSTR(day_zh(mem, s->from)), PSTR(day_zh(mem, s->to)));
	return str_fmt(mem, _("%.*s至%.*s"), PSTR(month_zh(mem, from)), PSTR(month_zh(mem, to)));
}

static bool has_value(const struct figure *f)
{
	return f->status == FIGURE_VALUE || f->status == FIGURE_NIL || f->status == FIGURE_CORRECTED;
}

struct str figure_value(struct arena *mem, const struct figure *f)
{
	int64_t v = f->value;
	if (!has_value(f))
		return STR_NONE;
	switch (f->of->unit) {
	case UNIT_YUAN:       return str_fmt(mem, "%s%lld.%02lld", v < 0 ? "-" : "", (long long)(v < 0 ? -v : v) / 100, (long long)(v < 0 ? -v : v) % 100);
	case UNIT_PERCENT:    return str_fmt(mem, "%lld.%lld", (long long)v / 10, (long long)v % 10);
	case UNIT_DATE:       return f->n == 0 ? STR_NONE : str_fmt(mem, "%04lld-%02lld-%02lld", (long long)v / 10000, (long long)v / 100 % 100,
		(long long)v % 100);
	case UNIT_MONTH:      return f->n == 0 ? STR_NONE : str_fmt(mem, "%04lld-%02lld", (long long)v / 100, (long long)v % 100);
	case UNIT_DOC_NUMBER: return f->text;
	case UNIT_PERSON: case UNIT_NAMED: case UNIT_PERSON_TIME: case UNIT_HOUSEHOLD: case UNIT_ENTERPRISE: case UNIT_CASE: case UNIT_BATCH: case UNIT_CALL:
	case UNIT_ISSUE: case UNIT_BALLOT: case UNIT_ESSAY: case UNIT_PICTURE: case UNIT_WORK: case UNIT_EVENT: case UNIT_ITEM: case UNIT_KIND: case UNIT_LEVEL:
	case UNIT_YEAR: case UNIT_EDITION: case UNIT_CONGRESS: case UNIT_ANNIVERSARY: case UNIT_DAY: case UNIT_RANK: case UNIT_COPY:
		return str_fmt(mem, "%lld", (long long)v);
	}
	return STR_NONE;
}

/* Money from 10,000 元 on is said in 万元. Other counts are said in 万 only where they are rounded, and to whole thousands: 1.2万余人, but 12000人. */
static struct str amount_words(struct arena *mem, const struct figure *f, int64_t n, const char *before, const char *behind)
{
	const char *unit = unit_word(f->of->unit);
	if (f->of->unit == UNIT_YUAN && (n >= 1000000 || n <= -1000000)) {
		struct str wan = money_wan(mem, (struct money){ n });
		return behind[0] ? str_fmt(mem, _("%s%.*s万%s%s"), before, PSTR(wan), behind, unit) : str_fmt(mem, _("%s%.*s万%s"), before, PSTR(wan), unit);
	}
	if (f->of->unit == UNIT_YUAN)
		return str_fmt(mem, "%s%.*s%s%s", before, PSTR(money_yuan(mem, (struct money){ n })), behind, unit);
	if ((before[0] || behind[0]) && n >= 10000 && n % 1000 == 0)
		return str_fmt(mem, _("%s%.*s万%s%s"), before, PSTR(money_wan(mem, (struct money){ n * 100 })), behind, unit);
	return str_fmt(mem, "%s%lld%s%s", before, (long long)n, behind, unit);
}

static struct str exact_words(struct arena *mem, const struct figure *f)
{
	switch (f->of->unit) {
	case UNIT_DATE:
		return day_zh(mem, (struct day){ 0 }).n && f->n ? str_fmt(mem, _("%lld年%lld月%lld日"), (long long)f->value / 10000,
			(long long)f->value / 100 % 100,
			(long long)f->value % 100) : str_of(figure_status_word(FIGURE_NOT_REPORTED));
	case UNIT_MONTH:      return month_zh(mem, (int)f->value);
	case UNIT_DOC_NUMBER: return f->text;
	case UNIT_PERCENT:    return str_fmt(mem, "%lld.%lld%%", (long long)f->value / 10, (long long)f->value % 10);
	case UNIT_EDITION: case UNIT_CONGRESS:                       /* 第十二届, 十九大: never in figures */
		return str_fmt(mem, "%.*s%s", PSTR(text_number_zh(mem, f->value)), unit_word(f->of->unit));
	case UNIT_PERSON: case UNIT_NAMED: case UNIT_PERSON_TIME: case UNIT_HOUSEHOLD: case UNIT_ENTERPRISE: case UNIT_CASE: case UNIT_BATCH: case UNIT_CALL:
	case UNIT_ISSUE: case UNIT_BALLOT: case UNIT_ESSAY: case UNIT_PICTURE: case UNIT_WORK: case UNIT_EVENT: case UNIT_ITEM: case UNIT_KIND: case UNIT_LEVEL:
	case UNIT_YEAR: case UNIT_ANNIVERSARY: case UNIT_DAY: case UNIT_RANK: case UNIT_COPY: case UNIT_YUAN:
		return amount_words(mem, f, f->value, "", "");
	}
	return STR_NONE;
}

struct str figure_say(struct arena *mem, const struct figure *f, enum wording wording, int64_t step)
{
	int64_t v = f->value, under = step > 0 ? v / step * step : 0, next = under + step;
	if (!has_value(f))
		return str_of(figure_status_word(f->status));
	if (wording == NEARLY && step > 0 && v > 0 && v != under && (next - v) * 20 <= next)
		return amount_words(mem, f, next, _("近"), "");
	if (wording == OVER && step > 0 && v > under && under > 0)
		return amount_words(mem, f, under, "", _("余"));
	if (wording == OVER_MANY && step > 0 && v > under && under > 0)
		return amount_words(mem, f, under, "", _("多"));
	return exact_words(mem, f);
}
