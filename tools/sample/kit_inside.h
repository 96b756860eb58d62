/* What the kit's own files share; the lines of the sample see kit.h only. */
#ifndef NUAN_SAMPLE_KIT_INSIDE_H
#define NUAN_SAMPLE_KIT_INSIDE_H
#include "kit.h"

void kit_orgs_make(struct kit *);               /* kit_orgs.c: fills kit->orgs */
void kit_grassroots_make(struct kit *);         /* kit_grassroots.c: appends the unions of employers */
void kit_officers_make(struct kit *);           /* kit_officers.c: after kit_orgs_make */
struct kit_org *kit_org_add(struct kit *, struct kit_org);              /* appends; gives the order */
struct str kit_uscc_union(struct kit *, struct str division, int serial);       /* 81, with both check characters */
struct str kit_uscc(struct kit *, const char *registrar, struct str division, const char *code8);       /* code8: the first eight of the organisation code */
void kit_lists_write(struct kit *);             /* kit_list.c */
const char *kit_path(struct kit *, int month, const char *file);        /* OUTDIR/2019-01/file; the folders are made */
void kit_end(const char *why, const char *what) __attribute__((noreturn));

#endif
