/* A document as a Word file, taken apart again: every run names its Chinese font, tables say their widths twice, the words are the document's, and what a
 * part refers to is there. How it looks is not seen here; a story prints it. */
#include "../harness.h"
#include <zip.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include "base/text.h"
#include "doc/doc.h"

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
static const char *const xml_parts[] = { "word/document.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml",
	"docProps/core.xml", "docProps/app.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels" };

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }
static void drop_xml(void *p) { xmlFreeDoc(p); }
static void drop_xpath(void *p) { xmlXPathFreeContext(p); }

/* --- documents ----------------------------------------------------------------------------------------------------- */

static struct part *add(struct doc *d, enum block kind, int level, const char *one, const char *two)
{
	struct part *p = doc_add(d, kind);

	p->level = level;
	doc_text_span(d, p, str_of(one));
	doc_text_span(d, p, two ? str_of(two) : STR_NONE);
	return p;
}

static void cells_add(struct doc *d, struct part *table, bool head, const char *first, const char *second, const char *third)
{
	struct part *row = doc_row(d, table, head);

	doc_text_span(d, doc_cell(d, row), str_of(first));
	doc_text_span(d, doc_cell(d, row), str_of(second));
	if (third)
		doc_text_span(d, doc_cell(d, row), str_of(third));
}

static struct doc *bulletin(struct arena *a)
{
	struct doc *d = doc_new(a, STR("江州市总工会2019年1月工作完成情况"));

	d->author = STR("江州市总工会"), d->subject = STR("第2期");
	assert_true(day_make(2019, 2, 12, &d->when));
	add(d, B_ISSUER, 0, "江州市总工会", "2019年2月12日");
	add(d, B_TITLE, 0, "江州市总工会2019年1月工作完成情况", NULL);
	struct part *p = doc_add(d, B_PARA);
	doc_heading_span(d, p, STR("一、送温暖活动扎实开展。"));
	doc_text_span(d, p, STR("慰问困难职工"));
	doc_number_span(d, p, (struct number){ .shown = STR("1796人"), .indicator = STR("aid.visited"), .value = STR("1796") });
	doc_text_span(d, p, STR("，覃𬭎毅<&>“五送”——……。"));
	struct part *table = doc_add(d, B_TABLE);
	cells_add(d, table, true, "县市区", "慰问（人）", "说明");
	cells_add(d, table, false, "江岭县", "1,203", "含乡镇");
	cells_add(d, table, false, "洪波市", "903", NULL);
	add(d, B_NOTE, 0, "注：洪波市未报。", NULL);
	add(d, B_SEND, 0, "报：", "省总工会。");
	add(d, B_SEND, 0, "发：", "各县市区总工会。");
	add(d, B_FOOT, 0, "查验码 4d0b", NULL);
	return d;
}

static struct doc *notice(struct arena *a)
{
	struct doc *d = doc_new(a, STR("关于做好送清凉活动的通知"));

	d->form = FORM_RED_HEAD, d->when = DAY_NONE;
	add(d, B_MARK, 0, "江州市总工会文件", NULL);
	add(d, B_NUMBER, 0, "江工发〔2020〕8号", "签发人：赵春喆");
	add(d, B_TITLE, 0, "江州市总工会关于进一步做好2020年夏季送清凉活动和高温天气职工劳动安全健康工作的通知", NULL);
	add(d, B_TO, 0, "各县市区总工会：", NULL);
	add(d, B_HEADING, 1, "一、总体要求", NULL);
	add(d, B_HEADING, 2, "（一）目标", NULL);
	add(d, B_PARA, 0, "正文。", NULL);
	add(d, B_ATTACHED, 0, "附件：1. 统计表", "2. 安排");
	add(d, B_SIGN, 1, "江州市总工会", "2020年6月8日");
	add(d, B_REMARK, 0, "（此件公开）", NULL);
	add(d, B_ANNEX, 1, "附件1", NULL);
	add(d, B_TITLE, 0, "统计表", NULL);
	cells_add(d, doc_add(d, B_TABLE), true, "项目", "数", NULL);
	add(d, B_ANNEX, 0, "附件2", NULL);
	add(d, B_TITLE, 0, "安排", NULL);
	add(d, B_PARA, 0, "第一步。", NULL);
	add(d, B_SEND, 0, "抄送：", "省总工会。");
	add(d, B_IMPRINT, 0, "江州市总工会办公室", "2020年6月9日印发");
	return d;
}

