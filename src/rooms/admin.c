/* The room of the three administrators, the auditor, the month's matters and the help: its table of routes, and what all its pages share.
 *
 * Who may open which page is this table and nothing else. The system administrator keeps accounts, the security administrator grants and locks, the audit
 * administrator reads who did what without seeing what it was about, the audit committee (经审会) sees it with personal data masked; matters belong to who
 * makes the report. Help and the matrix of rights are open to everybody who is signed in: what one may not do is no secret.
 * A page of this room has its own head, because most have something to do at its right.
 * Not taken: one console with everything in it (no account may do everything, so it would show nobody much). */
#include "kernel/org.h"
#include "kernel/person.h"
#include "rooms/admin.h"
#include "rooms/rooms.tpl.h"

const struct route ADMIN_ROUTES[] = {
	{ "GET",  "/accounts",              "account.read",   admin_accounts_show },
	{ "GET",  "/accounts/new",          "account.manage", admin_account_new },
	{ "POST", "/accounts/new",          "account.manage", admin_account_add, .form = &ADMIN_ACCOUNT_FORM },
	{ "GET",  "/accounts/:id",          "account.read",   admin_account_show,  .load = admin_account_load },
	{ "POST", "/accounts/:id/password", "account.manage", admin_account_reset, .load = admin_account_load },
	{ "GET",  "/accounts/:id/grant",    "role.manage",    admin_grant_show,    .load = admin_account_load },
	{ "POST", "/accounts/:id/grant",    "role.manage",    admin_grant,         .load = admin_account_load, .form = &ADMIN_GRANT_FORM },
	{ "POST", "/accounts/:id/revoke",   "role.manage",    admin_revoke,        .load = admin_account_load },
	{ "GET",  "/accounts/:id/lock",     "role.manage",    admin_lock_show,     .load = admin_account_load },
	{ "POST", "/accounts/:id/lock",     "role.manage",    admin_lock,          .load = admin_account_load, .form = &ADMIN_LOCK_FORM },
	{ "GET",  "/roles",                 MAY_SIGNED_IN,    admin_roles_show },
	{ "GET",  "/settings",              "setting.manage", admin_settings_show },
	{ "POST", "/settings",              "setting.manage", admin_settings_set, .form = &ADMIN_SETTINGS_FORM },

	{ "GET",  "/trail",                 "trail.read",     admin_trail_show },
	{ "GET",  "/trail/:id",             "trail.read",     admin_entry_show },
	{ "GET",  "/verify",                "trail.verify",   admin_verify_show },
	{ "POST", "/verify",                "trail.verify",   admin_verify, .prepare = admin_verify_try },

	{ "GET",  "/matters",               "record.read",    admin_matters_now },
	{ "GET",  "/matters/:month",        "record.read",    admin_matters_show,       .load = admin_month_load },
	{ "GET",  "/matters/:month/new",    "matter.edit",    admin_matter_new,         .load = admin_month_load },
	{ "POST", "/matters/:month/new",    "matter.edit",    admin_matter_add,         .load = admin_month_load,   .form = &ADMIN_MATTER_FORM },
	{ "GET",  "/matter/:id",            "record.read",    admin_matter_show,        .load = admin_matter_load },
	{ "GET",  "/matter/:id/edit",       "matter.edit",    admin_matter_edit,        .load = admin_matter_edits },
	{ "POST", "/matter/:id/edit",       "matter.edit",    admin_matter_change,      .load = admin_matter_edits, .form = &ADMIN_MATTER_FORM },
	{ "POST", "/matter/:id/done",       "matter.edit",    admin_matter_done,        .load = admin_matter_edits },
	{ "POST", "/matter/:id/under-way",  "matter.edit",    admin_matter_under,       .load = admin_matter_edits },
	{ "POST", "/matter/:id/approve",    "matter.edit",    admin_matter_approve,     .load = admin_matter_edits },
	{ "GET",  "/matter/:id/return",     "matter.edit",    admin_matter_return_show, .load = admin_matter_edits },
	{ "POST", "/matter/:id/return",     "matter.edit",    admin_matter_return,      .load = admin_matter_edits, .form = &ADMIN_RETURN_FORM },
	{ "GET",  "/matter/:id/later",      "matter.edit",    admin_matter_later_show,  .load = admin_matter_edits },
	{ "POST", "/matter/:id/later",      "matter.edit",    admin_matter_later,       .load = admin_matter_edits, .form = &ADMIN_REASON_FORM },
	{ "GET",  "/matter/:id/drop",       "matter.edit",    admin_matter_drop_show,   .load = admin_matter_edits },
	{ "POST", "/matter/:id/drop",       "matter.edit",    admin_matter_drop,        .load = admin_matter_edits, .form = &ADMIN_REASON_FORM },
	{ "POST", "/matter/:id/up",         "matter.edit",    admin_matter_up,          .load = admin_matter_edits },
	{ "POST", "/matter/:id/down",       "matter.edit",    admin_matter_down,        .load = admin_matter_edits },

	{ "GET",  "/help",                  MAY_SIGNED_IN,    admin_help_show },
	{ "GET",  "/help/indicators",       MAY_SIGNED_IN,    admin_indicators_show },
	{ "GET",  "/help/faults",           MAY_SIGNED_IN,    admin_faults_show },
	{ "GET",  "/help/sheets",           MAY_SIGNED_IN,    admin_sheets_show },
	{ "GET",  "/help/sheets/:name",     MAY_SIGNED_IN,    admin_sheet_show },
	{ "GET",  "/help/:line",            MAY_SIGNED_IN,    admin_handbook_show },
	{ NULL }
};

