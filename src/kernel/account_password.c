/* Passwords: their hashes, and what a password must be.
 *
 * A password is kept as Argon2id by libsodium, at its interactive cost (64 MiB, two passes): measured 45 ms on one core, so a guess costs the guesser what
 * it costs us; two at a time, so that a crowd at the door keeps within 128 MiB. The hash stands apart from the account's row and is replaced without a past;
 * the row holds its digest under the trail, so a hash that somebody puts in from behind opens nothing.
 * Refuses: fewer than 12 characters, digits and signs alone, the login in it, few different characters, rows of keys, the words everybody uses. A password
 * that somebody else has given must be changed at the first sign-in; a change ends every session of the account.
 * Cost: a change hashes twice, with the city's writers waiting.
 * Not taken: passwords that expire (they get numbers at the end); so many capitals, digits and signs (they come out as Password1!); a list of a million. */
#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include "base/sm.h"
#include "base/text.h"
#include "kernel/account_in.h"
#include "kernel/row.h"

enum { PASSWORD_LEAST = 12, PASSWORD_MOST = 128, DIFFERENT_LEAST = 6, AT_ONCE = 2 };

/* --- the hash -------------------------------------------------------------------------------------------------------------------------------------- */

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn_over = PTHREAD_COND_INITIALIZER;
static int at_once;

static void turn_take(void)
{
	pthread_mutex_lock(&turn);
	while (at_once >= AT_ONCE)
		pthread_cond_wait(&turn_over, &turn);
	at_once++;
	pthread_mutex_unlock(&turn);
}

static void turn_give(void)
{
	pthread_mutex_lock(&turn);
	at_once--;
	pthread_cond_signal(&turn_over);
	pthread_mutex_unlock(&turn);
}

