import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import { expectPage, testWithBrowser } from './browser.ts'
import { expectGoodLooks, fewLooks } from './looks.ts'
import { signIn } from './signed-in.ts'

vi.setConfig({ testTimeout: 120_000 }) // each page is looked at several times

/** A passkey belongs to a name, which `127.0.0.1` is not. */
const test = testWithBrowser.extend({
  environment: [{ HOST: 'localhost' }, { scope: 'file' }],
})

/** A device of the browser's own that says yes to everything. */
async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
}

test('a reader adds a passkey and comes back with it', async ({ mainstay, open }) => {
  const email = 'ann@example.org'
  await mainstay.pay(await mainstay.order({ frequency: 'once', amount: '25' }), { email })
  await mainstay.settled()
  const page = await open()
  await withAuthenticator(page)
  await page.goto('/sign-in')
  await expectGoodLooks(page, 'sign-in', fewLooks)
  await signIn(page, mainstay, email)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expectPage(page.getByText('The passkey is ready for next time.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expectPage(page).toHaveURL(/\/account$/)
  await page.getByRole('button', { name: 'Remove' }).click()
  await expectPage(page.getByText('The passkey is removed.')).toBeVisible()
})

test('the pages of an account look good by day and night, in other languages and in print', async ({
  mainstay,
  open,
}) => {
  const email = 'cy@example.org'
  await mainstay.pay(await mainstay.order({ frequency: 'monthly', amount: '10' }), { email })
  await mainstay.pay(await mainstay.order({ frequency: 'once', amount: '25' }), { email })
  await mainstay.settled()
  const page = await open()
  await signIn(page, mainstay, email)
  await expectGoodLooks(page, 'account')
  for (const [path, name] of [
    ['/account/receipts', 'receipts'],
    ['/account/erase', 'erase'],
    ['/account?lang=de', 'account-de'],
    ['/account/receipts?lang=uk', 'receipts-uk'],
  ] as const) {
    await page.goto(path)
    await expectGoodLooks(page, name, fewLooks)
  }
  await page.emulateMedia({ media: 'print' })
  await expectPage(page.locator('.paper')).toBeVisible()
  await expectPage(page.locator('.screen-only').first()).toBeHidden()
})

test('without scripts a reader signs in by the typed code and reads everything', async ({
  mainstay,
  open,
}) => {
  const email = 'bo@example.org'
  await mainstay.pay(await mainstay.order({ frequency: 'once', amount: '7' }), { email })
  await mainstay.settled()
  const page = await open({ javaScriptEnabled: false })
  await page.goto('/account')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expectPage(page.getByRole('button', { name: 'passkey' })).toBeHidden()
  const mail = (await mainstay.mailsTo(email)).find(({ subject }) => subject.startsWith('Sign in'))
  await page.getByLabel('Code').fill(/\b\d{8}\b/.exec(mail?.text ?? '')?.[0] ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: /^\d{4}-\d{6}$/ }).click()
  await expectPage(page.getByRole('heading', { name: 'Receipt' })).toBeVisible()
})
