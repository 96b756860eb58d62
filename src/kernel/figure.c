/* Indicators and figures: a figure is the tally of the very rows it shows.
 *
 * An indicator is one query of rows; sqlc made the tally, the split by county and by part, the page of rows and the remainder from that one text, so
 * a number and what opens beneath it cannot disagree. A ratio is recomputed from its two counts wherever it is shown, never summed.
 * A figure has its own scope and span, whoever reads it, and a status: silence is not zero. Whether a county has spoken is asked of its obligation,
 * not of its rows: no rows and a nil report is NIL, no rows and no report is NOT_REPORTED (NOT_DUE while there is time), no rows counted but some that
 * await approval is PROVISIONAL, and a total says how many of those who owe have reported. Of a closed month that is how many had when it was closed.
 * A figure is split by the units that were there on any day of its span, and by those of late records: what a closed county did is not lost.
 * Not taken: stored totals (they would need a reason to be believed). */
#include "kernel/figure.h"
#include "kernel/figure.sql.h"
#include "kernel/obligation.h"
#include "kernel/org.h"

static fault campaign_span(struct db *db, const struct indicator *of, int month, struct span_of *ret)
{
	struct arena *mem = db_mem(db);
	struct campaign_latest_row *rows;
	size_t n;
	struct cutoff_of_row cut;
	bool found;
	TRY(campaign_latest(db, (struct campaign_latest_in){ .code = str_of(of->campaign), .last = month_last(month) }, &rows, &n));
	if (!n)
		return fault_make(mem, BLAME_INPUT, "campaign.none", _("“%s”要按活动“%s”累计，但%.*s还没有这个活动。请先导入活动表（matter.campaign）。"), _(of->name),
			of->campaign, PSTR(month_zh(mem, month)));
	TRY(cutoff_of(db, (struct cutoff_of_in){ .campaign = str_of(of->campaign), .month = month }, &cut, &found));
	struct day last = found ? cut.day : month_last(month);
	if (last.n >= rows[0].until.n)
		last.n = rows[0].until.n - 1;
	*ret = (struct span_of){ TO_DATE, month, rows[0].since, last, of->campaign };
	return NULL;
}

fault span_make(struct db *db, const struct indicator *of, enum span_kind kind, int month, struct span_of *ret)
{
	int year = month / 100, m = month % 100, first = month, last = month;
	switch (kind) {
	case TO_DATE:
		if (of->campaign)
			return campaign_span(db, of, month, ret);
		first = year * 100 + 1;
		break;
	case MONTH:     break;
	case QUARTER:   first = year * 100 + (m - 1) / 3 * 3 + 1; last = first + 2; break;
	case HALF_YEAR: first = year * 100 + (m <= 6 ? 1 : 7); last = first + 5; break;
	case YEAR:      first = year * 100 + 1; last = year * 100 + 12; break;
	case STAT_YEAR: first = (m >= 10 ? year : year - 1) * 100 + 10; last = month_add(first, 11); break;
	}
	*ret = (struct span_of){ kind, month, month_first(first), month_last(last), NULL };
	return NULL;
}

/* A campaign counts by the day of the event, other spans by the month that took the record in: a late record counts in the month that reports it. */
static struct tally_in tally_over(struct span_of s, int64_t org)
{
	bool by_day = s.kind == TO_DATE && s.campaign;
	return (struct tally_in){ .org = org, .month_from = by_day ? 0 : day_month(s.from), .month_to = by_day ? s.month : day_month(s.to),
		.day_from = by_day ? s.from : DAY_FIRST, .day_to = by_day ? s.to : DAY_LAST, .limit = INT64_MAX, .offset = 0 };
}

/* Of the city: how many owe and have reported; without rows, what their silence means. */
static fault filings_of_city(struct db *db, struct figure *f)
{
	struct duty_row *rows;
	size_t n;
	TRY(obligation_board(db, f->of->report, f->in.month, &rows, &n));
	bool nil = n > 0, missing = false;
	for (size_t i = 0; i < n; i++) {
		f->owed++;
		f->filed += duty_filed(rows[i].counted);
		nil &= rows[i].counted == DUTY_NIL || rows[i].counted == DUTY_NIL_LATE;
		missing |= rows[i].counted == DUTY_MISSING;
	}
	if (f->n == 0 && nil)
		f->status = FIGURE_NIL;
	else if (f->n == 0 && n > 0 && f->filed == 0)
		f->status = missing ? FIGURE_NOT_REPORTED : FIGURE_NOT_DUE;
	return NULL;
}

