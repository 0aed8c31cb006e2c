import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../platform/day.ts'
import type { Range } from '../period.ts'
import { rangeTable } from '../sums.ts'

/**
 * Schedules (`payment`) beside each range that they count in: minor units of `opening` and `closing` at the
 * range's two ends, `billed` and `refunded` between; null without a rate. Recognised is
 * opening + billed - refunded - closing.
 */
export function rolledOver(ranges: readonly Range[], schedules: RawBuilder<unknown>) {
  return sql`(
    with payment as materialized (select * from ${schedules} as payment where ${isBilled})
    select asked.range, payment.*, ${deferredAt(sql`first_day`)} as opening,
      case when payment.day >= first_day then exchanged else 0 end as billed,
      ${heldAt(sql`first_day`)} - ${heldAt(sql`end_day`)} as refunded,
      ${deferredAt(sql`end_day`)} as closing
    from ${rangeTable(ranges)} as asked
    join payment on payment.day < end_day
      and (payment.day >= first_day or ends > first_day or back_days is not null)
  )`
}

/** Its bill is known and is for some days. */
export const isBilled = sql<boolean>`payment.service_to > payment.service_from`

/**
 * What is not yet earned at the beginning of a day. finance.md 1.8: in equal parts a day of [start, end),
 * the first day too, each day's sum rounded once over all days until then; so through day d of n
 * round(amount × d / n). On the day that access ends the rest is earned. Nothing is earned before it is
 * paid, so what is paid late is made up for on that day. Whole numbers of eight bytes hold the product for
 * payments below 10^14 minor units and a century; Stripe takes twelve digits at most.
 */
export function deferredAt(day: RawBuilder<Day>): RawBuilder<bigint> {
  const held = heldAt(day)
  const days = sql`greatest(${day} - service_from, 0)`
  const total = sql`(service_to - service_from)`
  return sql`(case when payment.day >= ${day} or ${day} >= ends then 0
    else ${held} - (2 * ${held} * ${days} + ${total}) / (2 * ${total}) end)`
}

/** What of the exchange was not given back before a day. */
function heldAt(day: RawBuilder<Day>): RawBuilder<bigint> {
  const rowsBefore = sql`(select count(*)::int from unnest(back_days) as back where back < ${day})`
  return sql`(case when back_days is null or back_days[1] >= ${day} then exchanged
    else back_held[${rowsBefore}] end)`
}
