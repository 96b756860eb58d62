/* embed: files of the browser's side into C, so that the program is one file and what it serves is what it was built with.
 *
 *   embed OUT.c NAME=FILE...
 *
 * Each file becomes two arrays, as it stands and as gzip makes it (-n: no name and no time, so the same input gives the same program), and a row of
 * STATIC_FILES (web/static.h) with a digest of the bytes, which is part of the address: a browser may keep it for a year, and a changed file is another.
 * Refuses a file that cannot be read or is empty.
 * Not taken: objcopy and .incbin, which are quicker and bound to one linker; packing inside the program at each start. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

static _Noreturn void complain(const char *path, const char *why)
{
	fprintf(stderr, "embed: %s: %s\n", path, why);
	exit(1);
}

static struct str all(struct arena *mem, FILE *f, const char *path)
{
	struct buf b = { .mem = mem };
	char part[65536];
	size_t n;
	while ((n = fread(part, 1, sizeof part, f)))
		buf_add(&b, (struct str){ part, n });
	if (ferror(f) || !b.n)
		complain(path, "cannot be read, or is empty");
	return buf_str(&b);
}

static struct str plain_of(struct arena *mem, const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		complain(path, strerror(errno));
	struct str s = all(mem, f, path);
	fclose(f);
	return s;
}

static struct str packed_of(struct arena *mem, const char *path)
{
	if (strchr(path, '\''))
		complain(path, "a quote in the path");
	FILE *f = popen(str_c(mem, str_fmt(mem, "gzip -9nc <'%s'", path)), "r");
	if (!f)
		complain(path, strerror(errno));
	struct str s = all(mem, f, path);
	if (pclose(f) != 0)
		complain(path, "gzip failed");
	return s;
}

static uint64_t digest(struct str s)                     /* FNV-1a: it tells versions apart, nothing more is asked of it */
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h;
}

static void array(FILE *to, const char *kind, int number, struct str s)
{
	fprintf(to, "static const unsigned char %s%d[] = {", kind, number);
	for (size_t i = 0; i < s.n; i++)
		fprintf(to, "%s%d,", i % 32 ? "" : "\n", (unsigned char)s.p[i]);
	fputs("\n};\n", to);
}

static const char *mime_of(struct str name)
{
	static const struct { const char *end, *mime; } MIMES[] = {
		{ ".css", "text/css; charset=utf-8" }, { ".js", "text/javascript; charset=utf-8" }, { ".svg", "image/svg+xml" }, { ".png", "image/png" },
		{ ".ico", "image/x-icon" }, { ".woff2", "font/woff2" },
	};
	for (size_t i = 0; i < COUNT(MIMES); i++)
		if (str_ends(name, str_of(MIMES[i].end)))
			return MIMES[i].mime;
	complain(str_of(name.p).p, "a kind of file that embed does not know");
}

int main(int argc, char **argv)
{
	struct arena *mem = arena_open(0);
	struct buf rows = { .mem = mem };
	FILE *to = argc >= 3 ? fopen(argv[1], "w") : NULL;
	if (!to) {
		fputs("usage: embed OUT.c NAME=FILE...\n", stderr);
		return 2;
	}
	fputs("/* Made by embed. */\n#include \"web/static.h\"\n", to);
	for (int i = 2; i < argc; i++) {
		struct str path = str_of(argv[i]), name = str_cut(&path, '=');
		if (!path.n)
			complain(argv[i], "is not NAME=FILE");
		struct str plain = plain_of(mem, path.p), packed = packed_of(mem, path.p);
		array(to, "plain", i, plain);
		array(to, "packed", i, packed);
		size_t dot = name.n;
		while (dot && name.p[dot - 1] != '.')
			dot--;
		buf_fmt(&rows, "\t{ \"%.*s\", \"/static/%.*s%016" PRIx64 ".%.*s\", \"%s\", plain%d, %zu, packed%d, %zu },\n", PSTR(name), (int)dot, name.p, digest(plain),
			(int)(name.n - dot), name.p + dot, mime_of(name), i, plain.n, i, packed.n);
	}
	fprintf(to, "const struct static_file STATIC_FILES[] = {\n%.*s};\nconst size_t STATIC_FILES_N = sizeof STATIC_FILES / sizeof STATIC_FILES[0];\n", rows.p ? (int)rows.n : 0, rows.p);
	if (fclose(to) != 0)
		complain(argv[1], strerror(errno));
	arena_close(mem);
	return 0;
}
