/* The server's shell around libmicrohttpd: a request is collected whole, within limits, into an arena of its own; only then is it handled, straight
 * through, by the thread that collected it; the arena goes when the answer has been sent.
 *
 * A handler that needs another thread (the writer's) says reply_later and returns; the connection sleeps until reply_ready, its thread serves others.
 * An answer of events that has nothing to say sleeps likewise and is asked again a quarter of a second later, by one clock for all of them: who listens to a
 * long job holds a socket and no thread.
 * Promises: what does not fit is refused before it is read (413, by its declared length, and again while it comes); parameters are well-formed UTF-8
 * without NUL or the request is a 400; a name that comes twice is kept twice. An uploaded file stands in memory, so the limit of a file is one of memory;
 * and all that are coming in together have a limit too: who would go past it is answered 503, so that many senders cannot fill the machine.
 * A handler that fills the arena past its limit is answered 503 and the thread goes on.
 * Refuses: chunked bodies without a length (no browser sends a form so), methods other than GET, HEAD and POST, more connections than set.
 * Cost: a pool of threads with epoll; a slow client holds a socket and no thread.
 * Not taken: an own loop (TLS, timeouts and framing are libmicrohttpd's trade); a thread a connection. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/text.h"
#include "http/http.h"

enum { ARENA_MOST = 512 << 20, FIELDS_MOST = 4000, POST_BUFFER = 65536 };

struct http {
	struct MHD_Daemon *daemon;
	struct http_options options;
	void (*handle)(void *, struct request *, struct reply *);
	void *ctx;
	pthread_mutex_t lock;  pthread_cond_t awake;         /* of what follows */
	int asleep;                                          /* exchanges whose answer another thread makes, and those that doze */
	struct exchange *dozing;                             /* events with nothing to say; the clock wakes them */
	pthread_t clock;  pthread_cond_t doze, rest;  bool ends;     /* doze: somebody does; rest: the clock's own sleep is over */
	atomic_bool closing;
	atomic_size_t held;                                  /* bytes of bodies that stand in memory */
};
struct exchange {                            /* one request on its way */
	struct request request;
	struct reply reply;
	struct arena *mem;
	struct http *http;
	struct MHD_Connection *connection;
	bool handled;                        /* what is left is to send */
	struct MHD_PostProcessor *post;
	size_t read, n_room;                 /* read: taken in, and counted in held */
	struct buf value;                    /* of the field or file that is coming in */
	char *field, *file;                  /* its names; NULL: none yet */
	int refused;                         /* status, 0: none */
	struct buf chunk;  size_t chunk_sent;        /* of an answer that comes in turns */
	bool ended;
	struct exchange *next;               /* that dozes */
};

void reply_header(struct reply *r, const char *name, struct str value)
{
	size_t n = 0;
	while (n < value.n && value.p[n] != '\r' && value.p[n] != '\n')
		n++;
	if (r->n_headers < COUNT(r->headers))
		r->headers[r->n_headers++] = (struct pair){ str_of(name), { value.p, n } };
}

static struct str pair_find(const struct pair *pairs, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(pairs[i].name, name))
			return pairs[i].value;
	return STR_NONE;
}

struct str request_param(const struct request *r, const char *name)
{
	return pair_find(r->params, r->n_params, name);
}

struct str request_field(const struct request *r, const char *name)
{
	return pair_find(r->fields, r->n_fields, name);
}

struct str request_cookie(const struct request *r, const char *name)
{
	return pair_find(r->cookies, r->n_cookies, name);
}

/* --- what comes in -------------------------------------------------------------------------------------------------------------------- */

static void pair_add(struct exchange *x, struct pair **pairs, size_t *n, struct str name, struct str value)
{
	if (*n >= FIELDS_MOST || !text_valid(name) || !text_valid(value)) {
		x->refused = MHD_HTTP_BAD_REQUEST;
		return;
	}
	if ((*n & (*n - 1)) == 0)            /* room doubles at each power of two */
		*pairs = arena_more(x->mem, *pairs, *n * sizeof **pairs, (*n ? *n * 2 : 1) * sizeof **pairs);
	(*pairs)[(*n)++] = (struct pair){ name, value };
}

