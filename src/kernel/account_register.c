/* The register of accounts: who has one, with which roles.
 *
 * Refuses: a second account for a person, also when two entries of him were merged; a login that tells nobody (admin, test) or too much (an ID number);
 * two roles that one account may not hold, naming the pair and why; a grant, a revocation or a lock by the account's own owner.
 * A role is dated: who held it when can be read years later. Accounts are never deleted, only locked. Every act is a row change in the trail, its entry
 * named by the act; the login stands beside it, so the trail can be read without looking anything up.
 * Cost: adding an account hashes a password, some 50 ms with the city's writers waiting; it is done some hundred times in a federation's life.
 * Not taken: an account that is deleted (its number stands in the trail); groups of accounts. */
#include <string.h>
#include "base/text.h"
#include "kernel/account_in.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/row.h"

enum { LOGIN_LEAST = 3, LOGIN_MOST = 32, NUMBER_LEAST = 15 };        /* characters; so many digits may be an ID number */

/* --- accounts -------------------------------------------------------------------------------------------------------------------------------------- */

struct day account_today(struct db *db)
{
	return (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) };
}

fault account_read(struct db *db, int64_t id, struct account *ret)
{
	bool found;
	TRY(row_read(db, &account_table, id, ret, &found));
	return found ? NULL : fault_make(db_mem(db), BLAME_ABSENT, "account.absent", _("没有这个账号。请核对登录名。"));
}

fault account_find(struct db *db, struct str login, int64_t *ret)
{
	struct account_by_login_row row;
	bool found;
	TRY(account_by_login(db, (struct account_by_login_in){ .login = login_clean(db_mem(db), login) }, &row, &found));
	if (!found)
		return fault_make(db_mem(db), BLAME_ABSENT, "account.absent", _("没有这个账号。请核对登录名。"));
	*ret = row.id;
	return NULL;
}

fault account_not_own(struct db *db, const struct account *a)
{
	if (db_scope(db).viewer == 0 || db_scope(db).viewer != a->person)
		return NULL;
	return fault_make(db_mem(db), BLAME_DENIED, "account.self", _("不能给自己的账号授权、锁定或解锁。请由另一位管理员办理。"));
}

struct str login_clean(struct arena *mem, struct str login)
{
	struct str clean = str_copy(mem, str_trim(text_half(mem, login)));
	for (size_t i = 0; i < clean.n; i++)
		if (clean.p[i] >= 'A' && clean.p[i] <= 'Z')
			((char *)clean.p)[i] |= 0x20;
	return clean;
}

/* Letters, digits and . _ - within; who it is can be told from it, and no more. */
static fault login_fits(struct db *db, struct str login)
{
	static const char *const SHARED[] = { "admin", "administrator", "root", "system", "guest", "test", "user", "public" };
	bool good = login.n >= LOGIN_LEAST && login.n <= LOGIN_MOST, digits = true;
	for (size_t i = 0; i < login.n; i++) {
		char c = login.p[i];
		bool digit = c >= '0' && c <= '9', letter = c >= 'a' && c <= 'z';
		good = good && (digit || letter || (i && strchr("._-", c)));
		digits = digits && digit;
	}
	if (!good || (digits && login.n >= NUMBER_LEAST))
		return fault_field(db_mem(db), "login", "account.login",
			_("登录名由3到32个字母、数字和 . _ - 组成，以字母或数字开头，不能是身份证号。请改成例如 lihong 或工号。"));
	for (size_t i = 0; i < COUNT(SHARED); i++)
		if (str_is(login, SHARED[i]))
			return fault_field(db_mem(db), "login", "account.login_shared", _("登录名“%s”看不出是谁。一人一个账号，请用姓名拼音或工号。"), SHARED[i]);
	return NULL;
}

