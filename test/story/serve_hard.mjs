// What story_serve_hard.sh sends that curl cannot. Loopback only; each ends by itself. Prints one line: what became of it.
//   serve_hard.mjs slow PORT CLIENTS SECONDS    a byte a second each, a third of them inside a form's body
//   serve_hard.mjs hoard PORT CLIENTS MB        uploads of so many MB each that never end, for five seconds
//   serve_hard.mjs raw PORT TEXT                the text as it is, escapes read; prints the first line of the answer
//   serve_hard.mjs head PORT BYTES              a header of so many bytes
//   serve_hard.mjs times PORT N LOGIN...        signs in with each login and a wrong password, in turn, N times; the least milliseconds of each
import net from 'node:net'
const [what, port, ...rest] = process.argv.slice(2)
const connect = () => net.connect(Number(port), '127.0.0.1')
const wait = ms => new Promise(done => setTimeout(done, ms))
const end = text => { console.log(text); process.exit(0) }

function ask(text) {
	return new Promise(done => {
		const s = connect()
		let got = ''
		s.setTimeout(8000, () => s.destroy())
		s.on('connect', () => s.write(text))
		s.on('data', d => { got += d; if (got.includes('\r\n')) s.destroy() })
		s.on('error', () => {})
		s.on('close', () => done(got.split('\r\n')[0] || 'closed'))
	})
}

async function slow(clients, seconds) {
	const text = 'POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin='
	let open = 0
	for (let i = 0; i < clients; i++) {
		const s = connect()
		let at = i % 3 ? 0 : text.length
		s.on('connect', () => { open++; s.write(text.slice(0, at)) })
		s.on('error', () => {})
		setInterval(() => { if (s.writable) s.write(text[at++] ?? 'a') }, 1000)
	}
	await wait(seconds * 1000)
	end(`open ${open}`)
}

async function hoard(clients, megabytes) {
	const body = Buffer.alloc(megabytes << 20, 'a')
	const head = `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=boundary\r\nContent-Length: ${(megabytes << 20) + 1000}\r\n\r\n`
		+ '--boundary\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
	for (let i = 0; i < clients; i++) {
		const s = connect()
		s.on('connect', () => { s.write(head); s.write(body) })
		s.on('error', () => {})
	}
	await wait(5000)
	end(`${clients} of ${megabytes} MB`)
}

async function times(n, logins) {
	const least = {}
	for (let i = 0; i < n; i++)
		for (const login of logins) {
			const page = await fetch(`http://127.0.0.1:${port}/sign-in`)
			const cookie = page.headers.get('set-cookie').split(';')[0]
			const csrf = (await page.text()).match(/name="csrf" value="([0-9a-f]+)"/)[1]
			const start = performance.now()
			const answer = await fetch(`http://127.0.0.1:${port}/sign-in`, { method: 'POST', redirect: 'manual', headers: { cookie },
				body: new URLSearchParams({ csrf, login, password: 'wrong' }) })
			await answer.text()
			least[login] = Math.min(least[login] ?? Infinity, performance.now() - start)
		}
	end(logins.map(l => least[l].toFixed(1)).join(' '))
}

switch (what) {
case 'slow': await slow(Number(rest[0]), Number(rest[1])); break
case 'hoard': await hoard(Number(rest[0]), Number(rest[1])); break
case 'raw': end(await ask(JSON.parse(`"${rest[0]}"`))); break
case 'head': end(await ask(`GET /sign-in HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(Number(rest[0]))}\r\n\r\n`)); break
case 'times': await times(Number(rest[0]), rest.slice(1)); break
}
