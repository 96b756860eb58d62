/* One section of the report on its department's desk: its text with live figures, what each figure says now, and the acts of its way.
 *
 * The text is edited as it is stored: prose with {references}. So typing around a figure cannot break it; a reference that leads nowhere is refused at the
 * field while its author still sits before it, and a number typed over a computed one asks why. The form carries a digest of the text it was opened with:
 * when somebody else has changed that text meanwhile, nothing is written, and both texts stand side by side until the second author decides.
 * Refused acts come back to this page with what was typed.
 * Not taken: a lock while somebody has a section open (he goes home, and it stays locked); merging two texts by lines, which no author has read. */
#include <string.h>
#include "base/sm.h"
#include "base/text.h"
#include "rooms/report_room.h"
#include "rooms/rooms.tpl.h"

enum { VERSION_BYTES = 8, DEEDS_MOST = 6, STEPS_MOST = 30 };

/* --- its text --------------------------------------------------------------------------------------------------------------------------------------- */

static struct str version_of(struct arena *mem, const struct section_view *v)
{
	struct str text = str_fmt(mem, "%.*s\n%.*s", PSTR(v->heading), PSTR(v->body));
	unsigned char digest[SM3_BYTES];
	sm3(text.p, text.n, digest);
	return str_hex(mem, digest, VERSION_BYTES);
}

/* Line breaks as browsers send them. */
static struct str typed_text(struct arena *mem, struct str text)
{
	struct buf out = { .mem = mem };
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\r')
			buf_c(&out, text.p[i]);
	return str_trim(buf_str(&out));
}

static bool own_paragraph(const struct part *p, size_t *at, int64_t ordinal)
{
	*at += p->id.n != 0;
	return p->kind == B_PARA && *at == (size_t)ordinal;
}

/* The document of this section alone. */
static struct doc *section_alone(struct ctx *c, const struct doc *whole, int64_t ordinal)
{
	struct doc *doc = doc_new(c->mem, whole->title);
	size_t at = 0;
	for (const struct part *p = whole->first; p && p->kind != B_ANNEX; p = p->next)
		if (own_paragraph(p, &at, ordinal)) {
			struct part *copy = arena_get(c->mem, sizeof *copy);
			*copy = *p;
			copy->next = NULL;
			*doc->tail = copy;
			doc->tail = &copy->next;
		}
	return doc;
}

/* --- its figures ------------------------------------------------------------------------------------------------------------------------------------ */

static struct str why_typed(const struct override_standing_row *rows, size_t n, const struct section_view *v, const struct number *of, struct str *ret_computed)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].section == v->section && str_eq(rows[i].indicator, of->indicator) && str_eq(rows[i].shown, of->shown)) {
			*ret_computed = rows[i].computed;
			return rows[i].why;
		}
	return STR_NONE;
}

static bool listed(const struct report_part_page *p, struct str reference)
{
	for (size_t i = 0; i < p->n_numbers; i++)
		if (str_eq(p->numbers[i].reference, reference))
			return true;
	return false;
}

static fault numbers_fill(struct ctx *c, const struct month_of *m, const struct doc *doc, struct report_part_page *p)
{
	struct override_standing_row *typed;
	size_t n_typed, n = 0;
	TRY(override_standing(c->db, (struct override_standing_in){ .edition = m->e.id }, &typed, &n_typed));
	for (const struct part *part = doc->first; part; part = part->next)
		for (const struct span *s = part->spans; s; s = s->next)
			n += s->number != NULL;
	p->numbers = arena_get(c->mem, (n + 1) * sizeof *p->numbers);
	for (const struct part *part = doc->first; part; part = part->next)
		for (const struct span *s = part->spans; s; s = s->next) {
			if (!s->number || !s->number->indicator.n)
				continue;
			const struct indicator *of = report_indicator(desk_of(c), s->number->indicator);
			struct report_number row = { .name = of ? str_of(_(of->name)) : s->number->indicator, .shown = s->number->shown,
				.path = path_of(c->mem, "/figure/%S/%S", s->number->indicator, month_iso(c->mem, m->month)) };
			row.why = why_typed(typed, n_typed, m->part, s->number, &row.computed);
			row.typed = row.why.n != 0;
			row.reference = row.typed ? str_fmt(c->mem, "{%.*s=%.*s}", PSTR(s->number->indicator), PSTR(row.shown))
				: str_fmt(c->mem, "{%.*s}", PSTR(s->number->indicator));
			if (!listed(p, row.reference))
				p->numbers[p->n_numbers++] = row;
		}
	return NULL;
}

