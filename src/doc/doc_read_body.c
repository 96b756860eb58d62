/* The lines below the head: what each is, by how it begins.
 *
 * Idea: two tables, one of patterns that number a heading, one of words that open an element behind the text (附件：, 署名：, 抄送：); what is neither, nor a
 * row between two |, is a paragraph. A backslash at the line's beginning says: a paragraph, whatever it looks like.
 *
 * Promises: elements come out in the order of the standard or are refused; a heading that carries on in its line is a run-in heading up to its first 。, on
 * the levels that have a face of their own (一、 and （一）); a table has as many cells in each row as in its head.
 * Refuses: 1. under 一、 without （一） between; an annex that the list of annexes does not name; half-width brackets around a heading's number.
 *
 * Not taken: renumbering. A number in a heading is the author's word, and other papers cite it. */
#include "base/text.h"
#include "doc/read_part.h"

enum { COLUMNS_MOST = 20 };

/* --- headings --- */

static bool numeral(uint32_t c)
{
	static const char all[] = "一二三四五六七八九十百零〇";
	struct str rest = STR(all);

	for (uint32_t one; (one = text_next(&rest)) != 0;)
		if (one == c)
			return true;
	return false;
}

static bool digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Takes a number off the front; false: none. */
static bool take(struct str *s, bool (*of)(uint32_t))
{
	struct str rest = *s, before = *s;

	while (rest.n && of(text_next(&rest)))
		before = rest;
	bool some = before.n < s->n;
	*s = before;
	return some;
}

/* 1 一、 2 （一） 3 1. 4 （1）; 0: no heading. half: its brackets are half-width. */
static int heading_level(struct str line, bool *ret_half)
{
	struct str rest = line, after = line;
	uint32_t first = text_next(&after), close;

	*ret_half = first == '(';
	if (first == 0xFF08 || first == '(') {
		rest = after;
		int level = numeral(text_next(&after)) ? 2 : 4;
		if (!take(&rest, level == 2 ? numeral : digit))
			return 0;
		close = text_next(&rest);
		*ret_half |= close == ')';
		return (close == 0xFF09 || close == ')') && rest.n ? level : 0;
	}
	if (numeral(first))
		return take(&rest, numeral) && text_next(&rest) == 0x3001 && rest.n ? 1 : 0;
	if (!take(&rest, digit))
		return 0;
	close = text_next(&rest);
	after = rest;
	return (close == '.' || close == 0xFF0E) && rest.n && !digit(text_next(&after)) ? 3 : 0;
}

static fault level_allowed(struct reader *r, int level, bool half)
{
	static const char *const words[] = { "", "一、", "（一）", "1.", "（1）" };

	if (half)
		return fault_make(r->mem, BLAME_INPUT, "paper.bracket", _("第%d行的层次序号用了半角括号。请改为全角括号，如“（一）”。"), r->line);
	bool skips = r->level >= 0 && level > r->level + 1;
	r->level = level;
	if (skips)
		return fault_make(r->mem, BLAME_INPUT, "paper.level", _("第%d行是“%s”一层，前面还没有“%s”。层次依次是一、（一）1.（1），不能越级；不是标题的，请在行首加一个反斜杠\\。"),
			r->line, words[level], words[level - 1]);
	return NULL;
}

static bool ends_open(struct str line)                       /* what ends so goes on or is an item, no heading of its own */
{
	static const char *const marks[] = { "；", "，", "：", "、", "！", "？", ";", ",", ":" };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_ends(line, str_of(marks[i])))
			return true;
	return false;
}

static void heading_add(struct reader *r, struct str line, int level)
{
	size_t stop = str_find(line, STR("。"));
	struct part *p;

	if (stop == SIZE_MAX && !ends_open(line)) {
		p = doc_add(r->doc, B_HEADING);
		p->level = level;
		doc_text_span(r->doc, p, line);
		return;
	}
	p = doc_add(r->doc, B_PARA);
	if (level > 2 || stop == SIZE_MAX) {
		doc_text_span(r->doc, p, line);
		return;
	}
	p->level = level;
	doc_heading_span(r->doc, p, str_sub(line, 0, stop + 3));
	doc_text_span(r->doc, p, str_sub(line, stop + 3, SIZE_MAX));
}

/* --- text and tables --- */

static fault body_allowed(struct reader *r)
{
	if (r->annex) {
		r->annex = NULL;                                 /* said once */
		return fault_make(r->mem, BLAME_INPUT, "paper.missing", _("第%d行以前的附件没有标题。请在“附件”一行下面写一行“标题：……”。"), r->line);
	}
	if (r->stage == AT_BODY || r->stage == AT_ANNEX)
		return NULL;
	return fault_make(r->mem, BLAME_INPUT, "paper.order", _("第%d行是正文，却写在落款等要素后面。请移到“附件：”“署名：”以前；附件的内容请在前面写一行“附件1”。"), r->line);
}

