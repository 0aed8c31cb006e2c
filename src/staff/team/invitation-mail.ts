import { linkMail } from '../../platform/mail/link-mail.ts'
import type { Mail } from '../../platform/mail/mailer.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'

/** The first mail to somebody whom an admin invited. */
export function invitationMail(to: string, url: string): Mail {
  return linkMail(to, {
    subject: `You may now use the desk of ${newsroom.name}`,
    url,
    lines: [
      'An admin has invited you. The link works once, for 24 hours.',
      'Later you can ask for a new one on the sign-in page.',
    ],
  })
}