static fault account_new(struct db *db, struct str login, int64_t person)
{
	struct arena *mem = db_mem(db);
	struct account_by_login_row same;
	struct account_by_person_row other;
	struct person row;
	bool found;
	TRY(login_fits(db, login));
	TRY(account_by_login(db, (struct account_by_login_in){ .login = login }, &same, &found));
	if (found)
		return fault_make(mem, BLAME_CONFLICT, "account.login_taken", _("登录名“%.*s”已经有人用了。请换一个。"), PSTR(login));
	TRY(row_read(db, &person_table, person, &row, &found));
	if (!found)
		return fault_make(mem, BLAME_ABSENT, "person.absent", _("没有编号为%lld的人员。请核对编号。"), (long long)person);
	TRY(account_by_person(db, (struct account_by_person_in){ .person = person }, &other, &found));
	if (found)
		return fault_make(mem, BLAME_CONFLICT, "account.person_has", _("这个人已有账号“%.*s”。一人一个账号，请在那个账号上授权。"), PSTR(other.login));
	return NULL;
}

fault account_of(struct db *db, int64_t person, int64_t *ret)
{
	struct account_by_person_row row;
	bool found;
	TRY(account_by_person(db, (struct account_by_person_in){ .person = person }, &row, &found));
	*ret = found ? row.id : 0;
	return NULL;
}

fault account_add(struct db *db, struct str login, int64_t person, int64_t org, struct str password, int64_t *ret)
{
	struct arena *mem = db_mem(db);
	struct str hash;
	struct org unit;
	bool found;
	login = login_clean(mem, login);
	TRY(account_new(db, login, person));
	TRY(row_read(db, &org_table, org, &unit, &found));
	if (!found)
		return fault_make(mem, BLAME_ABSENT, "account.org", _("账号的单位不在单位名册里。请先登记单位，或改选一个单位。"));
	TRY(password_fits(mem, login, password));
	TRY(account_hash(mem, password, &hash));
	struct account row = { .login = login, .person = person, .org = org, .password = password_digest(mem, hash), .must_change = 1,
		.changed_at = db_now(db) };
	row_act(db, "account_add", login);
	TRY(row_add(db, &account_table, &row));
	TRY(credential_write(db, row.id, hash));
	*ret = row.id;
	return NULL;
}

fault account_lock(struct db *db, int64_t account, bool locked, struct str why)
{
	struct account row;
	TRY(account_read(db, account, &row));
	TRY(account_not_own(db, &row));
	if (!why.n)
		return fault_field(db_mem(db), "why", "account.why", _("请写明锁定或解锁的理由。"));
	row_act(db, locked ? "account_lock" : "account_unlock", why);
	row.locked = locked;
	TRY(row_change(db, &account_table, &row));
	return locked ? session_close_all(db, account, STR_NONE) : attempt_clear(db, row.login);
}

fault account_list(struct db *db, struct account_view **ret, size_t *ret_n)
{
	struct account_every_row *rows;
	size_t n;
	TRY(account_every(db, &rows, &n));
	struct account_view *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++) {
		list[i] = (struct account_view){ .account = rows[i].id, .person = rows[i].person, .org = rows[i].org, .seen_at = rows[i].seen_at,
			.login = rows[i].login, .must_change = rows[i].must_change != 0, .locked = rows[i].locked != 0 };
		TRY(attempt_waits(db, rows[i].login, &list[i].until));
	}
	*ret = list;
	*ret_n = n;
	return NULL;
}

/* --- roles ----------------------------------------------------------------------------------------------------------------------------------------- */

/* A role that the program no longer knows gives nothing. */
fault account_roles(struct db *db, int64_t account, struct held **ret, size_t *ret_n)
{
	struct account_roles_on_row *rows;
	size_t n, known = 0;
	TRY(account_roles_on(db, (struct account_roles_on_in){ .account = account, .on = account_today(db) }, &rows, &n));
	struct held *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++)
		if (role_named(rows[i].role))
			list[known++] = (struct held){ role_named(rows[i].role), rows[i].org, rows[i].line };
	*ret = list;
	*ret_n = known;
	return NULL;
}

static bool held_same(const struct held *a, const struct held *b)
{
	return a->role == b->role && a->org == b->org && str_eq(a->line, b->line);
}

