import {
  amount,
  type Column,
  column,
  periodsTable,
  type Table,
  withinPeriods,
} from '../exports/table.ts'
import type { ReaderShare } from './report.ts'
import type { ShareClassRow } from './share-classes.ts'
import type { SharePeriod } from './share-period.ts'

type Row = Omit<SharePeriod, 'classes' | 'entries'>

const days: readonly Column<Row>[] = [
  column('from', 'day', 'The first day of the period'),
  column('to', 'day', 'The day after its last'),
  column('state', 'text', 'closed, open (complete, not closed) or partial'),
  column('currency', 'text', 'The currency of the amounts'),
]

const columns: readonly Column<Row>[] = [
  ...days,
  amount('reader_minor', 'Readers’ money, through Stripe and outside it'),
  amount('reader_stripe_minor', 'Of it through Stripe'),
  amount('reader_other_minor', 'Of it outside Stripe'),
  amount('total_minor', 'All income inside the share; empty while something is missing'),
  amount('known_minor', 'All income that has a figure'),
  column('share', 'ratio', 'Readers’ money divided by all income'),
  column('upper_bound', 'ratio', 'What the share is at most while something is missing'),
  column('reason', 'text', 'Why there is no share'),
  {
    name: 'missing',
    kind: 'text',
    meaning: 'Classes that are expected and have no figure, apart by spaces',
    of: ({ missing }) => missing.join(' ') || null,
  },
  column('estimated', 'flag', 'Whether an estimate stands in it'),
  column('broad_share', 'ratio', 'The share with each person up to the cap of a calendar year'),
  amount('largest_funder_minor', 'What the payer besides readers that gave most gave'),
  column('largest_funder_class', 'text', 'What the largest funder’s money mostly is'),
  column('largest_funder_share', 'ratio', 'The largest funder’s part of all income'),
  amount('owner_minor', 'What the owners gave'),
  column('owner_share', 'ratio', 'The owners’ part of all income'),
  amount('inn_individual_minor', 'INN frame: individual giving'),
  amount('inn_major_minor', 'Of it in payments as large as the cap of the broad share'),
  amount('inn_foundation_minor', 'INN frame: foundations'),
  amount('inn_earned_minor', 'INN frame: earned revenue'),
  amount('inn_other_minor', 'INN frame: all other income'),
  column('warning', 'text', 'reader_negative: more was given back to readers than came from them'),
]

/** One row a period. */
export function readerShareTable({ periods }: ReaderShare): Table {
  return periodsTable(columns, periods)
}

const classColumns: readonly Column<Row & ShareClassRow>[] = [
  ...days,
  column('class', 'text', 'What the income is'),
  amount('amount_minor', 'Its part of all income; empty where a figure is expected and missing'),
]

/** One row a period and class. */
export function shareClassTable({ periods }: ReaderShare): Table {
  const rows = withinPeriods(periods, {
    items: ({ classes }) => classes,
    key: (row) => row.class,
    none: (row) => ({ ...row, amount_minor: 0 }),
  })
  return periodsTable(classColumns, rows)
}
