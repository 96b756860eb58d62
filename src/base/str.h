/* Borrowed text: pointer and length, no terminator promised. p == NULL is "nothing there" (NULL in the database), n == 0 with p is never stored. */
#ifndef NUAN_STR_H
#define NUAN_STR_H
#include <stdbool.h>
#include <stdint.h>
#include <stdarg.h>
#include "base/arena.h"

struct str { const char *p; size_t n; };
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })
#define STR_NONE ((struct str){ NULL, 0 })
#define PSTR(s)  (int)(s).n, (s).p ? (s).p : ""         /* for "%.*s" */

struct buf { struct arena *mem; char *p; size_t n, cap; };     /* growing bytes */

struct str  str_of(const char *);                       /* borrows; NULL gives STR_NONE */
struct str  str_copy(struct arena *, struct str);       /* the copy ends with a NUL that n does not count */
const char *str_c(struct arena *, struct str);          /* NUL-terminated copy */
struct str  str_fmt(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool        str_eq(struct str, struct str);
bool        str_is(struct str, const char *);
int         str_cmp(struct str, struct str);            /* by bytes: for code points of UTF-8, their order */
bool        str_starts(struct str, struct str);
bool        str_ends(struct str, struct str);
size_t      str_find(struct str in, struct str what);   /* offset, or SIZE_MAX */
struct str  str_sub(struct str, size_t from, size_t n); /* clipped */
struct str  str_trim(struct str);                       /* ASCII blanks, U+3000, U+00A0, BOM, zero-width blanks */
struct str  str_cut(struct str *rest, char at);         /* the part before `at`; rest moves behind it (to STR_NONE at the end) */
bool        str_int(struct str, int64_t *ret);          /* whole ASCII decimal, sign allowed; false on anything else or overflow */

void buf_add(struct buf *, struct str);
void buf_c(struct buf *, char);
void buf_puts(struct buf *, const char *);
void buf_fmt(struct buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *);
struct str str_hex(struct arena *, const void *, size_t);       /* lower-case */
bool  str_unhex(struct arena *, struct str, struct str *ret);

#endif
