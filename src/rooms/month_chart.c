/* A figure over thirteen months, and what is drawn of it: a strip of bars in a table's row, columns with their values, a bar for each unit.
 *
 * Bars begin at zero. A month that nobody reported is a gap and never a bar of 0: what is known is a month with rows, or one in which a report came. The
 * title is the finding. What is done once a year gets a sentence and no picture. Places are percents or units of the drawing's own, so that type is not
 * scaled with it; colours are classes. What is drawn stands as a table too.
 * Cost: one tally a month, the silent months by an index alone; who has reported is asked once for the thirteen.
 * Not taken: a library that draws in the browser (the page would be empty until it came, and on paper). */
#include "kernel/org.h"
#include "rooms/month.h"
#include "rooms/month.sql.h"

/* The figure's rows alone, without asking each month's board: that is asked once below. */
static fault point_of(struct db *db, const struct indicator *of, int64_t org, struct month_point *p)
{
	bool found;
	TRY(month_figure(db, of, p->month, org, &p->figure, &found));
	p->known = found && p->figure.n > 0 && month_has(&p->figure);
	return NULL;
}

fault month_history(struct db *db, const struct indicator *of, int month, int64_t org, struct month_point ret[MONTHS])
{
	struct indicator *bare = arena_get(db_mem(db), sizeof *bare);
	struct month_filed_row *filed = NULL;
	size_t n = 0;
	int64_t city;
	*bare = *of;
	bare->report = NULL;
	TRY(org_city(db, &city));
	if (of->report && of->tally != RATIO && of->tally != ONE)
		TRY(month_filed(db, (struct month_filed_in){ .report = str_of(of->report), .from = month_add(month, 1 - MONTHS), .to = month,
			.org = org == city ? 0 : org }, &filed, &n));
	for (int i = 0; i < MONTHS; i++) {
		struct month_point *p = &ret[i];
		*p = (struct month_point){ .month = month_add(month, i + 1 - MONTHS), .here = i == MONTHS - 1, .then = i == 0 };
		TRY(point_of(db, bare, org, p));
		p->figure.of = of;
		for (size_t k = 0; k < n && of->span != TO_DATE; k++)
			if (filed[k].month == p->month && month_has(&p->figure))
				p->known = true, p->figure.filed = 1;        /* somebody reported: its 0 is counted */
	}
	return NULL;
}

static int64_t most_of(const struct month_point points[MONTHS], int *ret_known)
{
	int64_t most = 0;
	*ret_known = 0;
	for (int i = 0; i < MONTHS; i++) {
		*ret_known += points[i].known;
		if (points[i].known && points[i].figure.value > most)
			most = points[i].figure.value;
	}
	return most;
}

static const char *bar_class(const struct month_point *p)
{
	return p->here ? "bar-now" : p->then ? "bar-then" : "bar-plain";
}

/* In tenths of a percent of the whole: 63.5%. */
static struct str share(struct arena *mem, int64_t tenths)
{
	return str_fmt(mem, "%lld.%lld%%", (long long)(tenths / 10), (long long)(tenths % 10));
}

struct month_spark month_spark(struct arena *mem, const struct month_point points[MONTHS])
{
	enum { HEIGHT = 28, STEP = 8, WIDTH = 6 };
	struct month_spark s = { 0 };
	struct buf label = { .mem = mem };
	int known;
	int64_t most = most_of(points, &known);
	const struct month_point *now = &points[MONTHS - 1];
	if (known == 0)
		return s;
	if (known == 1 && now->known)
		s.words = str_of(_("仅本月有数"));
	else if (known == 2 && now->known && points[0].known)
		s.words = str_fmt(mem, _("每年%d月一次"), now->month % 100);
	if (s.words.n || known < 2 || !most)
		return s;
	s.bars = arena_get(mem, MONTHS * sizeof *s.bars);
	for (int i = 0; i < MONTHS; i++) {
		int64_t height = points[i].known ? (points[i].figure.value * HEIGHT + most / 2) / most : 0;
		if (!points[i].known)
			continue;
		height = points[i].figure.value > 0 && height < 1 ? 1 : height;
		s.bars[s.n_bars++] = (struct month_bar){ .class = bar_class(&points[i]), .x = str_fmt(mem, "%d", i * STEP), .width = str_fmt(mem, "%d", WIDTH),
			.y = str_fmt(mem, "%lld", (long long)(HEIGHT - height)), .height = str_fmt(mem, "%lld", (long long)height) };
		buf_fmt(&label, "%s%.*s%.*s", label.n ? _("，") : "", PSTR(month_zh(mem, points[i].month)),
			PSTR(figure_say(mem, &points[i].figure, EXACTLY, 0)));
	}
	s.label = buf_str(&label);
	s.drawn = true;
	return s;
}

