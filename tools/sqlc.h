/* What the parts of the statement compiler share. */
#ifndef NUAN_SQLC_H
#define NUAN_SQLC_H
#include <sqlite3.h>
#include "base/str.h"
#include "db/db.h"

/* Text. A token knows the blanks before it, so that what comes out is laid out as it was written. */
enum kind { END, WORD, NUMBER, STRING, PARAM, AT, PUNCT, COMMENT };      /* PARAM :name, AT @name; text without the mark */
struct token  { enum kind kind; struct str before, text; int line; int slot; };  /* slot: PARAM's placeholder, once expanded */
struct tokens { struct token *t; size_t n, cap; };
enum form { FORM_SQLITE, FORM_POSTGRES, FORM_SOURCE };                           /* SOURCE: parameters with types, columns without */

/* What a schema file declares. */
struct type_word { const char *word, *sqlite, *postgres, *cast, *c, *constant; char class; };
struct declared  { struct str table, column; enum type type; bool sealed; };
struct made      { struct str name; const char *file; bool record; };            /* a table */
struct schema_text { const char *file; struct str sqlite, postgres; int version; };

/* One statement. */
enum gives { GIVES_MANY, GIVES_ONE, GIVES_EXEC };
struct slot { struct str name; int door; bool typed; enum type type; int line; };
struct named_type { const char *name; enum type type; };
struct out  { struct str name; enum type type; bool is_null; };
struct statement {
	const char *file;  int line;
	struct str name, about;                              /* about: the comment lines above it */
	enum gives gives;
	bool blind, rows;
	struct str unscoped, writes, scans;                  /* reasons */
	struct tokens sql;                                   /* expanded */
	struct slot slots[96];  size_t n_slots;
	struct out outs[96];  size_t n_outs;                 /* as written; a second arm of a UNION repeats them */
	struct str covered[16];  size_t n_covered;           /* aliases under @scope, @visible, @granted */
	struct str scope;                                    /* the alias of the first @scope; empty: none */
	int macros;
	struct reads reads;                                  /* as the authorizer saw it */
	struct statement *parts;                             /* of -- rows: those of struct evidence */
};
#define UNDER_WAY "state IN ('draft', 'returned', 'submitted')"      /* of a record: neither counted nor void */
enum { N_PARTS = 7, TALLY_MEMBERS = 8 };

struct sqlc {
	struct arena *mem;
	sqlite3 *db;                                         /* the schemas, in memory */
	struct declared *declared;  size_t n_declared, cap_declared;
	struct made *made;  size_t n_made, cap_made;
	const char *file;                                    /* being read */
	jmp_buf *again;                                      /* where a complaint goes on; NULL: it ends the run */
	int complaints;
};

extern const struct type_word type_words[];              /* by enum type */
extern const char *const evidence_parts[N_PARTS], *const evidence_rows[N_PARTS];
extern const struct named_type tally_members[TALLY_MEMBERS];

_Noreturn void complain(struct sqlc *, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void   *grow(struct arena *, void *items, size_t n, size_t *cap, size_t size);

struct tokens   tokens_of(struct sqlc *, struct str text, int line);
void            token_add(struct sqlc *, struct tokens *, struct token);
bool            token_is(const struct token *, const char *word);                /* a WORD or PUNCT, case aside */
bool            type_of_word(struct str, enum type *ret);
struct str      pg_name(struct sqlc *, struct str name, int line);               /* quoted where PostgreSQL needs it; complains about reserved words */
struct str      statement_text(struct sqlc *, const struct statement *, enum form);
bool            macro_is(const struct token *);
size_t          macro_expand(struct sqlc *, struct statement *, struct tokens raw, size_t at);
struct str      scope_by_index(struct sqlc *, const struct statement *, struct str text);       /* of SQLite's text: what @scope asks of a row, asked of its index */
void            tokens_expand(struct sqlc *, struct statement *, struct tokens raw);
void            statement_expand(struct sqlc *, struct statement *, struct tokens raw);
struct statement *statements_read(struct sqlc *, struct str text, size_t *ret_n);

struct schema_text    schema_load(struct sqlc *, const char *file, struct str text);
const struct declared *declared_find(const struct sqlc *, const char *table, const char *column);

void statement_check(struct sqlc *, struct statement *); /* and makes the parts of a -- rows statement */

void emit_tables(struct sqlc *, const struct schema_text *, const char *header, const char *body);
void emit_queries(struct sqlc *, const char *file, struct statement *, size_t n, const char *header, const char *body);

#endif
