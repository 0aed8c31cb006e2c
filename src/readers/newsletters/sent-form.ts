import type { Context } from 'hono'
import type { Config } from '../../config.ts'
import { keyedHash } from '../../platform/auth/hash.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { withinLimit } from '../../platform/http/limits.ts'
import { type Nonce, readNonce } from '../../platform/http/nonce.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Texts } from '../texts/texts.ts'

type Vars = Readonly<{
  deps: Readonly<{
    config: Pick<Config, 'appSecret' | 'trustedProxy'>
    db: Database
    clock: Clock
  }>
  texts: Texts
}>

const perClient = { limit: 20, window_s: 15 * 60 }

/** Which form it was; throws 403 for none of ours, or one that has lain open for too long. */
export async function formNamed({ deps, texts }: Vars, nonce: unknown): Promise<Nonce> {
  const { config, clock } = deps
  const read = await readNonce({ secret: config.appSecret, clock }, String(nonce ?? ''))
  if (read.kind === 'valid') return read.nonce
  throw new Problem(403, 'nonce', texts.words('newsletters.stale'))
}

/** Counts a form that makes us write to somebody, by who sends it; throws 429 past 20 in 15 minutes. */
export async function countForm(c: Context, { deps, texts }: Vars): Promise<void> {
  const { config, db, clock } = deps
  const client = clientAddress(c, config.trustedProxy)
  const key = await keyedHash(config.appSecret, `mailing form client ${client}`)
  const room = await withinLimit(db, { key, ...perClient, now: clock.now() })
  if (room.ok) return
  const minutes = Math.ceil(room.retry_after_s / 60)
  throw new Problem(429, 'too_many_forms', texts.words('newsletters.limited', { minutes }), {
    headers: { 'retry-after': String(room.retry_after_s) },
  })
}
