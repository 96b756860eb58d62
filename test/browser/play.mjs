// node test/browser/play.mjs URL ACCOUNTS [FOLDER]
// A month of the federation played in the browser by the people whose month it is, against a `nuan serve` that has the sample's January and ACCOUNTS as
// script/accounts prints them. A county's clerk brings a sheet in, its officer closes the month, departments write and approve, the office checks and issues,
// the leader opens a number down to its record, a record that turns out wrong becomes a correction, the auditor reads the trail. The first edition is made at
// a desk (1280 px); the second, and what comes late, on a phone (360 px) without JavaScript. Every page is looked at in both sizes. Prints TAP.
// FOLDER: pictures of the pages go there.
import { readFileSync } from 'node:fs';
import { button, change_password, check, end, idno, look, no_errors, open, press, same, says, send, sign_in, text, workbook } from './kit.mjs';

if (process.argv.length < 4) {
	console.error('usage: node test/browser/play.mjs URL ACCOUNTS [FOLDER]');
	process.exit(2);
}
const [url, accounts, folder] = process.argv.slice(2);
const passwords = Object.fromEntries(readFileSync(accounts, 'utf8').trim().split('\n').slice(1).map((line) => line.trim().split(/\s+/).slice(3)));
const stage = await open(url, passwords, folder);
const month = '/report/2019-01';

async function enter(login, phone) {                         // the first time: the password that was given has to be changed
	const p = await stage.person(login, phone);
	await change_password(p);
	same(new URL(p.page.url()).pathname, '/', `${login} is in`);
	return p;
}

// --- the door ----------------------------------------------------------------------------------------------------------------------------------

async function the_door() {
	const p = await stage.person('hongbo.clerk');
	await look(stage, p, 'password');
	same(new URL(p.page.url()).pathname, '/password', 'the first sign-in asks for a password of one\'s own');
	await p.page.goto('/import');
	same(new URL(p.page.url()).pathname, '/password', 'and lets nobody past it');
	await p.page.fill('#old', p.given);
	for (const id of ['#fresh', '#again']) await p.page.fill(id, '123456');
	await press(p.page, '改密码');
	await says(p.page, '12个字符', 'a short one is refused in words');
	await change_password(p);
	await press_top(p, '退出登录');
	await look(stage, p, 'sign-in', '/sign-in');
	await sign_in(p, p.given);
	await says(p.page, '账号或密码不对', 'the password that was given is no longer one');
	await sign_in(p, p.password);
	await says(p.page, '我的待办', 'one\'s own is');
	return p;
}
const press_top = (p, words) => send(p.page, p.page.locator('header button').filter({ hasText: words }).locator('visible=true').first());

// --- the county --------------------------------------------------------------------------------------------------------------------------------

const head = ['姓名', '身份证号', '工作单位', '发放日期', '帮扶类别', '救助金', '活动', '发放方式', '签收或回单号', '一线岗位'];
function helped(n, firm, area) {
	return Array.from({ length: n }, (_, i) => [`试${'一二三四五六七八九十甲乙'[i]}`, idno(`${area}19800101${101 + i}`), firm, `2019-01-${10 + i}`,
		'生活救助', `${500 + 10 * i}`, '送温暖', '银行发放', `HD9${area}${i}`, '节日坚守岗位']);
}
async function bring(p, name, rows, part) {
	await p.page.goto('/import?kind=aid.event&month=2019-01');
	await p.page.setInputFiles('#file', { name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: workbook([head, ...rows]) });
	await press(p.page, '上传并检查');
	await p.page.fill('#part', part);
	await press(p.page, '按这样再检查');
}
async function store(p) {                                    // what was mended is looked at again, and then goes in whole
	await press(p.page, '入库');
	if (/\/import\/\d+$/.test(p.page.url())) await press(p.page, '入库');
}

// Enter that ends a composition chooses a word; the form must stay. The browser's own input method, through its debugging door, and the event itself.
async function compose(p, field) {
	const door = await p.page.context().newCDPSession(p.page), key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
	let sent = false;
	p.page.on('request', (r) => { sent ||= r.isNavigationRequest(); });
	await field.focus();
	await door.send('Input.imeSetComposition', { text: '五百', selectionStart: 2, selectionEnd: 2 });
	await door.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key });
	await door.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
	await p.page.waitForTimeout(300);
	check(!sent, 'Enter while an input method composes sends nothing');
	const held = await field.evaluate((e) => {
		e.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
		return !e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }));
	});
	check(held, 'its key is held back');
	check(await field.evaluate((e) => e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))), 'any other Enter is not');
}

