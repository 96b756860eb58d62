/* Inside the report's room. */
#ifndef NUAN_REPORT_IN_H
#define NUAN_REPORT_IN_H
#include "report/report.h"
#include "report/report.schema.h"
#include "report/report.sql.h"

enum { SECTION_HEADING = 1, SECTION_BODY = 2 };       /* section.edited: what a person has written; what is not stays the records' own */
struct typed { struct str place, name, shown, why; struct number computed; struct typed *next; };        /* a number typed over a computed one */
struct compile {
	struct db *db; struct arena *mem; const struct report_desk *desk; int month;
	struct doc *doc;
	const char *said[32]; size_t n_said;         /* obligations whose missing unions this section has named already */
	struct str late_said[32]; size_t n_late_said;        /* what it has said already of late records */
	struct report_check **checks_tail;
	struct str place;                            /* the section at hand, for checks */
	const struct edition *edition;               /* NULL: what the records say, and nobody's hand */
	const struct section *section;               /* the one at hand; NULL like the edition */
	size_t ordinal;
	struct typed *typed, **typed_tail;
	bool timeless;                               /* without number and day: what is checked, signed and compared */
};

/* Settings that are fixed in the edition when it is issued. */
enum { FIXED_UP, FIXED_PEER, FIXED_DOWN, FIXED_MARK, FIXED_ISSUER, FIXED_OFFICE, FIXED_COPIES, FIXED_N, RECEIVERS_N = FIXED_DOWN + 1 };
extern const struct fixed { const char *setting; size_t at; const char *label; } FIXED[FIXED_N];        /* at: in struct edition; label: 报, 送, 发 */
MUST_USE fault report_fixed(struct db *, const struct edition *, int month, size_t which, struct str *ret);    /* as it was issued with, else as settings say; edition NULL: these */
MUST_USE fault report_setting(struct db *, const char *name, int month, const char *otherwise, struct str *ret);
MUST_USE fault report_series(struct db *, int month, struct str *ret);       /* 刊名: by setting, else as the register's latest issue on a month, else 工作月报 */
MUST_USE fault report_body(struct compile *, struct part *first, struct str body);     /* writes text with {references}; further paragraphs become parts */
bool reference_next(struct str *rest, struct str *ret_id, struct str *ret_shown);      /* the next {id}, {id|exact}, {id=shown} of a text; false at its end. Doubled braces are text; ret_shown: STR_NONE when none, may be NULL */
MUST_USE fault report_computed(struct compile *, const struct indicator *, struct str *ret);     /* the figure's own wording, the city's and of the month */
struct sentence_moved;
struct str sentences_said(struct arena *, const struct sentence_moved *, size_t n, bool places);        /* the first few, in one line */
MUST_USE fault report_check_figure(struct compile *, const struct figure *);
MUST_USE fault report_check_all(struct compile *);
void report_ask(struct compile *, bool blocks, struct str say);

/* The pieces of a compiling, in their order (report.c); sections[i] is of matters[i], NULL: none is edited. */
MUST_USE fault report_head(struct compile *);
MUST_USE fault report_drafted(struct compile *, const struct report_matters_row *, struct str *ret_heading, struct str *ret_body);       /* what the records say */
MUST_USE fault report_sections(struct compile *, const struct report_matters_row *, const struct section *sections, size_t n);
MUST_USE fault report_tail(struct compile *);        /* 报、送、发 and how many were printed */

#endif
