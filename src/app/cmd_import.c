/* nuan import, nuan undo: what a person is told about a file. First what is wrong, cell by cell; else what is new, same, changed and gone, what was
 * skipped, and which figures move.
 * Sentences about what is wrong go to stderr, results to stdout; --json gives the same as one object, figures as they would be printed in a table. */
#include <sys/stat.h>
#include "app/bring.h"
#include "kernel/import.sql.h"
#include "kernel/org.h"

/* month: of the file; figures of another one are named with theirs. */
void moved_print(struct app *a, const struct moved *list, size_t n, int month)
{
	int64_t unit = 0;
	for (size_t i = 0; i < n; i++)
		unit = list[i].org != list[0].org ? list[i].org : unit;
	printf(n ? _("数据变动%zu处：\n") : _("没有数据变动。\n"), n);
	for (size_t i = 0; i < n; i++) {
		const struct moved *m = &list[i];
		struct str was = figure_say(a->mem, &m->was, EXACTLY, 0), now = figure_say(a->mem, &m->now, EXACTLY, 0);
		printf("  %.*s%s%s：%.*s → %.*s", PSTR(m->month == month ? STR_NONE : month_zh(a->mem, m->month)), _(m->of->name),
			m->org == unit ? _("（本单位）") : "", PSTR(was), PSTR(now));
		if (m->was.filed != m->now.filed)
			printf(_("（已报单位%lld → %lld）"), (long long)m->was.filed, (long long)m->now.filed);
		putchar('\n');
	}
}

/* Equal faults are told five times, then counted: a file of the wrong kind has thousands. */
struct kind_told { const char *code; size_t all, told; };

static struct kind_told *kind_of(struct kind_told *kinds, size_t n, const char *code)
{
	size_t i = 0;
	while (i + 1 < n && kinds[i].code && !str_eq(str_of(kinds[i].code), str_of(code)))
		i++;
	kinds[i].code = code;
	return &kinds[i];
}

static void wrongs_print(struct app *a, const struct import_result *r)
{
	struct kind_told kinds[64] = { 0 };
	for (const struct wrong *w = r->wrongs; w; w = w->next)
		kind_of(kinds, COUNT(kinds), w->code)->all++;
	fprintf(stderr, _("有%zu处要改，还没有入库，一行也没有：\n"), r->n_wrongs);
	for (const struct wrong *w = r->wrongs; w; w = w->next) {
		struct kind_told *kind = kind_of(kinds, COUNT(kinds), w->code);
		struct str cell = w->column == SIZE_MAX ? STR_NONE : sheet_column(a->mem, w->column);
		if (kind->told++ == 5)
			fprintf(stderr, _("  同类的还有%zu处 [%s]\n"), kind->all - 5, w->code);
		if (kind->told > 5)
			continue;
		fprintf(stderr, "  %.*s%s", PSTR(w->sheet), w->sheet.n ? " " : "");
		fprintf(stderr, _("%.*s%lld单元格 %.*s“%.*s”：%s [%s]\n"), PSTR(cell), (long long)w->row, PSTR(w->label), PSTR(w->value), w->say, w->code);
	}
}

static void skips_print(const struct import_result *r)
{
	size_t n = 0;
	for (const struct import_skip *s = r->skips; s && n < 20; s = s->next, n++)
		printf(n ? _("、第%lld行（%s）") : _("  跳过：第%lld行（%s）"), (long long)s->row, _(s->why));
	if (n)
		printf(r->n_skips > n ? _(" 等%zu行\n") : "\n", r->n_skips);
	if (r->unmatched.n)
		printf(_("  没有用到的列：%.*s\n"), PSTR(r->unmatched));
}

static void closed_print(struct app *a, const struct brought *b, bool preview, bool reason)
{
	struct closed_said said = handover_closed(a->mem, b);
	if (said.late.p)
		printf("  %.*s\n", PSTR(said.late));
	if (said.settled.p)
		printf("  %.*s\n", PSTR(said.settled));
	if (handover_wants_why(b) && preview && !reason)
		printf(_("  导入时请用 --why 写明更改的原因。\n"));
}

