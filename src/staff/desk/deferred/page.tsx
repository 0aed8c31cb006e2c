import type { DeferredPeriod } from '../../../finance/deferred/deferred-period.ts'
import { deferredKind } from '../../../finance/deferred/routes.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import { LineChart } from '../../../platform/ui/charts/line-chart.tsx'
import { Notice } from '../../../platform/ui/components.tsx'
import { mayEnter } from '../../access.ts'
import { columnNames, periodName } from '../days.ts'
import { inWords, tickIn } from '../figures.tsx'
import { type Column, minor } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { majors } from '../report/series.ts'
import { spanName } from '../report/span.ts'
import { reasonInWords } from '../words.ts'

const columns: readonly Column<DeferredPeriod>[] = [
  minor('opening_minor', 'Opening'),
  minor('billed_minor', 'Billed'),
  minor('recognised_minor', 'Recognised'),
  minor('refunded_minor', 'Refunded'),
  minor('closing_minor', 'Closing'),
]

/** `/desk/deferred`: what members have paid for and still are owed. */
export const deferredPage = reportPage({
  kind: deferredKind,
  title: 'Deferred revenue',
  sentence,
  without: ['basis'],
  tables: ({ query, currency }) => [
    { caption: `Deferred revenue by ${query.interval}, in ${currency}`, columns },
  ],
  notice: ({ report: { total }, role }) =>
    total.reason === 'not_declared' ? <Undeclared role={role} /> : null,
  charts: (shown) => <OwedChart {...shown} />,
})

function sentence({ report, query, currency }: Shown<DeferredPeriod>): string {
  const period = newestWith(report, ({ closing_minor }) => closing_minor !== null)
  const name = periodName(period.from, query.interval)
  return period.closing_minor === null
    ? `What is owed to members is not known: ${reasonInWords(period.reason)}`
    : `${inWords(BigInt(period.closing_minor), currency)} paid and still owed at the end of ${name}`
}

const Undeclared = ({ role }: { role: Role }) => (
  <Notice>
    <p>
      Until it is declared what a product is, every payment is income when it is received.{' '}
      {mayEnter(role, '/desk/settings') ? (
        <a class="no-print" href="/desk/settings#products">
          Declare it
        </a>
      ) : null}
    </p>
  </Notice>
)

const OwedChart = ({ report: { periods }, query, currency }: Shown<DeferredPeriod>) => (
  <LineChart
    title="Owed at the end of each period"
    sentence={`Deferred revenue from ${spanName(periods, query.interval)}.`}
    columns={columnNames(periods, query.interval)}
    lines={[
      {
        label: 'Owed',
        tone: 0,
        values: majors(
          periods.map(({ closing_minor }) => closing_minor),
          currency,
        ),
      },
    ]}
    writeTick={tickIn(currency)}
  />
)
