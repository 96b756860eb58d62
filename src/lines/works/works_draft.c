/* The draft: what was sent up and honoured, then how the essays stand.
 *
 * Two halves, 一方面 and 另一方面, when both have something to say this month; a half without records of the month is left out, and with one half the
 * pair of words goes too. Honoured works are named with title, author and employer, as they were announced; the number behind them is a reference to
 * the very awards just named, so that names and number can be held against each other. City prizes are many: only first prizes are named.
 * Not taken: adjectives by program ("成绩喜人"): what may be praised is in the words of an event, which a person wrote. */
#include "kernel/person.h"
#include "lines/works/works.h"
#include "lines/works.sql.h"

struct half {
	struct draft *d;
	struct works_calls_until_row *call;
	struct works_awards_in_row *awards; size_t n_awards;
	struct event_view *events; size_t n_events;
	int64_t sent, came;          /* works sent up, works received: in the month */
};

/* “全省职工书法美术摄影作品展”活动; a title with quotation marks of its own gets no second pair. */
static void call_say(struct draft *d, struct str title)
{
	bool own = str_find(title, STR("“")) != SIZE_MAX;
	draft_fmt(d, "%s", own ? "" : "“");
	draft_text(d, title);
	draft_fmt(d, "%s活动", own ? "" : "”");
}

static fault employer_say(struct draft *d, int64_t org, struct day on)
{
	struct works_employer_row *rows;
	size_t n;
	TRY(works_employer(d->db, (struct works_employer_in){ .org = org, .on = on }, &rows, &n));
	if (n)
		draft_text(d, rows[0].name);
	return NULL;
}

static fault awarded_say(struct draft *d, const struct works_awards_in_row *a)
{
	struct str name;
	TRY(person_name(d->db, a->author, &name));
	TRY(employer_say(d, a->employer, a->day));
	draft_text(d, name);
	draft_fmt(d, "的《");
	draft_text(d, a->title);
	draft_fmt(d, "》");
	return NULL;
}

static bool same_group(const struct works_awards_in_row *a, const struct works_awards_in_row *b)
{
	return a->day.n == b->day.n && str_eq(a->level, b->level) && str_eq(a->category, b->category) && str_eq(a->grade, b->grade);
}

/* The figure that counts exactly this group, when there is one. */
static const char *group_figure(const struct works_awards_in_row *a)
{
	static const struct { const char *level, *category, *grade, *figure; } FIGURES[] = {
		{ "province", "photo",       "top_ten",   "{works.top_ten_photo}"        },
		{ "province", "calligraphy", "excellent", "{works.excellent_calligraphy}" },
		{ "province", "art",         "excellent", "{works.excellent_art}"        },
	};
	for (size_t i = 0; i < COUNT(FIGURES); i++)
		if (str_is(a->level, FIGURES[i].level) && str_is(a->category, FIGURES[i].category) && str_is(a->grade, FIGURES[i].grade))
			return FIGURES[i].figure;
	return "";
}

/* 甲的《…》、乙的《…》2幅被评为全省摄影十佳作品；…。 Groups in the order of their first award. */
static fault awards_say(struct half *h)
{
	struct draft *d = h->d;
	bool *said = arena_get(d->mem, h->n_awards + 1), any = false;
	for (size_t i = 0; i < h->n_awards; i++) {
		const struct works_awards_in_row *first = &h->awards[i];
		size_t n = 0;
		if (said[i])
			continue;
		if (!any || first->day.n != h->awards[0].day.n)
			draft_fmt(d, "%s%d日，", any ? "；" : "", day_of_month(first->day));
		if (!any) {
			draft_text(d, first->issuer);
			draft_fmt(d, "公布评选结果，");
		} else if (first->day.n == h->awards[0].day.n) {
			draft_fmt(d, "，");
		}
		for (size_t k = i; k < h->n_awards; k++)
			if (same_group(first, &h->awards[k])) {
				draft_fmt(d, "%s", n++ ? "、" : "");
				TRY(awarded_say(d, &h->awards[k]));
				said[k] = true;
			}
		const char *figure = group_figure(first);
		const char *grade = code_word(WORKS_GRADES, first->grade);
		draft_fmt(d, "%s%s%s%s%s", figure, str_ends(str_of(grade), STR("奖")) ? "获" : "被评为", code_word(WORKS_LEVELS, first->level),
			code_word(WORKS_CATEGORIES, first->category), grade);
		any = true;
	}
	draft_fmt(d, any ? "。" : "");
	return NULL;
}

static void events_say(struct half *h)
{
	struct draft *d = h->d;
	for (size_t i = 0; i < h->n_events; i++) {
		const struct event_view *e = &h->events[i];
		draft_fmt(d, "%d日，", day_of_month(e->day));
		draft_doings(d, e);
		draft_fmt(d, "。");
	}
}

static fault pictures_say(struct half *h)
{
	struct draft *d = h->d;
	const struct works_calls_until_row *c = h->call;
	if (h->sent) {
		draft_fmt(d, "组织职工参加");
		draft_text(d, c->organiser);
		call_say(d, c->title);
		draft_fmt(d, "，选送");
		draft_text(d, c->categories);
		draft_fmt(d, "作品{works.sent_up}参评。");
	} else if (h->n_awards) {
		draft_fmt(d, "在");
		call_say(d, c->title);
		draft_fmt(d, "中，");
	}
	events_say(h);
	return awards_say(h);
}

