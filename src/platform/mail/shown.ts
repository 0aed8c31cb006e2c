import type { Speech } from '../ui/texts/speech.ts'
import type { Mail } from './mailer.ts'

/** Every kind of mail that readers get, to be looked at with made-up facts. */
export type ShownMails = Readonly<{
  kinds: readonly Readonly<{ name: string; title: string }>[]
  /** Null for a kind that there is not. */
  show: (name: string, speech: Speech) => Promise<Mail | null>
}>
