/* nuan report show and moved: where a month's report stands, who did what to it, what is still asked; and what moved since an edition was issued.
 * One picture for a person, the same as JSON for a script: both are made of the JSON's values, so neither knows more than the other.
 * Not taken: a date format of its own for each locale; the hour is Beijing's, as everywhere. */
#include <string.h>
#include "app/paper.h"
#include "kernel/clock.h"
#include "kernel/person.h"
#include "report/checklist.h"
#include "report/seal.h"

static void list_drop(void *list)
{
	json_decref(list);
}

/* A list that goes with the command, so that a fault on the way loses nothing. */
static json_t *list_new(struct app *a)
{
	json_t *list = json_array();
	arena_later(a->mem, list_drop, list);
	return list;
}

static const char *word_of(const struct step_view *s)
{
	bool section = s->section;
	const struct move *moves = section ? SECTION_MOVES : EDITION_MOVES;
	for (size_t i = 0; i < (section ? SECTION_MOVES_N : EDITION_MOVES_N); i++)
		if (str_is(s->act, moves[i].act))
			return _(moves[i].word);
	return str_is(s->act, "correct") ? _("更正") : str_is(s->act, "refuse") ? _("会签不同意") : "?";
}

static const char *reason_of(struct str code)
{
	for (size_t i = 0; code.p && i < RETURN_REASONS_N; i++)
		if (str_is(code, RETURN_REASONS[i].code))
			return _(RETURN_REASONS[i].word);
	return "";
}

static json_t *number_json(int64_t n)
{
	return n == INT_NONE ? json_null() : json_integer(n);
}

static fault person_json(struct db *db, int64_t person, json_t **ret)
{
	struct str name = STR_NONE;
	if (person && person != INT_NONE)
		TRY(person_name(db, person, &name));
	*ret = json_str(name);
	return NULL;
}

/* --- where it stands -------------------------------------------------------------------------------------------------------------------------------- */

static fault withdrawn_why(struct db *db, const struct edition *e, struct str *ret)
{
	struct step_view *steps;
	size_t n;
	*ret = e->why;
	if (!str_is(e->state, "void"))
		return NULL;
	TRY(edition_steps(db, e->id, &steps, &n));
	for (size_t i = 0; i < n; i++)
		if (str_is(steps[i].act, "withdraw"))
			*ret = steps[i].words;
	return NULL;
}

static fault editions_list(struct app *a, struct db *db, int month, json_t *list)
{
	struct edition *all;
	size_t n;
	TRY(edition_every(db, month, &all, &n));
	for (size_t i = 0; i < n; i++) {
		struct edition e = all[i];
		struct str why;
		json_t *signer;
		TRY(withdrawn_why(db, &e, &why));
		TRY(person_json(db, e.signer, &signer));
		json_array_append_new(list, json_pack("{s:I,s:o,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:I,s:o}", "number", (json_int_t)e.number,
			"state", json_str(e.state), "word", edition_state_word(e.state), "series", json_str(e.series), "year", number_json(e.year),
			"serial", number_json(e.serial), "signer", signer, "signed_on", json_str(day_iso(a->mem, e.signed_on)),
			"issued_on", json_str(day_iso(a->mem, e.issued_on)),
			"overrides", (json_int_t)e.overrides, "why", json_str(why)));
	}
	return NULL;
}

static void sections_list(const struct section_view *views, size_t n, json_t *list)
{
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:I,s:o,s:o,s:o,s:s,s:b,s:I}", "ordinal", (json_int_t)views[i].ordinal, "name", json_str(views[i].name),
			"heading", json_str(views[i].heading), "state", json_str(views[i].state), "word", section_state_word(views[i].state),
			"edited", views[i].edited, "overrides", (json_int_t)views[i].overrides));
}

static fault steps_list(struct app *a, struct db *db, int64_t edition, const struct section_view *views, size_t n_views, json_t *list)
{
	struct step_view *steps;
	size_t n;
	TRY(edition_steps(db, edition, &steps, &n));
	for (size_t i = 0; i < n; i++) {
		int64_t ordinal = INT_NONE;
		json_t *actor;
		if (str_is(steps[i].act, "join"))
			continue;
		for (size_t k = 0; k < n_views; k++)
			if (steps[i].section && views[k].section == steps[i].section)
				ordinal = views[k].ordinal;
		TRY(person_json(db, steps[i].actor, &actor));
		json_array_append_new(list, json_pack("{s:o,s:o,s:o,s:s,s:o,s:o,s:s,s:o}", "at", json_str(minute_iso(a->mem, steps[i].at)),
			"actor", actor, "act", json_str(steps[i].act), "word", word_of(&steps[i]), "section", number_json(ordinal),
			"became", json_str(steps[i].became), "reason", reason_of(steps[i].reason), "words", json_str(steps[i].words)));
	}
	return NULL;
}

