/* What comes out: C that a person can read, the same bytes for the same input.
 *
 * For a table keyed (city, id): its struct, its columns by offset, and its queries. For a statement: its _in and _row structs,
 * the query as data, and a typed call of three lines. For `-- rows`: a struct evidence with its queries. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sqlc.h"

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static struct str guard_of(struct sqlc *c, const char *header)
{
	struct str s = str_fmt(c->mem, "NUAN_%s", base_of(header));
	char *p = (char *)s.p;
	for (size_t i = 0; i < s.n; i++)
		p[i] = isalnum((unsigned char)p[i]) ? (char)toupper((unsigned char)p[i]) : '_';
	return s;
}

/* A C string, one line of text a line, long ones broken at a blank, indented by tabs. */
static void put_text(struct buf *b, struct str s, const char *indent)
{
	enum { LONG = 90 };
	size_t from = 0;
	buf_puts(b, "\"");
	for (size_t i = 0; i < s.n; i++) {
		char ch = s.p[i];
		if (ch == '\n' || (ch == ' ' && i - from > LONG))
			from = i;
		if (ch == '\n' && i + 1 < s.n)
			buf_fmt(b, "\\n\"\n%s\"", indent);
		else if (ch == ' ' && from == i)
			buf_fmt(b, "\"\n%s\" ", indent);
		else if (ch == '\n' || ch == '\t')
			buf_puts(b, ch == '\n' ? "\\n" : "\\t");
		else if (ch == '"' || ch == '\\' || (ch == '?' && i && s.p[i - 1] == '?'))
			buf_fmt(b, "\\%c", ch);
		else
			buf_c(b, ch);
	}
	buf_puts(b, "\"");
}

static void write_file(struct sqlc *c, const char *path, struct buf *b)
{
	FILE *f = fopen(path, "w");
	if (!f || fwrite(b->p, 1, b->n, f) != b->n || fclose(f)) {
		fprintf(stderr, "sqlc: %s cannot be written: %s\n", path, strerror(errno));
		exit(1);
	}
}

static void put_start(struct sqlc *c, const char *from, const char *header, struct buf *h, struct buf *b)
{
	struct str guard = guard_of(c, header);
	buf_fmt(h, "/* made by tools/sqlc from %s: change that file, not this one */\n#ifndef %.*s\n#define %.*s\n"
		"#include \"db/db.h\"\n\n", base_of(from), PSTR(guard), PSTR(guard));
	buf_fmt(b, "/* made by tools/sqlc from %s: change that file, not this one */\n#include <stddef.h>\n#include \"%s\"\n\n"
		"#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n", base_of(from), base_of(header));
}

static void put_member(struct buf *h, enum type type, struct str name)
{
	buf_fmt(h, "\t%s %.*s;\n", type_words[type].c, PSTR(name));
}

/* Which tables it reads, where there are any. */
static void put_reads(struct buf *b, const char *indent, struct reads reads)
{
	bool any = false;
	for (size_t i = 0; i < COUNT(reads.of); i++)
		if (reads.of[i]) {
			if (any)
				buf_puts(b, ", ");
			else
				buf_fmt(b, "%s\t.reads = { { ", indent);
			buf_fmt(b, "[%zu] = 0x%llx", i, (unsigned long long)reads.of[i]);
			any = true;
		}
	if (any)
		buf_puts(b, " } },\n");
}

/* The members of a struct query; takes and gives name arrays, and are left out when there is nothing to name. */
static void put_query(struct buf *b, struct sqlc *c, const char *indent, struct str name, struct str sqlite,
	struct str postgres, struct str takes, struct str door, struct str gives, struct str row, struct reads reads)
{
	struct str in = str_fmt(c->mem, "%s\t\t", indent);
	buf_fmt(b, "%s\t.name = \"%.*s\",\n%s\t.sqlite = ", indent, PSTR(name), indent);
	put_text(b, sqlite, in.p);
	buf_fmt(b, ",\n%s\t.postgres = ", indent);
	put_text(b, postgres, in.p);
	buf_puts(b, ",\n");
	if (takes.n)
		buf_fmt(b, "%s\t.takes = %.*s, .n_takes = COUNT(%.*s), .door = %.*s,\n", indent, PSTR(takes), PSTR(takes),
			PSTR(door));
	if (gives.n)
		buf_fmt(b, "%s\t.gives = %.*s, .n_gives = COUNT(%.*s), .size = sizeof(%.*s),\n", indent, PSTR(gives), PSTR(gives),
			PSTR(row));
	put_reads(b, indent, reads);
}

