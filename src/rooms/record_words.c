/* A record's values as an officer reads them: codes as words, units by the name of that day, money in 元, persons masked.
 *
 * Whoever prints a value prints it here, so a list, its export, a record's page and its trail say the same words. Persons are opened one at a time and
 * masked before anything else sees them; text that people typed has long runs of digits masked too, since a number of identity gets into remarks. Only a
 * caller that has left its trace asks for the whole.
 * Cost: a person is three short statements and an unsealing, so lists open them for the rows they print and never to search. Names of units are kept by unit
 * and day for the request.
 * Not taken: masking in the templates (one forgotten place shows it). */
#include <string.h>
#include "base/id.h"
#include "kernel/org.h"
#include "rooms/record.h"

enum { NAMES = 1 << 10 };
struct kept_name { int64_t org; struct day on; struct str name; };
struct record_words { struct ctx *c; bool whole; int64_t person; bool forgotten; struct who who; struct kept_name names[NAMES]; };

struct record_words *record_words_of(struct ctx *c, bool whole)
{
	struct record_words *w = arena_get(c->mem, sizeof *w);
	w->c = c, w->whole = whole;
	return w;
}

bool record_is_person(const struct field *d)
{
	return d->kind == FIELD_NAME || d->kind == FIELD_IDNO || d->kind == FIELD_PHONE;
}

const char *record_shape(struct str state)
{
	static const struct { const char *state, *shape; } SHAPES[] = { { "draft", "draft" }, { "submitted", "submitted" }, { "returned", "returned" },
		{ "approved", "approved" } };
	for (size_t i = 0; i < COUNT(SHAPES); i++)
		if (str_is(state, SHAPES[i].state))
			return SHAPES[i].shape;
	return "none";
}

struct str record_source_word(struct arena *mem, const struct head *h)
{
	if (h->source == INT_NONE)
		return str_of(_("填写"));
	return h->sheet_row == INT_NONE ? str_of(_("表格")) : str_fmt(mem, _("表格第%lld行"), (long long)h->sheet_row);
}

struct str record_day(struct arena *mem, struct day day, int year)
{
	int y, m, d;
	if (!day_known(day))
		return STR_NONE;
	day_split(day, &y, &m, &d);
	return y == year ? str_fmt(mem, _("%d月%d日"), m, d) : day_zh(mem, day);
}

fault record_person_name(struct ctx *c, int64_t person, struct str *ret)
{
	*ret = str_of(_("未写明"));
	return person > 0 ? person_name(c->db, person, ret) : NULL;
}

fault record_unit_name(struct record_words *w, int64_t org, struct day on, struct str *ret)
{
	struct kept_name *kept = &w->names[((uint64_t)org * 31 + (uint64_t)(uint32_t)on.n) % NAMES];
	if (kept->org != org || kept->on.n != on.n || !kept->name.p) {
		struct str full, shorter;
		TRY(org_name_on(w->c->db, org, on, &full, &shorter));
		*kept = (struct kept_name){ org, on, shorter };
	}
	*ret = kept->name;
	return NULL;
}

static fault person_word(struct record_words *w, const struct field *d, int64_t person, struct str *ret)
{
	struct arena *mem = w->c->mem;
	if (w->person != person) {
		w->person = 0;
		TRY(person_open(w->c->db, person, &w->who, &w->forgotten));
		w->person = person;
	}
	if (w->forgotten)
		*ret = d->kind == FIELD_NAME ? str_of(_("已遗忘")) : STR_NONE;
	else if (d->kind == FIELD_NAME)
		*ret = !w->who.name.p || w->whole ? w->who.name : mask_name(mem, w->who.name);
	else if (d->kind == FIELD_IDNO)
		*ret = !w->who.idno.p || w->whole ? w->who.idno : mask_idno(mem, w->who.idno);
	else
		*ret = !w->who.phone.p || w->whole ? w->who.phone : mask_phone(mem, w->who.phone);
	return NULL;
}

struct str record_money(struct arena *mem, struct money m)
{
	struct str plain = money_yuan(mem, m), rest = plain, whole = str_cut(&rest, '.');
	struct buf out = { .mem = mem };
	size_t sign = whole.n && whole.p[0] == '-';
	if (whole.n - sign < 5)
		return plain;
	for (size_t i = 0; i < whole.n; i++) {
		if (i > sign && (whole.n - i) % 3 == 0)
			buf_c(&out, ',');
		buf_c(&out, whole.p[i]);
	}
	if (rest.p)
		buf_fmt(&out, ".%.*s", PSTR(rest));
	return buf_str(&out);
}

static struct str text_word(struct record_words *w, struct str text)
{
	return text.p && !w->whole ? mask_numbers(w->c->mem, text) : text;
}

static struct str code_said(const struct field *d, struct str code)
{
	const char *word = d->codes && code.p ? code_word(d->codes, code) : "";
	return *word ? str_of(word) : code;
}

fault record_word(struct record_words *w, const struct field *d, const void *row, struct str *ret)
{
	struct arena *mem = w->c->mem;
	const void *at = (const char *)row + d->at;
	struct day on = ((const struct head *)row)->day;
	*ret = STR_NONE;
	switch (d->kind) {
	case FIELD_TEXT:  *ret = text_word(w, *(const struct str *)at); return NULL;
	case FIELD_CODE:  *ret = code_said(d, *(const struct str *)at); return NULL;
	case FIELD_MONEY: *ret = money_known(*(const struct money *)at) ? record_money(mem, *(const struct money *)at) : STR_NONE; return NULL;
	case FIELD_DAY:   *ret = day_known(*(const struct day *)at) ? day_zh(mem, *(const struct day *)at) : STR_NONE; return NULL;
	case FIELD_INT: case FIELD_MONTH: case FIELD_YES: case FIELD_ORG: case FIELD_NAME: case FIELD_IDNO: case FIELD_PHONE: break;
	}
	int64_t n = *(const int64_t *)at;
	if (n == INT_NONE || (n == 0 && (d->kind == FIELD_MONTH || d->kind == FIELD_ORG)))
		return NULL;
	if (record_is_person(d))
		return person_word(w, d, n, ret);
	if (d->kind == FIELD_ORG)
		return record_unit_name(w, n, day_known(on) ? on : record_today(w->c->db), ret);
	*ret = d->kind == FIELD_MONTH ? month_zh(mem, (int)n) : d->kind == FIELD_YES ? str_of(n ? _("是") : _("否")) : str_fmt(mem, "%lld", (long long)n);
	return NULL;
}

fault record_lead(struct record_words *w, const struct entity *e, const struct head *h, struct str *ret)
{
	struct record_column *columns;
	record_columns(w->c->mem, e, 0, &columns);
	*ret = STR_NONE;
	if (columns[0].field)
		TRY(record_word(w, columns[0].field, h, ret));
	if (!ret->p)
		*ret = str_fmt(w->c->mem, _("第%lld号"), (long long)h->id);
	return NULL;
}
