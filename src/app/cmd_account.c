/* nuan account: the accounts of a federation, for whoever keeps its machine.
 *
 * The first accounts are made here, since nobody can sign in before; afterwards the administrators do the same on their pages, and the kernel refuses the same
 * in both places. An act is one transaction; --by names who did it, and then nobody can grant, lock or unlock for himself. A password is given by a file or
 * by standard input, never on the command line, where other programs see it; when none is given one is made, of 80 random bits without letters that look
 * alike, and printed this once: the database keeps no copy. Either must be changed at the first sign-in.
 * A role's union is --org; without it the account's own, or the whole city when that is a department of it.
 * Not taken: an account that is there after init with a password that everybody knows. */
#include <string.h>
#include "app/app.h"
#include "base/text.h"
#include "kernel/account.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"

struct order {
	const char *login, *person, *org, *role, *line, *password_file, *by, *why;
	struct str password, said;  bool made;
	const char *name;  int64_t value;            /* set */
};

/* --- what is given --------------------------------------------------------------------------------------------------------------------------------- */

/* Once, since an act may be run again: the file's first line, or a new one. */
static fault password_get(struct app *a, struct order *o)
{
	struct str text;
	o->made = !o->password_file;
	if (o->made) {
		o->password = account_password_made(a->mem);
		return NULL;
	}
	TRY(file_read(a, o->password_file, &text));
	o->password = str_cut(&text, '\n');
	if (str_ends(o->password, STR("\r")))
		o->password.n--;
	return NULL;
}

static struct str password_told(struct app *a, const struct order *o)
{
	return o->made ? str_fmt(a->mem, _("密码（只显示这一次，请交给本人）：%.*s\n首次登录必须修改。\n"), PSTR(o->password)) : str_of(_("密码按所给的文件，首次登录必须修改。\n"));
}

static struct day today(struct db *db)
{
	return (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) };
}

static fault unit_named(struct db *db, const char *name, int64_t *ret)
{
	fault why = NULL;
	TRY(org_find(db, str_of(name), today(db), ret, &why));
	return *ret ? NULL : why;
}

/* Where a role holds: as said, else where the account is; for one of the city's own offices, the city. */
static fault role_org(struct db *db, const struct order *o, int64_t unit, int64_t *ret)
{
	struct org row;
	bool found;
	if (o->org)
		TRY(unit_named(db, o->org, &unit));
	TRY(row_read(db, &org_table, unit, &row, &found));
	const struct org_kind *kind = found ? org_kind(row.kind) : NULL;
	*ret = unit;
	return kind && kind->level == 1 ? org_city(db, ret) : NULL;
}

static fault role_line(struct app *a, const struct order *o, struct str *ret)
{
	struct buf list = { .mem = a->mem };
	*ret = STR_NONE;
	for (size_t i = 0; o->line && LINES[i]; i++) {
		if (str_is(str_of(o->line), LINES[i]->name) || str_is(str_of(o->line), LINES[i]->title))
			*ret = str_of(LINES[i]->name);
		buf_fmt(&list, "%s%s %s", i ? "、" : "", LINES[i]->name, _(LINES[i]->title));
	}
	if (!o->line || ret->p)
		return NULL;
	return fault_field(a->mem, "line", "account.no_line", _("没有“%s”这条业务线。业务线有：%.*s。"), o->line, PSTR(buf_str(&list)));
}

static const char *role_code(const char *given)
{
	for (size_t i = 0; i < ROLES_N; i++)
		if (str_is(str_of(given), ROLES[i].title) || str_is(str_of(given), _(ROLES[i].title)))
			return ROLES[i].code;
	return given;
}

static fault account_unit(struct db *db, int64_t account, int64_t *ret)
{
	struct account_view *list;
	size_t n;
	TRY(account_list(db, &list, &n));
	for (size_t i = 0; i < n; i++)
		if (list[i].account == account)
			*ret = list[i].org;
	return NULL;
}

/* --- acts ------------------------------------------------------------------------------------------------------------------------------------------ */

