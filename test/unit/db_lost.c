/* A server that goes away: between the store and PostgreSQL stands a wire that can be cut at every message, before the server has it or after it has
 * answered. Whatever is cut: what was said to stand stands once, what was said not to stand does not, and what nobody can know is said to be unknown. */
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/un.h>
#include "db_store.h"
#include "db/writer.h"

enum { MANY_WIRES = 64, MANY_WRITES = 20 };
enum cut { CUT_BEFORE, CUT_AFTER };
static struct arena *mem;
static struct store *store;
static struct writer *writer;

/* --- the wire -------------------------------------------------------------------------------------------------------------------------------------- */

static struct {
	char folder[64];  struct sockaddr_un from, to;  int listening;
	pthread_t listener, threads[MANY_WIRES];  int ends[MANY_WIRES][2];  atomic_int n;
	atomic_int left;  enum cut how;                      /* messages until the cut; 0: none is to come; -n: the nth COMMIT */
	atomic_bool at_commit, down;                         /* what was cut said COMMIT; nobody is let through */
} wire;

static bool holds_commit(const char *p, ssize_t n)
{
	return n > 5 && p[0] == 'Q' && memmem(p, (size_t)n, "COMMIT", 6);
}

static void cut_all(void)
{
	for (int i = 0; i < wire.n; i++)
		for (int k = 0; k < 2; k++)
			shutdown(wire.ends[i][k], SHUT_RDWR);
}

/* One message of the client. False: it was the one to cut at. */
static bool pass_on(int server, const char *p, ssize_t n)
{
	bool commits = holds_commit(p, n), last = wire.left < 0 ? commits && ++wire.left == 0 : wire.left > 0 && --wire.left == 0;
	if (last) {
		wire.left = 0;
		wire.at_commit = commits;
	}
	if ((!last || wire.how == CUT_AFTER) && send(server, p, (size_t)n, MSG_NOSIGNAL) != n)
		return false;
	if (last && wire.how == CUT_AFTER)
		poll(&(struct pollfd){ .fd = server, .events = POLLIN }, 1, 5000);       /* it has answered; nobody hears it */
	return !last;
}

static void *wire_thread(void *number)
{
	static char rooms[MANY_WIRES][65536];
	int *ends = number, i = (int)((int (*)[2])number - wire.ends);
	struct pollfd both[2] = { { .fd = ends[0], .events = POLLIN }, { .fd = ends[1], .events = POLLIN } };
	for (bool on = true; on && poll(both, 2, -1) > 0;)
		for (int k = 0; k < 2 && on; k++) {
			ssize_t n = both[k].revents ? recv(ends[k], rooms[i], sizeof rooms[i], 0) : 0;
			if (both[k].revents && n <= 0)
				on = false;
			else if (n > 0)
				on = k ? send(ends[0], rooms[i], (size_t)n, MSG_NOSIGNAL) == n : pass_on(ends[1], rooms[i], n);
		}
	shutdown(ends[0], SHUT_RDWR);
	shutdown(ends[1], SHUT_RDWR);
	return NULL;
}

static void *listen_thread(void *nothing)
{
	for (int client; (client = accept(wire.listening, NULL, NULL)) >= 0;) {
		int server = socket(AF_UNIX, SOCK_STREAM, 0), i = wire.n;
		if (wire.down || i == MANY_WIRES || connect(server, (struct sockaddr *)&wire.to, sizeof wire.to) != 0) {
			close(client);
			close(server);
			continue;
		}
		wire.ends[i][0] = client, wire.ends[i][1] = server;
		pthread_create(&wire.threads[i], NULL, wire_thread, wire.ends[i]);
		wire.n++;
	}
	return nothing;
}

static void wire_open(struct str real)
{
	memset(&wire, 0, sizeof wire);
	snprintf(wire.folder, sizeof wire.folder, "/tmp/nuan_wire_XXXXXX");
	assert_non_null(mkdtemp(wire.folder));
	wire.from.sun_family = wire.to.sun_family = AF_UNIX;
	snprintf(wire.from.sun_path, sizeof wire.from.sun_path, "%.60s/.s.PGSQL.5432", wire.folder);
	snprintf(wire.to.sun_path, sizeof wire.to.sun_path, "%.*s/.s.PGSQL.5432", (int)(real.n < 80 ? real.n : 80), real.p);
	wire.listening = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(wire.listening, (struct sockaddr *)&wire.from, sizeof wire.from), 0);
	assert_int_equal(listen(wire.listening, 64), 0);
	pthread_create(&wire.listener, NULL, listen_thread, NULL);
}

static void wire_close(void)
{
	shutdown(wire.listening, SHUT_RDWR);
	pthread_join(wire.listener, NULL);
	cut_all();
	for (int i = 0; i < wire.n; i++) {
		pthread_join(wire.threads[i], NULL);
		close(wire.ends[i][0]);
		close(wire.ends[i][1]);
	}
	close(wire.listening);
	unlink(wire.from.sun_path);
	rmdir(wire.folder);
}

/* --- writes ---------------------------------------------------------------------------------------------------------------------------------------- */

static int64_t count_of(int64_t from, int64_t to)
{
	struct item_between_row row = { 0 };
	struct db *d;
	bool found;
	good(db_as(mem, store, everybody, READING, &d));
	good(item_between(d, (struct item_between_in){ from, to }, &row, &found));
	db_rollback(d);
	return row.n;
}

struct job { struct write write; int64_t id; int runs; fault said; };

static fault job_run(void *ctx, struct db *d)
{
	struct job *j = ctx;
	j->runs++;
	return item_add(d, (struct item_add_in){ j->id, STR("word") });
}

