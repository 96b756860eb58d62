/* Accounts on the screen: the list by union, one account, a new one, a password that is shown once, a role granted and taken back, a lock.
 *
 * The rules are the kernel's (account_register.c): what it refuses is said beside the field it is about, the conflicting pair named. Nothing here knows which
 * roles go together. The system administrator makes accounts and passwords, the security administrator grants and locks; each sees the other's work and can do
 * none of it. A password is made here, 80 random bits in letters that cannot be mistaken for each other, answered in the very reply and kept nowhere; reloading
 * that page makes no second account, because the login is taken by then.
 * Cost: a few statements an account in the list; a new password hashes for some 50 ms with the city's writers waiting, some hundred times in all.
 * Not taken: passwords chosen by the administrator (they are told to three people and never changed); mail with a link (not everybody has mail). */
#include <stdlib.h>
#include <string.h>
#include "base/sm.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"
#include "kernel/matter.h"
#include "rooms/admin.h"
#include "rooms/rooms.tpl.h"

static const char HERE[] = "/accounts";

/* --- looking --------------------------------------------------------------------------------------------------------------------------------------- */

static fault roles_of(struct ctx *c, int64_t account, struct admin_role_view **ret, size_t *ret_n)
{
	struct held *held;
	TRY(account_roles(c->db, account, &held, ret_n));
	struct admin_role_view *list = arena_get(c->mem, (*ret_n + 1) * sizeof *list);
	for (size_t i = 0; i < *ret_n; i++) {
		list[i] = (struct admin_role_view){ .title = _(held[i].role->title), .code = str_of(held[i].role->code), .line = held[i].line,
			.org_id = held[i].org };
		TRY(admin_unit(c, held[i].org, &list[i].org));
		list[i].where = held[i].line.p ? str_of(code_word(LINE_CODES, held[i].line)) : STR_NONE;
	}
	*ret = list;
	return NULL;
}

static struct admin_state state_of(const struct account_view *v)
{
	if (v->locked)
		return (struct admin_state){ "frozen", _("已锁定") };
	if (v->until != INT_NONE)
		return (struct admin_state){ "late", _("暂停登录") };
	return v->must_change ? (struct admin_state){ "draft", _("待改密码") } : (struct admin_state){ "approved", _("可用") };
}

static fault row_of(struct ctx *c, const struct account_view *v, struct admin_account_row *ret)
{
	*ret = (struct admin_account_row){ .id = v->account, .login = v->login, .state = state_of(v), .seen = minute_zh(c->mem, v->seen_at) };
	TRY(admin_who(c, v->person, &ret->name));
	TRY(admin_unit(c, v->org, &ret->org));
	return roles_of(c, v->account, &ret->roles, &ret->n_roles);
}

/* Units were entered in the order in which the office names them. */
static int by_unit(const void *a, const void *b)
{
	const struct account_view *x = a, *y = b;
	return x->org != y->org ? (x->org > y->org) - (x->org < y->org) : str_cmp(x->login, y->login);
}

fault admin_accounts_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct admin_accounts_page p = { .head = { .title = str_of(_("账号")) } };
	struct account_view *list;
	size_t n, locked = 0;
	TRY(account_list(c->db, &list, &n));
	qsort(list, n, sizeof *list, by_unit);
	p.rows = arena_get(c->mem, (n + 1) * sizeof *p.rows);
	for (size_t i = 0; i < n; i++) {
		TRY(row_of(c, &list[i], &p.rows[i]));
		p.rows[i].group = !i || list[i].org != list[i - 1].org;
		locked += list[i].locked;
	}
	p.n_rows = n;
	p.head.scope = locked ? str_fmt(c->mem, _("%s　%zu个账号，锁定%zu个"), c->site->name, n, locked) : str_fmt(c->mem, _("%s　%zu个账号"), c->site->name, n);
	p.head.acts[p.head.n_acts++] = (struct admin_act){ _("角色和权限"), path_of(c->mem, "/roles"), false };
	if (viewer_may(c->who, "account.manage"))
		p.head.acts[p.head.n_acts++] = (struct admin_act){ _("建一个账号"), path_of(c->mem, "/accounts/new"), false };
	page_admin_accounts(&o, &p);
	admin_answer(c, _("账号"), HERE, &o);
	return NULL;
}

