/* What a number is made of: /figure/aid.relief_times/2019-01.
 *
 * One page for every number on every page: how it is worded and what it is exactly, who has reported, the rule in one sentence with its version, its parts,
 * unit by unit with the difference where they do not add up, the records, the months before, the seal. ?org= asks for one union's: one that the viewer may see,
 * or the city, whose value is no secret while the other unions' values and records are. ?part=1 gives the inside alone, for the column beside the report, where
 * the rows are few and the page is one step away; without a script the same link opens the page.
 * Cost: a handful of tallies and one page of rows.
 * Not taken: a window over the page (it has no address, and a keyboard gets lost in it). */
#include "kernel/org.h"
#include "rooms/month.h"
#include "rooms/month.sql.h"
#include "rooms/rooms.tpl.h"

struct asked { struct month_scope scope; const struct indicator *of; int64_t org; bool part; };

static fault absent(struct ctx *c)
{
	return fault_make(c->mem, BLAME_ABSENT, "figure.absent", _("没有这个数字，或它不在您的查看范围。请从“本月数据”一栏进入。"));
}

static fault org_asked(struct ctx *c, struct asked *a)
{
	struct str text = request_param(c->request, "org"), full;
	bool within = false;
	a->org = a->scope.own;
	if (!text.n)
		return NULL;
	if (!str_int(text, &a->org) || a->org < 1)
		return absent(c);
	if (a->org != a->scope.city && a->org != a->scope.own) {
		TRY(org_within(c->db, a->org, a->scope.own, month_today(c->db), &within));
		if (!within && a->scope.whole)                   /* of the city once, and closed since */
			TRY(org_within(c->db, a->org, a->scope.own, month_last(a->scope.month), &within));
		if (!within)
			return absent(c);
	}
	TRY(org_name_on(c->db, a->org, month_last(a->scope.month), &full, NULL));
	return full.p ? NULL : absent(c);
}

static fault asked_read(struct ctx *c, struct asked *a)
{
	TRY(month_named(c, c->word[1], &a->scope));
	a->of = report_indicator(desk_of(c), c->word[0]);
	if (!a->of)
		return absent(c);
	TRY(org_asked(c, a));
	a->part = str_is(request_param(c->request, "part"), "1");
	return NULL;
}

/* --- what is said of it ---------------------------------------------------------------------------------------------------------------------------- */

static fault scope_say(struct ctx *c, const struct asked *a, const struct figure *f, struct str *ret)
{
	struct str name;
	TRY(org_name_on(c->db, a->org, month_last(a->scope.month), &name, NULL));
	*ret = str_fmt(c->mem, "%.*s　%.*s", PSTR(span_zh(c->mem, &f->in)), PSTR(a->org == a->scope.city ? str_of(_("全市")) : name));
	return NULL;
}

/* 上年同期1702人，增94人（5.5%） */
static struct str year_say(struct ctx *c, const struct compared *k)
{
	if (k->now.of->tally == ONE)
		return STR_NONE;
	if (!k->has_before || !month_has(&k->now) || !month_has(&k->before))
		return str_of(_("上年同期没有可比的数"));
	struct str then = figure_say(c->mem, &k->before, EXACTLY, 0);
	int64_t change = k->now.value - k->before.value;
	if (!change)
		return str_fmt(c->mem, _("上年同期%.*s，持平"), PSTR(then));
	struct figure by = k->now;
	by.value = change < 0 ? -change : change;
	struct str say = by.of->unit == UNIT_PERCENT ? str_fmt(c->mem, _("%lld.%lld个百分点"), (long long)by.value / 10, (long long)by.value % 10)
		: figure_say(c->mem, &by, EXACTLY, 0), rate = month_rate(c->mem, &k->now, &k->before);
	struct str tail = rate.p ? str_fmt(c->mem, _("（%.*s）"), PSTR(rate)) : STR_NONE;
	return str_fmt(c->mem, _("上年同期%.*s，%s%.*s%.*s"), PSTR(then), change < 0 ? _("减") : _("增"), PSTR(say), PSTR(tail));
}

