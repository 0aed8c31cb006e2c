import * as z from 'zod'
import { closes } from '../../ledger/months.ts'
import { sha256 } from '../../platform/auth/hash.ts'
import { canonicalJson } from '../../platform/canonical-json.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day, Month } from '../../platform/day.ts'
import { daysOfMonth } from '../period.ts'
import type { ReportDeps } from '../query.ts'
import { valuationOf } from '../valued.ts'
import { figuresOf, type MonthFigures } from './closing-reports.ts'
import { keptDefinition, keptFigures } from './kept-definition.ts'

/**
 * A rate that rows of the month were taken at: minor units × `factor` (an exact fraction) are minor
 * units of the books' currency.
 */
type KeptRate = Readonly<{ currency: string; day: Day; factor: string }>

/** What a month was closed with, as it is kept, answered and hashed. */
export type Snapshot = MonthFigures &
  Readonly<{
    month: Month
    version: number
    closed_at: string
    closed_by: string
    rates: readonly KeptRate[]
  }>
export type Closing = Pick<Snapshot, 'month' | 'version' | 'closed_at' | 'closed_by'>

/** Everything that the month shows now. */
export async function snapshotOf(
  reader: Reader,
  closing: Closing,
  deps: ReportDeps,
): Promise<Snapshot> {
  const { month } = closing
  const months = await figuresOf(reader, { first: month, last: month, which: 'all' }, deps)
  const shown = months.get(month)
  if (!shown) throw new RangeError(`no report covers ${month}`)
  return { ...closing, ...shown, rates: await ratesIn(reader, month, deps) }
}

/** The same content has the same hash, whoever makes it: docs/figures.md says how. */
export function hashOf(snapshot: Snapshot): Promise<string> {
  return sha256(canonicalJson(snapshot))
}

async function ratesIn(reader: Reader, month: Month, { config }: ReportDeps): Promise<KeptRate[]> {
  const { known } = await valuationOf(reader, daysOfMonth(month), config.reportingCurrency)
  return known
    .map(({ currency, day, numerator, denominator }) => {
      return { currency, day, factor: `${numerator}/${denominator}` }
    })
    .sort((a, b) => (`${a.currency} ${a.day}` < `${b.currency} ${b.day}` ? -1 : 1))
}

const kept = z.object({
  figures: z.record(z.string(), keptFigures),
  definitions: z.record(z.string(), keptDefinition),
  rates: z.array(z.object({ currency: z.string(), day: z.string(), factor: z.string() })),
})
/** A snapshot as it is read back; fields of later versions of the program stay in it. */
export type KeptSnapshot = z.output<typeof kept> & Closing & Readonly<{ hash: string }>

/** The snapshots of the months that are closed now, in order; of one month where one is named. */
export async function snapshots(reader: Reader, month?: Month): Promise<KeptSnapshot[]> {
  const rows = await closes(reader)
    .select(['month_close.figures', 'month_close.definitions', 'month_close.rates'])
    .where(({ eb, and }) => and(month === undefined ? [] : [eb('month_close.month', '=', month)]))
    .orderBy('month_close.month')
    .execute()
  return rows.map(({ closed_at, figures, definitions, rates, ...row }) => ({
    ...row,
    closed_at: closed_at.toISOString(),
    ...kept.parse({ figures, definitions, rates }),
  }))
}
