/* Signing in, and what happens to who guesses.
 *
 * A try is three steps: begin (a short reading transaction), the hash (slow, in none), end (a writing one). Promises: for an unknown login and a wrong
 * password the same work is done, the same waits begin, the same kind of row is written; which of them it was, only the register says, and that an
 * administrator has locked the account is told only to who knows its password.
 * The fifth failure in a row begins a wait of a minute, the next ones of 5, 15 and 60; a day without failures and it begins anew. An address waits by the same
 * steps from its 20th failure within an hour on: a whole office may sit behind one address. Who began before others failed does not slip through: the end
 * of a try looks again, and then even the right password counts for nothing. A right password ends the account's wait, never the address's.
 * Every try leaves a row sign_in with its trail entry. Of a login that is none the first letter is kept: people type passwords into that field.
 * Counters of addresses, and of logins that are none, are 10,000 of each at most, those that are over and then the oldest given up first; accounts have one
 * each, which no flood can push out.
 * The price: whoever knows a login can keep its owner waiting, up to an hour; the security administrator's unlocking ends it.
 * Not taken: captchas; a lock without end after failures (a stranger could close the office); a row for each request that is turned away while it waits
 * (a stranger could fill the trail). */
#include "base/text.h"
#include "kernel/account_in.h"
#include "kernel/row.h"

enum { MINUTE = 60, HOUR = 3600, COUNTERS_MOST = 10000, PEER_MOST = 64 };
static const struct limit { const char *kind; int64_t first, forgotten; bool bounded; } ACCOUNT = { "account", 5, 24 * HOUR, false },
	LOGIN = { "login", 5, 24 * HOUR, true }, PEER = { "peer", 20, HOUR, true };      /* the failure that begins a wait; when failures are over */
static const int64_t WAITS[] = { MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE };

/* --- counters -------------------------------------------------------------------------------------------------------------------------------------- */

static struct str login_key(struct db *db, struct str login)
{
	unsigned char mac[SM3_BYTES];
	struct str text = str_fmt(db_mem(db), "login|%.*s", PSTR(login));
	hmac_sm3(row_keys_of(db)->search, text.p, text.n, mac);
	return str_hex(db_mem(db), mac, sizeof mac);
}

static struct str peer_key(struct str peer)
{
	return peer.n ? str_sub(peer, 0, PEER_MOST) : STR("-");
}

static bool over(struct db *db, const struct limit *l, const struct attempt_of_row *row)
{
	return row->until <= db_now(db) && row->at + l->forgotten <= db_now(db);
}

/* Until when the key waits; INT_NONE: it does not. */
static fault waits(struct db *db, const struct limit *l, struct str key, int64_t *ret)
{
	struct attempt_of_row row;
	bool found;
	TRY(attempt_of(db, (struct attempt_of_in){ .kind = str_of(l->kind), .key = key }, &row, &found));
	*ret = found && row.until > db_now(db) ? row.until : INT_NONE;
	return NULL;
}

/* Makes room for one more. */
static fault counters_thin(struct db *db, const struct limit *l)
{
	struct str kind = str_of(l->kind);
	struct attempt_count_row count;
	struct attempt_oldest_row oldest;
	bool found;
	TRY(attempt_drop_old(db, (struct attempt_drop_old_in){ .kind = kind, .at = db_now(db) - l->forgotten }));
	TRY(attempt_count(db, (struct attempt_count_in){ .kind = kind }, &count, &found));
	if (count.n < COUNTERS_MOST)
		return NULL;
	TRY(attempt_oldest(db, (struct attempt_oldest_in){ .kind = kind }, &oldest, &found));
	return found ? attempt_drop(db, (struct attempt_drop_in){ .kind = kind, .key = oldest.key }) : NULL;
}

static fault failed(struct db *db, const struct limit *l, struct str key, int64_t *ret_until)
{
	struct attempt_of_row row;
	bool found;
	int64_t failures = 1, until = 0;
	TRY(attempt_of(db, (struct attempt_of_in){ .kind = str_of(l->kind), .key = key }, &row, &found));
	if (found && !over(db, l, &row))
		failures = row.failures + 1;
	if (failures >= l->first) {
		size_t step = (size_t)(failures - l->first);
		until = db_now(db) + WAITS[step < COUNT(WAITS) ? step : COUNT(WAITS) - 1];
	}
	if (found)
		TRY(attempt_drop(db, (struct attempt_drop_in){ .kind = str_of(l->kind), .key = key }));
	else if (l->bounded)
		TRY(counters_thin(db, l));
	*ret_until = until ? until : INT_NONE;
	return attempt_put(db, (struct attempt_put_in){ .kind = str_of(l->kind), .key = key, .failures = failures, .until = until, .at = db_now(db) });
}

