/* Inside the seal: evidence as text, what each seal covers, and the walk of a verification. */
#ifndef NUAN_SEAL_IN_H
#define NUAN_SEAL_IN_H
#include "report/seal.h"
#include "report/seal.sql.h"

/* The indicators that an issue freezes, by id: the desk's, and the two counts of each ratio. */
const struct indicator **seal_indicators(struct arena *, const struct report_desk *, size_t *ret_n);
MUST_USE fault seal_figure_now(struct db *, const struct indicator *, int month, struct figure *ret, bool *ret_there);    /* of the city, over the indicator's own span; not there: no such campaign that month */
bool seal_has_value(const struct figure *);

/* Evidence as text, one line a row: record, org, day, key, amount, part, label, check; by tabs. */
enum { PIECE_BYTES = 1 << 20 };
struct piece { int64_t seq, n; struct str text; };               /* seq: 1 …; n: lines */
struct pieces { char *room; size_t used; int64_t seq, n, rows; struct buf line; fault (*each)(void *ctx, const struct piece *); void *ctx; };
struct pieces pieces_open(struct arena *, fault (*each)(void *, const struct piece *), void *ctx);
void pieces_again(struct pieces *);                              /* from the first piece on: the room is kept */
MUST_USE fault pieces_add(void *pieces, const struct evidence_row *);    /* as figure_rows_each calls it */
MUST_USE fault pieces_close(struct pieces *);                    /* what is left; no rows: no piece */
void evidence_line(struct buf *, const struct evidence_row *);   /* with its line feed */
bool evidence_line_whole(struct str line);                       /* its check agrees; without the line feed */
struct evidence_said { int64_t record; struct str org, day, key, amount, part, label; };       /* a line, cut; still escaped */
bool evidence_read(struct str line, struct evidence_said *ret);

/* What is covered. digests: of the pieces in order. */
struct sm3 *seal_frozen_open(struct arena *, const struct frozen *);     /* the row with no seal; then the digests are added */
void seal_edition(struct arena *, struct str body, const struct str *seals, size_t n, unsigned char ret[SM3_BYTES]);
struct str seal_message(struct arena *, const struct edition *, struct str city);              /* what is signed */
MUST_USE fault seal_city_names(struct db *, struct str **ret, size_t *ret_n);    /* all that it was ever called: the name of the day of issue is among them, whatever the register says of that day by now */
MUST_USE fault seal_frozen_of(struct db *, int64_t edition, struct frozen **ret, size_t *ret_n);         /* by indicator */

struct seal_walk {
	struct db *db; const struct report_desk *desk; struct seal_report *report; struct seal_finding **tail;
	const struct edition *edition; struct str title;         /* 2019年1月第1版 */
	const struct frozen *figures; size_t n; bool *broken;    /* broken: of figure i something was tampered with */
};
void seal_found(struct seal_walk *, enum seal_what, const char *relation, int64_t row, struct str say);
MUST_USE fault seal_changed(struct seal_walk *);                 /* figure by figure, what the records say otherwise by now */

/* One verification. wrote: what the entry of the edition's issue wrote, by relation and row; what that entry binds is what the files and registers rest on. */
struct wrote { struct str relation; int64_t row; struct str digest; bool seen; };
struct verify {
	struct seal_walk *walk; struct db *db; struct arena *mem;
	bool alone;                                          /* nobody else walks the trail and compares rows with it */
	bool stranger;                                       /* the key that was loaded may be another database's */
	unsigned char verifier[VERIFIER_BYTES];
	struct str *names; size_t n_names;                   /* all that the federation was ever called */
	unsigned char (*good)[SM3_BYTES]; size_t n_good, room;           /* contents that were hashed and are whole */
	int64_t entry; struct wrote *wrote; size_t n_wrote;  /* entry: of the issue; 0: not found */
	bool unread;                                         /* a figure of the edition cannot be read */
};
#define TAMPERED(v, relation, row, ...) seal_found((v)->walk, SEAL_TAMPERED, relation, row, str_fmt((v)->mem, __VA_ARGS__))
bool seal_unreadable(fault, const char **ret_column);            /* a value in the database that its column cannot have: a finding, and no end of the walk */

struct standing { bool held, ours, sealed; struct str message; };        /* the trail has its head; the verifier is that of our key; the signature holds, over message */
MUST_USE fault seal_standing(struct verify *, const struct edition *, struct standing *ret);
MUST_USE fault seal_verify_open(struct db *, struct seal_walk *, struct verify *ret);

MUST_USE fault entry_read(struct verify *);                      /* sets entry and wrote, of walk->edition */
bool entry_wrote(struct verify *, const struct table *, int64_t row, const void *);      /* the row is what the entry wrote */
void entry_seen(struct verify *, const char *relation, int64_t row);
MUST_USE fault entry_verify(struct verify *, bool held);         /* is the entry itself whole? held: the trail has the place that is signed */
void entry_missing(struct verify *);                             /* what it wrote of the seal and nobody has seen */
MUST_USE fault others_verify(struct verify *, int month);        /* editions that stand under another month, and need not belong there */
MUST_USE fault traces_verify(struct verify *);                   /* of editions that are gone */

MUST_USE fault figure_verify(struct verify *, const struct frozen *);
MUST_USE fault file_verify(struct verify *, int64_t id);

#endif
