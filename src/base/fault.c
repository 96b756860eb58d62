/* What went wrong, for two readers.
 *
 * The person reads say: a whole sentence, already in their language, that tells what is wrong and how to mend it. The operator
 * reads code and note. Nothing of the second reaches a page, nothing of the first is parsed by anybody. A fault is a pointer,
 * NULL for success, so that TRY passes it up untouched and it can never be taken for a number.
 *
 * Promises: say, note and field are copied, so a message of a library that is overwritten by its next call may be passed in;
 * code must be a literal, since it is a name that docs/faults.md lists.
 * Costs: a copy in the arena on the bad path, nothing on the good one.
 *
 * Road not taken: numbers with a table of sentences. The sentence needs the very day, name or sum that is wrong.
 */
#include "base/fault.h"
#include <stdio.h>

static const char *sentence(struct arena *mem, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return fmt;
	char *say = arena_get(mem, (size_t)n + 1);
	vsnprintf(say, (size_t)n + 1, fmt, ap);
	return say;
}

static struct fault *fault_new(struct arena *mem, enum blame blame, const char *code, const char *say)
{
	struct fault *f = arena_get(mem, sizeof *f);

	*f = (struct fault){ .blame = blame, .code = code, .say = say };
	return f;
}

fault fault_make(struct arena *mem, enum blame blame, const char *code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	const char *say = sentence(mem, fmt, ap);
	va_end(ap);
	return fault_new(mem, blame, code, say);
}

fault fault_note(struct arena *mem, enum blame blame, const char *code, const char *note, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	struct fault *f = fault_new(mem, blame, code, sentence(mem, fmt, ap));
	va_end(ap);
	f->note = note ? str_c(mem, str_of(note)) : NULL;
	return f;
}

fault fault_field(struct arena *mem, const char *field, const char *code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	struct fault *f = fault_new(mem, BLAME_INPUT, code, sentence(mem, fmt, ap));
	va_end(ap);
	f->field = field ? str_c(mem, str_of(field)) : NULL;
	return f;
}
