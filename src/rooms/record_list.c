/* The list of one kind: views, filter, acts on many, rows, totals, pager.
 *
 * It is drawn from the kind's FIELD table and from nothing else: what names the record comes first and opens it, its state last. Money adds up below as long
 * as the whole is at hand, else nothing is said. On a phone each row is an entry of name, unit, day, sum and state.
 * Records that wait for approval can be picked and approved or sent back together; those that the viewer has typed in or changed last carry no box, since
 * another must look at them.
 * Not taken: columns that hide themselves by a script; a saved view (the address is one). */
#include <string.h>
#include "base/text.h"
#include "kernel/org.h"
#include "rooms/record.h"
#include "rooms/record.sql.h"
#include "rooms/rooms.tpl.h"

enum { CLIP = 28, BRIEF = 14, PAGES_NEAR = 2 };
static const int64_t PERS[] = { 20, 50, 100 };
struct listing { struct ctx *c; const struct record_kind *k; const struct record_filter *f; struct record_words *words; struct record_column *columns;
	size_t n_columns; struct record_set set; struct record_counts counts; bool many; };

/* --- the filter's form ----------------------------------------------------------------------------------------------------------------------------- */

static struct str number_str(struct ctx *c, int64_t n)
{
	return str_fmt(c->mem, "%lld", (long long)n);
}

static fault ask_months(struct listing *l, struct record_ask *a)
{
	struct months_row *months;
	size_t n;
	bool chosen = l->f->month == 0;
	TRY(db_many(l->c->db, &l->k->of->table->months, NULL, (void **)&months, &n));
	a->months = arena_get(l->c->mem, (n + 2) * sizeof *a->months);
	a->months[a->n_months++] = (struct record_option){ STR("all"), str_of(_("全部月份")), chosen };
	for (size_t i = 0; i < n; i++) {
		bool here = months[i].month == l->f->month;
		chosen = chosen || here;
		a->months[a->n_months++] = (struct record_option){ month_iso(l->c->mem, (int)months[i].month), month_zh(l->c->mem, (int)months[i].month),
			here };
	}
	if (!chosen)
		a->months[a->n_months++] = (struct record_option){ month_iso(l->c->mem, l->f->month), month_zh(l->c->mem, l->f->month), true };
	return NULL;
}

static fault ask_units(struct listing *l, struct record_ask *a)
{
	struct record_units_row *units;
	struct str name;
	size_t n;
	bool chosen = l->f->unit == 0;
	struct day today = record_today(l->c->db);
	TRY(record_units(l->c->db, (struct record_units_in){ .above = l->k->top }, &units, &n));
	a->units = arena_get(l->c->mem, (n + 2) * sizeof *a->units);
	TRY(org_name_on(l->c->db, l->k->top, today, NULL, &name));
	a->units[a->n_units++] = (struct record_option){ STR_NONE, str_fmt(l->c->mem, _("%.*s及以下"), PSTR(name)), chosen };
	for (size_t i = 0; i < n; i++) {
		TRY(org_name_on(l->c->db, units[i].id, today, NULL, &name));
		bool here = units[i].id == l->f->unit;
		chosen = chosen || here;
		a->units[a->n_units++] = (struct record_option){ number_str(l->c, units[i].id), name, here };
	}
	if (!chosen) {
		TRY(org_name_on(l->c->db, l->f->unit, today, NULL, &name));
		a->units[a->n_units++] = (struct record_option){ number_str(l->c, l->f->unit), name, true };
	}
	return NULL;
}

static void ask_states(struct listing *l, struct record_ask *a)
{
	static const char *const STATES[] = { "draft", "submitted", "returned", "approved", "void" };
	a->states = arena_get(l->c->mem, (COUNT(STATES) + 1) * sizeof *a->states);
	a->states[a->n_states++] = (struct record_option){ STR_NONE, str_of(_("全部状态")), !l->f->state.p };
	for (size_t i = 0; i < COUNT(STATES); i++)
		a->states[a->n_states++] = (struct record_option){ str_of(STATES[i]), str_of(state_word(str_of(STATES[i]))), str_is(l->f->state, STATES[i]) };
}

