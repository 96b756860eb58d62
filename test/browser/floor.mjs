// floor.mjs URL LOGIN PASSWORD: opens the pages in a real Chromium 86 (npm chrome-aws-lambda carries one) as somebody who signs in, at 1280 and 360, and
// looks: nothing is thrown, no style sheet or script is missing, main stands there and can be seen, nothing runs out at the side, every declaration of our
// sheets is one that this browser knows. For our own pages only.
import { createRequire } from 'node:module'
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { execFileSync } from 'node:child_process'
const [url, login, password] = process.argv.slice(2)
const require = createRequire(import.meta.url), puppeteer = require('puppeteer-core')
const packed = join(dirname(require.resolve('chrome-aws-lambda/package.json')), 'bin')
const place = process.env.NUAN_CHROMIUM86 ?? mkdtempSync(join(tmpdir(), 'chromium86.'))
let cases = 0, bad = 0
function check(good, title, why = '') {
	cases++
	if (!good)
		bad++
	console.log(`${good ? 'ok' : 'not ok'} ${cases} - ${title}`)
	if (!good && why)
		console.log(`# ${String(why).slice(0, 600).split('\n').join('\n# ')}`)
}

function unpack() {
	const chromium = join(place, 'chromium')
	if (existsSync(chromium))
		return chromium
	mkdirSync(join(place, 'swiftshader'), { recursive: true })
	writeFileSync(chromium, brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))), { mode: 0o755 })
	execFileSync('tar', ['xf', '-', '-C', join(place, 'swiftshader')], { input: brotliDecompressSync(readFileSync(join(packed, 'swiftshader.tar.br'))) })
	return chromium
}

const browser = await puppeteer.launch({ executablePath: unpack(), headless: true, args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage'] })
check(/Chrome\/86\./.test(await browser.version()), `this is ${await browser.version()}`)
const page = await browser.newPage(), thrown = []
page.on('pageerror', e => thrown.push(e.message))
page.on('console', m => { if (m.type() === 'error' && !/favicon/.test(m.text())) thrown.push(m.text()) })
page.on('requestfailed', r => thrown.push(`${r.url()} failed`))

/* In the page: what a reader must be able to see. */
function look() {
	const seen = e => { const r = e.getBoundingClientRect(), s = getComputedStyle(e); return r.width > 0 && r.height > 0 && s.visibility !== 'hidden' && s.display !== 'none' }
	const main = document.querySelector('main'), title = document.querySelector('h1')
	const buttons = [...document.querySelectorAll('main button, main .btn')]
	const unfit = []
	for (const sheet of document.styleSheets)
		if (/tokens|web|rooms/.test(sheet.href) && !sheet.cssRules.length)
			unfit.push(`${sheet.href} is empty`)
	for (const e of document.querySelectorAll('a, button, input, select, summary'))
		if (getComputedStyle(e).display === 'contents')
			unfit.push(`${e.outerHTML.slice(0, 80)} has no box`)
	return { main: !!main && seen(main) && main.innerText.trim().length > 20, title: !!title && seen(title), buttons: buttons.length, shown: buttons.filter(seen).length,
		paper: getComputedStyle(document.documentElement).getPropertyValue('--ink').trim() !== '', wide: document.documentElement.scrollWidth - innerWidth, unfit }
}

async function visit(path, width) {
	thrown.length = 0
	await page.setViewport({ width, height: 900 })
	const answer = await page.goto(url + path, { waitUntil: 'load' })
	const l = await page.evaluate(look)
	const name = `${path} at ${width}`
	check(answer.status() === 200 && !thrown.length, `${name} throws nothing`, `${answer.status()} ${thrown.join('\n')}`)
	check(l.main && l.title && l.paper && !l.unfit.length, `${name} is there`, JSON.stringify(l))
	check(l.wide <= 1, `${name} does not run out at the side`, `${l.wide} px`)
}

await visit('/sign-in', 1280)
await visit('/sign-in', 360)
await page.type('[name=login]', login)
await page.type('[name=password]', password)
await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
if (new URL(page.url()).pathname === '/password') {
	const fresh = 'copper#lantern 7 moss'
	await page.type('[name=old]', password)
	await page.type('[name=fresh]', fresh)
	await page.type('[name=again]', fresh)
	await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}
check(new URL(page.url()).pathname === '/', 'one signs in', page.url())
for (const path of ['/', '/month/2019-01', '/cross/2019-01', '/figure/aid.relief_times/2019-01', '/report/2019-01', '/import', '/records/aid.event', '/matters/2019-01'])
	for (const width of [1280, 360])
		await visit(path, width)

/* Every declaration of ours, its variables put in, is known to this browser. */
await page.goto(`${url}/sign-in`)
const unknown = await page.evaluate(async () => {
	const lost = []
	for (const link of document.querySelectorAll('link[rel=stylesheet]')) {
		if (!/tokens|web|rooms/.test(link.href))
			continue
		const text = (await (await fetch(link.href)).text()).replace(/\/\*[^]*?\*\//g, '')
		const root = getComputedStyle(document.documentElement)
		for (const [, name, value] of text.matchAll(/[{;]\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])/g)) {
			let is = value.trim().replace(/\s*!important$/, '')
			for (let i = 0; i < 5 && is.includes('var('); i++)
				is = is.replace(/var\((--[\w-]+)(?:,\s*([^()]*))?\)/g, (_, v, other) => root.getPropertyValue(v).trim() || other || '1px')
			if (!name.startsWith('--') && !name.startsWith('-') && !CSS.supports(name, is))
				lost.push(`${name}: ${is}`)
		}
	}
	return lost
})
check(!unknown.length, 'the browser knows every declaration', unknown.join('\n'))
await browser.close()
console.log(`1..${cases}`)
process.exit(bad ? 1 : 0)
