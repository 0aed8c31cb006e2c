import { expect as expectPage } from '@playwright/test'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { testWithWindow as test } from './window.ts'

async function shownAmounts(page: Page): Promise<string[]> {
  const tiles = await page.getByRole('group', { name: 'How much' }).locator('.tile').all()
  const shown = await Promise.all(
    tiles.map(async (tile) => ((await tile.isVisible()) ? tile.innerText() : '')),
  )
  return shown.filter(Boolean)
}

test('without scripts each rhythm shows its own amounts, and always the one that is chosen', async ({
  open,
}) => {
  const { page } = await open({ javaScriptEnabled: false })
  await page.goto('/support')
  expect(await shownAmounts(page)).toEqual(['€5', '€10', '€20', '€40', 'Other'])
  await page.getByText('Yearly').click()
  expect(await shownAmounts(page)).toEqual(['€10', '€50', '€100', '€150', '€250', 'Other'])
  await page.getByText('€100', { exact: true }).first().click()
  expect(await shownAmounts(page)).toEqual(['€50', '€100', '€150', '€250', 'Other'])
})

test('without scripts the button says what will happen', async ({ open }) => {
  const { page } = await open({ javaScriptEnabled: false })
  await page.goto('/support')
  const button = (name: string) =>
    expectPage(page.getByRole('button', { name, exact: true })).toBeVisible()
  await button('Give €10 a month')
  await page.getByText('Once', { exact: true }).click()
  await page.getByText('€25', { exact: true }).first().click()
  await button('Give €25 once')
  await page.getByText('Card fee, a little extra, e-mail').click()
  await page.getByLabel('Cover the card fee too').check()
  await expectPage(
    page.getByText('Then €25.74 is charged, and at least €25.00 reaches us.'),
  ).toBeVisible()
  await button('Give €25.74 once')
  await page.getByText('Other', { exact: true }).click()
  await button('Give your amount + card fee once')
})

test('without scripts the text field comes with «other», by keyboard too', async ({ open }) => {
  const { page } = await open({ javaScriptEnabled: false })
  await page.goto('/support')
  const field = page.getByLabel('Your amount in EUR')
  await expectPage(field).toBeHidden()
  await page.getByRole('radio', { name: '€10', exact: true }).focus()
  for (const _ of ['€20', '€40', 'Other']) await page.keyboard.press('ArrowRight')
  await expectPage(field).toBeVisible()
  await page.keyboard.press('Tab')
  await expectPage(field).toBeFocused()
})
