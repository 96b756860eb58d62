/* The office looks at itself: heads of departments report on their year, departments and persons are commended, some of them speak.
 *
 * What stands here is what was said aloud: who reported and in which order, the commendations as announced, the speakers. Of the secret assessment
 * that lies between, nothing is kept in these tables, neither marks nor who gave them, so nothing can be guessed from the order of rows.
 * There are three tracks, departments, cadres and contract assistants; who holds a post of assistant is commended as one and as nothing else. Each
 * certificate has a number 年度-track-serial, and a number once given stays with its holder.
 * Refused: a person who is in no register of officers (a name misspelt would count as one more), a department with a person's name, a number given twice.
 * Not taken: quotas. They are set by the year's notice, and this table only repeats what was announced. */
#include "lines/peer.schema.h"
#include "lines/peer.sql.h"
#include "lines/peer/peer_in.h"

enum { YEAR_LEAST = 2000, YEAR_MOST = 2100 };

static const struct code FORMS[] = { { "slides", N_("PPT") }, { "text", N_("文字材料") }, { "film", N_("专题片") }, { NULL, NULL } };
static const struct code TRACKS[] = { { "department", N_("部室") }, { "cadre", N_("干部") }, { "assistant", N_("协理员") }, { NULL, NULL } };
const struct code PEER_LEVELS[] = { { "head", N_("部室负责人") }, { "cadre", N_("机关干部") }, { "assistant", N_("协理员") }, { NULL, NULL } };

/* Officer, contract assistant, or neither, on that day. */
static fault posts_of(struct filling *f, int64_t person, struct day on, bool *ret_officer, bool *ret_assistant)
{
	struct peer_posts_row *posts;
	size_t n;
	TRY(peer_posts(f->db, (struct peer_posts_in){ .person = person, .on = on }, &posts, &n));
	*ret_officer = n > 0;
	*ret_assistant = false;
	for (size_t i = 0; i < n; i++)
		*ret_assistant |= str_starts(posts[i].title, STR("协理员"));
	return NULL;
}

static void officer_wrong(struct filling *f, size_t at)
{
	filling_wrong(f, at, "peer.no_officer", _("干部名册里这个部室没有这位干部。请核对姓名和部室，或先补登干部名册。"));
}

/* --- debriefs ----------------------------------------------------------------------------------------------------------------------------- */

static fault debrief_check(struct filling *f)
{
	struct peer_debrief *d = f->row;
	bool officer, assistant;
	TRY(posts_of(f, d->person, d->head.day, &officer, &assistant));
	if (!officer)
		officer_wrong(f, offsetof(struct peer_debrief, person));
	else if (assistant)
		filling_wrong(f, offsetof(struct peer_debrief, person), "peer.not_head", _("干部名册里这位是协理员，不作部室负责人述职。请核对姓名。"));
	if (d->year > day_month(d->head.day) / 100)
		filling_wrong(f, offsetof(struct peer_debrief, year), "peer.year", _("述职年度晚于述职的那一年。请核对年度和日期。"));
	return NULL;
}

static const struct field DEBRIEF_FIELDS[] = {
	FIELD(peer_debrief, head.org, N_("部室"),     FIELD_ORG,  .also = "部门|所在部室", .must = true, .within = true),
	FIELD(peer_debrief, year,     N_("述职年度"), FIELD_INT,  .also = "年度", .must = true, .key = true, .least = YEAR_LEAST, .most = YEAR_MOST),
	FIELD(peer_debrief, ordinal,  N_("述职顺序"), FIELD_INT,  .also = "顺序|序号", .least = 1, .most = 100),
	FIELD(peer_debrief, person,   N_("述职人"),   FIELD_NAME, .also = "姓名|述职人姓名|负责人", .must = true, .key = true),
	FIELD(peer_debrief, form,     N_("述职形式"), FIELD_CODE, .also = "形式", .must = true, .codes = FORMS),
	FIELD(peer_debrief, head.day, N_("述职日期"), FIELD_DAY,  .also = "日期", .must = true, .key = true),
};
static const struct entity PEER_DEBRIEF = { .name = "peer.debrief", .title = N_("机关述职登记表"), .table = &peer_debrief_table, .fields = DEBRIEF_FIELDS,
	.n = COUNT(DEBRIEF_FIELDS), .check = debrief_check };

/* --- commendations ------------------------------------------------------------------------------------------------------------------------ */

/* 2018-部室-1: year, track, serial from 1 without noughts in front. */
static bool number_good(const struct peer_award *a)
{
	struct str rest = a->number, year = str_cut(&rest, '-'), track = str_cut(&rest, '-');
	int64_t y, serial;
	bool known = false;
	for (const struct code *c = TRACKS; c->code; c++)
		known |= str_is(track, c->word) && str_is(a->track, c->code);
	return known && str_int(year, &y) && y == a->year && str_int(rest, &serial) && serial > 0 && rest.p[0] >= '1' && rest.p[0] <= '9';
}

