import { gzipSync } from 'node:zlib'
import { expect as expectPage } from '@playwright/test'
import { expect } from 'vitest'
import { type Banner, usualBanner } from '../../src/finance/settings/banner.ts'
import { buttonScript } from '../../src/readers/embed/script.ts'
import { baseUrl, type Site } from './site.ts'
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

test('one file upgrades both: a button’s part under 3 KB, the banner’s under 6', async ({
  open,
}) => {
  const { site } = await open()
  const answer = await site.get('/embed.js')
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  const whole = gzipSync(await answer.text()).length
  const button = gzipSync(buttonScript(usualBanner)).length
  expect({ button: button <= 3072, banner: whole - button <= 6144 }).toEqual({
    ...{ button: true, banner: true },
  })
})

test('the banner keeps to its rhythm, its hours and its readers, and speaks the page’s language', async ({
  open,
}) => {
  const { page, site } = await open()
  const text = { en: 'Wording A', uk: 'Формулювання А', de: 'Formulierung A' }
  await declareBanner(site, { ...usualBanner, skip_pages: 1, most_shown: 2, text_a: text })
  const shown = page.getByText('Wording A')
  const visits: boolean[] = []
  for (const _ of [1, 2, 3, 4]) {
    await page.goto('/article')
    await page.waitForFunction(() => customElements.get('support-banner') !== undefined)
    visits.push(await shown.isVisible())
  }
  expect(visits).toEqual([false, true, true, false])

  const speaks = async (language: string, attributes: string) => {
    await page.evaluate(
      ([lang, named]) => {
        localStorage.clear()
        localStorage.setItem(
          'mainstay.banner',
          JSON.stringify({ since: Date.now(), pages: 9, shown: 0 }),
        )
        document.documentElement.lang = lang ?? ''
        document.body.insertAdjacentHTML(
          'afterbegin',
          `<support-banner ${named}><a href="/support">Give</a></support-banner>`,
        )
      },
      [language, attributes],
    )
    return page
      .locator('support-banner')
      .first()
      .evaluate((banner) => banner.shadowRoot?.textContent ?? '')
  }
  expect(await speaks('de-AT', '')).toContain('Formulierung A')
  expect(await speaks('uk', '')).toContain('Я вже підтримую')
  expect(await speaks('en', 'member')).toBe('')
  await declareBanner(site, { ...usualBanner, not_on: 'Obituaries, war' })
  await page.reload()
  expect(await speaks('en', 'section="obituaries"')).toBe('')
  expect(await speaks('en', 'tags="sea, harbour"')).toContain('I already gave')
  await page.getByRole('button', { name: 'I already gave' }).first().click()
  await page.reload()
  await expectPage(page.getByText(banner)).toBeHidden()
})

test('who is held back sees no banner, and a gift by any link says so', async ({ open }) => {
  const { page, site } = await open()
  const text = { en: 'Wording A', uk: 'Формулювання А', de: 'Formulierung A' }
  await declareBanner(site, { ...usualBanner, holdback_percent: 50, text_a: text })
  await page.addInitScript(() => localStorage.setItem('mainstay.variant', 'holdback'))
  await page.goto('/article')
  await page.getByRole('link', { name: 'Become a member' }).click()
  await expectPage(page.locator('input[name=variant]')).toHaveValue('holdback')
  await page.goto('/article')
  await expectPage(page.getByText('Wording A')).toBeHidden()

  await site.json({ frequency: 'once', amount: '10', currency: 'EUR', variant: 'holdback' })
  expect(JSON.stringify([...site.sessions.values()].at(-1))).toContain('"variant":"holdback"')
})

test('a page on another site that our thanks lead back to remembers the gift, under a strict CSP', async ({
  open,
}) => {
  const { page, site } = await open()
  await declareBanner(site, usualBanner)
  const complaints: string[] = []
  page.on('console', (message) => void complaints.push(message.text()))
  const csp = `default-src 'none'; img-src data:; script-src ${baseUrl}`
  await page.route('https://news.example/**', (route) =>
    route.fulfill({
      headers: { 'content-type': 'text/html', 'content-security-policy': csp },
      body: `<!doctype html><html lang="en"><title>News</title><link rel="icon" href="data:,"><script src="${baseUrl}/embed.js" async></script>
        <support-banner><a href="${baseUrl}/support">Give to us</a></support-banner>
        <support-button campaign="spring"><a id="give" href="${baseUrl}/support">Give</a></support-button>`,
    }),
  )
  await page.goto('https://news.example/story')
  await expectPage(page.getByRole('button', { name: 'I already gave' })).toBeVisible()
  expect(await page.locator('#give').getAttribute('href')).toBe(
    `${baseUrl}/support?campaign=spring&article=https%3A%2F%2Fnews.example%2Fstory`,
  )
  expect(await page.context().cookies()).toEqual([])

  await site.json({
    frequency: 'once',
    amount: '10',
    currency: 'EUR',
    return_to: 'https://news.example/story',
  })
  site.sessions.set('cs_test_1', {
    ...site.sessions.get('cs_test_1'),
    ...{ status: 'complete', payment_status: 'paid' },
  })
  await page.goto('/thank-you?session_id=cs_test_1')
  await page.getByRole('link', { name: 'Back to where you were reading' }).click()
  await expectPage(page.getByText('Give to us')).toBeHidden()
  expect(complaints).toEqual([])
})

let declared = 0

/** As staff would say it; each later than the one before. */
async function declareBanner({ db }: Site, terms: Banner) {
  declared += 1
  const row = { kind: 'banner', key: '', version: declared, from_day: null } as const
  const by = { declared_by: 'staff_1', declared_at: new Date(declared) }
  await db
    .insertInto('declaration')
    .values({ ...row, ...by, terms: JSON.stringify(terms) })
    .execute()
}
