import { expect } from 'vitest'
import { payAddress } from '../../src/readers/pay-link/address.ts'
import { type Mainstay, testWithMainstay as test } from '../mainstay.ts'
import { until } from '../until.ts'

const day = 86_400
const failsLater = '4000000000000341'

/** A member whose second month could not be paid: their customer, membership and open bill. */
async function behind(mainstay: Mainstay, email: string) {
  const session = await mainstay.order({ frequency: 'monthly', amount: '10' })
  await mainstay.pay(session, { email, card: failsLater })
  await mainstay.advance(32 * day)
  await mainstay.settled()
  const { stripe } = mainstay.deps
  const { data } = await stripe.customers.list({ email })
  const customer = data[0]?.id ?? ''
  const [invoice] = (await stripe.invoices.list({ customer, status: 'open' })).data
  const [subscription] = (await stripe.subscriptions.list({ customer })).data
  return { customer, invoice: invoice?.id ?? '', subscription: subscription?.id ?? '' }
}

async function looked(address: string) {
  const answer = await fetch(address, { headers: { accept: 'text/html' } })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

test('a bill is paid by a link that names nobody, and the link then says so', async ({
  mainstay,
}) => {
  const { stripe, config } = mainstay.deps
  const { invoice } = await behind(mainstay, 'ann@example.org')
  const address = await payAddress(config, invoice)
  const open = await looked(address)
  expect([open.status, open.headers.get('referrer-policy')]).toEqual([200, 'no-referrer'])
  expect(open.text).toContain('€10 for The Harbour Post')
  expect(open.text).toContain(`${mainstay.sandboxUrl}/i/${invoice}`)
  expect(open.text).not.toContain('ann@')
  await stripe.invoices.pay(invoice, { paid_out_of_band: true })
  const paid = await looked(address)
  expect([paid.status, paid.text.includes('This is paid')]).toEqual([200, true])
  const forged = await looked(`${address.slice(0, -1)}${address.endsWith('0') ? '1' : '0'}`)
  expect([forged.status, forged.text.includes('leads nowhere')]).toEqual([404, true])
})

test('a link of a bill that was cancelled, or whose membership is over, asks for nothing', async ({
  mainstay,
}) => {
  const { stripe, config } = mainstay.deps
  const { invoice, subscription } = await behind(mainstay, 'bob@example.org')
  const address = await payAddress(config, invoice)
  await stripe.subscriptions.cancel(subscription)
  const over = await looked(address)
  expect([over.text.includes('has ended'), over.text.includes('/i/in_')]).toEqual([true, false])
  await stripe.invoices.voidInvoice(invoice)
  expect((await looked(address)).text).toContain('Nothing is due')
})

test('a new card is tried at once for what is open, once, and keeps paying', async ({
  mainstay,
}) => {
  const { db, stripe } = mainstay.deps
  const { customer, invoice, subscription } = await behind(mainstay, 'eve@example.org')
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  const chosen = { invoice_settings: { default_payment_method: card.id } }
  await stripe.customers.update(customer, chosen)
  const tried = await until('the bill was tried', async () => {
    const rows = await db
      .selectFrom('card_retry')
      .select(['invoice', 'method', 'outcome'])
      .execute()
    return rows.filter((row) => row.outcome !== null).length > 0 && rows
  })
  expect(tried).toEqual([{ invoice, method: card.id, outcome: 'paid' }])
  expect((await stripe.invoices.retrieve(invoice)).status).toBe('paid')
  const held = await stripe.subscriptions.retrieve(subscription)
  expect([held.status, held.default_payment_method]).toEqual(['active', card.id])
})

test('a new card that is refused too is not tried again and again', async ({ mainstay }) => {
  const { db, stripe } = mainstay.deps
  const { customer, invoice } = await behind(mainstay, 'dan@example.org')
  const tries = async () => (await stripe.charges.list({ customer, limit: 100 })).data.length
  const before = await tries()
  await mainstay.act({ action: 'set_card', customer, card: '4000000000009995' })
  await until('the bill was tried', async () => {
    const rows = await db
      .selectFrom('card_retry')
      .select('outcome')
      .where('invoice', '=', invoice)
      .execute()
    return rows.some(({ outcome }) => outcome === 'declined')
  })
  await stripe.customers.update(customer, { name: 'Dan' })
  await mainstay.settled()
  expect(await tries()).toBe(before + 1)
})