/* --- taken apart --------------------------------------------------------------------------------------------------- */

static struct str docx(const struct doc *d)
{
	struct buf b = { .mem = d->mem };

	assert_good(doc_docx(d, &b));
	return buf_str(&b);
}

static struct str part_bytes(struct arena *a, struct str docx_bytes, const char *name)
{
	zip_source_t *source = zip_source_buffer_create(docx_bytes.p, docx_bytes.n, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	zip_stat_t about;

	assert_non_null(zip);
	if (zip_stat(zip, name, 0, &about))
		fail_msg("no part %s", name);
	char *bytes = arena_get(a, about.size + 1);
	zip_file_t *file = zip_fopen(zip, name, 0);
	assert_int_equal(zip_fread(file, bytes, about.size), about.size);
	zip_fclose(file);
	zip_discard(zip);
	return (struct str){ bytes, about.size };
}

static xmlXPathContextPtr part_of(struct arena *a, struct str docx_bytes, const char *name)
{
	struct str bytes = part_bytes(a, docx_bytes, name);
	xmlDocPtr doc = xmlReadMemory(bytes.p, (int)bytes.n, name, NULL, XML_PARSE_NONET);

	if (!doc)
		fail_msg("%s is not well-formed", name);
	arena_later(a, drop_xml, doc);
	xmlXPathContextPtr x = xmlXPathNewContext(doc);
	arena_later(a, drop_xpath, x);
	xmlXPathRegisterNs(x, (const xmlChar *)"w", (const xmlChar *)WORD);
	xmlXPathRegisterNs(x, (const xmlChar *)"r", (const xmlChar *)RELATIONS);
	return x;
}

static double number_of(xmlXPathContextPtr x, const char *path)
{
	xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, x);

	if (!found)
		fail_msg("not an XPath: %s", path);
	double n = xmlXPathCastToNumber(found);
	xmlXPathFreeObject(found);
	return n;
}

/* As often as said; a path that counts nothing anywhere would prove nothing, so tests say how many they expect. */
#define assert_count(x, path, want) assert_int_equal((int)number_of(x, "count(" path ")"), want)

static struct str string_of(struct arena *a, xmlXPathContextPtr x, const char *path)
{
	xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)path, x);
	xmlChar *text = xmlXPathCastToString(found);
	struct str s = str_copy(a, str_of((const char *)text));

	xmlFree(text);
	xmlXPathFreeObject(found);
	return s;
}

/* The text of all w:t, without what separates them. */
static struct str words_of(struct arena *a, xmlXPathContextPtr x)
{
	xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)"//w:t", x);
	struct buf b = { .mem = a };

	for (int i = 0; i < found->nodesetval->nodeNr; i++) {
		xmlChar *text = xmlNodeGetContent(found->nodesetval->nodeTab[i]);
		buf_puts(&b, (const char *)text);
		xmlFree(text);
	}
	xmlXPathFreeObject(found);
	return buf_str(&b);
}

/* What a writer may add or leave out: blanks, the ends of lines, a rule under a head. */
static struct str bare(struct arena *a, struct str text)
{
	struct buf b = { .mem = a };

	while (text.n) {
		uint32_t c = text_next(&text);
		if (!text_blank(c) && c != '-')
			text_add(&b, c);
	}
	return buf_str(&b);
}

/* --- tests --------------------------------------------------------------------------------------------------------- */

static void runs_name_their_fonts(void **state)
{
	struct doc *docs[] = { bulletin(*state), notice(*state) };

	for (size_t i = 0; i < COUNT(docs); i++) {
		struct str bytes = docx(docs[i]);
		for (size_t k = 0; k < COUNT(xml_parts); k++) {
			xmlXPathContextPtr x = part_of(*state, bytes, xml_parts[k]);
			assert_count(x, "//w:r[not(w:rPr/w:rFonts[@w:eastAsia and @w:ascii and @w:hAnsi and @w:hint = 'eastAsia'])]", 0);
			assert_count(x, "//@*[contains(local-name(), 'Theme') or contains(local-name(), 'theme')]", 0);
		}
		assert_true(number_of(part_of(*state, bytes, "word/document.xml"), "count(//w:r)") > 20);
	}
}

