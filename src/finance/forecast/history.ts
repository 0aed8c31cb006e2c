import Fraction from 'fraction.js'
import type { Reader } from '../../platform/database/connection.ts'
import { addDays, addMonths, type Day, firstDay, monthOf } from '../../platform/day.ts'
import { type Known, known } from '../known.ts'
import { mrrOver } from '../mrr/over.ts'
import { periodsOf, type Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { retentionOver } from '../retention/over.ts'

/** A whole month of the past: members at its opening and closing, and of the first those it lost. */
export type PastMonth = Range & Readonly<{ opening: bigint; closing: bigint; lost: bigint }>

/** The rates that a forecast takes from the past, and from which months of it; none without any. */
export type PastRates = Readonly<{
  churn: Known<Fraction>
  joins: Known<Fraction>
  range: Range | null
}>

/**
 * Of the months since somebody was a member (finance.md 1.9): churn is all that were lost ÷ all
 * openings, a ratio of sums; joins are those who came and stayed to the end of their month, the mean.
 */
export function ratesOf(months: readonly PastMonth[]): PastRates {
  const begun = months.slice(months.findIndex(({ closing }) => closing > 0n))
  const known_months = months.some(({ closing }) => closing > 0n) ? begun : []
  const [first, last] = [known_months[0], known_months.at(-1)]
  const sum = (of: (month: PastMonth) => bigint) =>
    known_months.reduce((total, month) => total + of(month), 0n)
  const opening = sum((month) => month.opening)
  const lost = sum((month) => month.lost)
  const came = sum((month) => month.closing) - (opening - lost)
  return {
    churn: known([[opening === 0n, 'no_history']], () => new Fraction(lost, opening)),
    joins: known(
      [[first === undefined, 'no_history']],
      () => new Fraction(came, known_months.length),
    ),
    range: first && last ? { from: first.from, to: last.to } : null,
  }
}

/** The last twelve whole months, oldest first. */
export async function pastMonths(
  reader: Reader,
  today: Day,
  query: Pick<ReportQuery, 'currency'>,
  deps: ReportDeps,
): Promise<PastMonth[]> {
  const to = firstDay(monthOf(today))
  const months = periodsOf({ from: addMonths(to, -12), to }, 'month')
  const [found, retained] = await Promise.all([
    mrrOver(reader, months, query, deps),
    retentionOver(reader, months, deps),
  ])
  return found.map(({ range, native }) => ({
    ...range,
    opening: native.openingMembers,
    closing: native.members,
    lost: retained(range).lost,
  }))
}

/** Members and recurring revenue at the end of a day. */
export async function standingOn(
  reader: Reader,
  days: readonly Day[],
  query: Pick<ReportQuery, 'currency'>,
  deps: ReportDeps,
): Promise<Readonly<{ members: bigint; mrr: Fraction }>[]> {
  const ranges = days.map((day) => ({ from: day, to: addDays(day, 1) }))
  const found = await mrrOver(reader, ranges, query, deps)
  return found.map(({ native, exact }) => ({ members: native.members, mrr: exact.closing }))
}