static fault cosign_list(struct app *a, struct db *db, int64_t edition, json_t *list)
{
	struct cosign_view *rows;
	size_t n;
	TRY(edition_cosigns(db, edition, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		json_t *person;
		TRY(person_json(db, rows[i].person, &person));
		json_array_append_new(list, json_pack("{s:o,s:o,s:o,s:o}", "person", person, "state", json_str(rows[i].state),
			"words", json_str(rows[i].words), "at", json_str(minute_iso(a->mem, rows[i].at))));
	}
	return NULL;
}

static fault voids_list(struct db *db, const struct edition *e, json_t *list)
{
	struct void_number *voids;
	size_t n;
	TRY(edition_voids(db, e, &voids, &n));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:o,s:I,s:I,s:o}", "series", json_str(e->series), "year", (json_int_t)voids[i].year, "serial",
			(json_int_t)voids[i].serial, "why", json_str(voids[i].why)));
	return NULL;
}

static fault asks_list(struct db *db, const struct report_desk *desk, const struct edition *e, json_t *list)
{
	struct report_check *checks;
	struct answer *given;
	struct doc *doc;
	size_t n;
	if (str_is(e->state, "issued"))
		return NULL;
	TRY(edition_compile(db, desk, e, &doc, &checks));
	TRY(edition_answers(db, e->id, &given, &n));
	for (; checks; checks = checks->next) {
		struct str say = question_of(db_mem(db), checks), answer = STR_NONE;
		for (size_t i = 0; i < n && !checks->blocks; i++)
			if (str_eq(say, given[i].question))
				answer = given[i].words;
		json_array_append_new(list, json_pack("{s:o,s:o,s:o,s:b,s:o}", "code", json_str(checks->code), "place", json_str(checks->place),
			"say", json_str(checks->say), "blocks", checks->blocks, "answered", json_str(answer)));
	}
	return NULL;
}

static const char *text_at(const json_t *j, const char *key)
{
	const char *text = json_string_value(json_object_get(j, key));
	return text ? text : "";
}

static long long number_at(const json_t *j, const char *key)
{
	return json_integer_value(json_object_get(j, key));
}

static bool known_at(const json_t *j, const char *key)
{
	return !json_is_null(json_object_get(j, key));
}

static void editions_print(const json_t *list)
{
	size_t i;
	json_t *e;
	if (!json_array_size(list))
		puts(_("还没有开始编辑，下面是记录里现有的各部分。"));
	json_array_foreach(list, i, e) {
		if (number_at(e, "number") > 0)
			printf(_("第%lld版：%s"), number_at(e, "number"), text_at(e, "word"));
		else
			printf(_("没有印发的一版：%s"), text_at(e, "word"));
		if (known_at(e, "serial"))
			printf(_("，%s%lld年第%lld期"), text_at(e, "series"), number_at(e, "year"), number_at(e, "serial"));
		if (known_at(e, "signed_on"))
			printf(_("，%s%s签发"), text_at(e, "signer"), text_at(e, "signed_on"));
		if (known_at(e, "issued_on"))
			printf(_("，%s印发"), text_at(e, "issued_on"));
		if (number_at(e, "overrides"))
			printf(_("，改数%lld处"), number_at(e, "overrides"));
		if (known_at(e, "why"))
			printf(number_at(e, "number") > 0 ? _("，更正原因：%s") : _("，原因：%s"), text_at(e, "why"));
		putchar('\n');
	}
}

static void show_print(const json_t *j)
{
	size_t i;
	json_t *one;
	editions_print(json_object_get(j, "editions"));
	json_array_foreach(json_object_get(j, "voids"), i, one)
		printf(_("作废的期号：%s%lld年第%lld期，原因：%s\n"), text_at(one, "series"), number_at(one, "year"), number_at(one, "serial"),
			known_at(one, "why") ? text_at(one, "why") : _("没有写明"));
	json_array_foreach(json_object_get(j, "sections"), i, one)
		printf("%lld\t%s\t%s%s\t%s\n", number_at(one, "ordinal"), text_at(one, "name"), text_at(one, "word"),
			json_is_true(json_object_get(one, "edited")) ? _("（改过）") : "", text_at(one, "heading"));
	json_array_foreach(json_object_get(j, "cosign"), i, one)
		printf(_("会签\t%s\t%s\t%s\n"), text_at(one, "person"), strcmp(text_at(one, "state"), "agreed") == 0 ? _("同意") :
			strcmp(text_at(one, "state"), "refused") == 0 ? _("不同意") : _("待会签"), text_at(one, "words"));
	json_array_foreach(json_object_get(j, "steps"), i, one) {
		printf("%s\t%s\t%s", text_at(one, "at"), text_at(one, "actor"), text_at(one, "word"));
		if (known_at(one, "section"))
			printf(_("第%lld部分"), number_at(one, "section"));
		printf("\t%s%s%s\n", text_at(one, "reason"), *text_at(one, "reason") && *text_at(one, "words") ? _("，") : "", text_at(one, "words"));
	}
	json_array_foreach(json_object_get(j, "asks"), i, one) {
		if (json_is_true(json_object_get(one, "blocks")))
			printf(_("待改 %s：%s"), text_at(one, "place"), text_at(one, "say"));
		else
			printf(_("提醒 问%s %s：%s"), text_at(one, "code"), text_at(one, "place"), text_at(one, "say"));
		if (known_at(one, "answered"))
			printf(_("（已答复：%s）"), text_at(one, "answered"));
		putchar('\n');
	}
}