async function the_clerk(p) {
	await look(stage, p, 'desk', '/');
	await says(p.page, '改“帮扶救助台账”1条', 'the desk has what was sent back');
	await look(stage, p, 'import-start', '/import');
	const rows = helped(12, '洪波市沁羽米业有限责任公司', '429123');
	rows[3][3] = '2019-01-32', rows[7][5] = '五百元';
	await bring(p, '洪波市一月补充.xlsx', rows, '补充');
	await says(p.page, '要改 2', 'two cells are wrong');
	await says(p.page, '一行也没有', 'and nothing is stored yet');
	await look(stage, p, 'import');
	const cells = p.page.locator('input.put');
	same(await cells.count(), 2, 'the two can be mended in place');
	await compose(p, cells.nth(1));
	await cells.nth(0).fill('2019-01-23');
	await press(p.page, '只检查');
	await says(p.page, '要改 1', 'one is left');
	await p.page.locator('input.put').fill('500');
	await store(p);
	await says(p.page, '新增12', 'all twelve are in');
	await look(stage, p, 'import-done');
	await p.page.goto('/records/aid.event?state=returned');
	await look(stage, p, 'records');
	await send(p.page, p.page.locator('.c-name a').first());
	await says(p.page, '缺签收或银行回单', 'the record says why it came back');
	await look(stage, p, 'record');
	await p.page.locator('.record-deeds button').first().click();
	await p.page.waitForLoadState();
	await says(p.page, '已报', 'and is reported again');
	await p.page.goto('/mine');
	await says(p.page, '已报，等审核', 'what was brought in says where it is');
}

async function the_officer() {
	const p = await enter('hongbo');
	await says(p.page, '审核', 'the desk asks for approval');
	await p.page.goto('/close/2019-01');
	await look(stage, p, 'close-open');
	await press(p.page, '报结，报市总工会');
	await says(p.page, /没有报结：.*条记录没有审完.*没有说明/, 'a month that is not whole is not sent up, and why');
	await p.page.goto('/records/aid.event?state=submitted');
	await p.page.locator('thead input[type=checkbox]').check();
	await look_at_words(p, '审核通过13条', 'the button says on how many it acts');
	await press(p.page, '审核通过13条');
	await p.page.goto('/close/2019-01');
	await press(p.page, '报零报告');
	await says(p.page, '零报告', 'a nil report is an act');
	await press(p.page, '记下原因');
	await says(p.page, '还没有写说明', 'a jump wants words');
	for (;;) {
		const open = p.page.locator('.remark:not(:has(.note)) form.explain');
		if (!await open.count()) break;
		await open.first().locator('input[name=words]').fill('元旦春节送温暖集中在本月发放');
		await send(p.page, open.first().locator('button'));
	}
	await says(p.page, '报结后得到回执', 'then the month is whole');
	await press(p.page, '报结，报市总工会');
	await says(p.page, /回执201901-\d+/, 'and has its receipt');
	await look(stage, p, 'close');
	return p;
}
const look_at_words = async (p, words, title) => check(await p.page.getByRole('button', { name: words }).count() === 1, title, await text(p.page, '.bulk'));

// --- the departments ---------------------------------------------------------------------------------------------------------------------------

async function asks_back(p, name) {
	await p.page.goto('/records/aid.event?text=' + encodeURIComponent(name) + '&month=2019-01');
	await send(p.page, p.page.locator('.c-name a').first());
	await press(p.page, '退回');
}
async function why_back(p) {
	await p.page.selectOption('#reason', { index: 1 });
	await p.page.fill('#words', '请补签收单编号');
	await press(p.page, '退回1条');
}
async function the_record_back(head, clerk, officer) {
	await asks_back(head, '试二');
	await why_back(head);                                // this one is not mended: the office will be asked
	await asks_back(head, '试一');
	await look(stage, head, 'record-return');
	await press(head.page, '退回1条');
	await says(head.page, '原因', 'sending back asks for a reason');
	await why_back(head);
	const record = head.page.url();
	await says(head.page, '请补签收单编号', 'which the record keeps');
	await clerk.page.goto('/');
	await says(clerk.page, '请补签收单编号', 'and the desk of who entered it tells');
	await clerk.page.goto(record);
	await send(clerk.page, clerk.page.locator('.record-deeds button').first());
	await officer.page.goto(record);
	await press(officer.page, '审核通过');
	await says(officer.page, '已审', 'mended and approved again');
}

