import { mailOf } from '../../platform/mail/letter.tsx'
import { linkMail } from '../../platform/mail/link-mail.ts'
import type { Mail } from '../../platform/mail/mailer.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { signInLetter } from '../mails/sign-in.ts'
import type { Texts } from '../texts/texts.ts'

type Link = Readonly<{ url: string; code: string }>

/** The mail that a link and its code travel in. */
export function signInMail(to: string, link: Link, texts: Texts): Mail {
  return mailOf(to, signInLetter(link, texts), texts)
}

/** To an address under which nothing is known, so that who mistook theirs does not wait in vain. */
export function nothingKnownMail(to: string, url: string, texts: Texts): Mail {
  const { words } = texts
  const said = {
    subject: words('signin.unknown_subject', { newsroom: newsroom.name }),
    url,
    lines: [words('signin.unknown_nothing'), words('signin.unknown_other')],
  }
  return linkMail(to, said, texts)
}
