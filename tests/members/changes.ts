import type { Price } from '../../src/members/price.ts'
import type { SubscriptionChange } from '../../src/members/subscription-changes.ts'
import { dayOf } from '../../src/platform/day.ts'

const zone = 'Europe/Kyiv'

/** A price of one item, a month's unless told otherwise. */
export function priced(amount: bigint, more: Partial<Price['items'][number]> = {}): Price {
  const item = { amount_minor: `${amount}`, per_year: '12', inclusive_tax: null, product: null }
  return { items: [{ ...item, discounts: [], ...more }], discounts: [], terms: [] }
}

let told = 0

/** A row of a subscription's history: ten euros a month, active, unless told otherwise. */
export function change(
  kind: SubscriptionChange['kind'],
  at: string,
  more: Partial<SubscriptionChange> = {},
): SubscriptionChange {
  told += 1
  const when = new Date(at)
  return {
    ...{ subscription: 'sub_1', event_id: `evt_${String(told).padStart(6, '0')}`, kind },
    ...{ at: when, day: dayOf(when, zone), true_day: null, currency: 'EUR' },
    ...{ status: kind === 'deleted' || kind === 'ended' ? 'canceled' : 'active', paused: false },
    ...{ status_before: null, paused_before: null, price_before: null, price: priced(1000n) },
    ...{ amount_before_minor: null, amount_minor: 1000n, ends_at_before: null, ends_at: null },
    ...{ interval_unit_before: null, interval_count_before: null },
    ...{ interval_unit: 'month', interval_count: 1, pause_reason: null, end_reason: null },
    ...more,
  }
}

/** The same with what was before, so that it meets the row it follows. */
export function after(
  before: SubscriptionChange,
  kind: SubscriptionChange['kind'],
  at: string,
  more: Partial<SubscriptionChange> = {},
): SubscriptionChange {
  const { status, paused, price, subscription, currency } = before
  return change(kind, at, {
    ...{ subscription, currency, price, paused },
    ...{ status_before: status, paused_before: paused, price_before: price },
    ...more,
  })
}
