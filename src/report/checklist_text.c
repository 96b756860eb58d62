/* What the words of the report say by themselves: days that no calendar has, document numbers in another form than GB/T 9704's, enumerations with a
 * number missing, unions that the register does not know, half-width marks between Han.
 *
 * Chinese has no blanks, so a word's beginning is not seen. Every rule is therefore on the careful side: it speaks where what it found can hardly be
 * something else, and is silent where it may be. 5个工作日, 30日内 and 每月30日 name no day; 31日 is good where its sentence speaks of a month that has
 * one; 唯一是 and 之一是 open no enumeration; 各县市区总工会 and 市总工会 name no one union, while 沙州区总工会 differs from a name of the register by
 * one character, and that is what a slip looks like.
 * Refused outright (the issue is blocked): a written month and day that do not exist, a document number that is malformed.
 * Cost: linear in the text; names are compared from their first difference, some thousand names a mention.
 * Not taken: a dictionary of words; reading Chinese numerals as days, which these papers do not write. */
#include <string.h>
#include "base/text.h"
#include "report/checklist.sql.h"
#include "report/checklist_in.h"

struct chars chars_of(struct arena *mem, struct str text)
{
	struct chars all = { .text = text, .c = arena_get(mem, (text.n + 1) * sizeof(uint32_t)), .at = arena_get(mem, (text.n + 1) * sizeof(size_t)) };
	for (struct str rest = text; rest.n; all.n++) {
		all.at[all.n] = text.n - rest.n;
		all.c[all.n] = text_next_half(&rest);
	}
	all.at[all.n] = text.n;
	return all;
}

struct str chars_piece(const struct chars *p, size_t from, size_t to)
{
	return str_sub(p->text, p->at[from], p->at[to] - p->at[from]);
}

bool chars_stand(const struct chars *p, size_t at, const char *word)
{
	return at < p->n && str_starts(str_sub(p->text, p->at[at], SIZE_MAX), str_of(word));
}

bool chars_before(const struct chars *p, size_t at, const char *const *words)
{
	for (; *words; words++)
		if (str_ends(str_sub(p->text, 0, p->at[at]), str_of(*words)))
			return true;
	return false;
}

static bool behind(const struct chars *p, size_t at, const char *const *words)
{
	for (; *words; words++)
		if (chars_stand(p, at, *words))
			return true;
	return false;
}

size_t chars_digits(const struct chars *p, size_t at, int64_t *ret_value)
{
	size_t end = at;
	*ret_value = 0;
	for (; is_digit(char_at(p, end)); end++)
		*ret_value = end - at < 6 ? *ret_value * 10 + (p->c[end] - '0') : -1;
	if (end == at)
		*ret_value = -1;
	return end;
}

/* --- days -------------------------------------------------------------------------------------------------------------------------------- */

static bool day_exists(int64_t year, int64_t month, int64_t day)
{
	struct day d;
	return year > 0 && month > 0 && day_make((int)year, (int)month, (int)day, &d);
}

/* 30日内, 为期30日, 每月30日: no day of this month. */
static bool no_day(const struct chars *p, size_t from, size_t end)
{
	static const char *const AFTER[] = { "内", "期", "均", "游", "以内", "以上", "以下", "左右", "薪", "无", "本", "元", NULL };
	static const char *const AHEAD[] = { "每", "每月", "上月", "次月", "下月", "近", "满", "连续", "为期", "历时", "不少于", "不超过", "不多于", "不低于",
		"超过", "延长", "延期", "共", "达", "第", ".", "/", "-", NULL };
	return behind(p, end, AFTER) || chars_before(p, from, AHEAD);
}

struct calendar { int64_t year, month; };        /* of which the sentence speaks; 0: it has not said */