static void ask_columns(struct listing *l, struct record_ask *a)
{
	struct record_column *all;
	size_t n = record_columns(l->c->mem, l->k->of, UINT64_MAX, &all);
	a->boxes = arena_get(l->c->mem, (n + 1) * sizeof *a->boxes);
	for (size_t i = 1; i + 1 < n; i++)                   /* the first and the last always stand there */
		a->boxes[a->n_boxes++] = (struct record_box){ all[i].at, all[i].title, l->f->columns >> all[i].at & 1 };
	a->pers = arena_get(l->c->mem, COUNT(PERS) * sizeof *a->pers);
	for (size_t i = 0; i < COUNT(PERS); i++)
		a->pers[a->n_pers++] = (struct record_option){ number_str(l->c, PERS[i]), str_fmt(l->c->mem, _("%lld条"), (long long)PERS[i]),
			l->f->per == PERS[i] };
}

static fault ask_fill(struct listing *l, struct record_ask *a)
{
	struct record_filter none = { .month = l->f->month, .sort = SORT_DAY, .per = l->f->per, .columns = l->f->columns, .dense = l->f->dense };
	*a = (struct record_ask){ .action = path_of(l->c->mem, "/records/%s", l->k->of->name), .reset = { str_of("") }, .text = l->f->text,
		.has_source = l->f->source != 0, .source = number_str(l->c, l->f->source), .sorted = l->f->sort != SORT_DAY,
		.sort = l->f->sort, .down = l->f->down, .dense = l->f->dense };
	a->reset = record_filter_path(l->c, l->k, &none, "");
	for (size_t i = 0; i < l->k->of->n; i++)
		a->persons = a->persons || record_is_person(&l->k->of->fields[i]);
	TRY(ask_months(l, a));
	TRY(ask_units(l, a));
	ask_states(l, a);
	ask_columns(l, a);
	return NULL;
}

/* --- views and heads ------------------------------------------------------------------------------------------------------------------------------- */

static struct record_tab tab_of(struct listing *l, const char *title, const char *state, int64_t n, bool turn)
{
	struct record_filter f = *l->f;
	f.state = str_of(state), f.page = 1;
	return (struct record_tab){ title, record_filter_path(l->c, l->k, &f, ""), str_eq(f.state, l->f->state) && !f.state.p == !l->f->state.p, turn, n };
}

static void tabs_fill(struct listing *l, struct record_list_page *p, bool may_approve)
{
	const struct record_counts *n = &l->counts;
	const struct { const char *title, *state; int64_t n; bool always; } TABS[] = {
		{ may_approve ? _("等审核") : _("已报，等审核"), "submitted", n->submitted, true }, { _("全部"), NULL, n->all, true },
		{ _("已审"), "approved", n->approved, false }, { _("退回"), "returned", n->returned, false }, { _("草稿"), "draft", n->draft, false },
		{ _("已作废"), "void", n->void_, false },
	};
	p->tabs = arena_get(l->c->mem, COUNT(TABS) * sizeof *p->tabs);
	for (size_t i = 0; i < COUNT(TABS); i++)
		if (TABS[i].always || TABS[i].n || str_is(l->f->state, TABS[i].state ? TABS[i].state : ""))
			p->tabs[p->n_tabs++] = tab_of(l, TABS[i].title, TABS[i].state, TABS[i].n, i == 0 && may_approve && n->submitted > n->own);
}

static bool same_line(struct str a, struct str b)
{
	return !a.p == !b.p && str_eq(a, b);
}

static fault crumbs_fill(struct listing *l, struct record_link **ret, size_t *ret_n)
{
	const struct report_desk *desk = desk_of(l->c);
	struct record_link *list = arena_get(l->c->mem, (desk->n_entities + 1) * sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < desk->n_entities; i++)
		if (desk->entities[i]->table->record && same_line(record_line_of(l->c, desk->entities[i]), l->k->line))
			list[n++] = (struct record_link){ _(desk->entities[i]->title), path_of(l->c->mem, "/records/%s", desk->entities[i]->name),
				desk->entities[i] == l->k->of };
	*ret = list;
	*ret_n = n;
	return NULL;
}