void bring_print(struct app *a, const struct hand *h, const struct brought *b, bool preview)
{
	const struct import_result *r = &b->result;
	if (b->nil) {
		printf(_("%.*s：%s零报告已收。\n"), PSTR(h->sender), _(b->of->title));
		closed_print(a, b, preview, true);
		return;
	}
	printf(_("%s%.*s（%s）："), preview ? _("预览 ") : "", PSTR(h->file), _(b->of->title));
	if (r->repeat) {
		printf(_("这份文件以前导入过，没有新增"));
		if (b->approved)
			printf(_("；审核通过%lld"), (long long)b->approved);
		printf(_("。\n"));
		return;
	}
	printf(_("新增%lld，相同%lld，更改%lld，作废%lld"), (long long)r->added, (long long)r->same, (long long)r->changed, (long long)r->gone);
	if (r->duplicates)
		printf(_("，重复%lld"), (long long)r->duplicates);
	if (b->approved)
		printf(_("；审核通过%lld"), (long long)b->approved);
	if (b->returned)
		printf(_("；退回%lld"), (long long)b->returned);
	if (r->n_skips)
		printf(_("；跳过%zu行"), r->n_skips);
	if (r->id && !preview)
		printf(_("（导入编号%lld）"), (long long)r->id);
	putchar('\n');
	closed_print(a, b, preview, str_trim(h->why).n > 0);
}

static void detail_print(const struct import_result *r)
{
	static const struct { const char *what, *word; } WHATS[] = { { "ask", N_("请核对") }, { "changed", N_("更改") }, { "gone", N_("作废") }, { "duplicate",
		N_("重复") }, { "kept",
		N_("保留") } };
	skips_print(r);
	for (const struct import_note *n = r->notes; n; n = n->next)
		for (size_t i = 0; i < COUNT(WHATS); i++)
			if (str_is(n->what, WHATS[i].what))
				printf(_("  第%lld行 %s：%.*s\n"), (long long)n->row, _(WHATS[i].word), PSTR(n->say));
}

static json_t *moved_json(struct app *a, const struct moved *list, size_t n)
{
	json_t *moved = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(moved, json_pack("{s:s,s:o,s:I,s:o,s:o}", "indicator", list[i].of->id, "month",
			json_str(month_iso(a->mem, list[i].month)), "org", (json_int_t)list[i].org,
			"was", json_str(figure_value(a->mem, &list[i].was)), "now", json_str(figure_value(a->mem, &list[i].now))));
	return moved;
}

static json_t *brought_json(struct app *a, const struct hand *h, const struct brought *b, bool preview)
{
	const struct import_result *r = &b->result;
	json_t *wrongs = json_array();
	for (const struct wrong *w = r->wrongs; w; w = w->next)
		json_array_append_new(wrongs, json_pack("{s:o,s:I,s:o,s:o,s:o,s:s,s:s}", "sheet", json_str(w->sheet), "row", (json_int_t)w->row, "column",
			w->column == SIZE_MAX ? json_null() : json_str(sheet_column(a->mem, w->column)), "label", json_str(w->label), "value",
				json_str(w->value),
			"code", w->code, "reason", w->say));
	return json_pack("{s:o,s:s,s:b,s:b,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:o,s:I,s:I,s:o,s:o}", "file", json_str(h->file), "sheet", b->of ? b->of->name : "",
		"preview", preview,
		"repeat", r->repeat, "import", (json_int_t)r->id, "new", (json_int_t)r->added, "same", (json_int_t)r->same, "changed", (json_int_t)r->changed,
		"gone", (json_int_t)r->gone, "duplicates", (json_int_t)r->duplicates, "approved", (json_int_t)b->approved, "returned", (json_int_t)b->returned,
		"counts_in", b->counts_in ? json_str(month_iso(a->mem, b->counts_in)) : json_null(), "edition", (json_int_t)b->edition, "settled",
		(json_int_t)r->settled, "wrong", wrongs, "moved", moved_json(a, b->moved, b->n_moved));
}

/* An approval that will be refused is found before a row stands: what is to be approved is looked at first. Another writer may come between: what counts is
 * the act, not its preview. */
static enum status bring_file(struct app *a, const struct hand *h, bool preview, json_t *told)
{
	struct brought seen = { 0 }, done = { 0 }, *last = &seen;
	bool look = preview || str_is(h->verdict, "通过");
	fault f = look ? bring(a, NULL, h, BRING_PREVIEW, &seen) : NULL;
	if (!f && !preview && !seen.result.n_wrongs) {
		f = bring(a, NULL, h, look ? BRING : BRING_TELL, &done);
		last = &done;
		if (look)
			done.moved = seen.moved, done.n_moved = seen.n_moved;
	}
	if (f)
		return say_fault(a, f);
	if (a->json) {
		json_array_append_new(told, brought_json(a, h, last, preview));
	} else if (last->result.n_wrongs) {
		wrongs_print(a, &last->result);
	} else {
		bring_print(a, h, last, preview);
		detail_print(&last->result);
		moved_print(a, last->moved, last->n_moved, last->month);
	}
	return last->result.n_wrongs ? STATUS_REFUSED : STATUS_DONE;
}

