import type { Context } from 'hono'
import type { Config } from '../../config.ts'
import { keyedHash } from '../../platform/auth/hash.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { withinLimit } from '../../platform/http/limits.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Texts } from '../texts/texts.ts'

const window_s = 15 * 60
const perAddress = 10
const perClient = 60

export type AttemptDeps = Readonly<{
  config: Pick<Config, 'appSecret' | 'trustedProxy'>
  db: Database
  machineClock: Clock
}>
type Act = 'mail' | 'code' | 'link' | 'passkey' | 'address'

/**
 * Counts one attempt by who sends it and by whose address it is about, the same for known and unknown
 * ones. Throws 429 when either has had too many in this quarter of an hour.
 */
export async function countAttempt(
  c: Context,
  { deps, texts }: Readonly<{ deps: AttemptDeps; texts: Texts }>,
  act: Act,
  email?: string,
): Promise<void> {
  const client = clientAddress(c, deps.config.trustedProxy)
  const wait_s =
    (await count(deps, `sign-in:${act}:client:${client}`, perClient)) ??
    (email && (await count(deps, `sign-in:${act}:address:${email}`, perAddress)))
  if (!wait_s) return
  const detail = texts.words('signin.too_many', { minutes: Math.ceil(wait_s / 60) })
  throw new Problem(429, 'too_many_attempts', detail, {
    headers: { 'retry-after': String(wait_s) },
  })
}

/** How long to wait, or null where there was room. */
async function count(
  { config, db, machineClock }: AttemptDeps,
  subject: string,
  limit: number,
): Promise<number | null> {
  const key = await keyedHash(config.appSecret, subject)
  const outcome = await withinLimit(db, { key, limit, window_s, now: machineClock.now() })
  return outcome.ok ? null : outcome.retry_after_s
}
