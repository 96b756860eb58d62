/* The whole report from desk to desk: all sections at once, 会签, 签发, 印发, and back.
 *
 * One page holds the whole way as a line of steps, past, present and to come; at the present one stands its form, for whoever may send it. The button of the
 * last step may always be pressed by who issues: while something lacks, the answer is this page with the sentence that says what. An act that cannot be taken
 * back lists what it will do before it is done.
 * Not taken: a dialog that asks 确定吗; it tells nobody what happens. */
#include <string.h>
#include "base/text.h"
#include "rooms/report_room.h"
#include "rooms/rooms.tpl.h"

enum { STAGES = 5, LINES_MOST = 40, STEPS_MOST = 100 };

static fault whole_right(struct ctx *c, const char *right)
{
	bool may;
	TRY(report_may_whole(c, right, &may));
	return may ? NULL : fault_make(c->mem, BLAME_DENIED, "report.not_yours", _("这一步不由您办理。请由月报上写明的同志办理。"));
}

static void gone(struct ctx *c, const char *notice)
{
	const struct month_of *m = c->subject;
	reply_notice(c, notice);
	reply_go(c, report_path(c, m->month, NULL));
}

/* --- all sections at once --------------------------------------------------------------------------------------------------------------------------- */

/* Those that are this viewer's and that the move table lets go; his own text he does not approve, so that one stays. */
static fault each_part(struct ctx *c, const char *act_name, const char *right, fault (*run)(struct db *, const struct act *, const char *, int64_t *))
{
	const struct month_of *m = c->subject;
	struct act act = report_act(c, STR_NONE);
	bool approves = strcmp(act_name, "approve") == 0, may;
	int64_t n, done = 0;
	for (size_t i = 0; i < m->n; i++) {
		const struct section_view *v = &m->parts[i];
		if (!report_open_move(SECTION_MOVES, SECTION_MOVES_N, v->state, act_name) || (approves && report_own_part(c, m, v)))
			continue;
		TRY(report_may_part(c, right, v, &may));
		if (!may)
			continue;
		TRY(report_at_page(c, run(c->db, &act, str_c(c->mem, v->name), &n)));
		done += n;
	}
	return done ? NULL : fault_make(c->mem, BLAME_INPUT, "section.none", _("没有可以由您这样办的部分。各节到了哪一步，请看月报。"));
}

fault report_submit_all(struct ctx *c)
{
	TRY(each_part(c, "submit", "report.edit", edition_submit));
	gone(c, "report.submitted");
	return NULL;
}

fault report_approve_all(struct ctx *c)
{
	TRY(each_part(c, "approve", "report.approve", edition_approve));
	gone(c, "report.approved");
	return NULL;
}

/* --- the way, as a line of steps -------------------------------------------------------------------------------------------------------------------- */

struct way_of { struct ctx *c; const struct month_of *m; struct report_whole_page *p; size_t now; };       /* now: the stage that is next */

static size_t stage_now(const struct month_of *m)
{
	size_t open = 0;
	for (size_t i = 0; i < m->n; i++)
		open += !str_is(m->parts[i].state, "approved");
	struct str s = m->e.state;
	return str_is(s, "drafting") ? (open ? 0 : 1) : str_is(s, "checked") ? 2 : str_is(s, "cosigned") ? 3 : str_is(s, "signed") ? 4 : 5;
}

static struct report_stage *stage(struct way_of *w, const char *title)
{
	size_t i = w->p->n_stages++;
	struct report_stage *s = &w->p->stages[i];
	*s = (struct report_stage){ .title = title, .class = i < w->now ? "past" : i == w->now ? "now" : "", .csrf = csrf_field(w->c),
		.lines = arena_get(w->c->mem, LINES_MOST * sizeof *s->lines), .deeds = arena_get(w->c->mem, 2 * sizeof *s->deeds) };
	return s;
}

static void line(struct report_stage *s, struct str say, struct path path)
{
	if (s->n_lines < LINES_MOST)
		s->lines[s->n_lines++] = (struct report_line){ say, path };
}