static enum status folder_stopped(struct app *a, const struct hand *h, fault f, const struct import_result *r, int64_t files, bool preview)
{
	fprintf(stderr, _("清单第%lld行，%.*s：\n"), (long long)h->line, PSTR(h->file.p ? h->file : h->sender));
	enum status status = STATUS_REFUSED;
	if (f)
		status = say_fault(a, f);
	else
		wrongs_print(a, r);
	if (!preview)
		fprintf(stderr, _("前面%lld份已入库；改好这一份后重新导入，已入库的不会重复。\n"), (long long)files);
	return status;
}

/* Each hand-over has an arena of its own: a folder of a year's files costs the memory of its largest. */
static enum status bring_folder(struct app *a, const char *folder, const char *why, bool preview)
{
	struct hand *list;
	size_t n;
	fault f = hand_list(a, folder, &list, &n);
	if (f)
		return say_fault(a, f);
	int64_t added = 0, changed = 0, gone = 0, files = 0;
	enum status status = STATUS_DONE;
	for (size_t i = 0; i < n && status == STATUS_DONE; i++) {
		struct app one = *a;
		struct brought b = { 0 };
		one.mem = arena_open(0);
		list[i].why = str_of(why);
		f = bring(&one, folder, &list[i], preview ? BRING_PREVIEW : BRING, &b);
		if (f || b.result.n_wrongs)
			status = folder_stopped(&one, &list[i], f, &b.result, files, preview);
		else if (!a->json)
			bring_print(&one, &list[i], &b, preview);
		added += b.result.added, changed += b.result.changed, gone += b.result.gone, files += status == STATUS_DONE;
		arena_close(one.mem);
	}
	if (status != STATUS_DONE)
		return status;
	if (a->json)
		json_out(json_pack("{s:I,s:I,s:I,s:I}", "files", (json_int_t)files, "new", (json_int_t)added, "changed", (json_int_t)changed, "gone",
			(json_int_t)gone));
	else
		printf(_("共%lld份：新增%lld，更改%lld，作废%lld。\n"), (long long)files, (long long)added, (long long)changed, (long long)gone);
	return STATUS_DONE;
}

static enum status imports_print(struct app *a)
{
	struct db *db;
	struct import_list_row *rows;
	size_t n;
	fault f = app_begin(a, READING, 0, &db);
	if (!f)
		f = import_list(db, &rows, &n);
	if (f)
		return say_fault(a, f);
	for (size_t i = 0; i < n; i++) {
		struct str org = STR_NONE;
		if ((f = org_name_on(db, rows[i].org, DAY_LAST, NULL, &org)))
			return say_fault(a, f);
		printf("%lld\t%.*s\t%.*s\t%.*s\t%.*s\t+%lld =%lld ~%lld -%lld\t%.*s\n", (long long)rows[i].id, PSTR(month_iso(a->mem, (int)rows[i].month)),
			PSTR(rows[i].kind), PSTR(org), PSTR(rows[i].state), (long long)rows[i].added, (long long)rows[i].same, (long long)rows[i].changed,
			(long long)rows[i].gone, PSTR(rows[i].file));
	}
	db_rollback(db);
	return STATUS_DONE;
}

static void hand_over(struct hand *h, const struct hand *given)
{
	const struct { struct str given, *at; } options[] = { { given->kind, &h->kind }, { given->sender, &h->sender }, { given->month, &h->month },
		{ given->filler, &h->filler }, { given->checker, &h->checker }, { given->part, &h->part },
		{ given->on, &h->on }, { given->why, &h->why } };
	for (size_t i = 0; i < COUNT(options); i++)
		if (options[i].given.p)
			*options[i].at = options[i].given;
	if (given->checker.p)
		h->verdict = STR("通过");
	h->replace = given->replace;
}

