/* What is counted of petitions. 件 over petitions, 批 人次 通 over contacts, 项 over risks: each by the day of its own record, so that a petition received
 * in December and brought in late is December's; what was closed counts by the day of closing, so that the same petition closed in January is January's.
 * The four channels add up to the demands, which is checked; the rates are of petitions whose term has been met or has run out, since one that still has
 * time is neither in time nor late.
 * Not taken: a column "late" to count; rates stored with the month. */
#include "lines/petition.sql.h"
#include "lines/petition/petition_in.h"

/* Parts that the queries work out. */
static const struct code TERMS[]   = { { "in_time", N_("按期") }, { "late", N_("逾期") }, { "open", N_("逾期未办") }, { NULL, NULL } };
static const struct code CROWDS[]  = { { "group", N_("集体访（5人以上）") }, { "few", N_("5人以下") }, { NULL, NULL } };
static const struct code ANSWERS[] = { { "answered", N_("当场答复") }, { "passed_on", N_("未当场答复") }, { NULL, NULL } };

#define MONTHLY .span = MONTH, .report = "petition.month", .version = 1
const struct indicator PETITION_DEMANDS = { "petition.demands", N_("受理各类诉求"),
	N_("本月收到并已受理的信访件，各渠道合计，一件只计一次，与人数无关。"), UNIT_CASE, KEYS, &petition_demands_rows, .part_words = PETITION_CHANNELS, .parts = true, MONTHLY };
const struct indicator PETITION_VISITORS = { "petition.visitors", N_("接待来访"),
	N_("本月各次来访接待的到场人数之和，重复来访按次计。"), UNIT_PERSON_TIME, AMOUNT, &petition_visitors_rows, .part_words = CROWDS, .parts = true, MONTHLY };
const struct indicator PETITION_VISIT_CASES = { "petition.visit_cases", N_("其中来访"),
	N_("本月收到并已受理、首次以来访提出的信访件。"), UNIT_CASE, KEYS, &petition_visit_cases_rows, .part_words = PETITION_SUBJECTS, .total = &PETITION_DEMANDS, MONTHLY };
const struct indicator PETITION_HOTLINE_CASES = { "petition.hotline_cases", N_("其中12351热线电访"),
	N_("本月收到并已受理、首次通过12351热线提出的信访件。"), UNIT_CASE, KEYS, &petition_hotline_cases_rows, .part_words = PETITION_SUBJECTS,
	.total = &PETITION_DEMANDS, MONTHLY };
const struct indicator PETITION_LETTER_CASES = { "petition.letter_cases", N_("其中来信"),
	N_("本月收到并已受理、首次以来信提出的信访件。"), UNIT_CASE, KEYS, &petition_letter_cases_rows, .part_words = PETITION_SUBJECTS, .total = &PETITION_DEMANDS, MONTHLY };
const struct indicator PETITION_WEB_CASES = { "petition.web_cases", N_("其中网上信访"),
	N_("本月收到并已受理、首次从网上提出的信访件。"), UNIT_CASE, KEYS, &petition_web_cases_rows, .part_words = PETITION_SUBJECTS, .total = &PETITION_DEMANDS, MONTHLY };
static const struct indicator VISIT_BATCHES = { "petition.visit_batches", N_("来访批次"),
	N_("本月来访接待的次数，一群人来一次计一批。"), UNIT_BATCH, ROWS, &petition_visitors_rows, .part_words = CROWDS, .parts = true, MONTHLY };
static const struct indicator GROUP_VISITS = { "petition.group_visits", N_("其中集体访"),
	N_("本月来访接待中到场5人以上（含5人）的批次。"), UNIT_BATCH, ROWS, &petition_group_visits_rows, .part_words = PETITION_CONTACTS, MONTHLY };
const struct indicator PETITION_CALLS = { "petition.calls", N_("接听来电"),
	N_("本月接听的12351热线和其他来电，一通计一次，无论是否成为信访件。"), UNIT_CALL, ROWS, &petition_calls_rows, .part_words = ANSWERS, .parts = true, MONTHLY };
const struct indicator PETITION_CONCLUDED = { "petition.concluded", N_("已办结"),
	N_("本月办结的信访件，按办结日期计，与哪月收到无关，一件只计一次。"), UNIT_CASE, KEYS, &petition_concluded_rows, .part_words = PETITION_OUTCOMES, .parts = true, MONTHLY };
static const struct indicator REPEATS = { "petition.repeats", N_("重复信访"),
	N_("本月收到并已受理的信访件中属重复信访的。"), UNIT_CASE, KEYS, &petition_repeats_rows, .part_words = PETITION_CHANNELS, MONTHLY };
