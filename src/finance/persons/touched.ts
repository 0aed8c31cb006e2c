import { sql } from 'kysely'
import { foreign } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { touchedEntries } from '../rollups/ledger.ts'
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
  const [changed, told, paid] = await Promise.all([
    reader
      .selectFrom('subscription_change')
      .innerJoin('subscription', 'subscription.id', 'subscription_change.subscription')
      .where(wrote('subscription_change', span))
      .select('subscription.member_id')
      .distinct()
      .execute(),
    reader
      .selectFrom('person_news')
      .where(wrote('person_news', span))
      .select('person as member_id')
      .distinct()
      .execute(),
    reads === 'changes' ? [] : paidAnew(reader, span, currency),
  ])
  const all = [...changed, ...told, ...paid]
  return [...new Set(all.flatMap(({ member_id }) => member_id ?? []))]
}

async function paidAnew(reader: Reader, span: Span, currency: Currency) {
  return [...(await namedBy(reader, span)), ...(await ratedAnew(reader, span, currency))]
}

/** Of the touched entries, whoever any of their labels names: a new one may take an entry from somebody. */
async function namedBy(reader: Reader, span: Span) {
  const ids = await touchedEntries(reader, span)
  return labelled(reader).where('entry_label.entry_id', '=', sql<string>`any(${ids})`).execute()
}

/** A new rate may be the one that money in another currency waited for. */
async function ratedAnew(reader: Reader, span: Span, currency: Currency) {
  const one = reader.selectFrom('rate').where(wrote('rate', span)).select('day').limit(1)
  if ((await one.executeTakeFirst()) === undefined) return []
  return labelled(reader)
    .innerJoin('entry', 'entry.id', 'entry_label.entry_id')
    .where(foreign(currency))
    .execute()
}

function labelled(reader: Reader) {
  return reader.selectFrom('entry_label').select('entry_label.member_id').distinct()
}
