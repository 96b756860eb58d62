/* 核稿: what the checklist asks of the whole, each question with a place for its answer.
 *
 * The list is the one that the issue itself goes through: of the text, of the records, of the paper (a letter that no font has). What must be mended has no
 * answer, only the way to the section; the rest is answered for one by one, by the name of who checks, each under the code that the command line prints too.
 * The answers go with the check (edition_check): when something new has come up meanwhile nothing of them is on record, and what was typed stays on the page,
 * even what answers a question that nobody asks any more.
 * Not taken: one “已核对” for all of them, which nobody reads before he ticks it.
 * Cost: the pages are laid once for it, a tenth of a second. */
#include <string.h>
#include "base/text.h"
#include "rooms/report_room.h"
#include "rooms/rooms.tpl.h"

/* agree.c277: the answer to the question of that code. STR_NONE: another field. */
static struct str code_of(const struct pair *field)
{
	struct str rest = field->name;
	return str_is(str_cut(&rest, '.'), "agree") ? rest : STR_NONE;
}

/* A code has as many digits as its list needs, and the list may have moved since it was sent. */
static bool same_code(struct str a, struct str b)
{
	return a.n && b.n && (str_starts(a, b) || str_starts(b, a));
}

static struct str typed_for(struct ctx *c, struct str code)
{
	for (size_t i = 0; i < c->request->n_fields; i++)
		if (same_code(code_of(&c->request->fields[i]), code))
			return c->request->fields[i].value;
	return STR_NONE;
}

static void ask_place(struct ctx *c, const struct month_of *m, struct report_ask *a)
{
	for (size_t i = 0; i < m->n && !a->linked; i++) {
		struct str arabic = str_fmt(c->mem, "%lld、", (long long)m->parts[i].ordinal);
		a->linked = str_starts(a->place, report_numeral(c, m->parts[i].ordinal)) || str_starts(a->place, arabic);
		a->path = report_part_path(c, m->month, &m->parts[i], NULL);
	}
}

static fault asks_fill(struct ctx *c, const struct month_of *m, struct report_check_page *p)
{
	struct report_check *checks;
	struct answer *agreed;
	struct doc *doc;
	size_t n_agreed, n = 0;
	TRY(edition_questions(c->db, desk_of(c), &m->e, &doc, &checks));
	TRY(edition_answers(c->db, m->e.id, &agreed, &n_agreed));
	for (const struct report_check *each = checks; each; each = each->next)
		n++;
	p->asks = arena_get(c->mem, (n + 1) * sizeof *p->asks);
	for (const struct report_check *each = checks; each; each = each->next) {
		struct report_ask *a = &p->asks[p->n_asks++];
		*a = (struct report_ask){ .place = each->place, .say = report_here(c->mem, each->say), .blocks = each->blocks, .code = each->code,
			.id = str_fmt(c->mem, "agree.%.*s", PSTR(each->code)), .answer = typed_for(c, each->code) };
		for (size_t i = 0; i < n_agreed && !each->blocks; i++)
			if (str_eq(agreed[i].question, question_of(c->mem, each)))
				a->answered = agreed[i].words;
		ask_place(c, m, a);
		p->blocking += a->blocks;
		p->asking += !a->blocks && !a->answered.n;
	}
	return NULL;
}

/* What was typed for a question that is no longer asked. */
static void lost_fill(struct ctx *c, struct report_check_page *p)
{
	p->lost = arena_get(c->mem, (c->request->n_fields + 1) * sizeof *p->lost);
	for (size_t i = 0; i < c->request->n_fields; i++) {
		struct str code = code_of(&c->request->fields[i]), words = str_trim(c->request->fields[i].value);
		bool asked = !code.n || !words.n;
		for (size_t k = 0; k < p->n_asks; k++)
			asked |= !p->asks[k].blocks && same_code(code, p->asks[k].code);
		if (!asked)
			p->lost[p->n_lost++] = (struct report_ask){ .code = code, .answer = words };
	}
}

static const char *no_check_yet(const struct month_of *m, struct ctx *c)
{
	size_t open = 0;
	for (size_t i = 0; i < m->n; i++)
		open += !str_is(m->parts[i].state, "approved");
	if (!str_is(m->e.state, "drafting"))
		return _("这一版已核稿。需要重新核稿的，请先退回起草。");
	if (open)
		return _("各节审定后方可核稿。下列事项可以先行办理。");
	return report_own_whole(c, m) ? _("这份月报里有您改的或提交的部分，请交另一位同志核稿。") : NULL;
}

fault report_check_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct out o = { { .mem = c->mem } };
	struct report_check_page p = { .head = report_page_head(c, m, _("核稿")), .faults = report_faults(c, NULL), .csrf = csrf_field(c),
		.action = report_path(c, m->month, "check"), .why = request_field(c->request, "words") };
	if (!m->n)
		return report_month_show(c);
	if (!str_is(m->e.state, "issued"))
		TRY(asks_fill(c, m, &p));
	lost_fill(c, &p);
	TRY(report_may_whole(c, "report.check", &p.may));
	p.unable = str_of(p.may ? no_check_yet(m, c) : str_is(m->e.state, "drafting") ? _("核稿由办公室办理。下列事项可以先行了解。") : no_check_yet(m, c));
	p.ready = p.may && !p.unable.n;
	page_report_check(&o, &p);
	report_answer(c, &p.head, &o);
	return NULL;
}

static const struct agreement *agreements_typed(struct ctx *c)
{
	const struct agreement *first = NULL;
	for (size_t i = c->request->n_fields; i > 0; i--) {
		struct str code = code_of(&c->request->fields[i - 1]);
		struct agreement *one = arena_get(c->mem, sizeof *one);
		*one = (struct agreement){ code, c->request->fields[i - 1].value, first };
		first = code.n ? one : first;
	}
	return first;
}

fault report_check_do(struct ctx *c)
{
	struct act act = report_act(c, request_field(c->request, "words"));
	struct report_check *open;
	bool may;
	TRY(report_may_whole(c, "report.check", &may));
	if (!may)
		return fault_make(c->mem, BLAME_DENIED, "report.not_yours", _("核稿由办公室办理，您的账号不能核稿。"));
	TRY(report_at_page(c, edition_check(c->db, &act, agreements_typed(c), &open)));
	reply_notice(c, "report.checked");
	reply_go(c, report_path(c, act.month, NULL));
	return NULL;
}
