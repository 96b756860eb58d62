/* The line 送温暖: what it records and what it counts.
 *
 * Every figure is a tally over rows of one act: money received, aid given, persons visited, enterprises visited. They overlap in no stated way, so none
 * is derived from another: persons (人) are distinct by person, occasions (人次) are rows, and money is never joined to either. The three ways of payment
 * do add up to the occasions, and that is checked. Figures of the campaign run over its days, whatever the month that took a late record in; those
 * of the month serve the months in which no campaign runs.
 * Not taken: a figure for each county's report ("上报数"), which would have to be believed. */
#include "lines/aid.sql.h"
#include "lines/aid/aid.h"

enum { WAN = 10000 * 100 };                                      /* fen */
#define WARMTH .span = TO_DATE, .campaign = "warmth", .version = 1
#define OF_MONTH .span = MONTH, .version = 1

static const struct indicator RELIEF_TIMES = { .id = "aid.relief_times", .name = N_("为困难职工提供帮扶救助"),
	.meaning = N_("活动期内市县两级工会审核通过的帮扶救助记录数，一人一次计一人次，同一次给几样、由几笔资金来源支付都只计一次。"),
	.unit = UNIT_PERSON_TIME, .tally = ROWS, .rows = &aid_relief_rows, .part_words = AID_KINDS, .parts = true, .report = "aid.month", WARMTH };
static const struct indicator RELIEF_MONTH = { .id = "aid.relief_times_month", .name = N_("当月帮扶救助"),
	.meaning = N_("当月市县两级工会审核通过的帮扶救助记录数，一人一次计一人次。"),
	.unit = UNIT_PERSON_TIME, .tally = ROWS, .rows = &aid_relief_rows, .part_words = AID_KINDS, .parts = true, .report = "aid.month", OF_MONTH };

static const struct indicator FUND_RAISED = { .id = "aid.fund_raised", .name = N_("筹集慰问款"),
	.meaning = N_("活动期内市县两级工会到账的慰问款之和，各级之间的拨付不是筹集，只在最初收到的工会计一次。"),
	.unit = UNIT_YUAN, .tally = AMOUNT, .rows = &aid_fund_rows, .part_words = AID_SOURCES, .parts = true, .wording = NEARLY, .step = WAN, WARMTH };
static const struct indicator VISITED_HARDSHIP = { .id = "aid.visited_hardship", .name = N_("慰问困难职工"),
	.meaning = N_("活动期内受到市县两级工会走访慰问、且慰问当天困难职工档案在档的人，同一个人在几地或几次受到慰问只计一人。"),
	.unit = UNIT_PERSON, .tally = KEYS, .rows = &aid_visit_hardship_rows, .part_words = AID_LEADERS, WARMTH };
static const struct indicator VISITED_MODELS = { .id = "aid.visited_model_times", .name = N_("慰问困难劳模"),
	.meaning = N_("活动期内市县两级工会对慰问当天在册的困难劳模的走访慰问次数，同一个人慰问几次计几人次。"),
	.unit = UNIT_PERSON_TIME, .tally = ROWS, .rows = &aid_visit_model_rows, .part_words = AID_LEADERS, WARMTH };
static const struct indicator ENTERPRISES = { .id = "aid.enterprises_visited", .name = N_("走访企业"),
	.meaning = N_("活动期内市县两级工会走访过的企业，同一家企业走访几次、由几级走访只计一家，机关事业单位不计。"),
	.unit = UNIT_ENTERPRISE, .tally = KEYS, .rows = &aid_enterprise_rows, .part_words = AID_LEADERS, WARMTH };

static const struct indicator FIVE_GREATS = { .id = "aid.five_greats", .name = N_("送温暖“五大”内容"), .meaning = N_("当月登记的送温暖“五大”要点的条数。"),
	.unit = UNIT_KIND, .tally = ROWS, .rows = &aid_great_rows, OF_MONTH };
static const struct indicator DAY_LAUNCH = { .id = "aid.day_launch", .name = N_("春节送温暖启动仪式"), .meaning = N_("当月送温暖启动仪式的日期。"),
	.unit = UNIT_DAY, .tally = ONE, .rows = &aid_launch_rows, OF_MONTH };
static const struct indicator DAY_HARDSHIP = { .id = "aid.day_visit_hardship", .name = N_("市领导慰问市直特困职工"),
	.meaning = N_("当月市领导走访慰问市直困难职工的日期。"), .unit = UNIT_DAY, .tally = ONE, .rows = &aid_leaders_hardship_rows, OF_MONTH };
static const struct indicator DAY_MODELS = { .id = "aid.day_visit_models", .name = N_("市领导慰问市直困难劳模"),
	.meaning = N_("当月市领导走访慰问市直困难劳模的日期。"), .unit = UNIT_DAY, .tally = ONE, .rows = &aid_leaders_models_rows, OF_MONTH };

static const struct indicator PERSONS = { .id = "aid.persons", .name = N_("得到帮扶救助的人"),
	.meaning = N_("活动期内得到市县两级工会帮扶救助的人，同一个人得到几次只计一人。"),
	.unit = UNIT_PERSON, .tally = KEYS, .rows = &aid_relief_rows, .part_words = AID_KINDS, .report = "aid.month", WARMTH };
