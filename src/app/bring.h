/* One hand-over: a file and what the list says of it. */
#ifndef NUAN_BRING_H
#define NUAN_BRING_H
#include "app/app.h"
#include "report/handover.h"

struct hand {                        /* one line of 报送清单, or the options of one file */
	struct str file, kind, sender, month, filler, checker, day, verdict, words, part;
	struct str on, why;          /* by option: the day it was handed in, before the list's; the reason of a change in a closed month */
	struct str path;             /* where the file is; STR_NONE: by its name in the list's folder */
	int64_t line;
	bool replace;
};
MUST_USE fault hand_list(struct app *, const char *folder, struct hand **ret, size_t *ret_n);    /* reads folder/报送清单.csv; list.missing, list.column */
struct hand hand_of_file(struct app *, const char *path, size_t nth);                            /* what the list beside the file says of it; file.n == 0: nothing */

struct str hand_name(struct str path);         /* the last word of a path */
MUST_USE fault hand_of_history(struct app *, const char *path, struct hand *ret);                /* how a file of this name came last time; file.n == 0: never */

/* Brings one hand-over in: one transaction for the rows, one for the approval. BRING_TELL: moved tells the figures that the rows
 * move; BRING_PREVIEW: the approval's too, and all is rolled back. */
enum bringing { BRING, BRING_TELL, BRING_PREVIEW };
MUST_USE fault bring(struct app *, const char *folder, const struct hand *, enum bringing, struct brought *ret);
void bring_print(struct app *, const struct hand *, const struct brought *, bool preview);
void moved_print(struct app *, const struct moved *, size_t n, int month);

#endif
