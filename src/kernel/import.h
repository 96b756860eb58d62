/* Bringing a spreadsheet in: all or nothing, in one transaction; every wrong cell named; matched by natural key as new, same, changed, gone. */
#ifndef NUAN_IMPORT_H
#define NUAN_IMPORT_H
#include "doc/sheet.h"
#include "kernel/entity.h"

struct import_order {
	const struct entity *of;
	struct str file;                     /* name, for provenance */
	const struct workbook *book; struct str sm3;         /* of the file's bytes, hex */
	int64_t sender;                      /* the union that sends it */
	int month;  struct str part;         /* (kind, sender, month, part) is the series: a later file of it corrects the earlier ones. part STR_NONE: the whole */
	int64_t author, actor;               /* recorded_by: who filled it in; entered_by and editor: who brings it in */
	struct day day;                      /* the day it was handed in */
	struct str why;                      /* stands in the trail beside the file's name; STR_NONE: none given */
	bool replace;                        /* the whole sheet is to be another: most rows may be voided */
	fault (*progress)(void *ctx, size_t done, size_t total);     /* NULL: none; a fault cancels ("import.cancelled") */
	void *ctx;
};
struct import_skip { struct str sheet; int64_t row; const char *why; struct import_skip *next; };    /* why: 合计行 空行 隐藏行 表尾 标题行 重复行 … */
struct import_note { struct str sheet; int64_t row; struct str what, say; struct import_note *next; };   /* what: changed gone duplicate kept; ask: a reader should look */
struct import_result {
	int64_t id;                          /* the import's number; repeat: that of the first time; 0 when nothing was stored */
	bool repeat;                         /* this very file was brought in before: no row to write */
	int64_t rows, added, same, changed, gone, duplicates, kept;  /* kept (undo): rows edited since, left as they stand */
	int64_t settled, settled_month;      /* rows changed or gone that were approved when their month was closed, and the month of the first */
	struct wrong *wrongs; size_t n_wrongs;       /* any: the caller must roll back */
	struct import_skip *skips; size_t n_skips;
	struct import_note *notes; size_t n_notes;   /* changed, gone, duplicate, kept: one line each, at most 1000 */
	struct str unmatched;                /* columns of the sheet that no field takes, for the preview */
};
MUST_USE fault import_run(struct db *, const struct import_order *, struct import_result *ret);
/* Approves every submitted record of an import, but for the returned ones; approver must not be the editor ("move.own_edit"). */
MUST_USE fault import_approved(struct db *, int64_t import_id, bool *ret);      /* whether that was done; the rows may have moved on since */
MUST_USE fault import_approve(struct db *, const struct entity *, int64_t import_id, int64_t approver, int64_t *ret_n);
MUST_USE fault import_return_row(struct db *, const struct entity *, int64_t import_id, int64_t line, int64_t approver, struct str reason_word_or_code);
/* Undo: rows added are voided, rows changed get their former content back, gone rows come back; rows edited since stay and are named. */
MUST_USE fault import_undo(struct db *, const struct entity *, int64_t import_id, int64_t actor, struct str why, struct import_result *ret);

/* The head: which column of which grid serves which field. Faults: import.head (what lacks), import.empty (head but no row). */
struct head_found { const struct grid *grid; size_t first_row; size_t *columns; struct str unmatched; };    /* columns[field]: SIZE_MAX when absent; first_row: index of the first row below the head */
MUST_USE fault import_head(struct arena *, const struct workbook *, const struct entity *, struct head_found *ret);

/* What a file says of itself, when nobody has said it: for a person to confirm. */
struct import_guess { const struct entity *of; const struct grid *grid; size_t served, left; };      /* columns that a field takes, that none does */
void import_kinds(struct arena *, const struct workbook *, const struct entity *const *, size_t n, struct import_guess **ret, size_t *ret_n);       /* one for each sheet of the workbook that has a whole head, best first */
int import_month_said(struct arena *, const struct workbook *, const struct entity *, bool *ret_title);  /* by its title, else the month of most of its days; 0: it does not say */
struct str import_unit_said(struct arena *, const struct workbook *, const struct entity *);         /* 填报单位：… above the head; STR_NONE */
struct str import_file_name(struct str path);  /* its last word */
struct import_before { struct str kind, part, file; int64_t org; int month; };
MUST_USE fault import_before(struct db *, struct str path, struct import_before *ret);       /* how a file of this name came last time; kind STR_NONE: never, or as more than one */

MUST_USE fault template_write(struct arena *, const struct entity *, const char *path);      /* 模板下载: head, 填表说明, text formats, lists */
MUST_USE fault template_bytes(struct arena *, const struct entity *, struct str *ret);

#endif