static void deed(struct way_of *w, struct report_stage *s, bool first, const char *verb, const char *below)
{
	s->deeds[s->n_deeds++] = (struct report_deed){ str_of(verb), report_path(w->c, w->m->month, below), false, first, csrf_field(w->c) };
}

static void stage_parts(struct way_of *w)
{
	struct report_stage *s = stage(w, _("各节审定"));
	for (size_t i = 0; i < w->m->n; i++)
		if (!str_is(w->m->parts[i].state, "approved"))
			line(s, str_fmt(w->c->mem, _("%.*s　%s"), PSTR(report_part_title(w->c, &w->m->parts[i])), section_state_word(w->m->parts[i].state)),
				report_part_path(w->c, w->m->month, &w->m->parts[i], NULL));
	s->say = s->n_lines ? str_fmt(w->c->mem, _("还有%zu节没有审定："), s->n_lines) : str_fmt(w->c->mem, _("%zu节都已审定。"), w->m->n);
}

/* Who did it and when, since it was last sent back. */
static fault done_by(struct way_of *w, const char *act, struct report_stage *s)
{
	const struct step_view *row = report_last(w->m, act);
	struct str who;
	if (!row)
		return NULL;
	TRY(report_who(w->c, row->actor, &who));
	s->when = minute_zh(w->c->mem, row->at);
	s->say = row->words.n ? str_fmt(w->c->mem, _("%.*s：%.*s"), PSTR(who), PSTR(row->words)) : who;
	return NULL;
}

static fault stage_check(struct way_of *w)
{
	struct report_stage *s = stage(w, _("核稿"));
	bool may;
	TRY(report_may_whole(w->c, "report.check", &may));
	if (w->now > 1)
		return done_by(w, "check", s);
	s->say = str_of(_("办公室逐条核对待答复事项，写明答复。"));
	deed(w, s, may && w->now == 1 && !report_own_whole(w->c, w->m), may ? _("去核稿") : _("查看核稿事项"), "check");
	return NULL;
}

