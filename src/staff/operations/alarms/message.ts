import { mailOf } from '../../../platform/mail/letter.tsx'
import type { Mail } from '../../../platform/mail/mailer.ts'
import { newsroom } from '../../../platform/ui/newsroom.ts'
import { english } from '../../../platform/ui/texts/speech.ts'
import { type Cause, wordsOf } from './cause.ts'

/** Where an alarm is told: `url` by a POST of JSON, `email` by a mail. */
export const channels = ['url', 'email'] as const
export type Channel = (typeof channels)[number]

/** What a receiver is told, as contract.md names it; the same however often it is sent. */
export type Message = Readonly<{
  cause: Cause
  state: 'open' | 'over'
  at: Date
  summary: string
  /** Where staff see more. */
  url: string
}>

/** In plain words: what is the matter, what to do, where to look. */
export function alarmMail(to: string, { cause, state, summary, url }: Message): Mail {
  const subject = `${newsroom.name}: ${summary}`
  const opening = state === 'open' ? [`${summary}.`, wordsOf[cause].advice] : [`${summary}.`]
  return mailOf(to, { subject, opening, action: { label: 'Operations', url } }, english)
}
