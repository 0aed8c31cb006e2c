import * as z from 'zod'
import type { Config } from '../config.ts'
import type { Clock } from '../platform/clock.ts'
import { addDays, addMonths, dayText, firstDay, monthOf, todayOf } from '../platform/day.ts'
import { invalid } from '../platform/http/problem.ts'
import { type Currency, currencyOf } from '../platform/money/currency.ts'
import { type Basis, bases } from './figures.ts'
import {
  type Comparison,
  comparisons,
  type Interval,
  intervals,
  periodsOf,
  type Range,
} from './period.ts'

/** What a report is asked for, with nothing left open. `currency` converts, it does not filter. */
export type ReportQuery = Range &
  Readonly<{
    interval: Interval
    basis: Basis
    currency: Currency
    compare: Comparison | null
  }>

/** What reports need of the house. */
export type ReportDeps = Readonly<{
  config: Pick<Config, 'reportingCurrency' | 'reportingTimezone' | 'supporterMonths'>
  clock: Clock
}>

/** A currency as it is named in a question; a code that no currency has is a slip, or no money (BTC). */
export const currencyCode = z.string().transform((text, context) => {
  const code = currencyOf(text)
  if (code !== null && knownCurrencies.has(code)) return code
  context.addIssue('This is no currency code, like EUR.')
  return z.NEVER
})

/** Unicode's list, with those of the past, and ISO's code for tests. */
const knownCurrencies: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('currency'), 'XTS'])

/** For queries whose days may both be left open. */
export function inOrder({ from, to }: { from?: string | undefined; to?: string | undefined }) {
  return from === undefined || to === undefined || from < to
}
const mustBeLater = 'This day must be later than `from`.'
/** For `refine`, which takes `message` out of what it is given. */
export const reversed = { path: ['to'], message: mustBeLater }

/** The query that all reports share, as it comes; a report adds its own fields to it. */
export const commonQuery = z.strictObject({
  from: dayText.optional(),
  to: dayText.optional(),
  interval: z.enum(intervals).default('month'),
  basis: z.enum(bases).default('net'),
  currency: currencyCode.optional(),
  compare: z.enum(comparisons).optional(),
})
type CommonQuery = Pick<z.output<typeof commonQuery>, 'from' | 'to' | 'interval' | 'basis'> &
  Readonly<{ currency?: Currency | undefined; compare?: Comparison | undefined }>

/**
 * Fills in what was left open: the year of `to` from its first day, up to the end of the current
 * month, in the books' currency. Throws the 422 for reversed dates, more than 200 years or more than
 * 10,000 periods.
 */
export function reportQuery(asked: CommonQuery, { config, clock }: ReportDeps): ReportQuery {
  const today = todayOf({ clock, config })
  const to = asked.to ?? addMonths(firstDay(monthOf(today)), 1)
  const from = asked.from ?? `${addDays(to, -1).slice(0, 4)}-01-01`
  refuseRange({ from, to }, asked.interval)
  return {
    from,
    to,
    interval: asked.interval,
    basis: asked.basis,
    currency: asked.currency ?? config.reportingCurrency,
    compare: asked.compare ?? null,
  }
}

const longest_months = 200 * 12
const most_periods = 10_000

function refuseRange(range: Range, interval: Interval): void {
  const refused = (field: string, message: string) => invalid([{ field, message }])
  if (!inOrder(range)) throw refused('to', mustBeLater)
  if (addMonths(range.from, longest_months) < range.to) {
    throw refused('to', 'A report covers at most 200 years.')
  }
  if (periodsOf(range, interval).length > most_periods) {
    throw refused('interval', 'This makes more than 10,000 periods; take longer ones.')
  }
}
