import { Button } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import type { Operations, Shelved } from '../../stripe/operations.ts'
import { writeInstant } from '../desk/days.ts'
import { capitalised } from '../desk/figures.tsx'
import type { ProofsNow } from './proofs.ts'
import { Proofs } from './proofs-section.tsx'
import { inTime, operationsSentence } from './sentence.ts'

type OperationsProps = Readonly<{
  operations: Operations
  proofs: ProofsNow
  zone: string
}>

/** Whether what happens at Stripe reaches the books: first in words, then in figures. */
export const OperationsPage = ({ operations, proofs, zone }: OperationsProps) => (
  <>
    <h1>{operationsSentence(operations, proofs.failures)}</h1>
    <Facts operations={operations} zone={zone} />
    <Shelf shelf={operations.shelf} zone={zone} />
    <Sweeps operations={operations} zone={zone} />
    <Proofs proofs={proofs} zone={zone} />
  </>
)

const Facts = ({ operations, zone }: Omit<OperationsProps, 'proofs'>) => (
  <dl class="facts">
    <dt>Waiting</dt>
    <dd>
      {operations.pending === 0
        ? 'nothing'
        : `${operations.pending} events, the oldest for ${inTime(operations.lag_seconds)}`}
    </dd>
    <dt>Tried again</dt>
    <dd>
      {operations.retrying === 0 ? 'nothing' : `${operations.retrying} objects, by themselves`}
    </dd>
    <dt>Last webhook</dt>
    <dd>
      {operations.last_webhook_at === null
        ? 'none has come yet'
        : writeInstant(operations.last_webhook_at, zone)}
    </dd>
  </dl>
)

const Shelf = ({ shelf, zone }: { shelf: readonly Shelved[]; zone: string }) => (
  <section class="stack">
    <h2>Shelf</h2>
    {shelf.length === 0 ? (
      <p class="soft">
        Empty. What cannot be read after twelve tries lies here with its reason; no money is lost,
        it is only not counted yet.
      </p>
    ) : (
      <DataTable
        caption="Could not be read, and not counted until it is"
        narrow="cards"
        columns={['Object', 'Why', 'Events', 'Tries', 'Since', 'Again'].map((label) => ({ label }))}
        rows={shelf.map((lying) => [
          <code>{lying.object}</code>,
          lying.reason,
          lying.events,
          lying.attempts,
          writeInstant(lying.shelved_at, zone),
          <Replay object={lying.object} />,
        ])}
      />
    )}
  </section>
)

const Replay = ({ object }: { object: string }) => (
  <form method="post" action="/desk/operations/replay">
    <input type="hidden" name="object" value={object} />
    <Button kind="quiet">Try again</Button>
  </form>
)

const Sweeps = ({ operations: { sweeps, finds }, zone }: Omit<OperationsProps, 'proofs'>) => (
  <section class="stack">
    <h2>Sweeps</h2>
    {sweeps.length === 0 ? (
      <p class="soft">No sweep has run yet; they run by themselves.</p>
    ) : (
      <DataTable
        caption="What asks Stripe whether a webhook was missed"
        columns={['Sweep', 'Ran', 'Has read up to'].map((label) => ({ label }))}
        rows={sweeps.map(({ sweep, ran_at, read_to }) => [
          capitalised(sweep),
          writeInstant(ran_at, zone),
          read_to === null ? 'nothing yet' : writeInstant(read_to, zone),
        ])}
      />
    )}
    {finds.length === 0 ? (
      <p class="soft">No sweep has found anything that a webhook had not brought.</p>
    ) : (
      <DataTable
        caption="Found by a sweep, as no webhook had brought it"
        narrow="cards"
        columns={['Found', 'Sweep', 'What', 'Id'].map((label) => ({ label }))}
        rows={finds.map(({ found_at, sweep, object, id }) => [
          writeInstant(found_at, zone),
          capitalised(sweep),
          object,
          <code>{id}</code>,
        ])}
      />
    )}
  </section>
)
