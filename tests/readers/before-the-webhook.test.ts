import { expect } from 'vitest'
import { testWithMainstay as test } from '../mainstay.ts'

const never = { drop: 1 }

test('a reader is a member before they are back, though no webhook comes', async ({ mainstay }) => {
  await mainstay.chaos(never)
  const session = await mainstay.order({ frequency: 'monthly', amount: '10' })
  await mainstay.pay(session, { email: 'ana@example.org' })
  await fetch(`${mainstay.url}/thank-you?session_id=${session}`)
  const support = await mainstay.api('support')
  const { data } = await (await support('/api/members')).json()
  expect(data).toMatchObject([
    { email: 'ana@example.org', state: 'member', frequency: 'monthly', amount_minor: 1000 },
  ])
})

test('a first payment is known as a membership without waiting for its last webhook', async ({
  mainstay,
}) => {
  await mainstay.chaos({ drop: ['invoice_payment.paid'] })
  const session = await mainstay.order({ frequency: 'yearly', amount: '90' })
  await mainstay.pay(session, { email: 'bo@example.org' })
  await mainstay.settled()
  const finance = await mainstay.api('finance')
  const rows = await (await finance('/api/ledger/entries?class=membership')).json()
  expect(rows.data).toMatchObject([{ kind: 'payment', amount_minor: 9000, fee_minor: 160 }])
})
