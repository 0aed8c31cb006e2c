import { newsroomName } from '../newsroom.ts'
import type { CheckoutSession } from '../objects/session.ts'
import { shown } from '../validate/currency.ts'
import type { Bill } from './pay-form.tsx'

/** What the payment page says about a session. */
export function billOf(session: CheckoutSession): Bill {
  const { amount_total, currency, submit_type, mode, cancel_url } = session
  const [item] = session._order.items
  const words = (minor: number) => shown({ amount: minor, currency: currency ?? 'eur' })
  const amount = words(amount_total ?? 0)
  const every = item?.price.recurring ? intervalWords(item.price.recurring) : ''
  return {
    merchant: newsroomName,
    what: item?.description ?? 'Payment',
    lines: session._order.items.map((line) => ({
      what: line.description ?? '',
      price: words(line.amount_total),
    })),
    price: `${amount}${every}`,
    button: buttonWords(submit_type, mode, `${amount}${every}`),
    back: cancel_url,
    takesIban: currency === 'eur',
  }
}

function intervalWords({
  interval,
  interval_count: count,
}: {
  interval: string
  interval_count: number
}) {
  return count === 1 ? ` per ${interval}` : ` every ${count} ${interval}s`
}

/** `auto` is a plain payment or a subscription, as on Stripe's own page. */
function buttonWords(submitType: string | null, mode: string, price: string): string {
  switch (submitType) {
    case 'donate':
      return `Donate ${price}`
    case 'book':
      return `Book for ${price}`
    case 'pay':
      return `Pay ${price}`
    case 'subscribe':
      return 'Subscribe'
    default:
      return mode === 'subscription' ? 'Subscribe' : `Pay ${price}`
  }
}
