/* Statements as text: tokens, parameters and columns, and the three ways to write them down again.
 *
 * The language is SQL with two marks. `:name@type` is a parameter, and `expr AS name@type` an output column; the type is one
 * of id int text day money bytes. Macros are in sqlc_macro.c; one more mark, @bytewise, stands behind a text expression in
 * ORDER BY: order by bytes, as a column does by itself.
 * Nothing is parsed beyond tokens and brackets: whether it is SQL is SQLite's business (sqlc_check.c). Refused here: what only
 * one engine reads (?1, $1, "name", `name`, [name]), and a name that PostgreSQL or C keeps for itself. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "sqlc.h"

const struct type_word type_words[] = {
	[T_ID]    = { "id",    "INTEGER", "BIGINT",             "bigint", "int64_t",      "T_ID",    'i' },
	[T_INT]   = { "int",   "INTEGER", "BIGINT",             "bigint", "int64_t",      "T_INT",   'i' },
	[T_TEXT]  = { "text",  "TEXT",    "TEXT COLLATE \"C\"", "text",   "struct str",   "T_TEXT",  't' },
	[T_DAY]   = { "day",   "TEXT",    "TEXT COLLATE \"C\"", "text",   "struct day",   "T_DAY",   't' },
	[T_MONEY] = { "money", "INTEGER", "BIGINT",             "bigint", "struct money", "T_MONEY", 'i' },
	[T_BYTES] = { "bytes", "BLOB",    "BYTEA",              "bytea",  "struct str",   "T_BYTES", 'b' },
};
static const char *const door_words[] = { "", "city", "viewer", "viewer_org", "now" };       /* by DB_CITY ... */

/* Words that PostgreSQL keeps for itself; SQLite takes most of them as names. */
static const char reserved[] =
	" all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column"
	" concurrently constraint create cross current_date current_time current_timestamp current_user default deferrable desc"
	" distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner"
	" intersect into is isnull join lateral leading left like limit localtime localtimestamp not notnull null offset on only"
	" or order outer overlaps placing primary references returning right select session_user similar some symmetric table"
	" tablesample then to trailing true union unique user using variadic verbose when where window with"
	/* and C: names become members */
	" auto break char const continue double enum extern float goto if inline int long register restrict return short signed"
	" sizeof static struct switch typedef unsigned void volatile while ";

void *grow(struct arena *mem, void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	size_t wider = *cap ? *cap * 2 : 64;
	items = arena_more(mem, items, *cap * size, wider * size);
	*cap = wider;
	return items;
}

void token_add(struct sqlc *c, struct tokens *to, struct token t)
{
	to->t = grow(c->mem, to->t, to->n, &to->cap, sizeof t);
	to->t[to->n++] = t;
}

/* Some ENDs stand behind the last token, so that looking ahead is safe. */
static void tokens_end(struct sqlc *c, struct tokens *all, int line)
{
	enum { AHEAD = 8 };
	for (int i = 0; i < AHEAD; i++)
		token_add(c, all, (struct token){ .kind = END, .line = line, .text = STR("") });
	all->n -= AHEAD;
}

bool token_is(const struct token *t, const char *word)
{
	return (t->kind == WORD || t->kind == PUNCT) && t->text.n == strlen(word) && !strncasecmp(t->text.p, word, t->text.n);
}

bool type_of_word(struct str word, enum type *ret)
{
	for (size_t i = 0; i < COUNT(type_words); i++)
		if (str_is(word, type_words[i].word))
			return *ret = (enum type)i, true;
	return false;
}

struct str pg_name(struct sqlc *c, struct str name, int line)
{
	if (str_is(name, "natural"))
		return STR("\"natural\"");
	if (strcasestr(reserved, str_c(c->mem, str_fmt(c->mem, " %.*s ", PSTR(name)))))
		complain(c, line, "%.*s cannot be a name: PostgreSQL or C keeps the word for itself", PSTR(name));
	return name;
}

static bool in_word(char ch)
{
	return isalnum((unsigned char)ch) || ch == '_' || (unsigned char)ch >= 0x80;
}

