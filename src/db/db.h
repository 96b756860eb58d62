/* Two engines, one door. A driver is a short table of functions; everything else is data that tools/sqlc made from .sql files.
 *
 * A statement is written once, in a .sql file beside the code, in the SQL that SQLite 3.40 and PostgreSQL 15 share:
 *   -- name: person_by_idno          starts a statement; the C function gets this name
 *   -- one | many | exec             what it gives (default many); exec gives nothing
 *   -- unscoped: reason              for a table with an org column, unless @scope/@visible/@granted is there
 *   -- writes: reason                INSERT, UPDATE, DELETE are refused without it (business rows are written by row_add and row_change)
 *   -- scans: reason                 a plan that reads a whole table is refused without it
 *   -- blind                         may name no column of class @sealed (name, ID number, phone …)
 *   -- rows                          an indicator's evidence: exactly record, org, day, key, amount, part, label
 * Parameters: :name@type, the type once; types id int text day money bytes. :city :viewer :viewer_org :now are bound by the door.
 * Columns: every output column is written `expr AS name@type`.
 * @scope(t) @scope(t, LEVEL) @visible(t) @granted(t) stand in WHERE or ON, joined by AND (sqlc_macro.c). In ORDER BY write @bytewise behind
 * a text expression (a column orders by bytes by itself), and NULLS FIRST or LAST where there may be NULLs: the engines differ.
 * A NULL comes out as INT_NONE, DAY_NONE, MONEY_NONE or STR_NONE and goes in as them. */
#ifndef NUAN_DB_H
#define NUAN_DB_H
#include "base/day.h"
#include "base/fault.h"
#include "base/money.h"

struct store;                                            /* a database and its links; one for the process */
struct db;                                               /* one transaction */
struct scope { int64_t city, viewer, org; };             /* who asks (a person, 0: nobody yet), and the highest union they may see */
enum mode { READING, WRITING };                          /* READING: read-only by the engine's own hand; WRITING: SQLite BEGIN IMMEDIATE, PostgreSQL serializable */
enum type { T_ID, T_INT, T_TEXT, T_DAY, T_MONEY, T_BYTES };
enum { DB_CITY = 1, DB_VIEWER, DB_VIEWER_ORG, DB_NOW };  /* parameters bound by the door */

/* Which tables a statement reads, a bit a name; two names may share one, which costs no truth: what was kept of an answer goes when either is written. */
struct reads { uint64_t of[8]; };
static inline unsigned reads_bit(struct str table)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < table.n; i++)
		h = (h ^ (unsigned char)table.p[i]) * 16777619u;
	return (h ^ h >> 16) & 511;
}
static inline void reads_add(struct reads *r, struct str table)
{
	r->of[reads_bit(table) / 64] |= (uint64_t)1 << reads_bit(table) % 64;
}

struct value { enum { V_NULL, V_INT, V_TEXT, V_BLOB } kind; int64_t i; struct str s; };
struct member { const char *name; enum type type; size_t at; };        /* one member of a struct, by offset */
struct query {
	const char *name, *sqlite, *postgres;
	const struct member *takes;  unsigned n_takes;       /* in the order of the placeholders; at: offset in the _in struct */
	const unsigned char *door;                           /* per placeholder: 0, or DB_CITY …: bound by the door */
	const struct member *gives;  unsigned n_gives;  size_t size;    /* of the _row struct */
	struct reads reads;
};

