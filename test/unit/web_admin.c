/* The pages of the administrators, the auditor, the matters and the help, opened and used as their people would. */
#include "admin_kit.h"
#include "rooms/admin.h"

static int64_t one(struct house *h, const char *sql)
{
	return kit_count(h->k, sql);
}

static const char *path(struct house *h, const char *fmt, int64_t id)
{
	struct buf b = { .mem = h->k->mem };
	for (; *fmt; fmt++)
		if (*fmt == '#')
			buf_fmt(&b, "%lld", (long long)id);
		else
			buf_c(&b, *fmt);
	return str_c(h->k->mem, buf_str(&b));
}

/* --- accounts -------------------------------------------------------------------------------------------------------------------------------- */

static void an_account_is_made_once(void **state)
{
	struct house h = house_open();
	int64_t before = one(&h, "SELECT count(*) FROM account");
	kit_bring(h.k, (struct sent){ .of = &PERSON_OFFICER, .csv = "姓名,单位,职务\n孙玉兰,石陂市总工会,干事\n", .part = "more" });
	struct reply r = POSTED(&h, SYSTEM, "/accounts/new", F("姓名", "孙玉兰"), F("单位", "石陂市总工会"), F("登录名", "SunYulan"));
	assert_status(r, 200);
	struct str password = between(r.body, "<dd class=\"code\"><b>", "</b>");
	assert_int_equal(password.n, 19);
	assert_holds(r.body, "sunyulan");
	assert_int_equal(one(&h, "SELECT count(*) FROM account"), before + 1);
	r = POSTED(&h, SYSTEM, "/accounts/new", F("姓名", "孙玉兰"), F("单位", "石陂市总工会"), F("登录名", "sunyulan"));   /* the page was reloaded */
	assert_status(r, 422);
	assert_holds(r.body, "登录名“sunyulan”已经有人用了");
	assert_holds(r.body, "value=\"孙玉兰\"");
	r = POSTED(&h, SYSTEM, "/accounts/new", F("姓名", "李红"), F("单位", "沙洲区总工会"), F("登录名", "lihong2"));
	assert_status(r, 422);
	assert_holds(r.body, "这个人已有账号“lihong”");
	r = POSTED(&h, SYSTEM, "/accounts/new", F("姓名", "没有这人"), F("单位", "某单位"), F("登录名", ""));
	assert_status(r, 422);
	assert_holds(r.body, "“登录名”没有填");
	r = POSTED(&h, SECURITY, "/accounts/new", F("姓名", "孙玉兰"), F("单位", "石陂市总工会"), F("登录名", "sun2"));
	assert_status(r, 404);
	assert_int_equal(one(&h, "SELECT count(*) FROM account"), before + 1);
	r = got(&h, SYSTEM, "/accounts");
	assert_holds(r.body, "孙玉兰");
	assert_holds(r.body, "还没有角色");
	assert_lacks(r.body, str_c(h.k->mem, password));
	house_close(&h);
}

static void a_password_is_reset(void **state)
{
	struct house h = house_open();
	const struct caller *li = &h.callers[0];
	assert_status(got(&h, 0, "/help"), 200);
	struct reply r = pressed(&h, SYSTEM, path(&h, "/accounts/#/password", li->account));
	assert_status(r, 200);
	assert_int_equal(between(r.body, "<dd class=\"code\"><b>", "</b>").n, 19);
	assert_status(got(&h, 0, "/help"), 303);                                     /* her session is over */
	assert_int_equal(one(&h, "SELECT count(*) FROM account WHERE must_change = 1"), 1);
	assert_status(pressed(&h, SECURITY, path(&h, "/accounts/#/password", li->account)), 404);
	assert_status(got(&h, SYSTEM, "/accounts/999999"), 404);
	house_close(&h);
}

