/* What a line writes its draft with: it reads events, points and documents of the month and puts sentences together.
 *
 * Two kinds of text go in by two doors. What comes from a record goes through draft_text, where braces are doubled: a title that happens to hold a
 * brace can never become a reference to a figure. Our own words go through draft_fmt as they stand, references {id} included. Only approved records
 * of the month are read, under the same scope as the figures, so that text and numbers speak of the same rows.
 * Not taken: templates with loops and conditions (a second language); sentences kept in a table, which would be said in months they are wrong for. */
#include <stdio.h>
#include "base/text.h"
#include "kernel/matter.h"
#include "kernel/matter.sql.h"
#include "kernel/org.h"

void draft_text(struct draft *d, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '{' || s.p[i] == '}')
			buf_c(&d->body, s.p[i]);
		buf_c(&d->body, s.p[i]);
	}
}

void draft_fmt(struct draft *d, const char *fmt, ...)
{
	va_list args, again;
	va_start(args, fmt);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n > 0) {
		char *text = arena_get(d->mem, (size_t)n + 1);
		vsnprintf(text, (size_t)n + 1, fmt, again);
		buf_add(&d->body, (struct str){ text, (size_t)n });
	}
	va_end(again);
}

void draft_phrase(struct draft *d, const char *before, struct str text, const char *behind)
{
	if (!text.n)
		return;
	buf_puts(&d->body, before);
	draft_text(d, text);
	buf_puts(&d->body, behind);
}

fault draft_figure(struct draft *d, const struct indicator *of, struct figure *ret)
{
	struct span_of span;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(span_make(d->db, of, of->span, d->month, &span));
	return figure_of(d->db, of, span, city, ret);
}

fault draft_counted(struct draft *d, const struct indicator *of, int64_t *ret)
{
	struct figure f;
	TRY(draft_figure(d, of, &f));
	*ret = f.n;
	return NULL;
}

fault draft_events(struct draft *d, const char *line, const char *kind, struct event_view **ret, size_t *ret_n)
{
	struct matter_events_row *rows;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(matter_events(d->db, (struct matter_events_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST,
		.line = str_of(line), .kind = str_of(kind) }, &rows, &n));
	struct event_view *events = arena_get(d->mem, (n + 1) * sizeof *events);
	for (size_t i = 0; i < n; i++)
		events[i] = (struct event_view){ .day = rows[i].day, .until = rows[i].until, .kind = rows[i].kind, .title = rows[i].title,
			.place = rows[i].place,
			.people = rows[i].people, .content = rows[i].content, .amount = rows[i].amount };
	*ret = events;
	*ret_n = n;
	return NULL;
}

/* A point may end with a full stop, a semicolon or nothing, as whoever filled it in was used to. */
static struct str without_stop(struct str s)
{
	static const char *const STOPS[] = { "。", "；", ";", "." };
	bool again = true;
	while (again) {
		again = false;
		s = str_trim(s);
		for (size_t i = 0; i < COUNT(STOPS); i++)
			if (str_ends(s, str_of(STOPS[i]))) {
				s = str_sub(s, 0, s.n - str_of(STOPS[i]).n);
				again = true;
			}
	}
	return s;
}

/* A bare day means the report's month; any other month is named. */
static struct str day_words(struct draft *d, struct day day)
{
	int year, month, of_month;
	day_split(day, &year, &month, &of_month);
	if (day_month(day) == d->month)
		return str_fmt(d->mem, _("%d日"), of_month);
	return year == d->month / 100 ? str_fmt(d->mem, _("%d月%d日"), month, of_month) : day_zh(d->mem, day);
}

void draft_event(struct draft *d, const struct event_view *e)
{
	static const char *const VERBS[][2] = {
		{ "会议", N_("召开") }, { "培训", N_("举办") }, { "竞赛", N_("举办") }, { "仪式", N_("举行") },
		{ "活动", N_("开展") }, { "宣传", N_("开展") }, { "督查", N_("开展") }, { "检查", N_("开展") },
		{ "抽查", N_("开展") }, { "排查", N_("开展") }, { "调研", N_("开展") }, { "印发", N_("印发") },
	};
	const char *verb = "";
	for (size_t i = 0; i < COUNT(VERBS); i++)
		if (str_is(e->kind, VERBS[i][0]) && !str_starts(e->title, str_of(_(VERBS[i][1]))))
			verb = _(VERBS[i][1]);
	draft_fmt(d, "%.*s", PSTR(day_words(d, e->day)));
	if (day_known(e->until) && e->until.n > e->day.n)
		draft_fmt(d, _("至%.*s"), PSTR(day_words(d, e->until)));
	draft_fmt(d, "，");
	if (e->place.p) {
		draft_fmt(d, "%s", _("在"));
		draft_text(d, e->place);
	}
	draft_fmt(d, "%s", verb);
	draft_text(d, without_stop(e->title));
	if (e->people.p) {
		draft_fmt(d, "，");
		draft_text(d, without_stop(e->people));
		draft_fmt(d, "%s", str_ends(without_stop(e->people), str_of(_("参加"))) ? "" : _("参加"));
	}
	if (e->content.p) {
		draft_fmt(d, "，");
		draft_text(d, without_stop(e->content));
	}
	draft_fmt(d, "。");
}

void draft_opening(struct draft *d, const struct event_view *e, const char *reference, const char *verb)
{
	if (reference)
		buf_puts(&d->body, reference);
	else
		draft_fmt(d, _("%d日"), day_of_month(e->day));
	buf_puts(&d->body, "，");
	draft_phrase(d, _("在"), e->place, "");
	draft_phrase(d, verb, e->title, "");
	draft_phrase(d, "，", e->people, _("参加"));
}

void draft_doings(struct draft *d, const struct event_view *e)
{
	draft_phrase(d, _("在"), e->place, "");
	draft_text(d, e->title);
	draft_phrase(d, "，", e->people, str_ends(e->people, str_of(_("参加"))) ? "" : _("参加"));
	draft_phrase(d, "，", e->content, "");
}

fault draft_points(struct draft *d, const char *line, const char *kind, struct point_view **ret, size_t *ret_n)
{
	struct matter_points_row *rows;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(matter_points(d->db, (struct matter_points_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST,
		.line = str_of(line), .kind = str_of(kind) }, &rows, &n));
	struct point_view *points = arena_get(d->mem, (n + 1) * sizeof *points);
	for (size_t i = 0; i < n; i++)
		points[i] = (struct point_view){ .ordinal = rows[i].ordinal, .body = rows[i].body };
	*ret = points;
	*ret_n = n;
	return NULL;
}

fault draft_enumerate(struct draft *d, const struct point_view *points, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (n > 1)
			draft_fmt(d, _("%.*s是"), PSTR(text_number_zh(d->mem, (int64_t)i + 1)));
		draft_text(d, without_stop(points[i].body));
		draft_fmt(d, "%s", i + 1 < n ? "；" : "。");
	}
	return NULL;
}

fault draft_documents(struct draft *d, const char *line, struct document_view **ret, size_t *ret_n)
{
	struct matter_documents_row *rows;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(matter_documents(d->db, (struct matter_documents_in){ .org = city, .month_from = 0, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = month_last(d->month), .line = str_of(line) }, &rows, &n));
	struct document_view *documents = arena_get(d->mem, (n + 1) * sizeof *documents);
	for (size_t i = 0; i < n; i++)
		documents[i] = (struct document_view){ .day = rows[i].day, .number = rows[i].number, .title = rows[i].title, .issuer = rows[i].issuer,
			.role = rows[i].role };
	*ret = documents;
	*ret_n = n;
	return NULL;
}
