/* 发文稿纸: the cover that goes with a report from desk to desk and is filed with it: what it is, who had it in hand and when, what they said, and how
 * many of its numbers were set by hand. It is read off the steps; nobody fills it in. Of an issued edition it says what was so when it was issued, whatever
 * settings say today.
 * What this program does not hold (紧急程度, 合法性审查, 领导批示) stands there as an empty line for the pen.
 * Not taken: a form with fields of its own, which would say something else than the steps sooner or later. */
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/person.h"

struct slip { struct db *db; struct arena *mem; struct doc *doc; struct part *table; };

static void line(struct slip *s, const char *label, struct str text)
{
	struct part *row = doc_row(s->doc, s->table, false);
	doc_text_span(s->doc, doc_cell(s->doc, row), str_of(label));
	doc_text_span(s->doc, doc_cell(s->doc, row), text);
}

static struct day day_at(int64_t at)
{
	return (struct day){ (int32_t)((at + 8 * 3600) / 86400) };
}

/* 向维桢 2019年2月12日同意（意见） */
static fault hand(struct slip *s, int64_t person, struct day day, const char *verdict, struct str words, struct buf *out)
{
	struct str name = STR_NONE;
	if (person && person != INT_NONE)
		TRY(person_name(s->db, person, &name));
	buf_fmt(out, "%s%.*s %.*s%s", out->n ? "；" : "", PSTR(name), PSTR(day_zh(s->mem, day)), verdict);
	if (words.p)
		buf_fmt(out, _("（%.*s）"), PSTR(words));
	return NULL;
}

static fault hand_line(struct slip *s, const struct edition *e, const char *label, const char *act, struct day on)
{
	struct step_last_row row;
	struct buf out = { .mem = s->mem };
	bool found;
	TRY(step_last(s->db, (struct step_last_in){ .record = e->id, .act = str_of(act) }, &row, &found));
	if (found)
		TRY(hand(s, row.actor, day_known(on) ? on : day_at(row.at), "", row.words, &out));
	line(s, label, buf_str(&out));
	return NULL;
}

static fault cosign_line(struct slip *s, const struct edition *e)
{
	struct cosign_every_row *rows;
	struct buf out = { .mem = s->mem };
	size_t n;
	TRY(cosign_every(s->db, (struct cosign_every_in){ .edition = e->id }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		const char *verdict = str_is(rows[i].state, "agreed") ? _("同意") : str_is(rows[i].state, "refused") ? _("不同意") : _("待会签");
		if (str_is(rows[i].state, "dropped"))
			continue;
		TRY(hand(s, rows[i].person, rows[i].at == INT_NONE ? DAY_NONE : day_at(rows[i].at), verdict, rows[i].words, &out));
	}
	line(s, _("会签"), buf_str(&out));
	return NULL;
}

/* Who drafted: the last editor of each section, once. */
static fault drafters(struct slip *s, const struct edition *e)
{
	struct desk_month d;
	struct buf out = { .mem = s->mem };
	struct str office, name;
	TRY(report_fixed(s->db, e, (int)e->month, FIXED_OFFICE, &office));
	buf_add(&out, office);
	TRY(edition_read(s->db, e, &d));
	for (size_t i = 0; i < d.n; i++) {
		bool said = d.sections[i].editor == INT_NONE;
		for (size_t k = 0; k < i && !said; k++)
			said = d.sections[k].editor == d.sections[i].editor;
		if (said)
			continue;
		TRY(person_name(s->db, d.sections[i].editor, &name));
		buf_fmt(&out, "%s%.*s", out.n ? " " : "", PSTR(name));
	}
	line(s, _("拟稿部室、拟稿人"), buf_str(&out));
	return NULL;
}

static fault typed_lines(struct slip *s, const struct edition *e)
{
	struct override_standing_row *rows;
	struct buf out = { .mem = s->mem };
	size_t n;
	TRY(override_standing(s->db, (struct override_standing_in){ .edition = e->id }, &rows, &n));
	buf_fmt(&out, _("%zu处"), n);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&out, _("%s写%.*s，系统汇总%.*s（原因：%.*s）"), i ? "；" : "：", PSTR(rows[i].shown), PSTR(rows[i].computed), PSTR(rows[i].why));
	line(s, _("改数"), buf_str(&out));
	return NULL;
}

static fault receivers(struct slip *s, const struct edition *e)
{
	for (size_t i = 0; i < RECEIVERS_N; i++) {
		struct str list;
		TRY(report_fixed(s->db, e, (int)e->month, i, &list));
		if (list.p)
			line(s, _(FIXED[i].label), list);
	}
	return NULL;
}

static fault slip_head(struct slip *s, const struct report_desk *desk, const struct edition *e)
{
	struct compile c = { .db = s->db, .mem = s->mem, .desk = desk, .month = (int)e->month, .edition = e };
	TRY(report_head(&c));
	s->doc = doc_new(s->mem, str_of(_("发文稿纸")));
	s->doc->author = c.doc->author;
	s->doc->subject = c.doc->title;
	doc_text_span(s->doc, doc_add(s->doc, B_TITLE), s->doc->title);
	s->table = doc_add(s->doc, B_TABLE);
	line(s, _("标题"), c.doc->title);
	line(s, _("刊名、期号"), e->serial == INT_NONE ? str_fmt(s->mem, _("%.*s（签发时编号）"), PSTR(e->series))
		: str_fmt(s->mem, _("%.*s%lld年第%lld期"), PSTR(e->series), (long long)e->year, (long long)e->serial));
	if (e->number > 1)
		line(s, _("更正"), str_fmt(s->mem, _("第%lld版，原因：%.*s"), (long long)e->number, PSTR(e->why)));
	line(s, _("紧急程度"), STR_NONE);
	return NULL;
}

fault edition_slip(struct db *db, const struct report_desk *desk, const struct edition *e, struct doc **ret)
{
	struct slip s = { .db = db, .mem = db_mem(db) };
	struct str copies;
	TRY(slip_head(&s, desk, e));
	TRY(drafters(&s, e));
	TRY(hand_line(&s, e, _("核稿"), "check", DAY_NONE));
	TRY(cosign_line(&s, e));
	TRY(hand_line(&s, e, _("签发"), "sign", e->signed_on));
	TRY(typed_lines(&s, e));
	TRY(receivers(&s, e));
	TRY(report_fixed(db, e, (int)e->month, FIXED_COPIES, &copies));
	line(&s, _("印数"), copies.p ? str_fmt(s.mem, _("%.*s份"), PSTR(copies)) : STR_NONE);
	line(&s, _("签发日期"), day_zh(s.mem, e->signed_on));
	line(&s, _("印发日期"), day_zh(s.mem, e->issued_on));
	line(&s, _("领导批示"), STR_NONE);
	*ret = s.doc;
	return NULL;
}
