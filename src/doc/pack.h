/* A file made of parts: a ZIP, and XML to put in it. What OFD and DOCX share. */
#ifndef NUAN_PACK_H
#define NUAN_PACK_H
#include "base/fault.h"

struct pack;
struct pack *pack_open(struct arena *);
void pack_add(struct pack *, const char *name, struct str bytes);    /* deflated, in this order, sizes in the local header, no clock: same parts, same bytes */
MUST_USE fault pack_done(struct pack *, struct buf *);

struct xml;
struct xml *xml_open(struct arena *);                                /* with <?xml version="1.0" encoding="UTF-8"?> */
void xml_start(struct xml *, const char *element);
void xml_attr(struct xml *, const char *name, struct str value);
void xml_attr_fmt(struct xml *, const char *name, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void xml_text(struct xml *, struct str);                             /* escaped; what XML cannot hold is dropped */
void xml_leaf(struct xml *, const char *element, struct str text);
void xml_end(struct xml *);
MUST_USE fault xml_done(struct xml *, struct str *ret);

#endif
