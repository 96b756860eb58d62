/* The draft of 送温暖: on which paper and by which points, then what happened day by day, then the figures.
 *
 * While the campaign runs its figures are those to date; in the month in which it ends they stand behind its last day, and what was given in the whole
 * month follows;
 * in other months only the month speaks. A day is a reference to its figure when the month has one event of that kind, and a plain day when it has
 * several. A sentence stands only where there is a record: no document, no "按照"; no points, no enumeration; nothing given, no figure.
 * Not taken: adjectives about the month. Whoever signs may add them; no record holds them. */
#include <string.h>
#include "lines/aid.sql.h"
#include "lines/aid/aid.h"

enum { BASIS_DAYS = 62 };            /* a notice orders the campaign that begins within two months of it, not next year's */

static const struct kind { const char *kind, *day; bool ceremony; } KINDS[] = {
	{ "启动仪式",           "aid.day_launch",         true  },
	{ "会议",               NULL,                     true  },
	{ "培训",               NULL,                     true  },
	{ "市领导慰问困难职工", "aid.day_visit_hardship", false },
	{ "市领导慰问困难劳模", "aid.day_visit_models",   false },
};

/* When the campaign is in this month: to which day its figures go, and whether that was its last. */
struct season { bool on, ended; struct span_of span; };

static fault season_of(struct draft *d, struct season *ret)
{
	struct aid_campaign_until_row campaign;
	bool found;
	TRY(aid_campaign_until(d->db, (struct aid_campaign_until_in){ .last = month_last(d->month) }, &campaign, &found));
	if (!found || campaign.until.n <= month_first(d->month).n)
		return NULL;
	TRY(span_make(d->db, indicator_named(aid_line.indicators, "aid.relief_times"), TO_DATE, d->month, &ret->span));
	ret->on = true;
	ret->ended = campaign.until.n <= month_last(d->month).n;
	return NULL;
}

static struct str without_stop(struct str s)
{
	s = str_trim(s);
	return str_ends(s, STR("。")) ? str_sub(s, 0, s.n - strlen("。")) : s;
}

static void clause(struct draft *d, const char *before, struct str s, const char *behind)
{
	if (!s.n)
		return;
	draft_fmt(d, "%s", before);
	draft_text(d, without_stop(s));
	draft_fmt(d, "%s", behind);
}

/* 10日，启动仪式在……举行，……参加，……。 or 27日，……走访慰问……，……。 */
static void event_say(struct draft *d, const struct event_view *e, const struct kind *kind, bool only)
{
	if (kind && kind->day && only)
		draft_fmt(d, "{%s}，", kind->day);
	else if (day_known(e->until) && e->until.n != e->day.n)
		draft_fmt(d, _("%d日至%d日，"), day_of_month(e->day), day_of_month(e->until));
	else
		draft_fmt(d, _("%d日，"), day_of_month(e->day));
	if (kind && kind->ceremony) {
		draft_text(d, e->title);
		clause(d, _("在"), e->place, "");
		draft_fmt(d, _("举行"));
		clause(d, "，", e->people, _("参加"));
	} else {
		clause(d, "", e->people, "");
		clause(d, _("到"), e->place, "");
		draft_text(d, e->title);
	}
	clause(d, "，", e->content, "");
	draft_fmt(d, "。");
}

/* Those of the days from one to another. */
static fault events_say(struct draft *d, struct day from, struct day to)
{
	struct event_view *events;
	size_t n;
	TRY(draft_events(d, "aid", NULL, &events, &n));
	for (size_t i = 0; i < n; i++) {
		if (events[i].day.n < from.n || events[i].day.n > to.n)
			continue;
		const struct kind *kind = NULL;
		size_t alike = 0;
		for (size_t k = 0; k < COUNT(KINDS); k++)
			if (str_is(events[i].kind, KINDS[k].kind))
				kind = &KINDS[k];
		for (size_t k = 0; k < n; k++)
			alike += str_eq(events[k].kind, events[i].kind);
		event_say(d, &events[i], kind, alike == 1);
	}
	return NULL;
}

