/* Cadres of the office answer for households in villages: what is counted of it.
 *
 * Households are counted by their number. Which of them are poor is asked of the register as of the day of the visit, so each visit falls on one side,
 * and 贫困户 and the others stay apart; their sum is printed nowhere. Calls by telephone count neither a household nor a cadre.
 * Support is money given and goods at cost, one figure, as the report says it, and its two halves beside it. Households visited without a link are
 * counted for whoever audits: such a visit is taken in, since it happened.
 * Not taken: counting households by links (who is paired is not who was visited). */
#include "lines/pairing.schema.h"
#include "lines/pairing.sql.h"
#include "lines/pairing/pairing_in.h"

enum { WAN = 1000000 };                                  /* fen: the step of 3万多元 */

#define MONTHLY(id_, name_, unit_, tally_, rows_) .id = id_, .name = name_, .unit = unit_, .tally = tally_, .rows = rows_, .span = MONTH, .version = 1

const struct indicator PAIRING_VALUE = { MONTHLY("pairing.support_value", N_("慰问金和物资"), UNIT_YUAN, AMOUNT, &pairing_support_rows),
	.meaning = N_("本月结对慰问发放表上慰问金与物资价值之和，物资按数量乘含税购置单价计。"), .wording = OVER_MANY, .step = WAN };
const struct indicator PAIRING_CASH = { MONTHLY("pairing.cash", N_("慰问金"), UNIT_YUAN, AMOUNT, &pairing_cash_rows),
	.meaning = N_("本月结对慰问发放表上慰问金之和。"), .total = &PAIRING_VALUE };
const struct indicator PAIRING_GOODS = { MONTHLY("pairing.goods", N_("慰问物资"), UNIT_YUAN, AMOUNT, &pairing_goods_rows),
	.meaning = N_("本月结对慰问发放表上物资价值之和，按数量乘含税购置单价计。"), .parts = true, .total = &PAIRING_VALUE };
const struct indicator PAIRING_DAY = { MONTHLY("pairing.day_visit", N_("结对走访日期"), UNIT_DAY, ONE, &pairing_trip_rows),
	.meaning = N_("本月“结对帮扶”条线类别为“结对走访”的活动在本月几日开展；一个月应只有一次。") };
const struct indicator PAIRING_CADRES = { MONTHLY("pairing.cadres", N_("参加走访的机关干部"), UNIT_NAMED, KEYS, &pairing_cadre_rows),
	.meaning = N_("本月在结对走访记录上有走访慰问或入户走访的干部人数，同一人只计一名，电话联系不计。"), .part_words = PAIRING_VISITS };
const struct indicator PAIRING_POOR = { MONTHLY("pairing.poor_households", N_("走访贫困户"), UNIT_HOUSEHOLD, KEYS, &pairing_poor_rows),
	.meaning = N_("本月走访慰问或入户走访、且走访当天在结对户名册上是贫困户的户数，同一户编号只计一户。"), .part_words = PAIRING_VISITS };
const struct indicator PAIRING_OTHER = { MONTHLY("pairing.other_households", N_("走访困难群众和老党员"), UNIT_HOUSEHOLD, KEYS, &pairing_other_rows),
	.meaning = N_("本月走访慰问或入户走访、且走访当天在结对户名册上是困难群众或老党员的户数，同一户编号只计一户。"), .part_words = PAIRING_VISITS };
const struct indicator PAIRING_NEEDY = { MONTHLY("pairing.needy_households", N_("走访困难群众"), UNIT_HOUSEHOLD, KEYS, &pairing_needy_rows),
	.meaning = N_("本月走访慰问或入户走访、且走访当天在结对户名册上是困难群众的户数，同一户编号只计一户。"), .part_words = PAIRING_VISITS, .total = &PAIRING_OTHER };
const struct indicator PAIRING_VETERAN = { MONTHLY("pairing.veteran_households", N_("走访老党员"), UNIT_HOUSEHOLD, KEYS, &pairing_veteran_rows),
	.meaning = N_("本月走访慰问或入户走访、且走访当天在结对户名册上是老党员的户数，同一户编号只计一户。"), .part_words = PAIRING_VISITS, .total = &PAIRING_OTHER };
const struct indicator PAIRING_UNLINKED = { MONTHLY("pairing.unlinked_households", N_("走访而未结对的户"), UNIT_HOUSEHOLD, KEYS, &pairing_unlinked_rows),
	.meaning = N_("本月有走访记录、走访当天却没有结对关系的户数，同一户编号只计一户，供核对用。"), .part_words = PAIRING_VISITS };

static const struct indicator *const INDICATORS[] = { &PAIRING_VALUE, &PAIRING_CASH, &PAIRING_GOODS, &PAIRING_DAY, &PAIRING_CADRES, &PAIRING_POOR,
	&PAIRING_OTHER, &PAIRING_NEEDY, &PAIRING_VETERAN, &PAIRING_UNLINKED, NULL };
static const struct entity *const ENTITIES[] = { &PAIRING_HOUSEHOLD, &PAIRING_LINK, &PAIRING_VISIT, &PAIRING_SUPPORT, NULL };
static const struct table *const TABLES[] = { &pairing_household_table, &pairing_link_table, &pairing_visit_table, &pairing_support_table, NULL };

const struct line pairing_line = { .name = "pairing", .title = N_("结对帮扶"), .schema = &pairing_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = INDICATORS, .rules = PAIRING_RULES, .draft = pairing_draft };
