/* The room of the report: the table of its pages, which month and section a path names, and what this viewer may do to it.
 *
 * A month is one address, /report/2019-01, whatever becomes of it: draft, issued, corrected; an edition has its own, for ever. Every act of its life is a row
 * below with the right that the move table names, and a GET of the same path that shows the page on which its button stands; so a refused act is answered on
 * that page, in one sentence, with what was typed. Who acts is the viewer's person: the rules about one's own text hold in the browser as they do anywhere.
 * A right held for one line reaches that line's section only, a right held in a department the sections of that department; the whole is the city's.
 * Cost: a page of an open month compiles the report, some 50 ms, and for its checker the list, as much again; an issued one is its stored bytes, 4 ms.
 * Not taken: one address an act with a parameter that says which (its right could not be read off the table). */
#include <string.h>
#include "kernel/org.h"
#include "rooms/report_room.h"

/* --- what a path names ------------------------------------------------------------------------------------------------------------------------------ */

static fault absent(struct ctx *c)
{
	return fault_make(c->mem, BLAME_ABSENT, "report.absent", _("没有这一期月报。请从月报一栏进入。"));
}

static fault month_named(struct ctx *c, struct month_of **ret)
{
	struct month_of *m = arena_get(c->mem, sizeof *m);
	if (!month_parse(c->word[0], &m->month) || !str_eq(month_iso(c->mem, m->month), c->word[0]))
		return absent(c);
	*ret = m;
	return NULL;
}

static fault parts_read(struct ctx *c, struct month_of *m)
{
	TRY(edition_sections(c->db, desk_of(c), &m->e, &m->parts, &m->n));
	return edition_steps(c->db, m->e.id, &m->steps, &m->n_steps);
}

fault report_month_load(struct ctx *c)
{
	struct month_of *m = NULL;
	TRY(month_named(c, &m));
	TRY(edition_latest(c->db, m->month, &m->e, &m->found));
	TRY(parts_read(c, m));
	c->subject = m;
	return NULL;
}

fault report_part_load(struct ctx *c)
{
	TRY(report_month_load(c));
	struct month_of *m = c->subject;
	for (size_t i = 0; i < m->n; i++)
		if (str_eq(m->parts[i].name, c->word[1]) || str_eq(str_fmt(c->mem, "%lld", (long long)m->parts[i].ordinal), c->word[1]))
			m->part = &m->parts[i];
	return m->part ? NULL : absent(c);
}

/* An edition with its own text: one that is under way is the month's page. */
fault report_edition_load(struct ctx *c)
{
	struct month_of *m = NULL;
	TRY(month_named(c, &m));
	TRY(edition_numbered(c->db, m->month, c->id, &m->e));
	if (!str_is(m->e.state, "issued"))
		return absent(c);
	m->found = true;
	TRY(parts_read(c, m));
	c->subject = m;
	return NULL;
}

/* --- what this viewer may do ------------------------------------------------------------------------------------------------------------------------ */

fault report_may_part(struct ctx *c, const char *right, const struct section_view *v, bool *ret)
{
	int64_t city;
	TRY(org_city(c->db, &city));
	TRY(viewer_may_for(c->db, c->who, right, v->line, city, ret));
	if (!*ret && v->department != INT_NONE)
		TRY(viewer_may_for(c->db, c->who, right, v->line, v->department, ret));
	return NULL;
}

fault report_may_whole(struct ctx *c, const char *right, bool *ret)
{
	int64_t city;
	TRY(org_city(c->db, &city));
	return viewer_may_for(c->db, c->who, right, STR_NONE, city, ret);
}

fault report_may_sign(struct ctx *c, bool *ret, struct str *ret_why)
{
	struct act act = report_act(c, STR_NONE);
	fault f = edition_signer(c->db, &act);
	if (f && f->blame != BLAME_DENIED)
		return f;
	*ret = !f;
	*ret_why = f && viewer_may(c->who, "report.sign") ? report_here(c->mem, str_of(f->say)) : STR_NONE;
	return NULL;
}

