// node test/browser/ofd.mjs FILE.ofd [EXPECT.json]
// Opens an OFD of ours with a reader that is not ours, ofd.js in headless Chromium, and compares what it drew with what stands in
// the package, which is unpacked here and parsed by the browser's own XML parser. Prints TAP; exits 1 when a case failed.
// EXPECT.json, all of it optional, is what the caller knows from elsewhere: { "pages": 6, "red": true, "holds": ["whole paragraphs", …] }.
// The reader ignores embedded fonts, so places and texts are compared, never pictures. It halves a character above U+FFFF (such a
// TextObject is counted in UTF-16 units, its text left alone) and loses the text of a glyph "<".
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const need = 0.1;                                    // mm
const width = 210 * 5 + 10;                          // px: the reader takes 10 off and draws A4 at 5 px a mm
let cases = 0, bad = 0;

function check(good, title, ...why) {
	cases++;
	if (!good) bad++;
	console.log(`${good ? 'ok' : 'not ok'} ${cases} - ${title}`);
	if (!good) why.join('\n').split('\n').forEach((line) => console.log(`# ${line}`));
}

// The XML files of a ZIP, by name, walked from local header to local header: sizes have to stand there.
function unpack(zip) {
	const files = {};
	for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
		const packed = zip.readUInt32LE(at + 18), name = at + 30, named = zip.readUInt16LE(at + 26), body = name + named + zip.readUInt16LE(at + 28);
		const title = zip.toString('utf8', name, name + named);
		if (title.endsWith('.xml'))
			files[title] = inflateRawSync(zip.subarray(body, body + packed)).toString('utf8');
		at = body + packed;
	}
	return files;
}

// In the page: what the package says, in millimetres.
function said(files) {
	const parse = (name) => new DOMParser().parseFromString(files[name], 'text/xml').documentElement;
	const all = (from, name) => [...from.getElementsByTagName(`ofd:${name}`)];
	const numbers = (s) => (s ?? '').split(' ').filter((w) => w).map(Number);
	const advances = (s) => numbers((s ?? '').replace(/g (\d+) (\S+)/g, (_, n, v) => `${v} `.repeat(n)));
	const color = (e) => (e ? numbers(e.getAttribute('Value')) : [0, 0, 0]);
	const folder = 'Doc_0/', book = parse('Doc_0/Document.xml');

	const text = (o) => {
		const [left, top] = numbers(o.getAttribute('Boundary')), code = all(o, 'TextCode')[0], steps = advances(code.getAttribute('DeltaX'));
		let x = left + Number(code.getAttribute('X'));
		const y = top + Number(code.getAttribute('Y')), characters = [...code.textContent];
		if (characters.length === 1)                 // in UTF-16 units, as the reader counts
			return characters[0].split('').map((c) => ({ c, x, y, color: color(all(o, 'FillColor')[0]) }));
		return characters.map((c, i) => ({ c, x: i ? (x += steps[i - 1]) : x, y, color: color(all(o, 'FillColor')[0]) }));
	};
	const rule = (o) => {
		const [left, top] = numbers(o.getAttribute('Boundary'));
		const [, x0, y0, , x1, y1] = all(o, 'AbbreviatedData')[0].textContent.split(' ').map(Number);
		return { x0: left + x0, y0: top + y0, x1: left + x1, y1: top + y1, width: Number(o.getAttribute('LineWidth')),
			color: color(all(o, 'StrokeColor')[0]) };
	};
	return all(book, 'Page').map((p) => {
		const page = parse(folder + p.getAttribute('BaseLoc'));
		const box = numbers((all(page, 'PhysicalBox')[0] ?? all(book, 'PhysicalBox')[0]).textContent);
		return { width: box[2], height: box[3], glyphs: all(page, 'TextObject').flatMap(text), rules: all(page, 'PathObject').map(rule) };
	});
}

// In the page: what the reader drew, in millimetres.
async function drawn({ base64, width, wide }) {
	const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;
	const books = await new Promise((success, fail) => ofd.parseOfdDocument({ ofd: bytes, success, fail }));
	const pages = ofd.renderOfd(width, books[0]);
	const px = (s) => parseFloat(s), style = (e, name) => px(e.style[name]);
	const channels = (s) => ((s ?? '').match(/\d+/g) ?? [0, 0, 0]).map(Number);

	return pages.map((div, i) => {
		document.body.appendChild(div);
		const scale = style(div, 'width') / wide[i];
		const glyphs = [...div.querySelectorAll('text')].map((t) => {
			const svg = t.ownerSVGElement;
			return { c: t.textContent, x: (style(svg, 'left') + px(t.getAttribute('x'))) / scale,
				y: (style(svg, 'top') + px(t.getAttribute('y'))) / scale, color: channels(t.getAttribute('fill')) };
		});
		const rules = [...div.querySelectorAll('path')].map((p) => {
			const svg = p.ownerSVGElement, [x0, y0, x1, y1] = p.getAttribute('d').match(/-?[\d.]+/g).map(Number);
			const x = (v) => (style(svg, 'left') + v) / scale, y = (v) => (style(svg, 'top') + v) / scale;
			const line = getComputedStyle(p), seen = svg.getBoundingClientRect();
			return { x0: x(x0), y0: y(y0), x1: x(x1), y1: y(y1), width: px(line.strokeWidth) / scale, color: channels(line.stroke),
				seen: seen.width > 0 && seen.height > 0 };
		});
		return { width: style(div, 'width') / scale, height: style(div, 'height') / scale, glyphs, rules };
	});
}

