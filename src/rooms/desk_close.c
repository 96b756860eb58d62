/* 县区上报: a unit looks at its month as a whole, mends what lacks, and sends it up; the city takes it or sends it back.
 *
 * The page is the check: each report that is owed with what came of it, the records that still wait for somebody, the figures that jump against the month
 * before and have no word of explanation yet. Sending up is refused while one of the three is open, each with its sentence; so a receipt means that the
 * month was whole when it was given. A nil report is an act here, with its author, and never the silence of a missing sheet.
 * While the month is up, its sheets are locked (the import asks unit_closed); the unit may take it back until the city's report is issued, the city may
 * return it to the person who sent it, with a reason. The explanation of a jump is a step of the month that names the indicator.
 * Cost: the unit's figures of two months, some two hundred tallies.
 * Not taken: closing by the clock on the due day; a total that passes as right because nobody looked. */
#include <string.h>
#include "base/text.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/period.h"
#include "kernel/person.h"
#include "kernel/row.h"
#include "report/handover.h"
#include "rooms/desk.h"
#include "rooms/desk.sql.h"
#include "rooms/rooms.tpl.h"

enum { WAITS_MOST = 100, JUMPS_MOST = 60, JUMP_PERCENT = 50, JUMP_LEAST = 10, WORDS_MOST = 500 };
struct closing { struct ctx *c; struct arena *mem; struct db *db; int64_t org; int month; struct day today; struct unit_month u; bool frozen;
	struct close_page *p; };

static fault absent(struct ctx *c)
{
	return fault_make(c->mem, BLAME_ABSENT, "close.absent", _("没有这个单位或月份的上报。请从报送情况打开。"));
}

/* The month of the path, the unit of ?org= or of the form; without one the reader's own. */
static fault closing_open(struct ctx *c, struct closing *k)
{
	struct str given = strcmp(str_c(c->mem, c->request->method), "POST") == 0 ? request_field(c->request, "org") : request_param(c->request, "org");
	struct desk_unit_row unit;
	bool found;
	*k = (struct closing){ .c = c, .mem = c->mem, .db = c->db, .today = desk_today(c->db) };
	if (!month_parse(c->word[0], &k->month) || c->word[0].n != 7 || (given.n && !str_int(given, &k->org)))
		return absent(c);
	if (!k->org)
		TRY(desk_own_unit(c, &k->org));
	TRY(desk_unit(c->db, (struct desk_unit_in){ .org = k->org }, &unit, &found));
	if (!found)
		return absent(c);
	TRY(unit_month(c->db, k->org, k->month, &k->u));
	return period_closed(c->db, k->month, &k->frozen);
}

static struct path closing_path(const struct closing *k, const char *tail)
{
	struct path p = path_of(k->mem, "/close/%S", month_iso(k->mem, k->month));
	if (*tail)
		return path_of(k->mem, "/close/%S/%s", month_iso(k->mem, k->month), tail);
	return path_with(k->mem, p, "org", str_fmt(k->mem, "%lld", (long long)k->org));
}

static fault may(const struct closing *k, const char *right, struct str line, bool *ret)
{
	return viewer_may_for(k->db, k->c->who, right, line, k->org, ret);
}

static fault must(const struct closing *k, const char *right, struct str line)
{
	bool open = false;
	TRY(may(k, right, line, &open));
	return open ? NULL : fault_make(k->mem, BLAME_DENIED, "close.right", _("这个单位的上报不归您办。请由本单位有权限的人办理。"));
}

/* --- what is owed ---------------------------------------------------------------------------------------------------------------------------------- */

static const char *duty_shape(enum duty d)
{
	return d == DUTY_MISSING ? "late" : d == DUTY_NOT_DUE ? "draft" : d == DUTY_LATE || d == DUTY_NIL_LATE ? "soon" : "approved";
}

static struct str titles_of(const struct closing *k, struct str report)
{
	const struct report_desk *desk = desk_of(k->c);
	struct buf b = { .mem = k->mem };
	for (size_t i = 0; i < desk->n_entities; i++)
		if (desk->entities[i]->report && str_is(report, desk->entities[i]->report))
			buf_fmt(&b, "%s%s", b.n ? "、" : "", _(desk->entities[i]->title));
	return buf_str(&b);
}

