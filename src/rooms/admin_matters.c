/* /matters/2019-01: the month as a list of matters, not of lines: what was done, what is under way, what was dropped and why, and the plan of the month after.
 *
 * A matter is a record like any other: who enters it does not approve it, an edit takes the approval away, a return names its reason. Only what is done and
 * approved becomes a section of the report, in the office's order. A line's matter has no heading of its own until its records draft one, so it is called by
 * its line here. A matter that moves to the next month keeps the reason, and the month it left says where it went.
 * Who sees it: @visible, so a county sees the matters of its own unions. Who changes it: matter.edit for the matter's line and union.
 * Cost: three statements a page and a name for each department.
 * Not taken: a board with columns to drag (works with a mouse only, prints badly); a plan as a document of its own (it is the next month's list). */
#include <string.h>
#include "base/text.h"
#include "kernel/org.h"
#include "kernel/period.h"
#include "kernel/person.h"
#include "kernel/row.h"
#include "rooms/admin.h"
#include "rooms/admin.sql.h"
#include "rooms/rooms.tpl.h"

static const char HERE[] = "/matters";

/* --- what all matters' pages share ------------------------------------------------------------------------------------------------------------------- */

struct admin_state admin_state_of(struct str state)
{
	const char *class = str_is(state, "draft") ? "draft" : str_is(state, "submitted") ? "submitted" : str_is(state, "approved") ? "approved"
		: str_is(state, "returned") ? "returned" : "none";
	return (struct admin_state){ class, state_word(state) };
}

struct admin_state admin_progress(struct str p)
{
	static const struct { const char *code, *class, *word; } STATES[] = { { "planned", "draft", N_("计划") }, { "under_way", "verified", N_("进行中") },
		{ "done", "approved", N_("完成") }, { "dropped", "none", N_("取消") } };
	for (size_t i = 0; i < COUNT(STATES); i++)
		if (str_is(p, STATES[i].code))
			return (struct admin_state){ STATES[i].class, _(STATES[i].word) };
	return (struct admin_state){ "none", "?" };
}

struct path admin_month_path(struct ctx *c, int64_t month)
{
	return path_of(c->mem, "/matters/%S", month_iso(c->mem, (int)month));
}

fault admin_month_load(struct ctx *c)
{
	int month;
	int64_t *found = arena_get(c->mem, sizeof *found);
	if (!month_parse(c->word[0], &month) || !str_eq(month_iso(c->mem, month), c->word[0]))
		return fault_make(c->mem, BLAME_ABSENT, "month.absent", _("没有这个月份。请写成例如 2019-01。"));
	*found = month;
	c->subject = found;
	return NULL;
}

static struct str heading_of(struct ctx *c, struct str heading, struct str line)
{
	return heading.p ? heading : line.p ? str_of(code_word(LINE_CODES, line)) : str_of(_("没有标题"));
}

struct str admin_matter_heading(struct ctx *c, const struct matter *m)
{
	return heading_of(c, m->heading, m->line);
}

/* A role for one line alone is no right over what belongs to none or to another. */
fault admin_matter_may(struct ctx *c, struct str line, int64_t org, bool *ret)
{
	return viewer_may_for(c->db, c->who, "matter.edit", line, org, ret);
}

/* --- the list ---------------------------------------------------------------------------------------------------------------------------------------- */

struct names { struct { int64_t org; struct str name; } *list; size_t n, room; };

static fault department_name(struct ctx *c, struct names *names, int64_t org, struct str *ret)
{
	struct str full = STR_NONE, shorter = STR_NONE;
	for (size_t i = 0; i < names->n; i++)
		if (names->list[i].org == org) {
			*ret = names->list[i].name;
			return NULL;
		}
	if (org > 0)
		TRY(org_name_on(c->db, org, admin_today(c), &full, &shorter));
	if (names->n == names->room) {
		size_t room = names->room ? 2 * names->room : 16;
		names->list = arena_more(c->mem, names->list, names->n * sizeof *names->list, room * sizeof *names->list);
		names->room = room;
	}
	names->list[names->n].org = org;
	*ret = names->list[names->n++].name = shorter.n ? shorter : full;
	return NULL;
}

