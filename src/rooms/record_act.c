/* One record moved: approved, sent back, reported, taken back, voided, restored.
 *
 * Every act is a row of the table of moves (kernel/move.h) and goes through move_make; here it is asked whether this viewer holds the move's right for this
 * union and line, and whether the record is still the one that they looked at: a page says which version it showed, and another version is refused, so nobody
 * approves what they have not seen. What asks a reason has a page of its own that says what the act will do to the figures.
 * Not taken: a window that asks 确定吗 (it says nothing of what will happen). */
#include <string.h>
#include "base/text.h"
#include "rooms/record.h"
#include "rooms/rooms.tpl.h"

static const struct field WHY_FIELDS[] = {
	FIELD(record_why, why, N_("理由"), FIELD_TEXT, .must = true, .least = 2, .most = 100),
};
const struct form_of RECORD_WHY = { WHY_FIELDS, COUNT(WHY_FIELDS), sizeof(struct record_why), NULL };

static const struct move *move_of(const struct head *h, const char *act)
{
	for (size_t i = 0; i < RECORD_MOVES_N; i++)
		if (str_is(h->state, RECORD_MOVES[i].from) && strcmp(RECORD_MOVES[i].act, act) == 0)
			return &RECORD_MOVES[i];
	return NULL;
}

/* Where no move is, move_make has the sentence. */
fault record_act(struct ctx *c, const struct record_one *r, const char *act, const char *reason, struct str words)
{
	const struct move *m = move_of(r->row, act);
	bool may = true;
	if (m)
		TRY(record_may(c, r, m->may, &may));
	if (!may)
		return fault_make(c->mem, BLAME_DENIED, "record.right", _("您在这条记录的单位没有“%s”的权限。请交给有权限的人办理。"), _(m->word));
	return move_make(c->db, r->of->table, r->row->id, act, c->who->person, reason, words);
}

static fault still_the_same(struct ctx *c, const struct record_one *r)
{
	int64_t version;
	if (!str_int(request_field(c->request, "version"), &version) || version == r->row->version)
		return NULL;
	return fault_make(c->mem, BLAME_CONFLICT, "record.changed", _("这条记录在您打开之后有人改过或办过，这次没有办。请重新打开，看过再办。"));
}

static fault act(struct ctx *c, const char *name, const char *reason, struct str words, const char *notice)
{
	const struct record_one *r = c->subject;
	TRY(still_the_same(c, r));
	TRY(record_act(c, r, name, reason, words));
	reply_notice(c, notice);
	reply_go(c, path_of(c->mem, "/record/%d", r->row->id));
	return NULL;
}

fault record_approve(struct ctx *c)
{
	return act(c, "approve", NULL, STR_NONE, "record.approved");
}

fault record_submit(struct ctx *c)
{
	return act(c, "submit", NULL, STR_NONE, "record.submitted");
}

fault record_take_back(struct ctx *c)
{
	return act(c, "take_back", NULL, STR_NONE, "record.taken_back");
}

/* Of one that has counted in a closed month the reason is asked on a page. */
fault record_restore(struct ctx *c)
{
	return act(c, "restore", NULL, text_clip(str_trim(request_field(c->request, "理由")), (size_t)WHY_FIELDS[0].most), "record.restored");
}

/* --- what asks a reason ---------------------------------------------------------------------------------------------------------------------------- */

static fault line_of_one(struct ctx *c, const struct record_one *r, struct record_line *ret)
{
	struct record_words *w = record_words_of(c, false);
	*ret = (struct record_line){ .day = record_day(c->mem, r->row->day, 0), .path = path_of(c->mem, "/record/%d", r->row->id) };
	TRY(record_lead(w, r->of, r->row, &ret->lead));
	return record_unit_name(w, r->row->org, r->row->day, &ret->unit);
}

static struct record_reason *reasons_of(struct ctx *c, size_t *ret_n)
{
	struct record_reason *list = arena_get(c->mem, RETURN_REASONS_N * sizeof *list);
	for (size_t i = 0; i < RETURN_REASONS_N; i++)
		list[i] = (struct record_reason){ RETURN_REASONS[i].code, _(RETURN_REASONS[i].word),
			str_is(request_field(c->request, "reason"), RETURN_REASONS[i].code) };
	*ret_n = RETURN_REASONS_N;
	return list;
}