static bool is_number(const struct record_column *k)
{
	return k->field && (k->field->kind == FIELD_MONEY || k->field->kind == FIELD_INT);
}

static const struct record_column *first_of(const struct listing *l, enum field_kind kind)
{
	for (size_t i = 1; i < l->n_columns; i++)
		if (l->columns[i].field && l->columns[i].field->kind == kind)
			return &l->columns[i];
	return NULL;
}

/* Where it stands on a phone. */
static const char *class_of(const struct listing *l, const struct record_column *k)
{
	if (k == l->columns)
		return "c-name";
	if (k->at == COLUMN_STATE)
		return "c-state";
	if (k->at == COLUMN_ORG)
		return "c-sub";
	if (k == first_of(l, FIELD_MONEY))
		return "c-right n";
	if (k == first_of(l, FIELD_DAY))
		return "c-left nowrap";
	return is_number(k) ? "c-more n" : k->field && k->field->kind == FIELD_DAY ? "c-more nowrap" : "c-more";
}

static bool is_sorted_by(const struct listing *l, const struct record_column *k)
{
	return l->f->sort == k->at || (l->f->sort == SORT_DAY && k->field && k->field->kind == FIELD_DAY && k->field->at == offsetof(struct head, day));
}

static void heads_fill(struct listing *l, struct record_list_page *p)
{
	p->heads = arena_get(l->c->mem, l->n_columns * sizeof *p->heads);
	for (size_t i = 0; i < l->n_columns; i++) {
		const struct record_column *k = &l->columns[i];
		struct record_filter f = *l->f;
		bool here = is_sorted_by(l, k);
		f.sort = k->field && k->field->at == offsetof(struct head, day) ? SORT_DAY : k->at;
		f.down = here && !l->f->down, f.page = 1;
		p->heads[p->n_heads++] = (struct record_head){ .title = k->title, .class = is_number(k) ? "n" : "",
			.path = record_filter_path(l->c, l->k, &f, ""),
			.unit = k->field && k->field->kind == FIELD_MONEY ? _("元") : NULL, .sorts = !(k->field && record_is_person(k->field)),
			.mark = here ? (l->f->down ? "▼" : "▲") : NULL };
	}
}

/* --- rows ------------------------------------------------------------------------------------------------------------------------------------------ */

static struct str clip(struct arena *mem, struct str s)
{
	struct str part = text_clip(s, CLIP);
	return part.n < s.n ? str_fmt(mem, "%.*s…", PSTR(part)) : s;
}

static fault cell_fill(struct listing *l, const struct record_column *k, const struct head *h, struct record_cell *ret)
{
	struct arena *mem = l->c->mem;
	struct record_cell cell = { .class = class_of(l, k), .name = k == l->columns, .state = k->at == COLUMN_STATE };
	if (cell.name) {
		TRY(record_lead(l->words, l->k->of, h, &cell.text));
		cell.path = path_of(mem, "/record/%d", h->id);
	} else if (cell.state) {
		cell.text = str_of(state_word(h->state)), cell.shape = record_shape(h->state);
	} else if (k->at == COLUMN_ORG) {
		TRY(record_unit_name(l->words, h->org, h->day, &cell.text));
	} else if (k->at == COLUMN_SOURCE) {
		cell.text = record_source_word(mem, h);
	} else if (k->field->kind == FIELD_DAY) {
		cell.text = record_day(mem, *(const struct day *)((const char *)h + k->field->at), l->f->month / 100);
	} else {
		TRY(record_word(l->words, k->field, h, &cell.text));
	}
	cell.plain = !cell.name && !cell.state;
	cell.code = k->field && (k->field->kind == FIELD_IDNO || k->field->kind == FIELD_PHONE);
	cell.none = cell.plain && !cell.text.n && (is_number(k) || (k->field && k->field->kind == FIELD_DAY));
	cell.unit = k->field && k->field->kind == FIELD_MONEY && !cell.none ? _("元") : "";
	cell.text = clip(mem, cell.text), cell.brief = text_width(cell.text) <= BRIEF;
	*ret = cell;
	return NULL;
}

