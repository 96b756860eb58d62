/* The national algorithms 国密, from OpenSSL 3.0, and one signature.
 *
 * SM3 digests, HMAC-SM3 keys the blind indexes and seals, SM4 in counter mode hides what is at rest. OpenSSL 3.0 has no SM4-GCM
 * (3.1 brought it), so a seal encrypts and then authenticates, with two keys derived from ours, over IV and ciphertext.
 *
 * Promises: algorithms are fetched once a process; each thread keeps its contexts and frees them at its end. Every seal
 * has a fresh random IV. seal_open looks at the tag before it touches the ciphertext, in constant time.
 * Refuses: to go on without an algorithm or without random bytes: the process ends, since an answer that is not sealed is worse
 * than none.
 * Costs: about 2 µs to seal an ID number, 1 µs for its HMAC. A context that is asked for the same key again is not keyed anew
 * (an import uses two keys ten million times), so the last keys stay in a thread's memory until it ends, as the keys themselves
 * stay in their owner's.
 * An empty text seals to 48 bytes and opens as STR_NONE.
 * A signature is Ed25519: SM2 in OpenSSL 3.0 signs with an identity to agree on and a random number whose failure gives the key
 * away; Ed25519 has neither, so the same issue has the same signature. docs/why/seal.md says what would bring SM2.
 *
 * Road not taken: SM4-CBC. Padding adds a way to fail that tells something.
 */
#include "base/sm.h"
#include <errno.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { IV_BYTES = 16, CHUNK = 1 << 30 };

struct mac { EVP_MAC_CTX *context; bool keyed; unsigned char key[KEY_BYTES]; };
struct sealing {                                             /* cipher and tag are set to what is derived from key */
	EVP_CIPHER_CTX *cipher;
	struct mac tag;
	bool keyed;
	unsigned char key[KEY_BYTES], tag_key[SM3_BYTES];
};
struct kit {                                                 /* a thread's contexts */
	EVP_MD_CTX *digest;
	struct mac mac, derive;                              /* derive: keys of seals; mac: all others */
	struct sealing sealing[2];                           /* the last two: one that wraps keys, one that is wrapped */
	int last;                                            /* of the two */
	unsigned char random[256];                           /* from the kernel; taken from the end, and wiped there */
	size_t random_left;
};

static struct { EVP_MD *sm3; EVP_MAC *hmac; EVP_CIPHER *sm4; } algorithm;
static pthread_once_t algorithm_once = PTHREAD_ONCE_INIT;
static pthread_key_t kit_key;
static _Thread_local struct kit kit_here;

_Noreturn static void end_without(const char *what)
{
	fprintf(stderr, _("本机的密码组件缺少%s，不能继续。请管理员检查OpenSSL 3.0以上版本及其配置后重新启动。\n"), what);
	exit(4);
}

static void need(bool good, const char *what)
{
	if (!good)
		end_without(what);
}

static void kit_free(void *p)
{
	struct kit *k = p;

	EVP_MD_CTX_free(k->digest);
	EVP_MAC_CTX_free(k->mac.context);
	EVP_MAC_CTX_free(k->derive.context);
	for (size_t i = 0; i < COUNT(k->sealing); i++) {
		EVP_CIPHER_CTX_free(k->sealing[i].cipher);
		EVP_MAC_CTX_free(k->sealing[i].tag.context);
	}
	wipe(k, sizeof *k);
}

static void algorithms_fetch(void)
{
	need((algorithm.sm3 = EVP_MD_fetch(NULL, "SM3", NULL)), "SM3");
	need((algorithm.hmac = EVP_MAC_fetch(NULL, "HMAC", NULL)), "HMAC");
	need((algorithm.sm4 = EVP_CIPHER_fetch(NULL, "SM4-CTR", NULL)), "SM4-CTR");
	need(pthread_key_create(&kit_key, kit_free) == 0, "pthread");
}

static EVP_MAC_CTX *mac_context(void)
{
	char name[] = "SM3";
	OSSL_PARAM digest[] = { OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0), OSSL_PARAM_construct_end() };
	EVP_MAC_CTX *c = EVP_MAC_CTX_new(algorithm.hmac);

	need(c && EVP_MAC_CTX_set_params(c, digest), "HMAC-SM3");
	return c;
}

static struct kit *kit(void)
{
	struct kit *k = &kit_here;

