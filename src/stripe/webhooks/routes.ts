import type { Config } from '../../config.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import { Problem } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { inboxRow, storeEvent } from '../inbox/stored-event.ts'
import { parseEvent, type StripeEvent } from '../objects/event.ts'
import { bodyWithin, longestBody_bytes } from './body.ts'
import { verifySignature } from './signature.ts'

/** `hurrySync` is told that something came, so that sync need not wait for its next look. */
type Deps = Readonly<{
  config: Config
  db: Database
  machineClock: Clock
  hurrySync?: () => void
}>

const received_json = '{"received":true}'
const json = { 'content-type': 'application/json' }

/** Stripe's door: verified and stored in one statement, then 200. No Stripe call happens here. */
export const webhooks = routesWith<Deps>().post('/', async (c) => {
  const { config, db, machineClock, hurrySync } = c.var.deps
  const payload = await bodyWithin(c.req.raw, longestBody_bytes)
  if (payload === null) throw tooLarge()
  const received_at = machineClock.now()
  await requireSignature(payload, c.req.header('stripe-signature'), config, received_at)
  const received = { event: eventIn(payload), payload, origin: 'webhook', received_at } as const
  if (await storeEvent(db, inboxRow(received, config.stripe))) hurrySync?.()
  return c.body(received_json, 200, json)
})

async function requireSignature(
  payload: string,
  header: string | undefined,
  { stripe }: Config,
  now: Date,
): Promise<void> {
  const secrets = stripe.webhookSecrets
  const verdict = header ? await verifySignature(payload, header, { secrets, now }) : 'invalid'
  switch (verdict) {
    case 'valid':
      return
    case 'stale':
      throw refused('The signature is older than five minutes. Send the event again.')
    case 'invalid':
      throw refused('The signature fits none of our secrets. See STRIPE_WEBHOOK_SECRET.')
  }
}

function eventIn(payload: string): StripeEvent {
  const body = jsonIn(payload)
  if (isThin(body)) {
    throw refused('This is a thin notification. Register the endpoint for snapshot events.')
  }
  const event = parseEvent(body)
  if ('malformed' in event) throw refused(`This is no Stripe event: see ${event.malformed}.`)
  return event
}

function jsonIn(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    throw refused('The body is no JSON.')
  }
}

function isThin(body: unknown): boolean {
  return (
    typeof body === 'object' && body !== null && 'object' in body && body.object === 'v2.core.event'
  )
}

function refused(detail: string): Problem {
  return new Problem(400, 'webhook_refused', `${detail} Nothing was stored.`)
}

function tooLarge(): Problem {
  return new Problem(413, 'too_large', 'The body is over 1,048,576 bytes. Nothing was stored.')
}
