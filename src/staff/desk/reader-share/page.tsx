import type { Interval } from '../../../finance/period.ts'
import type { ReaderShare } from '../../../finance/reader-share/report.ts'
import type { SharePeriod } from '../../../finance/reader-share/share-period.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { mayEnter } from '../../access.ts'
import { percent } from '../figures.tsx'
import { ReportFoot } from '../report/foot.tsx'
import { ShareCharts } from './charts.tsx'
import { type MissingClass, missingClasses, missingInWords } from './sentence.ts'
import { ClassesByPeriod, ClassTable, PeriodTable } from './tables.tsx'

type ReportProps = Readonly<{
  report: ReaderShare
  interval: Interval
  currency: Currency
  role: Role
  search: string
}>

/** What the books say: charts, their tables, what is missing, and what the figures mean. */
export const ShareReport = ({ search, ...props }: ReportProps) => (
  <>
    <Missing total={props.report.total} role={props.role} />
    <ShareCharts {...props} />
    <PeriodTable {...props} />
    <ClassTable {...props} />
    <ClassesByPeriod {...props} />
    <BroadShare total={props.report.total} />
    <ReportFoot
      definition={props.report.definition}
      report="/api/reports/reader-share"
      search={search}
      role={props.role}
    />
  </>
)

const most_named = 12

/** What finance expects and has not given: until then only a bound is known. */
const Missing = ({ total, role }: { total: SharePeriod; role: Role }) => {
  const missing = missingClasses(total)
  return missing.length === 0 ? null : (
    <Notice tone="warn">
      <p>
        Income is missing, so the share can only be lower than its bound
        {total.upper_bound === null ? '' : `, ${percent(total.upper_bound)}`}. No figure yet for:
      </p>
      <ul>
        {missing.slice(0, most_named).map((cell) => (
          <li>
            {missingInWords(cell)}{' '}
            {mayEnter(role, '/desk/income') ? (
              <a class="no-print" href={entryForm(cell)}>
                Enter it
              </a>
            ) : null}
          </li>
        ))}
      </ul>
      {missing.length > most_named ? <p>And {missing.length - most_named} more.</p> : null}
    </Notice>
  )
}

function entryForm({ month, class: key }: MissingClass): string {
  return `/desk/income?${new URLSearchParams({ class: key, date: `${month}-01` })}`
}

const BroadShare = ({ total }: { total: SharePeriod }) =>
  total.broad_share === null ? null : (
    <p class="soft">
      Broad share, in which each person counts up to a cap: {percent(total.broad_share)}.
    </p>
  )
