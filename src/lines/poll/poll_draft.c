/* The draft: by which paper, how it was done, what happened on which day, and how it stands at the cut-off.
 *
 * The paper is named only in the month after which it was issued or while the vote runs, so that no month rests on a paper of last year. Counts stand
 * only when the platform or an employer has reported something this month; when the campaign has ended its last day is said instead of the cut-off.
 * Rates are said as they are. Where the city stands in the province is said from the province's own notice, with its day.
 * Not taken: naming the counties that did best; a monthly report that ranks turnout would press people to vote. */
#include "lines/poll/poll.h"
#include "lines/poll.sql.h"

struct counted { struct figure figure; bool there; };

static fault figure_now(struct draft *d, const char *id, struct counted *ret)
{
	fault f = draft_figure(d, indicator_named(poll_line.indicators, id), &ret->figure);
	if (f && str_is(str_of(f->code), "campaign.none"))
		return NULL;                     /* no campaign yet: nothing is counted, nothing is said */
	TRY(f);
	ret->there = ret->figure.n > 0;
	return NULL;
}

static fault basis_say(struct draft *d, struct day since)
{
	struct document_view *documents, *basis = NULL;
	size_t n;
	TRY(draft_documents(d, "poll", &documents, &n));
	for (size_t i = 0; i < n; i++)
		if (str_is(documents[i].role, "部署") && documents[i].day.n + 60 >= since.n)
			basis = &documents[i];
	if (!basis)
		return NULL;
	draft_fmt(d, "认真落实《");
	draft_text(d, basis->title);
	draft_fmt(d, "》");
	draft_phrase(d, "（", basis->number, "）");
	draft_fmt(d, "要求，");
	return NULL;
}

static fault votes_say(struct draft *d, const struct counted *voters)
{
	struct poll_days_in_row days = { 0 };
	bool found;
	TRY(poll_days_in(d->db, (struct poll_days_in_in){ .month = d->month }, &days, &found));
	if (!voters->there || !days.n)
		return NULL;
	draft_fmt(d, "截至{poll.cutoff_day}，全市参与投票职工{poll.voters}，有效票{poll.valid_ballots}");
	return NULL;
}

static fault survey_say(struct draft *d, const struct counted *survey, bool votes)
{
	struct poll_returns_in_row returns = { 0 };
	struct counted overall = { 0 };
	bool found;
	TRY(poll_returns_in(d->db, (struct poll_returns_in_in){ .month = d->month }, &returns, &found));
	if (!survey->there || !returns.n) {
		draft_fmt(d, votes ? "。" : "");
		return NULL;
	}
	draft_fmt(d, "%s参与职代会测评的企事业单位{survey.enterprises}", votes ? "；" : "");
	TRY(figure_now(d, "survey.overall_satisfaction", &overall));
	draft_fmt(d, overall.there && overall.figure.status == FIGURE_VALUE ? "，总体满意率{survey.overall_satisfaction}。" : "。");
	return NULL;
}

static fault standing_say(struct draft *d)
{
	struct poll_standing_in_row *rows;
	size_t n;
	TRY(poll_standing_in(d->db, (struct poll_standing_in_in){ .month = d->month }, &rows, &n));
	if (!n)
		return NULL;
	draft_fmt(d, "据");
	draft_text(d, rows[0].issuer);
	draft_fmt(d, "%d日通报，全市职工投票参与率居全省第{poll.rank_in_province}。", day_of_month(rows[0].day));
	return NULL;
}

/* The campaign is over when next month's span would end on the same day. */
static fault ended(struct draft *d, const struct counted *votes, bool *ret)
{
	struct span_of next;
	*ret = false;
	if (!votes->there)
		return NULL;
	TRY(span_make(d->db, votes->figure.of, TO_DATE, month_add(d->month, 1), &next));
	*ret = next.to.n == votes->figure.in.to.n;
	return NULL;
}

fault poll_draft(struct draft *d)
{
	struct event_view *events;
	struct point_view *points;
	struct counted voters = { 0 }, survey = { 0 };
	size_t n_events, n_points, before;
	bool over;
	TRY(draft_events(d, "poll", NULL, &events, &n_events));
	TRY(draft_points(d, "poll", NULL, &points, &n_points));
	TRY(figure_now(d, "poll.voters", &voters));
	TRY(figure_now(d, "survey.enterprises", &survey));
	if (n_points)
		TRY(basis_say(d, voters.there ? voters.figure.in.from : month_first(d->month)));
	TRY(draft_enumerate(d, points, n_points));
	for (size_t i = 0; i < n_events; i++) {
		draft_fmt(d, "%d日，", day_of_month(events[i].day));
		draft_doings(d, &events[i]);
		draft_fmt(d, "。");
	}
	before = d->body.n;
	TRY(votes_say(d, &voters));
	TRY(survey_say(d, &survey, d->body.n > before));
	TRY(standing_say(d));
	TRY(ended(d, &voters, &over));
	if (d->body.n)
		buf_puts(&d->heading, over ? "“职工说了算”活动投票结束" : "“职工说了算”活动稳步推进");
	return NULL;
}
