import { type RawBuilder, sql } from 'kysely'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type Range, spanOf } from '../period.ts'
import { quotient } from '../quotient.ts'
import { rangeTable } from '../sums.ts'
import { givesBack } from '../tax/row.ts'
import { valuationOf, valuedEntries } from '../valued.ts'
import type { Earning } from './earning.ts'
import { withService } from './service.ts'

/** Over which ranges, and which payments: what is absent does not narrow. */
export type DeferredAsked = Readonly<{
  ranges: readonly Range[]
  filter: Omit<EntryFilter, 'from' | 'to'>
  currency: Currency
}>

/**
 * Each payment with something deferred in a range, once a range: minor units of `opening` and `closing`
 * at the range's two ends, `billed` and `refunded` between; null without a rate. A relation with the
 * payment's own columns beside.
 *
 * finance.md 1.8: what is exchanged for a service is earned in equal parts a day of [start, end), the
 * first day too, each day's sum rounded once over all days until then; so through day d of n
 * round(amount × d / n). Money given back lowers the amount in proportion: its part of what is not yet
 * earned is released, its part of what was earned is taken back. On the day that access ends the rest
 * is earned. Nothing is earned before it is paid, so what is paid late is made up for on that day. The
 * payment's own rate counts for all of it; days to come count as they stand now.
 */
export async function deferredPayments(
  reader: Reader,
  asked: DeferredAsked,
  earning: Earning,
): Promise<RawBuilder<unknown>> {
  const span = spanOf(asked.ranges)
  const since = addDays(span.from, -(await longestService_days(reader)))
  const valuation = await valuationOf(reader, { to: span.to }, asked.currency)
  const paid = (days: Readonly<{ from?: Day; to: Day }>) =>
    valuedEntries(reader, { ...asked.filter, ...days }, valuation)
      .where('entry.amount_minor', '>', 0n)
      .where('entry.kind', '=', 'payment')
      .select(['entry.charge', 'entry.amount_minor', 'entry.occurred_at'])
      .select(['label.invoice', 'label.subscription', 'label.product'])
  const older = paid({ to: since }).where(sql<boolean>`entry.charge in ${chargesBack(span)}`)
  const entries = sql`(${paid({ from: since, to: span.to })} union all ${older})`
  const back = valuedEntries(reader, { to: span.to }, valuation)
    .where(sql<boolean>`entry.charge = service.charge and entry.kind in ${givesBack}`)
    .select('entry.charge')
  return sql`(
    with payment as materialized (
      select service.*, days, nets,
        case when net is null then null when net < fair then net else fair end as exchanged
      from (${withService(entries, asked.currency, earning)}) as service
      left join lateral (
        select array_agg(day) as days, array_agg(amount - tax) as nets from (${back}) as back
        where service.day < ${since}
          or service.charge in ${chargesBack({ from: since, to: span.to })}
      ) as given_back on true
      where net > 0 or net is null
    )
    select asked.range, payment.*, ${deferredAt(sql`first_day`)} as opening,
      case when payment.day >= first_day then exchanged else 0 end as billed,
      ${exchangedAt(sql`first_day`)} - ${exchangedAt(sql`end_day`)} as refunded,
      ${deferredAt(sql`end_day`)} as closing
    from ${rangeTable(asked.ranges)} as asked
    join payment on payment.day < end_day
      and (payment.day >= first_day or ends > first_day or payment.days is not null)
  )`
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

/** What of the exchange was not given back before a day; `greatest` would make nothing of a missing rate. */
function exchangedAt(day: RawBuilder<Day>): RawBuilder<bigint> {
  const returned = sql`(
    select case when count(*) = count(back.net) then coalesce(sum(back.net), 0) end
    from unnest(days, nets) as back (day, net) where back.day < ${day})`
  const left = quotient(sql`(net + ${returned}) * exchanged`, sql`net`)
  return sql`(case when days is null then exchanged when ${left} < 0 then 0 else ${left} end)`
}

/** What is not yet earned at the beginning of a day. */
function deferredAt(day: RawBuilder<Day>): RawBuilder<bigint> {
  const exchanged = exchangedAt(day)
  const earned = quotient(sql`${exchanged} * greatest(${day} - service_from, 0)`, sql`total`)
  return sql`(case when payment.day >= ${day} or ${day} >= ends then 0
    else ${exchanged} - ${earned} end)`
}
