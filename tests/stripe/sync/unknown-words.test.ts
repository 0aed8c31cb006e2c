import { expect } from 'vitest'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { unknownWords, wordPlaces } from '../../../src/stripe/objects/words.ts'
import { operationsAt } from '../../../src/stripe/operations.ts'
import { refreshObject } from '../../../src/stripe/sync/sync.ts'
import { unknownValues } from '../../../src/stripe/unknown-values.ts'
import { testWithDatabase as test } from '../../database.ts'
import { openHouse } from './told.ts'

type Plain = Record<string, unknown>
const second = 1_773_136_800
const made = 'a_word_of_tomorrow'
/** No event carries a balance transaction: it is asked for. */
const asked = ''

const money = { amount: 500, currency: 'eur', created: second }
/** One of each object that has open words, and an event that brings it up to date. */
const whole: Readonly<Record<string, { event: string; object: Plain }>> = {
  subscription: {
    event: 'customer.subscription.updated',
    object: { customer: 'cus_1', status: 'active', currency: 'eur', created: second },
  },
  invoice: {
    event: 'invoice.paid',
    object: { ...money, status: 'paid', amount_due: 500, amount_paid: 500 },
  },
  charge: {
    event: 'charge.succeeded',
    object: { ...money, status: 'succeeded', captured: true, refunds: { data: [] } },
  },
  dispute: { event: 'charge.dispute.updated', object: { charge: 'ch_1', status: 'lost' } },
  'radar.early_fraud_warning': {
    event: 'radar.early_fraud_warning.created',
    object: { charge: 'ch_1', fraud_type: 'misc', created: second },
  },
  'checkout.session': {
    event: 'checkout.session.completed',
    object: { mode: 'payment', status: 'complete', payment_intent: 'pi_1' },
  },
  payout: {
    event: 'payout.paid',
    object: { ...money, status: 'paid', automatic: false, arrival_date: second },
  },
  balance_transaction: {
    event: asked,
    object: { ...money, fee: 0, net: 500, type: 'charge', reporting_category: 'charge' },
  },
}
const priced = { id: 'si_1', price: { recurring: { interval: 'month', interval_count: 1 } } }
const planned = { id: 'si_1', plan: { interval: 'month', interval_count: 1 } }
const inside: Readonly<Record<string, Plain>> = {
  'items.data.*.price.recurring.interval': { items: { data: [priced] } },
  'items.data.*.plan.interval': { items: { data: [planned] } },
  'refunds.data.*.status': { refunds: { data: [{ ...money, id: 're_1' }] } },
}

function withWord(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return made
  if (Array.isArray(value)) return value.map((each) => withWord(each, rest))
  const record: Plain = typeof value === 'object' && value !== null ? { ...value } : {}
  return { ...record, [step]: withWord(record[step], rest) }
}

const places = wordPlaces.map(({ object: type, field }, number) => {
  const { event, object } = whole[type] ?? { event: asked, object: {} }
  const id = `${type}_${number}`
  const plain = { ...object, ...inside[field], object: type, id }
  return { type, field, id, event, object: withWord(plain, field.split('.')) }
})

test.for(places)(
  'a new word in $field of a $type is told from those we know',
  ({ object, ...at }) => {
    const { type, field, id } = at
    const word = { object: type, field, value: made, example: id }
    expect(unknownWords(object)).toEqual([word])
  },
)

test('a new word in every place at once stops nothing, and staff see each with an example', async ({
  db,
}) => {
  const { account, deps, hear } = await openHouse(db)
  const told = places.filter(({ event }) => event !== asked)
  await hear(
    told.map(({ id, event, object }) => ({
      ...{ id: `evt_${id}`, type: event, api_version: '2026-10-28.endive', created: second },
      ...{ livemode: false, data: { object } },
    })),
  )
  for (const { id, object } of places.filter(({ event }) => event === asked)) {
    account.faults.set(`/v1/balance_transactions/${id}`, () => Response.json(object))
    expect(await refreshObject(deps, { type: 'balance_transaction', id })).toBe('done')
  }
  const { shelf, retrying } = await operationsAt(readerOf(db), deps.machineClock.now())
  expect({ shelf, retrying }).toEqual({ shelf: [], retrying: 0 })
  const seen = await unknownValues(readerOf(db))
  expect(seen.map(({ object, field, example }) => `${object} ${field} ${example}`).sort()).toEqual(
    places.map(({ type, field, id }) => `${type} ${field} ${id}`).sort(),
  )
})

test('a word that is seen again is counted, and logged the first time alone', async ({ db }) => {
  const { account, deps } = await openHouse(db)
  const warned: string[] = []
  const log = { ...deps.log, warn: (event: string) => warned.push(event) }
  const id = 'txn_1'
  const transaction = { ...whole.balance_transaction?.object, object: 'balance_transaction', id }
  account.faults.set(`/v1/balance_transactions/${id}`, () =>
    Response.json({ ...transaction, type: made }),
  )
  for (let times = 0; times < 3; times += 1) {
    await refreshObject({ ...deps, log }, { type: 'balance_transaction', id })
  }
  expect(await unknownValues(readerOf(db))).toMatchObject([{ value: made, times: 3n }])
  expect(warned).toHaveLength(1)
})
