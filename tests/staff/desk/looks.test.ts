import { once } from 'node:events'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { usualBanner } from '../../../src/finance/settings/banner.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { styleRoutes } from '../../../src/platform/ui/styles/routes.ts'
import { auditPages } from '../../../src/staff/desk/audit/routes.tsx'
import { bannerPages } from '../../../src/staff/desk/banner/routes.tsx'
import { campaignPages } from '../../../src/staff/desk/campaigns/routes.tsx'
import { entriesPage } from '../../../src/staff/desk/entries/routes.tsx'
import { filesPage } from '../../../src/staff/desk/files/routes.tsx'
import { incomePages } from '../../../src/staff/desk/income/routes.tsx'
import { monthPages } from '../../../src/staff/desk/months/routes.tsx'
import { overviewPage } from '../../../src/staff/desk/overview/routes.tsx'
import { reportPages } from '../../../src/staff/desk/reports.ts'
import { settingsPages } from '../../../src/staff/desk/settings/routes.tsx'
import { mailPages } from '../../../src/staff/mails/routes.tsx'
import { memberPages } from '../../../src/staff/members/routes.tsx'
import { operationsPages } from '../../../src/staff/operations/routes.tsx'
import { aBrowser } from '../../browser/browser.ts'
import { expectGoodLooks, fewLooks } from '../../browser/looks.ts'
import { testWithDatabase } from '../../database.ts'
import { book, expectIncome, gift, income } from '../../ledger/builders.ts'
import {
  insertMember,
  insertPayment,
  insertSubscription,
  insertWholeRecord,
} from '../../members/builders.ts'
import { change, priced } from '../../members/changes.ts'
import { deskDeps, deskOf } from './desk.ts'

const test = testWithDatabase.extend<{ browser: Browser; desk: string }>({
  browser: [aBrowser, { scope: 'file' }],
  desk: [
    async ({ db }, use) => {
      await someMonths(db)
      const server = serve({ fetch: wholeDesk(db).app.fetch, port: 0, hostname: '127.0.0.1' })
      await once(server, 'listening')
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('no port was given')
      await use(`http://127.0.0.1:${address.port}`)
      server.close()
    },
    { scope: 'file' },
  ],
})

function wholeDesk(db: Database) {
  return deskOf('admin', deskDeps(db), (app) =>
    app
      .route('/styles', styleRoutes)
      .route('/desk', reportPages)
      .route('/desk/months', monthPages)
      .route('/desk/settings', settingsPages)
      .route('/desk/audit', auditPages)
      .route('/desk/entries', entriesPage)
      .route('/desk/income', incomePages)
      .route('/desk/files', filesPage)
      .route('/desk/people', memberPages)
      .route('/desk/mails', mailPages)
      .route('/desk/campaigns', campaignPages)
      .route('/desk/banner', bannerPages)
      .route('/desk/operations', operationsPages)
      .route('/desk', overviewPage),
  )
}