static enum MHD_Result pair_in(void *ctx, enum MHD_ValueKind kind, const char *key, const char *value)
{
	struct exchange *x = ctx;
	struct str name = str_copy(x->mem, str_of(key)), text = value ? str_copy(x->mem, str_of(value)) : (struct str){ "", 0 };
	if (kind == MHD_COOKIE_KIND)
		pair_add(x, &x->request.cookies, &x->request.n_cookies, name, text);
	else
		pair_add(x, &x->request.params, &x->request.n_params, name, text);
	return MHD_YES;
}

static void field_done(struct exchange *x)
{
	struct request *r = &x->request;
	struct str value = x->value.n ? buf_str(&x->value) : (struct str){ "", 0 };
	if (!x->field)
		return;
	bool left_empty = x->file && !*x->file && !value.n;  /* a field for a file without one */
	if (x->file && !left_empty) {
		if ((r->n_files & (r->n_files - 1)) == 0)
			r->files = arena_more(x->mem, r->files, r->n_files * sizeof *r->files, (r->n_files ? r->n_files * 2 : 1) * sizeof *r->files);
		if (!text_valid(str_of(x->file)))
			x->refused = MHD_HTTP_BAD_REQUEST;
		r->files[r->n_files++] = (struct upload){ str_of(x->field), str_of(x->file), value };
	} else if (!x->file) {
		pair_add(x, &r->fields, &r->n_fields, str_of(x->field), value);
	}
	x->field = x->file = NULL;
	x->value = (struct buf){ .mem = x->mem };
}

static enum MHD_Result field_in(void *ctx, enum MHD_ValueKind kind, const char *key, const char *file, const char *mime, const char *coding,
	const char *data, uint64_t offset, size_t n)
{
	struct exchange *x = ctx;
	if (offset == 0) {
		field_done(x);
		x->field = (char *)str_c(x->mem, str_of(key));
		x->file = file ? (char *)str_c(x->mem, str_of(file)) : NULL;
	}
	if (x->request.n_files + x->request.n_fields > FIELDS_MOST) {
		x->refused = MHD_HTTP_BAD_REQUEST;
		return MHD_NO;
	}
	buf_add(&x->value, (struct str){ data, n });
	return MHD_YES;
}

static struct str header(struct MHD_Connection *c, struct arena *mem, const char *name)
{
	const char *value = MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
	return value && text_valid(str_of(value)) ? str_copy(mem, str_of(value)) : STR_NONE;
}

static bool loopback(const struct sockaddr *a)
{
	if (a->sa_family == AF_INET)
		return (ntohl(((const struct sockaddr_in *)a)->sin_addr.s_addr) >> 24) == 127;
	return a->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)a)->sin6_addr);
}

/* Who is at the other end: the socket's address, or, when that is our own proxy on loopback, what it says in its last word of X-Forwarded-For. */
static void peer_read(struct MHD_Connection *c, struct request *r)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *a = info ? info->client_addr : NULL;
	char text[INET6_ADDRSTRLEN] = "";
	if (!a)
		return;
	if (a->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)a)->sin_addr, text, sizeof text);
	else if (a->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)a)->sin6_addr, text, sizeof text);
	r->peer = str_copy(r->mem, str_of(text));
	if (!loopback(a))
		return;
	struct str said = header(c, r->mem, "X-Forwarded-For");
	for (size_t i = said.n; i > 0; i--)
		if (said.p[i - 1] == ',') {
			said = str_sub(said, i, SIZE_MAX);
			break;
		}
	if (str_trim(said).n)
		r->peer = str_trim(said);
	r->secure = str_is(header(c, r->mem, "X-Forwarded-Proto"), "https");
}

