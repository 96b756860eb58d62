/* The checks: SQLite prepares every statement against the schema in memory, and tells through its authorizer what the statement
 * touches.
 *
 * Nothing here guesses from the text what SQLite can know: tables and columns are what the authorizer saw, whatever the alias;
 * whole-table scans are what the planner says. The text is asked only which table an alias means. What breaks the build: SQL
 * that does not prepare, an output column without its type, a table with an org column that no macro covers and no reason
 * excuses, a write without its reason, a sealed column in a blind statement, a scan without its reason, a function that the two
 * engines do not share, and `-- rows` that is not one plain SELECT of the seven columns. The plan is that of an empty database
 * without statistics: the one the program starts with. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "sqlc.h"

enum { MANY_READS = 512 };
struct touched { const char *table, *column; };
struct look {                                            /* what one prepare saw */
	struct sqlc *c;
	struct touched reads[MANY_READS];  size_t n_reads;
	/* the first table written; the first statement or function of one engine alone */
	const char *writes, *engine, *function;
};

const char *const evidence_parts[N_PARTS] = { "tally", "units", "parts", "rows", "seen", "rest", "waiting" };
const char *const evidence_rows[N_PARTS] = { "tally_row", "tally_unit_row", "tally_part_row", "evidence_row", "evidence_row",
	"rest_row", "rest_row" };
const struct named_type tally_members[TALLY_MEMBERS] = {
	{ "org", T_ID }, { "month_from", T_INT }, { "month_to", T_INT }, { "day_from", T_DAY }, { "day_to", T_DAY },
	{ "limit", T_INT }, { "offset", T_INT }, { "unit", T_ID },
};

/* Functions of both engines that mean the same; like is made case-sensitive in SQLite by the driver. */
static const char *const shared_functions[] = {
	"count", "sum", "min", "max", "coalesce", "nullif", "abs", "length", "lower", "upper", "substr", "replace", "trim",
	"ltrim", "rtrim", "like", "row_number", "rank", "dense_rank", "lag", "lead", "first_value", "last_value",
};

static const char *keep(struct sqlc *c, const char *s)
{
	return str_c(c->mem, str_of(s ? s : ""));
}

static int seen(void *ctx, int act, const char *a, const char *b, const char *database, const char *by)
{
	struct look *l = ctx;
	bool shared = false;
	switch (act) {
	case SQLITE_SELECT: case SQLITE_RECURSIVE:
		break;
	case SQLITE_READ:
		if (l->n_reads < MANY_READS)
			l->reads[l->n_reads++] = (struct touched){ keep(l->c, a), keep(l->c, b) };
		else
			l->engine = "reads more columns than the compiler counts";
		break;
	case SQLITE_FUNCTION:
		for (size_t i = 0; i < COUNT(shared_functions); i++)
			shared |= !strcasecmp(b, shared_functions[i]);
		if (!shared && !l->function)
			l->function = keep(l->c, b);
		break;
	case SQLITE_PRAGMA: case SQLITE_TRANSACTION: case SQLITE_SAVEPOINT: case SQLITE_ATTACH: case SQLITE_DETACH:
	case SQLITE_ANALYZE: case SQLITE_REINDEX:
		l->engine = "is not a statement of both engines: the door does that";
		break;
	default:
		if (!l->writes)
			l->writes = keep(l->c, a);
	}
	return SQLITE_OK;
}

static int line_at(struct sqlc *c, const struct statement *st, int offset)
{
	size_t at = 0;
	int line = st->line;
	for (size_t i = 0; i < st->sql.n && (int)at <= offset; i++) {
		struct statement one = { .sql = { .t = &st->sql.t[i], .n = 1 } };
		memcpy(one.slots, st->slots, sizeof one.slots);
		line = st->sql.t[i].line;
		at += (i ? st->sql.t[i].before.n : 0) + statement_text(c, &one, FORM_SQLITE).n;
	}
	return line;
}

