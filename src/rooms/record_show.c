/* The page of one record: every field with its word, where it came from, what was done with it, which figures count it, and what may be done now.
 *
 * Persons are masked. To see one whole is an act of its own, for a right and a reason: the look stands in the trail before the page is sent, the page is made
 * once and carries who looked and when across itself, so a photograph of it says whose it is.
 * The buttons are the moves that lead on from the record's state and that this viewer may make for its union; what is missing for approving one's own is said.
 * Which figures count a record is asked of the indicators of its line over its own union and month: their rows, the same that the figure shows.
 * Not taken: a button to edit (its form comes with the entry of each line); unmasking by a script (a page is what can be signed for). */
#include <string.h>
#include "kernel/import.h"
#include "kernel/org.h"
#include "kernel/period.h"
#include "kernel/row.h"
#include "rooms/record.h"
#include "rooms/record.sql.h"
#include "rooms/rooms.tpl.h"

enum { MARKS = 120 };

/* --- what counts it -------------------------------------------------------------------------------------------------------------------------------- */

struct counting { int64_t record; bool found; };

static fault counts_row(void *ctx, const struct evidence_row *row)
{
	struct counting *k = ctx;
	k->found = k->found || row->record == k->record;
	return NULL;
}

fault record_figures(struct ctx *c, const struct record_one *r, struct record_figure **ret, size_t *ret_n)
{
	const struct line *line = NULL;
	size_t most = 0, n = 0;
	for (size_t i = 0; c->site->lines && c->site->lines[i]; i++)
		if (str_is(r->line, c->site->lines[i]->name))
			line = c->site->lines[i];
	while (line && line->indicators[most])
		most++;
	struct record_figure *list = arena_get(c->mem, (most + 1) * sizeof *list);
	for (size_t i = 0; i < most && str_is(r->row->state, "approved"); i++) {
		const struct indicator *of = line->indicators[i];
		struct counting k = { .record = r->row->id };
		struct span_of span;
		fault f = of->rows ? span_make(c->db, of, of->span, (int)r->row->month, &span) : NULL;
		if (!of->rows || (f && f->blame != BLAME_US && f->blame != BLAME_BUSY))
			continue;                            /* of no campaign that month */
		TRY(f);
		TRY(figure_rows_each(c->db, of, span, r->row->org, counts_row, &k));
		if (k.found)
			list[n++] = (struct record_figure){ _(of->name), path_of(c->mem, "/figure/%s/%S", of->id, month_iso(c->mem, (int)r->row->month)) };
	}
	*ret = list;
	*ret_n = n;
	return NULL;
}

/* --- fields and origin ----------------------------------------------------------------------------------------------------------------------------- */

static fault facts_fill(struct ctx *c, const struct record_one *r, struct record_words *w, struct record_fact **ret, size_t *ret_n, bool *ret_persons)
{
	const struct entity *e = r->of;
	struct record_fact *list = arena_get(c->mem, (e->n + 1) * sizeof *list);
	size_t n = 0;
	bool unit = false;
	for (size_t i = 0; i < e->n; i++) {
		const struct field *d = &e->fields[i];
		struct record_fact *fact = &list[n++];
		*fact = (struct record_fact){ .label = _(d->label), .code = d->kind == FIELD_IDNO || d->kind == FIELD_PHONE };
		TRY(record_word(w, d, r->row, &fact->value));
		if (d->kind == FIELD_MONEY && fact->value.n)
			fact->value = str_fmt(c->mem, _("%.*s元"), PSTR(fact->value));
		unit = unit || (d->kind == FIELD_ORG && d->at == offsetof(struct head, org));
		*ret_persons = *ret_persons || (record_is_person(d) && *(const int64_t *)((const char *)r->row + d->at) > 0);
	}
	if (!unit) {
		list[n] = (struct record_fact){ .label = _("单位") };
		TRY(record_unit_name(w, r->row->org, r->row->day, &list[n++].value));
	}
	*ret = list;
	*ret_n = n;
	return NULL;
}

static void fact_add(struct record_show_page *p, const char *label, struct str value, bool code)
{
	if (value.n)
		p->origin[p->n_origin++] = (struct record_fact){ label, value, code };
}