fault admin_account_load(struct ctx *c)
{
	struct account_view *list;
	size_t n;
	TRY(account_list(c->db, &list, &n));
	for (size_t i = 0; i < n && !c->subject; i++)
		if (list[i].account == c->id)
			c->subject = &list[i];
	return c->subject ? NULL : fault_make(c->mem, BLAME_ABSENT, "account.absent", _("没有这个账号。请核对登录名。"));
}

static struct admin_head account_head(struct ctx *c, struct str title, struct str scope)
{
	return (struct admin_head){ .title = title, .scope = scope, .back = path_of(c->mem, "/accounts/%d", c->id), .back_word = _("回到这个账号") };
}

fault admin_account_show(struct ctx *c)
{
	const struct account_view *v = c->subject;
	struct out o = { { .mem = c->mem } };
	struct admin_account_page p = { .csrf = csrf_field(c), .manages = viewer_may(c->who, "account.manage"), .grants = viewer_may(c->who, "role.manage"),
		.own = v->account == c->who->account, .locked = v->locked, .until = minute_zh(c->mem, v->until) };
	TRY(row_of(c, v, &p.account));
	p.roles = p.account.roles, p.n_roles = p.account.n_roles;
	p.head = (struct admin_head){ .title = p.account.name, .scope = str_fmt(c->mem, _("账号%.*s　%.*s"), PSTR(p.account.login), PSTR(p.account.org)),
		.back = path_of(c->mem, HERE), .back_word = _("回到账号") };
	page_admin_account(&o, &p);
	admin_answer(c, str_c(c->mem, p.account.name), HERE, &o);
	return NULL;
}

/* --- a new one, a new password ----------------------------------------------------------------------------------------------------------------------- */

struct admin_new { struct str login, name; int64_t org; };
static const struct field ACCOUNT_FIELDS[] = {
	FIELD(admin_new, name,  N_("姓名"),   FIELD_TEXT, .must = true, .least = 2, .most = 50, .hint = N_("干部名册里有的人；没有的先登记进名册")),
	FIELD(admin_new, org,   N_("单位"),   FIELD_ORG,  .must = true, .hint = N_("本人所在的单位，例如沙洲区总工会、办公室")),
	FIELD(admin_new, login, N_("登录名"), FIELD_TEXT, .must = true, .least = 3, .most = 32, .hint = N_("姓名拼音或工号，一人一个，以后不改")),
};
const struct form_of ADMIN_ACCOUNT_FORM = { ACCOUNT_FIELDS, COUNT(ACCOUNT_FIELDS), sizeof(struct admin_new), NULL };

fault admin_account_new(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct admin_form_page p = { .head = { .title = str_of(_("建一个账号")), .scope = str_fmt(c->mem, _("%s　建好以后由安全管理员授权"), c->site->name),
		.back = path_of(c->mem, HERE), .back_word = _("回到账号") } };
	p.form = form_html(c, &(struct form_view){ .of = &ADMIN_ACCOUNT_FORM, .action = path_of(c->mem, "/accounts/new"), .verb = _("建账号并显示密码") });
	page_admin_form(&o, &p);
	admin_answer(c, _("建一个账号"), HERE, &o);
	return NULL;
}

static fault secret_show(struct ctx *c, const char *title, struct admin_secret_page *p)
{
	struct out o = { { .mem = c->mem } };
	p->head = (struct admin_head){ .title = str_of(title), .scope = p->login };
	page_admin_secret(&o, p);
	admin_answer(c, title, HERE, &o);
	return NULL;
}

/* Which field a refusal of the register is about. */
static const char *account_field(fault f)
{
	static const struct { const char *code, *label; } AT[] = { { "account.login", "登录名" }, { "account.login_shared", "登录名" }, { "account.login_taken",
		"登录名" },
		{ "account.person_has", "姓名" }, { "person.absent", "姓名" }, { "person.no_officer", "姓名" }, { "person.two", "姓名" }, { "account.org", "单位" } };
	for (size_t i = 0; f && i < COUNT(AT); i++)
		if (strcmp(f->code, AT[i].code) == 0)
			return AT[i].label;
	return NULL;
}

