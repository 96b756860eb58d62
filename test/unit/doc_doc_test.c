/* Documents: the same list as text and as a page; what is text stays text. */
#include "doc_fixture.h"
#include "doc/doc.h"

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

static struct number number_of(const char *shown, const char *indicator, const char *value, const char *org)
{
	return (struct number){ str_of(shown), str_of(indicator), str_of(value), STR("人"), STR("2019年1月"), str_of(org),
		STR("value") };
}

static void words(struct doc *d, enum block kind, const char *text)
{
	doc_text_span(d, doc_add(d, kind), str_of(text));
}

static struct doc *sample(void *mem)
{
	static const struct { const char *unit, *value; } rows[] = { { "沙洲区", "236" }, { "江岭县", "9" } };
	struct doc *d = doc_new(mem, STR("2019年1月工作完成情况"));
	struct part *p = doc_add(d, B_ISSUER);
	doc_text_span(d, p, STR("江州市总工会办公室"));
	doc_text_span(d, p, STR("2019年2月12日"));
	words(d, B_TITLE, "2019年1月工作完成情况");
	p = doc_add(d, B_PARA);
	doc_heading_span(d, p, STR("一、送温暖活动扎实开展。"));
	doc_text_span(d, p, STR("慰问困难职工"));
	doc_number_span(d, p, number_of("1796人", "aid.visited_hardship", "1796", "江州市总工会"));
	doc_text_span(d, p, STR("。\n二"));
	p = doc_add(d, B_TABLE);
	struct part *r = doc_row(d, p, true);
	doc_text_span(d, doc_cell(d, r), STR("单位"));
	doc_text_span(d, doc_cell(d, r), STR("人"));
	for (size_t i = 0; i < COUNT(rows); i++) {
		r = doc_row(d, p, false);
		doc_text_span(d, doc_cell(d, r), str_of(rows[i].unit));
		doc_number_span(d, doc_cell(d, r), number_of(rows[i].value, "aid.visited_hardship", rows[i].value, rows[i].unit));
	}
	words(d, B_NOTE, "洪波市未报。");
	words(d, B_SEND, "报：省总工会。");
	words(d, B_SEND, "发：各县市区总工会。");
	doc_evidence(d, number_of("1796人", "aid.visited_hardship", "1796", "江州市总工会"), STR("慰问困难职工"),
		STR("同一身份证号只计一次。"));
	return d;
}

static void as_text(void **state)
{
	struct buf b = { .mem = *state };
	doc_text(sample(*state), &b);
	assert_string_equal(str_c(*state, buf_str(&b)),
		"江州市总工会办公室　2019年2月12日\n"
		"2019年1月工作完成情况\n"
		"　　一、送温暖活动扎实开展。慰问困难职工1796人。 二\n"
		"单位     人\n"
		"------  ---\n"
		"沙洲区  236\n"
		"江岭县    9\n"
		"　　洪波市未报。\n"
		"报：省总工会。\n"
		"发：各县市区总工会。\n");
}

static size_t count(struct str in, const char *what)
{
	size_t n = 0;
	for (size_t at; (at = str_find(in, str_of(what))) != SIZE_MAX; n++)
		in = str_sub(in, at + 1, in.n);
	return n;
}

static void has(struct str page, const char *what)
{
	if (!count(page, what))
		fail_msg("no %s in\n%.*s", what, PSTR(page));
}

static void as_page(void **state)
{
	struct buf b = { .mem = *state }, again = { .mem = *state };
	doc_html(sample(*state), &b);
	doc_html(sample(*state), &again);
	struct str page = buf_str(&b);
	assert_true(str_eq(page, buf_str(&again)));                  /* same document, same bytes */
	assert_true(text_valid(page));
	has(page, "<html lang=\"zh-CN\">");
	has(page, "<title>2019年1月工作完成情况</title>");
	has(page, "<p class=\"red-name\">江州市总工会办公室</p>");
	has(page, "<b class=\"hei\">一、送温暖活动扎实开展。</b>");
	has(page,
		"<a class=\"num\" href=\"#aid.visited_hardship\" id=\"in-aid.visited_hardship\""
		" data-indicator=\"aid.visited_hardship\" data-value=\"1796\""
		" data-unit=\"人\" data-span=\"2019年1月\" data-org=\"江州市总工会\" data-status=\"value\">1796人</a>");
	has(page, "id=\"aid.visited_hardship\"");
	has(page, "href=\"#aid.visited_hardship-2\"");                /* the same indicator of a county has its own entry */
	has(page, "id=\"aid.visited_hardship-3\"");
	has(page, "href=\"#in-aid.visited_hardship-3\"");
	has(page, "同一身份证号只计一次。");
	has(page, "<td class=\"n\">");
	assert_int_equal(count(page, "<div class=\"dist\">"), 1);
	assert_int_equal(count(page, "<script"), 0);
	assert_int_equal(count(page, "http:") + count(page, "https:") + count(page, "url("), 0);
}

static void escaped(void **state)
{
	static const char bad[] = "<script>alert('x')</script>&amp;\"\xFF\x01";
	struct doc *d = doc_new(*state, str_of(bad));
	struct buf b = { .mem = *state };
	struct number n = { str_of(bad), str_of(bad), str_of(bad), str_of(bad), str_of(bad), str_of(bad), str_of(bad) };
	for (int kind = B_ISSUER; kind <= B_SEND; kind++) {
		struct part *p = doc_add(d, (enum block)kind);
		p->id = str_of(bad);
		struct part *into = kind == B_TABLE ? doc_cell(d, doc_row(d, p, false)) : p;
		doc_text_span(d, into, str_of(bad));
		doc_heading_span(d, into, str_of(bad));
		doc_number_span(d, into, n);
	}
	doc_evidence(d, n, str_of(bad), str_of(bad));
	doc_html(d, &b);
	struct str page = buf_str(&b);
	assert_int_equal(count(page, "<script"), 0);
	assert_int_equal(count(page, "alert('"), 0);
	assert_true(text_valid(page));
	has(page, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;&quot;\xEF\xBF\xBD");
	has(page, "href=\"#%3Cscript%3E");
}

static void nothing(void **state)
{
	struct doc *d = doc_new(*state, STR_NONE);
	struct buf text = { .mem = *state }, page = { .mem = *state };
	doc_add(d, B_ISSUER);
	doc_row(d, doc_add(d, B_TABLE), true);
	doc_add(d, B_TABLE);
	doc_number_span(d, doc_add(d, B_PARA), (struct number){ .shown = STR("12人") });       /* of no indicator: a plain number */
	doc_text(d, &text);
	doc_html(d, &page);
	has(buf_str(&page), "<span class=\"num\"");
	assert_int_equal(count(buf_str(&page), "class=\"evidence\""), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(as_text, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(as_page, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(escaped, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(nothing, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
