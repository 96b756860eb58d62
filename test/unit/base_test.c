/* Arena, borrowed text, faults. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/fault.h"

#define assert_str(got, want) do { struct str got_ = (got); assert_int_equal(got_.n, strlen(want)); \
	assert_memory_equal(got_.n ? got_.p : "", want, got_.n); } while (0)
#define assert_none(got) assert_null((got).p)

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

/* --- arena --- */

static void arena_zeroed_and_aligned(void **state)
{
	for (size_t n = 0; n < 3000; n++) {
		unsigned char *p = arena_get(mem, n);
		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xAA, n);
	}
	assert_non_null(arena_get(mem, 5 << 20));
}

static void arena_back_gives_zeros_again(void **state)
{
	memset(arena_get(mem, 100), 0xAA, 100);
	struct arena_mark m = arena_mark(mem);
	char *first = NULL;
	for (int turn = 0; turn < 50; turn++) {
		char *p = arena_get(mem, 1000);
		if (!first)
			first = p;
		assert_ptr_equal(p, first);
		assert_int_equal(p[0], 0);
		assert_int_equal(p[999], 0);
		memset(p, 0xAA, 1000);
		for (int i = 0; i < 20; i++) {
			char *far = arena_get(mem, 7000);
			assert_int_equal(far[0], 0);
			assert_int_equal(far[6999], 0);
			memset(far, 0xBB, 7000);
		}
		memset(arena_get(mem, 3 << 20), 0xCC, 3 << 20);
		arena_back(mem, m);
	}
}

static void arena_more_keeps(void **state)
{
	char *p = arena_get(mem, 10);
	memcpy(p, "0123456789", 10);
	char *longer = arena_more(mem, p, 10, 5000);             /* stands last: in place */
	assert_ptr_equal(longer, p);
	assert_memory_equal(longer, "0123456789", 10);
	for (int i = 10; i < 5000; i++)
		assert_int_equal(longer[i], 0);
	arena_get(mem, 1);
	char *moved = arena_more(mem, longer, 5000, 9000);
	assert_ptr_not_equal(moved, longer);
	assert_memory_equal(moved, "0123456789", 10);
	assert_memory_equal(longer, "0123456789", 10);
	assert_ptr_equal(arena_more(mem, moved, 9000, 9000), moved);
	char *far = arena_more(mem, moved, 9000, 4 << 20);
	assert_memory_equal(far, "0123456789", 10);
	assert_int_equal(far[(4 << 20) - 1], 0);
	assert_non_null(arena_more(mem, NULL, 0, 5));
}

static void arena_more_after_back_is_zero(void **state)
{
	struct arena_mark m = arena_mark(mem);
	memset(arena_get(mem, 4000), 0xEE, 4000);
	arena_back(mem, m);
	char *p = arena_get(mem, 8);
	p = arena_more(mem, p, 8, 6000);
	for (int i = 0; i < 6000; i++)
		assert_int_equal(p[i], 0);
}

static char order[16];

static void note_order(void *what)
{
	strncat(order, what, 1);
}

static void arena_later_runs_last_first(void **state)
{
	struct arena *a = arena_open(0);

	order[0] = 0;
	arena_later(a, note_order, "a");
	struct arena_mark m = arena_mark(a);
	arena_later(a, note_order, "b");
	arena_get(a, 100000);
	arena_later(a, note_order, "c");
	arena_back(a, m);
	assert_string_equal(order, "cb");
	arena_later(a, note_order, "d");
	arena_close(a);
	assert_string_equal(order, "cbda");
	arena_close(NULL);
}

static void arena_full_leaves(void **state)
{
	struct arena *a = arena_open(1 << 20);
	jmp_buf full;
	volatile size_t got = 0;

	order[0] = 0;
	arena_later(a, note_order, "z");
	arena_on_full(a, &full);
	if (setjmp(full) == 0)
		for (;;) {
			memset(arena_get(a, 10000), 1, 10000);
			got += 10000;
		}
	assert_in_range(got, 600000, 1 << 20);
	volatile int left = 0;
	if (setjmp(full) == 0)
		arena_get(a, SIZE_MAX - 5);
	else
		left++;
	if (setjmp(full) == 0)
		arena_get(a, (1 << 20) - 16);
	else
		left++;
	if (setjmp(full) == 0)
		arena_more(a, arena_get(a, 1), 1, SIZE_MAX);
	else
		left++;
	assert_int_equal(left, 3);
	arena_close(a);
	assert_string_equal(order, "z");
}

