/* A page of an OFD: a layer of objects, each in its box.
 *
 * A run becomes one TextObject: where its baseline begins, then the way from each glyph to the next. All of it is exact in
 * micrometres, so the advances add up to the last glyph; equal ones are written once, with their number. A rule becomes one
 * PathObject. Rules come first, text over them.
 * A box has some room round its ink, since some readers cut what stands out of it, and ends where the page ends.
 * Two kinds of glyph have a TextObject of their own. What is above U+FFFF: readers exist that count it twice, and so the error
 * stays inside. And what no face has: it keeps its code, so that it can be searched, copied and mended, and a CGTransform names
 * the glyph of the substitute (〓) in the embedded font. A reader that ignores that font draws its own glyph of the code, which
 * is better than a 〓. Only what XML cannot hold at all is written as the substitute.
 * Not taken: a list of glyphs for every run, which would bind all text to our subset where readers substitute; one TextObject
 * a page, which draws a little faster and is bad to select from. */
#include <hb.h>
#include "base/text.h"
#include "doc/paper_ofd.h"

enum { REPEAT = 3 };                                            /* so many equal advances are written g N v */

static um between(um v, um low, um high)
{
	return v < low ? low : v > high ? high : v;
}

/* x y w h of what lies between, as far as the page goes. */
static void box(const struct sheet *s, um left, um top, um right, um bottom, um ret[4])
{
	ret[0] = between(left, 0, s->width);
	ret[1] = between(top, 0, s->height);
	ret[2] = between(right, ret[0], s->width) - ret[0];
	ret[3] = between(bottom, ret[1], s->height) - ret[1];
}

static void color(struct ofd *o, struct xml *x, const char *element, uint32_t rgb)
{
	xml_start(x, element);
	xml_attr(x, "Value", str_fmt(o->mem, "%u %u %u", rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255));
	xml_end(x);
}

/* From each glyph to the next, n - 1 of them. */
static struct str advances(struct arena *mem, const struct glyph *g, size_t n)
{
	struct buf b = { .mem = mem };

	for (size_t i = 0, same; i + 1 < n; i += same) {
		um v = g[i + 1].x - g[i].x;
		for (same = 1; i + same + 1 < n && g[i + same + 1].x - g[i + same].x == v; same++)
			;
		if (same >= REPEAT)
			buf_fmt(&b, "%sg %zu", b.n ? " " : "", same);
		else
			same = 1;
		mm_add(&b, v);
	}
	return buf_str(&b);
}

/* What XML may hold; a control character that strayed into the text is written as it is drawn. */
static uint32_t written(const struct glyph *g)
{
	return g->code < 0x20 || g->code == 0xFFFE || g->code == 0xFFFF || (g->code >= 0xD800 && g->code < 0xE000) ? g->shown : g->code;
}

static bool substituted(const struct glyph *g)
{
	return g->shown != written(g);
}

/* How many glyphs of the run, from the first on, go into one TextObject. */
static size_t together(const struct glyph *g, size_t n)
{
	size_t i = 0;

	while (i < n && g[i].code <= 0xFFFF && !substituted(&g[i]))
		i++;
	return i ? i : 1;
}

/* The substitute's glyph in the font that is embedded; without one a reader's own font has the last word. */
static void glyph_named(struct ofd *o, struct xml *x, const struct run *r, const struct glyph *g)
{
	hb_codepoint_t glyph;

	if (!substituted(g) || !r->face->subset.n || !r->face->small || !hb_font_get_nominal_glyph(r->face->small, g->shown, &glyph))
		return;
	xml_start(x, "ofd:CGTransform");
	xml_attr(x, "CodePosition", STR("0"));
	xml_attr(x, "CodeCount", STR("1"));
	xml_attr(x, "GlyphCount", STR("1"));
	xml_leaf(x, "ofd:Glyphs", str_fmt(o->mem, "%u", glyph));
	xml_end(x);
}

static void text_code(struct ofd *o, struct xml *x, const struct glyph *g, size_t n, um left, um top, um baseline)
{
	struct buf text = { .mem = o->mem };

	for (size_t i = 0; i < n; i++)
		text_add(&text, written(&g[i]));
	xml_start(x, "ofd:TextCode");
	xml_attr(x, "X", mm(o->mem, 1, (um[]){ g[0].x - left }));
	xml_attr(x, "Y", mm(o->mem, 1, (um[]){ baseline - top }));
	if (n > 1)
		xml_attr(x, "DeltaX", advances(o->mem, g, n));
	xml_text(x, buf_str(&text));
	xml_end(x);
}

