/* Who has reported: for each report that a figure waits for, what each unit did; for a unit's own people, what of theirs has come.
 *
 * The boards are the obligations' (kernel/obligation.h), one a report; here they are laid side by side, a unit a row, so that one sees at a glance who holds
 * up which line. A unit that owes a report less has a gap there, not a lack. What is said of a unit is the worst of its reports: missing before late before
 * not yet due. Silence is 未报 and never 0; a nil report is as good as another.
 * Cost: some two statements a unit and report.
 * Not taken: a rate in percent (eight units are counted faster than divided); names of reports in codes: a report is called after its line. */
#include <string.h>
#include "rooms/month.h"

enum { REPORTS = 24, NEARLY_FOR_EVER = 99 };
struct reports { const char *code[REPORTS], *title[REPORTS]; struct duty_row *rows[REPORTS]; size_t n_rows[REPORTS], n; };

static fault reports_of(struct ctx *c, int month, struct reports *ret)
{
	for (size_t i = 0; c->site->lines && c->site->lines[i]; i++) {
		const struct line *line = c->site->lines[i];
		for (size_t k = 0; line->indicators[k]; k++) {
			const char *code = line->indicators[k]->report;
			bool known = !code || ret->n == REPORTS;
			for (size_t r = 0; r < ret->n && !known; r++)
				known = strcmp(ret->code[r], code) == 0;
			if (known)
				continue;
			ret->code[ret->n] = code, ret->title[ret->n] = _(line->title);
			TRY(obligation_board(c->db, code, month, &ret->rows[ret->n], &ret->n_rows[ret->n]));
			ret->n += ret->n_rows[ret->n] > 0;               /* nobody owes it this month: it is no column */
		}
	}
	return NULL;
}

static const struct duty_row *duty_at(const struct reports *r, size_t report, int64_t org)
{
	for (size_t i = 0; i < r->n_rows[report]; i++)
		if (r->rows[report][i].org == org)
			return &r->rows[report][i];
	return NULL;
}

static const char *duty_class(enum duty d)
{
	switch (d) {
	case DUTY_ON_TIME:                   return "done";
	case DUTY_LATE: case DUTY_NIL_LATE:  return "late";
	case DUTY_NIL:                       return "nil";
	case DUTY_MISSING:                   return "missing";
	case DUTY_NOT_DUE:                   return "wait";
	case DUTY_NONE:                      break;
	}
	return "none";
}

static const char *duty_shape(enum duty d)
{
	switch (d) {
	case DUTY_ON_TIME: case DUTY_NIL:    return "approved";
	case DUTY_LATE: case DUTY_NIL_LATE:  return "soon";
	case DUTY_MISSING:                   return "late";
	case DUTY_NOT_DUE: case DUTY_NONE:   break;
	}
	return "draft";
}

/* The units of all boards, in the order of the longest. */
static size_t units_of(struct arena *mem, const struct reports *r, int64_t **ret)
{
	size_t n = 0, most = 0, longest = 0;
	for (size_t i = 0; i < r->n; i++) {
		most += r->n_rows[i];
		if (r->n_rows[i] > r->n_rows[longest])
			longest = i;
	}
	int64_t *list = arena_get(mem, (most + 1) * sizeof *list);
	for (size_t i = 0; i < r->n; i++) {
		size_t report = i == 0 ? longest : i == longest ? 0 : i;
		for (size_t k = 0; k < r->n_rows[report]; k++) {
			bool known = false;
			for (size_t u = 0; u < n && !known; u++)
				known = list[u] == r->rows[report][k].org;
			if (!known)
				list[n++] = r->rows[report][k].org;
		}
	}
	*ret = list;
	return n;
}

struct tally_of_unit { size_t owed, missing, waiting, late, nil; int days_late, days_over; struct day last; struct buf lack; };

static void unit_count(struct ctx *c, const struct reports *r, int64_t org, struct tally_of_unit *t)
{
	t->lack = (struct buf){ .mem = c->mem };
	t->last = DAY_NONE;
	for (size_t i = 0; i < r->n; i++) {
		const struct duty_row *d = duty_at(r, i, org);
		if (!d)
			continue;
		t->owed++;
		t->missing += d->duty == DUTY_MISSING, t->waiting += d->duty == DUTY_NOT_DUE;
		t->late += d->duty == DUTY_LATE || d->duty == DUTY_NIL_LATE, t->nil += d->duty == DUTY_NIL || d->duty == DUTY_NIL_LATE;
		if (d->duty == DUTY_MISSING || d->duty == DUTY_NOT_DUE)
			buf_fmt(&t->lack, "%s%s", t->lack.n ? "、" : "", r->title[i]);
		if (d->duty == DUTY_MISSING && month_today(c->db).n - d->due.n > t->days_over)
			t->days_over = month_today(c->db).n - d->due.n;
		if (day_known(d->filed) && d->filed.n - d->due.n > t->days_late)
			t->days_late = d->filed.n - d->due.n;
		if (day_known(d->filed) && (!day_known(t->last) || d->filed.n > t->last.n))
			t->last = d->filed;
	}
}