static void arena_full_room_comes_back(void **state)
{
	struct arena *a = arena_open(256 << 10);
	struct arena_mark m = arena_mark(a);

	for (int i = 0; i < 100; i++) {                          /* would leave the process if the blocks were not given back */
		arena_get(a, 60000);
		arena_get(a, 60000);
		arena_back(a, m);
	}
	arena_close(a);
	a = arena_open(1);                                       /* no room for anything, but it stands */
	arena_close(a);
}

static void arena_full_ends_the_process(void **state)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		fclose(stderr);
		arena_get(arena_open(4096), 1 << 20);
		_exit(0);
	}
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 4);
}

/* --- str --- */

static void str_compares(void **state)
{
	assert_none(str_of(NULL));
	assert_true(str_eq(STR("暖"), str_of("暖")));
	assert_true(str_eq(STR_NONE, STR("")));
	assert_false(str_eq(STR("ab"), STR("a")));
	assert_true(str_is(STR("工会"), "工会"));
	assert_false(str_is(STR_NONE, "工会"));
	assert_true(str_is(STR_NONE, NULL));
	assert_int_equal(str_cmp(STR("a"), STR("b")), -1);
	assert_int_equal(str_cmp(STR("ab"), STR("a")), 1);
	assert_int_equal(str_cmp(STR("a"), STR("a")), 0);
	assert_int_equal(str_cmp(STR("～"), STR("𠮷")), -1);       /* U+FF5E before U+20BB7, unlike UTF-16 */
	assert_int_equal(str_cmp(STR_NONE, STR("a")), -1);
	assert_true(str_starts(STR("江陵县"), STR("江陵")));
	assert_false(str_starts(STR("江"), STR("江陵")));
	assert_true(str_starts(STR("x"), STR_NONE));
	assert_true(str_ends(STR("江陵县"), STR("县")));
	assert_false(str_ends(STR_NONE, STR("县")));
}

static void str_finds_and_cuts(void **state)
{
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_true(str_find(STR("abc"), STR("x")) == SIZE_MAX);
	assert_true(str_find(STR_NONE, STR("x")) == SIZE_MAX);
	assert_int_equal(str_find(STR_NONE, STR_NONE), 0);
	assert_str(str_sub(STR("abcdef"), 2, 3), "cde");
	assert_str(str_sub(STR("abcdef"), 4, SIZE_MAX), "ef");
	assert_none(str_sub(STR("abc"), 3, 1));
	assert_none(str_sub(STR("abc"), 0, 0));

	struct str rest = STR("a,,b,");
	assert_str(str_cut(&rest, ','), "a");
	assert_str(str_cut(&rest, ','), "");
	assert_str(str_cut(&rest, ','), "b");
	assert_non_null(rest.p);                                 /* one more field, empty */
	assert_str(str_cut(&rest, ','), "");
	assert_null(rest.p);
	assert_none(str_cut(&rest, ','));
}

static void str_trims(void **state)
{
	assert_str(str_trim(STR(" \t\r\n张 三\v\f ")), "张 三");
	assert_str(str_trim(STR("\xEF\xBB\xBF　 \xC2\xA0\xE2\x80\x8B王\xE2\x81\xA0　")), "王");
	assert_none(str_trim(STR("　 　")));
	assert_none(str_trim(STR_NONE));
	assert_str(str_trim(STR("\x80\xA0")), "\x80\xA0");        /* the end of no blank */
}

static void str_copies(void **state)
{
	struct str s = str_copy(mem, (struct str){ "abcdef", 3 });
	assert_str(s, "abc");
	assert_int_equal(s.p[3], 0);
	assert_none(str_copy(mem, STR_NONE));
	assert_string_equal(str_c(mem, STR_NONE), "");
	assert_str(str_fmt(mem, "%d年%.*s", 2019, PSTR(STR("一月"))), "2019年一月");
	s = str_fmt(mem, "%0500d", 7);
	assert_int_equal(s.n, 500);
	assert_int_equal(s.p[499], '7');
	assert_int_equal(s.p[500], 0);
	assert_str(str_fmt(mem, "%.*s", PSTR(STR_NONE)), "");
}

