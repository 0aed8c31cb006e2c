import { expect } from 'vitest'
import { keepProofs, noDiffering } from '../../../../src/ledger/proofs.ts'
import type { Database } from '../../../../src/platform/database/connection.ts'
import { silentLog } from '../../../../src/platform/log.ts'
import { createCalls } from '../../../../src/stripe/calls/calls.ts'
import { openBackgroundStripe } from '../../../../src/stripe/client.ts'
import { runSweeps, tick } from '../../../../src/stripe/sweeps/sweeps.ts'
import { noteUnknownWords } from '../../../../src/stripe/unknown-values.ts'
import { testWithDatabase as test } from '../../../database.ts'
import { book, gift } from '../../../ledger/builders.ts'
import { virtualTime } from '../../../stripe/calls/virtual-time.ts'
import { deliver } from '../../../stripe/house.ts'
import { calmHouse } from './house.ts'

const hour_s = 3600
type House = Awaited<ReturnType<typeof calmHouse>>

/** Payments, each so many hours after the one before; the business clock stands at the last. */
async function payments(db: Database, house: House, gaps_h: readonly number[]): Promise<void> {
  for (const gap_h of [0, ...gaps_h]) {
    house.business.move(gap_h * hour_s)
    const occurred_at = house.business.now()
    await book(db, [gift(occurred_at.toISOString().slice(0, 10), 1000n, { occurred_at })])
  }
}

const times = <Value>(count: number, value: Value): Value[] =>
  Array.from({ length: count }, () => value)

test.for([
  { rhythm: 'one an hour', gaps: times(19, 1), patience_h: 24 },
  {
    rhythm: 'one in ten hours and once thirty',
    gaps: [...times(10, 10), 30, ...times(8, 10)],
    patience_h: 60,
  },
])(
  'after $rhythm, $patience_h hours without a payment are too long',
  async ({ gaps, patience_h }, { db }) => {
    const house = await calmHouse(db)
    await payments(db, house, gaps)
    house.business.move((patience_h - 1) * hour_s)
    await house.watch()
    expect(await house.open()).toEqual([])
    house.business.move(2 * hour_s)
    await house.watch()
    expect(await house.open()).toEqual([
      ['no_payment', expect.stringMatching(/^No payment since 1\d Mar 2026/)],
    ])
    house.business.move(60 * 24 * hour_s) // the silence itself teaches nothing
    await house.watch()
    expect(await house.open()).toHaveLength(1)
    await payments(db, house, [])
    await house.watch()
    expect(await house.open()).toEqual([])
  },
)

test('too few payments have no rhythm that could be broken', async ({ db }) => {
  const house = await calmHouse(db)
  await payments(db, house, times(18, 1))
  house.business.move(60 * 24 * hour_s)
  await house.watch()
  expect(await house.open()).toEqual([])
})

test('an endpoint that is switched off or gone raises an alarm until it is back', async ({
  db,
}) => {
  const house = await calmHouse(db)
  const { webhookEndpoints } = house.account.stripe
  const seen = async () => {
    await house.askStripe()
    await house.watch()
    return house.open()
  }
  expect(await seen()).toEqual([])
  await webhookEndpoints.update(house.endpoint.id, { disabled: true })
  expect(await seen()).toEqual([['endpoint_off', 'The webhook endpoint is switched off at Stripe']])
  await webhookEndpoints.update(house.endpoint.id, { disabled: false })
  expect(await seen()).toEqual([])
  await webhookEndpoints.del(house.endpoint.id)
  expect(await seen()).toEqual([
    ['endpoint_off', 'Stripe has no webhook endpoint http://127.0.0.1:8787/webhooks/stripe'],
  ])
})

test('a key that may not look at endpoints raises no alarm about them', async ({ db }) => {
  const house = await calmHouse(db)
  await house.account.stripe.webhookEndpoints.del(house.endpoint.id)
  const error = { type: 'invalid_request_error', message: 'This key may not do this.' }
  house.account.faults.set('/v1/webhook_endpoints', () => Response.json({ error }, { status: 403 }))
  await house.askStripe()
  await house.watch()
  expect(await house.open()).toEqual([])
})