static fault account_make(struct ctx *c, const struct admin_new *n, struct str password, int64_t *ret)
{
	int64_t person = 0;
	TRY(person_officer(c->db, n->name, n->org, &person, NULL));
	if (!person)
		TRY(person_officer(c->db, n->name, 0, &person, NULL));
	if (!person)
		return fault_make(c->mem, BLAME_INPUT, "person.no_officer", _("干部名册里没有“%.*s”。请先把他登记进干部名册，或核对姓名。"), PSTR(n->name));
	return account_add(c->db, n->login, person, n->org, password, ret);
}

fault admin_account_add(struct ctx *c)
{
	const struct admin_new *n = c->form;
	struct admin_secret_page p = { .name = n->name, .password = account_password_made(c->mem) };
	struct account_view *list;
	size_t n_list;
	fault f = account_make(c, n, p.password, &p.id);
	if (f)
		return admin_at(c, f, account_field(f));
	TRY(account_list(c->db, &list, &n_list));
	for (size_t i = 0; i < n_list; i++)
		if (list[i].account == p.id)
			p.login = list[i].login;
	return secret_show(c, _("账号已建好"), &p);
}

fault admin_account_reset(struct ctx *c)
{
	const struct account_view *v = c->subject;
	struct admin_secret_page p = { .login = v->login, .id = v->account, .password = account_password_made(c->mem) };
	TRY(admin_who(c, v->person, &p.name));
	TRY(account_reset(c->db, v->account, p.password));
	return secret_show(c, _("密码已重置"), &p);
}

/* --- roles and locks --------------------------------------------------------------------------------------------------------------------------------- */

struct admin_granted { struct str role, line; int64_t org; };
/* As ROLES has them (kernel/account.c); test/unit/web_admin.c holds both together. */
static const struct code ROLE_CODES[] = {
	{ "clerk", N_("填报人") }, { "county_officer", N_("县市区干部") }, { "department", N_("部室干部") }, { "office", N_("办公室") }, { "leader", N_("领导") },
	{ "auditor", N_("经审人员") }, { "system_admin", N_("系统管理员") }, { "security_admin", N_("安全管理员") }, { "audit_admin", N_("审计管理员") }, { NULL, NULL },
};
static const struct field GRANT_FIELDS[] = {
	FIELD(admin_granted, role, N_("角色"),   FIELD_CODE, .must = true, .codes = ROLE_CODES, .hint = N_("每个角色能办什么，见“角色和权限”")),
	FIELD(admin_granted, org,  N_("单位"),   FIELD_ORG,  .must = true, .hint = N_("能看到这个单位和它下属单位的记录；部室的人填市总工会")),
	FIELD(admin_granted, line, N_("业务线"), FIELD_CODE, .codes = LINE_CODES, .hint = N_("只管一条线的选上；都管的不选")),
};
const struct form_of ADMIN_GRANT_FORM = { GRANT_FIELDS, COUNT(GRANT_FIELDS), sizeof(struct admin_granted), NULL };

/* A role holds where the account is; for one of the city's own offices, in the city. */
static fault usual_org(struct ctx *c, int64_t unit, int64_t *ret)
{
	struct org row;
	bool found;
	TRY(row_read(c->db, &org_table, unit, &row, &found));
	const struct org_kind *kind = found ? org_kind(row.kind) : NULL;
	*ret = unit;
	return kind && kind->level == 1 ? org_city(c->db, ret) : NULL;
}

fault admin_grant_show(struct ctx *c)
{
	const struct account_view *v = c->subject;
	struct out o = { { .mem = c->mem } };
	struct admin_granted usual = { 0 };
	struct admin_account_row row;
	TRY(usual_org(c, v->org, &usual.org));
	TRY(row_of(c, v, &row));
	struct buf now = { .mem = c->mem };
	for (size_t i = 0; i < row.n_roles; i++)
		buf_fmt(&now, "%s%s（%.*s）", i ? "、" : "", row.roles[i].title, PSTR(row.roles[i].org));
	struct admin_form_page p = { .head = account_head(c, str_of(_("授一个角色")), str_fmt(c->mem, _("%.*s　%.*s"), PSTR(row.name), PSTR(row.org))),
		.note = row.n_roles ? str_fmt(c->mem, _("现有角色：%.*s。"), PSTR(buf_str(&now))) : STR_NONE };
	p.form = form_html(c, &(struct form_view){ .of = &ADMIN_GRANT_FORM, .filled = &usual, .action = path_of(c->mem, "/accounts/%d/grant", c->id),
		.verb = _("授权") });
	page_admin_form(&o, &p);
	admin_answer(c, _("授一个角色"), HERE, &o);
	return NULL;
}

