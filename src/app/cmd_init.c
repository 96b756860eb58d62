/* nuan init: a federation begins. The keys are made first and beside the database, never inside it; a database that already holds a federation, or a key
 * file that is already there, is refused and left as it is. When anything fails later, the key file that was just made is taken away again; an init
 * that was cut is run again and goes on with the keys it made.
 * Not taken: a question and answer on the terminal, which nobody can put into a script. */
#include <string.h>
#include <unistd.h>
#include "app/app.h"
#include "base/text.h"
#include "kernel/clock.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/row.h"

static fault city_add(struct app *a, struct db *db, const char *name, const char *division)
{
	struct str full = str_of(name);
	struct org org = { .kind = STR("city"), .stat_code = STR_NONE, .uscc = STR_NONE, .employer_uscc = STR_NONE, .division = str_of(division),
		.workers = INT_NONE,
		.members = INT_NONE, .women_members = INT_NONE, .migrant_members = INT_NONE, .protocol = 1, .since = DAY_FIRST, .until = DAY_LAST };
	row_act(db, "init", full);
	TRY(row_add(db, &org_table, &org));
	struct org_name names = { .org = org.id, .role = STR("full"), .name = full, .folded = text_fold(a->mem, full), .since = DAY_FIRST, .until = DAY_LAST };
	TRY(row_add(db, &org_name_table, &names));
	TRY(org_tree_build(db));
	return clock_seed(db);
}

/* Whether an init may begin here, or go on: one that was cut has left tables, perhaps not all of them, but no federation. */
static fault init_may(struct app *a, bool *ret_cut)
{
	size_t n;
	const struct schema *schemas = app_schemas(a->mem, &n);
	struct db *db;
	int64_t city;
	fault f = store_check(a->mem, a->store, schemas, n);
	*ret_cut = false;
	if (f && strcmp(f->code, "db.empty") == 0)
		return NULL;
	if (f && strcmp(f->code, "db.older") != 0)
		return f;
	TRY(db_as(a->mem, a->store, (struct scope){ .city = 1 }, READING, &db));
	fault none = org_city(db, &city);
	db_rollback(db);
	*ret_cut = none && (strcmp(none->code, "db.empty") == 0 || (f && strcmp(none->code, "db.statement") == 0));
	if (*ret_cut)
		return NULL;
	TRY(none);
	TRY(f);
	return fault_make(a->mem, BLAME_CONFLICT, "init.exists", _("数据库 %s 里已经有一个总工会，没有动它。要另建一个，请换一个文件名。"), a->where);
}

static fault init(struct app *a, const char *name, const char *division)
{
	size_t n;
	const struct schema *schemas = app_schemas(a->mem, &n);
	struct db *db;
	TRY(store_open(a->mem, str_of(a->where), &a->store));
	bool cut;
	TRY(init_may(a, &cut));
	cut = cut && access(a->key, F_OK) == 0;
	TRY(cut ? keys_load(a->mem, a->key, &a->keys) : keys_make(a->mem, a->key, &a->keys));
	row_keys(a->store, &a->keys);
	fault f = store_migrate(a->mem, a->store, schemas, n);
	if (!f)
		f = db_as(a->mem, a->store, (struct scope){ .city = 1 }, WRITING, &db);
	if (!f && (f = city_add(a, db, name, division)))
		db_rollback(db);
	else if (!f)
		f = db_commit(db);
	if (f && !cut)
		unlink(a->key);
	return f;
}

enum status run_init(struct app *a)
{
	const char *name = option(a, "--city"), *division = option(a, "--division");
	if (!options_done(a, 0, 0))
		return STATUS_USAGE;
	if (!a->where || !name || !division || strlen(division) != 6) {
		fputs(_("用法：nuan --db 数据库 init --city 市总工会全称 --division 六位行政区划代码\n"), stderr);
		return STATUS_USAGE;
	}
	if (!a->key)
		a->key = strncmp(a->where, "postgres", 8) == 0 && strstr(a->where, "://") ? "nuan.key" : str_c(a->mem, str_fmt(a->mem, "%s.key", a->where));
	fault f = init(a, name, division);
	if (f)
		return say_fault(a, f);
	printf(_("%s的数据库已建立：%s。密钥在 %s，请另外备份，没有它个人信息读不出来。\n"), name, a->where, a->key);
	return STATUS_DONE;
}
