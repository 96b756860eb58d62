/* ID numbers, credit codes, phones, masks; the national algorithms. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>
#include "base/id.h"
#include "base/sm.h"

#define assert_str(got, want) do { struct str got_ = (got); assert_int_equal(got_.n, strlen(want)); \
	assert_memory_equal(got_.n ? got_.p : "", want, got_.n); } while (0)

static struct arena *mem;

static int up(void **state)
{
	mem = arena_open(0);
	return 0;
}

static int down(void **state)
{
	arena_close(mem);
	return 0;
}

static struct day the(int year, int month, int day)
{
	struct day d = DAY_NONE;

	assert_true(day_make(year, month, day, &d));
	return d;
}

static void idno_checks(void **state)
{
	static const struct { const char *text; enum id_fault want; } cases[] = {
		{ "11010519491231002X",  ID_GOOD    },
		{ "421002197001010010",  ID_GOOD    },
		{ "421023198506150023",  ID_GOOD    },
		{ "421002197001010011",  ID_CHECK   },
		{ "421023199102290016",  ID_DAY     },          /* the check is good */
		{ "421002197001010000",  ID_ROUNDED },
		{ "421023199102290000",  ID_ROUNDED },          /* the cause before the consequence */
		{ "42100219700101001",   ID_LENGTH  },
		{ "4210021970010100100", ID_LENGTH  },
		{ "",                    ID_LENGTH  },
		{ "42100219700101001x",  ID_LETTERS },          /* not cleaned */
		{ "4210021970010100X0",  ID_LETTERS },
		{ "张三张三张三",        ID_LETTERS },          /* 18 bytes */
		{ "421002700101001",     ID_GOOD    },
		{ "421002700230001",     ID_DAY     },
		{ "42100270010100X",     ID_LETTERS },
		{ "421002000000000",     ID_DAY     },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		if (idno_check(str_of(cases[i].text), the(2019, 2, 12)) != cases[i].want)
			fail_msg("%s", cases[i].text);
}

static struct str checked(const char *first17)
{
	return str_fmt(mem, "%s%c", first17, idno_digit(first17));
}

static void idno_future_and_permits(void **state)
{
	struct str child = checked("42100220190212001");

	assert_int_equal(idno_check(child, the(2019, 2, 11)), ID_DAY);
	assert_int_equal(idno_check(child, the(2019, 2, 12)), ID_GOOD);
	assert_int_equal(idno_check(child, DAY_NONE), ID_GOOD);
	assert_int_equal(idno_check(checked("81000019800101001"), the(2019, 1, 1)), ID_GOOD);
	assert_int_equal(idno_check(checked("83000019800101001"), the(2019, 1, 1)), ID_GOOD);
	assert_int_equal(idno_check(checked("91142119800101001"), the(2019, 1, 1)), ID_GOOD);
	assert_int_equal(idno_check(checked("42100200010101001"), the(2019, 1, 1)), ID_DAY);     /* born in the year 1 */
	int round = 0;
	for (int order = 100; order < 1000; order += 100)        /* a true number may end in 000 */
		for (int day = 1; day <= 30; day++) {
			struct str s = checked(str_fmt(mem, "421002198506%02d%03d", day, order).p);
			round += str_ends(s, STR("000"));
			assert_int_equal(idno_check(s, the(2019, 1, 1)), ID_GOOD);
		}
	assert_true(round > 0);
	assert_int_equal(idno_digit("4210021970010100A"), 0);
}

