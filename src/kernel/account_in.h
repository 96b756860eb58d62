/* Inside the room of accounts. */
#ifndef NUAN_ACCOUNT_IN_H
#define NUAN_ACCOUNT_IN_H
#include "kernel/account.h"
#include "kernel/account.schema.h"
#include "kernel/account.sql.h"

struct day account_today(struct db *);                       /* in Beijing */
MUST_USE fault account_read(struct db *, int64_t id, struct account *ret);   /* "account.absent" */
MUST_USE fault account_not_own(struct db *, const struct account *);         /* "account.self": who acts is its owner */
struct str login_clean(struct arena *, struct str);          /* half width, lower case, no blanks around */
MUST_USE fault password_fits(struct arena *, struct str login, struct str password);
struct str hash_of_nobody(struct arena *);                   /* costs what the others cost, and no password is known that gives it */
MUST_USE fault hash_of(struct db *, const struct account *, struct str *ret);        /* the one that the account's row vouches for; else that of nobody */
struct str password_digest(struct arena *, struct str hash);
MUST_USE fault credential_write(struct db *, int64_t account, struct str hash);
MUST_USE fault attempt_clear(struct db *, struct str login);
MUST_USE fault attempt_waits(struct db *, struct str login, int64_t *ret_until);     /* INT_NONE: not */

#endif
