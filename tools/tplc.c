/* tplc: from .html templates to C, one function a page.
 *
 *   tplc FILE.html... OUT.h OUT.c
 *
 *   {# include "web/month.h" #}          a header with the struct
 *   {# month(month_page m) #}            begins a page: void page_month(struct out *, const struct month_page *)
 *   {m.title}                            a value; its type picks the escape, its place the context
 *   {if m.open} {else} {/if} {if not m.open}
 *   {for r in m.rows} {/for}             m.rows is an array, m.n_rows its length; r points to one
 *   {> other m.part}                     another page in place, given the address of m.part (or r itself)
 *   {{ and }}                            braces
 *
 * It follows the HTML: in text, in a quoted attribute, in an attribute that holds an address. A value is refused inside <script>, a comment, a tag's name,
 * an unquoted attribute; style=, on…=, <style> and a script in place are refused altogether, since the pages' policy would not let them run. An address is
 * a struct path as a whole, or words behind a text that begins with /. The branches of an if and a turn of a for must end where they began. Text and attributes for people that hold Han are one sentence with {1} {2} for its values, looked
 * up by gettext. Line breaks between Han vanish, as they do on paper.
 * Not taken: a template language with expressions (they belong into C, where they have types); a parser at run time. */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

enum place { IN_TEXT, IN_TAG, IN_ATTRIBUTE, IN_ADDRESS };
struct piece { bool value; struct str text; };               /* of a run of text or of an attribute's value */
struct frame { enum { IF, ELSE, FOR } kind; enum place place; int line; struct str name; };
struct tplc {
	struct arena *mem; const char *file; struct str text; size_t at; int line;
	struct buf head, body;
	struct str root;             /* the page's own variable; n == 0: no page yet */
	enum place place;
	struct str element, attribute;
	struct piece pieces[64]; size_t n;
	struct buf tag;              /* markup not yet written */
	struct frame frames[32]; size_t depth;
	bool address_begun;
	const char *raw_until;       /* inside <script>: nothing may stand there */
};

static _Noreturn void complain(const struct tplc *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static _Noreturn void complain(const struct tplc *t, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	fprintf(stderr, "%s:%d: ", t->file, t->line);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

/* --- what is written ------------------------------------------------------------------------------------------------------------------- */

static void literal(struct buf *b, struct str s)
{
	buf_c(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '"' || c == '\\')
			buf_fmt(b, "\\%c", c);
		else if (c == '\n')
			buf_puts(b, "\\n");
		else if (c == '\t')
			buf_puts(b, "\\t");
		else if (c == '?')
			buf_puts(b, "\\?");
		else
			buf_c(b, c);
	}
	buf_c(b, '"');
}

static void indent(struct tplc *t)
{
	for (size_t i = 0; i <= t->depth; i++)
		buf_c(&t->body, '\t');
}

static void tag_flush(struct tplc *t)
{
	struct str s = buf_str(&t->tag);
	if (!s.n)
		return;
	indent(t);
	buf_puts(&t->body, "out_raw(o_, ");
	literal(&t->body, s);
	buf_fmt(&t->body, ", %zu);\n", s.n);
	t->tag.n = 0;
}

/* A blank of a cell's width says nothing. */
static bool han(struct str s)
{
	for (size_t i = 0; i + 2 < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0xe3 && c <= 0xe9 && memcmp(s.p + i, "\u3000", 3) != 0)
			return true;
	}
	return false;
}

/* m.x is m->x for what is a pointer: the page's variable and those of loops; a dot behind that is a member. */
static struct str expression(struct tplc *t, struct str given)
{
	struct buf b = { .mem = t->mem };
	struct str s = str_trim(given), word = s;
	bool known;
	word.n = 0;
	while (word.n < s.n && (isalnum((unsigned char)s.p[word.n]) || s.p[word.n] == '_'))
		word.n++;
	known = word.n && str_eq(word, t->root);
	for (size_t i = 0; i < t->depth; i++)
		known |= t->frames[i].kind == FOR && str_eq(word, t->frames[i].name);
	for (size_t i = word.n; i < s.n; i++)
		if (!isalnum((unsigned char)s.p[i]) && !strchr("_.->", s.p[i]))
			known = false;
	if (!known)
		complain(t, "{%.*s} is no value: it must begin with the page's variable or with one of a loop, and be members only", PSTR(s));
	buf_add(&b, word);
	struct str rest = str_sub(s, word.n, SIZE_MAX);
	if (rest.n && rest.p[0] == '.') {
		buf_puts(&b, "->");
		rest = str_sub(rest, 1, SIZE_MAX);
	}
	buf_add(&b, rest);
	return buf_str(&b);
}

