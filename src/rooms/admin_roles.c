/* The matrix of rights as the tables of the program have it (kernel/account.c), who may not be whom, and the settings of sign-in.
 *
 * Everybody who is signed in may read who may do what; how many hold a role is for who keeps accounts. The pairs are asked of roles_conflict, one for each two
 * areas, so the page cannot say anything that a grant would not refuse. Settings have their bounds in the kernel, which answers with a sentence.
 * Not taken: a matrix that can be clicked (rights are changed in the source and reviewed). */
#include <string.h>
#include "rooms/admin.h"
#include "rooms/rooms.tpl.h"

/* --- the matrix -------------------------------------------------------------------------------------------------------------------------------------- */

static bool has(const struct role *r, const char *right)
{
	for (const char *const *each = r->rights; *each; each++)
		if (strcmp(*each, right) == 0)
			return true;
	return false;
}

static fault count_held(struct ctx *c, struct admin_role_head *roles)
{
	struct account_view *list;
	size_t n, n_held;
	TRY(account_list(c->db, &list, &n));
	for (size_t i = 0; i < n; i++) {
		struct held *held;
		bool seen[64] = { false };
		TRY(account_roles(c->db, list[i].account, &held, &n_held));
		for (size_t k = 0; k < n_held; k++) {
			size_t role = (size_t)(held[k].role - ROLES);
			roles[role].held += role < COUNT(seen) && !seen[role];
			if (role < COUNT(seen))
				seen[role] = true;
		}
	}
	return NULL;
}

/* One row for each two roles that exclude each other for a reason of its own: the first pair of each sentence. */
static void pairs_fill(struct ctx *c, struct admin_roles_page *p)
{
	p->pairs = arena_get(c->mem, (ROLES_N * ROLES_N + 1) * sizeof *p->pairs);
	for (size_t a = 0; a < ROLES_N; a++)
		for (size_t b = a + 1; b < ROLES_N; b++) {
			const char *why = roles_conflict(&ROLES[a], &ROLES[b]);
			bool said = !why;
			for (size_t i = 0; i < p->n_pairs && !said; i++)
				said = strcmp(p->pairs[i].why, why) == 0;
			if (said)
				continue;
			const char *one = ROLES[a].area == AREA_BUSINESS && ROLES[b].area != AREA_BUSINESS ? _("业务人员") : ROLES[a].area == ROLES[b].area
				? _("其他业务人员")
				: _(ROLES[a].title);
			p->pairs[p->n_pairs++] = (struct admin_pair){ str_fmt(c->mem, _("%s和%s"), one, _(ROLES[b].title)), why };
		}
}

fault admin_roles_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct admin_roles_page p = { .head = { .title = str_of(_("角色和权限")), .scope = str_fmt(c->mem, _("%zu个角色，%zu项权限；由程序的权限表生成"), ROLES_N, RIGHTS_N) },
		.counted = viewer_may(c->who, "account.read"), .n_roles = ROLES_N, .n_rights = RIGHTS_N };
	p.roles = arena_get(c->mem, ROLES_N * sizeof *p.roles);
	p.rights = arena_get(c->mem, RIGHTS_N * sizeof *p.rights);
	for (size_t i = 0; i < ROLES_N; i++)
		p.roles[i] = (struct admin_role_head){ _(ROLES[i].title), ROLES[i].code, 0 };
	for (size_t k = 0; k < RIGHTS_N; k++) {
		p.rights[k] = (struct admin_right_row){ RIGHTS[k].code, _(RIGHTS[k].title), arena_get(c->mem, ROLES_N * sizeof(struct admin_cell)), ROLES_N };
		for (size_t i = 0; i < ROLES_N; i++)
			p.rights[k].cells[i].has = has(&ROLES[i], RIGHTS[k].code);
	}
	if (p.counted)
		TRY(count_held(c, p.roles));
	pairs_fill(c, &p);
	p.head.back = path_of(c->mem, p.counted ? "/accounts" : "/help"), p.head.back_word = p.counted ? _("回到账号") : _("回到帮助");
	page_admin_roles(&o, &p);
	admin_answer(c, _("角色和权限"), p.counted ? "/accounts" : "/help", &o);
	return NULL;
}

/* --- settings ---------------------------------------------------------------------------------------------------------------------------------------- */

struct admin_settings { int64_t idle, absolute; };
static const struct field SETTINGS_FIELDS[] = {
	FIELD(admin_settings, idle,     N_("闲置多久自动退出"), FIELD_INT, .must = true, .hint = N_("分钟，5到120之间")),
	FIELD(admin_settings, absolute, N_("一次登录最长"),     FIELD_INT, .must = true, .hint = N_("小时，1到24之间；到时要重新登录")),
};
const struct form_of ADMIN_SETTINGS_FORM = { SETTINGS_FIELDS, COUNT(SETTINGS_FIELDS), sizeof(struct admin_settings), NULL };

fault admin_settings_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct account_limits limits;
	TRY(account_limits(c->db, &limits));
	struct admin_settings now = { limits.idle / 60, limits.absolute / 3600 };
	struct admin_form_page p = { .head = { .title = str_of(_("设置")), .scope = str_fmt(c->mem, _("%s　登录"), c->site->name) },
		.note = str_of(_("修改后从今天起对所有账号有效，正在使用的登录也按新的时限计算。月报的落款、发送范围等由办公室用“月报设置”表导入。")) };
	p.form = form_html(c, &(struct form_view){ .of = &ADMIN_SETTINGS_FORM, .filled = &now, .action = path_of(c->mem, "/settings"), .verb = _("改设置") });
	page_admin_form(&o, &p);
	admin_answer(c, _("设置"), "/settings", &o);
	return NULL;
}

fault admin_settings_set(struct ctx *c)
{
	const struct admin_settings *s = c->form;
	fault f = account_limit_set(c->db, "account.idle", s->idle);
	if (f)
		return admin_at(c, f, SETTINGS_FIELDS[0].label);
	f = account_limit_set(c->db, "account.absolute", s->absolute);
	if (f)
		return admin_at(c, f, SETTINGS_FIELDS[1].label);
	reply_notice(c, "setting.saved");
	reply_go(c, path_of(c->mem, "/settings"));
	return NULL;
}
