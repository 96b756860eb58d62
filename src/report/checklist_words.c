/* Enumerations with a number missing or twice, and unions that the register does not know: the two things that a second pair of eyes finds last.
 *
 * 一是, （一） and 1. are followed through a chapter, each kind by itself; each 一 begins anew, so a chapter may have many. 二是 counts only behind a
 * mark of punctuation; 一是 also behind a word (工作中一是), but not where it is the end of another one (唯一是, 之一是).
 * A union's name ends in 工会; where it begins is not written. It is known when a name of the register ends there. It is asked about when a name of the
 * register differs from what stands there by one character, or when between a mark and 总工会 there is nothing but one place (东山县总工会).
 * Cost: a mention is compared with the names of the register from their first character, up to the second difference.
 * Not taken: asking about every 工会 that is not known: papers speak of 基层工会, 各级工会 and 企业工会 in every second sentence. */
#include "base/text.h"
#include "kernel/org.sql.h"
#include "report/checklist_in.h"

/* --- enumerations ------------------------------------------------------------------------------------------------------------------------ */

/* 一 to 九十九, at `at`; gives where it ends, value 0: none. */
static size_t numeral(const struct chars *p, size_t at, int64_t *ret_value)
{
	static const uint32_t DIGITS[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };       /* 一二三四五六七八九 */
	int64_t ten = 0, one = 0;
	size_t end = at;
	for (; end < p->n && end - at < 3; end++) {
		int64_t digit = 0;
		for (size_t i = 0; i < COUNT(DIGITS); i++)
			if (p->c[end] == DIGITS[i])
				digit = (int64_t)i + 1;
		if (p->c[end] == 0x5341 && !ten)         /* 十 */
			ten = one ? one * 10 : 10, one = 0;
		else if (digit && !one)
			one = digit;
		else
			break;
	}
	*ret_value = ten + one;
	return end;
}

static struct str listed(struct checking *k, enum listing kind, int64_t n)
{
	struct str han = text_number_zh(k->c.mem, n);
	if (kind == BY_DOT)
		return str_fmt(k->c.mem, "%lld.", (long long)n);
	return kind == BY_IS ? str_fmt(k->c.mem, _("%.*s是"), PSTR(han)) : str_fmt(k->c.mem, _("（%.*s）"), PSTR(han));
}

static void lone(struct checking *k, size_t chapter, const struct enumerated *e)
{
	if (e->last[BY_IS] == 1)
		check_ask(k, chapter, false, str_of(_("只有“一是”，没有“二是”。请补全，或改写这一句。")));
}

static void next_listed(struct checking *k, size_t chapter, struct enumerated *e, enum listing kind, int64_t n)
{
	int64_t last = e->last[kind];
	struct str now = listed(k, kind, n);
	if (n == 1 && kind == BY_IS)
		lone(k, chapter, e);
	e->last[kind] = n;
	if (n == 1 || n == last + 1)
		return;
	if (n == last)
		check_ask(k, chapter, false, str_fmt(k->c.mem, _("“%.*s”出现了两次。请核对各项的序号。"), PSTR(now)));
	else if (!last)
		check_ask(k, chapter, false, str_fmt(k->c.mem, _("有“%.*s”，前面没有“%.*s”。请核对各项的序号。"), PSTR(now), PSTR(listed(k, kind, 1))));
	else if (n < last)
		check_ask(k, chapter, false, str_fmt(k->c.mem, _("“%.*s”排在“%.*s”之后。请核对各项的序号。"), PSTR(now), PSTR(listed(k, kind, last))));
	else
		check_ask(k, chapter, false, str_fmt(k->c.mem, _("“%.*s”之后是“%.*s”，缺“%.*s”。请核对各项的序号。"), PSTR(listed(k, kind, last)), PSTR(now),
			PSTR(listed(k, kind, last + 1))));
}

void check_enumerated(struct checking *k, size_t chapter, const struct chars *p, struct enumerated *e)
{
	static const char *const OTHER_WORDS[] = { "唯", "惟", "统", "之", "万", "单", "同", "第", "进", "专", "逐", "归", "合", "划", "十", "百", "零", NULL };
	for (size_t i = 0; i < p->n; i++) {
		uint32_t ahead = i ? p->c[i - 1] : 0;
		bool opens = !is_han(ahead) && !is_digit(ahead);
		int64_t n;
		size_t end = numeral(p, i, &n);
		if (n && chars_stand(p, end, "是") && (opens || (n == 1 && !chars_before(p, i, OTHER_WORDS))))
			next_listed(k, chapter, e, BY_IS, n);
		if (n && opens)
			i = end - 1;
		if (p->c[i] == '(' && opens && ahead != '.') {
			end = numeral(p, i + 1, &n);
			if (n && char_at(p, end) == ')')
				next_listed(k, chapter, e, BY_BRACKET, n);
		}
		end = chars_digits(p, i, &n);
		if (end > i && end - i <= 2 && n > 0 && opens && ahead != '.' && char_at(p, end) == '.' && !is_digit(char_at(p, end + 1))
			&& (!i || ahead == 0x3002 || ahead == 0xff1b || ahead == ';' || ahead == ':' || ahead == ' '))
			next_listed(k, chapter, e, BY_DOT, n);
		if (end > i)
			i = end - 1;
	}
}

