/* /help: what an officer asks before he asks somebody: each line's handbook, the dictionary of indicators, the columns of the sheets.
 *
 * All of it comes from what the program runs by: handbooks are built in beside their line, indicators and columns are the very tables that count and read. So
 * a page of help cannot be older than the program. Everybody who is signed in may read it; it holds no figure and no name.
 * Not taken: a search (three pages and the browser's own); help that opens over the page it is about (it hides what one wants to fill in). */
#include <string.h>
#include "rooms/admin.h"
#include "rooms/rooms.tpl.h"

static const char HERE[] = "/help", FAULTS[] = "docs";       /* FAULTS: the folder of faults.md */

static void help_answer(struct ctx *c, const char *title, struct out *o)
{
	admin_answer(c, title, HERE, o);
}

static const struct line *line_named(struct ctx *c, struct str name)
{
	for (size_t i = 0; c->site->lines && c->site->lines[i]; i++)
		if (str_is(name, c->site->lines[i]->name))
			return c->site->lines[i];
	return NULL;
}

static const char *text_under(const char *name)
{
	for (size_t i = 0; ADMIN_HANDBOOKS[i].name; i++)
		if (strcmp(ADMIN_HANDBOOKS[i].name, name) == 0)
			return ADMIN_HANDBOOKS[i].text;
	return NULL;
}

static const char *handbook_of(const struct line *line)
{
	return text_under(line->name);
}

static struct admin_head below(struct ctx *c, const char *title, struct str scope)
{
	return (struct admin_head){ .title = str_of(title), .scope = scope, .back = path_of(c->mem, HERE), .back_word = _("回到帮助") };
}

/* The first sentence of a handbook says what the line is. */
static struct str first_sentence(struct arena *mem, const char *text)
{
	struct admin_block *blocks;
	struct str title;
	size_t n;
	admin_text(mem, str_of(text), &title, &blocks, &n);
	for (size_t i = 0; i < n; i++)
		if (blocks[i].para && blocks[i].line.n_runs) {
			struct buf whole = { .mem = mem };
			for (size_t k = 0; k < blocks[i].line.n_runs; k++)
				buf_add(&whole, blocks[i].line.runs[k].text);
			struct str s = buf_str(&whole);
			size_t end = str_find(s, STR("。"));
			return end == SIZE_MAX ? s : str_sub(s, 0, end + strlen("。"));
		}
	return STR_NONE;
}

static void lines_fill(struct ctx *c, struct str but, struct admin_topic **ret, size_t *ret_n)
{
	size_t n = 0, k = 0;
	while (c->site->lines && c->site->lines[n])
		n++;
	struct admin_topic *list = arena_get(c->mem, (n + 1) * sizeof *list);
	for (size_t i = 0; i < n; i++) {
		const char *text = handbook_of(c->site->lines[i]);
		if (text && !str_is(but, c->site->lines[i]->name))
			list[k++] = (struct admin_topic){ str_of(_(c->site->lines[i]->title)), first_sentence(c->mem, text),
				path_of(c->mem, "/help/%s", c->site->lines[i]->name) };
	}
	*ret = list;
	*ret_n = k;
}

fault admin_help_show(struct ctx *c)
{
	const struct report_desk *desk = desk_of(c);
	struct out o = { { .mem = c->mem } };
	struct admin_help_page p = { .head = { .title = str_of(_("帮助")), .scope = str_of(_("填什么、什么时候报、数是怎么数的")) } };
	lines_fill(c, STR_NONE, &p.lines, &p.n_lines);
	p.books = arena_get(c->mem, 4 * sizeof *p.books);
	p.books[p.n_books++] = (struct admin_topic){ str_of(_("指标手册")), str_fmt(c->mem, _("%zu个指标：含义、单位、统计时段、怎么数"), desk ? desk->n : 0),
		path_of(c->mem, "/help/indicators") };
	p.books[p.n_books++] = (struct admin_topic){ str_of(_("各类表的列")), str_fmt(c->mem, _("%zu种表：每一列填什么、是不是必填"), desk ? desk->n_entities : 0),
		path_of(c->mem, "/help/sheets") };
	if (text_under(FAULTS))
		p.books[p.n_books++] = (struct admin_topic){ str_of(_("提示代码")), str_of(_("提示后面小字的代码，是什么错、怎么改")), path_of(c->mem, "/help/faults") };
	p.books[p.n_books++] = (struct admin_topic){ str_of(_("角色和权限")), str_of(_("谁能办什么、哪些角色不能兼任")), path_of(c->mem, "/roles") };
	page_admin_help(&o, &p);
	help_answer(c, _("帮助"), &o);
	return NULL;
}

