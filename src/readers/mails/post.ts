import * as z from 'zod'
import type { Config } from '../../config.ts'
import { addresseeOf } from '../../members/addressee.ts'
import { sha256 } from '../../platform/auth/hash.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Database, readerOf } from '../../platform/database/connection.ts'
import { mailOf } from '../../platform/mail/letter.tsx'
import { AddressRefused, type Mailer, MailRefused } from '../../platform/mail/mailer.ts'
import {
  countTry,
  isBounced,
  noteBounce,
  type QueuedMail,
  queuedMail,
  settleMail,
} from '../../platform/mail/queued.ts'
import { handler } from '../../platform/outbox/work.ts'
import { languageOf } from '../../platform/ui/texts/language.ts'
import { type Speech, speechIn } from '../../platform/ui/texts/speech.ts'
import { type DeskConfig, deskFor } from './desk.ts'
import { mailKinds } from './kinds.ts'

export type PostDeps = Readonly<{
  config: DeskConfig & Pick<Config, 'language' | 'formOfAddress'>
  db: Database
  mailer: Mailer
  machineClock: Clock
}>

const about = z.object({ key: z.string() })

/**
 * Sends a queued mail, in the language of whom it is for. What fails for now is thrown, to be tried
 * again; what is refused for good is settled, and its address marked. One that was taken in the moment
 * in which this process died is sent once more, under the same Message-ID.
 */
export const postMail = handler<PostDeps, typeof about>(about, async (deps, { key }) => {
  const mail = await queuedMail(deps.db, key)
  if (mail === null) return
  const to = await addressOf(deps, mail)
  const at = deps.machineClock.now()
  if (to === null) return settleMail(deps.db, key, { state: 'unaddressed', address: null, at })
  const { address } = to
  const kind = mailKinds[mail.kind]
  if (kind === undefined) throw new TypeError(`nobody writes a mail ${mail.kind}`)
  if (!kind.always && (await isBounced(readerOf(deps.db), address)))
    return settleMail(deps.db, key, { state: 'bounced', address, at })
  const letter = await kind.write(mail.facts, deskFor(deps.config, to.speech))
  await deliver(deps, mail, { ...mailOf(address, letter, to.speech), id: await messageId(key) })
})

type Addressed = Readonly<{ address: string; speech: Speech }>

async function addressOf(deps: PostDeps, mail: QueuedMail): Promise<Addressed | null> {
  const known = mail.person === null ? mail : await addresseeOf(readerOf(deps.db), mail.person)
  if (known === null || known.address === null) return null
  const { language, formOfAddress } = deps.config
  const spoken = languageOf(known.language ?? '') ?? language
  return { address: known.address, speech: speechIn(spoken, formOfAddress) }
}

type Sent = Parameters<Mailer['send']>[0]

async function deliver(deps: PostDeps, { key }: QueuedMail, mail: Sent): Promise<void> {
  const { db, mailer, machineClock } = deps
  const settled = { address: mail.to, at: machineClock.now() }
  try {
    await mailer.send(mail)
  } catch (error) {
    if (error instanceof MailRefused)
      return settleMail(db, key, { ...settled, state: 'refused', reason: error.message })
    if (!(error instanceof AddressRefused)) {
      await countTry(db, key)
      throw error
    }
    const reason = error.message
    await noteBounce(db, { address: mail.to, reason, at: settled.at })
    return settleMail(db, key, { ...settled, state: 'bounced', reason })
  }
  await settleMail(db, key, { ...settled, state: 'sent' })
}

/** Of a mail's key, which names a person's payment, only a hash leaves the house. */
async function messageId(key: string): Promise<string> {
  return (await sha256(key)).slice(0, 32)
}
