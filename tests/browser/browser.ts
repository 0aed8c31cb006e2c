import { expect } from '@playwright/test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { testWithMainstay } from '../mainstay.ts'
import { launchChromium } from './chromium.ts'

const patience_ms = 15_000

/** Asks the page again until it is so. */
export const expectPage = expect.configure({ timeout: patience_ms })

type Open = (options?: BrowserContextOptions) => Promise<Page>

/** `open` gives a page in a window of its own (no cookies), closed after the test. */
export const testWithBrowser = testWithMainstay
  .extend<{ browser: Browser }>({
    browser: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
      async ({}, use) => {
        const browser = await launchChromium()
        await use(browser)
        await browser.close()
      },
      { scope: 'file' },
    ],
  })
  .extend<{ open: Open }>({
    open: async ({ browser, mainstay }, use) => {
      const open: Open = async (options) => {
        const context = await browser.newContext({ baseURL: mainstay.url, ...options })
        context.setDefaultTimeout(patience_ms)
        return context.newPage()
      }
      await use(open)
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
  })
