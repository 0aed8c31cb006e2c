import {
  amount,
  type Column,
  column,
  periodsTable,
  type Table,
  withinPeriods,
} from '../exports/table.ts'
import type { AttributionGroup, AttributionPeriod } from './attribution-period.ts'
import type { Attribution } from './report.ts'

type Row = Omit<AttributionPeriod, 'groups' | 'entries' | 'reason'> &
  Omit<AttributionGroup, 'entries' | 'reasons'>

const columns: readonly Column<Row>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('key', 'text', 'The campaign or article; (none) for what named none'),
  column('currency', 'text', 'The currency of the amounts'),
  column('members_new', 'count', 'Persons whose first membership payment ever falls in the period'),
  column('gifts', 'count', 'One-off payments'),
  amount('amount_minor', 'Gross of the period’s gifts and first membership payments'),
  amount('net_to_date_minor', 'What these have brought until now, renewals too, before fees'),
  amount('cost_minor', 'What the whole campaign cost, as declared'),
  column('roi', 'ratio', '(net to date − cost) divided by cost'),
  column('payback_month', 'count', 'When net to date reached the cost; 0 is the first month'),
  column('reason', 'text', 'Why there is no figure in the first of the empty ones'),
]

/** One row a period and key. */
export function attributionTable({ periods }: Attribution): Table {
  const rows = withinPeriods(periods, {
    items: ({ groups }) => groups,
    key: ({ key }) => key,
    none: (group) => ({ ...group, ...nobody }),
  })
  return periodsTable(columns, rows)
}

const nobody = { members_new: 0, gifts: 0, amount_minor: 0, net_to_date_minor: 0 } as const