static const struct indicator REPEAT_RATE = { "petition.repeat_rate", N_("重复信访率"),
	N_("重复信访件数占受理件数的百分比。"), UNIT_PERCENT, RATIO, .over = &REPEATS, .under = &PETITION_DEMANDS, MONTHLY };
static const struct indicator ACCEPT_DUE = { "petition.accept_due", N_("应告知受理"),
	N_("本月收到的信访件中已受理的，以及到期末受理期限届满仍未处理的。"), UNIT_CASE, KEYS, &petition_accept_due_rows, .part_words = TERMS, .parts = true, MONTHLY };
static const struct indicator ACCEPTED_IN_TIME = { "petition.accepted_in_time", N_("及时受理"),
	N_("本月收到的信访件中，自收到之日起15日内受理的，收到当日为第0日。"), UNIT_CASE, KEYS, &petition_accepted_in_time_rows, .part_words = PETITION_CHANNELS, MONTHLY };
static const struct indicator ACCEPT_RATE = { "petition.accept_rate", N_("及时受理率"),
	N_("及时受理件数占应告知受理件数的百分比，期限未满的不计。"), UNIT_PERCENT, RATIO, .over = &ACCEPTED_IN_TIME, .under = &ACCEPT_DUE, MONTHLY };
static const struct indicator REPLY_DUE = { "petition.reply_due", N_("应答复"),
	N_("本月收到并已受理的申诉求决类信访件中已办结的，以及到期末办理期限届满仍未办结的。"), UNIT_CASE, KEYS, &petition_reply_due_rows, .part_words = TERMS, .parts = true, MONTHLY };
static const struct indicator REPLIED_IN_TIME = { "petition.replied_in_time", N_("按期答复"),
	N_("本月收到的申诉求决类信访件中，自受理之日起60日内（经批准延期的加延期天数）办结的。"), UNIT_CASE, KEYS, &petition_replied_in_time_rows, .part_words = PETITION_OUTCOMES, MONTHLY };
static const struct indicator REPLY_RATE = { "petition.reply_rate", N_("按期答复率"),
	N_("按期答复件数占应答复件数的百分比，期限未满的不计。"), UNIT_PERCENT, RATIO, .over = &REPLIED_IN_TIME, .under = &REPLY_DUE, MONTHLY };
const struct indicator PETITION_RECOVERED = { "petition.recovered", N_("为职工追回款项"),
	N_("本月为信访职工追回的工资和其他款项之和，按到账日期计。"), UNIT_YUAN, AMOUNT, &petition_recovered_rows, .part_words = PETITION_WAYS, .parts = true, MONTHLY };
const struct indicator PETITION_RISKS_FOUND = { "petition.risks_found", N_("排查发现风险"),
	N_("本月排查发现的稳定风险，同一编号只计一次。"), UNIT_KIND, KEYS, &petition_risks_found_rows, .part_words = PETITION_RISKS, .parts = true, MONTHLY };
const struct indicator PETITION_RISKS_RESOLVED = { "petition.risks_resolved", N_("化解风险"),
	N_("本月化解的稳定风险，无论哪月发现，同一编号只计一次。"), UNIT_KIND, KEYS, &petition_risks_resolved_rows, .part_words = PETITION_RISKS, .parts = true, MONTHLY };
const struct indicator PETITION_RISKS_CANCELLED = { "petition.risks_cancelled", N_("风险销号"),
	N_("本月核实销号的稳定风险，同一编号只计一次。"), UNIT_KIND, KEYS, &petition_risks_cancelled_rows, .part_words = PETITION_RISKS, .parts = true, MONTHLY };

const struct indicator *const PETITION_INDICATORS[] = { &PETITION_DEMANDS, &PETITION_VISITORS, &PETITION_VISIT_CASES, &PETITION_HOTLINE_CASES,
	&PETITION_LETTER_CASES, &PETITION_WEB_CASES, &VISIT_BATCHES, &GROUP_VISITS, &PETITION_CALLS, &PETITION_CONCLUDED, &REPEATS, &REPEAT_RATE, &ACCEPT_DUE,
	&ACCEPTED_IN_TIME, &ACCEPT_RATE, &REPLY_DUE, &REPLIED_IN_TIME, &REPLY_RATE, &PETITION_RECOVERED, &PETITION_RISKS_FOUND, &PETITION_RISKS_RESOLVED,
	&PETITION_RISKS_CANCELLED, NULL };
