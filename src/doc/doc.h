/* A document is data; a writer is a function of it. Numbers know the address of their evidence. */
#ifndef NUAN_DOC_H
#define NUAN_DOC_H
#include "base/fault.h"

enum block { B_ISSUER, B_TITLE, B_HEADING, B_PARA, B_TABLE, B_NOTE, B_SEND };
/* B_ISSUER: spans issuer, then day, on one line under the red rule's head; a span between them (办公室) stands at the left of that line · B_HEADING: only where a heading stands on its own line
 * B_PARA: its first span may be a run-in heading (span.heading) · B_NOTE: small, e.g. what has not been reported · B_SEND: 报/发 block */
struct number {                      /* "1796人": what stands on paper, and where it comes from */
	struct str shown;            /* whole wording: 近595万元 */
	struct str indicator, value, unit, span, org, status;    /* data-*; value is exact and bare: "1796", "5946230.00", "2019-02-12"; STR_NONE when there is none, then status says why */
};
struct span { struct str text; const struct number *number; bool heading; struct span *next; };     /* number != NULL: text is number->shown */
struct part { enum block kind; int level; struct str id;        /* id: anchor, e.g. a matter's; may be STR_NONE */
	struct span *spans, **tail; struct part *rows, *cells, *last, *next; bool head; };    /* B_TABLE: rows; each row: cells; each cell: spans; head: a head row; last: row or cell */
struct doc { struct arena *mem; struct str title, lang; struct part *first, **tail;
	struct appendix { struct number number; struct str name, rule, units, rows; struct appendix *next; } *evidence; };   /* what HTML lists under the paper, one anchor #indicator each;
	                              * the same indicator of another union, span or value gets #indicator-2 …; a number without an entry gets one of its own */

struct doc  *doc_new(struct arena *, struct str title);
struct part *doc_add(struct doc *, enum block);
void doc_text_span(struct doc *, struct part *, struct str);
void doc_heading_span(struct doc *, struct part *, struct str);
void doc_number_span(struct doc *, struct part *, struct number);
struct appendix *doc_evidence(struct doc *, struct number, struct str name, struct str rule);       /* one entry more, in this order; units (各地) and rows (how many records, how to open them) may be filled in */
struct part *doc_row(struct doc *, struct part *table, bool head);
struct part *doc_cell(struct doc *, struct part *row);

/* Writers. The same document gives the same bytes. */
void doc_text(const struct doc *, struct buf *);     /* plain text, paragraphs indented by two U+3000, one paragraph a line; tables as aligned columns */
void doc_html(const struct doc *, struct buf *);     /* one self-contained page that looks like the paper; every number is <a class="num" href="#id" data-indicator=… data-value=… …> and opens its evidence entry below */

#endif
