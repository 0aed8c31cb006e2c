import type { Reader } from '../../platform/database/connection.ts'
import { addDays } from '../../platform/day.ts'
import { wholeMonths } from '../movements/grain.ts'
import type { Range } from '../period.ts'
import { spanOf } from '../period.ts'
import { lineSums } from '../persons/sums.ts'
import type { ReportDeps } from '../query.ts'
import { longest_months, retentionMeasures, retentionOfMonths, retentionOfRanges } from './lines.ts'
import { type NativeRetention, nativeRetention } from './native.ts'

/** What became of the members of each of the ranges; whole months up to a year are kept. */
export async function retentionOver(
  reader: Reader,
  ranges: readonly Range[],
  { config }: Pick<ReportDeps, 'config'>,
): Promise<(range: Range) => NativeRetention> {
  const asked = { measures: retentionMeasures, currency: config.reportingCurrency }
  const others = ranges.filter((range) => !isKept(range))
  const [ofMonths, ofOthers] = await Promise.all([
    others.length === ranges.length
      ? []
      : lineSums(reader, { ...asked, maker: retentionOfMonths, within: endsOf(ranges) }),
    others.length === 0 ? [] : lineSums(reader, { ...asked, maker: retentionOfRanges(others) }),
  ])
  const kept = nativeRetention(ofMonths, { kept: true })
  const read = nativeRetention(ofOthers, { kept: false })
  return (range) => (isKept(range) ? kept(range) : read(range))
}

/** Whether a range is one of whole months that sums are kept for. */
export function isKept(range: Range): boolean {
  const months = wholeMonths(range)
  return months !== null && months <= longest_months
}

/** The days on which lines of these ranges stand: at most at their ends. */
function endsOf(ranges: readonly Range[]): Range {
  const { from, to } = spanOf(ranges)
  return { from, to: addDays(to, 1) }
}
