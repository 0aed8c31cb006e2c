import { rollSetting } from '../deliveries/endpoint.ts'
import { ActsOn } from './act-forms.tsx'
import type { AnyObject, RecentDelivery } from './client.ts'
import { Act, Frame, link } from './console-sheets.tsx'
import { DeliveryTable } from './deliveries.tsx'
import { Fields } from './fields.tsx'
import { pathOfId } from './kinds.ts'
import { ObjectTable, stateOf } from './object-table.tsx'
import { type Field, fieldsOf, valuesOf, words } from './shape.ts'

type At = { account: string }
type ObjectProps = At & {
  object: AnyObject
  /** What was told of it, the newest first; of an event, how it was told. */
  events: AnyObject[]
  deliveries: RecentDelivery[]
  said?: string | undefined
}

const rollFields: readonly Field[] = fieldsOf(rollSetting)

export function rollIn(typed: Readonly<Record<string, string>>): object {
  return valuesOf(rollFields, typed)
}

/** One object: what can be done with it, its fields, and what was told of it. */
export const ObjectPage = ({ account, object, events, deliveries, said }: ObjectProps) => (
  <Frame account={account} title={`${words(object.object)} ${stateOf(object)}`} said={said}>
    {object.object === 'event' ? <OnEvent account={account} id={object.id} /> : null}
    {object.object === 'webhook_endpoint' ? <OnEndpoint account={account} id={object.id} /> : null}
    <ActsOn account={account} object={object} />
    <pre>
      {JSON.stringify(object, null, 2)
        .split(/("[^"\n]*")/)
        .map((part) => (
          <Quoted account={account} part={part} />
        ))}
    </pre>
    {object.object === 'event' ? (
      <DeliveryTable account={account} deliveries={deliveries} caption="Its deliveries" />
    ) : (
      <ObjectTable account={account} caption="Its latest events" items={events} />
    )}
  </Frame>
)

const OnEvent = ({ account, id }: At & { id: string }) => (
  <div class="row">
    <Act account={account} to="resend" label="Deliver again" plain>
      <input type="hidden" name="event" value={id} />
    </Act>
    <a href={link('/console/replay', { account, from: id })}>Replay from here</a>
  </div>
)

const OnEndpoint = ({ account, id }: At & { id: string }) => (
  <details class="card">
    <summary>Roll its secret</summary>
    <Act account={account} to="roll" label="Roll the secret">
      <input type="hidden" name="endpoint" value={id} />
      <Fields of="roll" fields={rollFields} />
    </Act>
  </details>
)

const Quoted = ({ account, part }: At & { part: string }) => {
  const path = pathOfId(part.slice(1, -1))
  if (path === undefined) return <>{part}</>
  return <a href={link('/console/object', { account, path })}>{part}</a>
}
