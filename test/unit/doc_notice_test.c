/* A red-head document on paper: the places of GB/T 9704-2012, clause 7, and where a title is parted. */
#include "doc_paper_kit.h"

/* --- red head --- */

static struct doc *notice(struct arena *mem, const char *title, int paragraphs, int sealed)
{
	struct doc *d = doc_of(mem, FORM_RED_HEAD);

	add(d, B_MARK, 0, "江州市总工会文件", NULL);
	add(d, B_NUMBER, 0, "江工发〔2019〕8号", "签发人：周镇");
	add(d, B_TITLE, 0, title, NULL);
	add(d, B_TO, 0, "各县市区总工会：", NULL);
	for (int i = 0; i < paragraphs; i++)
		add(d, B_PARA, 0, PARA, NULL);
	add(d, B_ATTACHED, 0, "附件：1. 夏季送清凉活动重点走访慰问单位和职工情况统计表及其说明", "2. 登记表");
	add(d, B_SIGN, sealed, "江州市总工会", "2019年2月12日");
	add(d, B_REMARK, 0, "（此件公开发布）", NULL);
	add(d, B_ANNEX, 0, "附件1", NULL);
	add(d, B_TITLE, 0, "走访慰问样表", NULL);
	add(d, B_PARA, 0, "表格另发。", NULL);
	return d;
}

static void red_head(void **state)
{
	struct paper p = lay(*state, notice(*state, "江州市总工会关于做好送温暖工作的通知", 2, 0));
	struct spot mark = spot(&p, "江州市总工会文件"), number = spot(&p, "江工发"), title = spot(&p, "送温暖工作"), to = spot(&p, "各县市区总工会：");
	struct spot signer = spot(&p, "签发人："), name = spot(&p, "周镇");
	int left, right, bottom, top, highest = 0;

	for (size_t i = 0; i < mark.run->n; i++)
		if (face_box(mark.run->face, mark.run->glyphs[i].shown, &left, &right, &bottom, &top) && top > highest)
			highest = top;
	near(mark.run->y - (int64_t)highest * mark.run->size / 1000, 37000 + 35000, 30);
	assert_true(mark.run->rgb == RED && mark.run->hscale == 860 && mark.run->size <= 20470);
	near(mark.glyph->x + right_of(&mark), 2 * 106000, 3000);
	assert_true(p.sheets[0].rules[0].rgb == RED);
	near(p.sheets[0].rules[0].y0 - number.middle, 2770 + 4000, 300);
	near(number.glyph->x, 28000 + 5571, 2);
	near(right_of(&name), 184000 - 5571, 2);
	assert_ptr_equal(signer.run->face, &p.faces[ROLE_FANG]);
	assert_ptr_equal(name.run->face, &p.faces[ROLE_KAI]);
	assert_int_equal(row_of(&title) - row_of(&number), 3);                   /* two lines between */
	assert_int_equal(row_of(&to) - row_of(&title), 2);
	assert_int_equal(title.run->size, 7761);
	near(to.glyph->x, 28000, 0);
}

static void below_the_text(void **state)
{
	struct paper p = lay(*state, notice(*state, "关于做好工作的通知", 3, 0));
	struct spot first = spot(&p, "附件："), more = spot(&p, "2. 登记表"), name = spot_nth(&p, "江州市总工会", 1), day = spot(&p, "2019年2月12日");

	near(first.glyph->x, 28000 + 11143, 2);
	near(more.glyph->x, 28000 + 5 * 5571, 6);                                /* under the first ordinal */
	assert_true(first.run[1].glyphs[0].x > more.glyph->x + 3000);            /* the name goes on under its first character */
	near(right_of(&day), 184000 - 11143, 2);                                 /* longer than the name: two characters in itself */
	near(day.glyph->x - name.glyph->x, 11143, 4);
	assert_int_equal(row_of(&day) - row_of(&name), 1);
	struct doc *d = pages(*state, 1);
	add(d, B_SIGN, 0, "江州市总工会办公室", "2019年2月12日");
	struct paper longer = lay(*state, d);
	name = spot(&longer, "江州市总工会办公室"), day = spot(&longer, "2019年2月12日");
	near(right_of(&name), 184000 - 11143, 2);
	near(day.glyph->x - name.glyph->x, 11143, 4);
	struct paper sealed = lay(*state, notice(*state, "关于做好工作的通知", 3, 1));
	name = spot_nth(&sealed, "江州市总工会", 1), day = spot(&sealed, "2019年2月12日");
	near(right_of(&day), 184000 - 4 * 5571, 4);
	near(name.glyph->x + right_of(&name), day.glyph->x + right_of(&day), 12);
	struct spot annex = spot(&p, "附件1"), title = spot(&p, "走访慰问样表");
	assert_true(annex.sheet == p.n_sheets - 1 && row_of(&annex) == 0 && row_of(&title) == 2);
	assert_ptr_equal(annex.run->face, &p.faces[ROLE_HEI]);
	assert_true(str_is(p.marks[p.n_marks - 1].title, "附件1　走访慰问样表"));
}

