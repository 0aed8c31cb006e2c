import * as z from 'zod'
import { type AuthDeps, createAuth } from './auth.ts'
import { keyedHash } from './hash.ts'
import type { StaffRole } from './principal.ts'
import { staffRoleOf } from './staff.ts'

/** 15 minutes for what is mailed; what is printed for an operator lives a day. */
export const mailedLives_s = 15 * 60
export const printedLives_s = 24 * 3600

/**
 * A sign-in link and its short form for typing: eight digits. Both are the same secret (the link's
 * token is made of address and code under our own secret), so that using one uses up the other.
 * Asks nobody whether the address is known: its session proves the mailbox and nothing more.
 */
export async function createLink(
  deps: AuthDeps,
  { email, lives_s, next }: { email: string; lives_s: number; next?: string | undefined },
): Promise<{ url: string; code: string }> {
  const code = randomDigits()
  const token = await tokenOf(deps, { email, code })
  const auth = createAuth(deps, { token, lives_s })
  await auth.api.signInMagicLink({ body: { email }, headers: new Headers() })
  const url = new URL('/sign-in/confirm', deps.config.baseUrl)
  url.searchParams.set('token', token)
  if (next !== undefined) url.searchParams.set('next', next)
  return { url: url.href, code }
}

/** The token that a typed code stands for; of a wrong code one that opens nothing. */
export function tokenOf(
  { config }: AuthDeps,
  { email, code }: { email: string; code: string },
): Promise<string> {
  return keyedHash(config.appSecret, `sign-in:${email}:${code}`)
}

/** The cookies of a new session, and the role of an invitation that its address has. */
export type SignInDone = Readonly<{ cookies: readonly string[]; role: StaffRole | null }>

/**
 * Uses a token up and answers the new session; null for a token that is unknown, used or too old. Of
 * parallel calls one gets the session.
 */
export async function signIn(deps: AuthDeps, token: string): Promise<SignInDone | null> {
  const response = await createAuth(deps).api.magicLinkVerify({
    query: { token },
    headers: new Headers(),
    asResponse: true,
  })
  return doneIn(deps, response)
}

/** What better-auth answered, as a session or as none. */
export async function doneIn({ db }: AuthDeps, response: Response): Promise<SignInDone | null> {
  if (!response.ok) return null
  const { user } = verified.parse(await response.json())
  return { cookies: response.headers.getSetCookie(), role: await staffRoleOf(db, user.email) }
}

const verified = z.object({ user: z.object({ email: z.string() }) })

/** Ends the session of this browser and answers the cookies that remove its own. */
export async function signOut(deps: AuthDeps, headers: Headers): Promise<readonly string[]> {
  const response = await createAuth(deps).api.signOut({ headers, asResponse: true })
  return response.headers.getSetCookie()
}

/** Eight digits without a leaning: what is over the last whole hundred million is drawn again. */
function randomDigits(): string {
  const span = 100_000_000
  for (;;) {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
    if (drawn < 42 * span) return String(drawn % span).padStart(8, '0')
  }
}
