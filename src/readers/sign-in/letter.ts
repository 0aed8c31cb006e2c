import type { Config } from '../../config.ts'
import { memberOfAddress } from '../../members/addresses.ts'
import type { AuthDeps } from '../../platform/auth/auth.ts'
import { createLink, mailedLives_s } from '../../platform/auth/link.ts'
import { staffRoleOf } from '../../platform/auth/staff.ts'
import { readerOf } from '../../platform/database/connection.ts'
import type { Log } from '../../platform/log.ts'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { forgetBounce } from '../../platform/mail/queued.ts'
import type { Texts } from '../texts/texts.ts'
import { nothingKnownMail, signInMail } from './mail.ts'

export type LetterDeps = AuthDeps &
  Readonly<{ config: Pick<Config, 'baseUrl'>; log: Log; mailer: Mailer }>
/** `invited`: somebody who has not been here yet has a reason to come in. */
type Letter = Readonly<{ email: string; next: string | undefined; invited?: boolean }>

/**
 * Writes to an address that somebody typed: a link where it is known (a member's or of the staff), else
 * that nothing is known under it. Both make a link and send one mail, so that the time it takes tells
 * nothing; the page answers the same when a mail could not be sent, which stands in the log.
 */
export async function sendSignInLetter(
  deps: LetterDeps,
  { email, next, invited = false }: Letter,
  texts: Texts,
): Promise<void> {
  const link = await createLink(deps, { email, lives_s: mailedLives_s, next })
  const known = invited || (await isKnown(deps, email))
  const support = new URL('/support', deps.config.baseUrl).href
  const mail = known ? signInMail(email, link, texts) : nothingKnownMail(email, support, texts)
  try {
    await deps.mailer.send(mail)
    await forgetBounce(deps.db, email)
  } catch (error) {
    deps.log.error('a sign-in mail was not sent; see MAIL_URL', { error: String(error) })
  }
}

async function isKnown({ db }: LetterDeps, email: string): Promise<boolean> {
  const [role, member] = await Promise.all([
    staffRoleOf(db, email),
    memberOfAddress(readerOf(db), email),
  ])
  return role !== null || member !== null
}
