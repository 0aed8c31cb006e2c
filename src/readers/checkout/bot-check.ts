import * as z from 'zod'
import type { BotCheck } from '../../config.ts'
import { keyedHash } from '../../platform/auth/hash.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Nonce } from '../../platform/http/nonce.ts'
import type { Log } from '../../platform/log.ts'
import { type Sent, textIn } from './sent.ts'

export type BotCheckDeps = Readonly<{
  clock: Clock
  log: Log
  config: Readonly<{ appSecret: string; botCheck: BotCheck }>
}>
type Asked = Readonly<{ sent: Sent; nonce: Nonce; address: string }>

/**
 * Whether an order comes from a person, as far as the newsroom wants that asked while cards are being
 * tried: never, by a second look at the form, or by a service of its own.
 */
export async function isPerson(deps: BotCheckDeps, asked: Asked): Promise<boolean> {
  const { botCheck } = deps.config
  switch (botCheck.kind) {
    case 'off':
      return true
    case 'confirm':
      return isLookedAt(deps, asked)
    case 'service':
      return isVouchedFor(deps, botCheck, asked)
  }
}

/** Nobody reads a form and presses its button faster. */
const quickest_s = 2

/** Goes with the form that is shown again; good from a moment later on, for that form alone. */
export async function issueProof({ config, clock }: BotCheckDeps, nonce: Nonce): Promise<string> {
  const shown_s = Math.floor(clock.now().getTime() / 1000)
  return `${shown_s}.${await signatureOf(config.appSecret, nonce, shown_s)}`
}

async function isLookedAt({ config, clock }: BotCheckDeps, { sent, nonce }: Asked) {
  const [, shown = '', signature] = /^(\d{1,12})\.([0-9a-f]{64})$/.exec(String(sent.proof)) ?? []
  const waited_s = clock.now().getTime() / 1000 - Number(shown)
  if (signature === undefined || waited_s < quickest_s) return false
  return signature === (await signatureOf(config.appSecret, nonce, Number(shown)))
}

function signatureOf(secret: string, { id }: Nonce, shown_s: number): Promise<string> {
  return keyedHash(secret, `looked at ${id} ${shown_s}`)
}

const answer = z.object({ success: z.boolean() })

/**
 * Asks the service as siteverify endpoints are asked: a form with `secret`, `response` (the field
 * `bot_check` of the order) and `remoteip`. One that does not answer in time stops nobody.
 */
async function isVouchedFor(
  { log }: BotCheckDeps,
  { url, secret }: Extract<BotCheck, { kind: 'service' }>,
  { sent, address }: Asked,
): Promise<boolean> {
  const response = textIn(sent, 'bot_check')
  const body = new URLSearchParams({ secret: secret ?? '', response, remoteip: address })
  try {
    const asked = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(3000) })
    return answer.parse(await asked.json()).success
  } catch (error) {
    log.warn('the bot check did not answer', { error: String(error) })
    return true
  }
}
