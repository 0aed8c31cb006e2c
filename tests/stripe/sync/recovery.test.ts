import { expect } from 'vitest'
import { recovery } from '../../../src/finance/recovery/report.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import { backfill } from '../../../src/stripe/backfill/backfill.ts'
import { testWithDatabase as test } from '../../database.ts'
import { asked } from '../../finance/asked.ts'
import type { SentEvent } from '../account.ts'
import { card, day, newest, openHouse, subscribe } from './told.ts'

const failingCard = '4000000000000341'
type House = Awaited<ReturnType<typeof openHouse>>

/** Three memberships whose second bill fails: paid at the third try, by hand after 39 days, never. */
async function failures({ account }: House) {
  const customers: string[] = []
  for (const name of ['ann', 'ben', 'cat']) {
    await subscribe(account, `${name}@example.org`, 500)
    const { customer } = await newest(account)
    await account.act({ action: 'set_card', customer, card: failingCard })
    customers.push(customer)
  }
  const [ann, ben] = customers
  await account.advance(36 * day)
  await account.act({ action: 'set_card', customer: ann, card })
  await account.advance(34 * day)
  const [bill] = (await account.stripe.invoices.list({ customer: ben ?? '', status: 'open' })).data
  await account.stripe.invoices.pay(bill?.id ?? '', { paid_out_of_band: true })
  await account.advance(day)
}

function shown(db: Database, { account, deps }: House) {
  const query = asked({ from: '2026-01-01', to: '2027-01-01', interval: 'year' })
  return recovery(readerOf(db), query, { clock: account.clock, config: deps.config })
}

const outcome = {
  ...{ failed: 3, recovered: 1, recovered_late: 1, pending: 0, lost: 1 },
  ...{ failed_minor: 1_500, recovered_minor: 500, rate_by_count: '0.333333' },
}

test.for<[string, (events: SentEvent[]) => SentEvent[]]>([
  ['in order', (events) => events],
  ['the last first', (events) => [...events].reverse()],
])('what became of bills that failed, heard %s', async ([, order], { db }) => {
  const house = await openHouse(db)
  await failures(house)
  await house.hear(order(await house.news()))
  expect((await shown(db, house)).total).toMatchObject(outcome)
})

test('and read from the account’s history, without an event', async ({ db }) => {
  const house = await openHouse(db, () => false)
  await failures(house)
  const none = { object: 'list', data: [], has_more: false, url: '/v1/events' }
  house.account.faults.set('/v1/events', () => Response.json(none))
  await backfill(house.deps, '2019-01-01', () => {})
  expect((await shown(db, house)).total).toMatchObject(outcome)
})