static const char *put_of(enum place place)
{
	return place == IN_TEXT ? "put_text" : place == IN_ADDRESS ? "put_url" : "put_attr";
}

/* Entities that may stand in a sentence; the sentence is escaped when it is written. */
static struct str decoded(struct tplc *t, struct str s)
{
	static const struct { const char *entity, *as; } ENTITIES[] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
		{ "&nbsp;", "\u00a0" } };
	struct buf b = { .mem = t->mem };
	for (size_t i = 0; i < s.n; i++) {
		size_t k = 0;
		if (s.p[i] != '&') {
			buf_c(&b, s.p[i]);
			continue;
		}
		while (k < COUNT(ENTITIES) && !str_starts(str_sub(s, i, SIZE_MAX), str_of(ENTITIES[k].entity)))
			k++;
		if (k == COUNT(ENTITIES))
			complain(t, "an entity that a sentence cannot hold: write the character itself");
		buf_puts(&b, ENTITIES[k].as);
		i += strlen(ENTITIES[k].entity) - 1;
	}
	return buf_str(&b);
}

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Blanks run together; a line break next to a Han or full-width mark on both sides is none. */
static struct str smooth(struct tplc *t, struct str s)
{
	struct buf b = { .mem = t->mem };
	for (size_t i = 0; i < s.n; i++) {
		size_t end = i;
		bool broken = false;
		if (!blank(s.p[i])) {
			buf_c(&b, s.p[i]);
			continue;
		}
		for (; end < s.n && blank(s.p[end]); end++)
			broken |= s.p[end] == '\n';
		bool before = b.n && (unsigned char)b.p[b.n - 1] >= 0x80, after = end < s.n && (unsigned char)s.p[end] >= 0x80;
		if (!(broken && before && after))
			buf_c(&b, broken ? '\n' : ' ');
		i = end - 1;
	}
	return b.n ? buf_str(&b) : (struct str){ "", 0 };
}

static void pieces_plain(struct tplc *t)
{
	for (size_t i = 0; i < t->n; i++) {
		if (!t->pieces[i].value) {
			buf_add(&t->tag, smooth(t, t->pieces[i].text));
			continue;
		}
		tag_flush(t);
		indent(t);
		buf_fmt(&t->body, "%s(o_, %.*s);\n", put_of(t->place), PSTR(t->pieces[i].text));
	}
}

static void pieces_sentence(struct tplc *t)
{
	struct buf whole = { .mem = t->mem };
	size_t values = 0;
	for (size_t i = 0; i < t->n; i++)
		if (t->pieces[i].value)
			buf_fmt(&whole, "{%zu}", ++values);
		else
			buf_add(&whole, decoded(t, t->pieces[i].text));
	struct str all = smooth(t, buf_str(&whole)), middle = str_trim(all);
	size_t before = (size_t)(middle.p - all.p);
	if (values > 9)
		complain(t, "a sentence with more than nine values: part it");
	buf_add(&t->tag, str_sub(all, 0, before));
	tag_flush(t);
	indent(t);
	if (!values) {
		buf_puts(&t->body, "out_text_c(o_, _(");
		literal(&t->body, middle);
		buf_puts(&t->body, "));\n");
	} else {
		buf_puts(&t->body, "{\n");
		t->depth++;
		indent(t);
		buf_fmt(&t->body, "struct out p_ = { { .mem = o_->to.mem } }, *q_ = &p_;\n");
		indent(t);
		buf_fmt(&t->body, "struct piece piece_[%zu];\n", values);
		for (size_t i = 0, v = 0; i < t->n; i++) {
			if (!t->pieces[i].value)
				continue;
			indent(t);
			buf_fmt(&t->body, "piece_[%zu].from = p_.to.n; %s(q_, %.*s); piece_[%zu].to = p_.to.n;\n", v, put_of(t->place), PSTR(t->pieces[i].text), v);
			v++;
		}
		indent(t);
		buf_puts(&t->body, "out_message(o_, _(");
		literal(&t->body, middle);
		buf_fmt(&t->body, "), &p_, piece_, %zu);\n", values);
		t->depth--;
		indent(t);
		buf_puts(&t->body, "}\n");
	}
	buf_add(&t->tag, str_sub(all, before + middle.n, SIZE_MAX));
}

