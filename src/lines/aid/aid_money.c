/* Money: received once, passed on, borne.
 *
 * A source is what one union received, with its giver's purpose; what then goes to another union is a transfer of that source and never income, so that
 * central money which passes through the city counts once. An allocation says how much of an aid event a source bore; an event borne by three sources
 * has three allocations and stays one 人次, because no figure about persons looks here.
 * The promise: what a union passes on and allocates of a source is never more than it received of it. Each row is written first and the account is read
 * after it in the same transaction; an account that has gone below nought names the row, and the whole file is rolled back. Writing takes the city's next
 * number, which puts its writers in line, so two files at one moment cannot both spend the last fen.
 * A transfer or allocation sent again with another amount is changed, with 0 it is taken back; the trail keeps what stood before.
 * Not taken: a balance kept in a column (a second truth); shares in per cent (they do not add up to the fen). */
#include "kernel/row.h"
#include "lines/aid.sql.h"
#include "lines/aid/aid.h"

/* --- 筹集慰问款 --------------------------------------------------------------------------------------------------------------------------- */

static const struct code SOURCES[] = {
	{ "central",     N_("中央财政")   }, { "provincial",       N_("省级财政")     }, { "city",       N_("市级财政")     }, { "county",       N_("县级财政")     },
	{ "union_above", N_("省总工会经费") }, { "union_city",     N_("市总工会经费") }, { "union_county", N_("县级工会经费") }, { "union_grassroots", N_("基层工会经费") },
	{ "employer",    N_("行政支持")   }, { "donation",         N_("社会捐赠")     }, { "interest",   N_("利息")         }, { "surplus",      N_("上年结余")     },
	{ "passed_down", N_("上级拨入")   }, { NULL, NULL } };
static const struct code PURPOSES[] = { { "any", N_("不限") }, { "living", N_("生活救助") }, { "medical", N_("医疗救助") }, { "schooling", N_("助学救助") },
	{ "visit", N_("走访慰问") }, { "model", N_("慰问劳模") }, { NULL, NULL } };

static fault source_check(struct filling *f)
{
	struct aid_source *s = f->row;
	struct aid_source_of_row old;
	struct aid_source_left_row left;
	bool found;
	if (str_is(s->kind, "passed_down"))
		filling_wrong(f, offsetof(struct aid_source, kind), "aid.not_income",
			_("上级拨来的钱已由上级计入筹集，这里不再重复填。请删去这一行，由上级工会填《慰问款拨付表》。"));
	if (s->amount.fen == 0)
		filling_wrong(f, offsetof(struct aid_source, amount), "aid.no_amount", _("金额是0。没有收到的款项不填。"));
	if (!s->purpose.p)
		s->purpose = STR("any");
	TRY(aid_source_of(f->db, (struct aid_source_of_in){ .org = s->head.org, .voucher = s->voucher }, &old, &found));
	if (!found)
		return NULL;
	TRY(aid_source_left(f->db, (struct aid_source_left_in){ .source = old.id, .org = s->head.org }, &left, &found));
	if (left.rest.fen - old.amount.fen + s->amount.fen < 0)
		filling_wrong(f, offsetof(struct aid_source, amount), "aid.overdrawn", _("这笔款已拨付和列支%.*s元，多于现在填的金额。请先改拨付表和分摊表，再改金额。"),
			PSTR(money_yuan(f->mem, (struct money){ old.amount.fen - left.rest.fen })));
	return NULL;
}

static const struct field SOURCE_FIELDS[] = {
	FIELD(aid_source, voucher,  N_("凭证号"),   FIELD_TEXT,  .also = "收款凭证号|票据号", .must = true, .key = true, .most = 30),
	FIELD(aid_source, head.day, N_("到账日期"), FIELD_DAY,   .also = "收款日期|日期", .must = true),
	FIELD(aid_source, kind,     N_("资金来源"), FIELD_CODE,  .also = "来源类别|资金类别|来源", .must = true, .codes = SOURCES, .hint = N_("上级工会拨来的钱不填本表")),
	FIELD(aid_source, giver,    N_("提供单位"), FIELD_TEXT,  .also = "拨款单位|捐赠单位|来款单位", .must = true, .most = 60),
	FIELD(aid_source, purpose,  N_("指定用途"), FIELD_CODE,  .also = "用途", .codes = PURPOSES, .hint = N_("捐赠人或拨款文件指定了用途的照填；空着即不限")),
	FIELD(aid_source, amount,   N_("金额"),     FIELD_MONEY, .also = "到账金额|筹集金额", .must = true),
};
const struct entity AID_SOURCE = { .name = "aid.source", .title = N_("慰问款筹集表"), .table = &aid_source_table, .fields = SOURCE_FIELDS,
	.n = COUNT(SOURCE_FIELDS), .check = source_check };

