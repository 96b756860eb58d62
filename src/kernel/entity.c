/* A row on its way in: cells become the members of a struct, by the field table that also draws the form and the template.
 *
 * Every cell is tried, so that a person gets all that is wrong at once; nothing is guessed: an empty cell is unknown, not 0, and a number that a
 * spreadsheet has destroyed has its own sentence. Persons are resolved after the rest of the row, since who has no ID number is known by employer.
 * Wrong values are shown as they stood, but ID numbers and phones masked; an ID number in whatever column it strayed into.
 * Not taken: a parser a kind of file; types by the look of the cell (a spreadsheet's opinion of what a date is). */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/id.h"
#include "base/text.h"
#include "kernel/fill.h"
#include "kernel/org.h"
#include "kernel/person.h"

static struct str shown(struct filling *f, const struct field *d, struct str text)
{
	if (d->kind == FIELD_IDNO)
		return mask_idno(f->mem, text);
	return d->kind == FIELD_PHONE ? mask_phone(f->mem, text) : str_copy(f->mem, text_clip(mask_numbers(f->mem, text), 40));
}

static void wrong_say(struct filling *f, size_t field, const char *code, const char *say)
{
	const struct field *d = &f->of->fields[field];
	struct wrong *w = arena_get(f->mem, sizeof *w);
	*w = (struct wrong){ .sheet = f->sheet, .row = f->line, .column = f->columns ? f->columns[field] : SIZE_MAX, .label = str_of(_(d->label)),
		.value = f->texts ? shown(f, d, f->texts[field]) : STR_NONE, .code = code, .say = str_c(f->mem, mask_numbers(f->mem, str_of(say))) };
	*f->tail = w;
	f->tail = &w->next;
	f->n_wrongs++;
}

static const char *say_of(struct arena *mem, const char *fmt, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	char *say = arena_get(mem, (size_t)n + 1);
	vsnprintf(say, (size_t)n + 1, fmt, args);
	return say;
}

void filling_wrong(struct filling *f, size_t at, const char *code, const char *fmt, ...)
{
	va_list args;
	size_t field = 0;
	for (size_t i = f->of->n; i-- > 0;)
		if (f->of->fields[i].at == at)
			field = i;
	va_start(args, fmt);
	wrong_say(f, field, code, say_of(f->mem, fmt, args));
	va_end(args);
}

