/* nuan verify: the check that nothing was changed unseen, of the whole or of one month's issue; and the head of the trail.
 *
 * Without a month: the chain, every table against it, then every issued edition. With a month: its editions alone, the fast road, which does not walk the
 * trail and says what it has not looked at. What was tampered with ends in exit status 3; that the records say something else by now than the issue did is
 * told, and is no fault of anybody.
 * What was read is the tables; an index that is torn would let a figure miss rows of them, so the engine checks its own files before anything is called good.
 * --head prints what may be kept elsewhere or published: where the trail stands, and of each issue what its foot says; --head ENTRY MAC asks the other way
 * round, for a foot that was read from paper. It is not looked up alone: a mac is found when the trail still has it, verify says whether the rest follows.
 * --file FILE asks for a file in somebody's hand: of which edition and form it is, by its SM3, held against the entry of the issue and not only against the
 * register of files, which could have been changed with it.
 * --entry N tells one entry of the trail: who, when, which act, and of each row what was there before and after.
 * Not taken: a service that answers for the signature; whoever has the public key needs none. */
#include <string.h>
#include "app/app.h"
#include "kernel/clock.h"
#include "kernel/trail.h"
#include "report/seal.h"
#include "report/trail_words.h"

static json_t *hex_json(struct app *a, struct str s)
{
	return json_str(s.p ? str_hex(a->mem, s.p, s.n) : STR_NONE);
}

static json_t *findings_json(const struct seal_report *r, enum seal_what what)
{
	json_t *list = json_array();
	for (const struct seal_finding *f = r->findings; f; f = f->next)
		if (f->what == what)
			json_array_append_new(list, json_pack("{s:o,s:I,s:I,s:o}", "table", json_str(f->relation), "row", (json_int_t)f->row, "edition",
				(json_int_t)f->edition, "what", json_str(f->say)));
	return list;
}

static json_t *seals_json(const struct seal_report *r)
{
	return json_pack("{s:I,s:I,s:I,s:I,s:o,s:o}", "editions", (json_int_t)r->editions, "figures", (json_int_t)r->figures, "rows", (json_int_t)r->rows,
		"bytes", (json_int_t)r->bytes, "tampered", findings_json(r, SEAL_TAMPERED), "moved_on", findings_json(r, SEAL_CHANGED));
}

static json_t *trail_json(struct app *a, const struct trail_report *r, int64_t head, struct str mac)
{
	json_t *list = json_array();
	for (const struct tamper *t = r->tampers; t; t = t->next)
		json_array_append_new(list, json_pack("{s:o,s:I,s:I,s:o}", "table", json_str(t->relation), "row", (json_int_t)t->row, "entry",
			(json_int_t)t->entry, "what", json_str(t->what)));
	json_t *backs = json_array();
	for (const struct tamper *t = r->backs; t; t = t->next)
		json_array_append_new(backs, json_pack("{s:I,s:o}", "entry", (json_int_t)t->entry, "what", json_str(t->what)));
	return json_pack("{s:I,s:I,s:I,s:o,s:o,s:o}", "entries", (json_int_t)r->entries, "rows", (json_int_t)r->rows, "head", (json_int_t)head, "mac",
		hex_json(a, mac), "changed", list, "clock", backs);
}

/* --- verify ------------------------------------------------------------------------------------------------------------------------------ */

static void findings_print(const struct seal_report *r, enum seal_what what)
{
	for (const struct seal_finding *f = r->findings; f; f = f->next)
		if (f->what == what)
			printf("%.*s\n", PSTR(f->say));
}

static void seals_print(const struct seal_report *r, bool whole)
{
	findings_print(r, SEAL_TAMPERED);
	if (r->n_tampered)
		printf(_("封存核验发现%lld处改动。\n"), (long long)r->n_tampered);
	else if (r->editions && whole)
		printf(_("封存无误：已印发的%lld版、%lld个数、%lld行依据与封存时一样。\n"), (long long)r->editions, (long long)r->figures, (long long)r->rows);
	else if (r->editions)
		printf(_("封存无误：这个月已印发的%lld版、%lld个数、%lld行依据和存档的文件与封存时一样，签名和印发的那一条留痕有效。\n"
			"没有查看的：其余各条留痕和其他各表（核稿、会签、签发各步，各部分文稿，编号登记的原因等），由不带月份的 nuan verify 核验。\n"),
			(long long)r->editions, (long long)r->figures, (long long)r->rows);
	else if (!whole)
		printf(_("这个月还没有印发过，没有可核验的封存。\n"));
	if (r->n_changed)
		printf(_("印发以后记录又有变动，下列%lld个数今天数出来与印发时不同（已印发的不改，需要时用更正版说明）：\n"), (long long)r->n_changed);
	findings_print(r, SEAL_CHANGED);
}

