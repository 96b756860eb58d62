/* OFD out, and read back: whatever stands in the package must be the paper, to the micrometre, and what the standard allows. */
#include "../harness.h"
#include <zip.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include "base/text.h"
#include "doc/paper.h"

#define SPACE "http://www.ofdspec.org/2016"
enum { MOST_IDS = 100000 };

/* --- the package, taken apart ---------------------------------------------------------------------------------------- */

struct package {
	struct arena *mem;
	zip_t *zip;
	xmlSchemaValidCtxtPtr schema;
	bool *met;                                               /* entries that something refers to */
	unsigned char ids[MOST_IDS];                             /* times given away */
	unsigned last;
};

static void drop_zip(void *p)    { zip_discard(p); }
static void drop_xml(void *p)    { xmlFreeDoc(p); }
static void drop_schema(void *p) { xmlSchemaFree(p); }
static void drop_valid(void *p)  { xmlSchemaFreeValidCtxt(p); }

static const char *root(void)
{
	const char *at = getenv("NUAN_ROOT");

	return at && *at ? at : "..";
}

static xmlSchemaValidCtxtPtr schema_open(struct arena *a)
{
	const char *path = access("test/schema/ofd/ofd.xsd", R_OK) ? str_fmt(a, "%s/test/schema/ofd/ofd.xsd", root()).p : "test/schema/ofd/ofd.xsd";
	xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path);
	xmlSchemaPtr schema = xmlSchemaParse(parser);

	if (!schema)
		fail_msg("no schema at %s (NUAN_ROOT names the project's folder)", path);
	xmlSchemaFreeParserCtxt(parser);
	arena_later(a, drop_schema, schema);
	xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt(schema);
	arena_later(a, drop_valid, valid);
	return valid;
}

static struct package *package_open(struct arena *a, struct str bytes)
{
	struct package *p = arena_get(a, sizeof *p);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, NULL);

	p->mem = a;
	p->zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	assert_non_null(p->zip);
	arena_later(a, drop_zip, p->zip);
	p->met = arena_get(a, (size_t)zip_get_num_entries(p->zip, 0));
	p->schema = schema_open(a);
	assert_string_equal(zip_get_name(p->zip, 0, 0), "OFD.xml");
	return p;
}

static struct str file_of(struct package *p, const char *name)
{
	zip_int64_t at = zip_name_locate(p->zip, name, 0);
	zip_stat_t about;

	if (at < 0)
		fail_msg("the package has no %s", name);
	p->met[at] = true;
	assert_int_equal(zip_stat_index(p->zip, (zip_uint64_t)at, 0, &about), 0);
	zip_file_t *file = zip_fopen_index(p->zip, (zip_uint64_t)at, 0);
	char *bytes = arena_get(p->mem, about.size + 1);
	assert_int_equal(zip_fread(file, bytes, about.size), about.size);
	zip_fclose(file);
	return (struct str){ bytes, about.size };
}

/* Every list of nodes that a path gives; the context lives as long as the document. */
struct nodes { xmlNodePtr *at; size_t n; };
static struct nodes select_nodes(struct package *p, xmlNodePtr from, const char *path)
{
	xmlXPathContextPtr context = xmlXPathNewContext(from->doc);
	xmlXPathRegisterNs(context, (const xmlChar *)"ofd", (const xmlChar *)SPACE);
	context->node = from;
	xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, context);
	assert_non_null(found);
	struct nodes list = { .n = found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0 };
	list.at = arena_get(p->mem, (list.n + 1) * sizeof *list.at);
	if (list.n)
		memcpy(list.at, found->nodesetval->nodeTab, list.n * sizeof *list.at);
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return list;
}

static struct str text_of(struct package *p, xmlNodePtr node)
{
	xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
	struct str copy = str_copy(p->mem, str_of((const char *)text));

	xmlFree(text);
	return copy;
}