static struct str when_said(struct ctx *c, struct day from, struct day until, int64_t month)
{
	struct str a = day_zh(c->mem, from), b;
	if (!day_known(from) || (from.n == month_last((int)month).n && !day_known(until)))
		return month_zh(c->mem, (int)month);         /* no day of its own */
	if (!day_known(until) || until.n == from.n)
		return a;
	b = day_month(from) == day_month(until) ? str_fmt(c->mem, _("%d日"), day_of_month(until)) : day_zh(c->mem, until);
	return str_fmt(c->mem, _("%.*s至%.*s"), PSTR(a), PSTR(b));
}

struct list { struct admin_matters_page *p; struct names names; int64_t only; int64_t month; };

static fault sum_of(struct ctx *c, struct list *l, int64_t department, struct admin_matter_sum **ret)
{
	struct admin_matters_page *p = l->p;
	struct str name;
	TRY(department_name(c, &l->names, department, &name));
	if (!name.n)
		name = str_of(_("没有写部门"));
	for (size_t i = 0; i < p->n_sums; i++)
		if (str_eq(p->sums[i].name, name)) {
			*ret = &p->sums[i];
			return NULL;
		}
	p->sums = arena_more(c->mem, p->sums, p->n_sums * sizeof *p->sums, (p->n_sums + 1) * sizeof *p->sums);
	*ret = &p->sums[p->n_sums++];
	**ret = (struct admin_matter_sum){ .name = name, .here = department == l->only,
		.path = path_with(c->mem, admin_month_path(c, l->month), "department", str_fmt(c->mem, "%lld", (long long)(department > 0 ? department : 0))) };
	return NULL;
}

static fault row_of(struct ctx *c, struct list *l, const struct matters_of_month_row *m, int64_t month, struct admin_matter_row *ret)
{
	*ret = (struct admin_matter_row){ .id = m->id, .ordinal = m->ordinal, .heading = heading_of(c, m->heading, m->line), .why = m->why,
		.line = m->line.p ? code_word(LINE_CODES, m->line) : NULL, .when = when_said(c, m->day, m->until, month), .state = admin_state_of(m->state),
		.progress = admin_progress(m->progress), .drafted = m->line.p && !m->body.p };
	return department_name(c, &l->names, m->department, &ret->department);
}

/* The rows of one part: with this progress, of the department that is looked at. */
static fault part_fill(struct ctx *c, struct list *l, struct admin_matter_part *part, const struct matters_of_month_row *rows, size_t n, int64_t month,
	const char *const *progress)
{
	part->rows = arena_get(c->mem, (n + 1) * sizeof *part->rows);
	for (size_t i = 0; i < n; i++) {
		bool wanted = false;
		for (const char *const *each = progress; *each; each++)
			wanted = wanted || str_is(rows[i].progress, *each);
		if (!wanted || (l->only >= 0 && (rows[i].department > 0 ? rows[i].department : 0) != l->only))
			continue;
		TRY(row_of(c, l, &rows[i], month, &part->rows[part->n_rows++]));
	}
	if (part->n_rows)
		part->rows[0].first = part->rows[part->n_rows - 1].last = true;
	return NULL;
}

