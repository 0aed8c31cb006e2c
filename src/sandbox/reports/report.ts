import { majorUnits } from '../money/units.ts'
import type { BalanceTransaction } from '../objects/balance-transaction.ts'
import type { ReportRun } from '../objects/report-run.ts'
import type { Unit } from '../unit.ts'
import { columnOf, type Instants, itemOf } from './column.ts'
import type { ReportType } from './report-type.ts'
import { effectiveAt, isPayout, selected } from './selection.ts'

type Parameters = ReportRun['parameters']
type Row = readonly unknown[]

/** The report as CSV: a line of names, then amounts in major units. */
export async function reportCsv(unit: Unit, type: ReportType, asked: Parameters): Promise<string> {
  const columns = asked.columns ?? type.columns
  const rows = await rowsOf[type.form](unit, type, { ...asked, columns: [...columns] })
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('')
}

type Rows = (unit: Unit, type: ReportType, asked: Parameters) => Promise<Row[]>
const rowsOf: Record<ReportType['form'], Rows> = { itemized, summary, balance }

async function itemized(unit: Unit, type: ReportType, asked: Parameters): Promise<Row[]> {
  const txns = await selected(unit, type, asked)
  const sources = txns.flatMap(({ source, _payout }) => [source ?? '', _payout ?? ''])
  await unit.preload(sources, 1)
  const at = instantsIn(asked.timezone ?? 'Etc/UTC')
  const rows: Row[] = []
  for (const txn of txns) {
    const item = await itemOf(unit, txn)
    rows.push(await Promise.all((asked.columns ?? []).map((name) => columnOf(name)?.(item, at))))
  }
  return rows
}

/** Sums by category and currency. */
async function summary(unit: Unit, type: ReportType, asked: Parameters): Promise<Row[]> {
  const groups = Map.groupBy(
    await selected(unit, type, asked),
    ({ reporting_category, currency }) => `${reporting_category} ${currency}`,
  )
  return [...groups].sort().map(([, txns]) => {
    const [{ reporting_category, currency }] = nonEmpty(txns)
    const sum = (of: 'amount' | 'fee' | 'net') =>
      majorUnits(
        txns.reduce((total, txn) => total + txn[of], 0),
        currency,
      )
    const sums = { gross: sum('amount'), fee: sum('fee'), net: sum('net') }
    const cells = { reporting_category, currency, count: txns.length, ...sums }
    return pick(cells, asked)
  })
}

/** Where the balance stood, what moved it, what left it, where it stands: a currency at a time. */
async function balance(unit: Unit, _type: ReportType, asked: Parameters): Promise<Row[]> {
  const { interval_start: from = 0, interval_end: to = unit.now, timezone = 'Etc/UTC' } = asked
  const all = await unit.list('balance_transaction', {
    all: asked.currency === undefined ? [] : [`currency:${asked.currency.toLowerCase()}`],
  })
  const day = (at: number) => instantsIn(timezone).local(at).slice(0, 10)
  return [...Map.groupBy(all, ({ currency }) => currency)].sort().flatMap(([currency, txns]) => {
    const net = (counts: (txn: BalanceTransaction) => boolean) =>
      majorUnits(
        txns.filter(counts).reduce((total, txn) => total + txn.net, 0),
        currency,
      )
    const isIn = (txn: BalanceTransaction) => effectiveAt(txn) >= from && effectiveAt(txn) < to
    const lines = [
      [
        'starting_balance',
        `Starting balance (${day(from)})`,
        net((txn) => effectiveAt(txn) < from),
      ],
      ['activity', 'Activity', net((txn) => isIn(txn) && !isPayout(txn))],
      ['payouts', 'Total payouts', net((txn) => isIn(txn) && isPayout(txn))],
      ['ending_balance', `Ending balance (${day(to)})`, net((txn) => effectiveAt(txn) < to)],
    ] as const
    return lines.map(([category, description, net_amount]) =>
      pick({ category, description, net_amount, currency }, asked),
    )
  })
}

function pick(cells: Record<string, unknown>, { columns = [] }: Parameters): Row {
  return columns.map((name) => cells[name])
}

function nonEmpty<T>(items: T[]): [T, ...T[]] {
  const [first, ...rest] = items
  if (first === undefined) throw new TypeError('a group has at least one member')
  return [first, ...rest]
}

/** `2026-03-31 12:00:00`, as Stripe writes instants. */
function instantsIn(timezone: string): Instants {
  const shownIn = (timeZone: string) => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    return (at: number) => format.format(at * 1000)
  }
  return { utc: shownIn('UTC'), local: shownIn(timezone) }
}

function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