static struct str value_of(struct package *p, xmlNodePtr node, const char *attribute)         /* STR_NONE when it is not there */
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)attribute);
	struct str copy = text ? str_copy(p->mem, str_of((const char *)text)) : STR_NONE;

	xmlFree(text);
	return copy;
}

static struct str only(struct package *p, xmlNodePtr from, const char *path)
{
	struct nodes n = select_nodes(p, from, path);

	if (n.n != 1)
		fail_msg("%s: %zu of them", path, n.n);
	return text_of(p, n.at[0]);
}

/* Parsed, valid after the schema, its IDs noted. */
static xmlNodePtr part_of(struct package *p, const char *name)
{
	struct str bytes = file_of(p, name);
	xmlDocPtr doc = xmlReadMemory(bytes.p, (int)bytes.n, name, NULL, XML_PARSE_NONET);

	assert_non_null(doc);
	arena_later(p->mem, drop_xml, doc);
	if (xmlSchemaValidateDoc(p->schema, doc))
		fail_msg("%s is not after the schema", name);
	struct nodes ids = select_nodes(p, xmlDocGetRootElement(doc), "//@ID");
	for (size_t i = 0; i < ids.n; i++) {
		int64_t id = 0;
		assert_true(str_int(text_of(p, ids.at[i]), &id) && id > 0 && id < MOST_IDS);
		if (p->ids[id]++)
			fail_msg("ID %d in %s was given away before", (int)id, name);
		if (p->last < id)
			p->last = (unsigned)id;
	}
	return xmlDocGetRootElement(doc);
}

/* --- numbers: millimetres as micrometres, exactly ----------------------------------------------------------------------- */

static int um_of(struct str s)
{
	struct str rest = s, whole = str_cut(&rest, '.');
	bool minus = str_starts(s, STR("-"));
	int64_t mm = 0, part = 0;

	assert_true(str_int(whole, &mm));
	if (rest.p) {
		assert_in_range(rest.n, 1, 3);
		assert_true(str_int(rest, &part));
		assert_true(rest.p[rest.n - 1] != '0');
		for (size_t i = rest.n; i < 3; i++)
			part *= 10;
	}
	return (int)(mm * 1000 + (minus ? -part : part));
}

static size_t numbers(struct str s, int *ret, size_t most)       /* g N v expanded */
{
	size_t n = 0;

	while (s.n) {
		struct str word = str_cut(&s, ' ');
		int64_t times = 1;
		if (str_is(word, "g")) {
			assert_true(str_int(str_cut(&s, ' '), &times) && times > 1);
			word = str_cut(&s, ' ');
		}
		for (; times--; n++) {
			assert_true(n < most);
			ret[n] = um_of(word);
		}
	}
	return n;
}

/* --- the paper, glyph by glyph ------------------------------------------------------------------------------------------- */

static uint32_t rgb_of(struct package *p, xmlNodePtr object, const char *element)
{
	struct nodes n = select_nodes(p, object, element);
	int64_t r = 0, g = 0, b = 0;

	if (!n.n)
		return 0;
	struct str s = value_of(p, n.at[0], "Value");
	assert_true(str_int(str_cut(&s, ' '), &r) && str_int(str_cut(&s, ' '), &g) && str_int(s, &b));
	return (uint32_t)(r << 16 | g << 8 | b);
}

static void box_inside(const struct sheet *s, const int b[4])
{
	assert_true(b[0] >= 0 && b[1] >= 0 && b[2] > 0 && b[3] > 0);
	assert_true(b[0] + b[2] <= s->width && b[1] + b[3] <= s->height);
}

static bool holdable(uint32_t c)
{
	return c >= 0x20 && c != 0xFFFE && c != 0xFFFF;
}

