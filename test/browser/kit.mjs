// What the plays in the browser share: cases in TAP, people with a browser each, a look at a page as everybody has to be able to see it, a workbook.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { chromium } from 'playwright-core';

let cases = 0, bad = 0;
export function check(good, title, ...why) {
	cases++;
	if (!good) bad++;
	console.log(`${good ? 'ok' : 'not ok'} ${cases} - ${title}`);
	if (!good) why.join('\n').split('\n').forEach((line) => console.log(`# ${line}`));
	return good;
}
export const same = (is, wanted, title) => check(is === wanted, title, `is ${is}, not ${wanted}`);
export function end() {
	console.log(`1..${cases}`);
	process.exit(bad ? 1 : 0);
}

// --- people ------------------------------------------------------------------------------------------------------------------------------------

const wide = { width: 1280, height: 900 }, narrow = { width: 360, height: 800 };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const errors = [];

export async function open(url, passwords, screens) {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
	const folk = {};

	async function page(options) {
		const context = await browser.newContext({ locale: 'zh-CN', baseURL: url, ...options });
		context.setDefaultTimeout(20000);
		const one = await context.newPage();
		one.on('pageerror', (e) => errors.push(`${one.url()}: ${e}`));
		one.on('console', (m) => m.type() === 'error' && !/the server responded with a status of 4/.test(m.text()) && errors.push(`${one.url()}: ${m.text()}`));
		one.on('request', (r) => !r.url().startsWith(url) && !r.url().startsWith('data:') && errors.push(`asked for ${r.url()}`));
		return one;
	}

	// A person: `page` is what they work in, a phone without JavaScript or a desk with it; `eye` has JavaScript and the same session, for looking.
	async function person(login, phone) {
		const own = await page(phone ? { viewport: narrow, hasTouch: true, javaScriptEnabled: false } : { viewport: wide });
		const p = { login, page: own, eye: own, given: passwords[login], password: `lantern orchard ${passwords[login].slice(0, 9)} willow` };
		own.plain = !!phone;
		await sign_in(p, p.given);
		if (phone) {
			p.eye = await page({ viewport: wide });
			p.see = async () => p.eye.context().addCookies(await own.context().cookies());
		}
		folk[login] = p;
		return p;
	}
	return { browser, page, person, screens, close: () => browser.close() };
}

export async function sign_in(p, password) {
	await p.page.goto('/sign-in');
	await p.page.fill('#login', p.login);
	await p.page.fill('#password', password);
	await press(p.page, '登录');
}
export async function change_password(p) {
	await p.page.fill('#old', p.given);
	await p.page.fill('#fresh', p.password);
	await p.page.fill('#again', p.password);
	await press(p.page, '改密码');
	if (p.see) await p.see();
}

// --- acts --------------------------------------------------------------------------------------------------------------------------------------

export const button = (page, words) => page.locator('main button, main a.btn').filter({ hasText: words }).locator('visible=true').first();
export async function send(page, what) {                     // what brings another page; without script Playwright cannot ask whether a thing holds still
	try {
		await Promise.all([page.waitForEvent('load'), what.click({ force: page.plain })]);
	} catch (e) {
		throw new Error(`${page.url()}: nothing came of ${what}\n${(await page.locator('main').innerText()).slice(0, 800)}\n${e.stack}`);
	}
}
export const press = (page, words) => send(page, button(page, words));
export async function text(page, where = 'main') { return (await page.locator(where).first().innerText()).replace(/\s+/g, ' '); }
export async function says(page, words, title, where) {
	const all = await text(page, where);
	return check(words instanceof RegExp ? words.test(all) : all.includes(words), title, `${page.url()} does not say ${words}:`, all.slice(0, 600));
}

// --- a look ------------------------------------------------------------------------------------------------------------------------------------