static const char *string_end(struct sqlc *c, const char *p, const char *end, int line)
{
	for (p++; p < end; p++)
		if (*p == '\'' && !(p + 1 < end && p[1] == '\''))
			return p + 1;
		else if (*p == '\'')
			p++;
	complain(c, line, "a quotation is opened here and not closed");
}

static const char *token_end(struct sqlc *c, const char *p, const char *end, int line, enum kind *ret_kind, size_t *ret_mark)
{
	const char *q = p + 1;
	*ret_mark = 0;
	if (end - p > 1 && p[0] == '-' && p[1] == '-') {
		*ret_kind = COMMENT;
		return (q = memchr(p, '\n', (size_t)(end - p))) ? q : end;
	}
	if (end - p > 1 && p[0] == '/' && p[1] == '*') {
		*ret_kind = COMMENT;
		if (!(q = memmem(p, (size_t)(end - p), "*/", 2)))
			complain(c, line, "a comment is opened here and not closed");
		return q + 2;
	}
	if (*p == '\'') {
		*ret_kind = STRING;
		return string_end(c, p, end, line);
	}
	if (*p == '"' || *p == '?' || *p == '$' || *p == '`' || *p == '[')
		complain(c, line, "%c is not of the shared SQL: parameters are written :name@type, names bare", *p);
	*ret_mark = (*p == ':' || *p == '@') && q < end && in_word(*q);
	*ret_kind = *ret_mark ? (*p == ':' ? PARAM : AT) : isdigit((unsigned char)*p) ? NUMBER : in_word(*p) ? WORD : PUNCT;
	if (*ret_kind != PUNCT)
		while (q < end && (in_word(*q) || (*ret_kind == NUMBER && *q == '.')))
			q++;
	return q;
}

struct tokens tokens_of(struct sqlc *c, struct str text, int line)
{
	struct tokens all = { 0 };
	const char *p = text.p, *end = text.p + text.n;
	while (p < end) {
		struct token t = { .before = { p, 0 } };
		for (; p < end && isspace((unsigned char)*p); p++)
			line += *p == '\n';
		t.before.n = (size_t)(p - t.before.p);
		t.line = line;
		if (p == end)
			break;
		size_t mark;
		const char *q = token_end(c, p, end, line, &t.kind, &mark);
		t.text = (struct str){ p + mark, (size_t)(q - p) - mark };
		for (; p < q; p++)
			line += *p == '\n';
		token_add(c, &all, t);
	}
	tokens_end(c, &all, line);
	return all;
}

/* Parameters. */
static int slot_of(struct sqlc *c, struct statement *st, const struct token *t)
{
	for (size_t i = 0; i < st->n_slots; i++)
		if (str_eq(st->slots[i].name, t->text))
			return (int)i;
	if (st->n_slots == COUNT(st->slots))
		complain(c, t->line, "more than %zu parameters", COUNT(st->slots));
	struct slot s = { .name = t->text, .line = t->line };
	for (int d = DB_CITY; d <= DB_NOW; d++)
		if (str_is(t->text, door_words[d]))
			s.door = d, s.typed = true, s.type = T_INT;
	st->slots[st->n_slots] = s;
	return (int)st->n_slots++;
}

static void slot_type(struct sqlc *c, struct slot *s, enum type type, int line)
{
	if (s->door && type_words[type].class != 'i')
		complain(c, line, ":%.*s is bound by the door and is a number", PSTR(s->name));
	if (!s->door && s->typed && s->type != type)
		complain(c, line, ":%.*s has two types, %s and %s: give it one", PSTR(s->name), type_words[s->type].word,
			type_words[type].word);
	if (!s->door)
		s->typed = true, s->type = type;
}

