/* The template of an entity: an empty sheet that cannot be filled in wrongly by accident. ID numbers, phones and codes have text format before anything
 * is typed, choices are lists, and a second sheet says of each column what belongs there. It is made from the same field table that reads it back;
 * heads and choices are Chinese whatever the locale, since that is what is read. */
#include "doc/sheet.h"
#include "kernel/import.h"

enum { LIST_ROWS = 2000 };

static const char *kind_words(const struct field *d)
{
	switch (d->kind) {
	case FIELD_TEXT:  return _("文字");
	case FIELD_INT:   return _("整数");
	case FIELD_MONEY: return d->unit_fen == 1000000 ? _("金额（万元）") : _("金额（元，精确到分）");
	case FIELD_DAY:   return _("日期，例如2019-01-23");
	case FIELD_MONTH: return _("月份，例如2019-01");
	case FIELD_CODE:  return _("从列表中选");
	case FIELD_YES:   return _("是或否");
	case FIELD_ORG:   return _("单位全称，与单位名册一致；或统一社会信用代码");
	case FIELD_NAME:  return _("姓名");
	case FIELD_IDNO:  return _("18位身份证号，单元格须为文本格式");
	case FIELD_PHONE: return _("11位手机号，或带区号的座机号");
	}
	return "";
}

static enum out_style style_of(enum field_kind kind)
{
	switch (kind) {
	case FIELD_INT:   return OUT_INT;
	case FIELD_MONEY: return OUT_MONEY;
	case FIELD_DAY:   return OUT_DAY;
	case FIELD_TEXT: case FIELD_MONTH: case FIELD_CODE: case FIELD_YES: case FIELD_ORG: case FIELD_NAME: case FIELD_IDNO: case FIELD_PHONE:
		return OUT_TEXT;
	}
	return OUT_TEXT;
}

static void column_write(struct arena *mem, struct out_sheet *sheet, const struct field *d, size_t column)
{
	out_text_at(sheet, 0, column, str_of(d->label), OUT_HEAD);
	out_width(sheet, column, d->kind == FIELD_ORG || d->kind == FIELD_IDNO ? 26 : 16);
	out_column_style(sheet, column, style_of(d->kind));
	static const struct code yes[] = { { "1", N_("是") }, { "0", N_("否") }, { NULL, NULL } };
	const struct code *codes = d->kind == FIELD_YES ? yes : d->codes;
	size_t n = 0;
	while (codes && codes[n].code)
		n++;
	struct str *words = arena_get(mem, (n + 1) * sizeof *words);
	for (size_t i = 0; i < n; i++)
		words[i] = str_of(codes[i].word);
	if (n)
		out_list(sheet, 1, LIST_ROWS, column, words, n);
}

static fault template_fill(struct arena *mem, const struct entity *e, const char *path, struct out_book **ret)
{
	struct out_book *book;
	TRY(out_book_open(mem, path, &book));
	struct out_sheet *sheet = out_sheet_add(book, e->title), *help = out_sheet_add(book, _("填表说明"));
	const char *const heads[] = { _("列名"), _("必填"), _("填什么"), _("说明"), _("可选内容") };
	for (size_t i = 0; i < COUNT(heads); i++)
		out_text_at(help, 0, i, str_of(heads[i]), OUT_HEAD);
	for (size_t i = 0; i < e->n; i++) {
		const struct field *d = &e->fields[i];
		struct buf choices = { .mem = mem };
		for (const struct code *c = d->codes; c && c->code; c++)
			buf_fmt(&choices, "%s%s", choices.n ? "、" : "", c->word);
		column_write(mem, sheet, d, i);
		out_text_at(help, i + 1, 0, str_of(d->label), OUT_TEXT);
		out_text_at(help, i + 1, 1, str_of(d->must ? _("必填") : ""), OUT_TEXT);
		out_text_at(help, i + 1, 2, str_of(kind_words(d)), OUT_TEXT);
		out_text_at(help, i + 1, 3, str_of(d->hint ? _(d->hint) : ""), OUT_TEXT);
		out_text_at(help, i + 1, 4, buf_str(&choices), OUT_TEXT);
	}
	out_freeze(sheet, 1, 0);
	out_freeze(help, 1, 0);
	const double widths[] = { 18, 8, 36, 44, 60 };
	for (size_t i = 0; i < COUNT(widths); i++)
		out_width(help, i, widths[i]);
	*ret = book;
	return NULL;
}

fault template_write(struct arena *mem, const struct entity *e, const char *path)
{
	struct out_book *book;
	TRY(template_fill(mem, e, path, &book));
	return out_book_close(book);
}

fault template_bytes(struct arena *mem, const struct entity *e, struct str *ret)
{
	struct out_book *book;
	TRY(template_fill(mem, e, "template", &book));
	return out_book_bytes(book, ret);
}