async function axe_at(page) {
	await page.evaluate(`${axe}; 0`);
	const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
	return found.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(' ')} ${n.html.slice(0, 120)}`));
}
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// At 1280 and 360 px: axe-core finds nothing, nothing stands out sideways, not in large type either. Pictures where somebody wants them.
// PLAY_BLIND: nobody looks.
export async function look(stage, person, name, path) {
	const page = person.eye, wrong = [], was = page.viewportSize();
	if (path || page !== person.page)
		await page.goto(path ?? person.page.url());
	if (process.env.PLAY_BLIND) return;
	for (const size of [wide, narrow]) {
		await page.setViewportSize(size);
		(await axe_at(page)).forEach((say) => wrong.push(`${size.width}: ${say}`));
		if (await sideways(page) > 0) wrong.push(`${size.width}: it stands out sideways`);
		if (stage.screens)
			await page.screenshot({ path: `${stage.screens}/${name}-${size.width}.png`, clip: { x: 0, y: 0, width: size.width, height: 640 } });
	}
	await page.evaluate(() => document.documentElement.classList.add('big'));
	if (await sideways(page) > 0) wrong.push('360, large type: it stands out sideways');
	await page.evaluate(() => document.documentElement.classList.remove('big'));
	await page.setViewportSize(was);
	check(!wrong.length, `${name} can be read by everybody`, page.url(), ...wrong);
}
export function no_errors() { check(!errors.length, 'no page had an error, nor asked for anything elsewhere', ...errors.slice(0, 10)); }

// --- a workbook --------------------------------------------------------------------------------------------------------------------------------

const crcs = Int32Array.from({ length: 256 }, (_, n) => { for (let i = 0; i < 8; i++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1; return n; });
const crc32 = (bytes) => ~bytes.reduce((c, b) => crcs[(c ^ b) & 255] ^ (c >>> 8), -1) >>> 0;
function zip(files) {
	const parts = [], index = [];
	let at = 0;
	for (const [name, body] of Object.entries(files)) {
		const plain = Buffer.from(body), packed = deflateRawSync(plain), title = Buffer.from(name), head = Buffer.alloc(26);
		head.writeUInt16LE(20, 0); head.writeUInt16LE(0x800, 2); head.writeUInt16LE(8, 4); head.writeUInt16LE(0x21, 8);
		head.writeUInt32LE(crc32(plain), 10); head.writeUInt32LE(packed.length, 14); head.writeUInt32LE(plain.length, 18); head.writeUInt16LE(title.length, 22);
		const place = Buffer.alloc(14);
		place.writeUInt32LE(at, 10);
		parts.push(Buffer.from('PK\x03\x04'), head, title, packed);
		index.push(Buffer.from('PK\x01\x02\x14\x00'), head, place, title);
		at += 30 + title.length + packed.length;
	}
	const list = Buffer.concat(index), tail = Buffer.alloc(18), n = Object.keys(files).length;
	tail.writeUInt16LE(n, 4); tail.writeUInt16LE(n, 6); tail.writeUInt32LE(list.length, 8); tail.writeUInt32LE(at, 12);
	return Buffer.concat([...parts, list, Buffer.from('PK\x05\x06'), tail]);
}
const letters = (s) => s.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
export function workbook(rows) {                             // rows of texts, as one sheet
	const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main', rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const cells = (row, r) => row.map((s, c) => `<c r="${String.fromCharCode(65 + c)}${r + 1}" t="inlineStr"><is><t>${letters(s)}</t></is></c>`).join('');
	const links = (type, target) => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
		+ `<Relationship Id="rId1" Type="${rel}/${type}" Target="${target}"/></Relationships>`;
	return zip({ '_rels/.rels': links('officeDocument', 'xl/workbook.xml'), 'xl/_rels/workbook.xml.rels': links('worksheet', 'worksheets/sheet1.xml'),
		'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows.map((row, r) => `<row r="${r + 1}">${cells(row, r)}</row>`).join('')}</sheetData></worksheet>` });
}
export function idno(seventeen) {                            // with its check character
	const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
	return seventeen + '10X98765432'[weights.reduce((sum, w, i) => sum + w * seventeen[i], 0) % 11];
}
