/* Keeping a database over the years: backup, restore, and the step to a newer program.
 *
 * A backup is made while everybody works. It does not hold the key file, which is kept elsewhere on purpose: whoever finds the one without the other reads
 * no name. A restore is believed only after the whole verification, in the key that will be used; it never writes over a database.
 * upgrade is the one way to a newer version. With --try nothing is touched: a copy is made beside, brought to the new version there, and compared with
 * what is: no table loses a row but those the migration says so of, the trail and every seal verify, and, with the earlier program at hand, every figure of
 * every month is asked of both and compared. Then the copy is thrown away.
 * Not taken: a downgrade (the backup is the way back); comparing figures without the earlier program, whose tables this one cannot read. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "app/app.h"
#include "db/copy.h"

extern char **environ;

static fault key_there(struct app *a)
{
	if (!a->where)
		return fault_make(a->mem, BLAME_INPUT, "db.where", _("没有指明数据库。请用 --db 文件 或 --db postgresql://…。"));
	if (!a->key)
		a->key = strstr(a->where, "://") ? "nuan.key" : str_c(a->mem, str_fmt(a->mem, "%s.key", a->where));
	return access(a->key, R_OK) == 0 ? NULL : fault_make(a->mem, BLAME_INPUT, "keep.key",
		_("找不到密钥文件 %s。没有它读不出个人信息，也不能核验。请先把这个数据库的密钥放到这里，或用 --key 指明。"), a->key);
}

enum status run_backup(struct app *a)
{
	struct stat file;
	struct db *db = NULL;
	if (!options_done(a, 1, 1))
		return STATUS_USAGE;
	fault f = key_there(a);
	if (!f)
		f = app_reading(a, &db);         /* ours, and its key at hand: a backup that nobody could use is no backup */
	if (f && strcmp(f->code, "db.older") != 0)
		return say_fault(a, f);
	if (!f)
		db_rollback(db);
	if ((f = copy_out(a->mem, a->where, a->argv[0])))
		return say_fault(a, f);
	long long size = stat(a->argv[0], &file) == 0 ? (long long)file.st_size : 0;
	printf(_("已备份到 %s（%lld字节）。密钥 %s 不在备份里，请另处保管：没有密钥，备份里的个人信息读不出来，核验也做不了。\n"), a->argv[0], size, a->key);
	return STATUS_DONE;
}

/* Opens what --db says and verifies all of it; older is no failure, only not verified. */
static enum status verified(struct app *a)
{
	struct db *db;
	bool tampered = false;
	fault f = app_reading(a, &db);
	if (f && strcmp(f->code, "db.older") == 0) {
		puts(_("备份是旧版本的程序做的，还没有核验。请先运行 nuan upgrade --try 试一次，再运行 nuan upgrade 升级，然后运行 nuan verify。"));
		return STATUS_DONE;
	}
	if (!f)
		f = verify_all(a, db, &tampered);
	if (f)
		return say_fault(a, f);
	db_rollback(db);
	return tampered ? STATUS_CHANGED : STATUS_DONE;
}

enum status run_restore(struct app *a)
{
	if (!options_done(a, 1, 1))
		return STATUS_USAGE;
	fault f = key_there(a);
	if (!f)
		f = copy_in(a->mem, a->argv[0], a->where);
	if (f)
		return say_fault(a, f);
	printf(_("已从 %s 恢复到 %s。\n"), a->argv[0], a->where);
	fflush(stdout);
	return verified(a);
}

/* --- the trial --------------------------------------------------------------------------------------------------------------------------- */

static int64_t count_of(const struct copy_count *list, size_t n, struct str table)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].table, table))
			return list[i].n;
	return -1;
}