fault admin_handbook_show(struct ctx *c)
{
	const struct line *line = line_named(c, c->word[0]);
	const char *text = line ? handbook_of(line) : NULL;
	struct out o = { { .mem = c->mem } };
	struct str title;
	if (!text)
		return fault_make(c->mem, BLAME_ABSENT, "help.absent", _("没有这一页填报说明。请从帮助里打开。"));
	struct admin_handbook_page p = { .head = below(c, _(line->title), str_of(_("填报说明"))) };
	admin_text(c->mem, str_of(text), &title, &p.blocks, &p.n_blocks);
	p.inside = arena_get(c->mem, (p.n_blocks + 1) * sizeof *p.inside);
	for (size_t i = 0; i < p.n_blocks; i++)
		if (p.blocks[i].head2 && p.blocks[i].line.n_runs)
			p.inside[p.n_inside++] = (struct admin_topic){ p.blocks[i].line.runs[0].text, STR_NONE, path_of(c->mem, "/help/%s#%S", line->name,
				p.blocks[i].anchor) };
	lines_fill(c, c->word[0], &p.others, &p.n_others);
	page_admin_handbook(&o, &p);
	help_answer(c, str_c(c->mem, str_fmt(c->mem, _("%s：填报说明"), _(line->title))), &o);
	return NULL;
}

/* The codes of refusals, read out on the telephone, and what they mean: the table of docs/faults.md, which is made of the sources. */
fault admin_faults_show(struct ctx *c)
{
	static const char *const HEADS[] = { N_("代码"), N_("说明和办法") };
	struct out o = { { .mem = c->mem } };
	struct str title;
	struct admin_block *all;
	size_t n;
	if (!text_under(FAULTS))
		return fault_make(c->mem, BLAME_ABSENT, "help.absent", _("没有这一页填报说明。请从帮助里打开。"));
	struct admin_handbook_page p = { .head = below(c, _("提示代码"), str_of(_("提示后面的小字就是代码，代码固定不变，可以报给管理员"))) };
	admin_text(c->mem, str_of(text_under(FAULTS)), &title, &all, &n);
	p.blocks = arena_get(c->mem, (n + 1) * sizeof *p.blocks);
	for (size_t i = 0; i < n; i++) {
		if (!all[i].table || all[i].n_heads != COUNT(HEADS))
			continue;
		for (size_t k = 0; k < COUNT(HEADS); k++)
			*all[i].heads[k].runs = (struct admin_run){ .text = str_of(_(HEADS[k])) };
		p.blocks[p.n_blocks++] = all[i];
	}
	lines_fill(c, STR_NONE, &p.others, &p.n_others);
	page_admin_handbook(&o, &p);
	help_answer(c, _("提示代码"), &o);
	return NULL;
}

/* --- indicators -------------------------------------------------------------------------------------------------------------------------------------- */

static const char *const TALLY_WORDS[] = { [ROWS] = N_("数记录行"), [KEYS] = N_("数不同的对象，各地不相加"), [AMOUNT] = N_("求和"),
	[RATIO] = N_("比率，由两个合计重新计算"), [ONE] = N_("取唯一记录的值") };
static const char *const SPAN_WORDS[] = { [MONTH] = N_("当月"), [QUARTER] = N_("当季"), [HALF_YEAR] = N_("半年"), [YEAR] = N_("全年"),
	[STAT_YEAR] = N_("统计年度"), [TO_DATE] = N_("活动开始至截止日") };

static struct admin_indicator_row indicator_row(const struct indicator *of)
{
	return (struct admin_indicator_row){ .id = str_of(of->id), .name = str_of(_(of->name)), .meaning = str_of(_(of->meaning)), .unit = unit_word(of->unit),
		.tally = _(TALLY_WORDS[of->tally]), .span = _(SPAN_WORDS[of->span]) };
}

fault admin_indicators_show(struct ctx *c)
{
	const struct report_desk *desk = desk_of(c);
	struct out o = { { .mem = c->mem } };
	struct admin_indicators_page p = { .head = below(c, _("指标手册"), str_fmt(c->mem, _("%zu个指标，由程序所用的指标表生成"), desk ? desk->n : 0)) };
	size_t n_lines = 0;
	bool *taken = arena_get(c->mem, (desk ? desk->n : 0) + 1);
	while (c->site->lines && c->site->lines[n_lines])
		n_lines++;
	p.parts = arena_get(c->mem, (n_lines + 1) * sizeof *p.parts);
	for (size_t k = 0; desk && k <= n_lines; k++) {      /* each line's own, then what belongs to none */
		const struct line *line = k < n_lines ? c->site->lines[k] : NULL;
		struct admin_indicator_part *part = &p.parts[p.n_parts];
		*part = (struct admin_indicator_part){ .title = str_of(line ? _(line->title) : _("月报本身")), .anchor = str_of(line ? line->name : "report"),
			.rows = arena_get(c->mem, (desk->n + 1) * sizeof *part->rows) };
		for (size_t i = 0; i < desk->n; i++) {
			bool here = !line && !taken[i];
			for (size_t m = 0; line && line->indicators[m] && !here; m++)
				here = line->indicators[m] == desk->indicators[i];
			if (here)
				part->rows[part->n_rows++] = indicator_row(desk->indicators[i]), taken[i] = true;
		}
		p.n_parts += part->n_rows > 0;
	}
	page_admin_indicators(&o, &p);
	help_answer(c, _("指标手册"), &o);
	return NULL;
}

