import type { Reader } from '../../platform/database/connection.ts'
import { addMonths, firstDay, type Month, monthsTouched } from '../../platform/day.ts'
import { concentration } from '../concentration/report.ts'
import { deferred } from '../deferred/report.ts'
import type { Definition } from '../definition.ts'
import { donors } from '../donors/report.ts'
import { type Basis, bases } from '../figures.ts'
import { members } from '../members/report.ts'
import { mrr } from '../mrr/report.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { readerShare } from '../reader-share/report.ts'
import { reconciliation } from '../reconciliation/report.ts'
import type { Report } from '../report.ts'
import { retention } from '../retention/report.ts'
import { revenue } from '../revenue/report.ts'
import { nameOnBasis } from './kept.ts'
import { type Figures, keptFigures } from './kept-definition.ts'

type Ask = (reader: Reader, query: ReportQuery, deps: ReportDeps) => Promise<Report<object>>

/**
 * A report whose figures of a month are kept at its close, in the books' currency. `proven`: sums of
 * entries, to which nothing comes in a closed month, so that they must be the same ever after. The others
 * look at persons and at what becomes of a gift or a membership later; of them a closed month prints
 * what was kept (`asKept`).
 */
type ClosingReport = Readonly<{ name: string; proven: boolean; report: Ask }>

/**
 * What a close keeps. Figures that by their meaning go on after the end of a month (what is recovered,
 * what a campaign brings in time, what is forecast) are no part of it.
 */
const closingReports: readonly ClosingReport[] = [
  ...onEachBasis('reader-share', readerShare, { proven: isOfEntries }),
  { name: 'reconciliation', proven: true, report: reconciliation },
  {
    name: 'revenue',
    proven: true,
    report: (reader, query, deps) =>
      revenue(reader, { ...query, group: 'class', source: 'all', folded: false }, deps),
  },
  { name: 'deferred', proven: false, report: deferred },
  { name: 'mrr', proven: false, report: mrr },
  { name: 'members', proven: false, report: members },
  {
    name: 'retention',
    proven: false,
    report: (reader, query, deps) => retention(reader, { ...query, folded: false }, deps),
  },
  ...onEachBasis('donors', donors, { proven: () => false }),
  ...onEachBasis(
    'concentration',
    (reader, query, deps) => concentration(reader, { ...query, published: false }, deps),
    { proven: () => false },
  ),
]

/** What is earned follows from when a service ends, which may be told later. */
function isOfEntries(basis: Basis): boolean {
  return basis !== 'recognised'
}

function onEachBasis(
  name: string,
  report: Ask,
  { proven }: Readonly<{ proven: (basis: Basis) => boolean }>,
): ClosingReport[] {
  return bases.map((basis) => ({
    name: nameOnBasis(name, basis),
    proven: proven(basis),
    report: (reader, query, deps) => report(reader, { ...query, basis }, deps),
  }))
}

type KeptDefinition = Omit<Definition, 'as_of'>

/** Each report's period of one month, and what its figures mean, by the report's name. */
export type MonthFigures = Readonly<{
  figures: Readonly<Record<string, Figures>>
  definitions: Readonly<Record<string, KeptDefinition>>
}>

type Months = Readonly<{ first: Month; last: Month }>

/** The figures of the months from the first to the last, as they are now; all of them, or the proven. */
export async function figuresOf(
  reader: Reader,
  { first, last, which }: Months & Readonly<{ which: 'all' | 'proven' }>,
  deps: ReportDeps,
): Promise<ReadonlyMap<Month, MonthFigures>> {
  const [from, to] = [firstDay(first), addMonths(firstDay(last), 1)]
  const query = { ...common, from, to, currency: deps.config.reportingCurrency }
  const reports = closingReports.filter(({ proven }) => proven || which === 'all')
  const answers = await Promise.all(
    reports.map(async ({ name, report }) => ({ name, ...(await report(reader, query, deps)) })),
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

/**
 * Addresses and the month's own state are no figures; of payouts Stripe says later what they took, and
 * cohorts are looked at again each month.
 */
const notFigures = new Set(['entries', 'entries_url', 'state', 'payouts', 'cohorts'])

function figuresIn(period: object | undefined): Figures {
  const text = JSON.stringify(period, (name, value) => (notFigures.has(name) ? undefined : value))
  return keptFigures.parse(JSON.parse(text))
}
