import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod'
import type { Clock } from '../clock.ts'
import { privatePages } from '../http/headers.ts'
import { Problem } from '../http/problem.ts'
import type { RoomEnv } from '../http/routes.ts'
import { wantsHtml } from '../http/wants-html.ts'
import type { AuthDeps } from './auth.ts'
import { principalOfKey } from './keys.ts'
import { type Principal, type Role, staffRoles } from './principal.ts'
import { sessionOf } from './session.ts'

/** What a guard reads of `c.var.deps`. */
export type GuardDeps = AuthDeps & Readonly<{ machineClock: Clock }>
type Guarded = RoomEnv<GuardDeps>

/**
 * Lets signed-in staff with one of `roles` pass, and `admin` always; sets `c.var.principal`. A
 * stranger is led to the sign-in page (a program gets 401), a person with another role gets 403.
 */
export function staffOnly(...roles: readonly Role[]) {
  return createMiddleware<Guarded>(async (c, next) => {
    const principal = c.get('principal') ?? (await principalOfSession(c))
    if (principal === null) return askToSignIn(c)
    return enter(c, next, principal, roles)
  })
}

/**
 * The same for `/api`: a program by its key, or staff in their own browser, whose acts (anything but
 * GET and HEAD) must come from a page of ours. A stranger gets 401 with `WWW-Authenticate`.
 */
export function keyOrStaff(...roles: readonly Role[]) {
  return createMiddleware<Guarded>(async (c, next) => {
    const principal = c.get('principal') ?? (await principalOfCall(c))
    if (principal === null) throw unknownCaller(c)
    return enter(c, next, principal, roles)
  })
}

async function enter(
  c: Context<Guarded>,
  next: () => Promise<void>,
  principal: Principal,
  roles: readonly Role[],
): Promise<void> {
  if (principal.role !== 'admin' && !roles.includes(principal.role)) throw notAllowed(principal)
  c.set('principal', principal)
  await privatePages(c, next)
}

async function principalOfCall(c: Context<Guarded>): Promise<Principal | null> {
  const authorization = c.req.header('authorization')
  if (authorization === undefined) return isOwnPage(c) ? principalOfSession(c) : null
  const key = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  return key === undefined ? null : principalOfKey(c.var.deps.db, c.var.deps, key)
}

/** Reading is safe from anywhere, as the answer cannot be read across origins; acts are not. */
function isOwnPage(c: Context<Guarded>): boolean {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return true
  return c.req.header('origin') === new URL(c.var.deps.config.baseUrl).origin
}

/** Whose browser this is, or null for a stranger and for a reader. */
async function principalOfSession(c: Context<Guarded>): Promise<Principal | null> {
  const session = await sessionOf(c.var.deps, c.req.raw.headers)
  const role = z.enum(staffRoles).safeParse(session?.role)
  if (session === null || !role.success) return null
  return { id: session.user_id, name: session.email, role: role.data, via: 'session' }
}

/** Leads a person to the sign-in page and back; a program, which cannot sign in, is told 401. */
export function askToSignIn(c: Context): Response {
  if (!wantsHtml(c)) throw new Problem(401, 'sign_in', 'Sign in at /sign-in first.')
  const { pathname, search } = new URL(c.req.url)
  const next = c.req.method === 'GET' ? `?next=${encodeURIComponent(pathname + search)}` : ''
  c.header('cache-control', 'private, no-store')
  return c.redirect(`/sign-in${next}`, 303)
}

function unknownCaller(c: Context): Problem {
  const sent = c.req.header('authorization') !== undefined
  const challenge = `Bearer realm="mainstay"${sent ? ', error="invalid_token"' : ''}`
  const detail = sent
    ? 'This key is not known here, or was revoked. Nothing was changed.'
    : 'Send a key as Authorization: Bearer KEY. Nothing was changed.'
  return new Problem(401, 'unknown_caller', detail, { headers: { 'www-authenticate': challenge } })
}

function notAllowed({ name, role }: Principal): Problem {
  return new Problem(403, 'not_allowed', `${name} has the role ${role}, which may not do this.`)
}
