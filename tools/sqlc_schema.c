/* Schema files: one text, two engines.
 *
 * A schema file is plain CREATE TABLE, CREATE INDEX and ALTER TABLE ... ADD COLUMN, in parts that begin with `-- migration: N`.
 * Column types are @id @int @text @day @money @bytes, with @sealed behind the type for personal data kept encrypted; `@record`
 * inside a CREATE TABLE stands for the columns of struct head and brings the key (city, id) and four indexes. The texts for
 * both engines are written here, and the SQLite one is run at once in memory, so that whatever comes later is checked against
 * the real tables.
 * Refused: a column without a type, a table or column named by a word that PostgreSQL or C keeps for itself. */
#include <string.h>
#include "sqlc.h"

/* In the order of struct head in db/db.h. */
static const char record_columns[] =
	"city @id NOT NULL, id @id NOT NULL, org @id NOT NULL, day @day NOT NULL, month @int NOT NULL, state @text NOT NULL,"
	" natural @text NOT NULL, digest @text NOT NULL, source @id, sheet @text, sheet_row @int, client_id @text NOT NULL,"
	" recorded_by @id NOT NULL, recorded_at @int NOT NULL, entered_by @id NOT NULL, editor @id NOT NULL, version @int NOT NULL";

struct both { struct buf sqlite, postgres; };            /* the two texts, growing together */

static void both_add(struct both *b, struct str s)
{
	buf_add(&b->sqlite, s);
	buf_add(&b->postgres, s);
}

static void both_token(struct sqlc *c, struct both *b, const struct token *t)
{
	both_add(b, t->before);
	buf_add(&b->sqlite, t->text);
	buf_add(&b->postgres, t->kind == WORD && str_is(t->text, "natural") ? pg_name(c, t->text, t->line) : t->text);
}

const struct declared *declared_find(const struct sqlc *c, const char *table, const char *column)
{
	for (size_t i = 0; i < c->n_declared; i++)
		if (str_is(c->declared[i].table, table) && str_is(c->declared[i].column, column))
			return &c->declared[i];
	return NULL;
}

static const struct token *column_read(struct sqlc *c, struct both *b, struct str table, const struct token *t)
{
	enum type type;
	if (t[1].kind != AT || !type_of_word(t[1].text, &type))
		complain(c, t->line, "column %.*s.%.*s has no type: @id @int @text @day @money @bytes", PSTR(table), PSTR(t->text));
	bool sealed = t[2].kind == AT && str_is(t[2].text, "sealed");
	pg_name(c, t->text, t->line);
	both_token(c, b, t);
	both_add(b, t[1].before);
	buf_puts(&b->sqlite, type_words[type].sqlite);
	buf_puts(&b->postgres, type_words[type].postgres);
	c->declared = grow(c->mem, c->declared, c->n_declared, &c->cap_declared, sizeof *c->declared);
	c->declared[c->n_declared++] = (struct declared){ table, t->text, type, sealed };
	return t + (sealed ? 3 : 2);
}

static void record_read(struct sqlc *c, struct both *b, struct str table, const struct token *at)
{
	struct tokens all = tokens_of(c, str_of(record_columns), at->line);
	all.t[0].before = at->before;
	const struct token *t = all.t, *end = all.t + all.n;
	while (t < end) {
		for (t = column_read(c, b, table, t); t < end && !token_is(t, ","); t++)
			both_token(c, b, t);
		if (t < end)
			both_token(c, b, t++);
	}
}

static void record_indexes(struct sqlc *c, struct both *b, struct str table)
{
	static const char *const indexes[][2] = {
		{ "month",   "city, month, org, day, state" },
		{ "natural", "city, natural" },
		{ "source",  "city, source" },
		{ "waiting", "city, org, month, state, entered_by, editor, recorded_by" },        /* of what is under way only, so it stays small; all that .waiting reads */
	};
	for (size_t i = 0; i < COUNT(indexes); i++) {
		struct str columns = str_of(indexes[i][1]);
		struct str head = str_fmt(c->mem, ";\nCREATE %sINDEX %.*s_%s ON %.*s", i == 1 ? "UNIQUE " : "", PSTR(table), indexes[i][0], PSTR(table));
		buf_fmt(&b->sqlite, "%.*s (%.*s)", PSTR(head), PSTR(columns));
		buf_fmt(&b->postgres, "%.*s (%s)", PSTR(head), i == 1 ? "city, \"natural\"" : indexes[i][1]);
		if (i == 3)
			both_add(b, str_fmt(c->mem, " WHERE %s", UNDER_WAY));
	}
}

static bool constraint_begins(const struct token *t)
{
	return token_is(t, "primary") || token_is(t, "unique") || token_is(t, "check") || token_is(t, "foreign")
		|| token_is(t, "constraint");
}

