/* The one door for writing business rows. Whatever goes through it stands in the trail of its transaction, with the row as it was before. */
#ifndef NUAN_ROW_H
#define NUAN_ROW_H
#include "db/db.h"
#include "kernel/keys.h"

void row_keys(struct store *, const struct keys *);              /* once, after opening; the keys live as long as the store */
const struct keys *row_keys_of(struct db *);
struct catalogue { const char *const *indicators, *const *reports; };        /* the codes that registers may name; each ends with NULL */
void row_catalogue(struct store *, const struct catalogue *);    /* once, after opening: what the lines bring, of whom the kernel knows nothing */
const struct catalogue *row_catalogue_of(struct db *);           /* NULL: not told; then any code is taken */
bool catalogue_has(const char *const *codes, struct str code, const char **ret_nearest);        /* codes NULL: any; ret_nearest is set when it has not */
struct rule;
void row_rules(struct store *, const struct rule *const *);      /* once, after opening: what commits are tested for (kernel/rule.h); ends with NULL */
const struct rule *const *row_rules_of(struct db *);
bool *row_due(struct db *);                                      /* by rule: one of its tables was written since the rule was last found to hold */

MUST_USE fault row_next(struct db *, int64_t *ret_id);           /* a number of the city's own series, unique over all tables */
MUST_USE fault row_add(struct db *, const struct table *, void *row);           /* gives city and id when id is 0; records get version 1 */
MUST_USE fault row_change(struct db *, const struct table *, void *row);        /* by (city, id); records get version + 1 */
MUST_USE fault row_read(struct db *, const struct table *, int64_t id, void *ret_row, bool *ret_found);
MUST_USE fault row_every(struct db *, const struct table *, void **ret_rows, size_t *ret_n);
int64_t row_written(struct db *);                                   /* trail_rows of this transaction so far */
int64_t row_entry_number(struct db *);                              /* the number of this transaction's trail entry; after the first row_next */
MUST_USE fault row_look(struct db *, const struct table *, struct str why);      /* personal data was shown: an entry of its own */
void row_act(struct db *, const char *act, struct str why);      /* names the trail entry: "import", "approve" …; the first name stands */

struct str row_bytes(struct arena *, const struct table *, const void *row);    /* canonical: per column a tag, a length, the bytes; what digests cover */
MUST_USE fault row_from_bytes(struct arena *, const struct table *, struct str, void *ret_row);

#endif