static void filings_of_unit(struct figure *f, enum duty duty)
{
	f->owed = duty != DUTY_NONE;
	f->filed = duty_filed(duty);
	if (f->n == 0 && (duty == DUTY_NIL || duty == DUTY_NIL_LATE))
		f->status = FIGURE_NIL;
	else if (f->n == 0 && duty == DUTY_MISSING)
		f->status = FIGURE_NOT_REPORTED;
	else if (f->n == 0 && duty == DUTY_NOT_DUE)
		f->status = FIGURE_NOT_DUE;
}

static enum duty duty_counted(const struct duty_row *rows, size_t n, int64_t org)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].org == org)
			return rows[i].counted;
	return DUTY_NONE;
}

/* Reported and nothing counted: nought, or not approved yet. */
static fault figure_waiting(struct db *db, struct figure *f)
{
	struct tally_in t = tally_over(f->in, f->org);
	struct rest_row row;
	bool found;
	TRY(db_one(db, &f->of->rows->waiting, &t, &row, &found));
	if (row.n > 0)
		f->status = FIGURE_PROVISIONAL;
	return NULL;
}

static fault figure_filings(struct db *db, struct figure *f)
{
	struct duty_row *rows;
	int64_t city;
	size_t n;
	if (!f->of->report)
		return NULL;
	TRY(org_city(db, &city));
	if (f->org == city) {
		TRY(filings_of_city(db, f));
	} else {
		TRY(obligation_board(db, f->of->report, f->in.month, &rows, &n));
		filings_of_unit(f, duty_counted(rows, n, f->org));
	}
	return f->n == 0 && f->filed > 0 && f->status == FIGURE_VALUE ? figure_waiting(db, f) : NULL;
}

/* The same of many units, off one board. */
static fault units_filings(struct db *db, struct figure_unit *units, size_t n, const struct indicator *of, int month)
{
	struct duty_row *rows;
	size_t n_rows;
	if (!of->report)
		return NULL;
	TRY(obligation_board(db, of->report, month, &rows, &n_rows));
	for (size_t i = 1; i < n; i++) {
		struct figure *f = &units[i].figure;
		filings_of_unit(f, duty_counted(rows, n_rows, f->org));
		if (f->n == 0 && f->filed > 0 && f->status == FIGURE_VALUE)
			TRY(figure_waiting(db, f));
	}
	return NULL;
}

/* A nil report has nothing to divide: not applicable, never 0 %. Silence and what awaits approval are those of the two counts. */
static void figure_ratio(struct figure *f, const struct figure *over, const struct figure *under)
{
	bool silent = under->status == FIGURE_NOT_REPORTED || under->status == FIGURE_NOT_DUE || under->status == FIGURE_PROVISIONAL;
	f->status = silent ? under->status : over->status == FIGURE_PROVISIONAL ? FIGURE_PROVISIONAL : FIGURE_VALUE;
	if (f->status != FIGURE_VALUE)
		return;
	if (under->value <= 0)
		f->status = FIGURE_NOT_APPLICABLE;
	else
		f->value = (over->value * 2000 + under->value) / (2 * under->value);     /* tenths of a percent, half up */
}

static void figure_tally(struct figure *f, int64_t n, int64_t keys, int64_t amount, int64_t least, int64_t most)
{
	f->n = n;
	switch (f->of->tally) {
	case ROWS:   f->value = n; break;
	case KEYS:   f->value = keys; break;
	case AMOUNT: f->value = amount; break;
	case ONE:    f->value = most; f->differ = least != most ? n : 0; break;
	case RATIO:  break;
	}
}

