/* 发文稿纸: the cover that goes with a report from desk to desk and is filed with it: what it is, who had it in hand and when, what they said, and
 * which of its numbers were set by hand. It is read off the steps; nobody fills it in. Of an issued edition it says what was so when it was issued, whatever
 * settings say today; everybody stands with the unit of the day on which he acted.
 * What this program does not hold (紧急程度, 公开属性, 领导批示) stands there as an empty line for the pen.
 * Not taken: a form with fields of its own, which would say something else than the steps sooner or later. */
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "base/text.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/person.sql.h"

struct slip { struct db *db; struct arena *mem; const struct report_desk *desk; const struct edition *e; struct desk_month d;
	struct doc *doc; struct part *table; };

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

/* 办公室 向维桢: a person, and the unit of the latest post held on that day. */
static fault who(struct slip *s, int64_t person, struct day day, struct buf *out)
{
	struct person_posts_row *posts;
	struct str name, full, shorter;
	size_t n;
	int64_t org = 0;
	if (!person || person == INT_NONE)
		return NULL;
	TRY(person_posts(s->db, (struct person_posts_in){ .person = person }, &posts, &n));
	for (size_t i = 0; i < n; i++)
		if (posts[i].since.n <= day.n && day.n < posts[i].until.n)
			org = posts[i].org;
	if (org) {
		TRY(org_name_on(s->db, org, day, &full, &shorter));
		buf_fmt(out, "%.*s ", PSTR(shorter.n ? shorter : full));
	}
	TRY(person_name(s->db, person, &name));
	buf_add(out, name);
	return NULL;
}

/* 办公室 向维桢 2019年2月12日同意（意见） */
static fault hand(struct slip *s, int64_t person, struct day day, const char *verdict, struct str words, struct buf *out)
{
	buf_puts(out, out->n ? "；" : "");
	TRY(who(s, person, day_known(day) ? day : edition_today(s->db), out));
	buf_fmt(out, " %.*s%s", PSTR(day_zh(s->mem, day)), verdict);
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
static fault drafters(struct slip *s)
{
	struct buf out = { .mem = s->mem };
	struct str office;
	TRY(report_fixed(s->db, s->e, (int)s->e->month, FIXED_OFFICE, &office));
	line(s, _("拟稿部室"), office);
	for (size_t i = 0; i < s->d.n; i++) {
		const struct section *x = &s->d.sections[i];
		bool said = x->editor == INT_NONE;
		for (size_t k = 0; k < i && !said; k++)
			said = s->d.sections[k].editor == x->editor;
		if (said)
			continue;
		buf_puts(&out, out.n ? "；" : "");
		TRY(who(s, x->editor, day_at(x->edited_at), &out));
	}
	line(s, _("拟稿人"), buf_str(&out));
	return NULL;
}

/* The last step that approved a section, unless something was done with it since; 0: none. */
static const struct step_view *approval(const struct step_view *steps, size_t n, int64_t section)
{
	const struct step_view *last = NULL;
	for (size_t i = 0; i < n && section; i++)
		if (steps[i].section == section)
			last = str_is(steps[i].became, "approved") ? &steps[i] : NULL;
	return last;
}

/* 权益保障部：向维桢 2019年2月10日（第一、三部分） */
static fault approvals(struct slip *s)
{
	const struct step_view **by = arena_get(s->mem, (s->d.n + 1) * sizeof *by);
	struct buf out = { .mem = s->mem };
	struct step_view *steps;
	size_t n;
	TRY(edition_steps(s->db, s->e->id, &steps, &n));
	for (size_t i = 0; i < s->d.n; i++)
		by[i] = approval(steps, n, s->d.sections[i].id);
	for (size_t i = 0; i < s->d.n; i++) {
		struct buf parts = { .mem = s->mem };
		int64_t department = s->d.matters[i].department, actor = by[i] ? by[i]->actor : 0;
		struct day day = by[i] ? day_at(by[i]->at) : DAY_NONE;
		for (size_t k = i; k < s->d.n && actor; k++)
			if (by[k] && by[k]->actor == actor && s->d.matters[k].department == department && day_at(by[k]->at).n == day.n) {
				buf_fmt(&parts, "%s%.*s", parts.n ? "、" : "", PSTR(text_number_zh(s->mem, (int64_t)k + 1)));
				by[k] = NULL;                    /* said */
			}
		if (!parts.n)
			continue;
		struct str full = STR_NONE, shorter = STR_NONE, name;
		if (department && department != INT_NONE)
			TRY(org_name_on(s->db, department, day, &full, &shorter));
		TRY(person_name(s->db, actor, &name));
		full = shorter.n ? shorter : full;
		buf_fmt(&out, _("%s%.*s%s%.*s %.*s（第%.*s部分）"), out.n ? "；" : "", PSTR(full), full.n ? "：" : "", PSTR(name), PSTR(day_zh(s->mem, day)),
			PSTR(buf_str(&parts)));
	}
	line(s, _("部室核签"), buf_str(&out));
	return NULL;
}

static int64_t ordinal_of(const struct slip *s, int64_t section)
{
	for (size_t i = 0; i < s->d.n; i++)
		if (s->d.sections[i].id == section)
			return (int64_t)i + 1;
	return 0;
}

static fault typed_lines(struct slip *s, const struct edition *e)
{
	struct override_standing_row *rows;
	struct buf out = { .mem = s->mem };
	size_t n;
	TRY(override_standing(s->db, (struct override_standing_in){ .edition = e->id }, &rows, &n));
	buf_fmt(&out, _("%zu处"), n);
	for (size_t i = 0; i < n; i++) {
		const struct indicator *of = report_indicator(s->desk, rows[i].indicator);
		buf_fmt(&out, _("%s第%.*s部分“%.*s”写%.*s，系统汇总%.*s（原因：%.*s）"), i ? "；" : "：",
			PSTR(text_number_zh(s->mem, ordinal_of(s, rows[i].section))), PSTR(of ? str_of(_(of->name)) : rows[i].indicator), PSTR(rows[i].shown),
			PSTR(rows[i].computed), PSTR(rows[i].why));
	}
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
	line(s, _("公开属性"), str_of(_("□主动公开　□依申请公开　□不予公开，理由：")));
	return NULL;
}

fault edition_slip(struct db *db, const struct report_desk *desk, const struct edition *e, struct doc **ret)
{
	struct slip s = { .db = db, .mem = db_mem(db), .desk = desk, .e = e };
	struct str copies;
	TRY(edition_read(db, e, &s.d));
	TRY(slip_head(&s, desk, e));
	TRY(drafters(&s));
	TRY(approvals(&s));
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
