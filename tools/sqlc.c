/* sqlc: from .sql files to C, checked on the way.
 *
 *   sqlc tables  --schema FILE... --emit FILE OUT.h OUT.c      the tables of one schema file, and its texts for both engines
 *   sqlc queries --schema FILE... FILE.sql OUT.h OUT.c         the statements of one file, checked against all the schemas
 *
 * A wrong statement is a build error with file, line and one sentence; every statement of a file is looked at before the run
 * ends, and nothing is written when there was a complaint. The language of the files stands in db/db.h, sqlc_text.c and
 * sqlc_schema.c.
 * The road not taken: SQL in C strings (unchecked, unreadable) or a schema language of our own (reports need real SQL). */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "db/plans.h"
#include "sqlc.h"

_Noreturn void complain(struct sqlc *c, int line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	fprintf(stderr, "%s:%d: ", c->file ? c->file : "sqlc", line);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	c->complaints++;
	if (!c->again)
		exit(1);
	longjmp(*c->again, 1);
}

static struct str file_read(struct sqlc *c, const char *path)
{
	struct buf b = { .mem = c->mem };
	char part[65536];
	size_t n;
	FILE *f = fopen(path, "r");
	if (!f) {
		fprintf(stderr, "sqlc: %s cannot be read: %s\n", path, strerror(errno));
		exit(1);
	}
	while ((n = fread(part, 1, sizeof part, f)))
		buf_add(&b, (struct str){ part, n });
	fclose(f);
	return buf_str(&b);
}

static int usage(void)
{
	fputs("usage: sqlc tables --schema FILE... --emit FILE OUT.h OUT.c\n"
		"       sqlc queries --schema FILE... FILE.sql OUT.h OUT.c\n", stderr);
	return 2;
}

static int run(struct sqlc *c, int argc, char **argv)
{
	bool tables = !strcmp(argv[1], "tables");
	int last = argc - (tables ? 4 : 3);                  /* the first word that is no schema */
	const char *from = argv[argc - 3], *header = argv[argc - 2], *body = argv[argc - 1];
	struct schema_text emit = { 0 };
	if (last < 4 || strcmp(argv[2], "--schema") || (tables && strcmp(argv[last], "--emit")))
		return usage();
	for (int i = 3; i < last; i++) {
		struct schema_text s = schema_load(c, argv[i], file_read(c, argv[i]));
		if (!strcmp(argv[i], from))
			emit = s;
	}
	if (tables) {
		emit_tables(c, emit.file ? &emit : (emit = schema_load(c, from, file_read(c, from)), &emit), header, body);
		return 0;
	}
	size_t n;
	c->file = from;
	if (sqlite3_exec(c->db, SQLITE_PLANS, NULL, NULL, NULL) != SQLITE_OK)        /* plans are looked at as the program will have them */
		complain(c, 0, "%s", sqlite3_errmsg(c->db));
	struct statement *list = statements_read(c, file_read(c, from), &n);
	if (!c->complaints)
		emit_queries(c, from, list, n, header, body);
	return c->complaints ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct sqlc c = { .mem = arena_open(0) };
	if (argc < 6 || (strcmp(argv[1], "tables") && strcmp(argv[1], "queries")))
		return usage();
	if (sqlite3_open(":memory:", &c.db) != SQLITE_OK)
		return 1;
	sqlite3_db_config(c.db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);   /* "word" is a name, never a text */
	sqlite3_db_config(c.db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	int status = run(&c, argc, argv);
	sqlite3_close(c.db);
	arena_close(c.mem);
	return status;
}
