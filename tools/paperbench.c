/* What a long document costs: paperbench [PAGES...] (10 100 1000) builds a document that is one table of about so many pages, lays
 * it, cuts the fonts down and writes PDF, OFD and DOCX into memory, and prints for each stage its milliseconds, those a page, what it
 * made, and the peak of the process's memory when it was done:
 *
 *   1000 pages   lay   180.1 ms   0.18 a page   1001 sheets   95 MB
 *
 * Each number of pages has a process of its own, so that its peak is its own; the stages of one follow each other in it, so a peak is that of
 * all before it too. What is not linear shows as milliseconds a page that grow down the table. Used by script/bench.
 * Not taken: a profile of each function; perf does that, once one knows which stage to look at. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "doc/paper.h"

enum { ROWS_A_PAGE = 20, COLUMNS = 5 };

static int pages;
static double since;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void stage(const char *name, size_t made, const char *unit)
{
	double took = now() - since;
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	printf("%5d pages  %-6s %9.1f ms %8.3f a page %10zu %-6s %6ld MB\n", pages, name, took, took / pages, made, unit, used.ru_maxrss >> 10);
	fflush(stdout);
	since = now();
}

static int done(fault wrong)
{
	if (wrong)
		fprintf(stderr, "%s: %s (%s)\n", wrong->code, wrong->say, wrong->note ? wrong->note : "-");
	return wrong ? 1 : 0;
}

static struct doc *document(struct arena *mem)
{
	static const char *const heads[COLUMNS] = { "单位", "姓名", "走访日期", "内容", "金额（元）" };
	static const char *const units[] = { "沙洲区总工会", "江岭县总工会", "洪波市总工会", "东湖新区总工会", "市直机关工会" };
	static const char *const names[] = { "江颖喆", "朱镕㛃", "欧阳明", "王小红", "李建国", "覃毅", "赵翀" };
	static const char *const works[] = { "节前慰问困难职工", "大病救助", "助学金", "法律援助", "技能培训", "高温慰问" };
	struct doc *d = doc_new(mem, STR("走访慰问明细表"));
	struct part *table, *row;

	d->form = FORM_BULLETIN;
	doc_text_span(d, doc_add(d, B_TITLE), d->title);
	table = doc_add(d, B_TABLE);
	row = doc_row(d, table, true);
	for (size_t i = 0; i < COLUMNS; i++)
		doc_text_span(d, doc_cell(d, row), str_of(heads[i]));
	for (size_t i = 0; i < (size_t)pages * ROWS_A_PAGE; i++) {
		row = doc_row(d, table, false);
		doc_text_span(d, doc_cell(d, row), str_of(units[i % COUNT(units)]));
		doc_text_span(d, doc_cell(d, row), str_of(names[i % COUNT(names)]));
		doc_text_span(d, doc_cell(d, row), str_fmt(mem, "1月%zu日", i % 31 + 1));
		doc_text_span(d, doc_cell(d, row), str_of(works[i % COUNT(works)]));
		doc_text_span(d, doc_cell(d, row), str_fmt(mem, "%zu", 500 + i * 37 % 4000));
	}
	return d;
}

static int measure(void)
{
	struct arena *mem = arena_open((size_t)4 << 30);
	struct buf pdf = { .mem = mem }, ofd = { .mem = mem }, docx = { .mem = mem };
	struct paper paper;

	since = now();
	struct doc *d = document(mem);
	stage("build", (size_t)pages * ROWS_A_PAGE, "rows");
	if (done(paper_lay(mem, d, &paper)))
		return 1;
	stage("lay", paper.n_sheets, "sheets");
	if (done(paper_subset(&paper)))
		return 1;
	stage("subset", paper.n_faces, "faces");
	if (done(paper_pdf(&paper, &pdf)))
		return 1;
	stage("pdf", pdf.n >> 10, "kB");
	if (done(paper_ofd(&paper, &ofd)))
		return 1;
	stage("ofd", ofd.n >> 10, "kB");
	if (done(doc_docx(d, &docx)))
		return 1;
	stage("docx", docx.n >> 10, "kB");
	arena_close(mem);
	return 0;
}

int main(int n, char **args)
{
	static const char *const usual[] = { "10", "100", "1000" };
	int status = 0;

	for (int i = 0; i < (n > 1 ? n - 1 : (int)COUNT(usual)) && !status; i++) {
		pages = atoi(n > 1 ? args[i + 1] : usual[i]);
		if (pages < 1) {
			fprintf(stderr, "paperbench [PAGES...]\n");
			return 2;
		}
		if (fork() == 0)
			exit(measure());
		if (wait(&status) < 0)
			return 2;
	}
	return status ? 1 : 0;
}
