import type { Config } from '../../config.ts'
import { keyedHash } from '../../platform/auth/hash.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import { withinLimit } from '../../platform/http/limits.ts'

const window_s = 15 * 60
const perAddress = 10
const perClient = 60

type Deps = Readonly<{ config: Pick<Config, 'appSecret'>; db: Database; machineClock: Clock }>
export type Attempt = Readonly<{
  act: 'mail' | 'code' | 'link' | 'passkey' | 'address'
  client: string
  email?: string
}>

/**
 * Counts one attempt by who sends it and by whose address it is about, the same for known and unknown
 * ones. Answers how many seconds to wait when either has had too many in this quarter of an hour.
 */
export async function countAttempt(
  deps: Deps,
  { act, client, email }: Attempt,
): Promise<number | null> {
  const refused = await count(deps, `sign-in:${act}:client:${client}`, perClient)
  if (refused !== null || email === undefined) return refused
  return count(deps, `sign-in:${act}:address:${email}`, perAddress)
}

async function count({ config, db, machineClock }: Deps, subject: string, limit: number) {
  const key = await keyedHash(config.appSecret, subject)
  const outcome = await withinLimit(db, { key, limit, window_s, now: machineClock.now() })
  return outcome.ok ? null : outcome.retry_after_s
}
