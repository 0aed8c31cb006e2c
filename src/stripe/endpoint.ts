import Stripe from 'stripe'
import type { Config } from '../config.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { EndpointState } from '../platform/database/stripe-tables.ts'
import { withinLimit } from '../platform/http/limits.ts'
import type { Log } from '../platform/log.ts'
import { awayIn } from './calls/away.ts'
import { pagesOf } from './sync/pages.ts'

type Door = Pick<Config, 'baseUrl'> & Readonly<{ stripe: Pick<Config['stripe'], 'embedded'> }>
type Watched = Readonly<{
  config: Door
  db: Database
  stripe: Stripe
  machineClock: Clock
  log: Log
}>

/** What Stripe last said of our endpoint, and since when (and why) it has not answered at all. */
export type EndpointWatch = Readonly<{
  state: EndpointState | null
  silence: string | null
  silent_since: Date | null
}>

const path = '/webhooks/stripe'
const every_s = 300

/** The address that Stripe is to bring its events to. */
export function doorOf({ baseUrl }: Pick<Door, 'baseUrl'>): string {
  return `${baseUrl}${path}`
}

/** The account's endpoint that leads to our door, or null; of several one that is switched on. */
export async function ourEndpoint(
  stripe: Stripe,
  config: Door,
): Promise<Stripe.WebhookEndpoint | null> {
  const ours: Stripe.WebhookEndpoint[] = []
  const list = (cursor: object) => stripe.webhookEndpoints.list({ limit: 100, ...cursor })
  for await (const page of pagesOf(list))
    ours.push(...page.filter(({ url }) => isOurs(url, config)))
  return ours.find(isOn) ?? ours[0] ?? null
}

/** Asks Stripe for our endpoint, at most every five minutes whoever calls, and keeps what it says. */
export async function watchEndpoint(deps: Watched): Promise<void> {
  const { db, machineClock, log } = deps
  const now = machineClock.now()
  const turn = await withinLimit(db, { key: 'endpoint', limit: 1, window_s: every_s, now })
  if (!turn.ok) return
  try {
    await keep(db, { state: await stateOf(deps), silence: null, silent_since: null })
  } catch (error) {
    const away = awayIn(error)
    if (away !== null) await keepSilence(db, away.message, now)
    else log.warn('our webhook endpoint could not be looked at', { error: String(error) })
  }
}

/** Null before Stripe was first asked. */
export async function endpointWatch(reader: Reader): Promise<EndpointWatch | null> {
  const row = await reader
    .selectFrom('endpoint_watch')
    .select(['state', 'silence', 'silent_since'])
    .executeTakeFirst()
  return row ?? null
}

/** The sandbox beside us knows us by the address of this machine, whatever name the world has for us. */
function isOurs(url: string, config: Door): boolean {
  return url === doorOf(config) || (config.stripe.embedded && new URL(url).pathname === path)
}

function isOn({ status }: Stripe.WebhookEndpoint): boolean {
  return status === 'enabled'
}

async function stateOf({ stripe, config }: Watched): Promise<EndpointState> {
  try {
    const endpoint = await ourEndpoint(stripe, config)
    if (endpoint === null) return 'missing'
    return isOn(endpoint) ? 'enabled' : 'disabled'
  } catch (error) {
    const mayNotLook = error instanceof Stripe.errors.StripePermissionError
    if (mayNotLook) return 'hidden'
    throw error
  }
}

async function keep(db: Database, watch: EndpointWatch): Promise<void> {
  await db
    .insertInto('endpoint_watch')
    .values({ id: 'ours', ...watch })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(watch))
    .execute()
}

/** It counts from the first question that was not answered. */
async function keepSilence(db: Database, silence: string, now: Date): Promise<void> {
  await db
    .insertInto('endpoint_watch')
    .values({ id: 'ours', state: null, silence, silent_since: now })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ fn, ref }) => ({
        silence,
        silent_since: fn.coalesce(ref('endpoint_watch.silent_since'), ref('excluded.silent_since')),
      })),
    )
    .execute()
}
