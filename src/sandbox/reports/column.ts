import { majorUnits } from '../money/units.ts'
import type { BalanceTransaction } from '../objects/balance-transaction.ts'
import type { Charge } from '../objects/charge.ts'
import type { Dispute } from '../objects/dispute.ts'
import { subscriptionOf } from '../objects/invoice.ts'
import type { Kind } from '../objects/objects.ts'
import type { Payout } from '../objects/payout.ts'
import type { Refund } from '../objects/refund.ts'
import type { Unit } from '../unit.ts'
import { effectiveAt } from './selection.ts'

/** A transaction with what it is about, as far as there is any. */
export type Item = Readonly<{
  unit: Unit
  txn: BalanceTransaction
  /** The automatic payout that carried it, or the payout that it is. */
  payout: Payout | undefined
  charge: Charge | undefined
  refund: Refund | undefined
  dispute: Dispute | undefined
}>

type Cell = string | number | boolean | null | undefined
/** Instants are shown by these: in UTC, or in the report's time zone. */
export type Instants = Readonly<{ utc: (at: number) => string; local: (at: number) => string }>
type Column = (item: Item, at: Instants) => Cell | Promise<Cell>

/** Reads what the columns ask for. */
export async function itemOf(unit: Unit, txn: BalanceTransaction): Promise<Item> {
  const named = <K extends Kind>(kind: K, id: string | null | undefined) =>
    id ? unit.get(kind, id) : undefined
  const { source } = txn
  const [refund, dispute] = [await named('refund', source), await named('dispute', source)]
  const charge = await named('charge', refund?.charge ?? dispute?.charge ?? source)
  const payout = await named('payout', txn._payout ?? source)
  return { unit, txn, payout, charge, refund, dispute }
}

/** @returns the column of that name; undefined when there is none */
export function columnOf(name: string): Column | undefined {
  const [, whose, key = ''] = /^(payment|refund)_metadata\[(.+)\]$/.exec(name) ?? []
  if (whose === 'refund') return ({ refund }) => refund?.metadata?.[key]
  if (whose === 'payment') return ({ charge }) => charge?.metadata[key]
  return columns[name]
}

const columns: Record<string, Column> = {
  balance_transaction_id: ({ txn }) => txn.id,
  created_utc: ({ txn }, at) => at.utc(txn.created),
  created: ({ txn }, at) => at.local(txn.created),
  available_on_utc: ({ txn }, at) => at.utc(txn.available_on),
  available_on: ({ txn }, at) => at.local(txn.available_on),
  currency: ({ txn }) => txn.currency,
  gross: ({ txn }) => majorUnits(txn.amount, txn.currency),
  fee: ({ txn }) => majorUnits(txn.fee, txn.currency),
  net: ({ txn }) => majorUnits(txn.net, txn.currency),
  reporting_category: ({ txn }) => txn.reporting_category,
  source_id: ({ txn }) => txn.source,
  description: ({ txn }) => txn.description,
  customer_facing_amount: (item) => {
    const faced = customerFacing(item)
    return faced && majorUnits(faced.amount, faced.currency)
  },
  customer_facing_currency: (item) => customerFacing(item)?.currency,
  automatic_payout_id: ({ payout }) => (payout?.automatic ? payout.id : null),
  automatic_payout_effective_at_utc: ({ payout }, at) =>
    payout?.automatic ? at.utc(payout.arrival_date) : null,
  automatic_payout_effective_at: ({ payout }, at) =>
    payout?.automatic ? at.local(payout.arrival_date) : null,
  payout_id: ({ payout }) => payout?.id,
  effective_at_utc: ({ txn }, at) => at.utc(effectiveAt(txn)),
  effective_at: ({ txn }, at) => at.local(effectiveAt(txn)),
  payout_expected_arrival_date: ({ payout }, at) => payout && at.local(payout.arrival_date),
  payout_status: ({ payout }) => payout?.status,
  payout_type: ({ payout }) => payout?.type,
  payout_description: ({ payout }) => payout?.description,
  payout_destination_id: ({ payout }) => payout?.destination,
  trace_id: ({ payout }) => payout?.trace_id?.value,
  trace_id_status: ({ payout }) => payout?.trace_id?.status,
  charge_id: ({ charge }) => charge?.id,
  charge_created_utc: ({ charge }, at) => charge && at.utc(charge.created),
  charge_created: ({ charge }, at) => charge && at.local(charge.created),
  payment_intent_id: ({ charge }) => charge?.payment_intent,
  payment_method_type: ({ charge }) => charge?.payment_method_details?.type,
  card_brand: ({ charge }) => charge?.payment_method_details?.card?.brand,
  card_funding: ({ charge }) => charge?.payment_method_details?.card?.funding,
  card_country: ({ charge }) => charge?.payment_method_details?.card?.country,
  is_link: ({ charge }) => charge && false,
  statement_descriptor: ({ charge }) => charge?.statement_descriptor,
  dispute_reason: ({ dispute }) => dispute?.reason,
  customer_id: ({ charge }) => charge?.customer,
  customer_email: async (item) => (await customerOf(item))?.email,
  customer_name: async (item) => (await customerOf(item))?.name,
  invoice_id: async (item) => (await invoiceOf(item))?.id,
  invoice_number: async (item) => (await invoiceOf(item))?.number,
  subscription_id: async (item) => {
    const invoice = await invoiceOf(item)
    return invoice && subscriptionOf(invoice)
  },
}

/** What the payer saw, positive when they paid: the charge's, or of it what a refund gave back. */
function customerFacing({ txn, charge, refund, dispute }: Item) {
  const faced = refund ?? dispute ?? charge
  if (!faced) return undefined
  return { amount: Math.sign(txn.amount) * faced.amount, currency: faced.currency }
}

async function customerOf({ unit, charge }: Item) {
  const customer = await unit.get('customer', charge?.customer ?? '')
  return customer && 'deleted' in customer ? undefined : customer
}

async function invoiceOf({ unit, charge }: Item) {
  if (!charge?.payment_intent) return undefined
  const all = [`payment_intent:${charge.payment_intent}`]
  const [link] = await unit.list('invoice_payment', { all, limit: 1 })
  return link && unit.get('invoice', link.invoice)
}
