/* The box 印发: how far the month is, and the one thing that this reader can do now.
 *
 * The steps stand in their order with what is done and what is not; below them the next act that is this viewer's, as the page's one warm button, and what
 * else he may do. 编号并印发 is always there for who issues, and its page answers with what is still lacking: a grey button would tell nobody why.
 * When nothing is the reader's, the box says whose turn it is.
 * Not taken: buttons for every right a role has, which would hide the one that counts today. */
#include <string.h>
#include "base/text.h"
#include "rooms/report_room.h"

enum { TICKS_MOST = 8, DEEDS_MOST = 10 };
struct turn { struct ctx *c; const struct month_of *m; struct report_box *box; size_t submitted, drafting, approved; bool first; };

static void tick(struct turn *t, bool done, struct str say, struct path path)
{
	if (t->box->n_ticks < TICKS_MOST)
		t->box->ticks[t->box->n_ticks++] = (struct report_tick){ done, say, path };
}

/* first: what is this viewer's to do next; only one can be. */
static void deed(struct turn *t, bool first, bool posts, struct str verb, struct path path)
{
	if (t->box->n_deeds == DEEDS_MOST)
		return;
	bool warm = first && !t->first;
	t->first |= warm;
	t->box->turn |= warm;
	t->box->deeds[t->box->n_deeds++] = (struct report_deed){ verb, path, posts, warm, csrf_field(t->c) };
}

static struct path at(struct turn *t, const char *below)
{
	return report_path(t->c, t->m->month, below);
}

static void count(struct turn *t)
{
	for (size_t i = 0; i < t->m->n; i++) {
		struct str state = t->m->parts[i].state;
		t->approved += str_is(state, "approved");
		t->submitted += str_is(state, "submitted");
	}
	t->drafting = t->m->n - t->approved - t->submitted;
}

