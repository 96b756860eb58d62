/* The room of the records: a list for each kind, a page for each record, and who may open them.
 *
 * One list serves every kind, because a kind is already told by its FIELD table: the form, the import, the template and this list read the same rows of it.
 * What a viewer sees is the subtree of the highest union in which one of their roles may read that line's records; a kind of a line that they may not read, a
 * record outside the subtree and one that was never there are the same 404. A record is found by its number alone: numbers are one series for the city, so
 * one table has it.
 * Cost: finding a record asks each table by its key, some thirty short statements, a fraction of a millisecond.
 * Not taken: the table's name in a record's address (a number read out on the telephone would not do); a page a kind. */
#include <string.h>
#include "kernel/org.h"
#include "kernel/row.h"
#include "rooms/record.h"

fault record_absent(struct ctx *c)
{
	return fault_make(c->mem, BLAME_ABSENT, "record.absent", _("没有这条记录，或它不在您的查看范围内。请回到列表重新打开。"));
}

struct day record_today(const struct db *db)
{
	return (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) };
}

struct str record_line_of(struct ctx *c, const struct entity *e)
{
	for (size_t i = 0; c->site->lines && c->site->lines[i]; i++)
		for (const struct entity *const *each = c->site->lines[i]->entities; *each; each++)
			if (*each == e)
				return str_of(c->site->lines[i]->name);
	return STR_NONE;
}

const char *record_now(struct ctx *c, struct str line)
{
	return line.p ? str_c(c->mem, path_of(c->mem, "/records/%S", line).text) : "/records";
}

static const struct line *line_named(struct ctx *c, struct str name)
{
	for (size_t i = 0; c->site->lines && c->site->lines[i]; i++)
		if (str_is(name, c->site->lines[i]->name))
			return c->site->lines[i];
	return NULL;
}

/* Business roles of an account lie one above the other, so there is a highest. */
fault record_line_top(struct ctx *c, struct str line, int64_t *ret)
{
	int64_t top = 0;
	for (size_t i = 0; i < c->who->n_held; i++) {
		struct viewer one = { .held = &c->who->held[i], .n_held = 1 };
		bool above = !top;
		if (!viewer_may_line(&one, "record.read", line))
			continue;
		if (top)
			TRY(org_within(c->db, top, one.held->org, record_today(c->db), &above));
		if (above)
			top = one.held->org;
	}
	*ret = top;
	return NULL;
}

fault record_kind_load(struct ctx *c)
{
	const struct report_desk *desk = desk_of(c);
	const struct line *line = line_named(c, c->word[0]);
	struct record_kind kind = { .line = c->word[0] };
	for (size_t i = 0; i < desk->n_entities && !line; i++)
		if (desk->entities[i]->table->record && str_is(c->word[0], desk->entities[i]->name))
			kind.of = desk->entities[i], kind.line = record_line_of(c, kind.of);
	if (!line && !kind.of)
		return record_absent(c);
	line = line ? line : line_named(c, kind.line);
	kind.line_title = line ? _(line->title) : _("工作事项和公文");
	TRY(record_line_top(c, kind.line, &kind.top));
	if (!kind.top)
		return record_absent(c);
	c->subject = arena_get(c->mem, sizeof kind);
	*(struct record_kind *)c->subject = kind;
	return NULL;
}

/* A kind alone, for what has no page of a whole line. */
static fault kind_load(struct ctx *c)
{
	TRY(record_kind_load(c));
	return ((struct record_kind *)c->subject)->of ? NULL : record_absent(c);
}

fault record_may(struct ctx *c, const struct record_one *r, const char *right, bool *ret)
{
	return viewer_may_for(c->db, c->who, right, r->line, r->row->org, ret);
}

fault record_load(struct ctx *c)
{
	const struct report_desk *desk = desk_of(c);
	struct record_one r = { 0 };
	bool found = false, seen = false, may = false;
	for (size_t i = 0; i < desk->n_entities && !found; i++) {
		const struct table *t = desk->entities[i]->table;
		if (!t->record)
			continue;
		r = (struct record_one){ desk->entities[i], record_line_of(c, desk->entities[i]), arena_get(c->mem, t->size) };
		TRY(row_read(c->db, t, c->id, r.row, &found));
	}
	if (found && c->who->org)
		TRY(org_within(c->db, r.row->org, c->who->org, record_today(c->db), &seen));
	if (seen)
		TRY(record_may(c, &r, "record.read", &may));
	if (!may)
		return record_absent(c);
	c->subject = arena_get(c->mem, sizeof r);
	*(struct record_one *)c->subject = r;
	return NULL;
}

const struct notice RECORD_NOTICES[] = {
	{ "record.approved",   N_("已审核通过。") },
	{ "record.returned",   N_("已退回，退回原因会告诉填报人。") },
	{ "record.submitted",  N_("已报出，等审核。报出后还能撤回，直到审核为止。") },
	{ "record.taken_back", N_("已撤回，回到草稿。改好后可再报。") },
	{ "record.voided",     N_("已作废，不再计入任何数。要恢复，请在这一页点“恢复”。") },
	{ "record.restored",   N_("已恢复，等审核。") },
	{ NULL }
};

const struct route RECORD_ROUTES[] = {
	{ "GET",  "/records",                  "record.read",    record_index_show },
	{ "GET",  "/records/:entity",          "record.read",    record_list_show,     .load = record_kind_load },
	{ "GET",  "/records/:entity/export",   "export.read",    record_export,        .load = kind_load },
	{ "POST", "/records/:entity/approve",  "record.approve", record_many_approve,  .load = kind_load },
	{ "POST", "/records/:entity/return",   "record.approve", record_many_return,   .load = kind_load },
	{ "GET",  "/record/:id",               "record.read",    record_show,          .load = record_load },
	{ "POST", "/record/:id/approve",       "record.approve", record_approve,       .load = record_load },
	{ "GET",  "/record/:id/return",        "record.approve", record_return_show,   .load = record_load },
	{ "POST", "/record/:id/return",        "record.approve", record_return,        .load = record_load },
	{ "POST", "/record/:id/submit",        "record.enter",   record_submit,        .load = record_load },
	{ "POST", "/record/:id/take-back",     "record.enter",   record_take_back,     .load = record_load },
	{ "GET",  "/record/:id/restore",       "record.enter",   record_restore_show,  .load = record_load },
	{ "POST", "/record/:id/restore",       "record.enter",   record_restore,       .load = record_load },
	{ "GET",  "/record/:id/void",          "record.enter",   record_void_show,     .load = record_load },
	{ "POST", "/record/:id/void",          "record.enter",   record_void,          .load = record_load, .form = &RECORD_WHY },
	{ "GET",  "/record/:id/annul",         "record.approve", record_void_show,     .load = record_load },      /* of one that is approved */
	{ "POST", "/record/:id/annul",         "record.approve", record_void,          .load = record_load, .form = &RECORD_WHY },
	{ "GET",  "/record/:id/unmask",        "person.unmask",  record_unmask_show,   .load = record_load },
	{ "POST", "/record/:id/unmask",        "person.unmask",  record_unmask,        .load = record_load, .form = &RECORD_WHY, .leaves = LEAVES_LOOK },
	{ NULL }
};
