/* A document as a Word file: what the parts of the list are in Word's terms; GB/T 9704-2012 by styles, indents and blanks above, never by blanks typed.
 *
 * Word, WPS and LibreOffice break the lines and pages, each a little differently, so this is the same look as the PDF, not the same breaks; only a title's
 * lines end where the paper's do, by sense. Everything above the text is a whole number of rows: what a rule or the red mark takes is taken back from the
 * blank below, so that the text stands on the 22 rows of the page. Lengths that the standard gives in characters (a name over its date, a second line
 * under the first name) are counted from the words.
 *
 * Promises: the words of the spans, in their order, and nothing added but tabs, the breaks of a title and page numbers; what stands at the foot of the
 * last page (报/送/发, 印发, 查验) comes last. The same document gives the same bytes.
 * The block of rules is a frame on the bottom line of the page on which the text ends; where the text leaves too little room it goes to the next page, by
 * the reader's own doing. Checked with LibreOffice; Word and WPS were not at hand.
 *
 * Not taken: a template file beside the program, which would be a second truth about sizes and could be edited into another standard. */
#include "base/text.h"
#include "doc/docx_part.h"
#include "doc/break.h"

enum { CELL_IMPRINT = 280 };


void docx_para_begin(struct docx_writer *w, const struct docx_para *p)
{
	docx_para_open(&w->d, p);
	w->closed |= p->ends;
}

void docx_para_end(struct docx_writer *w)
{
	xml_end(w->d.x);
	w->debt = 0;
	w->begun = w->text = true;
}

static struct str without_blanks(struct str s)
{
	struct str all = str_trim(s);

	return all.n ? (struct str){ all.p, s.n - (size_t)(all.p - s.p) } : all;
}

/* Leading blanks are a drafter's own indent. */
static void spans_out(struct docx_writer *w, enum role role)
{
	for (const struct span *s = w->part->spans; s; s = s->next)
		docx_run(&w->d, role, s == w->part->spans ? without_blanks(s->text) : s->text, NULL);
}

static bool last_of_page(const struct part *p)               /* what stands at the foot of the last page */
{
	return p->kind == B_SEND || p->kind == B_IMPRINT || p->kind == B_FOOT;
}

static bool before_sign(const struct part *p)                /* signature and date are never alone on a page */
{
	const struct part *next = p->next && p->next->kind == B_ATTACHED ? p->next->next : p->next;

	return next && next->kind == B_SIGN;
}

/* --- the text --- */

static void plain_out(struct docx_writer *w, enum docx_look look)
{
	docx_para_begin(w, &(struct docx_para){ .look = look, .keep = before_sign(w->part), .ends = w->ends,
		.placed = w->debt != 0, .before = DOCX_ROW - w->debt });
	spans_out(w, docx_looks[look].role);
	docx_para_end(w);
}

static int level_of(const struct part *p)
{
	return p->level < 1 ? 1 : p->level > 4 ? 4 : p->level;
}

static void text_out(struct docx_writer *w)
{
	int level = level_of(w->part);
	bool heading = w->part->spans && w->part->spans->heading;
	struct docx_para para = { .look = heading ? LOOK_OPEN_1 + (unsigned)level - 1 : LOOK_BODY, .keep = before_sign(w->part), .ends = w->ends };

	para.placed = w->debt != 0, para.before = DOCX_ROW - w->debt;
	docx_para_begin(w, &para);
	for (const struct span *s = w->part->spans; s; s = s->next)
		docx_run(&w->d, s->heading ? docx_looks[LOOK_HEAD_1 + (unsigned)level - 1].role : ROLE_FANG,
			s == w->part->spans ? without_blanks(s->text) : s->text, NULL);
	docx_para_end(w);
}

/* --- behind the text --- */

/* Behind how much of a line its next lines stand: 抄送： */
static struct str until_colon(struct str text)
{
	size_t colon = str_find(text, STR("："));

	return str_sub(text, 0, colon == SIZE_MAX ? 0 : colon + sizeof("：") - 1);
}