/* Tables. */
static struct reads reads_table(struct str table, bool with_tree)
{
	struct reads r = { 0 };
	reads_add(&r, table);
	if (with_tree)
		reads_add(&r, STR("org_tree"));
	return r;
}

struct columns { const struct declared *d[256]; bool key[256]; size_t n, keys; };

static struct columns columns_of(struct sqlc *c, const struct made *m)
{
	struct columns k = { 0 };
	sqlite3_stmt *s;
	const char *name = str_c(c->mem, m->name);
	if (sqlite3_prepare_v2(c->db, "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid", -1, &s, NULL) != SQLITE_OK)
		complain(c, 0, "%s", sqlite3_errmsg(c->db));
	sqlite3_bind_text(s, 1, name, -1, SQLITE_STATIC);
	bool begins = true;
	while (sqlite3_step(s) == SQLITE_ROW && k.n < COUNT(k.d)) {
		int pk = sqlite3_column_int(s, 1);
		k.d[k.n] = declared_find(c, name, (const char *)sqlite3_column_text(s, 0));
		k.key[k.n] = pk > 0;
		k.keys += pk > 0;
		begins &= pk != 1 || (k.n == 0 && str_is(k.d[k.n]->column, "city"));
		begins &= pk != 2 || (k.n == 1 && str_is(k.d[k.n]->column, "id"));
		k.n++;
	}
	sqlite3_finalize(s);
	if (!begins || k.keys < 2)
		k.n = 0;
	return k;
}

static struct str member_of(struct sqlc *c, const struct made *m, const struct columns *k, size_t i)
{
	static const size_t head = 17;                       /* columns of struct head */
	return str_fmt(c->mem, "%s%.*s", m->record && i < head ? "head." : "", PSTR(k->d[i]->column));
}

static void put_struct(struct sqlc *c, struct buf *h, const struct made *m, const struct columns *k)
{
	buf_fmt(h, "struct %.*s {\n", PSTR(m->name));
	if (m->record)
		buf_puts(h, "\tstruct head head;\n");
	for (size_t i = m->record ? 17 : 0; i < k->n; i++)
		put_member(h, k->d[i]->type, k->d[i]->column);
	buf_fmt(h, "};\nextern const struct table %.*s_table;\n\n", PSTR(m->name));
}

enum { MONTHS_MOST = 120 };

/* What waits, by unit, month and state, as far as the reader may see it. A unit's number is never 0: saying so makes SQLite take the small index of what is
 * under way, and not the one by month, which it thinks as good. */
static void put_waiting(struct buf *b, struct sqlc *c, struct str t)
{
	static const char *const forms[] = { "r.city = ?1", "?2", "?3", "r.city = $1::bigint", "$2::bigint", "$3::bigint" };
	struct str sql[2], none = STR_NONE;
	for (int i = 0; i < 2; i++) {
		const char *const *f = forms + 3 * i;
		sql[i] = str_fmt(c->mem, "SELECT r.org, r.month, r.state, CASE WHEN %s IN (r.entered_by, r.editor, r.recorded_by) THEN 1 ELSE 0 END, "
			"CAST(count(*) AS BIGINT)\nFROM %.*s r WHERE %s AND r.org > 0 AND %s AND EXISTS (SELECT 1 FROM org_tree v WHERE v.city = r.city "
			"AND v.above = %s AND v.below = r.org AND v.until = '9999-12-31')\nGROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4", f[1], PSTR(t), f[0], UNDER_WAY, f[2]);
	}
	buf_puts(b, "\t.waiting = {\n");
	put_query(b, c, "\t", str_fmt(c->mem, "%.*s_waiting", PSTR(t)), sql[0], sql[1], none, none, none, STR("struct waiting_row"), reads_table(t, true));
	buf_puts(b, "\t\t.takes = WAITING_TAKES, .n_takes = 3, .door = WAITING_DOOR, .gives = WAITING_GIVES, .n_gives = 5, .size = sizeof(struct waiting_row),\n\t},\n");
}