static fault number_check(struct filling *f, const struct peer_award *a)
{
	struct peer_number_taken_row *taken;
	size_t n;
	if (!number_good(a)) {
		filling_wrong(f, offsetof(struct peer_award, number), "peer.number",
			_("证书编号应写成“年度-类别-序号”，例如2018-干部-1：年度和类别与本行一致，序号从1起，不补零。"));
		return NULL;
	}
	TRY(peer_number_taken(f->db, (struct peer_number_taken_in){ .number = a->number }, &taken, &n));
	for (size_t i = 0; i < n; i++)
		if (taken[i].org != a->head.org || taken[i].person != a->person || !str_eq(taken[i].track, a->track)) {
			filling_wrong(f, offsetof(struct peer_award, number), "peer.number_taken", _("这个证书编号已经发给别人。请接着最后一个编号往下编。"));
			break;
		}
	return NULL;
}

static fault award_check(struct filling *f)
{
	struct peer_award *a = f->row;
	bool department = str_is(a->track, "department"), officer, assistant;
	TRY(number_check(f, a));
	if (department && a->person != INT_NONE)
		filling_wrong(f, offsetof(struct peer_award, person), "peer.person", _("表彰的是部室，姓名请留空；表彰个人请把类别改为干部或协理员。"));
	if (!department && a->person == INT_NONE)
		filling_wrong(f, offsetof(struct peer_award, person), "peer.person", _("表彰的是个人，请填姓名；表彰部室请把类别改为部室。"));
	if (department || a->person == INT_NONE)
		return NULL;
	TRY(posts_of(f, a->person, a->head.day, &officer, &assistant));
	if (!officer)
		officer_wrong(f, offsetof(struct peer_award, person));
	else if (assistant != str_is(a->track, "assistant"))
		filling_wrong(f, offsetof(struct peer_award, track), "peer.track",
			_("类别与干部名册不符：协理员列入“协理员”，其他人员列入“干部”。请改正类别，或先更正干部名册。"));
	return NULL;
}

static const struct field AWARD_FIELDS[] = {
	FIELD(peer_award, head.org, N_("部室"),     FIELD_ORG,  .also = "部门|所在部室", .must = true, .within = true),
	FIELD(peer_award, year,     N_("表彰年度"), FIELD_INT,  .also = "年度", .must = true, .key = true, .least = YEAR_LEAST, .most = YEAR_MOST),
	FIELD(peer_award, track,    N_("类别"),     FIELD_CODE, .also = "表彰类别", .must = true, .key = true, .codes = TRACKS),
	FIELD(peer_award, person,   N_("姓名"),     FIELD_NAME, .also = "受表彰人|表彰对象", .key = true, .hint = N_("表彰部室时留空")),
	FIELD(peer_award, honour,   N_("荣誉名称"), FIELD_TEXT, .also = "荣誉称号|称号", .must = true, .least = 1, .most = 40),
	FIELD(peer_award, number,   N_("证书编号"), FIELD_TEXT, .also = "证书号|编号", .must = true, .least = 1, .most = 40, .hint = N_("年度-类别-序号，例如2018-干部-1")),
	FIELD(peer_award, head.day, N_("表彰日期"), FIELD_DAY,  .also = "日期", .must = true),
};
static const struct entity PEER_AWARD = { .name = "peer.award", .title = N_("机关表彰登记表"), .table = &peer_award_table, .fields = AWARD_FIELDS,
	.n = COUNT(AWARD_FIELDS), .check = award_check };

/* --- speeches ----------------------------------------------------------------------------------------------------------------------------- */

static fault speech_check(struct filling *f)
{
	struct peer_speech *s = f->row;
	bool officer, assistant;
	TRY(posts_of(f, s->person, s->head.day, &officer, &assistant));
	if (!officer)
		officer_wrong(f, offsetof(struct peer_speech, person));
	else if (assistant != str_is(s->level, "assistant"))
		filling_wrong(f, offsetof(struct peer_speech, level), "peer.level", _("层次与干部名册不符：协理员填“协理员”，其他人员填“部室负责人”或“机关干部”。请改正。"));
	return NULL;
}

static const struct field SPEECH_FIELDS[] = {
	FIELD(peer_speech, head.org, N_("部室"),     FIELD_ORG,  .also = "部门|所在部室", .must = true, .within = true),
	FIELD(peer_speech, ordinal,  N_("发言顺序"), FIELD_INT,  .also = "顺序|序号", .least = 1, .most = 100),
	FIELD(peer_speech, person,   N_("发言人"),   FIELD_NAME, .also = "姓名", .must = true, .key = true),
	FIELD(peer_speech, level,    N_("层次"),     FIELD_CODE, .also = "发言层次|代表层次", .must = true, .codes = PEER_LEVELS),
	FIELD(peer_speech, topic,    N_("发言题目"), FIELD_TEXT, .also = "题目|发言主题", .least = 1, .most = 100),
	FIELD(peer_speech, head.day, N_("发言日期"), FIELD_DAY,  .also = "日期", .must = true, .key = true),
};
static const struct entity PEER_SPEECH = { .name = "peer.speech", .title = N_("交流发言登记表"), .table = &peer_speech_table, .fields = SPEECH_FIELDS,
	.n = COUNT(SPEECH_FIELDS), .check = speech_check };

