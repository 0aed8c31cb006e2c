import { type RawBuilder, sql } from 'kysely'
import type { Config } from '../../config.ts'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Basis } from '../figures.ts'
import type { Grouping } from '../sums.ts'
import { paymentsBehind, paymentsBesideSums } from './beside-sums.ts'
import { declaredEarning, defers, type Earning } from './earning.ts'
import { keptBalances } from './kept-sums.ts'
import type { DeferredAsked } from './payments.ts'

type Books = Pick<Config, 'reportingTimezone' | 'reportingCurrency'>

/** What makes figures on a basis other than the money received: null where nothing does. */
export async function earningOn(
  reader: Reader,
  basis: Basis,
  books: Books,
): Promise<Earning | null> {
  if (basis !== 'recognised') return null
  const earning = await declaredEarning(reader, books)
  return defers(earning) ? earning : null
}

/**
 * What the recognised basis adds to the entries of each range (finance/sums.ts): what was deferred
 * before and is earned in it, less what is received in it and deferred, as payments without tax. Gross
 * and all that is made of it are then what was earned; tax, refunds, disputes and fees stay as they are.
 */
export async function earnedBesides(
  snapshot: Reader,
  asked: DeferredAsked & Readonly<{ by: Grouping }>,
  earning: Earning | null,
): Promise<RawBuilder<unknown>[]> {
  if (earning === null) return []
  const { isKept, payments } = await paymentsBesideSums(snapshot, asked, earning)
  const amounts = sql`select range, sign, ${sql.ref(asked.by)} as key, class, opening - closing as amount
    from ${payments} as payment`
  const kept = isKept ? [await keptBalances(snapshot, asked)] : []
  return [
    sql`select range, key, 'payment' as kind, 'stripe' as source, class,
        coalesce(sum(sign * amount), 0) as amount, 0 as tax, 0 as fee, 0 as fx, 0 as entries,
        coalesce(sum(sign) filter (where amount is null), 0) as unrated
      from (${sql.join([amounts, ...kept], sql` union all `)}) as earned group by range, key, class
      having coalesce(sum(sign * amount), 0) <> 0 or count(*) > count(amount)`,
  ]
}

/** Of each payment (`id`) what is `earned` besides its own money; a relation, empty on other bases. */
export async function earnedByPayment(
  reader: Reader,
  { from = first, to = last, ...filter }: EntryFilter,
  { currency, earning }: Pick<DeferredAsked, 'currency'> & Readonly<{ earning: Earning | null }>,
) {
  const payments =
    earning === null
      ? sql`(select null::text as id, 0::bigint as opening, 0::bigint as closing where false)`
      : await paymentsBehind(reader, { ranges: [{ from, to }], filter, currency }, earning)
  return sql<{ id: string; earned: bigint | null }>`(
    select id, opening - closing as earned from ${payments} as payment
    where opening is distinct from closing)`
}

/** All days that can be asked for. */
const first = '1900-01-01'
const last = '2999-12-31'
