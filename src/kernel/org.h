/* Organisations: a tree with history. Nothing is edited in place: names and parents are dated rows. */
#ifndef NUAN_ORG_H
#define NUAN_ORG_H
#include "db/db.h"
#include "kernel/entity.h"

struct org_kind { const char *code, *word; int level; };        /* "county" 县市区总工会 2; level 1 city and its own, 2 county, 3 town, 4 grassroots, 0 outside the city */
extern const struct org_kind ORG_KINDS[];
extern const size_t ORG_KINDS_N;
const struct org_kind *org_kind(struct str code_or_word);       /* NULL: unknown */

struct org_name_view { struct str full, shorter; };
MUST_USE fault org_find(struct db *, struct str name_or_code, struct day on, int64_t *ret, fault *ret_why);   /* by USCC, stat_code, full, short or employer's name as of the day; not found: *ret 0 and *ret_why a sentence with the nearest name; two hits: asks */
MUST_USE fault org_name_on(struct db *, int64_t org, struct day on, struct str *ret_full, struct str *ret_short);
MUST_USE fault org_within(struct db *, int64_t below, int64_t above, struct day on, bool *ret);
MUST_USE fault org_answers_for(struct db *, int64_t sender, int64_t org, struct day on, bool *ret);      /* org lies in the sender's subtree; a department answers for its whole city */
MUST_USE fault org_county(struct db *, int64_t org, struct day on, int64_t *ret);      /* the county-level union above or itself; 0: the city's own level */
MUST_USE fault org_city(struct db *, int64_t *ret);             /* the one unit of kind city; "db.empty" */
MUST_USE fault org_counties(struct db *, struct day on, int64_t **ret, size_t *ret_n); /* in protocol order */
MUST_USE fault org_units(struct db *, struct day from, struct day to, int64_t **ret, size_t *ret_n);       /* what a figure is split by: the counties, then the development zones, that were there on any day from `from` to `to` */
MUST_USE fault org_tree_build(struct db *);                     /* after parents changed */
struct org_pair { int64_t above, below; };
MUST_USE fault org_tree_altered(struct db *, struct org_pair **ret, size_t *ret_n);    /* where the closure is not what the registers give; "org.cycle" */
void org_forget_cache(struct db *);

extern const struct entity ORG_UNIT;                            /* 单位名册 */

#endif