static void roles_are_granted_and_taken_back(void **state)
{
	struct house h = house_open();
	const struct caller *li = &h.callers[0];
	const char *grant = path(&h, "/accounts/#/grant", li->account), *revoke = path(&h, "/accounts/#/revoke", li->account);
	struct reply r = got(&h, SECURITY, grant);
	assert_status(r, 200);
	for (size_t i = 0; i < ROLES_N; i++) {                                      /* the form's list is the table's */
		assert_holds(r.body, str_c(h.k->mem, str_fmt(h.k->mem, "value=\"%s\"", ROLES[i].code)));
		assert_holds(r.body, str_c(h.k->mem, str_fmt(h.k->mem, ">%s</option>", ROLES[i].title)));
	}
	assert_status(got(&h, SYSTEM, grant), 404);
	r = POSTED(&h, SECURITY, grant, F("角色", "auditor"), F("单位", "江州市总工会"));
	assert_status(r, 422);                                                       /* the pair, beside the field */
	assert_holds(between(r.body, "<p class=\"fault\" id=\"w0\">", "</p>"), "已是填报人，不能再任经审人员");
	r = POSTED(&h, SECURITY, grant, F("角色", "county_officer"), F("单位", "石陂市总工会"));
	assert_status(r, 422);
	assert_holds(between(r.body, "<p class=\"fault\" id=\"w1\">", "</p>"), "没有上下级关系");
	r = POSTED(&h, SECURITY, grant, F("角色", "county_officer"), F("单位", "沙洲区总工会"), F("业务线", "petition"));
	assert_status(r, 303);
	r = got(&h, SECURITY, path(&h, "/accounts/#", li->account));
	assert_holds(r.body, "信访稳定");
	assert_holds(r.body, "撤销这个角色");
	r = got(&h, SYSTEM, path(&h, "/accounts/#", li->account));
	assert_holds(r.body, "信访稳定");
	assert_lacks(r.body, "撤销这个角色");
	struct str org = str_fmt(h.k->mem, "%lld", (long long)kit_org(h.k, "沙洲区总工会", "2019-03-20"));
	struct pair org_field = { STR("org"), org };
	r = POSTED(&h, SECURITY, revoke, F("role", "county_officer"), org_field, F("line", "petition"));
	assert_status(r, 303);
	r = POSTED(&h, SECURITY, revoke, F("role", "county_officer"), org_field, F("line", "petition"));
	assert_status(r, 404);
	assert_int_equal(one(&h, "SELECT count(*) FROM trail WHERE act = 'role_grant'"), 1);
	r = POSTED(&h, SECURITY, path(&h, "/accounts/#/grant", h.callers[SECURITY].account), F("角色", "security_admin"), F("单位", "沙洲区总工会"));
	assert_status(r, 422);
	assert_holds(r.body, "不能给自己的账号授权");
	house_close(&h);
}

static void a_lock_has_a_reason(void **state)
{
	struct house h = house_open();
	const char *lock = path(&h, "/accounts/#/lock", h.callers[0].account);
	struct reply r = POSTED(&h, SECURITY, lock, F("理由", ""));
	assert_status(r, 422);
	assert_status(got(&h, 0, "/help"), 200);
	assert_status(POSTED(&h, SECURITY, lock, F("理由", "调离")), 303);
	assert_status(got(&h, 0, "/help"), 303);
	r = POSTED(&h, SECURITY, lock, F("理由", "调离"));                           /* the same button again does not open it */
	assert_status(r, 409);
	assert_int_equal(one(&h, "SELECT count(*) FROM account WHERE locked = 1"), 1);
	r = got(&h, SECURITY, lock);
	assert_holds(r.body, "?open=1");
	r = answer_of(&h.site, h.k->mem, (struct ask){ "POST", str_of(lock), &h.callers[SECURITY], .fields = { F("理由", "回来了") }, .params = { F("open", "1") } });
	assert_status(r, 303);
	assert_int_equal(one(&h, "SELECT count(*) FROM account WHERE locked = 1"), 0);
	house_close(&h);
}

static void settings_have_bounds(void **state)
{
	struct house h = house_open();
	struct reply r = got(&h, SYSTEM, "/settings");
	assert_holds(r.body, "value=\"30\"");
	r = POSTED(&h, SYSTEM, "/settings", F("闲置多久自动退出", "1"), F("一次登录最长", "12"));
	assert_status(r, 422);
	assert_holds(between(r.body, "<p class=\"fault\" id=\"w0\">", "</p>"), "5到120分钟");
	r = POSTED(&h, SYSTEM, "/settings", F("闲置多久自动退出", "20"), F("一次登录最长", "8"));
	assert_status(r, 303);
	r = got(&h, SYSTEM, "/settings");
	assert_holds(r.body, "value=\"20\"");
	assert_holds(r.body, "value=\"8\"");
	house_close(&h);
}

