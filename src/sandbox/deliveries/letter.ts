import * as z from 'zod'
import type { Outgoing, Reader } from '../store/store.ts'
import type { Chaos } from './chaos.ts'
import { olderShape } from './older-shape.ts'
import { signatureOf } from './signature.ts'
import { thinShape } from './thin-shape.ts'

export type Letter = { url: string; body: string; signature: string }

const endpointFacts = z.looseObject({
  url: z.string(),
  _secret: z.string(),
  _rolled: z.object({ secret: z.string(), until: z.number() }).optional(),
  _destination: z.object({ payload: z.string() }).optional(),
})
const eventFacts = z.record(z.string(), z.unknown())

/** What goes to the endpoint, flaws included; signed anew at each attempt. `at` is machine time. */
export async function letterOf(
  { delivery, event, endpoint }: Outgoing,
  { chaos, at, reader }: { chaos: Chaos; at: Date; reader: Reader },
): Promise<Letter> {
  const { url, _secret, _rolled, _destination } = endpointFacts.parse(JSON.parse(endpoint))
  const isFlawed = (flaw: string) => delivery.flaws.includes(flaw)
  const seconds = Math.floor(at.getTime() / 1000) - (isFlawed('staleTimestamp') ? 3600 : 0)
  const isOldAlive = _rolled !== undefined && _rolled.until * 1000 > at.getTime()
  const ours = isOldAlive ? [_secret, _rolled.secret] : [_secret]
  const secrets = isFlawed('badSignature') ? ['whsec_of_somebody_else'] : ours
  const { oldApiVersion } = chaos
  const isThin = _destination?.payload === 'thin'
  const whole = isThin ? JSON.stringify(thinShape(JSON.parse(event))) : event
  const version = isThin ? undefined : oldApiVersion
  const told = await bodyOf(whole, isFlawed('wrongLivemode'), version, reader)
  const signature = signatureOf(told, secrets, seconds)
  const body = isFlawed('truncateBody') ? told.slice(0, Math.floor(told.length / 2)) : told
  return { url, body, signature }
}

async function bodyOf(
  event: string,
  isOtherMode: boolean,
  version: string | undefined,
  reader: Reader,
): Promise<string> {
  if (!isOtherMode && version === undefined) return event
  const parsed = eventFacts.parse(JSON.parse(event))
  const told = version === undefined ? parsed : await olderShape(parsed, version, reader)
  return JSON.stringify(isOtherMode ? { ...told, livemode: true } : told)
}
