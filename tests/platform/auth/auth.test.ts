import { getMigrations } from 'better-auth/db/migration'
import { describe, expect } from 'vitest'
import { createAuth } from '../../../src/platform/auth/auth.ts'
import {
  createLink,
  mailedLives_s,
  signIn,
  signOut,
  tokenOf,
} from '../../../src/platform/auth/link.ts'
import { sessionOf } from '../../../src/platform/auth/session.ts'
import { inviteStaff, removeStaff } from '../../../src/platform/auth/staff.ts'
import { testWithDatabase as test } from '../../database.ts'
import { authDeps, cookieFrom, cookieOf, noon } from './signed-in.ts'

const invitedBy = { by: 'test', at: noon }
const lives_s = mailedLives_s
const tokenIn = (url: string) => new URL(url).searchParams.get('token') ?? ''

test('our migration is what better-auth asks for', async ({ db }) => {
  const { toBeAdded, toBeCreated } = await getMigrations(createAuth(authDeps(db)).options)
  expect({ toBeAdded, toBeCreated }).toEqual({ toBeAdded: [], toBeCreated: [] })
})

describe('a sign-in link', () => {
  test('used twenty times at once gives one session', async ({ db }) => {
    const deps = authDeps(db)
    const email = 'parallel@example.org'
    await inviteStaff(db, { email, role: 'viewer' }, invitedBy)
    const token = tokenIn((await createLink(deps, { email, lives_s })).url)
    const uses = await Promise.all(Array.from({ length: 20 }, () => signIn(deps, token)))
    expect(uses.filter((cookies) => cookies !== null)).toHaveLength(1)
    const sessions = await db
      .selectFrom('auth_session')
      .innerJoin('auth_user', 'auth_user.id', 'auth_session.user_id')
      .select('auth_session.id')
      .where('email', '=', email)
      .execute()
    expect(sessions).toHaveLength(1)
  })

  test('is used up by its typed code, and the code by the link', async ({ db }) => {
    const deps = authDeps(db)
    const email = 'code@example.org'
    await inviteStaff(db, { email, role: 'viewer' }, invitedBy)
    const { url, code } = await createLink(deps, { email, lives_s })
    const typed = await tokenOf(deps, { email, code })
    expect(code).toMatch(/^\d{8}$/)
    expect(await signIn(deps, typed)).not.toBeNull()
    expect(await signIn(deps, tokenIn(url))).toBeNull()
  })

  test('stands in the database neither as token nor as code', async ({ db }) => {
    const { url, code } = await createLink(authDeps(db), { email: 'hash@example.org', lives_s })
    const rows = await db.selectFrom('auth_verification').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(tokenIn(url))
    expect(JSON.stringify(rows)).not.toContain(code)
  })

  test('lives as long as was asked, by the machine', async ({ db }) => {
    const deps = authDeps(db)
    const before = Date.now()
    await createLink(deps, { email: 'lives@example.org', lives_s })
    const { expires_at } = await db
      .selectFrom('auth_verification')
      .select('expires_at')
      .where('value', 'like', '%lives@example.org%')
      .executeTakeFirstOrThrow()
    expect(expires_at.getTime() - before).toBeGreaterThanOrEqual(lives_s * 1000)
    expect(expires_at.getTime() - before).toBeLessThan(lives_s * 1000 + 5000)
  })

  test('is refused when its time is over', async ({ db }) => {
    const deps = authDeps(db)
    const email = 'late@example.org'
    await inviteStaff(db, { email, role: 'viewer' }, invitedBy)
    const { url } = await createLink(deps, { email, lives_s })
    await db.updateTable('auth_verification').set({ expires_at: noon }).execute()
    expect(await signIn(deps, tokenIn(url))).toBeNull()
  })

  test('signs in whoever holds the mailbox, with no role but an invited one', async ({ db }) => {
    const deps = authDeps(db)
    const { url } = await createLink(deps, { email: 'reader@example.org', lives_s })
    const cookie = cookieFrom((await signIn(deps, tokenIn(url)))?.cookies ?? [])
    const session = await sessionOf(deps, new Headers({ cookie }))
    expect(session).toMatchObject({ email: 'reader@example.org', role: null })
  })
})

describe('a session', () => {
  test('gives the role of the invitation, and a new one at once', async ({ db }) => {
    const deps = authDeps(db)
    const cookie = await cookieOf(deps, 'promoted@example.org', 'viewer')
    const roleNow = async () =>
      (await createAuth(deps).api.getSession({ headers: new Headers({ cookie }) }))?.user.role
    expect(await roleNow()).toBe('viewer')
    await inviteStaff(db, { email: 'promoted@example.org', role: 'finance' }, invitedBy)
    expect(await roleNow()).toBe('finance')
  })

  test('ends with the invitation, and a link sent before gives no role', async ({ db }) => {
    const deps = authDeps(db)
    const email = 'left@example.org'
    const cookie = await cookieOf(deps, email, 'finance')
    const { url } = await createLink(deps, { email, lives_s })
    expect(await removeStaff(db, email, noon)).toBe(true)
    const session = await createAuth(deps).api.getSession({ headers: new Headers({ cookie }) })
    expect(session).toBeNull()
    const later = cookieFrom((await signIn(deps, tokenIn(url)))?.cookies ?? [])
    expect((await sessionOf(deps, new Headers({ cookie: later })))?.role).toBeNull()
    expect(await removeStaff(db, email, noon)).toBe(false)
  })

  test('ends by signing out, cookies too', async ({ db }) => {
    const deps = authDeps(db)
    const cookie = await cookieOf(deps, 'out@example.org', 'finance')
    const cleared = await signOut(deps, new Headers({ cookie }))
    expect(cookieFrom(cleared)).toContain('mainstay.session_token=')
    expect(cleared.every((line) => line.includes('Max-Age=0'))).toBe(true)
    const session = await createAuth(deps).api.getSession({ headers: new Headers({ cookie }) })
    expect(session).toBeNull()
  })

  test.for([
    ['http://127.0.0.1:8787', false],
    ['https://support.example.org', true],
  ] as const)(
    'of %s has a cookie that scripts cannot read (secure: %s)',
    async ([baseUrl, secure], { db }) => {
      const deps = { ...authDeps(db), config: { ...authDeps(db).config, baseUrl } }
      await inviteStaff(db, { email: 'cookie@example.org', role: 'viewer' }, invitedBy)
      const { url } = await createLink(deps, { email: 'cookie@example.org', lives_s })
      const [cookie] = (await signIn(deps, tokenIn(url)))?.cookies ?? []
      expect(cookie).toMatch(/HttpOnly/)
      expect(cookie).toMatch(/SameSite=Lax/)
      expect(cookie?.includes('Secure')).toBe(secure)
    },
  )
})
