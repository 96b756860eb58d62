/* Money: received once, passed on, borne.
 *
 * A source is what one union received, with its giver's purpose; what then goes to another union is a transfer of that source and never income, so that
 * central money which passes through the city counts once. An allocation says how much of an aid event a source bore; an event borne by three sources
 * has three allocations and stays one 人次, because no figure about persons looks here.
 * All three are records like any other: brought in, approved, mended by a later file, returned, taken back. What a union passes on and allocates of a
 * source is never more than it received of it, whatever act wrote last: that is a rule (aid_rules.c). The source is part of a drawing's natural key, so a
 * drawing never moves from one source to another under the same number, and the rule need only look at sources that were written to or drawn on.
 * Not taken: a balance kept in a column (a second truth); shares in per cent (they do not add up to the fen). */
#include "lines/aid.sql.h"
#include "lines/aid/aid.h"

/* --- 筹集慰问款 --------------------------------------------------------------------------------------------------------------------------- */

const struct code AID_SOURCES[] = {
	{ "central",     N_("中央财政")   }, { "provincial",       N_("省级财政")     }, { "city",       N_("市级财政")     }, { "county",       N_("县级财政")     },
	{ "union_above", N_("省总工会经费") }, { "union_city",     N_("市总工会经费") }, { "union_county", N_("县级工会经费") }, { "union_grassroots", N_("基层工会经费") },
	{ "employer",    N_("行政支持")   }, { "donation",         N_("社会捐赠")     }, { "interest",   N_("利息")         }, { "surplus",      N_("上年结余")     },
	{ "passed_down", N_("上级拨入")   }, { NULL, NULL } };
static const struct code PURPOSES[] = { { "any", N_("不限") }, { "living", N_("生活救助") }, { "medical", N_("医疗救助") }, { "schooling", N_("助学救助") },
	{ "visit", N_("走访慰问") }, { "model", N_("慰问劳模") }, { NULL, NULL } };

static fault source_check(struct filling *f)
{
	struct aid_source *s = f->row;
	if (str_is(s->kind, "passed_down"))
		filling_wrong(f, offsetof(struct aid_source, kind), "aid.not_income",
			_("上级拨来的钱已由上级计入筹集，这里不再重复填。请删去这一行，由上级工会填《慰问款拨付表》。"));
	if (s->amount.fen == 0)
		filling_wrong(f, offsetof(struct aid_source, amount), "aid.no_amount", _("金额是0。没有收到的款项不填。"));
	if (!s->purpose.p)
		s->purpose = STR("any");
	return NULL;
}

static const struct field SOURCE_FIELDS[] = {
	FIELD(aid_source, voucher,  N_("凭证号"),   FIELD_TEXT,  .also = "收款凭证号|票据号", .must = true, .key = true, .most = 30),
	FIELD(aid_source, head.day, N_("到账日期"), FIELD_DAY,   .also = "收款日期|日期", .must = true),
	FIELD(aid_source, kind,     N_("资金来源"), FIELD_CODE,  .also = "来源类别|资金类别|来源", .must = true, .codes = AID_SOURCES, .hint = N_("上级工会拨来的钱不填本表")),
	FIELD(aid_source, giver,    N_("提供单位"), FIELD_TEXT,  .also = "拨款单位|捐赠单位|来款单位", .must = true, .most = 60),
	FIELD(aid_source, purpose,  N_("指定用途"), FIELD_CODE,  .also = "用途", .codes = PURPOSES, .hint = N_("捐赠人或拨款文件指定了用途的照填；空着即不限")),
	FIELD(aid_source, amount,   N_("金额"),     FIELD_MONEY, .also = "到账金额|筹集金额", .must = true),
};
const struct entity AID_SOURCE = { .name = "aid.source", .title = N_("慰问款筹集表"), .table = &aid_source_table, .fields = SOURCE_FIELDS,
	.n = COUNT(SOURCE_FIELDS), .check = source_check };

/* --- drawing on a source ------------------------------------------------------------------------------------------------------------------ */

/* A source is named by who received it (nobody named: the account that pays) and its voucher. */
struct drawing { int64_t account, receiver, source; struct str purpose; };

static fault drawing_of(struct filling *f, const struct head *h, int64_t receiver, struct str voucher, size_t at, struct drawing *ret)
{
	struct aid_source_of_row source;
	bool found;
	TRY(aid_account(f->db, h->org, h->day, &ret->account));
	ret->receiver = receiver == INT_NONE ? ret->account : receiver;
	TRY(aid_source_of(f->db, (struct aid_source_of_in){ .org = ret->receiver, .voucher = voucher }, &source, &found));
	ret->source = found ? source.id : 0;
	ret->purpose = found ? source.purpose : STR_NONE;
	if (!found)
		filling_wrong(f, at, "aid.no_source", _("筹集表里没有凭证号为“%.*s”的这笔款。请核对凭证号；款项由别的工会收到的，要填“收款单位”。"), PSTR(voucher));
	return NULL;
}