/* What a list of records asks: a page of the rows that the reader may see, how many there are, and of which months there are any; and what a long import
 * asks: which natural keys there are. */
static void put_list(struct buf *b, struct sqlc *c, const struct made *m, const struct columns *k)
{
	static const struct { const char *name, *takes, *gives; } LISTS[] = { { "page", "PAGE_TAKES", NULL }, { "states", "STATES_TAKES", "STATES_GIVES" },
		{ "months", "MONTHS_TAKES", "MONTHS_GIVES" }, { "naturals", "NATURALS_TAKES", "NATURALS_GIVES" } };
	static const char *const seen = "r.city = %s AND r.month BETWEEN %s AND %s AND EXISTS (SELECT 1 FROM org_tree v WHERE v.city = r.city AND v.above = %s "
		"AND v.below = r.org AND v.until = '9999-12-31') AND EXISTS (SELECT 1 FROM org_tree u WHERE u.city = r.city AND u.above = %s AND u.below = r.org "
		"AND u.until = '9999-12-31') AND (%s = 0 OR r.source = %s)";
	static const char *const slots[][9] = { { "?1", "?2", "?3", "?4", "?5", "?6", "?7", "?8", "?9" },
		{ "$1::bigint", "$2::bigint", "$3::bigint", "$4::bigint", "$5::bigint", "$6::bigint", "$7::text", "$8::bigint", "$9::bigint" } };
	struct str sql[COUNT(LISTS)][2], none = STR_NONE, t = m->name;
	for (int i = 0; i < 2; i++) {
		const char *const *s = slots[i];
		struct buf names = { .mem = c->mem };
		struct str where = str_fmt(c->mem, seen, s[0], s[1], s[2], s[3], s[4], s[5], s[5]);
		for (size_t n = 0; n < k->n; n++)
			buf_fmt(&names, "%sr.%.*s", n ? ", " : "", PSTR(i ? pg_name(c, k->d[n]->column, 0) : k->d[n]->column));
		sql[0][i] = str_fmt(c->mem, "SELECT %.*s\nFROM %.*s r WHERE %.*s\nAND (%s IS NULL AND r.state <> 'void' OR r.state = %s)\n"
			"ORDER BY r.day NULLS LAST, r.id LIMIT %s OFFSET %s", PSTR(buf_str(&names)), PSTR(t), PSTR(where), s[6], s[6], s[7], s[8]);
		sql[1][i] = str_fmt(c->mem, "SELECT r.state, r.editor, r.recorded_by, CAST(count(*) AS BIGINT)\n"
			"FROM %.*s r WHERE %.*s\nGROUP BY 1, 2, 3 ORDER BY 1, 2, 3", PSTR(t), PSTR(where));
		sql[2][i] = str_fmt(c->mem, "WITH RECURSIVE m (month, n) AS (SELECT max(r.month), 1 FROM %.*s r WHERE r.city = %s UNION ALL\n"
			"SELECT (SELECT max(r.month) FROM %.*s r WHERE r.city = %s AND r.month < m.month), m.n + 1 FROM m WHERE m.month IS NOT NULL AND m.n < %d)\n"
			"SELECT month FROM m WHERE month IS NOT NULL ORDER BY 1 DESC", PSTR(t), s[0], PSTR(t), s[0], MONTHS_MOST);
		sql[3][i] = str_fmt(c->mem, "SELECT %s FROM %.*s WHERE city = %s LIMIT %s", i ? "\"natural\"" : "natural", PSTR(t), s[0], s[1]);
	}
	for (size_t i = 0; i < COUNT(LISTS); i++) {
		struct str gives = i ? str_of(LISTS[i].gives) : str_fmt(c->mem, "%.*s_members", PSTR(t));
		struct str row = i ? str_fmt(c->mem, "struct %s_row", LISTS[i].name) : str_fmt(c->mem, "struct %.*s", PSTR(t));
		buf_fmt(b, "\t.%s = {\n", LISTS[i].name);
		put_query(b, c, "\t", str_fmt(c->mem, "%.*s_%s", PSTR(t), LISTS[i].name), sql[i][0], sql[i][1], none, none, none, row, reads_table(t, true));
		buf_fmt(b, "\t\t.takes = %s, .n_takes = COUNT(%s), .door = %.*s_DOOR, .gives = %.*s, .n_gives = COUNT(%.*s), .size = sizeof(%.*s),\n\t},\n",
			LISTS[i].takes, LISTS[i].takes, (int)strlen(LISTS[i].takes) - 6, LISTS[i].takes, PSTR(gives), PSTR(gives), PSTR(row));
	}
}

