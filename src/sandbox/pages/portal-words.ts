import { shown } from '../validate/currency.ts'
import { moment } from './console-sheets.tsx'
import type { PortalPrice, PortalSubscription } from './portal-view.ts'

/** `€10.00 per month` */
export function priceWords(price: PortalPrice, quantity = 1): string {
  const { unit_amount, currency, recurring } = price
  const amount = shown({ amount: (unit_amount ?? 0) * quantity, currency })
  if (!recurring) return amount
  return `${amount} ${everyWords(recurring)}`
}

export function everyWords(every: { interval: string; interval_count: number }): string {
  const { interval, interval_count: count } = every
  return count === 1 ? `per ${interval}` : `every ${count} ${interval}s`
}

export function subscriptionWords({ items }: PortalSubscription): string {
  return items.data.map(({ price, quantity }) => priceWords(price, quantity)).join(' and ')
}

/** What comes next, in a sentence. */
export function nextWords(subscription: PortalSubscription): string {
  const end = subscription.cancel_at ?? subscription.items.data[0]?.current_period_end
  const day = end === undefined ? '' : dayOf(end)
  switch (subscription.status) {
    case 'canceled':
    case 'incomplete_expired':
      return 'Ended.'
    case 'past_due':
    case 'unpaid':
      return 'The last payment failed: pay the open invoice, or change the card.'
    case 'paused':
      return 'Paused: nothing is charged.'
    case 'incomplete':
      return 'It begins when its first payment arrives.'
    default:
      return isEnding(subscription) ? `Ends on ${day}.` : `Next payment on ${day}.`
  }
}

/** `too_expensive` as a person would say it. */
export function reasonWords(reason: string): string {
  const words = reason.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function isEnding({ cancel_at_period_end, cancel_at }: PortalSubscription): boolean {
  return cancel_at_period_end || cancel_at !== null
}

export function dayOf(seconds: number): string {
  return moment(seconds).slice(0, 10)
}
