import { type CsvLine, readCsv, repeatedColumn } from '../../platform/csv.ts'
import { fieldErrors } from '../../platform/http/parsed.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { apiName, incomeFields, type Mapping, mappedRecord } from './mapping.ts'
import { type NewIncome, newIncome } from './new-income.ts'

export type LinedIncome = Readonly<{ line: number; income: NewIncome }>
/** The incomes of a file and everything that is wrong with it, each by its line. */
export type IncomeFile = Readonly<{
  header: readonly string[]
  incomes: readonly LinedIncome[]
  errors: readonly FieldError[]
}>

const most_lines = 100_000

/**
 * What a file says. Without a mapping its columns are named as the API's fields, and another column is
 * an error; with one, columns that it does not name are left out.
 */
export function incomesIn(text: string, mapping: Mapping | null): IncomeFile {
  const file = readCsv(text)
  if (file.kind === 'unreadable') return refused(`line ${file.line}`, file.message)
  if (file.header.length === 1) return refused('body', oneColumn)
  const twice = repeatedColumn(usedOf(file.header, mapping))
  if (twice) return refused('line 1', `The column ${twice} stands here twice.`)
  if (file.lines.length === 0) return refused('body', 'There is no line below the header.')
  if (file.lines.length > most_lines) {
    return refused('body', `There are more than ${most_lines} lines; import the file in parts.`)
  }
  const parsed = file.lines.map((line) => parseLine(line, mapping))
  return {
    header: file.header,
    incomes: parsed.flatMap(({ income }) => income),
    errors: parsed.flatMap(({ errors }) => errors),
  }
}

/** The columns that are read; banks repeat others. */
function usedOf(header: readonly string[], mapping: Mapping | null): readonly string[] {
  if (mapping === null) return header
  const used = Object.values(mapping.columns)
  return header.filter((name) => used.includes(name))
}

const oneColumn =
  'This file has one column. Its columns must be apart by commas, semicolons or tabs.'

function refused(field: string, message: string): IncomeFile {
  return { header: [], incomes: [], errors: [{ field, message }] }
}

function parseLine({ line, record }: CsvLine, mapping: Mapping | null) {
  const { estimated, ...fields } = mapping === null ? record : mappedRecord(record, mapping)
  const flag =
    estimated === undefined ? {} : { estimated: booleans[estimated.toLowerCase()] ?? estimated }
  const result = newIncome.safeParse({ ...fields, ...flag })
  if (result.success) return { income: [{ line, income: result.data }], errors: [] }
  const errors = result.error.issues.flatMap(fieldErrors)
  const told = mapping === null ? errors : errors.map((error) => byColumn(error, mapping))
  return { income: [], errors: told.map(onLine(line)) }
}

const booleans: Readonly<Record<string, boolean>> = {
  ...{ true: true, yes: true, '1': true },
  ...{ false: false, no: false, '0': false },
}

/** The error in the words of the file: its own column, and the form that was said of it. */
function byColumn(error: FieldError, { columns, amounts, dates }: Mapping): FieldError {
  const field = incomeFields.find((name) => apiName(name) === error.field)
  if (field === undefined) return error
  const column = columns[field]
  const messages: Readonly<Record<string, string>> = {
    ...(amounts === 'minor' ? {} : { amount: amountIs[amounts], fee: amountIs[amounts] }),
    date: `This is no day of the calendar in the order ${dates}.`,
  }
  if (column === undefined) return { ...error, message: `${error.message} No column says it.` }
  return { field: column, message: messages[field] ?? error.message }
}

const amountIs = {
  point: 'This is no amount of 0 or more with a decimal point, like 1,234.50.',
  comma: 'This is no amount of 0 or more with a decimal comma, like 1.234,50.',
} as const

export function onLine(line: number): (error: FieldError) => FieldError {
  return ({ field, message }) => ({ field: `line ${line}: ${field}`, message })
}