bool report_own_part(struct ctx *c, const struct month_of *m, const struct section_view *v)
{
	for (size_t i = m->n_steps; i > 0; i--)
		if (v->section && m->steps[i - 1].section == v->section && str_is(m->steps[i - 1].act, "submit"))
			return m->steps[i - 1].actor == c->who->person || v->editor == c->who->person;
	return v->editor == c->who->person;
}

bool report_own_whole(struct ctx *c, const struct month_of *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (report_own_part(c, m, &m->parts[i]))
			return true;
	return false;
}

const struct step_view *report_last(const struct month_of *m, const char *act)
{
	for (size_t i = m->n_steps; i > 0; i--) {
		const struct step_view *s = &m->steps[i - 1];
		if (!s->section && str_is(s->act, act))
			return s;
		if (!s->section && str_is(s->act, "return"))
			return NULL;
	}
	return NULL;
}

fault report_whole_city(struct ctx *c, bool *ret)
{
	int64_t city;
	TRY(org_city(c->db, &city));
	*ret = c->who->org == city;
	return NULL;
}

struct act report_act(struct ctx *c, struct str why)
{
	const struct month_of *m = c->subject;
	why = str_trim(why);
	return (struct act){ .desk = desk_of(c), .month = m->month, .actor = c->who->person, .why = why.n ? str_c(c->mem, why) : NULL };
}

bool report_open_move(const struct move *moves, size_t n, struct str from, const char *act)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(from, moves[i].from) && strcmp(act, moves[i].act) == 0)
			return true;
	return false;
}

struct day report_today(struct ctx *c)
{
	return (struct day){ (int32_t)((db_now(c->db) + 8 * 3600) / 86400) };
}

/* What the rules refuse is said beside the button, whoever is to blame for it; what is not the viewer's at all is not. */
fault report_at_page(struct ctx *c, fault f)
{
	if (!f || (f->blame != BLAME_CONFLICT && f->blame != BLAME_DENIED && f->blame != BLAME_ABSENT) || str_is(str_of(f->code), "report.not_yours"))
		return f;
	struct fault *here = arena_get(c->mem, sizeof *here);
	*here = *f;
	here->blame = BLAME_INPUT;
	return here;
}

/* --- the table -------------------------------------------------------------------------------------------------------------------------------------- */

