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
	for (int kind = B_ISSUER; kind <= B_FOOT; kind++) {
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

/* A red-head document with everything that the standard knows. */
static struct doc *notice(void *mem)
{
	struct doc *d = doc_new(mem, STR("关于经费管理的意见"));
	d->form = FORM_RED_HEAD;
	words(d, B_MARK, "江州市总工会文件");
	struct part *p = doc_add(d, B_NUMBER);
	doc_text_span(d, p, STR("江工发〔2018〕16号"));
	doc_text_span(d, p, STR("签发人：李明"));
	words(d, B_TITLE, "关于经费管理的意见");
	words(d, B_TO, "各县市区总工会：");
	words(d, B_HEADING, "一、总体要求");
	p = doc_add(d, B_PARA);
	p->level = 2;
	doc_heading_span(d, p, STR("（一）严格预算。"));
	doc_text_span(d, p, STR("先批后支。"));
	p = doc_add(d, B_HEADING);
	p->level = 3;
	doc_text_span(d, p, STR("1. 检查范围"));
	p = doc_add(d, B_ATTACHED);
	doc_text_span(d, p, STR("附件：1. 要点"));
	doc_text_span(d, p, STR("2. 报告表"));
	p = doc_add(d, B_SIGN);
	p->level = 1;
	doc_text_span(d, p, STR("江州市总工会"));
	doc_text_span(d, p, STR("2018年9月17日"));
	words(d, B_REMARK, "（此件主动公开）");
	words(d, B_ANNEX, "附件1");
	words(d, B_TITLE, "要点");
	p = doc_add(d, B_SEND);
	doc_text_span(d, p, STR("抄送："));
	doc_text_span(d, p, STR("省总工会。"));
	p = doc_add(d, B_IMPRINT);
	doc_text_span(d, p, STR("江州市总工会办公室"));
	doc_text_span(d, p, STR("2018年9月18日印发"));
	p = doc_add(d, B_FOOT);
	doc_text_span(d, p, STR("摘要 3f9a"));
	doc_text_span(d, p, STR("验证 nuan verify"));
	return d;
}

static void notice_as_text(void **state)
{
	struct buf b = { .mem = *state };
	doc_text(notice(*state), &b);
	assert_string_equal(str_c(*state, buf_str(&b)),
		"江州市总工会文件\n"
		"江工发〔2018〕16号　签发人：李明\n"
		"关于经费管理的意见\n"
		"各县市区总工会：\n"
		"　　一、总体要求\n"
		"　　（一）严格预算。先批后支。\n"
		"　　1. 检查范围\n"
		"　　附件：1. 要点\n"
		"　　　　　2. 报告表\n"
		"江州市总工会\n"
		"2018年9月17日\n"
		"　　（此件主动公开）\n"
		"附件1\n"
		"要点\n"
		"抄送：省总工会。\n"
		"江州市总工会办公室　2018年9月18日印发\n"
		"摘要 3f9a\n"
		"验证 nuan verify\n");
}

/* What a reader of the page sees between <body> and its end, blanks dropped. */
static struct str seen(void *mem, struct str page)
{
	struct buf b = { .mem = mem };
	struct str rest = str_sub(page, str_find(page, STR("<body>")), page.n);
	while (rest.n) {
		struct str text = str_cut(&rest, '<');
		for (size_t i = 0; i < text.n; i++)
			if (text.p[i] != ' ' && text.p[i] != '\n')
				buf_c(&b, text.p[i]);
		str_cut(&rest, '>');
	}
	return buf_str(&b);
}

static void notice_as_page(void **state)
{
	struct buf b = { .mem = *state }, text = { .mem = *state }, bare = { .mem = *state };
	doc_html(notice(*state), &b);
	doc_text(notice(*state), &text);
	struct str page = buf_str(&b), rest = buf_str(&text);
	has(page, "<header class=\"red-head\">\n<p class=\"red-name\">江州市总工会文件</p>");
	has(page, "<p class=\"red-number two\"><span>江工发〔2018〕16号</span>\n<span class=\"last\">签发人：李明</span></p>\n</header>");
	has(page, "<h2 class=\"hei\">一、总体要求</h2>");
	has(page, "<p><b class=\"kai\">（一）严格预算。</b>先批后支。</p>");
	has(page, "<h3 class=\"fang\">1. 检查范围</h3>");
	has(page, "<p class=\"sign sealed\">");
	has(page, "<p class=\"annex hei\">附件1</p>\n<h2 class=\"doc-title\">要点</h2>");
	has(page, "<p class=\"send long\">抄送：省总工会。</p>");
	assert_int_equal(count(page, "<h1"), 1);
	assert_int_equal(count(page, "<div class=\"dist\">"), 1);
	for (uint32_t c; rest.n;) {
		struct str from = rest;
		if ((c = text_next(&rest)) != 0x3000 && c != ' ' && c != '\n')
			buf_add(&bare, str_sub(from, 0, from.n - rest.n));
	}
	assert_string_equal(str_c(*state, seen(*state, page)), str_c(*state, buf_str(&bare)));       /* the same words in the same order */
}

/* With a name over it, a bulletin's issuer is no longer the red line; a left place may stay empty. */
static void bulletin(void **state)
{
	struct doc *d = doc_new(*state, STR("简报"));
	struct buf page = { .mem = *state }, text = { .mem = *state };
	words(d, B_MARK, "江州工会简报");
	words(d, B_NUMBER, "第3期");
	struct part *p = doc_add(d, B_ISSUER);
	doc_text_span(d, p, STR("江州市总工会办公室"));
	doc_text_span(d, p, STR("2019年2月12日"));
	p = doc_add(d, B_IMPRINT);
	*p->tail = arena_get(*state, sizeof(struct span));
	p->tail = &(*p->tail)->next;
	doc_text_span(d, p, STR("（共印50份）"));
	doc_html(d, &page);
	doc_text(d, &text);
	assert_int_equal(count(buf_str(&page), "class=\"red-name\""), 1);
	has(buf_str(&page), "<p class=\"red-sub\"><span>江州市总工会办公室</span>\n<span class=\"last\">2019年2月12日</span></p>");
	has(buf_str(&text), "\n（共印50份）\n");
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
		cmocka_unit_test_setup_teardown(notice_as_text, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(notice_as_page, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(bulletin, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(escaped, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(nothing, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
