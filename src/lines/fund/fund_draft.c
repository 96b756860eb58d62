/* The draft of 经费治理: by which papers, what was done by day, who checked, what was found and put right, how.
 *
 * The papers are named by title and number; a paper of the month itself is named as issued, an older one as followed. What was found is named by rule,
 * the largest amount first. Nothing found, nothing said: a month without findings is told by its checks alone.
 * Not taken: the names of units with findings; the report goes to readers who have no part in their rectification. */
#include "kernel/org.h"
#include "lines/fund.sql.h"
#include "lines/fund/fund_in.h"

/* 《…实施方案》（江纪办〔2018〕5号): the number is the figure, so that it opens its record */
static void said_paper(struct draft *d, const struct document_view *v, const struct indicator *of)
{
	draft_fmt(d, "《");
	draft_text(d, v->title);
	if (v->number.p)
		draft_fmt(d, _("》（{%s}）"), of->id);
	else
		draft_fmt(d, "》");
}

static const struct document_view *newest(const struct document_view *documents, size_t n, const char *role)
{
	const struct document_view *found = NULL;
	for (size_t i = 0; i < n; i++)
		if (str_is(documents[i].role, role))
			found = &documents[i];
	return found;
}

static fault said_papers(struct draft *d)
{
	static const struct { const char *role, *old, *fresh, *behind; const struct indicator *of; } PAPERS[] = {
		{ "治理方案", N_("按照"), N_("按照新印发的"), N_("部署"), &FUND_BASIS }, { "管理意见", N_("落实"), N_("落实新印发的"), N_("要求"), &FUND_OPINION } };
	struct document_view *documents;
	size_t n, said = 0;
	TRY(draft_documents(d, "fund", &documents, &n));
	for (size_t i = 0; i < COUNT(PAPERS); i++) {
		const struct document_view *v = newest(documents, n, PAPERS[i].role);
		struct figure f;
		if (!v)
			continue;
		fault none = draft_figure(d, PAPERS[i].of, &f);
		if (none && none->blame != BLAME_INPUT)
			return none;
		if (none || f.n == 0)
			continue;
		draft_fmt(d, "%s%s", said++ ? "，" : "", day_month(v->day) == d->month ? _(PAPERS[i].fresh) : _(PAPERS[i].old));
		said_paper(d, v, PAPERS[i].of);
		draft_fmt(d, "%s", _(PAPERS[i].behind));
	}
	if (said)
		draft_fmt(d, "%s", _("，深入开展专项治理。"));
	return NULL;
}

enum { NAMED = 3 };
static fault said_rules(struct draft *d)
{
	struct fund_rules_found_row *rows;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(fund_rules_found(d->db, (struct fund_rules_found_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST }, &rows, &n));
	for (size_t i = 0; i < n && i < NAMED; i++)
		draft_fmt(d, "%s%s", i ? "、" : n > NAMED ? _("，主要是") : n > 1 ? _("，分别是") : _("，属"), code_word(FUND_RULE_WORDS, rows[i].rule));
	return NULL;
}

static fault said_checks(struct draft *d)
{
	struct figure self, spot, findings, rectified, repaid;
	TRY(draft_figure(d, &FUND_SELF_CHECKED, &self));
	TRY(draft_figure(d, &FUND_SPOT_CHECKED, &spot));
	TRY(draft_figure(d, &FUND_FINDINGS, &findings));
	TRY(draft_figure(d, &FUND_RECTIFIED, &rectified));
	TRY(draft_figure(d, &FUND_REPAID, &repaid));
	if (self.n > 0)
		draft_fmt(d, "%s", _("开展自查的工会{fund.units_self_checked}"));
	if (spot.n > 0)
		draft_fmt(d, "%s%s", self.n > 0 ? "，" : "", _("专项抽查{fund.units_spot_checked}"));
	if (self.n > 0 || spot.n > 0)
		draft_fmt(d, "。");
	if (findings.n > 0) {
		draft_fmt(d, "%s", _("查出问题{fund.findings}，涉及金额{fund.amount}"));
		TRY(said_rules(d));
		draft_fmt(d, "。");
	}
	if (rectified.n > 0)
		draft_fmt(d, "%s", _("当月整改销号{fund.rectified}"));
	if (repaid.n > 0)
		draft_fmt(d, "%s%s", rectified.n > 0 ? "，" : "", _("退回资金{fund.repaid}"));
	if (rectified.n > 0 || repaid.n > 0)
		draft_fmt(d, "。");
	return NULL;
}

fault fund_draft(struct draft *d)
{
	struct event_view *events;
	struct point_view *points;
	size_t n_events, n_points;
	buf_puts(&d->heading, _("工会经费专项治理持续推进"));
	TRY(said_papers(d));
	TRY(draft_events(d, "fund", NULL, &events, &n_events));
	for (size_t i = 0; i < n_events; i++)
		draft_event(d, &events[i]);
	TRY(said_checks(d));
	TRY(draft_points(d, "fund", NULL, &points, &n_points));
	if (n_points > 1)
		draft_fmt(d, "%s", _("下一步，"));
	return draft_enumerate(d, points, n_points);
}
