import { type RawBuilder, sql } from 'kysely'
import type { Currency } from '../../platform/money/currency.ts'
import { quotient } from '../quotient.ts'
import type { Earning } from './earning.ts'

/**
 * The payments whose product is not a contribution, with the days of what they pay for, null until the bill
 * is known: `ends` is the first day on which nothing is left to earn, `fair` what the service is worth of
 * the payment.
 */
export function withService(
  entries: RawBuilder<unknown>,
  currency: Currency,
  { rules, zone }: Earning,
): RawBuilder<unknown> {
  const document = sql`${JSON.stringify(rules.map(ruleRow))}::jsonb`
  const dayIn = (instant: RawBuilder<unknown>) => sql`(${instant} at time zone ${zone})::date`
  return sql`
    select entry.*, entry.amount - entry.tax as net, service_from, service_to,
      least(service_to, ${dayIn(sql`ended_at`)} + 1) as ends,
      case when treatment = 'exchange' then entry.amount - entry.tax
        when rule.currency = entry.currency then ${quotient(sql`fair_minor * times * entry.amount`, sql`parts * entry.amount_minor`)}
        when rule.currency = ${currency} then ${quotient(sql`fair_minor * times`, sql`parts`)}
      end as fair
    from (select * from ${entries} as entry offset 0) as entry
    left join invoice on invoice.id = entry.invoice
    left join lateral (
      select ended_at from subscription where id = entry.subscription order by seen_at desc limit 1
    ) as subscription on true
    cross join lateral (
      select ${dayIn(sql`invoice.period_start`)} as service_from,
        ${dayIn(sql`invoice.period_end`)} as service_to
    ) as days
    cross join lateral (
      select * from jsonb_to_recordset(${document}) as rule (product text, from_day date, place int,
        treatment text, fair_minor numeric, per_months int, currency text)
      where rule.product in (entry.product, entry.class)
        and (rule.from_day is null or rule.from_day <= entry.day)
      order by place limit 1
    ) as rule
    cross join lateral ${timesWorth} as worth
    where treatment <> 'contribution'
    offset 0`
}

/**
 * How many times (`times / parts`) the fair value is owed for the time that is paid: whole months as the
 * calendar has them, bills at the end of a month up to three days off; any other time by its days.
 */
const timesWorth = sql`(
  select case when per_months is null then 1 when is_whole then months
      else (service_to - service_from) * 12 end as times,
    case when per_months is null then 1 when is_whole then per_months
      else 365 * per_months end as parts
  from (
    select months, months > 0 and
      abs(service_to - (service_from + make_interval(months => months))::date) <= 3 as is_whole
    from (
      select (12 * (extract(year from service_to) - extract(year from service_from))
        + extract(month from service_to) - extract(month from service_from))::int as months
    ) as counted
  ) as spanned
)`

function ruleRow({ from, fair_value_minor, ...rule }: Earning['rules'][number], place: number) {
  return { ...rule, place, from_day: from, fair_minor: fair_value_minor?.toString() ?? null }
}
