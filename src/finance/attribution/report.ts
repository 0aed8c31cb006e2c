import type { Reader } from '../../platform/database/connection.ts'
import { foldSmall, other } from '../folding.ts'
import { fewest_persons, type KeyPersons } from '../key-persons.ts'
import { isWithin, type Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { rowsUrls } from '../rows-url.ts'
import {
  type AttributionPeriod,
  attributionFigures,
  attributionPeriod,
} from './attribution-period.ts'
import { type Costs, costsIn } from './costs.ts'
import type { AttributionGroup, Model } from './credit.ts'
import { type KeyFacts, together } from './key-facts.ts'
import type { Cost } from './payback.ts'
import { creditRows } from './rows.ts'
import { keysOver } from './sums.ts'

/** `folded`: keys of few persons become `(other)`, for whoever may not see rows. */
export type AttributionQuery = ReportQuery &
  Readonly<{ group: AttributionGroup; model: Model; folded: boolean }>
export type Attribution = Report<AttributionPeriod>

function meaningOf({ model, group }: AttributionQuery) {
  return {
    id: 'attribution',
    version: '1',
    text:
      `What brought members and gifts, by ${group}: ${put[model]}. New members: persons whose first ` +
      'membership payment ever falls in the period. Amount: gross of the period’s gifts and first ' +
      'membership payments. Net to date: what these gifts and memberships have brought until now, ' +
      'renewals too, after tax, refunds and disputes, before fees. Cost: of the whole campaign, as ' +
      'declared. ROI: (net to date − cost) ÷ cost. Payback: the month in which net to date reached the ' +
      'cost, counted from 0 for the month of the first payment.',
  } as const
}

const put: Readonly<Record<Model, string>> = {
  last: 'each is put down to what its own checkout was led to by, as frozen there',
  first: 'each is put down to the earliest checkout of that person’s last 30 days that names one',
  linear: 'each is shared in equal parts among that person’s checkouts of the last 30 days',
}

/** Attribution (finance.md 1.9), period by period and over the whole range. */
export function attribution(
  reader: Reader,
  query: AttributionQuery,
  deps: ReportDeps,
): Promise<Attribution> {
  return reportOver(meaningOf(query), query, deps, async (ranges) => {
    const { currency, group } = query
    const [factsIn, costs, folding] = await Promise.all([
      keysOver(reader, ranges, query),
      group === 'campaign' ? costsIn(reader, currency, deps) : new Map(),
      Promise.all(ranges.map((range) => foldingOf(reader, range, query))),
    ])
    return ranges.map((range, index) => {
      const keys = withDeclared(factsIn(range), costs, range)
      return attributionPeriod(folding[index]?.(keys) ?? keys, {
        ...{ range, currency, costOf: (key: string) => costOf(costs, key) },
        entriesOf: (key) => addresses(key, range, query),
      })
    })
  })
}

/** A campaign that began in the range and brought nobody has its cost to show. */
function withDeclared(keys: readonly KeyFacts[], costs: Costs, range: Range): KeyFacts[] {
  const begun = [...costs].filter(([, { from }]) => from !== null && isWithin(from, range))
  const absent = begun.filter(([name]) => !keys.some(({ key }) => key === name))
  return [...keys, ...absent.map(([name]) => together(name, []))]
}

function costOf(costs: Costs, key: string): Cost {
  return costs.get(key)?.cost ?? { value: null, why: 'not_declared' }
}

function addresses(key: string | null, range: Range, query: AttributionQuery) {
  const { group, model } = query
  return rowsUrls('attribution', attributionFigures, range, query, {
    ...{ group, model },
    ...(key === null ? {} : { key }),
  })
}

type Folding = (keys: readonly KeyFacts[]) => KeyFacts[]

async function foldingOf(reader: Reader, range: Range, query: AttributionQuery): Promise<Folding> {
  if (!query.folded) return (keys) => [...keys]
  const rows = await creditRows(reader, range, query)
  const persons = new Map(
    [...Map.groupBy(rows, ({ key }) => key)].map(([key, own]) => [
      key,
      personsOf(own.map(({ member_id }) => member_id)),
    ]),
  )
  return (keys) => foldSmall(keys, persons, (few) => together(other, few))
}

function personsOf(members: readonly string[]): KeyPersons {
  const persons = [...new Set(members)]
  return { count: persons.length, some: persons.slice(0, fewest_persons) }
}
