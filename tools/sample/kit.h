/* The kit of the sample: one invented federation, drawn the same on every run, and the pens to write its papers.
 *
 * Everything lives in kit->mem and nothing is freed. A failure (disk full, a name that is not there) ends the program with its sentence:
 * a generator has nobody to hand a fault to. No clock, no locale, no address of memory may enter a file: same program, same bytes. */
#ifndef NUAN_SAMPLE_KIT_H
#define NUAN_SAMPLE_KIT_H
#include "base/fault.h"
#include "base/money.h"
#include "doc/sheet.h"

/* ---- Chance. Seeded by a subject, so that one line's draws never shift another's. ---- */

struct kit_rng { uint64_t state; };
struct kit_rng kit_rng(const char *fmt, ...) __attribute__((format(printf, 1, 2)));     /* kit_rng("aid/%d/%.*s", month, PSTR(org->stat_code)) */
uint64_t kit_next(struct kit_rng *);                                /* 64 random bits */
int64_t  kit_between(struct kit_rng *, int64_t least, int64_t most);        /* both may come */
bool     kit_chance(struct kit_rng *, int percent);
struct day kit_day_between(struct kit_rng *, struct day from, struct day to);   /* both may come */
struct day kit_workday(struct kit_rng *, int month);                /* a working day of 201812–201902: the holiday table of 2019 obeyed; other months: Monday to Friday */
void     kit_shuffle(struct kit_rng *, size_t *numbers, size_t n);  /* numbers becomes 0 … n-1 in a drawn order */
#define kit_pick(rng, table) ((table)[kit_between((rng), 0, (int64_t)COUNT(table) - 1)])

/* ---- Unions and other bodies ---- */

enum { KIT_COUNTIES = 8, KIT_DEPARTMENTS = 12 };

struct kit_org {
	struct str full;             /* 沙洲区总工会; 江州市恒昌机械有限公司工会委员会 */
	struct str shorter;          /* 沙洲区; 恒昌机械工会; unique as full is */
	struct str kind;             /* city county zone department industry_resident industry town grassroots external */
	struct str division;         /* 429102; the zone's is the local code 429171; city-direct bodies have 429100 */
	struct str stat_code;        /* 统计编码, permanent: the key of a unit through all its rows; STR_NONE for departments, external bodies */
	struct str uscc;             /* the union's own, 81…; STR_NONE for departments, external bodies */
	struct str employer;         /* grassroots only, else STR_NONE: 江州市恒昌机械有限公司; one union an employer, one employer a union */
	struct str employer_uscc;    /* 91… firm, 12… institution (school, hospital), 11… agency */
	struct kit_org *parent;      /* on 2019-01-01; NULL for the city and external bodies */
	struct kit_org *industry;    /* 所属产业工会, or NULL */
	int64_t workers, members, women, migrants;      /* INT_NONE where nobody counts (all but grassroots) */
	int order;                   /* protocol order, rising through the registry: lists are printed by it */
	struct day from, to;         /* to: last day in force; DAY_LAST: still */
	struct kit_org *former;      /* an older row of the same unit (same stat_code), not in the registry itself; or NULL */
	struct kit_officer *filler, *checker, *chief;   /* the fixed 填报人, 审核人, 负责人, or NULL: ask kit_filler, kit_checker, kit_chief */
	size_t made;                 /* people made here in the current subject; the kit's own */
};
struct kit_orgs { struct kit_org **at; size_t n; };     /* borrowed from the kit: do not change */

struct kit;
struct kit_org *kit_city(struct kit *);                                 /* 江州市总工会 */
struct kit_org *kit_county(struct kit *, size_t i);                     /* 0 … 7: 沙洲区 古城区 安水县 江岭县 监河县 石陂市 洪波市 松滩市 */
struct kit_org *kit_zone(struct kit *);                                 /* 江州经济开发区总工会: under the city, counted at the city's own level */
struct kit_org *kit_department(struct kit *, size_t i);                 /* 0 … 11, in the office's order */
struct kit_org *kit_org_named(struct kit *, const char *full_or_short); /* 权益保障部, 沙洲区, 市教育工会, 市委办公室; must exist */
struct kit_orgs kit_kind(struct kit *, const char *kind);               /* all of a kind in force in 2019, in protocol order */
struct kit_orgs kit_grassroots(struct kit *, const struct kit_org *above);      /* those in force in 2019 anywhere below: of a county, the zone, an industrial union in the tree, a town; of the city: all */
struct kit_orgs kit_city_direct(struct kit *);                          /* 市直: grassroots below the city but below no county and not the zone */
struct kit_org *kit_county_of(struct kit *, struct kit_org *);          /* the county (or the zone, or else the city) that answers for a body */
const char     *kit_kind_word(struct str kind);                         /* county: 县市区总工会 */