static void tables_say_widths_twice(void **state)
{
	xmlXPathContextPtr x = part_of(*state, docx(bulletin(*state)), "word/document.xml");

	assert_count(x, "//w:tbl", 1);
	assert_count(x, "//w:tbl[w:tblPr/w:tblLayout/@w:type = 'fixed']", 1);
	assert_count(x, "//w:tbl/w:tblGrid/w:gridCol", 3);
	assert_count(x, "//w:tr", 3);
	assert_count(x, "//w:tr[count(w:tc) = 3]", 3);                   /* the short row too */
	assert_count(x, "//w:tc[w:tcPr/w:tcW/@w:type = 'dxa' and w:p]", 9);
	for (int i = 1; i <= 3; i++)
		assert_int_equal((int)number_of(x, str_fmt(*state, "count(//w:tc[%d][w:tcPr/w:tcW/@w:w = //w:gridCol[%d]/@w:w])", i, i).p), 3);
	assert_true(number_of(x, "sum(//w:gridCol/@w:w)") == number_of(x, "number(//w:tblW/@w:w)"));
	assert_count(x, "//w:tr[w:trPr/w:tblHeader]", 1);
	assert_count(x, "//w:tr[w:trPr/w:cantSplit and w:trPr/w:trHeight/@w:hRule = 'atLeast']", 3);
	assert_count(x, "//w:tc[2][w:p/w:pPr/w:jc/@w:val = 'right']", 3);
	assert_count(x, "//w:tc[1][w:p/w:pPr/w:jc/@w:val = 'right']", 0);
}

static void words_are_the_documents(void **state)
{
	struct doc *docs[] = { bulletin(*state), notice(*state) };

	for (size_t i = 0; i < COUNT(docs); i++) {
		struct buf text = { .mem = *state };
		doc_text(docs[i], &text);
		struct str want = bare(*state, buf_str(&text)), got = bare(*state, words_of(*state, part_of(*state, docx(docs[i]), "word/document.xml")));
		assert_true(want.n > 100);
		assert_text(got, str_c(*state, want));
	}
}

static void nothing_unseen_is_written(void **state)
{
	struct doc *d = doc_new(*state, STR("标题"));

	d->when = DAY_NONE;
	doc_text_span(d, doc_add(d, B_PARA), STR("甲\u202E乙\u200B\x01丙\uFEFF\u2066丁\r\n戊\t己"));
	assert_text(words_of(*state, part_of(*state, docx(d), "word/document.xml")), "甲乙丙丁 戊 己");
}

static void same_document_same_bytes(void **state)
{
	struct str one = docx(bulletin(*state)), other = docx(bulletin(*state));

	assert_true(str_eq(one, other));
	assert_true(!str_eq(one, docx(notice(*state))));
}

static void references_resolve(void **state)
{
	struct str bytes = docx(notice(*state));
	xmlXPathContextPtr types = part_of(*state, bytes, "[Content_Types].xml"), whole = part_of(*state, bytes, "_rels/.rels"),
		of_text = part_of(*state, bytes, "word/_rels/document.xml.rels"), text = part_of(*state, bytes, "word/document.xml"),
		styles = part_of(*state, bytes, "word/styles.xml");

	assert_count(types, "//*[local-name() = 'Override']", 10);
	for (int i = 1; i <= 10; i++)
		part_bytes(*state, bytes, string_of(*state, types, str_fmt(*state, "substring((//*[local-name() = 'Override'])[%d]/@PartName, 2)", i).p).p);
	assert_count(whole, "//*[local-name() = 'Relationship']", 3);
	assert_count(of_text, "//*[local-name() = 'Relationship']", 7);
	for (int i = 1; i <= 3; i++)
		part_bytes(*state, bytes, string_of(*state, whole, str_fmt(*state, "(//*[local-name() = 'Relationship'])[%d]/@Target", i).p).p);
	for (int i = 1; i <= 7; i++)
		part_bytes(*state, bytes, string_of(*state, of_text, str_fmt(*state, "concat('word/', (//*[local-name() = 'Relationship'])[%d]/@Target)", i).p).p);
	assert_count(text, "//w:footerReference", 6);                   /* three sections */
	for (int i = 1; i <= 6; i++) {
		struct str id = string_of(*state, text, str_fmt(*state, "(//w:footerReference)[%d]/@r:id", i).p);
		struct str target = string_of(*state, of_text, str_fmt(*state, "//*[@Id = '%s']/@Target", id.p).p);
		int wide = i == 3 || i == 4;
		assert_text(target, ((const char *[]){ "footer1.xml", "footer2.xml", "footer3.xml", "footer4.xml" })[2 * wide + (i + 1) % 2]);
	}
	int used = (int)number_of(text, "count(//w:pStyle)");
	assert_true(used > 15);
	for (int i = 1; i <= used; i++) {
		struct str id = string_of(*state, text, str_fmt(*state, "(//w:pStyle)[%d]/@w:val", i).p);
		assert_int_equal((int)number_of(styles, str_fmt(*state, "count(//w:style[@w:styleId = '%s'])", id.p).p), 1);
	}
}