static void the_matrix_is_the_table(void **state)
{
	struct house h = house_open();
	struct reply r = got(&h, 0, "/roles");
	size_t cells = 0, given = 0;
	assert_status(r, 200);
	for (size_t i = 0; i < RIGHTS_N; i++)
		assert_holds(r.body, RIGHTS[i].title);
	for (size_t i = 0; i < ROLES_N; i++)
		for (const char *const *each = ROLES[i].rights; *each; each++)
			given++;
	for (struct str rest = r.body; str_find(rest, STR("●")) != SIZE_MAX; cells++)
		rest = str_sub(rest, str_find(rest, STR("●")) + 3, SIZE_MAX);
	assert_int_equal(cells, given);
	assert_lacks(r.body, "2人");                                                 /* how many hold a role is not hers to know */
	r = got(&h, SECURITY, "/roles");
	assert_holds(r.body, "2人");
	assert_holds(r.body, "建账号和给账号授权要由两个人分别办理");
	house_close(&h);
}

/* --- the trail -------------------------------------------------------------------------------------------------------------------------------- */

static int64_t matter_entered(struct house *h, const char *heading, const char *body)
{
	struct reply r = answer_of(&h->site, h->k->mem, (struct ask){ "POST", STR("/matters/2019-01/new"), &h->callers[OFFICE], .fields = { { STR("标题"), str_of(heading) },
		F("牵头部门", "江州市总工会"), F("开始日期", "2019-01-15"), { STR("内容"), str_of(body) }, F("进展", "under_way"), F("顺序", "3") } });
	assert_status(r, 303);
	assert_text(header_of(&r, "Location"), "/matters/2019-01");
	return one(h, "SELECT max(id) FROM matter");
}

static void the_administrator_reads_no_values(void **state)
{
	struct house h = house_open();
	int64_t id = matter_entered(&h, "职工夜校开班", "来电找身份证421002197001010010的人"), entry;
	struct reply r = answer_of(&h.site, h.k->mem, (struct ask){ "POST", str_of(path(&h, "/matter/#/drop", id)), &h.callers[OFFICE], .fields = { F("原因", "场地没有落实") } });
	assert_status(r, 303);
	entry = one(&h, "SELECT max(entry) FROM trail WHERE act = 'edit'");
	r = got(&h, AUDIT, path(&h, "/trail/#", entry));
	assert_status(r, 200);
	assert_holds(r.body, "工作事项");
	assert_holds(r.body, "<li>进展</li>");
	assert_holds(r.body, "<li>说明</li>");
	assert_lacks(r.body, "<li>标题</li>");
	assert_lacks(r.body, "场地没有落实");
	assert_lacks(r.body, "职工夜校开班");
	r = got(&h, AUDITOR, path(&h, "/trail/#", entry));
	assert_status(r, 200);
	assert_holds(r.body, "场地没有落实");
	assert_holds(r.body, "进行中");
	assert_holds(r.body, "取消");
	r = got(&h, AUDITOR, path(&h, "/trail/#", one(&h, "SELECT max(entry) FROM trail WHERE act = 'enter'")));
	assert_holds(r.body, "421002********0010");
	assert_lacks(r.body, "421002197001010010");
	r = got(&h, AUDITOR, path(&h, "/trail/#", one(&h, "SELECT max(entry) FROM trail WHERE act = 'account_add'")));
	assert_holds(r.body, "已隐去");                                              /* the digest of a password */
	assert_status(got(&h, AUDIT, "/trail/999999"), 404);
	house_close(&h);
}

