/* The draft of 信访稳定: what was done by day, what was asked of the unions and by which way, what became of it, the sweep, how the work was done.
 *
 * Every clause hangs on a record: a channel that brought nothing is not named, money won back only when some was paid, the sweep only when a risk was
 * found, resolved or cancelled. What was received and what was closed are two sets, and so two sentences; what was closed or resolved in the month and
 * came before it is said by its number. A month in which every county filed a nil report says so; a month of silence says nothing.
 * Not taken: a sentence of praise that holds in any month. */
#include "kernel/org.h"
#include "lines/petition.sql.h"
#include "lines/petition/petition_in.h"

/* A sentence grows clause by clause; the first has no comma before it, and a sentence without clauses no full stop. */
struct sentence { struct draft *d; size_t clauses; const char *next; };      /* next: what stands before the next clause, if not a comma */

static void clause(struct sentence *s)
{
	if (s->clauses++)
		draft_fmt(s->d, "%s", s->next ? s->next : "，");
	s->next = NULL;
}

static void stop(struct sentence *s)
{
	if (s->clauses)
		draft_fmt(s->d, "。");
}

enum { NAMED = 3 };                  /* so many kinds are named, the most frequent first; 其他 never */
struct kind { struct str code; int64_t n; };

/* Those that are as frequent as each other are named together or not at all: which of them came first would be chance. */
static void said_kinds(struct sentence *s, const struct code *codes, const struct kind *kinds, size_t n, const char *what)
{
	size_t named = n < NAMED ? n : NAMED;
	while (named > 0 && named < n && kinds[named].n == kinds[named - 1].n)
		named--;
	for (size_t i = 0, said = 0; i < named; i++) {
		if (str_is(kinds[i].code, "other"))
			continue;
		if (said == 0) {
			clause(s);
			draft_fmt(s->d, "%s%s", what[0] ? _(what) : "", named < n ? _("主要涉及") : _("涉及"));
		}
		draft_fmt(s->d, "%s%s", said++ ? "、" : "", code_word(codes, kinds[i].code));
	}
}

static fault said_subjects(struct sentence *s)
{
	struct draft *d = s->d;
	struct petition_subjects_row *rows;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(petition_subjects(d->db, (struct petition_subjects_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST }, &rows, &n));
	struct kind *kinds = arena_get(d->mem, (n + 1) * sizeof *kinds);
	for (size_t i = 0; i < n; i++)
		kinds[i] = (struct kind){ rows[i].subject, rows[i].n };
	said_kinds(s, PETITION_SUBJECTS, kinds, n, N_("诉求"));
	return NULL;
}

static fault said_risk_kinds(struct sentence *s)
{
	struct draft *d = s->d;
	struct petition_risk_kinds_row *rows;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(petition_risk_kinds(d->db, (struct petition_risk_kinds_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST }, &rows, &n));
	struct kind *kinds = arena_get(d->mem, (n + 1) * sizeof *kinds);
	for (size_t i = 0; i < n; i++)
		kinds[i] = (struct kind){ rows[i].kind, rows[i].n };
	said_kinds(s, PETITION_RISKS, kinds, n, "");
	return NULL;
}

/* …其中来访10件、12351热线电访5件 */
static fault said_channels(struct sentence *s)
{
	static const struct { const struct indicator *of; const char *word; } CHANNELS[] = { { &PETITION_VISIT_CASES, N_("来访") },
		{ &PETITION_HOTLINE_CASES, N_("12351热线电访") }, { &PETITION_LETTER_CASES, N_("来信") }, { &PETITION_WEB_CASES, N_("网上信访") } };
	struct figure f[COUNT(CHANNELS)];
	size_t some = 0, said = 0;
	for (size_t i = 0; i < COUNT(CHANNELS); i++) {
		TRY(draft_figure(s->d, CHANNELS[i].of, &f[i]));
		some += f[i].n > 0;
	}
	clause(s);
	for (size_t i = 0; i < COUNT(CHANNELS); i++)
		if (f[i].n > 0 && some == 1)
			draft_fmt(s->d, _("均为%s"), _(CHANNELS[i].word));
		else if (f[i].n > 0)
			draft_fmt(s->d, "%s%s{%s}", said++ ? "、" : _("其中"), _(CHANNELS[i].word), CHANNELS[i].of->id);
	return NULL;
}

