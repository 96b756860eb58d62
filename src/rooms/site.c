/* The rooms of the site in one list. A room that is not there yet is left out by its line; nothing else names it.
 * Each room is a file with its table of routes at the end, its templates beside it; no room includes another: what two share stands in the web's files.
 * Not taken: registration by magic. */
#include "rooms/rooms.h"

const struct route *const SITE_ROUTES[] = { WEB_ROUTES, HOME_ROUTES, NULL };