/* An address begins on this site, or is the author's own; nothing that a value holds may lead elsewhere or be a program. */
static void address_check(struct tplc *t)
{
	static const char *const ELSEWHERE[] = { "https://", "http://", "mailto:", "tel:" };
	struct str first = t->pieces[0].text;
	if (t->address_begun || t->pieces[0].value || !first.n)
		return;
	t->address_begun = true;
	if (strchr("/#?", first.p[0]) && !str_starts(first, STR("//")))
		return;
	for (size_t i = 0; i < COUNT(ELSEWHERE) && t->n == 1; i++)
		if (str_starts(first, str_of(ELSEWHERE[i])))
			return;
	complain(t, "an address begins with / # or ?; one that leads elsewhere with https:// and holds no value");
}

static void nothing_before(struct tplc *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->pieces[i].value || str_trim(t->pieces[i].text).n)
			complain(t, "no page has begun");
	t->n = t->tag.n = 0;
}

/* A run of text, or an attribute's value, has ended. */
static void pieces_flush(struct tplc *t)
{
	if (!t->root.n) {
		nothing_before(t);
		return;
	}
	if (t->place == IN_ADDRESS && t->n)
		address_check(t);
	bool sentence = false;
	for (size_t i = 0; i < t->n; i++)
		sentence |= !t->pieces[i].value && han(t->pieces[i].text);
	if (sentence && t->place != IN_ADDRESS)
		pieces_sentence(t);
	else
		pieces_plain(t);
	t->n = 0;
}

static void piece_add(struct tplc *t, bool value, struct str text)
{
	if (t->n == COUNT(t->pieces))
		complain(t, "too many values in one run of text");
	if (t->raw_until && !value && str_trim(text).n)
		complain(t, "what stands in <%.*s> belongs into a file: the policy of the pages refuses it in place", PSTR(t->element));
	if (!value && t->n && !t->pieces[t->n - 1].value) {
		struct piece *last = &t->pieces[t->n - 1];
		last->text = str_fmt(t->mem, "%.*s%.*s", PSTR(last->text), PSTR(text));
		return;
	}
	t->pieces[t->n++] = (struct piece){ value, text };
}

/* --- what stands in braces ------------------------------------------------------------------------------------------------------------- */

static struct str word_off(struct str *rest)
{
	*rest = str_trim(*rest);
	struct str word = *rest;
	word.n = 0;
	while (word.n < rest->n && !blank(rest->p[word.n]))
		word.n++;
	*rest = str_trim(str_sub(*rest, word.n, SIZE_MAX));
	return word;
}

/* Names that end in _ are tplc's own. */
static void name_check(struct tplc *t, struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!isalnum((unsigned char)name.p[i]) && (name.p[i] != '_' || i + 1 == name.n))
			complain(t, "%.*s cannot be a variable here", PSTR(name));
}

static void page_close(struct tplc *t)
{
	pieces_flush(t);
	tag_flush(t);
	if (t->depth)
		complain(t, "the {%s} of line %d is not closed", t->frames[t->depth - 1].kind == FOR ? "for" : "if", t->frames[t->depth - 1].line);
	if (t->place != IN_TEXT)
		complain(t, "the page ends inside a tag");
	if (t->root.n)
		buf_puts(&t->body, "}\n");
}

/* {# include "x.h" #} and {# name(type variable) #} */
static void directive(struct tplc *t, struct str inside)
{
	struct str rest = inside, first = word_off(&rest);
	if (str_is(first, "include")) {
		buf_fmt(&t->head, "#include %.*s\n", PSTR(rest));
		return;
	}
	rest = inside;
	struct str name = str_trim(str_cut(&rest, '(')), parameter = str_trim(str_cut(&rest, ')')), type = str_trim(str_cut(&parameter, ' '));
	parameter = str_trim(parameter);
	if (!name.n || !type.n || !parameter.n)
		complain(t, "a page is declared {# name(type variable) #}");
	name_check(t, parameter);
	page_close(t);
	t->root = parameter;
	buf_fmt(&t->head, "void page_%.*s(struct out *, const struct %.*s *);\n", PSTR(name), PSTR(type));
	buf_fmt(&t->body, "\nvoid page_%.*s(struct out *o_, const struct %.*s *%.*s)\n{\n", PSTR(name), PSTR(type), PSTR(parameter));
	buf_fmt(&t->body, "\t(void)%.*s;\n", PSTR(parameter));
}

