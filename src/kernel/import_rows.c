/* What a sheet says besides its rows. Offices put titles above the head, totals and signatures below, remarks across; an importer that takes them for
 * rows counts a total twice, one that throws them away misses what they say: whose sheet it is, of which month, and what it should add up to.
 *
 * A row is skipped only for what it surely is: a word for a total that stands alone in its cell, a label of a foot before a colon, one text merged
 * over the row. The unit and the month of the titles are held against the hand-over; a total of the whole sheet is held against the rows, and a
 * difference is said, since the commonest reason for it is a row that was lost.
 * Not taken: guessing the period from the file's name. */
#include <string.h>
#include "base/text.h"
#include "kernel/fill.h"
#include "kernel/import_rows.h"
#include "kernel/org.h"

static const char *const TOTALS[] = { "合计", "总计", "小计", "累计", "本页合计", "本页小计", "合计:", "总计:", "小计:" };
static const char *const FEET[] = { "填表人", "填报人", "制表人", "制表", "审核人", "复核人", "单位负责人", "负责人", "统计负责人", "分管领导",
	"填表日期", "填报日期", "备注", "注", "说明" };

/* The first text of a row: 合计 may stand behind an empty or a 序号 cell. */
static struct str first_text(struct arena *mem, const struct grid_row *row)
{
	for (size_t c = 0; c < row->n; c++)
		if (row->cells[c].kind == CELL_TEXT && str_trim(row->cells[c].text).n)
			return text_fold(mem, row->cells[c].text);
	return STR_NONE;
}

bool import_row_is_total(struct arena *mem, const struct grid_row *row)
{
	struct str first = first_text(mem, row);
	return str_is(first, "合计") || str_is(first, "总计") || str_is(first, "合计:") || str_is(first, "总计:");
}

/* One text merged over the whole row is a remark, not a record. */
static bool one_text(const struct grid_row *row)
{
	struct str first = STR_NONE;
	size_t n = 0;
	for (size_t c = 0; c < row->n; c++) {
		if (!str_trim(row->cells[c].text).n)
			continue;
		if (n && !(row->cells[c].filled && str_eq(row->cells[c].text, first)))
			return false;
		first = row->cells[c].text;
		n++;
	}
	return n > 2;
}

/* 填表人：某某 — the label, then a colon; or the label alone with the name in the next cell of a row that has little else. */
static bool is_foot(struct arena *mem, const struct grid_row *row, size_t filled)
{
	struct str first = first_text(mem, row), label = str_cut(&first, ':');
	for (size_t i = 0; i < COUNT(FEET); i++)
		if (str_is(label, FEET[i]))
			return first.p || filled <= 3;
	return false;
}

const char *import_row_kind(struct arena *mem, const struct entity *e, const size_t *columns, const struct grid_row *row)
{
	size_t filled = 0, served = 0;
	for (size_t c = 0; c < row->n; c++) {
		if (!str_trim(row->cells[c].text).n)
			continue;
		filled++;
		for (size_t i = 0; i < e->n; i++)
			served += columns[i] == c;
	}
	if (row->hidden)
		return N_("隐藏行");
	if (!filled || !served)
		return N_("空行");
	struct str first = first_text(mem, row);
	for (size_t i = 0; i < COUNT(TOTALS); i++)
		if (str_is(first, TOTALS[i]))
			return N_("合计行");
	if (one_text(row))
		return N_("通栏说明");
	return is_foot(mem, row, filled) ? N_("表尾") : NULL;
}

/* --- titles ------------------------------------------------------------------------------------------------------------------------------- */

struct str import_title_unit(struct arena *mem, struct str text)
{
	static const char *const labels[] = { "填报单位", "报送单位", "单位名称" };
	struct str folded = text_fold(mem, text), name = STR_NONE;
	for (size_t i = 0; i < COUNT(labels) && !name.p; i++) {
		struct str label = str_fmt(mem, "%s:", labels[i]);
		size_t at = str_find(folded, label);
		if (at != SIZE_MAX)
			name = str_sub(folded, at + label.n, SIZE_MAX);
	}
	for (size_t i = 0; i < COUNT(labels) + 3 && name.p; i++) {       /* the next label on the same line ends the name */
		static const char *const next[] = { "填报日期", "填表日期", "单位:", "填报人", "填表人", "日期:" };
		size_t at = i < COUNT(next) ? str_find(name, str_of(next[i])) : SIZE_MAX;
		if (at != SIZE_MAX)
			name = str_sub(name, 0, at);
	}
	return name;
}

