/* What the two halves of doc_read share: head and frame (doc_read.c), the lines below (doc_read_body.c). */
#ifndef NUAN_READ_PART_H
#define NUAN_READ_PART_H
#include "doc/doc.h"

enum stage { AT_BODY, AT_ATTACHED, AT_SIGN, AT_REMARK, AT_ANNEX, AT_SEND, AT_IMPRINT };      /* in the order in which they may stand */

struct reader {
	struct arena *mem; struct doc *doc; struct str rest; int line;
	enum stage stage;  int level;                        /* level: of the last heading; -1: an annex begins, at any level */
	struct part *table, *attached, *sign, *annex;        /* annex: one that still lacks its title */
	int64_t n_attached, n_annexes;
	bool numbered, signed_on;
	fault wrongs, *wrongs_tail;  int n_wrongs;           /* in the order of the lines */
	struct doubt *doubts, **doubts_tail;
};

bool read_line(struct reader *, struct str *ret);            /* trimmed; false at the end */
bool read_pair(struct str line, struct str *ret_name, struct str *ret_value);        /* 名称：值, either colon; false: no colon */
void read_wrong(struct reader *, fault);                     /* goes on with the next line; NULL: nothing is wrong */
void read_doubts(struct reader *, struct str words);          /* asks about its half-width marks */
MUST_USE fault read_secret(struct reader *, struct str line);
void read_body(struct reader *);

#endif
