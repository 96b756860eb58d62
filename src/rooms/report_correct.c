/* Once it is issued: what moved since, from one edition to the next, whether the seal holds, and 更正.
 *
 * What a correction would change is shown before it is begun, figure by figure and sentence by sentence, by the very comparison that the corrected edition will
 * print as its table; so who begins one knows whether there is anything to correct. Whoever reads the report may have its seal proved: every figure with its
 * evidence, every stored file and the trail are gone through, and what was changed is named.
 * Cost: a proof of one month takes a tenth of a second, the comparison with today's records as long as a draft.
 * Not taken: a correction in place; a reader who kept the paper would hold another text than we do. */
#include <string.h>
#include "report/checklist.h"
#include "report/seal.h"
#include "rooms/report_room.h"
#include "rooms/rooms.tpl.h"

/* --- what moved ------------------------------------------------------------------------------------------------------------------------------------- */

static struct str or_word(struct str text, const char *word)
{
	return text.n ? text : str_of(word);
}

static fault moved_fill(struct ctx *c, const struct edition *was, const struct edition *later, struct report_moved_page *p)
{
	struct changes moved;
	TRY(edition_changes(c->db, desk_of(c), was, later, &moved));
	p->figures = arena_get(c->mem, (moved.n_figures + 1) * sizeof *p->figures);
	p->sentences = arena_get(c->mem, (moved.n_sentences + 1) * sizeof *p->sentences);
	for (size_t i = 0; i < moved.n_figures; i++)
		p->figures[p->n_figures++] = (struct report_figure_row){ str_of(_(moved.figures[i].of->name)), moved.figures[i].was, moved.figures[i].now,
			path_of(c->mem, "/figure/%s/%S", moved.figures[i].of->id, month_iso(c->mem, (int)was->month)) };
	for (size_t i = 0; i < moved.n_sentences; i++)
		p->sentences[p->n_sentences++] = (struct report_sentence_row){ moved.sentences[i].place, or_word(moved.sentences[i].was, _("（新增）")),
			or_word(moved.sentences[i].now, _("（删去）")) };
	p->nothing = !p->n_figures && !p->n_sentences;
	return NULL;
}

static struct report_head edition_head(struct ctx *c, const struct month_of *m, const char *title)
{
	struct report_head h = report_page_head(c, m, title);
	h.home = path_of(c->mem, "/report/%S/edition/%d", month_iso(c->mem, m->month), m->e.number);
	return h;
}

fault report_moved_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct out o = { { .mem = c->mem } };
	struct edition was = m->e;
	bool first = m->e.number == 1;
	struct report_moved_page p = { .head = edition_head(c, m, str_c(c->mem, first ? str_of(_("印发后的变动")) : str_fmt(c->mem, _("第%lld版的更正内容"),
		(long long)m->e.number))) };
	if (!first)
		TRY(edition_numbered(c->db, m->month, m->e.number - 1, &was));
	p.say = first ? str_of(_("左栏为印发时的内容，右栏按现在的记录得出。已印发的月报不随之变动。"))
		: str_fmt(c->mem, _("左栏为第%lld版，右栏为第%lld版。"), (long long)was.number, (long long)m->e.number);
	TRY(moved_fill(c, &was, &m->e, &p));
	page_report_moved(&o, &p);
	report_answer(c, &p.head, &o);
	return NULL;
}

/* --- 更正 ------------------------------------------------------------------------------------------------------------------------------------------- */

fault report_correct_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct out o = { { .mem = c->mem } };
	struct report_moved_page p = { .head = report_page_head(c, m, _("发更正")), .faults = report_faults(c, NULL), .corrects = str_is(m->e.state, "issued"),
		.csrf = csrf_field(c), .action = report_path(c, m->month, "correct"), .why = request_field(c->request, "why") };
	if (!p.corrects) {
		p.say = str_fmt(c->mem, _("这份月报现在是“%s”，还没有印发，不需要更正。请直接修改，或退回后修改。"), edition_state_word(m->e.state));
		p.nothing = true;
	} else {
		p.say = str_fmt(c->mem, _("下列为第%lld版印发后的变动。发更正后，第%lld版从现在的记录起草，手写过的文字照原样带过去；两版都留着，更正版后面附对照表。"),
			(long long)m->e.number, (long long)m->e.number + 1);
		TRY(moved_fill(c, &m->e, &m->e, &p));
	}
	page_report_moved(&o, &p);
	report_answer(c, &p.head, &o);
	return NULL;
}

fault report_correct_do(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct act act = report_act(c, request_field(c->request, "why"));
	struct edition e;
	bool may;
	TRY(report_may_whole(c, "report.issue", &may));
	if (!may)
		return fault_make(c->mem, BLAME_DENIED, "report.not_yours", _("更正由办公室办理，您的账号不能更正。"));
	TRY(report_at_page(c, edition_correct(c->db, &act, &e)));
	reply_notice(c, "report.corrects");
	reply_go(c, report_path(c, m->month, NULL));
	return NULL;
}

/* --- the seal --------------------------------------------------------------------------------------------------------------------------------------- */

static void findings_fill(struct ctx *c, const struct month_of *m, const struct seal_report *r, struct report_verify_page *p)
{
	size_t n = 0, tampered = 0;
	for (const struct seal_finding *f = r->findings; f; f = f->next)
		n++;
	p->findings = arena_get(c->mem, (n + 1) * sizeof *p->findings);
	for (const struct seal_finding *f = r->findings; f; f = f->next) {
		if (f->edition && f->edition != m->e.id)
			continue;
		tampered += f->what == SEAL_TAMPERED;
		struct shape state = f->what == SEAL_TAMPERED ? (struct shape){ "late", _("被改动过") } : (struct shape){ "submitted", _("记录已变") };
		p->findings[p->n_findings++] = (struct report_finding){ state, report_here(c->mem, f->say) };
	}
	p->clean = !tampered;
}

fault report_verify_show(struct ctx *c)
{
	const struct month_of *m = c->subject;
	struct out o = { { .mem = c->mem } };
	struct seal_report r;
	struct report_verify_page p = { .head = edition_head(c, m, _("核验封存")) };
	struct str print;
	TRY(seal_verify(c->db, desk_of(c), m->month, &r));
	findings_fill(c, m, &r, &p);
	p.say = str_fmt(c->mem, _("%.*s核验：%.*s的月报印发过%lld版，封存的数字%lld个，依据%lld条。"), PSTR(minute_zh(c->mem, db_now(c->db))), PSTR(p.head.month),
		(long long)r.editions, (long long)r.figures, (long long)r.rows);
	p.print = arena_get(c->mem, 4 * sizeof *p.print);
	for (int i = 0; p.n_print < 4 && (print = seal_line(c->mem, &m->e, i)).p; i++)
		p.print[p.n_print++] = (struct report_line){ .say = print };
	page_report_verify(&o, &p);
	report_answer(c, &p.head, &o);
	return NULL;
}
