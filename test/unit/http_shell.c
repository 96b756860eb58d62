/* The server's shell over a real socket: what comes in comes in whole or not at all, and who must wait sleeps without a thread. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "http/http.h"

static struct arena *mem;
static struct http *server;

/* --- the handler: tells what it got --------------------------------------------------------------------------------------------------------------- */

static void list(struct buf *b, const char *kind, const struct pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_fmt(b, "%s[%.*s]=[%.*s]\n", kind, PSTR(pairs[i].name), PSTR(pairs[i].value));
}

static void *wake(void *reply)
{
	struct reply *r = reply;
	struct timespec t = { .tv_nsec = 50000000 };
	nanosleep(&t, NULL);
	r->status = 200;
	r->body = STR("awake");
	reply_ready(r);
	return NULL;
}

static bool more(void *ctx, struct arena *own, struct buf *to)
{
	int *left = ctx;
	buf_fmt(to, "%d,", *left);
	return --*left > 0;
}

static bool more_at_length(void *ctx, struct arena *own, struct buf *to)
{
	int *left = ctx;
	if (*left > 0 && --*left == 0)
		buf_puts(to, "at last");
	return *left != 0;                                   /* below 0: nothing to say for ever */
}

static void tell(void *ctx, struct request *r, struct reply *reply)
{
	struct buf b = { .mem = r->mem };
	reply->status = 200;
	reply->mime = "text/plain";
	if (str_is(r->path, "/later")) {
		pthread_t thread;
		assert_true(reply_later(reply));
		assert_int_equal(pthread_create(&thread, NULL, wake, reply), 0);
		pthread_detach(thread);
		return;
	}
	if (str_is(r->path, "/full"))
		for (;;)
			arena_get(r->mem, 1 << 20);
	if (str_is(r->path, "/turns")) {
		int *left = arena_get(r->mem, sizeof *left);
		*left = 3;
		reply->more = more, reply->ctx = left;
		return;
	}
	if (str_is(r->path, "/at-length") || str_is(r->path, "/never")) {
		int *left = arena_get(r->mem, sizeof *left);
		*left = str_is(r->path, "/never") ? -1 : 3;
		reply->more = more_at_length, reply->ctx = left;
		return;
	}
	reply_header(reply, "X-Split", STR("a\r\nX-Evil: 1"));
	buf_fmt(&b, "%.*s %.*s ?%.*s from %.*s%s\n", PSTR(r->method), PSTR(r->path), PSTR(r->query), PSTR(r->peer), r->secure ? " secure" : "");
	list(&b, "param", r->params, r->n_params);
	list(&b, "field", r->fields, r->n_fields);
	list(&b, "cookie", r->cookies, r->n_cookies);
	for (size_t i = 0; i < r->n_files; i++)
		buf_fmt(&b, "file[%.*s]=[%.*s] %zu bytes\n", PSTR(r->files[i].field), PSTR(r->files[i].name), r->files[i].bytes.n);
	reply->body = buf_str(&b);
}

/* --- a client -------------------------------------------------------------------------------------------------------------------------------------- */

static int joined(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)http_port(server)), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	return fd;
}

static void say(int fd, struct str s)
{
	while (s.n) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
		if (n <= 0)
			return;                              /* refused before it was read: the answer tells */
		s = str_sub(s, (size_t)n, SIZE_MAX);
	}
}

static struct str heard(int fd)
{
	struct buf b = { .mem = mem };
	char part[4096];
	for (ssize_t n; (n = recv(fd, part, sizeof part, 0)) > 0;)
		buf_add(&b, (struct str){ part, (size_t)n });
	close(fd);
	return buf_str(&b);
}

static struct str ask(const char *method, const char *path, const char *headers, struct str body)
{
	int fd = joined();
	say(fd, str_fmt(mem, "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s", method, path, headers));
	if (body.p)
		say(fd, str_fmt(mem, "Content-Length: %zu\r\n", body.n));
	say(fd, STR("\r\n"));
	say(fd, body);
	return heard(fd);
}

static void holds(struct str got, const char *part)
{
	if (str_find(got, str_of(part)) == SIZE_MAX)
		fail_msg("no %s in\n%.*s", part, PSTR(got));
}
static void status(struct str got, const char *want)
{
	if (!str_starts(got, str_fmt(mem, "HTTP/1.1 %s ", want)))
		fail_msg("expected %s: %.*s", want, PSTR(str_sub(got, 0, 200)));
}
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"

/* --- the tests ------------------------------------------------------------------------------------------------------------------------------------- */

static void a_get(void **state)
{
	struct str r = ask("GET", "/a%20b/%E4%B8%AD?x=1&x=%E6%96%87&y&z=a+b%26", "Cookie: nuan=abc; big=1\r\n", STR_NONE);
	status(r, "200");
	holds(r, "GET /a b/中 ?x=1&x=%E6%96%87&y=&z=a%20b%26 from 127.0.0.1\n");
	holds(r, "param[x]=[1]\nparam[x]=[文]\nparam[y]=[]\nparam[z]=[a b&]\ncookie[nuan]=[abc]\ncookie[big]=[1]\n");
	holds(r, "X-Split: a\r\n");
	assert_true(str_find(r, STR("X-Evil")) == SIZE_MAX);
	r = ask("HEAD", "/x", "", STR_NONE);
	status(r, "200");
	assert_true(str_ends(r, STR("\r\n\r\n")));
}

static void who_is_at_the_other_end(void **state)
{
	holds(ask("GET", "/", "X-Forwarded-For: 1.2.3.4, 10.9.8.7\r\nX-Forwarded-Proto: https\r\n", STR_NONE), "from 10.9.8.7 secure\n");
	holds(ask("GET", "/", "X-Forwarded-Proto: http\r\n", STR_NONE), "from 127.0.0.1\n");
}

