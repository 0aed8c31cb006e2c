import type { CsvLine } from '../../platform/csv.ts'
import { isDay } from '../../platform/day.ts'
import {
  type AmountForm,
  type DateForm,
  dateForms,
  dayIn,
  type IncomeField,
  incomeFields,
  type Mapping,
  minorIn,
} from './mapping.ts'

/** What columns are called in the files of banks and bookkeepers, in lower case. */
const names: Readonly<Record<IncomeField, readonly string[]>> = {
  date: ['date', 'day', 'datum', 'buchungstag', 'buchungsdatum', 'value date', 'дата'],
  class: ['class', 'category', 'kategorie', 'категорія'],
  amount: ['amount_minor', 'amount', 'betrag', 'sum', 'total', 'gross', 'umsatz', 'сума'],
  currency: ['currency', 'währung', 'waehrung', 'wkz', 'валюта'],
  payer: ['payer', 'name', 'customer', 'from', 'auftraggeber', 'zahler', 'платник'],
  document: ['document', 'invoice', 'reference', 'rechnung', 'belegnummer', 'beleg', 'документ'],
  estimated: ['estimated', 'estimate', 'geschätzt'],
  channel: ['channel', 'kanal', 'method', 'канал'],
  fee: ['fee_minor', 'fee', 'gebühr', 'комісія'],
  member_id: ['member_id', 'member'],
}

/** What the columns probably mean, by their names and by what stands in them; for a person to look at. */
export function guessedMapping(header: readonly string[], lines: readonly CsvLine[]): Mapping {
  const columns: Partial<Record<IncomeField, string>> = {}
  for (const field of incomeFields) {
    const column = columnFor(field, header, new Set(Object.values(columns)))
    if (column !== undefined) columns[field] = column
  }
  const cells = (field: IncomeField) => {
    const column = columns[field]
    return column === undefined ? [] : lines.flatMap(({ record }) => record[column] ?? [])
  }
  return {
    columns,
    always: {},
    amounts: columns.amount?.endsWith('_minor') ? 'minor' : amountForm(cells('amount')),
    dates: dateForm(cells('date')),
  }
}

function columnFor(
  field: IncomeField,
  header: readonly string[],
  taken: ReadonlySet<string>,
): string | undefined {
  const free = header.filter((name) => !taken.has(name))
  const called = (test: (column: string, name: string) => boolean) =>
    names[field].flatMap((name) => free.find((column) => test(column.toLowerCase(), name)) ?? [])[0]
  return (
    called((column, name) => column === name) ??
    called((column, name) => column.split(/[^\p{L}_]+/u).includes(name))
  )
}

/** Whichever reads them all; a comma as the last separator of any tells the decimals. */
function amountForm(cells: readonly string[]): AmountForm {
  const reads = (form: 'point' | 'comma') => cells.every((cell) => minorIn(cell, form, '') !== null)
  const last = cells.some((cell) => /,\d{1,2}$/.test(cell.trim()))
  if (last) return 'comma'
  return reads('point') || !reads('comma') ? 'point' : 'comma'
}

/** The first order in which every cell is a day. */
function dateForm(cells: readonly string[]): DateForm {
  const reads = (form: DateForm) =>
    cells.every((cell) => {
      const day = dayIn(cell, form)
      return day !== null && isDay(day)
    })
  return dateForms.find(reads) ?? 'YMD'
}
