/* Who may do what: rights, roles, and the viewer that an account's roles make.
 *
 * A right is a word that a route or a move asks for; a role is the list of rights that an office gives one kind of person; an account holds roles, each in
 * a subtree of unions and, where wanted, for one line of work. The two tables below are the whole policy: what they do not name nobody may.
 * Promises: no account can do everything. Business and the three administrators (三员) are four areas, and an account holds roles of one area only; who
 * audits (经审) changes nothing, so goes with no role that does. Administrators see no record: their viewer has org 0, which @visible never matches.
 * The business roles of an account lie in one line of the tree, one above the other, because records are seen by one subtree; the highest is the viewer's.
 * Cost: a viewer is some five short statements, made anew at every request, so that a revoked role is gone with the next one.
 * Not taken: rights granted one by one (nobody can review them); roles that inherit from roles; a deny list; roles edited in the database. */
#include <string.h>
#include "kernel/account_in.h"
#include "kernel/org.h"
#include "kernel/person.h"

const struct right RIGHTS[] = {
	{ "record.enter",     N_("填报记录")         },
	{ "record.approve",   N_("审核记录")         },
	{ "record.read",      N_("查看记录")         },
	{ "import.bring",     N_("导入表格")         },
	{ "import.undo",      N_("撤销导入")         },
	{ "period.close",     N_("本月报结")         },
	{ "period.return",    N_("退回报结")         },
	{ "month.read",       N_("查看本月报送情况") },
	{ "matter.edit",      N_("编辑工作事项")     },
	{ "report.read",      N_("查看月报")         },
	{ "report.edit",      N_("起草月报")         },
	{ "report.approve",   N_("审定月报各部分")   },
	{ "report.check",     N_("月报核稿")         },
	{ "report.cosign",    N_("月报会签")         },
	{ "report.sign",      N_("月报签发")         },
	{ "report.issue",     N_("月报印发")         },
	{ "instruction.give", N_("批示")             },
	{ "person.unmask",    N_("查看完整个人信息") },
	{ "export.read",      N_("导出记录")         },
	{ "trail.read",       N_("查看留痕")         },
	{ "trail.verify",     N_("核验留痕和封存")   },
	{ "account.read",     N_("查看账号和授权")   },
	{ "account.manage",   N_("管理账号")         },
	{ "role.manage",      N_("管理授权和锁定")   },
	{ "setting.manage",   N_("管理设置")         },
};
const size_t RIGHTS_N = COUNT(RIGHTS);

#define LIST(...) (const char *const []){ __VA_ARGS__, NULL }
const struct role ROLES[] = {
	/* who enters, brings in what the unit keeps, and sees how far the month is */
	{ "clerk",          N_("填报人"),     AREA_BUSINESS, true,  LIST("record.enter", "record.read", "import.bring", "month.read") },
	/* who answers for a county's records: checks them, sends the month off, gives out what is asked for */
	{ "county_officer", N_("县市区干部"), AREA_BUSINESS, true,  LIST("record.enter", "record.approve", "record.read", "import.bring", "import.undo",
		"period.close", "month.read", "report.read", "person.unmask", "export.read") },
	/* who runs a line of work in the city: checks what counties send or sends it back, keeps its matters, writes its part of the report */
	{ "department",     N_("部室干部"),   AREA_BUSINESS, true,  LIST("record.enter", "record.approve", "record.read", "import.bring", "import.undo",
		"period.return", "month.read", "matter.edit", "report.read", "report.edit", "report.approve", "report.cosign", "person.unmask",
		"export.read") },
	/* who makes the report out of the parts; closes the month; needs nobody's ID number for it */
	{ "office",         N_("办公室"),     AREA_BUSINESS, true,  LIST("record.read", "import.bring", "import.undo", "period.close", "period.return",
		"month.read", "matter.edit", "report.read", "report.edit", "report.check", "report.issue", "export.read") },
	/* who reads, asks and signs, and touches no record */
	{ "leader",         N_("领导"),       AREA_BUSINESS, true,  LIST("record.read", "month.read", "report.read", "report.cosign", "report.sign",
		"instruction.give") },
	/* 经审会: sees what money did for whom, and that nothing was changed since */
	{ "auditor",        N_("经审人员"),   AREA_BUSINESS, false, LIST("record.read", "month.read", "report.read", "person.unmask", "export.read",
		"trail.read", "trail.verify") },
	{ "system_admin",   N_("系统管理员"), AREA_SYSTEM,   true,  LIST("account.read", "account.manage", "setting.manage") },
	{ "security_admin", N_("安全管理员"), AREA_SECURITY, true,  LIST("account.read", "role.manage") },
	{ "audit_admin",    N_("审计管理员"), AREA_TRAIL,    false, LIST("trail.read", "trail.verify") },
};
const size_t ROLES_N = COUNT(ROLES);

