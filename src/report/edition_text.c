/* The edition as it would be printed now: its sections with what hands have changed, a note on every number typed over a computed one, and, for a
 * correction, the table of what it corrects.
 *
 * A department may know better than the records; then its number is printed, and the report says so itself, with the computed one and the reason, so
 * that nobody has to find out. A correction is held against the passages that were checked and issued, as they are stored (edition_passages.c): its
 * table has every sentence, title, issuer and receiver that differs, and every figure of the month.
 * Not taken: numbers typed into the prose as plain text, which nothing could count; where one takes the place of a reference, that is asked. */
#include "report/checklist.h"
#include "report/edition.sql.h"
#include "report/edition_in.h"
#include "report/seal.h"
#include "kernel/row.h"

/* 说明：本期有1处数字由填报部门填写，与系统汇总不同：第一部分“帮扶救助”写2350人次，系统汇总2348人次（原因：…）。 */
static void typed_note(struct compile *c)
{
	struct part *note;
	size_t n = 0, differ = 0;
	for (const struct typed *t = c->typed; t; t = t->next)
		n++, differ += !str_eq(t->shown, t->computed.shown);
	if (!n)
		return;
	note = doc_add(c->doc, B_NOTE);
	doc_text_span(c->doc, note, str_fmt(c->mem, differ ? _("说明：本期有%zu处数字由填报部门填写，与系统汇总不同：") : _("说明：本期有%zu处数字由填报部门填写，与系统汇总相同："), n));
	for (const struct typed *t = c->typed; t; t = t->next) {
		doc_text_span(c->doc, note, str_fmt(c->mem, _("第%.*s部分“%.*s”写%.*s，系统汇总"), PSTR(t->place), PSTR(t->name), PSTR(t->shown)));
		doc_number_span(c->doc, note, t->computed);
		doc_text_span(c->doc, note, str_fmt(c->mem, _("（原因：%.*s）%s"), PSTR(t->why), t->next ? "；" : "。"));
	}
}

/* --- what a correction corrects -------------------------------------------------------------------------------------------------------------- */

static void row_of(struct doc *doc, struct part *table, bool head, struct str a, struct str b, struct str c)
{
	const struct str cells[] = { a, b, c };
	struct part *row = doc_row(doc, table, head);
	for (size_t i = 0; i < COUNT(cells); i++)
		doc_text_span(doc, doc_cell(doc, row), cells[i]);
}

static void figures_table(struct doc *doc, const struct figure_moved *moved, size_t n)
{
	doc_text_span(doc, doc_add(doc, B_PARA), str_of(n ? _("数据更正如下：") : _("数据没有更正。")));
	if (!n)
		return;
	struct part *table = doc_add(doc, B_TABLE);
	row_of(doc, table, true, str_of(_("指标")), str_of(_("原为")), str_of(_("更正为")));
	for (size_t i = 0; i < n; i++)
		row_of(doc, table, false, str_of(_(moved[i].of->name)), moved[i].was, moved[i].now);
}

static void sentences_table(struct doc *doc, const struct sentence_moved *moved, size_t n)
{
	doc_text_span(doc, doc_add(doc, B_PARA), str_of(n ? _("文字更正如下：") : _("文字没有更正。")));
	if (!n)
		return;
	struct part *table = doc_add(doc, B_TABLE);
	row_of(doc, table, true, str_of(_("部分")), str_of(_("原文")), str_of(_("更正为")));
	for (size_t i = 0; i < n; i++)
		row_of(doc, table, false, moved[i].place, moved[i].was.n ? moved[i].was : str_of(_("（新增）")), moved[i].now.n ? moved[i].now : str_of(_("（删去）")));
}

fault edition_changes(struct db *db, const struct report_desk *desk, const struct edition *was, const struct edition *later, struct changes *ret)
{
	bool was_issued = str_is(was->state, "issued"), issued = str_is(later->state, "issued") && later->id != was->id;
	struct changes c = { 0 };
	struct doc *before, *now;
	TRY(passages_kept(db, was, &before));
	if (issued)
		TRY(passages_kept(db, later, &now));
	else
		TRY(passages_now(db, desk, later, !was_issued, &now));
	if (was_issued) {
		TRY(seal_moved(db, desk, was, issued ? later : NULL, &c.figures, &c.n_figures));
		before = passages_body(before), now = passages_body(now);
	}
	sentences_moved(db_mem(db), before, now, &c.sentences, &c.n_sentences);
	*ret = c;
	return NULL;
}

static fault corrections_add(struct compile *c)
{
	const struct edition *e = c->edition;
	struct edition before;
	struct changes moved;
	TRY(edition_numbered(c->db, (int)e->month, e->number - 1, &before));
	TRY(edition_changes(c->db, c->desk, &before, e, &moved));
	doc_text_span(c->doc, doc_add(c->doc, B_ATTACHED), str_of(_("附件：更正对照表")));
	doc_text_span(c->doc, doc_add(c->doc, B_ANNEX), str_of(_("附件")));
	doc_text_span(c->doc, doc_add(c->doc, B_TITLE), str_of(_("更正对照表")));
	figures_table(c->doc, moved.figures, moved.n_figures);
	sentences_table(c->doc, moved.sentences, moved.n_sentences);
	return NULL;
}

/* --- the whole -------------------------------------------------------------------------------------------------------------------------------------------- */

static fault compiled(struct compile *c, bool correction)
{
	const struct edition *e = c->edition;
	struct desk_month d;
	c->typed_tail = &c->typed;
	TRY(edition_read(c->db, e, &d));
	TRY(report_head(c));
	if (correction)
		doc_text_span(c->doc, doc_add(c->doc, B_NOTE), str_fmt(c->mem, _("（更正：第%lld版，更正原因：%.*s。与第%lld版的不同之处见所附更正对照表。）"), (long long)e->number,
			PSTR(e->why), (long long)e->number - 1));
	TRY(report_sections(c, d.matters, d.sections, d.n));
	typed_note(c);
	if (correction)
		TRY(corrections_add(c));
	TRY(report_tail(c));
	c->place = str_of(_("全文"));
	return NULL;
}

fault edition_compile(struct db *db, const struct report_desk *desk, const struct edition *e, struct doc **ret, struct report_check **ret_checks)
{
	struct report_check *checks = NULL;
	struct compile c = { .db = db, .mem = db_mem(db), .desk = desk, .month = (int)e->month, .checks_tail = &checks, .edition = e };
	TRY(compiled(&c, e->number > 1));
	TRY(report_check_all(&c));
	if (ret_checks) {
		TRY(number_check(&c, e));
		TRY(report_checklist(db, desk, c.month, c.doc, &c.checks_tail));
		questions_coded(c.mem, &checks);
	}
	*ret = c.doc;
	if (ret_checks)
		*ret_checks = checks;
	return NULL;
}

fault passages_now(struct db *db, const struct report_desk *desk, const struct edition *e, bool correction, struct doc **ret)
{
	struct report_check *unasked = NULL;
	struct report_desk bare = *desk;
	struct compile c = { .db = db, .mem = db_mem(db), .desk = &bare, .month = (int)e->month, .checks_tail = &unasked, .edition = e, .timeless = true };
	bare.bare = true;
	TRY(compiled(&c, correction && e->number > 1));
	*ret = c.doc;
	return NULL;
}