enum act { INSERT, UPDATE, SELECT, ALL, BY_NATURAL, BY_SOURCE };
static const char *const act_words[] = { "insert", "update", "select", "all", "by_natural", "by_source" };

static struct str table_sql(struct sqlc *c, const struct made *m, const struct columns *k, enum act act, bool postgres)
{
	struct buf b = { .mem = c->mem }, names = b, values = b, sets = b, where = b;
	for (size_t i = 0; i < k->n; i++) {
		const struct declared *d = k->d[i];
		struct str name = postgres ? pg_name(c, d->column, 0) : d->column;
		struct str value = postgres ? str_fmt(c->mem, "$%zu::%s", i + 1, type_words[d->type].cast)
			: str_fmt(c->mem, "?%zu", i + 1);
		buf_fmt(&names, "%s%.*s", i ? ", " : "", PSTR(name));
		buf_fmt(&values, "%s%.*s", i ? ", " : "", PSTR(value));
		if (!k->key[i])
			buf_fmt(&sets, "%s%.*s = %.*s", sets.n ? ", " : "", PSTR(name), PSTR(value));
		if (k->key[i] && (i == 0 || act == UPDATE || (act == SELECT && i == 1)))
			buf_fmt(&where, "%s%.*s = %.*s", where.n ? " AND " : "", PSTR(name), PSTR(value));
	}
	if (!sets.n)
		buf_fmt(&sets, "id = %s", postgres ? "$2::bigint" : "?2");
	if (act == BY_NATURAL)
		buf_puts(&where, postgres ? " AND \"natural\" = $2::text" : " AND natural = ?2");
	if (act == BY_SOURCE)
		buf_puts(&where, postgres ? " AND source = $2::bigint" : " AND source = ?2");
	if (act == INSERT)
		buf_fmt(&b, "INSERT INTO %.*s (%.*s)\nVALUES (%.*s)", PSTR(m->name), PSTR(names), PSTR(values));
	else if (act == UPDATE)
		buf_fmt(&b, "UPDATE %.*s SET %.*s\nWHERE %.*s", PSTR(m->name), PSTR(sets), PSTR(where));
	else
		buf_fmt(&b, "SELECT %.*s\nFROM %.*s WHERE %.*s%s", PSTR(names), PSTR(m->name), PSTR(where),
			act == SELECT ? "" : act == ALL ? " ORDER BY id" : " ORDER BY id + 0");    /* + 0: no engine is to walk the primary key for the order's sake */
	return buf_str(&b);
}