static fault act_add(struct app *a, struct db *db, struct order *o)
{
	int64_t person, unit = 0, org, account;
	struct str line, name;
	if (o->org)
		TRY(unit_named(db, o->org, &unit));
	TRY(app_person(a, db, o->person, unit, &person));
	if (!unit)                                           /* where the register of officers has him */
		TRY(person_officer(db, str_of(o->person), 0, &person, &unit));
	TRY(role_line(a, o, &line));
	TRY(role_org(db, o, unit, &org));
	TRY(account_add(db, str_of(o->login), person, unit, o->password, &account));
	TRY(account_grant(db, account, role_code(o->role), org, line));
	TRY(org_name_on(db, org, today(db), &name, NULL));
	o->said = str_fmt(a->mem, _("已建立账号 %s：%s，%s，%.*s。\n%.*s"), o->login, o->person, _(role_named(str_of(role_code(o->role)))->title), PSTR(name),
		PSTR(password_told(a, o)));
	return NULL;
}

static fault role_act(struct app *a, struct db *db, struct order *o, fault (*act)(struct db *, int64_t, const char *, int64_t, struct str))
{
	int64_t account, unit = 0, org;
	struct str line;
	TRY(account_find(db, str_of(o->login), &account));
	TRY(account_unit(db, account, &unit));
	TRY(role_line(a, o, &line));
	TRY(role_org(db, o, unit, &org));
	return act(db, account, role_code(o->role), org, line);
}

static fault act_grant(struct app *a, struct db *db, struct order *o)
{
	o->said = str_fmt(a->mem, _("已授权：%s。\n"), o->login);
	return role_act(a, db, o, account_grant);
}

static fault act_revoke(struct app *a, struct db *db, struct order *o)
{
	o->said = str_fmt(a->mem, _("已撤销这个角色：%s。\n"), o->login);
	return role_act(a, db, o, account_revoke);
}

static fault locking(struct db *db, const struct order *o, bool locked)
{
	int64_t account;
	TRY(account_find(db, str_of(o->login), &account));
	return account_lock(db, account, locked, str_of(o->why));
}

static fault act_lock(struct app *a, struct db *db, struct order *o)
{
	o->said = str_fmt(a->mem, _("已锁定 %s，正在使用的登录都已结束。\n"), o->login);
	return locking(db, o, true);
}

static fault act_unlock(struct app *a, struct db *db, struct order *o)
{
	o->said = str_fmt(a->mem, _("已解锁 %s。\n"), o->login);
	return locking(db, o, false);
}

static fault act_password(struct app *a, struct db *db, struct order *o)
{
	int64_t account;
	TRY(account_find(db, str_of(o->login), &account));
	TRY(account_reset(db, account, o->password));
	o->said = str_fmt(a->mem, _("已重置 %s 的密码，正在使用的登录都已结束。\n%.*s"), o->login, PSTR(password_told(a, o)));
	return NULL;
}

static fault act_set(struct app *a, struct db *db, struct order *o)
{
	o->said = str_of(_("设置已改，从今天起有效。\n"));
	return account_limit_set(db, o->name, o->value);
}

/* --- the list -------------------------------------------------------------------------------------------------------------------------------------- */

static struct str minute_of(struct app *a, int64_t at)
{
	int64_t local = at + 8 * 3600;
	return str_fmt(a->mem, "%.*s %02d:%02d", PSTR(day_iso(a->mem, (struct day){ (int32_t)(local / 86400) })), (int)(local / 3600 % 24),
		(int)(local / 60 % 60));
}

static fault roles_told(struct app *a, struct db *db, int64_t account, struct str *ret_text, json_t **ret_json)
{
	struct buf text = { .mem = a->mem };
	json_t *list = json_array();
	struct held *held;
	size_t n;
	TRY(account_roles(db, account, &held, &n));
	for (size_t i = 0; i < n; i++) {
		struct str org;
		TRY(org_name_on(db, held[i].org, today(db), &org, NULL));
		buf_fmt(&text, "%s%s（%.*s%s%.*s）", i ? "、" : "", _(held[i].role->title), PSTR(org), held[i].line.p ? " " : "", PSTR(held[i].line));
		json_array_append_new(list, json_pack("{s:s,s:o,s:o}", "role", held[i].role->code, "org", json_str(org), "line", json_str(held[i].line)));
	}
	*ret_text = n ? buf_str(&text) : str_of(_("没有角色"));
	*ret_json = list;
	return NULL;
}