static bool row_line(struct str line)
{
	return line.n >= 2 && line.p[0] == '|' && line.p[line.n - 1] == '|';
}

static bool row_rule(struct str line)                        /* |---|:--:| */
{
	bool dash = false;

	for (size_t i = 0; i < line.n; i++) {
		dash |= line.p[i] == '-';
		if (line.p[i] != '|' && line.p[i] != '-' && line.p[i] != ':' && line.p[i] != ' ')
			return false;
	}
	return dash;
}

static size_t cells_of(const struct part *row)
{
	size_t n = 0;

	for (const struct part *c = row->cells; c; c = c->next)
		n++;
	return n;
}

static fault row_add(struct reader *r, struct str line)
{
	struct str rest = str_sub(line, 1, line.n - 2);
	bool first = !r->table;

	TRY(body_allowed(r));
	read_doubts(r, line);
	if (!first && r->table->rows == r->table->last && row_rule(line))
		return NULL;
	if (first)
		r->table = doc_add(r->doc, B_TABLE);
	struct part *row = doc_row(r->doc, r->table, first);
	do
		doc_text_span(r->doc, doc_cell(r->doc, row), str_trim(str_cut(&rest, '|')));
	while (rest.p);
	if (cells_of(row) > COLUMNS_MOST)
		return fault_make(r->mem, BLAME_INPUT, "paper.table", _("第%d行的表格有%zu列，纸面放不下。请减到%d列以内，或另附电子表格。"), r->line, cells_of(row), COLUMNS_MOST);
	if (cells_of(row) != cells_of(r->table->rows))
		return fault_make(r->mem, BLAME_INPUT, "paper.table", _("第%d行的表格有%zu格，表头是%zu格。请补齐或删去多出的“|”；空格子也要留着两边的“|”。"),
			r->line, cells_of(row), cells_of(r->table->rows));
	return NULL;
}

static fault para_add(struct reader *r, struct str line)
{
	bool half;
	int level = heading_level(line, &half);

	TRY(body_allowed(r));
	if (!level) {
		doc_text_span(r->doc, doc_add(r->doc, B_PARA), line);
		return NULL;
	}
	TRY(level_allowed(r, level, half));
	heading_add(r, line, level);
	return NULL;
}

/* --- what stands behind the text --- */

static fault attached_add(struct reader *r, struct str line, struct str value)
{
	int64_t number = 0;
	struct str rest = value;

	if (ends_open(value) || str_ends(value, STR("。")))
		return fault_make(r->mem, BLAME_INPUT, "paper.attached", _("第%d行的附件名称后面不加标点。请删去最后的标点。"), r->line);
	if (take(&rest, digit)) {
		uint32_t dot = text_next(&rest);
		if ((dot != '.' && dot != 0xFF0E) || !str_int(str_sub(value, 0, value.n - rest.n - (dot == '.' ? 1 : 3)), &number))
			number = 0;
	}
	if (!r->n_attached)
		r->numbered = number == 1;
	if (r->n_attached ? !r->numbered || number != r->n_attached + 1 : number > 1)
		read_wrong(r, fault_make(r->mem, BLAME_INPUT, "paper.attached", _("第%d行的附件没有接着编号。两个以上的附件，从“附件：1. 名称”起逐个编号，各占一行；不是附件的，请移到“附件：”以前。"), r->line));
	if (!r->attached)
		r->attached = doc_add(r->doc, B_ATTACHED);
	r->n_attached++;
	doc_text_span(r->doc, r->attached, line);
	return NULL;
}

static fault attached_first(struct reader *r, struct str line, struct str value)
{
	if (r->attached)
		return fault_make(r->mem, BLAME_INPUT, "paper.twice", _("第%d行又写了“附件：”。几个附件请接着写“2. 名称”，各占一行。"), r->line);
	return attached_add(r, line, value);
}

static fault sign_name(struct reader *r, struct str line, struct str value)
{
	if (r->signed_on)
		return fault_make(r->mem, BLAME_INPUT, "paper.order", _("第%d行的署名写在成文日期后面。请移到成文日期以前。"), r->line);
	if (!r->sign) {
		r->sign = doc_add(r->doc, B_SIGN);
		r->doc->author = value;
	}
	doc_text_span(r->doc, r->sign, value);
	return NULL;
}

static fault sign_day(struct reader *r, struct str line, struct str value)
{
	if (r->signed_on)
		return fault_make(r->mem, BLAME_INPUT, "paper.twice", _("第%d行又写了成文日期。请删去一处。"), r->line);
	r->signed_on = true;
	if (!day_parse(value, &r->doc->when))
		return fault_make(r->mem, BLAME_INPUT, "paper.day", _("第%d行的日期“%.*s”不是一天。请写成“2018年9月17日”的样子。"), r->line, PSTR(text_clip(value, 20)));
	if (!r->sign)
		r->sign = doc_add(r->doc, B_SIGN);
	doc_text_span(r->doc, r->sign, day_zh(r->mem, r->doc->when));
	return NULL;
}

