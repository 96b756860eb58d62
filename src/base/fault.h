/* What went wrong, told to two readers. A fault pointer is NULL on success and lives in the arena. */
#ifndef NUAN_FAULT_H
#define NUAN_FAULT_H
#include "base/str.h"

enum blame { BLAME_INPUT = 1, BLAME_DENIED, BLAME_ABSENT, BLAME_CONFLICT, BLAME_BUSY, BLAME_US };
struct fault {
	enum blame blame;            /* picks exit status and HTTP status, and whether trying again helps */
	const char *code;            /* stable, e.g. "import.head"; docs/faults.md lists them */
	const char *say;             /* to the person: what is wrong and how to mend it, already in their language */
	const char *note;            /* to the operator: SQL state, errno; for the log, never for a page; NULL */
	const char *field;           /* the form field to mark, or NULL */
	const struct fault *next;    /* a form reports all its faults at once */
};
typedef const struct fault *fault;
#define TRY(e) do { fault f_ = (e); if (f_) return f_; } while (0)

MUST_USE fault fault_make(struct arena *, enum blame, const char *code, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
MUST_USE fault fault_note(struct arena *, enum blame, const char *code, const char *note, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
MUST_USE fault fault_field(struct arena *, const char *field, const char *code, const char *fmt, ...) __attribute__((format(printf, 4, 5)));  /* BLAME_INPUT */

/* Sentences are written in Chinese and looked up in English when the person's locale asks for it. */
#include <libintl.h>
#define _(s)  gettext(s)
#define N_(s) s

#endif