/** Half a year of growing gifts beside three other classes, the last months not whole yet. */
async function someMonths(db: Database): Promise<void> {
  await expectIncome(db, ['advertising', 'foundation'])
  for (let step = 0; step < 6; step += 1) {
    const month = `2026-0${step + 1}`
    const other = [
      ...(step < 4 ? [income(`${month}-05`, 'advertising', BigInt(150_000 + step * 9_000))] : []),
      ...(step < 5
        ? [income(`${month}-06`, 'foundation', 80_000n, { estimated: step === 2 })]
        : []),
    ]
    await book(db, [
      gift(`${month}-02`, BigInt(400_000 + step * 70_000), { label: { class: 'membership' } }),
      gift(`${month}-03`, BigInt(90_000 + (step % 4) * 30_000), { fee_minor: 3_100n }),
      ...other,
      income(`${month}-07`, 'events', BigInt(20_000 * (step % 3))),
    ])
  }
  const member_id = await insertMember(db, { id: 'mem_olena', name: 'Olena Kovalenko' })
  await insertSubscription(db, { member_id, campaign: 'spring' })
  await insertPayment(db, { member_id, state: 'failed', failure: 'insufficient_funds' })
  await insertPayment(db, {
    ...{ member_id, refund_pending_minor: 300n, dispute: 'open', dispute_reason: 'fraudulent' },
    ...{
      dispute_due_at: new Date('2026-07-01'),
      presented_minor: 1160n,
      presented_currency: 'USD',
    },
  })
  const price = JSON.stringify(priced(1000n))
  const began = change('created', '2026-02-02T10:00:00Z', { subscription: 'sub_olena' })
  await insertSubscription(db, { member_id, id: 'sub_olena' })
  await db
    .insertInto('subscription_change')
    .values({ ...began, price, price_before: null })
    .execute()
  await aCampaign(db)
  const payout = { amount_minor: 20_000n, currency: 'EUR', status: 'paid', automatic: true }
  for (const [id, day, taken_minor] of [
    ['po_1', '2026-05-05', 20_000n],
    ['po_2', '2026-05-12', 19_700n],
  ] as const) {
    const at = new Date(day)
    const nothing = { trace_id: null, failure: null, balance_transaction: null }
    await db
      .insertInto('payout')
      .values({
        ...{ id, ...payout, ...nothing, arrival: day, day, taken_minor, created: at, seen_at: at },
        ...{ reconciliation_status: 'completed', failure_balance_transaction: null },
      })
      .execute()
  }
  const moments = { earlier: new Date('2026-06-01'), later: new Date('2026-07-02') }
  await insertWholeRecord(db, { member_id, ...moments })
}

/** With goals and words for readers, and two wordings of the banner that somebody gave by. */
async function aCampaign(db: Database): Promise<void> {
  const label = { campaign: 'spring', member_id: 'mem_olena' }
  const given = [2, 9, 10].map((day) =>
    gift(`2026-06-${String(day).padStart(2, '0')}`, BigInt(day * 900), { label }),
  )
  await book(db, given)
  const phrase = { en: 'The bridge fund', uk: 'Фонд мосту', de: 'Der Brückenfonds' }
  const spring = { from: '2026-06-01', to: '2026-08-01', goal_minor: 50_000, title: phrase }
  const banner = { ...usualBanner, holdback_percent: 10, text_a: phrase, text_b: phrase }
  const by = { from_day: null, version: 1, declared_by: 'staff_1', declared_at: new Date(0) }
  await db
    .insertInto('declaration')
    .values([
      { ...by, kind: 'campaign', key: 'spring', terms: JSON.stringify(spring) },
      { ...by, kind: 'banner', key: '', terms: JSON.stringify(banner) },
    ])
    .execute()
}

const phone = { viewport: { width: 390, height: 844 } }

const range = '?from=2026-01-01&to=2026-07-01'

test.for([
  ['reader-share', `/desk/reader-share${range}`],
  ['revenue', `/desk/revenue${range}&group=class&compare=previous`],
  ['mrr', `/desk/mrr${range}`],
  ['retention', `/desk/retention${range}`],
  ['reconciliation', `/desk/reconciliation${range}`],
  ['forecast', '/desk/forecast'],
  ['rows', '/desk/donors/rows?figure=donors&from=2026-05-01&to=2026-07-01'],
  ['entries', '/desk/entries?from=2026-05-01&to=2026-07-01'],
  ['income', '/desk/income'],
  ['files', '/desk/files'],
  ['months', '/desk/months'],
  ['month-close', '/desk/months/2026-01/close'],
  ['settings', '/desk/settings'],
  ['offers', '/desk/settings/offers'],
  ['campaigns', '/desk/campaigns'],
  ['campaign', '/desk/campaigns/spring'],
  ['banner', '/desk/banner'],
  ['audit', '/desk/audit'],
  ['members', '/desk/people'],
  ['member', '/desk/people/mem_olena'],
  ['mails', '/desk/mails'],
  ['mail', '/desk/mails/payment_failed?language=de'],
  ['operations', '/desk/operations'],
] as const)(
  '%s looks right, by night on a phone and by day on a desk',
  async ([name, path], { browser, desk }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${desk}${path}`)
    await expectGoodLooks(page, `desk-${name}`, fewLooks)
    await context.close()
  },
)

test('the overview looks right on both, by day and by night', async ({ browser, desk }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${desk}/desk`)
  await expectGoodLooks(page, 'desk-overview')
  await context.close()
})

