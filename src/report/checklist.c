/* The checklist before issue: what a head of office would ask of the paper on the desk, each with its place and how to mend it (DOMAIN 2.10).
 *
 * It reads the report as it would be printed. The document is taken apart into chapters once, the city's figures are counted once; every rule is a pass
 * over one of the two. What is surely wrong blocks the issue; what may be right and deserves a word asks, and a person answers for it. Questions of one
 * kind are put together, one to a chapter, since a list that nobody reads to its end protects nobody; where the text already speaks of a thing (补报,
 * 比上月) it is not asked about.
 * Numbers: a share's count is at most its whole (有效票 ≤ 收到的票); over the same rows the distinct are at most the rows (人 ≤ 人次); both hold of
 * records by themselves, so what they catch is a number typed over a computed one. Months and the year so far: months are a partition of the rows, so
 * they add up by themselves until one was issued; then the issued figure stands for its month, and what has changed behind it comes to light here.
 * Cost: each figure once, the issued ones in one read, last month's only of what is printed.
 * Not taken: mending anything; a rule that names a line of work. */
#include <string.h>
#include "kernel/org.h"
#include "report/checklist.sql.h"
#include "report/checklist_in.h"

enum { CHANGE_USUAL = 50, CHANGE_LEAST = 10, CHANGE_LEAST_FEN = 1000000 };       /* a change is asked about from 10 of anything, from 10,000 元 */

void check_ask(struct checking *k, size_t chapter, bool blocks, struct str say)
{
	k->c.place = k->chapters[chapter].place;
	report_ask(&k->c, blocks, say);
}

bool chapter_says(const struct chapter *chapter, const char *const *words)
{
	for (size_t i = 0; i < chapter->n; i++)
		for (const char *const *w = words; *w; w++)
			if (str_find(chapter->paragraphs[i], str_of(*w)) != SIZE_MAX)
				return true;
	return false;
}

struct str check_said(struct checking *k, const struct figure *f, int64_t value)
{
	struct figure shown = *f;
	shown.value = value;
	shown.status = FIGURE_VALUE;
	return figure_say(k->c.mem, &shown, EXACTLY, 0);
}

/* --- the document taken apart ------------------------------------------------------------------------------------------------------------- */

static bool is_text(const struct part *p)
{
	return p->kind == B_PARA || p->kind == B_HEADING || p->kind == B_TITLE || p->kind == B_NOTE || p->kind == B_ATTACHED;
}

static struct str spans_text(struct arena *mem, const struct part *p, bool heading)
{
	struct buf out = { .mem = mem };
	for (const struct span *s = p->spans; s; s = s->next)
		if (!heading || s->heading || p->kind == B_HEADING)
			buf_add(&out, s->text);
	return buf_str(&out);
}

static struct str heading_of(struct arena *mem, const struct part *p)
{
	struct str text = p->kind == B_HEADING || (p->spans && p->spans->heading) ? str_trim(spans_text(mem, p, true)) : STR_NONE;
	return str_ends(text, STR("。")) ? str_sub(text, 0, text.n - strlen("。")) : text;
}

/* "2350人次", "3.5万元" and nothing about it: what was typed over a computed number, as a number. */
static bool typed_number(struct str shown, const struct indicator *of, int64_t *ret)
{
	struct str unit = str_of(unit_word(of->unit));
	struct money money;
	if (!str_ends(shown, unit))
		return false;
	if (!money_parse(of->unit == UNIT_YUAN ? shown : str_sub(shown, 0, shown.n - unit.n), 100, &money))
		return false;
	*ret = of->unit == UNIT_YUAN ? money.fen : of->unit == UNIT_PERCENT ? money.fen / 10 : money.fen / 100;
	return true;
}

static void numbers_of(struct checking *k, const struct part *p, size_t chapter)
{
	for (const struct span *s = p->spans; s; s = s->next)
		for (size_t i = 0; s->number && i < k->c.desk->n; i++) {
			const struct indicator *of = k->c.desk->indicators[i];
			int64_t typed;
			if (!str_is(s->number->indicator, of->id))
				continue;
			if (!k->counted[i].chapter)
				k->counted[i].chapter = chapter;
			if (str_is(s->number->status, "overridden") && typed_number(s->number->shown, of, &typed))
				k->counted[i].said = typed;
		}
}