fault edition_show(struct app *a, struct db *db, int month)
{
	const struct report_desk *desk = app_desk(a->mem);
	json_t *lists[] = { list_new(a), list_new(a), list_new(a), list_new(a), list_new(a), list_new(a) };
	struct section_view *views;
	struct edition e;
	size_t n;
	bool found;
	TRY(edition_latest(db, month, &e, &found));
	TRY(edition_sections(db, desk, &e, &views, &n));
	TRY(editions_list(a, db, month, lists[0]));
	sections_list(views, n, lists[1]);
	TRY(cosign_list(a, db, e.id, lists[2]));
	TRY(steps_list(a, db, e.id, views, n, lists[3]));
	TRY(asks_list(db, desk, &e, lists[4]));
	TRY(voids_list(db, &e, lists[5]));
	json_t *j = json_pack("{s:o,s:O,s:O,s:O,s:O,s:O,s:O}", "month", json_str(month_iso(a->mem, month)), "editions", lists[0], "sections", lists[1],
		"cosign", lists[2], "steps", lists[3], "asks", lists[4], "voids", lists[5]);
	if (a->json) {
		json_out(j);
		return NULL;
	}
	show_print(j);
	json_decref(j);
	return NULL;
}

/* --- what moved --------------------------------------------------------------------------------------------------------------------------------------- */

/* Between two editions, between the latest and the records, or, before the first is issued, since the check. */
static fault moves_between(struct db *db, int month, int64_t number, struct edition *ret_was, struct edition *ret_later)
{
	bool found;
	if (number)
		TRY(edition_numbered(db, month, number, ret_later));
	else
		TRY(edition_latest(db, month, ret_later, &found));
	*ret_was = *ret_later;
	if (number > 1 || (!str_is(ret_later->state, "issued") && ret_later->number > 1))
		return edition_numbered(db, month, ret_later->number - 1, ret_was);
	if (str_is(ret_later->state, "issued") || ret_later->checked.p)
		return NULL;
	return fault_make(db_mem(db), BLAME_CONFLICT, "edition.not_issued", _("%.*s的月报还没有核稿，没有可以对照的文字。核稿或印发以后再看哪些变了。"),
		PSTR(month_zh(db_mem(db), month)));
}

/* What is held against what. */
static struct str moves_head(struct app *a, const struct edition *was, const struct edition *later)
{
	struct str month = month_zh(a->mem, (int)was->month);
	if (!str_is(was->state, "issued"))
		return str_fmt(a->mem, _("%.*s的月报，原文是核稿时的，现为是按现在的记录和设置编出的。"), PSTR(month));
	if (was->id == later->id)
		return str_fmt(a->mem, _("%.*s的月报，原文是第%lld版印发时的，现为是按现在的记录和设置编出的。"), PSTR(month), (long long)was->number);
	return str_fmt(a->mem, _("%.*s的月报，原文是第%lld版的，现为是第%lld版（%s）的。"), PSTR(month), (long long)was->number, (long long)later->number,
		edition_state_word(later->state));
}

fault edition_moves(struct app *a, struct db *db, int month, int64_t number)
{
	struct edition was, later;
	struct changes c;
	TRY(moves_between(db, month, number, &was, &later));
	TRY(edition_changes(db, app_desk(a->mem), &was, &later, &c));
	json_t *figures = json_array(), *sentences = json_array();
	if (!a->json)
		printf("%.*s\n", PSTR(moves_head(a, &was, &later)));
	if (!a->json && c.n_figures)
		puts(_("指标\t名称\t原为\t现为"));
	for (size_t i = 0; i < c.n_figures; i++) {
		const struct figure_moved *m = &c.figures[i];
		json_array_append_new(figures, json_pack("{s:s,s:s,s:o,s:o}", "indicator", m->of->id, "name", _(m->of->name), "was", json_str(m->was), "now",
			json_str(m->now)));
		if (!a->json)
			printf("%s\t%s\t%.*s\t%.*s\n", m->of->id, _(m->of->name), PSTR(m->was), PSTR(m->now));
	}
	for (size_t i = 0; i < c.n_sentences; i++) {
		const struct sentence_moved *m = &c.sentences[i];
		json_array_append_new(sentences, json_pack("{s:o,s:o,s:o}", "place", json_str(m->place), "was", json_str(m->was), "now", json_str(m->now)));
		if (!a->json)
			printf(_("%.*s\n原文：%.*s\n现为：%.*s\n"), PSTR(m->place), PSTR(m->was), PSTR(m->now));
	}
	json_t *j = json_pack("{s:o,s:o}", "figures", figures, "sentences", sentences);
	if (a->json) {
		json_out(j);
		return NULL;
	}
	json_decref(j);
	if (!c.n_figures && !c.n_sentences)
		puts(_("数据和文字都没有变。"));
	return NULL;
}