async function the_section(writer, head) {
	await writer.page.goto(month);
	await look(stage, writer, 'report-draft');
	await writer.page.goto(`${month}/section/1`);
	await look(stage, writer, 'section');
	const other = await writer.page.context().newPage();
	await other.goto(`${month}/section/1`);
	const body = await writer.page.inputValue('#body');
	check(/\{aid\.[a-z_]+/.test(body), 'the text has living figures');
	await writer.page.fill('#body', body.replace(/\{aid\.[a-z_]+/, '{aid.no_such_number'));
	await press(writer.page, '存好这一节');
	check((await writer.page.inputValue('#body')).includes('no_such_number'), 'a figure that is none is refused, and what was typed stays');
	check(await writer.page.locator('#wrong-body').count() === 1, 'beside the text');
	await look(stage, writer, 'section-wrong');
	await writer.page.fill('#body', body);
	await writer.page.fill('#heading', '送温暖活动扎实有力');
	await press(writer.page, '存好这一节');
	await other.fill('#heading', '送温暖活动扎实推进');
	await press(other, '存好这一节');
	await says(other, '您的文字没有存，也没有丢', 'a second editor is warned');
	same(await other.inputValue('#heading'), '送温暖活动扎实推进', 'and loses nothing');
	await other.close();
	await writer.page.goto(month);
	await press(writer.page, '一起提交');
	await head.page.goto(`${month}/section/1`);
	await press(head.page, '退回');
	await press(head.page, '退回');
	await says(head.page, /原因|意见/, 'a section is not sent back without a reason');
	await look(stage, head, 'section-return');
	await head.page.fill('#words', '开头一句请写明两级工会');
	await press(head.page, '退回');
	await writer.page.goto('/');
	await says(writer.page, '开头一句请写明两级工会', 'the writer\'s desk tells why');
	await writer.page.goto(`${month}/section/1`);
	await writer.page.fill('#heading', '市县两级送温暖活动扎实开展');
	await press(writer.page, '存好并提交审定');
	await head.page.goto(month);
	await press(head.page, '一起审定');
	await says(head.page, '9节都已审定', 'nine sections are approved');
}

// --- the office and the leader -----------------------------------------------------------------------------------------------------------------

async function check_sign_issue(checker, chair, office, looked) {
	await checker.page.goto(`${month}/check`);
	if (looked) {
		await look(stage, checker, 'check');
		await says(checker.page, '本月有1条记录退回后还没有改好再报', 'the check asks about what was sent back and not mended');
		await press(checker.page, '核稿');
		await says(checker.page, '写明', 'no question goes without an answer', '[role=alert]');
	}
	for (const answer of await checker.page.locator('.asks textarea').all()) await answer.fill('已催办，下月补报。');
	await send(checker.page, checker.page.locator('button').filter({ hasText: /^核稿$/ }));
	await chair.page.goto(`${month}/sign`);
	if (looked) await look(stage, chair, 'sign');
	await send(chair.page, chair.page.locator('main button').filter({ hasText: /^签发$/ }));
	await office.page.goto(`${month}/issue`);
	await send(office.page, office.page.locator('main button').filter({ hasText: /^印发$/ }));
	await says(office.page, '已印发', looked ? 'checked, signed, issued' : 'and once more, on the phone');
}

async function the_leader(p) {
	await look(stage, p, 'report', month);
	await p.page.goto(month);
	const number = p.page.locator('.paper a.num').filter({ hasText: '人次' }).first();
	await number.focus();
	await p.page.keyboard.press('Enter');
	await p.page.locator('#evidence .m-evidence').waitFor();
	same(new URL(p.page.url()).pathname, month, 'a number opens beside the paper');
	await says(p.page, '怎么数的', 'with its rule', '#evidence');
	await look_here(p, 'report-number');
	check(!/\d{17}[\dXx]/.test(await p.page.content()), 'no ID number is in the page');
	await p.page.setViewportSize({ width: 360, height: 800 });
	await number.click();
	await p.page.waitForURL(/\/figure\//);
	check(true, 'on a phone it opens as a page of its own');
	await p.page.setViewportSize({ width: 1280, height: 900 });
	await look(stage, p, 'figure');
	check((await text(p.page, '#rows ~ table tbody')).includes('*'), 'its rows are there, the names masked');
	await send(p.page, p.page.locator('#rows ~ table tbody a').first());
	await says(p.page, '来历', 'a row opens to its record');
	await says(p.page, /留痕.*谁.*做了什么/, 'with its trail');
	await p.page.goto('/trail');
	await says(p.page, '没有找到', 'the trail itself is not the leader\'s');
	await look(stage, p, 'absent', '/trail');
	for (const [name, path] of [['month', '/month/2019-01'], ['cross', '/cross/2019-01'], ['board', '/board/2019-01'], ['done', '/done'], ['help', '/help']])
		await look(stage, p, name, path);
}
async function look_here(p, name) {                          // a page that would not be the same when asked for again
	const eye = { ...p, eye: p.page };
	await look(stage, eye, name);
}

// --- late ----------------------------------------------------------------------------------------------------------------------------------------

async function the_late_record(clerk, officer) {
	const rows = helped(1, '沙洲区第一中学', '429102');
	rows[0][3] = '2019-01-39';
	await bring(clerk, '沙洲区一月迟报.xlsx', rows, '迟报');
	await says(clerk.page, '要改 1', 'without JavaScript: a wrong cell is found');
	await clerk.page.locator('input.put').fill('2019-01-29');
	await store(clerk);
	await says(clerk.page, '新增1', 'and mended');
	await officer.page.goto('/records/aid.event?state=submitted');
	await officer.page.locator('input[name=pick]').first().check({ force: true });
	await press(officer.page, '审核通过选中的');
	await officer.page.goto('/figure/aid.relief_times_month/2019-02');
	check(await officer.page.locator('#rows ~ table .mk').filter({ hasText: '补' }).count() === 1, 'what comes after the issue counts in the next month');
	await officer.page.goto('/records/aid.event?state=approved&month=2019-01');
	await send(officer.page, officer.page.locator('.c-name a').first());
	await press(officer.page, '作废');
	await look(stage, { ...officer, page: officer.page }, 'record-void');
	await officer.page.locator('main input.form-control, main textarea').first().fill('同一笔发放登记了两次');
	await press(officer.page, '作废这条记录');
	await says(officer.page, '已作废', 'a record that was wrong is voided with a reason');
}

async function the_correction(office, writer, head, chair, checker) {
	await look(stage, office, 'moved', `${month}/edition/1/moved`);
	await office.page.goto(`${month}/edition/1/moved`);
	check(await office.page.locator('main tbody tr').count() > 1, 'what moved since the issue is told');
	await office.page.goto(`${month}/edition/1`);
	const first = await text(office.page, '.report-paper');
	await send(office.page, office.page.locator('.paper a.num').first());
	await says(office.page, '怎么数的', 'without JavaScript a number opens all the same');
	await office.page.goto(`${month}/correct`);
	await press(office.page, '发更正');
	await says(office.page, '请写明', 'a correction says why');
	await office.page.fill('#why', '一笔救助登记了两次');
	await press(office.page, '发更正');
	for (const [p, words] of [[writer, '一起提交'], [head, '一起审定']]) {
		await p.page.goto(month);
		if (await button(p.page, words).count()) await press(p.page, words);
	}
	await check_sign_issue(checker, chair, office, false);
	await office.page.goto(`${month}/edition/2/moved`);
	check(await office.page.locator('main tbody tr').count() > 1, 'the second edition lists what it corrects');
	await look(stage, office, 'moved-edition');
	await office.page.goto(month);
	await says(office.page, '更正原因：一笔救助登记了两次', 'and says why');
	await office.page.goto(`${month}/edition/1`);
	same(await text(office.page, '.report-paper'), first, 'the first stands as it was');
}

// --- who watches -------------------------------------------------------------------------------------------------------------------------------

async function the_auditor() {
	const p = await enter('audit');
	await look(stage, p, 'trail', '/trail');
	await p.page.goto('/trail?who=' + encodeURIComponent('欧阳霁'));
	await says(p.page, '欧阳霁', 'the trail can be asked who did what');
	await p.page.goto('/trail');
	await send(p.page, p.page.locator('.c-name a').first());
	await look(stage, p, 'trail-entry');
	await p.page.goto('/verify');
	await look(stage, p, 'verify');
	await press(p.page, '核验全部留痕和封存');
	await says(p.page, '核验无误', 'nothing was changed unseen');
	await look(stage, p, 'seal', `${month}/edition/2/seal`);
}
async function the_administrators() {
	const p = await enter('sysadmin');
	await look(stage, p, 'accounts', '/accounts');
	await p.page.goto(month);
	await says(p.page, '没有找到', 'who keeps the accounts reads no report');
	await look(stage, p, 'sessions', '/sessions');
	await press_top(p, '大字');
	check(await p.page.locator('html.big').count() === 1, 'large type is one button away');
}

try {
	const clerk = await the_door();
	await the_clerk(clerk);
	const officer = await the_officer();
	const writer = await enter('quanyi'), head = await enter('quanyi.head');
	await the_record_back(head, clerk, officer);
	await the_section(writer, head);
	const checker = await enter('office.head'), office = await enter('office', true), chair = await enter('chair');
	await check_sign_issue(checker, chair, office, true);
	await the_leader(chair);
	await the_late_record(await enter('shazhou.clerk', true), await enter('shazhou', true));
	await the_correction(office, writer, head, chair, checker);
	await the_auditor();
	await the_administrators();
	no_errors();
} catch (e) {
	check(false, 'the play came to its end', String(e.stack ?? e));
}
await stage.close();
end();