/* 按照《……》（文号）要求，市县两级工会开展“五大”活动，突出5项内容：一是……。 */
static fault greats_say(struct draft *d, const struct season *season)
{
	struct point_view *points;
	struct document_view *documents;
	const struct document_view *basis = NULL;
	size_t n, n_documents;
	TRY(draft_points(d, "aid", "五大", &points, &n));
	if (!n)
		return NULL;
	TRY(draft_documents(d, "aid", &documents, &n_documents));
	for (size_t i = 0; i < n_documents; i++)
		if (season->on && str_is(documents[i].role, "活动依据") && documents[i].day.n >= season->span.from.n - BASIS_DAYS)
			basis = &documents[i];
	if (basis) {
		clause(d, _("按照《"), basis->title, "》");
		clause(d, "（", basis->number, "）");
		draft_fmt(d, _("要求，"));
	}
	draft_fmt(d, _("市县两级工会开展“五大”活动，突出{aid.five_greats}内容："));
	return draft_enumerate(d, points, n);
}

static fault measures_say(struct draft *d)
{
	struct point_view *points;
	size_t n;
	TRY(draft_points(d, "aid", "工作措施", &points, &n));
	if (!n)
		return NULL;
	draft_fmt(d, n > 1 ? _("工作中，") : "");
	return draft_enumerate(d, points, n);
}

static fault there_is(struct draft *d, const char *id, struct span_of span, bool *ret)
{
	struct figure f;
	TRY(figure_of(d->db, indicator_named(aid_line.indicators, id), span, db_scope(d->db).org, &f));
	*ret = f.n > 0;
	return NULL;
}

/* 截至31日，市县两级工会共筹集慰问款近595万元，为困难职工提供帮扶救助2348人次，慰问困难职工1796人、困难劳模407人次，走访企业285家。 */
static fault season_say(struct draft *d, const struct season *s)
{
	static const struct { const char *id, *first, *next; } SAID[] = {      /* next: behind another one */
		{ "aid.fund_raised",         N_("共筹集慰问款"),           N_("，共筹集慰问款")           },
		{ "aid.relief_times",        N_("为困难职工提供帮扶救助"), N_("，为困难职工提供帮扶救助") },
		{ "aid.visited_hardship",    N_("慰问困难职工"),           N_("，慰问困难职工")           },
		{ "aid.visited_model_times", N_("慰问困难劳模"),           N_("、困难劳模")               },
		{ "aid.enterprises_visited", N_("走访企业"),               N_("，走访企业")               },
	};
	bool any = false, before = false;
	for (size_t i = 0; i < COUNT(SAID); i++) {
		bool here, joined = str_is(str_of(SAID[i].id), "aid.visited_model_times") && !before;   /* 、 only behind 慰问困难职工 */
		TRY(there_is(d, SAID[i].id, s->span, &here));
		before = here;
		if (!here)
			continue;
		if (!any)
			draft_fmt(d, s->ended ? _("截至%d日活动结束，市县两级工会") : _("截至%d日，市县两级工会"), day_of_month(s->span.to));
		draft_fmt(d, "%s%s{%s}", any && joined ? "，" : "", any && !joined ? _(SAID[i].next) : _(SAID[i].first), SAID[i].id);
		any = true;
	}
	if (any)
		draft_fmt(d, "。");
	return NULL;
}

static fault month_say(struct draft *d, bool ended)
{
	bool here;
	struct span_of span;
	TRY(span_make(d->db, indicator_named(aid_line.indicators, "aid.relief_times_month"), MONTH, d->month, &span));
	TRY(there_is(d, "aid.relief_times_month", span, &here));
	if (here)
		draft_fmt(d, _("%s，市县两级工会为困难职工提供帮扶救助{aid.relief_times_month}，发放救助款物{aid.paid_month}。"), ended ? _("全月") : _("当月"));
	return NULL;
}

fault aid_draft(struct draft *d)
{
	struct season season = { 0 };
	TRY(season_of(d, &season));
	buf_puts(&d->heading, !season.on ? _("困难职工帮扶救助持续开展") : season.ended ? _("送温暖活动按期结束") : _("送温暖活动扎实开展"));
	TRY(greats_say(d, &season));
	if (season.ended) {                                  /* what it came to is said where it ended */
		struct day last = season.span.to, next = { last.n + 1 };
		TRY(events_say(d, DAY_FIRST, last));
		TRY(season_say(d, &season));
		TRY(events_say(d, next, DAY_LAST));
		TRY(measures_say(d));
		return month_say(d, true);
	}
	TRY(events_say(d, DAY_FIRST, DAY_LAST));
	TRY(measures_say(d));
	return season.on ? season_say(d, &season) : month_say(d, false);
}