static void the_trail_is_filtered(void **state)
{
	struct house h = house_open();
	got(&h, 0, "/accounts");                                                     /* refused, and remembered */
	struct reply r = got(&h, AUDIT, "/trail");
	assert_holds(r.body, "操作被拒绝");
	assert_holds(r.body, "GET /accounts");
	struct ask a = { "GET", STR("/trail"), &h.callers[AUDIT], .params = { F("kind", "refused"), F("who", "lihong") } };
	r = answer_of(&h.site, h.k->mem, a);
	assert_holds(r.body, "全市　1条");
	a.params[1] = (struct pair)F("who", "王强");
	r = answer_of(&h.site, h.k->mem, a);
	assert_holds(r.body, "没有符合条件的留痕");
	a.params[1] = (struct pair)F("who", "没有这人");
	r = answer_of(&h.site, h.k->mem, a);
	assert_holds(r.body, "没有叫“没有这人”的干部");
	a = (struct ask){ "GET", STR("/trail"), &h.callers[AUDIT], .params = { F("from", "2019-02-30") } };
	r = answer_of(&h.site, h.k->mem, a);
	assert_holds(r.body, "不是一个存在的日期");
	a = (struct ask){ "GET", STR("/trail"), &h.callers[AUDIT], .params = { F("to", "2019-03-20"), F("page", "99") } };
	r = answer_of(&h.site, h.k->mem, a);
	assert_holds(r.body, "导入表格");                                            /* the kit's clock; a page behind the last is the last */
	assert_lacks(r.body, "操作被拒绝");
	house_close(&h);
}

static void the_whole_is_verified(void **state)
{
	struct house h = house_open();
	struct reply r = got(&h, AUDIT, "/verify");
	assert_holds(r.body, "还没有在网页上核验过");
	r = pressed(&h, AUDIT, "/verify");
	assert_status(r, 200);
	assert_holds(r.body, "核验无误");
	assert_int_equal(one(&h, "SELECT count(*) FROM trail WHERE act = 'verify'"), 1);
	r = got(&h, AUDITOR, "/verify");
	assert_holds(r.body, "覃立毅");
	kit_tamper(h.k, "UPDATE person SET employer = 1 WHERE id = (SELECT max(id) FROM person)");
	r = pressed(&h, AUDITOR, "/verify");
	assert_status(r, 200);
	assert_holds(r.body, "发现改动");
	assert_holds(r.body, "表 person 的第");
	r = got(&h, AUDITOR, path(&h, "/trail/#", one(&h, "SELECT max(entry) FROM trail_row WHERE relation = 'person' AND row = (SELECT max(id) FROM person)")));
	assert_holds(r.body, "现在的内容不是这一条写下的");
	assert_status(pressed(&h, OFFICE, "/verify"), 404);
	house_close(&h);
}

/* --- matters ---------------------------------------------------------------------------------------------------------------------------------- */

static void matters_say_what_sheets_say(void **state)
{
	struct house h = house_open();
	struct str say = STR_NONE;
	assert_text(str_of(kit_wrong(h.k, (struct sent){ .of = &MATTER_MATTER, .csv = "标题,进展,顺序,结束日期,开始日期\n开班,完成,1,2019-01-02,2019-01-08\n" }, &say)), "matter.body");
	struct reply r = POSTED(&h, OFFICE, "/matters/2019-01/new", F("标题", "开班"), F("开始日期", "2019-01-08"), F("结束日期", "2019-01-02"), F("进展", "done"),
		F("顺序", "1"));
	assert_status(r, 422);
	assert_holds(r.body, str_c(h.k->mem, say));
	assert_holds(r.body, "结束日期早于开始日期");
	assert_holds(r.body, "value=\"开班\"");
	assert_int_equal(one(&h, "SELECT count(*) FROM matter"), 0);
	matter_entered(&h, "开班", "办了第一期。");
	r = POSTED(&h, OFFICE, "/matters/2019-01/new", F("标题", "开班"), F("开始日期", "2019-01-15"), F("内容", "又办了一次。"), F("进展", "done"), F("顺序", "4"));
	assert_status(r, 422);
	assert_holds(r.body, "已经登记过一条工作事项");
	struct import_result again = kit_bring(h.k, (struct sent){ .of = &MATTER_MATTER, .csv = "标题,牵头部门,开始日期,内容,进展,顺序\n"
		"开班,江州市总工会,2019-01-15,办了第一期。,进行中,3\n" });                 /* a sheet that says the same finds it */
	assert_int_equal(again.same, 1);
	assert_int_equal(again.added, 0);
	assert_status(got(&h, OFFICE, "/matters/2019-13"), 404);
	assert_status(got(&h, OFFICE, "/matters/201901"), 404);
	house_close(&h);
}

