import { type RawBuilder, sql, type Transaction } from 'kysely'
import * as z from 'zod'
import type { EntryScope } from '../../ledger/entries.ts'
import { type Reader, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { valuedEntries } from '../valued.ts'
import { type Span, wrote } from './mark.ts'
import type { Part } from './pass.ts'

type Trx = Transaction<Schema>

export const ledgerPart = 'ledger'
/** Changes when the same entries make other sums. */
const version = 1
const entriesAtOnce = 5000

/** What the kept sums of the ledger are made for: entries of one currency, and these rules. */
export function ledgerRules(currency: Currency): string {
  return `${version} ${currency}`
}

/**
 * The sums of entries in the books' currency. Those in others have a rate a day and are rounded one by
 * one, so they are never summed ahead (finance.md 1.4).
 */
export function ledgerSums(currency: Currency): Part {
  return {
    name: ledgerPart,
    madeFor: ledgerRules(currency),
    tables: ['entry', 'entry_label'],
    most: entriesAtOnce,
    clear: async (trx) => void (await trx.deleteFrom('ledger_sum').execute()),
    make: async (trx, { mark, reached }) => {
      const rows = await nextEntries(trx, mark, reached)
      const ids = rows.map(({ id }) => id)
      await add(trx, counted(trx, currency, { ids, before: mark }))
      const last = rows.at(-1)
      return last && rows.length === entriesAtOnce ? JSON.stringify([last.day, last.id]) : null
    },
    fold: async (trx, { from, before }) => {
      const ids = await touchedEntries(readerOf(trx), { from, before })
      if (ids.length === 0) return
      const now = counted(trx, currency, { ids, before })
      const then = counted(trx, currency, { ids, before: from })
      await add(trx, sql`${now} union all select -sign, ${columns} from (${then}) as then`)
    },
  }
}

/** The entries that transactions of the span wrote or told something new of. */
export async function touchedEntries(reader: Reader, span: Span): Promise<string[]> {
  const rows = await reader
    .selectFrom('entry')
    .where(wrote('entry', span))
    .select('id')
    .union(
      reader
        .selectFrom('entry_label')
        .where(wrote('entry_label', span))
        .select('entry_label.entry_id as id'),
    )
    .execute()
  return rows.map(({ id }) => id)
}

const place = z.tuple([z.string(), z.string()])

function nextEntries(trx: Trx, mark: string, reached: string) {
  const after = reached === '' ? null : place.parse(JSON.parse(reached))
  return trx
    .selectFrom('entry')
    .select(['day', 'id'])
    .where(sql<boolean>`(tx is null or tx < ${mark}::xid8)`)
    .where(after ? sql<boolean>`(day, id) > (${after[0]}::date, ${after[1]})` : sql<boolean>`true`)
    .orderBy('day')
    .orderBy('id')
    .limit(entriesAtOnce)
    .execute()
}

const columns = sql`day, kind, source, class, campaign, article, country, amount, fee`

/** What each of some entries counts as, once. */
function counted(trx: Trx, currency: Currency, scope: EntryScope): RawBuilder<unknown> {
  const valuation = { currency, known: [], missing: [] }
  const entries = valuedEntries(readerOf(trx), { ...scope, currency }, valuation)
  return sql`select 1 as sign, ${columns} from (${entries}) as entry`
}

/** Adds what is counted to its day and month in each dimension; a place that is left empty goes. */
async function add(trx: Trx, rows: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into ledger_sum (dimension, grain, start, key, kind, source, class, amount, fee, entries)
    select dimension, grain, start, key, kind, source, class, sum(sign * amount), sum(sign * fee),
      sum(sign)
    from (${rows}) as counted
    cross join lateral (values ('class', null), ('campaign', campaign), ('article', article),
      ('country', country)) as grouped (dimension, key)
    cross join lateral (values ('day', day), ('month', date_trunc('month', day)::date))
      as dated (grain, start)
    group by dimension, grain, start, key, kind, source, class
    on conflict (dimension, grain, start, key, kind, source, class) do update set
      amount = ledger_sum.amount + excluded.amount, fee = ledger_sum.fee + excluded.fee,
      entries = ledger_sum.entries + excluded.entries`.execute(trx)
  await trx.deleteFrom('ledger_sum').where('entries', '=', 0n).execute()
}