test('on a phone the rail opens by its button, without a script', async ({ browser, desk }) => {
  const context = await browser.newContext({ ...phone, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${desk}/desk`)
  const link = page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Revenue' })
  expect(await link.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Menu' }).click()
  await link.click()
  await page.getByRole('heading', { level: 1, name: /net in June 2026/ }).waitFor()
  await context.close()
})

test.for([
  ['/desk', 'Latest in the ledger'],
  ['/desk/entries?from=2026-05-01&to=2026-07-01', 'Rows of the ledger, oldest first'],
  ['/desk/income', 'Entered so far'],
  ['/desk/people', 'Members and supporters, newest first'],
  ['/desk/people/mem_olena', 'Payments'],
] as const)(
  'on a phone the rows of %s are cards, the figure beside the name, and a table when read aloud',
  async ([path, caption], { browser, desk }) => {
    const context = await browser.newContext(phone)
    const page = await context.newPage()
    await page.goto(`${desk}${path}`)
    const region = page.getByRole('region', { name: caption })
    const hidden = await region.evaluate((box) => box.scrollWidth - box.clientWidth)
    expect(hidden).toBe(0)
    const row = region.locator('tbody tr').first()
    const name = await row.locator('th').boundingBox()
    const figure = await row.locator('.lead').boundingBox()
    expect(figure?.y).toBe(name?.y)
    expect((figure?.x ?? 0) + (figure?.width ?? 0)).toBeGreaterThan(350)
    const roles = await region
      .locator('table, tbody, tbody tr, tbody th, tbody td')
      .evaluateAll((parts) => [...new Set(parts.map((part) => part.getAttribute('role')))])
    expect(roles).toEqual(['table', 'rowgroup', 'row', 'rowheader', 'cell'])
    await page.emulateMedia({ media: 'print' })
    expect(await row.evaluate((part) => getComputedStyle(part).display)).toBe('table-row')
    await context.close()
  },
)

test('where a table goes on beyond the window, a shadow lies on that side', async ({
  browser,
  desk,
}) => {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  await page.goto(`${desk}/desk/revenue${range}`)
  const months = page.getByRole('region', { name: /^Revenue by month/ })
  const shade = () => months.evaluate((box) => getComputedStyle(box).boxShadow)
  expect(await shade()).toContain('-20px 0px')
  await months.evaluate((box) => {
    box.scrollLeft = box.scrollWidth
  })
  await expect.poll(shade).not.toContain('-20px 0px')
  await page.goto(`${desk}/desk/people`)
  const people = page.getByRole('region', { name: /^Members/ })
  expect(await people.evaluate((box) => getComputedStyle(box).boxShadow)).toBe('none')
  await context.close()
})

test('the fields of a row stand under labels of one height', async ({ browser, desk }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${desk}/desk/income`)
  const top = async (field: string) => (await page.locator(`label[for=${field}]`).boundingBox())?.y
  expect(await top('payer')).toBe(await top('document'))
  await context.close()
})

test('on paper there is the report and no navigation', async ({ browser, desk }) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${desk}/desk/reader-share${range}`)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('nav').isVisible()).toBe(false)
  expect(await page.locator('form').first().isVisible()).toBe(false)
  expect(await page.locator('svg.wide').first().isVisible()).toBe(true)
  const stamps = page.getByText(/^Definition reader-share .*, as of 15 Jun 2026, 13:00$/)
  expect(await stamps.count()).toBeGreaterThan(2)
  expect(await stamps.first().isVisible()).toBe(true)
  await page.screenshot({ path: 'shots/desk-print.png', fullPage: true })
  await context.close()
})

test('without scripts and without a mouse, an income is entered and counts', async ({
  browser,
  desk,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${desk}/desk/income?class=advertising&date=2026-06-10`)
  await page.getByLabel('Amount').focus()
  await page.keyboard.type('1.234,56')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Dnipro Bakery')
  await page.keyboard.press('Tab')
  await page.keyboard.type('INV-7')
  await page.keyboard.press('Enter')
  await page.getByText('The income is in the books.').waitFor()
  await page.getByRole('link', { name: 'See the readers’ share' }).click()
  // 6,540.00 from January to April, and this
  expect(await page.getByRole('row', { name: /^Advertising/ }).textContent()).toContain('7,774.56')
  await context.close()
})
