/* The rooms of the site in one list. A room that is not there yet is left out by its line; nothing else names it.
 * Each room is a file with its table of routes at the end, its templates beside it; no room includes another: what two share stands in the web's files.
 * Not taken: registration by magic. */
#include "rooms/rooms.h"

const struct route *const SITE_ROUTES[] = { WEB_ROUTES, DESK_ROUTES, MONTH_ROUTES, REPORT_ROUTES, IMPORT_ROUTES, RECORD_ROUTES, ADMIN_ROUTES, NULL };
const struct notice *const SITE_NOTICES[] = { IMPORT_NOTICES, REPORT_NOTICES, RECORD_NOTICES, ADMIN_NOTICES, NULL };

void site_rooms(struct site *s)
{
	s->routes = SITE_ROUTES;
	s->notices = SITE_NOTICES;
	s->waiting = desk_waiting;
	s->stamp = desk_stamp;
}
