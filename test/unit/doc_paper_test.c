/* A document on paper: the grid, rare characters, tables, page numbers and the block of rules, read off the laid-out paper in micrometres. */
#include "doc_paper_kit.h"
#include <stdio.h>
#include <unistd.h>

/* --- faces --- */

static void faces(void **state)
{
	struct face *f;
	size_t n;

	assert_null(paper_faces(*state, &f, &n));
	assert_int_equal(n, FACE_COUNT);
	for (size_t i = 0; i < n; i++) {
		assert_non_null(f[i].font);
		assert_true(face_has(&f[i], 0x5DE5) && f[i].may_embed && f[i].family.n);
		assert_in_range(f[i].middle, 250, 450);
		assert_in_range(f[i].ink, 700, 1000);
		assert_int_equal(face_advance(&f[i], 0x5DE5), 1000);
	}
	assert_int_equal(face_advance(&f[ROLE_FANG], '2'), 500);                 /* 2019 is two cells */
	assert_non_null(strstr(f[ROLE_RARE].family.p, "SC"));                    /* not the Japanese face of the same file */
	assert_false(face_has(&f[ROLE_FANG], 0x20BB7));
	assert_true(face_has(&f[ROLE_RARE], 0x20BB7));
}

static void no_fonts(void **state)
{
	struct face *f = NULL;
	size_t n = 7;
	fault wrong = faces_below(*state, "/nowhere::/dev/null", &f, &n);

	assert_non_null(wrong);
	assert_string_equal(wrong->code, "font.missing");
	assert_int_equal(wrong->blame, BLAME_US);
	assert_non_null(strstr(wrong->say, "仿宋"));
	assert_non_null(strstr(wrong->say, "script/bootstrap"));
	assert_true(!f && n == 7);
}

