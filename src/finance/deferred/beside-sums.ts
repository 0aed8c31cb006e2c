import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import { spanOf } from '../period.ts'
import { deferredPart, deferredRule, touchedPayments } from '../rollups/deferred.ts'
import { isKept, paymentsKeptBy } from '../rollups/kept.ts'
import { markOf } from '../rollups/mark.ts'
import { declaredTaxes } from '../tax/rules.ts'
import { valuationOf } from '../valued.ts'
import type { Earning } from './earning.ts'
import { keptSchedules } from './kept-sums.ts'
import { type DeferredAsked, deferredPayments } from './payments.ts'
import { rolledOver } from './rolled-over.ts'
import { billedPayments, scheduleColumns, schedulesOf } from './schedule.ts'

/**
 * The payments that are rolled over the ranges one by one (`rolledOver`); `sign` -1 takes them away. Where
 * sums are kept they are those that came since, or changed: as they are now less as they were kept; and
 * those that are never summed. Exact to the last commit of the snapshot.
 */
export async function paymentsBesideSums(
  snapshot: Reader,
  asked: DeferredAsked,
  earning: Earning,
): Promise<Readonly<{ isKept: boolean; payments: RawBuilder<unknown> }>> {
  const { ranges } = asked
  const mark = isKept(asked.filter) ? await markFor(snapshot, asked, earning) : null
  if (mark === null) {
    const all = await deferredPayments(snapshot, asked, earning)
    return { isKept: false, payments: sql`(select 1 as sign, * from ${all} as payment)` }
  }
  const ids = await touchedPayments(snapshot, { from: mark })
  const schedules = [
    signed(-1, keptSchedules(asked, sql`id = any(${ids}) and exchanged is not null`)),
    signed(1, keptSchedules(asked, sql`exchanged is null and id <> all(${ids})`)),
    ...(await schedulesNow(snapshot, asked, { earning, ids })),
  ]
  return { isKept: true, payments: rolledOver(ranges, together(schedules)) }
}

/**
 * Each payment with something deferred in the range, once, whatever is kept: those behind a figure. As they
 * were kept, as far as they `reach`, and as they are now where anything of them changed since.
 */
export async function paymentsBehind(
  snapshot: Reader,
  asked: DeferredAsked,
  earning: Earning,
  reach: RawBuilder<boolean>,
): Promise<RawBuilder<unknown>> {
  const { ranges } = asked
  const mark = isKept(asked.filter, paymentsKeptBy) ? await markFor(snapshot, asked, earning) : null
  if (mark === null) return deferredPayments(snapshot, asked, earning)
  const ids = await touchedPayments(snapshot, { from: mark })
  const schedules = [
    signed(1, keptSchedules(asked, sql`id <> all(${ids}) and ${reach}`)),
    ...(await schedulesNow(snapshot, asked, { earning, ids })),
  ]
  return rolledOver(ranges, together(schedules))
}

/** Null where nothing is kept. */
async function markFor(snapshot: Reader, { currency }: DeferredAsked, earning: Earning) {
  const rule = deferredRule({ currency, taxes: await declaredTaxes(snapshot) }, earning)
  return markOf(snapshot, deferredPart, rule)
}

/** Schedules of one shape, as a relation to be rolled over; `sign` -1 takes them away. */
function signed(sign: 1 | -1, schedules: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select ${sql.lit(sign)} as sign, currency, ${scheduleColumns} from ${schedules} as told`
}

function together(schedules: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`(${sql.join(schedules, sql` union all `)})`
}

/** Of the touched payments as they are now, and of those in other currencies, which are never summed. */
async function schedulesNow(
  snapshot: Reader,
  { ranges, filter, currency }: DeferredAsked,
  { earning, ids }: Readonly<{ earning: Earning; ids: readonly string[] }>,
): Promise<RawBuilder<unknown>[]> {
  const { to } = spanOf(ranges)
  const valuation = await valuationOf(snapshot, { to }, currency)
  const hasOthers = valuation.known.length + valuation.missing.length > 0
  const scopes = [
    ...(ids.length > 0 ? [{ ids, currency }] : []),
    ...(hasOthers ? [{ foreignTo: currency }] : []),
  ]
  if (scopes.length === 0) return []
  const payments = scopes.map(
    (scope) => sql`${billedPayments(snapshot, { ...filter, ...scope, to }, valuation)}`,
  )
  return [signed(1, schedulesOf(snapshot, together(payments), { earning, valuation }))]
}
