import * as z from 'zod'
import type { Currency } from '../../../platform/money/currency.ts'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { counted, inColumn, percent, twoDecimals } from '../figures.tsx'
import { className, figureWords } from '../words.ts'
import type { KnownMonth } from './month-page.tsx'

type Snapshot = NonNullable<KnownMonth['snapshot']>
type StatementProps = Readonly<{
  snapshot: Snapshot
  hash: string | null
  currency: Currency
}>

/** What a month was closed with, to be printed and filed: figures, rates, definitions and their hash. */
export const Statement = ({ snapshot, hash, currency }: StatementProps) => (
  <section class="stack">
    <h2>What it was closed with</h2>
    <div class="statement">
      {inOrder(snapshot.figures).map(([report, figures]) => (
        <DataTable
          caption={`${reportName(report)}, in ${currency}`}
          columns={['Figure', { label: 'As closed', number: true }]}
          rows={figuresIn(report, figures, currency)}
        />
      ))}
    </div>
    {snapshot.rates.length === 0 ? null : (
      <DataTable
        caption={`Rates that rows were taken at, ${currency} for one unit`}
        columns={['Currency', 'Day', 'Factor']}
        rows={snapshot.rates.map(({ currency: code, day, factor }) => [code, day, factor])}
      />
    )}
    <footer class="definition">
      <p>
        {inOrder(snapshot.definitions)
          .map(([report, { version }]) => `${reportName(report)}: definition ${version}`)
          .join('; ')}
      </p>
      <p>
        SHA-256 of the whole snapshot: <code>{hash}</code>
      </p>
    </footer>
  </section>
)

/** The readers' share first, on the basis it is told on; then by name. */
function inOrder<Kept>(reports: Readonly<Record<string, Kept>>): (readonly [string, Kept])[] {
  const rank = (report: string) => (report === 'reader-share/net' ? '' : report)
  return Object.entries(reports).sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))
}

/** `reader-share/net` is `Reader share, net`. */
function reportName(report: string): string {
  const [name = report, basis] = report.split('/')
  const words = figureWords(name.replaceAll('-', '_'))
  return basis === undefined ? words : `${words}, ${basis.replaceAll('_', ' ')}`
}

/** A figure each row; of a list of classes or groups each member's own amount. */
function figuresIn(
  report: string,
  figures: Readonly<Record<string, unknown>>,
  currency: Currency,
): string[][] {
  return Object.entries(figures).flatMap(([name, value]) => {
    const members = parts.safeParse(value)
    if (members.success) {
      return members.data.map((part) => [partName(part), amountOf(part, currency)])
    }
    const text = figureText(name, value, isMoneyIn(report, name) ? currency : null)
    return text === null ? [] : [[figureWords(name), text]]
  })
}

const part = z.looseObject({
  class: z.string().optional(),
  key: z.string().optional(),
  amount_minor: z.number().nullish(),
  net_minor: z.number().nullish(),
})
const parts = z.array(part).min(1)

function partName({ class: name, key }: z.output<typeof part>): string {
  return `Of that: ${className(name ?? key ?? '')}`
}

function amountOf({ amount_minor, net_minor }: z.output<typeof part>, currency: Currency): string {
  const minor = amount_minor ?? net_minor
  return minor == null ? '—' : inColumn(BigInt(minor), currency)
}

const notShown = new Set(['from', 'to', 'currency', 'reason', 'warning'])

/** All that MRR counts is money, but its members; elsewhere the name says so. */
function isMoneyIn(report: string, name: string): boolean {
  return name.endsWith('_minor') || (report === 'mrr' && name !== 'members')
}

/** Ratios that are no part of a whole. */
const quotients = new Set(['quick_ratio', 'gini', 'hhi', 'runway_without_funder_months'])

/** An amount, where it has a currency, a number, or a part of one; null = nothing to say. */
function figureText(name: string, value: unknown, currency: Currency | null): string | null {
  if (notShown.has(name) || value === null) return null
  if (typeof value === 'number') {
    return currency === null ? counted(value) : inColumn(BigInt(value), currency)
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return null
  if (!/^-?\d+\.\d{6}$/.test(value)) return value
  return quotients.has(name) ? twoDecimals(value) : percent(value)
}
