/* The command line: nuan --db WHERE COMMAND. */
#ifndef NUAN_APP_H
#define NUAN_APP_H
#include <stdio.h>
#include <jansson.h>
#include "kernel/line.h"
#include "kernel/import.h"
#include "kernel/trail.h"
#include "report/report.h"

enum status { STATUS_DONE, STATUS_REFUSED, STATUS_USAGE, STATUS_CHANGED, STATUS_FAILED };        /* 0 to 4, as documented */

struct app {
	struct arena *mem;
	const char *where, *key;             /* --db, --key */
	const char *usage;                   /* of the command that runs */
	bool json;
	struct store *store;  struct keys keys;
	int argc;  char **argv;              /* of the command, without what options have taken */
};
struct command { const char *name, *title, *usage; enum status (*run)(struct app *); bool (*help)(const char *verb); };     /* help: of its verbs, as edition_help; NULL: it has none */
extern const struct command COMMANDS[];  extern const size_t COMMANDS_N;

/* What the program consists of (lines.c). Each list ends with NULL. */
extern const struct line *const LINES[];
const struct entity *app_entity(struct str name_or_title);
const struct entity *const *app_entities(struct arena *, size_t *ret_n);
const struct report_desk *app_desk(struct arena *);
const struct table *const *app_tables(struct arena *, size_t *ret_n);
const struct rule *const *app_rules(struct arena *);
const struct catalogue *app_catalogue(struct arena *);
const struct schema *app_schemas(struct arena *, size_t *ret_n);

/* Options: taken out of argv. */
const char *option(struct app *, const char *name);              /* --name VALUE or --name=VALUE; NULL when absent */
bool option_flag(struct app *, const char *name);
bool options_done(struct app *, int least, int most);            /* false: something unknown is left, or too few or many words; says so */
bool option_month(struct app *, const char *text, int *ret);     /* says what is wrong */
extern volatile int app_interrupted;                             /* set by SIGINT */

void app_official(void);                                         /* from here on sentences and words are those of the documents, whatever the locale */
enum status say_fault(struct app *, fault);                      /* prints the sentence and code on stderr; the exit status by its blame */
MUST_USE fault app_open(struct app *);                           /* the store with its keys, version checked */
MUST_USE fault app_begin(struct app *, enum mode, int64_t viewer, struct db **ret);
MUST_USE fault app_reading(struct app *, struct db **ret);       /* both, for a command that only reads */
MUST_USE fault app_person(struct app *, struct db *, const char *name, int64_t org, int64_t *ret);   /* --by NAME; 0 when name is NULL */
MUST_USE fault verify_all(struct app *, struct db *, bool *ret_tampered);     /* the trail and every seal; prints what it finds */
MUST_USE fault file_write(struct app *, const char *path, struct str);   /* path NULL: stdout */
MUST_USE fault file_read(struct app *, const char *path, struct str *ret);       /* -: stdin */
void json_out(json_t *);                                         /* prints and frees */
json_t *json_str(struct str);

enum status run_init(struct app *), run_import(struct app *), run_undo(struct app *), run_template(struct app *),
	run_report(struct app *), run_paper(struct app *),
	run_figures(struct app *), run_explain(struct app *), run_verify(struct app *), run_export(struct app *), run_forget(struct app *),
	run_move(struct app *), run_board(struct app *), run_merge(struct app *), run_account(struct app *), run_serve(struct app *),
	run_backup(struct app *), run_restore(struct app *), run_upgrade(struct app *);

#endif