static struct str came(const struct closing *k, const struct desk_brought_row *rows, size_t n, struct str report, struct path *ret_path)
{
	struct buf b = { .mem = k->mem };
	for (size_t i = 0; i < n; i++) {
		const struct entity *e = desk_entity(desk_of(k->c), rows[i].kind);
		if (!e || !e->report || !str_is(report, e->report))
			continue;
		buf_fmt(&b, _("%s%s：新增%lld，相同%lld，更改%lld"), b.n ? "；" : "", _(e->title), (long long)rows[i].added, (long long)rows[i].same,
			(long long)rows[i].changed);
		*ret_path = path_of(k->mem, "/imports/%d", rows[i].id);
	}
	return buf_str(&b);
}

static struct str sheet_code(const struct closing *k, struct str report)
{
	const struct report_desk *desk = desk_of(k->c);
	for (size_t i = 0; i < desk->n_entities; i++)
		if (desk->entities[i]->report && str_is(report, desk->entities[i]->report))
			return str_of(desk->entities[i]->name);
	return STR_NONE;
}

static fault owed_fill(struct closing *k)
{
	struct desk_brought_row *brought;
	struct close_page *p = k->p;
	size_t n;
	TRY(desk_brought(k->db, (struct desk_brought_in){ .org = k->org, .month = k->month }, &brought, &n));
	p->rows = arena_get(k->mem, (k->u.n_owed + 1) * sizeof *p->rows);
	for (size_t i = 0; i < k->u.n_owed; i++) {
		const struct owed_report *o = &k->u.owed[i];
		struct close_row *r = &p->rows[p->n_rows++];
		struct str kind = sheet_code(k, o->report);
		bool brings = false;
		TRY(may(k, "import.bring", line_of(kind), &brings));
		*r = (struct close_row){ .title = desk_sheet_title(desk_of(k->c), o->report), .due = day_short(k->mem, o->due, k->today),
			.filed = day_short(k->mem, o->filed, k->today), .shape = duty_shape(o->duty), .word = duty_word(o->duty),
			.missing = o->duty == DUTY_MISSING || o->duty == DUTY_NOT_DUE, .answers = titles_of(k, o->report), .name = o->report,
			.nil = closing_path(k, "nil"), .csrf = csrf_field(k->c) };
		if (str_eq(r->answers, r->title))
			r->answers = STR_NONE;
		r->note = came(k, brought, n, o->report, &r->rows);
		r->may_nil = brings && r->missing && !k->u.closed && !k->frozen;
		r->bring = path_with(k->mem, path_with(k->mem, path_of(k->mem, "/import"), "kind", kind), "month", month_iso(k->mem, k->month));
	}
	return NULL;
}

/* --- what waits ------------------------------------------------------------------------------------------------------------------------------------ */

static fault waits_of(struct closing *k, const struct entity *e)
{
	struct waiting_row *rows;
	size_t n;
	TRY(db_many(k->db, &e->table->waiting, NULL, (void **)&rows, &n));
	for (size_t i = 0; i < n; i++) {
		bool under = rows[i].org == k->org;
		if (rows[i].month != k->month)
			continue;
		if (!under)
			TRY(org_within(k->db, rows[i].org, k->org, k->today, &under));
		if (!under)
			continue;
		k->p->n_waiting += rows[i].n;
		if (k->p->n_waits == WAITS_MOST)
			continue;
		struct close_waits *w = &k->p->waits[k->p->n_waits++];
		*w = (struct close_waits){ .title = str_of(_(e->title)), .n = rows[i].n, .shape = str_is(rows[i].state, "returned") ? "returned" :
			str_is(rows[i].state, "draft") ? "draft" : "submitted", .word = state_word(rows[i].state) };
		TRY(desk_unit_name(k->db, rows[i].org, NULL, &w->unit));
		w->path = path_with(k->mem, path_of(k->mem, "/records/%s", e->name), "month", month_iso(k->mem, k->month));
		w->path = path_with(k->mem, w->path, "state", rows[i].state);
		w->path = path_with(k->mem, w->path, "unit", str_fmt(k->mem, "%lld", (long long)rows[i].org));
	}
	return NULL;
}

