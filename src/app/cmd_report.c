/* nuan figures, explain, board: where each number of the report comes from. All three only read; the engine itself sees to that.
 * What explain prints as rows are the rows that the figure counted, as many as it counted, each with the file, sheet and row that it came from.
 * Not taken: numbers with thousands separators, which a script would have to take out again. */
#include <string.h>
#include "app/app.h"
#include "kernel/kernel.schema.h"
#include "kernel/obligation.h"
#include "kernel/org.h"
#include "kernel/row.h"

/* A list that goes with the command, so that a fault on the way loses nothing. */
static void list_drop(void *list)
{
	json_decref(list);
}

static json_t *list_new(struct app *a)
{
	json_t *list = json_array();
	arena_later(a->mem, list_drop, list);
	return list;
}

/* --- figures ---------------------------------------------------------------------------------------------------------------------------- */

static json_t *value_json(struct app *a, const struct figure *f)
{
	struct str value = figure_value(a->mem, f);
	if (!value.p)
		return json_null();
	if (f->of->unit == UNIT_YUAN)
		return f->value % 100 == 0 ? json_integer(f->value / 100) : json_real((double)f->value / 100);
	if (f->of->unit == UNIT_PERCENT)
		return json_real((double)f->value / 10);
	if (f->of->unit == UNIT_DATE || f->of->unit == UNIT_MONTH || f->of->unit == UNIT_DOC_NUMBER)
		return json_str(value);
	return json_integer(f->value);
}

static json_t *figure_json(struct app *a, struct db *db, const struct figure *f)
{
	struct str org = STR_NONE;
	fault g = org_name_on(db, f->org, f->in.to, &org, NULL);
	json_t *span = json_pack("{s:s,s:o,s:o}", "kind", span_code(f->in.kind), "from", json_str(day_iso(a->mem, f->in.from)), "to",
		json_str(day_iso(a->mem, f->in.to)));
	return json_pack("{s:s,s:s,s:o,s:o,s:s,s:s,s:o,s:o,s:s,s:s,s:i,s:I,s:I}", "indicator", f->of->id, "name", _(f->of->name), "span", span,
		"org", json_str(g ? STR_NONE : org), "unit", unit_word(f->of->unit), "status", figure_status_code(f->status), "value", value_json(a, f),
		"shown", json_str(figure_say(a->mem, f, f->of->wording, f->of->step)), "tally", tally_code(f->of->tally), "rule", _(f->of->meaning),
		"version", f->of->version, "owed", (json_int_t)f->owed, "filed", (json_int_t)f->filed);
}

static fault org_named(struct app *a, struct db *db, const char *name, int month, int64_t *ret)
{
	fault why = NULL;
	if (!name)
		return org_city(db, ret);
	TRY(org_find(db, str_of(name), month_last(month), ret, &why));
	return *ret ? NULL : why;
}

static void pad(struct str s, size_t width)
{
	size_t w = 0;
	printf("%.*s", PSTR(s));
	for (struct str rest = s; rest.n;) {                 /* Han are two cells wide on a terminal */
		unsigned char c = (unsigned char)*rest.p;
		size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
		w += n >= 3 ? 2 : 1;
		rest = str_sub(rest, n, SIZE_MAX);
	}
	printf("%*s", w < width ? (int)(width - w) : 1, "");
}

static fault figures_print(struct app *a, struct db *db, int month, const char *org_name)
{
	const struct report_desk *desk = app_desk(a->mem);
	json_t *list = list_new(a);
	int64_t org;
	TRY(org_named(a, db, org_name, month, &org));
	for (size_t i = 0; i < desk->n; i++) {
		struct compared c;
		TRY(report_compared(db, desk->indicators[i], month, org, &c));
		if (a->json) {
			json_array_append_new(list, figure_json(a, db, &c.now));
			continue;
		}
		pad(str_of(c.now.of->id), 30);
		struct str said = figure_say(a->mem, &c.now, c.now.of->wording, c.now.of->step), exact = figure_say(a->mem, &c.now, EXACTLY, 0);
		pad(said, 26);
		pad(str_of(_(c.now.of->name)), 34);
		if (!str_eq(said, exact))
			printf(_("确切值%.*s "), PSTR(exact));
		if (c.has_before)
			printf(_("上年同期%.*s "), PSTR(figure_say(a->mem, &c.before, EXACTLY, 0)));
		if (c.now.owed && c.now.filed < c.now.owed)
			printf(_("%lld家已报%lld家"), (long long)c.now.owed, (long long)c.now.filed);
		putchar('\n');
	}
	if (a->json)
		json_out(json_incref(list));
	return NULL;
}

enum status run_figures(struct app *a)
{
	const char *org = option(a, "--org");
	int month;
	struct db *db;
	if (!options_done(a, 1, 1) || !option_month(a, a->argv[0], &month))
		return STATUS_USAGE;
	fault f = app_reading(a, &db);
	if (!f)
		f = figures_print(a, db, month, org);
	return f ? say_fault(a, f) : STATUS_DONE;
}