/* --- indicators --------------------------------------------------------------------------------------------------------------------------- */

#define MONTHLY(id_, name_, unit_, tally_, rows_) .id = id_, .name = name_, .unit = unit_, .tally = tally_, .rows = rows_, .span = MONTH, .version = 1

const struct indicator PEER_DAY_DEBRIEF = { MONTHLY("peer.day_debrief", N_("述职测评大会日期"), UNIT_DAY, ONE, &peer_debrief_meeting_rows),
	.meaning = N_("本月“述职测评”条线类别为“述职测评”的会议在本月几日召开；一个月应只有一次。") };
const struct indicator PEER_HEADS = { MONTHLY("peer.heads_reporting", N_("述职的部室负责人"), UNIT_NAMED, KEYS, &peer_heads_rows), .part_words = FORMS,
	.meaning = N_("本月在机关述职登记表上有记录的人数，同一人只计一名。"), .parts = true };
const struct indicator PEER_DAY_COMMENDATION = { MONTHLY("peer.day_commendation", N_("总结表彰会议日期"), UNIT_DAY, ONE, &peer_commendation_meeting_rows),
	.meaning = N_("本月“述职测评”条线类别为“总结表彰”的会议在本月几日召开；一个月应只有一次。") };
const struct indicator PEER_DEPARTMENTS = { MONTHLY("peer.departments_honoured", N_("受表彰的部室"), UNIT_ITEM, KEYS, &peer_departments_rows),
	.meaning = N_("本月机关表彰登记表上类别为“部室”的部室数，同一部室只计一个。") };
const struct indicator PEER_PERSONS = { MONTHLY("peer.persons_honoured", N_("受表彰的先进个人"), UNIT_NAMED, KEYS, &peer_persons_rows),
	.meaning = N_("本月机关表彰登记表上类别为“干部”的人数，同一人只计一名，不含协理员。") };
const struct indicator PEER_ASSISTANTS = { MONTHLY("peer.assistants_honoured", N_("受表彰的协理员"), UNIT_NAMED, KEYS, &peer_assistants_rows),
	.meaning = N_("本月机关表彰登记表上类别为“协理员”的人数，同一人只计一名。") };
const struct indicator PEER_SPEAKERS = { MONTHLY("peer.speakers", N_("交流发言的层次"), UNIT_LEVEL, KEYS, &peer_speech_rows), .part_words = PEER_LEVELS,
	.meaning = N_("本月交流发言登记表上发言人所属层次的个数，同一层次几人发言只计一个。"), .parts = true };
const struct indicator PEER_HIGHLIGHTS = { MONTHLY("peer.highlights", N_("亮点工作"), UNIT_KIND, ROWS, &peer_highlight_rows),
	.meaning = N_("本月“述职测评”条线类别为“亮点工作”的要点条数。") };
const struct indicator PEER_NEXT_YEAR = { MONTHLY("peer.next_year_points", N_("新一年工作要求"), UNIT_KIND, ROWS, &peer_next_year_rows),
	.meaning = N_("本月“述职测评”条线类别为“工作要求”的要点条数。") };
const struct indicator PEER_ORIENTATIONS = { MONTHLY("peer.orientations", N_("工作导向"), UNIT_ITEM, KEYS, &peer_orientation_rows),
	.meaning = N_("本月“述职测评”条线类别为“工作导向”的要点个数，内容相同的只计一个。") };

static const struct indicator *const INDICATORS[] = { &PEER_DAY_DEBRIEF, &PEER_HEADS, &PEER_DAY_COMMENDATION, &PEER_DEPARTMENTS, &PEER_PERSONS,
	&PEER_ASSISTANTS, &PEER_SPEAKERS, &PEER_HIGHLIGHTS, &PEER_NEXT_YEAR, &PEER_ORIENTATIONS, NULL };
static const struct entity *const ENTITIES[] = { &PEER_DEBRIEF, &PEER_AWARD, &PEER_SPEECH, NULL };
static const struct table *const TABLES[] = { &peer_debrief_table, &peer_award_table, &peer_speech_table, NULL };

const struct line peer_line = { .name = "peer", .title = N_("述职测评"), .schema = &peer_schema, .tables = TABLES, .entities = ENTITIES,
	.indicators = INDICATORS, .draft = peer_draft };