static void put_columns(struct sqlc *c, struct buf *b, const struct made *m, const struct columns *k)
{
	static const char *const by[] = { "natural", "source" };
	struct str t = m->name;
	buf_fmt(b, "static const struct column %.*s_columns[] = {\n", PSTR(t));
	for (size_t i = 0; i < k->n; i++)
		buf_fmt(b, "\t{ \"%.*s\", %s, offsetof(struct %.*s, %.*s), %s },\n", PSTR(k->d[i]->column),
			type_words[k->d[i]->type].constant, PSTR(t), PSTR(member_of(c, m, k, i)),
			k->d[i]->sealed ? "true" : "false");
	buf_fmt(b, "};\nstatic const struct member %.*s_members[] = {\n", PSTR(t));
	for (size_t i = 0; i < k->n; i++)
		buf_fmt(b, "\t{ \"%.*s\", %s, offsetof(struct %.*s, %.*s) },\n", PSTR(k->d[i]->column),
			type_words[k->d[i]->type].constant, PSTR(t), PSTR(member_of(c, m, k, i)));
	buf_puts(b, "};\n");
	for (int i = 0; i < 2 && m->record; i++)
		buf_fmt(b, "static const struct member %.*s_by_%s[] = {\n\t{ \"city\", T_ID, offsetof(struct %.*s, head.city) },\n"
			"\t{ \"%s\", %s, offsetof(struct %.*s, head.%s) },\n};\n", PSTR(t), by[i], PSTR(t), by[i],
			i ? "T_ID" : "T_TEXT", PSTR(t), by[i]);
	buf_fmt(b, "static const unsigned char %.*s_door[%zu] = { 0 };\n", PSTR(t), k->n);
}

static void put_table(struct sqlc *c, struct buf *b, const struct made *m, const struct columns *k)
{
	struct str t = m->name, none = STR_NONE, members = str_fmt(c->mem, "%.*s_members", PSTR(t));
	put_columns(c, b, m, k);
	buf_fmt(b, "const struct table %.*s_table = {\n\t.name = \"%.*s\", .record = %s,\n", PSTR(t), PSTR(t),
		m->record ? "true" : "false");
	buf_fmt(b, "\t.columns = %.*s_columns, .n = COUNT(%.*s_columns), .size = sizeof(struct %.*s),\n", PSTR(t), PSTR(t),
		PSTR(t));
	for (enum act act = INSERT; act <= (m->record ? BY_SOURCE : ALL); act++) {
		int takes = act == ALL ? 1 : act >= SELECT ? 2 : (int)k->n;
		struct str from = act > ALL ? str_fmt(c->mem, "%.*s_%s", PSTR(t), act_words[act]) : members;
		buf_fmt(b, "\t.%s = {\n", act_words[act]);
		put_query(b, c, "\t", str_fmt(c->mem, "%.*s_%s", PSTR(t), act_words[act]), table_sql(c, m, k, act, false),
			table_sql(c, m, k, act, true), none, none, act >= SELECT ? members : none,
			str_fmt(c->mem, "struct %.*s", PSTR(t)), act >= SELECT ? reads_table(t, false) : (struct reads){ 0 });
		buf_fmt(b, "\t\t.takes = %.*s, .n_takes = %d, .door = %.*s_door,\n\t},\n", PSTR(from), takes, PSTR(t));
	}
	if (m->record) {
		put_waiting(b, c, t);
		put_list(b, c, m, k);
	}
	buf_puts(b, "};\n\n");
}

void emit_tables(struct sqlc *c, const struct schema_text *s, const char *header, const char *body)
{
	struct buf h = { .mem = c->mem }, b = { .mem = c->mem };
	struct str base = str_of(base_of(s->file));
	base = str_cut(&base, '.');
	put_start(c, s->file, header, &h, &b);
	for (size_t i = 0; i < c->n_made; i++) {
		const struct made *m = &c->made[i];
		struct columns k = columns_of(c, m);
		if (!k.n || strcmp(m->file, s->file))
			continue;
		put_struct(c, &h, m, &k);
		put_table(c, &b, m, &k);
	}
	buf_fmt(&h, "extern const struct schema %.*s_schema;\n\n#endif\n", PSTR(base));
	buf_fmt(&b, "const struct schema %.*s_schema = {\n\t.name = \"%.*s\", .version = %d,\n\t.sqlite =\n\t\t", PSTR(base),
		PSTR(base), s->version);
	put_text(&b, s->sqlite, "\t\t");
	buf_puts(&b, ",\n\t.postgres =\n\t\t");
	put_text(&b, s->postgres, "\t\t");
	buf_puts(&b, ",\n};\n");
	write_file(c, header, &h);
	write_file(c, body, &b);
}

