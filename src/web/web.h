/* The gate and what handlers see of it. One request = one arena = one transaction = one trail entry. */
#ifndef NUAN_WEB_H
#define NUAN_WEB_H
#include "doc/doc.h"
#include "http/http.h"
#include "kernel/account.h"
#include "kernel/clock.h"
#include "kernel/figure.h"
#include "page/page.h"

struct site;  struct writer;  struct kept;
struct ctx {                                                 /* what a handler may use */
	struct arena *mem; struct db *db;                    /* READING for GET, else WRITING; begun and ended by the gate */
	const struct viewer *who;                            /* account 0: nobody signed in */
	const struct request *request;
	const void *form;                                    /* the filled struct of the route's form; NULL: none */
	int64_t id;  struct str word[4];                     /* of the path: :id, and :name words in order */
	void *subject;                                       /* what the loader found */
	struct reply *reply;  const struct site *site;
	struct str csrf;
	fault faults;                                        /* of the form that was just sent: this page shows it again, with what was typed */
	void *prepared;                                      /* what the route's prepare left */
	void *stamp;                                         /* what the site's stamp found */
	struct str number;                                   /* of the request, to be read out on the telephone: 0211-1024-7F3C */
};
#define MAY_ANYONE    ""                                     /* nobody need be signed in */
#define MAY_SIGNED_IN "*"
enum leaves { LEAVES_ENTRY, LEAVES_LOOK };                   /* LOOK: personal data is shown; the gate notes that it was read, before it is sent */
struct form_of { const struct field *fields; size_t n, size; fault (*check)(struct ctx *, void *filled); };    /* check: whole-form rules; a fault's field is a label */
struct route {
	const char *verb, *path;                             /* "POST", "/report/:month/section/:id/approve"; :id a number, any other :word a word */
	const char *may;                                     /* a right's code; a route without one keeps the program from starting */
	fault (*run)(struct ctx *);
	const struct form_of *form;                          /* a GET route of the same path draws it; the gate runs that again when there are faults */
	fault (*load)(struct ctx *);                         /* finds the subject within the viewer's scope; BLAME_ABSENT is the one 404 */
	enum leaves leaves;
	size_t file_most;                                    /* 0: takes no file */
	fault (*prepare)(struct ctx *);                      /* of a POST: what is slow (a file read, a password tried), READING, before the writing begins; once */
};
struct menu { const char *path, *title, *may; };
struct notice { const char *code, *say; };                   /* said once on the next page */
struct site {                                                /* what app hands over */
	struct store *store;
	struct writer *writer;                               /* writes share commits; NULL: each its own, by the request's thread */
	struct kept *kept;                                   /* what was read and made before, as long as it holds (kernel/kept.h); NULL: everything is made anew */
	const struct route *const *routes;                   /* lists of routes, each ended by verb NULL; the list of lists by NULL */
	const struct line *const *lines;
	const struct notice *const *notices;                 /* likewise, ended by code NULL; NULL: only the web's own */
	const void *desk;                                    /* struct report_desk, for the report's own pages */
	const char *name, *help;                             /* 江州市总工会; whom to telephone, NULL: not said */
	bool secure;                                         /* cookies with Secure: behind TLS */
	fault (*stamp)(struct ctx *, struct str *ret);       /* what the viewer's pages show of rows that are written without the trail; NULL: nothing */
	fault (*waiting)(struct ctx *, int64_t *ret);        /* how many things wait for the viewer; NULL: not counted */
};
extern const struct route WEB_ROUTES[];                      /* signing in and out, password, sessions, large type */
extern const struct route HOME_ROUTES[];                     /* a first page, for a program that has no desk */
MUST_USE fault site_check(struct arena *, const struct site *);              /* every route has its right and every right its title; BLAME_US names the row */
size_t site_file_most(const struct site *);                  /* the largest file that any route takes */
void gate(void *site, struct request *, struct reply *);     /* for http_open */
void gate_dress(struct reply *);                             /* the headers of every answer */

/* Answers of a handler. */
struct page { const char *title; struct str scope; const char *now; struct html body; bool wide; };          /* scope: the grey line under the title, STR_NONE: the body has its own head; now: the menu's path */
void reply_page(struct ctx *, const struct page *);
void reply_go(struct ctx *, struct path);                                    /* 303 */
void reply_bytes(struct ctx *, struct str bytes, const char *mime, struct str file_name);    /* a download */
void reply_notice(struct ctx *, const char *code);                           /* shown once on the next page */
void reply_cookie(struct ctx *, const char *name, struct str value, bool keep);      /* HttpOnly, SameSite=Lax, Path=/; value STR_NONE: goes away; keep: a year, else until the browser closes */
struct path path_back(struct ctx *);                                         /* where the reader came from, if that was here; else / */
bool path_own(struct arena *, struct str text, struct path *ret);            /* text is an address of this site and nothing else */
struct html csrf_field(struct ctx *);
struct path static_path(const char *name);                                   /* "tokens.css": its address, with the digest of its bytes */

/* A form, drawn from the FIELD table that the import uses too. faults NULL: those of the ctx. */
struct form_view { const struct form_of *of; const void *filled; fault faults; struct path action; const char *verb; };      /* verb: of the button: 报给松滩市总工会审核 */
struct html form_html(struct ctx *, const struct form_view *);
MUST_USE fault form_read(struct ctx *, const struct form_of *, void *ret);   /* all its faults at once, chained */

/* A list that has nothing in it yet: why, and the ways to begin. */
struct way { const char *verb, *what; struct path path; bool first; };       /* 登记一条 零星几笔，直接填 */
struct empty { const char *title; struct str why; const struct way *ways; size_t n_ways; };
struct html empty_html(struct ctx *, const struct empty *);

#endif
