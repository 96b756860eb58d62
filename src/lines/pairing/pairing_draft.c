/* The draft of the month's pairing: the trip, who went to whom and with what, what was done there, then what else came.
 *
 * Villages and goods are named as the registers name them; households are counted, never named. Money and goods are one figure, as the report says it,
 * and the sentence says 慰问金, goods or both as the records have it.
 * Not taken: the sum of poor and other households, which the report does not print. */
#include "kernel/org.h"
#include "lines/pairing.sql.h"
#include "lines/pairing/pairing_in.h"

enum { NAMES_MOST = 4 };                                 /* goods named; more are 等 */

static fault villages_say(struct draft *d)
{
	struct pairing_villages_row *rows;
	size_t n;
	int64_t city;
	TRY(org_city(d->db, &city));
	TRY(pairing_villages(d->db, (struct pairing_villages_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		draft_phrase(d, i ? "、" : _("到"), rows[i].village, "");
	return NULL;
}

static fault visits_say(struct draft *d)
{
	int64_t cadres, poor, other, needy, veteran;
	TRY(draft_counted(d, &PAIRING_CADRES, &cadres));
	TRY(draft_counted(d, &PAIRING_POOR, &poor));
	TRY(draft_counted(d, &PAIRING_OTHER, &other));
	TRY(draft_counted(d, &PAIRING_NEEDY, &needy));
	TRY(draft_counted(d, &PAIRING_VETERAN, &veteran));
	if (!cadres)
		return NULL;
	buf_puts(&d->body, _("{pairing.cadres}机关干部"));
	TRY(villages_say(d));
	buf_puts(&d->body, _("走访"));
	if (poor)
		buf_puts(&d->body, _("贫困户{pairing.poor_households}"));
	if (other)
		draft_fmt(d, "%s%s", poor ? "、" : "", needy && veteran ? _("困难群众和老党员{pairing.other_households}")
			: needy ? _("困难群众{pairing.needy_households}") : _("老党员{pairing.veteran_households}"));
	return NULL;
}

static fault support_say(struct draft *d, bool visited)
{
	struct pairing_goods_names_row *goods;
	size_t n;
	int64_t cash, all, city;
	TRY(org_city(d->db, &city));
	TRY(draft_counted(d, &PAIRING_VALUE, &all));
	TRY(draft_counted(d, &PAIRING_CASH, &cash));
	TRY(pairing_goods_names(d->db, (struct pairing_goods_names_in){ .org = city, .month_from = d->month, .month_to = d->month, .day_from = DAY_FIRST,
		.day_to = DAY_LAST }, &goods, &n));
	if (!all)
		return NULL;
	draft_fmt(d, "%s%s", visited ? "，" : "", !cash ? _("送去") : n ? _("送去慰问金和") : _("送去慰问金"));
	for (size_t i = 0; i < n && i < NAMES_MOST; i++)
		draft_phrase(d, i ? "、" : "", goods[i].goods, "");
	draft_fmt(d, "%s%s", n > 1 ? _("等物资") : "", !n ? "" : cash ? _("共") : _("，价值"));
	buf_puts(&d->body, "{pairing.support_value}");
	return NULL;
}

static fault given_say(struct draft *d)
{
	size_t before = d->body.n;
	TRY(visits_say(d));
	TRY(support_say(d, d->body.n > before));
	if (d->body.n > before)
		buf_puts(&d->body, "。");
	return NULL;
}

static fault doings_say(struct draft *d)
{
	struct point_view *points;
	size_t n;
	TRY(draft_points(d, "pairing", "走访做法", &points, &n));
	if (!n)
		return NULL;
	buf_puts(&d->body, _("走访中，"));
	return draft_enumerate(d, points, n);
}

fault pairing_draft(struct draft *d)
{
	struct event_view *events;
	size_t n, trips = 0;
	bool told = false, again = true;
	TRY(draft_events(d, "pairing", NULL, &events, &n));
	for (size_t i = 0; i < n; i++)
		if (str_is(events[i].kind, "结对走访")) {
			trips++;
			again &= str_find(events[i].title, STR("回访")) != SIZE_MAX;
		}
	for (size_t i = 0; i < n; i++) {
		bool trip = str_is(events[i].kind, "结对走访");
		if (trip) {
			draft_opening(d, &events[i], trips == 1 ? "{pairing.day_visit}" : NULL, _("开展"));
			draft_phrase(d, "，", events[i].content, "");
			buf_puts(&d->body, "。");
		} else {
			draft_event(d, &events[i]);
		}
		if (!trip || told)
			continue;
		told = true;
		TRY(given_say(d));
		TRY(doings_say(d));
	}
	if (!told)                                           /* visits without a trip of the office */
		TRY(given_say(d));
	if (d->body.n)
		buf_puts(&d->heading, !trips ? _("结对帮扶工作继续推进") : again ? _("结对帮扶回访到户") : _("结对帮扶走访到户"));
	return NULL;
}