/* --- what may be done ------------------------------------------------------------------------------------------------------------------------------- */

static fault may_edit(struct ctx *c, const struct month_of *m, bool *ret)
{
	*ret = false;
	if (!str_is(m->e.state, "drafting"))
		return NULL;
	return report_may_part(c, "report.edit", m->part, ret);
}

static void deed(struct ctx *c, struct report_box *box, bool first, bool posts, const char *verb, struct path path)
{
	box->deeds[box->n_deeds++] = (struct report_deed){ str_of(verb), path, posts, first, csrf_field(c) };
	box->turn |= first;
}

static fault box_fill(struct ctx *c, const struct month_of *m, bool edits, struct report_box *box)
{
	const struct section_view *v = m->part;
	bool approves, own = report_own_part(c, m, v), open = str_is(m->e.state, "drafting");
	TRY(report_may_part(c, "report.approve", v, &approves));
	*box = (struct report_box){ .title = _("办理"), .deeds = arena_get(c->mem, DEEDS_MOST * sizeof *box->deeds) };
	if (open && approves && str_is(v->state, "submitted") && !own)
		deed(c, box, true, true, _("审定这一节"), report_part_path(c, m->month, v, "approve"));
	if (open && approves && report_open_move(SECTION_MOVES, SECTION_MOVES_N, v->state, "return"))
		deed(c, box, false, false, _("退回这一节"), report_part_path(c, m->month, v, "return"));
	if (edits && v->edited)
		deed(c, box, false, true, _("恢复由记录起草的文字"), report_part_path(c, m->month, v, "drafted"));
	if (approves && own && str_is(v->state, "submitted"))
		box->note = str_of(_("这一节最后是您改的或提交的，请交另一位同志审定。"));
	else if (edits)
		box->note = str_of(report_open_move(SECTION_MOVES, SECTION_MOVES_N, v->state, "submit") ? _("写好以后在左边提交，再由另一位同志审定。")
			: _("再改文字，这一节就退回起草，要重新提交、审定。"));
	else if (!box->n_deeds)
		box->note = str_of(_("现在没有要您办的。"));
	return NULL;
}

static fault unable(struct ctx *c, const struct month_of *m, struct str *ret)
{
	struct str unit;
	TRY(report_unit(c, m->part->department, &unit));
	*ret = !str_is(m->e.state, "drafting") ? str_of(str_is(m->e.state, "issued") ? _("月报已经印发，文字不再改动。确有错误的，另出更正版。") : _("月报已经核稿，文字不能再改。要改，请办公室先退回起草。"))
		: unit.n ? str_fmt(c->mem, _("这一节由%.*s起草，您的账号只能看。"), PSTR(unit)) : str_of(_("这一节不由您起草，您的账号只能看。"));
	return NULL;
}

/* --- the page --------------------------------------------------------------------------------------------------------------------------------------- */

static const char *field_of(fault f)
{
	static const struct { const char *code, *field; } AT[] = { { "edition.typed", "why" }, { "report.reference", "body" }, { "report.brace", "body" },
		{ "report.typed", "body" }, { "section.text", "body" }, { "section.invisible", "body" }, { "section.long", "body" },
		{ "campaign.none", "body" }, { "edition.words", "why" } };
	if (f->field)
		return f->field;
	for (size_t i = 0; i < COUNT(AT); i++)
		if (strcmp(f->code, AT[i].code) == 0)
			return AT[i].field;
	return NULL;
}

static void wrongs_place(struct ctx *c, struct report_part_page *p)
{
	for (fault f = c->faults; f; f = f->next) {
		const char *at = field_of(f), *say = str_c(c->mem, report_here(c->mem, str_of(f->say)));
		if (at && strcmp(at, "heading") == 0)
			p->wrong_heading = say;
		else if (at && strcmp(at, "body") == 0)
			p->wrong_body = say;
		else if (at && strcmp(at, "why") == 0)
			p->wrong_why = say;
	}
}