static void signature_has_text_above(void **state)
{
	for (int n = 1; n < 12; n++) {
		struct doc *d = pages(*state, n);
		add(d, B_SIGN, 1, "江州市总工会", "2019年2月12日");
		struct paper p = lay(*state, d);
		const struct sheet *last = &p.sheets[p.n_sheets - 1];
		struct spot day = spot(&p, "2019年2月12日");
		assert_int_equal(day.sheet, p.n_sheets - 1);
		assert_true(last->runs[0].glyphs[0].x < 40000);                  /* a line of text */
	}
}

static void heading_keeps_a_line(void **state)
{
	int last_rows = 0;

	for (int n = 1; n < 50; n++) {
		struct doc *d = doc_of(*state, FORM_BULLETIN);
		for (int i = 0; i < n; i++)
			add(d, B_PARA, 0, "一行正文", NULL);
		add(d, B_HEADING, 1, "二、标题", NULL);
		add(d, B_PARA, 0, PARA, NULL);
		struct paper p = lay(*state, d);
		struct spot heading = spot(&p, "二、标题"), body = spot(&p, "为切实");
		assert_int_equal(heading.sheet, body.sheet);
		last_rows += row_of(&heading) == 20;
	}
	assert_true(last_rows > 0);
}

static void first_page_has_text(void **state)
{
	struct doc *d = doc_of(*state, FORM_RED_HEAD);
	add(d, B_MARK, 0, "江州市总工会文件", NULL);
	add(d, B_NUMBER, 0, "江工发〔2019〕8号", NULL);
	add(d, B_TITLE, 0, "江州市总工会关于印发《江州市职工技能竞赛管理办法（试行）》和《江州市职工技能竞赛奖励办法（试行）》的通知", NULL);
	add(d, B_TO, 0, PARA PARA "各县市区总工会，开发区总工会，驻会产业工会，市直各基层工会，机关各部室，各直属单位：", NULL);
	add(d, B_PARA, 0, "正文在此。", NULL);
	struct paper p = lay(*state, d);

	assert_int_equal(spot(&p, "正文在此").sheet, 0);
}

/* --- titles --- */

static void titles(void **state)
{
	static const struct { const char *title, *second; } broken[] = {
		{ "江州市总工会关于进一步做好2020年夏季送清凉活动的通知",                 "2020年夏季送清凉活动的通知"                 },
		{ "关于表彰2018年度全市工会工作先进单位和先进个人的决定",                 "先进单位和先进个人的决定"                   },
		{ "关于进一步深化全市产业工人队伍的建设改革工作实施方案任务要点",         "队伍的建设改革工作实施方案任务要点"         },
		{ "江州市总工会办公室关于做好2019年元旦春节期间送温暖工作的通知",         "元旦春节期间送温暖工作的通知"               },
	};
	struct paper one = lay(*state, notice(*state, "江州市总工会关于做好送温暖工作的通知", 1, 0));

	assert_int_equal(times(&one, "送温暖工作的通知"), 1);
	for (size_t i = 0; i < COUNT(broken); i++) {
		struct paper p = lay(*state, notice(*state, broken[i].title, 1, 0));
		int lines = 0;
		for (size_t k = 0; k < p.sheets[0].n_runs; k++) {
			const struct run *r = &p.sheets[0].runs[k];
			if (r->size != 7761)
				continue;
			lines++;
			near(r->glyphs[0].x + r->glyphs[r->n - 1].x + r->glyphs[r->n - 1].advance, 2 * 106000, 4);      /* centred */
			assert_true(r->glyphs[0].code != 0x7684 && r->glyphs[0].code != 0x548C);                        /* 的 和 */
			if (lines == 2 && str_find(run_text(*state, r), str_of(broken[i].second)) != 0)
				fail_msg("%s: %.*s", broken[i].title, PSTR(run_text(*state, r)));
		}
		assert_int_equal(lines, 2);
		assert_int_equal(p.n_marks > 0 && str_is(p.marks[0].title, broken[i].title), 1);
	}
}

static void same_again(void **state)
{
	struct doc *d = notice(*state, "江州市总工会关于进一步做好2020年夏季送清凉活动的通知", 9, 1);
	struct paper a = lay(*state, d), b = lay(*state, d);

	assert_int_equal(a.n_sheets, b.n_sheets);
	for (size_t s = 0; s < a.n_sheets; s++) {
		assert_int_equal(a.sheets[s].n_runs, b.sheets[s].n_runs);
		for (size_t i = 0; i < a.sheets[s].n_runs; i++) {
			const struct run *x = &a.sheets[s].runs[i], *y = &b.sheets[s].runs[i];
			assert_true(x->x == y->x && x->y == y->y && x->n == y->n && x->size == y->size && x->block == y->block);
			assert_memory_equal(x->glyphs, y->glyphs, x->n * sizeof(*x->glyphs));
		}
	}
}

