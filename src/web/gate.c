/* The gate: the one way from a request to a handler, and the only place that begins, commits and logs.
 *
 * The order is this file's text: match the route; find the session; may this viewer; must the password be changed first; did the request come from a page of
 * ours; read what is slow to read; open the transaction in the viewer's scope; load the subject; fill the form; run the handler; commit; remember; answer.
 * What fails, fails before what comes after it has begun, so a handler is never entered by who may not, and no lock is taken for a request that is refused.
 *
 * A GET is one READING transaction, read-only by the engine's own hand. Everything else is a short reading one (who, may they, from where, prepare), then one
 * WRITING: it goes to the writer's thread, which commits many together, and the connection sleeps meanwhile. A conflict runs the handler again, some times at
 * most, with the arena and the answer as they were; so a handler has no effect outside them and the database.
 * The answer is made when everything stands: nobody reads 已办好 before the disk has it. Absent and forbidden are the same page. Faults of a form show the form
 * again with what was typed, by running the GET of the same path. What must be remembered although nothing was written (a refused act, a look at personal
 * data, that the session is alive) is a second, short write, before the answer is sent; a look that cannot be remembered is not given.
 * A page that was made before is given again as long as the trail says that nothing it was made from has been written (kernel/kept.h), to the same session,
 * within the same minute, since pages tell the time; a look at personal data never is, each one leaves its entry.
 * A route that prepares (a file is read, a password tried) runs on a thread of its own, some at a time, and its connection sleeps: the shell's threads have
 * many connections each, and nobody waits for another's spreadsheet.
 * Cost: one reading transaction more for each write, a fraction of a millisecond.
 * Not taken: the session inside the writing transaction too (strangers would take the writer's time); commits by handlers. */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include "kernel/row.h"
#include "web/gate_in.h"

enum { TRIES = 3, SEEN_EVERY = 60, CITY = 1, SLOW_MOST = 8 };

/* --- who asks, and may they ------------------------------------------------------------------------------------------------------------------------ */

static fault find_viewer(struct pass *p, struct db *db)
{
	bool found = false;
	p->who = (struct viewer){ 0 };
	p->kept = NULL;
	p->ctx.stamp = NULL;
	p->cookie = request_cookie(p->request, "nuan");
	if (p->cookie.n && p->cookie.n <= COOKIE_MOST)
		TRY(session_find(db, p->cookie, &p->session, &found));
	if (!found) {
		visitor_csrf(p, db);
		return NULL;
	}
	TRY(kept_begin(db, p->site->kept, &p->kept));
	*db_reads(db) = (struct reads){ 0 };                 /* what a page is made from begins with who its reader is */
	fault f = account_viewer(db, p->session.account, &p->who);
	if (f && f->blame == BLAME_US)
		return f;
	if (f) {                                             /* locked since: as if nobody were signed in */
		p->who = (struct viewer){ 0 };
		visitor_csrf(p, db);
		return NULL;
	}
	p->ctx.csrf = p->session.csrf;
	p->seen = db_now(db) - p->session.seen_at >= SEEN_EVERY;
	db_set_viewer(db, p->who.person, p->who.org);
	return NULL;
}

static bool before_password(const struct route *r)           /* what is open to who must change the password first */
{
	return strcmp(r->may, MAY_ANYONE) == 0 || strcmp(r->path, "/password") == 0;
}

