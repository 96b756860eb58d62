/* From text with references to spans of a document. `{aid.relief_times}` is put in the indicator's own wording, `{aid.relief_times|exact}` exactly;
 * `{{` and `}}` are braces. A reference to an indicator that does not exist, or with another word behind |, is a fault with the section's name: a report
 * with a hole is not printed.
 * The first figure of a section whose counties have not all reported is followed by what it holds: （8个县市区中7个已报，某某县未报）; of a month that is
 * closed, by who had reported when it was closed, since figures hold no more. What came later is said where it counts: （含补报1月份1家：某某县）. */
#include <string.h>
#include "base/text.h"
#include "report/report_in.h"
#include "kernel/obligation.h"
#include "kernel/org.h"

/* 市本级168人，沙洲区236人 …; what does not add up says by how much. */
static fault units_words(struct compile *c, const struct figure *f, struct str *ret)
{
	struct buf out = { .mem = c->mem };
	struct figure_unit *units;
	int64_t sum = 0;
	bool spread = false;
	size_t n;
	TRY(figure_units(c->db, f->of, f->in, &units, &n));
	for (size_t i = 1; i < n; i++)
		spread |= units[i].figure.n > 0;
	*ret = STR_NONE;
	if (!spread)                                         /* the office's own work: a row of zeros would say nothing */
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct str name = str_of(_("市本级"));
		if (units[i].org)
			TRY(org_name_on(c->db, units[i].org, f->in.to, NULL, &name));
		buf_fmt(&out, "%s%.*s%.*s", i ? "，" : "", PSTR(name), PSTR(figure_say(c->mem, &units[i].figure, EXACTLY, 0)));
		sum += units[i].figure.value;
	}
	buf_puts(&out, "。");
	if (f->of->tally == KEYS && sum > f->value)
		buf_fmt(&out, _("各地相加比全市多%lld：同一对象在不止一地出现，全市只计一次。"), (long long)(sum - f->value));
	*ret = buf_str(&out);
	return NULL;
}

static fault evidence_add(struct compile *c, const struct figure *f, const struct number *n, size_t n_late)
{
	for (const struct appendix *a = c->doc->evidence; a; a = a->next)
		if (str_eq(a->number.indicator, n->indicator))
			return NULL;
	struct appendix *a = doc_evidence(c->doc, *n, str_of(_(f->of->name)), str_of(_(f->of->meaning)));
	a->rows = n_late ? str_fmt(c->mem, _("%lld条，其中补报%zu条"), (long long)f->n, n_late) : str_fmt(c->mem, _("%lld条"), (long long)f->n);
	return f->of->tally == ONE ? NULL : units_words(c, f, &a->units);
}

/* Who opens the number reads there what was typed over it, and why. */
static void evidence_typed(struct compile *c, const struct number *n)
{
	const struct typed *t = c->typed;
	struct appendix *a = c->doc->evidence;
	while (t && t->next)
		t = t->next;
	while (a && !str_eq(a->number.indicator, n->indicator))
		a = a->next;
	if (t && a)
		a->typed = str_fmt(c->mem, _("%.*s%s第%.*s部分写%.*s，系统汇总%.*s，原因：%.*s"), PSTR(a->typed), a->typed.n ? "；" : "", PSTR(t->place), PSTR(t->shown),
			PSTR(t->computed.shown), PSTR(t->why));
}

enum { NAMED_MOST = 3 };         /* so many are named; of more only the number is said */

static fault unit_named(struct compile *c, int64_t org, int month, const char *before, struct buf *out)
{
	struct str full, shorter;
	TRY(org_name_on(c->db, org, month_last(month), &full, &shorter));
	buf_fmt(out, "%s%.*s", before, PSTR(shorter.n ? shorter : full));
	return NULL;
}

