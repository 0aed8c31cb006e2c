import { linkMail } from '../../../platform/mail/link-mail.ts'
import type { Mail } from '../../../platform/mail/mailer.ts'
import { newsroom } from '../../../platform/ui/newsroom.ts'
import type { Texts } from '../../texts/texts.ts'

type Question = Readonly<{ email: string; asker: string; url: string }>

/** Asks a mailbox whether it belongs to whoever signed in with another address. */
export function joinMail({ email, asker, url }: Question, texts: Texts): Mail {
  const { words } = texts
  const said = {
    subject: words('account.confirm_subject', { email }),
    url,
    lines: [
      words('account.confirm_mail', { asker, newsroom: newsroom.name }),
      words('account.confirm_no'),
    ],
  }
  return linkMail(email, said, texts)
}
