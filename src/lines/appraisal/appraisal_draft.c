/* The draft of the month's appraisal: the scheme by which it goes, the points verified, the meeting with its debriefs and phrases, then what else came.
 *
 * Every sentence stands on records: no meeting, no sentence about one. The meeting's phrases (总结, 要求) are points and are enumerated as they were
 * entered; scores are told by their number only, since the report does not publish points. Other events follow by day, documents issued in the month last.
 * Not taken: a fixed narrative with blanks, which would speak of a meeting in a month that had none. */
#include "lines/appraisal/appraisal_in.h"

/* 《title》（number）; a title within the title has single brackets, as in 《关于印发〈…〉的通知》. */
static void document_say(struct draft *d, const struct document_view *v)
{
	struct str title = v->title;
	struct buf inner = { .mem = d->mem };
	if (str_starts(title, STR("《")) && str_ends(title, STR("》")))
		title = str_sub(title, 3, title.n - 6);
	for (size_t i = 0; i < title.n; i++) {
		struct str three = str_sub(title, i, 3);
		bool open = str_is(three, "《"), close = str_is(three, "》");
		if (open || close) {
			buf_puts(&inner, open ? "〈" : "〉");
			i += 2;
		} else {
			buf_c(&inner, title.p[i]);
		}
	}
	buf_puts(&d->body, "《");
	draft_text(d, buf_str(&inner));
	buf_puts(&d->body, "》");
	draft_phrase(d, "（", v->number, "）");
}

static fault basis_say(struct draft *d)
{
	struct document_view *documents;
	const struct document_view *basis = NULL;
	size_t n;
	TRY(draft_documents(d, "appraisal", &documents, &n));
	for (size_t i = 0; i < n; i++)
		if (str_is(documents[i].role, "依据") && documents[i].day.n < month_first(d->month).n && (!basis || documents[i].day.n >= basis->day.n))
			basis = &documents[i];
	if (!basis)
		return NULL;
	buf_puts(&d->body, _("按照"));
	document_say(d, basis);
	buf_puts(&d->body, "，");
	return NULL;
}

static fault scores_say(struct draft *d)
{
	int64_t verified, lowered;
	TRY(draft_counted(d, &APPRAISAL_VERIFIED, &verified));
	TRY(draft_counted(d, &APPRAISAL_LOWERED, &lowered));
	if (!verified)
		return NULL;
	TRY(basis_say(d));
	buf_puts(&d->body, _("各县市区总工会逐项自评，市总工会责任部室逐项核定，共核定{appraisal.items_verified}"));
	buf_puts(&d->body, lowered ? _("，其中核减{appraisal.items_lowered}，均说明了理由。") : "。");
	return NULL;
}

static fault forms_say(struct draft *d)
{
	const struct { const struct indicator *of; const char *say; } forms[] = {
		{ &APPRAISAL_BY_FILM,   N_("采用专题片的{appraisal.by_film}") },
		{ &APPRAISAL_BY_SLIDES, N_("采用PPT的{appraisal.by_slides}") },
		{ &APPRAISAL_BY_TEXT,   N_("采用文字材料的{appraisal.by_text}") },
	};
	int64_t all;
	bool first = true;
	TRY(draft_counted(d, &APPRAISAL_REPORTING, &all));
	if (!all)
		return NULL;
	buf_puts(&d->body, _("{appraisal.counties_reporting}县市区总工会负责人依次述职"));
	for (size_t i = 0; i < COUNT(forms); i++) {
		int64_t n;
		TRY(draft_counted(d, forms[i].of, &n));
		if (n && n < all) {
			draft_fmt(d, "%s%s", first ? _("，其中") : "、", _(forms[i].say));
			first = false;
		}
	}
	buf_puts(&d->body, "。");
	return NULL;
}

static fault points_say(struct draft *d, const char *kind, const char *say, const char *otherwise)
{
	struct point_view *points;
	size_t n;
	TRY(draft_points(d, "appraisal", kind, &points, &n));
	buf_puts(&d->body, n ? say : otherwise);
	return n ? draft_enumerate(d, points, n) : NULL;
}

/* 16日，在某地召开2018年度某会，某某参加; then what it is known to have held. */
static fault meeting_say(struct draft *d, const struct event_view *e, bool only)
{
	int64_t year;
	TRY(draft_counted(d, &APPRAISAL_YEAR, &year));
	if (only)
		buf_puts(&d->body, _("{appraisal.day_meeting}，"));
	else
		draft_fmt(d, _("%d日，"), day_of_month(e->day));
	draft_phrase(d, _("在"), e->place, "");
	draft_fmt(d, "%s%s", _("召开"), year ? _("{appraisal.year}度") : "");
	draft_text(d, e->title);
	draft_phrase(d, "，", e->people, _("参加"));
	buf_puts(&d->body, "。");
	TRY(forms_say(d));
	draft_phrase(d, _("会议"), e->content, "");
	TRY(points_say(d, "工作总结", e->content.n ? _("，总结{appraisal.summary_points}工作进展：") : _("会议总结{appraisal.summary_points}工作进展："),
		e->content.n ? "。" : ""));
	return points_say(d, "工作要求", _("对新一年工作提出{appraisal.next_year_points}要求："), "");
}

static fault issued_say(struct draft *d, bool *ret_any)
{
	struct document_view *documents;
	size_t n;
	int64_t items;
	TRY(draft_documents(d, "appraisal", &documents, &n));
	TRY(draft_counted(d, &APPRAISAL_ITEMS, &items));
	for (size_t i = 0; i < n; i++) {
		if (day_month(documents[i].day) != d->month)
			continue;
		draft_fmt(d, _("%d日，"), day_of_month(documents[i].day));
		draft_text(d, documents[i].issuer);
		buf_puts(&d->body, _("印发"));
		document_say(d, &documents[i]);
		buf_puts(&d->body, items && !*ret_any ? _("，设考评项目{appraisal.scheme_items}。") : "。");
		*ret_any = true;
	}
	return NULL;
}

fault appraisal_draft(struct draft *d)
{
	struct event_view *events;
	size_t n, meetings = 0;
	bool issued = false;
	TRY(draft_events(d, "appraisal", NULL, &events, &n));
	for (size_t i = 0; i < n; i++)
		meetings += str_is(events[i].kind, "考评会议");
	TRY(scores_say(d));
	for (size_t i = 0; i < n; i++) {
		if (str_is(events[i].kind, "考评会议"))
			TRY(meeting_say(d, &events[i], meetings == 1));
		else
			draft_event(d, &events[i]);
	}
	TRY(issued_say(d, &issued));
	if (!d->body.n)
		return NULL;
	buf_puts(&d->heading, meetings ? _("县市区工会考评述职如期完成") : issued ? _("县市区工会工作考评办法印发") : _("县市区工会工作考评继续推进"));
	return NULL;
}