fault record_said(struct ctx *c, struct str *ret)
{
	enum { MOST = 200 };
	struct str words = str_trim(request_field(c->request, "words"));
	if (text_length(words) > MOST)
		return fault_field(c->mem, "words", "record.words", _("说明有%zu个字，最多%d个。请写短些。"), text_length(words), MOST);
	if (text_harm(words))
		return fault_field(c->mem, "words", "cell.invisible", _("这里有看不见的控制字符（U+%04X），印出来的文字会与看到的不一致。请删去这一处，重新输入。"),
			(unsigned)text_harm(words));
	*ret = words.n ? words : STR_NONE;
	return NULL;
}

void record_return_page(struct ctx *c, struct str line, struct record_return_page *p)
{
	struct out o = { { .mem = c->mem } };
	p->csrf = csrf_field(c);
	p->reasons = reasons_of(c, &p->n_reasons);
	p->words = request_field(c->request, "words");
	page_record_return(&o, p);
	reply_page(c, &(struct page){ .title = p->many ? _("退回这些记录") : _("退回这条记录"), .scope = str_of(_("退回后由填报人改好再报，原因会告诉填报人")), .now = record_now(c, line),
		.body = out_html(&o) });
}

fault record_return_show(struct ctx *c)
{
	const struct record_one *r = c->subject;
	struct record_line line;
	struct record_return_page p = { .action = path_of(c->mem, "/record/%d/return", c->id), .back = path_of(c->mem, "/record/%d", c->id), .n = 1,
		.wrong = str_of(c->faults ? c->faults->say : NULL), .lines = &line, .n_lines = 1 };
	TRY(line_of_one(c, r, &line));
	line.pick = str_fmt(c->mem, "%lld", (long long)r->row->version);
	TRY(record_figures(c, r, &p.figures, &p.n_figures));
	record_return_page(c, r->line, &p);
	return NULL;
}

fault record_return(struct ctx *c)
{
	struct str reason = request_field(c->request, "reason"), words;
	TRY(record_said(c, &words));
	return act(c, "return", reason.n ? str_c(c->mem, reason) : NULL, words, "record.returned");
}

fault record_void_show(struct ctx *c)
{
	const struct record_one *r = c->subject;
	struct out o = { { .mem = c->mem } };
	struct record_line line;
	const struct move *m = move_of(r->row, "void");
	bool approved = str_is(r->row->state, "approved");
	struct record_why_page p = { .back = path_of(c->mem, "/record/%d", c->id) };
	TRY(line_of_one(c, r, &line));
	if (!m)
		return fault_make(c->mem, BLAME_CONFLICT, "move.state", _("这条记录现在是“%s”，不能这样办。请重新打开看它的最新状态。"), state_word(r->row->state));
	TRY(record_figures(c, r, &p.figures, &p.n_figures));
	p.what = str_fmt(c->mem, _("%.*s（%.*s　%.*s）"), PSTR(line.lead), PSTR(line.unit), PSTR(line.day));
	p.form = form_html(c, &(struct form_view){ .of = &RECORD_WHY, .filled = &(struct record_why){ STR_NONE }, .verb = _("作废这条记录"),
		.action = path_of(c->mem, approved ? "/record/%d/annul" : "/record/%d/void", c->id) });
	page_record_void(&o, &p);
	reply_page(c, &(struct page){ .title = _("作废这条记录"), .scope = str_of(_("作废后不再计入任何数，记录和留痕都保留，可以恢复")), .now = record_now(c, r->line),
		.body = out_html(&o) });
	return NULL;
}

fault record_restore_show(struct ctx *c)
{
	const struct record_one *r = c->subject;
	struct out o = { { .mem = c->mem } };
	struct record_line line;
	struct record_why_page p = { .back = path_of(c->mem, "/record/%d", c->id) };
	TRY(line_of_one(c, r, &line));
	p.what = str_fmt(c->mem, _("%.*s（%.*s　%.*s）"), PSTR(line.lead), PSTR(line.unit), PSTR(line.day));
	p.form = form_html(c, &(struct form_view){ .of = &RECORD_WHY, .filled = &(struct record_why){ STR_NONE }, .verb = _("恢复这条记录"),
		.action = path_of(c->mem, "/record/%d/restore", c->id) });
	page_record_restore(&o, &p);
	reply_page(c, &(struct page){ .title = _("恢复这条记录"), .scope = str_of(_("恢复后要重新审核，审核通过前不计入任何数")), .now = record_now(c, r->line),
		.body = out_html(&o) });
	return NULL;
}

fault record_void(struct ctx *c)
{
	const struct record_why *f = c->form;
	return act(c, "void", NULL, f->why, "record.voided");
}
