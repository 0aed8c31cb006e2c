import type { Cohort, CohortCell } from '../../../finance/retention/cohorts.ts'
import type { RetentionPeriod } from '../../../finance/retention/retention-period.ts'
import { HeatTable } from '../../../platform/ui/charts/heat-table.tsx'
import { Notice } from '../../../platform/ui/components.tsx'
import { monthName } from '../days.ts'
import { counted, inColumn, millionthsOf, roundedTo } from '../figures.tsx'
import type { Shown } from '../report/page.tsx'

/** Months shown to the right; later ones of old cohorts are in the file. */
const most_months = 24

/** Each month's newcomers and what of them was left later: in members, and in money. */
export const CohortTables = ({ report: { total }, currency }: Shown<RetentionPeriod>) => {
  const { cohorts } = total
  if (cohorts.length === 0) {
    return (
      <Notice>
        <p>Cohorts begin with the first payment of a membership in this range.</p>
      </Notice>
    )
  }
  const months = Math.min(most_months, Math.max(...cohorts.map(({ cells }) => cells.length)))
  const heads = (...beside: readonly string[]) => [
    'First paid in',
    ...beside,
    ...Array.from({ length: months }, (_, k) => String(k)),
  ]
  const rowsOf = (partOf: (cell: CohortCell) => string | null, besideOf: Beside) =>
    cohorts.map((cohort) => ({
      name: monthName(cohort.month),
      beside: besideOf(cohort),
      cells: Array.from({ length: months }, (_, k) => heatCell(cohort.cells[k], partOf)),
    }))
  return (
    <>
      <HeatTable
        caption="Members left at the end of each month after the first, in per cent"
        heads={heads('Members')}
        rows={rowsOf(
          ({ share }) => share,
          ({ members }) => [counted(members)],
        )}
      />
      <HeatTable
        caption={`Their money left, in per cent of ${currency} a month at first`}
        heads={heads('A month at first', 'Paid so far by one')}
        rows={rowsOf(
          ({ money_share }) => money_share,
          ({ mrr_minor, ltv_minor }) => [
            inColumn(BigInt(mrr_minor), currency),
            ltv_minor === null ? '—' : inColumn(BigInt(ltv_minor), currency),
          ],
        )}
      />
    </>
  )
}

type Beside = (cohort: Cohort) => readonly string[]

function heatCell(
  cell: CohortCell | null | undefined,
  partOf: (cell: CohortCell) => string | null,
) {
  const part = cell ? partOf(cell) : null
  if (part === null) return null
  return { text: roundedTo(0, millionthsOf(part) * 100n), part: Number(part) }
}