/* Money: 元 beside 万元, so each number says which. */
static struct str with_unit(struct arena *mem, const struct figure *f)
{
	const char *unit;
	struct str number = month_number(mem, f, &unit);
	return number.p ? str_fmt(mem, "%.*s%s", PSTR(number), unit) : number;
}

/* 帮扶救助2348人次，为近13个月最多 */
static struct str columns_title(struct arena *mem, const struct month_point points[MONTHS], int known)
{
	const struct month_point *now = &points[MONTHS - 1], *before = &points[MONTHS - 2];
	const char *name = _(now->figure.of->name);
	struct str say = figure_say(mem, &now->figure, EXACTLY, 0);
	int above = 0, below = 0;
	if (!now->known)
		return str_fmt(mem, _("%s：%.*s还没有数"), name, PSTR(month_zh(mem, now->month)));
	for (int i = 0; i < MONTHS - 1; i++) {
		above += points[i].known && points[i].figure.value >= now->figure.value;
		below += points[i].known && points[i].figure.value <= now->figure.value;
	}
	if (known > 2 && now->figure.of->span != TO_DATE && !above)
		return str_fmt(mem, _("%s%.*s，为有数的%d个月中最多"), name, PSTR(say), known);
	if (known > 2 && now->figure.of->span != TO_DATE && !below)
		return str_fmt(mem, _("%s%.*s，为有数的%d个月中最少"), name, PSTR(say), known);
	if (before->known && month_comparable(&now->figure, true, &before->figure))
		return str_fmt(mem, _("%s%.*s，上月%.*s"), name, PSTR(say), PSTR(figure_say(mem, &before->figure, EXACTLY, 0)));
	return str_fmt(mem, "%s%.*s", name, PSTR(say));
}

static struct str bar_value(struct arena *mem, const struct month_point *p)
{
	const char *unit;
	if (!p->known)
		return STR_NONE;
	return p->figure.of->unit == UNIT_YUAN ? with_unit(mem, &p->figure) : month_number(mem, &p->figure, &unit);
}

static void columns_rows(struct ctx *c, const struct month_scope *s, int64_t org, const struct month_point points[MONTHS], struct month_columns *m)
{
	m->rows = arena_get(c->mem, MONTHS * sizeof *m->rows);
	for (int i = MONTHS - 1; i >= 0; i--) {
		const struct month_point *p = &points[i];
		bool before = i && points[i - 1].known && p->known && month_comparable(&p->figure, true, &points[i - 1].figure);
		m->rows[m->n_rows++] = (struct month_table_row){ .month = month_zh(c->mem, p->month), .here = p->here,
			.number = bar_value(c->mem, p), .word = _("没有记录"),
			.change = before ? month_change(c->mem, &p->figure, &points[i - 1].figure) : STR("—"),
			.path = month_figure_path(c, s, p->figure.of, p->month, org) };
	}
}

fault month_columns(struct ctx *c, const struct month_scope *s, const struct indicator *of, int64_t org, const struct month_point points[MONTHS],
	struct month_columns *ret)
{
	enum { TOP = 120, FLOOR = 800, FULL = 1000, BAR = 44 };  /* tenths of a percent of the drawing; between two bars' middles FULL / MONTHS */
	struct month_columns m = { .unit = of->unit == UNIT_YUAN ? STR_NONE : str_of(unit_word(of->unit)), .path = month_figure_path(c, s, of, s->month, org),
		.total = of->span == TO_DATE };
	struct arena *mem = c->mem;
	int known;
	int64_t most = most_of(points, &known);
	m.title = columns_title(mem, points, known);
	columns_rows(c, s, org, points, &m);
	m.drawn = known > 1 && most > 0 && of->tally != ONE;
	m.bars = arena_get(mem, MONTHS * sizeof *m.bars);
	for (int i = 0; m.drawn && i < MONTHS; i++) {
		const struct month_point *p = &points[i];
		int64_t middle = (2 * i + 1) * FULL / (2 * MONTHS), height = p->known ? p->figure.value * (FLOOR - TOP) / most : 0;
		if (p->known && p->figure.value > 0 && height < 4)
			height = 4;
		m.bars[m.n_bars++] = (struct month_bar){ .class = bar_class(p), .known = p->known, .outer = p->here || p->then,
			.x = share(mem, middle - BAR / 2), .width = share(mem, BAR), .y = share(mem, FLOOR - height), .height = share(mem, height),
			.middle = share(mem, middle), .above = share(mem, FLOOR - height - 20), .below = share(mem, FLOOR + 75),
			.value = bar_value(mem, p), .month = str_fmt(mem, _("%d月"), p->month % 100),
			.year = p->here || p->then ? str_fmt(mem, _("%d年"), p->month / 100) : STR_NONE };
	}
	*ret = m;
	return NULL;
}

/* --- by unit --------------------------------------------------------------------------------------------------------------------------------------- */