static fault head_fill(struct ctx *c, const struct month_of *m, struct report_part_page *p)
{
	const struct section_view *v = m->part;
	struct buf facts = { .mem = c->mem };
	struct str unit, who;
	TRY(report_unit(c, v->department, &unit));
	TRY(report_who(c, v->editor, &who));
	p->head = report_page_head(c, m, str_c(c->mem, report_part_title(c, v)));
	p->head.state = report_part_shape(v->state, str_is(m->e.state, "issued"));
	buf_fmt(&facts, "%.*s　%.*s", PSTR(p->head.month), PSTR(unit));
	if (who.n)
		buf_fmt(&facts, _("　最后由%.*s于%.*s改或提交"), PSTR(who), PSTR(minute_zh(c->mem, v->edited_at)));
	report_facts(c, &p->head, buf_str(&facts));
	return NULL;
}

/* theirs: the form was opened with an older text; what was typed stays, and goes over it only when it is sent once more. */
static fault page_make(struct ctx *c, bool theirs)
{
	const struct month_of *m = c->subject;
	struct out o = { { .mem = c->mem } };
	struct report_part_page p = { .csrf = csrf_field(c), .action = report_part_path(c, m->month, m->part, NULL), .heading = m->part->heading,
		.body = m->part->body, .version = version_of(c->mem, m->part), .faults = report_faults(c, field_of) };
	struct paper_view view = report_view(c, m->month);
	struct buf paper = { .mem = c->mem };
	struct doc *whole;
	bool typed = theirs || (c->faults && request_field(c->request, "version").n);
	TRY(report_compiled(c, m, &whole, NULL));
	struct doc *alone = section_alone(c, whole, m->part->ordinal);
	doc_html_paper(alone, &view, &paper);
	p.paper = (struct html){ buf_str(&paper) };
	p.fresh = p.action;
	TRY(may_edit(c, m, &p.edits));
	TRY(head_fill(c, m, &p));
	TRY(numbers_fill(c, m, alone, &p));
	TRY(box_fill(c, m, p.edits, &p.box));
	TRY(report_steps(c, m, m->part->section ? m->part->section : -1, STEPS_MOST, &p.steps, &p.n_steps));
	TRY(report_comments(c, m, p.edits, &p));
	if (!p.edits)
		TRY(unable(c, m, &p.unable));
	if (typed) {
		p.heading = request_field(c->request, "heading"), p.body = typed_text(c->mem, request_field(c->request, "body"));
		p.why = request_field(c->request, "why");
		p.version = theirs ? p.version : request_field(c->request, "version");
	}
	if (theirs) {
		p.moved = true, p.theirs_heading = m->part->heading, p.theirs = m->part->body;
		TRY(report_who(c, m->part->editor, &p.by));
	}
	wrongs_place(c, &p);
	p.submits = p.edits && report_open_move(SECTION_MOVES, SECTION_MOVES_N, m->part->state, "submit");
	p.first = p.submits && !p.box.turn;
	if (typed)                                           /* what is typed would be lost by another button */
		p.box = (struct report_box){ .title = p.box.title, .note = str_of(_("左边的文字还没有存。存好以后再办别的。")) };
	page_report_part(&o, &p);
	report_answer(c, &p.head, &o);
	return NULL;
}

fault report_part_show(struct ctx *c)
{
	return page_make(c, false);
}

/* --- the acts --------------------------------------------------------------------------------------------------------------------------------------- */

static fault not_yours(struct ctx *c)
{
	return fault_make(c->mem, BLAME_DENIED, "report.not_yours", _("这一节不由您办理。请由起草的部室或办公室办理。"));
}

fault report_part_right(struct ctx *c, const char *right)
{
	const struct month_of *m = c->subject;
	bool may;
	TRY(report_may_part(c, right, m->part, &may));
	return may ? NULL : not_yours(c);
}

static void gone(struct ctx *c, const char *notice)
{
	const struct month_of *m = c->subject;
	reply_notice(c, notice);
	reply_go(c, report_part_path(c, m->month, m->part, NULL));
}

static fault submit(struct ctx *c, const char *name)
{
	struct act act = report_act(c, STR_NONE);
	int64_t n;
	TRY(report_at_page(c, edition_submit(c->db, &act, name, &n)));
	gone(c, "report.submitted");
	return NULL;
}

