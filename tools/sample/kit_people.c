/* Invented people. The n-th person of a body in a subject is drawn from these three words alone, so who asks first changes nobody. A number
 * already taken is drawn again. Names are those of the region, with what breaks programs among them: two-character surnames, names of one and of
 * three characters, CJK extensions A, B and E, and names joined by U+00B7. What would be a public figure's name is drawn again. */
#include "base/id.h"
#include "kit_inside.h"
#include <string.h>

static const char *const SURNAMES[] = { "张", "王", "李", "刘", "陈", "杨", "黄", "周", "吴", "徐", "胡", "朱", "郭", "何", "罗", "郑", "谢", "唐", "邓", "冯", "曾",
	"彭", "肖", "田", "董", "袁", "潘", "余", "杜", "程", "魏", "叶", "丁", "任", "姚", "卢", "姜", "廖", "熊", "金", "石", "贾", "夏", "付", "方", "邹", "汪", "龚",
	"万", "严", "覃", "向", "雷", "贺", "阳", "龙", "史", "黎", "范", "宋", "韩", "许", "沈", "苏", "蒋", "蔡", "樊", "梁", "钟", "鲁", "鄢", "幸", "艾", "聂" };
static const char *const SURNAMES_RARE[] = { "欧阳", "诸葛", "上官", "尉迟", "令狐", "单", "解", "仇", "查", "区", "盖", "朴", "乐", "华", "翟", "缪", "阚", "卜", "隗", "佴" };
static const char *const MEN[] = { "明", "志", "文", "建", "军", "海", "波", "勇", "辉", "斌", "林", "华", "峰", "光", "松", "云", "春", "良", "祥", "永", "立", "新", "世",
	"德", "才", "宏", "启", "振", "家", "学", "庆", "忠", "义", "进", "先", "兵", "权", "安", "运", "传", "厚", "银", "福", "贵", "长", "荣", "喜", "维", "红", "汉" };
static const char *const WOMEN[] = { "丽", "芳", "娟", "敏", "静", "燕", "艳", "秀", "英", "玉", "桂", "兰", "红", "霞", "玲", "春", "梅", "琴", "云", "莉", "洁", "雪", "慧",
	"婷", "雯", "倩", "琳", "晓", "凤", "翠", "菊", "珍", "莲", "香", "银", "腊", "元", "幺", "望", "芝", "先", "冬", "巧", "容", "群", "蓉", "荷", "青", "月", "金" };
static const char *const MEN_RARE[]   = { "喆", "镕", "翀", "𠮷安", "𬭎毅", "堃", "昇旻", "㑇", "飏", "犇" };
static const char *const WOMEN_RARE[] = { "㛃", "喆妤", "翀妍", "𬍛", "婳", "珺", "㵾", "𠮷瑾", "妘", "赟" };
static const char *const MEN_DOT[]    = { "艾尼瓦尔·库尔班", "吐尔洪·卡德尔", "巴图·乌恩其" };
static const char *const WOMEN_DOT[]  = { "阿依古丽·买买提", "古丽米热·吐尔地", "其木格·萨仁" };
static const char *const NOT_OURS[] = { "朱德", "陈云", "王明", "史良", "邓华", "杨勇", "黄菊", "王勇", "雷军", "韩红", "韩雪", "贾玲", "何洁", "杨洁", "王蓉", "袁立",
	"刘德华", "张学良", "张桂梅", "胡春华", "李长春", "曾庆红", "刘志军", "张文宏", "李兰娟", "李雪琴", "黄海波", "王志文", "陈建斌", "周立波", "吴敏霞", "杨文军" };

/* ---- A hash of text to anything, open addressing; grows by doubling in the arena. ---- */
struct kit_found { struct str *keys; void **values; size_t cap, n; };

static void **found_at(struct kit *kit, struct kit_found **map, struct str key)
{
	struct kit_found *m = *map;
	if (!m || m->n * 2 >= m->cap) {
		struct kit_found *wider = arena_get(kit->mem, sizeof(*wider));
		wider->cap = m ? m->cap * 2 : 4096;
		wider->keys = arena_get(kit->mem, wider->cap * sizeof(wider->keys[0]));
		wider->values = arena_get(kit->mem, wider->cap * sizeof(wider->values[0]));
		*map = wider;
		for (size_t i = 0; m && i < m->cap; i++)
			if (m->keys[i].p)
				*found_at(kit, map, m->keys[i]) = m->values[i];
		m = *map;
	}
	uint64_t h = 0xcbf29ce484222325u;
	for (size_t i = 0; i < key.n; i++)
		h = (h ^ (unsigned char)key.p[i]) * 0x100000001b3u;
	size_t i = (size_t)(h ^ h >> 32) & (m->cap - 1);
	while (m->keys[i].p && !str_eq(m->keys[i], key))
		i = (i + 1) & (m->cap - 1);
	if (!m->keys[i].p) {
		m->keys[i] = str_copy(kit->mem, key);
		m->n++;
	}
	return &m->values[i];
}

