/* What the web's own templates are made of. */
#ifndef NUAN_PAGES_H
#define NUAN_PAGES_H
#include "web/web.h"

struct csrf_page { struct str csrf; };
struct nav { const char *title; struct path path; bool here, counted; int64_t count; };
struct layout {
	const char *title, *site, *notice, *help, *weekday;
	struct str scope, today, person, org_name;
	bool signed_in, big, wide;
	struct nav *menu, *lines;  size_t n_menu, n_lines;
	struct nav *desk;                                    /* the first of the menu; NULL: none */
	struct path bootstrap, tokens, web, rooms, htmx, script, icon;
	struct html csrf, body;
};
struct wrong_say { struct str say, code; };
struct wrong_page { const char *title; bool absent, broken, signed_in; struct str number, org_name; struct path back; struct wrong_say *says; size_t n_says; };
struct sign_in_page { const char *site; struct str login, wrong, next; struct html csrf; };
struct password_page { bool must; struct str login, wrong; struct html csrf; };
struct session_item { int64_t id; struct str made, seen, peer, agent; bool own; };
struct sessions_page { struct session_item *items; size_t n_items; bool others; struct html csrf; };
struct home_page { struct nav *ways; size_t n_ways; };

struct form_choice { struct str code; const char *word; bool chosen; };
struct form_field {
	const char *label, *hint, *fault, *unit, *size, *type, *mode;
	int64_t index, most;
	struct str value;
	bool must, area, choose, pick, plain, number;        /* one of: a text area, radio buttons, a list, one line */
	struct form_choice *choices;  size_t n_choices;
};
struct form_wrong { const char *label, *say; int64_t index; bool at_field; };
struct form_page { struct path action; const char *verb; struct html csrf; struct form_field *fields; size_t n_fields; struct form_wrong *wrongs;
	size_t n_wrongs; bool notes; };

#endif
