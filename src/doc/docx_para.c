/* A paragraph, a run, a section: the three things of which a Word document is made, each written in the one order that its schema allows.
 *
 * Every run names its fonts itself, and says that marks which Chinese and Latin share (“” — … ·) are Chinese: without the hint Word sets them in the
 * Latin font, half as wide. Text is words and nothing else: controls, marks of direction and variation, soft hyphens are dropped, as the writer of PDF
 * drops them; a line break within a text is a blank, so nobody forges a line.
 *
 * A frame is a paragraph that stands at a place of the page instead of in the text. Frames are older than text boxes, but Word, WPS and LibreOffice all
 * put them where they are told, and no picture format is needed beside them.
 * Not taken: a text box, which needs three more vocabularies and a second copy for older readers, read twice by whoever extracts the text; the one
 * exception is the number of a page on its side (docx_style.c). */
#include "base/text.h"
#include "doc/break.h"
#include "doc/docx_part.h"

/* The type area is 156 mm x 225 mm, 28 mm from the left edge; the first row begins above it, so that its ink is at 37 mm. Wide: the same sheet turned. */
static const struct page { int width, height, top, right, bottom, left, footer; } PAGES[2] = {
	{ 11906, 16838, 1922, 1470, 1950, 1587, 1418 },
	{ 16838, 11906, 1389, 2098, 1670, 1984, 1040 },
};
enum { FOOT_TOP = 15590 };                                   /* 275 mm from the upper edge: below the page number */

int docx_cells(int64_t thousandths, int half_points)
{
	int64_t pitch = half_points * 10 + (half_points == docx_looks[LOOK_BASE].half_points ? DOCX_GAP : 0);

	return (int)((thousandths * pitch + CELL / 2) / CELL);
}

static bool dropped(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E)
		|| (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE01EF);
}

struct str docx_words(struct arena *mem, struct str text)
{
	struct buf b = { .mem = mem };

	while (text.n) {
		uint32_t c = text_next(&text), after = 0;
		struct str rest = text;
		if (c == '\r' && text.n)
			after = text_next(&rest);
		if (c == '\r' && after == '\n')
			continue;
		c = c == '\t' || c == '\n' || c == '\r' || c == 0xA0 ? ' ' : c;
		if (!dropped(c))
			text_add(&b, c);
	}
	return b.n ? buf_str(&b) : STR_NONE;
}

int64_t docx_measure(struct str text)
{
	int64_t width = 0;

	while (text.n) {
		uint32_t c = text_next(&text);
		width += dropped(c) ? 0 : break_full(c) ? CELL : CELL / 2;
	}
	return width;
}

/* --- a paragraph: w:pPr, in the order of CT_PPr --- */

static void frame_out(struct docx *d, enum docx_frame frame)
{
	if (frame == FRAME_NONE)
		return;
	xml_start(d->x, "w:framePr");
	xml_attr_fmt(d->x, "w:w", "%d", d->wide ? DOCX_WIDE : DOCX_WIDTH);
	xml_attr(d->x, "w:wrap", STR("around"));
	xml_attr(d->x, "w:vAnchor", frame == FRAME_BOTTOM ? STR("margin") : STR("page"));
	xml_attr(d->x, "w:hAnchor", STR("margin"));
	xml_attr(d->x, "w:xAlign", STR("left"));
	if (frame == FRAME_BOTTOM)
		xml_attr(d->x, "w:yAlign", STR("bottom"));
	else
		xml_attr_fmt(d->x, "w:y", "%d", d->wide ? FOOT_TOP - PAGES[0].height + PAGES[1].height : FOOT_TOP);
	xml_end(d->x);
}

static void rule_out(struct xml *x, const struct docx_rule *rule)
{
	if (!rule->eighths)
		return;
	xml_start(x, "w:pBdr");
	xml_start(x, "w:bottom");
	xml_attr(x, "w:val", STR("single"));
	xml_attr_fmt(x, "w:sz", "%d", rule->eighths);
	xml_attr_fmt(x, "w:space", "%d", rule->space);
	xml_attr_fmt(x, "w:color", "%06X", (unsigned)rule->rgb);
	xml_end(x);
	xml_end(x);
}

static void stop_out(struct xml *x, int stop)
{
	if (!stop)
		return;
	xml_start(x, "w:tabs");
	xml_start(x, "w:tab");
	xml_attr(x, "w:val", STR("right"));
	xml_attr_fmt(x, "w:pos", "%d", stop);
	xml_end(x);
	xml_end(x);
}