static fault title_unit(struct db *db, const struct import_order *o, struct str text)
{
	struct arena *mem = db_mem(db);
	struct str name = import_title_unit(mem, text);
	int64_t unit = 0;
	fault why = NULL;
	bool under = false, above = false;
	if (name.n)
		TRY(org_find(db, name, month_last(o->month), &unit, &why));
	if (!unit || unit == o->sender)
		return NULL;
	TRY(org_within(db, unit, o->sender, month_last(o->month), &under));
	TRY(org_answers_for(db, unit, o->sender, month_last(o->month), &above));
	if (under || above)
		return NULL;
	struct str sender;
	TRY(org_name_on(db, o->sender, month_last(o->month), &sender, NULL));
	return fault_make(mem, BLAME_INPUT, "import.other_unit", _("表上写的填报单位是“%.*s”，却是按%.*s报送的。请核对是不是拿错了表，或改正报送单位。"), PSTR(name), PSTR(sender));
}

/* A month that a title names alone: 2019年1月, not 2019年1月31日, not 2018年12月至2019年2月. */
int import_title_month(struct arena *mem, struct str text)
{
	struct str half = text_half(mem, text), mark = STR("年");
	int found = 0;
	for (size_t at = 0; (at = str_find(half, mark)) != SIZE_MAX;) {
		int64_t year, month;
		struct str before = at >= 4 ? str_sub(half, at - 4, 4) : STR_NONE, rest = str_sub(half, at + mark.n, SIZE_MAX);
		size_t digits = 0;
		while (digits < rest.n && digits < 2 && rest.p[digits] >= '0' && rest.p[digits] <= '9')
			digits++;
		struct str behind = str_sub(rest, digits, SIZE_MAX);
		bool named = str_int(before, &year) && str_int(str_sub(rest, 0, digits), &month) && year > 1900 && month >= 1 && month <= 12 &&
			str_starts(behind, STR("月"));
		struct str after = named ? str_sub(behind, strlen("月"), SIZE_MAX) : STR_NONE;
		bool day = after.n && after.p[0] >= '0' && after.p[0] <= '9';
		if (named && !day) {
			if (found && found != (int)(year * 100 + month))
				return 0;
			found = (int)(year * 100 + month);
		}
		half = rest;
	}
	return found;
}

fault import_titles(struct db *db, const struct import_order *o, const struct head_found *head)
{
	struct arena *mem = db_mem(db);
	for (size_t r = 0; r < head->first_row && r < head->grid->n; r++) {
		const struct grid_row *row = &head->grid->rows[r];
		for (size_t c = 0; c < row->n; c++) {
			if (row->cells[c].filled || row->cells[c].kind != CELL_TEXT)
				continue;
			TRY(title_unit(db, o, row->cells[c].text));
			int month = import_title_month(mem, row->cells[c].text);
			if (month && o->month && month != o->month)
				return fault_make(mem, BLAME_INPUT, "import.other_month", _("表上写的是%.*s，却是按%.*s报送的。请核对是不是拿错了表，或改正所属期。"),
					PSTR(month_zh(mem, month)), PSTR(month_zh(mem, o->month)));
		}
	}
	return NULL;
}

fault import_one_sheet(struct arena *mem, const struct import_order *o, const struct head_found *head)
{
	for (size_t g = 0; g < o->book->n; g++) {
		const struct workbook one = { .grids = &o->book->grids[g], .n = 1 };
		struct head_found other;
		if (&o->book->grids[g] == head->grid || o->book->grids[g].hidden || import_head(mem, &one, o->of, &other))
			continue;
		for (size_t r = other.first_row; r < other.grid->n; r++)
			if (!import_row_kind(mem, o->of, other.columns, &other.grid->rows[r]))
				return fault_make(mem, BLAME_INPUT, "import.two_sheets",
					_("工作簿里“%.*s”和“%.*s”两张表都是“%s”。一次只收一张，请把它们并成一张，或分成两个文件、用批次（--part）分开报。"),
					PSTR(head->grid->name), PSTR(other.grid->name), _(o->of->title));
	}
	return NULL;
}