static void str_int_whole_only(void **state)
{
	int64_t n = 42;
	static const char *const bad[] = { "", "-", "+", " 1", "1 ", "1.0", "１", "0x1", "--1", "9223372036854775808",
		"-9223372036854775808", "99999999999999999999999" };

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(str_int(str_of(bad[i]), &n));
	assert_false(str_int(STR_NONE, &n));
	assert_int_equal(n, 42);
	assert_true(str_int(STR("9223372036854775807"), &n) && n == INT64_MAX);
	assert_true(str_int(STR("-9223372036854775807"), &n) && n == -INT64_MAX);
	assert_true(str_int(STR("+007"), &n) && n == 7);
	assert_true(str_int(STR("-0"), &n) && n == 0);
}

static void buf_grows(void **state)
{
	struct buf b = { .mem = mem };

	assert_none(buf_str(&b));
	buf_puts(&b, NULL);
	buf_add(&b, STR_NONE);
	assert_none(buf_str(&b));
	for (int i = 0; i < 100000; i++)
		buf_fmt(&b, "%d,", i % 10);
	assert_int_equal(b.n, 200000);
	assert_memory_equal(b.p + 199990, "5,6,7,8,9,", 10);
	buf_c(&b, 'x');
	assert_int_equal(b.p[b.n], 0);
	struct buf wide = { .mem = mem };
	buf_puts(&wide, "头");
	buf_fmt(&wide, "%0300d", 1);
	buf_fmt(&wide, "%s", "");
	assert_int_equal(wide.n, 303);
	assert_int_equal(buf_str(&wide).p[302], '1');
}

static void hex_both_ways(void **state)
{
	struct str s;

	assert_str(str_hex(mem, "\x00\xff\x1a", 3), "00ff1a");
	assert_none(str_hex(mem, NULL, 0));
	assert_true(str_unhex(mem, STR("00Ff1a"), &s));
	assert_int_equal(s.n, 3);
	assert_memory_equal(s.p, "\x00\xff\x1a", 3);
	assert_false(str_unhex(mem, STR("0"), &s));
	assert_false(str_unhex(mem, STR("0g"), &s));
	assert_int_equal(s.n, 3);
	assert_true(str_unhex(mem, STR_NONE, &s));
	assert_none(s);
}

/* --- fault --- */

static fault passes(fault f)
{
	TRY(NULL);
	TRY(f);
	return fault_make(mem, BLAME_US, "never", "never");
}

static void faults_tell_both_readers(void **state)
{
	char note[] = "errno 28";
	fault f = fault_note(mem, BLAME_BUSY, "io.full", note, "磁盘已满，%d行没有写入。", 3);
	note[0] = 'X';
	assert_int_equal(f->blame, BLAME_BUSY);
	assert_string_equal(f->code, "io.full");
	assert_string_equal(f->say, "磁盘已满，3行没有写入。");
	assert_string_equal(f->note, "errno 28");
	assert_null(f->field);
	assert_null(f->next);
	f = fault_note(mem, BLAME_US, "x", NULL, "y");
	assert_null(f->note);
	f = fault_field(mem, "day", "form.day", "%d月没有%d日。请填实际慰问的那一天。", 1, 32);
	assert_int_equal(f->blame, BLAME_INPUT);
	assert_string_equal(f->field, "day");
	assert_string_equal(f->say, "1月没有32日。请填实际慰问的那一天。");
	assert_ptr_equal(passes(f), f);
	f = fault_make(mem, BLAME_DENIED, "right.none", "%0900d", 1);
	assert_int_equal(strlen(f->say), 900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(arena_zeroed_and_aligned, up, down),
		cmocka_unit_test_setup_teardown(arena_back_gives_zeros_again, up, down),
		cmocka_unit_test_setup_teardown(arena_more_keeps, up, down),
		cmocka_unit_test_setup_teardown(arena_more_after_back_is_zero, up, down),
		cmocka_unit_test(arena_later_runs_last_first),
		cmocka_unit_test(arena_full_leaves),
		cmocka_unit_test(arena_full_room_comes_back),
		cmocka_unit_test(arena_full_ends_the_process),
		cmocka_unit_test(str_compares),
		cmocka_unit_test(str_finds_and_cuts),
		cmocka_unit_test(str_trims),
		cmocka_unit_test_setup_teardown(str_copies, up, down),
		cmocka_unit_test(str_int_whole_only),
		cmocka_unit_test_setup_teardown(buf_grows, up, down),
		cmocka_unit_test_setup_teardown(hex_both_ways, up, down),
		cmocka_unit_test_setup_teardown(faults_tell_both_readers, up, down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