/* One TextObject is the glyphs of the run from `at` on; how many. */
static size_t object_is(struct package *p, xmlNodePtr object, xmlNodePtr fonts, const struct sheet *s, const struct run *r, size_t at)
{
	struct str text = only(p, object, "ofd:TextCode"), delta;
	xmlNodePtr code = select_nodes(p, object, "ofd:TextCode").at[0];
	int box[4], step[2000], x;
	size_t n = text_length(text), steps;
	bool glyphs = select_nodes(p, object, "ofd:CGTransform").n > 0;

	assert_int_equal(numbers(value_of(p, object, "Boundary"), box, 4), 4);
	box_inside(s, box);
	if (r->turned) {                                         /* what stands at (x, y) of the box held upright is at (height - y, x) */
		assert_text(value_of(p, object, "CTM"), str_fmt(p->mem, "0 1 -1 0 %g 0", box[2] / 1000.0).p);
		memcpy(box, (int[]){ box[1], s->width - box[0] - box[2], box[3], box[2] }, sizeof box);
	} else {
		assert_null(value_of(p, object, "CTM").p);
	}
	delta = value_of(p, code, "DeltaX");
	steps = numbers(delta, step, COUNT(step));
	assert_int_equal(steps, n - 1);
	assert_true(at + n <= r->n);
	assert_int_equal(um_of(value_of(p, object, "Size")), r->size);
	assert_int_equal(value_of(p, object, "HScale").p ? um_of(value_of(p, object, "HScale")) : 1000, r->hscale);
	assert_int_equal(rgb_of(p, object, "ofd:FillColor"), r->rgb);
	assert_int_equal(box[1] + um_of(value_of(p, code, "Y")), r->y);
	x = box[0] + um_of(value_of(p, code, "X"));
	for (size_t i = 0; i < n; i++) {
		const struct glyph *g = &r->glyphs[at + i];
		uint32_t want = holdable(g->code) ? g->code : g->shown;
		assert_int_equal(text_next(&text), want);
		assert_int_equal(x, g->x);
		assert_true(x >= box[0] && x <= box[0] + box[2]);
		assert_true((g->code <= 0xFFFF && g->shown == want) || n == 1);     /* else in an object of its own */
		assert_int_equal(glyphs, g->shown != want && r->face->subset.n);
		x += i < steps ? step[i] : 0;
	}
	struct nodes font = select_nodes(p, fonts, str_fmt(p->mem, ".//ofd:Font[@ID='%s']", value_of(p, object, "Font").p).p);
	assert_int_equal(font.n, 1);
	assert_text(value_of(p, font.at[0], "FontName"), r->face->ofd_name);
	assert_text(value_of(p, font.at[0], "FamilyName"), str_c(p->mem, r->face->family));
	return n;
}

static void rule_is(struct package *p, xmlNodePtr object, const struct sheet *s, const struct rule *r)
{
	struct str path = only(p, object, "ofd:AbbreviatedData"), move = str_sub(path, 2, str_find(path, STR(" L ")) - 2);
	int box[4], from[2], to[2];

	numbers(value_of(p, object, "Boundary"), box, 4);
	box_inside(s, box);
	assert_int_equal(numbers(move, from, 2), 2);
	assert_int_equal(numbers(str_sub(path, move.n + 5, SIZE_MAX), to, 2), 2);
	assert_int_equal(box[0] + from[0], r->x0);
	assert_int_equal(box[1] + from[1], r->y0);
	assert_int_equal(box[0] + to[0], r->x1);
	assert_int_equal(box[1] + to[1], r->y1);
	assert_int_equal(um_of(value_of(p, object, "LineWidth")), r->width);
	assert_int_equal(rgb_of(p, object, "ofd:StrokeColor"), r->rgb);
}

/* The runs that are content, or those that are not, in their order. */
static void layer_is(struct package *p, struct nodes objects, xmlNodePtr fonts, const struct sheet *s, bool content)
{
	size_t run = 0, at = 0;

	for (size_t i = 0; i < objects.n; i++) {
		while (run < s->n_runs && (at == s->runs[run].n || (s->runs[run].block != 0) != content)) {
			run++;
			at = 0;
		}
		assert_true(run < s->n_runs);
		at += object_is(p, objects.at[i], fonts, s, &s->runs[run], at);
	}
	if (objects.n)
		assert_true(at == s->runs[run++].n);
	for (; run < s->n_runs; run++)
		assert_true((s->runs[run].block != 0) != content);
}

