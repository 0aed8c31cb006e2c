import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

type Look = readonly [width: number, colorScheme: 'light' | 'dark']
const everyLook: readonly Look[] = [
  [390, 'light'],
  [390, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
]
/** For pages made of what others were looked at with: each width and each scheme once. */
export const fewLooks: readonly Look[] = [
  [390, 'dark'],
  [1280, 'light'],
]
const folder = 'shots'
/** WCAG 2.5.8, which axe leaves out unless it is asked: what is pressed is 24 px, or has that room. */
const besides = { rules: { 'target-size': { enabled: true } } }

/**
 * Looks at the page as it stands, on a phone and a desk, by day and by night: no finding of axe, nothing
 * wider than the window. The pictures lie in shots/ for a person to look at.
 */
export async function expectGoodLooks(
  page: Page,
  name: string,
  looks: readonly Look[] = everyLook,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const before = page.viewportSize()
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await page.emulateMedia({ colorScheme })
    const path = `${folder}/${name}-${width}-${colorScheme}.png`
    await page.screenshot({ path, fullPage: true, animations: 'disabled' })
    expect({ name, width, colorScheme, ...(await faults(page)) }).toEqual({
      ...{ name, width, colorScheme },
      ...{ wider_than_window: 0, findings: [] },
    })
  }
  if (before !== null) await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'light' })
}

async function faults(page: Page) {
  const wider_than_window = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  const { violations } = await new AxeBuilder({ page }).options(besides).analyze()
  const findings = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))
  return { wider_than_window, findings }
}