/* Three seals of 42 mm, each on its name, none touching another; the day below the last. */
static void joint_seals(void **state)
{
	struct doc *d = doc_of(*state, FORM_RED_HEAD);
	struct part *sign;

	add(d, B_PARA, 0, PARA, NULL);
	sign = add(d, B_SIGN, 1, "江州市总工会", "江州市人力资源和社会保障局");
	doc_text_span(d, sign, STR("江州市工商业联合会"));
	doc_text_span(d, sign, STR("2019年2月1日"));
	struct paper p = lay(*state, d);
	struct spot at[] = { spot(&p, "江州市总工会"), spot(&p, "江州市人力资源"), spot(&p, "江州市工商业"), spot(&p, "2019年2月1日") };
	um middle[COUNT(at)];

	for (size_t i = 0; i < COUNT(at); i++) {
		middle[i] = (at[i].glyph->x + right_of(&at[i])) / 2;
		assert_in_range(middle[i], 28000 + 21000, 184000 - 21000);
	}
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < i; k++)
			assert_true(abs(middle[i] - middle[k]) > 42000 || abs(row_of(&at[i]) - row_of(&at[k])) * 10390 > 42000);
	near(middle[3], middle[2], 3000);
	assert_int_equal(row_of(&at[3]) - row_of(&at[2]), 1);
}

/* 7.2.3, 7.2.4: 特急 on the first line; names one above another, as wide as the longest, 文件 at their right in the middle of their height. */
static void joint_mark(void **state)
{
	struct doc *d = doc_of(*state, FORM_RED_HEAD);
	struct part *mark;

	add(d, B_URGENT, 0, "特急", NULL);
	mark = add(d, B_MARK, 0, "江州市总工会", "江州市人力资源和社会保障局");
	doc_text_span(d, mark, STR("文件"));
	add(d, B_NUMBER, 0, "江工发〔2019〕8号", NULL);
	add(d, B_TITLE, 0, "关于开展职工技能竞赛的通知", NULL);
	add(d, B_PARA, 0, PARA, NULL);
	struct paper p = lay(*state, d);
	struct spot urgent = spot(&p, "特急"), one = spot(&p, "江州市总工会"), two = spot(&p, "江州市人力"), word = spot(&p, "文件"), number = spot(&p, "江工发");

	assert_true(row_of(&urgent) == 0 && urgent.run->size == 5644 && urgent.run->face == &p.faces[ROLE_HEI]);
	near(urgent.glyph->x, 28000, 0);
	near(one.glyph->x, two.glyph->x, 0);
	near(one.run->glyphs[one.run->n - 1].x, two.run->glyphs[two.run->n - 1].x, 20);
	assert_true(word.glyph->x > right_of(&two) && two.middle > one.middle + one.run->size);
	near(2 * word.middle, one.middle + two.middle, 20);
	near(one.glyph->x + right_of(&word), 2 * 106000, 3000);
	assert_true(one.run->rgb == RED && two.run->rgb == RED && word.run->rgb == RED);
	near(one.middle - one.run->size / 2, 37000 + 35000, 1500);
	assert_int_equal((number.middle - two.middle - two.run->size / 2) / ROW, 2);
}

/* Figures stay whole in twelve columns; in more than the paper holds, the table is refused. */
static void wide_table(void **state)
{
	for (int columns = 12; columns <= 24; columns += 12) {
		struct doc *d = doc_of(*state, FORM_RED_HEAD);
		struct part *table = doc_add(d, B_TABLE);
		struct paper p;
		for (int r = 0; r < 3; r++) {
			struct part *row = doc_row(d, table, r == 0);
			for (int c = 0; c < columns; c++)
				doc_text_span(d, doc_cell(d, row), str_of(r == 0 ? "培训人数" : c % 4 ? "12845" : c ? "284500.00" : "江州经济开发区总工会"));
		}
		fault f = paper_lay(*state, d, &p);
		if (columns == 24) {
			assert_non_null(f);
			assert_string_equal(f->code, "paper.table");
			continue;
		}
		assert_null(f);
		spot(&p, "284500.00");
		spot(&p, "12845");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(red_head), TEST(below_the_text), TEST(signature_has_text_above), TEST(heading_keeps_a_line), TEST(first_page_has_text), TEST(titles), TEST(same_again), TEST(joint_seals), TEST(joint_mark), TEST(wide_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
