/* The check of the house's rules that a machine can see: houserules FOLDER reads src/, tools/ and test/ under it and prints
 *
 *   src/kernel/org.c:12: kernel may not include "lines/aid/aid.h": it sees its own folder and base, db, doc
 *
 * one line a finding, in the order of the files, and exits 1 when there is one (2: it could not read). What it holds:
 *
 *   src         includes go down the layers, never up or sideways; no line includes another
 *               memory comes from the arena; SQLite, libpq, libmicrohttpd and libsodium are named by their drivers, markup by doc_html.c, the
 *               xlsx files and templates
 *   src, .c     opens with an essay of three lines or more, and has 600 lines at most
 *   everything  132 columns at most, a tab to the next 8, Han two; in a header, comments may run on
 *
 * How: one pass over the bytes makes a second copy of the file, equally long, in which comments and the insides of literals are
 * blanks. Words are looked for in that copy only, so that a comment may say malloc; literals and includes are noted on the way.
 * Cost: linear, some milliseconds for the tree. It does not preprocess: a rule broken by pasting tokens (mal##loc) goes unseen.
 * The road not taken: clang's syntax tree, exact but slow, and another thing to install; grep, which believes comments. */
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/str.h"
#include "base/text.h"

/* A layer sees itself and what is listed. */
static const struct layer { const char *name, *sees; } layers[] = {
	{ "base",   "" },
	{ "db",     "base" },
	{ "doc",    "base" },
	{ "http",   "base" },
	{ "page",   "base" },
	{ "kernel", "base, db, doc" },
	{ "web",    "base, db, doc, http, page, kernel" },
	{ "lines",  "base, db, doc, http, page, kernel, web" },
	{ "report", "base, db, doc, http, page, kernel, web" },
	{ "rooms",  "base, db, doc, http, page, kernel, web, report" },
	{ "app",    "base, db, doc, http, page, kernel, web, lines, report, rooms" },
};
static const char *const heap_words[] = { "malloc", "calloc", "realloc", "reallocarray", "aligned_alloc", "free",
	"strdup", "strndup", "asprintf", "vasprintf" };
enum { COLUMNS = 160, LINES = 600, ESSAY = 3, TAB = 8 };

struct source { struct arena *mem; const char *path; struct str text; char *code; bool in_src, header; };
static int findings;