static fault left_fill(struct ctx *c, struct list *l, struct admin_matter_part *part)
{
	struct matters_left_row *rows;
	size_t n;
	TRY(matters_left(c->db, (struct matters_left_in){ .month = l->month, .left = month_iso(c->mem, (int)l->month) }, &rows, &n));
	part->rows = arena_get(c->mem, (n + 1) * sizeof *part->rows);
	for (size_t i = 0; i < n; i++) {
		struct admin_matter_row *r = &part->rows[part->n_rows];
		if (l->only >= 0 && (rows[i].department > 0 ? rows[i].department : 0) != l->only)
			continue;
		*r = (struct admin_matter_row){ .id = rows[i].id, .ordinal = rows[i].ordinal, .heading = heading_of(c, rows[i].heading, rows[i].line),
			.why = rows[i].words, .when = str_fmt(c->mem, _("移到%.*s"), PSTR(month_zh(c->mem, (int)rows[i].month))),
				.state = admin_state_of(rows[i].state) };
		TRY(department_name(c, &l->names, rows[i].department, &r->department));
		part->n_rows++;
	}
	return NULL;
}

static fault sums_fill(struct ctx *c, struct list *l, const struct matters_of_month_row *rows, size_t n, bool next)
{
	for (size_t i = 0; i < n; i++) {
		struct admin_matter_sum *s;
		TRY(sum_of(c, l, rows[i].department > 0 ? rows[i].department : 0, &s));
		bool ahead = str_is(rows[i].progress, "planned") || str_is(rows[i].progress, "under_way");
		s->next += next && ahead;
		s->done += !next && str_is(rows[i].progress, "done");
		s->under += !next && ahead;
		l->p->n_waits += !str_is(rows[i].state, "approved");
	}
	return NULL;
}

static fault parts_fill(struct ctx *c, struct list *l)
{
	static const char *const DONE[] = { "done", NULL }, *const UNDER[] = { "under_way", NULL }, *const PLANNED[] = { "planned", NULL },
		*const DROPPED[] = { "dropped", NULL }, *const AHEAD[] = { "planned", "under_way", NULL };
	struct admin_matters_page *p = l->p;
	struct matters_of_month_row *now, *next;
	int64_t after = month_add((int)l->month, 1);
	size_t n, n_next;
	bool closed, closed_next;
	TRY(period_closed(c->db, (int)l->month, &closed));
	TRY(period_closed(c->db, (int)after, &closed_next));
	TRY(matters_of_month(c->db, (struct matters_of_month_in){ .month = l->month }, &now, &n));
	TRY(matters_of_month(c->db, (struct matters_of_month_in){ .month = after }, &next, &n_next));
	TRY(sums_fill(c, l, now, n, false));
	TRY(sums_fill(c, l, next, n_next, true));
	struct admin_matter_part *parts = arena_get(c->mem, 6 * sizeof *parts);
	const struct { const char *title, *none, *id; const char *const *progress; bool next, orders, reasons, always; } PARTS[] = {
		{ N_("本月完成"),         N_("还没有完成的事项。"),                               "done",    DONE,    false, true,  false, true  },
		{ N_("进行中"),           N_("没有正在办的事项。"),                               "under",   UNDER,   false, true,  false, true  },
		{ N_("本月计划，还没有动"), NULL,                                                   "planned", PLANNED, false, true,  false, false },
		{ N_("取消"),             NULL,                                                   "dropped", DROPPED, false, false, true,  false },
		{ N_("移到以后的"),       NULL,                                                   "left",    NULL,    false, false, true,  false },
		{ N_("下月计划"),         N_("还没有登记下月的计划。请登记，或把没办完的移过来。"), "next",    AHEAD,   true,  true,  false, true  },
	};
	for (size_t i = 0; i < COUNT(PARTS); i++) {
		struct admin_matter_part *part = &parts[p->n_parts];
		*part = (struct admin_matter_part){ .title = _(PARTS[i].title), .none = PARTS[i].none ? _(PARTS[i].none) : NULL, .id = PARTS[i].id,
			.orders = PARTS[i].orders && p->may && l->only < 0
				&& !(PARTS[i].next ? closed_next : closed), .reasons = PARTS[i].reasons, .csrf = csrf_field(c) };
		TRY(PARTS[i].progress ? part_fill(c, l, part, PARTS[i].next ? next : now, PARTS[i].next ? n_next : n, PARTS[i].next ? after : l->month,
			PARTS[i].progress)
			: left_fill(c, l, part));
		p->n_parts += part->n_rows || PARTS[i].always;
	}
	p->parts = parts;
	p->empty = !n && !n_next;
	p->head.scope = str_fmt(c->mem, _("%.*s　%.*s　完成%zu件，进行中%zu件，下月计划%zu件"), PSTR(c->who->org_name), PSTR(p->month), parts[0].n_rows, parts[1].n_rows,
		parts[p->n_parts - 1].n_rows);
	return NULL;
}