/* A table that the one door for writes (kernel/row.h) can write: key (city, id). Made by sqlc from CREATE TABLE. */
struct column { const char *name; enum type type; size_t at; bool sealed; };
struct table {
	const char *name;
	const struct column *columns;  unsigned n;  size_t size;    /* of the row struct; the first two columns are city and id */
	bool record;                                         /* begins with struct head (below): org, day, state, provenance */
	struct query insert, update, select, all;            /* update and select by (city, id); all: every row of the city by id */
	struct query by_natural, by_source;                  /* records only: by (city, head.natural), by (city, head.source); by id */
	struct query waiting;                                /* records only, takes nothing: what the reader may see and is neither approved nor void, waiting_row each */
	struct query page, states, months;                   /* records only, a list of them: page takes page_in and gives the table's own rows by day and id; states takes it too
	                                                      * and gives states_row; months takes nothing and gives months_row, the latest first, of the whole city */
	struct query naturals;                               /* records only: takes naturals_in, gives naturals_row in no order */
};
struct waiting_row { int64_t org, month; struct str state; int64_t mine, n; };        /* mine: 1: the reader has entered, recorded or last edited it */
struct page_in { int64_t month_from, month_to, unit, source; struct str state; int64_t limit, offset; };     /* of what the reader may see and lies in the subtree of unit; source 0: any; state STR_NONE: all but void (states: each) */
struct states_row { struct str state; int64_t editor, recorded_by, n; };                /* by who last edited and who recorded: whoever of them reads it may not approve those */
struct months_row { int64_t month; };
struct naturals_in { int64_t most; };
struct naturals_row { struct str natural; };
extern const struct member PAGE_TAKES[9], STATES_TAKES[6], STATES_GIVES[4], MONTHS_TAKES[1], MONTHS_GIVES[1], NATURALS_TAKES[2], NATURALS_GIVES[1];
extern const unsigned char PAGE_DOOR[9], STATES_DOOR[6], MONTHS_DOOR[1], NATURALS_DOOR[2];
extern const struct member WAITING_TAKES[3], WAITING_GIVES[5];  extern const unsigned char WAITING_DOOR[3];
/* The columns that @record stands for, in this order, as every record's struct begins. */
struct head {
	int64_t city, id;
	int64_t org;                 /* whose record it is */
	struct day day;              /* the event's day */
	int64_t month;               /* the month that counts it: the day's, or the next open one when late (补报) */
	struct str state;            /* word of the move table */
	struct str natural;          /* natural key: what makes two rows the same record; HMAC hex */
	struct str digest;           /* of the row as brought in: same or changed */
	int64_t source;              /* import, or INT_NONE: a form */
	struct str sheet;  int64_t sheet_row;    /* the cell it came from */
	struct str client_id;        /* random, unique in the city */
	int64_t recorded_by;         /* the author, a person */
	int64_t recorded_at;         /* UNIX seconds */
	int64_t entered_by;          /* who typed it in */
	int64_t editor;              /* last editor: may not approve */
	int64_t version;
};

MUST_USE fault store_open(struct arena *, struct str where, struct store **ret);    /* a path (SQLite; created when absent) or postgresql:// URI; lives as long as the arena */
bool     store_is_postgres(const struct store *);
/* migrations: each text is a schema file; its parts "-- migration: N" run in order, each in one transaction, once; refuses a newer database ("db.newer") */
struct schema { const char *name; const char *sqlite, *postgres; int version; };
MUST_USE fault store_migrate(struct arena *, struct store *, const struct schema *, size_t n);
MUST_USE fault store_check(struct arena *, struct store *, const struct schema *, size_t n);   /* right version, or a sentence */