static fault sign_seal(struct reader *r, struct str line, struct str value)
{
	if (!r->sign || (!str_is(value, "是") && !str_is(value, "否")))
		return fault_make(r->mem, BLAME_INPUT, "paper.order", _("第%d行请写“盖章：是”或“盖章：否”，并写在“署名：”以后。"), r->line);
	r->sign->level = str_is(value, "是");
	return NULL;
}

static fault remark_add(struct reader *r, struct str line, struct str value)
{
	bool bare = !str_starts(value, STR("（")) || !str_ends(value, STR("）"));

	doc_text_span(r->doc, doc_add(r->doc, B_REMARK), bare ? str_fmt(r->mem, "（%.*s）", PSTR(value)) : value);
	return NULL;
}

static fault note_add(struct reader *r, struct str line, struct str value)
{
	TRY(body_allowed(r));
	doc_text_span(r->doc, doc_add(r->doc, B_NOTE), line);
	return NULL;
}

static fault send_add(struct reader *r, struct str line, struct str value)
{
	struct part *p = doc_add(r->doc, B_SEND);

	doc_text_span(r->doc, p, str_sub(line, 0, line.n - value.n));
	doc_text_span(r->doc, p, value);
	return NULL;
}

static void span_empty(struct reader *r, struct part *p)     /* nothing stands at the left */
{
	struct span *s = arena_get(r->mem, sizeof(*s));

	*p->tail = s;
	p->tail = &s->next;
}

static fault imprint_add(struct reader *r, struct str line, struct str value)
{
	struct str rest = value, left = str_trim(str_cut(&rest, '|')), right = str_trim(rest);
	struct part *p;
	struct day day;

	if (r->stage == AT_IMPRINT)
		return fault_make(r->mem, BLAME_INPUT, "paper.twice", _("第%d行又写了印发机关或印数。请删去一处。"), r->line);
	if (!left.n || !day_parse(str_ends(right, STR("印发")) ? str_sub(right, 0, right.n - 6) : right, &day))
		return fault_make(r->mem, BLAME_INPUT, "paper.day", _("第%d行请写成“印发：江州市总工会办公室 | 2018年9月17日印发”的样子。"), r->line);
	p = doc_add(r->doc, B_IMPRINT);
	doc_text_span(r->doc, p, left);
	doc_text_span(r->doc, p, str_fmt(r->mem, "%.*s印发", PSTR(day_zh(r->mem, day))));
	return NULL;
}

static fault copies_add(struct reader *r, struct str line, struct str value)
{
	struct str number = str_ends(value, STR("份")) ? str_sub(value, 0, value.n - 3) : value;
	int64_t copies;
	struct part *p;

	if (r->stage == AT_IMPRINT)
		return fault_make(r->mem, BLAME_INPUT, "paper.twice", _("第%d行又写了印发机关或印数。请删去一处。"), r->line);
	if (!str_int(number, &copies) || copies < 1)
		return fault_make(r->mem, BLAME_INPUT, "paper.number", _("第%d行的印数不是一个数。请写成“印数：50”的样子。"), r->line);
	p = doc_add(r->doc, B_IMPRINT);
	span_empty(r, p);
	doc_text_span(r->doc, p, str_fmt(r->mem, "（共印%lld份）", (long long)copies));
	return NULL;
}

static fault annex_title(struct reader *r, struct str line, struct str value)
{
	if (!r->annex)
		return fault_make(r->mem, BLAME_INPUT, "paper.order", _("第%d行的“标题：”不在“附件”一行下面。文稿的标题写在第一个空行以前。"), r->line);
	r->annex = NULL;
	doc_text_span(r->doc, doc_add(r->doc, B_TITLE), value);
	return NULL;
}

/* stage: what must not have passed yet; AT_BODY: where it stands is the element's own matter. */
static const struct element { const char *name; enum stage stage; fault (*add)(struct reader *, struct str line, struct str value); } ELEMENTS[] = {
	{ "附件",     AT_ATTACHED, attached_first },
	{ "署名",     AT_SIGN,     sign_name      },
	{ "成文日期", AT_SIGN,     sign_day       },
	{ "盖章",     AT_SIGN,     sign_seal      },
	{ "附注",     AT_REMARK,   remark_add     },
	{ "标题",     AT_BODY,     annex_title    },
	{ "注",       AT_BODY,     note_add       },
	{ "报",       AT_SEND,     send_add       },
	{ "送",       AT_SEND,     send_add       },
	{ "发",       AT_SEND,     send_add       },
	{ "抄送",     AT_SEND,     send_add       },
	{ "印发",     AT_IMPRINT,  imprint_add    },
	{ "印数",     AT_IMPRINT,  copies_add     },
};

