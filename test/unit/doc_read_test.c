/* Official documents from plain text: what is taken, word for word, and what is refused, with its line and its code. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/text.h"
#include "doc/doc.h"

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

#define HEAD "标志：江州市总工会文件\n字号：江工发〔2018〕41号\n标题：关于送温暖的通知\n主送：各县市区总工会:\n\n"

static struct doc *taken(void *mem, const char *text)
{
	struct doc *d = NULL;
	fault f = doc_read(mem, str_of(text), &d);

	if (f)
		fail_msg("%s: %s", f->code, f->say);
	return d;
}

static void refused(void *mem, const char *text, const char *code, const char *says)
{
	struct doc *d = NULL;
	fault f = doc_read(mem, str_of(text), &d);

	if (!f)
		fail_msg("taken: %s", text);
	assert_null(d);
	assert_int_equal(f->blame, BLAME_INPUT);
	assert_string_equal(f->code, code);
	if (!strstr(f->say, says))
		fail_msg("no %s in %s", says, f->say);
}

static const struct part *part_at(const struct doc *d, size_t i)
{
	const struct part *p = d->first;

	while (p && i--)
		p = p->next;
	assert_non_null(p);
	return p;
}

static void is(const struct doc *d, size_t i, enum block kind, int level, const char *first, const char *second)
{
	const struct part *p = part_at(d, i);
	const struct span *s = p->spans;

	assert_int_equal(p->kind, kind);
	assert_int_equal(p->level, level);
	if (!s || !str_is(s->text, first))
		fail_msg("%zu: %.*s, not %s", i, PSTR(s ? s->text : STR_NONE), first);
	if (second ? !s->next || !str_is(s->next->text, second) : s->next != NULL)
		fail_msg("%zu: behind %s stands %.*s", i, first, PSTR(s->next ? s->next->text : STR_NONE));
}

static void head(void **state)
{
	struct doc *d = taken(*state, "\xEF\xBB\xBF\r\n 标志：江州市总工会文件\r\n字号:江工发〔2018〕41号\r\n签发人：李\xE2\x80\x8B明\r\n标题：关于：送温暖的通知\r\n主送：各县市区总工会:\r\n\r\n　　正文。\r\n");

	is(d, 0, B_MARK, 0, "江州市总工会文件", NULL);
	is(d, 1, B_NUMBER, 0, "江工发〔2018〕41号", "签发人：李明");
	is(d, 2, B_TITLE, 0, "关于：送温暖的通知", NULL);
	is(d, 3, B_TO, 0, "各县市区总工会：", NULL);
	is(d, 4, B_PARA, 0, "正文。", NULL);
	assert_int_equal(d->form, FORM_RED_HEAD);
	assert_true(str_is(d->author, "江州市总工会") && str_is(d->subject, "江工发〔2018〕41号") && str_is(d->title, "关于：送温暖的通知"));
	assert_false(day_known(d->when));
}

static void urgent_and_joint(void **state)
{
	struct doc *d = taken(*state, "紧急程度：特急\n标志：江州市总工会 | 江州市教育局|文件\n字号：江工发〔2018〕41号\n标题：关于送温暖的通知\n\n正文。\n");

	is(d, 0, B_URGENT, 0, "特急", NULL);
	is(d, 1, B_MARK, 0, "江州市总工会", "江州市教育局");
	assert_true(str_is(part_at(d, 1)->spans->next->next->text, "文件") && str_is(d->author, "江州市总工会"));
	d = taken(*state, "标志：江州市总工会|江州市教育局文件\n字号：江工发〔2018〕41号\n标题：关于送温暖的通知\n\n正文。\n");
	is(d, 0, B_MARK, 0, "江州市总工会", "江州市教育局");
	assert_true(str_is(part_at(d, 0)->spans->next->next->text, "文件"));
	refused(*state, "紧急程度：很急\n" HEAD "正文。\n", "paper.urgent", "第1行");
	refused(*state, "标志：江州市总工会||文件\n字号：江工发〔2018〕41号\n标题：通知\n\n正文。\n", "paper.mark", "第1行");
}

static void all_that_is_wrong(void **state)
{
	static const struct { const char *code, *says; } wrong[] = {
		{ "paper.number", "第2行" }, { "paper.level", "第6行" }, { "paper.table", "第8行" }, { "paper.day", "第10行" },
	};
	struct doc *d = NULL;
	fault f = doc_read(*state, STR("标志：江州市总工会文件\n字号：江工发[2018]41号\n标题：关于送温暖的通知\n\n一、总体要求\n1. 越级\n| 甲 | 乙 |\n| 一 |\n署名：江州市总工会\n成文日期：昨天\n"), &d);
	size_t n = 0;

	for (; f; f = f->next, n++) {
		assert_true(n < COUNT(wrong));
		assert_string_equal(f->code, wrong[n].code);
		assert_non_null(strstr(f->say, wrong[n].says));
	}
	assert_int_equal(n, COUNT(wrong));
	assert_null(d);
}

static void half_width_marks_are_asked(void **state)
{
	struct doc *d = taken(*state, HEAD "各单位要认真,抓好落实。\n时间8:30。\n署名:江州市总工会\n成文日期:2018年9月17日\n");

	assert_non_null(d->doubts);
	assert_true(d->doubts->line == 6 && str_is(d->doubts->where, "位要认真,抓好落实") && !d->doubts->next);
	is(d, 4, B_PARA, 0, "各单位要认真,抓好落实。", NULL);
	assert_null(taken(*state, HEAD "正文，好。\n")->doubts);
}

static void bulletin(void **state)
{
	struct doc *d = taken(*state, "形式：简报\n标志：江州工会简报\n期号：第3期\n单位：江州市总工会办公室\n日期：2019-02-12\n标题：一月份工作\n\n正文。\n报：省总工会。\n送:市委办公室。\n发：各县市区总工会。\n印数：50份\n");

	assert_int_equal(d->form, FORM_BULLETIN);
	is(d, 1, B_NUMBER, 0, "第3期", NULL);
	is(d, 2, B_ISSUER, 0, "江州市总工会办公室", "2019年2月12日");
	is(d, 5, B_SEND, 0, "报：", "省总工会。");
	is(d, 6, B_SEND, 0, "送：", "市委办公室。");
	assert_int_equal(part_at(d, 8)->spans->text.n, 0);
	assert_true(str_is(part_at(d, 8)->spans->next->text, "（共印50份）"));
	assert_true(day_month(d->when) == 201902 && str_is(d->subject, "第3期"));
}

static void headings(void **state)
{
	struct doc *d = taken(*state, HEAD "前言。\n一、思想认识\n二、总体要求。各级工会要抓好。\n（一）预算管理\n（十二）收支。要严。再说。\n1. 范围\n2．票据。要齐。\n（1）有合同；\n（2）有名单\n"
		"2018年，收入1.5万元。\n（2018年9月17日通过）\n1.5万元以上的。\n12351热线。\n\\一、二线职工都有。\n\\\\ 反斜杠\n三、末一条：\n");

	is(d, 5, B_HEADING, 1, "一、思想认识", NULL);
	is(d, 6, B_PARA, 1, "二、总体要求。", "各级工会要抓好。");
	assert_true(part_at(d, 6)->spans->heading && !part_at(d, 6)->spans->next->heading);
	is(d, 7, B_HEADING, 2, "（一）预算管理", NULL);
	is(d, 8, B_PARA, 2, "（十二）收支。", "要严。再说。");
	is(d, 9, B_HEADING, 3, "1. 范围", NULL);
	is(d, 10, B_PARA, 0, "2．票据。要齐。", NULL);
	is(d, 11, B_PARA, 0, "（1）有合同；", NULL);
	is(d, 12, B_HEADING, 4, "（2）有名单", NULL);
	is(d, 13, B_PARA, 0, "2018年，收入1.5万元。", NULL);
	is(d, 14, B_PARA, 0, "（2018年9月17日通过）", NULL);
	is(d, 15, B_PARA, 0, "1.5万元以上的。", NULL);
	is(d, 17, B_PARA, 0, "一、二线职工都有。", NULL);
	is(d, 18, B_PARA, 0, "\\ 反斜杠", NULL);
	is(d, 19, B_PARA, 0, "三、末一条：", NULL);
}

static void tables(void **state)
{
	struct doc *d = taken(*state, HEAD "如下：\n| 项目 | 部门 |\n|:---|---:|\n| 经费 | |\n| --- | 财务部 |\n\n| 一格 |\n注：另报。\n");
	const struct part *t = part_at(d, 5), *r = t->rows;

	assert_int_equal(t->kind, B_TABLE);
	assert_true(r->head && str_is(r->cells->spans->text, "项目") && str_is(r->cells->next->spans->text, "部门"));
	r = r->next;
	assert_true(!r->head && str_is(r->cells->spans->text, "经费") && !r->cells->next->spans && !r->cells->next->next);
	assert_true(str_is(r->next->cells->spans->text, "---") && !r->next->next);
	assert_int_equal(part_at(d, 6)->kind, B_TABLE);
	is(d, 7, B_NOTE, 0, "注：另报。", NULL);
}

static void tail(void **state)
{
	struct doc *d = taken(*state, HEAD "正文。\n附件：1. 要点\n2. 报告表\n署名：江州市总工会\n成文日期：2018.9.17\n盖章：是\n附注：此件主动公开\n附件 1（横排）\n标题：要点\n1. 一项\n"
		"附件2\n标题：报告表\n| 项 |\n抄送：省总工会。\n印发: 江州市总工会办公室 | 2018年9月18日印发\n");

	is(d, 5, B_ATTACHED, 0, "附件：1. 要点", "2. 报告表");
	is(d, 6, B_SIGN, 1, "江州市总工会", "2018年9月17日");
	is(d, 7, B_REMARK, 0, "（此件主动公开）", NULL);
	is(d, 8, B_ANNEX, 1, "附件1", NULL);
	is(d, 9, B_TITLE, 0, "要点", NULL);
	is(d, 10, B_HEADING, 3, "1. 一项", NULL);
	is(d, 11, B_ANNEX, 0, "附件2", NULL);
	is(d, 14, B_SEND, 0, "抄送：", "省总工会。");
	is(d, 15, B_IMPRINT, 0, "江州市总工会办公室", "2018年9月18日印发");
	assert_true(day_month(d->when) == 201809 && str_is(d->author, "江州市总工会"));
	d = taken(*state, HEAD "正文。\n附件：要点\n附件\n标题：要点\n一项。\n");
	is(d, 5, B_ATTACHED, 0, "附件：要点", NULL);
	is(d, 6, B_ANNEX, 0, "附件", NULL);
}

static void refusals(void **state)
{
	static const struct { const char *text, *code, *says; } rows[] = {
		{ "", "paper.missing", "标志" },
		{ "标志：甲\n\n正文。", "paper.missing", "字号" },
		{ "标志：甲\n标志：乙\n", "paper.twice", "第2行" },
		{ "标志：甲\n颜色：红\n", "paper.element", "第2行的“颜色”" },
		{ "标志：甲\n关于送温暖的通知\n", "paper.element", "第2行" },
		{ "标志：甲\n标题：\n", "paper.missing", "第2行的“标题”" },
		{ "形式：报告\n标志：甲\n", "paper.form", "公文" },
		{ "形式：简报\n标志：甲\n字号：江工发〔2018〕41号\n", "paper.element", "第3行" },
		{ "标志：甲\n字号：江工发[2018]41号\n标题：乙\n\n正文。", "paper.number", "六角括号" },
		{ "标志：甲\n字号：江工发〔2018〕041号\n标题：乙\n\n正文。", "paper.number", "第2行" },
		{ "标志：甲\n字号：江工发〔2018〕第41号\n标题：乙\n\n正文。", "paper.number", "第2行" },
		{ "标志：甲\n字号：江工发〔218〕41号\n标题：乙\n\n正文。", "paper.number", "第2行" },
		{ "标志：甲\n字号：〕〔号\n标题：乙\n\n正文。", "paper.number", "第2行" },
		{ "形式：简报\n标志：甲\n期号：3\n单位：乙\n日期：2019-02-12\n标题：丙\n\n丁。", "paper.number", "第3期" },
		{ "形式：简报\n标志：甲\n单位：乙\n日期：2019-02-30\n标题：丙\n\n丁。", "paper.day", "2019-02-30" },
		{ HEAD, "paper.missing", "没有正文" },
		{ "标志：甲\n秘 密★1年\n", "paper.secret", "第2行" },
		{ "标志：甲\n密级：机密\n", "paper.secret", "涉密" },
		{ HEAD "绝密\n", "paper.secret", "第6行" },
		{ HEAD "一、甲\n1. 乙\n", "paper.level", "第7行" },
		{ HEAD "（一）甲\n", "paper.level", "第6行" },
		{ HEAD "一、甲\n(一)乙\n", "paper.bracket", "第7行" },
		{ HEAD "| 甲 | 乙 |\n| 丙 |\n", "paper.table", "第7行的表格有1格，表头是2格" },
		{ HEAD "|||||||||||||||||||||||\n", "paper.table", "22列" },
		{ HEAD "正文。\n附件：1. 甲\n3. 乙\n", "paper.attached", "第8行" },
		{ HEAD "正文。\n附件：甲\n2. 乙\n", "paper.attached", "第8行" },
		{ HEAD "正文。\n附件：1. 甲。\n", "paper.attached", "标点" },
		{ HEAD "正文。\n附件：1. 甲\n附件：2. 乙\n", "paper.twice", "第8行" },
		{ HEAD "正文。\n附件1\n标题：甲\n", "paper.attached", "附件说明" },
		{ HEAD "正文。\n附件：1. 甲\n2. 乙\n附件2\n标题：乙\n", "paper.attached", "应是附件1" },
		{ HEAD "正文。\n附件：甲\n附件\n正文。\n", "paper.missing", "标题" },
		{ HEAD "正文。\n附件：甲\n附件\n", "paper.missing", "标题" },
		{ HEAD "正文。\n标题：甲\n", "paper.order", "第7行" },
		{ HEAD "正文。\n署名：甲\n", "paper.missing", "成文日期" },
		{ HEAD "正文。\n成文日期：明天\n", "paper.day", "明天" },
		{ HEAD "正文。\n署名：甲\n成文日期：2018-9-17\n正文。\n", "paper.order", "第9行" },
		{ HEAD "正文。\n署名：甲\n成文日期：2018-9-17\n| 甲 |\n", "paper.order", "第9行" },
		{ HEAD "正文。\n成文日期：2018-9-17\n署名：甲\n", "paper.order", "第8行" },
		{ HEAD "正文。\n盖章：是\n", "paper.order", "署名" },
		{ HEAD "正文。\n抄送：甲。\n附注：乙\n", "paper.order", "第8行的“附注”" },
		{ HEAD "正文。\n印发：甲\n", "paper.day", "印发" },
		{ HEAD "正文。\n印发：甲 | 2018-9-18\n印数：5\n", "paper.twice", "第8行" },
		{ HEAD "正文。\n印数：许多\n", "paper.number", "印数" },
		{ HEAD "正\xE2\x80\xAE文。\n", "paper.invisible", "U+202E" },
		{ HEAD "正\x07文。\n", "paper.invisible", "第6行" },
		{ HEAD "正\xC4\xE3文。\n", "paper.encoding", "UTF-8" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		refused(*state, rows[i].text, rows[i].code, rows[i].says);
	struct doc *d = NULL;
	char *large = arena_get(*state, 1000001);
	memset(large, 'a', 1000001);
	assert_string_equal(doc_read(*state, (struct str){ large, 1000001 }, &d)->code, "paper.size");
	taken(*state, HEAD "秘密工作由专人负责。\n");          /* the word in a sentence is no mark */
}

