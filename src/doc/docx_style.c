/* How a document of the house looks in Word: one table of paragraph styles, one of fonts, and the settings that keep Chinese lines as they are.
 *
 * The styles are what an officer picks from the gallery (公文标题, 一级标题, 主送机关 …) and what the navigation pane is built from: the title is
 * outline level 1, the headings 2 to 5. A paragraph of the text carries its style and, where the standard's rule depends on the words (a hanging
 * indent, a date under a name), its own numbers; so a change of style changes the paper.
 *
 * Names of fonts: 仿宋, 楷体, 黑体, 宋体 are in every Chinese Windows since Vista and hold the rare characters of names; 仿宋_GB2312 and 楷体_GB2312,
 * which the trade still names, are often missing and lack what GB 2312 lacks, so they are the alternatives in the font table, not the names. 方正小标宋简体
 * is what offices install for titles; where it is not, the table says 宋体. Titles are not set bold: that would blacken the true face. LibreOffice takes
 * what the system offers for each name. No theme part is written: a theme's fonts beat named ones.
 *
 * Style names do not repeat Word's own (标题, 正文, 页脚 are what it calls Title, Normal, footer), or it would merge or rename them; Normal itself is there
 * and Word shows it as 正文.
 * Not taken: a grid of characters (28 a line in the page setup). LibreOffice gives a 16 pt character two cells of 15.8 pt, 14 a line; closer characters do the
 * same everywhere. heading 1 … 9: their looks are fixed in readers (WPS recolours them), and a run-in heading is no paragraph of its own. */
#include "doc/docx_part.h"

enum { PITCH_TITLE = 680, PITCH_NOTE = DOCX_ROW * 3 / 4, PITCH_IMPRINT = 520, PITCH_CELL = 360, PITCH_FOOT = 187, PITCH_FOLIO = 400, LEAST = 20 };

const char *const docx_fonts[ROLE_COUNT] = {
	[ROLE_FANG] = "仿宋", [ROLE_KAI] = "楷体", [ROLE_HEI] = "黑体", [ROLE_TITLE] = "方正小标宋简体", [ROLE_FOLIO] = "宋体", [ROLE_RARE] = "仿宋",
};

const struct docx_look_row docx_looks[LOOKS] = {
	[LOOK_BASE]        = { "Normal",       "Normal",         ROLE_FANG,  32, DOCX_ROW,      0, 0, "both",   false, -1 },
	[LOOK_URGENT]      = { "Urgency",      "紧急程度",       ROLE_HEI,   32, DOCX_ROW,      0, 0, "left",   true,  -1 },
	[LOOK_MARK]        = { "Mark",         "发文机关标志",   ROLE_TITLE, 116, 1240,         0, 0, "center", true,  -1 },
	[LOOK_NUMBER]      = { "Number",       "发文字号",       ROLE_FANG,  32, DOCX_ROW,      0, 0, "center", true,  -1 },
	[LOOK_ISSUER]      = { "Issuer",       "编发单位和日期", ROLE_FANG,  32, DOCX_ROW,      0, 0, "left",   true,  -1 },
	[LOOK_TITLE]       = { "DocTitle",     "公文标题",       ROLE_TITLE, 44, PITCH_TITLE,   0, 0, "center", true,   0 },
	[LOOK_TO]          = { "To",           "主送机关",       ROLE_FANG,  32, DOCX_ROW,      0, 0, "both",   false, -1 },
	[LOOK_BODY]        = { "Body",         "公文正文",       ROLE_FANG,  32, DOCX_ROW,      2, 0, "both",   false, -1 },
	[LOOK_HEAD_1]      = { "Head1",        "一级标题",       ROLE_HEI,   32, DOCX_ROW,      2, 0, "both",   true,   1 },
	[LOOK_HEAD_2]      = { "Head2",        "二级标题",       ROLE_KAI,   32, DOCX_ROW,      2, 0, "both",   true,   2 },
	[LOOK_HEAD_3]      = { "Head3",        "三级标题",       ROLE_FANG,  32, DOCX_ROW,      2, 0, "both",   true,   3 },
	[LOOK_HEAD_4]      = { "Head4",        "四级标题",       ROLE_FANG,  32, DOCX_ROW,      2, 0, "both",   true,   4 },
	[LOOK_OPEN_1]      = { "Open1",        "一级标题段",     ROLE_FANG,  32, DOCX_ROW,      2, 0, "both",   false,  1 },
	[LOOK_OPEN_2]      = { "Open2",        "二级标题段",     ROLE_FANG,  32, DOCX_ROW,      2, 0, "both",   false,  2 },
	[LOOK_OPEN_3]      = { "Open3",        "三级标题段",     ROLE_FANG,  32, DOCX_ROW,      2, 0, "both",   false,  3 },
	[LOOK_OPEN_4]      = { "Open4",        "四级标题段",     ROLE_FANG,  32, DOCX_ROW,      2, 0, "both",   false,  4 },
	[LOOK_ATTACHED]    = { "Attached",     "附件说明",       ROLE_FANG,  32, DOCX_ROW,      0, 0, "left",   false, -1 },
	[LOOK_SIGN]        = { "Sign",         "署名和成文日期", ROLE_FANG,  32, DOCX_ROW,      0, 0, "right",  false, -1 },
	[LOOK_REMARK]      = { "Remark",       "附注",           ROLE_FANG,  32, DOCX_ROW,      2, 0, "both",   false, -1 },
	[LOOK_ANNEX]       = { "Annex",        "附件序号",       ROLE_HEI,   32, DOCX_ROW,      0, 0, "left",   true,  -1 },
	[LOOK_ANNEX_TITLE] = { "AnnexTitle",   "附件标题",       ROLE_TITLE, 44, PITCH_TITLE,   0, 0, "center", true,   0 },
	[LOOK_NOTE]        = { "Note",         "小字说明",       ROLE_FANG,  24, PITCH_NOTE,    2, 0, "both",   false, -1 },
	[LOOK_CELL]        = { "Cell",         "表格",           ROLE_FANG,  24, PITCH_CELL,    0, 0, "left",   false, -1 },
	[LOOK_CELL_HEAD]   = { "CellHead",     "表头",           ROLE_HEI,   24, PITCH_CELL,    0, 0, "left",   true,  -1 },
	[LOOK_IMPRINT]     = { "Imprint",      "版记",           ROLE_FANG,  28, PITCH_IMPRINT, 0, 0, "both",   false, -1 },
	[LOOK_RULE]        = { "ImprintRule",  "版记分隔线",     ROLE_FANG,   2, LEAST,         0, 0, "left",   false, -1 },
	[LOOK_FOOT]        = { "Check",        "查验说明",       ROLE_FANG,  13, PITCH_FOOT,    0, 0, "left",   false, -1 },
	[LOOK_FOLIO]       = { "Folio",        "页码",           ROLE_FOLIO, 28, PITCH_FOLIO,   0, 0, "right",  false, -1 },
	[LOOK_END]         = { "End",          "文末",           ROLE_FANG,   2, LEAST,         0, 0, "left",   false, -1 },
};

