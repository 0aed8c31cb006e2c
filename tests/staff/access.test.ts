import { describe, expect } from 'vitest'
import { createKey, revokeKey } from '../../src/platform/auth/keys.ts'
import { type Role, roles } from '../../src/platform/auth/principal.ts'
import { access } from '../../src/staff/access.ts'
import { testWithDatabase as test } from '../database.ts'
import {
  appWith,
  authDeps,
  baseUrl,
  cookieOf,
  noon,
  type TestDeps,
} from '../platform/auth/signed-in.ts'

/** The guards alone in front of one answer: what they let pass is 200, whatever the path. */
function guarded(deps: TestDeps) {
  return appWith(deps)
    .use(access)
    .all('*', (c) => c.text('in'))
}

const finance = ['finance', 'admin']
const reports = ['viewer', 'finance', 'admin']
const support = ['support', 'admin']
const everybody: readonly Role[] = roles
const apiPaths = [
  ['/api/reports/reader-share', reports],
  ['/api/reports/nothing-such', reports],
  ['/api/reports/reader-share.csv', finance],
  ['/api/reports/reader-share.xlsx', finance],
  ['/api/ledger/entries', finance],
  ['/api/income', finance],
  ['/api/income/import', finance],
  ['/api/rates/import', finance],
  ['/api/periods', finance],
  ['/api/settings/cash', finance],
  ['/api/exports', finance],
  ['/api/exports/ledger.csv', finance],
  ['/api/exports/audit.csv', ['admin']],
  ['/api/journal', finance],
  ['/api/journal.csv', finance],
  ['/api/members', support],
  ['/api/members/mem_1', support],
  ['/api/members/state', ['entitlement', 'admin']],
  ['/api/audit', ['admin']],
  ['/api/webhooks', ['admin']],
  ['/api/nothing-such', everybody],
] as const
const deskPaths = [
  ['/desk', ['viewer', 'finance', 'support', 'admin']],
  ['/desk/reader-share', reports],
  ['/desk/entries', finance],
  ['/desk/income', finance],
  ['/desk/months', finance],
  ['/desk/settings', finance],
  ['/desk/people', support],
  ['/desk/people/mem_1', support],
  ['/desk/operations', ['finance', 'support', 'admin']],
  ['/desk/team', ['admin']],
] as const

describe('under /api', () => {
  test.for(apiPaths)(
    '%s answers keys of %j and tells the others 403',
    async ([path, allowed], { db }) => {
      const deps = authDeps(db)
      for (const role of roles) {
        const { key } = await createKey(db, deps, { name: role, role })
        const response = await guarded(deps).request(path, bearer(key))
        expect([role, response.status]).toEqual([role, isIn(allowed, role) ? 200 : 403])
      }
    },
  )

  test('a stranger is asked for a key, on paths that do not exist too', async ({ db }) => {
    for (const [path] of apiPaths) {
      const response = await guarded(authDeps(db)).request(path)
      expect([path, response.status]).toEqual([path, 401])
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="mainstay"')
    }
  })

  test('what is public needs no key', async ({ db }) => {
    const response = await guarded(authDeps(db)).request('/api/public/reader-share')
    expect(response.status).toBe(200)
  })

  test('a wrong key, another scheme and a key revoked a moment ago are strangers', async ({
    db,
  }) => {
    const deps = authDeps(db)
    const { id, key } = await createKey(db, deps, { name: 'short-lived', role: 'admin' })
    expect((await guarded(deps).request('/api/audit', bearer(key))).status).toBe(200)
    expect(await revokeKey(db, id, noon)).toBe(true)
    for (const authorization of [`Bearer ${key}`, 'Bearer ms_wrong', 'Bearer', `Basic ${key}`]) {
      const response = await guarded(deps).request('/api/audit', { headers: { authorization } })
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
  })

  test('staff read in their browser, and act only from a page of ours', async ({ db }) => {
    const deps = authDeps(db)
    const cookie = await cookieOf(deps, 'browser@example.org', 'finance')
    const call = (method: string, headers = {}) =>
      guarded(deps).request('/api/income', { method, headers: { cookie, ...headers } })
    expect((await call('GET')).status).toBe(200)
    expect((await call('POST', { origin: baseUrl })).status).toBe(200)
    expect((await call('POST')).status).toBe(401)
    expect((await call('POST', { origin: 'https://evil.example' })).status).toBe(401)
  })

  test('a wrong key is not saved by a good session', async ({ db }) => {
    const deps = authDeps(db)
    const cookie = await cookieOf(deps, 'both@example.org', 'admin')
    const headers = { cookie, authorization: 'Bearer ms_wrong' }
    expect((await guarded(deps).request('/api/audit', { headers })).status).toBe(401)
  })
})

describe('under /desk', () => {
  test.for(deskPaths)(
    '%s opens for %j and tells the others 403',
    async ([path, allowed], { db }) => {
      const deps = authDeps(db)
      for (const role of ['viewer', 'finance', 'support', 'admin'] as const) {
        const cookie = await cookieOf(deps, `${role}@example.org`, role)
        const response = await guarded(deps).request(path, { headers: { cookie } })
        expect([role, response.status]).toEqual([role, isIn(allowed, role) ? 200 : 403])
        if (response.status === 200)
          expect(response.headers.get('cache-control')).toBe('private, no-store')
      }
    },
  )

  test('a browser is led to sign in and back, a program told 401', async ({ db }) => {
    const app = guarded(authDeps(db))
    const html = { accept: 'text/html' }
    const page = await app.request('/desk/income?from=2026-01-01', { headers: html })
    expect(page.status).toBe(303)
    expect(page.headers.get('location')).toBe('/sign-in?next=%2Fdesk%2Fincome%3Ffrom%3D2026-01-01')
    const post = await app.request('/desk/income', { method: 'POST', headers: html })
    expect(post.headers.get('location')).toBe('/sign-in')
    expect((await app.request('/desk/income')).status).toBe(401)
  })

  test('a key opens no page, a forged cookie neither', async ({ db }) => {
    const deps = authDeps(db)
    const { key } = await createKey(db, deps, { name: 'admin', role: 'admin' })
    const cookie = await cookieOf(deps, 'forged@example.org', 'admin')
    const forged = cookie.replace(/=[^.]{5}/, '=AAAAA')
    expect((await guarded(deps).request('/desk', bearer(key))).status).toBe(401)
    expect((await guarded(deps).request('/desk', { headers: { cookie: forged } })).status).toBe(401)
  })
})

describe('a key', () => {
  test('is 32 random bytes of which the database holds a hash alone', async ({ db }) => {
    const { key } = await createKey(db, authDeps(db), { name: 'kept nowhere', role: 'viewer' })
    expect(key).toMatch(/^ms_[\w-]{43}$/)
    const rows = await db.selectFrom('api_key').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(key.slice(3))
  })

  test('shows when it was last used, to the minute', async ({ db }) => {
    const deps = authDeps(db)
    const { id, key } = await createKey(db, deps, { name: 'used', role: 'viewer' })
    await guarded(deps).request('/api/x', bearer(key))
    const row = await db
      .selectFrom('api_key')
      .select('last_used_at')
      .where('id', '=', id)
      .executeTakeFirst()
    expect(row?.last_used_at).toEqual(noon)
  })
})

function bearer(key: string) {
  return { headers: { authorization: `Bearer ${key}` } }
}

function isIn(allowed: readonly string[], role: string): boolean {
  return allowed.includes(role)
}