static void place_out(struct xml *x, const struct docx_para *p)
{
	if (p->placed) {
		xml_start(x, "w:spacing");
		xml_attr_fmt(x, "w:before", "%d", p->before);
		xml_attr_fmt(x, "w:after", "%d", p->after);
		xml_attr_fmt(x, "w:line", "%d", p->line ? p->line : docx_looks[p->look].line);
		xml_attr(x, "w:lineRule", STR("exact"));
		xml_end(x);
	}
	if (p->indented) {
		xml_start(x, "w:ind");
		xml_attr_fmt(x, "w:left", "%d", p->left);
		xml_attr_fmt(x, "w:right", "%d", p->right);
		xml_attr_fmt(x, p->first < 0 ? "w:hanging" : "w:firstLine", "%d", p->first < 0 ? -p->first : p->first);
		xml_end(x);
	}
}

void docx_para_open(struct docx *d, const struct docx_para *p)
{
	xml_start(d->x, "w:p");
	xml_start(d->x, "w:pPr");
	docx_value(d->x, "w:pStyle", docx_looks[p->look].id);
	if (p->keep)
		xml_leaf(d->x, "w:keepNext", STR_NONE);
	if (p->fresh)
		xml_leaf(d->x, "w:pageBreakBefore", STR_NONE);
	frame_out(d, p->frame);
	rule_out(d->x, &p->under);
	if (p->bar) {
		xml_start(d->x, "w:shd");
		xml_attr(d->x, "w:val", STR("clear"));
		xml_attr(d->x, "w:color", STR("auto"));
		xml_attr(d->x, "w:fill", STR("000000"));
		xml_end(d->x);
	}
	stop_out(d->x, p->stop);
	place_out(d->x, p);
	if (p->align)
		docx_value(d->x, "w:jc", p->align);
	if (p->ends)
		docx_section(d, d->wide);
	xml_end(d->x);
}

/* --- a run --- */

static void run_open(struct docx *d, enum role role, const struct docx_font *font)
{
	xml_start(d->x, "w:r");
	xml_start(d->x, "w:rPr");
	docx_fonts_of(d->x, role, true);
	if (font && font->width) {
		docx_int(d->x, "w:snapToGrid", 0);
		docx_int(d->x, "w:spacing", font->gap);
		docx_int(d->x, "w:w", font->width);
	}
	if (font && font->half_points) {
		docx_int(d->x, "w:sz", font->half_points);
		docx_int(d->x, "w:szCs", font->half_points);
	}
	xml_end(d->x);
}

void docx_run(struct docx *d, enum role role, struct str text, const struct docx_font *font)
{
	struct str words = docx_words(d->mem, text);

	if (!words.n)
		return;
	run_open(d, role, font);
	xml_start(d->x, "w:t");
	xml_attr(d->x, "xml:space", STR("preserve"));
	xml_text(d->x, words);
	xml_end(d->x);
	xml_end(d->x);
}

void docx_tab(struct docx *d, enum role role)
{
	run_open(d, role, NULL);
	xml_leaf(d->x, "w:tab", STR_NONE);
	xml_end(d->x);
}

void docx_break(struct docx *d, enum role role)
{
	run_open(d, role, NULL);
	xml_leaf(d->x, "w:br", STR_NONE);
	xml_end(d->x);
}

/* --- a section --- */

static void footer_of(struct xml *x, const char *type, const char *id)
{
	xml_start(x, "w:footerReference");
	xml_attr(x, "w:type", str_of(type));
	xml_attr(x, "r:id", str_of(id));
	xml_end(x);
}

void docx_section(struct docx *d, bool wide)
{
	const struct page *p = &PAGES[wide];

	xml_start(d->x, "w:sectPr");
	footer_of(d->x, "default", wide ? "rId6" : "rId4");
	footer_of(d->x, "even", wide ? "rId7" : "rId5");
	docx_value(d->x, "w:type", "nextPage");
	xml_start(d->x, "w:pgSz");
	xml_attr_fmt(d->x, "w:w", "%d", p->width);
	xml_attr_fmt(d->x, "w:h", "%d", p->height);
	if (wide)
		xml_attr(d->x, "w:orient", STR("landscape"));
	xml_end(d->x);
	xml_start(d->x, "w:pgMar");
	xml_attr_fmt(d->x, "w:top", "%d", p->top);
	xml_attr_fmt(d->x, "w:right", "%d", p->right);
	xml_attr_fmt(d->x, "w:bottom", "%d", p->bottom);
	xml_attr_fmt(d->x, "w:left", "%d", p->left);
	xml_attr(d->x, "w:header", STR("851"));
	xml_attr_fmt(d->x, "w:footer", "%d", p->footer);
	xml_attr(d->x, "w:gutter", STR("0"));
	xml_end(d->x);
	xml_start(d->x, "w:docGrid");
	xml_attr(d->x, "w:type", STR("lines"));
	xml_attr_fmt(d->x, "w:linePitch", "%d", DOCX_ROW);
	xml_end(d->x);
	xml_end(d->x);
}
