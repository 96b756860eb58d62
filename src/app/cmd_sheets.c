/* nuan template, nuan export: sheets out. An export has the columns of the template behind the unit that sent each row. Names, ID numbers and phones are
 * masked; who needs them whole gives a reason and a name, sees only what their own unit answers for, and the look stands in the trail before the file
 * is written. Only such a whole export can be corrected and brought in again: a masked number is refused.
 * Not taken: CSV out, which a spreadsheet opens with ID numbers destroyed. */
#include <string.h>
#include "app/app.h"
#include "base/id.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"

enum status run_template(struct app *a)
{
	const char *to = option(a, "--to");
	size_t n;
	if (!options_done(a, 0, 1))
		return STATUS_USAGE;
	if (a->argc == 0) {
		const struct entity *const *list = app_entities(a->mem, &n);
		for (size_t i = 0; i < n; i++)
			printf("%-24s%s\n", list[i]->name, _(list[i]->title));
		return STATUS_DONE;
	}
	const struct entity *e = app_entity(str_of(a->argv[0]));
	if (!e)
		return say_fault(a, fault_make(a->mem, BLAME_INPUT, "list.kind", _("没有“%s”这一类表。用 nuan template 列出全部种类。"), a->argv[0]));
	if (!to) {
		fputs(_("请用 --to 文件.xlsx 指明模板存到哪里。\n"), stderr);
		return STATUS_USAGE;
	}
	fault f = template_write(a->mem, e, to);
	if (f)
		return say_fault(a, f);
	printf(_("“%s”的模板已存到 %s。\n"), _(e->title), to);
	return STATUS_DONE;
}

struct exporting {
	struct app *a; struct db *db; const struct entity *e; struct out_sheet *sheet; size_t row;
	bool unmask; int64_t org;    /* whose rows, 0: all */
};

static struct str choice_word(const struct field *d, struct str code)
{
	for (const struct code *c = d->codes; c && c->code; c++)
		if (str_is(code, c->code))
			return str_of(c->word);
	return code;
}

static fault person_cell(struct exporting *x, const struct field *d, int64_t person, struct str *ret)
{
	struct who who;
	bool forgotten;
	TRY(person_open(x->db, person, &who, &forgotten));
	if (forgotten) {
		*ret = d->kind == FIELD_NAME ? str_of(_("已遗忘")) : STR_NONE;
		return NULL;
	}
	struct arena *mem = x->a->mem;
	if (d->kind == FIELD_NAME)
		*ret = x->unmask ? who.name : mask_name(mem, who.name);
	else if (d->kind == FIELD_IDNO)
		*ret = !who.idno.p ? STR_NONE : x->unmask ? who.idno : mask_idno(mem, who.idno);
	else
		*ret = !who.phone.p ? STR_NONE : x->unmask ? who.phone : mask_phone(mem, who.phone);
	return NULL;
}

static fault cell_out(struct exporting *x, const struct field *d, const void *record, size_t column)
{
	const char *at = (const char *)record + d->at;
	int64_t number = d->kind == FIELD_INT || d->kind == FIELD_MONTH || d->kind == FIELD_YES || d->kind == FIELD_ORG || d->kind == FIELD_NAME ||
		d->kind == FIELD_IDNO || d->kind == FIELD_PHONE ? *(const int64_t *)at : 0;
	struct str text = STR_NONE;
	if (number == INT_NONE)
		return NULL;
	switch (d->kind) {
	case FIELD_TEXT:  text = *(const struct str *)at; break;
	case FIELD_CODE:  text = choice_word(d, *(const struct str *)at); break;
	case FIELD_INT:   out_int_at(x->sheet, x->row, column, number, OUT_INT); return NULL;
	case FIELD_MONTH: text = month_iso(x->a->mem, (int)number); break;
	case FIELD_YES:   text = str_of(number ? "是" : "否"); break;
	case FIELD_MONEY:
		if (money_known(*(const struct money *)at))
			out_money_at(x->sheet, x->row, column, ((const struct money *)at)->fen, OUT_MONEY);
		return NULL;
	case FIELD_DAY:
		if (day_known(*(const struct day *)at))
			out_day_at(x->sheet, x->row, column, *(const struct day *)at);
		return NULL;
	case FIELD_ORG: TRY(org_name_on(x->db, number, ((const struct head *)record)->day, &text, NULL)); break;
	case FIELD_NAME: case FIELD_IDNO: case FIELD_PHONE: TRY(person_cell(x, d, number, &text)); break;
	}
	if (text.p)
		out_text_at(x->sheet, x->row, column, text, OUT_TEXT);
	return NULL;
}