/* Limits are those of what is declared; more than declared cannot come. */
static void body_begin(struct http *h, struct exchange *x, struct MHD_Connection *c)
{
	struct str length = header(c, x->mem, "Content-Length"), type = header(c, x->mem, "Content-Type");
	int64_t n = 0;
	bool multipart = str_starts(type, STR("multipart/form-data"));
	if (!str_is(x->request.method, "POST"))
		return;
	if (!length.n || !str_int(length, &n) || n < 0)
		x->refused = MHD_HTTP_LENGTH_REQUIRED;
	else if ((size_t)n > (multipart ? h->options.file_most : h->options.body_most))
		x->refused = MHD_HTTP_CONTENT_TOO_LARGE;
	else if (n && !multipart && !str_starts(type, STR("application/x-www-form-urlencoded")))
		x->refused = MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
	else if (n && !(x->post = MHD_create_post_processor(c, POST_BUFFER, field_in, x)))
		x->refused = MHD_HTTP_BAD_REQUEST;
}

/* The query written anew: what libmicrohttpd has decoded, encoded. Two spellings of one query are one. */
static struct str query_of(const struct request *r)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf b = { .mem = r->mem };
	for (size_t i = 0; i < r->n_params; i++) {
		struct str both[2] = { r->params[i].name, r->params[i].value };
		for (int k = 0; k < 2; k++) {
			if (k || i)
				buf_c(&b, k ? '=' : '&');
			for (size_t at = 0; at < both[k].n; at++) {
				unsigned char c = (unsigned char)both[k].p[at];
				if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || strchr("-_.~", c ? c : '%'))
					buf_c(&b, (char)c);
				else
					buf_c(&b, '%'), buf_c(&b, hex[c >> 4]), buf_c(&b, hex[c & 15]);
			}
		}
	}
	return buf_str(&b);
}

static struct exchange *exchange_open(struct http *h, struct MHD_Connection *c, const char *url, const char *method)
{
	struct arena *mem = arena_open(ARENA_MOST);
	struct exchange *x = arena_get(mem, sizeof *x);
	*x = (struct exchange){ .mem = mem, .http = h, .connection = c, .value = { .mem = mem }, .chunk = { .mem = mem }, .reply.exchange = x };
	struct request *r = &x->request;
	*r = (struct request){ .mem = mem, .method = str_copy(mem, str_of(method)), .path = str_copy(mem, str_of(url)) };
	if (!text_valid(r->path))
		x->refused = MHD_HTTP_BAD_REQUEST;
	MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, pair_in, x);
	MHD_get_connection_values(c, MHD_COOKIE_KIND, pair_in, x);
	r->query = query_of(r);
	r->host = header(c, mem, "Host"), r->origin = header(c, mem, "Origin"), r->referer = header(c, mem, "Referer");
	r->agent = header(c, mem, "User-Agent"), r->accept_language = header(c, mem, "Accept-Language"), r->tag = header(c, mem, "If-None-Match");
	r->encoding = header(c, mem, "Accept-Encoding"), r->htmx = header(c, mem, "HX-Request").n > 0;
	r->fetch_site = header(c, mem, "Sec-Fetch-Site");
	peer_read(c, r);
	bool known = str_is(r->method, "GET") || str_is(r->method, "HEAD") || str_is(r->method, "POST");
	if (!known)
		x->refused = MHD_HTTP_METHOD_NOT_ALLOWED;
	body_begin(h, x, c);
	return x;
}

/* --- what goes out -------------------------------------------------------------------------------------------------------------------- */

/* Until the clock's next stroke; false: the server closes. The list is lengthened last, since from there on the clock may wake it. */
static bool doze(struct exchange *x)
{
	struct http *h = x->http;
	pthread_mutex_lock(&h->lock);
	bool open = !h->closing;
	if (open) {
		MHD_suspend_connection(x->connection);
		h->asleep++;
		x->next = h->dozing;
		h->dozing = x;
		pthread_cond_signal(&h->doze);
	}
	pthread_mutex_unlock(&h->lock);
	return open;
}

static void wake_all(struct http *h)
{
	struct exchange *x = h->dozing;
	h->dozing = NULL;
	while (x) {
		struct exchange *next = x->next;
		MHD_resume_connection(x->connection);        /* from here on x may be gone */
		h->asleep--;
		x = next;
	}
	pthread_cond_signal(&h->awake);
}