static fault said_clause(struct sentence *s, const struct indicator *of, const char *words)
{
	struct figure f;
	TRY(draft_figure(s->d, of, &f));
	if (f.n > 0) {
		clause(s);
		draft_fmt(s->d, "%s{%s}", _(words), of->id);
	}
	return NULL;
}

/* 当月办结诉求7件（含以前月份收到的1件） */
static fault said_closed(struct sentence *s, const struct indicator *of, const char *words, const char *before, int64_t earlier)
{
	size_t clauses = s->clauses;
	TRY(said_clause(s, of, words));
	if (s->clauses > clauses && earlier > 0)
		draft_fmt(s->d, _(before), (long long)earlier);
	return NULL;
}

static fault said_cases(struct draft *d, const struct figure *demands)
{
	struct sentence came = { .d = d }, about = { .d = d }, closed = { .d = d };
	struct petition_earlier_row earlier = { 0 };
	struct figure visitors;
	bool found;
	if (demands->n > 0) {
		clause(&came);
		draft_fmt(d, "%s", _("本月，全市各级工会受理各类诉求{petition.demands}"));
		TRY(said_channels(&came));
	} else if (demands->status == FIGURE_NIL) {
		clause(&came);
		draft_fmt(d, "%s", _("本月，全市各级工会未收到信访诉求"));
	}
	TRY(draft_figure(d, &PETITION_VISITORS, &visitors));
	if (visitors.n > 0) {
		came.next = "；";
		clause(&came);
		draft_fmt(d, "%s", _("接待来访{petition.visit_batches}、{petition.visitors}"));
	}
	TRY(said_clause(&came, &PETITION_CALLS, N_("接听来电")));
	stop(&came);
	TRY(said_subjects(&about));
	stop(&about);
	TRY(petition_earlier(d->db, (struct petition_earlier_in){ .first = month_first(d->month), .last = month_last(d->month) }, &earlier, &found));
	TRY(said_closed(&closed, &PETITION_CONCLUDED, N_("当月办结诉求"), N_("（含以前月份收到的%lld件）"), earlier.n));
	TRY(said_clause(&closed, &PETITION_RECOVERED, N_("为职工追回工资和其他款项")));
	stop(&closed);
	return NULL;
}

static fault said_risks(struct draft *d)
{
	struct sentence s = { .d = d };
	struct petition_risks_earlier_row earlier = { 0 };
	bool found;
	TRY(said_clause(&s, &PETITION_RISKS_FOUND, N_("排查发现影响职工队伍稳定的风险")));
	TRY(said_risk_kinds(&s));
	s.next = "；";
	TRY(petition_risks_earlier(d->db, (struct petition_risks_earlier_in){ .month = d->month, .first = month_first(d->month) }, &earlier, &found));
	TRY(said_closed(&s, &PETITION_RISKS_RESOLVED, N_("化解风险"), N_("（含以前月份发现的%lld项）"), earlier.n));
	TRY(said_clause(&s, &PETITION_RISKS_CANCELLED, N_("核实销号")));
	stop(&s);
	return NULL;
}

fault petition_draft(struct draft *d)
{
	struct figure demands, found, resolved;
	struct event_view *events;
	struct point_view *points;
	size_t n_events, n_points;
	TRY(draft_figure(d, &PETITION_DEMANDS, &demands));
	TRY(draft_figure(d, &PETITION_RISKS_FOUND, &found));
	TRY(draft_figure(d, &PETITION_RISKS_RESOLVED, &resolved));
	bool cases = demands.n > 0 || demands.status == FIGURE_NIL, risks = found.n > 0 || resolved.n > 0;
	buf_puts(&d->heading, cases && risks ? _("信访接待和稳定排查平稳有序") : risks ? _("职工队伍稳定排查工作有序开展")
		: cases ? _("信访接待工作有序开展") : _("信访稳定工作有序开展"));
	TRY(draft_events(d, "petition", NULL, &events, &n_events));
	for (size_t i = 0; i < n_events; i++)
		draft_event(d, &events[i]);
	TRY(said_cases(d, &demands));
	TRY(said_risks(d));
	TRY(draft_points(d, "petition", NULL, &points, &n_points));
	if (n_points > 1)
		draft_fmt(d, "%s", _("工作中，"));
	return draft_enumerate(d, points, n_points);
}