static void column_note(struct sqlc *c, struct statement *st, enum type type, int line)
{
	const struct token *t = st->sql.t + st->sql.n;       /* what was written before: ... expr AS name */
	int depth = 0;
	for (size_t i = 0; i < st->sql.n; i++)
		depth += token_is(&st->sql.t[i], "(") - token_is(&st->sql.t[i], ")");
	if (depth)
		complain(c, line, "%.*s@%s is inside brackets: only the statement's own columns have types", PSTR(t[-1].text),
			type_words[type].word);
	if (st->n_outs == COUNT(st->outs))
		complain(c, line, "more than %zu columns", COUNT(st->outs));
	st->outs[st->n_outs++] = (struct out){ t[-1].text, type, st->sql.n > 2 && token_is(&t[-3], "null") };
}

void tokens_expand(struct sqlc *c, struct statement *st, struct tokens raw)
{
	for (size_t i = 0; i < raw.n; i++) {
		struct token *t = &raw.t[i];
		struct token *last = st->sql.n ? &st->sql.t[st->sql.n - 1] : NULL;
		enum type type;
		if (t->kind == PARAM) {
			t->slot = slot_of(c, st, t);
			token_add(c, &st->sql, *t);
		} else if (t->kind != AT || str_is(t->text, "bytewise")) {
			token_add(c, &st->sql, *t);
		} else if (macro_is(t)) {
			i += macro_expand(c, st, raw, i) - 1;
		} else if (!type_of_word(t->text, &type)) {
			complain(c, t->line, "@%.*s is no type (id int text day money bytes) and no macro (scope visible granted)",
				PSTR(t->text));
		} else if (last && last->kind == PARAM && !t->before.n) {
			slot_type(c, &st->slots[last->slot], type, t->line);
		} else if (st->sql.n > 1 && last->kind == WORD && !t->before.n && token_is(last - 1, "as")) {
			column_note(c, st, type, t->line);
		} else {
			complain(c, t->line, "@%.*s stands neither behind :name nor behind AS name", PSTR(t->text));
		}
	}
}

void statement_expand(struct sqlc *c, struct statement *st, struct tokens raw)
{
	tokens_expand(c, st, raw);
	if (!st->sql.n)
		complain(c, st->line, "%.*s has no SQL", PSTR(st->name));
	for (size_t i = 0; i < st->n_slots; i++)
		if (!st->slots[i].typed)
			complain(c, st->slots[i].line, ":%.*s has no type: write :%.*s@id, @int, @text, @day, @money or @bytes"
				" once", PSTR(st->slots[i].name), PSTR(st->slots[i].name));
}

struct str statement_text(struct sqlc *c, const struct statement *st, enum form form)
{
	struct buf b = { .mem = c->mem };
	for (size_t i = 0; i < st->sql.n; i++) {
		const struct token *t = &st->sql.t[i];
		const struct slot *s = &st->slots[t->slot];
		if (t->kind == AT && form == FORM_SQLITE)
			continue;
		if (i)
			buf_add(&b, t->before);
		if (t->kind == AT)
			buf_puts(&b, form == FORM_SOURCE ? "@bytewise" : "COLLATE \"C\"");
		else if (t->kind == PARAM && form == FORM_SOURCE)
			buf_fmt(&b, ":%.*s%s%s", PSTR(s->name), s->door ? "" : "@", s->door ? "" : type_words[s->type].word);
		else if (t->kind == PARAM && form == FORM_SQLITE)
			buf_fmt(&b, "?%d", t->slot + 1);
		else if (t->kind == PARAM)
			buf_fmt(&b, "$%d::%s", t->slot + 1, type_words[s->type].cast);
		else if (t->kind == WORD && form == FORM_POSTGRES && str_is(t->text, "natural"))
			buf_puts(&b, "\"natural\"");
		else
			buf_add(&b, t->text);
	}
	return buf_str(&b);
}

/* The file: comment lines that say something to us, then one statement, then the next name. */
static bool said(struct str line, const char *word, struct str *ret_rest)
{
	if (!str_starts(line, str_of(word)))
		return false;
	*ret_rest = str_trim(str_sub(line, strlen(word), line.n));
	return true;
}

static bool one_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!islower((unsigned char)s.p[i]) && s.p[i] != ':')
			return false;
	return s.n > 0;
}