static void a_matter_goes_its_way(void **state)
{
	struct house h = house_open();
	int64_t id = matter_entered(&h, "职工技能竞赛", "");
	struct reply r = got(&h, OFFICE, path(&h, "/matter/#", id));
	assert_lacks(r.body, "审核通过</button>");
	assert_holds(r.body, "要由另一位同事审核");
	assert_status(pressed(&h, OFFICE, path(&h, "/matter/#/approve", id)), 403);
	assert_status(pressed(&h, OFFICE_TOO, path(&h, "/matter/#/approve", id)), 303);
	r = pressed(&h, OFFICE, path(&h, "/matter/#/done", id));                      /* says nothing yet: to its form */
	assert_text(header_of(&r, "Location"), path(&h, "/matter/#/edit?progress=done", id));
	r = POSTED(&h, OFFICE, path(&h, "/matter/#/edit", id), F("标题", "职工技能竞赛"), F("开始日期", "2019-01-15"), F("进展", "done"), F("顺序", "3"), F("内容", "47人参加。"));
	assert_status(r, 303);
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE state = 'submitted' AND progress = 'done'"), 1);     /* the approval is gone */
	assert_status(POSTED(&h, OFFICE_TOO, path(&h, "/matter/#/return", id), F("补充说明", "差人数")), 422);
	assert_status(POSTED(&h, OFFICE_TOO, path(&h, "/matter/#/return", id), F("原因", "unclear"), F("补充说明", "写明几个工种")), 303);
	r = got(&h, OFFICE, path(&h, "/matter/#", id));
	assert_holds(r.body, "内容不清：写明几个工种");
	r = POSTED(&h, OFFICE, path(&h, "/matter/#/edit", id), F("标题", "职工技能竞赛"), F("开始日期", "2019-01-15"), F("进展", "done"), F("顺序", "3"), F("内容", "3个工种47人参加。"));
	assert_status(r, 303);
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE state = 'submitted'"), 1);
	assert_status(pressed(&h, OFFICE_TOO, path(&h, "/matter/#/approve", id)), 303);
	assert_status(POSTED(&h, OFFICE, path(&h, "/matter/#/later", id), F("原因", "没有办完")), 409);        /* what is done does not move */
	assert_whole(h.k);
	house_close(&h);
}

static void a_matter_moves_with_its_reason(void **state)
{
	struct house h = house_open();
	int64_t id = matter_entered(&h, "网上平台升级", "完成调研。");
	struct reply r = POSTED(&h, OFFICE, path(&h, "/matter/#/later", id), F("原因", ""));
	assert_status(r, 422);
	r = POSTED(&h, OFFICE, path(&h, "/matter/#/later", id), F("原因", "供应商延期"));
	assert_status(r, 303);
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE month = 201902 AND progress = 'planned'"), 1);
	r = got(&h, OFFICE, "/matters/2019-01");
	struct str left = between(r.body, "id=\"left\"", "</section>");
	assert_holds(left, "网上平台升级");
	assert_holds(left, "移到2019年2月");
	assert_holds(left, "供应商延期");
	assert_holds(between(r.body, "id=\"next\"", "</section>"), "网上平台升级");
	r = got(&h, OFFICE, "/matters/2019-02");
	assert_holds(between(r.body, "id=\"planned\"", "</section>"), "网上平台升级");
	house_close(&h);
}

static void what_has_counted_changes_for_a_reason(void **state)
{
	struct house h = house_open();
	int64_t id = matter_entered(&h, "职工技能竞赛", "47人参加。");
	assert_status(pressed(&h, OFFICE_TOO, path(&h, "/matter/#/approve", id)), 303);
	kit_month_closed(h.k, 201901);
	struct reply r = pressed(&h, OFFICE, path(&h, "/matter/#/done", id));         /* a button says no reason: to its form */
	assert_text(header_of(&r, "Location"), path(&h, "/matter/#/edit?progress=done", id));
	r = POSTED(&h, OFFICE, path(&h, "/matter/#/edit", id), F("标题", "职工技能竞赛"), F("开始日期", "2019-01-15"), F("进展", "done"), F("顺序", "3"), F("内容", "48人参加。"));
	assert_status(r, 422);
	assert_holds(r.body, "说明：这条记录已计入2019年1月，而这个月已报结");
	assert_holds(r.body, "48人参加。");
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE state = 'approved'"), 1);
	r = POSTED(&h, OFFICE, path(&h, "/matter/#/edit", id), F("标题", "职工技能竞赛"), F("开始日期", "2019-01-15"), F("进展", "done"), F("顺序", "3"), F("内容", "48人参加。"),
		F("说明", "漏计一人"));
	assert_status(r, 303);
	assert_int_equal(one(&h, "SELECT count(*) FROM trail WHERE act = 'edit' AND why = '漏计一人'"), 1);
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE month = 201901 AND progress = 'done'"), 1);
	assert_whole(h.k);
	house_close(&h);
}

