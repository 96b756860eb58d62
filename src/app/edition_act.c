/* The acts of a report's life on the command line, and the looks at it: what each runs and what it says when it is done.
 *
 * The table at the end is the whole list: a verb, how many words it takes, its usage and its purpose. Help prints them, and an option is taken when the
 * usage names it and refused when it does not, so that nothing is typed in vain. An act says what it did, and what comes next with the command for it; what
 * comes next is read off the state, not off the act.
 * Not taken: a file a verb; most are three lines around one function of the report. */
#include <string.h>
#include "app/order.h"
#include "kernel/person.h"

/* --- acts ------------------------------------------------------------------------------------------------------------------------------------------ */

static struct str issue_name(struct app *a, const struct edition *e)
{
	return e->serial == INT_NONE ? str_fmt(a->mem, _("%.*s%.*s，第%lld版"), PSTR(e->series), PSTR(month_zh(a->mem, (int)e->month)), (long long)e->number)
		: str_fmt(a->mem, _("%.*s%lld年第%lld期（%.*s，第%lld版）"), PSTR(e->series), (long long)e->year, (long long)e->serial,
			PSTR(month_zh(a->mem, (int)e->month)), (long long)e->number);
}

/* Without a text to put in: the text as it stands, with its references, to be edited. */
fault section_print(struct app *a, struct db *db, struct order *o)
{
	struct section_view v;
	struct edition e;
	bool found;
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(edition_section(db, app_desk(a->mem), &e, o->section, &v));
	o->said = str_fmt(a->mem, "%.*s\n", PSTR(v.body));
	return NULL;
}

fault act_edit(struct app *a, struct db *db, struct order *o)
{
	struct str heading = str_of(o->heading);
	struct section_view was, now;
	struct edition e;
	bool found;
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(edition_section(db, o->act.desk, &e, o->section, &was));
	TRY(edition_edit(db, &o->act, o->section, o->heading ? &heading : NULL, o->body ? &o->text : NULL));
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(edition_section(db, o->act.desk, &e, o->section, &now));
	if (str_eq(was.state, now.state))
		o->said = str_fmt(a->mem, _("第%lld部分“%.*s”已改。\n"), (long long)now.ordinal, PSTR(now.heading));
	else
		o->said = str_fmt(a->mem, _("第%lld部分“%.*s”已改；原来%s，现在退回%s，要重新提交、审定。\n"), (long long)now.ordinal, PSTR(now.heading),
			section_state_word(was.state),
			section_state_word(now.state));
	return NULL;
}

static fault act_submit(struct app *a, struct db *db, struct order *o)
{
	int64_t n;
	TRY(edition_submit(db, &o->act, o->section, &n));
	o->said = str_fmt(a->mem, _("已提交%lld部分。\n"), (long long)n);
	return NULL;
}

static fault act_approve(struct app *a, struct db *db, struct order *o)
{
	int64_t n;
	TRY(edition_approve(db, &o->act, o->section, &n));
	o->said = str_fmt(a->mem, _("已审定%lld部分。\n"), (long long)n);
	return NULL;
}

/* What becomes of the number of an edition that goes back or is withdrawn; a correction has the number of what it corrects. */
static fault number_lost(struct app *a, struct db *db, const struct order *o, struct str *ret)
{
	struct edition e;
	bool found;
	TRY(edition_latest(db, o->month, &e, &found));
	*ret = e.number != 1 || e.serial == INT_NONE ? STR_NONE
		: str_fmt(a->mem, _("已给的期号%.*s%lld年第%lld期作废，不再使用。"), PSTR(e.series), (long long)e.year, (long long)e.serial);
	return NULL;
}

static fault act_return(struct app *a, struct db *db, struct order *o)
{
	struct str voided;
	TRY(number_lost(a, db, o, &voided));
	TRY(edition_return(db, &o->act, o->section, o->reason));
	o->said = o->section ? str_of(_("这一部分已退回。\n")) : str_fmt(a->mem, _("月报已退回起草。%.*s\n"), PSTR(voided));
	return NULL;
}

static fault act_check(struct app *a, struct db *db, struct order *o)
{
	struct buf said = { .mem = a->mem };
	struct answer *answers;
	struct edition e;
	size_t n;
	bool found;
	TRY(edition_check(db, &o->act, o->agreements, &o->open));
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(edition_answers(db, e.id, &answers, &n));
	buf_puts(&said, n ? _("已核稿。下列答复记录在案：\n") : _("已核稿。\n"));
	for (size_t i = 0; i < n; i++)
		buf_fmt(&said, _("%.*s\n    答复：%.*s\n"), PSTR(answers[i].question), PSTR(answers[i].words));
	o->said = buf_str(&said);
	return NULL;
}

