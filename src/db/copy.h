/* A whole database as one file, and back: what backup, restore and the trial of an upgrade are made of. Nothing here knows what the tables mean. */
#ifndef NUAN_COPY_H
#define NUAN_COPY_H
#include "db/db.h"

/* where, to as in store_open. The copy is of one moment; readers and the writer go on meanwhile. The file appears whole or not at all (it is written
 * beside as FILE.part and renamed), is on disk when this returns, and is for its owner alone (0600). A file that is there already is refused
 * ("copy.exists"). SQLite: the copy is itself a database. PostgreSQL: an archive of pg_dump, made by that program ("copy.tool" when it is missing). */
MUST_USE fault copy_out(struct arena *, const char *where, const char *file);
/* The other way. `where` must not be there yet (SQLite), or be an empty database (PostgreSQL); a file of the other engine, one that is no backup and
 * one that is damaged are refused, and nothing is left behind. */
MUST_USE fault copy_in(struct arena *, const char *file, const char *where);

/* A second database beside `where`, holding the same, and taken away again. PostgreSQL: the account must be allowed to make databases. */
MUST_USE fault copy_beside(struct arena *, const char *where, const char **ret_beside);
void copy_drop(struct arena *, const char *beside);

struct copy_count { struct str table; int64_t n; };
MUST_USE fault copy_counts(struct arena *, const char *where, struct copy_count **ret, size_t *ret_n);      /* every table's rows, by name; of any version */
#endif
