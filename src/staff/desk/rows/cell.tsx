import type { Child } from 'hono/jsx'
import type { Role } from '../../../platform/auth/principal.ts'
import { type Currency, currencyOf } from '../../../platform/money/currency.ts'
import { mayEnter } from '../../access.ts'
import { writeInstant } from '../days.ts'
import { counted, inColumn, percent } from '../figures.tsx'
import { className } from '../words.ts'

/** What the cells of a page of rows are written by. */
export type RowScope = Readonly<{
  figure: string
  /** Whether what a row counts is money. */
  inMoney: boolean
  /** Whether what they are divided by is. */
  ofMoney: boolean
  currency: Currency
  zone: string
  role: Role
  /** Where Stripe's dashboard shows an object. */
  addressOf: (id: string) => string | null
}>

export type Cells = readonly (readonly [name: string, value: unknown])[]

export function isMoney(name: string): boolean {
  return name.endsWith('_minor')
}

/** A value of a row, by its name and its form: a person, an object of Stripe's, an amount, a day. */
export function cellOf(name: string, value: unknown, row: Cells, scope: RowScope): Child {
  if (value === null || value === undefined) return '—'
  if (typeof value === 'number') return numberCell(name, value, row, scope)
  const text = value instanceof Date ? value.toISOString() : String(value)
  if (name === 'member_id') return <Person id={text} role={scope.role} />
  if (text.startsWith('ent_')) return <Id id={text} />
  if (stripeObject.test(text)) return <StripeObject id={text} href={scope.addressOf(text)} />
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) {
    return <span class="whole-figure">{writeInstant(new Date(text), scope.zone)}</span>
  }
  if (/^-?\d+\.\d{6}$/.test(text)) return percent(text)
  return name === 'class' ? className(text) : text.replaceAll('_', ' ')
}

const stripeObject = /^(txn|ch|pi|in|sub|po|re|dp|du)_\w+$/

function numberCell(name: string, value: number, row: Cells, scope: RowScope): string {
  const counts = name === 'counts' || name === 'figure_minor'
  if (counts ? !scope.inMoney : !isMoney(name)) return counted(value)
  return inColumn(BigInt(value), currencyIn(row, name) ?? scope.currency)
}

/** `due_minor` is in `due_currency`, an amount without one in the row's, else in the report's. */
function currencyIn(row: Cells, name: string): Currency | null {
  const names = [name.replace(/_minor$/, '_currency'), 'currency']
  const code = row.find(([key]) => names.includes(key))?.[1]
  return typeof code === 'string' ? currencyOf(code) : null
}

/** A person by their id, and the way to them for those who may go there. */
export const Person = ({ id, role }: { id: string; role: Role }) =>
  mayEnter(role, '/desk/people') ? (
    <a class="id" href={`/desk/people/${encodeURIComponent(id)}`} title={id}>
      {id}
    </a>
  ) : (
    <Id id={id} />
  )

/** Cut short where a table has no room for it; whole under the pointer, on a phone and on paper. */
const Id = ({ id }: { id: string }) => (
  <code class="id" title={id}>
    {id}
  </code>
)

/** An id, and with Stripe itself the way to it there. */
export const StripeObject = ({ id, href }: { id: string; href: string | null }) =>
  href === null ? (
    <Id id={id} />
  ) : (
    <a class="id" href={href} title={id}>
      {id}
    </a>
  )