struct place_pair { const struct figure *now, *then; };      /* then: the same unit a year ago; NULL: nothing to compare with */
struct placing { size_t top, more, less, compared; int64_t most; };

static void pairs_of(struct place_pair *pairs, const struct figure_unit *now, size_t n, const struct figure_unit *then, size_t n_then, struct placing *p)
{
	for (size_t i = 0; i < n; i++) {
		pairs[i].now = &now[i].figure;
		for (size_t k = 0; k < n_then; k++)
			if (then[k].org == now[i].org && then[k].figure.n && month_has(&then[k].figure))
				pairs[i].then = &then[k].figure;
		if (month_has(pairs[i].now) && pairs[i].now->value > p->most)
			p->most = pairs[i].now->value, p->top = i;
	}
	for (size_t i = 0; i < n; i++) {
		if (!pairs[i].then)
			continue;
		p->compared++;
		p->more += pairs[i].now->value > pairs[i].then->value;
		p->less += pairs[i].now->value < pairs[i].then->value;
		if (pairs[i].then->value > p->most)
			p->most = pairs[i].then->value;
	}
}

static struct str places_title(struct arena *mem, const struct placing *p, struct str name, const struct figure *top)
{
	struct str say = with_unit(mem, top);
	if (p->compared > 1 && p->more == p->compared)
		return str_fmt(mem, _("%s：%zu个单位都多于上年，%.*s最多，%.*s"), _(top->of->name), p->compared, PSTR(name), PSTR(say));
	if (p->compared > 1 && p->less == p->compared)
		return str_fmt(mem, _("%s：%zu个单位都少于上年，%.*s最多，%.*s"), _(top->of->name), p->compared, PSTR(name), PSTR(say));
	return str_fmt(mem, _("%s：%.*s最多，%.*s"), _(top->of->name), PSTR(name), PSTR(say));
}

static fault place_of(struct ctx *c, const struct month_scope *s, const struct place_pair *pair, const struct placing *p, struct month_place *ret)
{
	const struct figure *now = pair->now, *then = pair->then;
	const bool money = now->of->unit == UNIT_YUAN;
	const char *unit;
	TRY(month_short(c->db, now->org, s->month, &ret->name));
	ret->number = !month_counted(now) ? STR_NONE : money ? with_unit(c->mem, now) : month_number(c->mem, now, &unit);
	ret->word = month_has(now) ? "—" : figure_status_word(now->status);
	ret->width = share(c->mem, p->most && month_has(now) && now->value > 0 ? now->value * 1000 / p->most : 0);
	ret->linked = now->org != 0;
	ret->path = month_figure_path(c, s, now->of, s->month, now->org);
	ret->class = "bar-plain";
	if (!then)
		return NULL;
	ret->has_tick = true;
	ret->tick = share(c->mem, p->most ? then->value * 1000 / p->most : 0);
	ret->then = money ? with_unit(c->mem, then) : month_number(c->mem, then, &unit);
	return NULL;
}

fault month_places(struct ctx *c, const struct month_scope *s, const struct indicator *of, struct month_places *ret)
{
	struct month_places m = { .path = month_figure_path(c, s, of, s->month, s->city),
		.unit = of->unit == UNIT_YUAN ? STR_NONE : str_of(unit_word(of->unit)) };
	struct figure_unit *now, *then = NULL;
	struct span_of span, earlier;
	struct placing placing = { 0 };
	size_t n, n_then = 0;
	*ret = m;
	fault f = span_make(c->db, of, of->span, s->month, &span);
	if (f && str_is(str_of(f->code), "campaign.none"))
		return NULL;
	TRY(f);
	TRY(figure_units(c->db, of, span, &now, &n));
	f = span_make(c->db, of, of->span, s->month - 100, &earlier);
	if (f && !str_is(str_of(f->code), "campaign.none"))
		return f;
	if (!f)
		TRY(figure_units(c->db, of, earlier, &then, &n_then));
	struct place_pair *pairs = arena_get(c->mem, n * sizeof *pairs);
	pairs_of(pairs, now, n, then, n_then, &placing);
	m.rows = arena_get(c->mem, n * sizeof *m.rows);
	for (size_t i = 0; i < n; i++) {
		struct month_place *p = &m.rows[m.n_rows];
		if (i == 0 && !pairs[i].now->n)
			continue;                            /* the city's own level has no duty to report: nothing there is nothing */
		TRY(place_of(c, s, &pairs[i], &placing, p));
		m.then |= p->has_tick;
		m.n_rows++;
		if (placing.most && i == placing.top && month_has(pairs[i].now)) {
			p->class = "bar-then";
			m.title = places_title(c->mem, &placing, p->name, pairs[i].now);
		}
	}
	m.drawn = placing.most > 0 && m.n_rows > 1;
	*ret = m;
	return NULL;
}
