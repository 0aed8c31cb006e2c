import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { memberByEmail } from './books.ts'
import { expectPage, testWithBrowser as test } from './browser.ts'
import { expectGoodLooks } from './looks.ts'

vi.setConfig({ testTimeout: 120_000 }) // each page is looked at four times

const good = '4242 4242 4242 4242'
const declined = '4000 0000 0000 0002'

async function pay(page: Page, { email, card }: { email: string; card: string }) {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Card number').fill(card)
  await page.getByRole('button').click()
}

test.for([
  { scripts: 'on', email: 'olena@example.org' },
  { scripts: 'off', email: 'taras@example.org' },
])(
  'from the article to the thanks of a member, scripts $scripts',
  async ({ scripts, email }, { open, mainstay }) => {
    const page = await open({ javaScriptEnabled: scripts === 'on' })
    await page.goto('/article')
    await page.getByRole('link', { name: 'Become a member' }).click()
    await expectPage(page.getByRole('radio', { name: 'Monthly' })).toBeChecked()
    await page.getByRole('link', { name: 'USD' }).click()
    await page.getByRole('radio', { name: '$20', exact: true }).check()
    await page.getByRole('button', { name: 'Give $20 a month' }).click()
    await expectPage(page.getByText('$20.00 per month', { exact: true })).toBeVisible()
    expect(page.url()).toContain(`${mainstay.sandboxUrl}/c/pay/cs_`)
    await pay(page, { email, card: good })
    await expectPage(page.getByRole('heading', { level: 1, name: 'Thank you' })).toBeVisible()
    await expectPage(page.getByText('You are a member now, with $20.00 a month.')).toBeVisible()
    await expectPage(page.getByText(email)).toHaveCount(0)
    await mainstay.settled()
    expect(await memberByEmail(mainstay, email)).toMatchObject({
      state: 'member',
      frequency: 'monthly',
      amount_minor: 2000,
      currency: 'USD',
    })
  },
)

test('whoever gives just once is a supporter, for the amount they typed', async ({
  open,
  mainstay,
}) => {
  const page = await open()
  await page.goto('/article')
  await page.getByRole('link', { name: 'Support us just once' }).click()
  await page.getByRole('radio', { name: 'Other' }).check()
  await page.getByLabel('Your amount in EUR').fill('12,50')
  await page.getByRole('button', { name: 'Give your amount once' }).click()
  await expectPage(page.getByText('€12.50').first()).toBeVisible()
  await pay(page, { email: 'iryna@example.org', card: good })
  await expectPage(page.getByText('Your gift of €12.50 has reached us.')).toBeVisible()
  await page.getByRole('link', { name: 'Back to where you were reading' }).click()
  expect(page.url()).toBe(`${mainstay.url}/article`)
  await mainstay.settled()
  expect(await memberByEmail(mainstay, 'iryna@example.org')).toMatchObject({
    state: 'supporter',
    amount_minor: 1250,
    currency: 'EUR',
  })
})

test('an amount over the limit comes back with its reason and all that was chosen', async ({
  open,
}) => {
  const page = await open()
  await page.goto('/support?frequency=yearly')
  await page.getByRole('radio', { name: 'Other' }).check()
  await page.getByLabel('Your amount in EUR').fill('20000.01')
  await page.getByRole('button', { name: 'Give' }).click()
  await expectPage(page.getByRole('alert')).toBeVisible()
  await expectPage(page.getByRole('radio', { name: 'Yearly' })).toBeChecked()
  await expectPage(page.getByLabel('Your amount in EUR')).toHaveValue('20000.01')
  await expectGoodLooks(page, 'support-refused')
})

test('a declined card says so on the page, and a good one then works', async ({ open }) => {
  const page = await open()
  await page.goto('/support?frequency=monthly')
  await page.getByRole('button', { name: 'Give €10 a month' }).click()
  await pay(page, { email: 'marko@example.org', card: declined })
  await expectPage(page.getByRole('alert')).toContainText('Nothing was charged')
  await expectGoodLooks(page, 'pay-declined')
  await pay(page, { email: 'marko@example.org', card: good })
  await expectPage(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
})

test('a card that asks for 3-D Secure is told so, and pays when its holder agrees', async ({
  open,
}) => {
  const page = await open()
  await page.goto('/support?frequency=once')
  await page.getByRole('button', { name: 'Give' }).click()
  await pay(page, { email: 'danylo@example.org', card: '4000 0000 0000 3220' })
  await expectGoodLooks(page, 'pay-3d-secure')
  await page.getByRole('button', { name: /complete/i }).click()
  await expectPage(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
})

test('the thank-you page is true while the webhook is still on its way', async ({
  open,
  mainstay,
}) => {
  const email = 'sofiia@example.org'
  await mainstay.chaos({ delay: [10, 10] })
  const page = await open()
  await page.goto('/support?frequency=yearly')
  await page.getByRole('button', { name: /^Give €\d+ a year$/ }).click()
  await pay(page, { email, card: good })
  await expectPage(page.getByText(/You are a member now, with €[\d.]+ a year/)).toBeVisible()
  expect(await mainstay.pendingDeliveries()).toBeGreaterThan(0)
  await mainstay.chaos({})
  await mainstay.advance(10)
  await mainstay.settled()
  expect(await memberByEmail(mainstay, email)).toMatchObject({
    state: 'member',
    frequency: 'yearly',
  })
})

test('what a reader sees is in order on a phone and a desk, by day and by night', async ({
  open,
}) => {
  const page = await open()
  await page.goto('/article')
  await expectGoodLooks(page, 'article')
  await page.goto('/support')
  await page.getByText('Card fee, a little extra, e-mail').click()
  await expectGoodLooks(page, 'support')
  await page.getByRole('button', { name: 'Give' }).click()
  await expectPage(page.getByLabel('Card number')).toBeVisible()
  await expectGoodLooks(page, 'pay')
  await pay(page, { email: 'nina@example.org', card: good })
  await expectPage(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  await expectGoodLooks(page, 'thank-you')
})
