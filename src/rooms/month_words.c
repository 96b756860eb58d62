/* How a figure is printed in a table: a number and its unit apart, its change with a sign, a word where there is no number.
 *
 * A table rounds money to 万元 with two decimals, as the office prints it; the exact value stands with the figure's evidence. A change is said in the unit
 * in which the number stands, and of percents in 百分点. Compared is only what may be: days and numbers of documents with nothing, a campaign with the same
 * campaign a month ago or with the one a year ago, and nothing with a month in which nobody spoke: that is —, not 0.
 * A change to more than elevenfold is left without its percents: they say less than the two numbers.
 * Not taken: colours for more and less. More petitions are not good news. */
#include <string.h>
#include "rooms/month.h"

static const char MINUS[] = "\xe2\x88\x92";                  /* − */

bool month_has(const struct figure *f)
{
	return f->status == FIGURE_VALUE || f->status == FIGURE_NIL || f->status == FIGURE_CORRECTED;
}

bool month_counted(const struct figure *f)
{
	return month_has(f) && (f->n > 0 || f->filed > 0 || f->of->tally == RATIO || f->status != FIGURE_VALUE);
}

static bool in_wan(const struct figure *f)
{
	return f->of->unit == UNIT_YUAN && (f->value >= 1000000 || f->value <= -1000000);
}

/* Fen as 万元 with two decimals, half away from zero. */
static struct str wan(struct arena *mem, int64_t fen)
{
	int64_t size = fen < 0 ? -fen : fen, hundredths = (size + 5000) / 10000;
	return str_fmt(mem, "%s%lld.%02lld", fen < 0 ? MINUS : "", (long long)(hundredths / 100), (long long)(hundredths % 100));
}

struct str month_percent(struct arena *mem, int64_t tenths, bool sign)
{
	int64_t size = tenths < 0 ? -tenths : tenths;
	return str_fmt(mem, "%s%lld.%lld%%", tenths < 0 ? MINUS : sign && tenths > 0 ? "+" : "", (long long)(size / 10), (long long)(size % 10));
}

struct str month_number(struct arena *mem, const struct figure *f, const char **ret_unit)
{
	*ret_unit = unit_word(f->of->unit);
	if (!month_has(f))
		return STR_NONE;
	switch (f->of->unit) {
	case UNIT_YUAN:
		if (in_wan(f))
			*ret_unit = _("万元");
		return in_wan(f) ? wan(mem, f->value) : money_yuan(mem, (struct money){ f->value });
	case UNIT_DATE: case UNIT_MONTH: case UNIT_DOC_NUMBER: case UNIT_EDITION: case UNIT_CONGRESS:
		*ret_unit = "";
		return figure_say(mem, f, EXACTLY, 0);
	case UNIT_PERSON: case UNIT_NAMED: case UNIT_PERSON_TIME: case UNIT_HOUSEHOLD: case UNIT_ENTERPRISE: case UNIT_CASE: case UNIT_BATCH: case UNIT_CALL:
	case UNIT_ISSUE: case UNIT_BALLOT: case UNIT_ESSAY: case UNIT_PICTURE: case UNIT_WORK: case UNIT_EVENT: case UNIT_ITEM: case UNIT_KIND: case UNIT_LEVEL:
	case UNIT_YEAR: case UNIT_ANNIVERSARY: case UNIT_DAY: case UNIT_PERCENT: case UNIT_RANK: case UNIT_COPY:
		break;
	}
	return figure_value(mem, f);
}

struct str month_change(struct arena *mem, const struct figure *now, const struct figure *then)
{
	int64_t change = now->value - then->value, size = change < 0 ? -change : change;
	const char *sign = change < 0 ? MINUS : "+";
	if (!month_has(now) || !month_has(then) || now->of->tally == ONE)
		return STR("—");
	if (!change)
		return str_of(_("持平"));
	if (now->of->unit == UNIT_PERCENT)
		return str_fmt(mem, _("%s%lld.%lld个百分点"), sign, (long long)(size / 10), (long long)(size % 10));
	if (now->of->unit == UNIT_YUAN)
		return str_fmt(mem, "%s%.*s", sign, PSTR(in_wan(now) ? wan(mem, size) : money_yuan(mem, (struct money){ size })));
	return str_fmt(mem, "%s%lld", sign, (long long)size);
}

struct str month_rate(struct arena *mem, const struct figure *now, const struct figure *then)
{
	int64_t change = now->value - then->value;
	if (!month_has(now) || !month_has(then) || then->value <= 0 || !change || change / 10 >= then->value)
		return STR_NONE;
	if (now->of->tally == ONE || now->of->unit == UNIT_PERCENT)
		return STR_NONE;
	return month_percent(mem, (change * 2000 + (change < 0 ? -then->value : then->value)) / (2 * then->value), true);
}

struct month_mark month_mark(const struct figure *f, bool late)
{
	if (f->status == FIGURE_CORRECTED)
		return (struct month_mark){ _("更"), _("已更正") };
	if (month_has(f) && f->filed < f->owed)
		return (struct month_mark){ _("暂"), _("还没有报齐，数字会变") };
	if (late)
		return (struct month_mark){ _("补"), _("含补报的记录") };
	return (struct month_mark){ NULL, NULL };
}

fault month_figure(struct db *db, const struct indicator *of, int month, int64_t org, struct figure *ret, bool *ret_found)
{
	struct span_of span;
	fault f = span_make(db, of, of->span, month, &span);
	bool none = f && strcmp(f->code, "campaign.none") == 0;
	*ret_found = false;
	if (f && !none)
		return f;
	if (none || span.to.n < month_first(month).n) {          /* no campaign, or it had ended before: what it came to is not this month's */
		*ret = (struct figure){ .of = of, .in = { .kind = of->span, .month = month, .from = month_first(month), .to = month_last(month) }, .org = org,
			.status = FIGURE_NOT_APPLICABLE };
		return NULL;
	}
	TRY(figure_of(db, of, span, org, ret));
	*ret_found = true;
	return NULL;
}

/* A campaign grows over its months, so this month's sum is compared with last month's of the same campaign only; with last year's, as a whole. */
bool month_comparable(const struct figure *now, bool found, const struct figure *then)
{
	bool nearby = now->in.month - then->in.month < 100;
	if (!found || !month_has(then) || !month_counted(now))
		return false;
	return !(nearby && now->in.kind == TO_DATE && now->in.from.n != then->in.from.n);
}
