import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** WCAG 2.4.7 and 2.4.11: what has the focus has a ring around it and nothing lies over it. */
export async function expectFocusSeen(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (element === null || element === document.body) return null // the browser's own controls
    const shown = element.closest('label') ?? element
    const ringed = [element, shown].some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
    const box = shown.getClientRects()[0]
    if (box === undefined) return { html: element.outerHTML, ringed, above: 'it has no place' }
    const root = shown.getRootNode()
    const inside = root instanceof ShadowRoot ? root : document
    const at = inside.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const isOnTop = at !== null && (shown.contains(at) || at.contains(shown))
    return { html: element.outerHTML, ringed, above: isOnTop ? '' : String(at?.outerHTML) }
  })
  if (seen !== null) expect(seen).toMatchObject({ ringed: true, above: '' })
}

const spacing =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }'

/**
 * WCAG 1.4.10 and 1.4.12: on 320 px nothing is wider than the window, and with letters, words and
 * lines set apart as far as a reader may set them nothing is cut off.
 */
export async function expectRoom(page: Page): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const narrow = await page.evaluate(tooWide)
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet() // a policy lets no style element in
    sheet.replaceSync(text)
    document.adoptedStyleSheets = [sheet]
  }, spacing)
  const spaced = await page.evaluate(tooWide)
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('a, button, label, p, h1, h2, h3, li, td, dd')]
      .filter((one) => {
        const hides = ['hidden', 'clip'].includes(getComputedStyle(one).overflowX)
        return hides && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
      })
      .map((one) => one.outerHTML),
  )
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
  })
  if (before !== null) await page.setViewportSize(before)
  expect({ at: page.url(), narrow, spaced, cut }).toMatchObject({ narrow: [], spaced: [], cut: [] })
}

/** What reaches out of the window, where the page can be moved aside at all. */
function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const wide = [...document.body.querySelectorAll('*')].filter(
    (one) => one.getBoundingClientRect().right > clientWidth + 1,
  )
  return [`${scrollWidth} px`, ...wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 200))]
}
