import * as z from 'zod'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { mailKind } from './kind.ts'

const facts = z.object({ url: z.string(), code: z.string(), minutes: z.int() })

export const signIn = mailKind(facts, {
  sample: {
    url: 'https://example.org/sign-in/confirm?token=sample',
    code: '12345678',
    minutes: 15,
  },
  always: true,
  write: ({ url, code, minutes }, { texts: { words } }) => ({
    subject: words('mails.signin_subject', { newsroom: newsroom.name }),
    opening: [words('mails.signin')],
    code: inFours(code),
    action: { label: words('mails.signin_action'), url },
    closing: [words('mails.signin_close', { minutes })],
  }),
})

/** `12345678` as a person reads it from one screen to another: `1234 5678`. */
function inFours(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ')
}