static fault stage_enter(struct reader *r, enum stage stage, const char *name)
{
	if (r->annex)
		return body_allowed(r);
	if (stage < r->stage)
		return fault_make(r->mem, BLAME_INPUT, "paper.order", _("第%d行的“%s”写得太靠后。次序是：正文、附件说明、署名、成文日期、附注、附件、抄送、印发。"), r->line, name);
	return NULL;
}

static fault element_add(struct reader *r, const struct element *e, struct str value)
{
	if (!value.n)
		return fault_make(r->mem, BLAME_INPUT, "paper.missing", _("第%d行的“%s”后面没有内容。请补上，或删去这一行。"), r->line, e->name);
	read_doubts(r, value);
	if (e->stage != AT_BODY)
		TRY(stage_enter(r, e->stage, e->name));
	TRY(e->add(r, str_fmt(r->mem, "%s：%.*s", e->name, PSTR(value)), value));
	r->stage = e->stage != AT_BODY ? e->stage : r->stage;
	return NULL;
}

/* 附件, 附件2, 附件 2（横排）, alone on its line. */
static bool annex_line(struct str line, int64_t *ret_number, bool *ret_wide)
{
	struct str rest = line;

	if (!str_starts(line, STR("附件")))
		return false;
	rest = str_trim(str_sub(rest, 6, SIZE_MAX));
	*ret_wide = str_ends(rest, STR("（横排）"));
	if (*ret_wide)
		rest = str_trim(str_sub(rest, 0, rest.n - STR("（横排）").n));
	*ret_number = 0;
	return !rest.n || (rest.n <= 3 && rest.p[0] != '+' && str_int(rest, ret_number) && *ret_number > 0);
}

static fault annex_add(struct reader *r, int64_t number, bool wide)
{
	struct part *p;

	TRY(stage_enter(r, AT_ANNEX, _("附件")));
	r->n_annexes++;
	if ((number && number != r->n_annexes) || (!number && r->n_annexes > 1))
		read_wrong(r, fault_make(r->mem, BLAME_INPUT, "paper.attached", _("第%d行应是附件%lld。请按次序编号。"), r->line, (long long)r->n_annexes));
	else if (r->n_annexes > r->n_attached)
		read_wrong(r, fault_make(r->mem, BLAME_INPUT, "paper.attached", _("第%d行的附件没有列在附件说明里。请在正文后面补写“附件：”一行。"), r->line));
	p = doc_add(r->doc, B_ANNEX);
	p->level = wide;
	doc_text_span(r->doc, p, number ? str_fmt(r->mem, "附件%lld", (long long)number) : STR("附件"));
	r->annex = p;
	r->level = -1;
	r->stage = AT_ANNEX;
	return NULL;
}

static fault body_line(struct reader *r, struct str line)
{
	struct str name, value;
	int64_t number;
	bool wide;

	TRY(read_secret(r, line));
	if (line.p[0] == '\\') {                               /* a paragraph, whatever it looks like */
		TRY(body_allowed(r));
		read_doubts(r, line);
		doc_text_span(r->doc, doc_add(r->doc, B_PARA), str_trim(str_sub(line, 1, SIZE_MAX)));
		return NULL;
	}
	if (annex_line(line, &number, &wide))
		return annex_add(r, number, wide);
	if (read_pair(line, &name, &value))
		for (size_t i = 0; i < COUNT(ELEMENTS); i++)
			if (str_is(name, ELEMENTS[i].name))
				return element_add(r, &ELEMENTS[i], value);
	read_doubts(r, line);
	if (r->stage == AT_ATTACHED)
		return attached_add(r, line, line);
	return para_add(r, line);
}

static void body_end(struct reader *r, bool any)
{
	if (r->annex)
		read_wrong(r, body_allowed(r));
	else if (!any)
		read_wrong(r, fault_make(r->mem, BLAME_INPUT, "paper.missing", _("文稿没有正文。请在要素后面空一行，再写正文。")));
	else if (r->sign && !r->signed_on)
		read_wrong(r, fault_make(r->mem, BLAME_INPUT, "paper.missing", _("文稿有署名，缺成文日期。请在署名下面补一行“成文日期：……”。")));
}

void read_body(struct reader *r)
{
	struct str line;
	bool any = false;

	while (read_line(r, &line)) {
		if (row_line(line)) {
			read_wrong(r, row_add(r, line));
			any = true;
			continue;
		}
		r->table = NULL;
		if (!line.n)
			continue;
		read_wrong(r, body_line(r, line));
		any |= r->stage == AT_BODY;
	}
	body_end(r, any);
}