/* Which table an alias means: `FROM table alias`, `JOIN table AS alias`; NULL when it is none of the schema's. */
static const char *next_alias(struct sqlc *c, const struct statement *st, size_t *at, struct str *ret_alias)
{
	static const char words[] = " where join left inner cross on order group limit set union values using select having"
		" window except intersect returning indexed not default ";
	for (; *at < st->sql.n; ++*at) {
		const struct token *t = &st->sql.t[*at];
		bool place = *at && (token_is(t - 1, "from") || token_is(t - 1, "join") || token_is(t - 1, ",")
			|| token_is(t - 1, "update") || token_is(t - 1, "into"));
		for (size_t i = 0; place && t->kind == WORD && i < c->n_made; i++) {
			if (!str_eq(c->made[i].name, t->text))
				continue;
			size_t left = st->sql.n - ++*at;
			bool as = left > 1 && token_is(t + 1, "as");
			const struct token *alias = t + 1 + as;
			const char *word = str_c(c->mem, str_fmt(c->mem, " %.*s ", PSTR(alias->text)));
			*ret_alias = left > as && alias->kind == WORD && !strcasestr(words, word) ? alias->text : t->text;
			return str_c(c->mem, c->made[i].name);
		}
	}
	return NULL;
}

static const char *table_of(struct sqlc *c, const struct statement *st, struct str alias)
{
	struct str found;
	const char *table;
	for (size_t at = 0; (table = next_alias(c, st, &at, &found)); )
		if (str_eq(found, alias))
			return table;
	return NULL;
}

static bool covered(struct sqlc *c, const struct statement *st, const char *table)
{
	for (size_t i = 0; i < st->n_covered; i++) {
		const char *of = table_of(c, st, st->covered[i]);
		if (of && !strcmp(of, table))
			return true;
	}
	return !strcmp(table, "org_tree") || !strcmp(table, "granted");
}

static void check_touched(struct sqlc *c, const struct statement *st, const struct look *l)
{
	if (l->engine)
		complain(c, st->line, "%.*s %s", PSTR(st->name), l->engine);
	if (l->function)
		complain(c, st->line, "%.*s calls %s(), which SQLite and PostgreSQL do not share", PSTR(st->name), l->function);
	if (l->writes && !st->writes.n)
		complain(c, st->line, "%.*s writes %s: business rows are written by row_add and row_change, anything else says"
			" `-- writes: reason`", PSTR(st->name), l->writes);
	for (size_t i = 0; i < l->n_reads; i++) {
		const struct declared *d = declared_find(c, l->reads[i].table, l->reads[i].column);
		if (d && d->sealed && st->blind)
			complain(c, st->line, "%.*s is blind and reads %s.%s, which is sealed", PSTR(st->name),
				l->reads[i].table, l->reads[i].column);
		if (!st->unscoped.n && declared_find(c, l->reads[i].table, "org") && !covered(c, st, l->reads[i].table))
			complain(c, st->line, "%.*s reads %s, which has an org column: add @scope(alias), @visible(alias) or"
				" @granted(alias) of it, or `-- unscoped: reason`", PSTR(st->name), l->reads[i].table);
	}
}

static void check_columns(struct sqlc *c, struct statement *st, sqlite3_stmt *s)
{
	size_t n = (size_t)sqlite3_column_count(s);
	for (size_t i = 0; i < n; i++) {
		const char *name = sqlite3_column_name(s, (int)i), *table = sqlite3_column_table_name(s, (int)i);
		if (i >= st->n_outs || !str_is(st->outs[i].name, name))
			complain(c, st->line, "column %zu of %.*s (%s) has no type: write `expr AS name@type`", i + 1,
				PSTR(st->name), name);
		for (size_t k = 0; k < i; k++)
			if (str_eq(st->outs[k].name, st->outs[i].name))
				complain(c, st->line, "two columns of %.*s are called %s", PSTR(st->name), name);
		const struct declared *d = table ? declared_find(c, table, sqlite3_column_origin_name(s, (int)i)) : NULL;
		if (d && type_words[d->type].class != type_words[st->outs[i].type].class)
			complain(c, st->line, "column %s of %.*s is @%s, but %s.%.*s is @%s", name, PSTR(st->name),
				type_words[st->outs[i].type].word, table, PSTR(d->column), type_words[d->type].word);
		pg_name(c, st->outs[i].name, st->line);
	}
	for (size_t i = n; i < st->n_outs; i++)
		if (!n || !str_eq(st->outs[i].name, st->outs[i % n].name) || st->outs[i].type != st->outs[i % n].type)
			complain(c, st->line, "%.*s gives %zu columns and has a type for another one, %.*s", PSTR(st->name), n,
				PSTR(st->outs[i].name));
	st->n_outs = n;
	if (n && st->gives == GIVES_EXEC)
		complain(c, st->line, "%.*s gives columns: `-- one` or `-- many` instead of `-- exec`", PSTR(st->name));
	if (!n && st->gives != GIVES_EXEC)
		complain(c, st->line, "%.*s gives nothing: say `-- exec`", PSTR(st->name));
}

