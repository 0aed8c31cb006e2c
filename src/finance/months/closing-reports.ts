import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { addMonths, firstDay, type Month, monthsTouched } from '../../platform/day.ts'
import type { Definition } from '../definition.ts'
import { bases } from '../figures.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { readerShare } from '../reader-share/report.ts'
import { reconciliation } from '../reconciliation/report.ts'
import type { Report } from '../report.ts'
import { revenue } from '../revenue/report.ts'

/** A report whose figures of a month are kept at its close, in the books' currency. */
type ClosingReport = Readonly<{
  name: string
  report: (reader: Reader, query: ReportQuery, deps: ReportDeps) => Promise<Report<object>>
}>

/**
 * What a close keeps. Figures that go on after a month's end by their meaning (what is recovered later,
 * what a campaign brings in time, what is forecast) are no part of it.
 */
const closingReports: readonly ClosingReport[] = [
  ...bases.map((basis) => ({
    name: `reader-share/${basis}`,
    report: (reader: Reader, query: ReportQuery, deps: ReportDeps) =>
      readerShare(reader, { ...query, basis }, deps),
  })),
  { name: 'reconciliation', report: reconciliation },
  {
    name: 'revenue',
    report: (reader, query, deps) =>
      revenue(reader, { ...query, group: 'class', source: 'all', folded: false }, deps),
  },
]

type Figures = Readonly<Record<string, unknown>>
type KeptDefinition = Omit<Definition, 'as_of'>

/** Each report's period of one month, and what its figures mean, by the report's name. */
export type MonthFigures = Readonly<{
  figures: Readonly<Record<string, Figures>>
  definitions: Readonly<Record<string, KeptDefinition>>
}>

/** The figures of the months from the first to the last, as they are now. */
export async function figuresOf(
  reader: Reader,
  { first, last }: Readonly<{ first: Month; last: Month }>,
  deps: ReportDeps,
): Promise<ReadonlyMap<Month, MonthFigures>> {
  const [from, to] = [firstDay(first), addMonths(firstDay(last), 1)]
  const query = { ...common, from, to, currency: deps.config.reportingCurrency }
  const answers = await Promise.all(
    closingReports.map(async ({ name, report }) => ({
      name,
      ...(await report(reader, query, deps)),
    })),
  )
  const definitions = Object.fromEntries(
    answers.map(({ name, definition: { as_of: _, ...kept } }) => [name, kept]),
  )
  const months = monthsTouched(from, to).map((month, index) => {
    const figures = answers.map(({ name, periods }) => [name, figuresIn(periods[index])] as const)
    return [month, { figures: Object.fromEntries(figures), definitions }] as const
  })
  return new Map(months)
}

const common = { interval: 'month', basis: 'net', compare: null } as const

/** Addresses, the month's own state, and payouts, of which Stripe says later what they took. */
const notFigures = new Set(['entries', 'entries_url', 'state', 'payouts'])
const record = z.record(z.string(), z.unknown())

function figuresIn(period: object | undefined): Figures {
  const text = JSON.stringify(period, (name, value) => (notFigures.has(name) ? undefined : value))
  return record.parse(JSON.parse(text))
}
