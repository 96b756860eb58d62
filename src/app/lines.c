/* What the program consists of: the nine lines in the report's order, and the lists made from them. To leave a line out, delete its folder and its two
 * words here (its declaration and its place in the list).
 * Nothing else in the program lists the lines, and no line is registered by magic. */
#include "app/app.h"
#include "kernel/account.schema.h"
#include "kernel/kernel.schema.h"
#include "kernel/obligation.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "report/report.schema.h"

extern const struct line aid_line, appraisal_line, peer_line, works_line, selection_line, pairing_line, poll_line, petition_line, fund_line;
const struct line *const LINES[] = { &aid_line, &appraisal_line, &peer_line, &works_line, &selection_line, &pairing_line, &poll_line, &petition_line,
	&fund_line, NULL };

static const struct entity *const KERNEL_ENTITIES[] = { &ORG_UNIT, &PERSON_OFFICER, &PERSON_MERGE, &OBLIGATION_DUTY, &REPORT_SETTING, &MATTER_CAMPAIGN,
	&MATTER_CUTOFF, &MATTER_TARGET, &MATTER_MATTER, &MATTER_EVENT, &MATTER_POINT, &MATTER_DOCUMENT, &MATTER_ISSUE };
static const struct table *const KERNEL_TABLES[] = { &setting_table, &org_table, &org_name_table, &org_parent_table, &grouping_member_table, &person_table,
	&forgotten_table, &person_link_table, &post_table, &household_table, &household_member_table, &import_table, &step_table, &granted_table, &period_table,
	&campaign_table, &cutoff_table, &target_table, &obligation_table, &filing_table, &matter_table, &event_table, &point_table, &document_table,
	&issue_table, &account_table, &account_role_table, &sign_in_table };
static const struct table *const REPORT_TABLES[] = { &edition_table, &section_table, &override_table, &cosign_table, &agreed_table, &numbering_table,
	&frozen_table, &frozen_evidence_table, &edition_file_table, &comment_table };

const struct entity *const *app_entities(struct arena *mem, size_t *ret_n)
{
	size_t n = COUNT(KERNEL_ENTITIES), at = 0;
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->entities[k]; k++)
			n++;
	const struct entity **list = arena_get(mem, (n + 1) * sizeof *list);
	for (size_t i = 0; i < COUNT(KERNEL_ENTITIES); i++)
		list[at++] = KERNEL_ENTITIES[i];
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->entities[k]; k++)
			list[at++] = LINES[i]->entities[k];
	*ret_n = n;
	return list;
}

const struct entity *app_entity(struct str name)
{
	for (size_t i = 0; i < COUNT(KERNEL_ENTITIES); i++)
		if (str_is(name, KERNEL_ENTITIES[i]->name) || str_is(name, KERNEL_ENTITIES[i]->title))
			return KERNEL_ENTITIES[i];
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->entities[k]; k++)
			if (str_is(name, LINES[i]->entities[k]->name) || str_is(name, LINES[i]->entities[k]->title))
				return LINES[i]->entities[k];
	return NULL;
}

static fault draft_of(struct str line, struct draft *d)
{
	for (size_t i = 0; LINES[i]; i++)
		if (str_is(line, LINES[i]->name))
			return LINES[i]->draft(d);
	return NULL;
}

const struct report_desk *app_desk(struct arena *mem)
{
	struct report_desk *desk = arena_get(mem, sizeof *desk);
	size_t n = 0;
	for (size_t k = 0; REPORT_INDICATORS[k]; k++)
		n++;
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->indicators[k]; k++)
			n++;
	const struct indicator **list = arena_get(mem, (n + 1) * sizeof *list);
	for (size_t k = 0; REPORT_INDICATORS[k]; k++)
		list[desk->n++] = REPORT_INDICATORS[k];
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->indicators[k]; k++)
			list[desk->n++] = LINES[i]->indicators[k];
	desk->indicators = list;
	desk->draft = draft_of;
	desk->entities = app_entities(mem, &desk->n_entities);
	desk->tables = app_tables(mem, &desk->n_tables);
	return desk;
}

const struct table *const *app_tables(struct arena *mem, size_t *ret_n)
{
	size_t n = COUNT(KERNEL_TABLES) + COUNT(REPORT_TABLES), at = 0;
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->tables[k]; k++)
			n++;
	const struct table **list = arena_get(mem, (n + 1) * sizeof *list);
	for (size_t i = 0; i < COUNT(KERNEL_TABLES); i++)
		list[at++] = KERNEL_TABLES[i];
	for (size_t i = 0; i < COUNT(REPORT_TABLES); i++)
		list[at++] = REPORT_TABLES[i];
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->tables[k]; k++)
			list[at++] = LINES[i]->tables[k];
	*ret_n = n;
	return list;
}

const struct rule *const *app_rules(struct arena *mem)
{
	size_t n = 0, at = 0;
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->rules && LINES[i]->rules[k]; k++)
			n++;
	const struct rule **list = arena_get(mem, (n + 1) * sizeof *list);
	for (size_t i = 0; LINES[i]; i++)
		for (size_t k = 0; LINES[i]->rules && LINES[i]->rules[k]; k++)
			list[at++] = LINES[i]->rules[k];
	return list;
}

const struct catalogue *app_catalogue(struct arena *mem)
{
	struct catalogue *c = arena_get(mem, sizeof *c);
	const struct report_desk *desk = app_desk(mem);
	size_t n, n_reports = 0;
	const struct entity *const *entities = app_entities(mem, &n);
	const char **indicators = arena_get(mem, (desk->n + 1) * sizeof *indicators), **reports = arena_get(mem, (n + 1) * sizeof *reports);
	for (size_t i = 0; i < desk->n; i++)
		indicators[i] = desk->indicators[i]->id;
	for (size_t i = 0; i < n; i++)
		if (entities[i]->report)
			reports[n_reports++] = entities[i]->report;
	c->indicators = indicators, c->reports = reports;
	return c;
}

const struct schema *app_schemas(struct arena *mem, size_t *ret_n)
{
	const struct schema *const own[] = { &kernel_schema, &account_schema, &report_schema };
	size_t n = COUNT(own);
	while (LINES[n - COUNT(own)])
		n++;
	struct schema *list = arena_get(mem, n * sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = i < COUNT(own) ? *own[i] : *LINES[i - COUNT(own)]->schema;
	*ret_n = n;
	return list;
}
