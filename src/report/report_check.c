/* What a careful reader would ask before the report is signed: parts that do not add up, a figure that two records contradict, persons that exceed
 * person-times, ballots valid that exceed ballots cast. Each is said with its place; nothing is mended silently.
 * What only a whole text can be asked stands in the checklist before issue (checklist.c).
 * Not taken: refusing to print; a draft with a question beside it is more use than none. */
#include <string.h>
#include "report/report_in.h"
#include "kernel/org.h"

void report_ask(struct compile *c, bool blocks, struct str say)
{
	struct report_check *check = arena_get(c->mem, sizeof *check);
	*check = (struct report_check){ .place = c->place, .say = say, .blocks = blocks };
	*c->checks_tail = check;
	c->checks_tail = &check->next;
}

static fault parts_add_up(struct compile *c, const struct figure *f)
{
	struct tally_part_row *parts;
	size_t n;
	int64_t sum = 0;
	if (!f->of->parts || (f->of->tally != ROWS && f->of->tally != AMOUNT))
		return NULL;
	TRY(figure_parts(c->db, f->of, f->in, f->org, &parts, &n));
	for (size_t i = 0; i < n; i++)
		sum += f->of->tally == ROWS ? parts[i].n : parts[i].amount;
	if (sum != f->value)
		report_ask(c, true, str_fmt(c->mem, _("“%s”各分项相加与合计不符。请核对分项。"), _(f->of->name)));
	return NULL;
}

fault report_check_figure(struct compile *c, const struct figure *f)
{
	if (f->differ)
		report_ask(c, true, str_fmt(c->mem, _("“%s”应只有一个值，但%lld条记录说法不一。请改正其中一条。"), _(f->of->name), (long long)f->n));
	if (f->status == FIGURE_NOT_REPORTED)
		report_ask(c, false, str_fmt(c->mem, _("“%s”没有记录。请补录，或改写这一句。"), _(f->of->name)));
	if (f->status == FIGURE_PROVISIONAL)
		report_ask(c, false, str_fmt(c->mem, _("“%s”报来的记录都还没有审核。请先审核，再定这一句。"), _(f->of->name)));
	return parts_add_up(c, f);
}

/* Σ of the indicators that name a total = the total. */
static fault totals_add_up(struct compile *c, const struct indicator *total, int64_t city)
{
	struct span_of span;
	struct figure whole, part;
	int64_t sum = 0, n = 0;
	for (size_t i = 0; i < c->desk->n; i++)
		if (c->desk->indicators[i]->total == total) {
			TRY(span_make(c->db, c->desk->indicators[i], total->span, c->month, &span));
			TRY(figure_of(c->db, c->desk->indicators[i], span, city, &part));
			sum += part.value;
			n++;
		}
	if (!n)
		return NULL;
	TRY(span_make(c->db, total, total->span, c->month, &span));
	TRY(figure_of(c->db, total, span, city, &whole));
	if (sum > whole.value)
		report_ask(c, true, str_fmt(c->mem, _("“%s”的各分项相加为%lld，多于合计%lld。请核对分项。"), _(total->name), (long long)sum, (long long)whole.value));
	return NULL;
}

/* 各县市区总工会 names no one union, and the province's bodies need not stand in a city's register. */
static fault receiver_known(struct compile *c, struct str name)
{
	static const char *const MANY[] = { "各", "驻", "省", "全", "有关", "中华" };
	int64_t org = 0;
	fault why = NULL;
	bool one = str_ends(name, STR("工会"));
	for (size_t i = 0; i < COUNT(MANY); i++)
		one &= !str_starts(name, str_of(MANY[i]));
	if (one)
		TRY(org_find(c->db, name, month_last(c->month), &org, &why));
	if (one && !org)
		report_ask(c, false, str_fmt(c->mem, _("报、送、发名单里的“%.*s”不在单位名册里。请照名册改正名称。"), PSTR(name)));
	return NULL;
}

/* A union named among those who receive the report is one of the register, under the name it has there. */
static fault receivers_known(struct compile *c)
{
	static const char *const ENDS[] = { "，", "、", "。", "；" };
	for (const struct part *p = c->doc->first; p; p = p->next)
		for (const struct span *s = p->kind == B_SEND && p->spans ? p->spans->next : NULL; s; s = s->next)
			for (struct str list = s->text; list.n;) {
				size_t end = list.n, cut = 0;
				for (size_t i = 0; i < COUNT(ENDS); i++) {
					size_t at = str_find(list, str_of(ENDS[i]));
					if (at < end)
						end = at, cut = strlen(ENDS[i]);
				}
				TRY(receiver_known(c, str_trim(str_sub(list, 0, end))));
				list = str_sub(list, end + cut, SIZE_MAX);
			}
	return NULL;
}

fault report_check_all(struct compile *c)
{
	int64_t city;
	TRY(org_city(c->db, &city));
	TRY(receivers_known(c));
	for (size_t i = 0; i < c->desk->n; i++) {
		bool campaign_missing = false;
		struct span_of span;
		if (c->desk->indicators[i]->span == TO_DATE && c->desk->indicators[i]->campaign) {
			fault f = span_make(c->db, c->desk->indicators[i], TO_DATE, c->month, &span);
			if (f && strcmp(f->code, "campaign.none") != 0)
				return f;
			campaign_missing = f != NULL;
		}
		if (!campaign_missing)
			TRY(totals_add_up(c, c->desk->indicators[i], city));
	}
	return NULL;
}