static void *clock_run(void *http)
{
	enum { STROKE = 250000000, SECOND = 1000000000 };
	struct http *h = http;
	pthread_mutex_lock(&h->lock);
	while (!h->ends) {
		struct timespec until;
		if (!h->dozing) {
			pthread_cond_wait(&h->doze, &h->lock);
			continue;
		}
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += STROKE;
		until.tv_sec += until.tv_nsec / SECOND, until.tv_nsec %= SECOND;
		while (!h->closing && !pthread_cond_timedwait(&h->rest, &h->lock, &until))
			;
		wake_all(h);
	}
	pthread_mutex_unlock(&h->lock);
	return NULL;
}

static ssize_t turn(void *ctx, uint64_t at, char *to, size_t room)
{
	struct exchange *x = ctx;
	if (x->chunk_sent == x->chunk.n) {
		if (x->ended)
			return MHD_CONTENT_READER_END_OF_STREAM;
		x->chunk.n = x->chunk_sent = 0;
		x->ended = !x->reply.more(x->reply.ctx, x->mem, &x->chunk);
		if (!x->chunk.n && (x->ended || !doze(x)))
			return MHD_CONTENT_READER_END_OF_STREAM;
		if (!x->chunk.n)
			return 0;
	}
	size_t n = x->chunk.n - x->chunk_sent < room ? x->chunk.n - x->chunk_sent : room;
	memcpy(to, x->chunk.p + x->chunk_sent, n);
	x->chunk_sent += n;
	return (ssize_t)n;
}

static enum MHD_Result answer(struct MHD_Connection *c, struct exchange *x)
{
	struct reply *r = &x->reply;
	struct MHD_Response *out = r->more
		? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 8192, turn, x, NULL)
		: MHD_create_response_from_buffer(r->body.n, (void *)(r->body.p ? r->body.p : ""), MHD_RESPMEM_PERSISTENT);
	if (!out)
		return MHD_NO;
	if (r->mime)
		MHD_add_response_header(out, "Content-Type", r->mime);
	for (size_t i = 0; i < r->n_headers; i++)
		MHD_add_response_header(out, str_c(x->mem, r->headers[i].name), str_c(x->mem, r->headers[i].value));
	enum MHD_Result sent = MHD_queue_response(c, (unsigned)(r->status ? r->status : 500), out);
	MHD_destroy_response(out);
	return sent;
}

static const char *const PLAIN = "text/plain; charset=utf-8";

static void handle_within(struct http *h, struct exchange *x)
{
	jmp_buf full;
	arena_on_full(x->mem, &full);
	if (setjmp(full) == 0)
		h->handle(h->ctx, &x->request, &x->reply);
	else
		x->reply = (struct reply){ .status = MHD_HTTP_SERVICE_UNAVAILABLE, .mime = PLAIN,
			.body = str_of("这一页需要的内存超出了限度，没有办成。请缩小范围再试。") };
	if (x->handled)                      /* it is another thread's by now */
		return;
	if (x->reply.status == MHD_HTTP_SERVICE_UNAVAILABLE && !x->reply.n_headers && h->options.dress)
		h->options.dress(&x->reply);
	arena_on_full(x->mem, NULL);
}

bool reply_later(struct reply *r)
{
	struct exchange *x = r->exchange;
	if (!x)
		return false;
	arena_on_full(x->mem, NULL);
	x->handled = true;
	pthread_mutex_lock(&x->http->lock);
	x->http->asleep++;
	pthread_mutex_unlock(&x->http->lock);
	MHD_suspend_connection(x->connection);
	return true;
}

void reply_ready(struct reply *r)
{
	struct exchange *x = r->exchange;
	struct http *h = x->http;
	MHD_resume_connection(x->connection);        /* from here on x may be gone */
	pthread_mutex_lock(&h->lock);
	h->asleep--;
	pthread_cond_signal(&h->awake);
	pthread_mutex_unlock(&h->lock);
}

