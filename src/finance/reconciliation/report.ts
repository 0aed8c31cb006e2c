import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import { balanceFigures } from '../figures.ts'
import { type Range, spanOf } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { rangeTable, sumsBy } from '../sums.ts'
import { declaredTaxes } from '../tax/rules.ts'
import { withoutRates } from '../valued.ts'
import { payoutsBefore } from './payouts.ts'
import {
  beginning,
  type Movements,
  type ReconciliationPeriod,
  reconciliationPeriod,
} from './reconciliation-period.ts'

export type Reconciliation = Report<ReconciliationPeriod>

const meaning = {
  id: 'reconciliation',
  version: '1',
  text:
    'Stripe’s balance in one currency, pending and available together. Opening: before the first day. ' +
    'Activity: everything that moved it but payouts, after fees. Payouts: what left it for the bank, ' +
    'less what the bank sent back, on the day it left or came back. Opening + activity − payouts = ' +
    'closing. Listed payouts are those that arrived (or came back) in the period; what has left the ' +
    'balance and not arrived is in transit.',
} as const

/**
 * Payouts against Stripe's balance (finance.md 1.9). Reading: a balance is not converted, so `currency`
 * names whose balance it is. A payout leaves the balance when Stripe makes it and arrives days later:
 * `payouts_minor` goes by the first, so that closing is Stripe's balance to the cent, the list by the
 * second; `arrived_minor` is the list's sum, and payouts + in transit before = arrived + in transit after.
 */
export function reconciliation(
  reader: Reader,
  query: ReportQuery,
  deps: ReportDeps,
): Promise<Reconciliation> {
  return reportOver(meaning, query, deps, (ranges) => periodsOf(reader, ranges, query, deps))
}

async function periodsOf(
  reader: Reader,
  ranges: readonly Range[],
  query: ReportQuery,
  { config }: ReportDeps,
): Promise<ReconciliationPeriod[]> {
  const { to } = spanOf(ranges)
  const before = ranges.map(({ from }) => ({ from: beginning, to: from }))
  const [moved, payouts] = await Promise.all([
    movements(reader, [...ranges, ...before], query),
    payoutsBefore(reader, { currency: query.currency, to }),
  ])
  return ranges.map((range, index) => {
    const [within, earlier] = [moved(index), moved(index + ranges.length)]
    const movements: Movements = {
      opening: earlier.balance_minor,
      activity: within.activity_minor,
      payouts: within.payouts_minor,
      sentBefore: earlier.payouts_minor,
    }
    return reconciliationPeriod(range, movements, payouts, { query, config })
  })
}

type Moved = Readonly<Record<(typeof balanceFigures)[number], bigint>>
const nothing: Moved = { balance_minor: 0n, activity_minor: 0n, payouts_minor: 0n }

/** What moved the balance in each range, by its place. */
async function movements(
  reader: Reader,
  ranges: readonly Range[],
  { currency }: ReportQuery,
): Promise<(range: number) => Moved> {
  // no rates: rows of another currency are of another balance
  const valuation = withoutRates({ currency, taxes: await declaredTaxes(reader) })
  const asked = { ranges, filter: { source: 'stripe' }, by: 'currency', valuation } as const
  const [rows, apart] = await Promise.all([
    sumsBy(reader, { ...asked, figures: balanceFigures, basis: 'net' }),
    movedApart(reader, ranges, currency),
  ])
  const all = new Map(rows.filter(({ key }) => key === currency).map((row) => [row.range, row]))
  return (range) => {
    const { balance_minor, activity_minor, payouts_minor } = all.get(range) ?? nothing
    const other = apart.get(range) ?? 0n
    return {
      balance_minor: balance_minor - other,
      activity_minor: activity_minor - other,
      payouts_minor,
    }
  }
}

/** What moved balances beside the ordinary one (held against risks, prefunded), which are few rows. */
async function movedApart(
  reader: Reader,
  ranges: readonly Range[],
  currency: string,
): Promise<ReadonlyMap<number, bigint>> {
  const rows = await reader
    .selectFrom(rangeTable(ranges).as('asked'))
    .innerJoin('entry', (join) =>
      join.on(sql<boolean>`entry.day >= asked.first_day and entry.day < asked.end_day`),
    )
    .where('entry.balance_type', '<>', 'payments')
    .where('entry.currency', '=', currency)
    .where('entry.source', '=', 'stripe')
    .groupBy('asked.range')
    .select(['asked.range', sql<bigint>`sum(entry.net_minor)::bigint`.as('net')])
    .execute()
  return new Map(rows.map(({ range, net }) => [range, net]))
}
