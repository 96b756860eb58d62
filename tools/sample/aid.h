/* What the files of the aid part of the sample share. */
#ifndef NUAN_SAMPLE_AID_H
#define NUAN_SAMPLE_AID_H
#include "sample.h"

enum { AID_UNITS = 10, AID_ZONE = 8, AID_OFFICE = 9 };   /* 0–7 the counties, the zone, the office's 权益保障部 for what is 市直 */
enum { SHAZHOU, GUCHENG, ANSHUI, JIANGLING, JIANHE, SHIPO, HONGBO, SONGTAN };

/* How much a unit did. Own: workers in difficulty of its own; the others it visited belong to a neighbour. */
struct aid_unit {
	const char *name;                    /* of its files */
	int files, own, again;               /* hardship files; persons visited; visits beyond the first of a person */
	int models, model_visits;            /* model workers in difficulty; visits to them */
	int events;                          /* aid given */
	int firms, unbuilt;                  /* enterprises visited: with a union, without one */
	int later_visits, later_events, later_firms;     /* February; events: -1 silent, 0 a nil report */
};
extern const struct aid_unit AID_UNIT[AID_UNITS];

struct aid_done { struct kit_person *person; struct day day; const char *kind; int64_t cash, goods; };     /* one aid event, for the shares of the money */
struct aid_book { struct aid_done *at; size_t n; };

struct kit_org *aid_sender(struct kit *, int unit);
struct kit_person *aid_worker(struct kit *, int unit, int i);       /* the i-th worker in difficulty: the same person whenever asked */
struct kit_person *aid_twin(struct kit *);                           /* one of 监河县, entered a second time under a mistyped number that is valid */
struct kit_person *aid_model_worker(struct kit *, int unit, int i);
struct kit_orgs aid_firms(struct kit *, int unit);
struct day aid_day(int yyyymmdd);
struct day aid_workday(struct kit_rng *, int month, int from, int to);       /* a working day between two days of the month */
const char *aid_path(struct kit *, const char *folder, const char *name, const char *ending);
bool aid_never_helped(int i);                                        /* in January */

void aid_registers(struct kit *, int month, int unit);
void aid_events(struct kit *, int month, int unit, struct aid_book *ret);
void aid_visits(struct kit *, int month, int unit);
void aid_enterprises(struct kit *, int month, int unit);
void aid_money(struct kit *, int month);                             /* received and passed on */
void aid_shares(struct kit *, int month, int unit, const struct aid_book *);
void aid_papers(struct kit *, int month);                            /* campaign, targets, events, points, documents */
void aid_merge(struct kit *, int month);

#endif