/* --- explain ---------------------------------------------------------------------------------------------------------------------------- */

struct provenance { const struct table *const *tables; size_t n, last; };

/* The record behind a row of evidence: ids are unique over all tables, and most rows of an indicator come from one. */
static fault record_head(struct db *db, struct provenance *p, int64_t record, struct head *ret, bool *ret_found)
{
	*ret_found = false;
	for (size_t k = 0; k < p->n && !*ret_found; k++) {
		size_t i = (p->last + k) % p->n;
		const struct table *t = p->tables[i];
		struct head *row = arena_get(db_mem(db), t->size);
		if (!t->record)
			continue;
		TRY(row_read(db, t, record, row, ret_found));
		if (*ret_found) {
			*ret = *row;
			p->last = i;
		}
	}
	return NULL;
}

static fault row_print(struct app *a, struct db *db, struct provenance *p, const struct figure *f, const struct evidence_row *row, json_t *list)
{
	struct head head = { .source = INT_NONE };
	struct import file = { .file = STR_NONE };
	struct str org;
	bool recorded, found;
	TRY(record_head(db, p, row->record, &head, &recorded));
	if (recorded && head.source != INT_NONE)
		TRY(row_read(db, &import_table, head.source, &file, &found));
	TRY(org_name_on(db, row->org, row->day, &org, NULL));
	struct figure one = { .of = f->of, .in = f->in, .n = 1, .value = row->amount };
	bool late = figure_row_late(&f->in, row->day, recorded ? head.month : 0);
	const struct indicator *of = f->of->tally == RATIO ? f->of->over : f->of;            /* the one whose rows these are */
	struct str part = row->part.p || of->parts ? figure_part_word(of, row->part) : STR_NONE;
	if (list)
		json_array_append_new(list, json_pack("{s:I,s:o,s:o,s:b,s:o,s:o,s:o,s:o,s:o,s:{s:o,s:o,s:o}}", "record", (json_int_t)row->record,
			"org", json_str(org), "day", json_str(day_iso(a->mem, row->day)), "late", late, "key", json_str(row->key), "amount",
				row->amount == INT_NONE ? json_null() : f->of->unit == UNIT_YUAN ? value_json(a, &one) : json_integer(row->amount),
			"part", json_str(row->part), "part_word", json_str(part), "label", json_str(row->label), "source", "file", json_str(file.file),
			"sheet", json_str(head.sheet), "row", head.source == INT_NONE ? json_null() : json_integer(head.sheet_row)));
	else
		printf("%lld\t%.*s%s\t%.*s\t%.*s\t%.*s\t%.*s %lld\n", (long long)row->record, PSTR(day_iso(a->mem, row->day)), late ? _(" 补报") : "",
			PSTR(org), PSTR(part), PSTR(row->label), PSTR(file.file), (long long)(head.source == INT_NONE ? 0 : head.sheet_row));
	return NULL;
}

static fault rows_print(struct app *a, struct db *db, const struct figure *f, json_t *list)
{
	struct provenance p = { 0 };
	struct evidence_row *rows;
	size_t n;
	p.tables = app_tables(a->mem, &p.n);
	TRY(figure_rows(db, f->of, f->in, f->org, &rows, &n));
	for (size_t i = 0; i < n; i++)
		TRY(row_print(a, db, &p, f, &rows[i], list));
	return NULL;
}

static fault units_print(struct app *a, struct db *db, const struct figure *f)
{
	struct figure_unit *units;
	size_t n;
	if (f->of->tally == ONE)
		return NULL;
	TRY(figure_units(db, f->of, f->in, &units, &n));
	int64_t sum = 0;
	for (size_t i = 0; i < n; i++) {
		struct str name = str_of(_("市本级"));
		if (units[i].org)
			TRY(org_name_on(db, units[i].org, f->in.to, NULL, &name));
		printf("%s%.*s%.*s", i ? _("，") : _("各地："), PSTR(name), PSTR(figure_say(a->mem, &units[i].figure, EXACTLY, 0)));
		sum += units[i].figure.value;
	}
	printf(_("。\n"));
	if (f->of->tally == KEYS && sum > f->value)
		printf(_("各地相加比全市多%lld：同一对象在不止一地出现，全市只计一次。\n"), (long long)(sum - f->value));
	return NULL;
}

