import * as z from 'zod'
import type { Letter } from '../../platform/mail/letter.tsx'
import { newsroom } from '../../platform/ui/newsroom.ts'
import type { Texts } from '../texts/texts.ts'
import { mailKind } from './kind.ts'

const facts = z.object({ url: z.string(), code: z.string() })

/** What a link and its code travel in. */
export function signInLetter({ url, code }: z.output<typeof facts>, { words }: Texts): Letter {
  return {
    subject: words('signin.mail_subject', { newsroom: newsroom.name }),
    opening: [words('signin.mail_asked')],
    action: { label: words('mails.signin_action'), url },
    closing: [words('mails.signin_code')],
    code, // unbroken, so that a double click or a phone's own filling-in takes all of it
    foot: [words('signin.mail_once')],
  }
}

export const signIn = mailKind(facts, {
  sample: { url: 'https://example.org/sign-in/confirm?token=sample', code: '12345678' },
  always: true,
  write: (given, { texts }) => signInLetter(given, texts),
})
