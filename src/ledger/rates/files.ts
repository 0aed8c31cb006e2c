import * as z from 'zod'
import { type CsvLine, readCsv, repeatedColumn } from '../../platform/csv.ts'
import { isDay } from '../../platform/day.ts'
import { fieldErrors } from '../../platform/http/parsed.ts'
import type { FieldError } from '../../platform/http/problem.ts'

/** Units of `currency` for one unit of `base` on a day, as decimal text. */
export type FileRate = Readonly<{ base: string; currency: string; day: string; rate: string }>
export type RateFile =
  | Readonly<{ kind: 'read'; source: 'ecb' | 'nbu'; rates: readonly FileRate[] }>
  | Readonly<{ kind: 'refused'; errors: readonly FieldError[] }>

/** The ECB's CSV (units for one EUR), or the NBU's JSON (hryvnias for one unit): the text tells. */
export function readRates(text: string): RateFile {
  return /^\s*[[{]/.test(text) ? readNbu(text) : readEcb(text)
}

const noRate = ['N/A', '']
const decimals = /^\d{1,12}(\.\d{1,12})?$/

/** `Date,USD,JPY,…`, newest first; `N/A` where there was none that day (finance.md 1.4). */
function readEcb(text: string): RateFile {
  const file = readCsv(text)
  if (file.kind === 'unreadable') return refused(`line ${file.line}`, file.message)
  if (file.header[0] !== 'Date') return refused('body', 'The first column of the file is not Date.')
  const twice = repeatedColumn(file.header)
  if (twice) return refused('line 1', `The column ${twice} stands here twice.`)
  const read = file.lines.map(ecbLine)
  const errors = read.flatMap((line) => line.errors)
  if (errors.length > 0) return { kind: 'refused', errors: errors.slice(0, most_errors) }
  return some(
    'ecb',
    read.flatMap(({ rates }) => rates),
  )
}

const most_errors = 20

function ecbLine({ line, record }: CsvLine) {
  const { Date: day = '', ...cells } = record
  const quoted = Object.entries(cells).filter(([, rate]) => !noRate.includes(rate))
  const wrong = isDay(day)
    ? quoted.filter((cell) => !isQuote(cell)).map(([name]) => name)
    : ['Date']
  const message = 'This is neither a day nor a currency with a positive rate.'
  return {
    rates: quoted.map(([currency, rate]) => ({ base: 'EUR', currency, day, rate })),
    errors: wrong.map((name) => ({ field: `line ${line}: ${name}`, message })),
  }
}

function isQuote([currency, rate]: readonly [string, string]): boolean {
  return /^[A-Z]{3}$/.test(currency) && decimals.test(rate) && Number(rate) > 0
}

const noNbuDay = 'Give a day of the calendar, written as DD.MM.YYYY.'

/** `rate_per_unit` is in the file for a range of days, whose `rate` is for `units` of the currency. */
const nbuRow = z.object({
  cc: z.string().regex(/^[A-Z]{3}$/, 'Give a currency by three capitals, like USD.'),
  rate: z.number().positive(),
  rate_per_unit: z.number().positive().optional(),
  exchangedate: z
    .string()
    .regex(/^\d\d\.\d\d\.\d{4}$/, { abort: true, error: noNbuDay })
    .transform((text) => text.split('.').reverse().join('-'))
    .refine(isDay, noNbuDay),
})

function readNbu(text: string): RateFile {
  const parsed = z.array(nbuRow).safeParse(jsonOf(text))
  if (!parsed.success) {
    const errors = parsed.error.issues.slice(0, most_errors).flatMap(fieldErrors)
    return { kind: 'refused', errors }
  }
  return some(
    'nbu',
    parsed.data.map(({ cc, rate, rate_per_unit, exchangedate }) => ({
      base: cc,
      currency: 'UAH',
      day: exchangedate,
      rate: decimalText(rate_per_unit ?? rate),
    })),
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the schema says that this is no list
  }
}

/** The shortest decimals of a JSON number, without an exponent. */
function decimalText(number: number): string {
  const text = String(number)
  return text.includes('e') ? number.toFixed(12) : text
}

function some(source: 'ecb' | 'nbu', rates: readonly FileRate[]): RateFile {
  if (rates.length === 0) return refused('body', 'There is no rate in this file.')
  const twice = contradiction(rates)
  if (twice) return refused('body', twice)
  return { kind: 'read', source, rates }
}

/** What the file says of one currency and day in two ways, in words; null where it agrees with itself. */
function contradiction(rates: readonly FileRate[]): string | null {
  const first = new Map<string, string>()
  for (const { base, currency, day, rate } of rates) {
    const of = `${day}: ${currency} for one ${base}`
    const said = first.get(of) ?? rate
    if (Number(said) !== Number(rate)) return `${of} stands here as ${said} and as ${rate}.`
    first.set(of, said)
  }
  return null
}

function refused(field: string, message: string): RateFile {
  return { kind: 'refused', errors: [{ field, message }] }
}
