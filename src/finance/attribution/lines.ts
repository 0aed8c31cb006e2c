import { firstDay, type Month, monthOf } from '../../platform/day.ts'
import { isMonthStart, type Range } from '../period.ts'
import type { PersonFacts } from '../persons/facts.ts'
import { added, type Line, type LineMaker } from '../persons/line.ts'
import { type Conversion, conversionsOf } from './conversion.ts'
import { type CountedThing, type Credited, countedThings, creditsOf } from './counted.ts'
import {
  type AttributionGroup,
  attributionGroups,
  creditedKeys,
  type Model,
  models,
} from './credit.ts'

/**
 * The sums behind attribution, by key. `MODEL.GROUP.day.THING` is dated by the day that it counts on,
 * `….month.THING` by its month's first, so that months are added up from few. `….month.net` is what a
 * month's conversions brought in another: its key begins with the month of the money. `first` and
 * `linear` hold only what differs from `last`, which is mostly nothing.
 */
export const attributionLines: LineMaker = { name: 'attribution', version: 2, linesOf }

/** What a range is added up from: its days, where it cuts a month. */
export type Grain = 'day' | 'month'

export function grainOf({ from, to }: Range): Grain {
  return isMonthStart(from) && isMonthStart(to) ? 'month' : 'day'
}

/** The measures that a model's figures are summed from. */
export function attributionMeasures(model: Model, group: AttributionGroup, grain: Grain): string[] {
  const from: readonly Model[] = model === 'last' ? ['last'] : ['last', model]
  return from.flatMap((one) => countedThings.map((what) => `${one}.${group}.${grain}.${what}`))
}

export function linesOfThing(lines: readonly Line[], what: CountedThing): Line[] {
  return lines.filter(({ measure }) => measure.endsWith(`.${what}`))
}

/** What a line's key names, and of a month's net the month of the money. */
export function namedBy({ measure, key }: Line): { month: Month | null; key: string } {
  if (!measure.endsWith('.month.net')) return { month: null, key }
  return { month: key.slice(0, monthLength - 1), key: key.slice(monthLength) }
}

const monthLength = 'YYYY-MM '.length

function linesOf(facts: PersonFacts): Line[] {
  const conversions = conversionsOf(facts)
  const all = attributionGroups.flatMap((group) =>
    models.flatMap((model) => conversions.flatMap((one) => linesBy(one, model, group))),
  )
  return added(all)
}

function linesBy(conversion: Conversion, model: Model, group: AttributionGroup): Line[] {
  const lines = (of: Model, sign: bigint) =>
    creditsOf(conversion, of, group).flatMap((credited) =>
      linesOfCredited(credited, `${model}.${group}`, sign),
    )
  if (model === 'last') return lines('last', 1n)
  const [last] = creditedKeys(conversion, 'last', group)
  if (creditedKeys(conversion, model, group).every((key) => key === last)) return []
  return [...lines(model, 1n), ...lines('last', -1n)]
}

function linesOfCredited(credited: Credited, kind: string, sign: bigint): Line[] {
  const { what, at, month, key } = credited
  const value = sign * credited.value
  const byMonth = what === 'net' ? `${month} ${key}` : key
  return [
    { measure: `${kind}.day.${what}`, at, key, value },
    { measure: `${kind}.month.${what}`, at: firstDay(monthOf(at)), key: byMonth, value },
  ]
}
