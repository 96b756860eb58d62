/* An official document from plain text, as an office clerk types it: lines 名称：值, a blank line, then paragraphs, one a line (docs/papers.md).
 *
 * Idea: the clerk says what a thing is by the words that stand on paper anyway (一、, （一）, 附件：, 抄送：) and nothing about its looks; what the standard
 * fixes (brackets of a number, figures of a day, the colon behind the addressees) is put right or refused here, so that every writer may trust the list.
 *
 * Promises: what is accepted stands word for word in the document; a fault names its line and says how to mend it, and all of them are said at once (the
 * first 40). A half-width mark between Han is taken as it is, and asked about.
 * Refuses: marks of secrecy, since the platform holds no classified matter; characters nobody can see (controls, marks that turn the direction of text),
 * since then paper and file would say two things; headings that skip a level; elements unknown, twice, missing or out of order.
 * Costs: one pass; a text of more than 1 MB is no official document.
 *
 * Not taken: Markdown, whose # and * mean nothing in an office and whose numbering would be ours, not the author's; reading DOCX, where what a line is has
 * to be guessed from how it looks. */
#include "base/text.h"
#include "doc/read_part.h"

enum { BYTES_MOST = 1000000, WRONGS_MOST = 40 };
enum element { E_FORM, E_URGENT, E_MARK, E_NUMBER, E_SERIAL, E_SIGNER, E_TITLE, E_TO, E_UNIT, E_DAY, E_COUNT };
enum need { NO, MAY, MUST };

static const struct { const char *name; enum need need[2]; } ELEMENTS[E_COUNT] = {       /* need: of a bulletin, of a red head */
	[E_FORM]   = { "形式",   { MAY,  MAY  } },
	[E_URGENT] = { "紧急程度", { NO, MAY } },
	[E_MARK]   = { "标志",   { MUST, MUST } },
	[E_NUMBER] = { "字号",   { NO,   MUST } },
	[E_SERIAL] = { "期号",   { MAY,  NO   } },
	[E_SIGNER] = { "签发人", { NO,   MAY  } },
	[E_TITLE]  = { "标题",   { MUST, MUST } },
	[E_TO]     = { "主送",   { NO,   MAY  } },
	[E_UNIT]   = { "单位",   { MUST, NO   } },
	[E_DAY]    = { "日期",   { MUST, NO   } },
};
struct head { struct str value[E_COUNT]; int line[E_COUNT]; };

/* --- what is wrong, and what is asked --- */

void read_wrong(struct reader *r, fault f)
{
	if (!f || r->n_wrongs++ >= WRONGS_MOST)
		return;
	struct fault *one = arena_get(r->mem, sizeof *one);
	*one = *f;
	*r->wrongs_tail = one;
	r->wrongs_tail = (fault *)&one->next;
}

void read_doubts(struct reader *r, struct str words)
{
	for (struct str where; text_half_mark(&words, &where);) {
		struct doubt *one = arena_get(r->mem, sizeof *one);
		*one = (struct doubt){ .line = r->line, .where = where };
		*r->doubts_tail = one;
		r->doubts_tail = &one->next;
	}
}

/* --- characters and lines --- */