/* Statements. */
static bool takes_input(const struct statement *st)
{
	for (size_t i = 0; i < st->n_slots; i++)
		if (!st->slots[i].door)
			return true;
	return false;
}

/* The arrays NAME_takes, NAME_door and NAME_gives. */
static void put_arrays(struct buf *b, const struct statement *st, struct str in, struct str row)
{
	static const char *const doors[] = { "0", "DB_CITY", "DB_VIEWER", "DB_VIEWER_ORG", "DB_NOW" };
	if (st->n_slots) {
		buf_fmt(b, "static const struct member %.*s_takes[] = {\n", PSTR(st->name));
		for (size_t i = 0; i < st->n_slots; i++) {
			const struct slot *s = &st->slots[i];
			buf_fmt(b, "\t{ \"%.*s\", %s, ", PSTR(s->name), type_words[s->type].constant);
			if (s->door)
				buf_puts(b, "0 },\n");
			else
				buf_fmt(b, "offsetof(struct %.*s, %.*s) },\n", PSTR(in), PSTR(s->name));
		}
		buf_fmt(b, "};\nstatic const unsigned char %.*s_door[] = { ", PSTR(st->name));
		for (size_t i = 0; i < st->n_slots; i++)
			buf_fmt(b, "%s%s", i ? ", " : "", doors[st->slots[i].door]);
		buf_puts(b, " };\n");
	}
	if (st->n_outs)
		buf_fmt(b, "static const struct member %.*s_gives[] = {\n", PSTR(st->name));
	for (size_t i = 0; i < st->n_outs; i++)
		buf_fmt(b, "\t{ \"%.*s\", %s, offsetof(struct %.*s, %.*s) },\n", PSTR(st->outs[i].name),
			type_words[st->outs[i].type].constant, PSTR(row),
			PSTR(st->outs[i].name));
	if (st->n_outs)
		buf_puts(b, "};\n");
}

static void put_one_query(struct sqlc *c, struct buf *b, const char *indent, const struct statement *st, struct str row)
{
	struct str takes = str_fmt(c->mem, "%.*s_takes", PSTR(st->name)), door = str_fmt(c->mem, "%.*s_door", PSTR(st->name));
	struct str gives = str_fmt(c->mem, "%.*s_gives", PSTR(st->name)), none = STR_NONE;
	put_query(b, c, indent, st->name, scope_by_index(c, st, statement_text(c, st, FORM_SQLITE)), statement_text(c, st, FORM_POSTGRES), st->n_slots
		? takes : none, door,
		st->n_outs ? gives : none, str_fmt(c->mem, "struct %.*s", PSTR(row)), st->reads);
}

static void put_about(struct sqlc *c, struct buf *h, const struct statement *st)
{
	struct str rest = st->about;
	size_t end;
	while ((end = str_find(rest, STR("*/"))) != SIZE_MAX)
		rest = str_fmt(c->mem, "%.*s* /%.*s", PSTR(str_sub(rest, 0, end)), PSTR(str_sub(rest, end + 2, SIZE_MAX)));
	if (rest.n)
		buf_puts(h, "/* ");
	for (size_t i = 0; i < rest.n; i++)
		buf_fmt(h, rest.p[i] == '\n' ? "\n * " : "%c", rest.p[i]);
	if (rest.n)
		buf_puts(h, " */\n");
}