static const struct indicator PAID = { .id = "aid.paid", .name = N_("发放救助款物"),
	.meaning = N_("活动期内市县两级工会帮扶救助发放的现金与物资折价之和，不含走访慰问的款物。"),
	.unit = UNIT_YUAN, .tally = AMOUNT, .rows = &aid_relief_rows, .part_words = AID_KINDS, .parts = true, .report = "aid.month", WARMTH };
static const struct indicator PAID_MONTH = { .id = "aid.paid_month", .name = N_("当月发放救助款物"),
	.meaning = N_("当月市县两级工会帮扶救助发放的现金与物资折价之和。"),
	.unit = UNIT_YUAN, .tally = AMOUNT, .rows = &aid_relief_rows, .part_words = AID_KINDS, .parts = true, .report = "aid.month", OF_MONTH };
static const struct indicator TIMES_BANK = { .id = "aid.times_bank", .name = N_("银行发放"), .meaning = N_("活动期内由银行发放的帮扶救助人次。"),
	.unit = UNIT_PERSON_TIME, .tally = ROWS, .rows = &aid_bank_rows, .part_words = AID_KINDS, .total = &RELIEF_TIMES, .report = "aid.month", WARMTH };
static const struct indicator TIMES_CASH = { .id = "aid.times_cash", .name = N_("现金签收"), .meaning = N_("活动期内由本人签收现金的帮扶救助人次。"),
	.unit = UNIT_PERSON_TIME, .tally = ROWS, .rows = &aid_cash_rows, .part_words = AID_KINDS, .total = &RELIEF_TIMES, .report = "aid.month", WARMTH };
static const struct indicator TIMES_GOODS = { .id = "aid.times_goods", .name = N_("实物签收"), .meaning = N_("活动期内只发实物、由本人签收的帮扶救助人次。"),
	.unit = UNIT_PERSON_TIME, .tally = ROWS, .rows = &aid_goods_rows, .part_words = AID_KINDS, .total = &RELIEF_TIMES, .report = "aid.month", WARMTH };
static const struct indicator BANK_RATE = { .id = "aid.bank_rate", .name = N_("银行发放率"), .meaning = N_("活动期内由银行发放的帮扶救助人次占全部帮扶救助人次的百分比。"),
	.unit = UNIT_PERCENT, .tally = RATIO, .over = &TIMES_BANK, .under = &RELIEF_TIMES, .report = "aid.month", WARMTH };
static const struct indicator HARDSHIP_TIMES = { .id = "aid.visited_hardship_times", .name = N_("慰问困难职工次数"),
	.meaning = N_("活动期内对慰问当天在档的困难职工的走访慰问次数，同一个人慰问几次计几人次。"),
	.unit = UNIT_PERSON_TIME, .tally = ROWS, .rows = &aid_visit_hardship_rows, .part_words = AID_LEADERS, WARMTH };
static const struct indicator MODELS = { .id = "aid.visited_models", .name = N_("受到慰问的困难劳模"),
	.meaning = N_("活动期内受到市县两级工会走访慰问的困难劳模，同一个人慰问几次只计一人。"),
	.unit = UNIT_PERSON, .tally = KEYS, .rows = &aid_visit_model_rows, .part_words = AID_LEADERS, WARMTH };
static const struct indicator VISIT_VALUE = { .id = "aid.visit_value", .name = N_("走访慰问款物"),
	.meaning = N_("活动期内市县两级工会走访慰问困难职工和困难劳模发放的慰问金与物资折价之和。"),
	.unit = UNIT_YUAN, .tally = AMOUNT, .rows = &aid_visit_value_rows, .part_words = AID_TARGETS, .parts = true, WARMTH };
static const struct indicator UNHELPED = { .id = "aid.files_not_helped", .name = N_("活动期内未得到帮扶的在档户"),
	.meaning = N_("统计末日档案在档、而活动期内全家没有任何帮扶救助记录的户，逐户列出。"),
	.unit = UNIT_HOUSEHOLD, .tally = KEYS, .rows = &aid_unhelped_rows, .part_words = AID_GRADES, WARMTH };

static const struct table *const TABLES[] = { &aid_hardship_table, &aid_model_table, &aid_source_table, &aid_transfer_table, &aid_event_table,
	&aid_allocation_table, &aid_visit_table, &aid_enterprise_visit_table, NULL };
static const struct entity *const ENTITIES[] = { &AID_HARDSHIP, &AID_MODEL, &AID_SOURCE, &AID_TRANSFER, &AID_EVENT, &AID_ALLOCATION, &AID_VISIT,
	&AID_ENTERPRISE_VISIT, NULL };
static const struct indicator *const INDICATORS[] = { &FIVE_GREATS, &DAY_LAUNCH, &DAY_HARDSHIP, &DAY_MODELS, &FUND_RAISED, &RELIEF_TIMES, &VISITED_HARDSHIP,
	&VISITED_MODELS, &ENTERPRISES, &PERSONS, &PAID, &TIMES_BANK, &TIMES_CASH, &TIMES_GOODS, &BANK_RATE, &HARDSHIP_TIMES, &MODELS, &VISIT_VALUE, &UNHELPED,
	&RELIEF_MONTH, &PAID_MONTH, NULL };

const struct line aid_line = { .name = "aid", .title = N_("送温暖"), .schema = &aid_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = INDICATORS, .rules = AID_RULES, .draft = aid_draft };
