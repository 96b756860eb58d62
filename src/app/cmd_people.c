/* nuan forget, merge, move: acts on single persons and records.
 * Why, and who when --by names them, stand in the trail entry; moving a record demands both. The act is one transaction.
 * Not taken: a name that is not on the register of officers; who is not there cannot sign for anything. */
#include <string.h>
#include <unistd.h>
#include "app/app.h"
#include "base/id.h"
#include "kernel/person.h"
#include "kernel/row.h"

/* A person by the system's number or by ID number. */
static fault person_given(struct app *a, struct db *db, const char *text, int64_t *ret)
{
	struct str s = idno_clean(a->mem, str_of(text));
	if (s.n >= 15) {
		TRY(person_find(db, &(struct who){ .idno = s }, ret));
		return *ret ? NULL : fault_make(a->mem, BLAME_ABSENT, "person.absent", _("没有登记过这个身份证号。请核对号码。"));
	}
	return str_int(s, ret) ? NULL : fault_make(a->mem, BLAME_INPUT, "person.number", _("请给出人员编号或身份证号。"));
}

struct deed { const char *why, *by, *reason; bool undo; };

/* One act in one transaction: who acts, why, and the act itself. */
static enum status deed_do(struct app *a, const struct deed *d, fault (*act)(struct app *, struct db *, const struct deed *, int64_t actor))
{
	struct db *db = NULL;
	int64_t actor = 0;
	fault f = app_open(a);
	if (!f)
		f = app_begin(a, WRITING, 0, &db);
	if (!f)
		f = app_person(a, db, d->by, 0, &actor);
	if (!f) {
		db_set_viewer(db, actor, db_scope(db).org);
		f = act(a, db, d, actor);
	}
	if (!f)
		f = db_commit(db);
	else if (db)
		db_rollback(db);
	return f ? say_fault(a, f) : STATUS_DONE;
}

static fault forget(struct app *a, struct db *db, const struct deed *d, int64_t actor)
{
	int64_t person;
	TRY(person_given(a, db, a->argv[0], &person));
	TRY(person_forget(db, person, str_of(d->why)));
	printf(_("已销毁第%lld号人员的密钥。关于他的记录仍计数、仍可核验，但谁也看不出是谁了。\n"), (long long)person);
	return NULL;
}

enum status run_forget(struct app *a)
{
	struct deed d = { .why = option(a, "--why"), .by = option(a, "--by") };
	if (!options_done(a, 1, 1))
		return STATUS_USAGE;
	if (!d.why) {
		fputs(_("遗忘不能撤回，要写明理由：nuan forget 人员编号或身份证号 --why 理由。\n"), stderr);
		return STATUS_USAGE;
	}
	enum status done = deed_do(a, &d, forget);
	if (done != STATUS_DONE)
		return done;
	fault f = store_scrub(a->mem, a->store, PERSON_TABLES);
	if (f)                                               /* the key is destroyed all the same */
		fprintf(stderr, _("密钥已销毁，但数据库文件里被覆盖的旧内容这次没有清理成（%s）。请数据库管理员在没有人使用时执行 VACUUM FULL。\n"), f->say);
	return done;
}

static fault merge(struct app *a, struct db *db, const struct deed *d, int64_t actor)
{
	struct day today = { (int32_t)((db_now(db) + 8 * 3600) / 86400) };
	int64_t person, same_as;
	TRY(person_given(a, db, a->argv[0], &person));
	if (d->undo)
		return person_merge_undo(db, person, today, str_of(d->why));
	TRY(person_given(a, db, a->argv[1], &same_as));
	return person_merge(db, person, same_as, today, str_of(d->why));
}

enum status run_merge(struct app *a)
{
	struct deed d = { .why = option(a, "--why"), .by = option(a, "--by"), .undo = option_flag(a, "--undo") };
	if (!options_done(a, d.undo ? 1 : 2, d.undo ? 1 : 2))
		return STATUS_USAGE;
	if (!d.why) {
		fputs(_("请用 --why 写明认定或撤销的理由。\n"), stderr);
		return STATUS_USAGE;
	}
	return deed_do(a, &d, merge);
}

static fault move(struct app *a, struct db *db, const struct deed *d, int64_t actor)
{
	size_t n;
	const struct table *const *tables = app_tables(a->mem, &n);
	int64_t record;
	if (!str_int(str_of(a->argv[1]), &record))
		return fault_make(a->mem, BLAME_INPUT, "row.number", _("“%s”不是记录编号。用 nuan explain 可以看到每条记录的编号。"), a->argv[1]);
	for (size_t i = 0; i < n; i++) {
		bool found = false;
		if (tables[i]->record)
			TRY(row_read(db, tables[i], record, arena_get(a->mem, tables[i]->size), &found));
		if (found)
			return move_make(db, tables[i], record, a->argv[0], actor, d->reason, d->why ? str_of(d->why) : STR_NONE);
	}
	return fault_make(a->mem, BLAME_ABSENT, "row.absent", _("这条记录不存在或已不在您的范围内。请重新打开列表再试。"));
}

enum status run_move(struct app *a)
{
	struct deed d = { .why = option(a, "--why"), .by = option(a, "--by"), .reason = option(a, "--reason") };
	if (!options_done(a, 2, 2))
		return STATUS_USAGE;
	if (!d.by) {
		fputs(_("请用 --by 写明由谁办理。\n"), stderr);
		return STATUS_USAGE;
	}
	return deed_do(a, &d, move);
}
