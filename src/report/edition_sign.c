/* The report is signed 签发, and numbered in that moment (edition_number.c).
 *
 * Who signs is a leader of the federation. Whoever has an account signs by its right; whoever has none, since the office works at the command line alone,
 * signs by his post: one at the federation itself, held on the day of signing, with a title of the table below. Nobody signs a report of which he has
 * edited a part, ever, or handed one in, or which he has checked. It is refused, with what moved, when records or settings say otherwise than at the check,
 * or when something is asked that the check was not asked.
 * Cost: the checklist once more, and two statements an officer of the federation when somebody is refused, to say who may.
 * Not taken: a setting with the names of who may sign; it would be a second list of leaders, and the first to be out of date. */
#include "report/edition_in.h"
#include "report/edition.sql.h"
#include "kernel/account.h"
#include "kernel/org.h"
#include "kernel/person.h"
#include "kernel/row.h"

/* --- who may ------------------------------------------------------------------------------------------------------------------------------------------ */

static const char *const LEADING[] = { "主席", "党组书记", "党组副书记", "党组成员" };       /* somewhere in the title: 常务副主席 */

static fault signs_by_right(struct db *db, int64_t account, int64_t city, bool *ret)
{
	struct viewer viewer;
	fault f = account_viewer(db, account, &viewer);
	*ret = false;
	if (f && f->blame == BLAME_DENIED)                   /* locked */
		return NULL;
	TRY(f);
	return viewer_may_for(db, &viewer, "report.sign", STR_NONE, city, ret);
}

static fault signs(struct db *db, int64_t person, int64_t city, const struct signer_posts_row *posts, size_t n, bool *ret)
{
	int64_t account;
	bool leads = false;
	TRY(account_of(db, person, &account));
	if (account)
		return signs_by_right(db, account, city, ret);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < COUNT(LEADING); k++)
			leads |= posts[i].person == person && str_find(posts[i].title, str_of(LEADING[k])) != SIZE_MAX;
	*ret = leads;
	return NULL;
}

static fault signer_fits(struct db *db, int64_t person, struct day on)
{
	struct buf names = { .mem = db_mem(db) };
	struct signer_posts_row *posts;
	int64_t city;
	size_t n;
	bool may;
	TRY(org_city(db, &city));
	TRY(signer_posts(db, (struct signer_posts_in){ .org = city, .on = on }, &posts, &n));
	TRY(signs(db, person, city, posts, n, &may));
	if (may)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct str name;
		TRY(signs(db, posts[i].person, city, posts, n, &may));
		if (!may || (i && posts[i].person == posts[i - 1].person))
			continue;
		TRY(person_name(db, posts[i].person, &name));
		buf_fmt(&names, "%s%.*s", names.n ? "、" : "", PSTR(name));
	}
	if (names.n)
		return fault_make(db_mem(db), BLAME_DENIED, "edition.signer", _("签发由总工会领导办理，您不能签发。可以签发的有：%.*s。"), PSTR(buf_str(&names)));
	return fault_make(db_mem(db), BLAME_DENIED, "edition.signer",
		_("签发由总工会领导办理，您不能签发。现在还没有可以签发的人：请在干部名册里登记总工会领导的职务，或给领导的账号授权。"));
}

/* What stands against him who would sign, whatever the text is like. */
static fault signer_refused(struct db *db, const struct act *act, const struct desk_month *d, struct day on)
{
	int64_t checker;
	TRY(not_ones_own(db, d, act, true, _("签发")));
	TRY(edition_actor(db, d->edition.id, "check", &checker));
	if (checker == act->actor)
		return fault_make(db_mem(db), BLAME_DENIED, "edition.own_check", _("这份月报是您核稿的，不能再由您签发。请交领导签发。"));
	return signer_fits(db, act->actor, on);
}

fault edition_signer(struct db *db, const struct act *act)
{
	struct desk_month d;
	struct edition e;
	bool found;
	TRY(edition_latest(db, act->month, &e, &found));
	TRY(edition_read(db, &e, &d));
	return signer_refused(db, act, &d, edition_today(db));
}

/* --- 签发 --------------------------------------------------------------------------------------------------------------------------------------------- */

static fault sign_refused(struct db *db, const struct act *act, const struct desk_month *d, struct day on)
{
	struct buf names = { .mem = db_mem(db) };
	struct doc *doc;
	size_t open;
	TRY(signer_refused(db, act, d, on));
	TRY(cosign_open(db, d->edition.id, &open, &names));
	if (open)
		return fault_make(db_mem(db), BLAME_CONFLICT, "edition.cosign", _("还没有会签完：%.*s。请先会签（nuan report cosign），或退回重新核稿。"),
			PSTR(buf_str(&names)));
	TRY(sections_steady(db, d));
	TRY(questions_answered(db, act, &d->edition, _("签发"), &doc));
	return passages_steady(db, act->desk, &d->edition);
}

/* Unless said: for a first edition the day that the register has for the month already, so that it is not printed before it was signed; else today. */
static fault sign_day(struct db *db, const struct edition *e, struct day on, struct day *ret)
{
	struct issue_of_period_row row;
	struct edition before = { .issued_on = DAY_NONE };
	struct day day = on, today = edition_today(db);
	bool found = false;
	if (e->number > 1)
		TRY(edition_numbered(db, (int)e->month, e->number - 1, &before));
	else if (!day_known(on))
		TRY(issue_of_period(db, (struct issue_of_period_in){ .series = e->series, .period = e->month }, &row, &found));
	if (!day_known(day))
		day = found && row.issued.n <= today.n ? row.issued : today;
	if (day.n < month_first((int)e->month).n || day.n > today.n)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.day", _("签发日期%.*s早于所属月份，或者还没有到。请核对 --on 后面的日期。"),
			PSTR(day_iso(db_mem(db), day)));
	if (day_known(before.issued_on) && day.n < before.issued_on.n)
		return fault_make(db_mem(db), BLAME_INPUT, "edition.day", _("签发日期%.*s早于所更正的那一版印发的日期%.*s。请核对 --on 后面的日期。"),
			PSTR(day_iso(db_mem(db), day)), PSTR(day_iso(db_mem(db), before.issued_on)));
	*ret = day;
	return NULL;
}

fault edition_sign(struct db *db, const struct act *act, struct day on, struct edition *ret)
{
	struct desk_month d;
	const struct move *m;
	row_act(db, "report.sign", str_of(act->why));
	TRY(edition_open(db, act, &d));
	TRY(edition_move(db, d.edition.state, "sign", &m));
	TRY(sign_day(db, &d.edition, on, &on));
	TRY(sign_refused(db, act, &d, on));
	if (d.edition.number == 1)                           /* a correction keeps the number of what it corrects */
		TRY(number_give(db, &d.edition, on));
	d.edition.signer = act->actor;
	d.edition.signed_on = on;
	TRY(edition_step(db, act, &d.edition, m, NULL, 0));
	*ret = d.edition;
	return NULL;
}