/* --- 慰问款拨付 --------------------------------------------------------------------------------------------------------------------------- */

static fault transfer_check(struct filling *f)
{
	struct aid_transfer *t = f->row;
	struct drawing from;
	TRY(drawing_of(f, &t->head, t->receiver, t->source_voucher, offsetof(struct aid_transfer, source_voucher), &from));
	TRY(aid_account(f->db, t->recipient, t->head.day, &t->recipient));
	if (t->recipient == from.account)
		filling_wrong(f, offsetof(struct aid_transfer, recipient), "aid.own_account", _("收款的和拨付的是同一个账户，不算拨付。请核对拨往单位。"));
	t->account = from.account, t->receiver = from.receiver, t->origin = from.source;
	return NULL;
}

static const struct field TRANSFER_FIELDS[] = {
	FIELD(aid_transfer, voucher,        N_("拨付凭证号"), FIELD_TEXT,  .also = "拨款凭证号", .must = true, .key = true, .most = 30),
	FIELD(aid_transfer, head.day,       N_("拨付日期"),   FIELD_DAY,   .also = "拨款日期|日期", .must = true),
	FIELD(aid_transfer, recipient,      N_("拨往单位"),   FIELD_ORG,   .also = "收款工会|拨入单位", .must = true),
	FIELD(aid_transfer, receiver,       N_("收款单位"),   FIELD_ORG,   .also = "来源收款单位", .key = true,
		.hint = N_("这笔来源最初由哪个工会收到；本单位收到的留空")),
	FIELD(aid_transfer, source_voucher, N_("来源凭证号"), FIELD_TEXT,  .also = "收款凭证号", .must = true, .key = true, .most = 30,
		.hint = N_("筹集表里这笔款的凭证号")),
	FIELD(aid_transfer, amount,         N_("拨付金额"),   FIELD_MONEY, .also = "金额", .must = true, .hint = N_("撤销时填0")),
};
const struct entity AID_TRANSFER = { .name = "aid.transfer", .title = N_("慰问款拨付表"), .table = &aid_transfer_table, .fields = TRANSFER_FIELDS,
	.n = COUNT(TRANSFER_FIELDS), .check = transfer_check };

/* --- 帮扶资金分摊 ------------------------------------------------------------------------------------------------------------------------- */

static fault allocation_check(struct filling *f)
{
	struct aid_allocation *a = f->row;
	struct aid_event_of_row event = { 0 };
	struct aid_known who;
	struct drawing from;
	bool found;
	TRY(aid_known_by(f->db, a->person, a->head.day, &who));
	TRY(aid_event_of(f->db, (struct aid_event_of_in){ .person = who.person, .root = who.root, .org = a->head.org, .day = a->head.day }, &event, &found));
	if (!found)
		filling_wrong(f, offsetof(struct aid_allocation, person), "aid.no_event", _("台账里没有这个人这一天的帮扶。请核对姓名和日期，或先报帮扶救助台账。"));
	TRY(drawing_of(f, &a->head, a->receiver, a->source_voucher, offsetof(struct aid_allocation, source_voucher), &from));
	if (!f->n_wrongs && !str_is(from.purpose, "any") && !str_eq(from.purpose, event.kind))
		filling_wrong(f, offsetof(struct aid_allocation, source_voucher), "aid.purpose", _("这笔款指定了别的用途，不能用于这一类帮扶。请换一笔来源分摊。"));
	a->account = from.account, a->receiver = from.receiver, a->origin = from.source, a->event = event.id;
	return NULL;
}

static const struct field ALLOCATION_FIELDS[] = {
	FIELD(aid_allocation, person,         N_("姓名"),       FIELD_NAME,  .also = "职工姓名|受助人", .must = true, .key = true),
	FIELD(aid_allocation, person,         N_("身份证号"),   FIELD_IDNO,  .also = "身份证号码|公民身份号码|证件号码", .must = true),
	FIELD(aid_allocation, head.day,       N_("发放日期"),   FIELD_DAY,   .also = "日期|帮扶日期", .must = true, .key = true),
	FIELD(aid_allocation, receiver,       N_("收款单位"),   FIELD_ORG,   .also = "来源收款单位", .key = true,
		.hint = N_("这笔来源最初由哪个工会收到；本单位收到的留空")),
	FIELD(aid_allocation, source_voucher, N_("来源凭证号"), FIELD_TEXT,  .also = "收款凭证号", .must = true, .key = true, .most = 30),
	FIELD(aid_allocation, amount,         N_("分摊金额"),   FIELD_MONEY, .also = "金额|列支金额", .must = true, .hint = N_("撤销时填0")),
};
const struct entity AID_ALLOCATION = { .name = "aid.allocation", .title = N_("帮扶资金分摊表"), .table = &aid_allocation_table, .fields = ALLOCATION_FIELDS,
	.n = COUNT(ALLOCATION_FIELDS), .check = allocation_check };
