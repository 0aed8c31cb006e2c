import { type RevenueFigure, revenueFigures } from '../../../finance/figures.ts'
import type { Interval } from '../../../finance/period.ts'
import type { Revenue } from '../../../finance/revenue/report.ts'
import type { RevenueAmounts } from '../../../finance/revenue/revenue-period.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { periodName } from '../days.ts'
import { capitalised } from '../figures.tsx'
import { MatrixTable } from '../report/matrix.tsx'
import { Minor } from '../report/minor.tsx'
import { className, figureWords, rowsPage } from '../words.ts'

export type RevenueProps = Readonly<{
  report: Revenue
  interval: Interval
  currency: Currency
  role: Role
  search: string
}>

type Amounts = RevenueAmounts &
  Readonly<{
    reason?: string | null
    entries: Readonly<Record<RevenueFigure, string>> | null
  }>

const columns = revenueFigures.map((name) => ({ label: figureWords(name), number: true }))

/** Each period from gross down to what is left. */
export const RevenueTable = ({ report, interval, currency, role }: RevenueProps) => (
  <DataTable
    caption={`Revenue by ${interval}, in ${currency}`}
    columns={[{ label: capitalised(interval) }, ...columns]}
    rows={report.periods.map((period) => [
      periodName(period.from, interval),
      ...cells(period, currency, role),
    ])}
    foot={['All of it', ...cells(report.total, currency, role)]}
  />
)

/** The whole range by key, where the report was split. */
export const GroupTable = ({ report: { total }, currency, role }: RevenueProps) =>
  total.groups === undefined ? null : (
    <DataTable
      caption={`The whole range split, in ${currency}`}
      columns={[{ label: 'Of that' }, ...columns]}
      rows={total.groups.map((group) => [className(group.key), ...cells(group, currency, role)])}
    />
  )

/** Each period's net by key, as the picture shows it. */
export const NetByPeriod = ({ report, interval, currency, role }: RevenueProps) => (
  <MatrixTable
    caption="Net revenue split"
    interval={interval}
    currency={currency}
    keys={report.total.groups?.map(({ key }) => key) ?? []}
    periods={report.periods}
    cellOf={({ groups }, key) => {
      const group = groups?.find((one) => one.key === key)
      if (group === undefined) return undefined
      const href = rowsPage(group.entries?.net_minor, role)
      return { minor: group.net_minor, reason: 'rate_unavailable', href }
    }}
  />
)

function cells(
  { entries, reason = 'rate_unavailable', ...amounts }: Amounts,
  currency: Currency,
  role: Role,
) {
  return revenueFigures.map((name) => (
    <Minor
      minor={amounts[name]}
      currency={currency}
      reason={reason}
      href={rowsPage(entries?.[name], role)}
    />
  ))
}