static fault explain(struct app *a, struct db *db, const char *id, int month, const char *span_name, const char *org_name)
{
	const struct indicator *of = report_indicator(app_desk(a->mem), str_of(id));
	enum span_kind kind;
	struct span_of span;
	struct figure f;
	int64_t org, city;
	if (!of)
		return fault_make(a->mem, BLAME_ABSENT, "indicator.unknown", _("没有编号为“%s”的指标，最接近的是“%s”。用 nuan figures 月份 列出全部指标。"), id,
			report_nearest(app_desk(a->mem), str_of(id)));
	kind = of->span;
	if (span_name && !span_from_code(str_of(span_name), &kind))
		return fault_make(a->mem, BLAME_INPUT, "span.unknown", _("没有“%s”这种时段。可用：month、quarter、half-year、year、stat-year、to-date。"), span_name);
	TRY(org_named(a, db, org_name, month, &org));
	TRY(org_city(db, &city));
	TRY(span_make(db, of, kind, month, &span));
	TRY(figure_of(db, of, span, org, &f));
	if (a->json) {
		json_t *rows = list_new(a);
		TRY(rows_print(a, db, &f, rows));
		json_t *j = figure_json(a, db, &f);
		json_object_set(j, "rows", rows);
		json_out(j);
		return NULL;
	}
	printf(_("%s  %.*s\n时段：%.*s\n怎么数的：%s（规则第%d版）\n状态：%s，记录%lld条\n"), _(of->name), PSTR(figure_say(a->mem, &f, of->wording, of->step)),
		PSTR(span_zh(a->mem, &span)), _(of->meaning), of->version, figure_status_word(f.status), (long long)f.n);
	if (of->wording != EXACTLY)
		printf(_("确切值：%.*s%s\n"), PSTR(figure_value(a->mem, &f)), unit_word(of->unit));
	if (f.owed)
		printf(_("%lld家应报，已报%lld家\n"), (long long)f.owed, (long long)f.filed);
	if (org == city)
		TRY(units_print(a, db, &f));
	puts(_("记录号\t日期\t单位\t分项\t摘要\t来源文件和行"));
	return rows_print(a, db, &f, NULL);
}

enum status run_explain(struct app *a)
{
	const char *span = option(a, "--span"), *org = option(a, "--org");
	int month;
	struct db *db;
	if (!options_done(a, 2, 2) || !option_month(a, a->argv[1], &month))
		return STATUS_USAGE;
	fault f = app_reading(a, &db);
	if (!f)
		f = explain(a, db, a->argv[0], month, span, org);
	return f ? say_fault(a, f) : STATUS_DONE;
}

/* --- board ------------------------------------------------------------------------------------------------------------------------------ */

/* What may be owed: the reports that bringing a sheet in answers. */
static struct str reports_known(struct app *a)
{
	struct buf out = { .mem = a->mem };
	size_t n;
	const struct entity *const *list = app_entities(a->mem, &n);
	for (size_t i = 0; i < n; i++)
		if (list[i]->report)
			buf_fmt(&out, "%s%s", out.n ? "、" : "", list[i]->report);
	return buf_str(&out);
}

static fault board(struct app *a, struct db *db, const char *report, int month)
{
	struct duty_row *rows;
	struct duty_rates rates;
	size_t n;
	TRY(obligation_board(db, report, month, &rows, &n));
	TRY(obligation_rates(db, report, 0, month, month, &rates));
	json_t *list = list_new(a);
	for (size_t i = 0; i < n; i++) {
		struct str name;
		bool after = duty_filed(rows[i].duty) && !duty_filed(rows[i].counted);
		TRY(org_name_on(db, rows[i].org, month_last(month), &name, NULL));
		if (a->json)
			json_array_append_new(list, json_pack("{s:o,s:s,s:o,s:o,s:b}", "org", json_str(name), "state", duty_word(rows[i].duty), "due",
				json_str(day_iso(a->mem, rows[i].due)), "filed", json_str(day_iso(a->mem, rows[i].filed)), "after_closing", after));
		else
			printf(_("%.*s\t%s%s\t截止%.*s\t%.*s\n"), PSTR(name), duty_word(rows[i].duty), after ? _("（补报）") : "", PSTR(day_iso(a->mem, rows[i].due)),
				PSTR(day_iso(a->mem, rows[i].filed)));
	}
	if (a->json) {
		json_out(json_pack("{s:O,s:I,s:I,s:I}", "units", list, "owed", (json_int_t)rates.owed, "filed", (json_int_t)rates.filed, "on_time",
			(json_int_t)rates.on_time));
		return NULL;
	}
	if (rates.owed)
		printf(_("应报%lld家，已报%lld家，上报率%.1f%%；按时%lld家，按时率%.1f%%。\n"), (long long)rates.owed, (long long)rates.filed,
			(double)(rates.filed * 1000 / rates.owed) / 10, (long long)rates.on_time, (double)(rates.on_time * 1000 / rates.owed) / 10);
	else
		printf(_("这个月没有单位应报“%s”。有报送任务的是：%.*s\n"), report, PSTR(reports_known(a)));
	return NULL;
}

enum status run_board(struct app *a)
{
	int month;
	struct db *db;
	if (!options_done(a, 2, 2) || !option_month(a, a->argv[1], &month))
		return STATUS_USAGE;
	fault f = app_reading(a, &db);
	if (!f)
		f = board(a, db, a->argv[0], month);
	return f ? say_fault(a, f) : STATUS_DONE;
}
