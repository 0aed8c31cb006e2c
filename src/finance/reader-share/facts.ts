import type { Reader } from '../../platform/database/connection.ts'
import { monthOf, todayOf } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { sumsOnBasis } from '../basis-sums.ts'
import { type Basis, type ShareFigure, shareFigures } from '../figures.ts'
import { type KeyPersons, personsBy } from '../key-persons.ts'
import { type Range, spanOf } from '../period.ts'
import { sumWithin } from '../persons/line.ts'
import { lineSums } from '../persons/sums.ts'
import type { ReportDeps } from '../query.ts'
import { type Valuation, valuationOf } from '../valued.ts'
import { type Funders, fundersOf } from './funders.ts'
import { type IncomeFacts, incomeFacts } from './income-facts.ts'
import { aboveMeasure, majorMeasure, readerShareLines } from './lines.ts'

/** `class` is null for money whose class is not known yet. */
type ClassSum = Readonly<{ class: string | null }> & Readonly<Record<ShareFigure, bigint>>
/** Readers' money with each person up to the cap, and all income, in the books' currency. */
type Broad = Readonly<{ reader: bigint; known: bigint }>

/** `folded`: classes of few persons become `(other)`, for whoever may not see rows. */
export type ShareQuery = Readonly<{ basis: Basis; currency: Currency; folded?: boolean }>

/** What the database knows of one range, before anything is concluded from it. */
export type RangeFacts = IncomeFacts &
  Readonly<{
    range: Range
    classes: readonly ClassSum[]
    ended: boolean
    unrated: boolean
    /** How many rows are not yet known. */
    unclassified: bigint
    broad: Broad
    funders: Funders
    /** Readers’ money in large payments; null where it is not asked in the books’ currency. */
    major: bigint | null
    /** Whose money stands behind each class, where those of few are folded. */
    persons: ReadonlyMap<string, KeyPersons> | null
  }>

/** The facts of each range, in the order asked. */
export async function factsOfRanges(
  reader: Reader,
  ranges: readonly Range[],
  query: ShareQuery,
  { clock, config }: ReportDeps,
): Promise<RangeFacts[]> {
  const today = todayOf({ clock, config })
  const inBooks = { ...query, currency: config.reportingCurrency }
  const isInBooks = query.currency === inBooks.currency
  const [shown, booked, lines, income, persons] = await Promise.all([
    shownIn(reader, ranges, query, config),
    isInBooks ? null : bookedIn(reader, ranges, inBooks, config),
    linesIn(reader, inBooks),
    incomeFacts(reader, ranges, monthOf(today)),
    query.folded ? personsBy(reader, ranges, 'class', {}) : null,
  ])
  const { sums, funders } = shown
  return ranges.map((range, index) => {
    const rows = sums.get(index) ?? []
    return {
      range,
      ...income(range),
      classes: rows.map(({ key, ...row }) => ({ class: key, ...row })),
      ended: range.to <= today,
      unrated: rows.some(({ unrated }) => unrated > 0n),
      unclassified: rows.reduce((count, row) => count + row.unclassified, 0n),
      broad: broadOf((booked ?? sums).get(index) ?? [], sumWithin(lines.above, range)),
      funders: funders[index] ?? { largest: null, owner: 0n },
      major: isInBooks && !query.folded ? sumWithin(lines.major, range) : null,
      persons: persons === null ? null : (persons.get(index) ?? new Map()),
    }
  })
}

type Config = ReportDeps['config']
type Asked = Pick<ShareQuery, 'basis' | 'currency'>

/** What each class comes to, and who besides readers paid. */
async function shownIn(
  reader: Reader,
  ranges: readonly Range[],
  { basis, currency }: Asked,
  config: Config,
) {
  const valuation = await valuationOf(reader, spanOf(ranges), currency)
  const asked = { ranges, basis, valuation }
  const [sums, funders] = await Promise.all([
    sumsOf(reader, asked, config),
    fundersOf(reader, asked),
  ])
  return { sums, funders }
}

async function bookedIn(
  reader: Reader,
  ranges: readonly Range[],
  { basis, currency }: Asked,
  config: Config,
) {
  const valuation = await valuationOf(reader, spanOf(ranges), currency)
  return sumsOf(reader, { ranges, basis, valuation }, config)
}

type Valued = Readonly<{ ranges: readonly Range[]; basis: Basis; valuation: Valuation }>

function sumsOf(reader: Reader, valued: Valued, config: Config) {
  const asked = { ...valued, filter: {}, by: 'class', figures: shareFigures } as const
  return sumsOnBasis(reader, asked, { config })
}

/** The cap is a sum of the books’ currency, so these are worked there whatever is shown. */
async function linesIn(reader: Reader, { basis, currency }: Asked) {
  const [above, major] = [aboveMeasure(basis), majorMeasure(basis)]
  const measures = [above, major]
  const lines = await lineSums(reader, { maker: readerShareLines, measures, currency })
  return {
    above: lines.filter(({ measure }) => measure === above),
    major: lines.filter(({ measure }) => measure === major),
  }
}

function broadOf(rows: readonly Record<ShareFigure, bigint>[], above: bigint): Broad {
  return { reader: sum(rows, 'reader_minor') - above, known: sum(rows, 'total_minor') }
}

/** One figure over the classes of a range, which are few. */
export function sum(rows: readonly Record<ShareFigure, bigint>[], figure: ShareFigure): bigint {
  return rows.reduce((total, row) => total + row[figure], 0n)
}