static void frame_open(struct tplc *t, int kind, struct str name)
{
	if (t->depth == COUNT(t->frames))
		complain(t, "too deep");
	t->frames[t->depth++] = (struct frame){ .kind = kind, .place = t->place, .line = t->line, .name = name };
}

static void frame_same(struct tplc *t)
{
	if (!t->depth)
		complain(t, "nothing is open here");
	if (t->frames[t->depth - 1].place != t->place)
		complain(t, "what begins in line %d ends in another place of the HTML than it began", t->frames[t->depth - 1].line);
}

static void control(struct tplc *t, struct str inside)
{
	struct str rest = inside, first = word_off(&rest);
	enum place place = t->place;
	pieces_flush(t);
	tag_flush(t);
	if (str_is(first, "if")) {
		struct str after = rest;
		bool not = str_is(word_off(&after), "not");
		struct str e = expression(t, not ? after : rest);
		indent(t);
		buf_fmt(&t->body, "if (%sis_true(%.*s)) {\n", not ? "!" : "", PSTR(e));
		frame_open(t, IF, STR_NONE);
	} else if (str_is(first, "else")) {
		frame_same(t);
		if (t->frames[t->depth - 1].kind != IF)
			complain(t, "{else} without its {if}");
		t->depth--;
		indent(t);
		buf_puts(&t->body, "} else {\n");
		frame_open(t, ELSE, STR_NONE);
		t->frames[t->depth - 1].place = place;
	} else if (str_is(first, "for")) {
		struct str name = word_off(&rest), in = word_off(&rest), e = expression(t, rest);
		name_check(t, name);
		if (!str_is(in, "in"))
			complain(t, "a loop is {for r in m.rows}");
		size_t cut = e.n;
		while (cut && e.p[cut - 1] != '.' && e.p[cut - 1] != '>')
			cut--;
		indent(t);
		buf_fmt(&t->body, "for (size_t i_%.*s = 0; i_%.*s < %.*sn_%.*s; i_%.*s++) {\n", PSTR(name), PSTR(name), (int)cut, e.p, (int)(e.n - cut), e.p + cut,
			PSTR(name));
		frame_open(t, FOR, name);
		indent(t);
		buf_fmt(&t->body, "__typeof__(&(%.*s)[0]) %.*s = &(%.*s)[i_%.*s];\n", PSTR(e), PSTR(name), PSTR(e), PSTR(name));
	} else if (str_is(first, "/if") || str_is(first, "/for")) {
		frame_same(t);
		if ((t->frames[t->depth - 1].kind == FOR) != str_is(first, "/for"))
			complain(t, "{%.*s} closes what line %d opened otherwise", PSTR(first), t->frames[t->depth - 1].line);
		t->depth--;
		indent(t);
		buf_puts(&t->body, "}\n");
	} else if (str_is(first, ">")) {
		struct str name = word_off(&rest), e = expression(t, rest);
		bool member = str_find(rest, STR(".")) != SIZE_MAX;
		if (t->place != IN_TEXT)
			complain(t, "a page can only stand in text");
		indent(t);
		buf_fmt(&t->body, "page_%.*s(o_, %s%.*s);\n", PSTR(name), member ? "&" : "", PSTR(e));
	} else {
		complain(t, "{%.*s} is no word of templates", PSTR(first));
	}
}

