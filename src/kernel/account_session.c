/* Sessions: what a browser holds after signing in.
 *
 * The cookie is 32 random bytes in hex; the database has its SM3 alone, so who reads the database, or a backup, cannot go on as anybody. What forms carry
 * against forgery (csrf) is derived from the cookie and stored nowhere. A session is over when nobody asked for 30 minutes, or 12 hours after it began,
 * whatever came between; when its account is locked or its password changed. Over is over: a late request does not bring it back.
 * One that began in the future is over too: while the clock stood forward it would have gained what the clock has lost since (a few minutes are let pass,
 * as two machines differ by).
 * The two limits are settings with a date, in bounds that no setting can leave (5 to 120 minutes, 1 to 24 hours): a value that is none leaves the default.
 * They are set here and not by the sheet of settings, which the office brings in: policy is the system administrator's.
 * Cost: one indexed read a request, one write a minute. A session has no trail (it changes with every request); its sign-in has.
 * Not taken: signed tokens without a row (they cannot be ended); ending by address (a phone's changes while it is carried about). */
#include "base/text.h"
#include "kernel/account_in.h"
#include "kernel/kernel.schema.h"
#include "kernel/row.h"

enum { MINUTE = 60, HOUR = 3600, SOON = 5 * MINUTE, COOKIE_BYTES = 32, SESSIONS_MOST = 5, AGENT_MOST = 200, PEER_MOST = 64 };
static const struct limit { const char *name; int64_t unit, usual, least, most; const char *say; } LIMITS[] = {
	{ "account.idle",     MINUTE, 30, 5, 120, N_("闲置时限应是5到120分钟的整数。请改成例如 30。") },
	{ "account.absolute", HOUR,   12, 1, 24,  N_("一次登录的时限应是1到24小时的整数。请改成例如 12。") },
};

/* --- limits ---------------------------------------------------------------------------------------------------------------------------------------- */

static fault limit_of(struct db *db, const struct limit *l, int64_t *ret)
{
	struct account_setting_on_row row;
	bool found;
	int64_t value;
	TRY(account_setting_on(db, (struct account_setting_on_in){ .name = str_of(l->name), .on = account_today(db) }, &row, &found));
	found = found && str_int(row.value, &value) && value >= l->least && value <= l->most;
	*ret = (found ? value : l->usual) * l->unit;
	return NULL;
}

fault account_limits(struct db *db, struct account_limits *ret)
{
	struct account_limits limits;
	TRY(limit_of(db, &LIMITS[0], &limits.idle));
	TRY(limit_of(db, &LIMITS[1], &limits.absolute));
	*ret = limits;
	return NULL;
}

fault account_limit_set(struct db *db, const char *name, int64_t value)
{
	struct setting row = { .name = str_of(name), .since = account_today(db), .value = str_fmt(db_mem(db), "%lld", (long long)value) };
	struct account_setting_from_row old;
	size_t i = 0;
	bool found;
	while (i < COUNT(LIMITS) && !str_is(str_of(name), LIMITS[i].name))
		i++;
	if (i == COUNT(LIMITS))
		return fault_field(db_mem(db), "name", "account.setting", _("没有“%s”这个设置。可设 account.idle（分钟）和 account.absolute（小时）。"), name);
	if (value < LIMITS[i].least || value > LIMITS[i].most)
		return fault_field(db_mem(db), "value", "account.limit", "%s", _(LIMITS[i].say));
	row_act(db, "setting", str_of(name));
	TRY(account_setting_from(db, (struct account_setting_from_in){ .name = row.name, .since = row.since }, &old, &found));
	row.id = found ? old.id : 0;
	return found ? row_change(db, &setting_table, &row) : row_add(db, &setting_table, &row);
}

/* --- sessions -------------------------------------------------------------------------------------------------------------------------------------- */

static struct str digest_of(struct arena *mem, struct str cookie)
{
	char *digest = arena_get(mem, SM3_BYTES);
	sm3(cookie.p, cookie.n, (unsigned char *)digest);
	return (struct str){ digest, SM3_BYTES };
}

static struct str csrf_of(struct arena *mem, struct str cookie)
{
	unsigned char mac[SM3_BYTES];
	struct str bytes;
	if (!str_unhex(mem, cookie, &bytes) || bytes.n != COOKIE_BYTES)
		return STR_NONE;
	hmac_sm3((const unsigned char *)bytes.p, "csrf", 4, mac);
	return str_hex(mem, mac, sizeof mac);
}

static struct str clipped(struct str s, size_t most)
{
	return s.n ? text_clip(s, most) : STR_NONE;
}

