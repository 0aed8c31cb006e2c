import { mailOf } from '../../platform/mail/letter.tsx'
import type { ShownMails } from '../../platform/mail/shown.ts'
import { english } from '../../platform/ui/texts/speech.ts'
import { textsIn } from '../texts/texts.ts'
import { type DeskConfig, deskFor } from './desk.ts'
import { mailKinds } from './kinds.ts'

/** For staff, who read what readers get: each kind written from its sample. */
export function shownMails(config: DeskConfig): ShownMails {
  const { words } = textsIn(english)
  return {
    kinds: Object.entries(mailKinds).map(([name, { title }]) => ({ name, title: words(title) })),
    show: async (name, speech) => {
      const kind = mailKinds[name]
      if (kind === undefined) return null
      const letter = await kind.write(kind.sample, deskFor(config, speech))
      return mailOf('reader@example.org', letter, speech)
    },
  }
}