/* A finding names the table as the database does; in front of it stands what the register is called. */
static void trail_print(const struct report_desk *desk, const struct trail_report *r)
{
	int64_t entry = 0;
	for (const struct tamper *t = r->tampers; t; t = t->next) {
		struct str title = trail_table_title(desk, t->relation);
		if (!str_eq(title, t->relation))
			printf(_("“%.*s”："), PSTR(title));
		printf("%.*s\n", PSTR(t->what));
		entry = entry ? entry : t->entry;
	}
	for (const struct tamper *t = r->backs; t; t = t->next)
		printf("%.*s\n", PSTR(t->what));
	if (r->n_tampers)
		printf(_("核验发现%lld处改动。\n"), (long long)r->n_tampers);
	if (entry)
		printf(_("要看某一条留痕当时写了什么、与现在差在哪里：nuan verify --entry %lld。请先照原样另存数据库和密钥文件，再查。\n"), (long long)entry);
	if (r->n_tampers)
		return;
	printf(_("核验无误：留痕%lld条连续完整，%lld条记录与留痕一致。\n"), (long long)r->entries, (long long)r->rows);
}

fault verify_all(struct app *a, struct db *db, bool *ret_tampered)
{
	struct trail_report trail = { 0 };
	struct seal_report seals = { 0 };
	size_t n;
	const struct table *const *tables = app_tables(a->mem, &n);
	int64_t head;
	struct str mac;
	TRY(trail_head(db, &head, &mac));
	TRY(trail_verify(db, tables, n, &trail));
	TRY(seal_verify(db, app_desk(a->mem), 0, &seals));
	if (!trail.n_tampers && !seals.n_tampered)
		TRY(db_sound(db));
	if (a->json) {
		json_t *j = trail_json(a, &trail, head, mac);
		json_object_set_new(j, "seals", seals_json(&seals));
		json_out(j);
	} else {
		trail_print(app_desk(a->mem), &trail);
		seals_print(&seals, true);
	}
	*ret_tampered = trail.n_tampers || seals.n_tampered;
	return NULL;
}

static fault verify_month(struct app *a, struct db *db, int month, bool *ret_tampered)
{
	struct seal_report seals = { 0 };
	TRY(seal_verify(db, app_desk(a->mem), month, &seals));
	if (a->json)
		json_out(seals_json(&seals));
	else
		seals_print(&seals, false);
	*ret_tampered = seals.n_tampered > 0;
	return NULL;
}

/* --- the head ---------------------------------------------------------------------------------------------------------------------------- */

static void edition_print(struct app *a, const struct edition *e, bool stands)
{
	printf(_("%.*s第%lld版（%lld年第%lld期）封存时：%lld %.*s\n"), PSTR(month_zh(a->mem, (int)e->month)), (long long)e->number, (long long)e->year,
		(long long)e->serial, (long long)e->entry, PSTR(str_hex(a->mem, e->mac.p, e->mac.n)));
	printf(_("    封存 %.*s\n    签名 %.*s\n    公钥 %.*s\n"), PSTR(str_hex(a->mem, e->seal.p, e->seal.n)),
		PSTR(str_hex(a->mem, e->signature.p, e->signature.n)), PSTR(str_hex(a->mem, e->verifier.p, e->verifier.n)));
	puts(stands ? _("    签名有效，留痕里仍有这一条。")
		: _("    签名或留痕的位置对不上。请运行 nuan verify 查明。"));
}

static json_t *edition_json(struct app *a, const struct edition *e, bool stands, struct str message)
{
	return json_pack("{s:o,s:I,s:o,s:I,s:I,s:I,s:o,s:o,s:o,s:o,s:o,s:b}", "month", json_str(month_iso(a->mem, (int)e->month)),
		"edition", (json_int_t)e->number, "series", json_str(e->series), "year", (json_int_t)e->year, "serial", (json_int_t)e->serial,
		"entry", (json_int_t)e->entry, "mac", hex_json(a, e->mac), "seal", hex_json(a, e->seal), "signature", hex_json(a, e->signature),
		"verifier", hex_json(a, e->verifier), "signed", json_str(message), "stands", stands);
}

static void list_drop(void *list)
{
	json_decref(list);
}

