/* A document is data; a writer is a function of it. Numbers know the address of their evidence. */
#ifndef NUAN_DOC_H
#define NUAN_DOC_H
#include "base/day.h"
#include "base/fault.h"

enum block { B_ISSUER, B_TITLE, B_HEADING, B_PARA, B_TABLE, B_NOTE, B_SEND,
	B_URGENT, B_MARK, B_NUMBER, B_TO, B_ATTACHED, B_SIGN, B_REMARK, B_ANNEX, B_IMPRINT, B_FOOT };
/* Elements of GB/T 9704-2012 (clause 7) and of a bulletin, in the order in which they may stand. What stands on paper is in the spans, word for word;
 * a writer adds blanks and rules, never words (but for the （续） over a table that goes on).
 * B_URGENT     紧急程度: 特急, 加急; at the left of the first line
 * B_MARK       发文机关标志, or the name of a bulletin; red. Several spans: of several issuers, one above another; a last one 文件 stands at their right
 * B_NUMBER     发文字号, or 第N期; a second span is 签发人：×××
 * B_ISSUER     spans issuer, then day, on one line over the red rule; a span between them (办公室) stands at the left of that line
 * B_TITLE      of the document, and of an annex behind its B_ANNEX
 * B_TO         主送机关, with its colon
 * B_HEADING    only where a heading stands on its own line; level 1 一、 2 （一） 3 1. 4 （1）
 * B_PARA       its first span may be a run-in heading (span.heading), of part.level (0 is 1)
 * B_TABLE      rows of cells; head rows repeat on every page
 * B_NOTE       small, e.g. what has not been reported
 * B_ATTACHED   附件说明: each span a line of its own: 附件：1. ×××, then 2. ×××
 * B_SIGN       署名 (each span a line), the last span 成文日期; level 1: a seal is put over it
 * B_REMARK     附注, in its brackets
 * B_ANNEX      附件1: begins a page; a table wider than the page may turn it (level 1: landscape)
 * B_SEND       报/送/发 or 抄送: spans word and list; stands on the last page's bottom lines with B_IMPRINT
 * B_IMPRINT    spans left, right: 印发机关, 2019年2月12日印发; or nothing (STR_NONE), （共印50份）
 * B_FOOT       each span a small line below the type area of the last page: by what the issue can be checked */
struct number {                      /* "1796人": what stands on paper, and where it comes from */
	struct str shown;            /* whole wording: 近595万元 */
	struct str indicator, value, unit, span, org, status;    /* data-*; value is exact and bare: "1796", "5946230.00", "2019-02-12"; STR_NONE when there is none, then status says why */
};
struct span { struct str text; const struct number *number; bool heading; struct span *next; };     /* number != NULL: text is number->shown */
struct part { enum block kind; int level; struct str id;        /* id: anchor, e.g. a matter's; may be STR_NONE */
	struct span *spans, **tail; struct part *rows, *cells, *last, *next; bool head; };    /* B_TABLE: rows; each row: cells; each cell: spans; head: a head row; last: row or cell */
enum form { FORM_BULLETIN, FORM_RED_HEAD };
struct doc { struct arena *mem; struct str title, lang; struct part *first, **tail;
	enum form form; struct str author, subject; struct day when;       /* properties of the file: issuer; number; the day it bears (DAY_NONE: none yet) */
	struct doubt { int line; struct str where; struct doubt *next; } *doubts;           /* of what doc_read took: half-width marks between Han, with the words around */
	struct appendix { struct number number; struct str name, rule, typed, units, rows; struct appendix *next; } *evidence; };   /* what HTML lists under the paper, one anchor #indicator each;
	                              * the same indicator of another union, span or value gets #indicator-2 …; a number without an entry gets one of its own */

struct doc  *doc_new(struct arena *, struct str title);
struct part *doc_add(struct doc *, enum block);
void doc_text_span(struct doc *, struct part *, struct str);
void doc_heading_span(struct doc *, struct part *, struct str);
void doc_number_span(struct doc *, struct part *, struct number);
struct appendix *doc_evidence(struct doc *, struct number, struct str name, struct str rule);       /* one entry more, in this order; typed (what was written over it, and why), units (各地) and rows (how many records, how to open them) may be filled in */
struct part *doc_row(struct doc *, struct part *table, bool head);
struct part *doc_cell(struct doc *, struct part *row);

/* Writers. The same document gives the same bytes. */
void doc_text(const struct doc *, struct buf *);     /* plain text, paragraphs indented by two U+3000, one paragraph a line; tables as aligned columns */
void doc_html(const struct doc *, struct buf *);     /* one self-contained page that looks like the paper; every number is <a class="num" href="#id" data-indicator=… data-value=… …> and opens its evidence entry below */
/* The paper alone, <article class="paper">, to stand in a page of the site: its title is an h2, and a number leads to before, its indicator, behind. */
struct paper_tag { const char *state, *word; };      /* of a section (a paragraph with an id, and those behind it), in their order: the state's class and what is said over it; word NULL: settled */
struct paper_view { const char *before, *behind; const struct paper_tag *tags; size_t n_tags; };     /* "/figure/", "/2019-01" */
void doc_html_paper(const struct doc *, const struct paper_view *, struct buf *);
bool doc_html_kept(struct str page, const struct paper_view *, struct buf *);        /* the same out of a page that doc_html once wrote; false: there is none in it */
MUST_USE fault doc_docx(const struct doc *, struct buf *);     /* real styles; Word, WPS and LibreOffice break the lines. On paper (PDF, OFD): doc/paper.h */

/* Reads an official document or bulletin from plain text (docs/papers.md): lines 标题：… before the first blank line are its elements, then the body.
 * BLAME_INPUT with the line's number when an element is unknown, twice or missing; all that is wrong at once, in fault.next. */
MUST_USE fault doc_read(struct arena *, struct str text, struct doc **ret);

#endif
