import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day, dayOf } from '../../platform/day.ts'
import { minorJson } from '../../platform/money/money.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { payoutsBefore, within } from './payouts.ts'

/**
 * What the bank account gets on a day, minor units, less what went back; `expected` while the day has
 * not begun. Banks rest on weekends, so that nothing arrives then.
 */
export type BankDay = Readonly<{
  day: Day
  weekend: boolean
  expected: boolean
  amount_minor: number
  payouts: readonly string[]
}>

/** Each day of [from, to), with or without a payout. */
export async function bankCalendar(
  reader: Reader,
  { from, to, currency }: Pick<ReportQuery, 'from' | 'to' | 'currency'>,
  { clock, config }: ReportDeps,
): Promise<BankDay[]> {
  const today = dayOf(clock.now(), config.reportingTimezone)
  const byDay = Map.groupBy(
    within({ from, to }, await payoutsBefore(reader, { currency, to })),
    ({ day }) => day,
  )
  return daysOf(from, to).map((day) => {
    const payouts = byDay.get(day) ?? []
    return {
      ...{ day, weekend: isWeekend(day), expected: day > today },
      amount_minor: minorJson(payouts.reduce((sum, { amount }) => sum + amount, 0n)),
      payouts: payouts.map(({ id }) => id),
    }
  })
}

function daysOf(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day)
  return days
}

function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(day).getUTCDay())
}