static fault missing_names(struct compile *c, const struct figure *f, struct buf *out)
{
	struct duty_row *rows;
	size_t n, said = 0;
	TRY(obligation_board(c->db, f->of->report, f->in.month, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (!duty_filed(rows[i].counted))
			TRY(unit_named(c, rows[i].org, f->in.month, said++ ? "、" : "，", out));
	if (said)
		buf_puts(out, figure_status_word(FIGURE_NOT_REPORTED));
	return NULL;
}

static fault missing_words(struct compile *c, const struct figure *f, struct buf *out)
{
	if (f->owed == 0 || f->filed == f->owed)
		return NULL;
	for (size_t i = 0; i < c->n_said; i++)
		if (strcmp(c->said[i], f->of->report) == 0)
			return NULL;
	if (c->n_said < COUNT(c->said))
		c->said[c->n_said++] = f->of->report;
	buf_fmt(out, _("%lld个县市区中%lld个已报"), (long long)f->owed, (long long)f->filed);
	return f->owed - f->filed <= NAMED_MOST ? missing_names(c, f, out) : NULL;
}

/* The counties among the senders of one month's late rows, in protocol order. */
static fault late_units(struct compile *c, const struct evidence_row *rows, size_t n, int64_t **ret, size_t *ret_n)
{
	int month = day_month(rows[0].day);
	int64_t *units, county;
	size_t n_units, count = 0;
	TRY(org_units(c->db, month_first(month), month_last(month), &units, &n_units));
	bool *late = arena_get(c->mem, n_units + 1);
	for (size_t i = 0; i < n; i++) {
		if (i && rows[i].org == rows[i - 1].org)
			continue;
		TRY(org_county(c->db, rows[i].org, rows[i].day, &county));
		for (size_t k = 0; k < n_units; k++)
			late[k] |= units[k] == (county ? county : rows[i].org);
	}
	for (size_t k = 0; k < n_units; k++)
		if (late[k])
			units[count++] = units[k];
	*ret = units;
	*ret_n = count;
	return NULL;
}

/* 含补报1月份1家：洪波市; months of another year with it. Rows stand by day. */
static fault late_words(struct compile *c, const struct figure *f, const struct evidence_row *rows, size_t n, struct buf *out)
{
	struct buf words = { .mem = c->mem };
	for (size_t first = 0, next; first < n; first = next) {
		int month = day_month(rows[first].day);
		int64_t *units;
		size_t count;
		for (next = first; next < n && day_month(rows[next].day) == month; next++)
			;
		TRY(late_units(c, rows + first, next - first, &units, &count));
		if (!count)
			continue;
		struct str of = month / 100 == f->in.month / 100 ? str_fmt(c->mem, _("%d月"), month % 100) : month_zh(c->mem, month);
		buf_fmt(&words, words.n ? _("，%.*s份%zu家") : _("含补报%.*s份%zu家"), PSTR(of), count);
		for (size_t i = 0; i < count && count <= NAMED_MOST; i++)
			TRY(unit_named(c, units[i], month, i ? "、" : "：", &words));
	}
	struct str all = buf_str(&words);
	for (size_t i = 0; i < c->n_late_said; i++)
		if (str_eq(c->late_said[i], all))
			return NULL;
	if (all.n && c->n_late_said < COUNT(c->late_said))
		c->late_said[c->n_late_said++] = all;
	if (all.n)
		buf_fmt(out, "%s%.*s", out->n ? "；" : "", PSTR(all));
	return NULL;
}

static fault filings_said(struct compile *c, struct part *para, const struct figure *f, const struct evidence_row *late, size_t n_late)
{
	struct buf out = { .mem = c->mem };
	if (!f->of->report)
		return NULL;
	TRY(missing_words(c, f, &out));
	TRY(late_words(c, f, late, n_late, &out));
	if (out.n)
		doc_text_span(c->doc, para, str_fmt(c->mem, _("（%.*s）"), PSTR(buf_str(&out))));
	return NULL;
}

/* A number typed over the computed one is printed as typed; its evidence stays the computed one's, and the report says so at its end. */
static fault typed_over(struct compile *c, const struct indicator *of, struct number *n, struct str shown)
{
	struct report_override_row row;
	bool found = false;
	if (c->section)
		TRY(report_override(c->db, (struct report_override_in){ .edition = c->edition->id, .section = c->section->id, .indicator = n->indicator,
			.shown = shown }, &row, &found));
	if (!found)
		return fault_make(c->mem, BLAME_INPUT, "report.typed",
			_("“%.*s”一节把“%s”直接写成了“%.*s”，没有写明理由。请用 nuan report edit 修改这一节，并以 --why 写明理由；或去掉等号和后面的数。"),
			PSTR(c->place), _(of->name), PSTR(shown));
	struct typed *t = arena_get(c->mem, sizeof *t);
	*t = (struct typed){ .place = text_number_zh(c->mem, (int64_t)c->ordinal), .name = str_of(_(of->name)), .shown = shown, .why = row.why,
		.computed = *n };
	*c->typed_tail = t;
	c->typed_tail = &t->next;
	n->shown = shown;
	n->status = STR("overridden");
	return NULL;
}

bool reference_next(struct str *rest, struct str *ret_id, struct str *ret_shown)
{
	while (rest->n) {
		if (rest->p[0] != '{' || (rest->n > 1 && rest->p[1] == '{')) {
			*rest = str_sub(*rest, rest->p[0] == '{' ? 2 : 1, SIZE_MAX);
			continue;
		}
		size_t close = str_find(*rest, STR("}"));
		if (close == SIZE_MAX)
			return false;
		struct str typed = str_sub(*rest, 1, close - 1), before = str_cut(&typed, '=');
		*rest = str_sub(*rest, close + 1, SIZE_MAX);
		*ret_id = str_trim(str_cut(&before, '|'));
		if (ret_shown)
			*ret_shown = str_trim(typed);
		return true;
	}
	return false;
}

fault report_computed(struct compile *c, const struct indicator *of, struct str *ret)
{
	struct span_of span;
	struct figure f;
	int64_t city;
	TRY(org_city(c->db, &city));
	fault none = span_make(c->db, of, of->span, c->month, &span);
	if (none && strcmp(none->code, "campaign.none") != 0)
		return none;
	if (!none)
		TRY(figure_of(c->db, of, span, city, &f));
	*ret = none ? str_of(_("没有数")) : figure_number(c->db, &f).shown;
	return NULL;
}

/* The report's own day is not known before it is issued. */
static bool of_itself(const struct indicator *of)
{
	for (size_t i = 0; REPORT_INDICATORS[i]; i++)
		if (of == REPORT_INDICATORS[i])
			return true;
	return false;
}

static fault reference(struct compile *c, struct part *para, struct str inside)
{
	struct str typed = inside, before = str_cut(&typed, '='), rest = before, id = str_trim(str_cut(&rest, '|'));
	const struct indicator *of = report_indicator(c->desk, id);
	struct evidence_row *late;
	struct span_of span;
	struct figure f;
	int64_t city;
	size_t n_late;
	if (!of)
		return fault_make(c->mem, BLAME_INPUT, "report.reference", _("“%.*s”一节引用了没有的指标{%.*s}，最接近的编号是 %s。请在指标手册里查正确的编号后改正。"),
			PSTR(c->place), PSTR(inside), report_nearest(c->desk, id));
	if (str_trim(rest).n && !str_is(str_trim(rest), "exact"))
		return fault_make(c->mem, BLAME_INPUT, "report.modifier",
			_("“%.*s”一节的{%.*s}里，“|”后面只能写 exact（印准确数）。请改正，或去掉“|”和它后面的字。"), PSTR(c->place), PSTR(inside));
	if (c->timeless && of_itself(of)) {
		doc_text_span(c->doc, para, str_fmt(c->mem, "{%.*s}", PSTR(inside)));
		return NULL;
	}
	TRY(org_city(c->db, &city));
	TRY(span_make(c->db, of, of->span, c->month, &span));
	TRY(figure_of(c->db, of, span, city, &f));
	TRY(report_check_figure(c, &f));
	struct number n = figure_number(c->db, &f);
	if (str_trim(rest).n)
		n.shown = figure_say(c->mem, &f, EXACTLY, 0);
	if (str_trim(typed).n)
		TRY(typed_over(c, of, &n, str_trim(typed)));
	doc_number_span(c->doc, para, n);
	TRY(figure_late(c->db, &f, &late, &n_late));
	if (!c->desk->bare)
		TRY(evidence_add(c, &f, &n, n_late));
	if (str_trim(typed).n)
		evidence_typed(c, &n);
	return filings_said(c, para, &f, late, n_late);
}

static fault paragraph(struct compile *c, struct part *para, struct str text)
{
	struct buf plain = { .mem = c->mem };
	for (size_t i = 0; i < text.n; i++) {
		char at = text.p[i], next = i + 1 < text.n ? text.p[i + 1] : 0;
		if ((at == '{' || at == '}') && next == at) {
			buf_c(&plain, at);
			i++;
		} else if (at == '{') {
			size_t close = str_find(str_sub(text, i, SIZE_MAX), STR("}"));
			if (close == SIZE_MAX)
				return fault_make(c->mem, BLAME_INPUT, "report.brace", _("“%.*s”一节里有没写完的引用。请把“{”后面的指标编号补全并加上“}”。"),
					PSTR(c->place));
			if (plain.n)
				doc_text_span(c->doc, para, str_copy(c->mem, buf_str(&plain)));
			plain.n = 0;
			TRY(reference(c, para, str_sub(text, i + 1, close - 1)));
			i += close;
		} else {
			buf_c(&plain, at);
		}
	}
	if (plain.n)
		doc_text_span(c->doc, para, str_copy(c->mem, buf_str(&plain)));
	return NULL;
}

fault report_body(struct compile *c, struct part *first, struct str body)
{
	struct part *para = first;
	while (body.n) {
		struct str line = str_trim(str_cut(&body, '\n'));
		if (!line.n)
			continue;
		if (!para)
			para = doc_add(c->doc, B_PARA);
		TRY(paragraph(c, para, line));
		para = NULL;
	}
	return NULL;
}
