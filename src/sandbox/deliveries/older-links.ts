import { mark } from '../objects/objects.ts'
import type { Reader, Row } from '../store/store.ts'

export type Plain = Record<string, unknown>

/** What an object named in older versions of the API and names no longer; null for nothing. */
export type Links = Readonly<{
  invoice: string | null
  payment_intent: string | null
  charge: Plain | null
  refunds: readonly Plain[]
  balance_transaction: string | null
  coupon: Plain | null
  /** With its coupon whole: an object held its first discount before basil, so before clover, too. */
  discount: Plain | null
  /** By its id, for the lines of an invoice. */
  prices: ReadonlyMap<string, Plain>
}>

/** Looks up around an object of the account, as it stands now. */
export async function linksOf(object: Plain, reader: Reader): Promise<Links> {
  const look = async (id: unknown) => (typeof id === 'string' ? await found(reader, id) : null)
  const kept = await look(object.id)
  const intent = await look(intentOf(object, kept))
  const charge = await look(object.object === 'charge' ? object.id : intent?.latest_charge)
  const discount = await look(Array.isArray(object.discounts) ? object.discounts[0] : null)
  const coupon = await look(couponOf(discount ?? object)).then((one) => one && wire(one))
  return {
    invoice: typeof intent?.id === 'string' ? await invoiceOf(reader, intent.id) : null,
    payment_intent: text(intent?.id),
    charge: charge && wire(charge),
    refunds: typeof charge?.id === 'string' ? await refundsOf(reader, charge.id) : [],
    balance_transaction: text(charge?.balance_transaction) ?? text(charge?._txn),
    coupon,
    discount: discount && { ...wire(discount, ['source']), coupon },
    prices: await pricesOf(reader, object),
  }
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object within an object; nothing is an empty one. */
export function inside(object: Plain, field: string): Plain {
  const value = object[field]
  return isPlain(value) ? value : {}
}

/** The items of a list within an object. */
export function itemsOf(object: Plain, field: string): Plain[] {
  const { data } = inside(object, field)
  return Array.isArray(data) ? data.filter(isPlain) : []
}

function intentOf(object: Plain, kept: Plain | null): unknown {
  if (object.object === 'payment_intent') return object.id
  return object.object === 'invoice' ? kept?._intent : object.payment_intent
}

function couponOf(object: Plain): unknown {
  return object.object === 'discount'
    ? inside(object, 'source').coupon
    : inside(object, 'promotion').coupon
}

async function found(reader: Reader, id: string): Promise<Plain | null> {
  const [row] = await reader.find([id])
  return row ? bodyOf(row) : null
}

async function invoiceOf(reader: Reader, intent: string): Promise<string | null> {
  const all = [mark('intent', intent)]
  return (await reader.list({ kind: 'invoice', all, limit: 1 }))[0]?.id ?? null
}

async function refundsOf(reader: Reader, charge: string): Promise<Plain[]> {
  const rows = await reader.list({ kind: 'refund', all: [mark('charge', charge)], limit: 100 })
  return rows.map((row) => wire(bodyOf(row)))
}

async function pricesOf(reader: Reader, object: Plain): Promise<ReadonlyMap<string, Plain>> {
  const ids = itemsOf(object, 'lines').flatMap((line) => priceOf(line) ?? [])
  const rows = ids.length > 0 ? await reader.find([...new Set(ids)]) : []
  return new Map(rows.map((row) => [row.id, wire(bodyOf(row))]))
}

/** Which price a line of an invoice is about. */
export function priceOf(line: Plain): string | null {
  return text(inside(inside(line, 'pricing'), 'price_details').price)
}

function bodyOf({ body }: Row): Plain {
  const parsed: unknown = JSON.parse(body)
  return isPlain(parsed) ? parsed : {}
}

function wire(object: Plain, except: readonly string[] = []): Plain {
  const isSaid = ([key]: [string, unknown]) => !key.startsWith('_') && !except.includes(key)
  return Object.fromEntries(Object.entries(object).filter(isSaid))
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
