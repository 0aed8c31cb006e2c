import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { expectPage, testWithBrowser as test } from './browser.ts'
import { expectGoodLooks } from './looks.ts'

vi.setConfig({ testTimeout: 60_000 })

const pages = {
  support: '/support',
  'who-pays': '/who-pays',
  'sign-in': '/sign-in',
  nothing: '/no',
}

/** A phone alone: what is long or turned round shows there first. */
const phone = [[390, 'light']] as const

async function look(page: Page, language: string) {
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`${path}?lang=${language}`)
    await expectGoodLooks(page, `${name}-${language}`, phone)
  }
}

test.for(['uk', 'de'])(
  'every page holds the words of %s on a phone',
  async (language, { open }) => {
    const page = await open()
    await look(page, language)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
  },
)

test('a language from right to left turns every page round', async ({ open }) => {
  const page = await open({ viewport: { width: 390, height: 844 } })
  await look(page, 'ar-XB')
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  const name = await page.locator('.masthead a').boundingBox()
  expect(Math.round((name?.x ?? 0) + (name?.width ?? 0))).toBe(390 - 16)
})

test('a language chosen in the foot of a page stays chosen on the next, filled in as it was', async ({
  open,
}) => {
  const page = await open({ locale: 'en-GB' })
  await page.goto('/support?frequency=once&amount=12.5&campaign=spring')
  await page.getByRole('link', { name: 'Deutsch' }).click()
  await expectPage(page.getByRole('radio', { name: 'Einmalig' })).toBeChecked()
  await expectPage(page.getByLabel('Dein Betrag in EUR')).toHaveValue('12,50')
  await page.getByRole('link', { name: 'Wer uns bezahlt' }).click()
  await expectPage(page.getByRole('heading', { name: 'Wie wir rechnen' })).toBeVisible()
})