static void page_is(struct package *p, xmlNodePtr page, xmlNodePtr fonts, const struct sheet *s, const int area[4])
{
	struct nodes rules = select_nodes(p, page, ".//ofd:Layer[@Type='Background']/ofd:PathObject");
	struct nodes own = select_nodes(p, page, "ofd:Area/ofd:PhysicalBox");
	int box[4];

	memcpy(box, area, sizeof box);
	if (own.n)
		numbers(text_of(p, own.at[0]), box, 4);
	assert_true(box[0] == 0 && box[1] == 0 && box[2] == s->width && box[3] == s->height);
	assert_int_equal(select_nodes(p, page, ".//ofd:PathObject").n, s->n_rules);
	assert_int_equal(rules.n, s->n_rules);
	for (size_t i = 0; i < rules.n; i++)
		rule_is(p, rules.at[i], s, &s->rules[i]);
	layer_is(p, select_nodes(p, page, ".//ofd:Layer[@Type='Background']/ofd:TextObject"), fonts, s, false);
	layer_is(p, select_nodes(p, page, ".//ofd:Layer[not(@Type)]/ofd:TextObject"), fonts, s, true);
}

static void fonts_are(struct package *p, xmlNodePtr res, const struct paper *paper)
{
	const char *folder = harness_folder(p->mem);
	struct nodes files = select_nodes(p, res, ".//ofd:FontFile");
	struct str printed;

	for (size_t i = 0; i < files.n; i++) {
		struct str name = text_of(p, files.at[i]), bytes = file_of(p, str_fmt(p->mem, "Doc_0/Res/%s", name.p).p);
		size_t at = 0;
		assert_true(str_ends(name, str_starts(bytes, STR("OTTO")) ? STR(".otf") : STR(".ttf")));
		while (at < paper->n_faces && !str_eq(bytes, paper->faces[at].subset))
			at++;
		assert_true(at < paper->n_faces);
		assert_text(value_of(p, files.at[i]->parent, "FontName"), paper->faces[at].ofd_name);
		harness_write(p->mem, folder, name.p, bytes);
		if (harness_run(p->mem, &printed, "ots-sanitize '%s/%s' /dev/null", folder, name.p))
			fail_msg("ots-sanitize refuses %s (%s): %.*s", name.p, paper->faces[at].ofd_name, PSTR(printed));
	}
}

static size_t outline_is(struct package *p, xmlNodePtr from, const struct paper *paper, size_t at, unsigned depth)
{
	struct nodes elements = select_nodes(p, from, "ofd:OutlineElem");

	for (size_t i = 0; i < elements.n; i++) {
		xmlNodePtr dest = select_nodes(p, elements.at[i], "ofd:Actions/ofd:Action/ofd:Goto/ofd:Dest").at[0];
		const struct bookmark *b = &paper->marks[at++];
		int64_t page = 0;
		assert_true(at <= paper->n_marks);
		assert_text(value_of(p, elements.at[i], "Title"), str_c(p->mem, b->title));
		assert_true(str_int(value_of(p, dest, "PageID"), &page) && page == (int64_t)b->sheet + 1);
		assert_int_equal(um_of(value_of(p, dest, "Top")), b->y);
		assert_true(!depth || b->level > 1);
		at = outline_is(p, elements.at[i], paper, at, depth + 1);
	}
	return at;
}

static void info_is(struct package *p, xmlNodePtr ofd, const char *element, struct str want)
{
	struct nodes n = select_nodes(p, ofd, str_fmt(p->mem, ".//ofd:DocInfo/ofd:%s", element).p);

	assert_int_equal(n.n, want.n > 0);
	if (want.n)
		assert_text(text_of(p, n.at[0]), str_c(p->mem, want));
}

