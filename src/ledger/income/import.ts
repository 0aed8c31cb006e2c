import type { Transaction } from 'kysely'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { type Booked, bookIncomes, type IncomeDeps } from './booking.ts'
import { incomesIn, type LinedIncome, onLine } from './lines.ts'
import type { Mapping } from './mapping.ts'
import { refusalError } from './refusal.ts'
import { rememberMapping } from './remembered.ts'

export type Imported =
  | Readonly<{ kind: 'imported'; ids: readonly string[]; replaced: number; skipped: number }>
  | Readonly<{ kind: 'refused'; errors: readonly FieldError[] }>

/** A file, and how its columns are understood; null where they are named as the API's fields. */
export type IncomeText = Readonly<{ text: string; mapping: Mapping | null }>

/**
 * Books a whole file or nothing of it. A document that is already there is skipped, so that the same
 * file twice adds nothing. Errors name lines. A mapping is kept for the next file with these columns.
 */
export async function importIncome(
  deps: IncomeDeps & Readonly<{ db: Database }>,
  { text, mapping }: IncomeText,
  who: string,
): Promise<Imported> {
  const file = incomesIn(text, mapping)
  if (file.errors.length > 0) return { kind: 'refused', errors: file.errors }
  return deps.db
    .transaction()
    .execute(async (trx) => {
      if (mapping !== null) await rememberMapping(trx, deps, file.header, { mapping, who })
      return bookAll(trx, deps, file.incomes, who)
    })
    .catch((error: unknown) => {
      if (error instanceof ImportRefused) return { kind: 'refused', errors: error.errors } as const
      throw error
    })
}

/** Leaves the transaction, so that nothing of the file is kept. */
class ImportRefused extends Error {
  readonly errors: readonly FieldError[]
  constructor(errors: readonly FieldError[]) {
    super('the file was refused')
    this.errors = errors
  }
}

type Taken = Extract<Booked, { kind: 'booked' | 'document_taken' }>

async function bookAll(
  trx: Transaction<Schema>,
  deps: IncomeDeps,
  incomes: readonly LinedIncome[],
  who: string,
): Promise<Imported> {
  const outcomes = await bookIncomes(
    trx,
    deps,
    incomes.map(({ income }) => income),
    { who, source: 'import' },
  )
  const booked: Taken[] = []
  const errors: FieldError[] = []
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.kind === 'booked' || outcome.kind === 'document_taken') booked.push(outcome)
    else errors.push(onLine(incomes[index]?.line ?? 0)(refusalError(outcome)))
  }
  if (errors.length > 0) throw new ImportRefused(errors)
  const ids = booked.flatMap((outcome) => (outcome.kind === 'booked' ? [outcome.id] : []))
  const replaced = booked.filter((one) => one.kind === 'booked' && one.replaced !== null).length
  return { kind: 'imported', ids, replaced, skipped: booked.length - ids.length }
}
