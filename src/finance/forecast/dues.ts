import Fraction from 'fraction.js'
import { sql } from 'kysely'
import { perYear } from '../../members/price.ts'
import type { Reader } from '../../platform/database/connection.ts'
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  firstDay,
  monthOf,
  monthsTouched,
} from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { conversionOf } from '../movements/rates.ts'
import type { Dues } from './course.ts'

/** Memberships alike in when and what they pay: `amount` minor units of `currency` on `due`, all together. */
export type PayingGroup = Readonly<{
  currency: string
  interval_unit: string
  interval_count: number
  due: Day
  /** They end before this day; null goes on. */
  ends: Day | null
  amount: bigint
}>

type Asked = Readonly<{ today: Day; months: number; zone: string; currency: Currency }>

/**
 * What today's members are due to pay, month by month, in `currency` at today's rates. Throws the 422
 * `rate_unavailable` where one is missing.
 */
export async function duesOf(
  reader: Reader,
  { today, months, zone, currency }: Asked,
): Promise<Dues> {
  const groups = await payingGroups(reader, zone)
  const amounts = groups.map(
    ({ currency: code, amount }) => new Map([[code, new Fraction(amount)]]),
  )
  const asked = amounts.map((one) => ({ amounts: one, day: today }))
  const convert = await conversionOf(reader, asked, currency)
  const worth = amounts.map((one) => convert(one, today))
  const calendar = monthsTouched(today, addMonths(firstDay(monthOf(today)), months + 1))
  const byMonth = new Map(calendar.map((month) => [month, new Fraction(0)]))
  const paying = new Map<number, Fraction>()
  groups.forEach((group, place) => {
    const paid = worth[place] ?? new Fraction(0)
    for (const day of dueDays(group, today, addMonths(today, months + 1))) {
      const sum = byMonth.get(monthOf(day))
      if (sum) byMonth.set(monthOf(day), sum.add(paid))
    }
    const rhythm = rhythmOf(group)
    paying.set(rhythm, (paying.get(rhythm) ?? new Fraction(0)).add(paid.mul(monthly(group))))
  })
  return { byMonth: [...byMonth.values()], paying }
}

/**
 * Collected memberships, those alike together; what has no next payment is left out. They are put
 * together by quarters of an hour first, at which days begin in every zone of our time: a day in a zone
 * costs ten times as much to tell, and is told of few.
 */
async function payingGroups(reader: Reader, zone: string): Promise<PayingGroup[]> {
  const quarterOf = (column: 'period_end' | 'ends_at') =>
    sql<Date>`date_bin('15 minutes', ${sql.ref(column)}, '2000-01-01Z')`
  const dayIn = (column: 'due_at' | 'stops_at') =>
    sql<Day>`(${sql.ref(column)} at time zone ${zone})::date`
  const together = reader
    .selectFrom('subscription')
    .where('status', 'in', ['active', 'past_due'])
    .where('paused', '=', false)
    .where('period_end', 'is not', null)
    .where('amount_minor', '>', 0n)
    .select(['currency', 'interval_unit', 'interval_count'])
    .select([quarterOf('period_end').as('due_at'), quarterOf('ends_at').as('stops_at')])
    .select(sql<bigint>`sum(amount_minor)`.as('amount'))
    .groupBy(['currency', 'interval_unit', 'interval_count', 'due_at', 'stops_at'])
  return reader
    .selectFrom(together.as('together'))
    .select(['currency', 'interval_unit'])
    .select([
      sql<number>`greatest(interval_count, 1)`.as('interval_count'),
      dayIn('due_at').as('due'),
      sql<Day | null>`${dayIn('stops_at')}`.as('ends'),
      sql<bigint>`sum(amount)::bigint`.as('amount'),
    ])
    .groupBy(['currency', 'interval_unit', 'interval_count', 'due', 'ends'])
    .orderBy('due')
    .execute()
}

/** The days of [from, to) on which they pay; the calendar's last day where a month has no such day. */
export function dueDays({ due, ends, ...rhythm }: PayingGroup, from: Day, to: Day): Day[] {
  const until = ends !== null && ends < to ? ends : to
  const days: Day[] = []
  for (let turn = turnAt(due, from, rhythm); ; turn += 1) {
    const day = turnDay(due, turn, rhythm)
    if (day >= until) return days
    if (day >= from) days.push(day)
  }
}

type Rhythm = Pick<PayingGroup, 'interval_unit' | 'interval_count'>

/** A turn not after `from`, so that one long overdue takes no years of steps. */
function turnAt(due: Day, from: Day, { interval_unit, interval_count }: Rhythm): number {
  if (due >= from) return 0
  const days = daysBetween(due, from)
  return Math.floor(days / (longestDays[interval_unit] ?? 31) / interval_count)
}

const longestDays: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31, year: 366 }

function turnDay(due: Day, turn: number, { interval_unit, interval_count }: Rhythm): Day {
  const steps = turn * interval_count
  switch (interval_unit) {
    case 'day':
      return addDays(due, steps)
    case 'week':
      return addDays(due, 7 * steps)
    case 'year':
      return addMonths(due, 12 * steps)
    default:
      return addMonths(due, steps)
  }
}

/** Months between two payments, one for what is paid more often. */
function rhythmOf({ interval_unit, interval_count }: Rhythm): number {
  if (interval_unit === 'year') return 12 * interval_count
  return interval_unit === 'month' ? interval_count : 1
}

/** How many of its payments fall into a month (finance.md 1.5). */
function monthly({ interval_unit, interval_count }: Rhythm): Fraction {
  return new Fraction(perYear(interval_unit, interval_count)).div(12)
}
