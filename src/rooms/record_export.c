/* The list as a workbook: exactly the rows that the list has, in its order, with its columns, and on its last line what was asked for, by whom, when.
 *
 * Numbers are numbers, days are days, codes are words; persons are masked as on the page, so what leaves the house by a button is what the page shows. The
 * count in the button, of the rows and in the last line is one number, because one set gives all three. More than can be written at once is refused with the
 * way to narrow it: a file that stops somewhere without a word is worse than none.
 * Not taken: whole names on request (the command line gives them, with a reason: nuan export --unmask); CSV, which opens with numbers destroyed. */
#include "doc/sheet.h"
#include "kernel/org.h"
#include "rooms/record.h"

static fault cell_out(struct record_words *w, struct out_sheet *sheet, size_t row, size_t at, const struct record_column *k, const struct head *h)
{
	const char *member = k->field ? (const char *)h + k->field->at : NULL;
	struct str text = STR_NONE;
	if (k->field && k->field->kind == FIELD_MONEY)
		out_money_at(sheet, row, at, ((const struct money *)member)->fen, OUT_MONEY);
	else if (k->field && k->field->kind == FIELD_DAY && day_known(*(const struct day *)member))
		out_day_at(sheet, row, at, *(const struct day *)member);
	else if (k->field && k->field->kind == FIELD_INT && *(const int64_t *)member != INT_NONE)
		out_int_at(sheet, row, at, *(const int64_t *)member, OUT_INT);
	else if (k->field)
		TRY(record_word(w, k->field, h, &text));
	if (text.n)
		out_text_at(sheet, row, at, text, record_is_person(k->field) && k->field->kind != FIELD_NAME ? OUT_CODE : OUT_TEXT);
	return NULL;
}

static fault row_out(struct ctx *c, struct record_words *w, struct out_sheet *sheet, size_t row, const struct record_column *columns, size_t n,
	const struct head *h)
{
	for (size_t i = 0; i < n; i++) {
		struct str text = STR_NONE;
		if (columns[i].at == COLUMN_ORG)
			TRY(record_unit_name(w, h->org, h->day, &text));
		else if (columns[i].at == COLUMN_SOURCE)
			text = record_source_word(c->mem, h);
		else if (columns[i].at == COLUMN_STATE)
			text = str_of(state_word(h->state));
		else
			TRY(cell_out(w, sheet, row, i, &columns[i], h));
		if (text.n)
			out_text_at(sheet, row, i, text, OUT_TEXT);
	}
	return NULL;
}

static fault sheet_out(struct ctx *c, const struct record_kind *k, const struct record_filter *f, const struct record_set *s, struct out_sheet *sheet)
{
	struct record_column *columns;
	struct record_words *w = record_words_of(c, false);
	struct str asked, now = minute_zh(c->mem, db_now(c->db));
	size_t n = record_columns(c->mem, k->of, f->columns, &columns);
	for (size_t i = 0; i < n; i++) {
		out_text_at(sheet, 0, i, columns[i].field && columns[i].field->kind == FIELD_MONEY ? str_fmt(c->mem, _("%s（元）"), columns[i].title)
			: str_of(columns[i].title), OUT_HEAD);
	}
	out_freeze(sheet, 1, 0);
	for (size_t i = 0; i < s->n; i++)
		TRY(row_out(c, w, sheet, i + 1, columns, n, s->rows[i]));
	TRY(record_filter_words(c, k, f, &asked));
	struct str note = str_fmt(c->mem, _("查询条件：%.*s　共%lld条　%.*s %.*s导出"), PSTR(asked), (long long)s->total, PSTR(c->who->name), PSTR(now));
	if (n > 1)
		out_merge(sheet, s->n + 1, 0, s->n + 1, n - 1, note, OUT_NOTE);
	else
		out_text_at(sheet, s->n + 1, 0, note, OUT_NOTE);
	out_landscape(sheet);
	return NULL;
}

fault record_export(struct ctx *c)
{
	const struct record_kind *k = c->subject;
	struct record_filter f;
	struct record_set s;
	struct out_book *book;
	struct str bytes;
	if (!viewer_may_line(c->who, "export.read", k->line))
		return record_absent(c);
	TRY(record_filter_read(c, k, &f));
	TRY(record_set(c, k, &f, true, EXPORT_MOST, &s));
	if (s.too_many)
		return fault_make(c->mem, BLAME_INPUT, "record.many", _("这个范围有%lld条，一次最多导出%d条。请按月份或单位分几次导出。"), (long long)s.total,
			f.text.p || f.sort != SORT_DAY || f.down ? WHOLE_MOST : EXPORT_MOST);
	TRY(out_book_open(c->mem, "records.xlsx", &book));
	TRY(sheet_out(c, k, &f, &s, out_sheet_add(book, _(k->of->title))));
	TRY(out_book_bytes(book, &bytes));
	struct str month = f.month ? month_zh(c->mem, f.month) : STR_NONE;
	reply_bytes(c, bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		str_fmt(c->mem, "%.*s%s.xlsx", PSTR(month), _(k->of->title)));
	return NULL;
}
