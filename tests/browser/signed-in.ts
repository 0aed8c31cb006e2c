import type { Page } from 'playwright-core'
import type { StaffRole } from '../../src/platform/auth/principal.ts'
import { addStaff } from '../../src/staff/team/staff.ts'
import type { Mainstay } from '../mainstay.ts'
import { expectPage, testWithBrowser } from './browser.ts'

/** A sign-in link for a person of this role, as `mainstay staff add` prints it. */
export async function linkFor({ deps }: Mainstay, role: StaffRole): Promise<string> {
  return (await addStaff(deps, { email: `${role}@newsroom.example`, role })).url
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