static void day_wrong(struct checking *k, size_t chapter, bool blocks, struct str said, int64_t year, int64_t month)
{
	struct str whose = month > 0 && month <= 12 ? month_zh(k->c.mem, (int)(year * 100 + month)) : str_fmt(k->c.mem, _("%lld年"), (long long)year);
	check_ask(k, chapter, blocks, str_fmt(k->c.mem, blocks ? _("文中的“%.*s”：%.*s没有这一天。请核对日期。")
		: _("文中的“%.*s”：%.*s没有这一天。请核对日期；说的是别的月份的，请写明月份。"), PSTR(said), PSTR(whose)));
}

/* 2019年2月30日, 2月30日: at the month's figures; gives where the scan goes on. written: where the year begins just before, or `at`. */
static size_t month_and_day(struct checking *k, size_t chapter, const struct chars *p, size_t written, size_t at, struct calendar *spoken)
{
	int64_t month, day, own = k->c.month / 100;
	size_t from = chars_digits(p, at, &month) + 1, end = chars_digits(p, from, &day);
	if (month <= 12)
		spoken->month = month;
	if (end == from || !chars_stand(p, end, "日"))
		return from;
	int64_t year = spoken->year ? spoken->year : own;
	if (!day_exists(year, month, day) && (written < at || !day_exists(own, month, day)))
		day_wrong(k, chapter, true, chars_piece(p, written, end + 1), year, month);
	return end + 1;
}

static void bare_day(struct checking *k, size_t chapter, const struct chars *p, size_t at, size_t end, int64_t day, const struct calendar *spoken)
{
	int64_t own = k->c.month / 100, month = k->c.month % 100;
	if (end - at > 2 || day >= 40 || no_day(p, at, end + 1))
		return;
	if (!day_exists(own, month, day) && !day_exists(spoken->year ? spoken->year : own, spoken->month, day))
		day_wrong(k, chapter, false, chars_piece(p, at, end + 1), own, month);
}

static void days(struct checking *k, size_t chapter, const struct chars *p)
{
	struct calendar spoken = { 0 };
	size_t year_at = 0, year_end = 0;                /* of the year written last */
	for (size_t i = 0; i < p->n;) {
		int64_t value;
		size_t end = chars_digits(p, i, &value);
		bool decimal = i && p->c[i - 1] == '.';
		if (p->c[i] == 0x3002)                   /* 。 */
			spoken.month = 0;
		if (end - i == 4 && chars_stand(p, end, "年")) {
			spoken = (struct calendar){ value, 0 };
			year_at = i, year_end = end + 1;
		} else if (value > 0 && end - i <= 2 && chars_stand(p, end, "月") && !decimal) {
			i = month_and_day(k, chapter, p, i && i == year_end ? year_at : i, i, &spoken);
			continue;
		} else if (value >= 0 && chars_stand(p, end, "日") && !decimal) {
			bare_day(k, chapter, p, i, end, value, &spoken);
		}
		i = end > i ? end : i + 1;
	}
}

/* --- document numbers -------------------------------------------------------------------------------------------------------------------- */

struct documents { struct checklist_documents_row *known; size_t n; struct str asked[64]; size_t n_asked; };

/* Running text gives no beginning of a number (根据江工发〔2018〕41号), so a known one is one that ends there. */
static bool document_known(const struct documents *d, struct str said)
{
	for (size_t i = 0; i < d->n; i++)
		if (str_ends(said, d->known[i].number))
			return true;
	for (size_t i = 0; i < d->n_asked; i++)
		if (str_eq(said, d->asked[i]))
			return true;
	return false;
}

static bool is_open(uint32_t c)  { return c == '(' || c == '[' || c == 0x3008 || c == 0x3010 || c == 0x3014; }     /* ( [ 〈 【 〔 */
static bool is_close(uint32_t c) { return c == ')' || c == ']' || c == 0x3009 || c == 0x3011 || c == 0x3015; }

