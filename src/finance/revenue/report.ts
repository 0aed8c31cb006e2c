import { none } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { sumsOnBasis } from '../basis-sums.ts'
import { type Basis, type RevenueFigure, revenueFigures } from '../figures.ts'
import { foldSmall, other } from '../folding.ts'
import { personsBy } from '../key-persons.ts'
import { type Range, spanOf } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import type { Grouping } from '../sums.ts'
import { valuationOf } from '../valued.ts'
import {
  type KeySums,
  perFigure,
  type RevenuePeriod,
  type RevenueScope,
  revenueGroup,
  revenuePeriod,
} from './revenue-period.ts'

/** `folded`: keys of few persons become `(other)`, for whoever may not see rows. */
export type RevenueQuery = ReportQuery &
  Readonly<{ group: Grouping | null; source: 'all' | 'stripe'; folded: boolean }>
export type Revenue = Report<RevenuePeriod>

/** Names the basis: on `recognised` gross is another money. */
function meaningOf(basis: Basis) {
  return {
    id: 'revenue',
    version: '2',
    text:
      'Gross: captured payments with tax and fees that readers cover, less bank debits that fail after ' +
      'success, and other income inside the share. Tax: what payments hold at the declared rates, less ' +
      'the part that refunds and disputes take along. Net: gross less tax, refunds and disputes, each in ' +
      'the period it happens. Fees: Stripe’s for payments, disputes and anything else, and those of ' +
      'other income. A refund that Stripe settled in another currency is taken at its charge’s rate; ' +
      'the difference to its own day’s is fx, outside net, a gain positive. Amounts settled in the ' +
      'books’ currency are taken as they are.' +
      (basis === 'recognised' ? earnedText : ''),
  } as const
}

const earnedText =
  ' Gross holds payments for services as they are earned: less what is received in the period and not ' +
  'yet earned, and what was received before and is earned in it, both without tax.'

/** Revenue (finance.md 1.2), period by period, over the whole range, and by key where asked. */
export function revenue(reader: Reader, query: RevenueQuery, deps: ReportDeps): Promise<Revenue> {
  return reportOver(meaningOf(query.basis), query, deps, (ranges) =>
    revenueOf(reader, ranges, query, deps),
  )
}

async function revenueOf(
  reader: Reader,
  ranges: readonly Range[],
  query: RevenueQuery,
  { config }: ReportDeps,
): Promise<RevenuePeriod[]> {
  const { group, source } = query
  const scope = { query, config, by: group ?? 'class', source } satisfies RevenueScope
  const [keysOf, shownKeys] = await Promise.all([
    keySums(reader, ranges, query, scope),
    foldingOf(reader, ranges, query, scope),
  ])
  return ranges.map((range, index) => {
    const keys = keysOf(index)
    const period = revenuePeriod(range, keys, scope)
    if (query.group === null) return period
    const groups = shownKeys(index, keys.filter(hasMoney)).map((sums) =>
      revenueGroup(range, sums, scope, { rowless: sums.key === other }),
    )
    return { ...period, groups }
  })
}

async function keySums(
  reader: Reader,
  ranges: readonly Range[],
  { basis, currency }: ReportQuery,
  { by, source, config }: RevenueScope & Pick<ReportDeps, 'config'>,
): Promise<(range: number) => KeySums[]> {
  const valuation = await valuationOf(reader, spanOf(ranges), currency)
  const asked = { ranges, filter: filterOf(source), by, basis, valuation }
  const byRange = await sumsOnBasis(reader, { ...asked, figures: revenueFigures }, { config })
  return (range) => (byRange.get(range) ?? []).map((row) => ({ ...row, key: row.key ?? none }))
}

type Folding = (range: number, keys: readonly KeySums[]) => KeySums[]

async function foldingOf(
  reader: Reader,
  ranges: readonly Range[],
  { folded, group }: RevenueQuery,
  { by, source }: RevenueScope,
): Promise<Folding> {
  if (!folded || group === null) return (_range, keys) => [...keys]
  const persons = await personsBy(reader, ranges, by, filterOf(source))
  return (range, keys) => foldSmall(keys, persons.get(range) ?? new Map(), together)
}

function together(keys: readonly KeySums[]): KeySums {
  const total = (figure: RevenueFigure) => keys.reduce((sum, key) => sum + key[figure], 0n)
  const unrated = keys.reduce((sum, key) => sum + key.unrated, 0n)
  return { key: other, unrated, ...perFigure(total) }
}

function filterOf(source: 'all' | 'stripe') {
  return source === 'stripe' ? { source } : {}
}

/** Keys that only money outside the share has (payouts, loans) are no group of revenue. */
function hasMoney(sums: KeySums): boolean {
  return sums.unrated > 0n || revenueFigures.some((figure) => sums[figure] !== 0n)
}
