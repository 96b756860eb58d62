/* Files of the browser's side: served from the program itself, packed once when it was built.
 *
 * The address carries a digest of the bytes, so a browser may keep a file for a year and never asks again; a new version is a new address. Who asks all the
 * same with the tag it has is told that it still holds. No session is looked up, no database opened.
 * Refuses: every other address under /static/ (404, in plain words: nobody reads it).
 * Not taken: files beside the program (they could be another version's); packing at each request. */
#include <string.h>
#include "web/gate_in.h"
#include "web/static.h"

struct path static_path(const char *name)
{
	for (size_t i = 0; i < STATIC_FILES_N; i++)
		if (strcmp(name, STATIC_FILES[i].name) == 0)
			return (struct path){ str_of(STATIC_FILES[i].path) };
	return (struct path){ STR("/static/none") };
}

static void file_answer(const struct static_file *f, const struct request *r, struct reply *reply)
{
	bool packed = str_find(r->encoding, STR("gzip")) != SIZE_MAX;
	struct str tag = str_fmt(r->mem, "\"%s%s\"", strrchr(f->path, '/') + 1, packed ? "-gzip" : "");
	reply_header(reply, "ETag", tag);
	reply_header(reply, "Cache-Control", STR("public, max-age=31536000, immutable"));
	reply_header(reply, "Vary", STR("Accept-Encoding"));
	if (str_find(r->tag, tag) != SIZE_MAX) {
		reply->status = 304;
		return;
	}
	reply->status = 200;
	reply->mime = f->mime;
	if (packed)
		reply_header(reply, "Content-Encoding", STR("gzip"));
	reply->body = packed ? (struct str){ (const char *)f->packed, f->n_packed } : (struct str){ (const char *)f->plain, f->n_plain };
}

bool static_answer(const struct request *r, struct reply *reply)
{
	if (!str_starts(r->path, STR("/static/")) && !str_is(r->path, "/favicon.ico"))
		return false;
	bool reads = str_is(r->method, "GET") || str_is(r->method, "HEAD");
	for (size_t i = 0; reads && i < STATIC_FILES_N; i++)
		if (str_is(r->path, STATIC_FILES[i].path)) {
			file_answer(&STATIC_FILES[i], r, reply);
			return true;
		}
	reply->status = reads ? 404 : 405;
	reply->mime = "text/plain; charset=utf-8";
	reply->body = str_of(_("没有这个文件。"));
	if (!reads)
		reply_header(reply, "Allow", STR("GET, HEAD"));
	return true;
}
