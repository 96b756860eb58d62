/* Macros: the rules that must not be retyped, and the guard that they really stand.
 *
 *   @scope(t) @scope(t, LEVEL)   rows of a figure's own subtree, as of each row's day, approved, in its months and days
 *   @visible(t)                  rows of the reader's subtree as it is today
 *   @granted(t)                  rows given to the reader by name
 * A macro counts only where it narrows what is read: in WHERE or ON, joined by AND. `x = 1 OR @visible(v)`, `NOT @visible(v)`
 * and a macro in the list of columns would name the rule and not obey it, so they are refused; `(@visible(v) OR @granted(v))`
 * is fine. An OR is looked for in the macro's own brackets and in those around them, up to the SELECT that they belong to. */
#include <ctype.h>
#include <string.h>
#include "sqlc.h"

/* $ is the alias, # a number of its own, so that a macro can be used twice, ^ the level. */
static const char scope_text[] = "($.city = :city AND $.month BETWEEN :month_from@int AND :month_to@int"
	" AND $.day BETWEEN :day_from@day AND :day_to@day AND $.state = 'approved'"
	" AND EXISTS (SELECT 1 FROM org_tree scope_# WHERE scope_#.city = $.city AND scope_#.above = :org@id"
	" AND scope_#.below = $.org AND $.day >= scope_#.since AND $.day < scope_#.until^))";
static const char visible_text[] = "($.city = :city AND EXISTS (SELECT 1 FROM org_tree visible_# WHERE visible_#.city = $.city"
	" AND visible_#.above = :viewer_org AND visible_#.below = $.org AND visible_#.until = '9999-12-31'))";
static const char granted_text[] = "($.city = :city AND EXISTS (SELECT 1 FROM granted granted_# WHERE granted_#.city = $.city"
	" AND granted_#.record = $.id AND granted_#.person = :viewer))";

static struct str macro_text(struct sqlc *c, const char *text, struct str alias, int number, struct str level)
{
	struct buf b = { .mem = c->mem };
	for (; *text; text++)
		if (*text == '$' || *text == '^')
			buf_add(&b, *text == '$' ? alias : level);
		else if (*text == '#')
			buf_fmt(&b, "%d", number);
		else
			buf_c(&b, *text);
	return buf_str(&b);
}

bool macro_is(const struct token *t)
{
	return t->kind == AT && (str_is(t->text, "scope") || str_is(t->text, "visible") || str_is(t->text, "granted"));
}

static bool is_one_of(const struct token *t, const char *const *words)
{
	for (; *words; words++)
		if (token_is(t, *words))
			return true;
	return false;
}

/* An OR at `at` that joins two macros: `@visible(v) OR @granted(v)`. */
static bool joins_macros(struct tokens raw, size_t at)
{
	return at > 3 && macro_is(&raw.t[at + 1]) && token_is(&raw.t[at - 1], ")") && token_is(&raw.t[at - 3], "(")
		&& macro_is(&raw.t[at - 4]);
}

/* Looks at raw.t[from .. to), a macro or brackets around it: whether a WHERE or ON stands before it in the same brackets. If not,
 * *from and *to become those brackets. */
static bool in_condition(struct sqlc *c, struct tokens raw, size_t *from, size_t *to)
{
	static const char *const before[] = { "where", "on", "and", "or", "(", NULL }, *const start[] = { "where", "on", NULL };
	static const char *const ends[] = { "where", "join", "left", "inner", "cross", "group", "order", "limit", "union",
		"returning", NULL };
	static const char *const goes_on[] = { "and", "or", ")", NULL };
	int line = raw.t[*from].line, depth = 0;
	size_t i = *from, j = *to;
	if (!i || !is_one_of(&raw.t[i - 1], before) || (j < raw.n && !is_one_of(&raw.t[j], ends)
		&& !is_one_of(&raw.t[j], goes_on)))
		complain(c, line, "a macro stands in WHERE or ON, joined by AND: here it would not narrow what is read");
	while (i-- > 0 && (depth || !token_is(&raw.t[i], "("))) {
		depth += token_is(&raw.t[i], ")") - token_is(&raw.t[i], "(");
		if (!depth && is_one_of(&raw.t[i], start))
			break;
		if (!depth && token_is(&raw.t[i], "or") && !joins_macros(raw, i))
			complain(c, line, "an OR stands beside a macro and undoes it: put the OR into brackets of its own");
	}
	for (; j < raw.n && (depth || !token_is(&raw.t[j], ")")); j++) {
		depth += token_is(&raw.t[j], "(") - token_is(&raw.t[j], ")");
		if (!depth && is_one_of(&raw.t[j], ends))
			break;
		if (!depth && token_is(&raw.t[j], "or") && !joins_macros(raw, j))
			complain(c, line, "an OR stands beside a macro and undoes it: put the OR into brackets of its own");
	}
	if (i == SIZE_MAX)
		complain(c, line, "a macro stands in WHERE or ON, joined by AND: here it would not narrow what is read");
	*from = i;
	*to = j + 1;
	return is_one_of(&raw.t[i], start);
}