/* "1. " at the front of an attachment's name. */
static struct str ordinal(struct str text)
{
	size_t at = 0;

	while (at < text.n && text.p[at] >= '0' && text.p[at] <= '9')
		at++;
	if (!at || at == text.n || text.p[at] != '.')
		return STR_NONE;
	for (at++; at < text.n && text.p[at] == ' '; at++)
		;
	return str_sub(text, 0, at);
}

/* 7.3.4: a blank line, two in; the next stands under the first ordinal, and what goes on under the name's first character. */
static void attached_out(struct docx_writer *w)
{
	int list = 2 * CELL_BODY;

	for (const struct span *s = w->part->spans; s; s = s->next) {
		bool first = s == w->part->spans;
		struct str word = first ? until_colon(s->text) : STR_NONE;
		int word_width = docx_cells(docx_measure(word), 32), hang = docx_cells(docx_measure(ordinal(str_sub(s->text, word.n, SIZE_MAX))), 32);
		list += word_width;
		docx_para_begin(w, &(struct docx_para){ .look = LOOK_ATTACHED, .keep = s->next || before_sign(w->part), .ends = w->ends && !s->next,
			.placed = first, .before = DOCX_ROW, .indented = true, .left = list + hang, .first = -word_width - hang });
		docx_run(&w->d, ROLE_FANG, s->text, NULL);
		docx_para_end(w);
	}
}

static void annex_out(struct docx_writer *w)
{
	bool wide = w->part->level == 1, turned = wide != w->d.wide;

	w->d.wide = wide;
	docx_para_begin(w, &(struct docx_para){ .look = LOOK_ANNEX, .fresh = !turned && w->begun });
	spans_out(w, ROLE_HEI);
	docx_para_end(w);
}

/* --- the foot of the last page --- */

/* A rule is a black paragraph as high as it is thick: a border, in a frame, makes LibreOffice forget the frame. */
static void edge_out(struct docx_writer *w, int thick)
{
	docx_para_begin(w, &(struct docx_para){ .look = LOOK_RULE, .frame = FRAME_BOTTOM, .bar = true, .placed = true, .line = thick });
	docx_para_end(w);
}

static void send_out(struct docx_writer *w, const struct part *p)
{
	int hang = docx_cells(docx_measure(until_colon(part_text(w->d.mem, p))), docx_looks[LOOK_IMPRINT].half_points);

	docx_para_begin(w, &(struct docx_para){ .look = LOOK_IMPRINT, .frame = FRAME_BOTTOM, .indented = true,
		.left = CELL_IMPRINT + hang, .right = CELL_IMPRINT, .first = -hang });
	for (const struct span *s = p->spans; s; s = s->next)
		docx_run(&w->d, ROLE_FANG, s->text, NULL);
	docx_para_end(w);
}

static void imprint_out(struct docx_writer *w, const struct part *p)
{
	docx_para_begin(w, &(struct docx_para){ .look = LOOK_IMPRINT, .frame = FRAME_BOTTOM, .align = "left", .indented = true, .left = CELL_IMPRINT,
		.stop = (w->d.wide ? DOCX_WIDE : DOCX_WIDTH) - CELL_IMPRINT });
	for (const struct span *s = p->spans; s; s = s->next) {
		if (s != p->spans)
			docx_tab(&w->d, ROLE_FANG);
		docx_run(&w->d, ROLE_FANG, s->text, NULL);
	}
	docx_para_end(w);
}

static void foot_out(struct docx_writer *w, const struct part *p)
{
	for (const struct span *s = p->spans; s; s = s->next) {
		docx_para_begin(w, &(struct docx_para){ .look = LOOK_FOOT, .frame = FRAME_UNDER });
		docx_run(&w->d, ROLE_FANG, s->text, NULL);
		docx_para_end(w);
	}
}

/* A frame stands before the paragraph to which it belongs: an empty one, on the page where the text ends. Each has its own: LibreOffice forgets the first of
 * two frames in a row. */
