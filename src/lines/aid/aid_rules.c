/* What must hold between the rows of aid, whatever act wrote last.
 *
 * One file in force a person and a household. The same person helped again in one run of a campaign with the same kind says why; who helped before, where
 * and how much is not told, the day alone is. The sources bear no more of an event than was given: an allocation that says so is refused, an event that
 * falls below what was allocated is asked about, since what happened is corrected first and its bookkeeping follows. No account of a source goes below
 * nought: what a union received of it, and was passed of it, covers what it passes on and what its aid has used; so a source that was drawn on cannot be
 * lowered, returned, voided or taken back before the drawing is. Writing takes the city's next number, which puts its writers in line, so two files at one
 * moment cannot both spend the last fen.
 * Not taken: a reason asked of another county's row (who writes could not give it); balances kept in a column (a second truth). */
#include "kernel/row.h"
#include "lines/aid.sql.h"
#include "lines/aid/aid.h"

static fault two_files_find(struct breaches *b)
{
	struct aid_two_files_row *rows;
	size_t n;
	TRY(aid_two_files(b->db, (struct aid_two_files_in){ .entry = b->entry }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		rule_breach(b, &aid_hardship_table, rows[i].record, offsetof(struct aid_hardship, person), "aid.two_files",
			_("这个人或同一户另有一份%.*s建的档案还在档。一户一档，请核对是否重复建档；已迁出的，请原建档单位先填退出日期。"), PSTR(day_zh(b->mem, rows[i].since)));
	return NULL;
}

static fault again_find(struct breaches *b)
{
	struct aid_again_row *rows;
	size_t n;
	TRY(aid_again(b->db, (struct aid_again_in){ .entry = b->entry }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		rule_breach(b, &aid_event_table, rows[i].record, offsetof(struct aid_event, person), "aid.again",
			_("这个人在本次活动中%.*s已得到过同类帮扶。分期发放或确需再帮的，请在“再次帮扶说明”栏写明理由和批准人。"), PSTR(day_zh(b->mem, rows[i].day)));
	return NULL;
}

static fault overborne_find(struct breaches *b)
{
	struct aid_overborne_row *rows;
	size_t n;
	TRY(aid_overborne(b->db, (struct aid_overborne_in){ .entry = b->entry }, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		struct str borne = money_yuan(b->mem, rows[i].borne);
		if (rows[i].share != INT_NONE)
			rule_breach(b, &aid_allocation_table, rows[i].share, offsetof(struct aid_allocation, amount), "aid.more_than_event",
				_("各来源分摊合计%.*s元，多于这笔帮扶的%.*s元。请核对分摊金额。"), PSTR(borne), PSTR(money_yuan(b->mem, rows[i].given)));
		else if (rows[i].given.fen)
			rule_ask(b, &aid_event_table, rows[i].event, offsetof(struct aid_event, cash), "aid.below_allocated",
				_("这笔帮扶已由资金来源分摊%.*s元，多于现在填的金额。请接着改分摊表。"), PSTR(borne));
		else
			rule_ask(b, &aid_event_table, rows[i].event, offsetof(struct aid_event, cash), "aid.below_allocated",
				_("这笔帮扶不再计入，资金来源还分摊着%.*s元。请接着改分摊表。"), PSTR(borne));
	}
	return NULL;
}

/* One account below nought, told at the row that was written. */
static fault overdrawn_tell(struct breaches *b, const struct aid_overdrawn_row *of)
{
	struct aid_account_written_row written;
	struct aid_source source;
	bool found;
	TRY(aid_account_written(b->db, (struct aid_account_written_in){ .entry = b->entry, .source = of->source, .account = of->account }, &written, &found));
	TRY(row_read(b->db, &aid_source_table, of->source, &source, &found));
	bool stands = str_is(source.head.state, "submitted") || str_is(source.head.state, "approved");
	struct str lacks = money_yuan(b->mem, (struct money){ -of->rest.fen });
	struct str drawn = money_yuan(b->mem, (struct money){ (stands ? source.amount.fen : 0) - of->rest.fen });
	if (written.part == 1)
		rule_breach(b, &aid_allocation_table, written.record, offsetof(struct aid_allocation, amount), "aid.overdrawn",
			_("这笔款不够了，还差%.*s元。请核对金额，或换一笔来源分摊。"), PSTR(lacks));
	else if (written.part == 2)
		rule_breach(b, &aid_transfer_table, written.record, offsetof(struct aid_transfer, amount), "aid.overdrawn",
			_("这笔款不够了，还差%.*s元。请核对金额，或换一笔来源分摊。"), PSTR(lacks));
	else if (written.part == 4)
		rule_breach(b, &aid_transfer_table, written.record, offsetof(struct aid_transfer, amount), "aid.overdrawn",
			_("拨去的这笔款已由收款的工会拨付和列支，还差%.*s元。请先由收款的工会改拨付表和分摊表。"), PSTR(lacks));
	else
		rule_breach(b, &aid_source_table, of->source, offsetof(struct aid_source, amount), "aid.overdrawn",
			stands ? _("这笔款已拨付和列支%.*s元，多于现在填的金额。请先改拨付表和分摊表，再改金额。")
			: _("这笔款已拨付和列支%.*s元，不能退回、作废或从表里删去。请先改拨付表和分摊表。"), PSTR(drawn));
	return NULL;
}

static fault overdrawn_find(struct breaches *b)
{
	struct aid_overdrawn_row *rows;
	size_t n;
	TRY(aid_overdrawn(b->db, (struct aid_overdrawn_in){ .entry = b->entry }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		TRY(overdrawn_tell(b, &rows[i]));
	return NULL;
}

static const struct table *const FILES[] = { &aid_hardship_table, NULL };
static const struct table *const GIVEN[] = { &aid_event_table, NULL };
static const struct table *const BORNE[] = { &aid_event_table, &aid_allocation_table, NULL };
static const struct table *const MONEY[] = { &aid_source_table, &aid_transfer_table, &aid_allocation_table, NULL };

static const struct rule TWO_FILES = { "aid.two_files", FILES, two_files_find };
static const struct rule AGAIN     = { "aid.again",     GIVEN, again_find };
static const struct rule OVERBORNE = { "aid.overborne", BORNE, overborne_find };
static const struct rule OVERDRAWN = { "aid.overdrawn", MONEY, overdrawn_find };
const struct rule *const AID_RULES[] = { &TWO_FILES, &AGAIN, &OVERBORNE, &OVERDRAWN, NULL };