	if (k->digest)
		return k;
	pthread_once(&algorithm_once, algorithms_fetch);
	need((k->digest = EVP_MD_CTX_new()), "SM3");
	k->mac.context = mac_context();
	k->derive.context = mac_context();
	for (size_t i = 0; i < COUNT(k->sealing); i++) {
		k->sealing[i].tag.context = mac_context();
		need((k->sealing[i].cipher = EVP_CIPHER_CTX_new()), "SM4-CTR");
	}
	need(pthread_setspecific(kit_key, k) == 0, "pthread");
	return k;
}

/* --- digests --- */

void sm3(const void *bytes, size_t n, unsigned char ret[SM3_BYTES])
{
	struct kit *k = kit();

	need(EVP_DigestInit_ex(k->digest, algorithm.sm3, NULL) && EVP_DigestUpdate(k->digest, bytes, n)
		&& EVP_DigestFinal_ex(k->digest, ret, NULL), "SM3");
}

struct sm3 { EVP_MD_CTX *digest; };

static void sm3_free(void *sm3)
{
	struct sm3 *s = sm3;
	EVP_MD_CTX_free(s->digest);
}

struct sm3 *sm3_open(struct arena *mem)
{
	struct sm3 *s = arena_get(mem, sizeof *s);

	kit();
	arena_later(mem, sm3_free, s);                   /* before there is anything to lose: it may be what the arena has no room for */
	need((s->digest = EVP_MD_CTX_new()) && EVP_DigestInit_ex(s->digest, algorithm.sm3, NULL), "SM3");
	return s;
}

void sm3_add(struct sm3 *s, const void *bytes, size_t n)
{
	need(EVP_DigestUpdate(s->digest, bytes, n), "SM3");
}

void sm3_done(struct sm3 *s, unsigned char ret[SM3_BYTES])
{
	need(EVP_DigestFinal_ex(s->digest, ret, NULL), "SM3");
}

static void mac_run(struct mac *m, const unsigned char key[KEY_BYTES], const void *bytes, size_t n, unsigned char ret[SM3_BYTES])
{
	bool same = m->keyed && CRYPTO_memcmp(m->key, key, KEY_BYTES) == 0;
	size_t got = 0;

	need(EVP_MAC_init(m->context, same ? NULL : key, same ? 0 : KEY_BYTES, NULL) && EVP_MAC_update(m->context, bytes, n)
		&& EVP_MAC_final(m->context, ret, &got, SM3_BYTES) && got == SM3_BYTES, "HMAC-SM3");
	if (!same)
		memcpy(m->key, key, KEY_BYTES);
	m->keyed = true;
}

void hmac_sm3(const unsigned char key[KEY_BYTES], const void *bytes, size_t n, unsigned char ret[SM3_BYTES])
{
	mac_run(&kit()->mac, key, bytes, n, ret);
}

/* --- seals --- */

/* Cipher and tag as they follow from this key. */
static struct sealing *sealing_for(const unsigned char key[KEY_BYTES])
{
	struct kit *k = kit();
	unsigned char sm4[SM3_BYTES];                            /* SM4 takes the first 16 bytes */

	for (int i = 0; i < 2; i++)
		if (k->sealing[i].keyed && CRYPTO_memcmp(k->sealing[i].key, key, KEY_BYTES) == 0)
			return &k->sealing[k->last = i];
	struct sealing *s = &k->sealing[k->last = !k->last];
	mac_run(&k->derive, key, "sm4", 3, sm4);
	mac_run(&k->derive, key, "mac", 3, s->tag_key);
	need(EVP_EncryptInit_ex2(s->cipher, algorithm.sm4, sm4, NULL, NULL), "SM4-CTR");
	memcpy(s->key, key, KEY_BYTES);
	s->keyed = true;
	wipe(sm4, sizeof sm4);
	return s;
}

/* Counter mode: the same both ways. */
static void sm4_ctr(struct sealing *s, const unsigned char iv[IV_BYTES], const unsigned char *from, size_t n, unsigned char *to)
{
	need(EVP_EncryptInit_ex2(s->cipher, NULL, NULL, iv, NULL), "SM4-CTR");
	for (size_t at = 0; at < n; ) {
		int part = n - at < CHUNK ? (int)(n - at) : CHUNK, got = 0;
		need(EVP_EncryptUpdate(s->cipher, to + at, &got, from + at, part) && got == part, "SM4-CTR");
		at += (size_t)part;
	}
}

