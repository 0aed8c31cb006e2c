import { type RawBuilder, sql } from 'kysely'
import type { EntryFilter, EntryScope } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { quotient } from '../quotient.ts'
import { givesBack } from '../tax/row.ts'
import { type Valuation, valuedEntries } from '../valued.ts'
import type { Earning } from './earning.ts'
import { withService } from './service.ts'

const columns = [
  ...(['id', 'day', 'member_id', 'class', 'campaign', 'article', 'country', 'product'] as const),
  ...(['invoice', 'subscription', 'service_from', 'service_to', 'ends', 'exchanged'] as const),
  ...(['back_days', 'back_held'] as const),
] as const
/** What a schedule is made of, beside its currency: the columns of what is kept of it, too. */
export const scheduleColumns = sql.join(columns.map((column) => sql.ref(column)))

/** How payments are earned and what they are worth. */
export type EarnedBy = Readonly<{ earning: Earning; valuation: Valuation }>

/** The payments that a filter reaches and of whose money anything may be deferred. */
export function billedPayments(
  reader: Reader,
  filter: EntryFilter & EntryScope,
  valuation: Valuation,
) {
  return valuedEntries(reader, filter, valuation)
    .where('entry.amount_minor', '>', 0n)
    .where('entry.kind', '=', 'payment')
    .where('label.invoice', 'is not', null)
    .select(['entry.charge', 'entry.amount_minor', 'label.invoice', 'label.subscription'])
    .select('label.product')
}

/**
 * Payments (`billedPayments`, or several of them) with what of each is exchanged for a service, from when
 * to when: a relation of `currency` and `scheduleColumns`, minor units of the valuation's currency.
 * `exchanged` is null where there is no rate, the days where the bill is not known. `back_days` are the
 * days on which something was given back, none before the payment's own, and `back_held` what is left of
 * the exchange from each on: money given back lowers it in proportion, never below nothing. `looked`
 * narrows for which payments what was given back is looked for, over the columns of `service`.
 */
export function schedulesOf(
  reader: Reader,
  payments: RawBuilder<unknown>,
  { earning, valuation }: EarnedBy,
  looked = sql<boolean>`true`,
): RawBuilder<unknown> {
  const back = valuedEntries(reader, {}, valuation)
    .where(sql<boolean>`entry.charge = service.charge and entry.kind in ${givesBack}`)
    .select('entry.charge')
  const left = quotient(sql`(service.net + sum(net) over since) * exchanged`, sql`service.net`)
  return sql`(
    select currency, ${scheduleColumns}
    from (
      select service.*,
        case when net is null then null when net < fair then net else fair end as exchanged
      from (${withService(payments, valuation.currency, earning)}) as service
      where net > 0 or net is null
      offset 0
    ) as service
    left join lateral (
      select array_agg(back_day order by back_day, id) as back_days,
        array_agg(case when held < 0 then 0 else held end order by back_day, id) as back_held
      from (
        select id, back_day,
          case when count(net) over since = count(*) over since then ${left} end as held
        from (
          select id, greatest(day, service.day) as back_day, amount - tax as net
          from (${back} offset 0) as back where ${looked}
        ) as back
        window since as (order by back_day, id)
      ) as counted
    ) as given_back on true
  )`
}
