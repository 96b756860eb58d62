/* What must hold between rows, whatever wrote them: tested on the state that a transaction leaves, before it commits. */
#ifndef NUAN_RULE_H
#define NUAN_RULE_H
#include "db/db.h"

struct breach {                      /* one rule broken; at: the member of the record's struct that a person would mend */
	const struct table *table; int64_t record; size_t at; const char *code, *say; struct breach *next;
};
struct breaches { struct db *db; struct arena *mem; int64_t entry; struct breach *first, **tail; size_t n; struct breach *asks, **asks_tail; };
struct rule {
	const char *name;
	const struct table *const *tables;           /* ends with NULL: the rule is due once a transaction has written to one of them */
	/* Adds what is broken. The rows that this transaction wrote are the trail_rows of `entry`: a rule looks at what stands with them and names one of
	 * them where it can, since the record's file and row are told to who does not have it in the file at hand. */
	fault (*find)(struct breaches *);
};
void rule_breach(struct breaches *, const struct table *, int64_t record, size_t at, const char *code, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

/* Not refused, but asked about: what another sheet must follow. An import shows it beside the row; other acts go on. */
void rule_ask(struct breaches *, const struct table *, int64_t record, size_t at, const char *code, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

MUST_USE fault rules_find(struct db *, struct breaches *ret);    /* tests the rules that are due; without a breach they are so no longer */
MUST_USE fault rules_hold(struct db *);                          /* the same as faults of BLAME_CONFLICT; what every commit asks, and a preview */
MUST_USE fault rules_fault(const struct breaches *);             /* breaches as faults, each with its record's file and row */

#endif
