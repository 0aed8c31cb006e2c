import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day, todayOf } from '../../platform/day.ts'
import { sumsFor } from '../movements/grain.ts'
import { conversionOf } from '../movements/rates.ts'
import type { Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type ExactMrr, exactMrr, type Rates } from './figures.ts'
import { mrrLines, mrrMeasures } from './lines.ts'
import { convertedAtClosing, type NativeMrr, nativeMrr } from './native.ts'

/** One range's recurring revenue, in its own currencies and exactly in the reporting one. */
export type MrrOf = Readonly<{
  range: Range
  exact: ExactMrr
  native: NativeMrr
  openingDay: Day
}> &
  Rates

/**
 * The exact figures of each range. Throws the 422 `rate_unavailable` where a currency has no rate for a
 * day that it is converted at.
 */
export async function mrrOver(
  reader: Reader,
  ranges: readonly Range[],
  { currency }: Pick<ReportQuery, 'currency'>,
  deps: ReportDeps,
): Promise<MrrOf[]> {
  const asked = { maker: mrrLines, measures: mrrMeasures, currency: deps.config.reportingCurrency }
  const nativeOf = nativeMrr(await sumsFor(reader, ranges, asked))
  const found = ranges.map((range) => ({
    range,
    native: nativeOf(range),
    ...rateDays(range, deps),
  }))
  const convert = await conversionOf(reader, found.flatMap(toConvert), currency)
  return found.map(({ range, native, openingDay, closingDay }) => {
    const rates: Rates = {
      atOpening: (amounts) => convert(amounts, openingDay),
      atClosing: (amounts) => convert(amounts, closingDay),
    }
    return { range, native, openingDay, ...rates, exact: exactMrr(native, rates) }
  })
}

/** Whose days' rates count: the day before the first, and the last; what lies ahead is taken at today's. */
export function rateDays({ from, to }: Range, { config, clock }: ReportDeps) {
  const today = todayOf({ clock, config })
  const until = (day: Day) => (day < today ? day : today)
  return { openingDay: until(addDays(from, -1)), closingDay: until(addDays(to, -1)) }
}

function toConvert(of: { native: NativeMrr; openingDay: Day; closingDay: Day }) {
  return [
    { amounts: of.native.opening, day: of.openingDay },
    ...convertedAtClosing(of.native).map((amounts) => ({ amounts, day: of.closingDay })),
  ]
}