static fault waits_fill(struct closing *k)
{
	const struct report_desk *desk = desk_of(k->c);
	k->p->waits = arena_get(k->mem, WAITS_MOST * sizeof *k->p->waits);
	for (size_t i = 0; i < desk->n_entities; i++) {
		bool again = false;
		for (size_t j = 0; j < i; j++)
			again |= desk->entities[j]->table == desk->entities[i]->table;
		if (desk->entities[i]->table->record && !desk->entities[i]->put && !again)
			TRY(waits_of(k, desk->entities[i]));
	}
	return NULL;
}

/* --- what jumps ------------------------------------------------------------------------------------------------------------------------------------ */

static bool jumps(const struct figure *was, const struct figure *now)
{
	if (was->status != FIGURE_VALUE || now->status != FIGURE_VALUE || was->value <= 0)
		return false;
	int64_t differ = now->value > was->value ? now->value - was->value : was->value - now->value;
	int64_t least = now->of->unit == UNIT_YUAN ? JUMP_LEAST * 100000 : JUMP_LEAST;
	return differ >= least && differ * 100 > was->value * JUMP_PERCENT;
}

static struct str explained(const struct closing *k, const char *indicator)
{
	struct str words = STR_NONE;
	for (size_t i = 0; i < k->u.n_steps; i++)
		if (str_is(k->u.steps[i].act, "explain") && str_is(k->u.steps[i].reason, indicator))
			words = k->u.steps[i].words;
	return words;
}

static void jump_add(struct closing *k, const struct figure *was, const struct figure *now)
{
	struct close_page *p = k->p;
	int64_t tenths = (now->value - was->value) * 1000 / was->value;
	if (p->n_jumps == JUMPS_MOST)
		return;
	struct close_jump *j = &p->jumps[p->n_jumps++];
	*j = (struct close_jump){ .name = str_of(_(now->of->name)), .was = figure_say(k->mem, was, EXACTLY, 0), .now = figure_say(k->mem, now, EXACTLY, 0),
		.change = str_fmt(k->mem, tenths < 0 ? "−%lld.%lld%%" : "+%lld.%lld%%", (long long)(tenths < 0 ? -tenths : tenths) / 10,
			(long long)(tenths < 0 ? -tenths : tenths) % 10), .code = str_of(now->of->id), .words = explained(k, now->of->id),
				.action = closing_path(k, "explain"),
		.csrf = csrf_field(k->c), .open = p->may_bring && !k->u.closed && !k->frozen };
	j->path = path_with(k->mem, path_with(k->mem, path_of(k->mem, "/figure/%s/%S", now->of->id, month_iso(k->mem, k->month)), "org", str_fmt(k->mem,
		"%lld",
		(long long)k->org)), "span", STR("month"));
	j->said = j->words.n > 0;
	p->n_unsaid += !j->said;
}

static fault figure_in(struct closing *k, const struct indicator *of, int month, struct figure *ret)
{
	struct span_of span;
	TRY(span_make(k->db, of, MONTH, month, &span));
	return figure_of(k->db, of, span, k->org, ret);
}

static bool owes(const struct closing *k, const char *report)
{
	for (size_t i = 0; i < k->u.n_owed; i++)
		if (str_is(k->u.owed[i].report, report))
			return true;
	return false;
}

static fault jumps_fill(struct closing *k)
{
	const struct report_desk *desk = desk_of(k->c);
	k->p->jumps = arena_get(k->mem, JUMPS_MOST * sizeof *k->p->jumps);
	for (size_t i = 0; i < desk->n; i++) {
		const struct indicator *of = desk->indicators[i];
		struct figure was, now;
		if (of->span != MONTH || of->tally == RATIO || of->tally == ONE || !of->report || !owes(k, of->report))
			continue;
		TRY(figure_in(k, of, month_add(k->month, -1), &was));
		if (was.status != FIGURE_VALUE || was.value <= 0)
			continue;
		TRY(figure_in(k, of, k->month, &now));
		if (jumps(&was, &now))
			jump_add(k, &was, &now);
	}
	return NULL;
}

