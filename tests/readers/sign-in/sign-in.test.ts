import { describe, expect } from 'vitest'
import { inviteStaff } from '../../../src/platform/auth/staff.ts'
import { fixedClock, secondsAfter } from '../../../src/platform/clock.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { rememberPeer } from '../../../src/platform/http/client-address.ts'
import { pageHeaders } from '../../../src/platform/http/headers.ts'
import { ownOriginOnly } from '../../../src/platform/http/origin.ts'
import { silentLog } from '../../../src/platform/log.ts'
import { keptMails, localMailbox } from '../../../src/platform/mail/local-mailbox.ts'
import type { Mailer } from '../../../src/platform/mail/mailer.ts'
import { signInPages } from '../../../src/readers/sign-in/routes.tsx'
import { access } from '../../../src/staff/access.ts'
import { addStaff } from '../../../src/staff/team/staff.ts'
import { testWithDatabase as test } from '../../database.ts'
import { appWith, authDeps, baseUrl, cookieFrom, noon } from '../../platform/auth/signed-in.ts'

type More = { peer?: string; now?: Date; mailer?: Mailer }

/** The sign-in pages as the app mounts them, and a desk of one word behind the guards. */
function house(db: Database, { peer = '192.0.2.1', now = noon, mailer }: More = {}) {
  const base = { ...authDeps(db), machineClock: fixedClock(now) }
  const deps = {
    ...base,
    config: { ...base.config, trustedProxy: null },
    log: silentLog,
    mailer: mailer ?? localMailbox(base),
  }
  return appWith(deps)
    .use(
      rememberPeer(() => peer),
      pageHeaders(),
      ownOriginOnly(baseUrl, { exempt: [] }),
      access,
    )
    .route('/', signInPages)
    .get('/desk', (c) => c.text('the desk'))
}
type House = ReturnType<typeof house>

async function mailTo(db: Database, email: string) {
  const mail = (await keptMails(db)).find(({ to }) => to === email)
  const url = /http:\/\/\S+/.exec(mail?.text ?? '')?.[0] ?? ''
  const code = /\b\d{8}\b/.exec(mail?.text ?? '')?.[0] ?? ''
  return { mail, url, code, token: new URL(url || baseUrl).searchParams.get('token') ?? '' }
}

async function invited(db: Database, email: string): Promise<string> {
  await inviteStaff(db, { email, role: 'finance' }, { by: 'test', at: noon })
  return email
}

test('a mailed link leads to the desk, once, and reading it before uses up nothing', async ({
  db,
}) => {
  const app = house(db)
  const email = await invited(db, 'editor@example.org')
  const asked = await post(app, '/sign-in', { email: 'Editor@Example.org' })
  expect(asked.status).toBe(200)
  const { url, token } = await mailTo(db, email)
  expect(url).toMatch(new RegExp(`^${baseUrl}/sign-in/confirm\\?token=[0-9a-f]{64}`))
  for (const method of ['GET', 'HEAD', 'GET']) {
    const page = await app.request(url, { method })
    expect(page.status).toBe(200)
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(page.headers.get('cache-control')).toBe('private, no-store')
    expect(page.headers.get('referrer-policy')).toBe('strict-origin')
  }
  const entered = await post(app, '/sign-in/confirm', { token })
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/desk'])
  const cookie = cookieFrom(entered.headers.getSetCookie())
  expect(await (await app.request('/desk', { headers: { cookie } })).text()).toBe('the desk')
  const again = await post(app, '/sign-in/confirm', { token })
  expect([again.status, again.headers.get('set-cookie')]).toEqual([410, null])
  expect(await again.text()).toContain('This link was used')
})

test('the code of the mail signs in, typed with spaces, and a wrong one says so', async ({
  db,
}) => {
  const app = house(db)
  const email = await invited(db, 'typist@example.org')
  await post(app, '/sign-in', { email })
  const { code } = await mailTo(db, email)
  const wrong = await post(app, '/sign-in/code', { email, code: '0000 0000' })
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('This code is wrong')
  const entered = await post(app, '/sign-in/code', { email, code: ` ${code} ` })
  expect(entered.status).toBe(303)
})

test('a stranger gets the same answer, and a mail that opens nothing', async ({ db }) => {
  const app = house(db)
  const email = await invited(db, 'known@example.org')
  const known = await (await post(app, '/sign-in', { email })).text()
  const strange = await (await post(app, '/sign-in', { email: 'nobody@example.org' })).text()
  expect(strange.replaceAll('nobody@', 'known@')).toBe(known)
  const { mail, token, code } = await mailTo(db, 'nobody@example.org')
  expect(mail?.text).toContain('Nothing was ever given under this address')
  expect([token, code]).toEqual(['', ''])
})

test('who gave under an address signs in with it and lands at the account', async ({ db }) => {
  const app = house(db)
  const email = 'reader@example.org'
  await db.insertInto('member_email').values({ email, member_id: 'mem_1' }).execute()
  await post(app, '/sign-in', { email: ' Reader@Example.org' })
  const { token } = await mailTo(db, email)
  const entered = await post(app, '/sign-in/confirm', { token, next: '/desk/income' })
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/account'])
  const cookie = cookieFrom(entered.headers.getSetCookie())
  expect((await app.request('/desk', { headers: { cookie } })).status).toBe(401)
})

test('twenty posts of one link at once let one of them in', async ({ db }) => {
  const app = house(db, { peer: '203.0.113.20' })
  const email = await invited(db, 'parallel@example.org')
  await post(app, '/sign-in', { email })
  const { token } = await mailTo(db, email)
  const posts = Array.from({ length: 20 }, () => post(app, '/sign-in/confirm', { token }))
  const statuses = (await Promise.all(posts)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 303)).toHaveLength(1)
  expect(statuses.filter((status) => status === 410)).toHaveLength(19)
})

