import type { Transaction } from 'kysely'
import { type CsvLine, readCsv } from '../../platform/csv.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { fieldErrors } from '../../platform/http/parsed.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { type Booked, bookIncomes, type IncomeDeps } from './booking.ts'
import { type NewIncome, newIncome } from './new-income.ts'
import { refusalError } from './refusal.ts'

export type Imported =
  | Readonly<{ kind: 'imported'; ids: readonly string[]; replaced: number; skipped: number }>
  | Readonly<{ kind: 'refused'; errors: readonly FieldError[] }>

const most_lines = 100_000

/**
 * Books a whole file or nothing of it. The columns are the fields of an income; a document that is
 * already there is skipped, so that the same file twice adds nothing. Errors name lines.
 */
export async function importIncome(
  deps: IncomeDeps & Readonly<{ db: Database }>,
  text: string,
  who: string,
): Promise<Imported> {
  const file = incomesIn(text)
  if (file.errors.length > 0) return { kind: 'refused', errors: file.errors }
  return deps.db
    .transaction()
    .execute((trx) => bookAll(trx, deps, file.incomes, who))
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
type LinedIncome = Readonly<{ line: number; income: NewIncome }>

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

type File = Readonly<{ incomes: readonly LinedIncome[]; errors: readonly FieldError[] }>

function incomesIn(text: string): File {
  const file = readCsv(text)
  if (file.kind === 'unreadable') return refused(`line ${file.line}`, file.message)
  if (file.header.length === 1) return refused('body', oneColumn)
  if (file.lines.length === 0) return refused('body', 'There is no line below the header.')
  if (file.lines.length > most_lines) {
    return refused('body', `There are more than ${most_lines} lines; import the file in parts.`)
  }
  const parsed = file.lines.map(parseLine)
  return {
    incomes: parsed.flatMap(({ income }) => income),
    errors: parsed.flatMap(({ errors }) => errors),
  }
}

const oneColumn =
  'This file has one column. Its columns must be apart by commas, semicolons or tabs.'

function refused(field: string, message: string): File {
  return { incomes: [], errors: [{ field, message }] }
}

function parseLine({ line, record }: CsvLine) {
  const { estimated, ...fields } = record
  const flag =
    estimated === undefined ? {} : { estimated: booleans[estimated.toLowerCase()] ?? estimated }
  const result = newIncome.safeParse({ ...fields, ...flag })
  if (result.success) return { income: [{ line, income: result.data }], errors: [] }
  return { income: [], errors: result.error.issues.flatMap(fieldErrors).map(onLine(line)) }
}

const booleans: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, '1': true },
  ...{ false: false, no: false, '0': false },
}

function onLine(line: number): (error: FieldError) => FieldError {
  return ({ field, message }) => ({ field: `line ${line}: ${field}`, message })
}