static void comment_read(struct sqlc *c, struct statement *st, const struct token *t)
{
	struct str line = str_trim(str_sub(t->text, 2, t->text.n)), rest, *reason = NULL;
	if (str_is(line, "one") || str_is(line, "many") || str_is(line, "exec"))
		st->gives = str_is(line, "one") ? GIVES_ONE : str_is(line, "many") ? GIVES_MANY : GIVES_EXEC;
	else if (str_is(line, "blind"))
		st->blind = true;
	else if (str_is(line, "rows"))
		st->rows = true;
	else if (said(line, "unscoped:", &rest))
		reason = &st->unscoped;
	else if (said(line, "writes:", &rest))
		reason = &st->writes;
	else if (said(line, "scans:", &rest))
		reason = &st->scans;
	else if (one_word(line))
		complain(c, t->line, "`-- %.*s` is not known: one many exec blind rows, unscoped: writes: scans: with a reason",
			PSTR(line));
	else if (line.n)
		st->about = str_fmt(c->mem, "%.*s%s%.*s", PSTR(st->about), st->about.n ? "\n" : "", PSTR(line));
	if (reason && !rest.n)
		complain(c, t->line, "`-- %.*s` needs its reason behind it", PSTR(line));
	if (reason)
		*reason = rest;
}

static struct str name_of(struct sqlc *c, const struct token *t)
{
	struct str name;
	if (t->kind != COMMENT || !said(str_trim(str_sub(t->text, 2, t->text.n)), "name:", &name))
		return STR_NONE;
	for (size_t i = 0; i < name.n; i++)
		if (!islower((unsigned char)name.p[i]) && name.p[i] != '_' && !(i && isdigit((unsigned char)name.p[i])))
			complain(c, t->line, "`%.*s` is no name: small letters, digits and _", PSTR(name));
	return name;
}

static void statement_read(struct sqlc *c, struct statement *st, struct tokens raw)
{
	struct tokens sql = { 0 };
	size_t end = 0;
	for (; end < raw.n && !token_is(&raw.t[end], ";"); end++)
		if (raw.t[end].kind != COMMENT)
			token_add(c, &sql, raw.t[end]);
		else if (!sql.n)
			comment_read(c, st, &raw.t[end]);
		else if (!raw.t[end + 1].before.n)
			raw.t[end + 1].before = STR(" ");
	for (size_t i = end + 1; i < raw.n; i++)
		if (raw.t[i].kind != COMMENT)
			complain(c, raw.t[i].line, "%.*s goes on behind its `;`: one statement a name", PSTR(st->name));
	tokens_end(c, &sql, st->line);
	statement_expand(c, st, sql);
}

struct statement *statements_read(struct sqlc *c, struct str text, size_t *ret_n)
{
	struct tokens all = tokens_of(c, text, 1);
	struct statement *list = NULL;
	size_t n = 0, cap = 0, i = 0;
	for (; i < all.n && !name_of(c, &all.t[i]).n; i++)
		if (all.t[i].kind != COMMENT)
			complain(c, all.t[i].line, "a statement begins with `-- name: ...`");
	while (i < all.n) {
		struct statement st = { .file = c->file, .line = all.t[i].line, .name = str_copy(c->mem, name_of(c, &all.t[i])) };
		size_t from = ++i;
		while (i < all.n && !name_of(c, &all.t[i]).n)
			i++;
		list = grow(c->mem, list, n, &cap, sizeof *list);
		jmp_buf next, *before = c->again;
		c->again = &next;
		if (!setjmp(next)) {
			for (size_t k = 0; k < n; k++)
				if (str_eq(list[k].name, st.name))
					complain(c, st.line, "%.*s stands here a second time (first in line %d)", PSTR(st.name),
						list[k].line);
			statement_read(c, &st, (struct tokens){ all.t + from, i - from, 0 });
			statement_check(c, &st);
			list[n++] = st;
		}
		c->again = before;
	}
	*ret_n = n;
	return list;
}