/* Whether the route may be taken; if not, the answer is made. */
static bool admit(struct pass *p)
{
	bool writes = strcmp(p->route->verb, "GET") != 0;
	if (!p->who.account && strcmp(p->route->may, MAY_ANYONE) != 0) {
		answer_sign_in(p);
	} else if (!route_open(&p->who, p->route->may)) {
		p->refused = true;
		answer_absent(p);
	} else if (p->who.must_change && !before_password(p->route)) {
		reply_go(&p->ctx, (struct path){ STR("/password") });
	} else if (writes && (!same_site(p->request) || !same_secret(request_field(p->request, "csrf"), p->ctx.csrf))) {
		p->refused = p->who.account != 0;
		answer_fault(p, fault_make(p->ctx.mem, BLAME_DENIED, "web.csrf",
			_("这一页放得太久，或不是从本平台打开的，这次没有办理。请回到上一页，刷新后重新填报。")));
	} else if (p->request->n_files && !p->route->file_most) {
		answer_fault(p, fault_make(p->ctx.mem, BLAME_INPUT, "web.file", _("这里不收文件。请去掉文件后再报。")));
	} else {
		return true;
	}
	p->answered = true;
	return false;
}

static fault files_fit(struct pass *p)
{
	for (size_t i = 0; i < p->request->n_files; i++)
		if (p->request->files[i].bytes.n > p->route->file_most)
			return fault_make(p->ctx.mem, BLAME_INPUT, "web.file_large", _("“%.*s”超过了%zu兆，没有收下。请压缩或分成几个文件。"),
				PSTR(p->request->files[i].name), p->route->file_most >> 20);
	return NULL;
}

/* --- the transactions ------------------------------------------------------------------------------------------------------------------------------ */

static fault load(struct pass *p, const struct route *r)
{
	p->stage = AT_LOAD;
	p->ctx.form = p->ctx.subject = NULL;
	if (r->load)
		TRY(r->load(&p->ctx));
	p->stage = AT_RUN;
	return NULL;
}

/* What a page depends on that no table says: whose session, which address, how it was asked for, and the minute. STR_NONE: this one is made anew. */
static fault page_key(struct pass *p, struct db *db, struct str *ret)
{
	const struct request *r = p->request;
	const struct reads before = *db_reads(db);
	struct buf b = { .mem = p->ctx.mem };
	struct str stamp = STR_NONE;
	*ret = STR_NONE;
	if (!p->kept || p->route->leaves == LEAVES_LOOK || request_cookie(r, "nuan_notice").n)
		return NULL;
	if (p->site->stamp)
		TRY(p->site->stamp(&p->ctx, &stamp));
	*db_reads(db) = before;
	buf_fmt(&b, "page %.*s %lld %d %d %.*s %.*s %.*s", PSTR(p->ctx.csrf), (long long)(db_now(db) / 60), r->htmx,
		str_is(request_cookie(r, "nuan_big"), "1"), PSTR(stamp), PSTR(r->accept_language), PSTR(r->path));
	for (size_t i = 0; i < r->n_params; i++)             /* with their lengths: no value can look like another name */
		buf_fmt(&b, " %zu %zu %.*s %.*s", r->params[i].name.n, r->params[i].value.n, PSTR(r->params[i].name), PSTR(r->params[i].value));
	*ret = buf_str(&b);
	return NULL;
}

static bool page_find(struct pass *p, struct str key)
{
	if (!key.n || !kept_find(p->kept, p->ctx.mem, key, &p->reply->body))
		return false;
	p->reply->status = 200;
	p->reply->mime = HTML;
	return true;
}

static void page_keep(struct pass *p, struct db *db, struct str key)
{
	const struct reply *r = p->reply;
	if (key.n && r->status == 200 && r->mime && !strcmp(r->mime, HTML) && !r->n_headers && !r->more)
		kept_put(p->kept, key, r->body, db_reads(db));
}

static fault look(struct pass *p, struct db *db)
{
	p->ctx.db = db;
	TRY(find_viewer(p, db));
	p->fresh = *p->reply;
	if (!admit(p))
		return NULL;
	if (strcmp(p->route->verb, "GET") != 0) {
		p->stage = AT_RUN;
		TRY(files_fit(p));
		return p->route->prepare ? p->route->prepare(&p->ctx) : NULL;
	}
	struct str key;
	TRY(page_key(p, db, &key));
	p->answered = true;
	if (page_find(p, key))
		return NULL;
	p->answered = false;
	TRY(load(p, p->route));
	TRY(p->route->run(&p->ctx));
	p->looked = p->route->leaves == LEAVES_LOOK;
	p->answered = true;
	page_keep(p, db, key);
	return NULL;
}