/* --- elements --- */

void docx_value(struct xml *x, const char *element, const char *value)
{
	xml_start(x, element);
	xml_attr(x, "w:val", str_of(value));
	xml_end(x);
}

void docx_int(struct xml *x, const char *element, int value)
{
	xml_start(x, element);
	xml_attr_fmt(x, "w:val", "%d", value);
	xml_end(x);
}

void docx_fonts_of(struct xml *x, enum role role, bool hint)
{
	struct str name = str_of(docx_fonts[role]);

	xml_start(x, "w:rFonts");
	if (hint)
		xml_attr(x, "w:hint", STR("eastAsia"));
	xml_attr(x, "w:ascii", name);
	xml_attr(x, "w:hAnsi", name);
	xml_attr(x, "w:eastAsia", name);
	xml_attr(x, "w:cs", name);
	xml_end(x);
}

static struct xml *part_open(const struct doc *doc, const char *root)
{
	struct xml *x = xml_open(doc->mem);

	xml_start(x, root);
	xml_attr(x, "xmlns:w", STR("http://schemas.openxmlformats.org/wordprocessingml/2006/main"));
	return x;
}

/* --- styles.xml --- */

static void sizes_out(struct xml *x, int half_points)
{
	docx_int(x, "w:sz", half_points);
	docx_int(x, "w:szCs", half_points);
}

static void defaults_out(struct xml *x, const struct doc *doc)
{
	xml_start(x, "w:docDefaults");
	xml_start(x, "w:rPrDefault");
	xml_start(x, "w:rPr");
	docx_fonts_of(x, ROLE_FANG, false);
	docx_int(x, "w:kern", 0);
	sizes_out(x, docx_looks[LOOK_BASE].half_points);
	xml_start(x, "w:lang");
	xml_attr(x, "w:val", STR("en-US"));
	xml_attr(x, "w:eastAsia", doc->lang);
	xml_end(x);
	xml_end(x);
	xml_end(x);
	xml_leaf(x, "w:pPrDefault", STR_NONE);
	xml_end(x);
}

/* Chinese lines: no mark begins one, none hangs over its end, no blank is put between Han and figures; 22 lines fill a page, widows or not.
 * (LibreOffice 7.4 reads overflowPunct the other way round and puts the blanks all the same: its lines are not Word's.) */
