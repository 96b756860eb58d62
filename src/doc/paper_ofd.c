/* The paper as OFD, GB/T 33190-2016: a ZIP of XML that says where every character stands.
 *
 * The writer knows no rule of layout. A run is a TextObject, a rule a PathObject, a face a Font, a bookmark an OutlineElem;
 * positions go out in millimetres with the three decimals that a micrometre needs. Children stand in the order in which the
 * standard's schema has them.
 * Promises: the same paper gives the same bytes. IDs are counted: pages, fonts, then layers and objects as they come; DocID is
 * an SM3 of everything else in the package, in the shape of a UUID; the date is the document's, and absent when it has none.
 * The text of the objects, in their order, is the text of the paper.
 * FontName is what Chinese systems substitute by, FamilyName the font that was really used; a font whose licence forbids
 * embedding is named and left out.
 * Refuses: a paper without a page, which no reader opens.
 * Costs: all parts stand in the arena until the ZIP is closed, about three times the package.
 * Not taken: templates for what repeats on each page, which save some bytes and are the part of the standard that readers
 * disagree on; DocType OFD-A, which the schema of 2016 does not know. */
#include <string.h>
#include "base/sm.h"
#include "doc/paper_ofd.h"

#define SPACE "http://www.ofdspec.org/2016"

/* --- numbers and parts --------------------------------------------------------------------------------------------- */

void mm_add(struct buf *b, um v)
{
	int64_t n = v < 0 ? -(int64_t)v : v, rest = n % 1000;
	int digits = 3;

	if (b->n)
		buf_c(b, ' ');
	buf_fmt(b, "%s%lld", v < 0 ? "-" : "", (long long)(n / 1000));
	if (!rest)
		return;
	for (; rest % 10 == 0; rest /= 10)
		digits--;
	buf_fmt(b, ".%0*d", digits, (int)rest);
}

struct str mm(struct arena *mem, size_t n, const um *values)
{
	struct buf b = { .mem = mem };

	for (size_t i = 0; i < n; i++)
		mm_add(&b, values[i]);
	return buf_str(&b);
}

struct xml *part_open(struct ofd *o, const char *root)
{
	struct xml *x = xml_open(o->mem);

	xml_start(x, root);
	xml_attr(x, "xmlns:ofd", STR(SPACE));
	return x;
}

static void entry_add(struct ofd *o, const char *name, struct str bytes)
{
	o->entries[o->n++] = (struct entry){ name, bytes };
}

fault part_done(struct ofd *o, struct xml *x, const char *name)
{
	struct str bytes;

	xml_end(x);
	TRY(xml_done(x, &bytes));
	entry_add(o, name, bytes);
	return NULL;
}

void page_area(struct ofd *o, struct xml *x, const char *element, const struct sheet *s)
{
	xml_start(x, element);
	xml_leaf(x, "ofd:PhysicalBox", mm(o->mem, 4, (um[]){ 0, 0, s->width, s->height }));
	xml_end(x);
}

/* --- fonts --------------------------------------------------------------------------------------------------------- */

/* Pages have the IDs from 1 on, then come the faces that runs use, in their order. */
static void fonts_count(struct ofd *o)
{
	const struct paper *p = o->paper;

	o->id = (uint32_t)p->n_sheets;
	for (size_t i = 0; i < p->n_sheets; i++)
		for (size_t k = 0; k < p->sheets[i].n_runs; k++)
			if (p->sheets[i].runs[k].n)
				o->fonts[p->sheets[i].runs[k].face - p->faces] = 1;
	for (size_t i = 0; i < p->n_faces; i++)
		if (o->fonts[i])
			o->fonts[i] = ++o->id;
}

static const char *font_file(struct ofd *o, size_t at)
{
	bool cff = str_starts(o->paper->faces[at].subset, STR("OTTO"));

	return str_fmt(o->mem, "font_%u.%s", o->fonts[at], cff ? "otf" : "ttf").p;
}

static fault fonts_write(struct ofd *o)
{
	const struct paper *p = o->paper;
	struct xml *x = part_open(o, "ofd:Res");

	xml_attr(x, "BaseLoc", STR("Res"));
	if (o->id > p->n_sheets)
		xml_start(x, "ofd:Fonts");
	for (size_t i = 0; i < p->n_faces; i++)
		if (o->fonts[i]) {
			const struct face *f = &p->faces[i];
			xml_start(x, "ofd:Font");
			xml_attr_fmt(x, "ID", "%u", o->fonts[i]);
			xml_attr(x, "FontName", f->ofd_name ? str_of(f->ofd_name) : f->family);
			xml_attr(x, "FamilyName", f->family);
			if (f->subset.n)
				xml_leaf(x, "ofd:FontFile", str_of(font_file(o, i)));
			xml_end(x);
		}
	if (o->id > p->n_sheets)
		xml_end(x);
	return part_done(o, x, "Doc_0/PublicRes.xml");
}

static void font_files(struct ofd *o)
{
	for (size_t i = 0; i < o->paper->n_faces; i++)
		if (o->fonts[i] && o->paper->faces[i].subset.n)
			entry_add(o, str_fmt(o->mem, "Doc_0/Res/%s", font_file(o, i)).p, o->paper->faces[i].subset);
}

/* --- the document and the package ---------------------------------------------------------------------------------- */

