import { todayOf } from '../platform/day.ts'
import { type Definition, definitionOf } from './definition.ts'
import { comparedRanges, periodsOf, type Range } from './period.ts'
import type { ReportDeps, ReportQuery } from './query.ts'

/** A report as it is answered: its periods, each beside what it is compared with, and all of it. */
export type Report<Period> = Readonly<{
  definition: Definition
  periods: readonly (Period & Readonly<{ compared?: Period }>)[]
  total: Period
}>

/** What a report is called, which version of its meaning this is, and the meaning in words. */
export type Meaning = Pick<Definition, 'id' | 'version' | 'text'>

/** The periods of each range, in the order asked; ranges may overlap and lie apart. */
export type PeriodsOf<Period> = (ranges: readonly Range[]) => Promise<readonly Period[]>

/**
 * Cuts the query into its periods and asks `periodsFor` once for them and the whole range (`total`),
 * and once for what they are compared with (finance.md 1.9). Reads nothing itself.
 */
export async function reportOver<Period extends object>(
  meaning: Meaning,
  query: ReportQuery,
  deps: ReportDeps,
  periodsFor: PeriodsOf<Period>,
): Promise<Report<Period>> {
  const periods = periodsOf(query, query.interval)
  const today = todayOf(deps)
  const against = comparedRanges(periods, query.compare, today)
  const [shown, compared] = await Promise.all([
    periodsFor([...periods, { from: query.from, to: query.to }]),
    against.length === 0 ? [] : periodsFor(against),
  ])
  const total = shown.at(-1)
  if (!total) throw new RangeError('a report covers its whole range')
  return {
    definition: definitionOf(meaning, query, deps),
    periods: shown.slice(0, -1).map((period, index) => ({ ...period, ...beside(compared[index]) })),
    total,
  }
}

function beside<Period>(compared: Period | undefined) {
  return compared === undefined ? {} : { compared }
}