static void put_evidence(struct sqlc *c, struct buf *h, struct buf *b, const struct statement *st)
{
	buf_fmt(h, "extern const struct evidence %.*s;\n\n", PSTR(st->name));
	for (int i = 0; i < N_PARTS; i++)
		put_arrays(b, &st->parts[i], STR("tally_in"), str_of(evidence_rows[i]));
	buf_fmt(b, "const struct evidence %.*s = {\n\t.name = \"%.*s\",\n", PSTR(st->name), PSTR(st->name));
	for (int i = 0; i < N_PARTS; i++) {
		buf_fmt(b, "\t.%s = {\n", evidence_parts[i]);
		put_one_query(c, b, "\t", &st->parts[i], str_of(evidence_rows[i]));
		buf_puts(b, "\t},\n");
	}
	buf_puts(b, "};\n\n");
}

static void put_structs(struct buf *h, const struct statement *st)
{
	if (takes_input(st)) {
		buf_fmt(h, "struct %.*s_in {\n", PSTR(st->name));
		for (size_t i = 0; i < st->n_slots; i++)
			if (!st->slots[i].door)
				put_member(h, st->slots[i].type, st->slots[i].name);
		buf_puts(h, "};\n");
	}
	if (st->n_outs) {
		buf_fmt(h, "struct %.*s_row {\n", PSTR(st->name));
		for (size_t i = 0; i < st->n_outs; i++)
			put_member(h, st->outs[i].type, st->outs[i].name);
		buf_puts(h, "};\n");
	}
	buf_fmt(h, "extern const struct query %.*s_query;\n", PSTR(st->name));
}

static void put_call(struct sqlc *c, struct buf *h, struct buf *b, const struct statement *st)
{
	const char *name = str_c(c->mem, st->name), *in = takes_input(st) ? "&in" : "NULL";
	struct str args = takes_input(st) ? str_fmt(c->mem, "struct db *d, struct %s_in in", name) : STR("struct db *d");
	if (st->gives == GIVES_MANY)
		args = str_fmt(c->mem, "%.*s, struct %s_row **ret, size_t *ret_n", PSTR(args), name);
	else if (st->gives == GIVES_ONE)
		args = str_fmt(c->mem, "%.*s, struct %s_row *ret, bool *ret_found", PSTR(args), name);
	buf_fmt(h, "MUST_USE fault %s(%.*s);\n\n", name, PSTR(args));
	buf_fmt(b, "fault %s(%.*s)\n{\n", name, PSTR(args));
	if (st->gives == GIVES_MANY)
		buf_fmt(b, "\tvoid *rows = NULL;\n\tTRY(db_many(d, &%s_query, %s, &rows, ret_n));\n\t*ret = rows;\n\treturn "
			"NULL;\n}\n\n", name, in);
	else if (st->gives == GIVES_ONE)
		buf_fmt(b, "\treturn db_one(d, &%s_query, %s, ret, ret_found);\n}\n\n", name, in);
	else
		buf_fmt(b, "\treturn db_exec(d, &%s_query, %s);\n}\n\n", name, in);
}

void emit_queries(struct sqlc *c, const char *file, struct statement *list, size_t n, const char *header, const char *body)
{
	struct buf h = { .mem = c->mem }, b = { .mem = c->mem };
	put_start(c, file, header, &h, &b);
	for (struct statement *st = list; st < list + n; st++) {
		put_about(c, &h, st);
		if (st->rows) {
			put_evidence(c, &h, &b, st);
			continue;
		}
		struct str row = str_fmt(c->mem, "%.*s_row", PSTR(st->name));
		put_structs(&h, st);
		put_arrays(&b, st, str_fmt(c->mem, "%.*s_in", PSTR(st->name)), row);
		buf_fmt(&b, "const struct query %.*s_query = {\n", PSTR(st->name));
		put_one_query(c, &b, "", st, row);
		buf_puts(&b, "};\n");
		put_call(c, &h, &b, st);
	}
	buf_puts(&h, "#endif\n");
	write_file(c, header, &h);
	write_file(c, body, &b);
}