const off = (a, b, keys) => Math.max(...keys.map((k) => Math.abs(a[k] - b[k])));
const half = (c) => c >= '\ud800' && c <= '\udfff';

function compare(want, got, title) {
	check(got.glyphs.length === want.glyphs.length, `${title}: ${want.glyphs.length} glyphs`, `drawn: ${got.glyphs.length}`);
	const pairs = want.glyphs.map((w, i) => [w, got.glyphs[i] ?? {}]);
	const other = pairs.filter(([w, g]) => g.c !== w.c && w.c !== '<' && !half(w.c));
	check(!other.length, `${title}: the text`, ...other.slice(0, 5).map(([w, g]) => `${w.c} became ${g.c}`));
	const away = pairs.filter(([w, g]) => !half(w.c) && !(off(w, g, ['x', 'y']) <= need));
	check(!away.length, `${title}: each glyph within ${need} mm of its place`, ...away.slice(0, 5).map(([w, g]) => `${w.c} ${w.x} ${w.y}, drawn ${g.x} ${g.y}`));
	const colors = pairs.filter(([w, g]) => String(w.color) !== String(g.color));
	check(!colors.length, `${title}: the colour of its text`, ...colors.slice(0, 5).map(([w, g]) => `${w.c} ${w.color}, drawn ${g.color}`));
	const lines = want.rules.map((w, i) => [w, got.rules[i] ?? {}])
		.filter(([w, g]) => !(off(w, g, ['x0', 'y0', 'x1', 'y1', 'width']) <= need && String(w.color) === String(g.color) && g.seen));
	check(got.rules.length === want.rules.length && !lines.length, `${title}: ${want.rules.length} rules`,
		`drawn: ${got.rules.length}`, ...lines.slice(0, 5).map(([w, g]) => `${JSON.stringify(w)}, drawn ${JSON.stringify(g)}`));
}

const red = (c) => c[0] > 150 && c[1] < 60 && c[2] < 60;
const bare = (s) => s.replace(/\s/g, '').replace(/[\ud800-\udfff\ufffd]/g, '?');       // halves are ? on both sides

async function main(path, expected) {
	const bytes = readFileSync(path), files = unpack(bytes), errors = [];
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
	try {
		const page = await browser.newPage();
		page.on('pageerror', (e) => errors.push(String(e)));
		page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
		page.on('request', (r) => r.url().startsWith('http') && errors.push(`asked for ${r.url()}`));
		await page.setContent('<!doctype html><meta charset="utf-8"><title>OFD</title>');
		const want = await page.evaluate(said, files);
		await page.addScriptTag({ path: createRequire(import.meta.url).resolve('ofd.js/lib/ofd.umd.min.js') });
		const wide = want.map((w) => w.width);
		const got = await page.evaluate(drawn, { base64: bytes.toString('base64'), width, wide })
			.catch((e) => { errors.push(String(e)); return []; });
		check(got.length > 0, 'the reader opens it', ...errors);
		const pages = expected.pages ?? want.length;
		check(got.length === pages && want.length === pages, `it has ${pages} pages`, `in the package: ${want.length}, drawn: ${got.length}`);
		want.forEach((w, i) => compare(w, got[i] ?? { glyphs: [], rules: [] }, `page ${i + 1}`));
		if (expected.red)
			check(got.some((p) => p.rules.some((r) => red(r.color) && r.x1 - r.x0 > 100)), 'a red rule across the page');
		const text = got.map((p) => bare(p.glyphs.map((g) => g.c).join('')).replace(/^—\d+—/, '')).join('');        // page numbers lie below, so they come first
		const lost = (expected.holds ?? []).filter((s) => !text.includes(bare(s)));
		if (expected.holds)
			check(!lost.length, `${expected.holds.length} passages are there`, ...lost.slice(0, 5));
		check(!errors.length, 'no error in the page', ...errors);
	} finally {
		await browser.close();
	}
}

if (process.argv.length < 3 || process.argv.length > 4) {
	console.error('usage: node test/browser/ofd.mjs FILE.ofd [EXPECT.json]');
	process.exit(2);
}
await main(process.argv[2], process.argv[3] ? JSON.parse(readFileSync(process.argv[3], 'utf8')) : {});
console.log(`1..${cases}`);
process.exit(bad ? 1 : 0);
