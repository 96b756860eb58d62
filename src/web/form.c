/* Forms: the FIELD table that the import reads is drawn here and read here.
 *
 * A field's label is its name on the wire: it stands on the paper form, in the spreadsheet's head and in the sentences, and it does not change with the
 * table's columns. What was typed goes through the very checks of the import (kernel/fill.h), so both say the same sentence about the same mistake; all
 * faults are told at once, each at its field. Shown again, a form holds what was typed, not what was made of it.
 * A person's ID number and phone are never drawn from the database: who edits a record types them anew or leaves the person as he is.
 * Short lists are radio buttons, longer ones a list; a text that may have more than 100 characters gets an area.
 * Not taken: checks in the browser beside those here (two truths, in two languages); a struct a form that repeats the table. */
#include <string.h>
#include "base/id.h"
#include "kernel/fill.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "web/gate_in.h"
#include "web/web_pages.tpl.h"

enum { RADIOS_MOST = 5, LINE_MOST = 100 };
static const struct table NO_TABLE = { .name = "form" };
static const struct code YES_NO[] = { { "1", N_("是") }, { "0", N_("否") }, { NULL, NULL } };

/* --- read ------------------------------------------------------------------------------------------------------------------------------------------ */

/* Faults in the order of the fields: the list is made from behind. */
static fault faults_of(struct ctx *c, const struct form_of *of, const struct wrong *w)
{
	fault rest = w->next ? faults_of(c, of, w->next) : NULL;
	struct fault *f = arena_get(c->mem, sizeof *f);
	*f = (struct fault){ .blame = BLAME_INPUT, .code = w->code, .say = w->say, .next = rest };
	for (size_t i = 0; i < of->n; i++)
		if (str_is(w->label, _(of->fields[i].label)))
			f->field = of->fields[i].label;
	return f;
}

fault form_read(struct ctx *c, const struct form_of *of, void *ret)
{
	struct entity entity = { .name = "form", .title = "", .table = &NO_TABLE, .fields = of->fields, .n = of->n };
	struct filling f = { .db = c->db, .mem = c->mem, .of = &entity, .row = arena_get(c->mem, of->size), .sender = c->who->org };
	bool *numeric = arena_get(c->mem, of->n + 1);
	f.texts = arena_get(c->mem, (of->n + 1) * sizeof *f.texts);
	f.tail = &f.wrongs;
	for (size_t i = 0; i < of->n; i++) {
		struct str typed = str_trim(request_field(c->request, of->fields[i].label));
		f.texts[i] = typed.n ? typed : STR_NONE;
	}
	TRY(fill_row(&f, numeric));
	if (f.n_wrongs)
		return faults_of(c, of, f.wrongs);
	if (of->check)
		TRY(of->check(c, f.row));
	memcpy(ret, f.row, of->size);
	return NULL;
}

/* --- drawn ----------------------------------------------------------------------------------------------------------------------------------------- */

static const char *wrong_at(fault f, const char *label)
{
	for (; f; f = f->next)
		if (f->field && strcmp(f->field, label) == 0)
			return f->say;
	return NULL;
}

static struct str int_text(struct arena *mem, int64_t n)
{
	return n == INT_NONE ? STR_NONE : str_fmt(mem, "%lld", (long long)n);
}

static struct day today(struct db *db)
{
	return (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) };
}