static void jump(struct ofd *o, struct xml *x, const struct bookmark *b)
{
	xml_start(x, "ofd:Actions");
	xml_start(x, "ofd:Action");
	xml_attr(x, "Event", STR("CLICK"));
	xml_start(x, "ofd:Goto");
	xml_start(x, "ofd:Dest");
	xml_attr(x, "Type", STR("XYZ"));
	xml_attr_fmt(x, "PageID", "%u", b->sheet + 1);
	xml_attr(x, "Left", STR("0"));
	xml_attr(x, "Top", mm(o->mem, 1, &b->y));
	xml_attr(x, "Zoom", STR("0"));                                  /* as the reader has it */
	for (int i = 0; i < 4; i++)
		xml_end(x);
}

/* The bookmarks from `at` on that stand below `level`, each with what stands below it. */
static size_t outlines(struct ofd *o, struct xml *x, size_t at, int64_t level)
{
	const struct paper *p = o->paper;

	while (at < p->n_marks && p->marks[at].level > level) {
		const struct bookmark *b = &p->marks[at];
		xml_start(x, "ofd:OutlineElem");
		xml_attr(x, "Title", b->title);
		jump(o, x, b);
		at = outlines(o, x, at + 1, b->level);
		xml_end(x);
	}
	return at;
}

static fault document_write(struct ofd *o)
{
	const struct paper *p = o->paper;
	struct xml *x = part_open(o, "ofd:Document");

	xml_start(x, "ofd:CommonData");
	xml_leaf(x, "ofd:MaxUnitID", str_fmt(o->mem, "%u", o->id));
	page_area(o, x, "ofd:PageArea", p->sheets);
	xml_leaf(x, "ofd:PublicRes", STR("PublicRes.xml"));
	xml_end(x);
	xml_start(x, "ofd:Pages");
	for (size_t i = 0; i < p->n_sheets; i++) {
		xml_start(x, "ofd:Page");
		xml_attr_fmt(x, "ID", "%zu", i + 1);
		xml_attr_fmt(x, "BaseLoc", "Pages/Page_%zu/Content.xml", i);
		xml_end(x);
	}
	xml_end(x);
	if (p->n_marks) {
		xml_start(x, "ofd:Outlines");
		outlines(o, x, 0, -1);
		xml_end(x);
	}
	return part_done(o, x, "Doc_0/Document.xml");
}

/* SM3 over the names and bytes of all other parts and over what the root file says, with the marks of a UUID made by a rule of one's own (RFC 9562, 8). */
static struct str document_id(struct ofd *o)
{
	const struct paper *p = o->paper;
	struct str said[] = { p->title, p->author, p->subject, day_iso(o->mem, p->when) };
	struct sm3 *digest = sm3_open(o->mem);
	unsigned char bytes[SM3_BYTES];

	for (size_t i = 0; i < COUNT(said); i++) {
		sm3_add(digest, said[i].p ? said[i].p : "", said[i].n);
		sm3_add(digest, "", 1);
	}
	for (size_t i = 0; i < o->n; i++) {
		sm3_add(digest, o->entries[i].name, strlen(o->entries[i].name) + 1);
		sm3_add(digest, o->entries[i].bytes.p, o->entries[i].bytes.n);
	}
	sm3_done(digest, bytes);
	bytes[6] = (unsigned char)(0x80 | (bytes[6] & 0x0F));
	bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3F));
	return str_hex(o->mem, bytes, 16);
}

static void info(struct xml *x, const char *element, struct str said)
{
	if (said.n)
		xml_leaf(x, element, said);
}

static fault root_write(struct ofd *o)
{
	const struct paper *p = o->paper;
	struct str id = document_id(o);
	struct xml *x = part_open(o, "ofd:OFD");

	xml_attr(x, "Version", STR("1.0"));
	xml_attr(x, "DocType", STR("OFD"));
	xml_start(x, "ofd:DocBody");
	xml_start(x, "ofd:DocInfo");
	xml_leaf(x, "ofd:DocID", id);
	info(x, "ofd:Title", p->title);
	info(x, "ofd:Author", p->author);
	info(x, "ofd:Subject", p->subject);
	info(x, "ofd:CreationDate", day_iso(o->mem, p->when));
	xml_leaf(x, "ofd:Creator", STR("Nuan"));
	xml_end(x);
	xml_leaf(x, "ofd:DocRoot", STR("Doc_0/Document.xml"));
	xml_end(x);
	return part_done(o, x, "OFD.xml");
}

/* The root stands first and says the digest of all others, the document second and says the last ID of all others: written from behind, packed in order. */
static fault package_write(struct ofd *o, struct buf *ret)
{
	struct pack *pack = pack_open(o->mem);
	size_t pages = o->paper->n_sheets;

	fonts_count(o);
	TRY(fonts_write(o));
	for (size_t i = 0; i < pages; i++)
		TRY(page_write(o, i));
	font_files(o);
	TRY(document_write(o));
	TRY(root_write(o));
	for (size_t i = 1; i <= 2; i++)
		pack_add(pack, o->entries[o->n - i].name, o->entries[o->n - i].bytes);
	for (size_t i = 0; i + 2 < o->n; i++)
		pack_add(pack, o->entries[i].name, o->entries[i].bytes);
	return pack_done(pack, ret);
}

fault paper_ofd(const struct paper *p, struct buf *ret)
{
	struct ofd o = { .mem = ret->mem, .paper = p };

	if (!p->n_sheets)
		return fault_make(o.mem, BLAME_US, "paper.empty", _("文件没有一页，没有生成。请先写上内容再试。"));
	o.fonts = arena_get(o.mem, (p->n_faces + 1) * sizeof *o.fonts);
	o.entries = arena_get(o.mem, (3 + p->n_sheets + p->n_faces) * sizeof *o.entries);
	return package_write(&o, ret);
}