static fault head_print(struct app *a, struct db *db)
{
	struct edition *editions;
	struct str mac;
	int64_t head;
	size_t n;
	TRY(trail_head(db, &head, &mac));
	TRY(seal_issued(db, 0, &editions, &n));
	json_t *list = json_array();
	arena_later(a->mem, list_drop, list);
	if (!a->json)
		printf("%lld %.*s\n", (long long)head, PSTR(mac.p ? str_hex(a->mem, mac.p, mac.n) : STR_NONE));
	for (size_t i = 0; i < n; i++) {
		struct str message;
		bool stands;
		TRY(seal_stands(db, &editions[i], &message, &stands));
		if (a->json)
			json_array_append_new(list, edition_json(a, &editions[i], stands, message));
		else
			edition_print(a, &editions[i], stands);
	}
	if (a->json)
		json_out(json_pack("{s:I,s:o,s:O}", "head", (json_int_t)head, "mac", hex_json(a, mac), "editions", list));
	return NULL;
}

static fault head_said(struct app *a, struct db *db, bool *ret_tampered)
{
	int64_t entry;
	bool stands = false;
	if (!str_int(str_of(a->argv[0]), &entry) || entry < 1)
		return fault_make(a->mem, BLAME_INPUT, "seal.entry", _("“%s”不是留痕的条数。请照纸上“留痕第几条”后面的数字写，再写它后面的64位校验。"), a->argv[0]);
	TRY(seal_head_said(db, entry, str_of(a->argv[1]), &stands));
	if (a->json)
		json_out(json_pack("{s:I,s:s,s:b}", "entry", (json_int_t)entry, "mac", a->argv[1], "stands", stands));
	else if (stands)
		printf(_("留痕里有这一条：第%lld条，校验相同。\n"), (long long)entry);
	else
		printf(_("留痕第%lld条的校验与所给的不同，或没有这一条：请先核对抄写；抄写无误，就是留痕被改动或截断过。\n"), (long long)entry);
	*ret_tampered = !stands;
	return NULL;
}

/* --- a file ------------------------------------------------------------------------------------------------------------------------------ */

static void file_print(struct app *a, const struct seal_file *file, bool found, struct str hex)
{
	const struct edition *e = &file->edition;
	if (!found) {
		printf(_("没有哪一版有这个文件：它不是印发时存档的文件，或者后来被改动过（另存、转换过的文件也不再是原来的字节）。\n"));
	} else {
		printf(_("%.*s第%lld版（%lld年第%lld期）的%.*s文件。\n"), PSTR(month_zh(a->mem, (int)e->month)), (long long)e->number, (long long)e->year,
			(long long)e->serial, PSTR(file->form));
		puts(file->proven && file->stored ? _("与印发时写进留痕的一个字节不差，留痕的那一条和签名有效。")
			: file->proven ? _("它就是印发时的文件；现在的文件登记（表 edition_file）却不是它了，被改动过。请运行 nuan verify 查明。")
			: _("文件登记里有它，但它与印发时的留痕对不上，或那一条留痕、签名对不上，不能证明是印发时的文件。请运行 nuan verify 查明。"));
	}
	printf("SM3 %.*s\n", PSTR(hex));
}

static json_t *file_json(struct app *a, const struct seal_file *file, bool found, struct str hex)
{
	const struct edition *e = &file->edition;
	if (!found)
		return json_pack("{s:o,s:n}", "sm3", json_str(hex), "month");
	return json_pack("{s:o,s:o,s:I,s:o,s:b,s:b}", "sm3", json_str(hex), "month", json_str(month_iso(a->mem, (int)e->month)), "edition",
		(json_int_t)e->number, "form", json_str(file->form), "stored", file->stored, "proven", file->proven);
}

static fault file_said(struct app *a, struct db *db, const char *path, bool *ret_tampered)
{
	struct seal_file file = { 0 };
	unsigned char digest[SM3_BYTES];
	struct str bytes;
	bool found;
	TRY(file_read(a, path, &bytes));
	TRY(seal_file_said(db, bytes, &file, &found));
	sm3(bytes.p, bytes.n, digest);
	struct str hex = str_hex(a->mem, digest, SM3_BYTES);
	if (a->json)
		json_out(file_json(a, &file, found, hex));
	else
		file_print(a, &file, found, hex);
	*ret_tampered = !found || !file.proven || !file.stored;
	return NULL;
}

/* --- one entry ----------------------------------------------------------------------------------------------------------------------------- */

static json_t *told_row_json(const struct told_row *r)
{
	json_t *changes = json_array();
	for (size_t i = 0; i < r->n_changes; i++) {
		const struct told_change *c = &r->changes[i];
		json_array_append_new(changes, json_pack("{s:o,s:o,s:o}", "name", json_str(c->name), "was", json_str(c->was), "now", json_str(c->now)));
	}
	return json_pack("{s:o,s:I,s:b,s:b,s:o}", "table", json_str(r->table), "row", (json_int_t)r->row, "fresh", r->fresh, "altered", r->altered,
		"changes", changes);
}

