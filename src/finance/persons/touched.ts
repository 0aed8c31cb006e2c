import { type RawBuilder, sql } from 'kysely'
import { foreign, type TransactionMark } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { touchedRows } from '../rollups/ledger.ts'
import { type MarkedTable, type Span, wrote } from '../rollups/mark.ts'
import type { LineMaker } from './line.ts'

/** Where it is written that facts of a person changed. */
export const tellingOfPersons: readonly MarkedTable[] = [
  ...(['entry', 'entry_label', 'subscription_change', 'person_news', 'rate'] as const),
]

type Touching = Readonly<{ currency: Currency; reads?: LineMaker['reads'] | undefined }>

/** A person, and which transactions may have made their facts other ones. */
export type Touched = Readonly<{ person: string; by: readonly TransactionMark[] }>

/** Everybody whose facts may be other ones by what transactions of the span wrote. */
export function touchedPersons(
  reader: Reader,
  span: Span,
  { currency, reads }: Touching,
): Promise<Touched[]> {
  const told = [changed(span), news(span)]
  const all = reads === 'changes' ? told : [...told, named(span), ratedAnew(span, currency)]
  const touched = sql<{ person: string; tx: string }>`(${sql.join(all, sql` union `)})`
  return reader
    .selectFrom(touched.as('touched'))
    .where('person', 'is not', null)
    .groupBy('person')
    .select(['person', sql<TransactionMark[]>`array_agg(tx::text order by tx)`.as('by')])
    .execute()
}

function changed(span: Span): RawBuilder<unknown> {
  return sql`select subscription.member_id as person, subscription_change.tx from subscription_change
    join subscription on subscription.id = subscription_change.subscription
    where ${wrote('subscription_change', span)}`
}

function news(span: Span): RawBuilder<unknown> {
  return sql`select person, tx from person_news where ${wrote('person_news', span)}`
}

/** Of the touched entries, whoever any of their labels names: a new one may take an entry from somebody. */
function named(span: Span): RawBuilder<unknown> {
  return sql`select label.member_id, touched.tx from ${touchedRows(span)} as touched
    cross join lateral (
      select member_id from entry_label where entry_id = touched.id offset 0) as label`
}

/** A new rate may be the one that money in another currency waited for. */
function ratedAnew(span: Span, currency: Currency): RawBuilder<unknown> {
  const rates = sql`(select distinct tx from rate where ${wrote('rate', span)} offset 0)`
  return sql`select label.member_id, rated.tx from ${rates} as rated
    cross join entry join entry_label as label on label.entry_id = entry.id
    where ${foreign(currency)}`
}