static void check_plan(struct sqlc *c, const struct statement *st, struct str text)
{
	const char *sql = str_c(c->mem, str_fmt(c->mem, "EXPLAIN QUERY PLAN %.*s", PSTR(text)));
	sqlite3_stmt *s;
	if (st->scans.n || sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) != SQLITE_OK)
		return;
	while (sqlite3_step(s) == SQLITE_ROW) {
		struct str detail = str_copy(c->mem, str_of((const char *)sqlite3_column_text(s, 3)));
		if (!str_starts(detail, STR("SCAN ")))
			continue;
		struct str rest = str_sub(detail, 5, SIZE_MAX);
		const char *table = table_of(c, st, str_cut(&rest, ' '));
		if (table) {
			sqlite3_finalize(s);
			complain(c, st->line, "%.*s reads all of %s (%.*s): give it an index, or say `-- scans: reason`",
				PSTR(st->name), table, PSTR(detail));
		}
	}
	sqlite3_finalize(s);
}

/* Evidence. */
static void check_rows(struct sqlc *c, struct statement *st)
{
	static const char *const never[] = {
		"join", "order", "union", "distinct", "limit", "group", "having", "intersect", "except", "with",
	};
	static const struct named_type must[] = {
		{ "record", T_ID }, { "org", T_ID }, { "day", T_DAY }, { "key", T_TEXT }, { "amount", T_INT }, { "part", T_TEXT },
		{ "label", T_TEXT },
	};
	bool from = false;
	int depth = 0;
	for (size_t i = 0; i < st->sql.n; i++) {
		const struct token *t = &st->sql.t[i];
		depth += token_is(t, "(") - token_is(t, ")");
		for (size_t k = 0; !depth && k < COUNT(never); k++)
			if (token_is(t, never[k]))
				complain(c, t->line, "%.*s is rows and contains %.*s: one plain SELECT, a label by scalar"
					" sub-select", PSTR(st->name), PSTR(t->text));
		from = !depth && token_is(t, "from") ? true : !depth && token_is(t, "where") ? false : from;
		if (from && !depth && token_is(t, ","))
			complain(c, t->line, "%.*s is rows and joins tables: one plain SELECT, a label by scalar sub-select",
				PSTR(st->name));
	}
	if (!st->scope.n)
		complain(c, st->line, "%.*s is rows and has no @scope(alias)", PSTR(st->name));
	for (size_t i = 0; i < COUNT(must); i++)
		if (st->n_outs != COUNT(must) || !str_is(st->outs[i].name, must[i].name) || st->outs[i].type != must[i].type)
			complain(c, st->line, "%.*s is rows: its columns are record@id, org@id, day@day, key@text, amount@int,"
				" part@text, label@text in this order", PSTR(st->name));
	if (st->outs[4].is_null)
		complain(c, st->line, "the amount of %.*s is a bare NULL: write 0, or CAST(NULL AS BIGINT)", PSTR(st->name));
	for (size_t i = 0; i < st->n_slots; i++) {
		bool known = st->slots[i].door;
		for (size_t k = 0; k < TALLY_MEMBERS; k++)
			known |= str_is(st->slots[i].name, tally_members[k].name) && st->slots[i].type == tally_members[k].type;
		if (!known)
			complain(c, st->slots[i].line, "%.*s is rows and takes :%.*s: it may take the members of struct tally_in"
				" only", PSTR(st->name), PSTR(st->slots[i].name));
	}
}

#define SUMS "count(*) AS n@int, count(DISTINCT q.key) AS keys@int, CAST(coalesce(sum(q.amount), 0) AS BIGINT) AS amount@int"
#define SEES "EXISTS (SELECT 1 FROM org_tree reader WHERE reader.city = :city AND reader.above = :viewer_org" \
	" AND reader.below = q.org AND reader.until = '9999-12-31')"
#define ROWS "q.record AS record@id, q.org AS org@id, q.day AS day@day, q.key AS key@text, q.amount AS amount@int," \
	" q.part AS part@text, q.label AS label@text"