static void line_rules_out(struct xml *x)
{
	docx_int(x, "w:kinsoku", 1);
	docx_int(x, "w:wordWrap", 1);
	docx_int(x, "w:overflowPunct", 0);
	docx_int(x, "w:topLinePunct", 0);
	docx_int(x, "w:autoSpaceDE", 0);
	docx_int(x, "w:autoSpaceDN", 0);
}

static void spacing_out(struct xml *x, const struct docx_look_row *look)
{
	xml_start(x, "w:spacing");
	xml_attr_fmt(x, "w:before", "%d", look->before * DOCX_ROW);
	xml_attr(x, "w:after", STR("0"));
	xml_attr_fmt(x, "w:line", "%d", look->line);
	xml_attr(x, "w:lineRule", STR("exact"));
	xml_end(x);
}

static void indent_out(struct xml *x, const struct docx_look_row *look)
{
	if (!look->first)
		return;
	xml_start(x, "w:ind");
	xml_attr_fmt(x, "w:firstLineChars", "%d", look->first * 100);
	xml_attr_fmt(x, "w:firstLine", "%d", docx_cells(look->first * 1000, look->half_points));
	xml_end(x);
}

static void look_out(struct xml *x, enum docx_look which)
{
	const struct docx_look_row *look = &docx_looks[which];
	bool base = which == LOOK_BASE;

	xml_start(x, "w:style");
	xml_attr(x, "w:type", STR("paragraph"));
	if (base)
		xml_attr(x, "w:default", STR("1"));
	else
		xml_attr(x, "w:customStyle", STR("1"));
	xml_attr(x, "w:styleId", str_of(look->id));
	docx_value(x, "w:name", look->name);
	if (!base)
		docx_value(x, "w:basedOn", docx_looks[LOOK_BASE].id);
	if (look->outline >= 0)
		docx_value(x, "w:next", docx_looks[LOOK_BODY].id);
	xml_leaf(x, "w:qFormat", STR_NONE);
	xml_start(x, "w:pPr");
	if (look->keep)
		xml_leaf(x, "w:keepNext", STR_NONE);
	if (base) {
		docx_int(x, "w:widowControl", 0);
		line_rules_out(x);
	}
	if (look->line != DOCX_ROW)
		docx_int(x, "w:snapToGrid", 0);
	spacing_out(x, look);
	indent_out(x, look);
	docx_value(x, "w:jc", look->align);
	if (look->outline >= 0)
		docx_int(x, "w:outlineLvl", look->outline);
	xml_end(x);
	xml_start(x, "w:rPr");
	docx_fonts_of(x, look->role, false);
	if (which == LOOK_MARK || which == LOOK_FOOT) {
		xml_start(x, "w:color");
		xml_attr_fmt(x, "w:val", "%06X", which == LOOK_MARK ? DOCX_RED : DOCX_GREY);
		xml_end(x);
	}
	docx_int(x, "w:spacing", look->half_points == docx_looks[LOOK_BASE].half_points ? DOCX_GAP : 0);
	sizes_out(x, look->half_points);
	xml_end(x);
	xml_end(x);
}

fault docx_styles(const struct doc *doc, struct str *ret)
{
	struct xml *x = part_open(doc, "w:styles");

	defaults_out(x, doc);
	for (enum docx_look i = 0; i < LOOKS; i++)
		look_out(x, i);
	xml_end(x);
	return xml_done(x, ret);
}

/* --- settings.xml --- */

fault docx_settings(const struct doc *doc, struct str *ret)
{
	struct xml *x = part_open(doc, "w:settings");

	docx_int(x, "w:defaultTabStop", 420);
	xml_leaf(x, "w:evenAndOddHeaders", STR_NONE);
	docx_value(x, "w:characterSpacingControl", "doNotCompress");
	xml_start(x, "w:compat");
	xml_leaf(x, "w:doNotExpandShiftReturn", STR_NONE);
	xml_leaf(x, "w:useFELayout", STR_NONE);
	xml_start(x, "w:compatSetting");
	xml_attr(x, "w:name", STR("compatibilityMode"));
	xml_attr(x, "w:uri", STR("http://schemas.microsoft.com/office/word"));
	xml_attr(x, "w:val", STR("15"));
	xml_end(x);
	xml_end(x);
	xml_end(x);
	return xml_done(x, ret);
}

/* --- fontTable.xml --- */

/* alternatives: what stands in, best first; panose: family, serif, weight … by which a reader finds something alike. */
static const struct { enum role role; const char *alternatives, *panose, *family, *pitch; } FONTS[] = {
	{ ROLE_FANG,  "仿宋_GB2312,FangSong,方正仿宋_GBK,FandolFang R",              "02010609060101010101", "modern", "fixed"    },
	{ ROLE_KAI,   "楷体_GB2312,KaiTi,方正楷体_GBK,AR PL KaitiM GB",              "02010609060101010101", "modern", "fixed"    },
	{ ROLE_HEI,   "SimHei,方正黑体_GBK,Noto Sans CJK SC",                        "02010609060101010101", "modern", "fixed"    },
	{ ROLE_TITLE, "方正小标宋_GBK,FZXiaoBiaoSong-B05S,宋体,Noto Serif CJK SC",   "02010601030101010101", "auto",   "variable" },
	{ ROLE_FOLIO, "SimSun,Noto Serif CJK SC",                                    "02010600030101010101", "auto",   "variable" },
};

