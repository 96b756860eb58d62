/* How far a check or an import is, told while it runs, and the word to stop it.
 *
 * A page that hands a file over gives its errand a key of its own and listens under that key to a stream of events (text/event-stream); the errand says at
 * some rows how far it is, the stream asks four times a second. Whoever began it may stop it: the next row finds that out and the transaction is undone, as
 * after any other fault.
 * The list is this process's own and nothing depends on it: where another process answers the stream, or no script runs, the page waits in silence as it did.
 * Promises: a key opens nothing but its owner's errand; a stop is heard although the writer is busy, since it is not a write.
 * Refuses: more errands than the list holds are done unwatched.
 * Not taken: progress in the database (a write at every row, and the writer is the one that is busy); polling by the page (as many requests for less). */
#include <pthread.h>
#include <string.h>
#include <time.h>
#include "rooms/import_room.h"

enum { KEY_LEAST = 16, KEY_MOST = 40, ERRANDS_MOST = 64, STALE_SECONDS = 3600, WAIT_TURNS = 240, QUIET_TURNS = 60, WHOLE = 1000 };

struct import_watch { int64_t person; char key[KEY_MOST + 1]; bool busy, stop; enum watch_stage stage; int64_t part, begun;
	struct fault halt; };                                /* part: of WHOLE; halt: what a stop is answered with */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;     /* of what follows */
static struct import_watch errands[ERRANDS_MOST];

static const char *const STAGE_WORDS[] = {
	[WATCH_CHECK] = N_("正在检查"), [WATCH_FIGURES] = N_("正在算哪些数会变"), [WATCH_STORE] = N_("正在入库"),
};

static struct import_watch *errand_of(int64_t person, struct str key)
{
	for (size_t i = 0; i < ERRANDS_MOST; i++)
		if (errands[i].person == person && key.n && str_is(key, errands[i].key))
			return &errands[i];
	return NULL;
}

/* Its own, else one that nobody uses; NULL: there is none. */
static struct import_watch *errand_take(int64_t person, struct str key)
{
	int64_t now = (int64_t)time(NULL);
	struct import_watch *w = errand_of(person, key);
	for (size_t i = 0; i < ERRANDS_MOST && !w; i++)
		if (!errands[i].busy || now - errands[i].begun > STALE_SECONDS) {
			w = &errands[i];
			*w = (struct import_watch){ .person = person, .begun = now,
				.halt = { .blame = BLAME_INPUT, .code = "import.cancelled", .say = _("已按您的要求停下，一行也没有入库。文件还在，要接着办，请再检查一次。") } };
			memcpy(w->key, key.p, key.n);
		}
	return w;
}

static bool key_good(struct str key)
{
	bool good = key.n >= KEY_LEAST && key.n <= KEY_MOST;
	for (size_t i = 0; i < key.n && good; i++)
		good = (key.p[i] >= '0' && key.p[i] <= '9') || (key.p[i] >= 'a' && key.p[i] <= 'f');
	return good;
}

struct import_watch *watch_begin(struct ctx *c, enum watch_stage stage)
{
	struct str key = request_field(c->request, "errand");
	if (!key_good(key))
		return NULL;
	pthread_mutex_lock(&lock);
	struct import_watch *w = errand_take(c->who->person, key);
	if (w)
		w->busy = true, w->stage = stage, w->part = 0;
	pthread_mutex_unlock(&lock);
	return w;
}

void watch_end(struct import_watch *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&lock);
	w->busy = false;
	pthread_mutex_unlock(&lock);
}

static fault said(struct import_watch *w, enum watch_stage stage, int64_t part)
{
	pthread_mutex_lock(&lock);
	w->stage = stage, w->part = part;
	bool stop = w->stop;
	pthread_mutex_unlock(&lock);
	return stop ? &w->halt : NULL;
}

fault watch_stage(struct import_watch *w, enum watch_stage stage)
{
	return w ? said(w, stage, 0) : NULL;
}

fault watch_progress(void *watch, size_t done, size_t total)
{
	struct import_watch *w = watch;
	return said(w, w->stage, total ? (int64_t)(done * WHOLE / total) : 0);
}

/* --- told ------------------------------------------------------------------------------------------------------------------------------------------ */

struct listening { int64_t person; struct str key; enum watch_stage stage; int64_t part, turns, quiet; bool found; };

static void tell(struct buf *to, enum watch_stage stage, int64_t part)
{
	buf_fmt(to, "data: %lld ", (long long)part);
	if (part)
		buf_fmt(to, _("%s：%lld%%"), _(STAGE_WORDS[stage]), (long long)part * 100 / WHOLE);
	else
		buf_puts(to, _(STAGE_WORDS[stage]));
	buf_puts(to, "\n\n");
}

static bool listen_more(void *listening, struct arena *mem, struct buf *to)
{
	struct listening *l = listening;
	(void)mem;
	pthread_mutex_lock(&lock);
	const struct import_watch *w = errand_of(l->person, l->key);
	bool there = w && w->busy;
	enum watch_stage stage = w ? w->stage : l->stage;
	int64_t part = w ? w->part : l->part;
	pthread_mutex_unlock(&lock);
	if ((!there && l->found) || (!there && l->turns >= WAIT_TURNS)) {
		buf_puts(to, "event: end\ndata: end\n\n");
		return false;
	}
	if (there && (!l->found || stage != l->stage || part != l->part))
		tell(to, stage, part);
	else if (l->turns % QUIET_TURNS == 0)
		buf_puts(to, ": \n\n");                      /* so that a listener who has gone is noticed */
	l->found = l->found || there, l->stage = stage, l->part = part, l->turns++;
	return true;
}

fault watch_show(struct ctx *c)
{
	struct str key = request_param(c->request, "errand");
	struct listening *l = arena_get(c->mem, sizeof *l);
	if (!key_good(key))
		return fault_make(c->mem, BLAME_ABSENT, "import.errand", _("没有正在进行的检查或导入。请从导入页重新开始。"));
	*l = (struct listening){ .person = c->who->person, .key = key };
	c->reply->status = 200;
	c->reply->mime = "text/event-stream; charset=utf-8";
	reply_header(c->reply, "X-Accel-Buffering", STR("no"));
	c->reply->more = listen_more, c->reply->ctx = l;
	return NULL;
}

/* --- stopped --------------------------------------------------------------------------------------------------------------------------------------- */

/* In prepare: a write would queue behind what is to be stopped. The word may come before the file has. */
fault watch_stop(struct ctx *c)
{
	struct str key = request_field(c->request, "errand");
	pthread_mutex_lock(&lock);
	struct import_watch *w = key_good(key) ? errand_take(c->who->person, key) : NULL;
	if (w)
		w->stop = true;
	pthread_mutex_unlock(&lock);
	return NULL;
}

fault watch_stopped(struct ctx *c)
{
	reply_go(c, (struct path){ STR("/import") });
	return NULL;
}
