/* An entity is a table plus what people call its columns. One declaration serves form, import, template, export and help. */
#ifndef NUAN_ENTITY_H
#define NUAN_ENTITY_H
#include <stddef.h>
#include "db/db.h"
#include "kernel/move.h"

enum field_kind { FIELD_TEXT, FIELD_INT, FIELD_MONEY, FIELD_DAY, FIELD_MONTH, FIELD_CODE, FIELD_YES, FIELD_ORG, FIELD_NAME, FIELD_IDNO, FIELD_PHONE };
struct code { const char *code, *word; };                       /* stored, shown; ends with { NULL, NULL } */
const char *code_word(const struct code *, struct str code);     /* the code's word; "" for a code that is none */
struct field {
	const char *label;           /* head of the column */
	const char *also;            /* other labels met in offices, separated by | */
	const char *hint;            /* 填表说明 */
	enum field_kind kind;
	size_t at;                   /* member of the row struct. FIELD_NAME, FIELD_IDNO, FIELD_PHONE with the same `at` describe one person; the member takes the person's id */
	bool must, key;              /* key: part of the natural key (head.org always is) */
	bool within;                 /* FIELD_ORG: must lie in the sender's subtree */
	bool known;                  /* FIELD_NAME: the person must be on record, wherever employed; nobody is added */
	int64_t least, most;         /* both 0: no bounds; FIELD_MONEY in fen; FIELD_TEXT: characters */
	const struct code *codes;    /* FIELD_CODE */
	int64_t unit_fen;            /* FIELD_MONEY: the bare number's unit; 0: 元 */
};
#define FIELD(T, member, label_, ...) { .label = label_, .at = offsetof(struct T, member), .kind = __VA_ARGS__ }      /* kind first, then what else it needs */

struct wrong {                       /* one wrong cell */
	struct str sheet; int64_t row; size_t column; struct str label, value; const char *code, *say; struct wrong *next;
};
struct filling {                     /* one row on its way in: what a check may look at and complain to */
	struct db *db; struct arena *mem; const struct entity *of; void *row;
	int64_t sender; int month;   /* the union that sends the file (0: a form), the period it is for */
	struct str *texts;           /* the cells by field */
	struct wrong *wrongs, **tail; size_t n_wrongs;
	struct str sheet; int64_t line; size_t *columns;
	struct bulk *bulk;           /* of a file; NULL: a form */
};
void filling_wrong(struct filling *, size_t at, const char *code, const char *fmt, ...) __attribute__((format(printf, 4, 5)));   /* at: member, as in the field */

struct entity {
	const char *name, *title;            /* "aid.event", "帮扶救助台账" */
	const struct table *table;
	const struct field *fields; size_t n;
	const char *report;                  /* the obligation that bringing this in answers, e.g. "aid.month"; NULL: none */
	bool ahead;                          /* head.day may lie ahead: plans */
	bool many;                           /* two rows that are the same in everything are two records: the natural key is every field and the occurrence */
	fault (*check)(struct filling *);    /* whole-row rules and derived members, after every cell is good; NULL: none. A fault is ours; filling_wrong is the person's */
	fault (*put)(struct filling *, int *ret_what);      /* a register's own way in (org, person …): 1 added, 2 same, 3 changed. NULL: records are written by the import */
};

#endif
