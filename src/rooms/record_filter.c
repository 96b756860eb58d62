/* What a list is asked for, as its address says it: month, union, state, words, order, page, columns.
 *
 * The address is the filter, so a list can be kept, sent on and printed, and the export and the acts on many take the same one. What an address says and
 * cannot be, is left out rather than refused: an old address still opens. Without a month the latest of that kind is meant, without a union the whole of what
 * the viewer may read; nothing an address says can widen that.
 * The columns that stand there unasked are the ones a line of the screen holds, in the order of the form; all can be had.
 * Not taken: filters kept in a session (two tabs fight over it). */
#include <string.h>
#include "kernel/import.h"
#include "kernel/org.h"
#include "rooms/record.h"
#include "rooms/record.sql.h"

enum { ROOM = 58, PER = 20, PER_MOST = 100, ORG_WIDTH = 10, BITS = 60 };     /* ROOM: Han of the fields beside unit, source and state */

static int width_of(const struct field *d)
{
	switch (d->kind) {
	case FIELD_NAME:  return 4;
	case FIELD_IDNO:  return 10;
	case FIELD_PHONE: return 7;
	case FIELD_MONEY: return 6;
	case FIELD_DAY:   return 5;
	case FIELD_INT: case FIELD_YES: return 4;
	case FIELD_MONTH: case FIELD_CODE: return 6;
	case FIELD_ORG:   return ORG_WIDTH;
	case FIELD_TEXT:  break;
	}
	return d->most && d->most <= 20 ? 6 : d->most && d->most <= 60 ? 9 : 12;
}

static bool is_unit(const struct field *d)
{
	return d->kind == FIELD_ORG && d->at == offsetof(struct head, org);
}

/* The field that names a record: a person, else its title or number. */
static size_t lead_of(const struct entity *e)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->fields[i].kind == FIELD_NAME)
			return i;
	for (size_t pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < e->n; i++)
			if (e->fields[i].kind == FIELD_TEXT && (pass || e->fields[i].must))
				return i;
	for (size_t i = 0; i < e->n; i++)
		if (!is_unit(&e->fields[i]))
			return i;
	return 0;
}

uint64_t record_columns_usual(const struct entity *e)
{
	uint64_t bits = UINT64_C(1) << lead_of(e) | UINT64_C(1) << COLUMN_STATE | UINT64_C(1) << COLUMN_ORG;
	int room = ROOM - width_of(&e->fields[lead_of(e)]);
	for (size_t pass = 0; pass < 2; pass++)              /* what every row has, then the rest as far as it fits */
		for (size_t i = 0; i < e->n && i < BITS; i++) {
			int width = width_of(&e->fields[i]);
			if (bits >> i & 1 || (!pass && !e->fields[i].must) || is_unit(&e->fields[i]) || width > room)
				continue;
			bits |= UINT64_C(1) << i;
			room -= width;
		}
	return room >= 5 ? bits | UINT64_C(1) << COLUMN_SOURCE : bits;
}

size_t record_columns(struct arena *mem, const struct entity *e, uint64_t wanted, struct record_column **ret)
{
	size_t n = 0, lead = lead_of(e);
	struct record_column *list = arena_get(mem, (e->n + 3) * sizeof *list);
	list[n++] = (struct record_column){ (int)lead, &e->fields[lead], _(e->fields[lead].label) };
	if (wanted >> COLUMN_ORG & 1)
		list[n++] = (struct record_column){ COLUMN_ORG, NULL, _("单位") };
	for (size_t i = 0; i < e->n && i < BITS; i++)
		if (i != lead && !is_unit(&e->fields[i]) && wanted >> i & 1)
			list[n++] = (struct record_column){ (int)i, &e->fields[i], _(e->fields[i].label) };
	if (wanted >> COLUMN_SOURCE & 1)
		list[n++] = (struct record_column){ COLUMN_SOURCE, NULL, _("来源") };
	list[n++] = (struct record_column){ COLUMN_STATE, NULL, _("状态") };
	*ret = list;
	return n;
}

/* --- read ------------------------------------------------------------------------------------------------------------------------------------------ */

static int64_t number_of(struct ctx *c, const char *name, int64_t least, int64_t most, int64_t usual)
{
	int64_t n;
	return str_int(request_param(c->request, name), &n) && n >= least && n <= most ? n : usual;
}

static fault month_read(struct ctx *c, const struct record_kind *k, int *ret)
{
	struct str text = request_param(c->request, "month");
	struct months_row *months;
	size_t n;
	if (str_is(text, "all")) {
		*ret = 0;
		return NULL;
	}
	if (text.n && month_parse(text, ret))
		return NULL;
	TRY(db_many(c->db, &k->of->table->months, NULL, (void **)&months, &n));
	*ret = n ? (int)months[0].month : 0;
	return NULL;
}

