/* sealbench WHERE KEY ROWS [BYTES]: fills a fresh federation (nuan init) with so many trips of January 2019, which one indicator counts, issues the month
 * without the office around it, and says what it cost. With BYTES, the frozen contents are written to that file, for `openssl dgst -sm3`; then
 * `nuan verify 2019-01` hashes the very same bytes.
 * Everything goes through the doors of the program, so that trail and keys are as in life. Not built by default; script/bench measures with it. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "app/app.h"
#include "kernel/kernel.schema.h"
#include "kernel/org.h"
#include "kernel/row.h"
#include "report/seal.h"
#include "report/seal.sql.h"

enum { IN_ONE = 50000 };
static double clock_start;

static void lap(const char *what)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	double now = (double)t.tv_sec + (double)t.tv_nsec / 1e9;
	if (what)
		printf("%-10s %.2f s\n", what, now - clock_start);
	clock_start = now;
}

static fault trips(struct app *a, int64_t from, int64_t n)
{
	struct arena_mark mark = arena_mark(a->mem);
	struct db *db;
	int64_t city;
	TRY(app_begin(a, WRITING, 0, &db));
	TRY(org_city(db, &city));
	row_act(db, "import", STR("sealbench"));
	for (int64_t i = from; i < from + n; i++) {
		struct str number = str_fmt(a->mem, "bench%lld", (long long)i);
		struct event row = { .head = { .org = city, .day = { month_first(201901).n + (int32_t)(i % 28) }, .month = 201901, .state = STR("approved"),
			.natural = number, .digest = number, .source = INT_NONE, .sheet_row = INT_NONE, .client_id = number, .recorded_by = city,
			.recorded_at = db_now(db), .entered_by = city, .editor = city }, .line = STR("pairing"), .kind = STR("结对走访"),
			.title = str_fmt(a->mem, "机关干部第%lld次到村走访结对户", (long long)i), .until = DAY_NONE, .amount = INT_NONE };
		TRY(row_add(db, &event_table, &row));
	}
	TRY(db_commit(db));
	arena_back(a->mem, mark);
	return NULL;
}

static fault issue(struct app *a)
{
	struct db *db;
	struct edition e = { .series = STR("工会要情"), .month = 201901, .number = 1, .state = STR("issued"), .editor = INT_NONE, .year = 2019, .serial = 1,
		.signer = INT_NONE, .signed_on = month_first(201902), .issued_on = month_first(201902), .entry = INT_NONE, .opened_by = INT_NONE };
	TRY(app_begin(a, WRITING, 0, &db));
	row_act(db, "report.issue", STR("sealbench"));
	TRY(row_add(db, &edition_table, &e));
	struct numbering number = { .series = e.series, .kind = STR("issue"), .year = 2019, .serial = 1, .edition = e.id, .state = STR("given"), .at = db_now(db) };
	TRY(row_add(db, &numbering_table, &number));
	TRY(seal_close_edition(db, app_desk(a->mem), &e, STR("正文\n")));
	TRY(row_change(db, &edition_table, &e));
	return db_commit(db);
}

static fault piece_out(void *to, const void *row)
{
	const struct content_of_row *c = row;
	fwrite(c->bytes.p, 1, c->bytes.n, to);
	return NULL;
}

static fault bytes_out(struct app *a, const char *path)
{
	static const struct member gives[] = { { "bytes", T_BYTES, 0 } };
	static const struct query every = { .name = "content_every", .sqlite = "SELECT bytes FROM content", .postgres = "SELECT bytes FROM content", .gives = gives,
		.n_gives = 1, .size = sizeof(struct content_of_row) };
	struct db *db;
	FILE *to = fopen(path, "we");
	TRY(app_begin(a, READING, 0, &db));
	fault f = to ? db_each(db, &every, NULL, piece_out, to) : NULL;
	if (to)
		fclose(to);
	return f;
}

static fault verify(struct app *a)
{
	struct seal_report r;
	struct db *db;
	TRY(app_begin(a, READING, 0, &db));
	TRY(seal_verify(db, app_desk(a->mem), 201901, &r));
	printf("%lld rows, %lld bytes, %lld tampered, %lld moved on\n", (long long)r.rows, (long long)r.bytes, (long long)r.n_tampered, (long long)r.n_changed);
	db_rollback(db);
	return NULL;
}

static fault bench(struct app *a, int64_t rows, const char *bytes)
{
	TRY(app_open(a));
	lap(NULL);
	for (int64_t at = 0; at < rows; at += IN_ONE)
		TRY(trips(a, at, rows - at < IN_ONE ? rows - at : IN_ONE));
	lap("fill");
	TRY(issue(a));
	lap("issue");
	TRY(verify(a));
	lap("verify");
	return bytes ? bytes_out(a, bytes) : NULL;
}

int main(int argc, char **argv)
{
	struct app a = { .mem = arena_open(0) };
	if (argc < 4 || argc > 5) {
		fputs("sealbench WHERE KEY ROWS [BYTES]\n", stderr);
		return 2;
	}
	app_official();
	a.where = argv[1], a.key = argv[2];
	fault f = bench(&a, atoll(argv[3]), argc == 5 ? argv[4] : NULL);
	if (f)
		fprintf(stderr, "%s [%s] %s\n", f->say, f->code, f->note ? f->note : "");
	arena_close(a.mem);
	return f ? 1 : 0;
}
