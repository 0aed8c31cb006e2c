import type { DeadJob, OutboxState } from '../../platform/outbox/dead.ts'
import { Button } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeInstant } from '../desk/days.ts'
import { inTime } from './sentence.ts'

/** Under it a queue is at work, not late. */
const lateFrom_s = 600

type OutboxProps = Readonly<{
  dead: readonly DeadJob[]
  outbox: OutboxState
  zone: string
  isAdmin: boolean
}>

/** Mails and other queued work: what waits too long, and what was given up. */
export const Outbox = ({ dead, outbox, zone, isAdmin }: OutboxProps) => (
  <section class="stack">
    <h2>Mails and queued work</h2>
    {outbox.late_s === null || outbox.late_s < lateFrom_s ? null : (
      <p>
        The oldest waits for {inTime(outbox.late_s)}. It is tried again by itself, for three days.
      </p>
    )}
    {dead.length === 0 ? (
      <p class="soft">Nothing was given up. What fails for three days lies here with its reason.</p>
    ) : (
      <>
        <DataTable
          caption={captionOf(dead.length, outbox.dead)}
          narrow="cards"
          columns={['Work', 'Why', 'Given up', ...(isAdmin ? ['Again'] : [])]}
          rows={dead.map(({ id, work, reason, died_at }) => [
            work,
            reason ?? 'its process died each time',
            writeInstant(died_at, zone),
            ...(isAdmin ? [<Again id={id} />] : []),
          ])}
        />
        {isAdmin && outbox.dead > 1 ? <AllAgain dead={outbox.dead} /> : null}
      </>
    )}
  </section>
)

function captionOf(shown: number, dead: number): string {
  const what = 'Given up after three days'
  return shown === dead ? what : `${what}: the latest ${shown} of ${dead}`
}

const Again = ({ id }: { id: string }) => (
  <form method="post" action="/desk/operations/replay/outbox">
    <input type="hidden" name="job" value={id} />
    <Button kind="quiet">Try again</Button>
  </form>
)

const AllAgain = ({ dead }: { dead: number }) => (
  <form method="post" action="/desk/operations/replay/outbox">
    <Button kind="quiet">{`Try all ${dead} again`}</Button>
  </form>
)