static void value(struct tplc *t, struct str inside)
{
	struct str e = expression(t, inside);
	static const char *const FORBIDDEN[] = { "srcdoc", "srcset", "content", "hx-vals", "hx-headers", "hx-vars" };
	if (t->raw_until)
		complain(t, "a value inside <%.*s>", PSTR(t->element));
	if (t->place == IN_TAG)
		complain(t, "a value in a tag stands in a quoted attribute only");
	if (t->place != IN_TEXT) {
		for (size_t i = 0; i < COUNT(FORBIDDEN); i++)
			if (str_is(t->attribute, FORBIDDEN[i]))
				complain(t, "a value inside %s=", FORBIDDEN[i]);
	}
	if (t->place == IN_ADDRESS && !t->n && !t->address_begun) {      /* the whole address: a struct path */
		tag_flush(t);
		indent(t);
		buf_fmt(&t->body, "put_address(o_, %.*s);\n", PSTR(e));
		t->address_begun = true;
		return;
	}
	piece_add(t, true, e);
	if (t->place == IN_ADDRESS)
		address_check(t);
}

static void braces(struct tplc *t)
{
	struct str rest = str_sub(t->text, t->at, SIZE_MAX);
	if (str_starts(rest, STR("{{")) || str_starts(rest, STR("}}"))) {
		piece_add(t, false, str_sub(rest, 0, 1));
		t->at += 2;
		return;
	}
	bool is_directive = str_starts(rest, STR("{#"));
	size_t end = str_find(rest, is_directive ? STR("#}") : STR("}"));
	if (rest.p[0] == '}' || end == SIZE_MAX)
		complain(t, "a brace without its partner; a brace of the text is written {{ or }}");
	struct str inside = str_sub(rest, is_directive ? 2 : 1, end - (is_directive ? 2 : 1));
	if (is_directive)
		directive(t, str_trim(inside));
	else if (!t->root.n)
		complain(t, "no page has begun");
	else if (inside.n && (inside.p[0] == '/' || inside.p[0] == '>' || str_starts(inside, STR("if ")) || str_starts(inside, STR("for "))
		|| str_is(inside, "else")))
		control(t, inside);
	else
		value(t, inside);
	for (size_t i = 0; i < end; i++)
		t->line += rest.p[i] == '\n';
	t->at += end + (is_directive ? 2 : 1);
	if (is_directive)
		while (t->at < t->text.n && blank(t->text.p[t->at]))
			t->line += t->text.p[t->at++] == '\n';
}

/* --- the HTML itself ------------------------------------------------------------------------------------------------------------------- */

static bool is_address(struct str attribute)
{
	static const char *const NAMES[] = { "href", "src", "action", "formaction", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete", "hx-push-url",
		"poster", "data", "data-url", "cite", "ping", "manifest", "xlink:href" };
	for (size_t i = 0; i < COUNT(NAMES); i++)
		if (str_is(attribute, NAMES[i]))
			return true;
	return false;
}

static void tag_begin(struct tplc *t)
{
	struct str rest = str_sub(t->text, t->at, SIZE_MAX);
	pieces_flush(t);
	if (str_starts(rest, STR("<!--"))) {                  /* a comment is for us, not for the page */
		size_t end = str_find(rest, STR("-->"));
		if (end == SIZE_MAX)
			complain(t, "a comment without its end");
		for (size_t i = 0; i < end; i++)
			t->line += rest.p[i] == '\n';
		t->at += end + 3;
		return;
	}
	size_t n = 1;
	while (n < rest.n && (isalnum((unsigned char)rest.p[n]) || strchr("/!-", rest.p[n])))
		n++;
	t->element = str_sub(rest, 1, n - 1);
	if (!t->element.n)
		complain(t, "< of the text is written &lt;");
	for (size_t i = 0; i < t->element.n && t->element.p[0] != '!'; i++)
		if (isupper((unsigned char)t->element.p[i]))
			complain(t, "<%.*s> is written small", PSTR(t->element));
	if (str_is(t->element, "style"))
		complain(t, "<style> belongs into a file: the policy of the pages refuses it in place");
	buf_add(&t->tag, str_sub(rest, 0, n));
	t->at += n;
	t->place = IN_TAG;
}

