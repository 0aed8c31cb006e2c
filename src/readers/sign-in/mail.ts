import { linkMail } from '../../platform/mail/link-mail.tsx'
import type { Mail } from '../../platform/mail/mailer.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import type { Texts } from '../texts/texts.ts'

type Link = Readonly<{ url: string; code: string }>

/** The mail that a link and its code travel in. */
export function signInMail(to: string, { url, code }: Link, { words, tag }: Texts): Mail {
  return linkMail(to, {
    subject: words('signin.mail_subject', { newsroom: newsroom.name }),
    url,
    language: tag,
    lines: [
      words('signin.mail_asked'),
      words('signin.mail_code', { code: inFours(code) }),
      words('signin.mail_once'),
    ],
  })
}

/** To an address under which nothing is known, so that who mistook theirs does not wait in vain. */
export function nothingKnownMail(to: string, url: string, { words, tag }: Texts): Mail {
  return linkMail(to, {
    subject: words('signin.unknown_subject', { newsroom: newsroom.name }),
    url,
    language: tag,
    lines: [words('signin.unknown_nothing'), words('signin.unknown_other')],
  })
}

/** `12345678` as a person reads it from one screen to another: `1234 5678`. */
function inFours(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ')
}