/* 以纪念改革开放40周年、学习宣传贯彻党的十九大和中国工会十七大精神为主题，开展“…”活动。 Said of the parts that the call names. */
static void theme_say(struct draft *d, const struct works_calls_until_row *c)
{
	bool party = c->party_congress != INT_NONE, workers = c->union_congress != INT_NONE, congress = party || workers;
	if (c->anniversary != INT_NONE || congress)
		draft_fmt(d, "以");
	if (c->anniversary != INT_NONE && c->occasion.p) {
		draft_fmt(d, "纪念");
		draft_text(d, c->occasion);
		draft_fmt(d, "{works.anniversary}");
	}
	if (congress)
		draft_fmt(d, "%s学习宣传贯彻%s%s%s精神", c->anniversary != INT_NONE ? "、" : "", party ? "党的{works.party_congress}" : "",
			party && workers ? "和" : "", workers ? "中国工会{works.union_congress}" : "");
	if (c->anniversary != INT_NONE || congress)
		draft_fmt(d, "为主题，");
	draft_fmt(d, "在全市各级工会组织开展");
	call_say(d, c->title);
	draft_fmt(d, "。");
}

static fault prizes_say(struct half *h)
{
	struct draft *d = h->d;
	size_t first = 0;
	if (!h->n_awards)
		return NULL;
	draft_fmt(d, "%d日，", day_of_month(h->awards[0].day));
	draft_text(d, h->awards[0].issuer);
	draft_fmt(d, "公布评选结果，评出获奖征文{works.essays_awarded}");
	for (size_t i = 0; i < h->n_awards; i++)
		if (str_is(h->awards[i].grade, "first")) {
			draft_fmt(d, "%s", first++ ? "、" : "，其中");
			TRY(awarded_say(d, &h->awards[i]));
		}
	draft_fmt(d, first ? "获一等奖。" : "。");
	return NULL;
}

static fault essays_say(struct half *h)
{
	struct draft *d = h->d;
	const struct works_calls_until_row *c = h->call;
	struct figure received, judged;
	bool over = c->until.n < month_first(d->month).n;
	TRY(draft_figure(d, indicator_named(works_line.indicators, "works.essays_received"), &received));
	TRY(draft_figure(d, indicator_named(works_line.indicators, "works.essays_judged"), &judged));
	if (over) {
		call_say(d, c->title);
		draft_fmt(d, "共收到征文{works.essays_received}。");
		events_say(h);
		return prizes_say(h);
	}
	theme_say(d, c);
	bool ended = c->until.n <= month_last(d->month).n;
	draft_fmt(d, "%s%d日%s，共收到征文{works.essays_received}。", ended ? "" : "截至", day_of_month(ended ? c->until : judged.in.to), ended ? "截稿" : "");
	events_say(h);
	if (judged.value && judged.value == received.value)
		draft_fmt(d, "目前，已完成初评。");
	else if (judged.value)
		draft_fmt(d, "目前，已初评{works.essays_judged}。");
	return prizes_say(h);
}

/* What the month has of one call: nothing is said of a half without. */
static fault half_read(struct half *h, const char *code, const char *kind)
{
	struct draft *d = h->d;
	struct works_calls_until_row *calls;
	struct works_awards_in_row *awards;
	struct works_sent_in_row sent = { 0 };
	struct works_came_in_row came = { 0 };
	size_t n;
	bool found;
	TRY(works_calls_until(d->db, (struct works_calls_until_in){ .code = str_of(code), .last = month_last(d->month) }, &calls, &n));
	h->call = n ? &calls[0] : NULL;
	TRY(works_awards_in(d->db, (struct works_awards_in_in){ .month = d->month }, &awards, &n));
	h->awards = arena_get(d->mem, (n + 1) * sizeof *awards);
	for (size_t i = 0; i < n; i++)
		if (str_is(awards[i].call, code))
			h->awards[h->n_awards++] = awards[i];
	TRY(works_sent_in(d->db, (struct works_sent_in_in){ .call = str_of(code), .first = month_first(d->month), .last = month_last(d->month) }, &sent,
		&found));
	TRY(works_came_in(d->db, (struct works_came_in_in){ .call = str_of(code), .month = d->month }, &came, &found));
	h->sent = sent.n, h->came = came.n;
	return draft_events(d, "works", kind, &h->events, &h->n_events);
}

fault works_draft(struct draft *d)
{
	struct half pictures = { .d = d }, essays = { .d = d };
	TRY(half_read(&pictures, "pictures", "书画摄影"));
	TRY(half_read(&essays, "essays", "征文"));
	bool one = pictures.call && (pictures.sent || pictures.n_awards || pictures.n_events);
	bool other = essays.call && (essays.came || essays.n_awards || essays.n_events);
	if (!one && !other)
		return NULL;
	buf_puts(&d->heading, pictures.n_awards ? "职工作品征集参评成效明显" : essays.n_awards ? "职工征文评选完成" : "职工作品征集有序推进");
	if (one) {
		draft_fmt(d, other ? "一方面，" : "");
		TRY(pictures_say(&pictures));
	}
	if (other) {
		draft_fmt(d, one ? "另一方面，" : "");
		TRY(essays_say(&essays));
	}
	return NULL;
}