/* --- one account -------------------------------------------------------------------------------------------------------------------------- */

/* A source is named by who received it (nobody named: the account of the sender) and its voucher. */
struct drawing { int64_t account, source; struct str purpose; };

static fault drawing_of(struct filling *f, int64_t receiver, struct str voucher, struct day on, size_t at, struct drawing *ret)
{
	struct aid_source_of_row source;
	bool found;
	TRY(aid_account(f->db, f->sender ? f->sender : db_scope(f->db).org, on, &ret->account));
	if (receiver == INT_NONE)
		receiver = ret->account;
	TRY(aid_source_of(f->db, (struct aid_source_of_in){ .org = receiver, .voucher = voucher }, &source, &found));
	ret->source = found ? source.id : 0;
	ret->purpose = found ? source.purpose : STR_NONE;
	if (!found)
		filling_wrong(f, at, "aid.no_source", _("筹集表里没有凭证号为“%.*s”的这笔款。请核对凭证号；款项由别的工会收到的，要填“收款单位”。"), PSTR(voucher));
	return NULL;
}

/* Read after the row was written: what this account now has left of the source. */
static fault account_check(struct filling *f, int64_t account, int64_t source, size_t at)
{
	struct aid_source_left_row left;
	bool found;
	TRY(aid_source_left(f->db, (struct aid_source_left_in){ .source = source, .org = account }, &left, &found));
	if (left.rest.fen < 0)
		filling_wrong(f, at, "aid.overdrawn", _("这笔款不够了，还差%.*s元。请核对金额，或换一笔来源分摊。"), PSTR(money_yuan(f->mem, (struct money){ -left.rest.fen })));
	return NULL;
}

/* --- 慰问款拨付 --------------------------------------------------------------------------------------------------------------------------- */

struct passing { int64_t recipient, receiver; struct str source_voucher, voucher; struct day day; struct money amount; };

static fault passing_write(struct filling *f, struct aid_transfer *row, int *ret_what)
{
	struct aid_transfer_of_row old;
	struct aid_transfer was;
	bool found;
	TRY(aid_transfer_of(f->db, (struct aid_transfer_of_in){ .org = row->org, .voucher = row->voucher }, &old, &found));
	*ret_what = 1;
	if (!found)
		return row_add(f->db, &aid_transfer_table, row);
	TRY(row_read(f->db, &aid_transfer_table, old.id, &was, &found));
	row->id = old.id;
	bool same = was.recipient == row->recipient && was.source == row->source && was.day.n == row->day.n && was.amount.fen == row->amount.fen;
	*ret_what = same ? 2 : 3;
	if (same)
		return NULL;
	TRY(row_change(f->db, &aid_transfer_table, row));
	return account_check(f, was.recipient, was.source, offsetof(struct passing, amount));
}

static fault passing_put(struct filling *f, int *ret_what)
{
	const struct passing *p = f->row;
	struct drawing from;
	int64_t to;
	TRY(drawing_of(f, p->receiver, p->source_voucher, p->day, offsetof(struct passing, source_voucher), &from));
	TRY(aid_account(f->db, p->recipient, p->day, &to));
	if (to == from.account)
		filling_wrong(f, offsetof(struct passing, recipient), "aid.own_account", _("收款的和拨付的是同一个账户，不算拨付。请核对拨往单位。"));
	if (f->n_wrongs)
		return NULL;
	struct aid_transfer row = { .org = from.account, .recipient = to, .source = from.source, .voucher = p->voucher, .day = p->day, .amount = p->amount };
	TRY(passing_write(f, &row, ret_what));
	TRY(account_check(f, from.account, from.source, offsetof(struct passing, amount)));
	return account_check(f, to, from.source, offsetof(struct passing, amount));
}

static const struct field PASSING_FIELDS[] = {
	FIELD(passing, voucher,        N_("拨付凭证号"), FIELD_TEXT,  .also = "拨款凭证号", .must = true, .key = true, .most = 30),
	FIELD(passing, day,            N_("拨付日期"),   FIELD_DAY,   .also = "拨款日期|日期", .must = true),
	FIELD(passing, recipient,      N_("拨往单位"),   FIELD_ORG,   .also = "收款工会|拨入单位", .must = true),
	FIELD(passing, receiver,       N_("收款单位"),   FIELD_ORG,   .also = "来源收款单位", .hint = N_("这笔来源最初由哪个工会收到；本单位收到的留空")),
	FIELD(passing, source_voucher, N_("来源凭证号"), FIELD_TEXT,  .also = "收款凭证号", .must = true, .most = 30, .hint = N_("筹集表里这笔款的凭证号")),
	FIELD(passing, amount,         N_("拨付金额"),   FIELD_MONEY, .also = "金额", .must = true, .hint = N_("撤销时填0")),
};
static const struct table PASSING_SHAPE = { .name = "passing", .size = sizeof(struct passing) };
const struct entity AID_TRANSFER = { .name = "aid.transfer", .title = N_("慰问款拨付表"), .table = &PASSING_SHAPE, .fields = PASSING_FIELDS,
	.n = COUNT(PASSING_FIELDS), .put = passing_put };

