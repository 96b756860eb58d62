/* A line of work: a folder and one const struct. */
#ifndef NUAN_LINE_H
#define NUAN_LINE_H
#include "kernel/entity.h"
#include "kernel/figure.h"
#include "kernel/matter.h"
#include "kernel/rule.h"

struct line {
	const char *name, *title;                    /* "aid", 送温暖: folder and table prefix */
	const struct schema *schema;
	const struct table *const *tables;           /* ends with NULL: what verify walks */
	const struct entity *const *entities;        /* ends with NULL */
	const struct indicator *const *indicators;   /* ends with NULL, in the report's order */
	const struct rule *const *rules;             /* ends with NULL; NULL: none. What holds between its rows */
	fault (*draft)(struct draft *);              /* its matter of the month, from records */
};
#endif
