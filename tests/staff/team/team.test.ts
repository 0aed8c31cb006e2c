import { describe, expect } from 'vitest'
import { createAuth } from '../../../src/platform/auth/auth.ts'
import { createKey, principalOfKey } from '../../../src/platform/auth/keys.ts'
import { staffRoleOf } from '../../../src/platform/auth/staff.ts'
import { fixedClock } from '../../../src/platform/clock.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { keptMails, localMailbox } from '../../../src/platform/mail/local-mailbox.ts'
import { teamPages } from '../../../src/staff/team/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { appWith, authDeps, cookieOf, noon } from '../../platform/auth/signed-in.ts'

/** The page as an admin has it open. */
async function adminAt(db: Database) {
  const base = authDeps(db)
  const deps = {
    ...base,
    config: { ...base.config, reportingTimezone: 'Europe/Kyiv' },
    clock: fixedClock(noon),
    mailer: localMailbox(base),
  }
  const app = appWith(deps).route('/desk/team', teamPages)
  const cookie = await cookieOf(base, 'admin@example.org', 'admin')
  const send = (path: string, form: Record<string, string>) =>
    app.request(`/desk/team/${path}`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams(form),
    })
  return {
    deps,
    app,
    cookie,
    send,
    open: () => app.request('/desk/team', { headers: { cookie } }),
  }
}

function actsOn(db: Database, subject: string) {
  return db.selectFrom('audit').select(['act', 'after']).where('subject', '=', subject).execute()
}

describe('staff', () => {
  test('who is invited gets a mail with a link and stands on the list', async ({ db }) => {
    const { send } = await adminAt(db)
    const response = await send('staff', { email: 'New@Example.org', role: 'finance' })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Remove new@example.org')
    expect(await staffRoleOf(db, 'new@example.org')).toBe('finance')
    const [mail] = await keptMails(db)
    expect(mail?.to).toBe('new@example.org')
    expect(mail?.text).toContain('http://127.0.0.1:8787/sign-in/confirm?token=')
    const act = { act: 'staff.invite', after: { role: 'finance' } }
    expect(await actsOn(db, 'new@example.org')).toEqual([act])
  })

  test.for([
    [{ email: 'nobody', role: 'finance' }, 'This is no e-mail address.'],
    [{ email: 'a@example.org', role: 'owner' }, 'Give one of viewer, finance, support, admin.'],
    [
      { email: 'a@example.org', role: 'entitlement' },
      'Give one of viewer, finance, support, admin.',
    ],
  ] as const)(
    '%j is refused, kept in the form and told beside it',
    async ([form, message], { db }) => {
      const { send } = await adminAt(db)
      const response = await send('staff', form)
      expect(response.status).toBe(422)
      const page = await response.text()
      expect(page).toContain(message)
      expect(page).toContain(`value="${form.email}"`)
      expect(await staffRoleOf(db, form.email)).toBeNull()
    },
  )

  test('who is removed is signed out at once', async ({ db }) => {
    const { deps, send } = await adminAt(db)
    const cookie = await cookieOf(deps, 'leaver@example.org', 'viewer')
    expect((await send('remove', { email: 'leaver@example.org' })).status).toBe(200)
    const headers = new Headers({ cookie })
    expect(await createAuth(deps).api.getSession({ headers })).toBeNull()
    expect((await send('remove', { email: 'leaver@example.org' })).status).toBe(404)
  })

  test('nobody removes themselves', async ({ db }) => {
    const { send } = await adminAt(db)
    expect((await send('remove', { email: 'admin@example.org' })).status).toBe(409)
    expect(await staffRoleOf(db, 'admin@example.org')).toBe('admin')
  })
})

describe('keys', () => {
  test('a new one is shown once and works', async ({ db }) => {
    const { deps, send, open } = await adminAt(db)
    const page = await (await send('keys', { name: 'Site', role: 'entitlement' })).text()
    const key = /ms_[\w-]{43}/.exec(page)?.[0] ?? ''
    expect(await principalOfKey(db, deps, key)).toMatchObject({ name: 'Site', role: 'entitlement' })
    expect(await (await open()).text()).not.toContain(key)
  })

  test('a nameless one is not made', async ({ db }) => {
    const { send } = await adminAt(db)
    const response = await send('keys', { name: ' ', role: 'viewer' })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('Give the key a name.')
  })

  test('of two with one name each button says which it revokes', async ({ db }) => {
    const { deps, open } = await adminAt(db)
    const one = await createKey(db, deps, { name: 'Twin', role: 'viewer' })
    const other = await createKey(db, deps, { name: 'Twin', role: 'viewer' })
    const page = (await (await open()).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    expect(page).toContain(`Revoke Twin ${one.id}`)
    expect(page).toContain(`Revoke Twin ${other.id}`)
  })

  test('a revoked one opens nothing any more', async ({ db }) => {
    const { deps, send } = await adminAt(db)
    const { id, key } = await createKey(db, deps, { name: 'Old', role: 'viewer' })
    expect((await send('revoke', { id })).status).toBe(200)
    expect(await principalOfKey(db, deps, key)).toBeNull()
    expect((await send('revoke', { id })).status).toBe(404)
    expect(await actsOn(db, id)).toEqual([{ act: 'key.revoke', after: null }])
  })
})

test('the page is for admins alone', async ({ db }) => {
  const { deps, app } = await adminAt(db)
  const cookie = await cookieOf(deps, 'finance@example.org', 'finance')
  expect((await app.request('/desk/team', { headers: { cookie } })).status).toBe(403)
})