/* 〔2018〕41号 in whatever brackets, at the opening one. A bracketed year followed by something else (a court's （2019）鄂01民初1号) is none. */
static void document(struct checking *k, size_t chapter, const struct chars *p, size_t open, struct documents *d)
{
	enum { CODE_LEAST = 2, CODE_MOST = 12, SERIAL_MOST = 5 };       /* characters of a 代字, digits of a number */
	int64_t year, serial;
	size_t code = open, close = chars_digits(p, open + 1, &year), first = close + 1;
	if (close - open != 5 || year < 1900 || year > 2099 || !is_close(char_at(p, close)))
		return;
	bool ordinal = chars_stand(p, first, "第");
	first += ordinal;
	size_t end = chars_digits(p, first, &serial);
	if (end == first || !chars_stand(p, end, "号"))
		return;
	while (code > 0 && open - code < CODE_MOST && is_han(p->c[code - 1]))
		code--;
	struct str said = chars_piece(p, code, end + 1);
	bool good = p->c[open] == 0x3014 && p->c[close] == 0x3015 && !ordinal && p->c[first] != '0' && end - first <= SERIAL_MOST;
	if (open - code < CODE_LEAST)                    /* 江工发〔2018〕5号、〔2018〕6号 */
		return;
	if (!good) {
		check_ask(k, chapter, true, str_fmt(k->c.mem, _("文号“%.*s”写法不规范，应写成“%.*s〔%lld〕%lld号”：年份用六角括号〔〕，序号不加“第”、不补零。请改正。"),
			PSTR(said), PSTR(chars_piece(p, code, open)), (long long)year, (long long)serial));
		return;
	}
	if (document_known(d, said))
		return;
	if (d->n_asked < COUNT(d->asked))
		d->asked[d->n_asked++] = said;
	check_ask(k, chapter, false, str_fmt(k->c.mem, _("文号“%.*s”不在文件登记里。请核对文号，或补登这份文件（matter.document）。"), PSTR(said)));
}

static void document_numbers(struct checking *k, size_t chapter, const struct chars *p, struct documents *d)
{
	for (size_t i = 0; i < p->n; i++)
		if (is_open(p->c[i]))
			document(k, chapter, p, i, d);
}

/* --- marks ------------------------------------------------------------------------------------------------------------------------------- */

/* Half-width marks between Han, one question a chapter: a slip of the keyboard that nobody sees on a screen and everybody on paper. */
static void half_marks(struct checking *k, size_t chapter)
{
	enum { SHOWN = 3 };
	struct buf places = { .mem = k->c.mem };
	size_t n = 0;
	for (size_t i = 0; i < k->chapters[chapter].n; i++) {
		struct str rest = k->chapters[chapter].paragraphs[i], where;
		while (text_half_mark(&rest, &where))
			if (n++ < SHOWN)
				buf_fmt(&places, "%s“%.*s”", places.n ? "、" : "", PSTR(where));
	}
	if (n)
		check_ask(k, chapter, false, str_fmt(k->c.mem, _("有%zu处半角标点夹在汉字之间：%.*s%s。一般应改为全角标点，请核对。"), n, PSTR(buf_str(&places)),
			n > SHOWN ? _("等") : ""));
}

fault check_text(struct checking *k)
{
	struct documents d = { 0 };
	struct unions unions;
	TRY(checklist_documents(k->c.db, &d.known, &d.n));
	TRY(unions_of(k, &unions));
	for (size_t at = 0; at < k->n; at++) {
		struct enumerated listed = { 0 };
		for (size_t i = 0; i < k->chapters[at].n; i++) {
			struct chars p = chars_of(k->c.mem, k->chapters[at].paragraphs[i]);
			days(k, at, &p);
			document_numbers(k, at, &p, &d);
			check_enumerated(k, at, &p, &listed);
			check_unions(k, at, &p, &unions);
		}
		check_enumerated_end(k, at, &listed);
		half_marks(k, at);
	}
	return NULL;
}
