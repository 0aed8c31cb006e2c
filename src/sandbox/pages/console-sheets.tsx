import type { PropsWithChildren } from 'hono/jsx'
import * as z from 'zod'
import { shown } from '../validate/currency.ts'
import type { AnyObject } from './client.ts'
import { actsOn, kinds, pathOfId } from './kinds.ts'
import { Sheet } from './sheet.tsx'

export const CONSOLE = '/_sandbox'

type At = { account: string }
type FrameProps = PropsWithChildren<At & { title: string; said?: string | undefined }>

/** Every page of the console: its account, and the way to each kind of object. */
export const Frame = ({ title, account, said, children }: FrameProps) => (
  <Sheet title={`${title} · Sandbox console`} wide>
    <nav aria-label="Console">
      <ul>
        <li>
          <a href={link('', { account })}>Overview</a>
        </li>
        <li>
          <a href={link('/console/deliveries', { account })}>Deliveries</a>
        </li>
        {kinds.map(({ name, path }) => (
          <li>
            <a href={link('/console/list', { account, path })}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
    <h1>{title}</h1>
    {said !== undefined && (
      <p class="summary" role="status">
        {said}
      </p>
    )}
    {children}
  </Sheet>
)

export function link(path: string, query: Record<string, string>): string {
  return `${CONSOLE}${path}?${new URLSearchParams(query)}`
}

/** A form of one button (and its children's fields) that leads to a POST of the console. */
export const Act = ({
  account,
  to,
  label,
  plain = false,
  children,
}: PropsWithChildren<ActProps>) => (
  <form method="post" action={link(`/console/${to}`, { account })}>
    <div class="row">
      {children}
      <button type="submit" class={plain ? 'plain' : ''}>
        {label}
      </button>
    </div>
  </form>
)
type ActProps = At & { to: string; label: string; plain?: boolean }

type TableProps = At & { caption: string; items: AnyObject[] }

export const ObjectTable = ({ account, caption, items }: TableProps) => (
  <div class="scroll">
    <table>
      <caption>{items.length === 0 ? `${caption}: none yet.` : caption}</caption>
      {items.length > 0 && (
        <thead>
          <tr>
            <th scope="col">Id</th>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Of</th>
            <th scope="col" class="number">
              Amount
            </th>
          </tr>
        </thead>
      )}
      <tbody>
        {items.map((item) => (
          <tr>
            <th scope="row">
              <Id account={account} id={item.id} />
            </th>
            <td>{item.created === undefined ? '' : moment(item.created)}</td>
            <td>{stateOf(item)}</td>
            <td>
              <Id account={account} id={subjectOf(item)} />
            </td>
            <td class="number">{amountOf(item)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** An id as a link to its object; any other text as it stands. */
export const Id = ({ account, id }: At & { id: string }) => {
  const path = pathOfId(id)
  if (path === undefined) return <code>{id}</code>
  return (
    <a href={link('/console/object', { account, path })}>
      <code title={id}>{shortened(id)}</code>
    </a>
  )
}

type ObjectProps = At & { object: AnyObject; said?: string | undefined }

export const ObjectPage = ({ account, object, ...rest }: ObjectProps) => (
  <Frame account={account} title={`${words(object.object)} ${stateOf(object)}`} {...rest}>
    <div class="row">
      {actsOn(object).map(({ label, body }) => (
        <Act account={account} to="act" label={label} plain>
          {Object.entries(body).map(([name, value]) => (
            <input type="hidden" name={name} value={String(value)} />
          ))}
        </Act>
      ))}
      {object.object === 'event' && (
        <Act account={account} to="resend" label="Deliver again" plain>
          <input type="hidden" name="event" value={object.id} />
        </Act>
      )}
    </div>
    <pre>
      {JSON.stringify(object, null, 2)
        .split(/("[^"\n]*")/)
        .map((part) => (
          <Quoted account={account} part={part} />
        ))}
    </pre>
  </Frame>
)

const Quoted = ({ account, part }: At & { part: string }) => {
  const path = pathOfId(part.slice(1, -1))
  if (path === undefined) return <>{part}</>
  return <a href={link('/console/object', { account, path })}>{part}</a>
}

/** Session ids have 66 characters: their ends are enough to tell them apart. */
function shortened(id: string): string {
  return id.length > 32 ? `${id.slice(0, 18)}…${id.slice(-4)}` : id
}

/** `2026-11-24 09:00:00`, in UTC. */
export function moment(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

function words(kind: string): string {
  const text = kind.replace(/[._]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function stateOf({ status, name, email, type, url }: AnyObject): string {
  const named = [name, email, type, url].find((one) => typeof one === 'string')
  return [named, status].filter((one) => typeof one === 'string').join(', ')
}

/** Whom or what the object is about: the event's object, else the nearest owner. */
function subjectOf(item: AnyObject): string {
  const inside = insideOf(item)
  if (inside !== item) return String(inside.id ?? '')
  const { source, customer, invoice, charge } = item
  const owner = [source, customer, invoice, charge].find((one) => typeof one === 'string')
  return typeof owner === 'string' ? owner : ''
}

function amountOf(item: AnyObject): string {
  const { amount, amount_total, total, amount_paid, unit_amount, currency } = insideOf(item)
  const minor = amount ?? amount_total ?? total ?? amount_paid ?? unit_amount
  if (typeof minor !== 'number' || typeof currency !== 'string') return ''
  return shown({ amount: minor, currency })
}

/** What an event carries; any other object is itself. */
function insideOf(item: AnyObject): Record<string, unknown> {
  const carried = z.object({ object: z.record(z.string(), z.unknown()) }).safeParse(item.data)
  return item.object === 'event' && carried.success ? carried.data.object : item
}