static void idno_cleans_and_fills(void **state)
{
	assert_str(idno_clean(mem, STR(" 4２1002 19700101\t001x　\xE2\x80\xAD")), "421002197001010" "01X");
	assert_null(idno_clean(mem, STR(" 　")).p);
	assert_str(idno_clean(mem, STR("号1")), "号1");
	assert_str(idno_clean(mem, STR("\xE6 \x9A\x96" "1")), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" "1");
	assert_str(idno_full(mem, STR("421002700101001")), "421002197001010010");
	assert_str(idno_full(mem, STR("421002197001010010")), "421002197001010010");
	assert_str(idno_full(mem, STR("42100270010100X")), "42100270010100X");
	assert_null(idno_full(mem, STR_NONE).p);
	assert_str(day_iso(mem, idno_born(STR("11010519491231002X"))), "1949-12-31");
	assert_str(day_iso(mem, idno_born(STR("421002700101001"))), "1970-01-01");
	assert_false(day_known(idno_born(STR("421023199102290016"))));
	assert_false(day_known(idno_born(STR("4210"))));
}

static void id_sentences(void **state)
{
	assert_null(id_sentence(ID_GOOD));
	for (int what = ID_LENGTH; what <= ID_ROUNDED; what++)
		assert_true(strlen(id_sentence((enum id_fault)what)) > 20);
	assert_string_equal(id_sentence(ID_ROUNDED), "后三位已被表格软件改成0，请把该列设为文本后重新填写。");
}

static void uscc_checks(void **state)
{
	assert_int_equal(uscc_check(STR("91350100M000100Y43")), ID_GOOD);
	assert_int_equal(uscc_check(STR("81421000MC0000004P")), ID_GOOD);
	assert_int_equal(uscc_check(STR("81421000MC0000004Q")), ID_CHECK);
	assert_int_equal(uscc_check(STR("81421000MC0000005P")), ID_CHECK);
	assert_int_equal(uscc_check(STR("81421000MC000O004P")), ID_LETTERS);
	assert_int_equal(uscc_check(STR("81421000mc0000004P")), ID_LETTERS);
	assert_int_equal(uscc_check(STR("81421000MC0000004")), ID_LENGTH);
	assert_int_equal(uscc_check((struct str){ "81421000MC000000\0P", 18 }), ID_LETTERS);
	assert_int_equal(uscc_check(STR_NONE), ID_LENGTH);
	assert_int_equal(uscc_digit("91350100M000100Y4"), '3');
	assert_int_equal(uscc_digit("91350100M000100I4"), 0);
}

static void phones(void **state)
{
	static const struct { const char *text, *want; } cases[] = {
		{ "13812345678",          "13812345678"  },
		{ " 138-1234-5678 ",      "13812345678"  },
		{ "138 1234　5678",       "13812345678"  },
		{ "１３８１２３４５６７８", "13812345678" },
		{ "+86 138 1234 5678",    "13812345678"  },
		{ "＋８６１３８１２３４５６７８", "13812345678" },
		{ "008613812345678",      "13812345678"  },
		{ "8613812345678",        "13812345678"  },
		{ "0716-8123456",         "07168123456"  },
		{ "(0716) 8123456",       "07168123456"  },
		{ "（0716）8123456",      "07168123456"  },
		{ "010—62345678",         "01062345678"  },
		{ "0755-12345678",        "075512345678" },
		{ "19912345678",          "19912345678"  },
		{ "\xE2\x80\xAD" "13812345678" "\xE2\x80\xAC", "13812345678" },
		{ "12812345678",          NULL },
		{ "1381234567",           NULL },
		{ "138123456789",         NULL },
		{ "8123456",              NULL },
		{ "00716812345",          NULL },
		{ "+1 2025550123",        NULL },
		{ "138+12345678",         NULL },
		{ "++8613812345678",      NULL },
		{ "13812345678转801",     NULL },
		{ "1381234567813812345678", NULL },
		{ "",                     NULL },
		{ "+86",                  NULL },
		{ "无",                   NULL },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str s = STR_NONE;
		if (phone_clean(mem, str_of(cases[i].text), &s) != (cases[i].want != NULL) || !str_is(s, cases[i].want))
			fail_msg("%s: %.*s", cases[i].text, PSTR(s));
	}
}

static void masks(void **state)
{
	assert_str(mask_idno(mem, STR("11010519491231002X")), "110105********002X");
	assert_str(mask_idno(mem, STR("421002700101001")), "421002********1001");
	assert_str(mask_idno(mem, STR("E12345678")), "********");
	assert_str(mask_idno(mem, STR("421002\0" "97001010010")), "********");
	assert_str(mask_idno(mem, STR("11010519491231002\0")), "********");
	assert_str(mask_idno(mem, STR("张三张三张三")), "********");
	assert_null(mask_idno(mem, STR_NONE).p);
	assert_str(mask_numbers(mem, STR("张三11010519491231002X，电话13800005678")), "张三110105********002X，电话13800005678");
	assert_str(mask_numbers(mem, STR("1101 0519 4912 3100 21 共1人")), "110105********0021 共1人");
	assert_str(mask_numbers(mem, STR("１１０１０５４９１２３１００２")), "110105********1002");
	assert_str(mask_numbers(mem, STR("6222020200012345678")), "622202********5678");
	assert_str(mask_numbers(mem, STR("2019-01-03至2019-02-03 共12345678901234元")), "2019-01-03至2019-02-03 共12345678901234元");
	assert_str(mask_name(mem, STR("张三")), "张*");
	assert_str(mask_name(mem, STR("张三丰")), "张**");
	assert_str(mask_name(mem, STR("欧阳修远")), "欧**");
	assert_str(mask_name(mem, STR("阿依古丽·买买提")), "阿**");
	assert_str(mask_name(mem, STR("𠮷田")), "𠮷*");
	assert_str(mask_name(mem, STR(" 张三　")), "张*");
	assert_str(mask_name(mem, STR("张")), "*");
	assert_null(mask_name(mem, STR("　")).p);
	assert_str(mask_phone(mem, STR("13812345678")), "138****5678");
	assert_str(mask_phone(mem, STR("075512345678")), "075****5678");
	assert_str(mask_phone(mem, STR("8123456")), "****");
	assert_str(mask_phone(mem, STR("138-1234-5678")), "****");
	assert_null(mask_phone(mem, STR_NONE).p);
}

/* --- 国密 --- */

static struct str hex(const void *p, size_t n)
{
	return str_hex(mem, p, n);
}

static void sm3_vectors(void **state)
{
	unsigned char got[SM3_BYTES], again[SM3_BYTES];

	sm3("abc", 3, got);                                      /* GB/T 32905, A.1 and A.2 */
	assert_str(hex(got, SM3_BYTES), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
	struct sm3 *s = sm3_open(mem);
	for (int i = 0; i < 16; i++)
		sm3_add(s, "abcd", 4);
	sm3_done(s, got);
	assert_str(hex(got, SM3_BYTES), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
	sm3(NULL, 0, got);
	sm3_done(sm3_open(mem), again);
	assert_memory_equal(got, again, SM3_BYTES);
	assert_str(hex(got, SM3_BYTES), "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
}

/* HMAC by its definition: the two pads and two digests. */
static void hmac_by_hand(const unsigned char key[KEY_BYTES], const void *text, size_t n, unsigned char ret[SM3_BYTES])
{
	unsigned char pad[64] = { 0 }, inner[SM3_BYTES];
	struct sm3 *s = sm3_open(mem);

	memcpy(pad, key, KEY_BYTES);
	for (int i = 0; i < 64; i++)
		pad[i] ^= 0x36;
	sm3_add(s, pad, 64);
	sm3_add(s, text, n);
	sm3_done(s, inner);
	for (int i = 0; i < 64; i++)
		pad[i] ^= 0x36 ^ 0x5C;
	s = sm3_open(mem);
	sm3_add(s, pad, 64);
	sm3_add(s, inner, SM3_BYTES);
	sm3_done(s, ret);
}

static void hmac_vectors(void **state)
{
	unsigned char key[KEY_BYTES], got[SM3_BYTES], want[SM3_BYTES];

	for (int i = 0; i < KEY_BYTES; i++)
		key[i] = (unsigned char)(i + 1);
	for (size_t n = 0; n < 200; n += 13) {
		char text[200];
		memset(text, 'a', sizeof text);
		hmac_sm3(key, text, n, got);
		hmac_by_hand(key, text, n, want);
		assert_memory_equal(got, want, SM3_BYTES);
	}
	for (int turn = 0; turn < 6; turn++) {                   /* the same key kept, and keys in turn */
		key[0] = (unsigned char)(turn / 2 % 2);
		hmac_sm3(key, NULL, 0, got);
		hmac_by_hand(key, "", 0, want);
		assert_memory_equal(got, want, SM3_BYTES);
		struct str plain = STR_NONE, sealed = seal_close(mem, key, STR("暖"));
		assert_null(seal_open(mem, key, sealed, &plain));
		assert_true(str_is(plain, "暖"));
		key[0] ^= 0x80;
		assert_non_null(seal_open(mem, key, sealed, &plain));
	}
}

static void sm4_block(const unsigned char key[16], const unsigned char from[16], unsigned char to[16])
{
	EVP_CIPHER *ecb = EVP_CIPHER_fetch(NULL, "SM4-ECB", NULL);
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	int n = 0;

	assert_true(EVP_EncryptInit_ex2(c, ecb, key, NULL, NULL) && EVP_CIPHER_CTX_set_padding(c, 0));
	assert_true(EVP_EncryptUpdate(c, to, &n, from, 16));
	assert_int_equal(n, 16);
	EVP_CIPHER_CTX_free(c);
	EVP_CIPHER_free(ecb);
}

/* A seal taken apart with nothing but SM3 and one SM4 block. */
static void seal_is_what_it_says(void **state)
{
	static const unsigned char vector[16] = {
		0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10 };
	unsigned char block[16], key[KEY_BYTES], derived[SM3_BYTES], tag[SM3_BYTES];

	sm4_block(vector, vector, block);
	assert_str(hex(block, 16), "681edf34d206965e86b3e94f536e4246");
	random_bytes(key, sizeof key);
	struct str sealed = seal_close(mem, key, STR("421002197001010010"));
	assert_int_equal(sealed.n, 16 + 18 + 32);
	hmac_by_hand(key, "sm4", 3, derived);
	sm4_block(derived, (const unsigned char *)sealed.p, block);
	for (int i = 0; i < 16; i++)
		assert_int_equal(block[i] ^ (unsigned char)sealed.p[16 + i], "421002197001010010"[i]);
	hmac_by_hand(key, "mac", 3, derived);
	hmac_by_hand(derived, sealed.p, 34, tag);
	assert_memory_equal(tag, sealed.p + 34, SM3_BYTES);
}

static void seal_refuses_changes(void **state)
{
	unsigned char key[KEY_BYTES], other[KEY_BYTES];
	struct str plain = STR("低保户，困难原因：重病"), got = STR_NONE;

	random_bytes(key, sizeof key);
	random_bytes(other, sizeof other);
	struct str sealed = seal_close(mem, key, plain);
	assert_null(seal_open(mem, key, sealed, &got));
	assert_true(str_eq(got, plain));
	assert_false(str_eq(sealed, seal_close(mem, key, plain)));       /* another IV */

	struct str kept = got;
	for (size_t i = 0; i < sealed.n * 8; i++) {
		struct str bad = str_copy(mem, sealed);
		((char *)bad.p)[i / 8] ^= (char)(1 << i % 8);
		fault f = seal_open(mem, key, bad, &got);
		assert_non_null(f);
		assert_int_equal(f->blame, BLAME_US);
		assert_string_equal(f->code, "seal.broken");
	}
	for (size_t n = 0; n < sealed.n; n++)
		assert_non_null(seal_open(mem, key, str_sub(sealed, 0, n), &got));
	assert_non_null(seal_open(mem, other, sealed, &got));
	assert_non_null(seal_open(mem, key, str_fmt(mem, "%.*sx", PSTR(sealed)), &got));
	assert_ptr_equal(got.p, kept.p);

	sealed = seal_close(mem, key, STR_NONE);
	assert_int_equal(sealed.n, 48);
	assert_null(seal_open(mem, key, sealed, &got));
	assert_null(got.p);
	struct str big = { arena_get(mem, 3 << 20), 3 << 20 };
	assert_null(seal_open(mem, key, seal_close(mem, key, big), &got));
	assert_true(str_eq(got, big));
}

static void *seal_in_thread(void *key)
{
	struct arena *a = arena_open(0);
	struct str got = STR_NONE;
	bool good = true;

	for (int i = 0; i < 200; i++) {
		struct str plain = str_fmt(a, "%d", i);
		fault f = seal_open(a, key, seal_close(a, key, plain), &got);
		good = good && !f && str_eq(got, plain);
	}
	arena_close(a);
	return good ? key : NULL;
}

static void seals_in_threads(void **state)
{
	unsigned char key[KEY_BYTES];
	pthread_t threads[8];

	random_bytes(key, sizeof key);
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, seal_in_thread, key), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		void *good = NULL;
		pthread_join(threads[i], &good);
		assert_ptr_equal(good, key);
	}
}

/* RFC 8032, 7.1, test 2. */
static void signatures(void **state)
{
	struct str seed, verifier, signature, message = STR("\x72");
	unsigned char got[SIGNATURE_BYTES];

	assert_true(str_unhex(mem, STR("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"), &seed));
	assert_true(str_unhex(mem, STR("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"), &verifier));
	assert_true(str_unhex(mem, STR("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
		"387b2eaeb4302aeeb00d291612bb0c00"), &signature));
	sign_verifier((const unsigned char *)seed.p, got);
	assert_memory_equal(got, verifier.p, VERIFIER_BYTES);
	sign_close((const unsigned char *)seed.p, message.p, message.n, got);
	assert_memory_equal(got, signature.p, SIGNATURE_BYTES);
	assert_true(sign_holds(verifier, signature, "\x72", 1));
	assert_false(sign_holds(verifier, signature, "\x73", 1));
	assert_false(sign_holds(verifier, signature, "", 0));
	assert_false(sign_holds(verifier, str_sub(signature, 1, SIZE_MAX), "\x72", 1));
	assert_false(sign_holds(STR_NONE, signature, "\x72", 1));
	assert_false(sign_holds(verifier, STR_NONE, "\x72", 1));
	for (size_t i = 0; i < SIGNATURE_BYTES; i++) {
		got[i] ^= 1;
		assert_false(sign_holds(verifier, (struct str){ (char *)got, SIGNATURE_BYTES }, "\x72", 1));
		got[i] ^= 1;
	}
}

static void random_and_wipe(void **state)
{
	unsigned char a[1000] = { 0 }, b[1000] = { 0 };

	random_bytes(a, sizeof a);
	random_bytes(b, sizeof b);
	random_bytes(b, 0);
	assert_memory_not_equal(a, b, sizeof a);
	wipe(a, sizeof a);
	for (size_t i = 0; i < sizeof a; i++)
		assert_int_equal(a[i], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(idno_checks),
		cmocka_unit_test_setup_teardown(idno_future_and_permits, up, down),
		cmocka_unit_test_setup_teardown(idno_cleans_and_fills, up, down),
		cmocka_unit_test(id_sentences),
		cmocka_unit_test(uscc_checks),
		cmocka_unit_test_setup_teardown(phones, up, down),
		cmocka_unit_test_setup_teardown(masks, up, down),
		cmocka_unit_test_setup_teardown(sm3_vectors, up, down),
		cmocka_unit_test_setup_teardown(hmac_vectors, up, down),
		cmocka_unit_test_setup_teardown(seal_is_what_it_says, up, down),
		cmocka_unit_test_setup_teardown(seal_refuses_changes, up, down),
		cmocka_unit_test(seals_in_threads),
		cmocka_unit_test_setup_teardown(signatures, up, down),
		cmocka_unit_test(random_and_wipe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
