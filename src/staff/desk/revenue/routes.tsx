import { revenue } from '../../../finance/revenue/report.ts'
import { revenueFields, revenueQuery } from '../../../finance/revenue/routes.ts'
import { groupings } from '../../../finance/sums.ts'
import { dayOf } from '../../../platform/day.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import { errorOf, SelectField } from '../../../platform/ui/components.tsx'
import { capitalised } from '../figures.tsx'
import { askedFor } from '../report/asked.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { ReportView, searchOf, viewValues } from '../report/view.tsx'
import { deskPages } from '../shell.tsx'
import { RevenueReport, revenueSentence } from './page.tsx'

const title = 'Revenue'

/** `/desk/revenue`: what came in, from gross to what is left after fees. */
export const revenuePage = routesWith<ReportPageDeps>()
  .use(deskPages)
  .get('/', async (c) => {
    const { deps, principal } = c.var
    const today = dayOf(deps.clock.now(), deps.config.reportingTimezone)
    const sent = c.req.query()
    const asked = askedFor(sent, revenueFields, (fields) => revenueQuery(fields, principal, deps))
    const errors = asked.kind === 'refused' ? asked.errors : []
    const more = <Split group={sent.group} source={sent.source} errors={errors} />
    if (asked.kind === 'refused') {
      c.status(422)
      const view = { values: viewValues(sent), errors, today, more }
      return c.render(<ReportView sentence={title} {...view} />, { title })
    }
    const { query } = asked
    const report = await revenue(deps.reader, query, deps)
    const values = { ...viewValues(query), ...splitOf(query) }
    return c.render(
      <ReportView
        sentence={revenueSentence(report, query.interval, query.currency)}
        {...{ values, today, more, errors }}
      >
        <RevenueReport
          report={report}
          interval={query.interval}
          currency={query.currency}
          role={principal.role}
          search={searchOf(values)}
        />
      </ReportView>,
      { title },
    )
  })

function splitOf({ group, source }: { group: string | null; source: string }) {
  return group === null ? { source } : { group, source }
}

type SplitProps = Readonly<{
  group: string | undefined
  source: string | undefined
  errors: readonly FieldError[]
}>

const Split = ({ group, source, errors }: SplitProps) => (
  <>
    <SelectField
      name="group"
      label="Split by"
      value={group}
      error={errorOf(errors, 'group')}
      options={['', ...groupings].map((value) => ({
        value,
        label: capitalised(value) || 'Nothing',
      }))}
    />
    <SelectField
      name="source"
      label="Income"
      value={source}
      error={errorOf(errors, 'source')}
      options={[
        { value: 'all', label: 'All' },
        { value: 'stripe', label: 'Through Stripe' },
      ]}
    />
  </>
)
