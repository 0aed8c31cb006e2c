import Fraction from 'fraction.js'
import type { Reader } from '../../platform/database/connection.ts'
import { type Known, known } from '../known.ts'
import { wholeMonths } from '../movements/grain.ts'
import type { Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { isKept, retentionOver } from '../retention/over.ts'
import { rowsUrls } from '../rows-url.ts'
import { type MrrPeriod, mrrFigures, mrrPeriod } from './mrr-period.ts'
import { mrrOver } from './over.ts'

export type Mrr = Report<MrrPeriod>

const meaning = {
  id: 'mrr',
  version: '1',
  text:
    'What active and past-due memberships come to a month: amount × quantity, a day 365, a week 52, a ' +
    'month 12 times a year, divided by 12; without tax, less discounts that last; nothing for trials, ' +
    'unpaid, paused and ended ones. Movements are of a member, all memberships together: new the first ' +
    'time ever, reactivation after nothing, churn to nothing, else expansion or contraction. Opening at ' +
    'the latest rate before the first day, all else at the closing day’s, and the opening’s gain by ' +
    'that is fx. ARR is 12 × MRR. ARPU is closing ÷ members, LTV is ARPU ÷ the share of members lost a ' +
    'month, at full margin.',
} as const

/** Recurring revenue and its movements (finance.md 1.5), period by period and over the whole range. */
export function mrr(reader: Reader, query: ReportQuery, deps: ReportDeps): Promise<Mrr> {
  return reportOver(meaning, query, deps, async (ranges) => {
    const [found, retained] = await Promise.all([
      mrrOver(reader, ranges, query, deps),
      retentionOver(reader, ranges.filter(isKept), deps),
    ])
    return found.map(({ range, exact, native }) => {
      const lost = isKept(range) ? retained(range).lost : null
      const monthlyChurn = monthlyChurnOf(range, native.openingMembers, lost)
      const entries = rowsUrls('mrr', mrrFigures, range, query)
      const members = { members: native.members, monthlyChurn }
      return mrrPeriod(exact, members, { range, currency: query.currency, entries })
    })
  })
}

/** The share of its members that a range lost in a month, of several months the mean. */
function monthlyChurnOf(range: Range, opening: bigint, lost: bigint | null): Known<Fraction> {
  const months = wholeMonths(range)
  if (months === null) return { value: null, why: 'months_not_whole' }
  if (lost === null) return { value: null, why: 'longer_than_a_year' }
  return known([[opening === 0n, 'no_members']], () => new Fraction(lost, opening).div(months))
}
