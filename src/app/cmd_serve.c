/* nuan serve: the pages, over HTTP.
 *
 * It opens the store, believes its own tables (site_check), and answers until it is told to stop; then what is under way is finished and nothing that was
 * acknowledged is lost. It keeps no state of its own: any number of them may stand before one PostgreSQL. One thread writes, and many requests share its
 * commit (db/writer.h).
 * It speaks plain HTTP, on the machine's own address unless told otherwise: TLS is the reverse proxy's, and --secure says that there is one.
 * Not taken: certificates here (they are renewed by those who know); a daemon that forks (systemd does it better). */
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include "app/app.h"
#include "db/writer.h"
#include "kernel/kept.h"
#include "kernel/org.h"
#include "rooms/rooms.h"

enum { BODY_MOST = 1 << 20, BODIES_MOST = 160 << 20, KEPT_MOST = 12 << 20, CONNECTIONS_MOST = 2000, WAIT_SECONDS = 60, PORT = 8019 };
enum { THREADS = 4, THREADS_POSTGRES = 8, THREADS_MOST = 256, BLOCK_BACK = 128 << 10, HEAPS = 2 };

static bool number_option(struct app *a, const char *name, int usual, int least, int most, int *ret)
{
	const char *text = option(a, name);
	int64_t value = usual;
	if (text && (!str_int(str_of(text), &value) || value < least || value > most)) {
		fprintf(stderr, _("%s 后面应是%d到%d之间的整数，给的是“%s”。\n"), name, least, most, text);
		return false;
	}
	*ret = (int)value;
	return true;
}

static fault site_open(struct app *a, struct site *site)
{
	struct db *db;
	int64_t city;
	struct str name;
	TRY(app_reading(a, &db));
	fault f = org_city(db, &city);
	if (!f)
		f = org_name_on(db, city, (struct day){ (int32_t)((db_now(db) + 8 * 3600) / 86400) }, &name, NULL);
	db_rollback(db);
	if (f)
		return f;
	site->store = a->store;
	site->lines = LINES;
	site_rooms(site);
	site->desk = app_desk(a->mem);
	site->name = str_c(a->mem, name);
	TRY(site_check(a->mem, site));
	TRY(kept_open(a->mem, KEPT_MOST, &site->kept));
	return writer_open(a->mem, a->store, &site->writer);
}

/* Every connection is a file to the system, and so is the database: as many connections as leave it what it needs. Raises the limit as far as it may. */
static fault files_fit(struct app *a, struct http_options *o)
{
	enum { SPARE = 32, A_THREAD = 8, LEAST = 16 };           /* of a thread: its queue and its link to the database, with what lies beside the file */
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return NULL;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
		getrlimit(RLIMIT_NOFILE, &limit);
	int needs = SPARE + A_THREAD * (o->threads + 1);
	if (limit.rlim_cur < (rlim_t)(needs + LEAST))
		return fault_make(a->mem, BLAME_INPUT, "http.files", _("本机只允许这个程序打开%llu个文件，%d个线程至少要%d个。请放宽限制（ulimit -n），或用 --threads "
			"减少线程，再启动。"), (unsigned long long)limit.rlim_cur, o->threads, needs + LEAST);
	if (limit.rlim_cur - (rlim_t)needs < (rlim_t)o->connections_most)
		o->connections_most = (int)(limit.rlim_cur - (rlim_t)needs);
	return NULL;
}

/* The signals that end it are taken by this thread alone; those of the server are made after they were blocked. */
static void wait_for_end(const sigset_t *ends)
{
	int signal_number;
	sigwait(ends, &signal_number);
}

enum status run_serve(struct app *a)
{
	struct site site = { .secure = option_flag(a, "--secure"), .help = option(a, "--help-line") };
	const char *address = option(a, "--address");
	struct http_options o = { .address = address ? address : "127.0.0.1", .body_most = BODY_MOST, .connections_most = CONNECTIONS_MOST,
		.wait_seconds = WAIT_SECONDS, .dress = gate_dress };
	struct http *http;
	sigset_t ends;
	if (!number_option(a, "--port", PORT, 0, 65535, &o.port) || !number_option(a, "--threads", 0, 1, THREADS_MOST, &o.threads)
		|| !options_done(a, 0, 0))
		return STATUS_USAGE;
	mallopt(M_MMAP_THRESHOLD, BLOCK_BACK);               /* what a large request took goes back to the system with it */
	mallopt(M_ARENA_MAX, HEAPS);
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	fault f = site_open(a, &site);
	if (!f && !o.threads)                                /* one that waits for another machine holds less than one that reads itself: a link has 5 MB */
		o.threads = store_is_postgres(site.store) ? THREADS_POSTGRES : THREADS;
	if (!f)
		f = files_fit(a, &o);
	o.bodies_most = BODIES_MOST;
	o.file_most = f ? 0 : site_file_most(&site) + BODY_MOST;
	if (!f)
		f = http_open(a->mem, &o, gate, &site, &http);
	if (f)
		return say_fault(a, f);
	printf(_("暖已启动：http://%s:%d/ 。按 Ctrl+C 停止。\n"), o.address, http_port(http));
	fflush(stdout);
	wait_for_end(&ends);
	http_close(http);
	writer_close(site.writer);
	return STATUS_DONE;
}