static fault rows_fill(struct listing *l, struct record_list_page *p)
{
	p->rows = arena_get(l->c->mem, (l->set.n + 1) * sizeof *p->rows);
	for (size_t i = 0; i < l->set.n; i++) {
		const struct head *h = l->set.rows[i];
		struct record_row *row = &p->rows[p->n_rows++];
		bool own = h->editor == l->c->who->person || h->recorded_by == l->c->who->person;
		*row = (struct record_row){ .many = l->many, .may_pick = l->many && str_is(h->state, "submitted") && !own,
			.pick = str_fmt(l->c->mem, "%lld.%lld", (long long)h->id, (long long)h->version),
			.cells = arena_get(l->c->mem, l->n_columns * sizeof *row->cells), .span = (int64_t)l->n_columns };
		p->own = p->own || (l->many && own && str_is(h->state, "submitted"));
		if (str_is(h->state, "returned"))
			TRY(record_returned_why(l->c, l->k->of, h, &row->remark));
		for (size_t k = 0; k < l->n_columns; k++)
			TRY(cell_fill(l, &l->columns[k], h, &row->cells[row->n_cells++]));
	}
	return NULL;
}

/* Below the rows: money of all of them, not of this page. */
static void totals_fill(struct listing *l, struct record_list_page *p)
{
	bool any = false;
	if (!l->set.whole || l->set.total < 2)
		return;
	p->totals = arena_get(l->c->mem, l->n_columns * sizeof *p->totals);
	for (size_t k = 1; k < l->n_columns; k++) {
		const struct field *d = l->columns[k].field;
		struct record_cell *cell = &p->totals[p->n_totals++];
		int64_t sum = 0;
		*cell = (struct record_cell){ .class = class_of(l, &l->columns[k]), .unit = "" };
		if (!d || d->kind != FIELD_MONEY)
			continue;
		for (int64_t i = 0; i < l->set.total; i++) {
			const struct money *m = (const struct money *)((const char *)l->set.all[i] + d->at);
			sum += money_known(*m) ? m->fen : 0;
		}
		cell->text = record_money(l->c->mem, (struct money){ sum });
		cell->unit = _("元");
		any = true;
	}
	if (!any)
		p->n_totals = 0;
}

static void pager_fill(struct listing *l, struct record_list_page *p)
{
	int64_t last = (l->set.total + l->f->per - 1) / l->f->per;
	struct record_filter f = *l->f;
	p->pages = arena_get(l->c->mem, (size_t)(2 * PAGES_NEAR + 6) * sizeof *p->pages);
	p->from = l->set.n ? (int64_t)l->set.first + 1 : 0, p->to = (int64_t)(l->set.first + l->set.n);
	for (int64_t n = 1, before = 0; n <= last; n++) {
		if (n != 1 && n != last && (n < l->f->page - PAGES_NEAR || n > l->f->page + PAGES_NEAR))
			continue;
		f.page = n;
		p->pages[p->n_pages++] = (struct record_page_link){ n, record_filter_path(l->c, l->k, &f, ""), n == l->f->page, n > before + 1 };
		before = n;
	}
	f.page = 1;
	p->pers = arena_get(l->c->mem, COUNT(PERS) * sizeof *p->pers);
	for (size_t i = 0; i < COUNT(PERS); i++) {
		f.per = PERS[i];
		p->pers[p->n_pers++] = (struct record_page_link){ PERS[i], record_filter_path(l->c, l->k, &f, ""), PERS[i] == l->f->per, false };
	}
	f.per = l->f->per, f.page = l->f->page, f.dense = !l->f->dense;
	p->dense = l->f->dense;
	p->spacing = (struct record_link){ l->f->dense ? _("行距放宽") : _("行距收紧"), record_filter_path(l->c, l->k, &f, ""), false };
	f.dense = l->f->dense, f.page = l->f->page - 1;
	p->has_before = l->f->page > 1 && last > 0, p->before = record_filter_path(l->c, l->k, &f, "");
	f.page = l->f->page + 1;
	p->has_after = l->f->page < last, p->after = record_filter_path(l->c, l->k, &f, "");
}

