/* Indicators and figures: a figure is the tally of the very rows it shows. */
#ifndef NUAN_FIGURE_H
#define NUAN_FIGURE_H
#include "db/db.h"
#include "doc/doc.h"
struct code;                             /* kernel/entity.h */

enum unit { UNIT_PERSON, UNIT_NAMED, UNIT_PERSON_TIME, UNIT_HOUSEHOLD, UNIT_ENTERPRISE, UNIT_CASE, UNIT_BATCH, UNIT_CALL, UNIT_ISSUE, UNIT_BALLOT,
	UNIT_ESSAY, UNIT_PICTURE, UNIT_WORK, UNIT_EVENT, UNIT_YUAN, UNIT_ITEM, UNIT_KIND, UNIT_LEVEL, UNIT_YEAR, UNIT_EDITION, UNIT_CONGRESS, UNIT_ANNIVERSARY,
	UNIT_DAY, UNIT_DATE, UNIT_MONTH, UNIT_DOC_NUMBER, UNIT_PERCENT, UNIT_RANK, UNIT_COPY };
const char *unit_word(enum unit);            /* 人 名 人次 户 家 件 批 通 期 张 篇 幅 件 场次 元 个 项 个层次 年 届 大 周年 日 位 份 … */

enum tally { ROWS, KEYS, AMOUNT, RATIO, ONE };
/* ROWS counts rows · KEYS distinct keys (does not add up across unions or months) · AMOUNT sums · RATIO of two indicators, recomputed at every total
 * ONE: what the one row says: its amount, or its label for UNIT_DOC_NUMBER; two rows that differ are a fault of the records */
enum span_kind { MONTH, QUARTER, HALF_YEAR, YEAR, STAT_YEAR, TO_DATE };
struct span_of { enum span_kind kind; int month; struct day from, to; const char *campaign; };   /* month: the one that names it; from, to inclusive */
enum wording { EXACTLY, NEARLY, OVER, OVER_MANY };       /* 1796人 · 近595万元 · 7000余人 · 3万多元 */
enum compare { COMPARE_ADDS, COMPARE_RECOUNT, COMPARE_NOT };     /* year to date: months added, recounted over the year, or not shown (days, numbers) */

struct indicator {
	const char *id, *name;               /* "aid.visited_hardship", 慰问困难职工 */
	const char *meaning;                 /* the counting rule in one sentence: footnote and dictionary */
	enum unit unit;  enum tally tally;
	const struct evidence *rows;         /* RATIO: NULL */
	const struct indicator *over, *under;/* RATIO only: percent = over / under, a share: over ≤ under is checked */
	enum span_kind span;  const char *campaign;      /* what the report counts it over; TO_DATE names the campaign */
	bool parts;                          /* shown split by `part`; ROWS and AMOUNT parts must add up, KEYS may overlap */
	const struct code *part_words;       /* codes of parts and their words, in the order to print; ends with { NULL, NULL }. NULL: a part is words or a number already */
	const char *report;                  /* obligation whose filing says whether a county has reported; NULL: none */
	enum wording wording;  int64_t step; /* of prose: NEARLY up to, OVER down to a multiple of step (fen for money) */
	int version;                         /* of the rule */
	const struct indicator *total;       /* this one is a part of total: Σ parts = total is checked */
};
const struct indicator *indicator_named(const struct indicator *const *, const char *id);        /* of a list that ends with NULL; NULL: none */

/* PROVISIONAL: reported, and all that would count awaits approval */
enum figure_status { FIGURE_VALUE, FIGURE_NIL, FIGURE_NOT_REPORTED, FIGURE_NOT_DUE, FIGURE_PROVISIONAL, FIGURE_CORRECTED, FIGURE_SUPPRESSED,
	FIGURE_NOT_APPLICABLE };
struct figure {
	const struct indicator *of; struct span_of in; int64_t org;
	enum figure_status status;
	int64_t value;                       /* counts; fen; RATIO: tenths of a percent; days: as the rows' amount */
	struct str text;                     /* ONE by label */
	int64_t n;                           /* rows counted */
	int64_t owed, filed;                 /* county unions that owe, that reported (nil included); 0 of 0: no obligation */
	int64_t differ;                      /* ONE: rows that differ from each other */
};
MUST_USE fault span_make(struct db *, const struct indicator *, enum span_kind, int month, struct span_of *ret);   /* TO_DATE: campaign.none when there is no such campaign that month */
MUST_USE fault figure_of(struct db *, const struct indicator *, struct span_of, int64_t org, struct figure *ret);
struct figure_unit { int64_t org; struct figure figure; };
MUST_USE fault figure_units(struct db *, const struct indicator *, struct span_of, struct figure_unit **ret, size_t *ret_n);   /* the city's own level (org 0), then counties and zones in protocol order, as far as they were there on any day of the span; last who else has a late record */
MUST_USE fault figure_parts(struct db *, const struct indicator *, struct span_of, int64_t org, struct tally_part_row **ret, size_t *ret_n);
MUST_USE fault figure_rows(struct db *, const struct indicator *, struct span_of, int64_t org, struct evidence_row **ret, size_t *ret_n);
MUST_USE fault figure_rows_each(struct db *, const struct indicator *, struct span_of, int64_t org,
	fault (*each)(void *ctx, const struct evidence_row *), void *ctx);      /* the same rows in the same order, none of them held; a row lives during its call */
MUST_USE fault figure_late(struct db *, const struct figure *, struct evidence_row **ret, size_t *ret_n);      /* 补报: its rows of an earlier month that was closed when they came. None of a RATIO */
MUST_USE fault figure_seen(struct db *, const struct indicator *, struct span_of, int64_t org, int64_t limit, int64_t offset, struct evidence_row **ret,
	size_t *ret_n);                      /* those of its rows that the viewer may see, a page of them; of a RATIO those of its upper count */
MUST_USE fault figure_rest(struct db *, const struct indicator *, struct span_of, int64_t org, struct rest_row *ret);     /* the others: how many, of how many unions */
bool figure_row_late(const struct span_of *, struct day, int64_t month);     /* whether one row is such a one; month: the record's, that took it in */
struct str figure_value(struct arena *, const struct figure *);              /* exact, bare: "1796", "5946230.00", "2019-02-12", 江纪办〔2018〕5号 */
struct str figure_say(struct arena *, const struct figure *, enum wording, int64_t step);   /* with unit, as prose prints it; a status that is no value as its word */
struct number figure_number(struct db *, const struct figure *);             /* figure_say by the indicator's own wording, with its data */
struct str figure_part_word(const struct indicator *, struct str part);      /* the part as an officer reads it; a code that is in no list stays itself, none is 未分 */
const char *figure_status_word(enum figure_status);
const char *figure_status_code(enum figure_status);      /* "value", "nil", "not_reported" … */
const char *tally_code(enum tally);  const char *span_code(enum span_kind);  bool span_from_code(struct str, enum span_kind *ret);
struct str span_zh(struct arena *, const struct span_of *);

#endif