/* ---- People ---- */

struct kit_person {
	struct str name, idno, phone;        /* idno: 18 characters, 4291xx, valid check character, unique in the sample; phone: 11 digits, unique */
	bool woman;
	struct day born;
	struct kit_org *employer;            /* where the person works: for a worker the grassroots union of the employer */
};
struct kit_officer { struct kit_person *person; struct kit_org *org; struct str post; struct day from; };

struct kit_person *kit_person_make(struct kit *, struct kit_org *);     /* the next person of this body never given before in this subject; the n-th one is the same on every run */
struct kit_person *kit_person_at(struct kit *, const char *subject, struct kit_org *, size_t n);   /* the n-th person of a subject: asked twice, the same pointer. kit_person_make counts n up by itself */
struct kit_person *kit_person_named(struct kit *, struct kit_org *, const char *name, bool woman); /* a new person with a name of your choice */
struct kit_person *kit_person_born(struct kit *, struct kit_org *, const char *name, bool woman, int from_month, int to_month);     /* likewise, born between two months 196003, 196912 */
struct str kit_name(struct kit *, struct kit_rng *, bool woman);        /* only a name: household members, donors; one in about twenty has a rare surname, rare characters or a · */

/* Officers as 02-干部名册.xlsx lists them. The filler is never the checker. */
struct kit_officer *kit_filler(struct kit *, struct kit_org *);         /* 填报人 of the city (its office's clerk), a county, the zone, a department, a resident industrial union; for others: of the nearest such body above */
struct kit_officer *kit_checker(struct kit *, struct kit_org *);        /* 审核人, likewise */
struct kit_officer *kit_chief(struct kit *, struct kit_org *);          /* who speaks for a county or the zone (党组书记、常务副主席), a resident industrial union (主席), a department (its head), the city */
struct kit_officer *kit_leader(struct kit *, size_t i);                 /* the federation's leaders: 0 主席 (holds it as a second post), 1 党组书记、常务副主席, 2–4 副主席, 5 经审会主任 */
struct kit_officer *kit_head(struct kit *, size_t department);          /* 0 … 11: 部室负责人 */
struct kit_officer *kit_cadre(struct kit *, size_t i);                  /* 0 … 27: cadres of the city office beyond leaders and heads; clerks are among them */
struct kit_officer *kit_assistant(struct kit *, size_t i);              /* 0 … 5: 协理员 (contract) */
enum { KIT_LEADERS = 6, KIT_CADRES = 28, KIT_ASSISTANTS = 6 };

/* ---- Sheets as offices keep them: collected first, written on closing, as XLSX or CSV ---- */

enum kit_form { KIT_XLSX, KIT_CSV, KIT_CSV_BOM, KIT_CSV_GB };           /* UTF-8 bare, UTF-8 with BOM, GB18030 */
enum kit_cell {
	KIT_TEXT,                    /* plain text */
	KIT_ID,                      /* text in format @: ID numbers, codes, phones, cards */
	KIT_NUMBER,                  /* a true whole number that no total row sums: 序号, 年龄, 顺序 */
	KIT_INT, KIT_MONEY,          /* true numbers, summed in total rows */
	KIT_DAY,                     /* a true date */
	KIT_DAY_TEXT,                /* kit_put_day writes 2019-01-08 as text */
	KIT_DAY_DOT                  /* kit_put_day writes 2019.1.8 as text, as many offices do */
};
struct kit_column {
	const char *head;
	const char *over;            /* upper head cell: neighbours with the same one are merged below it; NULL: head is merged over both rows. No column has one: one head row */
	enum kit_cell kind;
	double width;                /* characters; 0: by head and kind */
};
struct kit_sheet;

/* A file of a month's folder: month 201901, file "11-送温暖/沙洲区.xlsx" (folders are made). columns is borrowed until closing. */
struct kit_sheet *kit_sheet_open(struct kit *, int month, const char *file, enum kit_form, const char *sheet, const struct kit_column *columns, size_t n);
struct kit_sheet *kit_sheet_next(struct kit_sheet *, const char *sheet, const struct kit_column *columns, size_t n);    /* another sheet of the same workbook (XLSX only); close any one of them: all are written */

/* Above the head, in any number and order, before the first row: */
void kit_title(struct kit_sheet *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));        /* a merged row over all columns */
void kit_lines(struct kit_sheet *, struct kit_org *filed_by, struct day filed_on, const char *unit);   /* one row: 填报单位：… 填报日期：… 单位：元; each may be NULL, DAY_NONE, NULL */

