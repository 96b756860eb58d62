/* One hand-over brought in: read the file, the rows in one transaction by who filled it in, the approval in a second by who checked it, so that each
 * act stands in the trail under the person who did it and nobody approves what they entered.
 * A preview does both in one transaction, computes the figures before and after, and rolls back: it is the act itself, so it cannot be wrong.
 * Killed between the two, the records stand as submitted and count nowhere; bringing the same file in again adds no row and completes the approval. */
#include <string.h>
#include <unistd.h>
#include "app/bring.h"
#include "base/text.h"
#include "kernel/obligation.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"

struct order { struct import_order import; struct workbook book; int64_t checker; struct str verdict, words; };

static fault progress(void *ctx, size_t done, size_t total)
{
	struct app *a = ctx;
	if (app_interrupted)
		return fault_make(a->mem, BLAME_CONFLICT, "import.cancelled", _("已按您的要求停下，一行也没有存。"));
	if (total > 4000 && done % 2048 == 0 && isatty(2))
		fprintf(stderr, "\r%s%zu%%", _("已处理"), total ? done * 100 / total : 100);
	return NULL;
}

static fault file_sm3(struct app *a, const char *path, struct str *ret)
{
	unsigned char digest[SM3_BYTES], block[65536];
	struct sm3 *d = sm3_open(a->mem);
	FILE *f = fopen(path, "re");
	size_t n;
	if (!f)
		return fault_make(a->mem, BLAME_INPUT, "sheet.missing", _("找不到文件 %s。请核对路径和文件名。"), path);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		sm3_add(d, block, n);
	fclose(f);
	sm3_done(d, digest);
	*ret = str_hex(a->mem, digest, SM3_BYTES);
	return NULL;
}

/* The first registers come before the officers that they name: nobody has entered them but the office itself. */
static fault order_people(struct app *a, struct db *db, const struct hand *h, struct order *o)
{
	fault f = app_person(a, db, h->filler.p ? str_c(a->mem, h->filler) : NULL, o->import.sender, &o->import.author);
	if (!f)
		f = app_person(a, db, h->checker.p ? str_c(a->mem, h->checker) : NULL, o->import.sender, &o->checker);
	if (f && (o->import.of == &ORG_UNIT || o->import.of == &PERSON_OFFICER) && strcmp(f->code, "person.no_officer") == 0)
		f = NULL;
	o->import.actor = o->import.author;
	if (!f && !o->import.of->put && str_is(h->verdict, "通过") && h->file.p && !o->checker)
		return fault_make(a->mem, BLAME_INPUT, "move.no_approver", _("写了审核通过，却没有写审核人。请写明是谁审核的。"));
	return f;
}

static fault order_make(struct app *a, struct db *db, const char *path, const struct hand *h, struct order *o)
{
	fault why = NULL;
	int month = 0;
	*o = (struct order){ .verdict = h->verdict, .words = h->words };
	o->import.of = app_entity(h->kind);
	if (!o->import.of)
		return fault_make(a->mem, BLAME_INPUT, "list.kind", _("没有“%.*s”这一类表。用 nuan template 列出全部种类。"), PSTR(h->kind));
	if (h->month.p && !month_parse(h->month, &month))
		return fault_make(a->mem, BLAME_INPUT, "list.month", _("所属期“%.*s”不是月份。请写成例如 2019-01。"), PSTR(h->month));
	if (!month)
		return fault_make(a->mem, BLAME_INPUT, "list.month", _("没有写明所属期。请写成例如 2019-01。"));
	o->import.month = month;
	o->import.day = month_last(month);
	if (h->day.p && !day_parse(h->day, &o->import.day))
		return fault_make(a->mem, BLAME_INPUT, "list.day", _("报送日期“%.*s”不是一个存在的日期。"), PSTR(h->day));
	if (o->import.of == &ORG_UNIT)                       /* the register of units is what makes its sender known: it is the city's own */
		TRY(org_city(db, &o->import.sender));
	else
		TRY(org_find(db, h->sender, month_last(month), &o->import.sender, &why));
	if (!o->import.sender)
		return why;
	TRY(order_people(a, db, h, o));
	o->import.part = h->part;
	o->import.replace = h->replace;
	o->import.file = h->file;
	o->import.progress = progress;
	o->import.ctx = a;
	if (!h->file.p)
		return NULL;
	TRY(file_sm3(a, path, &o->import.sm3));
	TRY(sheet_read(a->mem, path, NULL, &o->book));
	o->import.book = &o->book;
	return NULL;
}

/* “第37行退回：缺签收或银行回单” in the list's last column returns one row; several are separated by semicolons. Whoever writes 退回 means it: a wording
 * that cannot be read is a fault, never an approval. */
static fault return_one(struct app *a, struct db *db, const struct order *o, int64_t import_id, struct str words)
{
	static const char *const colons[] = { "：", ":" };
	struct str one = str_trim(words);
	int64_t line;
	size_t at = str_find(one, STR("行退回")), colon = SIZE_MAX, width = 0;
	for (size_t i = 0; i < COUNT(colons) && colon == SIZE_MAX; i++) {
		colon = str_find(one, str_of(colons[i]));
		width = strlen(colons[i]);
	}
	if (at == SIZE_MAX || colon == SIZE_MAX || !str_starts(one, STR("第")) ||
		!str_int(str_trim(text_half(a->mem, str_sub(one, strlen("第"), at - strlen("第")))), &line))
		return fault_make(a->mem, BLAME_INPUT, "list.return", _("“%.*s”看不出退回哪一行。请写成例如：第37行退回：缺签收或银行回单；几行之间用分号隔开。"), PSTR(one));
	return import_return_row(db, o->import.of, import_id, line, o->checker, str_trim(str_sub(one, colon + width, SIZE_MAX)));
}

