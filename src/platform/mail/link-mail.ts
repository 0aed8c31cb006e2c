import { english, type Speech } from '../ui/texts/speech.ts'
import { mailOf } from './letter.tsx'
import type { Mail } from './mailer.ts'

type Said = Readonly<{
  subject: string
  /** Where the link leads; it says what the subject says. */
  url: string
  /** The first stands above the link, the others below it. */
  lines: readonly string[]
}>

/** A mail that a link travels in: nothing loaded from outside, nothing but the link and a few lines. */
export function linkMail(
  to: string,
  { subject, url, lines }: Said,
  speech: Speech = english,
): Mail {
  const [opening = '', ...closing] = lines
  return mailOf(
    to,
    { subject, opening: [opening], action: { label: subject, url }, closing },
    speech,
  )
}