static void package_is(struct arena *a, struct str bytes, const struct paper *paper)
{
	struct package *p = package_open(a, bytes);
	xmlNodePtr ofd = part_of(p, "OFD.xml"), document, res;
	int area[4];

	assert_text(only(p, ofd, "//ofd:DocRoot"), "Doc_0/Document.xml");
	info_is(p, ofd, "Title", paper->title);
	info_is(p, ofd, "Author", paper->author);
	info_is(p, ofd, "Subject", paper->subject);
	info_is(p, ofd, "CreationDate", day_iso(a, paper->when));
	document = part_of(p, "Doc_0/Document.xml");
	res = part_of(p, str_fmt(a, "Doc_0/%s", only(p, document, "//ofd:PublicRes").p).p);
	assert_text(value_of(p, res, "BaseLoc"), "Res");
	numbers(only(p, document, "//ofd:PageArea/ofd:PhysicalBox"), area, 4);
	struct nodes pages = select_nodes(p, document, "ofd:Pages/ofd:Page");
	assert_int_equal(pages.n, paper->n_sheets);
	for (size_t i = 0; i < pages.n; i++) {
		assert_text(value_of(p, pages.at[i], "ID"), str_fmt(a, "%zu", i + 1).p);
		page_is(p, part_of(p, str_fmt(a, "Doc_0/%s", value_of(p, pages.at[i], "BaseLoc").p).p), res, &paper->sheets[i], area);
	}
	fonts_are(p, res, paper);
	struct nodes outlines = select_nodes(p, document, "ofd:Outlines");
	assert_int_equal(outlines.n ? outline_is(p, outlines.at[0], paper, 0, 0) : 0, paper->n_marks);
	assert_text(only(p, document, "//ofd:MaxUnitID"), str_fmt(a, "%u", p->last).p);
	for (zip_int64_t i = 0; i < zip_get_num_entries(p->zip, 0); i++)
		if (!p->met[i])
			fail_msg("nothing refers to %s", zip_get_name(p->zip, (zip_uint64_t)i, 0));
}

/* --- papers made by hand --------------------------------------------------------------------------------------------------- */

static void line(struct paper *p, struct sheet *s, enum role role, um x, um y, um size, um step, const char *text)
{
	struct run *r = &s->runs[s->n_runs++];
	struct str rest = str_of(text);

	*r = (struct run){ .face = &p->faces[role], .x = x, .y = y, .size = size, .hscale = 1000, .n = text_length(rest) };
	r->glyphs = arena_get(p->mem, r->n * sizeof *r->glyphs);
	for (size_t i = 0; i < r->n; i++) {
		uint32_t c = text_next(&rest);
		um next = step ? step : size + (i % 3 == 1);                 /* 0: on a pitch that is no whole number */
		r->glyphs[i] = (struct glyph){ .code = c, .shown = c, .x = x, .advance = next };
		x += next;
	}
}

static struct run *last_run(struct sheet *s) { return &s->runs[s->n_runs - 1]; }

static struct sheet *sheet(struct paper *p, um width, um height)
{
	struct sheet *s = &p->sheets[p->n_sheets++];

	*s = (struct sheet){ .width = width, .height = height };
	s->runs = arena_get(p->mem, 20 * sizeof *s->runs);
	s->rules = arena_get(p->mem, 20 * sizeof *s->rules);
	return s;
}

static struct paper hand_made(struct arena *a)
{
	struct paper p = { .mem = a, .title = STR("一月份工作完成情况 <&> \"引\""), .author = STR("江州市总工会"),
		.subject = STR("江工发〔2019〕9号"), .lang = STR("zh-CN"), .sheets = arena_get(a, 3 * sizeof *p.sheets), .marks = arena_get(a, 4 * sizeof *p.marks) };
	assert_true(day_make(2019, 2, 12, &p.when));
	assert_good(paper_faces(a, &p.faces, &p.n_faces));

