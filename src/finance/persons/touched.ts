import { type RawBuilder, sql } from 'kysely'
import { foreign } from '../../ledger/entries.ts'
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

/** Everybody whose facts may be other ones by what transactions of the span wrote. */
export async function touchedPersons(
  reader: Reader,
  span: Span,
  { currency, reads }: Touching,
): Promise<string[]> {
  const told = [changed(span), news(span)]
  const all = reads === 'changes' ? told : [...told, named(span), ratedAnew(span, currency)]
  const rows = await reader
    .selectFrom(sql<{ person: string }>`(${sql.join(all, sql` union `)})`.as('touched'))
    .where('person', 'is not', null)
    .select('person')
    .execute()
  return rows.map(({ person }) => person)
}

function changed(span: Span): RawBuilder<unknown> {
  return sql`select subscription.member_id as person from subscription_change
    join subscription on subscription.id = subscription_change.subscription
    where ${wrote('subscription_change', span)}`
}

function news(span: Span): RawBuilder<unknown> {
  return sql`select person from person_news where ${wrote('person_news', span)}`
}

/** Of the touched entries, whoever any of their labels names: a new one may take an entry from somebody. */
function named(span: Span): RawBuilder<unknown> {
  return sql`select label.member_id from ${touchedRows(span)} as touched
    cross join lateral (
      select member_id from entry_label where entry_id = touched.id offset 0) as label`
}

/** A new rate may be the one that money in another currency waited for. */
function ratedAnew(span: Span, currency: Currency): RawBuilder<unknown> {
  return sql`select entry_label.member_id from entry_label
    join entry on entry.id = entry_label.entry_id
    where ${foreign(currency)} and exists (select from rate where ${wrote('rate', span)})`
}