static fault stage_cosign(struct way_of *w, size_t *ret_asked)
{
	struct report_stage *s = stage(w, _("会签"));
	struct cosign_view *rows;
	size_t n, open = 0;
	*ret_asked = 0;
	TRY(edition_cosigns(w->c->db, w->m->e.id, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct str who;
		const char *verdict = str_is(rows[i].state, "agreed") ? _("同意") : str_is(rows[i].state, "refused") ? _("不同意") : _("待会签");
		TRY(report_who(w->c, rows[i].person, &who));
		line(s, str_fmt(w->c->mem, "%.*s　%s%s%.*s", PSTR(who), verdict, rows[i].words.n ? "：" : "", PSTR(rows[i].words)), (struct path){ STR_NONE });
		++*ret_asked;
		open += !str_is(rows[i].state, "agreed");
		s->cosigns |= str_is(rows[i].state, "waiting") && rows[i].person == w->c->who->person && str_is(w->m->e.state, "checked");
	}
	if (w->now == 2 && !open)                            /* nobody is asked: the next is the signature */
		w->now = 3, s->class = "past";
	s->say = str_of(*ret_asked && w->now >= 2 ? "" : w->now < 2 ? _("核稿时按设置“会签人”送达。") : _("没有请人会签。"));
	s->action = report_path(w->c, w->m->month, "cosign");
	s->words = request_field(w->c->request, "words");
	s->first = s->cosigns;
	return NULL;
}

static fault stage_sign(struct way_of *w)
{
	struct report_stage *s = stage(w, _("签发"));
	struct str why = STR_NONE;
	bool may = false;
	if (w->now > 3) {
		TRY(done_by(w, "sign", s));
		struct str number = STR_NONE;
		if (w->m->e.serial != INT_NONE)
			number = str_fmt(w->c->mem, _("%lld年第%lld期"), (long long)w->m->e.year, (long long)w->m->e.serial);
		s->say = str_fmt(w->c->mem, _("%.*s　%.*s　签发日期%.*s"), PSTR(s->say), PSTR(number), PSTR(day_zh(w->c->mem, w->m->e.signed_on)));
		return NULL;
	}
	s->say = str_of(w->m->e.number > 1 ? _("领导签发。更正版沿用原来的期号。") : _("领导签发。期号在签发时编定，依次连续。"));
	if (str_is(w->m->e.state, "checked") || str_is(w->m->e.state, "cosigned"))
		TRY(report_may_sign(w->c, &may, &why));
	if (why.n)
		s->say = why;
	s->signs = may;
	s->first = s->signs && w->now == 3;
	s->action = report_path(w->c, w->m->month, "sign");
	s->day = request_field(w->c->request, "on"), s->words = request_field(w->c->request, "words");
	return NULL;
}

static fault stage_issue(struct way_of *w)
{
	struct report_stage *s = stage(w, _("印发"));
	TRY(report_may_whole(w->c, "report.issue", &s->issues));
	if (w->now > 4) {
		s->issues = false;
		TRY(done_by(w, "issue", s));
		line(s, str_fmt(w->c->mem, _("印发日期%.*s，数字和文字已封存。"), PSTR(day_zh(w->c->mem, w->m->e.issued_on))), report_path(w->c, w->m->month, NULL));
		return NULL;
	}
	s->say = str_of(_("印发后不能收回："));
	line(s, str_of(_("全市各项数字连同每一条依据封存，文字一字不改；")), (struct path){ STR_NONE });
	line(s, str_of(_("存下PDF、OFD、Word、网页、纯文本五种文件，末页印上核对用的指纹；")), (struct path){ STR_NONE });
	line(s, str_of(_("这个月关账，以后补报的本月记录计入下一个月；")), (struct path){ STR_NONE });
	line(s, str_of(_("确有错误的，只能另出更正版，两版都留着。")), (struct path){ STR_NONE });
	s->first = s->issues && w->now == 4;
	s->verb = str_of(w->now == 4 ? _("印发") : _("编号并印发"));
	s->action = report_path(w->c, w->m->month, "issue");
	s->day = request_field(w->c->request, "on");
	return NULL;
}

static fault back_fill(struct way_of *w)
{
	struct str state = w->m->e.state;
	bool check, sign;
	TRY(report_may_whole(w->c, "report.check", &check));
	TRY(report_may_whole(w->c, "report.sign", &sign));
	struct report_stage *s = &w->p->stages[w->p->n_stages - 1];
	if (check && (str_is(state, "checked") || str_is(state, "cosigned")))
		deed(w, s, false, _("退回起草"), "return");
	if (sign && str_is(state, "signed"))
		deed(w, s, false, _("退回起草，期号作废"), "sign/return");
	return NULL;
}

fault report_whole_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct out o = { { .mem = c->mem } };
	struct report_whole_page p = { .head = report_page_head(c, m, _("印发")), .faults = report_faults(c, NULL),
		.stages = arena_get(c->mem, STAGES * sizeof *p.stages) };
	struct way_of w = { c, m, &p, stage_now(m) };
	size_t asked;
	if (!m->n)
		return report_month_show(c);
	stage_parts(&w);
	TRY(stage_check(&w));
	TRY(stage_cosign(&w, &asked));
	TRY(stage_sign(&w));
	TRY(stage_issue(&w));
	TRY(back_fill(&w));
	TRY(report_steps(c, m, 0, STEPS_MOST, &p.steps, &p.n_steps));
	page_report_whole(&o, &p);
	report_answer(c, &p.head, &o);
	return NULL;
}

/* --- the acts --------------------------------------------------------------------------------------------------------------------------------------- */

static fault day_typed(struct ctx *c, struct day *ret)
{
	struct str text = str_trim(request_field(c->request, "on"));
	*ret = DAY_NONE;
	if (!text.n || day_parse(text, ret))
		return NULL;
	return fault_field(c->mem, "on", "edition.day", _("“%.*s”不是日期。请写成例如2019-02-12，或空着。"), PSTR(text));
}