static fault look_list(struct app *a, struct db *db, struct order *o)
{
	struct account_view *list;
	json_t *all = json_array();
	struct buf text = { .mem = a->mem };
	size_t n;
	TRY(account_list(db, &list, &n));
	for (size_t i = 0; i < n; i++) {
		const struct account_view *v = &list[i];
		struct str name, org, roles, seen = v->seen_at == INT_NONE ? STR_NONE : minute_of(a, v->seen_at);
		struct str until = v->until == INT_NONE ? STR_NONE : minute_of(a, v->until);
		json_t *held;
		TRY(person_name(db, v->person, &name));
		TRY(org_name_on(db, v->org, today(db), &org, NULL));
		TRY(roles_told(a, db, v->account, &roles, &held));
		buf_fmt(&text, _("%.*s  %.*s  %.*s  %.*s%s%s%s%.*s  上次登录：%.*s\n"), PSTR(v->login), PSTR(name), PSTR(org), PSTR(roles),
			v->locked ? _("  已锁定") : "", v->must_change ? _("  待改密码") : "", until.p ? _("  暂停登录到 ") : "", PSTR(until),
			PSTR(seen.p ? seen : str_of(_("没有"))));
		json_array_append_new(all, json_pack("{s:o,s:o,s:o,s:o,s:b,s:b,s:o,s:o}", "login", json_str(v->login), "person", json_str(name),
			"org", json_str(org), "roles", held, "locked", v->locked, "must_change", v->must_change, "until", json_str(until),
			"seen", json_str(seen)));
	}
	if (a->json) {
		json_out(all);
		return NULL;
	}
	json_decref(all);
	o->said = n ? buf_str(&text) : str_of(_("还没有账号。用 nuan account add 建立。\n"));
	return NULL;
}

/* --- which ----------------------------------------------------------------------------------------------------------------------------------------- */

static const struct verb {
	const char *name;  int words;  bool role, password;  fault (*run)(struct app *, struct db *, struct order *);
} VERBS[] = {
	/*           words  role   password */
	{ "add",      1,    true,  true,  act_add      },
	{ "grant",    1,    true,  false, act_grant    },
	{ "revoke",   1,    true,  false, act_revoke   },
	{ "lock",     1,    false, false, act_lock     },
	{ "unlock",   1,    false, false, act_unlock   },
	{ "password", 1,    false, true,  act_password },
	{ "set",      2,    false, false, act_set      },
	{ "list",     0,    false, false, look_list    },
};

static const struct verb *verb_taken(struct app *a)
{
	for (size_t i = 0; a->argc && i < COUNT(VERBS); i++)
		if (strcmp(a->argv[0], VERBS[i].name) == 0) {
			a->argc--, a->argv++;
			return &VERBS[i];
		}
	return NULL;
}

static bool order_read(struct app *a, const struct verb *v, struct order *o)
{
	*o = (struct order){ .person = option(a, "--person"), .org = option(a, "--org"), .role = option(a, "--role"), .line = option(a, "--line"),
		.password_file = option(a, "--password-file"), .by = option(a, "--by"), .why = option(a, "--why") };
	if (!options_done(a, v->words, v->words))
		return false;
	o->login = v->words ? a->argv[0] : NULL;
	if ((v->role && !o->role) || (v->run == act_add && !o->person)) {
		fputs(_("请用 --role 写明角色；建立账号还要用 --person 写明是谁。\n"), stderr);
		return false;
	}
	if (v->run == act_set) {
		o->name = a->argv[0];
		if (!str_int(str_of(a->argv[1]), &o->value)) {
			fprintf(stderr, _("“%s”不是整数。请写成例如 nuan account set account.idle 30。\n"), a->argv[1]);
			return false;
		}
	}
	return true;
}

static fault account_do(struct app *a, const struct verb *v, struct order *o)
{
	int64_t actor;
	struct db *db;
	if (v->password)
		TRY(password_get(a, o));
	TRY(app_open(a));
	TRY(app_begin(a, v->words ? WRITING : READING, 0, &db));
	fault f = app_person(a, db, o->by, 0, &actor);
	if (!f) {
		db_set_viewer(db, actor, db_scope(db).org);
		f = v->run(a, db, o);
	}
	if (!f && v->words)
		return db_commit(db);
	db_rollback(db);
	return f;
}

enum status run_account(struct app *a)
{
	const struct verb *v = verb_taken(a);
	struct order o;
	if (!v) {
		fprintf(stderr, _("用法：nuan --db 数据库 %s\n"), a->usage);
		return STATUS_USAGE;
	}
	if (!order_read(a, v, &o))
		return STATUS_USAGE;
	fault f = account_do(a, v, &o);
	if (f)
		return say_fault(a, f);
	printf("%.*s", PSTR(o.said));                        /* nothing, when it was JSON */
	return STATUS_DONE;
}
