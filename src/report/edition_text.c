/* The edition as it would be printed now: its sections with what hands have changed, a note on every number typed over a computed one, and, for a
 * correction, the table of what it corrects.
 *
 * A department may know better than the records; then its number is printed, and the report says so itself, with the computed one and the reason, so
 * that nobody has to find out. A correction is held against the text that was issued, byte for byte as it is stored, never against a memory of it.
 * Not taken: numbers typed into the prose as plain text, which nothing could count. */
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

/* 　　一、送温暖活动扎实开展。按照…: the heading is the first sentence of a paragraph that begins with its number. */
static void paragraph_of_text(struct doc *doc, struct str line)
{
	struct part *p = doc_add(doc, B_PARA);
	size_t mark = str_find(line, STR("、")), stop = str_find(line, STR("。"));
	if (mark <= 9 && stop != SIZE_MAX && mark < stop) {          /* 十二、 is nine bytes with its mark behind six */
		doc_heading_span(doc, p, str_sub(line, 0, stop + STR("。").n));
		line = str_sub(line, stop + STR("。").n, SIZE_MAX);
	}
	doc_text_span(doc, p, line);
}

static struct doc *paragraphs_of_text(struct arena *mem, struct str text)
{
	struct doc *doc = doc_new(mem, STR_NONE);
	while (text.n) {
		struct str line = str_cut(&text, '\n');
		bool indented = str_starts(line, STR("\u3000\u3000"));
		line = str_trim(line);
		if (str_starts(line, STR("附件：更正对照表")) || str_is(line, "附件"))
			break;
		if (indented && !str_starts(line, STR("说明：本期有")) && !str_starts(line, STR("（更正：")))
			paragraph_of_text(doc, line);
	}
	return doc;
}

static struct doc *paragraphs_of(const struct doc *of)
{
	struct doc only = *of;
	struct buf text = { .mem = of->mem };
	for (const struct part *p = of->first; p && p->kind != B_ANNEX; p = p->next)
		if (p->kind == B_PARA) {
			struct part alone = *p;
			alone.next = NULL;
			only.first = &alone;
			doc_text(&only, &text);
		}
	return paragraphs_of_text(of->mem, buf_str(&text));
}

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
	struct arena *mem = db_mem(db);
	bool issued = str_is(later->state, "issued") && later->id != was->id;
	struct changes c = { 0 };
	struct str before, behind;
	struct doc *now;
	TRY(edition_file_of(db, was, "txt", &before));
	if (issued)
		TRY(edition_file_of(db, later, "txt", &behind));
	else
		TRY(edition_compile(db, desk, later, &now, NULL));
	TRY(seal_moved(db, desk, was, issued ? later : NULL, &c.figures, &c.n_figures));
	sentences_moved(mem, paragraphs_of_text(mem, before), issued ? paragraphs_of_text(mem, behind) : paragraphs_of(now), &c.sentences, &c.n_sentences);
	*ret = c;
	return NULL;
}

/* Behind the body: the document so far is the text as it is corrected to. */
static fault corrections_add(struct db *db, const struct report_desk *desk, struct compile *c, const struct edition *e)
{
	struct edition before;
	struct figure_moved *figures;
	struct sentence_moved *sentences;
	struct str was;
	size_t n_figures, n_sentences;
	TRY(edition_numbered(db, (int)e->month, e->number - 1, &before));
	TRY(edition_file_of(db, &before, "txt", &was));
	TRY(seal_moved(db, desk, &before, NULL, &figures, &n_figures));
	sentences_moved(c->mem, paragraphs_of_text(c->mem, was), paragraphs_of(c->doc), &sentences, &n_sentences);
	doc_text_span(c->doc, doc_add(c->doc, B_ATTACHED), str_of(_("附件：更正对照表")));
	doc_text_span(c->doc, doc_add(c->doc, B_ANNEX), str_of(_("附件")));
	doc_text_span(c->doc, doc_add(c->doc, B_TITLE), str_of(_("更正对照表")));
	figures_table(c->doc, figures, n_figures);
	sentences_table(c->doc, sentences, n_sentences);
	return NULL;
}

/* --- the whole -------------------------------------------------------------------------------------------------------------------------------------------- */

fault edition_compile(struct db *db, const struct report_desk *desk, const struct edition *e, struct doc **ret, struct report_check **ret_checks)
{
	struct report_check *checks = NULL;
	struct compile c = { .db = db, .mem = db_mem(db), .desk = desk, .month = (int)e->month, .checks_tail = &checks, .edition = e };
	struct desk_month d;
	c.typed_tail = &c.typed;
	TRY(edition_read(db, e, &d));
	TRY(report_head(&c));
	if (e->number > 1)
		doc_text_span(c.doc, doc_add(c.doc, B_NOTE), str_fmt(c.mem, _("（更正：第%lld版，更正原因：%.*s。与第%lld版的不同之处见所附更正对照表。）"), (long long)e->number,
			PSTR(e->why), (long long)e->number - 1));
	TRY(report_sections(&c, d.matters, d.sections, d.n));
	typed_note(&c);
	if (e->number > 1)
		TRY(corrections_add(db, desk, &c, e));
	TRY(report_tail(&c));
	c.place = str_of(_("全文"));
	TRY(report_check_all(&c));
	if (ret_checks)
		TRY(report_checklist(db, desk, c.month, c.doc, &c.checks_tail));
	*ret = c.doc;
	if (ret_checks)
		*ret_checks = checks;
	return NULL;
}

/* --- what a checker answers for ---------------------------------------------------------------------------------------------------------------- */

fault edition_questions(struct db *db, const struct report_desk *desk, const struct edition *e, struct doc **ret, struct report_check **ret_checks)
{
	struct report_check *checks, **tail = &checks, *lacks = NULL;
	struct made paper = { .form = "pdf" };
	TRY(edition_compile(db, desk, e, ret, &checks));
	TRY(document_made(*ret, &paper, 1, &lacks));
	while (*tail)
		tail = &(*tail)->next;
	*tail = lacks;
	*ret_checks = checks;
	return NULL;
}

struct str question_of(struct arena *mem, const struct report_check *check)
{
	return str_fmt(mem, _("%.*s：%.*s"), PSTR(check->place), PSTR(check->say));
}

fault edition_unanswered(struct db *db, int64_t edition, const struct report_check *checks, struct report_check **ret_open, bool *ret_blocks)
{
	struct report_check *open = NULL, **tail = &open;
	struct agreed_every_row *rows;
	size_t n;
	bool blocks = false;
	TRY(agreed_every(db, (struct agreed_every_in){ .edition = edition }, &rows, &n));
	for (; checks; checks = checks->next) {
		struct str say = question_of(db_mem(db), checks);
		bool answered = false;
		for (size_t i = 0; i < n && !checks->blocks; i++)
			answered |= str_eq(rows[i].say, say);
		if (answered)
			continue;
		struct report_check *one = arena_get(db_mem(db), sizeof *one);
		*one = (struct report_check){ .place = checks->place, .say = checks->say, .blocks = checks->blocks };
		*tail = one;
		tail = &one->next;
		blocks |= checks->blocks;
	}
	*ret_open = open;
	*ret_blocks = blocks;
	return NULL;
}