/* Why two areas never meet in one account; written once a pair, above the diagonal. */
static const char *const APART[AREA_TRAIL + 1][AREA_TRAIL + 1] = {
	[AREA_BUSINESS][AREA_SYSTEM]   = N_("管账号和设置的人不经办业务，也看不到业务记录。"),
	[AREA_BUSINESS][AREA_SECURITY] = N_("授权的人不经办业务，否则等于给自己授权。"),
	[AREA_BUSINESS][AREA_TRAIL]    = N_("查看留痕的人不经办业务，否则等于自己审计自己。"),
	[AREA_SYSTEM][AREA_SECURITY]   = N_("建账号和给账号授权要由两个人分别办理。"),
	[AREA_SYSTEM][AREA_TRAIL]      = N_("管账号的人不查看留痕，他的操作由别人审计。"),
	[AREA_SECURITY][AREA_TRAIL]    = N_("授权的人不查看留痕，他的操作由别人审计。"),
};

const struct role *role_named(struct str code)
{
	for (size_t i = 0; i < ROLES_N; i++)
		if (str_is(code, ROLES[i].code))
			return &ROLES[i];
	return NULL;
}

const char *roles_conflict(const struct role *a, const struct role *b)
{
	if (a->area != b->area)
		return _(a->area < b->area ? APART[a->area][b->area] : APART[b->area][a->area]);
	if (a->changes != b->changes)
		return _("经审人员只看不办，不能同时担任要办理业务的角色。");
	return NULL;
}

/* --- what a viewer may ----------------------------------------------------------------------------------------------------------------------------- */

static bool role_has(const struct role *role, const char *right)
{
	for (const char *const *each = role->rights; *each; each++)
		if (strcmp(*each, right) == 0)
			return true;
	return false;
}

/* A right held for one line says nothing about another, nor about all of them. */
static bool held_has(const struct held *h, const char *right, struct str line)
{
	return role_has(h->role, right) && (!h->line.p || (line.p && str_eq(h->line, line)));
}

bool viewer_may(const struct viewer *v, const char *right)
{
	for (size_t i = 0; i < v->n_held; i++)
		if (role_has(v->held[i].role, right))
			return true;
	return false;
}

bool viewer_may_line(const struct viewer *v, const char *right, struct str line)
{
	for (size_t i = 0; i < v->n_held; i++)
		if (held_has(&v->held[i], right, line))
			return true;
	return false;
}

fault viewer_may_for(struct db *db, const struct viewer *v, const char *right, struct str line, int64_t org, bool *ret)
{
	bool may = false;
	for (size_t i = 0; i < v->n_held && !may; i++)
		if (held_has(&v->held[i], right, line))
			TRY(org_within(db, org, v->held[i].org, account_today(db), &may));
	*ret = may;
	return NULL;
}

/* --- the viewer ------------------------------------------------------------------------------------------------------------------------------------ */

/* The highest of the unions in which business roles are held. */
static fault viewer_org(struct db *db, struct viewer *v)
{
	bool above;
	v->org = 0;
	for (size_t i = 0; i < v->n_held; i++) {
		if (v->held[i].role->area != AREA_BUSINESS)
			continue;
		above = v->org == 0;
		if (!above)
			TRY(org_within(db, v->org, v->held[i].org, account_today(db), &above));
		if (above)
			v->org = v->held[i].org;
	}
	return NULL;
}

fault account_viewer(struct db *db, int64_t account, struct viewer *ret)
{
	struct viewer v = { .account = account };
	struct account a;
	TRY(account_read(db, account, &a));
	if (a.locked)
		return fault_make(db_mem(db), BLAME_DENIED, "account.closed", _("这个账号已被锁定。请联系安全管理员。"));
	v.person = a.person, v.login = a.login, v.must_change = a.must_change != 0;
	TRY(person_name(db, a.person, &v.name));
	TRY(org_name_on(db, a.org, account_today(db), &v.org_name, NULL));
	TRY(account_roles(db, account, &v.held, &v.n_held));
	TRY(viewer_org(db, &v));
	*ret = v;
	return NULL;
}
