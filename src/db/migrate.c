/* Migrations: the numbered parts of the schema files, each run once.
 *
 * The table `migration` says which parts a database has. store_migrate runs the others in order, each in a transaction of its
 * own with the line that says so, so that a cut in the middle leaves a database that the next run takes up. Two programs that
 * migrate at once take turns; the second finds nothing left to do.
 * Refuses, before anything is changed, a database that a newer program has migrated: what it does not know it cannot keep.
 * The road not taken: migrations down. A database goes back by its backup, where the data is as it was. */
#include <string.h>
#include "db/driver.h"

enum { TRIES = 5 };
static const struct scope nobody = { 0, 0, 0 };

struct count { int64_t n; };
static const struct member count_gives[] = { { "n", T_INT, offsetof(struct count, n) } };

struct part { struct str name; int64_t version, at; };
static const struct member part_takes[] = {
	{ "name",    T_TEXT, offsetof(struct part, name) },
	{ "version", T_INT,  offsetof(struct part, version) },
	{ "at",      T_INT,  offsetof(struct part, at) },
};
static const unsigned char part_door[] = { 0, 0, DB_NOW };
static const struct query part_add = {
	.name = "migration_add", .takes = part_takes, .n_takes = 3, .door = part_door,
	.sqlite = "INSERT INTO migration (name, version, at) VALUES (?1, ?2, ?3)",
	.postgres = "INSERT INTO migration (name, version, at) VALUES ($1::text, $2::bigint, $3::bigint)",
};
static const struct query part_last = {
	.name = "migration_last", .takes = part_takes, .n_takes = 1, .gives = count_gives, .n_gives = 1,
		.size = sizeof(struct count),
	.sqlite = "SELECT coalesce(max(version), 0) FROM migration WHERE name = ?1",
	.postgres = "SELECT coalesce(max(version), 0) FROM migration WHERE name = $1::text",
};

static fault has_table(struct db *d, bool *ret)
{
	const char *sql = store_driver(db_store(d))->has_table;
	struct query q = { .name = "migration_has", .sqlite = sql, .postgres = sql, .gives = count_gives, .n_gives = 1,
		.size = sizeof(struct count) };
	struct count row = { 0 };
	bool found = false;
	TRY(db_one(d, &q, NULL, &row, &found));
	*ret = found && row.n > 0;
	return NULL;
}

static fault version_of(struct db *d, const char *name, int64_t *ret)
{
	struct part in = { .name = str_of(name) };
	struct count row = { 0 };
	bool found;
	TRY(db_one(d, &part_last, &in, &row, &found));
	*ret = row.n;
	return NULL;
}

static fault too_new(struct arena *mem, const struct schema *s, int64_t version)
{
	return fault_make(mem, BLAME_INPUT, "db.newer", _("这个数据库由更新的程序使用过（%s 已到第%lld版，本程序只到第%d版）。"
		"请换用新版本的程序打开它。"),
		s->name, (long long)version, s->version);
}

static fault fits(struct db *d, const struct schema *s, bool there, bool exact)
{
	int64_t version = 0;
	if (exact && !there)
		return fault_make(db_mem(d), BLAME_INPUT, "db.empty", _("这个数据库还没有建立。请先运行 nuan init。"));
	if (there)
		TRY(version_of(d, s->name, &version));
	if (version > s->version)
		return too_new(db_mem(d), s, version);
	if (exact && version < s->version)
		return fault_make(db_mem(d), BLAME_INPUT, "db.older", _("数据库的结构比程序旧（%s 是第%lld版，程序需要第%d版）。"
			"请先备份，用 nuan upgrade --try 试一次，再运行 nuan upgrade 升级。"),
			s->name, (long long)version, s->version);
	return NULL;
}

/* Looks at every schema before anything is changed. */
static fault look(struct arena *mem, struct store *store, const struct schema *schemas, size_t n, bool exact)
{
	struct db *d;
	bool there = false;
	TRY(db_as(mem, store, nobody, READING, &d));
	fault f = has_table(d, &there);
	for (size_t i = 0; !f && i < n; i++)
		f = fits(d, &schemas[i], there, exact);
	db_rollback(d);
	return f;
}

/* The text of part N: behind its line, up to the next one. */
static struct str part_of(struct arena *mem, const char *text, int number)
{
	static const struct str mark = { "-- migration: ", 14 };
	struct str rest = str_of(text);
	for (size_t at; (at = str_find(rest, mark)) != SIZE_MAX; ) {
		int64_t found = 0;
		rest = str_sub(rest, at + mark.n, SIZE_MAX);
		struct str line = str_cut(&rest, '\n');
		if (str_int(str_trim(line), &found) && found == number)
			return str_sub(rest, 0, str_find(rest, mark));
	}
	return STR_NONE;
}

static fault make_table(struct db *d, const struct schema *s, bool *ret_done)
{
	bool there;
	TRY(has_table(d, &there));
	*ret_done = true;
	return there ? NULL : db_script(d, store_driver(db_store(d))->make_table);
}

static fault run_next(struct db *d, const struct schema *s, bool *ret_done)
{
	int64_t version;
	TRY(db_script(d, store_driver(db_store(d))->lock_table));
	TRY(version_of(d, s->name, &version));
	*ret_done = version >= s->version;
	if (*ret_done)
		return NULL;
	struct part in = { .name = str_of(s->name), .version = version + 1 };
	struct str text = part_of(db_mem(d), store_is_postgres(db_store(d)) ? s->postgres : s->sqlite, (int)version + 1);
	if (!text.n)
		return fault_statement(db_mem(d), str_c(db_mem(d), str_fmt(db_mem(d), "%s has no migration %lld", s->name,
			(long long)version + 1)));
	TRY(db_script(d, str_c(db_mem(d), text)));
	return db_exec(d, &part_add, &in);
}

/* One step in a transaction of its own, again when another program was first; until it is done. */
static fault run_all(struct arena *mem, struct store *store, const struct schema *s, fault (*step)(struct db *,
	const struct schema *, bool *))
{
	int tries = 0;
	for (bool done = false; !done; ) {
		struct db *d;
		TRY(db_as(mem, store, nobody, WRITING, &d));
		fault f = step(d, s, &done);
		if (!f)
			f = db_commit(d);
		db_rollback(d);
		if (f && (f->blame != BLAME_BUSY || ++tries == TRIES))
			return f;
		done &= !f;
	}
	return NULL;
}

static fault settle(struct db *d, const struct schema *s, bool *ret_done)
{
	const char *sql = store_driver(db_store(d))->settle;
	*ret_done = true;
	return sql ? db_script(d, sql) : NULL;
}

fault store_migrate(struct arena *mem, struct store *store, const struct schema *schemas, size_t n)
{
	TRY(look(mem, store, schemas, n, false));
	TRY(run_all(mem, store, NULL, make_table));
	for (size_t i = 0; i < n; i++)
		TRY(run_all(mem, store, &schemas[i], run_next));
	TRY(run_all(mem, store, NULL, settle));
	store_forget(store);
	return NULL;
}

fault store_check(struct arena *mem, struct store *store, const struct schema *schemas, size_t n)
{
	return look(mem, store, schemas, n, true);
}
