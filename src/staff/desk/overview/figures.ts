import type * as z from 'zod'
import { membersKind } from '../../../finance/members/routes.ts'
import { mrrKind } from '../../../finance/mrr/routes.ts'
import type { Range } from '../../../finance/period.ts'
import type { ReportQuery } from '../../../finance/query.ts'
import { readerShareKind } from '../../../finance/reader-share/routes.ts'
import type { Report } from '../../../finance/report.ts'
import { revenueKind } from '../../../finance/revenue/routes.ts'
import { addMonths, firstDay, monthOf } from '../../../platform/day.ts'
import { membersSentence } from '../members/page.tsx'
import { mrrSentence } from '../mrr/page.tsx'
import { periodToTell, shareSentence } from '../reader-share/sentence.ts'
import { type Looks, type PageKind, type Shown, shownReport } from '../report/page.tsx'
import { fraction } from '../report/series.ts'
import { revenueSentence } from '../revenue/page.tsx'

/** A figure in a sentence, and its last twelve months; drawn, so as floats. */
export type Told = Readonly<{
  path: string
  title: string
  sentence: string
  months: readonly (number | null)[]
}>

/** The figures that the house is led by, the readers' share first. */
export function figuresToday(looks: Looks): Promise<readonly [share: Told, ...others: Told[]]> {
  return Promise.all([
    told(looks, readerShareKind, {
      title: 'Readers’ share',
      sentence: ({ report: { periods, total } }) =>
        shareSentence(periodToTell(periods) ?? total, 'month'),
      figure: ({ share }) => fraction(share),
    }),
    told(looks, revenueKind, {
      title: 'Revenue',
      sentence: revenueSentence,
      figure: ({ net_minor }) => net_minor,
    }),
    told(looks, mrrKind, {
      title: 'MRR',
      sentence: mrrSentence,
      figure: ({ closing }) => closing,
    }),
    told(looks, membersKind, {
      title: 'Members',
      sentence: membersSentence,
      figure: ({ closing }) => closing,
    }),
  ])
}

type Telling<Query extends ReportQuery, Period> = Readonly<{
  title: string
  sentence: (shown: Shown<Period, Query>) => string
  figure: (period: Period) => number | null
}>

/** A report that cannot be made (a rate is missing) says so in its sentence. */
async function told<Fields extends z.ZodType, Query extends ReportQuery, Period extends Range>(
  looks: Looks,
  kind: PageKind<Fields, Query, Report<Period>>,
  { title, sentence, figure }: Telling<Query, Period>,
): Promise<Told> {
  const month = firstDay(monthOf(looks.today))
  const asked = { from: addMonths(month, -11), to: addMonths(month, 1) }
  const answer = await shownReport(kind, asked, looks)
  const card = { path: `/desk/${kind.name}`, title }
  if (answer.kind === 'refused') {
    return { ...card, sentence: answer.errors.map(({ message }) => message).join(' '), months: [] }
  }
  const shown = answer.query
  return { ...card, sentence: sentence(shown), months: shown.report.periods.map(figure) }
}
