/* Which figures stand for a line on the page of the month: one that leads, and up to four beside it, in the order in which the office reads them.
 *
 * The list is the office's choice, not the program's knowledge: an indicator that is not there is passed over, and a line that the list does not know shows
 * its first counts. Every other figure of a line is one step away, in the table of units. Dates and document numbers say nothing beside last month's and
 * stay in the report.
 * Not taken: a column in each indicator's own declaration (nine files would hold one decision). */
#include "rooms/month.h"

enum { MOST = 5 };
static const char *const CHOICE[] = {
	"aid.relief_times",             "aid.visited_hardship",         "aid.visited_model_times",    "aid.enterprises_visited",     "aid.fund_raised",
	"appraisal.counties_reporting", "appraisal.items_verified",     "appraisal.items_lowered",
	"peer.heads_reporting",         "peer.departments_honoured",    "peer.persons_honoured",      "peer.assistants_honoured",
	"works.essays_received",        "works.sent_up",                "works.top_ten_photo",        "works.excellent_calligraphy", "works.excellent_art",
	"selection.pacesetter_units",   "selection.mayday_certificates", "selection.advanced_persons",
	"pairing.poor_households",      "pairing.other_households",     "pairing.support_value",      "pairing.cadres",
	"poll.voters",                  "poll.valid_ballots",           "survey.enterprises",
	"petition.demands",             "petition.visit_cases",         "petition.hotline_cases",     "petition.visitors",
	"fund.units_self_checked",      "fund.units_spot_checked",      "fund.findings",
};

size_t month_choice(struct arena *mem, const struct line *line, const struct indicator *const **ret)
{
	const struct indicator **list = arena_get(mem, MOST * sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < COUNT(CHOICE) && n < MOST; i++) {
		const struct indicator *of = indicator_named(line->indicators, CHOICE[i]);
		if (of)
			list[n++] = of;
	}
	const bool known = n > 0;
	for (size_t i = 0; !known && line->indicators[i] && n < MOST; i++)
		if (line->indicators[i]->tally != ONE && line->indicators[i]->tally != RATIO)
			list[n++] = line->indicators[i];
	*ret = list;
	return n;
}
