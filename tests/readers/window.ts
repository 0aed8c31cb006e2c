import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { styleRoutes } from '../../src/platform/ui/styles/routes.ts'
import { articleRoutes } from '../../src/readers/article/routes.tsx'
import { aBrowser } from '../browser/browser.ts'
import { testWithDatabase } from '../database.ts'
import { baseUrl, openSite, type Site } from './site.ts'

type Open = (options?: BrowserContextOptions) => Promise<{ page: Page; site: Site }>

/** `open` gives a real browser's page that is answered by the readers' wing, without a network. */
export const testWithWindow = testWithDatabase
  .extend<{ browser: Browser }>({ browser: [aBrowser, { scope: 'file' }] })
  .extend<{ open: Open }>({
    open: async ({ browser, db }, use) => {
      await use(async (options) => {
        const site = await openSite(db)
        site.app.route('/styles', styleRoutes)
        site.app.route('/article', articleRoutes)
        const context = await browser.newContext({ baseURL: baseUrl, ...options })
        const page = await context.newPage()
        page.setDefaultTimeout(10_000)
        await page.route('**/*', (route) => answered(site, route))
        return { page, site }
      })
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
  })

type Route = Parameters<Parameters<Page['route']>[1]>[0]

async function answered(site: Site, route: Route): Promise<void> {
  const request = route.request()
  const answer = await site.app.request(request.url(), { headers: request.headers() })
  const headers = Object.fromEntries(answer.headers)
  await route.fulfill({ status: answer.status, headers, body: await answer.text() })
}
