import { keyedHash } from '../auth/hash.ts'
import { type Clock, secondsAfter } from '../clock.ts'
import type { Ids } from '../ids.ts'

/** How long a form may lie open before it is sent. */
export const nonceLifetime_s = 24 * 60 * 60

/** `id` names the form; the row and Stripe's metadata carry it, without what signs it. */
export type Nonce = Readonly<{ id: string; issuedAt: Date }>
export type ReadNonce =
  | Readonly<{ kind: 'valid'; nonce: Nonce }>
  | Readonly<{ kind: 'forged' }>
  | Readonly<{ kind: 'stale' }>

type Issuing = Readonly<{ secret: string; clock: Clock; ids: Ids }>
type Reading = Readonly<{ secret: string; clock: Clock }>

/** `ID.ISSUED.SIGNATURE`, issued in seconds by the business clock; fit for a hidden field. */
export async function issueNonce({ secret, clock, ids }: Issuing): Promise<string> {
  const seconds = Math.floor(clock.now().getTime() / 1000)
  const signed = `${ids.next('form')}.${seconds.toString(36)}`
  return `${signed}.${await keyedHash(secret, purpose + signed)}`
}

/** Whether we issued it, and not longer ago than 24 h. One from the future is ours all the same. */
export async function readNonce({ secret, clock }: Reading, text: string): Promise<ReadNonce> {
  const [, id, seconds, signature] =
    /^(form_\w{1,40})\.([0-9a-z]{1,8})\.([0-9a-f]{64})$/.exec(text) ?? []
  if (id === undefined || seconds === undefined || signature === undefined)
    return { kind: 'forged' }
  const ours = await keyedHash(secret, `${purpose}${id}.${seconds}`)
  if (!isSame(ours, signature)) return { kind: 'forged' }
  const issuedAt = new Date(Number.parseInt(seconds, 36) * 1000)
  const stale = clock.now() >= secondsAfter(issuedAt, nonceLifetime_s)
  return stale ? { kind: 'stale' } : { kind: 'valid', nonce: { id, issuedAt } }
}

/** Keeps a signature made for another purpose with the same secret from passing as a nonce. */
const purpose = 'nonce:'

/** Takes as long for a near miss as for a far one. Both are 64 hex digits. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
