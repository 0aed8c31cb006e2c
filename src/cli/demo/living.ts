import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { type Day, startOfDay } from '../../platform/day.ts'
import { anything, type Call, callOf } from './calls.ts'
import { failingCard, goodCard, type Pledge, type Scene, type Turn } from './scene.ts'

/** The houses that a demo speaks to: readers' pages, finance's, Stripe's stand-in. */
export type Houses = Readonly<{
  reader: Call
  finance: Call
  stripe: Call
  zone: Config['reportingTimezone']
}>

/** `financeKey`: of the role finance. */
export function housesOf(config: Config, financeKey: string): Houses {
  const app = `http://${config.host}:${config.port}`
  return {
    reader: callOf(app, null),
    finance: callOf(app, financeKey),
    stripe: sandboxOf(config),
    zone: config.reportingTimezone,
  }
}

/** Stripe's stand-in, on the app's own account. Throws where the app speaks to Stripe itself. */
export function sandboxOf({ stripe: { embedded, apiBase, key } }: Config): Call {
  if (embedded && apiBase !== null) return callOf(apiBase, key)
  throw new Error('STRIPE_SECRET_KEY is set: a newsroom is made up in the sandbox alone.')
}

/** Does something in Stripe's place; answers the object that was touched. */
export function act({ stripe }: Houses, action: object): Promise<Readonly<{ id: string }>> {
  return stripe(object, '/_sandbox/actions', { json: action })
}

/** What came of an order. */
type Ordered = Readonly<{ customer: string; subscription: string | null }>
export type Lives = Map<number, Ordered & { dispute?: string }>

const nonceAnswer = z.object({ nonce: z.string() })
const order = z.object({ id: z.string() })
const session = z.object({ customer: z.string().nullable(), subscription: z.string().nullable() })
const status = z.object({ status: z.string() })
const object = z.object({ id: z.string() })
const charges = z.object({
  data: z.array(z.object({ id: z.string(), amount: z.int(), status: z.string() })),
})

/** Moves the made-up time on; everything that is due until then happens on the way. */
export async function moveTo(houses: Houses, day: Day, minute = 0): Promise<void> {
  const to = new Date(startOfDay(day, houses.zone).getTime() + minute * 60_000)
  const { now } = await houses.stripe(z.object({ now: z.number() }), '/_sandbox/clock')
  if (to.getTime() / 1000 > now) await setClock(houses, to)
}

export async function setClock({ stripe }: Houses, to: Date): Promise<void> {
  await stripe(anything, '/_sandbox/clock', { json: { to: Math.floor(to.getTime() / 1000) } })
}

/** Lets one scene happen, if it still can: who has left cannot leave again. */
export async function play(
  houses: Houses,
  lives: Lives,
  { pledge, turn }: Pick<Scene, 'turn'> & Readonly<{ pledge: [number, Pledge] }>,
): Promise<void> {
  const [place, what] = pledge
  if (turn.kind === 'order') {
    const ordered = await ordering(houses, what)
    if (ordered) lives.set(place, ordered)
    return
  }
  const life = lives.get(place)
  if (life === undefined) return
  if (isOfMoney(turn)) return moneyBack(houses, life, turn)
  if (life.subscription !== null && (await isRunning(houses, life.subscription))) {
    await changing(houses, { ...life, subscription: life.subscription }, turn)
  }
}

/** From the support page's order to the paid session. */
async function ordering({ reader, stripe }: Houses, pledge: Pledge): Promise<Ordered | null> {
  const { nonce } = await reader(nonceAnswer, '/checkout/nonce')
  const { reader: person, pays, ...wanted } = pledge
  const placed = await reader(order, '/checkout', {
    json: { ...wanted, email: person.email, nonce },
  })
  const { email, name, country } = person
  await stripe(anything, `/_sandbox/checkout/${placed.id}/pay`, {
    json: { email, name, country, ...pays },
  })
  const { customer, subscription } = await stripe(session, `/v1/checkout/sessions/${placed.id}`)
  return customer === null ? null : { customer, subscription }
}

async function isRunning({ stripe }: Houses, subscription: string): Promise<boolean> {
  const found = await stripe(status, `/v1/subscriptions/${subscription}`)
  return found.status === 'active' || found.status === 'past_due'
}

type MoneyTurn = Extract<Turn, { kind: 'refund' | 'dispute' | 'dispute_won' | 'dispute_lost' }>
type ChangingTurn = Exclude<Turn, MoneyTurn | { kind: 'order' }>

function isOfMoney(turn: Exclude<Turn, { kind: 'order' }>): turn is MoneyTurn {
  return turn.kind === 'refund' || turn.kind.startsWith('dispute')
}

async function moneyBack(
  houses: Houses,
  life: Ordered & { dispute?: string },
  turn: MoneyTurn,
): Promise<void> {
  if (turn.kind === 'dispute_won' || turn.kind === 'dispute_lost') {
    const action = turn.kind === 'dispute_won' ? 'dispute_win' : 'dispute_lose'
    if (life.dispute !== undefined) await act(houses, { action, dispute: life.dispute })
    return
  }
  const { data } = await houses.stripe(charges, `/v1/charges?customer=${life.customer}&limit=1`)
  const [charge] = data
  if (charge?.status !== 'succeeded') return
  if (turn.kind === 'refund') {
    const amount = Math.floor((charge.amount * turn.percent) / 100)
    await act(houses, { action: 'refund', charge: charge.id, amount })
    return
  }
  life.dispute = (await act(houses, { action: 'dispute_open', charge: charge.id })).id
}

async function changing(
  houses: Houses,
  { customer, subscription }: Readonly<{ customer: string; subscription: string }>,
  turn: ChangingTurn,
): Promise<void> {
  const collection = (form: Record<string, string>) =>
    houses.stripe(object, `/v1/subscriptions/${subscription}`, { form })
  switch (turn.kind) {
    case 'leave':
      return void (await act(houses, {
        action: 'cancel_subscription',
        subscription,
        at_period_end: true,
      }))
    case 'leave_at_once':
      return void (await act(houses, {
        action: 'cancel_subscription',
        subscription,
        at_period_end: false,
      }))
    case 'card_fails':
      return void (await act(houses, { action: 'set_card', customer, card: failingCard }))
    case 'card_mended':
      return void (await act(houses, { action: 'set_card', customer, card: goodCard }))
    case 'change':
      return void (await act(houses, {
        action: 'change_plan',
        subscription,
        amount: turn.amount_minor,
      }))
    case 'pause': {
      const resumes = String(startOfDay(turn.until, houses.zone).getTime() / 1000)
      const behaviour = { 'pause_collection[behavior]': 'void' }
      return void (await collection({ ...behaviour, 'pause_collection[resumes_at]': resumes }))
    }
    case 'resume':
      return void (await collection({ pause_collection: '' }))
  }
}

const readiness = z.object({ sync: z.object({ pending: z.number() }) })

/** Waits until everything that was told is in the books. */
export async function untilBooked({ reader }: Houses): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    const { sync } = await reader(readiness, '/readyz')
    quiet = sync.pending === 0 ? quiet + 1 : 0
    await wait(100)
  }
}
