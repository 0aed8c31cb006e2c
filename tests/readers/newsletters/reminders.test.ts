import { expect } from 'vitest'
import { type Mainstay, testWithMainstay as test } from '../../mainstay.ts'
import { until } from '../../until.ts'

const day_s = 86_400

async function remind({ url }: Mainstay, fields: Record<string, string>) {
  const { nonce } = await (await fetch(new URL('/checkout/nonce', url))).json()
  return fetch(new URL('/reminders', url), {
    ...{ method: 'POST', headers: { accept: 'text/html' } },
    body: new URLSearchParams({ nonce, ...fields }),
  })
}

/** The months that the form offers, nearest first. */
async function months({ url }: Mainstay): Promise<string[]> {
  const page = await (await fetch(new URL('/reminders', url))).text()
  return [...page.matchAll(/option value="(\d{4}-\d\d)"/g)].map(([, month = '']) => month)
}

function waiting({ deps }: Mainstay) {
  return deps.db.selectFrom('reminder').select('address').orderBy('address').execute()
}

test('nothing is kept without a yes that was ticked', async ({ mainstay }) => {
  const [month = ''] = await months(mainstay)
  const answer = await remind(mainstay, { email: 'ann@example.org', month })
  expect([answer.status, await answer.text()]).toEqual([
    422,
    expect.stringContaining('Tick the box'),
  ])
  expect(await waiting(mainstay)).toEqual([])
})

test('in the month that was chosen comes one mail, and none to who has stopped or given', async ({
  mainstay,
}) => {
  const [month = ''] = await months(mainstay)
  for (const name of ['ann', 'ann', 'bob', 'cleo']) {
    await remind(mainstay, { email: `${name}@example.org`, month, agree: 'on' })
  }
  expect(await waiting(mainstay)).toHaveLength(3)
  const gift = await mainstay.order({ frequency: 'once', amount: '10' })
  await mainstay.pay(gift, { email: 'bob@example.org' })
  await mainstay.settled()
  await mainstay.deps.db.deleteFrom('reminder').where('address', '=', 'cleo@example.org').execute()
  await mainstay.advance(32 * day_s)
  const mail = await until(
    'the reminder',
    async () => (await mainstay.mailsTo('ann@example.org'))[0],
  )
  expect(mail.subject).toBe('You asked us to ask: The Harbour Post')
  await mainstay.advance(2 * day_s)
  expect(await waiting(mainstay)).toEqual([])
  expect(await mainstay.mailsTo('ann@example.org')).toHaveLength(1)
  const toBob = (await mainstay.mailsTo('bob@example.org')).map(({ subject }) => subject)
  expect(toBob.filter((subject) => subject.startsWith('You asked'))).toEqual([])
})

test('an order that was left is named once, a day after, to who agreed to it', async ({
  mainstay,
}) => {
  const order = { frequency: 'monthly', amount: '10', currency: 'EUR' } as const
  await mainstay.order({ ...order, email: 'dan@example.org', remind: 'on' })
  await mainstay.order({ ...order, email: 'eve@example.org' })
  const paid = await mainstay.order({ ...order, email: 'fay@example.org', remind: 'on' })
  await mainstay.pay(paid, { email: 'fay@example.org' })
  await mainstay.advance(2 * day_s)
  await mainstay.settled()
  await mainstay.advance(3601)
  const mail = await until(
    'the reminder',
    async () => (await mainstay.mailsTo('dan@example.org'))[0],
  )
  expect(mail.subject).toBe('€10: nothing was paid')
  expect(mail.text).toContain('/support?frequency=monthly&currency=EUR')
  const stop = /http\S+\/reminders\/stop\S+/.exec(mail.text)?.[0] ?? ''
  expect((await fetch(stop, { method: 'POST' })).status).toBe(200)
  await mainstay.advance(4 * day_s)
  await until('all of them gone', async () => (await waiting(mainstay)).length === 0)
  expect(await mainstay.mailsTo('eve@example.org')).toEqual([])
  const toFay = (await mainstay.mailsTo('fay@example.org')).map(({ subject }) => subject)
  expect(toFay.filter((subject) => subject.endsWith('nothing was paid'))).toEqual([])
})
