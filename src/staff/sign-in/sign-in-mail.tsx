import type { Mail } from '../../platform/mail/mailer.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'

type Link = Readonly<{ url: string; code: string }>

/** The mail that a link and its code travel in: nothing loaded from outside, nothing but the two. */
export function signInMail(to: string, { url, code }: Link): Mail {
  return linkMail(to, {
    subject: `Sign in to ${newsroom.name}`,
    url,
    lines: [
      'You, or somebody who typed your address, asked to sign in.',
      `Or type this code on the sign-in page: ${inFours(code)}`,
      'Both work once, for 15 minutes. If it was not you, do nothing: nobody gets in without this mail.',
    ],
  })
}

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

type Letter = Readonly<{ subject: string; url: string; lines: readonly string[] }>

function linkMail(to: string, { subject, url, lines }: Letter): Mail {
  const page = (
    <html lang="en">
      <body>
        <p>
          <a href={url}>{subject}</a>
        </p>
        {lines.map((line) => (
          <p>{line}</p>
        ))}
      </body>
    </html>
  )
  const html = `<!doctype html>${page.toString()}`
  return { to, subject, text: [subject, url, ...lines].join('\n\n'), html }
}

/** `12345678` as a person reads it from one screen to another: `1234 5678`. */
function inFours(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ')
}
