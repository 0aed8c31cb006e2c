import { type AuthDeps, createAuth, sessionCookie } from './auth.ts'

/** Whose mailbox this browser has proven to hold; `role` is what their invitation gives, if any. */
export type Session = Readonly<{
  id: string
  user_id: string
  email: string
  role: string | null
  created_at: Date
}>

/**
 * The session of a browser, or null. It proves an address and nothing more: what that opens is asked
 * at each request. The database is asked only where there is a cookie of ours.
 */
export async function sessionOf(deps: AuthDeps, headers: Headers): Promise<Session | null> {
  if (!headers.get('cookie')?.includes(sessionCookie)) return null
  const found = await createAuth(deps).api.getSession({ headers })
  if (found === null) return null
  const { user, session } = found
  return {
    id: session.id,
    user_id: user.id,
    email: user.email,
    role: user.role ?? null,
    created_at: session.createdAt,
  }
}
