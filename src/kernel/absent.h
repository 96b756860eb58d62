/* What surely does not stand yet, so that a long file need not ask for each of its rows. Inside the kernel. */
#ifndef NUAN_ABSENT_H
#define NUAN_ABSENT_H
#include "base/str.h"

struct absent;
struct absent *absent_open(struct arena *, size_t most); /* for about so many keys */
void absent_add(struct absent *, struct str key);        /* keys: digests in hexadecimal */
bool absent_sure(const struct absent *, struct str key); /* true: it was never added; false: it may have been, ask. NULL knows nothing: false */

#endif
