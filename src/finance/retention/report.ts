import type { Reader } from '../../platform/database/connection.ts'
import { conversionOf } from '../movements/rates.ts'
import { type MrrOf, mrrOver } from '../mrr/over.ts'
import type { Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { rowsUrls } from '../rows-url.ts'
import { type Cohort, cohortsOf } from './cohorts.ts'
import type { NativeRetention } from './native.ts'
import { retentionOver } from './over.ts'
import { type RetentionPeriod, retentionFigures, retentionPeriod } from './retention-period.ts'

/** `folded`: cohorts of few persons are left out, for whoever may not see rows. */
export type RetentionQuery = ReportQuery & Readonly<{ folded?: boolean }>
/** `cohorts` are those of the whole range. */
export type Retention = Report<RetentionPeriod> & Readonly<{ cohorts: readonly Cohort[] }>

const meaning = {
  id: 'retention',
  version: '1',
  text:
    'A member has recurring revenue above nothing. Lost: a member at opening who is none at closing; ' +
    'logo churn is lost ÷ members at opening. Early churned: a member at neither, but between. GRR: what ' +
    'opening members come to at closing without what rose, ÷ opening; NRR with it; both at the ' +
    'opening’s rates. Quick ratio: (new + reactivation + expansion) ÷ (contraction + churn). ' +
    'Annualised: 1 − (1 − churn a month)¹². A cohort is the month of the first recurring payment; its ' +
    'cell k is the share with recurring revenue at the end of month k, and what that comes to against ' +
    'what they first came to.',
} as const

/** Retention (finance.md 1.6), period by period and over the whole range, with its cohorts. */
export async function retention(
  reader: Reader,
  query: RetentionQuery,
  deps: ReportDeps,
): Promise<Retention> {
  const report = await reportOver(meaning, query, deps, (ranges) =>
    periodsOf(reader, ranges, query, deps),
  )
  return { ...report, cohorts: report.total.cohorts }
}

async function periodsOf(
  reader: Reader,
  ranges: readonly Range[],
  query: RetentionQuery,
  deps: ReportDeps,
): Promise<RetentionPeriod[]> {
  const [found, retained, cohorts] = await Promise.all([
    mrrOver(reader, ranges, query, deps),
    retentionOver(reader, ranges, deps),
    cohortsOf(reader, query, deps),
  ])
  const asked = found.flatMap((of) => toConvert(of, retained(of.range)))
  const convert = await conversionOf(reader, asked, query.currency)
  return found.map((of) => {
    const atOpening = (amounts: Parameters<typeof convert>[0]) => convert(amounts, of.openingDay)
    const entries = rowsUrls('retention', retentionFigures, of.range, query)
    const around = { currency: query.currency, entries, cohorts: cohorts(of.range) }
    return retentionPeriod({ of, retained: retained(of.range), atOpening }, around)
  })
}

function toConvert({ native, openingDay: day }: MrrOf, retained: NativeRetention) {
  const { lostAmount, contraction, expansion, swaps } = retained
  return [native.opening, lostAmount, contraction, expansion, ...swaps].map((amounts) => ({
    amounts,
    day,
  }))
}
