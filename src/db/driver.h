/* What an engine must do; private to src/db. Every fault lives in the arena that is passed. */
#ifndef NUAN_DRIVER_H
#define NUAN_DRIVER_H
#include "db/db.h"

struct late_write { const struct query *of; const struct value *values; struct late_write *next; };   /* a write that waits (late.h) */
struct run;                                              /* a statement being read; the link's own */
struct driver {
	const char *name;
	fault (*open)(struct arena *, struct str where, void **ret_link);
	void  (*close)(void *link);
	fault (*begin)(struct arena *, void *link, enum mode);
	fault (*commit)(struct arena *, void *link);     /* a fault: nothing stands; but fault_unknown */
	void  (*rollback)(void *link);                   /* safe at any time; ends what is still being read */
	bool  (*usable)(void *link);                     /* may serve another transaction */
	fault (*script)(struct arena *, void *link, const char *sql);        /* any number of statements, no result */
	fault (*exec)(struct arena *, void *link, const struct query *, const struct value *in);     /* whole, and what it gives is not wanted */
	fault (*many)(struct arena *, void *link, const struct late_write *first);        /* the same of each, in order */
	fault (*start)(struct arena *, void *link, const struct query *, const struct value *in, bool stream, struct run **ret);
	fault (*step)(struct arena *, void *link, struct run *, struct value *out, bool *ret_row);   /* texts live until the next step */
	void  (*stop)(void *link, struct run *);
	fault (*sound)(struct arena *, void *link);      /* its files agree with themselves; NULL: they are a server's */
	const char *scrub, *scrub_table;                 /* what was overwritten leaves the files: the whole, or (before its name) a table; NULL: not so */
	const char *learn;                               /* before a table's name: takes its statistics; NULL: plans by fixed numbers */
	const char *has_table, *make_table, *lock_table, *settle;       /* of migrations: SQL; settle (or NULL) runs after the last */
};
extern const struct driver sqlite_driver, postgres_driver;
extern int db_patience;                                  /* milliseconds that a writer waits for another; tests shorten it */

const struct driver *store_driver(const struct store *);
fault db_script(struct db *, const char *sql);
void  store_forget(struct store *);                      /* closes idle links: their prepared statements know the old tables */

static inline uint64_t text_hash(const char *text)       /* FNV-1a: a statement is found by its text */
{
	uint64_t h = 14695981039346656037u;
	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h;
}

/* Between structs and values (values.c). iso: room for a day's text; texts point to where the engine keeps them, or into `keep` when it is given. */
fault value_of(struct db *, const struct query *, const struct member *, const void *in, char iso[static 11], struct value *ret);
struct value door_value(const struct db *, unsigned char door);
fault row_fill(struct db *, const struct query *, const struct value *values, void *row, struct arena *keep);

/* Many transactions that become one commit (writer.c): each is a savepoint, whose db_commit and db_rollback end it alone. On one link, by one thread. */
struct group { struct arena *mem; struct store *store; void *link; bool broken; };
fault group_begin(struct arena *, struct store *, struct group *ret);
fault group_db(struct group *, struct arena *, struct scope, struct db **ret);
fault group_commit(struct group *);                      /* ends it, always; a fault: nothing of any of them stands, or (fault_unknown) it is not known */
void  group_rollback(struct group *);

/* The sentences that both engines say. */
fault fault_busy(struct arena *, const char *note);
fault fault_unknown(struct arena *, const char *note);   /* the link was cut while the engine committed: it may stand, so it is never run again */
fault fault_full(struct arena *, const char *note);      /* the disk */
fault fault_reading(struct arena *, const char *note);   /* a write in a READING transaction */
fault fault_same(struct arena *, const char *note);      /* a unique key twice */
fault fault_refused(struct arena *, const char *note);   /* another constraint */
fault fault_broken(struct arena *, const char *note);    /* the database is damaged */
fault fault_statement(struct arena *, const char *note); /* everything that is a mistake of ours */

#endif
