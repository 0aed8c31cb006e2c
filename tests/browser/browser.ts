import { expect } from '@playwright/test'
import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core'
import { testWithMainstay } from '../mainstay.ts'
import { launchChromium } from './chromium.ts'

const patience_ms = 15_000

/** Asks the page again until it is so. */
export const expectPage = expect.configure({ timeout: patience_ms })

/** What the browser finds wrong with a page, a breach of its CSP above all; a refusal's status is meant. */
function complaintOf(message: ConsoleMessage): string[] {
  const isComplaint = message.type() === 'error' || message.type() === 'warning'
  return isComplaint && !message.text().startsWith('Failed to load resource')
    ? [message.text()]
    : []
}

export type Open = (options?: BrowserContextOptions) => Promise<Page>
type Use<T> = (fixture: T) => Promise<void>

/** Fixture `browser`, one for the file. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
export async function aBrowser({}, use: Use<Browser>): Promise<void> {
  const browser = await launchChromium()
  await use(browser)
  await browser.close()
}

type Needs = Readonly<{ browser: Browser; mainstay: Readonly<{ url: string }> }>

/**
 * Fixture `open` gives a page in a window of its own (no cookies), closed after the test. A test fails
 * too when its pages made the browser complain.
 */
export async function openPages({ browser, mainstay }: Needs, use: Use<Open>): Promise<void> {
  const complaints: string[] = []
  const open: Open = async (options) => {
    const context = await browser.newContext({ baseURL: mainstay.url, ...options })
    context.setDefaultTimeout(patience_ms)
    context.on('weberror', (error) => complaints.push(error.error().message))
    context.on('console', (message) => complaints.push(...complaintOf(message)))
    return context.newPage()
  }
  await use(open)
  await Promise.all(browser.contexts().map((context) => context.close()))
  expect(complaints).toEqual([])
}

export const testWithBrowser = testWithMainstay
  .extend<{ browser: Browser }>({ browser: [aBrowser, { scope: 'file' }] })
  .extend<{ open: Open }>({ open: openPages })
