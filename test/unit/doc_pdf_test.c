/* PDF: what stands in the file, byte by byte. Papers are put together by hand here, so that each test shows what is drawn; one is laid out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <harfbuzz/hb.h>
#include "base/text.h"
#include "doc/paper.h"

static int open_arena(void **state) { *state = arena_open(0); return 0; }
static int close_arena(void **state) { arena_close(*state); return 0; }

/* --- a paper by hand: a list of runs, each on a sheet, with its block --- */

struct words { uint32_t sheet, block; enum role role; const char *text; };

static const struct node blocks[] = {
	{ TAG_NONE, 0 }, { TAG_DOCUMENT, 0 }, { TAG_TITLE, 1 }, { TAG_H1, 1 }, { TAG_P, 1 },
	{ TAG_TABLE, 1 }, { TAG_ROW, 5 }, { TAG_HEAD, 6 }, { TAG_HEAD, 6 }, { TAG_ROW, 5 }, { TAG_CELL, 9 }, { TAG_CELL, 9 }, { TAG_P, 1 },
};
/* The paragraph goes on over the page's end, with the page number between its halves; one cell is empty, and the last. */
static const struct words bulletin[] = {
	{ 0, 2,  ROLE_TITLE, "工作简报" },
	{ 0, 3,  ROLE_HEI,   "一、送温暖活动" },
	{ 0, 4,  ROLE_FANG,  "慰问困难职工1796人〔2019〕" },
	{ 0, 4,  ROLE_FANG,  "增长8.6%，“暖心”——……" },
	{ 0, 0,  ROLE_FOLIO, "— 1 —" },
	{ 1, 4,  ROLE_FANG,  "江颖、朱、田" },
	{ 1, 4,  ROLE_RARE,  "喆镕㛃𠮷" },
	{ 1, 7,  ROLE_HEI,   "单位" },
	{ 1, 8,  ROLE_HEI,   "人数" },
	{ 1, 11, ROLE_FANG,  "236" },
	{ 1, 0,  ROLE_FOLIO, "— 2 —" },
};

static void run_put(struct arena *mem, const struct paper *p, const struct words *w, um y, struct run *ret)
{
	struct str text = str_of(w->text);
	struct glyph *glyphs = arena_get(mem, text_length(text) * sizeof(*glyphs));
	size_t n = 0;

	for (um x = 28000; text.n; x += glyphs[n++].advance) {
		uint32_t code = text_next(&text);
		glyphs[n] = (struct glyph){ code, face_has(&p->faces[w->role], code) ? code : 0x3013, x, code < 0x80 ? 2786 : 5571 };
	}
	*ret = (struct run){ &p->faces[w->role], 28000, y, 5644, w->role == ROLE_TITLE ? 860 : 1000, w->role == ROLE_TITLE ? 0xE60012 : 0, w->block, n, glyphs };
}

static struct paper paper_of(struct arena *mem, const struct words *words, size_t n_words, size_t n_sheets)
{
	static struct rule red = { 28000, 100000, 184000, 100000, 350, 0xE60012 };
	struct paper p = { .mem = mem, .title = STR("工作简报（第1期）"), .author = STR("江州市总工会"), .subject = STR("第1期"), .lang = STR("zh-CN"),
		.blocks = (struct node *)(uintptr_t)blocks, .n_blocks = COUNT(blocks), .n_sheets = n_sheets };

	assert_true(day_make(2019, 2, 12, &p.when));
	assert_null(paper_faces(mem, &p.faces, &p.n_faces));
	p.sheets = arena_get(mem, n_sheets * sizeof(*p.sheets));
	for (uint32_t i = 0; i < n_sheets; i++) {
		struct sheet *s = &p.sheets[i];
		*s = (struct sheet){ 210000, 297000, arena_get(mem, n_words * sizeof(*s->runs)), &red, 0, 1 };
		for (size_t j = 0; j < n_words; j++)
			if (words[j].sheet == i)
				run_put(mem, &p, &words[j], 40000 + (um)s->n_runs * 10390, &s->runs[s->n_runs]), s->n_runs++;
	}
	return p;
}