static void the_order_is_the_office_s(void **state)
{
	struct house h = house_open();
	kit_bring(h.k, (struct sent){ .of = &MATTER_MATTER, .csv = "标题,开始日期,内容,进展,顺序\n甲,2019-01-15,一。,完成,1\n乙,2019-01-16,二。,完成,1\n丙,2019-01-17,三。,完成,5\n",
		.actor = h.callers[OFFICE].person });
	int64_t c = one(&h, "SELECT id FROM matter WHERE heading = '丙'");
	assert_status(pressed(&h, OFFICE_TOO, path(&h, "/matter/#/up", c)), 303);
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE (heading = '甲' AND ordinal = 1) OR (heading = '丙' AND ordinal = 2) OR (heading = '乙' AND ordinal = 5)"), 3);
	assert_status(pressed(&h, OFFICE_TOO, path(&h, "/matter/#/up", c)), 303);
	assert_status(pressed(&h, OFFICE_TOO, path(&h, "/matter/#/up", c)), 303);     /* the first stays the first */
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE heading = '丙' AND ordinal = 1"), 1);
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE state = 'submitted'"), 3);
	assert_holds(got(&h, OFFICE, "/matters/2019-01").body, path(&h, "/matter/#/down", c));
	kit_month_closed(h.k, 201901);                       /* issued: its sections keep their order */
	assert_lacks(got(&h, OFFICE, "/matters/2019-01").body, path(&h, "/matter/#/down", c));
	struct reply r = pressed(&h, OFFICE_TOO, path(&h, "/matter/#/down", c));
	assert_status(r, 409);
	assert_holds(r.body, "顺序不再变动");
	assert_int_equal(one(&h, "SELECT count(*) FROM matter WHERE heading = '丙' AND ordinal = 1"), 1);
	assert_whole(h.k);
	house_close(&h);
}

static void a_county_sees_its_own(void **state)
{
	struct house h = house_open();
	int64_t id = matter_entered(&h, "市里的事", "办了。");
	struct reply r = got(&h, 0, "/matters/2019-01");
	assert_status(r, 200);
	assert_lacks(r.body, "市里的事");
	assert_status(got(&h, 0, path(&h, "/matter/#", id)), 404);
	assert_status(got(&h, FAR_CLERK, path(&h, "/matter/#", id)), 404);
	assert_status(got(&h, 4, path(&h, "/matter/#", id)), 200);                   /* the leader reads it, and has nothing to press */
	assert_lacks(got(&h, 4, path(&h, "/matter/#", id)).body, path(&h, "/matter/#/edit", id));
	assert_status(pressed(&h, 4, path(&h, "/matter/#/done", id)), 404);
	house_close(&h);
}

static void a_role_for_one_line_is_no_more(void **state)
{
	struct house h = house_open();
	struct caller *zhang = &h.callers[2];
	struct db *db = real_begin(&h, WRITING);
	assert_good(account_revoke(db, zhang->account, "department", h.k->city, STR_NONE));
	assert_good(account_grant(db, zhang->account, "department", h.k->city, STR("petition")));
	assert_good(db_commit(db));
	int64_t id = matter_entered(&h, "没有条线的事", "办了。");
	assert_status(got(&h, 2, path(&h, "/matter/#", id)), 200);
	assert_status(got(&h, 2, path(&h, "/matter/#/edit", id)), 404);
	struct reply r = POSTED(&h, 2, "/matters/2019-01/new", F("标题", "别的"), F("开始日期", "2019-01-15"), F("条线", "aid"), F("进展", "planned"), F("顺序", "1"));
	assert_status(r, 422);
	assert_holds(r.body, "您只管一条业务线");
	r = POSTED(&h, 2, "/matters/2019-01/new", F("标题", "接访日"), F("开始日期", "2019-01-15"), F("条线", "petition"), F("进展", "planned"), F("顺序", "1"));
	assert_status(r, 303);
	house_close(&h);
}

