import { Hono } from 'hono'
import { createLink, mailedLives_s, signIn } from '../../../src/platform/auth/link.ts'
import type { StaffRole } from '../../../src/platform/auth/principal.ts'
import { inviteStaff } from '../../../src/platform/auth/staff.ts'
import { fixedClock } from '../../../src/platform/clock.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { Problem } from '../../../src/platform/http/problem.ts'
import type { RoomEnv } from '../../../src/platform/http/routes.ts'
import { randomIds } from '../../../src/platform/ids.ts'

export const noon = new Date('2026-03-01T12:00:00Z')
export const baseUrl = 'http://127.0.0.1:8787'

/** The deps that sign-in and guards read, on a database of the test's. */
export function authDeps(db: Database) {
  return {
    config: { appSecret: 'a secret of the tests, 32 long or more', baseUrl },
    db,
    ids: randomIds(crypto),
    machineClock: fixedClock(noon),
  }
}
export type TestDeps = ReturnType<typeof authDeps>

/** An app that hands out the deps and tells a Problem as JSON. */
export function appWith<Deps>(deps: Deps) {
  const app = new Hono<RoomEnv<Deps>>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    await next()
  })
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error
    return c.json(error.facts, error.facts.status, { ...error.headers })
  })
  return app
}

/** Invites somebody and signs them in; answers the cookie that their browser sends. */
export async function cookieOf(deps: TestDeps, email: string, role: StaffRole): Promise<string> {
  await inviteStaff(deps.db, { email, role }, { by: 'test', at: noon })
  const { url } = await createLink(deps, { email, lives_s: mailedLives_s })
  const token = new URL(url).searchParams.get('token') ?? ''
  return cookieFrom((await signIn(deps, token))?.cookies ?? [])
}

export function cookieFrom(setCookies: readonly string[]): string {
  return setCookies.map((cookie) => cookie.split(';')[0]).join('; ')
}
