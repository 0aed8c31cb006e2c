import fc from 'fast-check'
import type { SubscriptionChange } from '../../../src/members/subscription-changes.ts'
import { after, change, priced } from '../../members/changes.ts'

/** The subscriptions of one person, each with its events in their order. */
export type Lives = readonly (readonly SubscriptionChange[])[]

const begin = Date.UTC(2025, 9, 20)
const hour = 3_600_000

const act = fc.record({
  hours: fc.integer({ min: 1, max: 2000 }),
  status: fc.constantFrom('active', 'active', 'active', 'past_due', 'unpaid', 'trialing', 'paused'),
  paused: fc.constantFrom(false, false, false, true),
  amount: fc.constantFrom(0n, 500n, 500n, 900n, 1250n),
  yearly: fc.boolean(),
})
const life = fc.record({
  hours: fc.integer({ min: 0, max: 9000 }),
  currency: fc.constantFrom('EUR', 'EUR', 'USD'),
  acts: fc.array(act, { maxLength: 5 }),
  end: fc.constantFrom(null, 'cancellation_requested', 'payment_failed'),
})

/** Lives over about a year and a half; some begin in the very instant in which another ended. */
export const histories: fc.Arbitrary<readonly Lives[]> = fc.array(
  fc.tuple(fc.array(life, { minLength: 1, maxLength: 3 }), fc.boolean()).map(([all, swaps]) => {
    const lives: SubscriptionChange[][] = []
    for (const [index, each] of all.entries()) {
      const last = lives.at(-1)?.at(-1)
      const at = swaps && last ? last.at.getTime() : begin + each.hours * hour
      lives.push(lived(`sub_${index}`, at, each))
    }
    return lives
  }),
  { minLength: 1, maxLength: 6 },
)

type Life = typeof life extends fc.Arbitrary<infer Made> ? Made : never

function lived(subscription: string, from: number, { acts, currency, end }: Life) {
  const at = (time: number) => new Date(time).toISOString()
  const events = [change('created', at(from), { subscription, currency, price: priced(700n) })]
  let last = events[0] ?? change('created', at(from))
  for (const { hours, status, paused, amount, yearly } of acts) {
    const price = priced(amount, yearly ? { per_year: '1' } : {})
    last = after(last, 'updated', at(last.at.getTime() + hours * hour), { status, paused, price })
    events.push(last)
  }
  if (end !== null) {
    const time = at(last.at.getTime() + 500 * hour)
    events.push(after(last, 'deleted', time, { end_reason: end }))
  }
  return events
}