static enum MHD_Result arrive(void *ctx, struct MHD_Connection *c, const char *url, const char *method, const char *version, const char *data, size_t *n,
	void **state)
{
	struct http *h = ctx;
	struct exchange *x = *state;
	if (x && x->handled)
		return answer(c, x);
	if (!x) {
		x = *state = exchange_open(h, c, url, method);
		if (!x->refused)
			return MHD_YES;
	} else if (*n) {
		if (!x->refused) {
			x->read += *n;
			if (atomic_fetch_add(&h->held, *n) + *n > h->options.bodies_most && h->options.bodies_most)
				x->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		}
		if (!x->refused && x->post && MHD_post_process(x->post, data, *n) != MHD_YES && !x->refused)
			x->refused = MHD_HTTP_BAD_REQUEST;
		*n = 0;
		return MHD_YES;
	}
	if (x->post) {
		MHD_destroy_post_processor(x->post);
		x->post = NULL;
		field_done(x);
	}
	if (h->closing)
		x->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
	if (x->refused) {
		x->reply = (struct reply){ .status = x->refused, .mime = PLAIN, .body = str_of(x->refused == MHD_HTTP_CONTENT_TOO_LARGE
			? "送来的内容太大，没有收下。请分成几份再送。" : x->refused == MHD_HTTP_SERVICE_UNAVAILABLE
			? "正在收的文件太多，这一份没有收下。请过一分钟再送。" : "送来的请求不完整或格式不对，没有收下。请回上一页重试。") };
		reply_header(&x->reply, "Connection", STR("close"));
		if (h->options.dress)
			h->options.dress(&x->reply);
	} else {
		handle_within(h, x);
		if (x->handled)
			return MHD_YES;              /* asleep */
	}
	x->handled = true;
	return answer(c, x);
}

static void exchange_close(void *ctx, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode why)
{
	struct exchange *x = *state;
	if (!x)
		return;
	if (x->post)
		MHD_destroy_post_processor(x->post);
	*state = NULL;
	atomic_fetch_sub(&x->http->held, x->read);
	arena_close(x->mem);
}

fault http_open(struct arena *mem, const struct http_options *o, void (*handle)(void *, struct request *, struct reply *), void *ctx, struct http **ret)
{
	struct http *h = arena_get(mem, sizeof *h);
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)o->port) };
	*h = (struct http){ .options = *o, .handle = handle, .ctx = ctx };
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->awake, NULL), pthread_cond_init(&h->doze, NULL), pthread_cond_init(&h->rest, NULL);
	if (inet_pton(AF_INET, o->address, &at.sin_addr) != 1)
		return fault_make(mem, BLAME_INPUT, "http.address", _("“%s”不是地址。请写成例如 127.0.0.1。"), o->address);
	h->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)o->port, NULL, NULL, arrive, h,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)o->threads,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)o->connections_most, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)o->wait_seconds,
		MHD_OPTION_NOTIFY_COMPLETED, exchange_close, NULL, MHD_OPTION_END);
	if (!h->daemon)
		return fault_make(mem, BLAME_INPUT, "http.port", _("端口 %d 打不开，可能别的程序正在用。请用 --port 换一个端口。"), o->port);
	if (pthread_create(&h->clock, NULL, clock_run, h)) {
		MHD_stop_daemon(h->daemon);
		return fault_make(mem, BLAME_US, "http.thread", _("系统开不出新的线程，网页服务没有启动。请关掉不用的程序再启动。"));
	}
	*ret = h;
	return NULL;
}

int http_port(const struct http *h)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_BIND_PORT);
	return info ? info->port : h->options.port;
}

/* Who sleeps is woken by whoever makes the answer, so nothing that was acknowledged inside is lost outside. */
void http_close(struct http *h)
{
	if (!h->daemon)
		return;
	MHD_socket listening = MHD_quiesce_daemon(h->daemon);
	if (listening != MHD_INVALID_SOCKET)
		close(listening);
	pthread_mutex_lock(&h->lock);
	h->closing = true;
	pthread_cond_signal(&h->rest);
	while (h->asleep)
		pthread_cond_wait(&h->awake, &h->lock);
	h->ends = true;
	pthread_cond_signal(&h->doze);
	pthread_mutex_unlock(&h->lock);
	pthread_join(h->clock, NULL);
	MHD_stop_daemon(h->daemon);
	h->daemon = NULL;
}
