/* A month is a list of matters. A line drafts its matter from records; the text holds live references {indicator.id} to figures. */
#ifndef NUAN_MATTER_H
#define NUAN_MATTER_H
#include "kernel/entity.h"
#include "kernel/figure.h"

extern const struct code LINE_CODES[];                  /* the lines as sheets name them: "petition", 信访稳定; the kernel knows no more of them */

struct draft { struct db *db; struct arena *mem; int month; struct buf heading, body; };
/* heading: 送温暖活动扎实开展 (no full stop); body: prose with {aid.relief_times} where the figure's wording goes, {id|exact} for the exact value; paragraphs separated by \n */
void draft_text(struct draft *, struct str);             /* from records: braces in it are escaped as {{ }} */
void draft_fmt(struct draft *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));      /* our own prose and references, as it stands */
void draft_phrase(struct draft *, const char *before, struct str text, const char *behind);      /* text from a record between our own words; without a text nothing */
MUST_USE fault draft_figure(struct draft *, const struct indicator *, struct figure *ret);       /* the city's, over the indicator's own span; campaign.none as span_make */
MUST_USE fault draft_counted(struct draft *, const struct indicator *, int64_t *ret);    /* the rows behind that figure: with none there is nothing to say of it */
struct event_view { struct day day, until; struct str kind, title, place, people, content; int64_t amount; };
MUST_USE fault draft_events(struct draft *, const char *line, const char *kind, struct event_view **ret, size_t *ret_n);  /* approved, of the month, by day; kind NULL: all */
void draft_event(struct draft *, const struct event_view *);     /* 15日，召开某某会议，某某参加，部署某某工作。 The verb by kind: 会议 召开, 培训 举办, 活动 开展 … */
void draft_opening(struct draft *, const struct event_view *, const char *reference, const char *verb);  /* 7日，在某地召开某会，某某参加 and no full stop; reference: a figure that says the day, or NULL */
void draft_doings(struct draft *, const struct event_view *);    /* 在某地召开某会，某某参加，部署某某工作: no day, no full stop; the title has its own verb */
struct point_view { int64_t ordinal; struct str body; };
MUST_USE fault draft_points(struct draft *, const char *line, const char *kind, struct point_view **ret, size_t *ret_n);
MUST_USE fault draft_enumerate(struct draft *, const struct point_view *, size_t n);     /* 一是…；二是…；三是…。 */
struct document_view { struct day day; struct str number, title, issuer, role; };
MUST_USE fault draft_documents(struct draft *, const char *line, struct document_view **ret, size_t *ret_n);     /* of the line, issued before the month's end */

enum { MATTER_FIELDS_N = 12 };
extern const struct field MATTER_FIELDS[];               /* of MATTER_MATTER, for a form */
extern const struct entity MATTER_MATTER, MATTER_EVENT, MATTER_POINT, MATTER_DOCUMENT, MATTER_ISSUE, MATTER_CAMPAIGN, MATTER_CUTOFF, MATTER_TARGET;
extern const struct indicator *const REPORT_INDICATORS[];      /* report.issue_date, report.period; ends with NULL */

#endif