fault figure_of(struct db *db, const struct indicator *of, struct span_of in, int64_t org, struct figure *ret)
{
	struct figure f = { .of = of, .in = in, .org = org, .status = FIGURE_VALUE };
	if (of->tally == RATIO) {
		struct figure over, under;
		TRY(figure_of(db, of->over, in, org, &over));
		TRY(figure_of(db, of->under, in, org, &under));
		f.n = over.n, f.owed = under.owed, f.filed = under.filed;
		figure_ratio(&f, &over, &under);
		*ret = f;
		return NULL;
	}
	struct tally_in t = tally_over(in, org);
	struct tally_row row;
	bool found;
	TRY(db_one(db, &of->rows->tally, &t, &row, &found));
	figure_tally(&f, row.n, row.keys, row.amount, row.least, row.most);
	if (of->tally == ONE && f.n == 0)
		f.status = FIGURE_NOT_APPLICABLE;                /* nothing of the kind happened; whether it should have is another question */
	if (of->tally == ONE && of->unit == UNIT_DOC_NUMBER && f.n) {
		struct evidence_row *rows;
		size_t n;
		TRY(figure_rows(db, of, in, org, &rows, &n));
		f.text = rows[n - 1].label;
		for (size_t i = 1; i < n; i++)
			f.differ += !str_eq(rows[i].label, rows[0].label);
	}
	TRY(figure_filings(db, &f));
	*ret = f;
	return NULL;
}

fault figure_rows(struct db *db, const struct indicator *of, struct span_of in, int64_t org, struct evidence_row **ret, size_t *ret_n)
{
	if (of->tally == RATIO)
		return figure_rows(db, of->over, in, org, ret, ret_n);
	struct tally_in t = tally_over(in, org);
	void *rows;
	TRY(db_many(db, &of->rows->rows, &t, &rows, ret_n));
	*ret = rows;
	return NULL;
}

fault figure_seen(struct db *db, const struct indicator *of, struct span_of in, int64_t org, int64_t limit, int64_t offset, struct evidence_row **ret,
	size_t *ret_n)
{
	if (of->tally == RATIO)
		return figure_seen(db, of->over, in, org, limit, offset, ret, ret_n);
	struct tally_in t = tally_over(in, org);
	void *rows;
	t.limit = limit, t.offset = offset;
	TRY(db_many(db, &of->rows->seen, &t, &rows, ret_n));
	*ret = rows;
	return NULL;
}

fault figure_rest(struct db *db, const struct indicator *of, struct span_of in, int64_t org, struct rest_row *ret)
{
	if (of->tally == RATIO)
		return figure_rest(db, of->over, in, org, ret);
	struct tally_in t = tally_over(in, org);
	bool found;
	return db_one(db, &of->rows->rest, &t, ret, &found);
}

struct rows_each { fault (*each)(void *, const struct evidence_row *); void *ctx; };

static fault rows_each(void *ctx, const void *row)
{
	const struct rows_each *e = ctx;
	return e->each(e->ctx, row);
}

fault figure_rows_each(struct db *db, const struct indicator *of, struct span_of in, int64_t org, fault (*each)(void *, const struct evidence_row *),
	void *ctx)
{
	if (of->tally == RATIO)
		return figure_rows_each(db, of->over, in, org, each, ctx);
	struct tally_in t = tally_over(in, org);
	struct rows_each e = { each, ctx };
	return db_each(db, &of->rows->rows, &t, rows_each, &e);
}

fault figure_parts(struct db *db, const struct indicator *of, struct span_of in, int64_t org, struct tally_part_row **ret, size_t *ret_n)
{
	struct tally_in t = tally_over(in, org);
	void *rows;
	TRY(db_many(db, &of->rows->parts, &t, &rows, ret_n));
	*ret = rows;
	return NULL;
}

static fault ratio_units(struct db *db, const struct indicator *of, struct span_of in, struct figure_unit **ret, size_t *ret_n)
{
	struct figure_unit *over, *units;
	size_t n, n_over;
	TRY(figure_units(db, of->over, in, &over, &n_over));
	TRY(figure_units(db, of->under, in, &units, &n));
	for (size_t i = 0; i < n; i++) {
		const struct figure none = { .status = FIGURE_VALUE }, under = units[i].figure, *above = &none;
		for (size_t k = 0; k < n_over; k++)
			if (over[k].org == units[i].org)
				above = &over[k].figure;
		units[i].figure.of = of;
		units[i].figure.value = 0;
		figure_ratio(&units[i].figure, above, &under);
	}
	*ret = units;
	*ret_n = n;
	return NULL;
}

