/* Between copy.c and the two engines' parts of it; private to src/db. */
#ifndef NUAN_COPY_ENGINE_H
#define NUAN_COPY_ENGINE_H
#include "db/copy.h"
#include "db/driver.h"

/* A name that is always whole: written as FILE.part, flushed, then named. */
const char *copy_with(struct arena *, const char *path, const char *tail);
fault copy_part(struct arena *, const char *part);       /* an empty file of our own, for its owner alone */
fault copy_name(struct arena *, const char *part, const char *path);
void  copy_part_drop(struct arena *, const char *part);  /* with what SQLite lays beside it */
fault copy_exists(struct arena *, const char *path);
fault copy_unwritten(struct arena *, const char *path, int code);
fault copy_broken(struct arena *, const char *file, const char *note);

fault lite_to(struct arena *, const char *from, const char *to, bool check);
fault lite_counts(struct arena *, const char *where, struct copy_count **ret, size_t *ret_n);
fault pg_out(struct arena *, const char *where, const char *to);
fault pg_in(struct arena *, const char *file, const char *where);
fault pg_beside(struct arena *, const char *where, const char **ret);
void  pg_drop(struct arena *, const char *beside);
fault pg_counts(struct arena *, const char *where, struct copy_count **ret, size_t *ret_n);
#endif