/* Opens a transaction. The struct lives in the arena; close it with db_commit or db_rollback (arena_close rolls back what is still open). */
MUST_USE fault db_as(struct arena *, struct store *, struct scope, enum mode, struct db **ret);
MUST_USE fault db_commit(struct db *);                   /* ends it, always. BLAME_BUSY: a conflict, nothing written, run it again. Refused once a statement failed (unless db_point_back) */
void     db_rollback(struct db *);
MUST_USE fault db_point(struct db *);                    /* one savepoint at a time: what follows can be undone alone ... */
MUST_USE fault db_point_back(struct db *);               /* ... or */
MUST_USE fault db_point_keep(struct db *);
MUST_USE fault db_learn(struct db *, const char *table); /* this transaction has filled the table: whoever plans by statistics takes them now */
MUST_USE fault db_sound(struct db *);                    /* the engine's own check of its files, indexes against tables: "db.broken". Reads everything; where a server answers for them, nothing */
MUST_USE fault db_late(struct db *);                     /* from here on db_exec may be done later, in order, before anything is read: a fault of it comes with a later call. For who writes much and reads little ... */
MUST_USE fault db_settled(struct db *);                  /* ... until here: all is done */
struct arena *db_mem(struct db *);
struct scope  db_scope(const struct db *);
MUST_USE fault store_scrub(struct arena *, struct store *, const char *const *tables);    /* after a commit: what it overwrote in these tables leaves the files; ends with NULL. Waits for readers */
int64_t  db_now(const struct db *);                      /* UNIX seconds, one value for the transaction; db_set_now for tests and the sample */
void     db_set_now(struct db *, int64_t);
void     db_set_viewer(struct db *, int64_t person, int64_t org);
struct reads *db_reads(struct db *);                     /* of the statements so far; who sets it to nought learns those of what follows */
/* A memory of answers that stands before the engine (kernel/kept.h). recall: db_one's or db_many's rows, in the transaction's arena. */
struct memory {
	bool (*recall)(struct memory *, struct db *, const struct query *, const struct value *in, bool one, void **ret_rows, size_t *ret_n);
	void (*keep)(struct memory *, struct db *, const struct query *, const struct value *in, bool one, const void *rows, size_t n);
};
bool     db_remember(struct db *, struct memory *);      /* from here on; false: the transaction is one that writes, and remembers nothing */
void    *db_note(struct db *);                           /* the kernel's own pointer for this transaction */
void     db_set_note(struct db *, void *, fault (*before_commit)(struct db *, void *));   /* called once inside db_commit, before the engine commits */
struct store *db_store(struct db *);
void    *store_note(struct store *);                     /* the kernel's own pointer for the process (keys) */
void     store_set_note(struct store *, void *);
struct arena *store_mem(struct store *);                 /* the arena it was opened in; by one thread, while it is set up */

/* What generated calls are made of. `in` points to the _in struct (NULL when nothing is taken); rows are structs of q->size in the arena. */
MUST_USE fault db_many(struct db *, const struct query *, const void *in, void **ret_rows, size_t *ret_n);
MUST_USE fault db_one(struct db *, const struct query *, const void *in, void *ret_row, bool *ret_found);
MUST_USE fault db_exec(struct db *, const struct query *, const void *in);
MUST_USE fault db_each(struct db *, const struct query *, const void *in, fault (*each)(void *ctx, const void *row), void *ctx);   /* row memory is reused */

/* Evidence: what sqlc makes of a `-- rows` statement. All take struct tally_in. */
struct tally_in { int64_t org; int64_t month_from, month_to; struct day day_from, day_to; int64_t limit, offset; int64_t unit; };
struct tally_row { int64_t n, keys, amount, least, most; };              /* least, most: of amount */
struct tally_unit_row { int64_t unit, n, keys, amount; };                /* unit: a county-level union, INT_NONE: the city's own level */
struct tally_part_row { struct str part; int64_t n, keys, amount; };
struct evidence_row { int64_t record, org; struct day day; struct str key; int64_t amount; struct str part, label; };
struct rest_row { int64_t n, orgs; };
struct evidence {
	const char *name;
	struct query tally;          /* tally_row */
	struct query units;          /* tally_unit_row, by county-level union below the city, as of each row's day */
	struct query parts;          /* tally_part_row */
	struct query rows;           /* evidence_row, all in scope, by day, record, key; for the seal and the command line */
	struct query seen;           /* evidence_row that @visible allows, paged by limit and offset */
	struct query rest;           /* rest_row: in scope but not visible */
	struct query waiting;        /* rest_row: in scope but for the approval, which they await */
};

#endif