	struct sheet *s = sheet(&p, 210000, 297000);
	line(&p, s, ROLE_TITLE, 40000, 80000, 20461, 17600, "江州市总工会文件");
	last_run(s)->hscale = 860;
	last_run(s)->rgb = 0xE60012;
	s->rules[s->n_rules++] = (struct rule){ 28000, 110000, 184000, 110000, 350, 0xE60012 };
	line(&p, s, ROLE_FANG, 28000, 122000, 5644, 0, "完成1796人次，占86.5%，<增>&“减”——。");
	line(&p, s, ROLE_RARE, 28000, 132390, 5418, 5571, "甲𠮷𠮷乙𬭎");
	line(&p, s, ROLE_FANG, 28000, 142780, 5644, 5571, "前缺中制后");
	last_run(s)->glyphs[1].code = 0xE123;                            /* nobody has a private character */
	last_run(s)->glyphs[1].shown = 0x3013;
	last_run(s)->glyphs[3].code = 0x01;                              /* nor may XML hold this one */
	last_run(s)->glyphs[3].shown = 0x3013;
	line(&p, s, ROLE_FOLIO, 204000, 296500, 4939, 2470, "—1—");      /* reaches over the edge; its box does not */
	s->runs[s->n_runs++] = (struct run){ .face = &p.faces[ROLE_KAI], .size = 5644, .hscale = 1000 };        /* a run of nothing */
	line(&p, s, ROLE_KAI, 100, 200000, 5644, 5571, "楷体。");                /* TrueType, at the left edge */

	s = sheet(&p, 297000, 210000);
	s->rules[s->n_rules++] = (struct rule){ 37000, 28000, 37000, 184000, 353, 0 };
	s->rules[s->n_rules++] = (struct rule){ 262000, 184000, 37000, 184000, 247, 0 };
	line(&p, s, ROLE_HEI, 37000, 26000, 4939, 4939, "附件　1 a");
	line(&p, s, ROLE_FOLIO, 160000, 270123, 4939, 2470, "—2—");
	last_run(s)->turned = true;
	sheet(&p, 210000, 297000);                                       /* a blank page */
	const struct bookmark marks[] = {
		{ STR("一、<困难>帮扶"), 0, 1, 122000 }, { STR("（一）\"送温暖\""), 0, 2, 132390 },
		{ STR("1. 走访"), 0, 3, 142780 }, { STR("附件"), 1, 1, 26000 },
	};
	memcpy(p.marks, marks, sizeof marks);
	p.n_marks = COUNT(marks);
	assert_good(paper_subset(&p));
	return p;
}

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

static void every_kind_of_thing(void **state)
{
	struct paper p = hand_made(*state);
	struct buf b = { .mem = *state };

	assert_good(paper_ofd(&p, &b));
	package_is(*state, buf_str(&b), &p);
}

static void same_paper_same_bytes(void **state)
{
	struct arena *other = arena_open(0);
	struct paper p = hand_made(*state), q = hand_made(other);
	struct buf b = { .mem = *state }, c = { .mem = other }, d = { .mem = *state };

	assert_good(paper_ofd(&p, &b));
	sleep(2);                                                /* what a ZIP's clock would show */
	assert_good(paper_ofd(&q, &c));
	assert_true(str_eq(buf_str(&b), buf_str(&c)));
	q.subject = STR("江工发〔2019〕10号");
	assert_good(paper_ofd(&q, &d));
	struct package *one = package_open(*state, buf_str(&b)), *two = package_open(*state, buf_str(&d));
	assert_false(str_eq(only(one, part_of(one, "OFD.xml"), "//ofd:DocID"), only(two, part_of(two, "OFD.xml"), "//ofd:DocID")));
	arena_close(other);
}

static void unknown_things_are_left_out(void **state)
{
	struct paper p = hand_made(*state);
	struct buf b = { .mem = *state };

	p.when = DAY_NONE;
	p.author = p.subject = STR_NONE;
	p.n_marks = 0;
	assert_good(paper_ofd(&p, &b));
	package_is(*state, buf_str(&b), &p);
}