static fault act_cosign(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	bool found;
	TRY(edition_cosign(db, &o->act, !o->refuse));
	TRY(edition_latest(db, o->month, &e, &found));
	o->said = str_fmt(a->mem, _("会签意见已记下，月报现在是“%s”。\n"), edition_state_word(e.state));
	return NULL;
}

static fault act_sign(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	TRY(edition_sign(db, &o->act, o->on, &e));
	o->said = str_fmt(a->mem, _("已签发：%.*s。\n"), PSTR(issue_name(a, &e)));
	return NULL;
}

static fault act_issue(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	TRY(edition_issue(db, &o->act, o->on, &e));
	o->said = str_fmt(a->mem, _("已印发：%.*s，%.*s。以后补报的本月记录计入下一个月。\n下一步：取出文件分送（nuan report %.*s --as pdf --to 月报.pdf）。\n"),
		PSTR(issue_name(a, &e)), PSTR(day_zh(a->mem, e.issued_on)), PSTR(month_iso(a->mem, o->month)));
	return NULL;
}

static fault act_correct(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	TRY(edition_correct(db, &o->act, &e));
	o->said = str_fmt(a->mem, _("已开始更正：%.*s。各部分改好后，重新提交、审定、核稿、签发、印发。\n"), PSTR(issue_name(a, &e)));
	return NULL;
}

static fault act_withdraw(struct app *a, struct db *db, struct order *o)
{
	struct str voided;
	struct edition e;
	bool found;
	TRY(edition_latest(db, o->month, &e, &found));
	TRY(number_lost(a, db, o, &voided));
	TRY(edition_withdraw(db, &o->act));
	if (e.number > 1)
		o->said = str_fmt(a->mem, _("已撤销第%lld版（更正版），现行的仍是第%lld版。\n"), (long long)e.number, (long long)e.number - 1);
	else
		o->said = str_fmt(a->mem, _("已撤销。%.*s需要时重新开始。\n"), PSTR(voided));
	return NULL;
}

static fault look_show(struct app *a, struct db *db, struct order *o)
{
	return edition_show(a, db, o->month);
}

static fault look_moved(struct app *a, struct db *db, struct order *o)
{
	return edition_moves(a, db, o->month, o->edition);
}

fault look_slip(struct app *a, struct db *db, struct order *o)
{
	struct edition e;
	struct doc *doc;
	bool found;
	TRY(o->edition ? edition_numbered(db, o->month, o->edition, &e) : edition_latest(db, o->month, &e, &found));
	TRY(edition_slip(db, app_desk(a->mem), &e, &doc));
	return document_write(a, doc, o->as, o->to);
}

/* --- what comes next --------------------------------------------------------------------------------------------------------------------------------- */

static const struct { const char *state, *verb, *word; } NEXT[] = {
	{ "checked",  "sign",    N_("签发") },
	{ "cosigned", "sign",    N_("签发") },
	{ "signed",   "issue",   N_("印发") },
};

static struct str next_is(struct app *a, const struct order *o, const char *word, const char *verb, struct str by)
{
	return str_fmt(a->mem, _("下一步：%s（nuan report %s %.*s --by %.*s）。\n"), word, verb, PSTR(month_iso(a->mem, o->month)), PSTR(by));
}

static bool one_is(const struct section_view *views, size_t n, const char *state)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(views[i].state, state))
			return true;
	return false;
}

static fault next_while_drafting(struct app *a, struct db *db, const struct order *o, const struct edition *e, struct str somebody, struct str *ret)
{
	struct section_view *views;
	size_t n;
	TRY(edition_sections(db, o->act.desk, e, &views, &n));
	*ret = one_is(views, n, "drafting") || one_is(views, n, "returned") ? next_is(a, o, _("各部分提交"), "submit", somebody)
		: one_is(views, n, "submitted") ? next_is(a, o, _("审定"), "approve", somebody) : next_is(a, o, _("核稿"), "check", somebody);
	return NULL;
}

