/* What can be done to a matter: entered, changed, marked, put in order, approved, returned, moved to the next month with a reason, dropped with one.
 *
 * The form is the FIELD table of the sheet, filled and checked by the kernel as a sheet's row is (kernel/enter.h), so a mistake has the same sentence here and
 * in a file. A matter of no line that is marked done and says nothing is sent to its form first, where the one field that lacks is named. The order is the
 * office's own: it moves numbers between neighbours and takes no approval away, since it says nothing about what was done.
 * A matter that has counted in a month that is closed is changed for a reason, which its own 说明 says; who marks it with a button is sent to the form.
 * Refuses what the kernel refuses; the page of the form keeps what was typed.
 * Not taken: acts on several at once (a month has some twenty matters). */
#include "kernel/period.h"
#include "kernel/row.h"
#include "rooms/admin.h"
#include "rooms/admin.sql.h"
#include "rooms/rooms.tpl.h"

static const char HERE[] = "/matters";

static int month_of(struct ctx *c)
{
	return c->id ? (int)((const struct admin_matter *)c->subject)->row.head.month : (int)*(const int64_t *)c->subject;
}

static fault matter_check(struct ctx *c, void *filled)
{
	return enter_check(c->db, &MATTER_MATTER, filled, c->who->org, month_of(c));
}

const struct form_of ADMIN_MATTER_FORM = { MATTER_FIELDS, MATTER_FIELDS_N, sizeof(struct matter), matter_check };

static fault form_page(struct ctx *c, const char *title, struct str scope, struct path back, const char *back_word, const struct form_view *view,
	struct str note)
{
	struct out o = { { .mem = c->mem } };
	struct admin_form_page p = { .head = { .title = str_of(title), .scope = scope, .back = back, .back_word = back_word }, .form = form_html(c, view),
		.note = note };
	page_admin_form(&o, &p);
	admin_answer(c, title, HERE, &o);
	return NULL;
}

/* --- entering ---------------------------------------------------------------------------------------------------------------------------------------- */

