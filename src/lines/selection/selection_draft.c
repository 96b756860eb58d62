/* The draft: what the month recommended, how it was put up in public and sent up, who was honoured.
 *
 * Recommending is told first, with the points that were entered about it; then whatever has a day, in the order of days: notices, sending up, results
 * and the events of the month. A notice is told with its first and last day and says that nobody objected only when it has ended. Titles are listed by
 * unit and person, and the figures behind them are the ones that count these very titles.
 * Not taken: one fixed order (recommend, notice, send, award), which tells a month in which two selections overlap out of time. */
#include "kernel/person.h"
#include "lines/selection/selection.h"
#include "lines/selection.sql.h"

enum fact_kind { EVENT, NOTICE, SENT, RESULT };          /* in this order on one day */
struct fact { struct day day; enum fact_kind kind; size_t at; };
struct month_of {
	struct draft *d;
	struct event_view *events; struct selection_notices_in_row *notices; struct selection_names_in_row *names; struct selection_awards_in_row *awards;
	size_t n_events, n_notices, n_names, n_awards;
};

static fault unit_say(struct draft *d, int64_t unit, struct str team, struct day on)
{
	struct selection_employer_row *rows;
	size_t n;
	TRY(selection_employer(d->db, (struct selection_employer_in){ .org = unit, .on = on }, &rows, &n));
	if (n)
		draft_text(d, rows[0].name);
	draft_text(d, team);
	return NULL;
}

static void name_say(struct draft *d, struct str name)
{
	draft_text(d, name);
	if (!str_ends(name, STR("评选")) && !str_ends(name, STR("评选表彰")))
		draft_fmt(d, "评选");
}

static struct str name_of(const struct month_of *m, struct str folded)
{
	for (size_t i = 0; i < m->n_names; i++)
		if (str_eq(m->names[i].folded, folded))
			return m->names[i].name;
	return folded;
}

/* 10日至17日，在全市公示5个工作日，未收到异议 */
static void notice_say(const struct month_of *m, const struct selection_notices_in_row *n)
{
	static const struct { const char *level, *where; } WHERE[] = { { "unit", "在候选对象所在单位" }, { "county", "在候选对象所在县市区" }, { "city", "在全市" },
		{ "province", "在全省" } };
	bool over = n->ends.n <= month_last(m->d->month).n;
	if (day_month(n->ends) == m->d->month)
		draft_fmt(m->d, "%d日至%d日，", day_of_month(n->first), day_of_month(n->ends));
	else
		draft_fmt(m->d, "%d日起，", day_of_month(n->first));
	if (m->n_names > 1) {
		draft_fmt(m->d, "对");
		draft_text(m->d, name_of(m, n->folded));
		draft_fmt(m->d, "候选对象");
	}
	for (size_t i = 0; i < COUNT(WHERE); i++)
		draft_fmt(m->d, "%s", str_is(n->level, WHERE[i].level) ? WHERE[i].where : "");
	draft_fmt(m->d, "公示%lld个工作日", (long long)n->days);
	if (over && n->objections == 0)
		draft_fmt(m->d, "，未收到异议");
	else if (n->objections > 0)
		draft_fmt(m->d, "，收到异议%lld件", (long long)n->objections);
}

static void sent_say(const struct month_of *m, const struct selection_names_in_row *name, bool units, bool persons)
{
	draft_fmt(m->d, "%d日，上报", day_of_month(name->sent));
	if (m->n_names > 1) {
		draft_text(m->d, name->name);
		draft_fmt(m->d, "候选对象");
		return;
	}
	draft_fmt(m->d, "%s%s%s", units ? "候选单位{selection.units_sent}" : "", units && persons ? "、" : "", persons ? "候选个人{selection.persons_sent}" : "");
}

static bool same_result(const struct selection_awards_in_row *a, const struct selection_awards_in_row *b)
{
	return a->day.n == b->day.n && str_eq(a->name, b->name);
}

static bool same_winner(const struct selection_awards_in_row *a, const struct selection_awards_in_row *b)
{
	return same_result(a, b) && a->unit == b->unit && a->person == b->person && str_eq(a->team, b->team);
}

/* 某公司被评为标兵单位、被授予省五一劳动奖状 */
static fault winner_say(const struct month_of *m, size_t i)
{
	const struct selection_awards_in_row *a = &m->awards[i];
	size_t n = 0;
	TRY(unit_say(m->d, a->unit, a->team, a->day));
	if (a->person != INT_NONE) {
		struct str name;
		TRY(person_name(m->d->db, a->person, &name));
		draft_text(m->d, name);
	}
	for (size_t k = i; k < m->n_awards; k++)
		if (same_winner(a, &m->awards[k])) {
			const char *title = code_word(SELECTION_TITLES, m->awards[k].title);
			bool granted = str_starts(str_of(title), STR("省"));
			draft_fmt(m->d, "%s%s%s", n++ ? "并" : "", granted ? "被授予" : "被评为", title);
		}
	return NULL;
}

static fault result_say(const struct month_of *m, size_t i)
{
	const struct selection_awards_in_row *first = &m->awards[i];
	draft_fmt(m->d, "%d日，", day_of_month(first->day));
	draft_text(m->d, first->issuer);
	draft_fmt(m->d, "公布");
	if (first->edition != INT_NONE && !str_starts(first->name, STR("第")))
		draft_fmt(m->d, "%s", str_is(first->series, "ethics") ? "第{selection.edition}" : "");
	name_say(m->d, first->name);
	draft_fmt(m->d, "结果");
	for (size_t k = i; k < m->n_awards; k++) {
		bool said = !same_result(first, &m->awards[k]);
		for (size_t j = i; j < k && !said; j++)
			said = same_winner(&m->awards[j], &m->awards[k]);
		if (said)
			continue;
		draft_fmt(m->d, "，");
		TRY(winner_say(m, k));
	}
	return NULL;
}