/* True once for each text. */
static bool number_take(struct kit *kit, struct str number)
{
	void **slot = found_at(kit, &kit->taken, number);
	if (*slot)
		return false;
	*slot = kit;
	return true;
}

struct str kit_name(struct kit *kit, struct kit_rng *rng, bool woman)
{
	if (kit_chance(rng, 1) && kit_chance(rng, 60))
		return str_of(woman ? kit_pick(rng, WOMEN_DOT) : kit_pick(rng, MEN_DOT));
	const char *surname = kit_chance(rng, 3) ? kit_pick(rng, SURNAMES_RARE) : kit_pick(rng, SURNAMES);
	if (kit_chance(rng, 2))
		return str_fmt(kit->mem, "%s%s", surname, woman ? kit_pick(rng, WOMEN_RARE) : kit_pick(rng, MEN_RARE));
	const char *first = woman ? kit_pick(rng, WOMEN) : kit_pick(rng, MEN), *second = woman ? kit_pick(rng, WOMEN) : kit_pick(rng, MEN);
	bool one = kit_chance(rng, 22);
	struct str name = str_fmt(kit->mem, "%s%s%s", surname, first, one ? "" : second);
	for (size_t i = 0; i < COUNT(NOT_OURS); i++)
		if (str_is(name, NOT_OURS[i]))
			return kit_name(kit, rng, woman);
	return name;
}

static void numbers_draw(struct kit *kit, struct kit_rng *rng, struct kit_person *person, struct day born_from, struct day born_to)
{
	static const char *const divisions[] = { "429102", "429103", "429122", "429124", "429123", "429181", "429183", "429187" };
	static const char *const prefixes[] = { "130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "150", "151", "152", "153", "155", "156", "158", "159", "186", "188", "189" };
	bool known = false;      /* the city's and the zone's codes stand on nobody's card */
	for (size_t i = 0; i < COUNT(divisions); i++)
		known |= str_is(person->employer->division, divisions[i]);
	bool local = known && kit_chance(rng, 70);
	do {
		int y, m, d;
		person->born = kit_day_between(rng, born_from, born_to);
		day_split(person->born, &y, &m, &d);
		struct str division = local ? person->employer->division : str_of(kit_pick(rng, divisions));
		int order = (int)kit_between(rng, 1, 499) * 2 - (person->woman ? 0 : 1);
		struct str first17 = str_fmt(kit->mem, "%.*s%04d%02d%02d%03d", PSTR(division), y, m, d, order);
		person->idno = str_fmt(kit->mem, "%.*s%c", PSTR(first17), idno_digit(first17.p));
	} while (!number_take(kit, person->idno));
	do {
		const char *prefix = kit_pick(rng, prefixes);        /* one draw a statement: compilers choose the order of arguments */
		person->phone = str_fmt(kit->mem, "%s000%05d", prefix, (int)kit_between(rng, 0, 99999));
	} while (!number_take(kit, person->phone));
}

static struct kit_person *person_new(struct kit *kit, struct kit_rng *rng, struct kit_org *org, bool woman, int born_from, int born_to)
{
	struct kit_person *person = arena_get(kit->mem, sizeof(*person));
	person->employer = org;
	person->woman = woman;
	numbers_draw(kit, rng, person, month_first(born_from), month_last(born_to));
	return person;
}

struct kit_person *kit_person_at(struct kit *kit, const char *subject, struct kit_org *org, size_t n)
{
	struct str key = str_fmt(kit->mem, "person/%s/%.*s/%zu", subject, PSTR(org->full), n);
	void **slot = found_at(kit, &kit->people, key);
	if (*slot)
		return *slot;
	struct kit_rng rng = kit_rng("%.*s", PSTR(key));
	int percent = org->members > 0 && org->women >= 0 ? (int)(org->women * 100 / org->members) : 45;
	bool woman = kit_chance(&rng, percent);
	struct str name = kit_name(kit, &rng, woman);
	struct kit_person *person = person_new(kit, &rng, org, woman, 196003, 199712);
	person->name = name;
	*slot = person;          /* found_at was not called on this map since */
	return person;
}

struct kit_person *kit_person_make(struct kit *kit, struct kit_org *org)
{
	return kit_person_at(kit, str_c(kit->mem, kit->subject), org, org->made++);
}

struct kit_person *kit_person_born(struct kit *kit, struct kit_org *org, const char *name, bool woman, int born_from, int born_to)
{
	struct kit_rng rng = kit_rng("named/%.*s/%.*s/%s", PSTR(kit->subject), PSTR(org->full), name);
	struct kit_person *person = person_new(kit, &rng, org, woman, born_from, born_to);
	person->name = str_copy(kit->mem, str_of(name));
	return person;
}

struct kit_person *kit_person_named(struct kit *kit, struct kit_org *org, const char *name, bool woman)
{
	return kit_person_born(kit, org, name, woman, 196003, 199712);
}

void kit_subject(struct kit *kit, const char *subject)
{
	if (str_is(kit->subject, subject))
		return;
	kit->subject = str_copy(kit->mem, str_of(subject));
	for (size_t i = 0; i < kit->orgs.n; i++)
		kit->orgs.at[i]->made = 0;
}
