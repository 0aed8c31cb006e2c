import { type RawBuilder, sql, type Transaction } from 'kysely'
import * as z from 'zod'
import { type EntryScope, type TransactionMark, writtenBefore } from '../../ledger/entries.ts'
import { type Reader, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { onceInSnapshot } from '../../platform/database/snapshot.ts'
import { type Valuation, valuedEntries, withoutRates } from '../valued.ts'
import { clearSome } from './clear.ts'
import { type Span, wrote } from './mark.ts'
import type { Part } from './pass.ts'

type Trx = Transaction<Schema>

export const ledgerPart = 'ledger'
/** Changes when the same entries make other sums. */
const version = 1
/** Few enough for a statement of a page’s length on a busy machine. */
export const entriesAtOnce = 4000

/** What all that is kept depends on, beside the rows themselves. */
export type Rules = Pick<Valuation, 'currency' | 'taxes'>

/** What the kept sums of the ledger are made by: entries of one currency, and how they are taxed. */
export function ledgerRule({ currency, taxes }: Rules): string {
  return `${version} ${currency} ${taxes.version}`
}

/**
 * The sums of entries in the books' currency. Those in others have a rate a day and are rounded one by
 * one, so they are never summed ahead (finance.md 1.4).
 */
export function ledgerSums(rules: Rules): Part {
  return {
    name: ledgerPart,
    madeBy: [ledgerRule(rules)],
    tables: ['entry', 'entry_label'],
    most: entriesAtOnce,
    clear: (trx) => clearSome(trx, 'ledger_sum'),
    make: async (trx, { mark, reached }) => {
      const page = await nextEntries(trx, { mark, reached })
      await add(trx, counted(trx, rules, { ids: page.ids, before: mark }))
      return page.reached
    },
    fold: async (trx, { from, before }) => {
      const ids = await touchedEntries(readerOf(trx), { from, before })
      if (ids.length === 0) return
      const now = counted(trx, rules, { ids, before })
      const then = counted(trx, rules, { ids, before: from }, -1)
      await add(trx, sql`${now} union all ${then}`)
    },
  }
}

/** The entries that transactions of the span touched (`touchedRows`). */
export const touchedEntries = onceInSnapshot(
  async (reader: Reader, span: Span): Promise<string[]> => {
    const touched = reader.selectFrom(touchedRows(span).as('touched'))
    const rows = await touched.select('id').distinct().execute()
    return rows.map(({ id }) => id)
  },
  ({ from, before = '' }) => `${from} ${before}`,
)

/**
 * The entries that transactions of the span wrote or told something new of, and the others of their
 * charges, each beside such a transaction (`tx`): what is given back takes a share of its payment's tax,
 * whichever is booked first. The few are looked up one by one (`offset 0`), however many the planner
 * takes them for.
 */
export function touchedRows(span: Span): RawBuilder<{ id: string; tx: TransactionMark }> {
  return sql`(
    with written as (
      select id, tx from entry where ${wrote('entry', span)}
      union select entry_id, tx from entry_label where ${wrote('entry_label', span)})
    select id, tx from written
    union select other.id, written.tx from written
      cross join lateral (select charge from entry where id = written.id offset 0) as one
      cross join lateral (select id from entry where charge = one.charge offset 0) as other)`
}

const place = z.tuple([z.string(), z.string()])

/** The entries that follow a place, of before the mark; `reached` is the place after them, null at the end. */
export async function nextEntries(
  trx: Trx,
  { mark, reached }: Readonly<{ mark: TransactionMark; reached: string }>,
): Promise<Readonly<{ ids: string[]; reached: string | null }>> {
  const after = reached === '' ? null : place.parse(JSON.parse(reached))
  const rows = await trx
    .selectFrom('entry')
    .select(['day', 'id'])
    .where(writtenBefore('entry', mark))
    .where(after ? sql<boolean>`(day, id) > (${after[0]}::date, ${after[1]})` : sql<boolean>`true`)
    .orderBy('day')
    .orderBy('id')
    .limit(entriesAtOnce)
    .execute()
  const last = rows.length === entriesAtOnce ? rows.at(-1) : undefined
  return {
    ids: rows.map(({ id }) => id),
    reached: last ? JSON.stringify([last.day, last.id]) : null,
  }
}

const columns = sql`day, kind, source, class, campaign, article, country, amount, tax, fee`

/** What each of some entries counts as; `sign` -1 takes it away. */
function counted(trx: Trx, rules: Rules, scope: EntryScope, sign: 1 | -1 = 1): RawBuilder<unknown> {
  const { currency } = rules
  const entries = valuedEntries(readerOf(trx), { ...scope, currency }, withoutRates(rules))
  return sql`select ${sql.lit(sign)} as sign, ${columns} from (${entries}) as entry`
}

/** Adds what is counted to its day and month in each dimension; a place that is left empty goes. */
async function add(trx: Trx, rows: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into ledger_sum (dimension, grain, start, key, kind, source, class, amount, tax,
      fee, entries)
    select dimension, grain, start, key, kind, source, class, sum(sign * amount), sum(sign * tax),
      sum(sign * fee), sum(sign)
    from (${rows}) as counted
    cross join lateral (values ('class', null), ('campaign', campaign), ('article', article),
      ('country', country)) as grouped (dimension, key)
    cross join lateral (values ('day', day), ('month', date_trunc('month', day)::date))
      as dated (grain, start)
    group by dimension, grain, start, key, kind, source, class
    on conflict (dimension, grain, start, key, kind, source, class) do update set
      amount = ledger_sum.amount + excluded.amount, tax = ledger_sum.tax + excluded.tax,
      fee = ledger_sum.fee + excluded.fee, entries = ledger_sum.entries + excluded.entries`.execute(
    trx,
  )
  await trx.deleteFrom('ledger_sum').where('entries', '=', 0n).execute()
}
