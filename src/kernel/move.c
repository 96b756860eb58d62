/* The workflow of a record is a table of moves, short enough to be seen whole. A record is counted only while it is approved; whoever edited it last
 * may not approve it; an edit takes an approval away; a return names a reason from a catalogue and goes to the person who entered the record.
 * Not taken: states as numbers, a workflow designer, flags beside the state ("is_approved") that can contradict it. */
#include <string.h>
#include "kernel/move.h"
#include "kernel/kernel.schema.h"
#include "kernel/period.h"
#include "kernel/row.h"

const struct move RECORD_MOVES[] = {
	/* from         act          to           button          right              who              reason */
	{ "draft",     "submit",    "submitted", N_("报出"),     "record.enter",    ANYBODY,         false },
	{ "returned",  "submit",    "submitted", N_("改后再报"), "record.enter",    ANYBODY,         false },
	{ "submitted", "take_back", "draft",     N_("撤回"),     "record.enter",    ONLY_SENDER,     false },
	{ "submitted", "return",    "returned",  N_("退回"),     "record.approve",  ANYBODY,         true  },
	{ "submitted", "approve",   "approved",  N_("审核通过"), "record.approve",  NOT_LAST_EDITOR, false },
	{ "approved",  "return",    "returned",  N_("退回"),     "record.approve",  ANYBODY,         true  },
	{ "approved",  "edit",      "submitted", N_("修改"),     "record.enter",    ANYBODY,         false },
	{ "draft",     "void",      "void",      N_("作废"),     "record.enter",    ANYBODY,         false },
	{ "submitted", "void",      "void",      N_("作废"),     "record.enter",    ANYBODY,         false },
	{ "returned",  "void",      "void",      N_("作废"),     "record.enter",    ANYBODY,         false },
	{ "approved",  "void",      "void",      N_("作废"),     "record.approve",  ANYBODY,         false },
	{ "void",      "restore",   "submitted", N_("恢复"),     "record.enter",    ANYBODY,         false },
};
const size_t RECORD_MOVES_N = COUNT(RECORD_MOVES);

const struct return_reason RETURN_REASONS[] = {
	{ "no_receipt",    N_("缺签收或银行回单") },
	{ "wrong_person",  N_("人员信息不符") },
	{ "wrong_amount",  N_("金额不符") },
	{ "wrong_day",     N_("日期不符") },
	{ "outside_scope", N_("不在填报范围") },
	{ "duplicate",     N_("重复填报") },
	{ "no_evidence",   N_("缺佐证材料") },
	{ "unclear",       N_("内容不清") },
	{ "other",         N_("其他") },
};
const size_t RETURN_REASONS_N = COUNT(RETURN_REASONS);

static const struct { const char *state, *word; } STATES[] = {
	{ "draft", N_("草稿") }, { "submitted", N_("已报") }, { "returned", N_("退回") }, { "approved", N_("已审") }, { "void", N_("已作废") },
};

const char *state_word(struct str state)
{
	for (size_t i = 0; i < COUNT(STATES); i++)
		if (str_is(state, STATES[i].state))
			return _(STATES[i].word);
	return "?";
}

static const struct move *move_find(struct str from, const char *act)
{
	for (size_t i = 0; i < RECORD_MOVES_N; i++)
		if (str_is(from, RECORD_MOVES[i].from) && strcmp(act, RECORD_MOVES[i].act) == 0)
			return &RECORD_MOVES[i];
	return NULL;
}

static const char *reason_word(const char *code)
{
	for (size_t i = 0; code && i < RETURN_REASONS_N; i++)
		if (strcmp(code, RETURN_REASONS[i].code) == 0)
			return RETURN_REASONS[i].word;
	return NULL;
}

static fault move_refuse(struct arena *mem, const struct move *m, const struct head *h, int64_t actor, const char *reason)
{
	if (m->who == NOT_LAST_EDITOR && actor <= 0)
		return fault_make(mem, BLAME_DENIED, "move.no_approver", _("没有写明审核人。请写明是谁审核的。"));
	if (m->who == NOT_LAST_EDITOR && (h->editor == actor || h->recorded_by == actor))
		return fault_make(mem, BLAME_DENIED, "move.own_edit", _("这条记录是您自己填的或改的，不能由您审核。请交另一位审核人审核。"));
	if (m->who == ONLY_SENDER && h->entered_by != actor)
		return fault_make(mem, BLAME_DENIED, "move.not_sender", _("只有报出这条记录的人可以撤回。请与报出人联系，或请审核人退回。"));
	if (m->reason && !reason_word(reason))
		return fault_make(mem, BLAME_INPUT, "move.no_reason", _("退回要写明原因，请从退回原因表中选一项（如 no_receipt 缺签收或银行回单）。"));
	return NULL;
}

fault move_make(struct db *db, const struct table *t, int64_t record, const char *act, int64_t actor, const char *reason, struct str words)
{
	struct arena *mem = db_mem(db);
	struct head *h = arena_get(mem, t->size);
	bool found;
	TRY(row_read(db, t, record, h, &found));
	if (!found)
		return fault_make(mem, BLAME_ABSENT, "row.absent", _("这条记录不存在或已不在您的范围内。请重新打开列表再试。"));
	const struct move *m = move_find(h->state, act);
	if (!m)
		return fault_make(mem, BLAME_CONFLICT, "move.state", _("这条记录现在是“%s”，不能这样办。请重新打开看它的最新状态。"), state_word(h->state));
	TRY(move_refuse(mem, m, h, actor, reason));
	struct step step = { .relation = str_of(t->name), .record = record, .act = str_of(act), .was = h->state, .became = str_of(m->to),
		.reason = str_of(reason), .words = words, .recipient = m->reason ? h->entered_by : INT_NONE, .actor = actor, .at = db_now(db) };
	if (strcmp(act, "void") == 0 || strcmp(act, "restore") == 0)
		TRY(period_reason(db, t, h, words));
	if (strcmp(act, "approve") == 0)
		TRY(period_settle(db, &(struct period_known){ 0 }, t, h));
	h->state = str_of(m->to);
	if (strcmp(act, "edit") == 0)
		h->editor = actor;
	row_act(db, act, words);
	TRY(row_change(db, t, h));
	return row_add(db, &step_table, &step);
}
