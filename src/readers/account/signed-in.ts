import { createFactory, createMiddleware } from 'hono/factory'
import { memberOfAddress, type SignedIn } from '../../members/addresses.ts'
import type { AuthDeps } from '../../platform/auth/auth.ts'
import { askToSignIn } from '../../platform/auth/guard.ts'
import { sessionOf } from '../../platform/auth/session.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { privatePages } from '../../platform/http/headers.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { RoomEnv } from '../../platform/http/routes.ts'

export type AccountDeps = AuthDeps & Readonly<{ reader: Reader }>
type AccountEnv<Deps> = {
  Variables: RoomEnv<Deps>['Variables'] & { reader: SignedIn }
}

/** A sub-app behind `readersOnly`: `c.var.reader` says whose pages these are. */
export function accountRoutesWith<Deps>() {
  return createFactory<AccountEnv<Deps>>().createApp()
}

/**
 * Lets a signed-in member pass and sets `c.var.reader`. A stranger is led to `/sign-in?next=…` (303;
 * a program gets 401); a session under which nothing was ever given, as staff's may be, gets 404.
 */
export const readersOnly = createMiddleware<AccountEnv<AccountDeps>>(async (c, next) => {
  const { deps } = c.var
  const session = await sessionOf(deps, c.req.raw.headers)
  if (session === null) return askToSignIn(c)
  const person = await memberOfAddress(deps.reader, session.email)
  if (person === null) throw nothingKnown(session.email)
  c.set('reader', { person, email: session.email })
  return privatePages(c, next)
})

function nothingKnown(email: string): Problem {
  return new Problem(
    404,
    'no_account',
    `Nothing was ever given under ${email}. If you gave under another address, sign in with that one.`,
  )
}
