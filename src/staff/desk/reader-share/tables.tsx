import type { ShareClassRow } from '../../../finance/reader-share/share-classes.ts'
import type { SharePeriod } from '../../../finance/reader-share/share-period.ts'
import { inColumn, State, type Tone, Unknown } from '../figures.tsx'
import { type Column, minor, ofGroup, ratio } from '../report/columns.tsx'
import type { Shown } from '../report/page.tsx'
import { GroupTable, PeriodTable } from '../report/period-table.tsx'
import { className, reasonInWords } from '../words.ts'

/** Each period with what readers gave, of how much, and how sure that is. */
export const shareColumns: readonly Column<SharePeriod>[] = [
  minor('reader_minor'),
  minor('total_minor'),
  ratio('share'),
  ratio('upper_bound', 'At most'),
  { label: 'State', cell: (period) => <PeriodState period={period} /> },
]

const stateTones: Readonly<Record<SharePeriod['state'], Tone>> = {
  closed: 'good',
  open: 'plain',
  partial: 'warn',
}

const PeriodState = ({ period }: { period: SharePeriod }) => (
  <>
    <State tone={stateTones[period.state]}>{period.state}</State>
    {period.estimated ? <State tone="warn">estimated</State> : null}
    {period.missing.length > 0 ? <State tone="danger">missing</State> : null}
    {period.warning === null ? null : <State tone="danger">more given back than came</State>}
  </>
)

const classAmount = minor('amount_minor', 'Amount')

/** Where the whole range's money came from; readers' own classes stand first. */
export const ClassTable = ({ report: { total }, currency, role }: Shown<SharePeriod>) => (
  <GroupTable
    caption={`Income by class, in ${currency}`}
    head="Class"
    columns={[classAmount]}
    rows={total.classes.map((row) => [className(row.class), figuresOf(row)])}
    seen={{ currency, role }}
    foot={[
      total.total_minor === null ? 'Known so far' : 'All income',
      total.known_minor === null ? (
        <Unknown reason={reasonInWords(total.reason)} />
      ) : (
        inColumn(BigInt(total.known_minor), currency)
      ),
    ]}
  />
)

/** Each month's money by class, as the picture shows it. */
export const ClassesByPeriod = ({ report, query, today, ...seen }: Shown<SharePeriod>) =>
  report.periods.length < 2 || report.total.classes.length === 0 ? null : (
    <PeriodTable
      caption={`Income by period and class, in ${seen.currency}`}
      columns={report.total.classes.map((row) =>
        ofGroup(
          className(row.class),
          (period: SharePeriod) => classOf(period, row.class),
          classAmount,
        ),
      )}
      {...{ periods: report.periods, today, seen, interval: query.interval }}
    />
  )

function classOf({ classes }: SharePeriod, key: string) {
  const row = classes.find((one) => one.class === key)
  return row === undefined ? undefined : figuresOf(row)
}

function figuresOf({ amount_minor, entries_url }: ShareClassRow) {
  return { amount_minor, entries: { amount_minor: entries_url }, reason: 'income_missing' }
}