fault report_cosign_do(struct ctx *c)
{
	struct act act = report_act(c, request_field(c->request, "words"));
	TRY(report_at_page(c, edition_cosign(c->db, &act, !str_is(request_field(c->request, "verdict"), "refuse"))));
	gone(c, "report.cosigned");
	return NULL;
}

fault report_sign_do(struct ctx *c)
{
	struct act act = report_act(c, request_field(c->request, "words"));
	struct edition e;
	struct day on;
	TRY(day_typed(c, &on));
	TRY(report_at_page(c, edition_sign(c->db, &act, on, &e)));
	gone(c, "report.signed");
	return NULL;
}

fault report_issue_do(struct ctx *c)
{
	struct act act = report_act(c, STR_NONE);
	struct edition e;
	struct day on;
	TRY(whole_right(c, "report.issue"));
	TRY(day_typed(c, &on));
	TRY(report_at_page(c, edition_issue(c->db, &act, on, &e)));
	gone(c, "report.issued");
	return NULL;
}

/* From checked and countersigned the office sends it back, from signed who signs: the right of the address is the one of the move. */
static fault return_fits(struct ctx *c, bool *ret_signed)
{
	const struct month_of *m = c->subject;
	*ret_signed = str_ends(c->request->path, STR("/sign/return"));
	TRY(whole_right(c, *ret_signed ? "report.sign" : "report.check"));
	if (*ret_signed == str_is(m->e.state, "signed"))
		return NULL;
	return fault_make(c->mem, BLAME_CONFLICT, "edition.state", _("这份月报现在是“%s”，不能这样退回。请回月报看现在该办什么。"), edition_state_word(m->e.state));
}

fault report_return_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	bool signed_off;
	if (!c->faults)
		TRY(return_fits(c, &signed_off));
	signed_off = str_ends(c->request->path, STR("/sign/return"));
	struct report_return_page p = { .action = report_path(c, m->month, signed_off ? "sign/return" : "return"), .verb = str_of(_("退回起草")),
		.what = str_of(_("整份月报退回各部室，修改后重新审定、核稿。核稿时的答复不再有效，会签重新进行。")),
		.effect = str_of(signed_off && m->e.number == 1 ? _("已经编定的期号作废，登记在案，不再使用；重新签发时另编。") : _("还没有编号，期号不受影响。")) };
	return report_return_page(c, _("退回起草"), &p);
}

fault report_return_do(struct ctx *c)
{
	struct act act = report_act(c, request_field(c->request, "words"));
	bool signed_off;
	TRY(report_at_page(c, return_fits(c, &signed_off)));
	TRY(report_at_page(c, edition_return(c->db, &act, NULL, report_reason(c))));
	gone(c, "report.returned");
	return NULL;
}

/* --- withdrawn -------------------------------------------------------------------------------------------------------------------------------------- */

fault report_withdraw_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	bool corrects = m->e.number > 1;
	struct report_return_page p = { .action = report_path(c, m->month, "withdraw"), .must = true, .verb = str_of(corrects ? _("撤销这次更正") : _("撤销这一版")),
		.what = str_of(corrects ? _("更正版不再印发，上一版继续有效。手写过的文字不再带到下一次。") : _("这一版不出了，各节手写过的文字不再带到下一次，月报重新由记录起草。")),
		.effect = str_of(m->e.serial != INT_NONE && !corrects ? _("已经编定的期号作废，登记在案，不再使用。撤销的原因也记录在案。") : _("撤销的原因记录在案。")) };
	return report_return_page(c, _("撤销"), &p);
}

fault report_withdraw_do(struct ctx *c)
{
	struct act act = report_act(c, request_field(c->request, "words"));
	TRY(whole_right(c, "report.issue"));
	TRY(report_at_page(c, edition_withdraw(c->db, &act)));
	gone(c, "report.withdrawn");
	return NULL;
}