#define LIKE_A_BOOK "ORDER BY q.day @bytewise, q.record, q.key @bytewise"
static const char *const evidence_sql[N_PARTS][2] = {    /* before and behind the bracket with the rows */
	{ "SELECT " SUMS ",\n\tCAST(coalesce(min(q.amount), 0) AS BIGINT) AS least@int,"
	  " CAST(coalesce(max(q.amount), 0) AS BIGINT) AS most@int\nFROM", "" },
	{ "SELECT u.above AS unit@id, " SUMS "\nFROM",
	  "\nLEFT JOIN org_tree u ON u.city = :city AND u.below = q.org AND q.day >= u.since AND q.day < u.until"
	  " AND u.above_kind IN ('county', 'zone')\nGROUP BY u.above ORDER BY u.above NULLS FIRST" },
	{ "SELECT q.part AS part@text, " SUMS "\nFROM", "\nGROUP BY q.part ORDER BY q.part @bytewise NULLS FIRST" },
	{ "SELECT " ROWS "\nFROM", "\n" LIKE_A_BOOK },
	{ "SELECT " ROWS "\nFROM", "\nWHERE " SEES "\n" LIKE_A_BOOK "\nLIMIT :limit@int OFFSET :offset@int" },
	{ "SELECT count(*) AS n@int, count(DISTINCT q.org) AS orgs@int\nFROM", "\nWHERE NOT " SEES },
	{ "SELECT count(*) AS n@int, count(DISTINCT q.org) AS orgs@int\nFROM", "" },
};
enum { PART_WAITING = N_PARTS - 1 };

/* The same rows before their approval: what @scope says of their state, turned round; what the text itself asks of other rows stays. Of rows whose
 * own table is under no @scope it tells nothing, and nobody asks. */
static struct str rows_waiting(struct sqlc *c, const struct statement *st, struct str rows)
{
	struct str approved = str_fmt(c->mem, "%.*s.state = 'approved'", PSTR(st->scope)), submitted = str_fmt(c->mem, "%.*s.state = 'submitted'", PSTR(st->scope));
	struct buf out = { .mem = c->mem };
	for (size_t at; (at = str_find(rows, approved)) != SIZE_MAX; rows = str_sub(rows, at + approved.n, SIZE_MAX)) {
		bool longer = at && (isalnum((unsigned char)rows.p[at - 1]) || rows.p[at - 1] == '_' || rows.p[at - 1] == '.');
		buf_add(&out, str_sub(rows, 0, at));
		buf_add(&out, longer ? approved : submitted);
	}
	buf_add(&out, rows);
	return buf_str(&out);
}

static void prepare(struct sqlc *, struct statement *);

static void compose(struct sqlc *c, struct statement *st)
{
	struct str rows = statement_text(c, st, FORM_SOURCE);
	st->parts = arena_get(c->mem, N_PARTS * sizeof *st->parts);
	for (int i = 0; i < N_PARTS; i++) {
		struct statement *p = &st->parts[i];
		*p = (struct statement){ .file = st->file, .line = st->line, .scans = st->scans, .unscoped = STR("composed"),
			.name = str_fmt(c->mem, "%.*s_%s", PSTR(st->name), evidence_parts[i]) };
		struct str of = i == PART_WAITING ? rows_waiting(c, st, rows) : rows;
		struct str text = str_fmt(c->mem, "%s (\n%.*s\n) q%s", evidence_sql[i][0], PSTR(of), evidence_sql[i][1]);
		statement_expand(c, p, tokens_of(c, text, st->line));
		prepare(c, p);
	}
}

static void prepare(struct sqlc *c, struct statement *st)
{
	struct str text = scope_by_index(c, st, statement_text(c, st, FORM_SQLITE));
	struct look *l = arena_get(c->mem, sizeof *l);
	sqlite3_stmt *s = NULL;
	l->c = c;
	sqlite3_set_authorizer(c->db, seen, l);
	int rc = sqlite3_prepare_v2(c->db, str_c(c->mem, text), -1, &s, NULL);
	sqlite3_set_authorizer(c->db, NULL, NULL);
	if (rc != SQLITE_OK)
		complain(c, line_at(c, st, sqlite3_error_offset(c->db)), "%.*s: %s", PSTR(st->name), sqlite3_errmsg(c->db));
	check_touched(c, st, l);
	for (size_t i = 0; i < l->n_reads; i++)
		reads_add(&st->reads, str_of(l->reads[i].table));
	check_columns(c, st, s);
	sqlite3_finalize(s);
	check_plan(c, st, text);
}

void statement_check(struct sqlc *c, struct statement *st)
{
	prepare(c, st);
	if (st->rows) {
		check_rows(c, st);
		compose(c, st);
	}
}