static fault origin_fill(struct ctx *c, const struct record_one *r, struct record_show_page *p)
{
	const struct head *h = r->row;
	struct str entered, recorded, editor;
	p->origin = arena_get(c->mem, 12 * sizeof *p->origin);
	TRY(record_person_name(c, h->entered_by, &entered));
	TRY(record_person_name(c, h->recorded_by, &recorded));
	TRY(record_person_name(c, h->editor, &editor));
	fact_add(p, _("来源"), record_source_word(c->mem, h), false);
	if (h->source != INT_NONE) {
		struct record_import_row import;
		bool found;
		TRY(record_import(c->db, (struct record_import_in){ .id = h->source }, &import, &found));
		if (found) {
			fact_add(p, _("文件"), import_file_name(import.file), false);
			fact_add(p, _("工作表"), h->sheet, false);
			fact_add(p, _("行"), h->sheet_row == INT_NONE ? STR_NONE : str_fmt(c->mem, _("第%lld行"), (long long)h->sheet_row), false);
		}
	}
	fact_add(p, _("填写人"), recorded, false);
	fact_add(p, _("录入人"), entered, false);
	if (h->editor != h->recorded_by && h->editor != h->entered_by)
		fact_add(p, _("最后修改"), editor, false);
	fact_add(p, _("录入时间"), minute_zh(c->mem, h->recorded_at), false);
	fact_add(p, _("计入月份"), month_zh(c->mem, (int)h->month), false);
	fact_add(p, _("记录号"), str_fmt(c->mem, "%lld", (long long)h->id), true);
	return NULL;
}

/* --- what may be done ------------------------------------------------------------------------------------------------------------------------------ */

static const struct { const char *act, *tail; bool asks; } DEEDS[] = {
	{ "approve", "approve", false }, { "submit", "submit", false }, { "restore", "restore", false }, { "take_back", "take-back", false },
	{ "return", "return", true }, { "void", "void", true },
};

static const char *hinders(const struct move *m, const struct head *h, int64_t person)
{
	if (m->who == NOT_LAST_EDITOR && (h->editor == person || h->recorded_by == person))
		return _("这条记录是您填的或改的，要由另一位审核。");
	return m->who == ONLY_SENDER && h->entered_by != person ? "" : NULL;
}

static fault deeds_fill(struct ctx *c, const struct record_one *r, struct record_show_page *p)
{
	p->deeds = arena_get(c->mem, COUNT(DEEDS) * sizeof *p->deeds);
	for (size_t i = 0; i < COUNT(DEEDS); i++)
		for (size_t k = 0; k < RECORD_MOVES_N; k++) {
			const struct move *m = &RECORD_MOVES[k];
			bool may, asks = DEEDS[i].asks;
			if (!str_is(r->row->state, m->from) || strcmp(m->act, DEEDS[i].act) != 0)
				continue;
			TRY(record_may(c, r, m->may, &may));
			const char *why = may ? hinders(m, r->row, c->who->person) : "";
			if (why && *why)
				p->why_not = str_of(why);
			if (why)
				continue;
			if (strcmp(m->act, "restore") == 0)         /* of what has counted in a closed month */
				TRY(period_counted(c->db, &(struct period_known){ 0 }, r->of->table, r->row, &asks));
			const char *tail = strcmp(m->act, "void") == 0 && strcmp(m->from, "approved") == 0 ? "annul" : DEEDS[i].tail;
			p->deeds[p->n_deeds] = (struct record_deed){ _(m->word), { str_fmt(c->mem, "/record/%lld/%s", (long long)c->id, tail) }, !asks,
				!p->n_deeds && !asks };
			p->n_deeds++;
		}
	return NULL;
}

/* --- the page -------------------------------------------------------------------------------------------------------------------------------------- */

static void crumbs_fill(struct ctx *c, const struct record_one *r, struct record_show_page *p)
{
	p->crumbs = arena_get(c->mem, 3 * sizeof *p->crumbs);
	p->crumbs[p->n_crumbs++] = (struct record_link){ _("记录"), path_of(c->mem, "/records"), false };
	for (size_t i = 0; c->site->lines && c->site->lines[i]; i++)
		if (str_is(r->line, c->site->lines[i]->name))
			p->crumbs[p->n_crumbs++] = (struct record_link){ _(c->site->lines[i]->title), path_of(c->mem, "/records/%S", r->line), false };
	struct path list = path_with(c->mem, path_of(c->mem, "/records/%s", r->of->name), "month", month_iso(c->mem, (int)r->row->month));
	p->crumbs[p->n_crumbs++] = (struct record_link){ _(r->of->title), list, false };
}

