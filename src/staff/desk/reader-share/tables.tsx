import type { Interval } from '../../../finance/period.ts'
import type { ReaderShare } from '../../../finance/reader-share/report.ts'
import type { ShareClassRow, SharePeriod } from '../../../finance/reader-share/share-period.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { periodName } from '../days.ts'
import { capitalised, Figure, inColumn, percent, State, type Tone, Unknown } from '../figures.tsx'
import { MatrixTable } from '../report/matrix.tsx'
import { Minor } from '../report/minor.tsx'
import { className, reasonInWords, rowsPage } from '../words.ts'

type TableProps = Readonly<{
  report: ReaderShare
  interval: Interval
  currency: Currency
  role: Role
}>

/** The table under the charts: each period with what readers gave, of how much, and how sure that is. */
export const PeriodTable = ({ report, interval, currency, role }: TableProps) => {
  const row = rowIn(currency, role)
  return (
    <DataTable
      caption={`Readers’ share by ${interval}, amounts in ${currency}`}
      columns={[
        { label: capitalised(interval) },
        ...['From readers', 'All income', 'Share', 'At most'].map(number),
        { label: 'State' },
      ]}
      rows={report.periods.map((period) => [periodName(period.from, interval), ...row(period)])}
      foot={['All of it', ...row(report.total)]}
    />
  )
}

const number = (label: string) => ({ label, number: true })

function rowIn(currency: Currency, role: Role) {
  return (period: SharePeriod) => [
    <Minor
      {...{ currency, reason: period.reason, minor: period.reader_minor }}
      href={rowsPage(period.entries.reader_minor, role)}
    />,
    <Minor
      {...{ currency, reason: period.reason, minor: period.total_minor }}
      href={rowsPage(period.entries.total_minor, role)}
    />,
    period.share === null ? (
      <Unknown reason={reasonInWords(period.reason)} />
    ) : (
      percent(period.share)
    ),
    period.upper_bound === null ? '' : percent(period.upper_bound),
    <PeriodState period={period} />,
  ]
}

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

/** Where the whole range's money came from; readers' own classes stand first. */
export const ClassTable = ({ report: { total }, currency, role }: TableProps) => (
  <DataTable
    caption={`Income by class, in ${currency}`}
    columns={[{ label: 'Class' }, { label: 'Amount', number: true }]}
    rows={total.classes.map((row) => [
      className(row.class),
      <ClassAmount row={row} currency={currency} role={role} />,
    ])}
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

type ClassAmountProps = Readonly<{ row: ShareClassRow; currency: Currency; role: Role }>

const ClassAmount = ({ row, currency, role }: ClassAmountProps) =>
  row.amount_minor === null ? (
    <Unknown reason="missing" />
  ) : (
    <Figure href={rowsPage(row.entries_url, role)}>
      {inColumn(BigInt(row.amount_minor), currency)}
    </Figure>
  )

/** Each month's money by class, as the picture shows it. */
export const ClassesByPeriod = ({ report, interval, currency, role }: TableProps) => (
  <MatrixTable
    caption="Income by period and class"
    interval={interval}
    currency={currency}
    keys={report.total.classes.map((row) => row.class)}
    periods={report.periods}
    cellOf={({ classes }, key) => {
      const row = classes.find((one) => one.class === key)
      if (row === undefined) return undefined
      const href = rowsPage(row.entries_url, role)
      return { minor: row.amount_minor, reason: 'income_missing', href }
    }}
  />
)