static bool unseen(uint32_t c)                               /* dropped: they come with text from pages and mean nothing here */
{
	return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static fault characters(struct reader *r, struct str text)
{
	struct arena *mem = r->mem;
	struct buf clean = { .mem = mem };
	int line = 1;

	if (text.n > BYTES_MOST)
		return fault_make(mem, BLAME_INPUT, "paper.size", _("这份文稿有%zu字节，超过了%d字节。请核对是不是选错了文件，或把长表另存为电子表格。"), text.n, BYTES_MOST);
	for (struct str rest = text, from = text; rest.n; from = rest) {
		uint32_t c = text_next(&rest);
		struct str bytes = str_sub(from, 0, from.n - rest.n);
		if (c == 0 || (c == 0xFFFD && bytes.n != 3))
			return fault_make(mem, BLAME_INPUT, "paper.encoding", _("第%d行有读不出来的字节：文稿不是UTF-8编码。请用记事本或WPS打开，另存为UTF-8编码的文本文件后再选。"), line);
		if (text_harmful(c))
			read_wrong(r, fault_make(mem, BLAME_INPUT, "paper.invisible", _("第%d行有看不见的控制字符（U+%04X），印出来的文字会与看到的不一致。请删去这一处，重新输入。"), line,
				(unsigned)c));
		line += c == '\n';
		if (c == '\t')
			buf_c(&clean, ' ');
		else if (!unseen(c) && c != '\r')
			buf_add(&clean, bytes);
	}
	r->rest = clean.n ? buf_str(&clean) : STR_NONE;
	return NULL;
}

bool read_line(struct reader *r, struct str *ret)
{
	if (!r->rest.p)
		return false;
	r->line++;
	*ret = str_trim(str_cut(&r->rest, '\n'));
	return true;
}

bool read_pair(struct str line, struct str *ret_name, struct str *ret_value)
{
	struct str rest = line, from = line;

	for (uint32_t c; (c = text_next(&rest)) != 0; from = rest)
		if (c == 0xFF1A || c == ':') {
			*ret_name = str_trim(str_sub(line, 0, line.n - from.n));
			*ret_value = str_trim(rest);
			return true;
		}
	return false;
}

/* 秘密, 机密★1年, 密级：绝密, with blanks between as the standard sets them; 机密 as a word of a sentence is no mark. */
fault read_secret(struct reader *r, struct str line)
{
	static const char *const marks[] = { "秘密", "机密", "绝密", "密级", "保密期限" };
	static const char *const behind[] = { "★", "☆", "*", "：", ":" };
	struct buf b = { .mem = r->mem };
	struct str bare;
	bool found = false;

	for (struct str rest = line, from = line; rest.n && b.n < 40; from = rest)
		if (!text_blank(text_next(&rest)))
			buf_add(&b, str_sub(from, 0, from.n - rest.n));
	bare = buf_str(&b);
	for (size_t i = 0; i < COUNT(marks) && bare.n; i++) {
		if (!str_starts(bare, str_of(marks[i])))
			continue;
		struct str after = str_sub(bare, str_of(marks[i]).n, SIZE_MAX);
		found |= !after.n;
		for (size_t k = 0; k < COUNT(behind); k++)
			found |= str_starts(after, str_of(behind[k]));
	}
	if (!found)
		return NULL;
	return fault_make(r->mem, BLAME_INPUT, "paper.secret", _("第%d行是密级标志。本平台不办理涉密文件，请按保密规定在涉密设备上起草和印制。"), r->line);
}

/* --- the head --- */

static fault element_unknown(struct reader *r, struct str name)
{
	struct buf names = { .mem = r->mem };

	for (size_t i = 0; i < E_COUNT; i++)
		buf_fmt(&names, "%s%s", i ? "、" : "", ELEMENTS[i].name);
	return fault_make(r->mem, BLAME_INPUT, "paper.element", _("第%d行的“%.*s”不是文稿要素。空行以前只写这些要素：%.*s；正文请空一行再写。"),
		r->line, PSTR(text_clip(name, 20)), PSTR(buf_str(&names)));
}

static fault head_line(struct reader *r, struct str line, struct head *head)
{
	struct str name, value;
	size_t e = 0;

	if (!read_pair(line, &name, &value))
		return fault_make(r->mem, BLAME_INPUT, "paper.element", _("第%d行应写成“名称：值”，如“标题：关于……的通知”；正文请空一行再写。"), r->line);
	while (e < E_COUNT && !str_is(name, ELEMENTS[e].name))
		e++;
	if (e == E_COUNT)
		return element_unknown(r, name);
	if (head->line[e])
		return fault_make(r->mem, BLAME_INPUT, "paper.twice", _("第%d行的“%s”在第%d行已经写过。请删去一处。"), r->line, ELEMENTS[e].name, head->line[e]);
	if (!value.n)
		return fault_make(r->mem, BLAME_INPUT, "paper.missing", _("第%d行的“%s”后面没有内容。请补上，或删去这一行。"), r->line, ELEMENTS[e].name);
	head->value[e] = value;
	head->line[e] = r->line;
	read_doubts(r, e == E_TO && str_ends(value, STR(":")) ? str_sub(value, 0, value.n - 1) : value);      /* its colon is put right */
	return NULL;
}

static void head_read(struct reader *r, struct head *head)
{
	struct str line;
	bool begun = false;

	while (read_line(r, &line)) {
		if (!line.n && begun)
			return;
		if (!line.n)
			continue;
		begun = true;
		fault secret = read_secret(r, line);
		read_wrong(r, secret ? secret : head_line(r, line, head));
	}
}

static void head_form(struct reader *r, const struct head *head)
{
	struct str form = head->value[E_FORM];

	if (form.p && !str_is(form, "公文") && !str_is(form, "简报"))
		read_wrong(r, fault_make(r->mem, BLAME_INPUT, "paper.form", _("第%d行的形式写成了“%.*s”。请写“公文”或“简报”。"), head->line[E_FORM], PSTR(text_clip(form, 20))));
	r->doc->form = str_is(form, "简报") ? FORM_BULLETIN : FORM_RED_HEAD;
	for (size_t e = 0; e < E_COUNT; e++) {
		enum need need = ELEMENTS[e].need[r->doc->form];
		const char *word = r->doc->form == FORM_BULLETIN ? _("简报") : _("公文");
		if (need == NO && head->line[e])
			read_wrong(r, fault_make(r->mem, BLAME_INPUT, "paper.element", _("第%d行的“%s”不是%s的要素。请删去这一行，或改“形式：”一行。"), head->line[e],
				ELEMENTS[e].name, word));
		if (need == MUST && !head->line[e])
			read_wrong(r, fault_make(r->mem, BLAME_INPUT, "paper.missing", _("%s缺“%s”。请在第一个空行以前补一行“%s：……”。"), word, ELEMENTS[e].name,
				ELEMENTS[e].name));
	}
}

/* 代字〔年〕号: ^[一-龥]{2,12}〔(19|20)\d{2}〕[1-9]\d{0,4}号$ */
static bool number_good(struct str s)
{
	size_t word = 0, at = str_find(s, STR("〔")), end = str_find(s, STR("〕"));
	int64_t year, serial;

	if (at == SIZE_MAX || end == SIZE_MAX || end < at || !str_ends(s, STR("号")))
		return false;
	for (struct str rest = str_sub(s, 0, at); rest.n; word++) {
		uint32_t c = text_next(&rest);
		if (c < 0x4E00 || c > 0x9FA5)
			return false;
	}
	struct str y = str_sub(s, at + 3, end - at - 3), n = str_sub(s, end + 3, s.n - end - 6);
	if (end + 6 > s.n || word < 2 || word > 12 || y.n != 4 || !str_int(y, &year) || year < 1900 || year > 2099)
		return false;
	return n.n && n.n <= 5 && n.p[0] >= '1' && n.p[0] <= '9' && str_int(n, &serial);
}

static bool serial_good(struct str s)
{
	return str_starts(s, STR("第")) && str_find(s, STR("期")) != SIZE_MAX && str_find(s, STR("期")) > 3;
}

static fault head_number(struct reader *r, const struct head *head)
{
	struct str number = head->value[E_NUMBER], serial = head->value[E_SERIAL];
	struct part *p;

	if (number.p && !number_good(number))
		return fault_make(r->mem, BLAME_INPUT, "paper.number", _("第%d行的字号应写成“江工办发〔2018〕16号”的样子：年份四位，用六角括号〔〕，序号不加“第”、不补0。"), head->line[E_NUMBER]);
	if (serial.p && !serial_good(serial))
		return fault_make(r->mem, BLAME_INPUT, "paper.number", _("第%d行的期号应写成“第3期”的样子。"), head->line[E_SERIAL]);
	if (!number.p && !serial.p)
		return NULL;
	r->doc->subject = number.p ? number : serial;
	p = doc_add(r->doc, B_NUMBER);
	doc_text_span(r->doc, p, r->doc->subject);
	if (head->value[E_SIGNER].p)
		doc_text_span(r->doc, p, str_fmt(r->mem, "签发人：%.*s", PSTR(head->value[E_SIGNER])));
	return NULL;
}

static fault head_issuer(struct reader *r, const struct head *head)
{
	struct part *p;

	if (r->doc->form != FORM_BULLETIN)
		return NULL;
	if (!day_parse(head->value[E_DAY], &r->doc->when))
		return fault_make(r->mem, BLAME_INPUT, "paper.day", _("第%d行的日期“%.*s”不是一天。请写成“2018年9月17日”的样子。"),
			head->line[E_DAY], PSTR(text_clip(head->value[E_DAY], 20)));
	r->doc->author = head->value[E_UNIT];
	p = doc_add(r->doc, B_ISSUER);
	doc_text_span(r->doc, p, head->value[E_UNIT]);
	doc_text_span(r->doc, p, day_zh(r->mem, r->doc->when));
	return NULL;
}

static fault head_urgent(struct reader *r, const struct head *head)
{
	struct str urgent = head->value[E_URGENT];

	if (!urgent.p)
		return NULL;
	if (!str_is(urgent, "特急") && !str_is(urgent, "加急"))
		return fault_make(r->mem, BLAME_INPUT, "paper.urgent", _("第%d行的紧急程度写成了“%.*s”。请写“特急”或“加急”；不是急件的，请删去这一行。"),
			head->line[E_URGENT], PSTR(text_clip(urgent, 20)));
	doc_text_span(r->doc, doc_add(r->doc, B_URGENT), urgent);
	return NULL;
}

/* 江州市总工会文件; of several issuers 江州市总工会|江州市人力资源和社会保障局|文件, the last bar or not. */
static fault head_mark(struct reader *r, const struct head *head)
{
	static const struct str word = { "文件", sizeof("文件") - 1 };
	struct str rest = head->value[E_MARK], name;
	struct part *p = doc_add(r->doc, B_MARK);
	bool joint = str_find(rest, STR("|")) != SIZE_MAX;

	if (joint && r->doc->form == FORM_BULLETIN)
		return fault_make(r->mem, BLAME_INPUT, "paper.mark", _("第%d行的标志写了几个名称。简报只有一个刊名，请删去“|”。"), head->line[E_MARK]);
	r->doc->author = STR_NONE;
	while (rest.p) {
		name = str_trim(str_cut(&rest, '|'));
		bool ends = !rest.p && str_ends(name, word);
		if (joint && !name.n)
			return fault_make(r->mem, BLAME_INPUT, "paper.mark", _("第%d行的标志少一个机关名称。联合行文写成“江州市总工会 | 江州市教育局 | 文件”的样子。"), head->line[E_MARK]);
		struct str bare = ends ? str_trim(str_sub(name, 0, name.n - word.n)) : name;
		if (!joint || bare.n)
			doc_text_span(r->doc, p, joint ? bare : name);
		if (joint && ends)
			doc_text_span(r->doc, p, word);
		r->doc->author = r->doc->author.n ? r->doc->author : bare.n ? bare : name;      /* until somebody signs */
	}
	return NULL;
}

static void head_blocks(struct reader *r, const struct head *head)
{
	struct str to = head->value[E_TO];

	read_wrong(r, head_urgent(r, head));
	read_wrong(r, head_mark(r, head));
	read_wrong(r, head_number(r, head));
	read_wrong(r, head_issuer(r, head));
	doc_text_span(r->doc, doc_add(r->doc, B_TITLE), r->doc->title);
	if (to.p)
		doc_text_span(r->doc, doc_add(r->doc, B_TO), str_ends(to, STR("：")) ? to
			: str_fmt(r->mem, "%.*s：", PSTR(str_ends(to, STR(":")) ? str_sub(to, 0, to.n - 1) : to)));
}

fault doc_read(struct arena *mem, struct str text, struct doc **ret)
{
	struct reader r = { .mem = mem };
	struct head head = { 0 };

	r.wrongs_tail = &r.wrongs, r.doubts_tail = &r.doubts;
	TRY(characters(&r, text));
	head_read(&r, &head);
	r.doc = doc_new(mem, head.value[E_TITLE]);
	r.doc->when = DAY_NONE;
	head_form(&r, &head);
	head_blocks(&r, &head);
	read_body(&r);
	if (r.wrongs)
		return r.wrongs;
	r.doc->doubts = r.doubts;
	*ret = r.doc;
	return NULL;
}