/* Every table that was, with as many rows as it had; `migration` itself grows. Says each that differs. */
static bool counts_same(const struct copy_count *was, size_t n_was, const struct copy_count *now, size_t n_now)
{
	int64_t rows = 0;
	bool same = true;
	for (size_t i = 0; i < n_was; i++) {
		int64_t n = count_of(now, n_now, was[i].table);
		rows += was[i].n;
		if (n == was[i].n || str_is(was[i].table, "migration"))
			continue;
		same = false;
		if (n < 0)
			printf(_("表 %.*s（%lld行）升级以后没有了。\n"), PSTR(was[i].table), (long long)was[i].n);
		else
			printf(_("表 %.*s 升级前%lld行，升级后%lld行。\n"), PSTR(was[i].table), (long long)was[i].n, (long long)n);
	}
	if (same)
		printf(_("各表行数不变：%zu张表，%lld行；升级后有%zu张表。\n"), n_was, (long long)rows, n_now);
	return same;
}

static int by_month(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* The months that any record counts in, each once, in order. */
static fault months_of(struct app *a, struct db *db, int64_t **ret, size_t *ret_n)
{
	size_t n_tables, n = 0, kept = 0;
	const struct table *const *tables = app_tables(a->mem, &n_tables);
	int64_t *all = NULL;
	for (size_t i = 0; i < n_tables; i++) {
		void *rows;
		size_t more;
		if (!tables[i]->record)
			continue;
		TRY(db_many(db, &tables[i]->months, NULL, &rows, &more));
		all = arena_more(a->mem, all, n * sizeof *all, (n + more + 1) * sizeof *all);
		for (size_t k = 0; k < more; k++)
			all[n++] = ((struct months_row *)rows)[k].month;
	}
	if (n)
		qsort(all, n, sizeof *all, by_month);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || all[i] != all[kept - 1])
			all[kept++] = all[i];
	*ret = all, *ret_n = kept;
	return NULL;
}

/* What `program --json figures MONTH` prints about a database. */
static fault figures_said(struct app *a, const char *program, const char *where, int64_t month, json_t **ret)
{
	int ends[2], status = 0;
	pid_t child;
	const char *argv[] = { program, "--db", where, "--key", a->key, "--json", "figures", str_c(a->mem, month_iso(a->mem, (int)month)), NULL };
	posix_spawn_file_actions_t files;
	*ret = NULL;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return fault_note(a->mem, BLAME_US, "upgrade.program", strerror(errno), _("程序 %s 运行不起来。请核对 --old 后面的路径。"), program);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, ends[1], 1);
	int code = posix_spawnp(&child, program, &files, NULL, (char *const *)argv, environ);
	posix_spawn_file_actions_destroy(&files);
	close(ends[1]);
	FILE *out = code == 0 ? fdopen(ends[0], "re") : NULL;
	if (out)
		*ret = json_loadf(out, 0, NULL);
	if (out)
		fclose(out);
	else
		close(ends[0]);
	if (code == 0)
		waitpid(child, &status, 0);
	if (code != 0 || status != 0 || !json_is_array(*ret)) {
		json_decref(*ret);
		return fault_note(a->mem, BLAME_INPUT, "upgrade.program", code ? strerror(code) : "its answer is no list",
			_("程序 %s 没有列出 %s 的数据。请核对 --old 后面是不是原来版本的 nuan。"), program, where);
	}
	return NULL;
}

static const char *told(const json_t *list, const char *indicator, const char **ret_name)
{
	size_t i;
	json_t *each;
	json_array_foreach(list, i, each)
		if (strcmp(json_string_value(json_object_get(each, "indicator")), indicator) == 0) {
			*ret_name = json_string_value(json_object_get(each, "name"));
			return json_string_value(json_object_get(each, "shown"));
		}
	return NULL;
}

static int64_t figures_differ(const json_t *was, const json_t *now, const char *month)
{
	int64_t n = 0;
	size_t i;
	json_t *each;
	json_array_foreach(was, i, each) {
		const char *id = json_string_value(json_object_get(each, "indicator")), *name = id;
		const char *before = told(was, id, &name), *after = told(now, id, &name);
		if (before == after || (before && after && strcmp(before, after) == 0))
			continue;
		n++;
		printf(_("%s %s：升级前%s，升级后%s。\n"), month, name, before ? before : "—", after ? after : "—");
	}
	return n;
}