/* The record's table that the alias stands for, by the words `table alias`. None: it is, or is somewhere in the statement, a query in brackets, whose day and
 * month need not be those of the rows it is made of. */
static const struct made *table_of(const struct sqlc *c, const struct statement *st, struct str alias)
{
	const struct made *found = NULL;
	for (size_t i = 0; i + 1 < st->sql.n; i++) {
		if (!str_eq(st->sql.t[i + 1].text, alias))
			continue;
		if (token_is(&st->sql.t[i], ")") || token_is(&st->sql.t[i], "as"))
			return NULL;
		for (size_t k = 0; k < c->n_made && !found; k++)
			if (c->made[k].record && str_eq(c->made[k].name, st->sql.t[i].text))
				found = &c->made[k];
	}
	return found;
}

/* SQLite goes to the row of every entry of an index before it looks at the entry's other columns, where the row lies in its primary key. So what @scope asks
 * of the row itself is asked in a list of numbers that the index alone gives, and only those rows are fetched, in their order. */
struct str scope_by_index(struct sqlc *c, const struct statement *st, struct str text)
{
	static const char *const member[] = { ".city = ", ".month BETWEEN " };
	struct str end = STR(" AND EXISTS (SELECT 1 FROM org_tree scope_");
	struct buf b = { .mem = c->mem };
	for (size_t at; (at = str_find(text, str_of(member[0]))) != SIZE_MAX;) {
		size_t from = at, stop = str_find(str_sub(text, at, SIZE_MAX), end);
		while (from > 0 && (isalnum((unsigned char)text.p[from - 1]) || text.p[from - 1] == '_'))
			from--;
		struct str alias = str_sub(text, from, at - from), rest = str_sub(text, from, stop == SIZE_MAX ? 0 : at - from + stop);
		struct str next = str_fmt(c->mem, "%.*s%s?1 AND %.*s%s", PSTR(alias), member[0], PSTR(alias), member[1]);
		const struct made *m = str_starts(rest, next) ? table_of(c, st, alias) : NULL;
		buf_add(&b, str_sub(text, 0, from));
		if (!m) {
			buf_add(&b, str_sub(text, from, at - from + strlen(member[0])));
			text = str_sub(text, at + strlen(member[0]), SIZE_MAX);
			continue;
		}
		buf_fmt(&b, "%.*s.city = ?1 AND %.*s.id IN (SELECT i.id FROM %.*s i WHERE ", PSTR(alias), PSTR(alias), PSTR(m->name));
		text = str_sub(text, from + rest.n, SIZE_MAX);
		for (size_t dot; (dot = str_find(rest, str_fmt(c->mem, "%.*s.", PSTR(alias)))) != SIZE_MAX; rest = str_sub(rest, dot + alias.n + 1, SIZE_MAX))
			buf_fmt(&b, "%.*si.", (int)dot, rest.p);
		buf_fmt(&b, "%.*s)", PSTR(rest));
	}
	buf_add(&b, text);
	return buf_str(&b);
}

/* raw.t[at] is the macro's @; gives the number of tokens it takes. */
size_t macro_expand(struct sqlc *c, struct statement *st, struct tokens raw, size_t at)
{
	const struct token *t = &raw.t[at];
	size_t n = 4;
	struct str level = STR("");
	if (!token_is(t + 1, "(") || t[2].kind != WORD)
		complain(c, t->line, "@%.*s is written @%.*s(alias)", PSTR(t->text), PSTR(t->text));
	st->macros++;
	if (str_is(t->text, "scope") && token_is(t + 3, ",")) {
		bool typed = t[4].kind == PARAM && t[5].kind == AT;
		level = str_fmt(c->mem, " AND scope_%d.level <= %s%.*s%s", st->macros, t[4].kind == PARAM ? ":" : "",
			PSTR(t[4].text), typed ? "@int" : "");
		n += typed ? 3 : 2;
	}
	if (!token_is(t + n - 1, ")"))
		complain(c, t->line, "@%.*s(%.*s is not closed", PSTR(t->text), PSTR(t[2].text));
	size_t from = at, to = at + n;
	while (!in_condition(c, raw, &from, &to))
		;
	const char *pattern = str_is(t->text, "scope") ? scope_text : str_is(t->text, "visible") ? visible_text : granted_text;
	struct str text = macro_text(c, pattern, t[2].text, st->macros, level);
	if (st->n_covered == COUNT(st->covered))
		complain(c, t->line, "more than %zu macros", COUNT(st->covered));
	st->covered[st->n_covered++] = t[2].text;
	if (str_is(t->text, "scope") && !st->scope.n)
		st->scope = t[2].text;
	struct tokens all = tokens_of(c, text, t->line);
	all.t[0].before = t->before;
	for (size_t i = 0; i < all.n; i++)
		all.t[i].line = t->line;
	tokens_expand(c, st, all);
	return n;
}

