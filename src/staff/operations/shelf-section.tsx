import { Button } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import type { Operations } from '../../stripe/operations.ts'
import type { Shelved, ShelvedEvent } from '../../stripe/shelf.ts'
import { writeInstant } from '../desk/days.ts'

type ShelfProps = Pick<Operations, 'shelf' | 'shelved'> &
  Readonly<{ zone: string; isAdmin: boolean }>

/** What failed twelve times, with its reason; only an admin sees what it carries and tries it again. */
export const Shelf = ({ shelf, shelved, zone, isAdmin }: ShelfProps) => (
  <section class="stack">
    <h2>Shelf</h2>
    {shelf.length === 0 ? (
      <p class="soft">
        Empty. What cannot be read after twelve tries lies here with its reason; no money is lost,
        it is only not counted yet.
      </p>
    ) : (
      <>
        <DataTable
          caption={captionOf(shelf.length, shelved)}
          narrow="cards"
          columns={['Object', 'Why', 'Events', 'Tries', 'Since', ...(isAdmin ? ['Again'] : [])]}
          rows={shelf.map((lying) => [
            <ObjectName object={lying.object} isAdmin={isAdmin} />,
            lying.reason,
            lying.events,
            lying.attempts,
            writeInstant(lying.shelved_at, zone),
            ...(isAdmin ? [<Replay object={lying.object} />] : []),
          ])}
        />
        {isAdmin && shelved > 1 ? <ReplayAll shelved={shelved} /> : null}
      </>
    )}
  </section>
)

function captionOf(shown: number, shelved: number): string {
  const what = 'Could not be read, and not counted until it is'
  return shown === shelved ? what : `${what}: the latest ${shown} of ${shelved}`
}

const ObjectName = ({ object, isAdmin }: { object: string; isAdmin: boolean }) =>
  isAdmin ? (
    <a href={`/desk/operations/shelf/${encodeURIComponent(object)}`}>
      <code>{object}</code>
    </a>
  ) : (
    <code>{object}</code>
  )

const Replay = ({ object }: { object: string }) => (
  <form method="post" action="/desk/operations/replay">
    <input type="hidden" name="object" value={object} />
    <Button kind="quiet">Try again</Button>
  </form>
)

const ReplayAll = ({ shelved }: { shelved: number }) => (
  <form method="post" action="/desk/operations/replay">
    <input type="hidden" name="all" value="yes" />
    <Button kind="quiet">{`Try all ${shelved} again`}</Button>
  </form>
)

type ShelvedProps = Readonly<{
  object: string
  lying: Shelved | null
  events: readonly ShelvedEvent[]
  zone: string
}>

/** One object on the shelf with all that its events carry: personal data, for an admin alone. */
export const ShelvedPage = ({ object, lying, events, zone }: ShelvedProps) => (
  <>
    <p>
      <a href="/desk/operations">Operations</a>
    </p>
    <h1>
      <code>{object}</code> {lying === null ? 'is no longer on the shelf' : 'could not be read'}
    </h1>
    {lying === null ? null : (
      <>
        <dl class="facts">
          <dt>Why</dt>
          <dd>{lying.reason}</dd>
          <dt>Tries</dt>
          <dd>{lying.attempts}</dd>
          <dt>Since</dt>
          <dd>{writeInstant(lying.shelved_at, zone)}</dd>
        </dl>
        <Replay object={object} />
      </>
    )}
    {events.map((event) => (
      <section class="stack">
        <h2>{event.type}</h2>
        <p class="soft">
          <code>{event.event_id}</code>, made {writeInstant(event.created, zone)}
        </p>
        {event.payload === null ? (
          <p class="soft">It carries nothing: it was asked for by ourselves, or is long past.</p>
        ) : (
          <section class="scroll" tabindex={0} aria-label={`What ${event.event_id} carries`}>
            <pre>{written(event.payload)}</pre>
          </section>
        )}
      </section>
    ))}
  </>
)

function written(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2)
  } catch {
    return payload
  }
}