/* --- sheets ------------------------------------------------------------------------------------------------------------------------------------------ */

/* The line whose sheet it is; none: a register of all. */
static const struct line *sheet_line(struct ctx *c, const struct entity *e)
{
	for (size_t i = 0; c->site->lines && c->site->lines[i]; i++)
		for (size_t k = 0; c->site->lines[i]->entities[k]; k++)
			if (c->site->lines[i]->entities[k] == e)
				return c->site->lines[i];
	return NULL;
}

fault admin_sheets_show(struct ctx *c)
{
	const struct report_desk *desk = desk_of(c);
	struct out o = { { .mem = c->mem } };
	struct admin_sheets_page p = { .head = below(c, _("各类表的列"), str_fmt(c->mem, _("%zu种表，由程序所用的列表生成"), desk ? desk->n_entities : 0)) };
	size_t n_lines = 0;
	while (c->site->lines && c->site->lines[n_lines])
		n_lines++;
	p.parts = arena_get(c->mem, (n_lines + 1) * sizeof *p.parts);
	for (size_t k = 0; desk && k <= n_lines; k++) {
		const struct line *line = k < n_lines ? c->site->lines[k] : NULL;
		struct admin_sheet_part *part = &p.parts[p.n_parts];
		*part = (struct admin_sheet_part){ .title = str_of(line ? _(line->title) : _("各条线共用")),
			.rows = arena_get(c->mem, (desk->n_entities + 1) * sizeof *part->rows) };
		for (size_t i = 0; i < desk->n_entities; i++)
			if (sheet_line(c, desk->entities[i]) == line)
				part->rows[part->n_rows++] = (struct admin_sheet_row){ str_of(desk->entities[i]->name), str_of(_(desk->entities[i]->title)),
					path_of(c->mem, "/help/sheets/%s", desk->entities[i]->name), (int64_t)desk->entities[i]->n,
						desk->entities[i]->report != NULL };
		p.n_parts += part->n_rows > 0;
	}
	page_admin_sheets(&o, &p);
	help_answer(c, _("各类表的列"), &o);
	return NULL;
}

static struct str what_said(struct ctx *c, const struct field *d)
{
	static const char *const KINDS[] = { [FIELD_TEXT] = N_("文字"), [FIELD_INT] = N_("整数"), [FIELD_MONEY] = N_("金额（元）"), [FIELD_DAY] = N_("日期"),
		[FIELD_MONTH] = N_("月份"), [FIELD_CODE] = N_("选项"), [FIELD_YES] = N_("是或否"), [FIELD_ORG] = N_("单位名称"), [FIELD_NAME] = N_("姓名"),
		[FIELD_IDNO] = N_("身份证号"), [FIELD_PHONE] = N_("电话") };
	struct buf b = { .mem = c->mem };
	buf_puts(&b, d->kind == FIELD_MONEY && d->unit_fen == 1000000 ? _("金额（万元）") : _(KINDS[d->kind]));
	for (const struct code *k = d->codes; k && k->code; k++)
		buf_fmt(&b, "%s%s", k == d->codes ? _("：") : "、", _(k->word));
	return buf_str(&b);
}

static struct str also_said(struct ctx *c, const char *also)
{
	struct buf b = { .mem = c->mem };
	for (; also && *also; also++)
		if (*also == '|')
			buf_puts(&b, "、");
		else
			buf_c(&b, *also);
	return b.n ? buf_str(&b) : STR_NONE;
}

fault admin_sheet_show(struct ctx *c)
{
	const struct report_desk *desk = desk_of(c);
	const struct entity *e = NULL;
	struct out o = { { .mem = c->mem } };
	for (size_t i = 0; desk && i < desk->n_entities && !e; i++)
		if (str_is(c->word[0], desk->entities[i]->name))
			e = desk->entities[i];
	if (!e)
		return fault_make(c->mem, BLAME_ABSENT, "help.absent", _("没有这一页填报说明。请从帮助里打开。"));
	struct admin_sheet_page p = { .head = { .title = str_of(_(e->title)), .scope = str_fmt(c->mem, _("种类代码%s　%zu列"), e->name, e->n),
		.back = path_of(c->mem, "/help/sheets"), .back_word = _("回到各类表的列") }, .many = e->many, .report = e->report != NULL };
	p.rows = arena_get(c->mem, (e->n + 1) * sizeof *p.rows);
	for (size_t i = 0; i < e->n; i++)
		p.rows[p.n_rows++] = (struct admin_field_row){ _(e->fields[i].label), e->fields[i].hint ? _(e->fields[i].hint) : NULL, also_said(c,
			e->fields[i].also),
			what_said(c, &e->fields[i]), e->fields[i].must, e->fields[i].key || e->many };
	page_admin_sheet(&o, &p);
	help_answer(c, _(e->title), &o);
	return NULL;
}
