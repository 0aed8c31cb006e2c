import type { Interval } from '../../../finance/period.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { periodName } from '../days.ts'
import { capitalised, Unknown } from '../figures.tsx'
import { className } from '../words.ts'
import { Minor } from './minor.tsx'

/** One figure of one period and key; `href` leads to its rows. */
type Cell = Readonly<{
  minor: number | null
  reason: string | null
  href: string | undefined
}>
type MatrixProps<Period> = Readonly<{
  caption: string
  interval: Interval
  currency: Currency
  keys: readonly string[]
  periods: readonly Period[]
  /** Undefined where the period has nothing under that key. */
  cellOf: (period: Period, key: string) => Cell | undefined
}>

/** The table twin of stacked columns: a row each period, a column each key. None for one period. */
export const MatrixTable = <Period extends Readonly<{ from: string }>>({
  caption,
  interval,
  currency,
  keys,
  periods,
  cellOf,
}: MatrixProps<Period>) =>
  periods.length < 2 || keys.length === 0 ? null : (
    <DataTable
      caption={`${caption}, in ${currency}`}
      columns={[
        { label: capitalised(interval) },
        ...keys.map((key) => ({ label: className(key), number: true })),
      ]}
      rows={periods.map((period) => [
        periodName(period.from, interval),
        ...keys.map((key) => {
          const cell = cellOf(period, key)
          return cell === undefined ? (
            <Unknown reason="none" />
          ) : (
            <Minor {...cell} currency={currency} />
          )
        }),
      ])}
    />
  )
