import { expect as expectPage } from '@playwright/test'
import { expect } from 'vitest'
import { testWithWindow as test } from './window.ts'

const banner = 'This story took eleven weeks'

test('the banner stands before the text, under a CSP without inline style, and Esc closes it', async ({
  open,
}) => {
  const { page } = await open()
  const complaints: string[] = []
  page.on('console', (message) => void complaints.push(message.text()))
  await page.goto('/article')
  const close = page.getByRole('button', { name: 'Close' })
  await expectPage(page.getByText(banner)).toBeVisible()
  const [box, heading] = [await close.boundingBox(), await page.locator('h1').boundingBox()]
  expect([box?.width, box?.height]).toEqual([44, 44])
  expect(heading?.y).toBeGreaterThan((box?.y ?? 0) + (box?.height ?? 0))
  await page.keyboard.press('Escape')
  await expectPage(page.getByText(banner)).toBeHidden()
  expect(complaints).toEqual([])
})

test('a banner that was closed stays away, and so it does for whoever gave', async ({ open }) => {
  const { page, site } = await open()
  await page.goto('/article')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.reload()
  await expectPage(page.getByText(banner)).toBeHidden()

  await page.evaluate(() => localStorage.clear())
  await site.json({ frequency: 'once', amount: '10', currency: 'EUR' })
  site.sessions.set('cs_test_1', {
    ...site.sessions.get('cs_test_1'),
    status: 'complete',
    payment_status: 'paid',
  })
  await page.goto('/thank-you?session_id=cs_test_1')
  await page.goto('/article')
  await expectPage(page.getByText(banner)).toBeHidden()
})

test('the link in an element learns where it stands and keeps what it says itself', async ({
  open,
}) => {
  const { page } = await open()
  await page.goto('/article')
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<support-button frequency="yearly" campaign="late"><a id="new" href="/support?campaign=own">Give</a></support-button>',
    )
  })
  const href = await page.locator('#new').getAttribute('href')
  expect(Object.fromEntries(new URL(href ?? '').searchParams)).toEqual({
    ...{ campaign: 'own', frequency: 'yearly', article: '/article' },
  })
})

test('a gift is told of its article by the address without query, however long it is', async ({
  open,
}) => {
  const { page } = await open()
  await page.goto('/article')
  const told = (path: string) =>
    page.evaluate((at) => {
      history.replaceState(null, '', at)
      const button = document.createElement('support-button')
      const link = Object.assign(document.createElement('a'), { href: '/support' })
      button.append(link)
      document.body.append(button)
      return new URL(link.href).searchParams.get('article')
    }, path)
  expect(await told('/story?utm_source=mail#comments')).toBe('/story')
  expect(await told(`/${'long-'.repeat(60)}`)).toBe(`/${'long-'.repeat(60)}`.slice(0, 200))
})

test('without scripts the banner is a plain link', async ({ open }) => {
  const { page } = await open({ javaScriptEnabled: false })
  await page.goto('/article')
  await expectPage(page.getByRole('link', { name: banner })).toBeVisible()
})
