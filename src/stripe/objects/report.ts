import * as z from 'zod'
import { readCsv } from '../../platform/csv.ts'
import { currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { fromPlainDecimals } from '../../platform/money/money.ts'
import { instant, orNull, text } from './fields.ts'

/** A kind of report, and until when Stripe has prepared its data. */
export type ReportType = Readonly<{ id: string; available_from: Date; available_to: Date }>

const typeShape = z.object({
  id: text,
  data_available_start: instant,
  data_available_end: instant,
})

/** Throws a ZodError when it is no report type. */
export function parseReportType(value: unknown): ReportType {
  const { id, data_available_start, data_available_end } = typeShape.parse(value)
  return { id, available_from: data_available_start, available_to: data_available_end }
}

/** One run of a report; `path` of its file is there once it has succeeded. */
export type ReportRun = Readonly<
  { id: string; state: 'pending' | 'failed' } | { id: string; state: 'succeeded'; path: string }
>

const runShape = z.object({
  id: text,
  status: text,
  result: orNull(z.object({ url: orNull(z.url()) })),
})

/** Throws a ZodError when it is no report run. */
export function parseReportRun(value: unknown): ReportRun {
  const { id, status, result } = runShape.parse(value)
  if (status === 'pending') return { id, state: 'pending' }
  const url = result?.url ?? null
  if (status !== 'succeeded' || url === null) return { id, state: 'failed' }
  return { id, state: 'succeeded', path: new URL(url).pathname }
}

/** A transaction as a report tells it, in minor units. */
export type ReportRow = Readonly<{
  id: string
  created: Date
  currency: string
  amount_minor: bigint
  fee_minor: bigint
  net_minor: bigint
  reporting_category: string
}>

/** The columns that a row is made of; `created` would be in a zone of its own. */
export const reportColumns = [
  ...(['balance_transaction_id', 'created_utc', 'currency'] as const),
  ...(['gross', 'fee', 'net', 'reporting_category'] as const),
] as const

const rowShape = z.object({
  balance_transaction_id: text,
  created_utc: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
    .transform((written) => new Date(`${written.replace(' ', 'T')}Z`)),
  currency: text
    .transform((code) => currencyOf(code))
    .pipe(z.custom<Code>((code) => code !== null)),
  gross: text,
  fee: text,
  net: text,
  reporting_category: text,
})
type Code = NonNullable<ReturnType<typeof currencyOf>>

/** A report that cannot be read is no proof of anything: the line and the reason. */
export class UnreadableReport extends Error {}

/**
 * The rows of an itemized report. Its amounts are in major units (domain/stripe.md 5) and are taken
 * exactly, by their currency's decimals. Throws UnreadableReport.
 */
export function parseReport(csv: string): ReportRow[] {
  const read = readCsv(csv)
  if (read.kind === 'unreadable') throw new UnreadableReport(`line ${read.line}: ${read.message}`)
  return read.lines.map(({ line, record }) => rowOf(line, record))
}

function rowOf(line: number, record: Readonly<Record<string, string>>): ReportRow {
  const { data: raw, error } = rowShape.safeParse(record)
  if (raw === undefined) throw unreadable(line, error?.issues[0]?.path.map(String).join('.') ?? '')
  const minor = (column: 'gross' | 'fee' | 'net') => {
    const amount = fromPlainDecimals(raw[column], decimalsOf(raw.currency))
    if (amount === null) throw unreadable(line, column)
    return amount
  }
  return {
    ...{ id: raw.balance_transaction_id, created: raw.created_utc, currency: raw.currency },
    ...{ amount_minor: minor('gross'), fee_minor: minor('fee'), net_minor: minor('net') },
    reporting_category: raw.reporting_category,
  }
}

function unreadable(line: number, column: string): UnreadableReport {
  return new UnreadableReport(`line ${line}: ${column}`)
}