/* t: CREATE TABLE name ( ... ), up to end. */
static void table_read(struct sqlc *c, struct both *b, const struct token *t, const struct token *end)
{
	struct made m = { .name = t[2].text, .file = c->file };
	bool keyed = false, item = true;
	int depth = 1;
	if (end - t < 5 || t[2].kind != WORD || !token_is(t + 3, "("))
		complain(c, t->line, "a table is made by CREATE TABLE name ( ... )");
	pg_name(c, m.name, t->line);
	for (int i = 0; i < 4; i++)
		both_token(c, b, t++);
	while (t < end && depth) {
		if (item && t->kind == AT && str_is(t->text, "record")) {
			record_read(c, b, m.name, t++);
			m.record = keyed = true;
			item = !token_is(t, ")");
			if (token_is(t, ","))
				both_token(c, b, t++);
			else if (item)
				both_add(b, STR(","));
		} else if (item && !constraint_begins(t)) {
			t = column_read(c, b, m.name, t);
			item = false;
		} else {
			if (t->kind == AT)
				complain(c, t->line, "@%.*s stands in the wrong place", PSTR(t->text));
			depth += token_is(t, "(") - token_is(t, ")");
			keyed |= token_is(t, "primary");
			if (!depth && m.record)
				both_add(b, STR(",\n\tPRIMARY KEY (city, id)"));
			item = depth == 1 && token_is(t, ",");
			both_token(c, b, t++);
		}
	}
	if (depth || t != end)
		complain(c, end->line, "table %.*s does not end with its bracket", PSTR(m.name));
	buf_puts(&b->sqlite, keyed ? " STRICT, WITHOUT ROWID" : " STRICT");
	if (m.record)
		record_indexes(c, b, m.name);
	c->made = grow(c->mem, c->made, c->n_made, &c->cap_made, sizeof m);
	c->made[c->n_made++] = m;
}

static void schema_statement(struct sqlc *c, struct both *b, const struct token *t, const struct token *end)
{
	size_t from = b->sqlite.n;
	int line = t->line;
	if (token_is(t, "create") && token_is(t + 1, "table")) {
		table_read(c, b, t, end);
	} else {
		struct str table = t[2].text;
		bool alter = token_is(t, "alter") && token_is(t + 1, "table");
		while (t < end) {
			if (t->kind == AT)
				complain(c, t->line, "@%.*s stands in the wrong place", PSTR(t->text));
			if (alter && (token_is(t - 1, "column") || (token_is(t - 1, "add") && !token_is(t, "column"))))
				t = column_read(c, b, table, t);
			else
				both_token(c, b, t++);
		}
	}
	struct str run = str_sub(buf_str(&b->sqlite), from, SIZE_MAX);
	if (sqlite3_exec(c->db, str_c(c->mem, run), NULL, NULL, NULL) != SQLITE_OK)
		complain(c, line, "%s", sqlite3_errmsg(c->db));
	both_add(b, STR(";"));
}

struct schema_text schema_load(struct sqlc *c, const char *file, struct str text)
{
	struct schema_text s = { .file = file };
	struct both b = { { .mem = c->mem }, { .mem = c->mem } };
	c->file = file;
	struct tokens all = tokens_of(c, text, 1);
	for (size_t i = 0; i < all.n; i++) {
		struct str line = str_trim(str_sub(all.t[i].text, 2, SIZE_MAX));
		if (all.t[i].kind == COMMENT && str_starts(line, STR("migration:"))) {
			int64_t number;
			if (!str_int(str_trim(str_sub(line, 10, SIZE_MAX)), &number) || number != s.version + 1)
				complain(c, all.t[i].line, "migration %d comes next: they are numbered 1, 2, 3 and never changed",
					s.version + 1);
			s.version = (int)number;
			both_add(&b, str_fmt(c->mem, "%s-- migration: %d", b.sqlite.n ? "\n" : "", s.version));
		} else if (all.t[i].kind != COMMENT) {
			struct tokens one = { 0 };
			if (!s.version)
				complain(c, all.t[i].line, "a schema begins with `-- migration: 1`");
			token_add(c, &one, (struct token){ .kind = END, .text = STR("") });  /* so that looking back is safe */
			for (; i < all.n && !token_is(&all.t[i], ";"); i++)
				if (all.t[i].kind != COMMENT)
					token_add(c, &one, all.t[i]);
			token_add(c, &one, (struct token){ .kind = END, .text = STR(""), .line = all.t[i].line });
			one.t[1].before = STR("\n");
			schema_statement(c, &b, one.t + 1, one.t + one.n - 1);
		}
	}
	both_add(&b, STR("\n"));
	s.sqlite = buf_str(&b.sqlite);
	s.postgres = buf_str(&b.postgres);
	return s;
}