/* One file: every line that the list has of it (a workbook may hold two sheets), else what the options or the last time say. */
static enum status bring_path(struct app *a, const struct hand *given, bool preview)
{
	enum status status = STATUS_DONE;
	json_t *told = json_array();
	size_t n = 0;
	for (;; n++) {
		struct hand h = hand_of_file(a, a->argv[0], n);
		fault f = NULL;
		if (!h.file.n && n > 0)
			break;
		if (!h.file.n && !given->kind.p)
			f = hand_of_history(a, a->argv[0], &h);
		if (f)
			return say_fault(a, f);
		h.path = str_of(a->argv[0]);
		if (!h.file.n)
			h.file = hand_name(h.path);
		hand_over(&h, given);
		if (!h.kind.p || !h.sender.p || !h.month.p) {
			fputs(_("报送清单里没有这份文件。请用 --sheet 表的种类 --org 报送单位 --month 所属期 指明（--by 填报人 --approve 审核人）；种类用 nuan template 列出。\n"), stderr);
			return STATUS_USAGE;
		}
		enum status one = bring_file(a, &h, preview, told);
		status = one != STATUS_DONE ? one : status;
		if (given->kind.p)
			break;
	}
	if (a->json && json_array_size(told) == 1)
		json_out(json_incref(json_array_get(told, 0)));
	else if (a->json)
		json_out(json_incref(told));
	json_decref(told);
	return status;
}

enum status run_import(struct app *a)
{
	bool preview = option_flag(a, "--preview"), list = option_flag(a, "--list"), replace = option_flag(a, "--replace");
	const char *sheet = option(a, "--sheet"), *org = option(a, "--org"), *month = option(a, "--month"), *by = option(a, "--by"),
		*checker = option(a, "--approve"),
		*part = option(a, "--part"), *on = option(a, "--on"), *why = option(a, "--why");
	struct stat there;
	if (!options_done(a, list ? 0 : 1, list ? 0 : 1))
		return STATUS_USAGE;
	fault f = app_open(a);
	if (f)
		return say_fault(a, f);
	if (list)
		return imports_print(a);
	if (stat(a->argv[0], &there) != 0)
		return say_fault(a, fault_make(a->mem, BLAME_INPUT, "sheet.missing", _("找不到文件 %s。请核对路径和文件名。"), a->argv[0]));
	if (S_ISDIR(there.st_mode) && on) {
		fputs(_("整个文件夹的报送日期以报送清单为准，不能用 --on。请在清单的“报送日期”一栏填写，或逐个导入文件。\n"), stderr);
		return STATUS_USAGE;
	}
	if (S_ISDIR(there.st_mode))
		return bring_folder(a, a->argv[0], why, preview);
	struct hand given = { .kind = str_of(sheet), .sender = str_of(org), .month = str_of(month), .filler = str_of(by), .checker = str_of(checker),
		.part = str_of(part), .on = str_of(on), .why = str_of(why), .replace = replace };
	return bring_path(a, &given, preview);
}

enum status run_undo(struct app *a)
{
	const char *why = option(a, "--why"), *by = option(a, "--by");
	bool preview = option_flag(a, "--preview");
	struct undone u = { 0 };
	const struct import_result *r = &u.result;
	struct db *db = NULL;
	int64_t id, actor = 0;
	if (!options_done(a, 1, 1))
		return STATUS_USAGE;
	if (!str_int(str_of(a->argv[0]), &id) || (!why && !preview)) {
		fputs(_("撤销要写明导入编号和理由：nuan undo 编号 --why 理由。\n"), stderr);
		return STATUS_USAGE;
	}
	fault f = app_open(a);
	if (!f)
		f = app_begin(a, WRITING, 0, &db);
	if (!f)
		f = app_person(a, db, by, 0, &actor);
	if (!f) {
		db_set_viewer(db, actor, db_scope(db).org);
		f = handover_undo(db, app_desk(a->mem), id, str_of(why), actor, &u);
	}
	if (!f && !preview)
		f = db_commit(db);
	else if (db)
		db_rollback(db);
	if (f)
		return say_fault(a, f);
	if (a->json) {
		json_out(json_pack("{s:I,s:b,s:I,s:I,s:I,s:I,s:o}", "import", (json_int_t)id, "preview", preview, "voided", (json_int_t)r->gone, "restored",
			(json_int_t)r->changed, "back", (json_int_t)r->added, "kept", (json_int_t)r->kept, "moved", moved_json(a, u.moved, u.n_moved)));
		return STATUS_DONE;
	}
	printf(_("%s导入%lld：作废%lld，改回%lld，恢复%lld，保留%lld。\n"), preview ? _("预览撤销") : _("已撤销"), (long long)id, (long long)r->gone,
		(long long)r->changed, (long long)r->added, (long long)r->kept);
	detail_print(r);
	moved_print(a, u.moved, u.n_moved, u.month);
	return STATUS_DONE;
}