static void chapters_of(struct checking *k)
{
	struct arena *mem = k->c.mem;
	size_t parts = 0, at = 0;
	for (const struct part *p = k->doc->first; p; p = p->next)
		parts++;
	k->chapters = arena_get(mem, (parts + 2) * sizeof *k->chapters);
	struct str *all = arena_get(mem, (parts + 1) * sizeof *all);
	k->chapters[0] = (struct chapter){ .place = str_of(_("全文")), .paragraphs = all };
	for (const struct part *p = k->doc->first; p; p = p->next) {
		struct str heading = is_text(p) ? heading_of(mem, p) : STR_NONE;
		if (heading.n)
			k->chapters[++at] = (struct chapter){ .place = heading, .paragraphs = all };
		if (is_text(p)) {
			all[0] = spans_text(mem, p, false);
			k->chapters[at].n++;
			all++;
		}
		numbers_of(k, p, at);
	}
	k->n = at + 1;
}

static fault figures_of(struct checking *k)
{
	struct snapshot shot;
	TRY(report_snapshot(k->c.db, k->c.desk, k->c.month, k->city, &shot));
	k->counted = arena_get(k->c.mem, (k->c.desk->n + 1) * sizeof *k->counted);
	for (size_t i = 0; i < shot.n; i++) {
		struct counted *f = &k->counted[i];
		*f = (struct counted){ .now = shot.figures[i], .said = shot.figures[i].value };
		for (size_t m = 0; m < COUNT(f->issued); m++)
			f->issued[m] = INT_NONE;
	}
	return NULL;
}

/* --- relations --------------------------------------------------------------------------------------------------------------------------- */

static bool counts(const struct counted *f)
{
	return f->now.in.month && (f->now.status == FIGURE_VALUE || f->now.status == FIGURE_NIL);
}

static void at_most(struct checking *k, const struct counted *less, const struct counted *more)
{
	if (!less || !more || !counts(less) || !counts(more) || less->said <= more->said)
		return;
	check_ask(k, less->chapter ? less->chapter : more->chapter, true, str_fmt(k->c.mem, _("“%s”%.*s，多于“%s”%.*s，不会有这样的数。请核对这两个数。"),
		_(less->now.of->name), PSTR(check_said(k, &less->now, less->said)), _(more->now.of->name), PSTR(check_said(k, &more->now, more->said))));
}

static struct counted *counted_of(struct checking *k, const struct indicator *of)
{
	for (size_t i = 0; i < k->c.desk->n; i++)
		if (k->c.desk->indicators[i] == of)
			return &k->counted[i];
	return NULL;
}

static bool same_span(const struct figure *a, const struct figure *b)
{
	return a->in.kind == b->in.kind && a->in.from.n == b->in.from.n && a->in.to.n == b->in.to.n;
}

static void relations(struct checking *k)
{
	for (size_t i = 0; i < k->c.desk->n; i++) {
		const struct indicator *of = k->c.desk->indicators[i];
		if (of->tally == RATIO)
			at_most(k, counted_of(k, of->over), counted_of(k, of->under));
		for (size_t j = 0; of->tally == KEYS && j < k->c.desk->n; j++) {
			const struct indicator *rows = k->c.desk->indicators[j];
			if (rows->tally == ROWS && rows->rows == of->rows && same_span(&k->counted[i].now, &k->counted[j].now))
				at_most(k, &k->counted[i], &k->counted[j]);
		}
	}
}

/* --- beside other months ----------------------------------------------------------------------------------------------------------------- */

static size_t slot(const struct checking *k, int month)
{
	return month / 100 == k->c.month / 100 ? (size_t)(month % 100) : 0;
}

