/* What the tests of one line share: its sheets and figures by name, a file brought in and approved, its draft.
 * LINE, defined before this is included, is the line: #define LINE peer_line */
#ifndef NUAN_LINE_KIT_H
#define NUAN_LINE_KIT_H
#include "kernel_kit.h"
#include "kernel/line.h"

extern const struct line LINE;

static inline const struct entity *entity(const char *name)
{
	for (size_t i = 0; LINE.entities[i]; i++)
		if (!strcmp(LINE.entities[i]->name, name))
			return LINE.entities[i];
	fail_msg("no entity %s", name);
	return NULL;
}

static inline const struct indicator *indicator(const char *id)
{
	const struct indicator *of = indicator_named(LINE.indicators, id);
	if (!of)
		fail_msg("no indicator %s", id);
	return of;
}

/* A kit with the line's tables and rules, and nobody in it yet. */
static inline struct kit *line_open(void)
{
	struct kit *k = kit_open();
	const struct schema schemas[] = { kernel_schema, *LINE.schema };
	assert_good(store_migrate(k->mem, k->store, schemas, COUNT(schemas)));
	if (LINE.rules)
		row_rules(k->store, LINE.rules);
	return k;
}

/* Officer 2 approves; how many rows. */
static inline int64_t approved(struct kit *k, const struct entity *of, int64_t import)
{
	struct db *db = kit_begin(k, WRITING, 2);
	int64_t n;
	assert_good(import_approve(db, of, import, 2, &n));
	assert_good(db_commit(db));
	return n;
}

static inline int64_t passed(struct kit *k, struct sent s)
{
	struct import_result r = kit_bring(k, s);
	int64_t n = approved(k, s.of, r.id);
	assert_int_equal(n, r.added + r.changed);
	return n;
}

/* The code of the first wrong cell, NULL when all are good; from: whose file it is, NULL the city's own. */
static inline const char *wrong_from(struct kit *k, const struct entity *of, const char *from, const char *csv)
{
	return kit_wrong(k, (struct sent){ .of = of, .csv = csv, .sender = from ? kit_org(k, from, "2019-01-10") : 0 }, NULL);
}

static inline const char *wrong(struct kit *k, const struct entity *of, const char *csv)
{
	return wrong_from(k, of, NULL, csv);
}

static inline fault figure_try(struct kit *k, const char *id, int month, int64_t org, struct figure *ret)
{
	struct db *db = kit_begin(k, READING, 0);
	const struct indicator *of = indicator(id);
	struct span_of span;
	fault f = span_make(db, of, of->span, month, &span);
	if (!f)
		f = figure_of(db, of, span, org, ret);
	db_rollback(db);
	return f;
}

static inline struct figure figure_at(struct kit *k, const char *id, int month, int64_t org)
{
	struct figure f = { .value = -1 };
	assert_good(figure_try(k, id, month, org, &f));
	return f;
}

static inline struct figure figure(struct kit *k, const char *id, int month)
{
	return figure_at(k, id, month, k->city);
}

static inline struct draft drafted(struct kit *k, int month)
{
	struct db *db = kit_begin(k, READING, 0);
	struct draft d = { .db = db, .mem = k->mem, .month = month, .heading = { .mem = k->mem }, .body = { .mem = k->mem } };
	assert_good(LINE.draft(&d));
	db_rollback(db);
	return d;
}

#endif
