// What the program hands to a browser, held against the floor, Chromium 86: its style sheets by doiuse, its scripts by es-check (ES2020 is the newest
// that 86 reads whole). bootstrap is npm's own and asks the browser itself for what it may use, so it is counted in the browser (floor.mjs), not here.
// Features that 86 has in part and of which we use that part are left out; sticky stands on cells only, contents on nothing that can be pressed.
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
const root = join(dirname(fileURLToPath(import.meta.url)), '../..'), require = createRequire(import.meta.url)
const postcss = require('postcss'), doiuse = require('doiuse')
const own = join(root, 'src/web/static')
const sheets = readdirSync(own).filter(f => f.endsWith('.css')), scripts = readdirSync(own).filter(f => f.endsWith('.js')).map(f => join(own, f))
const PARTLY = ['text-decoration', 'css-overflow', 'css-clip-path', 'css-masks', 'multicolumn', 'css-text-indent', 'css-sticky', 'css-display-contents']
let cases = 0, bad = 0
function told(title, faults) {
	cases++
	if (faults.length)
		bad++
	console.log(`${faults.length ? 'not ok' : 'ok'} ${cases} - ${title}`)
	faults.slice(0, 20).forEach(f => console.log(`# ${f}`))
}
const uses = async css => {
	const faults = []
	const plugin = doiuse({ browsers: ['chrome 86'], ignore: PARTLY, onFeatureUsage: u => faults.push(u.message) })
	await postcss([plugin.default ?? plugin]).process(css, { from: undefined })
	return faults
}
const reads = file => {
	try {
		execFileSync('node', [join(root, 'node_modules/es-check/lib/cli/index.js'), 'es2020', file], { stdio: 'pipe' })
		return []
	} catch (e) {
		return `${e.message}\n${e.stdout ?? ""}${e.stderr ?? ""}`.split('\n').filter(Boolean)
	}
}
told('the measure measures', (await uses('a:has(b) { color: red }')).length ? [] : ['doiuse lets :has() pass'])
for (const sheet of sheets)
	told(sheet, await uses(readFileSync(join(own, sheet), 'utf8')))
for (const script of [...scripts, join(root, 'node_modules/htmx.org/dist/htmx.min.js')])
	told(script.slice(root.length + 1), reads(script))
console.log(`1..${cases}`)
process.exit(bad ? 1 : 0)