void check_enumerated_end(struct checking *k, size_t chapter, const struct enumerated *e)
{
	lone(k, chapter, e);
}

/* --- unions ------------------------------------------------------------------------------------------------------------------------------ */

fault unions_of(struct checking *k, struct unions *ret)
{
	struct org_names_all_row *rows;
	size_t n;
	TRY(org_names_all(k->c.db, &rows, &n));
	*ret = (struct unions){ .names = arena_get(k->c.mem, (n + 1) * sizeof *ret->names) };
	for (size_t i = 0; i < n; i++)
		if (str_find(rows[i].name, STR("工会")) != SIZE_MAX)
			ret->names[ret->n++] = chars_of(k->c.mem, rows[i].name);
	return NULL;
}

/* Of the name that would end at `end`: how many characters differ, 2 for more, where all of it is Han. */
static int differs(const struct chars *p, size_t end, const struct chars *name)
{
	int n = 0;
	if (name->n > end)
		return 2;
	for (size_t i = 0; i < name->n && n < 2; i++)
		if (p->c[end - name->n + i] != name->c[i])
			n += is_han(p->c[end - name->n + i]) ? 1 : 2;
	return n;
}

/* 各县市区总工会, 全省工会 …: many, or one that has no name here. */
static bool names_none(struct str said)
{
	static const char *const WORDS[] = { "各", "全", "省", "两", "本", "该", "每", "上级", "下级", "基层", "所属", "有关", "驻", "其他", "县市", "市县", "市区", "县区", "区县",
		"中华", "级", "国", "与", "和", "及" };
	for (size_t i = 0; i < COUNT(WORDS); i++)
		if (str_find(said, str_of(WORDS[i])) != SIZE_MAX)
			return true;
	return false;
}

static void union_ask(struct checking *k, size_t chapter, struct unions *u, struct str said, struct str nearest)
{
	for (size_t i = 0; i < u->n_asked; i++)
		if (str_eq(u->asked[i], said))
			return;
	if (u->n_asked < COUNT(u->asked))
		u->asked[u->n_asked++] = said;
	if (nearest.n)
		check_ask(k, chapter, false, str_fmt(k->c.mem, _("“%.*s”不在单位名册里，最接近的是“%.*s”。请核对名称。"), PSTR(said), PSTR(nearest)));
	else
		check_ask(k, chapter, false, str_fmt(k->c.mem, _("“%.*s”不在单位名册里。请核对名称；是外地单位的，可以不改。"), PSTR(said)));
}

/* One place between a mark and 总工会, 区 县 市 州 旗 at its end: gives where it begins, `end` when it is none. */
static size_t one_place(const struct chars *p, size_t end)
{
	static const char *const ENDS[] = { "区总工会", "县总工会", "市总工会", "州总工会", "旗总工会", NULL };
	size_t from = end;
	if (!chars_before(p, end, ENDS))
		return end;
	while (from && is_han(p->c[from - 1]) && end - from < 9)
		from--;
	size_t place = end - from - 4;                   /* 总工会 and the kind of place */
	return (from && is_han(p->c[from - 1])) || place < 2 || place > 3 ? end : from;
}

static void union_at(struct checking *k, size_t chapter, const struct chars *p, size_t end, struct unions *u)
{
	enum { NAME_LEAST = 6 };                         /* shorter ones are too like each other */
	const struct chars *nearest = NULL;
	for (size_t i = 0; i < u->n; i++) {
		int n = differs(p, end, &u->names[i]);
		if (n == 0)
			return;
		if (n == 1 && u->names[i].n >= NAME_LEAST && (!nearest || u->names[i].n > nearest->n))
			nearest = &u->names[i];
	}
	struct str near = nearest ? chars_piece(p, end - nearest->n, end) : STR_NONE;
	if (near.n && !names_none(near)) {
		union_ask(k, chapter, u, near, nearest->text);
		return;
	}
	size_t from = one_place(p, end);
	if (from < end && !names_none(chars_piece(p, from, end)))
		union_ask(k, chapter, u, chars_piece(p, from, end), STR_NONE);
}

void check_unions(struct checking *k, size_t chapter, const struct chars *p, struct unions *u)
{
	static const char *const LONGER[] = { "委员会", "联合会" };
	for (size_t i = 0; i + 1 < p->n; i++) {
		if (!chars_stand(p, i, "工会"))
			continue;
		size_t end = i + 2;
		for (size_t w = 0; w < COUNT(LONGER); w++)
			if (chars_stand(p, end, LONGER[w]))
				end += 3;
		union_at(k, chapter, p, end, u);
	}
}