static json_t *told_json(struct app *a, const struct told *t, int64_t entry)
{
	json_t *rows = json_array();
	for (size_t i = 0; i < t->n_rows; i++)
		json_array_append_new(rows, told_row_json(&t->rows[i]));
	return json_pack("{s:I,s:o,s:o,s:o,s:o,s:o}", "entry", (json_int_t)entry, "at", json_str(minute_iso(a->mem, t->at)),
		"actor", json_str(t->actor), "act", json_str(t->act), "why", json_str(t->why), "rows", rows);
}

static struct str or_empty(struct str value)
{
	return value.p ? value : str_of(_("（空）"));
}

static void told_row_print(const struct told_row *r)
{
	if (r->looked) {
		puts(_("只是查看，没有写入。"));
		return;
	}
	printf(_("“%.*s”第%lld号记录，%s%s\n"), PSTR(r->table), (long long)r->row, r->fresh ? _("新增") : _("改动"),
		r->altered ? _("。注意：现在的内容不是这一条写下的，此后被绕过系统改动或删去") : "");
	for (size_t i = 0; i < r->n_changes; i++) {
		const struct told_change *c = &r->changes[i];
		if (r->fresh)
			printf(_("    %.*s：%.*s\n"), PSTR(c->name), PSTR(or_empty(c->now)));
		else
			printf(_("    %.*s：%.*s → %.*s\n"), PSTR(c->name), PSTR(or_empty(c->was)), PSTR(or_empty(c->now)));
	}
}

static void told_print(struct app *a, const struct told *t, int64_t entry)
{
	printf(_("留痕第%lld条\n时间：%.*s\n经办人：%.*s\n办理：%.*s\n"), (long long)entry, PSTR(minute_iso(a->mem, t->at)), PSTR(or_empty(t->actor)), PSTR(t->act));
	if (t->why.p)
		printf(_("说明：%.*s\n"), PSTR(t->why));
	printf(_("写入的记录：%lld行\n"), (long long)t->n_all);
	for (size_t i = 0; i < t->n_rows; i++)
		told_row_print(&t->rows[i]);
	if (t->n_all > (int64_t)t->n_rows)
		printf(_("另有%lld行没有列出，用 --json 可全部列出。\n"), (long long)t->n_all - (long long)t->n_rows);
}

static fault entry_said(struct app *a, struct db *db, const char *text)
{
	enum { PRINTED = 50 };
	struct told told;
	int64_t entry;
	if (!str_int(str_of(text), &entry) || entry < 1)
		return fault_make(a->mem, BLAME_INPUT, "seal.entry", _("“%s”不是留痕的条数。请写成例如 nuan verify --entry 120。"), text);
	TRY(trail_tell(db, &(struct telling){ .desk = app_desk(a->mem), .most = a->json ? INT64_MAX : PRINTED }, entry, &told));
	if (a->json)
		json_out(told_json(a, &told, entry));
	else
		told_print(a, &told, entry);
	return NULL;
}

struct question { bool head; const char *path, *entry; int month; };

static fault verify_asked(struct app *a, struct db *db, const struct question *q, bool *ret_tampered)
{
	if (q->entry)
		return entry_said(a, db, q->entry);
	if (q->path)
		return file_said(a, db, q->path, ret_tampered);
	if (q->head)
		return a->argc ? head_said(a, db, ret_tampered) : head_print(a, db);
	return q->month ? verify_month(a, db, q->month, ret_tampered) : verify_all(a, db, ret_tampered);
}

/* Each of --file, --head and --entry is a question by itself. */
enum status run_verify(struct app *a)
{
	struct question asked = { .head = option_flag(a, "--head"), .path = option(a, "--file"), .entry = option(a, "--entry") };
	bool tampered = false;
	struct db *db = NULL;
	int others = asked.head + (asked.path != NULL) + (asked.entry != NULL), most = others > 1 ? -1 : asked.head ? 2 : others ? 0 : 1;
	if (!options_done(a, asked.head && a->argc ? 2 : 0, most) || (!asked.head && a->argc && !option_month(a, a->argv[0], &asked.month)))
		return STATUS_USAGE;
	fault f = app_reading(a, &db);
	if (!f)
		f = verify_asked(a, db, &asked, &tampered);
	if (f)
		return say_fault(a, f);
	return tampered ? STATUS_CHANGED : STATUS_DONE;
}
