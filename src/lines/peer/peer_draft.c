/* The draft of the office's debrief and commendation: the two meetings in order of days, what each of them is known to have held, then other events.
 *
 * Departments that were commended are named, persons are only counted: a report goes out of the house, and whoever is named in it must have agreed.
 * Highlights and orientations are short and stand in a row with 、; what is asked of the new year is enumerated 一是…；二是….
 * Not taken: titles of honours in our own words. They come from the register, and so does whether there were any. */
#include "kernel/org.h"
#include "lines/peer.sql.h"
#include "lines/peer/peer_in.h"

static fault departments_say(struct draft *d)
{
	struct peer_honoured_departments_row *rows;
	struct str full, shorter;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(peer_honoured_departments(d->db, (struct peer_honoured_departments_in){ .org = city, .month_from = d->month, .month_to = d->month,
		.day_from = DAY_FIRST, .day_to = DAY_LAST }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(org_name_on(d->db, rows[i].department, month_last(d->month), &full, &shorter));
		draft_phrase(d, i ? "、" : "（", shorter.n ? shorter : full, i + 1 == n ? "）" : "");
	}
	return NULL;
}

/* 文明部室5个（办公室、…）、先进个人6名、优秀协理员3名: the honours of each track as the register calls them, then the track's figure. */
static fault awards_say(struct draft *d)
{
	static const struct { const char *track, *figure; } TRACKS[] = {
		{ "department", "{peer.departments_honoured}" },
		{ "cadre",      "{peer.persons_honoured}"     },
		{ "assistant",  "{peer.assistants_honoured}"  },
	};
	struct peer_honours_row *rows;
	size_t n, said = 0;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(peer_honours(d->db, (struct peer_honours_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST }, &rows, &n));
	for (size_t t = 0; t < COUNT(TRACKS); t++) {
		size_t before = said;
		for (size_t i = 0; i < n; i++)
			if (str_is(rows[i].track, TRACKS[t].track))
				draft_phrase(d, said++ ? "、" : _("会议表彰"), rows[i].honour, "");
		if (said == before)
			continue;
		buf_puts(&d->body, TRACKS[t].figure);
		if (t == 0)
			TRY(departments_say(d));
	}
	if (said)
		buf_puts(&d->body, "。");
	return NULL;
}

static fault speeches_say(struct draft *d)
{
	struct peer_speech_levels_row *rows;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(peer_speech_levels(d->db, (struct peer_speech_levels_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		for (const struct code *c = PEER_LEVELS; c->code; c++)
			if (str_is(rows[i].level, c->code))
				draft_fmt(d, "%s%s", i ? "、" : "", _(c->word));
	if (n)
		buf_puts(&d->body, _("{peer.speakers}的代表作交流发言。"));
	return NULL;
}

/* Short points in a row: 甲、乙、丙。 */
static fault row_say(struct draft *d, const char *kind, const char *say)
{
	struct point_view *points;
	size_t n;
	TRY(draft_points(d, "peer", kind, &points, &n));
	for (size_t i = 0; i < n; i++)
		draft_phrase(d, i ? "、" : say, points[i].body, i + 1 == n ? "。" : "");
	return NULL;
}

static fault demands_say(struct draft *d)
{
	struct point_view *points;
	size_t n;
	TRY(draft_points(d, "peer", "工作要求", &points, &n));
	if (!n)
		return NULL;
	buf_puts(&d->body, _("对机关新一年工作提出{peer.next_year_points}要求："));
	return draft_enumerate(d, points, n);
}

static fault meeting_say(struct draft *d, const struct event_view *e, bool only)
{
	bool debrief = str_is(e->kind, "述职测评");
	int64_t heads;
	draft_opening(d, e, only ? debrief ? "{peer.day_debrief}" : "{peer.day_commendation}" : NULL, _("召开"));
	buf_puts(&d->body, "。");
	TRY(draft_counted(d, &PEER_HEADS, &heads));
	if (debrief && heads)
		buf_puts(&d->body, _("{peer.heads_reporting}部室负责人依次述职。"));
	if (!debrief) {
		TRY(awards_say(d));
		TRY(speeches_say(d));
	}
	draft_phrase(d, _("会议"), e->content, "。");
	if (debrief)
		return NULL;
	TRY(row_say(d, "亮点工作", _("会议总结全年亮点工作{peer.highlights}：")));
	TRY(demands_say(d));
	return row_say(d, "工作导向", _("要求机关干部坚持{peer.orientations}导向："));
}

fault peer_draft(struct draft *d)
{
	struct event_view *events;
	size_t n, debriefs = 0, commendations = 0;
	TRY(draft_events(d, "peer", NULL, &events, &n));
	for (size_t i = 0; i < n; i++) {
		debriefs += str_is(events[i].kind, "述职测评");
		commendations += str_is(events[i].kind, "总结表彰");
	}
	for (size_t i = 0; i < n; i++) {
		bool debrief = str_is(events[i].kind, "述职测评"), commendation = str_is(events[i].kind, "总结表彰");
		if (debrief || commendation)
			TRY(meeting_say(d, &events[i], debrief ? debriefs == 1 : commendations == 1));
		else
			draft_event(d, &events[i]);
	}
	if (!n)
		return NULL;
	buf_puts(&d->heading, debriefs && commendations ? _("机关述职测评和总结表彰有序进行") : debriefs ? _("机关述职测评有序进行")
		: commendations ? _("机关总结表彰有序进行") : _("机关述职测评工作继续推进"));
	return NULL;
}