const struct notice ADMIN_NOTICES[] = {
	{ "role.granted",    N_("已授权。对方下一次打开页面就有效。") },
	{ "role.revoked",    N_("已撤销这个角色，立即有效。") },
	{ "account.locked",  N_("已锁定这个账号，正在使用的登录都已结束。") },
	{ "account.opened",  N_("已解锁这个账号。") },
	{ "setting.saved",   N_("设置已改，从今天起有效。") },
	{ "matter.why",      N_("这件事项已计入已报结的月份，没有改。请在“说明”里写明更改的原因，再改。") },
	{ "matter.body",     N_("这件事项还没有写内容。请写明做了什么，再记为完成。") },
	{ "matter.added",    N_("已登记，等另一位同事审核。审核通过前不写进月报。") },
	{ "matter.late",     N_("已登记。这一天所在的月份已经结账，记录计入下一个未结账的月份。") },
	{ "matter.changed",  N_("已改好，等另一位同事审核。审核通过前不写进月报。") },
	{ "matter.same",     N_("没有改动，记录还是原来的样子。") },
	{ "matter.approved", N_("已审核通过。") },
	{ "matter.returned", N_("已退回给填报的人，原因随记录走。") },
	{ "matter.moved",    N_("已移到下月的计划，原因随记录走。") },
	{ "matter.dropped",  N_("已登记为取消，原因随记录走。") },
	{ NULL, NULL }
};

/* --- shared ---------------------------------------------------------------------------------------------------------------------------------------- */

struct day admin_today(struct ctx *c)
{
	return (struct day){ (int32_t)((db_now(c->db) + 8 * 3600) / 86400) };
}

fault admin_who(struct ctx *c, int64_t person, struct str *ret)
{
	*ret = STR_NONE;
	return person > 0 ? person_name(c->db, person, ret) : NULL;
}

fault admin_unit(struct ctx *c, int64_t org, struct str *ret)
{
	*ret = STR_NONE;
	return org > 0 ? org_name_on(c->db, org, admin_today(c), ret, NULL) : NULL;
}

void admin_answer(struct ctx *c, const char *title, const char *now, struct out *body)
{
	reply_page(c, &(struct page){ .title = title, .now = now, .body = out_html(body) });
}

fault admin_at(struct ctx *c, fault f, const char *label)
{
	if (!f || f->blame == BLAME_US || f->blame == BLAME_BUSY)
		return f;
	struct fault *at = arena_get(c->mem, sizeof *at);
	*at = *f;
	at->blame = BLAME_INPUT;
	at->field = label;
	return at;
}

int64_t admin_page_wanted(struct ctx *c)
{
	int64_t page;
	return str_int(request_param(c->request, "page"), &page) && page >= 1 && page <= 1000000 ? page : 1;
}

struct admin_pager admin_pager(struct ctx *c, struct path base, int64_t page, int64_t size, int64_t all)
{
	struct admin_pager p = { .any = all > size, .all = all, .page = page, .pages = (all + size - 1) / size, .from = (page - 1) * size + 1,
		.to = page * size };
	p.to = p.to < all ? p.to : all;
	p.has_before = page > 1, p.has_after = p.to < all;
	p.before = path_with(c->mem, base, "page", str_fmt(c->mem, "%lld", (long long)(page - 1)));
	p.after = path_with(c->mem, base, "page", str_fmt(c->mem, "%lld", (long long)(page + 1)));
	return p;
}
