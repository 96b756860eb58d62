/* A figure beside others: the year so far, the same month of last year, a target; and what an act would move.
 *
 * Compared is only what may be: a year so far is recounted over its months (distinct people do not add up), a campaign is compared with the campaign a
 * year ago, days and document numbers with nothing. Where last year has neither rows nor reports there is nothing to compare with, and that is not 0. */
#include <string.h>
#include "report/report.sql.h"
#include "report/report_in.h"
#include "kernel/figure.sql.h"
#include "kernel/org.h"

static fault figure_or_none(struct db *db, const struct indicator *of, enum span_kind kind, int month, int64_t org, struct figure *ret, bool *ret_found)
{
	struct span_of span;
	fault f = span_make(db, of, kind, month, &span);
	*ret_found = false;
	if (f && strcmp(f->code, "campaign.none") == 0)
		return NULL;
	TRY(f);
	TRY(figure_of(db, of, span, org, ret));
	*ret_found = true;
	return NULL;
}

fault report_compared(struct db *db, const struct indicator *of, int month, int64_t org, struct compared *ret)
{
	struct compared c = { 0 };
	struct span_of span;
	bool found;
	TRY(figure_or_none(db, of, of->span, month, org, &c.now, &found));
	if (!found)
		c.now = (struct figure){ .of = of, .in = { .kind = of->span, .month = month, .from = month_first(month), .to = month_last(month) }, .org = org,
			.status = FIGURE_NOT_DUE };
	if (of->tally == ONE) {
		*ret = c;
		return NULL;
	}
	if (of->span == MONTH) {
		TRY(span_make(db, of, YEAR, month, &span));
		span.to = month_last(month);
		TRY(figure_of(db, of, span, org, &c.year));
		c.has_year = true;
	}
	TRY(figure_or_none(db, of, of->span, month - 100, org, &c.before, &found));
	c.has_before = found && (c.before.n > 0 || c.before.filed > 0);
	*ret = c;
	return NULL;
}

fault report_target(struct db *db, const struct indicator *of, int month, int64_t org, int64_t *ret_value)
{
	struct target_for_row row;
	bool found;
	TRY(target_for(db, (struct target_for_in){ .indicator = str_of(of->id), .org = org, .on = month_last(month) }, &row, &found));
	*ret_value = found ? row.value : INT_NONE;
	return NULL;
}

fault report_snapshot(struct db *db, const struct report_desk *desk, int month, int64_t unit, struct snapshot *ret)
{
	struct snapshot s = { .month = month, .unit = unit };
	TRY(org_city(db, &s.city));
	if (unit == s.city)
		s.unit = 0;
	s.figures = arena_get(db_mem(db), 2 * desk->n * sizeof *s.figures + 1);
	for (size_t i = 0; i < desk->n; i++)
		for (int k = 0; k < (s.unit ? 2 : 1); k++) {
			bool found;
			struct figure *f = &s.figures[s.n++];
			TRY(figure_or_none(db, desk->indicators[i], desk->indicators[i]->span, month, k ? s.unit : s.city, f, &found));
			if (!found)
				*f = (struct figure){ .of = desk->indicators[i], .org = k ? s.unit : s.city, .status = FIGURE_NOT_DUE };
		}
	*ret = s;
	return NULL;
}

fault report_moved(struct arena *mem, const struct snapshot *was, const struct snapshot *now, struct moved **ret, size_t *ret_n)
{
	struct moved *list = arena_get(mem, (was->n + 1) * sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < was->n && i < now->n; i++) {
		const struct figure *a = &was->figures[i], *b = &now->figures[i];
		if (a->value != b->value || a->status != b->status || a->filed != b->filed || !str_eq(a->text, b->text))
			list[n++] = (struct moved){ a->of, was->month, a->org, *a, *b };
	}
	*ret = list;
	*ret_n = n;
	return NULL;
}
