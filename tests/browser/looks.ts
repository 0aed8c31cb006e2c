import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const widths = [390, 1280]
const schemes = ['light', 'dark'] as const
const folder = 'shots'

/**
 * Looks at the page as it stands, on a phone and a desk, by day and by night: no finding of axe, nothing
 * wider than the window. The pictures lie in shots/ for a person to look at.
 */
export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const before = page.viewportSize()
  for (const width of widths) {
    for (const colorScheme of schemes) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
      await page.emulateMedia({ colorScheme })
      const path = `${folder}/${name}-${width}-${colorScheme}.png`
      await page.screenshot({ path, fullPage: true, animations: 'disabled' })
      expect({ name, width, colorScheme, ...(await faults(page)) }).toEqual({
        ...{ name, width, colorScheme },
        ...{ wider_than_window: 0, findings: [] },
      })
    }
  }
  if (before !== null) await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'light' })
}

async function faults(page: Page) {
  const wider_than_window = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  const findings = violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }))
  return { wider_than_window, findings }
}
