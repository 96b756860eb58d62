/* What must hold between the rows of pairing, whatever act wrote last: on each day a household is one thing and has one helper, and a helper has five
 * households at most. Links are dated, the last day is theirs: a new helper begins on the day after. So one file may end a link and begin the next.
 * Not taken: counting a helper's households as of today, which would forbid to record what was. */
#include "lines/pairing.schema.h"
#include "lines/pairing.sql.h"
#include "lines/pairing/pairing_in.h"

static fault two_kinds_find(struct breaches *b)
{
	struct pairing_two_kinds_row *rows;
	size_t n;
	TRY(pairing_two_kinds(b->db, (struct pairing_two_kinds_in){ .entry = b->entry }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		rule_breach(b, &pairing_household_table, rows[i].record, offsetof(struct pairing_household, kind), "pairing.kind",
			_("这一户同一天已登记为另一种类别。一户一天只能是一种，请核对户编号和类别。"));
	return NULL;
}

static fault two_helpers_find(struct breaches *b)
{
	struct pairing_two_helpers_row *rows;
	size_t n;
	TRY(pairing_two_helpers(b->db, (struct pairing_two_helpers_in){ .entry = b->entry }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		rule_breach(b, &pairing_link_table, rows[i].record, offsetof(struct pairing_link, code), "pairing.two_helpers",
			_("这一户有%.*s起的另一结对，日期重叠，一户一天只有一名帮扶干部。请先报原结对的终止日期和原因，再报新的结对。"), PSTR(day_zh(b->mem, rows[i].since)));
	return NULL;
}

static fault too_many_find(struct breaches *b)
{
	struct pairing_too_many_row *rows;
	size_t n;
	TRY(pairing_too_many(b->db, (struct pairing_too_many_in){ .entry = b->entry, .most = PAIRING_HOUSEHOLDS_MOST }, &rows, &n));
	for (size_t i = 0; i < n; i++)
		rule_breach(b, &pairing_link_table, rows[i].record, offsetof(struct pairing_link, person), "pairing.too_many",
			_("一名干部最多结对%d户，这位干部已有%lld户。请另行安排。"), PAIRING_HOUSEHOLDS_MOST, (long long)rows[i].n - 1);
	return NULL;
}

static const struct table *const HOUSEHOLDS[] = { &pairing_household_table, NULL };
static const struct table *const LINKS[] = { &pairing_link_table, NULL };

static const struct rule TWO_KINDS   = { "pairing.kind",        HOUSEHOLDS, two_kinds_find };
static const struct rule TWO_HELPERS = { "pairing.two_helpers", LINKS,      two_helpers_find };
static const struct rule TOO_MANY    = { "pairing.too_many",    LINKS,      too_many_find };
const struct rule *const PAIRING_RULES[] = { &TWO_KINDS, &TWO_HELPERS, &TOO_MANY, NULL };