static fault returns(struct app *a, struct db *db, const struct order *o, int64_t import_id, int64_t *ret_n)
{
	struct str words = o->words;
	while (words.n) {
		size_t wide = str_find(words, STR("；")), narrow = str_find(words, STR(";")), cut = wide < narrow ? wide : narrow;
		struct str one = cut == SIZE_MAX ? words : str_sub(words, 0, cut);
		words = cut == SIZE_MAX ? STR_NONE : str_sub(words, cut + (wide < narrow ? strlen("；") : 1), SIZE_MAX);
		if (str_find(one, STR("退回")) == SIZE_MAX)
			continue;
		TRY(return_one(a, db, o, import_id, one));
		(*ret_n)++;
	}
	return NULL;
}

static fault approve(struct app *a, struct db *db, const struct order *o, struct brought *b)
{
	if (o->import.of->put || !str_is(o->verdict, "通过") || !b->result.id)
		return NULL;
	if (b->result.repeat) {                              /* a first time that was cut before its approval is completed; else it stands */
		bool done;
		TRY(import_approved(db, b->result.id, &done));
		if (done)
			return NULL;
	}
	if (b->result.repeat || b->result.added + b->result.changed > 0)
		TRY(returns(a, db, o, b->result.id, &b->returned));
	return import_approve(db, o->import.of, b->result.id, o->checker, &b->approved);
}

static fault nil_report(struct app *a, struct db *db, const struct order *o, struct brought *b)
{
	b->nil = true;
	if (!o->import.of->report)
		return fault_make(a->mem, BLAME_INPUT, "list.nil", _("“%s”没有报送任务，不用零报告。"), _(o->import.of->title));
	row_act(db, "nil", str_of(o->import.of->report));
	return obligation_file(db, o->import.sender, o->import.of->report, o->import.month, true, o->import.day, o->import.actor, 0);
}

static fault rows_in(struct app *a, struct db *db, const struct order *o, struct brought *b)
{
	if (!o->import.file.p)
		return nil_report(a, db, o, b);
	TRY(import_run(db, &o->import, &b->result));
	if (o->import.of == &ORG_UNIT && !b->result.n_wrongs && !b->result.repeat)
		TRY(org_tree_build(db));
	return NULL;
}

static fault preview_in(struct app *a, struct db *db, const struct order *o, struct brought *b)
{
	const struct report_desk *desk = app_desk(a->mem);
	struct snapshot was, now;
	TRY(report_snapshot(db, desk, b->month, b->unit, &was));
	TRY(rows_in(a, db, o, b));
	if (b->result.n_wrongs)
		return NULL;
	TRY(approve(a, db, o, b));
	TRY(report_snapshot(db, desk, b->month, b->unit, &now));
	return report_moved(a->mem, &was, &now, &b->moved, &b->n_moved);
}

static fault once(struct app *a, const struct hand *h, const char *path, bool preview, struct brought *b, struct order *o)
{
	struct db *db;
	TRY(app_begin(a, WRITING, 0, &db));
	fault f = order_make(a, db, path, h, o);
	if (!f) {
		b->of = o->import.of, b->unit = o->import.sender, b->month = o->import.month;
		db_set_viewer(db, o->import.actor, db_scope(db).org);
		f = preview ? preview_in(a, db, o, b) : rows_in(a, db, o, b);
	}
	if (f || preview || b->result.n_wrongs || (b->result.repeat && o->import.file.p)) {
		db_rollback(db);
		return f;
	}
	return db_commit(db);
}

static fault second(struct app *a, const struct order *o, struct brought *b)
{
	struct db *db;
	if (o->import.of->put || !str_is(o->verdict, "通过") || !o->import.file.p)
		return NULL;
	TRY(app_begin(a, WRITING, o->checker, &db));
	fault f = approve(a, db, o, b);
	if (!f)
		return db_commit(db);
	db_rollback(db);
	return f;
}

fault bring(struct app *a, const char *folder, const struct hand *h, bool preview, struct brought *ret)
{
	struct brought b = { 0 };
	struct order o;
	struct str at = h->path.p || !folder ? h->path : str_fmt(a->mem, "%s/%.*s", folder, PSTR(h->file));
	const char *path = h->file.p ? str_c(a->mem, at) : NULL;
	for (int attempt = 0;; attempt++) {                  /* another writer was first: the same again, from the start */
		b = (struct brought){ 0 };
		fault f = once(a, h, path, preview, &b, &o);
		if (!f)
			break;
		if (f->blame != BLAME_BUSY || attempt == 4)
			return f;
		usleep(20000u << attempt);
	}
	for (int attempt = 0; !preview && !b.result.n_wrongs; attempt++) {
		fault f = second(a, &o, &b);
		if (!f)
			break;
		if (f->blame != BLAME_BUSY || attempt == 4)
			return f;
		usleep(20000u << attempt);
	}
	*ret = b;
	return NULL;
}