fault report_part_edit(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct str heading = typed_text(c->mem, request_field(c->request, "heading")), body = typed_text(c->mem, request_field(c->request, "body"));
	bool same_heading = str_eq(heading, str_trim(m->part->heading)), same_body = str_eq(body, str_trim(m->part->body));
	TRY(report_part_right(c, "report.edit"));
	if (!heading.n)
		return fault_field(c->mem, "heading", "section.empty", _("标题不能是空的。请写上这一节的标题，或恢复由记录起草的文字。"));
	if (!body.n)
		return fault_field(c->mem, "body", "section.empty", _("正文不能是空的。请写上这一节的正文，或恢复由记录起草的文字。"));
	if (!str_eq(request_field(c->request, "version"), version_of(c->mem, m->part)) && !(same_heading && same_body)) {
		c->reply->status = 409;
		return page_make(c, true);
	}
	const char *name = str_c(c->mem, m->part->name);
	struct act act = report_act(c, request_field(c->request, "why"));
	if (!same_heading || !same_body)
		TRY(report_at_page(c, edition_edit(c->db, &act, name, same_heading ? NULL : &heading, same_body ? NULL : &body)));
	if (str_is(request_field(c->request, "then"), "submit"))
		return submit(c, name);
	bool back = str_is(m->part->state, "submitted") || str_is(m->part->state, "approved");
	gone(c, back && !(same_heading && same_body) ? "report.back" : "report.saved");
	return NULL;
}

fault report_part_drafted(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct act act = report_act(c, STR_NONE);
	TRY(report_part_right(c, "report.edit"));
	TRY(report_at_page(c, edition_edit(c->db, &act, str_c(c->mem, m->part->name), NULL, NULL)));
	gone(c, "report.drafted");
	return NULL;
}

fault report_part_submit(struct ctx *c)
{
	const struct month_of *m = c->subject;
	TRY(report_part_right(c, "report.edit"));
	return submit(c, str_c(c->mem, m->part->name));
}

fault report_part_approve(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct act act = report_act(c, STR_NONE);
	int64_t n;
	TRY(report_part_right(c, "report.approve"));
	TRY(report_at_page(c, edition_approve(c->db, &act, str_c(c->mem, m->part->name), &n)));
	gone(c, "report.approved");
	return NULL;
}

static void reasons_fill(struct ctx *c, struct report_return_page *p)
{
	struct str chosen = request_field(c->request, "reason");
	p->reasons = arena_get(c->mem, RETURN_REASONS_N * sizeof *p->reasons);
	for (size_t i = 0; i < RETURN_REASONS_N; i++) {
		const struct return_reason *r = &RETURN_REASONS[i];
		p->reasons[p->n_reasons++] = (struct report_choice){ r->code, _(r->word), str_is(chosen, r->code) };
	}
	p->words = request_field(c->request, "words");
}

fault report_return_page(struct ctx *c, const char *title, struct report_return_page *p)
{
	struct out o = { { .mem = c->mem } };
	p->head = report_page_head(c, c->subject, title);
	p->faults = report_faults(c, NULL);
	p->csrf = csrf_field(c);
	reasons_fill(c, p);
	page_report_return(&o, p);
	report_answer(c, &p->head, &o);
	return NULL;
}

const char *report_reason(struct ctx *c)
{
	struct str reason = request_field(c->request, "reason");
	return reason.n ? str_c(c->mem, reason) : NULL;
}

fault report_part_return_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct str name = report_part_name(c, m->part), number = text_number_zh(c->mem, m->part->ordinal);
	struct report_return_page p = { .action = report_part_path(c, m->month, m->part, "return"), .verb = str_fmt(c->mem, _("退回第%.*s节"), PSTR(number)),
		.what = str_fmt(c->mem, _("“%.*s”退给最后改或提交它的同志，改后再提交、审定。"), PSTR(name)),
		.effect = str_of(m->part->edited ? _("手写的文字保留，数字仍跟着记录走。") : _("这一节没有手改过，退回后文字重新跟着记录走。")) };
	TRY(report_part_right(c, "report.approve"));
	return report_return_page(c, str_c(c->mem, str_fmt(c->mem, _("退回%.*s"), PSTR(report_part_title(c, m->part)))), &p);
}

fault report_part_return(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct act act = report_act(c, request_field(c->request, "words"));
	TRY(report_part_right(c, "report.approve"));
	TRY(report_at_page(c, edition_return(c->db, &act, str_c(c->mem, m->part->name), report_reason(c))));
	gone(c, "report.returned");
	return NULL;
}