/* --- help ------------------------------------------------------------------------------------------------------------------------------------- */

static void help_is_what_the_program_runs_by(void **state)
{
	struct house h = house_open();
	const struct report_desk *desk = h.site.desk;
	struct reply r = got(&h, 0, "/help");
	for (size_t i = 0; LINES[i]; i++) {
		const char *page = str_c(h.k->mem, str_fmt(h.k->mem, "/help/%s", LINES[i]->name));
		assert_holds(r.body, page);
		struct reply one_ = got(&h, AUDIT, page);
		assert_status(one_, 200);
		assert_holds(one_.body, "<table class=\"ruled\">");
		assert_lacks(between(one_.body, "<article", "</article>"), "**");
		assert_lacks(between(one_.body, "<article", "</article>"), "| ---");
	}
	r = got(&h, 0, "/help/indicators");
	for (size_t i = 0; i < desk->n; i++)
		assert_holds(r.body, desk->indicators[i]->id);
	r = got(&h, 0, "/help/sheets");
	for (size_t i = 0; i < desk->n_entities; i++)
		assert_status(got(&h, 0, str_c(h.k->mem, str_fmt(h.k->mem, "/help/sheets/%s", desk->entities[i]->name))), 200);
	assert_status(got(&h, 0, "/help/nothing"), 404);
	assert_status(got(&h, 0, "/help/sheets/nothing"), 404);
	house_close(&h);
}

static void a_handbook_is_taken_apart(void **state)
{
	struct arena *mem = arena_open(0);
	struct admin_block *b;
	struct str title;
	size_t n;
	admin_text(mem, STR("# 名\n\n一句**重**话和`代码`。\n\n## 头\n- 一\n- 二 *半\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | `a` |\n末**句\n"), &title, &b, &n);
	assert_text(title, "名");
	assert_int_equal(n, 5);
	assert_int_equal(b[0].line.n_runs, 5);
	assert_true(b[0].para && b[0].line.runs[1].strong && b[0].line.runs[3].code);
	assert_text(b[0].line.runs[1].text, "重");
	assert_true(b[1].head2 && b[2].list && b[3].table && b[4].para);
	assert_int_equal(b[2].n_items, 2);
	assert_text(b[2].items[1].runs[0].text, "二 *半");
	assert_int_equal(b[3].n_heads, 2);
	assert_int_equal(b[3].n_rows, 1);
	assert_int_equal(b[3].rows[0].n_cells, 2);
	assert_true(b[3].rows[0].cells[1].runs[0].code);
	assert_text(b[4].line.runs[0].text, "末**句");
	admin_text(mem, STR("|"), &title, &b, &n);
	admin_text(mem, STR("**"), &title, &b, &n);
	admin_text(mem, STR("``"), &title, &b, &n);
	assert_text(b[0].line.runs[0].text, "``");
	admin_text(mem, STR_NONE, &title, &b, &n);
	assert_int_equal(n, 0);
	arena_close(mem);
}

SUITE(TEST(an_account_is_made_once), TEST(a_password_is_reset), TEST(roles_are_granted_and_taken_back), TEST(a_lock_has_a_reason), TEST(settings_have_bounds),
	TEST(the_matrix_is_the_table), TEST(the_administrator_reads_no_values), TEST(the_trail_is_filtered), TEST(the_whole_is_verified),
	TEST(matters_say_what_sheets_say), TEST(a_matter_goes_its_way), TEST(a_matter_moves_with_its_reason), TEST(what_has_counted_changes_for_a_reason), TEST(the_order_is_the_office_s),
	TEST(a_county_sees_its_own), TEST(a_role_for_one_line_is_no_more), TEST(help_is_what_the_program_runs_by), TEST(a_handbook_is_taken_apart))
