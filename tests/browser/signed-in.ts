import type { Page } from 'playwright-core'
import { createLink, mailedLives_s } from '../../src/platform/auth/link.ts'
import type { StaffRole } from '../../src/platform/auth/principal.ts'
import { addStaff } from '../../src/staff/team/staff.ts'
import type { Mainstay } from '../mainstay.ts'
import { expectPage, testWithBrowser } from './browser.ts'

/** A sign-in link for a person of this role, as `mainstay staff add` prints it. */
export async function linkFor({ deps }: Mainstay, role: StaffRole): Promise<string> {
  return (await addStaff(deps, { email: `${role}@newsroom.example`, role })).url
}

/** Signs a reader in by the link that would be mailed to this address; their account stands open. */
export async function signIn(page: Page, { deps }: Mainstay, email: string): Promise<void> {
  await page.goto((await createLink(deps, { email, lives_s: mailedLives_s })).url)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expectPage(page).toHaveURL(/\/account$/)
}

/** `desk` is the page of somebody of the staff who has just signed in. */
export const testWithDesk = testWithBrowser.extend<{ desk: Page }>({
  desk: async ({ open, mainstay }, use) => {
    const page = await open()
    await page.goto(await linkFor(mainstay, 'admin'))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expectPage(page).toHaveURL(/\/desk/)
    await use(page)
  },
})
