/* Words of the report's pages: states with their shapes, who and which department, what was done with it, and the sentences of refusal.
 *
 * The rules speak in src/report, once, to whoever asks; where a sentence names a command to type, the page leaves that out, since its reader has the button
 * before his eyes. What is left must still say how to mend it, so each such phrase has its own words below.
 * Not taken: a second set of sentences for the browser, which would drift from the first. */
#include <string.h>
#include "base/text.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "rooms/report_room.h"

/* --- states ----------------------------------------------------------------------------------------------------------------------------------------- */

struct shape report_shape(struct str state, bool issued)
{
	const char *class = issued ? "frozen" : str_is(state, "drafting") ? "draft" : str_is(state, "checked") ? "submitted"
		: str_is(state, "cosigned") ? "verified" : "approved";
	return (struct shape){ class, edition_state_word(state) };
}

struct shape report_part_shape(struct str state, bool issued)
{
	if (issued)
		return (struct shape){ "frozen", _("已锁") };
	const char *class = str_is(state, "drafting") ? "draft" : str_is(state, "returned") ? "returned" : str_is(state, "approved") ? "approved" : "submitted";
	return (struct shape){ class, section_state_word(state) };
}

struct str report_part_name(struct ctx *c, const struct section_view *v)
{
	const char *word = v->line.p ? code_word(LINE_CODES, v->line) : "";
	return *word ? str_of(_(word)) : text_length(v->heading) > 12 ? str_fmt(c->mem, "%.*s…", PSTR(text_clip(v->heading, 11))) : v->heading;
}

struct str report_part_title(struct ctx *c, const struct section_view *v)
{
	return str_fmt(c->mem, _("第%.*s节　%.*s"), PSTR(text_number_zh(c->mem, v->ordinal)), PSTR(report_part_name(c, v)));
}

struct str report_numeral(struct ctx *c, int64_t ordinal)
{
	return str_fmt(c->mem, "%.*s、", PSTR(text_number_zh(c->mem, ordinal)));
}

/* --- who -------------------------------------------------------------------------------------------------------------------------------------------- */

fault report_who(struct ctx *c, int64_t person, struct str *ret)
{
	*ret = STR_NONE;
	return person > 0 ? person_name(c->db, person, ret) : NULL;
}

fault report_unit(struct ctx *c, int64_t org, struct str *ret)
{
	struct str full = STR_NONE, shorter = STR_NONE;
	if (org > 0)
		TRY(org_name_on(c->db, org, report_today(c), &full, &shorter));
	*ret = shorter.n ? shorter : full;
	return NULL;
}

/* --- what was done ---------------------------------------------------------------------------------------------------------------------------------- */

static const char *step_word(const struct step_view *s)
{
	const struct move *moves = s->section ? SECTION_MOVES : EDITION_MOVES;
	for (size_t i = 0; i < (s->section ? SECTION_MOVES_N : EDITION_MOVES_N); i++)
		if (str_is(s->act, moves[i].act))
			return _(moves[i].word);
	return str_is(s->act, "correct") ? _("更正") : str_is(s->act, "refuse") ? _("会签不同意") : "?";
}

static const char *reason_word(struct str code)
{
	for (size_t i = 0; code.p && i < RETURN_REASONS_N; i++)
		if (str_is(code, RETURN_REASONS[i].code))
			return _(RETURN_REASONS[i].word);
	return NULL;
}

static fault step_read(struct ctx *c, const struct month_of *m, const struct step_view *row, bool one, struct report_step *ret)
{
	const char *reason = reason_word(row->reason);
	struct report_step s = { .when = minute_zh(c->mem, row->at), .what = str_of(step_word(row)), .words = row->words };
	for (size_t i = 0; i < m->n && !one && row->section; i++)
		if (m->parts[i].section == row->section)
			s.what = str_fmt(c->mem, _("%s%.*s"), step_word(row), PSTR(report_part_name(c, &m->parts[i])));
	if (reason)
		s.words = row->words.n ? str_fmt(c->mem, _("%s，%.*s"), reason, PSTR(row->words)) : str_of(reason);
	TRY(report_who(c, row->actor, &s.who));
	*ret = s;
	return NULL;
}

