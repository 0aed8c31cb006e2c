import { addMonths, firstDay } from '../../platform/day.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import type { KeptOpen } from './proofs.ts'

/** What has to be known or booked before its month can be closed; nothing where nothing is. */
export const KeptOpenSection = ({ keptOpen }: { keptOpen: KeptOpen }) =>
  keptOpen.unclassified.length + keptOpen.quarantine.length === 0 ? null : (
    <section class="stack" id="quarantine">
      <h2>What keeps months open</h2>
      <Unclassified rows={keptOpen.unclassified} />
      <Quarantine rows={keptOpen.quarantine} />
    </section>
  )

const Unclassified = ({ rows }: { rows: KeptOpen['unclassified'] }) =>
  rows.length === 0 ? null : (
    <DataTable
      caption="Rows of a kind or class that is not yet known"
      columns={['Month', { label: 'Rows', number: true }]}
      rows={rows.map(({ month, count }) => [month, <a href={rowsOf(month)}>{count}</a>])}
    />
  )

function rowsOf(month: string): string {
  const from = firstDay(month)
  const query = { from, to: addMonths(from, 1), unclassified: 'true' }
  return `/desk/entries?${new URLSearchParams(query)}`
}

const Quarantine = ({ rows }: { rows: KeptOpen['quarantine'] }) =>
  rows.length === 0 ? null : (
    <DataTable
      caption="Transactions that cannot be booked, as their own figures do not add up"
      narrow="cards"
      columns={['Transaction', 'Day', 'What does not hold']}
      rows={rows.map(({ balance_transaction, day, reason }) => [
        <code>{balance_transaction}</code>,
        day ?? 'not known',
        <code>{reason}</code>,
      ])}
    />
  )