static void the_page_is_the_standards(void **state)
{
	struct str bytes = docx(notice(*state));
	xmlXPathContextPtr x = part_of(*state, bytes, "word/document.xml"), styles = part_of(*state, bytes, "word/styles.xml"),
		settings = part_of(*state, bytes, "word/settings.xml");

	assert_count(x, "//w:sectPr", 3);
	assert_count(x, "//w:sectPr[w:pgSz/@w:w = 11906 and w:pgSz/@w:h = 16838]", 2);
	assert_count(x, "//w:sectPr[w:pgSz/@w:orient = 'landscape']", 1);
	double rows = number_of(x, "floor((//w:pgSz/@w:h - //w:pgMar/@w:top - //w:pgMar/@w:bottom) div //w:docGrid/@w:linePitch)");
	assert_int_equal((int)rows, 22);
	assert_int_equal((int)number_of(x, "floor((//w:pgSz/@w:w - //w:pgMar/@w:left - //w:pgMar/@w:right) div 316)"), 28);      /* 15.8 pt */
	assert_count(styles, "//w:style[@w:default = '1'][w:pPr/w:kinsoku/@w:val = 1][w:pPr/w:overflowPunct/@w:val = 0]"
		"[w:pPr/w:autoSpaceDE/@w:val = 0][w:pPr/w:autoSpaceDN/@w:val = 0]", 1);
	assert_count(styles, "//w:style[w:name/@w:val = '公文标题']/w:pPr/w:outlineLvl[@w:val = 0]", 1);
	assert_count(styles, "//w:style[w:name/@w:val = '一级标题']/w:pPr/w:outlineLvl[@w:val = 1]", 1);
	assert_count(settings, "//w:evenAndOddHeaders", 1);
	assert_count(part_of(*state, bytes, "word/footer1.xml"), "//w:jc[@w:val = 'right']", 1);
	assert_count(part_of(*state, bytes, "word/footer2.xml"), "//w:jc[@w:val = 'left']", 1);
	assert_count(x, "//w:framePr[@w:vAnchor = 'margin' and @w:yAlign = 'bottom']", 5);      /* two lines between three rules */
}

static void properties_are_the_documents(void **state)
{
	struct str core = part_bytes(*state, docx(bulletin(*state)), "docProps/core.xml");

	assert_holds(core, ">江州市总工会2019年1月工作完成情况</dc:title>");
	assert_holds(core, ">江州市总工会</dc:creator>");
	assert_holds(core, ">第2期</dc:subject>");
	assert_holds(core, ">2019-02-12T00:00:00Z</dcterms:created>");
	core = part_bytes(*state, docx(notice(*state)), "docProps/core.xml");
	assert_true(str_find(core, STR("dcterms:created")) == SIZE_MAX);        /* no day yet, and no clock in its place */
}

/* GB/T 9704-2012 7.3.5: where signature and date stand, in twips from the right edge. */
static void signature_stands_by_rule(void **state)
{
	static const struct { int level; const char *name; int right_name, right_date; } cases[] = {
		{ 0, "江州市总工会办公室和人社局", 632, 2212 },         /* 13 cells; the date, 6 cells, begins 2 right of it */
		{ 0, "市总工会",                   1896, 632 },         /* 4 cells: the date is longer */
		{ 1, "江州市总工会办公室",         790, 1264 },         /* sealed: the date 4 in, the name over its middle */
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct doc *d = doc_new(*state, STR("标题"));
		d->when = DAY_NONE;
		add(d, B_SIGN, cases[i].level, cases[i].name, "2020年6月8日");
		xmlXPathContextPtr x = part_of(*state, docx(d), "word/document.xml");
		assert_int_equal((int)number_of(x, "(//w:pPr[w:pStyle/@w:val = 'Sign'])[1]/w:ind/@w:right"), cases[i].right_name);
		assert_int_equal((int)number_of(x, "(//w:pPr[w:pStyle/@w:val = 'Sign'])[2]/w:ind/@w:right"), cases[i].right_date);
	}
}

