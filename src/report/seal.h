/* The seal of an issue: its figures with their evidence, frozen; the trail's head, signed; and what can be said of both years later. */
#ifndef NUAN_SEAL_H
#define NUAN_SEAL_H
#include "base/sm.h"
#include "report/edition.h"

/* Bytes under their own SM3. Putting the same bytes twice stores them once. */
MUST_USE fault content_put(struct db *, struct str bytes, unsigned char ret_sm3[SM3_BYTES]);
MUST_USE fault content_get(struct db *, struct str sm3, struct str *ret);    /* "content.altered", "content.absent" */

/* Freezes the city's figures of the month, all indicators of the desk, with every row of evidence; then seals them with the text (SM3 over body and the
 * figures' seals by indicator), takes the trail's head as it is before this transaction, and signs both (Ed25519). Fills body, seal, entry, mac,
 * signature, verifier of the edition; the caller writes its row. */
MUST_USE fault seal_close_edition(struct db *, const struct report_desk *, struct edition *, struct str text);
struct str seal_line(struct arena *, const struct edition *, int line);      /* 0 … : what is printed in the foot; STR_NONE behind the last */

enum seal_what { SEAL_TAMPERED, SEAL_CHANGED };              /* changed: the records have moved on since, in the open */
struct seal_finding { enum seal_what what; int64_t edition; struct str relation; int64_t row; struct str say; struct seal_finding *next; };
struct seal_report { int64_t editions, figures, rows, bytes; struct seal_finding *findings; int64_t n_tampered, n_changed; };
MUST_USE fault seal_verify(struct db *, const struct report_desk *, int month, struct seal_report *ret);     /* month 0: every issued edition */
MUST_USE fault seal_issued(struct db *, int month, struct edition **ret, size_t *ret_n);      /* month 0: all; by month and number */
MUST_USE fault seal_stands(struct db *, const struct edition *, struct str *ret_message, bool *ret_stands);    /* the trail has its head, the signature is ours; of figures and files it says nothing */
MUST_USE fault seal_head_said(struct db *, int64_t entry, struct str mac_hex, bool *ret_stands);    /* a foot read from paper: does the trail still hold it? */
/* A file in somebody's hand: of which edition and form the record says it is. stored: the register of files has it too; proven: the entry of the issue says so
 * and stands, and so does the signature. Not found: of none. */
struct seal_file { struct edition edition; struct str form; bool stored, proven; };
MUST_USE fault seal_file_said(struct db *, struct str bytes, struct seal_file *ret, bool *ret_found);

/* What moved from one edition to another, or (later NULL) to what the records say now. */
struct figure_moved { const struct indicator *of; struct str was, now; };
MUST_USE fault seal_moved(struct db *, const struct report_desk *, const struct edition *, const struct edition *later, struct figure_moved **ret,
	size_t *ret_n);

#endif