static fault title_of(struct ctx *c, const struct record_one *r, struct record_words *w, struct str *ret_title, struct str *ret_scope)
{
	struct str lead, unit;
	TRY(record_lead(w, r->of, r->row, &lead));
	TRY(org_name_on(c->db, r->row->org, day_known(r->row->day) ? r->row->day : record_today(c->db), &unit, NULL));
	*ret_title = lead;
	*ret_scope = str_fmt(c->mem, "%s　%.*s　%.*s", _(r->of->title), PSTR(unit), PSTR(record_day(c->mem, r->row->day, 0)));
	return NULL;
}

fault record_show(struct ctx *c)
{
	const struct record_one *r = c->subject;
	struct record_words *w = record_words_of(c, false);
	struct out o = { { .mem = c->mem } };
	struct record_show_page p = { .shape = record_shape(r->row->state), .word = state_word(r->row->state), .csrf = csrf_field(c),
		.version = r->row->version, .approved = str_is(r->row->state, "approved"), .unmask = path_of(c->mem, "/record/%d/unmask", c->id) };
	bool may = false;
	crumbs_fill(c, r, &p);
	TRY(title_of(c, r, w, &p.title, &p.scope));
	TRY(facts_fill(c, r, w, &p.facts, &p.n_facts, &p.persons));
	TRY(origin_fill(c, r, &p));
	TRY(deeds_fill(c, r, &p));
	TRY(record_may(c, r, "person.unmask", &may));
	p.may_unmask = may && p.persons;
	TRY(record_steps_fill(c, r, &p));
	TRY(record_entries_fill(c, r, w, &p));
	TRY(record_figures(c, r, &p.figures, &p.n_figures));
	page_record_show(&o, &p);
	reply_page(c, &(struct page){ .title = str_c(c->mem, p.title), .now = record_now(c, r->line), .body = out_html(&o) });
	return NULL;
}

/* --- whole ----------------------------------------------------------------------------------------------------------------------------------------- */

static fault may_unmask(struct ctx *c, const struct record_one *r)
{
	bool may;
	TRY(record_may(c, r, "person.unmask", &may));
	return may ? NULL : record_absent(c);
}

fault record_unmask_show(struct ctx *c)
{
	const struct record_one *r = c->subject;
	struct out o = { { .mem = c->mem } };
	struct record_why_page p = { .back = path_of(c->mem, "/record/%d", c->id) };
	struct str scope;
	TRY(may_unmask(c, r));
	TRY(title_of(c, r, record_words_of(c, false), &p.what, &scope));
	p.what = str_fmt(c->mem, "%.*s　%.*s", PSTR(p.what), PSTR(scope));
	p.form = form_html(c, &(struct form_view){ .of = &RECORD_WHY, .filled = &(struct record_why){ STR_NONE }, .verb = _("查看完整信息"),
		.action = path_of(c->mem, "/record/%d/unmask", c->id) });
	page_record_why(&o, &p);
	reply_page(c, &(struct page){ .title = _("查看完整的姓名和号码"), .scope = str_of(_("写明理由才能看；谁、什么时候、为什么看，都留痕")), .now = record_now(c, r->line),
		.body = out_html(&o) });
	return NULL;
}

fault record_unmask(struct ctx *c)
{
	const struct record_one *r = c->subject;
	const struct record_why *f = c->form;
	struct record_words *w = record_words_of(c, true);
	struct out o = { { .mem = c->mem } };
	struct record_whole_page p = { .why = f->why, .back = path_of(c->mem, "/record/%d", c->id), .marks = arena_get(c->mem, MARKS * sizeof *p.marks) };
	bool persons = false;
	TRY(may_unmask(c, r));
	TRY(row_look(c->db, r->of->table, str_fmt(c->mem, "%.*s (%s %lld)", PSTR(f->why), r->of->table->name, (long long)r->row->id)));
	TRY(title_of(c, r, w, &p.title, &p.scope));
	TRY(facts_fill(c, r, w, &p.facts, &p.n_facts, &persons));
	struct str mark = str_fmt(c->mem, "%.*s %.*s", PSTR(c->who->name), PSTR(minute_zh(c->mem, db_now(c->db))));
	for (p.n_marks = 0; p.n_marks < MARKS; p.n_marks++)
		p.marks[p.n_marks].words = mark;
	page_record_whole(&o, &p);
	reply_page(c, &(struct page){ .title = _("完整信息"), .now = record_now(c, r->line), .body = out_html(&o) });
	return NULL;
}
