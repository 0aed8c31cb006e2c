import type { Reader } from '../../platform/database/connection.ts'
import { type Range, spanOf } from '../period.ts'
import { lineSums } from '../persons/sums.ts'
import { type KeyFacts, keyFacts } from './key-facts.ts'
import { attributionLines, attributionMeasures, type Grain, grainOf } from './lines.ts'
import type { AttributionQuery } from './report.ts'

type Asked = Pick<AttributionQuery, 'currency' | 'group' | 'model'>

/** What every key comes to in each of these ranges. */
export async function keysOver(
  reader: Reader,
  ranges: readonly Range[],
  asked: Asked,
): Promise<(range: Range) => KeyFacts[]> {
  const byGrain = Map.groupBy(ranges, grainOf)
  const [ofMonths, ofDays] = await Promise.all(
    (['month', 'day'] as const).map((grain) =>
      keysBy(reader, grain, byGrain.get(grain) ?? [], asked),
    ),
  )
  return (range) => (grainOf(range) === 'month' ? ofMonths : ofDays)?.(range) ?? []
}

async function keysBy(
  reader: Reader,
  grain: Grain,
  ranges: readonly Range[],
  { currency, group, model }: Asked,
) {
  if (ranges.length === 0) return keyFacts([])
  const measures = attributionMeasures(model, group, grain)
  const within = spanOf(ranges)
  return keyFacts(await lineSums(reader, { maker: attributionLines, measures, currency, within }))
}