/* --- the page -------------------------------------------------------------------------------------------------------------------------------------- */

static void ways_fill(struct listing *l, struct record_list_page *p)
{
	struct record_filter f = *l->f;
	f.page = 1;
	p->approve = record_filter_path(l->c, l->k, &f, "/approve");
	p->send_back = record_filter_path(l->c, l->k, &f, "/return");
	p->export = record_filter_path(l->c, l->k, &f, "/export");
	p->edit = path_with(l->c->mem, record_filter_path(l->c, l->k, &f, ""), "edit", STR("1"));
	p->bring = path_of(l->c->mem, "/import");
	p->may_bring = viewer_may_line(l->c->who, "import.bring", l->k->line);
	p->may_export = viewer_may_line(l->c->who, "export.read", l->k->line) && l->set.total > 0 && !l->set.too_many;
	p->many = l->many && l->set.n > 0, p->lead = p->many ? 2 : 1;
	p->every = l->set.whole && l->set.total > (int64_t)l->set.n && l->set.total <= ACT_MOST;
}

static fault empty_fill(struct listing *l, struct record_list_page *p)
{
	struct record_filter all = { .sort = SORT_DAY, .per = l->f->per, .columns = l->f->columns };
	struct way ways[2] = { { _("看全部月份"), _("不限月份、单位和状态"), record_filter_path(l->c, l->k, &all, ""), true }, { 0 } };
	struct empty e = { .title = _("没有符合条件的记录"), .ways = ways, .n_ways = 1 };
	e.why = str_fmt(l->c->mem, _("查的是：%.*s。一条也没有。请换个条件再查，或看全部。"), PSTR(p->sum));
	if (p->may_bring)
		ways[e.n_ways++] = (struct way){ _("导入表格"), _("本单位的表格填好了，直接交进来"), p->bring, false };
	p->empty = empty_html(l->c, &e);
	return NULL;
}

static fault list_fill(struct listing *l, struct record_list_page *p)
{
	struct str now = minute_zh(l->c->mem, db_now(l->c->db));
	bool may_approve = viewer_may_line(l->c->who, "record.approve", l->k->line);
	l->many = may_approve && str_is(l->f->state, "submitted");
	l->words = record_words_of(l->c, false);
	l->n_columns = record_columns(l->c->mem, l->k->of, l->f->columns, &l->columns);
	TRY(record_counts(l->c, l->k, l->f, &l->counts));
	TRY(record_set(l->c, l->k, l->f, false, WHOLE_MOST, &l->set));
	TRY(record_filter_words(l->c, l->k, l->f, &p->sum));
	p->title = _(l->k->of->title), p->total = l->set.total, p->too_many = l->set.too_many, p->most = WHOLE_MOST, p->csrf = csrf_field(l->c);
	p->printed = str_fmt(l->c->mem, _("%.*s　共%lld条　%.*s %.*s打印"), PSTR(p->sum), (long long)p->total, PSTR(l->c->who->name), PSTR(now));
	TRY(crumbs_fill(l, &p->crumbs, &p->n_crumbs));
	tabs_fill(l, p, may_approve);
	TRY(ask_fill(l, &p->ask));
	ways_fill(l, p);
	heads_fill(l, p);
	TRY(rows_fill(l, p));
	totals_fill(l, p);
	pager_fill(l, p);
	return l->set.n || l->set.too_many ? NULL : empty_fill(l, p);
}

fault record_list_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct record_filter f;
	struct record_list_page p = { 0 };
	struct listing l = { .c = c, .k = c->subject, .f = &f };
	if (!l.k->of)
		return record_line_show(c);
	TRY(record_filter_read(c, l.k, &f));
	TRY(list_fill(&l, &p));
	p.edits = str_is(request_param(c->request, "edit"), "1");
	if (p.edits)
		page_record_edit(&o, &p);
	else
		page_record_list(&o, &p);
	reply_page(c, &(struct page){ .title = p.title, .now = record_now(c, l.k->line), .body = out_html(&o), .wide = true });
	return NULL;
}
