import { readerShareKind } from '../../../finance/reader-share/routes.ts'
import type { SharePeriod } from '../../../finance/reader-share/share-period.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { mayEnter } from '../../access.ts'
import { percent } from '../figures.tsx'
import { reportPage } from '../report/page.tsx'
import { ShareCharts } from './charts.tsx'
import {
  type MissingClass,
  missingClasses,
  missingInWords,
  periodToTell,
  shareSentence,
} from './sentence.ts'
import { ClassesByPeriod, ClassTable, shareColumns } from './tables.tsx'

/** `/desk/reader-share`: what part of the newsroom's income came from its readers. */
export const readerSharePage = reportPage({
  kind: readerShareKind,
  title: 'Readers’ share',
  sentence: ({ report: { periods, total }, query }) =>
    shareSentence(periodToTell(periods) ?? total, query.interval),
  caption: ({ query, currency }) => `Readers’ share by ${query.interval}, amounts in ${currency}`,
  columns: () => shareColumns,
  notice: ({ report: { total }, role }) => <Missing total={total} role={role} />,
  charts: (shown) => <ShareCharts {...shown} />,
  more: (shown) => (
    <>
      <ClassTable {...shown} />
      <ClassesByPeriod {...shown} />
      <BroadShare total={shown.report.total} />
    </>
  ),
})

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