/* The box has room round the ink, for some readers cut what stands out of it. */
static void text_object(struct ofd *o, struct xml *x, const struct sheet *s, const struct run *r, const struct glyph *g, size_t n)
{
	um room = r->size / 10, em = (um)((int64_t)r->size * r->hscale / 1000), last = g[n - 1].advance > em ? g[n - 1].advance : em, at[4];
	struct sheet upright = { .width = s->height, .height = s->width };

	box(r->turned ? &upright : s, g[0].x - room, r->y - r->size, g[n - 1].x + last + room, r->y + r->size * 3 / 10, at);
	xml_start(x, "ofd:TextObject");
	xml_attr_fmt(x, "ID", "%u", ++o->id);
	xml_attr(x, "Boundary", mm(o->mem, 4, r->turned ? (um[]){ s->width - at[1] - at[3], at[0], at[3], at[2] } : at));
	if (r->turned)
		xml_attr(x, "CTM", str_fmt(o->mem, "0 1 -1 0 %.*s 0", PSTR(mm(o->mem, 1, &at[3]))));
	xml_attr_fmt(x, "Font", "%u", o->fonts[r->face - o->paper->faces]);
	xml_attr(x, "Size", mm(o->mem, 1, &r->size));
	if (r->hscale != 1000)
		xml_attr(x, "HScale", mm(o->mem, 1, &r->hscale));       /* thousandths too */
	if (r->rgb)
		color(o, x, "ofd:FillColor", r->rgb);
	glyph_named(o, x, r, g);
	text_code(o, x, g, n, at[0], at[1], r->y);
	xml_end(x);
}

static void run_write(struct ofd *o, struct xml *x, const struct sheet *s, const struct run *r)
{
	for (size_t i = 0, n; i < r->n; i += n) {
		n = together(r->glyphs + i, r->n - i);
		text_object(o, x, s, r, r->glyphs + i, n);
	}
}

static um least(um a, um b) { return a < b ? a : b; }
static um most(um a, um b)  { return a > b ? a : b; }

static void rule_write(struct ofd *o, struct xml *x, const struct sheet *s, const struct rule *r)
{
	um w = r->width, at[4];

	box(s, least(r->x0, r->x1) - w, least(r->y0, r->y1) - w, most(r->x0, r->x1) + w, most(r->y0, r->y1) + w, at);
	struct str from = mm(o->mem, 2, (um[]){ r->x0 - at[0], r->y0 - at[1] }), to = mm(o->mem, 2, (um[]){ r->x1 - at[0], r->y1 - at[1] });
	xml_start(x, "ofd:PathObject");
	xml_attr_fmt(x, "ID", "%u", ++o->id);
	xml_attr(x, "Boundary", mm(o->mem, 4, at));
	xml_attr(x, "LineWidth", mm(o->mem, 1, &w));
	xml_attr(x, "Stroke", STR("true"));
	color(o, x, "ofd:StrokeColor", r->rgb);
	xml_leaf(x, "ofd:AbbreviatedData", str_fmt(o->mem, "M %.*s L %.*s", PSTR(from), PSTR(to)));
	xml_end(x);
}

static bool same_size(const struct sheet *a, const struct sheet *b)
{
	return a->width == b->width && a->height == b->height;
}

/* What is no content (rules, page numbers, the repeated head of a table) lies in a layer below, so that whoever takes the text takes the text alone. */
static void layer_write(struct ofd *o, struct xml *x, const struct sheet *s, bool content)
{
	xml_start(x, "ofd:Layer");
	xml_attr_fmt(x, "ID", "%u", ++o->id);
	if (!content)
		xml_attr(x, "Type", STR("Background"));
	for (size_t i = 0; i < s->n_rules && !content; i++)
		rule_write(o, x, s, &s->rules[i]);
	for (size_t i = 0; i < s->n_runs; i++)
		if ((s->runs[i].block != 0) == content)
			run_write(o, x, s, &s->runs[i]);
	xml_end(x);
}

fault page_write(struct ofd *o, size_t at)
{
	const struct sheet *s = &o->paper->sheets[at];
	struct xml *x = part_open(o, "ofd:Page");

	if (!same_size(s, o->paper->sheets))                            /* a table on its side */
		page_area(o, x, "ofd:Area", s);
	xml_start(x, "ofd:Content");
	layer_write(o, x, s, false);
	layer_write(o, x, s, true);
	xml_end(x);
	return part_done(o, x, str_fmt(o->mem, "Doc_0/Pages/Page_%zu/Content.xml", at).p);
}
