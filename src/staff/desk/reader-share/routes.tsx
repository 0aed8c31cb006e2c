import { commonQuery, type ReportQuery, reportQuery } from '../../../finance/query.ts'
import { readerShare } from '../../../finance/reader-share/report.ts'
import { dayOf } from '../../../platform/day.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import { askedFor } from '../report/asked.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { ReportView, searchOf, viewValues } from '../report/view.tsx'
import { deskPages } from '../shell.tsx'
import { ShareReport } from './page.tsx'
import { periodToTell, shareSentence } from './sentence.ts'

const title = 'Readers’ share'

/** `/desk/reader-share`: what part of the newsroom's income came from its readers. */
export const readerSharePage = routesWith<ReportPageDeps>()
  .use(deskPages)
  .get('/', async (c) => {
    const { deps, principal } = c.var
    const today = dayOf(deps.clock.now(), deps.config.reportingTimezone)
    const asked = askedFor(c.req.query(), commonQuery, (fields) => reportQuery(fields, deps))
    if (asked.kind === 'refused') {
      c.status(422)
      const view = { values: viewValues(c.req.query()), errors: asked.errors, today }
      return c.render(<ReportView sentence={title} {...view} />, { title })
    }
    const { query } = asked
    const report = await readerShare(deps.reader, query, deps)
    const view = { values: viewValues(query), errors: [], today }
    return c.render(
      <ReportView sentence={headline(report.periods, query)} {...view}>
        <ShareReport
          report={report}
          interval={query.interval}
          currency={query.currency}
          role={principal.role}
          search={searchOf(view.values)}
        />
      </ReportView>,
      { title },
    )
  })

function headline(periods: Parameters<typeof periodToTell>[0], { interval }: ReportQuery): string {
  const period = periodToTell(periods)
  return period === undefined ? title : shareSentence(period, interval)
}