test('a mail server that is down does not tell who is invited', async ({ db }) => {
  const mailer = { send: () => Promise.reject(new Error('connection refused')) }
  const email = await invited(db, 'unlucky@example.org')
  expect((await post(house(db, { mailer }), '/sign-in', { email })).status).toBe(200)
})

test('an address that is none brings the form back with what was typed', async ({ db }) => {
  for (const email of ['', 'editor', 'x@a.example\r\nBcc: evil@b.example']) {
    const response = await post(house(db), '/sign-in', { email }, { accept: 'text/html' })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('Write an e-mail address')
  }
})

test('a program is told what was wrong as a problem', async ({ db }) => {
  const told = async (path: string, form: Record<string, string>) => {
    const response = await post(house(db), path, form, { accept: 'application/json' })
    return [response.status, await response.json()]
  }
  const [email, code, token] = ['who@example.org', '12345678', 'f'.repeat(64)]
  expect(await told('/sign-in', { email: 'editor' })).toMatchObject([
    ...[422, { errors: [{ field: 'email' }] }],
  ])
  expect(await told('/sign-in/code', { email, code })).toMatchObject([
    ...[422, { errors: [{ field: 'code' }] }],
  ])
  expect(await told('/sign-in/confirm', { token })).toMatchObject([410, { status: 410 }])
})

describe('attempts', () => {
  test('of one address end after ten, with the time to wait', async ({ db }) => {
    const send = (peer: string, now = noon) =>
      post(house(db, { peer, now }), '/sign-in', { email: 'often@example.org' })
    for (let n = 1; n <= 10; n += 1) expect((await send(`192.0.2.${n}`)).status).toBe(200)
    const refused = await send('198.51.100.1', secondsAfter(noon, 60))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '840'])
    expect((await send('198.51.100.1', secondsAfter(noon, 900))).status).toBe(200)
  })

  test('of one client end after sixty, whatever the addresses', async ({ db }) => {
    const app = house(db, { peer: '203.0.113.5' })
    for (let n = 1; n <= 60; n += 1) await post(app, '/sign-in', { email: `a${n}@example.org` })
    expect((await post(app, '/sign-in', { email: 'a61@example.org' })).status).toBe(429)
  })

  test('at the code of one address end after ten', async ({ db }) => {
    const app = house(db, { peer: '203.0.113.6' })
    const guess = (n: number) =>
      post(app, '/sign-in/code', { email: 'guessed@example.org', code: `0000000${n}` })
    for (let n = 0; n < 10; n += 1) expect((await guess(n)).status).toBe(422)
    expect((await guess(10)).status).toBe(429)
  })

  test('leave no address in the database', async ({ db }) => {
    await post(house(db, { peer: '203.0.113.7' }), '/sign-in', { email: 'trace@example.org' })
    const counts = JSON.stringify(await db.selectFrom('request_count').selectAll().execute())
    expect(counts).not.toContain('203.0.113.7')
    expect(counts).not.toContain('trace@example.org')
  })
})

test.for([
  ['/desk/income?from=2026-01-01', '/desk/income?from=2026-01-01'],
  ['https://evil.example/desk', '/desk'],
  ['//evil.example', '/desk'],
  ['/\\evil.example', '/desk'],
  ['/\t/evil.example', '/desk'],
  ['javascript:alert(1)', '/desk'],
  ['', '/desk'],
] as const)('with next=%s signing in leads to %s', async ([next, path], { db }) => {
  const app = house(db, { peer: '203.0.113.8' })
  const { url } = await addStaff(authDeps(db), { email: 'next@example.org', role: 'admin' })
  const token = new URL(url).searchParams.get('token') ?? ''
  const entered = await post(app, '/sign-in/confirm', { token, next })
  expect([entered.status, entered.headers.get('location')]).toEqual([303, path])
})

test('where somebody wanted to go travels through form and mail', async ({ db }) => {
  const app = house(db, { peer: '203.0.113.9' })
  const email = await invited(db, 'traveller@example.org')
  const form = await (await app.request('/sign-in?next=/desk/income')).text()
  expect(form).toContain('name="next" value="/desk/income"')
  await post(app, '/sign-in', { email, next: '/desk/income' })
  const page = await (await app.request((await mailTo(db, email)).url)).text()
  expect(page).toContain('name="next" value="/desk/income"')
})

test('a printed link lives a day and may be made again for the same person', async ({ db }) => {
  const person = { email: 'printed@example.org', role: 'support' } as const
  const before = Date.now()
  const { url } = await addStaff(authDeps(db), person)
  await addStaff(authDeps(db), person)
  expect(url.startsWith(`${baseUrl}/sign-in/confirm?token=`)).toBe(true)
  const { expires_at } = await db
    .selectFrom('auth_verification')
    .select('expires_at')
    .where('value', 'like', '%printed@example.org%')
    .executeTakeFirstOrThrow()
  expect(Math.round((expires_at.getTime() - before) / 3_600_000)).toBe(24)
})

test('signing out ends the session and leads to the sign-in page', async ({ db }) => {
  const app = house(db)
  const { url } = await addStaff(authDeps(db), { email: 'bye@example.org', role: 'admin' })
  const token = new URL(url).searchParams.get('token') ?? ''
  const entered = await post(app, '/sign-in/confirm', { token })
  const headers = { cookie: cookieFrom(entered.headers.getSetCookie()) }
  const out = await app.request('/sign-out', { method: 'POST', headers })
  expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in'])
  expect((await app.request('/desk', { headers })).status).toBe(401)
})

function post(
  app: House,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  return app.request(path, { method: 'POST', headers, body: new URLSearchParams(form) })
}
