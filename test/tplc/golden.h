/* What golden.html is made of. */
#include "page/page.h"
struct golden_row { struct str name; struct path open; struct money sum; struct day on; int64_t id; };
struct golden { const char *title; struct str place, word; int64_t n; struct golden_row *rows; size_t n_rows; bool open; struct golden_row part; struct html body; };
