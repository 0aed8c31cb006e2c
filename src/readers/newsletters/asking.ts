import type { Transaction } from 'kysely'
import type { Config } from '../../config.ts'
import type { Newsletter } from '../../finance/settings/newsletters.ts'
import {
  type Agreement,
  addressHash,
  askConsent,
  type ConsentKey,
  confirmConsent,
} from '../../members/newsletters/consent.ts'
import { keyedHash } from '../../platform/auth/hash.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { withinLimit } from '../../platform/http/limits.ts'
import type { Ids } from '../../platform/ids.ts'
import { type NewMail, queueMails } from '../../platform/mail/queued.ts'
import type { Language } from '../../platform/ui/texts/language.ts'

export type AskingDeps = Readonly<{
  config: Readonly<{ appSecret: string }>
  db: Database
  clock: Clock
  ids: Ids
}>

/** What the pages of newsletters read besides. */
export type NewsletterDeps = AskingDeps &
  Readonly<{ config: Pick<Config, 'appSecret' | 'trustedProxy'> }>

/** A form that was sent; `form` is its nonce's id, so that sending it twice mails once. */
export type Asked = Readonly<{
  list: Newsletter
  email: string
  language: Language
  wording: string
  source: string
  form: string
}>

const mailsPerAddress = { limit: 3, window_s: 24 * 3600 }

/**
 * Writes to an address that somebody typed: to confirm, or that they get the newsletter already. Past a
 * few mails a day nothing is sent; the answer to whoever asked is always the same.
 */
export async function askForNewsletter(deps: AskingDeps, asked: Asked): Promise<void> {
  const { config, db, clock } = deps
  const now = clock.now()
  const key = await keyedHash(config.appSecret, `newsletter mails ${asked.email}`)
  const room = await withinLimit(db, { key, ...mailsPerAddress, now })
  if (!room.ok) return
  const anew = await newKey(deps, asked.email)
  await db.transaction().execute(async (trx) => {
    const { state, key } = await askConsent(trx, agreementOf(asked), { ...anew, now })
    await queueMails(trx, [letterTo(asked, key, state)], now)
  })
}

/** Agreed to behind a sign-in, which proves the mailbox: it holds at once. */
export async function agreeAtOnce(
  deps: AskingDeps,
  trx: Transaction<Schema>,
  agreement: Agreement,
): Promise<void> {
  const now = deps.clock.now()
  const anew = await newKey(deps, agreement.address)
  const { state, key } = await askConsent(trx, agreement, { ...anew, now })
  if (state === 'waiting') await confirmConsent(trx, key, { by: 'account', now })
}

function agreementOf({ list, email: address, language, wording, source }: Asked): Agreement {
  return { list: list.key, address, language, wording, source }
}

async function newKey({ config, ids }: AskingDeps, address: string): Promise<ConsentKey> {
  return { address_hash: await addressHash(config.appSecret, address), id: ids.next('nlc') }
}

function letterTo(
  { list, email, language, form }: Asked,
  consent: ConsentKey,
  state: 'waiting' | 'running',
): NewMail {
  const kind = state === 'waiting' ? 'newsletter_confirm' : 'newsletter_running'
  return {
    ...{ key: `${kind}:${consent.id}:${form}`, kind, person: null, address: email, language },
    facts: { consent, list: list.name[language] },
  }
}