/* 0 for the city's own level, the units of the span, and whoever else a late record belongs to. */
static fault units_of(struct db *db, struct span_of in, const struct tally_unit_row *sums, size_t n, int64_t **ret, size_t *ret_n)
{
	int64_t *units;
	size_t count;
	TRY(org_units(db, in.from, in.to, &units, &count));
	int64_t *all = arena_get(db_mem(db), (1 + count + n) * sizeof *all);
	for (size_t i = 0; i < count; i++)
		all[1 + i] = units[i];
	*ret = all;
	*ret_n = 1 + count;
	for (size_t i = 0; i < n; i++) {
		bool known = sums[i].unit == INT_NONE;
		for (size_t k = 1; k < *ret_n && !known; k++)
			known = all[k] == sums[i].unit;
		if (!known)
			all[(*ret_n)++] = sums[i].unit;
	}
	return NULL;
}

fault figure_units(struct db *db, const struct indicator *of, struct span_of in, struct figure_unit **ret, size_t *ret_n)
{
	int64_t city, *orgs;
	size_t n, n_units;
	void *rows;
	if (of->tally == RATIO)
		return ratio_units(db, of, in, ret, ret_n);
	TRY(org_city(db, &city));
	struct tally_in t = tally_over(in, city);
	TRY(db_many(db, &of->rows->units, &t, &rows, &n));
	const struct tally_unit_row *sums = rows;
	TRY(units_of(db, in, sums, n, &orgs, &n_units));
	struct figure_unit *units = arena_get(db_mem(db), n_units * sizeof *units);
	for (size_t i = 0; i < n_units; i++) {
		struct figure_unit *u = &units[i];
		u->org = orgs[i];
		u->figure = (struct figure){ .of = of, .in = in, .org = u->org, .status = FIGURE_VALUE };
		for (size_t k = 0; k < n; k++)
			if (sums[k].unit == (i ? u->org : INT_NONE))
				figure_tally(&u->figure, sums[k].n, sums[k].keys, sums[k].amount, sums[k].amount, sums[k].amount);
	}
	TRY(units_filings(db, units, n_units, of, in.month));
	*ret = units;
	*ret_n = n_units;
	return NULL;
}

/* A span that counts by month has late rows of the days before it. A campaign counts by day: late is what this month took in of the days before it; that
 * such rows are there is seen by counting with and without this month, since not every evidence looks at the month alone. */
fault figure_late(struct db *db, const struct figure *f, struct evidence_row **ret, size_t *ret_n)
{
	bool by_day = f->in.kind == TO_DATE && f->in.campaign, found;
	struct tally_in t = tally_over(f->in, f->org), before;
	struct day last = { (by_day ? month_first(f->in.month) : f->in.from).n - 1 };
	struct period_before_row closed;
	struct tally_row with, without = { 0 };
	void *rows;
	*ret = NULL;
	*ret_n = 0;
	if (!f->in.month || f->of->tally == RATIO || (by_day && (f->of->tally == ONE || last.n < f->in.from.n)))
		return NULL;
	TRY(period_before(db, (struct period_before_in){ .month = f->in.month }, &closed, &found));
	if (!found)
		return NULL;
	t.day_to = by_day && f->in.to.n < last.n ? f->in.to : last;
	before = t;
	before.month_to = month_add(f->in.month, -1);
	TRY(db_one(db, &f->of->rows->tally, &t, &with, &found));
	if (by_day)
		TRY(db_one(db, &f->of->rows->tally, &before, &without, &found));
	if (with.n <= without.n)
		return NULL;
	if (by_day)
		t.month_from = f->in.month;
	TRY(db_many(db, &f->of->rows->rows, &t, &rows, ret_n));
	*ret = rows;
	return NULL;
}

bool figure_row_late(const struct span_of *in, struct day day, int64_t month)
{
	bool by_day = in->kind == TO_DATE && in->campaign;
	return by_day ? month == in->month && day.n < month_first(in->month).n : day.n < in->from.n;
}

struct number figure_number(struct db *db, const struct figure *f)
{
	struct arena *mem = db_mem(db);
	struct str org = STR_NONE;
	fault f_ = org_name_on(db, f->org, f->in.to, &org, NULL);
	(void)f_;                                            /* a name that cannot be read leaves its place empty; the number stands */
	return (struct number){ .shown = figure_say(mem, f, f->of->wording, f->of->step), .indicator = str_of(f->of->id), .value = figure_value(mem, f),
		.unit = str_of(unit_word(f->of->unit)), .span = span_zh(mem, &f->in), .org = org, .status = str_of(figure_status_code(f->status)) };
}
