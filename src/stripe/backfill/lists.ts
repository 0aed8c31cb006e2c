import type Stripe from 'stripe'
import type { ObjectType } from '../inbox/subject.ts'
import { bookListed } from '../sync/balance-transaction.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { applyPage } from '../sync/listed.ts'
import { listMoney, listPayouts, listSubscriptions } from '../sync/lists.ts'
import { type Cursor, createdSince } from '../sync/pages.ts'

export type Listed = Readonly<{ id: string; created: number }>
type Page = Readonly<{ data: readonly Listed[]; has_more: boolean }>

/** A list of Stripe's that is read to its end, and what becomes of each page of it. */
export type Reading = Readonly<{
  list: string
  /** Newest first; `from` leaves out what was made before, where only the history itself counts. */
  page: (stripe: Stripe, from: Date, cursor: Cursor) => Promise<Page>
  /** `at`: business time when the page was asked for. */
  apply: (deps: SyncDeps, objects: readonly Listed[], at: Date) => Promise<void>
}>

const limit = 100
const ofHistory = (from: Date) => ({ ...createdSince(from), limit })

/**
 * In this order: money first, so that nobody need ask for it; what payments are for before the
 * payments, so that a label is learned once; customers last, as only those who paid are known. Each
 * list brings along what its objects would else be asked for one by one. Subscriptions and customers
 * are read whole: what holds today may have begun before `from`.
 */
export const readings: readonly Reading[] = [
  {
    list: 'balance_transactions',
    page: listMoney,
    apply: async (deps, objects) => void (await bookListed(deps, objects)),
  },
  {
    list: 'subscriptions',
    page: (stripe, _, cursor) => listSubscriptions(stripe, cursor),
    apply: applying('subscription'),
  },
  {
    list: 'checkout_sessions',
    page: (stripe, from, cursor) =>
      stripe.checkout.sessions.list({ ...ofHistory(from), ...cursor }),
    apply: applying('checkout.session'),
  },
  {
    list: 'invoices',
    page: (stripe, from, cursor) =>
      stripe.invoices.list({
        ...{ ...ofHistory(from), ...cursor },
        expand: ['data.customer', 'data.payments'],
      }),
    apply: applying('invoice'),
  },
  {
    list: 'charges',
    page: (stripe, from, cursor) =>
      stripe.charges.list({
        ...{ ...ofHistory(from), ...cursor },
        expand: ['data.customer', 'data.refunds'],
      }),
    apply: applying('charge'),
  },
  {
    list: 'disputes',
    page: (stripe, from, cursor) => stripe.disputes.list({ ...ofHistory(from), ...cursor }),
    apply: applying('dispute'),
  },
  {
    list: 'early_fraud_warnings',
    page: (stripe, _, cursor) => stripe.radar.earlyFraudWarnings.list({ limit, ...cursor }),
    apply: applying('radar.early_fraud_warning'),
  },
  {
    list: 'payouts',
    page: listPayouts,
    apply: applying('payout'),
  },
  {
    list: 'customers',
    page: (stripe, _, cursor) => stripe.customers.list({ limit, ...cursor }),
    apply: applying('customer'),
  },
]

function applying(type: ObjectType): Reading['apply'] {
  return (deps, objects, at) => applyPage(deps, { type, objects, at })
}