test('what sweeps find that is overdue is told, and without any webhook the endpoint besides', async ({
  db,
}) => {
  const house = await calmHouse(db)
  const { account, deps, machine } = house
  const give = async () => {
    const session = await account.order({ frequency: 'once', amount: 2000 })
    await account.pay(session, { email: 'ann@example.org', card: '4242424242424242' })
    await account.advance(10)
  }
  const sync = { ...deps, clock: account.clock }
  await runSweeps(sync)
  await give()
  await runSweeps(sync) // on the youngest, too: their webhooks may be on the way
  await house.watch()
  expect(await house.open()).toEqual([])

  await give()
  machine.move(1800)
  await tick(sync)
  await house.watch()
  expect((await house.open()).map(([cause]) => cause)).toEqual(['endpoint_off', 'sweep_found'])

  await give()
  await deliver(sync, (await account.events()).slice(-1))
  await house.watch()
  expect((await house.open()).map(([cause]) => cause)).toEqual(['sweep_found'])
  machine.move(24 * hour_s)
  await house.watch()
  expect(await house.open()).toEqual([])
})

test('Stripe away for a quarter of an hour is told, with its reason', async ({ db }) => {
  const house = await calmHouse(db)
  const time = virtualTime()
  const refused = createCalls({
    fetch: async () => Response.json({ error: { type: 'invalid_request_error' } }, { status: 401 }),
    ...{ perSecond: 15, time, random: () => 0.5, log: silentLog },
  })
  const address = { key: 'sk_test_account', apiBase: 'http://sandbox.test' }
  const away = { stripe: openBackgroundStripe(address, refused) }
  await house.askStripe(away)
  house.machine.move(14 * 60)
  await house.watch(away)
  expect(await house.open()).toEqual([])
  await house.watch(away)
  expect(await house.open()).toEqual([
    ['stripe_away', 'Stripe refuses our key, since 10 Mar 2026, 12:05'],
  ])
  await house.askStripe()
  await house.watch()
  expect(await house.open()).toEqual([])
})

test('refusals of strangers in numbers are card testing until an hour without', async ({ db }) => {
  const house = await calmHouse(db)
  const refuse = async (count: number, who: { customer: string | null; risk_level: string }) => {
    const facts = { amount_minor: 100n, currency: 'EUR', reason: 'stolen_card', country: null }
    const rows = times(count, who).map((each, index) => ({
      ...{ id: `pi_${each.customer}_${house.business.now().getTime()}_${count}_${index}` },
      ...{ ...facts, ...each, failed_at: house.business.now() },
    }))
    await db.insertInto('failed_attempt').values(rows).execute()
  }
  await refuse(200, { customer: 'cus_1', risk_level: 'normal' })
  await refuse(19, { customer: null, risk_level: 'normal' })
  await house.watch()
  expect(await house.open()).toEqual([])
  await refuse(1, { customer: null, risk_level: 'normal' })
  await house.watch()
  expect(await house.open()).toEqual([
    [
      'card_testing',
      'Somebody may be trying stolen cards: 20 payments of strangers refused within an hour, 0 payments risky',
    ],
  ])
  house.business.move(hour_s + 1)
  await house.watch()
  expect(await house.open()).toEqual([])
})

test('a proof that fails is told by its name until it holds', async ({ db }) => {
  const house = await calmHouse(db)
  const run = async (ran: string, ok: boolean) =>
    keepProofs(db, { run_id: ran, ran_at: house.machine.now() }, [
      {
        ...{ id: 'ledger_equals_balance_eur', kind: 'balance', currency: 'EUR', ok },
        ...{ expected: 100n, actual: 100n, difference: 0n, transactions: 1 },
        ...{ fingerprint: null, differing: noDiffering },
      },
    ])
  await run('run_1', false)
  await house.watch()
  expect(await house.open()).toEqual([
    ['proof_failed', 'One proof fails: ledger_equals_balance_eur'],
  ])
  await run('run_2', true)
  await house.watch()
  expect(await house.open()).toEqual([])
})

test('a word of Stripe’s that is new is told once, however often it is read', async ({ db }) => {
  const house = await calmHouse(db)
  const read = () =>
    noteUnknownWords(house.deps, [{ object: 'subscription', id: 'sub_1', status: 'hibernating' }])
  await read()
  await house.watch()
  expect(await house.open()).toEqual([
    ['unknown_value', 'Stripe uses words that we do not know: subscription status «hibernating»'],
  ])
  house.machine.move(25 * hour_s)
  await read()
  await house.watch()
  expect(await house.open()).toEqual([])
})