/* Body: kit_row starts a row, then one put a column, from the left; what is not put stays empty (unknown, not 0). */
void kit_row(struct kit_sheet *);
void kit_put(struct kit_sheet *, struct str);           /* STR_NONE: an empty cell */
void kit_puts(struct kit_sheet *, const char *);        /* NULL: an empty cell */
void kit_put_int(struct kit_sheet *, int64_t);          /* INT_NONE: an empty cell */
void kit_put_money(struct kit_sheet *, int64_t fen);    /* shown in 元; INT64_MIN: an empty cell */
void kit_put_wan(struct kit_sheet *, int64_t fen);      /* in 万元, for KIT_MONEY columns of sheets headed 单位：万元: a true number when two decimals hold it (594.60), else text (0.0355) */
void kit_put_day(struct kit_sheet *, struct day);       /* as the column's kind says; DAY_NONE: an empty cell */
void kit_skip(struct kit_sheet *);                      /* an empty cell */
void kit_same(struct kit_sheet *);                      /* merged with the cell above (XLSX); CSV repeats the value */
void kit_hide(struct kit_sheet *);                      /* the present row is hidden: importers skip it and say so, and totals leave it out */
void kit_blank(struct kit_sheet *, size_t rows);        /* rows of formats without values, as a template leaves them; CSV: rows of commas */
void kit_subtotal(struct kit_sheet *, const char *label);       /* 小计: sums of the rows since the last subtotal */
void kit_total(struct kit_sheet *, const char *label);          /* 合计: sums of all rows, subtotals apart */
void kit_foot(struct kit_sheet *, const struct kit_officer *filler, const struct kit_officer *checker, struct day);     /* 填表人：… 审核人：… 日期：… ; then no more rows */
void kit_foot_note(struct kit_sheet *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));    /* 说明：… under the foot, merged */

/* ---- The hand-over list of a month's folder: what came, from whom, and what became of it; read in its order ---- */

enum kit_verdict { KIT_NO_VERDICT, KIT_PASSED, KIT_RETURNED, KIT_UNCHECKED };   /* empty, 通过, 退回, 未审 */
enum { KIT_NO_PERIOD = -1 };
struct kit_handover {
	const char *file;            /* relative to the folder, / between; NULL: nothing was sent (a nil report) */
	const char *kind;            /* the sheet kind's code: aid.event, org.unit */
	struct kit_org *org;         /* 报送单位, printed by its full name */
	int period;                  /* 所属期 201901; 0: the folder's month; KIT_NO_PERIOD: empty */
	struct kit_officer *filler, *checker;   /* NULL: kit_filler and kit_checker of org (checker stays empty unless the verdict is 通过 or 退回) */
	struct day day;              /* 报送日期; a zeroed struct (1970-01-01) counts as none */
	enum kit_verdict verdict;
	const char *note;            /* 说明; NULL: empty, or 零报告 when there is no file */
};
void kit_list(struct kit *, int month, struct kit_handover);            /* appends a line; 报送清单.csv is written by kit_close */
void kit_list_nil(struct kit *, int month, const char *kind, struct kit_org *, struct day);     /* 零报告, passed */
void kit_sheet_close(struct kit_sheet *);                               /* writes the file; no line in the list */
void kit_sheet_hand(struct kit_sheet *, const char *kind, struct kit_org *, struct day, enum kit_verdict, const char *note);    /* writes the file and appends its line */
void kit_write(struct kit *, int month, const char *file, struct str bytes);    /* any other file: an essay's text, an attachment */

/* ---- The kit ---- */

struct kit {
	struct arena *mem;
	const char *folder;                  /* OUTDIR */
	struct str subject;                  /* whose people kit_person_make makes */
	struct kit_orgs orgs;                /* all bodies in protocol order, the closed one too; former rows hang at their unit */
	struct kit_officer *officers;        /* in the order of 02-干部名册.xlsx */
	size_t officers_n;
	struct kit_orgs county, department;
	struct kit_officer *leader, *head, *cadre, *assistant;  /* parts of officers */
	struct kit_list *lists;              /* one a month, newest first */
	struct kit_found *people;            /* hash of people by (subject, body, n) */
	struct kit_found *taken;             /* hash of ID numbers and phones in use */
};
struct kit *kit_open(const char *folder);       /* makes the federation */
void kit_subject(struct kit *, const char *);   /* kit_person_make counts anew for each body, away from every other subject */
void kit_close(struct kit *);                   /* writes the lists, gives everything back */
void kit_must(fault);                           /* prints what went wrong and ends the program, unless it is NULL */

#endif
