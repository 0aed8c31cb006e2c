import { type RawBuilder, sql } from 'kysely'
import type { Config } from '../../config.ts'
import type { EntryFilter } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { inSnapshot } from '../../platform/database/snapshot.ts'
import type { Day } from '../../platform/day.ts'
import type { Basis } from '../figures.ts'
import type { Grouping } from '../sums.ts'
import { paymentsBehind, paymentsBesideSums } from './beside-sums.ts'
import { declaredEarning, defers, type Earning } from './earning.ts'
import { isDeferredAtEnds, keptBalances } from './kept-sums.ts'
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

/** Payments, and what each earned in a range besides its own money: null without a rate. */
export type EarnedBesides = readonly Readonly<{ id: string; day: Day; earned: bigint | null }>[]

/**
 * What payments earned in the days of a filter besides their own money, by their day. Only what is deferred when the
 * range begins or ends makes a difference, so that they are about as many however long it is.
 */
export async function earnedByPayment(
  reader: Reader,
  { from = first, to = last, ...filter }: EntryFilter,
  { currency, earning }: Pick<DeferredAsked, 'currency'> & Readonly<{ earning: Earning | null }>,
): Promise<EarnedBesides> {
  if (earning === null) return []
  const range = { from, to }
  return inSnapshot(reader, async (snapshot) => {
    const reach = await isDeferredAtEnds(snapshot, range)
    const asked = { ranges: [range], filter, currency }
    const payments = await paymentsBehind(snapshot, asked, earning, reach)
    return snapshot
      .selectFrom(sql<{ id: string; day: Day }>`${payments}`.as('payment'))
      .select(['id', 'day', sql<bigint | null>`opening - closing`.as('earned')])
      .where(sql<boolean>`opening is distinct from closing`)
      .orderBy('day')
      .execute()
  })
}

/** All days that can be asked for. */
const first = '1900-01-01'
const last = '2999-12-31'