static const char *grant_field(fault f)
{
	static const struct { const char *code, *label; } AT[] = { { "account.conflict", "角色" }, { "account.held", "角色" }, { "account.role", "角色" },
		{ "account.apart", "单位" }, { "account.org", "单位" }, { "account.line", "业务线" } };
	for (size_t i = 0; f && i < COUNT(AT); i++)
		if (strcmp(f->code, AT[i].code) == 0)
			return AT[i].label;
	return NULL;
}

static void back_to_account(struct ctx *c, const char *notice)
{
	reply_notice(c, notice);
	reply_go(c, path_of(c->mem, "/accounts/%d", c->id));
}

fault admin_grant(struct ctx *c)
{
	const struct admin_granted *g = c->form;
	fault f = account_grant(c->db, c->id, str_c(c->mem, g->role), g->org, g->line);
	if (f)
		return admin_at(c, f, grant_field(f));
	back_to_account(c, "role.granted");
	return NULL;
}

fault admin_revoke(struct ctx *c)
{
	int64_t org = 0;
	struct str line = request_field(c->request, "line");
	if (!str_int(request_field(c->request, "org"), &org))
		return fault_make(c->mem, BLAME_INPUT, "account.org", _("角色的单位不在单位名册里。请先登记单位，或改选一个单位。"));
	TRY(account_revoke(c->db, c->id, str_c(c->mem, request_field(c->request, "role")), org, line.n ? line : STR_NONE));
	back_to_account(c, "role.revoked");
	return NULL;
}

struct admin_lock { struct str why; };
static const struct field LOCK_FIELDS[] = {
	FIELD(admin_lock, why, N_("理由"), FIELD_TEXT, .must = true, .least = 2, .most = 100, .hint = N_("写进留痕，例如：调离、长期病假、已核实本人")),
};
const struct form_of ADMIN_LOCK_FORM = { LOCK_FIELDS, COUNT(LOCK_FIELDS), sizeof(struct admin_lock), NULL };

fault admin_lock_show(struct ctx *c)
{
	const struct account_view *v = c->subject;
	const char *title = v->locked ? _("解锁这个账号") : _("锁定这个账号");
	struct out o = { { .mem = c->mem } };
	struct admin_account_row row;
	TRY(row_of(c, v, &row));
	struct admin_form_page p = { .head = account_head(c, str_of(title), str_fmt(c->mem, _("%.*s　%.*s"), PSTR(row.name), PSTR(row.org))),
		.note = str_of(v->locked ? _("解锁以后，本人用原来的密码就能登录；连续输错密码的等待也一并取消。")
			: _("锁定以后，这个账号正在使用的登录立即结束，不能再登录；经办过的记录不受影响。")) };
	struct path action = path_of(c->mem, "/accounts/%d/lock", c->id);
	p.form = form_html(c, &(struct form_view){ .of = &ADMIN_LOCK_FORM, .verb = title, .action = v->locked ? path_with(c->mem, action, "open", STR("1"))
		: action });
	page_admin_form(&o, &p);
	admin_answer(c, title, HERE, &o);
	return NULL;
}

/* What the button said is done, and not its opposite because somebody else was quicker. */
fault admin_lock(struct ctx *c)
{
	const struct account_view *v = c->subject;
	const struct admin_lock *l = c->form;
	bool open = request_param(c->request, "open").n > 0;
	if (open != v->locked)
		return fault_make(c->mem, BLAME_CONFLICT, "account.already", _("这个账号刚才已由别人锁定或解锁。请重新打开它，看现在的状态。"));
	fault f = account_lock(c->db, c->id, !open, l->why);
	if (f)
		return admin_at(c, f, NULL);
	back_to_account(c, open ? "account.opened" : "account.locked");
	return NULL;
}
