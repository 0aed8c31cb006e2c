import { createFactory, createMiddleware } from 'hono/factory'
import { memberOfAddress, type SignedIn } from '../../members/addresses.ts'
import type { AuthDeps } from '../../platform/auth/auth.ts'
import { askToSignIn } from '../../platform/auth/guard.ts'
import { type Session, sessionOf } from '../../platform/auth/session.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { privatePages } from '../../platform/http/headers.ts'
import { Problem } from '../../platform/http/problem.ts'
import { speechOf } from '../../platform/ui/texts/speaking.ts'
import type { ReaderEnv } from '../texts/routes.ts'
import { textsIn } from '../texts/texts.ts'

export type AccountDeps = AuthDeps & Readonly<{ reader: Reader }>
export type AccountEnv<Deps> = {
  Variables: ReaderEnv<Deps>['Variables'] & { reader: SignedIn; session: Session }
}

/** A sub-app for what stands behind `readersOnly`: `c.var.reader` says whose pages these are. */
export function accountRoutesWith<Deps>() {
  return createFactory<AccountEnv<Deps>>().createApp()
}

/**
 * Lets a signed-in member pass and sets `c.var.reader`. A stranger is led to `/sign-in?next=…` (303;
 * a program gets 401); a session under which nothing was ever given, as staff's may be, gets 404.
 */
export const readersOnly = createMiddleware<AccountEnv<AccountDeps>>(async (c, next) => {
  const { deps } = c.var
  const texts = textsIn(speechOf(c))
  const session = await sessionOf(deps, c.req.raw.headers)
  if (session === null) return askToSignIn(c)
  const person = await memberOfAddress(deps.reader, session.email)
  if (person === null) {
    throw new Problem(404, 'no_account', texts.words('account.nobody', { email: session.email }))
  }
  c.set('texts', texts)
  c.set('session', session)
  c.set('reader', { person, email: session.email })
  return privatePages(c, next)
})