static uint64_t columns_read(struct ctx *c, const struct entity *e)
{
	uint64_t bits = 0;
	for (size_t i = 0; i < c->request->n_params; i++) {
		int64_t n;
		if (str_is(c->request->params[i].name, "col") && str_int(c->request->params[i].value, &n) && n >= 0 && n < 64)
			bits |= UINT64_C(1) << n;
	}
	return bits ? bits | UINT64_C(1) << COLUMN_STATE | UINT64_C(1) << lead_of(e) : record_columns_usual(e);
}

fault record_filter_read(struct ctx *c, const struct record_kind *k, struct record_filter *ret)
{
	static const char *const STATES[] = { "draft", "submitted", "returned", "approved", "void" };
	struct record_filter f = { .state = STR_NONE, .text = str_trim(request_param(c->request, "text")), .sort = SORT_DAY };
	struct str state = request_param(c->request, "state");
	bool within = false;
	TRY(month_read(c, k, &f.month));
	for (size_t i = 0; i < COUNT(STATES); i++)
		if (str_is(state, STATES[i]))
			f.state = str_of(STATES[i]);
	f.text = f.text.n ? str_sub(f.text, 0, 200) : STR_NONE;
	f.unit = number_of(c, "unit", 1, INT64_MAX - 1, 0);
	if (f.unit)
		TRY(org_within(c->db, f.unit, k->top, record_today(c->db), &within));
	f.unit = within && f.unit != k->top ? f.unit : 0;
	f.source = number_of(c, "source", 1, INT64_MAX - 1, 0);
	f.sort = (int)number_of(c, "sort", 0, COLUMN_STATE, SORT_DAY);
	if (f.sort >= 0 && f.sort < COLUMN_SOURCE && ((size_t)f.sort >= k->of->n || record_is_person(&k->of->fields[f.sort])))
		f.sort = SORT_DAY;
	f.down = str_is(request_param(c->request, "down"), "1");
	f.page = number_of(c, "page", 1, 1000000, 1);
	f.per = number_of(c, "per", 1, PER_MOST, PER);
	f.columns = columns_read(c, k->of);
	f.dense = str_is(request_param(c->request, "dense"), "1");
	*ret = f;
	return NULL;
}

/* --- said ------------------------------------------------------------------------------------------------------------------------------------------ */

static struct path with_number(struct arena *mem, struct path p, const char *name, int64_t n)
{
	return path_with(mem, p, name, str_fmt(mem, "%lld", (long long)n));
}

struct path record_filter_path(struct ctx *c, const struct record_kind *k, const struct record_filter *f, const char *tail)
{
	struct path p = { str_fmt(c->mem, "%.*s%s", PSTR(path_of(c->mem, "/records/%s", k->of->name).text), tail) };
	p = path_with(c->mem, p, "month", f->month ? month_iso(c->mem, f->month) : STR("all"));
	p = f->state.p ? path_with(c->mem, p, "state", f->state) : p;
	p = f->unit ? with_number(c->mem, p, "unit", f->unit) : p;
	p = f->source ? with_number(c->mem, p, "source", f->source) : p;
	p = f->text.p ? path_with(c->mem, p, "text", f->text) : p;
	p = f->sort != SORT_DAY ? with_number(c->mem, p, "sort", f->sort) : p;
	p = f->down ? with_number(c->mem, p, "down", 1) : p;
	p = f->per != PER ? with_number(c->mem, p, "per", f->per) : p;
	p = f->dense ? with_number(c->mem, p, "dense", 1) : p;
	p = f->page > 1 ? with_number(c->mem, p, "page", f->page) : p;
	for (int i = 0; i < 64 && f->columns != record_columns_usual(k->of); i++)
		p = f->columns >> i & 1 ? with_number(c->mem, p, "col", i) : p;
	return p;
}

/* 2019年1月　江州市总工会　已报　含“物资” */
fault record_filter_words(struct ctx *c, const struct record_kind *k, const struct record_filter *f, struct str *ret)
{
	struct buf out = { .mem = c->mem };
	struct str unit, import_file = STR_NONE;
	struct record_import_row import;
	bool found = false;
	TRY(org_name_on(c->db, f->unit ? f->unit : k->top, record_today(c->db), &unit, NULL));
	if (f->source)
		TRY(record_import(c->db, (struct record_import_in){ .id = f->source }, &import, &found));
	if (found)
		import_file = import_file_name(import.file);
	buf_add(&out, f->month ? month_zh(c->mem, f->month) : str_of(_("全部月份")));
	buf_fmt(&out, "　%.*s　%s", PSTR(unit), f->state.p ? state_word(f->state) : _("全部状态"));
	if (f->text.p)
		buf_fmt(&out, _("　含“%.*s”"), PSTR(f->text));
	if (import_file.p)
		buf_fmt(&out, _("　从“%.*s”导入的"), PSTR(import_file));
	*ret = buf_str(&out);
	return NULL;
}