static void filling_field(struct filling *f, size_t field, const char *code, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
static void filling_field(struct filling *f, size_t field, const char *code, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	wrong_say(f, field, code, say_of(f->mem, fmt, args));
	va_end(args);
}
#define WRONG(code, ...) do { filling_field(f, i, code, __VA_ARGS__); return NULL; } while (0)

const char *code_word(const struct code *codes, struct str code)
{
	for (; codes->code; codes++)
		if (str_is(code, codes->code))
			return _(codes->word);
	return "";
}

static struct str words(struct arena *mem, const struct code *codes)
{
	struct buf out = { .mem = mem };
	for (; codes->code; codes++)
		buf_fmt(&out, "%s%s", out.n ? "、" : "", _(codes->word));
	return buf_str(&out);
}

static fault fill_int(struct filling *f, size_t i, struct str text, int64_t *ret)
{
	const struct field *d = &f->of->fields[i];
	struct str half = text_half(f->mem, text);
	struct buf digits = { .mem = f->mem };
	for (size_t k = 0; k < half.n; k++)
		if (half.p[k] != ',' && half.p[k] != ' ')
			buf_c(&digits, half.p[k]);
	int64_t value;
	if (!str_int(buf_str(&digits), &value))
		WRONG("cell.int", _("这里要填整数，不带单位和文字。请改成例如 12。"));
	if ((d->least || d->most) && (value < d->least || value > d->most))
		WRONG("cell.range", _("这个数应在%lld到%lld之间。请核对后重填。"), (long long)d->least, (long long)d->most);
	if (!d->least && !d->most && value < 0)
		WRONG("cell.negative", _("这个数不能是负数。请核对后重填。"));
	*ret = value;
	return NULL;
}

static fault fill_money(struct filling *f, size_t i, struct str text, struct money *ret)
{
	const struct field *d = &f->of->fields[i];
	struct money value;
	if (!money_parse(text, d->unit_fen ? d->unit_fen : 100, &value))
		WRONG("cell.money", _("这里要填金额，精确到分。请改成例如 1200 或 1200.50。"));
	if (value.fen < d->least)
		WRONG("cell.negative", _("金额不能是负数。退款或冲销请另列一行说明。"));
	if (d->most && value.fen > d->most)
		WRONG("cell.range", _("金额超过了%.*s元的上限。请核对是否把元和万元填混了。"), PSTR(money_yuan(f->mem, (struct money){ d->most })));
	*ret = value;
	return NULL;
}

static fault fill_day(struct filling *f, size_t i, struct str text, struct day *ret)
{
	struct day value;
	if (!day_parse(text, &value))
		WRONG("cell.day", _("“%.*s”不是一个存在的日期。请填实际的那一天，例如2019-01-23。"), PSTR(text_clip(text, 20)));
	*ret = value;
	return NULL;
}

static fault fill_code(struct filling *f, size_t i, struct str text, struct str *ret)
{
	const struct field *d = &f->of->fields[i];
	for (const struct code *c = d->codes; c->code; c++)
		if (str_is(text, c->word)) {                 /* as most write it */
			*ret = str_of(c->code);
			return NULL;
		}
	struct str folded = text_fold(f->mem, text);
	for (const struct code *c = d->codes; c->code; c++)
		if (str_eq(folded, text_fold(f->mem, str_of(c->word))) || str_is(text, c->code)) {
			*ret = str_of(c->code);
			return NULL;
		}
	WRONG("cell.code", _("这里只能填：%.*s。"), PSTR(words(f->mem, d->codes)));
}

static fault fill_text(struct filling *f, size_t i, struct str text, struct str *ret)
{
	const struct field *d = &f->of->fields[i];
	size_t n = text_length(text);
	if (!text_valid(text))
		WRONG("cell.characters", _("这里有不能识别的字符。请删去后重新录入。"));
	if (text_harm(text))
		WRONG("cell.invisible", _("这里有看不见的控制字符（U+%04X），印出来的文字会与看到的不一致。请删去这一处，重新输入。"), (unsigned)text_harm(text));
	if (d->most && (n < (size_t)d->least || n > (size_t)d->most)) {
		if (d->least == d->most)
			WRONG("cell.length", _("这里应是%lld个字符，现在是%zu个。请核对后重填。"), (long long)d->least, n);
		WRONG("cell.length", _("这里最多%lld个字符，现在是%zu个。请精简后重填。"), (long long)d->most, n);
	}
	*ret = str_copy(f->mem, text);
	return NULL;
}

static fault fill_yes(struct filling *f, size_t i, struct str text, int64_t *ret)
{
	static const char *const YES[] = { "是", "有", "√", "1", "Y", "YES", "TRUE" }, *const NO[] = { "否", "无", "×", "0", "N", "NO", "FALSE" };
	struct str folded = text_fold(f->mem, text);
	for (size_t k = 0; k < COUNT(YES); k++) {
		if (str_is(folded, YES[k]) || str_is(folded, NO[k])) {
			*ret = str_is(folded, YES[k]);
			return NULL;
		}
	}
	WRONG("cell.yes", _("这里只能填“是”或“否”。"));
}

static struct unit_known *unit_at(struct bulk *b, size_t field, struct str text, struct day on)
{
	uint64_t hash = 14695981039346656037u ^ (uint64_t)on.n ^ (uint64_t)field << 32;
	for (size_t i = 0; i < text.n; i++)
		hash = (hash ^ (unsigned char)text.p[i]) * 1099511628211u;
	return &b->units[(hash ^ hash >> 32) % UNITS_MOST];
}

static bool bulk_unit(struct bulk *b, size_t field, struct str text, struct day on, int64_t *ret)
{
	const struct unit_known *u = b ? unit_at(b, field, text, on) : NULL;
	if (!u || !u->id || u->field != field || u->on.n != on.n || !str_eq(u->text, text))
		return false;
	*ret = u->id;
	return true;
}

/* One place for each, and who comes first keeps it. */
static void bulk_unit_add(struct bulk *b, size_t field, struct str text, struct day on, int64_t id)
{
	struct unit_known *u = b ? unit_at(b, field, text, on) : NULL;
	if (u && !u->id)
		*u = (struct unit_known){ field, str_copy(b->mem, text), on, id };
}

static fault fill_org(struct filling *f, size_t i, struct str text, struct day on, int64_t *ret)
{
	const struct field *d = &f->of->fields[i];
	fault why = NULL;
	int64_t id;
	if (bulk_unit(f->bulk, i, text, on, ret))
		return NULL;
	TRY(org_find(f->db, text, on, &id, &why));
	if (!id) {
		wrong_say(f, i, why->code, why->say);
		return NULL;
	}
	if (d->within && f->sender) {
		bool inside;
		TRY(org_answers_for(f->db, f->sender, id, on, &inside));
		if (!inside) {
			struct str theirs, mine;
			int64_t county;
			TRY(org_county(f->db, id, on, &county));
			TRY(org_name_on(f->db, county ? county : id, on, &theirs, NULL));
			TRY(org_name_on(f->db, f->sender, on, &mine, NULL));
			WRONG("cell.outside", _("这个单位属于%.*s，不在%.*s范围内，您不能替它填报。请由所属单位填报，或核对单位名称。"), PSTR(theirs), PSTR(mine));
		}
	}
	bulk_unit_add(f->bulk, i, text, on, id);
	*ret = id;
	return NULL;
}

static void *member(struct filling *f, size_t i)
{
	return (char *)f->row + f->of->fields[i].at;
}

static fault fill_cell(struct filling *f, size_t i, struct str text, struct day on)
{
	switch (f->of->fields[i].kind) {
	case FIELD_TEXT:  return fill_text(f, i, text, member(f, i));
	case FIELD_INT:   return fill_int(f, i, text, member(f, i));
	case FIELD_MONEY: return fill_money(f, i, text, member(f, i));
	case FIELD_DAY:   return fill_day(f, i, text, member(f, i));
	case FIELD_CODE:  return fill_code(f, i, text, member(f, i));
	case FIELD_YES:   return fill_yes(f, i, text, member(f, i));
	case FIELD_ORG:   return fill_org(f, i, text, on, member(f, i));
	case FIELD_MONTH: {
		int month;
		if (!month_parse(text, &month))
			WRONG("cell.month", _("这里要填月份。请改成例如 2019-01。"));
		*(int64_t *)member(f, i) = month;
		return NULL;
	}
	case FIELD_NAME: case FIELD_IDNO: case FIELD_PHONE: return NULL;        /* with the person */
	}
	return NULL;
}

static fault idno_good(struct filling *f, size_t i, struct str text, bool numeric, struct str *ret)
{
	struct str clean = idno_clean(f->mem, text);
	if (str_find(clean, STR("*")) != SIZE_MAX) {
		wrong_say(f, i, "idno.masked", _("这是隐去了几位的号码，像是从系统导出的表。请用原表，或导出时写明理由、显示完整号码。"));
		return NULL;
	}
	struct day today = { (int32_t)(db_now(f->db) / 86400) };
	enum id_fault bad = numeric && clean.n >= 15 ? ID_ROUNDED : idno_check(clean, today);
	if (bad == ID_GOOD)
		*ret = clean;
	else
		wrong_say(f, i, bad == ID_ROUNDED ? "idno.rounded" : bad == ID_CHECK ? "idno.check" : bad == ID_DAY ? "idno.day" : "idno.form",
			id_sentence(bad));
	return NULL;
}

/* One person of the row: all fields that share one member. */
static fault fill_person(struct filling *f, size_t first, const bool *numeric, struct day on, int64_t employer)
{
	struct who who = { .employer = employer, .among = f->bulk ? &f->bulk->persons : NULL };
	size_t at = f->of->fields[first].at, before = f->n_wrongs, name_field = first;
	for (size_t i = first; i < f->of->n; i++) {
		const struct field *d = &f->of->fields[i];
		struct str text = f->texts[i];
		if (d->at != at || !text.p)
			continue;
		if (d->kind == FIELD_NAME) {
			size_t n = text_length(text);
			name_field = i;
			if (n < 2 || n > 50)
				filling_field(f, i, "cell.name", _("姓名应是2到50个字。请核对是否填错了列。"));
			who.name = text;
		} else if (d->kind == FIELD_IDNO) {
			TRY(idno_good(f, i, text, numeric[i], &who.idno));
		} else if (!phone_clean(f->mem, text, &who.phone)) {
			filling_field(f, i, "cell.phone", _("这不像一个电话号码。手机应是11位，座机要带区号，例如0700-8000000。"));
		}
	}
	if (f->n_wrongs > before || (!who.name.p && !who.idno.p))
		return NULL;
	int64_t *person = member(f, first);
	if (f->of->fields[name_field].known)
		who.employer = 0;
	fault why = f->of->fields[name_field].known ? person_known(f->db, &who, person) : person_get(f->db, &who, on, person);
	if (!why && !*person)
		filling_field(f, name_field, "person.unknown", _("系统里没有登记过这个人，或同名的不止一位。请核对姓名，并把身份证号填上。"));
	if (why && why->blame == BLAME_INPUT) {
		wrong_say(f, name_field, why->code, why->say);
		return NULL;
	}
	return why;
}

static bool is_person(enum field_kind kind)
{
	return kind == FIELD_NAME || kind == FIELD_IDNO || kind == FIELD_PHONE;
}

static void member_clear(void *at, enum field_kind kind)
{
	switch (kind) {
	case FIELD_TEXT: case FIELD_CODE: *(struct str *)at = STR_NONE; return;
	case FIELD_MONEY: *(struct money *)at = MONEY_NONE; return;
	case FIELD_DAY: *(struct day *)at = DAY_NONE; return;
	case FIELD_INT: case FIELD_MONTH: case FIELD_YES: case FIELD_ORG: case FIELD_NAME: case FIELD_IDNO: case FIELD_PHONE:
		*(int64_t *)at = INT_NONE;
		return;
	}
}

/* The day by which names of units hold: the row's own when it has one, else the last of the period. */
static struct day row_day(struct filling *f)
{
	struct day on = f->month ? month_last(f->month) : (struct day){ (int32_t)(db_now(f->db) / 86400) }, own;
	for (size_t i = 0; i < f->of->n; i++)
		if (f->of->fields[i].kind == FIELD_DAY && f->texts[i].p && day_parse(f->texts[i], &own))
			return own;
	return on;
}

fault fill_row(struct filling *f, const bool *numeric)
{
	const struct entity *e = f->of;
	struct day on = row_day(f);
	int64_t employer = 0;
	for (size_t i = 0; i < e->n; i++)
		if (!(e->table->record && e->fields[i].at == offsetof(struct head, org)))
			member_clear(member(f, i), e->fields[i].kind);
	for (size_t i = 0; i < e->n; i++) {
		if (!f->texts[i].p) {
			if (e->fields[i].must)
				filling_field(f, i, "cell.missing", _("“%s”没有填。这一栏是必填的，请补上。"), _(e->fields[i].label));
		} else if (!is_person(e->fields[i].kind)) {
			TRY(fill_cell(f, i, f->texts[i], on));
		}
	}
	for (size_t i = 0; i < e->n && !employer; i++)
		if (e->fields[i].kind == FIELD_ORG && *(int64_t *)member(f, i) != INT_NONE)
			employer = *(int64_t *)member(f, i);
	for (size_t i = 0; i < e->n; i++) {
		bool first = is_person(e->fields[i].kind);
		for (size_t k = 0; k < i && first; k++)
			first = !(is_person(e->fields[k].kind) && e->fields[k].at == e->fields[i].at);
		if (first)
			TRY(fill_person(f, i, numeric, on, employer ? employer : f->sender));
	}
	return f->n_wrongs || !e->check ? NULL : e->check(f);
}

void fill_put_value(struct arena *mem, struct buf *out, const struct field *d, const void *row, bool fold)
{
	const char *at = (const char *)row + d->at;
	switch (d->kind) {
	case FIELD_TEXT: case FIELD_CODE: buf_add(out, fold ? text_fold(mem, *(const struct str *)at) : *(const struct str *)at); break;
	case FIELD_MONEY: buf_fmt(out, "%lld", (long long)((const struct money *)at)->fen); break;
	case FIELD_DAY: buf_fmt(out, "%d", ((const struct day *)at)->n); break;
	case FIELD_INT: case FIELD_MONTH: case FIELD_YES: case FIELD_ORG: case FIELD_NAME: case FIELD_IDNO: case FIELD_PHONE:
		buf_fmt(out, "%lld", (long long)*(const int64_t *)at);
		break;
	}
	buf_c(out, '\x1f');
}
