/* The frame around every page: the bar, the strip of the lines, the head, the foot.
 *
 * A column of the menu appears when this program has its page and this viewer may open it; so the menu is the viewer's rights, and a page that is not built
 * yet is not offered. The order is the office's, always the same. What stands in the cookies of type size and notice is a wish, not a truth: a notice is one
 * of a list of sentences, so nobody can put words of his own on our page.
 * Cost: a page is put together once, in memory; the frame is some 4 kB.
 * Not taken: a sidebar (tables and the paper need the width); a menu in the database (nobody reviews it). */
#include <string.h>
#include <time.h>
#include "kernel/line.h"
#include "web/gate_in.h"
#include "web/web_pages.tpl.h"

static const struct menu MENU[] = {
	{ "/",          N_("我的待办"), MAY_SIGNED_IN  },
	{ "/matters",   N_("工作事项"), "record.read"  },
	{ "/month",     N_("本月数据"), "month.read"   },
	{ "/report",    N_("月报"),     "report.read"  },
	{ "/import",    N_("导入"),     "import.bring" },
	{ "/documents", N_("公文"),     "record.read"  },
	{ "/units",     N_("单位人员"), "record.read"  },
	{ "/accounts",  N_("账号"),     MAY_SIGNED_IN  },
	{ "/settings",  N_("设置"),     MAY_SIGNED_IN  },
	{ "/trail",     N_("留痕"),     "trail.read"   },
	{ "/help",      N_("帮助"),     MAY_SIGNED_IN  },
};
static const struct notice NOTICES[] = {
	{ "session.over",     N_("登录已经结束，请重新登录。没有报出的内容要重新填。") },
	{ "session.ended",    N_("已结束那个登录。") },
	{ "sessions.ended",   N_("已结束其他全部登录。") },
	{ "password.changed", N_("密码已改好，其他地方的登录都已结束。") },
	{ "signed.out",       N_("已退出登录。") },
};

const char *notice_say(const struct site *s, struct str code)
{
	for (size_t i = 0; i < COUNT(NOTICES); i++)
		if (str_is(code, NOTICES[i].code))
			return _(NOTICES[i].say);
	for (size_t i = 0; s->notices && s->notices[i]; i++)
		for (const struct notice *n = s->notices[i]; n->code; n++)
			if (str_is(code, n->code))
				return _(n->say);
	return NULL;
}

/* Whether the program has a page there that this viewer may open. */
static bool offered(struct ctx *c, const char *path)
{
	struct ctx ignored = *c;
	const char *allow;
	const struct route *r = route_find(c->site, "GET", str_of(path), &ignored, &allow);
	return r && route_open(c->who, r->may);
}

static bool stands_at(struct ctx *c, const struct page *p, const char *path)
{
	if (p->now)
		return strcmp(p->now, path) == 0;
	return str_is(c->request->path, path) || (path[1] && str_starts(c->request->path, str_of(path)) && c->request->path.p[strlen(path)] == '/');
}

static void menu_fill(struct ctx *c, const struct page *p, struct layout *l)
{
	int64_t waiting = 0;
	l->menu = arena_get(c->mem, COUNT(MENU) * sizeof *l->menu);
	bool counted = c->site->waiting && c->db && c->who->account && !c->site->waiting(c, &waiting);
	for (size_t i = 0; i < COUNT(MENU); i++)
		if (offered(c, MENU[i].path) && route_open(c->who, MENU[i].may))
			l->menu[l->n_menu++] = (struct nav){ _(MENU[i].title), { str_of(MENU[i].path) }, stands_at(c, p, MENU[i].path),
				!strcmp(MENU[i].path, "/") && counted && waiting, waiting };
	if (l->n_menu && str_is(l->menu[0].path.text, "/"))
		l->desk = &l->menu[0];
}

struct nav *menu_of(struct ctx *c, size_t *ret_n)
{
	struct nav *list = arena_get(c->mem, COUNT(MENU) * sizeof *list);
	size_t n = 0;
	for (size_t i = 1; i < COUNT(MENU); i++)
		if (offered(c, MENU[i].path) && route_open(c->who, MENU[i].may))
			list[n++] = (struct nav){ _(MENU[i].title), { str_of(MENU[i].path) }, false, false, 0 };
	*ret_n = n;
	return list;
}

static void lines_fill(struct ctx *c, const struct page *p, struct layout *l)
{
	size_t n = 0;
	while (c->site->lines && c->site->lines[n])
		n++;
	l->lines = arena_get(c->mem, (n + 1) * sizeof *l->lines);
	for (size_t i = 0; i < n; i++) {
		struct path path = path_of(c->mem, "/records/%s", c->site->lines[i]->name);
		const char *text = str_c(c->mem, path.text);
		if (offered(c, text))
			l->lines[l->n_lines++] = (struct nav){ _(c->site->lines[i]->title), path, stands_at(c, p, text), false, 0 };
	}
}

static struct day today(void)
{
	return (struct day){ (int32_t)((time(NULL) + 8 * 3600) / 86400) };
}

struct html layout_html(struct ctx *c, const struct page *p)
{
	static const char *const WEEK[] = { N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日") };
	struct out o = { { .mem = c->mem } };
	struct str notice = request_cookie(c->request, "nuan_notice");
	struct layout l = { .title = p->title, .site = c->site->name, .help = c->site->help, .scope = p->scope, .wide = p->wide, .body = p->body,
		.person = c->who->name, .org_name = c->who->org_name, .signed_in = c->who->account != 0 && !c->who->must_change,
		.big = str_is(request_cookie(c->request, "nuan_big"), "1"), .today = day_zh(c->mem, today()), .weekday = _(WEEK[day_weekday(today()) - 1]),
		.bootstrap = static_path("bootstrap.min.css"), .tokens = static_path("tokens.css"), .web = static_path("web.css"),
		.rooms = static_path("rooms.css"),
		.htmx = static_path("htmx.min.js"), .script = static_path("web.js"), .icon = static_path("icon.svg"), .csrf = csrf_field(c) };
	if (notice.n && (l.notice = notice_say(c->site, notice)))
		reply_cookie(c, "nuan_notice", STR_NONE, false);
	if (l.signed_in) {
		menu_fill(c, p, &l);
		lines_fill(c, p, &l);
	}
	page_layout(&o, &l);
	return out_html(&o);
}