/* Whether an account that holds `old` may hold `fresh` too. */
static fault held_together(struct db *db, const struct account *a, const struct held *old, const struct held *fresh)
{
	struct arena *mem = db_mem(db);
	const char *why = roles_conflict(old->role, fresh->role);
	bool below = true, above = true;
	if (why)
		return fault_make(mem, BLAME_CONFLICT, "account.conflict", _("账号“%.*s”已是%s，不能再任%s：%s请改授另一个人的账号，或先撤销原来的角色。"),
			PSTR(a->login), _(old->role->title), _(fresh->role->title), why);
	if (held_same(old, fresh))
		return fault_make(mem, BLAME_CONFLICT, "account.held", _("账号“%.*s”已经有这个角色，不用再授。"), PSTR(a->login));
	if (fresh->role->area != AREA_BUSINESS)
		return NULL;
	TRY(org_within(db, fresh->org, old->org, account_today(db), &below));
	TRY(org_within(db, old->org, fresh->org, account_today(db), &above));
	if (below || above)
		return NULL;
	return fault_make(mem, BLAME_CONFLICT, "account.apart", _("账号“%.*s”已在另一个单位任职，两个单位没有上下级关系。一个账号只在一条上下级线上授权，"
		"请先撤销原单位的角色。"), PSTR(a->login));
}

static fault role_wanted(struct db *db, const char *role, const struct role **ret)
{
	struct buf list = { .mem = db_mem(db) };
	*ret = role_named(str_of(role));
	if (*ret)
		return NULL;
	for (size_t i = 0; i < ROLES_N; i++)
		buf_fmt(&list, "%s%s %s", i ? "、" : "", ROLES[i].code, _(ROLES[i].title));
	return fault_field(db_mem(db), "role", "account.role", _("没有“%s”这个角色。角色有：%.*s。"), role ? role : "", PSTR(buf_str(&list)));
}

fault account_grant(struct db *db, int64_t account, const char *role, int64_t org, struct str line)
{
	struct arena *mem = db_mem(db);
	struct held fresh = { .org = org, .line = line.n ? line : STR_NONE }, *held;
	struct account a;
	struct org unit;
	bool found;
	size_t n;
	TRY(account_read(db, account, &a));
	TRY(role_wanted(db, role, &fresh.role));
	TRY(account_not_own(db, &a));
	if (fresh.line.p && fresh.role->area != AREA_BUSINESS)
		return fault_field(mem, "line", "account.line", _("%s不分业务线。请把业务线留空。"), _(fresh.role->title));
	TRY(row_read(db, &org_table, org, &unit, &found));
	if (!found)
		return fault_make(mem, BLAME_ABSENT, "account.org", _("角色的单位不在单位名册里。请先登记单位，或改选一个单位。"));
	TRY(account_roles(db, account, &held, &n));
	for (size_t i = 0; i < n; i++)
		TRY(held_together(db, &a, &held[i], &fresh));
	struct account_role row = { .account = account, .role = str_of(fresh.role->code), .org = org, .line = fresh.line, .since = account_today(db),
		.until = DAY_LAST };
	row_act(db, "role_grant", str_fmt(mem, "%.*s %s", PSTR(a.login), fresh.role->code));
	return row_add(db, &account_role_table, &row);
}

fault account_revoke(struct db *db, int64_t account, const char *role, int64_t org, struct str line)
{
	struct held wanted = { .org = org, .line = line };
	struct account_roles_on_row *rows;
	struct account_role row;
	struct account a;
	bool found;
	size_t n;
	TRY(account_read(db, account, &a));
	TRY(role_wanted(db, role, &wanted.role));
	TRY(account_not_own(db, &a));
	TRY(account_roles_on(db, (struct account_roles_on_in){ .account = account, .on = account_today(db) }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		if (!held_same(&(struct held){ role_named(rows[i].role), rows[i].org, rows[i].line }, &wanted))
			continue;
		TRY(row_read(db, &account_role_table, rows[i].id, &row, &found));
		row.until = account_today(db);
		row_act(db, "role_revoke", str_fmt(db_mem(db), "%.*s %s", PSTR(a.login), wanted.role->code));
		return row_change(db, &account_role_table, &row);
	}
	return fault_make(db_mem(db), BLAME_ABSENT, "account.not_held", _("账号“%.*s”在这个单位没有%s这个角色。请用 nuan account list 核对单位和业务线。"),
		PSTR(a.login), _(wanted.role->title));
}

