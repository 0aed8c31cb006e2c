import { createMiddleware } from 'hono/factory'
import { type GuardDeps, keyOrStaff, staffOnly } from '../platform/auth/guard.ts'
import { type Role, roles, staffRoles } from '../platform/auth/principal.ts'
import { Problem } from '../platform/http/problem.ts'
import type { RoomEnv } from '../platform/http/routes.ts'

/**
 * Who may enter what, in one place: the first rule whose path fits counts, `admin` may all, and
 * `null` is open to everybody. Known callers pass where no rule fits, to a plain 404.
 * The roles are contract.md's («Sign-in of programs»).
 */
const rules: readonly (readonly [path: RegExp, roles: readonly Role[] | null])[] = [
  [/^\/api\/public(\/|$)/, null],
  [/^\/api\/reports\/.*\.(csv|xlsx)$/, ['finance']], // an export leaves the house
  [/^\/api\/reports\/[a-z-]+\/rows$/, ['finance']], // persons and payments, one by one
  [/^\/api\/reports(\/|$)/, ['viewer', 'finance']],
  [/^\/api\/exports\/audit\./, []],
  [/^\/api\/(ledger|income|rates|periods|settings|exports|journal)(\/|\.|$)/, ['finance']],
  [/^\/api\/members\/state$/, ['entitlement']],
  [/^\/api\/members(\/|$)/, ['support']],
  [/^\/api\/(audit|webhooks)(\/|$)/, []],
  [/^\/api(\/|$)/, roles],
  [/^\/desk\/(people|gifts|mails|newsletters)(\/|$)/, ['support']],
  [/^\/desk\/(income|entries|months|files|settings|campaigns|banner)(\/|$)/, ['finance']],
  [/^\/desk\/operations\/(shelf|replay)(\/|$)/, []], // payloads hold personal data
  [/^\/desk\/operations(\/|$)/, ['finance', 'support']],
  [/^\/desk\/(team|audit)(\/|$)/, []],
  [/^\/desk\/[a-z-]+\/rows(\/|$)/, ['finance']],
  [/^\/desk\/[a-z-]+(\/|$)/, ['viewer', 'finance']], // every report has a page of its name
  [/^\/desk(\/|$)/, staffRoles],
]

/**
 * Stands before all rooms, so that under `/api` and `/desk` a stranger's 401 and a wrong role's 403
 * come before any 404 or 422, on paths that no room serves too.
 */
export const access = createMiddleware<RoomEnv<GuardDeps>>(async (c, next) => {
  const allowed = rolesAt(c.req.path)
  const enter = () => (c.req.path.includes('\0') ? leadNowhere() : next())
  if (allowed === null) return enter()
  const guard = c.req.path.startsWith('/desk') ? staffOnly : keyOrStaff
  return guard(...allowed)(c, enter)
})

/** Nothing is named by a zero character, which the database refuses to look for. */
function leadNowhere(): never {
  throw new Problem(404, 'not_found', 'There is nothing at this address.')
}

/** Whether this role may enter a path: what a page asks before it shows a link there. */
export function mayEnter(role: Role, path: string): boolean {
  const allowed = rolesAt(path)
  return allowed === null || role === 'admin' || allowed.includes(role)
}

function rolesAt(path: string): readonly Role[] | null {
  return rules.find(([pattern]) => pattern.test(path))?.[1] ?? null
}
