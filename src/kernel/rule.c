/* Rules between rows.
 *
 * A row's own check sees the row and what stood before the file; whether a person is helped twice, or an account goes below nought, is true or false of
 * the state that an act leaves, with the file's other rows in it and its gone ones out. So such a rule is one statement over stored rows, asked behind the
 * last write and before the commit: by the import, which can still show the cell; by whatever else writes, through the hook of row.c.
 * A rule is due when one of its tables was written, and its statement begins at the rows of this transaction's trail, so that it costs by what was written
 * and not by what is stored. It does not speak of what was broken before: an act is refused for its own rows alone.
 * Not taken: constraints and triggers of the engine (two dialects, no sentence, no cell); a check of the file's rows against each other in memory (a second
 * truth beside the statement); testing at each row (the order of the rows would decide). */
#include <stdarg.h>
#include <stdio.h>
#include "kernel/kernel.schema.h"
#include "kernel/row.h"
#include "kernel/rule.h"

enum { TOLD_MOST = 20, MANY = 500 };           /* MANY: rows of a transaction that make a planner wrong about their tables */

static struct breach *breach_make(struct arena *mem, const struct table *t, int64_t record, size_t at, const char *code, const char *fmt, va_list args)
{
	struct breach *one = arena_get(mem, sizeof *one);
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	char *say = arena_get(mem, (size_t)n + 1);
	vsnprintf(say, (size_t)n + 1, fmt, args);
	*one = (struct breach){ .table = t, .record = record, .at = at, .code = code, .say = say };
	return one;
}

void rule_breach(struct breaches *b, const struct table *t, int64_t record, size_t at, const char *code, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	*b->tail = breach_make(b->mem, t, record, at, code, fmt, args);
	va_end(args);
	b->tail = &(*b->tail)->next;
	b->n++;
}

void rule_ask(struct breaches *b, const struct table *t, int64_t record, size_t at, const char *code, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	*b->asks_tail = breach_make(b->mem, t, record, at, code, fmt, args);
	va_end(args);
	b->asks_tail = &(*b->asks_tail)->next;
}

/* PostgreSQL would plan by what the tables were before the file. Always in the same order: two writers cannot wait for each other. */
static fault learn(struct db *db, const struct rule *const *rules, const bool *due)
{
	bool any = false;
	for (size_t i = 0; rules && rules[i]; i++) {
		if (due[i] && !any)
			TRY(db_learn(db, "trail_row"));
		any |= due[i];
		for (const struct table *const *t = rules[i]->tables; due[i] && *t; t++)
			TRY(db_learn(db, (*t)->name));
	}
	return NULL;
}

fault rules_find(struct db *db, struct breaches *ret)
{
	const struct rule *const *rules = row_rules_of(db);
	bool *due = row_due(db);
	*ret = (struct breaches){ .db = db, .mem = db_mem(db), .entry = row_entry_number(db) };
	ret->tail = &ret->first;
	ret->asks_tail = &ret->asks;
	if (row_written(db) >= MANY)
		TRY(learn(db, rules, due));
	for (size_t i = 0; rules && rules[i]; i++) {
		size_t before = ret->n;
		if (due[i])
			TRY(rules[i]->find(ret));
		due[i] = due[i] && ret->n > before;
	}
	return NULL;
}

/* Where the record came from: a form has no file. */
static fault breach_say(struct db *db, const struct breach *b, fault *ret)
{
	struct arena *mem = db_mem(db);
	struct head *h = arena_get(mem, b->table->size);
	struct import from;
	bool found = false;
	if (b->table->record)
		TRY(row_read(db, b->table, b->record, h, &found));
	if (found && h->source != INT_NONE)
		TRY(row_read(db, &import_table, h->source, &from, &found));
	else
		found = false;
	*ret = found ? fault_make(mem, BLAME_CONFLICT, b->code, _("%s所涉的记录在“%.*s”第%lld行。"), b->say, PSTR(from.file), (long long)h->sheet_row)
		: fault_make(mem, BLAME_CONFLICT, b->code, "%s", b->say);
	return NULL;
}

fault rules_fault(const struct breaches *b)
{
	struct fault *first = NULL, *last = NULL;
	size_t n = 0;
	for (const struct breach *each = b->first; each && n < TOLD_MOST; each = each->next, n++) {
		struct fault *told = arena_get(b->mem, sizeof *told);
		fault one;
		TRY(breach_say(b->db, each, &one));
		*told = *one;
		if (last)
			last->next = told;
		else
			first = told;
		last = told;
	}
	return first;
}

fault rules_hold(struct db *db)
{
	struct breaches b;
	TRY(rules_find(db, &b));
	return rules_fault(&b);
}
