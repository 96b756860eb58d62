/* Accounts, roles, sessions. A role is a set of rights; an account holds roles, each in a subtree of unions and, where wanted, for one line of work.
 * Rights only say what may be done; whose records, the subtree says. */
#ifndef NUAN_ACCOUNT_H
#define NUAN_ACCOUNT_H
#include "db/db.h"
#include "kernel/entity.h"

struct right { const char *code, *title; };                  /* "record.approve", 审核记录 */
extern const struct right RIGHTS[];  extern const size_t RIGHTS_N;
enum area { AREA_BUSINESS, AREA_SYSTEM, AREA_SECURITY, AREA_TRAIL };         /* 三员分立: an account holds roles of one area only */
struct role { const char *code, *title; enum area area; bool changes; const char *const *rights; };   /* rights end with NULL; changes: false for who reads only */
extern const struct role ROLES[];  extern const size_t ROLES_N;
const struct role *role_named(struct str code);
const char *roles_conflict(const struct role *, const struct role *);        /* the sentence why one account may not hold both; NULL: it may */

struct held { const struct role *role; int64_t org; struct str line; };      /* line: STR_NONE: all lines */
struct viewer {                                              /* who asks: an account with its person, or nobody */
	int64_t account, person, org;                        /* org: the highest union whose records may be seen; 0: none (an administrator, or nobody signed in: account 0) */
	struct str login, name, org_name;
	struct held *held;  size_t n_held;
	bool must_change;                                    /* password was given by somebody else */
};
bool viewer_may(const struct viewer *, const char *right);                   /* anywhere */
bool viewer_may_line(const struct viewer *, const char *right, struct str line);
MUST_USE fault viewer_may_for(struct db *, const struct viewer *, const char *right, struct str line, int64_t org, bool *ret);        /* by a role whose subtree has that union today */

MUST_USE fault account_add(struct db *, struct str login, int64_t person, int64_t org, struct str password, int64_t *ret);   /* must be changed at the first sign-in */
MUST_USE fault account_of(struct db *, int64_t person, int64_t *ret);           /* 0: the person has none */
MUST_USE fault account_find(struct db *, struct str login, int64_t *ret);       /* "account.absent" */
MUST_USE fault account_grant(struct db *, int64_t account, const char *role, int64_t org, struct str line);     /* "account.conflict" names the pair */
MUST_USE fault account_revoke(struct db *, int64_t account, const char *role, int64_t org, struct str line);
MUST_USE fault account_viewer(struct db *, int64_t account, struct viewer *ret);
MUST_USE fault account_password(struct db *, int64_t account, struct str old, struct str fresh);             /* at least 12 characters, not the login, not a common one. Ends every session of the account: open a new one. "account.old_wrong": note it by account_try_end */
struct str account_password_made(struct arena *);         /* a new one, to be given: 16 letters and digits in fours that cannot be mistaken for one another, 80 bits */
MUST_USE fault account_reset(struct db *, int64_t account, struct str password);        /* by an administrator; must be changed at the next sign-in */
MUST_USE fault account_lock(struct db *, int64_t account, bool locked, struct str why);  /* locked: its sessions end; not: the back-off ends too */
struct account_view { int64_t account, person, org, seen_at, until; struct str login; bool must_change, locked; };       /* seen_at: last good sign-in; until: backed off; INT_NONE: never, not */
MUST_USE fault account_list(struct db *, struct account_view **ret, size_t *ret_n);
MUST_USE fault account_roles(struct db *, int64_t account, struct held **ret, size_t *ret_n);       /* held today */

/* Signing in. The answer and its time are the same for a wrong password and an unknown login; failures are counted and lock for a while, longer each time. */
struct password_check { bool good; int64_t account; };
MUST_USE fault account_hash(struct arena *, struct str password, struct str *ret);            /* Argon2id by libsodium; slow by purpose, outside any transaction */
MUST_USE fault account_try_begin(struct db *, struct str login, struct str peer, struct str *ret_hash, int64_t *ret_account);      /* READING; a login that is none gets a hash that no password has; "account.locked" says until when */
bool account_matches(struct str hash, struct str password);
MUST_USE fault account_try_end(struct db *, struct str login, int64_t account, bool good, struct str peer);   /* WRITING: counts, unlocks, leaves the trail entry: commit it, good or not, before session_open. "account.locked": others failed meanwhile; good counts for nothing then */

/* Sessions: the cookie holds 32 random bytes in hex, the database their digest. Idle for {30} minutes or {12} hours old: over. */
struct account_limits { int64_t idle, absolute; };           /* seconds */
MUST_USE fault account_limits(struct db *, struct account_limits *ret);
MUST_USE fault account_limit_set(struct db *, const char *name, int64_t value);         /* "account.idle" in minutes, "account.absolute" in hours; from today on */
struct session { int64_t account; struct str csrf; int64_t made_at, seen_at; struct str peer, agent; };
MUST_USE fault session_open(struct db *, int64_t account, struct str peer, struct str agent, struct str *ret_cookie);        /* ends the one of the same peer and agent, and the oldest of more than five; "account.closed": locked by an administrator */
MUST_USE fault session_find(struct db *, struct str cookie, struct session *ret, bool *ret_found);
MUST_USE fault session_seen(struct db *, struct str cookie);                 /* WRITING, at most once a minute */
MUST_USE fault session_close(struct db *, struct str cookie);
MUST_USE fault session_end(struct db *, int64_t account, int64_t id);         /* one of the account's own, by the id of session_list; none: nothing */
MUST_USE fault session_close_all(struct db *, int64_t account, struct str but);       /* but: a cookie whose session stays; STR_NONE: none stays */
struct session_view { int64_t id; int64_t made_at, seen_at; struct str peer, agent; bool own; };
MUST_USE fault session_list(struct db *, int64_t account, struct str cookie, struct session_view **ret, size_t *ret_n);

#endif
