import { readerShareKind } from '../../../finance/reader-share/routes.ts'
import type { SharePeriod } from '../../../finance/reader-share/share-period.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { mayEnter } from '../../access.ts'
import { percent } from '../figures.tsx'
import { entryAddress } from '../income/entry-address.ts'
import { reportPage } from '../report/page.tsx'
import { ShareCharts } from './charts.tsx'
import { missingClasses, missingInWords, periodToTell, shareSentence } from './sentence.ts'
import {
  ClassTable,
  classesByPeriod,
  dependenceColumns,
  innColumns,
  shareColumns,
} from './tables.tsx'

/** `/desk/reader-share`: what part of the newsroom's income came from its readers. */
export const readerSharePage = reportPage({
  kind: readerShareKind,
  title: 'Readers’ share',
  sentence: ({ report: { periods, total }, query }) =>
    shareSentence(periodToTell(periods) ?? total, query.interval),
  tables: ({ report, query, currency }) => [
    {
      caption: `Readers’ share by ${query.interval}, amounts in ${currency}`,
      columns: shareColumns,
    },
    ...classesByPeriod(report, currency),
    {
      caption: `On whom the newsroom depends, in ${currency}`,
      columns: dependenceColumns,
    },
    { caption: `The same income as INN tells it apart, in ${currency}`, columns: innColumns },
  ],
  notice: ({ report: { total }, role }) => <Missing total={total} role={role} />,
  charts: (shown) => <ShareCharts {...shown} />,
  more: (shown) => <ClassTable {...shown} />,
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
              <a class="no-print" href={entryAddress(cell.class, cell.month)}>
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
