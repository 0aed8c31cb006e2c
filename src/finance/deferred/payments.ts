import { type RawBuilder, sql } from 'kysely'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { addDays } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type Range, spanOf } from '../period.ts'
import { givesBack } from '../tax/row.ts'
import { valuationOf } from '../valued.ts'
import type { Earning } from './earning.ts'
import { rolledOver } from './rolled-over.ts'
import { billedPayments, schedulesOf } from './schedule.ts'

/** Over which ranges, and which payments: what is absent does not narrow. */
export type DeferredAsked = Readonly<{
  ranges: readonly Range[]
  filter: Omit<EntryFilter, 'from' | 'to'>
  currency: Currency
}>

/**
 * Each payment with something deferred in a range, once a range (`rolledOver`), from the rows of the books.
 * The payment's own rate counts for all of it; days to come count as they stand now.
 */
export async function deferredPayments(
  reader: Reader,
  { ranges, filter, currency }: DeferredAsked,
  earning: Earning,
): Promise<RawBuilder<unknown>> {
  const span = spanOf(ranges)
  const since = addDays(span.from, -(await longestService_days(reader)))
  const valuation = await valuationOf(reader, { to: span.to }, currency)
  const recent = billedPayments(reader, { ...filter, from: since, to: span.to }, valuation)
  const older = billedPayments(reader, { ...filter, to: since }, valuation).where(
    sql<boolean>`entry.charge in ${chargesBack(span)}`,
  )
  const looked = sql<boolean>`(service.day < ${since}
    or service.charge in ${chargesBack({ from: since, to: span.to })})`
  const payments = sql`(${recent} union all ${older})`
  return rolledOver(ranges, schedulesOf(reader, payments, { earning, valuation }, looked))
}

/** Read at once, so that only the few payments that anything went back of are looked up one by one. */
function chargesBack({ from, to }: Range): RawBuilder<unknown> {
  return sql`(select charge from entry where kind in ${givesBack} and day >= ${from} and day < ${to})`
}

/** No payment is deferred for longer than its invoice is, from the day it was made on. */
async function longestService_days(reader: Reader): Promise<number> {
  const { longest } = await reader
    .selectFrom('invoice')
    .select(
      sql<number | null>`ceil(extract(epoch from max(period_end - created)) / 86400)::int`.as(
        'longest',
      ),
    )
    .executeTakeFirstOrThrow()
  return (longest ?? 0) + 1
}
