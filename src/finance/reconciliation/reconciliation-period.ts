import { minorJson } from '../../platform/money/money.ts'
import { type EntriesScope, entriesUrl } from '../entries-url.ts'
import type { Range } from '../period.ts'
import { type Payout, within } from './payouts.ts'

/** A payout or a return as it is answered; `difference_minor` is what it took less its amount. */
export type PayoutRow = Readonly<{
  id: string
  kind: Payout['kind']
  arrival: string
  amount_minor: number
  status: Payout['status']
  difference_minor: number | null
  entries_url: string
}>

const figures = ['opening_minor', 'activity_minor', 'payouts_minor', 'closing_minor'] as const

/**
 * Minor units of `currency`. `payouts_minor` is what left Stripe's balance for the bank, `arrived_minor`
 * the sum of `payouts`, those of the period's days; what is between the two is in transit.
 */
export type ReconciliationPeriod = Readonly<
  Record<(typeof figures)[number], number> & {
    from: string
    to: string
    currency: string
    arrived_minor: number
    in_transit_opening_minor: number
    in_transit_closing_minor: number
    payouts: readonly PayoutRow[]
    entries: Readonly<Record<(typeof figures)[number], string>>
  }
>

/** What moved a balance: before a period, and in it. */
export type Movements = Readonly<{
  opening: bigint
  activity: bigint
  payouts: bigint
  /** What payouts took out of it before. */
  sentBefore: bigint
}>

export function reconciliationPeriod(
  range: Range,
  { opening, activity, payouts, sentBefore }: Movements,
  standing: readonly Payout[],
  scope: EntriesScope,
): ReconciliationPeriod {
  const inPeriod = within(range, standing)
  const arrived = sum(inPeriod)
  const inTransit = sentBefore - sum(standing.filter(({ day }) => day < range.from))
  return {
    ...range,
    currency: scope.query.currency,
    opening_minor: minorJson(opening),
    activity_minor: minorJson(activity),
    payouts_minor: minorJson(payouts),
    closing_minor: minorJson(opening + activity - payouts),
    arrived_minor: minorJson(arrived),
    in_transit_opening_minor: minorJson(inTransit),
    in_transit_closing_minor: minorJson(inTransit + payouts - arrived),
    payouts: inPeriod.map((payout) => payoutRow(payout, scope)),
    entries: addressesOf(range, scope),
  }
}

function sum(payouts: readonly Payout[]): bigint {
  return payouts.reduce((total, { amount }) => total + amount, 0n)
}

function payoutRow(payout: Payout, scope: EntriesScope): PayoutRow {
  const { id, kind, day, amount, status, taken } = payout
  const difference = taken === null || kind === 'return' ? null : taken - amount
  return {
    ...{ id, kind, arrival: day, amount_minor: minorJson(amount), status },
    difference_minor: difference === null ? null : minorJson(difference),
    entries_url: entriesUrl('balance_minor', null, scope, { payout: id }),
  }
}

/** No row is older. */
export const beginning = '1900-01-01'

function addressesOf(range: Range, scope: EntriesScope): ReconciliationPeriod['entries'] {
  const filter = { balance: 'payments', currency: scope.query.currency } as const
  const until = (to: string) => ({ from: beginning, to })
  return {
    opening_minor: entriesUrl('balance_minor', until(range.from), scope, filter),
    activity_minor: entriesUrl('activity_minor', range, scope, filter),
    payouts_minor: entriesUrl('payouts_minor', range, scope, filter),
    closing_minor: entriesUrl('balance_minor', until(range.to), scope, filter),
  }
}
