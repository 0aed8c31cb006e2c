import {
  amount,
  type Column,
  column,
  periodsTable,
  type Table,
  withinPeriods,
} from '../exports/table.ts'
import type { Revenue } from './report.ts'
import { perFigure, type RevenueAmounts, type RevenueGroup } from './revenue-period.ts'

type Row = RevenueAmounts &
  Readonly<{ from: string; to: string; currency: string; reason: string | null }>

const days: readonly Column<Row>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
]
const amounts: readonly Column<Row>[] = [
  column('currency', 'text', 'The currency of the amounts'),
  amount('gross_minor', 'Captured payments with tax, less bank debits that failed, other income'),
  amount('tax_minor', 'Tax inside gross'),
  amount('refunds_minor', 'Given back, in the period it happened'),
  amount('disputes_minor', 'Taken by disputes, less what came back'),
  amount('net_minor', 'Gross less tax, refunds and disputes'),
  amount('fees_minor', 'Fees of payments, disputes and other income'),
  amount('net_after_fees_minor', 'Net less fees'),
  amount('fx_minor', 'What refunds differ by between their charge’s rate and their own day’s'),
  column('reason', 'text', 'Why there is no amount'),
]

/** One row a period, or one a period and key where the report is grouped. */
export function revenueTable({ periods, total }: Revenue): Table {
  if (!total.groups) return periodsTable([...days, ...amounts], periods)
  const key = column('key', 'text', 'The class, currency, campaign, article or country')
  const rows = withinPeriods(periods, {
    items: ({ groups = [] }) => groups,
    key: (group) => group.key,
    none: withoutMoney,
  })
  return periodsTable([...days, key, ...amounts], rows)
}

/** A key without rows has no money in that period. */
function withoutMoney({ key }: RevenueGroup): RevenueGroup {
  return { key, ...perFigure(() => 0), entries: null }
}