static fault act(struct pass *p, struct db *db)
{
	const struct form_of *form = p->route->form;
	*p->reply = p->fresh;
	p->ctx.db = db;
	p->ctx.stamp = NULL;
	TRY(load(p, p->route));
	if (form) {
		void *filled = arena_get(p->ctx.mem, form->size);
		TRY(form_read(&p->ctx, form, filled));
		p->ctx.form = filled;
	}
	TRY(p->route->run(&p->ctx));
	p->looked = p->route->leaves == LEAVES_LOOK;
	return NULL;
}

static fault form_again(struct pass *p, struct db *db)
{
	*p->reply = p->fresh;
	p->ctx.db = db;
	p->ctx.stamp = NULL;
	TRY(load(p, p->twin));
	return p->twin->run(&p->ctx);
}

/* A refused act, a look: an entry of its own. Not signed in, nothing is remembered: strangers could fill the trail. */
static fault remember(struct pass *p, struct db *db)
{
	struct str what = str_fmt(p->ctx.mem, "%.*s %s", PSTR(p->request->method), p->route ? p->route->path : "?");
	if (p->ctx.id)
		what = str_fmt(p->ctx.mem, "%.*s id=%lld", PSTR(what), (long long)p->ctx.id);
	if (p->refused)
		row_act(db, "refused", what);
	if (p->refused || p->looked)
		TRY(row_look(db, &(struct table){ .name = "route" }, what));
	return p->seen ? session_seen(db, p->cookie) : NULL;
}

/* One transaction by this thread; again when another was quicker. */
static fault direct(struct pass *p, enum mode mode, fault (*run)(struct pass *, struct db *))
{
	struct arena_mark mark = arena_mark(p->ctx.mem);
	struct reply as_it_was = *p->reply;
	fault f = NULL;
	for (int i = 0; i < TRIES; i++) {
		struct db *db;
		if (i) {
			arena_back(p->ctx.mem, mark);
			*p->reply = as_it_was;
		}
		f = db_as(p->ctx.mem, p->site->store, (struct scope){ .city = CITY, .viewer = p->who.person, .org = p->who.org }, mode, &db);
		if (!f) {
			f = run(p, db);
			if (!f && mode == WRITING)
				f = db_commit(db);
			else
				db_rollback(db);
		}
		p->ctx.db = NULL;
		if (!f || f->blame != BLAME_BUSY)
			break;
	}
	return f;
}

/* --- writing, by whoever writes -------------------------------------------------------------------------------------------------------------------- */

static void send(struct pass *p)
{
	gate_dress(p->reply);
	if (p->asleep)
		reply_ready(p->reply);                       /* from here on p may be gone */
}

static fault write_run(void *pass, struct db *db)
{
	struct pass *p = pass;
	return p->run(p, db);
}

/* By the writer's thread: what is made here must not end it when the arena is full. */
static void write_done(void *pass, fault f)
{
	struct pass *p = pass;
	jmp_buf full;
	p->ctx.db = NULL;
	arena_on_full(p->ctx.mem, &full);
	if (setjmp(full) == 0) {
		p->then(p, f);
		return;
	}
	arena_on_full(p->ctx.mem, NULL);
	answer_full(p);
	send(p);
}

/* Writes, then goes on with `then`: now, or when the writer's thread has it. After this call p is not ours. */
static void submit(struct pass *p, fault (*run)(struct pass *, struct db *), void (*then)(struct pass *, fault))
{
	if (!p->site->writer) {
		then(p, direct(p, WRITING, run));
		return;
	}
	p->run = run, p->then = then;
	p->write = (struct write){ .mem = p->ctx.mem, .scope = { .city = CITY, .viewer = p->who.person, .org = p->who.org }, .run = write_run,
		.done = write_done, .ctx = p };
	p->asleep = p->asleep || reply_later(p->reply);
	if (p->asleep) {
		arena_on_full(p->ctx.mem, NULL);             /* the writer's thread has its own way out */
		writer_add(p->site->writer, &p->write);
	} else {
		p->write.done = NULL;
		fault f = writer_run(p->site->writer, &p->write);
		then(p, f);
	}
}

