/* The parts of the file and how they find one another.
 *
 * One table: each part's name, kind and relation. What Word asks for is there and nothing else; no theme, no thumbnail, no custom XML, nothing that could
 * carry a macro or a link. The properties say what the registry of an archive asks (title, issuer, number, day), taken from the document and not from
 * the clock or the user's name, so that the same document gives the same bytes.
 * Not taken: a list of relations kept in the order of writing, which every new part would shift. */
#include "doc/docx_part.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define CORE_TYPE "application/vnd.openxmlformats-package.core-properties+xml"
#define APP_TYPE "application/vnd.openxmlformats-officedocument.extended-properties+xml"

enum { MAIN, STYLES, SETTINGS, FONTS, FOOTER_ODD, FOOTER_EVEN, WIDE_ODD, WIDE_EVEN, CORE, APP, PARTS };
static const struct { const char *name, *type, *relation, *id; } parts[PARTS] = {       /* ids of footers: docx_section() */
	[MAIN]        = { "word/document.xml",  WORD "document.main+xml",      OFFICE "officeDocument",            "rId1" },
	[STYLES]      = { "word/styles.xml",    WORD "styles+xml",             OFFICE "styles",                    "rId1" },
	[SETTINGS]    = { "word/settings.xml",  WORD "settings+xml",           OFFICE "settings",                  "rId2" },
	[FONTS]       = { "word/fontTable.xml", WORD "fontTable+xml",          OFFICE "fontTable",                 "rId3" },
	[FOOTER_ODD]  = { "word/footer1.xml",   WORD "footer+xml",             OFFICE "footer",                    "rId4" },
	[FOOTER_EVEN] = { "word/footer2.xml",   WORD "footer+xml",             OFFICE "footer",                    "rId5" },
	[WIDE_ODD]    = { "word/footer3.xml",   WORD "footer+xml",             OFFICE "footer",                    "rId6" },
	[WIDE_EVEN]   = { "word/footer4.xml",   WORD "footer+xml",             OFFICE "footer",                    "rId7" },
	[CORE]        = { "docProps/core.xml",  CORE_TYPE,                     PACKAGE "relationships/metadata/core-properties", "rId2" },
	[APP]         = { "docProps/app.xml",   APP_TYPE,                      OFFICE "extended-properties",       "rId3" },
};

static fault types_of(struct arena *mem, struct str *ret)
{
	struct xml *x = xml_open(mem);

	xml_start(x, "Types");
	xml_attr(x, "xmlns", STR(PACKAGE "content-types"));
	xml_start(x, "Default");
	xml_attr(x, "Extension", STR("rels"));
	xml_attr(x, "ContentType", STR("application/vnd.openxmlformats-package.relationships+xml"));
	xml_end(x);
	xml_start(x, "Default");
	xml_attr(x, "Extension", STR("xml"));
	xml_attr(x, "ContentType", STR("application/xml"));
	xml_end(x);
	for (size_t i = 0; i < PARTS; i++) {
		xml_start(x, "Override");
		xml_attr_fmt(x, "PartName", "/%s", parts[i].name);
		xml_attr(x, "ContentType", str_of(parts[i].type));
		xml_end(x);
	}
	xml_end(x);
	return xml_done(x, ret);
}

/* of_text: of word/document.xml; else of the whole. */
static fault relations_of(struct arena *mem, bool of_text, struct str *ret)
{
	struct xml *x = xml_open(mem);

	xml_start(x, "Relationships");
	xml_attr(x, "xmlns", STR(PACKAGE "relationships"));
	for (size_t i = 0; i < PARTS; i++) {
		if (of_text != (i > MAIN && i < CORE))
			continue;
		xml_start(x, "Relationship");
		xml_attr(x, "Id", str_of(parts[i].id));
		xml_attr(x, "Type", str_of(parts[i].relation));
		xml_attr(x, "Target", str_of(of_text ? parts[i].name + sizeof("word/") - 1 : parts[i].name));
		xml_end(x);
	}
	xml_end(x);
	return xml_done(x, ret);
}

static void property(struct xml *x, const char *element, struct str value)
{
	if (value.n)
		xml_leaf(x, element, value);
}

static void instant(struct xml *x, const char *element, struct str day)
{
	xml_start(x, element);
	xml_attr(x, "xsi:type", STR("dcterms:W3CDTF"));
	xml_text(x, day);
	xml_text(x, STR("T00:00:00Z"));
	xml_end(x);
}

static fault core_of(const struct doc *doc, struct str *ret)
{
	struct xml *x = xml_open(doc->mem);

	xml_start(x, "cp:coreProperties");
	xml_attr(x, "xmlns:cp", STR(PACKAGE "metadata/core-properties"));
	xml_attr(x, "xmlns:dc", STR("http://purl.org/dc/elements/1.1/"));
	xml_attr(x, "xmlns:dcterms", STR("http://purl.org/dc/terms/"));
	xml_attr(x, "xmlns:xsi", STR("http://www.w3.org/2001/XMLSchema-instance"));
	property(x, "dc:title", doc->title);
	property(x, "dc:subject", doc->subject);
	property(x, "dc:creator", doc->author);
	property(x, "cp:lastModifiedBy", doc->author);
	property(x, "dc:language", doc->lang);
	if (day_known(doc->when)) {
		instant(x, "dcterms:created", day_iso(doc->mem, doc->when));
		instant(x, "dcterms:modified", day_iso(doc->mem, doc->when));
	}
	xml_end(x);
	return xml_done(x, ret);
}

static fault app_of(const struct doc *doc, struct str *ret)
{
	struct xml *x = xml_open(doc->mem);

	xml_start(x, "Properties");
	xml_attr(x, "xmlns", STR("http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"));
	xml_leaf(x, "Application", STR("Nuan"));
	property(x, "Company", doc->author);
	xml_end(x);
	return xml_done(x, ret);
}

fault docx_pack(const struct doc *doc, struct str text, struct buf *ret)
{
	struct str types, whole, of_text, bytes[PARTS] = { [MAIN] = text };
	struct pack *pack = pack_open(doc->mem);

	TRY(types_of(doc->mem, &types));
	TRY(relations_of(doc->mem, false, &whole));
	TRY(relations_of(doc->mem, true, &of_text));
	TRY(docx_styles(doc, &bytes[STYLES]));
	TRY(docx_settings(doc, &bytes[SETTINGS]));
	TRY(docx_font_table(doc, &bytes[FONTS]));
	TRY(docx_footer(doc, false, false, &bytes[FOOTER_ODD]));
	TRY(docx_footer(doc, false, true, &bytes[FOOTER_EVEN]));
	TRY(docx_footer(doc, true, false, &bytes[WIDE_ODD]));
	TRY(docx_footer(doc, true, true, &bytes[WIDE_EVEN]));
	TRY(core_of(doc, &bytes[CORE]));
	TRY(app_of(doc, &bytes[APP]));
	pack_add(pack, "[Content_Types].xml", types);            /* first, as readers expect */
	pack_add(pack, "_rels/.rels", whole);
	for (size_t i = 0; i < PARTS; i++)
		pack_add(pack, parts[i].name, bytes[i]);
	pack_add(pack, "word/_rels/document.xml.rels", of_text);
	return pack_done(pack, ret);
}