struct str seal_close(struct arena *mem, const unsigned char key[KEY_BYTES], struct str plain)
{
	size_t body = IV_BYTES + plain.n;
	unsigned char *p = arena_get(mem, body + SM3_BYTES + 1);
	struct sealing *s = sealing_for(key);

	random_bytes(p, IV_BYTES);
	sm4_ctr(s, p, (const unsigned char *)plain.p, plain.n, p + IV_BYTES);
	mac_run(&s->tag, s->tag_key, p, body, p + body);
	return (struct str){ (char *)p, body + SM3_BYTES };
}

fault seal_open(struct arena *mem, const unsigned char key[KEY_BYTES], struct str sealed, struct str *ret)
{
	const unsigned char *p = (const unsigned char *)sealed.p;
	struct sealing *s = sealing_for(key);
	unsigned char tag[SM3_BYTES];

	if (sealed.n >= IV_BYTES + SM3_BYTES) {
		size_t body = sealed.n - SM3_BYTES, n = body - IV_BYTES;
		mac_run(&s->tag, s->tag_key, p, body, tag);
		if (CRYPTO_memcmp(tag, p + body, SM3_BYTES) == 0) {
			unsigned char *plain = arena_get(mem, n + 1);
			sm4_ctr(s, p, p + IV_BYTES, n, plain);
			*ret = n ? (struct str){ (char *)plain, n } : STR_NONE;
			return NULL;
		}
	}
	return fault_make(mem, BLAME_US, "seal.broken",
		_("这条加密保存的内容与存入时不一致，没有打开。请告诉管理员核对密钥，并从备份恢复这一条。"));
}

/* --- signatures --- */

/* A context for this key and its key, both gone with sign_end. */
struct signing { EVP_PKEY *key; EVP_MD_CTX *context; };

static struct signing sign_begin(EVP_PKEY *key)
{
	return (struct signing){ .key = key, .context = EVP_MD_CTX_new() };
}

static void sign_end(struct signing *s)
{
	EVP_MD_CTX_free(s->context);
	EVP_PKEY_free(s->key);
}

void sign_verifier(const unsigned char seed[KEY_BYTES], unsigned char ret[VERIFIER_BYTES])
{
	EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, KEY_BYTES);
	size_t n = VERIFIER_BYTES;

	need(key && EVP_PKEY_get_raw_public_key(key, ret, &n) && n == VERIFIER_BYTES, "Ed25519");
	EVP_PKEY_free(key);
}

void sign_close(const unsigned char seed[KEY_BYTES], const void *bytes, size_t n, unsigned char ret[SIGNATURE_BYTES])
{
	struct signing s = sign_begin(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, KEY_BYTES));
	size_t got = SIGNATURE_BYTES;

	need(s.key && s.context && EVP_DigestSignInit(s.context, NULL, NULL, NULL, s.key) == 1
		&& EVP_DigestSign(s.context, ret, &got, bytes, n) == 1 && got == SIGNATURE_BYTES, "Ed25519");
	sign_end(&s);
}

bool sign_holds(struct str verifier, struct str signature, const void *bytes, size_t n)
{
	if (verifier.n != VERIFIER_BYTES || signature.n != SIGNATURE_BYTES)
		return false;
	struct signing s = sign_begin(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, (const unsigned char *)verifier.p, verifier.n));
	need(s.context != NULL, "Ed25519");
	bool holds = s.key && EVP_DigestVerifyInit(s.context, NULL, NULL, NULL, s.key) == 1
		&& EVP_DigestVerify(s.context, (const unsigned char *)signature.p, signature.n, bytes, n) == 1;
	sign_end(&s);
	return holds;
}

/* --- randomness, and forgetting --- */

static void random_take(unsigned char *p, size_t n)
{
	while (n) {
		ssize_t got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		need(got > 0, _("随机数"));
		p += got;
		n -= (size_t)got;
	}
}

/* Small pieces come out of a store of the thread's own, each byte once: an import needs five of them a person. */
void random_bytes(void *to, size_t n)
{
	struct kit *k = kit();

	if (n > sizeof k->random / 4) {
		random_take(to, n);
		return;
	}
	if (n > k->random_left) {
		random_take(k->random, sizeof k->random);
		k->random_left = sizeof k->random;
	}
	k->random_left -= n;
	memcpy(to, k->random + k->random_left, n);
	wipe(k->random + k->random_left, n);
}

void wipe(void *p, size_t n)
{
	explicit_bzero(p, n);
}