static struct str pdf_of(struct arena *mem, struct paper *p)
{
	struct buf b = { .mem = mem };
	fault f = paper_subset(p);

	assert_null(f);
	f = paper_pdf(p, &b);
	assert_null(f);
	return buf_str(&b);
}

static size_t count(struct str in, const char *what)
{
	size_t n = 0, at;

	for (; (at = str_find(in, str_of(what))) != SIZE_MAX; n++)
		in = str_sub(in, at + strlen(what), SIZE_MAX);
	return n;
}

static void has(struct str in, const char *what)
{
	if (str_find(in, str_of(what)) == SIZE_MAX)
		fail_msg("not in the file: %s", what);
}

/* --- tests --- */

static void whole_file(void **state)
{
	struct paper p = paper_of(*state, bulletin, COUNT(bulletin), 2);
	struct bookmark marks[] = { { STR("一、甲"), 0, 1, 50000 }, { STR("（一）乙"), 0, 2, 60000 }, { STR("二、丙"), 1, 1, 34580 } };
	p.marks = marks, p.n_marks = COUNT(marks);
	struct str bytes = pdf_of(*state, &p);

	assert_true(str_starts(bytes, STR("%PDF-1.")) && str_ends(bytes, STR("%%EOF\n")));
	assert_int_equal(count(bytes, "/Type /Page %"), 2);
	assert_int_equal(count(bytes, "/MediaBox [ 0 0 595.275"), 2);
	has(bytes, "/CreationDate (20190212120000+08'00)");                    /* Cairo 1.16 leaves the D: out */
	has(bytes, "/Author <FEFF6C5F5DDE5E02603B5DE54F1A>");
	has(bytes, "/Title <FEFF5DE54F5C7B8062A5FF087B2C0031671FFF09>");
	has(bytes, "/Marked true");
	has(bytes, "<FEFF4E0030017532>");                              /* 一、甲 */
	assert_int_equal(count(bytes, "/FontFile"), 5);                 /* 小标宋 黑体 仿宋 宋体 and the rare ones */
	assert_int_equal(count(bytes, "/ToUnicode"), 5);
	assert_true(bytes.n < 60000);
}

static void tags(void **state)
{
	static const struct { const char *tag; size_t n; } wanted[] = {
		{ "/S /Document", 1 }, { "/S /H1", 1 }, { "/S /H2", 1 }, { "/S /P", 1 }, { "/S /Span", 2 }, { "/S /Table", 1 }, { "/S /TR", 2 },
		{ "/S /TH", 2 }, { "/S /TD", 2 },
	};
	struct paper p = paper_of(*state, bulletin, COUNT(bulletin), 2);
	struct str bytes = pdf_of(*state, &p);

	for (size_t i = 0; i < COUNT(wanted); i++) {
		struct str with_end = str_fmt(*state, "%s\n", wanted[i].tag);
		if (count(bytes, with_end.p) != wanted[i].n)
			fail_msg("%s stands %zu times", wanted[i].tag, count(bytes, with_end.p));
	}
}

/* A block that comes back after it was closed is opened again, and all is closed in the end: Cairo refuses what is not. */
static void tags_out_of_order(void **state)
{
	static const struct words words[] = {
		{ 0, 12, ROLE_FANG, "末" }, { 0, 4, ROLE_FANG, "甲" }, { 0, 0, ROLE_FANG, "无" }, { 0, 4, ROLE_FANG, "乙" }, { 1, 11, ROLE_FANG, "丙" },
		{ 2, 9, ROLE_FANG, "行" }, { 2, 10, ROLE_FANG, "丁" }, { 2, 9, ROLE_FANG, "再" }, { 2, 1, ROLE_FANG, "外" }, { 2, 12, ROLE_FANG, "末" },
	};
	struct paper p = paper_of(*state, words, COUNT(words), 3);
	struct str bytes = pdf_of(*state, &p);

	assert_int_equal(count(bytes, "/Type /Page %"), 3);
	assert_int_equal(count(bytes, "/S /Document\n"), 1);
}

