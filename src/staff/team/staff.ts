import type { AuthDeps } from '../../platform/auth/auth.ts'
import { createLink, printedLives_s } from '../../platform/auth/link.ts'
import { type Invitation, inviteStaff } from '../../platform/auth/staff.ts'
import type { Clock } from '../../platform/clock.ts'

/**
 * Invites somebody (or gives them another role) and answers a link under BASE_URL that signs them in
 * once within 24 hours. `by` is who invites, as staff read it.
 */
export async function addStaff(
  deps: AuthDeps & Readonly<{ machineClock: Clock }>,
  person: Invitation,
  by = 'command line',
): Promise<{ url: string }> {
  await inviteStaff(deps.db, person, { by, at: deps.machineClock.now() })
  const { url } = await createLink(deps, { email: person.email, lives_s: printedLives_s })
  return { url }
}
