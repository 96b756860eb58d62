/* What the files of the OFD writer share; nobody outside src/doc includes it. */
#ifndef NUAN_PAPER_OFD_H
#define NUAN_PAPER_OFD_H
#include "doc/pack.h"
#include "doc/paper.h"

struct entry { const char *name; struct str bytes; };           /* a file of the package */
struct ofd {
	struct arena *mem;
	const struct paper *paper;
	uint32_t id;                                            /* the last that was given away; pages have those from 1 on */
	uint32_t *fonts;                                        /* IDs by face; 0: no run uses it */
	struct entry *entries; size_t n;
};

struct xml *part_open(struct ofd *, const char *root);          /* with the namespace */
MUST_USE fault part_done(struct ofd *, struct xml *, const char *name);
void mm_add(struct buf *, um);                                  /* one more number, behind a blank */
struct str mm(struct arena *, size_t n, const um *values);      /* "28 37.5 156 0.35" */
void page_area(struct ofd *, struct xml *, const char *element, const struct sheet *);
MUST_USE fault page_write(struct ofd *, size_t sheet);

#endif