/* 全市共获标兵单位1个、… : only titles that the month has, and that a figure counts. */
static void totals_say(const struct month_of *m)
{
	static const struct { const char *title, *figure; } FIGURES[] = { { "pacesetter", "{selection.pacesetter_units}" },
		{ "mayday_certificate", "{selection.mayday_certificates}" }, { "advanced", "{selection.advanced_persons}" } };
	size_t n = 0;
	for (size_t i = 0; i < COUNT(FIGURES); i++) {
		bool has = false;
		for (size_t k = 0; k < m->n_awards; k++)
			has |= str_is(m->awards[k].title, FIGURES[i].title);
		if (has)
			draft_fmt(m->d, "%s%s%s", n++ ? "、" : "全市共获", code_word(SELECTION_TITLES, str_of(FIGURES[i].title)), FIGURES[i].figure);
	}
	draft_fmt(m->d, n ? "。" : "");
}

static void fact_add(struct fact *facts, size_t *n, struct day day, enum fact_kind kind, size_t at)
{
	size_t i = (*n)++;
	for (; i > 0 && (facts[i - 1].day.n > day.n || (facts[i - 1].day.n == day.n && facts[i - 1].kind > kind)); i--)
		facts[i] = facts[i - 1];
	facts[i] = (struct fact){ day, kind, at };
}

static size_t facts_of(const struct month_of *m, struct fact *facts)
{
	size_t n = 0;
	for (size_t i = 0; i < m->n_events; i++)
		fact_add(facts, &n, m->events[i].day, EVENT, i);
	for (size_t i = 0; i < m->n_notices; i++)
		fact_add(facts, &n, m->notices[i].first, NOTICE, i);
	for (size_t i = 0; i < m->n_names; i++)
		if (day_known(m->names[i].sent) && day_month(m->names[i].sent) == m->d->month)
			fact_add(facts, &n, m->names[i].sent, SENT, i);
	for (size_t i = 0; i < m->n_awards; i++)
		if (i == 0 || !same_result(&m->awards[i - 1], &m->awards[i]))
			fact_add(facts, &n, m->awards[i].day, RESULT, i);
	return n;
}

static fault facts_say(const struct month_of *m, bool units, bool persons)
{
	struct fact *facts = arena_get(m->d->mem, (m->n_events + m->n_notices + m->n_names + m->n_awards + 1) * sizeof *facts);
	size_t n = facts_of(m, facts);
	for (size_t i = 0; i < n; i++) {
		switch (facts[i].kind) {
		case EVENT:
			draft_fmt(m->d, "%d日，", day_of_month(facts[i].day));
			draft_doings(m->d, &m->events[facts[i].at]);
			break;
		case NOTICE: notice_say(m, &m->notices[facts[i].at]); break;
		case SENT:   sent_say(m, &m->names[facts[i].at], units, persons); break;
		case RESULT: TRY(result_say(m, facts[i].at)); break;
		}
		draft_fmt(m->d, "。");
	}
	return NULL;
}

static fault figure_now(struct draft *d, const char *id, int64_t *ret)
{
	struct figure f;
	TRY(draft_figure(d, indicator_named(selection_line.indicators, id), &f));
	*ret = f.value;
	return NULL;
}

static fault recommended_say(const struct month_of *m)
{
	struct draft *d = m->d;
	struct point_view *points;
	int64_t units = 0, persons = 0;
	size_t n;
	for (size_t i = 0; i < m->n_names; i++) {
		draft_fmt(d, "%s", i ? "、" : "开展");
		draft_text(d, m->names[i].name);
	}
	if (m->n_names) {
		TRY(figure_now(d, "selection.candidate_units", &units));
		TRY(figure_now(d, "selection.candidate_persons", &persons));
		draft_fmt(d, "推荐工作，各级工会共推荐%s%s%s。", units ? "候选单位{selection.candidate_units}" : "", units && persons ? "、" : "",
			persons ? "候选个人{selection.candidate_persons}" : "");
	}
	TRY(draft_points(d, "selection", NULL, &points, &n));
	return draft_enumerate(d, points, n);
}

fault selection_draft(struct draft *d)
{
	struct month_of m = { .d = d };
	int64_t units = 0, persons = 0;
	TRY(draft_events(d, "selection", NULL, &m.events, &m.n_events));
	TRY(selection_names_in(d->db, (struct selection_names_in_in){ .month = d->month }, &m.names, &m.n_names));
	TRY(selection_notices_in(d->db, (struct selection_notices_in_in){ .month = d->month }, &m.notices, &m.n_notices));
	TRY(selection_awards_in(d->db, (struct selection_awards_in_in){ .month = d->month }, &m.awards, &m.n_awards));
	if (!m.n_events && !m.n_names && !m.n_notices && !m.n_awards)
		return NULL;
	TRY(figure_now(d, "selection.units_sent", &units));
	TRY(figure_now(d, "selection.persons_sent", &persons));
	buf_puts(&d->heading, m.n_awards ? "推荐评选工作取得成果" : "推荐评选工作有序开展");
	TRY(recommended_say(&m));
	TRY(facts_say(&m, units > 0, persons > 0));
	totals_say(&m);
	return NULL;
}