/* The moments from which on a session must have been seen, and made. */
static fault limits_since(struct db *db, struct account_limits *ret)
{
	struct account_limits limits;
	TRY(account_limits(db, &limits));
	*ret = (struct account_limits){ db_now(db) - limits.idle, db_now(db) - limits.absolute };
	return NULL;
}

/* Of more than are allowed, the oldest end. */
static fault session_thin(struct db *db, int64_t account, struct account_limits since)
{
	struct session_every_row *rows;
	size_t n;
	TRY(session_every(db, (struct session_every_in){ .account = account, .idle = since.idle, .absolute = since.absolute }, &rows, &n));
	for (size_t i = SESSIONS_MOST - 1; i < n; i++)
		TRY(session_drop(db, (struct session_drop_in){ .digest = rows[i].digest }));
	return NULL;
}

fault session_open(struct db *db, int64_t account, struct str peer, struct str agent, struct str *ret_cookie)
{
	struct arena *mem = db_mem(db);
	unsigned char bytes[COOKIE_BYTES];
	struct account_limits since;
	struct account a;
	int64_t number;
	TRY(account_read(db, account, &a));
	if (a.locked)
		return fault_make(mem, BLAME_DENIED, "account.closed", _("这个账号已被锁定。请联系安全管理员。"));
	TRY(limits_since(db, &since));
	peer = clipped(peer, PEER_MOST), agent = clipped(agent, AGENT_MOST);
	TRY(session_drop_same(db, (struct session_drop_same_in){ .account = account, .peer = peer, .agent = agent, .idle = since.idle,
		.absolute = since.absolute }));
	TRY(session_thin(db, account, since));
	TRY(row_next(db, &number));
	random_bytes(bytes, sizeof bytes);
	struct str cookie = str_hex(mem, bytes, sizeof bytes);
	wipe(bytes, sizeof bytes);
	TRY(session_put(db, (struct session_put_in){ .digest = digest_of(mem, cookie), .number = number, .account = account, .made_at = db_now(db),
		.peer = peer, .agent = agent }));
	*ret_cookie = cookie;
	return NULL;
}

fault session_find(struct db *db, struct str cookie, struct session *ret, bool *ret_found)
{
	struct arena *mem = db_mem(db);
	struct session_by_digest_row row;
	struct account_limits since;
	struct str csrf = csrf_of(mem, cookie);
	bool found = false;
	if (csrf.p) {
		TRY(limits_since(db, &since));
		TRY(session_by_digest(db, (struct session_by_digest_in){ .digest = digest_of(mem, cookie), .idle = since.idle, .absolute = since.absolute,
			.soon = db_now(db) + SOON }, &row, &found));
	}
	if (found)
		*ret = (struct session){ row.account, csrf, row.made_at, row.seen_at, row.peer, row.agent };
	*ret_found = found;
	return NULL;
}

fault session_seen(struct db *db, struct str cookie)
{
	struct account_limits since;
	TRY(limits_since(db, &since));
	return session_touch(db, (struct session_touch_in){ .digest = digest_of(db_mem(db), cookie), .minute = db_now(db) - MINUTE, .idle = since.idle,
		.absolute = since.absolute });
}

fault session_close(struct db *db, struct str cookie)
{
	return session_drop(db, (struct session_drop_in){ .digest = digest_of(db_mem(db), cookie) });
}

fault session_end(struct db *db, int64_t account, int64_t id)
{
	return session_drop_number(db, (struct session_drop_number_in){ .account = account, .number = id });
}

/* but: of nothing, the digest is one that no cookie has. */
fault session_close_all(struct db *db, int64_t account, struct str but)
{
	return session_drop_all(db, (struct session_drop_all_in){ .account = account, .but = digest_of(db_mem(db), but) });
}

fault session_list(struct db *db, int64_t account, struct str cookie, struct session_view **ret, size_t *ret_n)
{
	struct session_every_row *rows;
	struct account_limits since;
	size_t n;
	TRY(limits_since(db, &since));
	TRY(session_every(db, (struct session_every_in){ .account = account, .idle = since.idle, .absolute = since.absolute }, &rows, &n));
	struct session_view *list = arena_get(db_mem(db), (n + 1) * sizeof *list);
	struct str own = digest_of(db_mem(db), cookie);
	for (size_t i = 0; i < n; i++)
		list[i] = (struct session_view){ rows[i].number, rows[i].made_at, rows[i].seen_at, rows[i].peer, rows[i].agent,
			str_eq(rows[i].digest, own) };
	*ret = list;
	*ret_n = n;
	return NULL;
}
