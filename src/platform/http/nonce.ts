import { readSignedText, signedText } from '../auth/signed-text.ts'
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
  return signedText({ secret, purpose }, `${ids.next('form')}.${seconds.toString(36)}`)
}

/** Whether we issued it, and not longer ago than 24 h. One from the future is ours all the same. */
export async function readNonce({ secret, clock }: Reading, text: string): Promise<ReadNonce> {
  const signed = (await readSignedText({ secret, purpose }, text)) ?? ''
  const [, id, seconds] = /^(form_\w{1,40})\.([0-9a-z]{1,8})$/.exec(signed) ?? []
  if (id === undefined || seconds === undefined) return { kind: 'forged' }
  const issuedAt = new Date(Number.parseInt(seconds, 36) * 1000)
  const stale = clock.now() >= secondsAfter(issuedAt, nonceLifetime_s)
  return stale ? { kind: 'stale' } : { kind: 'valid', nonce: { id, issuedAt } }
}

const purpose = 'nonce'