/* --- the page -------------------------------------------------------------------------------------------------------------------------------------- */

static const char *step_word(struct str act)
{
	static const struct { const char *act, *word; } WORDS[] = { { "close", N_("报结") }, { "return", N_("退回") }, { "take_back", N_("撤回") },
		{ "remind", N_("催报") }, { "explain", N_("说明变动") } };
	for (size_t i = 0; i < COUNT(WORDS); i++)
		if (str_is(act, WORDS[i].act))
			return _(WORDS[i].word);
	return "?";
}

static struct str step_words(const struct closing *k, const struct month_step *s)
{
	if (str_is(s->act, "close"))
		return str_fmt(k->mem, _("回执%.*s"), PSTR(receipt_number(k->mem, k->month, s->id)));
	const struct indicator *of = str_is(s->act, "explain") ? report_indicator(desk_of(k->c), s->reason) : NULL;
	return of ? str_fmt(k->mem, "%s：%.*s", _(of->name), PSTR(s->words)) : s->words;
}

static fault steps_fill(struct closing *k)
{
	k->p->steps = arena_get(k->mem, (k->u.n_steps + 1) * sizeof *k->p->steps);
	for (size_t i = k->u.n_steps; i-- > 0;) {
		const struct month_step *s = &k->u.steps[i];
		struct close_step *t = &k->p->steps[k->p->n_steps++];
		*t = (struct close_step){ .when = minute_zh(k->mem, s->at), .what = str_of(step_word(s->act)), .words = step_words(k, s) };
		if (s->actor != INT_NONE)
			TRY(person_name(k->db, s->actor, &t->who));
	}
	return NULL;
}

static struct str lacks_line(const struct closing *k)
{
	const struct close_page *p = k->p;
	struct buf b = { .mem = k->mem };
	if (p->n_missing)
		buf_fmt(&b, _("还差%lld张表"), (long long)p->n_missing);
	if (p->n_waiting)
		buf_fmt(&b, _("%s还有%lld条记录没有审完"), b.n ? "，" : "", (long long)p->n_waiting);
	if (p->n_unsaid)
		buf_fmt(&b, _("%s还有%lld个数变动较大没有说明"), b.n ? "，" : "", (long long)p->n_unsaid);
	return buf_str(&b);
}

static fault look(struct closing *k, struct close_page *p)
{
	bool back = false;
	k->p = p;
	TRY(may(k, "import.bring", STR_NONE, &p->may_bring));
	TRY(owed_fill(k));
	TRY(waits_fill(k));
	TRY(jumps_fill(k));
	TRY(steps_fill(k));
	TRY(may(k, "period.close", STR_NONE, &p->may_close));
	TRY(may(k, "period.return", STR_NONE, &back));
	p->n_missing = (int64_t)(k->u.n_missing + k->u.n_not_due);
	p->closed = k->u.closed, p->returned = k->u.returned, p->frozen = k->frozen;
	p->may_return = back && k->u.closed && !k->frozen;
	p->may_back = p->may_close && k->u.closed && !k->frozen;
	p->may_close = p->may_close && !k->u.closed && !k->frozen;
	p->lacks = lacks_line(k);
	p->whole = !p->lacks.n;
	return NULL;
}