fault report_steps(struct ctx *c, const struct month_of *m, int64_t section, size_t most, struct report_step **ret, size_t *ret_n)
{
	size_t count = 0;
	struct report_step *list = arena_get(c->mem, (m->n_steps + 1) * sizeof *list);
	for (size_t i = m->n_steps; i > 0 && count < most; i--) {
		const struct step_view *row = &m->steps[i - 1];
		bool by_itself = str_is(row->act, "join") || str_is(row->act, "leave") || (row->section && str_is(row->act, "correct"));
		if (!by_itself && (!section || row->section == section))
			TRY(step_read(c, m, row, section != 0, &list[count++]));
	}
	*ret = list;
	*ret_n = count;
	return NULL;
}

/* --- sentences -------------------------------------------------------------------------------------------------------------------------------------- */

static const struct { const char *typed, *here; } PHRASES[] = {
	{ "从退回原因表中选一项（如 --reason unclear 内容不清），或用 --why 写明。", "选一项，或写明意见。" },
	{ "用 nuan report show 看各部分到了哪一步。", "各节到了哪一步，请看月报。" },
	{ "用 nuan report show 看有哪几版。", "有哪几版，请看月报。" },
	{ "用 nuan report correct 另出更正版", "另出更正版" },
	{ "要恢复由记录起草的文字，请用 --drafted。", "要恢复由记录起草的文字，请按“恢复由记录起草的文字”。" },
	{ "用 nuan report edit 填写", "在这一节填写" },
	{ "请用 nuan report edit 修改这一节，并以 --why 写明理由；", "请修改这一节，并写明改数的理由；" },
	{ "用 --agree 编号=意见 逐条写明后再核稿；各条写在一条命令里，没有通过的，答复不记下。", "逐条写明答复后再核稿；没有通过的，答复不记下，写的还在下面。" },
	{ "用 nuan report show 看过再答。", "看过下面现在问的再答。" },
	{ "请去掉 --agree；核稿意见用 --why 写。", "请看过下面的再核稿；要说的，写在核稿意见里。" },
	{ "改数要用 --why 写明理由", "改数要写明理由" },
	{ "请用 --why 写明", "请写明" },
	{ "以 --why 写明", "写明" },
	{ "请核对 --on 后面的日期", "请核对日期" },
	{ "请运行 nuan verify 查明", "请系统管理员核验查明" },
};

static struct str between_out(struct arena *mem, struct str text, const char *from, const char *to)
{
	size_t at;
	while ((at = str_find(text, str_of(from))) != SIZE_MAX) {
		struct str rest = str_sub(text, at, SIZE_MAX);
		size_t end = str_find(rest, str_of(to));
		if (end == SIZE_MAX)
			break;
		text = str_fmt(mem, "%.*s%.*s", (int)at, text.p, PSTR(str_sub(rest, end + strlen(to), SIZE_MAX)));
	}
	return text;
}

struct str report_here(struct arena *mem, struct str say)
{
	say = between_out(mem, between_out(mem, say, "（nuan ", "）"), " (nuan ", ")");
	for (size_t i = 0; i < COUNT(PHRASES); i++) {
		size_t at = str_find(say, str_of(PHRASES[i].typed));
		if (at != SIZE_MAX)
			say = str_fmt(mem, "%.*s%s%.*s", (int)at, say.p, PHRASES[i].here, PSTR(str_sub(say, at + strlen(PHRASES[i].typed), SIZE_MAX)));
	}
	return say;
}

struct report_faults report_faults(struct ctx *c, const char *(*at)(fault))
{
	struct report_faults list = { 0 };
	size_t n = 0;
	for (fault f = c->faults; f; f = f->next)
		n++;
	list.says = arena_get(c->mem, (n + 1) * sizeof *list.says);
	for (fault f = c->faults; f; f = f->next)
		list.says[list.n_says++] = (struct report_said){ report_here(c->mem, str_of(f->say)), str_of(f->code), at ? at(f) : NULL };
	return list;
}