fault account_hash(struct arena *mem, struct str password, struct str *ret)
{
	char hash[crypto_pwhash_STRBYTES] = { 0 };
	int failed = sodium_init() < 0;
	turn_take();
	failed = failed || crypto_pwhash_str(hash, password.p ? password.p : "", password.n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
		crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0;
	turn_give();
	if (failed)
		return fault_note(mem, BLAME_US, "account.hash", "crypto_pwhash_str", _("密码没有处理成，内存可能不够。请稍后再试。"));
	*ret = str_copy(mem, str_of(hash));
	return NULL;
}

bool account_matches(struct str hash, struct str password)
{
	char whole[crypto_pwhash_STRBYTES] = { 0 };
	if (hash.n >= sizeof whole || sodium_init() < 0)
		return false;
	memcpy(whole, hash.p, hash.n);
	turn_take();
	bool good = crypto_pwhash_str_verify(whole, password.p ? password.p : "", password.n) == 0;
	turn_give();
	return good;
}

struct str hash_of_nobody(struct arena *mem)
{
	return str_fmt(mem, "$argon2id$v=19$m=%u,t=%u,p=1$%s$%s", (unsigned)(crypto_pwhash_MEMLIMIT_INTERACTIVE / 1024),
		(unsigned)crypto_pwhash_OPSLIMIT_INTERACTIVE, "bnVhbi1ub2JvZHktc2FsdA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
}

struct str password_digest(struct arena *mem, struct str hash)
{
	char *digest = arena_get(mem, SM3_BYTES);
	sm3(hash.p, hash.n, (unsigned char *)digest);
	return (struct str){ digest, SM3_BYTES };
}

fault credential_write(struct db *db, int64_t account, struct str hash)
{
	TRY(credential_drop(db, (struct credential_drop_in){ .account = account }));
	return credential_put(db, (struct credential_put_in){ .account = account, .hash = hash });
}

fault hash_of(struct db *db, const struct account *a, struct str *ret)
{
	struct credential_of_row row;
	bool found;
	TRY(credential_of(db, (struct credential_of_in){ .account = a->id }, &row, &found));
	found = found && str_eq(password_digest(db_mem(db), row.hash), a->password);
	*ret = found ? row.hash : hash_of_nobody(db_mem(db));
	return NULL;
}

/* --- what a password must be ----------------------------------------------------------------------------------------------------------------------- */

static struct str lower(struct arena *mem, struct str s)
{
	struct str copy = str_copy(mem, s);
	for (size_t i = 0; i < copy.n; i++)
		if (copy.p[i] >= 'A' && copy.p[i] <= 'Z')
			((char *)copy.p)[i] |= 0x20;
	return copy;
}

static size_t different(struct str s)
{
	uint32_t seen[PASSWORD_MOST];
	size_t n = 0;
	while (s.n) {
		uint32_t c = text_next(&s);
		size_t i = 0;
		while (i < n && seen[i] != c)
			i++;
		if (i == n && n < PASSWORD_MOST)
			seen[n++] = c;
	}
	return n;
}

/* Whether more than half of it is taken, in pieces of four and more, from rows of keys, read forwards or backwards. */
static bool key_rows(struct str s)
{
	static const char *const ROWS[] = { "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "!@#$%^&*()",
		"1qaz2wsx3edc4rfv5tgb" };
	enum { PIECE = 4 };
	size_t covered = 0;
	for (size_t at = 0; at < s.n;) {
		size_t most = 0;
		for (size_t r = 0; r < COUNT(ROWS); r++)
			for (const char *from = ROWS[r]; *from; from++)
				for (int step = -1; step <= 1; step += 2) {
					size_t n = 0;
					const char *key = from;
					while (at + n < s.n && key >= ROWS[r] && *key && *key == s.p[at + n])
						n++, key += step;
					most = n > most ? n : most;
				}
		covered += most >= PIECE ? most : 0;
		at += most >= PIECE ? most : 1;
	}
	return 2 * covered > s.n;
}

/* What everybody uses: letters that are made up of these words and nothing else, whatever digits and signs stand between. */
static bool common_words(struct str letters)
{
	static const char *const WORDS[] = { "password", "passwrd", "pssword", "psswrd", "passwd", "pass", "word", "admin", "administrator", "root", "test",
		"user", "login", "welcome", "hello", "letmein", "iloveyou", "love", "qwerty", "abc", "abcd", "a", "q", "z", "woaini", "woai", "woaizhongguo",
		"zhongguo", "zhonghua", "mima", "gonghui", "zonggonghui", "nuan", "huanying", "changeme", "default", "secret", "master", "system", "manager",
		"guest", "super", "superman", "dragon" };
	bool made[PASSWORD_MOST * 4 + 1] = { true };
	for (size_t at = 0; at < letters.n && at < COUNT(made); at++)
		for (size_t w = 0; made[at] && w < COUNT(WORDS); w++) {
			struct str word = str_of(WORDS[w]);
			if (str_starts(str_sub(letters, at, SIZE_MAX), word) && at + word.n < COUNT(made))
				made[at + word.n] = true;
		}
	return letters.n < COUNT(made) && made[letters.n];
}

static struct str letters_of(struct arena *mem, struct str s)
{
	struct buf letters = { .mem = mem };
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (unsigned char)s.p[i] >= 0x80)
			buf_c(&letters, s.p[i]);
	return buf_str(&letters);
}

fault password_fits(struct arena *mem, struct str login, struct str password)
{
	struct str small = lower(mem, password), letters = letters_of(mem, small);
	size_t n = text_length(password);
	if (!password.n || !text_valid(password) || n < PASSWORD_LEAST || n > PASSWORD_MOST)
		return fault_field(mem, "password", "account.password_length", _("密码应是12到128个字符。可以用几个不相干的词连起来，好记又不好猜。"));
	if (str_find(small, login) != SIZE_MAX)
		return fault_field(mem, "password", "account.password_login", _("密码里不能有登录名。请换一个。"));
	if (!letters.n)
		return fault_field(mem, "password", "account.password_digits", _("密码不能只有数字和符号，生日、手机号、身份证号最先被人猜到。请加上字母或文字。"));
	if (different(small) < DIFFERENT_LEAST || key_rows(small) || common_words(letters))
		return fault_field(mem, "password", "account.password_common", _("这个密码太常见，很容易被猜到。请换一个，例如几个不相干的词连起来。"));
	return NULL;
}

/* --- changing it ----------------------------------------------------------------------------------------------------------------------------------- */

static fault password_set(struct db *db, struct account *a, struct str fresh, bool must_change, const char *act)
{
	struct str hash;
	TRY(password_fits(db_mem(db), a->login, fresh));
	TRY(account_hash(db_mem(db), fresh, &hash));
	a->password = password_digest(db_mem(db), hash);
	a->must_change = must_change;
	a->changed_at = db_now(db);
	row_act(db, act, a->login);
	TRY(row_change(db, &account_table, a));
	TRY(credential_write(db, a->id, hash));
	return session_close_all(db, a->id, STR_NONE);
}

fault account_password(struct db *db, int64_t account, struct str old, struct str fresh)
{
	struct account a;
	struct str hash;
	TRY(account_read(db, account, &a));
	TRY(hash_of(db, &a, &hash));
	if (!account_matches(hash, old))
		return fault_field(db_mem(db), "old", "account.old_wrong", _("原密码不对。请核对大小写和输入法后重填。"));
	if (str_eq(old, fresh))
		return fault_field(db_mem(db), "password", "account.password_same", _("新密码和原密码一样。请换一个。"));
	return password_set(db, &a, fresh, false, "password_change");
}

fault account_reset(struct db *db, int64_t account, struct str password)
{
	struct account a;
	TRY(account_read(db, account, &a));
	return password_set(db, &a, password, true, "password_reset");
}

struct str account_password_made(struct arena *mem)
{
	static const char LETTERS[] = "abcdefghijkmnpqrstuvwxyz23456789";     /* 32: no l, o, 0, 1 */
	struct buf b = { .mem = mem };
	unsigned char bytes[16];
	random_bytes(bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof bytes; i++) {
		if (i && i % 4 == 0)
			buf_c(&b, '-');
		buf_c(&b, LETTERS[bytes[i] % 32]);
	}
	return buf_str(&b);
}