/* --- totals ------------------------------------------------------------------------------------------------------------------------------- */

struct import_sums import_sums_open(struct arena *mem, const struct entity *e)
{
	return (struct import_sums){ arena_get(mem, (e->n + 1) * sizeof(int64_t)), arena_get(mem, e->n + 1) };
}

void import_sums_add(struct import_sums *s, const struct entity *e, const void *row)
{
	for (size_t i = 0; i < e->n; i++) {
		const void *at = (const char *)row + e->fields[i].at;
		enum field_kind kind = e->fields[i].kind;
		int64_t n = kind == FIELD_MONEY ? ((const struct money *)at)->fen : kind == FIELD_INT ? *(const int64_t *)at : INT_NONE;
		s->known[i] |= n != INT_NONE;
		s->sums[i] += n != INT_NONE ? n : 0;
	}
}

struct str import_sums_differ(struct arena *mem, const struct import_sums *s, const struct entity *e, const size_t *columns, const struct grid_row *row)
{
	struct buf out = { .mem = mem };
	for (size_t i = 0; i < e->n; i++) {
		const struct field *d = &e->fields[i];
		struct str text = columns[i] < row->n ? str_trim(row->cells[columns[i]].text) : STR_NONE;
		struct money said;
		if (!text.n || !s->known[i] || !money_parse(text, d->kind == FIELD_MONEY && d->unit_fen ? d->unit_fen : 100, &said))
			continue;
		int64_t sum = d->kind == FIELD_MONEY ? s->sums[i] : s->sums[i] * 100;
		if (said.fen != sum)
			buf_fmt(&out, _("“%s”合计行写的是%.*s，各行相加是%.*s。"), _(d->label), PSTR(money_yuan(mem, said)), PSTR(money_yuan(mem, (struct money){ sum })));
	}
	return buf_str(&out);
}

/* --- what a correction changes ------------------------------------------------------------------------------------------------------------ */

static struct str value_words(struct arena *mem, const struct field *d, const void *row)
{
	const void *at = (const char *)row + d->at;
	switch (d->kind) {
	case FIELD_TEXT:  return text_clip(*(const struct str *)at, 16);
	case FIELD_INT:   return *(const int64_t *)at == INT_NONE ? STR_NONE : str_fmt(mem, "%lld", (long long)*(const int64_t *)at);
	case FIELD_MONEY: return money_known(*(const struct money *)at) ? money_yuan(mem, *(const struct money *)at) : STR_NONE;
	case FIELD_DAY:   return day_iso(mem, *(const struct day *)at);
	case FIELD_CODE:
		for (const struct code *c = d->codes; c->code; c++)
			if (str_is(*(const struct str *)at, c->code))
				return str_of(_(c->word));
		return STR_NONE;
	case FIELD_MONTH: case FIELD_YES: case FIELD_ORG: case FIELD_NAME: case FIELD_IDNO: case FIELD_PHONE: return STR_NONE;
	}
	return STR_NONE;
}

struct str import_differs(struct arena *mem, const struct entity *e, const void *old, const void *now)
{
	struct buf out = { .mem = mem };
	for (size_t i = 0; i < e->n; i++) {
		const struct field *d = &e->fields[i];
		struct buf a = { .mem = mem }, b = { .mem = mem };
		fill_put_value(mem, &a, d, old, false);
		fill_put_value(mem, &b, d, now, false);
		if (str_eq(buf_str(&a), buf_str(&b)))
			continue;
		struct str was = value_words(mem, d, old), is = value_words(mem, d, now);
		buf_fmt(&out, "%s%s", out.n ? "，" : "", _(d->label));
		if (was.n || is.n)
			buf_fmt(&out, "%.*s→%.*s", PSTR(was.n ? was : str_of(_("空"))), PSTR(is.n ? is : str_of(_("空"))));
		else
			buf_puts(&out, _("有变"));
	}
	return buf_str(&out);
}