fault admin_matters_show(struct ctx *c)
{
	struct out o = { { .mem = c->mem } };
	struct admin_matters_page p = { .may = viewer_may(c->who, "matter.edit"), .imports = viewer_may(c->who, "import.bring") };
	struct list l = { .p = &p, .month = *(const int64_t *)c->subject, .only = -1 };
	struct str department = request_param(c->request, "department");
	if (department.n && (!str_int(department, &l.only) || l.only < 0))
		l.only = -1;
	p.month = month_zh(c->mem, (int)l.month);
	p.month_iso = month_iso(c->mem, (int)l.month);
	p.before = admin_month_path(c, month_add((int)l.month, -1)), p.after = admin_month_path(c, month_add((int)l.month, 1)), p.all = admin_month_path(c,
		l.month);
	TRY(parts_fill(c, &l));
	if (l.only >= 0) {
		TRY(department_name(c, &l.names, l.only, &p.department));
		p.department = p.department.n ? p.department : str_of(_("没有写部门"));
	}
	if (p.may)
		p.head.acts[p.head.n_acts++] = (struct admin_act){ _("登记一件"), path_of(c->mem, "/matters/%S/new", p.month_iso), false };
	page_admin_matters(&o, &p);
	admin_answer(c, _("工作事项"), HERE, &o);
	return NULL;
}

fault admin_matters_now(struct ctx *c)
{
	struct matter_latest_row row;
	bool found;
	TRY(matter_latest(c->db, &row, &found));
	reply_go(c, admin_month_path(c, found && row.month != INT_NONE ? row.month : day_month(admin_today(c))));
	return NULL;
}

/* --- one matter -------------------------------------------------------------------------------------------------------------------------------------- */

fault admin_matter_load(struct ctx *c)
{
	struct admin_matter *m = arena_get(c->mem, sizeof *m);
	struct matter_seen_row seen;
	bool found;
	TRY(matter_seen(c->db, (struct matter_seen_in){ .id = c->id }, &seen, &found));
	if (found)
		TRY(row_read(c->db, &matter_table, c->id, &m->row, &found));
	if (!found)
		return fault_make(c->mem, BLAME_ABSENT, "row.absent", _("这条记录不存在或已不在您的范围内。请重新打开列表再试。"));
	TRY(admin_matter_may(c, m->row.line, m->row.head.org, &m->may));
	c->subject = m;
	return NULL;
}

fault admin_matter_edits(struct ctx *c)
{
	TRY(admin_matter_load(c));
	const struct admin_matter *m = c->subject;
	return m->may ? NULL : fault_make(c->mem, BLAME_DENIED, "matter.denied", _("这件事项不归您的业务线编辑。请由牵头部门或办公室修改。"));
}

static const char *step_word(struct str act)
{
	for (size_t i = 0; i < RECORD_MOVES_N; i++)
		if (str_is(act, RECORD_MOVES[i].act))
			return _(RECORD_MOVES[i].word);
	return str_is(act, "later") ? _("移到下月") : "?";
}

