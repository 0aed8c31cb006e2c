import type Stripe from 'stripe'
import type { CardRetryTable } from '../../platform/database/act-tables.ts'
import { refusalIn } from '../calls/refusal.ts'

type Outcome = NonNullable<CardRetryTable['outcome']>
type Means = Readonly<{ key: string; method?: string }>

/**
 * Asks for an open bill once for each key, by a method or by what its membership is paid by. Throws when
 * Stripe is silent: the same key finds out later.
 */
export async function payOnce(
  stripe: Pick<Stripe, 'invoices'>,
  invoice: string,
  { key, method }: Means,
): Promise<Outcome> {
  const by = method === undefined ? { off_session: true } : { payment_method: method }
  try {
    await stripe.invoices.pay(invoice, by, { idempotencyKey: `retry:${invoice}:${key}` })
    return 'paid'
  } catch (error) {
    const { status } = refusalIn(error)
    if (status === 402) return 'declined'
    if (status === 400 || status === 404) return 'not_open' // paid or void since it was seen
    throw error
  }
}