static void a_form(void **state)
{
	struct str r = ask("POST", "/f", FORM, STR("a=1&b=&a=2&%E5%A7%93%E5%90%8D=%E6%9D%8E+%E7%BA%A2&c"));
	status(r, "200");
	holds(r, "field[a]=[1]\nfield[b]=[]\nfield[a]=[2]\nfield[姓名]=[李 红]\n");
	status(ask("POST", "/f", FORM, STR("")), "200");
}

static void a_form_in_pieces(void **state)
{
	int fd = joined();
	struct str all = STR("POST /f HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" FORM "Content-Length: 19\r\n\r\nword=%E4%B8%AD&n=12");
	struct timespec t = { .tv_nsec = 1000000 };
	for (size_t i = 0; i < all.n; i++) {
		say(fd, str_sub(all, i, 1));
		nanosleep(&t, NULL);
	}
	holds(heard(fd), "field[word]=[中]\nfield[n]=[12]\n");
}

static void files(void **state)
{
	struct str head = STR("Content-Type: multipart/form-data; boundary=XX\r\n"), r;
	char *large = arena_get(mem, 150000);
	memset(large, 'z', 150000);
	r = ask("POST", "/u", head.p, str_fmt(mem, "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n12\r\n--XX\r\nContent-Disposition: form-data; name=\"book\"; "
		"filename=\"名册.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n%.*s\r\n--XX\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
		"Content-Type: application/octet-stream\r\n\r\n\r\n--XX\r\nContent-Disposition: form-data; name=\"last\"\r\n\r\n\r\n--XX--\r\n", 150000, large));
	status(r, "200");
	holds(r, "field[csrf]=[12]\n");
	holds(r, "file[book]=[名册.xlsx] 150000 bytes\n");
	assert_true(str_find(r, STR("file[none]")) == SIZE_MAX);
}

static void what_is_refused(void **state)
{
	char *large = arena_get(mem, 300000);
	memset(large, 'a', 300000);
	status(ask("POST", "/f", FORM, (struct str){ large, 300000 }), "413");
	status(ask("POST", "/f", "Content-Type: multipart/form-data; boundary=XX\r\n", (struct str){ large, 300000 }), "200");     /* no part of it is one */
	status(ask("POST", "/f", FORM "Transfer-Encoding: chunked\r\n", STR_NONE), "411");
	status(ask("POST", "/f", "Content-Type: text/plain\r\n", STR("x")), "415");
	status(ask("POST", "/f", FORM, STR("a=%FF")), "400");
	status(ask("POST", "/f", FORM, STR("%C0%AF=1")), "400");
	status(ask("GET", "/?a=%ED%A0%80", "", STR_NONE), "400");
	status(ask("GET", "/%FF", "", STR_NONE), "400");
	status(ask("PUT", "/", "", STR("x")), "405");
	status(ask("GET", "/full", "", STR_NONE), "503");
	status(ask("GET", "/", "", STR_NONE), "200");
	struct buf many = { .mem = mem };
	for (int i = 0; i < 5000; i++)
		buf_puts(&many, "a=1&");
	status(ask("POST", "/f", FORM, buf_str(&many)), "400");
}

static void later(void **state)
{
	int fd[12];
	for (size_t i = 0; i < COUNT(fd); i++) {             /* more than there are threads, and none of them held */
		fd[i] = joined();
		say(fd[i], STR("GET /later HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
	}
	holds(ask("GET", "/", "", STR_NONE), "GET / ?");
	for (size_t i = 0; i < COUNT(fd); i++)
		holds(heard(fd[i]), "awake");
}

static void turns(void **state)
{
	struct str r = ask("GET", "/turns", "", STR_NONE);
	holds(r, "3,");
	holds(r, "2,");
	holds(r, "1,");
}

/* Twelve who listen to nothing hold no thread of the two. */
static void at_length(void **state)
{
	int fd[12];
	for (size_t i = 0; i < COUNT(fd); i++) {
		fd[i] = joined();
		say(fd[i], STR("GET /at-length HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
	}
	holds(ask("GET", "/", "", STR_NONE), "GET / ?");
	for (size_t i = 0; i < COUNT(fd); i++)
		holds(heard(fd[i]), "at last");
}

static int open_server(void **state)
{
	mem = arena_open(0);
	const struct http_options o = { .address = "127.0.0.1", .threads = 2, .body_most = 200000, .file_most = 1000000, .connections_most = 100, .wait_seconds = 20 };
	fault f = http_open(mem, &o, tell, NULL, &server);
	if (f)
		fail_msg("%s", f->say);
	return 0;
}

static int close_server(void **state)
{
	for (int i = 0; i < 3; i++)                          /* it closes over who still sleeps */
		say(joined(), STR("GET /later HTTP/1.1\r\nHost: x\r\n\r\n"));
	for (int i = 0; i < 3; i++)                          /* and over who listens for ever */
		say(joined(), STR("GET /never HTTP/1.1\r\nHost: x\r\n\r\n"));
	struct timespec t = { .tv_nsec = 10000000 };
	nanosleep(&t, NULL);
	http_close(server);
	http_close(server);
	arena_close(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_get), cmocka_unit_test(who_is_at_the_other_end), cmocka_unit_test(a_form), cmocka_unit_test(a_form_in_pieces),
		cmocka_unit_test(files), cmocka_unit_test(what_is_refused), cmocka_unit_test(later), cmocka_unit_test(turns),
		cmocka_unit_test(at_length),
	};
	return cmocka_run_group_tests(tests, open_server, close_server);
}