static fault order_next(struct ctx *c, int64_t month, int64_t *ret)
{
	struct matters_of_month_row *rows;
	size_t n;
	*ret = 1;
	TRY(matters_of_month(c->db, (struct matters_of_month_in){ .month = month }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		*ret = rows[i].ordinal >= *ret ? rows[i].ordinal + 1 : *ret;
	return NULL;
}

fault admin_matter_new(struct ctx *c)
{
	int64_t month = month_of(c);
	struct matter usual = { .head.day = DAY_NONE, .until = DAY_NONE, .department = INT_NONE, .planned = 1, .progress = STR("planned") };
	TRY(order_next(c, month, &usual.ordinal));
	return form_page(c, _("登记一件工作事项"), str_fmt(c->mem, _("%.*s　计入%.*s"), PSTR(c->who->org_name), PSTR(month_zh(c->mem, (int)month))),
		admin_month_path(c, month), _("回到工作事项"), &(struct form_view){ .of = &ADMIN_MATTER_FORM, .filled = &usual, .verb = _("登记，交同事审核"),
		.action = path_of(c->mem, "/matters/%S/new", month_iso(c->mem, (int)month)) }, STR_NONE);
}

/* Where the record belongs: to the union whose matters the viewer keeps, which is the highest he sees. */
fault admin_matter_add(struct ctx *c)
{
	struct matter row = *(const struct matter *)c->form;
	bool may;
	TRY(admin_matter_may(c, row.line, c->who->org, &may));
	if (!may)
		return fault_field(c->mem, "条线", "matter.line", _("您只管一条业务线，不能登记别的条线或不属于条线的事项。请改选您的条线，或由办公室登记。"));
	TRY(enter_add(c->db, &MATTER_MATTER, &row, c->who->org, c->who->person));
	reply_notice(c, row.head.month == day_month(row.head.day) ? "matter.added" : "matter.late");
	reply_go(c, admin_month_path(c, row.head.month));
	return NULL;
}

static struct path matter_path(struct ctx *c)
{
	return path_of(c->mem, "/matter/%d", c->id);
}

fault admin_matter_edit(struct ctx *c)
{
	struct matter row = ((const struct admin_matter *)c->subject)->row;
	bool approved = str_is(row.head.state, "approved");
	struct str progress = request_param(c->request, "progress");
	if (str_is(progress, "done") || str_is(progress, "under_way"))
		row.progress = progress;
	return form_page(c, _("修改工作事项"), admin_matter_heading(c, &row), matter_path(c), _("回到这件事项"), &(struct form_view){ .of = &ADMIN_MATTER_FORM,
		.filled = &row,
		.action = path_of(c->mem, "/matter/%d/edit", c->id), .verb = _("改好，交同事审核") },
		approved ? str_of(_("这件事项已经审核通过。改了以后要由另一位同事重新审核，审核通过前不写进月报。")) : STR_NONE);
}

/* What a change did is said; whether it did anything, the version tells. */
static fault changed(struct ctx *c, struct matter *row, struct str why, const char *notice)
{
	int64_t version = row->head.version;
	row->head.id = c->id;
	TRY(enter_change(c->db, &MATTER_MATTER, row, c->who->person, why));
	reply_notice(c, row->head.version == version ? "matter.same" : notice);
	reply_go(c, matter_path(c));
	return NULL;
}

fault admin_matter_change(struct ctx *c)
{
	struct matter row = *(const struct matter *)c->form;
	const struct matter *old = &((const struct admin_matter *)c->subject)->row;
	bool may;
	TRY(admin_matter_may(c, row.line, old->head.org, &may));
	if (!may)
		return fault_field(c->mem, "条线", "matter.line", _("您只管一条业务线，不能登记别的条线或不属于条线的事项。请改选您的条线，或由办公室登记。"));
	row.head.version = old->head.version;
	fault f = changed(c, &row, str_eq(row.why, old->why) ? STR_NONE : row.why, "matter.changed");
	return f && str_is(str_of(f->code), "period.why") ? admin_at(c, f, "说明") : f;
}

/* --- marking ----------------------------------------------------------------------------------------------------------------------------------------- */

static fault mark(struct ctx *c, const char *progress, struct str why, const char *notice)
{
	struct matter row = ((const struct admin_matter *)c->subject)->row;
	row.progress = str_of(progress);
	if (why.p)
		row.why = why;
	TRY(enter_check(c->db, &MATTER_MATTER, &row, c->who->org, month_of(c)));
	return changed(c, &row, why, notice);
}

/* To the form, where what lacks is written. */
static fault to_form(struct ctx *c, const char *progress, const char *notice)
{
	reply_notice(c, notice);
	reply_go(c, path_with(c->mem, path_of(c->mem, "/matter/%d/edit", c->id), "progress", str_of(progress)));
	return NULL;
}

static fault mark_or_form(struct ctx *c, const char *progress)
{
	fault f = mark(c, progress, STR_NONE, "matter.changed");
	return f && str_is(str_of(f->code), "period.why") ? to_form(c, progress, "matter.why") : f;
}

fault admin_matter_done(struct ctx *c)
{
	const struct matter *m = &((const struct admin_matter *)c->subject)->row;
	if (m->line.p || m->body.p)
		return mark_or_form(c, "done");
	return to_form(c, "done", "matter.body");
}

fault admin_matter_under(struct ctx *c)
{
	return mark_or_form(c, "under_way");
}

static const struct field REASON_FIELDS[] = {
	FIELD(admin_reason, why, N_("原因"), FIELD_TEXT, .must = true, .least = 2, .most = 300, .hint = N_("随记录走，领导和经审会看得到")),
};
const struct form_of ADMIN_REASON_FORM = { REASON_FIELDS, COUNT(REASON_FIELDS), sizeof(struct admin_reason), NULL };

static fault reason_page(struct ctx *c, const char *title, const char *word, const char *verb, struct str note)
{
	const struct matter *m = &((const struct admin_matter *)c->subject)->row;
	return form_page(c, title, admin_matter_heading(c, m), matter_path(c), _("回到这件事项"), &(struct form_view){ .of = &ADMIN_REASON_FORM, .verb = verb,
		.action = path_of(c->mem, "/matter/%d/%s", c->id, word) }, note);
}

fault admin_matter_drop_show(struct ctx *c)
{
	return reason_page(c, _("取消这件事项"), "drop", _("取消这件事项"), str_fmt(c->mem, _("取消以后列在%.*s的“取消”里，不写进月报。记录还在，以后可以改回来。"),
		PSTR(month_zh(c->mem, month_of(c)))));
}

fault admin_matter_drop(struct ctx *c)
{
	return mark(c, "dropped", ((const struct admin_reason *)c->form)->why, "matter.dropped");
}

fault admin_matter_later_show(struct ctx *c)
{
	int month = month_of(c), next = month_add(month, 1);
	return reason_page(c, _("移到下月"), "later", _("移到下月的计划"), str_fmt(c->mem, _("移过去以后列在%.*s的计划里，要由另一位同事审核；%.*s的清单上留一行，写明移到了哪里、为什么。"),
		PSTR(month_zh(c->mem, next)), PSTR(month_zh(c->mem, month))));
}

/* Into the next month's plan; the step keeps which month it left, and why. */
fault admin_matter_later(struct ctx *c)
{
	const struct admin_reason *r = c->form;
	struct matter row = ((const struct admin_matter *)c->subject)->row;
	int64_t left = row.head.month;
	struct str was = row.head.state;
	if (str_is(row.progress, "done") || str_is(row.progress, "dropped"))
		return fault_make(c->mem, BLAME_CONFLICT, "matter.over", _("这件事项已经完成或取消，不能再移到下月。请重新打开它，看最新的进展。"));
	row_act(c->db, "later", STR_NONE);
	row.progress = STR("planned"), row.why = r->why;
	row.head.day = month_last(month_add((int)left, 1));
	row.until = DAY_NONE;
	TRY(enter_check(c->db, &MATTER_MATTER, &row, c->who->org, month_add((int)left, 1)));
	TRY(changed(c, &row, r->why, "matter.moved"));
	struct step step = { .relation = STR("matter"), .record = c->id, .act = STR("later"), .was = was, .became = row.head.state,
		.reason = month_iso(c->mem, (int)left), .words = r->why, .recipient = INT_NONE, .actor = c->who->person, .at = db_now(c->db) };
	return row_add(c->db, &step_table, &step);
}

/* --- approving and returning ------------------------------------------------------------------------------------------------------------------------- */

fault admin_matter_approve(struct ctx *c)
{
	TRY(move_make(c->db, &matter_table, c->id, "approve", c->who->person, NULL, STR_NONE));
	reply_notice(c, "matter.approved");
	reply_go(c, matter_path(c));
	return NULL;
}

/* Of the catalogue, what can be wrong with a matter. */
static const struct code REASONS[] = { { "unclear", N_("内容不清") }, { "wrong_day", N_("日期不符") }, { "no_evidence", N_("缺佐证材料") },
	{ "outside_scope", N_("不在填报范围") }, { "duplicate", N_("重复填报") }, { "other", N_("其他") }, { NULL, NULL } };
static const struct field RETURN_FIELDS[] = {
	FIELD(admin_return, reason, N_("原因"),     FIELD_CODE, .must = true, .codes = REASONS),
	FIELD(admin_return, words,  N_("补充说明"), FIELD_TEXT, .most = 300, .hint = N_("要对方改什么，写清楚")),
};
const struct form_of ADMIN_RETURN_FORM = { RETURN_FIELDS, COUNT(RETURN_FIELDS), sizeof(struct admin_return), NULL };

fault admin_matter_return_show(struct ctx *c)
{
	const struct matter *m = &((const struct admin_matter *)c->subject)->row;
	struct str name;
	TRY(admin_who(c, m->head.entered_by, &name));
	return form_page(c, _("退回这件事项"), admin_matter_heading(c, m), matter_path(c), _("回到这件事项"), &(struct form_view){ .of = &ADMIN_RETURN_FORM,
		.action = path_of(c->mem, "/matter/%d/return", c->id), .verb = _("退回") },
		name.n ? str_fmt(c->mem, _("退给%.*s。改好再报以前，不写进月报。"), PSTR(name)) : str_of(_("退回以后，改好再报以前，不写进月报。")));
}

fault admin_matter_return(struct ctx *c)
{
	const struct admin_return *r = c->form;
	fault f = move_make(c->db, &matter_table, c->id, "return", c->who->person, str_c(c->mem, r->reason), r->words);
	if (f)
		return admin_at(c, f, NULL);
	reply_notice(c, "matter.returned");
	reply_go(c, matter_path(c));
	return NULL;
}

/* --- the order --------------------------------------------------------------------------------------------------------------------------------------- */

static fault order_write(struct ctx *c, int64_t id, int64_t ordinal)
{
	struct matter row;
	bool found;
	TRY(row_read(c->db, &matter_table, id, &row, &found));
	if (!found || row.ordinal == ordinal)
		return NULL;
	row.ordinal = ordinal;
	row.head.digest = enter_digest(c->db, &MATTER_MATTER, &row, false);
	return row_change(c->db, &matter_table, &row);
}

/* The neighbours of the same progress change places; numbers run on where two were the same. */
static fault order_move(struct ctx *c, int by)
{
	const struct matter *m = &((const struct admin_matter *)c->subject)->row;
	struct matters_of_month_row *rows;
	size_t n, at = SIZE_MAX, k = 0;
	bool closed;
	TRY(period_closed(c->db, (int)m->head.month, &closed));
	if (closed)
		return fault_make(c->mem, BLAME_CONFLICT, "matter.issued", _("这个月的月报已印发，各节的顺序不再变动。"));
	TRY(matters_of_month(c->db, (struct matters_of_month_in){ .month = m->head.month }, &rows, &n));
	struct matters_of_month_row **same = arena_get(c->mem, (n + 1) * sizeof *same);
	int64_t *numbers = arena_get(c->mem, (n + 1) * sizeof *numbers);
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].progress, m->progress)) {
			at = rows[i].id == m->head.id ? k : at;
			numbers[k] = k && rows[i].ordinal <= numbers[k - 1] ? numbers[k - 1] + 1 : rows[i].ordinal;
			same[k++] = &rows[i];
		}
	size_t other = at + (size_t)by;
	row_act(c->db, "order", STR_NONE);
	if (at != SIZE_MAX && other < k) {
		struct matters_of_month_row *held = same[at];
		same[at] = same[other], same[other] = held;
		for (size_t i = 0; i < k; i++)
			TRY(order_write(c, same[i]->id, numbers[i]));
	}
	reply_go(c, path_back(c));
	return NULL;
}

fault admin_matter_up(struct ctx *c)
{
	return order_move(c, -1);
}

fault admin_matter_down(struct ctx *c)
{
	return order_move(c, 1);
}
