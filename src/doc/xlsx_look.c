/* How a workbook of the house looks: a table in print (三线表). A heavy rule above, a thin one under the head, hairlines
 * between, totals on a light ground, no other colour. The look is one table of numbers; a format of the library is made
 * from its row when first asked for, so a book carries the handful of formats that it uses. Numbers stand right, words
 * left, heads centred over both, as offices print them; a word in a number's place (未报) stands right like the number. */
#include "doc/sheet_out.h"

static const char font[] = "宋体";
enum { INK_NOTE = 0x6B645B, LINE = 0xDDD8CF, SUNK = 0xFAF8F5 };

static const struct look { double size; bool bold, fill; uint8_t top, bottom; bool wrap; } looks[STYLES] = {
	[OUT_PLAIN]   = { 11, false, false, LXW_BORDER_NONE,   LXW_BORDER_THIN, true  },
	[OUT_HEAD]    = { 11, true,  false, LXW_BORDER_MEDIUM, LXW_BORDER_THIN, true  },
	[OUT_TITLE]   = { 16, true,  false, LXW_BORDER_NONE,   LXW_BORDER_NONE, false },
	[OUT_TEXT]    = { 11, false, false, LXW_BORDER_NONE,   LXW_BORDER_THIN, true  },
	[OUT_CODE]    = {  9, false, false, LXW_BORDER_NONE,   LXW_BORDER_THIN, false },
	[OUT_INT]     = { 11, false, false, LXW_BORDER_NONE,   LXW_BORDER_THIN, false },
	[OUT_MONEY]   = { 11, false, false, LXW_BORDER_NONE,   LXW_BORDER_THIN, false },
	[OUT_PERCENT] = { 11, false, false, LXW_BORDER_NONE,   LXW_BORDER_THIN, false },
	[OUT_DAY]     = { 11, false, false, LXW_BORDER_NONE,   LXW_BORDER_THIN, false },
	[OUT_NOTE]    = { 10, false, false, LXW_BORDER_NONE,   LXW_BORDER_NONE, false },
	[OUT_TOTAL]   = { 11, true,  true,  LXW_BORDER_NONE,   LXW_BORDER_THIN, false },
};
static const char *const codes[NUMBER_KINDS] = { "@", "General", "0", "#,##0.00", "0.0%", "yyyy-mm-dd" };

static void format_rules(lxw_format *f, enum out_style style, enum shape shape)
{
	const struct look *l = &looks[style];
	uint8_t top = l->top;
	bool ruled = shape == SHAPE_RULED || shape == SHAPE_MERGED_RULED;

	if (shape == SHAPE_COLUMN)
		return;
	if (ruled)
		top = style == OUT_NOTE ? LXW_BORDER_MEDIUM : LXW_BORDER_NONE;
	if (top)
		format_set_top(f, top);
	if (l->bottom) {
		format_set_bottom(f, l->bottom);
		if (style != OUT_HEAD)
			format_set_bottom_color(f, LINE);
	}
}

static lxw_format *format_make(struct out_formats *all, enum out_style style, enum number_kind kind, enum shape shape)
{
	lxw_format *f = workbook_add_format(all->book);
	const struct look *l = &looks[style];
	bool words = kind == AS_TEXT || kind == AS_PLAIN;
	bool number = kind == AS_INT || kind == AS_MONEY || kind == AS_PERCENT || style == OUT_INT || style == OUT_MONEY || style == OUT_PERCENT;
	bool merged = shape == SHAPE_MERGED || shape == SHAPE_MERGED_RULED;

	format_set_font_name(f, font);
	format_set_font_size(f, l->size);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	format_set_align(f, style == OUT_HEAD || (style == OUT_TITLE && merged) ? LXW_ALIGN_CENTER
		: number ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
	if (!number && style != OUT_HEAD && style != OUT_TITLE && style != OUT_NOTE)
		format_set_indent(f, 1);                        /* words keep their distance from the figures before them */
	if (l->bold)
		format_set_bold(f);
	if (l->wrap || (style == OUT_NOTE && merged) || (number && words))
		format_set_text_wrap(f);
	if (l->fill) {
		format_set_pattern(f, LXW_PATTERN_SOLID);
		format_set_fg_color(f, SUNK);
	}
	if (style == OUT_NOTE)
		format_set_font_color(f, INK_NOTE);
	if (kind != AS_PLAIN)
		format_set_num_format(f, codes[kind]);
	format_rules(f, style, shape);
	return f;
}

lxw_format *out_format(struct out_formats *all, enum out_style style, enum number_kind kind, enum shape shape)
{
	lxw_format **f = &all->all[style][kind][shape];

	if (!*f)
		*f = format_make(all, style, kind, shape);
	return *f;
}

lxw_format *out_rule(struct out_formats *all)
{
	if (!all->rule) {
		all->rule = workbook_add_format(all->book);
		format_set_top(all->rule, LXW_BORDER_MEDIUM);
	}
	return all->rule;
}