fault attempt_clear(struct db *db, struct str login)
{
	return attempt_drop(db, (struct attempt_drop_in){ .kind = str_of(ACCOUNT.kind), .key = login_key(db, login) });
}

fault attempt_waits(struct db *db, struct str login, int64_t *ret_until)
{
	return waits(db, &ACCOUNT, login_key(db, login), ret_until);
}

/* --- a try ----------------------------------------------------------------------------------------------------------------------------------------- */

static struct str clock_zh(struct arena *mem, int64_t at)
{
	int64_t local = at + 8 * HOUR, minute = (local + MINUTE - 1) / MINUTE % (24 * 60);     /* the next whole minute: by then it is over */
	struct day day = { (int32_t)((local + MINUTE - 1) / (24 * HOUR)) };
	return str_fmt(mem, "%.*s%02d:%02d", PSTR(day_zh(mem, day)), (int)(minute / 60), (int)(minute % 60));
}

static fault may_try(struct db *db, const struct limit *l, struct str login, struct str peer)
{
	struct arena *mem = db_mem(db);
	int64_t until;
	TRY(waits(db, &PEER, peer_key(peer), &until));
	if (until != INT_NONE)
		return fault_make(mem, BLAME_DENIED, "account.locked", _("从这台机器或这个网络登录失败的次数太多，请在%.*s以后再试。"), PSTR(clock_zh(mem, until)));
	TRY(waits(db, l, login_key(db, login), &until));
	if (until != INT_NONE)
		return fault_make(mem, BLAME_DENIED, "account.locked", _("登录失败的次数太多，请在%.*s以后再试。忘记密码的，请联系系统管理员。"), PSTR(clock_zh(mem, until)));
	return NULL;
}

fault account_try_begin(struct db *db, struct str login, struct str peer, struct str *ret_hash, int64_t *ret_account)
{
	struct account_by_login_row row;
	struct account a = { 0 };
	struct str hash;
	bool found;
	login = login_clean(db_mem(db), login);
	TRY(account_by_login(db, (struct account_by_login_in){ .login = login }, &row, &found));
	TRY(may_try(db, found ? &ACCOUNT : &LOGIN, login, peer));
	if (found)
		TRY(account_read(db, row.id, &a));
	TRY(hash_of(db, &a, &hash));
	*ret_hash = hash;
	*ret_account = a.id;
	return NULL;
}

static struct str login_masked(struct arena *mem, struct str login)
{
	return str_fmt(mem, "%.*s***", PSTR(text_clip(login, 1)));
}

/* Failures of the account and of the address; ret: the wait that the login's own begins. */
static fault count(struct db *db, const struct limit *l, struct str login, struct str peer, int64_t *ret_until)
{
	int64_t until_peer;
	TRY(failed(db, l, login_key(db, login), ret_until));
	TRY(failed(db, &PEER, peer_key(peer), &until_peer));
	if (until_peer > *ret_until)                         /* INT_NONE is less than any moment */
		*ret_until = until_peer;
	return NULL;
}

fault account_try_end(struct db *db, struct str login, int64_t account, bool good, struct str peer)
{
	struct arena *mem = db_mem(db);
	const struct limit *l = account ? &ACCOUNT : &LOGIN;
	struct account a = { 0 };
	login = login_clean(mem, login);
	if (account)
		TRY(account_read(db, account, &a));
	good = good && account;
	struct sign_in row = { .account = account ? account : INT_NONE, .login = account ? a.login : login_masked(mem, login),
		.peer = peer.n ? str_sub(peer, 0, PEER_MOST) : STR_NONE, .result = !good ? STR("wrong") : a.locked ? STR("locked") : STR("good"),
		.until = INT_NONE, .at = db_now(db) };
	TRY(may_try(db, l, login, peer));
	if (!good)
		TRY(count(db, l, login, peer, &row.until));
	else
		TRY(attempt_clear(db, a.login));
	if (good && !a.locked)
		db_set_viewer(db, a.person, db_scope(db).org);
	row_act(db, good && !a.locked ? "sign_in" : "sign_in_refused", row.login);
	return row_add(db, &sign_in_table, &row);
}
