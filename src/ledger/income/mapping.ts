import * as z from 'zod'
import { isDay } from '../../platform/day.ts'
import { currencyOf, decimalsOf } from '../../platform/money/currency.ts'

/** What a line of a file can say of an income, in the order of the pages. */
export const incomeFields = [
  ...(['date', 'class', 'amount', 'currency', 'payer', 'document'] as const),
  ...(['estimated', 'channel', 'fee', 'member_id'] as const),
] as const
export type IncomeField = (typeof incomeFields)[number]

/** How amounts are written: whole minor units, or major units with a decimal point or comma. */
export const amountForms = ['minor', 'point', 'comma'] as const
export type AmountForm = (typeof amountForms)[number]
/** The order of day (D), month (M) and year (Y); what stands between them is of no matter. */
export const dateForms = ['YMD', 'DMY', 'MDY'] as const
export type DateForm = (typeof dateForms)[number]

/**
 * What the columns of a file mean: which column says a field, or (`always`) what it is in every line.
 * A field that neither names is in no line.
 */
export const mapping = z.strictObject({
  columns: z.partialRecord(z.enum(incomeFields), z.string()),
  always: z.partialRecord(z.enum(incomeFields), z.string()),
  amounts: z.enum(amountForms),
  dates: z.enum(dateForms),
})
export type Mapping = z.output<typeof mapping>

/** The API's name of a field (contract.md, `/api/income`). */
export function apiName(field: IncomeField): string {
  return field === 'amount' || field === 'fee' ? `${field}_minor` : field
}

/** What a file with these columns is remembered by: their names in their order, in any case. */
export function signatureOf(header: readonly string[]): string {
  return JSON.stringify(header.map((name) => name.trim().toLowerCase()))
}

/** A line by the API's names: text that its schema judges; what the mapping cannot read stays as it is. */
export function mappedRecord(
  record: Readonly<Record<string, string>>,
  { columns, always, amounts, dates }: Mapping,
): Readonly<Record<string, string>> {
  const said = (field: IncomeField) => {
    const column = columns[field]
    return (column === undefined ? undefined : record[column]) ?? always[field]
  }
  const currency = said('currency')?.toUpperCase() ?? ''
  const cells = incomeFields.flatMap((field) => {
    const text = said(field)
    if (text === undefined || text === '') return []
    return [[apiName(field), cellOf(field, text, { amounts, dates, currency })] as const]
  })
  return Object.fromEntries(cells)
}

type Forms = Readonly<{ amounts: AmountForm; dates: DateForm; currency: string }>

function cellOf(field: IncomeField, text: string, { amounts, dates, currency }: Forms): string {
  switch (field) {
    case 'date':
      return dayIn(text, dates) ?? text
    case 'amount':
    case 'fee':
      return amounts === 'minor' ? text : (minorIn(text, amounts, currency) ?? text)
    case 'class':
    case 'channel':
      return text.trim().toLowerCase().replaceAll(' ', '_')
    case 'currency':
    case 'payer':
    case 'document':
    case 'estimated':
    case 'member_id':
      return text
  }
}

/** The day that a text says in this order, or null; two digits are a year of this century. */
export function dayIn(text: string, form: DateForm): string | null {
  const parts = /^(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})$/.exec(text.trim().replace(/\.$/, ''))
  if (!parts) return null
  const [, first = '', second = '', third = ''] = parts
  const [year, month, day] = {
    YMD: [first, second, third],
    DMY: [third, second, first],
    MDY: [third, first, second],
  }[form]
  const written = `${century(year ?? '')}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  return isDay(written) ? written : null
}

function century(year: string): string {
  return year.length === 2 ? `20${year}` : year
}

const separators = { point: ['.', ','], comma: [',', '.'] } as const

/** Minor units of an amount in major units, or null for what is none; groups are in threes. */
export function minorIn(
  text: string,
  form: Exclude<AmountForm, 'minor'>,
  code: string,
): string | null {
  const currency = currencyOf(code)
  const [decimal, group] = separators[form]
  const bare = text.replace(/[\s\u00a0\u202f']/g, '')
  const [whole = '', fraction = '', ...more] = bare.split(decimal)
  const digits =
    whole.includes(group) && grouped(whole, group) ? whole.replaceAll(group, '') : whole
  const decimals = currency === null ? 2 : decimalsOf(currency)
  const exact = /^\d+$/.test(digits) && /^\d*$/.test(fraction) && more.length === 0
  if (!exact || /[1-9]/.test(fraction.slice(decimals))) return null
  return String(BigInt(digits + fraction.slice(0, decimals).padEnd(decimals, '0')))
}

function grouped(whole: string, group: '.' | ','): boolean {
  const [first = '', ...rest] = whole.split(group)
  return /^\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part))
}
