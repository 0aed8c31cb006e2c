import type { Mail } from './mailer.ts'

type Letter = Readonly<{
  subject: string
  /** Where the link leads, and what it says where that is more than the subject. */
  url: string
  lines: readonly string[]
  language?: string
}>

/** A mail that a link travels in: nothing loaded from outside, nothing but the link and a few lines. */
export function linkMail(to: string, { subject, url, lines, language = 'en' }: Letter): Mail {
  const page = (
    <html lang={language}>
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