/* A font of the federation's own: 宋体 of ours under another name, whose licence forbids embedding or not. */
static void own_font_write(struct arena *mem, struct str like, const char *path, unsigned char licence)
{
	static const char from[] = "\0F\0a\0n\0d\0o\0l\0S\0o\0n\0g", to[] = "\0S\0i\0m\0H\0e\0i\0x\0x\0x\0x";
	FILE *f = fopen(str_c(mem, like), "rb");
	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	size_t n = (size_t)ftell(f);
	char *bytes = arena_get(mem, n), *at = bytes;
	rewind(f);
	assert_int_equal(fread(bytes, 1, n, f), n);
	fclose(f);
	while ((at = memmem(at, n - (size_t)(at - bytes), from, sizeof(from) - 1)) != NULL)
		memcpy(at, to, sizeof(to) - 1);
	const unsigned char *os2 = memmem(bytes, 512, "OS/2", 4);                /* tag, sum, offset, length */
	assert_non_null(os2);
	size_t offset = (size_t)os2[8] << 24 | (size_t)os2[9] << 16 | (size_t)os2[10] << 8 | os2[11];
	bytes[offset + 8] = 0, bytes[offset + 9] = (char)licence;
	f = fopen(path, "wb");
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void own_fonts(void **state)
{
	char folder[] = "/tmp/doc_paper_XXXXXX";
	struct face *f;
	size_t n;

	assert_non_null(mkdtemp(folder));
	assert_null(paper_faces(*state, &f, &n));
	const char *ours = str_c(*state, f[ROLE_FOLIO].file), *path = str_c(*state, str_fmt(*state, "%s/SIMHEI.OTF", folder));
	const char *folders = str_c(*state, str_fmt(*state, "/usr/share/fonts:%.*s:%s", (int)(strrchr(ours, '/') - ours), ours, folder));
	own_font_write(*state, f[ROLE_FOLIO].file, path, 8);
	assert_null(faces_below(*state, folders, &f, &n));
	assert_string_equal(f[ROLE_HEI].file.p, path);
	assert_string_equal(f[ROLE_HEI].ofd_name, "黑体");
	assert_non_null(strstr(f[STAND_SANS].file.p, "Noto"));                   /* what it lacks is still there */
	own_font_write(*state, f[ROLE_FOLIO].file, path, 2);
	assert_null(faces_below(*state, folders, &f, &n));
	assert_non_null(strstr(f[ROLE_HEI].file.p, "Noto"));
	unlink(path);
	rmdir(folder);
}

/* What the table of faces says of the free fonts is what they measure. */
static void measures(void **state)
{
	struct face *f;
	size_t n;

	assert_null(paper_faces(*state, &f, &n));
	for (size_t i = 0; i < n; i++) {
		struct face again = f[i];
		assert_true(face_measure(&again));
		assert_int_equal(again.middle, f[i].middle);
		assert_int_equal(again.ink, f[i].ink);
	}
}

/* --- the grid --- */

static void grid(void **state)
{
	struct paper p = lay(*state, pages(*state, 30));
	const struct sheet *s = &p.sheets[1];
	um before = 0;
	int rows = 0, full = 0;

	assert_in_range(p.n_sheets, 4, 6);
	assert_true(s->width == 210000 && s->height == 297000);
	for (size_t i = 0; i < s->n_runs; i++) {
		const struct run *r = &s->runs[i];
		const struct glyph *last = &r->glyphs[r->n - 1];
		if (!r->block)
			continue;
		assert_int_equal(r->size, 5644);
		if (before)
			near(r->y - before, ROW, 1);
		before = r->y;
		rows++;
		for (size_t k = 0; k + 1 < r->n; k++)
			assert_int_equal(r->glyphs[k].x + r->glyphs[k].advance, r->glyphs[k + 1].x);
		near(r->glyphs[0].x, r->glyphs[0].x < 30000 ? 28000 : 28000 + 11143, 1);        /* at the edge, or two characters in */
		assert_true(last->x + last->advance <= 184001);
		full += r->n == 28 && last->x + last->advance == 184000;
	}
	assert_int_equal(rows, 22);
	assert_true(full > 0);
	/* The ink of the first line stands at the upper edge of the type area, that of the last 21 rows below. */
	struct spot top = { .run = &s->runs[0] };
	near(top.run->y - (int64_t)(top.run->face->middle + top.run->face->ink / 2) * 5644 / 1000, 37000, 400);
	near(before - (int64_t)(top.run->face->middle - top.run->face->ink / 2) * 5644 / 1000, 37000 + 21 * ROW + INK, 400);
}

static void cells(void **state)
{
	struct doc *d = doc_of(*state, FORM_BULLETIN);
	add(d, B_PARA, 0, "在“五送”活动——中，王·李2019年", NULL);
	struct paper p = lay(*state, d);
	static const char *const marks[] = { "在", "“", "五", "”", "活", "—", "中", "，", "·", "年" };

	for (size_t i = 0; i < COUNT(marks); i++) {
		struct spot s = spot(&p, marks[i]);
		near(s.glyph->advance, 5571, 1);                                 /* the last of a line too */
		assert_ptr_equal(s.run->face, &p.faces[ROLE_FANG]);
	}
	struct spot digits = spot(&p, "2019");
	near(digits.glyph[0].advance, 2786, 1);
	near(digits.glyph[4].x - digits.glyph[0].x, 11143, 1);
}

static void heading_and_body_on_one_middle(void **state)
{
	struct doc *d = doc_of(*state, FORM_BULLETIN);
	struct part *para = doc_add(d, B_PARA);
	doc_heading_span(d, para, STR("一、送温暖活动扎实开展。"));
	doc_text_span(d, para, STR("全市工会"));
	struct part *second = doc_add(d, B_PARA);
	second->level = 2;
	doc_heading_span(d, second, STR("（一）全面自查。"));
	doc_text_span(d, second, STR("各级工会"));
	struct paper p = lay(*state, d);
	struct spot heading = spot(&p, "送温暖"), body = spot(&p, "全市");

	assert_ptr_equal(heading.run->face, &p.faces[ROLE_HEI]);
	assert_ptr_equal(body.run->face, &p.faces[ROLE_FANG]);
	assert_ptr_equal(spot(&p, "自查").run->face, &p.faces[ROLE_KAI]);
	near(heading.middle, body.middle, 2);
	assert_true(heading.run->y > body.run->y);                               /* 黑体's middle lies higher above its baseline */
	assert_int_equal(heading.run->block, body.run->block);                   /* one paragraph */
	assert_int_equal(p.n_marks, 2);
	assert_true(str_is(p.marks[0].title, "一、送温暖活动扎实开展") && p.marks[0].level == 2 && p.marks[1].level == 3);
}

static void one_paragraph_over_pages(void **state)
{
	struct doc *d = doc_of(*state, FORM_BULLETIN);
	struct part *para = doc_add(d, B_PARA);
	for (int i = 0; i < 20; i++)
		doc_text_span(d, para, STR(PARA));
	struct paper p = lay(*state, d);

	assert_int_equal(p.n_sheets, 3);
	assert_int_equal(p.n_blocks, 3);
	assert_int_equal(p.sheets[0].runs[0].block, p.sheets[2].runs[0].block);
	assert_int_equal(p.blocks[p.sheets[0].runs[0].block].tag, TAG_P);
}

/* --- rare characters --- */

static void rare(void **state)
{
	struct doc *d = doc_of(*state, FORM_BULLETIN);
	add(d, B_PARA, 0, "职工𠮷某、㛃某、周镕和喆\uFE00某\u202E各一名", NULL);
	struct paper p = lay(*state, d);
	static const char *const found[] = { "𠮷", "㛃", "镕" };

	for (size_t i = 0; i < COUNT(found); i++) {
		struct spot s = spot(&p, found[i]), body = spot(&p, "职工");
		assert_ptr_equal(s.run->face, &p.faces[ROLE_RARE]);
		assert_int_equal(s.glyph->code, s.glyph->shown);
		near((int64_t)s.run->size * s.run->face->ink, (int64_t)5644 * body.run->face->ink, 6000);      /* ink as large as 仿宋's */
		near(s.middle, body.middle, 10);
		near(s.glyph->x + s.glyph->advance, s.run[1].glyphs[0].x, 0);
	}
	near(spot(&p, "𠮷").glyph->x + spot(&p, "𠮷").run->size / 2, 28000 + 9 * 5571 / 2, 70);       /* in the middle of the fifth cell */
	assert_int_equal(p.n_lacks, 0);
	assert_int_equal(spot(&p, "喆").glyph[0].code, 0x5586);
	for (size_t i = 0; i < p.sheets[0].n_runs; i++)
		for (size_t k = 0; k < p.sheets[0].runs[i].n; k++)
			assert_true(p.sheets[0].runs[i].glyphs[k].code != 0xFE00 && p.sheets[0].runs[i].glyphs[k].code != 0x202E);
}

static void lacking(void **state)
{
	struct doc *d = pages(*state, 8);
	add(d, B_PARA, 0, "获奖职工有\U00100000某等三人，其余另行通知", NULL);
	struct paper p = lay(*state, d);

	assert_int_equal(p.n_lacks, 1);
	assert_int_equal(p.lacks[0].code, 0x100000);
	assert_int_equal(p.lacks[0].sheet, 1);
	assert_true(str_find(p.lacks[0].where, STR("获奖职工有\U00100000某等三人")) != SIZE_MAX);
	assert_int_equal(spot(&p, "\U00100000").glyph->shown, 0x3013);
}

/* --- page numbers and the block of rules --- */

static void page_numbers(void **state)
{
	struct paper p = lay(*state, pages(*state, 14));
	struct spot one = spot(&p, "— 1 —"), two = spot(&p, "— 2 —");
	int left, right, bottom, top;

	assert_true(face_box(one.run->face, 0x2014, &left, &right, &bottom, &top));
	assert_ptr_equal(one.run->face, &p.faces[ROLE_FOLIO]);
	assert_true(one.run->size == 4939 && one.run->block == 0 && one.sheet == 0 && two.sheet == 1);
	near(one.run->y - (int64_t)top * 4939 / 1000, 262000 + 7000, 2);         /* the dash's upper edge */
	near(right_of(&one), 184000 - 4939, 2);
	near(two.glyph->x, 28000 + 4939, 2);
}

static struct doc *with_imprint(struct arena *mem, int paragraphs)
{
	struct doc *d = pages(mem, paragraphs);

	add(d, B_SEND, 0, "抄送：", "省总工会，市委、市人大、市政府、市政协办公室，市纪委监委，市委组织部、市委宣传部、市委统战部。");
	add(d, B_IMPRINT, 0, "江州市总工会办公室", "2019年2月12日印发");
	add(d, B_FOOT, 0, "SM3 8f14e45fceea167a5a36dedd4bea2543", "第二行");
	return d;
}

static void imprint(void **state)
{
	struct paper p = lay(*state, with_imprint(*state, 3));
	const struct sheet *s = &p.sheets[0];
	struct spot word = spot(&p, "抄送："), rest = spot(&p, "统战部"), day = spot(&p, "12日印发"), foot = spot(&p, "SM3");

	assert_int_equal(p.n_sheets, 1);
	assert_int_equal(s->n_rules, 3);
	assert_true(s->rules[0].width == 350 && s->rules[1].width == 250 && s->rules[2].width == 350);
	assert_true(s->rules[2].y0 == 262000 && s->rules[2].x0 == 28000 && s->rules[2].x1 == 184000);
	assert_int_equal(word.run->size, 4939);
	near(word.glyph->x, 28000 + 4939, 2);
	near(rest.run->glyphs[0].x, 28000 + 4 * 4939, 2);                        /* under the first name */
	near(right_of(&day), 184000 - 4939, 2);
	assert_true(s->rules[1].y0 < day.middle && day.middle < 262000 && s->rules[1].y0 > rest.middle);
	assert_true(foot.run->size == 2293 && foot.middle > 274000 && foot.middle < 291000 && foot.run->block != 0);
	assert_true(spot(&p, "第二行").middle > foot.middle);
	assert_int_equal(times(&p, "— 1 —"), 1);
}

static void imprint_alone(void **state)
{
	int found = 0;

	for (int n = 6; n < 14; n++) {
		struct paper p = lay(*state, with_imprint(*state, n));
		struct spot day = spot(&p, "12日印发");
		assert_int_equal(day.sheet, p.n_sheets - 1);
		near(p.sheets[day.sheet].rules[p.sheets[day.sheet].n_rules - 1].y0, 262000, 0);
		bool alone = p.sheets[day.sheet].runs[0].size == 4939;
		found += alone;
		assert_int_equal(times(&p, str_c(*state, str_fmt(*state, "— %zu —", p.n_sheets))), !alone);
	}
	assert_in_range(found, 1, 4);
}

/* --- tables --- */

static struct part *row(struct doc *d, struct part *table, bool head, const char *a, const char *b, const char *c)
{
	struct part *r = doc_row(d, table, head);

	doc_text_span(d, doc_cell(d, r), str_of(a));
	doc_text_span(d, doc_cell(d, r), str_of(b));
	doc_text_span(d, doc_cell(d, r), str_of(c));
	return r;
}

static void table(void **state)
{
	struct doc *d = doc_of(*state, FORM_BULLETIN);
	struct part *t = doc_add(d, B_TABLE);
	row(d, t, true, "单位", "档案数（户）", "做法");
	for (int i = 0; i < 50; i++)
		row(d, t, false, str_c(*state, str_fmt(*state, "单%02d县总工会", i)), i % 2 ? "1207" : "8", i == 7 ? PARA : "逐户核对");
	add(d, B_PARA, 0, "表后正文", NULL);
	struct paper p = lay(*state, d);
	struct spot small = spot(&p, "8"), large = spot(&p, "1207"), name = spot(&p, "单01"), next = spot(&p, "单02"), after = spot(&p, "表后");

	assert_in_range(p.n_sheets, 3, 4);
	assert_int_equal(times(&p, "档案数"), (int)p.n_sheets);                  /* its head on every page ... */
	assert_true(spot(&p, "档案数").run->block != 0);
	assert_int_equal(spot_nth(&p, "档案数", 1).run->block, 0);               /* ... and content once */
	assert_int_equal(times(&p, "（续）"), (int)p.n_sheets - 1);
	assert_true(!spot(&p, "（续）").run->block && spot(&p, "（续）").sheet == 1);
	near(spot(&p, "（续）").run->y + ROW, spot_nth(&p, "档案数", 1).run->y, ROW / 2);       /* over the head, and within the sheet */
	near(spot_nth(&p, "档案数", 1).glyph->x, spot(&p, "档案数").glyph->x, 0);
	assert_int_equal(name.run->size, 4233);
	near(right_of(&small), right_of(&large), 1);                             /* figures end at one edge */
	near(next.middle - name.middle, ROW, 2);
	near(after.middle, 37000 - HALF_LEADING + ROW / 2 + row_of(&after) * (int64_t)ROW, 3);    /* back on the grid */
	assert_int_equal(p.blocks[name.run->block].tag, TAG_CELL);
	assert_int_equal(p.blocks[p.blocks[name.run->block].parent].tag, TAG_ROW);
	for (size_t i = 0; i < p.n_sheets; i++) {
		um lowest = 0;
		for (size_t k = 0; k < p.sheets[i].n_rules; k++)
			if (p.sheets[i].rules[k].width == 350 && p.sheets[i].rules[k].y0 > lowest)
				lowest = p.sheets[i].rules[k].y0;
		assert_true(lowest > 50000 && lowest <= 263200);                 /* closed below on every page */
	}
}

static void turned(void **state)
{
	struct doc *d = doc_of(*state, FORM_BULLETIN);
	add(d, B_PARA, 0, "正文", NULL);
	add(d, B_ANNEX, 1, "附件1", NULL);
	struct part *t = doc_add(d, B_TABLE);
	row(d, t, true, "甲", "乙", "丙");
	for (int i = 0; i < 20; i++)
		row(d, t, false, "一", "2", "三");
	add(d, B_ANNEX, 0, "附件2", NULL);
	struct paper p = lay(*state, d);

	assert_int_equal(p.n_sheets, 4);
	assert_true(p.sheets[0].width == 210000 && p.sheets[1].width == 297000 && p.sheets[2].height == 210000 && p.sheets[3].width == 210000);
	assert_true(p.sheets[1].rules[0].x0 == 35000 && p.sheets[1].rules[0].x1 == 35000 + 225000);
	for (size_t i = 0; i < p.sheets[1].n_runs; i++)
		assert_true(p.sheets[1].runs[i].y < 184000 || !p.sheets[1].runs[i].block);
	for (int i = 0; i < 4; i++) {                            /* page numbers stand at the same place of all sheets as they are bound */
		struct spot number = spot(&p, (const char *[]){ "1", "2", "3", "4" }[i]);
		for (int k = 0; number.run->size != 4939; k++)
			number = spot_nth(&p, (const char *[]){ "1", "2", "3", "4" }[i], k);
		assert_int_equal(number.sheet, i);
		assert_int_equal(number.run->turned, i == 1 || i == 2);
		near(number.run->y, spot(&p, "\u2014").run->y, 0);
		near(i % 2 ? number.run->glyphs[0].x : right_of(&number), i % 2 ? 28000 + 4939 : 184000 - 4939, 300);
	}
}

static void row_higher_than_a_page(void **state)
{
	struct doc *d = doc_of(*state, FORM_BULLETIN);
	struct buf much = { .mem = *state };
	for (int i = 0; i < 60; i++)
		buf_puts(&much, PARA);
	buf_puts(&much, "末尾");
	struct part *t = doc_add(d, B_TABLE);
	row(d, t, true, "甲", "乙", "丙");
	row(d, t, false, str_c(*state, buf_str(&much)), "1", "二");
	struct paper p = lay(*state, d);

	assert_true(p.n_sheets > 1);
	assert_int_equal(spot(&p, "末尾").sheet, p.n_sheets - 1);
	for (size_t i = 0; i < p.n_sheets; i++)
		for (size_t k = 0; k < p.sheets[i].n_runs; k++)
			assert_true(p.sheets[i].runs[k].y < 263000 || !p.sheets[i].runs[k].block);
}

/* --- all of it --- */

static void nothing_and_odd(void **state)
{
	struct doc *d = doc_of(*state, FORM_BULLETIN);
	struct paper p = lay(*state, d);
	assert_int_equal(p.n_sheets, 1);
	for (int kind = B_ISSUER; kind <= B_FOOT; kind++)
		doc_add(d, (enum block)kind);
	for (int kind = B_ISSUER; kind <= B_FOOT; kind++) {
		add(d, (enum block)kind, -3, "\xFF\t\n", "");
		add(d, (enum block)kind, 9, kind == B_SEND ? "" : PARA PARA PARA, PARA);
	}
	doc_row(d, doc_add(d, B_TABLE), true);
	p = lay(*state, d);
	d->form = FORM_RED_HEAD;
	p = lay(*state, d);
	assert_true(p.n_sheets > 1);
	for (size_t s = 0; s < p.n_sheets; s++)
		for (size_t i = 0; i < p.sheets[s].n_runs; i++)
			assert_true(p.sheets[s].runs[i].n && p.sheets[s].runs[i].block < p.n_blocks && p.sheets[s].runs[i].glyphs[0].x >= 0);
}

/* A list of receivers that no page holds is refused with a sentence, never cut off. */
static void imprint_too_long(void **state)
{
	struct doc *d = doc_of(*state, FORM_RED_HEAD);
	struct buf list = { .mem = *state };
	struct paper p;

	for (int i = 0; i < 200; i++)
		buf_puts(&list, "某某市总工会，");
	add(d, B_SEND, 0, "抄送：", str_c(*state, buf_str(&list)));
	fault f = paper_lay(*state, d, &p);
	assert_non_null(f);
	assert_string_equal(f->code, "paper.imprint");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(faces), TEST(no_fonts), TEST(own_fonts), TEST(measures), TEST(grid), TEST(cells), TEST(heading_and_body_on_one_middle), TEST(one_paragraph_over_pages),
		TEST(rare), TEST(lacking), TEST(page_numbers), TEST(imprint), TEST(imprint_alone), TEST(table), TEST(turned), TEST(row_higher_than_a_page), TEST(nothing_and_odd), TEST(imprint_too_long),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
