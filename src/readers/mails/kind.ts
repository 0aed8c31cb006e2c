import type * as z from 'zod'
import type { ConsentKey } from '../../members/newsletters/consent.ts'
import type { ConsentAct } from '../../members/newsletters/links.ts'
import type { Letter } from '../../platform/mail/letter.tsx'
import type { Texts } from '../texts/texts.ts'

/** What a letter is written with, beside its facts. */
export type Desk = Readonly<{
  texts: Texts
  /** An address of ours from its path. */
  at: (path: string) => string
  /** A day, and a month, as this reader writes them, in the newsroom's zone. */
  day: (instant: Date) => string
  month: (instant: Date) => string
  /** Where a bill is paid without signing in. */
  payUrl: (invoice: string) => Promise<string>
  /** Where a gift membership is redeemed. */
  giftUrl: (gift: string) => Promise<string>
  /** Where the reminders of an address (by its hash) are ended. */
  stopUrl: (address_hash: string) => Promise<string>
  /** Where an agreement to a newsletter is confirmed or ended. */
  consentUrl: (act: ConsentAct, consent: ConsentKey) => Promise<string>
}>

/** How one kind of mail is written, and made-up facts to show it with. */
export type MailKind = Readonly<{
  /** Sent to a mailbox that once refused a mail, too: signing in must stay possible. */
  always: boolean
  write: (facts: unknown, desk: Desk) => Promise<Letter>
  sample: object
}>

/** How letters are written from facts of one shape; `sample` is in that shape. */
export type Letters<Facts extends z.ZodType<object>> = Readonly<{
  sample: z.input<Facts> & object
  write: (facts: z.output<Facts>, desk: Desk) => Letter | Promise<Letter>
}>

/**
 * One kind of mail from the shape of its facts; `sample` is in that shape, and nobody's. Writing throws
 * for facts of another shape.
 */
export function mailKind<Facts extends z.ZodType<object>>(
  facts: Facts,
  { sample, always = false, write }: Letters<Facts> & Readonly<{ always?: boolean }>,
): MailKind {
  return { always, sample, write: async (given, desk) => write(facts.parse(given), desk) }
}
