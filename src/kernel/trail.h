/* The trail: entry = HMAC-SM3(trail key; previous mac | city | entry | at | actor | act | why | rows | digest of its trail_rows). */
#ifndef NUAN_TRAIL_H
#define NUAN_TRAIL_H
#include "kernel/row.h"

struct trail_fields { int64_t city, entry, at, actor; struct str act, why; int64_t rows; };     /* actor 0: nobody signed in */
void trail_digest_row(struct sm3 *, struct str relation, int64_t row, const unsigned char digest[SM3_BYTES]);
void trail_mac(struct arena *, const struct keys *, struct str previous, const struct trail_fields *, const unsigned char digest[SM3_BYTES],
	unsigned char ret[SM3_BYTES]);

struct tamper { struct str what, relation; int64_t row, entry; struct tamper *next; };          /* what: the sentence; row, entry 0: not one */
/* backs: entries whose time is long before that of the one before them (the clock was set back). They are whole; what came first is told by their numbers. */
struct trail_report { int64_t entries, rows; struct tamper *tampers, *backs; int64_t n_tampers, n_backs; };
/* Walks the chain, then each table: every row must be what its newest trail_row says. Tables are those of the kernel and of all lines. */
MUST_USE fault trail_verify(struct db *, const struct table *const *tables, size_t n, struct trail_report *ret);
MUST_USE fault trail_entry_holds(struct db *, int64_t entry, bool *ret);                         /* it is there, its mac follows from the entry before it, and its rows are those under it */
MUST_USE fault trail_key_fits(struct db *, bool *ret);           /* false: of the entries that are asked none holds under the key that was loaded; it may be another database's */
MUST_USE fault trail_head(struct db *, int64_t *ret_entry, struct str *ret_mac);                /* entry 0: an empty trail */

#endif
