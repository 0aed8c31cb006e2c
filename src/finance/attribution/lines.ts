import type { Month } from '../../platform/day.ts'
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
 * The sums behind attribution, `MODEL.GROUP.THING`, by key; of `net` the key begins with the month of
 * the money, so that what a campaign's people bring can be followed. `first` and `linear` hold only what
 * differs from `last`, which is mostly nothing.
 */
export const attributionLines: LineMaker = {
  name: 'attribution',
  version: 1,
  linesOf: (facts) => {
    const conversions = conversionsOf(facts)
    return added(
      attributionGroups.flatMap((group) =>
        models.flatMap((model) =>
          conversions.flatMap((conversion) => linesBy(conversion, model, group)),
        ),
      ),
    )
  },
}

/** The measures that a model's figures are summed from. */
export function attributionMeasures(model: Model, group: AttributionGroup): string[] {
  const from: readonly Model[] = model === 'last' ? ['last'] : ['last', model]
  return from.flatMap((one) => countedThings.map((what) => `${one}.${group}.${what}`))
}

export function linesOfThing(lines: readonly Line[], what: CountedThing): Line[] {
  return lines.filter(({ measure }) => measure.endsWith(`.${what}`))
}

const monthLength = 'YYYY-MM '.length

export function monthAndKey(netKey: string): { month: Month; key: string } {
  return { month: netKey.slice(0, monthLength - 1), key: netKey.slice(monthLength) }
}

function linesBy(conversion: Conversion, model: Model, group: AttributionGroup): Line[] {
  const lines = (of: Model, sign: bigint) =>
    creditsOf(conversion, of, group).map((credited) => lineOf(credited, `${model}.${group}`, sign))
  if (model === 'last') return lines('last', 1n)
  const [last] = creditedKeys(conversion, 'last', group)
  if (creditedKeys(conversion, model, group).every((key) => key === last)) return []
  return [...lines(model, 1n), ...lines('last', -1n)]
}

function lineOf({ what, at, month, key, value }: Credited, kind: string, sign: bigint): Line {
  const named = what === 'net' ? `${month} ${key}` : key
  return { measure: `${kind}.${what}`, at, key: named, value: sign * value }
}
