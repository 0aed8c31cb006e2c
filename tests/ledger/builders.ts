import type { Insertable, Transaction } from 'kysely'
import type { Database } from '../../src/platform/database/connection.ts'
import type { EntryKind } from '../../src/platform/database/ledger-tables.ts'
import type { Schema } from '../../src/platform/database/schema.ts'
import { startOfDay } from '../../src/platform/day.ts'

export const zone = 'Europe/Kyiv'
type Writer = Database | Transaction<Schema>
type Entry = Insertable<Schema['entry']>
type Label = Insertable<Schema['entry_label']>

/** An entry with what is known of it and, for an income, its row beside it. */
export type Booking = Readonly<{
  entry: Entry
  label: Label
  income?: Insertable<Schema['income']>
}>
type Facts = Partial<Entry> & Readonly<{ label?: Partial<Label> }>

let count = 0

/** A row of Stripe's on a day, 100.00 EUR without a fee unless told otherwise. */
export function stripeRow(kind: EntryKind, day: string, facts: Facts = {}): Booking {
  count += 1
  const txn = `txn_${count}`
  const { label = {}, amount_minor = 10_000n, fee_minor = 0n, ...more } = facts
  return {
    entry: {
      id: `ent_${txn}`,
      balance_transaction: txn,
      source: 'stripe',
      ...dated(day),
      kind,
      currency: 'EUR',
      amount_minor,
      fee_minor,
      net_minor: amount_minor - fee_minor,
      charge: `ch_${count}`,
      ...more,
    },
    label: labelled(`ent_${txn}`, { class: 'gift', member_id: `mem_${count}`, ...label }),
  }
}

/** A gift of that many minor units. */
export function gift(day: string, amount_minor: bigint, facts: Facts = {}): Booking {
  return stripeRow('payment', day, { amount_minor, ...facts })
}

/** Money given back: of a payment's charge and person where one is named. */
export function refund(
  day: string,
  amount_minor: bigint,
  of?: Booking,
  facts: Facts = {},
): Booking {
  const { member_id = null, class: name = 'gift' } = of?.label ?? {}
  return stripeRow('refund', day, {
    amount_minor: -amount_minor,
    ...(of ? { charge: of.entry.charge ?? null, label: { member_id, class: name } } : {}),
    ...facts,
  })
}

/** Income entered by finance, in EUR unless told otherwise. */
export function income(
  day: string,
  name: string,
  amount_minor: bigint,
  facts: Facts & Readonly<{ estimated?: boolean }> = {},
): Booking {
  count += 1
  const id = `ent_income_${count}`
  const { label = {}, estimated = false, fee_minor = 0n, ...more } = facts
  return {
    entry: {
      id,
      source: 'manual',
      kind: 'income',
      ...dated(day),
      currency: 'EUR',
      amount_minor,
      fee_minor,
      net_minor: amount_minor - fee_minor,
      ...more,
    },
    label: labelled(id, { class: name, ...label }),
    income: {
      entry_id: id,
      class: name,
      document: `doc-${count}`,
      estimated,
      entered_by: 'staff_1',
      entered_at: startOfDay(day, zone),
    },
  }
}

function dated(day: string) {
  return { day, occurred_at: startOfDay(day, zone) }
}

function labelled(entry_id: string, label: Partial<Label>): Label {
  return { entry_id, version: 1, labelled_at: new Date(0), ...label }
}

/** Writes bookings as the house would have. */
export async function book(db: Writer, bookings: readonly Booking[]): Promise<void> {
  if (bookings.length === 0) return
  await db
    .insertInto('entry')
    .values(bookings.map(({ entry }) => entry))
    .execute()
  await db
    .insertInto('entry_label')
    .values(bookings.map(({ label }) => label))
    .execute()
  const incomes = bookings.flatMap((booking) => booking.income ?? [])
  if (incomes.length > 0) await db.insertInto('income').values(incomes).execute()
}

/** The booking, had it been made on another day. */
export function onDay(booking: Booking, day: string): Booking {
  return { ...booking, entry: { ...booking.entry, ...dated(day) } }
}

type Rate = Readonly<{ currency: string; day: string; rate: string }>

/** A rate of the ECB's: units of the currency for one EUR. */
export async function rate(db: Writer, currency: string, day: string, rate: string) {
  await rateAll(db, [{ currency, day, rate }])
}

export async function rateAll(db: Writer, rates: readonly Rate[]) {
  const shared = { base: 'EUR', source: 'ecb', imported_at: new Date(0) }
  await db
    .insertInto('rate')
    .values(rates.map((rate) => ({ ...shared, ...rate })))
    .execute()
}

export async function expectIncome(db: Writer, classes: string[], from_month = '0001-01') {
  const row = { from_month, classes, declared_by: 'staff_1', declared_at: new Date(count) }
  await db.insertInto('expectation').values(row).execute()
}

/** As if somebody had closed the month, at an instant. */
export async function closeMonth(db: Writer, month: string, closed_at = new Date(0)) {
  const empty = { figures: '{}', rates: '{}', definitions: '{}', hash: '' }
  const row = { month, version: 1, closed_at, closed_by: 'staff_1', ...empty }
  await db.insertInto('month_close').values(row).execute()
}
