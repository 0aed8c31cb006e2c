import type { Child } from 'hono/jsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import type { Operations, SweepRun } from '../../stripe/operations.ts'
import { writeInstant } from '../desk/days.ts'
import { capitalised } from '../desk/figures.tsx'

type SweepsProps = Pick<Operations, 'sweeps' | 'finds'> &
  Readonly<{
    zone: string
    /** Where somebody can look at an object of Stripe's; null where that is nowhere. */
    addressOf: (id: string) => string | null
  }>

/** What asks Stripe whether webhooks were missed, and what it found: the health of the webhook path. */
export const Sweeps = ({ sweeps, finds, zone, addressOf }: SweepsProps) => (
  <section class="stack">
    <h2>Sweeps</h2>
    {sweeps.length === 0 ? (
      <p class="soft">No sweep has run yet; they run by themselves.</p>
    ) : (
      <Runs sweeps={sweeps} zone={zone} />
    )}
    {finds.length === 0 ? (
      <p class="soft">No sweep has found anything that a webhook had not brought.</p>
    ) : (
      <DataTable
        caption="Found by a sweep, as no webhook had brought it; all of it is put right"
        narrow="cards"
        columns={['Found', 'Sweep', 'What', 'Told by']}
        rows={finds.map(({ found_at, sweep, object, id }) => [
          writeInstant(found_at, zone),
          nameOf(sweep),
          <At address={addressOf(object)}>{object}</At>,
          id === object ? 'a comparison' : <At address={addressOf(id)}>{id}</At>,
        ])}
      />
    )}
  </section>
)

const Runs = ({ sweeps, zone }: { sweeps: readonly SweepRun[]; zone: string }) => (
  <DataTable
    caption="What asks Stripe whether a webhook was missed"
    narrow="cards"
    columns={[
      'Sweep',
      'Ran',
      'Has read up to',
      ...['Runs', 'Read', 'Missed'].map((label) => ({ label, number: true })),
    ]}
    rows={sweeps.map(({ sweep, ran_at, read_to, runs, listed, found }) => [
      nameOf(sweep),
      writeInstant(ran_at, zone),
      read_to === null ? 'nothing yet' : writeInstant(read_to, zone),
      ...[runs, listed, found].map((count) => count.toLocaleString('en')),
    ])}
  />
)

const At = ({ address, children }: { address: string | null; children: Child }) =>
  address === null ? (
    <code>{children}</code>
  ) : (
    <a href={address}>
      <code>{children}</code>
    </a>
  )

function nameOf(sweep: string): string {
  return capitalised(sweep.replaceAll('_', ' '))
}
