import { amount, type Column, column, periodsTable, type Table } from '../exports/table.ts'
import type { ConcentrationPeriod } from './concentration-period.ts'
import type { Concentration } from './report.ts'

const columns: readonly Column<ConcentrationPeriod>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last; the twelve months before it count'),
  column('currency', 'text', 'The currency of the amounts'),
  column('persons', 'count', 'Persons of whose money something was left'),
  amount('given_minor', 'What they gave together'),
  column('top_1_pct', 'ratio', 'The part that the largest 1 % of persons gave'),
  column('top_10_pct', 'ratio', 'The part that the largest 10 % of persons gave'),
  column('largest', 'ratio', 'The part that the largest person gave'),
  column('gini', 'ratio', 'Gini coefficient: 0 when all give alike'),
  column('hhi', 'ratio', 'Herfindahl index: the sum of squared parts'),
  column('donors_for_half', 'count', 'The fewest persons who gave at least half'),
  column('largest_funder_share', 'ratio', 'Of all income: the largest payer who is no reader'),
  column('owner_share', 'ratio', 'Of all income: what the owners gave'),
  column('runway_without_funder_months', 'ratio', 'Months of cash without the largest funder'),
  column('reason', 'text', 'Why there is no figure in the first of the empty ones'),
]

/** One row a period. */
export function concentrationTable({ periods }: Concentration): Table {
  return periodsTable(columns, periods)
}