static fault figures_compare(struct app *a, const char *old, const char *beside, struct db *db, bool *ret_same)
{
	char self[4096];
	int64_t *months, differ = 0;
	size_t n, asked = 0;
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	TRY(months_of(a, db, &months, &n));
	self[length > 0 ? length : 0] = 0;
	for (size_t i = 0; i < n; i++) {
		json_t *was, *now;
		TRY(figures_said(a, old, a->where, months[i], &was));
		fault f = figures_said(a, self, beside, months[i], &now);
		if (!f) {
			differ += figures_differ(was, now, str_c(a->mem, month_iso(a->mem, (int)months[i])));
			asked += json_array_size(was);
			json_decref(now);
		}
		json_decref(was);
		TRY(f);
	}
	if (!differ)
		printf(_("数字不变：%zu个月、%zu个数，升级前后相同。\n"), n, asked);
	*ret_same = differ == 0;
	return NULL;
}

/* The copy is opened as if it were the database; a->where goes on saying which the real one is. */
static fault trial(struct app *a, const char *beside, const char *old, bool *ret_good)
{
	struct copy_count *was, *now;
	size_t n_was, n_now, n;
	const struct schema *schemas = app_schemas(a->mem, &n);
	const char *where = a->where;
	struct app copy = *a;
	struct db *db;
	bool tampered = false, same = true;
	copy.where = beside;
	TRY(copy_counts(a->mem, where, &was, &n_was));
	TRY(store_open(a->mem, str_of(beside), &copy.store));
	TRY(store_migrate(a->mem, copy.store, schemas, n));
	TRY(copy_counts(a->mem, beside, &now, &n_now));
	bool counts = counts_same(was, n_was, now, n_now);
	fflush(stdout);
	TRY(app_reading(&copy, &db));
	TRY(verify_all(&copy, db, &tampered));
	if (old)
		TRY(figures_compare(a, old, beside, db, &same));
	else
		puts(_("各月的数字没有比对：用 --old 指明原来版本的程序，就逐月比对。"));
	db_rollback(db);
	*ret_good = counts && same && !tampered;
	return NULL;
}

struct beside { struct arena *mem; const char *path; };
static void beside_drop(void *beside)
{
	struct beside *b = beside;
	copy_drop(b->mem, b->path);
}

static enum status upgrade_try(struct app *a, const char *old)
{
	struct beside *b = arena_get(a->mem, sizeof *b);
	bool good = false;
	fault f = key_there(a);
	b->mem = a->mem;
	if (!f)
		f = copy_beside(a->mem, a->where, &b->path);
	if (!f) {
		struct arena *own = arena_open(0);       /* closed before the copy is dropped: its links end first */
		struct app on = *a;
		on.mem = own;
		arena_later(a->mem, beside_drop, b);
		f = trial(&on, b->path, old, &good);
		if (f)
			f = fault_note(a->mem, f->blame, str_c(a->mem, str_of(f->code)), f->note ? str_c(a->mem, str_of(f->note)) : NULL, "%s", f->say);
		arena_close(own);
	}
	if (f)
		return say_fault(a, f);
	puts(good ? _("试升级通过，数据库没有动过。备份以后可以运行 nuan upgrade。") : _("试升级发现以上不同，数据库没有动过。请先查明，不要升级。"));
	return good ? STATUS_DONE : STATUS_CHANGED;
}

/* An older database is brought to this program's version, part by part, each all or nothing; the rows are not touched by hand. */
enum status run_upgrade(struct app *a)
{
	size_t n;
	const char *old = option(a, "--old");
	bool try = option_flag(a, "--try");
	if (!options_done(a, 0, 0))
		return STATUS_USAGE;
	if (try)
		return upgrade_try(a, old);
	fault f = app_open(a);
	if (!f)
		printf(_("数据库 %s 已是现在的版本。\n"), a->where);
	if (!f || strcmp(f->code, "db.older") != 0)
		return f ? say_fault(a, f) : STATUS_DONE;
	const struct schema *schemas = app_schemas(a->mem, &n);
	f = store_migrate(a->mem, a->store, schemas, n);
	if (f)
		return say_fault(a, f);
	printf(_("数据库 %s 已升到现在的版本。\n"), a->where);
	return STATUS_DONE;
}