static fault head_fill(struct closing *k, struct close_page *p)
{
	struct arena *mem = k->mem;
	struct str org = str_fmt(mem, "%lld", (long long)k->org);
	TRY(desk_unit_name(k->db, k->org, &p->unit, &p->unit_short));
	p->month = month_zh(mem, k->month), p->org = org;
	p->before = path_with(mem, path_of(mem, "/close/%S", month_iso(mem, month_add(k->month, -1))), "org", org);
	p->after = path_with(mem, path_of(mem, "/close/%S", month_iso(mem, month_add(k->month, 1))), "org", org);
	p->here = closing_path(k, "");
	p->close = path_of(mem, "/close/%S", month_iso(mem, k->month));
	p->back = closing_path(k, "back"), p->send_back = closing_path(k, "return");
	p->board = path_of(mem, "/board/%S", month_iso(mem, k->month));
	p->csrf = csrf_field(k->c);
	if (k->u.closed)
		p->receipt = receipt_number(mem, k->month, k->u.last.id), p->when = minute_zh(mem, k->u.last.at);
	if (k->u.returned)
		p->returned_why = k->u.last.words;
	p->reasons = arena_get(mem, RETURN_REASONS_N * sizeof *p->reasons);
	for (size_t i = 0; i < RETURN_REASONS_N; i++)
		p->reasons[p->n_reasons++] = (struct close_reason){ RETURN_REASONS[i].code, _(RETURN_REASONS[i].word) };
	return NULL;
}

static fault page_show(struct closing *k, fault wrong)
{
	struct out o = { { .mem = k->mem } };
	struct close_page p = { .wrong = str_of(wrong ? wrong->say : NULL) };
	TRY(look(k, &p));
	TRY(head_fill(k, &p));
	page_close(&o, &p);
	if (wrong)
		k->c->reply->status = 409;
	reply_page(k->c, &(struct page){ .title = _("县区上报"), .now = "/", .body = out_html(&o) });
	return NULL;
}

fault close_now(struct ctx *c)
{
	struct desk_months months;
	TRY(desk_months(c->db, &months));
	reply_go(c, path_of(c->mem, "/close/%S", month_iso(c->mem, months.now)));
	return NULL;
}

fault close_show(struct ctx *c)
{
	struct closing k;
	TRY(closing_open(c, &k));
	if (!k.u.n_owed && !request_param(c->request, "org").n) {    /* the city and its departments owe nothing here: they look at everybody */
		reply_go(c, path_of(c->mem, "/board/%S", month_iso(c->mem, k.month)));
		return NULL;
	}
	return page_show(&k, c->faults);
}

/* --- acts ------------------------------------------------------------------------------------------------------------------------------------------ */

static fault step_put(struct closing *k, const char *act, const char *became, struct str reason, struct str words, int64_t recipient)
{
	struct step step = { .relation = STR("month"), .record = k->org, .act = str_of(act), .was = month_iso(k->mem, k->month), .became = str_of(became),
		.reason = reason, .words = words, .recipient = recipient ? recipient : INT_NONE, .actor = k->c->who->person, .at = db_now(k->db) };
	row_act(k->db, act, step.was);
	return row_add(k->db, &step_table, &step);
}

static fault not_frozen(const struct closing *k)
{
	return k->frozen ? fault_make(k->mem, BLAME_CONFLICT, "close.issued", _("%.*s的月报已印发，这个月不再变动。确有错误的，请在下月补报，或请办公室出更正版。"),
		PSTR(month_zh(k->mem, k->month))) : NULL;
}

static fault done(struct closing *k, const char *notice)
{
	reply_notice(k->c, notice);
	reply_go(k->c, closing_path(k, ""));
	return NULL;
}

fault close_act(struct ctx *c)
{
	struct closing k;
	struct close_page p = { 0 };
	TRY(closing_open(c, &k));
	TRY(must(&k, "period.close", STR_NONE));
	TRY(not_frozen(&k));
	if (k.u.closed)
		return fault_make(c->mem, BLAME_CONFLICT, "close.closed", _("这个月已经报结过了，回执%.*s。要改，请先撤回。"), PSTR(receipt_number(c->mem, k.month,
			k.u.last.id)));
	if (!k.u.n_owed)
		return fault_make(c->mem, BLAME_CONFLICT, "close.nothing", _("这个单位这个月没有报送任务，不用报结。"));
	TRY(look(&k, &p));
	if (!p.whole)
		return page_show(&k, fault_make(c->mem, BLAME_CONFLICT, "close.lacks", _("没有报结：%.*s。请先办完，再报结。"), PSTR(p.lacks)));
	TRY(step_put(&k, "close", "closed", STR_NONE, STR_NONE, 0));
	return done(&k, "close.done");
}