/* The sample notice is taken whole, and none of its words gets lost on the way. */
static void sample(void **state)
{
	const char *root = getenv("NUAN_ROOT");
	char *text = arena_get(*state, 100000);
	struct doc *d;
	struct buf out = { .mem = *state };
	int file = open(str_c(*state, str_fmt(*state, "%s/examples/公文/江工办发〔2018〕16号.txt", root ? root : ".")), O_RDONLY);

	if (file < 0)
		skip();
	assert_true(read(file, text, 99999) > 5000);
	close(file);
	d = taken(*state, text);
	doc_text(d, &out);
	assert_true(str_is(d->subject, "江工办发〔2018〕16号") && day_month(d->when) == 201809);
	for (struct str rest = str_of(text); rest.p;) {
		struct str line = str_trim(str_cut(&rest, '\n')), word = str_sub(line, line.n > 24 ? line.n - 24 : 0, 24);
		while (word.n && ((unsigned char)word.p[0] & 0xC0) == 0x80)
			word = str_sub(word, 1, word.n);
		if (line.n > 64 && line.p[0] != '|' && str_find(buf_str(&out), word) == SIZE_MAX)
			fail_msg("lost: %.*s", PSTR(line));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(head, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(urgent_and_joint, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(all_that_is_wrong, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(half_width_marks_are_asked, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(bulletin, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(headings, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(tables, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(tail, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(refusals, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(sample, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