static fault one_write(int64_t id)
{
	struct job *j = arena_get(mem, sizeof *j);
	j->id = id;
	j->write = (struct write){ .mem = mem, .scope = everybody, .run = job_run, .ctx = j };
	return writer_run(writer, &j->write);
}

/* Every message of a write, cut before and after. */
static void cut_everywhere(enum cut how)
{
	int unknown = 0, again = 0;
	for (int at = 1; at < 50; at++) {
		wire.how = how;
		wire.at_commit = false;
		wire.left = at;
		fault f = one_write(1000 * (how + 1) + at);
		bool was_cut = wire.left == 0;
		wire.left = 0;
		if (wire.at_commit) {
			bad(f, BLAME_US, "db.unknown");
			unknown++;
		} else {
			good(f);
			again++;
		}
		assert_int_equal(count_of(1000 * (how + 1) + at, 1000 * (how + 1) + at), wire.at_commit ? how == CUT_AFTER : 1);
		if (!was_cut)
			break;
	}
	assert_true(unknown > 0);
	assert_true(again > 3);
}

static void cut_before_the_server_has_it(void **state)
{
	cut_everywhere(CUT_BEFORE);
}

static void cut_after_the_server_has_done_it(void **state)
{
	cut_everywhere(CUT_AFTER);
}

static void group_done(void *ctx, fault f)
{
	((struct job *)ctx)->said = f;
}

/* A group whose commit stands and is not heard of: nobody's write has its effect twice. */
static void a_group_nobody_hears_of(void **state)
{
	struct job *jobs = arena_get(mem, MANY_WRITES * sizeof *jobs);
	struct db *holder;
	good(db_as(mem, store, everybody, WRITING, &holder));
	good(db_script(holder, "LOCK TABLE item IN EXCLUSIVE MODE"));
	for (int i = 0; i < MANY_WRITES; i++) {
		jobs[i].id = 5001 + i;
		jobs[i].write = (struct write){ .mem = arena_open(0), .scope = everybody, .run = job_run, .done = group_done, .ctx = &jobs[i] };
		writer_add(writer, &jobs[i].write);
	}
	good(db_script(holder, "SELECT pg_sleep(0.2)"));
	wire.how = CUT_AFTER;
	wire.left = -2;                                      /* the first waits alone; those behind it share a commit */
	db_rollback(holder);
	writer_close(writer);
	int told = 0, once = 0;
	for (int i = 0; i < MANY_WRITES; i++) {
		told += jobs[i].said && strcmp(jobs[i].said->code, "db.unknown") == 0;
		once += jobs[i].runs == 1;
	}
	assert_true(wire.at_commit);
	assert_int_equal(told, MANY_WRITES - 1);
	good(jobs[0].said);
	assert_int_equal(once, MANY_WRITES);
	assert_int_equal(count_of(5001, 5000 + MANY_WRITES), MANY_WRITES);
	for (int i = 0; i < MANY_WRITES; i++)
		arena_close(jobs[i].write.mem);
}

/* All links lie dead after the server was restarted: whoever comes next does not notice. */
static void links_that_died_idle(void **state)
{
	struct db *held[8];
	for (size_t i = 0; i < COUNT(held); i++)
		good(db_as(mem, store, everybody, READING, &held[i]));
	for (size_t i = 0; i < COUNT(held); i++)
		db_rollback(held[i]);
	cut_all();
	for (int i = 0; i < 3; i++)
		assert_int_equal(count_of(1, 999), 0);
	good(one_write(1));
	cut_all();
	good(one_write(2));
	assert_int_equal(count_of(1, 2), 2);
}

static void a_server_that_is_down(void **state)
{
	struct db *d;
	wire.down = true;
	cut_all();
	bad(db_as(mem, store, everybody, READING, &d), BLAME_US, "db.away");
	bad(one_write(1), BLAME_US, "db.away");
	wire.down = false;
	assert_int_equal(count_of(1, 1), 0);
	good(one_write(1));
	assert_int_equal(count_of(1, 1), 1);
}

/* --- around -------------------------------------------------------------------------------------------------------------------------------------- */

static int set_up(void **state)
{
	const char *where = getenv("NUAN_TEST_DB"), *host = where ? strstr(where, "host=/") : NULL;
	mem = arena_open(0);
	store = NULL;
	if (!host)
		return 0;
	struct str at = store_where(mem, "db_lost"), real = { host + 5, strcspn(host + 5, "&") };
	wire_open(real);
	size_t begins = str_find(at, STR("host=")) + 5;
	at = str_fmt(mem, "%.*s%s%s", (int)begins, at.p, wire.folder, at.p + begins + real.n);
	good(store_open(mem, at, &store));
	good(store_migrate(mem, store, &dbtest_schema, 1));
	good(writer_open(mem, store, &writer));
	return 0;
}

static int tear_down(void **state)
{
	struct store *open = store;
	arena_close(mem);
	if (open)
		wire_close();
	return 0;
}

static void only_on_a_server(void **state)
{
	skip();
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
	const struct CMUnitTest tests[] = { T(cut_before_the_server_has_it), T(cut_after_the_server_has_done_it), T(a_group_nobody_hears_of),
		T(links_that_died_idle), T(a_server_that_is_down) };
	const struct CMUnitTest none[] = { cmocka_unit_test(only_on_a_server) };
	const char *where = getenv("NUAN_TEST_DB");
	return where && strstr(where, "host=/") ? cmocka_run_group_tests(tests, NULL, NULL) : cmocka_run_group_tests(none, NULL, NULL);
}
