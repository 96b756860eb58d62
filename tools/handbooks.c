/* handbooks: the handbooks of the lines into C, so that the program serves what it was built with.
 *
 *   handbooks OUT.c src/lines/NAME/HANDBOOK.md...
 *
 * Each becomes a row of ADMIN_HANDBOOKS (rooms/admin.h) under the name of its folder; a line without a handbook has no row. Bytes are written as numbers,
 * because a literal of C may not be as long as a handbook.
 * Not taken: pages made at build time (the page is the program's, in its frame, in large type). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

static _Noreturn void complain(const char *path, const char *why)
{
	fprintf(stderr, "handbooks: %s: %s\n", path, why);
	exit(1);
}

static void bytes(FILE *to, int number, const char *path)
{
	FILE *f = fopen(path, "rb");
	int c, n = 0;
	if (!f)
		complain(path, strerror(errno));
	fprintf(to, "static const char text%d[] = {", number);
	while ((c = getc(f)) != EOF)
		fprintf(to, "%s%d,", n++ % 32 ? "" : "\n", (int)(signed char)c);
	fputs("\n0};\n", to);
	if (ferror(f) || !n)
		complain(path, "cannot be read, or is empty");
	fclose(f);
}

static struct str folder(const char *path)
{
	struct str rest = str_of(path), word = STR_NONE, before = STR_NONE;
	while (rest.p)
		before = word, word = str_cut(&rest, '/');
	return before;
}

int main(int argc, char **argv)
{
	FILE *to = argc >= 2 ? fopen(argv[1], "w") : NULL;
	if (!to) {
		fputs("usage: handbooks OUT.c NAME/HANDBOOK.md...\n", stderr);
		return 2;
	}
	fputs("/* Made by handbooks. */\n#include \"rooms/admin.h\"\n", to);
	for (int i = 2; i < argc; i++)
		bytes(to, i, argv[i]);
	fputs("const struct admin_text_file ADMIN_HANDBOOKS[] = {\n", to);
	for (int i = 2; i < argc; i++)
		fprintf(to, "\t{ \"%.*s\", text%d },\n", PSTR(folder(argv[i])), i);
	fputs("\t{ NULL, NULL },\n};\n", to);
	if (fclose(to) != 0)
		complain(argv[1], strerror(errno));
	return 0;
}