static void same_bytes(void **state)
{
	struct arena *other = arena_open(0);
	struct paper p = paper_of(*state, bulletin, COUNT(bulletin), 2), q = paper_of(other, bulletin, COUNT(bulletin), 2);

	setenv("TZ", "America/New_York", 1);
	struct str first = pdf_of(*state, &p);
	setenv("TZ", "Asia/Shanghai", 1);
	struct str second = pdf_of(other, &q);
	unsetenv("TZ");
	assert_true(str_eq(first, second));
	p.when = DAY_NONE;
	assert_int_equal(count(pdf_of(*state, &p), "/CreationDate"), 0);
	arena_close(other);
}

/* --- a document of every element, laid out --- */

static void words_add(struct doc *d, enum block kind, int level, const char *text)        /* spans are parted by | */
{
	struct part *p = doc_add(d, kind);
	struct str rest = str_of(text);

	p->level = level;
	while (rest.p)
		doc_text_span(d, p, str_cut(&rest, '|'));
}

static void table_add(struct doc *d, size_t rows)
{
	struct part *table = doc_add(d, B_TABLE);

	for (size_t i = 0; i < rows; i++) {
		struct part *row = doc_row(d, table, i == 0);
		for (size_t j = 0; j < 4; j++) {
			struct part *cell = doc_cell(d, row);
			if (i != 1 || j != 2)
				doc_text_span(d, cell, i ? str_fmt(d->mem, "第%zu项", 4 * i + j) : str_fmt(d->mem, "第%zu列", j));
		}
	}
}

static struct doc *notice(struct arena *mem)
{
	static const struct { enum block kind; int level; const char *text; } body[] = {
		{ B_MARK, 0, "江州市总工会文件" }, { B_NUMBER, 0, "江工发〔2019〕1号|签发人：江颖喆" }, { B_TITLE, 0, "江州市总工会关于开展送温暖活动的通知" },
		{ B_TO, 0, "各县市区总工会：" }, { B_HEADING, 1, "一、总体要求" }, { B_PARA, 0, "认真走访，慰问困难职工1796人，增长8.6%。" },
		{ B_HEADING, 2, "（一）范围" }, { B_PARA, 0, "江颖喆、朱镕㛃、𠮷田等人。" }, { B_TABLE, 30, NULL }, { B_NOTE, 0, "洪波市未报。" },
		{ B_ATTACHED, 0, "附件：1. 名册|2. 办法" }, { B_SIGN, 0, "江州市总工会|2019年2月12日" }, { B_REMARK, 0, "（此件公开发布）" },
		{ B_ANNEX, 1, "附件1" }, { B_TITLE, 0, "名册" }, { B_TABLE, 3, NULL }, { B_SEND, 0, "抄送：|省总工会。" },
		{ B_IMPRINT, 0, "江州市总工会办公室|2019年2月12日印发" }, { B_FOOT, 0, "校验码 0123" },
	};
	struct doc *d = doc_new(mem, STR("关于开展送温暖活动的通知"));

	d->form = FORM_RED_HEAD;
	assert_true(day_make(2019, 2, 12, &d->when));
	for (size_t i = 0; i < COUNT(body); i++)
		if (body[i].kind == B_TABLE)
			table_add(d, (size_t)body[i].level);
		else
			words_add(d, body[i].kind, body[i].level, body[i].text);
	return d;
}

static void every_element(void **state)
{
	struct arena *other = arena_open(0);
	struct paper p, q;

	assert_null(paper_lay(*state, notice(*state), &p));
	assert_null(paper_lay(other, notice(other), &q));
	struct str bytes = pdf_of(*state, &p);
	assert_true(str_eq(bytes, pdf_of(other, &q)));
	assert_true(p.n_sheets >= 4);
	assert_int_equal(count(bytes, "/Type /Page %"), p.n_sheets);
	assert_true(count(bytes, "/MediaBox [ 0 0 841.88") >= 1);        /* the annex lies */
	assert_int_equal(count(bytes, "/S /Table\n"), 2);
	assert_int_equal(count(bytes, "/S /TR\n"), 33);                  /* a head that is repeated is no row */
	assert_int_equal(count(bytes, "/S /TH\n"), 8);
	assert_int_equal(count(bytes, "/S /TD\n"), 124);
	assert_int_equal(count(bytes, "/S /H2\n"), 1);
	assert_int_equal(count(bytes, "/S /H3\n"), 1);
	arena_close(other);
}

