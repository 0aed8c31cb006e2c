import * as z from 'zod'
import { shown } from '../validate/currency.ts'
import type { AnyObject } from './client.ts'
import { link, moment } from './console-sheets.tsx'
import { pathOfId } from './kinds.ts'

type At = { account: string }
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

/** Session ids have 66 characters: their ends are enough to tell them apart. */
function shortened(id: string): string {
  return id.length > 32 ? `${id.slice(0, 18)}…${id.slice(-4)}` : id
}

/** What an object is called and how it stands. */
export function stateOf({ status, name, email, type, url }: AnyObject): string {
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