fault docx_font_table(const struct doc *doc, struct str *ret)
{
	struct xml *x = part_open(doc, "w:fonts");

	for (size_t i = 0; i < COUNT(FONTS); i++) {
		xml_start(x, "w:font");
		xml_attr(x, "w:name", str_of(docx_fonts[FONTS[i].role]));
		docx_value(x, "w:altName", FONTS[i].alternatives);
		docx_value(x, "w:panose1", FONTS[i].panose);
		docx_value(x, "w:charset", "86");
		docx_value(x, "w:family", FONTS[i].family);
		docx_value(x, "w:pitch", FONTS[i].pitch);
		xml_end(x);
	}
	xml_end(x);
	return xml_done(x, ret);
}

/* --- footer1.xml (odd), footer2.xml (even): — 1 —; footer3.xml, footer4.xml: the same on a sheet on its side --- */

static void field_mark(struct docx *d, const char *type)
{
	xml_start(d->x, "w:r");
	xml_start(d->x, "w:rPr");
	docx_fonts_of(d->x, ROLE_FOLIO, true);
	xml_end(d->x);
	xml_start(d->x, "w:fldChar");
	xml_attr(d->x, "w:fldCharType", str_of(type));
	xml_end(d->x);
	xml_end(d->x);
}

/* Where the upright sheet has its foot: at the left, 25 mm in, turned clockwise. Nothing but a text box turns words in a footer; in the old vocabulary,
 * which Word, WPS and LibreOffice all read, it needs no second copy. */
static void turned_open(struct docx *d)
{
	docx_para_open(d, &(struct docx_para){ .look = LOOK_FOLIO });
	xml_start(d->x, "w:r");
	xml_start(d->x, "w:pict");
	xml_start(d->x, "v:shape");
	xml_attr(d->x, "coordsize", STR("21600,21600"));
	xml_attr(d->x, "path", STR("m,l,21600r21600,l21600,xe"));
	xml_attr(d->x, "stroked", STR("f"));
	xml_attr(d->x, "filled", STR("f"));
	xml_attr(d->x, "style", STR("position:absolute;margin-left:71pt;margin-top:79.4pt;width:20pt;height:442.2pt;"
		"mso-position-horizontal-relative:page;mso-position-vertical-relative:page"));
	xml_start(d->x, "v:textbox");
	xml_attr(d->x, "style", STR("layout-flow:vertical"));
	xml_attr(d->x, "inset", STR("0,0,0,0"));
	xml_start(d->x, "w:txbxContent");
}

static void turned_close(struct docx *d)
{
	enum { OPENED = 6 };                                     /* w:txbxContent … w:p */

	for (int i = 0; i < OPENED; i++)
		xml_end(d->x);
}

static void folio_out(struct docx *d, bool even)
{
	int cell = docx_cells(1000, docx_looks[LOOK_FOLIO].half_points);

	docx_para_open(d, &(struct docx_para){ .look = LOOK_FOLIO, .indented = true, .left = even ? cell : 0, .right = even ? 0 : cell,
		.align = even ? "left" : "right" });
	docx_run(d, ROLE_FOLIO, STR("— "), NULL);
	field_mark(d, "begin");
	xml_start(d->x, "w:r");
	xml_start(d->x, "w:rPr");
	docx_fonts_of(d->x, ROLE_FOLIO, true);
	xml_end(d->x);
	xml_start(d->x, "w:instrText");
	xml_attr(d->x, "xml:space", STR("preserve"));
	xml_text(d->x, STR(" PAGE "));
	xml_end(d->x);
	xml_end(d->x);
	field_mark(d, "separate");
	docx_run(d, ROLE_FOLIO, even ? STR("2") : STR("1"), NULL);
	field_mark(d, "end");
	docx_run(d, ROLE_FOLIO, STR(" —"), NULL);
	xml_end(d->x);
}

fault docx_footer(const struct doc *doc, bool wide, bool even, struct str *ret)
{
	struct docx d = { .mem = doc->mem, .doc = doc, .x = part_open(doc, "w:ftr") };

	if (wide) {
		xml_attr(d.x, "xmlns:v", STR("urn:schemas-microsoft-com:vml"));
		turned_open(&d);
	}
	folio_out(&d, even);
	if (wide)
		turned_close(&d);
	xml_end(d.x);
	return xml_done(d.x, ret);
}