static fault filed_say(struct ctx *c, const struct asked *a, const struct figure *f, struct str *ret)
{
	struct duty_row *rows;
	struct buf lack = { .mem = c->mem };
	size_t n;
	if (f->owed < 2) {
		*ret = STR_NONE;
		return NULL;
	}
	const char *report = a->of->tally == RATIO ? a->of->under->report : a->of->report;
	TRY(obligation_board(c->db, report, a->scope.month, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct str name;
		if (rows[i].duty != DUTY_MISSING && rows[i].duty != DUTY_NOT_DUE)
			continue;
		TRY(month_short(c->db, rows[i].org, a->scope.month, &name));
		buf_fmt(&lack, "%s%.*s", lack.n ? "、" : "", PSTR(name));
	}
	struct str names = buf_str(&lack);
	*ret = names.n ? str_fmt(c->mem, _("%lld家应报，已报%lld家，还没报：%.*s"), (long long)f->owed, (long long)f->filed, PSTR(names))
		: str_fmt(c->mem, _("%lld家应报，都已报来"), (long long)f->owed);
	return NULL;
}

static fault target_say(struct ctx *c, const struct figure *f, struct str *ret)
{
	struct figure goal = *f;
	TRY(report_target(c->db, f->of, f->in.month, f->org, &goal.value));
	*ret = STR_NONE;
	if (goal.value == INT_NONE || goal.value <= 0)
		return NULL;
	goal.status = FIGURE_VALUE;
	struct str say = figure_say(c->mem, &goal, EXACTLY, 0);
	struct str rate = month_percent(c->mem, (f->value * 2000 + goal.value) / (2 * goal.value), false);
	*ret = month_has(f) ? str_fmt(c->mem, _("目标%.*s，完成%.*s"), PSTR(say), PSTR(rate)) : str_fmt(c->mem, _("目标%.*s"), PSTR(say));
	return NULL;
}

/* --- its parts ------------------------------------------------------------------------------------------------------------------------------------- */

static size_t part_rank(const struct indicator *of, struct str part)
{
	size_t i = 0;
	while (of->part_words && of->part_words[i].code && !str_is(part, of->part_words[i].code))
		i++;
	return part.p ? i : SIZE_MAX;
}

static fault parts_fill(struct ctx *c, const struct asked *a, const struct figure *f, struct month_parts *ret)
{
	struct tally_part_row *parts;
	size_t n;
	int64_t sum = 0;
	if (!a->of->parts || a->of->tally == RATIO || a->of->tally == ONE || !f->n)
		return NULL;
	TRY(figure_parts(c->db, a->of, f->in, a->org, &parts, &n));
	for (size_t i = 1; i < n; i++)                           /* a handful: in the order of the list, what is in none last */
		for (size_t k = i; k && part_rank(a->of, parts[k].part) < part_rank(a->of, parts[k - 1].part); k--) {
			struct tally_part_row one = parts[k];
			parts[k] = parts[k - 1], parts[k - 1] = one;
		}
	ret->rows = arena_get(c->mem, (n + 1) * sizeof *ret->rows);
	for (size_t i = 0; i < n; i++) {
		struct figure one = *f;
		one.value = a->of->tally == ROWS ? parts[i].n : a->of->tally == KEYS ? parts[i].keys : parts[i].amount;
		sum += one.value;
		ret->rows[ret->n_rows++] = (struct month_part){ figure_part_word(a->of, parts[i].part), figure_say(c->mem, &one, EXACTLY, 0) };
	}
	struct figure added = *f;
	added.value = sum;
	if (a->of->tally == KEYS && sum > f->value)
		ret->note = str_fmt(c->mem, _("分项相加%.*s，有的在不止一项里，合计只计一次。"), PSTR(figure_say(c->mem, &added, EXACTLY, 0)));
	return NULL;
}

static fault terms_fill(struct ctx *c, const struct asked *a, const struct figure *f, struct month_figure_page *p)
{
	const struct indicator *terms[] = { a->of->over, a->of->under };
	if (a->of->tally != RATIO)
		return NULL;
	p->terms = arena_get(c->mem, COUNT(terms) * sizeof *p->terms);
	for (size_t i = 0; i < COUNT(terms); i++) {
		struct figure one;
		TRY(figure_of(c->db, terms[i], f->in, a->org, &one));
		TRY(month_fig(c, &a->scope, &one, &p->terms[p->n_terms++]));
	}
	return NULL;
}

/* The units with what they add up to: 各地相加1803人，比全市1796人多7人：同一人在不止一地出现，全市只计一次。 */
static fault places_fill(struct ctx *c, const struct asked *a, const struct figure *f, struct month_figure_page *p)
{
	struct figure_unit *units;
	size_t n;
	int64_t sum = 0;
	if (a->org != a->scope.city || a->of->tally == ONE || !f->n)
		return NULL;
	if (!a->scope.whole) {
		struct figure own;
		bool found;
		TRY(month_figure(c->db, a->of, a->scope.month, a->scope.own, &own, &found));
		p->elsewhere = str_fmt(c->mem, _("其中%.*s%.*s。其他单位的数不在您的查看范围。"), PSTR(a->scope.shorter), PSTR(figure_say(c->mem, &own, EXACTLY, 0)));
		return NULL;
	}
	TRY(month_places(c, &a->scope, a->of, &p->places));
	const struct month_place *only = NULL;
	size_t counted = 0;
	for (size_t i = 0; i < p->places.n_rows; i++)
		if (p->places.rows[i].number.n)
			only = &p->places.rows[i], counted++;
	if (counted == 1 && f->owed == 0) {
		p->elsewhere = str_fmt(c->mem, _("都在%.*s，其他单位没有这一项。"), PSTR(only->name));
		p->places.n_rows = 0;
		return NULL;
	}
	if (a->of->tally == RATIO) {
		p->places_note = str_of(_("比率由全市两个合计重新计算，各地的不相加。"));
		return NULL;
	}
	TRY(figure_units(c->db, a->of, f->in, &units, &n));
	for (size_t i = 0; i < n; i++)
		sum += month_has(&units[i].figure) ? units[i].figure.value : 0;
	struct figure added = *f, more = *f;
	added.value = sum, more.value = sum - f->value;
	struct str whole = figure_say(c->mem, f, EXACTLY, 0), together = figure_say(c->mem, &added, EXACTLY, 0);
	if (a->of->tally == KEYS && more.value > 0)
		p->places_note = str_fmt(c->mem, _("各地相加%.*s，比全市%.*s多%.*s：同一对象在不止一地出现，全市只计一次。"), PSTR(together), PSTR(whole),
			PSTR(figure_say(c->mem, &more, EXACTLY, 0)));
	else
		p->places_note = str_fmt(c->mem, _("各地相加%.*s，与全市一致。"), PSTR(together));
	return NULL;
}

static fault override_fill(struct ctx *c, const struct asked *a, struct month_figure_page *p)
{
	struct month_override_row row;
	struct edition e;
	bool found;
	if (!p->reported)
		return NULL;
	TRY(edition_latest(c->db, a->scope.month, &e, &found));
	if (!found)
		return NULL;
	TRY(month_override(c->db, (struct month_override_in){ .edition = e.id, .indicator = str_of(a->of->id) }, &row, &found));
	if (found)
		p->override = row.shown, p->override_why = row.why;
	return NULL;
}

/* --- the page -------------------------------------------------------------------------------------------------------------------------------------- */

static fault figure_fill(struct ctx *c, const struct asked *a, const struct figure *f, const struct compared *k, struct month_figure_page *p)
{
	struct month_fig fig;
	TRY(month_fig(c, &a->scope, f, &fig));
	p->name = fig.name, p->known = fig.known, p->mark = fig.mark, p->mark_why = fig.mark_why, p->word = fig.word;
	p->number = f->of->unit == UNIT_YUAN && fig.known ? money_yuan(c->mem, (struct money){ f->value }) : fig.number;        /* here the exact value */
	p->unit = f->of->unit == UNIT_YUAN ? unit_word(UNIT_YUAN) : fig.unit;
	p->status = fig.word;
	p->version = a->of->version;
	p->meaning = str_of(_(a->of->meaning));
	struct str said = figure_say(c->mem, f, a->of->wording, a->of->step), exact = figure_say(c->mem, f, EXACTLY, 0);
	if (!str_eq(said, exact))
		p->wording = said;
	else if (f->of->unit == UNIT_YUAN)
		p->wording = exact;
	p->year = year_say(c, k);
	if (k->has_year && k->year.value != f->value && month_has(&k->year))
		p->total = str_fmt(c->mem, _("本年累计%.*s"), PSTR(figure_say(c->mem, &k->year, EXACTLY, 0)));
	TRY(scope_say(c, a, f, &p->scope));
	TRY(filed_say(c, a, f, &p->filed));
	return target_say(c, f, &p->target);
}

fault month_figure_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct month_point points[MONTHS];
	struct asked a = { 0 };
	struct compared k;
	bool found;
	TRY(asked_read(c, &a));
	struct month_figure_page p = { .part = a.part, .reported = viewer_may(c->who, "report.read"), .foreign = a.org != a.scope.own,
		.self = month_figure_path(c, &a.scope, a.of, a.scope.month, a.org) };
	TRY(report_compared(c->db, a.of, a.scope.month, a.org, &k));
	TRY(month_figure(c->db, a.of, a.scope.month, a.org, &k.now, &found));      /* of a campaign that had ended, nothing is of this month */
	const struct figure *f = &k.now;
	const struct line *line = month_line_of(c, a.of);
	p.back = month_path(c, "month", a.scope.month), p.report = month_path(c, "report", a.scope.month);
	if (line) {
		p.back.text = str_fmt(c->mem, "%.*s#%s", PSTR(p.back.text), line->name);
		p.report.text = str_fmt(c->mem, "%.*s#%s", PSTR(p.report.text), line->name);
	}
	TRY(figure_fill(c, &a, f, &k, &p));
	TRY(terms_fill(c, &a, f, &p));
	TRY(parts_fill(c, &a, f, &p.parts));
	TRY(places_fill(c, &a, f, &p));
	TRY(override_fill(c, &a, &p));
	TRY(month_evidence(c, &a.scope, f, a.part, &p.rows));
	if (a.of->tally != ONE) {
		TRY(month_history(c->db, a.of, a.scope.month, a.org, points));
		TRY(month_columns(c, &a.scope, a.of, a.org, points, &p.history));
	}
	if (a.org == a.scope.city)
		TRY(month_sealed(c, f, &p.seal));
	if (a.part) {
		page_month_part(&o, &p);
		c->reply->status = 200;
		c->reply->mime = "text/html; charset=utf-8";
		c->reply->body = out_html(&o).markup;
		return NULL;
	}
	page_month_figure(&o, &p);
	reply_page(c, &(struct page){ .title = str_c(c->mem, str_fmt(c->mem, "%s　%.*s", p.name, PSTR(month_zh(c->mem, a.scope.month)))), .now = "/month",
		.body = out_html(&o) });
	return NULL;
}