/* The first who is asked to countersign and has not; one who has refused is answered by sending it back. */
static fault next_cosigner(struct db *db, const struct edition *e, struct str *ret, bool *ret_refused)
{
	struct cosign_view *rows;
	size_t n;
	*ret = STR_NONE;
	*ret_refused = false;
	TRY(edition_cosigns(db, e->id, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		*ret_refused |= str_is(rows[i].state, "refused");
		if (!ret->p && str_is(rows[i].state, "waiting"))
			TRY(person_name(db, rows[i].person, ret));
	}
	return NULL;
}

fault order_next(struct app *a, struct db *db, const struct order *o, struct str *ret)
{
	struct str somebody = str_of(_("姓名")), asked = STR_NONE;
	struct edition e;
	bool found, refused = false;
	*ret = STR_NONE;
	TRY(edition_latest(db, o->month, &e, &found));
	if (!found)
		return NULL;
	if (str_is(e.state, "drafting"))
		return next_while_drafting(a, db, o, &e, somebody, ret);
	if (str_is(e.state, "checked"))
		TRY(next_cosigner(db, &e, &asked, &refused));
	if (refused)
		*ret = next_is(a, o, _("会签有不同意见，退回修改"), "return", somebody);
	else if (asked.p)
		*ret = next_is(a, o, _("会签"), "cosign", asked);
	for (size_t i = 0; i < COUNT(NEXT) && !ret->p; i++)
		if (str_is(e.state, NEXT[i].state))
			*ret = next_is(a, o, _(NEXT[i].word), NEXT[i].verb, somebody);
	return NULL;
}

/* --- which ----------------------------------------------------------------------------------------------------------------------------------------- */

const struct verb VERBS[] = {
	{ "show",     false, 1, 1, look_show,    "report show MONTH",
		N_("看月报到了哪一步、谁办过什么、核稿要答复哪些问题、哪些期号作废") },
	{ "moved",    false, 1, 1, look_moved,   "report moved MONTH [--edition N]",
		N_("看核稿或印发以后哪些数和句子变了；写了版次的，看那一版与前一版的不同") },
	{ "slip",     false, 1, 1, look_slip,    "report slip MONTH [--edition N] [--as txt|html|docx|pdf|ofd] [--to FILE]",
		N_("编出发文稿纸") },
	{ "edit",     true,  2, 2, act_edit,     "report edit MONTH SECTION --by NAME [--body FILE|-] [--heading TEXT] [--drafted] [--why TEXT]",
		N_("打印一个部分的文字，或换上另写的文字；--drafted 恢复由记录起草的文字") },
	{ "submit",   true,  1, 2, act_submit,   "report submit MONTH [SECTION] --by NAME [--why TEXT]",
		N_("提交一个部分或全部，供审定") },
	{ "approve",  true,  1, 2, act_approve,  "report approve MONTH [SECTION] --by NAME [--why TEXT]",
		N_("审定已提交的一个部分或全部；自己改的或提交的由别人审定") },
	{ "return",   true,  1, 2, act_return,   "report return MONTH [SECTION] --by NAME --why TEXT | --reason CODE",
		N_("退回一个部分，或把整份月报退回起草；已给的期号作废") },
	{ "check",    true,  1, 1, act_check,    "report check MONTH --by NAME [--agree CODE=TEXT]… [--why TEXT]",
		N_("核稿：各部分已审定、要问的都已答复，文字从此固定；每个问题用它的编号答复") },
	{ "cosign",   true,  1, 1, act_cosign,   "report cosign MONTH --by NAME [--why TEXT] | --refuse --why TEXT",
		N_("会签，或写明意见不同意；由设置“会签人”列明的人办理") },
	{ "sign",     true,  1, 1, act_sign,     "report sign MONTH --by NAME [--on DATE] [--why TEXT]",
		N_("签发，同时给出期号；由总工会领导办理") },
	{ "issue",    true,  1, 1, act_issue,    "report issue MONTH --by NAME [--on DATE] [--why TEXT]",
		N_("印发：数和依据封存，文件存档，本月结账") },
	{ "correct",  true,  1, 1, act_correct,  "report correct MONTH --by NAME --why TEXT",
		N_("开始一个更正版，各步重新办理；原来的一版照样保留") },
	{ "withdraw", true,  1, 1, act_withdraw, "report withdraw MONTH --by NAME --why TEXT",
		N_("撤销没有印发的一版，记录在案") },
};
const size_t VERBS_N = COUNT(VERBS);