static fault steps_fill(struct ctx *c, const struct matter *m, struct admin_matter_page *p)
{
	struct matter_steps_row *rows;
	size_t n;
	TRY(matter_steps(c->db, (struct matter_steps_in){ .record = m->head.id }, &rows, &n));
	p->steps = arena_get(c->mem, (n + 2) * sizeof *p->steps);
	for (size_t i = 0; i < n; i++) {
		struct admin_step *s = &p->steps[p->n_steps++];
		*s = (struct admin_step){ .when = minute_zh(c->mem, rows[i].at), .what = str_of(step_word(rows[i].act)), .words = rows[i].words };
		for (size_t k = 0; k < RETURN_REASONS_N; k++)
			if (str_is(rows[i].reason, RETURN_REASONS[k].code))
				s->words = rows[i].words.p ? str_fmt(c->mem, _("%s：%.*s"), _(RETURN_REASONS[k].word), PSTR(rows[i].words))
					: str_of(_(RETURN_REASONS[k].word));
		TRY(admin_who(c, rows[i].actor, &s->who));
	}
	struct admin_step *first = &p->steps[p->n_steps++];
	*first = (struct admin_step){ .when = minute_zh(c->mem, m->head.recorded_at), .what = str_of(m->head.source == INT_NONE ? _("登记") : _("导入")) };
	return admin_who(c, m->head.entered_by, &first->who);
}

static void paras_fill(struct ctx *c, struct str body, struct admin_matter_page *p)
{
	size_t n = 1;
	for (size_t i = 0; i < body.n; i++)
		n += body.p[i] == '\n';
	p->paras = arena_get(c->mem, n * sizeof *p->paras);
	while (body.n) {
		struct str para = str_trim(str_cut(&body, '\n'));
		if (para.n)
			p->paras[p->n_paras++].say = para;
	}
}

static fault source_said(struct ctx *c, const struct matter *m, struct str *ret)
{
	struct matter_file_row file;
	bool found = false;
	if (m->head.source != INT_NONE)
		TRY(matter_file(c->db, (struct matter_file_in){ .id = m->head.source }, &file, &found));
	*ret = found ? str_fmt(c->mem, _("%.*s　第%lld行"), PSTR(file.file), (long long)m->head.sheet_row) : str_of(_("网页填报"));
	return NULL;
}

fault admin_matter_show(struct ctx *c)
{
	const struct admin_matter *subject = c->subject;
	const struct matter *m = &subject->row;
	struct out o = { { .mem = c->mem } };
	struct names names = { 0 };
	struct admin_matter_page p = { .id = m->head.id, .csrf = csrf_field(c), .heading = admin_matter_heading(c, m), .place = m->place, .people = m->people,
		.why = m->why, .line = m->line.p ? code_word(LINE_CODES, m->line) : NULL, .planned = m->planned == 1, .unplanned = m->planned == 0,
		.drafted = m->line.p && !m->body.p, .state = admin_state_of(m->head.state), .progress = admin_progress(m->progress), .may = subject->may,
		.reports = viewer_may(c->who, "report.read"),
		.begins = str_is(m->progress, "planned"), .done = str_is(m->progress, "done") || str_is(m->progress, "dropped"), .when = when_said(c,
			m->head.day, m->until, m->head.month),
		.month = month_zh(c->mem, (int)m->head.month), .next = month_zh(c->mem, month_add((int)m->head.month, 1)),
		.report = path_of(c->mem, "/report/%S", month_iso(c->mem, (int)m->head.month)) };
	bool waits = str_is(m->head.state, "submitted");
	p.own_edit = waits && subject->may && (m->head.editor == c->who->person || m->head.recorded_by == c->who->person);
	p.approves = waits && subject->may && !p.own_edit;
	p.returns = waits || str_is(m->head.state, "approved");
	TRY(department_name(c, &names, m->department, &p.department));
	TRY(source_said(c, m, &p.from));
	TRY(steps_fill(c, m, &p));
	paras_fill(c, m->body, &p);
	p.head = (struct admin_head){ .title = p.heading, .scope = p.department.n ? str_fmt(c->mem, _("%.*s　%.*s"), PSTR(p.month), PSTR(p.department))
		: p.month,
		.back = admin_month_path(c, m->head.month), .back_word = _("回到工作事项") };
	page_admin_matter(&o, &p);
	admin_answer(c, str_c(c->mem, p.heading), HERE, &o);
	return NULL;
}