static struct str short_day(struct arena *mem, struct day d)
{
	int year, month, day;
	day_split(d, &year, &month, &day);
	return str_fmt(mem, _("%d月%d日"), month, day);
}

static fault unit_fill(struct ctx *c, const struct month_scope *s, const struct reports *r, int64_t org, const struct tally_of_unit *t, struct month_unit *u)
{
	TRY(month_short(c->db, org, s->month, &u->name));
	u->duties = arena_get(c->mem, r->n * sizeof *u->duties);
	for (size_t i = 0; i < r->n; i++) {
		const struct duty_row *d = duty_at(r, i, org);
		enum duty duty = d ? d->duty : DUTY_NONE;
		u->duties[u->n_duties++] = (struct month_duty){ r->title[i], duty_class(duty), duty_word(duty), duty_shape(duty) };
	}
	struct str lack = buf_str(&t->lack);
	u->when = t->owed > 1 && t->missing + t->waiting == t->owed ? str_of(_("都没有报")) : lack.n ? str_fmt(c->mem, _("缺%.*s"), PSTR(lack))
		: day_known(t->last) ? short_day(c->mem, t->last) : STR_NONE;
	if (t->missing) {
		u->class = "late";
		u->word = t->days_over <= NEARLY_FOR_EVER ? str_fmt(c->mem, _("逾期%d天"), t->days_over) : str_of(_("未报齐"));
	} else if (t->waiting) {
		u->class = "draft", u->word = str_of(_("未到期"));
	} else if (t->late) {
		u->class = "soon", u->word = str_fmt(c->mem, _("迟%d天"), t->days_late);
	} else {
		u->class = "approved", u->word = str_of(t->nil == t->owed ? _("零报告") : _("按时"));
	}
	return NULL;
}

static struct str board_sum(struct arena *mem, const struct reports *r, size_t on_time, size_t late, size_t missing, size_t waiting)
{
	struct buf b = { .mem = mem };
	struct day due = DAY_NONE;
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->n_rows[i]; k++)
			if (!day_known(due) || r->rows[i][k].due.n > due.n)
				due = r->rows[i][k].due;
	if (day_known(due))
		buf_fmt(&b, _("截止%.*s"), PSTR(short_day(mem, due)));
	if (on_time)
		buf_fmt(&b, _("　按时%zu家"), on_time);
	if (late)
		buf_fmt(&b, _("　迟报%zu家"), late);
	if (waiting)
		buf_fmt(&b, _("　未到期%zu家"), waiting);
	if (missing)
		buf_fmt(&b, _("　未报齐%zu家"), missing);
	return buf_str(&b);
}

/* What a unit's own people see: their reports, one a line. */
static void own_board(struct ctx *c, const struct month_scope *s, const struct reports *r, struct month_board *b)
{
	b->own = true;
	b->reports = arena_get(c->mem, (r->n + 1) * sizeof *b->reports);
	for (size_t i = 0; i < r->n; i++) {
		const struct duty_row *d = duty_at(r, i, s->org);
		if (!d)
			continue;
		b->reports[b->n_own++] = (struct month_duty){ r->title[i], duty_class(d->duty), duty_word(d->duty), duty_shape(d->duty) };
		b->lacking += d->duty == DUTY_MISSING || d->duty == DUTY_NOT_DUE;
	}
}

fault month_board(struct ctx *c, const struct month_scope *s, struct month_board *ret)
{
	struct reports *r = arena_get(c->mem, sizeof *r);
	struct month_board b = { 0 };
	size_t on_time = 0, late = 0, missing = 0, waiting = 0;
	int64_t *orgs;
	TRY(reports_of(c, s->month, r));
	b.n_reports = r->n;
	if (s->whole) {
		size_t n = units_of(c->mem, r, &orgs);
		b.units = arena_get(c->mem, (n + 1) * sizeof *b.units);
		for (size_t i = 0; i < n; i++) {
			struct tally_of_unit t = { 0 };
			unit_count(c, r, orgs[i], &t);
			missing += t.missing > 0, waiting += !t.missing && t.waiting, late += !t.missing && !t.waiting && t.late;
			on_time += !t.missing && !t.waiting && !t.late;
			TRY(unit_fill(c, s, r, orgs[i], &t, &b.units[b.n_units++]));
		}
		b.sum = board_sum(c->mem, r, on_time, late, missing, waiting);
		b.lacking = (int64_t)missing;
	} else {
		own_board(c, s, r, &b);
	}
	b.acts = b.own ? b.n_own && viewer_may(c->who, "period.close") : b.lacking && viewer_may(c->who, "period.return");
	b.path = month_path(c, b.own ? "close" : "board", s->month);
	*ret = b;
	return NULL;
}