static fault cosigners(struct turn *t, size_t *ret_asked, size_t *ret_agreed, bool *ret_mine)
{
	struct cosign_view *rows;
	size_t n;
	*ret_asked = *ret_agreed = 0, *ret_mine = false;
	TRY(edition_cosigns(t->c->db, t->m->e.id, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		*ret_asked += 1;
		*ret_agreed += str_is(rows[i].state, "agreed");
		*ret_mine |= str_is(rows[i].state, "waiting") && rows[i].person == t->c->who->person;
	}
	return NULL;
}

static bool at_or_behind(struct turn *t, const char *state)
{
	static const char *const ORDER[] = { "drafting", "checked", "cosigned", "signed", "issued" };
	size_t now = 0, wanted = 0;
	for (size_t i = 0; i < COUNT(ORDER); i++) {
		now = str_is(t->m->e.state, ORDER[i]) ? i : now;
		wanted = strcmp(state, ORDER[i]) == 0 ? i : wanted;
	}
	return now >= wanted;
}

static fault ticks(struct turn *t, int64_t open)
{
	struct ctx *c = t->c;
	size_t asked, agreed;
	bool mine, checked = at_or_behind(t, "checked");
	TRY(cosigners(t, &asked, &agreed, &mine));
	tick(t, t->approved == t->m->n, t->approved == t->m->n ? str_fmt(c->mem, _("%zu节都已审定"), t->m->n)
		: !t->submitted ? str_fmt(c->mem, _("%zu节未提交"), t->drafting) : !t->drafting ? str_fmt(c->mem, _("%zu节待审定"), t->submitted)
		: str_fmt(c->mem, _("%zu节未提交，%zu节待审定"), t->drafting, t->submitted), at(t, "issue"));
	tick(t, checked, checked ? str_of(_("已核稿")) : open ? str_fmt(c->mem, _("未核稿，%lld条待答复或改正"), (long long)open) : str_of(_("未核稿")),
		at(t, "check"));
	if (asked && checked)
		tick(t, asked == agreed, str_fmt(c->mem, _("会签：%zu人中%zu人同意"), asked, agreed), at(t, "issue"));
	tick(t, at_or_behind(t, "signed"), str_of(at_or_behind(t, "signed") ? _("已签发") : _("未签发")), at(t, "issue"));
	return NULL;
}

/* The sections that are this viewer's: one he may approve and did not write, one he may edit. */
static fault parts_deeds(struct turn *t)
{
	struct ctx *c = t->c;
	const struct section_view *approves = NULL, *edits = NULL;
	size_t can_approve = 0, can_submit = 0;
	for (size_t i = 0; i < t->m->n; i++) {
		const struct section_view *v = &t->m->parts[i];
		bool may;
		if (str_is(v->state, "submitted") && !report_own_part(c, t->m, v)) {
			TRY(report_may_part(c, "report.approve", v, &may));
			can_approve += may;
			approves = may && !approves ? v : approves;
		} else if (str_is(v->state, "drafting") || str_is(v->state, "returned")) {
			TRY(report_may_part(c, "report.edit", v, &may));
			can_submit += may;
			edits = may && !edits ? v : edits;
		}
	}
	if (approves)
		deed(t, true, false, str_fmt(c->mem, _("审定第%.*s节"), PSTR(text_number_zh(c->mem, approves->ordinal))),
			report_part_path(c, t->m->month, approves, NULL));
	if (can_approve > 1)
		deed(t, false, true, str_fmt(c->mem, _("一起审定%zu节"), can_approve), at(t, "approve"));
	if (edits)
		deed(t, true, false, str_fmt(c->mem, _("修改并提交第%.*s节"), PSTR(text_number_zh(c->mem, edits->ordinal))),
			report_part_path(c, t->m->month, edits, NULL));
	if (can_submit > 1)
		deed(t, false, true, str_fmt(c->mem, _("一起提交%zu节"), can_submit), at(t, "submit"));
	return NULL;
}

static fault whole_deeds(struct turn *t)
{
	struct ctx *c = t->c;
	struct str state = t->m->e.state;
	size_t asked, agreed;
	struct str why;
	bool check, sign, signs = false, issue, mine, drafting = str_is(state, "drafting"), own = report_own_whole(c, t->m);
	TRY(report_may_whole(c, "report.check", &check));
	TRY(report_may_whole(c, "report.sign", &sign));
	TRY(report_may_whole(c, "report.issue", &issue));
	TRY(cosigners(t, &asked, &agreed, &mine));
	if (check && drafting)
		deed(t, t->approved == t->m->n && !own, false, str_of(_("核稿")), at(t, "check"));
	if (mine && str_is(state, "checked"))
		deed(t, true, false, str_of(_("会签")), at(t, "cosign"));
	if (str_is(state, "checked") || str_is(state, "cosigned"))
		TRY(report_may_sign(c, &signs, &why));
	if (signs)
		deed(t, asked == agreed, false, str_of(_("签发")), at(t, "sign"));
	if (issue)
		deed(t, str_is(state, "signed"), false, str_of(str_is(state, "signed") ? _("印发") : _("编号并印发")), at(t, "issue"));
	if (check && (str_is(state, "checked") || str_is(state, "cosigned")))
		deed(t, false, false, str_of(_("退回起草")), at(t, "return"));
	if (sign && str_is(state, "signed"))
		deed(t, false, false, str_of(_("退回起草")), at(t, "sign/return"));
	if (issue && t->m->found)
		deed(t, false, false, str_of(t->m->e.number > 1 ? _("撤销这次更正") : _("撤销这一版")), at(t, "withdraw"));
	return NULL;
}

static const char *whose_turn(struct turn *t)
{
	struct str state = t->m->e.state;
	if (t->drafting || t->submitted)
		return t->drafting ? _("等各部室提交，再由部室负责人审定。") : _("等部室负责人审定。");
	return str_is(state, "drafting") ? _("等办公室核稿。") : str_is(state, "checked") ? _("等会签；没有会签人的，等领导签发。")
		: str_is(state, "cosigned") ? _("等领导签发。") : _("等办公室印发。");
}

static fault after_issue(struct turn *t)
{
	bool issue;
	TRY(report_may_whole(t->c, "report.issue", &issue));
	t->box->title = _("印发以后");
	if (issue)
		deed(t, false, false, str_of(_("发更正")), at(t, "correct"));
	t->box->note = str_of(_("印发的不再改动。补报的记录计入下一个月；确有错误的，另出更正版，两版都留着。"));
	return NULL;
}

fault report_turns(struct ctx *c, const struct month_of *m, int64_t open, struct report_box *ret)
{
	struct turn t = { .c = c, .m = m, .box = ret };
	*ret = (struct report_box){ .title = _("印发"), .ticks = arena_get(c->mem, TICKS_MOST * sizeof *ret->ticks),
		.deeds = arena_get(c->mem, DEEDS_MOST * sizeof *ret->deeds) };
	count(&t);
	if (str_is(m->e.state, "issued"))
		return after_issue(&t);
	TRY(ticks(&t, open));
	if (str_is(m->e.state, "drafting"))
		TRY(parts_deeds(&t));
	TRY(whole_deeds(&t));
	ret->note = t.first ? str_of(_("各项都满足后才能印发。印发后数字封存，此后补报的记录计入下月。")) : str_fmt(c->mem, _("%s印发后数字封存，此后补报的记录计入下月。"), whose_turn(&t));
	return NULL;
}