static void a_font_that_stays_out(void **state)
{
	struct paper p = hand_made(*state);
	struct buf b = { .mem = *state };

	p.faces[ROLE_FANG].subset = STR_NONE;
	assert_good(paper_ofd(&p, &b));
	package_is(*state, buf_str(&b), &p);
}

/* From the document on: what the layout makes of it is what the package says, page by page, and the words are the document's. */
static const char *const words[] = { "各县（市、区）总工会，市直机关工会：", "一、帮扶困难职工", "（一）走访慰问", "江州市总工会", "2019年2月12日" };

static void a_document(struct doc *d)
{
	struct part *p, *row;

	d->author = STR("江州市总工会");
	d->subject = STR("江工发〔2019〕9号");
	assert_true(day_make(2019, 2, 12, &d->when));
	d->form = FORM_RED_HEAD;
	doc_text_span(d, doc_add(d, B_MARK), STR("江州市总工会文件"));
	doc_text_span(d, doc_add(d, B_NUMBER), d->subject);
	doc_text_span(d, doc_add(d, B_TITLE), d->title);
	doc_text_span(d, doc_add(d, B_TO), str_of(words[0]));
	p = doc_add(d, B_HEADING);
	p->level = 1;
	doc_text_span(d, p, str_of(words[1]));
	for (int i = 0; i < 12; i++) {
		p = doc_add(d, B_PARA);
		p->level = 2;
		if (!i)
			doc_heading_span(d, p, str_fmt(d->mem, "%s。", words[2]));
		doc_text_span(d, p, STR("全市各级工会筹集资金595万元，走访企业86家，慰问喆、㛃、𠮷、镕等困难职工1796人次，比上年增长8.6%；“两节”期间——做到不漏一户。"));
	}
	p = doc_add(d, B_TABLE);
	for (int i = 0; i < 4; i++) {
		row = doc_row(d, p, i == 0);
		for (int k = 0; k < 3; k++)
			doc_text_span(d, doc_cell(d, row), i ? str_fmt(d->mem, "%d.0%d", i * 100, k) : str_fmt(d->mem, "栏%d", k));
	}
	p = doc_add(d, B_SIGN);
	doc_text_span(d, p, str_of(words[3]));
	doc_text_span(d, p, str_of(words[4]));
}

static struct str all_text(struct package *p)
{
	struct buf text = { .mem = p->mem };

	for (zip_int64_t i = 0; i < zip_get_num_entries(p->zip, 0); i++) {
		const char *name = zip_get_name(p->zip, (zip_uint64_t)i, 0);
		if (!strstr(name, "/Pages/"))
			continue;
		struct nodes codes = select_nodes(p, part_of(p, name), "//ofd:TextCode");
		for (size_t k = 0; k < codes.n; k++)
			buf_add(&text, text_of(p, codes.at[k]));
	}
	return buf_str(&text);
}

static void laid_out(void **state)
{
	struct doc *d = doc_new(*state, STR("关于做好2019年元旦春节期间送温暖工作情况的通报"));
	struct paper p;
	struct buf b = { .mem = *state };

	a_document(d);
	assert_good(paper_lay(*state, d, &p));
	assert_good(paper_subset(&p));
	assert_good(paper_ofd(&p, &b));
	assert_true(p.n_sheets > 1 && p.n_marks > 0);
	package_is(*state, buf_str(&b), &p);
	struct str text = all_text(package_open(*state, buf_str(&b)));
	for (size_t i = 0; i < COUNT(words); i++)
		assert_holds(text, words[i]);
	assert_holds(text, "慰问喆、㛃、𠮷、镕等困难职工");
	assert_holds(text, "300.02");
}

static void no_page_no_file(void **state)
{
	struct paper p = { .mem = *state, .when = DAY_NONE };
	struct buf b = { .mem = *state };

	assert_fault(paper_ofd(&p, &b), "paper.empty");
	assert_int_equal(b.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_kind_of_thing, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(same_paper_same_bytes, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(unknown_things_are_left_out, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(a_font_that_stays_out, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(laid_out, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(no_page_no_file, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
