/* What changed between two texts, sentence by sentence; held against a slow and simple longest common run. */
#include "test/harness.h"
#include "report/checklist.h"

/* "甲|第一句。第二句。" a passage each; a heading before |. */
static struct doc *paper(struct arena *mem, const char *text)
{
	struct doc *doc = doc_new(mem, STR("月报"));
	doc_text_span(doc, doc_add(doc, B_TITLE), STR("一月工作完成情况"));
	for (struct str rest = str_of(text); rest.n;) {
		struct str body = str_cut(&rest, '\n'), heading = str_cut(&body, '|');
		struct part *para = doc_add(doc, B_PARA);
		para->id = str_starts(heading, STR("#")) ? str_cut(&heading, ' ') : STR_NONE;
		if (body.p)
			doc_heading_span(doc, para, heading);
		doc_text_span(doc, para, body.p ? body : heading);
	}
	doc_text_span(doc, doc_add(doc, B_FOOT), str_of(text));
	return doc;
}

static struct str moved(struct arena *mem, const char *was, const char *now)
{
	struct buf out = { .mem = mem };
	struct sentence_moved *list;
	size_t n;
	sentences_moved(mem, paper(mem, was), paper(mem, now), &list, &n);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&out, "%.*s：%.*s→%.*s\n", PSTR(list[i].place), PSTR(list[i].was), PSTR(list[i].now));
	return out.n ? buf_str(&out) : STR("");
}

#define moves(was, now, want) assert_text(moved(mem, (was), (now)), (want))

static void sentences(void **state)
{
	struct arena *mem = arena_open(0);
	moves("一、甲。|先做这件事。再做那件事；最后总结。", "一、甲。|先做这件事。再做那件事；最后总结。", "");
	moves("一、甲。|先做这件事。共收到15件；最后总结。", "一、甲。|先做这件事。共收到16件；最后总结。", "一、甲：共收到15件；→共收到16件；\n");
	moves("一、甲。|先做这件事。最后总结。", "一、甲。|先做这件事。召开会议！最后总结。", "一、甲：→召开会议！\n");
	moves("一、甲。|先做这件事。召开会议？最后总结。", "一、甲。|先做这件事。最后总结。", "一、甲：召开会议？→\n");
	moves("一、甲。|他说：“好。”大家同意。", "一、甲。|大家同意。", "一、甲：他说：“好。”→\n");
	moves("一、甲。|先做这件事。\n再做那件事。", "一、甲。|先做这件事。再做那件事。", "");       /* a paragraph is no sentence */
	arena_close(mem);
}

static void passages(void **state)
{
	struct arena *mem = arena_open(0);
	moves("一、甲。|做完了。\n二、乙。|做好了。", "一、丙。|新的事。\n二、甲。|做完了。\n三、乙。|做好了。", "一、丙：→一、丙\n一、丙：→新的事。\n");
	moves("一、甲。|做完了。\n二、乙。|做好了。", "一、乙。|做好了。", "一、甲：一、甲→\n一、甲：做完了。→\n");
	moves("一、甲。|做完了。\n二、乙。|做好了。", "一、乙。|做好了。\n二、甲。|做完了。", "");
	moves("#1 一、甲。|做完了。", "#1 一、另一个标题。|做完了。", "一、另一个标题：一、甲→一、另一个标题\n");
	moves("", "一、甲。|做完了。", "一、甲：→一、甲\n一、甲：→做完了。\n");
	moves("", "", "");
	arena_close(mem);
}

static uint32_t seed = 7;

static uint32_t dice(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* Single letters as sentences: as many are left unmoved as the longest common run has, and what is told makes one of the other. */
static void longest(void **state)
{
	for (int turn = 0; turn < 400; turn++) {
		struct arena *mem = arena_open(0);
		int n = (int)dice(14), m = (int)dice(14), best[16][16] = { 0 };
		uint32_t a[16], b[16];
		struct buf was = { .mem = mem }, now = { .mem = mem };
		struct sentence_moved *list;
		size_t n_moved, gone = 0, new = 0;
		buf_puts(&was, "一、甲。|"), buf_puts(&now, "一、甲。|");
		for (int i = 0; i < n; i++)
			buf_fmt(&was, "%c。", (int)('a' + (a[i] = dice(4))));
		for (int j = 0; j < m; j++)
			buf_fmt(&now, "%c。", (int)('a' + (b[j] = dice(4))));
		for (int i = 1; i <= n; i++)
			for (int j = 1; j <= m; j++)
				best[i][j] = a[i - 1] == b[j - 1] ? best[i - 1][j - 1] + 1 : best[i - 1][j] > best[i][j - 1] ? best[i - 1][j] : best[i][j - 1];
		sentences_moved(mem, paper(mem, str_c(mem, buf_str(&was))), paper(mem, str_c(mem, buf_str(&now))), &list, &n_moved);
		for (size_t i = 0; i < n_moved; i++) {
			gone += list[i].was.n > 0;
			new += list[i].now.n > 0;
		}
		assert_int_equal(gone, n - best[n][m]);
		assert_int_equal(new, m - best[n][m]);
		arena_close(mem);
	}
}

/* Ten thousand sentences with nothing in common end in time; the equal ends are found even so. */
static void long_texts(void **state)
{
	struct arena *mem = arena_open(0);
	struct buf was = { .mem = mem }, now = { .mem = mem };
	struct sentence_moved *list;
	size_t n;
	buf_puts(&was, "一、甲。|开头。"), buf_puts(&now, "一、甲。|开头。");
	for (int i = 0; i < 10000; i++) {
		buf_fmt(&was, "%d。", i);
		buf_fmt(&now, "%d。", i + 20000);
	}
	buf_puts(&was, "结尾。"), buf_puts(&now, "结尾。");
	sentences_moved(mem, paper(mem, str_c(mem, buf_str(&was))), paper(mem, str_c(mem, buf_str(&now))), &list, &n);
	assert_true(n >= 10000 && n <= 20000);
	arena_close(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sentences), cmocka_unit_test(passages), cmocka_unit_test(longest), cmocka_unit_test(long_texts) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