static void end_out(struct docx_writer *w, bool ends)
{
	docx_para_begin(w, &(struct docx_para){ .look = LOOK_END, .ends = ends });
	docx_para_end(w);
}

static void page_foot_out(struct docx_writer *w)
{
	enum { THICK = 20, THIN = 14 };                          /* 0.35 and 0.25 mm */
	bool sent = false, block = false, foot = false;

	for (const struct part *p = w->d.doc->first; p; p = p->next) {
		if (p->kind != B_SEND && p->kind != B_IMPRINT)
			continue;
		if (!block)
			edge_out(w, THICK);
		else if (p->kind == B_IMPRINT || !sent)
			edge_out(w, THIN);
		block = true, sent = p->kind == B_SEND;
		if (p->kind == B_SEND)
			send_out(w, p);
		else
			imprint_out(w, p);
	}
	if (block) {
		edge_out(w, THICK);
		end_out(w, false);
	}
	for (const struct part *p = w->d.doc->first; p; p = p->next)
		if (p->kind == B_FOOT) {
			foot_out(w, p);
			foot = true;
		}
	if (foot || !w->text)                                    /* also behind a table: a document ends with a paragraph */
		end_out(w, false);
}

/* --- all of it --- */

static void table_out(struct docx_writer *w)
{
	const struct part *next = w->part->next;

	docx_table(&w->d, w->part, next && next->kind == B_NOTE);
	w->begun = true, w->text = false;
	if (next && next->kind == B_TABLE)
		end_out(w, false);                               /* two tables in a row would be one */
}

static void part_out(struct docx_writer *w, bool annex)
{
	switch (w->part->kind) {
	case B_URGENT:   docx_urgent(w); break;
	case B_MARK:     docx_mark(w); break;
	case B_NUMBER:   docx_number(w); break;
	case B_ISSUER:   docx_issuer(w); break;
	case B_TITLE:    docx_title(w, annex); break;
	case B_TO:       plain_out(w, LOOK_TO); break;
	case B_HEADING:  plain_out(w, LOOK_HEAD_1 + (unsigned)level_of(w->part) - 1); break;
	case B_PARA:     text_out(w); break;
	case B_TABLE:    table_out(w); break;
	case B_NOTE:     plain_out(w, LOOK_NOTE); break;
	case B_ATTACHED: attached_out(w); break;
	case B_SIGN:     docx_sign(w); break;
	case B_REMARK:   plain_out(w, LOOK_REMARK); break;
	case B_ANNEX:    annex_out(w); break;
	case B_SEND: case B_IMPRINT: case B_FOOT: break;
	}
}

/* Whether what follows lies on a sheet turned the other way. */
static bool turns(const struct docx_writer *w)
{
	const struct part *next = w->part->next;

	while (next && last_of_page(next))
		next = next->next;
	return next && next->kind == B_ANNEX && (next->level == 1) != w->d.wide;
}

fault doc_docx(const struct doc *doc, struct buf *out)
{
	struct docx_writer w = { .d = { .mem = doc->mem, .doc = doc, .x = xml_open(doc->mem) } };
	struct str text;
	bool annex = false;

	xml_start(w.d.x, "w:document");
	xml_attr(w.d.x, "xmlns:w", STR("http://schemas.openxmlformats.org/wordprocessingml/2006/main"));
	xml_attr(w.d.x, "xmlns:r", STR("http://schemas.openxmlformats.org/officeDocument/2006/relationships"));
	xml_start(w.d.x, "w:body");
	for (w.part = doc->first; w.part; w.part = w.part->next) {
		w.ends = turns(&w), w.closed = false;
		part_out(&w, annex);
		if (w.ends && !w.closed && w.begun)
			end_out(&w, true);                       /* nothing in this part could carry the section's end */
		annex = w.part->kind == B_ANNEX;
	}
	page_foot_out(&w);
	docx_section(&w.d, w.d.wide);
	xml_end(w.d.x);
	xml_end(w.d.x);
	TRY(xml_done(w.d.x, &text));
	return docx_pack(doc, text, out);
}