static void export_heads(struct exporting *x)
{
	out_text_at(x->sheet, 0, 0, STR("报送单位"), OUT_HEAD);
	out_width(x->sheet, 0, 26);
	for (size_t c = 0; c < x->e->n; c++) {
		out_text_at(x->sheet, 0, c + 1, str_of(x->e->fields[c].label), OUT_HEAD);
		out_width(x->sheet, c + 1, 18);
	}
	out_text_at(x->sheet, 0, x->e->n + 1, STR("状态"), OUT_HEAD);
	out_freeze(x->sheet, 1, 0);
}

static fault export_row(struct exporting *x, const struct head *h)
{
	struct str org;
	bool mine = true;
	if (x->org)
		TRY(org_answers_for(x->db, x->org, h->org, h->day, &mine));
	if (!mine)
		return NULL;
	x->row++;
	TRY(org_name_on(x->db, h->org, h->day, &org, NULL));
	out_text_at(x->sheet, x->row, 0, org, OUT_TEXT);
	for (size_t c = 0; c < x->e->n; c++)
		TRY(cell_out(x, &x->e->fields[c], h, c + 1));
	out_text_at(x->sheet, x->row, x->e->n + 1, str_of(state_word(h->state)), OUT_TEXT);
	return NULL;
}

static fault export_rows(struct exporting *x, int month)
{
	void *rows;
	size_t n;
	export_heads(x);
	TRY(row_every(x->db, x->e->table, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		const struct head *h = (const struct head *)((const char *)rows + i * x->e->table->size);
		if (!str_is(h->state, "void") && (!month || h->month == month))
			TRY(export_row(x, h));
	}
	return NULL;
}

/* The look is on disk before a single name is. */
static fault export_look(struct exporting *x, const char *why, const char *by, const char *to)
{
	struct db *db;
	int64_t actor;
	TRY(app_begin(x->a, WRITING, 0, &db));
	TRY(person_officer(db, str_of(by), 0, &actor, &x->org));
	if (!actor)
		return fault_make(x->a->mem, BLAME_INPUT, "person.no_officer", _("干部名册里没有“%s”。请先把他登记进干部名册，或核对姓名。"), by);
	db_set_viewer(db, actor, db_scope(db).org);
	TRY(row_look(db, x->e->table, str_fmt(x->a->mem, "%s (%s)", why, to)));
	return db_commit(db);
}

static fault export_file(struct app *a, struct exporting *x, int month, const char *to)
{
	struct out_book *book;
	TRY(app_begin(a, READING, 0, &x->db));
	TRY(out_book_open(a->mem, to, &book));
	x->sheet = out_sheet_add(book, x->e->title);
	TRY(export_rows(x, month));
	return out_book_close(book);
}

enum status run_export(struct app *a)
{
	const char *to = option(a, "--to"), *month_text = option(a, "--month"), *why = option(a, "--why"), *by = option(a, "--by");
	struct exporting x = { .a = a, .unmask = option_flag(a, "--unmask") };
	int month = 0;
	if (!options_done(a, 1, 1) || (month_text && !option_month(a, month_text, &month)))
		return STATUS_USAGE;
	x.e = app_entity(str_of(a->argv[0]));
	if (!to || (x.unmask && (!why || !by))) {
		fputs(_("请用 --to 文件.xlsx 指明存到哪里；要显示完整的姓名和号码，还要用 --why 写明理由、--by 写明是谁。\n"), stderr);
		return STATUS_USAGE;
	}
	fault f = app_open(a);
	if (!f && (!x.e || !x.e->table->record))
		f = fault_make(a->mem, BLAME_INPUT, "list.kind", _("没有“%s”这一类记录可以导出。用 nuan template 列出全部种类。"), a->argv[0]);
	if (!f && x.unmask)
		f = export_look(&x, why, by, to);
	if (!f)
		f = export_file(a, &x, month, to);
	if (f)
		return say_fault(a, f);
	printf(_("导出%zu条到 %s。\n"), x.row, to);
	return STATUS_DONE;
}
