/* The keys of a federation: one file beside the database, never inside it. */
#ifndef NUAN_KEYS_H
#define NUAN_KEYS_H
#include "base/sm.h"

struct keys {
	unsigned char master[KEY_BYTES];     /* wraps each person's key */
	unsigned char search[KEY_BYTES];     /* equality search and natural keys: HMAC-SM3 */
	unsigned char trail[KEY_BYTES];      /* the chain */
};
MUST_USE fault keys_make(struct arena *, const char *path, struct keys *ret);   /* refuses an existing file ("keys.exists"); mode 0600, on disk before it returns */
MUST_USE fault keys_load(struct arena *, const char *path, struct keys *ret);   /* "keys.missing", "keys.broken" */
void keys_signing(const struct keys *, unsigned char ret_seed[KEY_BYTES]);      /* of the federation's signature: derived from the trail's key, so that existing files go on; wipe it */

#endif