static const struct entity *entity_owed(const struct closing *k, struct str report)
{
	const struct report_desk *desk = desk_of(k->c);
	for (size_t i = 0; i < desk->n_entities; i++)
		if (desk->entities[i]->report && str_is(report, desk->entities[i]->report))
			return desk->entities[i];
	return NULL;
}

fault close_nil(struct ctx *c)
{
	struct closing k;
	struct brought b = { 0 };
	TRY(closing_open(c, &k));
	const struct entity *e = entity_owed(&k, request_field(c->request, "report"));
	if (!e)
		return fault_make(c->mem, BLAME_INPUT, "close.report", _("没有看懂是哪张表的零报告。请回到上报页，再按一次。"));
	TRY(must(&k, "import.bring", line_of(str_of(e->name))));
	TRY(not_frozen(&k));
	if (k.u.closed || !owes(&k, e->report))
		return fault_make(c->mem, BLAME_CONFLICT, "close.nil", _("这张表这个月不能报零报告：已经报结，或没有这项任务。"));
	TRY(handover_rows(c->db, &(struct handover){ .import = { .of = e, .sender = k.org, .month = k.month, .day = k.today, .author = c->who->person,
		.actor = c->who->person } }, &b));
	return done(&k, "close.nil");
}

static fault words_given(struct closing *k, struct str *ret)
{
	struct str words = str_trim(request_field(k->c->request, "words"));
	if (!words.n)
		return fault_make(k->mem, BLAME_INPUT, "close.words", _("还没有写说明。请写一句，让看的人不用再打电话问。"));
	*ret = text_clip(words, WORDS_MOST);
	return NULL;
}

fault close_explain(struct ctx *c)
{
	struct closing k;
	struct str words;
	TRY(closing_open(c, &k));
	TRY(must(&k, "import.bring", STR_NONE));
	TRY(not_frozen(&k));
	const struct indicator *of = report_indicator(desk_of(c), request_field(c->request, "indicator"));
	if (!of || k.u.closed)
		return fault_make(c->mem, BLAME_CONFLICT, "close.explain", _("这个数现在不能说明：已经报结，或没有这个指标。请重新打开上报页。"));
	fault f = words_given(&k, &words);
	if (f)
		return page_show(&k, f);
	TRY(step_put(&k, "explain", "open", str_of(of->id), words, 0));
	return done(&k, "close.said");
}

fault close_back(struct ctx *c)
{
	struct closing k;
	TRY(closing_open(c, &k));
	TRY(must(&k, "period.close", STR_NONE));
	TRY(not_frozen(&k));
	if (!k.u.closed)
		return fault_make(c->mem, BLAME_CONFLICT, "close.open", _("这个月还没有报结，不用撤回。"));
	TRY(step_put(&k, "take_back", "open", STR_NONE, STR_NONE, 0));
	return done(&k, "close.back");
}

fault close_return(struct ctx *c)
{
	struct closing k;
	struct str words, code = request_field(c->request, "reason"), reason = STR_NONE;
	TRY(closing_open(c, &k));
	TRY(must(&k, "period.return", STR_NONE));
	TRY(not_frozen(&k));
	if (!k.u.closed)
		return fault_make(c->mem, BLAME_CONFLICT, "close.open", _("这个月还没有报结，不用退回。请从报送情况催报。"));
	for (size_t i = 0; i < RETURN_REASONS_N; i++)
		if (str_is(code, RETURN_REASONS[i].code))
			reason = code;
	fault f = !reason.n ? fault_make(c->mem, BLAME_INPUT, "move.reason", _("还没有选退回原因。请选一项，再写明要改什么。")) : words_given(&k, &words);
	if (f)
		return page_show(&k, f);
	TRY(step_put(&k, "return", "returned", reason, words, k.u.last.actor));
	return done(&k, "close.returned");
}