static void find(const struct source *s, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static void find(const struct source *s, int line, const char *fmt, ...)
{
	va_list args;

	printf("%s:%d: ", s->path, line);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	putchar('\n');
	findings++;
}

/* --- Includes ------------------------------------------------------------------------------------------------------ */

static const struct layer *layer_of(struct str path)
{
	struct str folder = str_cut(&path, '/');

	for (size_t i = 0; path.p && i < COUNT(layers); i++)
		if (str_is(folder, layers[i].name))
			return &layers[i];
	return NULL;
}

static bool layer_sees(const struct layer *from, const struct layer *to)
{
	struct str rest = str_of(from->sees);

	while (rest.p)
		if (str_is(str_trim(str_cut(&rest, ',')), to->name))
			return true;
	return false;
}

/* What may not look into its neighbour: "lines/aid/aid.c" is in "lines/aid", and so is "lines/aid.sql.h", which sqlc makes; "lines/x.c" in "lines". */
static struct str room_of(struct str path)
{
	struct str rest = path, first = str_cut(&rest, '/'), second = str_cut(&rest, '/'), name = second, kind;

	if (rest.p)
		return str_sub(path, 0, first.n + 1 + second.n);
	kind = str_cut(&name, '.');
	return str_is(name, "sql.h") || str_is(name, "schema.h") ? str_sub(path, 0, first.n + 1 + kind.n) : first;
}

static void check_include(const struct source *s, int line, struct str name)
{
	struct str here = str_sub(str_of(s->path), 4, SIZE_MAX);        /* behind "src/" */
	const struct layer *from, *to;

	if (!s->in_src)
		return;
	if (str_find(name, STR("../")) != SIZE_MAX) {
		find(s, line, "\"%.*s\": includes are written from src/, not by way of ..", PSTR(name));
		return;
	}
	from = layer_of(here);
	to = layer_of(name);
	if (!to)
		return;                                                 /* a system header, or one beside this file */
	if (!from)
		find(s, line, "this folder is no layer of the house, so it may not include \"%.*s\"", PSTR(name));
	else if (from != to && !layer_sees(from, to))
		find(s, line, "%s may not include \"%.*s\": it sees its own folder%s%s", from->name, PSTR(name),
			*from->sees ? " and " : " alone", from->sees);
	else if (from == to && !strcmp(from->name, "lines") && !str_eq(room_of(here), room_of(name)))
		find(s, line, "no line includes another (\"%.*s\"): what two lines share moves down to the kernel", PSTR(name));
}

/* --- Literals, comments, and the copy without them ----------------------------------------------------------------- */

/* Markup by its look: a literal that begins, behind blanks, with < and a letter or slash, and goes on to >, = or a blank.
 * Bare "<html" is what a reader looks for, not what a writer writes. */
static void check_literal(const struct source *s, int line, struct str inside)
{
	size_t i = 0;

	while (i < inside.n && (inside.p[i] == ' ' || (inside.p[i] == '\\' && i + 1 < inside.n && strchr("nt", inside.p[i + 1]))))
		i += inside.p[i] == ' ' ? 1 : 2;
	if (!s->in_src || i + 1 >= inside.n || inside.p[i] != '<')
		return;
	if (!strcmp(s->path, "src/doc/doc_html.c") || !strncmp(s->path, "src/doc/xlsx_", 13))
		return;                                                 /* the page's writer; XLSX is made of XML */
	if (inside.p[i + 1] != '/' && ((inside.p[i + 1] | 0x20) < 'a' || (inside.p[i + 1] | 0x20) > 'z'))
		return;
	while (i < inside.n && !strchr("> =", inside.p[i]))
		i++;
	if (i < inside.n)
		find(s, line, "markup in a string: only src/doc/doc_html.c writes it");
}

static bool is_word(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Whether what stands on the line before `at` is "#include". */
static bool after_include(const char *code, size_t at)
{
	struct str before;
	size_t from = at;

	while (from && code[from - 1] != '\n')
		from--;
	before = str_trim((struct str){ code + from, at - from });
	if (!before.n || before.p[0] != '#')
		return false;
	return str_is(str_trim(str_sub(before, 1, SIZE_MAX)), "include");
}

/* Blanks s->code[from..to), except ends of lines. */
static void blank(const struct source *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (s->code[from] != '\n')
			s->code[from] = ' ';
}

/* The offset behind what begins at `at` and goes on to `end`; an escaped character is part of it, an end of line is its end. */
static size_t skip_literal(struct str t, size_t at, char end)
{
	size_t i = at + 1;

	while (i < t.n && t.p[i] != end && t.p[i] != '\n')
		i += t.p[i] == '\\' && i + 1 < t.n ? 2 : 1;
	return i < t.n && t.p[i] == end ? i + 1 : i;
}

static size_t skip_comment(struct str t, size_t at)
{
	size_t i = at + 2;

	if (t.p[at + 1] == '*') {
		while (i < t.n && !(t.p[i] == '/' && t.p[i - 1] == '*' && i > at + 2))
			i++;
		return i < t.n ? i + 1 : i;
	}
	while (i < t.n && (t.p[i] != '\n' || t.p[i - 1] == '\\'))
		i++;
	return i;
}

static int count_lines(struct str t, size_t from, size_t to)
{
	int n = 0;

	for (; from < to; from++)
		n += t.p[from] == '\n';
	return n;
}

/* Fills s->code and looks at every literal and include on the way. */
static void read_tokens(const struct source *s)
{
	struct str t = s->text;
	int line = 1;

	memcpy(s->code, t.p, t.n);
	for (size_t i = 0, next; i < t.n; line += count_lines(t, i, next), i = next) {
		char c = t.p[i];

		next = i + 1;
		if (c == '/' && next < t.n && (t.p[next] == '*' || t.p[next] == '/')) {
			next = skip_comment(t, i);
			blank(s, i, next);
		} else if ((c == '"' || c == '<') && after_include(s->code, i)) {
			next = skip_literal(t, i, c == '<' ? '>' : '"');
			check_include(s, line, str_sub(t, i + 1, next - i - 2));
			blank(s, i + 1, next - 1);
		} else if (c == '"' || c == '\'') {
			next = skip_literal(t, i, c);
			if (c == '"')
				check_literal(s, line, str_sub(t, i + 1, next - i - 1));
			blank(s, i + 1, next - 1);
		}
	}
}

/* --- Words --------------------------------------------------------------------------------------------------------- */

static void check_word(const struct source *s, int line, struct str word, bool member)
{
	if (!member && strcmp(s->path, "src/base/arena.c"))
		for (size_t i = 0; i < COUNT(heap_words); i++)
			if (str_is(word, heap_words[i]))
				find(s, line, "%s: memory comes from the arena; src/base/arena.c asks the heap", heap_words[i]);
	if ((str_starts(word, STR("sqlite3_")) || str_is(word, "sqlite3")) && strcmp(s->path, "src/db/sqlite.c")
			&& strcmp(s->path, "src/db/copy_sqlite.c"))
		find(s, line, "%.*s: only src/db/sqlite.c and copy_sqlite.c speak to SQLite", PSTR(word));
	if ((str_starts(word, STR("PQ")) || str_starts(word, STR("PG"))) && word.n > 2 && word.p[2] >= 'a' && word.p[2] <= 'z'
			&& strcmp(s->path, "src/db/postgres.c") && strcmp(s->path, "src/db/copy_postgres.c"))
		find(s, line, "%.*s: only src/db/postgres.c and copy_postgres.c speak to libpq", PSTR(word));
	if (str_starts(word, STR("MHD_")) && strcmp(s->path, "src/http/http.c"))
		find(s, line, "%.*s: only src/http/http.c speaks to libmicrohttpd", PSTR(word));
	if ((str_starts(word, STR("sodium_")) || str_starts(word, STR("crypto_"))) && strncmp(s->path, "src/kernel/account", 18))
		find(s, line, "%.*s: only src/kernel/account*.c speak to libsodium", PSTR(word));
}

static void check_words(const struct source *s)
{
	char last = ' ', before = ' ';          /* the last character that was no blank, and the one before it */
	int line = 1;

	for (size_t i = 0, end; i < s->text.n; i = end) {
		end = i + 1;
		if (s->code[i] == '\n')
			line++;
		else if (is_word(s->code[i])) {
			while (end < s->text.n && is_word(s->code[end]))
				end++;
			check_word(s, line, str_sub((struct str){ s->code, s->text.n }, i, end - i),
				last == '.' || (before == '-' && last == '>'));
			last = 'a';
		} else if (s->code[i] != ' ' && s->code[i] != '\t') {
			before = last;
			last = s->code[i];
		}
	}
}

/* --- Shape --------------------------------------------------------------------------------------------------------- */

static size_t columns_of(struct str line)
{
	size_t n = 0;

	while (line.p) {
		n += text_length(str_cut(&line, '\t'));
		if (line.p)
			n = (n / TAB + 1) * TAB;
	}
	return n;
}

static void check_columns(const struct source *s)
{
	struct str rest = s->text;
	int number = 1;

	for (; s->in_src && rest.n; number++) {                 /* the tables of samples and tests may be as wide as they read best */
		struct str line = str_cut(&rest, '\n');
		const char *code = s->code + (line.p - s->text.p);

		while (s->header && line.n && strchr(" \t", code[line.n - 1]))
			line.n--;                                       /* a header's comment does not count */
		if (line.n > COLUMNS / TAB && columns_of(line) > COLUMNS)
			find(s, number, "%zu columns; %d at most", columns_of(line), COLUMNS);
	}
}

static void check_essay(const struct source *s)
{
	struct str rest = s->text;
	int lines = 0;

	if (str_starts(rest, STR("/*")))
		lines = count_lines(rest, 0, skip_comment(rest, 0)) + 1;
	else
		while (str_starts(str_cut(&rest, '\n'), STR("//")))
			lines++;
	if (lines < ESSAY)
		find(s, 1, "the file does not open with its essay, a comment of %d lines or more", ESSAY);
}

static void check_file(struct source *s)
{
	int lines = count_lines(s->text, 0, s->text.n);

	s->code = arena_get(s->mem, s->text.n + 1);
	s->in_src = !strncmp(s->path, "src/", 4);
	s->header = str_ends(str_of(s->path), STR(".h"));
	read_tokens(s);
	check_columns(s);
	if (!s->in_src)
		return;
	check_words(s);
	if (s->header)
		return;
	check_essay(s);
	if (lines > LINES)
		find(s, lines, "%d lines; a file has about 300, %d at most", lines, LINES);
}

/* --- The tree ------------------------------------------------------------------------------------------------------ */

static bool file_read(struct arena *mem, const char *path, struct str *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n = -1;
	char *p = NULL;

	if (fd >= 0 && !fstat(fd, &st)) {
		p = arena_get(mem, (size_t)st.st_size + 1);
		n = read(fd, p, (size_t)st.st_size);                    /* a regular file of ours: one read gives it whole */
	}
	if (fd >= 0)
		close(fd);
	if (n < 0 || n != st.st_size)
		return false;
	*ret = (struct str){ p, (size_t)n };
	return true;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

int main(int argc, char **argv)
{
	char *roots[] = { "src", "tools", "test", NULL };
	struct arena *mem;
	FTSENT *e;
	FTS *tree;

	if (argc != 2 || chdir(argv[1]) || !(tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name))) {
		fputs("usage: houserules FOLDER\n", stderr);
		return 2;
	}
	mem = arena_open(0);
	while ((e = fts_read(tree))) {
		struct source s = { .mem = mem, .path = e->fts_path };
		struct str path = str_of(e->fts_path);

		if (e->fts_info != FTS_F || !(str_ends(path, STR(".c")) || str_ends(path, STR(".h"))))
			continue;
		if (!file_read(mem, e->fts_path, &s.text)) {
			fprintf(stderr, "houserules: cannot read %s\n", e->fts_path);
			return 2;
		}
		check_file(&s);
	}
	fts_close(tree);
	arena_close(mem);
	return findings ? 1 : 0;
}