static void in_tag(struct tplc *t, char c)
{
	struct str rest = str_sub(t->text, t->at, SIZE_MAX);
	if (c == '>') {
		buf_c(&t->tag, c);
		t->at++;
		t->place = IN_TEXT;
		t->raw_until = str_is(t->element, "script") ? "</script" : NULL;
		return;
	}
	if (c == '=') {
		struct str back = str_sub(t->text, 0, t->at);
		size_t n = 0;
		while (n < back.n && (isalnum((unsigned char)back.p[back.n - 1 - n]) || strchr("-_:", back.p[back.n - 1 - n])))
			n++;
		t->attribute = str_sub(back, back.n - n, n);
		if (!n)
			complain(t, "= without the name of an attribute right before it");
		for (size_t i = 0; i < n; i++)
			if (isupper((unsigned char)t->attribute.p[i]) && str_find(t->element, STR("svg")) == SIZE_MAX)
				complain(t, "%.*s= is written small", PSTR(t->attribute));
		if (str_is(t->attribute, "style") || str_starts(t->attribute, STR("on")) || str_starts(t->attribute, STR("hx-on")))
			complain(t, "%.*s= belongs into a file: the policy of the pages refuses it in place", PSTR(t->attribute));
		if (rest.n < 2 || rest.p[1] != '"')
			complain(t, "the value of %.*s stands in double quotes", PSTR(t->attribute));
		buf_puts(&t->tag, "=\"");
		t->at += 2;
		t->place = is_address(t->attribute) ? IN_ADDRESS : IN_ATTRIBUTE;
		t->address_begun = false;
		return;
	}
	if (c == '<' || c == '"')
		complain(t, "%c inside a tag", c);
	t->line += c == '\n';
	if (!blank(c) || (t->tag.n && !blank(t->tag.p[t->tag.n - 1])) || !t->tag.n)
		buf_c(&t->tag, blank(c) ? ' ' : c);
	t->at++;
}

static void template_read(struct tplc *t)
{
	t->at = 0, t->line = 1, t->place = IN_TEXT, t->root = STR_NONE, t->n = t->depth = 0, t->raw_until = NULL;
	while (t->at < t->text.n) {
		char c = t->text.p[t->at];
		if (t->raw_until && c == '<' && !str_starts(str_sub(t->text, t->at, SIZE_MAX), str_of(t->raw_until))) {
			piece_add(t, false, str_sub(t->text, t->at++, 1));
			continue;
		}
		if (t->raw_until && c == '<')
			t->raw_until = NULL;
		if (c == '{' || c == '}') {
			braces(t);
		} else if (t->place == IN_TAG) {
			in_tag(t, c);
		} else if (t->place == IN_TEXT && c == '<') {
			tag_begin(t);
		} else if (t->place != IN_TEXT && c == '"') {
			pieces_flush(t);
			t->place = IN_TAG;
			buf_c(&t->tag, c);
			t->at++;
		} else {
			t->line += c == '\n';
			piece_add(t, false, str_sub(t->text, t->at++, 1));
		}
	}
	page_close(t);
}

static struct str file_read(struct arena *mem, const char *path)
{
	struct buf b = { .mem = mem };
	char part[65536];
	size_t n;
	FILE *f = fopen(path, "r");
	if (!f) {
		fprintf(stderr, "tplc: %s cannot be read: %s\n", path, strerror(errno));
		exit(1);
	}
	while ((n = fread(part, 1, sizeof part, f)))
		buf_add(&b, (struct str){ part, n });
	fclose(f);
	return buf_str(&b);
}

static void file_write(const char *path, const struct buf *b)
{
	FILE *f = fopen(path, "w");
	if (!f || fwrite(b->p, 1, b->n, f) != b->n || fclose(f) != 0) {
		fprintf(stderr, "tplc: %s cannot be written: %s\n", path, strerror(errno));
		exit(1);
	}
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fputs("usage: tplc FILE.html... OUT.h OUT.c\n", stderr);
		return 2;
	}
	struct arena *mem = arena_open(0);
	const char *slash = strrchr(argv[argc - 2], '/'), *header = slash ? slash + 1 : argv[argc - 2];
	struct tplc t = { .mem = mem, .head = { .mem = mem }, .body = { .mem = mem }, .tag = { .mem = mem } };
	buf_puts(&t.head, "/* Made by tplc from templates. */\n#pragma once\n#include \"page/page.h\"\n");
	buf_fmt(&t.body, "/* Made by tplc from templates. */\n#include \"%s\"\n", header);
	for (int i = 1; i < argc - 2; i++) {
		t.file = argv[i];
		t.text = file_read(mem, argv[i]);
		template_read(&t);
	}
	file_write(argv[argc - 2], &t.head);
	file_write(argv[argc - 1], &t.body);
	arena_close(mem);
	return 0;
}
