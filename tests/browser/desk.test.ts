import type { Locator, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import type { Mainstay } from '../mainstay.ts'
import { until } from '../until.ts'
import { entriesOf, memberByEmail } from './books.ts'
import { expectPage } from './browser.ts'
import { expectGoodLooks } from './looks.ts'
import { linkFor, testWithDesk } from './signed-in.ts'

vi.setConfig({ testTimeout: 120_000 }) // each page is looked at four times

const email = 'olena@example.org'
const month_s = 31 * 86_400 + 2 * 3600 // an invoice is a draft for its first hour

/** `member`: one reader who joined on 10 March 2027 with 10 euros a month, and nothing else. */
const test = testWithDesk.extend<{ member: string }>({
  member: [
    async ({ mainstay }, use) => {
      await mainstay.beginOn('2027-03-10T10:00:00Z')
      const session = await mainstay.order({ frequency: 'monthly', amount: '10' })
      await mainstay.pay(session, { email, name: 'Olena Kovalenko' })
      await use(await promptlyKnown(mainstay))
    },
    { scope: 'file' },
  ],
})

/** Member and entry stand there within two seconds of the payment. */
async function promptlyKnown(mainstay: Mainstay): Promise<string> {
  const paid = performance.now()
  const id = await until('the member', async () => (await memberByEmail(mainstay, email))?.id)
  await until('the entry', async () => (await entriesOf(mainstay, id)).length === 1)
  expect(performance.now() - paid).toBeLessThan(2000)
  await mainstay.advance(60) // what a payment was for is told by Stripe some seconds after it
  await mainstay.settled()
  return id
}

function row(page: Page, name: string | RegExp): Locator {
  return page.getByRole('row', { name })
}

test('a sign-in link signs in once, by its button', async ({ open, mainstay }) => {
  const page = await open()
  const link = await linkFor(mainstay, 'finance')
  await page.goto(link)
  await page.goto(link) // as a mail scanner would
  await expectGoodLooks(page, 'sign-in-confirm')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expectPage(page.getByRole('navigation', { name: 'Desk' })).toBeVisible()
  const stranger = await open()
  await stranger.goto(link)
  await stranger.getByRole('button', { name: 'Sign in' }).click()
  await expectPage(stranger.getByText('This link was used')).toBeVisible()
  await expectGoodLooks(stranger, 'sign-in')
})

test('staff see the member, since when and with how much, and what the bank left of it', async ({
  desk,
  member,
}) => {
  await desk.goto('/desk/people')
  await expectPage(row(desk, /Olena Kovalenko/)).toContainText('Member')
  await expectGoodLooks(desk, 'members')
  await desk.getByRole('link', { name: 'Olena Kovalenko' }).click()
  await expectPage(desk).toHaveURL(`/desk/people/${member}`)
  const facts = desk.getByRole('main')
  await expectPage(facts).toContainText('10 Mar 2027')
  await expectPage(facts).toContainText('€10.00')
  const entry = desk.getByRole('region', { name: 'In the ledger' }).getByRole('row').nth(1)
  await expectPage(entry).toContainText(/EUR\s*10\.00\s*0\.40\s*9\.60/) // 1.5 % + 0.25
  await expectGoodLooks(desk, 'member')
})

test('a declared class without a figure bounds the share; its figure makes it known', async ({
  desk,
  member,
}) => {
  expect(member).toMatch(/^mem_/)
  await desk.goto('/desk/income')
  await expectGoodLooks(desk, 'income-empty')
  await desk.getByRole('checkbox', { name: 'Advertising' }).check()
  await desk.getByRole('button', { name: 'Declare' }).click()
  await desk.goto('/desk/reader-share?from=2027-03-01&to=2027-04-01')
  await expectPage(desk.getByRole('heading', { level: 1 })).toHaveText(
    /at most 100.0 % of March 2027/,
  )
  await expectPage(desk.getByText('No figure yet for')).toBeVisible()
  await expectGoodLooks(desk, 'share-missing')

  await desk.getByRole('link', { name: 'Enter it' }).click()
  await expectPage(desk.getByLabel('Class')).toHaveValue('advertising')
  await desk.getByLabel('Amount').fill('40.00')
  await desk.getByLabel('Who paid').fill('Harbour Works')
  await desk.getByRole('textbox', { name: 'Document' }).fill('INV-2027-3')
  await desk.getByRole('button', { name: 'Enter income' }).click()
  await expectPage(row(desk, /INV-2027-3/)).toContainText('40.00')
  await expectGoodLooks(desk, 'income')

  await desk.goto('/desk/reader-share?from=2027-03-01&to=2027-04-01')
  await expectPage(desk.getByRole('heading', { level: 1 })).toHaveText(
    'Readers paid for 20.0 % of March 2027',
  )
  await expectPage(desk.getByRole('figure')).toHaveCount(2)
  const classes = desk.getByRole('region', { name: 'Income by class, in EUR' })
  await expectPage(classes.getByRole('row', { name: /Memberships/ })).toContainText('10.00')
  await expectPage(classes.getByRole('row', { name: /Advertising/ })).toContainText('40.00')
  await expectGoodLooks(desk, 'share')
})

test('every figure of the share opens rows that add up to it', async ({ desk, member }) => {
  expect(member).toMatch(/^mem_/)
  const report = '/desk/reader-share?from=2027-03-01&to=2027-04-01'
  await desk.goto(report)
  const count = await desk.locator('main table a[href^="/desk/entries"]').count()
  expect(count).toBeGreaterThan(4)
  for (let index = 0; index < count; index += 1) {
    await desk.goto(report)
    const link = desk.locator('main table a[href^="/desk/entries"]').nth(index)
    const figure = await link.innerText()
    await link.click()
    await expectPage(desk.getByRole('heading', { level: 1 })).toContainText(`€${figure}`)
    expect(await sumOfRows(desk)).toBe(figure)
  }
  await expectGoodLooks(desk, 'entries')
})

/** The column of what each row adds, summed here once more. */
async function sumOfRows(page: Page): Promise<string> {
  const cells = page.locator('main tbody tr td:nth-child(4)')
  const cents = (await cells.allInnerTexts()).map((text) => Math.round(Number(text) * 100))
  return (cents.reduce((sum, cent) => sum + cent, 0) / 100).toFixed(2)
}

test('the share goes along as JSON, CSV and XLSX', async ({ desk, member }) => {
  expect(member).toMatch(/^mem_/)
  await desk.goto('/desk/reader-share?from=2027-03-01&to=2027-04-01')
  for (const [name, type] of [
    ['JSON', /^application\/json/],
    ['CSV', /^text\/csv/],
    ['XLSX', /spreadsheetml/],
  ] as const) {
    const href = await desk.getByRole('link', { name, exact: true }).getAttribute('href')
    const answer = await desk.request.get(href ?? '')
    expect(answer.status()).toBe(200)
    expect(answer.headers()['content-type']).toMatch(type)
    if (name !== 'JSON') expect(answer.headers()['content-disposition']).toMatch(/^attachment/)
  }
})

test('a month later the renewal has come, and the charts have grown by it', async ({
  desk,
  mainstay,
  member,
}) => {
  const report = '/desk/revenue?from=2027-03-01&to=2027-05-01'
  await desk.goto(report)
  const picture = desk.locator('main figure').first().getByRole('img').first()
  const before = await picture.locator('rect').count()
  await mainstay.advance(month_s)
  await mainstay.settled()
  await desk.goto(report)
  await expectPage(row(desk, /April 2027/).first()).toContainText('10.00')
  expect(await picture.locator('rect').count()).toBeGreaterThan(before)
  await expectGoodLooks(desk, 'revenue')
  await desk.goto('/desk/reader-share?from=2027-03-01&to=2027-05-01')
  await expectPage(row(desk, /April 2027/).first()).toContainText('10.00')
  await expectGoodLooks(desk, 'share-grown')
  const kinds = (await entriesOf(mainstay, member)).map(({ kind }) => kind)
  expect(kinds).toEqual(['payment', 'payment'])
  await desk.goto('/desk/operations')
  await expectPage(desk.getByRole('heading', { level: 1 })).toHaveText(
    'Everything that Stripe told us is in the books',
  )
  await expectGoodLooks(desk, 'operations')
  await desk.goto('/desk')
  await expectGoodLooks(desk, 'overview')
  await desk.goto('/desk/team')
  await expectGoodLooks(desk, 'team')
})
