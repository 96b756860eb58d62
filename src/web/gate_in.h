/* Inside the gate. */
#ifndef NUAN_GATE_IN_H
#define NUAN_GATE_IN_H
#include "db/writer.h"
#include "kernel/kept.h"
#include "web/web.h"

enum stage { AT_GATE, AT_LOAD, AT_RUN };                     /* who refused decides how much is said */
struct nav;
struct pass {                                                /* one request on its way */
	struct ctx ctx;
	const struct site *site;  struct request *request;  struct reply *reply;
	const struct route *route, *twin;                    /* twin: the GET of the same path, which draws the form */
	enum stage stage;
	struct viewer who;  struct session session;  struct str cookie;
	bool answered;                                       /* nothing is left to run */
	bool refused, looked, seen;                          /* what is to be remembered although nothing was written */
	bool asleep;                                         /* the connection waits for another thread */
	struct kept_view *kept;                              /* of the reading transaction; NULL: everything is asked of the engine */
	struct reply fresh;                                  /* as it was before the handler, for when it runs again */
	struct write write;
	fault (*run)(struct pass *, struct db *);  void (*then)(struct pass *, fault);         /* of the write under way */
};

/* route.c */
bool route_match(const struct route *, struct str path, struct ctx *ret);    /* fills id and word */
const struct route *route_find(const struct site *, const char *verb, struct str path, struct ctx *ret, const char **ret_allow);
bool route_open(const struct viewer *, const char *may);                     /* the viewer may */
/* guard.c */
enum { COOKIE_MOST = 128 };
bool same_site(const struct request *);                                      /* the request came from a page of ours, as far as the browser tells */
bool same_secret(struct str, struct str);                                    /* in a time that tells nothing */
void visitor_csrf(struct pass *, struct db *);                               /* for who is not signed in: a cookie of their own, and what forms carry */
struct str request_number(struct arena *);
void log_fault(const struct pass *, fault);
/* answer.c */
extern const char HTML[];                                                    /* the type of a page */
void answer_page(struct ctx *, int status, const struct page *);
void answer_fault(struct pass *, fault);
void answer_absent(struct pass *);                                           /* absent and forbidden: one page */
void answer_method(struct pass *, const char *allow);
void answer_sign_in(struct pass *);
void answer_full(struct pass *);                                             /* the arena is full: nothing can be made any more */
/* static.c */
bool static_answer(const struct request *, struct reply *);
/* layout.c */
struct html layout_html(struct ctx *, const struct page *);
struct nav *menu_of(struct ctx *, size_t *ret_n);                            /* what this viewer may open, but for the first */
const char *notice_say(const struct site *, struct str code);                /* NULL: no such notice */

#endif