static void remembered(struct pass *p, fault f)
{
	if (f)
		log_fault(p, f);
	if (f && p->looked) {
		*p->reply = p->fresh;
		answer_fault(p, f);
	}
	arena_on_full(p->ctx.mem, NULL);
	send(p);
}

static void finish(struct pass *p)
{
	if (p->who.account && (p->refused || p->looked || p->seen)) {
		submit(p, remember, remembered);
		return;
	}
	arena_on_full(p->ctx.mem, NULL);
	send(p);
}

/* The page for what went wrong, or the form again. */
static void stumble(struct pass *p, fault f)
{
	*p->reply = p->fresh;
	if (p->stage == AT_LOAD && (f->blame == BLAME_ABSENT || f->blame == BLAME_DENIED))
		p->refused = true;
	if (p->stage == AT_RUN && f->blame == BLAME_INPUT && p->twin && route_open(&p->who, p->twin->may)) {
		p->ctx.faults = f;
		f = direct(p, READING, form_again);
		if (!f)
			return;
		*p->reply = p->fresh;
	}
	answer_fault(p, f);
}

static void acted(struct pass *p, fault f)
{
	if (f)
		stumble(p, f);
	finish(p);
}

/* After this call p is not ours. */
static void pass(struct pass *p)
{
	fault f = direct(p, READING, look);
	if (f)
		stumble(p, f);
	if (f || p->answered)
		finish(p);
	else
		submit(p, act, acted);
}

/* --- what is slow ---------------------------------------------------------------------------------------------------------------------------------- */

static atomic_int slow_ones;

static void *slow_run(void *slow)
{
	struct pass *p = slow;
	jmp_buf full;
	arena_on_full(p->ctx.mem, &full);
	if (setjmp(full) == 0) {
		pass(p);
	} else {
		arena_on_full(p->ctx.mem, NULL);
		answer_full(p);
		send(p);
	}
	slow_ones--;
	return NULL;
}

/* By a thread of its own, the connection asleep, so that those who share its thread go on; false: there are enough of them, or there is no shell. */
static bool slowly(struct pass *p)
{
	pthread_t thread;
	if (slow_ones++ >= SLOW_MOST || !reply_later(p->reply)) {
		slow_ones--;
		return false;
	}
	p->asleep = true;
	if (pthread_create(&thread, NULL, slow_run, p))
		slow_run(p);
	else
		pthread_detach(thread);
	return true;
}

void gate(void *site, struct request *request, struct reply *reply)
{
	struct pass *p = arena_get(request->mem, sizeof *p);
	const char *verb = str_is(request->method, "HEAD") ? "GET" : str_c(request->mem, request->method), *allow;
	*p = (struct pass){ .site = site, .request = request, .reply = reply, .fresh = *reply };
	p->ctx = (struct ctx){ .mem = request->mem, .who = &p->who, .request = request, .reply = reply, .site = site, .number = request_number(request->mem) };
	if (static_answer(request, reply)) {
		send(p);
		return;
	}
	p->route = route_find(site, verb, request->path, &p->ctx, &allow);
	if (!p->route) {
		fault f = direct(p, READING, find_viewer);
		if (f)
			answer_fault(p, f);
		else if (allow)
			answer_method(p, allow);
		else
			answer_absent(p);
		send(p);
		return;
	}
	if (strcmp(verb, "GET") != 0) {
		struct ctx of_twin = p->ctx;
		p->twin = route_find(site, "GET", request->path, &of_twin, &allow);
	}
	if (!p->route->prepare || !slowly(p))
		pass(p);
}
