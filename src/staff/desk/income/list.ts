import { sql } from 'kysely'
import { bookedIncomes } from '../../../ledger/income/booked.ts'
import type { Reader } from '../../../platform/database/connection.ts'
import type { Day } from '../../../platform/day.ts'
import { readCursor, writeCursor } from '../../../platform/http/cursor.ts'

/** An income as it was entered, or the entry that took one back (`reverses`). */
export type IncomeRow = Readonly<{
  id: string
  day: Day
  class: string
  channel: string | null
  amount_minor: bigint
  fee_minor: bigint
  currency: string
  payer: string | null
  document: string
  /** Where it is kept, as said last. */
  reference: string | null
  estimated: boolean
  reverses: string | null
  reversed_by: string | null
  reason: string | null
  entered_at: Date
}>
export type IncomePage = Readonly<{ rows: readonly IncomeRow[]; next_cursor: string | null }>

const page_size = 50

/** What finance entered, the last entered first; an unknown cursor begins anew. */
export async function enteredIncome(reader: Reader, cursor: string | null): Promise<IncomePage> {
  const rows = await bookedIncomes(reader)
    .$call((query) => {
      const [at, id] = cursor === null ? [] : (readCursor(cursor) ?? [])
      return at === undefined || id === undefined
        ? query
        : query.where(sql<boolean>`(income.entered_at, entry.id) < (${at}::timestamptz, ${id})`)
    })
    .orderBy('income.entered_at', 'desc')
    .orderBy('entry.id', 'desc')
    .limit(page_size + 1)
    .execute()
  const shown = rows.slice(0, page_size)
  const last = rows.length > page_size ? shown.at(-1) : undefined
  return {
    rows: shown,
    next_cursor: last ? writeCursor([last.entered_at.toISOString(), last.id]) : null,
  }
}
