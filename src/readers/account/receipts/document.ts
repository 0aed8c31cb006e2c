import { type NumberedEntry, numberedEntries, numberReceipts } from '../../../ledger/receipts.ts'
import type { SignedIn } from '../../../members/addresses.ts'
import { type OwnRecord, ownRecord } from '../../../members/own-record.ts'
import type { PaymentRow } from '../../../members/payments.ts'
import type { RefundRow } from '../../../members/refunds.ts'
import type { Day } from '../../../platform/day.ts'
import { type Money, moneyIn } from '../../../platform/money/money.ts'
import type { ReadAccountDeps } from '../account.ts'

/** A receipt, or what corrects one, as its reader sees it: in the currency that they were charged in. */
export type Receipt = Readonly<
  Pick<NumberedEntry, 'number' | 'kind' | 'day' | 'charge' | 'country' | 'issued_at'> & {
    what: 'membership' | 'gift' | 'payment'
    /** Above nothing for what reached us, below for what was taken back. */
    amount: Money
    /** What the payer saw, where Stripe showed it in another currency. */
    presented: Money | null
  }
>
export type OwnReceipts = Readonly<{ receipts: readonly Receipt[]; record: OwnRecord }>

/** All receipts and corrections of a signed-in reader, oldest first; null for one who is gone. */
export async function ownReceipts(
  deps: ReadAccountDeps,
  who: SignedIn,
): Promise<OwnReceipts | null> {
  const record = await ownRecord(deps.reader, who, deps.clock.now())
  if (record === null) return null
  await numberReceipts(deps)
  const charges = record.payments.map(({ id }) => id)
  const entries = await numberedEntries(deps.reader, charges)
  return { record, receipts: entries.flatMap((entry) => receiptOf(entry, record)) }
}

/** Of those, what happened on days of [from, to). */
export function inRange(
  receipts: readonly Receipt[],
  { from, to }: Readonly<{ from: Day; to: Day }>,
): readonly Receipt[] {
  return receipts.filter(({ day }) => day >= from && day < to)
}

function receiptOf(entry: NumberedEntry, record: OwnRecord): Receipt[] {
  const payment = record.payments.find(({ id }) => id === entry.charge)
  if (payment === undefined) return []
  const refund = record.refunds.find(({ id }) => id === entry.refund)
  const { number, kind, day, charge, country, issued_at } = entry
  return [
    {
      ...{ number, kind, day, charge, country, issued_at },
      what: payment.class ?? 'payment',
      amount: amountOf(entry, payment, refund),
      presented: kind === 'payment' ? presentedOf(payment) : null,
    },
  ]
}

/**
 * In the payer's currency: as settled where that is the same, else what the payment or its refund itself
 * was, as an amount that was exchanged on its way is not what anybody was charged.
 */
function amountOf(entry: NumberedEntry, payment: PaymentRow, refund?: RefundRow): Money {
  if (entry.currency === payment.currency) return moneyIn(entry)
  const { minor, currency } = moneyIn(refund ?? payment)
  return { minor: entry.amount_minor < 0n ? -minor : minor, currency }
}

function presentedOf({ presented_minor, presented_currency }: PaymentRow): Money | null {
  if (presented_minor === null || presented_currency === null) return null
  return moneyIn({ amount_minor: presented_minor, currency: presented_currency })
}
