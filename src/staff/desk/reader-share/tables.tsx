import type { ShareClassRow } from '../../../finance/reader-share/share-classes.ts'
import type { SharePeriod } from '../../../finance/reader-share/share-period.ts'
import type { Report } from '../../../finance/report.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { inColumn, State, type Tone, Unknown } from '../figures.tsx'
import { type Column, minor, ofGroup, ratio } from '../report/columns.tsx'
import type { Shown } from '../report/page.tsx'
import { GroupTable } from '../report/period-table.tsx'
import { className, reasonInWords } from '../words.ts'

/** Each period with what readers gave, of how much, and how sure that is. */
export const shareColumns: readonly Column<SharePeriod>[] = [
  minor('reader_minor'),
  minor('total_minor'),
  ratio('share'),
  ratio('upper_bound', 'At most'),
  { label: 'State', cell: (period) => <PeriodState period={period} /> },
]

/** Whether few could end it all: no name, but how much of all income one payer is. */
export const dependenceColumns: readonly Column<SharePeriod>[] = [
  ratio('broad_share', 'Share with each person capped'),
  minor('largest_funder_minor', 'Largest funder'),
  {
    label: 'Class of that funder',
    cell: ({ largest_funder_class: key }) => (key === null ? '' : className(key)),
  },
  ratio('largest_funder_share', 'Of all income'),
  minor('owner_minor', 'From owners'),
  ratio('owner_share', 'Of all income'),
]

/** INN counts all persons' money together, large gifts too, so that its figures can be set beside ours. */
export const innColumns: readonly Column<SharePeriod>[] = [
  minor('inn_individual_minor', 'Individual giving'),
  minor('inn_major_minor', 'Of that, major gifts'),
  minor('inn_foundation_minor', 'Foundation'),
  minor('inn_earned_minor', 'Earned'),
  minor('inn_other_minor', 'Other'),
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

/** Each period's money by class, as the picture shows it. */
export function classesByPeriod({ periods, total }: Report<SharePeriod>, currency: Currency) {
  if (periods.length < 2 || total.classes.length === 0) return []
  const amountOf = (key: string) =>
    ofGroup(className(key), (period: SharePeriod) => classOf(period, key), classAmount)
  return [
    {
      caption: `Income by period and class, in ${currency}`,
      columns: total.classes.map((row) => amountOf(row.class)),
    },
  ]
}

function classOf({ classes }: SharePeriod, key: string) {
  const row = classes.find((one) => one.class === key)
  return row === undefined ? undefined : figuresOf(row)
}

function figuresOf({ amount_minor, entries_url }: ShareClassRow) {
  const entries = entries_url === null ? null : { amount_minor: entries_url }
  return { amount_minor, entries, reason: 'income_missing' }
}