/* A value as a person would type it; nothing when it cannot be told. */
static struct str value_text(struct ctx *c, const struct field *d, const void *filled)
{
	const void *at = (const char *)filled + d->at;
	int64_t n = INT_NONE;
	struct str text = STR_NONE, shorter;
	switch (d->kind) {
	case FIELD_TEXT: case FIELD_CODE:
		return *(const struct str *)at;
	case FIELD_MONEY: {
		struct money m = *(const struct money *)at;
		return !money_known(m) ? STR_NONE : d->unit_fen == 1000000 ? money_wan(c->mem, m) : money_yuan(c->mem, m);
	}
	case FIELD_DAY:
		return day_iso(c->mem, *(const struct day *)at);
	case FIELD_INT: case FIELD_YES:
		return int_text(c->mem, *(const int64_t *)at);
	case FIELD_MONTH:
		n = *(const int64_t *)at;
		return n == INT_NONE || !n ? STR_NONE : month_iso(c->mem, (int)n);
	case FIELD_ORG: case FIELD_NAME:
		n = *(const int64_t *)at;
		if (n <= 0 || !c->db)
			return STR_NONE;
		if (d->kind == FIELD_NAME ? person_name(c->db, n, &text) : org_name_on(c->db, n, today(c->db), &text, &shorter))
			return STR_NONE;
		return text;
	case FIELD_IDNO: case FIELD_PHONE:
		break;
	}
	return STR_NONE;
}

static void choices_fill(struct ctx *c, const struct code *codes, struct form_field *f)
{
	size_t n = 0;
	while (codes[n].code)
		n++;
	f->choices = arena_get(c->mem, (n + 1) * sizeof *f->choices);
	for (size_t i = 0; i < n; i++)
		f->choices[f->n_choices++] = (struct form_choice){ str_of(codes[i].code), _(codes[i].word), str_is(f->value, codes[i].code) };
	f->choose = n <= RADIOS_MOST;
	f->pick = !f->choose;
}

static struct form_field field_of(struct ctx *c, const struct form_view *v, size_t i, fault faults)
{
	const struct field *d = &v->of->fields[i];
	struct form_field f = { .label = d->label, .hint = d->hint ? _(d->hint) : NULL, .fault = wrong_at(faults, d->label), .index = (int64_t)i,
		.must = d->must, .size = "w-m", .mode = "text" };
	f.value = faults ? request_field(c->request, d->label) : v->filled ? value_text(c, d, v->filled) : STR_NONE;
	switch (d->kind) {
	case FIELD_CODE: choices_fill(c, d->codes, &f); break;
	case FIELD_YES:  choices_fill(c, YES_NO, &f); break;
	case FIELD_TEXT: f.area = d->most > LINE_MOST; f.size = "w-l"; break;
	case FIELD_INT:  f.number = true, f.size = "w-s", f.mode = "numeric"; break;
	case FIELD_MONEY: f.number = true, f.size = "w-s", f.mode = "decimal", f.unit = d->unit_fen == 1000000 ? _("万元") : _("元"); break;
	case FIELD_DAY: case FIELD_MONTH: f.size = "w-s"; break;
	case FIELD_ORG:  f.size = "w-l"; break;
	case FIELD_NAME: f.size = "w-s"; break;
	case FIELD_PHONE: f.mode = "tel"; break;
	case FIELD_IDNO: break;
	}
	f.plain = !f.choose && !f.pick && !f.area;
	return f;
}

struct html form_html(struct ctx *c, const struct form_view *v)
{
	struct out o = { { .mem = c->mem } };
	fault faults = v->faults ? v->faults : c->faults;
	size_t n = 0;
	struct form_page p = { .action = v->action, .verb = v->verb, .csrf = csrf_field(c), .n_fields = v->of->n };
	p.fields = arena_get(c->mem, (v->of->n + 1) * sizeof *p.fields);
	for (size_t i = 0; i < v->of->n; i++) {
		p.fields[i] = field_of(c, v, i, faults);
		p.notes = p.notes || p.fields[i].hint;
	}
	for (fault f = faults; f; f = f->next)
		n++;
	p.wrongs = arena_get(c->mem, (n + 1) * sizeof *p.wrongs);
	for (fault f = faults; f; f = f->next) {
		struct form_wrong *w = &p.wrongs[p.n_wrongs++];
		*w = (struct form_wrong){ .say = f->say };
		for (size_t i = 0; f->field && i < v->of->n; i++)
			if (strcmp(f->field, v->of->fields[i].label) == 0)
				w->label = _(f->field), w->index = (int64_t)i, w->at_field = true;
	}
	page_form(&o, &p);
	return out_html(&o);
}
