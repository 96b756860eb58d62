/* National algorithms 国密 by OpenSSL 3.0: SM3, HMAC-SM3, SM4-CTR then HMAC-SM3; and Ed25519 (RFC 8032) for what outsiders check. */
#ifndef NUAN_SM_H
#define NUAN_SM_H
#include "base/fault.h"

enum { SM3_BYTES = 32, KEY_BYTES = 32 };                 /* KEY_BYTES: a key of ours; SM4 and HMAC keys are derived from it */
struct sm3;                                              /* a running digest, owned by the arena */

void sm3(const void *, size_t, unsigned char ret[SM3_BYTES]);
struct sm3 *sm3_open(struct arena *);
void sm3_add(struct sm3 *, const void *, size_t);
void sm3_done(struct sm3 *, unsigned char ret[SM3_BYTES]);
void hmac_sm3(const unsigned char key[KEY_BYTES], const void *, size_t, unsigned char ret[SM3_BYTES]);

/* seal_close: IV(16) | SM4-CTR ciphertext | HMAC-SM3(32) over IV and ciphertext; the two keys are HMAC-SM3(key, "sm4") and HMAC-SM3(key, "mac").
 * seal_open refuses (BLAME_US "seal.broken") what was changed. */
struct str seal_close(struct arena *, const unsigned char key[KEY_BYTES], struct str plain);
MUST_USE fault seal_open(struct arena *, const unsigned char key[KEY_BYTES], struct str sealed, struct str *ret);

/* Signatures that anybody can check who has the 32 bytes of the verifier. seed: the secret, from which all the rest follows. */
enum { VERIFIER_BYTES = 32, SIGNATURE_BYTES = 64 };
void sign_verifier(const unsigned char seed[KEY_BYTES], unsigned char ret[VERIFIER_BYTES]);
void sign_close(const unsigned char seed[KEY_BYTES], const void *, size_t, unsigned char ret[SIGNATURE_BYTES]);
bool sign_holds(struct str verifier, struct str signature, const void *, size_t);        /* false too for what has not the length of one */

void random_bytes(void *, size_t);                       /* from the kernel; ends the process when there are none */
void wipe(void *, size_t);                               /* not optimised away */

#endif