/* What Cairo would refuse inside a text is drawn as what it is and copied as U+FFFD. */
static void odd_text(void **state)
{
	static const struct words words[] = { { 0, 4, ROLE_FANG, "甲\xEF\xBF\xBE" "乙\xEF\xB7\x90\x01" "丙" } };
	struct paper p = paper_of(*state, words, COUNT(words), 1);
	p.title = STR("名\xEF\xBF\xBE\xFF");
	p.author = STR_NONE;
	has(pdf_of(*state, &p), "/Title <FEFF540DFFFDFFFD>");
}

static void small_fonts(void **state)
{
	struct paper p = paper_of(*state, bulletin, COUNT(bulletin), 2);
	hb_codepoint_t glyph;

	assert_null(paper_subset(&p));
	const struct face *fang = &p.faces[ROLE_FANG];
	assert_non_null(fang->small);
	assert_true(fang->subset.n > 1000 && fang->subset.n < 40000);
	assert_false(hb_font_get_nominal_glyph(fang->small, 0x515A, &glyph));                 /* 党 is not drawn */
	assert_true(hb_font_get_nominal_glyph(fang->small, 0x804C, &glyph) && glyph < 40);    /* 职 */
	assert_int_equal(hb_font_get_glyph_h_advance(fang->small, glyph), 1000);
	assert_null(p.faces[ROLE_KAI].small);                                                 /* no run uses it */
	const char *before = fang->subset.p;
	assert_null(paper_subset(&p));
	assert_ptr_equal(fang->subset.p, before);
}

static void licences(void **state)
{
	struct paper p = paper_of(*state, bulletin, COUNT(bulletin), 2);
	struct buf b = { .mem = *state };

	p.faces[ROLE_KAI].may_embed = false;                            /* not used: no matter */
	assert_null(paper_subset(&p));
	p = paper_of(*state, bulletin, COUNT(bulletin), 2);
	p.faces[ROLE_TITLE].may_embed = false;
	fault f = paper_subset(&p);
	assert_string_equal(f->code, "font.licence");
	assert_non_null(strstr(f->say, "Noto Serif CJK SC"));

	p = paper_of(*state, bulletin, COUNT(bulletin), 2);
	p.faces[ROLE_TITLE].whole = true;                               /* from a collection */
	assert_null(paper_subset(&p));
	assert_true(p.faces[ROLE_TITLE].subset.n > 1000000 && str_starts(p.faces[ROLE_TITLE].subset, STR("OTTO")));
	f = paper_pdf(&p, &b);
	assert_string_equal(f->code, "font.licence");
	assert_int_equal(b.n, 0);
}

static void no_sheet(void **state)
{
	struct paper p = paper_of(*state, NULL, 0, 0);
	struct buf b = { .mem = *state };

	assert_null(paper_subset(&p));
	fault f = paper_pdf(&p, &b);
	assert_string_equal(f->code, "paper.empty");
}

/* Wherever the arena is full, what lies outside it is closed. (The sanitizer looks.) */
static void arena_full(void **state)
{
	volatile size_t full = 0, done = 0, limit;       /* they live through a longjmp */

	for (limit = 34000; !done; limit += 4001) {
		struct arena *mem = arena_open(limit);
		jmp_buf on_full;
		if (setjmp(on_full) == 0) {
			arena_on_full(mem, &on_full);
			struct paper p = paper_of(mem, bulletin, COUNT(bulletin), 2);
			pdf_of(mem, &p);
			done++;
		} else {
			full++;
		}
		arena_close(mem);
	}
	assert_true(full > 0 && done > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whole_file, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(tags, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(tags_out_of_order, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(same_bytes, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(every_element, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(odd_text, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(small_fonts, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(licences, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(no_sheet, open_arena, close_arena),
		cmocka_unit_test(arena_full),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
