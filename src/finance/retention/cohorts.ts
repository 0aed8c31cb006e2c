import type Fraction from 'fraction.js'
import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day, monthNumber, monthOf, monthStart, todayOf } from '../../platform/day.ts'
import { minorJson } from '../../platform/money/money.ts'
import { wholeOf } from '../../platform/money/rounding.ts'
import { fewest_persons } from '../key-persons.ts'
import { amountsIn, moreOf } from '../movements/lines.ts'
import { conversionOf } from '../movements/rates.ts'
import { seriesOf, sumIn, type Totals } from '../movements/series.ts'
import { isWithin, type Range } from '../period.ts'
import type { LineSum } from '../persons/line.ts'
import { lineSums } from '../persons/sums.ts'
import type { ReportDeps } from '../query.ts'
import { ratio, rounded, sixDecimals } from '../ratio.ts'
import { cohortLines, cohortMeasures } from './cohort-lines.ts'
import type { RetentionQuery } from './report.ts'

/** How a cohort stood at the end of its month `k` (0 is its own); shares are of its size and base. */
export type CohortCell = Readonly<{
  k: number
  members: number
  share: string
  mrr_minor: number
  money_share: string | null
}>

/**
 * Those whose first recurring payment was in a month (finance.md 1.6): how many, what they first came
 * to a month, what they have paid until now and what that is for one; null where a payment has no rate.
 * A month that has not ended is null.
 */
export type Cohort = Readonly<{
  month: string
  members: number
  mrr_minor: number
  paid_minor: number | null
  ltv_minor: number | null
  cells: readonly (CohortCell | null)[]
}>

/** The cohorts of the months that begin in a range, oldest first, over as many months as the oldest has. */
export async function cohortsOf(
  reader: Reader,
  { currency, folded = false }: Pick<RetentionQuery, 'currency' | 'folded'>,
  { config, clock }: ReportDeps,
): Promise<(range: Range) => Cohort[]> {
  const sums = await lineSums(reader, { maker: cohortLines, measures: cohortMeasures, currency })
  const today = todayOf({ clock, config })
  const asked = sums.filter(isAmount).map((line) => ({ amounts: amountsIn([line]), day: today }))
  const convert = await conversionOf(reader, asked, currency)
  const byMonth = Map.groupBy(sums, cohortIn)
  const monthly = (lines: Totals) => convert(amountsIn(lines), today).div(12)
  return (range) => {
    const months = [...byMonth.keys()].filter((month) => isWithin(month, range)).sort()
    const ends = endsFrom(months[0] ?? today, today)
    return months
      .map((month) => cohort(month, byMonth.get(month) ?? [], { ends, today, monthly }))
      .filter(({ members }) => !folded || members >= fewest_persons)
  }
}

/** The days after the ends of a month and all later ones up to today's. */
function endsFrom(month: Day, today: Day): Day[] {
  const [first, last] = [monthNumber(month), monthNumber(today)]
  return Array.from({ length: last - first + 1 }, (_, index) => monthStart(first + index + 1))
}

type Grid = Readonly<{
  ends: readonly Day[]
  today: Day
  monthly: (lines: Totals) => Fraction
}>

function cohort(month: Day, lines: readonly LineSum[], { ends, today, monthly }: Grid): Cohort {
  const { before } = seriesOf(lines)
  const until = (measure: string, end: Day) => before(measure, addDays(end, 1))
  const count = (measure: string) => sumIn(until(measure, month))
  const [size, paid, isRated] = [count('size'), count('paid'), count('unrated') === 0n]
  const base = monthly(until('base', month))
  const cellAt = (k: number): CohortCell | null => {
    const end = monthStart(monthNumber(month) + k + 1)
    if (end > today) return null
    const [members, worth] = [sumIn(until('members', end)), monthly(until('amount', end))]
    return {
      ...{ k, members: Number(members), share: ratio(members, size) },
      mrr_minor: minorJson(wholeOf(worth)),
      money_share: base.n === 0n ? null : sixDecimals(worth.div(base)),
    }
  }
  return {
    month: monthOf(month),
    members: Number(size),
    mrr_minor: minorJson(wholeOf(base)),
    paid_minor: isRated ? minorJson(paid) : null,
    ltv_minor: isRated ? minorJson(rounded(paid, size)) : null,
    cells: ends.map((_, k) => cellAt(k)),
  }
}

function isAmount({ measure }: LineSum): boolean {
  return measure === 'base' || measure === 'amount'
}

function cohortIn(line: LineSum): Day {
  return isAmount(line) ? moreOf(line) : line.key
}