/* --- 帮扶资金分摊 ------------------------------------------------------------------------------------------------------------------------- */

struct share { int64_t person, receiver; struct str voucher; struct day day; struct money amount; };

static fault share_write(struct filling *f, struct aid_allocation *row, int *ret_what)
{
	struct aid_allocation_of_row old;
	struct aid_allocation was;
	bool found;
	TRY(aid_allocation_of(f->db, (struct aid_allocation_of_in){ .event = row->event, .source = row->source, .org = row->org }, &old, &found));
	*ret_what = 1;
	if (!found)
		return row_add(f->db, &aid_allocation_table, row);
	TRY(row_read(f->db, &aid_allocation_table, old.id, &was, &found));
	row->id = old.id;
	*ret_what = was.amount.fen == row->amount.fen ? 2 : 3;
	return *ret_what == 2 ? NULL : row_change(f->db, &aid_allocation_table, row);
}

static fault share_event(struct filling *f, const struct share *s, struct aid_event_of_row *ret)
{
	struct aid_known who;
	bool found;
	TRY(aid_known_by(f->db, s->person, s->day, &who));
	TRY(aid_event_of(f->db, (struct aid_event_of_in){ .person = who.person, .root = who.root, .org = f->sender, .day = s->day }, ret, &found));
	if (!found)
		filling_wrong(f, offsetof(struct share, person), "aid.no_event", _("台账里没有这个人这一天的帮扶。请核对姓名和日期，或先报帮扶救助台账。"));
	return NULL;
}

static fault share_put(struct filling *f, int *ret_what)
{
	const struct share *s = f->row;
	size_t at = offsetof(struct share, amount);
	struct aid_event_of_row event = { 0 };
	struct aid_event_borne_row borne;
	struct drawing from;
	bool found;
	TRY(share_event(f, s, &event));
	TRY(drawing_of(f, s->receiver, s->voucher, s->day, offsetof(struct share, voucher), &from));
	if (f->n_wrongs)
		return NULL;
	if (!str_is(from.purpose, "any") && !str_eq(from.purpose, event.kind))
		filling_wrong(f, offsetof(struct share, voucher), "aid.purpose", _("这笔款指定了别的用途，不能用于这一类帮扶。请换一笔来源分摊。"));
	struct aid_allocation row = { .org = from.account, .event = event.id, .source = from.source, .amount = s->amount };
	TRY(share_write(f, &row, ret_what));
	TRY(aid_event_borne(f->db, (struct aid_event_borne_in){ .event = event.id }, &borne, &found));
	if (borne.borne.fen > event.cash.fen + event.goods.fen)
		filling_wrong(f, at, "aid.more_than_event", _("各来源分摊合计%.*s元，多于这笔帮扶的%.*s元。请核对分摊金额。"), PSTR(money_yuan(f->mem, borne.borne)),
			PSTR(money_yuan(f->mem, (struct money){ event.cash.fen + event.goods.fen })));
	return account_check(f, from.account, from.source, at);
}

static const struct field SHARE_FIELDS[] = {
	FIELD(share, person,   N_("姓名"),       FIELD_NAME,  .also = "职工姓名|受助人", .must = true, .key = true),
	FIELD(share, person,   N_("身份证号"),   FIELD_IDNO,  .also = "身份证号码|公民身份号码|证件号码", .must = true),
	FIELD(share, day,      N_("发放日期"),   FIELD_DAY,   .also = "日期|帮扶日期", .must = true, .key = true),
	FIELD(share, receiver, N_("收款单位"),   FIELD_ORG,   .also = "来源收款单位", .key = true, .hint = N_("这笔来源最初由哪个工会收到；本单位收到的留空")),
	FIELD(share, voucher,  N_("来源凭证号"), FIELD_TEXT,  .also = "收款凭证号", .must = true, .key = true, .most = 30),
	FIELD(share, amount,   N_("分摊金额"),   FIELD_MONEY, .also = "金额|列支金额", .must = true, .hint = N_("撤销时填0")),
};
static const struct table SHARE_SHAPE = { .name = "share", .size = sizeof(struct share) };
const struct entity AID_ALLOCATION = { .name = "aid.allocation", .title = N_("帮扶资金分摊表"), .table = &SHARE_SHAPE, .fields = SHARE_FIELDS,
	.n = COUNT(SHARE_FIELDS), .put = share_put };
