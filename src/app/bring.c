/* One hand-over brought in: read the file, the rows in one transaction by who filled it in, the approval in a second by who checked it, so that each
 * act stands in the trail under the person who did it and nobody approves what they entered.
 * A preview does both in one transaction, computes the figures before and after, and rolls back: it is the act itself, so it cannot be wrong.
 * A file is taken to have come by the end of its month, unless the list or --on names the day; once the month is closed, it came today.
 * Killed between the two, the records stand as submitted and count nowhere; bringing the same file in again adds no row and completes the approval. */
#include <string.h>
#include <unistd.h>
#include "app/bring.h"
#include "kernel/org.h"
#include "kernel/period.h"
#include "kernel/person.h"

struct order { struct handover of; struct workbook book; };

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
	fault f = app_person(a, db, h->filler.p ? str_c(a->mem, h->filler) : NULL, o->of.import.sender, &o->of.import.author);
	if (!f)
		f = app_person(a, db, h->checker.p ? str_c(a->mem, h->checker) : NULL, o->of.import.sender, &o->of.checker);
	if (f && (o->of.import.of == &ORG_UNIT || o->of.import.of == &PERSON_OFFICER) && strcmp(f->code, "person.no_officer") == 0)
		f = NULL;
	o->of.import.actor = o->of.import.author;
	if (!f && !o->of.import.of->put && str_is(h->verdict, "通过") && h->file.p && !o->of.checker)
		return fault_make(a->mem, BLAME_INPUT, "move.no_approver", _("写了审核通过，却没有写审核人。请写明是谁审核的。"));
	return f;
}

static fault order_day(struct app *a, struct db *db, const struct hand *h, int month, struct day *ret)
{
	struct day today = { (int32_t)((db_now(db) + 8 * 3600) / 86400) };
	struct str said = h->on.p ? h->on : h->day;
	int64_t counts_in;
	TRY(period_for(db, month_last(month), &counts_in));
	*ret = counts_in == month ? month_last(month) : today;
	if (said.p && !day_parse(said, ret))
		return fault_make(a->mem, BLAME_INPUT, "list.day", _("报送日期“%.*s”不是一个存在的日期。"), PSTR(said));
	if (h->on.p && (ret->n > today.n || ret->n < month_first(month).n))
		return fault_make(a->mem, BLAME_INPUT, "import.day", _("报送日期%.*s早于所属期%.*s，或者还没有到。请核对 --on 后面的日期。"),
			PSTR(day_iso(a->mem, *ret)), PSTR(month_zh(a->mem, month)));
	return NULL;
}

static fault order_make(struct app *a, struct db *db, const char *path, const struct hand *h, struct order *o)
{
	fault why = NULL;
	int month = 0;
	*o = (struct order){ .of = { .verdict = h->verdict, .words = h->words } };
	o->of.import.of = app_entity(h->kind);
	if (!o->of.import.of)
		return fault_make(a->mem, BLAME_INPUT, "list.kind", _("没有“%.*s”这一类表。用 nuan template 列出全部种类。"), PSTR(h->kind));
	if (h->month.p && !month_parse(h->month, &month))
		return fault_make(a->mem, BLAME_INPUT, "list.month", _("所属期“%.*s”不是月份。请写成例如 2019-01。"), PSTR(h->month));
	if (!month)
		return fault_make(a->mem, BLAME_INPUT, "list.month", _("没有写明所属期。请写成例如 2019-01。"));
	o->of.import.month = month;
	TRY(order_day(a, db, h, month, &o->of.import.day));
	if (o->of.import.of == &ORG_UNIT)                       /* the register of units is what makes its sender known: it is the city's own */
		TRY(org_city(db, &o->of.import.sender));
	else
		TRY(org_find(db, h->sender, month_last(month), &o->of.import.sender, &why));
	if (!o->of.import.sender)
		return why;
	TRY(order_people(a, db, h, o));
	o->of.import.part = h->part;
	o->of.import.replace = h->replace;
	o->of.import.why = str_trim(h->why);
	o->of.import.file = h->file;
	o->of.import.progress = progress;
	o->of.import.ctx = a;
	if (!h->file.p)
		return NULL;
	TRY(file_sm3(a, path, &o->of.import.sm3));
	TRY(sheet_open(a->mem, path, NULL, &o->book));
	o->of.import.book = &o->book;
	return NULL;
}

static fault rows(struct app *a, struct db *db, enum bringing how, struct brought *b, struct order *o)
{
	if (how == BRING_PREVIEW)
		return handover_preview(db, app_desk(a->mem), &o->of, b);
	return how == BRING_TELL ? handover_told(db, app_desk(a->mem), &o->of, b) : handover_rows(db, &o->of, b);
}

static fault once(struct app *a, const struct hand *h, const char *path, enum bringing how, struct brought *b, struct order *o)
{
	struct db *db;
	bool preview = how == BRING_PREVIEW;
	TRY(app_begin(a, WRITING, 0, &db));
	fault f = order_make(a, db, path, h, o);
	if (!f) {
		db_set_viewer(db, o->of.import.actor, db_scope(db).org);
		f = rows(a, db, how, b, o);
	}
	if (f || preview || b->result.n_wrongs || (b->result.repeat && o->of.import.file.p)) {
		db_rollback(db);
		return f;
	}
	return db_commit(db);
}

static fault second(struct app *a, const struct order *o, struct brought *b)
{
	struct db *db;
	if (o->of.import.of->put || !str_is(o->of.verdict, "通过") || !o->of.import.file.p)
		return NULL;
	TRY(app_begin(a, WRITING, o->of.checker, &db));
	fault f = handover_approve(db, &o->of, b);
	if (!f)
		return db_commit(db);
	db_rollback(db);
	return f;
}

/* The rows stand, whatever the sentence of the second act says about that one. */
static fault unapproved(struct app *a, fault f)
{
	if (f->blame != BLAME_US && f->blame != BLAME_BUSY)
		return f;
	return fault_note(a->mem, f->blame, f->code, f->note, _("表已导入，还没有审核。审核时：%s 排除以后把同一个文件再导入一次，就接着审核，不会重复。"), f->say);
}

fault bring(struct app *a, const char *folder, const struct hand *h, enum bringing how, struct brought *ret)
{
	struct brought b = { 0 };
	struct order o;
	struct str at = h->path.p || !folder ? h->path : str_fmt(a->mem, "%s/%.*s", folder, PSTR(h->file));
	const char *path = h->file.p ? str_c(a->mem, at) : NULL;
	for (int attempt = 0;; attempt++) {                  /* another writer was first: the same again, from the start */
		b = (struct brought){ 0 };
		fault f = once(a, h, path, how, &b, &o);
		if (!f)
			break;
		if (f->blame != BLAME_BUSY || attempt == 4)
			return f;
		usleep(20000u << attempt);
	}
	for (int attempt = 0; how != BRING_PREVIEW && !b.result.n_wrongs; attempt++) {
		fault f = second(a, &o, &b);
		if (!f)
			break;
		if (f->blame != BLAME_BUSY || attempt == 4)
			return unapproved(a, f);
		usleep(20000u << attempt);
	}
	*ret = b;
	return NULL;
}