static fault issued_figures(struct checking *k, bool *ret_any)
{
	int last = month_add(k->c.month, -1), first = last / 100 * 100 + 1;
	struct checklist_issued_row *rows;
	size_t n;
	if (last / 100 < k->c.month / 100)
		first = last;
	TRY(checklist_issued(k->c.db, (struct checklist_issued_in){ .month_from = first, .month_to = last }, &rows, &n));
	*ret_any = n > 0;
	for (size_t r = 0; r < n; r++)
		for (size_t i = 0; i < k->c.desk->n; i++)
			if (str_is(rows[r].indicator, k->c.desk->indicators[i]->id)) {
				struct counted *f = &k->counted[i];
				f->issued[slot(k, (int)rows[r].month)] = rows[r].value == INT_NONE ? 0 : rows[r].value;
				f->issued_from[slot(k, (int)rows[r].month)] = rows[r].day_from;
			}
	return NULL;
}

/* Counts and sums; a day, a rank, a number in a series is nothing that grows. */
static bool is_number_of_things(const struct indicator *of)
{
	static const enum unit NONE[] = { UNIT_LEVEL, UNIT_YEAR, UNIT_EDITION, UNIT_CONGRESS, UNIT_ANNIVERSARY, UNIT_DAY, UNIT_DATE, UNIT_MONTH,
		UNIT_DOC_NUMBER, UNIT_PERCENT, UNIT_RANK };
	for (size_t i = 0; i < COUNT(NONE); i++)
		if (of->unit == NONE[i])
			return false;
	return of->tally == ROWS || of->tally == KEYS || of->tally == AMOUNT;
}

static fault month_figure(struct checking *k, const struct counted *f, int month, int64_t *ret, bool *ret_known)
{
	struct span_of span;
	struct figure was;
	*ret = f->issued[slot(k, month)];
	*ret_known = *ret != INT_NONE;
	if (*ret_known)
		return NULL;
	TRY(span_make(k->c.db, f->now.of, MONTH, month, &span));
	TRY(figure_of(k->c.db, f->now.of, span, k->city, &was));
	*ret = was.value;
	*ret_known = was.n > 0 || was.filed > 0;
	return NULL;
}

static fault change_of(struct checking *k, const struct counted *f, int64_t percent, struct buf *out)
{
	int64_t was, least = f->now.of->unit == UNIT_YUAN ? CHANGE_LEAST_FEN : CHANGE_LEAST;
	bool known;
	if (!counts(f) || f->now.of->span != MONTH || !is_number_of_things(f->now.of))
		return NULL;
	TRY(month_figure(k, f, month_add(k->c.month, -1), &was, &known));
	int64_t moved = f->said > was ? f->said - was : was - f->said;
	if (!known || was < least || moved <= was * percent / 100)
		return NULL;
	buf_fmt(out, _("%s“%s”由%.*s变为%.*s（%s%lld%%）"), out->n ? _("，") : "", _(f->now.of->name), PSTR(check_said(k, &f->now, was)),
		PSTR(check_said(k, &f->now, f->said)), f->said > was ? _("增加") : _("减少"), (long long)((moved * 200 + was) / (2 * was)));
	return NULL;
}

static fault changes(struct checking *k)
{
	static const char *const EXPLAINED[] = { "比上月", "较上月", "环比", "与上月", NULL };
	struct str setting;
	int64_t percent;
	TRY(report_setting(k->c.db, "report.change", k->c.month, NULL, &setting));
	if (str_ends(setting, STR("%")))
		setting.n--;
	if (!str_int(setting, &percent) || percent < 0 || percent > 1000000)
		percent = CHANGE_USUAL;
	for (size_t at = 1; at < k->n; at++) {
		struct buf out = { .mem = k->c.mem };
		for (size_t i = 0; i < k->c.desk->n; i++)
			if (k->counted[i].chapter == at)
				TRY(change_of(k, &k->counted[i], percent, &out));
		if (out.n && !chapter_says(&k->chapters[at], EXPLAINED))
			check_ask(k, at, false, str_fmt(k->c.mem, _("比上月变动超过%lld%%：%.*s。请核对；属实的，请在文中写明比上月变动的原因。"), (long long)percent,
				PSTR(buf_str(&out))));
	}
	return NULL;
}