#define MONTH_ .load = report_month_load
#define PART_ .load = report_part_load
#define EDITION_ .load = report_edition_load
const struct route REPORT_ROUTES[] = {
	{ "GET",  "/report",                                "report.read",    report_index_show },
	{ "GET",  "/report/:month",                         "report.read",    report_month_show,       MONTH_ },
	/* a section on its department's desk */
	{ "GET",  "/report/:month/section/:part",           "report.read",    report_part_show,        PART_ },
	{ "POST", "/report/:month/section/:part",           "report.edit",    report_part_edit,        PART_ },
	{ "GET",  "/report/:month/section/:part/drafted",   "report.edit",    report_part_show,        PART_ },
	{ "POST", "/report/:month/section/:part/drafted",   "report.edit",    report_part_drafted,     PART_ },
	{ "GET",  "/report/:month/section/:part/submit",    "report.edit",    report_part_show,        PART_ },
	{ "POST", "/report/:month/section/:part/submit",    "report.edit",    report_part_submit,      PART_ },
	{ "GET",  "/report/:month/section/:part/approve",   "report.approve", report_part_show,        PART_ },
	{ "POST", "/report/:month/section/:part/approve",   "report.approve", report_part_approve,     PART_ },
	{ "GET",  "/report/:month/section/:part/return",    "report.approve", report_part_return_show, PART_ },
	{ "POST", "/report/:month/section/:part/return",    "report.approve", report_part_return,      PART_ },
	{ "GET",  "/report/:month/section/:part/comment",   "report.read",    report_part_show,        PART_ },
	{ "POST", "/report/:month/section/:part/comment",   "report.read",    report_comment_add,      PART_ },
	{ "GET",  "/report/:month/section/:part/comment/:id", "report.edit",  report_part_show,        PART_ },
	{ "POST", "/report/:month/section/:part/comment/:id", "report.edit",  report_comment_done,     PART_ },
	/* the whole on the office's */
	{ "GET",  "/report/:month/submit",                  "report.edit",    report_month_show,       MONTH_ },
	{ "POST", "/report/:month/submit",                  "report.edit",    report_submit_all,       MONTH_ },
	{ "GET",  "/report/:month/approve",                 "report.approve", report_month_show,       MONTH_ },
	{ "POST", "/report/:month/approve",                 "report.approve", report_approve_all,      MONTH_ },
	{ "GET",  "/report/:month/check",                   "report.read",    report_check_show,       MONTH_ },
	{ "POST", "/report/:month/check",                   "report.check",   report_check_do,         MONTH_ },
	{ "GET",  "/report/:month/cosign",                  "report.cosign",  report_whole_show,       MONTH_ },
	{ "POST", "/report/:month/cosign",                  "report.cosign",  report_cosign_do,        MONTH_ },
	{ "GET",  "/report/:month/sign",                    "report.sign",    report_whole_show,       MONTH_ },
	{ "POST", "/report/:month/sign",                    "report.sign",    report_sign_do,          MONTH_ },
	{ "GET",  "/report/:month/issue",                   "report.read",    report_whole_show,       MONTH_ },
	{ "POST", "/report/:month/issue",                   "report.issue",   report_issue_do,         MONTH_ },
	{ "GET",  "/report/:month/return",                  "report.check",   report_return_show,      MONTH_ },
	{ "POST", "/report/:month/return",                  "report.check",   report_return_do,        MONTH_ },
	{ "GET",  "/report/:month/sign/return",             "report.sign",    report_return_show,      MONTH_ },
	{ "POST", "/report/:month/sign/return",             "report.sign",    report_return_do,        MONTH_ },
	{ "GET",  "/report/:month/withdraw",                "report.issue",   report_withdraw_show,    MONTH_ },
	{ "POST", "/report/:month/withdraw",                "report.issue",   report_withdraw_do,      MONTH_ },
	/* once it is issued */
	{ "GET",  "/report/:month/correct",                 "report.issue",   report_correct_show,     MONTH_ },
	{ "POST", "/report/:month/correct",                 "report.issue",   report_correct_do,       MONTH_ },
	{ "GET",  "/report/:month/edition/:id",             "report.read",    report_edition_show,     EDITION_ },
	{ "GET",  "/report/:month/edition/:id/moved",       "report.read",    report_moved_show,       EDITION_ },
	{ "GET",  "/report/:month/edition/:id/seal",        "report.read",    report_verify_show,      EDITION_ },
	{ "GET",  "/report/:month/edition/:id/:form",       "report.read",    report_file_send,        EDITION_ },
	/* files of it as it stands */
	{ "GET",  "/report/:month/file/:form",              "report.read",    report_draft_send,       MONTH_ },
	{ "GET",  "/report/:month/slip/:form",              "report.read",    report_slip_send,        MONTH_ },
	{ NULL }
};
const struct notice REPORT_NOTICES[] = {
	{ "report.saved",     N_("这一节已经存好。") },
	{ "report.back",      N_("这一节已经存好；原来提交或审定过的，现在退回起草，要重新提交、审定。") },
	{ "report.drafted",   N_("这一节恢复为由记录起草的文字。") },
	{ "report.submitted", N_("已提交，等审定。") },
	{ "report.approved",  N_("已审定。") },
	{ "report.returned",  N_("已退回，原因写在办理经过里。") },
	{ "report.commented", N_("批注已记下，起草的同志在这一节看得到。") },
	{ "report.comment_done", N_("这条批注已标为处理完毕。") },
	{ "report.checked",   N_("已核稿。") },
	{ "report.cosigned",  N_("会签意见已记下。") },
	{ "report.signed",    N_("已签发，期号在签发时编定。") },
	{ "report.issued",    N_("已印发，数字和文字已封存。以后补报的本月记录计入下一个月。") },
	{ "report.corrects",  N_("已开始更正。各节改好后，重新提交、审定、核稿、签发、印发。") },
	{ "report.withdrawn", N_("已撤销，登记在案。") },
	{ NULL, NULL }
};
