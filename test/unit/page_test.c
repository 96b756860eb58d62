/* Typed output: whatever a value holds, it stays a value. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "page/page.h"

static struct arena *mem;

static void is(const struct out *o, const char *want)
{
	struct str got = buf_str(&o->to);
	if (!str_is(got, want))
		fail_msg("expected: %s\ngot:      %.*s", want, PSTR(got));
}
#define OUT struct out o_ = { { .mem = mem } }, *o = &o_

static void text_is_escaped(void **state)
{
	OUT;
	put_text(o, STR("<b>&\"'中\x01\x7f\t\n"));
	is(o, "&lt;b&gt;&amp;&quot;&#39;中  \t\n");
	struct out p_ = { { .mem = mem } }, *p = &p_;
	put_attr(p, "\" onload=\"x");
	is(p, "&quot; onload=&quot;x");
	put_attr(p, ((struct path){ STR("/a?b=1&c=2") }));
	is(p, "&quot; onload=&quot;x/a?b=1&amp;c=2");
}

static void what_is_unknown_is_nothing(void **state)
{
	OUT;
	put_text(o, (int64_t)INT_NONE);
	put_text(o, MONEY_NONE);
	put_text(o, DAY_NONE);
	put_text(o, STR_NONE);
	put_text(o, ((struct html){ STR_NONE }));
	put_attr(o, (const char *)NULL);
	put_url(o, STR_NONE);
	is(o, "");
	put_text(o, (int64_t)-5);
	put_text(o, (struct money){ 120050 });
	put_text(o, (struct day){ 17904 });
	put_text(o, ((struct html){ STR("<i>") }));
	is(o, "-51200.502019-01-08<i>");
}

static void every_byte_of_an_address(void **state)
{
	for (int c = 1; c < 256; c++) {
		OUT;
		char byte = (char)c, want[4];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("-_.~", c);
		put_url(o, ((struct str){ &byte, 1 }));
		snprintf(want, sizeof want, plain ? "%c" : "%%%02X", (unsigned char)c);
		is(o, want);
	}
}

static void addresses_are_ours(void **state)
{
	OUT;
	put_address(o, path_of(mem, "/aid/%S/%d?q=%s&p=%s", STR("../x"), (int64_t)7, "a b&c=d", "中"));
	is(o, "/aid/..%2Fx/7?q=a%20b%26c%3Dd&amp;p=%E4%B8%AD");
	struct path p = path_with(mem, path_of(mem, "/list"), "org", STR("沙&洲"));
	assert_true(str_is(p.text, "/list?org=%E6%B2%99%26%E6%B4%B2"));
	p = path_with(mem, p, "page", STR("2"));
	assert_true(str_is(p.text, "/list?org=%E6%B2%99%26%E6%B4%B2&page=2"));
	assert_true(str_is(path_of(mem, "/100%%").text, "/100%"));
}

static void sentences_take_their_values(void **state)
{
	OUT;
	struct out pieces_ = { { .mem = mem } }, *pieces = &pieces_;
	struct piece piece[2];
	piece[0].from = 0, put_text(pieces, STR("<a>{2}")), piece[0].to = pieces->to.n;
	piece[1].from = pieces->to.n, put_text(pieces, STR("二")), piece[1].to = pieces->to.n;
	out_message(o, "{2}<先>{1}后{1}{3}{x}{", pieces, piece, 2);
	is(o, "二&lt;先&gt;&lt;a&gt;{2}后&lt;a&gt;{2}{3}{x}{");
}

static void conditions(void **state)
{
	int some = 1;
	assert_true(is_true(STR("x")) && is_true("") && is_true((int64_t)1) && is_true(true) && is_true(&some));
	assert_false(is_true(STR("")) || is_true((const char *)NULL) || is_true((int64_t)0) || is_true((int64_t)INT_NONE) || is_true(false) || is_true((int *)NULL));
}

static int open_arena(void **state)
{
	mem = arena_open(0);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_escaped), cmocka_unit_test(what_is_unknown_is_nothing), cmocka_unit_test(every_byte_of_an_address),
		cmocka_unit_test(addresses_are_ours), cmocka_unit_test(sentences_take_their_values), cmocka_unit_test(conditions),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
