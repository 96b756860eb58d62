/* Requests and answers. Knows nothing of users, pages or databases; libmicrohttpd is inside. */
#ifndef NUAN_HTTP_H
#define NUAN_HTTP_H
#include "base/fault.h"

struct pair { struct str name, value; };
struct upload { struct str field, name, bytes; };            /* a file of a multipart form; name as the browser told it, never a path of ours */
struct request {
	struct arena *mem;                                   /* of this request; closed when its answer has been sent */
	struct str method, path, query;                      /* path decoded once, "/report/2019-01"; query written anew from its parameters, without the ? */
	struct pair *params, *fields, *cookies;  size_t n_params, n_fields, n_cookies;        /* of the query, of the form; well-formed UTF-8, in order */
	struct upload *files;  size_t n_files;
	struct str host, origin, referer, agent, accept_language, encoding, tag, fetch_site;  /* headers; tag: If-None-Match; STR_NONE when absent */
	struct str peer;                                     /* address of the other side, as told by the nearest proxy on loopback or by the socket */
	bool htmx, secure;                                   /* HX-Request; came through TLS at the proxy */
};
struct reply {
	int status;  const char *mime;  struct str body;     /* body lives in the request's arena, or for ever */
	struct pair headers[24];  size_t n_headers;
	bool (*more)(void *ctx, struct arena *, struct buf *);  void *ctx;   /* events: called until it says false; each call fills what is to be sent next, nothing: asked again in a quarter of a second */
	void *exchange;                                      /* the shell's own; NULL: there is no shell, a test asks */
};
struct http_options {
	const char *address;  int port;                      /* port 0: any; http_port tells */
	int threads;
	size_t body_most, file_most;                         /* bytes: of a form, of an upload; more is answered 413 before it is read */
	size_t bodies_most;                                  /* of all bodies that are coming in together; who would go past it is answered 503. 0: no such limit */
	int connections_most, wait_seconds;
	void (*dress)(struct reply *);                       /* puts the headers of every answer on those that the shell makes itself; NULL: none */
};
struct http;
/* handle may be called by several threads at once; it fills the reply and never fails. */
MUST_USE fault http_open(struct arena *, const struct http_options *,
	void (*handle)(void *ctx, struct request *, struct reply *), void *ctx, struct http **ret);
int  http_port(const struct http *);
void http_close(struct http *);                              /* takes no more, lets the running ones end */
bool reply_later(struct reply *);                            /* by handle, before another thread gets the request: handle may return, the reply is the other's until … */
void reply_ready(struct reply *);                            /* … it has filled it. false: there is no shell, so handle must wait for it */

void reply_header(struct reply *, const char *name, struct str value);       /* line breaks in a value end it there */
struct str request_param(const struct request *, const char *name);          /* of the query; STR_NONE when absent */
struct str request_field(const struct request *, const char *name);          /* of the form */
struct str request_cookie(const struct request *, const char *name);

#endif