/* Names side by side, the day below the last; the names of a mark below one another, 文件 beside them. */
static void several_issuers(void **state)
{
	struct doc *d = doc_new(*state, STR("标题"));
	struct part *p;

	d->form = FORM_RED_HEAD, d->when = DAY_NONE;
	add(d, B_URGENT, 0, "特急", NULL);
	p = add(d, B_MARK, 0, "江州市总工会", "江州市人力资源和社会保障局");
	doc_text_span(d, p, STR("文件"));
	p = add(d, B_SIGN, 1, "江州市总工会", "江州市人力资源和社会保障局");
	doc_text_span(d, p, STR("江州市工商业联合会"));
	doc_text_span(d, p, STR("2020年6月8日"));
	xmlXPathContextPtr x = part_of(*state, docx(d), "word/document.xml");
	assert_count(x, "//w:tbl", 2);
	assert_count(x, "//w:tbl[.//w:tblBorders]", 0);
	assert_text(string_of(*state, x, "//w:body/w:p[1][w:pPr/w:pStyle/@w:val = 'Urgency']"), "特急");
	assert_text(string_of(*state, x, "//w:tbl[1]/w:tr/w:tc[1]/w:p[1]"), "江州市总工会");
	assert_text(string_of(*state, x, "//w:tbl[1]/w:tr/w:tc[1]/w:p[2]"), "江州市人力资源和社会保障局");
	assert_text(string_of(*state, x, "//w:tbl[1]/w:tr/w:tc[2]"), "文件");
	assert_count(x, "//w:tbl[2]/w:tr[1]/w:tc", 2);
	assert_text(string_of(*state, x, "//w:tbl[2]/w:tr[1]/w:tc[2]"), "江州市人力资源和社会保障局");
	assert_text(string_of(*state, x, "//w:tbl[2]/w:tr[2]/w:tc[2]"), "江州市工商业联合会");
	assert_text(string_of(*state, x, "//w:tbl[2]/w:tr[3]/w:tc[2]"), "2020年6月8日");
	assert_count(x, "//w:tbl[2]//w:p[w:pPr/w:jc/@w:val = 'center']", 6);
}

/* A sheet on its side bears its number where the others do, turned with it. */
static void number_of_a_wide_page(void **state)
{
	struct str bytes = docx(notice(*state));

	for (int i = 1; i <= 4; i++) {
		struct str name = str_fmt(*state, "word/footer%d.xml", i);
		xmlXPathContextPtr x = part_of(*state, bytes, name.p);
		assert_int_equal((int)number_of(x, "count(//*[local-name() = 'textbox'][@style = 'layout-flow:vertical']//w:instrText)"), i > 2);
		assert_count(x, "//w:instrText", 1);
	}
}

static void odd_documents_stand(void **state)
{
	struct doc *d = doc_new(*state, STR("空"));

	d->when = DAY_NONE;
	assert_count(part_of(*state, docx(d), "word/document.xml"), "/w:document/w:body[w:p and w:sectPr]", 1);
	for (enum block kind = B_ISSUER; kind <= B_FOOT; kind++)
		doc_add(d, kind);                                        /* no words at all */
	part_of(*state, docx(d), "word/document.xml");
	d = doc_new(*state, STR("两表"));
	d->when = DAY_NONE;
	cells_add(d, doc_add(d, B_TABLE), false, "一", "二", NULL);
	cells_add(d, doc_add(d, B_TABLE), false, "三", "四", NULL);
	xmlXPathContextPtr x = part_of(*state, docx(d), "word/document.xml");
	assert_count(x, "//w:tbl", 2);
	assert_count(x, "//w:tbl[following-sibling::*[1][self::w:p]]", 2);      /* or Word joins them, and repairs the file */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(runs_name_their_fonts, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(tables_say_widths_twice, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(words_are_the_documents, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(nothing_unseen_is_written, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(same_document_same_bytes, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(references_resolve, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(the_page_is_the_standards, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(properties_are_the_documents, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(signature_stands_by_rule, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(several_issuers, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(number_of_a_wide_page, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(odd_documents_stand, open_arena, close_arena),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
