import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import { isMonthStart, type Range } from '../period.ts'
import { narrowedBy, paymentsKeptBy } from '../rollups/kept.ts'
import { type Grouping, rangeTable } from '../sums.ts'
import type { DeferredAsked } from './payments.ts'
import { deferredAt, isBilled } from './rolled-over.ts'

/**
 * What the kept payments were deferred at a range's beginning (`sign` 1) and at its end (-1), by class and
 * key of the grouping: `amount` in minor units of the books' currency.
 */
export async function keptBalances(
  snapshot: Reader,
  { ranges, filter, currency, by }: DeferredAsked & Readonly<{ by: Grouping }>,
): Promise<RawBuilder<unknown>> {
  if (by === 'class' || by === 'currency') {
    const key = by === 'class' ? sql`class` : sql`${currency}::text`
    return balances({ bounds: boundsOf(ranges), dimension: 'class', key, filter })
  }
  const bounds = sql`(select * from ${boundsOf(ranges)} as bound where extract(day from at) = 1)`
  const months = balances({ bounds, dimension: by, key: sql`key`, filter })
  const isWhole = !ranges.some(({ from, to }) => !isMonthStart(from) || !isMonthStart(to))
  if (isWhole) return months
  return sql`${months} union all ${await atCutDays(snapshot, { ranges, filter, by })}`
}

type Balances = Readonly<{
  bounds: RawBuilder<unknown>
  dimension: string
  key: RawBuilder<unknown>
  filter: DeferredAsked['filter']
}>

function balances({ bounds, dimension, key, filter }: Balances): RawBuilder<unknown> {
  return sql`select range, sign, ${key} as key, class, deferred as amount
    from ${bounds} as bound join (${asEntries(sql`deferred_sum`)}) as sums
      on sums.dimension = ${dimension} and sums.day = bound.at
    where ${narrowedBy(filter)}`
}

function boundsOf(ranges: readonly Range[]): RawBuilder<unknown> {
  return sql`(select range, at, sign from ${rangeTable(ranges)} as asked
    cross join lateral (values (first_day, 1), (end_day, -1)) as ends (at, sign))`
}

/** Within a month the payments tell; no more are looked at than may be deferred for so long. */
async function atCutDays(
  snapshot: Reader,
  { ranges, filter, by }: Pick<DeferredAsked, 'ranges' | 'filter'> & Readonly<{ by: Grouping }>,
): Promise<RawBuilder<unknown>> {
  const longest = sql.lit(await longest_days(snapshot))
  return sql`select range, sign, ${sql.ref(by)} as key, class, ${deferredAt(sql`at`)} as amount
    from ${boundsOf(ranges)} as bound
    join (${asEntries(sql`deferred_payment`)}) as payment
      on payment.day < at and payment.day >= at - ${longest} and ends > at
    where extract(day from at) <> 1 and exchanged is not null and ${isBilled} and ${narrowedBy(filter)}`
}

async function longest_days(snapshot: Reader): Promise<number> {
  const { longest } = await snapshot
    .selectFrom('deferred_payment')
    .select(sql<number | null>`max(ends - day)`.as('longest'))
    .executeTakeFirstOrThrow()
  return longest ?? 0
}

/** The roll-forward of the kept payments, as rows of which each range's are to be added up. */
export function keptRollForward({ ranges, filter }: DeferredAsked): RawBuilder<unknown> {
  const sums = sql`(${asEntries(sql`deferred_sum`)})`
  const isSummed = sql`dimension = 'class' and ${narrowedBy(filter)}`
  const at = (column: string, bound: 'first_day' | 'end_day') =>
    sql`coalesce(sum(deferred) filter (where day = ${sql.ref(bound)}), 0) as ${sql.ref(column)}`
  return sql`select range, 1 as sign, ${at('opening', 'first_day')},
      coalesce(sum(billed) filter (where day < end_day), 0) as billed,
      coalesce(sum(refunded) filter (where day < end_day), 0) as refunded,
      ${at('closing', 'end_day')}
    from ${rangeTable(ranges)} as asked
    join ${sums} as sums on day >= first_day and day <= end_day
    where ${isSummed} group by range`
}

type Narrowed = Pick<DeferredAsked, 'filter' | 'currency'>

/** Payments as they were kept, in the shape of schedules. */
export function keptSchedules({ filter, currency }: Narrowed, which: RawBuilder<boolean>) {
  return sql`(select * from (select *, ${currency}::text as currency
      from (${asEntries(sql`deferred_payment`)}) as payment) as entry
    where ${narrowedBy(filter, paymentsKeptBy)} and ${which})`
}

/** Which kept payments may count in a range: for as long as any is deferred, and what was given back of. */
export async function reachesInto(snapshot: Reader, { from, to }: Range) {
  const longest = sql.lit(await longest_days(snapshot))
  return sql<boolean>`(day < ${to}
    and (day >= ${from}::date - ${longest} or back_days is not null))`
}

/** Which kept payments are neither all to be earned nor all earned when a range begins or ends. */
export async function isDeferredAtEnds(snapshot: Reader, { from, to }: Range) {
  const longest = sql.lit(await longest_days(snapshot))
  const isDeferredAt = (at: Day) =>
    sql`(day < ${at} and day >= ${at}::date - ${longest} and ends > ${at})`
  return sql<boolean>`(${isDeferredAt(from)} or ${isDeferredAt(to)})`
}

/** What is kept is of payments through Stripe alone. */
function asEntries(table: RawBuilder<unknown>) {
  return sql`select *, 'payment' as kind, 'stripe' as source from ${table} as kept`
}
