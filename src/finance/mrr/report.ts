import type { Reader } from '../../platform/database/connection.ts'
import { addDays, type Day, dayOf } from '../../platform/day.ts'
import { conversionOf } from '../movements/rates.ts'
import type { Range } from '../period.ts'
import { lineSums } from '../persons/sums.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { rowsUrls } from '../rows-url.ts'
import { type ExactMrr, exactMrr } from './figures.ts'
import { mrrLines, mrrMeasures } from './lines.ts'
import { type MrrPeriod, mrrFigures, mrrPeriod } from './mrr-period.ts'
import { convertedAtClosing, type NativeMrr, nativeMrr } from './native.ts'

export type Mrr = Report<MrrPeriod>

const meaning = {
  id: 'mrr',
  version: '1',
  text:
    'What active and past-due memberships come to a month: amount × quantity, a day 365, a week 52, a ' +
    'month 12 times a year, divided by 12; without tax, less discounts that last; nothing for trials, ' +
    'unpaid, paused and ended ones. Movements are of a member, all memberships together: new the first ' +
    'time ever, reactivation after nothing, churn to nothing, else expansion or contraction. Opening at ' +
    'the latest rate before the first day, all else at the closing day’s, and the opening’s gain by ' +
    'that is fx. ARR is 12 × MRR. ARPU is closing ÷ members, LTV is ARPU ÷ the share of members lost a ' +
    'month, at full margin.',
} as const

/** Recurring revenue and its movements (finance.md 1.5), period by period and over the whole range. */
export function mrr(reader: Reader, query: ReportQuery, deps: ReportDeps): Promise<Mrr> {
  return reportOver(meaning, query, deps, async (ranges) => {
    const figures = await mrrOver(reader, ranges, query, deps)
    return figures.map(({ range, exact, native }) =>
      mrrPeriod(
        exact,
        { members: native.members, monthlyChurn: { value: null, why: 'later' } },
        { range, currency: query.currency, entries: rowsUrls('mrr', mrrFigures, range, query) },
      ),
    )
  })
}

type MrrOf = Readonly<{ range: Range; exact: ExactMrr; native: NativeMrr }>

/**
 * The exact figures of each range. Throws the 422 `rate_unavailable` where a currency has no rate for a
 * day that it is converted at.
 */
async function mrrOver(
  reader: Reader,
  ranges: readonly Range[],
  { currency }: Pick<ReportQuery, 'currency'>,
  deps: ReportDeps,
): Promise<MrrOf[]> {
  const asked = { maker: mrrLines, measures: mrrMeasures, currency: deps.config.reportingCurrency }
  const nativeOf = nativeMrr(await lineSums(reader, asked))
  const found = ranges.map((range) => ({ range, native: nativeOf(range), ...daysOf(range, deps) }))
  const convert = await conversionOf(reader, found.flatMap(toConvert), currency)
  return found.map(({ range, native, openingDay, closingDay }) => ({
    range,
    native,
    exact: exactMrr(native, {
      atOpening: (amounts) => convert(amounts, openingDay),
      atClosing: (amounts) => convert(amounts, closingDay),
    }),
  }))
}

/** Whose days' rates count: the day before the first, and the last; what lies ahead is taken at today's. */
export function daysOf({ from, to }: Range, { config, clock }: ReportDeps) {
  const today = dayOf(clock.now(), config.reportingTimezone)
  const until = (day: Day) => (day < today ? day : today)
  return { openingDay: until(addDays(from, -1)), closingDay: until(addDays(to, -1)) }
}

function toConvert(of: { native: NativeMrr; openingDay: Day; closingDay: Day }) {
  return [
    { amounts: of.native.opening, day: of.openingDay },
    ...convertedAtClosing(of.native).map((amounts) => ({ amounts, day: of.closingDay })),
  ]
}