/* A month that was issued says what it said then, whatever the records say now. */
static fault months_and_year(struct checking *k, const struct counted *f, struct buf *out)
{
	struct span_of span;
	struct figure year;
	struct buf sum = { .mem = k->c.mem };
	int64_t total = f->now.value;
	for (int month = k->c.month / 100 * 100 + 1; month < k->c.month; month++) {
		int64_t value;
		bool known;
		TRY(month_figure(k, f, month, &value, &known));
		total += value;
		buf_fmt(&sum, _("%d月%.*s、"), month % 100, PSTR(check_said(k, &f->now, value)));
	}
	TRY(span_make(k->c.db, f->now.of, YEAR, k->c.month, &span));
	span.to = month_last(k->c.month);
	TRY(figure_of(k->c.db, f->now.of, span, k->city, &year));
	if (total != year.value)
		buf_fmt(out, _("%s“%s”%.*s%d月%.*s，相加%.*s，累计却是%.*s"), out->n ? _("；") : "", _(f->now.of->name), PSTR(buf_str(&sum)), k->c.month % 100,
			PSTR(check_said(k, &f->now, f->now.value)), PSTR(check_said(k, &f->now, total)), PSTR(check_said(k, &f->now, year.value)));
	return NULL;
}

/* A campaign's figure is the issued one and what this month added. */
static fault campaign_so_far(struct checking *k, const struct counted *f, struct buf *out)
{
	int last = month_add(k->c.month, -1);
	int64_t issued = f->issued[slot(k, last)];
	struct span_of span;
	struct figure was;
	if (issued == INT_NONE || !f->now.in.month || f->issued_from[slot(k, last)].n != f->now.in.from.n)
		return NULL;
	TRY(span_make(k->c.db, f->now.of, TO_DATE, last, &span));
	TRY(figure_of(k->c.db, f->now.of, span, k->city, &was));
	int64_t added = f->now.value - was.value;
	if (issued != was.value)
		buf_fmt(out, _("%s“%s”%d月印发累计%.*s、本月新增%.*s，相加%.*s，累计却是%.*s"), out->n ? _("；") : "", _(f->now.of->name), last % 100,
			PSTR(check_said(k, &f->now, issued)), PSTR(check_said(k, &f->now, added)), PSTR(check_said(k, &f->now, issued + added)),
			PSTR(check_said(k, &f->now, f->now.value)));
	return NULL;
}

static fault cumulative(struct checking *k)
{
	for (size_t at = 0; at < k->n; at++) {
		struct buf out = { .mem = k->c.mem };
		for (size_t i = 0; i < k->c.desk->n; i++) {
			const struct indicator *of = k->c.desk->indicators[i];
			if (k->counted[i].chapter != at || (of->tally != ROWS && of->tally != AMOUNT) || !is_number_of_things(of))
				continue;
			if (of->span == MONTH)
				TRY(months_and_year(k, &k->counted[i], &out));
			else if (of->span == TO_DATE && of->campaign)
				TRY(campaign_so_far(k, &k->counted[i], &out));
		}
		if (out.n)
			check_ask(k, at, false, str_fmt(k->c.mem, _("与已印发的月报对不上：%.*s。以前月份的记录在印发以后有改动，请核对；属实的，请在文中说明或更正已印发的月报。"),
				PSTR(buf_str(&out))));
	}
	return NULL;
}

fault report_checklist(struct db *db, const struct report_desk *desk, int month, const struct doc *doc, struct report_check ***tail)
{
	struct checking k = { .c = { .db = db, .mem = db_mem(db), .desk = desk, .month = month, .checks_tail = *tail }, .doc = doc };
	bool issued;
	TRY(org_city(db, &k.city));
	TRY(figures_of(&k));
	chapters_of(&k);
	relations(&k);
	TRY(issued_figures(&k, &issued));
	if (issued)
		TRY(cumulative(&k));
	TRY(changes(&k));
	TRY(check_text(&k));
	TRY(check_records(&k));
	*tail = k.c.checks_tail;
	return NULL;
}
