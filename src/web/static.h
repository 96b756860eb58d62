/* Files that browsers get, inside the program. tools/embed writes the table. */
#ifndef NUAN_STATIC_H
#define NUAN_STATIC_H
#include <stddef.h>

struct static_file { const char *name, *path, *mime; const unsigned char *plain; size_t n_plain; const unsigned char *packed; size_t n_packed; };
extern const struct static_file STATIC_FILES[];
extern const size_t STATIC_FILES_N;

#endif
